/* SPDX-License-Identifier: Apache-2.0 */
/* The symbols of DEFLATE and their codes (RFC 1951, 3.2.2, 3.2.5, 3.2.7). */
#include "issuer/pack.h"

/* Each symbol starts where the one before ends. */
static obv_said
said(unsigned value, unsigned first, const uint8_t *extra, unsigned symbol)
{
    unsigned i = 0;
    while (value - first >= 1u << extra[i]) {
        first += 1u << extra[i++];
    }
    return (obv_said){(uint16_t)(symbol + i), extra[i],
                      (uint16_t)(value - first)};
}

obv_said
obv_said_length(unsigned length)
{
    static const uint8_t extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2,
                                    2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5};
    assert(length >= OBV_LEAST_MATCH && length <= OBV_MOST_MATCH);
    return length == OBV_MOST_MATCH ? (obv_said){285, 0, 0}
                                    : said(length, 3, extra, 257);
}

obv_said
obv_said_distance(unsigned distance)
{
    static const uint8_t extra[] = {0, 0, 0,  0,  1,  1,  2,  2,  3,  3,
                                    4, 4, 5,  5,  6,  6,  7,  7,  8,  8,
                                    9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
    assert(distance >= 1 && distance <= 32768);
    return said(distance, 1, extra, 0);
}

void
obv_make_codes(const uint8_t *lengths, size_t count, uint16_t *codes)
{
    unsigned next = 0;
    for (unsigned bits = 1; bits <= 15; bits++, next <<= 1) {
        for (size_t i = 0; i < count; i++) {
            if (lengths[i] != bits) {
                continue;
            }
            codes[i] = 0;
            for (unsigned b = 0; b < bits; b++) {
                codes[i] |= (uint16_t)((next >> b & 1u) << (bits - 1 - b));
            }
            next++;
        }
    }
}

/* ---- The head of a block ---------------------------------------------------
 */

typedef struct bit_source {
    obv_slice bytes;
    size_t at;
} bit_source;

static unsigned
take(bit_source *in, unsigned count)
{
    unsigned value = 0;
    for (unsigned i = 0; i < count; i++, in->at++) {
        assert(in->at / 8 < in->bytes.len);
        value |= (in->bytes.ptr[in->at / 8] >> (in->at % 8) & 1u) << i;
    }
    return value;
}

static unsigned
take_symbol(bit_source *in, const uint8_t lengths[19], const uint16_t codes[19])
{
    unsigned code = 0;
    for (unsigned bits = 1; bits <= 7; bits++) {
        code |= take(in, 1) << (bits - 1);
        for (unsigned i = 0; i < 19; i++) {
            if (lengths[i] == bits && codes[i] == code) {
                return i;
            }
        }
    }
    assert(false);
    return 0;
}

/* Lengths by run lengths; a symbol of its own repeats the last, or zero. */
static void
take_lengths(bit_source *in, const uint8_t lengths[19], size_t count,
             uint8_t *ret)
{
    uint16_t codes[19] = {0};
    size_t at = 0;
    obv_make_codes(lengths, 19, codes);
    while (at < count) {
        unsigned symbol = take_symbol(in, lengths, codes);
        unsigned times = symbol == 16   ? 3 + take(in, 2)
                         : symbol == 17 ? 3 + take(in, 3)
                         : symbol == 18 ? 11 + take(in, 7)
                                        : 1;
        uint8_t value = (uint8_t)symbol;
        if (symbol >= 16) {
            value = symbol == 16 && at > 0 ? ret[at - 1] : 0;
        }
        for (; times > 0 && at < count; times--) {
            ret[at++] = value;
        }
    }
}

void
obv_read_head(obv_slice head, obv_code_lengths *ret)
{
    static const uint8_t order[19] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                      11, 4,  12, 3, 13, 2, 14, 1, 15};
    uint8_t lengths[19] = {0}, all[OBV_LITERALS + OBV_DISTANCES + 4] = {0};
    bit_source in = {head, 0};
    while (take(&in, 1) == 0) { /* empty blocks, up to a whole byte */
        take(&in, 2 + 7);
    }
    take(&in, 2);
    unsigned literals = 257 + take(&in, 5), distances = 1 + take(&in, 5);
    unsigned count = 4 + take(&in, 4);
    assert(literals == OBV_LITERALS && distances == OBV_DISTANCES);
    for (unsigned i = 0; i < count; i++) {
        lengths[order[i]] = (uint8_t)take(&in, 3);
    }
    take_lengths(&in, lengths, literals + distances, all);
    assert(in.at == head.len * 8);
    memcpy(ret->literal, all, OBV_LITERALS);
    memcpy(ret->distance, all + OBV_LITERALS, OBV_DISTANCES);
}
