/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JCS (RFC 8785): one spelling for a JSON value.
 *
 * Its numbers are doubles, whatever was written (3.2.2.3): a whole number
 * beyond 2^53 loses digits here, as it does for everybody who signs.
 */
#include "canon/number.h"
#include "canon/rdfc.h"

/* ---- Strings (3.2.2.2) --------------------------------------------------- */

/* The letter behind the backslash, 'u' for four digits; 0: as it is. */
static char
escape_of(uint8_t c)
{
    static const char low[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";
    if (c < 0x20) {
        return low[c];
    }
    return (char)(c == '"' || c == '\\' ? c : '\0');
}

static void
put_string(obv_buffer *b, obv_slice text)
{
    static const char digits[] = "0123456789abcdef";
    size_t plain = 0; /* where what was not yet written starts */
    obv_put_char(b, '"');
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        char letter = escape_of(c);
        if (letter == '\0') {
            continue;
        }
        obv_put(b, (obv_slice){text.ptr + plain, i - plain});
        plain = i + 1;
        obv_put_char(b, '\\');
        obv_put_char(b, letter);
        if (letter == 'u') {
            obv_put_text(b, "00");
            obv_put_char(b, digits[c >> 4]);
            obv_put_char(b, digits[c & 15]);
        }
    }
    obv_put(b, (obv_slice){text.ptr + plain, text.len - plain});
    obv_put_char(b, '"');
}

/* ---- Order of members (3.2.3) -------------------------------------------- */

/*
 * UTF-16 code units, big-endian, so that bytes compare as they do; two zero
 * bytes end it, which no name holds.  `to` has room for text.len * 2 + 2.
 */
static size_t
to_utf16(obv_slice text, uint8_t *to)
{
    size_t len = 0;
    for (size_t i = 0; i < text.len;) {
        uint8_t c = text.ptr[i];
        size_t more = c < 0x80 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        uint32_t code = more == 0 ? c : c & (0x3Fu >> more);
        for (i++; more > 0 && i < text.len; i++, more--) {
            code = code << 6 | (text.ptr[i] & 0x3F);
        }
        if (code >= 0x10000) {
            uint32_t high = 0xD800 + ((code - 0x10000) >> 10);
            to[len++] = (uint8_t)(high >> 8);
            to[len++] = (uint8_t)high;
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        to[len++] = (uint8_t)(code >> 8);
        to[len++] = (uint8_t)code;
    }
    to[len++] = 0;
    to[len++] = 0;
    return len;
}

typedef struct member {
    obv_slice name;
    const obv_json *value;
} member;

/* What is there, as it was signed. */
typedef struct members {
    member *all;
    obv_sortable *order; /* which of them comes when */
    size_t count, name_bytes;
} members;

static obv_status
sort_members(members *m, obv_arena *arena)
{
    uint8_t *to = obv_arena_alloc(arena, 1, 2 * (m->name_bytes + m->count));
    m->order = obv_arena_alloc(arena, 2 * m->count, sizeof(*m->order));
    if (to == NULL || m->order == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < m->count; i++) {
        size_t len = to_utf16(m->all[i].name, to);
        m->order[i] = obv_sortable_of(to, len, i);
        to += len;
    }
    obv_sort(m->order, m->order + m->count, m->count);
    return OBV_OK;
}

static bool
is_among(const char *const *names, obv_slice name)
{
    for (; names != NULL && *names != NULL; names++) {
        if (obv_slice_is(name, *names)) {
            return true;
        }
    }
    return false;
}

static void
add_member(members *m, obv_slice name, const obv_json *value)
{
    m->all[m->count++] = (member){name, value};
    m->name_bytes += name.len;
}

/* The members that were signed: some are left out, two may be replaced. */
static obv_status
find_members(const obv_document *document, obv_arena *arena, members *ret)
{
    const void *at = NULL;
    const obv_json *value;
    obv_slice name;
    size_t count = 2;
    while (obv_json_next(document->object, &at, &name, &value)) {
        count++;
    }
    *ret = (members){.all = obv_arena_alloc(arena, count, sizeof(*ret->all))};
    if (ret->all == NULL) {
        return OBV_NO_MEMORY;
    }
    at = NULL;
    while (obv_json_next(document->object, &at, &name, &value)) {
        bool replaced =
            (document->context != NULL && obv_slice_is(name, "@context")) ||
            (document->proofs != NULL && obv_slice_is(name, "proof"));
        if (!replaced && !is_among(document->without, name)) {
            add_member(ret, name, value);
        }
    }
    if (document->context != NULL) {
        add_member(ret, obv_slice_of("@context"), document->context);
    }
    if (document->proofs != NULL) {
        add_member(ret, obv_slice_of("proof"), document->proofs);
    }
    return sort_members(ret, arena);
}

/* ---- Values -------------------------------------------------------------- */

static obv_status put_value(obv_buffer *b, const obv_json *value);

static obv_status
put_number(obv_buffer *b, const obv_json *value)
{
    char text[OBV_NUMBER_ROOM];
    double number;
    if (!obv_json_number(value, &number)) {
        return OBV_MALFORMED;
    }
    size_t len = obv_number_es6(number, text);
    obv_put(b, (obv_slice){(const uint8_t *)text, len});
    return len > 0 ? OBV_OK : OBV_MALFORMED;
}

static obv_status
put_array(obv_buffer *b, const obv_json *array)
{
    size_t count = obv_json_count(array);
    obv_put_char(b, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            obv_put_char(b, ',');
        }
        TRY(put_value(b, obv_json_item(array, i)));
    }
    obv_put_char(b, ']');
    return OBV_OK;
}

static obv_status
put_object(obv_buffer *b, const obv_document *document)
{
    members m;
    TRY(find_members(document, b->arena, &m));
    obv_put_char(b, '{');
    for (size_t i = 0; i < m.count; i++) {
        const member *next = &m.all[m.order[i].which];
        if (i > 0) {
            obv_put_char(b, ',');
        }
        put_string(b, next->name);
        obv_put_char(b, ':');
        TRY(put_value(b, next->value));
    }
    obv_put_char(b, '}');
    return OBV_OK;
}

/* As deep as a tree is, which the reader of JSON has bounded. */
static obv_status
put_value(obv_buffer *b, const obv_json *value)
{
    obv_slice text;
    switch (obv_json_kind_of(value)) {
    case OBV_JSON_ABSENT:
        return OBV_MALFORMED;
    case OBV_JSON_NULL:
        obv_put_text(b, "null");
        return OBV_OK;
    case OBV_JSON_BOOL:
        obv_put_text(b, obv_json_true(value) ? "true" : "false");
        return OBV_OK;
    case OBV_JSON_INTEGER:
    case OBV_JSON_REAL:
        return put_number(b, value);
    case OBV_JSON_STRING:
        (void)obv_json_text(value, &text);
        put_string(b, text);
        return OBV_OK;
    case OBV_JSON_ARRAY:
        return put_array(b, value);
    case OBV_JSON_OBJECT:
        return put_object(b, &(obv_document){.object = value});
    }
    return OBV_MALFORMED;
}

obv_status
obv_jcs(const obv_document *document, obv_arena *arena, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    TRY(put_object(&b, document));
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

obv_status
obv_jcs_value(const obv_json *value, obv_arena *arena, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    TRY(put_value(&b, value));
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}
