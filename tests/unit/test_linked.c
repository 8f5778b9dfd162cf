/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a verifier asks of linked data: that nothing of a document is left out
 * of what is signed, and that no known name has a new meaning.
 */
#include <stdio.h>

#include "linking.h"

#define HEAD "{'@context': [" VC2 ", " OB3 "], 'type': ['VerifiableCredential'"
#define MORE "{'@context': [" VC2 ", " OB3 ", "

typedef struct refusal {
    const char *document;
    obv_reason reason;
    const char *what, *where;
} refusal;

static void
check_refusals(const refusal *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const refusal *c = &cases[i];
        reading r = read_strict(c->document);
        CHECK_CASE(r.status == OBV_MALFORMED, c->document);
        CHECK_CASE(r.why.reason == c->reason, c->document);
        CHECK_TEXT(text_of(r.why.what), c->what);
        CHECK_TEXT(text_of(r.why.where), c->where);
    }
}

#define UNSIGNED OBV_REASON_UNSIGNED_MEMBER
#define REDEFINED OBV_REASON_REDEFINED_TERM

static void
whatever_would_not_be_signed_is_named(void **state)
{
    static const refusal cases[] = {
        /* members */
        {HEAD "], 'honours': 'x'}", UNSIGNED, "honours", "/honours"},
        {HEAD "], 'honours': null}", UNSIGNED, "honours", "/honours"},
        {HEAD "], '': 'x'}", UNSIGNED, "", "/"},
        {HEAD "], '@foo': 'x'}", UNSIGNED, "@foo", "/@foo"},
        {HEAD "], '@container': 'x'}", UNSIGNED, "@container", "/@container"},
        {HEAD "], 'a~b/c': 'x'}", UNSIGNED, "a~b/c", "/a~0b~1c"},
        {HEAD "], 'issuer': {'id': 'urn:x', 'rank': 1}}", UNSIGNED, "rank",
         "/issuer/rank"},
        {HEAD "], 'issuer': [{'id': 'urn:x'}, {'rank': 1}]}", UNSIGNED, "rank",
         "/issuer/1/rank"},
        {HEAD "], '_:p': 'x'}", UNSIGNED, "_:p", "/_:p"},
        {HEAD "], 'http://a/b c': 'x'}", UNSIGNED, "http://a/b c",
         "/http:~1~1a~1b c"},
        {HEAD "], 'http://a/<b>': 'x'}", UNSIGNED, "http://a/<b>",
         "/http:~1~1a~1<b>"},
        /* types */
        {HEAD ", 'Winner']}", UNSIGNED, "Winner", "/type/1"},
        {HEAD ", '@foo']}", UNSIGNED, "@foo", "/type/1"},
        {HEAD ", '@id']}", UNSIGNED, "@id", "/type/1"},
        {HEAD ", '@json']}", UNSIGNED, "@json", ""},
        {HEAD ", 'x:a b']}", UNSIGNED, "x:a b", "/type/1"},
        /* ids and references */
        {HEAD "], 'id': 'here'}", UNSIGNED, "here", "/id"},
        {HEAD "], 'id': ''}", UNSIGNED, "", "/id"},
        {HEAD "], 'id': '@foo'}", UNSIGNED, "@foo", "/id"},
        {HEAD "], 'id': '#x'}", UNSIGNED, "#x", "/id"},
        {HEAD "], 'id': 'http://a/|'}", UNSIGNED, "http://a/|", "/id"},
        {HEAD "], 'id': 'http://a/\\\\b'}", UNSIGNED, "http://a/\\b", "/id"},
        {HEAD "], 'urn:p': {'@included': {'id': 'urn:x'}}}", UNSIGNED, "urn:x",
         ""},
        {HEAD "], 'proof': {'id': 'urn:x'}}", UNSIGNED, "urn:x", ""},
        {HEAD "], 'proof': {'id': 'urn:x', 'urn:p': []}}", UNSIGNED, "urn:x",
         ""},
        {HEAD "], '@included': {'id': 'urn:x', '@graph': []}}", UNSIGNED,
         "urn:x", ""},
        {HEAD "], 'issuer': 'me'}", UNSIGNED, "me", "/issuer"},
        {HEAD "], 'issuer': {'id': 'me'}}", UNSIGNED, "me", "/issuer/id"},
        /* values */
        {HEAD "], 'urn:p': {'@value': 'x', '@language': 'a b'}}", UNSIGNED,
         "a b", "/urn:p"},
        {HEAD "], 'urn:p': {'@value': 'x', '@language': ''}}", UNSIGNED, "-",
         "/urn:p"},
        {"{'@nest': {'@list': ['x']}}", UNSIGNED, "@list", ""},
        {"{'@context': {'m': {'@id': 'urn:m', '@container': '@id'}},"
         " 'm': {'urn:x': {'@value': 'y'}}}",
         UNSIGNED, "urn:x", "/m/urn:x"},
        {"{'@context': {'m': {'@id': 'urn:m', '@container': '@type'}},"
         " 'm': {'urn:x': {'@value': 'y'}}}",
         UNSIGNED, "urn:x", "/m/urn:x"},
        {HEAD "], 'urn:p': {'@value': 'x', '@type': 'urn:a b'}}", UNSIGNED,
         "urn:a b", "/urn:p/@type"},
        {HEAD "], 'urn:p': {'@value': null, '@type': 'urn:t'}}", UNSIGNED,
         "@value", "/urn:p"},
        {HEAD "], 'urn:p': {'@value': 'x', '@index': 'i'}}", UNSIGNED, "@index",
         "/urn:p/@index"},
        {HEAD "], 'urn:p': {'@language': 'fr'}}", UNSIGNED, "@language",
         "/urn:p"},
        {HEAD "], 'urn:p': {'id': 'urn:x', '@language': 'fr'}}", UNSIGNED,
         "@language", "/urn:p"},
        {HEAD "], 'urn:p': {'id': 'urn:x', '@direction': 'ltr'}}", UNSIGNED,
         "@direction", "/urn:p"},
        {HEAD "], 'urn:p': 9007199254740993}", UNSIGNED, "@value", ""},
        /* what hangs on nothing */
        {HEAD "], '@graph': ['x']}", UNSIGNED, "x", "/@graph/0"},
        {HEAD "], '@graph': [{'id': 'urn:x'}]}", UNSIGNED, "urn:x",
         "/@graph/0"},
        {HEAD "], '@graph': [{'@value': 'x'}]}", UNSIGNED, "@value",
         "/@graph/0"},
        {HEAD "], '@graph': [{'@list': ['x']}]}", UNSIGNED, "@list",
         "/@graph/0/@list"},
        {"{'@id': 'urn:x'}", UNSIGNED, "urn:x", ""},
        {"{'@value': 'x'}", UNSIGNED, "@value", ""},
        /* a context in a nest is not heard */
        {MORE "{'n': '@nest'}], 'n': {'@context': {'x': 'urn:x'}}}", UNSIGNED,
         "@context", "/n/@context"},
        /* maps whose names RDF does not know */
        {MORE "{'m': {'@id': 'urn:m', '@container': '@index'}}],"
              " 'm': {'i': 'x'}}",
         UNSIGNED, "i", "/m/i"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@id'}}],"
              " 'm': {'urn:a': {'id': 'urn:b', 'name': 'x'}}}",
         UNSIGNED, "urn:a", "/m/urn:a"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@type'}}],"
              " 'm': {'Winner': {'id': 'urn:b'}}}",
         UNSIGNED, "Winner", "/m/Winner"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@type', '@type':"
              " '@vocab'}}], 'm': {'urn:T': 1}}",
         UNSIGNED, "urn:T", "/m/urn:T"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@id'}}],"
              " 'm': {'urn:x': 'y'}}",
         UNSIGNED, "urn:x", "/m/urn:x"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@language'}}],"
              " 'm': {'a b': 'x'}}",
         UNSIGNED, "a b", "/m/a b"},
        {MORE "{'m': {'@id': 'urn:m', '@container': '@graph'}}], 'm': 'x'}",
         UNSIGNED, "@graph", ""},
        {MORE "{'m': null}], 'm': 'x'}", UNSIGNED, "m", "/m"},
    };
    (void)state;
    check_refusals(cases, COUNT(cases));
}

/* Issuers sign such addresses; their signature covers them. */
static void
an_address_need_not_be_a_perfect_iri(void **state)
{
    static const char *const ids[] = {"http://a/%zz", "http://a/?b[]=1",
                                      "http://a/#b#c"};
    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++) {
        char document[128], quads[64];
        snprintf(document, sizeof(document),
                 "{'@id': '%s', '%s': {'@id': '%s'}}", ids[i], ids[i], ids[i]);
        snprintf(quads, sizeof(quads), "<%s> <%s> <%s> .\n", ids[i], ids[i],
                 ids[i]);
        reading r = read_strict(document);
        CHECK_TEXT(quads_of(&r), quads);
    }
}

static void
a_direction_is_lost_without_its_datatype(void **state)
{
    static const char document[] =
        "{'urn:p': {'@value': 'x', '@language': 'ar', '@direction': 'rtl'}}";
    (void)state;
    reading r = read_with(document, (obv_ld_options){.refusing = true}, NULL);
    CHECK(r.status == OBV_MALFORMED && r.why.reason == UNSIGNED);
    CHECK_TEXT(text_of(r.why.what), "@direction");
    r = read_strict(document);
    CHECK_TEXT(quads_of(&r), "_:c14n0 <urn:p> \"x\"^^"
                             "<https://www.w3.org/ns/i18n#ar_rtl> .\n");
}

static void
no_inline_context_gives_a_known_name_another_meaning(void **state)
{
    static const refusal cases[] = {
        {MORE "{'name': 'urn:evil'}], 'name': 'x'}", REDEFINED, "name",
         "/@context"},
        {MORE "{'name': null}]}", REDEFINED, "name", "/@context"},
        {MORE "{'name': '@foo'}]}", REDEFINED, "name", "/@context"},
        {MORE "{'issuer': '@id'}]}", REDEFINED, "issuer", "/@context"},
        {MORE "{'validFrom': {'@id': 'https://www.w3.org/2018/credentials#"
              "validFrom', '@type': 'urn:t'}}]}",
         REDEFINED, "validFrom", "/@context"},
        /* a name that only the scope of a type knows */
        {MORE "{'achievement': 'urn:evil'}]}", REDEFINED, "achievement",
         "/@context"},
        {MORE "{'proofValue': 'urn:evil'}]}", REDEFINED, "proofValue",
         "/@context"},
        /* a type with a scope of its own */
        {MORE "{'Achievement': {'@id': 'https://purl.imsglobal.org/spec/vc/ob/"
              "vocab.html#Achievement', '@context': {}}}]}",
         REDEFINED, "Achievement", "/@context"},
        {MORE "{'Mine': {'@id': 'urn:Mine', '@context': {'achievement':"
              " 'urn:evil'}}}], 'type': 'Mine'}",
         REDEFINED, "achievement", ""},
        {MORE "{'mine': {'@id': 'urn:mine', '@context': {'achievement':"
              " 'urn:evil'}}}], 'mine': {'id': 'urn:x'}}",
         REDEFINED, "achievement", "/mine"},
        /* before the published one, or further in */
        {"{'@context': [{'achievement': 'urn:evil'}, " VC2 ", " OB3 "]}",
         REDEFINED, "achievement", "/@context"},
        {HEAD "], 'issuer': {'@context': {'url': 'urn:evil'}, 'id': 'urn:x'}}",
         REDEFINED, "url", "/issuer/@context"},
        {"{'@context': {'achievement': 'urn:evil'}, 'urn:p': {'@context': [" VC2
         ", " OB3 "]}}",
         REDEFINED, "achievement", "/urn:p/@context"},
        {MORE "{'name': {'@id': 'urn:evil', '@protected': true}}]}", REDEFINED,
         "name", "/@context"},
        {"{'@context': ['https://www.w3.org/ns/credentials/undefined-terms/v2',"
         " {'@vocab': 'urn:evil'}]}",
         REDEFINED, "@vocab", "/@context"},
        {"{'@context': ['https://w3id.org/openbadges/v2', null,"
         " {'name': 'urn:evil'}], 'name': 'x'}",
         REDEFINED, "@context", "/@context"},
    };
    (void)state;
    check_refusals(cases, COUNT(cases));
}

static void
a_protected_context_is_not_taken_away(void **state)
{
    (void)state;
    reading r = read_strict("{'@context': [" VC2 ", null]}");
    CHECK(r.status == OBV_MALFORMED);
    CHECK_TEXT(r.why.code, "invalid context nullification");
}

/* Other ways to say the same: each of a pair has the same quads. */
static void
what_says_the_same_is_the_same(void **state)
{
    static const char *const pairs[][2] = {
        {HEAD "], 'name': 'x'}", HEAD "], 'name': ['x']}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': {'@value': 'x'}}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'https://schema.org/name': 'x'}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': 'x', 'validFrom': null}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': ['x', null, 'x']}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': {'@set': ['x']}}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': ['x', {'@value': null}]}"},
        {HEAD "], 'name': 'x'}", HEAD "], 'name': 'x', 'image': []}"},
        {HEAD "]}", HEAD ", 'VerifiableCredential']}"},
        {HEAD "]}", HEAD "], 'id': '_:b7'}"},
        {HEAD "]}",
         "{'@context': " VC2 ", 'http://www.w3.org/1999/02/22-rdf-syntax-ns#"
         "type': {'id': 'https://www.w3.org/2018/credentials#Verifiable"
         "Credential'}}"},
        {HEAD "], 'name': 'x'}",
         MORE "{'title': 'https://schema.org/name'}],"
              " 'type': 'VerifiableCredential', 'title': 'x'}"},
        {HEAD "], 'name': 'x'}",
         MORE "{'name': 'https://schema.org/name'}],"
              " 'type': 'VerifiableCredential', 'name': 'x'}"},
        {HEAD "], 'issuer': {'id': 'urn:i', 'name': 'x'}}",
         HEAD "], 'issuer': 'urn:i', '@included': {'id': 'urn:i',"
              " 'name': 'x'}}"},
        {"{'@id': 'urn:a', 'urn:p': {'@id': 'urn:b', 'urn:q': 'x'}}",
         "{'@id': 'urn:b', 'urn:q': 'x', '@reverse': {'urn:p': {'@id':"
         " 'urn:a'}}}"},
        {"{'urn:p': {'@list': ['x', 'y']}}",
         "{'@context': {'p': {'@id': 'urn:p', '@container': '@list'}},"
         " 'p': ['x', 'y']}"},
        {"{'urn:p': 1}", "{'urn:p': 1.0}"},
        {"{'urn:p': 1}", "{'urn:p': {'@value': '1', '@type':"
                         " 'http://www.w3.org/2001/XMLSchema#integer'}}"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        reading a = read_strict(pairs[i][0]), b = read_strict(pairs[i][1]);
        CHECK_CASE(a.status == OBV_OK, pairs[i][0]);
        CHECK_CASE(b.status == OBV_OK, pairs[i][1]);
        CHECK_TEXT(quads_of(&b), quads_of(&a));
        CHECK(a.linked.dataset.count > 0);
        obv_arena_empty(arena);
    }
}

static void
an_unknown_context_is_named(void **state)
{
    (void)state;
    reading r = read_strict("{'@context': [" VC2 ", 'https://a.example/c']}");
    CHECK(r.status == OBV_NOT_FOUND);
    CHECK(r.why.reason == OBV_REASON_UNKNOWN_CONTEXT);
    CHECK_TEXT(r.why.code, "loading remote context failed");
    CHECK_TEXT(text_of(r.why.what), "https://a.example/c");
    CHECK_TEXT(text_of(r.why.where), "/@context");
}

static void
a_context_of_two_meanings_is_told(void **state)
{
    static const char document[] =
        "{'@context': 'https://w3id.org/openbadges/v2', 'type':"
        " 'AlignmentObject', 'targetFramework': 'x'}";
    (void)state;
    CHECK(read_plain(document).linked.ambiguous);
    CHECK(!read_strict(HEAD "]}").linked.ambiguous);
    CHECK(!read_strict("{'@context': " VC2 "}").linked.ambiguous);
}

/* The document as it was signed is not always as it now stands. */
static void
a_document_is_read_as_it_was_signed(void **state)
{
    static const char *const without[] = {"proof", NULL};
    (void)state;
    obv_document d = {
        .object = json(HEAD "], 'proof': {'type': 'DataIntegrityProof'}}"),
        .without = without};
    obv_ld_options o = {.refusing = true};
    obv_linked linked;
    CHECK(obv_linked_read(&d, &o, arena, &linked, NULL) == OBV_OK);
    CHECK_NUMBER(linked.dataset.count, 1);
    d.without = NULL;
    CHECK(obv_linked_read(&d, &o, arena, &linked, NULL) == OBV_OK);
    CHECK_NUMBER(linked.dataset.count, 3);
    d.proofs = json("[{'type': 'DataIntegrityProof'}, {'type':"
                    " 'DataIntegrityProof', 'nonce': 'n'}]");
    d.without = without;
    CHECK(obv_linked_read(&d, &o, arena, &linked, NULL) == OBV_OK);
    CHECK_NUMBER(linked.dataset.count, 6);
    d.context = json("{'type': '@type', 'VerifiableCredential': 'urn:v',"
                     " 'proof': 'urn:p', 'nonce': 'urn:n',"
                     " 'DataIntegrityProof': 'urn:d'}");
    CHECK(obv_linked_read(&d, &o, arena, &linked, NULL) == OBV_OK);
    CHECK_TEXT(text_of(linked.top->types[0]), "urn:v");
}

static void
the_top_is_the_outermost_object_alone(void **state)
{
    (void)state;
    reading r = read_strict(HEAD "], 'id': 'urn:a', 'issuer': 'urn:i'}");
    CHECK_TEXT(text_of(r.linked.top->id), "urn:a");
    CHECK(obv_node_is(r.linked.top, "https://www.w3.org/2018/credentials#"
                                    "VerifiableCredential"));
    CHECK(!obv_node_is(r.linked.top, "urn:x"));
    r = read_strict("{'@graph': [{'@id': 'urn:a', 'urn:p': 'x'}]}");
    CHECK(r.status == OBV_OK && r.linked.top == NULL);
    r = read_strict("{}");
    CHECK(r.status == OBV_OK && r.linked.top == NULL);
}

/* Who turns a document round leaves the outermost thing beside it. */
static void
what_does_not_hang_on_the_top_is_told(void **state)
{
    static const struct {
        const char *text;
        const char *loose;
    } cases[] = {
        {"{'@id': 'urn:a', 'urn:p': {'urn:q': {'@id': 'urn:b'}}}", NULL},
        {"{'@id': 'urn:a', 'urn:p': {'@id': 'urn:b'},"
         " '@included': {'@id': 'urn:b', 'urn:q': 'x'}}",
         NULL},
        {"{'@id': 'urn:a', 'urn:p': {'@list': [{'@list': ["
         "{'@id': 'urn:b'}]}]}, '@included': {'@id': 'urn:b', 'urn:q': 'x'}}",
         NULL},
        {"{'@id': 'urn:a', 'urn:p': {'urn:q': {'@id': 'urn:a'}}}", NULL},
        {"{'@id': 'urn:a', 'urn:p': {'@graph': {'urn:q': 'x'}}}", NULL},
        {"{'@id': 'urn:a', '@reverse': {'urn:p': {'@id': 'urn:b'}}}", "urn:b"},
        {"{'@id': 'urn:a', 'urn:p': 'x',"
         " '@included': {'@id': 'urn:b', 'urn:q': {'@id': 'urn:a'}}}",
         "urn:b"},
        {"{'@id': 'urn:a', 'urn:p': 'x',"
         " '@included': {'@id': 'urn:b', '@type': 'urn:t'}}",
         "urn:b"},
        {"{'@id': 'urn:a', 'urn:p': 'x',"
         " '@included': {'@graph': {'urn:q': 'x'}}}",
         "_:b0"},
        {"{'@id': 'urn:a', 'urn:p': 'x', '@included': {'@id': 'urn:b',"
         " 'urn:q': {'@id': 'urn:c', 'urn:q': {'@id': 'urn:b'}}}}",
         "urn:b"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        reading r = read_strict(cases[i].text);
        CHECK_CASE(r.status == OBV_OK && r.linked.top != NULL, cases[i].text);
        const obv_node *loose = r.linked.loose;
        CHECK_CASE((loose == NULL) == (cases[i].loose == NULL), cases[i].text);
        CHECK_CASE(loose == NULL || obv_slice_is(loose->id, cases[i].loose),
                   cases[i].text);
    }
}

static void
every_small_arena_is_no_memory(void **state)
{
    static const char *const cases[] = {
        HEAD "], 'issuer': {'id': 'urn:i', 'type': 'Profile', 'name': 'x'},"
             " 'name': ['a', 'a', 1, 2.5, true, {'@value': 'x', '@language':"
             " 'FR', '@direction': 'rtl'}], 'proof': {'type':"
             " 'DataIntegrityProof', 'nonce': 'n'}}",
        MORE "{'a': {'@id': 'urn:a', '@container': ['@graph', '@id']},"
             " 'b': {'@id': 'urn:b', '@container': '@list', '@type': '@json'},"
             " 'c': {'@reverse': 'urn:c'}, 'p:d': {'@language': 'EN'},"
             " 'p': 'urn:p:', 'n': '@nest', 'e': {'@id': 'p:e', '@context':"
             " {'f': 'p:f'}}, 'l': {'@id': 'p:l', '@container': '@language'}}],"
             " 'a': {'urn:x': {'name': 'y'}}, 'b': [1, {'z': 2}],"
             " 'c': {'id': '_:x'}, 'p:d': 'w', 'n': {'name': 'y'},"
             " 'e': {'f': 'g'}, 'l': {'FR': ['x'], '@none': 'y'},"
             " '@included': [{'id': 'urn:i', 'name': 'x'}],"
             " '@reverse': {'urn:r': {'id': 'urn:s', 'name': 'x'}}}",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_document d = {.object = json(cases[i])};
        obv_ld_options o = {.refusing = true, .i18n = true};
        obv_linked linked;
        CHECK_EACH_ARENA(obv_linked_read(&d, &o, small, &linked, NULL));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_would_not_be_signed_is_named),
        cmocka_unit_test(an_address_need_not_be_a_perfect_iri),
        cmocka_unit_test(a_direction_is_lost_without_its_datatype),
        cmocka_unit_test(no_inline_context_gives_a_known_name_another_meaning),
        cmocka_unit_test(a_protected_context_is_not_taken_away),
        cmocka_unit_test(what_says_the_same_is_the_same),
        cmocka_unit_test(an_unknown_context_is_named),
        cmocka_unit_test(a_context_of_two_meanings_is_told),
        cmocka_unit_test(a_document_is_read_as_it_was_signed),
        cmocka_unit_test(the_top_is_the_outermost_object_alone),
        cmocka_unit_test(what_does_not_hang_on_the_top_is_told),
        cmocka_unit_test(every_small_arena_is_no_memory),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
