/* SPDX-License-Identifier: Apache-2.0 */
/* Files: read within a bound, written whole or not at all. */
#include "issuer/issuer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Paths --------------------------------------------------------------- */

const char *
obv_path(obv_call *call, const char *dir, const char *name)
{
    obv_buffer path = obv_buffer_in(call->arena);
    obv_put_text(&path, dir);
    obv_put_char(&path, '/');
    obv_put_text(&path, name);
    obv_put_char(&path, '\0');
    return path.failed ? NULL : path.ptr;
}

const char *
obv_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *
obv_path_dir(obv_call *call, const char *path)
{
    size_t len = (size_t)(obv_path_name(path) - path);
    if (len == 0) {
        return ".";
    }
    return obv_arena_text(call->arena, (obv_slice){(const uint8_t *)path, len});
}

static const char *
shown_path(obv_call *call, const char *path)
{
    return obv_shown(call, obv_slice_of(path));
}

/* ---- Reading ------------------------------------------------------------- */

/* Reads to the end, or to one byte past `max`. */
static bool
read_up_to(obv_call *call, int fd, size_t max, obv_buffer *into)
{
    uint8_t piece[65536];
    for (;;) {
        ssize_t got = read(fd, piece, sizeof(piece));
        if (got == 0) {
            return !into->failed || obv_no_memory(call);
        }
        if (got < 0 && errno != EINTR) {
            return obv_fail(call, "cannot read: %s", strerror(errno));
        }
        if (got > 0) {
            obv_put(into, (obv_slice){piece, (size_t)got});
        }
        if (into->len > max || into->failed) {
            return obv_refuse(call, "more than %zu bytes", max);
        }
    }
}

static bool
read_open(obv_call *call, int fd, const char *path, size_t max, obv_slice *ret)
{
    obv_buffer into = obv_buffer_in(call->arena);
    if (!read_up_to(call, fd, max, &into)) {
        obv_hint("the file is '%s'", shown_path(call, path));
        return false;
    }
    *ret = obv_buffer_slice(&into);
    return true;
}

bool
obv_file_read_if(obv_call *call, const char *path, size_t max, bool *ret_there,
                 obv_slice *ret)
{
    *ret_there = false;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ||
               obv_fail(call, "cannot read '%s': %s", shown_path(call, path),
                        strerror(errno));
    }
    *ret_there = true;
    bool done = read_open(call, fd, path, max, ret);
    close(fd);
    return done;
}

bool
obv_file_read(obv_call *call, const char *path, size_t max, obv_slice *ret)
{
    if (strcmp(path, "-") == 0) {
        return read_open(call, STDIN_FILENO, path, max, ret);
    }
    bool there;
    if (!obv_file_read_if(call, path, max, &there, ret)) {
        return false;
    }
    return there || obv_fail(call, "cannot read '%s': no such file",
                             shown_path(call, path));
}

/* ---- Writing ------------------------------------------------------------- */

static bool
write_all(int fd, obv_slice bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        if (put > 0) {
            bytes.ptr += put;
            bytes.len -= (size_t)put;
        }
    }
    return true;
}

/* A rename is on the disk only once its folder is. */
static bool
sync_folder(obv_call *call, const char *path)
{
    const char *dir = obv_path_dir(call, path);
    int fd = dir == NULL ? -1 : open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    /* Some file systems cannot sync a folder, and say EINVAL. */
    bool done = fsync(fd) == 0 || errno == EINVAL;
    close(fd);
    return done;
}

/* A person who mistypes an output name must not lose a key. */
static bool
is_no_secret(obv_call *call, const char *path)
{
    static const char magic[] = "badge-issuer secret key";
    char start[sizeof(magic) - 1] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return true;
    }
    ssize_t got = read(fd, start, sizeof(start));
    close(fd);
    if (got == (ssize_t)sizeof(start) &&
        memcmp(start, magic, sizeof(start)) == 0) {
        return obv_refuse(call, "will not write over the secret key '%s'",
                          shown_path(call, path));
    }
    return true;
}

static bool
cannot_write(obv_call *call, const char *path)
{
    return obv_fail(call, "cannot write '%s': %s", shown_path(call, path),
                    strerror(errno));
}

static bool
fill_and_rename(obv_call *call, int fd, const char *temporary, const char *path,
                obv_slice bytes)
{
    mode_t mask = umask(0);
    umask(mask);
    bool done =
        fchmod(fd, 0666 & ~mask) == 0 && write_all(fd, bytes) && fsync(fd) == 0;
    done = close(fd) == 0 && done;
    done = done && rename(temporary, path) == 0 && sync_folder(call, path);
    if (!done) {
        cannot_write(call, path);
        unlink(temporary);
    }
    return done;
}

bool
obv_file_write(obv_call *call, const char *path, obv_slice bytes)
{
    if (strcmp(path, "-") == 0) {
        return fwrite(bytes.ptr, 1, bytes.len, call->out) == bytes.len ||
               cannot_write(call, path);
    }
    obv_buffer name = obv_buffer_in(call->arena);
    obv_put_text(&name, path);
    obv_put_text(&name, ".XXXXXX");
    obv_put_char(&name, '\0');
    if (name.failed) {
        return obv_no_memory(call);
    }
    if (!is_no_secret(call, path)) {
        return false;
    }
    int fd = mkostemp(name.ptr, O_CLOEXEC);
    return fd < 0 ? cannot_write(call, path)
                  : fill_and_rename(call, fd, name.ptr, path, bytes);
}

bool
obv_file_remove(obv_call *call, const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT) {
        return obv_fail(call, "cannot remove '%s': %s", shown_path(call, path),
                        strerror(errno));
    }
    return true;
}

bool
obv_file_is_new(obv_call *call, const char *path)
{
    struct stat about;
    return strcmp(path, "-") == 0 || lstat(path, &about) != 0 ||
           obv_refuse(call, "'%s' exists already", shown_path(call, path));
}

bool
obv_file_differs(obv_call *call, const char *a, const char *b)
{
    struct stat of_a, of_b;
    return strcmp(a, "-") == 0 || strcmp(b, "-") == 0 || stat(a, &of_a) != 0 ||
           stat(b, &of_b) != 0 || of_a.st_dev != of_b.st_dev ||
           of_a.st_ino != of_b.st_ino ||
           obv_refuse(call, "'%s' would be written over itself",
                      shown_path(call, a));
}

bool
obv_secret_write(obv_call *call, const char *path, obv_slice head,
                 obv_slice secret)
{
    int fd =
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST ? obv_refuse(call, "'%s' exists already",
                                            shown_path(call, path))
                               : cannot_write(call, path);
    }
    bool done = fchmod(fd, 0600) == 0 && write_all(fd, head) &&
                write_all(fd, secret) && write_all(fd, obv_slice_of("\n")) &&
                fsync(fd) == 0;
    done = close(fd) == 0 && done && sync_folder(call, path);
    if (!done) {
        cannot_write(call, path);
        unlink(path);
    }
    return done;
}

/* ---- Secrets, read ------------------------------------------------------- */

static bool
read_exactly(int fd, const obv_locked *into)
{
    size_t have = 0;
    while (have < into->len) {
        ssize_t got = read(fd, into->ptr + have, into->len - have);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool
read_secret(obv_call *call, int fd, const char *path, size_t max,
            obv_locked *ret)
{
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) {
        return obv_refuse(call, "'%s' is not a plain file",
                          shown_path(call, path));
    }
    if (about.st_size <= 0 || (uintmax_t)about.st_size > max) {
        return obv_refuse(call, "'%s' is not a secret key file",
                          shown_path(call, path));
    }
    if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        obv_warn("'%s' can be read by others than its owner (chmod 600)",
                 shown_path(call, path));
    }
    if (!obv_locked_new(call, (size_t)about.st_size, ret)) {
        return false;
    }
    if (!read_exactly(fd, ret)) {
        obv_locked_free(ret);
        return obv_fail(call, "cannot read '%s' whole", shown_path(call, path));
    }
    return true;
}

bool
obv_secret_read(obv_call *call, const char *path, size_t max, obv_locked *ret)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return obv_fail(call, "cannot read '%s': %s", shown_path(call, path),
                        strerror(errno));
    }
    bool done = read_secret(call, fd, path, max, ret);
    close(fd);
    return done;
}
