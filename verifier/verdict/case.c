/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the issuer, its catalogue entry and what the proofs say: the evidence
   that all checks share. */
#include "verdict/case.h"

bool
obv_case_proven(const obv_case *c)
{
    return c->proofs == OBV_PROOFS_GOOD && c->key_outcome == OBV_YES;
}

bool
obv_case_is_selective(const obv_case *c)
{
    return c->proof != NULL && c->proof->selective;
}

/* Made only where a list asks for it: canonical data costs. */
bool
obv_case_digest(const obv_case *c, const obv_proof *proof, uint8_t ret[16])
{
    return obv_proof_digest(proof, c->arena, ret) == OBV_OK;
}

static obv_status
gather_one(const obv_credential *credential, const obv_trust *trust,
           const obv_question *question, obv_arena *arena, obv_case *ret)
{
    *ret = (obv_case){
        .poisoned = ret->poisoned,
        .credential = credential,
        .trust = trust,
        .list = obv_trust_about(trust),
        .question = question,
        .arena = arena,
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
    return obv_case_try_proofs(ret);
}

/* Of two meanings, the issuer signed the one whose signature holds. */
obv_status
obv_case_gather(const obv_credential *credential, const obv_trust *trust,
                const obv_question *question, obv_arena *arena, obv_case *ret)
{
    TRY(gather_one(credential, trust, question, arena, ret));
    if (obv_case_proven(ret) || credential->other == NULL) {
        return OBV_OK;
    }
    obv_case other = {.poisoned = ret->poisoned};
    TRY(gather_one(credential->other, trust, question, arena, &other));
    if (obv_case_proven(&other)) {
        *ret = other;
    }
    return OBV_OK;
}
