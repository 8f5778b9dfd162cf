/* SPDX-License-Identifier: Apache-2.0 */
/* Codewords: where they stand in a symbol, and how they make blocks: ISO/IEC
   18004, 7.5 to 7.8. */
#include "qr/decode.h"

#define VERSIONS 40

/* clang-format off */
/* By level, as the format numbers them: M, L, H, Q. */
static const uint8_t parities[4][VERSIONS] = {
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    { 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};

static const uint8_t counts[4][VERSIONS] = {
    { 1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9, 10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    { 1,  1,  1,  1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
      8,  9,  9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    { 1,  1,  2,  4,  4,  4,  5,  6,  8,  8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
    { 1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
};

/* Codewords that are kept from correcting: table 9, p. */
static const struct protection {
    unsigned version;
    obv_level level;
    unsigned codewords;
} protections[] = {
    {1, OBV_LEVEL_L, 3}, {1, OBV_LEVEL_M, 2}, {2, OBV_LEVEL_L, 2},
    {1, OBV_LEVEL_Q, 1}, {1, OBV_LEVEL_H, 1}, {3, OBV_LEVEL_L, 1},
};
/* clang-format on */

/* Modules that are not fixed, in whole codewords. */
static unsigned
codewords_of(unsigned version)
{
    unsigned modules = (16 * version + 128) * version + 64;
    if (version >= 2) {
        unsigned lattice = version / 7 + 2;
        modules -= (25 * lattice - 10) * lattice - 55;
        modules -= version >= 7 ? 36 : 0;
    }
    return modules / 8;
}

unsigned
obv_qr_protected(unsigned version, obv_level level)
{
    for (size_t i = 0; i < COUNT(protections); i++) {
        if (protections[i].version == version &&
            protections[i].level == level) {
            return protections[i].codewords;
        }
    }
    return 0;
}

obv_plan
obv_qr_plan(unsigned version, obv_level level)
{
    assert(version >= 1 && version <= VERSIONS);

    obv_plan plan = {.codewords = codewords_of(version),
                     .blocks = counts[level][version - 1],
                     .parity = parities[level][version - 1]};
    plan.data = plan.codewords - plan.blocks * plan.parity;
    plan.protect = obv_qr_protected(version, level);
    return plan;
}

/* ---- Where they stand -------------------------------------------------------
 */

/* 7.8.2, table 10: whether the mask turns a module over. */
bool
obv_qr_is_turned(unsigned mask, unsigned x, unsigned y)
{
    switch (mask) {
    case 0:
        return (x + y) % 2 == 0;
    case 1:
        return y % 2 == 0;
    case 2:
        return x % 3 == 0;
    case 3:
        return (x + y) % 3 == 0;
    case 4:
        return (x / 3 + y / 2) % 2 == 0;
    case 5:
        return x * y % 2 + x * y % 3 == 0;
    case 6:
        return (x * y % 2 + x * y % 3) % 2 == 0;
    default:
        return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

typedef struct writing {
    uint8_t *bytes, *sure;
    size_t bits, most;
} writing;

static void
put_module(const obv_modules *m, unsigned mask, unsigned x, unsigned y,
           writing *w)
{
    size_t at = (size_t)y * m->side + x, byte = w->bits / 8;
    bool ink = (m->dark[at] != 0) != obv_qr_is_turned(mask, x, y);
    if (w->bits % 8 == 0) {
        w->bytes[byte] = 0;
        w->sure[byte] = 255;
    }
    w->bytes[byte] = (uint8_t)(w->bytes[byte] << 1 | ink);
    w->sure[byte] = m->sure[at] < w->sure[byte] ? m->sure[at] : w->sure[byte];
    w->bits++;
}

/* Two columns at a time from the right, up and down in turn; the sixth holds
   a timing pattern alone. */
void
obv_qr_codewords(const obv_modules *m, unsigned mask, uint8_t *bytes,
                 uint8_t *sure)
{
    uint8_t layout[OBV_MAX_MODULES * OBV_MAX_MODULES];
    writing w = {bytes, sure, 0, 8 * (size_t)codewords_of(m->version)};
    obv_qr_layout(m->version, layout);
    bool up = true;
    for (unsigned right = m->side - 1; right != 0 && right < m->side;
         right -= right == 8 ? 3 : 2) {
        for (unsigned i = 0; i < 2 * m->side; i++) {
            unsigned y = up ? m->side - 1 - i / 2 : i / 2, x = right - i % 2;
            if (layout[y * m->side + x] == OBV_MODULE_DATA && w.bits < w.most) {
                put_module(m, mask, x, y, &w);
            }
        }
        up = !up;
    }
    assert(w.bits == w.most);
}

/* The first blocks are one codeword of data shorter than the last. */
void
obv_qr_gather(const obv_plan *plan, unsigned index, const uint8_t *bytes,
              const uint8_t *sure, obv_rs_block *ret)
{
    unsigned shorter = plan->blocks - plan->codewords % plan->blocks;
    unsigned least = plan->data / plan->blocks;
    unsigned data = least + (index >= shorter);
    ret->len = data + plan->parity;
    ret->parity = plan->parity;
    for (unsigned i = 0; i < ret->len; i++) {
        unsigned at = i < least ? i * plan->blocks + index
                      : i < data
                          ? least * plan->blocks + index - shorter
                          : plan->data + (i - data) * plan->blocks + index;
        ret->bytes[i] = bytes[at];
        ret->sure[i] = sure[at];
    }
}
