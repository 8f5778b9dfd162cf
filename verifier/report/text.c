/* SPDX-License-Identifier: Apache-2.0 */
/* The report as a person reads it on a terminal: the order of its parts. */
#include "report/look.h"

/* ---- Above the word ----------------------------------------------------- */

static void
tell_top(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_page *page = v->page;
    if (!page->trust->root_built_in) {
        obv_sheet_wrap(s, &(obv_hang){"", OBV_PLAIN, OBV_BOLD, false},
                       SAY_WITH(v, ROOT_GIVEN,
                                {"root", obv_slice_of(page->trust->root)},
                                {"id", obv_slice_of(page->trust->root_id)}));
    }
    obv_sheet_wrap(
        s, &(obv_hang){"", OBV_PLAIN, OBV_BOLD, false},
        page->typed > 0
            ? SAY_WITH(v, TYPED_CODE, {"n", obv_say_count(v, page->typed)})
            : SAY_WITH(v, FILE, {"file", obv_slice_of(page->file)}));
    if (page->verdict->test || page->trust->test) {
        bool badge = page->verdict->word != OBV_WORD_NO_BADGE &&
                     page->verdict->badge_count > 0;
        obv_sheet_banner(s, OBV_VIOLET, "╱",
                         badge ? SAY(v, TEST) : SAY(v, TEST_LIST));
    }
    obv_sheet_blank(s);
}

/* ---- The word ----------------------------------------------------------- */

/* That it differs, the sentence below says: it would read as an accusation
   twice. */
static obv_slice
person_text(obv_voice *v, const obv_subject *subject,
            const obv_person_lines *lines, size_t i)
{
    if (subject->word != OBV_WORD_OTHER_PERSON || lines->outcome[i] != OBV_NO) {
        return lines->text[i];
    }
    return lines->check[i] == OBV_CHECK_EMAIL ? SAY(v, PERSON_EMAIL_COMPARED)
                                              : SAY(v, PERSON_NAME_COMPARED);
}

static void
tell_person(obv_sheet *s, obv_beside *beside, obv_outcome outcome,
            obv_slice line)
{
    obv_voice *v = &s->voice;
    obv_buffer mark = obv_buffer_in(s->out->arena);
    obv_put_text(&mark, obv_outcome_mark(outcome));
    obv_put_char(&mark, ' ');
    obv_hang hang = {obv_sheet_pad(s, obv_buffer_slice(&mark), 0),
                     obv_outcome_style(outcome), OBV_PLAIN, false};
    const obv_value values[] = {{"line", line}, {NULL, {NULL, 0}}};
    obv_sheet_beside(s, beside, &hang,
                     obv_speak_whole(v, OBV_SAY_PERSON, values));
}

static void
tell_holder_beside(obv_sheet *s, obv_beside *beside, const obv_badge *badge)
{
    obv_voice *v = &s->voice;
    const obv_claim *holder = obv_find_claim(v, badge, OBV_CLAIM_HOLDER_NAME);
    if (holder != NULL && obv_is_fact(badge, holder)) {
        obv_sheet_beside(
            s, beside, &(obv_hang){"", OBV_PLAIN, OBV_PLAIN, false},
            SAY_WITH(v, AWARDED_TO, {"holder", obv_claim_words(v, holder)}));
    }
}

/* Shape, word, title, holder and the line about the person. */
static void
tell_word(obv_sheet *s, const obv_subject *subject)
{
    obv_voice *v = &s->voice;
    const obv_look *look = obv_look_of(subject->word);
    obv_beside beside = {look->drawing, look->style, 0};
    obv_hang word = {"", OBV_PLAIN, look->style, false};
    obv_hang title = {"", OBV_PLAIN, OBV_BOLD, false};
    obv_sheet_beside(s, &beside, &word, obv_say_word(v, subject->word));
    if (subject->badge != NULL) {
        obv_sheet_beside(s, &beside, &title, obv_say_title(v, subject->badge));
        tell_holder_beside(s, &beside, subject->badge);
    }
    obv_person_lines person = obv_say_person(v, subject->badge);
    for (size_t i = 0; i < person.count; i++) {
        tell_person(s, &beside, person.outcome[i],
                    person_text(v, subject, &person, i));
    }
    obv_sheet_beside_end(s, &beside);
    obv_sheet_blank(s);
    obv_sheet_body(s, OBV_PLAIN, obv_say_headline(v, subject));
}

/* ---- Several badges ----------------------------------------------------- */

static uint32_t
count_badges(const obv_verdict *v)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < v->badge_count; i++) {
        count += v->badges[i].place != OBV_PLACE_ENDORSING;
    }
    return count;
}

/* "2", or "2.1" for the first badge inside the second. */
static void
put_which(obv_buffer *out, const obv_verdict *v, uint32_t index, unsigned deep)
{
    const obv_badge *badge = &v->badges[index];
    int64_t ordinal = 1;
    for (uint32_t i = 0; i < index; i++) {
        ordinal += v->badges[i].parent == badge->parent &&
                   v->badges[i].place != OBV_PLACE_ENDORSING;
    }
    if (badge->parent >= 0 && deep < OBV_MAX_NESTING) {
        put_which(out, v, (uint32_t)badge->parent, deep + 1);
        obv_put_char(out, '.');
    }
    obv_put_number(out, ordinal);
}

static obv_slice
say_which(obv_sheet *s, uint32_t index)
{
    obv_buffer text = obv_buffer_in(s->out->arena);
    put_which(&text, s->voice.page->verdict, index, 0);
    s->voice.failed |= text.failed;
    return obv_buffer_slice(&text);
}

/* The name of the holder where it is a fact; else empty. */
static obv_slice
holder_of(const obv_voice *v, const obv_badge *badge)
{
    const obv_claim *holder = obv_find_claim(v, badge, OBV_CLAIM_HOLDER_NAME);
    return holder != NULL && obv_is_fact(badge, holder)
               ? obv_claim_words(v, holder)
               : obv_slice_of("");
}

static void
tell_row(obv_sheet *s, uint32_t index)
{
    obv_voice *v = &s->voice;
    const obv_badge *badge = &v->page->verdict->badges[index];
    const obv_look *look = obv_look_of(badge->word);
    obv_buffer lead = obv_buffer_in(s->out->arena);
    obv_put_text(&lead, "  ");
    obv_put_text(&lead, look->mark);
    obv_put_char(&lead, ' ');
    obv_put(&lead, say_which(s, index));
    obv_put_char(&lead, ' ');
    const char *padded = obv_sheet_pad(s, obv_buffer_slice(&lead), 10);
    obv_slice title = obv_say_title(v, badge);
    const obv_value values[] = {
        {"word", obv_say_word(v, badge->word)},
        {"title", title.len > 0 ? title : SAY(v, NO_TITLE)},
        {"holder", holder_of(v, badge)},
        {NULL, {NULL, 0}},
    };
    bool held = values[2].text.len > 0;
    obv_sheet_wrap(
        s, &(obv_hang){padded, look->style, OBV_PLAIN, false},
        obv_speak(v, held ? OBV_SAY_BADGE_ROW_HOLDER : OBV_SAY_BADGE_ROW,
                  values));
}

static bool
is_another_name(obv_sheet *s, obv_slice a, obv_slice b)
{
    obv_slice folded_a, folded_b;
    if (obv_fold_name(a, s->out->arena, &folded_a) != OBV_OK ||
        obv_fold_name(b, s->out->arena, &folded_b) != OBV_OK) {
        s->voice.failed = true;
        return false;
    }
    return !obv_slice_equal(folded_a, folded_b);
}

/* Somebody may have put a genuine badge of another person beside his own. */
static void
tell_names(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    obv_slice first = obv_slice_of("");
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        const obv_badge *badge = &verdict->badges[i];
        if (badge->place == OBV_PLACE_ENDORSING) {
            continue;
        }
        obv_slice name = holder_of(v, badge);
        if (first.len > 0 && name.len > 0 && is_another_name(s, first, name)) {
            obv_sheet_blank(s);
            obv_sheet_body(
                s, OBV_ORANGE,
                SAY_WITH(v, SEVERAL_NAMES, {"a", first}, {"b", name}));
            return;
        }
        first = first.len > 0 ? first : name;
    }
}

static bool
has_record(const obv_verdict *verdict)
{
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        if (verdict->badges[i].kind == OBV_KIND_CLR) {
            return true;
        }
    }
    return false;
}

/* How many there are, and which of them the word comes from. */
static obv_slice
say_several(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    obv_slice n = obv_say_number(v, count_badges(verdict));
    if (verdict->badge < 0) {
        return SAY_WITH(v, SEVERAL_CLOSED, {"n", n});
    }
    const obv_value values[] = {
        {"n", n},
        {"which", say_which(s, (uint32_t)verdict->badge)},
        {NULL, {NULL, 0}},
    };
    return obv_speak(
        v, has_record(verdict) ? OBV_SAY_SEVERAL_PARTS : OBV_SAY_SEVERAL,
        values);
}

static void
tell_index(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    obv_sheet_blank(s);
    obv_sheet_body(s, OBV_PLAIN, say_several(s));
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        if (verdict->badges[i].place != OBV_PLACE_ENDORSING) {
            tell_row(s, i);
        }
    }
    tell_names(s);
}

/* ---- Endorsements ------------------------------------------------------- */

/* A name is quoted where it is no fact: it may say anything, and where it is
   one of the list, nothing shows that it is theirs. */
static obv_slice
say_endorser(obv_voice *v, const obv_badge *e)
{
    const obv_claim *name = obv_find_claim(v, e, OBV_CLAIM_ISSUER_NAME);
    obv_slice words = obv_issuer_words(v, e);
    return name != NULL && obv_is_fact(e, name)
               ? words
               : SAY_WITH(v, CLAIMED_TITLE, {"name", words});
}

static void
tell_endorsement(obv_sheet *s, const obv_badge *e)
{
    obv_voice *v = &s->voice;
    const obv_look *look = obv_look_of(e->word);
    obv_subject subject = obv_subject_of(v, e);
    obv_buffer lead = obv_buffer_in(s->out->arena);
    obv_put_text(&lead, "  ");
    obv_put_text(&lead, look->mark);
    obv_put_char(&lead, ' ');
    obv_sheet_wrap(s,
                   &(obv_hang){obv_sheet_pad(s, obv_buffer_slice(&lead), 0),
                               look->style, OBV_BOLD, false},
                   SAY_WITH(v, ENDORSED_BY, {"issuer", say_endorser(v, e)},
                            {"word", obv_say_word(v, e->word)}));
    if (e->word != OBV_WORD_RECOGNISED) {
        obv_sheet_wrap(s, &(obv_hang){"    ", OBV_PLAIN, OBV_PLAIN, false},
                       obv_say_headline(v, &subject));
    }
    s->claimed = !obv_is_supported(e);
    for (uint32_t i = 0; i < e->claim_count; i++) {
        const obv_claim *claim = &v->page->verdict->claims[e->first_claim + i];
        if (claim->kind == OBV_CLAIM_ENDORSEMENT_BLOCK &&
            obv_is_shown(e, claim)) {
            obv_tell_block(s, claim, OBV_BAR " ");
        }
    }
    s->claimed = false;
}

static void
tell_endorsements(obv_sheet *s, const obv_badge *badge)
{
    const obv_verdict *verdict = s->voice.page->verdict;
    bool first = true;
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        const obv_badge *e = &verdict->badges[i];
        if (e->place != OBV_PLACE_ENDORSING ||
            &verdict->badges[e->parent] != badge) {
            continue;
        }
        if (first) {
            obv_sheet_section(s, SAY(&s->voice, SECTION_ENDORSEMENTS));
            first = false;
        }
        tell_endorsement(s, e);
    }
}

/* ---- The whole ---------------------------------------------------------- */

static obv_slice
code_of(const obv_subject *subject, char room[OBV_CODE_SIZE])
{
    if (subject->badge != NULL) {
        return obv_slice_of(subject->badge->code);
    }
    obv_code(OBV_CHECK_PRESENT, subject->reason, room);
    return obv_slice_of(room);
}

static void
tell_next(obv_sheet *s, const obv_subject *subject)
{
    obv_voice *v = &s->voice;
    char room[OBV_CODE_SIZE];
    obv_sheet_section(s, SAY(v, SECTION_NEXT));
    obv_sheet_body(s, OBV_PLAIN, obv_say_advice(v, subject));
    obv_sheet_body(s, OBV_DIM,
                   SAY_WITH(v, CODE, {"code", code_of(subject, room)}));
}

/* What stands below the word of one badge. */
static void
tell_rest(obv_sheet *s, const obv_badge *badge)
{
    obv_subject subject = obv_subject_of(&s->voice, badge);
    obv_tell_badge(s, badge);
    tell_endorsements(s, badge);
    obv_tell_technical(s, badge);
    tell_next(s, &subject);
}

static void
tell_one_of_several(obv_sheet *s, uint32_t index)
{
    obv_voice *v = &s->voice;
    const obv_badge *badge = &v->page->verdict->badges[index];
    obv_subject subject = obv_subject_of(v, badge);
    obv_sheet_blank(s);
    const obv_value values[] = {{"which", say_which(s, index)},
                                {NULL, {NULL, 0}}};
    obv_sheet_banner(s, OBV_BOLD, "═",
                     obv_speak(v,
                               badge->kind == OBV_KIND_CLR ? OBV_SAY_RECORD_OF
                                                           : OBV_SAY_BADGE_OF,
                               values));
    obv_sheet_blank(s);
    tell_word(s, &subject);
    obv_sheet_section(s, SAY(v, SECTION_CHECKED));
    obv_tell_findings(s, badge);
    tell_rest(s, badge);
}

static void
tell_several(obv_sheet *s)
{
    const obv_verdict *verdict = s->voice.page->verdict;
    obv_sheet_section(s, SAY(&s->voice, SECTION_GROUND));
    obv_tell_ground(s);
    for (uint32_t i = 0; i < verdict->badge_count; i++) {
        if (verdict->badges[i].place != OBV_PLACE_ENDORSING) {
            tell_one_of_several(s, i);
        }
    }
}

static void
tell_file(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    const obv_badge *badge =
        verdict->badge >= 0 ? &verdict->badges[verdict->badge] : NULL;
    obv_subject subject = obv_subject_of(v, badge);
    /* A code that could not be opened may have the word beside a badge. */
    bool several = count_badges(verdict) > (badge != NULL);
    tell_top(s);
    tell_word(s, &subject);
    if (several) {
        tell_index(s);
        tell_several(s);
        if (badge == NULL) {
            tell_next(s, &subject);
        }
    } else if (badge != NULL) {
        obv_sheet_section(s, SAY(v, SECTION_CHECKED));
        obv_tell_findings(s, badge);
        obv_sheet_blank(s);
        obv_tell_ground(s);
        tell_rest(s, badge);
    } else {
        obv_sheet_section(s, SAY(v, SECTION_GROUND));
        obv_tell_basis(s);
        tell_next(s, &subject);
    }
    obv_tell_codes(s);
    obv_sheet_blank(s);
    if (verdict->cut) {
        obv_sheet_body(s, OBV_PLAIN, SAY(v, CUT));
    }
    obv_sheet_body(s, OBV_DIM, SAY(v, NOTHING_SAVED));
    obv_sheet_blank(s);
}

/* The head of it: for a pile of codes, one after the other. */
static void
tell_head(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    const obv_badge *badge =
        verdict->badge >= 0 ? &verdict->badges[verdict->badge] : NULL;
    obv_subject subject = obv_subject_of(v, badge);
    tell_top(s);
    tell_word(s, &subject);
    if (count_badges(verdict) > 1) {
        tell_index(s);
    }
    if (subject.word != OBV_WORD_RECOGNISED) {
        obv_sheet_body(s, OBV_PLAIN, obv_say_advice(v, &subject));
    }
    obv_sheet_blank(s);
}

static size_t
sheet_width(unsigned asked)
{
    size_t width = asked == 0 ? 80 : asked;
    if (width < OBV_MIN_WIDTH) {
        return OBV_MIN_WIDTH;
    }
    return width > OBV_MAX_WIDTH ? OBV_MAX_WIDTH : width;
}

static obv_status
print_sheet(const obv_page *page, obv_buffer *out, void (*tell)(obv_sheet *))
{
    obv_sheet s = {
        .voice = {page, out->arena, false},
        .out = out,
        .width = sheet_width(page->width),
        .colour = page->colour,
    };
    tell(&s);
    return s.voice.failed || out->failed ? OBV_NO_MEMORY : OBV_OK;
}

obv_status
obv_report_text(const obv_page *page, obv_buffer *out)
{
    return print_sheet(page, out, tell_file);
}

obv_status
obv_report_brief(const obv_page *page, obv_buffer *out)
{
    return print_sheet(page, out, tell_head);
}
