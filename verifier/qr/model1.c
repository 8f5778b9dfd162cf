/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Model 1, the symbol before the alignment patterns: ISO/IEC 18004:2000, annex
 * M.  The finders, the timing patterns, the masks and where the format stands
 * are those of today; codewords stand otherwise.  Each is a block, from the
 * bottom right:
 *
 *   - two columns of blocks, 2 modules across and 4 down, on the right; in the
 *     outer one every other block between the ends is an extension pattern;
 *   - columns of blocks of 4 by 2 in the middle, of which the first ends below
 *     the finder, and every other begins above an extension pattern;
 *   - four columns of 2 by 4 between the finders on the left.
 *
 * The first four modules belong to the corner, and say nothing.
 */
#include "qr/decode.h"

#define BITS 8

/* clang-format off */
/* By level, as the format numbers them: M, L, H, Q.  Table M.4. */
static const uint8_t parities[4][OBV_MODEL1_VERSIONS] = {
    {10, 16, 28, 40, 52, 32, 40, 48, 60, 68, 40, 46, 52, 60},
    { 7, 10, 15, 20, 26, 34, 42, 24, 30, 34, 40, 46, 36, 40},
    {17, 30, 48, 66, 44, 56, 46, 56, 68, 58, 54, 62, 58, 66},
    {13, 22, 36, 50, 66, 42, 52, 64, 50, 58, 52, 58, 66, 60},
};

static const uint8_t counts[4][OBV_MODEL1_VERSIONS] = {
    {1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 4, 4, 4, 4},
    {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3},
    {1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 6},
    {1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5},
};
/* clang-format on */

/* ---- Where they stand -------------------------------------------------------
 */

typedef struct writing {
    const obv_modules *m;
    unsigned mask;
    uint8_t *bytes, *sure;
    unsigned count;
} writing;

/* The block whose bottom right module is (x, y). */
static void
put_block(writing *w, unsigned x, unsigned y, unsigned across)
{
    unsigned byte = 0;
    uint8_t sure = 255;
    for (unsigned i = 0; i < BITS; i++) {
        unsigned column = x - i % across, row = y - i / across;
        size_t at = (size_t)row * w->m->side + column;
        bool ink =
            (w->m->dark[at] != 0) != obv_qr_is_turned(w->mask, column, row);
        byte = byte << 1 | ink;
        sure = w->m->sure[at] < sure ? w->m->sure[at] : sure;
    }
    w->bytes[w->count] = (uint8_t)byte;
    w->sure[w->count++] = sure;
}

/* Upwards from the bottom, so many. */
static void
put_upright(writing *w, unsigned x, unsigned y, unsigned blocks, bool extended)
{
    for (unsigned i = 0; i < blocks; i++) {
        bool extension = extended && i > 0 && i + 1 < blocks && i % 2 == 0;
        if (!extension) {
            put_block(w, x, y - 4 * i, 2);
        }
    }
}

/* ... but from `first` on; above row 8, those over the timing pattern, too. */
static void
put_lying(writing *w, unsigned x, unsigned first, bool whole)
{
    unsigned bottom = w->m->side - 1;
    for (unsigned y = bottom - 2 * first; y > 8; y -= 2) {
        put_block(w, x, y, 4);
    }
    static const unsigned above[] = {8, 5, 3, 1};
    for (unsigned i = 0; whole && i < COUNT(above); i++) {
        put_block(w, x, above[i], 4);
    }
}

unsigned
obv_model1_codewords(const obv_modules *m, unsigned mask, uint8_t *bytes,
                     uint8_t *sure)
{
    static const unsigned left[] = {8, 5, 3, 1};
    unsigned last = m->side - 1, version = m->version;
    writing w = {m, mask, bytes, sure, 0};
    put_upright(&w, last, last, version + 2, true);
    put_upright(&w, last - 2, last, version + 2, false);
    for (unsigned i = 0; i <= version; i++) {
        bool extension = i % 2 != 0 && i != version;
        put_lying(&w, last - 4 - 4 * i, extension, i > 0);
    }
    for (unsigned i = 0; i < COUNT(left); i++) {
        put_upright(&w, left[i], last - 8, version, false);
    }
    return w.count;
}

/* ---- How they make blocks ---------------------------------------------------
 */

/* All blocks are of one size; what is left over stands idle. */
obv_plan
obv_model1_plan(unsigned version, obv_level level, unsigned codewords)
{
    assert(version >= 1 && version <= OBV_MODEL1_VERSIONS);

    obv_plan plan = {.blocks = counts[level][version - 1],
                     .parity = parities[level][version - 1],
                     .model1 = true};
    plan.codewords = codewords - codewords % plan.blocks;
    plan.data = plan.codewords - plan.blocks * plan.parity;
    plan.protect = obv_qr_protected(version, level);
    return plan;
}

void
obv_model1_drop_corner(uint8_t *data, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned next = i + 1 < count ? data[i + 1] : 0, here = data[i];
        data[i] = (uint8_t)(here << 4 | next >> 4);
    }
}

/* Blocks stand one behind another: first the data of all, then the checks. */
void
obv_model1_gather(const obv_plan *plan, unsigned index, const uint8_t *bytes,
                  const uint8_t *sure, obv_rs_block *ret)
{
    unsigned data = plan->data / plan->blocks;
    ret->len = data + plan->parity;
    ret->parity = plan->parity;
    for (unsigned i = 0; i < ret->len; i++) {
        unsigned at = i < data ? index * data + i
                               : plan->data + index * plan->parity + i - data;
        ret->bytes[i] = bytes[at];
        ret->sure[i] = sure[at];
    }
}
