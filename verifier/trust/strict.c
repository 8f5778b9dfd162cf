/* SPDX-License-Identifier: Apache-2.0 */
/* Reading signed JSON strictly: every member has a row in a table, and what is
   wrong is said with its place. */
#include "trust/inside.h"

/* ---- Saying -------------------------------------------------------------- */

const char *
obv_trouble_name(obv_trouble_kind kind)
{
    static const char *const names[OBV_TROUBLE_COUNT] = {
#define X(id, name) [OBV_TROUBLE_##id] = name,
        OBV_TROUBLES(X)
#undef X
    };
    return (size_t)kind < COUNT(names) ? names[kind] : "unknown";
}

void
obv_copy_text(char *to, size_t size, obv_slice text)
{
    text = obv_cut(text, size - 1);
    memcpy(to, text.ptr, text.len);
    to[text.len] = '\0';
}

/* What the caller's folder or an unproven file holds may not reach a terminal
   as it stands. */
static const char *
shown(const char *text)
{
    obv_slice s = obv_slice_of(text);
    return obv_is_utf8(s) && obv_is_clean(s) ? text : "(unprintable)";
}

static void
append(char *to, size_t size, const char *text)
{
    size_t used = strlen(to);
    if (used + 1 < size) {
        obv_copy_text(to + used, size - used, obv_slice_of(text));
    }
}

obv_status
obv_say_trouble(obv_status status, obv_trouble_kind kind, obv_trouble *trouble,
                const char *file, const char *const *parts)
{
    if (trouble == NULL) {
        return status;
    }
    *trouble = (obv_trouble){.kind = kind};
    append(trouble->file, sizeof(trouble->file), shown(file));
    for (; *parts != NULL; parts++) {
        append(trouble->what, sizeof(trouble->what), shown(*parts));
    }
    return status;
}

static void
put_spot(obv_trouble *trouble, const obv_spot *at)
{
    char *what = trouble->what;
    size_t size = sizeof(trouble->what);
    if (at == NULL) {
        return;
    }
    put_spot(trouble, at->up); /* as deep as our own code is */
    if (at->name != NULL) {
        append(what, size, what[0] != '\0' ? "." : "");
        append(what, size, at->name);
        return;
    }
    char digits[24];
    size_t start = sizeof(digits) - 1;
    digits[start] = '\0';
    size_t rest = at->index;
    do {
        digits[--start] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    append(what, size, "[");
    append(what, size, digits + start);
    append(what, size, "]");
}

obv_status
obv_refuse(const obv_reading *r, obv_trouble_kind kind, const obv_spot *at,
           const char *const *parts)
{
    if (r->trouble == NULL) {
        return OBV_MALFORMED;
    }
    obv_trouble said;
    (void)obv_say_trouble(OBV_MALFORMED, kind, &said, r->file, parts);
    obv_trouble *t = r->trouble;
    *t = said;
    t->what[0] = '\0';
    put_spot(t, at);
    append(t->what, sizeof(t->what), at != NULL ? ": " : "");
    append(t->what, sizeof(t->what), said.what);
    return OBV_MALFORMED;
}

/* ---- Values -------------------------------------------------------------- */

typedef obv_status (*keeper)(const obv_reading *r, const obv_spot *at,
                             const obv_json *value, void *to);

static obv_status
keep_raw(const obv_reading *r, const obv_spot *at, const obv_json *value,
         void *to)
{
    obv_slice text;
    if (!obv_json_text(value, &text) || text.len == 0 || !obv_is_utf8(text)) {
        return REFUSE(r, at, "must be a text that is not empty");
    }
    char *copy = obv_arena_text(r->arena, text);
    if (copy == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_slice kept = {(const uint8_t *)copy, text.len};
    memcpy(to, &kept, sizeof(kept));
    return OBV_OK;
}

static obv_status
keep_text(const obv_reading *r, const obv_spot *at, const obv_json *value,
          void *to)
{
    TRY(keep_raw(r, at, value, to));
    obv_slice kept;
    memcpy(&kept, to, sizeof(kept));
    if (!obv_is_clean(kept)) {
        return REFUSE(r, at,
                      "holds a line break or an invisible character: "
                      "write it in plain text");
    }
    return OBV_OK;
}

static obv_status
keep_name(const obv_reading *r, const obv_spot *at, const obv_json *value,
          void *to)
{
    TRY(keep_text(r, at, value, to));
    obv_slice kept;
    memcpy(&kept, to, sizeof(kept));
    if (kept.len >= sizeof(((obv_trust_facts *)NULL)->name)) {
        return REFUSE(r, at, "has over 127 bytes: shorten it");
    }
    return OBV_OK;
}

/* One moment has one spelling, so that a body and the comment that is signed
   with it can be compared as text. */
static obv_status
keep_date(const obv_reading *r, const obv_spot *at, const obv_json *value,
          void *to)
{
    obv_slice text;
    int64_t time;
    char again[OBV_TIME_TEXT];
    if (obv_json_text(value, &text) && obv_time_parse(text, &time) == OBV_OK) {
        obv_time_print(time, again);
        if (obv_slice_is(text, again)) {
            memcpy(to, &time, sizeof(time));
            return OBV_OK;
        }
    }
    return REFUSE(r, at, "must be a date such as 2026-03-03T12:00:00Z");
}

static obv_status
keep_number(const obv_reading *r, const obv_spot *at, const obv_json *value,
            void *to)
{
    int64_t number;
    if (!obv_json_integer(value, &number) || number < 1) {
        return REFUSE(r, at, "must be a whole number from 1");
    }
    memcpy(to, &number, sizeof(number));
    return OBV_OK;
}

static obv_status
keep_flag(const obv_reading *r, const obv_spot *at, const obv_json *value,
          void *to)
{
    if (obv_json_kind_of(value) != OBV_JSON_BOOL) {
        return REFUSE(r, at, "must be true or false");
    }
    bool yes = obv_json_true(value);
    memcpy(to, &yes, sizeof(yes));
    return OBV_OK;
}

static obv_status
keep_list(const obv_reading *r, const obv_spot *at, const obv_json *value,
          void *to)
{
    if (obv_json_kind_of(value) != OBV_JSON_ARRAY) {
        return REFUSE(r, at, "must be a list: [ ... ]");
    }
    memcpy(to, &value, sizeof(value));
    return OBV_OK;
}

static obv_status
keep_object(const obv_reading *r, const obv_spot *at, const obv_json *value,
            void *to)
{
    if (obv_json_kind_of(value) != OBV_JSON_OBJECT) {
        return REFUSE(r, at, "must be an object: { ... }");
    }
    memcpy(to, &value, sizeof(value));
    return OBV_OK;
}

static const keeper keepers[OBV_SORT_COUNT] = {
    [OBV_SORT_TEXT] = keep_text,     [OBV_SORT_NAME] = keep_name,
    [OBV_SORT_RAW] = keep_raw,       [OBV_SORT_DATE] = keep_date,
    [OBV_SORT_NUMBER] = keep_number, [OBV_SORT_FLAG] = keep_flag,
    [OBV_SORT_LIST] = keep_list,     [OBV_SORT_OBJECT] = keep_object,
};

/* ---- Objects, arrays, files ---------------------------------------------- */

static const obv_member *
find_member(const obv_member *members, size_t count, obv_slice name)
{
    for (size_t i = 0; i < count; i++) {
        if (obv_slice_is(name, members[i].name)) {
            return &members[i];
        }
    }
    return NULL;
}

/* A member that we do not know may be a restriction: it is not ignored. */
static obv_status
refuse_unknown(const obv_reading *r, const obv_spot *at, obv_slice name)
{
    char text[64];
    obv_copy_text(text, sizeof(text), name);
    return REFUSE_AS(NEWER, r, at, "holds '", text,
                     "', which this program does not "
                     "know: remove it, or use a newer program");
}

obv_status
obv_read_members(const obv_reading *r, const obv_spot *at,
                 const obv_json *object, const obv_member *members,
                 size_t count, void *into)
{
    if (obv_json_kind_of(object) != OBV_JSON_OBJECT) {
        return REFUSE(r, at, "must be an object: { ... }");
    }
    const void *next = NULL;
    obv_slice name;
    const obv_json *value;
    while (obv_json_next(object, &next, &name, &value)) {
        const obv_member *m = find_member(members, count, name);
        if (m == NULL) {
            return refuse_unknown(r, at, name);
        }
        obv_spot here = {at, m->name, 0};
        TRY(keepers[m->sort](r, &here, value, (char *)into + m->at));
    }
    for (size_t i = 0; i < count; i++) {
        if (members[i].needed &&
            obv_json_get(object, members[i].name) == NULL) {
            return REFUSE(r, at, "'", members[i].name, "' is missing");
        }
    }
    return OBV_OK;
}

obv_status
obv_read_texts(const obv_reading *r, const obv_spot *at, const obv_json *array,
               obv_sort sort, obv_slice **ret, size_t *count)
{
    *ret = NULL;
    *count = 0;
    if (array == NULL) {
        return OBV_OK;
    }
    size_t n = obv_json_count(array);
    obv_slice *texts = obv_arena_alloc(r->arena, n + 1, sizeof(*texts));
    if (texts == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        obv_spot here = {at, NULL, i};
        TRY(keepers[sort](r, &here, obv_json_item(array, i), &texts[i]));
    }
    *ret = texts;
    *count = n;
    return OBV_OK;
}

obv_status
obv_read_file(const obv_reading *r, obv_slice body, obv_arena *tree,
              const obv_json **ret)
{
    obv_json_error why = {0};
    obv_status status = obv_json_parse(body, OBV_JSON_SIGNED, tree, ret, &why);
    if (status != OBV_OK && status != OBV_NO_MEMORY) {
        obv_buffer at = obv_buffer_in(tree);
        obv_put_number(&at, (int64_t)why.line);
        obv_put_char(&at, '\0');
        return SAY(status, MALFORMED, r->trouble, r->file, "line ",
                   at.failed ? "?" : at.ptr, ": ", why.what);
    }
    return status;
}
