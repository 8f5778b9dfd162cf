/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expansion (JSON-LD 1.1 API 5.1): a document -> things that have IRIs where
 * it has names.
 *
 * Steps in comments are those of 5.1.2.  The recursion follows the document,
 * whose depth its parser has limited.
 */
#include "canon/inside.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* An object on its way to be a thing. */
typedef struct subject {
    obv_ld *ld;
    const obv_active *active;
    const obv_active *typing; /* what types are looked up in */
    const obv_about *about;
    obv_member *members;
    obv_member *nests, *last_nest;
    const obv_member *type;       /* the first of its members that is @type */
    const obv_document *document; /* of the outermost object; else NULL */
    obv_thing *thing;
    obv_things content; /* of @list or @set */
    uint32_t has;       /* keywords: bits */
    bool type_is_array;
} subject;

static bool
has(const subject *s, obv_keyword keyword)
{
    return (s->has >> keyword & 1U) != 0;
}

static obv_status expand_object(obv_ld *ld, const obv_active *active,
                                const obv_about *about, const obv_json *element,
                                const obv_document *document, bool mapped,
                                obv_things *ret);

/* What stands there hangs on nothing. */
static bool
is_loose(const obv_about *about)
{
    return about->name.ptr == NULL || about->keyword == OBV_AT_GRAPH;
}

static bool
is_context(const obv_member *member)
{
    return member->name.len == 8 && member->name.ptr[0] == '@' &&
           obv_slice_is(member->name, "@context");
}

/* ---- Things -------------------------------------------------------------- */

obv_thing *
obv_thing_new(obv_ld *ld, obv_thing_kind kind, const obv_json *origin)
{
    obv_thing *thing = obv_arena_alloc(ld->arena, 1, sizeof(*thing));
    if (thing != NULL) {
        thing->kind = kind;
        thing->origin = origin;
    }
    return thing;
}

void
obv_things_add(obv_things *things, obv_thing *thing)
{
    if (things->last != NULL) {
        things->last->next = thing;
    } else {
        things->first = thing;
    }
    things->last = thing;
}

void
obv_things_join(obv_things *things, const obv_things *more)
{
    if (more->first == NULL) {
        return;
    }
    obv_things_add(things, more->first);
    things->last = more->last;
}

static obv_entry *
new_entry(obv_ld *ld, obv_slice iri, const obv_things *things)
{
    obv_entry *entry = obv_arena_alloc(ld->arena, 1, sizeof(*entry));
    if (entry != NULL) {
        *entry = (obv_entry){NULL, iri, *things};
    }
    return entry;
}

bool
obv_entry_add(obv_ld *ld, obv_thing *thing, obv_slice iri,
              const obv_things *things)
{
    obv_entry *entry = new_entry(ld, iri, things);
    if (entry == NULL) {
        return false;
    }
    if (thing->last_entry != NULL) {
        thing->last_entry->next = entry;
    } else {
        thing->entries = entry;
    }
    thing->last_entry = entry;
    return true;
}

bool
obv_type_add(obv_ld *ld, obv_thing *thing, obv_slice iri)
{
    obv_iris *type = obv_arena_alloc(ld->arena, 1, sizeof(*type));
    if (type == NULL) {
        return false;
    }
    obv_iris **end = &thing->types;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    type->iri = iri;
    *end = type;
    return true;
}

bool
obv_is_graph_thing(const obv_thing *thing)
{
    return thing->kind == OBV_THING_NODE && thing->has_graph &&
           !thing->has_types && !thing->has_included &&
           thing->entries == NULL && thing->reverse == NULL;
}

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
    if (type.len > 0 && keyword == OBV_KEYWORD_NONE) {
        thing->type = type;
        return obv_ld_check_iri(ld, type, type);
    }
    return is_text ? set_language(ld, active, term, thing) : OBV_OK;
}

/* 4 */
static obv_status
expand_scalar(obv_ld *ld, const obv_active *active, const obv_about *about,
              const obv_json *element, obv_things *ret)
{
    obv_slice text = NO_SLICE;
    if (is_loose(about)) {
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

/* 5.2.2: in a list, an array is a list. */
static bool
wrap_list(obv_ld *ld, obv_things *things)
{
    obv_thing *list = obv_thing_new(ld, OBV_THING_LIST, NULL);
    if (list == NULL) {
        return false;
    }
    list->items = *things;
    *things = (obv_things){list, list, false};
    return true;
}

/* 5 */
static obv_status
expand_array(obv_ld *ld, const obv_active *active, const obv_about *about,
             const obv_json *element, bool mapped, obv_things *ret)
{
    bool in_list =
        about->term != NULL && (about->term->container & OBV_HOLDS_LIST);
    obv_step step = {ld->at, NO_SLICE, 0};
    ld->at = &step;
    ret->many = true;
    for (; step.index < obv_json_count(element); step.index++) {
        obv_things more;
        TRY(obv_expand(ld, active, about, obv_json_item(element, step.index),
                       mapped, &more));
        if (in_list && more.many && !wrap_list(ld, &more)) {
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
        return expand_object(ld, active, about, element, NULL, mapped, ret);
    default:
        return expand_scalar(ld, active, about, element, ret);
    }
}

/* ---- Members ------------------------------------------------------------- */

static bool
is_left_out(const obv_document *document, obv_slice name)
{
    if (document == NULL) {
        return false;
    }
    for (const char *const *out = document->without;
         out != NULL && *out != NULL; out++) {
        if (obv_slice_is(name, *out)) {
            return true;
        }
    }
    return (document->context != NULL && obv_slice_is(name, "@context")) ||
           (document->proofs != NULL && obv_slice_is(name, "proof"));
}

static obv_status
add_member(obv_ld *ld, obv_member ***end, obv_slice name, const obv_json *value)
{
    obv_member *member = obv_arena_alloc(ld->arena, 1, sizeof(*member));
    if (member == NULL) {
        return OBV_NO_MEMORY;
    }
    *member = (obv_member){NULL, name, obv_term_hash(name), value};
    **end = member;
    *end = &member->next;
    return OBV_OK;
}

/* The members of an object; of the outermost one, as they were signed. */
static obv_status
list_members(obv_ld *ld, const obv_json *element, const obv_document *document,
             obv_member **ret)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    obv_member **end = ret;
    *ret = NULL;
    if (document != NULL && document->context != NULL) {
        TRY(add_member(ld, &end, obv_slice_of("@context"), document->context));
    }
    while (obv_json_next(element, &at, &name, &value)) {
        if (!is_left_out(document, name)) {
            TRY(add_member(ld, &end, name, value));
        }
    }
    if (document != NULL && document->proofs != NULL) {
        TRY(add_member(ld, &end, obv_slice_of("proof"), document->proofs));
    }
    return OBV_OK;
}

/* The keyword that the name of a member is or is an alias of. */
static obv_keyword
member_keyword(const obv_active *active, const obv_member *member)
{
    if (member->name.len > 0 && member->name.ptr[0] == '@') {
        return obv_keyword_of(member->name);
    }
    const obv_term *term = obv_active_find(active, member->name, member->hash);
    return term != NULL ? obv_keyword_of(term->iri) : OBV_KEYWORD_NONE;
}

/* 7: a value, or nothing but a reference, stays in the scope of a type. */
static bool
keeps_scope(const obv_active *active, const obv_member *members)
{
    for (const obv_member *m = members; m != NULL; m = m->next) {
        obv_keyword keyword = member_keyword(active, m);
        if (keyword == OBV_AT_VALUE) {
            return true;
        }
        if (keyword == OBV_AT_ID && m == members && m->next == NULL) {
            return true;
        }
    }
    return false;
}

/* ---- Contexts of an object ----------------------------------------------- */

/* 7, 8, 9 */
static obv_status
enter(subject *s, bool mapped)
{
    obv_ld *ld = s->ld;
    if (s->active->previous != NULL && !mapped &&
        !keeps_scope(s->active, s->members)) {
        s->active = s->active->previous;
    }
    const obv_term *term = s->about->term;
    if (term != NULL && term->has_scope) {
        TRY(obv_context_scope(ld, s->active, term, OBV_CONTEXT_OVERRIDES,
                              &s->active));
    }
    for (const obv_member *m = s->members; m != NULL; m = m->next) {
        if (is_context(m)) {
            obv_step step = {ld->at, m->name, 0};
            ld->at = &step;
            TRY(obv_context_enter(ld, s->active, m->value, &s->active));
            ld->at = step.up;
        }
    }
    return OBV_OK;
}

static int
order(obv_slice a, obv_slice b)
{
    int first = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return first != 0 ? first : (a.len > b.len) - (a.len < b.len);
}

/* Types that have a scope, by their names. */
typedef struct scopes {
    const obv_term *terms[OBV_MAX_LAYERS];
    size_t count;
} scopes;

static obv_status
add_scope(subject *s, scopes *in, const obv_json *type)
{
    obv_slice name;
    if (!obv_json_text(type, &name)) {
        return OBV_OK;
    }
    const obv_term *term =
        obv_active_find(s->typing, name, obv_term_hash(name));
    if (term == NULL || !term->has_scope) {
        return OBV_OK;
    }
    if (in->count == COUNT(in->terms)) {
        return obv_ld_wrong(s->ld, OBV_LIMIT, OBV_REASON_LIMIT, "", name);
    }
    size_t at = in->count++;
    for (; at > 0 && order(in->terms[at - 1]->name, name) > 0; at--) {
        in->terms[at] = in->terms[at - 1];
    }
    in->terms[at] = term;
    return OBV_OK;
}

/* 11 of one member */
static obv_status
enter_types(subject *s, const obv_member *member)
{
    scopes in;
    in.count = 0;
    for (size_t i = 0; i < obv_json_count(member->value); i++) {
        TRY(add_scope(s, &in, obv_json_item(member->value, i)));
    }
    for (size_t i = 0; i < in.count; i++) {
        TRY(obv_context_scope(s->ld, s->active, in.terms[i],
                              OBV_CONTEXT_PASSING, &s->active));
    }
    return OBV_OK;
}

/* 10, 11: members that are @type by their names; there is one as a rule. */
static obv_status
enter_all_types(subject *s)
{
    const obv_member *found[8];
    size_t count = 0;
    s->typing = s->active;
    for (const obv_member *m = s->members; m != NULL; m = m->next) {
        if (member_keyword(s->typing, m) != OBV_AT_TYPE) {
            continue;
        }
        if (count == COUNT(found)) {
            return obv_ld_wrong(s->ld, OBV_LIMIT, OBV_REASON_LIMIT, "",
                                m->name);
        }
        size_t at = count++;
        for (; at > 0 && order(found[at - 1]->name, m->name) > 0; at--) {
            found[at] = found[at - 1];
        }
        found[at] = m;
    }
    s->type = count > 0 ? found[0] : NULL;
    for (size_t i = 0; i < count; i++) {
        TRY(enter_types(s, found[i]));
    }
    return OBV_OK;
}

/* ---- Keywords (13.4) ----------------------------------------------------- */

static obv_status
broken(const subject *s, const char *code, const obv_member *m)
{
    return obv_ld_broken(s->ld, code, m->name);
}

static obv_status
on_id(subject *s, const obv_member *m)
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

static obv_status
add_type(subject *s, const obv_member *m, const obv_json *value,
         obv_iris **last)
{
    obv_slice text;
    if (!obv_json_text(value, &text)) {
        return broken(s, "invalid type value", m);
    }
    obv_names names = {s->typing, NULL};
    obv_iris *type = obv_arena_alloc(s->ld->arena, 1, sizeof(*type));
    if (type == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_name_expand(s->ld, &names, text, OBV_NAME_VOCAB | OBV_NAME_DOCUMENT,
                        &type->iri));
    if (type->iri.ptr == NULL) {
        return obv_ld_dropped(s->ld, text);
    }
    if (*last != NULL) {
        (*last)->next = type;
    } else {
        s->thing->types = type;
    }
    *last = type;
    if (obv_slice_is(type->iri, "@json")) {
        return OBV_OK; /* looked at when it is known whether it is a value */
    }
    return obv_ld_check_iri(s->ld, type->iri, text);
}

static obv_status
on_type(subject *s, const obv_member *m)
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
on_graph(subject *s, const obv_member *m)
{
    obv_about about = {obv_slice_of("@graph"), OBV_AT_GRAPH, NULL};
    s->thing->has_graph = true;
    return obv_expand(s->ld, s->active, &about, m->value, false,
                      &s->thing->items);
}

static obv_status
on_included(subject *s, const obv_member *m)
{
    obv_things more;
    TRY(obv_expand(s->ld, s->active, s->about, m->value, false, &more));
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
is_json_typed(subject *s, bool *ret)
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
on_value(subject *s, const obv_member *m)
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
on_language(subject *s, const obv_member *m)
{
    obv_slice text;
    if (!obv_json_text(m->value, &text)) {
        return broken(s, "invalid language-tagged string", m);
    }
    return obv_lower(text, s->ld->arena, &s->thing->language) ? OBV_OK
                                                              : OBV_NO_MEMORY;
}

static obv_status
on_direction(subject *s, const obv_member *m)
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
on_index(subject *s, const obv_member *m)
{
    if (!obv_json_text(m->value, &s->thing->index)) {
        return broken(s, "invalid @index value", m);
    }
    s->thing->has_index = true;
    return obv_ld_dropped(s->ld, m->name);
}

/* @list and @set */
static obv_status
on_content(subject *s, const obv_member *m)
{
    TRY(obv_expand(s->ld, s->active, s->about, m->value, false, &s->content));
    return OBV_OK;
}

static obv_status
on_list(subject *s, const obv_member *m)
{
    if (is_loose(s->about)) {
        s->has &= ~(1U << OBV_AT_LIST);
        return obv_ld_dropped(s->ld, m->name);
    }
    return on_content(s, m);
}

static obv_status
add_reverse(subject *s, obv_slice iri, const obv_things *things,
            const obv_member *m)
{
    for (const obv_thing *t = things->first; t != NULL; t = t->next) {
        if (t->kind != OBV_THING_NODE) {
            return broken(s, "invalid reverse property value", m);
        }
    }
    obv_entry *entry = new_entry(s->ld, iri, things);
    if (entry == NULL) {
        return OBV_NO_MEMORY;
    }
    entry->next = s->thing->reverse;
    s->thing->reverse = entry;
    return OBV_OK;
}

/* 13.4.13: the reverse of a reverse property is a property. */
static obv_status
on_reverse(subject *s, const obv_member *m)
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
on_nest(subject *s, const obv_member *m)
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
expand_keyword(subject *s, const obv_member *m, obv_keyword keyword)
{
    static obv_status (*const on[OBV_KEYWORD_COUNT])(subject *,
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
                 keyword == OBV_AT_NEST || keyword == OBV_AT_REVERSE;
    if (has(s, keyword) && !again) {
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
expand_json(subject *s, const obv_json *value, obv_things *ret)
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
expand_by_container(subject *s, const obv_about *about, const obv_json *value,
                    obv_things *ret)
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

/* 13.12: each value in a graph of its own. */
static bool
wrap_graphs(obv_ld *ld, obv_things *things)
{
    obv_things wrapped = {NULL, NULL, true};
    for (obv_thing *t = things->first; t != NULL;) {
        obv_thing *next = t->next;
        t->next = NULL;
        obv_thing *graph = obv_thing_new(ld, OBV_THING_NODE, NULL);
        if (graph == NULL) {
            return false;
        }
        graph->has_graph = true;
        graph->items = (obv_things){t, t, true};
        obv_things_add(&wrapped, graph);
        t = next;
    }
    *things = wrapped;
    return true;
}

static bool
is_list(const obv_things *things)
{
    return !things->many && things->first != NULL &&
           things->first->kind == OBV_THING_LIST;
}

static obv_status
expand_property(subject *s, const obv_member *m, const obv_term *term,
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
        room = wrap_list(s->ld, &things);
    }
    if ((container & OBV_HOLDS_GRAPH) &&
        !(container & (OBV_HOLDS_ID | OBV_HOLDS_INDEX))) {
        room = wrap_graphs(s->ld, &things);
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

/* 13 of one member */
static obv_status
expand_member(subject *s, const obv_member *m)
{
    obv_slice iri;
    const obv_term *term = obv_active_find(s->active, m->name, m->hash);
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

static obv_status
expand_members(subject *s, bool nested)
{
    for (const obv_member *m = s->members; m != NULL; m = m->next) {
        if (!nested && is_context(m)) {
            continue;
        }
        obv_step step = {s->ld->at, m->name, 0};
        s->ld->at = &step;
        TRY(expand_member(s, m));
        s->ld->at = step.up;
    }
    return OBV_OK;
}

/* ---- Nested members (14) ------------------------------------------------- */

static obv_status expand_nests(subject *s);

static obv_status
expand_nested(subject *s, const obv_member *nest, const obv_json *value)
{
    if (obv_json_kind_of(value) != OBV_JSON_OBJECT) {
        return broken(s, "invalid @nest value", nest);
    }
    subject inner = *s;
    obv_about about = {nest->name, OBV_KEYWORD_NONE,
                       obv_active_find(s->active, nest->name, nest->hash)};
    inner.about = &about;
    inner.nests = inner.last_nest = NULL;
    TRY(list_members(s->ld, value, NULL, &inner.members));
    for (const obv_member *m = inner.members; m != NULL; m = m->next) {
        if (member_keyword(s->active, m) == OBV_AT_VALUE) {
            return broken(s, "invalid @nest value", nest);
        }
    }
    if (about.term != NULL && about.term->has_scope) {
        TRY(obv_context_scope(s->ld, s->active, about.term,
                              OBV_CONTEXT_OVERRIDES, &inner.active));
    }
    TRY(expand_members(&inner, true));
    TRY(expand_nests(&inner));
    s->has = inner.has;
    s->content = inner.content;
    s->type_is_array = inner.type_is_array;
    return OBV_OK;
}

static obv_status
expand_nests(subject *s)
{
    for (const obv_member *nest = s->nests; nest != NULL; nest = nest->next) {
        bool is_array = obv_json_kind_of(nest->value) == OBV_JSON_ARRAY;
        obv_step member = {s->ld->at, nest->name, 0};
        obv_step step = {&member, NO_SLICE, 0};
        for (; step.index < obv_json_count(nest->value); step.index++) {
            s->ld->at = is_array ? &step : &member;
            TRY(expand_nested(s, nest, obv_json_item(nest->value, step.index)));
        }
        s->ld->at = member.up;
    }
    return OBV_OK;
}

/* ---- What it has become (15 and on) -------------------------------------- */

#define BIT(keyword) (1U << (keyword))

static obv_status
ended_badly(const subject *s, const char *code)
{
    return obv_ld_broken(s->ld, code, NO_SLICE);
}

/* 15.5; nothing to add for a JSON literal. */
static obv_status
end_typed(subject *s)
{
    const obv_iris *types = s->thing->types;
    if (s->type_is_array || types == NULL || !obv_iri_has_scheme(types->iri)) {
        return ended_badly(s, "invalid typed value");
    }
    s->thing->type = types->iri;
    return OBV_OK;
}

/* 15 */
static obv_status
end_value(subject *s, obv_things *ret)
{
    obv_thing *thing = s->thing;
    uint32_t tongue = BIT(OBV_AT_LANGUAGE) | BIT(OBV_AT_DIRECTION);
    uint32_t fit =
        tongue | BIT(OBV_AT_INDEX) | BIT(OBV_AT_TYPE) | BIT(OBV_AT_VALUE);
    if ((s->has & ~fit) != 0 || thing->entries != NULL ||
        thing->reverse != NULL ||
        (has(s, OBV_AT_TYPE) && (s->has & tongue) != 0)) {
        return ended_badly(s, "invalid value object");
    }
    thing->kind = OBV_THING_VALUE;
    obv_json_kind kind = obv_json_kind_of(thing->value);
    bool is_json = thing->types != NULL && !s->type_is_array &&
                   obv_slice_is(thing->types->iri, "@json");
    if (is_json) {
        thing->type = thing->types->iri;
    } else if (kind == OBV_JSON_NULL) {
        bool more = s->has != BIT(OBV_AT_VALUE);
        return more ? obv_ld_dropped(s->ld, obv_slice_of("@value")) : OBV_OK;
    } else if (has(s, OBV_AT_LANGUAGE) && kind != OBV_JSON_STRING) {
        return ended_badly(s, "invalid language-tagged value");
    } else if (has(s, OBV_AT_TYPE)) {
        TRY(end_typed(s));
    }
    obv_things_add(ret, thing);
    return obv_ld_check_tongue(s->ld, thing);
}

/* 17 */
static obv_status
end_content(subject *s, obv_things *ret)
{
    uint32_t main = BIT(OBV_AT_LIST) | BIT(OBV_AT_SET);
    uint32_t other = s->has & ~(main | BIT(OBV_AT_INDEX));
    if (other != 0 || (s->has & main) == main || s->thing->entries != NULL ||
        s->thing->reverse != NULL) {
        return ended_badly(s, "invalid set or list object");
    }
    if (has(s, OBV_AT_SET)) {
        *ret = s->content;
        return OBV_OK;
    }
    s->thing->kind = OBV_THING_LIST;
    s->thing->items = s->content;
    obv_things_add(ret, s->thing);
    return OBV_OK;
}

/* 18 to 20 */
static obv_status
end_node(subject *s, obv_things *ret)
{
    obv_thing *thing = s->thing;
    bool bare = thing->entries == NULL && thing->reverse == NULL;
    bool loose = is_loose(s->about);
    uint32_t told = s->has & ~BIT(OBV_AT_NEST) & ~BIT(OBV_AT_REVERSE);
    if (bare && told == BIT(OBV_AT_LANGUAGE)) {
        return obv_ld_dropped(s->ld, obv_slice_of("@language"));
    }
    if (has(s, OBV_AT_LANGUAGE) || has(s, OBV_AT_DIRECTION)) {
        TRY(obv_ld_dropped(s->ld, obv_slice_of(has(s, OBV_AT_LANGUAGE)
                                                   ? "@language"
                                                   : "@direction")));
    }
    if (loose && bare && told == 0) {
        return OBV_OK;
    }
    if (loose && bare && told == BIT(OBV_AT_ID)) {
        return obv_ld_dropped(s->ld, thing->id);
    }
    for (const obv_iris *t = thing->types; t != NULL; t = t->next) {
        if (obv_slice_is(t->iri, "@json")) {
            TRY(obv_ld_dropped(s->ld, t->iri));
        }
    }
    obv_things_add(ret, thing);
    return OBV_OK;
}

static obv_status
end(subject *s, obv_things *ret)
{
    if (has(s, OBV_AT_VALUE)) {
        bool loose = is_loose(s->about);
        TRY(end_value(s, ret));
        if (!loose) {
            return OBV_OK;
        }
        *ret = (obv_things){NULL, NULL, false};
        return obv_ld_dropped(s->ld, obv_slice_of("@value"));
    }
    if (has(s, OBV_AT_LIST) || has(s, OBV_AT_SET)) {
        return end_content(s, ret);
    }
    return end_node(s, ret);
}

static obv_status
expand_object(obv_ld *ld, const obv_active *active, const obv_about *about,
              const obv_json *element, const obv_document *document,
              bool mapped, obv_things *ret)
{
    subject s = {.ld = ld, .active = active, .about = about};
    s.document = document;
    s.thing = obv_thing_new(ld, OBV_THING_NODE, element);
    if (s.thing == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(list_members(ld, element, document, &s.members));
    TRY(enter(&s, mapped));
    TRY(enter_all_types(&s));
    TRY(expand_members(&s, false));
    TRY(expand_nests(&s));
    return end(&s, ret);
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
        TRY(expand_object(ld, active, &about, document->object, document, false,
                          ret));
    } else {
        TRY(obv_expand(ld, active, &about, document->object, false, ret));
    }
    const obv_thing *only = ret->first;
    if (only != NULL && only->next == NULL && obv_is_graph_thing(only) &&
        !only->has_id && !only->has_index) {
        *ret = only->items;
    }
    return OBV_OK;
}
