/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many modules: from the size of the finders; from the version that stands
 * beside two of them; and the timing patterns decide.
 */
#include "qr/inside.h"

#include <math.h>

/* Versions to each side of what the finders say: 4 modules each. */
#define AROUND 3

/* What a plane costs, in points. */
#define PLANE 300

/* The plane of three finders. */
static bool
fit_frame(const obv_frame *frame, unsigned side, obv_plane *ret)
{
    obv_pair pairs[15];
    size_t count = 0;
    for (unsigned i = 0; i < 3; i++) {
        float left = i == 1 ? (float)side - 7 : 0;
        float top = i == 2 ? (float)side - 7 : 0;
        const obv_quad *q = &frame->quads[i];
        for (unsigned k = 0; k < 4; k++) {
            obv_point from = {left + (k == 1 || k == 2 ? 7.0f : 0),
                              top + (k >= 2 ? 7.0f : 0)};
            pairs[count++] = (obv_pair){from, q->corners[k], 1};
        }
        pairs[count++] = (obv_pair){{left + 3.5f, top + 3.5f}, q->centre, 4};
    }
    return obv_plane_fit(pairs, count, ret);
}

/* Along one timing pattern: how much each module differs from its neighbours
   in the right way, of how much they differ at all. */
static void
weigh_timing(const obv_ink *ink, const obv_plane *plane, unsigned side,
             bool column, float *right, float *all)
{
    float last[2] = {0, 0};
    for (unsigned i = 7; i + 7 <= side; i++) {
        float at = (float)i + 0.5f;
        obv_point p = column ? obv_plane_at(plane, 6.5f, at)
                             : obv_plane_at(plane, at, 6.5f);
        float here = obv_grey_at(&ink->grey, p);
        if (i >= 9) {
            float differs = last[1] - (last[0] + here) / 2; /* module i - 1 */
            *right += i % 2 == 0 ? differs : -differs;
            *all += fabsf(differs);
        }
        last[0] = last[1];
        last[1] = here;
    }
}

static float
weigh_size(const obv_ink *ink, const obv_plane *plane, unsigned side)
{
    float right = 0, all = 1;
    weigh_timing(ink, plane, side, false, &right, &all);
    weigh_timing(ink, plane, side, true, &right, &all);
    return (ink->inverted ? -right : right) / all;
}

static obv_point
between(obv_point a, obv_point b)
{
    return (obv_point){(a.x + b.x) / 2, (a.y + b.y) / 2};
}

static float
apart(obv_point a, obv_point b)
{
    return hypotf(a.x - b.x, a.y - b.y);
}

/* Modules from the middle of one finder to that of another in its row. */
static float
count_across(const obv_quad *a, const obv_quad *b)
{
    float wide_a = apart(between(a->corners[0], a->corners[3]),
                         between(a->corners[1], a->corners[2]));
    float wide_b = apart(between(b->corners[0], b->corners[3]),
                         between(b->corners[1], b->corners[2]));
    return 14 * apart(a->centre, b->centre) / (wide_a + wide_b + 1e-6f);
}

static float
count_down(const obv_quad *a, const obv_quad *b)
{
    float high_a = apart(between(a->corners[0], a->corners[1]),
                         between(a->corners[3], a->corners[2]));
    float high_b = apart(between(b->corners[0], b->corners[1]),
                         between(b->corners[3], b->corners[2]));
    return 14 * apart(a->centre, b->centre) / (high_a + high_b + 1e-6f);
}

/* The version with its check bits (7.10). */
static uint32_t
version_code(uint32_t version)
{
    uint32_t rest = version;
    for (unsigned i = 0; i < 12; i++) {
        rest = (rest << 1) ^ ((rest >> 11) * 0x1F25u);
    }
    return version << 12 | rest;
}

static unsigned
count_bits(uint32_t bits)
{
    return (unsigned)__builtin_popcount(bits);
}

/* The version that 18 bits are nearest to; 0: to none. */
static unsigned
nearest_version(uint32_t bits)
{
    for (uint32_t v = 7; v <= 40; v++) {
        if (count_bits(version_code(v) ^ bits) <= 3) {
            return v;
        }
    }
    return 0;
}

/* What stands beside the finder at the end of the row (above it, of that at
   the end of the column), as the finder's own plane has it. */
static unsigned
read_version(const obv_ink *ink, const obv_quad *q, bool below)
{
    obv_plane plane;
    obv_pair pairs[4];
    for (unsigned k = 0; k < 4; k++) {
        obv_point from = {k == 1 || k == 2 ? 7 : 0, k >= 2 ? 7 : 0};
        pairs[k] = (obv_pair){from, q->corners[k], 1};
    }
    if (!obv_plane_fit(pairs, 4, &plane)) {
        return 0;
    }
    float values[18], sum = 0;
    for (unsigned i = 0; i < 18; i++) {
        unsigned line = i / 3;
        float near = (float)(i % 3) - 3.5f, along = (float)line + 0.5f;
        obv_point p = below ? obv_plane_at(&plane, along, near)
                            : obv_plane_at(&plane, near, along);
        values[i] = obv_grey_at(&ink->grey, p);
        sum += values[i];
    }
    uint32_t bits = 0;
    for (unsigned i = 0; i < 18; i++) {
        bool dark = (values[i] < sum / 18) != ink->inverted;
        bits |= (uint32_t)dark << i;
    }
    return nearest_version(bits);
}

/* In order of score. */
static size_t
add_guess(obv_guess *guesses, size_t count, const obv_guess *one)
{
    size_t at = count < OBV_MAX_GUESSES ? count : OBV_MAX_GUESSES;
    for (; at > 0 && guesses[at - 1].score < one->score; at--) {
        if (at < OBV_MAX_GUESSES) {
            guesses[at] = guesses[at - 1];
        }
    }
    if (at < OBV_MAX_GUESSES) {
        guesses[at] = *one;
        count += count < OBV_MAX_GUESSES;
    }
    return count;
}

size_t
obv_qr_sizes(const obv_ink *ink, const obv_frame *frame,
             obv_guess ret[static OBV_MAX_GUESSES])
{
    const obv_quad *q = frame->quads;
    float modules = (count_across(&q[0], &q[1]) + count_down(&q[0], &q[2])) / 2;
    if (!(modules > 8 && modules < 260)) {
        return 0;
    }
    int middle = (int)lroundf((modules + 7 - 17) / 4);
    int said[2] = {(int)read_version(ink, &q[1], false),
                   (int)read_version(ink, &q[2], true)};
    size_t count = 0;
    for (int v = 1; v <= 40; v++) {
        bool stands = v == said[0] || v == said[1];
        int off = v > middle ? v - middle : middle - v;
        if (off > AROUND + middle / 8 && !(stands && off < 6 + middle / 3)) {
            continue;
        }
        obv_guess one = {.version = (unsigned)v};
        unsigned side = obv_side_of(one.version);
        if (!obv_spend(ink, 2 * (uint64_t)side + PLANE) ||
            !fit_frame(frame, side, &one.plane)) {
            continue;
        }
        one.timing = weigh_size(ink, &one.plane, side);
        one.score = one.timing - 0.02f * (float)off + (stands ? 0.3f : 0);
        count = add_guess(ret, count, &one);
    }
    return count;
}
