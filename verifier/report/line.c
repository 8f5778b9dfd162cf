/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report for programs that read a pile of files: one small JSON object a
 * file, on one line.  Its members have the names and the meaning that they have
 * in the large one (json.c); what nobody answers for is not in it at all, nor
 * what is personal and was not asked for.
 */
#include "report/maker.h"
#include "report/row.h"

static void
set_text(obv_maker *m, obv_json *object, const char *name, obv_slice text)
{
    obv_set(m, object, name, obv_json_new_text(m->arena, text));
}

static void
set_word(obv_maker *m, obv_json *object, const char *name, const char *word)
{
    set_text(m, object, name, obv_slice_of(word));
}

static void
set_cell(obv_maker *m, obv_json *object, const obv_row *row, obv_field field,
         const char *name)
{
    obv_slice cell = obv_field_is_asked(m->voice.page, field)
                         ? obv_field_cell(&m->voice, row, field)
                         : obv_slice_of("");
    if (cell.len > 0) {
        set_text(m, object, name, cell);
    }
}

/* To the second, where a cell has the day. */
static void
set_times(obv_maker *m, obv_json *object, const obv_badge *badge)
{
    static const obv_claim_kind kinds[] = {
        OBV_CLAIM_AWARDED, OBV_CLAIM_OBSERVED_FROM, OBV_CLAIM_OBSERVED_TO,
        OBV_CLAIM_VALID_UNTIL};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const obv_claim *claim = obv_find_claim(&m->voice, badge, kinds[i]);
        if (claim != NULL && obv_is_shown(badge, claim) &&
            obv_is_fact(badge, claim)) {
            obv_set(m, object, obv_claim_name(kinds[i]),
                    obv_make_moment(m, claim->time));
        }
    }
}

static obv_json *
make_badge(obv_maker *m, const obv_row *row)
{
    static const struct {
        obv_field field;
        const char *name;
    } cells[] = {
        {OBV_FIELD_HOLDER, "holderName"}, {OBV_FIELD_BADGE, "name"},
        {OBV_FIELD_ISSUER, "issuerName"}, {OBV_FIELD_CRITERIA, "criteria"},
        {OBV_FIELD_EVIDENCE, "evidence"}, {OBV_FIELD_EMAIL, "holderId"},
    };
    const obv_page *page = m->voice.page;
    obv_json *badge = obv_json_new_object(m->arena);
    char code[OBV_CODE_SIZE];
    obv_row_code(page, row, code);
    set_word(m, badge, "verdict", obv_word_name(obv_row_word(page, row)));
    set_word(m, badge, "code", code);
    if (row->other != NULL) {
        set_word(m, badge, "reason", obv_reason_name(row->other->reason));
        return badge;
    }
    for (size_t i = 0; i < COUNT(cells); i++) {
        set_cell(m, badge, row, cells[i].field, cells[i].name);
    }
    set_times(m, badge, row->badge);
    const obv_badge *b = row->badge;
    if (obv_field_is_asked(page, OBV_FIELD_REASON)) {
        set_word(m, badge, "reason",
                 obv_reason_name(b->checks[b->decided_by].reason));
    }
    if (b->checks[OBV_CHECK_NAME].outcome != OBV_UNCHECKED) {
        obv_set(m, badge, "nameCompared",
                obv_json_new_bool(m->arena, b->checks[OBV_CHECK_NAME].outcome ==
                                                OBV_YES));
    }
    return badge;
}

static obv_json *
make_badges(obv_maker *m)
{
    obv_json *badges = obv_json_new_array(m->arena);
    obv_row row;
    for (size_t at = 0; obv_row_next(m->voice.page, &at, &row);) {
        if ((row.badge != NULL || row.other != NULL) &&
            !obv_json_append(badges, make_badge(m, &row))) {
            m->failed = true;
        }
    }
    return badges;
}

static obv_json *
make_file(obv_maker *m)
{
    const obv_page *page = m->voice.page;
    const obv_verdict *v = page->verdict;
    const obv_row file = {NULL, NULL};
    obv_json *line = obv_json_new_object(m->arena);
    set_text(m, line, "file",
             obv_field_cell(&m->voice, &file, OBV_FIELD_REFERENCE));
    set_word(m, line, "verdict", obv_word_name(obv_row_word(page, &file)));
    obv_set(m, line, "test",
            obv_json_new_bool(m->arena, v->test || page->trust->test));
    if (page->trouble != NULL) {
        set_word(m, line, "reason", "none");
        set_text(m, line, "trouble",
                 obv_field_cell(&m->voice, &file, OBV_FIELD_RESULT));
    } else {
        set_word(m, line, "reason", obv_reason_name(v->reason));
    }
    obv_set(m, line, "listOf", obv_make_moment(m, page->trust->issued));
    obv_set(m, line, "checkedAt", obv_make_moment(m, page->question->now));
    obv_set(m, line, "badges", make_badges(m));
    return line;
}

obv_status
obv_report_line(const obv_page *page, obv_buffer *out)
{
    obv_maker m = {{page, out->arena, false}, out->arena, false};
    obv_json *file = make_file(&m);
    if (m.failed || m.voice.failed) {
        return OBV_NO_MEMORY;
    }
    obv_slice line;
    TRY(obv_json_print(file, OBV_JSON_LINE, m.arena, &line));
    obv_put(out, line);
    obv_put_char(out, '\n');
    return OBV_OK;
}
