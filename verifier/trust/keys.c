/* SPDX-License-Identifier: Apache-2.0 */
/* The keys of one issuer of a list. */
#include "trust/inside.h"

typedef struct raw_key {
    obv_slice id, kind, multikey, base58, pem;
    const obv_json *jwk, *vouched;
    int64_t not_before, not_after, compromised_from;
} raw_key;

/* No date that can be written is this early or this late. */
static const raw_key open_key = {.not_before = INT64_MIN,
                                 .not_after = INT64_MAX,
                                 .compromised_from = INT64_MIN};

/* clang-format off */
#define AT(member) offsetof(raw_key, member)
static const obv_member key_members[] = {
    {"id",                 OBV_SORT_TEXT,   true,  AT(id)},
    {"kind",               OBV_SORT_TEXT,   true,  AT(kind)},
    {"publicKeyMultibase", OBV_SORT_TEXT,   false, AT(multikey)},
    {"publicKeyBase58",    OBV_SORT_TEXT,   false, AT(base58)},
    {"publicKeyJwk",       OBV_SORT_OBJECT, false, AT(jwk)},
    {"publicKeyPem",       OBV_SORT_RAW,    false, AT(pem)},
    {"notBefore",          OBV_SORT_DATE,   false, AT(not_before)},
    {"notAfter",           OBV_SORT_DATE,   false, AT(not_after)},
    {"compromisedFrom",    OBV_SORT_DATE,   false, AT(compromised_from)},
    {"vouched",            OBV_SORT_LIST,   false, AT(vouched)},
};
#undef AT
/* clang-format on */

/* Others (use, key_ops, alg) may restrict what a key is for. */
static obv_status
check_jwk(const obv_reading *r, const obv_spot *at, const obv_json *jwk)
{
    static const char *const known[] = {"kty", "crv", "x", "y", "n", "e"};
    const void *next = NULL;
    obv_slice name;
    const obv_json *value;
    while (obv_json_next(jwk, &next, &name, &value)) {
        size_t i = 0;
        while (i < COUNT(known) && !obv_slice_is(name, known[i])) {
            i++;
        }
        if (i == COUNT(known)) {
            return REFUSE(r, at,
                          "publicKeyJwk may hold kty, crv, x, y, n "
                          "and e only: remove the rest");
        }
    }
    return OBV_OK;
}

static obv_status
read_material(const obv_reading *r, const obv_spot *at, const raw_key *raw,
              obv_key *ret)
{
    int given = (raw->multikey.len > 0) + (raw->base58.len > 0) +
                (raw->pem.len > 0) + (raw->jwk != NULL);
    if (given != 1) {
        return REFUSE(r, at,
                      "must hold one of publicKeyMultibase, publicKeyJwk, "
                      "publicKeyBase58 and publicKeyPem");
    }
    obv_status status;
    if (raw->jwk != NULL) {
        TRY(check_jwk(r, at, raw->jwk));
        status = obv_key_from_jwk(raw->jwk, r->arena, ret);
    } else if (raw->pem.len > 0) {
        status = obv_key_from_pem(raw->pem, r->arena, ret);
    } else if (raw->base58.len > 0) {
        status = obv_key_from_base58(raw->base58, r->arena, ret);
    } else {
        status = obv_key_from_listed(raw->multikey, r->arena, ret);
    }
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status == OBV_WRONG_KEY) {
        return REFUSE(r, at,
                      "the key is too weak: ask its issuer for "
                      "another, RSA from 2,048 bits");
    }
    if (status != OBV_OK) {
        return REFUSE(r, at,
                      "the key cannot be read: add it again with "
                      "'badge-issuer list add-key'");
    }
    if (!obv_slice_is(raw->kind, obv_key_kind_name(ret->kind))) {
        return REFUSE(r, at, "says '", obv_text_of(raw->kind),
                      "', but the key is of kind ",
                      obv_key_kind_name(ret->kind));
    }
    return OBV_OK;
}

static obv_status
read_vouched(const obv_reading *r, const obv_spot *at, const obv_json *array,
             obv_listed_key *key)
{
    obv_spot here = {at, "vouched", 0};
    size_t count = obv_json_count(array);
    uint8_t(*digests)[16] =
        obv_arena_alloc(r->arena, count + 1, sizeof(*digests));
    if (digests == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        obv_slice text = {(const uint8_t *)"", 0};
        (void)obv_json_text(obv_json_item(array, i), &text);
        TRY(obv_read_digest(r, &item, text, digests[i]));
    }
    key->vouched = (const uint8_t(*)[16])digests;
    key->vouched_count = count;
    return OBV_OK;
}

/* id ::= "did:key:" multikey ( "#" multikey )? | other "#" multikey */
static bool
repeats(obv_slice id, obv_slice multikey)
{
    static const char did[] = "did:key:";
    bool is_did = obv_slice_starts(id, did);
    obv_slice head, fragment;
    if (!obv_slice_cut(id, '#', &head, &fragment)) {
        head = id;
        fragment = multikey;
    }
    if (!is_did) {
        return head.len < id.len && obv_slice_equal(fragment, multikey);
    }
    size_t skip = strlen(did);
    head = (obv_slice){head.ptr + skip, head.len - skip};
    return obv_slice_equal(head, multikey) &&
           obv_slice_equal(fragment, multikey);
}

/* An id such as did:key or URL#z6Mk... says which key it is: it must be this
   one, or badges that name it could never be matched.  Most ids repeat the
   key to the letter; the others are read, which takes its time. */
static obv_status
check_key_id(const obv_reading *r, const obv_spot *at,
             const obv_listed_key *key, obv_slice multikey)
{
    obv_key spelled;
    if (multikey.len > 0 && repeats(key->id, multikey)) {
        return OBV_OK;
    }
    obv_status status = obv_spelled_key(key->id, r->arena, &spelled);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status != OBV_OK ||
        (spelled.kind != OBV_KEY_NONE && !obv_key_equal(&spelled, &key->key))) {
        return REFUSE(r, at,
                      "its id spells out another key: correct the id, "
                      "or add the key again");
    }
    return OBV_OK;
}

static obv_status
read_key(const obv_reading *r, const obv_spot *at, const obv_json *object,
         obv_listed_key *key)
{
    raw_key raw = open_key;
    TRY(obv_read_members(r, at, object, key_members, COUNT(key_members), &raw));
    if (raw.not_after < raw.not_before) {
        return REFUSE(r, at,
                      "notAfter lies before notBefore: correct one of "
                      "them");
    }
    TRY(read_material(r, at, &raw, &key->key));
    key->id = raw.id;
    key->not_before = raw.not_before;
    key->not_after = raw.not_after;
    key->compromised = raw.compromised_from != open_key.compromised_from;
    key->compromised_from = key->compromised ? raw.compromised_from : 0;
    TRY(check_key_id(r, at, key, raw.multikey));
    return read_vouched(r, at, raw.vouched, key);
}

obv_status
obv_read_keys(const obv_reading *r, const obv_spot *at, const obv_json *array,
              obv_listed_issuer *issuer)
{
    obv_spot here = {at, "keys", 0};
    size_t count = obv_json_count(array);
    issuer->keys = obv_arena_alloc(r->arena, count + 1, sizeof(*issuer->keys));
    if (issuer->keys == NULL) {
        return OBV_NO_MEMORY;
    }
    issuer->key_count = count;
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        TRY(read_key(r, &item, obv_json_item(array, i), &issuer->keys[i]));
    }
    if (count == 0 && !issuer->removed) {
        return REFUSE(r, &here,
                      "the issuer has no key: every badge of theirs "
                      "would read as forged; add one with "
                      "'badge-issuer list add-key'");
    }
    return OBV_OK;
}
