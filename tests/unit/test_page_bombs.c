/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents that mean harm, as badge-verifier has them read: by badge-reader,
 * in a cell.  Each has an answer, or costs its cell and no more: the next file
 * is read.
 */
#include "check.h"

#include "cell/cell.h"
#include "container/container.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>

static obv_found found;

static obv_cell_end
read_it(void)
{
    memset(&found, 0, sizeof(found));
    obv_cell_answer a =
        obv_cell_ask(server, making_slice(&p.m), &found, sizeof(found));
    CHECK(a.end != OBV_CELL_FAILED);
    if (a.end == OBV_CELL_ANSWERED) {
        if (!obv_found_is_sound(&found))
            fprintf(stderr,
                    "count %u reason %d len %zu container %d pages %u unread "
                    "%u where %s\n",
                    found.count, (int)found.reason, a.len, (int)found.container,
                    found.pages, found.unread, found.texts[0].where);
        CHECK(obv_found_is_sound(&found));
    }
    return a.end;
}

static void
the_next_file_is_read(const char *name)
{
    const char *const texts[] = {"OB1:NEXT"};
    pdf_with_codes(&p, texts, 1);
    CHECK_CASE(read_it() == OBV_CELL_ANSWERED, name);
    CHECK_CASE(found.count == 1, name);
    CHECK_CASE(
        obv_slice_is((obv_slice){found.bytes, found.bytes_len}, "OB1:NEXT"),
        name);
}

/* ---- Documents that never end ----------------------------------------------
 */

static void
content_of(const char *text, const char *entries)
{
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, entries);
    pdf_stream(&p, "", text, strlen(text));
}

static void
a_tree_that_loops(void)
{
    pdf_start(&p);
    pdf_object(&p, "<</Type/Catalog/Pages 2 0 R>>");
    pdf_object(&p, "<</Type/Pages/Count 3/Kids[2 0 R 3 0 R 2 0 R]>>");
    pdf_object(&p, "<</Type/Pages/Parent 2 0 R/Count 9/Kids[2 0 R 3 0 R]>>");
    pdf_end(&p, "");
}

static void
a_tree_that_is_very_deep(void)
{
    pdf_start(&p);
    pdf_object(&p, "<</Type/Catalog/Pages 2 0 R>>");
    for (unsigned i = 2; i < PDF_OBJECTS - 1; i++) {
        pdf_object(&p, "<</Type/Pages/Count 1/Kids[%u 0 R]>>", i + 1);
    }
    pdf_end(&p, "");
}

static void
tables_that_lead_to_each_other(void)
{
    content_of("", "");
    pdf_end(&p, "/Prev 0");
    size_t at = p.m.len;
    making_printf(&p.m,
                  "xref\n0 0\ntrailer\n<</Size 5/Root 1 0 R/Prev %zu>>\n"
                  "startxref\n%zu\n%%%%EOF\n",
                  at, at);
}

static void
pages_without_number(void)
{
    pdf_start(&p);
    pdf_object(&p, "<</Type/Catalog/Pages 2 0 R>>");
    pdf_object(&p, "<</Type/Pages/Count 2147483647/Kids[3 0 R]>>");
    pdf_page(&p, 595, 842, 4, "");
    pdf_end(&p, "");
}

static void
ten_thousand_pages(void)
{
    const unsigned pages = 10000;
    pdf_start(&p);
    pdf_tree(&p, pages);
    for (unsigned i = 0; i < pages; i++) {
        pdf_page(&p, 595, 842, 3 + pages, "");
    }
    pdf_stream(&p, "", "", 0);
    pdf_end(&p, "");
}

static void
a_form_that_draws_itself(void)
{
    const char form[] = "/F Do /F Do /F Do";
    content_of("/F Do", "/Resources<</XObject<</F 5 0 R>>>>");
    pdf_stream(&p,
               "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
               "/Resources<</XObject<</F 5 0 R>>>>",
               form, strlen(form));
    pdf_end(&p, "");
}

/* From object `first` on; each draws the next nine times. */
static void
put_forms(unsigned first)
{
    const char form[] = "/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do";
    for (unsigned i = first; i < first + 35; i++) {
        char entries[200];
        snprintf(entries, sizeof(entries),
                 "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S"
                 "/Transparency>>/Resources<</XObject<</F %u 0 R>>>>",
                 i + 1);
        pdf_stream(&p, entries, form, strlen(form));
    }
}

static void
forms_in_forms(void)
{
    content_of("/F Do", "/Resources<</XObject<</F 5 0 R>>>>");
    put_forms(5);
    pdf_end(&p, "");
}

static void
tiles(const char *steps)
{
    char entries[300];
    const char tile[] = "0 0 1 1 re f /P cs /T scn 0 0 9 9 re f";
    content_of("/Pattern cs /T scn 0 0 595 842 re f",
               "/Resources<</Pattern<</T 5 0 R>>>>");
    snprintf(entries, sizeof(entries),
             "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1"
             "/BBox[0 0 1 1]%s/Resources<</Pattern<</T 5 0 R>>>>",
             steps);
    pdf_stream(&p, entries, tile, strlen(tile));
    pdf_end(&p, "");
}

static void
tiles_that_are_very_small(void)
{
    tiles("/XStep 0.000001/YStep 0.000001");
}

static void
tiles_that_stay_where_they_are(void)
{
    tiles("/XStep 0/YStep 0");
}

static void
tiles_that_are_very_large(void)
{
    tiles("/XStep 1e30/YStep -1e30/Matrix[1e9 0 0 1e9 0 0]");
}

static void
dashes_without_number(void)
{
    content_of("[0.00001] 0 d 1 w 0 0 m 100000 100000 l S", "");
    pdf_end(&p, "");
}

static void
a_shade_that_takes_long(void)
{
    content_of("/S sh", "/Resources<</Shading<</S 5 0 R>>>>");
    pdf_object(&p, "<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1e9 0 1e9]"
                   "/Matrix[1e-6 0 0 1e-6 0 0]/Function 6 0 R>>");
    const char function[] = "{sin exch cos 2 copy mul}";
    pdf_stream(&p, "/FunctionType 4/Domain[0 1e9 0 1e9]/Range[0 1 0 1 0 1]",
               function, strlen(function));
    pdf_end(&p, "");
}

static void
letters_that_draw_themselves(void)
{
    const char letter[] = "1000 0 0 0 1000 1000 d1 BT /F 900 Tf (aaaa) Tj ET";
    content_of("BT /F 12 Tf 100 100 Td (aaaaaaaa) Tj ET",
               "/Resources<</Font<</F 5 0 R>>>>");
    pdf_object(&p, "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]"
                   "/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 97/LastChar 97"
                   "/Widths[1000]/Encoding<</Differences[97/a]>>"
                   "/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>");
    pdf_stream(&p, "", letter, strlen(letter));
    pdf_end(&p, "");
}

/* A mask has a group that has a mask. */
static void
masks_in_masks(void)
{
    const char group[] = "/G gs 0 0 595 842 re f";
    content_of("/G gs 0 0 595 842 re f",
               "/Resources<</ExtGState<</G 5 0 R>>>>");
    pdf_object(&p, "<</SMask<</S/Luminosity/G 6 0 R>>>>");
    pdf_stream(&p,
               "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
               "/Group<</S/Transparency/CS/DeviceGray>>"
               "/Resources<</ExtGState<</G 5 0 R>>>>",
               group, strlen(group));
    pdf_end(&p, "");
}

/* ---- Documents that are very large ------------------------------------------
 */

#define MEGABYTE (1024u * 1024)

/* `text` again and again, packed: a thousandth of its size in the file. */
static void
packed_content(const char *text, size_t megabytes, const char *entries)
{
    making all = {NULL, 0, 0};
    size_t len = strlen(text);
    while (all.len + len <= megabytes * MEGABYTE) {
        making_put(&all, text, len);
    }
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, entries);
    pdf_packed(&p, "", all.ptr, all.len);
    making_clear(&all);
}

static void
content_without_end(void)
{
    packed_content("0 0 300 300 re f\n", 64, "");
    pdf_end(&p, "");
}

static void
states_on_states(void)
{
    packed_content("q ", 16, "");
    pdf_end(&p, "");
}

static void
lists_in_lists(void)
{
    packed_content("[", 8, "");
    pdf_end(&p, "");
}

static void
entries_in_entries(void)
{
    packed_content("<</A", 8, "");
    pdf_end(&p, "");
}

static void
one_text_for_ever(void)
{
    packed_content("(", 16, "");
    pdf_end(&p, "");
}

static void
a_page_of_the_same_again_and_again(void)
{
    making page = {NULL, 0, 0};
    making_text(&page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
                       "/Contents[");
    for (size_t i = 0; i < 20000; i++) {
        making_text(&page, "4 0 R ");
    }
    making_text(&page, "]>>");
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_raw(&p, page.ptr, page.len);
    pdf_stream(&p, "", "0 0 595 842 re f ", 17);
    pdf_end(&p, "");
    making_clear(&page);
}

/* Says that it is so large, and holds a little of it. */
static void
picture(const char *entries)
{
    making zeros = {NULL, 0, 0};
    making_fill(&zeros, '\0', (size_t)32 * MEGABYTE);
    content_of("595 0 0 842 0 0 cm /I Do",
               "/Resources<</XObject<</I 5 0 R>>>>");
    pdf_packed(&p, entries, zeros.ptr, zeros.len);
    pdf_end(&p, "");
    making_clear(&zeros);
}

static void
a_picture_of_gigabytes(void)
{
    picture("/Type/XObject/Subtype/Image/Width 50000/Height 50000"
            "/BitsPerComponent 8/ColorSpace/DeviceRGB");
}

static void
a_mask_of_gigabytes(void)
{
    picture("/Type/XObject/Subtype/Image/Width 200000/Height 200000"
            "/ImageMask true/BitsPerComponent 1");
}

static void
a_picture_without_end(void)
{
    picture("/Type/XObject/Subtype/Image/Width 2147483647/Height 2147483647"
            "/BitsPerComponent 16/ColorSpace/DeviceCMYK");
}

static void
a_picture_of_lines(void)
{
    picture("/Type/XObject/Subtype/Image/Width 1/Height 2000000000"
            "/BitsPerComponent 8/ColorSpace/DeviceGray");
}

static void
a_fax_without_end(void)
{
    picture("/Type/XObject/Subtype/Image/Width 30000/Height 30000"
            "/BitsPerComponent 1/ColorSpace/DeviceGray"
            "/DecodeParms[null<</K -1/Columns 30000/Rows 2000000000>>]"
            "/F 1");
}

/* clang-format off */
static const struct {
    const char *name;
    void (*make)(void);
} bad[] = {
    {"a tree that loops",             a_tree_that_loops},
    {"a tree that is very deep",      a_tree_that_is_very_deep},
    {"tables that lead to each other", tables_that_lead_to_each_other},
    {"pages without number",          pages_without_number},
    {"ten thousand pages",            ten_thousand_pages},
    {"a form that draws itself",      a_form_that_draws_itself},
    {"forms in forms",                forms_in_forms},
    {"very small tiles",              tiles_that_are_very_small},
    {"tiles that stay",               tiles_that_stay_where_they_are},
    {"very large tiles",              tiles_that_are_very_large},
    {"dashes without number",         dashes_without_number},
    {"a shade that takes long",       a_shade_that_takes_long},
    {"letters that draw themselves",  letters_that_draw_themselves},
    {"masks in masks",                masks_in_masks},
    {"content without end",           content_without_end},
    {"states on states",              states_on_states},
    {"lists in lists",                lists_in_lists},
    {"entries in entries",            entries_in_entries},
    {"one text for ever",             one_text_for_ever},
    {"the same again and again",      a_page_of_the_same_again_and_again},
    {"a picture of gigabytes",        a_picture_of_gigabytes},
    {"a mask of gigabytes",           a_mask_of_gigabytes},
    {"a picture without end",         a_picture_without_end},
    {"a picture of lines",            a_picture_of_lines},
    {"a fax without end",             a_fax_without_end},
};
/* clang-format on */

static void
a_bad_document_costs_its_cell_at_the_most(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip(); /* a sanitizer's build has no bounds */
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        bad[i].make();
        if (read_it() == OBV_CELL_ANSWERED) {
            CHECK_CASE(found.count == 0, bad[i].name);
        }
        the_next_file_is_read(bad[i].name);
    }
}

/* The first page stands, whatever becomes of the second. */
static void
what_was_found_before_time_was_over_is_the_answer(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip(); /* a sanitizer's build has no bounds */
    }
    making content = {NULL, 0, 0};
    const char form[] = "/F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do /F Do";
    pdf_code(&content, "OB1:FIRST", 300, 300, 2);
    pdf_start(&p);
    pdf_tree(&p, 2);
    pdf_page(&p, 595, 842, 5, "");
    pdf_page(&p, 595, 842, 6, "/Resources<</XObject<</F 7 0 R>>>>");
    pdf_stream(&p, "", content.ptr, content.len);
    pdf_stream(&p, "", form, strlen(form));
    put_forms(7);
    pdf_end(&p, "");
    making_clear(&content);
    CHECK_NUMBER(read_it(), OBV_CELL_ANSWERED);
    CHECK_NUMBER(found.count, 1);
    CHECK_NUMBER(found.texts[0].page, 1);
    CHECK_NUMBER(found.pages, 2);
    CHECK_NUMBER(found.pages_read, 1);
    the_next_file_is_read("a page that never ends");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bad_document_costs_its_cell_at_the_most),
        cmocka_unit_test(what_was_found_before_time_was_over_is_the_answer),
    };
    return cmocka_run_group_tests(tests, start_reader, stop_reader);
}
