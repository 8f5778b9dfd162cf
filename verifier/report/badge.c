/* SPDX-License-Identifier: Apache-2.0 */
/* What a badge says: facts first, then, behind a dashed bar, mere claims. */
#include "report/look.h"

/* The claims of one badge that are all facts, or all not. */
typedef struct view {
    obv_sheet *s;
    const obv_badge *badge;
    bool facts;
} view;

static const obv_claim *
claim_at(const view *w, uint32_t index)
{
    const obv_verdict *v = w->s->voice.page->verdict;
    const obv_claim *claim = &v->claims[w->badge->first_claim + index];
    bool seen = obv_is_shown(w->badge, claim) &&
                obv_is_fact(w->badge, claim) == w->facts;
    return seen ? claim : NULL;
}

static const obv_claim *
find(const view *w, obv_claim_kind kind)
{
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == kind) {
            return claim;
        }
    }
    return NULL;
}

static obv_slice
words(const view *w, obv_claim_kind kind)
{
    const obv_claim *claim = find(w, kind);
    return claim != NULL ? obv_say_shown(&w->s->voice,
                                         obv_claim_words(&w->s->voice, claim),
                                         OBV_MAX_CLAIM)
                         : obv_slice_of("");
}

static obv_slice
issuer(const view *w)
{
    return obv_issuer_words(&w->s->voice, w->badge);
}

obv_slice
obv_say_title(obv_voice *voice, const obv_badge *badge)
{
    const obv_claim *claim =
        obv_find_claim(voice, badge, OBV_CLAIM_ACHIEVEMENT_NAME);
    if (claim == NULL) {
        return badge != NULL && badge->kind == OBV_KIND_CLR
                   ? SAY(voice, KIND_CLR)
                   : obv_slice_of("");
    }
    obv_slice name = obv_claim_words(voice, claim);
    return obv_is_fact(badge, claim)
               ? obv_say_shown(voice, name, OBV_MAX_SHOWN)
               : SAY_WITH(voice, CLAIMED_TITLE, {"name", name});
}

/* ---- Blocks ------------------------------------------------------------- */

void
obv_tell_block(obv_sheet *s, const obv_claim *claim, const char *lead)
{
    static const char *const signs[OBV_BLOCK_COUNT] = {
        [OBV_BLOCK_PARAGRAPH] = "", [OBV_BLOCK_HEADING] = "",
        [OBV_BLOCK_ITEM] = "• ",    [OBV_BLOCK_QUOTE] = "> ",
        [OBV_BLOCK_CODE] = "  ",
    };
    obv_voice *v = &s->voice;
    obv_buffer whole = obv_buffer_in(s->out->arena);
    obv_put_text(&whole, lead);
    obv_put_text(&whole, signs[claim->block]);
    obv_sheet_wrap(
        s,
        &(obv_hang){obv_sheet_pad(s, obv_buffer_slice(&whole), 0), OBV_GREY,
                    claim->block == OBV_BLOCK_HEADING ? OBV_BOLD : OBV_PLAIN,
                    obv_slice_starts(obv_buffer_slice(&whole), OBV_BAR)},
        obv_say_shown(v, obv_claim_words(v, claim), OBV_MAX_CLAIM));
}

/* ---- Who, to whom, when ------------------------------------------------- */

static void
pair(const view *w, obv_slice label, obv_slice value)
{
    if (value.len > 0) {
        obv_sheet_pair(w->s, label, OBV_PLAIN, value);
    }
}

static void
tell_type(const view *w)
{
    obv_voice *v = &w->s->voice;
    const obv_claim *type = find(w, OBV_CLAIM_ACHIEVEMENT_TYPE);
    if (type == NULL) {
        return;
    }
    obv_slice value = obv_claim_words(v, type);
    pair(w, SAY(v, LABEL_TYPE),
         SAY_WITH(v, TYPE_LINE, {"type", obv_say_type(v, value)},
                  {"issuer", issuer(w)}));
    if (obv_is_taking_part(value)) {
        pair(w, obv_slice_of(""), SAY(v, TAKING_PART));
    }
}

static void
tell_description(const view *w)
{
    obv_slice label = SAY(&w->s->voice, LABEL_DESCRIPTION);
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == OBV_CLAIM_DESCRIPTION_BLOCK) {
            pair(w, label,
                 obv_say_shown(&w->s->voice,
                               obv_claim_words(&w->s->voice, claim),
                               OBV_MAX_CLAIM));
            label = obv_slice_of("");
        }
    }
}

static void
tell_issuer(const view *w)
{
    obv_voice *v = &w->s->voice;
    obv_slice name = words(w, OBV_CLAIM_ISSUER_NAME);
    obv_slice town = words(w, OBV_CLAIM_ISSUER_TOWN);
    if (name.len > 0 && town.len > 0) {
        name = SAY_WITH(v, ISSUER_LINE, {"issuer", name}, {"town", town});
    }
    pair(w, SAY(v, LABEL_ISSUER), name);
    obv_slice own = words(w, OBV_CLAIM_ISSUER_OWN_NAME);
    if (own.len > 0) {
        pair(w, obv_slice_of(""), SAY_WITH(v, OWN_NAME, {"name", own}));
    }
}

static void
tell_holder(const view *w)
{
    obv_voice *v = &w->s->voice;
    obv_slice name = words(w, OBV_CLAIM_HOLDER_NAME);
    if (name.len == 0 && w->facts && !v->page->verdict->cut &&
        w->badge->place != OBV_PLACE_ENDORSING) {
        name = SAY(v, NO_HOLDER);
    }
    pair(w, SAY(v, LABEL_HOLDER), name);
    if (find(w, OBV_CLAIM_SELF_AWARDED) != NULL) {
        pair(w, obv_slice_of(""), SAY(v, SELF_AWARDED));
    }
}

static void
tell_date(const view *w, obv_slice label, obv_claim_kind kind)
{
    const obv_claim *claim = find(w, kind);
    if (claim != NULL) {
        pair(w, label, obv_say_claim_date(&w->s->voice, claim));
    }
}

/* What the issuer's lists say of this badge, in the issuer's words. */
static void
tell_messages(const view *w)
{
    obv_slice label = SAY(&w->s->voice, LABEL_STATUS_MESSAGE);
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == OBV_CLAIM_STATUS_MESSAGE) {
            pair(w, label,
                 obv_say_shown(&w->s->voice,
                               obv_claim_words(&w->s->voice, claim),
                               OBV_MAX_SHOWN));
            label = obv_slice_of("");
        }
    }
}

static void
tell_period(const view *w)
{
    obv_voice *v = &w->s->voice;
    const obv_claim *from = find(w, OBV_CLAIM_OBSERVED_FROM);
    const obv_claim *to = find(w, OBV_CLAIM_OBSERVED_TO);
    const obv_claim *planned = find(w, OBV_CLAIM_PLANNED_PERIOD);
    obv_slice none = obv_slice_of("");
    const obv_value values[] = {
        {"issuer", issuer(w)},
        {"from", from != NULL ? obv_say_claim_date(v, from) : none},
        {"to", to != NULL ? obv_say_claim_date(v, to) : none},
        {"length", from != NULL && to != NULL
                       ? obv_say_length(v, obv_written(from), obv_written(to))
                   : planned != NULL
                       ? obv_say_duration(v, obv_claim_words(v, planned))
                       : none},
        {NULL, {NULL, 0}},
    };
    obv_slice label = SAY(v, LABEL_PERIOD);
    if (from != NULL && to != NULL) {
        pair(w, label, obv_speak(v, OBV_SAY_PERIOD, values));
    } else if (from != NULL) {
        pair(w, label, obv_speak(v, OBV_SAY_PERIOD_FROM, values));
    } else if (to != NULL) {
        pair(w, label, obv_speak(v, OBV_SAY_PERIOD_TO, values));
    } else if (planned != NULL) {
        pair(w, label, obv_speak(v, OBV_SAY_PERIOD_PLANNED, values));
    }
}

static void
tell_identity(const view *w)
{
    obv_voice *v = &w->s->voice;
    pair(w, SAY(v, LABEL_TITLE), words(w, OBV_CLAIM_ACHIEVEMENT_NAME));
    tell_type(w);
    tell_description(w);
    tell_issuer(w);
    tell_holder(w);
    tell_date(w, SAY(v, LABEL_AWARDED), OBV_CLAIM_AWARDED);
    tell_period(w);
    const obv_claim *awarded = find(w, OBV_CLAIM_AWARDED);
    const obv_claim *from = find(w, OBV_CLAIM_VALID_FROM);
    if (from != NULL && (awarded == NULL || awarded->time != from->time)) {
        tell_date(w, SAY(v, LABEL_FROM), OBV_CLAIM_VALID_FROM);
    }
    tell_date(w, SAY(v, LABEL_UNTIL), OBV_CLAIM_VALID_UNTIL);
    tell_messages(w);
}

/* ---- Criteria ----------------------------------------------------------- */

/* The sentence around an optional criterion brings its own full stop. */
static obv_slice
without_full_stop(obv_slice text)
{
    if (text.len > 0 && text.ptr[text.len - 1] == '.') {
        text.len--;
    }
    return text;
}

static void
tell_criterion(const view *w, const obv_claim *claim)
{
    obv_voice *v = &w->s->voice;
    if (claim->criterion == OBV_CRITERION_PLAIN) {
        obv_tell_block(w->s, claim, OBV_BAR " ");
        return;
    }
    const obv_value values[] = {
        {"issuer", issuer(w)},
        {"text", without_full_stop(obv_claim_words(v, claim))},
        {NULL, {NULL, 0}},
    };
    /* Where nobody answers for the results, what they say is not weighed. */
    obv_sentence told = !w->facts ? OBV_SAY_OPTIONAL_CLAIMED
                        : claim->criterion == OBV_CRITERION_OPTIONAL_MET
                            ? OBV_SAY_OPTIONAL_MET
                            : OBV_SAY_OPTIONAL;
    obv_sheet_wrap(w->s, &(obv_hang){"  ◦ ", OBV_GREY, OBV_PLAIN, false},
                   obv_speak_whole(v, told, values));
}

static void
tell_comparison(const view *w)
{
    obv_voice *v = &w->s->voice;
    const obv_result *r = &w->badge->checks[OBV_CHECK_PUBLISHED];
    if (!w->facts || r->outcome == OBV_UNCHECKED) {
        return;
    }
    obv_sheet_body(
        w->s, OBV_DIM,
        r->outcome == OBV_YES
            ? SAY_WITH(v, CRITERIA_SAME, {"date", obv_say_date(v, r->as_of)})
            : SAY(v, CRITERIA_DIFFER));
}

static void
tell_criteria(const view *w)
{
    obv_voice *v = &w->s->voice;
    const obv_claim *address = find(w, OBV_CLAIM_CRITERIA_ID);
    bool text = find(w, OBV_CLAIM_CRITERIA_BLOCK) != NULL;
    if (address == NULL && !text) {
        return;
    }
    obv_sheet_section(w->s, SAY(v, SECTION_CRITERIA));
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == OBV_CLAIM_CRITERIA_BLOCK) {
            tell_criterion(w, claim);
        }
    }
    if (!text) {
        const obv_value values[] = {{"link", obv_claim_words(v, address)},
                                    {NULL, {NULL, 0}}};
        obv_sheet_body(w->s, OBV_PLAIN,
                       obv_speak_whole(v, OBV_SAY_CRITERIA_ELSEWHERE, values));
    }
    tell_comparison(w);
}

/* ---- Evidence, results, alignments -------------------------------------- */

static void
quote(const view *w, obv_style style, obv_slice text)
{
    if (text.len > 0) {
        obv_sheet_wrap(w->s, &(obv_hang){OBV_BAR " ", OBV_GREY, style, true},
                       text);
    }
}

static void
tell_evidence_line(const view *w, const obv_claim *claim)
{
    obv_voice *v = &w->s->voice;
    const obv_value link[] = {{"link", obv_claim_words(v, claim)},
                              {NULL, {NULL, 0}}};
    obv_slice text = obv_say_shown(v, obv_claim_words(v, claim), OBV_MAX_CLAIM);
    if (claim->kind == OBV_CLAIM_EVIDENCE_ITEM) {
        quote(w, OBV_BOLD, text);
    } else if (claim->kind == OBV_CLAIM_EVIDENCE_GENRE) {
        quote(w, OBV_DIM, text);
    } else if (claim->kind == OBV_CLAIM_EVIDENCE_LINK &&
               !obv_slice_starts(text, "urn:")) { /* a name, not a link */
        quote(w, OBV_PLAIN, obv_speak_whole(v, OBV_SAY_LINK, link));
    } else if (claim->kind == OBV_CLAIM_EVIDENCE_BLOCK) {
        obv_tell_block(w->s, claim, OBV_BAR " ");
    }
}

static void
tell_evidence(const view *w)
{
    obv_voice *v = &w->s->voice;
    if (find(w, OBV_CLAIM_EVIDENCE_ITEM) == NULL) {
        return;
    }
    obv_sheet_section(w->s, SAY(v, SECTION_EVIDENCE));
    bool first = true;
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim == NULL) {
            continue;
        }
        if (claim->kind == OBV_CLAIM_EVIDENCE_ITEM) {
            if (!first) {
                obv_sheet_blank(w->s);
            }
            obv_sheet_body(w->s, OBV_PLAIN,
                           SAY_WITH(v, EVIDENCE_BY, {"issuer", issuer(w)}));
            first = false;
        }
        tell_evidence_line(w, claim);
    }
}

/* The line of a group that stands behind its ITEM, before the next one. */
static obv_slice
in_group(const view *w, uint32_t item, obv_claim_kind kind)
{
    obv_voice *v = &w->s->voice;
    const obv_claim *head = claim_at(w, item);
    for (uint32_t i = item + 1; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == head->kind) {
            break;
        }
        if (claim != NULL && claim->kind == kind) {
            return obv_claim_words(v, claim);
        }
    }
    return obv_slice_of("");
}

/* The values of ResultStatusType (Open Badges 3.0); any other as it is. */
static obv_slice
say_result(obv_voice *v, obv_slice value)
{
    static const struct {
        const char *status;
        obv_sentence sentence;
    } statuses[] = {
        {"Completed", OBV_SAY_RESULT_COMPLETED},
        {"Enrolled", OBV_SAY_RESULT_ENROLLED},
        {"Failed", OBV_SAY_RESULT_FAILED},
        {"InProgress", OBV_SAY_RESULT_IN_PROGRESS},
        {"OnHold", OBV_SAY_RESULT_ON_HOLD},
        {"Provisional", OBV_SAY_RESULT_PROVISIONAL},
        {"Withdrew", OBV_SAY_RESULT_WITHDREW},
    };
    for (size_t i = 0; i < COUNT(statuses); i++) {
        if (obv_slice_is(value, statuses[i].status)) {
            return obv_speak(v, statuses[i].sentence, NULL);
        }
    }
    return value;
}

static void
tell_results(const view *w)
{
    obv_voice *v = &w->s->voice;
    if (find(w, OBV_CLAIM_RESULT_ITEM) == NULL) {
        return;
    }
    obv_sheet_section(w->s, SAY(v, SECTION_RESULTS));
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim == NULL || claim->kind != OBV_CLAIM_RESULT_ITEM) {
            continue;
        }
        obv_slice name = obv_claim_words(v, claim);
        obv_slice value = say_result(v, in_group(w, i, OBV_CLAIM_RESULT_VALUE));
        obv_slice text =
            name.len > 0 ? SAY_WITH(v, RESULT, {"name", name}, {"value", value})
                         : obv_say_shown(v, value, OBV_MAX_SHOWN);
        if (text.len > 0) {
            obv_sheet_wrap(
                w->s, &(obv_hang){"  • ", OBV_GREY, OBV_PLAIN, false}, text);
        }
    }
}

static obv_slice
say_alignment(const view *w, uint32_t item)
{
    obv_voice *v = &w->s->voice;
    const obv_value values[] = {
        {"name", obv_claim_words(v, claim_at(w, item))},
        {"framework", in_group(w, item, OBV_CLAIM_ALIGNMENT_FRAMEWORK)},
        {"code", in_group(w, item, OBV_CLAIM_ALIGNMENT_CODE)},
        {NULL, {NULL, 0}},
    };
    bool framework = values[1].text.len > 0, code = values[2].text.len > 0;
    if (framework) {
        return obv_speak(
            v, code ? OBV_SAY_ALIGNMENT_FULL : OBV_SAY_ALIGNMENT_IN, values);
    }
    return code ? obv_speak(v, OBV_SAY_ALIGNMENT_CODE, values)
                : obv_say_shown(v, values[0].text, OBV_MAX_SHOWN);
}

static void
tell_alignments(const view *w)
{
    obv_voice *v = &w->s->voice;
    if (find(w, OBV_CLAIM_ALIGNMENT_ITEM) == NULL) {
        return;
    }
    obv_sheet_section(w->s, SAY(v, SECTION_ALIGNMENTS));
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && claim->kind == OBV_CLAIM_ALIGNMENT_ITEM) {
            obv_sheet_wrap(w->s,
                           &(obv_hang){"  • ", OBV_GREY, OBV_PLAIN, false},
                           say_alignment(w, i));
        }
    }
    obv_sheet_body(w->s, OBV_DIM,
                   SAY_WITH(v, ALIGNMENT, {"issuer", issuer(w)}));
}

/* ---- The badge ---------------------------------------------------------- */

/* Ids, places and details stand under "Technical". */
static bool
is_told_elsewhere(obv_claim_kind kind)
{
    return kind == OBV_CLAIM_FAULT_AT || kind == OBV_CLAIM_DETAIL ||
           kind == OBV_CLAIM_CREDENTIAL_ID || kind == OBV_CLAIM_ISSUER_ID ||
           kind == OBV_CLAIM_ACHIEVEMENT_ID || kind == OBV_CLAIM_HOLDER_ID ||
           kind == OBV_CLAIM_LANGUAGE || kind == OBV_CLAIM_PUBLISHED ||
           kind == OBV_CLAIM_PICTURE || kind == OBV_CLAIM_INCIDENT;
}

static bool
has_anything(const view *w)
{
    for (uint32_t i = 0; i < w->badge->claim_count; i++) {
        const obv_claim *claim = claim_at(w, i);
        if (claim != NULL && !is_told_elsewhere(claim->kind)) {
            return true;
        }
    }
    return false;
}

static void
tell_view(const view *w)
{
    obv_voice *v = &w->s->voice;
    if (!has_anything(w)) {
        return;
    }
    obv_sheet_section(w->s, w->facts ? SAY(v, SECTION_BADGE)
                                     : SAY(v, SECTION_CLAIMED));
    w->s->claimed = !w->facts;
    tell_identity(w);
    tell_criteria(w);
    tell_evidence(w);
    tell_results(w);
    tell_alignments(w);
    w->s->claimed = false;
}

void
obv_tell_badge(obv_sheet *s, const obv_badge *badge)
{
    /* The head has shown the title of a badge that nothing more is said of. */
    bool title_only =
        badge->word == OBV_WORD_ALTERED || badge->word == OBV_WORD_WRONG_KEY ||
        badge->word == OBV_WORD_MALFORMED || badge->word == OBV_WORD_NO_BADGE;
    if (!title_only) {
        tell_view(&(view){s, badge, true});
        tell_view(&(view){s, badge, false});
    }
}
