/* SPDX-License-Identifier: Apache-2.0 */
/* The search for codes: what is read, what counts, and what costs nothing. */
#include "check.h"

#include "codes.h"
#include "reader/reader.h"
#include "spoiling.h"

#include <stdio.h>
#include <stdlib.h>

static obv_arena *arena;
static obv_found found;
static code drawn;

/* Time never decides a test. */
#define NO_HURRY 600000

static obv_status
search_sheet(const obv_sheet *sheet)
{
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    found.reason = OBV_REASON_NO_BADGE_PICTURE;
    found.pages = 3;
    obv_status status =
        obv_search(sheet, obv_milliseconds() + NO_HURRY, arena, &found);
    CHECK(obv_found_is_sound(&found));
    return status;
}

static void
search_paper(const paper *p)
{
    obv_sheet sheet = {.grey = paper_grey(p), .page = 1};
    CHECK_NUMBER(search_sheet(&sheet), OBV_OK);
}

static obv_slice
text_at(size_t i)
{
    assert_true(i < found.count);
    return (obv_slice){found.bytes + found.texts[i].at, found.texts[i].len};
}

static bool
has_text(const char *text)
{
    for (size_t i = 0; i < found.count; i++) {
        if (obv_slice_is(text_at(i), text)) {
            return true;
        }
    }
    return false;
}

static void
draw(paper *p, const char *text, double x, double y, double module,
     double degrees)
{
    assert_true(code_make(&drawn, obv_slice_of(text)));
    paper_draw(p, &drawn, x, y, module, degrees);
}

/* ---- What is read ---------------------------------------------------------
 */

static void
every_version_is_read_turned_and_small(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 40; version += version < 10 ? 3 : 6) {
        drawn = (code){.version = version, .level = 'M'};
        char text[32];
        snprintf(text, sizeof(text), "version %u", version);
        double module = version > 20 ? 3 : 4;
        uint32_t side = (uint32_t)((17 + 4 * version + 8) * module * 1.5);
        paper p = paper_new(side, side);
        draw(&p, text, side / 2.0, side / 2.0, module, version * 7.0);
        search_paper(&p);
        CHECK_CASE(found.count == 1 && has_text(text), text);
        CHECK_CASE(found.unread == 0, text);
        paper_free(&p);
    }
}

static void
mirrored_inverted_or_noisy_a_code_is_read(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 4; i++) {
        paper p = paper_new(500, 400);
        drawn = (code){
            .version = 5, .level = 'M', .mirrored = i == 1, .inverted = i == 2};
        draw(&p, "one code", 250, 200, 4, 20);
        if (i == 3) {
            paper_noise(&p, 60, 1);
        }
        search_paper(&p);
        CHECK_NUMBER(found.count, 1);
        CHECK(has_text("one code"));
        paper_free(&p);
    }
}

static void
its_place_is_told_in_pixels_of_the_picture(void **state)
{
    (void)state;
    paper p = paper_new(1000, 800);
    drawn = (code){.version = 4, .level = 'M'};
    draw(&p, "here", 700, 500, 6, 0);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 3};
    CHECK(search_sheet(&sheet) == OBV_OK);
    CHECK_NUMBER(found.count, 1);
    const obv_found_text *text = &found.texts[0];
    CHECK_TEXT(text->where, "code 1");
    CHECK_NUMBER(text->notes, OBV_NOTE_CODE);
    CHECK_NUMBER(text->page, 3);
    static const int sides[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (size_t i = 0; i < 4; i++) {
        CHECK(abs(text->corners[i][0] - (700 + sides[i][0] * 33 * 3)) <= 4);
        CHECK(abs(text->corners[i][1] - (500 + sides[i][1] * 33 * 3)) <= 4);
    }
    paper_free(&p);
}

static void
a_code_whose_corners_are_stained_is_read(void **state)
{
    (void)state;
    for (unsigned version = 10; version <= 15; version += 5) {
        drawn = (code){.version = version, .level = 'M'};
        double side = (17 + 4 * version) * 3.0;
        paper p = paper_new(420, 420);
        draw(&p, "stained", 210, 210, 3, 2);
        paper_stain(&p, 210, 210, side * 0.66, side * 0.025);
        search_paper(&p);
        CHECK(found.count == 1 && has_text("stained"));
        paper_free(&p);
    }
}

static void
many_codes_on_one_sheet_are_all_read_once(void **state)
{
    (void)state;
    paper p = paper_new(1400, 1400);
    char text[32];
    for (unsigned i = 0; i < 36; i++) {
        snprintf(text, sizeof(text), "https://example.org/%u", i);
        drawn = (code){.level = 'M'};
        draw(&p, text, 140 + 220 * (i % 6), 140 + 220 * (i / 6), 5, i * 3.0);
    }
    search_paper(&p);
    CHECK_NUMBER(found.count, 36);
    for (unsigned i = 0; i < 36; i++) {
        snprintf(text, sizeof(text), "https://example.org/%u", i);
        CHECK_CASE(has_text(text), text);
    }
    CHECK_NUMBER(found.unread, 0);
    paper_free(&p);
}

static void
codes_of_two_pages_are_numbered_on(void **state)
{
    (void)state;
    paper p = paper_new(400, 400);
    drawn = (code){.level = 'M'};
    draw(&p, "first page", 200, 200, 5, 0);
    search_paper(&p);
    paper_free(&p);
    p = paper_new(400, 400);
    drawn = (code){.level = 'M'};
    draw(&p, "second page", 200, 200, 5, 0);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 2};
    CHECK(obv_search(&sheet, obv_milliseconds() + NO_HURRY, arena, &found) ==
          OBV_OK);
    CHECK_NUMBER(found.count, 2);
    CHECK_TEXT(found.texts[1].where, "code 2");
    CHECK_NUMBER(found.texts[1].page, 2);
    CHECK(has_text("first page") && has_text("second page"));
    paper_free(&p);
}

static void
each_byte_of_a_code_comes_through(void **state)
{
    (void)state;
    static const uint8_t bytes[] = {' ', 0, '\n', 0xFF, 0xEF, 0xBB, 0xBF, ' '};
    paper p = paper_new(300, 300);
    drawn = (code){.level = 'M'};
    CHECK(code_make(&drawn, (obv_slice){bytes, sizeof(bytes)}));
    paper_draw(&p, &drawn, 150, 150, 5, 0);
    search_paper(&p);
    CHECK_NUMBER(found.count, 1);
    CHECK(obv_slice_equal(text_at(0), (obv_slice){bytes, sizeof(bytes)}));
    paper_free(&p);
}

/* Leaves what makes a code look like one, and nothing that says anything. */
static void
tear(code *c)
{
    for (unsigned i = 9 * c->size; i < (c->size - 11) * c->size; i++) {
        unsigned column = i % c->size;
        if (column > 8 && column < c->size - 8) {
            c->modules[i] ^= (i * 2654435761u) >> 31 != 0;
        }
    }
}

/* ---- What does not count --------------------------------------------------
 */

static void
an_empty_code_says_nothing(void **state)
{
    (void)state;
    paper p = paper_new(300, 300);
    drawn = (code){.version = 2, .level = 'M'};
    CHECK(code_make(&drawn, obv_slice_of("")));
    paper_draw(&p, &drawn, 150, 150, 5, 0);
    search_paper(&p);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.reason, OBV_REASON_NO_BADGE_PICTURE);
    paper_free(&p);
}

static void
a_code_that_is_seen_and_cannot_be_read_is_counted(void **state)
{
    (void)state;
    paper p = paper_new(400, 400);
    drawn = (code){.version = 6, .level = 'L'};
    CHECK(code_make(&drawn, obv_slice_of("torn")));
    tear(&drawn);
    paper_draw(&p, &drawn, 200, 200, 5, 0);
    search_paper(&p);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.unread, 1);
    paper_free(&p);
}

static void
a_lone_part_of_a_set_is_unread_and_the_whole_set_is_one_text(void **state)
{
    (void)state;
    static code parts[4];
    static const char text[] = "one text that is spread over several codes, "
                               "each of which holds a part of it";
    size_t count = code_split(parts, COUNT(parts), 2, 'M', obv_slice_of(text));
    CHECK(count >= 3);
    paper p = paper_new(1000, 300);
    paper_draw(&p, &parts[1], 380, 150, 5, 0);
    search_paper(&p);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.unread, 1);
    for (size_t i = 0; i < count; i++) {
        if (i != 1) {
            paper_draw(&p, &parts[i], 150 + 230.0 * (double)i, 150, 5, 0);
        }
    }
    search_paper(&p);
    CHECK_NUMBER(found.count, 1);
    CHECK(has_text(text));
    CHECK_NUMBER(found.unread, 0);
    paper_free(&p);
}

static void
pictures_without_a_code_give_nothing(void **state)
{
    (void)state;
    static const uint32_t sizes[][2] = {{1, 1},    {1, 700},   {700, 1},
                                        {2, 3000}, {640, 480}, {1500, 1000}};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        for (int grey = 0; grey < 4; grey++) {
            paper p = paper_new(sizes[i][0], sizes[i][1]);
            memset(p.pixels, grey * 85, (size_t)p.width * p.height);
            if (grey > 1) {
                paper_noise(&p, grey == 2 ? 127 : 20, (uint32_t)i + 1);
            }
            search_paper(&p);
            CHECK_NUMBER(found.count, 0);
            CHECK_NUMBER(found.unread, 0);
            paper_free(&p);
        }
    }
}

/* ---- Limits ---------------------------------------------------------------
 */

static void
a_search_that_is_late_says_so(void **state)
{
    (void)state;
    paper p = paper_new(300, 300);
    drawn = (code){.level = 'M'};
    draw(&p, "too late", 150, 150, 5, 0);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    CHECK(obv_search(&sheet, obv_milliseconds() - 1, arena, &found) ==
          OBV_LIMIT);
    CHECK_NUMBER(found.count, 0);
    paper_free(&p);
}

static void
what_does_not_fit_any_more_is_a_limit_and_the_rest_stands(void **state)
{
    (void)state;
    paper p = paper_new(300, 300);
    drawn = (code){.level = 'M'};
    draw(&p, "one too many", 150, 150, 5, 0);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    for (unsigned i = 0; i < OBV_MAX_FOUND; i++) {
        CHECK(obv_found_add(&found, "before", 0, obv_slice_of("text")) ==
              OBV_OK);
    }
    CHECK(obv_search(&sheet, obv_milliseconds() + NO_HURRY, arena, &found) ==
          OBV_LIMIT);
    CHECK_NUMBER(found.count, OBV_MAX_FOUND);
    CHECK(obv_found_is_sound(&found));
    paper_free(&p);
}

static void
too_little_memory_is_told(void **state)
{
    (void)state;
    paper p = paper_new(300, 300);
    drawn = (code){.level = 'M'};
    draw(&p, "no room", 150, 150, 5, 0);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
    bool whole = false;
    for (size_t size = 1024; size < 64u << 20; size *= 2) {
        obv_arena *small = obv_arena_new(size);
        obv_found_clear(&found, OBV_CONTAINER_PNG);
        obv_status status =
            obv_search(&sheet, obv_milliseconds() + NO_HURRY, small, &found);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        CHECK(status != OBV_OK || found.count == 1);
        CHECK(!whole || status == OBV_OK);
        whole = status == OBV_OK;
        obv_arena_free(small);
    }
    CHECK(whole);
    paper_free(&p);
}

/* ---- Documents are drawn anew ---------------------------------------------
 */

typedef struct drawer {
    paper fine; /* twice as many pixels a side */
    unsigned calls;
} drawer;

static obv_status
draw_anew(void *of, const obv_region *part, unsigned times, obv_arena *room,
          obv_grey *ret)
{
    drawer *d = of;
    (void)room;
    d->calls++;
    if (times != 2) {
        return OBV_LIMIT;
    }
    obv_grey all = paper_grey(&d->fine);
    *ret = obv_grey_crop(&all, part->x * 2, part->y * 2, part->width * 2,
                         part->height * 2);
    return OBV_OK;
}

static void
a_small_code_of_a_document_is_drawn_anew(void **state)
{
    (void)state;
    drawn = (code){.version = 10, .level = 'M'};
    drawer d = {.fine = paper_new(1200, 1000)};
    draw(&d.fine, "fine print", 700, 600, 5, 0);
    paper p = paper_new(600, 500);
    assert_true(code_make(&drawn, obv_slice_of("torn in the coarse")));
    tear(&drawn);
    paper_draw(&p, &drawn, 350, 300, 2.5, 0);
    obv_sheet sheet = {.grey = paper_grey(&p),
                       .page = 1,
                       .dpi = 75,
                       .finer = draw_anew,
                       .of = &d};
    CHECK(search_sheet(&sheet) == OBV_OK);
    CHECK_NUMBER(d.calls, 1);
    CHECK_NUMBER(found.count, 1);
    CHECK(has_text("fine print"));
    /* In pixels of 150 to the inch, which are twice those of the sheet. */
    CHECK(abs(found.texts[0].corners[0][0] - (700 - 57 * 5 / 2)) <= 6);
    CHECK(abs(found.texts[0].corners[0][1] - (600 - 57 * 5 / 2)) <= 6);
    paper_free(&p);
    paper_free(&d.fine);
}

int
main(void)
{
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_is_read_turned_and_small),
        cmocka_unit_test(mirrored_inverted_or_noisy_a_code_is_read),
        cmocka_unit_test(its_place_is_told_in_pixels_of_the_picture),
        cmocka_unit_test(a_code_whose_corners_are_stained_is_read),
        cmocka_unit_test(many_codes_on_one_sheet_are_all_read_once),
        cmocka_unit_test(codes_of_two_pages_are_numbered_on),
        cmocka_unit_test(each_byte_of_a_code_comes_through),
        cmocka_unit_test(an_empty_code_says_nothing),
        cmocka_unit_test(a_code_that_is_seen_and_cannot_be_read_is_counted),
        cmocka_unit_test(
            a_lone_part_of_a_set_is_unread_and_the_whole_set_is_one_text),
        cmocka_unit_test(pictures_without_a_code_give_nothing),
        cmocka_unit_test(a_search_that_is_late_says_so),
        cmocka_unit_test(
            what_does_not_fit_any_more_is_a_limit_and_the_rest_stands),
        cmocka_unit_test(too_little_memory_is_told),
        cmocka_unit_test(a_small_code_of_a_document_is_drawn_anew),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
