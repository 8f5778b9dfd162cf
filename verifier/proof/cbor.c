/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of libcbor: one item of CBOR (RFC 8949) at a time.
 *
 * Only its decoder of single items is used, which takes no memory and goes into
 * nothing: how many items there are, how deep they are, and that nothing is
 * left behind them is ours to check.  It does not ask for the shortest form.
 */
#include "proof/parts.h"

#include <cbor.h>

typedef struct taking {
    obv_cbor item;
    bool known;
} taking;

static void
take_number(void *context, uint64_t number)
{
    taking *t = context;
    t->item = (obv_cbor){.kind = OBV_CBOR_NUMBER, .number = number};
    t->known = true;
}

static void
take_u8(void *context, uint8_t number)
{
    take_number(context, number);
}

static void
take_u16(void *context, uint16_t number)
{
    take_number(context, number);
}

static void
take_u32(void *context, uint32_t number)
{
    take_number(context, number);
}

static void
take_bytes(void *context, cbor_data bytes, size_t len)
{
    taking *t = context;
    t->item = (obv_cbor){.kind = OBV_CBOR_BYTES, .bytes = {bytes, len}};
    t->known = true;
}

static void
take_array(void *context, size_t count)
{
    taking *t = context;
    t->item = (obv_cbor){.kind = OBV_CBOR_ARRAY, .number = count};
    t->known = true;
}

static void
take_map(void *context, size_t count)
{
    taking *t = context;
    t->item = (obv_cbor){.kind = OBV_CBOR_MAP, .number = count};
    t->known = true;
}

bool
obv_cbor_take(obv_slice *in, obv_cbor *ret)
{
    struct cbor_callbacks callbacks = cbor_empty_callbacks;
    taking t = {.known = false};
    obv_slice taken;
    callbacks.uint8 = take_u8;
    callbacks.uint16 = take_u16;
    callbacks.uint32 = take_u32;
    callbacks.uint64 = take_number;
    callbacks.byte_string = take_bytes;
    callbacks.array_start = take_array;
    callbacks.map_start = take_map;
    struct cbor_decoder_result result =
        cbor_stream_decode(in->ptr, in->len, &callbacks, &t);
    if (result.status != CBOR_DECODER_FINISHED || !t.known ||
        !obv_take(in, result.read, &taken)) {
        return false;
    }
    *ret = t.item;
    return true;
}
