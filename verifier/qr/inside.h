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
    int64_t *effort; /* what may still be spent here; NULL: all there is */
} obv_ink;

/* Takes what a look at `points` of the picture costs; false: it is spent, and
   there is no look. */
static inline bool
obv_spend(const obv_ink *ink, uint64_t points)
{
    return ink->effort == NULL || obv_qr_take_effort(ink->effort, points);
}

/* Halfway between the darkest and the lightest around, which sees small marks;
   or the mean around, for which spots of light and dirt matter less. */
typedef enum obv_cutting { OBV_CUT_HALFWAY, OBV_CUT_MEAN } obv_cutting;

/* Not inverted: that is for the caller to say. */
obv_status obv_ink_of(const obv_grey *grey, obv_cutting how, obv_arena *arena,
                      obv_ink *ret);

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

/* The 64 pixels of row `y` from `x`, a multiple of 64, as bits: the first the
   lowest, 1 below its cut, whether inverted or not; what lies beyond the row's
   end is not (dark.c). */
uint64_t obv_dark_of_row(const obv_ink *ink, uint32_t x, uint32_t y);

/* Each place of the map becomes the least, or the `most`, of the three by three
   that stand `step` apart around it; beyond an edge stands what is on it. Steps
   of 1, 3 and 4, one after the other, are all of 17 by 17 (spread.c).  `spare`
   has the room of `map`. */
void obv_spread(uint8_t *map, uint8_t *spare, size_t across, size_t down,
                size_t step, bool most);

/* The picture, its half, the half of that ... each with its thresholds. */
#define OBV_MAX_LEVELS 10

typedef struct obv_pyramid {
    size_t count;
    obv_ink levels[OBV_MAX_LEVELS];
} obv_pyramid;

/* Other thresholds for the same pictures. */
obv_status obv_qr_cut_at_mean(obv_pyramid *pyramid, obv_arena *arena);

/* The same pictures without what changes slowly in them: stains, shadows. */
obv_status obv_qr_flatten(obv_pyramid *pyramid, obv_arena *arena);

obv_status obv_qr_pyramid(const obv_grey *picture, obv_arena *arena,
                          obv_pyramid *ret);

/* ---- Finders (finder.c) ---------------------------------------------------
 */

typedef struct obv_finders {
    size_t count;
    obv_finder items[OBV_MAX_FINDERS];
} obv_finders;

/* Both kinds in one go: dark on light, and light on dark; NULL: not wanted.
   In pixels of the first level; what is there already stays. */
void obv_qr_find(const obv_pyramid *pyramid, obv_finders *dark,
                 obv_finders *light);

/* Adds those of which only the middle and parts of the rings around it are seen
   (eye.c), in pictures of so many pixels at the most: it is slow. */
#define OBV_MAX_EYES (2u * 1024 * 1024)
void obv_qr_find_eyes(const obv_pyramid *pyramid, obv_finders *dark,
                      obv_finders *light);

/* ---- Groups of finders (group.c) ------------------------------------------
 */

#define OBV_MAX_GROUPS 16384

/* Finders that may be those of one code: the first is at the corner between
   the two others. */
typedef struct obv_group {
    float fault; /* 0: they stand as those of a square do */
    uint16_t members[3];
} obv_group;

/* What it costs to make groups of so many finders. */
static inline uint64_t
obv_grouping_effort(size_t finders)
{
    return 2 * (uint64_t)finders * finders;
}

/* The likeliest first; `ret` has room for OBV_MAX_GROUPS.  `steep`: also those
   of a sheet that is seen nearly along its plane. */
size_t obv_qr_threes(const obv_finders *finders, bool steep, obv_group *ret);
/* Each of those that are not `taken`, with the nearest that goes with it; the
   third member says nothing. */
size_t obv_qr_twos(const obv_finders *finders, const bool *taken,
                   obv_group *ret);

/* ---- Regions (region.c, read.c) -------------------------------------------
 */

/* Where a code may stand by the finders of both kinds, but for those inside of
   what was read. */
obv_status obv_qr_unread(const obv_ink *ink, const obv_finders *found,
                         const obv_symbols *read, obv_arena *arena,
                         obv_regions *ret);

/* Finders inside of what was read are none: says so in `taken`. */
void obv_qr_take_read(const obv_finders *finders, const obv_symbols *read,
                      bool taken[static OBV_MAX_FINDERS]);

/* ---- Runs of ink and paper (walk.c) ------------------------------------- */

/* From the middle of a finder outwards: where its three edges are, in steps. */
typedef struct obv_walk {
    float edges[3];
} obv_walk;

/*
 * Steps from the pixel (x, y), which is ink, by (dx, dy) until ink has ended,
 * begun and ended again; false where the first run is longer than `most`
 * steps, or another than half of them.  The edge of the picture ends ink, too.
 * Counts its steps in *work.
 */
bool obv_walk_out(const obv_ink *ink, obv_point from, int dx, int dy,
                  uint32_t most, uint64_t *work, obv_walk *ret);

/* Widths of ink, paper, ink, paper, ink are as 1:1:3:1:1. */
bool obv_runs_fit(const float runs[static 5], float slack);

/* ---- What stands where in a symbol (symbol.c) ------------------------------
 */

#define OBV_MAX_MODULES 177 /* a side, in version 40 */
#define OBV_MAX_LATTICE 7   /* alignment patterns a side, in version 40 */

static inline unsigned
obv_side_of(unsigned version)
{
    return 17 + 4 * version;
}

/* The columns, which are the rows as well, in which alignment patterns have
   their middles: how many; none in version 1. */
unsigned obv_qr_lattice(unsigned version, uint8_t at[static OBV_MAX_LATTICE]);

/* Where finders stand, the lattice has none. */
static inline bool
obv_is_corner(unsigned x, unsigned y, unsigned count)
{
    return (x == 0 && (y == 0 || y + 1 == count)) || (x + 1 == count && y == 0);
}

typedef enum obv_module {
    OBV_MODULE_DATA,
    OBV_MODULE_LIGHT,
    OBV_MODULE_DARK,
    OBV_MODULE_FORMAT /* of the format or the version: it depends */
} obv_module;

/* Row by row, `side` of them. */
void obv_qr_layout(unsigned version, uint8_t *ret);
/* ... of Model 1, which has no alignment patterns. */
void obv_model1_layout(unsigned version, uint8_t *ret);

/* ---- Planes (plane.c) ------------------------------------------------------
 */

/* From modules to pixels, as a camera sees a flat sheet. */
typedef struct obv_plane {
    double m[9];
} obv_plane;

/* Where a point of the symbol stands in the picture. */
typedef struct obv_pair {
    obv_point from, to;
    float weight;
} obv_pair;

/* The best for at least four; false where there is none. */
bool obv_plane_fit(const obv_pair *pairs, size_t count, obv_plane *ret);

static inline obv_point
obv_plane_at(const obv_plane *p, float x, float y)
{
    const double *m = p->m;
    double w = 1 / (m[6] * x + m[7] * y + m[8]);
    return (obv_point){(float)((m[0] * x + m[1] * y + m[2]) * w),
                       (float)((m[3] * x + m[4] * y + m[5]) * w)};
}

/* ---- Outlines of finders (outline.c) ---------------------------------------
 */

#define OBV_RAYS 40

/* Where rays from its middle leave a finder. */
typedef struct obv_outline {
    obv_point centre;
    float module;
    float reach[OBV_RAYS]; /* 0: this ray says nothing */
} obv_outline;

/* Its four corners: those of its 7 x 7 modules, as those of a picture. */
typedef struct obv_quad {
    obv_point corners[4], centre;
} obv_quad;

void obv_qr_outline(const obv_ink *ink, obv_point centre, float module,
                    obv_outline *ret);
/* `right` and `down` are the ways in which its rows and columns run. */
void obv_qr_quad(const obv_outline *outline, obv_point right, obv_point down,
                 obv_quad *ret);

/* Grey between the pixels; outside, that of the nearest. */
static inline float
obv_grey_at(const obv_grey *grey, obv_point p)
{
    float right = (float)(grey->width - 1), bottom = (float)(grey->height - 1);
    float x = p.x - 0.5f, y = p.y - 0.5f;
    x = x > 0 ? x < right ? x : right : 0;
    y = y > 0 ? y < bottom ? y : bottom : 0;
    uint32_t column = (uint32_t)x, row = (uint32_t)y;
    float fx = x - (float)column, fy = y - (float)row;
    const uint8_t *at = grey->pixels + (size_t)row * grey->stride + column;
    size_t next = column + 1 < grey->width ? 1 : 0;
    size_t below = row + 1 < grey->height ? grey->stride : 0;
    float upper = (float)at[0] + fx * (float)(at[next] - at[0]);
    float lower = (float)at[below] + fx * (float)(at[below + next] - at[below]);
    return upper + fy * (lower - upper);
}

/* ---- Finders that were not seen (seek.c) -----------------------------------
 */

/* One module to the right and one down, in pixels. */
typedef struct obv_axes {
    obv_point right, down;
} obv_axes;

/* The best likeness of a finder within `reach` modules; 0: there is none. */
float obv_qr_seek(const obv_ink *ink, obv_point expected, const obv_axes *axes,
                  float reach, obv_quad *ret);

/* How much is like the timing pattern that leads from finder `a` to `b`, on
   the side of `c`: 0 to 1 (likeness.c). */
float obv_qr_side_likeness(const obv_grey *g, obv_point a, obv_point b,
                           obv_point c, float module);
/* What that costs, where they are so many modules apart. */
static inline uint64_t
obv_side_effort(float modules)
{
    return 40 * (uint64_t)(modules < 260 ? modules : 260);
}

/* ---- The size of a symbol (size.c) -----------------------------------------
 */

/* Three finders: the one at the corner, the one at the end of its row, the one
   at the end of its column. */
typedef struct obv_frame {
    obv_quad quads[3];
} obv_frame;

/* Versions that the symbol may have, the likeliest first, with the plane that
   its finders make for each. */
typedef struct obv_guess {
    unsigned version;
    float timing; /* 1: its timing patterns are all there */
    float score;  /* the same, with what speaks for it besides */
    obv_plane plane;
} obv_guess;

#define OBV_MAX_GUESSES 3

size_t obv_qr_sizes(const obv_ink *ink, const obv_frame *frame,
                    obv_guess ret[static OBV_MAX_GUESSES]);

/* ---- The sheet under a symbol (lattice.c) ----------------------------------
 */

/* The plane that fits best, and how far off it each point of the lattice is
   found: sheets bend. */
typedef struct obv_sheet_fit {
    unsigned version, side, count; /* points of the lattice a side; 0: flat */
    obv_plane plane;
    uint8_t at[OBV_MAX_LATTICE];
    obv_point off[OBV_MAX_LATTICE * OBV_MAX_LATTICE];
    float score[OBV_MAX_LATTICE * OBV_MAX_LATTICE]; /* 0: not found */
    bool model1;
} obv_sheet_fit;

void obv_qr_fit(const obv_ink *ink, const obv_frame *frame,
                const obv_guess *guess, obv_sheet_fit *ret);

/* ---- Modules (sample.c, modules.c) -----------------------------------------
 */

/* Row by row.  `ink` is the higher the darker, or, of an inverted symbol, the
   lighter. */
void obv_qr_sample(const obv_ink *ink, const obv_sheet_fit *fit, float *ret);

/* `sharpen`: how much of what its neighbours differ by is added to each
   module, against blur.  Gives 1 for ink in `dark`, and in `sure` how far from
   doubt, 0 to 255; returns which part of the fixed patterns is right. */
float obv_qr_judge(const float *values, const uint8_t *layout, unsigned side,
                   float sharpen, float *work, uint8_t *dark, uint8_t *sure);

/* ---- What a code looks like (doubt.c) ------------------------------------ */

/* Between three marks: half ink wherever nothing covers it, and paper around.
 */
bool obv_qr_is_textured(const obv_grey *picture, const obv_region *region);

/* Judges again, after obv_qr_judge and with what it left in `work`: a module is
   what all that is seen around it says, by weights that the symbol teaches
   (equalise.c).  False: it teaches nothing, and all is as it was. */
bool obv_qr_equalise(const float *values, const uint8_t *layout, unsigned side,
                     const float *work, uint8_t *dark, uint8_t *sure);

/* ---- What looks like a code from afar (corners.c) ------------------------ */

/* So near to an edge of the picture that part of it may be missing. */
bool obv_qr_is_by_edge(const obv_grey *grey, const obv_region *region);
/* In so many corners of it, and all of one size, stands what would be a finder
   if it were sharp. */
bool obv_qr_has_corners(const obv_grey *grey, const obv_region *region,
                        unsigned needed);

/* ---- Decoding --------------------------------------------------------------
 */

/* A symbol as it was seen: 1 for ink, and how sure of it, 0 to 255. */
typedef struct obv_modules {
    const uint8_t *dark, *sure;
    unsigned side, version; /* the version follows from the side */
    int64_t *effort;        /* as in obv_ink; NULL: all there is */
} obv_modules;

/* By its format, both copies of it. */
bool obv_qr_is_model1(const obv_modules *seen);

obv_status obv_qr_decode_modules(const obv_modules *m, obv_arena *arena,
                                 obv_symbol *ret);

#endif
