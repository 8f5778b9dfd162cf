/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader/canvas.h - what the readers of pictures have in common: the grey
 * picture that they fill, row by row, and the few things that cameras say
 * beside a picture.
 */
#ifndef OBV_CANVAS_H
#define OBV_CANVAS_H

#include "reader/reader.h"

/* ---- A grey picture that is being filled (canvas.c) ------------------------
 */

/*
 * Rows go in as they are stored, from the top; each pixel lands where it
 * belongs when the picture is the right way up, and what has more than
 * OBV_MAX_GREY pixels is halved on the way.
 */
typedef struct obv_canvas {
    uint8_t *pixels;
    uint32_t width, height; /* of what goes in */
    uint32_t kept, rows;    /* the same, halved `times` over */
    uint32_t times;         /* pixels that become one, a side: 1, 2, 4, 8 */
    bool turned;            /* by a quarter: width and height change places */
    ptrdiff_t first, right, down; /* where pixels go */
    uint32_t *sums;               /* of the rows that become one */
} obv_canvas;

/* What a header says, before anything is allocated: OBV_MALFORMED for no
   pixels, OBV_LIMIT for more than OBV_MAX_PIXELS or OBV_MAX_SIDE. */
obv_status obv_canvas_fits(uint32_t width, uint32_t height);
/* How often that must be halved to have no more than OBV_MAX_GREY. */
uint32_t obv_canvas_times(uint32_t width, uint32_t height);

/* White.  `orientation` as EXIF has it, 1 to 8; all else counts as 1. */
obv_status obv_canvas_open(obv_canvas *canvas, uint32_t width, uint32_t height,
                           unsigned orientation, obv_arena *arena);
/* Row `y`, of `width` pixels; each once, in order. */
void obv_canvas_row(obv_canvas *canvas, uint32_t y, const uint8_t *row);
/* One pixel, in any order; where the picture is halved, one of them stands for
   all. */
void obv_canvas_dot(obv_canvas *canvas, uint32_t x, uint32_t y, uint8_t grey);
/* The picture as it is now.  `dpi` of what went in; what is not between 60 and
   1,300 is not believed. */
void obv_canvas_show(const obv_canvas *canvas, double dpi, obv_sheet *ret);

/* Pixels of 8 bits a sample to grey: 1 grey, 2 grey and alpha, 3 red, green
   and blue, 4 and alpha; on white.  `ret` may be `from`. */
void obv_grey_row(const uint8_t *from, unsigned samples, size_t count,
                  uint8_t *ret);

/* ---- What a row of the table has besides its opener -------------------------
 */

/* Pictures of a TIFF; where they lead in a circle, at least each of them. */
uint32_t obv_tiff_count(obv_slice file);
void obv_heic_warm_up(void);

/* ---- EXIF (exif.c) ---------------------------------------------------------
 */

/* The orientation that EXIF data states, 1 to 8; 1 where it states none that
   can be understood. */
unsigned obv_exif_orientation(obv_slice exif);

#endif
