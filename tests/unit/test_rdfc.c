/* SPDX-License-Identifier: Apache-2.0 */
/* A dataset has one spelling, whatever its blank nodes were called. */
#include "arenas.h"
#include "making.h"
#include "nquads.h"

#include <stdlib.h>
#include <time.h>

static obv_status
spell(const char *text, obv_canonical *ret)
{
    nquads input;
    CHECK(nquads_read(obv_slice_of(text), arena, &input) == OBV_OK);
    return obv_rdfc(&input.dataset, OBV_SHA256, arena, ret);
}

static void
check_spelling(const char *text, const char *wanted)
{
    obv_canonical canonical;
    CHECK(spell(text, &canonical) == OBV_OK);
    CHECK_CASE(obv_slice_is(canonical.text, wanted), wanted);
    obv_arena_empty(arena);
}

static void
lines_are_sorted_by_code_point_and_stand_once(void **state)
{
    (void)state;
    check_spelling("", "");
    check_spelling("<b:> <p:> <o:> .\n<a:> <p:> <o:> .\n<b:> <p:> <o:> .\n",
                   "<a:> <p:> <o:> .\n<b:> <p:> <o:> .\n");
    check_spelling("<a:\xF0\x90\x80\x80> <p:> <o:> .\n"
                   "<a:\xEF\xBF\xBD> <p:> <o:> .\n",
                   "<a:\xEF\xBF\xBD> <p:> <o:> .\n"
                   "<a:\xF0\x90\x80\x80> <p:> <o:> .\n");
    check_spelling("<a:> <p:> <o:> <g:> .\n<a:> <p:> <o:> .\n",
                   "<a:> <p:> <o:> .\n<a:> <p:> <o:> <g:> .\n");
}

/* RDFC-1.0, appendix A. */
static void
literals_have_one_spelling(void **state)
{
    (void)state;
    static const struct {
        const char *given, *wanted;
    } cases[] = {
        {"\"a\"^^<http://www.w3.org/2001/XMLSchema#string>", "\"a\""},
        {"\"\\u0041\\t\\b\\n\\r\\f\\\"\\\\'\"",
         "\"A\\t\\b\\n\\r\\f\\\"\\\\'\""},
        {"\"\\u0000\\u0007\\u000B\\u001F\\u007F\"",
         "\"\\u0000\\u0007\\u000B\\u001F\\u007F\""},
        {"\"\\u0080\\u00e9\\u2028\"", "\"\xC2\x80\xC3\xA9\xE2\x80\xA8\""},
        {"\"\\uFFFD\\uFFFE\\uFFFF\\U0001FFFE\"",
         "\"\xEF\xBF\xBD\\uFFFE\\uFFFF\xF0\x9F\xBF\xBE\""},
        {"\"a text of many bytes, and then a \\\"quote\\\" and more text\"",
         "\"a text of many bytes, and then a \\\"quote\\\" and more text\""},
        {"\"1\"^^<t:int>", "\"1\"^^<t:int>"},
        {"\"oui\"@fr-FR", "\"oui\"@fr-FR"},
        {"\"\"", "\"\""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making given = {0}, wanted = {0};
        making_printf(&given, "<s:> <p:> %s .\n", cases[i].given);
        making_printf(&wanted, "<s:> <p:> %s .\n", cases[i].wanted);
        making_put(&given, "", 1);
        making_put(&wanted, "", 1);
        check_spelling((const char *)given.ptr, (const char *)wanted.ptr);
        making_clear(&given);
        making_clear(&wanted);
    }
}

static void
labels_and_order_of_the_input_make_no_difference(void **state)
{
    (void)state;
    const char *wanted = "<s:> <p:> _:c14n0 .\n"
                         "_:c14n0 <q:> _:c14n1 _:c14n0 .\n"
                         "_:c14n1 <q:> \"x\" .\n";
    obv_canonical first, second;
    CHECK(spell("<s:> <p:> _:x .\n_:x <q:> _:y _:x .\n_:y <q:> \"x\" .\n",
                &first) == OBV_OK);
    CHECK(spell("_:b9 <q:> \"x\" .\n_:b1 <q:> _:b9 _:b1 .\n<s:> <p:> _:b1 .\n",
                &second) == OBV_OK);
    CHECK(obv_slice_equal(first.text, second.text));
    CHECK_NUMBER(first.text.len, strlen(wanted));
    CHECK(first.line_count == 3);
    CHECK(obv_slice_equal(first.labels[0], second.labels[1]));
    CHECK(obv_slice_equal(first.labels[1], second.labels[0]));
    obv_arena_empty(arena);
}

/* Two lines that look the same to the hash, but are two. */
static void
a_quad_that_stands_twice_counts_once(void **state)
{
    (void)state;
    obv_canonical once, twice, two;
    CHECK(spell("_:a <p:> _:b .\n_:b <q:> _:c .\n_:a <p:> _:c .\n", &once) ==
          OBV_OK);
    CHECK(spell("_:a <p:> _:b .\n_:b <q:> _:c .\n_:a <p:> _:c .\n"
                "_:b <q:> _:c .\n_:a <p:> _:b .\n",
                &twice) == OBV_OK);
    CHECK(obv_slice_equal(once.text, twice.text));
    CHECK(spell("_:a <p:> _:b .\n_:a <p:> _:c .\n", &two) == OBV_OK);
    CHECK(two.line_count == 2);
    obv_arena_empty(arena);
}

static void
its_lines_are_its_text(void **state)
{
    (void)state;
    obv_canonical c;
    CHECK(spell("_:a <p:> _:b .\n_:b <p:> _:a .\n<s:> <p:> \"x\\ny\" .\n",
                &c) == OBV_OK);
    size_t len = 0;
    for (size_t i = 0; i < c.line_count; i++) {
        CHECK(c.lines[i].ptr == c.text.ptr + len);
        len += c.lines[i].len;
        CHECK(c.text.ptr[len - 1] == '\n');
    }
    CHECK(len == c.text.len && c.line_count == 3);
    obv_arena_empty(arena);
}

static void
the_larger_hash_gives_other_names(void **state)
{
    (void)state;
    nquads input;
    obv_canonical small, large;
    const char *text = "_:a <p:> \"1\" .\n_:b <p:> \"2\" .\n_:c <p:> \"3\" .\n"
                       "_:d <p:> \"4\" .\n_:e <p:> \"5\" .\n";
    CHECK(nquads_read(obv_slice_of(text), arena, &input) == OBV_OK);
    CHECK(obv_rdfc(&input.dataset, OBV_SHA256, arena, &small) == OBV_OK);
    CHECK(obv_rdfc(&input.dataset, OBV_SHA384, arena, &large) == OBV_OK);
    CHECK(!obv_slice_equal(small.text, large.text));
    obv_arena_empty(arena);
}

/* A blank node that no quad mentions has no name. */
static void
numbers_without_a_quad_are_left_alone(void **state)
{
    (void)state;
    obv_dataset none = {NULL, 0, 3};
    obv_canonical c;
    CHECK(obv_rdfc(&none, OBV_SHA256, arena, &c) == OBV_OK);
    CHECK(c.text.len == 0 && c.labels[2].len == 0 && c.line_count == 0);
    obv_arena_empty(arena);
}

/* ---- What is no dataset -------------------------------------------------- */

static obv_rdf_term
term(obv_rdf_kind kind, const char *text, uint32_t blank)
{
    return (obv_rdf_term){kind, obv_slice_of(text), obv_slice_of("t:"),
                          obv_slice_of(""), blank};
}

static void
what_rdf_does_not_allow_is_malformed(void **state)
{
    (void)state;
    obv_rdf_term iri = term(OBV_RDF_IRI, "i:", 0);
    obv_rdf_term blank = term(OBV_RDF_BLANK, "b", 0);
    obv_rdf_term literal = term(OBV_RDF_LITERAL, "x", 0);
    obv_rdf_term far = term(OBV_RDF_BLANK, "b", 1);
    obv_rdf_term empty = term(OBV_RDF_IRI, "", 0);
    obv_rdf_term line = term(OBV_RDF_IRI, "a:b> <c:> <d:> .\n<e:", 0);
    obv_rdf_term space = term(OBV_RDF_IRI, "a:bcdefghij klm", 0);
    obv_rdf_term opens = term(OBV_RDF_IRI, "a:<", 0);
    obv_rdf_term closes = term(OBV_RDF_IRI, "a:bcdefg>hijklmn", 0);
    obv_rdf_term escapes = term(OBV_RDF_IRI, "a:bcdefg\\u0041", 0);
    obv_rdf_term untyped = literal;
    untyped.datatype = obv_slice_of("");
    const struct {
        const char *what;
        obv_quad quad;
        obv_status status;
    } cases[] = {
        {"good", {&blank, &iri, &literal, NULL}, OBV_OK},
        {"literal subject", {&literal, &iri, &iri, NULL}, OBV_MALFORMED},
        {"blank predicate", {&iri, &blank, &iri, NULL}, OBV_MALFORMED},
        {"literal predicate", {&iri, &literal, &iri, NULL}, OBV_MALFORMED},
        {"literal graph", {&iri, &iri, &iri, &literal}, OBV_MALFORMED},
        {"number too high", {&far, &iri, &iri, NULL}, OBV_MALFORMED},
        {"empty IRI", {&iri, &iri, &empty, NULL}, OBV_MALFORMED},
        {"two lines", {&iri, &iri, &line, NULL}, OBV_MALFORMED},
        {"space", {&iri, &iri, &iri, &space}, OBV_MALFORMED},
        {"a bracket that opens", {&opens, &iri, &iri, NULL}, OBV_MALFORMED},
        {"a bracket that closes", {&iri, &closes, &iri, NULL}, OBV_MALFORMED},
        {"a backslash", {&iri, &iri, &escapes, NULL}, OBV_MALFORMED},
        {"no datatype", {&iri, &iri, &untyped, NULL}, OBV_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_canonical c;
        obv_dataset dataset = {&cases[i].quad, 1, 1};
        CHECK_CASE(obv_rdfc(&dataset, OBV_SHA256, arena, &c) == cases[i].status,
                   cases[i].what);
    }
    obv_arena_empty(arena);
}

/* ---- Limits -------------------------------------------------------------- */

static obv_status
spell_made(making *m, obv_canonical *ret)
{
    nquads input;
    obv_arena *large = obv_arena_new(OBV_ARENA * 4);
    CHECK(large != NULL);
    CHECK(nquads_read(making_slice(m), large, &input) == OBV_OK);
    obv_status status = obv_rdfc(&input.dataset, OBV_SHA256, arena, ret);
    making_clear(m);
    obv_arena_free(large);
    obv_arena_empty(arena);
    return status;
}

static obv_status
spell_ring(int nodes)
{
    making m = {0};
    obv_canonical c;
    for (int i = 0; i < nodes; i++) {
        making_printf(&m, "_:r%d <p:> _:r%d .\n", i, (i + 1) % nodes);
    }
    return spell_made(&m, &c);
}

/* Each node of a ring walks all around it. */
static void
calls_have_a_limit(void **state)
{
    (void)state;
    int most = 1;
    while ((most + 1) * (most + 1) <= OBV_MAX_RDFC_CALLS) {
        most++;
    }
    CHECK(spell_ring(most) == OBV_OK);
    CHECK(spell_ring(most + 1) == OBV_LIMIT);
}

/* Few calls, but each hashes a long predicate. */
static obv_status
spell_long_ring(int nodes, size_t predicate)
{
    making m = {0};
    obv_canonical c;
    for (int i = 0; i < nodes; i++) {
        making_printf(&m, "_:r%d <p:", i);
        making_fill(&m, 'p', predicate);
        making_printf(&m, "> _:r%d .\n", (i + 1) % nodes);
    }
    return spell_made(&m, &c);
}

static void
bytes_have_a_limit(void **state)
{
    (void)state;
    /* 10,000 calls with two neighbours each */
    const size_t predicate = OBV_MAX_RDFC_BYTES / (100 * 100 * 2);
    CHECK(spell_long_ring(100, predicate - 400) == OBV_OK);
    CHECK(spell_long_ring(100, predicate) == OBV_LIMIT);
}

static obv_status
spell_hubs(int hubs, int leaves)
{
    making m = {0};
    obv_canonical c;
    for (int i = 0; i < hubs * leaves; i++) {
        making_printf(&m, "_:h%d <p:> _:l%d .\n", i / leaves, i);
    }
    return spell_made(&m, &c);
}

static void
permutations_have_a_limit(void **state)
{
    (void)state;
    CHECK(spell_hubs(2, 4) == OBV_OK);
    CHECK(spell_hubs(2, 10) == OBV_LIMIT);
    CHECK(spell_hubs(1, 5000) == OBV_OK); /* one hub is told from all others */
    CHECK(spell_hubs(2, 5000) == OBV_LIMIT);
}

/* Two chains that differ at their ends only. */
static obv_status
spell_chains(int length)
{
    making m = {0};
    obv_canonical c;
    for (int i = 0; i < 2 * length; i++) {
        making_printf(&m, "_:c%d_%d <p:> _:c%d_%d .\n", i % 2, i / 2, i % 2,
                      i / 2 + 1);
    }
    return spell_made(&m, &c);
}

static void
depth_has_a_limit(void **state)
{
    (void)state;
    CHECK(spell_chains(40) == OBV_OK);
    CHECK(spell_chains(OBV_MAX_RDFC_DEPTH + 50) == OBV_LIMIT);
}

static void
all_graphs_of_poison_end_soon(void **state)
{
    (void)state;
    for (int nodes = 8; nodes <= 200; nodes += 48) {
        making m = {0};
        obv_canonical c;
        for (int i = 0; i < nodes * nodes; i++) {
            making_printf(&m, "_:k%d <p:> _:k%d .\n", i / nodes, i % nodes);
        }
        CHECK(spell_made(&m, &c) == OBV_LIMIT);
    }
}

/* Each order of so many leaves is a long path.  It takes a thirtieth of a
   second. */
static void
long_paths_end_soon(void **state)
{
    (void)state;
    clock_t before = clock();
    CHECK(spell_hubs(2, 8000) == OBV_LIMIT);
    CHECK(clock() - before < CLOCKS_PER_SEC);
}

/* A long id that stands in each line. */
static void
the_text_has_a_limit(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        making m = {0}, name = {0};
        obv_canonical c;
        making_fill(&name, 'n', 1000);
        size_t line = strlen("<s:> <p:> <o:> .\n") + 1000 + 6 + 12;
        size_t lines = OBV_MAX_CANONICAL / line + (over ? 1 : 0);
        for (size_t i = 0; i < lines; i++) {
            making_printf(&m, "<s:%.1000s> <p:> <o:%06zu> .\n",
                          (const char *)name.ptr, i);
        }
        CHECK(spell_made(&m, &c) == (over ? OBV_LIMIT : OBV_OK));
        making_clear(&name);
    }
}

static void
quads_and_blank_nodes_have_limits(void **state)
{
    (void)state;
    obv_rdf_term iri = term(OBV_RDF_IRI, "i:", 0);
    obv_quad *quads = calloc(OBV_MAX_QUADS + 1, sizeof(*quads));
    CHECK(quads != NULL);
    for (size_t i = 0; i <= OBV_MAX_QUADS; i++) {
        quads[i] = (obv_quad){&iri, &iri, &iri, NULL};
    }
    obv_canonical c;
    obv_dataset dataset = {quads, OBV_MAX_QUADS, OBV_MAX_BLANKS};
    CHECK(obv_rdfc(&dataset, OBV_SHA256, arena, &c) == OBV_OK);
    CHECK(c.line_count == 1);
    obv_arena_empty(arena);
    dataset.count++;
    CHECK(obv_rdfc(&dataset, OBV_SHA256, arena, &c) == OBV_LIMIT);
    dataset = (obv_dataset){quads, 1, OBV_MAX_BLANKS + 1};
    CHECK(obv_rdfc(&dataset, OBV_SHA256, arena, &c) == OBV_LIMIT);
    free(quads);
}

static void
little_memory_is_said(void **state)
{
    (void)state;
    nquads input;
    obv_canonical c;
    const char *text = "_:a <p:> _:b .\n_:b <p:> _:a .\n_:c <p:> _:a .\n"
                       "_:d <p:> _:b .\n<s:> <p:> \"x\"@fr .\n";
    CHECK(nquads_read(obv_slice_of(text), arena, &input) == OBV_OK);
    CHECK_EACH_ARENA(obv_rdfc(&input.dataset, OBV_SHA256, small, &c));
    obv_arena_empty(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_sorted_by_code_point_and_stand_once),
        cmocka_unit_test(literals_have_one_spelling),
        cmocka_unit_test(labels_and_order_of_the_input_make_no_difference),
        cmocka_unit_test(a_quad_that_stands_twice_counts_once),
        cmocka_unit_test(its_lines_are_its_text),
        cmocka_unit_test(the_larger_hash_gives_other_names),
        cmocka_unit_test(numbers_without_a_quad_are_left_alone),
        cmocka_unit_test(what_rdf_does_not_allow_is_malformed),
        cmocka_unit_test(calls_have_a_limit),
        cmocka_unit_test(bytes_have_a_limit),
        cmocka_unit_test(permutations_have_a_limit),
        cmocka_unit_test(depth_has_a_limit),
        cmocka_unit_test(all_graphs_of_poison_end_soon),
        cmocka_unit_test(long_paths_end_soon),
        cmocka_unit_test(the_text_has_a_limit),
        cmocka_unit_test(quads_and_blank_nodes_have_limits),
        cmocka_unit_test(little_memory_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
