/* SPDX-License-Identifier: Apache-2.0 */
/* qr/cells.h - a picture from afar, for who looks for codes in it (patch.c). */
#ifndef OBV_QR_CELLS_H
#define OBV_QR_CELLS_H

#include "qr/inside.h"

/* The first of the levels whose pixels are cells: before, there is too little
   in one to be judged. */
#define OBV_FIRST_CELLS 2

/* What cells are in. */
enum { OBV_CELL_OTHER, OBV_CELL_BUSY, OBV_CELL_TAKEN };

typedef struct obv_cells {
    obv_grey levels[OBV_MAX_LEVELS]; /* each the half of the one before */
    size_t level;
    obv_grey grey;         /* that level: each pixel is a cell */
    uint8_t *light, *dark; /* around each cell */
    uint8_t *busy;         /* OBV_CELL_... */
    uint8_t *row;          /* as long as one of the picture */
    uint32_t *stack;
} obv_cells;

/* Cells that hang together. */
typedef struct obv_blob {
    uint32_t left, top, right, bottom; /* both are part of it */
    uint32_t count;
} obv_blob;

/* OBV_NO_MEMORY */
obv_status obv_cells_open(const obv_grey *picture, obv_arena *arena,
                          obv_cells *ret);

/* One level further, its cells measured.  OBV_NOT_FOUND: it is too small to be
   halved, or there are no more levels; OBV_NO_MEMORY. */
obv_status obv_cells_further(obv_cells *c, obv_arena *arena);

/* Cells of which at least so many hundredths are ink, and not all, are busy. */
void obv_cells_mark(obv_cells *c, int least_ink);

/* The next blob of busy cells from `*at` on, which starts at 0; its cells are
   taken then.  False: there is none left. */
bool obv_cells_next(obv_cells *c, size_t *at, obv_blob *ret);

#endif
