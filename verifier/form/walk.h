/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form/walk.h - one walk over a node map, from which a view is made: what
 * view.c, view_value.c and view_voice.c share.
 */
#ifndef OBV_WALK_H
#define OBV_WALK_H

#include "form/parts.h"

/* Objects of the document that stand in something with a proof of its own. */
typedef struct obv_proven {
    const obv_json **slots; /* NULL: nobody has asked yet */
    size_t mask, count;
} obv_proven;

typedef struct obv_walk {
    obv_reader *reader;
    const obv_json *document; /* NULL: of no interest */
    const obv_node *subject;  /* credentialSubject of the top; NULL: none */
    obv_proven proven;
    obv_family family;
    size_t left; /* values that may still be made */
    const obv_node *path[OBV_MAX_DEPTH];
    size_t depth;
    obv_status status; /* a failure sticks */
} obv_walk;

/* A value as its member has it (view_value.c). */
const obv_json *obv_show_value(obv_walk *w, const obv_item *item,
                               const obv_usual *usual);

/* ---- Whose words (view_voice.c) ------------------------------------------ */

/* Whether an object stands in something that has a proof of its own. */
bool obv_is_in_proven(obv_walk *w, const obv_json *object);
/* Whether several values of this node are of several authors. */
bool obv_is_disputed(obv_walk *w, const obv_node *node);
/* Notes that nobody is to be shown these. */
void obv_dispute(obv_walk *w, const obv_json *values);
/* Whether only others than its issuer say this of the holder. */
bool obv_is_said_by_others(obv_walk *w, const obv_node *node, const char *name,
                           const obv_item *item);

/* ---- Making JSON: a failure is noted, and sticks ------------------------- */

/* What was made, or the failure noted. */
static inline obv_json *
walk_made(obv_walk *w, obv_json *value)
{
    if (value == NULL && w->status == OBV_OK) {
        w->status = OBV_NO_MEMORY;
    }
    return value;
}

static inline bool
walk_take(obv_walk *w)
{
    if (w->left == 0) {
        w->status = w->status == OBV_OK ? OBV_LIMIT : w->status;
    }
    w->left -= w->left > 0;
    return w->status == OBV_OK;
}

/* A NULL was noted where it was made. */
static inline void
walk_set(obv_walk *w, obv_json *object, const char *name, const obv_json *value)
{
    if (w->status == OBV_OK && !obv_json_set(object, name, value)) {
        w->status = OBV_NO_MEMORY;
    }
}

static inline void
walk_append(obv_walk *w, obv_json *array, const obv_json *value)
{
    if (w->status == OBV_OK && !obv_json_append(array, value)) {
        w->status = OBV_NO_MEMORY;
    }
}

static inline obv_json *
walk_text(obv_walk *w, obv_slice text)
{
    return walk_made(w, obv_json_new_text(w->reader->arena, text));
}

#endif
