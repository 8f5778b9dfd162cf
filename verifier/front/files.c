/* SPDX-License-Identifier: Apache-2.0 */
/* Files come in whole, within a limit, or not at all. */
#include "front/front.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

obv_message
obv_why(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return OBV_MSG_WHY_MISSING;
    case EACCES:
    case EPERM:
        return OBV_MSG_WHY_FORBIDDEN;
    case EISDIR:
        return OBV_MSG_WHY_FOLDER;
    case ENXIO:
    case ENODEV:
        return OBV_MSG_WHY_DEVICE;
    case ENOMEM:
        return OBV_MSG_WHY_MEMORY;
    default:
        return OBV_MSG_WHY_ERROR;
    }
}

/* One byte more than `max` may come: then it is too large.  A pipe does not
   tell how long it is, so its room grows. */
static obv_slurp_end
read_all(int file, size_t expected, size_t max, uint8_t **ret, size_t *len)
{
    size_t room = expected + 1;
    uint8_t *bytes = malloc(room);
    *len = 0;
    while (bytes != NULL && *len <= max) {
        if (*len == room) {
            room = room * 2 > max + 1 ? max + 1 : room * 2;
            uint8_t *larger = realloc(bytes, room);
            if (larger == NULL) {
                break;
            }
            bytes = larger;
        }
        ssize_t got = read(file, bytes + *len, room - *len);
        if (got == 0) {
            *ret = bytes;
            return OBV_SLURP_OK;
        }
        if (got < 0 && errno != EINTR) {
            free(bytes);
            return OBV_SLURP_FAILED;
        }
        *len += got > 0 ? (size_t)got : 0;
    }
    bool large = bytes != NULL && *len > max;
    free(bytes);
    errno = ENOMEM;
    return large ? OBV_SLURP_LARGE : OBV_SLURP_FAILED;
}

/* Regular files and pipes are read; a device could give bytes for ever. */
static obv_slurp_end
read_file(int file, size_t max, uint8_t **ret, size_t *len)
{
    struct stat about;
    if (fstat(file, &about) != 0) {
        return OBV_SLURP_FAILED;
    }
    if (S_ISDIR(about.st_mode)) {
        errno = EISDIR;
        return OBV_SLURP_FAILED;
    }
    if (S_ISREG(about.st_mode)) {
        return (uint64_t)about.st_size > max
                   ? OBV_SLURP_LARGE
                   : read_all(file, (size_t)about.st_size, max, ret, len);
    }
    if (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode) ||
        (S_ISCHR(about.st_mode) && isatty(file))) {
        return read_all(file, 4096, max, ret, len);
    }
    errno = ENODEV;
    return OBV_SLURP_FAILED;
}

/* Without O_NONBLOCK, opening a pipe that nobody writes to would wait for
   ever; with it, reading one would not wait at all. */
static int
open_file(const char *path)
{
    if (strcmp(path, "-") == 0) {
        return STDIN_FILENO;
    }
    int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file >= 0) {
        fcntl(file, F_SETFL, 0);
    }
    return file;
}

obv_slurp_end
obv_slurp(const char *path, size_t max, uint8_t **ret, size_t *len,
          obv_message *reason)
{
    int file = open_file(path);
    obv_slurp_end end =
        file < 0 ? OBV_SLURP_FAILED : read_file(file, max, ret, len);
    if (end != OBV_SLURP_OK) {
        *reason = end == OBV_SLURP_LARGE ? OBV_MSG_WHY_LARGE : obv_why(errno);
    }
    /* By name, not by number: where our standard input was closed, a file may
       have got 0, and would be the standard input of what follows. */
    if (file >= 0 && strcmp(path, "-") != 0) {
        close(file);
    }
    return end;
}

bool
obv_home(char *room, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", room, size - 1);
    if (len <= 0) {
        room[0] = '\0';
        return false;
    }
    room[len] = '\0';
    char *slash = strrchr(room, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
    return slash != NULL;
}
