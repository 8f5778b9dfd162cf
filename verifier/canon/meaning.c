/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a context that stands in the document leaves what the published ones
 * mean as it is.
 *
 * We read by IRI, so a new meaning of a known name deceives only who reads the
 * JSON by name; but people do.  A name of its own for a known IRI is lawful.
 */
#include "canon/inside.h"

static obv_status
redefined(obv_ld *ld, obv_slice name)
{
    return obv_ld_wrong(ld, OBV_MALFORMED, OBV_REASON_REDEFINED_TERM, "", name);
}

/* What a search in published layers has met. */
typedef struct search {
    const obv_term *term; /* the definition that is asked about */
    bool known;           /* its name has some meaning */
    bool same;            /* it has this one too */
} search;

static void
compare(search *s, const obv_term *published)
{
    s->known = true;
    s->same = s->same || obv_term_same(s->term, published);
}

/* In the scopes of a layer's terms, and theirs: as deep as our tables. */
static void
search_scopes(search *s, const obv_layer *layer)
{
    for (uint32_t i = 0; i < layer->count && !s->same; i++) {
        const obv_frozen *scope = layer->terms[i].scope;
        for (size_t k = 0; scope != NULL && k < scope->count; k++) {
            const obv_layer *inner = scope->layers[k];
            if (inner == NULL) {
                continue;
            }
            const obv_term *found =
                obv_layer_find(inner, s->term->name, s->term->hash);
            if (found != NULL) {
                compare(s, found);
            }
            search_scopes(s, inner);
        }
    }
}

/* The newest published definition counts; where none is in force, any that a
   type or property brings. */
static obv_status
check_term(obv_ld *ld, const obv_active *active, const obv_term *term)
{
    search s = {.term = term};
    for (const obv_active *a = active; a->layer != NULL && !s.known;
         a = a->below) {
        const obv_term *found =
            a->published ? obv_layer_find(a->layer, term->name, term->hash)
                         : NULL;
        if (found != NULL) {
            compare(&s, found);
        }
    }
    for (const obv_active *a = active; a->layer != NULL && !s.known;
         a = a->below) {
        if (a->published) {
            search_scopes(&s, a->layer);
        }
    }
    return s.known && !s.same ? redefined(ld, term->name) : OBV_OK;
}

/* What a published context says of all names, an inline one does not change. */
static obv_status
check_settings(obv_ld *ld, const obv_active *active, const obv_layer *layer)
{
    for (const obv_active *a = active; a->layer != NULL; a = a->below) {
        const obv_layer *p = a->layer;
        if (!a->published) {
            continue;
        }
        if (layer->has_vocab && p->has_vocab &&
            !obv_slice_equal(layer->vocab, p->vocab)) {
            return redefined(ld, obv_slice_of("@vocab"));
        }
        if (layer->has_language && p->has_language &&
            !obv_slice_equal(layer->language, p->language)) {
            return redefined(ld, obv_slice_of("@language"));
        }
        if (layer->direction != OBV_DIRECTION_UNSET &&
            p->direction != OBV_DIRECTION_UNSET &&
            layer->direction != p->direction) {
            return redefined(ld, obv_slice_of("@direction"));
        }
    }
    return OBV_OK;
}

static bool
has_published(const obv_active *active, unsigned above)
{
    for (; active->layer != NULL && active->height > above;
         active = active->below) {
        if (active->published) {
            return true;
        }
    }
    return false;
}

obv_status
obv_meaning_check(obv_ld *ld, const obv_active *before, const obv_active *after)
{
    if (!ld->options->refusing) {
        return OBV_OK;
    }
    bool news = has_published(after, before->height);
    for (const obv_active *a = after; a->layer != NULL; a = a->below) {
        if (a->published || (!news && a->height <= before->height)) {
            continue;
        }
        TRY(check_settings(ld, after, a->layer));
        for (uint32_t i = 0; i < a->layer->count; i++) {
            TRY(check_term(ld, after, &a->layer->terms[i]));
        }
    }
    return OBV_OK;
}

obv_status
obv_meaning_keep(obv_ld *ld, const obv_active *active)
{
    return ld->options->refusing && has_published(active, 0)
               ? redefined(ld, obv_slice_of("@context"))
               : OBV_OK;
}
