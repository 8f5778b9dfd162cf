/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether all that a document says hangs on its outermost object.
 *
 * A signature covers statements, and not which of its things stands outermost:
 * who writes the same statements the other way round makes a document of a part
 * and leaves the whole, with its end and its withdrawal, beside it.
 */
#include "canon/inside.h"

/* Nodes that are reached, and whose own values are still to be looked at. */
typedef struct walk {
    obv_map_node *todo;
} walk;

static void
reach(walk *w, const obv_node *shown)
{
    obv_map_node *node = (obv_map_node *)shown;
    if (!node->reached) {
        node->reached = true;
        node->todo = w->todo;
        w->todo = node;
    }
}

/* Lists are no deeper than their document. */
static void
reach_items(walk *w, const obv_item *items)
{
    for (const obv_item *i = items; i != NULL; i = i->next) {
        if (i->kind == OBV_ITEM_NODE) {
            reach(w, i->node);
        } else if (i->kind == OBV_ITEM_LIST) {
            reach_items(w, i->list);
        }
    }
}

/* A node that is only named makes no statement. */
static bool
says_something(const obv_node *node)
{
    return node->type_count > 0 || node->properties != NULL ||
           node->graph != NULL;
}

const obv_node *
obv_map_find_loose(const obv_map *map, const obv_node *top)
{
    walk w = {NULL};
    reach(&w, top);
    while (w.todo != NULL) {
        const obv_map_node *node = w.todo;
        w.todo = node->todo;
        for (const obv_property *p = node->shown.properties; p != NULL;
             p = p->next) {
            reach_items(&w, p->items);
        }
    }
    for (const obv_node *n = map->main.shown.nodes; n != NULL; n = n->next) {
        if (says_something(n) && !((const obv_map_node *)n)->reached) {
            return n;
        }
    }
    return NULL;
}
