/* SPDX-License-Identifier: Apache-2.0 */
/* trust-list.json: the list as a whole, and the memory that holds it. */
#include "trust/inside.h"

typedef struct raw_list {
    int64_t format, seq, issued, fresh_until, usable_until;
    obv_slice name, keeper, region, previous;
    const obv_json *issuers, *catalogue, *withdrawn, *status, *snapshots;
} raw_list;

/* snapshots are accepted and not read yet: what they would prove stays
   unchecked. */
/* clang-format off */
#define AT(member) offsetof(raw_list, member)
static const obv_member members[] = {
    {"format",      OBV_SORT_NUMBER, true,  AT(format)},
    {"name",        OBV_SORT_NAME,   true,  AT(name)},
    {"keeper",      OBV_SORT_NAME,   true,  AT(keeper)},
    {"region",      OBV_SORT_TEXT,   true,  AT(region)},
    {"seq",         OBV_SORT_NUMBER, true,  AT(seq)},
    {"issued",      OBV_SORT_DATE,   true,  AT(issued)},
    {"freshUntil",  OBV_SORT_DATE,   true,  AT(fresh_until)},
    {"usableUntil", OBV_SORT_DATE,   true,  AT(usable_until)},
    {"previous",    OBV_SORT_TEXT,   false, AT(previous)},
    {"issuers",     OBV_SORT_LIST,   true,  AT(issuers)},
    {"catalogue",   OBV_SORT_LIST,   false, AT(catalogue)},
    {"withdrawn",   OBV_SORT_LIST,   false, AT(withdrawn)},
    {"status",      OBV_SORT_LIST,   false, AT(status)},
    {"snapshots",   OBV_SORT_LIST,   false, AT(snapshots)},
};
#undef AT
/* clang-format on */

static obv_status
check_list(const obv_reading *r, const raw_list *raw,
           const obv_trust_facts *facts)
{
    if (raw->format != 1) {
        return REFUSE_AS(NEWER, r, NULL,
                         "has another format than 1: use a newer "
                         "program");
    }
    if (!obv_slice_is(raw->region, facts->region)) {
        return REFUSE(r, NULL, "is for the region '", obv_text_of(raw->region),
                      "', the root is for '", facts->region,
                      "': take list and root from one keeper");
    }
    if (raw->issued > raw->fresh_until ||
        raw->fresh_until > raw->usable_until) {
        return REFUSE(r, NULL,
                      "the dates issued, freshUntil and usableUntil "
                      "must follow each other");
    }
    if (raw->previous.len > 0 && !obv_is_hex(raw->previous, 64)) {
        return REFUSE(r, NULL,
                      "previous must be the SHA-256 of the list "
                      "before: 64 lower-case hex digits");
    }
    return OBV_OK;
}

static void
note_facts(const raw_list *raw, obv_trust_facts *facts)
{
    obv_copy_text(facts->name, sizeof(facts->name), raw->name);
    obv_copy_text(facts->keeper, sizeof(facts->keeper), raw->keeper);
    facts->seq = (uint64_t)raw->seq;
    facts->issued = raw->issued;
    facts->fresh_until = raw->fresh_until;
    facts->usable_until = raw->usable_until;
}

/* ---- Keys made ready, once, before any cell is locked -------------------- */

static void
release_keys(void *thing)
{
    obv_trust *trust = thing;
    for (size_t i = 0; i < trust->issuer_count; i++) {
        for (size_t k = 0; k < trust->issuers[i].key_count; k++) {
            obv_key_release(&trust->issuers[i].keys[k].key);
        }
    }
}

static obv_status
ready_keys(const obv_reading *r, obv_trust *trust)
{
    for (size_t i = 0; i < trust->issuer_count; i++) {
        const obv_listed_issuer *issuer = &trust->issuers[i];
        for (size_t k = 0; k < issuer->key_count; k++) {
            obv_status status = obv_key_ready(&issuer->keys[k].key);
            if (status != OBV_OK && status != OBV_NO_MEMORY) {
                return REFUSE(r, NULL, "the key '",
                              obv_text_of(issuer->keys[k].id), "' of '",
                              obv_text_of(issuer->name),
                              "' cannot be used: ask for another");
            }
            TRY(status);
        }
    }
    return OBV_OK;
}

/* ---- Building ------------------------------------------------------------ */

obv_status
obv_list_build(const obv_reading *r, const obv_json *object,
               const obv_trust_facts *facts, obv_trust **ret)
{
    raw_list raw = {0};
    TRY(obv_read_members(r, NULL, object, members, COUNT(members), &raw));
    TRY(check_list(r, &raw, facts));
    obv_trust *trust = obv_arena_alloc(r->arena, 1, sizeof(*trust));
    if (trust == NULL) {
        return OBV_NO_MEMORY;
    }
    trust->arena = r->arena;
    trust->facts = *facts;
    note_facts(&raw, &trust->facts);
    TRY(obv_read_issuers(r, raw.issuers, trust));
    TRY(obv_read_catalogue(r, raw.catalogue, trust));
    TRY(obv_read_withdrawn(r, raw.withdrawn, trust));
    TRY(obv_read_status(r, raw.status, trust));
    if (!obv_arena_later(r->arena, release_keys, trust)) {
        return OBV_NO_MEMORY;
    }
    TRY(ready_keys(r, trust));
    *ret = trust;
    return OBV_OK;
}

/* What is kept has about the size of its text.  A list of very short values
   takes more: then once more, with twice the room. */
static obv_status
build_in_room(obv_reading *r, size_t text, const obv_json *object,
              const obv_trust_facts *facts, obv_trust **ret)
{
    obv_status status = OBV_NO_MEMORY;
    size_t most = 64 * text + 65536;
    for (size_t room = 2 * text + 65536;
         status == OBV_NO_MEMORY && room <= 2 * most; room *= 2) {
        r->arena = obv_arena_new(room);
        if (r->arena == NULL) {
            return OBV_NO_MEMORY;
        }
        status = obv_list_build(r, object, facts, ret);
        if (status != OBV_OK) {
            obv_arena_free(r->arena);
        }
    }
    return status;
}

/* The tree itself is jansson's; its arena holds little more than the way to
   release it. */
#define TREE_ROOM 65536

obv_status
obv_list_parse(obv_slice body, const obv_trust_facts *facts, obv_trust **ret,
               obv_trouble *trouble)
{
    *ret = NULL;
    obv_reading r = {"trust-list.json", NULL, trouble};
    if (body.len > OBV_MAX_TRUST_FILE) {
        return SAY(OBV_LIMIT, TOO_LARGE, trouble, r.file,
                   "is larger than 64 MiB");
    }
    obv_arena *tree = obv_arena_new(TREE_ROOM);
    if (tree == NULL) {
        return OBV_NO_MEMORY;
    }
    const obv_json *object;
    obv_status status = obv_read_file(&r, body, tree, &object);
    if (status == OBV_OK) {
        status = build_in_room(&r, body.len, object, facts, ret);
    }
    obv_arena_free(tree);
    return status;
}

obv_status
obv_list_comment(const obv_trust_facts *facts, obv_slice body, obv_arena *arena,
                 obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "badge-verifier list region=");
    obv_put_text(&b, facts->region);
    obv_put_text(&b, " seq=");
    obv_put_number(&b, (int64_t)facts->seq);
    obv_put_time(&b, "issued", facts->issued);
    obv_put_time(&b, "freshUntil", facts->fresh_until);
    obv_put_time(&b, "usableUntil", facts->usable_until);
    TRY(obv_put_sha256(&b, body));
    *ret = obv_buffer_slice(&b);
    return OBV_OK;
}
