/* SPDX-License-Identifier: Apache-2.0 */
/* Who and which key a badge means, by the list: an issuer by its exact id, a
   key only among those of that issuer. */
#include "trust/inside.h"

#include <stdlib.h>

/* ---- Order --------------------------------------------------------------- */

int
obv_slice_order(obv_slice a, obv_slice b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int order = least > 0 ? memcmp(a.ptr, b.ptr, least) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int
obv_order_ids(const void *a, const void *b)
{
    return obv_slice_order(((const obv_id_row *)a)->id,
                           ((const obv_id_row *)b)->id);
}

int
obv_order_entries(const void *a, const void *b)
{
    return obv_slice_order(((const obv_catalogue_entry *)a)->id,
                           ((const obv_catalogue_entry *)b)->id);
}

int
obv_order_status(const void *a, const void *b)
{
    return obv_slice_order(((const obv_status_document *)a)->address,
                           ((const obv_status_document *)b)->address);
}

/* The heavier first, then the older: what a lookup gives. */
static int
order_weight(const obv_withdrawal *a, const obv_withdrawal *b)
{
    return a->suspended != b->suspended
               ? (a->suspended ? 1 : -1)
               : (a->since > b->since) - (a->since < b->since);
}

static int
order_names(const obv_withdrawal_row *a, const obv_withdrawal_row *b)
{
    uintptr_t x = (uintptr_t)a->issuer, y = (uintptr_t)b->issuer;
    return x != y ? (x > y ? 1 : -1)
                  : obv_slice_order(a->entry.credential, b->entry.credential);
}

int
obv_order_by_name(const void *a, const void *b)
{
    const obv_withdrawal_row *x = a, *y = b;
    int order = order_names(x, y);
    return order != 0 ? order : order_weight(&x->entry, &y->entry);
}

static int
order_digests(const obv_withdrawal_row *a, const obv_withdrawal_row *b)
{
    return memcmp(a->entry.digest, b->entry.digest, sizeof(a->entry.digest));
}

int
obv_order_by_digest(const void *a, const void *b)
{
    const obv_withdrawal_row *x = a, *y = b;
    int order = order_digests(x, y);
    return order != 0 ? order : order_weight(&x->entry, &y->entry);
}

int
obv_order_keys(const obv_key *a, const obv_key *b)
{
    if (a->kind != b->kind) {
        return a->kind > b->kind ? 1 : -1;
    }
    int order = obv_slice_order(a->first, b->first);
    return order != 0 ? order : obv_slice_order(a->second, b->second);
}

/* ---- Issuers and catalogue ----------------------------------------------- */

static const void *
find(const void *key, const void *rows, size_t count, size_t size,
     int (*order)(const void *, const void *))
{
    return count > 0 ? bsearch(key, rows, count, size, order) : NULL;
}

const obv_listed_issuer *
obv_any_issuer(const obv_trust *trust, obv_slice id)
{
    obv_id_row wanted = {.id = id};
    const obv_id_row *row =
        find(&wanted, trust->ids, trust->id_count, sizeof(*row), obv_order_ids);
    return row != NULL ? row->issuer : NULL;
}

const obv_listed_issuer *
obv_trust_issuer(const obv_trust *trust, obv_slice id)
{
    const obv_listed_issuer *issuer = obv_any_issuer(trust, id);
    return issuer != NULL && !issuer->removed ? issuer : NULL;
}

const obv_listed_issuer *
obv_trust_issuers(const obv_trust *trust, size_t *count)
{
    *count = trust->issuer_count;
    return trust->issuers;
}

const obv_catalogue_entry *
obv_trust_entry(const obv_trust *trust, obv_slice id)
{
    obv_catalogue_entry wanted = {.id = id};
    return find(&wanted, trust->catalogue, trust->catalogue_count,
                sizeof(wanted), obv_order_entries);
}

const obv_status_document *
obv_trust_statuses(const obv_trust *trust, size_t *count)
{
    *count = trust->status_count;
    return trust->status;
}

const obv_status_document *
obv_trust_status(const obv_trust *trust, obv_slice address)
{
    obv_status_document wanted = {.address = address};
    return find(&wanted, trust->status, trust->status_count, sizeof(wanted),
                obv_order_status);
}

/* ---- Withdrawals --------------------------------------------------------- */

/* The first of equal rows: the heaviest, by the order of the table. */
static const obv_withdrawal *
first_row(const obv_withdrawal_row *rows, size_t count,
          const obv_withdrawal_row *wanted,
          int (*order)(const obv_withdrawal_row *, const obv_withdrawal_row *))
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(&rows[middle], wanted) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < count && order(&rows[low], wanted) == 0 ? &rows[low].entry
                                                         : NULL;
}

const obv_withdrawal *
obv_trust_withdrawal(const obv_trust *trust, const obv_listed_issuer *issuer,
                     obv_slice credential, const uint8_t digest[16])
{
    obv_withdrawal_row wanted = {.issuer = issuer,
                                 .entry.credential = credential};
    const obv_withdrawal *named =
        first_row(trust->by_name, trust->by_name_count, &wanted, order_names);
    const obv_withdrawal *digested = NULL;
    if (digest != NULL) { /* no entry has a digest of zeros */
        memcpy(wanted.entry.digest, digest, sizeof(wanted.entry.digest));
        digested = first_row(trust->by_digest, trust->by_digest_count, &wanted,
                             order_digests);
    }
    if (named == NULL || digested == NULL) {
        return named != NULL ? named : digested;
    }
    return order_weight(named, digested) <= 0 ? named : digested;
}

bool
obv_trust_names_digests(const obv_trust *trust)
{
    return trust->by_digest_count > 0;
}

/* ---- Keys ---------------------------------------------------------------- */

static const obv_listed_key *
key_by_id(const obv_listed_issuer *issuer, obv_slice id)
{
    for (size_t i = 0; i < issuer->key_count; i++) {
        if (id.len > 0 && obv_slice_equal(issuer->keys[i].id, id)) {
            return &issuer->keys[i];
        }
    }
    return NULL;
}

static const obv_listed_key *
key_by_material(const obv_listed_issuer *issuer, const obv_key *material)
{
    for (size_t i = 0; i < issuer->key_count; i++) {
        if (obv_key_equal(&issuer->keys[i].key, material)) {
            return &issuer->keys[i];
        }
    }
    return NULL;
}

/*
 * The key that an id spells out: a did:key, a did:jwk, or a Multikey behind
 * the "#" of any other id.  ret->kind is OBV_KEY_NONE where it spells none: a
 * fragment may be any name.  OBV_WRONG_KEY: it spells a key of a kind that no
 * list holds.
 */
obv_status
obv_spelled_key(obv_slice id, obv_arena *arena, obv_key *ret)
{
    obv_slice head, fragment;
    *ret = (obv_key){0};
    if (obv_slice_starts(id, "did:key:") || obv_slice_starts(id, "did:jwk:")) {
        obv_status status = obv_did_key(id, arena, ret);
        bool said = status == OBV_OK || status == OBV_MALFORMED ||
                    status == OBV_NO_MEMORY;
        return said ? status : OBV_WRONG_KEY;
    }
    if (!obv_slice_cut(id, '#', &head, &fragment)) {
        return OBV_OK;
    }
    obv_status status = obv_key_from_multikey(fragment, arena, ret);
    if (status != OBV_OK) {
        *ret = (obv_key){0};
    }
    return status == OBV_NO_MEMORY ? status : OBV_OK;
}

/* Adds one more hint to what is known; false where they disagree. */
static bool
agree(const obv_key **known, const obv_key *more)
{
    if (more == NULL || more->kind == OBV_KEY_NONE) {
        return true;
    }
    if (*known != NULL) {
        return obv_key_equal(*known, more);
    }
    *known = more;
    return true;
}

static obv_status
next_key(const obv_listed_issuer *issuer, size_t *from,
         const obv_listed_key **ret)
{
    if (*from >= issuer->key_count) {
        return OBV_NOT_FOUND;
    }
    *ret = &issuer->keys[(*from)++];
    return OBV_OK;
}

/*
 * The same, for a key of this issuer in no time: whether its bytes are a point
 * of the curve is not asked, which would take as long as the signature itself.
 * The list says that they are a key; a badge's word for it changes nothing.
 */
static obv_status
spelled_key_of(const obv_listed_issuer *issuer, obv_slice id, obv_arena *arena,
               obv_key *ret)
{
    obv_slice head, fragment;
    if (!obv_slice_starts(id, "did:key:") &&
        !obv_slice_starts(id, "did:jwk:") &&
        obv_slice_cut(id, '#', &head, &fragment) &&
        obv_key_from_listed(fragment, arena, ret) == OBV_OK &&
        key_by_material(issuer, ret) != NULL) {
        return OBV_OK;
    }
    return obv_spelled_key(id, arena, ret);
}

obv_status
obv_trust_key(const obv_listed_issuer *issuer, const obv_key_hint *hint,
              obv_arena *arena, size_t *from, const obv_listed_key **ret)
{
    *ret = NULL;
    const obv_key *shown = hint->shown;
    bool shows = shown != NULL && shown->kind != OBV_KEY_NONE;
    if (hint->id.len == 0 && !shows) {
        return hint->any && from != NULL ? next_key(issuer, from, ret)
                                         : OBV_NOT_FOUND;
    }
    const obv_listed_key *named = key_by_id(issuer, hint->id);
    obv_key spelled;
    obv_status status = spelled_key_of(issuer, hint->id, arena, &spelled);
    if (status == OBV_WRONG_KEY) { /* none of this issuer's, nor the jwk */
        return shows ? OBV_MALFORMED : OBV_NOT_FOUND;
    }
    TRY(status);
    const obv_key *known = NULL;
    if (!agree(&known, named != NULL ? &named->key : NULL) ||
        !agree(&known, &spelled) || !agree(&known, shown)) {
        return OBV_MALFORMED;
    }
    if (named == NULL && known != NULL) {
        named = key_by_material(issuer, known);
    }
    *ret = named;
    return named != NULL ? OBV_OK : OBV_NOT_FOUND;
}
