/* SPDX-License-Identifier: Apache-2.0 */
/* The table of suites: which key a proof needs, and how it is checked. */
#include "proof/parts.h"

/* ES256 and its kin, and what each embedded suite is made of. */
#define EDDSA OBV_KEY_ED25519, obv_check_value, obv_ed25519_verify, OBV_SHA256
#define P256 OBV_KEY_P256, obv_check_value, obv_ecdsa_verify, OBV_SHA256
#define P384 OBV_KEY_P384, obv_check_value, obv_ecdsa_verify, OBV_SHA384
#define RDFC OBV_SPELLING_RDFC, NULL
#define JCS OBV_SPELLING_JCS, NULL
#define COMPACT(key, verify)                                                   \
    key, obv_check_compact, verify, OBV_SHA256, OBV_SPELLING_UNKNOWN, NULL,    \
        false
/* JSON Web Signature 2020 hashes with SHA-256, whatever the key. */
#define DETACHED(key, verify, alg)                                             \
    key, obv_check_detached, verify, OBV_SHA256, OBV_SPELLING_RDFC, alg, true

/* RFC 7518 3.1, RFC 8037 3.1; "Ed25519" is the name of RFC 9864.  eddsa-2022
   is what eddsa-rdfc-2022 was called before it was a standard.  In a detached
   JWS, a key of RSA needs PS256, which nobody was seen to use. */
/* clang-format off */
static const obv_suite suites[] = {
    /* JSON Web Signature */
    {OBV_PROOF_JWS, "EdDSA",   COMPACT(OBV_KEY_ED25519, obv_ed25519_verify)},
    {OBV_PROOF_JWS, "Ed25519", COMPACT(OBV_KEY_ED25519, obv_ed25519_verify)},
    {OBV_PROOF_JWS, "ES256",   COMPACT(OBV_KEY_P256, obv_ecdsa_verify)},
    {OBV_PROOF_JWS, "ES384",   COMPACT(OBV_KEY_P384, obv_ecdsa_verify)},
    {OBV_PROOF_JWS, "RS256",   COMPACT(OBV_KEY_RSA, obv_rs256_verify)},
    /* Data Integrity */
    {OBV_PROOF_LINKED, "eddsa-rdfc-2022", EDDSA, RDFC, false},
    {OBV_PROOF_LINKED, "eddsa-2022",      EDDSA, RDFC, false},
    {OBV_PROOF_LINKED, "eddsa-jcs-2022",  EDDSA, JCS,  false},
    {OBV_PROOF_LINKED, "ecdsa-rdfc-2019", P256,  RDFC, false},
    {OBV_PROOF_LINKED, "ecdsa-rdfc-2019", P384,  RDFC, false},
    {OBV_PROOF_LINKED, "ecdsa-jcs-2019",  P256,  JCS,  false},
    {OBV_PROOF_LINKED, "ecdsa-jcs-2019",  P384,  JCS,  false},
    {OBV_PROOF_LINKED, "ecdsa-sd-2023", OBV_KEY_P256, obv_check_derived,
     obv_ecdsa_verify, OBV_SHA256, RDFC, false},
    /* Before it */
    {OBV_PROOF_LINKED, "Ed25519Signature2020", EDDSA, RDFC, true},
    {OBV_PROOF_LINKED, "Ed25519Signature2018",
     DETACHED(OBV_KEY_ED25519, obv_ed25519_verify, "EdDSA")},
    {OBV_PROOF_LINKED, "JsonWebSignature2020",
     DETACHED(OBV_KEY_ED25519, obv_ed25519_verify, "EdDSA")},
    {OBV_PROOF_LINKED, "JsonWebSignature2020",
     DETACHED(OBV_KEY_P256, obv_ecdsa_verify, "ES256")},
    {OBV_PROOF_LINKED, "JsonWebSignature2020",
     DETACHED(OBV_KEY_P384, obv_ecdsa_verify, "ES384")},
};
/* clang-format on */

const obv_suite *
obv_suite_find(const obv_proof *proof, obv_key_kind needs)
{
    for (size_t i = 0; i < COUNT(suites); i++) {
        if (suites[i].kind == proof->kind &&
            (needs == OBV_KEY_NONE || needs == suites[i].needs) &&
            obv_slice_is(proof->suite, suites[i].name)) {
            return &suites[i];
        }
    }
    return NULL;
}

obv_slice
obv_suite_name(obv_slice type, obv_slice cryptosuite)
{
    bool typed = !obv_slice_is(type, "DataIntegrityProof");
    obv_proof named = {.kind = OBV_PROOF_LINKED,
                       .suite = typed ? type : cryptosuite};
    const obv_suite *s = obv_suite_find(&named, OBV_KEY_NONE);
    if (s == NULL) {
        return cryptosuite.len > 0 && !typed ? cryptosuite : type;
    }
    if (s->typed != typed) {
        return obv_slice_of("");
    }
    return named.suite;
}

obv_spelling
obv_proof_spelling(obv_slice type, obv_slice cryptosuite)
{
    obv_proof named = {.kind = OBV_PROOF_LINKED,
                       .suite = obv_suite_name(type, cryptosuite)};
    const obv_suite *s = obv_suite_find(&named, OBV_KEY_NONE);
    return s == NULL ? OBV_SPELLING_UNKNOWN : s->spelling;
}

obv_key_kind
obv_proof_needs(const obv_proof *proof)
{
    const obv_suite *s = obv_suite_find(proof, OBV_KEY_NONE);
    return s == NULL ? OBV_KEY_NONE : s->needs;
}

obv_status
obv_check_compact(const obv_suite *suite, const obv_proof *proof,
                  const obv_key *key, obv_arena *arena)
{
    (void)arena;
    return suite->verify(key, proof->message, proof->signature);
}

obv_status
obv_proof_check(const obv_proof *proof, const obv_key *key, obv_arena *arena)
{
    if (obv_suite_find(proof, OBV_KEY_NONE) == NULL) {
        return OBV_UNSUPPORTED;
    }
    const obv_suite *s = obv_suite_find(proof, key->kind);
    if (key->kind == OBV_KEY_NONE || s == NULL) {
        return OBV_WRONG_KEY; /* the key decides, never the badge */
    }
    return s->check(s, proof, key, arena);
}
