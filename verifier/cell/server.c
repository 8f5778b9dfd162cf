/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parent's side of a cell server: starts it when it is first asked, hands
 * it one input at a time, hears the answer against the clock.
 *
 * What could carry something of one file to the answer for the next: the pipe
 * (emptied when the child is gone), the input (cut to nothing before it is
 * written), the server (never sees either).  After anything but an answer in
 * good order all three are thrown away.
 */
#include "cell/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

struct obv_cell_server {
    char *program;
    const char *argument; /* NULL: none */
    int process;          /* pidfd; -1: none is running */
    int file;             /* the input, ours to write */
    int input; /* the same for reading: child and we share its place in it */
    int answer;
    int ask[2]; /* both ends: to write where nobody reads would kill us */
    int end;
};

static const obv_cell_server nothing = {NULL, NULL, -1,       -1,
                                        -1,   -1,   {-1, -1}, -1};

obv_cell_server *
obv_cell_server_new(const char *program)
{
    obv_cell_server *s = malloc(sizeof(*s));
    char *name = strdup(program);
    if (s == NULL || name == NULL) {
        free(s);
        free(name);
        return NULL;
    }
    *s = nothing;
    s->program = name;
    return s;
}

obv_cell_server *
obv_cell_server_with(const char *program, const char *argument)
{
    obv_cell_server *s = obv_cell_server_new(program);
    if (s != NULL) {
        s->argument = argument;
    }
    return s;
}

/* Its child dies with it: the lock has seen to that. */
static void
stop(obv_cell_server *s)
{
    if (s->process >= 0) {
        /* By descriptor: where SIGCHLD is ignored, the number may long be
           somebody else's. */
        (void)pidfd_send_signal(s->process, SIGKILL, NULL, 0);
        siginfo_t ended;
        while (waitid(P_PIDFD, (id_t)s->process, &ended, WEXITED) < 0 &&
               errno == EINTR) {
        }
    }
    obv_cell_close(&s->process);
    obv_cell_close(&s->file);
    obv_cell_close(&s->input);
    obv_cell_close(&s->answer);
    obv_cell_close(&s->ask[0]);
    obv_cell_close(&s->ask[1]);
    obv_cell_close(&s->end);
}

void
obv_cell_server_free(obv_cell_server *server)
{
    if (server != NULL) {
        stop(server);
        free(server->program);
        free(server);
    }
}

/* ---- Starting it --------------------------------------------------------- */

/* A file without a name.  Only what /proc opens anew is for reading alone. */
static bool
make_input(obv_cell_server *s)
{
    s->file = obv_cell_lift(memfd_create("input", MFD_CLOEXEC), OBV_CELL_END);
    if (s->file < 0) {
        return false;
    }
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", s->file);
    s->input = obv_cell_lift(open(path, O_RDONLY | O_CLOEXEC), OBV_CELL_END);
    return s->input >= 0;
}

/* The program's descriptors: these four, standard error, and no other. */
static bool
lay_out(posix_spawn_file_actions_t *files, const obv_cell_server *s, int answer,
        int end)
{
    return posix_spawn_file_actions_adddup2(files, s->input, OBV_CELL_INPUT) ==
               0 &&
           posix_spawn_file_actions_adddup2(files, answer, OBV_CELL_OUTPUT) ==
               0 &&
           (fcntl(STDERR_FILENO, F_GETFD) >= 0 ||
            posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null",
                                             O_WRONLY, 0) == 0) &&
           posix_spawn_file_actions_adddup2(files, s->ask[0], OBV_CELL_ASK) ==
               0 &&
           posix_spawn_file_actions_adddup2(files, end, OBV_CELL_END) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(files, OBV_CELL_END + 1) ==
               0;
}

/* With no variable of the environment, and no signal blocked or ignored. */
static pid_t
spawn(const char *program, const char *argument,
      const posix_spawn_file_actions_t *files)
{
    posix_spawnattr_t manner;
    if (posix_spawnattr_init(&manner) != 0) {
        return -1;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    char *const arguments[] = {(char *)(uintptr_t)program,
                               (char *)(uintptr_t)argument, NULL};
    char *const environment[] = {NULL};
    pid_t pid = -1;
    bool good =
        posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF) == 0 &&
        posix_spawnattr_setsigmask(&manner, &none) == 0 &&
        posix_spawnattr_setsigdefault(&manner, &all) == 0 &&
        posix_spawn(&pid, program, files, &manner, arguments, environment) == 0;
    posix_spawnattr_destroy(&manner);
    return good ? pid : -1;
}

static pid_t
start_program(const obv_cell_server *s, int answer, int end)
{
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0) {
        return -1;
    }
    pid_t pid = lay_out(&files, s, answer, end)
                    ? spawn(s->program, s->argument, &files)
                    : -1;
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

static bool
start(obv_cell_server *s)
{
    int answer[2] = {-1, -1}, end[2] = {-1, -1};
    bool good = make_input(s) && obv_cell_pipe(s->ask, OBV_CELL_END) &&
                obv_cell_pipe(answer, OBV_CELL_END) &&
                obv_cell_pipe(end, OBV_CELL_END);
    s->answer = answer[0];
    s->end = end[0];
    /* Ours alone: what a child writes still waits until there is room. */
    good = good && fcntl(s->answer, F_SETFL, O_NONBLOCK) == 0;
    pid_t pid = good ? start_program(s, answer[1], end[1]) : -1;
    obv_cell_close(&answer[1]);
    obv_cell_close(&end[1]);
    if (pid > 0) {
        s->process = obv_cell_lift(pidfd_open(pid, 0), OBV_CELL_END);
    }
    if (pid > 0 && s->process < 0) {
        kill(pid, SIGKILL);
        (void)waitpid(pid, NULL, 0);
    }
    return s->process >= 0;
}

/* ---- Asking it ----------------------------------------------------------- */

static bool
is_running(const obv_cell_server *s)
{
    struct pollfd p = {.fd = s->process, .events = POLLIN};
    return s->process >= 0 && poll(&p, 1, 0) == 0;
}

static bool
hand_over(const obv_cell_server *s, obv_slice input)
{
    return ftruncate(s->file, 0) == 0 && lseek(s->file, 0, SEEK_SET) == 0 &&
           obv_cell_write(s->file, input.ptr, input.len) &&
           lseek(s->input, 0, SEEK_SET) == 0 &&
           obv_cell_write(s->ask[1], "", 1);
}

/* All that is in the pipe by now. */
static obv_cell_end
take_answer(const obv_cell_server *s, uint8_t *room, size_t max, size_t *len)
{
    for (;;) {
        uint8_t extra; /* where the room is full, one byte more is too much */
        bool full = *len == max;
        ssize_t got = full ? read(s->answer, &extra, 1)
                           : read(s->answer, room + *len, max - *len);
        if (got == 0 || (got < 0 && errno == EAGAIN)) {
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

/* Sleeps until there is something of the answer, or its end. */
static obv_cell_end
wait_for(const obv_cell_server *s, int64_t deadline, bool *ended, bool *died)
{
    struct pollfd p[] = {{.fd = s->answer, .events = POLLIN},
                         {.fd = s->end, .events = POLLIN},
                         {.fd = s->process, .events = POLLIN}};
    int64_t left = deadline - obv_cell_milliseconds();
    if (left <= 0) {
        return OBV_CELL_LATE;
    }
    if (poll(p, COUNT(p), (int)left) < 0) {
        return errno == EINTR ? OBV_CELL_ANSWERED : OBV_CELL_FAILED;
    }
    *ended = (p[1].revents & POLLIN) != 0;
    *died = p[2].revents != 0;
    return OBV_CELL_ANSWERED;
}

static bool
ended_in_order(const obv_cell_server *s)
{
    char end = OBV_CELL_IN_DISORDER;
    return read(s->end, &end, 1) == 1 && end == OBV_CELL_IN_ORDER;
}

static obv_cell_end
listen_to(const obv_cell_server *s, uint8_t *room, size_t max, size_t *len)
{
    int64_t deadline = obv_cell_milliseconds() + OBV_CELL_WALL_MS;
    for (;;) {
        bool ended = false, died = false;
        obv_cell_end end = wait_for(s, deadline, &ended, &died);
        if (end != OBV_CELL_ANSWERED) {
            return end;
        }
        /* The child is gone: nothing more will come. */
        bool in_order = ended && ended_in_order(s);
        end = take_answer(s, room, max, len);
        if (end != OBV_CELL_ANSWERED) {
            return end;
        }
        if (ended || died) {
            return in_order ? OBV_CELL_ANSWERED : OBV_CELL_DIED;
        }
    }
}

obv_cell_answer
obv_cell_ask(obv_cell_server *server, obv_slice input, void *room, size_t max)
{
    obv_cell_answer a = {OBV_CELL_FAILED, 0};
    if (!is_running(server)) {
        stop(server);
    }
    if ((server->process >= 0 || start(server)) && hand_over(server, input)) {
        a.end = listen_to(server, room, max, &a.len);
    }
    if (a.end == OBV_CELL_ANSWERED) {
        (void)!ftruncate(server->file, 0); /* 32 MB that nobody needs */
        return a;
    }
    stop(server);
    memset(room, 0, a.len); /* half an answer is none */
    a.len = 0;
    return a;
}
