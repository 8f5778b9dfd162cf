/* SPDX-License-Identifier: Apache-2.0 */
/* What a person on the telephone or an issuer asks for; nobody else reads it.
 */
#include "report/look.h"

static obv_slice
say_found_in(obv_voice *v, const obv_found_text *text)
{
    static const obv_sentence containers[OBV_CONTAINER_COUNT] = {
        [OBV_CONTAINER_UNKNOWN] = OBV_SAY_FOUND_PLAIN,
        [OBV_CONTAINER_PNG] = OBV_SAY_FOUND_PNG,
        [OBV_CONTAINER_SVG] = OBV_SAY_FOUND_SVG,
        [OBV_CONTAINER_PDF] = OBV_SAY_FOUND_PDF,
        [OBV_CONTAINER_PLAIN] = OBV_SAY_FOUND_PLAIN,
    };
    const obv_value values[] = {{"where", obv_slice_of(text->where)},
                                {NULL, {NULL, 0}}};
    return obv_speak(v, containers[v->page->found->container], values);
}

static void
tell_found(obv_sheet *s, const obv_badge *badge)
{
    static const struct {
        uint32_t note;
        obv_sentence sentence;
    } notes[] = {
        {OBV_NOTE_COMPRESSED, OBV_SAY_NOTE_COMPRESSED},
        {OBV_NOTE_LEGACY, OBV_SAY_NOTE_LEGACY},
        {OBV_NOTE_FOREIGN, OBV_SAY_NOTE_FOREIGN},
    };
    obv_voice *v = &s->voice;
    const obv_found *found = v->page->found;
    if (found == NULL || badge->text >= found->count) {
        return;
    }
    const obv_found_text *text = &found->texts[badge->text];
    obv_sheet_pair(s, SAY(v, LABEL_FOUND), OBV_DIM, say_found_in(v, text));
    for (size_t i = 0; i < COUNT(notes); i++) {
        if ((text->notes & notes[i].note) != 0) {
            obv_sheet_pair(s, obv_slice_of(""), OBV_DIM,
                           obv_speak(v, notes[i].sentence, NULL));
        }
    }
}

/* Names of standards are the same in every language. */
static const char *
edition_name(obv_edition edition)
{
    switch (edition) {
    case OBV_OB1:
        return "Open Badges 1.0";
    case OBV_OB2:
        return "Open Badges 2.0";
    case OBV_OB3:
        return "Open Badges 3.0";
    case OBV_CLR2:
        return "CLR 2.0";
    case OBV_EDITION_UNKNOWN:
        break;
    }
    return NULL;
}

static void
tell_ids(obv_sheet *s, const obv_badge *badge)
{
    static const struct {
        obv_claim_kind kind;
        obv_sentence label;
    } ids[] = {
        {OBV_CLAIM_CREDENTIAL_ID, OBV_SAY_LABEL_ID},
        {OBV_CLAIM_ACHIEVEMENT_ID, OBV_SAY_LABEL_ACHIEVEMENT_ID},
        {OBV_CLAIM_ISSUER_ID, OBV_SAY_LABEL_ISSUER_ID},
        {OBV_CLAIM_HOLDER_ID, OBV_SAY_LABEL_HOLDER_ID},
        {OBV_CLAIM_LANGUAGE, OBV_SAY_LABEL_LANGUAGE},
        {OBV_CLAIM_FAULT_AT, OBV_SAY_LABEL_PLACE},
        {OBV_CLAIM_DETAIL, OBV_SAY_LABEL_DETAIL},
    };
    obv_voice *v = &s->voice;
    for (size_t i = 0; i < COUNT(ids); i++) {
        const obv_claim *claim = obv_find_claim(v, badge, ids[i].kind);
        if (claim == NULL || !obv_is_shown(badge, claim)) {
            continue;
        }
        s->claimed = !obv_is_fact(badge, claim);
        obv_sheet_pair(
            s, obv_speak(v, ids[i].label, NULL), OBV_DIM,
            obv_say_shown(v, obv_claim_words(v, claim), OBV_MAX_SHOWN));
    }
    s->claimed = false;
}

/* The single checks that have something of their own to say, under their
   codes. */
static void
tell_checks(obv_sheet *s, const obv_badge *badge)
{
    obv_voice *v = &s->voice;
    for (int i = 0; i < OBV_CHECK_COUNT; i++) {
        obv_check_id id = (obv_check_id)i;
        const obv_result *r = &badge->checks[i];
        if (!obv_is_worth_a_line(r)) {
            continue;
        }
        char code[OBV_CODE_SIZE];
        obv_code(id, r->reason, code);
        obv_sheet_pair(s, obv_slice_of(code), OBV_DIM,
                       SAY_WITH(v, CHECK_LINE, {"check", obv_say_check(v, id)},
                                {"outcome", obv_say_outcome(v, r->outcome)}));
    }
}

static obv_slice
say_proof(obv_voice *v, const obv_proof_finding *f)
{
    obv_slice proof = obv_slice_of(f->suite[0] != '\0' ? f->suite : "?");
    if (f->created != 0) {
        proof = SAY_WITH(v, PROOF_OF, {"suite", proof},
                         {"date", obv_say_date(v, f->created)});
    }
    if (f->chained) {
        proof = SAY_WITH(v, PROOF_CHAINED, {"proof", proof});
    }
    obv_slice outcome = obv_say_outcome(v, f->outcome);
    if (f->reason == OBV_REASON_NONE) {
        return SAY_WITH(v, PROOF_LINE, {"proof", proof}, {"outcome", outcome});
    }
    return SAY_WITH(v, PROOF_LINE_WHY, {"proof", proof}, {"outcome", outcome},
                    {"reason", obv_say_reason(v, f->reason)});
}

/* Each signature, as it was judged by itself. */
static void
tell_proofs(obv_sheet *s, const obv_badge *badge)
{
    obv_voice *v = &s->voice;
    for (uint32_t i = 0; i < badge->proof_count; i++) {
        obv_sheet_pair(s, SAY(v, LABEL_PROOF), OBV_DIM,
                       say_proof(v, &badge->proofs[i]));
    }
}

static void
tell_meaning(obv_sheet *s, const obv_badge *badge)
{
    obv_voice *v = &s->voice;
    obv_slice meaning = obv_find_words(v, badge, OBV_CLAIM_MEANING);
    if (obv_slice_is(meaning, "older")) {
        obv_sheet_pair(s, obv_slice_of(""), OBV_DIM, SAY(v, MEANING_OLDER));
    } else if (obv_slice_is(meaning, "newest")) {
        obv_sheet_pair(s, obv_slice_of(""), OBV_DIM, SAY(v, MEANING_NEWEST));
    }
}

void
obv_tell_technical(obv_sheet *s, const obv_badge *badge)
{
    obv_voice *v = &s->voice;
    const char *edition = edition_name(badge->edition);
    obv_sheet_section(s, SAY(v, SECTION_TECHNICAL));
    obv_sheet_pair(s, SAY(v, LABEL_WORD), OBV_DIM,
                   obv_slice_of(obv_word_name(badge->word)));
    tell_found(s, badge);
    if (edition != NULL) {
        obv_sheet_pair(s, SAY(v, LABEL_STANDARD), OBV_DIM,
                       obv_slice_of(edition));
    }
    tell_proofs(s, badge);
    tell_meaning(s, badge);
    tell_ids(s, badge);
    tell_checks(s, badge);
}
