/* SPDX-License-Identifier: Apache-2.0 */
/* The grey picture that readers fill, and the way up that cameras state. */
#include "arenas.h"

#include "picturing.h"
#include "reader/canvas.h"

#include <stdlib.h>

/* ---- Sizes --------------------------------------------------------------- */

static void
a_picture_has_pixels_and_no_more_than_we_take(void **state)
{
    (void)state;
    static const struct {
        uint32_t width, height;
        obv_status status;
    } cases[] = {
        {1, 1, OBV_OK},
        {0, 1, OBV_MALFORMED},
        {1, 0, OBV_MALFORMED},
        {0, UINT32_MAX, OBV_MALFORMED},
        {OBV_MAX_SIDE, 1, OBV_OK},
        {OBV_MAX_SIDE + 1, 1, OBV_LIMIT},
        {1, OBV_MAX_SIDE, OBV_OK},
        {1, OBV_MAX_SIDE + 1, OBV_LIMIT},
        {OBV_MAX_SIDE, OBV_MAX_PIXELS / OBV_MAX_SIDE, OBV_OK},
        {OBV_MAX_SIDE, OBV_MAX_PIXELS / OBV_MAX_SIDE + 1, OBV_LIMIT},
        {50000, 50000, OBV_LIMIT},
        {UINT32_MAX, UINT32_MAX, OBV_LIMIT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(obv_canvas_fits(cases[i].width, cases[i].height),
                     cases[i].status);
        obv_canvas canvas;
        if (cases[i].status != OBV_OK) {
            CHECK_NUMBER(obv_canvas_open(&canvas, cases[i].width,
                                         cases[i].height, 1, arena),
                         cases[i].status);
        }
    }
}

static void
what_has_too_many_pixels_is_halved_until_it_has_not(void **state)
{
    (void)state;
    const uint32_t wide = 8192;
    const uint32_t high = OBV_MAX_GREY / wide;
    static const struct {
        uint32_t more, times; /* rows more than fit */
    } cases[] = {{0, 1}, {1, 2}, {15360 - 1, 2}, {15361, 4}};
    CHECK(wide * high == OBV_MAX_GREY);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(obv_canvas_times(wide, high + cases[i].more),
                     cases[i].times);
    }
    CHECK_NUMBER(obv_canvas_times(16384, 16384), 4);
}

/* A canvas that is halved, but small enough to be looked at: its sizes are
   those of a large picture, and most of its rows never come. */
static void
halved_pixels_are_the_mean_of_what_they_cover(void **state)
{
    (void)state;
    enum { WIDE = 20001, HIGH = 2101 };
    obv_arena *large = obv_arena_new(OBV_PICTURE_ARENA);
    obv_canvas canvas;
    obv_sheet sheet;
    CHECK(large != NULL);
    CHECK_NUMBER(obv_canvas_open(&canvas, WIDE, HIGH, 1, large), OBV_OK);
    CHECK_NUMBER(canvas.times, 2);
    static uint8_t even[WIDE], odd[WIDE];
    for (uint32_t x = 0; x < WIDE; x++) {
        even[x] = x % 2 == 0 ? 0 : 100;
        odd[x] = x % 2 == 0 ? 40 : 60;
    }
    odd[WIDE - 1] = 200;
    for (uint32_t y = 0; y < HIGH; y++) {
        obv_canvas_row(&canvas, y, y % 2 == 0 ? even : odd);
    }
    obv_canvas_show(&canvas, 600, &sheet);
    CHECK_NUMBER(sheet.grey.width, (WIDE + 1) / 2);
    CHECK_NUMBER(sheet.grey.height, (HIGH + 1) / 2);
    CHECK(sheet.dpi == 300);
    const uint8_t *last =
        sheet.grey.pixels + (sheet.grey.height - 1) * sheet.grey.stride;
    CHECK_NUMBER(sheet.grey.pixels[0], 50);
    CHECK_NUMBER(sheet.grey.pixels[sheet.grey.width - 1], 100); /* 0, 200 */
    CHECK_NUMBER(last[0], 50);                   /* of one row: 0, 100 */
    CHECK_NUMBER(last[sheet.grey.width - 1], 0); /* of one pixel */
    obv_arena_free(large);
}

static void
where_the_arena_is_too_small_there_is_no_canvas(void **state)
{
    (void)state;
    obv_canvas canvas;
    CHECK_EACH_ARENA(obv_canvas_open(&canvas, 50, 50, 1, small));
}

/* ---- The right way up ---------------------------------------------------- */

static void
fill_by_rows(obv_canvas *canvas, const picture *p)
{
    for (uint32_t y = 0; y < p->height; y++) {
        obv_canvas_row(canvas, y, p->pixels + (size_t)y * p->width);
    }
}

static void
fill_by_dots(obv_canvas *canvas, const picture *p)
{
    for (uint32_t y = p->height; y-- > 0;) {
        for (uint32_t x = p->width; x-- > 0;) {
            obv_canvas_dot(canvas, x, y, p->pixels[(size_t)y * p->width + x]);
        }
    }
}

static void
each_orientation_puts_the_corners_where_they_belong(void **state)
{
    (void)state;
    static void (*const fillers[])(obv_canvas *, const picture *) = {
        fill_by_rows, fill_by_dots};
    picture p = picture_of_quarters(6, 4, 1);
    for (unsigned o = 0; o < 10; o++) {
        for (size_t i = 0; i < COUNT(fillers); i++) {
            obv_canvas canvas;
            obv_sheet sheet;
            char letters[5];
            obv_arena_empty(arena);
            CHECK_NUMBER(obv_canvas_open(&canvas, 6, 4, o, arena), OBV_OK);
            fillers[i](&canvas, &p);
            obv_canvas_show(&canvas, 0, &sheet);
            picture_read_quarters(&sheet, letters);
            CHECK_TEXT(letters, picture_quarters_turned[o < 9 ? o : 0]);
            bool turned = o >= 5 && o <= 8;
            CHECK_NUMBER(sheet.grey.width, turned ? 4 : 6);
            CHECK_NUMBER(sheet.grey.height, turned ? 6 : 4);
        }
    }
    picture_clear(&p);
}

static void
what_was_not_filled_is_white(void **state)
{
    (void)state;
    obv_canvas canvas;
    obv_sheet sheet;
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_canvas_open(&canvas, 3, 3, 6, arena), OBV_OK);
    obv_canvas_show(&canvas, 0, &sheet);
    for (size_t i = 0; i < 9; i++) {
        CHECK_NUMBER(sheet.grey.pixels[i], 255);
    }
}

static void
only_a_resolution_of_paper_is_believed(void **state)
{
    (void)state;
    static const struct {
        double stated;
        float believed;
    } cases[] = {{0, 0},       {59, 0},   {60, 60}, {300, 300},
                 {1300, 1300}, {1301, 0}, {-72, 0}, {1e30, 0}};
    obv_canvas canvas;
    obv_sheet sheet;
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_canvas_open(&canvas, 1, 1, 1, arena), OBV_OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_canvas_show(&canvas, cases[i].stated, &sheet);
        CHECK(sheet.dpi == cases[i].believed);
    }
}

/* ---- Colours ------------------------------------------------------------- */

static void
colours_become_grey_on_white(void **state)
{
    (void)state;
    static const struct {
        unsigned samples;
        uint8_t pixel[4], grey;
    } cases[] = {
        {1, {0}, 0},
        {1, {255}, 255},
        {2, {0, 255}, 0},
        {2, {0, 0}, 255},
        {2, {100, 0}, 255},
        {2, {0, 128}, 127},
        {3, {0, 0, 0}, 0},
        {3, {255, 255, 255}, 255},
        {3, {255, 0, 0}, 77},
        {3, {0, 255, 0}, 149},
        {3, {0, 0, 255}, 29},
        {4, {0, 0, 0, 255}, 0},
        {4, {255, 0, 0, 0}, 255},
        {4, {255, 255, 255, 0}, 255},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t grey;
        obv_grey_row(cases[i].pixel, cases[i].samples, 1, &grey);
        CHECK_NUMBER(grey, cases[i].grey);
    }
}

/* ---- EXIF ---------------------------------------------------------------- */

static unsigned
orientation_of(const char *bytes, size_t len)
{
    /* A block of its own, so that a step too far is seen. */
    uint8_t *block = malloc(len == 0 ? 1 : len);
    assert_non_null(block);
    memcpy(block, bytes, len);
    unsigned orientation = obv_exif_orientation((obv_slice){block, len});
    free(block);
    return orientation;
}

#define ORIENTATION_OF(text) orientation_of("" text, sizeof(text) - 1)
#define LITTLE "II*\0\x08\0\0\0"
#define BIG "MM\0*\0\0\0\x08"

static void
the_orientation_is_read_in_either_order_of_bytes(void **state)
{
    (void)state;
    for (unsigned o = 1; o <= 8; o++) {
        uint8_t exif[PICTURE_EXIF];
        picture_exif(o, exif);
        CHECK_NUMBER(orientation_of((const char *)exif, sizeof(exif)), o);
    }
    CHECK_NUMBER(ORIENTATION_OF(BIG "\0\1\1\x12\0\3\0\0\0\1\0\6\0\0"), 6);
    CHECK_NUMBER(
        ORIENTATION_OF("Exif\0\0" BIG "\0\1\1\x12\0\3\0\0\0\1\0\6\0\0"), 6);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\2\0\x0F\1\2\0\1\0\0\0x\0\0\0"
                                       "\x12\1\3\0\1\0\0\0\3\0\0\0"),
                 3);
}

static void
what_states_no_orientation_is_upright(void **state)
{
    (void)state;
    CHECK_NUMBER(ORIENTATION_OF(""), 1);
    CHECK_NUMBER(ORIENTATION_OF("Exif\0\0"), 1);
    CHECK_NUMBER(ORIENTATION_OF("II"), 1);
    CHECK_NUMBER(ORIENTATION_OF("XX*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0"),
                 1);
    CHECK_NUMBER(ORIENTATION_OF("II+\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0"),
                 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE), 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\0\0"), 1);
    /* of another kind; two of them; too large, and none */
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\1\0\x12\1\4\0\1\0\0\0\6\0\0\0"), 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\1\0\x12\1\3\0\2\0\0\0\6\0\0\0"), 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\1\0\x12\1\3\0\1\0\0\0\x09\0\0\0"), 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\1\0\x12\1\3\0\1\0\0\0\0\0\0\0"), 1);
    /* a directory elsewhere, and one that says it is longer than it is */
    CHECK_NUMBER(ORIENTATION_OF("II*\0\xFF\xFF\xFF\xFF\1\0\x12\1"), 1);
    CHECK_NUMBER(ORIENTATION_OF(LITTLE "\xFF\xFF\x12\1\4\0"), 1);
}

static void
every_prefix_of_exif_is_upright(void **state)
{
    (void)state;
    uint8_t exif[PICTURE_EXIF];
    picture_exif(6, exif);
    for (size_t len = 0; len < 20; len++) {
        CHECK_NUMBER(orientation_of((const char *)exif, len), 1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_has_pixels_and_no_more_than_we_take),
        cmocka_unit_test(what_has_too_many_pixels_is_halved_until_it_has_not),
        cmocka_unit_test(halved_pixels_are_the_mean_of_what_they_cover),
        cmocka_unit_test(where_the_arena_is_too_small_there_is_no_canvas),
        cmocka_unit_test(each_orientation_puts_the_corners_where_they_belong),
        cmocka_unit_test(what_was_not_filled_is_white),
        cmocka_unit_test(only_a_resolution_of_paper_is_believed),
        cmocka_unit_test(colours_become_grey_on_white),
        cmocka_unit_test(the_orientation_is_read_in_either_order_of_bytes),
        cmocka_unit_test(what_states_no_orientation_is_upright),
        cmocka_unit_test(every_prefix_of_exif_is_upright),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
