/* SPDX-License-Identifier: Apache-2.0 */
/* The least, or the most, of what stands around each place of a map. */
#include "qr/inside.h"

/* The least, or the most, of each place in three rows: a loop that a compiler
   turns into vectors. */
static void
best_of_three(const uint8_t *a, const uint8_t *b, const uint8_t *c,
              size_t count, bool most, uint8_t *restrict ret)
{
    uint8_t turn = most ? 255 : 0; /* the most is the least of what is left */
    for (size_t i = 0; i < count; i++) {
        uint8_t x = a[i] ^ turn, y = b[i] ^ turn, z = c[i] ^ turn;
        x = y < x ? y : x;
        x = z < x ? z : x;
        ret[i] = x ^ turn;
    }
}

/* The first and the last of a row have fewer to one side. */
static void
spread_ends(const uint8_t *row, size_t across, size_t step, bool most,
            uint8_t *restrict ret)
{
    size_t middle = across > 2 * step ? across - 2 * step : 0;
    for (size_t i = 0; i < across; i++) {
        if (i == step) { /* from here on, all are there */
            i += middle;
        }
        if (i < across) {
            size_t left = i >= step ? i - step : 0;
            size_t right = i + step < across ? i + step : across - 1;
            best_of_three(row + left, row + i, row + right, 1, most, ret + i);
        }
    }
}

void
obv_spread(uint8_t *map, uint8_t *spare, size_t across, size_t down,
           size_t step, bool most)
{
    for (size_t y = 0; y < down; y++) {
        size_t above = y >= step ? y - step : 0;
        size_t below = y + step < down ? y + step : down - 1;
        best_of_three(map + above * across, map + y * across,
                      map + below * across, across, most, spare + y * across);
    }
    for (size_t y = 0; y < down; y++) {
        const uint8_t *row = spare + y * across;
        uint8_t *to = map + y * across;
        spread_ends(row, across, step, most, to);
        if (across > 2 * step) {
            best_of_three(row, row + step, row + 2 * step, across - 2 * step,
                          most, to + step);
        }
    }
}
