/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The W3C suite of JSON-LD 1.1 (json-ld-api): expansion, compared as JSON, and
 * its dataset, compared by its canonical form.  Cases that only JSON-LD 1.0 or
 * options that we have not are left out, as applicability.json names them.
 */
#include "canon/inside.h"
#include "files.h"
#include "nquads.h"

#define FOLDER "suites/json-ld-api/"
#define BASE "https://w3c.github.io/json-ld-api/tests/"

static obv_slice
print_path(obv_slice inside, char path[512])
{
    snprintf(path, 512, FOLDER "%.*s", (int)inside.len,
             (const char *)inside.ptr);
    return obv_slice_of(path);
}

/* A file of the suite, copied to the arena; ptr NULL where there is none. */
static obv_slice
suite_file(obv_slice inside, obv_arena *arena)
{
    char path[512];
    print_path(inside, path);
    const char *there = shared_path(path);
    obv_slice file = there == NULL ? (obv_slice){NULL, 0} : file_read(there);
    if (file.ptr == NULL) {
        return file;
    }
    char *copy = obv_arena_text(arena, file);
    obv_slice kept = {(const uint8_t *)copy, file.len};
    file_free(file);
    return kept;
}

static const obv_json *
suite_json(obv_slice inside, obv_arena *arena)
{
    const obv_json *value = NULL;
    obv_slice text = suite_file(inside, arena);
    if (text.ptr != NULL) {
        obv_json_parse(text, OBV_JSON_ANY, arena, &value, NULL);
    }
    return value;
}

static const obv_json *
load(void *loader, obv_slice address)
{
    obv_slice inside = {address.ptr + strlen(BASE), address.len - strlen(BASE)};
    return obv_slice_starts(address, BASE) ? suite_json(inside, loader) : NULL;
}

/* ---- The expanded form as JSON ------------------------------------------- */

static obv_json *array_of(obv_arena *arena, const obv_things *things);

static void
set_text(obv_arena *arena, obv_json *object, const char *name, obv_slice text)
{
    obv_json_set(object, name,
                 text.ptr == NULL ? obv_json_new_null(arena)
                                  : obv_json_new_text(arena, text));
}

static void append_all(obv_arena *arena, obv_json *array,
                       const obv_things *things);

/* Where a property stands twice, its values are put together. */
static void
set_entries(obv_arena *arena, obv_json *object, const obv_entry *entries)
{
    for (const obv_entry *e = entries; e != NULL; e = e->next) {
        char *iri = obv_arena_text(arena, e->iri);
        obv_json *there = (obv_json *)obv_json_get(object, iri);
        if (there == NULL) {
            obv_json_set(object, iri, array_of(arena, &e->things));
        } else {
            append_all(arena, there, &e->things);
        }
    }
}

static void
fill_node(obv_arena *arena, obv_json *object, const obv_thing *thing)
{
    if (thing->has_id) {
        set_text(arena, object, "@id", thing->id);
    }
    if (thing->has_types) {
        obv_json *types = obv_json_new_array(arena);
        for (const obv_iris *t = thing->types; t != NULL; t = t->next) {
            obv_json_append(types, obv_json_new_text(arena, t->iri));
        }
        obv_json_set(object, "@type", types);
    }
    if (thing->reverse != NULL) {
        obv_json *reverse = obv_json_new_object(arena);
        set_entries(arena, reverse, thing->reverse);
        obv_json_set(object, "@reverse", reverse);
    }
    if (thing->has_graph) {
        obv_json_set(object, "@graph", array_of(arena, &thing->items));
    }
    if (thing->has_included) {
        obv_json_set(object, "@included", array_of(arena, &thing->included));
    }
    set_entries(arena, object, thing->entries);
}

static void
fill_value(obv_arena *arena, obv_json *object, const obv_thing *thing)
{
    obv_json_set(object, "@value", obv_json_copy(arena, thing->value));
    if (thing->type.len > 0) {
        set_text(arena, object, "@type", thing->type);
    }
    if (thing->language.len > 0) {
        set_text(arena, object, "@language", thing->language);
    }
    if (thing->direction == OBV_DIRECTION_LTR) {
        set_text(arena, object, "@direction", obv_slice_of("ltr"));
    }
    if (thing->direction == OBV_DIRECTION_RTL) {
        set_text(arena, object, "@direction", obv_slice_of("rtl"));
    }
}

static obv_json *
json_of(obv_arena *arena, const obv_thing *thing)
{
    obv_json *object = obv_json_new_object(arena);
    if (thing->kind == OBV_THING_NODE) {
        fill_node(arena, object, thing);
    } else if (thing->kind == OBV_THING_VALUE) {
        fill_value(arena, object, thing);
    } else {
        obv_json_set(object, "@list", array_of(arena, &thing->items));
    }
    if (thing->has_index) {
        set_text(arena, object, "@index", thing->index);
    }
    return object;
}

static void
append_all(obv_arena *arena, obv_json *array, const obv_things *things)
{
    for (const obv_thing *t = things->first; t != NULL; t = t->next) {
        obv_json_append(array, json_of(arena, t));
    }
}

static obv_json *
array_of(obv_arena *arena, const obv_things *things)
{
    obv_json *array = obv_json_new_array(arena);
    append_all(arena, array, things);
    return array;
}

/* ---- Comparing ----------------------------------------------------------- */

static bool same(const obv_json *a, const obv_json *b, bool ordered);

static bool
same_in_order(const obv_json *a, const obv_json *b)
{
    for (size_t i = 0; i < obv_json_count(a); i++) {
        if (!same(obv_json_item(a, i), obv_json_item(b, i), false)) {
            return false;
        }
    }
    return true;
}

static bool
same_in_any_order(const obv_json *a, const obv_json *b)
{
    bool taken[1024] = {false};
    for (size_t i = 0; i < obv_json_count(a); i++) {
        size_t j = 0;
        while (j < obv_json_count(b) &&
               (taken[j] ||
                !same(obv_json_item(a, i), obv_json_item(b, j), false))) {
            j++;
        }
        if (j == obv_json_count(b)) {
            return false;
        }
        taken[j] = true;
    }
    return true;
}

static size_t
members(const obv_json *object)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    size_t count = 0;
    while (obv_json_next(object, &at, &name, &value)) {
        count++;
    }
    return count;
}

static bool
same_objects(const obv_json *a, const obv_json *b)
{
    const void *at = NULL;
    obv_slice name, type;
    const obv_json *value;
    bool literal = obv_json_text(obv_json_get(a, "@type"), &type) &&
                   obv_slice_is(type, "@json");
    while (obv_json_next(a, &at, &name, &value)) {
        const obv_json *other = obv_json_get(b, (const char *)name.ptr);
        bool good = literal && obv_slice_is(name, "@value")
                        ? obv_json_equal(value, other)
                        : same(value, other, obv_slice_is(name, "@list"));
        if (!good) {
            return false;
        }
    }
    return members(a) == members(b);
}

static bool
same(const obv_json *a, const obv_json *b, bool ordered)
{
    double x, y;
    if (obv_json_number(a, &x) && obv_json_number(b, &y)) {
        return x == y;
    }
    if (obv_json_kind_of(a) != obv_json_kind_of(b) ||
        obv_json_count(a) != obv_json_count(b)) {
        return false;
    }
    switch (obv_json_kind_of(a)) {
    case OBV_JSON_ARRAY:
        return ordered ? same_in_order(a, b) : same_in_any_order(a, b);
    case OBV_JSON_OBJECT:
        return same_objects(a, b);
    default:
        return obv_json_equal(a, b);
    }
}

/* ---- Cases --------------------------------------------------------------- */

typedef struct test_case {
    const obv_json *entry;
    const char *suite;
    obv_arena *arena;
    obv_ld_options options;
    obv_document document;
    obv_slice expect; /* a file of the suite, or the code of an error */
    bool negative, syntax;
} test_case;

static bool
has_type(const obv_json *entry, const char *type)
{
    const obv_json *types = obv_json_get(entry, "@type");
    for (size_t i = 0; i < obv_json_count(types); i++) {
        obv_slice text;
        if (obv_json_text(obv_json_item(types, i), &text) &&
            obv_slice_is(text, type)) {
            return true;
        }
    }
    return false;
}

static obv_slice
member(const obv_json *object, const char *name)
{
    obv_slice text = {NULL, 0};
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

static void
open_case(test_case *c)
{
    const obv_json *option = obv_json_get(c->entry, "option");
    obv_slice input = member(c->entry, "input");
    obv_buffer base = obv_buffer_in(c->arena);
    obv_put_text(&base, BASE);
    obv_put(&base, input);
    obv_slice given = member(option, "base");
    obv_slice direction = member(option, "rdfDirection");
    obv_slice expand = member(option, "expandContext");
    c->options = (obv_ld_options){.load = load, .loader = c->arena};
    c->options.base = given.ptr != NULL ? given : obv_buffer_slice(&base);
    c->options.i18n = obv_slice_is(direction, "i18n-datatype");
    c->options.expand =
        expand.ptr != NULL ? suite_json(expand, c->arena) : NULL;
    c->document = (obv_document){.object = suite_json(input, c->arena)};
    c->negative = has_type(c->entry, "jld:NegativeEvaluationTest");
    c->syntax = has_type(c->entry, "jld:PositiveSyntaxTest");
    c->expect = member(c->entry, c->negative ? "expectErrorCode" : "expect");
}

static obv_status
run_expand(test_case *c, obv_ld_fault *why, bool *good)
{
    obv_ld ld = {.arena = c->arena, .options = &c->options, .why = why};
    obv_things things;
    TRY(obv_expand_document(&ld, &c->document, &things));
    obv_json *got = array_of(c->arena, &things);
    *good = c->syntax || same(got, suite_json(c->expect, c->arena), false);
    if (!*good && getenv("V")) {
        obv_slice text;
        obv_json_print(got, OBV_JSON_SORTED, c->arena, &text);
        printf("%.*s", (int)text.len, (const char *)text.ptr);
    }
    return OBV_OK;
}

static obv_status
run_to_rdf(test_case *c, obv_ld_fault *why, bool *good)
{
    obv_linked linked;
    nquads wanted;
    obv_canonical a, b;
    TRY(obv_linked_read(&c->document, &c->options, c->arena, &linked, why));
    *good = c->syntax;
    if (c->syntax) {
        return OBV_OK;
    }
    obv_slice file = suite_file(c->expect, c->arena);
    TRY(nquads_read(file, c->arena, &wanted));
    TRY(obv_rdfc(&linked.dataset, OBV_SHA256, c->arena, &a));
    TRY(obv_rdfc(&wanted.dataset, OBV_SHA256, c->arena, &b));
    *good = obv_slice_equal(a.text, b.text);
    if (!*good && getenv("V")) {
        printf("%.*s----\n%.*s", (int)a.text.len, (const char *)a.text.ptr,
               (int)b.text.len, (const char *)b.text.ptr);
    }
    return OBV_OK;
}

static bool
run_case(test_case *c, bool to_rdf)
{
    obv_ld_fault why = {.code = ""};
    bool good = false;
    open_case(c);
    obv_status status =
        to_rdf ? run_to_rdf(c, &why, &good) : run_expand(c, &why, &good);
    if (c->negative) {
        good = status != OBV_OK && obv_slice_is(c->expect, why.code);
    }
    if (!good) {
        obv_slice id = member(c->entry, "@id");
        printf("%s: %.*s: status %d, code \"%s\", what \"%.*s\", wanted %.*s\n",
               c->suite, (int)id.len, (const char *)id.ptr, (int)status,
               why.code, (int)why.what.len, (const char *)why.what.ptr,
               (int)c->expect.len, (const char *)c->expect.ptr);
    }
    return good;
}

static bool
applies(const obv_json *left_out, const obv_json *entry)
{
    obv_slice id = member(entry, "@id");
    return obv_json_get(left_out, (const char *)id.ptr) == NULL;
}

static bool
run_suite(const char *suite, const char *name, bool to_rdf)
{
    obv_arena *arena = obv_arena_new(16 * 1024 * 1024);
    obv_arena *scratch = obv_arena_new(64 * 1024 * 1024);
    if (arena == NULL || scratch == NULL) {
        return false;
    }
    char file[64];
    snprintf(file, sizeof(file), "%s-manifest.json", name);
    const obv_json *manifest = suite_json(obv_slice_of(file), arena);
    const obv_json *left_out = obv_json_get(
        suite_json(obv_slice_of("applicability.json"), arena), name);
    const obv_json *cases = obv_json_get(manifest, "sequence");
    size_t total = 0, passed = 0;
    for (size_t i = 0; i < obv_json_count(cases); i++) {
        test_case c = {
            .entry = obv_json_item(cases, i), .suite = suite, .arena = scratch};
        if (applies(left_out, c.entry)) {
            total++;
            passed += run_case(&c, to_rdf);
            obv_arena_empty(scratch);
        }
    }
    printf("%s %zu/%zu\n", suite, passed, total);
    obv_arena_free(scratch);
    obv_arena_free(arena);
    return passed == total && total > 0;
}

int
main(void)
{
    if (shared_path(FOLDER "applicability.json") == NULL) {
        printf("json-ld skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    if (!obv_sodium_start()) {
        return 1;
    }
    bool expands = run_suite("json-ld-expand", "expand", false);
    bool converts = run_suite("json-ld-tordf", "toRdf", true);
    return expands && converts ? 0 : 1;
}
