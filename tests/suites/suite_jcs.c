/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The vectors of the author of JCS (RFC 8785): six documents, and ten thousand
 * doubles with their texts.
 */
#include "files.h"

#include "canon/canon.h"
#include "canon/number.h"

#define FOLDER "suites/jcs/"

static obv_slice
read_shared(const char *kind, const char *name)
{
    char path[256];
    snprintf(path, sizeof(path), FOLDER "%s/%s.json", kind, name);
    const char *there = shared_path(path);
    return there == NULL ? (obv_slice){NULL, 0} : file_read(there);
}

static bool
run_document(const char *name, obv_arena *arena)
{
    obv_slice input = read_shared("input", name), text;
    obv_slice output = read_shared("output", name);
    const obv_json *value;
    bool passed =
        input.ptr != NULL && output.ptr != NULL &&
        obv_json_parse(input, OBV_JSON_ANY, arena, &value, NULL) == OBV_OK &&
        obv_jcs_value(value, arena, &text) == OBV_OK &&
        obv_slice_equal(text, output);
    if (!passed) {
        printf("jcs: %s.json\n", name);
    }
    file_free(input);
    file_free(output);
    return passed;
}

/* line ::= hex "," text; the hex without zeros before it */
static bool
run_number(obv_slice line)
{
    obv_slice hex, wanted;
    char text[OBV_NUMBER_ROOM], digits[17] = {0};
    if (!obv_slice_cut(line, ',', &hex, &wanted) || hex.len > 16) {
        return false;
    }
    memcpy(digits, hex.ptr, hex.len);
    uint64_t bits = strtoull(digits, NULL, 16);
    double number;
    memcpy(&number, &bits, sizeof(number));
    size_t len = obv_number_es6(number, text);
    obv_slice got = {(const uint8_t *)text, len};
    if (!obv_slice_equal(got, wanted)) {
        printf("jcs: %.*s gives %.*s\n", (int)line.len, (const char *)line.ptr,
               (int)len, text);
        return false;
    }
    return true;
}

static void
run_numbers(size_t *passed, size_t *total)
{
    const char *path = shared_path(FOLDER "es6numbers-10k.txt");
    obv_slice file = path != NULL ? file_read(path) : (obv_slice){NULL, 0};
    obv_slice rest = file, line;
    while (rest.ptr != NULL && obv_slice_cut(rest, '\n', &line, &rest)) {
        ++*total;
        *passed += run_number(line);
    }
    *total += file.ptr == NULL;
    file_free(file);
}

int
main(void)
{
    static const char *const documents[] = {"arrays",  "french", "structures",
                                            "unicode", "values", "weird"};
    if (shared_path(FOLDER "es6numbers-10k.txt") == NULL) {
        printf("jcs skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    size_t passed = 0, total = COUNT(documents);
    for (size_t i = 0; arena != NULL && i < COUNT(documents); i++) {
        passed += run_document(documents[i], arena);
    }
    run_numbers(&passed, &total);
    printf("jcs %zu/%zu\n", passed, total);
    obv_arena_free(arena);
    return passed == total ? 0 : 1;
}
