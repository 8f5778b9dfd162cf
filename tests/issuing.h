/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of badge-issuer for unit tests: working memory, a folder that goes
 * with it, and silence of the program, since most of these tests are refusals.
 */
#ifndef ISSUING_H
#define ISSUING_H

#include "check.h"
#include "files.h"
#include "issuer/issuer.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define ISSUING_ROOM (64u * 1024 * 1024)

static obv_call issuing;
static char issuing_folder[64];
static int issuing_stderr = -1;
static FILE *issuing_said; /* what went to standard error meanwhile */

static inline int
issuing_start(void **state)
{
    (void)state;
    issuing = (obv_call){.arena = obv_arena_new(ISSUING_ROOM), .out = stdout};
    strcpy(issuing_folder, "/tmp/issuing-XXXXXX");
    if (issuing.arena == NULL || mkdtemp(issuing_folder) == NULL ||
        !obv_sodium_start()) {
        return -1;
    }
    fflush(stderr);
    issuing_stderr = dup(STDERR_FILENO);
    issuing_said = tmpfile();
    if (issuing_stderr < 0 || issuing_said == NULL) {
        return -1;
    }
    return dup2(fileno(issuing_said), STDERR_FILENO) < 0 ? -1 : 0;
}

/* Gives standard error back, with all that the program itself did not say. */
static inline void
issuing_speak(void)
{
    char line[4096];
    fflush(stderr);
    dup2(issuing_stderr, STDERR_FILENO);
    close(issuing_stderr);
    rewind(issuing_said);
    while (fgets(line, sizeof(line), issuing_said) != NULL) {
        if (strncmp(line, "badge-issuer: ", 14) != 0) {
            fputs(line, stderr);
        }
    }
    fclose(issuing_said);
}

static inline int
issuing_stop(void **state)
{
    (void)state;
    char path[512];
    DIR *folder = opendir(issuing_folder);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        snprintf(path, sizeof(path), "%s/%s", issuing_folder, entry->d_name);
        unlink(path);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    rmdir(issuing_folder);
    obv_arena_free(issuing.arena);
    issuing_speak();
    return 0;
}

/* A path in the folder of this test, in one of four static rooms. */
static inline const char *
issuing_path(const char *name)
{
    static char rooms[4][256];
    static size_t next;
    char *room = rooms[next++ % COUNT(rooms)];
    snprintf(room, sizeof(rooms[0]), "%s/%s", issuing_folder, name);
    return room;
}

static inline void
issuing_write(const char *name, obv_slice bytes)
{
    FILE *file = fopen(issuing_path(name), "wb");
    CHECK(file != NULL);
    CHECK(fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
    CHECK(fclose(file) == 0);
}

/* The bytes with one place replaced; the same text twice is a mistake of the
   test, none at all too. */
static inline obv_slice
issuing_with(obv_slice text, const char *old, const char *new)
{
    const uint8_t *at = memmem(text.ptr, text.len, old, strlen(old));
    CHECK_CASE(at != NULL, old);
    size_t before = (size_t)(at - text.ptr);
    obv_buffer b = obv_buffer_in(issuing.arena);
    obv_put(&b, (obv_slice){text.ptr, before});
    obv_put_text(&b, new);
    obv_put(&b, (obv_slice){at + strlen(old), text.len - before - strlen(old)});
    CHECK(!b.failed);
    return obv_buffer_slice(&b);
}

/* An option as the command line would give it. */
static inline void
issuing_give(const obv_option *option, const char *value)
{
    issuing.given[issuing.given_count].option = option;
    issuing.given[issuing.given_count++].value = value;
}

#endif
