/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files for tests and suites: whole files, and the shared folder that a plain
 * clone does not have.  Tests are run from the top of the repository.
 */
#ifndef FILES_H
#define FILES_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

/* What a suite exits with where the shared folder is not there. */
#define SUITE_SKIPPED 77

#define FILES_LARGEST (1L << 30)

/* The whole file, the caller's to free by file_free; ptr is NULL where it
   cannot be read. */
static inline obv_slice
file_read(const char *path)
{
    obv_slice none = {NULL, 0};
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return none;
    }
    long size = -1;
    if (fseek(file, 0, SEEK_END) == 0) {
        size = ftell(file);
    }
    /* A folder opens, and says that it has no end. */
    bool sane = size >= 0 && size < FILES_LARGEST;
    uint8_t *bytes = sane ? malloc((size_t)size + 1) : NULL;
    if (bytes != NULL) {
        rewind(file);
        size_t got = fread(bytes, 1, (size_t)size, file);
        bytes[got] = 0; /* so that a text can be used as one */
        none = (obv_slice){bytes, got};
    }
    fclose(file);
    return none;
}

static inline void
file_free(obv_slice file)
{
    free((void *)(uintptr_t)file.ptr);
}

/* The path of something in the shared folder, in one static room; NULL where
   there is no such thing. */
static inline const char *
shared_path(const char *inside)
{
    static char path[4096];
    const char *shared = getenv("OBV_SHARED");
    snprintf(path, sizeof(path), "%s/%s", shared ? shared : "../shared",
             inside);
    FILE *there = fopen(path, "rb"); /* folders open for reading too */
    if (there == NULL) {
        return NULL;
    }
    fclose(there);
    return path;
}

#endif
