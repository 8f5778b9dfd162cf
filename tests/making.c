/* SPDX-License-Identifier: Apache-2.0 */
#include "making.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

/* ---- Bytes that grow ----------------------------------------------------- */

static uint8_t *
grow(making *m, size_t more)
{
    if (m->len + more > m->room) {
        m->room = 2 * (m->len + more);
        m->ptr = realloc(m->ptr, m->room);
        if (m->ptr == NULL) {
            abort();
        }
    }
    m->len += more;
    return m->ptr + m->len - more;
}

void
making_put(making *m, const void *bytes, size_t len)
{
    if (len > 0) {
        memcpy(grow(m, len), bytes, len);
    }
}

void
making_text(making *m, const char *text)
{
    making_put(m, text, strlen(text));
}

void
making_fill(making *m, char c, size_t count)
{
    if (count > 0) {
        memset(grow(m, count), c, count);
    }
}

void
making_printf(making *m, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    making_text(m, text);
}

void
making_deflated(making *m, const void *bytes, size_t len)
{
    uLongf packed = compressBound(len);
    uint8_t *room = grow(m, packed);
    size_t start = m->len - packed;
    if (compress2(room, &packed, bytes, len, 9) != Z_OK) {
        abort();
    }
    m->len = start + packed;
}

void
making_gzipped(making *m, const void *bytes, size_t len)
{
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
                       .avail_in = (unsigned)len};
    if (deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        abort();
    }
    uLong most = deflateBound(&stream, (uLong)len);
    stream.next_out = grow(m, most);
    stream.avail_out = (unsigned)most;
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        abort();
    }
    m->len -= stream.avail_out;
    deflateEnd(&stream);
}

obv_slice
making_slice(const making *m)
{
    static const uint8_t nothing[1];
    return m->len > 0 ? (obv_slice){m->ptr, m->len} : (obv_slice){nothing, 0};
}

void
making_clear(making *m)
{
    free(m->ptr);
    *m = (making){NULL, 0, 0};
}

/* ---- PNG ----------------------------------------------------------------- */

/* PNG, annex D, bit by bit. */
static uint32_t
checksum(const uint8_t *bytes, size_t len)
{
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < len; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
    }
    return ~crc;
}

static void
put_u32be(making *m, uint32_t n)
{
    const uint8_t bytes[] = {(uint8_t)(n >> 24), (uint8_t)(n >> 16),
                             (uint8_t)(n >> 8), (uint8_t)n};
    making_put(m, bytes, sizeof(bytes));
}

void
making_chunk(making *m, const char *type, const void *data, size_t len)
{
    put_u32be(m, (uint32_t)len);
    size_t start = m->len;
    making_put(m, type, 4);
    making_put(m, data, len);
    put_u32be(m, checksum(m->ptr + start, m->len - start));
}

void
making_png_header(making *m, uint32_t width, uint32_t height, uint8_t depth,
                  uint8_t colour)
{
    making header = {NULL, 0, 0};
    put_u32be(&header, width);
    put_u32be(&header, height);
    making_put(&header, (uint8_t[]){depth, colour, 0, 0, 0}, 5);
    making_put(m, "\x89PNG\r\n\x1A\n", 8);
    making_chunk(m, "IHDR", header.ptr, header.len);
    making_clear(&header);
}

void
making_png(making *m)
{
    making_png_header(m, 1, 1, 8, 0);
}

void
making_pixels(making *m)
{
    making data = {NULL, 0, 0};
    making_deflated(&data, "\0\x80", 2);
    making_chunk(m, "IDAT", data.ptr, data.len);
    making_clear(&data);
}

void
making_end(making *m)
{
    making_chunk(m, "IEND", "", 0);
}

void
making_png_text(making *m, const char *type, const char *keyword,
                const void *text, size_t len)
{
    bool packed_itxt = strcmp(type, "iTXz") == 0;
    making data = {NULL, 0, 0};
    making_put(&data, keyword, strlen(keyword) + 1);
    if (strcmp(type, "zTXt") == 0) {
        making_put(&data, "", 1); /* method */
    } else if (strcmp(type, "tEXt") != 0) {
        /* flag, method, language, translated keyword */
        making_put(&data, packed_itxt ? "\1\0\0\0" : "\0\0\0\0", 4);
    }
    if (packed_itxt || strcmp(type, "zTXt") == 0) {
        making_deflated(&data, text, len);
    } else {
        making_put(&data, text, len);
    }
    making_chunk(m, packed_itxt ? "iTXt" : type, data.ptr, data.len);
    making_clear(&data);
}

void
making_baked(making *m, const char *type, const char *keyword, const char *text)
{
    making_png(m);
    making_png_text(m, type, keyword, text, strlen(text));
    making_pixels(m);
    making_end(m);
}
