/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The W3C suite of RDFC-1.0, at the default budget, and further graphs: by code
 * point, of many calls, and poisoned ones.
 */
#include "files.h"
#include "nquads.h"

#define FOLDER "suites/rdf-canon/"

static obv_slice
read_shared(const char *folder, obv_slice name)
{
    char path[512];
    snprintf(path, sizeof(path), "%s%.*s", folder, (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    return there == NULL ? (obv_slice){NULL, 0} : file_read(there);
}

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

/* Each label of the input with its canonical one, as the JSON has it. */
static bool
is_map(const obv_canonical *canonical, const nquads *input, obv_slice wanted,
       obv_arena *arena)
{
    const obv_json *map;
    if (obv_json_parse(wanted, OBV_JSON_SIGNED, arena, &map, NULL) != OBV_OK) {
        return false;
    }
    size_t count = 0;
    const void *at = NULL;
    const obv_json *value;
    obv_slice name, label;
    while (obv_json_next(map, &at, &name, &value)) {
        for (size_t i = 0; i < input->dataset.blanks; i++) {
            if (obv_slice_equal(input->labels[i], name) &&
                obv_json_text(value, &label) &&
                obv_slice_equal(canonical->labels[i], label)) {
                count++;
            }
        }
    }
    return count == input->dataset.blanks;
}

static obv_status
canonical_of(obv_slice file, obv_hash hash, obv_arena *arena, nquads *input,
             obv_canonical *ret)
{
    obv_status status = nquads_read(file, arena, input);
    return status != OBV_OK ? status
                            : obv_rdfc(&input->dataset, hash, arena, ret);
}

/* ---- The suite of the W3C ------------------------------------------------ */

static bool
passes(const obv_json *entry, obv_slice action, obv_slice result,
       obv_arena *arena)
{
    nquads input;
    obv_canonical canonical;
    obv_slice type = text_of(entry, "type");
    bool large = obv_slice_is(text_of(entry, "hashAlgorithm"), "SHA384");
    obv_status status = canonical_of(action, large ? OBV_SHA384 : OBV_SHA256,
                                     arena, &input, &canonical);
    if (obv_slice_is(type, "rdfc:RDFC10NegativeEvalTest")) {
        return status == OBV_LIMIT;
    }
    if (status != OBV_OK || result.ptr == NULL) {
        return false;
    }
    return obv_slice_is(type, "rdfc:RDFC10MapTest")
               ? is_map(&canonical, &input, result, arena)
               : obv_slice_equal(canonical.text, result);
}

static bool
run_case(const obv_json *entry, obv_arena *arena)
{
    obv_slice action = read_shared(FOLDER, text_of(entry, "action"));
    obv_slice result = read_shared(FOLDER, text_of(entry, "result"));
    bool passed = action.ptr != NULL && passes(entry, action, result, arena);
    obv_slice id = text_of(entry, "id");
    if (!passed) {
        printf("rdf-canon: %.*s\n", (int)id.len, (const char *)id.ptr);
    }
    file_free(action);
    file_free(result);
    return passed;
}

/* ---- Further graphs ------------------------------------------------------ */

/* One that is to hit a limit may as well come out right. */
static bool
is_right(const obv_json *entry, obv_slice in, obv_slice out, obv_arena *arena)
{
    nquads input;
    obv_canonical canonical;
    obv_status status = canonical_of(in, OBV_SHA256, arena, &input, &canonical);
    if (obv_json_true(obv_json_get(entry, "limit"))) {
        return status == OBV_LIMIT;
    }
    int64_t calls = -1;
    bool counted = obv_json_integer(obv_json_get(entry, "calls"), &calls);
    if (status == OBV_OK && counted && canonical.calls > calls) {
        printf("rdf-canon-extra: %u calls, not %d\n", canonical.calls,
               (int)calls);
        return false;
    }
    return status == OBV_OK && out.ptr != NULL &&
           obv_slice_equal(canonical.text, out);
}

static bool
run_extra(const obv_json *entry, obv_arena *arena)
{
    obv_slice name = text_of(entry, "in");
    obv_slice in = read_shared(FOLDER "extra/", name);
    obv_slice out = read_shared(FOLDER "extra/", text_of(entry, "out"));
    bool passed = in.ptr != NULL && is_right(entry, in, out, arena);
    if (!passed) {
        printf("rdf-canon-extra: %.*s\n", (int)name.len,
               (const char *)name.ptr);
    }
    file_free(in);
    file_free(out);
    return passed;
}

/* -------------------------------------------------------------------------- */

static bool
run_all(const char *name, const char *manifest, const char *member,
        bool (*run)(const obv_json *, obv_arena *))
{
    obv_slice file = read_shared(FOLDER, obv_slice_of(manifest));
    obv_arena *keep = obv_arena_new(OBV_ARENA),
              *arena = obv_arena_new(OBV_ARENA);
    const obv_json *cases = NULL;
    if (file.ptr == NULL || keep == NULL || arena == NULL ||
        obv_json_parse(file, OBV_JSON_ANY, keep, &cases, NULL) != OBV_OK) {
        return false;
    }
    cases = member != NULL ? obv_json_get(cases, member) : cases;
    size_t total = obv_json_count(cases), passed = 0;
    for (size_t i = 0; i < total; i++) {
        passed += run(obv_json_item(cases, i), arena);
        obv_arena_empty(arena);
    }
    printf("%s %zu/%zu\n", name, passed, total);
    obv_arena_free(keep);
    obv_arena_free(arena);
    file_free(file);
    return passed == total && total > 0;
}

int
main(void)
{
    if (shared_path(FOLDER "manifest.json") == NULL) {
        printf("rdf-canon skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    bool good = run_all("rdf-canon", "manifest.json", "entries", run_case);
    good = run_all("rdf-canon-extra", "extra/manifest.json", NULL, run_extra) &&
           good;
    return good ? 0 : 1;
}
