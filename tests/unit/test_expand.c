/* SPDX-License-Identifier: Apache-2.0 */
/* Expansion (JSON-LD 1.1 API 5) and its dataset (8): the plain processor. */
#include "linking.h"

static void
what_a_document_may_not_say_has_its_code(void **state)
{
    static const struct {
        const char *document, *code;
    } cases[] = {
        {"{'@id': 1}", "invalid @id value"},
        {"{'@id': ['urn:a']}", "invalid @id value"},
        {"{'@id': null}", "invalid @id value"},
        {"{'@type': 1}", "invalid type value"},
        {"{'@type': ['urn:a', null]}", "invalid type value"},
        {"{'@id': 'urn:a', '@context': {'i': '@id'}, 'i': 'urn:b'}",
         "colliding keywords"},
        {"{'@included': 'urn:a'}", "invalid @included value"},
        {"{'@included': {'@value': 1}}", "invalid @included value"},
        {"{'urn:a': {'@included': {'@list': []}}}", "invalid @included value"},
        {"{'urn:a': {'@value': ['x']}}", "invalid value object value"},
        {"{'urn:a': {'@value': {}}}", "invalid value object value"},
        {"{'urn:a': {'@value': 'x', '@id': 'urn:b'}}", "invalid value object"},
        {"{'urn:a': {'@value': 'x', 'urn:b': 'y'}}", "invalid value object"},
        {"{'urn:a': {'@value': 'x', '@type': 'urn:t', '@language': 'fr'}}",
         "invalid value object"},
        {"{'urn:a': {'@value': 'x', '@type': 'urn:t', '@direction': 'ltr'}}",
         "invalid value object"},
        {"{'urn:a': {'@value': 1, '@language': 'fr'}}",
         "invalid language-tagged value"},
        {"{'urn:a': {'@value': 'x', '@language': 1}}",
         "invalid language-tagged string"},
        {"{'urn:a': {'@value': 'x', '@direction': 'up'}}",
         "invalid base direction"},
        {"{'urn:a': {'@value': 'x', '@direction': 1}}",
         "invalid base direction"},
        {"{'urn:a': {'@value': 'x', '@type': 't'}}", "invalid typed value"},
        {"{'urn:a': {'@value': 'x', '@type': '_:t'}}", "invalid typed value"},
        {"{'urn:a': {'@value': 'x', '@type': 'urn:a b'}}",
         "invalid typed value"},
        {"{'urn:a': {'@value': 'x', '@type': ['urn:t']}}",
         "invalid typed value"},
        {"{'urn:a': {'@value': 'x', '@type': []}}", "invalid typed value"},
        {"{'@context': {'t': '@type'}, 'urn:a': {'@value': 'x', '@type':"
         " 'urn:t', 't': 'urn:u'}}",
         "invalid typed value"},
        {"{'urn:a': {'@value': 'x', '@index': 1}}", "invalid @index value"},
        {"{'urn:a': {'@list': [], '@id': 'urn:b'}}",
         "invalid set or list object"},
        {"{'urn:a': {'@list': [], '@set': []}}", "invalid set or list object"},
        {"{'urn:a': {'@set': [], 'urn:b': 1}}", "invalid set or list object"},
        {"{'@reverse': 'urn:a'}", "invalid @reverse value"},
        {"{'@reverse': {'@id': 'urn:a'}}", "invalid reverse property map"},
        {"{'@reverse': {'urn:a': 'x'}}", "invalid reverse property value"},
        {"{'@context': {'r': '@reverse'}, '@reverse': {'urn:a': {}},"
         " 'r': {'urn:b': {}}}",
         "colliding keywords"},
        {"{'@reverse': {'urn:a': {'@list': []}}}",
         "invalid reverse property value"},
        {"{'@context': {'r': {'@reverse': 'urn:r'}}, 'r': 'x'}",
         "invalid reverse property value"},
        {"{'@nest': 'x'}", "invalid @nest value"},
        {"{'@nest': [1]}", "invalid @nest value"},
        {"{'@nest': {'@value': 'x'}}", "invalid @nest value"},
        {"{'@context': {'v': '@value'}, '@nest': {'v': 'x'}}",
         "invalid @nest value"},
        {"{'@context': {'m': {'@id': 'urn:m', '@container': '@language'}},"
         " 'm': {'fr': 1}}",
         "invalid language map value"},
        {"{'@context': {'m': {'@id': 'urn:m', '@container': '@language'}},"
         " 'm': {'fr': {'@value': 'x'}}}",
         "invalid language map value"},
        {"{'@context': {'m': {'@id': 'urn:m', '@container': '@index',"
         " '@index': 'urn:i'}}, 'm': {'x': 'y'}}",
         "invalid value object"},
        {"{'urn:p': [{'@id': 'urn:a', '@index': 'i'}, {'@id': 'urn:a',"
         " '@index': 'j'}]}",
         "conflicting indexes"},
        {"{'@context': 1}", "invalid local context"},
        {"[{'urn:a': {'@context': 1}}]", "invalid local context"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        reading r = read_plain(cases[i].document);
        CHECK_CASE(r.status == OBV_MALFORMED, cases[i].document);
        CHECK_CASE(strcmp(r.why.code, cases[i].code) == 0, cases[i].document);
        CHECK(r.why.reason == OBV_REASON_BAD_LINKED_DATA);
        obv_arena_empty(arena);
    }
}

typedef struct meaning {
    const char *document, *quads;
} meaning;

static void
check_meanings(const meaning *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        reading r =
            read_with(cases[i].document, (obv_ld_options){.i18n = true}, NULL);
        CHECK_CASE(r.status == OBV_OK, cases[i].document);
        CHECK_TEXT(quads_of(&r), canonical_of(cases[i].quads));
        obv_arena_empty(arena);
    }
}

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define XSD "http://www.w3.org/2001/XMLSchema#"
#define TYPED(value, type) "_:a <urn:p> \"" value "\"^^<" XSD type "> .\n"

static void
values_become_literals(void **state)
{
    static const meaning cases[] = {
        {"{'urn:p': true}", TYPED("true", "boolean")},
        {"{'urn:p': 0}", TYPED("0", "integer")},
        {"{'urn:p': -0.0}", TYPED("0", "integer")},
        {"{'urn:p': -7}", TYPED("-7", "integer")},
        {"{'urn:p': 5.0e0}", TYPED("5", "integer")},
        {"{'urn:p': 5.5}", TYPED("5.5E0", "double")},
        {"{'urn:p': 1e20}", TYPED("100000000000000000000", "integer")},
        {"{'urn:p': 123456789012345678901}",
         TYPED("123456789012345683968", "integer")},
        {"{'urn:p': 9007199254740993}", TYPED("9007199254740992", "integer")},
        {"{'urn:p': 1e21}", TYPED("1.0E21", "double")},
        {"{'urn:p': -1e21}", TYPED("-1.0E21", "double")},
        {"{'urn:p': {'@value': 5, '@type': '" XSD "double'}}",
         TYPED("5.0E0", "double")},
        {"{'urn:p': {'@value': 5, '@type': '" XSD "float'}}",
         TYPED("5", "float")},
        {"{'urn:p': {'@value': true, '@type': '" XSD "string'}}",
         "_:a <urn:p> \"true\" .\n"},
        {"{'urn:p': {'@value': {'b': 1, 'a': [true]}, '@type': '@json'}}",
         "_:a <urn:p> \"{\\\"a\\\":[true],\\\"b\\\":1}\"^^<" RDF "JSON> .\n"},
        {"{'urn:p': {'@value': null, '@type': '@json'}}",
         "_:a <urn:p> \"null\"^^<" RDF "JSON> .\n"},
        {"{'urn:p': {'@value': '{}', '@type': '" RDF "JSON'}}",
         "_:a <urn:p> \"{}\"^^<" RDF "JSON> .\n"},
        {"{'urn:p': {'@value': 'x', '@language': 'EN-us'}}",
         "_:a <urn:p> \"x\"@en-us .\n"},
        {"{'urn:p': {'@value': 'x', '@direction': 'ltr'}}",
         "_:a <urn:p> \"x\"^^<https://www.w3.org/ns/i18n#_ltr> .\n"},
        {"{'urn:p': {'@value': true, '@direction': 'rtl'}}",
         "_:a <urn:p> \"true\"^^<https://www.w3.org/ns/i18n#_rtl> .\n"},
        {"{'urn:p': {'@value': 1, '@direction': 'ltr'}}",
         "_:a <urn:p> \"1\"^^<https://www.w3.org/ns/i18n#_ltr> .\n"},
        {"{'urn:p': {'@value': 'x', '@language': 'fr', '@direction': 'ltr'}}",
         "_:a <urn:p> \"x\"^^<https://www.w3.org/ns/i18n#fr_ltr> .\n"},
        {"{'urn:p': {'@value': 'x', '@language': 'a b'}}", ""},
        {"{'urn:p': {'@value': 'x', '@language': ''}}", ""},
        {"{'@context': {'@language': ''}, 'urn:p': 'x'}", ""},
        {"{'urn:p': {'@value': 'x', '@type': 'urn:a<b'}}", ""},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

static void
lists_become_chains(void **state)
{
    static const meaning cases[] = {
        {"{'urn:p': {'@list': []}}", "_:a <urn:p> <" RDF "nil> .\n"},
        {"{'urn:p': {'@list': ['x']}}",
         "_:a <urn:p> _:l .\n_:l <" RDF "first> \"x\" .\n"
         "_:l <" RDF "rest> <" RDF "nil> .\n"},
        {"{'urn:p': {'@list': [{'@list': []}]}}",
         "_:a <urn:p> _:l .\n_:l <" RDF "first> <" RDF "nil> .\n"
         "_:l <" RDF "rest> <" RDF "nil> .\n"},
        {"{'@context': {'l': {'@id': 'urn:p', '@container': '@list'}},"
         " 'l': [[]]}",
         "_:a <urn:p> _:l .\n_:l <" RDF "first> <" RDF "nil> .\n"
         "_:l <" RDF "rest> <" RDF "nil> .\n"},
        /* what RDF cannot hold leaves its place empty */
        {"{'urn:p': {'@list': [{'@id': 'x'}]}}",
         "_:a <urn:p> _:l .\n_:l <" RDF "rest> <" RDF "nil> .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

static void
what_rdf_cannot_hold_is_passed_over(void **state)
{
    static const meaning cases[] = {
        {"{'@id': 'x', 'urn:p': 'y'}", ""},
        {"{'@id': '@foo', 'urn:p': 'y'}", ""},
        {"{'urn:p': {'@id': 'x'}}", ""},
        {"{'urn:p': {'@id': '@foo'}}", ""},
        {"{'_:p': 'x'}", ""},
        {"{'urn:a b': 'x'}", ""},
        {"{'@type': 'x'}", ""},
        {"{'@id': 'x', '@graph': [{'urn:p': 'y'}]}", ""},
        {"{'urn:p': [null, {'@value': null}, {'@set': []}]}", ""},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

static void
maps_become_properties(void **state)
{
#define MAP(container) "{'@context': {'m': {'@id': 'urn:m', " container "}},"
    static const meaning cases[] = {
        {MAP("'@container': '@language'") " 'm': {'FR': ['x', null],"
                                          " '@none': 'y'}}",
         "_:a <urn:m> \"x\"@fr .\n_:a <urn:m> \"y\" .\n"},
        {MAP("'@container': '@language'") " 'm': {'': 'x'}}", ""},
        {MAP("'@container': '@id'") " 'm': {'urn:x': {'@value': 'y'}}}",
         "_:a <urn:m> \"y\" .\n"},
        {MAP("'@container': '@index'") " 'm': {'i': ['x', 'y']}}",
         "_:a <urn:m> \"x\" .\n_:a <urn:m> \"y\" .\n"},
        {MAP("'@container': '@index', '@index': 'urn:i'") " 'm': {'k': {'@id': "
                                                          "'urn:x'}, '@none': "
                                                          "{'@id': 'urn:y'}}}",
         "_:a <urn:m> <urn:x> .\n_:a <urn:m> <urn:y> .\n"
         "<urn:x> <urn:i> \"k\" .\n"},
        {MAP("'@container': '@index', '@index': 'urn:i'") " 'm': {'k': "
                                                          "{'@list':"
                                                          " []}}}",
         "_:a <urn:m> <" RDF "nil> .\n"},
        {MAP("'@container': '@id'") " 'm': {'urn:x': {'urn:p': 'y'},"
                                    " '@none': {'urn:p': 'z'}}}",
         "_:a <urn:m> <urn:x> .\n<urn:x> <urn:p> \"y\" .\n"
         "_:a <urn:m> _:b .\n_:b <urn:p> \"z\" .\n"},
        {MAP("'@container': '@type'") " 'm': {'urn:T': {'@type': 'urn:U'},"
                                      " 'urn:V': 'urn:x'}}",
         "_:a <urn:m> _:b .\n_:b <" RDF "type> <urn:T> .\n"
         "_:b <" RDF "type> <urn:U> .\n_:a <urn:m> <urn:x> .\n"
         "<urn:x> <" RDF "type> <urn:V> .\n"},
        {MAP("'@container': '@graph'") " 'm': {'urn:p': 'x'}}",
         "_:a <urn:m> _:g .\n_:b <urn:p> \"x\" _:g .\n"},
        {MAP("'@container': ['@graph', '@id']") " 'm': {'urn:g': {'urn:p':"
                                                " 'x'}}}",
         "_:a <urn:m> <urn:g> .\n_:b <urn:p> \"x\" <urn:g> .\n"},
        {MAP("'@container': ['@graph', '@index']") " 'm': {'i': {'@graph':"
                                                   " {'urn:p': 'x'}}}}",
         "_:a <urn:m> _:g .\n_:b <urn:p> \"x\" _:g .\n"},
        {MAP("'@type': '@json'") " 'm': {'b': [], 'a': null}}",
         "_:a <urn:m> \"{\\\"a\\\":null,\\\"b\\\":[]}\"^^<" RDF "JSON> .\n"},
        {MAP("'@type': '@none'") " 'm': 'x'}", "_:a <urn:m> \"x\" .\n"},
        {MAP("'@type': 'urn:t', '@container': '@set'") " 'm': ['x', true]}",
         "_:a <urn:m> \"x\"^^<urn:t> .\n_:a <urn:m> \"true\"^^<urn:t> .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

static void
members_may_stand_elsewhere(void **state)
{
    static const meaning cases[] = {
        {"{'@context': {'n': '@nest'}, 'n': [{'urn:p': 'x'}, {'n': {'urn:q':"
         " 'y'}}]}",
         "_:a <urn:p> \"x\" .\n_:a <urn:q> \"y\" .\n"},
        {"{'@context': {'n': {'@id': '@nest', '@context': {'a': 'urn:a'}}},"
         " 'n': {'a': 'x'}}",
         "_:a <urn:a> \"x\" .\n"},
        {"{'@id': 'urn:a', '@included': [{'@id': 'urn:b', 'urn:p': 'x'}]}",
         "<urn:b> <urn:p> \"x\" .\n"},
        {"{'@id': 'urn:a', '@reverse': {'urn:p': [{'@id': 'urn:b'},"
         " {'@id': 'urn:c'}]}}",
         "<urn:b> <urn:p> <urn:a> .\n<urn:c> <urn:p> <urn:a> .\n"},
        {"{'@context': {'r': {'@reverse': 'urn:p'}}, '@id': 'urn:a',"
         " '@reverse': {'r': {'@id': 'urn:b'}}}",
         "<urn:a> <urn:p> <urn:b> .\n"},
        {"{'@graph': [{'@id': 'urn:a', 'urn:p': 'x'}]}",
         "<urn:a> <urn:p> \"x\" .\n"},
        /* an array is no object with nothing but a @graph */
        {"[{'@graph': [{'@id': 'urn:a', 'urn:p': 'x'}]}]",
         "<urn:a> <urn:p> \"x\" _:g .\n"},
        /* nothing stood in it */
        {"{'@id': 'urn:a', 'urn:p': [{'@value': 'x', '@nest': []},"
         " {'@set': ['y'], '@nest': {}}, {'@value': 'z', '@reverse': {}}]}",
         "<urn:a> <urn:p> \"x\" .\n<urn:a> <urn:p> \"y\" .\n"
         "<urn:a> <urn:p> \"z\" .\n"},
        {"{'@nest': {'@list': ['x']}}", ""},
        {"{'@id': 'urn:g', '@graph': {'@id': 'urn:a', 'urn:p': 'x'}}",
         "<urn:a> <urn:p> \"x\" <urn:g> .\n"},
        {"{'@id': '_:g', 'urn:q': 1, '@graph': {'@id': '_:g', 'urn:p': 2}}",
         "_:g <urn:q> \"1\"^^<" XSD "integer> .\n"
         "_:g <urn:p> \"2\"^^<" XSD "integer> _:g .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

/* In { } a property is what the context of these braces says. */
static void
a_set_is_read_as_its_own_object_has_it(void **state)
{
#define SCOPED(kind)                                                           \
    "{'@context': {'T': {'@id': 'urn:T', '@context': {'p': {'@id': 'urn:p',"   \
    " '@type': '@id'}}}}, '@type': 'T', 'p': {'" kind "': ['urn:x']}}"
#define OWN(kind)                                                              \
    "{'@context': {'p': 'urn:p'}, 'p': {'@context': {'p': {'@id': 'urn:q',"    \
    " '@type': '@id'}}, '" kind "': ['urn:x']}}"
    static const meaning cases[] = {
        {SCOPED("@set"),
         "_:a <urn:p> \"urn:x\" .\n_:a <" RDF "type> <urn:T> .\n"},
        {SCOPED("@list"), "_:a <urn:p> _:l .\n_:a <" RDF "type> <urn:T> .\n"
                          "_:l <" RDF "first> \"urn:x\" .\n"
                          "_:l <" RDF "rest> <" RDF "nil> .\n"},
        {OWN("@set"), "_:a <urn:p> <urn:x> .\n"},
        {"{'@context': {'p': {'@id': 'urn:p', '@context': {'p': {'@id':"
         " 'urn:p', '@type': '@json'}}}}, 'p': 'x'}",
         "_:a <urn:p> \"\\\"x\\\"\"^^<" RDF "JSON> .\n"},
        {OWN("@list"), "_:a <urn:p> _:l .\n_:l <" RDF "first> <urn:x> .\n"
                       "_:l <" RDF "rest> <" RDF "nil> .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases));
}

static void
an_expand_context_comes_first(void **state)
{
    (void)state;
    obv_ld_options o = {.expand = json("{'@context': {'a': 'urn:a'}}")};
    reading r = read_with("{'a': 'x'}", o, NULL);
    CHECK_TEXT(quads_of(&r), canonical_of("_:a <urn:a> \"x\" .\n"));
    o.expand = json("{'a': 'urn:b'}");
    r = read_with("{'a': 'x'}", o, NULL);
    CHECK_TEXT(quads_of(&r), canonical_of("_:a <urn:b> \"x\" .\n"));
}

/* As deep as a text may be. */
static void
a_deep_document_is_read(void **state)
{
    obv_buffer b = obv_buffer_in(arena);
    (void)state;
    for (size_t i = 1; i < OBV_MAX_DEPTH; i++) {
        obv_put_text(&b, "{'urn:p':");
    }
    obv_put_text(&b, "'x'");
    for (size_t i = 1; i < OBV_MAX_DEPTH; i++) {
        obv_put_char(&b, '}');
    }
    reading r = read_strict(text_of(obv_buffer_slice(&b)));
    CHECK(r.status == OBV_OK);
    CHECK_NUMBER(r.linked.dataset.count, OBV_MAX_DEPTH - 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_document_may_not_say_has_its_code),
        cmocka_unit_test(values_become_literals),
        cmocka_unit_test(lists_become_chains),
        cmocka_unit_test(what_rdf_cannot_hold_is_passed_over),
        cmocka_unit_test(maps_become_properties),
        cmocka_unit_test(members_may_stand_elsewhere),
        cmocka_unit_test(a_set_is_read_as_its_own_object_has_it),
        cmocka_unit_test(an_expand_context_comes_first),
        cmocka_unit_test(a_deep_document_is_read),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
