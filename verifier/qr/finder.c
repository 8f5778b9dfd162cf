/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Corner marks of codes: in every line through the middle of one, ink and
 * paper stand as 1:1:3:1:1.  Rows are searched for that, then the column and
 * the diagonals through what was found have their say; in the picture, and in
 * its halves, where noise is less and large marks are small.
 */
#include "qr/inside.h"

#include <math.h>
#include <stdlib.h>

/* Every second row: the middle of a mark is three modules high. */
#define ROW_STEP 2

/* Modules by which runs may miss; diagonals cut corners, which blur. */
#define SLACK 0.6f
#define SLACK_DIAGONAL 0.9f

/* Steps of looking closer, before what the rows above have not used counts:
   where noise takes more, rows are left out, but of all the picture alike. */
#define SPARE_WORK 65536

/* Of the pixels above a row, one in so many may be stepped on so: of 2, a
   photograph's noise takes most of the time there is; with 4, small codes in
   frames of a camera are missed. */
#define PIXELS_A_STEP 3

/* Finders that are compared with another for a point. */
#define COMPARISONS 4

/* The same of ink and paper together, in tenths, as a row first shows it. */
#define PAIR 7

/* Above so many pixels, the first picture searched is the half. */
#define MAX_FIRST (10u * 1024 * 1024)

typedef struct search {
    obv_ink ink;
    float scale;           /* pixels of the picture for one of these */
    obv_finders *found[2]; /* dark on light, light on dark */
    uint64_t work;
    uint64_t compared; /* with finders that are known */
} search;

/* Length of a line through the mark, and how far from `at` its middle is. */
typedef struct line {
    float length, off;
} line;

/* A line through `at`, which is nearly the middle. */
static bool
measure(search *s, obv_point at, int dx, int dy, uint32_t most, float slack,
        line *ret)
{
    obv_walk before, behind;
    if (!obv_walk_out(&s->ink, at, -dx, -dy, most, &s->work, &before) ||
        !obv_walk_out(&s->ink, at, dx, dy, most, &s->work, &behind)) {
        return false;
    }
    const float *a = before.edges, *b = behind.edges;
    float runs[] = {a[2] - a[1], a[1] - a[0], a[0] + b[0], b[1] - b[0],
                    b[2] - b[1]};
    ret->length = a[2] + b[2];
    ret->off = (b[0] - a[0] + b[1] - a[1] + b[2] - a[2]) / 6;
    return obv_runs_fit(runs, slack);
}

static obv_point
middle_of_pixel(obv_point p)
{
    return (obv_point){floorf(p.x) + 0.5f, floorf(p.y) + 0.5f};
}

/* Column, row and diagonals through the middle of what a row shows. */
static bool
verify(search *s, obv_point at, float length, obv_finder *ret)
{
    /* Of a finder twice as high as wide, from anywhere in its middle. */
    uint32_t most = (uint32_t)(1.1f * length) + 2;
    line column, row, falling, rising;
    if (!measure(s, at, 0, 1, most, SLACK, &column)) {
        return false;
    }
    at = middle_of_pixel((obv_point){at.x, at.y + column.off});
    if (!measure(s, at, 1, 0, most, SLACK, &row)) {
        return false;
    }
    at = middle_of_pixel((obv_point){at.x + row.off, at.y});
    if (!measure(s, at, 0, 1, most, SLACK, &column)) {
        return false;
    }
    bool falls = measure(s, at, 1, 1, most, SLACK_DIAGONAL, &falling);
    bool rises = measure(s, at, 1, -1, most, SLACK_DIAGONAL, &rising);
    if (!falls && !rises) {
        return false;
    }
    float straight = (row.length + column.length) / 2;
    float across = (falls && rises) ? (falling.length + rising.length) / 2
                   : falls          ? falling.length
                                    : rising.length;
    across *= 1.41421356f;
    ret->centre = (obv_point){at.x, at.y + column.off};
    /* The line through the new middle may stand half a pixel further. */
    if (measure(s, middle_of_pixel(ret->centre), 1, 0, most, SLACK, &row)) {
        ret->centre.x = floorf(at.x) + 0.5f + row.off;
    }
    ret->module = (straight < across ? straight : across) / 7;
    return true;
}

/* One that stands there already, at whatever scale it was seen. */
static bool
is_known(search *s, const obv_finders *found, obv_point at, float module)
{
    s->compared += found->count;
    for (size_t i = found->count; i-- > 0;) {
        const obv_finder *f = &found->items[i];
        float near = 2 * f->module;
        if (fabsf(f->centre.x - at.x) < near &&
            fabsf(f->centre.y - at.y) < near && module < 2.5f * f->module &&
            module > 0.4f * f->module) {
            return true;
        }
    }
    return false;
}

/* By so much `runs`, in pixels, may be off `wants` modules of `length` / 7: as
   exactly as edges between whole pixels are known, and as aslant a mark may
   stand. */
static bool
nearly(uint32_t runs, uint32_t wants, uint32_t length, uint32_t tenths)
{
    int64_t off = 70 * (int64_t)runs - 10 * (int64_t)wants * length;
    int64_t slack = 100 + (int64_t)length * tenths;
    return off <= slack && off >= -slack;
}

/* Edges of the last five runs of a row, which end with ink. */
static bool
may_be_mark(const uint32_t e[static 6])
{
    uint32_t length = e[5] - e[0];
    return length >= 7 && nearly(e[3] - e[2], 3, length, 12) &&
           nearly(e[2] - e[0], 2, length, PAIR) &&
           nearly(e[5] - e[3], 2, length, PAIR) &&
           nearly(e[1] - e[0], 1, length, 8) &&
           nearly(e[2] - e[1], 1, length, 8) &&
           nearly(e[4] - e[3], 1, length, 8) &&
           nearly(e[5] - e[4], 1, length, 8);
}

static void
try_mark(search *s, const uint32_t edges[static 6], uint32_t y, bool inverted)
{
    obv_finders *found = s->found[inverted];
    float length = (float)(edges[5] - edges[0]);
    uint32_t middle = (edges[2] + edges[3]) / 2;
    obv_point at = {(float)middle + 0.5f, (float)y + 0.5f};
    obv_point there = {at.x * s->scale, at.y * s->scale};
    obv_finder f;
    s->ink.inverted = inverted;
    if (is_known(s, found, there, length / 7 * s->scale) ||
        !verify(s, at, length, &f)) {
        return;
    }
    f.centre.x *= s->scale;
    f.centre.y *= s->scale;
    f.module *= s->scale;
    if (found->count < OBV_MAX_FINDERS &&
        !is_known(s, found, f.centre, f.module)) {
        found->items[found->count++] = f;
    }
}

/* A run has ended: that of ink, where `run` is even. */
static void
end_run(search *s, const uint32_t edges[static 6], size_t run, uint32_t y)
{
    bool inverted = run % 2 != 0;
    if (run >= 6u + inverted && s->found[inverted] != NULL &&
        may_be_mark(edges)) {
        try_mark(s, edges, y, inverted);
    }
}

/* The first five of `edges` are of the runs before. */
static void
search_row(search *s, uint32_t y)
{
    uint32_t edges[5 + 64] = {0};
    size_t seen = 0;
    uint64_t last = 0;
    for (uint32_t x = 0; x <= s->ink.grey.width; x += 64) {
        uint64_t bits = obv_dark_of_row(&s->ink, x, y);
        uint64_t changes = bits ^ (bits << 1 | last);
        size_t count = 0;
        last = bits >> 63;
        for (; changes != 0; changes &= changes - 1) {
            edges[5 + count++] = x + (uint32_t)__builtin_ctzll(changes);
        }
        for (size_t i = 0; i < count; i++) {
            end_run(s, edges + i, ++seen, y);
        }
        memmove(edges, edges + count, 5 * sizeof(*edges));
    }
}

/* What a row costs: its pixels, and what was looked at closer. */
static bool
may_go_on(search *s, uint64_t *paid)
{
    uint64_t cost = s->work + s->compared / COMPARISONS;
    bool may = obv_spend(&s->ink, s->ink.grey.width + cost - *paid);
    *paid = cost;
    return may;
}

static void
search_level(search *s, const obv_ink *level)
{
    s->ink = *level;
    s->work = 0;
    s->compared = 0;
    uint64_t paid = 0;
    const obv_grey *grey = &level->grey;
    for (uint32_t y = 0; y < grey->height && may_go_on(s, &paid);
         y += ROW_STEP) {
        if (s->work <= SPARE_WORK + (uint64_t)grey->width * y / PIXELS_A_STEP) {
            search_row(s, y);
        }
    }
}

static int
by_row(const void *a, const void *b)
{
    const obv_finder *left = a, *right = b;
    float y = left->centre.y - right->centre.y;
    float x = left->centre.x - right->centre.x;
    return y < 0 ? -1 : y > 0 ? 1 : x < 0 ? -1 : x > 0;
}

void
obv_qr_find(const obv_pyramid *pyramid, obv_finders *dark, obv_finders *light)
{
    search s = {.scale = 1, .found = {dark, light}};
    for (size_t i = 0; i < pyramid->count; i++, s.scale *= 2) {
        const obv_grey *grey = &pyramid->levels[i].grey;
        if (i > 0 || (uint64_t)grey->width * grey->height <= MAX_FIRST) {
            search_level(&s, &pyramid->levels[i]);
        }
    }
}

obv_status
obv_qr_finders(const obv_grey *picture, bool inverted, obv_arena *arena,
               obv_finder **ret, size_t *count)
{
    obv_pyramid *pyramid = obv_arena_alloc(arena, 1, sizeof(*pyramid));
    obv_finders *found = obv_arena_alloc(arena, 1, sizeof(*found));
    if (pyramid == NULL || found == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_qr_pyramid(picture, arena, pyramid));
    obv_qr_find(pyramid, inverted ? NULL : found, inverted ? found : NULL);
    qsort(found->items, found->count, sizeof(*found->items), by_row);
    *ret = found->items;
    *count = found->count;
    return OBV_OK;
}
