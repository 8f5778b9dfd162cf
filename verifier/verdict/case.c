/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the issuer, its key and what the signatures say: the evidence that all
   checks share. */
#include "verdict/case.h"

bool
obv_case_proven(const obv_case *c)
{
    return c->proofs == OBV_PROOFS_GOOD && c->key_outcome == OBV_YES;
}

/* What one proof says; the heaviest of all is kept. */
typedef struct proof_finding {
    obv_proof_word word;
    obv_reason reason;
    const obv_listed_key *key;
    obv_outcome key_outcome;
    obv_reason key_reason;
} proof_finding;

/* OB 2.0 may name no key at all: then each key of the issuer is tried. */
static obv_status
try_any_key(const obv_case *c, const obv_proof *proof, proof_finding *ret)
{
    obv_key_hint hint = {.id = obv_slice_of(""), .any = true};
    size_t from = 0;
    const obv_listed_key *key;
    while (obv_trust_key(c->issuer, &hint, c->arena, &from, &key) == OBV_OK) {
        obv_status status = obv_proof_check(proof, &key->key, c->arena);
        if (status == OBV_NO_MEMORY) {
            return status;
        }
        if (status == OBV_OK) {
            *ret = (proof_finding){OBV_PROOFS_GOOD, OBV_REASON_NONE, key,
                                   OBV_YES, OBV_REASON_NONE};
            return OBV_OK;
        }
    }
    *ret = (proof_finding){.reason = OBV_REASON_NO_KEY,
                           .key_outcome = OBV_NO,
                           .key_reason = OBV_REASON_NOT_ITS_KEY};
    return OBV_OK;
}

/* The named key is the issuer's: what does the signature say? */
static proof_finding
try_key(const obv_proof *proof, const obv_listed_key *key, obv_arena *arena)
{
    proof_finding found = {.key = key, .key_outcome = OBV_YES};
    switch (obv_proof_check(proof, &key->key, arena)) {
    case OBV_OK:
        found.word = OBV_PROOFS_GOOD;
        break;
    case OBV_BAD_SIGNATURE:
        found.word = OBV_PROOFS_BAD;
        found.reason = OBV_REASON_BAD_SIGNATURE;
        break;
    case OBV_WRONG_KEY:
        found.reason = OBV_REASON_NO_KEY;
        found.key_outcome = OBV_NO;
        found.key_reason = OBV_REASON_WRONG_KEY_KIND;
        break;
    case OBV_NO_MEMORY:
        found.reason = OBV_REASON_LIMIT;
        break;
    default:
        found.reason = proof->kind == OBV_PROOF_LINKED
                           ? OBV_REASON_LINKED_DATA
                           : OBV_REASON_UNKNOWN_SUITE;
        break;
    }
    return found;
}

static obv_status
weigh_proof(const obv_case *c, const obv_proof *proof, proof_finding *ret)
{
    *ret = (proof_finding){.reason = OBV_REASON_NO_KEY};
    if (proof->kind == OBV_PROOF_HOSTED) {
        ret->reason = OBV_REASON_HOSTED;
        ret->key_reason = OBV_REASON_HOSTED;
        return OBV_OK;
    }
    if (proof->kind == OBV_PROOF_JWS &&
        obv_proof_needs(proof) == OBV_KEY_NONE) {
        ret->reason = OBV_REASON_UNKNOWN_SUITE; /* whoever signed */
    }
    if (c->issuer == NULL) {
        return OBV_OK;
    }
    obv_key_hint hint = {
        .id = proof->key_id,
        .shown =
            proof->key_shown.kind != OBV_KEY_NONE ? &proof->key_shown : NULL,
    };
    if (hint.id.len == 0 && hint.shown == NULL) {
        if (proof->kind == OBV_PROOF_JWS && c->credential->edition < OBV_OB3) {
            return try_any_key(c, proof, ret);
        }
        ret->reason = proof->kind == OBV_PROOF_LINKED ? OBV_REASON_LINKED_DATA
                                                      : OBV_REASON_NO_KEY_NAMED;
        ret->key_reason = OBV_REASON_NO_KEY_NAMED;
        return OBV_OK;
    }
    size_t from = 0;
    const obv_listed_key *key = NULL;
    obv_status status = obv_trust_key(c->issuer, &hint, c->arena, &from, &key);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status != OBV_OK) {
        ret->key_outcome = OBV_NO;
        ret->key_reason = status == OBV_MALFORMED ? OBV_REASON_KEYS_DISAGREE
                                                  : OBV_REASON_NOT_ITS_KEY;
        return OBV_OK;
    }
    *ret = try_key(proof, key, c->arena);
    return OBV_OK;
}

/* A good proof beside a bad one by a listed key must not cover for it; beside
   one that we cannot check, it is enough. */
static int
weight(const proof_finding *f)
{
    if (f->word == OBV_PROOFS_BAD) {
        return 4;
    }
    if (f->word == OBV_PROOFS_GOOD) {
        return 3;
    }
    switch (f->key_outcome) {
    case OBV_YES:
        return 2; /* unchecked, but by a key of the issuer */
    case OBV_NO:
        return 1;
    case OBV_UNCHECKED:
        break;
    }
    return 0;
}

static obv_status
weigh_proofs(obv_case *c)
{
    proof_finding heaviest = {.reason = OBV_REASON_NOT_SIGNED};
    bool first = true;
    for (const obv_proof *p = c->credential->proofs; p != NULL; p = p->next) {
        proof_finding found;
        TRY(weigh_proof(c, p, &found));
        if (first || weight(&found) > weight(&heaviest)) {
            heaviest = found;
            c->suite = p->suite;
        }
        first = false;
    }
    c->proofs = heaviest.word;
    c->proofs_reason = heaviest.reason;
    c->key = heaviest.key;
    c->key_outcome = heaviest.key_outcome;
    c->key_reason = heaviest.key_reason;
    return OBV_OK;
}

obv_status
obv_case_gather(const obv_credential *credential, const obv_trust *trust,
                const obv_question *question, obv_arena *arena, obv_case *ret)
{
    *ret = (obv_case){
        .credential = credential,
        .trust = trust,
        .list = obv_trust_about(trust),
        .question = question,
        .arena = arena,
        .suite = obv_slice_of(""),
    };
    if (credential->issuer_id.len > 0) {
        ret->issuer = obv_trust_issuer(trust, credential->issuer_id);
    }
    if (ret->issuer != NULL && ret->issuer->removed) {
        ret->issuer = NULL;
    }
    if (credential->achievement.id.len > 0) {
        ret->entry = obv_trust_entry(trust, credential->achievement.id);
    }
    return weigh_proofs(ret);
}
