/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parent's side of a cell: start it, read its answer against the clock,
 * stop it, bury it.  However it ends, no child, no descriptor and no half
 * answer is left behind.
 */
#include "cell/inside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct cell {
    pid_t pid;
    int process; /* pidfd: readable when the child has ended */
    int answer;  /* our end of its pipe */
    int64_t deadline;
} cell;

/* ---- Reading its answer -------------------------------------------------- */

typedef enum wait_end { READY, TIME_OVER, BROKEN } wait_end;

static wait_end
wait_for(int descriptor, int64_t deadline)
{
    for (;;) {
        int64_t left = deadline - obv_cell_milliseconds();
        if (left <= 0) {
            return TIME_OVER;
        }
        struct pollfd p = {.fd = descriptor, .events = POLLIN};
        int ready = poll(&p, 1, (int)left);
        if (ready > 0) {
            return READY;
        }
        if (ready < 0 && errno != EINTR) {
            return BROKEN;
        }
    }
}

/* Reads until the child closes its end.  ANSWERED means only that: how the
   child ended is not known yet. */
static obv_cell_end
listen_to(const cell *c, uint8_t *room, size_t max, size_t *len)
{
    for (;;) {
        wait_end ready = wait_for(c->answer, c->deadline);
        if (ready != READY) {
            return ready == TIME_OVER ? OBV_CELL_LATE : OBV_CELL_FAILED;
        }
        uint8_t extra; /* where the room is full, one byte more is too much */
        bool full = *len == max;
        ssize_t got = full ? read(c->answer, &extra, 1)
                           : read(c->answer, room + *len, max - *len);
        if (got == 0) {
            return OBV_CELL_ANSWERED;
        }
        if (got < 0 && errno != EINTR) {
            return OBV_CELL_FAILED;
        }
        if (got > 0 && full) {
            return OBV_CELL_TOO_MUCH;
        }
        *len += got > 0 ? (size_t)got : 0;
    }
}

/* Waits for the child to leave on its own: a closed pipe is not its end. */
static obv_cell_end
see_it_leave(const cell *c)
{
    switch (wait_for(c->process, c->deadline)) {
    case READY:
        return OBV_CELL_ANSWERED;
    case TIME_OVER:
        return OBV_CELL_LATE;
    case BROKEN:
        break;
    }
    return OBV_CELL_FAILED;
}

/* The child is gone after this, whatever it was doing; true when it had left
   in good order before. */
static bool
bury(const cell *c)
{
    kill(c->pid, SIGKILL); /* a zombie does not mind */
    int status = 0;
    pid_t got;
    do {
        got = waitpid(c->pid, &status, 0);
    } while (got < 0 && errno == EINTR);
    return got == c->pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static obv_cell_answer
attend(const cell *c, void *room, size_t max)
{
    obv_cell_answer a = {OBV_CELL_FAILED, 0};
    if (c->process >= 0) {
        a.end = listen_to(c, room, max, &a.len);
    }
    if (a.end == OBV_CELL_ANSWERED) {
        a.end = see_it_leave(c);
    }
    bool in_order = bury(c);
    if (a.end == OBV_CELL_ANSWERED && !in_order) {
        a.end = OBV_CELL_DIED;
    }
    if (a.end != OBV_CELL_ANSWERED) {
        memset(room, 0, a.len); /* half an answer is none */
        a.len = 0;
    }
    return a;
}

/* ---- Starting it --------------------------------------------------------- */

/* Where whoever started us ignores SIGCHLD, the system buries our children
   itself, and how they ended is lost. */
static void
want_children(struct sigaction *old)
{
    sigaction(SIGCHLD, NULL, old);
    if (old->sa_handler == SIG_IGN || (old->sa_flags & SA_NOCLDWAIT) != 0) {
        sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    }
}

/* A handler of the parent would run in the child, in the parent's name. */
static void
drop_handlers(void)
{
    for (int number = 1; number <= SIGRTMAX; number++) {
        sigaction(number, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static pid_t
start(obv_cell_work work, void *job, int answer)
{
    pid_t pid = fork();
    if (pid == 0) {
        drop_handlers();
        bool done =
            obv_cell_lock(-1, answer, OBV_CELL_STRICT) && work(job, answer);
        _exit(done ? 0 : 1); /* not exit: the buffers are the parent's */
    }
    return pid;
}

obv_cell_answer
obv_cell_run(obv_cell_work work, void *job, void *room, size_t max)
{
    obv_cell_answer a = {OBV_CELL_FAILED, 0};
    int ends[2];
    if (!obv_cell_pipe(ends, STDERR_FILENO)) {
        return a;
    }
    struct sigaction old;
    want_children(&old);

    cell c = {.answer = ends[0], .process = -1};
    c.deadline = obv_cell_milliseconds() + OBV_CELL_WALL_MS;
    c.pid = start(work, job, ends[1]);
    obv_cell_close(&ends[1]); /* else we would wait for ourselves */
    if (c.pid > 0) {
        c.process = pidfd_open(c.pid, 0);
        a = attend(&c, room, max);
    }
    obv_cell_close(&c.process);
    obv_cell_close(&c.answer);
    sigaction(SIGCHLD, &old, NULL);
    return a;
}
