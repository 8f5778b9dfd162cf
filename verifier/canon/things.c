/* SPDX-License-Identifier: Apache-2.0 */
/* Things, which a document expands to: made, put together, wrapped. */
#include "canon/inside.h"

obv_thing *
obv_thing_new(obv_ld *ld, obv_thing_kind kind, const obv_json *origin)
{
    obv_thing *thing = obv_arena_alloc(ld->arena, 1, sizeof(*thing));
    if (thing != NULL) {
        thing->kind = kind;
        thing->origin = origin;
    }
    return thing;
}

void
obv_things_add(obv_things *things, obv_thing *thing)
{
    if (things->last != NULL) {
        things->last->next = thing;
    } else {
        things->first = thing;
    }
    things->last = thing;
}

void
obv_things_join(obv_things *things, const obv_things *more)
{
    if (more->first == NULL) {
        return;
    }
    obv_things_add(things, more->first);
    things->last = more->last;
}

obv_entry *
obv_entry_new(obv_ld *ld, obv_slice iri, const obv_things *things)
{
    obv_entry *entry = obv_arena_alloc(ld->arena, 1, sizeof(*entry));
    if (entry != NULL) {
        *entry = (obv_entry){NULL, iri, *things};
    }
    return entry;
}

bool
obv_entry_add(obv_ld *ld, obv_thing *thing, obv_slice iri,
              const obv_things *things)
{
    obv_entry *entry = obv_entry_new(ld, iri, things);
    if (entry == NULL) {
        return false;
    }
    if (thing->last_entry != NULL) {
        thing->last_entry->next = entry;
    } else {
        thing->entries = entry;
    }
    thing->last_entry = entry;
    return true;
}

bool
obv_type_add(obv_ld *ld, obv_thing *thing, obv_slice iri)
{
    obv_iris *type = obv_arena_alloc(ld->arena, 1, sizeof(*type));
    if (type == NULL) {
        return false;
    }
    obv_iris **end = &thing->types;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    type->iri = iri;
    *end = type;
    return true;
}

bool
obv_is_graph_thing(const obv_thing *thing)
{
    return thing->kind == OBV_THING_NODE && thing->has_graph &&
           !thing->has_types && !thing->has_included &&
           thing->entries == NULL && thing->reverse == NULL;
}

bool
obv_things_wrap_list(obv_ld *ld, obv_things *things)
{
    obv_thing *list = obv_thing_new(ld, OBV_THING_LIST, NULL);
    if (list == NULL) {
        return false;
    }
    list->items = *things;
    *things = (obv_things){list, list, false};
    return true;
}

bool
obv_things_wrap_graphs(obv_ld *ld, obv_things *things)
{
    obv_things wrapped = {NULL, NULL, true};
    for (obv_thing *t = things->first; t != NULL;) {
        obv_thing *next = t->next;
        t->next = NULL;
        obv_thing *graph = obv_thing_new(ld, OBV_THING_NODE, NULL);
        if (graph == NULL) {
            return false;
        }
        graph->has_graph = true;
        graph->items = (obv_things){t, t, true};
        obv_things_add(&wrapped, graph);
        t = next;
    }
    *things = wrapped;
    return true;
}
