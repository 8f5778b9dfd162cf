/* SPDX-License-Identifier: Apache-2.0 */
/* A credential becomes a JWS that says nothing else than it did, or none. */
#include "form/form.h"
#include "issuing.h"

static obv_slice vc2, vc1, ob2;
static obv_key_file key;

static int
start(void **state)
{
    if (issuing_start(state) != 0) {
        return -1;
    }
    vc2 = file_read("tests/samples/source/tri.json");
    vc1 = file_read("tests/samples/source/couture.json");
    ob2 = file_read("tests/samples/source/commandes.json");
    return vc2.ptr != NULL && vc1.ptr != NULL && ob2.ptr != NULL &&
                   obv_key_make(&issuing, obv_signer_of(OBV_KEY_ED25519), 0,
                                NULL, &key)
               ? 0
               : -1;
}

static int
stop(void **state)
{
    obv_key_close(&key);
    file_free(vc2);
    file_free(vc1);
    file_free(ob2);
    return issuing_stop(state);
}

static bool
sign(obv_slice credential, const obv_jwt_wish *wish, obv_slice *ret)
{
    static const obv_jwt_wish usual = {.kid = "https://a.example/keys#1"};
    issuing.status = 0;
    return obv_jwt_sign(&issuing, &key, "x.json", credential,
                        wish == NULL ? &usual : wish, ret);
}

/* Part 0 or 1 of a JWS, parsed. */
static const obv_json *
part(obv_slice jws, int which)
{
    obv_slice text = {NULL, 0}, rest = jws, bytes;
    const obv_json *json;
    for (int i = 0; i <= which; i++) {
        CHECK(obv_slice_cut(rest, '.', &text, &rest));
    }
    CHECK(obv_base64url(text, issuing.arena, &bytes) == OBV_OK);
    CHECK(obv_json_parse(bytes, OBV_JSON_SIGNED, issuing.arena, &json, NULL) ==
          OBV_OK);
    return json;
}

static bool
says(const obv_json *object, const char *name, const char *text)
{
    obv_slice value;
    return obv_json_text(obv_json_get(object, name), &value) &&
           obv_slice_is(value, text);
}

static bool
counts(const obv_json *object, const char *name, int64_t number)
{
    int64_t value;
    return obv_json_integer(obv_json_get(object, name), &value) &&
           value == number;
}

static const obv_json *
parse(obv_slice text)
{
    const obv_json *json;
    CHECK(obv_json_parse(text, OBV_JSON_SIGNED, issuing.arena, &json, NULL) ==
          OBV_OK);
    return json;
}

/* ---- What works ---------------------------------------------------------- */

static void
vc_2_is_the_payload_itself_with_its_claims(void **state)
{
    (void)state;
    static const char *const claims[] = {"iss", "sub", "jti", "nbf", "exp"};
    obv_slice jws;
    CHECK(sign(vc2, NULL, &jws));
    const obv_json *header = part(jws, 0), *payload = part(jws, 1);
    CHECK(says(header, "alg", "EdDSA"));
    CHECK(says(header, "kid", "https://a.example/keys#1"));
    CHECK(says(header, "typ", "vc+jwt"));
    CHECK(says(payload, "iss", "did:web:deuxieme-ronde.example"));
    CHECK(counts(payload, "nbf", 1777896000)); /* 2026-05-04T14:00+02:00 */
    CHECK(counts(payload, "exp", 1935662400));
    obv_json *rest = obv_json_copy(issuing.arena, payload);
    for (size_t i = 0; i < COUNT(claims); i++) {
        CHECK_CASE(obv_json_remove(rest, claims[i]), claims[i]);
    }
    CHECK(obv_json_equal(rest, parse(vc2)));
}

static void
vc_1_stands_whole_in_the_vc_claim(void **state)
{
    (void)state;
    obv_slice jws;
    CHECK(sign(vc1, NULL, &jws));
    const obv_json *payload = part(jws, 1);
    CHECK(says(part(jws, 0), "typ", "JWT"));
    CHECK(says(payload, "iss", "https://point-de-lin.example"));
    CHECK(counts(payload, "nbf", 1784275200)); /* 2026-07-17T10:00+02:00 */
    CHECK(obv_json_get(payload, "exp") == NULL);
    CHECK(obv_json_equal(obv_json_get(payload, "vc"), parse(vc1)));
}

static void
an_assertion_of_ob_2_is_signed_as_it_is(void **state)
{
    (void)state;
    const obv_jwt_wish none = {0};
    obv_slice jws;
    CHECK(sign(ob2, &none, &jws));
    CHECK(obv_json_equal(part(jws, 1), parse(ob2)));
    CHECK(obv_json_count(obv_json_get(part(jws, 0), "typ")) == 0);
    CHECK(obv_json_get(part(jws, 0), "kid") == NULL);
}

static void
the_signature_is_over_what_stands_there(void **state)
{
    (void)state;
    obv_slice jws, signature, bytes;
    CHECK(sign(vc2, NULL, &jws));
    size_t dot = jws.len;
    while (jws.ptr[dot - 1] != '.') {
        dot--;
    }
    signature = (obv_slice){jws.ptr + dot, jws.len - dot};
    CHECK(obv_base64url(signature, issuing.arena, &bytes) == OBV_OK);
    obv_slice message = {jws.ptr, dot - 1};
    CHECK(obv_ed25519_verify(&key.public, message, bytes) == OBV_OK);
}

static void
the_same_credential_gives_the_same_badge(void **state)
{
    (void)state;
    obv_slice once, again;
    CHECK(sign(vc2, NULL, &once));
    CHECK(sign(vc2, NULL, &again));
    CHECK(obv_slice_equal(once, again));
}

static void
the_key_may_stand_in_the_badge(void **state)
{
    (void)state;
    const obv_jwt_wish wish = {.show_key = true, .alg = "Ed25519"};
    obv_key shown;
    obv_slice jws;
    CHECK(sign(vc2, &wish, &jws));
    const obv_json *jwk = obv_json_get(part(jws, 0), "jwk");
    CHECK(says(part(jws, 0), "alg", "Ed25519"));
    CHECK(obv_json_get(jwk, "d") == NULL);
    CHECK(obv_key_from_jwk(jwk, issuing.arena, &shown) == OBV_OK);
    CHECK(obv_key_equal(&shown, &key.public));
}

/* ---- Refusals ------------------------------------------------------------ */

static void
wishes_that_cannot_be_granted_are_refused(void **state)
{
    (void)state;
    static const obv_jwt_wish wishes[] = {
        {.kid = NULL}, /* nothing names the key */
        {.kid = "k", .alg = "ES256"},
        {.kid = "k", .alg = "none"},
        {.kid = "k", .alg = "HS256"},
        {.kid = "k", .alg = "eddsa"},
        {.kid = "k", .alg = ""},
        {.kid = "k", .vc = "1.1"},
        {.kid = "k", .vc = "3.0"},
    };
    static const obv_jwt_wish right = {.kid = "k", .alg = "auto", .vc = "2.0"};
    obv_slice jws;
    for (size_t i = 0; i < COUNT(wishes); i++) {
        CHECK(!sign(vc2, &wishes[i], &jws));
        CHECK(issuing.status != 0);
    }
    CHECK(sign(vc2, &right, &jws));
}

static void
what_the_verifier_would_call_malformed_is_not_signed(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new;
    } cases[] = {
        {"\"https://www.w3.org/ns/credentials/v2\",", ""},
        {"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
         "https://a.example/context.json"},
        {"\"OpenBadgeCredential\"", "\"AnotherCredential\""},
        {"\"VerifiableCredential\",", ""},
        {"\"AchievementSubject\"", "\"Subject\""},
        {"\"Achievement\"\n", "\"Badge\"\n"},
        {"\"criteria\"", "\"critères\""},
        {"\"narrative\": \"- Rec", "\"text\": \"- Rec"},
        {"2026-05-04T14:00:00+02:00\",\n  \"credentialSubject\"",
         "2026-05-04T14:00:00\",\n  \"credentialSubject\""},
        {"\"validFrom\": \"2026-05-04T14:00:00+02:00\"",
         "\"validFrom\": \"4 mai 2026\""},
        {"\"validFrom\": \"2026-05-04T14:00:00+02:00\",", ""},
        {"\"validUntil\": \"2031", "\"validUntil\": \"2021"},
        {"\"issuer\": {", "\"issuer\": null, \"emitter\": {"},
        {"\"identifier\": [", "\"identifier\": 3, \"identifiers\": ["},
        {"\"achievement\": {", "\"achievements\": {"},
        {"\"description\": \"Trier", "\"describes\": \"Trier"},
        {"\"Competency\",\n      \"name\": ", "\"Competency\", \"title\": "},
    };
    obv_slice jws;
    CHECK(sign(vc2, NULL, &jws));
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice changed = issuing_with(vc2, cases[i].old, cases[i].new);
        CHECK_CASE(!sign(changed, NULL, &jws), cases[i].new);
        CHECK_NUMBER(issuing.status, OBV_EXIT_REFUSED);
    }
}

static void
claims_that_are_there_already_are_refused(void **state)
{
    (void)state;
    static const char *const claims[] = {
        "{\"iss\": \"https://b.example\",",
        "{\"sub\": \"x\",",
        "{\"jti\": \"x\",",
        "{\"nbf\": 1,",
        "{\"exp\": 1,",
    };
    obv_slice jws;
    for (size_t i = 0; i < COUNT(claims); i++) {
        CHECK_CASE(!sign(issuing_with(vc2, "{", claims[i]), NULL, &jws),
                   claims[i]);
    }
}

static void
what_is_no_credential_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{}",
        "[]",
        "null",
        "\"x\"",
        "{\"a\":1",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "{\"a\":\"\xff\"}",
        "Bonjour",
        "{\"type\":\"BadgeClass\"}",
    };
    obv_slice jws;
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_CASE(!sign(obv_slice_of(texts[i]), NULL, &jws), texts[i]);
        CHECK_NUMBER(issuing.status, OBV_EXIT_REFUSED);
    }
}

static void
a_hosted_assertion_is_not_signed(void **state)
{
    (void)state;
    obv_slice jws;
    CHECK(!sign(issuing_with(ob2, "SignedBadge", "HostedBadge"), NULL, &jws));
    CHECK(!sign(issuing_with(ob2, "\"issuedOn\"", "\"issued\""), NULL, &jws));
    CHECK(!sign(issuing_with(ob2, "\"recipient\"", "\"to\""), NULL, &jws));
}

static void
lack_of_memory_is_said(void **state)
{
    (void)state;
    obv_arena *whole = issuing.arena;
    obv_slice jws;
    bool done = false;
    for (size_t room = 0; room < 1000000 && !done; room += 1024) {
        issuing.arena = obv_arena_new(room);
        CHECK(issuing.arena != NULL);
        done = sign(vc2, NULL, &jws);
        CHECK(done || issuing.status != 0);
        obv_arena_free(issuing.arena);
    }
    issuing.arena = whole;
    CHECK(done);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(vc_2_is_the_payload_itself_with_its_claims),
        TEST(vc_1_stands_whole_in_the_vc_claim),
        TEST(an_assertion_of_ob_2_is_signed_as_it_is),
        TEST(the_signature_is_over_what_stands_there),
        TEST(the_same_credential_gives_the_same_badge),
        TEST(the_key_may_stand_in_the_badge),
        TEST(wishes_that_cannot_be_granted_are_refused),
        TEST(what_the_verifier_would_call_malformed_is_not_signed),
        TEST(claims_that_are_there_already_are_refused),
        TEST(what_is_no_credential_is_refused),
        TEST(a_hosted_assertion_is_not_signed),
        TEST(lack_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
