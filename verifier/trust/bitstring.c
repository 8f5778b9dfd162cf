/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One entry of a bitstring: Bitstring Status List 1.0, and StatusList2021
 * before it.
 *
 * The list is never held in memory: it streams by, and the bits of the entry
 * are kept.  So 16 MiB that inflate from 16 kB cost time and no room.
 */
#include "trust/trust.h"

#include "container/container.h"

/* BSL 1.0, 3.2: fewer entries would tell who asks for which badge. */
#define LEAST_ENTRIES 131072
/* Behind the end of the longest list that is read. */
#define BEYOND ((uint64_t)OBV_MAX_STATUS_BYTES * 8)

static const char malformed[] = "MALFORMED_VALUE_ERROR";
static const char too_short[] = "STATUS_LIST_LENGTH_ERROR";
static const char out_of_range[] = "RANGE_ERROR";

/* index ::= "0" | [1-9] [0-9]*: one number has one spelling.  What is larger
   than any list is clamped. */
static bool
read_index(obv_slice text, uint64_t *ret)
{
    uint64_t number = 0;
    if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (c < '0' || c > '9') {
            return false;
        }
        number = number * 10 + (uint64_t)(c - '0');
        number = number < BEYOND ? number : BEYOND;
    }
    *ret = number;
    return true;
}

/* BSL 1.0, 3.4: multibase "u", base64url without padding.  StatusList2021 says
   "base-64 encoded", and its lists have either alphabet, padded or not. */
static obv_status
read_base64(const obv_bitstring *list, obv_arena *arena, obv_slice *ret)
{
    obv_slice text = list->encoded, prefix;
    if (list->multibase) {
        bool starts = obv_take(&text, 1, &prefix) && prefix.ptr[0] == 'u';
        return starts ? obv_base64url(text, arena, ret) : OBV_MALFORMED;
    }
    obv_status status = obv_base64(text, arena, ret);
    if (status != OBV_MALFORMED) {
        return status;
    }
    for (int i = 0; i < 2 && text.len > 0 && list->encoded.len % 4 == 0; i++) {
        text.len -= text.ptr[text.len - 1] == '=';
    }
    return obv_base64url(text, arena, ret);
}

/* Bit 0 is the leftmost of byte 0. */
typedef struct stream {
    uint64_t passed;      /* bits that went by */
    uint64_t first, last; /* of the entry; last is the one behind it */
    uint64_t value;
} stream;

static bool
take_piece(void *to, obv_slice piece)
{
    stream *s = to;
    uint64_t end = s->passed + (uint64_t)piece.len * 8;
    uint64_t bit = s->first > s->passed ? s->first : s->passed;
    for (; bit < s->last && bit < end; bit++) {
        uint64_t at = bit - s->passed;
        s->value =
            s->value << 1 | ((unsigned)piece.ptr[at / 8] >> (7 - at % 8) & 1u);
    }
    s->passed = end;
    return true;
}

static obv_status
fail(obv_bits *ret, obv_status status, const char *error)
{
    ret->error = error;
    return status;
}

obv_status
obv_bitstring_read(const obv_bitstring *list, obv_arena *arena, obv_bits *ret)
{
    obv_slice packed;
    uint64_t index;
    *ret = (obv_bits){.error = NULL};
    if (list->encoded.len > OBV_MAX_BADGE_TEXT) {
        return OBV_LIMIT;
    }
    if (list->size < 1 || list->size > OBV_MAX_STATUS_SIZE ||
        !read_index(list->index, &index)) {
        return fail(ret, OBV_MALFORMED, malformed);
    }
    uint64_t size = (uint64_t)list->size;
    stream s = {.first = index * size, .last = (index + 1) * size};
    obv_status status = read_base64(list, arena, &packed);
    if (status == OBV_OK) {
        status =
            obv_gunzip(packed, OBV_MAX_STATUS_BYTES, arena, take_piece, &s);
    }
    if (status != OBV_OK) {
        return fail(ret, status, status == OBV_MALFORMED ? malformed : NULL);
    }
    ret->entries = s.passed / size;
    ret->error = ret->entries < LEAST_ENTRIES ? too_short : NULL;
    if (index >= ret->entries) {
        return fail(ret, OBV_NOT_FOUND,
                    ret->error != NULL ? too_short : out_of_range);
    }
    ret->value = s.value;
    return OBV_OK;
}
