/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration's trust list and sample badges, for tests that judge. */
#ifndef DEMO_H
#define DEMO_H

#include "files.h"

#include <dirent.h>

#define DEMO_MAX_FILES 64

/* Opens a folder of keys under a root; NULL where that fails. */
static inline obv_trust *
demo_trust_in(const char *folder_name, const char *root)
{
    static char paths[DEMO_MAX_FILES][512];
    obv_file files[DEMO_MAX_FILES];
    obv_slice bytes[DEMO_MAX_FILES];
    size_t count = 0;
    DIR *folder = opendir(folder_name);
    const struct dirent *entry;
    while (folder != NULL && count < DEMO_MAX_FILES &&
           (entry = readdir(folder)) != NULL) {
        snprintf(paths[count], sizeof(paths[count]), "%s/%s", folder_name,
                 entry->d_name);
        bytes[count] = strstr(entry->d_name, ".json") != NULL
                           ? file_read(paths[count])
                           : (obv_slice){NULL, 0};
        if (bytes[count].ptr != NULL) {
            files[count] = (obv_file){paths[count] + strlen(folder_name) + 1,
                                      bytes[count].ptr, bytes[count].len};
            count++;
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    obv_trust *trust = NULL;
    obv_trouble trouble = {0};
    if (obv_trust_open(files, count, root, &trust, &trouble) != OBV_OK) {
        fprintf(stderr, "%s/%s: %s\n", folder_name, trouble.file, trouble.what);
    }
    for (size_t i = 0; i < count; i++) {
        file_free(bytes[i]);
    }
    return trust;
}

/* The demonstration's, under the root that is compiled in. */
static inline obv_trust *
demo_trust(void)
{
    return demo_trust_in("keys", obv_built_in_root());
}

/* The value of a line `key: value` of a file of what is expected. */
static inline bool
demo_expected(obv_slice expected, const char *key, char value[256])
{
    obv_slice line, name, rest = expected;
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        if (obv_slice_cut(line, ':', &name, &line) && obv_slice_is(name, key)) {
            line = obv_slice_trim(line);
            snprintf(value, 256, "%.*s", (int)line.len, (const char *)line.ptr);
            return true;
        }
    }
    return false;
}

/* When the samples are judged unless they say otherwise. */
#define DEMO_NOW 1795392000 /* 2026-11-23T00:00:00Z */

static inline bool
demo_time(const char *text, int64_t *ret)
{
    obv_slice slice = obv_slice_of(text);
    return obv_time_parse(slice, ret) == OBV_OK ||
           obv_date_parse(slice, ret) == OBV_OK;
}

#endif
