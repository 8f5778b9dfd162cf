/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/canon.h - JSON -> what its signature covers.
 *
 * Two ways lead there.  JCS (RFC 8785) signs the JSON text itself.  The others
 * sign linked data: JSON-LD 1.1 turns the members of an object into a graph
 * (obv_linked_read), RDFC-1.0 gives that graph one spelling (obv_rdfc).
 *
 * RDF signs neither member names, nor array order, nor which of two nodes with
 * one id a property hangs on.  So whoever reads such a document reads the node
 * map that was canonicalised, by IRI, never the JSON by name.
 *
 * NOT checked here: any signature, any date, what the terms mean for a badge.
 */
#ifndef OBV_CANON_H
#define OBV_CANON_H

#include "base/base.h"

/* ---- What goes in -------------------------------------------------------- */

/* A JSON object as it was signed: often less, or other, than it now holds. */
typedef struct obv_document {
    const obv_json *object;
    const obv_json *context;    /* stands for its @context; NULL: its own */
    const char *const *without; /* names of its own members that are left out,
                                   NULL-ended; NULL: none */
    const obv_json *proofs;     /* stands as its `proof` all the same (a chain
                                   signs the proofs before it); NULL: none */
} obv_document;

/* Gives the document of that address, or NULL. */
typedef const obv_json *(*obv_ld_load)(void *loader, obv_slice address);

/* Zeroed: the plain processor of the JSON-LD test suite, without a loader. */
typedef struct obv_ld_options {
    /*
     * What Data Integrity asks for: nothing may be dropped.  A member, type or
     * value that would not reach the dataset, and an inline context that
     * changes what a known term means, are OBV_MALFORMED.
     */
    bool refusing;
    bool i18n;              /* rdfDirection "i18n-datatype" */
    obv_slice base;         /* base IRI; empty: null */
    const obv_json *expand; /* expandContext; NULL: none */
    unsigned meaning;       /* of contexts that had several: 0 is the newest */
    obv_ld_load load;       /* NULL: only the compiled contexts */
    void *loader;
} obv_ld_options;

/* What is wrong, and where. */
typedef struct obv_ld_fault {
    const char *code; /* of JSON-LD 1.1 API 9.4.2, "invalid @id value"; ""
                         where the standard has none */
    /* BAD_LINKED_DATA, UNSIGNED_MEMBER, REDEFINED_TERM, UNKNOWN_CONTEXT or
       LIMIT */
    obv_reason reason;
    obv_slice where; /* JSON pointer to the member, from `object` */
    obv_slice what;  /* the name, type, value or address that it is about */
} obv_ld_fault;

/* ---- RDF ----------------------------------------------------------------- */

typedef enum obv_rdf_kind {
    OBV_RDF_IRI,
    OBV_RDF_BLANK,
    OBV_RDF_LITERAL
} obv_rdf_kind;

typedef struct obv_rdf_term {
    obv_rdf_kind kind;
    obv_slice text;     /* the IRI; the lexical form; the label, without _: */
    obv_slice datatype; /* of a literal: its IRI, never empty */
    obv_slice language; /* of an rdf:langString; else empty */
    uint32_t blank;     /* of a blank node: its number, from 0 */
} obv_rdf_term;

typedef struct obv_quad {
    const obv_rdf_term *subject, *predicate, *object;
    const obv_rdf_term *graph; /* NULL: the default graph */
} obv_quad;

/* A quad may stand in it twice, and counts once. */
typedef struct obv_dataset {
    const obv_quad *quads;
    size_t count;
    size_t blanks; /* their numbers run from 0 up to this */
} obv_dataset;

/* ---- Node map (JSON-LD 1.1 API 7.2) -------------------------------------- */

typedef enum obv_item_kind {
    OBV_ITEM_NODE,
    OBV_ITEM_VALUE,
    OBV_ITEM_LIST
} obv_item_kind;

typedef struct obv_item {
    struct obv_item *next;
    obv_item_kind kind;
    const struct obv_node *node; /* NODE */
    /* VALUE: as it stood in the document: text, number, boolean; any JSON
       where it is `literal`, and its type then rdf:JSON. */
    const obv_json *value;
    bool literal;                /* VALUE: @type: @json */
    obv_slice type, language;    /* VALUE: IRI; tag; empty: none */
    uint8_t direction;           /* VALUE: an obv_direction */
    const struct obv_item *list; /* LIST: its first; NULL: empty */
} obv_item;

typedef struct obv_property {
    struct obv_property *next;
    obv_slice iri;
    obv_item *items; /* a set: equal ones count once */
} obv_property;

/* An object of the document that a node came from. */
typedef struct obv_ld_origin {
    struct obv_ld_origin *next;
    const obv_json *object;
} obv_ld_origin;

typedef struct obv_node {
    struct obv_node *next;  /* in its graph, in the order of the document */
    obv_slice id;           /* an IRI, or a blank node with its _: */
    const obv_slice *types; /* IRIs */
    size_t type_count;
    const obv_property *properties; /* but @type; in the order first met */
    const struct obv_graph *graph;  /* the graph that it names; NULL: none */
    const obv_ld_origin *origins;   /* in the order of the document */
} obv_node;

typedef struct obv_graph {
    const obv_node *nodes;
} obv_graph;

/* The values of a property; NULL: none. */
const obv_item *obv_node_get(const obv_node *node, const char *iri);
bool obv_node_is(const obv_node *node, const char *type);

/* ---- Linked data --------------------------------------------------------- */

/* The hash of a canonical text, once somebody has asked for it. */
typedef struct obv_spelled {
    bool known;
    obv_status status; /* OBV_OK, or why there is none */
    uint8_t sha256[32];
} obv_spelled;

typedef struct obv_linked {
    obv_graph graph;      /* the default graph */
    const obv_node *top;  /* of the document's outermost object; NULL where it
                             is no single node */
    obv_dataset dataset;  /* what all of it says */
    obv_spelled *spelled; /* of this dataset; NULL: nothing is remembered */
    /* It uses a term of a context that was published with two meanings, and the
       term differs: read it again with `meaning` 1 to have the other.  Not
       where that would surely drop something. */
    bool ambiguous;
    /* Something that does not hang on its top; NULL: nothing.  On another top
       the same statements would be another document. */
    const obv_node *loose;
} obv_linked;

/*
 * Expands a document, makes its node map and its dataset.  All of *ret lives in
 * the arena and points into the document.
 *
 * OBV_MALFORMED: it breaks JSON-LD, or (refusing) something would be dropped.
 * OBV_NOT_FOUND: a context that we do not have, why->what is its address.
 * OBV_LIMIT, OBV_NO_MEMORY.  *why is filled for all but the last; it may be
 * NULL.
 */
obv_status obv_linked_read(const obv_document *document,
                           const obv_ld_options *options, obv_arena *arena,
                           obv_linked *ret, obv_ld_fault *why);

/* What a fault is about, for whoever has to mend it: `what`, behind the rule of
   the standard that is broken where there is one.  OBV_NO_MEMORY. */
obv_status obv_ld_about(const obv_ld_fault *why, obv_arena *arena,
                        obv_slice *ret);

/* ---- RDFC-1.0 ------------------------------------------------------------ */

typedef struct obv_canonical {
    obv_slice text;         /* the canonical N-Quads, sorted by code point */
    const obv_slice *lines; /* the same, each with its line feed */
    size_t line_count;
    const obv_slice *labels; /* of each blank node by its number: "c14n0" */
    uint32_t calls;          /* of Hash N-Degree Quads */
} obv_canonical;

/*
 * `hash` is OBV_SHA256 or OBV_SHA384.  OBV_LIMIT: a budget of limits.h is used
 * up, which is what a poisoned graph is made for; nothing is known then.
 */
obv_status obv_rdfc(const obv_dataset *dataset, obv_hash hash, obv_arena *arena,
                    obv_canonical *ret);

/* The same spelling with other labels, one for each blank node by its number:
   what was signed under names that somebody gave (vc-di-ecdsa 3.4.2). */
obv_status obv_rdfc_relabel(const obv_dataset *dataset, const obv_slice *labels,
                            obv_arena *arena, obv_canonical *ret);

/* ---- JCS (RFC 8785) ------------------------------------------------------ */

/* Members by UTF-16 order, numbers as ECMAScript prints their double.
   OBV_MALFORMED: a number that is no finite double. */
obv_status obv_jcs(const obv_document *document, obv_arena *arena,
                   obv_slice *ret);
/* The same for any value. */
obv_status obv_jcs_value(const obv_json *value, obv_arena *arena,
                         obv_slice *ret);

#endif
