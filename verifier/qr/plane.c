/* SPDX-License-Identifier: Apache-2.0 */
/* The plane that fits points best: least squares over eight unknowns. */
#include "qr/inside.h"

#include <math.h>

#define UNKNOWNS 8

/* Sums of products: the upper triangle and the right side. */
typedef struct normal {
    double a[UNKNOWNS][UNKNOWNS + 1];
} normal;

static void
add_row(normal *n, const double row[static UNKNOWNS + 1], double weight)
{
    for (unsigned i = 0; i < UNKNOWNS; i++) {
        for (unsigned k = i; k <= UNKNOWNS; k++) {
            n->a[i][k] += weight * row[i] * row[k];
        }
    }
}

/* By Cholesky's way; false where rows say too little. */
static bool
solve(normal *n, double ret[static UNKNOWNS])
{
    double(*a)[UNKNOWNS + 1] = n->a;
    for (unsigned i = 0; i < UNKNOWNS; i++) {
        if (!(a[i][i] > 1e-9)) {
            return false;
        }
        double scale = 1 / sqrt(a[i][i]);
        for (unsigned k = i; k <= UNKNOWNS; k++) {
            a[i][k] *= scale;
        }
        for (unsigned j = i + 1; j < UNKNOWNS; j++) {
            for (unsigned k = j; k <= UNKNOWNS; k++) {
                a[j][k] -= a[i][j] * a[i][k];
            }
        }
    }
    for (unsigned i = UNKNOWNS; i-- > 0;) {
        double sum = a[i][UNKNOWNS];
        for (unsigned k = i + 1; k < UNKNOWNS; k++) {
            sum -= a[i][k] * ret[k];
        }
        ret[i] = sum / a[i][i];
    }
    return true;
}

/* So that all numbers are near 1: (p - middle) / size. */
typedef struct unit {
    double x, y, size;
} unit;

static unit
find_unit(const obv_pair *pairs, size_t count, bool to)
{
    unit u = {0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        obv_point p = to ? pairs[i].to : pairs[i].from;
        u.x += p.x;
        u.y += p.y;
    }
    u.x /= (double)count;
    u.y /= (double)count;
    for (size_t i = 0; i < count; i++) {
        obv_point p = to ? pairs[i].to : pairs[i].from;
        u.size += fabs(p.x - u.x) + fabs(p.y - u.y);
    }
    u.size = u.size / (double)count + 1e-9;
    return u;
}

/* Back to pixels: of = to^-1 h from. */
static void
compose(const double h[static UNKNOWNS], unit from, unit to, obv_plane *ret)
{
    double full[9] = {h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1};
    for (unsigned row = 0; row < 3; row++) {
        double *r = full + 3 * row;
        r[2] -= (r[0] * from.x + r[1] * from.y) / from.size;
        r[0] /= from.size;
        r[1] /= from.size;
    }
    for (unsigned k = 0; k < 3; k++) {
        ret->m[k] = full[k] * to.size + full[6 + k] * to.x;
        ret->m[3 + k] = full[3 + k] * to.size + full[6 + k] * to.y;
        ret->m[6 + k] = full[6 + k];
    }
}

bool
obv_plane_fit(const obv_pair *pairs, size_t count, obv_plane *ret)
{
    assert(count >= 4);

    unit from = find_unit(pairs, count, false);
    unit to = find_unit(pairs, count, true);
    normal n = {0};
    for (size_t i = 0; i < count; i++) {
        const obv_pair *p = &pairs[i];
        double x = (p->from.x - from.x) / from.size;
        double y = (p->from.y - from.y) / from.size;
        double u = (p->to.x - to.x) / to.size, v = (p->to.y - to.y) / to.size;
        add_row(&n, (double[]){x, y, 1, 0, 0, 0, -x * u, -y * u, u}, p->weight);
        add_row(&n, (double[]){0, 0, 0, x, y, 1, -x * v, -y * v, v}, p->weight);
    }
    double h[UNKNOWNS];
    if (!solve(&n, h)) {
        return false;
    }
    compose(h, from, to, ret);
    return true;
}
