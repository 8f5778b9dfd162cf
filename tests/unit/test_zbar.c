/* SPDX-License-Identifier: Apache-2.0 */
/* zbar's scanner behind its adapter. */
#include "check.h"

#include "codes.h"
#include "reader/reader.h"

#include <math.h>

static obv_arena *arena;
static obv_symbols symbols;
static code drawn;

static void
read_paper(const paper *p)
{
    obv_arena_empty(arena);
    symbols.count = 0;
    obv_grey grey = paper_grey(p);
    assert_int_equal(
        obv_zbar_read(&grey, false, &(int64_t){INT64_MAX}, arena, &symbols),
        OBV_OK);
}

static void
draw_one(paper *p, const char *text, double degrees)
{
    *p = paper_new(300, 300);
    assert_true(code_make(&drawn, obv_slice_of(text)));
    paper_draw(p, &drawn, 150, 150, 5, degrees);
}

static bool
near(obv_point a, float x, float y)
{
    return fabsf(a.x - x) <= 3 && fabsf(a.y - y) <= 3;
}

static void
a_code_is_read_with_its_corners_in_the_order_of_its_rows(void **state)
{
    (void)state;
    paper p;
    drawn = (code){.version = 3, .level = 'M'};
    draw_one(&p, "OB1:TEXT", 0);
    read_paper(&p);
    CHECK_NUMBER(symbols.count, 1);
    CHECK(obv_slice_is(symbols.items[0].bytes, "OB1:TEXT"));
    const obv_point *corners = symbols.items[0].corners;
    float half = 29 * 5 / 2.0f; /* version 3 has 29 modules */
    CHECK(near(corners[0], 150 - half, 150 - half));
    CHECK(near(corners[1], 150 + half, 150 - half));
    CHECK(near(corners[2], 150 + half, 150 + half));
    CHECK(near(corners[3], 150 - half, 150 + half));
    paper_free(&p);
}

static void
a_turned_code_has_its_first_corner_where_its_first_module_is(void **state)
{
    (void)state;
    paper p;
    drawn = (code){.version = 3, .level = 'M'};
    draw_one(&p, "OB1:TEXT", 90);
    read_paper(&p);
    CHECK_NUMBER(symbols.count, 1);
    float half = 29 * 5 / 2.0f;
    CHECK(near(symbols.items[0].corners[0], 150 + half, 150 - half));
    CHECK(near(symbols.items[0].corners[1], 150 + half, 150 + half));
    paper_free(&p);
}

static void
the_bytes_of_a_code_are_not_taken_for_another_alphabet(void **state)
{
    (void)state;
    uint8_t bytes[64];
    for (unsigned round = 0; round < 4; round++) {
        for (unsigned i = 0; i < sizeof(bytes); i++) {
            bytes[i] = (uint8_t)(round * 64 + i);
        }
        drawn = (code){.level = 'M'};
        CHECK(code_make(&drawn, (obv_slice){bytes, sizeof(bytes)}));
        paper p = paper_new(300, 300);
        paper_draw(&p, &drawn, 150, 150, 5, 0);
        read_paper(&p);
        CHECK_NUMBER(symbols.count, 1);
        CHECK(obv_slice_equal(symbols.items[0].bytes,
                              (obv_slice){bytes, sizeof(bytes)}));
        paper_free(&p);
    }
}

static void
white_on_black_is_read_and_mirrored_too(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        paper p;
        drawn = (code){.level = 'M', .inverted = i == 0, .mirrored = i == 1};
        draw_one(&p, "light on dark", 0);
        read_paper(&p);
        CHECK_NUMBER(symbols.count, 1);
        CHECK(obv_slice_is(symbols.items[0].bytes, "light on dark"));
        paper_free(&p);
    }
}

static void
part_of_a_picture_is_read_as_a_picture(void **state)
{
    (void)state;
    paper p = paper_new(600, 300);
    drawn = (code){.level = 'M'};
    CHECK(code_make(&drawn, obv_slice_of("right")));
    paper_draw(&p, &drawn, 450, 150, 5, 0);
    obv_grey half = {p.pixels + 300, 300, 300, 600};
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK(obv_zbar_read(&half, false, &(int64_t){INT64_MAX}, arena, &symbols) ==
          OBV_OK);
    CHECK_NUMBER(symbols.count, 1);
    CHECK(obv_slice_is(symbols.items[0].bytes, "right"));
    paper_free(&p);
}

/* Of a set that is not whole, zbar does not say which part it is. */
static void
a_part_alone_is_a_part_and_all_together_are_one(void **state)
{
    (void)state;
    static code parts[4];
    static const char text[] = "one text that is spread over several codes, "
                               "each of which holds a part of it";
    size_t count = code_split(parts, COUNT(parts), 2, 'M', obv_slice_of(text));
    CHECK(count >= 3);
    paper p = paper_new(1000, 300);
    paper_draw(&p, &parts[1], 150, 150, 5, 0);
    read_paper(&p);
    CHECK_NUMBER(symbols.count, 1);
    CHECK_NUMBER(symbols.items[0].parts, OBV_PARTS_UNKNOWN);
    CHECK(symbols.items[0].corners[2].x > 150);

    paper_draw(&p, &parts[0], 380, 150, 5, 0);
    read_paper(&p);
    CHECK_NUMBER(symbols.count, 2);
    CHECK_NUMBER(symbols.items[0].parts, OBV_PARTS_UNKNOWN);
    CHECK_NUMBER(symbols.items[1].parts, OBV_PARTS_UNKNOWN);

    for (size_t i = 2; i < count; i++) {
        paper_draw(&p, &parts[i], 150 + 230.0 * (double)i, 150, 5, 0);
    }
    read_paper(&p);
    CHECK_NUMBER(symbols.count, 1);
    CHECK_NUMBER(symbols.items[0].parts, 0);
    CHECK(obv_slice_is(symbols.items[0].bytes, text));
    paper_free(&p);
}

static void
odd_pictures_hold_no_code(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{1, 1},   {1, 500},  {500, 1},
                                        {2, 2},   {3, 1000}, {1000, 2},
                                        {64, 64}, {333, 77}};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        for (int grey = 0; grey < 3; grey++) {
            paper p = paper_new(sizes[i][0], sizes[i][1]);
            memset(p.pixels, grey * 127, (size_t)p.width * p.height);
            if (grey == 1) {
                paper_noise(&p, 127, (uint32_t)i);
            }
            read_paper(&p);
            CHECK_NUMBER(symbols.count, 0);
            paper_free(&p);
        }
    }
}

static void
no_more_codes_are_taken_than_there_is_room_for(void **state)
{
    (void)state;
    paper p;
    drawn = (code){.level = 'M'};
    draw_one(&p, "one", 0);
    obv_arena_empty(arena);
    symbols.count = OBV_MAX_SYMBOLS;
    obv_grey grey = paper_grey(&p);
    CHECK(obv_zbar_read(&grey, false, &(int64_t){INT64_MAX}, arena, &symbols) ==
          OBV_LIMIT);
    CHECK_NUMBER(symbols.count, OBV_MAX_SYMBOLS);
    obv_arena *tiny = obv_arena_new(1);
    while (obv_arena_alloc(tiny, 1, 1) != NULL) {
    }
    symbols.count = 0;
    CHECK(obv_zbar_read(&grey, false, &(int64_t){INT64_MAX}, tiny, &symbols) ==
          OBV_NO_MEMORY);
    CHECK_NUMBER(symbols.count, 0);
    obv_arena_free(tiny);
    paper_free(&p);
}

int
main(void)
{
    arena = obv_arena_new(1024 * 1024);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_code_is_read_with_its_corners_in_the_order_of_its_rows),
        cmocka_unit_test(
            a_turned_code_has_its_first_corner_where_its_first_module_is),
        cmocka_unit_test(
            the_bytes_of_a_code_are_not_taken_for_another_alphabet),
        cmocka_unit_test(white_on_black_is_read_and_mirrored_too),
        cmocka_unit_test(part_of_a_picture_is_read_as_a_picture),
        cmocka_unit_test(a_part_alone_is_a_part_and_all_together_are_one),
        cmocka_unit_test(odd_pictures_hold_no_code),
        cmocka_unit_test(no_more_codes_are_taken_than_there_is_room_for),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
