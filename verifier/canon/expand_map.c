/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expansion of properties whose values stand in a map: by language, index, id,
 * type (JSON-LD 1.1 API 5.1.2, 13.7 and 13.8).
 */
#include "canon/inside.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* One name of a map and what stands under it. */
typedef struct place {
    obv_ld *ld;
    const obv_active *active;
    const obv_about *about;
    unsigned container;
    obv_slice name;
    obv_slice iri; /* the name as an IRI */
    bool none;     /* the name is @none, or an alias of it */
} place;

static obv_status
expand_name(place *p)
{
    obv_names names = {p->active, NULL};
    TRY(obv_name_expand(p->ld, &names, p->name, OBV_NAME_VOCAB, &p->iri));
    p->none = obv_slice_is(p->iri, "@none");
    return OBV_OK;
}

/* ---- By language --------------------------------------------------------- */

/* 13.7.4.2 */
static obv_status
add_text(place *p, const obv_json *text, obv_things *ret)
{
    const obv_term *term = p->about->term;
    if (obv_json_kind_of(text) == OBV_JSON_NULL) {
        return OBV_OK;
    }
    if (obv_json_kind_of(text) != OBV_JSON_STRING) {
        return obv_ld_broken(p->ld, "invalid language map value", p->name);
    }
    obv_thing *thing = obv_thing_new(p->ld, OBV_THING_VALUE, NULL);
    if (thing == NULL) {
        return OBV_NO_MEMORY;
    }
    thing->value = text;
    thing->direction = term->direction != OBV_DIRECTION_UNSET
                           ? term->direction
                           : p->active->direction;
    if (!p->none && !obv_tag(p->name, p->ld->arena, &thing->language)) {
        return OBV_NO_MEMORY;
    }
    obv_things_add(ret, thing);
    return obv_ld_check_tongue(p->ld, thing);
}

obv_status
obv_expand_languages(obv_ld *ld, const obv_active *active,
                     const obv_about *about, const obv_json *map,
                     obv_things *ret)
{
    place p = {.ld = ld, .active = active, .about = about};
    const void *at = NULL;
    const obv_json *value;
    *ret = (obv_things){NULL, NULL, true};
    while (obv_json_next(map, &at, &p.name, &value)) {
        obv_step step = {ld->at, p.name, 0};
        /* cppcheck-suppress autoVariables ; put back below */
        ld->at = &step;
        TRY(expand_name(&p));
        for (size_t i = 0; i < obv_json_count(value); i++) {
            TRY(add_text(&p, obv_json_item(value, i), ret));
        }
        ld->at = step.up;
    }
    return OBV_OK;
}

/* ---- By index, id or type ------------------------------------------------ */

/* 13.8.3.7.2: the index is a property of what it leads to. */
static obv_status
set_index_property(place *p, obv_slice key, obv_thing *thing)
{
    obv_slice iri;
    obv_names names = {p->active, NULL};
    TRY(obv_name_expand(p->ld, &names, key, OBV_NAME_VOCAB, &iri));
    const obv_json *text = obv_json_new_text(p->ld->arena, p->name);
    if (text == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_thing *value;
    TRY(obv_expand_value(p->ld, p->active,
                         obv_active_find(p->active, key, obv_term_hash(key)),
                         text, &value));
    if (thing->kind == OBV_THING_VALUE) {
        return obv_ld_broken(p->ld, "invalid value object", p->name);
    }
    if (iri.ptr == NULL || thing->kind == OBV_THING_LIST) {
        return obv_ld_dropped(p->ld, p->name);
    }
    TRY(obv_ld_check_property(p->ld, iri, key));
    obv_things one = {value, value, true};
    return obv_entry_add(p->ld, thing, iri, &one) ? OBV_OK : OBV_NO_MEMORY;
}

/* 13.8.3.7.3: an index that RDF does not know. */
static obv_status
set_index(place *p, obv_thing *thing)
{
    if (thing->has_index) {
        return OBV_OK;
    }
    thing->has_index = true;
    thing->index = p->name;
    return obv_ld_dropped(p->ld, p->name);
}

/* 13.8.3.7.4 */
static obv_status
set_id(place *p, obv_thing *thing)
{
    if (thing->kind != OBV_THING_NODE) {
        return obv_ld_dropped(p->ld, p->name);
    }
    if (thing->has_id) {
        /* RDF knows nothing of the name then, so it must say the same. */
        obv_slice iri;
        obv_names names = {p->active, NULL};
        TRY(obv_name_expand(p->ld, &names, p->name, OBV_NAME_DOCUMENT, &iri));
        bool same = iri.ptr != NULL && obv_slice_equal(iri, thing->id);
        return same ? OBV_OK : obv_ld_dropped(p->ld, p->name);
    }
    obv_names names = {p->active, NULL};
    thing->has_id = true;
    TRY(obv_name_expand(p->ld, &names, p->name, OBV_NAME_DOCUMENT, &thing->id));
    return obv_ld_check_iri(p->ld, thing->id, p->name);
}

/* 13.8.3.7.5: before the types that it has. */
static obv_status
set_type(place *p, obv_thing *thing)
{
    if (p->iri.ptr == NULL || thing->kind != OBV_THING_NODE) {
        return obv_ld_dropped(p->ld, p->name);
    }
    obv_iris *types = thing->types;
    thing->types = NULL;
    thing->has_types = true;
    if (!obv_type_add(p->ld, thing, p->iri)) {
        return OBV_NO_MEMORY;
    }
    thing->types->next = types;
    return obv_ld_check_iri(p->ld, p->iri, p->name);
}

static obv_status
mark(place *p, obv_thing *thing)
{
    obv_slice key = p->about->term->index;
    if (p->none) {
        return OBV_OK;
    }
    if (p->container & OBV_HOLDS_INDEX) {
        return key.len > 0 ? set_index_property(p, key, thing)
                           : set_index(p, thing);
    }
    return p->container & OBV_HOLDS_ID ? set_id(p, thing) : set_type(p, thing);
}

static obv_status
add_item(place *p, obv_thing *thing, obv_things *ret)
{
    thing->next = NULL;
    if ((p->container & OBV_HOLDS_GRAPH) && !obv_is_graph_thing(thing)) {
        obv_thing *graph = obv_thing_new(p->ld, OBV_THING_NODE, NULL);
        if (graph == NULL) {
            return OBV_NO_MEMORY;
        }
        graph->has_graph = true;
        graph->items = (obv_things){thing, thing, true};
        thing = graph;
    }
    obv_things_add(ret, thing);
    return mark(p, thing);
}

/* 13.8.3.1 to 13.8.3.3: what is in force under this name. */
static obv_status
enter(place *p, const obv_active **ret)
{
    const obv_active *active = p->active;
    if ((p->container & (OBV_HOLDS_ID | OBV_HOLDS_TYPE)) &&
        active->previous != NULL) {
        active = active->previous;
    }
    *ret = active;
    if (!(p->container & OBV_HOLDS_TYPE)) {
        return OBV_OK;
    }
    const obv_term *type =
        obv_active_find(active, p->name, obv_term_hash(p->name));
    return type != NULL && type->has_scope
               ? obv_context_scope(p->ld, active, type, OBV_CONTEXT_PASSING,
                                   ret)
               : OBV_OK;
}

/* 13.8.3 */
static obv_status
expand_under(place *p, const obv_json *value, obv_things *ret)
{
    const obv_active *active;
    TRY(expand_name(p));
    TRY(enter(p, &active));
    obv_about about = {
        p->about->name, OBV_KEYWORD_NONE,
        obv_active_find(active, p->about->name, obv_term_hash(p->about->name))};
    obv_things things;
    TRY(obv_expand(p->ld, active, &about, value, true, &things));
    for (obv_thing *t = things.first; t != NULL;) {
        obv_thing *next = t->next;
        TRY(add_item(p, t, ret));
        t = next;
    }
    return OBV_OK;
}

obv_status
obv_expand_map(obv_ld *ld, const obv_active *active, const obv_about *about,
               const obv_json *map, obv_things *ret)
{
    place p = {.ld = ld,
               .active = active,
               .about = about,
               .container = about->term->container};
    const void *at = NULL;
    const obv_json *value;
    *ret = (obv_things){NULL, NULL, true};
    while (obv_json_next(map, &at, &p.name, &value)) {
        obv_step step = {ld->at, p.name, 0};
        /* cppcheck-suppress autoVariables ; put back below */
        ld->at = &step;
        TRY(expand_under(&p, value, ret));
        ld->at = step.up;
    }
    return OBV_OK;
}
