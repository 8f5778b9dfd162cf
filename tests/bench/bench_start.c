/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole processes against each other:
 *     bench_start ROUNDS NAME COMMAND... -- NAME COMMAND... [-- ...]
 *
 * They take turns, so that what else the machine does falls on all alike.
 * Time is from the fork until the child is buried, memory the largest that it
 * or a child of its own had.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_COMMANDS 8
#define MAX_ROUNDS 1000

typedef struct command {
    const char *name;
    char **arguments;
    double times[MAX_ROUNDS]; /* milliseconds */
    long kilobytes;
    int status;
} command;

static double
milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
become(char **arguments)
{
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    execvp(arguments[0], arguments);
    _exit(127);
}

static double
run(command *c)
{
    struct rusage used;
    double start = milliseconds();
    pid_t pid = fork();
    if (pid == 0) {
        become(c->arguments);
    }
    while (wait4(pid, &c->status, 0, &used) < 0 && errno == EINTR) {
    }
    double took = milliseconds() - start;
    if (used.ru_maxrss > c->kilobytes) {
        c->kilobytes = used.ru_maxrss;
    }
    return took;
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Cuts the arguments at "--" into commands. */
static size_t
take_commands(char **argument, command *commands)
{
    size_t count = 0;
    while (*argument != NULL && count < MAX_COMMANDS) {
        commands[count].name = *argument++;
        commands[count++].arguments = argument;
        while (*argument != NULL && strcmp(*argument, "--") != 0) {
            argument++;
        }
        if (*argument != NULL) {
            *argument++ = NULL;
        }
    }
    return count;
}

int
main(int argc, char **argv)
{
    static command commands[MAX_COMMANDS];
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (argc < 4 || rounds < 1 || rounds > MAX_ROUNDS) {
        fputs("bench_start ROUNDS NAME COMMAND... [-- NAME COMMAND...]\n",
              stderr);
        return 3;
    }
    size_t count = take_commands(argv + 2, commands);
    for (size_t i = 0; i < count; i++) {
        run(&commands[i]); /* files come into the cache */
    }
    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < count; i++) {
            commands[i].times[round] = run(&commands[i]);
        }
    }
    printf("%-24s %10s %10s %10s %12s\n", "", "median ms", "best ms",
           "worst ms", "peak MB");
    for (size_t i = 0; i < count; i++) {
        command *c = &commands[i];
        qsort(c->times, rounds, sizeof(double), by_size);
        printf("%-24s %10.2f %10.2f %10.2f %12.1f\n", c->name,
               c->times[rounds / 2], c->times[0], c->times[rounds - 1],
               (double)c->kilobytes / 1024);
        if (!WIFEXITED(c->status) || WEXITSTATUS(c->status) == 127) {
            printf("%-24s did not run\n", c->name);
        }
    }
    return 0;
}
