/* SPDX-License-Identifier: Apache-2.0 */
/* The one sentence, what to do next, and the line about the person. */
#include "report/say.h"

obv_subject
obv_subject_of(const obv_voice *voice, const obv_badge *badge)
{
    const obv_verdict *v = voice->page->verdict;
    if (badge == NULL) {
        return (obv_subject){NULL, v->word, v->reason};
    }
    return (obv_subject){badge, badge->word,
                         badge->checks[badge->decided_by].reason};
}

/* ---- The one sentence --------------------------------------------------- */

static bool
is_signed(const obv_badge *badge)
{
    return badge != NULL &&
           badge->checks[OBV_CHECK_SIGNATURE].outcome == OBV_YES &&
           badge->checks[OBV_CHECK_LISTED].outcome == OBV_YES &&
           badge->checks[OBV_CHECK_KEY].outcome == OBV_YES;
}

static obv_sentence
pick_no_badge(const obv_subject *s)
{
    switch (s->reason) {
    case OBV_REASON_NO_BADGE_PICTURE:
        return OBV_SAY_NO_BADGE_PICTURE;
    case OBV_REASON_NOT_A_BADGE:
        return is_signed(s->badge) ? OBV_SAY_NOT_A_BADGE
                                   : OBV_SAY_NO_BADGE_BECAUSE;
    case OBV_REASON_NONE:
    case OBV_REASON_NO_BADGE:
        return OBV_SAY_NO_BADGE;
    default:
        return OBV_SAY_NO_BADGE_BECAUSE;
    }
}

/* "Genuine" is said of a badge whose first three findings are all yes. */
static bool
is_genuine(const obv_badge *badge)
{
    return badge->findings[OBV_READABLE].outcome == OBV_YES &&
           badge->findings[OBV_INTACT].outcome == OBV_YES &&
           badge->findings[OBV_ISSUER].outcome == OBV_YES;
}

/* A status list that nobody could ask. */
static bool
is_about_status(obv_reason reason)
{
    switch (reason) {
    case OBV_REASON_STATUS_NOT_CHECKED:
    case OBV_REASON_STATUS_MISSING:
    case OBV_REASON_STATUS_STALE:
    case OBV_REASON_STATUS_UNREADABLE:
    case OBV_REASON_STATUS_NOT_SIGNED:
    case OBV_REASON_STATUS_INDEX:
    case OBV_REASON_STATUS_KIND:
    case OBV_REASON_STATUS_PURPOSE:
    case OBV_REASON_STATUS_TOO_EARLY:
        return true;
    default:
        return false;
    }
}

/* Dates and withdrawals aside, all is well. */
static bool
only_lacks_the_present(const obv_badge *badge)
{
    return is_genuine(badge) &&
           badge->findings[OBV_ENTITLED].outcome == OBV_YES &&
           badge->findings[OBV_IN_DATE].outcome != OBV_NO &&
           badge->findings[OBV_NOT_WITHDRAWN].outcome != OBV_NO;
}

/* No badge was seen: it would not be true to speak of "this badge". */
static bool
is_about_the_file(const obv_subject *s)
{
    if (s->badge != NULL) {
        return false;
    }
    switch (s->reason) {
    case OBV_REASON_CODE_DAMAGED:
    case OBV_REASON_CODE_MALFORMED:
    case OBV_REASON_CODE_NEWER:
    case OBV_REASON_NO_CATALOGUE:
    case OBV_REASON_PART_MISSING:
    case OBV_REASON_PARTS_CONFLICT:
    case OBV_REASON_KEYBOARD:
        return false;
    default:
        return true;
    }
}

/* Doubt has sentences of its own where only one thing is missing. */
static obv_sentence
pick_undecided(const obv_subject *s)
{
    if (is_about_the_file(s)) {
        return OBV_SAY_UNDECIDED_FILE;
    }
    switch (s->reason) {
    case OBV_REASON_HOSTED:
        return OBV_SAY_HOSTED;
    case OBV_REASON_STATEMENT:
        return s->badge != NULL && s->badge->parent >= 0 ? OBV_SAY_STATEMENT
                                                         : OBV_SAY_UNDECIDED;
    case OBV_REASON_LIST_STALE:
        return s->badge != NULL && obv_only_lacks(s->badge, OBV_ISSUER)
                   ? OBV_SAY_STALE
                   : OBV_SAY_UNDECIDED;
    case OBV_REASON_WITHHELD:
        return s->badge != NULL && only_lacks_the_present(s->badge)
                   ? OBV_SAY_WITHHELD
                   : OBV_SAY_UNDECIDED;
    default:
        break;
    }
    return is_about_status(s->reason) && s->badge != NULL &&
                   obv_only_lacks(s->badge, OBV_NOT_WITHDRAWN)
               ? OBV_SAY_STATUS_UNKNOWN
               : OBV_SAY_UNDECIDED;
}

static bool
has(const obv_voice *voice, const obv_subject *s, obv_claim_kind kind)
{
    return obv_find_words(voice, s->badge, kind).len > 0;
}

/* The dates of the badge, or those of its signature. */
static obv_sentence
pick_dated(const obv_subject *s)
{
    bool ended = s->word == OBV_WORD_EXPIRED;
    if (s->badge == NULL || !is_genuine(s->badge)) {
        return ended ? OBV_SAY_EXPIRED_BARE : OBV_SAY_NOT_YET_VALID_BARE;
    }
    switch (s->reason) {
    case OBV_REASON_PROOF_EXPIRED:
        return OBV_SAY_EXPIRED_PROOF;
    case OBV_REASON_PROOF_TOO_EARLY:
        return OBV_SAY_NOT_YET_VALID_PROOF;
    default:
        return ended ? OBV_SAY_EXPIRED : OBV_SAY_NOT_YET_VALID;
    }
}

static obv_sentence
pick_headline(const obv_voice *voice, const obv_subject *s)
{
    bool badge = s->badge != NULL;
    switch (s->word) {
    case OBV_WORD_NO_BADGE:
        return pick_no_badge(s);
    case OBV_WORD_MALFORMED:
        return badge ? OBV_SAY_MALFORMED : OBV_SAY_MALFORMED_FILE;
    case OBV_WORD_ALTERED:
        return OBV_SAY_ALTERED;
    case OBV_WORD_WRONG_KEY:
        return has(voice, s, OBV_CLAIM_ISSUER_PHONE) ? OBV_SAY_WRONG_KEY
                                                     : OBV_SAY_WRONG_KEY_BARE;
    case OBV_WORD_UNKNOWN_ISSUER:
        if (s->reason == OBV_REASON_NAMESAKE) {
            return OBV_SAY_NAMESAKE;
        }
        /* An id is no name: it stands under "Technical details". */
        return has(voice, s, OBV_CLAIM_ISSUER_NAME) ||
                       has(voice, s, OBV_CLAIM_ISSUER_OWN_NAME)
                   ? OBV_SAY_UNKNOWN_ISSUER
                   : OBV_SAY_UNKNOWN_ISSUER_BARE;
    case OBV_WORD_TO_CONFIRM:
        return OBV_SAY_TO_CONFIRM;
    case OBV_WORD_WITHDRAWN:
        return OBV_SAY_WITHDRAWN;
    case OBV_WORD_SUSPENDED:
        return OBV_SAY_SUSPENDED;
    case OBV_WORD_NOT_ENTITLED:
        return OBV_SAY_NOT_ENTITLED;
    case OBV_WORD_OTHER_PERSON:
        return OBV_SAY_PERSON_NAME_OTHER;
    case OBV_WORD_EXPIRED:
    case OBV_WORD_NOT_YET_VALID:
        return pick_dated(s);
    case OBV_WORD_RECOGNISED:
        return OBV_SAY_RECOGNISED;
    case OBV_WORD_UNDECIDED:
    case OBV_WORD_COUNT:
        break;
    }
    return pick_undecided(s);
}

static obv_slice
claim_date(obv_voice *voice, const obv_badge *badge, obv_claim_kind kind)
{
    const obv_claim *claim = obv_find_claim(voice, badge, kind);
    return claim != NULL ? obv_say_claim_date(voice, claim)
                         : SAY(voice, DATE_NOT_GIVEN);
}

/* The first proof that was held back for what decided; NULL: none was. */
static const obv_proof_finding *
deciding_proof(const obv_subject *s, obv_reason reason)
{
    if (s->badge == NULL || s->reason != reason) {
        return NULL;
    }
    for (uint32_t i = 0; i < s->badge->proof_count; i++) {
        if (s->badge->proofs[i].reason == reason) {
            return &s->badge->proofs[i];
        }
    }
    return NULL;
}

/* The day of the badge, or that of its signature where that decided. */
static obv_slice
start_date(obv_voice *voice, const obv_subject *s)
{
    const obv_proof_finding *f = deciding_proof(s, OBV_REASON_PROOF_TOO_EARLY);
    return f != NULL ? obv_say_date(voice, f->created)
                     : claim_date(voice, s->badge, OBV_CLAIM_VALID_FROM);
}

static obv_slice
end_date(obv_voice *voice, const obv_subject *s)
{
    const obv_proof_finding *f = deciding_proof(s, OBV_REASON_PROOF_EXPIRED);
    return f != NULL ? obv_say_date(voice, f->expires)
                     : claim_date(voice, s->badge, OBV_CLAIM_VALID_UNTIL);
}

static int64_t
known_at(const obv_voice *voice, const obv_badge *badge)
{
    int64_t at =
        badge != NULL ? badge->findings[OBV_NOT_WITHDRAWN].as_of : (int64_t)0;
    return at != 0 ? at : voice->page->trust->issued;
}

static obv_slice
signer_words(obv_voice *voice, const obv_badge *badge)
{
    bool nested = badge != NULL && badge->parent >= 0;
    return obv_issuer_words(
        voice, nested ? &voice->page->verdict->badges[badge->parent] : badge);
}

/* The list calls itself what its keeper wrote; the rest comes from the badge.
   Each sentence takes what it needs. */
static obv_slice
say_about(obv_voice *voice, obv_sentence id, const obv_subject *s)
{
    const obv_trust_facts *list = voice->page->trust;
    const obv_badge *b = s->badge;
    const obv_value values[] = {
        {"issuer", obv_issuer_words(voice, b)},
        {"name", obv_issuer_words(voice, b)},
        {"signer", signer_words(voice, b)},
        {"telephone", obv_find_words(voice, b, OBV_CLAIM_ISSUER_PHONE)},
        {"list", obv_slice_of(list->name)},
        {"keeper", obv_slice_of(list->keeper)},
        {"issued", obv_say_date(voice, list->issued)},
        {"awarded", claim_date(voice, b, OBV_CLAIM_AWARDED)},
        {"from", start_date(voice, s)},
        {"until", end_date(voice, s)},
        {"incident", claim_date(voice, b, OBV_CLAIM_INCIDENT)},
        {"known", obv_say_date(voice, known_at(voice, b))},
        {"reason", obv_say_reason(voice, s->reason)},
        {NULL, {NULL, 0}},
    };
    return obv_speak(voice, id, values);
}

/* "The two names differ" is the sentence and the line about the person. */
static bool
say_person_headline(obv_voice *voice, const obv_subject *s, obv_slice *ret)
{
    obv_person_lines lines = obv_say_person(voice, s->badge);
    for (size_t i = 0; i < lines.count; i++) {
        if (lines.outcome[i] == OBV_NO) {
            *ret = lines.text[i];
            return true;
        }
    }
    return false;
}

obv_slice
obv_say_headline(obv_voice *voice, const obv_subject *s)
{
    obv_slice line;
    if (s->word == OBV_WORD_OTHER_PERSON &&
        say_person_headline(voice, s, &line)) {
        return line;
    }
    return say_about(voice, pick_headline(voice, s), s);
}

/* ---- What to do next ---------------------------------------------------- */

static const obv_sentence advice_of_word[OBV_WORD_COUNT] = {
    [OBV_WORD_UNDECIDED] = OBV_SAY_NEXT_ASK,
    [OBV_WORD_NO_BADGE] = OBV_SAY_NEXT_ORIGINAL,
    [OBV_WORD_MALFORMED] = OBV_SAY_NEXT_CORRECTED,
    [OBV_WORD_ALTERED] = OBV_SAY_NEXT_UNDAMAGED,
    [OBV_WORD_WRONG_KEY] = OBV_SAY_NEXT_CALL,
    [OBV_WORD_UNKNOWN_ISSUER] = OBV_SAY_NEXT_UNLISTED,
    [OBV_WORD_TO_CONFIRM] = OBV_SAY_NEXT_CONFIRM,
    [OBV_WORD_WITHDRAWN] = OBV_SAY_NEXT_NEWER,
    [OBV_WORD_SUSPENDED] = OBV_SAY_NEXT_LATER,
    [OBV_WORD_NOT_ENTITLED] = OBV_SAY_NEXT_KEEPER,
    [OBV_WORD_OTHER_PERSON] = OBV_SAY_NEXT_PERSON,
    [OBV_WORD_EXPIRED] = OBV_SAY_NEXT_NEWER,
    [OBV_WORD_NOT_YET_VALID] = OBV_SAY_NEXT_FROM,
    [OBV_WORD_RECOGNISED] = OBV_SAY_NEXT_RECOGNISED,
};

/* Where the reason tells more than the word. */
static const struct {
    obv_reason reason;
    obv_sentence advice;
} advice_of_reason[] = {
    {OBV_REASON_UNKNOWN_FILE, OBV_SAY_NEXT_KINDS},
    {OBV_REASON_DAMAGED_FILE, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_TWO_BADGES, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_NOT_UTF8, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_NOT_JSON, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_NOT_JWS, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_CELL_DIED, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_LIMIT, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_ENCRYPTED_FILE, OBV_SAY_NEXT_PASSWORD},
    {OBV_REASON_NAMESAKE, OBV_SAY_NEXT_NAMESAKE},
    {OBV_REASON_HOSTED, OBV_SAY_NEXT_ONLINE},
    {OBV_REASON_CLASS_NOT_KNOWN, OBV_SAY_NEXT_ONLINE},
    {OBV_REASON_UNKNOWN_SUITE, OBV_SAY_NEXT_PROGRAM},
    {OBV_REASON_UNKNOWN_CONTEXT, OBV_SAY_NEXT_PROGRAM},
    {OBV_REASON_WITHHELD, OBV_SAY_NEXT_WHOLE},
    {OBV_REASON_LIST_STALE, OBV_SAY_NEXT_UPDATE},
    {OBV_REASON_CLOCK, OBV_SAY_NEXT_CLOCK},
    {OBV_REASON_CODE_DAMAGED, OBV_SAY_NEXT_CODE},
    {OBV_REASON_CODE_MALFORMED, OBV_SAY_NEXT_CORRECTED},
    {OBV_REASON_CODE_NEWER, OBV_SAY_NEXT_PROGRAM},
    {OBV_REASON_NO_CATALOGUE, OBV_SAY_NEXT_CATALOGUE},
    {OBV_REASON_PART_MISSING, OBV_SAY_NEXT_PARTS},
    {OBV_REASON_PARTS_CONFLICT, OBV_SAY_NEXT_UNDAMAGED},
    {OBV_REASON_CODE_AMBIGUOUS, OBV_SAY_NEXT_CODE},
    {OBV_REASON_KEYBOARD, OBV_SAY_NEXT_SCANNER},
    {OBV_REASON_NOT_BUILT_IN, OBV_SAY_NEXT_OTHER_FORM},
    {OBV_REASON_MANY_PAGES, OBV_SAY_NEXT_PAGES},
};

obv_slice
obv_say_advice(obv_voice *voice, const obv_subject *s)
{
    if (s->reason == OBV_REASON_CODE_UNREAD) {
        return say_about(voice, obv_doubt_sentences(voice)->advice, s);
    }
    for (size_t i = 0; i < COUNT(advice_of_reason); i++) {
        if (advice_of_reason[i].reason == s->reason) {
            return say_about(voice, advice_of_reason[i].advice, s);
        }
    }
    bool silent =
        s->word == OBV_WORD_WRONG_KEY && !has(voice, s, OBV_CLAIM_ISSUER_PHONE);
    return say_about(voice, silent ? OBV_SAY_NEXT_ASK : advice_of_word[s->word],
                     s);
}

/* ---- The person --------------------------------------------------------- */

static void
add_line(obv_person_lines *lines, obv_check_id check, obv_outcome outcome,
         obv_slice text)
{
    lines->check[lines->count] = check;
    lines->outcome[lines->count] = outcome;
    lines->text[lines->count++] = text;
}

static obv_slice
say_two_names(obv_voice *voice, obv_sentence id, obv_slice held)
{
    const obv_value values[] = {
        {"a", obv_slice_of(voice->page->question->name)},
        {"b", held},
        {NULL, {NULL, 0}},
    };
    return obv_speak(voice, id, values);
}

/* Nobody is asked for an address that was typed already. */
static obv_slice
say_no_name(obv_voice *voice)
{
    return voice->page->question->email == NULL
               ? SAY(voice, PERSON_NO_NAME)
               : SAY(voice, PERSON_NO_NAME_BARE);
}

static void
add_name_line(obv_voice *voice, const obv_badge *b, obv_person_lines *lines)
{
    const obv_result *r = &b->checks[OBV_CHECK_NAME];
    obv_slice held = obv_find_words(voice, b, OBV_CLAIM_HOLDER_NAME);
    bool both = voice->page->question->name != NULL && held.len > 0;
    if (r->outcome == OBV_YES) {
        add_line(lines, OBV_CHECK_NAME, OBV_YES, SAY(voice, PERSON_SAME));
    } else if (r->outcome == OBV_NO) {
        add_line(lines, OBV_CHECK_NAME, OBV_NO,
                 both ? say_two_names(voice, OBV_SAY_PERSON_NAMES_DIFFER, held)
                      : SAY(voice, PERSON_NAME_OTHER));
    } else if (r->reason == OBV_REASON_CLOSE_NAME && both) {
        add_line(lines, OBV_CHECK_NAME, OBV_UNCHECKED,
                 say_two_names(voice, OBV_SAY_PERSON_CLOSE, held));
    } else if (r->reason == OBV_REASON_NO_NAME) {
        add_line(lines, OBV_CHECK_NAME, OBV_UNCHECKED, say_no_name(voice));
    }
}

static void
add_email_line(obv_voice *voice, const obv_badge *b, obv_person_lines *lines)
{
    const obv_result *r = &b->checks[OBV_CHECK_EMAIL];
    if (r->outcome == OBV_YES) {
        add_line(lines, OBV_CHECK_EMAIL, OBV_YES,
                 SAY(voice, PERSON_EMAIL_SAME));
    } else if (r->outcome == OBV_NO) {
        add_line(lines, OBV_CHECK_EMAIL, OBV_NO,
                 SAY(voice, PERSON_EMAIL_OTHER));
    } else if (r->reason == OBV_REASON_NO_NAME) {
        add_line(lines, OBV_CHECK_EMAIL, OBV_UNCHECKED,
                 SAY(voice, PERSON_NO_EMAIL));
    }
}

obv_person_lines
obv_say_person(obv_voice *voice, const obv_badge *b)
{
    obv_person_lines lines = {.count = 0};
    const obv_question *q = voice->page->question;
    if (b == NULL) {
        return lines;
    }
    add_name_line(voice, b, &lines);
    add_email_line(voice, b, &lines);
    if (lines.count > 0) {
        return lines;
    }
    if (!obv_is_supported(b)) {
        /* To compare a name with what nobody answers for would say nothing. */
        if (q->name != NULL || q->email != NULL) {
            add_line(&lines, OBV_CHECK_NAME, OBV_UNCHECKED,
                     SAY(voice, PERSON_NOT_COMPARED));
        }
        return lines;
    }
    bool named = obv_find_words(voice, b, OBV_CLAIM_HOLDER_NAME).len > 0 ||
                 voice->page->verdict->cut; /* or it had no room */
    add_line(&lines, OBV_CHECK_NAME, OBV_UNCHECKED,
             named ? SAY(voice, PERSON_ASK) : say_no_name(voice));
    return lines;
}
