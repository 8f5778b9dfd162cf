/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quads as lines of canonical N-Quads (RDFC-1.0, appendix A), each once.
 *
 * NOT checked here: that an IRI is one; only that it cannot end its line.
 */
#include "canon/rdfc.h"

#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"

/* Behind the text of a line: the numbers of its blank nodes, so that lines
   which look the same are told apart, and the same line stands beside itself.
 */
#define NUMBERS_ROOM 12

/* What is written: a place in a room that was measured before. */
typedef struct pen {
    uint8_t *to;
} pen;

static void
put(pen *p, obv_slice text)
{
    if (text.len > 0) {
        memcpy(p->to, text.ptr, text.len);
        p->to += text.len;
    }
}

static void
put_char(pen *p, char c)
{
    *p->to++ = (uint8_t)c;
}

/* ---- Escapes ------------------------------------------------------------- */

#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* The high bit of each byte of eight that is under `n`, which is at most 128;
   false ones only above a true one. */
static uint64_t
under(uint64_t eight, uint64_t n)
{
    return (eight - ONES * n) & ~eight & HIGH;
}

static uint64_t
equal(uint64_t eight, uint64_t c)
{
    return under(eight ^ ONES * c, 1);
}

static uint64_t
eight_at(const uint8_t *p)
{
    uint64_t eight;
    memcpy(&eight, p, sizeof(eight));
    return eight;
}

/* Whether one of eight bytes may need an escape. */
static bool
is_special(const uint8_t *p)
{
    uint64_t eight = eight_at(p);
    return (under(eight, 0x20) | equal(eight, '"') | equal(eight, '\\') |
            equal(eight, 0x7F) | equal(eight, 0xEF)) != 0;
}

/* U+FFFE and U+FFFF, which are no Char of XML 1.1. */
static bool
is_no_char(const uint8_t *p, size_t left)
{
    return left >= 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] >= 0xBE;
}

/* The letter behind the backslash, 'u' for four digits; 0: as it is. */
static char
escape_of(uint8_t c)
{
    static const char low[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";
    if (c < 0x20) {
        return low[c];
    }
    if (c == 0x7F) {
        return 'u';
    }
    return (char)(c == '"' || c == '\\' ? c : '\0');
}

static void
put_digits(pen *p, unsigned code)
{
    static const char digits[] = "0123456789ABCDEF";
    for (unsigned shift = 16; shift > 0; shift -= 4) {
        put_char(p, digits[code >> (shift - 4) & 15]);
    }
}

static void
put_byte(pen *p, uint8_t c)
{
    char letter = escape_of(c);
    if (letter == '\0') {
        put_char(p, (char)c);
        return;
    }
    put_char(p, '\\');
    put_char(p, letter);
    if (letter == 'u') {
        put_digits(p, c);
    }
}

static size_t
escaped_len(obv_slice text)
{
    size_t len = text.len;
    for (size_t i = 0; i < text.len; i++) {
        if (text.len - i >= 8 && !is_special(text.ptr + i)) {
            i += 7;
            continue;
        }
        char letter = escape_of(text.ptr[i]);
        len += letter == '\0' ? 0 : letter == 'u' ? 5 : 1;
        len += is_no_char(text.ptr + i, text.len - i) ? 3 : 0;
    }
    return len;
}

static void
put_escaped(pen *p, obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.len - i >= 8 && !is_special(text.ptr + i)) {
            put(p, (obv_slice){text.ptr + i, 8});
            i += 7;
        } else if (is_no_char(text.ptr + i, text.len - i)) {
            put(p, obv_slice_of("\\u"));
            put_digits(p, 0xFF40u + text.ptr[i + 2]);
            i += 2;
        } else {
            put_byte(p, text.ptr[i]);
        }
    }
}

/* ---- Terms --------------------------------------------------------------- */

/* Whether one of eight bytes may not stand in an IRI.  < and > differ in one
   bit. */
static bool
is_barred(uint64_t eight)
{
    return (under(eight, '!') | equal(eight | ONES * 2, '>') |
            equal(eight, '\\')) != 0;
}

/* An IRI with a line feed in it would be two statements, and one with a
   backslash would be read as another. */
static bool
is_iri(obv_slice text)
{
    if (text.len == 0) {
        return false;
    }
    if (text.len < 8) {
        uint64_t few = ONES * 'a';
        memcpy(&few, text.ptr, text.len);
        return !is_barred(few);
    }
    for (size_t i = 0; i + 8 < text.len; i += 8) {
        if (is_barred(eight_at(text.ptr + i))) {
            return false;
        }
    }
    return !is_barred(eight_at(text.ptr + text.len - 8));
}

static bool
is_term(const obv_rdf_term *term, const obv_dataset *dataset)
{
    switch (term->kind) {
    case OBV_RDF_IRI:
        return is_iri(term->text);
    case OBV_RDF_BLANK:
        return term->blank < dataset->blanks;
    case OBV_RDF_LITERAL:
        return is_iri(term->datatype);
    }
    return false;
}

/* Most have the subject of the one before. */
static bool
is_quad(const obv_quad *quad, const obv_rdf_term *known,
        const obv_dataset *dataset)
{
    return quad->subject->kind != OBV_RDF_LITERAL &&
           quad->predicate->kind == OBV_RDF_IRI &&
           (quad->graph == NULL || quad->graph->kind != OBV_RDF_LITERAL) &&
           (quad->subject == known || is_term(quad->subject, dataset)) &&
           is_term(quad->predicate, dataset) &&
           is_term(quad->object, dataset) &&
           (quad->graph == NULL || is_term(quad->graph, dataset));
}

/* With the space behind it. */
static size_t
term_len(const obv_rdf_term *term)
{
    switch (term->kind) {
    case OBV_RDF_IRI:
        return term->text.len + strlen("<> ");
    case OBV_RDF_BLANK:
        return strlen("_:z ");
    case OBV_RDF_LITERAL:
        break;
    }
    size_t len = escaped_len(term->text) + strlen("\"\" ");
    if (term->language.len > 0) {
        return len + 1 + term->language.len;
    }
    return len + strlen("^^<>") + term->datatype.len;
}

static void
put_iri(pen *p, obv_slice iri)
{
    put_char(p, '<');
    put(p, iri);
    put_char(p, '>');
}

static void
put_literal(pen *p, const obv_rdf_term *term)
{
    put_char(p, '"');
    put_escaped(p, term->text);
    put_char(p, '"');
    if (term->language.len > 0) {
        put_char(p, '@');
        put(p, term->language);
    } else if (!obv_slice_is(term->datatype, XSD_STRING)) {
        put(p, obv_slice_of("^^"));
        put_iri(p, term->datatype);
    }
}

static void
put_term(pen *p, const obv_rdf_term *term, char position, obv_quad_line *line)
{
    switch (term->kind) {
    case OBV_RDF_IRI:
        put_iri(p, term->text);
        break;
    case OBV_RDF_BLANK:
        put(p, obv_slice_of("_:z"));
        line->spots[line->spot_count++] = (obv_spot){
            (uint32_t)(p->to - 1 - line->text.ptr), term->blank, position};
        break;
    case OBV_RDF_LITERAL:
        put_literal(p, term);
        break;
    }
    put_char(p, ' ');
}

/* ---- Lines --------------------------------------------------------------- */

/* Writes a line and, behind it, its numbers. */
static void
put_line(pen *p, const obv_quad *quad, obv_quad_line *line)
{
    *line =
        (obv_quad_line){.text = {p->to, 0}, .predicate = quad->predicate->text};
    put_term(p, quad->subject, 's', line);
    put_term(p, quad->predicate, 'p', line);
    put_term(p, quad->object, 'o', line);
    if (quad->graph != NULL) {
        put_term(p, quad->graph, 'g', line);
    }
    put(p, obv_slice_of(".\n"));
    line->text.len = (size_t)(p->to - line->text.ptr);
    for (size_t i = 0; i < line->spot_count; i++) {
        uint32_t number = line->spots[i].blank;
        for (unsigned shift = 32; shift > 0; shift -= 8) {
            put_char(p, (char)(uint8_t)(number >> (shift - 8)));
        }
    }
}

static obv_status
measure(const obv_dataset *dataset, size_t *ret)
{
    const obv_rdf_term *known = NULL;
    *ret = 0;
    for (size_t i = 0; i < dataset->count; i++) {
        const obv_quad *quad = &dataset->quads[i];
        if (!is_quad(quad, known, dataset)) {
            return OBV_MALFORMED;
        }
        known = quad->subject;
        *ret += term_len(quad->subject) + term_len(quad->predicate) +
                term_len(quad->object) + strlen(".\n") + NUMBERS_ROOM;
        *ret += quad->graph != NULL ? term_len(quad->graph) : 0;
        if (*ret > OBV_MAX_CANONICAL) {
            return OBV_LIMIT;
        }
    }
    return OBV_OK;
}

/* Copies the lines in their new order, each once. */
static void
take_sorted(const obv_quad_line *lines, const obv_sortable *items, size_t count,
            obv_quad_lines *ret)
{
    for (size_t i = 0; i < count; i++) {
        const obv_sortable *item = &items[i], *before = item - 1;
        if (i == 0 || item->len != before->len ||
            memcmp(item->ptr, before->ptr, item->len) != 0) {
            ret->all[ret->count++] = &lines[item->which];
        }
    }
}

obv_status
obv_lines_of(const obv_dataset *dataset, obv_arena *arena, obv_quad_lines *ret)
{
    size_t room, count = dataset->count;
    TRY(measure(dataset, &room));
    pen p = {obv_arena_alloc(arena, 1, room)};
    obv_quad_line *lines = obv_arena_alloc(arena, count, sizeof(*lines));
    obv_sortable *items = obv_arena_alloc(arena, count * 2, sizeof(*items));
    *ret = (obv_quad_lines){
        .all = obv_arena_alloc(arena, count, sizeof(*ret->all)),
        .desk = items,
    };
    if (p.to == NULL || lines == NULL || items == NULL || ret->all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        const uint8_t *start = p.to;
        put_line(&p, &dataset->quads[i], &lines[i]);
        items[i] = obv_sortable_of(start, (size_t)(p.to - start), i);
    }
    obv_sort(items, items + count, count);
    take_sorted(lines, items, count, ret);
    return OBV_OK;
}
