/* SPDX-License-Identifier: Apache-2.0 */
#include "container/container.h"
#include "issuer/print.h"
#include "issuing.h"

/* ---- Codes ------------------------------------------------------------------
 */

static obv_slice
letters(size_t count)
{
    uint8_t *text = obv_arena_alloc(issuing.arena, count + 1, 1);
    CHECK(text != NULL);
    for (size_t i = 0; i < count; i++) {
        text[i] = (uint8_t)('A' + i % 26);
    }
    return (obv_slice){text, count};
}

/* ISO/IEC 18004, table 7: what level M holds of the alphanumeric mode. */
static void
a_code_is_the_smallest_that_holds_its_text(void **state)
{
    (void)state;
    static const struct {
        size_t holds;
        unsigned version;
    } cases[] = {
        {20, 1},   {38, 2},    {61, 3},    {311, 10},  {600, 15},
        {970, 20}, {1451, 25}, {1994, 30}, {3391, 40},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_modules code;
        CHECK(obv_qr_encode(letters(cases[i].holds), issuing.arena, &code) ==
              OBV_OK);
        CHECK_NUMBER(code.size, 17 + 4 * cases[i].version);
        obv_status more =
            obv_qr_encode(letters(cases[i].holds + 1), issuing.arena, &code);
        if (cases[i].version == 40) {
            CHECK_NUMBER(more, OBV_LIMIT);
        } else {
            CHECK_NUMBER(more, OBV_OK);
            CHECK_NUMBER(code.size, 21 + 4 * cases[i].version);
        }
    }
}

static void
a_code_holds_nothing_but_the_alphanumeric_mode(void **state)
{
    (void)state;
    static const char *const refused[] = {"",    "a",   "OB1:é",
                                          "A_B", "A,B", "A\nB"};
    obv_modules code;
    for (size_t i = 0; i < COUNT(refused); i++) {
        CHECK_CASE(obv_qr_encode(obv_slice_of(refused[i]), issuing.arena,
                                 &code) == OBV_MALFORMED,
                   refused[i]);
    }
    obv_slice zero = {(const uint8_t *)"A\0B", 3};
    CHECK(obv_qr_encode(zero, issuing.arena, &code) == OBV_MALFORMED);
    obv_slice huge = letters(OBV_MAX_CODE_TEXT + 1);
    CHECK(obv_qr_encode(huge, issuing.arena, &code) == OBV_LIMIT);
}

/* The three marks, and the one white corner without any. */
static void
a_code_has_its_marks_where_they_belong(void **state)
{
    (void)state;
    obv_modules code;
    CHECK(obv_qr_encode(letters(100), issuing.arena, &code) == OBV_OK);
    unsigned far = code.size - 7;
    const unsigned marks[3][2] = {{0, 0}, {far, 0}, {0, far}};
    for (size_t i = 0; i < COUNT(marks); i++) {
        for (unsigned at = 0; at < 7; at++) {
            size_t row = (size_t)(marks[i][1] + 3) * code.size;
            bool dark = code.dark[row + marks[i][0] + at] != 0;
            CHECK(dark == (at != 1 && at != 5));
        }
    }
}

static void
a_small_room_is_no_code(void **state)
{
    (void)state;
    obv_arena *small = obv_arena_new(64);
    obv_modules code;
    CHECK(small != NULL);
    CHECK(obv_qr_encode(obv_slice_of("OB1:A"), small, &code) == OBV_NO_MEMORY);
    obv_arena_free(small);
}

/* ---- Drawings ---------------------------------------------------------------
 */

static obv_drawing drawing;
static obv_modules code;

static obv_mark
words(const char *text)
{
    return (obv_mark){.kind = OBV_MARK_TEXT,
                      .y = 21,
                      .width = 20,
                      .text = obv_slice_of(text),
                      .size = 2.5};
}

static void
draw_code(void)
{
    CHECK(obv_qr_encode(obv_slice_of("OB1:0123456789ABCDEF"), issuing.arena,
                        &code) == OBV_OK);
    drawing = (obv_drawing){.width = 29, .height = 35, .title = "a drawing"};
    obv_mark modules = {.kind = OBV_MARK_CODE,
                        .x = OBV_QUIET_ZONE,
                        .y = OBV_QUIET_ZONE,
                        .width = code.size,
                        .height = code.size,
                        .code = &code};
    obv_mark name = words("Maëlle Le Goff-Traoré");
    name.y = 30;
    CHECK(obv_draw_add(&issuing, &drawing, &modules));
    CHECK(obv_draw_add(&issuing, &drawing, &name));
}

/* One module is one millimetre here. */
static void
each_module_is_whole_pixels_of_its_colour(void **state)
{
    (void)state;
    enum { SCALE = 3 };
    obv_raster how = {.per_mm = SCALE};
    obv_grey picture;
    draw_code();
    CHECK(obv_draw_grey(&issuing, &drawing, &how, &picture));
    CHECK_NUMBER(picture.width, 29 * SCALE);
    CHECK_NUMBER(picture.height, 35 * SCALE);
    for (unsigned y = 0; y < 29 * SCALE; y++) {
        for (unsigned x = 0; x < 29 * SCALE; x++) {
            unsigned mx = x / SCALE - OBV_QUIET_ZONE;
            unsigned my = y / SCALE - OBV_QUIET_ZONE;
            bool dark = mx < code.size && my < code.size &&
                        code.dark[my * code.size + mx] != 0;
            CHECK_NUMBER(picture.pixels[y * picture.stride + x],
                         dark ? 0 : 255);
        }
    }
}

/* Of an SVG, tests/cli/issuer_qr.sh sees it: cairo numbers those of one run. */
static void
the_same_drawing_gives_the_same_bytes(void **state)
{
    (void)state;
    obv_slice first, second;
    draw_code();
    CHECK(obv_draw_pdf(&issuing, &drawing, &first));
    CHECK(obv_draw_pdf(&issuing, &drawing, &second));
    CHECK(obv_slice_equal(first, second));
}

static void
a_document_names_no_day_but_its_fixed_one(void **state)
{
    (void)state;
    static const char *const dates[] = {"/CreationDate", "/ModDate"};
    obv_slice pdf;
    draw_code();
    CHECK(obv_draw_pdf(&issuing, &drawing, &pdf));
    for (size_t i = 0; i < COUNT(dates); i++) {
        const char *at = memmem(pdf.ptr, pdf.len, dates[i], strlen(dates[i]));
        CHECK_CASE(at != NULL, dates[i]);
        CHECK_CASE(memmem(at, 40, "20260101", 8) != NULL, dates[i]);
    }
}

static void
more_words_take_more_room(void **state)
{
    (void)state;
    obv_mark one = words("Maëlle"), many = words("Maëlle Le Goff-Traoré, de "
                                                 "Val-d’Orle et d’ailleurs");
    obv_mark cut = many;
    cut.lines = 2;
    double line = obv_draw_height(&one);
    CHECK(line > 2.5 && line < 4);
    CHECK(obv_draw_height(&many) > 2.5 * line);
    CHECK(obv_draw_height(&cut) > 1.5 * line);
    CHECK(obv_draw_height(&cut) < 2.5 * line);
}

static void
a_page_that_is_full_says_so(void **state)
{
    (void)state;
    obv_mark box = {.kind = OBV_MARK_BOX, .width = 1, .height = 1};
    drawing = (obv_drawing){.width = 10, .height = 10};
    for (size_t i = 0; i < OBV_MAX_MARKS; i++) {
        CHECK(obv_draw_add(&issuing, &drawing, &box));
    }
    CHECK(!obv_draw_add(&issuing, &drawing, &box));
    CHECK_NUMBER(issuing.status, OBV_EXIT_TROUBLE);
}

static void
a_picture_beyond_all_sides_is_refused(void **state)
{
    (void)state;
    static const obv_raster cases[] = {{.per_mm = 0.0},
                                       {.per_mm = OBV_MAX_SIDE / 10.0 + 1}};
    obv_grey picture;
    draw_code();
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(!obv_draw_grey(&issuing, &drawing, &cases[i], &picture));
    }
}

/* ---- Pictures ---------------------------------------------------------------
 */

static void
a_picture_is_a_sound_png_that_knows_its_size(void **state)
{
    (void)state;
    static const uint8_t pixels[6] = {0, 255, 7, 255, 128, 0};
    static const uint8_t head[] = {0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0};
    static const uint8_t size[] = {0, 0, 0x5c, 0x46, 0, 0, 0x5c, 0x46, 1};
    const obv_grey picture = {pixels, 3, 2, 3};
    obv_slice png;
    CHECK(obv_png_of_grey(&issuing, &picture, 0x5c46, &png));
    CHECK(obv_is_png(png));
    CHECK(memcmp(png.ptr + 16, head, sizeof(head)) == 0);
    CHECK(memcmp(png.ptr + 41, size, sizeof(size)) == 0);
    obv_found *found = obv_arena_alloc(issuing.arena, 1, sizeof(*found));
    CHECK(found != NULL);
    CHECK(obv_container_open(png, issuing.arena, found) == OBV_OK);
    CHECK_NUMBER(found->reason, OBV_REASON_NO_BADGE_PICTURE);
}

/* ---- The scan ---------------------------------------------------------------
 */

static void
a_scan_is_worse_than_the_drawing_and_always_the_same(void **state)
{
    (void)state;
    obv_grey first, second;
    draw_code();
    CHECK(obv_scan(&issuing, &drawing, &first));
    CHECK(obv_scan(&issuing, &drawing, &second));
    size_t count = (size_t)first.width * first.height, grey = 0;
    CHECK_NUMBER(first.width, 172); /* 29 mm at 150 dpi */
    CHECK(memcmp(first.pixels, second.pixels, count) == 0);
    for (size_t i = 0; i < count; i++) {
        grey += first.pixels[i] > 60 && first.pixels[i] < 210 ? 1 : 0;
    }
    CHECK(grey > count / 20 && grey < count / 2);
    CHECK(first.pixels[0] > 200 && first.pixels[0] < 255);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_the_smallest_that_holds_its_text),
        cmocka_unit_test(a_code_holds_nothing_but_the_alphanumeric_mode),
        cmocka_unit_test(a_code_has_its_marks_where_they_belong),
        cmocka_unit_test(a_small_room_is_no_code),
        cmocka_unit_test(each_module_is_whole_pixels_of_its_colour),
        cmocka_unit_test(the_same_drawing_gives_the_same_bytes),
        cmocka_unit_test(a_document_names_no_day_but_its_fixed_one),
        cmocka_unit_test(more_words_take_more_room),
        cmocka_unit_test(a_page_that_is_full_says_so),
        cmocka_unit_test(a_picture_beyond_all_sides_is_refused),
        cmocka_unit_test(a_picture_is_a_sound_png_that_knows_its_size),
        cmocka_unit_test(a_scan_is_worse_than_the_drawing_and_always_the_same),
    };
    return cmocka_run_group_tests(tests, issuing_start, issuing_stop);
}
