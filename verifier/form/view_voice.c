/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whose words a statement is: all in a document is signed by its outermost
 * proof, but what stands in something with a proof of its own was said by
 * somebody else first.
 */
#include "form/walk.h"

static size_t
slot_of(const obv_proven *set, const obv_json *object)
{
    size_t at = (size_t)((uintptr_t)object >> 4) * 0x9E3779B1U & set->mask;
    while (set->slots[at] != NULL && set->slots[at] != object) {
        at = (at + 1) & set->mask;
    }
    return at;
}

/* Counts the objects that stand in something with a proof of its own; notes
   them, once there is room. */
static void
note_proven(obv_walk *w, const obv_json *value, bool inside)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *inner;
    if (obv_json_kind_of(value) == OBV_JSON_ARRAY) {
        for (size_t i = 0; i < obv_json_count(value); i++) {
            note_proven(w, obv_json_item(value, i), inside);
        }
        return;
    }
    if (inside && obv_json_kind_of(value) == OBV_JSON_OBJECT) {
        w->proven.count++;
        if (w->proven.slots != NULL) {
            w->proven.slots[slot_of(&w->proven, value)] = value;
        }
    }
    inside = inside ||
             (value != w->document && obv_json_get(value, "proof") != NULL);
    while (obv_json_next(value, &at, &name, &inner)) {
        note_proven(w, inner, inside);
    }
}

/* Looked up once for all: a document may ask about each of its members. */
static void
find_proven(obv_walk *w)
{
    note_proven(w, w->document, false);
    size_t room = 2;
    while (room < 2 * w->proven.count) {
        room *= 2;
    }
    w->proven.slots =
        obv_arena_alloc(w->reader->arena, room, sizeof(*w->proven.slots));
    if (w->proven.slots == NULL) {
        w->status = OBV_NO_MEMORY;
        return;
    }
    w->proven.mask = room - 1;
    note_proven(w, w->document, false);
}

/* Whether an object stands in something that has a proof of its own. */
bool
obv_is_in_proven(obv_walk *w, const obv_json *object)
{
    if (w->proven.slots == NULL) {
        find_proven(w);
    }
    return w->proven.slots != NULL &&
           w->proven.slots[slot_of(&w->proven, object)] == object;
}

/*
 * Two values of one thing, said by the document and by something in it that
 * has a proof of its own: two authors who disagree.  All of it is signed by the
 * outer proof, and who said what is not: so neither is shown.  What a badge
 * itself and its holder are said to be stays in one voice.
 */
bool
obv_is_disputed(obv_walk *w, const obv_node *node)
{
    bool once = node->origins == NULL || node->origins->next == NULL;
    if (w->document == NULL || once || node == w->path[0] ||
        node == w->subject) {
        return false;
    }
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (obv_is_in_proven(w, o->object)) {
            return true;
        }
    }
    return false;
}

/* The usual badge: of its holder nobody else speaks. */
static bool
speaks_alone(const obv_walk *w, const obv_node *node)
{
    const obv_ld_origin *o = node->origins;
    return o != NULL && o->next == NULL &&
           obv_one(w->document, "credentialSubject") == o->object;
}

/* One of the values of a member is this. */
static bool
has_value(const obv_json *values, const obv_json *sought)
{
    for (size_t i = 0; i < obv_json_count(values); i++) {
        const obv_json *value = obv_json_item(values, i);
        if (obv_json_equal(value, sought) ||
            obv_json_equal(obv_json_get(value, "@value"), sought)) {
            return true;
        }
    }
    return false;
}

/* A text has no origin of its own: the object around it has to hold it. */
static bool
is_origin(const obv_json *object, const obv_item *item)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *values;
    while (item->kind == OBV_ITEM_VALUE &&
           obv_json_next(object, &at, &name, &values)) {
        if (has_value(values, item->value)) {
            return true;
        }
    }
    return item->kind == OBV_ITEM_NODE;
}

/*
 * Who the holder is, only its own issuer says: whoever has his badge put into
 * a record, or endorses one, could give its holder his own name as well.
 */
bool
obv_is_said_by_others(obv_walk *w, const obv_node *node, const char *name,
                      const obv_item *item)
{
    bool says_who =
        strcmp(name, "identifier") == 0 || strcmp(name, "name") == 0;
    if (w->document == NULL || node != w->subject || !says_who ||
        speaks_alone(w, node)) {
        return false;
    }
    const obv_node *of = item->kind == OBV_ITEM_NODE ? item->node : node;
    for (const obv_ld_origin *o = of->origins; o != NULL; o = o->next) {
        if (!obv_is_in_proven(w, o->object) && is_origin(o->object, item)) {
            return false;
        }
    }
    return of->origins != NULL;
}

void
obv_dispute(obv_walk *w, const obv_json *values)
{
    obv_reader *reader = w->reader;
    if (reader->disputed == NULL) {
        reader->disputed = obv_arena_alloc(reader->arena, OBV_MAX_ITEMS,
                                           sizeof(*reader->disputed));
    }
    if (reader->disputed == NULL) {
        w->status = OBV_NO_MEMORY;
    } else if (reader->disputed_count < OBV_MAX_ITEMS) {
        reader->disputed[reader->disputed_count++] = values;
    }
}

bool
obv_view_is_disputed(const obv_reader *reader, const obv_json *values)
{
    for (size_t i = 0; i < reader->disputed_count; i++) {
        if (reader->disputed[i] == values) {
            return true;
        }
    }
    return false;
}
