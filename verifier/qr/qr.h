/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qr/qr.h - grey picture in, codes out.
 *
 * A floor of its own, below every badge: it knows pictures and ISO/IEC 18004,
 * and nothing of what a code says.  It has no clock: what it spends is counted,
 * and who has a clock (reader/) decides how long a search may last.
 *
 * Coordinates are in pixels from the top left corner of the picture: the
 * centre of its first pixel is (0.5, 0.5), x grows to the right, y downwards.
 */
#ifndef OBV_QR_H
#define OBV_QR_H

#include "base/base.h"

/* A view of 8-bit grey, 0 black to 255 white, that somebody else owns. */
typedef struct obv_grey {
    const uint8_t *pixels;
    uint32_t width, height; /* each at least 1 */
    size_t stride;          /* bytes from row to row */
} obv_grey;

typedef struct obv_point {
    float x, y;
} obv_point;

/* One code that was read. */
typedef struct obv_symbol {
    obv_slice bytes;      /* raw, before any character set; may be empty */
    obv_point corners[4]; /* without margin; from the corner of the finder that
                             stands first, then in the order of its rows */
    uint32_t eci;         /* declared character set; 0: none */
    uint8_t version;      /* 1 to 40; 0: the reader does not say */
    /* Structured append: `part` of `parts`, counted from 0; parts 0: none;
       OBV_PARTS_UNKNOWN: a part, and the reader cannot say which of how many.
     */
    uint8_t part, parts, parity;
    const char *reader; /* which one read it: a row of the reader's table */
} obv_symbol;

#define OBV_PARTS_UNKNOWN 255
#define OBV_MAX_SYMBOLS 64

typedef struct obv_symbols {
    size_t count;
    obv_symbol items[OBV_MAX_SYMBOLS];
} obv_symbols;

/* ---- Pictures (grey.c) -------------------------------------------------- */

/* Part of a picture, cut at its edges; no copy is made. */
obv_grey obv_grey_crop(const obv_grey *from, uint32_t x, uint32_t y,
                       uint32_t width, uint32_t height);
/* Half as many pixels a side, each the mean of four; OBV_NO_MEMORY. */
obv_status obv_grey_half(const obv_grey *from, obv_arena *arena, obv_grey *ret);
/* `width` x `height` pixels by interpolation, in either direction: where it
   gets smaller, each is the mean of what it covers. */
obv_status obv_grey_scale(const obv_grey *from, uint32_t width, uint32_t height,
                          obv_arena *arena, obv_grey *ret);

/* ---- Where codes may stand (finder.c, region.c) ------------------------- */

/* What looks like the corner mark of a code. */
typedef struct obv_finder {
    obv_point centre;
    float module; /* pixels of one module */
} obv_finder;

#define OBV_MAX_FINDERS 512

/* In the order of rows; at most OBV_MAX_FINDERS. Dark on light, or with
   `inverted` light on dark. */
obv_status obv_qr_finders(const obv_grey *picture, bool inverted,
                          obv_arena *arena, obv_finder **ret, size_t *count);

/* A rectangle that may hold one code, with its margin. */
typedef struct obv_region {
    uint32_t x, y, width, height;
    float module; /* pixels of one module */
    /* The middles of its finders, the one between the others first; two where
       the third was not seen. */
    obv_point marks[3];
    uint8_t mark_count;
} obv_region;

#define OBV_MAX_REGIONS 64

/* Groups of finders that may be the corners of one code: the likeliest
   first. */
obv_status obv_qr_regions(const obv_grey *picture, obv_arena *arena,
                          obv_region **ret, size_t *count);

/* How much stands between the three finders as it does in a code, where ink
   and paper take turns from module to module: 0 to 1; 0 without a third. */
float obv_qr_likeness(const obv_grey *picture, const obv_region *region);
/* What that costs, at the most: three sides of 260 modules. */
#define OBV_LIKENESS_EFFORT (3 * 40 * 260)

/* ---- Why a code is not read (sight.c, patch.c, doubt.c) ----------------- */

/* Whether a code stands there for certain, read or not; in *ret with the third
   mark, where it can be told from two. */
bool obv_qr_is_code(const obv_grey *picture, const obv_region *region,
                    obv_region *ret);

/* What looks most like a code from afar, where nothing was seen of its corner
   marks: no margin, no marks, module 0.  OBV_NOT_FOUND: nothing does.  Takes
   off *effort what it costs; OBV_LIMIT: there is less than all pixels are. */
obv_status obv_qr_patch(const obv_grey *picture, int64_t *effort,
                        obv_arena *arena, obv_region *ret);

/* What in the picture hinders the reading of a code: a region with three marks,
   or what obv_qr_patch gives. */
obv_doubt_id obv_qr_doubt(const obv_grey *picture, const obv_region *region);
/* What that costs, and obv_qr_is_code beside the likeness. */
uint64_t obv_qr_doubt_effort(const obv_region *region);

/* ---- Reading (read.c) -----------------------------------------------------
 */

/*
 * A row of the reader's table.  Takes off *effort the points that it costs
 * (OBV_PIXEL_EFFORT in base/limits.h), and ends where there are none left; no
 * picture costs more than the limits there, whatever *effort is.  OBV_LIMIT:
 * there are fewer than pixels.
 */
obv_status obv_qr_read(const obv_grey *picture, bool hard, int64_t *effort,
                       obv_arena *arena, obv_symbols *symbols);

/* Takes points off; false: there were not so many, and none is left. */
bool obv_qr_take_effort(int64_t *effort, uint64_t points);

typedef struct obv_regions {
    obv_region *items;
    size_t count;
    bool crowded; /* there are more finders than are counted */
} obv_regions;

/* The same in the easy way, and where a code may stand that was not read. */
obv_status obv_qr_read_sheet(const obv_grey *picture, int64_t *effort,
                             obv_arena *arena, obv_symbols *symbols,
                             obv_regions *unread);

#endif
