/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts a badge into a PNG as one uncompressed iTXt chunk, before the picture's
 * data.  Chunks are moved, never decoded: all others stay as they are, to the
 * byte.
 */
#include "issuer/issuer.h"

/* chunk ::= length:u32be type:byte[4] data:byte[length] crc:u32be */
typedef struct chunk {
    obv_slice whole, type, data;
} chunk;

static bool
take_chunk(obv_slice *in, chunk *out)
{
    const uint8_t *start = in->ptr;
    uint32_t length, crc;
    if (!obv_take_u32be(in, &length) || !obv_take(in, 4, &out->type) ||
        !obv_take(in, length, &out->data) || !obv_take_u32be(in, &crc)) {
        return false;
    }
    out->whole = (obv_slice){start, (size_t)(in->ptr - start)};
    return true;
}

/* PNG (ISO 15948), annex D: over type and data. */
static uint32_t
crc_of(obv_slice bytes)
{
    uint32_t crc = 0xffffffffu;
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= bytes.ptr[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ ((crc & 1u) != 0 ? 0xedb88320u : 0);
        }
    }
    return crc ^ 0xffffffffu;
}

static void
put_u32be(obv_buffer *b, uint32_t number)
{
    const uint8_t bytes[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                              (uint8_t)(number >> 8), (uint8_t)number};
    obv_put(b, (obv_slice){bytes, 4});
}

static const char *
keyword_of(const obv_baking *baking)
{
    return baking->ob3 ? "openbadgecredential" : "openbadges";
}

/* data ::= keyword NUL flag NUL-method language NUL translated NUL text */
static bool
make_chunk(obv_call *call, const obv_baking *baking, obv_buffer *out)
{
    static const uint8_t between[5] = {0, 0, 0, 0, 0};
    obv_buffer body = obv_buffer_in(call->arena);
    obv_put_text(&body, "iTXt");
    obv_put_text(&body, keyword_of(baking));
    obv_put(&body, (obv_slice){between, sizeof(between)});
    obv_put(&body, baking->badge);
    if (body.failed || body.len - 4 > INT32_MAX) {
        return obv_no_memory(call);
    }
    obv_slice bytes = obv_buffer_slice(&body);
    put_u32be(out, (uint32_t)(bytes.len - 4));
    obv_put(out, bytes);
    put_u32be(out, crc_of(bytes));
    return true;
}

static bool
is_badge_chunk(const chunk *c, const obv_baking *baking)
{
    const char *keyword = keyword_of(baking);
    obv_slice found, rest;
    return (obv_slice_is(c->type, "iTXt") || obv_slice_is(c->type, "tEXt") ||
            obv_slice_is(c->type, "zTXt")) &&
           obv_slice_cut(c->data, '\0', &found, &rest) &&
           obv_slice_is(found, keyword);
}

static bool
put_chunk(obv_call *call, const obv_baking *baking, const chunk *c, bool *baked,
          obv_buffer *out)
{
    if (is_badge_chunk(c, baking)) {
        return baking->replace ||
               obv_refuse(call, "the picture holds a badge of this edition "
                                "already (--replace puts this one in its "
                                "place)");
    }
    if (!*baked && obv_slice_is(c->type, "IDAT")) {
        *baked = true;
        if (!make_chunk(call, baking, out)) {
            return false;
        }
    }
    obv_put(out, c->whole);
    return true;
}

/* png ::= signature chunk* iend-chunk */
bool
obv_bake_png(obv_call *call, const obv_baking *baking, obv_slice picture,
             obv_slice *ret)
{
    obv_buffer out = obv_buffer_in(call->arena);
    obv_slice signature;
    bool baked = false;
    chunk c = {0};
    if (!obv_take(&picture, 8, &signature)) {
        return obv_refuse(call, "the picture is not a PNG");
    }
    obv_put(&out, signature);
    do {
        if (!take_chunk(&picture, &c)) {
            return obv_refuse(call, "the picture is a damaged PNG");
        }
        if (!put_chunk(call, baking, &c, &baked, &out)) {
            return false;
        }
    } while (!obv_slice_is(c.type, "IEND"));
    if (!baked || picture.len > 0) {
        return obv_refuse(call, "the picture is a damaged PNG");
    }
    *ret = obv_buffer_slice(&out);
    return !out.failed || obv_no_memory(call);
}
