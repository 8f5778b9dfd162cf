/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a file, and what stands in each of their cells. */
#include "report/row.h"

#define SEPARATOR " / "

/* ---- Which lines -------------------------------------------------------- */

/* Of a badge in several codes, the first speaks for all. */
static bool
is_told_before(const obv_verdict *v, size_t index)
{
    const obv_other *o = &v->others[index];
    for (size_t i = 0; i < index; i++) {
        if (o->parts > 0 && v->others[i].parts == o->parts &&
            v->others[i].reason == o->reason) {
            return true;
        }
    }
    return false;
}

static bool
is_lost_badge(const obv_verdict *v, size_t index)
{
    obv_reason reason = v->others[index].reason;
    return reason != OBV_REASON_NONE && reason != OBV_REASON_OTHER_CODE &&
           !is_told_before(v, index);
}

bool
obv_row_next(const obv_page *page, size_t *at, obv_row *row)
{
    const obv_verdict *v = page->verdict;
    size_t badges = page->trouble != NULL ? 0 : v->badge_count;
    *row = (obv_row){NULL, NULL};
    if (badges == 0) {
        return (*at)++ == 0;
    }
    while (*at < badges + v->other_count) {
        size_t i = (*at)++;
        if (i >= badges && is_lost_badge(v, i - badges)) {
            row->other = &v->others[i - badges];
            return true;
        }
        if (i < badges && v->badges[i].place != OBV_PLACE_ENDORSING) {
            row->badge = &v->badges[i];
            return true;
        }
    }
    return false;
}

obv_word
obv_row_word(const obv_page *page, const obv_row *row)
{
    if (page->trouble != NULL || row->other != NULL) {
        return OBV_WORD_UNDECIDED;
    }
    return row->badge != NULL ? row->badge->word : page->verdict->word;
}

static obv_reason
reason_of(const obv_page *page, const obv_row *row)
{
    if (row->badge != NULL) {
        return row->badge->checks[row->badge->decided_by].reason;
    }
    return row->other != NULL ? row->other->reason : page->verdict->reason;
}

void
obv_row_code(const obv_page *page, const obv_row *row, char code[OBV_CODE_SIZE])
{
    if (row->badge != NULL) {
        memcpy(code, row->badge->code, OBV_CODE_SIZE);
    } else if (page->trouble != NULL) {
        code[0] = '\0';
    } else {
        obv_code(OBV_CHECK_PRESENT, reason_of(page, row), code);
    }
}

/* ---- The name of a file ------------------------------------------------- */

static size_t
character(obv_slice text)
{
    for (size_t len = 1; len <= 4 && len <= text.len; len++) {
        obv_slice c = {text.ptr, len};
        if (obv_is_utf8(c)) {
            return obv_is_clean(c) && !obv_slice_is(c, "\\") ? len : 0;
        }
    }
    return 0;
}

static void
put_byte(obv_buffer *out, uint8_t byte)
{
    static const char digits[] = "0123456789abcdef";
    if (byte == '\\') {
        obv_put_text(out, "\\\\");
        return;
    }
    obv_put_text(out, "\\x");
    obv_put_char(out, digits[byte >> 4]);
    obv_put_char(out, digits[byte & 15]);
}

static void
put_escaped(obv_buffer *out, obv_slice name, bool ascii)
{
    while (name.len > 0) {
        size_t len = character(name);
        if (len > 1 && ascii) {
            len = 0;
        }
        if (len > 0) {
            obv_put(out, (obv_slice){name.ptr, len});
        } else {
            put_byte(out, name.ptr[0]);
            len = 1;
        }
        name = (obv_slice){name.ptr + len, name.len - len};
    }
}

/*
 * As it is where it can be shown; else with \xNN for each byte that cannot, and
 * \\ for a backslash.  No two files read alike, so that the reference leads
 * back to the file, and a run that goes on knows where it was.
 */
static obv_slice
reference(obv_voice *voice)
{
    obv_slice name = obv_slice_of(voice->page->file);
    if (obv_is_clean(name) && strchr(voice->page->file, '\\') == NULL) {
        return name;
    }
    for (int ascii = 0; ascii <= 1; ascii++) {
        obv_buffer out = obv_buffer_in(voice->arena);
        put_escaped(&out, name, ascii == 1);
        voice->failed |= out.failed;
        if (!out.failed && obv_is_clean(obv_buffer_slice(&out))) {
            return obv_buffer_slice(&out);
        }
    }
    return obv_slice_of("");
}

/* ---- Cells -------------------------------------------------------------- */

static obv_slice
shown(obv_voice *voice, obv_slice text)
{
    obv_slice line = obv_slice_of("");
    text = obv_say_shown(voice, text, OBV_MAX_CELL);
    if (obv_squeeze(text, voice->arena, &line) != OBV_OK) {
        voice->failed = true;
    }
    return obv_slice_trim(line);
}

/* The first claim of that kind that is a fact; NULL where there is none. */
static const obv_claim *
find_fact(const obv_voice *voice, const obv_row *row, obv_claim_kind kind)
{
    const obv_badge *badge = row->badge;
    for (uint32_t i = 0; badge != NULL && i < badge->claim_count; i++) {
        const obv_claim *claim =
            &voice->page->verdict->claims[badge->first_claim + i];
        if (claim->kind == kind && obv_is_shown(badge, claim) &&
            obv_is_fact(badge, claim)) {
            return claim;
        }
    }
    return NULL;
}

static obv_slice
fact(obv_voice *voice, const obv_row *row, obv_claim_kind kind)
{
    const obv_claim *claim = find_fact(voice, row, kind);
    return claim != NULL ? shown(voice, obv_claim_words(voice, claim))
                         : obv_slice_of("");
}

/* The first `len` characters of the time in RFC 3339. */
static obv_slice
moment(obv_voice *voice, int64_t time, size_t len)
{
    char text[OBV_TIME_TEXT];
    obv_time_print(time, text);
    return obv_say_shown(voice, (obv_slice){(const uint8_t *)text, len},
                         OBV_TIME_TEXT);
}

/* 2026-03-03, which a spreadsheet in any language takes as a date. */
#define DATE_LENGTH 10

static obv_slice
day(obv_voice *voice, const obv_row *row, obv_claim_kind kind)
{
    const obv_claim *claim = find_fact(voice, row, kind);
    return claim != NULL ? moment(voice, obv_written(claim), DATE_LENGTH)
                         : obv_slice_of("");
}

/* All the blocks of that kind, one behind the other. */
static obv_slice
blocks(obv_voice *voice, const obv_row *row, obv_claim_kind kind)
{
    obv_buffer out = obv_buffer_in(voice->arena);
    const obv_badge *badge = row->badge;
    for (uint32_t i = 0; badge != NULL && i < badge->claim_count; i++) {
        const obv_claim *claim =
            &voice->page->verdict->claims[badge->first_claim + i];
        if (claim->kind == kind && obv_is_shown(badge, claim) &&
            obv_is_fact(badge, claim)) {
            obv_put_text(&out, out.len > 0 ? SEPARATOR : "");
            obv_put(&out, obv_claim_words(voice, claim));
        }
    }
    voice->failed |= out.failed;
    return out.failed ? obv_slice_of("") : shown(voice, obv_buffer_slice(&out));
}

static obv_slice
criteria(obv_voice *voice, const obv_row *row)
{
    obv_slice text = blocks(voice, row, OBV_CLAIM_CRITERIA_BLOCK);
    return text.len > 0 ? text : fact(voice, row, OBV_CLAIM_CRITERIA_ID);
}

static obv_slice
evidence(obv_voice *voice, const obv_row *row)
{
    obv_slice text = blocks(voice, row, OBV_CLAIM_EVIDENCE_BLOCK);
    return text.len > 0 ? text : fact(voice, row, OBV_CLAIM_EVIDENCE_LINK);
}

/* Whatever stands under a test root is a test before it is anything else. */
static obv_slice
result(obv_voice *voice, const obv_row *row)
{
    const obv_page *page = voice->page;
    if (page->trouble != NULL) {
        return shown(voice, obv_slice_of(page->trouble));
    }
    obv_slice word = obv_say_word(voice, obv_row_word(page, row));
    bool test = page->verdict->test || page->trust->test;
    return test && row->badge != NULL
               ? SAY_WITH(voice, RESULT_TEST, {"result", word})
               : word;
}

static obv_slice
compared(obv_voice *voice, const obv_row *row)
{
    if (row->badge == NULL) {
        return obv_slice_of("");
    }
    const obv_result *r = &row->badge->checks[OBV_CHECK_NAME];
    return r->reason == OBV_REASON_CLOSE_NAME
               ? obv_say_reason(voice, r->reason)
               : obv_say_outcome(voice, r->outcome);
}

static obv_slice
reason(obv_voice *voice, const obv_row *row)
{
    obv_reason why = reason_of(voice->page, row);
    return voice->page->trouble != NULL || why == OBV_REASON_NONE
               ? obv_slice_of("")
               : obv_say_reason(voice, why);
}

static obv_slice
code(obv_voice *voice, const obv_row *row)
{
    char text[OBV_CODE_SIZE];
    obv_row_code(voice->page, row, text);
    return obv_say_shown(voice, obv_slice_of(text), OBV_CODE_SIZE);
}

/* ---- Fields ------------------------------------------------------------- */

bool
obv_field_is_asked(const obv_page *page, obv_field field)
{
    switch (field) {
    case OBV_FIELD_EVIDENCE:
        return (page->with & OBV_WITH_EVIDENCE) != 0;
    case OBV_FIELD_REASON:
        return (page->with & OBV_WITH_REASONS) != 0;
    case OBV_FIELD_EMAIL:
        return (page->with & OBV_WITH_EMAIL) != 0;
    default:
        return true;
    }
}

obv_slice
obv_field_head(obv_voice *voice, obv_field field)
{
    static const obv_sentence heads[OBV_FIELD_COUNT] = {
        [OBV_FIELD_REFERENCE] = OBV_SAY_HEAD_REFERENCE,
        [OBV_FIELD_HOLDER] = OBV_SAY_HEAD_HOLDER,
        [OBV_FIELD_BADGE] = OBV_SAY_TYPE_BADGE,
        [OBV_FIELD_RESULT] = OBV_SAY_HEAD_RESULT,
        [OBV_FIELD_ISSUER] = OBV_SAY_HEAD_ISSUER,
        [OBV_FIELD_AWARDED] = OBV_SAY_HEAD_AWARDED,
        [OBV_FIELD_OBSERVED_FROM] = OBV_SAY_HEAD_OBSERVED_FROM,
        [OBV_FIELD_OBSERVED_TO] = OBV_SAY_HEAD_OBSERVED_TO,
        [OBV_FIELD_VALID_UNTIL] = OBV_SAY_HEAD_VALID_UNTIL,
        [OBV_FIELD_CRITERIA] = OBV_SAY_HEAD_CRITERIA,
        [OBV_FIELD_COMPARED] = OBV_SAY_HEAD_COMPARED,
        [OBV_FIELD_LIST_OF] = OBV_SAY_HEAD_LIST_OF,
        [OBV_FIELD_CHECKED_AT] = OBV_SAY_HEAD_CHECKED_AT,
        [OBV_FIELD_CODE] = OBV_SAY_HEAD_CODE,
        [OBV_FIELD_EVIDENCE] = OBV_SAY_HEAD_EVIDENCE,
        [OBV_FIELD_REASON] = OBV_SAY_HEAD_REASON,
        [OBV_FIELD_EMAIL] = OBV_SAY_HEAD_EMAIL,
    };
    return obv_speak(voice, heads[field], NULL);
}

obv_slice
obv_field_cell(obv_voice *voice, const obv_row *row, obv_field field)
{
    switch (field) {
    case OBV_FIELD_REFERENCE:
        return reference(voice);
    case OBV_FIELD_HOLDER:
        return fact(voice, row, OBV_CLAIM_HOLDER_NAME);
    case OBV_FIELD_BADGE:
        return fact(voice, row, OBV_CLAIM_ACHIEVEMENT_NAME);
    case OBV_FIELD_RESULT:
        return result(voice, row);
    case OBV_FIELD_ISSUER:
        return fact(voice, row, OBV_CLAIM_ISSUER_NAME);
    case OBV_FIELD_AWARDED:
        return day(voice, row, OBV_CLAIM_AWARDED);
    case OBV_FIELD_OBSERVED_FROM:
        return day(voice, row, OBV_CLAIM_OBSERVED_FROM);
    case OBV_FIELD_OBSERVED_TO:
        return day(voice, row, OBV_CLAIM_OBSERVED_TO);
    case OBV_FIELD_VALID_UNTIL:
        return day(voice, row, OBV_CLAIM_VALID_UNTIL);
    case OBV_FIELD_CRITERIA:
        return criteria(voice, row);
    case OBV_FIELD_COMPARED:
        return compared(voice, row);
    case OBV_FIELD_LIST_OF:
        return moment(voice, voice->page->trust->issued, DATE_LENGTH);
    case OBV_FIELD_CHECKED_AT:
        return moment(voice, voice->page->question->now, OBV_TIME_TEXT - 4);
    case OBV_FIELD_CODE:
        return code(voice, row);
    case OBV_FIELD_EVIDENCE:
        return evidence(voice, row);
    case OBV_FIELD_REASON:
        return reason(voice, row);
    case OBV_FIELD_EMAIL:
        return fact(voice, row, OBV_CLAIM_HOLDER_ID);
    case OBV_FIELD_COUNT:
        break;
    }
    return obv_slice_of("");
}
