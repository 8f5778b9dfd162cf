/* SPDX-License-Identifier: Apache-2.0 */
/* Expansion of one member (JSON-LD 1.1 API 5.1.2, 13): a keyword or a
   property. */
#include "canon/object.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* ---- Keywords (13.4) ----------------------------------------------------- */

static obv_status
broken(const obv_subject *s, const char *code, const obv_member *m)
{
    return obv_ld_broken(s->ld, code, m->name);
}

static obv_status
on_id(obv_subject *s, const obv_member *m)
{
    obv_slice text;
    if (!obv_json_text(m->value, &text)) {
        return broken(s, "invalid @id value", m);
    }
    obv_names names = {s->active, NULL};
    s->thing->has_id = true;
    TRY(obv_name_expand(s->ld, &names, text, OBV_NAME_DOCUMENT, &s->thing->id));
    return obv_ld_check_iri(s->ld, s->thing->id, text);
}

/* The IRI of a compiled term is known to be good. */
static obv_status
expand_type(obv_subject *s, obv_slice text, obv_slice *ret)
{
    const obv_term *term =
        obv_active_find(s->typing, text, obv_term_hash(text));
    if (term != NULL && !term->fresh && term->iri.len > 0 &&
        term->iri.ptr[0] != '@') {
        *ret = term->iri;
        return OBV_OK;
    }
    obv_names names = {s->typing, NULL};
    TRY(obv_name_expand(s->ld, &names, text, OBV_NAME_VOCAB | OBV_NAME_DOCUMENT,
                        ret));
    /* @json is looked at when it is known whether it is a value. */
    return ret->ptr == NULL              ? obv_ld_dropped(s->ld, text)
           : obv_slice_is(*ret, "@json") ? OBV_OK
                                         : obv_ld_check_iri(s->ld, *ret, text);
}

static obv_status
add_type(obv_subject *s, const obv_member *m, const obv_json *value,
         obv_iris **last)
{
    obv_slice text, iri;
    if (!obv_json_text(value, &text)) {
        return broken(s, "invalid type value", m);
    }
    TRY(expand_type(s, text, &iri));
    if (iri.ptr == NULL) {
        return OBV_OK;
    }
    obv_iris *type = obv_arena_alloc(s->ld->arena, 1, sizeof(*type));
    if (type == NULL) {
        return OBV_NO_MEMORY;
    }
    type->iri = iri;
    if (*last != NULL) {
        (*last)->next = type;
    } else {
        s->thing->types = type;
    }
    *last = type;
    return OBV_OK;
}

static obv_status
on_type(obv_subject *s, const obv_member *m)
{
    obv_iris *last = s->thing->types;
    while (last != NULL && last->next != NULL) {
        last = last->next;
    }
    s->thing->has_types = true;
    s->type_is_array = obv_json_kind_of(m->value) == OBV_JSON_ARRAY;
    obv_step step = {s->ld->at, NO_SLICE, 0};
    for (; step.index < obv_json_count(m->value); step.index++) {
        s->ld->at = s->type_is_array ? &step : step.up;
        TRY(add_type(s, m, obv_json_item(m->value, step.index), &last));
    }
    s->ld->at = step.up;
    return OBV_OK;
}

static obv_status
on_graph(obv_subject *s, const obv_member *m)
{
    obv_about about = {obv_slice_of("@graph"), OBV_AT_GRAPH, NULL};
    s->thing->has_graph = true;
    return obv_expand(s->ld, s->active, &about, m->value, false,
                      &s->thing->items);
}

/* What the object is about, as it is defined inside of it: a type's scope may
   have ended at its brace, or its own @context says more. */
static obv_about
about_inside(const obv_subject *s)
{
    obv_about about = *s->about;
    if (about.name.ptr != NULL) {
        about.term =
            obv_active_find(s->active, about.name, obv_term_hash(about.name));
    }
    return about;
}

static obv_status
on_included(obv_subject *s, const obv_member *m)
{
    obv_things more;
    obv_about about = about_inside(s);
    TRY(obv_expand(s->ld, s->active, &about, m->value, false, &more));
    bool good = more.first != NULL || more.many;
    for (const obv_thing *t = more.first; t != NULL; t = t->next) {
        good = good && t->kind == OBV_THING_NODE;
    }
    s->thing->has_included = true;
    obv_things_join(&s->thing->included, &more);
    return good ? OBV_OK : broken(s, "invalid @included value", m);
}

/* Whether the object says @type: @json of its value; by the last of its types,
   as the standard has it. */
static obv_status
is_json_typed(obv_subject *s, bool *ret)
{
    obv_slice text, iri;
    *ret = false;
    size_t count = s->type != NULL ? obv_json_count(s->type->value) : 0;
    if (count == 0 ||
        !obv_json_text(obv_json_item(s->type->value, count - 1), &text)) {
        return OBV_OK;
    }
    obv_names names = {s->active, NULL};
    TRY(obv_name_expand(s->ld, &names, text, OBV_NAME_VOCAB, &iri));
    *ret = obv_slice_is(iri, "@json");
    return OBV_OK;
}

static obv_status
on_value(obv_subject *s, const obv_member *m)
{
    bool is_json;
    TRY(is_json_typed(s, &is_json));
    obv_json_kind kind = obv_json_kind_of(m->value);
    if (!is_json && (kind == OBV_JSON_OBJECT || kind == OBV_JSON_ARRAY)) {
        return broken(s, "invalid value object value", m);
    }
    s->thing->value = m->value;
    return OBV_OK;
}

static obv_status
on_language(obv_subject *s, const obv_member *m)
{
    obv_slice text;
    if (!obv_json_text(m->value, &text)) {
        return broken(s, "invalid language-tagged string", m);
    }
    return obv_tag(text, s->ld->arena, &s->thing->language) ? OBV_OK
                                                            : OBV_NO_MEMORY;
}

static obv_status
on_direction(obv_subject *s, const obv_member *m)
{
    obv_slice text = NO_SLICE;
    obv_json_text(m->value, &text);
    if (!obv_slice_is(text, "ltr") && !obv_slice_is(text, "rtl")) {
        return broken(s, "invalid base direction", m);
    }
    s->thing->direction =
        text.ptr[0] == 'l' ? OBV_DIRECTION_LTR : OBV_DIRECTION_RTL;
    return OBV_OK;
}

static obv_status
on_index(obv_subject *s, const obv_member *m)
{
    if (!obv_json_text(m->value, &s->thing->index)) {
        return broken(s, "invalid @index value", m);
    }
    s->thing->has_index = true;
    return obv_ld_dropped(s->ld, m->name);
}

/* @list and @set */
static obv_status
on_content(obv_subject *s, const obv_member *m)
{
    obv_about about = about_inside(s);
    return obv_expand(s->ld, s->active, &about, m->value, false, &s->content);
}

static obv_status
on_list(obv_subject *s, const obv_member *m)
{
    if (obv_is_loose(s->about)) {
        s->has &= ~OBV_BIT(OBV_AT_LIST);
        return obv_ld_dropped(s->ld, m->name);
    }
    return on_content(s, m);
}

static obv_status
add_reverse(obv_subject *s, obv_slice iri, const obv_things *things,
            const obv_member *m)
{
    for (const obv_thing *t = things->first; t != NULL; t = t->next) {
        if (t->kind != OBV_THING_NODE) {
            return broken(s, "invalid reverse property value", m);
        }
    }
    obv_entry *entry = obv_entry_new(s->ld, iri, things);
    if (entry == NULL) {
        return OBV_NO_MEMORY;
    }
    entry->next = s->thing->reverse;
    s->thing->reverse = entry;
    return OBV_OK;
}

/* 13.4.13: the reverse of a reverse property is a property. */
static obv_status
on_reverse(obv_subject *s, const obv_member *m)
{
    if (obv_json_kind_of(m->value) != OBV_JSON_OBJECT) {
        return broken(s, "invalid @reverse value", m);
    }
    obv_about about = {obv_slice_of("@reverse"), OBV_AT_REVERSE, NULL};
    obv_things map;
    TRY(obv_expand(s->ld, s->active, &about, m->value, false, &map));
    if (map.first == NULL) {
        return OBV_OK;
    }
    for (obv_entry *e = map.first->reverse; e != NULL; e = e->next) {
        if (!obv_entry_add(s->ld, s->thing, e->iri, &e->things)) {
            return OBV_NO_MEMORY;
        }
    }
    for (obv_entry *e = map.first->entries; e != NULL; e = e->next) {
        TRY(add_reverse(s, e->iri, &e->things, m));
    }
    return OBV_OK;
}

static obv_status
on_nest(obv_subject *s, const obv_member *m)
{
    obv_member *copy = obv_arena_alloc(s->ld->arena, 1, sizeof(*copy));
    if (copy == NULL) {
        return OBV_NO_MEMORY;
    }
    *copy = *m;
    copy->next = NULL;
    if (s->last_nest != NULL) {
        s->last_nest->next = copy;
    } else {
        s->nests = copy;
    }
    s->last_nest = copy;
    return OBV_OK;
}

static obv_status
expand_keyword(obv_subject *s, const obv_member *m, obv_keyword keyword)
{
    static obv_status (*const on[OBV_KEYWORD_COUNT])(obv_subject *,
                                                     const obv_member *) = {
        [OBV_AT_ID] = on_id,
        [OBV_AT_TYPE] = on_type,
        [OBV_AT_GRAPH] = on_graph,
        [OBV_AT_INCLUDED] = on_included,
        [OBV_AT_VALUE] = on_value,
        [OBV_AT_LANGUAGE] = on_language,
        [OBV_AT_DIRECTION] = on_direction,
        [OBV_AT_INDEX] = on_index,
        [OBV_AT_LIST] = on_list,
        [OBV_AT_SET] = on_content,
        [OBV_AT_REVERSE] = on_reverse,
        [OBV_AT_NEST] = on_nest,
    };
    if (s->about->keyword == OBV_AT_REVERSE) {
        return broken(s, "invalid reverse property map", m);
    }
    bool again = keyword == OBV_AT_INCLUDED || keyword == OBV_AT_TYPE ||
                 keyword == OBV_AT_NEST ||
                 (keyword == OBV_AT_REVERSE && s->thing->reverse == NULL);
    if (obv_subject_has(s, keyword) && !again) {
        return broken(s, "colliding keywords", m);
    }
    if (on[keyword] == NULL) {
        return obv_ld_dropped(s->ld, m->name);
    }
    s->has |= 1U << keyword;
    return on[keyword](s, m);
}

/* ---- Properties (13.5 and on) -------------------------------------------- */

/* 13.6 */
static obv_status
expand_json(obv_subject *s, const obv_json *value, obv_things *ret)
{
    obv_thing *thing = obv_thing_new(s->ld, OBV_THING_VALUE, NULL);
    if (thing == NULL) {
        return OBV_NO_MEMORY;
    }
    thing->value = value;
    thing->type = obv_slice_of("@json");
    *ret = (obv_things){thing, thing, false};
    return OBV_OK;
}

/* 13.6 to 13.9 */
static obv_status
expand_by_container(obv_subject *s, const obv_about *about,
                    const obv_json *value, obv_things *ret)
{
    const obv_term *term = about->term;
    if (term == NULL) {
        return obv_expand(s->ld, s->active, about, value, false, ret);
    }
    if (obv_slice_is(term->type, "@json")) {
        return expand_json(s, value, ret);
    }
    bool is_map = obv_json_kind_of(value) == OBV_JSON_OBJECT;
    if (is_map && (term->container & OBV_HOLDS_LANGUAGE)) {
        return obv_expand_languages(s->ld, s->active, about, value, ret);
    }
    if (is_map &&
        (term->container & (OBV_HOLDS_INDEX | OBV_HOLDS_TYPE | OBV_HOLDS_ID))) {
        return obv_expand_map(s->ld, s->active, about, value, ret);
    }
    return obv_expand(s->ld, s->active, about, value, false, ret);
}

static bool
is_list(const obv_things *things)
{
    return !things->many && things->first != NULL &&
           things->first->kind == OBV_THING_LIST;
}

static obv_status
expand_property(obv_subject *s, const obv_member *m, const obv_term *term,
                obv_slice iri)
{
    obv_about about = {m->name, OBV_KEYWORD_NONE, term};
    obv_things things;
    TRY(expand_by_container(s, &about, m->value, &things));
    if (things.first == NULL && !things.many) {
        return OBV_OK;
    }
    unsigned container = term != NULL ? term->container : 0;
    bool room = true;
    if ((container & OBV_HOLDS_LIST) && !is_list(&things)) {
        room = obv_things_wrap_list(s->ld, &things);
    }
    /* 13.12: each value in a graph of its own. */
    if ((container & OBV_HOLDS_GRAPH) &&
        !(container & (OBV_HOLDS_ID | OBV_HOLDS_INDEX))) {
        room = obv_things_wrap_graphs(s->ld, &things);
    }
    if (!room) {
        return OBV_NO_MEMORY;
    }
    if (term != NULL && term->reverse) {
        return add_reverse(s, iri, &things, m);
    }
    return obv_entry_add(s->ld, s->thing, iri, &things) ? OBV_OK
                                                        : OBV_NO_MEMORY;
}

/* The older meaning has no word for a member, and nobody else has one. */
static void
note_newest(obv_subject *s, const obv_member *m)
{
    size_t found = 0;
    for (const obv_active *a = s->active; a->layer != NULL; a = a->below) {
        found += obv_layer_find(a->layer, m->name, m->hash) != NULL;
    }
    if (found == 1 && s->active->vocab.len == 0 &&
        obv_json_kind_of(m->value) != OBV_JSON_NULL) {
        s->ld->newest = true;
    }
}

obv_status
obv_subject_member(obv_subject *s, const obv_member *m)
{
    obv_slice iri;
    const obv_term *term = obv_active_find(s->active, m->name, m->hash);
    if (term != NULL && term->alone) {
        note_newest(s, m);
    }
    if (term != NULL && m->name.ptr[0] != '@') {
        iri = term->iri.len > 0 ? term->iri : NO_SLICE;
    } else {
        obv_names names = {s->active, NULL};
        TRY(obv_name_expand(s->ld, &names, m->name, OBV_NAME_VOCAB, &iri));
    }
    obv_keyword keyword = obv_keyword_of(iri);
    if (keyword != OBV_KEYWORD_NONE) {
        return expand_keyword(s, m, keyword);
    }
    if (iri.len == 0 || memchr(iri.ptr, ':', iri.len) == NULL) {
        return obv_ld_dropped(s->ld, m->name);
    }
    if (term == NULL || term->fresh) {
        TRY(obv_ld_check_property(s->ld, iri, m->name));
    }
    return expand_property(s, m, term, iri);
}
