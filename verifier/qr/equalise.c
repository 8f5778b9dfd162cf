/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Small or blurred modules show what stands beside them.  How much of each, the
 * symbol itself tells: weights are fitted so that what is seen around a module
 * gives what it was first taken for, which is right nearly everywhere.
 */
#include "qr/inside.h"

#include <math.h>

/* Modules to each side that have a say. */
#define BESIDE 2
#define ACROSS (2 * BESIDE + 1)
#define TERMS (ACROSS * ACROSS + 1)

/* So many modules are enough to learn from. */
#define LESSONS 6000

/* What is less sure than that teaches nothing. */
#define LEAST_SURE 48

/* Keeps weights small that nothing speaks for: of the number of lessons. */
#define RIDGE 1e-3

/* How ink and paper differ where next to nothing does. */
#define LEAST_CONTRAST 1.0f

/* The symbol as it was judged: grey, and between ink and paper. */
typedef struct seen {
    const float *values, *cuts, *contrasts;
    unsigned side;
} seen;

/* What is seen around a module, 0 between ink and paper; there is paper around
   a symbol. */
static void
look_around(const seen *s, unsigned x, unsigned y, float ret[static TERMS])
{
    size_t at = (size_t)y * s->side + x;
    float contrast =
        s->contrasts[at] > LEAST_CONTRAST ? s->contrasts[at] : LEAST_CONTRAST;
    for (unsigned i = 0; i < ACROSS * ACROSS; i++) {
        unsigned column = x + i % ACROSS - BESIDE;
        unsigned row = y + i / ACROSS - BESIDE; /* below 0: very large */
        bool inside = column < s->side && row < s->side;
        size_t there = (size_t)row * s->side + column;
        *ret++ = inside ? (s->values[there] - s->cuts[at]) / contrast : -0.5f;
    }
    *ret = 1;
}

typedef struct lessons {
    double squares[TERMS][TERMS], answers[TERMS];
    unsigned count;
} lessons;

static void
learn(lessons *l, const float around[static TERMS], bool ink)
{
    for (unsigned i = 0; i < TERMS; i++) {
        for (unsigned k = 0; k <= i; k++) {
            l->squares[i][k] += (double)(around[i] * around[k]);
        }
        l->answers[i] += (double)(ink ? around[i] : -around[i]);
    }
    l->count++;
}

/* By Cholesky: the root takes the place of the squares. */
static bool
solve(lessons *l, float ret[static TERMS])
{
    double part[TERMS];
    for (unsigned i = 0; i < TERMS; i++) {
        l->squares[i][i] += RIDGE * l->count;
        part[i] = l->answers[i];
        for (unsigned k = 0; k <= i; k++) {
            double sum = l->squares[i][k];
            for (unsigned m = 0; m < k; m++) {
                sum -= l->squares[i][m] * l->squares[k][m];
            }
            if (k == i && sum <= 0) {
                return false;
            }
            l->squares[i][k] = k == i ? sqrt(sum) : sum / l->squares[k][k];
        }
        for (unsigned m = 0; m < i; m++) {
            part[i] -= l->squares[i][m] * part[m];
        }
        part[i] /= l->squares[i][i];
    }
    for (unsigned i = TERMS; i-- > 0;) {
        for (unsigned m = i + 1; m < TERMS; m++) {
            part[i] -= l->squares[m][i] * part[m];
        }
        part[i] /= l->squares[i][i];
        ret[i] = (float)part[i];
    }
    return true;
}

static bool
find_weights(const seen *s, const uint8_t *layout, const uint8_t *dark,
             const uint8_t *sure, float ret[static TERMS])
{
    lessons l = {.count = 0};
    unsigned count = s->side * s->side, step = count / LESSONS + 1;
    for (unsigned i = 0; i < count; i += step) {
        bool fixed =
            layout[i] == OBV_MODULE_LIGHT || layout[i] == OBV_MODULE_DARK;
        if (fixed || sure[i] >= LEAST_SURE) {
            float around[TERMS];
            look_around(s, i % s->side, i / s->side, around);
            learn(&l, around, fixed ? layout[i] == OBV_MODULE_DARK : dark[i]);
        }
    }
    return l.count > 2 * TERMS && solve(&l, ret);
}

bool
obv_qr_equalise(const float *values, const uint8_t *layout, unsigned side,
                const float *work, uint8_t *dark, uint8_t *sure)
{
    size_t count = (size_t)side * side;
    seen s = {values, work + count, work + 2 * count, side};
    float weights[TERMS];
    if (!find_weights(&s, layout, dark, sure, weights)) {
        return false;
    }
    for (unsigned i = 0; i < side * side; i++) {
        float around[TERMS], sum = 0;
        look_around(&s, i % side, i / side, around);
        for (unsigned k = 0; k < TERMS; k++) {
            sum += weights[k] * around[k];
        }
        float clear = fabsf(sum) < 1 ? fabsf(sum) : 1;
        dark[i] = sum > 0;
        sure[i] = (uint8_t)(255 * clear);
    }
    return true;
}
