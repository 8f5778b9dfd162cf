/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether what stands between three finders is a code: its timing patterns, a
 * row and a column in which ink and paper take turns (ISO/IEC 18004, 6.3.5).
 */
#include "qr/inside.h"

#include <math.h>

/* In modules from the middle of a finder: the middle of the pattern's row, and
   what the finder and the paper around it take of each end. */
#define ROW 3.0f
#define END 4.5f
#define SAMPLES 6 /* a module */

/* From the middle of one finder to the next. */
#define MIN_MODULES 14.0f
#define MAX_MODULES 170.0f

static float
grey_at(const obv_grey *g, float x, float y)
{
    x = fmaxf(0, fminf(x - 0.5f, (float)g->width - 1.001f));
    y = fmaxf(0, fminf(y - 0.5f, (float)g->height - 1.001f));
    size_t column = (size_t)x, row = (size_t)y;
    size_t right = column + 1 < g->width, below = row + 1 < g->height;
    float dx = x - (float)column, dy = y - (float)row;
    const uint8_t *p = g->pixels + row * g->stride + column;
    const uint8_t *q = p + below * g->stride;
    float upper = (float)p[0] + dx * ((float)p[right] - (float)p[0]);
    float lower = (float)q[0] + dx * ((float)q[right] - (float)q[0]);
    return upper + dy * (lower - upper);
}

typedef struct line {
    const obv_grey *grey;
    obv_point from, to;
    unsigned samples;
} line;

static float
sample(const line *l, unsigned i)
{
    float t = (float)i / (float)l->samples;
    return grey_at(l->grey, l->from.x + (l->to.x - l->from.x) * t,
                   l->from.y + (l->to.y - l->from.y) * t);
}

/* A step from ink to paper: a quarter of all there is, and more than noise. */
static float
step_of(const line *l)
{
    float low = 255, high = 0;
    for (unsigned i = 0; i <= l->samples; i++) {
        float v = sample(l, i);
        low = fminf(low, v);
        high = fmaxf(high, v);
    }
    return fmaxf(12, (high - low) / 4);
}

typedef struct turns {
    unsigned count;
    unsigned even; /* of them: a module behind the one before */
} turns;

/* Where it goes from ink to paper or back. */
static turns
find_turns(const line *l)
{
    float step = step_of(l);
    float last = sample(l, 0); /* the lightest or darkest since the last turn */
    unsigned last_at = 0, turn_at = 0;
    turns found = {0, 0};
    int way = 0;
    for (unsigned i = 1; i <= l->samples; i++) {
        float v = sample(l, i);
        if ((way >= 0 && v > last) || (way < 0 && v < last)) {
            last = v;
            last_at = i;
        } else if (fabsf(v - last) > step) {
            unsigned length = last_at - turn_at;
            found.count += way != 0;
            found.even +=
                way != 0 && length * 2 >= SAMPLES && length * 2 <= 3 * SAMPLES;
            way = v > last ? 1 : -1;
            turn_at = last_at;
            last = v;
            last_at = i;
        }
    }
    return found;
}

float
obv_qr_side_likeness(const obv_grey *g, obv_point a, obv_point b, obv_point c,
                     float module)
{
    float length = hypotf(b.x - a.x, b.y - a.y);
    float across = hypotf(c.x - a.x, c.y - a.y);
    float modules = length / module;
    if (modules < MIN_MODULES * 0.75f || modules > MAX_MODULES * 1.5f ||
        across < 1) {
        return 0;
    }
    obv_point along = {(b.x - a.x) / modules, (b.y - a.y) / modules};
    obv_point side = {(c.x - a.x) / across * module,
                      (c.y - a.y) / across * module};
    float expected = fmaxf(4, modules - 2 * END - 1);
    float best = 0;
    for (int k = -1; k <= 1; k++) {
        float row = ROW + 0.5f * (float)k;
        obv_point from = {a.x + along.x * END + side.x * row,
                          a.y + along.y * END + side.y * row};
        obv_point to = {b.x - along.x * END + side.x * row,
                        b.y - along.y * END + side.y * row};
        line l = {g, from, to, (unsigned)((modules - 2 * END) * SAMPLES) + 1};
        turns found = find_turns(&l);
        float count = (float)found.count;
        best = fmaxf(best, (1 - fabsf(count - expected) / expected) *
                               (float)found.even / fmaxf(1, count));
    }
    /* A few turns may be even by chance. */
    return best * expected / (expected + 1);
}

float
obv_qr_likeness(const obv_grey *picture, const obv_region *region)
{
    if (region->mark_count < 3) {
        return 0;
    }
    const obv_point *m = region->marks;
    float one = obv_qr_side_likeness(picture, m[0], m[1], m[2], region->module);
    return one <= 0 ? 0
                    : fminf(one, obv_qr_side_likeness(picture, m[0], m[2], m[1],
                                                      region->module));
}
