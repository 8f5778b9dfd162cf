/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A node map as a JSON object, with the names that its standard uses.
 *
 * What is shown follows from the signed statements alone: two documents with
 * the same ones give the same view, array order aside.  A value that its
 * standard does not allow there becomes {"@value": ...} or {"@list": ...},
 * which is the wrong kind for every member, so that shape.c refuses it.
 */
#include "form/parts.h"

#define SECURITY "https://w3id.org/security#"
#define XSD_HTTP "http://www.w3.org/2001/XMLSchema#"
/* Sic: OB 3.0 writes these two; the prefix is not defined by all contexts that
   use it, and then is what is signed. */
#define XSD_HTTPS "https://www.w3.org/2001/XMLSchema#"
#define XSD_BARE "xsd:"

#define RDF_JSON "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"

/* Objects of the document that stand in something with a proof of its own. */
typedef struct proven {
    const obv_json **slots; /* NULL: nobody has asked yet */
    size_t mask, count;
} proven;

typedef struct walk {
    obv_reader *reader;
    const obv_json *document; /* NULL: of no interest */
    const obv_node *subject;  /* credentialSubject of the top; NULL: none */
    proven proven;
    obv_family family;
    size_t left; /* values that may still be made */
    const obv_node *path[OBV_MAX_DEPTH];
    size_t depth;
    obv_status status; /* a failure sticks */
} walk;

static obv_json *show_node(walk *w, const obv_node *node);

/* What was made, or the failure noted. */
static obv_json *
made(walk *w, obv_json *value)
{
    if (value == NULL && w->status == OBV_OK) {
        w->status = OBV_NO_MEMORY;
    }
    return value;
}

static bool
take(walk *w)
{
    if (w->left == 0) {
        w->status = w->status == OBV_OK ? OBV_LIMIT : w->status;
    }
    w->left -= w->left > 0;
    return w->status == OBV_OK;
}

/* A NULL was noted where it was made. */
static void
set(walk *w, obv_json *object, const char *name, const obv_json *value)
{
    if (w->status == OBV_OK && !obv_json_set(object, name, value)) {
        w->status = OBV_NO_MEMORY;
    }
}

static void
append(walk *w, obv_json *array, const obv_json *value)
{
    if (w->status == OBV_OK && !obv_json_append(array, value)) {
        w->status = OBV_NO_MEMORY;
    }
}

static obv_json *
text(walk *w, obv_slice text)
{
    return made(w, obv_json_new_text(w->reader->arena, text));
}

/* ---- Values ------------------------------------------------------------- */

/* Which kind of value a datatype is. */
static unsigned
kind_of_type(obv_slice type)
{
    static const struct {
        const char *name;
        unsigned kind;
    } kinds[] = {
        {"string", OBV_VALUE_TEXT},
        {"anyURI", OBV_VALUE_ADDRESS},
        {"dateTime", OBV_VALUE_TIME},
        {"date", OBV_VALUE_DATE},
        {"boolean", OBV_VALUE_TRUTH},
        {"integer", OBV_VALUE_INTEGER},
        {"double", OBV_VALUE_REAL},
        {"float", OBV_VALUE_REAL},
        {"decimal", OBV_VALUE_REAL},
        {"nonNegativeInteger", OBV_VALUE_INTEGER},
        {"positiveInteger", OBV_VALUE_INTEGER},
    };
    static const char *const starts[] = {XSD_HTTP, XSD_HTTPS, XSD_BARE};
    for (size_t s = 0; s < COUNT(starts); s++) {
        if (!obv_slice_starts(type, starts[s])) {
            continue;
        }
        size_t start = strlen(starts[s]);
        obv_slice local = {type.ptr + start, type.len - start};
        for (size_t i = 0; i < COUNT(kinds); i++) {
            if (obv_slice_is(local, kinds[i].name)) {
                return kinds[i].kind;
            }
        }
    }
    return obv_slice_is(type, RDF_JSON) ? OBV_VALUE_JSON : OBV_VALUE_OTHER;
}

/* What the statement says of a value, as RDF has it: a number of JSON is one
   of two types, a text without a type is a string (JSON-LD 1.1 API 8.2). */
static unsigned
kind_of_value(const obv_item *item)
{
    int64_t integer;
    if (item->type.len > 0) {
        return kind_of_type(item->type);
    }
    switch (obv_json_kind_of(item->value)) {
    case OBV_JSON_STRING:
        return OBV_VALUE_TEXT;
    case OBV_JSON_BOOL:
        return OBV_VALUE_TRUTH;
    case OBV_JSON_INTEGER:
        return OBV_VALUE_INTEGER;
    case OBV_JSON_REAL:
        return obv_json_integer(item->value, &integer) ? OBV_VALUE_INTEGER
                                                       : OBV_VALUE_REAL;
    default:
        return OBV_VALUE_OTHER;
    }
}

/* The wrong kind of value, whatever the member. */
static obv_json *
show_odd(walk *w, const obv_item *item)
{
    obv_json *odd = made(w, obv_json_new_object(w->reader->arena));
    set(w, odd, "@value", item->value);
    if (item->type.len > 0) {
        set(w, odd, "@type", text(w, item->type));
    }
    if (item->language.len > 0) {
        set(w, odd, "@language", text(w, item->language));
    }
    return odd;
}

/* xsd:boolean: "1" is true, too. */
static const obv_json *
show_truth(walk *w, const obv_item *item)
{
    static const struct {
        const char *lexical;
        bool yes;
    } forms[] = {{"true", true}, {"1", true}, {"false", false}, {"0", false}};
    obv_slice lexical;
    if (!obv_json_text(item->value, &lexical)) {
        return obv_json_kind_of(item->value) == OBV_JSON_BOOL ? item->value
                                                              : NULL;
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (obv_slice_is(lexical, forms[i].lexical)) {
            return made(w, obv_json_new_bool(w->reader->arena, forms[i].yes));
        }
    }
    return NULL;
}

/* A number that is written as a text is the same statement. */
static const obv_json *
show_number(walk *w, const obv_item *item)
{
    obv_slice lexical;
    const obv_json *number;
    double any;
    if (obv_json_number(item->value, &any)) {
        return item->value;
    }
    if (!obv_json_text(item->value, &lexical)) {
        return NULL;
    }
    obv_status status =
        obv_json_parse(lexical, OBV_JSON_ANY, w->reader->arena, &number, NULL);
    if (status == OBV_NO_MEMORY) {
        w->status = status;
    }
    return status == OBV_OK && obv_json_number(number, &any) ? number : NULL;
}

/* Digits, however they were written. */
static const obv_json *
show_count(walk *w, const obv_item *item)
{
    int64_t number;
    if (obv_json_kind_of(item->value) == OBV_JSON_STRING) {
        return item->value;
    }
    if (!obv_json_integer(item->value, &number)) {
        return NULL;
    }
    obv_buffer digits = obv_buffer_in(w->reader->arena);
    obv_put_number(&digits, number);
    return text(w, obv_buffer_slice(&digits));
}

static const obv_json *
show_text(const obv_item *item)
{
    return obv_json_kind_of(item->value) == OBV_JSON_STRING ? item->value
                                                            : NULL;
}

static const obv_json *
show_value(walk *w, const obv_item *item, const obv_usual *usual)
{
    unsigned allowed = usual != NULL ? usual->values : 0;
    unsigned kind = kind_of_value(item);
    const obv_json *shown = NULL;
    if ((kind & allowed) == 0) {
        return show_odd(w, item);
    }
    if (kind == OBV_VALUE_JSON) {
        shown = item->value;
    } else if ((allowed & OBV_VALUE_TRUTH) != 0) {
        shown = show_truth(w, item);
    } else if ((allowed & OBV_VALUE_NUMBER) == OBV_VALUE_NUMBER) {
        shown = show_number(w, item);
    } else if ((allowed & OBV_VALUE_COUNTED) != 0) {
        shown = show_count(w, item);
    } else {
        shown = show_text(item);
    }
    return shown != NULL ? shown : show_odd(w, item);
}

/* ---- Nodes -------------------------------------------------------------- */

static bool
is_blank(const obv_node *node)
{
    return obv_slice_starts(node->id, "_:");
}

/* Nothing is said of it but its name. */
static bool
is_bare(const obv_node *node)
{
    return node->type_count == 0 && node->properties == NULL &&
           node->graph == NULL;
}

static bool
is_on_path(const walk *w, const obv_node *node)
{
    for (size_t i = 0; i < w->depth; i++) {
        if (w->path[i] == node) {
            return true;
        }
    }
    return false;
}

static void
show_types(walk *w, obv_json *object, const obv_node *node)
{
    if (node->type_count == 0) {
        return;
    }
    obv_json *types = made(w, obv_json_new_array(w->reader->arena));
    for (size_t i = 0; i < node->type_count && take(w); i++) {
        const obv_usual *usual = obv_usual_type(node->types[i], w->family);
        append(w, types,
               text(w, usual != NULL ? obv_slice_of(obv_usual_name(usual))
                                     : node->types[i]));
    }
    set(w, object, "type", types);
}

static obv_json *
show_reference(walk *w, const obv_node *node)
{
    obv_json *object = made(w, obv_json_new_object(w->reader->arena));
    if (!is_blank(node)) {
        set(w, object, "id", text(w, node->id));
    }
    show_types(w, object, node);
    return object;
}

/* In the document, the member of the thing around is a text. */
static bool
is_written_as_text(const walk *w, const obv_usual *usual)
{
    const obv_node *up = w->depth > 0 ? w->path[w->depth - 1] : NULL;
    for (const obv_ld_origin *o = up != NULL ? up->origins : NULL; o != NULL;
         o = o->next) {
        obv_slice id;
        if (obv_json_text(obv_json_get(o->object, obv_usual_name(usual)),
                          &id)) {
            return true;
        }
    }
    return false;
}

/* OB 2.0: its JWS signs the text, so that it may say what is wrong with it. */
static bool
is_name_for_thing(const walk *w, const obv_node *node, const obv_usual *usual)
{
    return w->family == OBV_FAMILY_OLD && usual != NULL && is_bare(node) &&
           is_written_as_text(w, usual);
}

/*
 * One thing may be named in several places, and be described in another: an
 * issuer who is the holder, too.  Where the document only names it, and it is
 * not said to be what is meant here, its name is all that counts.
 */
static bool
is_only_named(const walk *w, const obv_node *node, const obv_usual *usual)
{
    static const char *const described[] = {"Profile", "Image", "Issuer",
                                            "BadgeClass"};
    for (size_t i = 0; i < node->type_count; i++) {
        const obv_usual *type = obv_usual_type(node->types[i], w->family);
        for (size_t d = 0; type != NULL && d < COUNT(described); d++) {
            if (strcmp(obv_usual_name(type), described[d]) == 0) {
                return false;
            }
        }
    }
    return node->type_count > 0 && is_written_as_text(w, usual);
}

static void show_members(walk *w, obv_json *object, const obv_node *node,
                         bool again);

/* Inside itself, such as the subject of an endorsement: its plain values, and
   no further. */
static obv_json *
show_again(walk *w, const obv_node *node)
{
    obv_json *object = show_reference(w, node);
    show_members(w, object, node, true);
    return object;
}

static const obv_json *
show_linked_node(walk *w, const obv_node *node, const obv_usual *usual)
{
    obv_node_style style = usual != NULL ? usual->nodes : OBV_NODE_EMBED;
    bool named = !is_blank(node) &&
                 (style == OBV_NODE_LINK || is_name_for_thing(w, node, usual) ||
                  (style == OBV_NODE_EITHER &&
                   (is_bare(node) || is_only_named(w, node, usual))));
    if (named) {
        return text(w, node->id);
    }
    if (is_on_path(w, node)) {
        return show_again(w, node);
    }
    return show_node(w, node);
}

static const obv_json *show_item(walk *w, const obv_item *item,
                                 const obv_usual *usual);

static obv_json *
show_list(walk *w, const obv_item *item, const obv_usual *usual)
{
    obv_json *list = made(w, obv_json_new_array(w->reader->arena));
    for (const obv_item *i = item->list; i != NULL && w->status == OBV_OK;
         i = i->next) {
        append(w, list, show_item(w, i, usual));
    }
    return list;
}

/* A list where the standard has none is the wrong kind of value. */
static const obv_json *
show_odd_list(walk *w, const obv_item *item)
{
    obv_json *odd = made(w, obv_json_new_object(w->reader->arena));
    set(w, odd, "@list", show_list(w, item, NULL));
    return odd;
}

static const obv_json *
show_item(walk *w, const obv_item *item, const obv_usual *usual)
{
    if (!take(w)) {
        return NULL;
    }
    switch (item->kind) {
    case OBV_ITEM_NODE:
        return show_linked_node(w, item->node, usual);
    case OBV_ITEM_VALUE:
        return show_value(w, item, usual);
    case OBV_ITEM_LIST:
        break;
    }
    return show_odd_list(w, item);
}

/* ---- Members ------------------------------------------------------------ */

/* The place of a fault is the one in the document: where that has an array of
   one, so has the view. */
static bool
was_array(const obv_node *node, const char *name)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (obv_json_kind_of(obv_json_get(o->object, name)) == OBV_JSON_ARRAY) {
            return true;
        }
    }
    return false;
}

/* ---- Whose words --------------------------------------------------------- */

static size_t
slot_of(const proven *set, const obv_json *object)
{
    size_t at = (size_t)((uintptr_t)object >> 4) * 0x9E3779B1U & set->mask;
    while (set->slots[at] != NULL && set->slots[at] != object) {
        at = (at + 1) & set->mask;
    }
    return at;
}

/* Counts the objects that stand in something with a proof of its own; notes
   them, once there is room. */
static void
note_proven(walk *w, const obv_json *value, bool inside)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *inner;
    if (obv_json_kind_of(value) == OBV_JSON_ARRAY) {
        for (size_t i = 0; i < obv_json_count(value); i++) {
            note_proven(w, obv_json_item(value, i), inside);
        }
        return;
    }
    if (inside && obv_json_kind_of(value) == OBV_JSON_OBJECT) {
        w->proven.count++;
        if (w->proven.slots != NULL) {
            w->proven.slots[slot_of(&w->proven, value)] = value;
        }
    }
    inside = inside ||
             (value != w->document && obv_json_get(value, "proof") != NULL);
    while (obv_json_next(value, &at, &name, &inner)) {
        note_proven(w, inner, inside);
    }
}

/* Looked up once for all: a document may ask about each of its members. */
static void
find_proven(walk *w)
{
    note_proven(w, w->document, false);
    size_t room = 2;
    while (room < 2 * w->proven.count) {
        room *= 2;
    }
    w->proven.slots =
        obv_arena_alloc(w->reader->arena, room, sizeof(*w->proven.slots));
    if (w->proven.slots == NULL) {
        w->status = OBV_NO_MEMORY;
        return;
    }
    w->proven.mask = room - 1;
    note_proven(w, w->document, false);
}

/* Whether an object stands in something that has a proof of its own. */
static bool
is_in_proven(walk *w, const obv_json *object)
{
    if (w->proven.slots == NULL) {
        find_proven(w);
    }
    return w->proven.slots != NULL &&
           w->proven.slots[slot_of(&w->proven, object)] == object;
}

/*
 * Two values of one thing, said by the document and by something in it that
 * has a proof of its own: two authors who disagree.  All of it is signed by the
 * outer proof, and who said what is not: so neither is shown.  What a badge
 * itself and its holder are said to be stays in one voice.
 */
static bool
is_disputed(walk *w, const obv_node *node)
{
    bool once = node->origins == NULL || node->origins->next == NULL;
    if (w->document == NULL || once || node == w->path[0] ||
        node == w->subject) {
        return false;
    }
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (is_in_proven(w, o->object)) {
            return true;
        }
    }
    return false;
}

/* The usual badge: of its holder nobody else speaks. */
static bool
speaks_alone(const walk *w, const obv_node *node)
{
    const obv_ld_origin *o = node->origins;
    return o != NULL && o->next == NULL &&
           obv_one(w->document, "credentialSubject") == o->object;
}

/* One of the values of a member is this. */
static bool
has_value(const obv_json *values, const obv_json *sought)
{
    for (size_t i = 0; i < obv_json_count(values); i++) {
        const obv_json *value = obv_json_item(values, i);
        if (obv_json_equal(value, sought) ||
            obv_json_equal(obv_json_get(value, "@value"), sought)) {
            return true;
        }
    }
    return false;
}

/* A text has no origin of its own: the object around it has to hold it. */
static bool
is_origin(const obv_json *object, const obv_item *item)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *values;
    while (item->kind == OBV_ITEM_VALUE &&
           obv_json_next(object, &at, &name, &values)) {
        if (has_value(values, item->value)) {
            return true;
        }
    }
    return item->kind == OBV_ITEM_NODE;
}

/*
 * Who the holder is, only its own issuer says: whoever has his badge put into
 * a record, or endorses one, could give its holder his own name as well.
 */
static bool
is_said_by_others(walk *w, const obv_node *node, const char *name,
                  const obv_item *item)
{
    bool says_who =
        strcmp(name, "identifier") == 0 || strcmp(name, "name") == 0;
    if (w->document == NULL || node != w->subject || !says_who ||
        speaks_alone(w, node)) {
        return false;
    }
    const obv_node *of = item->kind == OBV_ITEM_NODE ? item->node : node;
    for (const obv_ld_origin *o = of->origins; o != NULL; o = o->next) {
        if (!is_in_proven(w, o->object) && is_origin(o->object, item)) {
            return false;
        }
    }
    return of->origins != NULL;
}

static void
dispute(walk *w, const obv_json *values)
{
    obv_reader *reader = w->reader;
    if (reader->disputed == NULL) {
        reader->disputed = obv_arena_alloc(reader->arena, OBV_MAX_ITEMS,
                                           sizeof(*reader->disputed));
    }
    if (reader->disputed == NULL) {
        w->status = OBV_NO_MEMORY;
    } else if (reader->disputed_count < OBV_MAX_ITEMS) {
        reader->disputed[reader->disputed_count++] = values;
    }
}

bool
obv_view_is_disputed(const obv_reader *reader, const obv_json *values)
{
    for (size_t i = 0; i < reader->disputed_count; i++) {
        if (reader->disputed[i] == values) {
            return true;
        }
    }
    return false;
}

/* ---- Values of a member -------------------------------------------------- */

/* Two IRIs may be one member of the standard: then both are there. */
static obv_json *
room_for(walk *w, obv_json *object, const char *name)
{
    const obv_json *before = obv_json_get(object, name);
    obv_json *array = made(w, obv_json_new_array(w->reader->arena));
    for (size_t i = 0; i < obv_json_count(before); i++) {
        append(w, array, obv_json_item(before, i));
    }
    return array;
}

/* Two nodes without a name that say the same are one: what is said of a thing
   in two places, in the same words. */
static bool
is_there(const walk *w, const obv_json *array, const obv_item *item,
         const obv_json *shown)
{
    size_t count = obv_json_count(array);
    if (w->status != OBV_OK || item->kind != OBV_ITEM_NODE ||
        !is_blank(item->node) || count > OBV_MAX_ITEMS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (obv_json_equal(obv_json_item(array, i), shown)) {
            return true;
        }
    }
    return false;
}

static obv_json *
show_array(walk *w, obv_json *array, const obv_node *node,
           const obv_property *p, const obv_usual *usual)
{
    const char *name = usual != NULL ? obv_usual_name(usual) : "";
    for (const obv_item *i = p->items; i != NULL && w->status == OBV_OK;
         i = i->next) {
        const obv_json *shown = show_item(w, i, usual);
        if (!is_there(w, array, i, shown) &&
            !is_said_by_others(w, node, name, i)) {
            append(w, array, shown);
        }
    }
    return array;
}

static void
show_items(walk *w, obv_json *object, const obv_node *node, const char *name,
           const obv_property *p, const obv_usual *usual)
{
    const obv_item *first = p->items;
    if (first == NULL) {
        return;
    }
    if (first->next == NULL && first->kind == OBV_ITEM_LIST && usual != NULL &&
        (usual->values & OBV_VALUE_LIST) != 0) {
        set(w, object, name, take(w) ? show_list(w, first, usual) : NULL);
        return;
    }
    if (first->next == NULL && obv_json_get(object, name) == NULL &&
        !was_array(node, name) && !is_said_by_others(w, node, name, first)) {
        set(w, object, name, show_item(w, first, usual));
        return;
    }
    obv_json *array = show_array(w, room_for(w, object, name), node, p, usual);
    if (obv_json_count(array) == 1 && !was_array(node, name)) {
        set(w, object, name, obv_json_item(array, 0));
        return;
    }
    if (obv_json_count(array) > 1 && is_disputed(w, node)) {
        dispute(w, array);
    }
    set(w, object, name, array);
}

/* What the node map does not hold, and no statement either: which contexts its
   author named, and in OB 2.0 the language of the whole. */
static void
show_unsigned(walk *w, obv_json *object, const obv_node *node)
{
    static const char *const names[] = {"@context", "@language"};
    size_t count = w->family == OBV_FAMILY_OLD ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        const obv_json *value = NULL;
        for (const obv_ld_origin *o = node->origins; value == NULL && o != NULL;
             o = o->next) {
            value = obv_json_get(o->object, names[i]);
        }
        if (value != NULL) {
            set(w, object, names[i], value);
        }
    }
}

static bool
is_plain(const obv_property *p)
{
    for (const obv_item *i = p->items; i != NULL; i = i->next) {
        if (i->kind != OBV_ITEM_VALUE) {
            return false;
        }
    }
    return true;
}

static void
show_members(walk *w, obv_json *object, const obv_node *node, bool again)
{
    for (const obv_property *p = node->properties;
         p != NULL && w->status == OBV_OK; p = p->next) {
        const obv_usual *usual = obv_usual_property(p->iri, w->family);
        const char *name = usual != NULL
                               ? obv_usual_name(usual)
                               : obv_arena_text(w->reader->arena, p->iri);
        if (name == NULL) {
            w->status = OBV_NO_MEMORY;
        } else if (!obv_slice_is(p->iri, SECURITY "proof") &&
                   (!again || is_plain(p))) {
            show_items(w, object, node, name, p, usual);
        }
    }
}

/* ---- A node with a proof of its own ------------------------------------- */

/* The object that holds the proof; the first of equal ones. */
static const obv_json *
find_original(const obv_node *node)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (obv_json_get(o->object, "proof") != NULL) {
            return o->object;
        }
    }
    return NULL;
}

/* It has one member, which can only be its id. */
static bool
is_mention(const obv_json *object)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    return obv_json_next(object, &at, &name, &value) &&
           !obv_json_next(object, &at, &name, &value);
}

/* All that the document says of it stands in one object: else members could
   wander from it to where its proof does not reach.  What others say of it
   under proofs of their own is theirs. */
static bool
is_in_one_place(walk *w, const obv_node *node, const obv_json *original)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (o->object != original && !is_mention(o->object) &&
            !obv_json_equal(o->object, original) &&
            !is_in_proven(w, o->object)) {
            return false;
        }
    }
    return true;
}

/* The object with its proof, to be judged by itself; NULL: it has none. */
static obv_json *
show_original(walk *w, const obv_node *node)
{
    if (w->depth == 0 || obv_node_get(node, SECURITY "proof") == NULL) {
        return NULL;
    }
    const obv_json *original = find_original(node);
    if (original != NULL && !is_in_one_place(w, node, original)) {
        w->reader->scattered = node;
    }
    return (obv_json *)(uintptr_t)original;
}

static obv_json *
show_node(walk *w, const obv_node *node)
{
    obv_json *object = show_original(w, node);
    if (object != NULL) {
        return object;
    }
    if (w->depth >= OBV_MAX_DEPTH) {
        w->status = w->status == OBV_OK ? OBV_LIMIT : w->status;
        return NULL;
    }
    w->path[w->depth++] = node;
    object = show_reference(w, node);
    show_unsigned(w, object, node);
    show_members(w, object, node, false);
    w->depth--;
    return object;
}

/* ---- The whole ---------------------------------------------------------- */

static const obv_node *
subject_of(const obv_node *top)
{
    const obv_item *item = obv_node_get(
        top, "https://www.w3.org/2018/credentials#credentialSubject");
    return item != NULL && item->kind == OBV_ITEM_NODE ? item->node : NULL;
}

obv_status
obv_view_make(obv_reader *reader, const obv_json *document, const obv_node *top,
              obv_family family, obv_json **ret)
{
    walk w = {
        .reader = reader,
        .document = document,
        .subject = subject_of(top),
        .family = family,
        .left = OBV_MAX_VIEW,
        .status = OBV_OK,
    };
    *ret = show_node(&w, top);
    return w.status;
}
