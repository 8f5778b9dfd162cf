/* SPDX-License-Identifier: Apache-2.0 */
/* A record from a cell is used only where every part of it can be. */
#include "check.h"
#include "verdict/verdict.h"

static obv_verdict good, bad;

static int
make_good(void **state)
{
    (void)state;
    memset(&good, 0, sizeof(good));
    obv_badge *badge = obv_badge_new(&good, 0);
    badge->kind = OBV_KIND_BADGE;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        badge->checks[i].outcome = OBV_YES;
    }
    badge->proof_count = 1;
    badge->proofs[0] =
        (obv_proof_finding){.suite = "eddsa-rdfc-2022", .outcome = OBV_YES};
    obv_badge_close(badge);
    const char *text = "Ponctualité";
    good.text_len = (uint32_t)strlen(text);
    memcpy(good.text, text, good.text_len);
    good.claims[0] = (obv_claim){.kind = OBV_CLAIM_ACHIEVEMENT_NAME,
                                 .origin = OBV_ORIGIN_SIGNED,
                                 .len = good.text_len};
    good.claim_count = badge->claim_count = 1;
    good.badge = obv_file_word(&good, &good.word, &good.reason);
    return 0;
}

static void
a_sound_record_is_taken(void **state)
{
    (void)state;
    CHECK(obv_verdict_is_sound(&good));
    CHECK(good.word == OBV_WORD_RECOGNISED);
}

/* Each line breaks one thing. */
#define REFUSED(change)                                                        \
    do {                                                                       \
        bad = good;                                                            \
        change;                                                                \
        CHECK_CASE(!obv_verdict_is_sound(&bad), #change);                      \
    } while (0)

static void
set_byte(void *at, unsigned char byte)
{
    memcpy(at, &byte, 1);
}

static void
a_record_with_anything_out_of_range_is_refused(void **state)
{
    (void)state;
    REFUSED(bad.word = (obv_word)99);
    REFUSED(bad.word = (obv_word)-1);
    REFUSED(bad.badge = 1);
    REFUSED(bad.badge = -2);
    REFUSED(bad.badge = -1);
    REFUSED(bad.reason = (obv_reason)99);
    REFUSED(set_byte(&bad.test, 2));
    REFUSED(set_byte(&bad.cut, 255));
    REFUSED(bad.badge_count = OBV_MAX_BADGES + 1);
    REFUSED(bad.claim_count = OBV_MAX_CLAIMS + 1);
    REFUSED(bad.text_len = OBV_MAX_CLAIM_TEXT + 1);
    REFUSED(bad.badge_count = 0);
}

static void
a_badge_out_of_range_is_refused(void **state)
{
    (void)state;
    REFUSED(bad.badges[0].kind = (obv_kind)9);
    REFUSED(bad.badges[0].edition = (obv_edition)9);
    REFUSED(bad.badges[0].place = (obv_place)9);
    REFUSED(bad.badges[0].place = OBV_PLACE_INSIDE); /* in what? */
    REFUSED(bad.badges[0].place = OBV_PLACE_ENDORSING);
    REFUSED(bad.badges[0].parent = 0);
    REFUSED(bad.badges[0].parent = -2);
    REFUSED(bad.badges[0].text = OBV_MAX_FOUND);
    REFUSED(bad.badges[0].first_claim = 2);
    REFUSED(bad.badges[0].claim_count = 2);
    REFUSED(bad.badges[0].claim_count = UINT32_MAX);
    REFUSED(memset(bad.badges[0].code, 'A', OBV_CODE_SIZE));
    REFUSED(bad.badges[0].checks[3].outcome = (obv_outcome)3);
    REFUSED(bad.badges[0].checks[3].reason = (obv_reason)99);
}

static void
a_proof_that_cannot_be_shown_is_refused(void **state)
{
    (void)state;
    obv_proof_finding *f = bad.badges[0].proofs;
    REFUSED(bad.badges[0].proof_count = OBV_MAX_PROOFS + 1);
    REFUSED(bad.badges[0].proof_count = UINT32_MAX);
    REFUSED(memset(f->suite, 'A', sizeof(f->suite)));
    REFUSED(memcpy(f->suite, "a\x1b[31m", 7));
    REFUSED(memcpy(f->suite, "\xE2\x80\xAE", 4));
    REFUSED(memcpy(f->suite, "\xC3", 2));
    REFUSED(memcpy(f->suite, "EdDSA: yes", 11));
    REFUSED(f->outcome = (obv_outcome)3);
    REFUSED(f->outcome = (obv_outcome)-1);
    REFUSED(f->reason = (obv_reason)99);
    REFUSED(f->reason = (obv_reason)32); /* retired */
    REFUSED(set_byte(&f->chained, 2));
    REFUSED(f->created = INT64_MAX);
    REFUSED(f->created = INT64_MIN);
    REFUSED(f->expires = INT64_MAX);
    REFUSED(f->expires = -(INT64_C(1) << 54));
}

/* The word rests on a proof that counts, and on no bad one beside it. */
static void
nobody_is_recognised_without_a_good_proof(void **state)
{
    (void)state;
    obv_proof_finding *f = bad.badges[0].proofs;
    REFUSED(bad.badges[0].proof_count = 0);
    REFUSED(f->outcome = OBV_UNCHECKED);
    REFUSED(f->outcome = OBV_NO);
    static const obv_reason against[] = {OBV_REASON_BAD_SIGNATURE,
                                         OBV_REASON_ODD_SIGNATURE};
    for (size_t i = 0; i < COUNT(against); i++) {
        bad = good;
        bad.badges[0].proof_count = 2;
        f[1] = (obv_proof_finding){.outcome = OBV_NO, .reason = against[i]};
        CHECK(!obv_verdict_is_sound(&bad));
    }
    bad = good;
    bad.badges[0].proof_count = 2;
    f[1] = (obv_proof_finding){.reason = OBV_REASON_UNKNOWN_SUITE};
    CHECK(obv_verdict_is_sound(&bad));
}

/* A judge that was broken into cannot say more than its own checks. */
static void
a_word_that_the_checks_do_not_give_is_refused(void **state)
{
    (void)state;
    REFUSED(bad.badges[0].checks[OBV_CHECK_SIGNATURE].outcome = OBV_UNCHECKED);
    REFUSED(bad.badges[0].findings[OBV_ISSUER].outcome = OBV_UNCHECKED);
    REFUSED(bad.badges[0].word = OBV_WORD_UNDECIDED);
    REFUSED(bad.badges[0].decided_by = OBV_CHECK_KEY);
    REFUSED(bad.badges[0].code[2] = '9');
    REFUSED(bad.word = OBV_WORD_UNDECIDED);
    bad = good;
    bad.badges[1] = bad.badges[0];
    bad.badges[1].first_claim = 1;
    bad.badges[1].claim_count = 0;
    bad.badges[1].checks[OBV_CHECK_SIGNATURE].outcome = OBV_NO;
    obv_badge_close(&bad.badges[1]);
    bad.badge_count = 2;
    CHECK(!obv_verdict_is_sound(&bad)); /* recognised over an altered one */
    bad.badge = obv_file_word(&bad, &bad.word, &bad.reason);
    CHECK(obv_verdict_is_sound(&bad) && bad.word == OBV_WORD_ALTERED);
}

static void
a_claim_that_cannot_be_shown_is_refused(void **state)
{
    (void)state;
    REFUSED(bad.claims[0].kind = OBV_CLAIM_COUNT);
    REFUSED(bad.claims[0].origin = (obv_origin)3);
    REFUSED(bad.claims[0].block = OBV_BLOCK_COUNT);
    REFUSED(bad.claims[0].criterion = (obv_criterion)3);
    REFUSED(bad.claims[0].zone = OBV_MAX_ZONE + 1);
    REFUSED(bad.claims[0].zone = -OBV_MAX_ZONE - 1);
    REFUSED(bad.claims[0].at = 1); /* runs past the end */
    REFUSED(bad.claims[0].at = UINT32_MAX);
    REFUSED(bad.claims[0].len = UINT32_MAX);
    REFUSED(bad.claims[0].len--); /* cuts a character in two */
    REFUSED(bad.text[2] = '\x1b');
    REFUSED(bad.text[2] = '\0');
    REFUSED(bad.text[2] = '\n');
    REFUSED(memcpy(bad.text, "\xE2\x80\xAE", 3)); /* right to left */
}

/* What follows from a time (the next day, another zone) must not overflow. */
static void
a_time_that_no_badge_can_name_is_refused(void **state)
{
    (void)state;
    const int64_t last = INT64_C(1) << 53;
    bad = good;
    bad.claims[0].time = last;
    CHECK(obv_verdict_is_sound(&bad));
    REFUSED(bad.claims[0].time = last + 1);
    REFUSED(bad.claims[0].time = -last - 1);
    REFUSED(bad.claims[0].time = INT64_MAX);
    REFUSED(bad.claims[0].time = INT64_MIN);
    REFUSED({
        bad.badges[0].checks[OBV_CHECK_STATUS].as_of = INT64_MAX;
        obv_badge_close(&bad.badges[0]);
    });
}

/* Each text is shown once: a record of 400 kB cannot become a report of
   gigabytes. */
static void
claims_and_texts_that_stand_for_many_are_refused(void **state)
{
    (void)state;
    const uint32_t len = good.text_len;
    REFUSED(bad.badges[0].claim_count = 0); /* whose is the claim? */
    REFUSED(bad.badges[0].first_claim = 1);
    REFUSED({
        bad.badges[1] = bad.badges[0]; /* with the claims of the first */
        bad.badge_count = 2;
    });
    REFUSED({
        bad.claims[1] = bad.claims[0]; /* with the text of the first */
        bad.claim_count = bad.badges[0].claim_count = 2;
    });
    REFUSED(bad.claims[0].len = 0); /* a text that nothing claims */
    REFUSED({
        memset(bad.text, 'a', OBV_MAX_CLAIM + 1);
        bad.text_len = bad.claims[0].len = OBV_MAX_CLAIM + 1;
    });
    bad = good;
    memset(bad.text, 'a', OBV_MAX_CLAIM);
    bad.text_len = bad.claims[0].len = OBV_MAX_CLAIM;
    CHECK(obv_verdict_is_sound(&bad));

    bad = good;
    memcpy(bad.text + len, good.text, len);
    bad.text_len = 2 * len;
    bad.claims[1] = bad.claims[0];
    bad.claims[1].at = len;
    bad.claims[2] = (obv_claim){.kind = OBV_CLAIM_AWARDED};
    bad.claim_count = 3;
    bad.badges[1] = bad.badges[0];
    bad.badges[1].first_claim = 1;
    bad.badges[1].claim_count = 2;
    bad.badge_count = 2;
    CHECK(obv_verdict_is_sound(&bad));
    bad.claims[2].at = 2 * len;
    CHECK(obv_verdict_is_sound(&bad));
    bad.claims[2].at = 2 * len + 1; /* not even an empty text stands there */
    CHECK(!obv_verdict_is_sound(&bad));
}

static void
without_a_badge_there_is_no_good_news(void **state)
{
    (void)state;
    static const obv_word of_a_file[] = {OBV_WORD_UNDECIDED, OBV_WORD_NO_BADGE,
                                         OBV_WORD_MALFORMED};
    memset(&bad, 0, sizeof(bad));
    bad.badge = -1;
    for (int word = 0; word < OBV_WORD_COUNT; word++) {
        bool known = false;
        for (size_t i = 0; i < COUNT(of_a_file); i++) {
            known = known || of_a_file[i] == (obv_word)word;
        }
        bad.word = (obv_word)word;
        CHECK_CASE(obv_verdict_is_sound(&bad) == known,
                   obv_word_name((obv_word)word));
    }
}

/* The report would look for badge -1 among those that are there. */
static void
a_word_of_no_badge_beside_badges_is_refused(void **state)
{
    (void)state;
    for (int word = 0; word < OBV_WORD_COUNT; word++) {
        REFUSED({
            bad.badge = -1;
            bad.word = (obv_word)word;
        });
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_record_is_taken),
        cmocka_unit_test(a_record_with_anything_out_of_range_is_refused),
        cmocka_unit_test(a_badge_out_of_range_is_refused),
        cmocka_unit_test(a_proof_that_cannot_be_shown_is_refused),
        cmocka_unit_test(nobody_is_recognised_without_a_good_proof),
        cmocka_unit_test(a_word_that_the_checks_do_not_give_is_refused),
        cmocka_unit_test(a_claim_that_cannot_be_shown_is_refused),
        cmocka_unit_test(a_time_that_no_badge_can_name_is_refused),
        cmocka_unit_test(claims_and_texts_that_stand_for_many_are_refused),
        cmocka_unit_test(without_a_badge_there_is_no_good_news),
        cmocka_unit_test(a_word_of_no_badge_beside_badges_is_refused),
    };
    return cmocka_run_group_tests(tests, make_good, NULL);
}
