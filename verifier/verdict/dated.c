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

obv_result
obv_check_started(const obv_case *c)
{
    obv_result why_not;
    if (!can_date(c, &why_not)) {
        return why_not;
    }
    const obv_moment *starts[] = {&c->credential->valid_from,
                                  &c->credential->issued_on};
    for (size_t i = 0; i < COUNT(starts); i++) {
        if (starts[i]->given && c->question->now < starts[i]->time) {
            return obv_no(OBV_REASON_NOT_YET_VALID);
        }
    }
    return obv_yes();
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
    return end->given && c->question->now >= end->time
               ? obv_no(OBV_REASON_EXPIRED)
               : obv_yes();
}

obv_result
obv_check_not_listed(const obv_case *c)
{
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    const obv_credential *credential = c->credential;
    const obv_withdrawal *taken = obv_trust_withdrawal(
        c->trust, c->issuer, credential->id,
        credential->has_digest ? credential->digest : NULL);
    if (taken == NULL) {
        return (obv_result){OBV_YES, OBV_REASON_NONE, c->list->issued};
    }
    return (obv_result){
        OBV_NO, taken->suspended ? OBV_REASON_SUSPENDED : OBV_REASON_WITHDRAWN,
        taken->since};
}
