/* SPDX-License-Identifier: Apache-2.0 */
/* What is ink: a threshold for each block of pixels. */
#include "qr/inside.h"

/* Grey levels between ink and paper, at the least. */
#define MIN_CONTRAST 20

/* Blocks to each side that have a say: those of modules of 16 pixels still
   see ink and paper. */
#define REACH 1

/* Halves are made while a finder would still fit. */
#define MIN_SIDE 48

/* The range of each column of a row of blocks ... */
static void
range_of_columns(const obv_grey *grey, uint32_t y, uint8_t *low, uint8_t *high)
{
    uint32_t end = y + OBV_BLOCK < grey->height ? y + OBV_BLOCK : grey->height;
    const uint8_t *row = grey->pixels + (size_t)y * grey->stride;
    memcpy(low, row, grey->width);
    memcpy(high, row, grey->width);
    while (++y < end) {
        row += grey->stride;
        for (uint32_t x = 0; x < grey->width; x++) {
            low[x] = row[x] < low[x] ? row[x] : low[x];
            high[x] = row[x] > high[x] ? row[x] : high[x];
        }
    }
}

/* ... and then of each block. */
static void
range_of_blocks(const uint8_t *low, const uint8_t *high, uint32_t width,
                uint8_t *lows, uint8_t *highs)
{
    for (uint32_t x = 0; x < width; x += OBV_BLOCK) {
        uint32_t end = x + OBV_BLOCK < width ? x + OBV_BLOCK : width;
        uint8_t least = low[x], most = high[x];
        for (uint32_t i = x + 1; i < end; i++) {
            least = low[i] < least ? low[i] : least;
            most = high[i] > most ? high[i] : most;
        }
        lows[x / OBV_BLOCK] = least;
        highs[x / OBV_BLOCK] = most;
    }
}

/* Each of `count` becomes the least of those within REACH. */
static void
spread(const uint8_t *from, size_t count, size_t step, bool most, uint8_t *ret)
{
    for (size_t i = 0; i < count; i++) {
        size_t begin = i > REACH ? i - REACH : 0;
        size_t end = i + REACH < count ? i + REACH : count - 1;
        uint8_t best = from[i * step];
        for (size_t k = begin; k <= end; k++) {
            uint8_t here = from[k * step];
            best = (here > best) == most ? here : best;
        }
        ret[i * step] = best;
    }
}

static void
spread_both(uint8_t *blocks, uint8_t *spare, size_t across, size_t down,
            bool most)
{
    for (size_t y = 0; y < down; y++) {
        spread(blocks + y * across, across, 1, most, spare + y * across);
    }
    for (size_t x = 0; x < across; x++) {
        spread(spare + x, down, across, most, blocks + x);
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
    uint8_t *low = obv_arena_alloc(arena, 2, grey->width);
    uint8_t *room = obv_arena_alloc(arena, 3, count);
    if (low == NULL || room == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (ranges){across, down, room, room + count, room + 2 * count};
    for (uint32_t y = 0; y < down; y++) {
        size_t at = (size_t)y * across;
        range_of_columns(grey, y * OBV_BLOCK, low, low + grey->width);
        range_of_blocks(low, low + grey->width, grey->width, ret->lows + at,
                        ret->highs + at);
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

/* Where there is no edge in sight, all is what it looks like. */
static void
cut_halfway(const ranges *r)
{
    size_t count = (size_t)r->across * r->down;
    int least = least_contrast(r);
    spread_both(r->lows, r->spare, r->across, r->down, false);
    spread_both(r->highs, r->spare, r->across, r->down, true);
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
    *ret = (obv_ink){*grey, false, r.across, r.lows};
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
obv_qr_cut_again(obv_pyramid *pyramid, obv_cutting how, obv_arena *arena)
{
    for (size_t i = 0; i < pyramid->count; i++) {
        obv_ink *level = &pyramid->levels[i];
        TRY(obv_ink_of(&level->grey, how, arena, level));
    }
    return OBV_OK;
}
