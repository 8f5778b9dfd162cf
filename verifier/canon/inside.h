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

typedef struct obv_ld {
    obv_arena *arena;
    const obv_ld_options *options; /* never NULL */
    obv_ld_fault *why;             /* never NULL */
    const obv_step *at;
    bool ambiguous; /* as in obv_linked ... */
    bool newest;    /* ... but the older meaning would drop a member */
} obv_ld;

/* Says what is wrong, and gives `status` back. */
obv_status obv_ld_wrong(obv_ld *ld, obv_status status, obv_reason reason,
                        const char *code, obv_slice what);
/* OBV_MALFORMED by the standard: reason BAD_LINKED_DATA. */
obv_status obv_ld_broken(obv_ld *ld, const char *code, obv_slice what);
/* Something would not be signed: OBV_OK for the plain processor. */
obv_status obv_ld_dropped(obv_ld *ld, obv_slice what);

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
    bool values;           /* some term is or was an alias of @value */
    bool overriding;       /* the layer was free to change protected terms */
    bool published;        /* the layer is no part of the document */
    unsigned height;       /* layers below */
    struct obv_memo *memo; /* what came of the scopes of its terms */
    bool *ambiguous;       /* of the run: a term was met that is disputed */
} obv_active;

/* How a context is processed, as bits. */
typedef enum obv_context_how {
    OBV_CONTEXT_OVERRIDES = 1, /* override protected: a property's scope */
    OBV_CONTEXT_PASSING = 2,   /* propagate is false: a type's scope */
    OBV_CONTEXT_PUBLISHED = 4  /* it does not stand in the document */
} obv_context_how;

/* The initial context of a run; NULL: no memory. */
const obv_active *obv_active_start(obv_ld *ld);

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
obv_status obv_context_process(obv_ld *ld, const obv_active *active,
                               const obv_json *local, obv_slice base,
                               unsigned how, const obv_active **ret);

/* The definition in force; NULL: none. */
const obv_term *obv_active_find(const obv_active *active, obv_slice name,
                                uint32_t hash);

/* The same for a @context of the document itself; refusing, it may not change
   what the published contexts around it mean. */
obv_status obv_context_enter(obv_ld *ld, const obv_active *active,
                             const obv_json *local, const obv_active **ret);

/* What the scope of a term makes of `active`: a property's with
   OBV_CONTEXT_OVERRIDES, a type's with OBV_CONTEXT_PASSING. */
obv_status obv_context_scope(obv_ld *ld, const obv_active *active,
                             const obv_term *term, unsigned how,
                             const obv_active **ret);

/* Context objects and addresses on the way to the one that is processed. */
typedef struct obv_way {
    obv_slice base;
    unsigned how;
    bool validating;          /* a scope, only to see whether it is good */
    const struct obv_way *up; /* what named it by its address */
    obv_slice address;        /* by which it was named; empty: none */
    unsigned depth;           /* of all these */
} obv_way;

obv_status obv_context_walk(obv_ld *ld, const obv_active *active,
                            const obv_json *local, const obv_way *way,
                            const obv_active **ret);
/* The document of that address: the value of its @context. */
obv_status obv_context_load(obv_ld *ld, obv_slice address,
                            const obv_json **ret);

/* One layer more on `below`, which says nothing yet; and what it says besides
   its terms.  OBV_LIMIT, OBV_NO_MEMORY. */
obv_status obv_active_grow(obv_ld *ld, const obv_active *below,
                           const obv_layer *layer, unsigned how,
                           obv_active **ret);
void obv_active_settle(obv_active *active);
/* Refuses a definition that changes a protected one. */
obv_status obv_active_guard(obv_ld *ld, const obv_active *active,
                            const obv_term *term);

/* One context object put on `active` (4.1.2, 5.4 and on; define.c). */
obv_status obv_layer_define(obv_ld *ld, const obv_active *active,
                            const obv_json *object, const obv_way *way,
                            obv_active **ret);

/* Refusing: what inline contexts among the layers above `before` (or below it,
   where a published one has come on top) make of known names (meaning.c). */
obv_status obv_meaning_check(obv_ld *ld, const obv_active *before,
                             const obv_active *after);
/* Refusing: an inline null would take published contexts away. */
obv_status obv_meaning_keep(obv_ld *ld, const obv_active *active);

/* ---- Names (4.3 IRI Expansion, name.c) ----------------------------------- */

typedef enum obv_name_how {
    OBV_NAME_VOCAB = 1,   /* it may be a term, or relative to @vocab */
    OBV_NAME_DOCUMENT = 2 /* it may be relative to the base IRI */
} obv_name_how;

/* Where names are looked up: what is in force, or a context in the making. */
typedef struct obv_names {
    const obv_active *active;
    struct obv_definer *definer; /* NULL: none is in the making */
} obv_names;

/* *ret without a pointer is null; what is neither IRI nor keyword stays as it
   is. */
obv_status obv_name_expand(obv_ld *ld, const obv_names *names, obv_slice name,
                           unsigned how, obv_slice *ret);

/* Of a context in the making: the term made first where there is a need. */
obv_status obv_definer_need(struct obv_definer *definer, obv_slice name,
                            uint32_t hash);
const obv_term *obv_definer_find(const struct obv_definer *definer,
                                 obv_slice name, uint32_t hash);

/* Lower-cased where it is not.  False: no memory. */
bool obv_lower(obv_slice text, obv_arena *arena, obv_slice *ret);
/* A language tag as it is kept: lower-cased; null stays null. */
bool obv_tag(obv_slice text, obv_arena *arena, obv_slice *ret);
bool obv_join(obv_slice a, obv_slice b, obv_arena *arena, obv_slice *ret);

/* ---- Things (5.1 Expansion, expand.c) ------------------------------------ */

typedef enum obv_thing_kind {
    OBV_THING_NODE,
    OBV_THING_VALUE,
    OBV_THING_LIST
} obv_thing_kind;

/* An array of the expanded form; `many` false: its one item alone, or null. */
typedef struct obv_things {
    struct obv_thing *first, *last;
    bool many;
} obv_things;

/* Of one IRI there may be several. */
typedef struct obv_entry {
    struct obv_entry *next;
    obv_slice iri;
    obv_things things;
} obv_entry;

typedef struct obv_iris {
    struct obv_iris *next;
    obv_slice iri;
} obv_iris;

/* A node object, value object or list object. */
typedef struct obv_thing {
    struct obv_thing *next;
    const obv_json *origin; /* the object that it was; NULL: no object */
    obv_thing_kind kind;
    uint8_t direction; /* VALUE */
    bool has_id, has_types, has_index, has_graph, has_included;
    obv_slice id; /* without a pointer: null */
    obv_slice index;
    obv_iris *types;
    obv_entry *entries, *last_entry;
    obv_entry *reverse;       /* of its @reverse */
    obv_things items;         /* of its @graph, or of a LIST */
    obv_things included;      /* of its @included */
    const obv_json *value;    /* VALUE */
    obv_slice type, language; /* VALUE; empty: none */
} obv_thing;

/* A member of an object of the document. */
typedef struct obv_member {
    struct obv_member *next;
    obv_slice name;
    uint32_t hash;
    const obv_json *value;
} obv_member;

/* The active property of the standard: `name` without a pointer is null. */
typedef struct obv_about {
    obv_slice name;
    obv_keyword keyword;  /* @graph, @reverse, or none */
    const obv_term *term; /* its definition in force; NULL: none */
} obv_about;

/* A whole document (9.1 expand()). */
obv_status obv_expand_document(obv_ld *ld, const obv_document *document,
                               obv_things *ret);
/* One value of it; `mapped`: of an index, id or type map. */
obv_status obv_expand(obv_ld *ld, const obv_active *active,
                      const obv_about *about, const obv_json *element,
                      bool mapped, obv_things *ret);
/* Value Expansion (5.3). */
obv_status obv_expand_value(obv_ld *ld, const obv_active *active,
                            const obv_term *term, const obv_json *value,
                            obv_thing **ret);
/* The values of a property whose container is a map (expand_map.c). */
obv_status obv_expand_languages(obv_ld *ld, const obv_active *active,
                                const obv_about *about, const obv_json *map,
                                obv_things *ret);
obv_status obv_expand_map(obv_ld *ld, const obv_active *active,
                          const obv_about *about, const obv_json *map,
                          obv_things *ret);

/* NULL, false: no memory. */
obv_thing *obv_thing_new(obv_ld *ld, obv_thing_kind kind,
                         const obv_json *origin);
void obv_things_add(obv_things *things, obv_thing *thing);
void obv_things_join(obv_things *things, const obv_things *more);
/* Every item in one list; each in a graph of its own.  False: no memory. */
bool obv_things_wrap_list(obv_ld *ld, obv_things *things);
bool obv_things_wrap_graphs(obv_ld *ld, obv_things *things);
obv_entry *obv_entry_new(obv_ld *ld, obv_slice iri, const obv_things *things);
bool obv_entry_add(obv_ld *ld, obv_thing *thing, obv_slice iri,
                   const obv_things *things);
bool obv_type_add(obv_ld *ld, obv_thing *thing, obv_slice iri);
/* A node with a @graph, and at most an @id and @index besides. */
bool obv_is_graph_thing(const obv_thing *thing);

/* Refusing: what the dataset cannot hold.  An IRI that is none; a property that
   is none, or a blank node; a language or direction. */
obv_status obv_ld_check_iri(obv_ld *ld, obv_slice iri, obv_slice written);
obv_status obv_ld_check_property(obv_ld *ld, obv_slice iri, obv_slice name);
obv_status obv_ld_check_tongue(obv_ld *ld, const obv_thing *value);

/* ---- Node map (7.2 Node Map Generation, nodes.c) ------------------------- */

/* Finds what was put in by the hash of its content. */
typedef struct obv_table {
    obv_arena *arena;
    struct obv_slot *slots;
    size_t mask, count;
    uint64_t asked, steps; /* an asker who makes hashes meet is found out */
} obv_table;

typedef bool (*obv_same)(const void *thing, const void *sought);

/* *ret is where the thing is or (NULL there) has to be put.  OBV_LIMIT: too
   many of one hash; OBV_NO_MEMORY. */
obv_status obv_table_find(obv_table *table, uint64_t hash, obv_same same,
                          const void *sought, void ***ret);
uint64_t obv_table_hash(uint64_t seed, obv_slice text);

/* A node with what its dataset needs. */
typedef struct obv_map_node {
    obv_node shown;
    const struct obv_map_graph *in;
    obv_rdf_term term;
    bool good; /* the dataset can hold its id */
    bool said; /* ... and does */
    obv_property *last_property;
    obv_ld_origin *last_origin;
    struct obv_map_type *first_type, *last_type;
    obv_slice index;
    bool has_index;
    bool reached; /* from the top (reach.c) */
    struct obv_map_node *todo;
} obv_map_node;

typedef struct obv_map_type {
    struct obv_map_type *next;
    const obv_map_node *of;
    obv_slice iri;
} obv_map_type;

typedef struct obv_map_graph {
    obv_graph shown;
    struct obv_map_graph *next;
    const obv_rdf_term *name; /* NULL: the default graph */
    bool good;
    bool said; /* a quad is in it */
    obv_node *last;
} obv_map_graph;

typedef struct obv_map_property {
    obv_property shown;
    const obv_map_node *of;
    obv_item *last;
} obv_map_property;

typedef struct obv_map {
    obv_ld *ld;
    obv_map_graph main; /* then all that have names */
    obv_map_graph *last_graph;
    size_t quads;  /* at most so many */
    size_t blanks; /* so many numbers are given */
    obv_table nodes, blank_ids, graphs, types, properties, items;
} obv_map;

obv_status obv_map_things(obv_ld *ld, const obv_things *things, obv_map *map);
/* A new blank node; its term without text.  OBV_LIMIT. */
obv_status obv_map_blank(obv_map *map, obv_rdf_term *ret);

/* Whether the dataset can hold it.  Refusing, expansion has refused all that
   it cannot, and said where it stands. */
bool obv_map_holds(const obv_map *map, obv_slice iri);

/* Something of the default graph that cannot be reached from this node
   (reach.c); NULL: nothing.  Once for each map. */
const obv_node *obv_map_find_loose(const obv_map *map, const obv_node *top);

/* 8.1 Deserialize JSON-LD to RDF (dataset.c) */
obv_status obv_map_dataset(obv_map *map, obv_dataset *ret);

/* ---- IRIs (iri.c) -------------------------------------------------------- */

/* RFC 3986 5.2, strictly, without normalising.  False: no memory. */
bool obv_iri_resolve(obv_slice base, obv_slice reference, obv_arena *arena,
                     obv_slice *ret);
/* Starts with a scheme and a colon, and has no space. */
bool obv_iri_has_scheme(obv_slice text);
/* Absolute, and of letters that N-Quads can hold: what issuers sign, though
   RFC 3987 would have [ ] in a query, or a bare %, written otherwise. */
bool obv_iri_is_written(obv_slice text);
/* An IRI of RFC 3987, as N-Quads can hold it. */
bool obv_iri_is_good(obv_slice text);
/* "_:" and more. */
bool obv_is_blank(obv_slice text);
/* BCP 47: well-formed. */
bool obv_is_language(obv_slice tag);

#endif
