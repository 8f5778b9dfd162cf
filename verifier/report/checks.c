/* SPDX-License-Identifier: Apache-2.0 */
/* What was checked and what was not: findings, list, clock. */
#include "report/look.h"

/* As wide as the widest of "yes", "no" and "not checked". */
static size_t
outcome_columns(obv_voice *voice)
{
    size_t widest = 0;
    for (int i = OBV_UNCHECKED; i <= OBV_YES; i++) {
        size_t columns = obv_columns(obv_say_outcome(voice, (obv_outcome)i));
        widest = columns > widest ? columns : widest;
    }
    return widest;
}

static const char *
outcome_lead(obv_sheet *s, obv_outcome outcome)
{
    obv_buffer lead = obv_buffer_in(s->out->arena);
    obv_put_text(&lead, "  ");
    obv_put_text(&lead, obv_outcome_mark(outcome));
    obv_put_char(&lead, ' ');
    obv_put(&lead, obv_say_outcome(&s->voice, outcome));
    return obv_sheet_pad(s, obv_buffer_slice(&lead),
                         4 + outcome_columns(&s->voice) + 2);
}

/* One thing that is missing stops many checks; it is said once. */
bool
obv_is_worth_a_line(const obv_result *r)
{
    return r->reason != OBV_REASON_NONE && r->reason != OBV_REASON_NOT_PROVEN &&
           r->reason != OBV_REASON_NOT_COMPARED;
}

/* What a badge holds none of depends on what was asked for. */
static obv_sentence
reason_of(const obv_badge *badge, obv_check_id check)
{
    obv_reason reason = badge->checks[check].reason;
    return check == OBV_CHECK_EMAIL && reason == OBV_REASON_NO_NAME
               ? OBV_SAY_REASON_NO_EMAIL
               : obv_reason_sentence(reason);
}

/* Of two checks of a finding with one reason, the first speaks. */
static bool
is_first(const obv_badge *badge, obv_check_id check)
{
    for (int i = 0; i < (int)check; i++) {
        obv_check_id other = (obv_check_id)i;
        if (obv_check_finding(other) == obv_check_finding(check) &&
            reason_of(badge, other) == reason_of(badge, check)) {
            return false;
        }
    }
    return true;
}

/* The reason alone: the check behind it stands under "Technical details". */
static void
tell_check(obv_sheet *s, const obv_badge *badge, obv_check_id check)
{
    const obv_result *result = &badge->checks[check];
    size_t columns = s->width < 60 ? 4 : 4 + outcome_columns(&s->voice) + 2;
    obv_buffer lead = obv_buffer_in(s->out->arena);
    obv_put_text(&lead, obv_sheet_pad(s, obv_slice_of(""), columns));
    obv_put_text(&lead, obv_outcome_mark(result->outcome));
    obv_put_text(&lead, " ");
    obv_sheet_wrap(s,
                   &(obv_hang){obv_sheet_pad(s, obv_buffer_slice(&lead), 0),
                               obv_outcome_style(result->outcome), OBV_PLAIN,
                               false},
                   obv_speak(&s->voice, reason_of(badge, check), NULL));
}

static void
tell_finding(obv_sheet *s, const obv_badge *badge, obv_finding_id finding)
{
    const obv_result *r = &badge->findings[finding];
    obv_slice text = obv_say_finding(&s->voice, finding);
    if (r->as_of != 0) {
        text = SAY_WITH(&s->voice, AS_OF, {"finding", text},
                        {"date", obv_say_date(&s->voice, r->as_of)});
    }
    obv_sheet_wrap(s,
                   &(obv_hang){outcome_lead(s, r->outcome),
                               obv_outcome_style(r->outcome), OBV_PLAIN, false},
                   text);
    for (int i = 0; i < OBV_CHECK_COUNT; i++) {
        obv_check_id check = (obv_check_id)i;
        if (obv_check_finding(check) == finding && obv_check_weighs(check) &&
            obv_is_worth_a_line(&badge->checks[check]) &&
            is_first(badge, check)) {
            tell_check(s, badge, check);
        }
    }
}

void
obv_tell_findings(obv_sheet *s, const obv_badge *badge)
{
    for (int i = 0; i < OBV_FINDING_COUNT; i++) {
        tell_finding(s, badge, (obv_finding_id)i);
    }
}

static void
tell_list(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_trust_facts *list = v->page->trust;
    int64_t now = v->page->question->now;
    const obv_value values[] = {
        {"list", obv_slice_of(list->name)},
        {"n", obv_say_number(v, (int64_t)list->seq)},
        {"issued", obv_say_date(v, list->issued)},
        {"keeper", obv_slice_of(list->keeper)},
        {"fresh", obv_say_date(v, list->fresh_until)},
        {"usable", obv_say_date(v, list->usable_until)},
        {"root", obv_slice_of(list->root)},
        {"id", obv_slice_of(list->root_id)},
        {NULL, {NULL, 0}},
    };
    obv_sheet_pair(s, SAY(v, LABEL_LIST), OBV_PLAIN,
                   obv_speak(v, OBV_SAY_LIST_LINE, values));
    bool fresh = now <= list->fresh_until;
    obv_sentence age = fresh                       ? OBV_SAY_LIST_FRESH
                       : now <= list->usable_until ? OBV_SAY_LIST_REFRESH
                                                   : OBV_SAY_LIST_OVER;
    obv_sheet_pair(s, obv_slice_of(""), fresh ? OBV_PLAIN : OBV_BOLD,
                   obv_speak(v, age, values));
    obv_sheet_pair(s, SAY(v, LABEL_ROOT), OBV_PLAIN,
                   obv_speak(v, OBV_SAY_ROOT_LINE, values));
}

static void
tell_clock(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_page *page = v->page;
    bool at = page->question->now != page->clock;
    obv_slice clock = obv_say_moment(v, page->clock);
    if (!page->question->clock_trusted) {
        clock = SAY_WITH(v, CLOCK_WRONG, {"moment", clock});
    }
    obv_sheet_pair(s, SAY(v, LABEL_CLOCK),
                   page->question->clock_trusted ? OBV_PLAIN : OBV_ORANGE,
                   clock);
    if (at) {
        const obv_value values[] = {
            {"moment", obv_say_moment(v, page->question->now)},
            {NULL, {NULL, 0}}};
        bool early = page->question->now < page->trust->issued;
        obv_sheet_pair(
            s, SAY(v, LABEL_AT), early ? OBV_BOLD : OBV_PLAIN,
            obv_speak(v, early ? OBV_SAY_AT_EARLY : OBV_SAY_AT_LINE, values));
    }
}

static bool
came_from_code(const obv_found *found)
{
    for (uint32_t i = 0; found != NULL && i < found->count; i++) {
        if ((found->texts[i].notes & OBV_NOTE_CODE) != 0) {
            return true;
        }
    }
    return false;
}

/* Nobody signs the picture that carries a badge, nor the pages around it. */
static void
tell_carrier(obv_sheet *s)
{
    const obv_found *found = s->voice.page->found;
    if (came_from_code(found)) {
        obv_sheet_pair(s, SAY(&s->voice, LABEL_PICTURE), OBV_PLAIN,
                       SAY(&s->voice, SHEET_UNSIGNED));
        return;
    }
    switch (found != NULL ? found->container : OBV_CONTAINER_UNKNOWN) {
    case OBV_CONTAINER_PNG:
    case OBV_CONTAINER_SVG:
    case OBV_CONTAINER_JPEG:
    case OBV_CONTAINER_WEBP:
    case OBV_CONTAINER_TIFF:
    case OBV_CONTAINER_HEIC:
        obv_sheet_pair(s, SAY(&s->voice, LABEL_PICTURE), OBV_PLAIN,
                       SAY(&s->voice, PICTURE_UNSIGNED));
        break;
    case OBV_CONTAINER_PDF:
        obv_sheet_pair(s, SAY(&s->voice, LABEL_PICTURE), OBV_PLAIN,
                       SAY(&s->voice, PAGES_UNSIGNED));
        break;
    case OBV_CONTAINER_UNKNOWN:
    case OBV_CONTAINER_PLAIN:
    case OBV_CONTAINER_COUNT:
        break;
    }
}

/* "We checked the document" is said only where that is so. */
static bool
any_is_supported(const obv_verdict *v)
{
    for (uint32_t i = 0; i < v->badge_count; i++) {
        if (v->badges[i].place != OBV_PLACE_ENDORSING &&
            obv_is_supported(&v->badges[i])) {
            return true;
        }
    }
    return false;
}

void
obv_tell_basis(obv_sheet *s)
{
    tell_list(s);
    tell_clock(s);
}

/* Until when a withdrawal would be known: the list's own date, or that of the
   oldest status list which lets a badge stand. */
static int64_t
known_until(const obv_page *page)
{
    int64_t until = page->trust->issued;
    for (uint32_t i = 0; i < page->verdict->badge_count; i++) {
        const obv_result *r =
            &page->verdict->badges[i].findings[OBV_NOT_WITHDRAWN];
        if (r->outcome == OBV_YES && r->as_of != 0 && r->as_of < until) {
            until = r->as_of;
        }
    }
    return until;
}

void
obv_tell_ground(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    obv_tell_basis(s);
    tell_carrier(s);
    obv_sheet_blank(s);
    obv_slice date = obv_say_date(v, known_until(v->page));
    obv_sheet_body(s, OBV_PLAIN,
                   any_is_supported(v->page->verdict)
                       ? SAY_WITH(v, NOT_CHECKED, {"date", date})
                       : SAY(v, NOTHING_CHECKED));
}
