/* SPDX-License-Identifier: Apache-2.0 */
/* A JWS taken apart: what is none, what its header may not say, and the keys
   that it may name. */
#include "forms.h"

#include <stdio.h>

static const char header[] =
    "{\"alg\":\"EdDSA\",\"kid\":\"https://a.example#k\"}";
static const char payload[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":\"https://a.example\",\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://a.example/a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}}}";

#define ED25519                                                                \
    "\"kty\":\"OKP\",\"crv\":\"Ed25519\","                                     \
    "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\""

/* ---- Parts -------------------------------------------------------------- */

static void
the_signed_bytes_and_their_digest_are_kept(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws = forms_jws(&f, header, payload);
    forms_read(&f, jws);
    const obv_credential *c = f.first;
    assert_non_null(c);
    CHECK_NUMBER(c->fault_count, 0);
    CHECK(c->proofs->kind == OBV_PROOF_JWS && c->proofs->next == NULL);
    CHECK_TEXT(forms_text(c->proofs->suite), "EdDSA");
    CHECK_TEXT(forms_text(c->proofs->key_id), "https://a.example#k");
    CHECK_NUMBER(c->proofs->signature.len, 3);

    obv_slice message = {(const uint8_t *)jws,
                         (size_t)(strrchr(jws, '.') - jws)};
    CHECK(obv_slice_equal(c->proofs->message, message));
    uint8_t digest[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, message, digest);
    CHECK(c->has_digest && memcmp(c->digest, digest, 16) == 0);
    forms_close(&f);
}

static void
white_space_around_a_jws_is_not_signed_and_does_no_harm(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    char text[2048];
    snprintf(text, sizeof(text), "\xEF\xBB\xBF \n%s\r\n",
             forms_jws(&f, header, payload));
    forms_read(&f, text);
    assert_non_null(f.first);
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->proofs->message.ptr[0] == 'e');
    forms_close(&f);
}

/* JSON may begin with a brace and white space: other letters in base64url. */
static void
a_header_may_be_laid_out(void **state)
{
    (void)state;
    static const char *const headers[] = {
        "{ \"alg\":\"EdDSA\",\"kid\":\"k\"}",
        "{\n\"alg\":\"EdDSA\",\"kid\":\"k\"}",
        "{\t\"alg\":\"EdDSA\",\"kid\":\"k\"}",
    };
    for (size_t i = 0; i < COUNT(headers); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_jws(&f, headers[i], payload));
        CHECK_CASE(f.first != NULL && f.first->fault_count == 0, headers[i]);
        forms_close(&f);
    }
}

static void
an_embedded_proof_inside_a_jws_is_a_second_proof(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, payload, "/proof", "{\"type\":\"X\"}");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->proofs->kind == OBV_PROOF_JWS);
    CHECK(f.first->proofs->next->kind == OBV_PROOF_LINKED);
    forms_close(&f);
}

static const char *
with_parts(forms *f, const char *first, const char *second, const char *third)
{
    char text[512];
    snprintf(text, sizeof(text), "%s.%s.%s", first, second, third);
    return obv_arena_text(f->arena, obv_slice_of(text));
}

#define EMPTY "e30" /* {} */

static void
what_is_not_encoded_strictly_is_no_jws(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *third, *where;
    } cases[] = {
        {"e30=", EMPTY, "AAAA", "header"},  /* padding */
        {"e3 0", EMPTY, "AAAA", "header"},  /* white space */
        {"e30+", EMPTY, "AAAA", "header"},  /* the other alphabet */
        {"e31", EMPTY, "AAAA", "header"},   /* bits behind the last byte */
        {"e30e3", EMPTY, "AAAA", "header"}, /* a length that cannot be */
        {EMPTY, "e31", "AAAA", "payload"},
        {EMPTY, "", "AAAA", "payload"},
        {EMPTY, EMPTY, "AAA", NULL}, /* two bytes: right */
        {EMPTY, EMPTY, "AAB", "signature"},
        {EMPTY, EMPTY, "A", "signature"},
        {"eyJ", EMPTY, "AAAA", "header"}, /* no JSON */
        {"e10", EMPTY, "AAAA", NULL},
        {EMPTY, "W10", "AAAA", "payload"},                /* an array */
        {EMPTY, "MQ", "AAAA", "payload"},                 /* a number */
        {EMPTY, "eyJhIjoxLCJhIjoyfQ", "AAAA", "payload"}, /* a, twice */
        {"eyJhIjoxLCJhIjoyfQ", EMPTY, "AAAA", "header"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text =
            with_parts(&f, cases[i].first, cases[i].second, cases[i].third);
        forms_read(&f, text);
        CHECK_CASE(f.status == OBV_OK && f.first == NULL, text);
        if (cases[i].where == NULL) {
            CHECK_CASE(f.why.check == OBV_CHECK_PRESENT, text);
        } else {
            CHECK_CASE(f.why.check == OBV_CHECK_FORMAT, text);
            CHECK_CASE(obv_slice_is(f.why.where, cases[i].where), text);
        }
        forms_close(&f);
    }
}

static void
a_reason_says_what_is_wrong_with_a_part(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, with_parts(&f, "eyJhIjoxLCJhIjoyfQ", EMPTY, "AAAA"));
    CHECK(f.why.reason == OBV_REASON_DUPLICATE_MEMBER);
    forms_read(&f, with_parts(&f, "eyJhIjoi_yJ9", EMPTY, "AAAA"));
    CHECK(f.why.reason == OBV_REASON_NOT_UTF8);
    forms_read(&f, with_parts(&f, "eyJh", EMPTY, "AAAA"));
    CHECK(f.why.reason == OBV_REASON_NOT_JSON);
    forms_read(&f, "eyJhIjoxfQ");
    CHECK(f.why.reason == OBV_REASON_NOT_JWS);
    forms_read(&f, "eyJhIjoxfQ.e30");
    CHECK(f.why.reason == OBV_REASON_NOT_JWS);
    forms_read(&f, "eyJhIjoxfQ.e30.AAAA.AAAA"); /* one part too many */
    CHECK(f.why.reason == OBV_REASON_NOT_JWS);
    CHECK(f.why.check == OBV_CHECK_FORMAT && f.first == NULL);
    forms_close(&f);
}

/* Cut anywhere, it is damaged, and never a badge. */
static void
every_prefix_is_no_badge(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws = forms_jws(&f, header, payload);
    char cut[2048];
    size_t whole = strlen(jws) - strlen("AAAA");
    for (size_t len = 3; len < whole; len++) {
        snprintf(cut, sizeof(cut), "%.*s", (int)len, jws);
        forms_read(&f, cut);
        CHECK(f.status == OBV_OK && f.first == NULL);
        CHECK(f.why.check == OBV_CHECK_FORMAT);
    }
    forms_close(&f);
}

/* ---- The header --------------------------------------------------------- */

typedef struct header_case {
    const char *header;
    obv_reason reason; /* NONE: right */
    const char *where;
} header_case;

static void
check_headers(const header_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_jws(&f, cases[i].header, payload));
        CHECK_CASE(f.first != NULL, cases[i].header);
        bool right = cases[i].reason == OBV_REASON_NONE
                         ? f.first->fault_count == 0
                         : forms_has_fault(f.first, OBV_CHECK_PROOF,
                                           cases[i].reason, cases[i].where);
        if (!right) {
            forms_print_faults(f.first, cases[i].header);
        }
        CHECK_CASE(right, cases[i].header);
        CHECK(f.first->proofs != NULL && f.first->has_digest);
        forms_close(&f);
    }
}

#define KID "\"kid\":\"k\""

static void
an_algorithm_that_anybody_can_use_is_forbidden(void **state)
{
    (void)state;
    static const header_case cases[] = {
        {"{\"alg\":\"none\"," KID "}", OBV_REASON_FORBIDDEN_ALG, "header/alg"},
        {"{\"alg\":\"None\"," KID "}", OBV_REASON_FORBIDDEN_ALG, "header/alg"},
        {"{\"alg\":\"NONE\"," KID "}", OBV_REASON_FORBIDDEN_ALG, "header/alg"},
        {"{\"alg\":\"HS256\"," KID "}", OBV_REASON_FORBIDDEN_ALG, "header/alg"},
        {"{\"alg\":\"HS512\"," KID "}", OBV_REASON_FORBIDDEN_ALG, "header/alg"},
        {"{" KID "}", OBV_REASON_BAD_HEADER, "header/alg"},
        {"{\"alg\":null," KID "}", OBV_REASON_BAD_HEADER, "header/alg"},
        {"{\"alg\":[\"EdDSA\"]," KID "}", OBV_REASON_BAD_HEADER, "header/alg"},
        /* One that we do not know is doubt, not a fault. */
        {"{\"alg\":\"ES256K\"," KID "}", OBV_REASON_NONE, ""},
        {"{\"alg\":\"\"," KID "}", OBV_REASON_NONE, ""},
    };
    check_headers(cases, COUNT(cases));
}

static void
a_header_with_a_rule_that_we_do_not_know_is_refused(void **state)
{
    (void)state;
#define ALG "\"alg\":\"EdDSA\"," KID
    static const header_case cases[] = {
        {"{" ALG ",\"crit\":[\"b64\"]}", OBV_REASON_BAD_HEADER, "header/crit"},
        {"{" ALG ",\"crit\":[]}", OBV_REASON_BAD_HEADER, "header/crit"},
        {"{" ALG ",\"crit\":null}", OBV_REASON_BAD_HEADER, "header/crit"},
        {"{" ALG ",\"b64\":false}", OBV_REASON_BAD_HEADER, "header/b64"},
        {"{" ALG ",\"b64\":\"true\"}", OBV_REASON_BAD_HEADER, "header/b64"},
        {"{" ALG ",\"b64\":true}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"cty\":\"vc\",\"x5t\":\"a\",\"jku\":\"https://e.example\"}",
         OBV_REASON_NONE, ""},
    };
    check_headers(cases, COUNT(cases));
}

static void
the_type_of_a_jws_is_that_of_a_credential(void **state)
{
    (void)state;
    static const header_case cases[] = {
        {"{" ALG ",\"typ\":\"JWT\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"jwt\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"JOSE\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"vc+jwt\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"VC+LD+JWT\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"application/vc+jwt\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"Application/JWT\"}", OBV_REASON_NONE, ""},
        {"{" ALG ",\"typ\":\"vp+jwt\"}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":\"application/vp+jwt\"}", OBV_REASON_BAD_HEADER,
         "header/typ"},
        {"{" ALG ",\"typ\":\"at+jwt\"}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":\"dpop+jwt\"}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":\"JWT \"}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":\"\"}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":null}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":[\"JWT\"]}", OBV_REASON_BAD_HEADER, "header/typ"},
        {"{" ALG ",\"typ\":\"text/jwt\"}", OBV_REASON_BAD_HEADER, "header/typ"},
    };
    check_headers(cases, COUNT(cases));
}

static void
a_key_must_be_named_and_no_secret_shown(void **state)
{
    (void)state;
#define EDDSA "{\"alg\":\"EdDSA\""
    static const header_case cases[] = {
        {EDDSA "}", OBV_REASON_NO_KEY_NAMED, "header"},
        {EDDSA ",\"kid\":7}", OBV_REASON_BAD_HEADER, "header/kid"},
        {EDDSA ",\"kid\":null}", OBV_REASON_BAD_HEADER, "header/kid"},
        {EDDSA ",\"jwk\":{" ED25519 "}}", OBV_REASON_NONE, ""},
        {EDDSA ",\"jwk\":\"key\"}", OBV_REASON_BAD_HEADER, "header/jwk"},
        {EDDSA ",\"jwk\":null}", OBV_REASON_BAD_HEADER, "header/jwk"},
        {EDDSA ",\"jwk\":{}}", OBV_REASON_BAD_HEADER, "header/jwk"},
        {EDDSA ",\"jwk\":{" ED25519 ",\"d\":\"AAAA\"}}", OBV_REASON_BAD_HEADER,
         "header/jwk"},
        {EDDSA ",\"jwk\":{" ED25519 ",\"k\":\"AAAA\"}}", OBV_REASON_BAD_HEADER,
         "header/jwk"},
        {EDDSA ",\"jwk\":{" ED25519 ",\"p\":\"AAAA\"}}", OBV_REASON_BAD_HEADER,
         "header/jwk"},
        {EDDSA ",\"jwk\":{" ED25519 ",\"oth\":[]}}", OBV_REASON_BAD_HEADER,
         "header/jwk"},
        /* A kind of key that we do not know is doubt, not a fault. */
        {EDDSA ",\"jwk\":{\"kty\":\"EC\",\"crv\":\"secp256k1\","
               "\"x\":\"AA\",\"y\":\"AA\"}}",
         OBV_REASON_NONE, ""},
    };
    check_headers(cases, COUNT(cases));
}

/* An RSA key of so many bytes, all of them odd and none of them zero. */
static const char *
rsa_header(forms *f, size_t bytes, const char *exponent)
{
    uint8_t modulus[1100];
    char text[2048];
    assert_true(bytes <= sizeof(modulus));
    memset(modulus, 0xC3, bytes);
    snprintf(text, sizeof(text),
             "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"%s\","
             "\"e\":\"%s\"}}",
             obv_to_base64url((obv_slice){modulus, bytes}, f->arena), exponent);
    return obv_arena_text(f->arena, obv_slice_of(text));
}

static void
a_weak_key_is_refused_by_the_form_already(void **state)
{
    (void)state;
    static const struct {
        size_t bytes;
        const char *exponent;
        bool right;
    } cases[] = {
        {256, "AQAB", true},  {512, "AQAB", true},   {128, "AQAB", false},
        {255, "AQAB", false}, {256, "Aw", false},    {256, "AQ", false},
        {256, "AQAA", false}, {1025, "AQAB", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(
            &f, forms_jws(&f, rsa_header(&f, cases[i].bytes, cases[i].exponent),
                          payload));
        const obv_credential *c = f.first;
        CHECK((c->proofs->key_shown.kind == OBV_KEY_RSA) == cases[i].right);
        CHECK(cases[i].right
                  ? c->fault_count == 0
                  : forms_has_fault(c, OBV_CHECK_PROOF, OBV_REASON_WEAK_KEY,
                                    "header/jwk"));
        forms_close(&f);
    }
}

static void
key_and_name_of_key_are_both_kept(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_jws(&f, "{" ALG ",\"jwk\":{" ED25519 "}}", payload));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->proofs->key_id), "k");
    CHECK(f.first->proofs->key_shown.kind == OBV_KEY_ED25519);
    CHECK_NUMBER(f.first->proofs->key_shown.first.len, 32);
    forms_close(&f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signed_bytes_and_their_digest_are_kept),
        cmocka_unit_test(
            white_space_around_a_jws_is_not_signed_and_does_no_harm),
        cmocka_unit_test(a_header_may_be_laid_out),
        cmocka_unit_test(an_embedded_proof_inside_a_jws_is_a_second_proof),
        cmocka_unit_test(what_is_not_encoded_strictly_is_no_jws),
        cmocka_unit_test(a_reason_says_what_is_wrong_with_a_part),
        cmocka_unit_test(every_prefix_is_no_badge),
        cmocka_unit_test(an_algorithm_that_anybody_can_use_is_forbidden),
        cmocka_unit_test(a_header_with_a_rule_that_we_do_not_know_is_refused),
        cmocka_unit_test(the_type_of_a_jws_is_that_of_a_credential),
        cmocka_unit_test(a_key_must_be_named_and_no_secret_shown),
        cmocka_unit_test(a_weak_key_is_refused_by_the_form_already),
        cmocka_unit_test(key_and_name_of_key_are_both_kept),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
