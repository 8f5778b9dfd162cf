/* SPDX-License-Identifier: Apache-2.0 */
/* Why a code is not read: the right word for each kind of bad picture, and no
   word where there is no code or where it is read. */
#include "check.h"

#include "reader/reader.h"
#include "spoiling.h"

#include <stdio.h>
#include <stdlib.h>

static obv_arena *arena;
static obv_found found;

/* Time never decides a test. */
#define NO_HURRY 600000

#define SIDE 500
#define MIDDLE (SIDE / 2)

static const char badge[] =
    "OB1:A TEXT THAT IS AS LONG AS THE CODE OF A SMALL BADGE WOULD BE, WHICH "
    "GIVES A CODE OF VERSION 7 OR 8 AT THE LEVEL M: 45 OR 49 MODULES A SIDE.";

static void
search(const paper *p)
{
    obv_sheet sheet = {.grey = paper_grey(p), .page = 1};
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    found.reason = OBV_REASON_NO_BADGE_PICTURE;
    found.pages = 1;
    CHECK(obv_search(&sheet, obv_milliseconds() + NO_HURRY, arena, &found) ==
          OBV_OK);
    CHECK(obv_found_is_sound(&found));
    CHECK(found.unread > 0 || found.doubt == OBV_DOUBT_NONE);
    CHECK(found.count == 0 || found.doubt == OBV_DOUBT_NONE);
}

/* A sheet with a code of which the middle is at (x, y). */
static paper
sheet_with(double x, double y, double module)
{
    static code c;
    paper p = paper_new(SIDE, SIDE);
    c = (code){.level = 'M'};
    assert_true(p.pixels != NULL && code_make(&c, obv_slice_of(badge)));
    paper_draw(&p, &c, x, y, module, 2);
    return p;
}

/* ---- The right word -------------------------------------------------------
 */

typedef struct tally {
    unsigned unread, right, wrong; /* wrong: another word than the right one */
} tally;

static void
count(paper *p, obv_doubt_id expected, tally *t)
{
    paper_noise(p, 4, 1);
    search(p);
    t->unread += found.count == 0;
    t->right += found.count == 0 && found.doubt == expected;
    t->wrong += found.doubt != expected && found.doubt != OBV_DOUBT_NONE;
    paper_free(p);
}

/* Most of those that are not read, and there are some; a wrong word is worse
   than none. */
static void
check_most(const tally *t)
{
    printf("# %u of %u right, %u wrong\n", t->right, t->unread, t->wrong);
    CHECK(t->unread >= 3);
    CHECK(t->right * 3 >= t->unread * 2);
    CHECK_NUMBER(t->wrong, 0);
}

static void
a_code_of_too_few_pixels_is_too_small(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (double module = 0.9; module < 1.15; module += 0.05) {
        paper p = sheet_with(MIDDLE, MIDDLE, module);
        count(&p, OBV_DOUBT_SMALL, &t);
    }
    check_most(&t);
}

static void
a_code_out_of_focus_is_blurred(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (double much = 0.4; much < 1.05; much += 0.1) {
        for (double module = 3; module < 7; module += 1.5) {
            paper p = sheet_with(MIDDLE, MIDDLE, module);
            paper_blur(&p, much * module, much * module);
            count(&p, OBV_DOUBT_BLURRED, &t);
        }
    }
    check_most(&t);
}

/* Marks and margin are gone, and what is left is as even as a grey square. */
static void
a_code_that_is_nothing_but_grey_is_blurred_as_well(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (double much = 0.9; much < 1.55; much += 0.1) {
        paper p = sheet_with(MIDDLE, MIDDLE, 3.25);
        paper_blur(&p, much * 3.25, much * 3.25);
        count(&p, OBV_DOUBT_BLURRED, &t);
    }
    check_most(&t);
}

/* Lines of strokes from the left edge to so far. */
static void
write_words(paper *p, uint32_t right)
{
    for (uint32_t y = 20; y < SIDE - 20; y += 24) {
        for (uint32_t x = 20; x < right; x++) {
            bool stroke = x * 7 % 5 < 2;
            for (uint32_t k = 0; stroke && k < 11; k++) {
                p->pixels[(y + k) * SIDE + x] = 30;
            }
        }
    }
}

static void
blur_among_words(double module, uint32_t right, tally *t)
{
    for (double much = 0.7; much < 1.15; much += 0.1) {
        paper p = sheet_with(MIDDLE, MIDDLE, module);
        write_words(&p, right);
        paper_blur(&p, much * module, much * module);
        count(&p, OBV_DOUBT_BLURRED, t);
    }
}

/* Words beside it touch it, once they are blurred. */
static void
a_code_among_words_is_blurred_as_well(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    blur_among_words(4, 130, &t);
    check_most(&t);
}

/* Within two modules of it: only a look for what is denser tells them apart. */
static void
a_code_that_words_nearly_touch_is_blurred_as_well(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    blur_among_words(3.25, 163, &t);
    check_most(&t);
}

/* The hand moved along the rows, or along the columns. */
static void
a_code_that_moved_is_blurred_as_well(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (double much = 0.7; much < 1.6; much += 0.15) {
        paper p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_blur(&p, much * 5, 0.5);
        count(&p, OBV_DOUBT_BLURRED, &t);
        p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_blur(&p, 0.5, much * 5);
        count(&p, OBV_DOUBT_BLURRED, &t);
    }
    check_most(&t);
}

static void
a_code_that_leaves_the_picture_is_cut_off(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (int off = 20; off < 110; off += 15) {
        paper p = sheet_with(110 - off, MIDDLE, 5);
        count(&p, OBV_DOUBT_CUT_OFF, &t);
        p = sheet_with(MIDDLE, SIDE - 110 + off, 5);
        count(&p, OBV_DOUBT_CUT_OFF, &t);
        p = sheet_with(SIDE - 110 + off, 110 - off, 5);
        count(&p, OBV_DOUBT_CUT_OFF, &t);
    }
    check_most(&t);
}

static void
a_code_with_a_reflection_or_a_stain_on_it_has_glare(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (int radius = 40; radius < 70; radius += 5) {
        paper p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_cover(&p, MIDDLE + 20, MIDDLE + 20, radius, 255);
        count(&p, OBV_DOUBT_GLARE, &t);
        p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_cover(&p, MIDDLE + 20, MIDDLE + 20, radius, 15);
        count(&p, OBV_DOUBT_GLARE, &t);
    }
    check_most(&t);
}

/* Two marks are left, at the ends of a side. */
static void
a_code_with_a_covered_mark_has_glare(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (int radius = 55; radius < 90; radius += 5) {
        paper p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_cover(&p, MIDDLE + 70, MIDDLE - 80, radius, 255);
        count(&p, OBV_DOUBT_GLARE, &t);
    }
    check_most(&t);
}

static void
a_code_in_the_dark_is_dark(void **state)
{
    (void)state;
    tally t = {0, 0, 0};
    for (unsigned range = 5; range < 12; range++) {
        paper p = sheet_with(MIDDLE, MIDDLE, 5);
        paper_dim(&p, 10, range);
        paper_noise(&p, 5, 2);
        count(&p, OBV_DOUBT_DARK, &t);
    }
    check_most(&t);
}

/* ---- No word --------------------------------------------------------------
 */

static void
a_code_that_is_read_is_in_no_doubt(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 5; i++) {
        paper p = sheet_with(MIDDLE, MIDDLE, 2.0 + i);
        paper_noise(&p, 10, i + 1);
        search(&p);
        CHECK_NUMBER(found.count, 1);
        CHECK_NUMBER(found.unread, 0);
        CHECK_NUMBER(found.doubt, OBV_DOUBT_NONE);
        paper_free(&p);
    }
}

/* Lines of words, as a printer sets them: bars of all lengths. */
static void
write_lines(paper *p, uint32_t seed, uint32_t pitch)
{
    for (uint32_t y = 20; y + pitch < p->height; y += pitch) {
        for (uint32_t x = 20; x + 20 < p->width; x++) {
            seed = seed * 1664525u + 1013904223u;
            bool stroke = (seed >> 24) % 5 == 0;
            for (uint32_t k = 0; stroke && k < pitch / 2; k++) {
                p->pixels[(y + k) * p->width + x] = 30;
            }
        }
    }
}

static void
pages_without_a_code_are_in_no_doubt(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 12; i++) {
        paper p = paper_new(800, 1100);
        write_lines(&p, i + 1, 8 + 4 * i);
        paper_blur(&p, i % 3, i % 3);
        search(&p);
        CHECK_NUMBER(found.unread, 0);
        CHECK_NUMBER(found.doubt, OBV_DOUBT_NONE);
        paper_free(&p);
    }
}

static void
grey_squares_and_noise_are_in_no_doubt(void **state)
{
    (void)state;
    for (unsigned grey = 60; grey < 240; grey += 20) {
        paper p = paper_new(SIDE, SIDE);
        for (uint32_t y = 150; y < 350; y++) {
            memset(p.pixels + y * SIDE + 150, (int)grey, 200);
        }
        paper_noise(&p, grey / 4, grey);
        search(&p);
        CHECK_NUMBER(found.unread, 0);
        paper_free(&p);
    }
}

/* Half ink everywhere, and marks in it by chance: but no margin. */
static void
noise_is_in_no_doubt(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 16; i += 2) {
        paper p = paper_new(900, 700);
        memset(p.pixels, 170, (size_t)p.width * p.height);
        paper_noise(&p, i % 6 == 0 ? 127 : 20, i + 1);
        paper_blur(&p, i / 3 % 4 * 0.6, i / 3 % 4 * 0.6);
        search(&p);
        CHECK_NUMBER(found.unread, 0);
        paper_free(&p);
    }
}

static void
no_size_of_a_picture_is_too_small_for_a_look(void **state)
{
    (void)state;
    static const uint32_t sides[] = {1, 2, 3, 9, 10, 11, 19, 20, 21, 40};
    for (size_t i = 0; i < COUNT(sides) * COUNT(sides); i++) {
        paper p = paper_new(sides[i % COUNT(sides)], sides[i / COUNT(sides)]);
        paper_noise(&p, 127, (uint32_t)i);
        search(&p);
        CHECK_NUMBER(found.count, 0);
        paper_free(&p);
    }
}

/* ---- What a reader may say ------------------------------------------------
 */

static void
a_doubt_out_of_range_or_about_nothing_is_unsound(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    found.reason = OBV_REASON_CODE_UNREAD;
    found.unread = 1;
    for (int i = 0; i < OBV_DOUBT_COUNT; i++) {
        found.doubt = (obv_doubt_id)i;
        CHECK(obv_found_is_sound(&found));
    }
    found.doubt = OBV_DOUBT_COUNT;
    CHECK(!obv_found_is_sound(&found));
    found.doubt = OBV_DOUBT_SMALL;
    found.unread = 0;
    CHECK(!obv_found_is_sound(&found));
}

static void
each_doubt_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < OBV_DOUBT_COUNT; i++) {
        for (int k = 0; k < i; k++) {
            CHECK(strcmp(obv_doubt_name((obv_doubt_id)i),
                         obv_doubt_name((obv_doubt_id)k)) != 0);
        }
    }
    CHECK_TEXT(obv_doubt_name(OBV_DOUBT_COUNT), "none");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_of_too_few_pixels_is_too_small),
        cmocka_unit_test(a_code_out_of_focus_is_blurred),
        cmocka_unit_test(a_code_that_is_nothing_but_grey_is_blurred_as_well),
        cmocka_unit_test(a_code_among_words_is_blurred_as_well),
        cmocka_unit_test(a_code_that_words_nearly_touch_is_blurred_as_well),
        cmocka_unit_test(a_code_that_moved_is_blurred_as_well),
        cmocka_unit_test(a_code_that_leaves_the_picture_is_cut_off),
        cmocka_unit_test(a_code_with_a_reflection_or_a_stain_on_it_has_glare),
        cmocka_unit_test(a_code_with_a_covered_mark_has_glare),
        cmocka_unit_test(a_code_in_the_dark_is_dark),
        cmocka_unit_test(a_code_that_is_read_is_in_no_doubt),
        cmocka_unit_test(pages_without_a_code_are_in_no_doubt),
        cmocka_unit_test(grey_squares_and_noise_are_in_no_doubt),
        cmocka_unit_test(noise_is_in_no_doubt),
        cmocka_unit_test(no_size_of_a_picture_is_too_small_for_a_look),
        cmocka_unit_test(a_doubt_out_of_range_or_about_nothing_is_unsound),
        cmocka_unit_test(each_doubt_has_a_name_of_its_own),
    };
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
