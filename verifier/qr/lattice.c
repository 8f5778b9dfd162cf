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

/* Correlation of 5 x 5 modules with ink, paper, ink. */
static float
likeness(const obv_ink *ink, obv_point middle, const obv_axes *a)
{
    float sum = 0, squares = 0, with = 0;
    for (int y = -2; y <= 2; y++) {
        for (int x = -2; x <= 2; x++) {
            float v =
                obv_grey_at(&ink->grey, step(middle, a, (float)x, (float)y));
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
    return ink->inverted ? -like : like;
}

/* The best place within `reach` modules; what is nearer is likelier. */
static float
look_around(const obv_ink *ink, const obv_axes *a, float reach, float stride,
            float farther, obv_point *place)
{
    obv_point best_at = *place;
    float best = -2, at_best = 0;
    int steps = (int)(reach / stride + 0.5f);
    size_t places = (size_t)(2 * steps + 1) * (size_t)(2 * steps + 1);
    if (!obv_spend(ink, places * 25)) {
        return best;
    }
    for (int y = -steps; y <= steps; y++) {
        for (int x = -steps; x <= steps; x++) {
            float dx = stride * (float)x, dy = stride * (float)y;
            obv_point p = step(*place, a, dx, dy);
            float like = likeness(ink, p, a);
            float value = like - farther * hypotf(dx, dy);
            if (value > best) {
                best = value;
                best_at = p;
                at_best = like;
            }
        }
    }
    *place = best_at;
    return at_best;
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
    reach = reach < 4 ? reach : 4;
    (void)look_around(f->ink, &a, reach, 0.5f, 0.06f, &p);
    (void)look_around(f->ink, &a, 0.25f, 0.25f, TIE, &p);
    float like = look_around(f->ink, &a, 0.1f, 0.1f, TIE, &p);
    f->done[node] = true;
    if (like > LIKE) {
        fit->off[node] = (obv_point){p.x - flat.x, p.y - flat.y};
        fit->score[node] = like;
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
