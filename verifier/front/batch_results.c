/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files of results: for their owner's eyes alone, never over another file, and
 * at any time whole lines but perhaps the last.
 */
#include "front/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static obv_message
why(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return OBV_MSG_WHY_NO_FOLDER;
    case EACCES:
    case EPERM:
    case EROFS:
        return OBV_MSG_WHY_FORBIDDEN;
    case EISDIR:
        return OBV_MSG_WHY_FOLDER;
    case EWOULDBLOCK:
        return OBV_MSG_WHY_IN_USE;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return OBV_MSG_WHY_FULL;
    default:
        return OBV_MSG_WHY_OUTPUT;
    }
}

static bool
refuse(const obv_results *r, const obv_words *words, obv_message what)
{
    const char *name = strcmp(r->path, "-") == 0
                           ? words->messages[OBV_MSG_BATCH_STDOUT]
                           : r->path;
    obv_complain(words, what,
                 VALUES({"file", obv_slice_of(name)},
                        {"why", obv_slice_of(words->messages[why(errno)])}));
    return false;
}

/* What is there, and no file: a pipe, a device. */
static bool
open_stream(obv_results *r, const obv_words *words, const struct stat *about,
            bool resume)
{
    if (S_ISDIR(about->st_mode)) {
        errno = EISDIR;
        return refuse(r, words, OBV_MSG_BATCH_CANNOT_WRITE);
    }
    if (resume) {
        return refuse(r, words, OBV_MSG_BATCH_NO_RESUME);
    }
    r->stream = true;
    r->file = open(r->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return r->file >= 0 || refuse(r, words, OBV_MSG_BATCH_CANNOT_WRITE);
}

static bool
open_file(obv_results *r, const obv_words *words, bool resume, bool replace)
{
    struct stat about;
    bool there = stat(r->path, &about) == 0;
    if (there && !S_ISREG(about.st_mode)) {
        return open_stream(r, words, &about, resume);
    }
    if (there && !resume && !replace) {
        refuse(r, words, OBV_MSG_BATCH_EXISTS);
        obv_hint(words, OBV_MSG_HINT_EXISTS, NULL);
        return false;
    }
    if (there && resume) {
        r->when = about.st_mtime;
        r->file = open(r->path, O_RDWR | O_CLOEXEC);
    } else if (there && unlink(r->path) != 0) {
        return refuse(r, words, OBV_MSG_BATCH_CANNOT_WRITE);
    } else {
        r->file = open(r->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
    return (r->file >= 0 && flock(r->file, LOCK_EX | LOCK_NB) == 0) ||
           refuse(r, words, OBV_MSG_BATCH_CANNOT_WRITE);
}

bool
obv_results_open(obv_results *r, const obv_words *words, bool resume,
                 bool replace)
{
    r->file = -1;
    r->stream = false;
    r->whole = 0;
    if (strcmp(r->path, "-") != 0) {
        return open_file(r, words, resume, replace);
    }
    if (resume) {
        return refuse(r, words, OBV_MSG_BATCH_NO_RESUME);
    }
    r->stream = true;
    r->file = STDOUT_FILENO;
    return true;
}

bool
obv_results_cut(obv_results *r, off_t whole)
{
    r->whole = whole;
    return r->stream || (ftruncate(r->file, whole) == 0 &&
                         lseek(r->file, whole, SEEK_SET) == whole);
}

bool
obv_results_write(obv_results *r, const obv_words *words, const char *text,
                  size_t len)
{
    size_t done = 0;
    while (done < len) {
        ssize_t wrote = write(r->file, text + done, len - done);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            int error = errno;
            (void)obv_results_cut(r, r->whole); /* half a line is none */
            errno = error;
            return refuse(r, words, OBV_MSG_BATCH_CANNOT_WRITE);
        }
        done += (size_t)wrote;
    }
    r->whole += (off_t)len;
    return true;
}

void
obv_results_close(obv_results *r)
{
    if (r->path != NULL && r->file > STDERR_FILENO) {
        close(r->file);
    }
    r->file = -1;
}
