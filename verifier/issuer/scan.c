/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bad scan of a drawing: what has to be read, when a sheet has gone through a
 * cheap printer and a cheap scanner.
 *
 * The same drawing gives the same scan: chance comes from a fixed seed.
 */
#include "issuer/print.h"

#define SCAN_PER_MM (150 / 25.4)
#define SCAN_TURN 0.012 /* seven tenths of a degree */
#define SCAN_RIGHT 0.37
#define SCAN_DOWN 0.61
/* Ink and paper, in grey. */
#define SCAN_INK 38
#define SCAN_PAPER 236
/* Noise: the sum of four uniform numbers of this width, about as wide as it. */
#define SCAN_NOISE 10
#define SCAN_SEED 0x6f623121u

/* Three pixels wide, a sixth of the light on each side. */
static void
blur(uint8_t *line, uint32_t count, size_t step)
{
    uint32_t before = line[0];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t here = line[i * step];
        uint32_t after = line[(i + 1 < count ? i + 1 : i) * step];
        line[i * step] = (uint8_t)((before + 4 * here + after + 3) / 6);
        before = here;
    }
}

static void
blur_all(uint8_t *pixels, uint32_t width, uint32_t height)
{
    for (uint32_t y = 0; y < height; y++) {
        blur(pixels + (size_t)y * width, width, 1);
    }
    for (uint32_t x = 0; x < width; x++) {
        blur(pixels + x, height, width);
    }
}

/* xorshift32 (Marsaglia, 2003) */
static uint32_t
next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static int
noise(uint32_t *state)
{
    int sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (int)(next(state) >> 8) % (SCAN_NOISE + 1);
    }
    return sum - 2 * SCAN_NOISE;
}

static uint8_t
develop(uint8_t light, uint32_t *state)
{
    int grey = SCAN_INK + light * (SCAN_PAPER - SCAN_INK) / 255 + noise(state);
    return (uint8_t)(grey < 0 ? 0 : grey > 255 ? 255 : grey);
}

bool
obv_scan(obv_call *call, const obv_drawing *drawing, obv_grey *ret)
{
    static const obv_raster how = {SCAN_PER_MM, SCAN_TURN, SCAN_RIGHT,
                                   SCAN_DOWN};
    obv_grey sharp;
    if (!obv_draw_grey(call, drawing, &how, &sharp)) {
        return false;
    }
    size_t count = (size_t)sharp.width * sharp.height;
    uint8_t *pixels = obv_arena_alloc(call->arena, count, 1);
    if (pixels == NULL) {
        return obv_no_memory(call);
    }
    memcpy(pixels, sharp.pixels, count);
    blur_all(pixels, sharp.width, sharp.height);
    uint32_t state = SCAN_SEED;
    for (size_t i = 0; i < count; i++) {
        pixels[i] = develop(pixels[i], &state);
    }
    *ret = (obv_grey){pixels, sharp.width, sharp.height, sharp.width};
    return true;
}
