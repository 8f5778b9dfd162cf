/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON without surprises, read in a third of the time that jansson's own reader
 * takes: it hands each byte through four functions, and a badge is mostly long
 * strings.
 *
 * What is read here is what jansson would have read, value for value.  Where a
 * text has anything else (a member twice, an odd escape, a fraction, a mistake)
 * or memory runs out, the answer is NULL and jansson reads it again: what is
 * wrong, and whether it is, stays for jansson to say.
 */
#include "base/quick.h"

/* Bytes of a string with escapes: its room stays in the arena. */
#define MAX_ESCAPED (64 * 1024)

typedef struct reader {
    const uint8_t *at, *end;
    obv_buffer text; /* room for a string with escapes */
} reader;

static json_t *read_any(reader *r);

static uint8_t
next(const reader *r)
{
    return r->at < r->end ? *r->at : 0;
}

static bool
step(reader *r, uint8_t c)
{
    bool there = next(r) == c;
    r->at += there;
    return there;
}

static void
skip_space(reader *r)
{
    while (next(r) == ' ' || next(r) == '\n' || next(r) == '\r' ||
           next(r) == '\t') {
        r->at++;
    }
}

/* ---- Strings ------------------------------------------------------------- */

/* As it ends: at a quote, a backslash, or a byte that has no place in it. */
static const uint8_t *
end_of_plain(const reader *r, bool *ascii)
{
    const uint8_t *at = r->at;
    uint8_t seen = 0;
    while (at < r->end && *at != '"' && *at != '\\' && *at >= ' ') {
        seen |= *at++;
    }
    *ascii = seen < 0x80;
    return at;
}

/* escape ::= "\" ["\/bfnrt]; those with numbers are jansson's. */
static bool
read_escape(reader *r)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = next(r) != 0 ? strchr(from, next(r)) : NULL;
    if (found == NULL) {
        return false;
    }
    r->at++;
    obv_put_char(&r->text, to[found - from]);
    return true;
}

/* string ::= (plain | escape)* quote, behind the first quote */
static bool
read_string(reader *r, obv_slice *ret)
{
    const uint8_t *start = r->at;
    bool ascii;
    const uint8_t *stop = end_of_plain(r, &ascii);
    bool all = ascii;
    r->text.len = 0;
    for (; stop < r->end && *stop == '\\'; all = all && ascii) {
        obv_put(&r->text, (obv_slice){r->at, (size_t)(stop - r->at)});
        r->at = stop + 1;
        if (r->text.len > MAX_ESCAPED || !read_escape(r)) {
            return false;
        }
        stop = end_of_plain(r, &ascii);
    }
    if (stop == r->end || *stop != '"') {
        return false;
    }
    *ret = (obv_slice){start, (size_t)(stop - start)};
    if (r->at != start) {
        obv_put(&r->text, (obv_slice){r->at, (size_t)(stop - r->at)});
        *ret = obv_buffer_slice(&r->text);
    }
    r->at = stop + 1;
    return !r->text.failed && (all || obv_is_utf8(*ret));
}

static json_t *
read_text(reader *r)
{
    obv_slice text;
    return read_string(r, &text)
               ? json_stringn_nocheck((const char *)text.ptr, text.len)
               : NULL;
}

/* ---- Numbers and names --------------------------------------------------- */

#define MAX_DIGITS 18 /* of which each fits 64 bits */

/* integer ::= "-"? ("0" | [1-9] [0-9]*), but for -0 */
static json_t *
read_integer(reader *r)
{
    bool minus = step(r, '-');
    const uint8_t *start = r->at;
    int64_t number = 0;
    while (next(r) >= '0' && next(r) <= '9' && r->at - start < MAX_DIGITS) {
        number = number * 10 + (*r->at++ - '0');
    }
    uint8_t behind = next(r);
    bool odd = r->at == start || (*start == '0' && (minus || number != 0)) ||
               (*start == '0' && r->at - start > 1) || behind == '.' ||
               behind == 'e' || behind == 'E' ||
               (behind >= '0' && behind <= '9');
    return odd ? NULL : json_integer(minus ? -number : number);
}

static json_t *
read_name(reader *r)
{
    static const struct {
        const char *name;
        json_t *(*make)(void);
    } names[] = {
        {"true", json_true}, {"false", json_false}, {"null", json_null}};
    for (size_t i = 0; i < COUNT(names); i++) {
        size_t len = strlen(names[i].name);
        if ((size_t)(r->end - r->at) >= len &&
            memcmp(r->at, names[i].name, len) == 0) {
            r->at += len;
            return names[i].make();
        }
    }
    return NULL;
}

/* ---- Arrays and objects -------------------------------------------------- */

static json_t *
give_up(json_t *value)
{
    json_decref(value);
    return NULL;
}

/* array ::= "[" (value ("," value)*)? "]", behind its bracket */
static json_t *
read_array(reader *r)
{
    json_t *array = json_array();
    skip_space(r);
    if (step(r, ']')) {
        return array;
    }
    do {
        if (json_array_append_new(array, read_any(r)) != 0) {
            return give_up(array);
        }
    } while (step(r, ','));
    return step(r, ']') ? array : give_up(array);
}

/* member ::= string ":" value */
static bool
read_member(reader *r, json_t *object)
{
    obv_slice name;
    skip_space(r);
    if (!step(r, '"') || r->at == r->end) {
        return false;
    }
    const uint8_t *start = r->at;
    if (!read_string(r, &name) || name.ptr != start) {
        return false; /* the room is needed for what follows */
    }
    skip_space(r);
    return step(r, ':') &&
           json_object_setn_new_nocheck(object, (const char *)name.ptr,
                                        name.len, read_any(r)) == 0;
}

/* object ::= "{" (member ("," member)*)? "}", behind its brace */
static json_t *
read_object(reader *r)
{
    json_t *object = json_object();
    size_t count = 0;
    skip_space(r);
    if (step(r, '}')) {
        return object;
    }
    do {
        if (object == NULL || !read_member(r, object)) {
            return give_up(object);
        }
        count++;
    } while (step(r, ','));
    bool whole = step(r, '}') && json_object_size(object) == count;
    return whole ? object : give_up(object);
}

/* value, and the space around it.  How deep it goes has been counted. */
static json_t *
read_any(reader *r)
{
    skip_space(r);
    uint8_t c = next(r);
    json_t *value = NULL;
    if (c == '"' || c == '[' || c == '{') {
        r->at++;
        value = c == '"'   ? read_text(r)
                : c == '[' ? read_array(r)
                           : read_object(r);
    } else {
        value = c >= 'a' ? read_name(r) : read_integer(r);
    }
    skip_space(r);
    return value;
}

json_t *
obv_quick_json(obv_slice text, obv_arena *arena)
{
    reader r = {text.ptr, text.ptr + text.len, obv_buffer_in(arena)};
    json_t *value = read_any(&r);
    return r.at == r.end ? value : give_up(value);
}
