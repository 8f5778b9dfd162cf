/* SPDX-License-Identifier: Apache-2.0 */
/* badge-reader as badge-verifier runs it: a program in a cell of its own. */
#include "check.h"

#include "cell/cell.h"
#include "container/container.h"
#include "reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

static obv_found found;

/* Whether there was an answer, and the reason in it. */
static bool
reader_says(obv_slice file, obv_reason *reason)
{
    memset(&found, 0, sizeof(found));
    obv_cell_answer answer = obv_cell_ask(server, file, &found, sizeof(found));
    if (answer.end != OBV_CELL_ANSWERED) {
        return false;
    }
    CHECK(answer.len >= offsetof(obv_found, bytes));
    CHECK(obv_found_is_sound(&found));
    CHECK_NUMBER(answer.len, offsetof(obv_found, bytes) + found.bytes_len);
    *reason = found.reason;
    return true;
}

/* A document without objects in streams; `entry` stands in the information. */
static void
make_pdf(making *m, const char *entry)
{
    making_text(m, "%PDF-1.4\n");
    size_t one = m->len;
    making_text(m, "1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    size_t two = m->len;
    making_printf(m, "2 0 obj\n<< %s >>\nendobj\n", entry);
    size_t table = m->len;
    making_printf(m,
                  "xref\n0 3\n0000000000 65535 f \n%010zu 00000 n \n"
                  "%010zu 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R "
                  "/Info 2 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                  one, two, table);
}

static void
a_pdf_comes_out_as_its_badge(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    obv_reason reason;
    make_pdf(&m, "/openbadges (https://badges.example/1)");
    CHECK(reader_says(making_slice(&m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    CHECK_NUMBER(found.container, OBV_CONTAINER_PDF);
    CHECK_NUMBER(found.count, 1);
    CHECK(obv_slice_is((obv_slice){found.bytes, found.bytes_len},
                       "https://badges.example/1"));
    making_clear(&m);
}

static void
files_of_the_library_come_out_as_well(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    obv_reason reason;
    making_baked(&m, "iTXz", "openbadges", "{}");
    CHECK(reader_says(making_slice(&m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    CHECK_NUMBER(found.container, OBV_CONTAINER_PNG);
    CHECK(reader_says(obv_slice_of("<svg/>"), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NO_BADGE_PICTURE);
    CHECK(reader_says(obv_slice_of(""), &reason));
    CHECK_NUMBER(reason, OBV_REASON_EMPTY_FILE);
    making_clear(&m);
}

static void
a_file_has_a_longest_length(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    obv_reason reason;
    making_text(&m, "{}");
    making_fill(&m, ' ', OBV_MAX_FILE - 2);
    CHECK(reader_says(making_slice(&m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    making_text(&m, " ");
    CHECK(reader_says(making_slice(&m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_LIMIT);
    making_clear(&m);
}

/* zlib data for `megabytes` of spaces: one block again and again.  Its
   checksum is wrong, which is seen when all has come out. */
static void
put_bomb(making *m, size_t megabytes)
{
    making spaces = {NULL, 0, 0};
    making_fill(&spaces, ' ', 1024 * 1024);
    uint8_t block[8192];
    z_stream z = {.next_in = spaces.ptr,
                  .avail_in = (unsigned)spaces.len,
                  .next_out = block,
                  .avail_out = sizeof(block)};
    CHECK_NUMBER(deflateInit2(&z, 9, Z_DEFLATED, -15, 9, 0), Z_OK);
    CHECK_NUMBER(deflate(&z, Z_FULL_FLUSH), Z_OK);
    making_put(m, "\x78\xDA", 2);
    for (size_t i = 0; i < megabytes; i++) {
        making_put(m, block, sizeof(block) - z.avail_out);
    }
    making_put(m, "\x03\0\0\0\0\0", 6);
    deflateEnd(&z);
    making_clear(&spaces);
}

/* A document whose catalogue lies in such a stream: qpdf must unpack it. */
static void
make_bomb(making *m, size_t megabytes)
{
    making bomb = {NULL, 0, 0};
    put_bomb(&bomb, megabytes);
    making_text(m, "%PDF-1.5\n");
    uint32_t stream = (uint32_t)m->len;
    making_printf(m,
                  "2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length %zu "
                  "/Filter /FlateDecode >>\nstream\n",
                  bomb.len);
    making_put(m, bomb.ptr, bomb.len);
    making_text(m, "\nendstream\nendobj\n");
    size_t table = m->len;
    /* rows: type, offset or stream, generation or index */
    const uint8_t rows[] = {0,      0,      0, 0,
                            0,      /**/ 2, 0, 0,
                            2,      0,
                            /**/ 1, 0,      0, (uint8_t)stream,
                            0};
    making_text(m, "3 0 obj\n<< /Type /XRef /Size 3 /W [1 3 1] /Root 1 0 R "
                   "/Length 15 >>\nstream\n");
    making_put(m, rows, sizeof(rows));
    making_printf(m, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", table);
    making_clear(&bomb);
}

/* What comes out of the streams that hold objects, only the cell bounds. */
static void
a_bomb_among_the_objects_ends_in_doubt(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip(); /* a sanitizer's build has no bounds */
    }
    making m = {NULL, 0, 0};
    make_bomb(&m, 2 * OBV_CELL_MEMORY / (1024 * 1024));
    obv_reason reason = OBV_REASON_LIMIT;
    (void)reader_says(making_slice(&m), &reason); /* if it lives to say it */
    CHECK_NUMBER(reason, OBV_REASON_LIMIT);
    CHECK_NUMBER(found.count, 0);
    making_clear(&m);
    make_pdf(&m, "/openbadges (https://badges.example/1)");
    CHECK(reader_says(making_slice(&m), &reason)); /* the next is read */
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    making_clear(&m);
}

/* ---- Codes, and what they weigh against the rest ---------------------------
 */

/* One page, with a code on it or without; the table may be wrong, and the
   information may hold a badge. */
static void
make_page(const char *on_paper, const char *information, bool damaged)
{
    making content = {NULL, 0, 0};
    if (on_paper != NULL) {
        pdf_code(&content, on_paper, 300, 300, 2);
    }
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, "");
    pdf_stream(&p, "", content.ptr, content.len);
    pdf_object(&p, "<<%s>>", information);
    if (damaged) {
        pdf_end_wrongly(&p);
    } else {
        pdf_end(&p, "/Info 5 0 R");
    }
    making_clear(&content);
}

static bool
holds(size_t index, const char *text)
{
    const obv_found_text *t = &found.texts[index];
    return index < found.count &&
           obv_slice_is((obv_slice){found.bytes + t->at, t->len}, text);
}

static void
a_baked_badge_and_a_code_are_both_kept(void **state)
{
    (void)state;
    obv_reason reason;
    make_page("OB1:ON-PAPER", "/openbadges (https://badges.example/1)", false);
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK(holds(0, "https://badges.example/1"));
    CHECK(holds(1, "OB1:ON-PAPER"));
    CHECK_NUMBER(found.texts[0].page, 0);
    CHECK_NUMBER(found.texts[1].page, 1);
}

static void
a_code_counts_on_a_damaged_page_and_only_a_code(void **state)
{
    (void)state;
    obv_reason reason;
    make_page("OB1:HURT", "", true);
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NONE);
    CHECK(holds(0, "OB1:HURT"));
    make_page(NULL, "/openbadges (https://badges.example/1)", true);
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_DAMAGED_FILE);
    CHECK_NUMBER(found.count, 0);
}

static void
a_password_is_the_reason(void **state)
{
    (void)state;
    obv_reason reason;
    pdf_start(&p);
    pdf_tree(&p, 1);
    pdf_page(&p, 595, 842, 4, "");
    pdf_stream(&p, "", "", 0);
    pdf_object(&p, "<</Filter/Standard/V 1/R 2/P -4/O(%032d)/U(%032d)>>", 1, 2);
    pdf_end(&p, "/Encrypt 5 0 R/ID[(0)(0)]");
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_ENCRYPTED_FILE);
}

static void
more_pages_than_we_look_at_are_the_reason(void **state)
{
    (void)state;
    static const char *texts[OBV_MAX_PAGES + 1];
    obv_reason reason;
    pdf_with_codes(&p, texts, 2);
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_NO_BADGE);
    pdf_with_codes(&p, texts, OBV_MAX_PAGES + 1);
    CHECK(reader_says(making_slice(&p.m), &reason));
    CHECK_NUMBER(reason, OBV_REASON_MANY_PAGES);
    CHECK_NUMBER(found.pages, OBV_MAX_PAGES + 1);
}

/* A PNG of a page with a code, and with a text chunk before its pixels. */
static void
make_picture(making *m, const char *code_text, const char *keyword,
             size_t times)
{
    static code c;
    const uint32_t side = 300;
    paper sheet = paper_new(side, side);
    c = (code){.level = 'M'};
    CHECK(code_make(&c, obv_slice_of(code_text)));
    paper_draw(&sheet, &c, 150, 150, 6, 0);
    making rows = {NULL, 0, 0}, packed = {NULL, 0, 0};
    for (size_t y = 0; y < side; y++) {
        making_put(&rows, "", 1); /* no filter */
        making_put(&rows, sheet.pixels + y * side, side);
    }
    making_deflated(&packed, rows.ptr, rows.len);
    making_png_header(m, side, side, 8, 0);
    for (size_t i = 0; i < times; i++) {
        making_png_text(m, "iTXt", keyword, "{}", 2);
    }
    making_chunk(m, "IDAT", packed.ptr, packed.len);
    making_end(m);
    paper_free(&sheet);
    making_clear(&rows);
    making_clear(&packed);
}

static void
codes_are_looked_for_on_a_picture_without_a_badge_alone(void **state)
{
    (void)state;
    static const struct {
        const char *keyword;
        size_t times;
        const char *text; /* NULL: none */
        obv_reason reason;
    } cases[] = {
        {"Comment", 1, "OB1:DRAWN", OBV_REASON_NONE},
        {"openbadgecredential", 1, "{}", OBV_REASON_NONE},
        /* which of two it is, no code decides */
        {"openbadgecredential", 2, NULL, OBV_REASON_TWO_BADGES},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        obv_reason reason;
        make_picture(&m, "OB1:DRAWN", cases[i].keyword, cases[i].times);
        CHECK(reader_says(making_slice(&m), &reason));
        CHECK_NUMBER(reason, cases[i].reason);
        CHECK_NUMBER(found.count, cases[i].text == NULL ? 0 : 1);
        CHECK(cases[i].text == NULL || holds(0, cases[i].text));
        making_clear(&m);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pdf_comes_out_as_its_badge),
        cmocka_unit_test(files_of_the_library_come_out_as_well),
        cmocka_unit_test(a_file_has_a_longest_length),
        cmocka_unit_test(a_bomb_among_the_objects_ends_in_doubt),
        cmocka_unit_test(a_baked_badge_and_a_code_are_both_kept),
        cmocka_unit_test(a_code_counts_on_a_damaged_page_and_only_a_code),
        cmocka_unit_test(a_password_is_the_reason),
        cmocka_unit_test(more_pages_than_we_look_at_are_the_reason),
        cmocka_unit_test(
            codes_are_looked_for_on_a_picture_without_a_badge_alone),
    };
    return cmocka_run_group_tests(tests, start_reader, stop_reader);
}
