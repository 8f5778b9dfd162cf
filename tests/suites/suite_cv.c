/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pages of CVs that a program made, which knows nothing of ours: how many of
 * their codes are read, by what was done to the page, and that none is read
 * wrongly.  OBV_CV is their folder; truth.tsv in it has a line a page:
 *
 *   file scenario bytes mode ec version mm module_mm px_per_module payload_hex
 *
 * A page without a code has no payload.  OBV_CV_FLOOR is what must be read.
 */
#include "files.h"
#include "searching.h"

#define MAX_SCENARIOS 128

typedef struct scenario {
    char name[32];
    size_t read, total;
} scenario;

static scenario scenarios[MAX_SCENARIOS];
static size_t scenario_count, passed, total, wrong;
static obv_found found;

static scenario *
scenario_of(obv_slice name)
{
    for (size_t i = 0; i < scenario_count; i++) {
        if (obv_slice_is(name, scenarios[i].name)) {
            return &scenarios[i];
        }
    }
    scenario *s = &scenarios[scenario_count];
    if (scenario_count + 1 < MAX_SCENARIOS) {
        scenario_count++;
        snprintf(s->name, sizeof(s->name), "%.*s", (int)name.len,
                 (const char *)name.ptr);
    }
    return s;
}

/* Whether the page was read as it should; what else it gave is wrong. */
static bool
judge(const char *file, obv_slice payload, obv_arena *arena)
{
    obv_slice want;
    bool blank = payload.len == 0, good = blank;
    if (!blank && obv_hex(payload, arena, &want) != OBV_OK) {
        printf("cv: %s: no payload to compare with\n", file);
        wrong++;
        return false;
    }
    for (size_t i = 0; i < found.count; i++) {
        if (!blank && obv_slice_equal(found_text(&found, i), want)) {
            good = true;
        } else {
            wrong++;
            printf("cv: %s: wrong: %s\n", file,
                   obv_to_hex(found_text(&found, i), arena));
        }
    }
    if (blank && found.unread > 0) {
        printf("cv: %s: a code is seen where there is none\n", file);
        good = false;
    }
    return good;
}

static void
run_page(const char *folder, obv_slice columns[10], obv_arena *arena)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/%.*s", folder, (int)columns[0].len,
             (const char *)columns[0].ptr);
    obv_slice file = file_read(path);
    scenario *s = scenario_of(columns[1]);
    bool good = file.ptr != NULL && search_picture(file, arena, &found) &&
                judge(path, columns[9], arena);
    s->total++;
    s->read += good;
    total++;
    passed += good;
    file_free(file);
}

static void
run_all(const char *folder, obv_slice table, obv_arena *arena)
{
    obv_slice line, rest = table;
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        obv_slice columns[10], tail = line;
        size_t count = 0;
        while (count < 9 && obv_slice_cut(tail, '\t', &columns[count], &tail)) {
            count++;
        }
        columns[9] = tail;
        if (count == 9) {
            run_page(folder, columns, arena);
        }
    }
}

int
main(void)
{
    const char *folder = getenv("OBV_CV");
    const char *floor = getenv("OBV_CV_FLOOR");
    if (folder == NULL) {
        return SUITE_SKIPPED;
    }
    char path[4096];
    snprintf(path, sizeof(path), "%s/truth.tsv", folder);
    obv_slice table = file_read(path);
    obv_arena *arena = obv_arena_new(OBV_PICTURE_ARENA);
    if (arena == NULL || table.ptr == NULL) {
        return 1;
    }
    run_all(folder, table, arena);
    for (size_t i = 0; i < scenario_count; i++) {
        printf("cv: %s %zu/%zu\n", scenarios[i].name, scenarios[i].read,
               scenarios[i].total);
    }
    printf("cv: %zu wrong\ncv %zu/%zu\n", wrong, passed, total);
    size_t least = floor != NULL ? strtoul(floor, NULL, 10) : 0;
    obv_arena_free(arena);
    file_free(table);
    return wrong == 0 && passed >= least && total > 0 ? 0 : 1;
}
