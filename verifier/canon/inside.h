/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/inside.h - what the parts of the JSON-LD processor, and the compiler
 * of contexts, know of each other.  No other floor sees it.
 *
 *   context.c  what is in force: layers put on layers
 *   define.c   one context object -> its layer of terms
 *   expand.c   a document -> things with IRIs instead of names
 *   nodes.c    things -> node map        dataset.c  node map -> quads
 */
#ifndef OBV_INSIDE_H
#define OBV_INSIDE_H

#include "canon/terms.h"

/* ---- One run of the processor -------------------------------------------- */

/* The way from the outermost object to where we are, innermost first. */
typedef struct obv_step {
    const struct obv_step *up;
    obv_slice name; /* of a member; ptr NULL: an element of an array */
    size_t index;
} obv_step;

typedef struct obv_run {
    obv_arena *arena;
    const obv_ld_options *options; /* never NULL */
    obv_ld_fault *why;             /* never NULL */
    const obv_step *at;
    bool ambiguous; /* as in obv_linked */
} obv_run;

/* Says what is wrong, and gives `status` back. */
obv_status obv_ld_wrong(obv_run *run, obv_status status, obv_reason reason,
                        const char *code, obv_slice what);
/* OBV_MALFORMED by the standard: reason BAD_LINKED_DATA. */
obv_status obv_ld_broken(obv_run *run, const char *code, obv_slice what);
/* Something would not be signed: OBV_OK for the plain processor. */
obv_status obv_ld_dropped(obv_run *run, obv_slice what);

/* ---- Keywords ------------------------------------------------------------ */

typedef enum obv_keyword {
    OBV_KEYWORD_NONE, /* no keyword of JSON-LD 1.1 */
    OBV_AT_BASE,
    OBV_AT_CONTAINER,
    OBV_AT_CONTEXT,
    OBV_AT_DIRECTION,
    OBV_AT_GRAPH,
    OBV_AT_ID,
    OBV_AT_IMPORT,
    OBV_AT_INCLUDED,
    OBV_AT_INDEX,
    OBV_AT_JSON,
    OBV_AT_LANGUAGE,
    OBV_AT_LIST,
    OBV_AT_NEST,
    OBV_AT_NONE,
    OBV_AT_PREFIX,
    OBV_AT_PROPAGATE,
    OBV_AT_PROTECTED,
    OBV_AT_REVERSE,
    OBV_AT_SET,
    OBV_AT_TYPE,
    OBV_AT_VALUE,
    OBV_AT_VERSION,
    OBV_AT_VOCAB,
    OBV_KEYWORD_COUNT
} obv_keyword;

obv_keyword obv_keyword_of(obv_slice name);
/* "@" and letters only: kept for future keywords, so never a name. */
bool obv_keyword_like(obv_slice name);

/* ---- What is in force ---------------------------------------------------- */

/*
 * An active context (JSON-LD 1.1 API 4.1): the newest layer and what lies
 * below it.  Never changed once it is made.  `base`, `vocab`, `language` and
 * `direction` are what holds, whichever layer said it; empty is null.
 */
typedef struct obv_active {
    const struct obv_active *below; /* NULL: the initial context */
    const obv_layer *layer;         /* NULL: the initial context */
    /* What holds again in the next node object (4.1); NULL: this. */
    const struct obv_active *previous;
    obv_slice base, vocab, language;
    uint8_t direction;
    bool guarded;          /* some term is protected */
    bool overriding;       /* the layer was free to change protected terms */
    bool published;        /* the layer is no part of the document */
    unsigned height;       /* layers below */
    struct obv_memo *memo; /* what came of the scopes of its terms */
} obv_active;

/* How a context is processed, as bits. */
typedef enum obv_context_how {
    OBV_CONTEXT_OVERRIDES = 1, /* override protected: a property's scope */
    OBV_CONTEXT_PASSING = 2,   /* propagate is false: a type's scope */
    OBV_CONTEXT_PUBLISHED = 4  /* it does not stand in the document */
} obv_context_how;

/* The initial context of a run; NULL: no memory. */
const obv_active *obv_active_start(obv_run *run);

/*
 * Context Processing (4.1.2): what is in force when `local` (a null, string,
 * object or array of them) has been put on `active`.  `base` is the address
 * that relative addresses of contexts are resolved against.
 *
 * For the compiler: what `local` says is the layers from *ret down to, and
 * without, `active`.  Where the way down does not meet `active`, `local` began
 * with (or held) a null: then the layers are all down to the initial context,
 * whose own `layer` is NULL.
 *
 * The scope of a term `t` of one of these is processed in the same way over
 * the context that has the term, with OBV_CONTEXT_OVERRIDES: `t->scope_json`
 * for `local`, `t->scope_base` for `base`.  In a layer that was made from JSON
 * `scope` is NULL; the compiler sets it, and clears `scope_json`.
 */
obv_status obv_context_process(obv_run *run, const obv_active *active,
                               const obv_json *local, obv_slice base,
                               unsigned how, const obv_active **ret);

/* The definition in force; NULL: none. */
const obv_term *obv_active_find(const obv_active *active, obv_slice name,
                                uint32_t hash);

/* ---- IRIs (iri.c) -------------------------------------------------------- */

/* RFC 3986 5.2, strictly, without normalising.  False: no memory. */
bool obv_iri_resolve(obv_slice base, obv_slice reference, obv_arena *arena,
                     obv_slice *ret);
/* Starts with a scheme and a colon, and has no space. */
bool obv_iri_has_scheme(obv_slice text);
/* An IRI of RFC 3987, as N-Quads can hold it. */
bool obv_iri_is_good(obv_slice text);
/* "_:" and more. */
bool obv_is_blank(obv_slice text);
/* BCP 47: well-formed. */
bool obv_is_language(obv_slice tag);

#endif
