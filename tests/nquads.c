/* SPDX-License-Identifier: Apache-2.0 */
/* N-Quads into a dataset; its blank nodes are numbered as they are met. */
#include "nquads.h"

#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"
#define LANG_STRING "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

typedef struct reader {
    obv_arena *arena;
    obv_slice rest;
    obv_slice *labels;
    uint32_t *slots; /* number + 1 of a label, by its hash */
    size_t mask, blanks;
} reader;

static bool
is_next(const reader *r, char c)
{
    return r->rest.len > 0 && r->rest.ptr[0] == (uint8_t)c;
}

static bool
skip(reader *r, char c)
{
    obv_slice one;
    return is_next(r, c) && obv_take(&r->rest, 1, &one);
}

static void
skip_blanks(reader *r)
{
    while (skip(r, ' ') || skip(r, '\t')) {
    }
}

static void
put_utf8(obv_buffer *b, uint32_t code)
{
    if (code < 0x80) {
        obv_put_char(b, (char)code);
    } else if (code < 0x800) {
        obv_put_char(b, (char)(0xC0 | code >> 6));
        obv_put_char(b, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        obv_put_char(b, (char)(0xE0 | code >> 12));
        obv_put_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
        obv_put_char(b, (char)(0x80 | (code & 0x3F)));
    } else {
        obv_put_char(b, (char)(0xF0 | code >> 18));
        obv_put_char(b, (char)(0x80 | (code >> 12 & 0x3F)));
        obv_put_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
        obv_put_char(b, (char)(0x80 | (code & 0x3F)));
    }
}

/* uchar ::= "u" hex{4} | "U" hex{8}, behind its backslash and letter */
static obv_status
take_uchar(reader *r, size_t digits, obv_buffer *b)
{
    obv_slice text, bytes;
    if (!obv_take(&r->rest, digits, &text)) {
        return OBV_MALFORMED;
    }
    TRY(obv_hex(text, r->arena, &bytes));
    uint32_t code = 0;
    for (size_t i = 0; i < bytes.len; i++) {
        code = code << 8 | bytes.ptr[i];
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        return OBV_MALFORMED;
    }
    put_utf8(b, code);
    return OBV_OK;
}

static obv_status
take_escape(reader *r, obv_buffer *b)
{
    static const char letters[] = "tbnrf\"'\\", meant[] = "\t\b\n\r\f\"'\\";
    obv_slice one;
    if (!obv_take(&r->rest, 1, &one)) {
        return OBV_MALFORMED;
    }
    char c = (char)one.ptr[0];
    if (c == 'u' || c == 'U') {
        return take_uchar(r, c == 'u' ? 4 : 8, b);
    }
    const char *at = c != '\0' ? strchr(letters, c) : NULL;
    if (at == NULL) {
        return OBV_MALFORMED;
    }
    obv_put_char(b, meant[at - letters]);
    return OBV_OK;
}

/* Up to the closing `end`, escapes resolved. */
static obv_status
take_text(reader *r, char end, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(r->arena);
    obv_slice one;
    while (!skip(r, end)) {
        if (!obv_take(&r->rest, 1, &one) || one.ptr[0] == '\n') {
            return OBV_MALFORMED;
        }
        if (one.ptr[0] == '\\') {
            TRY(take_escape(r, &b));
        } else {
            obv_put(&b, one);
        }
    }
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

static bool
is_of_label(uint8_t c)
{
    return c >= 0x80 || c == '_' || c == '-' || c == '.' || c == ':' ||
           (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static uint32_t
number_of(reader *r, obv_slice label)
{
    size_t at = 5381;
    for (size_t i = 0; i < label.len; i++) {
        at = at * 33 + label.ptr[i];
    }
    for (at &= r->mask; r->slots[at] > 0; at = (at + 1) & r->mask) {
        if (obv_slice_equal(r->labels[r->slots[at] - 1], label)) {
            return r->slots[at] - 1;
        }
    }
    r->labels[r->blanks++] = label;
    r->slots[at] = (uint32_t)r->blanks;
    return r->slots[at] - 1;
}

/* blank ::= "_:" label, without a dot at its end */
static obv_status
take_blank(reader *r, obv_rdf_term *term)
{
    size_t len = 0;
    if (!skip(r, '_') || !skip(r, ':')) {
        return OBV_MALFORMED;
    }
    while (len < r->rest.len && is_of_label(r->rest.ptr[len])) {
        len++;
    }
    while (len > 0 && r->rest.ptr[len - 1] == '.') {
        len--;
    }
    term->kind = OBV_RDF_BLANK;
    if (len == 0 || !obv_take(&r->rest, len, &term->text)) {
        return OBV_MALFORMED;
    }
    term->blank = number_of(r, term->text);
    return OBV_OK;
}

/* language ::= "@" [a-zA-Z]+ ("-" [a-zA-Z0-9]+)* */
static obv_status
take_language(reader *r, obv_rdf_term *term)
{
    size_t len = 0;
    while (len < r->rest.len && r->rest.ptr[len] != '_' &&
           r->rest.ptr[len] != '.' && r->rest.ptr[len] != ':' &&
           is_of_label(r->rest.ptr[len])) {
        len++;
    }
    term->datatype = obv_slice_of(LANG_STRING);
    return len > 0 && obv_take(&r->rest, len, &term->language) ? OBV_OK
                                                               : OBV_MALFORMED;
}

/* literal ::= '"' text '"' ("^^" iri | language)? */
static obv_status
take_literal(reader *r, obv_rdf_term *term)
{
    term->kind = OBV_RDF_LITERAL;
    term->datatype = obv_slice_of(XSD_STRING);
    TRY(take_text(r, '"', &term->text));
    if (skip(r, '@')) {
        return take_language(r, term);
    }
    if (skip(r, '^')) {
        return skip(r, '^') && skip(r, '<') ? take_text(r, '>', &term->datatype)
                                            : OBV_MALFORMED;
    }
    return OBV_OK;
}

static obv_status
take_term(reader *r, const obv_rdf_term **ret)
{
    obv_rdf_term *term = obv_arena_alloc(r->arena, 1, sizeof(*term));
    if (term == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = term;
    term->text = term->datatype = term->language = obv_slice_of("");
    skip_blanks(r);
    if (skip(r, '<')) {
        return take_text(r, '>', &term->text);
    }
    return skip(r, '"') ? take_literal(r, term) : take_blank(r, term);
}

/* statement ::= subject predicate object graph? "." */
static obv_status
take_quad(reader *r, obv_quad *quad)
{
    TRY(take_term(r, &quad->subject));
    TRY(take_term(r, &quad->predicate));
    TRY(take_term(r, &quad->object));
    skip_blanks(r);
    if (!is_next(r, '.')) {
        TRY(take_term(r, &quad->graph));
        skip_blanks(r);
    }
    if (!skip(r, '.') || quad->subject->kind == OBV_RDF_LITERAL ||
        quad->predicate->kind != OBV_RDF_IRI ||
        (quad->graph != NULL && quad->graph->kind == OBV_RDF_LITERAL)) {
        return OBV_MALFORMED;
    }
    return OBV_OK;
}

static obv_status
take_lines(reader *r, obv_quad *quads, size_t *count)
{
    while (r->rest.len > 0) {
        skip_blanks(r);
        if (r->rest.len > 0 && !is_next(r, '#') && !is_next(r, '\n') &&
            !is_next(r, '\r')) {
            TRY(take_quad(r, &quads[(*count)++]));
            skip_blanks(r);
        }
        obv_slice one;
        if (is_next(r, '#')) {
            while (!is_next(r, '\n') && obv_take(&r->rest, 1, &one)) {
            }
        }
        skip(r, '\r');
        if (r->rest.len > 0 && !skip(r, '\n')) {
            return OBV_MALFORMED;
        }
    }
    return OBV_OK;
}

obv_status
nquads_read(obv_slice text, obv_arena *arena, nquads *ret)
{
    size_t lines = 1, room = 8;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    while (room < lines * 6) {
        room *= 2;
    }
    obv_quad *quads = obv_arena_alloc(arena, lines, sizeof(*quads));
    reader r = {.arena = arena, .rest = text, .mask = room - 1};
    r.labels = obv_arena_alloc(arena, 3 * lines, sizeof(*r.labels));
    r.slots = obv_arena_alloc(arena, room, sizeof(*r.slots));
    if (quads == NULL || r.labels == NULL || r.slots == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (nquads){.dataset.quads = quads, .labels = r.labels};
    TRY(take_lines(&r, quads, &ret->dataset.count));
    ret->dataset.blanks = r.blanks;
    return OBV_OK;
}

/* ---- Writing ------------------------------------------------------------- */

static void
put_term(obv_buffer *b, const obv_rdf_term *term)
{
    static const char *const open[] = {"<", "_:", "\""};
    static const char *const close[] = {"> ", "", "\""};
    obv_put_text(b, open[term->kind]);
    if (term->kind == OBV_RDF_BLANK) {
        obv_put_char(b, 'b');
        obv_put_number(b, term->blank);
        obv_put_char(b, ' ');
        return;
    }
    for (size_t i = 0; i < term->text.len; i++) {
        char c = (char)term->text.ptr[i];
        const char *at = c != '\0' ? strchr("\"\\\n\r", c) : NULL;
        if (term->kind == OBV_RDF_LITERAL && at != NULL) {
            obv_put_char(b, '\\');
            c = c == '\n' ? 'n' : c == '\r' ? 'r' : c;
        }
        obv_put_char(b, c);
    }
    obv_put_text(b, close[term->kind]);
    if (term->kind == OBV_RDF_LITERAL && term->language.len > 0) {
        obv_put_char(b, '@');
        obv_put(b, term->language);
        obv_put_char(b, ' ');
    } else if (term->kind == OBV_RDF_LITERAL) {
        obv_put_text(b, "^^<");
        obv_put(b, term->datatype);
        obv_put_text(b, "> ");
    }
}

obv_slice
nquads_write(const obv_dataset *dataset, obv_arena *arena)
{
    obv_buffer b = obv_buffer_in(arena);
    for (size_t i = 0; i < dataset->count; i++) {
        const obv_quad *quad = &dataset->quads[i];
        put_term(&b, quad->subject);
        put_term(&b, quad->predicate);
        put_term(&b, quad->object);
        if (quad->graph != NULL) {
            put_term(&b, quad->graph);
        }
        obv_put_text(&b, ".\n");
    }
    return b.failed ? obv_slice_of("") : obv_buffer_slice(&b);
}
