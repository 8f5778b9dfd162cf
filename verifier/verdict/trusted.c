/* SPDX-License-Identifier: Apache-2.0 */
/* The checks that rest on the trust list: signature, issuer, key, award. */
#include "verdict/case.h"

/* Nobody states what stands in a document that is not confirmed itself. */
static obv_result
unsigned_inside(const obv_case *c)
{
    return obv_unchecked(obv_case_around_is_genuine(c) ? OBV_REASON_STATEMENT
                                                       : OBV_REASON_NOT_PROVEN);
}

obv_result
obv_check_signature(const obv_case *c)
{
    if (obv_case_is_statement(c)) {
        return unsigned_inside(c);
    }
    switch (c->proofs) {
    case OBV_PROOFS_GOOD:
        return obv_yes();
    case OBV_PROOFS_BAD:
        return obv_no(c->proofs_reason);
    case OBV_PROOFS_UNCHECKED:
        break;
    }
    return obv_unchecked(c->proofs_reason);
}

static bool
is_hosted(const obv_case *c)
{
    return c->proofs_reason == OBV_REASON_HOSTED;
}

static uint8_t
small(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? (uint8_t)(c + ('a' - 'A')) : c;
}

/* Without folding, as a list may be long: what begins with other letters of
   ASCII is another name. */
static bool
may_be_same(obv_slice a, obv_slice b)
{
    return a.len > 0 && b.len > 0 &&
           ((a.ptr[0] | b.ptr[0]) >= 0x80 ||
            small(a.ptr[0]) == small(b.ptr[0]));
}

/* A name of the list under an id that is not: a forger's first try, or chance.
   Where memory ends it is not looked for. */
static bool
is_namesake(const obv_case *c)
{
    size_t count;
    const obv_listed_issuer *issuers = obv_trust_issuers(c->trust, &count);
    obv_slice name = c->credential->issuer_name, ours, theirs;
    if (obv_fold_name(name, c->arena, &ours) != OBV_OK || ours.len == 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!issuers[i].removed && may_be_same(ours, issuers[i].name) &&
            obv_fold_name(issuers[i].name, c->arena, &theirs) == OBV_OK &&
            obv_slice_equal(ours, theirs)) {
            return true;
        }
    }
    return false;
}

obv_result
obv_check_listed(const obv_case *c)
{
    const obv_credential *credential = c->credential;
    if (is_hosted(c)) {
        /* Anybody can write an issuer's name into a file that nobody signed:
           on the list or not, it says nothing here. */
        return obv_unchecked(OBV_REASON_HOSTED);
    }
    if (obv_case_is_statement(c)) {
        return unsigned_inside(c);
    }
    if (credential->issuer_id.len == 0) {
        return obv_unchecked(OBV_REASON_CLASS_NOT_KNOWN);
    }
    if (c->issuer != NULL) {
        return obv_yes();
    }
    return obv_unchecked(is_namesake(c) ? OBV_REASON_NAMESAKE
                                        : OBV_REASON_NOT_ON_LIST);
}

obv_result
obv_check_key(const obv_case *c)
{
    return (obv_result){.outcome = c->key_outcome, .reason = c->key_reason};
}

static bool
is_in_dates(const obv_listed_key *key, int64_t at)
{
    return at >= key->not_before && at <= key->not_after;
}

/* Every date of the content, and that of the proof itself: one beside it was
   made at another time, maybe by another. */
obv_result
obv_key_is_in_dates(const obv_case *c, const obv_listed_key *key,
                    const obv_proof *proof)
{
    const obv_credential *credential = c->credential;
    bool has_dates =
        key->not_before != INT64_MIN || key->not_after != INT64_MAX;
    bool has_none = credential->signed_at_count == 0 && !proof->created.given;
    if (has_dates && has_none) {
        return obv_unchecked(OBV_REASON_NO_DATE);
    }
    bool fits = !proof->created.given || is_in_dates(key, proof->created.time);
    for (size_t i = 0; i < credential->signed_at_count; i++) {
        fits = fits && is_in_dates(key, credential->signed_at[i]);
    }
    return fits ? obv_yes() : obv_no(OBV_REASON_KEY_NOT_IN_DATES);
}

obv_result
obv_check_key_dates(const obv_case *c)
{
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    return obv_key_is_in_dates(c, c->key, c->proof);
}

/* A thief writes the date too: from the moment that the list knows of it, no
   date helps, only the list's own word for this very badge. */
obv_result
obv_key_is_safe(const obv_case *c, const obv_tried *tried)
{
    uint8_t digest[16];
    const obv_listed_key *key = tried->key;
    if (!key->compromised) {
        return obv_yes();
    }
    if (key->vouched_count == 0 || tried->word != OBV_PROOFS_GOOD ||
        !obv_case_digest(c, tried->proof, digest)) {
        return obv_unchecked(OBV_REASON_KEY_COMPROMISED);
    }
    for (size_t i = 0; i < key->vouched_count; i++) {
        if (memcmp(key->vouched[i], digest, sizeof(digest)) == 0) {
            return (obv_result){OBV_YES, OBV_REASON_KEY_VOUCHED,
                                c->list->issued};
        }
    }
    return obv_unchecked(OBV_REASON_KEY_COMPROMISED);
}

obv_result
obv_check_key_safe(const obv_case *c)
{
    for (size_t i = 0; i < c->tried_count; i++) {
        if (c->tried[i].proof == c->proof && c->key != NULL) {
            return obv_key_is_safe(c, &c->tried[i]);
        }
    }
    return obv_unchecked(OBV_REASON_NOT_PROVEN);
}

static bool
holds(const obv_slice *ids, size_t count, obv_slice id)
{
    for (size_t i = 0; i < count; i++) {
        if (obv_slice_equal(ids[i], id)) {
            return true;
        }
    }
    return false;
}

/* An endorsement awards nothing.  A record (CLR) has no achievement of its own
   that a list could name, and a title that can say anything: an issuer that is
   held to some badges signs none. */
static bool
awards(const obv_credential *credential)
{
    return credential->kind == OBV_KIND_BADGE ||
           credential->kind == OBV_KIND_CLR;
}

obv_result
obv_check_may_award(const obv_case *c)
{
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    const obv_listed_issuer *issuer = c->issuer;
    obv_slice id = c->credential->achievement.id;
    if (issuer->may_award == NULL || !awards(c->credential) ||
        holds(issuer->may_award, issuer->may_award_count, id)) {
        return obv_yes();
    }
    return id.len == 0 && obv_case_is_selective(c)
               ? obv_unchecked(OBV_REASON_WITHHELD)
               : obv_no(OBV_REASON_NOT_ENTITLED);
}

/* The narrative of a published achievement or badge class. */
static obv_slice
published_criteria(const obv_catalogue_entry *entry)
{
    obv_slice text = obv_slice_of("");
    const obv_json *criteria = obv_json_get(entry->document, "criteria");
    obv_json_text(obv_json_get(criteria, "narrative"), &text);
    return text;
}

/* Shown, and weighs nothing: an issuer may better its wording. */
obv_result
obv_check_published(const obv_case *c)
{
    if (c->entry == NULL) {
        return obv_unchecked(OBV_REASON_NOT_IN_CATALOGUE);
    }
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    obv_slice ours, theirs;
    if (obv_fold_prose(published_criteria(c->entry), c->arena, &ours) !=
            OBV_OK ||
        obv_fold_prose(c->credential->achievement.criteria_narrative, c->arena,
                       &theirs) != OBV_OK) {
        return obv_unchecked(OBV_REASON_LIMIT);
    }
    obv_result same = {.as_of = c->entry->published};
    same.outcome = obv_slice_equal(ours, theirs) ? OBV_YES : OBV_NO;
    same.reason =
        same.outcome == OBV_YES ? OBV_REASON_NONE : OBV_REASON_CRITERIA_DIFFER;
    return same;
}
