/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A node map as a JSON object, with the names that its standard uses.
 *
 * What is shown follows from the signed statements alone: two documents with
 * the same ones give the same view, array order aside.  A value that its
 * standard does not allow there becomes {"@value": ...} or {"@list": ...},
 * which is the wrong kind for every member, so that shape.c refuses it.
 */
#include "form/walk.h"

#define SECURITY "https://w3id.org/security#"

static obv_json *show_node(obv_walk *w, const obv_node *node);

/* ---- Nodes -------------------------------------------------------------- */

static bool
is_blank(const obv_node *node)
{
    return obv_slice_starts(node->id, "_:");
}

/* Nothing is said of it but its name. */
static bool
is_bare(const obv_node *node)
{
    return node->type_count == 0 && node->properties == NULL &&
           node->graph == NULL;
}

static bool
is_on_path(const obv_walk *w, const obv_node *node)
{
    for (size_t i = 0; i < w->depth; i++) {
        if (w->path[i] == node) {
            return true;
        }
    }
    return false;
}

static void
show_types(obv_walk *w, obv_json *object, const obv_node *node)
{
    if (node->type_count == 0) {
        return;
    }
    obv_json *types = walk_made(w, obv_json_new_array(w->reader->arena));
    for (size_t i = 0; i < node->type_count && walk_take(w); i++) {
        const obv_usual *usual = obv_usual_type(node->types[i], w->family);
        walk_append(w, types,
                    walk_text(w, usual != NULL
                                     ? obv_slice_of(obv_usual_name(usual))
                                     : node->types[i]));
    }
    walk_set(w, object, "type", types);
}

static obv_json *
show_reference(obv_walk *w, const obv_node *node)
{
    obv_json *object = walk_made(w, obv_json_new_object(w->reader->arena));
    if (!is_blank(node)) {
        walk_set(w, object, "id", walk_text(w, node->id));
    }
    show_types(w, object, node);
    return object;
}

/* In the document, the member of the thing around is a text. */
static bool
is_written_as_text(const obv_walk *w, const obv_usual *usual)
{
    const obv_node *up = w->depth > 0 ? w->path[w->depth - 1] : NULL;
    for (const obv_ld_origin *o = up != NULL ? up->origins : NULL; o != NULL;
         o = o->next) {
        obv_slice id;
        if (obv_json_text(obv_json_get(o->object, obv_usual_name(usual)),
                          &id)) {
            return true;
        }
    }
    return false;
}

/* OB 2.0: its JWS signs the text, so that it may say what is wrong with it. */
static bool
is_name_for_thing(const obv_walk *w, const obv_node *node,
                  const obv_usual *usual)
{
    return w->family == OBV_FAMILY_OLD && usual != NULL && is_bare(node) &&
           is_written_as_text(w, usual);
}

/*
 * One thing may be named in several places, and be described in another: an
 * issuer who is the holder, too.  Where the document only names it, and it is
 * not said to be what is meant here, its name is all that counts.
 */
static bool
is_only_named(const obv_walk *w, const obv_node *node, const obv_usual *usual)
{
    static const char *const described[] = {"Profile", "Image", "Issuer",
                                            "BadgeClass"};
    for (size_t i = 0; i < node->type_count; i++) {
        const obv_usual *type = obv_usual_type(node->types[i], w->family);
        for (size_t d = 0; type != NULL && d < COUNT(described); d++) {
            if (strcmp(obv_usual_name(type), described[d]) == 0) {
                return false;
            }
        }
    }
    return node->type_count > 0 && is_written_as_text(w, usual);
}

static void show_members(obv_walk *w, obv_json *object, const obv_node *node,
                         bool again);

/* Inside itself, such as the subject of an endorsement: its plain values, and
   no further. */
static obv_json *
show_again(obv_walk *w, const obv_node *node)
{
    obv_json *object = show_reference(w, node);
    show_members(w, object, node, true);
    return object;
}

static const obv_json *
show_linked_node(obv_walk *w, const obv_node *node, const obv_usual *usual)
{
    obv_node_style style = usual != NULL ? usual->nodes : OBV_NODE_EMBED;
    bool named = !is_blank(node) &&
                 (style == OBV_NODE_LINK || is_name_for_thing(w, node, usual) ||
                  (style == OBV_NODE_EITHER &&
                   (is_bare(node) || is_only_named(w, node, usual))));
    if (named) {
        return walk_text(w, node->id);
    }
    if (is_on_path(w, node)) {
        return show_again(w, node);
    }
    return show_node(w, node);
}

static const obv_json *show_item(obv_walk *w, const obv_item *item,
                                 const obv_usual *usual);

static obv_json *
show_list(obv_walk *w, const obv_item *item, const obv_usual *usual)
{
    obv_json *list = walk_made(w, obv_json_new_array(w->reader->arena));
    for (const obv_item *i = item->list; i != NULL && w->status == OBV_OK;
         i = i->next) {
        walk_append(w, list, show_item(w, i, usual));
    }
    return list;
}

/* A list where the standard has none is the wrong kind of value. */
static const obv_json *
show_odd_list(obv_walk *w, const obv_item *item)
{
    obv_json *odd = walk_made(w, obv_json_new_object(w->reader->arena));
    walk_set(w, odd, "@list", show_list(w, item, NULL));
    return odd;
}

static const obv_json *
show_item(obv_walk *w, const obv_item *item, const obv_usual *usual)
{
    if (!walk_take(w)) {
        return NULL;
    }
    switch (item->kind) {
    case OBV_ITEM_NODE:
        return show_linked_node(w, item->node, usual);
    case OBV_ITEM_VALUE:
        return obv_show_value(w, item, usual);
    case OBV_ITEM_LIST:
        break;
    }
    return show_odd_list(w, item);
}

/* ---- Members ------------------------------------------------------------ */

/* The place of a fault is the one in the document: where that has an array of
   one, so has the view. */
static bool
was_array(const obv_node *node, const char *name)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (obv_json_kind_of(obv_json_get(o->object, name)) == OBV_JSON_ARRAY) {
            return true;
        }
    }
    return false;
}

/* ---- Values of a member -------------------------------------------------- */

/* Two IRIs may be one member of the standard: then both are there. */
static obv_json *
room_for(obv_walk *w, obv_json *object, const char *name)
{
    const obv_json *before = obv_json_get(object, name);
    obv_json *array = walk_made(w, obv_json_new_array(w->reader->arena));
    for (size_t i = 0; i < obv_json_count(before); i++) {
        walk_append(w, array, obv_json_item(before, i));
    }
    return array;
}

/* Two nodes without a name that say the same are one: what is said of a thing
   in two places, in the same words. */
static bool
is_there(const obv_walk *w, const obv_json *array, const obv_item *item,
         const obv_json *shown)
{
    size_t count = obv_json_count(array);
    if (w->status != OBV_OK || item->kind != OBV_ITEM_NODE ||
        !is_blank(item->node) || count > OBV_MAX_ITEMS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (obv_json_equal(obv_json_item(array, i), shown)) {
            return true;
        }
    }
    return false;
}

static obv_json *
show_array(obv_walk *w, obv_json *array, const obv_node *node,
           const obv_property *p, const obv_usual *usual)
{
    const char *name = usual != NULL ? obv_usual_name(usual) : "";
    for (const obv_item *i = p->items; i != NULL && w->status == OBV_OK;
         i = i->next) {
        const obv_json *shown = show_item(w, i, usual);
        if (!is_there(w, array, i, shown) &&
            !obv_is_said_by_others(w, node, name, i)) {
            walk_append(w, array, shown);
        }
    }
    return array;
}

static void
show_items(obv_walk *w, obv_json *object, const obv_node *node,
           const char *name, const obv_property *p, const obv_usual *usual)
{
    const obv_item *first = p->items;
    if (first == NULL) {
        return;
    }
    if (first->next == NULL && first->kind == OBV_ITEM_LIST && usual != NULL &&
        (usual->values & OBV_VALUE_LIST) != 0) {
        walk_set(w, object, name,
                 walk_take(w) ? show_list(w, first, usual) : NULL);
        return;
    }
    if (first->next == NULL && obv_json_get(object, name) == NULL &&
        !was_array(node, name) &&
        !obv_is_said_by_others(w, node, name, first)) {
        walk_set(w, object, name, show_item(w, first, usual));
        return;
    }
    obv_json *array = show_array(w, room_for(w, object, name), node, p, usual);
    if (obv_json_count(array) == 1 && !was_array(node, name)) {
        walk_set(w, object, name, obv_json_item(array, 0));
        return;
    }
    if (obv_json_count(array) > 1 && obv_is_disputed(w, node)) {
        obv_dispute(w, array);
    }
    walk_set(w, object, name, array);
}

/* What the node map does not hold, and no statement either: which contexts its
   author named, and in OB 2.0 the language of the whole. */
static void
show_unsigned(obv_walk *w, obv_json *object, const obv_node *node)
{
    static const char *const names[] = {"@context", "@language"};
    size_t count = w->family == OBV_FAMILY_OLD ? 2 : 1;
    for (size_t i = 0; i < count; i++) {
        const obv_json *value = NULL;
        for (const obv_ld_origin *o = node->origins; value == NULL && o != NULL;
             o = o->next) {
            value = obv_json_get(o->object, names[i]);
        }
        if (value != NULL) {
            walk_set(w, object, names[i], value);
        }
    }
}

static bool
is_plain(const obv_property *p)
{
    for (const obv_item *i = p->items; i != NULL; i = i->next) {
        if (i->kind != OBV_ITEM_VALUE) {
            return false;
        }
    }
    return true;
}

static void
show_members(obv_walk *w, obv_json *object, const obv_node *node, bool again)
{
    for (const obv_property *p = node->properties;
         p != NULL && w->status == OBV_OK; p = p->next) {
        const obv_usual *usual = obv_usual_property(p->iri, w->family);
        const char *name = usual != NULL
                               ? obv_usual_name(usual)
                               : obv_arena_text(w->reader->arena, p->iri);
        if (name == NULL) {
            w->status = OBV_NO_MEMORY;
        } else if (!obv_slice_is(p->iri, SECURITY "proof") &&
                   (!again || is_plain(p))) {
            show_items(w, object, node, name, p, usual);
        }
    }
}

/* ---- A node with a proof of its own ------------------------------------- */

/* The object that holds the proof; the first of equal ones. */
static const obv_json *
find_original(const obv_node *node)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (obv_json_get(o->object, "proof") != NULL) {
            return o->object;
        }
    }
    return NULL;
}

/* It has one member, which can only be its id. */
static bool
is_mention(const obv_json *object)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    return obv_json_next(object, &at, &name, &value) &&
           !obv_json_next(object, &at, &name, &value);
}

/* All that the document says of it stands in one object: else members could
   wander from it to where its proof does not reach.  What others say of it
   under proofs of their own is theirs. */
static bool
is_in_one_place(obv_walk *w, const obv_node *node, const obv_json *original)
{
    for (const obv_ld_origin *o = node->origins; o != NULL; o = o->next) {
        if (o->object != original && !is_mention(o->object) &&
            !obv_json_equal(o->object, original) &&
            !obv_is_in_proven(w, o->object)) {
            return false;
        }
    }
    return true;
}

/* The object with its proof, to be judged by itself; NULL: it has none. */
static obv_json *
show_original(obv_walk *w, const obv_node *node)
{
    if (w->depth == 0 || obv_node_get(node, SECURITY "proof") == NULL) {
        return NULL;
    }
    const obv_json *original = find_original(node);
    if (original != NULL && !is_in_one_place(w, node, original)) {
        w->reader->scattered = node;
    }
    return (obv_json *)(uintptr_t)original;
}

static obv_json *
show_node(obv_walk *w, const obv_node *node)
{
    obv_json *object = show_original(w, node);
    if (object != NULL) {
        return object;
    }
    if (w->depth >= OBV_MAX_DEPTH) {
        w->status = w->status == OBV_OK ? OBV_LIMIT : w->status;
        return NULL;
    }
    w->path[w->depth++] = node;
    object = show_reference(w, node);
    show_unsigned(w, object, node);
    show_members(w, object, node, false);
    w->depth--;
    return object;
}

/* ---- The whole ---------------------------------------------------------- */

static const obv_node *
subject_of(const obv_node *top)
{
    const obv_item *item = obv_node_get(
        top, "https://www.w3.org/2018/credentials#credentialSubject");
    return item != NULL && item->kind == OBV_ITEM_NODE ? item->node : NULL;
}

obv_status
obv_view_make(obv_reader *reader, const obv_json *document, const obv_node *top,
              obv_family family, obv_json **ret)
{
    obv_walk w = {
        .reader = reader,
        .document = document,
        .subject = subject_of(top),
        .family = family,
        .left = OBV_MAX_VIEW,
        .status = OBV_OK,
    };
    *ret = show_node(&w, top);
    return w.status;
}
