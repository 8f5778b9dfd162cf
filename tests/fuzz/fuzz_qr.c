/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our own reader of codes: a picture of any pixels.
 *
 * input ::= kind:byte width:byte bytes
 *   kind bit 0:    bytes are pixels; else a bit each of a drawing, 1 for ink
 *   kind bit 1:    the hard way
 *   kind bits 2-4: pixels of a side of each bit of the drawing, less one
 *   kind bit 5:    each pixel is as far from its neighbours as a byte behind
 *                  the drawing says
 */
#include "qr/qr.h"

#include <math.h>
#include <stdlib.h>

/* Pixels: more would be slow, and no other. */
#define MAX_PIXELS (256u * 1024)

/* Of a drawing. */
#define MAX_ROWS 256

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static unsigned
bit_at(obv_slice bytes, size_t i)
{
    return i / 8 < bytes.len ? bytes.ptr[i / 8] >> (7 - i % 8) & 1u : 0;
}

static void
check_symbol(const obv_symbol *symbol)
{
    size_t sum = 0;
    for (size_t i = 0; i < symbol->bytes.len; i++) {
        sum += symbol->bytes.ptr[i];
    }
    bool good = symbol->bytes.len <= OBV_MAX_CODE_TEXT && sum <= 255u * 7089 &&
                symbol->version >= 1 && symbol->version <= 40 &&
                (symbol->parts == 0 || symbol->part < symbol->parts);
    for (size_t i = 0; i < COUNT(symbol->corners); i++) {
        good = good && isfinite(symbol->corners[i].x) &&
               isfinite(symbol->corners[i].y);
    }
    if (!good) {
        abort();
    }
}

static void
check_region(const obv_region *region, const obv_grey *picture)
{
    if (region->x > picture->width || region->y > picture->height ||
        region->width > picture->width - region->x ||
        region->height > picture->height - region->y ||
        !isfinite(region->module)) {
        abort();
    }
}

/* In a block of its own size: what is read beyond its end is seen. */
static void
read_all(const obv_grey *picture, bool hard, obv_arena *arena)
{
    static obv_symbols symbols;
    obv_regions unread;
    int64_t effort = INT64_MAX;
    symbols.count = 0;
    if (hard) {
        (void)obv_qr_read(picture, true, &effort, arena, &symbols);
    } else if (obv_qr_read_sheet(picture, &effort, arena, &symbols, &unread) ==
               OBV_OK) {
        for (size_t i = 0; i < unread.count; i++) {
            check_region(&unread.items[i], picture);
            (void)obv_qr_likeness(picture, &unread.items[i]);
        }
    }
    if (symbols.count > OBV_MAX_SYMBOLS) {
        abort();
    }
    for (size_t i = 0; i < symbols.count; i++) {
        check_symbol(&symbols.items[i]);
    }
}

static uint8_t
pixel_of(obv_slice rest, unsigned kind, uint32_t width, uint32_t x, uint32_t y)
{
    if ((kind & 1) != 0) {
        return rest.ptr[(size_t)y * width + x];
    }
    uint32_t zoom = (kind >> 2 & 7) + 1, bits = width / zoom;
    unsigned ink = bit_at(rest, (size_t)(y / zoom) * bits + x / zoom);
    unsigned dirt =
        (kind & 32) != 0 ? rest.ptr[(x + (size_t)y * 7) % rest.len] / 4 : 0;
    return (uint8_t)(ink != 0 ? 30 + dirt : 225 - dirt);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    arena = arena != NULL ? arena : obv_arena_new(16u * 1024 * 1024);
    if (len < 3 || bytes[1] == 0 || arena == NULL) {
        return 0;
    }
    obv_arena_empty(arena);
    unsigned kind = bytes[0];
    uint32_t width = bytes[1];
    obv_slice rest = {bytes + 2, len - 2};
    size_t height = rest.len / width;
    if ((kind & 1) == 0) {
        uint32_t zoom = (kind >> 2 & 7) + 1;
        height = rest.len * 8 / width;
        height = (height < MAX_ROWS ? height : MAX_ROWS) * zoom;
        width *= zoom;
    }
    if (height == 0 || height * width > MAX_PIXELS) {
        return 0;
    }
    uint8_t *pixels = malloc(height * width);
    if (pixels == NULL) {
        return 0;
    }
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            pixels[(size_t)y * width + x] = pixel_of(rest, kind, width, x, y);
        }
    }
    obv_grey picture = {pixels, width, (uint32_t)height, width};
    read_all(&picture, (kind & 2) != 0, arena);
    free(pixels);
    return 0;
}
