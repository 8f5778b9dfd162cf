/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deserialize JSON-LD to RDF (JSON-LD 1.1 API 8.1, 8.2): node map -> quads.
 *
 * What RDF cannot hold is passed over, as the standard has it; where nothing
 * may be dropped, that is an error.
 */
#include "canon/inside.h"
#include "canon/number.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define I18N "https://www.w3.org/ns/i18n#"

#define TEXT(literal)                                                          \
    {                                                                          \
        (const uint8_t *)(literal), sizeof(literal) - 1                        \
    }
#define IRI(literal)                                                           \
    {                                                                          \
        .kind = OBV_RDF_IRI, .text = TEXT(literal)                             \
    }

static const obv_rdf_term rdf_type = IRI(RDF "type");
static const obv_rdf_term rdf_first = IRI(RDF "first");
static const obv_rdf_term rdf_rest = IRI(RDF "rest");
static const obv_rdf_term rdf_nil = IRI(RDF "nil");

typedef struct writer {
    obv_map *map;
    obv_ld *ld;
    obv_quad *quads;
    size_t count;
    const obv_rdf_term *graph;
} writer;

static void
add(writer *w, const obv_rdf_term *s, const obv_rdf_term *p,
    const obv_rdf_term *o)
{
    assert(w->count < w->map->quads);
    w->quads[w->count++] = (obv_quad){s, p, o, w->graph};
}

static obv_rdf_term *
new_term(writer *w, obv_rdf_kind kind, obv_slice text)
{
    obv_rdf_term *term = obv_arena_alloc(w->ld->arena, 1, sizeof(*term));
    if (term != NULL) {
        term->kind = kind;
        term->text = text;
    }
    return term;
}

/* An IRI, or one of our own labels with its "_:". */
static obv_rdf_term *
new_name(writer *w, obv_slice name)
{
    if (!obv_is_blank(name)) {
        return new_term(w, OBV_RDF_IRI, name);
    }
    name = (obv_slice){name.ptr + 2, name.len - 2};
    obv_rdf_term *term = new_term(w, OBV_RDF_BLANK, name);
    for (size_t i = 1; term != NULL && i < name.len; i++) {
        term->blank = term->blank * 10 + (name.ptr[i] - '0');
    }
    return term;
}

/* ---- Numbers (8.2.2 6 to 10) --------------------------------------------- */

/* Whole numbers of up to 21 digits, three figures of nine digits each, the
   lowest first. */
#define FIGURE 1000000000U

static void
double_up(uint32_t figures[3])
{
    uint64_t carry = 0;
    for (size_t i = 0; i < 3; i++) {
        uint64_t sum = (uint64_t)figures[i] * 2 + carry;
        figures[i] = (uint32_t)(sum % FIGURE);
        carry = sum / FIGURE;
    }
}

/* All digits of a whole double below 1e21. */
static obv_slice
print_whole(double number, obv_buffer *b)
{
    double rest = number < 0 ? -number : number;
    unsigned doublings = 0;
    while (rest >= 4611686018427387904.0) { /* 2^62 */
        rest /= 2;
        doublings++;
    }
    uint64_t whole = (uint64_t)rest;
    uint32_t figures[3] = {(uint32_t)(whole % FIGURE),
                           (uint32_t)(whole / FIGURE % FIGURE),
                           (uint32_t)(whole / FIGURE / FIGURE)};
    for (; doublings > 0; doublings--) {
        double_up(figures);
    }
    char digits[28];
    size_t at = sizeof(digits);
    for (size_t i = 0; i < 27; i++) {
        digits[--at] = (char)('0' + figures[i / 9] % 10);
        figures[i / 9] /= 10;
    }
    while (at < sizeof(digits) - 1 && digits[at] == '0') {
        at++;
    }
    if (number < 0) {
        digits[--at] = '-';
    }
    obv_put(b, (obv_slice){(const uint8_t *)digits + at, sizeof(digits) - at});
    return obv_buffer_slice(b);
}

static bool
is_whole(double number)
{
    /* Above 2^53 all of them are. */
    return number >= 9007199254740992.0 || number <= -9007199254740992.0 ||
           (double)(int64_t)number == number;
}

/* A whole number that no double is would be signed as its neighbour. */
static bool
is_exact(const obv_json *value, double number)
{
    int64_t whole;
    return obv_json_kind_of(value) != OBV_JSON_INTEGER ||
           !obv_json_integer(value, &whole) ||
           (number < 9223372036854775808.0 && (int64_t)number == whole);
}

static obv_status
number_term(writer *w, const obv_item *item, double number, obv_rdf_term *term)
{
    bool whole = is_whole(number) && number < 1e21 && number > -1e21 &&
                 !obv_slice_is(item->type, XSD "double");
    obv_buffer b = obv_buffer_in(w->ld->arena);
    if (whole) {
        term->text = print_whole(number, &b);
    } else {
        char text[OBV_NUMBER_ROOM];
        size_t len = obv_number_xsd(number, text);
        obv_put(&b, (obv_slice){(const uint8_t *)text, len});
        term->text = obv_buffer_slice(&b);
    }
    term->datatype = item->type.len > 0 ? item->type
                     : whole            ? obv_slice_of(XSD "integer")
                                        : obv_slice_of(XSD "double");
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* ---- Literals ------------------------------------------------------------ */

/* "https://www.w3.org/ns/i18n#en_ltr" */
static obv_status
i18n_datatype(writer *w, const obv_item *item, obv_rdf_term *term)
{
    obv_slice language;
    if (!obv_lower(item->language, w->ld->arena, &language)) {
        return OBV_NO_MEMORY;
    }
    obv_buffer b = obv_buffer_in(w->ld->arena);
    obv_put_text(&b, I18N);
    obv_put(&b, language);
    obv_put_text(&b, item->direction == OBV_DIRECTION_LTR ? "_ltr" : "_rtl");
    term->language = obv_slice_of("");
    term->datatype = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

static void
text_term(const obv_item *item, obv_rdf_term *term)
{
    if (item->type.len > 0) {
        term->datatype = item->type;
    } else if (item->language.len > 0) {
        term->language = item->language;
        term->datatype = obv_slice_of(RDF "langString");
    } else {
        term->datatype = obv_slice_of(XSD "string");
    }
}

static obv_status
any_term(writer *w, const obv_item *item, obv_rdf_term *term)
{
    double number;
    if (item->literal) {
        term->datatype = item->type;
        return obv_jcs_value(item->value, w->ld->arena, &term->text);
    }
    if (obv_json_text(item->value, &term->text)) {
        text_term(item, term);
        return OBV_OK;
    }
    if (obv_json_number(item->value, &number)) {
        if (!is_exact(item->value, number)) {
            TRY(obv_ld_dropped(w->ld, obv_slice_of("@value")));
        }
        return number_term(w, item, number, term);
    }
    term->text = obv_slice_of(obv_json_true(item->value) ? "true" : "false");
    term->datatype =
        item->type.len > 0 ? item->type : obv_slice_of(XSD "boolean");
    return OBV_OK;
}

/* 8.2.2; *ret is NULL for what RDF cannot hold. */
static obv_status
literal(writer *w, const obv_item *item, const obv_rdf_term **ret)
{
    obv_rdf_term *term = new_term(w, OBV_RDF_LITERAL, obv_slice_of(""));
    if (term == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(any_term(w, item, term));
    /* 13: numbers and truth values may be aimed, too. */
    if (w->ld->options->i18n && (item->direction == OBV_DIRECTION_LTR ||
                                 item->direction == OBV_DIRECTION_RTL)) {
        TRY(i18n_datatype(w, item, term));
    }
    bool good = item->type.len == 0 || obv_map_holds(w->map, item->type);
    good = good && (item->language.len == 0 || obv_is_language(item->language));
    *ret = good ? term : NULL;
    return good ? OBV_OK : obv_ld_dropped(w->ld, item->type);
}

/* ---- Quads --------------------------------------------------------------- */

static obv_status object_of(writer *w, const obv_item *item,
                            const obv_rdf_term **ret);

/* List Conversion (8.3): a blank node for each item. */
static obv_status
list(writer *w, const obv_item *items, const obv_rdf_term **ret)
{
    const obv_rdf_term *before = NULL;
    *ret = &rdf_nil;
    for (const obv_item *i = items; i != NULL; i = i->next) {
        obv_rdf_term *here = new_term(w, OBV_RDF_BLANK, obv_slice_of(""));
        const obv_rdf_term *object;
        if (here == NULL) {
            return OBV_NO_MEMORY;
        }
        TRY(obv_map_blank(w->map, here));
        TRY(object_of(w, i, &object));
        if (before != NULL) {
            add(w, before, &rdf_rest, here);
        } else {
            *ret = here;
        }
        if (object != NULL) {
            add(w, here, &rdf_first, object);
        }
        before = here;
    }
    if (before != NULL) {
        add(w, before, &rdf_rest, &rdf_nil);
    }
    return OBV_OK;
}

static obv_status
object_of(writer *w, const obv_item *item, const obv_rdf_term **ret)
{
    *ret = NULL;
    if (item->kind == OBV_ITEM_LIST) {
        return list(w, item->list, ret);
    }
    if (item->kind == OBV_ITEM_VALUE) {
        return literal(w, item, ret);
    }
    obv_map_node *node = (obv_map_node *)item->node;
    if (!node->good) {
        return obv_ld_dropped(w->ld, node->shown.id);
    }
    node->said = true;
    *ret = &node->term;
    return OBV_OK;
}

static obv_status
add_types(writer *w, const obv_map_node *node)
{
    for (size_t i = 0; i < node->shown.type_count; i++) {
        obv_slice type = node->shown.types[i];
        if (!obv_is_blank(type) && !obv_map_holds(w->map, type)) {
            TRY(obv_ld_dropped(w->ld, type));
            continue;
        }
        const obv_rdf_term *term = new_name(w, type);
        if (term == NULL) {
            return OBV_NO_MEMORY;
        }
        add(w, &node->term, &rdf_type, term);
    }
    return OBV_OK;
}

/* A property that is a blank node is passed over like one that is no IRI. */
static obv_status
add_property(writer *w, const obv_map_node *node, const obv_property *property)
{
    if (obv_is_blank(property->iri) || !obv_map_holds(w->map, property->iri)) {
        return obv_ld_dropped(w->ld, property->iri);
    }
    const obv_rdf_term *predicate = new_term(w, OBV_RDF_IRI, property->iri);
    if (predicate == NULL) {
        return OBV_NO_MEMORY;
    }
    for (const obv_item *i = property->items; i != NULL; i = i->next) {
        const obv_rdf_term *object;
        TRY(object_of(w, i, &object));
        if (object != NULL) {
            add(w, &node->term, predicate, object);
        }
    }
    return OBV_OK;
}

static obv_status
add_node(writer *w, obv_map_node *node)
{
    size_t before = w->count;
    if (!node->good) {
        return obv_ld_dropped(w->ld, node->shown.id);
    }
    TRY(add_types(w, node));
    for (const obv_property *p = node->shown.properties; p != NULL;
         p = p->next) {
        TRY(add_property(w, node, p));
    }
    node->said = node->said || w->count > before;
    return OBV_OK;
}

/* A node of which no quad speaks: its IRI could be any other. */
static obv_status
check_said(writer *w, const obv_map_node *node)
{
    const obv_map_graph *named = (const obv_map_graph *)node->shown.graph;
    bool said = node->said || (named != NULL && named->said) ||
                node->term.kind == OBV_RDF_BLANK;
    return said ? OBV_OK : obv_ld_dropped(w->ld, node->shown.id);
}

static obv_status
check_all_said(writer *w)
{
    for (const obv_map_graph *g = &w->map->main; g != NULL; g = g->next) {
        for (const obv_node *n = g->shown.nodes; n != NULL; n = n->next) {
            TRY(check_said(w, (const obv_map_node *)n));
        }
    }
    return OBV_OK;
}

obv_status
obv_map_dataset(obv_map *map, obv_dataset *ret)
{
    writer w = {.map = map, .ld = map->ld};
    w.quads = obv_arena_alloc(map->ld->arena, map->quads, sizeof(*w.quads));
    if (w.quads == NULL) {
        return OBV_NO_MEMORY;
    }
    for (obv_map_graph *g = &map->main; g != NULL; g = g->next) {
        size_t before = w.count;
        w.graph = g->name;
        if (!g->good) {
            TRY(obv_ld_dropped(map->ld, g->name->text));
            continue;
        }
        for (const obv_node *n = g->shown.nodes; n != NULL; n = n->next) {
            TRY(add_node(&w, (obv_map_node *)n));
        }
        g->said = w.count > before;
    }
    TRY(check_all_said(&w));
    *ret = (obv_dataset){w.quads, w.count, map->blanks};
    return OBV_OK;
}
