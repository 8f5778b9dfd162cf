/* SPDX-License-Identifier: Apache-2.0 */
/* Bitstring Status List 1.0: entries of good lists, and for each bad one the
   error that the standard names. */
#include "files.h"
#include "trust/trust.h"

#define FOLDER "suites/bitstring"

static obv_arena *arena;

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

/* In the vector, or in a file beside it; that is never freed. */
static obv_slice
encoded_of(const obv_json *vector)
{
    char path[256];
    obv_slice name = text_of(vector, "encodedListFile");
    if (name.len == 0) {
        return text_of(vector, "encodedList");
    }
    snprintf(path, sizeof(path), FOLDER "/%.*s", (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    if (there == NULL) {
        return obv_slice_of("");
    }
    obv_slice file = file_read(there);
    const char *copy = obv_arena_text(arena, obv_slice_trim(file));
    file_free(file);
    return obv_slice_of(copy != NULL ? copy : "");
}

/* The error that the standard has for it; LIMIT is ours. */
static bool
is_error(obv_slice expected, obv_status status, const obv_bits *bits)
{
    return obv_slice_starts(expected, "LIMIT")
               ? status == OBV_LIMIT
               : bits->error != NULL && obv_slice_is(expected, bits->error);
}

static bool
run_check(const obv_json *vector, const obv_json *check)
{
    obv_bitstring list = {.encoded = encoded_of(vector),
                          .multibase = true,
                          .size = 1,
                          .index = text_of(check, "index")};
    const obv_json *expected = obv_json_get(check, "status");
    const obv_json *error = obv_json_get(vector, "error");
    int64_t value = -1;
    obv_bits bits;
    (void)obv_json_integer(obv_json_get(vector, "statusSize"), &list.size);
    obv_status status = obv_bitstring_read(&list, arena, &bits);
    if (error != NULL) {
        return is_error(text_of(vector, "error"), status, &bits);
    }
    return status == OBV_OK && bits.error == NULL &&
           obv_json_integer(expected, &value) && (uint64_t)value == bits.value;
}

static bool
run_vector(const obv_json *vector)
{
    const obv_json *checks = obv_json_get(vector, "checks");
    bool pass = obv_json_count(checks) > 0;
    for (size_t i = 0; i < obv_json_count(checks); i++) {
        pass = run_check(vector, obv_json_item(checks, i)) && pass;
    }
    return pass;
}

int
main(void)
{
    const char *path = shared_path(FOLDER "/vectors.json");
    if (path == NULL) {
        printf("bitstring skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    arena = obv_arena_new(64 * 1024 * 1024);
    obv_slice file = file_read(path);
    const obv_json *vectors;
    if (arena == NULL || file.ptr == NULL ||
        obv_json_parse(file, OBV_JSON_ANY, arena, &vectors, NULL) != OBV_OK) {
        return 1;
    }
    size_t passed = 0, total = obv_json_count(vectors);
    for (size_t i = 0; i < total; i++) {
        const obv_json *vector = obv_json_item(vectors, i);
        obv_slice id = text_of(vector, "id");
        if (run_vector(vector)) {
            passed++;
        } else {
            printf("bitstring: %.*s\n", (int)id.len, (const char *)id.ptr);
        }
    }
    printf("bitstring %zu/%zu\n", passed, total);
    file_free(file);
    obv_arena_free(arena);
    return passed == total && total > 0 ? 0 : 1;
}
