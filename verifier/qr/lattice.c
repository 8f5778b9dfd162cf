/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sheet under a symbol.  Each alignment pattern is looked for where its
 * neighbours say it is; how far it stands from the plane of them all tells how
 * the sheet bends.
 */
#include "qr/inside.h"

#include <math.h>

#define NODES (OBV_MAX_LATTICE * OBV_MAX_LATTICE)

/* Likeness, -1 to 1, from which on something is an alignment pattern. */
#define LIKE 0.55f

/* What a module farther costs where nothing else decides: in a sharp picture,
   places most of a module apart are all alike. */
#define TIE 0.004f
/* The same while it is searched for: what is nearer is likelier. */
#define FARTHER 0.06f

typedef struct finding {
    const obv_ink *ink;
    obv_sheet_fit *fit;
    bool done[NODES];
} finding;

static obv_point
node_at(const obv_sheet_fit *fit, unsigned node)
{
    unsigned x = node % fit->count, y = node / fit->count;
    return (obv_point){(float)fit->at[x] + 0.5f, (float)fit->at[y] + 0.5f};
}

static obv_axes
axes_at(const obv_plane *plane, obv_point at)
{
    obv_point l = obv_plane_at(plane, at.x - 0.5f, at.y);
    obv_point r = obv_plane_at(plane, at.x + 0.5f, at.y);
    obv_point t = obv_plane_at(plane, at.x, at.y - 0.5f);
    obv_point b = obv_plane_at(plane, at.x, at.y + 0.5f);
    return (obv_axes){{r.x - l.x, r.y - l.y}, {b.x - t.x, b.y - t.y}};
}

static obv_point
step(obv_point from, const obv_axes *a, float x, float y)
{
    return (obv_point){from.x + x * a->right.x + y * a->down.x,
                       from.y + x * a->right.y + y * a->down.y};
}

/* A pattern with the paper and ink around its middle: modules a side. */
#define ACROSS 5

/* Correlation of 5 x 5 modules with ink, paper, ink: `right` and `down` lead
   from one to the next. */
static float
likeness(const float *grey, size_t right, size_t down, bool inverted)
{
    float sum = 0, squares = 0, with = 0;
    for (int y = -2; y <= 2; y++, grey += down) {
        const float *at = grey;
        for (int x = -2; x <= 2; x++, at += right) {
            float v = *at;
            int ring = x * x > y * y ? x * x : y * y;
            sum += v;
            squares += v * v;
            with += ring == 1 ? v : 0;
        }
    }
    /* 8 of 25 are paper: their mean over that of all. */
    float mean = sum / 25, variance = squares / 25 - mean * mean;
    float over = with / 8 - mean;
    float like = over * 0.685994f / sqrtf(variance + 4);
    return inverted ? -like : like;
}

/* Grey of so many places each way, `stride` modules apart. */
static void
see_around(const obv_grey *grey, const obv_axes *a, obv_point middle,
           int places, float stride, float *ret)
{
    for (int y = -places; y <= places; y++) {
        for (int x = -places; x <= places; x++) {
            obv_point p = step(middle, a, stride * (float)x, stride * (float)y);
            *ret++ = obv_grey_at(grey, p);
        }
    }
}

typedef struct looking {
    const obv_ink *ink;
    const obv_axes *axes;
    obv_point middle;
    float farther; /* what a module from there costs */
    obv_point best_at;
    float best, like;
} looking;

static void
compare(looking *l, float dx, float dy, float like)
{
    float value = like - l->farther * hypotf(dx, dy);
    if (value > l->best) {
        l->best = value;
        l->best_at = step(l->middle, l->axes, dx, dy);
        l->like = like;
    }
}

/* Half a module apart, patterns share what they are made of: each place is
   seen once. */
#define MAX_STEPS 8
#define MAX_PLACES (MAX_STEPS + 4)
#define STEP 0.5f

static void
look_far(looking *l, float reach)
{
    float grey[(2 * MAX_PLACES + 1) * (2 * MAX_PLACES + 1)];
    int steps = (int)(reach / STEP + 0.5f);
    size_t side = 2 * (size_t)steps + 9, ways = 2 * (size_t)steps + 1;
    assert(steps <= MAX_STEPS);
    if (!obv_spend(l->ink, side * side + ways * ways * ACROSS)) {
        return;
    }
    see_around(&l->ink->grey, l->axes, l->middle, steps + 4, STEP, grey);
    const float *first = grey;
    for (int y = -steps; y <= steps; y++, first += side) {
        for (int x = -steps; x <= steps; x++) {
            float like =
                likeness(first + x + steps, 2, 2 * side, l->ink->inverted);
            compare(l, STEP * (float)x, STEP * (float)y, like);
        }
    }
}

/* Of nine places, `stride` modules apart. */
static void
look_near(looking *l, float stride)
{
    float grey[ACROSS * ACROSS];
    l->middle = l->best_at;
    l->best = -2;
    l->like = 0;
    if (!obv_spend(l->ink, 9 * COUNT(grey))) {
        return;
    }
    for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
            float dx = stride * (float)x, dy = stride * (float)y;
            obv_point p = step(l->middle, l->axes, dx, dy);
            see_around(&l->ink->grey, l->axes, p, 2, 1, grey);
            compare(l, dx, dy, likeness(grey, 1, ACROSS, l->ink->inverted));
        }
    }
}

/* Those of its neighbours that are known say where a node is off to. */
static obv_point
expect(const finding *f, unsigned node, float *far)
{
    const obv_sheet_fit *fit = f->fit;
    obv_point here = node_at(fit, node), sum = {0, 0};
    float weights = 0, nearest = 1e9f;
    for (unsigned i = 0; i < fit->count * fit->count; i++) {
        if (fit->score[i] <= 0) {
            continue;
        }
        obv_point there = node_at(fit, i);
        float d = hypotf(there.x - here.x, there.y - here.y);
        float w = 1 / (d * d * d);
        sum.x += w * fit->off[i].x;
        sum.y += w * fit->off[i].y;
        weights += w;
        nearest = d < nearest ? d : nearest;
    }
    *far = nearest;
    return (obv_point){sum.x / weights, sum.y / weights};
}

static void
find_node(finding *f, unsigned node)
{
    obv_sheet_fit *fit = f->fit;
    float far;
    obv_point at = node_at(fit, node), off = expect(f, node, &far);
    obv_point flat = obv_plane_at(&fit->plane, at.x, at.y);
    obv_point p = {flat.x + off.x, flat.y + off.y};
    obv_axes a = axes_at(&fit->plane, at);
    float reach = 1 + 0.06f * far;
    looking l = {f->ink, &a, p, FARTHER, p, -2, 0};
    look_far(&l, reach < MAX_STEPS * STEP ? reach : MAX_STEPS * STEP);
    l.farther = TIE;
    look_near(&l, 0.25f);
    look_near(&l, 0.1f);
    f->done[node] = true;
    if (l.like > LIKE) {
        fit->off[node] =
            (obv_point){l.best_at.x - flat.x, l.best_at.y - flat.y};
        fit->score[node] = l.like;
    }
}

/* The next to look for: that with the most known around it. */
static unsigned
next_node(const finding *f)
{
    unsigned n = f->fit->count, best = NODES;
    int most = -1;
    for (unsigned i = 0; i < n * n; i++) {
        if (f->done[i]) {
            continue;
        }
        int known = 0;
        int column = (int)(i % n), row = (int)(i / n);
        for (int k = 0; k < 9; k++) {
            int x = column + k % 3 - 1, y = row + k / 3 - 1;
            if (x >= 0 && y >= 0 && x < (int)n && y < (int)n &&
                f->fit->score[y * (int)n + x] > 0) {
                known += 1 + (k % 2); /* those beside it say more */
            }
        }
        if (known > most) {
            most = known;
            best = i;
        }
    }
    return best;
}

/* The corners of the lattice inside the finders are known from these. */
static void
set_corners(finding *f, const obv_frame *frame)
{
    obv_sheet_fit *fit = f->fit;
    unsigned last = fit->count - 1;
    const unsigned nodes[3] = {0, last, last * fit->count};
    for (unsigned i = 0; i < 3; i++) {
        float left = i == 1 ? (float)fit->side - 7 : 0;
        float top = i == 2 ? (float)fit->side - 7 : 0;
        obv_point flat = obv_plane_at(&fit->plane, left + 3.5f, top + 3.5f);
        obv_point seen = frame->quads[i].centre;
        fit->off[nodes[i]] = (obv_point){seen.x - flat.x, seen.y - flat.y};
        fit->score[nodes[i]] = 1;
        f->done[nodes[i]] = true;
    }
}

/* The plane of all that was found; what stands off it stays so. */
static void
fit_again(obv_sheet_fit *fit, const obv_frame *frame)
{
    obv_pair pairs[NODES + 15];
    size_t count = 0;
    obv_plane old = fit->plane;
    for (unsigned i = 0; i < fit->count * fit->count; i++) {
        obv_point at = node_at(fit, i), flat = obv_plane_at(&old, at.x, at.y);
        if (fit->score[i] > 0) {
            obv_point to = {flat.x + fit->off[i].x, flat.y + fit->off[i].y};
            pairs[count++] = (obv_pair){at, to, 4 * fit->score[i]};
        }
    }
    for (unsigned i = 0; i < 12; i++) {
        float left = i / 4 == 1 ? (float)fit->side - 7 : 0;
        float top = i / 4 == 2 ? (float)fit->side - 7 : 0;
        unsigned k = i % 4;
        obv_point from = {left + (k == 1 || k == 2 ? 7.0f : 0),
                          top + (k >= 2 ? 7.0f : 0)};
        pairs[count++] = (obv_pair){from, frame->quads[i / 4].corners[k], 0.5f};
    }
    if (!obv_plane_fit(pairs, count, &fit->plane)) {
        fit->plane = old;
        return;
    }
    for (unsigned i = 0; i < fit->count * fit->count; i++) {
        obv_point at = node_at(fit, i), flat = obv_plane_at(&old, at.x, at.y);
        obv_point now = obv_plane_at(&fit->plane, at.x, at.y);
        fit->off[i].x += flat.x - now.x;
        fit->off[i].y += flat.y - now.y;
    }
}

/* What was not found stands where those around it pull it. */
static void
fill_gaps(obv_sheet_fit *fit)
{
    unsigned n = fit->count;
    for (unsigned round = 0; round < 24; round++) {
        for (unsigned i = 0; i < n * n; i++) {
            if (fit->score[i] > 0) {
                continue;
            }
            unsigned column = i % n, row = i / n;
            obv_point sum = {0, 0};
            float count = 0;
            const unsigned beside[4] = {
                column > 0 ? i - 1 : i, column + 1 < n ? i + 1 : i,
                row > 0 ? i - n : i, row + 1 < n ? i + n : i};
            for (unsigned k = 0; k < 4; k++) {
                if (beside[k] != i) {
                    sum.x += fit->off[beside[k]].x;
                    sum.y += fit->off[beside[k]].y;
                    count += 1;
                }
            }
            fit->off[i] = (obv_point){sum.x / count, sum.y / count};
        }
    }
}

void
obv_qr_fit(const obv_ink *ink, const obv_frame *frame, const obv_guess *guess,
           obv_sheet_fit *ret)
{
    memset(ret, 0, sizeof(*ret));
    ret->version = guess->version;
    ret->side = obv_side_of(guess->version);
    ret->plane = guess->plane;
    ret->count = obv_qr_lattice(guess->version, ret->at);
    if (ret->count == 0) {
        return;
    }
    finding f = {.ink = ink, .fit = ret};
    set_corners(&f, frame);
    for (unsigned i = 3; i < ret->count * ret->count; i++) {
        find_node(&f, next_node(&f));
    }
    fit_again(ret, frame);
    fill_gaps(ret);
}
