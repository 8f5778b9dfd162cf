/* SPDX-License-Identifier: Apache-2.0 */
/* A painting -> PNG.  No text, no time, no name: pixels alone. */
#include "reader/paint.h"

#include <png.h>
#include <setjmp.h>

typedef struct writer {
    uint8_t *room;
    size_t max, len;
} writer;

static _Noreturn void
on_error(png_structp png, const char *message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void
on_warning(png_structp png, const char *message)
{
    (void)png;
    (void)message;
}

static void
take_bytes(png_structp png, png_bytep bytes, size_t len)
{
    writer *w = png_get_io_ptr(png);
    if (len > w->max - w->len) {
        png_error(png, "full");
    }
    memcpy(w->room + w->len, bytes, len);
    w->len += len;
}

static void
flush(png_structp png)
{
    (void)png;
}

/* False: it does not fit, or there is no memory. */
static bool
write_all(png_structp png, png_infop info, const obv_painting *p)
{
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    png_set_IHDR(png, info, p->width, p->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 5);
    png_write_info(png, info);
    for (uint32_t y = 0; y < p->height; y++) {
        png_write_row(png, p->pixels + (size_t)3 * p->width * y);
    }
    png_write_end(png, NULL);
    return true;
}

obv_status
obv_png_write(const obv_painting *p, uint8_t *room, size_t max, size_t *len)
{
    writer w = {room, max, 0};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL,
                                              on_error, on_warning);
    png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
    bool good = false;
    if (info != NULL) {
        png_set_write_fn(png, &w, take_bytes, flush);
        good = write_all(png, info, p);
    }
    png_destroy_write_struct(&png, &info);
    *len = good ? w.len : 0;
    return good ? OBV_OK : OBV_LIMIT;
}
