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

bool
obv_walk_out(const obv_ink *ink, obv_point from, int dx, int dy, uint32_t most,
             uint64_t *work, obv_walk *ret)
{
    int64_t x = (int64_t)from.x, y = (int64_t)from.y;
    unsigned edges = 0;
    int before = 0;
    uint32_t end = most;
    for (uint32_t step = 0; step <= end && edges < 3; step++, ++*work) {
        if (x < 0 || y < 0 || x >= ink->grey.width || y >= ink->grey.height) {
            ret->edges[2] = (float)step - 0.5f;
            return edges == 2;
        }
        int here = obv_pixel(&ink->grey, (uint32_t)x, (uint32_t)y);
        int cut = obv_cut_at(ink, (uint32_t)x, (uint32_t)y);
        if (((here < cut) != ink->inverted) != (edges % 2 == 0)) {
            if (step == 0) {
                return false;
            }
            ret->edges[edges++] = (float)step - 1 + crossing(before, here, cut);
            end = step + most / 2;
        }
        before = here;
        x += dx;
        y += dy;
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
