/* SPDX-License-Identifier: Apache-2.0 */
/* A file as lines of a table: nothing that a spreadsheet would run, nothing
   that nobody answers for, and no file without a line. */
#include "check.h"

#include "verdicts.h"

#define MARK "\xEF\xBB\xBF"

static const char *
csv(void)
{
    return made_report("csv");
}

/* A recognised badge that is held by this name, in this file. */
static const char *
csv_of(const char *file, const char *holder)
{
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_HOLDER_NAME, OBV_ORIGIN_SIGNED, holder);
    made_close(b);
    made.page.file = file;
    return csv();
}

static bool
has(const char *text, const char *part)
{
    return text != NULL && strstr(text, part) != NULL;
}

static size_t
count_lines(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++) {
        count += *text == '\n';
    }
    return count;
}

static void
a_badge_is_one_line_of_fourteen_cells(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_SIGNED);
    made_close(b);
    CHECK_TEXT(
        csv(),
        "badge.png;Camille Martin;L’Indispensable;Recognised;Les Ateliers du "
        "Pont;2026-03-03;2025-09-01;2026-02-28;2028-03-02;"
        "Ponctualité / Régularité et assiduité / Respect de la hiérarchie / "
        "Respect des consignes de sécurité / Respect des consignes de travail "
        "/ Attitude constructive et communication au sein de l’équipe.;"
        "not checked;2026-03-01;2026-04-01T00:00:00Z;V-2a-0\r\n");
}

static void
the_head_has_a_mark_and_as_many_cells(void **state)
{
    (void)state;
    made_start();
    CHECK_TEXT(made_report("csv-head"),
               MARK "reference;name read;badge;result;issuer;awarded;observed "
                    "from;observed to;valid until;criteria;name compared;list "
                    "of;checked at;code\r\n");
    made.page.with = OBV_WITH_EVIDENCE | OBV_WITH_REASONS | OBV_WITH_EMAIL;
    CHECK(has(made_report("csv-head"), ";code;evidence;reason;e-mail\r\n"));
}

static void
no_cell_starts_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *holder, *cell;
    } cases[] = {
        {"=1+1", ";\"'=1+1\";"},
        {"+1", ";\"'+1\";"},
        {"-1", ";\"'-1\";"},
        {"@SUM(A1)", ";\"'@SUM(A1)\";"},
        {"＝1", ";\"'＝1\";"},
        {"  =1", ";\"'=1\";"},
        {"'=1", ";\"''=1\";"},
        {"a,=1", ";\"a,'=1\";"},
        {"a; -1", ";\"a;' -1\";"},
        {"a\"=1", ";\"a\"\"'=1\";"},
        {"=\"x\"", ";\"'=\"\"x\"\"\";"},
        {"O'Brien", ";O'Brien;"},
        {"a=1", ";a=1;"},
        {"Le Goff-Traoré", ";Le Goff-Traoré;"},
        {"a;b", ";\"a;b\";"},
        {"a\"b", ";\"a\"\"b\";"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *line = csv_of("f", cases[i].holder);
        if (!has(line, cases[i].cell)) {
            fail_msg("%s gives %s", cases[i].holder, line);
        }
    }
}

static void
a_name_leads_back_to_its_file(void **state)
{
    (void)state;
    static const struct {
        const char *file, *cell;
    } cases[] = {
        {"a b.pdf", "a b.pdf;"},
        {"été.pdf", "été.pdf;"},
        {"latin\xe9.pdf", "latin\\xe9.pdf;"},
        {"été\xe9.pdf", "été\\xe9.pdf;"},
        {"a\nb", "a\\x0ab;"},
        {"a\tb", "a\\x09b;"},
        {"a\r\nb", "a\\x0d\\x0ab;"},
        {"a\\xe9", "a\\\\xe9;"},
        {"a\xe2\x80\xae"
         "b",
         "a\\xe2\\x80\\xaeb;"},
        {"=a", "\"'=a\";"},
        {"'=a", "\"''=a\";"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *line = csv_of(cases[i].file, "x");
        if (strncmp(line, cases[i].cell, strlen(cases[i].cell)) != 0) {
            fail_msg("%s gives %s", cases[i].file, line);
        }
    }
}

static void
what_nobody_answers_for_stays_empty(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "line", "cells"};
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_UNPROVEN);
    made_close(b);
    made.page.with = OBV_WITH_EVIDENCE | OBV_WITH_REASONS | OBV_WITH_EMAIL;
    for (size_t i = 0; i < COUNT(formats); i++) {
        const char *text = made_report(formats[i]);
        CHECK(text != NULL);
        CHECK(!has(text, "Camille") && !has(text, "Indispensable") &&
              !has(text, "Ateliers") && !has(text, "2028") &&
              !has(text, "Ponctualité") && !has(text, "encadrante"));
    }
}

/* Signed it may be, but by a key that says nothing any more. */
static void
nor_is_what_a_lost_key_signed(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_check(b, OBV_CHECK_KEY_SAFE, OBV_UNCHECKED,
               OBV_REASON_KEY_COMPROMISED);
    made_claims(OBV_ORIGIN_SIGNED);
    made_close(b);
    CHECK(!has(csv(), "Camille") && !has(made_report("line"), "Camille"));
}

static void
evidence_and_the_rest_are_there_only_when_asked_for(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_HOLDER_ID, OBV_ORIGIN_SIGNED, "mailto:c@example.org");
    made_close(b);
    CHECK(!has(csv(), "encadrante") && !has(csv(), "example.org"));
    CHECK(!has(made_report("line"), "encadrante"));
    made.page.with = OBV_WITH_EVIDENCE;
    CHECK(has(csv(), "encadrante") && !has(csv(), "example.org"));
    made.page.with = OBV_WITH_EMAIL;
    CHECK(!has(csv(), "encadrante") && has(csv(), "c@example.org"));
    CHECK(has(made_report("line"), "c@example.org"));
}

static void
every_file_has_a_line(void **state)
{
    (void)state;
    made_start();
    made.verdict.word = OBV_WORD_NO_BADGE;
    made.verdict.reason = OBV_REASON_NO_BADGE;
    CHECK_TEXT(csv(), "badge.png;;;No badge;;;;;;;;2026-03-01;"
                      "2026-04-01T00:00:00Z;V-1a-2\r\n");
    made.page.trouble = "Not checked: =no such file";
    CHECK_TEXT(csv(), "badge.png;;;Not checked: =no such file;;;;;;;;"
                      "2026-03-01;2026-04-01T00:00:00Z;\r\n");
    CHECK(has(made_report("line"), "\"verdict\": \"undecided\""));
}

static void
a_badge_inside_has_a_line_and_an_endorsement_has_none(void **state)
{
    (void)state;
    made_start();
    made_close(made_badge(OBV_PLACE_TOP, -1));
    made_close(made_badge(OBV_PLACE_INSIDE, 0));
    made_close(made_badge(OBV_PLACE_ENDORSING, 0));
    CHECK_NUMBER(count_lines(csv()), 2);
    CHECK_NUMBER(count_lines(made_report("cells")), 2);
    CHECK_NUMBER(count_lines(made_report("line")), 1);
}

/* Of a badge in three codes, one speaks; a link is nobody's lost badge. */
static void
a_code_that_was_lost_has_a_line(void **state)
{
    (void)state;
    made_start();
    made_close(made_badge(OBV_PLACE_TOP, -1));
    made.verdict.others[0] = (obv_other){.kind = OBV_CODE_KIND_LINK};
    made.verdict.others[1] = (obv_other){.kind = OBV_CODE_KIND_OB1,
                                         .reason = OBV_REASON_PART_MISSING,
                                         .part = 1,
                                         .parts = 3};
    made.verdict.others[2] = made.verdict.others[1];
    made.verdict.others[2].part = 3;
    made.verdict.others[3] = (obv_other){.kind = OBV_CODE_KIND_OB1,
                                         .reason = OBV_REASON_CODE_DAMAGED};
    made.verdict.other_count = 4;
    const char *text = csv();
    CHECK_NUMBER(count_lines(text), 3);
    CHECK(has(text, ";Cannot be checked here;") && has(text, ";V-1a-104\r\n") &&
          has(text, ";V-1a-100\r\n"));
}

static void
under_a_test_root_a_result_says_so(void **state)
{
    (void)state;
    made_start();
    made.verdict.test = made.trust.test = true;
    made_close(made_badge(OBV_PLACE_TOP, -1));
    CHECK(has(csv(), ";TEST: Recognised;"));
    CHECK(has(made_report("line"), "\"test\": true"));
}

static void
a_cell_holds_what_a_spreadsheet_can(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    static char block[4001];
    memset(block, 'x', 4000);
    for (int i = 0; i < 10; i++) {
        made_claim(OBV_CLAIM_CRITERIA_BLOCK, OBV_ORIGIN_SIGNED, block);
    }
    made_close(b);
    size_t len = strlen(csv());
    CHECK(len > OBV_MAX_CELL && len < OBV_MAX_CELL + 200);
    CHECK(has(csv(), "…;"));
}

static void
each_size_of_arena_gives_all_or_nothing(void **state)
{
    (void)state;
    static const char *const formats[] = {"csv", "csv-head", "line", "cells"};
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_SIGNED);
    made_close(b);
    for (size_t f = 0; f < COUNT(formats); f++) {
        const char *whole = made_report(formats[f]);
        CHECK(whole != NULL);
        for (size_t size = 64; size < 64 * 1024; size += 512) {
            obv_arena *arena = obv_arena_new(size);
            obv_slice text;
            if (obv_report_make(formats[f], &made.page, arena, &text) ==
                OBV_OK) {
                CHECK(obv_slice_is(text, whole));
            }
            obv_arena_free(arena);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_badge_is_one_line_of_fourteen_cells),
        cmocka_unit_test(the_head_has_a_mark_and_as_many_cells),
        cmocka_unit_test(no_cell_starts_a_formula),
        cmocka_unit_test(a_name_leads_back_to_its_file),
        cmocka_unit_test(what_nobody_answers_for_stays_empty),
        cmocka_unit_test(nor_is_what_a_lost_key_signed),
        cmocka_unit_test(evidence_and_the_rest_are_there_only_when_asked_for),
        cmocka_unit_test(every_file_has_a_line),
        cmocka_unit_test(a_badge_inside_has_a_line_and_an_endorsement_has_none),
        cmocka_unit_test(a_code_that_was_lost_has_a_line),
        cmocka_unit_test(under_a_test_root_a_result_says_so),
        cmocka_unit_test(a_cell_holds_what_a_spreadsheet_can),
        cmocka_unit_test(each_size_of_arena_gives_all_or_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
