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

/* Below, timing patterns are not where they should be: those of 280 codes that
   were read had 0.83 and more, three of four other guesses less than 0.45. */
#define LEAST_TIMING 0.5f

/* Of modules that small, a pixel holds parts of two: less must do. */
#define SMALL_MODULE 2.0f
#define LEAST_SMALL_TIMING 0.1f

/* The same of the side between two finders, before a third is sought. */
#define LEAST_SIDE 0.4f

/* The part of the effort for the hard way that is worth to be spent on another
   code beside one that was read. */
#define BESIDE 16

/* What things cost, in points: a picture, a pixel, to be cut into ink and
   paper; the sides of a finder; a version's sheet; a module to be sampled, and
   to be judged. */
#define CUTTING 2
#define QUAD 1000
#define FITTING 200
#define SAMPLING 6
#define JUDGING 6
#define EQUALISING 100

/* What was judged better teaches better. */
#define EQUALISINGS 3

/* The fourth corner of version 1, which no pattern holds: how far it may be off
   its plane, each way, in steps of so many modules. */
#define CORNER_STEPS 3
#define CORNER_STEP 0.4f

/* Modules by which the middle of an eye may be beside that of its mark. */
#define EYE_REACH 0.5f

/* Below, what was read is no symbol, whatever its check bits say. */
#define LEAST_PATTERNS 0.75f

/* Below, no sharpening makes it one. */
#define HOPELESS 0.6f

typedef struct reading {
    obv_arena *arena;
    obv_symbols *symbols;
    int64_t *budget; /* of the caller */
    int64_t lent;    /* of it, to this stage */
    int64_t effort;  /* ... of which so much is left */
    obv_pyramid pyramid;
    obv_finders finders[2];
    size_t whole[2]; /* the first of them; of the others, an eye was seen */
    obv_group groups[OBV_MAX_GROUPS];
    bool taken[OBV_MAX_FINDERS];
    int64_t pixels;
    bool hard;
    float values[OBV_MAX_MODULES * OBV_MAX_MODULES];
    float work[(OBV_MAX_MODULES + 1) * (OBV_MAX_MODULES + 1) * 6];
    uint8_t layout[OBV_MAX_MODULES * OBV_MAX_MODULES];
    uint8_t dark[OBV_MAX_MODULES * OBV_MAX_MODULES];
    uint8_t sure[OBV_MAX_MODULES * OBV_MAX_MODULES];
} reading;

bool
obv_qr_take_effort(int64_t *effort, uint64_t points)
{
    bool enough = *effort > 0 && (uint64_t)*effort >= points;
    *effort = enough ? *effort - (int64_t)points : 0;
    return enough;
}

static void
close_stage(reading *r)
{
    *r->budget -= r->lent - r->effort;
    r->lent = r->effort = 0;
}

/* What comes next may take so much, where there is as much left. */
static void
open_stage(reading *r, int64_t most)
{
    close_stage(r);
    r->lent = r->effort = most < *r->budget ? most : *r->budget;
}

/* Of what looking for finders and reading may take, each has its share: else
   one would have what the pixels of a photograph are worth to the other. */
#define FINDING(most) ((most) / 4)

static void
open_finding(reading *r, int64_t most)
{
    open_stage(r, r->pixels * OBV_PIXEL_EFFORT + FINDING(most));
}

static void
open_reading(reading *r, int64_t most)
{
    open_stage(r, most - FINDING(most));
}

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
    obv_modules seen = {r->dark, r->sure, side, 0, &r->effort};
    for (unsigned mirrored = 0; mirrored < 2; mirrored++) {
        if (obv_qr_decode_modules(&seen, r->arena, ret) == OBV_OK) {
            return true;
        }
        swap_sides(r->dark, side);
        swap_sides(r->sure, side);
    }
    return false;
}

/* After the last judgement, which is right but for too many errors. */
static bool
read_equalised(reading *r, const obv_ink *ink, unsigned side, obv_symbol *ret)
{
    uint64_t modules = (uint64_t)side * side;
    for (unsigned round = 0; round < EQUALISINGS; round++) {
        if (!obv_spend(ink, modules * EQUALISING) ||
            !obv_qr_equalise(r->values, r->layout, side, r->work, r->dark,
                             r->sure)) {
            return false;
        }
        if (decode(r, side, ret)) {
            return true;
        }
    }
    return false;
}

static bool
read_modules(reading *r, const obv_ink *ink, const obv_sheet_fit *fit,
             obv_symbol *ret)
{
    static const float sharpens[] = {0.1f, 0.0f, 0.25f, 0.45f};
    uint64_t modules = (uint64_t)fit->side * fit->side;
    if (!obv_spend(ink, modules * SAMPLING)) {
        return false;
    }
    (fit->model1 ? obv_model1_layout : obv_qr_layout)(fit->version, r->layout);
    obv_qr_sample(ink, fit, r->values);
    float score = 0;
    for (size_t i = 0; i < COUNT(sharpens) && obv_spend(ink, modules * JUDGING);
         i++) {
        score = obv_qr_judge(r->values, r->layout, fit->side, sharpens[i],
                             r->work, r->dark, r->sure);
        if (score < HOPELESS) {
            return false;
        }
        if (score >= LEAST_PATTERNS && decode(r, fit->side, ret)) {
            return true;
        }
    }
    return score >= LEAST_PATTERNS && read_equalised(r, ink, fit->side, ret);
}

/* After the last judgement, which spoke of alignment patterns that Model 1 does
   not have: what was taken for one may have bent the sheet. */
static bool
read_model1(reading *r, const obv_ink *ink, const obv_plane *plane,
            obv_sheet_fit *fit, obv_symbol *ret)
{
    obv_modules seen = {r->dark, r->sure, fit->side, 0, &r->effort};
    if (fit->count == 0 || !obv_qr_is_model1(&seen)) {
        return false;
    }
    fit->model1 = true;
    fit->plane = *plane;
    fit->count = 0;
    return read_modules(r, ink, fit, ret);
}

/* How far ink and paper are apart; seen beside their middles, modules are of
   one grey. */
static float
spread(const float *values, size_t count)
{
    float sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[i];
        squares += values[i] * values[i];
    }
    return squares - sum * sum / (float)count;
}

static bool
move_corner(const obv_plane *flat, float side, float x, float y, obv_plane *ret)
{
    obv_pair pairs[4] = {{.from = {0, 0}, .weight = 1},
                         {.from = {side, 0}, .weight = 1},
                         {.from = {0, side}, .weight = 1},
                         {.from = {side, side}, .weight = 1}};
    for (unsigned i = 0; i < 4; i++) {
        pairs[i].to = obv_plane_at(flat, pairs[i].from.x, pairs[i].from.y);
    }
    pairs[3].to = obv_plane_at(flat, side + x, side + y);
    return obv_plane_fit(pairs, 4, ret);
}

/* A bent version 1, once more: with the fourth corner where modules are the
   clearest.  One place alone is read, so that chance has one chance more. */
static bool
read_bent(reading *r, const obv_ink *ink, obv_sheet_fit *fit, obv_symbol *ret)
{
    size_t modules = (size_t)fit->side * fit->side;
    obv_plane flat = fit->plane, best = flat;
    float most = 0;
    for (int y = -CORNER_STEPS; fit->version == 1 && y <= CORNER_STEPS; y++) {
        for (int x = -CORNER_STEPS; x <= CORNER_STEPS; x++) {
            if (!obv_spend(ink, modules * SAMPLING) ||
                !move_corner(&flat, (float)fit->side, CORNER_STEP * (float)x,
                             CORNER_STEP * (float)y, &fit->plane)) {
                continue;
            }
            obv_qr_sample(ink, fit, r->values);
            float here = spread(r->values, modules);
            best = here > most ? fit->plane : best;
            most = here > most ? here : most;
        }
    }
    fit->plane = best;
    return most > 0 && read_modules(r, ink, fit, ret);
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

/* A part of the pyramid in which modules have a fair size. */
typedef struct view {
    obv_ink ink;
    float scale;
} view;

static view
view_for(reading *r, bool inverted, float module)
{
    size_t level = 0;
    view v = {.scale = 1};
    while (module / v.scale > LARGE_MODULE && level + 1 < r->pyramid.count) {
        level++;
        v.scale *= 2;
    }
    v.ink = r->pyramid.levels[level];
    v.ink.inverted = inverted;
    return v;
}

static float
least_timing(const obv_guess *guess)
{
    float middle = (float)obv_side_of(guess->version) / 2;
    obv_point a = obv_plane_at(&guess->plane, middle, middle);
    obv_point b = obv_plane_at(&guess->plane, middle + 1, middle);
    return hypotf(a.x - b.x, a.y - b.y) < SMALL_MODULE ? LEAST_SMALL_TIMING
                                                       : LEAST_TIMING;
}

static bool
read_frame(reading *r, const view *v, const obv_frame *frame, obv_symbol *ret)
{
    obv_guess guesses[OBV_MAX_GUESSES];
    size_t count = obv_qr_sizes(&v->ink, frame, guesses);
    for (size_t i = 0; i < count; i++) {
        obv_sheet_fit fit;
        if (guesses[i].timing < least_timing(&guesses[i]) ||
            !obv_spend(&v->ink, FITTING * guesses[i].version)) {
            continue;
        }
        obv_qr_fit(&v->ink, frame, &guesses[i], &fit);
        if (read_modules(r, &v->ink, &fit, ret) ||
            read_model1(r, &v->ink, &guesses[i].plane, &fit, ret) ||
            (r->hard && read_bent(r, &v->ink, &fit, ret))) {
            set_corners(&fit, v->scale, ret);
            return true;
        }
    }
    return false;
}

static void
outline(const view *v, const obv_finder *f, obv_outline *ret)
{
    obv_point centre = {f->centre.x / v->scale, f->centre.y / v->scale};
    obv_qr_outline(&v->ink, centre, f->module / v->scale, ret);
}

/* The likeness of a mark of which more than its eye may not be there. */
static bool
match_eye(const view *v, const obv_finder *f, obv_point right, obv_point down,
          obv_quad *ret)
{
    obv_point centre = {f->centre.x / v->scale, f->centre.y / v->scale};
    float module = f->module / v->scale;
    float across = module / hypotf(right.x, right.y);
    float along = module / hypotf(down.x, down.y);
    obv_axes axes = {{right.x * across, right.y * across},
                     {down.x * along, down.y * along}};
    return obv_qr_seek(&v->ink, centre, &axes, EYE_REACH, ret) > 0;
}

static bool
read_three(reading *r, bool inverted, const obv_group *group, obv_symbol *ret)
{
    const obv_finder *f[3];
    order(&r->finders[inverted], group, f);
    view v =
        view_for(r, inverted, (f[0]->module + f[1]->module + f[2]->module) / 3);
    obv_point o = f[0]->centre, a = f[1]->centre, b = f[2]->centre;
    obv_point right = {a.x - o.x, a.y - o.y}, down = {b.x - o.x, b.y - o.y};
    obv_frame frame;
    if (!obv_spend(&v.ink, 3 * QUAD)) {
        return false;
    }
    for (unsigned i = 0; i < 3; i++) {
        obv_outline lines;
        bool whole =
            (size_t)(f[i] - r->finders[inverted].items) < r->whole[inverted];
        if (whole || !match_eye(&v, f[i], right, down, &frame.quads[i])) {
            outline(&v, f[i], &lines);
            obv_qr_quad(&lines, right, down, &frame.quads[i]);
        }
    }
    return read_frame(r, &v, &frame, ret);
}

static obv_axes
axes_of(const obv_quad *q)
{
    const obv_point *c = q->corners;
    return (obv_axes){{(c[1].x + c[2].x - c[0].x - c[3].x) / 14,
                       (c[1].y + c[2].y - c[0].y - c[3].y) / 14},
                      {(c[3].x + c[2].x - c[0].x - c[1].x) / 14,
                       (c[3].y + c[2].y - c[0].y - c[1].y) / 14}};
}

static obv_point
shift(obv_point from, obv_point way, float much)
{
    return (obv_point){from.x + much * way.x, from.y + much * way.y};
}

static obv_point
way_to(obv_point from, obv_point to)
{
    return (obv_point){to.x - from.x, to.y - from.y};
}

/* Two finders that were seen. */
typedef struct pair {
    const view *v;
    obv_outline outlines[2];
} pair;

/* Seeks the third finder around `third`; `corner` says which of the three is
   between the others. */
static bool
read_with(reading *r, const pair *p, obv_point third, unsigned corner,
          obv_symbol *ret)
{
    obv_point c[3] = {p->outlines[0].centre, p->outlines[1].centre, third};
    unsigned a = (corner + 1) % 3, b = (corner + 2) % 3;
    obv_point right = way_to(c[corner], c[a]), down = way_to(c[corner], c[b]);
    if (right.x * down.y < right.y * down.x) { /* clockwise */
        unsigned one = a;
        obv_point way = right;
        a = b;
        b = one;
        right = down;
        down = way;
    }
    obv_quad quads[3];
    if (!obv_spend(&p->v->ink, 2 * QUAD)) {
        return false;
    }
    obv_qr_quad(&p->outlines[0], right, down, &quads[0]);
    obv_qr_quad(&p->outlines[1], right, down, &quads[1]);
    obv_axes axes = axes_of(&quads[corner == 1 ? 1 : 0]);
    float modules = hypotf(right.x, right.y) / p->outlines[0].module;
    if (obv_qr_seek(&p->v->ink, third, &axes, 2 + 0.12f * modules, &quads[2]) <=
        0) {
        return false;
    }
    obv_frame frame = {{quads[corner], quads[a], quads[b]}};
    return read_frame(r, p->v, &frame, ret);
}

/* The two are a side: the third may stand at either end, on either hand. */
static bool
read_side(reading *r, const pair *p, obv_symbol *ret)
{
    obv_point from = p->outlines[0].centre, to = p->outlines[1].centre;
    obv_point way = way_to(from, to), beside = {-way.y, way.x};
    uint64_t look =
        obv_side_effort(hypotf(way.x, way.y) / p->outlines[0].module);
    for (unsigned i = 0; i < 4 && obv_spend(&p->v->ink, QUAD + look); i++) {
        obv_quad q;
        obv_qr_quad(&p->outlines[i / 2], way, beside, &q);
        obv_axes a = axes_of(&q);
        float modules = hypotf(way.x, way.y) / hypotf(a.right.x, a.right.y);
        obv_point third =
            shift(i < 2 ? from : to, a.down, i % 2 == 0 ? modules : -modules);
        obv_point side = shift(from, a.down, i % 2 == 0 ? modules : -modules);
        if (obv_qr_side_likeness(&p->v->ink.grey, from, to, side,
                                 p->outlines[0].module) >= LEAST_SIDE &&
            read_with(r, p, third, i / 2, ret)) {
            return true;
        }
    }
    return false;
}

/* The two are the ends of the diagonal: the third is on either hand. */
static bool
read_diagonal(reading *r, const pair *p, obv_symbol *ret)
{
    obv_point from = p->outlines[0].centre, to = p->outlines[1].centre;
    obv_point way = way_to(from, to);
    obv_point right = {way.x + way.y, way.y - way.x};
    obv_point down = {way.x - way.y, way.x + way.y};
    obv_quad q;
    if (!obv_spend(&p->v->ink, QUAD)) {
        return false;
    }
    obv_qr_quad(&p->outlines[0], right, down, &q);
    obv_axes a = axes_of(&q);
    float det = a.right.x * a.down.y - a.right.y * a.down.x;
    float across = (way.x * a.down.y - way.y * a.down.x) / det;
    float along = (a.right.x * way.y - a.right.y * way.x) / det;
    return read_with(r, p, shift(from, a.right, across), 2, ret) ||
           read_with(r, p, shift(from, a.down, along), 2, ret);
}

static bool
read_two(reading *r, bool inverted, const obv_group *group, obv_symbol *ret)
{
    const obv_finder *f[2] = {&r->finders[inverted].items[group->members[0]],
                              &r->finders[inverted].items[group->members[1]]};
    view v = view_for(r, inverted, (f[0]->module + f[1]->module) / 2);
    pair p = {.v = &v};
    outline(&v, f[0], &p.outlines[0]);
    outline(&v, f[1], &p.outlines[1]);
    return read_side(r, &p, ret) || read_diagonal(r, &p, ret);
}

static void
take_inside(bool *taken, const obv_finders *finders, const obv_symbol *symbol)
{
    for (size_t i = 0; i < finders->count; i++) {
        obv_point p = finders->items[i].centre;
        unsigned inside = 0;
        for (unsigned k = 0; k < 4; k++) {
            obv_point a = symbol->corners[k], b = symbol->corners[(k + 1) % 4];
            inside += (b.x - a.x) * (p.y - a.y) > (b.y - a.y) * (p.x - a.x);
        }
        taken[i] = taken[i] || inside == 4;
    }
}

void
obv_qr_take_read(const obv_finders *finders, const obv_symbols *read,
                 bool taken[static OBV_MAX_FINDERS])
{
    memset(taken, 0, OBV_MAX_FINDERS * sizeof(*taken));
    for (size_t i = 0; i < read->count; i++) {
        take_inside(taken, finders, &read->items[i]);
    }
}

static void
keep(reading *r, const obv_finders *finders, const obv_group *group,
     unsigned members)
{
    const obv_symbol *read = &r->symbols->items[r->symbols->count++];
    for (unsigned i = 0; i < members; i++) {
        r->taken[group->members[i]] = true;
    }
    take_inside(r->taken, finders, read);
}

static bool
may_group(reading *r, const obv_finders *finders)
{
    return obv_qr_take_effort(&r->effort, obv_grouping_effort(finders->count));
}

static void
read_threes(reading *r, bool inverted, bool steep)
{
    const obv_finders *finders = &r->finders[inverted];
    size_t count =
        may_group(r, finders) ? obv_qr_threes(finders, steep, r->groups) : 0;
    unsigned tries = 0;
    for (size_t i = 0; i < count && tries < MAX_TRIES && r->effort > 0; i++) {
        const uint16_t *m = r->groups[i].members;
        if (r->taken[m[0]] || r->taken[m[1]] || r->taken[m[2]] ||
            r->symbols->count == OBV_MAX_SYMBOLS) {
            continue;
        }
        tries++;
        if (read_three(r, inverted, &r->groups[i],
                       &r->symbols->items[r->symbols->count])) {
            keep(r, finders, &r->groups[i], 3);
            tries = 0;
        }
    }
}

static void
read_twos(reading *r, bool inverted)
{
    const obv_finders *finders = &r->finders[inverted];
    size_t count =
        may_group(r, finders) ? obv_qr_twos(finders, r->taken, r->groups) : 0;
    for (size_t i = 0; i < count && i < MAX_TRIES && r->effort > 0; i++) {
        const uint16_t *m = r->groups[i].members;
        if (!r->taken[m[0]] && !r->taken[m[1]] &&
            r->symbols->count < OBV_MAX_SYMBOLS &&
            read_two(r, inverted, &r->groups[i],
                     &r->symbols->items[r->symbols->count])) {
            keep(r, finders, &r->groups[i], 2);
        }
    }
}

static void
read_kinds(reading *r, bool hard)
{
    for (unsigned inverted = 0; inverted < 2; inverted++) {
        obv_qr_take_read(&r->finders[inverted], r->symbols, r->taken);
        read_threes(r, inverted, hard);
        if (hard) {
            read_twos(r, inverted);
        }
    }
}

static void
find(reading *r)
{
    for (size_t i = 0; i < r->pyramid.count; i++) {
        r->pyramid.levels[i].effort = &r->effort;
    }
    obv_qr_find(&r->pyramid, &r->finders[0], &r->finders[1]);
}

/* Once more, with other thresholds; where the effort is spent, not. */
static obv_status
read_again(reading *r, obv_status (*cut)(obv_pyramid *, obv_arena *))
{
    open_finding(r, OBV_HARD_EFFORT);
    if (obv_qr_take_effort(&r->effort, (uint64_t)r->pixels * CUTTING)) {
        TRY(cut(&r->pyramid, r->arena));
        find(r);
        open_reading(r, OBV_HARD_EFFORT);
        read_kinds(r, true);
    }
    return OBV_OK;
}

/* Codes of which finders are not whole; what is none is forgotten again. */
static void
read_by_eyes(reading *r)
{
    for (size_t i = 0; i < 2; i++) {
        r->whole[i] = r->finders[i].count;
    }
    open_finding(r, OBV_HARD_EFFORT / 2);
    obv_qr_find_eyes(&r->pyramid, &r->finders[0], &r->finders[1]);
    open_reading(r, OBV_HARD_EFFORT / 2);
    read_kinds(r, true);
    for (size_t i = 0; i < 2; i++) {
        r->finders[i].count = r->whole[i];
        r->whole[i] = OBV_MAX_FINDERS;
    }
}

/* Codes of which a finder was not seen; then, where none was read at all, with
   other thresholds.  Beside one that was read, another is worth less. */
static obv_status
read_hard(reading *r)
{
    bool none = r->symbols->count == 0;
    r->hard = true;
    open_stage(r, none ? OBV_HARD_EFFORT : OBV_HARD_EFFORT / BESIDE);
    for (unsigned inverted = 0; inverted < 2; inverted++) {
        obv_qr_take_read(&r->finders[inverted], r->symbols, r->taken);
        read_twos(r, inverted);
    }
    if (r->symbols->count == 0) {
        TRY(read_again(r, obv_qr_cut_at_mean));
    }
    if (r->symbols->count == 0) {
        read_by_eyes(r);
    }
    if (r->symbols->count == 0) {
        TRY(read_again(r, obv_qr_flatten));
    }
    return OBV_OK;
}

static obv_status
read_easy(reading *r, const obv_grey *picture)
{
    open_finding(r, OBV_EASY_EFFORT);
    if (!obv_qr_take_effort(&r->effort, (uint64_t)r->pixels * CUTTING)) {
        return OBV_LIMIT;
    }
    r->whole[0] = r->whole[1] = OBV_MAX_FINDERS;
    TRY(obv_qr_pyramid(picture, r->arena, &r->pyramid));
    find(r);
    open_reading(r, OBV_EASY_EFFORT);
    read_kinds(r, false);
    return OBV_OK;
}

static reading *
new_reading(const obv_grey *picture, int64_t *effort, obv_arena *arena,
            obv_symbols *symbols)
{
    reading *r = obv_arena_alloc(arena, 1, sizeof(*r));
    if (r != NULL) {
        r->arena = arena;
        r->symbols = symbols;
        r->budget = effort;
        r->pixels = (int64_t)picture->width * picture->height;
    }
    return r;
}

obv_status
obv_qr_read(const obv_grey *picture, bool hard, int64_t *effort,
            obv_arena *arena, obv_symbols *symbols)
{
    reading *r = new_reading(picture, effort, arena, symbols);
    if (r == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_status status = read_easy(r, picture);
    if (status == OBV_OK && hard) {
        status = read_hard(r);
    }
    close_stage(r);
    return status;
}

obv_status
obv_qr_read_sheet(const obv_grey *picture, int64_t *effort, obv_arena *arena,
                  obv_symbols *symbols, obv_regions *unread)
{
    reading *r = new_reading(picture, effort, arena, symbols);
    *unread = (obv_regions){NULL, 0, false};
    if (r == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_status status = read_easy(r, picture);
    if (status == OBV_OK) {
        open_stage(r, OBV_EASY_EFFORT);
        status = obv_qr_unread(&r->pyramid.levels[0], r->finders, symbols,
                               arena, unread);
        unread->crowded = r->finders[0].count == OBV_MAX_FINDERS ||
                          r->finders[1].count == OBV_MAX_FINDERS;
    }
    close_stage(r);
    return status;
}
