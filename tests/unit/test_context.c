/* SPDX-License-Identifier: Apache-2.0 */
/* Context processing (JSON-LD 1.1 API 4): what a context makes of names, what
   it may not say, and how far it may go. */
#include "linking.h"

#include <stdio.h>

typedef struct refusal {
    const char *context, *code;
} refusal;

static void
what_a_context_may_not_say_has_its_code(void **state)
{
    static const refusal cases[] = {
        {"1", "invalid local context"},
        {"[[]]", "invalid local context"},
        {"{'@version': 1.0}", "invalid @version value"},
        {"{'@version': '1.1'}", "invalid @version value"},
        {"{'@base': 'a'}", "invalid base IRI"},
        {"{'@base': 1}", "invalid base IRI"},
        {"{'@vocab': 1}", "invalid vocab mapping"},
        {"{'@vocab': 'a'}", "invalid vocab mapping"},
        {"{'@language': 1}", "invalid default language"},
        {"{'@direction': 'up'}", "invalid base direction"},
        {"{'@direction': 1}", "invalid base direction"},
        {"{'@propagate': 'no'}", "invalid @propagate value"},
        {"{'@import': 1}", "invalid @import value"},
        {"{'@import': 'urn:none'}", "loading remote context failed"},
        {"'urn:none'", "loading remote context failed"},
        {"'urn:empty'", "invalid remote context"},
        {"{'@import': 'urn:list'}", "invalid remote context"},
        {"{'@import': 'urn:imports'}", "invalid context entry"},
        {"{'': 'urn:a'}", "invalid term definition"},
        {"{'@id': 'urn:a'}", "keyword redefinition"},
        {"{'@type': 'urn:a'}", "keyword redefinition"},
        {"{'@type': {'@container': '@list'}}", "keyword redefinition"},
        {"{'@type': {}}", "keyword redefinition"},
        {"{'@type': {'@container': '@set', '@id': 'urn:a'}}",
         "keyword redefinition"},
        {"{'a': 1}", "invalid term definition"},
        {"{'a': ['urn:a']}", "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@foo': 1}}", "invalid term definition"},
        {"{'a': {'@id': 'urn:a', 'b': 1}}", "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@protected': 1}}",
         "invalid @protected value"},
        {"{'a': {'@id': 'urn:a', '@type': 1}}", "invalid type mapping"},
        {"{'a': {'@id': 'urn:a', '@type': 'b'}}", "invalid type mapping"},
        {"{'a': {'@id': 'urn:a', '@type': '_:b'}}", "invalid type mapping"},
        {"{'a': {'@id': 'urn:a', '@type': '@set'}}", "invalid type mapping"},
        {"{'a': {'@id': 'urn:a', '@reverse': 'urn:b'}}",
         "invalid reverse property"},
        {"{'a': {'@nest': 'b', '@reverse': 'urn:b'}}",
         "invalid reverse property"},
        {"{'a': {'@reverse': 1}}", "invalid IRI mapping"},
        {"{'a': {'@reverse': 'b'}}", "invalid IRI mapping"},
        {"{'a': {'@reverse': 'urn:b', '@container': '@list'}}",
         "invalid reverse property"},
        {"{'a': {'@id': 1}}", "invalid IRI mapping"},
        {"{'a': 'b'}", "invalid IRI mapping"},
        {"{'a': {}}", "invalid IRI mapping"},
        {"{'a': '@context'}", "invalid keyword alias"},
        {"{'urn:a': 'urn:b'}", "invalid IRI mapping"},
        {"{'a/b': 'urn:b'}", "invalid IRI mapping"},
        {"{'p': 'urn:p:', 'p:a': 'urn:b'}", "invalid IRI mapping"},
        {"{'a': 'b:', 'b': 'a:'}", "cyclic IRI mapping"},
        {"{'a': 'a:b'}", "cyclic IRI mapping"},
        {"{'a:b': {'@id': 'a:c'}, 'a': 'a:b'}", "cyclic IRI mapping"},
        {"{'a': {'@id': 'urn:a', '@container': '@foo'}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': null}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': []}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': ['@list', '@set']}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': ['@id', '@index']}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': ['@graph', '@type']}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': ['@graph', '@id', '@index']}}",
         "invalid container mapping"},
        {"{'a': {'@id': 'urn:a', '@container': '@type', '@type': 'urn:t'}}",
         "invalid type mapping"},
        {"{'a': {'@id': 'urn:a', '@index': 'urn:i'}}",
         "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@container': '@index', '@index': 'i'}}",
         "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@container': '@index', '@index': '@id'}}",
         "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@container': '@index', '@index': 1}}",
         "invalid term definition"},
        {"{'a': {'@id': 'urn:a', '@context': {'b': 'c'}}}",
         "invalid scoped context"},
        {"{'a': {'@id': 'urn:a', '@context': 'urn:none'}}",
         "invalid scoped context"},
        {"{'a': {'@id': 'urn:a', '@language': 1}}", "invalid language mapping"},
        {"{'a': {'@id': 'urn:a', '@direction': 'up'}}",
         "invalid base direction"},
        {"{'a': {'@id': 'urn:a', '@nest': 1}}", "invalid @nest value"},
        {"{'a': {'@id': 'urn:a', '@nest': '@id'}}", "invalid @nest value"},
        {"{'a:b': {'@id': 'a:b', '@prefix': true}}", "invalid term definition"},
        {"{'a/b': {'@id': 'a/b', '@prefix': true}}", "invalid IRI mapping"},
        {"{'a': {'@id': 'urn:a', '@prefix': 1}}", "invalid @prefix value"},
        {"{'a': {'@id': '@id', '@prefix': true}}", "invalid term definition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': 'urn:b'}]",
         "protected term redefinition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': 'urn:a'},"
         " {'a': 'urn:b'}]",
         "protected term redefinition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': null}]",
         "protected term redefinition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': '@foo'}]",
         "protected term redefinition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': {'@reverse': 'urn:a'}}]",
         "protected term redefinition"},
        {"[{'@protected': true, 'a': 'urn:a'}, {'a': {'@id': 'urn:a',"
         " '@context': {}}}]",
         "protected term redefinition"},
        {"[{'@type': {'@container': '@set', '@protected': true}},"
         " {'@type': {'@container': '@set'}}, null]",
         "invalid context nullification"},
        {"[{'@protected': true, 'a': 'urn:a'}, null]",
         "invalid context nullification"},
    };
    static const char loaded[] =
        "{'urn:empty': {}, 'urn:list': {'@context': []},"
        " 'urn:imports': {'@context': {'@import': 'urn:empty'}}}";
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char document[512];
        snprintf(document, sizeof(document), "{'@context': %s}",
                 cases[i].context);
        reading r = read_with(document, (obv_ld_options){0}, loaded);
        CHECK_CASE(r.status == OBV_MALFORMED || r.status == OBV_NOT_FOUND,
                   cases[i].context);
        CHECK_CASE(strcmp(r.why.code, cases[i].code) == 0, cases[i].context);
        obv_arena_empty(arena);
    }
}

typedef struct meaning {
    const char *document, *quads;
} meaning;

static void
check_meanings(const meaning *cases, size_t count, const char *loaded)
{
    for (size_t i = 0; i < count; i++) {
        obv_ld_options options = {.base = obv_slice_of("http://b.example/d/e")};
        reading r = read_with(cases[i].document, options, loaded);
        CHECK_CASE(r.status == OBV_OK, cases[i].document);
        CHECK_TEXT(quads_of(&r), canonical_of(cases[i].quads));
        obv_arena_empty(arena);
    }
}

#define S "_:c14n0 "

static void
names_mean_what_their_context_says(void **state)
{
    static const meaning cases[] = {
        {"{'@context': {'a': 'urn:a'}, 'a': 'x'}", S "<urn:a> \"x\" .\n"},
        {"{'@context': {'@vocab': 'urn:v:'}, 'a': 'x'}",
         S "<urn:v:a> \"x\" .\n"},
        {"{'@context': [{'@vocab': 'urn:v:'}, {'a': {'@type': '@id'}}],"
         " 'a': 'x'}",
         S "<urn:v:a> <http://b.example/d/x> .\n"},
        {"{'@context': [{'@vocab': 'urn:v:'}, {'a': null}], 'a': 'x',"
         " 'b': 'y'}",
         S "<urn:v:b> \"y\" .\n"},
        {"{'@context': [{'@vocab': 'urn:v:'}, {'@vocab': null}], 'a': 'x'}",
         ""},
        {"{'@context': {'@vocab': '#'}, 'a': 'x'}",
         S "<http://b.example/d/e#a> \"x\" .\n"},
        {"{'@context': {'p': 'urn:p:', 'a': 'p:a'}, 'a': 'x', 'p:b': 'y'}",
         S "<urn:p:a> \"x\" .\n" S "<urn:p:b> \"y\" .\n"},
        /* what does not end like a prefix is none, unless it says so */
        {"{'@context': {'p': 'urn:p'}, 'p:b': 'y'}", S "<p:b> \"y\" .\n"},
        {"{'@context': {'p': {'@id': 'urn:p', '@prefix': true}}, 'p:b': 'y'}",
         S "<urn:pb> \"y\" .\n"},
        {"{'@context': {'p': {'@id': 'urn:p#'}}, 'p:b': 'y'}",
         S "<p:b> \"y\" .\n"},
        {"{'@context': {'p': 'urn:p:'}, 'p://b': 'y'}", S "<p://b> \"y\" .\n"},
        /* a term that has an IRI by its own prefix */
        {"{'@context': {'p': 'urn:p', 'p:b': {'@type': '@id'}},"
         " 'p:b': 'urn:y'}",
         S "<urn:pb> <urn:y> .\n"},
        {"{'@context': {'@base': 'x/'}, 'urn:a': {'@id': 'y'}}",
         S "<urn:a> <http://b.example/d/x/y> .\n"},
        {"{'@context': [{'@base': null}, {'@base': 'urn:c:d'}],"
         " 'urn:a': {'@id': '#y'}}",
         S "<urn:a> <urn:c:d#y> .\n"},
        {"{'@context': [{'@base': 'x/'}, null], 'urn:a': {'@id': 'y'}}",
         S "<urn:a> <http://b.example/d/y> .\n"},
        {"{'@context': {'@language': 'FR', 'a': 'urn:a', 'b': {'@id': 'urn:b',"
         " '@language': null}, 'c': {'@id': 'urn:c', '@language': 'En-us'}},"
         " 'a': 'x', 'b': 'x', 'c': 'x'}",
         S "<urn:a> \"x\"@fr .\n" S "<urn:b> \"x\" .\n" S
           "<urn:c> \"x\"@en-us .\n"},
        /* a keyword that may come one day */
        {"{'@context': {'a': '@foo', '@bar': 'urn:b', 'c': {'@reverse':"
         " '@baz'}}, 'a': 'x', '@bar': 'y', 'c': 'z'}",
         ""},
        {"{'@context': [{'a': 'urn:a'}, {'a': '@foo', '@vocab': 'urn:v:'}],"
         " 'a': 'x'}",
         S "<urn:v:a> \"x\" .\n"},
        /* the same again does not unprotect, a property's scope may change */
        {"{'@context': [{'@protected': true, 'a': 'urn:a', 'p': {'@id':"
         " 'urn:p', '@context': {'a': 'urn:b'}}}, {'a': 'urn:a'}],"
         " 'p': {'a': 'x'}}",
         "_:c14n0 <urn:p> _:c14n1 .\n_:c14n1 <urn:b> \"x\" .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases), NULL);
}

static void
scopes_hold_as_far_as_they_should(void **state)
{
    static const meaning cases[] = {
        /* of a type: in its object, not in those below */
        {"{'@context': {'@vocab': 'urn:v:', 'T': {'@context': {'a':"
         " 'urn:a'}}}, '@type': 'T', 'a': {'a': 'x'}}",
         "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
         " <urn:v:T> .\n_:c14n0 <urn:a> _:c14n1 .\n"
         "_:c14n1 <urn:v:a> \"x\" .\n"},
        /* unless it says that it goes on */
        {"{'@context': {'@vocab': 'urn:v:', 'T': {'@context': {'@propagate':"
         " true, 'a': 'urn:a'}}}, '@type': 'T', 'a': {'a': 'x'}}",
         "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
         " <urn:v:T> .\n_:c14n0 <urn:a> _:c14n1 .\n"
         "_:c14n1 <urn:a> \"x\" .\n"},
        /* of a property: in all that is below */
        {"{'@context': {'@vocab': 'urn:v:', 'p': {'@context': {'a':"
         " 'urn:a'}}}, 'p': {'a': {'a': 'x'}}}",
         "_:c14n0 <urn:v:p> _:c14n1 .\n_:c14n1 <urn:a> _:c14n2 .\n"
         "_:c14n2 <urn:a> \"x\" .\n"},
        {"{'@context': {'@vocab': 'urn:v:', 'p': {'@context': {'@propagate':"
         " false, 'a': 'urn:a'}}}, 'p': {'a': {'a': 'x'}}}",
         "_:c14n0 <urn:v:p> _:c14n1 .\n_:c14n1 <urn:a> _:c14n2 .\n"
         "_:c14n2 <urn:v:a> \"x\" .\n"},
        /* a value and a reference stay in the scope of the type around */
        {"{'@context': {'@vocab': 'urn:v:', 'T': {'@context': {'i': '@id',"
         " 'w': '@value'}}}, '@type': 'T', 'a': {'i': 'urn:x'},"
         " 'b': {'w': 'y'}}",
         "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
         " <urn:v:T> .\n_:c14n0 <urn:v:a> <urn:x> .\n"
         "_:c14n0 <urn:v:b> \"y\" .\n"},
        /* types by their names, whatever their order */
        {"{'@context': {'@vocab': 'urn:v:', 'T': {'@context': {'a':"
         " 'urn:t'}}, 'U': {'@context': {'a': 'urn:u'}}},"
         " '@type': ['U', 'T'], 'a': 'x'}",
         "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
         " <urn:v:T> .\n"
         "_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
         " <urn:v:U> .\n_:c14n0 <urn:u> \"x\" .\n"},
        /* a null scope forgets all */
        {"{'@context': {'@vocab': 'urn:v:', 'p': {'@context': null}},"
         " 'p': {'a': 'x', 'urn:b': 'y'}}",
         "_:c14n0 <urn:v:p> _:c14n1 .\n_:c14n1 <urn:b> \"y\" .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases), NULL);
}

static void
contexts_by_address_are_met_like_others(void **state)
{
    static const char loaded[] =
        "{'http://b.example/d/c': {'@context': {'a': 'urn:a', '@base':"
        " 'urn:no'}},"
        " 'http://b.example/d/two': {'@context': ['c', {'b': 'urn:b'}]},"
        " 'http://b.example/d/self': {'@context': {'p': {'@id': 'urn:p',"
        " '@context': 'self'}, 'a': 'urn:s'}}}";
    static const meaning cases[] = {
        {"{'@context': 'c', 'a': {'@id': 'x'}}",
         S "<urn:a> <http://b.example/d/x> .\n"},
        {"{'@context': 'two', 'a': 'x', 'b': 'y'}",
         S "<urn:a> \"x\" .\n" S "<urn:b> \"y\" .\n"},
        {"{'@context': {'@import': 'c', 'b': 'a:b', 'a': 'urn:c:'}, 'b': 'x'}",
         S "<urn:c:b> \"x\" .\n"},
        {"{'@context': {'@import': 'c', 'b': 'urn:b'}, 'a': 'x'}",
         S "<urn:a> \"x\" .\n"},
        {"{'@context': 'self', 'p': {'p': {'a': 'x'}}}",
         "_:c14n0 <urn:p> _:c14n1 .\n_:c14n1 <urn:p> _:c14n2 .\n"
         "_:c14n2 <urn:s> \"x\" .\n"},
    };
    (void)state;
    check_meanings(cases, COUNT(cases), loaded);
}

/* ---- Limits -------------------------------------------------------------- */

/* PIECE so many times, between two others; %zu in it is its number. */
static const char *
repeated(const char *before, size_t count, const char *piece,
         const char *behind)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, before);
    for (size_t i = 0; i < count; i++) {
        char text[256];
        /* cppcheck-suppress wrongPrintfScanfArgNum ; a piece may have none */
        snprintf(text, sizeof(text), piece, i, i + 1);
        obv_put_text(&b, text);
    }
    obv_put_text(&b, behind);
    return obv_arena_text(arena, obv_buffer_slice(&b));
}

static obv_status
status_of(const char *document, const char *loaded)
{
    reading r = read_with(document, (obv_ld_options){0}, loaded);
    CHECK(r.status != OBV_LIMIT || r.why.reason == OBV_REASON_LIMIT);
    obv_arena_empty(arena);
    return r.status;
}

static void
an_inline_context_has_so_many_terms(void **state)
{
    (void)state;
    CHECK(status_of(repeated("{'@context': {", OBV_MAX_INLINE_TERMS - 1,
                             "'t%zu': 'urn:x',", "'t': 'urn:x'}}"),
                    NULL) == OBV_OK);
    CHECK(status_of(repeated("{'@context': {", OBV_MAX_INLINE_TERMS,
                             "'t%zu': 'urn:x',", "'t': 'urn:x'}}"),
                    NULL) == OBV_LIMIT);
}

static void
so_many_contexts_lie_on_each_other(void **state)
{
    (void)state;
    CHECK(
        status_of(repeated("{'@context': [", OBV_MAX_LAYERS - 1, "{},", "{}]}"),
                  NULL) == OBV_OK);
    CHECK(status_of(repeated("{'@context': [", OBV_MAX_LAYERS, "{},", "{}]}"),
                    NULL) == OBV_LIMIT);
}

static void
contexts_name_contexts_so_many_times(void **state)
{
    static const char document[] = "{'@context': 'urn:0'}";
    static const char piece[] = "'urn:%zu': {'@context': 'urn:%zu'},";
    char last[64];
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        size_t links = OBV_MAX_CONTEXT_DEPTH - 1 + more;
        snprintf(last, sizeof(last), "'urn:%zu': {'@context': {}}}", links);
        CHECK(status_of(document, repeated("{", links, piece, last)) ==
              (more == 0 ? OBV_OK : OBV_LIMIT));
    }
    CHECK(status_of(document, "{'urn:0': {'@context': 'urn:0'}}") == OBV_LIMIT);
}

/* t0 needs t1 needs t2 ... */
static void
terms_need_terms_so_many_times(void **state)
{
    char last[64];
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        size_t links = OBV_MAX_DEPTH - 1 + more;
        snprintf(last, sizeof(last), "'t%zu': 'urn:x'}}", links);
        CHECK(status_of(
                  repeated("{'@context': {", links, "'t%zu': 't%zu:',", last),
                  NULL) == (more == 0 ? OBV_OK : OBV_LIMIT));
    }
}

/* Each push of a scope counts, so the layers are what is met first. */
static void
so_many_types_have_a_scope(void **state)
{
    (void)state;
    static const char head[] =
        "{'@context': {'T': {'@id': 'urn:T', '@context': {}}}, '@type': [";
    CHECK(status_of(repeated(head, 100, "'T',", "'T']}"), NULL) == OBV_OK);
    CHECK(status_of(repeated(head, OBV_MAX_LAYERS, "'T',", "'T']}"), NULL) ==
          OBV_LIMIT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_context_may_not_say_has_its_code),
        cmocka_unit_test(names_mean_what_their_context_says),
        cmocka_unit_test(scopes_hold_as_far_as_they_should),
        cmocka_unit_test(contexts_by_address_are_met_like_others),
        cmocka_unit_test(an_inline_context_has_so_many_terms),
        cmocka_unit_test(so_many_contexts_lie_on_each_other),
        cmocka_unit_test(contexts_name_contexts_so_many_times),
        cmocka_unit_test(terms_need_terms_so_many_times),
        cmocka_unit_test(so_many_types_have_a_scope),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
