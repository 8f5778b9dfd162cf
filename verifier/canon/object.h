/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/object.h - an object of a document on its way to be a thing: shared by
 * the two files that expand it.
 */
#ifndef OBV_OBJECT_H
#define OBV_OBJECT_H

#include "canon/inside.h"

typedef struct obv_subject {
    obv_ld *ld;
    const obv_active *active;
    const obv_active *typing; /* what types are looked up in */
    const obv_about *about;
    obv_member *members;
    obv_member *nests, *last_nest;
    const obv_member *type; /* the first of its members that is @type */
    obv_thing *thing;
    obv_things content; /* of @list or @set */
    uint32_t has;       /* keywords: bits */
    bool type_is_array;
} obv_subject;

#define OBV_BIT(keyword) (1U << (keyword))

static inline bool
obv_subject_has(const obv_subject *s, obv_keyword keyword)
{
    return (s->has & OBV_BIT(keyword)) != 0;
}

/* What stands there hangs on nothing. */
static inline bool
obv_is_loose(const obv_about *about)
{
    return about->name.ptr == NULL || about->keyword == OBV_AT_GRAPH;
}

/* One member of it, but @context (5.1.2 13; keywords.c). */
obv_status obv_subject_member(obv_subject *s, const obv_member *member);

/* An object (object.c); `document` where it is the outermost one of that. */
obv_status obv_expand_object(obv_ld *ld, const obv_active *active,
                             const obv_about *about, const obv_json *element,
                             const obv_document *document, bool mapped,
                             obv_things *ret);

#endif
