/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One credential against a list: signed here, judged, then changed in one way
 * at a time.  What a forger may choose stands in these tables.
 */
#include "check.h"
#include "verdict/verdict.h"

#include <sodium.h>
#include <stdio.h>

#define NOW 1000000
#define ISSUER "https://insertion.example/id"
#define STRANGER "https://stranger.example/id"
#define KEY_ID ISSUER "#key-1"
#define OLD_KEY_ID ISSUER "#old"

static obv_arena *arena;
static uint8_t secret[64], other_secret[64];
static obv_key public_key, other_key;
static char list_text[8192];
static obv_trust *trust;
static obv_verdict verdict;

static obv_key
make_key(uint8_t seed, uint8_t secret_key[64])
{
    static uint8_t points[16][32];
    uint8_t *point = points[seed % 16];
    uint8_t bytes[32] = {seed};
    crypto_sign_seed_keypair(point, secret_key, bytes);
    return (obv_key){.kind = OBV_KEY_ED25519,
                     .first = {point, 32},
                     .second = obv_slice_of("")};
}

/* The signing input of every credential here, and its digest. */
static const char message[] = "header.payload";
#define MESSAGE_DIGEST digest_hex()

static const char *
digest_hex(void)
{
    static char hex[33];
    uint8_t digest[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, obv_slice_of(message), digest);
    sodium_bin2hex(hex, sizeof(hex), digest, 16);
    return hex;
}

static const char list_form[] =
    "{\"format\":1,\"name\":\"liste\",\"keeper\":\"la garde\",\"region\":\"r\","
    "\"seq\":1,\"issued\":\"1970-01-01T00:00:01Z\","
    "\"freshUntil\":\"1970-01-20T00:00:00Z\","
    "\"usableUntil\":\"1970-02-01T00:00:00Z\","
    "\"issuers\":[{\"ids\":[\"" ISSUER "\"],\"name\":\"Atelier Soleil\","
    "\"town\":\"Lens\",\"telephone\":\"+33 1 23 45 67 89\","
    "\"keys\":[{\"id\":\"" KEY_ID "\",\"kind\":\"Ed25519\","
    "\"publicKeyMultibase\":\"%s\","
    "\"notBefore\":\"1970-01-02T00:00:00Z\","
    "\"notAfter\":\"1970-01-11T00:00:00Z\"},"
    "{\"id\":\"" OLD_KEY_ID "\",\"kind\":\"Ed25519\","
    "\"publicKeyMultibase\":\"%s\","
    "\"compromisedFrom\":\"1970-01-03T00:00:00Z\"%s}]%s}],"
    "\"catalogue\":[{\"id\":\"urn:a:1\",\"published\":"
    "\"1970-01-02T00:00:00Z\",\"plannedPeriod\":\"P6M\","
    "\"document\":{\"criteria\":{\"narrative\":\"- Ponctualité\\n"
    "- Attitude  constructive\"}},\"optional\":[\"Attitude constructive\"]}],"
    "\"withdrawn\":[%s]}";

static void
parse_list(void)
{
    obv_trust_facts facts = {.region = "r"};
    obv_trouble trouble = {0};
    obv_trust_close(trust);
    trust = NULL;
    if (obv_list_parse(obv_slice_of(list_text), &facts, &trust, &trouble) !=
        OBV_OK) {
        fail_msg("%s: %s", trouble.file, trouble.what);
    }
}

static void
open_list(const char *vouched, const char *may_award, const char *withdrawn)
{
    snprintf(list_text, sizeof(list_text), list_form,
             obv_key_to_multikey(&public_key, arena),
             obv_key_to_multikey(&other_key, arena), vouched, may_award,
             withdrawn);
    parse_list();
}

/* The same list with one text in it replaced. */
static void
reopen_list(const char *from, const char *to)
{
    static char rest[sizeof(list_text)];
    char *at = strstr(list_text, from);
    CHECK(at != NULL);
    snprintf(rest, sizeof(rest), "%s", at + strlen(from));
    size_t room = sizeof(list_text) - (size_t)(at - list_text);
    CHECK((size_t)snprintf(at, room, "%s%s", to, rest) < room);
    parse_list();
}

/* A credential as a form would have read it, and room for its parts. */
typedef struct signed_one {
    obv_credential credential;
    obv_proof proof;
    uint8_t signature[64];
    int64_t signed_at[1];
    obv_identity identity;
} signed_one;

static signed_one one;
static obv_question question;

static void
sign_with(const uint8_t secret_key[64])
{
    crypto_sign_detached(one.signature, NULL, (const uint8_t *)message,
                         strlen(message), secret_key);
}

static int
make_one(void **state)
{
    (void)state;
    obv_slice none = obv_slice_of("");
    obv_arena_empty(arena);
    open_list("", "", "");
    memset(&one, 0, sizeof(one));
    question = (obv_question){.now = NOW, .clock_trusted = true};
    sign_with(secret);
    one.proof = (obv_proof){.kind = OBV_PROOF_JWS,
                            .suite = obv_slice_of("EdDSA"),
                            .key_id = obv_slice_of(KEY_ID),
                            .message = obv_slice_of(message),
                            .signature = {one.signature, 64}};
    one.signed_at[0] = 200000;
    one.identity = (obv_identity){.type = obv_slice_of("emailAddress"),
                                  .value = obv_slice_of("marie@example.org"),
                                  .salt = none};
    one.credential = (obv_credential){
        .kind = OBV_KIND_BADGE,
        .edition = OBV_OB3,
        .id = obv_slice_of("urn:c:1"),
        .issuer_id = obv_slice_of(ISSUER),
        .issuer_name = obv_slice_of("Atelier Soleil SARL"),
        .subject_id = obv_slice_of("did:example:marie"),
        .subject_name = obv_slice_of("Marie Dupont"),
        .identities = &one.identity,
        .identity_count = 1,
        .valid_from = {.given = true, .time = 200000},
        .valid_until = {.given = true, .time = 2000000},
        .signed_at = one.signed_at,
        .signed_at_count = 1,
        .proofs = &one.proof,
        .has_digest = true,
    };
    obv_achievement *a = &one.credential.achievement;
    *a =
        (obv_achievement){none, none, none, none, none, none, none, none, none};
    a->id = obv_slice_of("urn:a:1");
    a->name = obv_slice_of("L'Indispensable");
    a->criteria_narrative =
        obv_slice_of("- Ponctualité\n- Attitude constructive");
    one.credential.class_address = one.credential.issuer_address = none;
    one.credential.comment = none;
    uint8_t digest[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, obv_slice_of(message), digest);
    memcpy(one.credential.digest, digest, 16);
    return 0;
}

static const obv_badge *
judge(void)
{
    memset(&verdict, 0, sizeof(verdict));
    CHECK(obv_verdict_add(&one.credential, -1, trust, &question, arena,
                          &verdict) == OBV_OK);
    verdict.badge = obv_file_word(&verdict, &verdict.word, &verdict.reason);
    CHECK(obv_verdict_is_sound(&verdict));
    return &verdict.badges[0];
}

#define EXPECT(wanted, check, because)                                         \
    do {                                                                       \
        const obv_badge *b_ = judge();                                         \
        CHECK_TEXT(obv_word_name(b_->word), wanted);                           \
        CHECK_NUMBER(b_->decided_by, check);                                   \
        CHECK_NUMBER(b_->checks[check].reason, because);                       \
    } while (0)

static void
what_the_issuer_signed_is_recognised(void **state)
{
    (void)state;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.badges[0].findings[OBV_PERSON].outcome == OBV_UNCHECKED);
}

static void
a_signature_over_something_else_is_altered(void **state)
{
    (void)state;
    one.signature[5] ^= 1;
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
    make_one(NULL);
    one.proof.message = obv_slice_of("header.other");
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
    make_one(NULL);
    sign_with(other_secret); /* a key of the same issuer, another name */
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
    make_one(NULL);
    one.proof.signature.len = 63;
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
}

static void
a_key_that_is_not_the_issuers_is_the_wrong_key(void **state)
{
    (void)state;
    one.proof.key_id = obv_slice_of(STRANGER "#key-1");
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY);
    make_one(NULL);
    uint8_t stranger_secret[64];
    one.proof.key_shown = make_key(9, stranger_secret);
    one.proof.key_id = obv_slice_of("");
    sign_with(stranger_secret); /* the key rides in the badge */
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY);
    make_one(NULL);
    one.proof.key_shown = make_key(9, stranger_secret);
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_KEYS_DISAGREE);
}

static void
the_key_decides_the_algorithm(void **state)
{
    (void)state;
    one.proof.suite = obv_slice_of("ES256");
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_WRONG_KEY_KIND);
    static const char *const unknown[] = {"none", "HS256", "ES512",
                                          "",     "eddsa", "RS1"};
    for (size_t i = 0; i < COUNT(unknown); i++) {
        make_one(NULL);
        one.proof.suite = obv_slice_of(unknown[i]);
        EXPECT("undecided", OBV_CHECK_SIGNATURE, OBV_REASON_UNKNOWN_SUITE);
    }
}

static void
an_unlisted_issuer_is_unknown_whatever_signs(void **state)
{
    (void)state;
    one.credential.issuer_id = obv_slice_of(STRANGER);
    EXPECT("unknown-issuer", OBV_CHECK_LISTED, OBV_REASON_NOT_ON_LIST);
    one.signature[0] ^= 1;
    EXPECT("unknown-issuer", OBV_CHECK_LISTED, OBV_REASON_NOT_ON_LIST);
    make_one(NULL);
    one.credential.issuer_id = obv_slice_of(ISSUER "/");
    EXPECT("unknown-issuer", OBV_CHECK_LISTED, OBV_REASON_NOT_ON_LIST);
    one.credential.issuer_id = obv_slice_of("https://INSERTION.example/id");
    EXPECT("unknown-issuer", OBV_CHECK_LISTED, OBV_REASON_NOT_ON_LIST);
    one.credential.issuer_id = obv_slice_of("");
    EXPECT("undecided", OBV_CHECK_LISTED, OBV_REASON_CLASS_NOT_KNOWN);
}

/* "This is common" would make little of a forger's best try. */
static void
an_unlisted_issuer_with_a_name_of_the_list_is_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        obv_reason reason;
    } cases[] = {
        {"Atelier Soleil", OBV_REASON_NAMESAKE},
        {"ATELIER  SOLEIL", OBV_REASON_NAMESAKE},
        {"L’atelier-soleil", OBV_REASON_NOT_ON_LIST},
        {"atelier-soleil", OBV_REASON_NAMESAKE},
        {"\u200BAtelier\u200B Soleil\u00AD", OBV_REASON_NAMESAKE},
        {"Atélier Soleil", OBV_REASON_NAMESAKE},
        {"Atelier Lune", OBV_REASON_NOT_ON_LIST},
        {"Soleil", OBV_REASON_NOT_ON_LIST},
        {"", OBV_REASON_NOT_ON_LIST},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        make_one(NULL);
        one.credential.issuer_id = obv_slice_of(STRANGER);
        one.credential.issuer_name = obv_slice_of(cases[i].name);
        EXPECT("unknown-issuer", OBV_CHECK_LISTED, cases[i].reason);
    }
    make_one(NULL);
    one.credential.issuer_name = obv_slice_of("Atelier Soleil");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
}

static void
a_key_signs_within_its_dates_only(void **state)
{
    (void)state;
    static const struct {
        int64_t at;
        const char *word;
    } cases[] = {
        {86399, "wrong-key"},
        {86400, "recognised"},
        {864000, "recognised"},
        {864001, "wrong-key"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        make_one(NULL);
        one.signed_at[0] = cases[i].at;
        CHECK_TEXT(obv_word_name(judge()->word), cases[i].word);
    }
}

/* Who leaves out the date would else outlive the last day of a key. */
static void
a_key_with_dates_needs_one_to_be_held_to(void **state)
{
    (void)state;
    one.credential.signed_at_count = 0;
    EXPECT("undecided", OBV_CHECK_KEY_DATES, OBV_REASON_NO_DATE);
    open_list(",\"vouched\":[]", "", "");
    one.proof.key_id = obv_slice_of(OLD_KEY_ID); /* without dates */
    sign_with(other_secret);
    CHECK(judge()->checks[OBV_CHECK_KEY_DATES].outcome == OBV_YES);
}

static void
a_compromised_key_needs_the_lists_word_for_each_badge(void **state)
{
    (void)state;
    one.proof.key_id = obv_slice_of(OLD_KEY_ID);
    sign_with(other_secret);
    EXPECT("to-confirm", OBV_CHECK_KEY_SAFE, OBV_REASON_KEY_COMPROMISED);
    one.signed_at[0] = 1; /* a thief writes the date too */
    EXPECT("to-confirm", OBV_CHECK_KEY_SAFE, OBV_REASON_KEY_COMPROMISED);
    char vouched[64];
    snprintf(vouched, sizeof(vouched), ",\"vouched\":[\"%s\"]", MESSAGE_DIGEST);
    open_list(vouched, "", "");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    snprintf(vouched, sizeof(vouched), ",\"vouched\":[\"%.31s%c\"]",
             MESSAGE_DIGEST, MESSAGE_DIGEST[31] == '0' ? '1' : '0');
    open_list(vouched, "", "");
    EXPECT("to-confirm", OBV_CHECK_KEY_SAFE, OBV_REASON_KEY_COMPROMISED);
    one.signature[9] ^= 1;
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
}

static void
a_badge_lives_from_its_first_second_until_its_last(void **state)
{
    (void)state;
    static const struct {
        int64_t now;
        const char *word;
    } cases[] = {
        {199999, "not-yet-valid"},
        {200000, "recognised"},
        {1641599, "recognised"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        question.now = cases[i].now;
        CHECK_TEXT(obv_word_name(judge()->word), cases[i].word);
    }
    one.credential.valid_until.time = 300000;
    question.now = 299999;
    CHECK_TEXT(obv_word_name(judge()->word), "recognised");
    question.now = 300000;
    EXPECT("expired", OBV_CHECK_NOT_ENDED, OBV_REASON_EXPIRED);
    one.credential.valid_until.given = false;
    CHECK_TEXT(obv_word_name(judge()->word), "recognised");
    one.credential.issued_on = (obv_moment){true, 300001, 0};
    EXPECT("not-yet-valid", OBV_CHECK_STARTED, OBV_REASON_NOT_YET_VALID);
}

static void
a_list_goes_stale_by_degrees(void **state)
{
    (void)state;
    one.credential.valid_until.given = false;
    question.now = 1641600; /* freshUntil */
    CHECK(judge()->checks[OBV_CHECK_LIST_USABLE].reason == OBV_REASON_NONE);
    question.now++;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.badges[0].checks[OBV_CHECK_LIST_USABLE].reason ==
          OBV_REASON_LIST_TO_REFRESH);
    question.now = 2678400; /* usableUntil */
    CHECK_TEXT(obv_word_name(judge()->word), "recognised");
    question.now++;
    EXPECT("undecided", OBV_CHECK_LIST_USABLE, OBV_REASON_LIST_STALE);
}

static void
without_a_clock_nothing_is_in_date(void **state)
{
    (void)state;
    question.clock_trusted = false;
    EXPECT("undecided", OBV_CHECK_LIST_USABLE, OBV_REASON_CLOCK);
    CHECK(verdict.badges[0].findings[OBV_IN_DATE].outcome == OBV_UNCHECKED);
}

static void
an_issuer_awards_what_the_list_lets_it(void **state)
{
    (void)state;
    open_list("", ",\"mayAward\":[\"urn:a:2\",\"urn:a:1\"]", "");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    open_list("", ",\"mayAward\":[\"urn:a:2\"]", "");
    EXPECT("not-entitled", OBV_CHECK_MAY_AWARD, OBV_REASON_NOT_ENTITLED);
    open_list("", ",\"mayAward\":[]", "");
    EXPECT("not-entitled", OBV_CHECK_MAY_AWARD, OBV_REASON_NOT_ENTITLED);
    one.credential.achievement.id = obv_slice_of("");
    EXPECT("not-entitled", OBV_CHECK_MAY_AWARD, OBV_REASON_NOT_ENTITLED);
}

/* Its title is the issuer's own words: a list that holds an issuer to one
   badge would else let it sign a record called anything. */
static void
a_record_is_no_way_around_what_an_issuer_may_award(void **state)
{
    (void)state;
    one.credential.kind = OBV_KIND_CLR;
    one.credential.edition = OBV_CLR2;
    one.credential.achievement.id = obv_slice_of("");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    open_list("", ",\"mayAward\":[\"urn:a:1\"]", "");
    EXPECT("not-entitled", OBV_CHECK_MAY_AWARD, OBV_REASON_NOT_ENTITLED);
    one.credential.kind = OBV_KIND_ENDORSEMENT; /* awards nothing */
    CHECK(judge()->checks[OBV_CHECK_MAY_AWARD].outcome == OBV_YES);
}

#define SINCE ",\"since\":\"1970-01-05T00:00:00Z\""

static void
the_list_takes_single_badges_back(void **state)
{
    (void)state;
    char entry[256];
    open_list("", "",
              "{\"issuer\":\"" ISSUER "\",\"credential\":\"urn:c:1\"" SINCE
              "}");
    EXPECT("withdrawn", OBV_CHECK_NOT_LISTED, OBV_REASON_WITHDRAWN);
    CHECK(verdict.badges[0].checks[OBV_CHECK_NOT_LISTED].as_of == 345600);
    open_list("", "",
              "{\"issuer\":\"" ISSUER "\",\"credential\":\"urn:c:1\"" SINCE
              ",\"suspended\":true}");
    EXPECT("suspended", OBV_CHECK_NOT_LISTED, OBV_REASON_SUSPENDED);
    snprintf(entry, sizeof(entry),
             "{\"issuer\":\"" ISSUER "\",\"digest\":\"%s\"" SINCE "}",
             MESSAGE_DIGEST);
    open_list("", "", entry);
    EXPECT("withdrawn", OBV_CHECK_NOT_LISTED, OBV_REASON_WITHDRAWN);
    open_list("", "",
              "{\"issuer\":\"" ISSUER "\",\"credential\":\"urn:c:2\"" SINCE
              "}");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
}

static void
a_status_list_that_we_have_not_leaves_a_doubt(void **state)
{
    (void)state;
    obv_status_entry entry = {
        .type = obv_slice_of("BitstringStatusListEntry"),
        .list = obv_slice_of("https://x/1"),
        .purpose = obv_slice_of("revocation"),
        .index = obv_slice_of("3"),
        .id = obv_slice_of(""),
        .size = obv_slice_of(""),
    };
    one.credential.statuses = &entry;
    one.credential.status_count = 1;
    EXPECT("undecided", OBV_CHECK_STATUS, OBV_REASON_STATUS_MISSING);
    one.credential.status_count = 0;
    one.credential.revoked = true;
    EXPECT("withdrawn", OBV_CHECK_STATUS, OBV_REASON_WITHDRAWN);
}

/* A list of an OB 2.0 profile is the issuer's, whichever id the badge names. */
static void
a_profile_that_revokes_is_found_by_every_id(void **state)
{
    (void)state;
    one.credential.edition = OBV_OB2;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    reopen_list("\"ids\":[\"" ISSUER "\"]",
                "\"ids\":[\"" ISSUER "\",\"urn:profile\"]");
    reopen_list("\"catalogue\":[",
                "\"catalogue\":[{\"id\":\"urn:profile\",\"published\":"
                "\"1970-01-02T00:00:00Z\",\"document\":{"
                "\"revocationList\":\"https://r.example\"}},");
    EXPECT("undecided", OBV_CHECK_STATUS, OBV_REASON_STATUS_MISSING);
    one.credential.issuer_id = obv_slice_of("urn:profile");
    EXPECT("undecided", OBV_CHECK_STATUS, OBV_REASON_STATUS_MISSING);
    one.credential.edition = OBV_OB3;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
}

static void
the_person_is_compared_and_never_makes_a_badge_better(void **state)
{
    (void)state;
    question.email = "Marie@Example.ORG ";
    CHECK(judge()->checks[OBV_CHECK_EMAIL].outcome == OBV_YES);
    question.email = "paul@example.org";
    EXPECT("other-person", OBV_CHECK_EMAIL, OBV_REASON_OTHER_PERSON);
    question.email = NULL;
    question.name = "DUPONT Marie";
    CHECK(judge()->checks[OBV_CHECK_NAME].outcome == OBV_YES);
    question.name = "Marie Dupond";
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.badges[0].checks[OBV_CHECK_NAME].reason ==
          OBV_REASON_CLOSE_NAME);
    question.name = "Paul Martin";
    EXPECT("other-person", OBV_CHECK_NAME, OBV_REASON_OTHER_PERSON);
    one.signature[3] ^= 1;
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
    CHECK(verdict.badges[0].checks[OBV_CHECK_NAME].reason ==
          OBV_REASON_NOT_PROVEN);
}

static void
a_hashed_address_is_compared_as_it_was_typed(void **state)
{
    (void)state;
    uint8_t digest[OBV_MAX_HASH];
    char hash[80] = "sha256$";
    obv_digest(OBV_SHA256, obv_slice_of("marie@example.orgsalt"), digest);
    sodium_bin2hex(hash + 7, 65, digest, 32);
    one.identity.value = obv_slice_of(hash);
    one.identity.salt = obv_slice_of("salt");
    one.identity.hashed = true;
    question.email = "marie@example.org";
    CHECK(judge()->checks[OBV_CHECK_EMAIL].outcome == OBV_YES);
    question.email = " Marie@Example.org";
    CHECK(judge()->checks[OBV_CHECK_EMAIL].outcome == OBV_YES);
    question.email = "paul@example.org";
    CHECK(judge()->checks[OBV_CHECK_EMAIL].outcome == OBV_NO);
    one.identity.value = obv_slice_of("whirlpool$00");
    CHECK(judge()->checks[OBV_CHECK_EMAIL].reason == OBV_REASON_NO_NAME);
}

static void
a_hosted_badge_is_nobodys_word(void **state)
{
    (void)state;
    one.proof.kind = OBV_PROOF_HOSTED;
    EXPECT("undecided", OBV_CHECK_SIGNATURE, OBV_REASON_HOSTED);
    one.credential.issuer_id = obv_slice_of(STRANGER);
    EXPECT("undecided", OBV_CHECK_SIGNATURE, OBV_REASON_HOSTED);
}

static void
an_embedded_proof_is_told_by_its_suite_and_its_key(void **state)
{
    (void)state;
    one.proof.kind = OBV_PROOF_LINKED;
    one.proof.value = one.proof.purpose = obv_slice_of("");
    one.proof.suite = obv_slice_of("bbs-2023");
    EXPECT("undecided", OBV_CHECK_SIGNATURE, OBV_REASON_UNKNOWN_SUITE);
    one.proof.suite = obv_slice_of("eddsa-rdfc-2022");
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_ODD_SIGNATURE);
    one.proof.suite = obv_slice_of("ecdsa-rdfc-2019");
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_WRONG_KEY_KIND);
    one.proof.key_id = obv_slice_of(STRANGER "#key-1");
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY);
}

static void
of_two_proofs_a_bad_one_speaks(void **state)
{
    (void)state;
    uint8_t bad[64];
    memcpy(bad, one.signature, 64);
    bad[1] ^= 1;
    obv_proof second = one.proof;
    second.signature.ptr = bad;
    one.proof.next = &second;
    EXPECT("altered", OBV_CHECK_SIGNATURE, OBV_REASON_BAD_SIGNATURE);
    second.kind = OBV_PROOF_LINKED; /* one that we cannot check */
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    second.key_id = obv_slice_of(STRANGER "#k");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
}

static void
ob2_may_name_no_key(void **state)
{
    (void)state;
    one.proof.key_id = obv_slice_of("");
    EXPECT("undecided", OBV_CHECK_SIGNATURE, OBV_REASON_NO_KEY_NAMED);
    one.credential.edition = OBV_OB2;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    one.signature[1] ^= 1;
    EXPECT("wrong-key", OBV_CHECK_KEY, OBV_REASON_NOT_ITS_KEY);
}

static void
what_stands_inside_is_signed_by_itself_or_is_a_statement(void **state)
{
    (void)state;
    obv_credential inside = one.credential;
    inside.place = OBV_PLACE_INSIDE;
    inside.proofs = NULL;
    one.credential.inside = &inside;
    one.credential.kind = OBV_KIND_CLR;
    const obv_badge *badge = judge();
    CHECK_TEXT(obv_word_name(badge[0].word), "recognised");
    CHECK_TEXT(obv_word_name(badge[1].word), "undecided");
    CHECK(badge[1].checks[OBV_CHECK_SIGNATURE].reason == OBV_REASON_STATEMENT);
    CHECK(verdict.word == OBV_WORD_UNDECIDED && verdict.badge == 1);
    inside.place = OBV_PLACE_ENDORSING;
    inside.kind = OBV_KIND_ENDORSEMENT;
    judge();
    CHECK(verdict.word == OBV_WORD_RECOGNISED && verdict.badge == 0);
}

/* Only a document that is confirmed itself can state something. */
static void
a_statement_needs_a_document_that_is_signed(void **state)
{
    (void)state;
    obv_credential inside = one.credential;
    inside.place = OBV_PLACE_INSIDE;
    inside.proofs = NULL;
    one.credential.inside = &inside;
    one.credential.kind = OBV_KIND_CLR;
    one.signature[4] ^= 1;
    CHECK_NUMBER(judge()[1].checks[OBV_CHECK_SIGNATURE].reason,
                 OBV_REASON_NOT_PROVEN);
    CHECK_TEXT(obv_word_name(verdict.badges[1].word), "undecided");
    CHECK_NUMBER(verdict.badges[1].checks[OBV_CHECK_LISTED].outcome,
                 OBV_UNCHECKED);
    make_one(NULL);
    one.credential.inside = &inside;
    one.proof.key_id = obv_slice_of(OLD_KEY_ID); /* compromised */
    sign_with(other_secret);
    CHECK_NUMBER(judge()[1].checks[OBV_CHECK_SIGNATURE].reason,
                 OBV_REASON_NOT_PROVEN);
}

/* A good endorsement of another badge can be carried into any. */
static void
an_endorsement_is_of_the_badge_that_it_stands_in(void **state)
{
    (void)state;
    static const struct {
        const char *subject;
        const char *word;
        obv_reason reason;
    } cases[] = {
        {"urn:c:1", "recognised", OBV_REASON_NONE},
        {"urn:a:1", "recognised", OBV_REASON_NONE},
        {ISSUER, "recognised", OBV_REASON_NONE},
        {"did:example:marie", "recognised", OBV_REASON_NONE},
        {"urn:creator", "recognised", OBV_REASON_NONE},
        {"urn:c:2", "undecided", OBV_REASON_OTHER_SUBJECT},
        {"urn:c:11", "undecided", OBV_REASON_OTHER_SUBJECT},
        {"", "undecided", OBV_REASON_OTHER_SUBJECT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        make_one(NULL);
        one.credential.achievement.creator = obv_slice_of("urn:creator");
        obv_credential endorsement = one.credential;
        endorsement.kind = OBV_KIND_ENDORSEMENT;
        endorsement.place = OBV_PLACE_ENDORSING;
        endorsement.parent = &one.credential;
        endorsement.subject_id = obv_slice_of(cases[i].subject);
        one.credential.inside = &endorsement;
        const obv_badge *badge = judge();
        CHECK_TEXT(obv_word_name(badge[0].word), "recognised");
        CHECK_TEXT(obv_word_name(badge[1].word), cases[i].word);
        CHECK_NUMBER(badge[1].checks[OBV_CHECK_SUBJECT].reason,
                     cases[i].reason);
    }
}

/* The ids of a badge that nobody signed are the forger's to choose. */
static void
an_endorsement_of_what_is_not_confirmed_is_none(void **state)
{
    (void)state;
    obv_credential endorsement = one.credential;
    obv_proof proof = one.proof;
    endorsement.kind = OBV_KIND_ENDORSEMENT;
    endorsement.place = OBV_PLACE_ENDORSING;
    endorsement.parent = &one.credential;
    endorsement.subject_id = obv_slice_of("urn:c:1");
    endorsement.proofs = &proof;
    one.credential.inside = &endorsement;
    CHECK_TEXT(obv_word_name(judge()[1].word), "recognised");
    one.credential.issuer_id = obv_slice_of(STRANGER);
    CHECK_TEXT(obv_word_name(judge()[1].word), "undecided");
    CHECK_NUMBER(verdict.badges[1].checks[OBV_CHECK_SUBJECT].reason,
                 OBV_REASON_NOT_PROVEN);
    one.credential.issuer_id = obv_slice_of(ISSUER);
    one.proof.key_id = obv_slice_of(STRANGER "#key-1");
    CHECK_TEXT(obv_word_name(judge()[1].word), "undecided");
    one.proof.key_id = obv_slice_of(KEY_ID);
    one.credential.faults[0] = (obv_fault){.check = OBV_CHECK_DATES,
                                           .reason = OBV_REASON_BAD_DATE,
                                           .where = obv_slice_of("/validFrom"),
                                           .what = obv_slice_of("")};
    one.credential.fault_count = 1;
    CHECK_TEXT(obv_word_name(judge()[1].word), "undecided");
}

static void
what_is_signed_but_no_badge_is_no_badge(void **state)
{
    (void)state;
    one.credential.kind = OBV_KIND_ENDORSEMENT;
    EXPECT("no-badge", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE);
    one.credential.kind = OBV_KIND_OTHER;
    EXPECT("no-badge", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE);
    one.credential.kind = OBV_KIND_UNKNOWN;
    EXPECT("no-badge", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE);
}

static const obv_claim *
claim_of(obv_claim_kind kind)
{
    for (uint32_t i = 0; i < verdict.claim_count; i++) {
        if (verdict.claims[i].kind == kind) {
            return &verdict.claims[i];
        }
    }
    return NULL;
}

static bool
claim_says(const obv_claim *claim, const char *text)
{
    return claim != NULL &&
           obv_slice_is((obv_slice){(const uint8_t *)verdict.text + claim->at,
                                    claim->len},
                        text);
}

static void
faults_of_the_form_make_it_malformed(void **state)
{
    (void)state;
    one.credential.faults[0] = (obv_fault){.check = OBV_CHECK_DATES,
                                           .reason = OBV_REASON_BAD_DATE,
                                           .where = obv_slice_of("/validFrom"),
                                           .what = obv_slice_of("")};
    one.credential.fault_count = 1;
    EXPECT("malformed", OBV_CHECK_DATES, OBV_REASON_BAD_DATE);
    CHECK(claim_says(claim_of(OBV_CLAIM_FAULT_AT), "/validFrom"));
    one.credential.faults[1] = (obv_fault){.check = OBV_CHECK_FORMAT,
                                           .reason = OBV_REASON_NOT_JSON,
                                           .where = obv_slice_of("header"),
                                           .what = obv_slice_of("")};
    one.credential.fault_count = 2; /* the place of the one that decides */
    judge();
    CHECK(claim_says(claim_of(OBV_CLAIM_FAULT_AT), "header"));
    one.credential.faults[1] = one.credential.faults[0];
    one.credential.faults[1].where = obv_slice_of("/validUntil");
    one.credential.faults[1].what = obv_slice_of("tomorrow");
    judge(); /* of two, the one that says more */
    CHECK(claim_says(claim_of(OBV_CLAIM_FAULT_AT), "/validUntil"));
    CHECK(claim_says(claim_of(OBV_CLAIM_DETAIL), "tomorrow"));
    one.credential.kind = OBV_KIND_OTHER; /* and of no badge, any of them */
    EXPECT("no-badge", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE);
    CHECK(claim_says(claim_of(OBV_CLAIM_FAULT_AT), "/validUntil"));
    one.credential.kind = OBV_KIND_BADGE;
    one.credential.fault_count = 1;
    one.credential.kind = OBV_KIND_UNKNOWN; /* nothing could be read of it */
    EXPECT("malformed", OBV_CHECK_DATES, OBV_REASON_BAD_DATE);
}

static void
claims_say_who_answers_for_them(void **state)
{
    (void)state;
    judge();
    const obv_claim *claim = claim_of(OBV_CLAIM_ACHIEVEMENT_NAME);
    CHECK(claim_says(claim, "L'Indispensable"));
    CHECK(claim->origin == OBV_ORIGIN_SIGNED);
    claim = claim_of(OBV_CLAIM_ISSUER_NAME);
    CHECK(claim_says(claim, "Atelier Soleil"));
    CHECK(claim->origin == OBV_ORIGIN_LIST);
    CHECK(
        claim_says(claim_of(OBV_CLAIM_ISSUER_OWN_NAME), "Atelier Soleil SARL"));
    CHECK(claim_says(claim_of(OBV_CLAIM_PLANNED_PERIOD), "P6M"));
    one.signature[0] ^= 1;
    judge();
    claim = claim_of(OBV_CLAIM_ACHIEVEMENT_NAME);
    CHECK(claim->origin == OBV_ORIGIN_UNPROVEN);
    CHECK(claim_of(OBV_CLAIM_ISSUER_OWN_NAME)->origin == OBV_ORIGIN_UNPROVEN);
}

static void
optional_is_what_the_catalogue_marks(void **state)
{
    (void)state;
    judge();
    const obv_claim *plain = claim_of(OBV_CLAIM_CRITERIA_BLOCK);
    CHECK(claim_says(plain, "Ponctualité"));
    CHECK(plain->criterion == OBV_CRITERION_PLAIN);
    CHECK(plain[1].criterion == OBV_CRITERION_OPTIONAL);
    CHECK(verdict.badges[0].checks[OBV_CHECK_PUBLISHED].outcome == OBV_YES);
    obv_slice none = obv_slice_of("");
    obv_outcome_shown result = {obv_slice_of("Attitude constructive"), none,
                                obv_slice_of("Completed"), none};
    one.credential.results = &result;
    one.credential.result_count = 1;
    judge();
    CHECK(claim_of(OBV_CLAIM_CRITERIA_BLOCK)[1].criterion ==
          OBV_CRITERION_OPTIONAL_MET);
    result.status = obv_slice_of("Failed");
    judge();
    CHECK(claim_of(OBV_CLAIM_CRITERIA_BLOCK)[1].criterion ==
          OBV_CRITERION_OPTIONAL);
    one.credential.achievement.criteria_narrative = obv_slice_of("- Autre");
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.badges[0].checks[OBV_CHECK_PUBLISHED].reason ==
          OBV_REASON_CRITERIA_DIFFER);
}

/* How many claims of a kind stand before the index-th of another. */
static size_t
groups_before(obv_claim_kind item, obv_claim_kind line, const char *text)
{
    size_t count = 0;
    for (uint32_t i = 0; i < verdict.claim_count; i++) {
        const obv_claim *claim = &verdict.claims[i];
        count += claim->kind == item;
        if (claim->kind == line && claim_says(claim, text)) {
            return count;
        }
    }
    return 0;
}

/* A value without a name would else be that of the result before it. */
static void
each_value_stays_with_its_own_name(void **state)
{
    (void)state;
    obv_slice none = obv_slice_of(""), value = obv_slice_of("Completed");
    obv_slice unseen = obv_slice_of("\xE2\x80\x8B"); /* a space of no width */
    obv_outcome_shown results[] = {
        {obv_slice_of("Attitude"), none, none, none},
        {none, value, none, none},
        {unseen, obv_slice_of("B"), none, none},
    };
    obv_alignment alignments[] = {
        {obv_slice_of("A"), none, none, none},
        {unseen, obv_slice_of("ROME"), obv_slice_of("K1"), none},
    };
    one.credential.results = results;
    one.credential.result_count = COUNT(results);
    one.credential.alignments = alignments;
    one.credential.alignment_count = COUNT(alignments);
    judge();
    CHECK_NUMBER(groups_before(OBV_CLAIM_RESULT_ITEM, OBV_CLAIM_RESULT_VALUE,
                               "Completed"),
                 2);
    CHECK_NUMBER(
        groups_before(OBV_CLAIM_RESULT_ITEM, OBV_CLAIM_RESULT_VALUE, "B"), 3);
    CHECK_NUMBER(
        groups_before(OBV_CLAIM_ALIGNMENT_ITEM, OBV_CLAIM_ALIGNMENT_CODE, "K1"),
        2);
}

/* The same where there is no room for a name any more, but for a code. */
static void
a_name_that_has_no_room_keeps_its_place(void **state)
{
    (void)state;
    static char long_name[OBV_MAX_CLAIM + 1];
    memset(long_name, 'n', OBV_MAX_CLAIM);
    enum { MANY = OBV_MAX_CLAIM_TEXT / OBV_MAX_CLAIM + 1 };
    obv_alignment many[MANY];
    obv_slice none = obv_slice_of("");
    char codes[MANY][8];
    for (size_t i = 0; i < MANY; i++) {
        snprintf(codes[i], sizeof(codes[i]), "c%zu", i);
        many[i] = (obv_alignment){obv_slice_of(long_name), none,
                                  obv_slice_of(codes[i]), none};
    }
    one.credential.alignments = many;
    one.credential.alignment_count = MANY;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.cut);
    for (size_t i = 0; i < MANY; i++) {
        size_t at = groups_before(OBV_CLAIM_ALIGNMENT_ITEM,
                                  OBV_CLAIM_ALIGNMENT_CODE, codes[i]);
        CHECK(at == 0 || at == i + 1);
    }
}

static void
hostile_text_is_cleaned(void **state)
{
    (void)state;
    one.credential.achievement.name = obv_slice_of("A\x1b[31mB\xE2\x80\xAE"
                                                   "C\nD");
    judge(); /* asserts that the record is sound, so that all is clean */
    CHECK(claim_of(OBV_CLAIM_ACHIEVEMENT_NAME) != NULL);
}

/* JSON can write a NUL; no Markdown holds one.  The badge stands all the same,
   and so do those beside it in the file. */
static void
a_text_that_cannot_be_read_is_left_out(void **state)
{
    (void)state;
    static const uint8_t bytes[] = {'a', 0, 'b'};
    one.credential.achievement.description = (obv_slice){bytes, sizeof(bytes)};
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.cut && claim_of(OBV_CLAIM_DESCRIPTION_BLOCK) == NULL);
    CHECK(claim_of(OBV_CLAIM_CRITERIA_BLOCK) != NULL);
    one.credential.achievement.criteria_narrative =
        (obv_slice){bytes, sizeof(bytes)};
    one.credential.issuer_name = (obv_slice){bytes, sizeof(bytes)};
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
}

/* All of it was signed; what is shown of it says that there is more. */
static void
of_too_many_criteria_the_first_are_told(void **state)
{
    (void)state;
    char text[(OBV_MAX_BLOCKS + 1) * sizeof("- a\n")] = "";
    size_t told = 0;
    for (size_t i = 0; i <= OBV_MAX_BLOCKS; i++) {
        strcat(text, "- a\n");
    }
    one.credential.achievement.criteria_narrative = obv_slice_of(text);
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    for (size_t i = 0; i < verdict.claim_count; i++) {
        told += verdict.claims[i].kind == OBV_CLAIM_CRITERIA_BLOCK;
    }
    CHECK(verdict.cut);
    CHECK_NUMBER(told, OBV_MAX_BLOCKS);
}

static void
more_claims_than_there_is_room_for_are_cut(void **state)
{
    (void)state;
    obv_evidence *many = calloc(OBV_MAX_CLAIMS, sizeof(*many));
    obv_slice none = obv_slice_of("");
    for (size_t i = 0; i < OBV_MAX_CLAIMS; i++) {
        many[i] =
            (obv_evidence){none, obv_slice_of("preuve"), none, none, none};
    }
    one.credential.evidence = many;
    one.credential.evidence_count = OBV_MAX_CLAIMS;
    EXPECT("recognised", OBV_CHECK_SIGNATURE, OBV_REASON_NONE);
    CHECK(verdict.cut && verdict.claim_count == OBV_MAX_CLAIMS);
    one.credential.evidence_count = 3;
    judge();
    CHECK(!verdict.cut);
    free(many);
}

static int
open_arena(void **state)
{
    (void)state;
    arena = obv_arena_new(16 << 20);
    if (arena == NULL || !obv_sodium_start()) {
        return -1;
    }
    public_key = make_key(1, secret);
    other_key = make_key(2, other_secret);
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_trust_close(trust);
    obv_arena_free(arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup(name, make_one)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_the_issuer_signed_is_recognised),
        TEST(a_signature_over_something_else_is_altered),
        TEST(a_key_that_is_not_the_issuers_is_the_wrong_key),
        TEST(the_key_decides_the_algorithm),
        TEST(an_unlisted_issuer_is_unknown_whatever_signs),
        TEST(an_unlisted_issuer_with_a_name_of_the_list_is_told_apart),
        TEST(a_key_signs_within_its_dates_only),
        TEST(a_key_with_dates_needs_one_to_be_held_to),
        TEST(a_compromised_key_needs_the_lists_word_for_each_badge),
        TEST(a_badge_lives_from_its_first_second_until_its_last),
        TEST(a_list_goes_stale_by_degrees),
        TEST(without_a_clock_nothing_is_in_date),
        TEST(an_issuer_awards_what_the_list_lets_it),
        TEST(a_record_is_no_way_around_what_an_issuer_may_award),
        TEST(the_list_takes_single_badges_back),
        TEST(a_status_list_that_we_have_not_leaves_a_doubt),
        TEST(a_profile_that_revokes_is_found_by_every_id),
        TEST(the_person_is_compared_and_never_makes_a_badge_better),
        TEST(a_hashed_address_is_compared_as_it_was_typed),
        TEST(a_hosted_badge_is_nobodys_word),
        TEST(an_embedded_proof_is_told_by_its_suite_and_its_key),
        TEST(of_two_proofs_a_bad_one_speaks),
        TEST(ob2_may_name_no_key),
        TEST(what_stands_inside_is_signed_by_itself_or_is_a_statement),
        TEST(a_statement_needs_a_document_that_is_signed),
        TEST(an_endorsement_is_of_the_badge_that_it_stands_in),
        TEST(an_endorsement_of_what_is_not_confirmed_is_none),
        TEST(what_is_signed_but_no_badge_is_no_badge),
        TEST(faults_of_the_form_make_it_malformed),
        TEST(claims_say_who_answers_for_them),
        TEST(optional_is_what_the_catalogue_marks),
        TEST(each_value_stays_with_its_own_name),
        TEST(a_name_that_has_no_room_keeps_its_place),
        TEST(hostile_text_is_cleaned),
        TEST(a_text_that_cannot_be_read_is_left_out),
        TEST(of_too_many_criteria_the_first_are_told),
        TEST(more_claims_than_there_is_room_for_are_cut),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
