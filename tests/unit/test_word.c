/* SPDX-License-Identifier: Apache-2.0 */
/* The word follows from the checks: each rule, their order, and the default. */
#include "check.h"
#include "verdict/verdict.h"

/* A badge of which every check said yes, the person aside. */
static obv_badge
good_badge(void)
{
    obv_badge badge = {.parent = -1, .kind = OBV_KIND_BADGE};
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        if (obv_check_finding((obv_check_id)i) != OBV_PERSON) {
            badge.checks[i].outcome = OBV_YES;
        }
    }
    return badge;
}

static obv_word
word_of(obv_badge badge)
{
    obv_badge_close(&badge);
    return badge.word;
}

static void
zeroed_memory_is_undecided(void **state)
{
    (void)state;
    obv_badge badge = {0};
    CHECK(word_of(badge) == OBV_WORD_UNDECIDED);
    CHECK(OBV_WORD_UNDECIDED == 0 && OBV_UNCHECKED == 0);
}

static void
all_yes_is_recognised_whoever_stands_there(void **state)
{
    (void)state;
    CHECK(word_of(good_badge()) == OBV_WORD_RECOGNISED);
}

/* Take any weighing check away, and nobody is recognised any more. */
static void
each_weighing_check_is_needed(void **state)
{
    (void)state;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        obv_check_id check = (obv_check_id)i;
        if (obv_check_finding(check) == OBV_PERSON) {
            continue;
        }
        obv_badge badge = good_badge();
        badge.checks[i] = (obv_result){0};
        bool recognised = word_of(badge) == OBV_WORD_RECOGNISED;
        CHECK_CASE(recognised == !obv_check_weighs(check),
                   obv_check_name(check));
        badge.checks[i].outcome = OBV_NO;
        recognised = word_of(badge) == OBV_WORD_RECOGNISED;
        CHECK_CASE(recognised == !obv_check_weighs(check),
                   obv_check_name(check));
    }
}

static const struct {
    obv_check_id check;
    obv_outcome outcome;
    obv_reason reason;
    obv_word word;
} rows[] = {
    /* clang-format off */
    {OBV_CHECK_PRESENT,     OBV_NO,        OBV_REASON_NOT_A_BADGE,     OBV_WORD_NO_BADGE},
    {OBV_CHECK_FORMAT,      OBV_NO,        OBV_REASON_NOT_JSON,        OBV_WORD_MALFORMED},
    {OBV_CHECK_CONTEXT,     OBV_NO,        OBV_REASON_BAD_CONTEXT,     OBV_WORD_MALFORMED},
    {OBV_CHECK_TYPE,        OBV_NO,        OBV_REASON_BAD_TYPE,        OBV_WORD_MALFORMED},
    {OBV_CHECK_MEMBERS,     OBV_NO,        OBV_REASON_MISSING_MEMBER,  OBV_WORD_MALFORMED},
    {OBV_CHECK_SUBJECT,     OBV_NO,        OBV_REASON_MISSING_MEMBER,  OBV_WORD_MALFORMED},
    {OBV_CHECK_CRITERIA,    OBV_NO,        OBV_REASON_MISSING_MEMBER,  OBV_WORD_MALFORMED},
    {OBV_CHECK_DATES,       OBV_NO,        OBV_REASON_BAD_DATE,        OBV_WORD_MALFORMED},
    {OBV_CHECK_CLAIMS,      OBV_NO,        OBV_REASON_CLAIMS_DISAGREE, OBV_WORD_MALFORMED},
    {OBV_CHECK_PROOF,       OBV_NO,        OBV_REASON_NOT_SIGNED,      OBV_WORD_MALFORMED},
    {OBV_CHECK_SIGNATURE,   OBV_NO,        OBV_REASON_BAD_SIGNATURE,   OBV_WORD_ALTERED},
    {OBV_CHECK_KEY,         OBV_NO,        OBV_REASON_NOT_ITS_KEY,     OBV_WORD_WRONG_KEY},
    {OBV_CHECK_KEY_DATES,   OBV_NO,        OBV_REASON_KEY_NOT_IN_DATES, OBV_WORD_WRONG_KEY},
    {OBV_CHECK_LISTED,      OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST,     OBV_WORD_UNKNOWN_ISSUER},
    {OBV_CHECK_LISTED,      OBV_UNCHECKED, OBV_REASON_NAMESAKE,        OBV_WORD_UNKNOWN_ISSUER},
    {OBV_CHECK_KEY_SAFE,    OBV_UNCHECKED, OBV_REASON_KEY_COMPROMISED, OBV_WORD_TO_CONFIRM},
    {OBV_CHECK_NOT_LISTED,  OBV_NO,        OBV_REASON_WITHDRAWN,       OBV_WORD_WITHDRAWN},
    {OBV_CHECK_STATUS,      OBV_NO,        OBV_REASON_WITHDRAWN,       OBV_WORD_WITHDRAWN},
    {OBV_CHECK_NOT_LISTED,  OBV_NO,        OBV_REASON_SUSPENDED,       OBV_WORD_SUSPENDED},
    {OBV_CHECK_STATUS,      OBV_NO,        OBV_REASON_SUSPENDED,       OBV_WORD_SUSPENDED},
    {OBV_CHECK_MAY_AWARD,   OBV_NO,        OBV_REASON_NOT_ENTITLED,    OBV_WORD_NOT_ENTITLED},
    {OBV_CHECK_EMAIL,       OBV_NO,        OBV_REASON_OTHER_PERSON,    OBV_WORD_OTHER_PERSON},
    {OBV_CHECK_NAME,        OBV_NO,        OBV_REASON_OTHER_PERSON,    OBV_WORD_OTHER_PERSON},
    {OBV_CHECK_NOT_ENDED,   OBV_NO,        OBV_REASON_EXPIRED,         OBV_WORD_EXPIRED},
    {OBV_CHECK_STARTED,     OBV_NO,        OBV_REASON_NOT_YET_VALID,   OBV_WORD_NOT_YET_VALID},
    {OBV_CHECK_SIGNATURE,   OBV_UNCHECKED, OBV_REASON_HOSTED,          OBV_WORD_UNDECIDED},
    {OBV_CHECK_LISTED,      OBV_UNCHECKED, OBV_REASON_CLASS_NOT_KNOWN, OBV_WORD_UNDECIDED},
    {OBV_CHECK_LIST_USABLE, OBV_UNCHECKED, OBV_REASON_LIST_STALE,      OBV_WORD_UNDECIDED},
    {OBV_CHECK_STATUS,      OBV_UNCHECKED, OBV_REASON_STATUS_NOT_CHECKED, OBV_WORD_UNDECIDED},
    {OBV_CHECK_STARTED,     OBV_UNCHECKED, OBV_REASON_CLOCK,           OBV_WORD_UNDECIDED},
    /* clang-format on */
};

static void
each_row_gives_its_word_and_its_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        obv_badge badge = good_badge();
        badge.checks[rows[i].check] =
            (obv_result){.outcome = rows[i].outcome, .reason = rows[i].reason};
        obv_badge_close(&badge);
        CHECK_CASE(badge.word == rows[i].word, obv_check_name(rows[i].check));
        CHECK_CASE(badge.decided_by == rows[i].check,
                   obv_check_name(rows[i].check));
    }
}

/* With two things wrong, the earlier row of verdict.md speaks. */
static void
the_first_row_that_fits_decides(void **state)
{
    (void)state;
    for (size_t a = 0; a < COUNT(rows); a++) {
        for (size_t b = a + 1; b < COUNT(rows); b++) {
            if (rows[a].check == rows[b].check ||
                rows[a].word == OBV_WORD_WITHDRAWN) {
                continue;
            }
            obv_badge badge = good_badge();
            badge.checks[rows[a].check] = (obv_result){
                .outcome = rows[a].outcome, .reason = rows[a].reason};
            badge.checks[rows[b].check] = (obv_result){
                .outcome = rows[b].outcome, .reason = rows[b].reason};
            CHECK_CASE(word_of(badge) == rows[a].word,
                       obv_check_name(rows[b].check));
        }
    }
}

/* "Not proven" only follows: the check that says why speaks. */
static void
a_doubt_that_says_why_goes_first(void **state)
{
    (void)state;
    obv_badge badge = good_badge();
    badge.checks[OBV_CHECK_SIGNATURE] =
        (obv_result){.reason = OBV_REASON_NO_KEY};
    badge.checks[OBV_CHECK_KEY_DATES] =
        (obv_result){.reason = OBV_REASON_NOT_PROVEN};
    obv_badge_close(&badge);
    CHECK(badge.decided_by == OBV_CHECK_SIGNATURE);
    badge.checks[OBV_CHECK_LISTED] =
        (obv_result){.reason = OBV_REASON_CLASS_NOT_KNOWN};
    obv_badge_close(&badge);
    CHECK(badge.decided_by == OBV_CHECK_LISTED);
    CHECK_TEXT(badge.code, "V-3a-47");
    CHECK(badge.findings[OBV_ISSUER].reason == OBV_REASON_CLASS_NOT_KNOWN);
    badge.checks[OBV_CHECK_EMAIL] =
        (obv_result){.reason = OBV_REASON_NOT_COMPARED};
    badge.checks[OBV_CHECK_NAME] =
        (obv_result){.reason = OBV_REASON_CLOSE_NAME};
    obv_badge_close(&badge);
    CHECK(badge.findings[OBV_PERSON].reason == OBV_REASON_CLOSE_NAME);
}

static void
one_answer_about_the_person_is_enough(void **state)
{
    (void)state;
    obv_badge badge = good_badge();
    badge.checks[OBV_CHECK_EMAIL].outcome = OBV_YES;
    obv_badge_close(&badge);
    CHECK(badge.findings[OBV_PERSON].outcome == OBV_YES);
    badge.checks[OBV_CHECK_NAME].outcome = OBV_NO;
    obv_badge_close(&badge);
    CHECK(badge.findings[OBV_PERSON].outcome == OBV_NO);
    CHECK(badge.word == OBV_WORD_OTHER_PERSON);
}

static void
the_worst_badge_speaks_for_the_file_and_endorsements_never(void **state)
{
    (void)state;
    static obv_verdict v;
    obv_word word = OBV_WORD_UNDECIDED;
    obv_reason reason;
    v.badge_count = 0;
    CHECK(obv_file_word(&v, &word, &reason) == -1);
    obv_badge *a = obv_badge_new(&v, 0);
    *a = good_badge();
    obv_badge_close(a);
    obv_badge *b = obv_badge_new(&v, 0);
    *b = good_badge();
    b->place = OBV_PLACE_ENDORSING;
    b->parent = 0;
    b->checks[OBV_CHECK_SIGNATURE].outcome = OBV_NO;
    obv_badge_close(b);
    CHECK(obv_file_word(&v, &word, &reason) == 0 &&
          word == OBV_WORD_RECOGNISED);
    b->place = OBV_PLACE_INSIDE;
    CHECK(obv_file_word(&v, &word, &reason) == 1 && word == OBV_WORD_ALTERED);
}

/* A bare credential, or a text that is something else, beside a badge. */
static void
what_is_no_badge_says_nothing_beside_one(void **state)
{
    (void)state;
    static obv_verdict v;
    obv_word word = OBV_WORD_UNDECIDED;
    obv_reason reason;
    v.badge_count = 0;
    for (int i = 0; i < 3; i++) {
        obv_badge *badge = obv_badge_new(&v, 0);
        *badge = good_badge();
        badge->checks[OBV_CHECK_PRESENT].outcome = OBV_NO;
        obv_badge_close(badge);
    }
    CHECK(obv_file_word(&v, &word, &reason) == 0 && word == OBV_WORD_NO_BADGE);
    v.badges[1].checks[OBV_CHECK_PRESENT].outcome = OBV_YES;
    obv_badge_close(&v.badges[1]);
    CHECK(obv_file_word(&v, &word, &reason) == 1 &&
          word == OBV_WORD_RECOGNISED);
    v.badges[2].checks[OBV_CHECK_PRESENT].outcome = OBV_YES;
    v.badges[2].checks[OBV_CHECK_SIGNATURE].outcome = OBV_NO;
    obv_badge_close(&v.badges[2]);
    CHECK(obv_file_word(&v, &word, &reason) == 2 && word == OBV_WORD_ALTERED);
}

/* A code that should be a badge and cannot be opened is a doubt: it never
   hides what is worse, and never passes beside what is well. */
static void
a_code_that_stays_closed_leaves_the_file_undecided(void **state)
{
    (void)state;
    static obv_verdict v;
    obv_word word;
    obv_reason reason;
    v.badge_count = v.other_count = 0;
    v.others[v.other_count++] = (obv_other){.kind = OBV_CODE_KIND_LINK};
    CHECK(obv_file_word(&v, &word, &reason) == -1);
    CHECK(word == OBV_WORD_NO_BADGE && reason == OBV_REASON_OTHER_CODE);

    obv_badge *badge = obv_badge_new(&v, 0);
    *badge = good_badge();
    obv_badge_close(badge);
    CHECK(obv_file_word(&v, &word, &reason) == 0);
    CHECK(word == OBV_WORD_RECOGNISED && reason == OBV_REASON_NONE);

    v.others[v.other_count++] = (obv_other){.kind = OBV_CODE_KIND_OB1,
                                            .reason = OBV_REASON_PART_MISSING};
    CHECK(obv_file_word(&v, &word, &reason) == -1);
    CHECK(word == OBV_WORD_UNDECIDED && reason == OBV_REASON_PART_MISSING);

    badge->checks[OBV_CHECK_SIGNATURE].outcome = OBV_NO;
    obv_badge_close(badge);
    CHECK(obv_file_word(&v, &word, &reason) == 0 && word == OBV_WORD_ALTERED);
}

static void
there_is_room_for_so_many_badges_and_no_more(void **state)
{
    (void)state;
    static obv_verdict v;
    v.badge_count = 0;
    for (size_t i = 0; i < OBV_MAX_BADGES; i++) {
        CHECK(obv_badge_new(&v, 0) != NULL);
    }
    CHECK(obv_badge_new(&v, 0) == NULL);
}

static void
exit_statuses_are_those_of_the_design(void **state)
{
    (void)state;
    for (int word = 0; word < OBV_WORD_COUNT; word++) {
        CHECK(obv_word_exit((obv_word)word, true) == 2);
    }
    CHECK(obv_word_exit(OBV_WORD_RECOGNISED, false) == 0);
    static const obv_word doubt[] = {
        OBV_WORD_UNDECIDED, OBV_WORD_NO_BADGE, OBV_WORD_MALFORMED,
        OBV_WORD_UNKNOWN_ISSUER, OBV_WORD_TO_CONFIRM};
    for (size_t i = 0; i < COUNT(doubt); i++) {
        CHECK(obv_word_exit(doubt[i], false) == 2);
    }
    static const obv_word refused[] = {
        OBV_WORD_ALTERED,   OBV_WORD_WRONG_KEY,    OBV_WORD_WITHDRAWN,
        OBV_WORD_SUSPENDED, OBV_WORD_NOT_ENTITLED, OBV_WORD_OTHER_PERSON,
        OBV_WORD_EXPIRED,   OBV_WORD_NOT_YET_VALID};
    for (size_t i = 0; i < COUNT(refused); i++) {
        CHECK(obv_word_exit(refused[i], false) == 1);
    }
    CHECK(obv_word_exit((obv_word)99, false) == 2);
}

static void
codes_and_names_are_told(void **state)
{
    (void)state;
    char code[OBV_CODE_SIZE];
    obv_code(OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY, code);
    CHECK_TEXT(code, "V-3b-41");
    obv_code(OBV_CHECK_SIGNATURE, OBV_REASON_NONE, code);
    CHECK_TEXT(code, "V-2a-0");
    obv_code(OBV_CHECK_PRESENT, OBV_REASON_OTHER_CODE, code);
    CHECK_TEXT(code, "V-1a-108");
    CHECK_TEXT(obv_word_name(OBV_WORD_NOT_YET_VALID), "not-yet-valid");
    CHECK_TEXT(obv_word_name((obv_word)77), "undecided");
    CHECK_TEXT(obv_reason_name((obv_reason)99), "unknown");
    CHECK_TEXT(obv_reason_name(OBV_REASON_HOSTED), "hosted");
    CHECK_TEXT(obv_finding_name(OBV_IN_DATE), "in-date");
    CHECK_TEXT(obv_check_name((obv_check_id)77), "unknown");
    CHECK_TEXT(obv_claim_name(OBV_CLAIM_ACHIEVEMENT_NAME), "name");
    CHECK(obv_claim_is_time(OBV_CLAIM_AWARDED));
    CHECK(!obv_claim_is_time(OBV_CLAIM_ACHIEVEMENT_NAME));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeroed_memory_is_undecided),
        cmocka_unit_test(all_yes_is_recognised_whoever_stands_there),
        cmocka_unit_test(each_weighing_check_is_needed),
        cmocka_unit_test(each_row_gives_its_word_and_its_check),
        cmocka_unit_test(the_first_row_that_fits_decides),
        cmocka_unit_test(a_doubt_that_says_why_goes_first),
        cmocka_unit_test(one_answer_about_the_person_is_enough),
        cmocka_unit_test(
            the_worst_badge_speaks_for_the_file_and_endorsements_never),
        cmocka_unit_test(what_is_no_badge_says_nothing_beside_one),
        cmocka_unit_test(a_code_that_stays_closed_leaves_the_file_undecided),
        cmocka_unit_test(there_is_room_for_so_many_badges_and_no_more),
        cmocka_unit_test(exit_statuses_are_those_of_the_design),
        cmocka_unit_test(codes_and_names_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
