/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in another credential: a statement of the one around it, or an
 * endorsement of it.
 *
 * A forger can carry into his own badge whatever others signed, and can give
 * that badge whatever ids he likes.
 */
#include "verdict/case.h"

bool
obv_case_is_statement(const obv_case *c)
{
    const obv_proof *p = c->credential->proofs;
    while (p != NULL && p->kind == OBV_PROOF_NONE) {
        p = p->next;
    }
    return c->credential->place != OBV_PLACE_TOP && p == NULL;
}

bool
obv_case_around_is_genuine(const obv_case *c)
{
    static const obv_finding_id needed[] = {OBV_READABLE, OBV_INTACT,
                                            OBV_ISSUER};
    for (size_t i = 0; i < COUNT(needed); i++) {
        if (c->around == NULL ||
            c->around->findings[needed[i]].outcome != OBV_YES) {
            return false;
        }
    }
    return true;
}

/* OB 3.0, EndorsementSubject: the id is that of "the individual, entity,
   organization, assertion, or achievement that is endorsed". */
static bool
is_of(const obv_credential *endorsement, const obv_credential *around)
{
    const obv_slice endorsed[] = {
        around->id,         around->achievement.id,      around->issuer_id,
        around->subject_id, around->achievement.creator,
    };
    for (size_t i = 0; i < COUNT(endorsed); i++) {
        if (endorsed[i].len > 0 &&
            obv_slice_equal(endorsement->subject_id, endorsed[i])) {
            return true;
        }
    }
    return false;
}

obv_result
obv_check_endorsed(const obv_case *c)
{
    const obv_credential *credential = c->credential;
    if (credential->place != OBV_PLACE_ENDORSING) {
        return obv_yes();
    }
    if (!obv_case_around_is_genuine(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    return credential->parent != NULL && is_of(credential, credential->parent)
               ? obv_yes()
               : obv_unchecked(OBV_REASON_OTHER_SUBJECT);
}
