/* SPDX-License-Identifier: Apache-2.0 */
/* The compiled contexts: whole, sorted, found; and what they borrow. */
#include "arenas.h"

#include "canon/inside.h"

/* By bytes, as the tables must lie; strcmp would do, but for the NUL. */
static int
order(obv_slice a, obv_slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int first = memcmp(a.ptr, b.ptr, len);
    return first != 0 ? first : (a.len > b.len) - (a.len < b.len);
}

static const obv_frozen *
find(const char *address, unsigned meaning)
{
    return obv_frozen_find(obv_slice_of(address), meaning);
}

static const obv_term *
find_term(const obv_layer *layer, const char *name)
{
    obv_slice slice = obv_slice_of(name);
    return obv_layer_find(layer, slice, obv_term_hash(slice));
}

#define OB_3 "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
#define OB_2 "https://w3id.org/openbadges/v2"
#define VC_2 "https://www.w3.org/ns/credentials/v2"

/* ---- Finding ------------------------------------------------------------- */

static void
addresses_are_sorted_and_their_meanings_run_from_0(void **state)
{
    (void)state;
    unsigned expected = 0;
    for (size_t i = 0; i < obv_frozen_count; i++) {
        const obv_frozen *frozen = obv_frozen_contexts[i];
        int step = i == 0 ? -1
                          : order(obv_frozen_contexts[i - 1]->address,
                                  frozen->address);
        CHECK(step <= 0);
        expected = step == 0 ? expected + 1 : 0;
        CHECK_NUMBER(frozen->meaning, expected);
        CHECK(frozen->meaning < frozen->meanings);
    }
}

static void
each_is_found_by_its_address_and_meaning(void **state)
{
    (void)state;
    CHECK(obv_frozen_count > 45);
    for (size_t i = 0; i < obv_frozen_count; i++) {
        const obv_frozen *frozen = obv_frozen_contexts[i];
        CHECK(obv_frozen_find(frozen->address, frozen->meaning) == frozen);
    }
}

static void
an_address_that_is_nearly_one_of_them_is_none(void **state)
{
    (void)state;
    static const char *const strangers[] = {
        "",
        "h",
        "https://www.w3.org/ns/credentials/v",
        "https://www.w3.org/ns/credentials/v22",
        "https://www.w3.org/ns/credentials/v2/",
        "https://www.w3.org/ns/credentials/v2#",
        "http://www.w3.org/ns/credentials/v2",
        "HTTPS://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/V2",
        " https://www.w3.org/ns/credentials/v2",
        "https://dc.imsglobal.org/draft/clr/v2p0/context",
        "https://w3id.org/openbadges/legacy-v1",
        "zzz",
        "\xFF",
    };
    for (size_t i = 0; i < COUNT(strangers); i++) {
        CHECK_CASE(find(strangers[i], 0) == NULL, strangers[i]);
    }
    CHECK(obv_frozen_find((obv_slice){(const uint8_t *)VC_2 "\0", 37}, 0) ==
          NULL);
}

static void
a_meaning_too_high_is_the_last(void **state)
{
    (void)state;
    CHECK(find(VC_2, 1) == find(VC_2, 0));
    CHECK(find(OB_2, 0) != find(OB_2, 1));
    CHECK(find(OB_2, 2) == find(OB_2, 1));
    CHECK(find(OB_2, ~0U) == find(OB_2, 1));
}

static void
the_newest_meaning_comes_first(void **state)
{
    (void)state;
    const obv_layer *now = find(OB_3, 0)->layers[0];
    const obv_layer *before = find(OB_3, 1)->layers[0];
    CHECK_NUMBER(now->count, before->count + 2);
    CHECK(find_term(now, "endorsementJwt") != NULL);
    CHECK(find_term(now, "jti") != NULL);
    CHECK(find_term(before, "endorsementJwt") == NULL);
    CHECK(find_term(before, "jti") == NULL);
    CHECK(obv_slice_is(
        find_term(find(OB_2, 0)->layers[0], "targetFramework")->iri,
        "http://schema.org/educationalFramework"));
    CHECK(obv_slice_is(
        find_term(find(OB_2, 1)->layers[0], "targetFramework")->iri,
        "http://schema.org/targetFramework"));
}

static void
only_what_two_meanings_have_otherwise_is_disputed(void **state)
{
    (void)state;
    static const struct {
        const char *address, *name;
        bool disputed;
    } cases[] = {
        {OB_3, "endorsementJwt", true},
        {OB_3, "jti", true},
        {OB_3, "endorsement", false},
        {OB_3, "Achievement", false},
        {OB_2, "targetFramework", true},
        {OB_2, "targetUrl", false},
        {VC_2, "name", false},
        {"https://w3id.org/security/suites/ed25519-2020/v1",
         "Ed25519Signature2020", true},
        {"https://w3id.org/security/suites/ed25519-2020/v1", "id", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (unsigned meaning = 0; meaning < 2; meaning++) {
            const obv_term *term = find_term(
                find(cases[i].address, meaning)->layers[0], cases[i].name);
            CHECK_CASE(term == NULL || term->disputed == cases[i].disputed,
                       cases[i].name);
            CHECK(term != NULL || (meaning == 1 && cases[i].disputed));
        }
    }
}

/* ---- Layers -------------------------------------------------------------- */

static size_t layers_seen;

static void each_layer(const obv_frozen *frozen,
                       void (*look)(const obv_layer *));

static void
each_scope(const obv_layer *layer, void (*look)(const obv_layer *))
{
    for (uint32_t i = 0; i < layer->count; i++) {
        const obv_term *term = &layer->terms[i];
        CHECK(term->has_scope == (term->scope != NULL));
        CHECK(term->scope_json == NULL);
        if (term->scope != NULL) {
            CHECK(term->scope->address.len == 0);
            each_layer(term->scope, look);
        }
    }
}

static void
each_layer(const obv_frozen *frozen, void (*look)(const obv_layer *))
{
    CHECK(frozen->count > 0);
    for (size_t i = 0; i < frozen->count; i++) {
        if (frozen->layers[i] != NULL) {
            layers_seen++;
            look(frozen->layers[i]);
            each_scope(frozen->layers[i], look);
        }
    }
}

static void
all_layers(void (*look)(const obv_layer *))
{
    layers_seen = 0;
    for (size_t i = 0; i < obv_frozen_count; i++) {
        each_layer(obv_frozen_contexts[i], look);
    }
    CHECK(layers_seen > 200);
}

static void
slots_are_sound(const obv_layer *layer)
{
    uint32_t taken = 0;
    CHECK(((layer->mask + 1) & layer->mask) == 0);
    for (uint32_t i = 0; i <= layer->mask; i++) {
        CHECK((layer->slots[i] & OBV_SLOT_INDEX) <= layer->count);
        taken += layer->slots[i] != 0;
    }
    CHECK_NUMBER(taken, layer->count);
    CHECK(2 * taken <= layer->mask + 1);
}

static void
at_most_half_of_the_slots_are_taken(void **state)
{
    (void)state;
    all_layers(slots_are_sound);
}

static void
terms_are_found(const obv_layer *layer)
{
    for (uint32_t i = 0; i < layer->count; i++) {
        const obv_term *term = &layer->terms[i];
        CHECK(term->hash == obv_term_hash(term->name));
        CHECK(obv_layer_find(layer, term->name, term->hash) == term);
        /* The same slot, another name. */
        obv_slice cut = {term->name.ptr, term->name.len - 1};
        const obv_term *other = obv_layer_find(layer, cut, term->hash);
        CHECK(other == NULL);
    }
    CHECK(find_term(layer, "") == NULL);
    CHECK(find_term(layer, "@id") == NULL);
}

static void
each_term_is_found_by_its_name_and_hash(void **state)
{
    (void)state;
    all_layers(terms_are_found);
}

static void
terms_are_whole(const obv_layer *layer)
{
    bool guarded = false;
    for (uint32_t i = 0; i < layer->count; i++) {
        const obv_term *term = &layer->terms[i];
        CHECK(term->iri.len > 0);
        CHECK(term->iri.ptr[0] == '@' || obv_iri_is_written(term->iri));
        CHECK(term->type.len == 0 || term->type.ptr[0] == '@' ||
              obv_iri_is_written(term->type));
        CHECK(!term->fresh && !obv_slice_is(term->iri, "@value"));
        CHECK(term->container == 0 || term->container == OBV_HOLDS_SET ||
              term->container == OBV_HOLDS_LIST ||
              term->container == OBV_HOLDS_GRAPH);
        guarded = guarded || term->guarded;
    }
    CHECK(guarded == layer->guards);
    CHECK(layer->count > 0 || layer->has_vocab);
}

static void
each_term_means_something(void **state)
{
    (void)state;
    all_layers(terms_are_whole);
}

static void
names_with_one_slot_are_told_apart(void **state)
{
    (void)state;
    /* FNV-1a gives these two one hash. */
    obv_slice a = obv_slice_of("costarring"), b = obv_slice_of("liquid");
    CHECK(obv_term_hash(a) == obv_term_hash(b));
    obv_term terms[] = {{.name = a, .hash = obv_term_hash(a)},
                        {.name = b, .hash = obv_term_hash(b)}};
    uint32_t slots[4] = {0};
    uint32_t at = terms[0].hash & 3;
    slots[at] = obv_slot_of(0, terms[0].hash);
    slots[(at + 1) & 3] = obv_slot_of(1, terms[1].hash);
    obv_layer layer = {.terms = terms, .count = 2, .slots = slots, .mask = 3};
    CHECK(obv_layer_find(&layer, a, terms[0].hash) == &terms[0]);
    CHECK(obv_layer_find(&layer, b, terms[1].hash) == &terms[1]);
    CHECK(find_term(&layer, "zinke") == NULL);
}

/* ---- Catch-all vocabularies ---------------------------------------------- */

static obv_slice vocab;

static void
nothing_starts_with_vocab(const obv_layer *layer)
{
    for (uint32_t i = 0; i < layer->count; i++) {
        const obv_slice meanings[] = {layer->terms[i].iri,
                                      layer->terms[i].type};
        for (size_t j = 0; j < COUNT(meanings); j++) {
            CHECK(meanings[j].len < vocab.len ||
                  memcmp(meanings[j].ptr, vocab.ptr, vocab.len) != 0);
        }
    }
}

/* Else any name at all could become a word that badges are read by. */
static void
no_term_means_what_a_catch_all_vocabulary_makes(void **state)
{
    (void)state;
    size_t found = 0;
    for (size_t i = 0; i < obv_frozen_count; i++) {
        const obv_layer *layer = obv_frozen_contexts[i]->layers[0];
        if (layer->has_vocab) {
            found++;
            CHECK_NUMBER(layer->count, 0);
            vocab = layer->vocab;
            CHECK(vocab.len > strlen("https://"));
            all_layers(nothing_starts_with_vocab);
        }
    }
    CHECK_NUMBER(found, 2);
}

/* ---- Sameness ------------------------------------------------------------ */

static void
a_term_is_the_same_wherever_it_is_said_again(void **state)
{
    (void)state;
    const obv_layer *v2 = find(VC_2, 0)->layers[0];
    const obv_layer *proof =
        find("https://w3id.org/security/data-integrity/v2", 0)->layers[0];
    const obv_layer *old =
        find("https://w3id.org/security/data-integrity/v1", 0)->layers[0];
    const char *name = "DataIntegrityProof";
    CHECK(obv_term_same(find_term(v2, name), find_term(proof, name)));
    /* Its scope says less. */
    CHECK(!obv_term_same(find_term(v2, name), find_term(old, name)));
    CHECK(!obv_term_same(find_term(v2, "id"), find_term(v2, "type")));
}

static void
each_part_of_a_term_counts_but_protection(void **state)
{
    (void)state;
    static const obv_frozen scope = {.count = 0};
    obv_slice x = obv_slice_of("x");
    const obv_term plain = {.name = x, .iri = x};
    const obv_term others[] = {
        {.name = x, .iri = obv_slice_of("y")},
        {.name = x, .iri = x, .type = x},
        {.name = x, .iri = x, .container = OBV_HOLDS_SET},
        {.name = x, .iri = x, .prefix = true},
        {.name = x, .iri = x, .reverse = true},
        {.name = x, .iri = x, .has_language = true},
        {.name = x, .iri = x, .direction = OBV_DIRECTION_LTR},
        {.name = x, .iri = x, .index = x},
        {.name = x, .iri = x, .nest = x},
        {.name = x, .iri = x, .has_scope = true},
        {.name = x, .iri = x, .has_scope = true, .scope = &scope},
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK(obv_term_same(&others[i], &others[i]));
        CHECK(!obv_term_same(&plain, &others[i]));
        CHECK(!obv_term_same(&others[i], &plain));
    }
    const obv_term guarded = {.name = x, .iri = x, .guarded = true};
    CHECK(obv_term_same(&plain, &guarded));
}

/* ---- Loans --------------------------------------------------------------- */

static const char *lent; /* what xsd is where a layer is put to use */

static obv_slice
lend(const void *active, obv_slice prefix)
{
    (void)active;
    return obv_slice_is(prefix, "xsd") ? obv_slice_of(lent) : (obv_slice){0};
}

static const obv_layer *
association(void)
{
    const obv_frozen *clr =
        find("https://purl.imsglobal.org/spec/clr/v2p0/context.json", 0);
    return find_term(clr->layers[0], "Association")->scope->layers[0];
}

static void
a_layer_that_is_lent_what_it_was_made_with_is_itself(void **state)
{
    (void)state;
    const obv_layer *layer = association(), *settled;
    CHECK_NUMBER(layer->loan_count, 1);
    lent = "";
    CHECK(obv_layer_settle(layer, lend, NULL, arena, &settled) == OBV_OK);
    CHECK(settled == layer);
    CHECK(obv_slice_is(find_term(settled, "sourceId")->type, "xsd:anyURI"));
}

static void
a_layer_that_is_lent_something_else_means_that(void **state)
{
    (void)state;
    const obv_layer *layer = association(), *settled;
    lent = "https://elsewhere.example/#";
    CHECK(obv_layer_settle(layer, lend, NULL, arena, &settled) == OBV_OK);
    CHECK(settled != layer);
    CHECK(obv_slice_is(find_term(settled, "sourceId")->type,
                       "https://elsewhere.example/#anyURI"));
    CHECK(obv_term_same(find_term(settled, "associationType"),
                        find_term(layer, "associationType")));
    CHECK(obv_slice_is(find_term(layer, "sourceId")->type, "xsd:anyURI"));
}

static void
a_loan_that_is_called_in_leaves_what_is_written(void **state)
{
    (void)state;
    const obv_frozen *early =
        find("https://purl.imsglobal.org/spec/ob/v3p0/context.json", 0);
    const obv_layer *layer =
        find_term(early->layers[0], "Image")->scope->layers[0];
    const obv_layer *settled;
    CHECK(obv_slice_is(find_term(layer, "caption")->type,
                       "https://www.w3.org/2001/XMLSchema#string"));
    lent = "";
    CHECK(obv_layer_settle(layer, lend, NULL, arena, &settled) == OBV_OK);
    CHECK(obv_slice_is(find_term(settled, "caption")->type, "xsd:string"));
}

static void
settling_without_memory_says_so(void **state)
{
    (void)state;
    const obv_layer *settled;
    lent = "https://elsewhere.example/#";
    CHECK_EACH_ARENA(
        obv_layer_settle(association(), lend, NULL, small, &settled));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_sorted_and_their_meanings_run_from_0),
        cmocka_unit_test(each_is_found_by_its_address_and_meaning),
        cmocka_unit_test(an_address_that_is_nearly_one_of_them_is_none),
        cmocka_unit_test(a_meaning_too_high_is_the_last),
        cmocka_unit_test(the_newest_meaning_comes_first),
        cmocka_unit_test(only_what_two_meanings_have_otherwise_is_disputed),
        cmocka_unit_test(at_most_half_of_the_slots_are_taken),
        cmocka_unit_test(each_term_is_found_by_its_name_and_hash),
        cmocka_unit_test(each_term_means_something),
        cmocka_unit_test(names_with_one_slot_are_told_apart),
        cmocka_unit_test(no_term_means_what_a_catch_all_vocabulary_makes),
        cmocka_unit_test(a_term_is_the_same_wherever_it_is_said_again),
        cmocka_unit_test(each_part_of_a_term_counts_but_protection),
        cmocka_unit_test(a_layer_that_is_lent_what_it_was_made_with_is_itself),
        cmocka_unit_test(a_layer_that_is_lent_something_else_means_that),
        cmocka_unit_test(a_loan_that_is_called_in_leaves_what_is_written),
        cmocka_unit_test(settling_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
