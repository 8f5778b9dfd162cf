/* SPDX-License-Identifier: Apache-2.0 */
/* The table of suites: which key a proof needs, and how it is checked. */
#include "proof/proof.h"

typedef struct suite {
    obv_proof_kind kind;
    const char *name;
    obv_key_kind needs;
    obv_status (*verify)(const obv_key *, obv_slice message,
                         obv_slice signature);
} suite;

/* RFC 7518 3.1, RFC 8037 3.1; "Ed25519" is the name of RFC 9864. */
/* clang-format off */
static const suite suites[] = {
    {OBV_PROOF_JWS, "EdDSA",   OBV_KEY_ED25519, obv_ed25519_verify},
    {OBV_PROOF_JWS, "Ed25519", OBV_KEY_ED25519, obv_ed25519_verify},
    {OBV_PROOF_JWS, "ES256",   OBV_KEY_P256,    obv_ecdsa_verify},
    {OBV_PROOF_JWS, "ES384",   OBV_KEY_P384,    obv_ecdsa_verify},
    {OBV_PROOF_JWS, "RS256",   OBV_KEY_RSA,     obv_rs256_verify},
};
/* clang-format on */

static const suite *
find_suite(const obv_proof *proof)
{
    for (size_t i = 0; i < COUNT(suites); i++) {
        if (suites[i].kind == proof->kind &&
            obv_slice_is(proof->suite, suites[i].name)) {
            return &suites[i];
        }
    }
    return NULL;
}

obv_key_kind
obv_proof_needs(const obv_proof *proof)
{
    const suite *s = find_suite(proof);
    return s == NULL ? OBV_KEY_NONE : s->needs;
}

obv_status
obv_proof_check(const obv_proof *proof, const obv_key *key, obv_arena *arena)
{
    (void)arena;
    const suite *s = find_suite(proof);
    if (s == NULL) {
        return OBV_UNSUPPORTED;
    }
    if (s->needs != key->kind) {
        return OBV_WRONG_KEY; /* the key decides, never the badge */
    }
    return s->verify(key, proof->message, proof->signature);
}
