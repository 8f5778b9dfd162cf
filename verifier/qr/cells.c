/* SPDX-License-Identifier: Apache-2.0 */
/* A picture from afar: how much ink there is in each of its cells. */
#include "qr/cells.h"

/* Pixels a side that a level must have to be halved. */
#define LEAST_SIDE 10

/* Grey between ink and paper: less is what no printer means. */
#define LEAST_CONTRAST 8

/* Hundredths of ink in a cell. */
#define MOST_INK 85

/* Pixels of a row that are looked at together. */
#define FOLDED 4

/* ---- Ink and paper around each cell ---------------------------------------
 */

/* The darkest of what a cell holds, two levels further down: without noise. */
static void
find_darkest(const obv_grey *fine, uint32_t y, uint8_t *restrict work,
             uint32_t count, uint8_t *restrict ret)
{
    const uint8_t *rows = fine->pixels + (size_t)FOLDED * y * fine->stride;
    uint32_t width = FOLDED * count;
    memcpy(work, rows, width);
    for (uint32_t i = 1; i < FOLDED; i++) {
        const uint8_t *restrict row = rows + i * fine->stride;
        for (uint32_t x = 0; x < width; x++) {
            work[x] = row[x] < work[x] ? row[x] : work[x];
        }
    }
    for (uint32_t x = 0; x < count; x++) {
        const uint8_t *w = work + (size_t)FOLDED * x;
        uint8_t left = w[0] < w[1] ? w[0] : w[1];
        uint8_t right = w[2] < w[3] ? w[2] : w[3];
        ret[x] = left < right ? left : right;
    }
}

/* Eight cells to each side. */
static void
spread(obv_cells *c, uint8_t *map, bool lightest)
{
    static const size_t steps[] = {1, 3, 4};
    for (size_t i = 0; i < COUNT(steps); i++) {
        obv_spread(map, c->busy, c->grey.width, c->grey.height, steps[i],
                   lightest);
    }
}

static void
measure(obv_cells *c)
{
    const obv_grey *g = &c->grey;
    for (uint32_t y = 0; y < g->height; y++) {
        size_t at = (size_t)y * g->width;
        memcpy(c->light + at, g->pixels + (size_t)y * g->stride, g->width);
        find_darkest(&c->levels[c->level - OBV_FIRST_CELLS], y, c->row,
                     g->width, c->dark + at);
    }
    spread(c, c->light, true);
    spread(c, c->dark, false);
}

void
obv_cells_mark(obv_cells *c, int least_ink)
{
    for (uint32_t y = 0; y < c->grey.height; y++) {
        const uint8_t *row = c->grey.pixels + (size_t)y * c->grey.stride;
        size_t at = (size_t)y * c->grey.width;
        const uint8_t *light = c->light + at, *dark = c->dark + at;
        uint8_t *restrict busy = c->busy + at;
        for (uint32_t x = 0; x < c->grey.width; x++) {
            int contrast = light[x] - dark[x], ink = 100 * (light[x] - row[x]);
            busy[x] = (contrast >= LEAST_CONTRAST) &
                      (ink >= contrast * least_ink) &
                      (ink <= contrast * MOST_INK);
        }
    }
}

/* ---- Levels ---------------------------------------------------------------
 */

obv_status
obv_cells_open(const obv_grey *picture, obv_arena *arena, obv_cells *ret)
{
    size_t room = (size_t)(picture->width / 4 + 1) * (picture->height / 4 + 1);
    *ret = (obv_cells){.levels = {*picture}};
    ret->light = obv_arena_alloc(arena, room, 1);
    ret->dark = obv_arena_alloc(arena, room, 1);
    ret->busy = obv_arena_alloc(arena, room, 1);
    ret->row = obv_arena_alloc(arena, picture->width, 1);
    ret->stack = obv_arena_alloc(arena, room, sizeof(*ret->stack));
    return ret->light != NULL && ret->dark != NULL && ret->busy != NULL &&
                   ret->row != NULL && ret->stack != NULL
               ? OBV_OK
               : OBV_NO_MEMORY;
}

obv_status
obv_cells_further(obv_cells *c, obv_arena *arena)
{
    do {
        const obv_grey *last = &c->levels[c->level];
        if (c->level + 1 == OBV_MAX_LEVELS || last->width < LEAST_SIDE ||
            last->height < LEAST_SIDE) {
            return OBV_NOT_FOUND;
        }
        TRY(obv_grey_half(last, arena, &c->levels[c->level + 1]));
        c->level++;
    } while (c->level < OBV_FIRST_CELLS);
    c->grey = c->levels[c->level];
    measure(c);
    return OBV_OK;
}

/* ---- Blobs ----------------------------------------------------------------
 */

static void
take(obv_cells *c, uint32_t x, uint32_t y, uint32_t *top)
{
    size_t i = (size_t)y * c->grey.width + x;
    if (x < c->grey.width && y < c->grey.height &&
        c->busy[i] == OBV_CELL_BUSY) {
        c->busy[i] = OBV_CELL_TAKEN;
        c->stack[(*top)++] = (uint32_t)i;
    }
}

static obv_blob
gather(obv_cells *c, uint32_t x, uint32_t y)
{
    obv_blob b = {x, y, x, y, 0};
    uint32_t top = 0, width = c->grey.width;
    take(c, x, y, &top);
    while (top > 0) {
        uint32_t i = c->stack[--top];
        uint32_t column = i % width, row = i / width;
        b.count++;
        b.left = column < b.left ? column : b.left;
        b.right = column > b.right ? column : b.right;
        b.bottom = row > b.bottom ? row : b.bottom;
        b.top = row < b.top ? row : b.top;
        take(c, column + 1, row, &top);
        take(c, column - 1, row, &top); /* below 0 is beyond the width */
        take(c, column, row + 1, &top);
        take(c, column, row - 1, &top);
    }
    return b;
}

bool
obv_cells_next(obv_cells *c, size_t *at, obv_blob *ret)
{
    size_t count = (size_t)c->grey.width * c->grey.height;
    const uint8_t *next =
        *at < count ? memchr(c->busy + *at, OBV_CELL_BUSY, count - *at) : NULL;
    if (next == NULL) {
        return false;
    }
    *at = (size_t)(next - c->busy);
    *ret = gather(c, (uint32_t)(*at % c->grey.width),
                  (uint32_t)(*at / c->grey.width));
    return true;
}
