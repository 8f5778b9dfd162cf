/* SPDX-License-Identifier: Apache-2.0 */
/* reader/paint.h - lines and letters on a copy of a picture, and PNG. */
#ifndef OBV_PAINT_H
#define OBV_PAINT_H

#include "reader/reader.h"

typedef struct obv_colour {
    uint8_t red, green, blue;
} obv_colour;

/* Red, green and blue, row by row, without gaps. */
typedef struct obv_painting {
    uint8_t *pixels;
    uint32_t width, height;
} obv_painting;

/* The picture in pale grey, so that colours stand out.  OBV_NO_MEMORY. */
obv_status obv_paint_start(const obv_grey *from, obv_arena *arena,
                           obv_painting *ret);
/* Smooth, of this width; what is outside of the painting is left out. */
void obv_paint_line(obv_painting *p, obv_point from, obv_point to, float width,
                    obv_colour colour);
void obv_paint_box(obv_painting *p, const obv_point corners[static 4],
                   float width, obv_colour colour);
/* Small letters with their accents, digits and "-", on a board of the colour;
   its upper left corner is moved into the painting. */
void obv_paint_text(obv_painting *p, obv_point at, unsigned scale,
                    obv_slice text, obv_colour colour);
/* Whether there is a drawing of all that is in it; what has none is a gap. */
bool obv_can_paint(obv_slice text);

/* png_write.c: OBV_LIMIT: more than `max` bytes. */
obv_status obv_png_write(const obv_painting *p, uint8_t *room, size_t max,
                         size_t *len);

#endif
