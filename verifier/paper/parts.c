/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a code -> a frame or a part of one; and parts -> their frame. */
#include "paper/paper.h"

#define PREFIX "OB1:"
#define CRC 4

bool
obv_is_ob1(obv_slice text)
{
    return obv_slice_starts(text, PREFIX);
}

static obv_status
refuse(obv_reason reason, obv_reason *why)
{
    *why = reason;
    return OBV_MALFORMED;
}

static uint32_t
u32be(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

/* sum ::= bytes crc32:u32be */
static bool
crc_holds(obv_slice sum)
{
    return sum.len > CRC && obv_crc32((obv_slice){sum.ptr, sum.len - CRC}) ==
                                u32be(sum.ptr + sum.len - CRC);
}

/* part ::= first place:(index:4 count-1:4) set:u32be piece:byte+ crc32 */
static bool
read_part(obv_slice bytes, obv_ob1 *ret)
{
    obv_slice first, place;
    bytes.len -= CRC;
    if (!obv_take(&bytes, 1, &first) || !obv_take(&bytes, 1, &place) ||
        !obv_take_u32be(&bytes, &ret->set) || bytes.len == 0) {
        return false;
    }
    ret->index = place.ptr[0] >> 4;
    ret->count = (place.ptr[0] & 0x0Fu) + 1;
    ret->bytes = bytes;
    return first.ptr[0] == (OBV_OB1_VERSION << 5 | OBV_OB1_PART) &&
           ret->count > 1 && ret->index < ret->count;
}

obv_status
obv_ob1_read(obv_slice text, obv_arena *arena, obv_ob1 *ret, obv_reason *why)
{
    obv_slice prefix, bytes;
    *ret = (obv_ob1){.count = 1};
    *why = OBV_REASON_NONE;
    if (!obv_is_ob1(text) || !obv_take(&text, strlen(PREFIX), &prefix)) {
        return refuse(OBV_REASON_CODE_DAMAGED, why);
    }
    if (text.len > OBV_MAX_CODE_TEXT) {
        *why = OBV_REASON_LIMIT;
        return OBV_LIMIT;
    }
    obv_status status = obv_base41(text, arena, &bytes);
    if (status == OBV_NO_MEMORY) {
        *why = OBV_REASON_LIMIT;
        return status;
    }
    if (status != OBV_OK || !crc_holds(bytes)) {
        return refuse(OBV_REASON_CODE_DAMAGED, why);
    }
    if (bytes.ptr[0] >> 5 != OBV_OB1_VERSION) {
        return refuse(OBV_REASON_CODE_NEWER, why);
    }
    if ((bytes.ptr[0] & OBV_OB1_PART) != 0) {
        return read_part(bytes, ret) ? OBV_OK
                                     : refuse(OBV_REASON_CODE_MALFORMED, why);
    }
    ret->bytes = bytes;
    return OBV_OK;
}

/* Each part under its number; false: two that differ under one. */
static bool
sort_parts(const obv_ob1 *parts, size_t count,
           const obv_ob1 *sorted[OBV_MAX_PARTS])
{
    for (size_t i = 0; i < count; i++) {
        const obv_ob1 *part = &parts[i], **slot = &sorted[part->index];
        if (part->set != parts[0].set || part->count != parts[0].count) {
            return false;
        }
        if (*slot != NULL && !obv_slice_equal((*slot)->bytes, part->bytes)) {
            return false;
        }
        *slot = part;
    }
    return true;
}

/* The set is named by the last four bytes of its frame, which no part has. */
obv_status
obv_ob1_join(const obv_ob1 *parts, size_t count, obv_arena *arena,
             obv_slice *frame, obv_reason *why)
{
    assert(count > 0 && parts[0].count > 1 && parts[0].count <= OBV_MAX_PARTS);

    const obv_ob1 *sorted[OBV_MAX_PARTS] = {NULL};
    obv_buffer b = obv_buffer_in(arena);
    *why = OBV_REASON_NONE;
    if (!sort_parts(parts, count, sorted)) {
        return refuse(OBV_REASON_PARTS_CONFLICT, why);
    }
    for (size_t i = 0; i < parts[0].count; i++) {
        if (sorted[i] == NULL) {
            *why = OBV_REASON_PART_MISSING;
            return OBV_NOT_FOUND;
        }
        obv_put(&b, sorted[i]->bytes);
    }
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        obv_put_char(&b, (char)(parts[0].set >> (shift - 8)));
    }
    if (b.failed) {
        *why = OBV_REASON_LIMIT;
        return OBV_NO_MEMORY;
    }
    *frame = obv_buffer_slice(&b);
    return crc_holds(*frame) ? OBV_OK : refuse(OBV_REASON_PARTS_CONFLICT, why);
}
