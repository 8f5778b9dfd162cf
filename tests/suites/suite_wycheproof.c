/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Project Wycheproof: signatures made to slip through verifiers.
 *
 * Each group's key is read as PEM and, where there is one, as JWK: both must
 * give the same key or the same refusal.  Two RSA keys there have the exponent
 * 3, which we refuse: they are made by hand, so that the arithmetic is tested.
 */
#include "files.h"

#include <stdio.h>

static obv_arena *arena;
static size_t passed, total;

typedef obv_status verifier(const obv_key *key, obv_slice message,
                            obv_slice signature);

static const struct {
    const char *name;
    verifier *verify;
} files[] = {
    {"ed25519_test", obv_ed25519_verify},
    {"ecdsa_secp256r1_sha256_p1363_test", obv_ecdsa_verify},
    {"ecdsa_secp384r1_sha384_p1363_test", obv_ecdsa_verify},
    {"rsa_signature_2048_sha256_test", obv_rs256_verify},
    {"rsa_signature_3072_sha256_test", obv_rs256_verify},
    {"rsa_signature_4096_sha256_test", obv_rs256_verify},
};

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

static obv_slice
bytes_of(const obv_json *object, const char *name)
{
    obv_slice bytes = obv_slice_of("");
    obv_hex(text_of(object, name), arena, &bytes);
    return bytes;
}

static obv_status
key_from_der(obv_slice der, obv_key *ret)
{
    obv_buffer pem = obv_buffer_in(arena);
    obv_put_text(&pem, "-----BEGIN PUBLIC KEY-----\n");
    obv_put_text(&pem, obv_to_base64(der, arena));
    obv_put_text(&pem, "\n-----END PUBLIC KEY-----\n");
    return obv_key_from_pem(obv_buffer_slice(&pem), arena, ret);
}

static bool
small_exponent_key(const obv_json *group, obv_key *ret)
{
    const obv_json *numbers = obv_json_get(group, "publicKey");
    obv_slice modulus = bytes_of(numbers, "modulus");
    obv_slice exponent = bytes_of(numbers, "publicExponent");
    while (modulus.len > 0 && modulus.ptr[0] == 0) {
        modulus = (obv_slice){modulus.ptr + 1, modulus.len - 1};
    }
    *ret = (obv_key){OBV_KEY_RSA, modulus, exponent, NULL};
    return exponent.len == 1 && exponent.ptr[0] == 3;
}

/* False where the two forms disagree, or there is no key and no good reason. */
static bool
key_of(const obv_json *group, obv_key *ret)
{
    const obv_json *jwk = obv_json_get(group, "publicKeyJwk");
    jwk = jwk != NULL ? jwk : obv_json_get(group, "keyJwk");
    obv_status status = key_from_der(bytes_of(group, "publicKeyDer"), ret);
    if (jwk != NULL) {
        obv_key other = {0};
        obv_status same = obv_key_from_jwk(jwk, arena, &other);
        if (same != status ||
            (status == OBV_OK && !obv_key_equal(ret, &other))) {
            return false;
        }
    }
    if (status == OBV_WRONG_KEY) {
        return small_exponent_key(group, ret);
    }
    return status == OBV_OK;
}

static void
run_test(const char *file, const obv_json *test, bool key_is_good,
         const obv_key *key, verifier *verify)
{
    int64_t id = 0;
    obv_json_integer(obv_json_get(test, "tcId"), &id);
    obv_slice result = text_of(test, "result");
    obv_status status =
        key_is_good ? verify(key, bytes_of(test, "msg"), bytes_of(test, "sig"))
                    : OBV_WRONG_KEY;
    bool valid = obv_slice_is(result, "valid");
    bool either = obv_slice_is(result, "acceptable");
    total++;
    if ((status == OBV_OK && (valid || either)) ||
        (status == OBV_BAD_SIGNATURE && (!valid || either))) {
        passed++;
        return;
    }
    printf("wycheproof: %s %lld: %.*s, but %s\n", file, (long long)id,
           (int)result.len, (const char *)result.ptr, obv_status_name(status));
}

static void
run_group(const char *file, const obv_json *group, verifier *verify)
{
    obv_key key = {0};
    bool good = key_of(group, &key) && obv_key_ready(&key) == OBV_OK;
    const obv_json *tests = obv_json_get(group, "tests");
    for (size_t i = 0; i < obv_json_count(tests); i++) {
        run_test(file, obv_json_item(tests, i), good, &key, verify);
    }
    obv_key_release(&key);
}

static bool
run_file(const char *name, verifier *verify)
{
    char path[128];
    snprintf(path, sizeof(path), "suites/wycheproof/%s.json", name);
    const char *there = shared_path(path);
    if (there == NULL) {
        return false;
    }
    obv_slice text = file_read(there);
    const obv_json *root;
    if (obv_json_parse(text, OBV_JSON_SIGNED, arena, &root, NULL) != OBV_OK) {
        return false;
    }
    const obv_json *groups = obv_json_get(root, "testGroups");
    for (size_t i = 0; i < obv_json_count(groups); i++) {
        run_group(name, obv_json_item(groups, i), verify);
    }
    obv_arena_empty(arena);
    file_free(text);
    return true;
}

int
main(void)
{
    if (shared_path("suites/wycheproof") == NULL) {
        return SUITE_SKIPPED;
    }
    arena = obv_arena_new(OBV_ARENA);
    if (arena == NULL || !obv_sodium_start()) {
        return 1;
    }
    for (size_t i = 0; i < COUNT(files); i++) {
        if (!run_file(files[i].name, files[i].verify)) {
            printf("wycheproof: %s: cannot be read\n", files[i].name);
        }
    }
    obv_arena_free(arena);
    printf("wycheproof %zu/%zu\n", passed, total);
    return passed == total && total == 1469 ? 0 : 1;
}
