/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report for spreadsheets: one line a badge (row.h), as a French Excel
 * opens it by a double click: `;` between cells, CRLF behind lines, and before
 * the head the mark by which it knows UTF-8.  Quotes as in RFC 4180.
 *
 * A cell that a spreadsheet would take for a formula gets an apostrophe: what
 * is in it was chosen by strangers.
 */
#include "report/row.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* The wide ones count where the keyboard is a Japanese one. */
static bool
starts_formula(obv_slice text)
{
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t",
                                         "\r", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        if (obv_slice_starts(text, starts[i])) {
            return true;
        }
    }
    return false;
}

static obv_slice
skip(obv_slice text, char c)
{
    while (text.len > 0 && text.ptr[0] == (uint8_t)c) {
        text = (obv_slice){text.ptr + 1, text.len - 1};
    }
    return text;
}

/* An apostrophe of its own counts as one of ours: so no two cells read alike
   behind it. */
static bool
needs_apostrophe(obv_slice text)
{
    return starts_formula(skip(skip(text, '\''), ' '));
}

/* An Excel that cuts at commas looks for formulas behind each, and quotes that
   begin elsewhere mean nothing to it. */
static bool
cuts(uint8_t c)
{
    return c == ',' || c == ';' || c == '"';
}

static void
put_disarmed(obv_buffer *out, obv_slice text)
{
    bool start = true;
    for (size_t i = 0; i < text.len; i++) {
        obv_slice rest = {text.ptr + i, text.len - i};
        if (start && needs_apostrophe(rest)) {
            obv_put_char(out, '\'');
        }
        if (text.ptr[i] == '"') {
            obv_put_char(out, '"');
        }
        obv_put_char(out, (char)text.ptr[i]);
        start = cuts(text.ptr[i]);
    }
}

static bool
needs_quotes(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (cuts(text.ptr[i])) {
            return true;
        }
    }
    return text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\'');
}

static void
put_cell(obv_buffer *out, obv_slice text)
{
    const char *quote =
        needs_quotes(text) || needs_apostrophe(text) ? "\"" : "";
    obv_put_text(out, quote);
    put_disarmed(out, text);
    obv_put_text(out, quote);
}

/* ---- Reading them again ------------------------------------------------- */

bool
obv_csv_skip(obv_slice *line, const char *text)
{
    size_t len = strlen(text);
    bool there = obv_slice_starts(*line, text);
    *line = there ? (obv_slice){line->ptr + len, line->len - len} : *line;
    return there;
}

/* cell ::= '"' ([^"] | '""')* '"' | [^;\r]* */
static size_t
length_of_cell(obv_slice line)
{
    size_t end = 0;
    if (line.len == 0 || line.ptr[0] != '"') {
        while (end < line.len && line.ptr[end] != ';' &&
               line.ptr[end] != '\r') {
            end++;
        }
        return end;
    }
    for (end = 1; end < line.len; end++) {
        bool quote = line.ptr[end] == '"';
        if (quote && (end + 1 == line.len || line.ptr[end + 1] != '"')) {
            return end + 1;
        }
        end += quote;
    }
    return line.len;
}

/* Without the quotes and apostrophes that put_cell() adds. */
static void
put_armed(obv_buffer *out, obv_slice cell)
{
    bool quoted = cell.len >= 2 && cell.ptr[0] == '"', start = true;
    size_t end = cell.len - quoted;
    for (size_t i = quoted; i < end; i++) {
        obv_slice rest = {cell.ptr + i, end - i};
        if (start && rest.ptr[0] == '\'' && needs_apostrophe(rest)) {
            i++;
        }
        if (i + 1 < end && cell.ptr[i] == '"') {
            i++;
        }
        if (i < end) {
            obv_put_char(out, (char)cell.ptr[i]);
            start = cuts(cell.ptr[i]);
        }
    }
}

bool
obv_csv_take(obv_slice *line, obv_arena *arena, obv_slice *ret)
{
    obv_buffer cell = obv_buffer_in(arena), again = obv_buffer_in(arena);
    obv_slice raw = {line->ptr, length_of_cell(*line)};
    put_armed(&cell, raw);
    *ret = obv_buffer_slice(&cell);
    put_cell(&again, *ret);
    *line = (obv_slice){line->ptr + raw.len, line->len - raw.len};
    return !cell.failed && !again.failed &&
           obv_slice_equal(obv_buffer_slice(&again), raw);
}

/* ---- Lines ----------------------------------------------------------------
 */

static void
put_line(obv_voice *voice, const obv_row *row, obv_buffer *out)
{
    for (int i = 0; i < OBV_FIELD_COUNT; i++) {
        obv_field field = (obv_field)i;
        if (!obv_field_is_asked(voice->page, field)) {
            continue;
        }
        obv_put_text(out, i > 0 ? ";" : "");
        put_cell(out, row != NULL ? obv_field_cell(voice, row, field)
                                  : obv_field_head(voice, field));
    }
    obv_put_text(out, "\r\n");
}

obv_status
obv_report_csv(const obv_page *page, obv_buffer *out)
{
    obv_voice voice = {page, out->arena, false};
    obv_row row;
    for (size_t at = 0; obv_row_next(page, &at, &row);) {
        put_line(&voice, &row, out);
    }
    return voice.failed ? OBV_NO_MEMORY : OBV_OK;
}

obv_status
obv_report_csv_head(const obv_page *page, obv_buffer *out)
{
    obv_voice voice = {page, out->arena, false};
    obv_put_text(out, BYTE_ORDER_MARK);
    put_line(&voice, NULL, out);
    return voice.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* What a terminal has room for; tabs between, as no cell holds one. */
obv_status
obv_report_cells(const obv_page *page, obv_buffer *out)
{
    static const obv_field fields[] = {OBV_FIELD_REFERENCE, OBV_FIELD_RESULT,
                                       OBV_FIELD_BADGE, OBV_FIELD_HOLDER,
                                       OBV_FIELD_CODE};
    obv_voice voice = {page, out->arena, false};
    obv_row row;
    for (size_t at = 0; obv_row_next(page, &at, &row);) {
        for (size_t i = 0; i < COUNT(fields); i++) {
            obv_put_text(out, i > 0 ? "\t" : "");
            obv_put(out, obv_field_cell(&voice, &row, fields[i]));
        }
        obv_put_char(out, '\n');
    }
    return voice.failed ? OBV_NO_MEMORY : OBV_OK;
}
