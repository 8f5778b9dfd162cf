/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grey pixels -> PNG (ISO 15948), with the size that they have on paper.
 *
 * Rows are not filtered: they are long runs of black and white.
 */
#include "container/container.h"
#include "issuer/print.h"

#include <zlib.h>

static void
put_u32be(obv_buffer *b, uint32_t number)
{
    const uint8_t bytes[4] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                              (uint8_t)(number >> 8), (uint8_t)number};
    obv_put(b, (obv_slice){bytes, 4});
}

/* chunk ::= length:u32be type:byte[4] data:byte[length] crc:u32be */
static void
put_chunk(obv_buffer *png, const char *type, obv_slice data)
{
    put_u32be(png, (uint32_t)data.len);
    size_t start = png->len;
    obv_put_text(png, type);
    obv_put(png, data);
    if (!png->failed) {
        obv_slice all = obv_buffer_slice(png);
        put_u32be(png,
                  obv_crc32((obv_slice){all.ptr + start, all.len - start}));
    }
}

static void
put_header(obv_buffer *png, const obv_grey *picture)
{
    static const uint8_t grey8[5] = {8, 0, 0, 0, 0};
    obv_buffer data = obv_buffer_in(png->arena);
    put_u32be(&data, picture->width);
    put_u32be(&data, picture->height);
    obv_put(&data, (obv_slice){grey8, sizeof(grey8)});
    png->failed = png->failed || data.failed;
    put_chunk(png, "IHDR", obv_buffer_slice(&data));
}

static void
put_size(obv_buffer *png, uint32_t per_metre)
{
    obv_buffer data = obv_buffer_in(png->arena);
    put_u32be(&data, per_metre);
    put_u32be(&data, per_metre);
    obv_put_char(&data, 1); /* the metre */
    png->failed = png->failed || data.failed;
    put_chunk(png, "pHYs", obv_buffer_slice(&data));
}

/* row ::= filter:byte pixel:byte[width], filter 0 */
static void
put_pixels(obv_buffer *png, const obv_grey *picture)
{
    size_t row = (size_t)picture->width + 1;
    uint8_t *rows = obv_arena_alloc(png->arena, picture->height, row);
    uLongf len = compressBound((uLong)(row * picture->height));
    uint8_t *packed = obv_arena_alloc(png->arena, len, 1);
    if (rows == NULL || packed == NULL) {
        png->failed = true;
        return;
    }
    for (uint32_t y = 0; y < picture->height; y++) {
        memcpy(rows + y * row + 1, picture->pixels + y * picture->stride,
               picture->width);
    }
    int done = compress2(packed, &len, rows, (uLong)(row * picture->height),
                         Z_BEST_COMPRESSION);
    png->failed = png->failed || done != Z_OK;
    put_chunk(png, "IDAT", (obv_slice){packed, len});
}

bool
obv_png_of_grey(obv_call *call, const obv_grey *picture, uint32_t per_metre,
                obv_slice *ret)
{
    static const uint8_t signature[8] = {0x89, 'P',  'N',  'G',
                                         '\r', '\n', 0x1a, '\n'};
    obv_buffer png = obv_buffer_in(call->arena);
    obv_put(&png, (obv_slice){signature, sizeof(signature)});
    put_header(&png, picture);
    put_size(&png, per_metre);
    put_pixels(&png, picture);
    put_chunk(&png, "IEND", obv_slice_of(""));
    *ret = obv_buffer_slice(&png);
    return !png.failed || obv_no_memory(call);
}
