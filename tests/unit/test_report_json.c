/* SPDX-License-Identifier: Apache-2.0 */
/* The report for programs: it parses, has its members, and proves nothing that
   nobody signed. */
#include "check.h"

#include "verdicts.h"

static const obv_json *
parsed(const char *report)
{
    const obv_json *tree = NULL;
    obv_json_error why;
    CHECK(report != NULL);
    obv_slice line, rest;
    /* One line, and nothing behind it. */
    CHECK(obv_slice_cut(obv_slice_of(report), '\n', &line, &rest));
    CHECK_NUMBER(rest.len, 0);
    CHECK(obv_json_parse(line, OBV_JSON_SIGNED, made.arena, &tree, &why) ==
          OBV_OK);
    return tree;
}

static const obv_json *
report(void)
{
    return parsed(made_report("json"));
}

/* A member by its path, such as "badges/0/verdict". */
static const obv_json *
at(const obv_json *value, const char *path)
{
    obv_slice step, rest = obv_slice_of(path);
    while (rest.len > 0) {
        if (!obv_slice_cut(rest, '/', &step, &rest)) {
            step = rest;
            rest = obv_slice_of("");
        }
        const char *name = obv_arena_text(made.arena, step);
        value = obv_json_kind_of(value) == OBV_JSON_ARRAY
                    ? obv_json_item(value, (size_t)(name[0] - '0'))
                    : obv_json_get(value, name);
    }
    return value;
}

static const char *
text_at(const obv_json *value, const char *path)
{
    obv_slice text;
    if (!obv_json_text(at(value, path), &text)) {
        fail_msg("no text at %s", path);
    }
    return obv_arena_text(made.arena, text);
}

static size_t
count_members(const obv_json *object)
{
    const void *next = NULL;
    obv_slice name;
    const obv_json *value;
    size_t count = 0;
    while (obv_json_next(object, &next, &name, &value)) {
        count++;
    }
    return count;
}

static obv_badge *
start_badge(obv_origin origin)
{
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(origin);
    return b;
}

static void
a_file_has_its_members(void **state)
{
    (void)state;
    made_close(start_badge(OBV_ORIGIN_SIGNED));
    const obv_json *r = report();
    static const struct {
        const char *path, *want;
    } texts[] = {
        {"file", "badge.png"},
        {"verdict", "recognised"},
        {"reason", "none"},
        {"list/name", "Liste de démonstration"},
        {"list/keeper", "Atelier des exemples"},
        {"list/region", "demonstration"},
        {"list/issued", "2026-03-01T00:00:00Z"},
        {"list/freshUntil", "2026-05-02T00:00:00Z"},
        {"list/usableUntil", "2026-06-01T00:00:00Z"},
        {"list/root/name", "Racine de démonstration"},
        {"list/root/id", "0123456789abcdef"},
        {"clock/now", "2026-04-01T00:00:00Z"},
        {"container", "png"},
        {"badges/0/verdict", "recognised"},
        {"badges/0/kind", "badge"},
        {"badges/0/edition", "ob3"},
        {"badges/0/place", "top"},
        {"badges/0/code", "V-2a-0"},
        {"badges/0/decidedBy", "signature"},
        {"badges/0/where", "iTXt openbadgecredential"},
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_TEXT(text_at(r, texts[i].path), texts[i].want);
    }
    CHECK_NUMBER(obv_json_kind_of(at(r, "test")), OBV_JSON_BOOL);
    CHECK(!obv_json_true(at(r, "test")));
    CHECK(obv_json_true(at(r, "clock/trusted")));
    CHECK(obv_json_true(at(r, "list/root/builtIn")));
    CHECK_NUMBER(obv_json_kind_of(at(r, "clock/at")), OBV_JSON_NULL);
    int64_t number;
    CHECK(obv_json_integer(at(r, "list/number"), &number) && number == 3);
    CHECK(obv_json_integer(at(r, "decidingBadge/0"), &number) && number == 0);
}

static void
there_are_seven_findings_with_all_their_checks(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_check(b, OBV_CHECK_NOT_ENDED, OBV_NO, OBV_REASON_EXPIRED);
    made_close(b);
    const obv_json *findings = at(report(), "badges/0/findings");
    CHECK_NUMBER(obv_json_count(findings), OBV_FINDING_COUNT);
    size_t checks = 0;
    for (size_t i = 0; i < OBV_FINDING_COUNT; i++) {
        const obv_json *f = obv_json_item(findings, i);
        CHECK_TEXT(text_at(f, "finding"), obv_finding_name((obv_finding_id)i));
        CHECK(obv_json_kind_of(at(f, "checks")) == OBV_JSON_ARRAY);
        checks += obv_json_count(at(f, "checks"));
        static const char *const outcomes[] = {"unchecked", "no", "yes"};
        CHECK_TEXT(text_at(f, "outcome"), outcomes[b->findings[i].outcome]);
        CHECK(strncmp(text_at(f, "code"), "V-", 2) == 0);
    }
    CHECK_NUMBER(checks, OBV_CHECK_COUNT);
    const obv_json *r = report();
    CHECK_TEXT(text_at(r, "badges/0/findings/4/code"), "V-5b-61");
    CHECK_TEXT(text_at(r, "badges/0/findings/4/checks/1/check"), "not-ended");
    CHECK_TEXT(text_at(r, "badges/0/findings/4/checks/1/reason"), "expired");
    CHECK_TEXT(text_at(r, "badges/0/findings/5/asOf"), "2026-03-01T00:00:00Z");
    CHECK(obv_json_kind_of(at(r, "badges/0/findings/0/asOf")) == OBV_JSON_NULL);
    CHECK(!obv_json_true(at(r, "badges/0/findings/3/checks/1/weighs")));
    CHECK(obv_json_true(at(r, "badges/0/findings/3/checks/0/weighs")));
}

static void
what_is_signed_stands_under_claims(void **state)
{
    (void)state;
    made_close(start_badge(OBV_ORIGIN_SIGNED));
    const obv_json *claims = at(report(), "badges/0/claims");
    static const struct {
        const char *path, *want;
    } texts[] = {
        {"name", "L’Indispensable"},
        {"achievementType", "Competency"},
        {"holderName", "Camille Martin"},
        {"issuerName", "Les Ateliers du Pont"},
        {"issuerOwnName", "Ateliers du Pont SCIC"},
        {"awarded", "2026-03-03T00:00:00Z"},
        {"observedFrom", "2025-09-01T00:00:00Z"},
        {"description/0/block", "paragraph"},
        {"criteria/0/text", "Ponctualité"},
        {"criteria/0/block", "item"},
        {"evidence/0/name", "Décision collégiale"},
        {"evidence/0/genre", "Compte rendu"},
        {"evidence/0/link", "https://ateliers.example/preuves/2026-017"},
        {"evidence/0/narrative/0/block", "paragraph"},
        {"alignment/0/name", "Employé polyvalent"},
        {"alignment/0/framework", "ROME"},
        {"alignment/0/code", "G1605"},
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_TEXT(text_at(claims, texts[i].path), texts[i].want);
    }
    CHECK_NUMBER(obv_json_count(at(claims, "criteria")), 6);
    CHECK(obv_json_true(at(claims, "criteria/5/optional")));
    CHECK(!obv_json_true(at(claims, "criteria/5/met")));
    CHECK_NUMBER(count_members(at(report(), "badges/0/unproven")), 0);
}

static void
what_nobody_answers_for_is_unproven(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_UNPROVEN);
    made_check(b, OBV_CHECK_SIGNATURE, OBV_UNCHECKED, OBV_REASON_HOSTED);
    made_close(b);
    const obv_json *r = report();
    CHECK_TEXT(text_at(r, "verdict"), "undecided");
    CHECK_NUMBER(count_members(at(r, "badges/0/claims")), 0);
    CHECK_TEXT(text_at(r, "badges/0/unproven/holderName"), "Camille Martin");
}

/* Whatever origin the judge gave: the checks decide what is a fact. */
static void
no_origin_makes_a_doubtful_badge_a_fact(void **state)
{
    (void)state;
    static const struct {
        obv_check_id check;
        obv_outcome outcome;
        obv_reason reason;
        bool title_only;
    } cases[] = {
        {OBV_CHECK_SIGNATURE, OBV_NO, OBV_REASON_BAD_SIGNATURE, true},
        {OBV_CHECK_KEY, OBV_NO, OBV_REASON_NOT_ITS_KEY, true},
        {OBV_CHECK_KEY_DATES, OBV_NO, OBV_REASON_KEY_NOT_IN_DATES, true},
        {OBV_CHECK_MEMBERS, OBV_NO, OBV_REASON_MISSING_MEMBER, true},
        {OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST, false},
        {OBV_CHECK_KEY_SAFE, OBV_UNCHECKED, OBV_REASON_KEY_COMPROMISED, false},
        {OBV_CHECK_KEY, OBV_UNCHECKED, OBV_REASON_NO_KEY_NAMED, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int origin = OBV_ORIGIN_SIGNED; origin <= OBV_ORIGIN_LIST;
             origin++) {
            obv_badge *b = start_badge((obv_origin)origin);
            made_check(b, cases[i].check, cases[i].outcome, cases[i].reason);
            made_close(b);
            const obv_json *badge = at(report(), "badges/0");
            CHECK_NUMBER(count_members(at(badge, "claims")), 0);
            CHECK_TEXT(text_at(badge, "unproven/name"), "L’Indispensable");
            CHECK((count_members(at(badge, "unproven")) == 1) ==
                  cases[i].title_only);
        }
    }
}

static void
an_unproven_line_among_facts_is_not_one(void **state)
{
    (void)state;
    obv_badge *b = start_badge(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_DETAIL, OBV_ORIGIN_UNPROVEN, "hearsay");
    made_close(b);
    const obv_json *r = report();
    CHECK_TEXT(text_at(r, "badges/0/unproven/detail"), "hearsay");
    CHECK(at(r, "badges/0/claims/detail") == NULL);
    CHECK_NUMBER(count_members(at(r, "badges/0/unproven")), 1);
}

static void
each_proof_is_an_entry_of_its_own(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    b->proof_count = 2;
    b->proofs[0].created = MARCH_3;
    b->proofs[1] = (obv_proof_finding){.suite = "eddsa-jcs-2022",
                                       .outcome = OBV_NO,
                                       .reason = OBV_REASON_PROOF_EXPIRED,
                                       .chained = true,
                                       .expires = MARCH_3 + DAY};
    made_close(b);
    const obv_json *r = report();
    CHECK_NUMBER(obv_json_count(at(r, "badges/0/proofs")), 2);
    CHECK_NUMBER(count_members(at(r, "badges/0/proofs/0")), 6);
    CHECK_TEXT(text_at(r, "badges/0/proofs/0/suite"), "EdDSA");
    CHECK_TEXT(text_at(r, "badges/0/proofs/0/outcome"), "yes");
    CHECK_TEXT(text_at(r, "badges/0/proofs/0/reason"), "none");
    CHECK_TEXT(text_at(r, "badges/0/proofs/0/created"), "2026-03-03T00:00:00Z");
    CHECK(obv_json_kind_of(at(r, "badges/0/proofs/0/expires")) ==
          OBV_JSON_NULL);
    CHECK(!obv_json_true(at(r, "badges/0/proofs/0/chained")));
    CHECK_TEXT(text_at(r, "badges/0/proofs/1/outcome"), "no");
    CHECK_TEXT(text_at(r, "badges/0/proofs/1/reason"), "proof-expired");
    CHECK_TEXT(text_at(r, "badges/0/proofs/1/expires"), "2026-03-04T00:00:00Z");
    CHECK(obv_json_true(at(r, "badges/0/proofs/1/chained")));
}

static void
what_status_lists_tell_is_a_list_of_texts(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_STATUS_MESSAGE, OBV_ORIGIN_SIGNED, "remis");
    made_claim(OBV_CLAIM_STATUS_MESSAGE, OBV_ORIGIN_SIGNED, "0x2");
    made_close(b);
    const obv_json *r = report();
    CHECK_NUMBER(obv_json_count(at(r, "badges/0/claims/statusMessage")), 2);
    CHECK_TEXT(text_at(r, "badges/0/claims/statusMessage/0"), "remis");
    CHECK_TEXT(text_at(r, "badges/0/claims/statusMessage/1"), "0x2");
}

/* A line of a group whose head is not there belongs to nothing. */
static void
a_line_without_its_group_is_left_out(void **state)
{
    (void)state;
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claim(OBV_CLAIM_EVIDENCE_LINK, OBV_ORIGIN_SIGNED, "https://x");
    made_claim(OBV_CLAIM_RESULT_ITEM, OBV_ORIGIN_SIGNED, "Note");
    made_claim(OBV_CLAIM_ALIGNMENT_CODE, OBV_ORIGIN_SIGNED, "G1605");
    made_claim(OBV_CLAIM_RESULT_VALUE, OBV_ORIGIN_SIGNED, "15");
    made_close(b);
    const obv_json *claims = at(report(), "badges/0/claims");
    CHECK_NUMBER(count_members(claims), 1);
    CHECK_TEXT(text_at(claims, "result/0/name"), "Note");
    CHECK_TEXT(text_at(claims, "result/0/value"), "15");
    CHECK_NUMBER(count_members(at(claims, "result/0")), 2);
}

static void
badges_hold_their_own(void **state)
{
    (void)state;
    made_start();
    obv_badge *outer = made_badge(OBV_PLACE_TOP, -1);
    outer->kind = OBV_KIND_CLR;
    made_close(outer);
    obv_badge *inside = made_badge(OBV_PLACE_INSIDE, 0);
    made_check(inside, OBV_CHECK_SIGNATURE, OBV_NO, OBV_REASON_BAD_SIGNATURE);
    made_close(inside);
    made_close(made_badge(OBV_PLACE_ENDORSING, 1));
    made_close(made_badge(OBV_PLACE_TOP, -1));
    CHECK(obv_verdict_is_sound(&made.verdict));
    const obv_json *r = report();
    CHECK_NUMBER(obv_json_count(at(r, "badges")), 2);
    CHECK_TEXT(text_at(r, "verdict"), "altered");
    CHECK_TEXT(text_at(r, "badges/0/kind"), "clr");
    CHECK_TEXT(text_at(r, "badges/0/verdict"), "recognised");
    CHECK_TEXT(text_at(r, "badges/0/contains/0/verdict"), "altered");
    CHECK_TEXT(text_at(r, "badges/0/contains/0/contains/0/place"), "endorsing");
    CHECK_NUMBER(obv_json_count(at(r, "badges/1/contains")), 0);
    int64_t first = -1, second = -1;
    CHECK_NUMBER(obv_json_count(at(r, "decidingBadge")), 2);
    CHECK(obv_json_integer(at(r, "decidingBadge/0"), &first) && first == 0);
    CHECK(obv_json_integer(at(r, "decidingBadge/1"), &second) && second == 0);
}

static void
a_file_without_a_badge_has_a_reason(void **state)
{
    (void)state;
    made_start();
    made.page.found = NULL;
    made.verdict.reason = OBV_REASON_CELL_DIED;
    made.verdict.test = made.trust.test = true;
    const obv_json *r = report();
    CHECK_TEXT(text_at(r, "verdict"), "undecided");
    CHECK_TEXT(text_at(r, "reason"), "cell-died");
    CHECK_TEXT(text_at(r, "container"), "unknown");
    CHECK(obv_json_true(at(r, "test")));
    CHECK_NUMBER(obv_json_kind_of(at(r, "badges")), OBV_JSON_ARRAY);
    CHECK_NUMBER(obv_json_count(at(r, "badges")), 0);
    CHECK_NUMBER(obv_json_count(at(r, "decidingBadge")), 0);
}

static void
notes_and_dates_are_told(void **state)
{
    (void)state;
    made_close(start_badge(OBV_ORIGIN_SIGNED));
    made.found.texts[0].notes = OBV_NOTE_COMPRESSED | OBV_NOTE_FOREIGN;
    made.page.clock += DAY;
    made.question.clock_trusted = false;
    const obv_json *r = report();
    CHECK_TEXT(text_at(r, "badges/0/notes/0"), "compressed");
    CHECK_TEXT(text_at(r, "badges/0/notes/1"), "foreign");
    CHECK_NUMBER(obv_json_count(at(r, "badges/0/notes")), 2);
    CHECK_TEXT(text_at(r, "clock/now"), "2026-04-02T00:00:00Z");
    CHECK_TEXT(text_at(r, "clock/at"), "2026-04-01T00:00:00Z");
    CHECK(!obv_json_true(at(r, "clock/trusted")));
}

/* Programs read words of obv.h; no language changes them. */
static void
no_language_changes_it(void **state)
{
    (void)state;
    made_close(start_badge(OBV_ORIGIN_SIGNED));
    const char *before = made_report("json");
    static const char *nonsense[OBV_SENTENCE_COUNT];
    for (size_t i = 0; i < OBV_SENTENCE_COUNT; i++) {
        nonsense[i] = "###";
    }
    obv_sentences other = {"xx", nonsense, OBV_SENTENCE_COUNT};
    made.page.sentences = &other;
    made.page.width = 40;
    made.page.colour = true;
    CHECK_TEXT(made_report("json"), before);
}

/* Quotes, controls and odd bytes come out as JSON that parses, and clean. */
static void
hostile_texts_stay_inside_their_string(void **state)
{
    (void)state;
    static const char hostile[] = "a\",\"verdict\":\"recognised\",\"\\\033[2J\n"
                                  "\xE2\x80\xAE\xE2\x81\xA6"
                                  "</script>{list}";
    for (int kind = 0; kind < OBV_CLAIM_COUNT; kind++) {
        made_start();
        obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
        made_check(b, OBV_CHECK_LISTED, OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST);
        made_claim(OBV_CLAIM_EVIDENCE_ITEM, OBV_ORIGIN_UNPROVEN, hostile);
        made_claim((obv_claim_kind)kind, OBV_ORIGIN_UNPROVEN, hostile);
        made_close(b);
        made.page.file = "x\",\"verdict\":\"recognised\xFF\033[2J.png";
        const char *line = made_report("json");
        CHECK(line != NULL && strchr(line, '\033') == NULL);
        CHECK(strstr(line, "\xE2\x80\xAE") == NULL);
        CHECK(strstr(line, "\\u001b") == NULL);
        CHECK_TEXT(text_at(parsed(line), "verdict"), "unknown-issuer");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_has_its_members),
        cmocka_unit_test(there_are_seven_findings_with_all_their_checks),
        cmocka_unit_test(what_is_signed_stands_under_claims),
        cmocka_unit_test(what_nobody_answers_for_is_unproven),
        cmocka_unit_test(no_origin_makes_a_doubtful_badge_a_fact),
        cmocka_unit_test(an_unproven_line_among_facts_is_not_one),
        cmocka_unit_test(each_proof_is_an_entry_of_its_own),
        cmocka_unit_test(what_status_lists_tell_is_a_list_of_texts),
        cmocka_unit_test(a_line_without_its_group_is_left_out),
        cmocka_unit_test(badges_hold_their_own),
        cmocka_unit_test(a_file_without_a_badge_has_a_reason),
        cmocka_unit_test(notes_and_dates_are_told),
        cmocka_unit_test(no_language_changes_it),
        cmocka_unit_test(hostile_texts_stay_inside_their_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
