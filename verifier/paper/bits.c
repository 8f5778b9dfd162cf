/* SPDX-License-Identifier: Apache-2.0 */
/* Bits, the highest of a byte first. */
#include "paper/inside.h"

void
obv_put_bits(obv_bit_buffer *b, uint32_t value, unsigned count)
{
    while (count-- > 0) {
        b->last = b->last << 1 | (value >> count & 1u);
        if (++b->fill == 8) {
            obv_put_char(&b->bytes, (char)b->last);
            b->last = b->fill = 0;
        }
    }
}

void
obv_put_bytes(obv_bit_buffer *b, obv_slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        obv_put_bits(b, bytes.ptr[i], 8);
    }
}

obv_slice
obv_ob1_bits(obv_bit_buffer *b)
{
    obv_put_bits(b, 0, (8 - b->fill) % 8);
    return obv_buffer_slice(&b->bytes);
}

uint32_t
obv_take_bits(obv_bit_reader *r, unsigned count)
{
    uint32_t value = 0;
    while (count-- > 0) {
        if (r->left == 0) {
            obv_slice byte;
            if (!obv_take(&r->rest, 1, &byte)) {
                r->failed = true;
                return 0;
            }
            r->last = byte.ptr[0];
            r->left = 8;
        }
        value = value << 1 | (r->last >> --r->left & 1u);
    }
    return value;
}

uint8_t *
obv_take_bytes(obv_bit_reader *r, size_t len, obv_arena *arena)
{
    if (len > r->rest.len + 1) {
        r->failed = true;
        return NULL;
    }
    uint8_t *bytes = obv_arena_alloc(arena, 1, len + 1);
    for (size_t i = 0; bytes != NULL && i < len; i++) {
        bytes[i] = (uint8_t)obv_take_bits(r, 8);
    }
    return r->failed ? NULL : bytes;
}
