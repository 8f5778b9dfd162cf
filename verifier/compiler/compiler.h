/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compiler/compiler.h - term tables (canon/contexts) -> constant tables in C.
 *
 * A program of the build, never of the library: it runs on the machine that
 * compiles, knows the notation and nothing of JSON-LD's JSON, so that the test
 * which holds its tables against the published files compares two ways that
 * have nothing in common.
 *
 *   read.c     text -> sections, as they are written
 *   resolve.c  sections -> contexts: blocks put in, IRIs written out
 *   write.c    contexts -> C
 */
#ifndef OBV_COMPILER_H
#define OBV_COMPILER_H

#include "canon/terms.h"

/* Where something is written. */
typedef struct place {
    const struct source *source;
    unsigned line;
} place;

/* Says what is wrong there and what to do, and ends the program. */
_Noreturn void wrong(place at, const char *what, obv_slice about,
                     const char *remedy);

/* Never NULL: the end of memory is the end of the program. */
void *make(size_t size);
extern obv_arena *memory;

/* ---- As it is written (read.c) ------------------------------------------- */

typedef struct let {
    struct let *next;
    place at;
    obv_slice name, iri;
    bool used;
} let;

typedef struct source {
    const char *name;
    let *lets;
} source;

typedef enum kind {
    IS_TERM,
    IS_PREFIX,
    IS_USE,
    IS_ALSO,
    IS_AFTER,
    IS_VOCAB,
    IS_PROTECTED,
    IS_NULL
} kind;

typedef struct entry {
    struct entry *next;
    place at;
    kind kind;
    obv_slice name; /* of the term, block or context */
    obv_slice iri, type;
    bool link, reverse;
    uint8_t container;
    bool has_scope;
    struct entry *scope;
} entry;

typedef struct section {
    struct section *next;
    place at;
    bool is_context;
    obv_slice name; /* of the block; address of the context */
    unsigned meaning;
    entry *entries;
    bool used;
} section;

/* Puts the sections of one file behind those that are there. */
void read_terms(source *of, obv_slice text, section **sections);

/* ---- As it is meant (resolve.c) ------------------------------------------ */

/* What one context object says. */
typedef struct object {
    const struct object *around; /* what it is a scope in; NULL: none */
    const struct object *before; /* `after`: what lies below; NULL: nothing */
    bool is_null, guards, has_vocab;
    place vocab_at;
    obv_slice vocab;
    struct term *terms;
    uint32_t count;
    obv_loan *loans;
    uint32_t loan_count;
} object;

typedef struct term {
    struct term *next;
    place at;
    bool from_block;
    obv_term meaning; /* its scope stands in `scope` */
    object *scope;
} term;

typedef struct context {
    struct context *next;
    place at;
    obv_slice address;
    unsigned meaning, meanings;
    object *object;
} context;

/* By address (bytes), then by meaning. */
context *resolve(section *sections);

/* ---- As C (write.c) ------------------------------------------------------ */

obv_slice write_tables(const context *contexts);

#endif
