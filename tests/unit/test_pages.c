/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of a PDF, drawn and searched: documents that mean no harm. */
#include "check.h"

#include "pdfs.h"
#include "reader/reader.h"

#include <math.h>
#include <stdio.h>

static obv_arena *arena;
static obv_found found;
static pdf p;

static obv_status
search(void)
{
    obv_found_clear(&found, OBV_CONTAINER_PDF);
    found.reason = OBV_REASON_NO_BADGE; /* as pdf.c leaves it */
    obv_status status = obv_pages_search(making_slice(&p.m), arena, &found);
    CHECK(obv_found_is_sound(&found));
    return status;
}

static bool
is_found(size_t index, const char *text, uint32_t page)
{
    const obv_found_text *t = &found.texts[index];
    return index < found.count && t->page == page &&
           (t->notes & OBV_NOTE_CODE) != 0 &&
           obv_slice_is((obv_slice){found.bytes + t->at, t->len}, text);
}

/* A page of that size, with what is drawn on it. */
static void
one_page(double width, double height, const char *entries,
         const making *content)
{
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, width, height, 4, entries);
    pdf_stream(&p, "", content->ptr, content->len);
    pdf_end(&p, "");
}

/* ---- How large a page is drawn ------------------------------------------- */

typedef struct drawn {
    uint32_t width, height;
    float dpi;
    obv_status full,
        fuller; /* a part that fills the limit, and a column more */
} drawn;

static obv_status
look_at_sheet(void *job, const obv_sheet *sheet, obv_arena *room)
{
    drawn *d = job;
    obv_grey grey;
    *d = (drawn){sheet->grey.width, sheet->grey.height, sheet->dpi, 0, 0};
    const uint32_t half = 2048, other = OBV_MAX_DRAWN / 4 / half;
    const obv_region full = {.width = half, .height = other};
    const obv_region fuller = {.width = half + 1, .height = other};
    d->full = sheet->finer(sheet->of, &full, 2, room, &grey);
    d->fuller = sheet->finer(sheet->of, &fuller, 2, room, &grey);
    return OBV_OK;
}

static drawn
draw_page(double width, double height)
{
    const making nothing = {NULL, 0, 0};
    drawn d = {0};
    one_page(width, height, "", &nothing);
    CHECK_NUMBER(obv_pages_visit(making_slice(&p.m), look_at_sheet, &d, arena),
                 OBV_OK);
    return d;
}

/* 72 points have 150 pixels, until there are too many of them. */
static void
a_page_is_drawn_as_large_as_the_limit_lets_it_be(void **state)
{
    (void)state;
    const uint32_t side = 3000; /* the other then fits, by a row and a column */
    const uint32_t other = (OBV_MAX_DRAWN - 2 * OBV_MAX_SIDE) / side;
    drawn d = draw_page(side * 0.48, other * 0.48);
    CHECK_NUMBER(d.width, side);
    CHECK_NUMBER(d.height, other);
    CHECK(fabs((double)d.dpi - 150) < 0.001);
    d = draw_page(side * 0.48, (other + 10) * 0.48);
    CHECK(d.dpi < 150 && d.width < side);
    CHECK((size_t)d.width * d.height <= OBV_MAX_DRAWN);
    CHECK((size_t)d.width * d.height > OBV_MAX_DRAWN - 3 * OBV_MAX_SIDE);
}

static void
a_part_of_a_page_is_drawn_up_to_the_limit(void **state)
{
    (void)state;
    drawn d = draw_page(595, 842);
    CHECK_NUMBER(d.full, OBV_OK);
    CHECK_NUMBER(d.fuller, OBV_LIMIT);
}

/* ---- Codes on pages ------------------------------------------------------ */

static void
a_code_is_found_on_the_page_where_it_stands(void **state)
{
    (void)state;
    const char *const texts[] = {NULL, "OB1:SECOND", NULL, NULL, "OB1:FIFTH"};
    pdf_with_codes(&p, texts, COUNT(texts));
    CHECK_NUMBER(search(), OBV_OK);
    CHECK_NUMBER(found.reason, OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK(is_found(0, "OB1:SECOND", 2));
    CHECK(is_found(1, "OB1:FIFTH", 5));
    CHECK_NUMBER(found.pages, 5);
    CHECK_NUMBER(found.pages_read, 5);
}

/* In pixels at 150 to the inch, from the top. */
static void
its_corners_are_those_of_the_page(void **state)
{
    (void)state;
    const char *const texts[] = {"OB1:HERE"};
    pdf_with_codes(&p, texts, 1);
    CHECK_NUMBER(search(), OBV_OK);
    CHECK_NUMBER(found.count, 1);
    const double scale = 150.0 / 72, side = 21 * 1.4 * scale;
    const double left = 595 / 3.0 * scale, bottom = 842 * 7 / 8.0 * scale;
    const double expected[4][2] = {{left, bottom - side},
                                   {left + side, bottom - side},
                                   {left + side, bottom},
                                   {left, bottom}};
    for (size_t i = 0; i < 4; i++) {
        CHECK(fabs(found.texts[0].corners[i][0] - expected[i][0]) <= 4);
        CHECK(fabs(found.texts[0].corners[i][1] - expected[i][1]) <= 4);
    }
}

static void
pages_without_a_code_hold_none(void **state)
{
    (void)state;
    const char *const texts[] = {NULL, NULL};
    pdf_with_codes(&p, texts, COUNT(texts));
    CHECK_NUMBER(search(), OBV_OK);
    CHECK_NUMBER(found.reason, OBV_REASON_NO_BADGE);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.pages_read, 2);
}

static void
what_was_found_before_stays(void **state)
{
    (void)state;
    const char *const texts[] = {"OB1:CODE"};
    pdf_with_codes(&p, texts, 1);
    obv_found_clear(&found, OBV_CONTAINER_PDF);
    CHECK_NUMBER(obv_found_add(&found, "xmp", 0, obv_slice_of("baked")),
                 OBV_OK);
    CHECK_NUMBER(obv_pages_search(making_slice(&p.m), arena, &found), OBV_OK);
    CHECK_NUMBER(found.count, 2);
    CHECK_TEXT(found.texts[0].where, "xmp");
    CHECK(is_found(1, "OB1:CODE", 1));
}

/* Dark on light is enough, whatever the colours. */
static void
codes_have_colours(void **state)
{
    (void)state;
    static const char *const colours[] = {
        "0 g", "0.5 0 0 rg", "0 0.3 0 rg", "0 0 0.8 rg", "1 1 0 0 k",
    };
    for (size_t i = 0; i < COUNT(colours); i++) {
        making content = {NULL, 0, 0};
        making_printf(&content, "1 1 0.8 rg 0 0 595 842 re f %s\n", colours[i]);
        pdf_code(&content, "OB1:COLOUR", 300, 300, 1.5);
        one_page(595, 842, "", &content);
        CHECK_NUMBER(search(), OBV_OK);
        CHECK_CASE(is_found(0, "OB1:COLOUR", 1), colours[i]);
        making_clear(&content);
    }
}

static void
a_page_may_be_turned_and_cut(void **state)
{
    (void)state;
    static const char *const entries[] = {
        "/Rotate 90",
        "/Rotate 180",
        "/Rotate -90",
        "/CropBox[280 280 420 420]",
        "/CropBox[280 280 420 420]/Rotate 270",
        "/UserUnit 2",
    };
    making content = {NULL, 0, 0};
    pdf_code(&content, "OB1:TURNED", 300, 300, 2);
    for (size_t i = 0; i < COUNT(entries); i++) {
        one_page(595, 842, entries[i], &content);
        CHECK_NUMBER(search(), OBV_OK);
        CHECK_CASE(is_found(0, "OB1:TURNED", 1), entries[i]);
    }
    making_clear(&content);
}

/* A scan is a picture on a page; here at 300 to the inch. */
static void
a_code_may_stand_in_a_picture(void **state)
{
    (void)state;
    paper sheet = paper_new(1240, 877);
    static code c;
    c = (code){.level = 'M'};
    CHECK(code_make(&c, obv_slice_of("OB1:SCANNED")));
    paper_draw(&sheet, &c, 600, 400, 8, 3);
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 297.6, 210.5, 4, "/Resources<</XObject<</I 5 0 R>>>>");
    const char draw[] = "297.6 0 0 210.5 0 0 cm /I Do";
    pdf_stream(&p, "", draw, sizeof(draw) - 1);
    pdf_packed(&p,
               "/Type/XObject/Subtype/Image/Width 1240/Height 877"
               "/BitsPerComponent 8/ColorSpace/DeviceGray",
               sheet.pixels, (size_t)1240 * 877);
    pdf_end(&p, "");
    paper_free(&sheet);
    CHECK_NUMBER(search(), OBV_OK);
    CHECK(is_found(0, "OB1:SCANNED", 1));
}

/* No font of the system is used, and none is needed. */
static void
letters_of_a_font_that_is_not_there_do_no_harm(void **state)
{
    (void)state;
    static const char *const fonts[] = {
        "/Type1/BaseFont/Helvetica",
        "/TrueType/BaseFont/Comic#20Sans",
        "/Type1/BaseFont/#2Fetc#2Fpasswd",
        "/Type0/BaseFont/Song/Encoding/GBK-EUC-H/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)"
        "/Ordering(GB1)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor"
        "/FontName/Song/Flags 4>>>>]",
    };
    for (size_t i = 0; i < COUNT(fonts); i++) {
        char entries[600];
        snprintf(entries, sizeof(entries),
                 "/Resources<</Font<</F<</Type/Font/Subtype%s>>>>>>", fonts[i]);
        making content = {NULL, 0, 0};
        making_text(&content, "BT /F 12 Tf 50 700 Td (Camille) Tj ET\n");
        pdf_code(&content, "OB1:BESIDE", 300, 300, 1.5);
        one_page(595, 842, entries, &content);
        CHECK_NUMBER(search(), OBV_OK);
        CHECK_CASE(is_found(0, "OB1:BESIDE", 1), fonts[i]);
        making_clear(&content);
    }
}

/* ---- Limits ---------------------------------------------------------------
 */

static void
the_first_pages_are_looked_at_and_no_more(void **state)
{
    (void)state;
    static const char *texts[OBV_MAX_PAGES + 1];
    texts[OBV_MAX_PAGES - 1] = "OB1:LAST";
    pdf_with_codes_on(&p, texts, OBV_MAX_PAGES, 120, 120, 2);
    CHECK_NUMBER(search(), OBV_OK);
    CHECK(is_found(0, "OB1:LAST", OBV_MAX_PAGES));

    texts[OBV_MAX_PAGES - 1] = NULL;
    texts[OBV_MAX_PAGES] = "OB1:BEYOND";
    pdf_with_codes_on(&p, texts, OBV_MAX_PAGES + 1, 120, 120, 2);
    CHECK_NUMBER(search(), OBV_OK);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.reason, OBV_REASON_MANY_PAGES);
    CHECK_NUMBER(found.pages, OBV_MAX_PAGES + 1);
    CHECK(found.pages_read <= OBV_MAX_PAGES);
}

/* A drawing of five metres, and pages that are hardly there; the code takes up
   the same part of each. */
static void
a_page_may_have_any_size(void **state)
{
    (void)state;
    static const struct {
        double width, height, module;
    } pages[] = {
        {60, 60, 2},           {595, 842, 2},   {2384, 3370, 8},
        {14400, 14400, 30},    {14400, 100, 3}, {100, 14400, 3},
        {100000, 100000, 500},
    };
    for (size_t i = 0; i < COUNT(pages); i++) {
        making content = {NULL, 0, 0};
        double x = pages[i].width / 2 - pages[i].module * 11;
        double y = pages[i].height / 2 - pages[i].module * 11;
        pdf_code(&content, "OB1:SIZE", x, y, pages[i].module);
        one_page(pages[i].width, pages[i].height, "", &content);
        CHECK_NUMBER(search(), OBV_OK);
        char name[64];
        snprintf(name, sizeof(name), "%.0f x %.0f", pages[i].width,
                 pages[i].height);
        CHECK_CASE(is_found(0, "OB1:SIZE", 1), name);
        making_clear(&content);
    }
}

static void
a_page_that_is_none_is_not_drawn(void **state)
{
    (void)state;
    static const char *const boxes[] = {
        "/MediaBox[0 0 0 0]",   "/MediaBox[0 0 1e30 1e30]",
        "/MediaBox[5 5 5 900]", "/MediaBox[0 0 1e7 10]",
        "/MediaBox (none)",
    };
    making content = {NULL, 0, 0};
    pdf_code(&content, "OB1:NOWHERE", 300, 300, 2);
    for (size_t i = 0; i < COUNT(boxes); i++) {
        one_page(595, 842, boxes[i], &content);
        CHECK_CASE(search() == OBV_OK, boxes[i]);
        CHECK_CASE(found.pages == 1, boxes[i]);
    }
    making_clear(&content);
}

/* ---- Documents that are none ----------------------------------------------
 */

static void
what_cannot_be_opened_is_malformed(void **state)
{
    (void)state;
    static const char *const texts[] = {"%PDF-1.4\n", "%PDF-1.7\nxref\n0 0\n",
                                        "%PDF-1.4\ntrailer<<>>\n"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        pdf_clear(&p);
        making_text(&p.m, texts[i]);
        CHECK_CASE(search() == OBV_MALFORMED, texts[i]);
        CHECK_NUMBER(found.reason, OBV_REASON_NO_BADGE);
    }
}

static void
a_document_without_a_page_is_malformed(void **state)
{
    (void)state;
    static const char *const trees[] = {
        "<</Type/Pages/Count 0/Kids[]>>",
        "<</Type/Pages/Count 99/Kids[2 0 R]>>", /* leads to itself */
    };
    for (size_t i = 0; i < COUNT(trees); i++) {
        pdf_start(&p);
        pdf_object(&p, "<</Type/Catalog/Pages 2 0 R>>");
        pdf_object(&p, "%s", trees[i]);
        pdf_page(&p, 595, 842, 4, "");
        pdf_stream(&p, "", "", 0);
        pdf_end(&p, "");
        CHECK_CASE(search() == OBV_MALFORMED, trees[i]);
    }
}

static void
a_password_keeps_us_out(void **state)
{
    (void)state;
    const char *const texts[] = {"OB1:LOCKED"};
    pdf_with_codes(&p, texts, 1);
    pdf_clear(&p);
    making content = {NULL, 0, 0};
    pdf_code(&content, "OB1:LOCKED", 300, 300, 2);
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, "");
    pdf_stream(&p, "", content.ptr, content.len);
    pdf_object(&p, "<</Filter/Standard/V 1/R 2/P -4/O(%032d)/U(%032d)>>", 1, 2);
    pdf_end(&p, "/Encrypt 5 0 R/ID[(0)(0)]");
    making_clear(&content);
    CHECK_NUMBER(search(), OBV_MALFORMED);
    CHECK_NUMBER(found.count, 0);
}

/* poppler looks for the objects themselves. */
static void
a_document_with_a_wrong_table_is_drawn_all_the_same(void **state)
{
    (void)state;
    making content = {NULL, 0, 0};
    pdf_code(&content, "OB1:MENDED", 300, 300, 2);
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, "");
    pdf_stream(&p, "", content.ptr, content.len);
    pdf_end_wrongly(&p);
    making_clear(&content);
    CHECK_NUMBER(search(), OBV_OK);
    CHECK(is_found(0, "OB1:MENDED", 1));
}

/* Cut anywhere, it does no harm. */
static void
a_document_may_break_off_anywhere(void **state)
{
    (void)state;
    const char *const texts[] = {"OB1:CUT"};
    pdf_with_codes(&p, texts, 1);
    size_t whole = p.m.len;
    for (size_t len = 0; len < whole; len += 1 + len / 16) {
        p.m.len = len;
        (void)search();
        CHECK(found.count == 0 || is_found(0, "OB1:CUT", 1));
    }
    p.m.len = whole;
}

static void
without_memory_nothing_is_found(void **state)
{
    (void)state;
    const char *const texts[] = {"OB1:LARGE"};
    pdf_with_codes(&p, texts, 1);
    obv_arena *small = obv_arena_new(64 * 1024);
    CHECK(small != NULL);
    obv_found_clear(&found, OBV_CONTAINER_PDF);
    found.reason = OBV_REASON_NO_BADGE;
    CHECK_NUMBER(obv_pages_search(making_slice(&p.m), small, &found), OBV_OK);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.pages_read, 0);
    CHECK(found.reason != OBV_REASON_NO_BADGE); /* nobody has looked */
    obv_arena_free(small);
}

static int
set_up(void **state)
{
    (void)state;
    obv_pages_warm_up();
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    return arena != NULL ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    obv_arena_free(arena);
    pdf_clear(&p);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_drawn_as_large_as_the_limit_lets_it_be),
        cmocka_unit_test(a_part_of_a_page_is_drawn_up_to_the_limit),
        cmocka_unit_test(a_code_is_found_on_the_page_where_it_stands),
        cmocka_unit_test(its_corners_are_those_of_the_page),
        cmocka_unit_test(pages_without_a_code_hold_none),
        cmocka_unit_test(what_was_found_before_stays),
        cmocka_unit_test(codes_have_colours),
        cmocka_unit_test(a_page_may_be_turned_and_cut),
        cmocka_unit_test(a_code_may_stand_in_a_picture),
        cmocka_unit_test(letters_of_a_font_that_is_not_there_do_no_harm),
        cmocka_unit_test(the_first_pages_are_looked_at_and_no_more),
        cmocka_unit_test(a_page_may_have_any_size),
        cmocka_unit_test(a_page_that_is_none_is_not_drawn),
        cmocka_unit_test(what_cannot_be_opened_is_malformed),
        cmocka_unit_test(a_document_without_a_page_is_malformed),
        cmocka_unit_test(a_password_keeps_us_out),
        cmocka_unit_test(a_document_with_a_wrong_table_is_drawn_all_the_same),
        cmocka_unit_test(a_document_may_break_off_anywhere),
        cmocka_unit_test(without_memory_nothing_is_found),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
