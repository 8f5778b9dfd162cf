/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proofs of a credential: embedded ones are only noted here, and nothing
 * of them is believed.
 */
#include "form/parts.h"

obv_status
obv_proof_append(obv_reader *reader, obv_credential *c, obv_proof_kind kind,
                 obv_proof **ret)
{
    size_t count = 0;
    obv_proof **end = &c->proofs;
    for (; *end != NULL; end = &(*end)->next) {
        count++;
    }
    if (count >= OBV_MAX_PROOFS) {
        return OBV_LIMIT;
    }
    obv_proof *proof = obv_arena_alloc(reader->arena, 1, sizeof(*proof));
    if (proof == NULL) {
        return OBV_NO_MEMORY;
    }
    proof->kind = kind;
    obv_slice *texts[] = {&proof->suite,     &proof->key_id,  &proof->message,
                          &proof->signature, &proof->about,   &proof->value,
                          &proof->id,        &proof->purpose, &proof->domain,
                          &proof->challenge};
    for (size_t i = 0; i < COUNT(texts); i++) {
        *texts[i] = obv_slice_of("");
    }
    *end = *ret = proof;
    return OBV_OK;
}

static obv_status
read_proof(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    obv_proof *proof;
    TRY(obv_proof_append(reader, c, OBV_PROOF_LINKED, &proof));
    proof->suite = obv_member(object, "cryptosuite");
    if (proof->suite.len == 0) {
        proof->suite = obv_member(object, "type");
    }
    proof->key_id = obv_id_of(obv_one(object, "verificationMethod"));
    return obv_signed_at(reader, c,
                         obv_moment_of(object, "created", OBV_DATE_TIME));
}

/* OB 3.0, Proof: proofPurpose "MUST be 'assertionMethod'".  Another purpose
   beside it, such as a holder's authentication, is nobody's fault. */
static bool
is_for_assertion(const obv_json *object)
{
    const obv_json *purpose = obv_json_get(object, "proofPurpose");
    return purpose == NULL || obv_holds(purpose, "assertionMethod");
}

/* The shape of the member is checked by shape.c. */
obv_status
obv_proofs_read(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    const obv_json *proofs = obv_json_get(source->object, "proof");
    size_t found = 0;
    bool asserts = false;
    for (size_t i = 0; i < obv_json_count(proofs); i++) {
        const obv_json *object = obv_json_item(proofs, i);
        if (obv_json_kind_of(object) != OBV_JSON_OBJECT) {
            continue;
        }
        TRY(read_proof(reader, c, object));
        asserts = asserts || is_for_assertion(object);
        found++;
    }
    if (found > 0 && !asserts) {
        obv_at at = {source->at, "proof", 0};
        obv_fault_add(reader, c, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER, &at,
                      "proofPurpose");
    }
    return OBV_OK;
}
