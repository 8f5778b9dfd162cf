/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors and the clock, as both kinds of cell use them. */
#include "cell/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

int64_t
obv_cell_milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int
obv_cell_lift(int descriptor, int last)
{
    if (descriptor < 0 || descriptor > last) {
        return descriptor;
    }
    int higher = fcntl(descriptor, F_DUPFD_CLOEXEC, last + 1);
    close(descriptor);
    return higher;
}

bool
obv_cell_pipe(int ends[2], int last)
{
    if (pipe2(ends, O_CLOEXEC) != 0) {
        ends[0] = ends[1] = -1;
        return false;
    }
    ends[0] = obv_cell_lift(ends[0], last);
    ends[1] = obv_cell_lift(ends[1], last);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return true;
    }
    obv_cell_close(&ends[0]);
    obv_cell_close(&ends[1]);
    return false;
}

void
obv_cell_close(int *descriptor)
{
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

bool
obv_cell_write(int answer, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    while (len > 0) {
        ssize_t wrote = write(answer, at, len);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        if (wrote > 0) {
            at += wrote;
            len -= (size_t)wrote;
        }
    }
    return true;
}
