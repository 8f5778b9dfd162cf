/* SPDX-License-Identifier: Apache-2.0 */
/* Which claims there are, and which may be shown as facts. */
#include "report/say.h"

const obv_claim *
obv_find_claim(const obv_voice *voice, const obv_badge *badge,
               obv_claim_kind kind)
{
    const obv_verdict *v = voice->page->verdict;
    for (uint32_t i = 0; badge != NULL && i < badge->claim_count; i++) {
        const obv_claim *claim = &v->claims[badge->first_claim + i];
        if (claim->kind == kind) {
            return claim;
        }
    }
    return NULL;
}

obv_slice
obv_claim_words(const obv_voice *voice, const obv_claim *claim)
{
    const char *text = voice->page->verdict->text;
    return (obv_slice){(const uint8_t *)text + claim->at, claim->len};
}

obv_slice
obv_find_words(const obv_voice *voice, const obv_badge *badge,
               obv_claim_kind kind)
{
    const obv_claim *claim = obv_find_claim(voice, badge, kind);
    return claim != NULL ? obv_claim_words(voice, claim) : obv_slice_of("");
}

/* A key that was compromised signs whatever its thief likes; a malformed badge
   may hold what no signature covers. */
bool
obv_is_supported(const obv_badge *badge)
{
    static const obv_check_id needed[] = {
        OBV_CHECK_SIGNATURE, OBV_CHECK_LISTED,   OBV_CHECK_KEY,
        OBV_CHECK_KEY_DATES, OBV_CHECK_KEY_SAFE,
    };
    for (size_t i = 0; i < COUNT(needed); i++) {
        if (badge->checks[needed[i]].outcome != OBV_YES) {
            return false;
        }
    }
    return badge->findings[OBV_READABLE].outcome == OBV_YES;
}

/* What the list says of an issuer or an achievement is true; that this badge
   has to do with them is not, until the badge is supported. */
bool
obv_is_fact(const obv_badge *badge, const obv_claim *claim)
{
    return claim->origin != OBV_ORIGIN_UNPROVEN && obv_is_supported(badge);
}

bool
obv_is_shown(const obv_badge *badge, const obv_claim *claim)
{
    switch (badge->word) {
    case OBV_WORD_NO_BADGE:
    case OBV_WORD_MALFORMED:
    case OBV_WORD_ALTERED:
    case OBV_WORD_WRONG_KEY:
        return claim->kind == OBV_CLAIM_ACHIEVEMENT_NAME ||
               claim->kind == OBV_CLAIM_FAULT_AT ||
               claim->kind == OBV_CLAIM_DETAIL;
    case OBV_WORD_UNDECIDED:
    case OBV_WORD_UNKNOWN_ISSUER:
    case OBV_WORD_TO_CONFIRM:
    case OBV_WORD_WITHDRAWN:
    case OBV_WORD_SUSPENDED:
    case OBV_WORD_NOT_ENTITLED:
    case OBV_WORD_OTHER_PERSON:
    case OBV_WORD_EXPIRED:
    case OBV_WORD_NOT_YET_VALID:
    case OBV_WORD_RECOGNISED:
    case OBV_WORD_COUNT:
        break;
    }
    return true;
}

/* An issuer of the list has the name that it has there.  Where that one had no
   room, no other stands in for it: the badge may call it anything. */
obv_slice
obv_issuer_words(obv_voice *voice, const obv_badge *badge)
{
    static const obv_claim_kind kinds[] = {
        OBV_CLAIM_ISSUER_NAME, OBV_CLAIM_ISSUER_OWN_NAME, OBV_CLAIM_ISSUER_ID};
    bool listed =
        badge != NULL && badge->checks[OBV_CHECK_LISTED].outcome == OBV_YES;
    for (size_t i = 0; i < (listed ? 1 : COUNT(kinds)); i++) {
        obv_slice words = obv_find_words(voice, badge, kinds[i]);
        if (words.len > 0) {
            return words;
        }
    }
    return SAY(voice, NOBODY);
}

bool
obv_only_lacks(const obv_badge *badge, obv_finding_id but)
{
    for (int i = 0; i < OBV_FINDING_COUNT; i++) {
        if (i != (int)but && i != OBV_PERSON &&
            badge->findings[i].outcome != OBV_YES) {
            return false;
        }
    }
    return true;
}
