/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: documents of linked data, in both modes.  A member
 * "@load" holds contexts by their addresses, so that no address is a wall.
 *
 * Where nothing may be dropped, nothing has been: both modes then say the same.
 */
#include "canon/canon.h"
#include "needing.h"

#define ROOM ((size_t)8 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check_term(const obv_rdf_term *term, const obv_dataset *dataset)
{
    need(term != NULL);
    touch(term->text);
    need(term->kind != OBV_RDF_BLANK || term->blank < dataset->blanks);
    need(term->kind != OBV_RDF_LITERAL || term->datatype.len > 0);
}

static void
check_dataset(const obv_dataset *dataset)
{
    need(dataset->count <= OBV_MAX_QUADS);
    need(dataset->blanks <= OBV_MAX_BLANKS);
    for (size_t i = 0; i < dataset->count; i++) {
        const obv_quad *quad = &dataset->quads[i];
        check_term(quad->subject, dataset);
        check_term(quad->predicate, dataset);
        check_term(quad->object, dataset);
        need(quad->subject->kind != OBV_RDF_LITERAL);
        need(quad->predicate->kind == OBV_RDF_IRI);
        if (quad->graph != NULL) {
            check_term(quad->graph, dataset);
        }
    }
}

static void
check_items(const obv_item *item)
{
    for (; item != NULL; item = item->next) {
        need(item->kind != OBV_ITEM_NODE || item->node != NULL);
        need(item->kind != OBV_ITEM_VALUE || item->value != NULL);
        check_items(item->list);
    }
}

static void
check_graph(const obv_graph *graph)
{
    for (const obv_node *n = graph->nodes; n != NULL; n = n->next) {
        touch(n->id);
        for (size_t i = 0; i < n->type_count; i++) {
            touch(n->types[i]);
        }
        for (const obv_property *p = n->properties; p != NULL; p = p->next) {
            touch(p->iri);
            need(p->items != NULL);
            check_items(p->items);
        }
    }
}

static const obv_json *
load(void *loader, obv_slice address)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    while (obv_json_next(loader, &at, &name, &value)) {
        if (obv_slice_equal(name, address)) {
            return value;
        }
    }
    return NULL;
}

static obv_status
read_once(const obv_json *object, bool refusing, obv_arena *arena,
          obv_linked *ret)
{
    static const char *const without[] = {"@load", NULL};
    obv_document document = {.object = object, .without = without};
    obv_ld_fault why = {0};
    obv_ld_options options = {.refusing = refusing, .i18n = true, .load = load};
    options.base = obv_slice_of(refusing ? "" : "http://a.example/b");
    options.loader = (void *)obv_json_get(object, "@load");
    obv_status status = obv_linked_read(&document, &options, arena, ret, &why);
    if (status == OBV_OK) {
        check_dataset(&ret->dataset);
        check_graph(&ret->graph);
        need(ret->top == NULL || ret->top == ret->graph.nodes);
    } else if (status != OBV_NO_MEMORY) {
        touch(why.where);
        touch(why.what);
        need(why.code != NULL && why.reason != OBV_REASON_NONE);
    }
    return status;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    obv_arena *arena = obv_arena_new(ROOM);
    const obv_json *object = NULL;
    obv_slice text = {bytes, len};
    obv_json_start();
    if (arena != NULL &&
        obv_json_parse(text, OBV_JSON_SIGNED, arena, &object, NULL) == OBV_OK) {
        obv_linked strict, plain;
        obv_status first = read_once(object, true, arena, &strict);
        obv_status second = read_once(object, false, arena, &plain);
        need(first != OBV_OK || second == OBV_OK || second == OBV_NO_MEMORY);
        /* Refusing takes each absolute IRI, as others sign them; plain drops
           those that RFC 3987 does not have. */
        need(first != OBV_OK || second != OBV_OK ||
             strict.dataset.count >= plain.dataset.count);
    }
    obv_arena_free(arena);
    return 0;
}
