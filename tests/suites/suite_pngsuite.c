/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PngSuite, and pictures that broke libpng: which are whole, and which are
 * not.  None of them holds a badge.  A picture whose pixels alone are bad may
 * be either: nobody looks at its pixels.
 */
#include "files.h"

#include "container/container.h"

#define FOLDER "suites/pngsuite"

static size_t passed, total;
static obv_found found;

static const char *
answer(obv_arena *arena, obv_slice file)
{
    obv_arena_empty(arena);
    if (obv_container_open(file, arena, &found) != OBV_OK ||
        !obv_found_is_sound(&found)) {
        return "no answer";
    }
    switch (found.reason) {
    case OBV_REASON_NO_BADGE_PICTURE:
        return "accept";
    case OBV_REASON_DAMAGED_FILE:
    case OBV_REASON_UNKNOWN_FILE: /* the signature is what is broken */
        return "reject";
    default:
        return "another reason";
    }
}

static void
run_one(const obv_json *row, obv_arena *arena)
{
    obv_slice name, expect;
    char path[512];
    if (!obv_json_text(obv_json_get(row, "file"), &name) ||
        !obv_json_text(obv_json_get(row, "expect"), &expect)) {
        return;
    }
    snprintf(path, sizeof(path), FOLDER "/%.*s", (int)name.len,
             (const char *)name.ptr);
    const char *there = shared_path(path);
    obv_slice file = there != NULL ? file_read(there) : obv_slice_of("");
    const char *got = answer(arena, file);
    bool either = strcmp(got, "accept") == 0 || strcmp(got, "reject") == 0;
    total++;
    if (obv_slice_is(expect, got) || (obv_slice_is(expect, "any") && either)) {
        passed++;
    } else {
        printf("pngsuite: %s: %s, not %.*s\n", path, got, (int)expect.len,
               (const char *)expect.ptr);
    }
    if (there != NULL) {
        file_free(file);
    }
}

int
main(void)
{
    const char *there = shared_path(FOLDER "/manifest.json");
    if (there == NULL) {
        return SUITE_SKIPPED;
    }
    obv_slice manifest = file_read(there);
    obv_arena *rows = obv_arena_new(OBV_ARENA);
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    const obv_json *list = NULL;
    if (rows == NULL || arena == NULL ||
        obv_json_parse(manifest, OBV_JSON_ANY, rows, &list, NULL) != OBV_OK) {
        return 1;
    }
    for (size_t i = 0; i < obv_json_count(list); i++) {
        run_one(obv_json_item(list, i), arena);
    }
    obv_arena_free(rows);
    obv_arena_free(arena);
    file_free(manifest);
    printf("pngsuite %zu/%zu\n", passed, total);
    return passed == total && total >= 207 ? 0 : 1;
}
