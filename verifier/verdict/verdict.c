/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of checks, and the walk over a credential and what it contains.
 */
#include "verdict/case.h"

obv_result
obv_yes(void)
{
    return (obv_result){.outcome = OBV_YES};
}

obv_result
obv_no(obv_reason reason)
{
    return (obv_result){.outcome = OBV_NO, .reason = reason};
}

obv_result
obv_unchecked(obv_reason reason)
{
    return (obv_result){.outcome = OBV_UNCHECKED, .reason = reason};
}

/*
 * A check without a function reads the faults of the form.  One that does not
 * weigh is shown and never changes the word.
 */
typedef struct check {
    obv_result (*run)(const obv_case *);
    bool weighs;
} check;

/* clang-format off */
static const check checks[OBV_CHECK_COUNT] = {
    [OBV_CHECK_PRESENT]     = {NULL,                    true},
    [OBV_CHECK_FORMAT]      = {NULL,                    true},
    [OBV_CHECK_CONTEXT]     = {NULL,                    true},
    [OBV_CHECK_TYPE]        = {NULL,                    true},
    [OBV_CHECK_MEMBERS]     = {NULL,                    true},
    [OBV_CHECK_SUBJECT]     = {NULL,                    true},
    [OBV_CHECK_CRITERIA]    = {NULL,                    true},
    [OBV_CHECK_DATES]       = {NULL,                    true},
    [OBV_CHECK_CLAIMS]      = {NULL,                    true},
    [OBV_CHECK_PROOF]       = {NULL,                    true},
    [OBV_CHECK_SIGNATURE]   = {obv_check_signature,     true},
    [OBV_CHECK_LISTED]      = {obv_check_listed,        true},
    [OBV_CHECK_KEY]         = {obv_check_key,           true},
    [OBV_CHECK_KEY_DATES]   = {obv_check_key_dates,     true},
    [OBV_CHECK_KEY_SAFE]    = {obv_check_key_safe,      true},
    [OBV_CHECK_LIST_USABLE] = {obv_check_list_usable,   true},
    [OBV_CHECK_MAY_AWARD]   = {obv_check_may_award,     true},
    [OBV_CHECK_PUBLISHED]   = {obv_check_published,     false},
    [OBV_CHECK_STARTED]     = {obv_check_started,       true},
    [OBV_CHECK_NOT_ENDED]   = {obv_check_not_ended,     true},
    [OBV_CHECK_NOT_LISTED]  = {obv_check_not_listed,    true},
    [OBV_CHECK_STATUS]      = {obv_check_status,        true},
    [OBV_CHECK_EMAIL]       = {obv_check_email,         true},
    [OBV_CHECK_NAME]        = {obv_check_name_given,    true},
};
/* clang-format on */

bool
obv_check_weighs(obv_check_id id)
{
    return (unsigned)id < OBV_CHECK_COUNT && checks[id].weighs;
}

/* The faults of the form; where there are more, the first of each check. */
static obv_result
read_faults(const obv_credential *credential, obv_check_id id)
{
    for (size_t i = 0; i < credential->fault_count; i++) {
        if (credential->faults[i].check == id) {
            return obv_no(credential->faults[i].reason);
        }
    }
    return obv_yes();
}

/* At the top of a file stands a badge; an endorsement or a bare credential may
   be signed and genuine, and is no badge.  What could not be read is of no
   known kind, and its fault says more. */
static bool
is_no_badge(const obv_credential *credential)
{
    switch (credential->kind) {
    case OBV_KIND_BADGE:
    case OBV_KIND_CLR:
        return false;
    case OBV_KIND_UNKNOWN:
        return credential->fault_count == 0;
    case OBV_KIND_ENDORSEMENT:
    case OBV_KIND_OTHER:
        break;
    }
    return credential->place != OBV_PLACE_ENDORSING;
}

/*
 * The finding that its checks give.  The person's is special: one that agrees
 * is enough, as most badges hold either a name or an e-mail.
 */
static obv_result
conclude(const obv_badge *badge, obv_finding_id finding)
{
    obv_result yes = {.outcome = OBV_UNCHECKED};
    obv_result unchecked = {.outcome = OBV_UNCHECKED};
    bool any_yes = false, any_unchecked = false;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        const obv_result *r = &badge->checks[i];
        if (!checks[i].weighs ||
            obv_check_finding((obv_check_id)i) != finding) {
            continue;
        }
        if (r->outcome == OBV_NO) {
            return *r;
        }
        if (r->outcome == OBV_YES && (!any_yes || r->as_of != 0)) {
            yes = *r;
            any_yes = true;
        }
        if (r->outcome == OBV_UNCHECKED &&
            (!any_unchecked || (obv_reason_follows(unchecked.reason) &&
                                !obv_reason_follows(r->reason)))) {
            unchecked = *r;
            any_unchecked = true;
        }
    }
    bool enough = finding == OBV_PERSON ? any_yes : any_yes && !any_unchecked;
    return enough ? yes : unchecked;
}

static void
run_checks(const obv_case *c, obv_badge *badge)
{
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        badge->checks[i] = checks[i].run != NULL
                               ? checks[i].run(c)
                               : read_faults(c->credential, (obv_check_id)i);
    }
    if (is_no_badge(c->credential) &&
        badge->checks[OBV_CHECK_PRESENT].outcome == OBV_YES) {
        badge->checks[OBV_CHECK_PRESENT] = obv_no(OBV_REASON_NOT_A_BADGE);
    }
    if (badge->checks[OBV_CHECK_SUBJECT].outcome == OBV_YES) {
        badge->checks[OBV_CHECK_SUBJECT] = obv_check_endorsed(c);
    }
    obv_badge_close(badge);
}

void
obv_badge_close(obv_badge *badge)
{
    for (size_t i = 0; i < OBV_FINDING_COUNT; i++) {
        badge->findings[i] = conclude(badge, (obv_finding_id)i);
    }
    badge->word = obv_weigh(badge, &badge->decided_by);
    obv_code(badge->decided_by, badge->checks[badge->decided_by].reason,
             badge->code);
}

obv_badge *
obv_badge_new(obv_verdict *verdict, size_t text)
{
    if (verdict->badge_count == OBV_MAX_BADGES) {
        return NULL;
    }
    obv_badge *badge = &verdict->badges[verdict->badge_count++];
    memset(badge, 0, sizeof(*badge));
    badge->parent = -1;
    badge->text = (uint32_t)text;
    badge->first_claim = verdict->claim_count;
    return badge;
}

bool
obv_is_poisoned(const obv_badge *badge)
{
    for (uint32_t i = 0; i < badge->proof_count; i++) {
        if (badge->proofs[i].reason == OBV_REASON_TOO_COMPLEX) {
            return true;
        }
    }
    return false;
}

static bool
is_poisoned(const obv_verdict *verdict)
{
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        if (obv_is_poisoned(&verdict->badges[i])) {
            return true;
        }
    }
    return false;
}

static obv_status
judge_one(const obv_case *c, int32_t parent, obv_verdict *verdict)
{
    const obv_credential *credential = c->credential;
    size_t text =
        parent < 0 ? credential->found_text : verdict->badges[parent].text;
    obv_badge *badge = obv_badge_new(verdict, text);
    if (badge == NULL) {
        return OBV_LIMIT;
    }
    badge->kind = credential->kind;
    badge->edition = credential->edition;
    badge->place = credential->place;
    badge->parent = parent;
    run_checks(c, badge);
    obv_case_tell_proofs(c, badge);
    return obv_claims_add(c, badge, verdict);
}

/* Depth first; the form has counted the depth already. */
obv_status
obv_verdict_add(const obv_credential *credential, int32_t parent,
                const obv_trust *trust, const obv_question *question,
                obv_arena *arena, obv_verdict *verdict)
{
    int32_t self = (int32_t)verdict->badge_count;
    obv_case c = {.poisoned = is_poisoned(verdict)};
    TRY(obv_case_gather(credential, trust, question, arena, &c));
    TRY(obv_case_ask_lists(&c));
    c.around = parent < 0 ? NULL : &verdict->badges[parent];
    TRY(judge_one(&c, parent, verdict));
    /* Of two meanings, what stands in the one that was judged. */
    for (const obv_credential *inside = c.credential->inside; inside != NULL;
         inside = inside->next) {
        TRY(obv_verdict_add(inside, self, trust, question, arena, verdict));
    }
    return OBV_OK;
}

obv_status
obv_verdict_fault(const obv_fault *why, size_t text, obv_arena *arena,
                  obv_verdict *verdict)
{
    obv_slice where;
    TRY(obv_clean(why->where, arena, &where));
    obv_badge *badge = obv_badge_new(verdict, text);
    if (badge == NULL) {
        return OBV_LIMIT;
    }
    /* What was not reached stays unchecked. */
    for (size_t i = 0; i < (size_t)why->check; i++) {
        badge->checks[i] = obv_yes();
    }
    badge->checks[why->check] = obv_no(why->reason);
    obv_badge_close(badge);
    if (where.len > 0) {
        obv_claim_text(verdict, (obv_claim){.kind = OBV_CLAIM_FAULT_AT}, where);
    }
    badge->claim_count = verdict->claim_count - badge->first_claim;
    return OBV_OK;
}
