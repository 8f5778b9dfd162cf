/* SPDX-License-Identifier: Apache-2.0 */
/* Our own reader of codes: pictures of what libqrencode makes, and pictures of
   nothing. */
#include "check.h"

#include "codes.h"
#include "spoiling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static obv_arena *arena;
static obv_symbols symbols;
static code drawn;

/* Memory for the largest picture here: what a reading takes beside it is the
   same for all. */
#define ARENA (24u * 1024 * 1024)
#define BESIDE (3u * 1024 * 1024)

static void
read_grey(obv_grey grey, bool hard)
{
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK_NUMBER(
        obv_qr_read(&grey, hard, &(int64_t){INT64_MAX}, arena, &symbols),
        OBV_OK);
}

static void
draw(paper *p, obv_slice bytes, double module, double degrees)
{
    assert_true(code_make(&drawn, bytes));
    double side = (drawn.size + 8) * module;
    double turn = degrees * 3.14159265358979 / 180;
    uint32_t room = (uint32_t)(side * (fabs(cos(turn)) + fabs(sin(turn)))) + 8;
    *p = paper_new(room, room);
    paper_draw(p, &drawn, room / 2.0, room / 2.0, module, degrees);
}

static bool
has_read(obv_slice bytes)
{
    return symbols.count == 1 &&
           obv_slice_equal(symbols.items[0].bytes, bytes) &&
           symbols.items[0].version == drawn.version;
}

static bool
reads(obv_slice bytes, double module, double degrees)
{
    paper p;
    draw(&p, bytes, module, degrees);
    read_grey(paper_grey(&p), false);
    if (symbols.count == 0) {
        read_grey(paper_grey(&p), true);
    }
    paper_free(&p);
    return has_read(bytes);
}

/* ---- What is read ---------------------------------------------------------
 */

static void
every_version_at_every_level_is_read_at_any_angle(void **state)
{
    (void)state;
    static const double modules[] = {3, 4, 5.5};
    for (unsigned i = 0; i < 40 * 4 * COUNT(modules); i++) {
        unsigned version = i / (4 * COUNT(modules)) + 1;
        double module = modules[i % COUNT(modules)];
        char text[32], name[64];
        snprintf(text, sizeof(text), "%u", i);
        drawn = (code){.version = version, .level = "LMQH"[i / 3 % 4]};
        snprintf(name, sizeof(name), "%u%c at %.1f, %u degrees", version,
                 drawn.level, module, i * 37 % 360);
        CHECK_CASE(reads(obv_slice_of(text), module, i * 37 % 360), name);
    }
}

static void
what_is_mirrored_or_inverted_is_read(void **state)
{
    (void)state;
    for (unsigned i = 1; i < 4; i++) {
        for (unsigned version = 1; version <= 16; version += 5) {
            drawn = (code){.version = version,
                           .level = 'M',
                           .mirrored = (i & 1) != 0,
                           .inverted = (i & 2) != 0};
            CHECK_CASE(reads(obv_slice_of("turned"), 4, i * 61.0), "turned");
        }
    }
}

static void
a_code_without_a_margin_is_read(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 25; version += 6) {
        paper p;
        drawn = (code){.version = version, .level = 'M'};
        draw(&p, obv_slice_of("bare"), 4, 0);
        obv_grey grey = paper_grey(&p);
        uint32_t side = drawn.size * 4, at = (p.width - side) / 2;
        read_grey(obv_grey_crop(&grey, at, at, side, side), false);
        CHECK(has_read(obv_slice_of("bare")));
        paper_free(&p);
    }
}

static void
corners_stand_in_the_order_of_the_rows(void **state)
{
    (void)state;
    drawn = (code){.version = 3, .level = 'M'};
    CHECK(reads(obv_slice_of("corners"), 5, 0));
    float low = 4 * 5 + 4, high = low + 29 * 5;
    const obv_point want[] = {
        {low, low}, {high, low}, {high, high}, {low, high}};
    for (size_t i = 0; i < COUNT(want); i++) {
        obv_point is = symbols.items[0].corners[i];
        CHECK(fabsf(is.x - want[i].x) < 5 && fabsf(is.y - want[i].y) < 5);
    }
}

static void
many_codes_of_one_sheet_are_all_read(void **state)
{
    (void)state;
    paper p = paper_new(6 * 120, 5 * 120);
    for (unsigned i = 0; i < 30; i++) {
        char text[8];
        snprintf(text, sizeof(text), "%u", i);
        drawn = (code){.version = 1, .level = 'M'};
        assert_true(code_make(&drawn, obv_slice_of(text)));
        paper_draw(&p, &drawn, i % 6 * 120 + 60.0, i / 6 * 120 + 60.0, 4, 0);
    }
    read_grey(paper_grey(&p), false);
    paper_free(&p);
    CHECK_NUMBER(symbols.count, 30);
}

static void
a_stain_across_the_finders_is_looked_through(void **state)
{
    (void)state;
    obv_slice text = obv_slice_of("under a stain");
    for (unsigned version = 5; version <= 20; version += 5) {
        paper p;
        drawn = (code){.version = version, .level = 'M'};
        draw(&p, text, 3, 2);
        double side = drawn.size * 3.0, middle = p.width / 2.0;
        paper_stain(&p, middle, middle, side * 0.66, side * 0.025);
        read_grey(paper_grey(&p), true);
        CHECK_CASE(has_read(text), "stained");
        paper_free(&p);
    }
}

/* Blurred more than a fixed sharpening undoes. */
static void
a_blurred_code_is_read_by_what_it_teaches(void **state)
{
    (void)state;
    for (unsigned version = 10; version <= 15; version += 5) {
        drawn = (code){.version = version, .level = 'L'};
        assert_true(code_make(&drawn, obv_slice_of("taught")));
        uint32_t room = (drawn.size + 8) * 2 + 60;
        paper p = paper_new(room, room);
        paper_draw(&p, &drawn, room / 2.0, room / 2.0, 2, 1);
        paper_blur(&p, 1.25, 1.25);
        paper_noise(&p, 6, 3);
        read_grey(paper_grey(&p), true);
        CHECK(has_read(obv_slice_of("taught")));
        paper_free(&p);
    }
}

static void
what_is_left_unread_is_told(void **state)
{
    (void)state;
    paper p = paper_new(500, 250);
    obv_regions unread;
    drawn = (code){.version = 4, .level = 'L'};
    assert_true(code_make(&drawn, obv_slice_of("read")));
    paper_draw(&p, &drawn, 120, 120, 4, 0);
    /* Data of nobody, between finders and timing patterns of a code. */
    for (unsigned y = 10; y < 24; y++) {
        for (unsigned x = 10; x < 24; x++) {
            drawn.modules[y * drawn.size + x] ^= (x * x + y * 3) % 5 < 2;
        }
    }
    paper_draw(&p, &drawn, 370, 120, 4, 0);
    obv_grey grey = paper_grey(&p);
    obv_arena_empty(arena);
    symbols.count = 0;
    int64_t effort = INT64_MAX;
    CHECK(obv_qr_read_sheet(&grey, &effort, arena, &symbols, &unread) ==
          OBV_OK);
    paper_free(&p);
    CHECK_NUMBER(symbols.count, 1);
    CHECK(unread.count >= 1);
    CHECK(unread.items[0].x > 200 && unread.items[0].mark_count == 3);
}

/* ---- What is refused ------------------------------------------------------
 */

static void
check_nothing(const paper *p)
{
    for (unsigned hard = 0; hard < 2; hard++) {
        read_grey(paper_grey(p), hard != 0);
        CHECK_NUMBER(symbols.count, 0);
    }
}

static void
pictures_of_one_tone_give_nothing(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{1, 1}, {1, 3000}, {3000, 1},
                                        {7, 7}, {2, 999},  {300, 300}};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        for (unsigned tone = 0; tone < 256; tone += 51) {
            paper p = paper_new(sizes[i][0], sizes[i][1]);
            memset(p.pixels, (int)tone, (size_t)p.width * p.height);
            check_nothing(&p);
            paper_free(&p);
        }
    }
}

static void
noise_gives_nothing(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 4; seed++) {
        paper p = paper_new(400, 400);
        memset(p.pixels, 128, (size_t)p.width * p.height);
        paper_noise(&p, 127, seed);
        check_nothing(&p);
        paper_free(&p);
    }
}

/* A finder of `module` pixels wherever there is room. */
static void
fill_with_finders(paper *p, uint32_t module)
{
    uint32_t step = 8 * module;
    for (uint32_t y = 0; y < p->height; y++) {
        for (uint32_t x = 0; x < p->width; x++) {
            int column = (int)(x % step / module) - 3;
            int row = (int)(y % step / module) - 3;
            int ring = abs(column) > abs(row) ? abs(column) : abs(row);
            p->pixels[(size_t)y * p->width + x] =
                ring == 2 || ring == 4 ? 255 : 0;
        }
    }
}

static void
more_finders_than_can_be_counted_give_nothing(void **state)
{
    (void)state;
    for (uint32_t module = 1; module < 4; module++) {
        paper p = paper_new(900, 900);
        fill_with_finders(&p, module);
        check_nothing(&p);
        paper_free(&p);
    }
}

static void
a_spoilt_format_is_refused(void **state)
{
    (void)state;
    paper p;
    drawn = (code){.version = 2, .level = 'M'};
    assert_true(code_make(&drawn, obv_slice_of("format")));
    unsigned side = drawn.size;
    for (unsigned i = 0; i < 9; i++) { /* every other, in both copies */
        drawn.modules[8 * side + i] ^= i != 6 && i % 2 == 0;
        drawn.modules[i * side + 8] ^= i != 6 && i % 2 == 1;
    }
    for (unsigned i = 0; i < 8; i++) {
        drawn.modules[8 * side + side - 1 - i] ^= i % 2 == 0;
        drawn.modules[(side - 1 - i) * side + 8] ^= i % 2 == 0 && i < 7;
    }
    p = paper_new(200, 200);
    paper_draw(&p, &drawn, 100, 100, 4, 0);
    check_nothing(&p);
    paper_free(&p);
}

static void
more_errors_than_the_standard_corrects_are_refused(void **state)
{
    (void)state;
    drawn = (code){.version = 5, .level = 'L'};
    assert_true(code_make(&drawn, obv_slice_of("too much is lost of it")));
    for (unsigned y = 9; y < 29; y++) {
        for (unsigned x = 9; x < 29; x++) {
            drawn.modules[y * drawn.size + x] ^= (x + y) % 3 == 0;
        }
    }
    paper p = paper_new(240, 240);
    paper_draw(&p, &drawn, 120, 120, 4, 0);
    check_nothing(&p);
    paper_free(&p);
}

/* ---- What it takes --------------------------------------------------------
 */

static void
memory_goes_by_the_size_of_the_picture(void **state)
{
    (void)state;
    static const uint32_t sides[] = {50, 400, 1200};
    for (size_t i = 0; i < COUNT(sides); i++) {
        size_t pixels = (size_t)sides[i] * sides[i];
        paper p = paper_new(sides[i], sides[i]);
        fill_with_finders(&p, 2);
        obv_grey grey = paper_grey(&p);
        obv_arena *bound = obv_arena_new(3 * pixels + BESIDE);
        symbols.count = 0;
        CHECK_NUMBER(
            obv_qr_read(&grey, true, &(int64_t){INT64_MAX}, bound, &symbols),
            OBV_OK);
        obv_arena_free(bound);
        paper_free(&p);
    }
}

static void
too_little_memory_is_told(void **state)
{
    (void)state;
    paper p = paper_new(200, 200);
    obv_grey grey = paper_grey(&p);
    for (size_t size = 0; size < 8; size++) {
        obv_arena *small = obv_arena_new(size * 64 * 1024);
        symbols.count = 0;
        CHECK_NUMBER(
            obv_qr_read(&grey, false, &(int64_t){INT64_MAX}, small, &symbols),
            OBV_NO_MEMORY);
        obv_arena_free(small);
    }
    paper_free(&p);
}

static int
open_arena(void **state)
{
    (void)state;
    arena = obv_arena_new(ARENA);
    return arena != NULL ? 0 : -1;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_at_every_level_is_read_at_any_angle),
        cmocka_unit_test(what_is_mirrored_or_inverted_is_read),
        cmocka_unit_test(a_code_without_a_margin_is_read),
        cmocka_unit_test(corners_stand_in_the_order_of_the_rows),
        cmocka_unit_test(many_codes_of_one_sheet_are_all_read),
        cmocka_unit_test(a_stain_across_the_finders_is_looked_through),
        cmocka_unit_test(a_blurred_code_is_read_by_what_it_teaches),
        cmocka_unit_test(what_is_left_unread_is_told),
        cmocka_unit_test(pictures_of_one_tone_give_nothing),
        cmocka_unit_test(noise_gives_nothing),
        cmocka_unit_test(more_finders_than_can_be_counted_give_nothing),
        cmocka_unit_test(a_spoilt_format_is_refused),
        cmocka_unit_test(more_errors_than_the_standard_corrects_are_refused),
        cmocka_unit_test(memory_goes_by_the_size_of_the_picture),
        cmocka_unit_test(too_little_memory_is_told),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
