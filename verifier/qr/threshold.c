/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is ink: a threshold for each block of pixels, halfway between the
 * darkest and the lightest around it.
 */
#include "qr/inside.h"

/* Grey levels between ink and paper, at the least: less is paper with its
   noise. */
#define MIN_CONTRAST 20

/* Blocks to each side that have a say: those of modules of 16 pixels still
   see ink and paper. */
#define REACH 2

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

/* Where there is no edge in sight, all is what it looks like. */
static uint8_t
halfway(uint8_t low, uint8_t high)
{
    if (high - low < MIN_CONTRAST) {
        return low + high < 256 ? 255 : 0;
    }
    return (uint8_t)((low + high + 1) / 2);
}

obv_status
obv_ink_of(const obv_grey *grey, obv_arena *arena, obv_ink *ret)
{
    uint32_t across = (grey->width + OBV_BLOCK - 1) / OBV_BLOCK;
    uint32_t down = (grey->height + OBV_BLOCK - 1) / OBV_BLOCK;
    size_t count = (size_t)across * down;
    uint8_t *low = obv_arena_alloc(arena, 2, grey->width);
    uint8_t *lows = obv_arena_alloc(arena, 3, count);
    if (low == NULL || lows == NULL) {
        return OBV_NO_MEMORY;
    }
    uint8_t *highs = lows + count, *spare = highs + count;
    for (uint32_t y = 0; y < down; y++) {
        size_t at = (size_t)y * across;
        range_of_columns(grey, y * OBV_BLOCK, low, low + grey->width);
        range_of_blocks(low, low + grey->width, grey->width, lows + at,
                        highs + at);
    }
    spread_both(lows, spare, across, down, false);
    spread_both(highs, spare, across, down, true);
    for (size_t i = 0; i < count; i++) {
        lows[i] = halfway(lows[i], highs[i]);
    }
    *ret = (obv_ink){*grey, false, across, lows};
    return OBV_OK;
}

obv_status
obv_qr_pyramid(const obv_grey *picture, obv_arena *arena, obv_pyramid *ret)
{
    obv_grey level = *picture;
    ret->count = 0;
    for (;;) {
        TRY(obv_ink_of(&level, arena, &ret->levels[ret->count++]));
        if (ret->count == OBV_MAX_LEVELS || level.width / 2 < MIN_SIDE ||
            level.height / 2 < MIN_SIDE) {
            return OBV_OK;
        }
        TRY(obv_grey_half(&level, arena, &level));
    }
}
