/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Context Processing (JSON-LD 1.1 API 4.1.2): what is in force.
 *
 * Nothing that is in force is ever changed: a context is put on top, and who
 * goes back simply holds what was below.  So what came of a scope over one
 * active context is remembered there, and met again for nothing.
 */
#include "canon/inside.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* What came of a term's scope. */
typedef struct obv_memo {
    struct obv_memo *next;
    const void *scope;
    unsigned how;
    const obv_active *result;
} obv_memo;

/* ---- Layers in force ----------------------------------------------------- */

const obv_active *
obv_active_start(obv_ld *ld)
{
    obv_active *active = obv_arena_alloc(ld->arena, 1, sizeof(*active));
    if (active != NULL) {
        active->base = ld->options->base;
        active->ambiguous = &ld->ambiguous;
    }
    return active;
}

const obv_term *
obv_active_find(const obv_active *active, obv_slice name, uint32_t hash)
{
    for (; active->layer != NULL; active = active->below) {
        const obv_term *term = obv_layer_find(active->layer, name, hash);
        if (term != NULL) {
            *active->ambiguous = *active->ambiguous || term->disputed;
            return term->gone ? NULL : term;
        }
    }
    return NULL;
}

/* The definition that protects a name: a later one that says the same without
   @protected does not take the protection away. */
static const obv_term *
guard_of(const obv_active *active, obv_slice name, uint32_t hash)
{
    for (; active->guarded; active = active->below) {
        const obv_term *term = obv_layer_find(active->layer, name, hash);
        if (term != NULL && term->guarded) {
            return term;
        }
        if (term != NULL && active->overriding) {
            return NULL;
        }
    }
    return NULL;
}

obv_status
obv_active_guard(obv_ld *ld, const obv_active *active, const obv_term *term)
{
    if (!active->guarded) {
        return OBV_OK;
    }
    const obv_term *guard = guard_of(active, term->name, term->hash);
    if (guard != NULL && (term->gone || !obv_term_same(guard, term))) {
        return obv_ld_wrong(ld, OBV_MALFORMED, OBV_REASON_REDEFINED_TERM,
                            "protected term redefinition", term->name);
    }
    return OBV_OK;
}

/* An active context with room for one layer more; what it says is as below. */
obv_status
obv_active_grow(obv_ld *ld, const obv_active *below, const obv_layer *layer,
                unsigned how, obv_active **ret)
{
    if (below->height >= OBV_MAX_LAYERS) {
        (void)obv_ld_wrong(ld, OBV_LIMIT, OBV_REASON_LIMIT, "context overflow",
                           NO_SLICE);
        return OBV_LIMIT;
    }
    obv_active *active = obv_arena_alloc(ld->arena, 1, sizeof(*active));
    if (active == NULL) {
        return OBV_NO_MEMORY;
    }
    *active = *below;
    active->below = below;
    active->layer = layer;
    active->overriding = (how & OBV_CONTEXT_OVERRIDES) != 0;
    active->published = (how & OBV_CONTEXT_PUBLISHED) != 0;
    active->height = below->height + 1;
    active->memo = NULL;
    *ret = active;
    return OBV_OK;
}

/* What the layer itself says besides its terms. */
void
obv_active_settle(obv_active *active)
{
    const obv_layer *layer = active->layer;
    active->base = layer->has_base ? layer->base : active->base;
    active->vocab = layer->has_vocab ? layer->vocab : active->vocab;
    active->language = layer->has_language ? layer->language : active->language;
    active->direction = layer->direction != OBV_DIRECTION_UNSET
                            ? layer->direction
                            : active->direction;
    active->guarded = active->guarded || layer->guards;
    active->values = active->values || layer->values;
}

/* ---- Walking a local context --------------------------------------------- */

/* What has become of the active context so far. */
typedef struct walk {
    obv_ld *ld;
    const obv_way *way;
    const obv_active *result;
    const obv_active *previous; /* what the next layer goes back to */
    bool passing;
} walk;

static obv_status
nullify(walk *w)
{
    if (!(w->way->how & OBV_CONTEXT_OVERRIDES) && w->result->guarded) {
        return obv_ld_broken(w->ld, "invalid context nullification", NO_SLICE);
    }
    if (!(w->way->how & OBV_CONTEXT_PUBLISHED)) {
        TRY(obv_meaning_keep(w->ld, w->result));
    }
    const obv_active *before = w->result;
    w->result = obv_active_start(w->ld);
    w->previous = w->passing ? before : NULL;
    return w->result != NULL ? OBV_OK : OBV_NO_MEMORY;
}

static obv_slice
lend(const void *active, obv_slice prefix)
{
    const obv_term *term =
        obv_active_find(active, prefix, obv_term_hash(prefix));
    return term != NULL && term->prefix ? term->iri : NO_SLICE;
}

static obv_status
push_compiled(walk *w, const obv_layer *layer, unsigned how)
{
    if (layer == NULL) {
        return nullify(w);
    }
    TRY(obv_layer_settle(layer, lend, w->result, w->ld->arena, &layer));
    if (!(how & OBV_CONTEXT_OVERRIDES) && w->result->guarded) {
        for (uint32_t i = 0; i < layer->count; i++) {
            TRY(obv_active_guard(w->ld, w->result, &layer->terms[i]));
        }
    }
    obv_active *active;
    TRY(obv_active_grow(w->ld, w->result, layer, how | OBV_CONTEXT_PUBLISHED,
                        &active));
    obv_active_settle(active);
    active->previous = w->previous;
    w->result = active;
    return OBV_OK;
}

/* A compiled context is one local context: where it says @propagate, it is a
   single object. */
static obv_status
push_frozen(walk *w, const obv_frozen *frozen, unsigned how)
{
    const obv_layer *only = frozen->count == 1 ? frozen->layers[0] : NULL;
    if (only != NULL && only->no_propagate && w->previous == NULL) {
        w->previous = w->result;
    }
    for (size_t i = 0; i < frozen->count; i++) {
        TRY(push_compiled(w, frozen->layers[i], how));
    }
    return OBV_OK;
}

static bool
is_on_the_way(const obv_way *way, obv_slice address)
{
    for (; way != NULL; way = way->up) {
        if (way->address.len > 0 && obv_slice_equal(way->address, address)) {
            return true;
        }
    }
    return false;
}

obv_status
obv_context_load(obv_ld *ld, obv_slice address, const obv_json **ret)
{
    const obv_ld_options *o = ld->options;
    const obv_json *document =
        o->load != NULL ? o->load(o->loader, address) : NULL;
    if (document == NULL) {
        return obv_ld_wrong(ld, OBV_NOT_FOUND, OBV_REASON_UNKNOWN_CONTEXT,
                            "loading remote context failed", address);
    }
    *ret = obv_json_get(document, "@context");
    if (*ret == NULL) {
        return obv_ld_broken(ld, "invalid remote context", address);
    }
    return OBV_OK;
}

static obv_status walk_over(walk *w, const obv_json *local);

/* A string (4.1.2 5.2). */
static obv_status
push_address(walk *w, obv_slice address)
{
    obv_ld *ld = w->ld;
    if (!obv_iri_resolve(w->way->base, address, ld->arena, &address)) {
        return OBV_NO_MEMORY;
    }
    if (w->way->validating && is_on_the_way(w->way, address)) {
        return OBV_OK;
    }
    if (w->way->depth >= OBV_MAX_CONTEXT_DEPTH) {
        return obv_ld_wrong(ld, OBV_LIMIT, OBV_REASON_LIMIT, "context overflow",
                            address);
    }
    const obv_frozen *frozen = obv_frozen_find(address, ld->options->meaning);
    if (frozen != NULL) {
        return push_frozen(w, frozen, 0);
    }
    const obv_json *context;
    TRY(obv_context_load(ld, address, &context));
    obv_way way = {address, OBV_CONTEXT_PUBLISHED, w->way->validating, w->way,
                   address, w->way->depth + 1};
    walk inner = {ld, &way, w->result, w->previous, false};
    TRY(walk_over(&inner, context));
    w->result = inner.result;
    w->previous = inner.previous;
    return OBV_OK;
}

static obv_status
push_object(walk *w, const obv_json *object)
{
    if (obv_json_kind_of(object) != OBV_JSON_OBJECT) {
        return obv_ld_broken(w->ld, "invalid local context", NO_SLICE);
    }
    obv_active *active;
    TRY(obv_layer_define(w->ld, w->result, object, w->way, &active));
    active->previous = w->previous;
    w->result = active;
    return OBV_OK;
}

static obv_status
push_any(walk *w, const obv_json *context)
{
    obv_slice address;
    if (obv_json_kind_of(context) == OBV_JSON_NULL) {
        return nullify(w);
    }
    return obv_json_text(context, &address) ? push_address(w, address)
                                            : push_object(w, context);
}

/* 4.1.2 from 2 on. */
static obv_status
walk_over(walk *w, const obv_json *local)
{
    if (obv_json_kind_of(local) == OBV_JSON_OBJECT) {
        const obv_json *propagate = obv_json_get(local, "@propagate");
        w->passing = obv_json_kind_of(propagate) == OBV_JSON_BOOL
                         ? !obv_json_true(propagate)
                         : w->passing;
    }
    if (w->passing && w->previous == NULL) {
        w->previous = w->result;
    }
    for (size_t i = 0; i < obv_json_count(local); i++) {
        TRY(push_any(w, obv_json_item(local, i)));
    }
    return OBV_OK;
}

/* Where nothing was pushed, what to go back to may be new all the same. */
static obv_status
end_walk(walk *w, const obv_active **ret)
{
    *ret = w->result;
    if (w->result->previous == w->previous) {
        return OBV_OK;
    }
    obv_active *copy = obv_arena_alloc(w->ld->arena, 1, sizeof(*copy));
    if (copy == NULL) {
        return OBV_NO_MEMORY;
    }
    *copy = *w->result;
    copy->previous = w->previous;
    copy->memo = NULL;
    *ret = copy;
    return OBV_OK;
}

obv_status
obv_context_walk(obv_ld *ld, const obv_active *active, const obv_json *local,
                 const obv_way *way, const obv_active **ret)
{
    walk w = {ld, way, active, active->previous,
              (way->how & OBV_CONTEXT_PASSING) != 0};
    TRY(walk_over(&w, local));
    return end_walk(&w, ret);
}

obv_status
obv_context_process(obv_ld *ld, const obv_active *active, const obv_json *local,
                    obv_slice base, unsigned how, const obv_active **ret)
{
    obv_way way = {.base = base, .how = how};
    return obv_context_walk(ld, active, local, &way, ret);
}

obv_status
obv_context_enter(obv_ld *ld, const obv_active *active, const obv_json *local,
                  const obv_active **ret)
{
    const obv_active *before = active;
    TRY(obv_context_process(ld, active, local, ld->options->base, 0, ret));
    return obv_meaning_check(ld, before, *ret);
}

/* ---- Scopes -------------------------------------------------------------- */

static obv_status
scope_frozen(obv_ld *ld, const obv_active *active, const obv_frozen *scope,
             unsigned how, const obv_active **ret)
{
    const obv_layer *only = scope->count == 1 ? scope->layers[0] : NULL;
    bool passing = (how & OBV_CONTEXT_PASSING) != 0;
    passing = passing && (only == NULL || !only->propagates);
    obv_way way = {.how = how | OBV_CONTEXT_PUBLISHED};
    walk w = {ld, &way, active, active->previous, passing};
    if (passing && w.previous == NULL) {
        w.previous = active;
    }
    TRY(push_frozen(&w, scope, how));
    return end_walk(&w, ret);
}

obv_status
obv_context_scope(obv_ld *ld, const obv_active *active, const obv_term *term,
                  unsigned how, const obv_active **ret)
{
    const void *scope = term->scope != NULL ? (const void *)term->scope
                                            : (const void *)term->scope_json;
    for (const obv_memo *m = active->memo; m != NULL; m = m->next) {
        if (m->scope == scope && m->how == how) {
            *ret = m->result;
            return OBV_OK;
        }
    }
    obv_memo *memo = obv_arena_alloc(ld->arena, 1, sizeof(*memo));
    if (memo == NULL) {
        return OBV_NO_MEMORY;
    }
    if (term->scope != NULL) {
        TRY(scope_frozen(ld, active, term->scope, how, ret));
    } else {
        unsigned from = term->published ? OBV_CONTEXT_PUBLISHED : 0;
        TRY(obv_context_process(ld, active, term->scope_json, term->scope_base,
                                how | from, ret));
        TRY(obv_meaning_check(ld, active, *ret));
    }
    *memo = (obv_memo){active->memo, scope, how, *ret};
    /* What is remembered of it changes nothing that it says. */
    ((obv_active *)active)->memo = memo;
    return OBV_OK;
}
