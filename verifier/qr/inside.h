/* SPDX-License-Identifier: Apache-2.0 */
/* qr/inside.h - what the files of this floor share. */
#ifndef OBV_QR_INSIDE_H
#define OBV_QR_INSIDE_H

#include "qr/qr.h"

/* ---- Ink and paper (threshold.c) ---------------------------------------- */

/* Pixels a side of the blocks that have one threshold each. */
#define OBV_BLOCK 8

/* A picture with its thresholds: what is darker than that of its block is ink;
   `inverted`: what is not. */
typedef struct obv_ink {
    obv_grey grey;
    bool inverted;
    uint32_t across; /* blocks in a row */
    uint8_t *cuts;
} obv_ink;

/* Not inverted: that is for the caller to say. */
obv_status obv_ink_of(const obv_grey *grey, obv_arena *arena, obv_ink *ret);

static inline int
obv_pixel(const obv_grey *grey, uint32_t x, uint32_t y)
{
    return grey->pixels[(size_t)y * grey->stride + x];
}

static inline int
obv_cut_at(const obv_ink *ink, uint32_t x, uint32_t y)
{
    return ink->cuts[(size_t)(y / OBV_BLOCK) * ink->across + x / OBV_BLOCK];
}

static inline bool
obv_is_ink(const obv_ink *ink, uint32_t x, uint32_t y)
{
    return (obv_pixel(&ink->grey, x, y) < obv_cut_at(ink, x, y)) !=
           ink->inverted;
}

/* ---- Finders (finder.c) ---------------------------------------------------
 */

typedef struct obv_finders {
    size_t count;
    obv_finder items[OBV_MAX_FINDERS];
} obv_finders;

/* Both kinds in one go: dark on light, and light on dark; NULL: not wanted. */
obv_status obv_qr_find(const obv_grey *picture, obv_arena *arena,
                       obv_finders *dark, obv_finders *light);

/* ---- Runs of ink and paper (walk.c) ------------------------------------- */

/* From the middle of a finder outwards: where its three edges are, in steps. */
typedef struct obv_walk {
    float edges[3];
} obv_walk;

/*
 * Steps from the pixel (x, y), which is ink, by (dx, dy) until ink has ended,
 * begun and ended again; false where it does not within `most` steps.  The
 * edge of the picture ends ink, too.  Counts its steps in *work.
 */
bool obv_walk_out(const obv_ink *ink, obv_point from, int dx, int dy,
                  uint32_t most, uint64_t *work, obv_walk *ret);

/* Widths of ink, paper, ink, paper, ink are as 1:1:3:1:1. */
bool obv_runs_fit(const float runs[static 5], float slack);

#endif
