/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Single badges that were taken back.  Lines are never removed: one that was
 * a mistake is marked as restored, so that each list tells the whole story.
 */
#include "trust/inside.h"

#include <stdlib.h>

typedef struct raw_line {
    obv_slice issuer, credential, digest;
    int64_t since, restored;
    bool suspended;
} raw_line;

/* clang-format off */
#define AT(member) offsetof(raw_line, member)
static const obv_member members[] = {
    {"issuer",     OBV_SORT_TEXT, true,  AT(issuer)},
    {"credential", OBV_SORT_RAW,  false, AT(credential)},
    {"digest",     OBV_SORT_TEXT, false, AT(digest)},
    {"since",      OBV_SORT_DATE, true,  AT(since)},
    {"suspended",  OBV_SORT_FLAG, false, AT(suspended)},
    {"restored",   OBV_SORT_DATE, false, AT(restored)},
};
#undef AT
/* clang-format on */

bool
obv_is_hex(obv_slice text, size_t digits)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            return false;
        }
    }
    return text.len == digits;
}

obv_status
obv_read_digest(const obv_reading *r, const obv_spot *at, obv_slice text,
                uint8_t ret[16])
{
    static const uint8_t zeros[16];
    obv_slice bytes;
    if (obv_is_hex(text, 32)) {
        TRY(obv_hex(text, r->arena, &bytes));
        memcpy(ret, bytes.ptr, 16);
        if (memcmp(ret, zeros, 16) != 0) {
            return OBV_OK;
        }
    }
    return REFUSE(r, at, "must be 32 lower-case hex digits, not all zero");
}

static obv_status
read_line(const obv_reading *r, const obv_spot *at, const obv_json *object,
          const obv_trust *trust, obv_withdrawal_row *row, bool *in_force)
{
    raw_line raw = {.restored = INT64_MAX};
    TRY(obv_read_members(r, at, object, members, COUNT(members), &raw));
    if ((raw.credential.len > 0) == (raw.digest.len > 0)) {
        return REFUSE(r, at, "must hold either credential or digest");
    }
    if (raw.restored < raw.since) {
        return REFUSE(r, at,
                      "restored lies before since: correct one of "
                      "them");
    }
    row->issuer = obv_any_issuer(trust, raw.issuer);
    if (row->issuer == NULL) { /* a slip would leave the badge in force */
        return REFUSE(r, at, "'", obv_text_of(raw.issuer),
                      "' is no issuer of this list: correct the id");
    }
    row->entry = (obv_withdrawal){.issuer = raw.issuer,
                                  .credential = raw.credential,
                                  .by_digest = raw.digest.len > 0,
                                  .suspended = raw.suspended,
                                  .since = raw.since};
    *in_force = raw.restored == INT64_MAX;
    obv_spot here = {at, "digest", 0};
    return row->entry.by_digest
               ? obv_read_digest(r, &here, raw.digest, row->entry.digest)
               : OBV_OK;
}

obv_status
obv_read_withdrawn(const obv_reading *r, const obv_json *array,
                   obv_trust *trust)
{
    obv_spot here = {NULL, "withdrawn", 0};
    size_t count = obv_json_count(array);
    trust->by_name =
        obv_arena_alloc(r->arena, count + 1, sizeof(*trust->by_name));
    trust->by_digest =
        obv_arena_alloc(r->arena, count + 1, sizeof(*trust->by_digest));
    if (trust->by_name == NULL || trust->by_digest == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        obv_withdrawal_row row = {0};
        bool in_force = true;
        TRY(read_line(r, &item, obv_json_item(array, i), trust, &row,
                      &in_force));
        if (in_force && row.entry.by_digest) {
            trust->by_digest[trust->by_digest_count++] = row;
        } else if (in_force) {
            trust->by_name[trust->by_name_count++] = row;
        }
    }
    qsort(trust->by_name, trust->by_name_count, sizeof(*trust->by_name),
          obv_order_by_name);
    qsort(trust->by_digest, trust->by_digest_count, sizeof(*trust->by_digest),
          obv_order_by_digest);
    return OBV_OK;
}
