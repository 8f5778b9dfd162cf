/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of another size: parts, halves, any other. */
#include "qr/qr.h"

obv_grey
obv_grey_crop(const obv_grey *from, uint32_t x, uint32_t y, uint32_t width,
              uint32_t height)
{
    assert(from->width > 0 && from->height > 0);

    x = x < from->width ? x : from->width - 1;
    y = y < from->height ? y : from->height - 1;
    width = width < from->width - x ? width : from->width - x;
    height = height < from->height - y ? height : from->height - y;
    return (obv_grey){from->pixels + (size_t)y * from->stride + x,
                      width > 0 ? width : 1, height > 0 ? height : 1,
                      from->stride};
}

/* Room for a picture; what it shows is still to be written. */
static uint8_t *
make_room(uint32_t width, uint32_t height, obv_arena *arena, obv_grey *ret)
{
    uint8_t *pixels = obv_arena_alloc(arena, height, width);
    *ret = (obv_grey){pixels, width, height, width};
    return pixels;
}

static void
halve_row(const uint8_t *upper, const uint8_t *lower, uint32_t width,
          uint8_t *restrict ret)
{
    for (uint32_t x = 0; x < width; x++) {
        unsigned sum = 2u + upper[2 * x] + upper[2 * x + 1] + lower[2 * x] +
                       lower[2 * x + 1];
        ret[x] = (uint8_t)(sum >> 2);
    }
}

obv_status
obv_grey_half(const obv_grey *from, obv_arena *arena, obv_grey *ret)
{
    if (from->width < 2 || from->height < 2) { /* no four pixels stand there */
        return obv_grey_scale(from, (from->width + 1) / 2,
                              (from->height + 1) / 2, arena, ret);
    }
    /* *ret may be *from. */
    const uint8_t *pixels = from->pixels;
    size_t stride = from->stride;
    uint8_t *to = make_room(from->width / 2, from->height / 2, arena, ret);
    if (to == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t y = 0; y < ret->height; y++) {
        const uint8_t *upper = pixels + (size_t)2 * y * stride;
        halve_row(upper, upper + stride, ret->width,
                  to + (size_t)y * ret->stride);
    }
    return OBV_OK;
}

/* One axis: each new pixel is the sum of `count` old ones from `first`, each
   times its weight. */
typedef struct tap {
    uint32_t first, count;
    const float *weights;
} tap;

/* The mean of what the new pixel `at` covers, `step` old ones wide. */
static uint32_t
cover(uint32_t at, double step, uint32_t size, uint32_t *first, float *weights)
{
    double from = at * step, to = (at + 1) * step;
    uint32_t count = 0;
    *first = (uint32_t)from;
    for (uint32_t i = *first; i < size && i < to; i++) {
        double low = from > i ? from : i;
        double high = to < i + 1.0 ? to : i + 1.0;
        weights[count++] = (float)((high - low) / step);
    }
    return count;
}

/* Between the two old pixels around the new one. */
static uint32_t
blend(uint32_t at, double step, uint32_t size, uint32_t *first, float *weights)
{
    double centre = (at + 0.5) * step - 0.5;
    centre = centre > 0 ? centre : 0;
    *first = (uint32_t)centre;
    if (*first + 1 >= size) {
        *first = size - 1;
        weights[0] = 1;
        return 1;
    }
    weights[1] = (float)(centre - *first);
    weights[0] = 1 - weights[1];
    return 2;
}

static tap *
make_taps(uint32_t from, uint32_t to, obv_arena *arena)
{
    double step = (double)from / to;
    size_t most = step > 1 ? (size_t)step + 2 : 2;
    tap *taps = obv_arena_alloc(arena, to, sizeof(*taps));
    float *weights = obv_arena_alloc(arena, to, most * sizeof(*weights));
    if (taps == NULL || weights == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < to; i++) {
        taps[i].weights = weights;
        taps[i].count =
            (step > 1 ? cover : blend)(i, step, from, &taps[i].first, weights);
        weights += most;
    }
    return taps;
}

static void
scale_row(const obv_grey *from, const tap *down, const tap *across, float *row,
          uint32_t width, uint8_t *ret)
{
    for (uint32_t x = 0; x < from->width; x++) {
        row[x] = 0;
    }
    for (uint32_t i = 0; i < down->count; i++) {
        const uint8_t *line =
            from->pixels + (size_t)(down->first + i) * from->stride;
        for (uint32_t x = 0; x < from->width; x++) {
            row[x] += down->weights[i] * (float)line[x];
        }
    }
    for (uint32_t x = 0; x < width; x++) {
        float sum = 0.5f;
        for (uint32_t i = 0; i < across[x].count; i++) {
            sum += across[x].weights[i] * row[across[x].first + i];
        }
        ret[x] = sum < 255 ? (uint8_t)sum : 255;
    }
}

obv_status
obv_grey_scale(const obv_grey *from, uint32_t width, uint32_t height,
               obv_arena *arena, obv_grey *ret)
{
    assert(width > 0 && height > 0);

    if (width > OBV_MAX_SIDE || height > OBV_MAX_SIDE ||
        (uint64_t)width * height > OBV_MAX_GREY) {
        return OBV_LIMIT;
    }
    obv_grey old = *from; /* *ret may be *from */
    uint8_t *to = make_room(width, height, arena, ret);
    tap *across = make_taps(old.width, width, arena);
    tap *down = make_taps(old.height, height, arena);
    float *row = obv_arena_alloc(arena, old.width, sizeof(*row));
    if (to == NULL || across == NULL || down == NULL || row == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t y = 0; y < height; y++) {
        scale_row(&old, &down[y], across, row, width,
                  to + (size_t)y * ret->stride);
    }
    return OBV_OK;
}
