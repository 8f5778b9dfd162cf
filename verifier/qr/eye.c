/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Corner marks of which no line through the middle is whole: what is left of
 * one by a blot, a bar beside it, or somebody's taste.  Its eye, the spot of
 * ink in its middle, still stands alone: rays from there tell how much of the
 * paper around it, of the ring, and of the paper around that is where it should
 * be, however the mark is turned, and round as well as square.
 */
#include "qr/inside.h"

#include <math.h>

#define RAYS 32
#define TURN 6.28318531f

/* Pixels of an eye, at the least: of modules of one and a half. */
#define LEAST_EYE 4

/* How much longer an eye may be than wide. */
#define MAX_RATIO 2.5f

/* Parts of the ring and of the three together that must be there. */
#define LEAST_RING 0.35f
#define LEAST_ALL 2.3f
/* ... to be looked at again from its very middle: a row and a column miss that
   of a turned square by a pixel. */
#define NEARLY_ALL 2.1f

/* A ray leaves a square of three modules, on the whole, so many modules from
   its middle. */
#define MEAN_REACH 1.68f

typedef struct eyes {
    obv_ink ink;
    float scale;
    uint64_t work;
    obv_finders *found[2];
} eyes;

static bool
is_ink_at(const obv_ink *ink, obv_point p)
{
    return p.x >= 0 && p.y >= 0 && p.x < (float)ink->grey.width &&
           p.y < (float)ink->grey.height &&
           obv_is_ink(ink, (uint32_t)p.x, (uint32_t)p.y);
}

/* Steps of (dx, dy) until ink ends; `most` where it does not. */
static unsigned
run(eyes *e, obv_point from, float dx, float dy, unsigned most)
{
    unsigned steps = 0;
    while (steps < most && is_ink_at(&e->ink, from)) {
        from.x += dx;
        from.y += dy;
        steps++;
    }
    e->work += steps + 1;
    return steps;
}

/* Goes to the middle of the column or row of ink; its length, 0 where that is
   more than `most`. */
static unsigned
centre(eyes *e, obv_point *p, bool column, unsigned most)
{
    float dx = column ? 0 : 1, dy = column ? 1 : 0;
    unsigned behind = run(e, *p, dx, dy, most);
    unsigned before = run(e, *p, -dx, -dy, most);
    if (behind + before > most || behind + before < 2) {
        return 0;
    }
    float off = ((float)behind - (float)before) / 2;
    p->x += dx * off;
    p->y += dy * off;
    return behind + before - 1;
}

typedef struct rings {
    float gap, ring, outside; /* parts of rays that see what they should */
    float reach;              /* of the eye, in the mean */
    obv_point off;            /* ... and where its middle is, from here */
} rings;

/* False: it is no eye at all. */
static bool
look_around(eyes *e, obv_point middle, unsigned most, rings *ret)
{
    float sum = 0;
    obv_point pull = {0, 0};
    unsigned seen[3] = {0, 0, 0};
    for (unsigned i = 0; i < RAYS; i++) {
        float angle = (float)i * (TURN / RAYS);
        float dx = cosf(angle), dy = sinf(angle);
        unsigned steps = run(e, middle, dx / 2, dy / 2, 2 * most);
        if (steps == 2 * most) {
            return false;
        }
        float reach = (float)steps / 2;
        sum += reach;
        pull.x += dx * reach;
        pull.y += dy * reach;
        for (unsigned k = 0; k < 3; k++) {
            float far = reach * (float)(2 * k + 4) / 3;
            obv_point p = {middle.x + dx * far, middle.y + dy * far};
            seen[k] += is_ink_at(&e->ink, p) == (k == 1);
        }
    }
    *ret = (rings){(float)seen[0] / RAYS,
                   (float)seen[1] / RAYS,
                   (float)seen[2] / RAYS,
                   sum / RAYS,
                   {pull.x * 2 / RAYS, pull.y * 2 / RAYS}};
    return true;
}

static bool
is_known(const obv_finders *found, obv_point at, float module)
{
    for (size_t i = 0; i < found->count; i++) {
        const obv_finder *f = &found->items[i];
        float near = f->module + module;
        if (fabsf(f->centre.x - at.x) < near &&
            fabsf(f->centre.y - at.y) < near) {
            return true;
        }
    }
    return false;
}

static bool
is_mark(const rings *r, float least)
{
    return r->ring >= LEAST_RING && r->gap + r->ring + r->outside >= least;
}

/* Ink of the row `y` from `left` to `right`: if its column has its middle here,
   it may be the middle of an eye. */
static void
try_run(eyes *e, uint32_t left, uint32_t right, uint32_t y)
{
    unsigned most = (unsigned)(MAX_RATIO * (float)(right - left));
    obv_point p = {(float)(left + right) / 2, (float)y + 0.5f};
    unsigned high = centre(e, &p, true, most);
    if (high < LEAST_EYE || fabsf(p.y - (float)y - 0.5f) > 1 ||
        MAX_RATIO * (float)high < (float)(right - left)) {
        return;
    }
    rings r;
    bool near = look_around(e, p, most, &r) && is_mark(&r, NEARLY_ALL);
    if (near && !is_mark(&r, LEAST_ALL)) {
        p = (obv_point){p.x + r.off.x, p.y + r.off.y};
        near = look_around(e, p, most, &r);
    }
    if (!near || !is_mark(&r, LEAST_ALL)) {
        return;
    }
    obv_finders *found = e->found[e->ink.inverted];
    obv_finder one = {{p.x * e->scale, p.y * e->scale},
                      r.reach / MEAN_REACH * e->scale};
    if (found->count < OBV_MAX_FINDERS &&
        !is_known(found, one.centre, one.module)) {
        found->items[found->count++] = one;
    }
}

static void
search_row(eyes *e, uint32_t y)
{
    uint32_t start = 0, width = e->ink.grey.width;
    bool before = false;
    for (uint32_t x = 0; x <= width; x++) {
        bool ink = x < width && obv_is_ink(&e->ink, x, y);
        if (ink && !before) {
            start = x;
        } else if (before && !ink && x - start >= LEAST_EYE) {
            try_run(e, start, x, y);
        }
        before = ink;
    }
    e->work += width;
}

static void
search_level(eyes *e, const obv_ink *level, bool inverted)
{
    e->ink = *level;
    e->ink.inverted = inverted;
    e->work = 0;
    uint64_t paid = 0;
    for (uint32_t y = 0;
         y < level->grey.height && obv_spend(level, e->work - paid); y += 2) {
        paid = e->work;
        search_row(e, y);
    }
}

void
obv_qr_find_eyes(const obv_pyramid *pyramid, obv_finders *dark,
                 obv_finders *light)
{
    eyes e = {.scale = 1, .found = {dark, light}};
    for (size_t i = 0; i < pyramid->count; i++, e.scale *= 2) {
        const obv_grey *grey = &pyramid->levels[i].grey;
        if (i + 1 == pyramid->count ||
            (uint64_t)grey->width * grey->height <= OBV_MAX_EYES) {
            search_level(&e, &pyramid->levels[i], false);
            search_level(&e, &pyramid->levels[i], true);
        }
    }
}
