/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What hinders the reading of a code, from what can be measured where it
 * stands: for whoever took the picture, and can take another.
 */
#include "qr/inside.h"

#include <math.h>
#include <stdlib.h>

/* Samples a side of the code. */
#define GRID 128

/* Squares a side: each is larger than what a code leaves in one colour. */
#define SQUARES 8
#define STEPS (GRID / SQUARES)
/* ... of which so many in one colour are covered. */
#define MANY_COVERED 2

/* Grey between ink and paper, and of paper. */
#define FAINT 36
#define DIM 56

/* Pixels a module that our reader needs. */
#define SMALL_MODULE 1.7f

/* Of what ink and paper differ by: what two places differ by that are two
   pixels from each other, where an edge is sharp. */
#define SHARP_STEP 0.45f

typedef struct place {
    const obv_grey *grey;
    obv_point corners[4]; /* of the symbol, clockwise */
    float module;         /* 0: not known */
    bool cut;
    bool turned; /* by nobody knows how much: its corners may be paper */
    uint8_t values[GRID][GRID];
    int ink, paper;
    float steps[2]; /* what is the greatest across, and down */
} place;

/* ---- Where it stands ------------------------------------------------------
 */

static obv_point
away(obv_point from, const obv_axes *a, float right, float down)
{
    return (obv_point){from.x + right * a->right.x + down * a->down.x,
                       from.y + right * a->right.y + down * a->down.y};
}

static void
set_by_marks(place *p, const obv_region *region)
{
    obv_point o = region->marks[0], a = region->marks[1], b = region->marks[2];
    float across = hypotf(a.x - o.x, a.y - o.y) / region->module;
    float along = hypotf(b.x - o.x, b.y - o.y) / region->module;
    obv_axes axes = {{(a.x - o.x) / across, (a.y - o.y) / across},
                     {(b.x - o.x) / along, (b.y - o.y) / along}};
    const float out = 3.5f; /* from the middle of a mark to its edge */
    p->module = region->module;
    p->corners[0] = away(o, &axes, -out, -out);
    p->corners[1] = away(a, &axes, out, -out);
    p->corners[2] = away(o, &axes, across + out, along + out);
    p->corners[3] = away(b, &axes, -out, out);
    for (size_t i = 0; i < 4; i++) {
        obv_point c = p->corners[i];
        p->cut = p->cut || c.x < -p->module || c.y < -p->module ||
                 c.x > (float)p->grey->width + p->module ||
                 c.y > (float)p->grey->height + p->module;
    }
}

static void
set_by_sides(place *p, const obv_region *region)
{
    float left = (float)region->x, top = (float)region->y;
    float right = left + (float)region->width;
    float bottom = top + (float)region->height;
    p->corners[0] = (obv_point){left, top};
    p->corners[1] = (obv_point){right, top};
    p->corners[2] = (obv_point){right, bottom};
    p->corners[3] = (obv_point){left, bottom};
    p->turned = true;
    p->cut = obv_qr_is_by_edge(p->grey, region);
}

/* ---- What is measured ------------------------------------------------------
 */

static obv_point
place_at(const place *p, float u, float v)
{
    const obv_point *c = p->corners;
    return (obv_point){(1 - v) * ((1 - u) * c[0].x + u * c[1].x) +
                           v * ((1 - u) * c[3].x + u * c[2].x),
                       (1 - v) * ((1 - u) * c[0].y + u * c[1].y) +
                           v * ((1 - u) * c[3].y + u * c[2].y)};
}

static void
sample(place *p)
{
    for (unsigned y = 0; y < GRID; y++) {
        for (unsigned x = 0; x < GRID; x++) {
            float u = ((float)x + 0.5f) / GRID, v = ((float)y + 0.5f) / GRID;
            p->values[y][x] = (uint8_t)obv_grey_at(p->grey, place_at(p, u, v));
        }
    }
}

/* The value that so many of a thousand are below. */
static int
part_of(const unsigned counts[static 256], unsigned thousandths)
{
    unsigned all = 0, below = 0;
    for (unsigned i = 0; i < 256; i++) {
        all += counts[i];
    }
    for (unsigned i = 0; i < 256; i++) {
        below += counts[i];
        if (below * 1000 >= all * thousandths && below > 0) {
            return (int)i;
        }
    }
    return 255;
}

static void
find_classes(place *p)
{
    unsigned counts[256] = {0};
    for (unsigned y = 0; y < GRID; y++) {
        for (unsigned x = 0; x < GRID; x++) {
            counts[p->values[y][x]]++;
        }
    }
    p->ink = part_of(counts, 80);
    p->paper = part_of(counts, 920);
}

/* Of all pairs of pixels, two apart, the step of which a fiftieth is beyond. */
static void
find_steps(place *p, const obv_region *region)
{
    unsigned counts[2][256] = {{0}};
    obv_grey g = obv_grey_crop(p->grey, region->x, region->y, region->width,
                               region->height);
    for (uint32_t y = 0; y + 2 < g.height; y++) {
        for (uint32_t x = 0; x + 2 < g.width; x++) {
            int here = obv_pixel(&g, x, y);
            counts[0][abs(obv_pixel(&g, x + 2, y) - here)]++;
            counts[1][abs(obv_pixel(&g, x, y + 2) - here)]++;
        }
    }
    for (unsigned i = 0; i < 2; i++) {
        p->steps[i] = (float)part_of(counts[i], 980) /
                      (float)(p->paper > p->ink ? p->paper - p->ink : 1);
    }
}

/* Of a code whose marks nobody saw: ink and paper take turns every other
   module. */
static void
guess_module(place *p)
{
    int middle = (p->ink + p->paper) / 2;
    unsigned turns = 0;
    for (unsigned y = 0; y < GRID; y++) {
        for (unsigned x = 1; x < GRID; x++) {
            turns +=
                (p->values[y][x] < middle) != (p->values[y][x - 1] < middle);
        }
    }
    float side = hypotf(p->corners[1].x - p->corners[0].x,
                        p->corners[1].y - p->corners[0].y);
    p->module = side * GRID / (2 * (float)turns + 1);
}

/* ---- Whether it is one ------------------------------------------------------
 */

/* Squares of a code that are half ink, of those that nothing covers, in
   hundredths: text leaves a third of its squares nearly bare.  And how many
   that must be. */
#define TEXTURED 80
#define LEAST_TEXTURED 12

/* Ink of such a square, in hundredths. */
#define LIGHTEST_SQUARE 22
#define DARKEST_SQUARE 78

/* All ink or all paper. */
static bool
is_covered(const place *p, unsigned column, unsigned row)
{
    int low = 255, high = 0, slack = (p->paper - p->ink) / 5;
    for (unsigned y = row * STEPS; y < (row + 1) * STEPS; y++) {
        for (unsigned x = column * STEPS; x < (column + 1) * STEPS; x++) {
            low = p->values[y][x] < low ? p->values[y][x] : low;
            high = p->values[y][x] > high ? p->values[y][x] : high;
        }
    }
    return low > p->paper - slack || high < p->ink + slack;
}

static bool
is_in_picture(const place *p, unsigned column, unsigned row)
{
    float u = ((float)column + 0.5f) / SQUARES;
    float v = ((float)row + 0.5f) / SQUARES;
    obv_point at = place_at(p, u, v);
    return at.x > 0 && at.y > 0 && at.x < (float)p->grey->width &&
           at.y < (float)p->grey->height;
}

static bool
is_half_ink(const place *p, unsigned column, unsigned row)
{
    unsigned ink = 0;
    for (unsigned y = row * STEPS; y < (row + 1) * STEPS; y++) {
        for (unsigned x = column * STEPS; x < (column + 1) * STEPS; x++) {
            ink += 2 * p->values[y][x] < p->ink + p->paper;
        }
    }
    return ink * 100 >= LIGHTEST_SQUARE * STEPS * STEPS &&
           ink * 100 <= DARKEST_SQUARE * STEPS * STEPS;
}

/* Paper two modules outside, in hundredths of what is in the picture: noise is
   half ink there, too. */
#define LEAST_MARGIN 85

static bool
has_margin(const place *p)
{
    float side = hypotf(p->corners[1].x - p->corners[0].x,
                        p->corners[1].y - p->corners[0].y);
    float out = 2 * p->module / fmaxf(1, side);
    unsigned paper = 0, all = 0;
    for (unsigned i = 0; i < 4 * GRID; i++) {
        float along = ((float)(i % GRID) + 0.5f) / GRID;
        float off = i / GRID % 2 == 0 ? -out : 1 + out;
        bool upright = i / GRID < 2;
        obv_point at =
            place_at(p, upright ? off : along, upright ? along : off);
        if (at.x > 0 && at.y > 0 && at.x < (float)p->grey->width &&
            at.y < (float)p->grey->height) {
            all++;
            paper += 2 * obv_grey_at(p->grey, at) > (float)(p->ink + p->paper);
        }
    }
    return all > 0 && paper * 100 >= all * LEAST_MARGIN;
}

bool
obv_qr_is_textured(const obv_grey *picture, const obv_region *region)
{
    place p = {.grey = picture};
    unsigned half = 0, bare = 0;
    set_by_marks(&p, region);
    sample(&p);
    find_classes(&p);
    for (unsigned i = 0; i < SQUARES * SQUARES; i++) {
        unsigned x = i % SQUARES, y = i / SQUARES;
        if (is_in_picture(&p, x, y)) {
            bool is_half = is_half_ink(&p, x, y);
            half += is_half;
            bare += !is_half && !is_covered(&p, x, y);
        }
    }
    return has_margin(&p) && half >= LEAST_TEXTURED &&
           half * 100 >= (half + bare) * TEXTURED;
}

/* ---- What it means ---------------------------------------------------------
 */

static bool
is_cut_off(const place *p)
{
    return p->cut;
}

static bool
is_dark(const place *p)
{
    return p->paper - p->ink < FAINT || p->paper < DIM;
}

static bool
has_glare(const place *p)
{
    unsigned covered = 0;
    for (int i = 0; i < SQUARES * SQUARES; i++) {
        int x = i % SQUARES, y = i / SQUARES;
        bool inside =
            abs(2 * x + 1 - SQUARES) + abs(2 * y + 1 - SQUARES) <= SQUARES;
        covered +=
            (inside || !p->turned) && is_covered(p, (unsigned)x, (unsigned)y);
    }
    return covered >= MANY_COVERED;
}

static bool
is_blurred(const place *p)
{
    return fminf(p->steps[0], p->steps[1]) < SHARP_STEP;
}

static bool
is_small(const place *p)
{
    return p->module < SMALL_MODULE;
}

/* What is true of it and stands first here is said. */
/* clang-format off */
static const struct {
    obv_doubt_id doubt;
    bool (*is)(const place *p);
} causes[] = {
    {OBV_DOUBT_CUT_OFF, is_cut_off},
    {OBV_DOUBT_DARK,    is_dark},
    {OBV_DOUBT_GLARE,   has_glare},
    {OBV_DOUBT_BLURRED, is_blurred},
    {OBV_DOUBT_SMALL,   is_small},
};
/* clang-format on */

/* A look at each sample for its grey and one for what it means; at each pixel,
   at the two beside it. */
uint64_t
obv_qr_doubt_effort(const obv_region *region)
{
    return 2 * GRID * GRID + 2 * (uint64_t)region->width * region->height;
}

obv_doubt_id
obv_qr_doubt(const obv_grey *picture, const obv_region *region)
{
    place p = {.grey = picture};
    if (region->mark_count == 3) {
        set_by_marks(&p, region);
    } else {
        set_by_sides(&p, region);
    }
    sample(&p);
    find_classes(&p);
    find_steps(&p, region);
    if (p.module <= 0) {
        guess_module(&p);
    }
    for (size_t i = 0; i < COUNT(causes); i++) {
        if (causes[i].is(&p)) {
            return causes[i].doubt;
        }
    }
    return OBV_DOUBT_NONE;
}
