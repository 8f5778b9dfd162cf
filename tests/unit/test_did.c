/* SPDX-License-Identifier: Apache-2.0 */
/* Keys that are spelled out in an id: did:key and did:jwk.  The long tables
   of did:key are tests/suites/suite_did_key.c. */
#include "check.h"
#include "trust/trust.h"

/* The first vector of the did:key specification. */
#define MULTIKEY "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
#define OTHER "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"
#define P256 "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
#define AGREEMENT "z6LSfg76x3LLQjPg3AmMPWo7kdWPHeXbnDLDEbYPBESjbxWC"
#define X "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik"

static obv_arena *arena;

static obv_status
read_did(const char *did, obv_key *key)
{
    *key = (obv_key){0};
    return obv_did_key(obv_slice_of(did), arena, key);
}

/* did:jwk of this JSON, and `fragment` behind it. */
static obv_status
read_jwk(const char *json, const char *fragment, obv_key *key)
{
    obv_buffer did = obv_buffer_in(arena);
    obv_put_text(&did, "did:jwk:");
    obv_put_text(&did, obv_to_base64url(obv_slice_of(json), arena));
    obv_put_text(&did, fragment);
    *key = (obv_key){0};
    return obv_did_key(obv_buffer_slice(&did), arena, key);
}

static bool
is_the_key(const obv_key *key)
{
    obv_key same;
    return obv_key_from_multikey(obv_slice_of(MULTIKEY), arena, &same) ==
               OBV_OK &&
           obv_key_equal(key, &same);
}

static void
a_did_key_is_its_key_with_or_without_its_fragment(void **state)
{
    (void)state;
    obv_key key;
    CHECK(read_did("did:key:" MULTIKEY, &key) == OBV_OK);
    CHECK(is_the_key(&key));
    CHECK(read_did("did:key:" MULTIKEY "#" MULTIKEY, &key) == OBV_OK);
    CHECK(is_the_key(&key));
    CHECK(read_did("did:key:" P256 "#" P256, &key) == OBV_OK);
    CHECK(key.kind == OBV_KEY_P256);
}

static void
a_did_jwk_is_its_key_with_or_without_its_fragment(void **state)
{
    (void)state;
    static const char jwk[] =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\"}";
    obv_key key;
    CHECK(read_jwk(jwk, "", &key) == OBV_OK);
    CHECK(is_the_key(&key));
    CHECK(read_jwk(jwk, "#0", &key) == OBV_OK);
    CHECK(is_the_key(&key));
}

static void
a_did_that_is_none_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *did;
        obv_status status;
    } cases[] = {
        {"", OBV_UNSUPPORTED},
        {"did", OBV_UNSUPPORTED},
        {"did:web:example.org#" MULTIKEY, OBV_UNSUPPORTED},
        {"DID:key:" MULTIKEY, OBV_UNSUPPORTED},
        {"did:KEY:" MULTIKEY, OBV_UNSUPPORTED},
        {" did:key:" MULTIKEY, OBV_UNSUPPORTED},
        {MULTIKEY, OBV_UNSUPPORTED},
        {"did:key:", OBV_MALFORMED},
        {"did:key:z", OBV_MALFORMED},
        {"did:key:#" MULTIKEY, OBV_MALFORMED},
        {"did:key:" MULTIKEY "#", OBV_MALFORMED},
        {"did:key:" MULTIKEY "#" OTHER, OBV_MALFORMED},
        {"did:key:" MULTIKEY "#" AGREEMENT, OBV_MALFORMED},
        {"did:key:" MULTIKEY "#key-1", OBV_MALFORMED},
        {"did:key:" MULTIKEY "#" MULTIKEY "#" MULTIKEY, OBV_MALFORMED},
        {"did:key:" MULTIKEY "/path", OBV_MALFORMED},
        {"did:key:" MULTIKEY "?query=1", OBV_MALFORMED},
        {"did:key:" MULTIKEY " ", OBV_MALFORMED},
        {"did:key:1.1:" MULTIKEY, OBV_MALFORMED},
        {"did:key:u7QE7aie8zrakLWKjqNAqbw1zZTIVdx3iQ6Y6wEihi1naKQ",
         OBV_MALFORMED},
        {"did:key:" AGREEMENT, OBV_UNSUPPORTED},
        {"did:jwk:", OBV_MALFORMED},
        {"did:jwk:#0", OBV_MALFORMED},
        {"did:jwk:e30=", OBV_MALFORMED}, /* padded */
        {"did:jwk: e30", OBV_MALFORMED}, /* white space */
        {"did:jwk:bm9w", OBV_MALFORMED}, /* "nop": no JSON */
        {"did:jwk:W10", OBV_MALFORMED},  /* [] */
        {"did:jwk:e30", OBV_MALFORMED},  /* {} */
    };
    obv_key key;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_status status = read_did(cases[i].did, &key);
        CHECK_CASE(status == cases[i].status, cases[i].did);
        CHECK_CASE(key.kind == OBV_KEY_NONE, cases[i].did);
    }
}

static void
a_did_jwk_that_is_not_for_signing_is_refused(void **state)
{
    (void)state;
#define JWK "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" X "\""
    static const struct {
        const char *jwk, *fragment;
    } cases[] = {
        {JWK ",\"use\":\"enc\"}", ""},
        {JWK ",\"use\":true}", ""},
        {JWK ",\"d\":\"" X "\"}", ""},
        {JWK ",\"x\":\"" X "\"}", ""},
        {JWK "}", "#1"},
        {JWK "}", "#"},
        {JWK "}", "#" MULTIKEY},
        {JWK "} ,", ""},
        {"{\"kty\":\"oct\",\"k\":\"AAAA\"}", ""},
        {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" X "\"}", ""},
        {"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", ""},
    };
    obv_key key;
    CHECK(read_jwk(JWK ",\"use\":\"sig\"}", "", &key) == OBV_OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(read_jwk(cases[i].jwk, cases[i].fragment, &key) != OBV_OK,
                   cases[i].jwk);
        CHECK_CASE(key.kind == OBV_KEY_NONE, cases[i].jwk);
    }
#undef JWK
}

/* Cut anywhere, it is another id or none, never this key. */
static void
no_prefix_is_the_key(void **state)
{
    (void)state;
    static const char did[] = "did:key:" MULTIKEY "#" MULTIKEY;
    size_t whole = strlen("did:key:" MULTIKEY);
    for (size_t len = 0; len < strlen(did); len++) {
        obv_key key = {0};
        obv_slice cut = {(const uint8_t *)did, len};
        CHECK((obv_did_key(cut, arena, &key) == OBV_OK) == (len == whole));
    }
}

static void
a_full_arena_is_said(void **state)
{
    (void)state;
    static const char did[] = "did:key:" MULTIKEY;
    obv_status status = OBV_NO_MEMORY;
    for (size_t size = 0; status == OBV_NO_MEMORY; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_key key;
        assert_non_null(small);
        status = obv_did_key(obv_slice_of(did), small, &key);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        obv_arena_free(small);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_did_key_is_its_key_with_or_without_its_fragment),
        cmocka_unit_test(a_did_jwk_is_its_key_with_or_without_its_fragment),
        cmocka_unit_test(a_did_that_is_none_is_refused),
        cmocka_unit_test(a_did_jwk_that_is_not_for_signing_is_refused),
        cmocka_unit_test(no_prefix_is_the_key),
        cmocka_unit_test(a_full_arena_is_said),
    };
    arena = obv_arena_new(4 * 1024 * 1024);
    if (arena == NULL || !obv_sodium_start()) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
