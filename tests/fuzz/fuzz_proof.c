/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: the value of a proof as each suite reads it: base58,
 * detached JWS, CBOR.  The bytes come as they are, and as the base64url that a
 * derived proof has, so that this is no wall.  None of them holds: nobody here
 * has the key.
 */
#include "needing.h"
#include "proving.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const struct {
    const char *suite;
    obv_key_kind kind;
} suites[] = {
    {"eddsa-rdfc-2022", OBV_KEY_ED25519},
    {"ecdsa-rdfc-2019", OBV_KEY_P384},
    {"eddsa-jcs-2022", OBV_KEY_ED25519},
    {"Ed25519Signature2018", OBV_KEY_ED25519},
    {"JsonWebSignature2020", OBV_KEY_P256},
    {"ecdsa-sd-2023", OBV_KEY_P256},
};

static void
try_value(obv_slice value, obv_arena *arena)
{
    const obv_json *object;
    need(obv_json_parse(obv_slice_of("{\"a\":1}"), OBV_JSON_ANY, arena, &object,
                        NULL) == OBV_OK);
    obv_proof proof = {
        .kind = OBV_PROOF_LINKED,
        .value = value,
        .secured = {.object = object},
        .options = {.object = object},
        .linked = proving_linked("<urn:a> <urn:b> _:c .\n"
                                 "_:c <urn:d> _:e .\n",
                                 arena),
        .linked_options = proving_linked("_:p <urn:a> <urn:b> .\n", arena),
    };
    for (size_t i = 0; i < COUNT(suites); i++) {
        proof.suite = obv_slice_of(suites[i].suite);
        obv_status status =
            obv_proof_check(&proof, proving_key(suites[i].kind, 0), arena);
        need(status == OBV_BAD_SIGNATURE || status == OBV_MALFORMED ||
             status == OBV_WRONG_KEY || status == OBV_UNSUPPORTED ||
             status == OBV_LIMIT);
    }
}

/* A credential whose proofs are opened, whatever they are. */
static void
open_all(obv_slice text, obv_arena *arena)
{
    const obv_json *credential;
    if (obv_json_parse(text, OBV_JSON_SIGNED, arena, &credential, NULL) !=
        OBV_OK) {
        return;
    }
    const obv_json *proofs = obv_json_get(credential, "proof");
    for (size_t i = 0; i < obv_json_count(proofs) && i < 4; i++) {
        obv_proof proof = {.kind = OBV_PROOF_NONE};
        obv_ld_fault why;
        uint8_t digest[16];
        obv_status status =
            obv_proof_open(credential, obv_json_item(proofs, i), arena, &proof);
        need(status == OBV_OK || status == OBV_NOT_FOUND ||
             status == OBV_LIMIT);
        if (status == OBV_OK &&
            obv_proof_link(&proof, 0, arena, &why) == OBV_OK) {
            (void)obv_proof_check(&proof, proving_key(OBV_KEY_ED25519, 0),
                                  arena);
            (void)obv_proof_digest(&proof, arena, digest);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    if (arena == NULL) {
        obv_json_start();
        arena = obv_arena_new(OBV_ARENA);
    }
    need(arena != NULL && obv_sodium_start());
    obv_arena_empty(arena);
    if (len > 64u * 1024) {
        return 0;
    }
    obv_slice text = {bytes, len};
    try_value(text, arena);
    try_value(proving_base64url(text, arena), arena);
    open_all(text, arena);
    return 0;
}
