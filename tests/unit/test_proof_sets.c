/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several proofs of one credential: sets, chains, dates, purposes.  Whatever a
 * forger adds, takes away or turns around, nothing gets better by it.
 */
#include "check.h"
#include "verdict/verdict.h"

#include <sodium.h>
#include <stdio.h>

#define NOW 1000000
#define ISSUER "https://insertion.example/id"
#define FIRST ISSUER "#first"
#define SECOND ISSUER "#second" /* ends at 864000 */
#define STOLEN ISSUER "#stolen"
#define STRANGER "https://stranger.example/id#key"

static obv_arena *arena;
static obv_trust *trust;
static obv_verdict verdict;
static obv_question question;
static obv_credential credential;
static obv_proof proofs[OBV_MAX_PROOFS + 1];
static obv_slice ids[OBV_MAX_PROOFS + 1][2];
static uint8_t signatures[OBV_MAX_PROOFS + 1][64];

static const char message[] = "header.payload";

static const struct {
    const char *id;
    uint8_t seed;
} keys[] = {{FIRST, 1}, {SECOND, 2}, {STOLEN, 3}, {STRANGER, 4}};

static const char *
multikey(uint8_t seed, uint8_t secret[64])
{
    uint8_t point[32], bytes[32] = {seed};
    crypto_sign_seed_keypair(point, secret, bytes);
    obv_key key = {.kind = OBV_KEY_ED25519,
                   .first = {point, 32},
                   .second = obv_slice_of("")};
    return obv_key_to_multikey(&key, arena);
}

static void
open_list(const char *more)
{
    static char text[4096];
    uint8_t secret[64];
    obv_trust_facts facts = {.region = "r"};
    obv_trouble trouble = {0};
    snprintf(text, sizeof(text),
             "{\"format\":1,\"name\":\"liste\",\"keeper\":\"garde\","
             "\"region\":\"r\",\"seq\":1,\"issued\":\"1970-01-01T00:00:01Z\","
             "\"freshUntil\":\"1970-01-20T00:00:00Z\","
             "\"usableUntil\":\"1970-02-01T00:00:00Z\","
             "\"issuers\":[{\"ids\":[\"" ISSUER "\"],\"name\":\"Atelier\","
             "\"keys\":["
             "{\"id\":\"" FIRST "\",\"kind\":\"Ed25519\","
             "\"publicKeyMultibase\":\"%s\"},"
             "{\"id\":\"" SECOND "\",\"kind\":\"Ed25519\","
             "\"publicKeyMultibase\":\"%s\","
             "\"notAfter\":\"1970-01-11T00:00:00Z\"},"
             "{\"id\":\"" STOLEN "\",\"kind\":\"Ed25519\","
             "\"publicKeyMultibase\":\"%s\","
             "\"compromisedFrom\":\"1970-01-03T00:00:00Z\"}]}]%s}",
             multikey(1, secret), multikey(2, secret), multikey(3, secret),
             more);
    obv_trust_close(trust);
    trust = NULL;
    if (obv_list_parse(obv_slice_of(text), &facts, &trust, &trouble) !=
        OBV_OK) {
        fail_msg("%s: %s", trouble.file, trouble.what);
    }
}

static void
sign(size_t index, const char *key_id)
{
    uint8_t secret[64] = {0};
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (strcmp(keys[i].id, key_id) == 0) {
            multikey(keys[i].seed, secret);
        }
    }
    crypto_sign_detached(signatures[index], NULL, (const uint8_t *)message,
                         strlen(message), secret);
}

/* The next proof, by that key, with that id (NULL: none). */
static obv_proof *
add(const char *key_id, const char *id)
{
    size_t count = 0;
    while (credential.proofs != NULL && proofs[count].kind != OBV_PROOF_NONE) {
        count++;
    }
    obv_slice none = obv_slice_of("");
    obv_proof *p = &proofs[count];
    *p = (obv_proof){.kind = OBV_PROOF_JWS,
                     .suite = obv_slice_of("EdDSA"),
                     .key_id = obv_slice_of(key_id),
                     .message = obv_slice_of(message),
                     .signature = {signatures[count], 64},
                     .about = none,
                     .id = id != NULL ? obv_slice_of(id) : none,
                     .purpose = none,
                     .domain = none,
                     .challenge = none,
                     .previous = ids[count]};
    sign(count, key_id);
    if (count == 0) {
        credential.proofs = p;
    } else {
        proofs[count - 1].next = p;
    }
    return p;
}

static void
chain(obv_proof *p, const char *before)
{
    ids[p - proofs][p->previous_count++] = obv_slice_of(before);
}

static void
spoil(const obv_proof *p)
{
    signatures[p - proofs][7] ^= 1;
}

static int
start(void **state)
{
    (void)state;
    obv_slice none = obv_slice_of("");
    obv_arena_empty(arena);
    open_list("");
    memset(proofs, 0, sizeof(proofs));
    question = (obv_question){.now = NOW, .clock_trusted = true};
    credential = (obv_credential){
        .kind = OBV_KIND_BADGE,
        .edition = OBV_OB3,
        .id = obv_slice_of("urn:c:1"),
        .issuer_id = obv_slice_of(ISSUER),
        .issuer_name = obv_slice_of("Atelier"),
        .subject_id = obv_slice_of("did:example:marie"),
        .subject_name = none,
        .class_address = none,
        .issuer_address = none,
        .comment = none,
        .achievement = {none, none, none, none, none, none, none, none, none},
        .valid_from = {.given = true, .time = 200000},
        .valid_until = {.given = true, .time = 2000000},
    };
    credential.achievement.id = obv_slice_of("urn:a:1");
    return 0;
}

static const obv_badge *
judge(void)
{
    memset(&verdict, 0, sizeof(verdict));
    CHECK(obv_verdict_add(&credential, -1, trust, &question, arena, &verdict) ==
          OBV_OK);
    verdict.badge = obv_file_word(&verdict, &verdict.word, &verdict.reason);
    CHECK(obv_verdict_is_sound(&verdict));
    return &verdict.badges[0];
}

#define EXPECT(wanted, check, because)                                         \
    do {                                                                       \
        const obv_badge *b_ = judge();                                         \
        CHECK_TEXT(obv_word_name(b_->word), wanted);                           \
        CHECK_TEXT(obv_check_name(b_->decided_by),                             \
                   obv_check_name(OBV_CHECK_##check));                         \
        CHECK_TEXT(obv_reason_name(b_->checks[OBV_CHECK_##check].reason),      \
                   obv_reason_name(OBV_REASON_##because));                     \
    } while (0)
#define RECOGNISED EXPECT("recognised", SIGNATURE, NONE)

#define FINDING(index, wanted, because)                                        \
    do {                                                                       \
        const obv_proof_finding *f_ = &verdict.badges[0].proofs[index];        \
        CHECK_TEXT(obv_reason_name(f_->reason),                                \
                   obv_reason_name(OBV_REASON_##because));                     \
        CHECK(f_->outcome == (wanted));                                        \
    } while (0)

/* ---- Sets ---------------------------------------------------------------- */

static void
each_proof_has_its_finding(void **state)
{
    (void)state;
    add(FIRST, NULL)->created = (obv_moment){true, 300000, 0};
    add(STRANGER, NULL);
    obv_proof *unknown = add(FIRST, NULL);
    unknown->suite = obv_slice_of("bbs-2023");
    unknown->expires = (obv_moment){true, 400000, 0};
    RECOGNISED;
    CHECK_NUMBER(verdict.badges[0].proof_count, 3);
    FINDING(0, OBV_YES, NONE);
    FINDING(1, OBV_NO, NOT_ITS_KEY);
    FINDING(2, OBV_UNCHECKED, UNKNOWN_SUITE);
    const obv_proof_finding *f = verdict.badges[0].proofs;
    CHECK_TEXT(f[0].suite, "EdDSA");
    CHECK_TEXT(f[2].suite, "bbs-2023");
    CHECK(f[0].created == 300000 && f[1].created == 0);
    CHECK(f[2].expires == 400000 && f[0].expires == 0);
    CHECK(!f[0].chained && !f[1].chained && !f[2].chained);
}

static void
a_bad_one_by_a_listed_key_speaks_wherever_it_stands(void **state)
{
    (void)state;
    for (size_t bad = 0; bad < 3; bad++) {
        start(NULL);
        obv_proof *all[] = {add(FIRST, NULL), add(SECOND, NULL),
                            add(FIRST, NULL)};
        credential.signed_at_count = 0;
        for (size_t i = 0; i < 3; i++) {
            all[i]->created = (obv_moment){true, 300000, 0};
        }
        spoil(all[bad]);
        EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
        FINDING(bad, OBV_NO, BAD_SIGNATURE);
    }
}

/* Not even one that would not have counted. */
static void
a_bad_one_is_bad_whatever_it_was_made_for(void **state)
{
    (void)state;
    add(FIRST, NULL);
    obv_proof *other = add(FIRST, NULL);
    spoil(other);
    other->purpose = obv_slice_of("authentication");
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
    other->purpose = obv_slice_of("");
    other->domain = obv_slice_of("example.org");
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
    other->domain = obv_slice_of("");
    other->expires = (obv_moment){true, 1, 0};
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
}

static void
what_nobody_can_check_changes_nothing_beside_a_good_one(void **state)
{
    (void)state;
    static const char *const suites[] = {"bbs-2023", "", "none", "HS256",
                                         "\x1b[2J"};
    for (size_t i = 0; i < COUNT(suites); i++) {
        start(NULL);
        obv_proof *unknown = add(FIRST, NULL);
        unknown->suite = obv_slice_of(suites[i]);
        spoil(unknown);
        EXPECT("undecided", SIGNATURE, UNKNOWN_SUITE);
        FINDING(0, OBV_UNCHECKED, UNKNOWN_SUITE);
        add(FIRST, NULL);
        RECOGNISED;
        FINDING(1, OBV_YES, NONE);
    }
}

/* Beside what is found, the name could read as an answer. */
static void
the_name_of_a_suite_is_one_word(void **state)
{
    (void)state;
    static const struct {
        const char *suite, *shown;
    } cases[] = {
        {"eddsa-rdfc-2022", "eddsa-rdfc-2022"},
        {"EdDSA: yes", "EdDSA??yes"},
        {"a\x1b[31mb\n", "a??31mb?"},
        {"\xE2\x80\xAE", "???"},
        {"", ""},
        {"0123456789012345678901234567890123456789",
         "012345678901234567890123456789012345678"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        start(NULL);
        add(FIRST, NULL)->suite = obv_slice_of(cases[i].suite);
        CHECK_TEXT(judge()->proofs[0].suite, cases[i].shown);
    }
}

static void
any_number_of_strangers_recognise_nobody(void **state)
{
    (void)state;
    add(STRANGER, NULL);
    EXPECT("wrong-key", KEY, NOT_ITS_KEY);
    for (size_t i = 1; i < OBV_MAX_PROOFS; i++) {
        add(STRANGER, NULL);
    }
    EXPECT("wrong-key", KEY, NOT_ITS_KEY);
    CHECK_NUMBER(verdict.badges[0].proof_count, OBV_MAX_PROOFS);
    proofs[3].suite = obv_slice_of("bbs-2023");
    EXPECT("wrong-key", KEY, NOT_ITS_KEY);
    proofs[3].key_id = obv_slice_of("");
    EXPECT("wrong-key", KEY, NOT_ITS_KEY);
}

static void
more_proofs_than_there_is_room_for_are_a_limit(void **state)
{
    (void)state;
    for (size_t i = 0; i <= OBV_MAX_PROOFS; i++) {
        add(FIRST, NULL);
    }
    CHECK(obv_verdict_add(&credential, -1, trust, &question, arena, &verdict) ==
          OBV_LIMIT);
}

/* ---- Chains -------------------------------------------------------------- */

static void
a_chained_proof_counts_where_those_before_it_hold(void **state)
{
    (void)state;
    add(FIRST, "urn:p:1");
    chain(add(FIRST, "urn:p:2"), "urn:p:1");
    obv_proof *last = add(FIRST, NULL);
    chain(last, "urn:p:2");
    chain(last, "urn:p:1");
    RECOGNISED;
    FINDING(2, OBV_YES, NONE);
    CHECK(!verdict.badges[0].proofs[0].chained);
    CHECK(verdict.badges[0].proofs[1].chained);
    CHECK(verdict.badges[0].proofs[2].chained);
}

/* Alone, without the one that it leans on. */
static void
a_chain_that_lacks_a_link_is_unchecked(void **state)
{
    (void)state;
    static const char *const before[] = {"urn:p:1", "", "urn:p:2", "urn:p"};
    for (size_t i = 0; i < COUNT(before); i++) {
        start(NULL);
        chain(add(FIRST, "urn:p:2"), before[i]); /* itself, too */
        EXPECT("undecided", SIGNATURE, CHAIN_BROKEN);
        if (i != 2) {
            spoil(&proofs[0]); /* what it is over, nobody knows */
        }
        EXPECT("undecided", SIGNATURE, CHAIN_BROKEN);
        FINDING(0, OBV_UNCHECKED, CHAIN_BROKEN);
    }
    start(NULL);
    add(FIRST, "urn:p:1");
    obv_proof *last = add(FIRST, NULL);
    chain(last, "urn:p:1");
    chain(last, "urn:p:9"); /* one of two is there */
    RECOGNISED;             /* by the first */
    FINDING(1, OBV_UNCHECKED, CHAIN_BROKEN);
}

static void
a_link_that_does_not_hold_breaks_all_behind_it(void **state)
{
    (void)state;
    obv_proof *first = add(STRANGER, "urn:p:1");
    chain(add(FIRST, "urn:p:2"), "urn:p:1");
    chain(add(FIRST, "urn:p:3"), "urn:p:2");
    EXPECT("undecided", SIGNATURE, CHAIN_BROKEN);
    FINDING(0, OBV_NO, NOT_ITS_KEY);
    FINDING(1, OBV_UNCHECKED, CHAIN_BROKEN);
    FINDING(2, OBV_UNCHECKED, CHAIN_BROKEN);
    first->key_id = obv_slice_of(FIRST); /* by the stranger's secret */
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
    first->suite = obv_slice_of("bbs-2023");
    EXPECT("undecided", SIGNATURE, UNKNOWN_SUITE);
    FINDING(2, OBV_UNCHECKED, CHAIN_BROKEN);
}

static void
links_that_lean_on_each_other_lean_on_nothing(void **state)
{
    (void)state;
    chain(add(FIRST, "urn:p:1"), "urn:p:2");
    chain(add(FIRST, "urn:p:2"), "urn:p:1");
    EXPECT("undecided", SIGNATURE, CHAIN_BROKEN);
    FINDING(0, OBV_UNCHECKED, CHAIN_BROKEN);
    FINDING(1, OBV_UNCHECKED, CHAIN_BROKEN);
}

/* In whatever order they stand. */
static void
a_chain_may_stand_backwards(void **state)
{
    (void)state;
    chain(add(FIRST, "urn:p:4"), "urn:p:3");
    chain(add(FIRST, "urn:p:3"), "urn:p:2");
    chain(add(FIRST, "urn:p:2"), "urn:p:1");
    add(FIRST, "urn:p:1");
    RECOGNISED;
    FINDING(0, OBV_YES, NONE);
}

/* Which of them was meant? */
static void
two_proofs_of_one_id_are_no_link(void **state)
{
    (void)state;
    add(STRANGER, "urn:p:1");
    add(STRANGER, "urn:p:1");
    chain(add(FIRST, NULL), "urn:p:1");
    EXPECT("undecided", SIGNATURE, CHAIN_BROKEN);
    start(NULL);
    add(FIRST, "urn:p:1")->expires = (obv_moment){true, 1, 0};
    add(FIRST, "urn:p:1")->expires = (obv_moment){true, 1, 0};
    chain(add(FIRST, NULL), "urn:p:1");
    judge();
    FINDING(2, OBV_UNCHECKED, CHAIN_BROKEN);
}

/* ---- Purpose and audience ------------------------------------------------ */

static void
only_an_assertion_counts(void **state)
{
    (void)state;
    static const struct {
        const char *purpose;
        bool counts;
    } cases[] = {
        {"assertionMethod", true},
        {"https://w3id.org/security#assertionMethod", true},
        {"authentication", false},
        {"https://w3id.org/security#authentication", false},
        {"assertionmethod", false},
        {"assertionMethod ", false},
        {"https://example.org/#assertionMethod", false},
        {"capabilityInvocation", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        start(NULL);
        add(FIRST, NULL)->purpose = obv_slice_of(cases[i].purpose);
        if (cases[i].counts) {
            RECOGNISED;
        } else {
            EXPECT("undecided", SIGNATURE, OTHER_PURPOSE);
            FINDING(0, OBV_NO, OTHER_PURPOSE);
        }
    }
    start(NULL);
    add(FIRST, NULL)->purpose = obv_slice_of("authentication");
    add(FIRST, NULL);
    RECOGNISED;
}

static void
what_was_made_for_somebody_is_unchecked(void **state)
{
    (void)state;
    obv_proof *p = add(FIRST, NULL);
    p->domain = obv_slice_of("https://recruiter.example");
    EXPECT("undecided", SIGNATURE, OTHER_AUDIENCE);
    FINDING(0, OBV_UNCHECKED, OTHER_AUDIENCE);
    p->domain = obv_slice_of("");
    p->challenge = obv_slice_of("3182bdea-63d9");
    EXPECT("undecided", SIGNATURE, OTHER_AUDIENCE);
    add(FIRST, NULL);
    RECOGNISED;
}

/* ---- Dates --------------------------------------------------------------- */

static void
a_proof_counts_from_its_day_until_its_end(void **state)
{
    (void)state;
    static const struct {
        int64_t created, expires;
        const char *word;
        obv_reason reason;
    } cases[] = {
        {NOW, NOW + 1, "recognised", OBV_REASON_NONE},
        {NOW - 1, NOW + 1, "recognised", OBV_REASON_NONE},
        {NOW + 1, NOW + 2, "not-yet-valid", OBV_REASON_PROOF_TOO_EARLY},
        {NOW - 2, NOW, "expired", OBV_REASON_PROOF_EXPIRED},
        {NOW - 2, NOW - 1, "expired", OBV_REASON_PROOF_EXPIRED},
        {NOW + 2, NOW - 1, "expired", OBV_REASON_PROOF_EXPIRED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        start(NULL);
        obv_proof *p = add(FIRST, NULL);
        p->created = (obv_moment){true, cases[i].created, 0};
        p->expires = (obv_moment){true, cases[i].expires, 0};
        const obv_badge *b = judge();
        CHECK_TEXT(obv_word_name(b->word), cases[i].word);
        CHECK_NUMBER(b->checks[b->decided_by].reason, cases[i].reason);
        CHECK_NUMBER(b->proofs[0].reason, cases[i].reason);
        CHECK(b->checks[OBV_CHECK_SIGNATURE].outcome == OBV_YES);
    }
}

static void
one_that_is_in_date_speaks_for_those_that_are_not(void **state)
{
    (void)state;
    add(FIRST, NULL)->expires = (obv_moment){true, NOW - 1, 0};
    add(FIRST, NULL)->created = (obv_moment){true, NOW + 1, 0};
    EXPECT("expired", NOT_ENDED, PROOF_EXPIRED);
    add(FIRST, NULL);
    RECOGNISED;
    FINDING(0, OBV_NO, PROOF_EXPIRED);
    FINDING(1, OBV_NO, PROOF_TOO_EARLY);
    FINDING(2, OBV_YES, NONE);
}

/* The badge's own dates stand above those of any proof. */
static void
no_proof_makes_a_badge_live_longer(void **state)
{
    (void)state;
    obv_proof *p = add(FIRST, NULL);
    p->created = (obv_moment){true, 1, 0};
    p->expires = (obv_moment){true, NOW + 1, 0};
    credential.valid_until.time = NOW;
    EXPECT("expired", NOT_ENDED, EXPIRED);
    credential.valid_until.time = NOW + 1;
    credential.valid_from.time = NOW + 1;
    EXPECT("not-yet-valid", STARTED, NOT_YET_VALID);
}

static void
without_a_clock_no_proof_is_late(void **state)
{
    (void)state;
    add(FIRST, NULL)->expires = (obv_moment){true, 1, 0};
    question.clock_trusted = false;
    const obv_badge *b = judge();
    CHECK_TEXT(obv_word_name(b->word), "undecided");
    CHECK(b->checks[OBV_CHECK_NOT_ENDED].reason == OBV_REASON_CLOCK);
}

/* Each key by the date of its own proof; what a stranger dates is his. */
static void
each_proof_is_held_to_the_dates_of_its_own_key(void **state)
{
    (void)state;
    obv_proof *old = add(SECOND, NULL);
    EXPECT("undecided", KEY_DATES, NO_DATE);
    old->created = (obv_moment){true, 864000, 0};
    RECOGNISED;
    old->created.time = 864001;
    EXPECT("wrong-key", KEY_DATES, KEY_NOT_IN_DATES);
    FINDING(0, OBV_NO, KEY_NOT_IN_DATES);
    add(FIRST, NULL)->created = (obv_moment){true, 900000, 0};
    RECOGNISED;
    old->created.time = 864000;
    RECOGNISED;
    FINDING(0, OBV_YES, NONE);
    FINDING(1, OBV_YES, NONE);
    add(STRANGER, NULL)->created = (obv_moment){true, 5, 0};
    RECOGNISED;
}

static void
a_stolen_key_needs_another_beside_it(void **state)
{
    (void)state;
    add(STOLEN, NULL);
    EXPECT("to-confirm", KEY_SAFE, KEY_COMPROMISED);
    FINDING(0, OBV_UNCHECKED, KEY_COMPROMISED);
    add(STRANGER, NULL);
    EXPECT("to-confirm", KEY_SAFE, KEY_COMPROMISED);
    add(FIRST, NULL);
    RECOGNISED;
}

/* ---- What the holder may have left out ----------------------------------- */

static void
a_part_of_a_badge_does_not_say_what_is_not_in_it(void **state)
{
    (void)state;
    obv_proof *p = add(FIRST, NULL);
    p->selective = true;
    EXPECT("undecided", STATUS, WITHHELD);
    FINDING(0, OBV_YES, WITHHELD);
    credential.valid_until.given = false;
    EXPECT("undecided", NOT_ENDED, WITHHELD);
    credential.valid_from.given = false;
    EXPECT("undecided", STARTED, WITHHELD);
    p->selective = false;
    RECOGNISED;
}

static void
without_its_id_a_part_of_a_badge_does_not_escape(void **state)
{
    (void)state;
    obv_proof *p = add(FIRST, NULL);
    open_list(",\"withdrawn\":[{\"issuer\":\"" ISSUER "\",\"credential\":"
              "\"urn:c:1\",\"since\":\"1970-01-05T00:00:00Z\"}]");
    p->selective = true;
    EXPECT("withdrawn", NOT_LISTED, WITHDRAWN);
    credential.id = obv_slice_of("");
    EXPECT("undecided", NOT_LISTED, WITHHELD);
    p->selective = false; /* signed as a whole, and never had one */
    RECOGNISED;
}

static void
what_it_does_say_is_held_against_it(void **state)
{
    (void)state;
    add(FIRST, NULL)->selective = true;
    credential.valid_until.time = NOW;
    EXPECT("expired", NOT_ENDED, EXPIRED);
    credential.valid_until.time = NOW + 1;
    credential.valid_from.time = NOW + 1;
    EXPECT("not-yet-valid", STARTED, NOT_YET_VALID);
    start(NULL);
    obv_proof *p = add(FIRST, NULL);
    p->selective = true;
    spoil(p);
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
}

static void
a_whole_one_beside_it_speaks(void **state)
{
    (void)state;
    add(FIRST, NULL)->selective = true;
    add(FIRST, NULL);
    RECOGNISED;
}

/* ---- What cannot be rebuilt ---------------------------------------------- */

static void
signed_bytes_that_cannot_be_rebuilt_are_never_altered(void **state)
{
    (void)state;
    static const obv_reason troubles[] = {
        OBV_REASON_UNKNOWN_CONTEXT, OBV_REASON_TOO_COMPLEX, OBV_REASON_LIMIT,
        OBV_REASON_CHAIN_BROKEN};
    for (size_t i = 0; i < COUNT(troubles); i++) {
        start(NULL);
        obv_proof *p = add(FIRST, NULL);
        p->trouble = troubles[i];
        p->about = obv_slice_of("https://example.org/context");
        spoil(p);
        const obv_badge *b = judge();
        CHECK_TEXT(obv_word_name(b->word), "undecided");
        CHECK_NUMBER(b->checks[OBV_CHECK_SIGNATURE].reason, troubles[i]);
        p->key_id = obv_slice_of(STRANGER);
        EXPECT("wrong-key", KEY, NOT_ITS_KEY);
    }
}

static void
an_unknown_context_is_told_by_its_address(void **state)
{
    (void)state;
    obv_proof *p = add(FIRST, NULL);
    p->trouble = OBV_REASON_UNKNOWN_CONTEXT;
    p->about = obv_slice_of("https://example.org/context");
    judge();
    bool told = false;
    for (uint32_t i = 0; i < verdict.claim_count; i++) {
        const obv_claim *c = &verdict.claims[i];
        obv_slice text = {(const uint8_t *)verdict.text + c->at, c->len};
        told = told || (c->kind == OBV_CLAIM_DETAIL &&
                        obv_slice_is(text, "https://example.org/context"));
    }
    CHECK(told);
}

/* ---- Two meanings -------------------------------------------------------- */

static void
of_two_meanings_the_signed_one_is_told(void **state)
{
    (void)state;
    add(FIRST, NULL)->kind = OBV_PROOF_JWS;
    spoil(&proofs[0]);
    obv_credential other = credential;
    obv_proof good = proofs[0];
    uint8_t signature[64];
    memcpy(signature, signatures[0], 64);
    signature[7] ^= 1;
    good.signature.ptr = signature;
    other.proofs = &good;
    other.older_meaning = true;
    other.achievement.name = obv_slice_of("L'ancien sens");
    credential.other = &other;
    RECOGNISED;
    CHECK(verdict.text_len > 0 && strstr(verdict.text, "ancien") != NULL);
    other.proofs = credential.proofs; /* neither holds */
    EXPECT("altered", SIGNATURE, BAD_SIGNATURE);
    CHECK(strstr(verdict.text, "ancien") == NULL);
    credential.proofs = &good; /* both do */
    other.proofs = &good;
    RECOGNISED;
    CHECK(strstr(verdict.text, "ancien") == NULL);
}

/* A meaning is no way around what the badge says against itself. */
static void
a_meaning_that_holds_brings_its_own_dates(void **state)
{
    (void)state;
    add(FIRST, NULL);
    spoil(&proofs[0]);
    obv_credential other = credential;
    obv_proof good = proofs[0];
    uint8_t signature[64];
    memcpy(signature, signatures[0], 64);
    signature[7] ^= 1;
    good.signature.ptr = signature;
    other.proofs = &good;
    other.valid_until.time = NOW;
    credential.other = &other;
    EXPECT("expired", NOT_ENDED, EXPIRED);
}

static int
open_arena(void **state)
{
    (void)state;
    arena = obv_arena_new(16 << 20);
    return arena == NULL || !obv_sodium_start() ? -1 : 0;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_trust_close(trust);
    obv_arena_free(arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, start)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_proof_has_its_finding),
        TEST(a_bad_one_by_a_listed_key_speaks_wherever_it_stands),
        TEST(a_bad_one_is_bad_whatever_it_was_made_for),
        TEST(what_nobody_can_check_changes_nothing_beside_a_good_one),
        TEST(the_name_of_a_suite_is_one_word),
        TEST(any_number_of_strangers_recognise_nobody),
        TEST(more_proofs_than_there_is_room_for_are_a_limit),
        TEST(a_chained_proof_counts_where_those_before_it_hold),
        TEST(a_chain_that_lacks_a_link_is_unchecked),
        TEST(a_link_that_does_not_hold_breaks_all_behind_it),
        TEST(links_that_lean_on_each_other_lean_on_nothing),
        TEST(a_chain_may_stand_backwards),
        TEST(two_proofs_of_one_id_are_no_link),
        TEST(only_an_assertion_counts),
        TEST(what_was_made_for_somebody_is_unchecked),
        TEST(a_proof_counts_from_its_day_until_its_end),
        TEST(one_that_is_in_date_speaks_for_those_that_are_not),
        TEST(no_proof_makes_a_badge_live_longer),
        TEST(without_a_clock_no_proof_is_late),
        TEST(each_proof_is_held_to_the_dates_of_its_own_key),
        TEST(a_stolen_key_needs_another_beside_it),
        TEST(a_part_of_a_badge_does_not_say_what_is_not_in_it),
        TEST(without_its_id_a_part_of_a_badge_does_not_escape),
        TEST(what_it_does_say_is_held_against_it),
        TEST(a_whole_one_beside_it_speaks),
        TEST(signed_bytes_that_cannot_be_rebuilt_are_never_altered),
        TEST(an_unknown_context_is_told_by_its_address),
        TEST(of_two_meanings_the_signed_one_is_told),
        TEST(a_meaning_that_holds_brings_its_own_dates),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
