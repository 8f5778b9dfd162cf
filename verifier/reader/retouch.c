/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What helps a reader to read: blur against noise and the dots of printers,
 * and black and white of our own making where its own choice was wrong.
 */
#include "reader/reader.h"

#include <stdlib.h>

static obv_status
new_grey(const obv_grey *like, obv_arena *arena, uint8_t **pixels,
         obv_grey *ret)
{
    *pixels = obv_arena_alloc(arena, like->width, like->height);
    *ret = (obv_grey){*pixels, like->width, like->height, like->width};
    return *pixels != NULL ? OBV_OK : OBV_NO_MEMORY;
}

static size_t
within(ptrdiff_t at, size_t size)
{
    return at < 0 ? 0 : (size_t)at < size ? (size_t)at : size - 1;
}

/* ---- Blur -----------------------------------------------------------------
 */

/* 1 4 6 4 1, over `count` values that lie `step` apart. */
static void
blur_line(const uint8_t *from, size_t count, size_t step, uint8_t *to,
          size_t to_step)
{
    static const unsigned weights[] = {1, 4, 6, 4, 1};
    for (size_t i = 0; i < count; i++) {
        unsigned sum = 8;
        for (size_t k = 0; k < COUNT(weights); k++) {
            ptrdiff_t at = (ptrdiff_t)(i + k) - 2;
            sum += weights[k] * from[within(at, count) * step];
        }
        to[i * to_step] = (uint8_t)(sum / 16);
    }
}

/* A bell of one pixel. */
obv_status
obv_retouch_blur(const obv_grey *from, obv_arena *arena, obv_grey *ret)
{
    uint8_t *pixels;
    uint8_t *column = obv_arena_alloc(arena, from->height, 1);
    TRY(new_grey(from, arena, &pixels, ret));
    if (column == NULL) {
        return OBV_NO_MEMORY;
    }
    size_t width = from->width;
    for (size_t y = 0; y < from->height; y++) {
        blur_line(from->pixels + y * from->stride, width, 1, pixels + y * width,
                  1);
    }
    for (size_t x = 0; x < width; x++) {
        blur_line(pixels + x, from->height, width, column, 1);
        for (size_t y = 0; y < from->height; y++) {
            pixels[y * width + x] = column[y];
        }
    }
    return OBV_OK;
}

/* ---- Black and white ------------------------------------------------------
 */

/* Pixels a side of the square whose mean parts ink from paper, and by how much
   ink must be darker than it. */
#define BOX 51
#define BOX_DARKER 4

/* Sums over the columns of the rows around y. */
static void
sum_columns(const obv_grey *from, size_t y, uint32_t *sums)
{
    memset(sums, 0, from->width * sizeof(*sums));
    for (ptrdiff_t k = -BOX / 2; k <= BOX / 2; k++) {
        const uint8_t *row =
            from->pixels +
            within((ptrdiff_t)y + k, from->height) * from->stride;
        for (size_t x = 0; x < from->width; x++) {
            sums[x] += row[x];
        }
    }
}

static void
roll_columns(const obv_grey *from, size_t y, uint32_t *sums)
{
    const uint8_t *out =
        from->pixels +
        within((ptrdiff_t)y - BOX / 2 - 1, from->height) * from->stride;
    const uint8_t *in =
        from->pixels +
        within((ptrdiff_t)y + BOX / 2, from->height) * from->stride;
    for (size_t x = 0; x < from->width; x++) {
        sums[x] += (uint32_t)in[x] - out[x];
    }
}

/* Ink is what is darker than the mean around it. */
obv_status
obv_retouch_box(const obv_grey *from, obv_arena *arena, obv_grey *ret)
{
    uint8_t *pixels;
    uint32_t *sums = obv_arena_alloc(arena, from->width, sizeof(*sums));
    TRY(new_grey(from, arena, &pixels, ret));
    if (sums == NULL) {
        return OBV_NO_MEMORY;
    }
    sum_columns(from, 0, sums);
    for (size_t y = 0; y < from->height; y++) {
        if (y > 0) {
            roll_columns(from, y, sums);
        }
        uint32_t sum = 0;
        for (ptrdiff_t k = -BOX / 2; k <= BOX / 2; k++) {
            sum += sums[within(k, from->width)];
        }
        for (size_t x = 0; x < from->width; x++) {
            uint32_t grey = from->pixels[y * from->stride + x];
            bool ink = (grey + BOX_DARKER) * BOX * BOX < sum;
            pixels[y * from->width + x] = ink ? 0 : 255;
            sum += sums[within((ptrdiff_t)x + BOX / 2 + 1, from->width)];
            sum -= sums[within((ptrdiff_t)x - BOX / 2, from->width)];
        }
    }
    return OBV_OK;
}

static unsigned
otsu_cut(const uint32_t counts[static 256], uint64_t all)
{
    uint64_t below = 0, below_sum = 0, total = 0;
    for (unsigned i = 0; i < 256; i++) {
        total += (uint64_t)counts[i] * i;
    }
    double best = -1;
    unsigned cut = 128;
    for (unsigned i = 0; i < 255; i++) {
        below += counts[i];
        below_sum += (uint64_t)counts[i] * i;
        if (below == 0 || below == all) {
            continue;
        }
        double low = (double)below_sum / (double)below;
        double high = (double)(total - below_sum) / (double)(all - below);
        double between =
            (double)below * (double)(all - below) * (high - low) * (high - low);
        if (between > best) {
            best = between;
            cut = i + 1;
        }
    }
    return cut;
}

/* One cut for all, where both sides of it are most alike (N. Otsu, 1979). */
obv_status
obv_retouch_otsu(const obv_grey *from, obv_arena *arena, obv_grey *ret)
{
    uint8_t *pixels;
    uint32_t counts[256] = {0};
    TRY(new_grey(from, arena, &pixels, ret));
    for (size_t y = 0; y < from->height; y++) {
        for (size_t x = 0; x < from->width; x++) {
            counts[from->pixels[y * from->stride + x]]++;
        }
    }
    unsigned cut = otsu_cut(counts, (uint64_t)from->width * from->height);
    for (size_t y = 0; y < from->height; y++) {
        for (size_t x = 0; x < from->width; x++) {
            bool ink = from->pixels[y * from->stride + x] < cut;
            pixels[y * from->width + x] = ink ? 0 : 255;
        }
    }
    return OBV_OK;
}

/* ---- Median ---------------------------------------------------------------
 */

static uint8_t
median_of(uint8_t v[static 9])
{
    for (unsigned i = 1; i < 9; i++) {
        uint8_t one = v[i];
        unsigned at = i;
        for (; at > 0 && v[at - 1] > one; at--) {
            v[at] = v[at - 1];
        }
        v[at] = one;
    }
    return v[4];
}

/* The middle value of nine neighbours: takes single specks out. */
obv_status
obv_retouch_median(const obv_grey *from, obv_arena *arena, obv_grey *ret)
{
    uint8_t *pixels;
    TRY(new_grey(from, arena, &pixels, ret));
    for (size_t y = 0; y < from->height; y++) {
        for (size_t x = 0; x < from->width; x++) {
            uint8_t v[9];
            for (unsigned k = 0; k < 9; k++) {
                size_t row = within((ptrdiff_t)(y + k / 3) - 1, from->height);
                size_t column = within((ptrdiff_t)(x + k % 3) - 1, from->width);
                v[k] = from->pixels[row * from->stride + column];
            }
            pixels[y * from->width + x] = median_of(v);
        }
    }
    return OBV_OK;
}
