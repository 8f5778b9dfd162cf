/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of another size show the same. */
#include "arenas.h"

#include "qr/qr.h"

#define WIDTH 12
#define HEIGHT 10

static uint8_t pixels[HEIGHT][WIDTH];

/* Grows by 10 to the right and by 3 downwards. */
static obv_grey
slope(void)
{
    for (unsigned y = 0; y < HEIGHT; y++) {
        for (unsigned x = 0; x < WIDTH; x++) {
            pixels[y][x] = (uint8_t)(10 * x + 3 * y);
        }
    }
    return (obv_grey){pixels[0], WIDTH, HEIGHT, WIDTH};
}

static void
a_part_is_cut_at_the_edges(void **state)
{
    (void)state;
    obv_grey all = slope();
    obv_grey part = obv_grey_crop(&all, 3, 2, 4, 5);
    CHECK(part.pixels == &pixels[2][3] && part.stride == WIDTH);
    CHECK(part.width == 4 && part.height == 5);
    part = obv_grey_crop(&all, 10, 9, 4, UINT32_MAX);
    CHECK(part.width == 2 && part.height == 1 && *part.pixels == 127);
    part = obv_grey_crop(&all, UINT32_MAX, UINT32_MAX, 0, 0);
    CHECK(part.width == 1 && part.height == 1 && *part.pixels == 137);
}

static void
a_half_is_the_mean_of_four(void **state)
{
    (void)state;
    obv_grey all = slope(), half;
    CHECK(obv_grey_half(&all, arena, &half) == OBV_OK);
    CHECK(half.width == WIDTH / 2 && half.height == HEIGHT / 2);
    CHECK(half.pixels[0] == 7); /* 0, 10, 3, 13 */
    CHECK(half.pixels[half.stride + 2] == 53);
}

static void
a_half_may_take_the_place_of_the_whole(void **state)
{
    (void)state;
    obv_grey all = slope(), half;
    CHECK(obv_grey_half(&all, arena, &half) == OBV_OK);
    CHECK(obv_grey_half(&all, arena, &all) == OBV_OK);
    CHECK(all.width == half.width &&
          memcmp(all.pixels, half.pixels, (size_t)half.width * half.height) ==
              0);
    CHECK(obv_grey_scale(&all, 3, 3, arena, &all) == OBV_OK);
    CHECK(all.width == 3 && all.pixels[0] < all.pixels[2]);
}

static void
a_line_of_pixels_has_a_half(void **state)
{
    (void)state;
    obv_grey all = slope(), half;
    obv_grey line = obv_grey_crop(&all, 0, 0, WIDTH, 1);
    CHECK(obv_grey_half(&line, arena, &half) == OBV_OK);
    CHECK(half.width == WIDTH / 2 && half.height == 1);
    CHECK(half.pixels[0] == 5);
    line = obv_grey_crop(&all, 0, 0, 1, 1);
    CHECK(obv_grey_half(&line, arena, &half) == OBV_OK);
    CHECK(half.width == 1 && half.height == 1 && half.pixels[0] == 0);
}

static void
what_is_enlarged_stays_in_place(void **state)
{
    (void)state;
    obv_grey all = slope(), large;
    CHECK(obv_grey_scale(&all, 3 * WIDTH, 3 * HEIGHT, arena, &large) == OBV_OK);
    for (unsigned y = 0; y < HEIGHT; y++) {
        for (unsigned x = 0; x < WIDTH; x++) {
            const uint8_t *middle =
                large.pixels + (3 * y + 1) * large.stride + 3 * x + 1;
            CHECK(*middle == pixels[y][x]);
        }
    }
}

static void
what_is_reduced_is_the_mean_of_what_it_covers(void **state)
{
    (void)state;
    obv_grey all = slope(), small;
    CHECK(obv_grey_scale(&all, WIDTH / 3, HEIGHT / 5, arena, &small) == OBV_OK);
    CHECK(small.pixels[0] == 16); /* 0, 10, 20 and 0, 3, 6, 9, 12 */
    CHECK(obv_grey_scale(&all, 1, 1, arena, &small) == OBV_OK);
    CHECK(small.pixels[0] == 69); /* 68.5 */
}

static void
white_stays_white(void **state)
{
    (void)state;
    memset(pixels, 255, sizeof(pixels));
    obv_grey all = {pixels[0], WIDTH, HEIGHT, WIDTH}, other;
    for (uint32_t size = 1; size < 40; size++) {
        CHECK(obv_grey_scale(&all, size, 41 - size, arena, &other) == OBV_OK);
        for (size_t i = 0; i < (size_t)size * (41 - size); i++) {
            CHECK(other.pixels[i] == 255);
        }
    }
}

static void
what_is_too_large_is_a_limit(void **state)
{
    (void)state;
    obv_grey all = slope(), large;
    CHECK(obv_grey_scale(&all, OBV_MAX_SIDE + 1, 1, arena, &large) ==
          OBV_LIMIT);
    CHECK(obv_grey_scale(&all, 1, OBV_MAX_SIDE, arena, &large) == OBV_OK);
    CHECK(obv_grey_scale(&all, OBV_MAX_SIDE, OBV_MAX_GREY / OBV_MAX_SIDE + 1,
                         arena, &large) == OBV_LIMIT);
}

static void
a_small_arena_is_said_to_be_full(void **state)
{
    (void)state;
    obv_grey all = slope(), other;
    CHECK_EACH_ARENA(obv_grey_half(&all, small, &other));
    CHECK_EACH_ARENA(obv_grey_scale(&all, 20, 3, small, &other));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_is_cut_at_the_edges),
        cmocka_unit_test(a_half_is_the_mean_of_four),
        cmocka_unit_test(a_half_may_take_the_place_of_the_whole),
        cmocka_unit_test(a_line_of_pixels_has_a_half),
        cmocka_unit_test(what_is_enlarged_stays_in_place),
        cmocka_unit_test(what_is_reduced_is_the_mean_of_what_it_covers),
        cmocka_unit_test(white_stays_white),
        cmocka_unit_test(what_is_too_large_is_a_limit),
        cmocka_unit_test(a_small_arena_is_said_to_be_full),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
