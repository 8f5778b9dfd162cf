/* SPDX-License-Identifier: Apache-2.0 */
/* Raw DEFLATE behind a dictionary: every way that zlib knows, and one of our
   own behind the head of a block that stands in the format. */
#define ZLIB_CONST
#include "issuer/pack.h"

#include <zlib.h>

static bool
deflate_as(obv_call *call, obv_slice dictionary, obv_slice text, int strategy,
           int memory, obv_slice *ret)
{
    z_stream stream = {.next_in = text.ptr, .avail_in = (unsigned)text.len};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, memory, strategy) !=
        Z_OK) {
        return obv_no_memory(call);
    }
    deflateSetDictionary(&stream, dictionary.ptr, (unsigned)dictionary.len);
    uLong most = deflateBound(&stream, (uLong)text.len);
    uint8_t *room = obv_arena_alloc(call->arena, 1, most);
    stream.next_out = room;
    stream.avail_out = room == NULL ? 0 : (unsigned)most;
    bool done = room != NULL && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *ret = (obv_slice){room, (size_t)stream.total_out};
    deflateEnd(&stream);
    return done || obv_no_memory(call);
}

/* ---- The block whose head is there ----------------------------------------
 */

typedef struct bit_sink {
    obv_buffer bytes;
    unsigned last, fill;
} bit_sink;

static void
put_bits(bit_sink *to, unsigned value, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        to->last |= (value >> i & 1u) << to->fill;
        if (++to->fill == 8) {
            obv_put_char(&to->bytes, (char)to->last);
            to->last = to->fill = 0;
        }
    }
}

typedef struct codes {
    obv_code_lengths lengths;
    uint16_t literal[OBV_LITERALS], distance[OBV_DISTANCES];
} codes;

static void
put_literal(bit_sink *to, const codes *c, unsigned symbol)
{
    put_bits(to, c->literal[symbol], c->lengths.literal[symbol]);
}

static void
put_match(bit_sink *to, const codes *c, obv_step step)
{
    obv_said length = obv_said_length(step.length);
    obv_said distance = obv_said_distance(step.distance);
    put_literal(to, c, length.symbol);
    put_bits(to, length.bits, length.extra);
    put_bits(to, c->distance[distance.symbol],
             c->lengths.distance[distance.symbol]);
    put_bits(to, distance.bits, distance.extra);
}

static bool
deflate_behind(obv_call *call, obv_slice dictionary, obv_slice text,
               obv_slice head, obv_slice *ret)
{
    codes *c = obv_arena_alloc(call->arena, 1, sizeof(*c));
    bit_sink to = {.bytes = obv_buffer_in(call->arena)};
    obv_step *steps;
    size_t count, at = 0;
    if (c == NULL) {
        return obv_no_memory(call);
    }
    obv_read_head(head, &c->lengths);
    obv_make_codes(c->lengths.literal, OBV_LITERALS, c->literal);
    obv_make_codes(c->lengths.distance, OBV_DISTANCES, c->distance);
    if (!obv_pack_steps(call, dictionary, text, &c->lengths, &steps, &count)) {
        return false;
    }
    for (size_t i = 0; i < count; at += steps[i++].length) {
        if (steps[i].length == 1) {
            put_literal(&to, c, text.ptr[at]);
        } else {
            put_match(&to, c, steps[i]);
        }
    }
    put_literal(&to, c, OBV_BLOCK_END);
    put_bits(&to, 0, (8 - to.fill) % 8);
    *ret = obv_buffer_slice(&to.bytes);
    return !to.bytes.failed || obv_no_memory(call);
}

bool
obv_pack_deflate(obv_call *call, obv_slice dictionary, obv_slice text,
                 unsigned table, obv_slice *ret)
{
    static const int strategies[] = {Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED};
    if (table > 0) {
        return deflate_behind(call, dictionary, text, obv_ob1_head(table), ret);
    }
    ret->len = SIZE_MAX;
    for (size_t i = 0; i < COUNT(strategies); i++) {
        for (int memory = 7; memory <= 9; memory++) {
            obv_slice tried;
            if (!deflate_as(call, dictionary, text, strategies[i], memory,
                            &tried)) {
                return false;
            }
            if (tried.len < ret->len) {
                *ret = tried;
            }
        }
    }
    return true;
}
