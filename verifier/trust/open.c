/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a folder of files to a list that is believed, one step at a time:
 *
 *   root id -> root.1 -> root.2 -> ... -> root.N -> trust-list.json
 *
 * Each arrow is a threshold of signatures over bytes that nobody has parsed
 * yet.  root.1 alone is parsed first, since it holds its own keys: the id
 * pins its bytes.
 */
#include "trust/inside.h"

typedef struct folder {
    const obv_file *files;
    size_t count;
    const char *pin; /* of the first root; NULL: any */
    obv_arena *arena;
    obv_trouble *trouble;
} folder;

/* ---- Files --------------------------------------------------------------- */

static obv_status
find_file(const folder *f, const char *name, size_t most, obv_slice *ret)
{
    const obv_file *found = NULL;
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->files[i].name, name) != 0) {
            continue;
        }
        if (found != NULL) {
            return OBV_MALFORMED; /* which one is meant? */
        }
        found = &f->files[i];
    }
    if (found == NULL) {
        return OBV_NOT_FOUND;
    }
    if (found->len > most) {
        return OBV_LIMIT;
    }
    *ret = (obv_slice){found->len > 0 ? found->bytes : "", found->len};
    return OBV_OK;
}

/* The same for a file that the folder cannot do without. */
static obv_status
need_file(const folder *f, const char *name, size_t most, obv_slice *ret)
{
    obv_status status = find_file(f, name, most, ret);
    switch (status) {
    case OBV_OK:
        return status;
    case OBV_NOT_FOUND:
        return SAY(status, MISSING, f->trouble, name,
                   "is not in the folder: a trust folder holds root.1.json, "
                   "trust-list.json and their signatures");
    case OBV_LIMIT:
        return SAY(status, TOO_LARGE, f->trouble, name,
                   "is too large to be what it should be");
    default:
        return SAY(status, TWICE, f->trouble, name, "is in the folder twice");
    }
}

static const char *
number_text(obv_arena *arena, size_t number)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_number(&b, (int64_t)number);
    obv_put_char(&b, '\0');
    return b.failed ? "?" : b.ptr;
}

/* FILE.KEYID.minisig */
static char *
signature_name(obv_arena *arena, const char *file, const obv_minisig_key *key)
{
    char id[OBV_MINISIG_ID_TEXT];
    obv_minisig_id(key, id);
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, file);
    obv_put_char(&b, '.');
    obv_put_text(&b, id);
    obv_put_text(&b, ".minisig");
    obv_put_char(&b, '\0');
    return b.failed ? NULL : b.ptr;
}

/* ---- Signatures ---------------------------------------------------------- */

/* What is signed, and what the good signatures so far say of it. */
typedef struct sealed {
    const char *name;
    obv_slice body;
    bool said;
    obv_slice comment;
} sealed;

/* The signatures of one role; `bad` is one that does not count. */
typedef struct tally {
    size_t good;
    const char *bad;
    obv_status why;
} tally;

/* Whether a signature is one, but of other bytes, or none that could be. */
static obv_trouble_kind
kind_of(obv_status status)
{
    return status == OBV_BAD_SIGNATURE ? OBV_TROUBLE_BAD_SIGNATURE
                                       : OBV_TROUBLE_ODD_SIGNATURE;
}

static const char *
why_not(obv_status status)
{
    switch (status) {
    case OBV_UNSUPPORTED:
        return "is of the legacy kind: sign again, prehashed";
    case OBV_WRONG_KEY:
        return "was made by another key than its name says";
    case OBV_BAD_SIGNATURE:
        return "does not hold: file or signature were changed";
    default:
        return "is not a minisign signature";
    }
}

/* One key's signature: OBV_NOT_FOUND where it has made none. */
static obv_status
check_one(const folder *f, sealed *s, const char *name,
          const obv_minisig_key *key)
{
    obv_slice signature, comment;
    TRY(find_file(f, name, OBV_MAX_SIGNATURE_FILE, &signature));
    TRY(obv_minisig_verify(s->body, signature, key, f->arena, &comment));
    if (s->said && !obv_slice_equal(comment, s->comment)) {
        return OBV_STALE; /* signs these bytes, says another thing of them */
    }
    s->said = true;
    s->comment = comment;
    return OBV_OK;
}

static obv_status
refuse_few(const folder *f, const sealed *s, const obv_role *role,
           const tally *t, const char *whose)
{
    const char *const parts[] = {"needs ",
                                 number_text(f->arena, role->threshold),
                                 " signatures of ",
                                 whose,
                                 ", has ",
                                 number_text(f->arena, t->good),
                                 ": take the folder again from its keeper",
                                 t->bad != NULL ? "; " : "",
                                 t->bad != NULL ? t->bad : "",
                                 t->bad != NULL ? " " : "",
                                 t->bad != NULL ? why_not(t->why) : "",
                                 NULL};
    return obv_say_trouble(OBV_BAD_SIGNATURE,
                           t->bad != NULL ? kind_of(t->why)
                                          : OBV_TROUBLE_FEW_SIGNATURES,
                           f->trouble, s->name, parts);
}

/*
 * Enough different keys of the role have signed these bytes.  Keys are
 * counted, not files: a role holds no key twice.  Files that do not count are
 * not an error by themselves, since anybody can drop one into a folder.
 */
static obv_status
check_threshold(const folder *f, sealed *s, const obv_role *role,
                const char *whose)
{
    tally t = {0};
    for (size_t i = 0; i < role->count; i++) {
        char *name = signature_name(f->arena, s->name, &role->keys[i]);
        if (name == NULL) {
            return OBV_NO_MEMORY;
        }
        obv_status status = check_one(f, s, name, &role->keys[i]);
        if (status == OBV_NO_MEMORY) {
            return status;
        }
        if (status == OBV_STALE) {
            return SAY(OBV_MALFORMED, DISAGREES, f->trouble, name,
                       "its signed comment says another thing than that of "
                       "the other signatures");
        }
        if (status == OBV_OK) {
            t.good++;
        } else if (status != OBV_NOT_FOUND) {
            t.bad = name;
            t.why = status;
        }
    }
    if (role->threshold > 0 && t.good >= role->threshold) {
        return OBV_OK; /* the only way to success, and no earlier */
    }
    return refuse_few(f, s, role, &t, whose);
}

static obv_status
check_comment(const folder *f, const sealed *s, obv_slice expected)
{
    if (s->said && obv_slice_equal(s->comment, expected)) {
        return OBV_OK;
    }
    return SAY(OBV_MALFORMED, DISAGREES, f->trouble, s->name,
               "says another thing than the signed comment of its "
               "signatures: sign it again with 'badge-issuer'");
}

/* ---- Roots --------------------------------------------------------------- */

/* An id is the start of a digest, and not a short one. */
static bool
is_id_of(const char *hex, const char *id)
{
    size_t len = strlen(id);
    return len >= OBV_ROOT_ID && len <= strlen(hex) &&
           memcmp(hex, id, len) == 0;
}

static obv_status
check_pin(const folder *f, const sealed *s, obv_trust_facts *facts)
{
    uint8_t digest[OBV_MAX_HASH];
    size_t size = obv_digest(OBV_SHA256, s->body, digest);
    char *hex = obv_to_hex((obv_slice){digest, size}, f->arena);
    if (hex == NULL) {
        return OBV_NO_MEMORY;
    }
    memcpy(facts->root_id, hex, sizeof(facts->root_id) - 1);
    facts->root_built_in = is_id_of(hex, obv_built_in_root());
    if (f->pin != NULL && !is_id_of(hex, f->pin)) {
        return SAY(OBV_WRONG_KEY, OTHER_ROOT, f->trouble, s->name,
                   "is not the root that is expected: its id is ",
                   facts->root_id, ", not ", f->pin);
    }
    return OBV_OK;
}

static obv_status
parse_root(const folder *f, sealed *s, size_t version, obv_root *ret)
{
    obv_slice expected;
    TRY(obv_root_parse(s->body, s->name, f->arena, ret, f->trouble));
    TRY(check_threshold(f, s, &ret->root, "its own root keys"));
    TRY(obv_root_comment(ret, s->body, f->arena, &expected));
    TRY(check_comment(f, s, expected));
    if ((uint64_t)ret->version != version) {
        return SAY(OBV_MALFORMED, BAD_STEP, f->trouble, s->name,
                   "holds another version than its name says");
    }
    return OBV_OK;
}

/* What was pinned once stays: a region, and whether all this is a test. */
static obv_status
check_step(const folder *f, const sealed *s, const obv_root *before,
           const obv_root *after)
{
    if (!obv_slice_equal(before->region, after->region)) {
        return SAY(OBV_MALFORMED, BAD_STEP, f->trouble, s->name,
                   "is for another region than the root before");
    }
    if (before->test != after->test) {
        return SAY(OBV_MALFORMED, BAD_STEP, f->trouble, s->name,
                   "a test root stays one, and a real one too: start a new "
                   "root.1.json");
    }
    if (after->issued < before->issued) {
        return SAY(OBV_MALFORMED, BAD_STEP, f->trouble, s->name,
                   "was issued before the root before it");
    }
    return OBV_OK;
}

static char *
root_name(obv_arena *arena, size_t version)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "root.");
    obv_put_number(&b, (int64_t)version);
    obv_put_text(&b, ".json");
    obv_put_char(&b, '\0');
    return b.failed ? NULL : b.ptr;
}

static bool
is_root_name(obv_slice name)
{
    return name.len > 5 && obv_slice_starts(name, "root.") &&
           obv_slice_is((obv_slice){name.ptr + name.len - 5, 5}, ".json");
}

/* A root that the chain does not reach (behind a gap, root.02.json) may be the
   newest one: better none than an old one. */
static obv_status
refuse_strays(const folder *f, size_t reached)
{
    size_t roots = 0;
    for (size_t i = 0; i < f->count; i++) {
        roots += is_root_name(obv_slice_of(f->files[i].name));
    }
    if (roots == reached) {
        return OBV_OK;
    }
    char *next = root_name(f->arena, reached + 1);
    return SAY(OBV_MALFORMED, GAP, f->trouble, next != NULL ? next : "",
               "is not in the folder, though a later root is: take the whole "
               "folder again from its keeper");
}

static obv_status
climb_one(const folder *f, sealed *s, size_t version, obv_root *last,
          obv_trust_facts *facts)
{
    obv_root root;
    if (version == 1) {
        TRY(check_pin(f, s, facts));
        return parse_root(f, s, version, last);
    }
    TRY(check_threshold(f, s, &last->root, "the root keys before"));
    TRY(parse_root(f, s, version, &root));
    TRY(check_step(f, s, last, &root));
    *last = root;
    return OBV_OK;
}

static obv_status
climb_roots(const folder *f, obv_root *last, obv_trust_facts *facts)
{
    size_t version = 1;
    for (; version <= OBV_MAX_ROOTS; version++) {
        sealed s = {.name = root_name(f->arena, version)};
        obv_slice any;
        if (s.name == NULL) {
            return OBV_NO_MEMORY;
        }
        if (version > 1 &&
            find_file(f, s.name, SIZE_MAX, &any) == OBV_NOT_FOUND) {
            break;
        }
        TRY(need_file(f, s.name, OBV_MAX_ROOT_FILE, &s.body));
        TRY(climb_one(f, &s, version, last, facts));
    }
    return refuse_strays(f, version - 1);
}

/* ---- The list ------------------------------------------------------------ */

static obv_status
open_list(const folder *f, const obv_root *root, const obv_trust_facts *facts,
          obv_trust **ret)
{
    sealed s = {.name = "trust-list.json"};
    obv_slice expected;
    TRY(need_file(f, s.name, OBV_MAX_TRUST_FILE, &s.body));
    TRY(check_threshold(f, &s, &root->list, "the list keys"));
    TRY(obv_list_parse(s.body, facts, ret, f->trouble));
    TRY(obv_list_comment(&(*ret)->facts, s.body, f->arena, &expected));
    return check_comment(f, &s, expected);
}

static obv_status
open_folder(const folder *f, obv_trust **ret)
{
    obv_trust_facts facts = {0};
    obv_root root = {0};
    TRY(climb_roots(f, &root, &facts));
    obv_copy_text(facts.region, sizeof(facts.region), root.region);
    obv_copy_text(facts.root, sizeof(facts.root), root.name);
    facts.test = root.test;
    return open_list(f, &root, &facts, ret);
}

/* Names, comments and keys of 64 roots. */
#define FOLDER_ROOM (4u * 1024 * 1024)

obv_status
obv_trust_open(const obv_file *files, size_t count, const char *root_id,
               obv_trust **ret, obv_trouble *trouble)
{
    *ret = NULL;
    if (trouble != NULL) {
        *trouble = (obv_trouble){0};
    }
    if (count > OBV_MAX_TRUST_FILES) {
        return SAY(OBV_LIMIT, TOO_MANY, trouble, "",
                   "the folder holds over 512 files");
    }
    obv_arena *arena = obv_arena_new(FOLDER_ROOM);
    if (arena == NULL) {
        return SAY(OBV_NO_MEMORY, NO_MEMORY, trouble, "",
                   "there is not enough memory");
    }
    folder f = {files, count, root_id, arena, trouble};
    obv_trust *trust = NULL;
    obv_status status = open_folder(&f, &trust);
    if (status == OBV_OK) {
        *ret = trust;
    } else {
        obv_trust_close(trust);
    }
    if (status == OBV_NO_MEMORY) {
        (void)SAY(status, NO_MEMORY, trouble, "", "there is not enough memory");
    }
    obv_arena_free(arena);
    return status;
}

void
obv_trust_close(obv_trust *trust)
{
    if (trust != NULL) {
        obv_arena_free(trust->arena); /* which holds *trust too */
    }
}

const obv_trust_facts *
obv_trust_about(const obv_trust *trust)
{
    return &trust->facts;
}
