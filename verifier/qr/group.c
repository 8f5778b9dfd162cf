/* SPDX-License-Identifier: Apache-2.0 */
/* Finders that may be those of one code: three at the corners of something like
   a square, or two that are alike. */
#include "qr/inside.h"

#include <math.h>
#include <stdlib.h>

/* From the middle of one finder to the next, in modules: version 1 has 14,
   version 40 has 170; a slanted view makes finders look smaller or larger. */
#define MIN_SPAN 9.0f
#define MAX_SPAN 260.0f

/* How much larger one finder of a code may be than another, and the cosine of
   the corner between two of its sides: of a sheet on a table; or, `steep`, of
   one that is seen nearly along its plane, which is worth a look where nothing
   else was read. */
#define MAX_RATIO 2.0f
#define MAX_COSINE 0.6f
#define STEEP_RATIO 3.2f
#define STEEP_COSINE 0.85f

/* Other finders that each is tried with, the nearest first: a sheet full of
   codes has six around each.  In a large code, the two others are farther than
   all that looks like one between them; where there are few, more are tried. */
#define MAX_NEAR 64
#define LEAST_NEAR 24

typedef struct near {
    float distance;
    uint16_t index;
} near;

typedef struct groups {
    const obv_finders *finders;
    obv_group *items;
    size_t count;
    float ratio, cosine; /* at the most */
} groups;

static float
distance(obv_point a, obv_point b)
{
    return hypotf(a.x - b.x, a.y - b.y);
}

static float
ratio(float a, float b)
{
    return a > b ? a / b : b / a;
}

static bool
may_be_one_code(const groups *g, const obv_finder *a, const obv_finder *b)
{
    float module = (a->module + b->module) / 2;
    float modules = distance(a->centre, b->centre) / module;
    return modules >= MIN_SPAN && modules <= MAX_SPAN &&
           ratio(a->module, b->module) <= g->ratio;
}

/* As many that not many more groups are weighed than there is room for. */
static size_t
most_near(size_t finders)
{
    size_t most = MAX_NEAR;
    while (most > LEAST_NEAR && finders * most * most > 4 * OBV_MAX_GROUPS) {
        most--;
    }
    return most;
}

/* The nearest that go with finder `of`, in order. */
static size_t
find_near(const groups *g, size_t of, near ret[static MAX_NEAR])
{
    size_t count = 0, most = most_near(g->finders->count);
    for (size_t i = 0; i < g->finders->count; i++) {
        if (i == of || !may_be_one_code(g, &g->finders->items[of],
                                        &g->finders->items[i])) {
            continue;
        }
        near one = {
            distance(g->finders->items[of].centre, g->finders->items[i].centre),
            (uint16_t)i};
        size_t at = count < most ? count++ : most;
        while (at > 0 && ret[at - 1].distance > one.distance) {
            if (at < most) {
                ret[at] = ret[at - 1];
            }
            at--;
        }
        if (at < most) {
            ret[at] = one;
        }
    }
    return count;
}

static void
add_group(groups *g, obv_group one)
{
    if (g->count < OBV_MAX_GROUPS) {
        g->items[g->count++] = one;
    }
}

/* `corner` has a right angle between `a` and `b`, more or less. */
static void
weigh_three(groups *g, size_t corner, const near *a, const near *b)
{
    const obv_finder *c = &g->finders->items[corner];
    const obv_finder *fa = &g->finders->items[a->index],
                     *fb = &g->finders->items[b->index];
    if (ratio(a->distance, b->distance) > g->ratio ||
        !may_be_one_code(g, fa, fb)) {
        return;
    }
    float cosine =
        ((fa->centre.x - c->centre.x) * (fb->centre.x - c->centre.x) +
         (fa->centre.y - c->centre.y) * (fb->centre.y - c->centre.y)) /
        (a->distance * b->distance);
    if (fabsf(cosine) > g->cosine) {
        return;
    }
    float modules = ratio(c->module, fa->module) + ratio(c->module, fb->module);
    /* Noise makes small ones, and chance makes wide ones. */
    float fault = fabsf(cosine) + ratio(a->distance, b->distance) - 1 +
                  (modules - 2) + 0.5f / c->module +
                  0.002f * a->distance / c->module;
    add_group(g, (obv_group){fault, {(uint16_t)corner, a->index, b->index}});
}

static int
by_fault(const void *a, const void *b)
{
    const obv_group *left = a, *right = b;
    if (left->fault != right->fault) {
        return left->fault < right->fault ? -1 : 1;
    }
    return memcmp(left->members, right->members, sizeof(left->members));
}

size_t
obv_qr_threes(const obv_finders *finders, bool steep, obv_group *ret)
{
    groups of = {finders, ret, 0, steep ? STEEP_RATIO : MAX_RATIO,
                 steep ? STEEP_COSINE : MAX_COSINE};
    groups *g = &of;
    for (size_t i = 0; i < g->finders->count; i++) {
        near nears[MAX_NEAR];
        size_t count = find_near(g, i, nears);
        for (size_t a = 0; a < count; a++) {
            for (size_t b = a + 1; b < count; b++) {
                weigh_three(g, i, &nears[a], &nears[b]);
            }
        }
    }
    qsort(ret, g->count, sizeof(*ret), by_fault);
    return g->count;
}

size_t
obv_qr_twos(const obv_finders *finders, const bool *taken, obv_group *ret)
{
    groups of = {finders, ret, 0, MAX_RATIO, 0}, *g = &of;
    for (size_t i = 0; i < g->finders->count; i++) {
        near nears[MAX_NEAR];
        if (taken[i] || find_near(g, i, nears) == 0) {
            continue;
        }
        add_group(g, (obv_group){100 + nears[0].distance /
                                           g->finders->items[i].module,
                                 {(uint16_t)i, nears[0].index, 0}});
    }
    qsort(ret, g->count, sizeof(*ret), by_fault);
    return g->count;
}
