/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a code may stand: three finders at the corners of something like a
 * square, or, where one of them could not be seen, two that are alike.
 */
#include "qr/inside.h"

#include <math.h>
#include <stdlib.h>

/* From the middle of one finder to the next, in modules: version 1 has 14,
   version 40 has 170; a slanted view makes finders look smaller or larger. */
#define MIN_SPAN 9.0f
#define MAX_SPAN 260.0f

/* How much larger one finder of a code may be than another. */
#define MAX_RATIO 2.0f

/* Other finders that each is tried with, the nearest first: a sheet full of
   codes has six around each. */
#define MAX_NEAR 24

/* Groups that are weighed against each other. */
#define MAX_GROUPS 16384

/* Groups that are looked at, whether a code is between their finders: on a
   sheet full of codes, most are of finders of several. */
#define LOOKS 32
#define LOOKS_A_FINDER 4
#define LIKELY 0.5f

typedef struct group {
    float fault; /* 0: a square */
    uint16_t members[3];
    uint16_t count;
} group;

typedef struct near {
    float distance;
    uint16_t index;
} near;

typedef struct groups {
    const obv_finder *finders;
    size_t finder_count;
    group *items;
    size_t count;
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
may_be_one_code(const obv_finder *a, const obv_finder *b)
{
    float module = (a->module + b->module) / 2;
    float modules = distance(a->centre, b->centre) / module;
    return modules >= MIN_SPAN && modules <= MAX_SPAN &&
           ratio(a->module, b->module) <= MAX_RATIO;
}

/* The nearest that go with finder `of`, in order. */
static size_t
find_near(const groups *g, size_t of, near ret[static MAX_NEAR])
{
    size_t count = 0;
    for (size_t i = 0; i < g->finder_count; i++) {
        if (i == of || !may_be_one_code(&g->finders[of], &g->finders[i])) {
            continue;
        }
        near one = {distance(g->finders[of].centre, g->finders[i].centre),
                    (uint16_t)i};
        size_t at = count < MAX_NEAR ? count++ : MAX_NEAR;
        while (at > 0 && ret[at - 1].distance > one.distance) {
            if (at < MAX_NEAR) {
                ret[at] = ret[at - 1];
            }
            at--;
        }
        if (at < MAX_NEAR) {
            ret[at] = one;
        }
    }
    return count;
}

static void
add_group(groups *g, group one)
{
    if (g->count < MAX_GROUPS) {
        g->items[g->count++] = one;
    }
}

/* `corner` has a right angle between `a` and `b`, more or less. */
static void
weigh_three(groups *g, size_t corner, const near *a, const near *b)
{
    const obv_finder *c = &g->finders[corner];
    const obv_finder *fa = &g->finders[a->index], *fb = &g->finders[b->index];
    if (ratio(a->distance, b->distance) > MAX_RATIO ||
        !may_be_one_code(fa, fb)) {
        return;
    }
    float cosine =
        ((fa->centre.x - c->centre.x) * (fb->centre.x - c->centre.x) +
         (fa->centre.y - c->centre.y) * (fb->centre.y - c->centre.y)) /
        (a->distance * b->distance);
    if (fabsf(cosine) > 0.6f) {
        return;
    }
    float modules = ratio(c->module, fa->module) + ratio(c->module, fb->module);
    /* Noise makes small ones, and chance makes wide ones. */
    float fault = fabsf(cosine) + ratio(a->distance, b->distance) - 1 +
                  (modules - 2) + 0.5f / c->module +
                  0.002f * a->distance / c->module;
    add_group(g, (group){fault, {(uint16_t)corner, a->index, b->index}, 3});
}

static void
group_threes(groups *g)
{
    for (size_t i = 0; i < g->finder_count; i++) {
        near nears[MAX_NEAR];
        size_t count = find_near(g, i, nears);
        for (size_t a = 0; a < count; a++) {
            for (size_t b = a + 1; b < count; b++) {
                weigh_three(g, i, &nears[a], &nears[b]);
            }
        }
    }
}

/* Those that no three took, with the nearest that goes with them. */
static void
group_twos(groups *g, const bool *taken)
{
    for (size_t i = 0; i < g->finder_count; i++) {
        near nears[MAX_NEAR];
        if (taken[i] || find_near(g, i, nears) == 0) {
            continue;
        }
        add_group(g, (group){100 + nears[0].distance / g->finders[i].module,
                             {(uint16_t)i, nears[0].index, 0},
                             2});
    }
}

static int
by_fault(const void *a, const void *b)
{
    const group *left = a, *right = b;
    if (left->fault != right->fault) {
        return left->fault < right->fault ? -1 : 1;
    }
    return memcmp(left->members, right->members, sizeof(left->members));
}

/* The rectangle around the finders and the corner that has none; around two,
   which may be a side or the diagonal, whatever square they may belong to. */
static obv_region
surround(const groups *g, const group *one, const obv_grey *picture)
{
    const obv_finder *a = &g->finders[one->members[0]];
    const obv_finder *b = &g->finders[one->members[1]];
    const obv_finder *c = one->count == 3 ? &g->finders[one->members[2]] : b;
    float module = (a->module + b->module + c->module) / 3;
    obv_point fourth = {b->centre.x + c->centre.x - a->centre.x,
                        b->centre.y + c->centre.y - a->centre.y};
    float margin = 12 * module + 0.12f * distance(b->centre, c->centre);
    if (one->count == 2) {
        fourth = a->centre;
        margin = 12 * module + distance(a->centre, b->centre);
    }
    obv_point p[] = {a->centre, b->centre, c->centre, fourth};
    obv_point low = p[0], high = p[0];
    for (size_t i = 1; i < COUNT(p); i++) {
        low.x = fminf(low.x, p[i].x);
        low.y = fminf(low.y, p[i].y);
        high.x = fmaxf(high.x, p[i].x);
        high.y = fmaxf(high.y, p[i].y);
    }
    uint32_t x = (uint32_t)fmaxf(low.x - margin, 0);
    uint32_t y = (uint32_t)fmaxf(low.y - margin, 0);
    uint32_t right = (uint32_t)fminf(high.x + margin, (float)picture->width);
    uint32_t bottom = (uint32_t)fminf(high.y + margin, (float)picture->height);
    return (obv_region){.x = x,
                        .y = y,
                        .width = right - x,
                        .height = bottom - y,
                        .module = module,
                        .marks = {a->centre, b->centre, c->centre},
                        .mark_count = (uint8_t)one->count};
}

static bool
is_free(const group *one, const bool *taken)
{
    if (one->count == 2) {
        return !taken[one->members[0]];
    }
    return !taken[one->members[0]] && !taken[one->members[1]] &&
           !taken[one->members[2]];
}

/* Takes the groups by their fault, each finder into one region only; those
   between whose finders a code was seen, where `looks` says how many may be
   looked at; 0: whatever they look like. */
static size_t
take_groups(groups *g, const obv_grey *picture, size_t looks, bool *taken,
            obv_region ret[static OBV_MAX_REGIONS], size_t count)
{
    bool picky = looks > 0;
    for (size_t i = 0; i < g->count && count < OBV_MAX_REGIONS; i++) {
        const group *one = &g->items[i];
        if (!is_free(one, taken)) {
            continue;
        }
        if (picky && looks-- == 0) {
            break;
        }
        ret[count] = surround(g, one, picture);
        if (picky && obv_qr_likeness(picture, &ret[count]) < LIKELY) {
            continue;
        }
        count++;
        for (uint16_t k = 0; k < one->count; k++) {
            taken[one->members[k]] = true;
        }
    }
    return count;
}

static size_t
regions_of(groups *g, const obv_finders *finders, const obv_grey *picture,
           obv_region ret[static OBV_MAX_REGIONS], size_t count)
{
    bool taken[OBV_MAX_FINDERS] = {false};
    g->finders = finders->items;
    g->finder_count = finders->count;
    g->count = 0;
    group_threes(g);
    qsort(g->items, g->count, sizeof(*g->items), by_fault);
    size_t looks = LOOKS + LOOKS_A_FINDER * finders->count;
    count = take_groups(g, picture, looks, taken, ret, count);
    count = take_groups(g, picture, 0, taken, ret, count);
    g->count = 0;
    group_twos(g, taken);
    qsort(g->items, g->count, sizeof(*g->items), by_fault);
    return take_groups(g, picture, 0, taken, ret, count);
}

obv_status
obv_qr_regions(const obv_grey *picture, obv_arena *arena, obv_region **ret,
               size_t *count)
{
    *ret = obv_arena_alloc(arena, OBV_MAX_REGIONS, sizeof(**ret));
    groups g = {.items = obv_arena_alloc(arena, MAX_GROUPS, sizeof(group))};
    obv_finders *found = obv_arena_alloc(arena, 2, sizeof(*found));
    if (*ret == NULL || g.items == NULL || found == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_qr_find(picture, arena, &found[0], &found[1]));
    *count = regions_of(&g, &found[0], picture, *ret, 0);
    *count = regions_of(&g, &found[1], picture, *ret, *count);
    return OBV_OK;
}
