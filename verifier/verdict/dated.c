/* SPDX-License-Identifier: Apache-2.0 */
/* The checks that need a date: of the list, of the badge, of a withdrawal. */
#include "verdict/case.h"

obv_result
obv_check_list_usable(const obv_case *c)
{
    obv_result result = {.as_of = c->list->issued};
    if (!c->question->clock_trusted) {
        result.reason = OBV_REASON_CLOCK;
    } else if (c->question->now > c->list->usable_until) {
        result.reason = OBV_REASON_LIST_STALE;
    } else {
        result.outcome = OBV_YES;
        if (c->question->now > c->list->fresh_until) {
            result.reason = OBV_REASON_LIST_TO_REFRESH;
        }
    }
    return result;
}

/* Dates mean something only under a good signature, and only beside a clock. */
static bool
can_date(const obv_case *c, obv_result *why_not)
{
    if (!obv_case_proven(c)) {
        *why_not = obv_unchecked(OBV_REASON_NOT_PROVEN);
        return false;
    }
    if (!c->question->clock_trusted) {
        *why_not = obv_unchecked(OBV_REASON_CLOCK);
        return false;
    }
    return true;
}

/* A proof that is dated after now speaks of a day that has not come. */
obv_result
obv_proof_has_started(const obv_case *c, const obv_proof *proof)
{
    bool early = proof->created.given && c->question->clock_trusted &&
                 c->question->now < proof->created.time;
    return early ? obv_no(OBV_REASON_PROOF_TOO_EARLY) : obv_yes();
}

/* Data Integrity 2.1, expires: as validUntil. */
obv_result
obv_proof_has_not_ended(const obv_case *c, const obv_proof *proof)
{
    bool over = proof->expires.given && c->question->clock_trusted &&
                c->question->now >= proof->expires.time;
    return over ? obv_no(OBV_REASON_PROOF_EXPIRED) : obv_yes();
}

obv_result
obv_check_started(const obv_case *c)
{
    obv_result why_not;
    if (!can_date(c, &why_not)) {
        return why_not;
    }
    const obv_moment *starts[] = {&c->credential->valid_from,
                                  &c->credential->issued_on};
    bool any = false;
    for (size_t i = 0; i < COUNT(starts); i++) {
        any = any || starts[i]->given;
        if (starts[i]->given && c->question->now < starts[i]->time) {
            return obv_no(OBV_REASON_NOT_YET_VALID);
        }
    }
    if (!any && obv_case_is_selective(c)) {
        return obv_unchecked(OBV_REASON_WITHHELD);
    }
    return obv_proof_has_started(c, c->proof);
}

/* VCDM 2.0 4.9: validUntil is the moment at which it ceases to be valid. */
obv_result
obv_check_not_ended(const obv_case *c)
{
    obv_result why_not;
    if (!can_date(c, &why_not)) {
        return why_not;
    }
    const obv_moment *end = &c->credential->valid_until;
    if (end->given && c->question->now >= end->time) {
        return obv_no(OBV_REASON_EXPIRED);
    }
    obv_result proof = obv_proof_has_not_ended(c, c->proof);
    return proof.outcome == OBV_YES && !end->given && obv_case_is_selective(c)
               ? obv_unchecked(OBV_REASON_WITHHELD)
               : proof;
}

/* The heavier of two entries, as obv_trust_withdrawal has it. */
static const obv_withdrawal *
heavier(const obv_withdrawal *a, const obv_withdrawal *b)
{
    if (a == NULL || b == NULL) {
        return a != NULL ? a : b;
    }
    if (a->suspended != b->suspended) {
        return a->suspended ? b : a;
    }
    return b->since < a->since ? b : a;
}

/* By its id, or by the digest of whatever else signs it: who takes away one
   of two proofs does not escape. */
static const obv_withdrawal *
find_withdrawal(const obv_case *c)
{
    obv_slice id = c->credential->id;
    uint8_t digest[16];
    const obv_withdrawal *found =
        obv_trust_withdrawal(c->trust, c->issuer, id, NULL);
    for (size_t i = 0; i < c->tried_count && obv_trust_names_digests(c->trust);
         i++) {
        if (c->tried[i].holds &&
            obv_case_digest(c, c->tried[i].proof, digest)) {
            found = heavier(
                found, obv_trust_withdrawal(c->trust, c->issuer, id, digest));
        }
    }
    return found;
}

obv_result
obv_check_not_listed(const obv_case *c)
{
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    const obv_withdrawal *taken = find_withdrawal(c);
    if (taken != NULL) {
        return (obv_result){OBV_NO,
                            taken->suspended ? OBV_REASON_SUSPENDED
                                             : OBV_REASON_WITHDRAWN,
                            taken->since};
    }
    /* Without its id it would escape. */
    return c->credential->id.len == 0 && obv_case_is_selective(c)
               ? obv_unchecked(OBV_REASON_WITHHELD)
               : (obv_result){OBV_YES, OBV_REASON_NONE, c->list->issued};
}
