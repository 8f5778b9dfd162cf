/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/status.h - between an entry of a badge (status.c) and the list that
 * it names (status_list.c); no other file sees it.
 */
#ifndef OBV_STATUS_H
#define OBV_STATUS_H

#include "verdict/case.h"

typedef struct obv_inquiry obv_inquiry;

/* What a list of one kind is, and how it is asked.  Whatever is wrong with a
   list is a doubt in the result; what has no memory for it is a failure. */
typedef struct obv_list_kind {
    const char *entry;          /* type of the entry that leads to it */
    bool old;                   /* of Open Badges 2.0 */
    const char *list, *subject; /* types of a list that is a credential */
    bool multibase;
    const char *revoked; /* the member that names badges, where it is none */
    obv_status (*ask)(obv_inquiry *q);
} obv_list_kind;

/* One entry of a badge, and the list that it names. */
struct obv_inquiry {
    const obv_case *c;
    const obv_status_entry *entry;
    const obv_list_kind *kind;
    const obv_status_document *document;
    obv_arena *room; /* for the list alone */
    obv_result result;
    obv_slice message; /* that the list gives this badge; empty: none */
};

/* NULL: no kind that this program knows, for a badge of this edition. */
const obv_list_kind *obv_list_kind_of(obv_edition edition, obv_slice type);

/* Unchecked, for this reason; gives OBV_OK. */
obv_status obv_doubt(obv_inquiry *q, obv_reason reason);

/* A text, or the id of an object; `uid` in lists of Open Badges 1.0. */
obv_slice obv_name_in(const obv_json *item);

#endif
