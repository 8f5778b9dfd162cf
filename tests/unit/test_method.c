/* SPDX-License-Identifier: Apache-2.0 */
/* Verification methods: each type with the key that belongs to it, and what
   only looks like one. */
#include "keys.h"

#include <stdio.h>

#define ED_BASE58 "DiRuND4dx7E26NDMA1J8jJ4B1zTBF38BDQvaa3s9Ee4T"
#define ED_JWK "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"}"
#define P256_JWK                                                               \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" P256_X "\",\"y\":\"" P256_Y   \
    "\"}"

static const char *
quoted(const char *text)
{
    obv_json *array = obv_json_new_array(arena);
    obv_slice ret;
    obv_json_append(array, obv_json_new_text(arena, obv_slice_of(text)));
    CHECK(obv_json_print(array, OBV_JSON_COMPACT, arena, &ret) == OBV_OK);
    char *copy = obv_arena_text(arena, (obv_slice){ret.ptr + 1, ret.len - 2});
    CHECK(copy != NULL);
    return copy;
}

/* {"id":"did:web:a.example#k","type":TYPE,MEMBER:VALUE MORE} */
static obv_status
method_in(const char *type, const char *member, const char *value,
          const char *more, obv_key *ret)
{
    char text[4096];
    const obv_json *json;
    snprintf(text, sizeof(text),
             "{\"id\":\"did:web:a.example#k\",\"type\":%s,\"%s\":%s%s}", type,
             member, value, more);
    CHECK(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, arena, &json,
                         NULL) == OBV_OK);
    *ret = (obv_key){0};
    return obv_key_from_method(json, arena, ret);
}

static void
each_type_has_its_key(void **state)
{
    (void)state;
    const struct {
        const char *type, *member, *value, *same; /* as PEM */
    } cases[] = {
        {"Multikey", "publicKeyMultibase", quoted(ED_MULTIKEY), ED_PEM},
        {"Multikey", "publicKeyMultibase", quoted(P256_MULTIKEY), P256_PEM},
        {"JsonWebKey", "publicKeyJwk", P256_JWK, P256_PEM},
        {"JsonWebKey2020", "publicKeyJwk", ED_JWK, ED_PEM},
        {"Ed25519VerificationKey2020", "publicKeyMultibase",
         quoted(ED_MULTIKEY), ED_PEM},
        {"Ed25519VerificationKey2018", "publicKeyBase58", quoted(ED_BASE58),
         ED_PEM},
        {"RsaVerificationKey2018", "publicKeyPem", quoted(RSA_PEM), RSA_PEM},
        {"CryptographicKey", "publicKeyPem", quoted(RSA_PEM), RSA_PEM},
        {"CryptographicKey", "publicKeyPem", quoted(P256_PEM), P256_PEM},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_key key, same;
        CHECK_CASE(method_in(quoted(cases[i].type), cases[i].member,
                             cases[i].value, "", &key) == OBV_OK,
                   cases[i].type);
        CHECK(pem_in(cases[i].same, &same) == OBV_OK);
        CHECK_CASE(obv_key_equal(&key, &same), cases[i].type);
    }
}

/* One object that two readers could take for two keys is none. */
static void
what_is_no_method_is_refused(void **state)
{
    (void)state;
    const char *multikey = quoted(ED_MULTIKEY), *base58 = quoted(ED_BASE58);
    const struct {
        const char *name, *type, *member, *value, *more;
        obv_status status;
    } cases[] = {
        {"no such type", "\"Multikey2\"", "publicKeyMultibase", multikey, "",
         OBV_UNSUPPORTED},
        {"secp256k1", "\"EcdsaSecp256k1VerificationKey2019\"", "publicKeyHex",
         "\"00\"", "", OBV_UNSUPPORTED},
        {"type is null", "null", "publicKeyMultibase", multikey, "",
         OBV_MALFORMED},
        {"two types", "[\"Multikey\",\"JsonWebKey\"]", "publicKeyMultibase",
         multikey, "", OBV_MALFORMED},
        {"a key of another type", "\"JsonWebKey\"", "publicKeyMultibase",
         multikey, "", OBV_MALFORMED},
        {"multikey as base58", "\"Ed25519VerificationKey2018\"",
         "publicKeyBase58", multikey, "", OBV_MALFORMED},
        {"base58 as multikey", "\"Multikey\"", "publicKeyMultibase", base58, "",
         OBV_MALFORMED},
        {"2018 without its member", "\"Ed25519VerificationKey2018\"",
         "publicKeyMultibase", multikey, "", OBV_MALFORMED},
        {"2020 of P-256", "\"Ed25519VerificationKey2020\"",
         "publicKeyMultibase", quoted(P256_MULTIKEY), "", OBV_MALFORMED},
        {"an RSA key of Ed25519", "\"RsaVerificationKey2018\"", "publicKeyPem",
         quoted(ED_PEM), "", OBV_MALFORMED},
        {"two keys", "\"Multikey\"", "publicKeyMultibase", multikey,
         ",\"publicKeyJwk\":" P256_JWK, OBV_MALFORMED},
        {"a key that we do not read beside it", "\"Multikey\"",
         "publicKeyMultibase", multikey, ",\"publicKeyHex\":\"00\"",
         OBV_MALFORMED},
        {"a secret", "\"Multikey\"", "publicKeyMultibase", multikey,
         ",\"secretKeyMultibase\":\"z3u2\"", OBV_MALFORMED},
        {"a secret of old", "\"Ed25519VerificationKey2018\"", "publicKeyBase58",
         base58, ",\"privateKeyBase58\":\"2\"", OBV_MALFORMED},
        {"revoked", "\"Multikey\"", "publicKeyMultibase", multikey,
         ",\"revoked\":\"2099-01-01T00:00:00Z\"", OBV_STALE},
        {"no text", "\"Multikey\"", "publicKeyMultibase", "[]", "",
         OBV_MALFORMED},
        {"no object", "\"JsonWebKey\"", "publicKeyJwk", "\"x\"", "",
         OBV_MALFORMED},
        {"empty", "\"Ed25519VerificationKey2018\"", "publicKeyBase58", "\"\"",
         "", OBV_MALFORMED},
        {"zeros", "\"Ed25519VerificationKey2018\"", "publicKeyBase58",
         "\"11111111111111111111111111111111\"", "", OBV_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_key key;
        obv_status status = method_in(cases[i].type, cases[i].member,
                                      cases[i].value, cases[i].more, &key);
        if (status != cases[i].status || key.kind != OBV_KEY_NONE) {
            fail_msg("%s: %s", cases[i].name, obv_status_name(status));
        }
    }
}

static void
what_is_no_object_is_refused(void **state)
{
    (void)state;
    obv_key key;
    CHECK(obv_key_from_method(NULL, arena, &key) == OBV_MALFORMED);
    CHECK(obv_key_from_method(obv_json_new_text(arena, obv_slice_of("x")),
                              arena, &key) == OBV_MALFORMED);
    CHECK(obv_key_from_method(obv_json_new_object(arena), arena, &key) ==
          OBV_MALFORMED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_has_its_key),
        cmocka_unit_test(what_is_no_method_is_refused),
        cmocka_unit_test(what_is_no_object_is_refused),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
