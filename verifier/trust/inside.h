/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trust/inside.h - what the files of this floor share, and no other floor
 * sees.
 */
#ifndef OBV_TRUST_INSIDE_H
#define OBV_TRUST_INSIDE_H

#include "trust/trust.h"

/* ---- Saying what is wrong (strict.c) ------------------------------------- */

/*
 * Fills *trouble and gives the status back.  The parts, NULL-ended, are put
 * together; one that may not be shown is left out.  `trouble` may be NULL.
 */
obv_status obv_say_trouble(obv_status status, obv_trouble_kind kind,
                           obv_trouble *trouble, const char *file,
                           const char *const *parts);
#define SAY(status, kind, trouble, file, ...)                                  \
    obv_say_trouble(status, OBV_TROUBLE_##kind, trouble, file,                 \
                    (const char *const[]){__VA_ARGS__, NULL})

/* The same from within a file: the place is said first. */
typedef struct obv_reading {
    const char *file;
    obv_arena *arena; /* holds what is kept */
    obv_trouble *trouble;
} obv_reading;

/* A place in a file, from the leaf up: issuers[3].keys[0]. */
typedef struct obv_spot {
    const struct obv_spot *up; /* NULL at the top */
    const char *name;          /* NULL: the item `index` */
    size_t index;
} obv_spot;

obv_status obv_refuse(const obv_reading *r, obv_trouble_kind kind,
                      const obv_spot *at, const char *const *parts);
#define REFUSE(r, at, ...) REFUSE_AS(MALFORMED, r, at, __VA_ARGS__)
#define REFUSE_AS(kind, r, at, ...)                                            \
    obv_refuse(r, OBV_TROUBLE_##kind, at,                                      \
               (const char *const[]){__VA_ARGS__, NULL})

/* ---- Strict reading of JSON (strict.c) ----------------------------------- */

typedef enum obv_sort {
    OBV_SORT_TEXT,   /* obv_slice: not empty, may be shown as it stands */
    OBV_SORT_NAME,   /* the same, short enough for obv_trust_facts */
    OBV_SORT_RAW,    /* obv_slice: not empty, any text */
    OBV_SORT_DATE,   /* int64_t: "2026-03-03T12:00:00Z", in no other way */
    OBV_SORT_NUMBER, /* int64_t from 1 */
    OBV_SORT_FLAG,   /* bool */
    OBV_SORT_LIST,   /* const obv_json *: an array; points into the tree */
    OBV_SORT_OBJECT, /* const obv_json *: an object; points into the tree */
    OBV_SORT_COUNT
} obv_sort;

/* One row a member; what has no row is refused. */
typedef struct obv_member {
    const char *name;
    obv_sort sort;
    bool needed;
    size_t at; /* where it goes in the struct */
} obv_member;

/* Texts are copied to the arena; what is absent leaves *into as it was. */
obv_status obv_read_members(const obv_reading *r, const obv_spot *at,
                            const obv_json *object, const obv_member *members,
                            size_t count, void *into);

/* An array of texts of one sort; an absent one gives NULL and 0, an empty one
   no NULL. */
obv_status obv_read_texts(const obv_reading *r, const obv_spot *at,
                          const obv_json *array, obv_sort sort, obv_slice **ret,
                          size_t *count);

/* The whole file as one object; the tree lives as long as `tree`. */
obv_status obv_read_file(const obv_reading *r, obv_slice body, obv_arena *tree,
                         const obv_json **ret);

/* ---- Small things of this floor ------------------------------------------ */

/* The fewest hex digits that name a root, and those that are shown. */
#define OBV_ROOT_ID (sizeof(((obv_trust_facts *)NULL)->root_id) - 1)

bool obv_is_region(obv_slice text);                        /* root.c */
void obv_copy_text(char *to, size_t size, obv_slice text); /* strict.c */
int obv_slice_order(obv_slice a, obv_slice b);             /* match.c */

/* Words of a signed comment: " label=DATE" and " sha256=HEX" (root.c). */
void obv_put_time(obv_buffer *b, const char *label, int64_t time);
obv_status obv_put_sha256(obv_buffer *b, obv_slice body);

/* ---- The open list ------------------------------------------------------- */

typedef struct obv_id_row {
    obv_slice id;
    const obv_listed_issuer *issuer;
} obv_id_row;

typedef struct obv_withdrawal_row {
    const obv_listed_issuer *issuer;
    obv_withdrawal entry;
} obv_withdrawal_row;

/* Everything in the arena, this struct too.  The tables are sorted: bisected
   by match.c, made by list.c. */
struct obv_trust {
    obv_arena *arena;
    obv_trust_facts facts;
    obv_listed_issuer *issuers;
    size_t issuer_count;
    obv_id_row *ids; /* by id */
    size_t id_count;
    obv_catalogue_entry *catalogue; /* by id */
    size_t catalogue_count;
    obv_status_document *status; /* by address */
    size_t status_count;
    obv_withdrawal_row *by_name; /* by issuer, then credential */
    size_t by_name_count;
    obv_withdrawal_row *by_digest;
    size_t by_digest_count;
};

/* As obv_trust_issuer, but finds removed ones too (match.c). */
const obv_listed_issuer *obv_any_issuer(const obv_trust *trust, obv_slice id);

/* The key that an id spells out, if any (match.c). */
obv_status obv_spelled_key(obv_slice id, obv_arena *arena, obv_key *ret);

/* The first of two equal neighbours in a sorted table; NULL: all differ
   (list.c). */
const void *obv_twin(const void *rows, size_t count, size_t size,
                     int (*order)(const void *, const void *));
/* A text that obv_read_members kept ends in NUL: it can be shown as it is. */
static inline const char *
obv_text_of(obv_slice kept)
{
    return (const char *)kept.ptr;
}

int obv_order_ids(const void *a, const void *b);
int obv_order_entries(const void *a, const void *b);
int obv_order_status(const void *a, const void *b);
int obv_order_by_name(const void *a, const void *b);
int obv_order_by_digest(const void *a, const void *b);
int obv_order_keys(const obv_key *a, const obv_key *b);

/* The parts of a list (keys.c, issuers.c, catalogue.c, withdrawn.c,
   status.c). */
obv_status obv_read_keys(const obv_reading *r, const obv_spot *at,
                         const obv_json *array, obv_listed_issuer *issuer);
obv_status obv_read_issuers(const obv_reading *r, const obv_json *array,
                            obv_trust *trust);
obv_status obv_read_catalogue(const obv_reading *r, const obv_json *array,
                              obv_trust *trust);
obv_status obv_read_withdrawn(const obv_reading *r, const obv_json *array,
                              obv_trust *trust);

obv_status obv_read_status(const obv_reading *r, const obv_json *array,
                           obv_trust *trust);

/* 32 lower-case hex digits, not all zero: no badge has that digest
   (withdrawn.c). */
obv_status obv_read_digest(const obv_reading *r, const obv_spot *at,
                           obv_slice text, uint8_t ret[16]);

/* Lower-case hex digits, as many as said (withdrawn.c). */
bool obv_is_hex(obv_slice text, size_t digits);

/* All of the above into an arena of the caller's, which then holds *ret
   (list.c). */
obv_status obv_list_build(const obv_reading *r, const obv_json *object,
                          const obv_trust_facts *facts, obv_trust **ret);

#endif
