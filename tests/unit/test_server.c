/* SPDX-License-Identifier: Apache-2.0 */
/* A cell server: one program for many inputs, and nothing of one in the answer
   for another. */
#include "check.h"

#include "cell/cell.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOM 4096
#define PIPE_AND_MORE (300 * 1024) /* a pipe holds 64 kB */
#define LARGE (5 * 1024 * 1024)

static uint8_t room[ROOM];
static uint8_t large[LARGE], input[LARGE];

static size_t
open_descriptors(void)
{
    size_t count = 0;
    for (int i = 0; i < 1024; i++) {
        count += fcntl(i, F_GETFD) >= 0 ? 1 : 0;
    }
    return count;
}

/* ---- The program --------------------------------------------------------- */

/* This very test is the program: a server is started without an environment. */
#define PROGRAM "/proc/self/exe"

static struct {
    char facts[64]; /* of the server, from before its first child */
    size_t asked;   /* what a child changes here, no other sees */
    size_t len;
    uint8_t text[LARGE + 1];
} serving;

static bool
echo(int answer)
{
    return obv_cell_write(answer, serving.text, serving.len);
}

static bool
say(int answer, const char *text)
{
    return obv_cell_write(answer, text, strlen(text));
}

static bool
say_facts(int answer)
{
    return say(answer, serving.facts);
}

static bool
count(int answer)
{
    char text[32];
    snprintf(text, sizeof(text), "%zu", ++serving.asked);
    return say(answer, text);
}

static bool
say_half_and_fail(int answer)
{
    (void)say(answer, "half");
    return false;
}

static bool
say_half_and_die(int answer)
{
    (void)say(answer, "half");
    abort();
}

static bool
leave_at_once(int answer)
{
    (void)answer;
    _exit(0);
}

/* What is left of the time to the warning, in microseconds, and when: behind
   the lock there is no asking. */
static struct {
    int64_t left, when;
} warning;

static int64_t
microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
look_at_warning(void)
{
    struct itimerval timer;
    if (getitimer(ITIMER_REAL, &timer) == 0) {
        warning.left =
            (int64_t)timer.it_value.tv_sec * 1000000 + timer.it_value.tv_usec;
        warning.when = microseconds();
    }
}

static bool
say_warning(int answer)
{
    return obv_cell_write(answer, &warning, sizeof(warning));
}

static volatile bool for_ever = true;

static bool
say_half_and_hang(int answer)
{
    (void)say(answer, "half");
    while (for_ever) {
        (void)sleep(1); /* which kills, behind a lock */
    }
    return true;
}

static bool
say_half_and_wait(int answer)
{
    (void)say(answer, "half");
    char byte;
    while (for_ever) {
        (void)!read(STDIN_FILENO, &byte, 1);
    }
    return true;
}

static bool
flood(int answer)
{
    while (obv_cell_write(answer, large, sizeof(large))) {
    }
    return true;
}

static bool
answer_twice(int answer)
{
    return say(answer, "mine") && say(answer, "and of the next");
}

/* Whoever says how a child ended is not that child. */
static bool
say_how_it_ended(int answer)
{
    (void)say(answer, "forged");
    (void)!write(4, "yyyy", 4);
    (void)!write(3, "yyyy", 4);
    return false;
}

static bool
change_the_input(int answer)
{
    ssize_t wrote = write(STDIN_FILENO, "changed", 7);
    return wrote < 0 && say(answer, "unchanged");
}

static bool
talk_elsewhere(int answer)
{
    bool unheard = write(STDERR_FILENO, "x", 1) < 0 && errno == EBADF &&
                   write(STDOUT_FILENO, "x", 1) < 0 && errno == EBADF;
    return say(answer, unheard ? "unheard" : "heard");
}

static void *
do_nothing(void *job)
{
    return job;
}

static bool
start_a_thread(int answer)
{
    pthread_t thread;
    bool started = pthread_create(&thread, NULL, do_nothing, NULL) == 0 &&
                   pthread_join(thread, NULL) == 0;
    return say(answer, started ? "started" : "not started");
}

/* clang-format off */
static const struct work {
    const char *word;
    bool (*work)(int answer);
    bool unread; /* the input, but for its first bytes */
} works[] = {
    {"facts",   say_facts,           false},
    {"count",   count,               false},
    {"warning", say_warning,         false},
    {"fail",    say_half_and_fail,   false},
    {"die",     say_half_and_die,    false},
    {"leave",   leave_at_once,       true},
    {"hang",    say_half_and_hang,   false},
    {"wait",    say_half_and_wait,   false},
    {"flood",   flood,               false},
    {"twice",   answer_twice,        false},
    {"forge",   say_how_it_ended,    false},
    {"change",  change_the_input,    false},
    {"talk",    talk_elsewhere,      false},
    {"thread",  start_a_thread,      false},
    {"cheat",   start_a_thread,      false},
};
/* clang-format on */

static bool
read_on(size_t most)
{
    while (serving.len < most) {
        ssize_t got =
            read(STDIN_FILENO, serving.text + serving.len, most - serving.len);
        if (got <= 0) {
            return got == 0;
        }
        serving.len += (size_t)got;
    }
    return true;
}

static bool
do_as_told(void *job, int answer)
{
    (void)job;
    if (!read_on(8)) {
        return false;
    }
    obv_slice word = {serving.text, serving.len};
    for (size_t i = 0; i < COUNT(works); i++) {
        if (obv_slice_starts(word, works[i].word)) {
            return (works[i].unread || read_on(sizeof(serving.text))) &&
                   works[i].work(answer);
        }
    }
    return read_on(sizeof(serving.text)) && echo(answer);
}

static unsigned
leaves(obv_slice head)
{
    bool threads =
        head.len <= OBV_CELL_HEAD && obv_slice_starts(head, "thread");
    look_at_warning();
    return OBV_CELL_NO_FILES | (threads ? OBV_CELL_THREADS : 0u);
}

static int
serve(void)
{
    snprintf(serving.facts, sizeof(serving.facts), "%zu %d", open_descriptors(),
             (int)getpid());
    return obv_cell_serve(do_as_told, NULL, leaves);
}

/* ---- Asking -------------------------------------------------------------- */

static obv_cell_answer
ask(obv_cell_server *server, const char *text)
{
    memset(room, '?', sizeof(room));
    obv_cell_answer a =
        obv_cell_ask(server, obv_slice_of(text), room, sizeof(room));
    if (a.end != OBV_CELL_ANSWERED) {
        CHECK_NUMBER(a.len, 0);
    }
    return a;
}

static bool
answers(obv_cell_server *server, const char *text, const char *expected)
{
    obv_cell_answer a = ask(server, text);
    return a.end == OBV_CELL_ANSWERED &&
           obv_slice_is((obv_slice){room, a.len}, expected);
}

static obv_cell_server *
new_server(const char *program)
{
    obv_cell_server *server = obv_cell_server_new(program);
    CHECK(server != NULL);
    return server;
}

/* Of this name and alive: we, a server, its child. */
static size_t
of_our_name(void)
{
    size_t alive = 0;
    DIR *folder = opendir("/proc");
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char path[300], name[64] = "", state = 'Z';
        snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
        FILE *file = fopen(path, "re");
        if (file != NULL) {
            alive += fscanf(file, "%*d (%63[^)]) %c", name, &state) == 2 &&
                             strcmp(name, "exe") == 0 && state != 'Z'
                         ? 1
                         : 0;
            fclose(file);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return alive;
}

/* What was killed is gone at once, or nearly. */
static bool
nobody_of_our_name_is_left(void)
{
    for (int i = 0; i < 500 && of_our_name() > 0; i++) {
        usleep(10000);
    }
    return of_our_name() == 0;
}

static bool
no_child_is_left(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

/* ---- Answers ------------------------------------------------------------- */

static void
each_input_has_its_own_answer(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    for (int i = 0; i < 50; i++) {
        char text[64];
        snprintf(text, sizeof(text), "%0*d", 1 + i * 7 % 50, i);
        CHECK(answers(server, text, text));
    }
    CHECK(answers(server, "", ""));
    obv_cell_server_free(server);
}

static void
what_one_child_does_no_other_sees(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    CHECK(answers(server, "count", "1"));
    CHECK(answers(server, "count", "1"));
    obv_cell_server_free(server);
}

static void
one_program_serves_many_inputs(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    char first[64];
    CHECK_NUMBER(ask(server, "facts").end, OBV_CELL_ANSWERED);
    snprintf(first, sizeof(first), "%.60s", (char *)room);
    for (int i = 0; i < 10; i++) {
        CHECK_NUMBER(ask(server, "facts").end, OBV_CELL_ANSWERED);
        CHECK(strncmp(first, (char *)room, strlen("5 1")) == 0);
    }
    obv_cell_server_free(server);
}

static void
input_and_answer_may_be_larger_than_a_pipe(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(input); i++) {
        input[i] = (uint8_t)(i * 31 >> 3);
    }
    obv_cell_server *server = new_server(PROGRAM);
    const size_t lengths[] = {LARGE, 3, PIPE_AND_MORE, LARGE, 1};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        memset(large, 0, sizeof(large));
        obv_cell_answer a = obv_cell_ask(server, (obv_slice){input, lengths[i]},
                                         large, sizeof(large));
        CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
        CHECK_NUMBER(a.len, lengths[i]);
        assert_memory_equal(input, large, lengths[i]);
    }
    obv_cell_server_free(server);
}

static void
an_answer_may_fill_the_room_but_not_a_byte_more(void **state)
{
    (void)state;
    static const struct {
        size_t room;
        obv_cell_end end;
    } cases[] = {
        {PIPE_AND_MORE, OBV_CELL_ANSWERED},
        {PIPE_AND_MORE - 1, OBV_CELL_TOO_MUCH},
        {PIPE_AND_MORE, OBV_CELL_ANSWERED},
        {0, OBV_CELL_TOO_MUCH},
    };
    obv_cell_server *server = new_server(PROGRAM);
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_cell_answer a = obv_cell_ask(
            server, (obv_slice){input, PIPE_AND_MORE}, large, cases[i].room);
        CHECK_NUMBER(a.end, cases[i].end);
        CHECK_NUMBER(a.len, a.end == OBV_CELL_ANSWERED ? PIPE_AND_MORE : 0);
    }
    obv_cell_server_free(server);
}

/* ---- Children that do not do as they should -------------------------------
 */

static void
half_an_answer_is_none_and_the_next_input_is_read(void **state)
{
    (void)state;
    static const char *const inputs[] = {"fail", "die", "forge"};
    obv_cell_server *server = new_server(PROGRAM);
    for (size_t i = 0; i < COUNT(inputs); i++) {
        CHECK_CASE(ask(server, inputs[i]).end == OBV_CELL_DIED, inputs[i]);
        CHECK_CASE(memcmp(room, "\0\0\0\0", 4) == 0, inputs[i]);
        CHECK_CASE(answers(server, "next", "next"), inputs[i]);
    }
    obv_cell_server_free(server);
}

static void
a_child_that_leaves_without_reading_leaves_nothing(void **state)
{
    (void)state;
    static char text[PIPE_AND_MORE];
    memset(text, 'x', sizeof(text) - 1);
    memcpy(text, "leave", 5);
    obv_cell_server *server = new_server(PROGRAM);
    for (int i = 0; i < 3; i++) {
        CHECK(answers(server, text, ""));
        CHECK(answers(server, "next", "next"));
        CHECK(answers(server, "", ""));
    }
    obv_cell_server_free(server);
}

static void
what_a_child_says_for_the_next_is_in_its_own_answer(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    for (int i = 0; i < 20; i++) {
        CHECK(answers(server, "twice", "mineand of the next"));
        CHECK(answers(server, "next", "next"));
    }
    obv_cell_server_free(server);
}

static void
a_child_that_says_too_much_is_stopped_with_its_server(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    for (int i = 0; i < 3; i++) {
        CHECK_NUMBER(ask(server, "flood").end, OBV_CELL_TOO_MUCH);
        CHECK(nobody_of_our_name_is_left());
        CHECK(answers(server, "next", "next"));
    }
    obv_cell_server_free(server);
}

static void
a_child_that_hangs_is_stopped_with_its_server(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    CHECK(answers(server, "next", "next"));
    obv_cell_end end = ask(server, "wait").end;
    /* It reads on and on: its processor's time may end first. */
    CHECK(end == OBV_CELL_LATE || end == OBV_CELL_DIED);
    CHECK(nobody_of_our_name_is_left());
    CHECK(answers(server, "next", "next"));
    if (obv_cell_locks()) {
        CHECK_NUMBER(ask(server, "hang").end, OBV_CELL_DIED);
        CHECK(answers(server, "next", "next"));
    }
    obv_cell_server_free(server);
}

/* What is left and what is gone are the whole, but for the clock's grain. */
static void
a_child_is_warned_before_it_is_stopped(void **state)
{
    (void)state;
    CHECK(OBV_PAGES_MS < OBV_CELL_WARNING_MS);
    CHECK(OBV_CELL_WARNING_MS < OBV_CELL_WALL_MS);
    const int64_t whole = (int64_t)OBV_CELL_WARNING_MS * 1000, grain = 100;
    obv_cell_server *server = new_server(PROGRAM);
    int64_t before = microseconds();
    obv_cell_answer a = ask(server, "warning");
    CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
    CHECK_NUMBER(a.len, sizeof(warning));
    memcpy(&warning, room, sizeof(warning));
    CHECK(warning.left > 0 && warning.left <= whole);
    CHECK(warning.left + (warning.when - before) + grain >= whole);
    obv_cell_server_free(server);
}

static void
a_child_cannot_change_its_input(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    CHECK(answers(server, "change", "unchanged"));
    CHECK(answers(server, "next", "next"));
    obv_cell_server_free(server);
}

static void
nobody_hears_what_a_child_says_elsewhere(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    obv_cell_server *server = new_server(PROGRAM);
    CHECK(answers(server, "talk", "unheard"));
    obv_cell_server_free(server);
}

static void
what_the_lock_leaves_is_told_by_the_first_bytes_of_each_input(void **state)
{
    (void)state;
    static char text[PIPE_AND_MORE];
    memset(text, 'x', sizeof(text) - 1);
    memcpy(text, "thread", 6);
    obv_cell_server *server = new_server(PROGRAM);
    CHECK(answers(server, "thread", "started"));
    CHECK(answers(server, text, "started"));
    if (obv_cell_locks()) {
        CHECK_NUMBER(ask(server, "cheat by thread").end, OBV_CELL_DIED);
    }
    CHECK(answers(server, "next", "next"));
    CHECK(answers(server, "", ""));
    obv_cell_server_free(server);
}

/* ---- Programs that do not do as they should -------------------------------
 */

static void
a_program_that_is_no_server_gives_no_answer(void **state)
{
    (void)state;
    static const char *const programs[] = {"/bin/cat", "/bin/true",
                                           "/bin/false"};
    for (size_t i = 0; i < COUNT(programs); i++) {
        obv_cell_server *server = new_server(programs[i]);
        CHECK_CASE(ask(server, "x").end == OBV_CELL_DIED, programs[i]);
        CHECK_CASE(ask(server, "x").end == OBV_CELL_DIED, programs[i]);
        obv_cell_server_free(server);
    }
    CHECK(no_child_is_left());
}

static void
a_program_that_is_not_there_is_trouble_of_our_own(void **state)
{
    (void)state;
    static const char *const programs[] = {"/no/such/program", "/etc/passwd"};
    size_t before = open_descriptors();
    for (size_t i = 0; i < COUNT(programs); i++) {
        obv_cell_server *server = new_server(programs[i]);
        CHECK_CASE(ask(server, "x").end == OBV_CELL_FAILED, programs[i]);
        obv_cell_server_free(server);
    }
    CHECK_NUMBER(open_descriptors(), before);
    CHECK(no_child_is_left());
}

static void
a_server_sees_nothing_of_our_environment_and_descriptors(void **state)
{
    (void)state;
    setenv("OBV_SECRET", "42", 1);          /* it would not be a server */
    int kept = open("/dev/null", O_RDONLY); /* not close-on-exec, on purpose */
    obv_cell_server *server = new_server(PROGRAM);
    obv_cell_end end = ask(server, "facts").end;
    close(kept);
    unsetenv("OBV_SECRET");
    obv_cell_server_free(server);
    CHECK_NUMBER(end, OBV_CELL_ANSWERED);
    CHECK(memcmp(room, "5 ", 2) == 0); /* 0 to 4 */
}

static pid_t
number_of(obv_cell_server *server)
{
    obv_cell_answer a = ask(server, "facts");
    room[a.len] = '\0';
    CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
    return (pid_t)strtol((char *)room + 2, NULL, 10);
}

static void
a_server_that_somebody_kills_is_followed_by_another(void **state)
{
    (void)state;
    obv_cell_server *server = new_server(PROGRAM);
    pid_t number = number_of(server);
    for (int i = 0; i < 5; i++) {
        CHECK(kill(number, SIGKILL) == 0);
        CHECK(waitid(P_PID, (id_t)number, &(siginfo_t){0}, WEXITED | WNOWAIT) ==
              0);
        pid_t next = number_of(server);
        CHECK(next != number);
        number = next;
    }
    obv_cell_server_free(server);
    CHECK(no_child_is_left());
}

/* ---- What is left behind --------------------------------------------------
 */

static void
nothing_is_left_behind(void **state)
{
    (void)state;
    size_t before = open_descriptors();
    obv_cell_server *server = new_server(PROGRAM);
    CHECK_NUMBER(open_descriptors(), before); /* nobody has asked yet */
    CHECK(answers(server, "x", "x"));
    size_t serving_it = open_descriptors();
    for (int i = 0; i < 1000; i++) {
        CHECK(answers(server, "x", "x"));
        if (i % 100 == 0) {
            CHECK_NUMBER(ask(server, "die").end, OBV_CELL_DIED);
            CHECK_NUMBER(ask(server, "flood").end, OBV_CELL_TOO_MUCH);
            CHECK_NUMBER(open_descriptors(), before);
        } else {
            CHECK_NUMBER(open_descriptors(), serving_it);
        }
    }
    obv_cell_server_free(server);
    obv_cell_server_free(NULL);
    CHECK_NUMBER(open_descriptors(), before);
    CHECK(no_child_is_left());
    CHECK(nobody_of_our_name_is_left());
}

/* A file, its other end, six ends of pipes; what stands open already makes it
   more. */
static void
without_descriptors_there_is_no_server(void **state)
{
    (void)state;
    size_t before = open_descriptors();
    struct rlimit old;
    getrlimit(RLIMIT_NOFILE, &old);
    obv_cell_end end = OBV_CELL_FAILED;
    for (rlim_t most = 5; most < 5 + 64; most++) {
        obv_cell_server *server = new_server(PROGRAM);
        setrlimit(RLIMIT_NOFILE, &(struct rlimit){most, old.rlim_max});
        obv_cell_end now = ask(server, "x").end;
        setrlimit(RLIMIT_NOFILE, &old);
        obv_cell_server_free(server);
        CHECK_NUMBER(open_descriptors(), before);
        CHECK(no_child_is_left());
        CHECK(now == OBV_CELL_FAILED || (now == OBV_CELL_ANSWERED && most > 8));
        CHECK(now >= end); /* never fewer with more */
        end = now;
    }
    CHECK_NUMBER(end, OBV_CELL_ANSWERED);
}

static void
an_ignored_sigchld_from_who_started_us_hides_no_death(void **state)
{
    (void)state;
    struct sigaction old;
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, &old);
    obv_cell_server *server = new_server(PROGRAM);
    bool good = answers(server, "x", "x");
    obv_cell_end bad = ask(server, "die").end;
    bool again = answers(server, "x", "x");
    obv_cell_server_free(server);
    sigaction(SIGCHLD, &old, NULL);
    CHECK(good && again);
    CHECK_NUMBER(bad, OBV_CELL_DIED);
}

/* In a process of its own: cmocka needs its standard descriptors. */
static bool
works_without(int first, int last)
{
    pid_t pid = fork();
    if (pid == 0) {
        close_range((unsigned)first, (unsigned)last, 0);
        obv_cell_server *server = obv_cell_server_new(PROGRAM);
        bool good = answers(server, "yes", "yes") &&
                    answers(server, "again", "again") &&
                    ask(server, "facts").end == OBV_CELL_ANSWERED &&
                    memcmp(room, "5 ", 2) == 0;
        obv_cell_server_free(server);
        _exit(good ? 0 : 1);
    }
    int status = -1;
    return waitpid(pid, &status, 0) == pid && status == 0;
}

static void
closed_standard_descriptors_do_no_harm(void **state)
{
    (void)state;
    CHECK(works_without(0, 2));
    CHECK(works_without(0, 0));
    CHECK(works_without(1, 2));
    CHECK(works_without(2, 2));
}

static void
a_program_that_nobody_can_ask_leaves(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        close_range(3, 4, 0);
        _exit(obv_cell_serve(do_as_told, NULL, leaves));
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3);
}

int
main(void)
{
    if (environ == NULL || *environ == NULL) {
        return serve();
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_input_has_its_own_answer),
        cmocka_unit_test(what_one_child_does_no_other_sees),
        cmocka_unit_test(one_program_serves_many_inputs),
        cmocka_unit_test(input_and_answer_may_be_larger_than_a_pipe),
        cmocka_unit_test(an_answer_may_fill_the_room_but_not_a_byte_more),
        cmocka_unit_test(half_an_answer_is_none_and_the_next_input_is_read),
        cmocka_unit_test(a_child_that_leaves_without_reading_leaves_nothing),
        cmocka_unit_test(what_a_child_says_for_the_next_is_in_its_own_answer),
        cmocka_unit_test(a_child_that_says_too_much_is_stopped_with_its_server),
        cmocka_unit_test(a_child_that_hangs_is_stopped_with_its_server),
        cmocka_unit_test(a_child_is_warned_before_it_is_stopped),
        cmocka_unit_test(a_child_cannot_change_its_input),
        cmocka_unit_test(nobody_hears_what_a_child_says_elsewhere),
        cmocka_unit_test(
            what_the_lock_leaves_is_told_by_the_first_bytes_of_each_input),
        cmocka_unit_test(a_program_that_is_no_server_gives_no_answer),
        cmocka_unit_test(a_program_that_is_not_there_is_trouble_of_our_own),
        cmocka_unit_test(
            a_server_sees_nothing_of_our_environment_and_descriptors),
        cmocka_unit_test(a_server_that_somebody_kills_is_followed_by_another),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(without_descriptors_there_is_no_server),
        cmocka_unit_test(an_ignored_sigchld_from_who_started_us_hides_no_death),
        cmocka_unit_test(closed_standard_descriptors_do_no_harm),
        cmocka_unit_test(a_program_that_nobody_can_ask_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
