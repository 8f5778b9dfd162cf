/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a line that is there already is one that these reports make: then a
 * run may go on behind it.  That its words are true, nobody can tell from it.
 */
#include "report/row.h"

/* ---- Values ----------------------------------------------------------------
 */

static bool
is_word(obv_slice text)
{
    for (int i = 0; i < OBV_WORD_COUNT; i++) {
        if (obv_slice_is(text, obv_word_name((obv_word)i))) {
            return true;
        }
    }
    return false;
}

static bool
is_reason(obv_slice text)
{
    static const char *const names[] = {
#define X(number, id, name) name,
        OBV_REASONS(X)
#undef X
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        if (obv_slice_is(text, names[i])) {
            return true;
        }
    }
    return false;
}

static bool
is_moment(obv_slice text)
{
    int64_t time;
    return obv_time_parse(text, &time) == OBV_OK;
}

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* year "-" month "-" day */
static bool
is_day(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text.ptr[i] != '-' : !is_digit(text.ptr[i])) {
            return false;
        }
    }
    return text.len == 10;
}

/* "V-" digit letter "-" digit+, or nothing */
static bool
is_code(obv_slice text)
{
    for (size_t i = 5; i < text.len; i++) {
        if (!is_digit(text.ptr[i])) {
            return false;
        }
    }
    return text.len == 0 ||
           (text.len > 5 && text.len < OBV_CODE_SIZE &&
            obv_slice_starts(text, "V-") && is_digit(text.ptr[2]) &&
            text.ptr[3] >= 'a' && text.ptr[3] <= 'z' && text.ptr[4] == '-');
}

/* ---- Objects (line.c) ------------------------------------------------------
 */

typedef bool check_text(obv_slice text);

static bool
is_any(obv_slice text)
{
    return obv_is_clean(text);
}

typedef struct member {
    const char *name;
    check_text *check; /* NULL: it is true or false */
    bool needed;
} member;

/* In this order. */
/* clang-format off */
static const member of_file[] = {
    {"file",         is_any,    true},
    {"verdict",      is_word,   true},
    {"test",         NULL,      true},
    {"reason",       is_reason, true},
    {"trouble",      is_any,    false},
    {"listOf",       is_moment, true},
    {"checkedAt",    is_moment, true},
};
static const member of_badge[] = {
    {"verdict",      is_word,   true},
    {"code",         is_code,   true},
    {"holderName",   is_any,    false},
    {"name",         is_any,    false},
    {"issuerName",   is_any,    false},
    {"criteria",     is_any,    false},
    {"evidence",     is_any,    false},
    {"holderId",     is_any,    false},
    {"awarded",      is_moment, false},
    {"observedFrom", is_moment, false},
    {"observedTo",   is_moment, false},
    {"validUntil",   is_moment, false},
    {"reason",       is_reason, false},
    {"nameCompared", NULL,      false},
};
/* clang-format on */

static bool
is_member(const member *m, obv_slice name, const obv_json *value)
{
    obv_slice text;
    return obv_slice_is(name, m->name) &&
           (m->check == NULL ? obv_json_kind_of(value) == OBV_JSON_BOOL
                             : obv_json_text(value, &text) && m->check(text));
}

/* The members of a table; false too where one stands elsewhere.  *at is then
   before the first that is in none. */
static bool
has_members(const obv_json *object, const member *members, size_t count,
            const void **at, bool *more)
{
    obv_slice name;
    const obv_json *value;
    *at = NULL;
    *more = obv_json_next(object, at, &name, &value);
    for (size_t i = 0; i < count; i++) {
        if (*more && is_member(&members[i], name, value)) {
            *more = obv_json_next(object, at, &name, &value);
        } else if (members[i].needed) {
            return false;
        }
    }
    return true;
}

static bool
are_badges(const obv_json *badges)
{
    const void *at;
    bool more;
    for (size_t i = 0; i < obv_json_count(badges); i++) {
        const obv_json *badge = obv_json_item(badges, i);
        if (obv_json_kind_of(badge) != OBV_JSON_OBJECT ||
            !has_members(badge, of_badge, COUNT(of_badge), &at, &more) ||
            more) {
            return false;
        }
    }
    return obv_json_kind_of(badges) == OBV_JSON_ARRAY;
}

static bool
is_object(obv_slice line, obv_arena *arena)
{
    const obv_json *file;
    obv_slice again, end;
    const void *at;
    bool more;
    obv_slice text = {line.ptr, line.len - 1};
    if (line.ptr[line.len - 1] != '\n' ||
        obv_json_parse(text, OBV_JSON_SIGNED, arena, &file, NULL) != OBV_OK ||
        obv_json_print(file, OBV_JSON_LINE, arena, &again) != OBV_OK ||
        !obv_slice_equal(text, again) ||
        !has_members(file, of_file, COUNT(of_file), &at, &more) || !more) {
        return false;
    }
    const obv_json *badges = obv_json_get(file, "badges");
    return badges != NULL && are_badges(badges) &&
           !obv_json_next(file, &at, &end, &badges);
}

/* ---- Rows (csv.c) ----------------------------------------------------------
 */

static bool
is_sentence(obv_voice *voice, obv_sentence sentence, obv_slice text)
{
    return obv_slice_equal(obv_speak(voice, sentence, NULL), text);
}

static bool
is_result(obv_voice *voice, obv_slice text)
{
    for (int i = 0; i < OBV_WORD_COUNT; i++) {
        obv_slice word = obv_say_word(voice, (obv_word)i);
        if (obv_slice_equal(word, text) ||
            obv_slice_equal(SAY_WITH(voice, RESULT_TEST, {"result", word}),
                            text)) {
            return true;
        }
    }
    return false;
}

static bool
is_compared(obv_voice *voice, obv_slice text)
{
    static const obv_sentence outcomes[] = {
        OBV_SAY_UNCHECKED, OBV_SAY_NO, OBV_SAY_YES, OBV_SAY_REASON_CLOSE_NAME};
    bool is = text.len == 0;
    for (size_t i = 0; i < COUNT(outcomes); i++) {
        is = is || is_sentence(voice, outcomes[i], text);
    }
    return is;
}

static bool
is_cell(obv_voice *voice, obv_field field, obv_slice text)
{
    switch (field) {
    case OBV_FIELD_AWARDED:
    case OBV_FIELD_OBSERVED_FROM:
    case OBV_FIELD_OBSERVED_TO:
    case OBV_FIELD_VALID_UNTIL:
        return text.len == 0 || is_day(text);
    case OBV_FIELD_LIST_OF:
        return is_day(text);
    case OBV_FIELD_CHECKED_AT:
        return is_moment(text);
    case OBV_FIELD_CODE:
        return is_code(text);
    case OBV_FIELD_COMPARED:
        return is_compared(voice, text);
    case OBV_FIELD_RESULT:
        return text.len > 0 && obv_is_clean(text);
    default:
        return obv_is_clean(text);
    }
}

/* A file that could not be looked at has trouble in the place of a result, and
   no code. */
static bool
is_row(const obv_page *page, obv_slice line, obv_arena *arena)
{
    obv_voice voice = {page, arena, false};
    obv_slice cell, result = {NULL, 0}, code = {NULL, 0};
    for (int i = 0; i < OBV_FIELD_COUNT; i++) {
        obv_field field = (obv_field)i;
        if (!obv_field_is_asked(page, field)) {
            continue;
        }
        if ((i > 0 && !obv_csv_skip(&line, ";")) ||
            !obv_csv_take(&line, arena, &cell) ||
            !is_cell(&voice, field, cell)) {
            return false;
        }
        result = field == OBV_FIELD_RESULT ? cell : result;
        code = field == OBV_FIELD_CODE ? cell : code;
    }
    return obv_slice_is(line, "\r\n") &&
           (code.len == 0 || is_result(&voice, result)) && !voice.failed;
}

bool
obv_report_wrote(const char *format, const obv_page *page, obv_slice line,
                 obv_arena *arena)
{
    return line.len > 0 &&
           (strcmp(format, "csv") == 0 ? is_row(page, line, arena)
                                       : is_object(line, arena));
}
