/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The W3C vectors of credentials and presentations as JWS (vc-jose-cose): each
 * with the key to try, and whether it verifies.
 *
 * They are no badges, so only what belongs to the JWS counts here: its format,
 * its header, its claims and its signature.  A presentation must hold
 * credentials that can be read.
 */
#include "files.h"
#include "form/parts.h"
#include "proof/proof.h"

#define FOLDER "suites/vc-jose-cose"

static obv_slice
read_shared(obv_slice name)
{
    char path[512];
    snprintf(path, sizeof(path), FOLDER "/%.*s", (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    return there == NULL ? (obv_slice){NULL, 0} : file_read(there);
}

static bool
has_fault(const obv_credential *c)
{
    for (size_t i = 0; i < c->fault_count; i++) {
        obv_check_id check = c->faults[i].check;
        if (check == OBV_CHECK_FORMAT || check == OBV_CHECK_CLAIMS ||
            check == OBV_CHECK_PROOF) {
            return true;
        }
    }
    return false;
}

/* The outermost signature, whatever it is over. */
static bool
signature_holds(obv_slice text, const obv_key *key, obv_arena *arena)
{
    obv_reader reader = {.arena = arena};
    obv_credential *c = NULL, *list = NULL;
    obv_slot slot = {.end = &list};
    obv_fault why;
    obv_jws jws;
    return obv_jws_open(&reader, text, &jws, &why) == OBV_OK &&
           obv_credential_new(&reader, &slot, &c) == OBV_OK &&
           obv_jws_add(&reader, &jws, c) == OBV_OK && !has_fault(c) &&
           obv_proof_check(c->proofs, key, arena) == OBV_OK;
}

/* All that it holds can be read, and is signed as a JWS where it says so. */
static bool
reads(obv_slice text, obv_arena *arena)
{
    obv_credential *c = NULL;
    obv_fault why;
    if (obv_form_read(text, NULL, arena, &c, &why) != OBV_OK || c == NULL) {
        return false;
    }
    for (; c != NULL; c = c->next) {
        if (has_fault(c)) {
            return false;
        }
    }
    return true;
}

static bool
verifies(obv_slice text, obv_slice key_file, obv_arena *arena)
{
    const obv_json *method;
    obv_key key = {0};
    obv_status status =
        obv_json_parse(key_file, OBV_JSON_SIGNED, arena, &method, NULL);
    if (status != OBV_OK ||
        obv_key_from_jwk(obv_json_get(method, "publicKeyJwk"), arena, &key) !=
            OBV_OK ||
        obv_key_ready(&key) != OBV_OK) {
        return false;
    }
    bool good = signature_holds(text, &key, arena) && reads(text, arena);
    obv_key_release(&key);
    return good;
}

static bool
run_case(const obv_json *entry, obv_arena *arena)
{
    obv_slice name = obv_slice_of(""), key = obv_slice_of("");
    obv_json_text(obv_json_get(entry, "file"), &name);
    obv_json_text(obv_json_get(entry, "key"), &key);
    obv_slice file = read_shared(name), key_file = read_shared(key);
    bool wanted = obv_json_true(obv_json_get(entry, "expectVerified"));
    bool got = file.ptr != NULL && key_file.ptr != NULL &&
               verifies(obv_slice_trim(file), key_file, arena);
    if (got != wanted || file.ptr == NULL) {
        printf("jose: %.*s: %s\n", (int)name.len, (const char *)name.ptr,
               got ? "verifies" : "does not verify");
    }
    bool passed = got == wanted && file.ptr != NULL;
    file_free(file);
    file_free(key_file);
    return passed;
}

int
main(void)
{
    obv_slice manifest = read_shared(obv_slice_of("manifest.json"));
    if (manifest.ptr == NULL) {
        printf("jose skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    obv_arena *arena = obv_arena_new(16 * 1024 * 1024);
    const obv_json *cases = NULL;
    if (arena == NULL || !obv_sodium_start() ||
        obv_json_parse(manifest, OBV_JSON_ANY, arena, &cases, NULL) != OBV_OK) {
        return 1;
    }
    size_t total = obv_json_count(cases), passed = 0;
    for (size_t i = 0; i < total; i++) {
        passed += run_case(obv_json_item(cases, i), arena);
    }
    printf("jose %zu/%zu\n", passed, total);
    obv_arena_free(arena);
    file_free(manifest);
    return passed == total && total > 0 ? 0 : 1;
}
