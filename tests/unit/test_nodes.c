/* SPDX-License-Identifier: Apache-2.0 */
/* The node map (JSON-LD 1.1 API 7.2): each node once, whatever the document
   says of it and wherever; and how much of it there may be. */
#include "linking.h"

#include <stdio.h>

static const obv_node *
node_of(const reading *r, const char *id)
{
    for (const obv_node *n = r->linked.graph.nodes; n != NULL; n = n->next) {
        if (obv_slice_is(n->id, id)) {
            return n;
        }
    }
    fail_msg("%s: no such node", id);
    return NULL;
}

static size_t
count(const obv_item *items)
{
    size_t n = 0;
    for (; items != NULL; items = items->next) {
        n++;
    }
    return n;
}

static void
a_node_is_one_wherever_it_stands(void **state)
{
    (void)state;
    reading r = read_strict(
        "{'@id': 'urn:a', '@type': 'urn:T', 'urn:p': [{'@id': 'urn:b',"
        " 'urn:q': 'x'}, {'@id': 'urn:a', '@type': ['urn:U', 'urn:T'],"
        " 'urn:q': {'@id': 'urn:b', 'urn:q': ['x', 'y']}}]}");
    CHECK(r.status == OBV_OK);
    const obv_node *a = node_of(&r, "urn:a"), *b = node_of(&r, "urn:b");
    CHECK(r.linked.top == a && a->next == b && b->next == NULL);
    CHECK_NUMBER(a->type_count, 2);
    CHECK_TEXT(text_of(a->types[0]), "urn:T");
    CHECK_TEXT(text_of(a->types[1]), "urn:U");
    CHECK_NUMBER(count(obv_node_get(a, "urn:p")), 2);
    CHECK(obv_node_get(a, "urn:q")->node == b);
    CHECK_NUMBER(count(obv_node_get(b, "urn:q")), 2);
    CHECK(obv_node_get(b, "urn:p") == NULL);
    CHECK(a->origins->next != NULL && a->origins->next->next == NULL);
    CHECK(obv_json_get(a->origins->object, "urn:p") != NULL);
    CHECK(obv_json_get(a->origins->next->object, "urn:p") == NULL);
}

static void
equal_values_count_once(void **state)
{
    static const struct {
        const char *values;
        size_t count;
    } cases[] = {
        {"['x', 'x']", 1},
        {"['x', {'@value': 'x'}]", 1},
        {"['x', 'y']", 2},
        {"[1, 1]", 1},
        {"[1, true, '1']", 3},
        {"[{'@value': 'x', '@language': 'fr'}, 'x']", 2},
        {"[{'@value': 'x', '@language': 'fr'}, {'@value': 'x', '@language':"
         " 'FR'}]",
         1},
        {"[{'@value': 'x', '@direction': 'ltr'}, {'@value': 'x', '@direction':"
         " 'rtl'}]",
         2},
        {"[{'@value': 'x', '@type': 'urn:t'}, {'@value': 'x', '@type':"
         " 'urn:u'}]",
         2},
        {"[{'@value': {'a': 1}, '@type': '@json'}, {'@value': {'a': 1},"
         " '@type': '@json'}]",
         1},
        {"[{'@value': {'a': 1}, '@type': '@json'}, {'@value': {'a': 2},"
         " '@type': '@json'}]",
         2},
        {"[{'@value': 'x', '@type': '@json'}, {'@value': 'x', '@type':"
         " 'http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON'}]",
         2},
        {"[{'@id': 'urn:a'}, {'@id': 'urn:a'}]", 1},
        {"[{'@id': '_:a'}, {'@id': '_:a'}, {}]", 2},
        {"[{'@list': []}, {'@list': []}]", 2}, /* lists never do */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char document[512];
        snprintf(document, sizeof(document), "{'urn:p': %s}", cases[i].values);
        reading r = read_strict(document);
        CHECK_CASE(r.status == OBV_OK, cases[i].values);
        CHECK_CASE(count(obv_node_get(r.linked.top, "urn:p")) == cases[i].count,
                   cases[i].values);
        obv_arena_empty(arena);
    }
}

static void
a_graph_is_apart(void **state)
{
    (void)state;
    reading r = read_strict(
        "{'@context': 'https://www.w3.org/ns/credentials/v2', 'id': 'urn:a',"
        " 'type': 'VerifiableCredential', 'proof': {'type':"
        " 'DataIntegrityProof', 'nonce': 'n'}}");
    const obv_item *proof =
        obv_node_get(r.linked.top, "https://w3id.org/security#proof");
    CHECK(proof != NULL && proof->kind == OBV_ITEM_NODE);
    const obv_graph *graph = proof->node->graph;
    assert_non_null(graph);
    CHECK(graph->nodes != NULL && graph->nodes->next == NULL);
    CHECK(obv_node_is(graph->nodes,
                      "https://w3id.org/security#DataIntegrityProof"));
    CHECK(obv_node_get(graph->nodes, "https://w3id.org/security#nonce") !=
          NULL);
    CHECK(graph->nodes->origins != NULL);
}

static void
a_list_keeps_its_order(void **state)
{
    (void)state;
    reading r =
        read_strict("{'urn:p': {'@list': ['x', {'@id': 'urn:a'}, 'x']}}");
    const obv_item *list = obv_node_get(r.linked.top, "urn:p");
    CHECK(list->kind == OBV_ITEM_LIST && list->next == NULL);
    CHECK_NUMBER(count(list->list), 3);
    CHECK(list->list->next->kind == OBV_ITEM_NODE);
    CHECK(list->list->next->next->kind == OBV_ITEM_VALUE);
}

/* Who writes a type in full hides it from nobody. */
static void
a_type_is_a_type_however_it_is_said(void **state)
{
#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    static const char *const cases[] = {
        "{'@id': 'urn:a', '" RDF_TYPE "': {'@id': 'urn:T'}}",
        "{'@id': 'urn:a', '@context': {'t': {'@id': '" RDF_TYPE
        "', '@type': '@id'}}, 't': ['urn:T', 'urn:T'], '@type': 'urn:T'}",
        "{'@id': 'urn:T', '@reverse': {'" RDF_TYPE "': {'@id': 'urn:a'}}}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        reading r = read_strict(cases[i]);
        const obv_node *a = node_of(&r, "urn:a");
        CHECK_NUMBER(a->type_count, 1);
        CHECK(obv_node_is(a, "urn:T"));
        CHECK(a->properties == NULL);
        CHECK_NUMBER(r.linked.dataset.count, 1);
    }
}

/* ---- Limits -------------------------------------------------------------- */

/* PIECE so many times, between two others; %zu in it is its number. */
static obv_status
status_of(const char *before, size_t times, const char *piece,
          const char *behind)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, before);
    for (size_t i = 0; i < times; i++) {
        char text[64];
        /* cppcheck-suppress wrongPrintfScanfArgNum ; a piece may have none */
        snprintf(text, sizeof(text), piece, i);
        obv_put_text(&b, text);
    }
    obv_put_text(&b, behind);
    reading r = read_plain(text_of(obv_buffer_slice(&b)));
    CHECK(r.status == OBV_OK || r.why.reason == OBV_REASON_LIMIT);
    obv_arena_empty(arena);
    return r.status;
}

static int
large_open(void **state)
{
    (void)state;
    obv_arena_free(arena);
    arena = obv_arena_new((size_t)256 * 1024 * 1024);
    return arena != NULL ? 0 : -1;
}

static void
there_are_so_many_quads(void **state)
{
    (void)state;
    CHECK(status_of("{'urn:p': [", OBV_MAX_QUADS - 1, "%zu,", "'x']}") ==
          OBV_OK);
    CHECK(status_of("{'urn:p': [", OBV_MAX_QUADS, "%zu,", "'x']}") ==
          OBV_LIMIT);
    CHECK(status_of("{'@type': [", OBV_MAX_QUADS - 1, "'urn:%zu',",
                    "'urn:x']}") == OBV_OK);
    CHECK(status_of("{'@type': [", OBV_MAX_QUADS, "'urn:%zu',", "'urn:x']}") ==
          OBV_LIMIT);
}

/* One for the outermost node, one for the last. */
static void
there_are_so_many_blank_nodes(void **state)
{
    (void)state;
    CHECK(status_of("{'urn:p': [", OBV_MAX_BLANKS - 2, "{},", "{}]}") ==
          OBV_OK);
    CHECK(status_of("{'urn:p': [", OBV_MAX_BLANKS - 1, "{},", "{}]}") ==
          OBV_LIMIT);
    CHECK(status_of("{'urn:p': {'@list': [", OBV_MAX_BLANKS - 2, "1,",
                    "1]}}") == OBV_OK);
    CHECK(status_of("{'urn:p': {'@list': [", OBV_MAX_BLANKS - 1, "1,",
                    "1]}}") == OBV_LIMIT);
}

/* Hashes that meet make each search longer than the last. */
static bool
never(const void *thing, const void *sought)
{
    (void)thing;
    (void)sought;
    return false;
}

static void
hashes_that_meet_are_a_limit(void **state)
{
    obv_table table = {.arena = arena};
    obv_status status = OBV_OK;
    void **slot;
    (void)state;
    size_t taken = 0;
    for (; taken < 100000 && status == OBV_OK; taken++) {
        status = obv_table_find(&table, 7, never, NULL, &slot);
        *slot = &table;
    }
    CHECK(status == OBV_LIMIT && taken > 100);
    table = (obv_table){.arena = arena};
    for (uint64_t i = 0; i < 50000; i++) {
        obv_slice text = {(const uint8_t *)&i, sizeof(i)};
        CHECK(obv_table_find(&table, obv_table_hash(0, text), never, NULL,
                             &slot) == OBV_OK);
        *slot = &table;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_node_is_one_wherever_it_stands),
        cmocka_unit_test(equal_values_count_once),
        cmocka_unit_test(a_graph_is_apart),
        cmocka_unit_test(a_list_keeps_its_order),
        cmocka_unit_test(a_type_is_a_type_however_it_is_said),
        cmocka_unit_test_setup(there_are_so_many_quads, large_open),
        cmocka_unit_test(there_are_so_many_blank_nodes),
        cmocka_unit_test(hashes_that_meet_are_a_limit),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
