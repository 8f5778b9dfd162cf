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
    obv_badge_close(badge);
    const char *text = "Ponctualité";
    good.text_len = (uint32_t)strlen(text);
    memcpy(good.text, text, good.text_len);
    good.claims[0] = (obv_claim){.kind = OBV_CLAIM_ACHIEVEMENT_NAME,
                                 .origin = OBV_ORIGIN_SIGNED,
                                 .len = good.text_len};
    good.claim_count = badge->claim_count = 1;
    good.badge = obv_file_word(&good, &good.word);
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
    REFUSED(bad.badges[0].checks[3].reason = (obv_reason)9);
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
    bad.badges[1].checks[OBV_CHECK_SIGNATURE].outcome = OBV_NO;
    obv_badge_close(&bad.badges[1]);
    bad.badge_count = 2;
    CHECK(!obv_verdict_is_sound(&bad)); /* recognised over an altered one */
    bad.badge = obv_file_word(&bad, &bad.word);
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

static void
without_a_badge_there_is_no_good_news(void **state)
{
    (void)state;
    memset(&bad, 0, sizeof(bad));
    bad.badge = -1;
    bad.word = OBV_WORD_NO_BADGE;
    bad.reason = OBV_REASON_NO_BADGE;
    CHECK(obv_verdict_is_sound(&bad));
    bad.word = OBV_WORD_RECOGNISED;
    CHECK(!obv_verdict_is_sound(&bad));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sound_record_is_taken),
        cmocka_unit_test(a_record_with_anything_out_of_range_is_refused),
        cmocka_unit_test(a_badge_out_of_range_is_refused),
        cmocka_unit_test(a_word_that_the_checks_do_not_give_is_refused),
        cmocka_unit_test(a_claim_that_cannot_be_shown_is_refused),
        cmocka_unit_test(without_a_badge_there_is_no_good_news),
    };
    return cmocka_run_group_tests(tests, make_good, NULL);
}
