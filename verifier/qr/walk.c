/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of ink and paper along a line, with edges between the pixels. */
#include "qr/inside.h"

#include <math.h>

/* The part of a step, behind the pixel with level `before`, at which the grey
   crosses the threshold on its way to `after`. */
static float
crossing(int before, int after, int cut)
{
    int span = after - before;
    if (span == 0) {
        return 0.5f;
    }
    float part = ((float)cut - 0.5f - (float)before) / (float)span;
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

/* Steps from the pixel (x, y) inside of the picture until the next by (dx, dy)
   is outside. */
static uint32_t
steps_inside(const obv_grey *grey, uint32_t x, uint32_t y, int dx, int dy)
{
    uint32_t across = dx == 0 ? UINT32_MAX : dx > 0 ? grey->width - 1 - x : x;
    uint32_t along = dy == 0 ? UINT32_MAX : dy > 0 ? grey->height - 1 - y : y;
    return across < along ? across : along;
}

bool
obv_walk_out(const obv_ink *ink, obv_point from, int dx, int dy, uint32_t most,
             uint64_t *work, obv_walk *ret)
{
    const obv_grey *grey = &ink->grey;
    if (!(from.x >= 0 && from.y >= 0 && from.x < (float)grey->width &&
          from.y < (float)grey->height)) {
        return false;
    }
    uint32_t x = (uint32_t)from.x, y = (uint32_t)from.y;
    uint32_t inside = steps_inside(grey, x, y, dx, dy), end = most, step = 0;
    const uint8_t *pixel = grey->pixels + (size_t)y * grey->stride + x;
    ptrdiff_t next = dy * (ptrdiff_t)grey->stride + dx;
    unsigned edges = 0;
    int before = 0;
    for (; step <= end && step <= inside && edges < 3; step++) {
        int here = *pixel, cut = obv_cut_at(ink, x, y);
        if (((here < cut) != ink->inverted) != (edges % 2 == 0)) {
            if (step == 0) {
                return false;
            }
            ret->edges[edges++] = (float)step - 1 + crossing(before, here, cut);
            end = step + most / 2;
        }
        before = here;
        x += (uint32_t)dx;
        y += (uint32_t)dy;
        pixel += step < inside ? next : 0;
    }
    *work += step;
    if (edges == 2 && step > inside && step <= end) {
        ret->edges[2] = (float)step - 0.5f;
        return true;
    }
    return edges == 3;
}

/* Ink spreads, so that its runs grow and those of paper shrink: from an edge
   to the next of the same kind is sure. */
bool
obv_runs_fit(const float runs[static 5], float slack)
{
    float module = (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]) / 7;
    float two = slack * module, four = 1.5f * slack * module;
    if (fabsf(runs[0] + runs[1] - 2 * module) > two ||
        fabsf(runs[3] + runs[4] - 2 * module) > two ||
        fabsf(runs[1] + runs[2] - 4 * module) > four ||
        fabsf(runs[2] + runs[3] - 4 * module) > four) {
        return false;
    }
    for (unsigned i = 0; i < 5; i++) {
        float want = i == 2 ? 3 : 1;
        if (fabsf(runs[i] - want * module) > 0.85f * module) {
            return false;
        }
    }
    return true;
}
