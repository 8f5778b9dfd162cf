/* SPDX-License-Identifier: Apache-2.0 */
/* did:key: the vectors of the specification and of W3C suites, and ids that
   only look like one. */
#include "files.h"
#include "trust/trust.h"

#define VECTORS "suites/did-key/vectors.json"

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

/* The whole uncompressed point, or the 32 bytes of Ed25519. */
static bool
is_material(const obv_json *vector, const obv_key *key, obv_arena *arena)
{
    obv_slice hex = text_of(vector, "uncompressedHex"), bytes;
    if (hex.len == 0) {
        hex = text_of(vector, "publicKeyHex");
    }
    return obv_hex(hex, arena, &bytes) == OBV_OK &&
           obv_slice_equal(bytes, key->first);
}

/* Also as the verification method, and as the JWK beside it. */
static bool
is_key(const obv_json *vector, obv_arena *arena)
{
    obv_key key, method, jwk;
    return obv_did_key(text_of(vector, "did"), arena, &key) == OBV_OK &&
           obv_did_key(text_of(vector, "verificationMethod"), arena, &method) ==
               OBV_OK &&
           obv_key_from_jwk(obv_json_get(vector, "jwk"), arena, &jwk) ==
               OBV_OK &&
           obv_slice_is(text_of(vector, "key"), obv_key_kind_name(key.kind)) &&
           obv_key_equal(&key, &method) && obv_key_equal(&key, &jwk) &&
           is_material(vector, &key, arena);
}

static bool
is_refused(const obv_json *vector, obv_arena *arena)
{
    obv_key key;
    obv_status status = obv_did_key(text_of(vector, "did"), arena, &key);
    return status == OBV_MALFORMED || status == OBV_UNSUPPORTED;
}

int
main(void)
{
    const char *path = shared_path(VECTORS);
    if (path == NULL) {
        printf("did-key skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    obv_arena *arena = obv_arena_new(4 * 1024 * 1024);
    obv_slice file = file_read(path);
    const obv_json *vectors;
    size_t passed = 0, valid = 0, invalid = 0;
    if (arena == NULL || file.ptr == NULL || !obv_sodium_start() ||
        obv_json_parse(file, OBV_JSON_ANY, arena, &vectors, NULL) != OBV_OK) {
        return 1;
    }
    for (size_t i = 0; i < obv_json_count(vectors); i++) {
        const obv_json *vector = obv_json_item(vectors, i);
        bool good = obv_json_true(obv_json_get(vector, "valid"));
        bool pass = good ? is_key(vector, arena) : is_refused(vector, arena);
        valid += good;
        invalid += !good;
        passed += pass;
        if (!pass) {
            obv_slice did = text_of(vector, "did");
            printf("did-key: %.*s\n", (int)did.len, (const char *)did.ptr);
        }
    }
    printf("did-key %zu/%zu\n", passed, valid + invalid);
    file_free(file);
    obv_arena_free(arena);
    return passed == 31 && valid == 13 && invalid == 18 ? 0 : 1;
}
