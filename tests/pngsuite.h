/* SPDX-License-Identifier: Apache-2.0 */
/* PngSuite, and pictures that broke libpng, each with what is expected of it.
 */
#ifndef PNGSUITE_H
#define PNGSUITE_H

#include "files.h"

#include "base/base.h"

#define PNGSUITE "suites/pngsuite"

/* "accept" or "reject"; what else it says is no answer. */
typedef const char *pngsuite_answer(obv_slice file, obv_arena *arena);

static inline bool
pngsuite_expects(obv_slice expect, const char *got)
{
    bool either = strcmp(got, "accept") == 0 || strcmp(got, "reject") == 0;
    return either && (obv_slice_is(expect, got) || obv_slice_is(expect, "any"));
}

/* Of one row of the manifest; false too where its file is not there. */
static inline bool
pngsuite_passes(const obv_json *row, pngsuite_answer *answer, obv_arena *arena)
{
    obv_slice name, expect, file = obv_slice_of("");
    char path[512];
    if (!obv_json_text(obv_json_get(row, "file"), &name) ||
        !obv_json_text(obv_json_get(row, "expect"), &expect)) {
        return false;
    }
    snprintf(path, sizeof(path), PNGSUITE "/%.*s", (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    if (there != NULL) {
        file = file_read(there);
    }
    obv_arena_empty(arena);
    const char *got = answer(file, arena);
    bool passes = pngsuite_expects(expect, got);
    if (!passes) {
        printf("%s: %s, not %.*s\n", path, got, (int)expect.len,
               (const char *)expect.ptr);
    }
    if (there != NULL) {
        file_free(file);
    }
    return passes;
}

/* The exit status of the suite. */
static inline int
pngsuite_run(const char *suite, pngsuite_answer *answer, size_t room)
{
    const char *there = shared_path(PNGSUITE "/manifest.json");
    if (there == NULL) {
        return SUITE_SKIPPED;
    }
    obv_slice manifest = file_read(there);
    obv_arena *rows = obv_arena_new(OBV_ARENA);
    obv_arena *arena = obv_arena_new(room);
    const obv_json *list = NULL;
    if (rows == NULL || arena == NULL ||
        obv_json_parse(manifest, OBV_JSON_ANY, rows, &list, NULL) != OBV_OK) {
        return 1;
    }
    size_t passed = 0, total = obv_json_count(list);
    for (size_t i = 0; i < total; i++) {
        passed += pngsuite_passes(obv_json_item(list, i), answer, arena);
    }
    obv_arena_free(rows);
    obv_arena_free(arena);
    file_free(manifest);
    printf("%s %zu/%zu\n", suite, passed, total);
    return passed == total && total >= 207 ? 0 : 1;
}

#endif
