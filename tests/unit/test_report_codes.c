/* SPDX-License-Identifier: Apache-2.0 */
/* What a report says of codes that gave no badge. */
#include "check.h"

#include "verdicts.h"

#include <stdlib.h>

static bool
says(const char *report, const char *what)
{
    return strstr(report, what) != NULL;
}

static void
add_other(obv_code_kind kind, obv_reason reason, const char *text)
{
    obv_verdict *v = &made.verdict;
    obv_other *o = &v->others[v->other_count++];
    *o = (obv_other){.kind = kind, .reason = reason, .at = v->text_len};
    o->len = (uint32_t)strlen(text);
    memcpy(v->text + v->text_len, text, o->len);
    v->text_len += o->len;
}

static void
close_file(void)
{
    obv_verdict *v = &made.verdict;
    v->badge = obv_file_word(v, &v->word, &v->reason);
    CHECK(obv_verdict_is_sound(v));
}

static void
add_good_badge(void)
{
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_SIGNED);
    made_close(b);
}

static void
codes_of_other_systems_stand_beside_a_badge_and_change_nothing(void **state)
{
    (void)state;
    made_start();
    add_good_badge();
    add_other(OBV_CODE_KIND_LINK, OBV_REASON_NONE, "https://example.org/cv");
    add_other(OBV_CODE_KIND_EU_COVID, OBV_REASON_NONE, "");
    close_file();
    CHECK_NUMBER(made.verdict.word, OBV_WORD_RECOGNISED);
    const char *report = made_report("text");
    CHECK(says(report, "Recognised"));
    CHECK(says(report, "A link, not opened: https://example.org/cv"));
    CHECK(says(report, "An EU COVID certificate"));
    CHECK(!says(report, "could not be opened"));
    report = made_report("json");
    CHECK(says(report, "\"kind\": \"eu-covid\""));
}

static void
every_kind_has_a_line_of_its_own(void **state)
{
    (void)state;
    made_start();
    for (int i = 0; i < OBV_CODE_KIND_COUNT; i++) {
        add_other((obv_code_kind)i, OBV_REASON_NONE, "");
    }
    close_file();
    CHECK_NUMBER(made.verdict.word, OBV_WORD_NO_BADGE);
    const char *report = made_report("text");
    CHECK(!says(report, "{"));
    CHECK(says(report, "the codes on it are not badges"));
    CHECK(says(report, "V-1a-108"));
    size_t lines = 0;
    for (const char *at = report; (at = strstr(at, "▦")) != NULL; at++) {
        lines++;
    }
    CHECK_NUMBER(lines, OBV_CODE_KIND_COUNT);
}

/* Else a forger would print a spoilt code beside a good one of somebody else,
   or a sheet would pass of which a part was never read. */
static void
a_closed_code_is_the_word_and_the_badge_is_told_all_the_same(void **state)
{
    (void)state;
    made_start();
    add_good_badge();
    add_other(OBV_CODE_KIND_OB1, OBV_REASON_CODE_DAMAGED, "");
    made.verdict.others[0].part = 1;
    made.verdict.others[0].parts = 2;
    close_file();
    CHECK_NUMBER(made.verdict.word, OBV_WORD_UNDECIDED);
    const char *report = made_report("text");
    CHECK(says(report, "Badges that could be opened: 1."));
    CHECK(says(report, "Recognised - L’Indispensable"));
    CHECK(says(report, "Code 1 of 2 of a badge: the code was not read"));
    CHECK(says(report, "photograph the code again"));
    CHECK(says(report, "V-1a-100"));
}

static void
that_parts_are_missing_is_said_once(void **state)
{
    (void)state;
    made_start();
    for (uint32_t i = 0; i < 3; i++) {
        add_other(OBV_CODE_KIND_OB1, OBV_REASON_PART_MISSING, "");
        made.verdict.others[i].part = i + 1;
        made.verdict.others[i].parts = 4;
    }
    close_file();
    const char *report = made_report("text");
    const char *once = strstr(report, "not all here");
    CHECK(once != NULL && strstr(once + 1, "not all here") == NULL);
    CHECK(says(report, "Code 3 of 4 of a badge"));
}

static void
what_was_not_read_is_said(void **state)
{
    (void)state;
    made_start();
    add_good_badge();
    close_file();
    made.found.pages = 70;
    made.found.pages_read = 64;
    made.found.unread = 2;
    const char *report = made_report("text");
    CHECK(says(report, "2 codes were seen that could not be read."));
    CHECK(says(report, "Only 64 of 70 pages were looked at."));
    report = made_report("json");
    CHECK(says(report, "\"unreadCodes\": 2"));
    CHECK(says(report, "\"pagesRead\": 64"));
    CHECK(says(report, "\"unreadBecause\": \"none\""));
}

/* For whoever can take another picture. */
static void
why_a_code_was_not_read_is_said_and_what_helps(void **state)
{
    (void)state;
    static const struct {
        obv_doubt_id doubt;
        const char *reason, *advice, *machine;
    } cases[] = {
        {OBV_DOUBT_NONE, "could not be read", "flat, sharp", "none"},
        {OBV_DOUBT_SMALL, "too small", "300 dots", "too-small"},
        {OBV_DOUBT_BLURRED, "too blurred", "from nearer", "blurred"},
        {OBV_DOUBT_CUT_OFF, "in the picture", "all of it", "cut-off"},
        {OBV_DOUBT_GLARE, "reflection", "away from the light", "glare"},
        {OBV_DOUBT_DARK, "too dark", "more light", "too-dark"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        made_start();
        made.verdict.badge = -1;
        made.verdict.reason = OBV_REASON_CODE_UNREAD;
        made.found.unread = 1;
        made.found.doubt = cases[i].doubt;
        const char *report = made_report("text");
        CHECK_CASE(says(report, cases[i].reason), report);
        CHECK_CASE(says(report, cases[i].advice), cases[i].machine);
        report = made_report("json");
        CHECK_CASE(says(report, cases[i].machine), cases[i].machine);
    }
}

/* What a judge that was broken into might hand over. */
static void
a_code_out_of_range_is_unsound(void **state)
{
    (void)state;
#define BREAK(change)                                                          \
    do {                                                                       \
        made_start();                                                          \
        add_good_badge();                                                      \
        add_other(OBV_CODE_KIND_LINK, OBV_REASON_NONE, "x");                   \
        close_file();                                                          \
        obv_other *o = &made.verdict.others[0];                                \
        change;                                                                \
        (void)o;                                                               \
        CHECK_CASE(!obv_verdict_is_sound(&made.verdict), #change);             \
    } while (0)
    BREAK(o->kind = OBV_CODE_KIND_COUNT);
    BREAK(o->reason = (obv_reason)99);
    BREAK(o->reason = OBV_REASON_CODE_DAMAGED); /* the word would be another */
    BREAK(o->text = OBV_MAX_FOUND);
    BREAK(o->part = 1);
    BREAK(o->parts = OBV_MAX_PARTS + 1);
    BREAK(o->at = 0);
    BREAK(o->len = 0);
    BREAK(o->len = OBV_MAX_SHOWN + 1);
    BREAK(made.verdict.text[o->at] = '\033');
    BREAK(made.verdict.other_count = OBV_MAX_OTHERS + 1);
    BREAK(made.verdict.other_count = UINT32_MAX);
#undef BREAK
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            codes_of_other_systems_stand_beside_a_badge_and_change_nothing),
        cmocka_unit_test(every_kind_has_a_line_of_its_own),
        cmocka_unit_test(
            a_closed_code_is_the_word_and_the_badge_is_told_all_the_same),
        cmocka_unit_test(that_parts_are_missing_is_said_once),
        cmocka_unit_test(what_was_not_read_is_said),
        cmocka_unit_test(why_a_code_was_not_read_is_said_and_what_helps),
        cmocka_unit_test(a_code_out_of_range_is_unsound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
