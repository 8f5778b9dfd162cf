/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader: from finders to groups of three, the sheet under each, its
 * modules, and what they say.
 */
#include "qr/inside.h"

#include <math.h>

/* Pixels of a module from which on a half of the picture says as much. */
#define LARGE_MODULE 8.0f

/* Groups that are tried while none is read. */
#define MAX_TRIES 200

/* Below, timing patterns are not where they should be. */
#define LEAST_TIMING 0.3f

/* Below, what was read is no symbol, whatever its check bits say. */
#define LEAST_PATTERNS 0.75f

typedef struct reading {
    obv_arena *arena;
    obv_symbols *symbols;
    obv_pyramid pyramid;
    obv_finders finders[2];
    obv_group groups[OBV_MAX_GROUPS];
    bool taken[OBV_MAX_FINDERS];
    float values[OBV_MAX_MODULES * OBV_MAX_MODULES];
    float work[(OBV_MAX_MODULES + 1) * (OBV_MAX_MODULES + 1) * 6];
    uint8_t layout[OBV_MAX_MODULES * OBV_MAX_MODULES];
    uint8_t dark[OBV_MAX_MODULES * OBV_MAX_MODULES];
    uint8_t sure[OBV_MAX_MODULES * OBV_MAX_MODULES];
} reading;

static void
swap_sides(uint8_t *modules, unsigned side)
{
    for (unsigned y = 0; y < side; y++) {
        for (unsigned x = 0; x < y; x++) {
            uint8_t one = modules[y * side + x];
            modules[y * side + x] = modules[x * side + y];
            modules[x * side + y] = one;
        }
    }
}

/* Reads modules as they are, then, as in a mirror, rows for columns. */
static bool
decode(reading *r, unsigned side, obv_symbol *ret)
{
    for (unsigned mirrored = 0; mirrored < 2; mirrored++) {
        if (obv_qr_decode_modules(r->dark, r->sure, side, r->arena, ret) ==
            OBV_OK) {
            return true;
        }
        swap_sides(r->dark, side);
        swap_sides(r->sure, side);
    }
    return false;
}

static bool
read_modules(reading *r, const obv_ink *ink, const obv_sheet_fit *fit,
             obv_symbol *ret)
{
    static const float sharpens[] = {0.1f, 0.0f, 0.25f, 0.45f};
    obv_qr_layout(fit->version, r->layout);
    obv_qr_sample(ink, fit, r->values);
    for (size_t i = 0; i < COUNT(sharpens); i++) {
        float score = obv_qr_judge(r->values, r->layout, fit->side, sharpens[i],
                                   r->work, r->dark, r->sure);
        if (score >= LEAST_PATTERNS && decode(r, fit->side, ret)) {
            return true;
        }
    }
    return false;
}

static void
set_corners(const obv_sheet_fit *fit, float scale, obv_symbol *ret)
{
    float side = (float)fit->side;
    const obv_point corners[4] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
    for (unsigned i = 0; i < 4; i++) {
        obv_point p = obv_plane_at(&fit->plane, corners[i].x, corners[i].y);
        ret->corners[i] = (obv_point){p.x * scale, p.y * scale};
    }
}

/* The three with the corner first, then clockwise. */
static void
order(const obv_finders *finders, const obv_group *group,
      const obv_finder *ret[static 3])
{
    for (unsigned i = 0; i < 3; i++) {
        ret[i] = &finders->items[group->members[i]];
    }
    obv_point o = ret[0]->centre, a = ret[1]->centre, b = ret[2]->centre;
    if ((a.x - o.x) * (b.y - o.y) < (a.y - o.y) * (b.x - o.x)) {
        const obv_finder *one = ret[1];
        ret[1] = ret[2];
        ret[2] = one;
    }
}

static bool
read_group(reading *r, bool inverted, const obv_group *group, obv_symbol *ret)
{
    const obv_finder *f[3];
    order(&r->finders[inverted], group, f);
    float module = (f[0]->module + f[1]->module + f[2]->module) / 3, scale = 1;
    size_t level = 0;
    while (module / scale > LARGE_MODULE && level + 1 < r->pyramid.count) {
        level++;
        scale *= 2;
    }
    obv_ink ink = r->pyramid.levels[level];
    ink.inverted = inverted;
    obv_point o = f[0]->centre, a = f[1]->centre, b = f[2]->centre;
    obv_point right = {a.x - o.x, a.y - o.y}, down = {b.x - o.x, b.y - o.y};
    obv_frame frame;
    for (unsigned i = 0; i < 3; i++) {
        obv_outline outline;
        obv_point centre = {f[i]->centre.x / scale, f[i]->centre.y / scale};
        obv_qr_outline(&ink, centre, f[i]->module / scale, &outline);
        obv_qr_quad(&outline, right, down, &frame.quads[i]);
    }
    obv_guess guesses[OBV_MAX_GUESSES];
    size_t count = obv_qr_sizes(&ink, &frame, guesses);
    for (size_t i = 0; i < count; i++) {
        if (guesses[i].score < LEAST_TIMING) {
            break;
        }
        obv_sheet_fit fit;
        obv_qr_fit(&ink, &frame, &guesses[i], &fit);
        if (read_modules(r, &ink, &fit, ret)) {
            set_corners(&fit, scale, ret);
            return true;
        }
    }
    return false;
}

/* Finders inside of what was read are none. */
static void
take_inside(reading *r, const obv_finders *finders, const obv_symbol *symbol)
{
    for (size_t i = 0; i < finders->count; i++) {
        obv_point p = finders->items[i].centre;
        unsigned inside = 0;
        for (unsigned k = 0; k < 4; k++) {
            obv_point a = symbol->corners[k], b = symbol->corners[(k + 1) % 4];
            inside += (b.x - a.x) * (p.y - a.y) > (b.y - a.y) * (p.x - a.x);
        }
        r->taken[i] = r->taken[i] || inside == 4;
    }
}

static void
read_kind(reading *r, bool inverted)
{
    const obv_finders *finders = &r->finders[inverted];
    size_t count = obv_qr_threes(finders, r->groups);
    memset(r->taken, 0, sizeof(r->taken));
    unsigned tries = 0;
    for (size_t i = 0; i < count && tries < MAX_TRIES; i++) {
        const uint16_t *m = r->groups[i].members;
        if (r->taken[m[0]] || r->taken[m[1]] || r->taken[m[2]] ||
            r->symbols->count == OBV_MAX_SYMBOLS) {
            continue;
        }
        obv_symbol *next = &r->symbols->items[r->symbols->count];
        tries++;
        if (read_group(r, inverted, &r->groups[i], next)) {
            r->symbols->count++;
            r->taken[m[0]] = r->taken[m[1]] = r->taken[m[2]] = true;
            take_inside(r, finders, next);
            tries = 0;
        }
    }
}

obv_status
obv_qr_read(const obv_grey *picture, bool hard, obv_arena *arena,
            obv_symbols *symbols)
{
    (void)hard;
    reading *r = obv_arena_alloc(arena, 1, sizeof(*r));
    if (r == NULL) {
        return OBV_NO_MEMORY;
    }
    r->arena = arena;
    r->symbols = symbols;
    TRY(obv_qr_pyramid(picture, arena, &r->pyramid));
    obv_qr_find(&r->pyramid, &r->finders[0], &r->finders[1]);
    read_kind(r, false);
    read_kind(r, true);
    return OBV_OK;
}
