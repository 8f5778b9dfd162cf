/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Status lists of issuers, as the keepers of the trust list found them
 * published.  They are kept as text: what they say, and who signed it, is read
 * when a badge names their address.
 */
#include "trust/inside.h"

#include <stdlib.h>

typedef struct raw_status {
    const obv_json *document;
    obv_slice signed_text;
    obv_status_document entry;
} raw_status;

/* clang-format off */
#define AT(member) offsetof(raw_status, member)
static const obv_member members[] = {
    {"address",  OBV_SORT_TEXT,   true,  AT(entry.address)},
    {"fetched",  OBV_SORT_DATE,   true,  AT(entry.fetched)},
    {"document", OBV_SORT_OBJECT, false, AT(document)},
    {"jws",      OBV_SORT_TEXT,   false, AT(signed_text)},
};
#undef AT
/* clang-format on */

static obv_status
read_text(const obv_reading *r, const obv_spot *at, const raw_status *raw,
          obv_slice *ret)
{
    if ((raw->document != NULL) == (raw->signed_text.len > 0)) {
        return REFUSE(r, at, "must hold either document or jws");
    }
    *ret = raw->signed_text;
    if (raw->document != NULL) {
        TRY(obv_json_print(raw->document, OBV_JSON_COMPACT, r->arena, ret));
    }
    if (ret->len > OBV_MAX_BADGE_TEXT) {
        return REFUSE(r, at, "is larger than 2 MiB");
    }
    return OBV_OK;
}

static obv_status
read_status(const obv_reading *r, const obv_spot *at, const obv_json *object,
            const obv_trust *trust, obv_status_document *ret)
{
    raw_status raw = {0};
    TRY(obv_read_members(r, at, object, members, COUNT(members), &raw));
    *ret = raw.entry;
    if (ret->fetched > trust->facts.issued) {
        return REFUSE(r, at,
                      "was fetched after the list was issued: correct one of "
                      "these dates");
    }
    return read_text(r, at, &raw, &ret->text);
}

obv_status
obv_read_status(const obv_reading *r, const obv_json *array, obv_trust *trust)
{
    obv_spot here = {NULL, "status", 0};
    size_t count = obv_json_count(array);
    obv_status_document *all =
        obv_arena_alloc(r->arena, count + 1, sizeof(*all));
    if (all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        TRY(read_status(r, &item, obv_json_item(array, i), trust, &all[i]));
    }
    qsort(all, count, sizeof(*all), obv_order_status);
    const obv_status_document *twice =
        obv_twin(all, count, sizeof(*all), obv_order_status);
    if (twice != NULL) {
        return REFUSE(r, &here, "'", obv_text_of(twice->address),
                      "' stands twice: keep the newer one");
    }
    trust->status = all;
    trust->status_count = count;
    return OBV_OK;
}
