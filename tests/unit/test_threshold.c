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

/* Speckled paper with ink and shadow on it, in as much light; a corner lies in
   the sun. */
static void
draw_noise(unsigned light)
{
    uint32_t state = 5;
    for (size_t i = 0; i < sizeof(pixels); i++) {
        uint32_t shade = 255 - (uint32_t)(i % (SIDE + 3));
        uint32_t ink = next(&state) % 9 == 0 ? 90 : 0;
        uint32_t here = i < OBV_BLOCK ? 255 : light;
        pixels[i] = (uint8_t)((shade - ink - next(&state) % 6) * here / 255);
    }
}

typedef struct range {
    int low, high;
} range;

/* Of what is drawn from one place to another, as far as there is any. */
static range
plain_range(const obv_grey *grey, uint32_t left, uint32_t top, uint32_t right,
            uint32_t bottom)
{
    range r = {255, 0};
    for (uint32_t y = top; y < bottom && y < grey->height; y++) {
        for (uint32_t x = left; x < right && x < grey->width; x++) {
            int here = obv_pixel(grey, x, y);
            r.low = here < r.low ? here : r.low;
            r.high = here > r.high ? here : r.high;
        }
    }
    return r;
}

/* Of a block and those around it. */
static range
range_around(const obv_grey *grey, uint32_t x, uint32_t y)
{
    return plain_range(grey, x > 0 ? x - OBV_BLOCK : 0,
                       y > 0 ? y - OBV_BLOCK : 0, x + 2 * OBV_BLOCK,
                       y + 2 * OBV_BLOCK);
}

/* What ink and paper differ by: an eighth of paper, which is what more than a
   twentieth of the blocks reach; from 5 to 20. */
static int
plain_contrast(const obv_grey *grey)
{
    uint32_t across = (grey->width + OBV_BLOCK - 1) / OBV_BLOCK;
    uint32_t count = across * ((grey->height + OBV_BLOCK - 1) / OBV_BLOCK);
    uint32_t above = 0;
    int paper = 255;
    for (; paper > 0 && above <= count / 20; paper--) {
        for (uint32_t i = 0; i < count; i++) {
            uint32_t x = i % across * OBV_BLOCK, y = i / across * OBV_BLOCK;
            above +=
                plain_range(grey, x, y, x + OBV_BLOCK, y + OBV_BLOCK).high ==
                paper;
        }
    }
    int least = paper * 20 / 160;
    return least < 5 ? 5 : least > 20 ? 20 : least;
}

/* Of the five by five blocks around, each its own mean. */
static int
mean_around(const obv_grey *grey, uint32_t x, uint32_t y)
{
    int sum = 0, count = 0;
    for (int i = 0; i < 25; i++) {
        uint32_t left = x + (uint32_t)(i % 5 - 2) * OBV_BLOCK;
        uint32_t top = y + (uint32_t)(i / 5 - 2) * OBV_BLOCK;
        int inside = 0, points = 0;
        for (uint32_t k = 0; k < OBV_BLOCK * OBV_BLOCK; k++) {
            uint32_t column = left + k % OBV_BLOCK, row = top + k / OBV_BLOCK;
            if (column < grey->width && row < grey->height) {
                inside += obv_pixel(grey, column, row);
                points++;
            }
        }
        sum += points > 0 ? inside / points : 0;
        count += points > 0;
    }
    return sum / count;
}

static void
check_cuts(uint32_t width, uint32_t height, obv_cutting how)
{
    obv_grey grey = {pixels, width, height, SIDE + 3};
    obv_ink ink;
    obv_arena_empty(arena);
    CHECK(obv_ink_of(&grey, how, arena, &ink) == OBV_OK);
    int least = plain_contrast(&grey);
    for (uint32_t y = 0; y < height; y += OBV_BLOCK) {
        for (uint32_t x = 0; x < width; x += OBV_BLOCK) {
            range r = range_around(&grey, x, y);
            int cut = (r.low + r.high + 1) / 2;
            if (r.high - r.low < least) {
                cut = r.low + r.high < 256 ? 255 : 0;
            } else if (how == OBV_CUT_MEAN) {
                cut = mean_around(&grey, x, y);
            }
            CHECK_NUMBER(obv_cut_at(&ink, x, y), cut);
        }
    }
}

static void
thresholds_are_those_of_one_pixel_at_a_time(void **state)
{
    (void)state;
    static const unsigned lights[] = {12, 40, 75, 110, 255};
    for (uint32_t size = 1; size <= SIDE; size++) {
        draw_noise(lights[size % COUNT(lights)]);
        for (int how = OBV_CUT_HALFWAY; how <= OBV_CUT_MEAN; how++) {
            check_cuts(size, SIDE + 1 - size, (obv_cutting)how);
            check_cuts(size, 1 + size % 19, (obv_cutting)how);
            check_cuts(1 + size % 19, size, (obv_cutting)how);
        }
    }
}

/* Cuts of any value, before which a pixel of any value may stand. */
static void
rows_are_dark_where_one_pixel_at_a_time_is(void **state)
{
    (void)state;
    uint32_t random = 11;
    uint8_t cuts[SIDE];
    for (size_t i = 0; i < sizeof(pixels); i++) {
        pixels[i] = (uint8_t)next(&random);
    }
    for (uint32_t width = 1; width <= SIDE; width++) {
        obv_grey grey = {pixels + width, width, 10, SIDE + 3};
        obv_ink ink = {grey, width % 2 == 0,
                       (width + OBV_BLOCK - 1) / OBV_BLOCK, cuts, NULL};
        for (size_t i = 0; i < sizeof(cuts); i++) {
            cuts[i] = (uint8_t)next(&random);
        }
        for (uint32_t i = 0; i < 10 * (width / 64 + 1) * 64; i++) {
            uint32_t x = i / 10, y = i % 10;
            uint64_t bits = obv_dark_of_row(&ink, x / 64 * 64, y);
            CHECK(
                (bits >> x % 64 & 1) ==
                (x < width && obv_pixel(&grey, x, y) < obv_cut_at(&ink, x, y)));
        }
    }
}

/* Every pair of a pixel and a cut. */
static void
a_pixel_is_dark_below_its_cut_alone(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 65536; i++) {
        uint8_t cut = (uint8_t)(i >> 8);
        memset(pixels, (int)(i & 255), OBV_BLOCK);
        obv_ink ink = {{pixels, OBV_BLOCK, 1, OBV_BLOCK}, false, 1, &cut, NULL};
        CHECK(obv_dark_of_row(&ink, 0, 0) == ((i & 255) < cut ? 255 : 0));
    }
}

static int
plain_extreme(const uint8_t *map, uint32_t width, uint32_t height, uint32_t at,
              uint32_t reach, bool most)
{
    uint32_t x = at % width, y = at / width;
    obv_grey grey = {map, width, height, width};
    range r =
        plain_range(&grey, x > reach ? x - reach : 0, y > reach ? y - reach : 0,
                    x + reach + 1, y + reach + 1);
    return most ? r.high : r.low;
}

static void
check_spread(uint32_t width, uint32_t height, bool most)
{
    static const uint32_t steps[] = {1, 3, 4}, reaches[] = {1, 4, 8};
    uint8_t map[41 * 41], spare[41 * 41];
    memcpy(map, pixels, sizeof(map));
    for (size_t i = 0; i < COUNT(steps); i++) {
        obv_spread(map, spare, width, height, steps[i], most);
        for (uint32_t k = 0; k < width * height; k++) {
            CHECK_NUMBER(map[k], plain_extreme(pixels, width, height, k,
                                               reaches[i], most));
        }
    }
    CHECK(map[width * height] == pixels[width * height]);
}

static void
the_least_and_the_most_around_are_those_of_one_place_at_a_time(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (size_t i = 0; i < sizeof(pixels); i++) {
        pixels[i] = (uint8_t)next(&random);
    }
    for (uint32_t size = 1; size <= 40; size++) {
        check_spread(size, 41 - size, size % 2 == 0);
        check_spread(size, 1 + size % 19, true);
        check_spread(1 + size % 19, size, false);
    }
}

static void
halves_are_those_of_one_pixel_at_a_time(void **state)
{
    (void)state;
    draw_noise(255);
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

/* Of the 15 x 15 around; what is not there is as the nearest.  A 225th as
   16 bits have it. */
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
    return sum * (65536 / 225) >> 16;
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
            CHECK_NUMBER(obv_pixel(flat, x, y), want);
        }
    }
}

static void
what_is_flattened_is_each_pixel_against_those_around(void **state)
{
    (void)state;
    draw_noise(255);
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
        cmocka_unit_test(rows_are_dark_where_one_pixel_at_a_time_is),
        cmocka_unit_test(a_pixel_is_dark_below_its_cut_alone),
        cmocka_unit_test(
            the_least_and_the_most_around_are_those_of_one_place_at_a_time),
        cmocka_unit_test(halves_are_those_of_one_pixel_at_a_time),
        cmocka_unit_test(what_is_flattened_is_each_pixel_against_those_around),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
