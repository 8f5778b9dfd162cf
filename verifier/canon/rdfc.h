/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/rdfc.h - what the files of RDFC-1.0 share; no other floor sees it.
 *
 * A quad is written once, as a line in which each blank node is "_:z"; the
 * letter is changed in a copy where the standard asks for "_:a", and the label
 * is put in its place at the end.  Lines are sorted, and each stands once.
 */
#ifndef OBV_RDFC_H
#define OBV_RDFC_H

#include "canon/canon.h"

/* ---- Byte strings in order (sort.c) -------------------------------------- */

typedef struct obv_sortable {
    const uint8_t *ptr;
    uint64_t key; /* the eight bytes that are being compared */
    uint32_t len, which;
} obv_sortable;

obv_sortable obv_sortable_of(const uint8_t *ptr, size_t len, size_t which);

/* By bytes, which is by code point for UTF-8; equal ones stay in order.  None
   may be the beginning of a longer one.  `spare` has the same count. */
void obv_sort(obv_sortable *items, obv_sortable *spare, size_t count);

/* ---- Lines (lines.c) ----------------------------------------------------- */

/* A blank node in a line. */
typedef struct obv_spot {
    uint32_t at;    /* of the letter behind "_:" */
    uint32_t blank; /* its number */
    char position;  /* s, o, g (RDFC-1.0 4.7.3) */
} obv_spot;

typedef struct obv_quad_line {
    obv_slice text; /* with its line feed */
    obv_slice predicate;
    obv_spot spots[3];
    uint8_t spot_count;
} obv_quad_line;

typedef struct obv_quad_lines {
    /* In order of their text, then of their blank nodes. */
    const obv_quad_line **all;
    obv_sortable *desk; /* room to sort as many again */
    size_t count;
} obv_quad_lines;

/* OBV_MALFORMED: no dataset of RDF 1.1, or an IRI that would end its line. */
obv_status obv_lines_of(const obv_dataset *dataset, obv_arena *arena,
                        obv_quad_lines *ret);

/* ---- Names for blank nodes ----------------------------------------------- */

/* Hands out numbers in order.  `ids` has number + 1 of each blank node, 0 for
   one without; `order` has them as they were named. */
typedef struct obv_issuer {
    uint32_t *ids, *order;
    size_t count;
} obv_issuer;

void obv_issue(obv_issuer *issuer, uint32_t blank);
/* Takes back all but the first `count`. */
void obv_issue_back(obv_issuer *issuer, size_t count);

#define OBV_LABEL_ROOM 20 /* prefix of at most seven */
/* "_:", the prefix and the number; gives the length. */
size_t obv_label(char text[OBV_LABEL_ROOM], const char *prefix, uint32_t id);

/* ---- One run ------------------------------------------------------------- */

#define OBV_RDFC_HASH 48 /* SHA-384 */

/* Memory that is given back in the reverse order (ndegree.c). */
typedef struct obv_scratch {
    struct obv_scratch_block *block;
} obv_scratch;

typedef struct obv_rdfc_run {
    obv_arena *arena;
    obv_hash hash;
    size_t hash_len;
    obv_quad_lines lines;
    size_t blanks;
    /* The lines that mention blank node n: those from starts[n] up to
       starts[n + 1]. */
    uint32_t *starts, *mentions;
    uint8_t (*first)[OBV_RDFC_HASH]; /* first degree hash of each blank node */
    obv_issuer canonical, temporary;
    obv_scratch scratch;
    uint8_t *message; /* room for one related hash */
    uint32_t calls, permutations;
    size_t bytes;
} obv_rdfc_run;

/* OBV_LIMIT when the budget of bytes is used up.  What is not hashed needs no
   budget: a path is a few bytes for each call. */
obv_status obv_rdfc_hash(obv_rdfc_run *run, obv_slice bytes,
                         uint8_t ret[OBV_RDFC_HASH]);
/* Lower case; gives the length. */
size_t obv_rdfc_hex(const obv_rdfc_run *run, const uint8_t *hash, char *text);

/* RDFC-1.0 4.8: continues the temporary issuer. (ndegree.c) */
obv_status obv_rdfc_n_degree(obv_rdfc_run *run, uint32_t blank, unsigned depth,
                             uint8_t ret[OBV_RDFC_HASH]);
/* The longest message of a related hash. */
size_t obv_rdfc_message_room(const obv_quad_lines *lines);

#endif
