/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expansion of an object (JSON-LD 1.1 API 5.1.2 from 6 on): what is in force in
 * it, all its members, and what it has become.
 */
#include "canon/object.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* ---- Members ------------------------------------------------------------- */

static bool
is_context(const obv_member *member)
{
    return member->name.len == 8 && member->name.ptr[0] == '@' &&
           obv_slice_is(member->name, "@context");
}

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
        if ((active->values || m->name.ptr[0] == '@') &&
            member_keyword(active, m) == OBV_AT_VALUE) {
            return true;
        }
    }
    return members != NULL && members->next == NULL &&
           member_keyword(active, members) == OBV_AT_ID;
}

/* ---- Contexts of an object ----------------------------------------------- */

/* 7, 8, 9 */
static obv_status
enter(obv_subject *s, bool mapped)
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
add_scope(obv_subject *s, scopes *in, const obv_json *type)
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
enter_types(obv_subject *s, const obv_member *member)
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
enter_all_types(obv_subject *s)
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

/* ---- All members (13) ---------------------------------------------------- */

static obv_status
expand_members(obv_subject *s, bool nested)
{
    for (const obv_member *m = s->members; m != NULL; m = m->next) {
        if (!nested && is_context(m)) {
            continue;
        }
        obv_step step = {s->ld->at, m->name, 0};
        s->ld->at = &step;
        TRY(obv_subject_member(s, m));
        s->ld->at = step.up;
    }
    return OBV_OK;
}

/* ---- Nested members (14) ------------------------------------------------- */

static obv_status expand_nests(obv_subject *s);

static obv_status
expand_nested(obv_subject *s, const obv_member *nest, const obv_json *value)
{
    if (obv_json_kind_of(value) != OBV_JSON_OBJECT) {
        return obv_ld_broken(s->ld, "invalid @nest value", nest->name);
    }
    obv_subject inner = *s;
    obv_about about = {nest->name, OBV_KEYWORD_NONE,
                       obv_active_find(s->active, nest->name, nest->hash)};
    inner.about = &about;
    inner.nests = inner.last_nest = NULL;
    TRY(list_members(s->ld, value, NULL, &inner.members));
    for (const obv_member *m = inner.members; m != NULL; m = m->next) {
        if (member_keyword(s->active, m) == OBV_AT_VALUE) {
            return obv_ld_broken(s->ld, "invalid @nest value", nest->name);
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
expand_nests(obv_subject *s)
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

/* The keywords that are entries of the result: what stands in @nest and
   @reverse counts by itself. */
static uint32_t
told(const obv_subject *s)
{
    return s->has & ~(OBV_BIT(OBV_AT_NEST) | OBV_BIT(OBV_AT_REVERSE));
}

static obv_status
ended_badly(const obv_subject *s, const char *code)
{
    return obv_ld_broken(s->ld, code, NO_SLICE);
}

/* Written as one: not in an array, and not under two names. */
static bool
has_one_type(const obv_subject *s)
{
    const obv_iris *types = s->thing->types;
    return types != NULL && types->next == NULL && !s->type_is_array;
}

/* 15.5; nothing to add for a JSON literal. */
static obv_status
end_typed(obv_subject *s)
{
    const obv_iris *types = s->thing->types;
    if (!has_one_type(s) || !obv_iri_has_scheme(types->iri)) {
        return ended_badly(s, "invalid typed value");
    }
    s->thing->type = types->iri;
    return OBV_OK;
}

/* 15 */
static obv_status
end_value(obv_subject *s, obv_things *ret)
{
    obv_thing *thing = s->thing;
    uint32_t tongue = OBV_BIT(OBV_AT_LANGUAGE) | OBV_BIT(OBV_AT_DIRECTION);
    uint32_t fit = tongue | OBV_BIT(OBV_AT_INDEX) | OBV_BIT(OBV_AT_TYPE) |
                   OBV_BIT(OBV_AT_VALUE);
    if ((told(s) & ~fit) != 0 || thing->entries != NULL ||
        thing->reverse != NULL ||
        (obv_subject_has(s, OBV_AT_TYPE) && (s->has & tongue) != 0)) {
        return ended_badly(s, "invalid value object");
    }
    thing->kind = OBV_THING_VALUE;
    obv_json_kind kind = obv_json_kind_of(thing->value);
    bool is_json = has_one_type(s) && obv_slice_is(thing->types->iri, "@json");
    if (is_json) {
        thing->type = thing->types->iri;
    } else if (kind == OBV_JSON_NULL) {
        bool more = told(s) != OBV_BIT(OBV_AT_VALUE);
        return more ? obv_ld_dropped(s->ld, obv_slice_of("@value")) : OBV_OK;
    } else if (obv_subject_has(s, OBV_AT_LANGUAGE) && kind != OBV_JSON_STRING) {
        return ended_badly(s, "invalid language-tagged value");
    } else if (obv_subject_has(s, OBV_AT_TYPE)) {
        TRY(end_typed(s));
    }
    obv_things_add(ret, thing);
    return obv_ld_check_tongue(s->ld, thing);
}

/* 17 */
static obv_status
end_content(obv_subject *s, obv_things *ret)
{
    uint32_t main = OBV_BIT(OBV_AT_LIST) | OBV_BIT(OBV_AT_SET);
    uint32_t other = told(s) & ~(main | OBV_BIT(OBV_AT_INDEX));
    if (other != 0 || (s->has & main) == main || s->thing->entries != NULL ||
        s->thing->reverse != NULL) {
        return ended_badly(s, "invalid set or list object");
    }
    if (obv_subject_has(s, OBV_AT_SET)) {
        *ret = s->content;
        return OBV_OK;
    }
    if (obv_is_loose(s->about)) {
        return obv_ld_dropped(s->ld, obv_slice_of("@list"));
    }
    s->thing->kind = OBV_THING_LIST;
    s->thing->items = s->content;
    obv_things_add(ret, s->thing);
    return OBV_OK;
}

/* 18 to 20 */
static obv_status
end_node(obv_subject *s, obv_things *ret)
{
    obv_thing *thing = s->thing;
    bool bare = thing->entries == NULL && thing->reverse == NULL;
    bool loose = obv_is_loose(s->about);
    if (bare && told(s) == OBV_BIT(OBV_AT_LANGUAGE)) {
        return obv_ld_dropped(s->ld, obv_slice_of("@language"));
    }
    if (obv_subject_has(s, OBV_AT_LANGUAGE) ||
        obv_subject_has(s, OBV_AT_DIRECTION)) {
        TRY(obv_ld_dropped(s->ld,
                           obv_slice_of(obv_subject_has(s, OBV_AT_LANGUAGE)
                                            ? "@language"
                                            : "@direction")));
    }
    if (loose && bare && told(s) == 0) {
        return OBV_OK;
    }
    if (loose && bare && told(s) == OBV_BIT(OBV_AT_ID)) {
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
end(obv_subject *s, obv_things *ret)
{
    if (obv_subject_has(s, OBV_AT_VALUE)) {
        bool loose = obv_is_loose(s->about);
        TRY(end_value(s, ret));
        if (!loose) {
            return OBV_OK;
        }
        *ret = (obv_things){NULL, NULL, false};
        return obv_ld_dropped(s->ld, obv_slice_of("@value"));
    }
    if (obv_subject_has(s, OBV_AT_LIST) || obv_subject_has(s, OBV_AT_SET)) {
        return end_content(s, ret);
    }
    return end_node(s, ret);
}

obv_status
obv_expand_object(obv_ld *ld, const obv_active *active, const obv_about *about,
                  const obv_json *element, const obv_document *document,
                  bool mapped, obv_things *ret)
{
    obv_subject s = {.ld = ld, .active = active, .about = about};
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
