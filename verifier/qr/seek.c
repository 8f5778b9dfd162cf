/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A finder that was not seen, because of a blot, a glare or a bar beside it:
 * where two others say that it should be, the best likeness of one.
 */
#include "qr/inside.h"

#include <math.h>

/* Likeness, -1 to 1, below which nothing stands there. */
#define LIKE 0.45f

/* Modules, from the middle, of what is compared: the finder and the paper
   around it. */
#define REACH 4

/* 1: paper, -1: ink, of the ring so many modules from the middle. */
static float
colour_of(int ring)
{
    return ring == 2 || ring == 4 ? 1 : -1;
}

static obv_point
step(obv_point from, const obv_axes *a, float x, float y)
{
    return (obv_point){from.x + x * a->right.x + y * a->down.x,
                       from.y + x * a->right.y + y * a->down.y};
}

static float
likeness(const obv_ink *ink, obv_point middle, const obv_axes *a)
{
    float sum = 0, squares = 0, with = 0, colours = 0;
    for (int y = -REACH; y <= REACH; y++) {
        for (int x = -REACH; x <= REACH; x++) {
            int across = x < 0 ? -x : x, along = y < 0 ? -y : y;
            float colour = colour_of(across > along ? across : along);
            float v =
                obv_grey_at(&ink->grey, step(middle, a, (float)x, (float)y));
            sum += v;
            squares += v * v;
            with += v * colour;
            colours += colour;
        }
    }
    const float n = (2 * REACH + 1) * (2 * REACH + 1);
    float variance = squares / n - sum * sum / (n * n);
    float covariance = with / n - sum * colours / (n * n);
    float spread = 1 - colours * colours / (n * n);
    float like = covariance / sqrtf((variance + 4) * spread);
    return ink->inverted ? -like : like;
}

static float
look_around(const obv_ink *ink, const obv_axes *a, float reach, float stride,
            obv_point *place)
{
    obv_point from = *place;
    float best = -2;
    int steps = (int)(reach / stride + 0.5f);
    size_t places = (size_t)(2 * steps + 1) * (size_t)(2 * steps + 1);
    if (!obv_spend(ink, places * (2 * REACH + 1) * (2 * REACH + 1))) {
        return best;
    }
    for (int y = -steps; y <= steps; y++) {
        for (int x = -steps; x <= steps; x++) {
            obv_point p = step(from, a, stride * (float)x, stride * (float)y);
            float like = likeness(ink, p, a);
            if (like > best) {
                best = like;
                *place = p;
            }
        }
    }
    return best;
}

float
obv_qr_seek(const obv_ink *ink, obv_point expected, const obv_axes *axes,
            float reach, obv_quad *ret)
{
    (void)look_around(ink, axes, reach, 0.75f, &expected);
    (void)look_around(ink, axes, 0.5f, 0.25f, &expected);
    float like = look_around(ink, axes, 0.1f, 0.1f, &expected);
    if (like < LIKE) {
        return 0;
    }
    ret->centre = expected;
    ret->corners[0] = step(expected, axes, -3.5f, -3.5f);
    ret->corners[1] = step(expected, axes, 3.5f, -3.5f);
    ret->corners[2] = step(expected, axes, 3.5f, 3.5f);
    ret->corners[3] = step(expected, axes, -3.5f, 3.5f);
    return like;
}
