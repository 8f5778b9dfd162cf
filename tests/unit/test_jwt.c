/* SPDX-License-Identifier: Apache-2.0 */
/* The claims of a JWT and the credential in it: what may be left out, and what
   may not disagree. */
#include "forms.h"

static const char header[] =
    "{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"JWT\"}";

#define SUBJECT                                                                \
    "\"credentialSubject\":{\"id\":\"did:example:marie\","                     \
    "\"type\":[\"AchievementSubject\"],"                                       \
    "\"achievement\":{\"id\":\"https://a.example/a\","                         \
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","         \
    "\"criteria\":{\"narrative\":\"c\"}}}"
#define CLAIMS                                                                 \
    "\"iss\":\"https://a.example\",\"jti\":\"urn:uuid:1\","                    \
    "\"sub\":\"did:example:marie\",\"nbf\":1772496000,\"exp\":1804032000,"     \
    "\"iat\":1772499600,\"aud\":\"anybody\""

/* The payload is the credential: VC 2.0. */
static const char flat[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":{\"id\":\"https://a.example\",\"type\":[\"Profile\"]},"
    "\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"validUntil\":\"2027-03-03T00:00:00Z\"," SUBJECT "," CLAIMS "}";

/* It stands in a claim of its own: VC 1.1. */
static const char wrapped[] =
    "{\"vc\":{\"@context\":[\"https://www.w3.org/2018/credentials/v1\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":{\"id\":\"https://a.example\",\"type\":[\"Profile\"]},"
    "\"issuanceDate\":\"2026-03-03T00:00:00.900Z\","
    "\"expirationDate\":\"2027-03-03T00:00:00Z\"," SUBJECT "}," CLAIMS "}";

static void
claims_that_agree_are_no_fault(void **state)
{
    (void)state;
    static const char *const payloads[] = {flat, wrapped};
    for (size_t i = 0; i < COUNT(payloads); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_jws(&f, header, payloads[i]));
        const obv_credential *c = f.first;
        assert_non_null(c);
        forms_print_faults(c, payloads[i]);
        CHECK_NUMBER(c->fault_count, 0);
        CHECK(c->kind == OBV_KIND_BADGE && c->edition == OBV_OB3);
        CHECK_TEXT(forms_text(c->issuer_id), "https://a.example");
        CHECK_NUMBER(c->valid_from.time, 1772496000);
        CHECK_NUMBER(c->valid_until.time, 1804032000);
        /* validFrom or issuanceDate, nbf and iat */
        CHECK_NUMBER(c->signed_at_count, 3);
        CHECK(c->signed_at[0] == 1772496000 && c->signed_at[1] == 1772496000 &&
              c->signed_at[2] == 1772499600);
        forms_close(&f);
    }
}

#define DISAGREE(claim, value)                                                 \
    {                                                                          \
        "/" claim, value, OBV_CHECK_CLAIMS, OBV_REASON_CLAIMS_DISAGREE,        \
            "/" claim                                                          \
    }
#define BAD(claim, value)                                                      \
    {                                                                          \
        "/" claim, value, OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER, "/" claim   \
    }
#define RIGHT(pointer, value)                                                  \
    {                                                                          \
        pointer, value, OBV_CHECK_CLAIMS, OBV_REASON_NONE, ""                  \
    }

static const forms_case claim_cases[] = {
    DISAGREE("iss", "\"https://b.example\""),
    DISAGREE("iss", "\"https://a.example/\""),
    DISAGREE("iss", "\"\""),
    DISAGREE("jti", "\"urn:uuid:2\""),
    DISAGREE("sub", "\"did:example:jean\""),
    DISAGREE("nbf", "1772496001"),
    DISAGREE("nbf", "1772495999"),
    DISAGREE("nbf", "0"),
    DISAGREE("nbf", "-1"),
    DISAGREE("exp", "1804032001"),
    DISAGREE("exp", "1804031999.9"),
    BAD("iss", "7"),
    BAD("iss", "null"),
    BAD("iss", "[\"https://a.example\"]"),
    BAD("jti", "{}"),
    BAD("sub", "false"),
    BAD("nbf", "\"1772496000\""),
    BAD("nbf", "null"),
    BAD("nbf", "1e300"),
    BAD("exp", "\"2027-03-03T00:00:00Z\""),
    BAD("exp", "9007199254740993"),
    BAD("iat", "\"1772496000\""),
    BAD("iat", "true"),
    BAD("iat", "\"2026-03-03\""),
    /* A fraction of a second is less than the second that must agree. */
    RIGHT("/nbf", "1772496000.5"),
    RIGHT("/exp", "1804032000.0"),
    /* Genuine badges leave some of them out. */
    RIGHT("/iss", NULL),
    RIGHT("/jti", NULL),
    RIGHT("/sub", NULL),
    RIGHT("/nbf", NULL),
    RIGHT("/exp", NULL),
    RIGHT("/iat", NULL),
    /* The W3C's own vectors say it so. */
    RIGHT("/iat", "\"2026-03-03T01:00:00Z\""),
};

static void
claims_that_disagree_are_refused_in_either_form(void **state)
{
    (void)state;
    forms_check(header, flat, claim_cases, COUNT(claim_cases), NULL, 0);
    forms_check(header, wrapped, claim_cases, COUNT(claim_cases), NULL, 0);
}

/* What the standard requires in the credential cannot stand in the claim
   alone; what it leaves open can. */
static void
a_claim_does_not_stand_in_for_a_member_that_must_be_there(void **state)
{
    (void)state;
    static const struct {
        const char *member, *claim;
        size_t faults;
    } cases[] = {
        {"/id", "/jti", 2},
        {"/issuer", "/iss", 2},
        {"/validFrom", "/nbf", 2},
        {"/validUntil", "/exp", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, flat, cases[i].member, NULL);
        forms_read(&f, forms_jws(&f, header, text));
        CHECK_CASE(f.first->fault_count == cases[i].faults, cases[i].member);
        if (cases[i].faults == 2) {
            const obv_fault *missing = &f.first->faults[0];
            const obv_fault *claim = &f.first->faults[1];
            CHECK(missing->reason == OBV_REASON_MISSING_MEMBER);
            CHECK_TEXT(forms_text(missing->where), cases[i].member);
            CHECK(claim->reason == OBV_REASON_CLAIMS_DISAGREE);
            CHECK_TEXT(forms_text(claim->where), cases[i].claim);
        }
        forms_close(&f);
    }
}

static void
a_holder_without_an_id_may_have_a_claim(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, flat, "/credentialSubject/id", NULL);
    text = forms_edit(&f, text, "/credentialSubject/identifier",
                      "[{\"type\":\"IdentityObject\",\"hashed\":false,"
                      "\"identityHash\":\"a\",\"identityType\":\"name\"}]");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

static void
claims_limit_a_badge_that_has_no_dates_of_its_own(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, flat, "/validUntil", NULL);
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->valid_until.given);
    CHECK_NUMBER(f.first->valid_until.time, 1804032000);

    text = forms_edit(&f, text, "/exp", "1772495999");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK(forms_has_fault(f.first, OBV_CHECK_DATES, OBV_REASON_DATES_CROSSED,
                          "/validUntil"));
    forms_close(&f);
}

static void
where_two_dates_disagree_the_stricter_is_kept(void **state)
{
    (void)state;
    static const struct {
        const char *claim, *value;
        int64_t from, until;
    } cases[] = {
        {"/nbf", "1772496100", 1772496100, 1804032000},
        {"/nbf", "1772495900", 1772496000, 1804032000},
        {"/exp", "1804032100", 1772496000, 1804032000},
        {"/exp", "1804031900", 1772496000, 1804031900},
        {"/exp", "1804031900.5", 1772496000, 1804031900},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, flat, cases[i].claim, cases[i].value);
        forms_read(&f, forms_jws(&f, header, text));
        CHECK_NUMBER(f.first->valid_from.time, cases[i].from);
        CHECK_NUMBER(f.first->valid_until.time, cases[i].until);
        CHECK_NUMBER(f.first->fault_count, 1);
        forms_close(&f);
    }
}

/* VC 1.1 has a second start; a claim that is either of them agrees. */
static void
the_start_may_be_either_of_two_members_in_vc_1_1(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text =
        forms_edit(&f, wrapped, "/vc/validFrom", "\"2026-03-02T00:00:00Z\"");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    text = forms_edit(&f, text, "/nbf", "1772409600");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_NUMBER(f.first->valid_from.time, 1772496000); /* the later */
    text = forms_edit(&f, text, "/nbf", "1772409601");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 1);
    forms_close(&f);
}

static void
faults_inside_a_claim_say_so_in_their_place(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/vc/credentialSubject/achievement/name", NULL, OBV_CHECK_MEMBERS,
         OBV_REASON_MISSING_MEMBER, "/vc/credentialSubject/achievement/name"},
        {"/vc/@context/0", "\"https://example.org\"", OBV_CHECK_CONTEXT,
         OBV_REASON_BAD_CONTEXT, "/vc/@context"},
        {"/vc/type", "[\"OpenBadgeCredential\"]", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, "/vc/type"},
    };
    forms_check(header, wrapped, cases, COUNT(cases), NULL, 0);
}

/* One signature, two badges: a reader that looks at the other one shows
   another person's. */
static void
a_badge_in_a_claim_and_another_beside_it_are_refused(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/type", "[\"VerifiableCredential\",\"OpenBadgeCredential\"]",
         OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER, "/type"},
    };
    forms_check(header, wrapped, cases, COUNT(cases), NULL, 0);
    static const forms_case beside[] = {
        {"/vc", "7", OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER, "/type"},
        {"/vp", "null", OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER, "/type"},
    };
    forms_check(header, flat, beside, COUNT(beside), NULL, 0);
}

static void
a_claim_that_is_no_object_holds_no_badge(void **state)
{
    (void)state;
    static const char *const values[] = {"null", "\"eyJ.e30.AAAA\"", "[]",
                                         "[{}]", "7"};
    for (size_t i = 0; i < COUNT(values); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, wrapped, "/vc", values[i]);
        forms_read(&f, forms_jws(&f, header, text));
        CHECK_CASE(f.first == NULL, values[i]);
        CHECK(f.why.check == OBV_CHECK_PRESENT &&
              f.why.reason == OBV_REASON_NOT_A_BADGE);
        forms_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_that_agree_are_no_fault),
        cmocka_unit_test(claims_that_disagree_are_refused_in_either_form),
        cmocka_unit_test(
            a_claim_does_not_stand_in_for_a_member_that_must_be_there),
        cmocka_unit_test(a_holder_without_an_id_may_have_a_claim),
        cmocka_unit_test(claims_limit_a_badge_that_has_no_dates_of_its_own),
        cmocka_unit_test(where_two_dates_disagree_the_stricter_is_kept),
        cmocka_unit_test(the_start_may_be_either_of_two_members_in_vc_1_1),
        cmocka_unit_test(faults_inside_a_claim_say_so_in_their_place),
        cmocka_unit_test(a_badge_in_a_claim_and_another_beside_it_are_refused),
        cmocka_unit_test(a_claim_that_is_no_object_holds_no_badge),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
