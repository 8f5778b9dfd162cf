/* SPDX-License-Identifier: Apache-2.0 */
/* Format and version information: ISO/IEC 18004, 7.9 and 7.10. */
#include "qr/decode.h"

/* Errors that both BCH codes correct. */
#define MOST_ERRORS 3

#define FORMATS 32
#define FORMAT_BITS 15
#define FORMAT_MASK 0x5412u
#define MODEL1_MASK 0x2825u /* ISO/IEC 18004:2000, M.6 */
#define FORMAT_DIVISOR 0x537u
#define VERSION_BITS 18
#define VERSION_DIVISOR 0x1F25u

/* `data` with the check bits that dividing it leaves. */
static uint32_t
with_checks(uint32_t data, unsigned checks, uint32_t divisor)
{
    uint32_t rest = data;
    for (unsigned i = 0; i < checks; i++) {
        rest = rest << 1 ^ (rest >> (checks - 1)) * divisor;
    }
    return data << checks | rest;
}

static unsigned
count_ones(uint32_t bits)
{
    unsigned count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

/* A few bits as they were seen, the lowest first, and how sure. */
typedef struct seen {
    uint32_t bits;
    uint8_t sure[VERSION_BITS];
} seen;

static void
see(const obv_modules *m, unsigned x, unsigned y, unsigned bit, seen *ret)
{
    size_t at = (size_t)y * m->side + x;
    ret->bits |= (uint32_t)(m->dark[at] != 0) << bit;
    ret->sure[bit] = m->sure[at];
}

static void
see_formats(const obv_modules *m, seen ret[static 2])
{
    unsigned side = m->side;
    for (unsigned i = 0; i < FORMAT_BITS; i++) {
        if (i < 8) {
            see(m, 8, i < 6 ? i : i + 1, i, &ret[0]);
            see(m, side - 1 - i, 8, i, &ret[1]);
        } else {
            see(m, i == 8 ? 7 : 14 - i, 8, i, &ret[0]);
            see(m, 8, side - FORMAT_BITS + i, i, &ret[1]);
        }
    }
}

/* What would have to be wrong, by how sure it was. */
static unsigned
cost(const seen *s, uint32_t bits)
{
    unsigned sum = 0;
    uint32_t differ = s->bits ^ bits;
    for (unsigned i = 0; i < VERSION_BITS; i++) {
        sum += (differ >> i & 1) != 0 ? 1u + s->sure[i] : 0;
    }
    return sum;
}

static bool
is_near(const seen s[static 2], uint32_t bits)
{
    return count_ones(s[0].bits ^ bits) <= MOST_ERRORS ||
           count_ones(s[1].bits ^ bits) <= MOST_ERRORS;
}

/* Of a format that is near to none. */
#define NONE UINT32_MAX

/* What the nearest of one model costs, and which it is. */
static unsigned
nearest(const seen s[static 2], uint32_t format_mask, obv_level *level,
        unsigned *mask)
{
    unsigned best = NONE;
    for (uint32_t i = 0; i < FORMATS; i++) {
        uint32_t bits = with_checks(i, 10, FORMAT_DIVISOR) ^ format_mask;
        unsigned sum = cost(&s[0], bits) + cost(&s[1], bits);
        if (sum < best && is_near(s, bits)) {
            best = sum;
            *level = (obv_level)(i >> 3);
            *mask = i & 7;
        }
    }
    return best;
}

bool
obv_qr_format(const obv_modules *m, obv_level *level, unsigned *mask)
{
    seen s[2] = {{0}, {0}};
    see_formats(m, s);
    return nearest(s, FORMAT_MASK, level, mask) != NONE;
}

bool
obv_model1_format(const obv_modules *m, obv_level *level, unsigned *mask)
{
    seen s[2] = {{0}, {0}};
    see_formats(m, s);
    unsigned today = nearest(s, FORMAT_MASK, level, mask);
    if (nearest(s, MODEL1_MASK, level, mask) >= today) {
        return false;
    }
    uint32_t data = (uint32_t)*level << 3 | *mask;
    uint32_t bits = with_checks(data, 10, FORMAT_DIVISOR) ^ MODEL1_MASK;
    return count_ones(s[0].bits ^ bits) <= MOST_ERRORS &&
           count_ones(s[1].bits ^ bits) <= MOST_ERRORS;
}

bool
obv_qr_version_fits(const obv_modules *m)
{
    seen s[2] = {{0}, {0}};
    if (m->version < 7) {
        return true; /* has none */
    }
    for (unsigned i = 0; i < VERSION_BITS; i++) {
        unsigned along = m->side - 11 + i % 3, beside = i / 3;
        see(m, along, beside, i, &s[0]);
        see(m, beside, along, i, &s[1]);
    }
    if (is_near(s, with_checks(m->version, 12, VERSION_DIVISOR))) {
        return true;
    }
    for (uint32_t v = 7; v <= 40; v++) {
        if (is_near(s, with_checks(v, 12, VERSION_DIVISOR))) {
            return false;
        }
    }
    return true; /* torn off: that is no reason */
}
