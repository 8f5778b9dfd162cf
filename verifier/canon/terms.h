/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/terms.h - what a context defines; no other floor sees it.
 *
 * An active context (JSON-LD 1.1 API 4.1) is a chain of layers, the newest on
 * top: a term means what the first layer says that has it.  A layer is never
 * changed, so a published context is one constant table, compiled at build
 * time (verifier/compiler), and costs neither parsing nor memory; an inline
 * context makes a layer of the same shape in the arena.
 */
#ifndef OBV_TERMS_H
#define OBV_TERMS_H

#include "canon/canon.h"

/* Container mappings, as bits. */
typedef enum obv_holder {
    OBV_HOLDS_LIST = 1,
    OBV_HOLDS_SET = 2,
    OBV_HOLDS_LANGUAGE = 4,
    OBV_HOLDS_INDEX = 8,
    OBV_HOLDS_GRAPH = 16,
    OBV_HOLDS_ID = 32,
    OBV_HOLDS_TYPE = 64
} obv_holder;

typedef enum obv_direction {
    OBV_DIRECTION_UNSET,
    OBV_DIRECTION_NULL, /* said to be none */
    OBV_DIRECTION_LTR,
    OBV_DIRECTION_RTL
} obv_direction;

struct obv_frozen;

/* A term definition (JSON-LD 1.1 API 4.1.1, 4.2).  Slices are empty where the
   definition has no such part (and then NULL in the compiled ones). */
typedef struct obv_term {
    obv_slice name;
    uint32_t hash; /* obv_term_hash(name) */
    uint8_t container;
    bool prefix, reverse, guarded; /* guarded: @protected */
    bool gone;  /* the context took an older definition away and put none in
                   its place: as if no layer had it */
    bool fresh; /* not compiled: nobody knows yet whether its IRI is good */
    bool has_language; /* and an empty one is null */
    bool has_scope;
    uint8_t direction;
    obv_slice iri;  /* an IRI or a keyword; empty: the term is set to null */
    obv_slice type; /* an IRI, @id, @vocab, @json or @none */
    obv_slice language, index, nest;
    /* Its own @context, applied below it: one of these. */
    const struct obv_frozen *scope; /* compiled */
    const obv_json *scope_json;     /* as it stands; may be a null value */
    obv_slice scope_base; /* with scope_json: what it is relative to */
    bool published;       /* with scope_json: it is no part of the document */
    /* Compiled: another meaning of its context has it otherwise, or not at all
       (one that only a later meaning has does not exist). */
    bool disputed, alone; /* alone: not at all */
    /* Compiled: `iri` and `type` as written, where they hang on a loan. */
    obv_slice iri_written, type_written;
} obv_term;

/*
 * What the definitions of a compiled layer take from the contexts around it:
 * the prefix of "xsd:float" where the layer itself has no xsd.  Such a layer
 * goes through obv_layer_settle before it is put on top of an active context.
 */
typedef struct obv_loan {
    obv_slice prefix;
    obv_slice iri; /* what the table was made with; empty: it stood for none */
} obv_loan;

/* What one context object says. */
typedef struct obv_layer {
    const obv_term *terms;
    uint32_t count;
    /* obv_slot_of the term in slot `hash & mask`, then the slots behind it;
       0 ends the search.  At most half are taken. */
    const uint32_t *slots;
    uint32_t mask;
    const obv_loan *loans;
    uint32_t loan_count;
    bool guards;       /* holds a protected term */
    bool values;       /* holds an alias of @value */
    bool no_propagate; /* @propagate: false */
    bool propagates;   /* @propagate: true, which a type's scope can say */
    bool has_vocab, has_base, has_language;
    uint8_t direction;
    obv_slice vocab, base, language; /* with has_...: empty is null */
} obv_layer;

/* A compiled context: what its address stands for, or a term's scope. */
typedef struct obv_frozen {
    obv_slice address; /* empty for a scope */
    unsigned meaning;  /* of several under one address; 0 is the newest */
    unsigned meanings; /* how many there are */
    const obv_layer *const *layers; /* in order; a NULL one is a null context */
    size_t count;
} obv_frozen;

/* All of them, by address (bytes), then by meaning: made by the compiler. */
extern const obv_frozen *const obv_frozen_contexts[];
extern const size_t obv_frozen_count;

/* NULL: not one of ours.  A context with fewer meanings gives its last. */
const obv_frozen *obv_frozen_find(obv_slice address, unsigned meaning);

/* FNV-1a. */
static inline uint32_t
obv_term_hash(obv_slice name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.len; i++) {
        hash = (hash ^ name.ptr[i]) * 16777619U;
    }
    return hash;
}

/* The index of a term + 1, below the upper half of its hash: most searches end
   without a look at a term. */
#define OBV_SLOT_INDEX 0xFFFFU

static inline uint32_t
obv_slot_of(uint32_t index, uint32_t hash)
{
    return (hash & ~OBV_SLOT_INDEX) | (index + 1);
}

/* NULL: this layer does not have it.  (A definition that is `gone` is found:
   it hides those of the layers below.) */
const obv_term *obv_layer_find(const obv_layer *layer, obv_slice name,
                               uint32_t hash);
/* Whether two definitions mean the same, @protected aside.  A compiled scope
   and one that is JSON never do. */
bool obv_term_same(const obv_term *a, const obv_term *b);

/* What `prefix` stands for in an active context: the IRI of that term, empty
   where it has none or is no prefix. */
typedef obv_slice (*obv_lend)(const void *active, obv_slice prefix);
/*
 * The layer as it is in that active context: `layer` itself where its loans are
 * what the table was made with, as a rule; else a copy in the arena.
 * OBV_NO_MEMORY.
 */
obv_status obv_layer_settle(const obv_layer *layer, obv_lend lend,
                            const void *active, obv_arena *arena,
                            const obv_layer **ret);

#endif
