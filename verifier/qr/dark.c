/* SPDX-License-Identifier: Apache-2.0 */
/* Which pixels of a row are dark: 64 at a time, eight in each step. */
#include "qr/inside.h"

static uint64_t
load_eight(const uint8_t *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
           (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* One bit for each of eight pixels, the first the lowest: is it darker? */
static unsigned
darker(const uint8_t *pixels, unsigned cut)
{
    const uint64_t tops = 0x8080808080808080u;
    uint64_t a = load_eight(pixels), b = cut * UINT64_C(0x0101010101010101);
    uint64_t not_below = (a | tops) - (b & ~tops); /* by their low 7 bits */
    uint64_t below = ((~a & b) | (~(a ^ b) & ~not_below)) & tops;
    return (unsigned)(((below >> 7) * UINT64_C(0x0102040810204080)) >> 56);
}

/* Eight pixels of a row as bits, 1 dark. */
static unsigned
dark_of_block(const obv_ink *ink, uint32_t block, uint32_t y)
{
    uint32_t x = block * OBV_BLOCK, width = ink->grey.width;
    const uint8_t *pixels = ink->grey.pixels + (size_t)y * ink->grey.stride + x;
    unsigned cut = (unsigned)obv_cut_at(ink, x, y);
    if (x + OBV_BLOCK <= width) {
        return darker(pixels, cut);
    }
    uint8_t last[OBV_BLOCK] = {0};
    memcpy(last, pixels, width - x);
    return darker(last, cut) & ((1u << (width - x)) - 1);
}

uint64_t
obv_dark_of_row(const obv_ink *ink, uint32_t x, uint32_t y)
{
    uint32_t block = x / OBV_BLOCK;
    uint64_t bits = 0;
    for (unsigned i = 0; i < 8 && block + i < ink->across; i++) {
        bits |= (uint64_t)dark_of_block(ink, block + i, y) << (8 * i);
    }
    return bits;
}
