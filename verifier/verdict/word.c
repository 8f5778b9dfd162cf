/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word that the findings give: one table, the first row that fits.
 *
 * No other place knows this order.  The word of a file is the first in it of
 * its badges' words.
 */
#include "verdict/verdict.h"

/* A check that says `outcome`, for `reason` where one is named. */
typedef struct rule {
    obv_word word;
    obv_check_id check;
    obv_outcome outcome;
    obv_reason reason; /* OBV_REASON_NONE: any */
} rule;

#define ANY OBV_REASON_NONE

/* clang-format off */
static const rule rules[] = {
    {OBV_WORD_NO_BADGE,       OBV_CHECK_PRESENT,    OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_FORMAT,     OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_CONTEXT,    OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_TYPE,       OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_MEMBERS,    OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_SUBJECT,    OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_CRITERIA,   OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_DATES,      OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_CLAIMS,     OBV_NO, ANY},
    {OBV_WORD_MALFORMED,      OBV_CHECK_PROOF,      OBV_NO, ANY},
    {OBV_WORD_ALTERED,        OBV_CHECK_SIGNATURE,  OBV_NO, ANY},
    {OBV_WORD_WRONG_KEY,      OBV_CHECK_KEY,        OBV_NO, ANY},
    {OBV_WORD_WRONG_KEY,      OBV_CHECK_KEY_DATES,  OBV_NO, ANY},
    {OBV_WORD_UNKNOWN_ISSUER, OBV_CHECK_LISTED,     OBV_UNCHECKED, OBV_REASON_NOT_ON_LIST},
    {OBV_WORD_UNKNOWN_ISSUER, OBV_CHECK_LISTED,     OBV_UNCHECKED, OBV_REASON_NAMESAKE},
    {OBV_WORD_TO_CONFIRM,     OBV_CHECK_KEY_SAFE,   OBV_UNCHECKED, OBV_REASON_KEY_COMPROMISED},
    {OBV_WORD_WITHDRAWN,      OBV_CHECK_NOT_LISTED, OBV_NO, OBV_REASON_WITHDRAWN},
    {OBV_WORD_WITHDRAWN,      OBV_CHECK_STATUS,     OBV_NO, OBV_REASON_WITHDRAWN},
    {OBV_WORD_SUSPENDED,      OBV_CHECK_NOT_LISTED, OBV_NO, OBV_REASON_SUSPENDED},
    {OBV_WORD_SUSPENDED,      OBV_CHECK_STATUS,     OBV_NO, OBV_REASON_SUSPENDED},
    {OBV_WORD_NOT_ENTITLED,   OBV_CHECK_MAY_AWARD,  OBV_NO, ANY},
    {OBV_WORD_OTHER_PERSON,   OBV_CHECK_EMAIL,      OBV_NO, ANY},
    {OBV_WORD_OTHER_PERSON,   OBV_CHECK_NAME,       OBV_NO, ANY},
    {OBV_WORD_EXPIRED,        OBV_CHECK_NOT_ENDED,  OBV_NO, ANY},
    {OBV_WORD_NOT_YET_VALID,  OBV_CHECK_STARTED,    OBV_NO, ANY},
};

/* The order of words for a file. */
static const obv_word order[] = {
    OBV_WORD_NO_BADGE,     OBV_WORD_MALFORMED,      OBV_WORD_ALTERED,
    OBV_WORD_WRONG_KEY,    OBV_WORD_UNKNOWN_ISSUER, OBV_WORD_TO_CONFIRM,
    OBV_WORD_WITHDRAWN,    OBV_WORD_SUSPENDED,      OBV_WORD_NOT_ENTITLED,
    OBV_WORD_OTHER_PERSON, OBV_WORD_EXPIRED,        OBV_WORD_NOT_YET_VALID,
    OBV_WORD_UNDECIDED,    OBV_WORD_RECOGNISED,
};
/* clang-format on */

_Static_assert(COUNT(order) == OBV_WORD_COUNT, "every word has its place");

/* All weighing checks but the person's must say yes. */
static bool
is_doubt(const obv_badge *badge, obv_check_id check)
{
    return obv_check_weighs(check) && obv_check_finding(check) != OBV_PERSON &&
           badge->checks[check].outcome != OBV_YES;
}

bool
obv_reason_follows(obv_reason reason)
{
    return reason == OBV_REASON_NONE || reason == OBV_REASON_NO_KEY ||
           reason == OBV_REASON_NOT_PROVEN || reason == OBV_REASON_NOT_COMPARED;
}

/* The first doubt that says why, else the first. */
static bool
find_doubt(const obv_badge *badge, obv_check_id *ret)
{
    bool found = false;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        if (!is_doubt(badge, (obv_check_id)i)) {
            continue;
        }
        bool says_why = !obv_reason_follows(badge->checks[i].reason);
        if (says_why || !found) {
            *ret = (obv_check_id)i;
        }
        if (says_why) {
            return true;
        }
        found = true;
    }
    return found;
}

obv_word
obv_weigh(const obv_badge *badge, obv_check_id *decided_by)
{
    for (size_t i = 0; i < COUNT(rules); i++) {
        const obv_result *result = &badge->checks[rules[i].check];
        if (result->outcome == rules[i].outcome &&
            (rules[i].reason == ANY || rules[i].reason == result->reason)) {
            *decided_by = rules[i].check;
            return rules[i].word;
        }
    }
    if (find_doubt(badge, decided_by)) {
        return OBV_WORD_UNDECIDED;
    }
    *decided_by = OBV_CHECK_SIGNATURE;
    return OBV_WORD_RECOGNISED; /* the only way to it */
}

static size_t
place_of(obv_word word)
{
    size_t at = 0;
    while (at < COUNT(order) && order[at] != word) {
        at++;
    }
    return at;
}

/* A credential that is no badge says nothing beside one that is. */
static bool
comes_before(obv_word word, obv_word other)
{
    if ((word == OBV_WORD_NO_BADGE) != (other == OBV_WORD_NO_BADGE)) {
        return other == OBV_WORD_NO_BADGE;
    }
    return place_of(word) < place_of(other);
}

/* The first code that should be a badge and is none that can be opened. */
static const obv_other *
first_closed(const obv_verdict *verdict)
{
    for (uint32_t i = 0; i < verdict->other_count; i++) {
        if (verdict->others[i].reason != OBV_REASON_NONE) {
            return &verdict->others[i];
        }
    }
    return NULL;
}

/* -1 where there is no badge. */
static int32_t
first_badge(const obv_verdict *verdict, obv_word *word)
{
    int32_t first = -1;
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        const obv_badge *badge = &verdict->badges[i];
        if (badge->place == OBV_PLACE_ENDORSING) {
            continue; /* an endorsement never changes the word */
        }
        if (first < 0 || comes_before(badge->word, *word)) {
            first = (int32_t)i;
            *word = badge->word;
        }
    }
    return first;
}

int32_t
obv_file_word(const obv_verdict *verdict, obv_word *word, obv_reason *reason)
{
    const obv_other *closed = first_closed(verdict);
    *word = OBV_WORD_NO_BADGE;
    *reason = OBV_REASON_NONE;
    int32_t badge = first_badge(verdict, word);
    if (closed != NULL &&
        (badge < 0 || comes_before(OBV_WORD_UNDECIDED, *word))) {
        *word = OBV_WORD_UNDECIDED;
        *reason = closed->reason;
        return -1;
    }
    if (badge < 0) {
        *reason = OBV_REASON_OTHER_CODE;
    }
    return badge;
}
