/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our term tables against the published contexts, term by term and scope by
 * scope: what our compiler made from our notation, and what our processor makes
 * of their JSON.  Neither knows of the other.
 *
 * Twice: alone, and where the contexts around lend every prefix another
 * meaning, so that what hangs on them hangs on them in both.
 */
#include "canon/inside.h"
#include "files.h"

#define FIXTURES "fixtures/contexts"
#define SUITES "suites/contexts"

static obv_arena *arena;
static size_t passed, total;

/* ---- What is published --------------------------------------------------- */

static const obv_json *
read_json(const char *folder, obv_slice name)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/%.*s", folder, (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    obv_slice file = there == NULL ? (obv_slice){NULL, 0} : file_read(there);
    const obv_json *json = NULL;
    if (file.ptr != NULL) {
        (void)obv_json_parse(file, OBV_JSON_ANY, arena, &json, NULL);
        file_free(file);
    }
    return json;
}

static obv_slice
text_of(const obv_json *value)
{
    obv_slice text = obv_slice_of("");
    (void)obv_json_text(value, &text);
    return text;
}

/* No copy of it is left: openbadges-1.terms says what that means. */
#define LOST "https://w3id.org/openbadges/legacy-v1"

static const obv_json *
load(void *loader, obv_slice address)
{
    (void)loader;
    static const char nothing[] = "{\"@context\": {}}";
    const obv_json *json = NULL;
    if (obv_slice_is(address, LOST)) {
        (void)obv_json_parse(obv_slice_of(nothing), OBV_JSON_ANY, arena, &json,
                             NULL);
    }
    return json;
}

/* ---- What lies around ---------------------------------------------------- */

/* Each prefix that any table borrows or defines, and a vocabulary. */
static const char surroundings[] =
    "{\"@vocab\": \"http://elsewhere.example/vocab#\","
    "\"api\": \"http://elsewhere.example/api#\","
    "\"case\": \"http://elsewhere.example/case#\","
    "\"cc\": \"http://elsewhere.example/cc#\","
    "\"cred\": \"http://elsewhere.example/cred#\","
    "\"dc\": \"http://elsewhere.example/dc#\","
    "\"ex\": \"http://elsewhere.example/ex#\","
    "\"extensions\": \"http://elsewhere.example/extensions#\","
    "\"obi\": \"http://elsewhere.example/obi#\","
    "\"odrl\": \"http://elsewhere.example/odrl#\","
    "\"rdf\": \"http://elsewhere.example/rdf#\","
    "\"schema\": \"http://elsewhere.example/schema#\","
    "\"sec\": \"http://elsewhere.example/sec#\","
    "\"xsd\": \"http://elsewhere.example/xsd#\"}";

static const obv_json *around; /* NULL: nothing lies around */

static obv_slice
lend(const void *active, obv_slice prefix)
{
    const obv_term *term =
        obv_active_find(active, prefix, obv_term_hash(prefix));
    return term != NULL && term->prefix ? term->iri : (obv_slice){0};
}

/* ---- What is said -------------------------------------------------------- */

#define MAX_SAID 16

/* The layers that were put on top, the lowest first; NULL: a null context. */
typedef struct said {
    const obv_layer *layers[MAX_SAID];
    size_t count;
} said;

static void
say(said *s, const obv_layer *layer)
{
    if (s->count == MAX_SAID) {
        fprintf(stderr, "contexts: too many layers\n");
        exit(1);
    }
    s->layers[s->count++] = layer;
}

/* What was put on `active` to get to `top`. */
static said
between(const obv_active *active, const obv_active *top)
{
    said upside = {0}, s = {0};
    while (top != active && top != NULL) {
        say(&upside, top->layer);
        top = top->below;
    }
    while (upside.count > 0) {
        say(&s, upside.layers[--upside.count]);
    }
    return s;
}

/* The same of ours, settled where it is put to use. */
static said
settled(const obv_frozen *frozen, const obv_active *active)
{
    said s = {0};
    for (size_t i = 0; i < frozen->count; i++) {
        const obv_layer *layer = frozen->layers[i];
        if (layer != NULL && layer->loan_count > 0 &&
            obv_layer_settle(layer, lend, active, arena, &layer) != OBV_OK) {
            exit(1);
        }
        say(&s, layer);
    }
    return s;
}

static const obv_term *
find(const said *s, obv_slice name)
{
    const obv_term *term = NULL;
    for (size_t i = s->count; i > 0 && term == NULL; i--) {
        const obv_layer *layer = s->layers[i - 1];
        term = layer != NULL ? obv_layer_find(layer, name, obv_term_hash(name))
                             : NULL;
    }
    return term;
}

/* ---- Comparing ----------------------------------------------------------- */

static bool
differs(const char *where, obv_slice name, const char *what)
{
    printf("contexts: %s: %.*s: %s\n", where, (int)name.len,
           (const char *)name.ptr, what);
    return false;
}

static bool
same_meaning(const char *where, const obv_term *ours, const obv_term *theirs)
{
    obv_term a = *ours, b = *theirs;
    if (a.guarded != b.guarded || a.has_scope != b.has_scope) {
        return differs(where, a.name, "protected, or its scope");
    }
    a.has_scope = b.has_scope = false; /* below, by what it says */
    a.scope = b.scope = NULL;
    a.scope_json = b.scope_json = NULL;
    return obv_term_same(&a, &b) || differs(where, a.name, "its meaning");
}

static bool same_said(const char *where, const said *ours, const said *theirs,
                      const obv_active *below);

static bool
same_scope(const char *where, const obv_term *ours, const obv_term *theirs,
           const obv_active *active)
{
    obv_ld_options options = {.load = load};
    obv_ld_fault why = {0};
    obv_ld ld = {.arena = arena, .options = &options, .why = &why};
    const obv_active *top;
    if (around != NULL &&
        obv_context_process(&ld, active, around, obv_slice_of(""),
                            OBV_CONTEXT_OVERRIDES, &active) != OBV_OK) {
        return differs(where, why.what, why.code);
    }
    if (ours->scope == NULL || theirs->scope_json == NULL ||
        obv_context_process(&ld, active, theirs->scope_json, theirs->scope_base,
                            OBV_CONTEXT_OVERRIDES, &top) != OBV_OK) {
        return differs(where, ours->name, "has a scope that is none");
    }
    if (obv_json_kind_of(theirs->scope_json) == OBV_JSON_NULL) {
        return (ours->scope->count == 1 && ours->scope->layers[0] == NULL) ||
               differs(where, ours->name, "is null below");
    }
    said mine = settled(ours->scope, active), yours = between(active, top);
    char deeper[512];
    snprintf(deeper, sizeof(deeper), "%s, below %.*s", where,
             (int)ours->name.len, (const char *)ours->name.ptr);
    return same_said(deeper, &mine, &yours, top);
}

/* Each term of `from` is in `to`; where `full`, and means the same. */
static bool
covers(const char *where, const said *from, const said *to, bool full,
       const obv_active *active)
{
    bool good = true;
    for (size_t i = 0; i < from->count; i++) {
        const obv_layer *layer = from->layers[i];
        for (uint32_t j = 0; layer != NULL && j < layer->count; j++) {
            const obv_term *ours = find(from, layer->terms[j].name);
            const obv_term *theirs = find(to, layer->terms[j].name);
            if (ours == NULL || theirs == NULL) {
                good = differs(where, layer->terms[j].name,
                               full ? "too many" : "missing");
            } else if (full && (!same_meaning(where, ours, theirs) ||
                                (ours->has_scope &&
                                 !same_scope(where, ours, theirs, active)))) {
                good = false;
            }
        }
    }
    return good;
}

static bool
same_said(const char *where, const said *ours, const said *theirs,
          const obv_active *active)
{
    bool good = covers(where, ours, theirs, true, active);
    return covers(where, theirs, ours, false, active) && good;
}

static bool
same_settings(const char *where, const said *ours, const obv_active *top,
              const obv_active *start)
{
    obv_slice vocab = start->vocab;
    for (size_t i = 0; i < ours->count; i++) {
        const obv_layer *layer = ours->layers[i];
        if (layer->has_base || layer->has_language || layer->no_propagate ||
            layer->direction != OBV_DIRECTION_UNSET) {
            return differs(where, obv_slice_of(""), "no context sets these");
        }
        vocab = layer->has_vocab ? layer->vocab : vocab;
    }
    return (obv_slice_equal(vocab, top->vocab) && top->language.len == 0 &&
            top->direction == start->direction && top->previous == NULL &&
            obv_slice_equal(top->base, start->base)) ||
           differs(where, top->vocab, "its settings");
}

/* ---- Cases --------------------------------------------------------------- */

static bool
same_context(const char *where, obv_slice address, unsigned meaning,
             const obv_json *published)
{
    obv_ld_options options = {.load = load};
    obv_ld_fault why = {0};
    obv_ld ld = {.arena = arena, .options = &options, .why = &why};
    const obv_frozen *frozen = obv_frozen_find(address, meaning);
    const obv_active *start = obv_active_start(&ld);
    const obv_active *top;
    if (frozen == NULL || frozen->meaning != meaning || start == NULL) {
        return differs(where, address, "not compiled");
    }
    if (around != NULL &&
        obv_context_process(&ld, start, around, obv_slice_of(""), 0, &start) !=
            OBV_OK) {
        return differs(where, why.what, why.code);
    }
    if (obv_context_process(&ld, start, published, address,
                            OBV_CONTEXT_PUBLISHED, &top) != OBV_OK) {
        return differs(where, why.what, why.code);
    }
    said ours = settled(frozen, start), theirs = between(start, top);
    bool good = same_settings(where, &ours, top, start);
    return same_said(where, &ours, &theirs, top) && good;
}

static void
run_case(const char *folder, obv_slice address, unsigned meaning,
         obv_slice file)
{
    char where[256];
    snprintf(where, sizeof(where), "%.*s", (int)file.len,
             (const char *)file.ptr);
    const obv_json *json = read_json(folder, file);
    const obv_json *published = obv_json_get(json, "@context");
    const obv_json *elsewhere = NULL;
    (void)obv_json_parse(obv_slice_of(surroundings), OBV_JSON_ANY, arena,
                         &elsewhere, NULL);
    bool good = published != NULL && elsewhere != NULL;
    around = NULL;
    good = good && same_context(where, address, meaning, published);
    around = elsewhere;
    good = good && same_context(where, address, meaning, published);
    total++;
    passed += good;
}

static void
run_all(const char *folder, const obv_json *contexts, unsigned meaning)
{
    const void *at = NULL;
    obv_slice address;
    const obv_json *entry;
    while (obv_json_next(contexts, &at, &address, &entry)) {
        for (size_t i = 0; i < obv_json_count(entry); i++) {
            const obv_json *file =
                obv_json_get(obv_json_item(entry, i), "file");
            run_case(folder, address, meaning + (unsigned)i, text_of(file));
        }
    }
}

static void
run_aliases(const obv_json *aliases)
{
    const void *at = NULL;
    obv_slice alias;
    const obv_json *address;
    while (obv_json_next(aliases, &at, &alias, &address)) {
        const obv_frozen *one = obv_frozen_find(alias, 0);
        const obv_frozen *other = obv_frozen_find(text_of(address), 0);
        bool good = one != NULL && other != NULL && one->count == 1 &&
                    other->count == 1 && one->layers[0] == other->layers[0] &&
                    one->meanings == other->meanings;
        total++;
        passed += good || differs("an alias", alias, "not the same");
    }
}

/* Two of them keep another print than the fixtures do. */
static void
run_suite(const obv_json *contexts)
{
    static const char *const others[] = {
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://w3id.org/security/suites/ed25519-2020/v1",
    };
    const void *at = NULL;
    obv_slice address;
    const obv_json *entry;
    while (obv_json_next(contexts, &at, &address, &entry)) {
        unsigned meaning = 0;
        for (size_t i = 0; i < COUNT(others); i++) {
            meaning |= obv_slice_is(address, others[i]);
        }
        run_case(SUITES, address, meaning,
                 text_of(obv_json_get(entry, "file")));
    }
}

int
main(void)
{
    arena = obv_arena_new((size_t)64 << 20);
    obv_json_start();
    const obv_json *fixtures = read_json(FIXTURES, obv_slice_of("index.json"));
    const obv_json *suite = read_json(SUITES, obv_slice_of("index.json"));
    if (fixtures == NULL || suite == NULL) {
        printf("contexts skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    run_all(FIXTURES, obv_json_get(fixtures, "contexts"), 0);
    run_all(FIXTURES, obv_json_get(fixtures, "variants"), 1);
    run_aliases(obv_json_get(fixtures, "aliases"));
    run_suite(suite);
    printf("contexts %zu/%zu\n", passed, total);
    obv_arena_free(arena);
    return passed == total && total > 0 ? 0 : 1;
}
