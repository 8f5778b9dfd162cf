/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PngSuite again, and pictures that broke libpng: their pixels this time.  What
 * is whole has the size that its header says and what is not is refused; where
 * the pixels alone are bad ("any"), nothing crashes.
 */
#include "files.h"

#include "reader/reader.h"

#define FOLDER "suites/pngsuite"

static size_t passed, total;

/* IHDR stands first: behind the signature, its length and its name. */
static bool
has_its_size(obv_slice file, const obv_grey *grey)
{
    obv_slice head;
    uint32_t width, height;
    return obv_take(&file, 16, &head) && obv_take_u32be(&file, &width) &&
           obv_take_u32be(&file, &height) && grey->width == width &&
           grey->height == height && grey->stride >= width;
}

static const char *
answer(obv_arena *arena, obv_slice file)
{
    obv_sheet sheet;
    obv_arena_empty(arena);
    switch (obv_picture_png(file, 0, arena, &sheet)) {
    case OBV_OK:
        return has_its_size(file, &sheet.grey) ? "accept" : "another size";
    case OBV_MALFORMED:
        return "reject";
    case OBV_LIMIT:
        return "limit";
    default:
        return "another status";
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
    total++;
    if (obv_slice_is(expect, got) || obv_slice_is(expect, "any")) {
        passed++;
    } else {
        printf("pngsuite-pixels: %s: %s, not %.*s\n", path, got,
               (int)expect.len, (const char *)expect.ptr);
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
    obv_arena *arena = obv_arena_new(OBV_PICTURE_ARENA);
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
    printf("pngsuite-pixels %zu/%zu\n", passed, total);
    return passed == total && total >= 207 ? 0 : 1;
}
