/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program's side of a cell server: warm, and never touched by a file.
 *
 *     0  the input       read by the child alone
 *     1  the answer      written by the child alone
 *     3  a byte comes:   fork
 *     4  a byte goes:    how that child ended; by then it is gone, and all
 *                        that it had to say is in the pipe
 */
#include "cell/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct service {
    obv_cell_work work;
    void *job;
    obv_cell_leaves leaves;
} service;

/* Without moving the place from which the work will read. */
static unsigned
what_is_left(const service *s)
{
    uint8_t head[OBV_CELL_HEAD];
    ssize_t got = pread(OBV_CELL_INPUT, head, sizeof(head), 0);
    return s->leaves((obv_slice){head, got > 0 ? (size_t)got : 0});
}

/* So that it can say what it has before its time is over; SIGALRM kills who
   does not listen. */
static bool
set_warning(void)
{
    const struct itimerval once = {
        .it_value = {OBV_CELL_WARNING_MS / 1000,
                     OBV_CELL_WARNING_MS % 1000 * 1000}};
    return setitimer(ITIMER_REAL, &once, NULL) == 0;
}

/* In the child: how it ended is for the server to say, not for it. */
static bool
work_locked(const service *s, pid_t server)
{
    close(OBV_CELL_ASK);
    close(OBV_CELL_END);
    /* Off the number to which libraries write what they have to say. */
    int answer = fcntl(OBV_CELL_OUTPUT, F_DUPFD, STDERR_FILENO + 1);
    close(OBV_CELL_OUTPUT);
    /* A server that died before this would never be heard of. */
    return answer >= 0 && set_warning() &&
           prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == server &&
           obv_cell_lock(OBV_CELL_INPUT, answer, what_is_left(s)) &&
           s->work(s->job, answer);
}

static char
serve_one(const service *s)
{
    pid_t server = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        /* Libraries that tidy up at a normal end would need more than a cell
           has. */
        _exit(work_locked(s, server) ? 0 : 1);
    }
    int status = 0;
    pid_t got;
    do {
        got = waitpid(pid, &status, 0);
    } while (got < 0 && errno == EINTR);
    bool in_order =
        pid > 0 && got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return in_order ? OBV_CELL_IN_ORDER : OBV_CELL_IN_DISORDER;
}

int
obv_cell_serve(obv_cell_work work, void *job, obv_cell_leaves leaves)
{
    const service s = {work, job, leaves};
    if (fcntl(OBV_CELL_ASK, F_GETFD) < 0 || fcntl(OBV_CELL_END, F_GETFD) < 0 ||
        prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        return 3;
    }
    for (;;) {
        char asked;
        ssize_t got = read(OBV_CELL_ASK, &asked, 1);
        if (got == 0) {
            return 0; /* nobody asks any more */
        }
        if (got < 0 && errno != EINTR) {
            return 3;
        }
        if (got == 1) {
            char end = serve_one(&s);
            if (!obv_cell_write(OBV_CELL_END, &end, 1)) {
                return 3;
            }
        }
    }
}
