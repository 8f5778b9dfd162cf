/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a badge says, as lines of the verdict in the order of the report.
 *
 * Each line says who answers for it.  Texts are cleaned here, inside the
 * judge, and Markdown becomes plain blocks.
 */
#include "verdict/case.h"

static bool
can_add(obv_verdict *verdict, size_t len)
{
    if (verdict->claim_count < OBV_MAX_CLAIMS &&
        len <= OBV_MAX_CLAIM_TEXT - verdict->text_len) {
        return true;
    }
    verdict->cut = true;
    return false;
}

void
obv_claim_text(obv_verdict *verdict, obv_claim claim, obv_slice text)
{
    obv_slice fits = obv_cut(text, OBV_MAX_CLAIM);
    if (fits.len < text.len) {
        verdict->cut = true;
    }
    if (!can_add(verdict, fits.len)) {
        return;
    }
    claim.at = verdict->text_len;
    claim.len = (uint32_t)fits.len;
    if (fits.len > 0) {
        memcpy(verdict->text + claim.at, fits.ptr, fits.len);
    }
    verdict->text_len += claim.len;
    verdict->claims[verdict->claim_count++] = claim;
}

/* Adds lines for one badge, of one origin at a time. */
typedef struct teller {
    const obv_case *c;
    obv_verdict *verdict;
    obv_origin origin; /* of what the credential says */
} teller;

static obv_status
tell_as(teller *t, obv_claim_kind kind, obv_origin origin, obv_slice text)
{
    obv_slice clean;
    if (text.len == 0) {
        return OBV_OK;
    }
    TRY(obv_clean(text, t->c->arena, &clean));
    if (clean.len > 0) {
        obv_claim_text(t->verdict, (obv_claim){.kind = kind, .origin = origin},
                       clean);
    }
    return OBV_OK;
}

static obv_status
tell(teller *t, obv_claim_kind kind, obv_slice text)
{
    return tell_as(t, kind, t->origin, text);
}

/* The head of a group is there even without its words: the lines behind it
   would else be those of the group before. */
static obv_status
tell_item(teller *t, obv_claim_kind kind, obv_slice text)
{
    obv_claim item = {.kind = kind, .origin = t->origin};
    uint32_t before = t->verdict->claim_count;
    obv_slice clean;
    TRY(obv_clean(text, t->c->arena, &clean));
    obv_claim_text(t->verdict, item, clean);
    if (t->verdict->claim_count == before) {
        obv_claim_text(t->verdict, item, obv_slice_of(""));
    }
    return OBV_OK;
}

static void
tell_time(teller *t, obv_claim_kind kind, obv_origin origin, int64_t time)
{
    if (can_add(t->verdict, 0)) {
        t->verdict->claims[t->verdict->claim_count++] =
            (obv_claim){.kind = kind, .origin = origin, .time = time};
    }
}

static void
tell_moment(teller *t, obv_claim_kind kind, const obv_moment *moment)
{
    if (moment->given && can_add(t->verdict, 0)) {
        t->verdict->claims[t->verdict->claim_count++] =
            (obv_claim){.kind = kind,
                        .origin = t->origin,
                        .time = moment->time,
                        .zone = moment->zone};
    }
}

/* OB 2.0: a badge class that the badge names by its address alone is told by
   the catalogue, not by the badge. */
static obv_origin
class_origin(const teller *t)
{
    bool by_address = t->c->credential->class_address.len > 0;
    return by_address && t->c->entry != NULL ? OBV_ORIGIN_LIST : t->origin;
}

/* A signed result that names the criterion and says that it was achieved. */
static bool
is_met(const obv_case *c, obv_slice line)
{
    if (!obv_case_proven(c)) {
        return false;
    }
    for (size_t i = 0; i < c->credential->result_count; i++) {
        const obv_outcome_shown *r = &c->credential->results[i];
        obv_slice name;
        if (obv_slice_is(r->status, "Completed") &&
            obv_fold_prose(r->name, c->arena, &name) == OBV_OK &&
            obv_slice_equal(name, line)) {
            return true;
        }
    }
    return false;
}

/* Optional is what the catalogue marks, never what a wording suggests. */
static obv_status
classify(const obv_case *c, obv_slice text, obv_criterion *ret)
{
    *ret = OBV_CRITERION_PLAIN;
    if (c->entry == NULL || c->entry->optional_count == 0) {
        return OBV_OK;
    }
    obv_slice line, optional;
    TRY(obv_fold_prose(text, c->arena, &line));
    for (size_t i = 0; i < c->entry->optional_count; i++) {
        TRY(obv_fold_prose(c->entry->optional[i], c->arena, &optional));
        if (obv_slice_equal(line, optional)) {
            *ret = is_met(c, line) ? OBV_CRITERION_OPTIONAL_MET
                                   : OBV_CRITERION_OPTIONAL;
            return OBV_OK;
        }
    }
    return OBV_OK;
}

static obv_status
tell_blocks(teller *t, obv_claim_kind kind, obv_origin origin, obv_slice text)
{
    obv_md_block *blocks;
    size_t count;
    if (text.len == 0) {
        return OBV_OK;
    }
    obv_status status = obv_markdown(text, t->c->arena, &blocks, &count);
    if (status == OBV_LIMIT || status == OBV_MALFORMED) {
        /* Too much: the first blocks are told; or a NUL in it: none are. */
        t->verdict->cut = true;
        status = OBV_OK;
    }
    TRY(status);
    for (size_t i = 0; i < count; i++) {
        obv_claim claim = {
            .kind = kind, .origin = origin, .block = blocks[i].block};
        if (kind == OBV_CLAIM_CRITERIA_BLOCK) {
            TRY(classify(t->c, blocks[i].text, &claim.criterion));
        }
        if (blocks[i].text.len > 0) {
            obv_claim_text(t->verdict, claim, blocks[i].text);
        }
    }
    return OBV_OK;
}

static obv_status
tell_achievement(teller *t)
{
    const obv_achievement *a = &t->c->credential->achievement;
    obv_origin origin = class_origin(t);
    TRY(tell(t, OBV_CLAIM_CREDENTIAL_ID, t->c->credential->id));
    TRY(tell_as(t, OBV_CLAIM_ACHIEVEMENT_ID, origin, a->id));
    TRY(tell_as(t, OBV_CLAIM_ACHIEVEMENT_NAME, origin, a->name));
    TRY(tell_as(t, OBV_CLAIM_ACHIEVEMENT_TYPE, origin, a->type));
    TRY(tell_blocks(t, OBV_CLAIM_DESCRIPTION_BLOCK, origin, a->description));
    return tell_as(t, OBV_CLAIM_LANGUAGE, origin, a->language);
}

static obv_status
tell_issuer(teller *t)
{
    const obv_credential *credential = t->c->credential;
    const obv_listed_issuer *issuer = t->c->issuer;
    TRY(tell(t, OBV_CLAIM_ISSUER_ID, credential->issuer_id));
    if (issuer == NULL) {
        TRY(tell(t, OBV_CLAIM_ISSUER_NAME, credential->issuer_name));
    } else {
        TRY(tell_as(t, OBV_CLAIM_ISSUER_NAME, OBV_ORIGIN_LIST, issuer->name));
        TRY(tell_as(t, OBV_CLAIM_ISSUER_TOWN, OBV_ORIGIN_LIST, issuer->town));
        TRY(tell_as(t, OBV_CLAIM_ISSUER_PHONE, OBV_ORIGIN_LIST,
                    issuer->telephone));
        if (!obv_slice_equal(issuer->name, credential->issuer_name)) {
            TRY(tell(t, OBV_CLAIM_ISSUER_OWN_NAME, credential->issuer_name));
        }
    }
    if (credential->subject_id.len > 0 &&
        obv_slice_equal(credential->subject_id, credential->issuer_id)) {
        TRY(tell(t, OBV_CLAIM_SELF_AWARDED, credential->subject_id));
    }
    return OBV_OK;
}

static obv_slice
holder_name(const obv_credential *credential)
{
    if (credential->subject_name.len > 0) {
        return credential->subject_name;
    }
    for (size_t i = 0; i < credential->identity_count; i++) {
        const obv_identity *identity = &credential->identities[i];
        if (!identity->hashed && obv_slice_is(identity->type, "name")) {
            return identity->value;
        }
    }
    return obv_slice_of("");
}

static obv_status
tell_holder(teller *t)
{
    const obv_credential *credential = t->c->credential;
    TRY(tell(t, OBV_CLAIM_HOLDER_ID, credential->subject_id));
    TRY(tell(t, OBV_CLAIM_HOLDER_NAME, holder_name(credential)));
    const obv_moment *awarded = &credential->awarded;
    if (!awarded->given) {
        awarded = credential->issued_on.given ? &credential->issued_on
                                              : &credential->valid_from;
    }
    tell_moment(t, OBV_CLAIM_AWARDED, awarded);
    tell_moment(t, OBV_CLAIM_VALID_FROM, &credential->valid_from);
    tell_moment(t, OBV_CLAIM_VALID_UNTIL, &credential->valid_until);
    tell_moment(t, OBV_CLAIM_OBSERVED_FROM, &credential->observed_from);
    tell_moment(t, OBV_CLAIM_OBSERVED_TO, &credential->observed_to);
    if (t->c->entry != NULL) {
        TRY(tell_as(t, OBV_CLAIM_PLANNED_PERIOD, OBV_ORIGIN_LIST,
                    t->c->entry->planned_period));
    }
    if (t->c->key != NULL && t->c->key->compromised) {
        tell_time(t, OBV_CLAIM_INCIDENT, OBV_ORIGIN_LIST,
                  t->c->key->compromised_from);
    }
    return OBV_OK;
}

static obv_status
tell_criteria(teller *t)
{
    const obv_achievement *a = &t->c->credential->achievement;
    obv_origin origin = class_origin(t);
    TRY(tell_as(t, OBV_CLAIM_CRITERIA_ID, origin, a->criteria_id));
    TRY(tell_blocks(t, OBV_CLAIM_CRITERIA_BLOCK, origin,
                    a->criteria_narrative));
    if (t->c->entry != NULL && t->c->entry->published != 0) {
        tell_time(t, OBV_CLAIM_PUBLISHED, OBV_ORIGIN_LIST,
                  t->c->entry->published);
    }
    return OBV_OK;
}

static obv_status
tell_evidence(teller *t)
{
    const obv_credential *credential = t->c->credential;
    for (size_t i = 0; i < credential->evidence_count; i++) {
        const obv_evidence *e = &credential->evidence[i];
        TRY(tell_item(t, OBV_CLAIM_EVIDENCE_ITEM, e->name));
        TRY(tell(t, OBV_CLAIM_EVIDENCE_GENRE, e->genre));
        TRY(tell(t, OBV_CLAIM_EVIDENCE_LINK, e->id));
        TRY(tell_blocks(t, OBV_CLAIM_EVIDENCE_BLOCK, t->origin,
                        e->description));
        TRY(tell_blocks(t, OBV_CLAIM_EVIDENCE_BLOCK, t->origin, e->narrative));
    }
    return OBV_OK;
}

static obv_status
tell_the_rest(teller *t)
{
    const obv_credential *credential = t->c->credential;
    for (size_t i = 0; i < credential->result_count; i++) {
        const obv_outcome_shown *r = &credential->results[i];
        TRY(tell_item(t, OBV_CLAIM_RESULT_ITEM, r->name));
        TRY(tell(t, OBV_CLAIM_RESULT_VALUE,
                 r->value.len > 0 ? r->value : r->status));
    }
    for (size_t i = 0; i < credential->alignment_count; i++) {
        const obv_alignment *a = &credential->alignments[i];
        TRY(tell_item(t, OBV_CLAIM_ALIGNMENT_ITEM, a->name));
        TRY(tell(t, OBV_CLAIM_ALIGNMENT_FRAMEWORK, a->framework));
        TRY(tell(t, OBV_CLAIM_ALIGNMENT_CODE, a->code));
    }
    for (size_t i = 0; i < t->c->message_count; i++) {
        TRY(tell(t, OBV_CLAIM_STATUS_MESSAGE, t->c->messages[i]));
    }
    TRY(tell_blocks(t, OBV_CLAIM_ENDORSEMENT_BLOCK, t->origin,
                    credential->comment));
    if (credential->achievement.image.len > 0) {
        bool data = obv_slice_starts(credential->achievement.image, "data:");
        TRY(tell(t, OBV_CLAIM_PICTURE,
                 obv_slice_of(data ? "data" : "address")));
    }
    return OBV_OK;
}

/* A context had two meanings in its time: which of them was signed. */
static obv_status
tell_meaning(teller *t)
{
    const obv_credential *credential = t->c->credential;
    bool two = credential->other != NULL || credential->older_meaning;
    if (!two || !obv_case_proven(t->c) ||
        t->c->proof->kind != OBV_PROOF_LINKED) {
        return OBV_OK;
    }
    return tell(t, OBV_CLAIM_MEANING,
                obv_slice_of(credential->older_meaning ? "older" : "newest"));
}

/* The fault that decided, sooner one that says what it is about; where none is
   a badge at all, any may say why.  NULL: there is none. */
static const obv_fault *
deciding_fault(const obv_credential *credential, obv_check_id decided_by)
{
    const obv_fault *found = NULL;
    for (size_t i = 0; i < credential->fault_count; i++) {
        const obv_fault *fault = &credential->faults[i];
        bool fits =
            fault->check == decided_by || decided_by == OBV_CHECK_PRESENT;
        if (fits &&
            (found == NULL || (found->what.len == 0 && fault->what.len > 0))) {
            found = fault;
        }
    }
    return found;
}

/* What a person needs to mend it, or to ask about it. */
static obv_status
tell_trouble(teller *t, obv_check_id decided_by)
{
    const obv_credential *credential = t->c->credential;
    const obv_fault *fault = deciding_fault(credential, decided_by);
    obv_slice detail = obv_slice_of("");
    if (fault != NULL) {
        TRY(tell_as(t, OBV_CLAIM_FAULT_AT, OBV_ORIGIN_UNPROVEN, fault->where));
        detail = fault->what;
    } else if (t->c->proofs_reason == OBV_REASON_UNKNOWN_SUITE &&
               t->c->proof != NULL) {
        detail = t->c->proof->suite;
    } else if (t->c->proof != NULL && t->c->proof->about.len > 0) {
        detail = t->c->proof->about;
    } else if (decided_by == OBV_CHECK_STATUS) {
        detail = t->c->status_address;
    } else if (credential->issuer_id.len == 0) {
        detail = credential->class_address;
    }
    return tell_as(t, OBV_CLAIM_DETAIL, OBV_ORIGIN_UNPROVEN, detail);
}

obv_status
obv_claims_add(const obv_case *c, obv_badge *badge, obv_verdict *verdict)
{
    teller t = {c, verdict,
                obv_case_proven(c) ? OBV_ORIGIN_SIGNED : OBV_ORIGIN_UNPROVEN};
    badge->first_claim = verdict->claim_count;
    TRY(tell_achievement(&t));
    TRY(tell_issuer(&t));
    TRY(tell_holder(&t));
    TRY(tell_criteria(&t));
    TRY(tell_evidence(&t));
    TRY(tell_the_rest(&t));
    TRY(tell_meaning(&t));
    TRY(tell_trouble(&t, badge->decided_by));
    badge->claim_count = verdict->claim_count - badge->first_claim;
    return OBV_OK;
}
