/* SPDX-License-Identifier: Apache-2.0 */
/* Thresholds are made many pixels at a time: they are those that one pixel at a
   time gives, whatever the size of the picture. */
#include "arenas.h"

#include "qr/inside.h"

#define SIDE 150

static uint8_t pixels[SIDE * (SIDE + 3)];

static uint32_t
next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* Speckled paper with ink and shadow on it. */
static void
draw_noise(void)
{
    uint32_t state = 5;
    for (size_t i = 0; i < sizeof(pixels); i++) {
        uint32_t shade = 255 - (uint32_t)(i % (SIDE + 3));
        uint32_t ink = next(&state) % 9 == 0 ? 90 : 0;
        pixels[i] = (uint8_t)(shade - ink - next(&state) % 6);
    }
}

typedef struct range {
    int low, high;
} range;

/* Of a block and those around it, as far as there are any. */
static range
plain_range(const obv_grey *grey, uint32_t column, uint32_t row)
{
    uint32_t left = column > 0 ? (column - 1) * OBV_BLOCK : 0;
    uint32_t top = row > 0 ? (row - 1) * OBV_BLOCK : 0;
    range r = {255, 0};
    for (uint32_t y = top; y < (row + 2) * OBV_BLOCK && y < grey->height; y++) {
        for (uint32_t x = left; x < (column + 2) * OBV_BLOCK && x < grey->width;
             x++) {
            int here = obv_pixel(grey, x, y);
            r.low = here < r.low ? here : r.low;
            r.high = here > r.high ? here : r.high;
        }
    }
    return r;
}

static void
check_cuts(uint32_t width, uint32_t height)
{
    obv_grey grey = {pixels, width, height, SIDE + 3};
    obv_ink ink;
    obv_arena_empty(arena);
    CHECK(obv_ink_of(&grey, OBV_CUT_HALFWAY, arena, &ink) == OBV_OK);
    for (uint32_t y = 0; y < height; y += OBV_BLOCK) {
        for (uint32_t x = 0; x < width; x += OBV_BLOCK) {
            range r = plain_range(&grey, x / OBV_BLOCK, y / OBV_BLOCK);
            int cut = obv_cut_at(&ink, x, y);
            if (r.high - r.low >= 20) {
                CHECK_NUMBER(cut, (r.low + r.high + 1) / 2);
            } else if (cut != 255 && cut != 0) { /* in the dark, less will do */
                CHECK_NUMBER(cut, (r.low + r.high + 1) / 2);
                CHECK(r.high - r.low >= 5);
            }
        }
    }
}

static void
thresholds_are_those_of_one_pixel_at_a_time(void **state)
{
    (void)state;
    draw_noise();
    for (uint32_t size = 1; size <= SIDE; size++) {
        check_cuts(size, SIDE + 1 - size);
        check_cuts(size, 1 + size % 19);
        check_cuts(1 + size % 19, size);
    }
}

static void
halves_are_those_of_one_pixel_at_a_time(void **state)
{
    (void)state;
    draw_noise();
    for (uint32_t width = 2; width <= SIDE; width++) {
        obv_grey grey = {pixels, width, 9, SIDE + 3}, half;
        obv_arena_empty(arena);
        CHECK(obv_grey_half(&grey, arena, &half) == OBV_OK);
        for (uint32_t i = 0; i < 4 * (width / 2); i++) {
            uint32_t x = i % (width / 2), y = i / (width / 2);
            int sum = obv_pixel(&grey, 2 * x, 2 * y) +
                      obv_pixel(&grey, 2 * x + 1, 2 * y) +
                      obv_pixel(&grey, 2 * x, 2 * y + 1) +
                      obv_pixel(&grey, 2 * x + 1, 2 * y + 1);
            CHECK_NUMBER(obv_pixel(&half, x, y), (sum + 2) / 4);
        }
    }
}

/* Of the 15 x 15 around; what is not there is as the nearest. */
static int
plain_mean(const obv_grey *grey, int64_t x, int64_t y)
{
    int64_t right = grey->width - 1, bottom = grey->height - 1;
    int sum = 0;
    for (int i = 0; i < 225; i++) {
        int64_t column = x + i % 15 - 7, row = y + i / 15 - 7;
        column = column < 0 ? 0 : column > right ? right : column;
        row = row < 0 ? 0 : row > bottom ? bottom : row;
        sum += obv_pixel(grey, (uint32_t)column, (uint32_t)row);
    }
    return (sum + 112) / 225;
}

static void
check_flat(uint32_t width, uint32_t height)
{
    obv_grey grey = {pixels, width, height, SIDE + 3};
    obv_pyramid pyramid;
    obv_arena_empty(arena);
    CHECK(obv_qr_pyramid(&grey, arena, &pyramid) == OBV_OK);
    CHECK(obv_qr_flatten(&pyramid, arena) == OBV_OK);
    const obv_grey *flat = &pyramid.levels[0].grey;
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            int want = 140 + obv_pixel(&grey, x, y) - plain_mean(&grey, x, y);
            want = want < 0 ? 0 : want > 255 ? 255 : want;
            int off = obv_pixel(flat, x, y) - want;
            CHECK(off >= -1 && off <= 1);
        }
    }
}

static void
what_is_flattened_is_each_pixel_against_those_around(void **state)
{
    (void)state;
    draw_noise();
    for (uint32_t size = 1; size <= SIDE; size += 7) {
        check_flat(size, SIDE + 1 - size);
        check_flat(size, 1 + size % 19);
        check_flat(1 + size % 19, size);
    }
    memset(pixels, 255, sizeof(pixels)); /* the largest sums */
    check_flat(40, 40);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds_are_those_of_one_pixel_at_a_time),
        cmocka_unit_test(halves_are_those_of_one_pixel_at_a_time),
        cmocka_unit_test(what_is_flattened_is_each_pixel_against_those_around),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
