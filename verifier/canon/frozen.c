/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compiled contexts: found by address, their terms by name.
 *
 * All of it is constant, so finding is all that there is to do, but for the
 * few definitions that hang on a prefix of the contexts around them.
 */
#include "canon/terms.h"

/* ---- Finding ------------------------------------------------------------- */

/* By bytes; a beginning comes before what it begins. */
static int
order(obv_slice a, obv_slice b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int first = shared > 0 ? memcmp(a.ptr, b.ptr, shared) : 0;
    return first != 0 ? first : (a.len > b.len) - (a.len < b.len);
}

const obv_frozen *
obv_frozen_find(obv_slice address, unsigned meaning)
{
    size_t low = 0;
    size_t high = obv_frozen_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(obv_frozen_contexts[middle]->address, address) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == obv_frozen_count ||
        !obv_slice_equal(obv_frozen_contexts[low]->address, address)) {
        return NULL;
    }
    unsigned last = obv_frozen_contexts[low]->meanings - 1;
    return obv_frozen_contexts[low + (meaning < last ? meaning : last)];
}

const obv_term *
obv_layer_find(const obv_layer *layer, obv_slice name, uint32_t hash)
{
    if (layer->count == 0) {
        return NULL;
    }
    for (uint32_t at = hash & layer->mask; layer->slots[at] != 0;
         at = (at + 1) & layer->mask) {
        uint32_t slot = layer->slots[at];
        if (((slot ^ hash) & ~OBV_SLOT_INDEX) != 0) {
            continue;
        }
        const obv_term *term = &layer->terms[(slot & OBV_SLOT_INDEX) - 1];
        if (term->hash == hash && obv_slice_equal(term->name, name)) {
            return term;
        }
    }
    return NULL;
}

/* ---- Comparing ----------------------------------------------------------- */

static bool
same_settings(const obv_layer *a, const obv_layer *b)
{
    return a->no_propagate == b->no_propagate && a->has_vocab == b->has_vocab &&
           a->has_base == b->has_base && a->has_language == b->has_language &&
           a->direction == b->direction &&
           obv_slice_equal(a->vocab, b->vocab) &&
           obv_slice_equal(a->base, b->base) &&
           obv_slice_equal(a->language, b->language);
}

static bool
same_layer(const obv_layer *a, const obv_layer *b)
{
    if (a == NULL || b == NULL || a == b) {
        return a == b;
    }
    if (a->count != b->count || !same_settings(a, b)) {
        return false;
    }
    for (uint32_t i = 0; i < a->count; i++) {
        const obv_term *mine = &a->terms[i];
        const obv_term *yours = obv_layer_find(b, mine->name, mine->hash);
        if (yours == NULL || mine->guarded != yours->guarded ||
            !obv_term_same(mine, yours)) {
            return false;
        }
    }
    return true;
}

/* As deep as our own tables are, which no badge can change. */
static bool
same_frozen(const obv_frozen *a, const obv_frozen *b)
{
    if (a == NULL || b == NULL || a == b) {
        return a == b;
    }
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (!same_layer(a->layers[i], b->layers[i])) {
            return false;
        }
    }
    return a->count == b->count;
}

static bool
same_scope(const obv_term *a, const obv_term *b)
{
    if (a->has_scope != b->has_scope || !same_frozen(a->scope, b->scope)) {
        return false;
    }
    if (a->scope_json == NULL || b->scope_json == NULL) {
        return a->scope_json == b->scope_json;
    }
    return obv_json_equal(a->scope_json, b->scope_json) &&
           obv_slice_equal(a->scope_base, b->scope_base);
}

bool
obv_term_same(const obv_term *a, const obv_term *b)
{
    return a->container == b->container && a->prefix == b->prefix &&
           a->reverse == b->reverse && a->has_language == b->has_language &&
           a->direction == b->direction && obv_slice_equal(a->iri, b->iri) &&
           obv_slice_equal(a->type, b->type) &&
           obv_slice_equal(a->language, b->language) &&
           obv_slice_equal(a->index, b->index) &&
           obv_slice_equal(a->nest, b->nest) && same_scope(a, b);
}

/* ---- Loans --------------------------------------------------------------- */

/* What is written, with its prefix (or not) as `active` has it. */
static bool
spell(obv_slice written, obv_lend lend, const void *active, obv_arena *arena,
      obv_slice *ret)
{
    obv_slice prefix, rest;
    if (!obv_slice_cut(written, ':', &prefix, &rest)) {
        return true; /* nothing was borrowed: *ret stands */
    }
    obv_slice iri = lend(active, prefix);
    if (iri.len == 0) {
        *ret = written;
        return true;
    }
    obv_buffer text = obv_buffer_in(arena);
    obv_put(&text, iri);
    obv_put(&text, rest);
    *ret = obv_buffer_slice(&text);
    return !text.failed;
}

static obv_status
settle_terms(obv_layer *layer, obv_lend lend, const void *active,
             obv_arena *arena)
{
    obv_term *terms = obv_arena_alloc(arena, layer->count, sizeof(*terms));
    if (terms == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t i = 0; i < layer->count; i++) {
        obv_term *term = &terms[i];
        *term = layer->terms[i];
        term->fresh = true;
        if (!spell(term->iri_written, lend, active, arena, &term->iri) ||
            !spell(term->type_written, lend, active, arena, &term->type)) {
            return OBV_NO_MEMORY;
        }
    }
    layer->terms = terms;
    return OBV_OK;
}

obv_status
obv_layer_settle(const obv_layer *layer, obv_lend lend, const void *active,
                 obv_arena *arena, const obv_layer **ret)
{
    uint32_t same = 0;
    while (same < layer->loan_count &&
           obv_slice_equal(lend(active, layer->loans[same].prefix),
                           layer->loans[same].iri)) {
        same++;
    }
    *ret = layer;
    if (same == layer->loan_count) {
        return OBV_OK;
    }
    obv_layer *copy = obv_arena_alloc(arena, 1, sizeof(*copy));
    if (copy == NULL) {
        return OBV_NO_MEMORY;
    }
    *copy = *layer;
    *ret = copy;
    return settle_terms(copy, lend, active, arena);
}
