/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ink or paper, module by module: a module is compared with the means of ink
 * and paper around it, not pixels with a threshold.
 */
#include "qr/inside.h"

#include <math.h>

/* Modules to each side whose means count. */
#define REACH 6

/* Doubt is measured against the contrast here, or, where there is next to
   none, against so much of that of the whole. */
#define LEAST_CONTRAST 0.35f

/* What is ink and what is paper, by what stands fixed. */
static bool
known_means(const float *values, const uint8_t *layout, size_t count,
            float ret[static 2])
{
    float sums[2] = {0, 0}, counts[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        if (layout[i] == OBV_MODULE_LIGHT || layout[i] == OBV_MODULE_DARK) {
            unsigned kind = layout[i] == OBV_MODULE_DARK;
            sums[kind] += values[i];
            counts[kind] += 1;
        }
    }
    ret[0] = sums[0] / counts[0];
    ret[1] = sums[1] / counts[1];
    return ret[1] > ret[0] + 2;
}

static void
sharpen_all(const float *from, unsigned side, float much, float *ret)
{
    for (unsigned y = 0; y < side; y++) {
        const float *row = from + (size_t)y * side;
        const float *up = y > 0 ? row - side : row;
        const float *down = y + 1 < side ? row + side : row;
        for (unsigned x = 0; x < side; x++) {
            float left = row[x > 0 ? x - 1 : x];
            float right = row[x + 1 < side ? x + 1 : x];
            *ret++ =
                row[x] + much * (4 * row[x] - left - right - up[x] - down[x]);
        }
    }
}

/* Sums over windows: each entry holds the sum of all above and left of it. */
typedef struct sums {
    float ink, paper, inks;
} sums;

static void
sum_up(const float *values, const float *cuts, unsigned side, sums *ret)
{
    size_t wide = side + 1;
    memset(ret, 0, wide * sizeof(*ret));
    for (unsigned y = 0; y < side; y++) {
        sums row = {0, 0, 0};
        sums *above = ret + y * wide, *here = above + wide;
        here[0] = row;
        for (unsigned x = 0; x < side; x++) {
            size_t i = (size_t)y * side + x;
            bool ink = values[i] > cuts[i];
            row.ink += ink ? values[i] : 0;
            row.paper += ink ? 0 : values[i];
            row.inks += ink ? 1.0f : 0;
            here[x + 1].ink = above[x + 1].ink + row.ink;
            here[x + 1].paper = above[x + 1].paper + row.paper;
            here[x + 1].inks = above[x + 1].inks + row.inks;
        }
    }
}

/* Means of ink and paper around (x, y), with a little of those of the whole. */
static void
local_means(const sums *s, unsigned side, unsigned x, unsigned y,
            const float whole[static 2], float ret[static 2])
{
    size_t wide = side + 1;
    unsigned left = x > REACH ? x - REACH : 0, top = y > REACH ? y - REACH : 0;
    unsigned right = x + REACH < side ? x + REACH + 1 : side;
    unsigned bottom = y + REACH < side ? y + REACH + 1 : side;
    const sums *a = &s[top * wide + left], *b = &s[top * wide + right];
    const sums *c = &s[bottom * wide + left], *d = &s[bottom * wide + right];
    float all = (float)((right - left) * (bottom - top));
    float inks = d->inks - b->inks - c->inks + a->inks;
    float ink = d->ink - b->ink - c->ink + a->ink;
    float paper = d->paper - b->paper - c->paper + a->paper;
    ret[0] = (paper + 2 * whole[0]) / (all - inks + 2);
    ret[1] = (ink + 2 * whole[1]) / (inks + 2);
}

static void
set_cuts(const sums *s, unsigned side, const float whole[static 2], float *cuts,
         float *contrasts)
{
    for (unsigned y = 0; y < side; y++) {
        for (unsigned x = 0; x < side; x++) {
            float means[2];
            local_means(s, side, x, y, whole, means);
            *cuts++ = (means[0] + means[1]) / 2;
            *contrasts++ = means[1] - means[0];
        }
    }
}

float
obv_qr_judge(const float *values, const uint8_t *layout, unsigned side,
             float sharpen, float *work, uint8_t *dark, uint8_t *sure)
{
    size_t count = (size_t)side * side;
    float *sharp = work, *cuts = work + count, *contrasts = cuts + count;
    sums *s = (sums *)(void *)(contrasts + count);
    float whole[2];
    sharpen_all(values, side, sharpen, sharp);
    if (!known_means(sharp, layout, count, whole)) {
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        cuts[i] = (whole[0] + whole[1]) / 2;
    }
    for (unsigned round = 0; round < 2; round++) {
        sum_up(sharp, cuts, side, s);
        set_cuts(s, side, whole, cuts, contrasts);
    }
    float least = LEAST_CONTRAST * (whole[1] - whole[0]);
    unsigned right = 0, fixed = 0;
    for (size_t i = 0; i < count; i++) {
        float over = sharp[i] - cuts[i];
        float doubt =
            2 * fabsf(over) / (contrasts[i] > least ? contrasts[i] : least);
        dark[i] = over > 0;
        sure[i] = (uint8_t)(255 * (doubt < 1 ? doubt : 1));
        if (layout[i] == OBV_MODULE_LIGHT || layout[i] == OBV_MODULE_DARK) {
            fixed++;
            right += (layout[i] == OBV_MODULE_DARK) == (over > 0);
        }
    }
    return (float)right / (float)fixed;
}
