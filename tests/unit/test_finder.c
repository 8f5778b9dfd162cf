/* SPDX-License-Identifier: Apache-2.0 */
/* The corner marks of codes are found, however they lie; a page of nothing has
   none, and no picture takes for ever. */
#include "arenas.h"

#include "qr/qr.h"

#include <math.h>

#define SIDE 400

static uint8_t pixels[SIDE * SIDE];
static const obv_grey picture = {pixels, SIDE, SIDE, SIDE};

/* What a mark shows (x, y) modules from its middle: 1 is ink. */
static bool
mark(float x, float y)
{
    float ring = fmaxf(fabsf(x), fabsf(y));
    return ring < 1.5f || (ring >= 2.5f && ring < 3.5f);
}

/* Pixels are the mean of 8 x 8 points, as a camera sees them. */
static void
draw_mark(float cx, float cy, float module, float angle, int ink, int paper)
{
    float c = cosf(angle) / module, s = sinf(angle) / module;
    int reach = (int)(6 * module) + 1;
    for (int y = (int)cy - reach; y <= (int)cy + reach; y++) {
        for (int x = (int)cx - reach; x <= (int)cx + reach; x++) {
            if (x < 0 || y < 0 || x >= SIDE || y >= SIDE) {
                continue;
            }
            int sum = 0;
            for (int i = 0; i < 64; i++) {
                float dx = (float)x + (float)(i % 8) / 8 + 0.0625f - cx;
                float dy = (float)y + (float)(i / 8) / 8 + 0.0625f - cy;
                sum += mark(c * dx + s * dy, c * dy - s * dx);
            }
            int value = paper + (ink - paper) * sum / 64;
            if (sum > 0) {
                pixels[y * SIDE + x] = (uint8_t)value;
            }
        }
    }
}

static void
check_found(bool inverted, float x, float y, float module)
{
    obv_finder *finders;
    size_t count;
    obv_arena_empty(arena);
    CHECK(obv_qr_finders(&picture, inverted, arena, &finders, &count) ==
          OBV_OK);
    CHECK_NUMBER(count, 1);
    CHECK(fabsf(finders->centre.x - x) < 0.35f * module);
    CHECK(fabsf(finders->centre.y - y) < 0.35f * module);
    CHECK(fabsf(finders->module - module) < 0.2f * module);
}

static void
marks_are_found_at_any_size_and_turned_by_any_angle(void **state)
{
    (void)state;
    static const float modules[] = {1.6f, 2, 2.6f, 3.3f, 5, 8, 13, 21, 40};
    for (size_t i = 0; i < COUNT(modules); i++) {
        for (int degrees = 0; degrees < 180; degrees += 15) {
            memset(pixels, 250, sizeof(pixels));
            float x = 200.3f, y = 199.6f;
            draw_mark(x, y, modules[i], (float)degrees * 0.0174533f, 20, 250);
            check_found(false, x, y, modules[i]);
        }
    }
}

static void
light_marks_on_dark_are_another_kind(void **state)
{
    (void)state;
    obv_finder *finders;
    size_t count;
    memset(pixels, 30, sizeof(pixels));
    draw_mark(120, 180, 5, 0.3f, 220, 30);
    check_found(true, 120, 180, 5);
    CHECK(obv_qr_finders(&picture, false, arena, &finders, &count) == OBV_OK);
    CHECK_NUMBER(count, 0);
}

static void
faint_ink_and_a_shadow_do_not_matter(void **state)
{
    (void)state;
    for (unsigned y = 0; y < SIDE; y++) {
        for (unsigned x = 0; x < SIDE; x++) {
            pixels[y * SIDE + x] = (uint8_t)(120 + x / 4);
        }
    }
    draw_mark(100, 100, 4, 0, 100, 145);
    check_found(false, 100, 100, 4);
}

static void
a_mark_without_margin_is_found(void **state)
{
    (void)state;
    memset(pixels, 255, sizeof(pixels));
    draw_mark(17.5f, 17.5f, 5, 0, 0, 255);
    check_found(false, 17.5f, 17.5f, 5);
}

static void
what_is_nearly_a_mark_is_none(void **state)
{
    (void)state;
    obv_finder *finders;
    size_t count;
    memset(pixels, 255, sizeof(pixels));
    for (unsigned y = 60; y < 340; y++) { /* bars that fit in rows alone */
        for (unsigned x = 0; x < 70; x++) {
            if (mark((float)x / 10 - 3.5f, 0)) {
                pixels[y * SIDE + x + 100] = 0;
            }
        }
    }
    CHECK(obv_qr_finders(&picture, false, arena, &finders, &count) == OBV_OK);
    CHECK_NUMBER(count, 0);
}

static void
no_picture_is_too_small(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{1, 1},   {1, 400}, {400, 1}, {2, 3},
                                        {7, 400}, {9, 9},   {47, 48}};
    memset(pixels, 255, sizeof(pixels));
    for (size_t i = 0; i < COUNT(sizes); i++) {
        obv_grey part = obv_grey_crop(&picture, 0, 0, sizes[i][0], sizes[i][1]);
        obv_finder *finders;
        obv_region *regions;
        size_t count;
        CHECK(obv_qr_finders(&part, false, arena, &finders, &count) == OBV_OK);
        CHECK_NUMBER(count, 0);
        CHECK(obv_qr_regions(&part, arena, &regions, &count) == OBV_OK);
        CHECK_NUMBER(count, 0);
    }
}

static void
a_picture_full_of_marks_stops_at_the_limit(void **state)
{
    (void)state;
    obv_finder *finders;
    obv_region *regions;
    size_t count;
    memset(pixels, 255, sizeof(pixels));
    for (unsigned i = 0; i < SIDE / 15 * (SIDE / 15); i++) {
        float x = (float)(i % (SIDE / 15) * 15 + 8);
        float y = (float)(i / (SIDE / 15) * 15) + 8;
        draw_mark(x, y, 1.9f, 0, 0, 255);
    }
    obv_arena_empty(arena);
    CHECK(obv_qr_finders(&picture, false, arena, &finders, &count) == OBV_OK);
    CHECK_NUMBER(count, OBV_MAX_FINDERS);
    CHECK(obv_qr_regions(&picture, arena, &regions, &count) == OBV_OK);
    CHECK(count <= OBV_MAX_REGIONS);
}

/* Rows of bars, each of which has to be looked at closer. */
static void
what_takes_long_does_not_hide_what_stands_below(void **state)
{
    (void)state;
    memset(pixels, 255, sizeof(pixels));
    for (unsigned y = 0; y < 355; y++) {
        for (unsigned x = 0; x < SIDE; x++) {
            if (mark((float)(x % 15) / 2 - 3.5f, 0)) {
                pixels[y * SIDE + x] = 0;
            }
        }
    }
    draw_mark(370, 370, 1.7f, 0, 0, 255);
    check_found(false, 370, 370, 1.7f);
}

static bool
is_inside(const obv_region *r, float x, float y)
{
    return x >= (float)r->x && y >= (float)r->y &&
           x <= (float)(r->x + r->width) && y <= (float)(r->y + r->height);
}

static void
three_marks_make_a_region_and_so_do_two(void **state)
{
    (void)state;
    obv_region *regions;
    size_t count;
    memset(pixels, 255, sizeof(pixels));
    draw_mark(100, 100, 4, 0, 0, 255);
    draw_mark(220, 100, 4, 0, 0, 255);
    CHECK(obv_qr_regions(&picture, arena, &regions, &count) == OBV_OK);
    CHECK_NUMBER(count, 1);
    CHECK(is_inside(regions, 84, 84) && is_inside(regions, 236, 236));

    draw_mark(100, 220, 4, 0, 0, 255);
    CHECK(obv_qr_regions(&picture, arena, &regions, &count) == OBV_OK);
    CHECK_NUMBER(count, 1);
    CHECK(is_inside(regions, 70, 70) && is_inside(regions, 250, 250));
    CHECK(fabsf(regions->module - 4) < 0.3f);
    CHECK(regions->x + regions->width <= SIDE);
}

static void
the_likeliest_region_comes_first(void **state)
{
    (void)state;
    obv_region *regions;
    size_t count;
    memset(pixels, 255, sizeof(pixels));
    draw_mark(60, 30, 2, 0.2f, 0, 255); /* these three are no corners */
    draw_mark(100, 40, 2, 0, 0, 255);
    draw_mark(195, 33, 2.5f, 0, 0, 255);
    draw_mark(150, 150, 5, 0.5f, 0, 255);
    draw_mark(150 + 140 * cosf(0.5f), 150 + 140 * sinf(0.5f), 5, 0.5f, 0, 255);
    draw_mark(150 - 140 * sinf(0.5f), 150 + 140 * cosf(0.5f), 5, 0.5f, 0, 255);
    CHECK(obv_qr_regions(&picture, arena, &regions, &count) == OBV_OK);
    CHECK(count >= 1);
    CHECK(fabsf(regions->module - 5) < 0.6f);
}

static void
a_small_arena_is_said_to_be_full(void **state)
{
    (void)state;
    obv_grey part = obv_grey_crop(&picture, 0, 0, 60, 60);
    obv_finder *finders;
    obv_region *regions;
    size_t count;
    CHECK_EACH_ARENA(obv_qr_finders(&part, false, small, &finders, &count));
    CHECK_EACH_ARENA(obv_qr_regions(&part, small, &regions, &count));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_found_at_any_size_and_turned_by_any_angle),
        cmocka_unit_test(light_marks_on_dark_are_another_kind),
        cmocka_unit_test(faint_ink_and_a_shadow_do_not_matter),
        cmocka_unit_test(a_mark_without_margin_is_found),
        cmocka_unit_test(what_is_nearly_a_mark_is_none),
        cmocka_unit_test(no_picture_is_too_small),
        cmocka_unit_test(a_picture_full_of_marks_stops_at_the_limit),
        cmocka_unit_test(what_takes_long_does_not_hide_what_stands_below),
        cmocka_unit_test(three_marks_make_a_region_and_so_do_two),
        cmocka_unit_test(the_likeliest_region_comes_first),
        cmocka_unit_test(a_small_arena_is_said_to_be_full),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
