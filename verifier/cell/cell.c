/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parent's side of a cell: start it, read its answer against the clock,
 * stop it, bury it.  However it ends, no child, no descriptor and no half
 * answer is left behind.
 */
#include "cell/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct cell {
    pid_t pid;
    int process; /* pidfd: readable when the child has ended */
    int answer;  /* our end of its pipe */
    int64_t deadline;
} cell;

static int64_t
milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- Reading its answer -------------------------------------------------- */

typedef enum wait_end { READY, TIME_OVER, BROKEN } wait_end;

static wait_end
wait_for(int descriptor, int64_t deadline)
{
    for (;;) {
        int64_t left = deadline - milliseconds();
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

static void
close_open(int *descriptor)
{
    if (*descriptor >= 0) {
        close(*descriptor);
        *descriptor = -1;
    }
}

/* Off the three standard numbers, which the child's own would overwrite. */
static int
lift(int descriptor)
{
    if (descriptor < 0 || descriptor > STDERR_FILENO) {
        return descriptor;
    }
    int higher = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(descriptor);
    return higher;
}

static bool
make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    ends[0] = lift(ends[0]);
    ends[1] = lift(ends[1]);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return true;
    }
    close_open(&ends[0]);
    close_open(&ends[1]);
    return false;
}

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

/* What both kinds of cell have in common; `start` makes the child, which
   writes to `answer`, and gives its number or -1. */
typedef struct plan {
    pid_t (*start)(const struct plan *plan, int answer);
    obv_cell_work work;
    void *job;
    const char *program;
    int input;
} plan;

static obv_cell_answer
run(const plan *p, void *room, size_t max)
{
    obv_cell_answer none = {OBV_CELL_FAILED, 0};
    int ends[2];
    if (!make_pipe(ends)) {
        return none;
    }
    struct sigaction old;
    want_children(&old);

    cell c = {.answer = ends[0], .process = -1};
    c.deadline = milliseconds() + OBV_CELL_WALL_MS;
    c.pid = p->start(p, ends[1]);
    close_open(&ends[1]); /* else we would wait for ourselves */
    if (c.pid > 0) {
        c.process = pidfd_open(c.pid, 0);
        none = attend(&c, room, max);
    }
    close_open(&c.process);
    close_open(&c.answer);
    sigaction(SIGCHLD, &old, NULL);
    return none;
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
start_work(const plan *p, int answer)
{
    pid_t pid = fork();
    if (pid == 0) {
        drop_handlers();
        bool done = obv_cell_lock(-1, answer) && p->work(p->job, answer);
        _exit(done ? 0 : 1); /* not exit: the buffers are the parent's */
    }
    return pid;
}

obv_cell_answer
obv_cell_run(obv_cell_work work, void *job, void *room, size_t max)
{
    plan p = {.start = start_work, .work = work, .job = job, .input = -1};
    return run(&p, room, max);
}

/* With no variable of the environment, no signal blocked or ignored, and
   nothing open but what it needs. */
static pid_t
start_program(const plan *p, int answer)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t manner;
    if (posix_spawn_file_actions_init(&files) != 0) {
        return -1;
    }
    if (posix_spawnattr_init(&manner) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return -1;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    char *const arguments[] = {(char *)(uintptr_t)p->program, NULL};
    char *const environment[] = {NULL};
    pid_t pid = -1;
    bool good =
        posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF) == 0 &&
        posix_spawnattr_setsigmask(&manner, &none) == 0 &&
        posix_spawnattr_setsigdefault(&manner, &all) == 0 &&
        posix_spawn_file_actions_adddup2(&files, p->input, STDIN_FILENO) == 0 &&
        posix_spawn_file_actions_adddup2(&files, answer, STDOUT_FILENO) == 0 &&
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1) ==
            0 &&
        posix_spawn(&pid, p->program, &files, &manner, arguments,
                    environment) == 0;
    posix_spawnattr_destroy(&manner);
    posix_spawn_file_actions_destroy(&files);
    return good ? pid : -1;
}

static bool
write_all(int descriptor, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    while (len > 0) {
        ssize_t wrote = write(descriptor, at, len);
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

/* A file without a name that nobody can change any more; -1 on failure. */
static int
sealed(obv_slice input)
{
    int file = lift(memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (file >= 0 &&
        (!write_all(file, input.ptr, input.len) ||
         fcntl(file, F_ADD_SEALS,
               F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0 ||
         lseek(file, 0, SEEK_SET) != 0)) {
        close_open(&file);
    }
    return file;
}

obv_cell_answer
obv_cell_exec(const char *program, obv_slice input, void *room, size_t max)
{
    obv_cell_answer answer = {OBV_CELL_FAILED, 0};
    plan p = {.start = start_program, .program = program};
    p.input = sealed(input);
    if (p.input >= 0) {
        answer = run(&p, room, max);
    }
    close_open(&p.input);
    return answer;
}

bool
obv_cell_write(int answer, const void *bytes, size_t len)
{
    return write_all(answer, bytes, len);
}
