/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The issuers of a list and their keys.
 *
 * No two issuers share an id, and no key stands twice, under one issuer or
 * two: else one organisation could sign in the name of another.
 */
#include "trust/inside.h"

#include <stdlib.h>

/* ---- Issuers ------------------------------------------------------------- */

typedef struct raw_issuer {
    const obv_json *ids, *keys, *may_award, *status_signers;
    obv_listed_issuer issuer;
} raw_issuer;

/* clang-format off */
#define AT(member) offsetof(raw_issuer, member)
static const obv_member issuer_members[] = {
    {"ids",           OBV_SORT_LIST, true,  AT(ids)},
    {"name",          OBV_SORT_TEXT, true,  AT(issuer.name)},
    {"town",          OBV_SORT_TEXT, false, AT(issuer.town)},
    {"siret",         OBV_SORT_TEXT, false, AT(issuer.siret)},
    {"telephone",     OBV_SORT_TEXT, false, AT(issuer.telephone)},
    {"removed",       OBV_SORT_FLAG, false, AT(issuer.removed)},
    {"keys",          OBV_SORT_LIST, true,  AT(keys)},
    {"mayAward",      OBV_SORT_LIST, false, AT(may_award)},
    {"statusSigners", OBV_SORT_LIST, false, AT(status_signers)},
};
#undef AT
/* clang-format on */

static bool
is_siret(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
    }
    return text.len == 0 || text.len == 14;
}

static obv_status
read_issuer(const obv_reading *r, const obv_spot *at, const obv_json *object,
            obv_listed_issuer *ret)
{
    static const uint8_t nothing[1];
    obv_slice empty = {nothing, 0};
    raw_issuer raw = {
        .issuer = {.town = empty, .siret = empty, .telephone = empty}};
    TRY(obv_read_members(r, at, object, issuer_members, COUNT(issuer_members),
                         &raw));
    *ret = raw.issuer;
    if (!is_siret(ret->siret)) {
        return REFUSE(r, at, "siret must be 14 digits, without spaces");
    }
    obv_spot ids = {at, "ids", 0};
    TRY(obv_read_texts(r, &ids, raw.ids, OBV_SORT_TEXT, &ret->ids,
                       &ret->id_count));
    if (ret->id_count == 0) {
        return REFUSE(r, &ids, "must hold at least one id");
    }
    obv_spot awards = {at, "mayAward", 0};
    TRY(obv_read_texts(r, &awards, raw.may_award, OBV_SORT_TEXT,
                       &ret->may_award, &ret->may_award_count));
    obv_spot signers = {at, "statusSigners", 0};
    TRY(obv_read_texts(r, &signers, raw.status_signers, OBV_SORT_TEXT,
                       &ret->status_signers, &ret->status_signer_count));
    return obv_read_keys(r, at, raw.keys, ret);
}

/* ---- All of them together ------------------------------------------------ */

const void *
obv_twin(const void *rows, size_t count, size_t size,
         int (*order)(const void *, const void *))
{
    const char *row = rows;
    for (size_t i = 1; i < count; i++, row += size) {
        if (order(row, row + size) == 0) {
            return row;
        }
    }
    return NULL;
}

static obv_status
index_ids(const obv_reading *r, obv_trust *trust)
{
    size_t count = 0;
    for (size_t i = 0; i < trust->issuer_count; i++) {
        count += trust->issuers[i].id_count;
    }
    trust->ids = obv_arena_alloc(r->arena, count + 1, sizeof(*trust->ids));
    if (trust->ids == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < trust->issuer_count; i++) {
        const obv_listed_issuer *issuer = &trust->issuers[i];
        for (size_t k = 0; k < issuer->id_count; k++) {
            trust->ids[trust->id_count++] =
                (obv_id_row){issuer->ids[k], issuer};
        }
    }
    qsort(trust->ids, count, sizeof(*trust->ids), obv_order_ids);
    const obv_id_row *twice =
        obv_twin(trust->ids, count, sizeof(*trust->ids), obv_order_ids);
    if (twice != NULL) {
        return REFUSE(r, NULL, "the issuer id '", obv_text_of(twice->id),
                      "' stands twice: one issuer is one entry, with all its "
                      "ids");
    }
    return OBV_OK;
}

typedef struct key_row {
    const obv_listed_issuer *issuer;
    const obv_listed_key *key;
} key_row;

static int
order_material(const void *a, const void *b)
{
    return obv_order_keys(&((const key_row *)a)->key->key,
                          &((const key_row *)b)->key->key);
}

/* A kid such as "key-1" is its issuer's own business: two issuers may use it.
 */
static int
order_key_ids(const void *a, const void *b)
{
    const key_row *x = a, *y = b;
    uintptr_t p = (uintptr_t)x->issuer, q = (uintptr_t)y->issuer;
    return p != q ? (p > q ? 1 : -1) : obv_slice_order(x->key->id, y->key->id);
}

static obv_status
refuse_twin_keys(const obv_reading *r, key_row *rows, size_t count)
{
    qsort(rows, count, sizeof(*rows), order_key_ids);
    const key_row *twice = obv_twin(rows, count, sizeof(*rows), order_key_ids);
    if (twice != NULL) {
        return REFUSE(r, NULL, "the key id '", obv_text_of(twice->key->id),
                      "' stands twice under '",
                      obv_text_of(twice->issuer->name), "'");
    }
    qsort(rows, count, sizeof(*rows), order_material);
    twice = obv_twin(rows, count, sizeof(*rows), order_material);
    if (twice != NULL) {
        return REFUSE(r, NULL, "one key stands twice: under '",
                      obv_text_of(twice[0].issuer->name), "' and '",
                      obv_text_of(twice[1].issuer->name),
                      "': ask them whose it is");
    }
    return OBV_OK;
}

static obv_status
check_keys(const obv_reading *r, const obv_trust *trust)
{
    size_t count = 0;
    for (size_t i = 0; i < trust->issuer_count; i++) {
        count += trust->issuers[i].key_count;
    }
    key_row *rows = obv_arena_alloc(r->arena, count + 1, sizeof(*rows));
    if (rows == NULL) {
        return OBV_NO_MEMORY;
    }
    count = 0;
    for (size_t i = 0; i < trust->issuer_count; i++) {
        const obv_listed_issuer *issuer = &trust->issuers[i];
        for (size_t k = 0; k < issuer->key_count; k++) {
            rows[count++] = (key_row){issuer, &issuer->keys[k]};
        }
    }
    return refuse_twin_keys(r, rows, count);
}

static obv_status
check_signers(const obv_reading *r, const obv_trust *trust)
{
    for (size_t i = 0; i < trust->issuer_count; i++) {
        const obv_listed_issuer *issuer = &trust->issuers[i];
        for (size_t k = 0; k < issuer->status_signer_count; k++) {
            if (obv_any_issuer(trust, issuer->status_signers[k]) == NULL) {
                return REFUSE(r, NULL, "the status signer '",
                              obv_text_of(issuer->status_signers[k]), "' of '",
                              obv_text_of(issuer->name),
                              "' is no issuer of this list: add it first");
            }
        }
    }
    return OBV_OK;
}

obv_status
obv_read_issuers(const obv_reading *r, const obv_json *array, obv_trust *trust)
{
    obv_spot here = {NULL, "issuers", 0};
    size_t count = obv_json_count(array);
    trust->issuers =
        obv_arena_alloc(r->arena, count + 1, sizeof(*trust->issuers));
    if (trust->issuers == NULL) {
        return OBV_NO_MEMORY;
    }
    trust->issuer_count = count;
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        TRY(read_issuer(r, &item, obv_json_item(array, i), &trust->issuers[i]));
    }
    TRY(index_ids(r, trust));
    TRY(check_keys(r, trust));
    return check_signers(r, trust);
}
