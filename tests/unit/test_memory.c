/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that runs out, one allocation later each time: the answer is the
 * right one or none, nothing leaks and nothing falls over.
 *
 * The allocator is replaced for the libraries too; sanitizers bring their own,
 * so there only the arena is made small.
 */
#include "check.h"
#include "demo.h"
#include "failing.h"
#include "form/form.h"
#include "verdict/verdict.h"

static obv_trust *trust;
static obv_question question = {.now = DEMO_NOW, .clock_trusted = true};

static int
open_all(void **state)
{
    (void)state;
    trust = demo_trust();
    return trust != NULL ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    obv_trust_close(trust);
    return 0;
}

#ifndef SANITIZED
static const char *const samples[] = {
    "sample-badges/indispensable.png", "sample-badges/indispensable.svg",
    "sample-badges/couture.jws",       "sample-badges/clr.jws",
    "sample-badges/linked-set.json",   "sample-badges/status-withdrawn.jws",
};

static obv_word
check_with(long failure, obv_slice file, obv_verdict *verdict)
{
    until_failure = -1;
    obv_verifier *v = obv_new();
    until_failure = failure;
    obv_status status =
        obv_check(v, trust, file.ptr, file.len, &question, verdict);
    until_failure = -1;
    obv_free(v);
    CHECK(status == OBV_OK || verdict->word == OBV_WORD_UNDECIDED);
    return verdict->word;
}

static void
a_failed_allocation_is_a_doubt_and_nothing_else(void **state)
{
    (void)state;
    static obv_verdict verdict;
    size_t seen = 0;
    for (size_t i = 0; i < COUNT(samples); i++) {
        obv_slice file = file_read(samples[i]);
        if (file.ptr == NULL) {
            continue;
        }
        seen++;
        obv_word whole = check_with(-1, file, &verdict);
        for (long n = 0; n < 3000; n++) {
            obv_word word = check_with(n, file, &verdict);
            CHECK_CASE(word == whole || word == OBV_WORD_UNDECIDED, samples[i]);
            CHECK_CASE(obv_verdict_is_sound(&verdict), samples[i]);
        }
        file_free(file);
    }
    CHECK(seen >= 2);
}
#endif

/* Judged in an arena of `size`: OBV_OK only with the whole answer. */
static obv_status
judge_in(size_t size, obv_slice text, obv_verdict *verdict)
{
    obv_arena *arena = obv_arena_new(size);
    obv_credential *credential = NULL;
    obv_fault why = {.where = obv_slice_of("")};
    verdict->badge_count = verdict->claim_count = verdict->text_len = 0;
    obv_status status = obv_form_read(text, NULL, arena, &credential, &why);
    if (status == OBV_OK && credential != NULL) {
        status =
            obv_verdict_add(credential, -1, trust, &question, arena, verdict);
    }
    obv_arena_free(arena);
    return status;
}

static void
each_size_of_arena_is_too_small_or_enough(void **state)
{
    (void)state;
    static obv_verdict verdict;
    obv_slice text = file_read("sample-badges/couture.jws");
    CHECK(text.ptr != NULL);
    obv_slice badge = obv_slice_trim(text);
    bool enough = false;
    for (size_t size = 0; !enough && size < 4 << 20; size += 512) {
        obv_status status = judge_in(size, badge, &verdict);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        enough = status == OBV_OK;
    }
    CHECK(enough && verdict.badge_count == 1);
    CHECK(verdict.badges[0].word == OBV_WORD_RECOGNISED);
    file_free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#ifndef SANITIZED
        cmocka_unit_test(a_failed_allocation_is_a_doubt_and_nothing_else),
#endif
        cmocka_unit_test(each_size_of_arena_is_too_small_or_enough),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
