/* SPDX-License-Identifier: Apache-2.0 */
/* Every picture of a file is searched, and where none has a code, the reason
   says how sure that is. */
#include "check.h"

#include "codes.h"
#include "picture_arena.h"
#include "picturing.h"

#include <stdlib.h>
#include <tiffio.h>

static obv_found found;

/* Searches, and lets go of the file. */
static obv_reason
reason_of(obv_container kind, making *m)
{
    obv_found_clear(&found, kind);
    CHECK_NUMBER(obv_picture_search(kind, making_slice(m), arena, &found),
                 OBV_OK);
    CHECK(obv_found_is_sound(&found));
    making_clear(m);
    return found.reason;
}

/* A page, with a code on it where there is a text. */
static void
put_page(making *m, void (*pack)(making *, const picture *, const packing *),
         const char *text)
{
    paper sheet = paper_new(300, 200);
    if (text != NULL) {
        code c = {.level = 'M'};
        CHECK(code_make(&c, obv_slice_of(text)));
        paper_draw(&sheet, &c, 150, 100, 4, 0);
    }
    picture p = {sheet.width, sheet.height, 1, sheet.pixels};
    pack(m, &p, &(packing){.orientation = 0});
    paper_free(&sheet);
}

static bool
found_is(size_t index, const char *text, uint32_t page)
{
    const obv_found_text *t = &found.texts[index];
    return index < found.count && t->page == page &&
           (t->notes & OBV_NOTE_CODE) != 0 &&
           obv_slice_is((obv_slice){found.bytes + t->at, t->len}, text);
}

static void
a_code_is_read_from_every_kind(void **state)
{
    (void)state;
    static const struct {
        obv_container id;
        void (*pack)(making *, const picture *, const packing *);
    } cases[] = {{OBV_CONTAINER_PNG, picture_png},
                 {OBV_CONTAINER_JPEG, picture_jpeg},
                 {OBV_CONTAINER_WEBP, picture_webp},
                 {OBV_CONTAINER_TIFF, picture_tiff}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        put_page(&m, cases[i].pack, "https://badges.example/1");
        CHECK_NUMBER(reason_of(cases[i].id, &m), OBV_REASON_NONE);
        CHECK(found_is(0, "https://badges.example/1", 1));
        CHECK_NUMBER(found.count, 1);
        CHECK_NUMBER(found.pages, 1);
        CHECK_NUMBER(found.pages_read, 1);
    }
}

static void
every_page_of_a_tiff_is_searched(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    put_page(&m, picture_tiff, NULL);
    put_page(&m, picture_tiff, "https://badges.example/2");
    put_page(&m, picture_tiff, NULL);
    put_page(&m, picture_tiff, "https://badges.example/4");
    CHECK_NUMBER(reason_of(OBV_CONTAINER_TIFF, &m), OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK(found_is(0, "https://badges.example/2", 2));
    CHECK(found_is(1, "https://badges.example/4", 4));
    CHECK_NUMBER(found.pages, 4);
    CHECK_NUMBER(found.pages_read, 4);
}

static void
without_a_code_there_is_no_badge(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    put_page(&m, picture_jpeg, NULL);
    CHECK_NUMBER(reason_of(OBV_CONTAINER_JPEG, &m),
                 OBV_REASON_NO_BADGE_PICTURE);
    CHECK_NUMBER(found.pages_read, 1);
}

/* What is there counts; only where nothing is, the damage is the answer. */
static void
damage_matters_where_no_code_was_read(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    put_page(&m, picture_jpeg, NULL);
    m.len = m.len * 2 / 3;
    CHECK_NUMBER(reason_of(OBV_CONTAINER_JPEG, &m), OBV_REASON_DAMAGED_FILE);

    put_page(&m, picture_jpeg, "https://badges.example/1");
    m.len -= 20;
    CHECK_NUMBER(reason_of(OBV_CONTAINER_JPEG, &m), OBV_REASON_NONE);
    CHECK(found_is(0, "https://badges.example/1", 1));

    making_put(&m, "II*\0\0\0\0\0", 8);
    CHECK_NUMBER(reason_of(OBV_CONTAINER_TIFF, &m), OBV_REASON_DAMAGED_FILE);
}

static void
a_page_that_cannot_be_read_hides_no_other(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    picture p = picture_of_one_grey(16, 16, 255);
    picture_tiff(&m, &p, &(packing){.orientation = 0});
    picture_clear(&p);
    put_page(&m, picture_tiff, "https://badges.example/2");
    /* The first directory packs in a way of which there is none. */
    uint32_t at = m.ptr[4] | (uint32_t)m.ptr[5] << 8;
    for (uint32_t entry = at + 2; entry + 12 < m.len; entry += 12) {
        if (m.ptr[entry] == (TIFFTAG_COMPRESSION & 255) &&
            m.ptr[entry + 1] == TIFFTAG_COMPRESSION >> 8) {
            m.ptr[entry + 9] = 0x99;
            break;
        }
    }
    CHECK_NUMBER(reason_of(OBV_CONTAINER_TIFF, &m), OBV_REASON_NONE);
    CHECK(found_is(0, "https://badges.example/2", 2));
}

static void
pages_beyond_the_limit_are_told(void **state)
{
    (void)state;
    for (uint32_t count = OBV_MAX_PAGES; count <= OBV_MAX_PAGES + 1; count++) {
        making m = {NULL, 0, 0};
        picture p = picture_of_one_grey(16, 16, 255);
        for (uint32_t i = 0; i < count; i++) {
            picture_tiff(&m, &p, &(packing){.orientation = 0});
        }
        picture_clear(&p);
        obv_reason reason = reason_of(OBV_CONTAINER_TIFF, &m);
        CHECK_NUMBER(reason, count == OBV_MAX_PAGES
                                 ? OBV_REASON_NO_BADGE_PICTURE
                                 : OBV_REASON_MANY_PAGES);
        CHECK_NUMBER(found.pages, count);
        CHECK_NUMBER(found.pages_read, OBV_MAX_PAGES);
    }
}

static void
a_kind_without_a_row_was_not_built_in(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_SVG);
    CHECK_NUMBER(
        obv_picture_search(OBV_CONTAINER_SVG, obv_slice_of("x"), arena, &found),
        OBV_UNSUPPORTED);
    CHECK_NUMBER(found.reason, OBV_REASON_NOT_BUILT_IN);
    CHECK(obv_found_is_sound(&found));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_from_every_kind),
        cmocka_unit_test(every_page_of_a_tiff_is_searched),
        cmocka_unit_test(without_a_code_there_is_no_badge),
        cmocka_unit_test(damage_matters_where_no_code_was_read),
        cmocka_unit_test(a_page_that_cannot_be_read_hides_no_other),
        cmocka_unit_test(pages_beyond_the_limit_are_told),
        cmocka_unit_test(a_kind_without_a_row_was_not_built_in),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
