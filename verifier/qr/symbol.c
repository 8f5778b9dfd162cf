/* SPDX-License-Identifier: Apache-2.0 */
/* What stands where in a symbol: ISO/IEC 18004, 5.3 and annex E. */
#include "qr/inside.h"

unsigned
obv_qr_lattice(unsigned version, uint8_t at[static OBV_MAX_LATTICE])
{
    assert(version >= 1 && version <= 40);

    if (version == 1) {
        return 0;
    }
    unsigned count = version / 7 + 2;
    /* Steps are even, and as equal as they can be, but for version 32. */
    unsigned step = version == 32
                        ? 26
                        : (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    unsigned last = obv_side_of(version) - 7;
    at[0] = 6;
    for (unsigned i = count; i-- > 1; last -= step) {
        at[i] = (uint8_t)last;
    }
    return count;
}

static unsigned
farther(int x, int y)
{
    unsigned a = (unsigned)(x < 0 ? -x : x), b = (unsigned)(y < 0 ? -y : y);
    return a > b ? a : b;
}

/* Rings of ink and paper around (cx, cy), out to `reach`; `gap` is the ring of
   paper inside. */
static void
put_rings(uint8_t *ret, int side, int cx, int cy, int reach, unsigned gap)
{
    for (int y = cy - reach; y <= cy + reach; y++) {
        for (int x = cx - reach; x <= cx + reach; x++) {
            if (x < 0 || y < 0 || x >= side || y >= side) {
                continue;
            }
            unsigned ring = farther(x - cx, y - cy);
            ret[y * side + x] =
                ring == gap || ring == 4 ? OBV_MODULE_LIGHT : OBV_MODULE_DARK;
        }
    }
}

static void
put_formats(uint8_t *ret, int side, bool versions)
{
    for (int i = 0; i < 9; i++) {
        ret[8 * side + i] = ret[i * side + 8] = OBV_MODULE_FORMAT;
    }
    for (int i = side - 8; i < side; i++) {
        ret[8 * side + i] = ret[i * side + 8] = OBV_MODULE_FORMAT;
    }
    ret[(side - 8) * side + 8] = OBV_MODULE_DARK;
    for (int i = 0; versions && i < 18; i++) {
        int along = side - 11 + i % 3, beside = i / 3;
        ret[along * side + beside] = OBV_MODULE_FORMAT;
        ret[beside * side + along] = OBV_MODULE_FORMAT;
    }
}

static void
put_lattice(uint8_t *ret, unsigned version)
{
    int side = (int)obv_side_of(version);
    uint8_t at[OBV_MAX_LATTICE];
    unsigned count = obv_qr_lattice(version, at);
    for (unsigned y = 0; y < count; y++) {
        for (unsigned x = 0; x < count; x++) {
            if (!obv_is_corner(x, y, count)) {
                put_rings(ret, side, at[x], at[y], 2, 1);
            }
        }
    }
}

/* Timing patterns, and what stands on top of the lattice's corners. */
static void
put_marks(uint8_t *ret, int side)
{
    for (int i = 8; i < side - 8; i++) {
        ret[6 * side + i] = ret[i * side + 6] =
            i % 2 == 0 ? OBV_MODULE_DARK : OBV_MODULE_LIGHT;
    }
    put_rings(ret, side, 3, 3, 4, 2);
    put_rings(ret, side, side - 4, 3, 4, 2);
    put_rings(ret, side, 3, side - 4, 4, 2);
}

void
obv_qr_layout(unsigned version, uint8_t *ret)
{
    int side = (int)obv_side_of(version);
    memset(ret, OBV_MODULE_DATA, (size_t)side * (size_t)side);
    put_lattice(ret, version);
    put_formats(ret, side, version >= 7);
    put_marks(ret, side);
}

void
obv_model1_layout(unsigned version, uint8_t *ret)
{
    int side = (int)obv_side_of(version);
    memset(ret, OBV_MODULE_DATA, (size_t)side * (size_t)side);
    put_formats(ret, side, false);
    put_marks(ret, side);
}
