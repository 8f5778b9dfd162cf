/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Node Map Generation (JSON-LD 1.1 API 7.2): things -> nodes, each once in a
 * graph, with all that any place of the document says of it.
 */
#include "canon/inside.h"

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static uint64_t
mix(const void *pointer)
{
    return (uint64_t)(uintptr_t)pointer * 0x9E3779B97F4A7C15U;
}

/* ---- Blank nodes --------------------------------------------------------- */

static obv_status
over_limit(obv_map *map)
{
    return obv_ld_wrong(map->ld, OBV_LIMIT, OBV_REASON_LIMIT, "",
                        obv_slice_of(""));
}

bool
obv_map_holds(const obv_map *map, obv_slice iri)
{
    return map->ld->options->refusing || obv_iri_is_good(iri);
}

static obv_status
find(obv_map *map, obv_table *table, uint64_t hash, obv_same same,
     const void *sought, void ***ret)
{
    obv_status status = obv_table_find(table, hash, same, sought, ret);
    return status == OBV_LIMIT ? over_limit(map) : status;
}

/* A label of the document and ours. */
typedef struct blank {
    obv_slice label, id;
    uint32_t number;
} blank;

static bool
same_blank(const void *thing, const void *sought)
{
    return obv_slice_equal(((const blank *)thing)->label,
                           *(const obv_slice *)sought);
}

obv_status
obv_map_blank(obv_map *map, obv_rdf_term *ret)
{
    if (map->blanks >= OBV_MAX_BLANKS) {
        return over_limit(map);
    }
    *ret = (obv_rdf_term){.kind = OBV_RDF_BLANK,
                          .text = obv_slice_of(""),
                          .blank = (uint32_t)map->blanks++};
    return OBV_OK;
}

/* "_:b7" */
static obv_status
new_blank(obv_map *map, obv_slice *ret_id, uint32_t *ret_number)
{
    obv_rdf_term term = {0};
    TRY(obv_map_blank(map, &term));
    char *id = obv_arena_alloc(map->ld->arena, 1, 16);
    if (id == NULL) {
        return OBV_NO_MEMORY;
    }
    char digits[12];
    size_t count = 0;
    uint32_t rest = term.blank;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    size_t len = 3;
    memcpy(id, "_:b", len);
    while (count > 0) {
        id[len++] = digits[--count];
    }
    *ret_id = (obv_slice){(const uint8_t *)id, len};
    *ret_number = term.blank;
    return OBV_OK;
}

static obv_status
relabel(obv_map *map, obv_slice label, obv_slice *ret_id, uint32_t *ret_number)
{
    void **slot;
    uint64_t hash = obv_table_hash(0, label);
    TRY(find(map, &map->blank_ids, hash, same_blank, &label, &slot));
    blank *b = *slot;
    if (b == NULL) {
        *slot = b = obv_arena_alloc(map->ld->arena, 1, sizeof(*b));
        if (b == NULL) {
            return OBV_NO_MEMORY;
        }
        b->label = label;
        TRY(new_blank(map, &b->id, &b->number));
    }
    *ret_id = b->id;
    *ret_number = b->number;
    return OBV_OK;
}

/* What an IRI or label is called here. */
static obv_status
settle(obv_map *map, obv_slice *iri)
{
    uint32_t ignored;
    return obv_is_blank(*iri) ? relabel(map, *iri, iri, &ignored) : OBV_OK;
}

/* ---- Nodes --------------------------------------------------------------- */

typedef struct node_key {
    const obv_map_graph *graph;
    obv_slice id;
} node_key;

static bool
same_node(const void *thing, const void *sought)
{
    const obv_map_node *node = thing;
    const node_key *key = sought;
    return node->in == key->graph && obv_slice_equal(node->shown.id, key->id);
}

static void
link_node(obv_map_graph *graph, obv_map_node *node)
{
    if (graph->last != NULL) {
        graph->last->next = &node->shown;
    } else {
        graph->shown.nodes = &node->shown;
    }
    graph->last = &node->shown;
}

static obv_map_node *
new_node(obv_map *map, obv_map_graph *graph, obv_slice id, uint32_t number)
{
    obv_map_node *node = obv_arena_alloc(map->ld->arena, 1, sizeof(*node));
    if (node == NULL) {
        return NULL;
    }
    bool is_blank = obv_is_blank(id);
    node->in = graph;
    node->shown.id = id;
    node->term.kind = is_blank ? OBV_RDF_BLANK : OBV_RDF_IRI;
    node->term.text = is_blank ? (obv_slice){id.ptr + 2, id.len - 2} : id;
    node->term.blank = number;
    node->good = is_blank || obv_map_holds(map, id);
    link_node(graph, node);
    return node;
}

/* 6.1 to 6.4.  An @id that expanded to null is no IRI, so the dataset passes
   the node over: it is no blank node either. */
static obv_status
find_node(obv_map *map, obv_map_graph *graph, const obv_thing *thing,
          obv_map_node **ret)
{
    node_key key = {graph, thing->id};
    uint32_t number = 0;
    if (thing->has_id && key.id.ptr == NULL) {
        key.id = obv_slice_of("");
    }
    if (key.id.ptr == NULL) {
        TRY(new_blank(map, &key.id, &number));
        *ret = new_node(map, graph, key.id, number);
        return *ret != NULL ? OBV_OK : OBV_NO_MEMORY;
    }
    if (obv_is_blank(key.id)) {
        TRY(relabel(map, key.id, &key.id, &number));
    }
    void **slot;
    uint64_t hash = obv_table_hash(mix(graph), key.id);
    TRY(find(map, &map->nodes, hash, same_node, &key, &slot));
    if (*slot == NULL) {
        *slot = new_node(map, graph, key.id, number);
    }
    *ret = *slot;
    return *slot != NULL ? OBV_OK : OBV_NO_MEMORY;
}

static bool
add_origin(obv_map *map, obv_map_node *node, const obv_json *object)
{
    obv_ld_origin *origin = obv_arena_alloc(map->ld->arena, 1, sizeof(*origin));
    if (origin == NULL) {
        return false;
    }
    origin->object = object;
    if (node->last_origin != NULL) {
        node->last_origin->next = origin;
    } else {
        node->shown.origins = origin;
    }
    node->last_origin = origin;
    return true;
}

static bool
same_graph(const void *thing, const void *sought)
{
    return obv_slice_equal(((const obv_map_graph *)thing)->name->text,
                           *(const obv_slice *)sought);
}

/* The graph that a node names; one name is one graph, whoever says it. */
static obv_status
find_graph(obv_map *map, const obv_map_node *node, obv_map_graph **ret)
{
    void **slot;
    uint64_t hash = obv_table_hash(node->term.kind, node->term.text);
    TRY(find(map, &map->graphs, hash, same_graph, &node->term.text, &slot));
    obv_map_graph *graph = *slot;
    if (graph == NULL) {
        *slot = graph = obv_arena_alloc(map->ld->arena, 1, sizeof(*graph));
        if (graph == NULL) {
            return OBV_NO_MEMORY;
        }
        graph->name = &node->term;
        graph->good = node->good;
        map->last_graph->next = graph;
        map->last_graph = graph;
    }
    *ret = graph;
    return OBV_OK;
}

/* ---- Properties and their items ------------------------------------------ */

typedef struct property_key {
    const obv_map_node *node;
    obv_slice iri;
} property_key;

static bool
same_property(const void *thing, const void *sought)
{
    const obv_map_property *property = thing;
    const property_key *key = sought;
    return property->of == key->node &&
           obv_slice_equal(property->shown.iri, key->iri);
}

static bool
same_type(const void *thing, const void *sought)
{
    const obv_map_type *type = thing;
    const property_key *key = sought;
    return type->of == key->node && obv_slice_equal(type->iri, key->iri);
}

static obv_status
find_property(obv_map *map, obv_map_node *node, obv_slice iri,
              obv_map_property **ret)
{
    void **slot;
    TRY(settle(map, &iri));
    property_key key = {node, iri};
    uint64_t hash = obv_table_hash(mix(node), iri);
    TRY(find(map, &map->properties, hash, same_property, &key, &slot));
    obv_map_property *property = *slot;
    if (property == NULL) {
        *slot = property =
            obv_arena_alloc(map->ld->arena, 1, sizeof(*property));
        if (property == NULL) {
            return OBV_NO_MEMORY;
        }
        property->of = node;
        property->shown.iri = iri;
        if (node->last_property != NULL) {
            node->last_property->next = &property->shown;
        } else {
            node->shown.properties = &property->shown;
        }
        node->last_property = &property->shown;
    }
    *ret = property;
    return OBV_OK;
}

/* An item of one property. */
typedef struct item_key {
    const obv_map_property *of;
    const obv_item *item;
} item_key;

static bool
same_item(const void *thing, const void *sought)
{
    const item_key *a = thing, *b = sought;
    if (a->of != b->of || a->item->kind != b->item->kind) {
        return false;
    }
    if (a->item->kind == OBV_ITEM_NODE) {
        return a->item->node == b->item->node;
    }
    return a->item->direction == b->item->direction &&
           a->item->literal == b->item->literal &&
           obv_slice_equal(a->item->type, b->item->type) &&
           obv_slice_equal(a->item->language, b->item->language) &&
           obv_json_equal(a->item->value, b->item->value);
}

static uint64_t
hash_item(const obv_map_property *of, const obv_item *item)
{
    uint64_t hash = mix(of) + item->kind;
    if (item->kind == OBV_ITEM_NODE) {
        return obv_table_hash(hash ^ mix(item->node), obv_slice_of(""));
    }
    obv_slice text = obv_slice_of("");
    double number;
    if (!obv_json_text(item->value, &text) &&
        obv_json_number(item->value, &number)) {
        text = (obv_slice){(const uint8_t *)&number, sizeof(number)};
    }
    hash = obv_table_hash(hash, item->type);
    hash = obv_table_hash(hash, item->language);
    return obv_table_hash(hash, text);
}

static obv_status
count_quads(obv_map *map, size_t more)
{
    map->quads += more;
    return map->quads > OBV_MAX_QUADS ? over_limit(map) : OBV_OK;
}

static void
link_item(obv_map_property *property, obv_item *item)
{
    if (property->last != NULL) {
        property->last->next = item;
    } else {
        property->shown.items = item;
    }
    property->last = item;
}

/* 4.1, 6.6: unless it is there; a list is always one more.  The first, which
   is the only one as a rule, is not in the table. */
static obv_status
add_item(obv_map *map, obv_map_property *property, obv_item *item)
{
    const obv_item *first = property->shown.items;
    if (item->kind != OBV_ITEM_LIST && first != NULL) {
        void **slot;
        item_key key = {property, item};
        if (same_item(&(item_key){property, first}, &key)) {
            return OBV_OK;
        }
        TRY(find(map, &map->items, hash_item(property, item), same_item, &key,
                 &slot));
        if (*slot != NULL) {
            return OBV_OK;
        }
        item_key *kept = obv_arena_alloc(map->ld->arena, 1, sizeof(*kept));
        if (kept == NULL) {
            return OBV_NO_MEMORY;
        }
        *kept = key;
        *slot = kept;
    }
    link_item(property, item);
    return count_quads(map, 1);
}

/* 3; the IRI is settled. */
static obv_status
add_type(obv_map *map, obv_slice iri, obv_map_node *node)
{
    void **slot;
    property_key key = {node, iri};
    uint64_t hash = obv_table_hash(mix(node), iri);
    TRY(find(map, &map->types, hash, same_type, &key, &slot));
    if (*slot != NULL) {
        return OBV_OK;
    }
    obv_map_type *type = obv_arena_alloc(map->ld->arena, 1, sizeof(*type));
    if (type == NULL) {
        return OBV_NO_MEMORY;
    }
    *type = (obv_map_type){.of = node, .iri = iri};
    *slot = type;
    if (node->last_type != NULL) {
        node->last_type->next = type;
    } else {
        node->first_type = type;
    }
    node->last_type = type;
    node->shown.type_count++;
    return count_quads(map, 1);
}

/* ---- Things -------------------------------------------------------------- */

static obv_status add_node(obv_map *map, const obv_thing *thing,
                           obv_map_graph *graph, obv_map_node **ret);
static obv_status make_item(obv_map *map, const obv_thing *thing,
                            obv_map_graph *graph, obv_item **ret);

/* 5 */
static obv_status
make_list(obv_map *map, const obv_thing *thing, obv_map_graph *graph,
          obv_item *list)
{
    obv_item *last = NULL;
    for (const obv_thing *t = thing->items.first; t != NULL; t = t->next) {
        obv_item *item;
        TRY(make_item(map, t, graph, &item));
        TRY(count_quads(map, 2));
        if (last != NULL) {
            last->next = item;
        } else {
            list->list = item;
        }
        last = item;
    }
    return OBV_OK;
}

static obv_status
make_value(obv_map *map, const obv_thing *thing, obv_item *item)
{
    item->value = thing->value;
    item->literal = obv_slice_is(thing->type, "@json");
    item->type = item->literal ? obv_slice_of(RDF "JSON") : thing->type;
    item->language = thing->language;
    item->direction = thing->direction;
    return settle(map, &item->type);
}

static obv_status
make_item(obv_map *map, const obv_thing *thing, obv_map_graph *graph,
          obv_item **ret)
{
    obv_item *item = obv_arena_alloc(map->ld->arena, 1, sizeof(*item));
    if (item == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = item;
    if (thing->kind == OBV_THING_VALUE) {
        item->kind = OBV_ITEM_VALUE;
        return make_value(map, thing, item);
    }
    if (thing->kind == OBV_THING_LIST) {
        item->kind = OBV_ITEM_LIST;
        return make_list(map, thing, graph, item);
    }
    obv_map_node *node;
    item->kind = OBV_ITEM_NODE;
    TRY(add_node(map, thing, graph, &node));
    item->node = &node->shown;
    return OBV_OK;
}

/* One more value of a property.  Who writes rdf:type in full says no more and
   no less than @type. */
static obv_status
say(obv_map *map, obv_map_node *node, obv_slice iri, obv_item *item)
{
    obv_map_property *property;
    if (item->kind == OBV_ITEM_NODE && obv_slice_is(iri, RDF "type")) {
        ((obv_map_node *)item->node)->said = true;
        return add_type(map, item->node->id, node);
    }
    TRY(find_property(map, node, iri, &property));
    return add_item(map, property, item);
}

static obv_status
add_entry(obv_map *map, const obv_entry *entry, obv_map_node *node,
          obv_map_graph *graph)
{
    for (const obv_thing *t = entry->things.first; t != NULL; t = t->next) {
        obv_item *item;
        TRY(make_item(map, t, graph, &item));
        TRY(say(map, node, entry->iri, item));
    }
    return OBV_OK;
}

/* 6.9: what points to this node. */
static obv_status
add_reverse(obv_map *map, const obv_entry *entry, obv_map_node *node,
            obv_map_graph *graph)
{
    for (const obv_thing *t = entry->things.first; t != NULL; t = t->next) {
        obv_map_node *from;
        obv_item *item = obv_arena_alloc(map->ld->arena, 1, sizeof(*item));
        if (item == NULL) {
            return OBV_NO_MEMORY;
        }
        item->kind = OBV_ITEM_NODE;
        item->node = &node->shown;
        TRY(add_node(map, t, graph, &from));
        TRY(say(map, from, entry->iri, item));
    }
    return OBV_OK;
}

/* Things that hang on nothing: only nodes say something there. */
static obv_status
add_loose(obv_map *map, const obv_things *things, obv_map_graph *graph)
{
    for (const obv_thing *t = things->first; t != NULL; t = t->next) {
        obv_map_node *ignored;
        if (t->kind != OBV_THING_NODE) {
            TRY(obv_ld_dropped(map->ld, obv_slice_of("@graph")));
            continue;
        }
        TRY(add_node(map, t, graph, &ignored));
    }
    return OBV_OK;
}

static obv_status
add_types(obv_map *map, const obv_thing *thing, obv_map_node *node)
{
    for (const obv_iris *t = thing->types; t != NULL; t = t->next) {
        obv_slice iri = t->iri;
        TRY(settle(map, &iri));
        TRY(add_type(map, iri, node));
    }
    return OBV_OK;
}

/* 6.8 */
static obv_status
set_index(obv_map *map, const obv_thing *thing, obv_map_node *node)
{
    if (!thing->has_index) {
        return OBV_OK;
    }
    if (node->has_index && !obv_slice_equal(node->index, thing->index)) {
        return obv_ld_broken(map->ld, "conflicting indexes", thing->index);
    }
    node->has_index = true;
    node->index = thing->index;
    return OBV_OK;
}

static obv_status
add_node(obv_map *map, const obv_thing *thing, obv_map_graph *graph,
         obv_map_node **ret)
{
    obv_map_node *node;
    TRY(find_node(map, graph, thing, &node));
    *ret = node;
    if (thing->origin != NULL && !add_origin(map, node, thing->origin)) {
        return OBV_NO_MEMORY;
    }
    TRY(add_types(map, thing, node));
    TRY(set_index(map, thing, node));
    for (const obv_entry *e = thing->reverse; e != NULL; e = e->next) {
        TRY(add_reverse(map, e, node, graph));
    }
    if (thing->has_graph) {
        obv_map_graph *named;
        TRY(find_graph(map, node, &named));
        node->shown.graph = &named->shown;
        TRY(add_loose(map, &thing->items, named));
    }
    TRY(add_loose(map, &thing->included, graph));
    for (const obv_entry *e = thing->entries; e != NULL; e = e->next) {
        TRY(add_entry(map, e, node, graph));
    }
    return OBV_OK;
}

/* The types of a node as the array that is shown. */
static bool
show_types(obv_map *map, obv_map_node *node)
{
    obv_slice *types =
        obv_arena_alloc(map->ld->arena, node->shown.type_count, sizeof(*types));
    if (types == NULL) {
        return false;
    }
    node->shown.types = types;
    for (const obv_map_type *t = node->first_type; t != NULL; t = t->next) {
        *types++ = t->iri;
    }
    return true;
}

obv_status
obv_map_things(obv_ld *ld, const obv_things *things, obv_map *map)
{
    *map = (obv_map){.ld = ld};
    map->main.good = true;
    map->last_graph = &map->main;
    obv_table *const tables[] = {&map->nodes,  &map->blank_ids,
                                 &map->graphs, &map->properties,
                                 &map->items,  &map->types};
    for (size_t i = 0; i < COUNT(tables); i++) {
        tables[i]->arena = ld->arena;
    }
    TRY(add_loose(map, things, &map->main));
    for (obv_map_graph *g = &map->main; g != NULL; g = g->next) {
        for (const obv_node *n = g->shown.nodes; n != NULL; n = n->next) {
            if (!show_types(map, (obv_map_node *)n)) {
                return OBV_NO_MEMORY;
            }
        }
    }
    return OBV_OK;
}

/* ---- Looking ------------------------------------------------------------- */

const obv_item *
obv_node_get(const obv_node *node, const char *iri)
{
    for (const obv_property *p = node->properties; p != NULL; p = p->next) {
        if (obv_slice_is(p->iri, iri)) {
            return p->items;
        }
    }
    return NULL;
}

bool
obv_node_is(const obv_node *node, const char *type)
{
    for (size_t i = 0; i < node->type_count; i++) {
        if (obv_slice_is(node->types[i], type)) {
            return true;
        }
    }
    return false;
}
