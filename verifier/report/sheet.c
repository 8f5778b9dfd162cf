/* SPDX-License-Identifier: Apache-2.0 */
/* Lines on a terminal.  Colour is laid over words that say all without it, and
   ends with the line that it began on. */
#include "report/sheet.h"

#define MARGIN 2
#define LABEL_COLUMNS 16
#define DRAWING_COLUMNS 7
#define DRAWING_ROWS 3
#define HANG 2    /* of what goes on beside a drawing: it is no line of ours */
#define NARROW 50 /* below, a label has a line of its own */

static const char *const escapes[OBV_STYLE_COUNT] = {
    [OBV_PLAIN] = "",
    [OBV_BOLD] = "\033[1m",
    [OBV_DIM] = "\033[2m",
    [OBV_GREEN] = "\033[1;32m",
    [OBV_RED] = "\033[1;31m",
    [OBV_BLUE] = "\033[1;34m",
    [OBV_ORANGE] = "\033[33m",
    [OBV_GREY] = "\033[1;90m",
    [OBV_VIOLET] = "\033[1;35m",
};

static void
put_styled(obv_sheet *s, obv_style style, obv_slice text)
{
    bool coloured = s->colour && style != OBV_PLAIN && text.len > 0;
    if (coloured) {
        obv_put_text(s->out, escapes[style]);
    }
    obv_put(s->out, text);
    if (coloured) {
        obv_put_text(s->out, "\033[0m");
    }
}

static void
put_times(obv_sheet *s, const char *what, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        obv_put_text(s->out, what);
    }
}

static void
put_margin(obv_sheet *s)
{
    if (s->claimed) {
        put_styled(s, OBV_GREY, obv_slice_of("┆ "));
    }
}

/* Columns left for text behind the margin. */
static size_t
room(const obv_sheet *s)
{
    return s->width - (s->claimed ? 2 : 0);
}

static obv_slice
without_last_spaces(obv_slice text)
{
    while (text.len > 0 && text.ptr[text.len - 1] == ' ') {
        text.len--;
    }
    return text;
}

void
obv_sheet_blank(obv_sheet *s)
{
    if (s->claimed) {
        put_styled(s, OBV_GREY, obv_slice_of("┆"));
    }
    obv_put_char(s->out, '\n');
}

/* Somebody may have to copy it: it is not broken where it need not be. */
static bool
is_address(obv_slice word)
{
    for (size_t i = 0; i + 1 < word.len; i++) {
        uint8_t c = word.ptr[i];
        if (c == ':' || c == '/' || c == '@') {
            return true;
        }
    }
    return false;
}

/* The bytes before the address that a line would end inside of; 0 where it
   ends elsewhere, and where the address begins the line. */
static size_t
before_address(obv_slice text, size_t at)
{
    size_t start = at, end = at;
    while (start > 0 && text.ptr[start - 1] != ' ') {
        start--;
    }
    while (end < text.len && text.ptr[end] != ' ') {
        end++;
    }
    bool inside = start < at && at < end;
    obv_slice word = {text.ptr + start, end - start};
    return inside && is_address(word) ? start : 0;
}

static bool
is_one_address(obv_slice text)
{
    return text.len > 0 && memchr(text.ptr, ' ', text.len) == NULL &&
           is_address(text);
}

/* Text that is cut into lines; each line knows nothing of the others. */
static obv_slice
next_line(obv_slice *text, size_t columns)
{
    obv_slice rest;
    obv_slice line = obv_line(*text, columns, &rest);
    size_t before = before_address(*text, text->len - rest.len);
    obv_slice shorter = without_last_spaces((obv_slice){text->ptr, before});
    if (shorter.len > 0) {
        line = shorter;
        rest = (obv_slice){text->ptr + before, text->len - before};
    }
    if (line.len == 0 && rest.len == text->len) {
        line = rest; /* nothing fits: show it all the same, and get on */
        rest = obv_slice_of("");
    }
    *text = rest;
    return without_last_spaces(line);
}

void
obv_sheet_wrap(obv_sheet *s, const obv_hang *hang, obv_slice text)
{
    obv_slice lead = obv_slice_of(hang->lead);
    size_t columns = obv_columns(lead);
    size_t left = room(s) > columns + 8 ? room(s) - columns : 8;
    bool first = true;
    do {
        obv_slice line = next_line(&text, left);
        put_margin(s);
        if (first) {
            put_styled(s, hang->lead_style,
                       line.len > 0 ? lead : without_last_spaces(lead));
        } else {
            size_t bar = hang->again ? obv_columns(obv_slice_of(OBV_BAR)) : 0;
            put_styled(s, hang->lead_style,
                       obv_slice_of(hang->again ? OBV_BAR : ""));
            put_times(s, " ", columns - bar);
        }
        put_styled(s, hang->style, line);
        obv_put_char(s->out, '\n');
        first = false;
    } while (text.len > 0);
}

void
obv_sheet_body(obv_sheet *s, obv_style style, obv_slice text)
{
    obv_sheet_wrap(s, &(obv_hang){"  ", OBV_PLAIN, style, false}, text);
}

void
obv_sheet_section(obv_sheet *s, obv_slice title)
{
    obv_sheet_blank(s);
    if (s->claimed) {
        obv_sheet_wrap(s, &(obv_hang){"", OBV_PLAIN, OBV_BOLD, false}, title);
        return;
    }
    size_t taken = 4 + obv_columns(title);
    if (taken >= s->width) {
        obv_sheet_wrap(s, &(obv_hang){"── ", OBV_GREY, OBV_BOLD, false}, title);
        return;
    }
    put_styled(s, OBV_GREY, obv_slice_of("── "));
    put_styled(s, OBV_BOLD, title);
    obv_put_char(s->out, ' ');
    if (s->colour) {
        obv_put_text(s->out, escapes[OBV_GREY]);
    }
    put_times(s, "─", taken < s->width ? s->width - taken : 0);
    if (s->colour) {
        obv_put_text(s->out, "\033[0m");
    }
    obv_put_char(s->out, '\n');
}

const char *
obv_sheet_pad(obv_sheet *s, obv_slice lead, size_t columns)
{
    obv_buffer text = obv_buffer_in(s->out->arena);
    obv_put(&text, lead);
    for (size_t i = obv_columns(lead); i < columns; i++) {
        obv_put_char(&text, ' ');
    }
    obv_put_char(&text, '\0');
    s->voice.failed |= text.failed;
    return text.failed ? "" : text.ptr;
}

void
obv_sheet_pair(obv_sheet *s, obv_slice label, obv_style style, obv_slice value)
{
    const char *indent = obv_sheet_pad(s, obv_slice_of(""), MARGIN);
    bool narrow = s->width < NARROW || obv_columns(label) >= LABEL_COLUMNS;
    if (narrow || (is_one_address(value) &&
                   obv_columns(value) > room(s) - MARGIN - LABEL_COLUMNS)) {
        if (label.len > 0) {
            obv_sheet_wrap(s, &(obv_hang){indent, OBV_PLAIN, OBV_DIM, false},
                           label);
        }
        obv_sheet_wrap(s, &(obv_hang){"    ", OBV_PLAIN, style, false}, value);
        return;
    }
    obv_buffer lead = obv_buffer_in(s->out->arena);
    obv_put_text(&lead, indent);
    obv_put(&lead, label);
    const char *padded =
        obv_sheet_pad(s, obv_buffer_slice(&lead), MARGIN + LABEL_COLUMNS);
    obv_sheet_wrap(s, &(obv_hang){padded, OBV_DIM, style, false}, value);
}

void
obv_sheet_banner(obv_sheet *s, obv_style style, const char *pattern,
                 obv_slice text)
{
    while (text.len > 0) {
        obv_slice line = next_line(&text, s->width - 4);
        size_t taken = obv_columns(line) + 2;
        size_t around = taken < s->width ? s->width - taken : 0;
        if (s->colour) {
            obv_put_text(s->out, escapes[style]);
        }
        put_times(s, pattern, around / 2);
        obv_put_char(s->out, ' ');
        obv_put(s->out, line);
        obv_put_char(s->out, ' ');
        put_times(s, pattern, around - around / 2);
        if (s->colour) {
            obv_put_text(s->out, "\033[0m");
        }
        obv_put_char(s->out, '\n');
    }
}

/* One row of it, and the room to the text where one follows. */
static void
put_drawing(obv_sheet *s, obv_beside *b, bool text_follows)
{
    put_times(s, " ", MARGIN);
    if (b->row >= DRAWING_ROWS) {
        put_times(s, " ", DRAWING_COLUMNS + 2);
        return;
    }
    obv_slice row = obv_slice_of(b->drawing[b->row++]);
    put_styled(s, b->style, text_follows ? row : without_last_spaces(row));
    put_times(s, " ", text_follows ? 2 : 0);
}

void
obv_sheet_beside(obv_sheet *s, obv_beside *b, const obv_hang *hang,
                 obv_slice text)
{
    obv_slice lead = obv_slice_of(hang->lead);
    size_t columns = obv_columns(lead);
    size_t taken = MARGIN + DRAWING_COLUMNS + 2 + columns;
    bool first = true;
    while (text.len > 0) {
        size_t indent = first ? 0 : HANG;
        obv_slice line = next_line(&text, s->width - taken - indent);
        put_drawing(s, b, true);
        put_times(s, " ", indent);
        if (first) {
            put_styled(s, hang->lead_style, lead);
        } else {
            put_times(s, " ", columns);
        }
        put_styled(s, hang->style, line);
        obv_put_char(s->out, '\n');
        first = false;
    }
}

void
obv_sheet_beside_end(obv_sheet *s, obv_beside *b)
{
    while (b->row < DRAWING_ROWS) {
        put_drawing(s, b, false);
        obv_put_char(s->out, '\n');
    }
}
