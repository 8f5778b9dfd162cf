/* SPDX-License-Identifier: Apache-2.0 */
/* A literal of the node map as its member has it, by its datatype. */
#include "form/walk.h"

#define XSD_HTTP "http://www.w3.org/2001/XMLSchema#"
/* Sic: OB 3.0 writes these two; the prefix is not defined by all contexts that
   use it, and then is what is signed. */
#define XSD_HTTPS "https://www.w3.org/2001/XMLSchema#"
#define XSD_BARE "xsd:"

#define RDF_JSON "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"

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
show_odd(obv_walk *w, const obv_item *item)
{
    obv_json *odd = walk_made(w, obv_json_new_object(w->reader->arena));
    walk_set(w, odd, "@value", item->value);
    if (item->type.len > 0) {
        walk_set(w, odd, "@type", walk_text(w, item->type));
    }
    if (item->language.len > 0) {
        walk_set(w, odd, "@language", walk_text(w, item->language));
    }
    return odd;
}

/* xsd:boolean: "1" is true, too. */
static const obv_json *
show_truth(obv_walk *w, const obv_item *item)
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
            return walk_made(w,
                             obv_json_new_bool(w->reader->arena, forms[i].yes));
        }
    }
    return NULL;
}

/* A number that is written as a text is the same statement. */
static const obv_json *
show_number(obv_walk *w, const obv_item *item)
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
show_count(obv_walk *w, const obv_item *item)
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
    return walk_text(w, obv_buffer_slice(&digits));
}

static const obv_json *
show_text(const obv_item *item)
{
    return obv_json_kind_of(item->value) == OBV_JSON_STRING ? item->value
                                                            : NULL;
}

const obv_json *
obv_show_value(obv_walk *w, const obv_item *item, const obv_usual *usual)
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
