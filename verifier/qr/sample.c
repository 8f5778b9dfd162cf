/* SPDX-License-Identifier: Apache-2.0 */
/* The grey of each module, where the sheet has it. */
#include "qr/inside.h"

#include <math.h>

/* The cell of the lattice that a module stands in, and where in it. */
typedef struct place {
    unsigned cell;
    float part;
} place;

static void
find_places(const obv_sheet_fit *fit, place ret[static OBV_MAX_MODULES])
{
    unsigned cell = 0;
    for (unsigned i = 0; i < fit->side; i++) {
        while (cell + 2 < fit->count && i > fit->at[cell + 1]) {
            cell++;
        }
        float low = fit->at[cell], high = fit->at[cell + 1];
        ret[i] = (place){cell, ((float)i - low) / (high - low)};
    }
}

static obv_point
mix(obv_point a, obv_point b, float part)
{
    return (obv_point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

static obv_point
off_at(const obv_sheet_fit *fit, place across, place down)
{
    const obv_point *node = fit->off + down.cell * fit->count + across.cell;
    return mix(mix(node[0], node[1], across.part),
               mix(node[fit->count], node[fit->count + 1], across.part),
               down.part);
}

/* Where modules are large, several points of each are asked. */
static float
sample_at(const obv_grey *grey, obv_point p, obv_point right, obv_point down)
{
    float sum = obv_grey_at(grey, p);
    for (int i = 0; i < 4; i++) {
        float x = i % 2 == 0 ? 0.22f : -0.22f, y = i < 2 ? 0.22f : -0.22f;
        obv_point q = {p.x + x * right.x + y * down.x,
                       p.y + x * right.y + y * down.y};
        sum += obv_grey_at(grey, q);
    }
    return sum / 5;
}

void
obv_qr_sample(const obv_ink *ink, const obv_sheet_fit *fit, float *ret)
{
    place places[OBV_MAX_MODULES];
    bool bends = fit->count > 0;
    if (bends) {
        find_places(fit, places);
    }
    float half = (float)fit->side / 2;
    obv_point o = obv_plane_at(&fit->plane, half, half);
    obv_point r = obv_plane_at(&fit->plane, half + 1, half);
    obv_point d = obv_plane_at(&fit->plane, half, half + 1);
    obv_point right = {r.x - o.x, r.y - o.y}, down = {d.x - o.x, d.y - o.y};
    bool large = hypotf(right.x, right.y) + hypotf(down.x, down.y) > 5;
    for (unsigned y = 0; y < fit->side; y++) {
        for (unsigned x = 0; x < fit->side; x++) {
            obv_point p =
                obv_plane_at(&fit->plane, (float)x + 0.5f, (float)y + 0.5f);
            if (bends) {
                obv_point off = off_at(fit, places[x], places[y]);
                p.x += off.x;
                p.y += off.y;
            }
            float v = large ? sample_at(&ink->grey, p, right, down)
                            : obv_grey_at(&ink->grey, p);
            *ret++ = ink->inverted ? v : 255 - v;
        }
    }
}
