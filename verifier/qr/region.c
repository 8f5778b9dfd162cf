/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a code may stand: three finders at the corners of something like a
 * square, or, where one of them could not be seen, two that are alike.
 */
#include "qr/inside.h"

#include <math.h>

/* Groups that are looked at, whether a code is between their finders: on a
   sheet full of codes, most are of finders of several. */
#define LOOKS 32
#define LOOKS_A_FINDER 4
#define LIKELY 0.5f

/* The rectangle around the finders and the corner that has none; around two,
   which may be a side or the diagonal, whatever square they may belong to. */
static obv_region
surround(const obv_finder *finders, const obv_group *one, bool three,
         const obv_grey *picture)
{
    const obv_finder *a = &finders[one->members[0]];
    const obv_finder *b = &finders[one->members[1]];
    const obv_finder *c = three ? &finders[one->members[2]] : b;
    float module = (a->module + b->module + c->module) / 3;
    obv_point fourth = {b->centre.x + c->centre.x - a->centre.x,
                        b->centre.y + c->centre.y - a->centre.y};
    float margin = 12 * module + 0.12f * hypotf(b->centre.x - c->centre.x,
                                                b->centre.y - c->centre.y);
    if (!three) {
        fourth = a->centre;
        margin = 12 * module +
                 hypotf(a->centre.x - b->centre.x, a->centre.y - b->centre.y);
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
                        .mark_count = three ? 3 : 2};
}

typedef struct regions {
    const obv_ink *ink;
    obv_region *items;
    size_t count;
    bool taken[OBV_MAX_FINDERS];
} regions;

static bool
is_likely(const regions *r, const obv_region *one)
{
    float a = hypotf(one->marks[0].x - one->marks[1].x,
                     one->marks[0].y - one->marks[1].y);
    float b = hypotf(one->marks[0].x - one->marks[2].x,
                     one->marks[0].y - one->marks[2].y);
    return obv_spend(r->ink, obv_side_effort(a / one->module) +
                                 obv_side_effort(b / one->module)) &&
           obv_qr_likeness(&r->ink->grey, one) >= LIKELY;
}

/* Takes the groups in their order, each finder into one region only; those
   between whose finders a code was seen, where `looks` says how many may be
   looked at; 0: whatever they look like. */
static void
take_threes(regions *r, const obv_finders *finders, const obv_group *groups,
            size_t count, size_t looks)
{
    bool picky = looks > 0;
    for (size_t i = 0; i < count && r->count < OBV_MAX_REGIONS; i++) {
        const uint16_t *m = groups[i].members;
        if (r->taken[m[0]] || r->taken[m[1]] || r->taken[m[2]]) {
            continue;
        }
        if (picky && looks-- == 0) {
            break;
        }
        obv_region *one = &r->items[r->count];
        *one = surround(finders->items, &groups[i], true, &r->ink->grey);
        if (picky && !is_likely(r, one)) {
            continue;
        }
        r->taken[m[0]] = r->taken[m[1]] = r->taken[m[2]] = true;
        r->count++;
    }
}

/* One of the two may belong to another already. */
static void
take_twos(regions *r, const obv_finders *finders, const obv_group *groups,
          size_t count)
{
    for (size_t i = 0; i < count && r->count < OBV_MAX_REGIONS; i++) {
        const uint16_t *m = groups[i].members;
        if (!r->taken[m[0]]) {
            r->taken[m[0]] = r->taken[m[1]] = true;
            r->items[r->count++] =
                surround(finders->items, &groups[i], false, &r->ink->grey);
        }
    }
}

obv_status
obv_qr_unread(const obv_ink *ink, const obv_finders *found,
              const obv_symbols *read, obv_arena *arena, obv_regions *ret)
{
    ret->count = 0;
    ret->items = obv_arena_alloc(arena, OBV_MAX_REGIONS, sizeof(*ret->items));
    obv_group *groups = obv_arena_alloc(arena, OBV_MAX_GROUPS, sizeof(*groups));
    if (ret->items == NULL || groups == NULL) {
        return OBV_NO_MEMORY;
    }
    regions r = {ink, ret->items, 0, {false}};
    for (size_t i = 0; i < 2; i++) {
        /* Groups of three, and of two. */
        if (!obv_spend(ink, 2 * obv_grouping_effort(found[i].count))) {
            break;
        }
        obv_qr_take_read(&found[i], read, r.taken);
        size_t threes = obv_qr_threes(&found[i], false, groups);
        take_threes(&r, &found[i], groups, threes,
                    LOOKS + LOOKS_A_FINDER * found[i].count);
        take_threes(&r, &found[i], groups, threes, 0);
        size_t twos = obv_qr_twos(&found[i], r.taken, groups);
        take_twos(&r, &found[i], groups, twos);
    }
    ret->count = r.count;
    return OBV_OK;
}

obv_status
obv_qr_regions(const obv_grey *picture, obv_arena *arena, obv_region **ret,
               size_t *count)
{
    obv_finders *found = obv_arena_alloc(arena, 2, sizeof(*found));
    obv_pyramid *pyramid = obv_arena_alloc(arena, 1, sizeof(*pyramid));
    obv_symbols *none = obv_arena_alloc(arena, 1, sizeof(*none));
    if (found == NULL || pyramid == NULL || none == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_qr_pyramid(picture, arena, pyramid));
    obv_qr_find(pyramid, &found[0], &found[1]);
    obv_regions unread;
    TRY(obv_qr_unread(&pyramid->levels[0], found, none, arena, &unread));
    *ret = unread.items;
    *count = unread.count;
    return OBV_OK;
}
