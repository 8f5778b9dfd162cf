/* SPDX-License-Identifier: Apache-2.0 */
/* Signed documents of other systems in a code: named, and they change nothing.
 */
#include "check.h"
#include "container/container.h"
#include "demo.h"

static obv_trust *trust;
static obv_verifier *verifier;
static obv_verdict verdict;
static obv_found found;

static int
open_all(void **state)
{
    (void)state;
    trust = demo_trust();
    verifier = obv_new();
    return trust != NULL && verifier != NULL ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    obv_trust_close(trust);
    obv_free(verifier);
    return 0;
}

/* {"alg":"EdDSA","typ":"JWT"} . {"sub":"1234","name":"Ticket"} */
#define JWT                                                                    \
    "eyJhbGciOiJFZERTQSIsInR5cCI6IkpXVCJ9."                                    \
    "eyJzdWIiOiIxMjM0IiwibmFtZSI6IlRpY2tldCJ9.c2lnbmF0dXJl"
#define TICKET                                                                 \
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"                \
    "\"type\":[\"VerifiableCredential\",\"Ticket\"],"                          \
    "\"issuer\":\"did:example:1\",\"credentialSubject\":{\"seat\":\"12A\"},"   \
    "\"proof\":{\"type\":\"DataIntegrityProof\","                              \
    "\"cryptosuite\":\"eddsa-rdfc-2022\",\"proofValue\":\"z1\"}}"
#define EVENT "{\"@context\":\"https://schema.org\",\"@type\":\"Event\"}"

static void
start(void)
{
    obv_found_clear(&found, OBV_CONTAINER_JPEG);
    found.pages = found.pages_read = 1;
}

static void
add(const char *text, uint32_t notes)
{
    CHECK_NUMBER(obv_found_add(&found, "text", notes, obv_slice_of(text)),
                 OBV_OK);
}

static void
judge(void)
{
    const obv_question question = {.now = DEMO_NOW, .clock_trusted = true};
    CHECK_NUMBER(obv_judge(verifier, trust, &found, &question, &verdict),
                 OBV_OK);
    CHECK(obv_verdict_is_sound(&verdict));
}

static void
in_a_code_it_is_named_and_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        obv_code_kind kind;
    } cases[] = {
        {JWT, OBV_CODE_KIND_DOCUMENT},
        {TICKET, OBV_CODE_KIND_DOCUMENT},
        {EVENT, OBV_CODE_KIND_TEXT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        start();
        add(cases[i].text, OBV_NOTE_CODE);
        judge();
        CHECK_CASE(verdict.word == OBV_WORD_NO_BADGE, cases[i].text);
        CHECK_CASE(verdict.reason == OBV_REASON_OTHER_CODE, cases[i].text);
        CHECK_NUMBER(verdict.badge_count, 0);
        CHECK_NUMBER(verdict.claim_count, 0);
        CHECK_NUMBER(verdict.other_count, 1);
        CHECK_CASE(verdict.others[0].kind == cases[i].kind, cases[i].text);
        CHECK_NUMBER(verdict.others[0].reason, OBV_REASON_NONE);
        if (cases[i].kind == OBV_CODE_KIND_DOCUMENT) {
            CHECK_NUMBER(verdict.text_len, 0); /* it may open a door */
        }
    }
}

/* A code that nobody could read may still be the badge. */
static void
it_hides_no_doubt(void **state)
{
    (void)state;
    start();
    add(JWT, OBV_NOTE_CODE);
    found.unread = 1;
    judge();
    CHECK_NUMBER(verdict.word, OBV_WORD_UNDECIDED);
    CHECK_NUMBER(verdict.reason, OBV_REASON_CODE_UNREAD);
}

static void
beside_a_badge_it_changes_nothing(void **state)
{
    (void)state;
    obv_slice file = file_read("sample-badges/couture.jws");
    char badge[8192];
    CHECK(file.len < sizeof(badge));
    memcpy(badge, file.ptr, file.len);
    badge[file.len] = '\0';
    file_free(file);
    start();
    add(badge, OBV_NOTE_CODE);
    judge();
    static obv_verdict alone;
    alone = verdict;
    for (int before = 0; before <= 1; before++) {
        start();
        add(before == 1 ? TICKET : badge, OBV_NOTE_CODE);
        add(before == 1 ? badge : TICKET, OBV_NOTE_CODE);
        judge();
        CHECK_NUMBER(verdict.word, alone.word);
        CHECK_NUMBER(verdict.badge_count, alone.badge_count);
        CHECK_NUMBER(verdict.claim_count, alone.claim_count);
        CHECK_NUMBER(verdict.text_len, alone.text_len);
        CHECK(memcmp(verdict.text, alone.text, alone.text_len) == 0);
        CHECK_NUMBER(verdict.badge, 0);
        CHECK_NUMBER(verdict.badges[0].word, alone.badges[0].word);
        CHECK_NUMBER(verdict.badges[0].text, before);
        CHECK_NUMBER(verdict.other_count, 1);
        CHECK_NUMBER(verdict.others[0].text, 1 - before);
    }
}

/* What stands in the file itself is what was handed in. */
static void
in_no_code_it_is_the_answer(void **state)
{
    (void)state;
    static const char *const texts[] = {JWT, TICKET, EVENT};
    for (size_t i = 0; i < COUNT(texts); i++) {
        start();
        add(texts[i], 0);
        judge();
        CHECK_CASE(verdict.word == OBV_WORD_NO_BADGE, texts[i]);
        CHECK_NUMBER(verdict.badge_count, 1);
        CHECK_NUMBER(verdict.other_count, 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_code_it_is_named_and_no_more),
        cmocka_unit_test(it_hides_no_doubt),
        cmocka_unit_test(beside_a_badge_it_changes_nothing),
        cmocka_unit_test(in_no_code_it_is_the_answer),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
