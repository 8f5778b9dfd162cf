/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expansion (JSON-LD 1.1 API 5.1): a document -> things that have IRIs where
 * it has names.
 *
 * Steps in comments are those of 5.1.2.  The recursion follows the document,
 * whose depth its parser has limited.
 */
#include "canon/object.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* ---- Values -------------------------------------------------------------- */

/* 5.3 1, 2: a text that stands for a node. */
static obv_status
expand_reference(obv_ld *ld, const obv_active *active, obv_slice text,
                 unsigned how, obv_thing **ret)
{
    obv_names names = {active, NULL};
    obv_thing *thing = obv_thing_new(ld, OBV_THING_NODE, NULL);
    if (thing == NULL) {
        return OBV_NO_MEMORY;
    }
    thing->has_id = true;
    TRY(obv_name_expand(ld, &names, text, how, &thing->id));
    *ret = thing;
    return obv_ld_check_iri(ld, thing->id, text);
}

/* 5.3 5: what the term says of language and direction, else the context. */
static obv_status
set_language(obv_ld *ld, const obv_active *active, const obv_term *term,
             obv_thing *thing)
{
    thing->language =
        term != NULL && term->has_language ? term->language : active->language;
    thing->direction = term != NULL && term->direction != OBV_DIRECTION_UNSET
                           ? term->direction
                           : active->direction;
    return obv_ld_check_tongue(ld, thing);
}

obv_status
obv_expand_value(obv_ld *ld, const obv_active *active, const obv_term *term,
                 const obv_json *value, obv_thing **ret)
{
    obv_slice type = term != NULL ? term->type : NO_SLICE;
    obv_keyword keyword = obv_keyword_of(type);
    obv_slice text;
    bool is_text = obv_json_text(value, &text);
    if (is_text && (keyword == OBV_AT_ID || keyword == OBV_AT_VOCAB)) {
        unsigned how = keyword == OBV_AT_ID
                           ? OBV_NAME_DOCUMENT
                           : OBV_NAME_DOCUMENT | OBV_NAME_VOCAB;
        return expand_reference(ld, active, text, how, ret);
    }
    obv_thing *thing = obv_thing_new(ld, OBV_THING_VALUE, NULL);
    if (thing == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = thing;
    thing->value = value;
    if (keyword == OBV_AT_JSON) {
        thing->type = type;
        return OBV_OK;
    }
    if (type.len > 0 && keyword == OBV_KEYWORD_NONE) {
        thing->type = type;
        return term->fresh ? obv_ld_check_iri(ld, type, type) : OBV_OK;
    }
    return is_text ? set_language(ld, active, term, thing) : OBV_OK;
}

/* 4 */
static obv_status
expand_scalar(obv_ld *ld, const obv_active *active, const obv_about *about,
              const obv_json *element, obv_things *ret)
{
    obv_slice text = NO_SLICE;
    if (obv_is_loose(about)) {
        obv_json_text(element, &text);
        return obv_ld_dropped(ld, text);
    }
    const obv_term *term = about->term;
    if (term != NULL && term->has_scope) {
        TRY(obv_context_scope(ld, active, term, OBV_CONTEXT_OVERRIDES,
                              &active));
        term = obv_active_find(active, about->name, term->hash);
    }
    obv_thing *thing;
    TRY(obv_expand_value(ld, active, term, element, &thing));
    obv_things_add(ret, thing);
    return OBV_OK;
}

/* 5; in a list, an array is a list (5.2.2). */
static obv_status
expand_array(obv_ld *ld, const obv_active *active, const obv_about *about,
             const obv_json *element, bool mapped, obv_things *ret)
{
    bool in_list =
        about->term != NULL && (about->term->container & OBV_HOLDS_LIST);
    obv_step step = {ld->at, NO_SLICE, 0};
    /* cppcheck-suppress autoVariables ; put back below */
    ld->at = &step;
    ret->many = true;
    for (; step.index < obv_json_count(element); step.index++) {
        obv_things more;
        TRY(obv_expand(ld, active, about, obv_json_item(element, step.index),
                       mapped, &more));
        if (in_list && more.many && !obv_things_wrap_list(ld, &more)) {
            return OBV_NO_MEMORY;
        }
        obv_things_join(ret, &more);
    }
    ld->at = step.up;
    return OBV_OK;
}

obv_status
obv_expand(obv_ld *ld, const obv_active *active, const obv_about *about,
           const obv_json *element, bool mapped, obv_things *ret)
{
    *ret = (obv_things){NULL, NULL, false};
    switch (obv_json_kind_of(element)) {
    case OBV_JSON_ABSENT:
    case OBV_JSON_NULL:
        return OBV_OK;
    case OBV_JSON_ARRAY:
        return expand_array(ld, active, about, element, mapped, ret);
    case OBV_JSON_OBJECT:
        return obv_expand_object(ld, active, about, element, NULL, mapped, ret);
    default:
        return expand_scalar(ld, active, about, element, ret);
    }
}

/* ---- The whole document -------------------------------------------------- */

static obv_status
start(obv_ld *ld, const obv_active **ret)
{
    *ret = obv_active_start(ld);
    if (*ret == NULL) {
        return OBV_NO_MEMORY;
    }
    const obv_json *given = ld->options->expand;
    if (given == NULL) {
        return OBV_OK;
    }
    const obv_json *inside = obv_json_get(given, "@context");
    return obv_context_process(ld, *ret, inside != NULL ? inside : given,
                               ld->options->base, OBV_CONTEXT_PUBLISHED, ret);
}

obv_status
obv_expand_document(obv_ld *ld, const obv_document *document, obv_things *ret)
{
    const obv_active *active;
    obv_about about = {NO_SLICE, OBV_KEYWORD_NONE, NULL};
    TRY(start(ld, &active));
    *ret = (obv_things){NULL, NULL, false};
    if (obv_json_kind_of(document->object) == OBV_JSON_OBJECT) {
        TRY(obv_expand_object(ld, active, &about, document->object, document,
                              false, ret));
    } else {
        TRY(obv_expand(ld, active, &about, document->object, false, ret));
    }
    const obv_thing *only = ret->first;
    if (!ret->many && only != NULL && obv_is_graph_thing(only) &&
        !only->has_id && !only->has_index) {
        *ret = only->items;
    }
    return OBV_OK;
}
