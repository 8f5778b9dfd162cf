/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files for tests, made on the spot: bytes that grow, and PNGs chunk by chunk.
 * The checksums are made here, by another way than the library's.
 */
#ifndef MAKING_H
#define MAKING_H

#include "base/base.h"

/* Zeroed it is empty.  It owns what it holds. */
typedef struct making {
    uint8_t *ptr;
    size_t len, room;
} making;

void making_put(making *m, const void *bytes, size_t len);
void making_text(making *m, const char *text);
void making_fill(making *m, char c, size_t count);
void making_printf(making *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void making_deflated(making *m, const void *bytes, size_t len); /* zlib */
void making_gzipped(making *m, const void *bytes, size_t len);
obv_slice making_slice(const making *m);
void making_clear(making *m);

/* Signature and IHDR of one grey pixel. */
void making_png(making *m);
void making_png_header(making *m, uint32_t width, uint32_t height,
                       uint8_t depth, uint8_t colour);
void making_chunk(making *m, const char *type, const void *data, size_t len);
void making_pixels(making *m); /* an IDAT */
void making_end(making *m);    /* IEND */

/* Text chunks: "tEXt", "zTXt", "iTXt", and "iTXz" for a compressed iTXt. */
void making_png_text(making *m, const char *type, const char *keyword,
                     const void *text, size_t len);
/* A PNG whole, with that one text before its pixels. */
void making_baked(making *m, const char *type, const char *keyword,
                  const char *text);

#endif
