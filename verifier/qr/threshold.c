/* SPDX-License-Identifier: Apache-2.0 */
/* What is ink: a threshold for each block of pixels. */
#include "qr/inside.h"

/* Grey levels between ink and paper, at the least. */
#define MIN_CONTRAST 20

/* Halves are made while a finder would still fit. */
#define MIN_SIDE 48

/* Pixels to each side whose mean is what changes slowly: with it 15, of which a
   sum of 15 x 15 fits 16 bits, and its share is a product. */
#define AROUND 7
#define SHARE (65536 / 225)

/* What lies all around becomes so light: paper, with its noise. */
#define PAPER 140

/* Pixels that are looked at together: loops of so many, over what does not
   overlap, are what a compiler turns into vectors. */
#define STRIPE 64

/* Each of a stripe becomes the least, or the most, of it and that `step`
   further on; the last ones mean nothing. */
static inline void
fold(uint8_t *low, uint8_t *high, unsigned step)
{
    for (unsigned i = 0; i < STRIPE; i++) {
        low[i] = low[i + step] < low[i] ? low[i + step] : low[i];
        high[i] = high[i + step] > high[i] ? high[i + step] : high[i];
    }
}

/* The ranges of the blocks of one stripe, `rows` high. */
static void
range_of_stripe(const uint8_t *pixels, size_t stride, uint32_t rows,
                uint8_t lows[restrict STRIPE / OBV_BLOCK],
                uint8_t highs[restrict STRIPE / OBV_BLOCK])
{
    uint8_t low[STRIPE + OBV_BLOCK], high[STRIPE + OBV_BLOCK];
    memset(low + STRIPE, 0, OBV_BLOCK);
    memset(high + STRIPE, 0, OBV_BLOCK);
    memcpy(low, pixels, STRIPE);
    memcpy(high, pixels, STRIPE);
    for (uint32_t y = 1; y < rows; y++) {
        const uint8_t *restrict row = pixels + y * stride;
        for (unsigned i = 0; i < STRIPE; i++) {
            low[i] = row[i] < low[i] ? row[i] : low[i];
            high[i] = row[i] > high[i] ? row[i] : high[i];
        }
    }
    fold(low, high, 4);
    fold(low, high, 2);
    fold(low, high, 1);
    for (unsigned i = 0; i < STRIPE / OBV_BLOCK; i++) {
        lows[i] = low[i * OBV_BLOCK];
        highs[i] = high[i * OBV_BLOCK];
    }
}

/* The last of a row is not as wide: its last pixel stands for what is not
   there. */
static void
range_of_rest(const uint8_t *pixels, size_t stride, uint32_t width,
              uint32_t rows, uint8_t *lows, uint8_t *highs)
{
    uint8_t copy[STRIPE * OBV_BLOCK], ends[2][STRIPE / OBV_BLOCK];
    for (uint32_t y = 0; y < rows; y++) {
        const uint8_t *row = pixels + y * stride;
        memcpy(copy + (size_t)y * STRIPE, row, width);
        memset(copy + (size_t)y * STRIPE + width, row[width - 1],
               STRIPE - width);
    }
    range_of_stripe(copy, STRIPE, rows, ends[0], ends[1]);
    memcpy(lows, ends[0], (width + OBV_BLOCK - 1) / OBV_BLOCK);
    memcpy(highs, ends[1], (width + OBV_BLOCK - 1) / OBV_BLOCK);
}

/* The ranges of a row of blocks. */
static void
range_of_blocks(const obv_grey *grey, uint32_t y, uint8_t *lows, uint8_t *highs)
{
    uint32_t rows = grey->height - y < OBV_BLOCK ? grey->height - y : OBV_BLOCK;
    const uint8_t *row = grey->pixels + (size_t)y * grey->stride;
    uint32_t x = 0;
    for (; x + STRIPE <= grey->width; x += STRIPE) {
        range_of_stripe(row + x, grey->stride, rows, lows + x / OBV_BLOCK,
                        highs + x / OBV_BLOCK);
    }
    if (x < grey->width) {
        range_of_rest(row + x, grey->stride, grey->width - x, rows,
                      lows + x / OBV_BLOCK, highs + x / OBV_BLOCK);
    }
}

/* Least, most and mean of blocks. */
typedef struct ranges {
    uint32_t across, down;
    uint8_t *lows, *highs, *spare;
} ranges;

static obv_status
find_ranges(const obv_grey *grey, obv_arena *arena, ranges *ret)
{
    uint32_t across = (grey->width + OBV_BLOCK - 1) / OBV_BLOCK;
    uint32_t down = (grey->height + OBV_BLOCK - 1) / OBV_BLOCK;
    size_t count = (size_t)across * down;
    uint8_t *room = obv_arena_alloc(arena, 3, count);
    if (room == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (ranges){across, down, room, room + count, room + 2 * count};
    for (uint32_t y = 0; y < down; y++) {
        size_t at = (size_t)y * across;
        range_of_blocks(grey, y * OBV_BLOCK, ret->lows + at, ret->highs + at);
    }
    return OBV_OK;
}

/* Less than this between ink and paper is paper with its noise: in a picture
   that is dark all over, less is enough. */
static int
least_contrast(const ranges *r)
{
    size_t count = (size_t)r->across * r->down, seen = 0;
    uint32_t bins[256] = {0};
    for (size_t i = 0; i < count; i++) {
        bins[r->highs[i]]++;
    }
    int high = 255;
    for (; high > 0 && seen <= count / 20; high--) {
        seen += bins[high];
    }
    int least = high * MIN_CONTRAST / 160;
    return least > MIN_CONTRAST ? MIN_CONTRAST : least < 5 ? 5 : least;
}

/* Blocks next to one have a say: those of modules of 16 pixels still see ink
   and paper. Where there is no edge in sight, all is what it looks like. */
static void
cut_halfway(const ranges *r)
{
    size_t count = (size_t)r->across * r->down;
    int least = least_contrast(r);
    obv_spread(r->lows, r->spare, r->across, r->down, 1, false);
    obv_spread(r->highs, r->spare, r->across, r->down, 1, true);
    for (size_t i = 0; i < count; i++) {
        int low = r->lows[i], high = r->highs[i];
        r->lows[i] = high - low >= least ? (uint8_t)((low + high + 1) / 2)
                     : low + high < 256  ? 255
                                         : 0;
    }
}

/* Means of 5 x 5 blocks, by sums over rows and columns. */
static uint8_t
mean_around(const uint32_t *sums, uint32_t across, uint32_t down, uint32_t x,
            uint32_t y)
{
    uint32_t left = x > 2 ? x - 2 : 0, top = y > 2 ? y - 2 : 0;
    uint32_t right = x + 3 < across ? x + 3 : across;
    uint32_t bottom = y + 3 < down ? y + 3 : down;
    size_t wide = (size_t)across + 1;
    uint32_t sum = sums[bottom * wide + right] - sums[top * wide + right] -
                   sums[bottom * wide + left] + sums[top * wide + left];
    return (uint8_t)(sum / ((right - left) * (bottom - top)));
}

static uint32_t
mean_of_block(const obv_grey *grey, uint32_t x, uint32_t y)
{
    uint32_t right = x + OBV_BLOCK < grey->width ? x + OBV_BLOCK : grey->width;
    uint32_t end = y + OBV_BLOCK < grey->height ? y + OBV_BLOCK : grey->height;
    uint32_t sum = 0;
    assert(right > x && end > y);
    for (uint32_t row = y; row < end; row++) {
        for (uint32_t column = x; column < right; column++) {
            sum += grey->pixels[(size_t)row * grey->stride + column];
        }
    }
    return sum / ((right - x) * (end - y));
}

static obv_status
cut_at_mean(const obv_grey *grey, const ranges *r, obv_arena *arena)
{
    size_t wide = (size_t)r->across + 1;
    uint32_t *sums =
        obv_arena_alloc(arena, wide * ((size_t)r->down + 1), sizeof(*sums));
    if (sums == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t y = 0; y < r->down; y++) {
        uint32_t row = 0;
        for (uint32_t x = 0; x < r->across; x++) {
            row += mean_of_block(grey, x * OBV_BLOCK, y * OBV_BLOCK);
            sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + row;
        }
    }
    cut_halfway(r); /* where it is flat, it stays as it is */
    for (uint32_t y = 0; y < r->down; y++) {
        for (uint32_t x = 0; x < r->across; x++) {
            uint8_t *cut = &r->lows[(size_t)y * r->across + x];
            if (*cut != 0 && *cut != 255) {
                *cut = mean_around(sums, r->across, r->down, x, y);
            }
        }
    }
    return OBV_OK;
}

obv_status
obv_ink_of(const obv_grey *grey, obv_cutting how, obv_arena *arena,
           obv_ink *ret)
{
    ranges r;
    TRY(find_ranges(grey, arena, &r));
    if (how == OBV_CUT_MEAN) {
        TRY(cut_at_mean(grey, &r, arena));
    } else {
        cut_halfway(&r);
    }
    *ret = (obv_ink){*grey, false, r.across, r.lows, NULL};
    return OBV_OK;
}

obv_status
obv_qr_pyramid(const obv_grey *picture, obv_arena *arena, obv_pyramid *ret)
{
    obv_grey level = *picture;
    ret->count = 0;
    for (;;) {
        TRY(obv_ink_of(&level, OBV_CUT_HALFWAY, arena,
                       &ret->levels[ret->count++]));
        if (ret->count == OBV_MAX_LEVELS || level.width / 2 < MIN_SIDE ||
            level.height / 2 < MIN_SIDE) {
            return OBV_OK;
        }
        TRY(obv_grey_half(&level, arena, &level));
    }
}

obv_status
obv_qr_cut_at_mean(obv_pyramid *pyramid, obv_arena *arena)
{
    for (size_t i = 0; i < pyramid->count; i++) {
        obv_ink *level = &pyramid->levels[i];
        TRY(obv_ink_of(&level->grey, OBV_CUT_MEAN, arena, level));
    }
    return OBV_OK;
}

/* ---- Without what changes slowly --------------------------------------------
 */

/* Sums over a window: of columns, then of as many of them as it is high; at
   the edges of the picture the last pixel stands for what is not there. */
typedef struct window {
    uint16_t *columns, *sums; /* with AROUND + 1 more to each side */
} window;

static const uint8_t *
row_near(const obv_grey *grey, int64_t y)
{
    int64_t last = (int64_t)grey->height - 1;
    y = y < 0 ? 0 : y > last ? last : y;
    return grey->pixels + (size_t)y * grey->stride;
}

static void
move_columns(const uint8_t *restrict in, const uint8_t *restrict out,
             uint32_t width, uint16_t *restrict columns)
{
    for (uint32_t x = 0; x < width; x++) {
        columns[x] = (uint16_t)(columns[x] + in[x] - out[x]);
    }
}

/* Each becomes the sum of itself and that `step` further on. */
static void
add_shifted(uint16_t *sums, size_t count, size_t step)
{
    for (size_t i = 0; i < count; i++) {
        sums[i] = (uint16_t)(sums[i] + sums[i + step]);
    }
}

/* Sums of 1, 2, 4, 8 columns; two of 8 that share one are 15. */
static void
sum_columns(window *w, uint32_t width)
{
    size_t wide = (size_t)width + 2 * AROUND;
    uint16_t *columns = w->columns, *last = columns + wide - AROUND;
    for (size_t i = 0; i < AROUND; i++) {
        columns[i] = columns[AROUND];
        last[i] = last[-1];
    }
    memcpy(w->sums, columns, (wide + 1) * sizeof(*columns));
    add_shifted(w->sums, wide, 1);
    add_shifted(w->sums, wide, 2);
    add_shifted(w->sums, wide, 4);
}

/* Each pixel against the mean of those around. */
static void
flatten_row(const uint8_t *restrict row, const uint16_t *restrict columns,
            const uint16_t *restrict sums, uint32_t width,
            uint8_t *restrict ret)
{
    for (uint32_t x = 0; x < width; x++) {
        uint32_t sum =
            (uint32_t)sums[x] + sums[x + AROUND] - columns[x + AROUND];
        int flat = PAPER + row[x] - (int)(sum * SHARE >> 16);
        ret[x] = (uint8_t)(flat < 0 ? 0 : flat > 255 ? 255 : flat);
    }
}

static obv_status
flatten(const obv_grey *grey, obv_arena *arena, obv_grey *ret)
{
    uint32_t width = grey->width;
    size_t wide = (size_t)width + 2 * AROUND + 8;
    uint8_t *pixels = obv_arena_alloc(arena, grey->height, width);
    uint16_t *room = obv_arena_alloc(arena, 2 * wide, sizeof(*room));
    if (pixels == NULL || room == NULL) {
        return OBV_NO_MEMORY;
    }
    window w = {room, room + wide};
    for (int64_t y = -AROUND; y <= AROUND; y++) {
        const uint8_t *row = row_near(grey, y);
        for (uint32_t x = 0; x < width; x++) {
            w.columns[AROUND + x] = (uint16_t)(w.columns[AROUND + x] + row[x]);
        }
    }
    for (int64_t y = 0; y < grey->height; y++) {
        sum_columns(&w, width);
        flatten_row(row_near(grey, y), w.columns, w.sums, width,
                    pixels + (size_t)y * width);
        move_columns(row_near(grey, y + AROUND + 1), row_near(grey, y - AROUND),
                     width, w.columns + AROUND);
    }
    *ret = (obv_grey){pixels, width, grey->height, width};
    return OBV_OK;
}

obv_status
obv_qr_flatten(obv_pyramid *pyramid, obv_arena *arena)
{
    for (size_t i = 0; i < pyramid->count; i++) {
        obv_grey flat;
        TRY(flatten(&pyramid->levels[i].grey, arena, &flat));
        TRY(obv_ink_of(&flat, OBV_CUT_HALFWAY, arena, &pyramid->levels[i]));
    }
    return OBV_OK;
}
