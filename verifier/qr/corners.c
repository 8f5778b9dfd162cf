/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finders that are too small or too blurred to be seen by their runs: what
 * stands in the corners of a patch, held against what a finder and the paper
 * around it look like when they are blurred.
 */
#include "qr/inside.h"

#include <math.h>
#include <stdlib.h>

/* A finder with the paper around it: nine modules a side. */
#define SIDE 9
#define CELLS (SIDE * SIDE)

/* How alike they must be: 1 is the same. */
#define ALIKE 0.8f

/* Modules that a patch may have a side: guesses from 10 to 108. */
#define LEAST_MODULES 10.0f
#define NEXT 1.12f
#define SIZES 22

/* Modules by which a corner may be beside that of its rectangle, each way. */
#define OFF 2
#define STEPS_A_MODULE 2

#define BLURS 5

typedef struct matcher {
    const obv_grey *grey;
    float models[BLURS][CELLS]; /* mean 0, squares 1 */
} matcher;

bool
obv_qr_is_by_edge(const obv_grey *grey, const obv_region *r)
{
    uint32_t near = (r->width > r->height ? r->width : r->height) / 25;
    return r->x <= near || r->y <= near ||
           r->x + r->width + near >= grey->width ||
           r->y + r->height + near >= grey->height;
}

/* ---- Models ---------------------------------------------------------------
 */

static bool
is_finder_ink(int x, int y)
{
    int dx = abs(x - SIDE / 2), dy = abs(y - SIDE / 2);
    int ring = dx > dy ? dx : dy;
    return ring <= 1 || ring == 3;
}

/* One, two, one, `step` apart. */
static void
blur(const float *from, int step, float *to)
{
    for (int i = 0; i < CELLS; i++) {
        int at = step == 1 ? i % SIDE : i / SIDE;
        float before = at > 0 ? from[i - step] : 0;
        float behind = at + 1 < SIDE ? from[i + step] : 0;
        to[i] = (before + 2 * from[i] + behind) / 4;
    }
}

/* Twice, along rows and along columns. */
static void
blur_twice(const float *from, bool rows, bool columns, float *to)
{
    float half[CELLS];
    memcpy(to, from, sizeof(half));
    for (int i = 0; i < 2; i++) {
        if (rows) {
            blur(to, 1, half);
            memcpy(to, half, sizeof(half));
        }
        if (columns) {
            blur(to, SIDE, half);
            memcpy(to, half, sizeof(half));
        }
    }
}

/* False: it is all of one grey. */
static bool
normalise(float *cells)
{
    float mean = 0, squares = 0;
    for (int i = 0; i < CELLS; i++) {
        mean += cells[i] / CELLS;
    }
    for (int i = 0; i < CELLS; i++) {
        cells[i] -= mean;
        squares += cells[i] * cells[i];
    }
    float scale = squares > 0 ? 1 / sqrtf(squares) : 0;
    for (int i = 0; i < CELLS; i++) {
        cells[i] *= scale;
    }
    return squares > CELLS;
}

static void
make_models(matcher *m)
{
    float half[CELLS], *sharp = m->models[0];
    for (int i = 0; i < CELLS; i++) {
        sharp[i] = is_finder_ink(i % SIDE, i / SIDE) ? -100.0f : 0;
    }
    blur(sharp, 1, half);
    blur(half, SIDE, m->models[1]);
    blur_twice(sharp, true, true, m->models[2]);
    blur_twice(sharp, true, false, m->models[3]);
    blur_twice(sharp, false, true, m->models[4]);
    for (int i = 0; i < BLURS; i++) {
        (void)normalise(m->models[i]);
    }
}

/* ---- Corners --------------------------------------------------------------
 */

/* Of four places around it: noise is no pattern. */
static float
mean_at(const obv_grey *grey, obv_point at, float off)
{
    float sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += obv_grey_at(grey, (obv_point){at.x + (i % 2 == 0 ? off : -off),
                                             at.y + (i < 2 ? off : -off)});
    }
    return sum / 4;
}

static float
match_at(const matcher *m, obv_point middle, float module)
{
    float cells[CELLS], best = 0;
    for (int i = 0; i < CELLS; i++) {
        int column = i % SIDE - SIDE / 2, row = i / SIDE - SIDE / 2;
        obv_point at = {middle.x + module * (float)column,
                        middle.y + module * (float)row};
        cells[i] = mean_at(m->grey, at, module / 4);
    }
    if (!normalise(cells)) {
        return 0;
    }
    for (int k = 0; k < BLURS; k++) {
        float sum = 0;
        for (int i = 0; i < CELLS; i++) {
            sum += cells[i] * m->models[k][i];
        }
        best = fmaxf(best, sum);
    }
    return best;
}

/* `in` leads from the corner to the middle of a finder in it. */
static bool
has_finder(const matcher *m, obv_point corner, obv_point in, float module)
{
    const int reach = OFF * STEPS_A_MODULE;
    for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
            float step = module / STEPS_A_MODULE;
            obv_point middle = {
                corner.x + in.x * 3.5f * module + step * (float)dx,
                corner.y + in.y * 3.5f * module + step * (float)dy};
            if (match_at(m, middle, module) >= ALIKE) {
                return true;
            }
        }
    }
    return false;
}

bool
obv_qr_has_corners(const obv_grey *grey, const obv_region *r, unsigned needed)
{
    matcher m = {.grey = grey};
    make_models(&m);
    float side = (float)(r->width > r->height ? r->width : r->height);
    for (unsigned i = 0; i < SIZES; i++) {
        float n = LEAST_MODULES * powf(NEXT, (float)i);
        unsigned count = 0;
        for (unsigned c = 0; c < 4 && count + 4 - c >= needed; c++) {
            bool right = c % 2 != 0, bottom = c / 2 != 0;
            obv_point corner = {(float)(r->x + (right ? r->width : 0)),
                                (float)(r->y + (bottom ? r->height : 0))};
            obv_point in = {right ? -1 : 1, bottom ? -1 : 1};
            count += has_finder(&m, corner, in, side / n);
        }
        if (count >= needed) {
            return true;
        }
    }
    return false;
}
