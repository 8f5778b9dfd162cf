/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSONTestSuite: what is JSON and what is not.
 *
 * Every y_ file is accepted but one, with a NUL in the name of a member, which
 * we refuse on purpose; every n_ file is refused; i_ files may be either, and
 * count only in that they must not crash.
 */
#include "files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER "suites/jsontestsuite"
#define REFUSED_ON_PURPOSE "y_object_escaped_null_in_key.json"

static size_t passed, total;

static bool
is_json(obv_arena *arena, const char *name)
{
    char path[512];
    snprintf(path, sizeof(path), FOLDER "/%s", name);
    const char *there = shared_path(path);
    obv_slice text = there != NULL ? file_read(there) : obv_slice_of("?");
    const obv_json *value;
    bool good =
        obv_json_parse(text, OBV_JSON_ANY, arena, &value, NULL) == OBV_OK;
    if (there != NULL) {
        file_free(text);
    }
    obv_arena_empty(arena);
    return good;
}

/* Whether the only y_ file that failed is the one that shall. */
static bool
run(obv_arena *arena, DIR *folder)
{
    bool as_it_shall = true;
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        const char *name = entry->d_name;
        if (name[0] == '.' || name[1] != '_') {
            continue;
        }
        bool good = is_json(arena, name);
        if (name[0] != 'y' && name[0] != 'n') {
            continue;
        }
        total++;
        if (good == (name[0] == 'y')) {
            passed++;
            continue;
        }
        bool on_purpose = strcmp(name, REFUSED_ON_PURPOSE) == 0;
        as_it_shall = as_it_shall && on_purpose;
        printf("jsontestsuite: %s: %s\n", name,
               on_purpose ? "refused on purpose"
               : good     ? "accepted"
                          : "refused");
    }
    return as_it_shall;
}

int
main(void)
{
    const char *there = shared_path(FOLDER);
    DIR *folder = there != NULL ? opendir(there) : NULL;
    if (folder == NULL) {
        return SUITE_SKIPPED;
    }
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    if (arena == NULL) {
        return 1;
    }
    obv_json_start();
    bool good = run(arena, folder);
    closedir(folder);
    obv_arena_free(arena);
    printf("jsontestsuite %zu/%zu\n", passed, total);
    return good && passed >= 282 ? 0 : 1;
}
