/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzzers of pictures share: opens, and asks that every pixel that is
   promised is there. */
#ifndef LOOKING_H
#define LOOKING_H

#include "reader/reader.h"

#include <stdlib.h>

static inline void
fuzz_look_at(const obv_sheet *sheet)
{
    const obv_grey *g = &sheet->grey;
    unsigned sum = 0;
    if (g->width == 0 || g->height == 0 || g->stride < g->width ||
        (uint64_t)g->width * g->height > OBV_MAX_GREY || !(sheet->dpi >= 0)) {
        abort();
    }
    for (uint32_t y = 0; y < g->height; y++) {
        for (uint32_t x = 0; x < g->width; x += 97) {
            sum += g->pixels[(size_t)y * g->stride + x];
        }
    }
    if (sum > UINT32_MAX / 2) {
        abort(); /* it cannot be: so that the sum is worked out */
    }
}

static inline int
fuzz_picture(obv_picture_open *open, const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_PICTURE_ARENA);
    }
    if (arena == NULL) {
        abort();
    }
    for (uint32_t i = 0; i < 2; i++) {
        obv_sheet sheet;
        obv_status status = open((obv_slice){bytes, len}, i, arena, &sheet);
        if (status == OBV_OK) {
            fuzz_look_at(&sheet);
        } else if (status >= OBV_STATUS_COUNT) {
            abort();
        }
        obv_arena_empty(arena);
    }
    return 0;
}

#endif
