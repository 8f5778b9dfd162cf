/* SPDX-License-Identifier: Apache-2.0 */
/* One context object -> its layer (JSON-LD 1.1 API 4.1.2 from 5.4 on). */
#include "canon/define.h"

#define NO_SLICE ((obv_slice){NULL, 0})

static const obv_json *
entry(const obv_definer *d, const char *keyword)
{
    const obv_json *own = obv_json_get(d->object, keyword);
    return own != NULL ? own : obv_json_get(d->imported, keyword);
}

/* ---- What a context says besides its terms ------------------------------- */

static obv_status
check_version(obv_definer *d)
{
    const obv_json *version = entry(d, "@version");
    double number;
    if (version != NULL &&
        (!obv_json_number(version, &number) || number != 1.1)) {
        return obv_definer_broken(d, "invalid @version value",
                                  obv_slice_of("@version"));
    }
    return OBV_OK;
}

/* 5.6 */
static obv_status
import(obv_definer *d)
{
    const obv_json *value = obv_json_get(d->object, "@import");
    obv_slice address;
    if (value == NULL) {
        return OBV_OK;
    }
    if (!obv_json_text(value, &address)) {
        return obv_definer_broken(d, "invalid @import value",
                                  obv_slice_of("@import"));
    }
    if (!obv_iri_resolve(d->way->base, address, d->ld->arena, &address)) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_context_load(d->ld, address, &d->imported));
    if (obv_json_kind_of(d->imported) != OBV_JSON_OBJECT) {
        return obv_definer_broken(d, "invalid remote context", address);
    }
    if (obv_json_get(d->imported, "@import") != NULL) {
        return obv_definer_broken(d, "invalid context entry",
                                  obv_slice_of("@import"));
    }
    return OBV_OK;
}

/* 5.7; that of a context with an address is not heard. */
static obv_status
set_base(obv_definer *d)
{
    const obv_json *value = entry(d, "@base");
    obv_layer *layer = d->layer;
    if (value == NULL || d->way->depth > 0) {
        return OBV_OK;
    }
    layer->has_base = true;
    if (obv_json_is_null(value)) {
        return OBV_OK;
    }
    obv_slice text;
    bool good = obv_json_text(value, &text);
    if (!good || (!obv_iri_has_scheme(text) && d->below->base.len == 0)) {
        return obv_definer_broken(d, "invalid base IRI", obv_slice_of("@base"));
    }
    if (obv_iri_has_scheme(text)) {
        layer->base = text;
        return OBV_OK;
    }
    return obv_iri_resolve(d->below->base, text, d->ld->arena, &layer->base)
               ? OBV_OK
               : OBV_NO_MEMORY;
}

/* 5.8; relative to the base and vocabulary that hold by now. */
static obv_status
set_vocab(obv_definer *d)
{
    const obv_json *value = entry(d, "@vocab");
    obv_layer *layer = d->layer;
    if (value == NULL) {
        return OBV_OK;
    }
    layer->has_vocab = true;
    if (obv_json_is_null(value)) {
        return OBV_OK;
    }
    obv_slice text;
    if (!obv_json_text(value, &text)) {
        return obv_definer_broken(d, "invalid vocab mapping",
                                  obv_slice_of("@vocab"));
    }
    obv_active with_base = *d->below;
    with_base.base = layer->has_base ? layer->base : with_base.base;
    obv_names names = {&with_base, NULL};
    TRY(obv_name_expand(d->ld, &names, text, OBV_NAME_VOCAB | OBV_NAME_DOCUMENT,
                        &layer->vocab));
    if (!obv_iri_has_scheme(layer->vocab) && !obv_is_blank(layer->vocab)) {
        return obv_definer_broken(d, "invalid vocab mapping",
                                  obv_slice_of("@vocab"));
    }
    return OBV_OK;
}

/* @language of a context or a term: null or a tag. */
obv_status
obv_definer_language(obv_definer *d, const obv_json *value, const char *code,
                     obv_slice *ret)
{
    obv_slice tag = NO_SLICE;
    if (!obv_json_is_null(value) && !obv_json_text(value, &tag)) {
        return obv_definer_broken(d, code, obv_slice_of("@language"));
    }
    return obv_tag(tag, d->ld->arena, ret) ? OBV_OK : OBV_NO_MEMORY;
}

obv_status
obv_definer_direction(obv_definer *d, const obv_json *value, uint8_t *ret)
{
    obv_slice text = NO_SLICE;
    obv_json_text(value, &text);
    *ret = obv_json_is_null(value)     ? OBV_DIRECTION_NULL
           : obv_slice_is(text, "ltr") ? OBV_DIRECTION_LTR
           : obv_slice_is(text, "rtl") ? OBV_DIRECTION_RTL
                                       : OBV_DIRECTION_UNSET;
    return *ret != OBV_DIRECTION_UNSET || value == NULL
               ? OBV_OK
               : obv_definer_broken(d, "invalid base direction",
                                    obv_slice_of("@direction"));
}

obv_status
obv_definer_flag(obv_definer *d, const obv_json *value, const char *code,
                 bool *ret)
{
    if (value == NULL) {
        return OBV_OK;
    }
    if (obv_json_kind_of(value) != OBV_JSON_BOOL) {
        return obv_definer_broken(d, code, NO_SLICE);
    }
    *ret = obv_json_true(value);
    return OBV_OK;
}

static obv_status
read_settings(obv_definer *d)
{
    obv_layer *layer = d->layer;
    TRY(check_version(d));
    TRY(import(d));
    TRY(set_base(d));
    TRY(set_vocab(d));
    const obv_json *language = entry(d, "@language");
    layer->has_language = language != NULL;
    if (language != NULL) {
        TRY(obv_definer_language(d, language, "invalid default language",
                                 &layer->language));
    }
    TRY(obv_definer_direction(d, entry(d, "@direction"), &layer->direction));
    const obv_json *propagate = entry(d, "@propagate");
    TRY(obv_definer_flag(d, propagate, "invalid @propagate value",
                         &layer->propagates));
    layer->no_propagate = propagate != NULL && !layer->propagates;
    return obv_definer_flag(d, entry(d, "@protected"),
                            "invalid @protected value", &d->guarding);
}

/* ---- Names of terms ------------------------------------------------------ */

static const char *const settings[] = {
    "@base",      "@direction", "@import",  "@language",
    "@propagate", "@protected", "@version", "@vocab",
};

static bool
is_setting(obv_slice name)
{
    for (size_t i = 0; i < COUNT(settings); i++) {
        if (obv_slice_is(name, settings[i])) {
            return true;
        }
    }
    return false;
}

/* Keywords cannot be redefined, but for @type in a small way; what looks like
   one is passed over (4.2.2 4, 5). */
static obv_status
is_term(const obv_definer *d, obv_slice name, bool *ret)
{
    *ret = false;
    if (name.len > 0 && name.ptr[0] == '@') {
        if (is_setting(name) ||
            (obv_keyword_of(name) == 0 && obv_keyword_like(name))) {
            return OBV_OK;
        }
        obv_keyword keyword = obv_keyword_of(name);
        if (keyword != OBV_KEYWORD_NONE && keyword != OBV_AT_TYPE) {
            return obv_definer_broken(d, "keyword redefinition", name);
        }
    }
    if (name.len == 0) {
        return obv_definer_broken(d, "invalid term definition", name);
    }
    *ret = true;
    return OBV_OK;
}

/* The index + 1 of a term, 0 for none. */
static uint16_t
index_of(const obv_definer *d, obv_slice name, uint32_t hash)
{
    if (d->layer->count == 0) {
        return 0;
    }
    const obv_term *term = obv_layer_find(d->layer, name, hash);
    return term != NULL ? (uint16_t)(term - d->terms + 1) : 0;
}

static void
take_slot(obv_definer *d, uint32_t index, uint32_t hash)
{
    uint32_t at = hash & d->layer->mask;
    while (d->slots[at] != 0) {
        at = (at + 1) & d->layer->mask;
    }
    d->slots[at] = obv_slot_of(index, hash);
}

static size_t
count_members(const obv_json *object)
{
    size_t count = 0;
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    while (object != NULL && obv_json_next(object, &at, &name, &value)) {
        count++;
    }
    return count;
}

static obv_status
make_room(obv_definer *d)
{
    size_t most = count_members(d->object) + count_members(d->imported);
    if (most > OBV_MAX_INLINE_TERMS) {
        return obv_ld_wrong(d->ld, OBV_LIMIT, OBV_REASON_LIMIT, "", NO_SLICE);
    }
    size_t slots = 4;
    while (slots < 2 * most) {
        slots *= 2;
    }
    obv_arena *arena = d->ld->arena;
    d->terms = obv_arena_alloc(arena, most, sizeof(*d->terms));
    d->values = obv_arena_alloc(arena, most, sizeof(*d->values));
    d->states = obv_arena_alloc(arena, most, sizeof(*d->states));
    d->slots = obv_arena_alloc(arena, slots, sizeof(*d->slots));
    d->layer->terms = d->terms;
    d->layer->slots = d->slots;
    d->layer->mask = (uint32_t)slots - 1;
    bool room = d->terms && d->values && d->states && d->slots;
    return room ? OBV_OK : OBV_NO_MEMORY;
}

/* Own members come first, so an imported one of the same name is not heard. */
static obv_status
list_terms(obv_definer *d, const obv_json *object)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    while (object != NULL && obv_json_next(object, &at, &name, &value)) {
        uint32_t hash = obv_term_hash(name);
        bool wanted;
        TRY(is_term(d, name, &wanted));
        if (!wanted || index_of(d, name, hash) != 0) {
            continue;
        }
        uint32_t i = d->layer->count++;
        d->terms[i] = (obv_term){.name = name, .hash = hash, .fresh = true};
        d->values[i] = value;
        take_slot(d, i, hash);
    }
    return OBV_OK;
}

/* ---- Terms that need terms ----------------------------------------------- */

obv_status
obv_definer_need(obv_definer *d, obv_slice name, uint32_t hash)
{
    uint16_t number = index_of(d, name, hash);
    if (number == 0 || d->states[number - 1] == OBV_DONE) {
        return OBV_OK;
    }
    return d->states[number - 1] == OBV_TO_DO
               ? obv_definer_term(d, number - 1U)
               : obv_definer_broken(d, "cyclic IRI mapping", name);
}

const obv_term *
obv_definer_find(const obv_definer *d, obv_slice name, uint32_t hash)
{
    uint16_t number = index_of(d, name, hash);
    if (number == 0) {
        return obv_active_find(d->below, name, hash);
    }
    const obv_term *term = &d->terms[number - 1];
    return d->states[number - 1] == OBV_DONE && !term->gone ? term : NULL;
}

/* ---- All of it ----------------------------------------------------------- */

/* 21: a scope is processed once to see whether it is good. */
static obv_status
check_scopes(obv_definer *d)
{
    for (uint32_t i = 0; i < d->layer->count; i++) {
        const obv_term *term = &d->terms[i];
        if (!term->has_scope) {
            continue;
        }
        obv_way way = *d->way;
        way.how = OBV_CONTEXT_OVERRIDES | (d->way->how & OBV_CONTEXT_PUBLISHED);
        way.validating = true;
        way.up = d->way;
        way.address = NO_SLICE;
        const obv_active *ignored;
        obv_status status = obv_context_walk(d->ld, d->active, term->scope_json,
                                             &way, &ignored);
        if (status == OBV_MALFORMED || status == OBV_NOT_FOUND) {
            d->ld->why->code = "invalid scoped context";
        }
        TRY(status);
    }
    return OBV_OK;
}

obv_status
obv_layer_define(obv_ld *ld, const obv_active *active, const obv_json *object,
                 const obv_way *way, obv_active **ret)
{
    obv_definer d = {.ld = ld, .way = way, .object = object, .below = active};
    d.layer = obv_arena_alloc(ld->arena, 1, sizeof(*d.layer));
    if (d.layer == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(read_settings(&d));
    TRY(obv_active_grow(ld, active, d.layer, way->how, &d.active));
    obv_active_settle(d.active);
    TRY(make_room(&d));
    TRY(list_terms(&d, d.object));
    TRY(list_terms(&d, d.imported));
    for (uint32_t i = 0; i < d.layer->count; i++) {
        if (d.states[i] == OBV_TO_DO) {
            TRY(obv_definer_term(&d, i));
        }
    }
    obv_active_settle(d.active); /* now that its guards are known */
    TRY(check_scopes(&d));
    *ret = d.active;
    return OBV_OK;
}
