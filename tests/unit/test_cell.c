/* SPDX-License-Identifier: Apache-2.0 */
/* What a cell lets out, and what it dies of. */
#include "check.h"

#include "cell/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOM 4096
#define PIPE_AND_MORE (300 * 1024) /* a pipe holds 64 kB */

static uint8_t room[ROOM];

static obv_cell_end
end_of(obv_cell_work work, void *job)
{
    return obv_cell_run(work, job, room, sizeof(room)).end;
}

static size_t
open_descriptors(void)
{
    size_t count = 0;
    for (int i = 0; i < 1024; i++) {
        count += fcntl(i, F_GETFD) >= 0 ? 1 : 0;
    }
    return count;
}

static bool
no_child_is_left(void)
{
    return waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD;
}

/* ---- Answers ------------------------------------------------------------- */

static bool
answer_the_job(void *job, int answer)
{
    return obv_cell_write(answer, job, strlen(job));
}

static void
work_that_answers_is_heard(void **state)
{
    (void)state;
    char job[] = "forty-two";
    obv_cell_answer a = obv_cell_run(answer_the_job, job, room, sizeof(room));
    CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
    CHECK_NUMBER(a.len, 9);
    assert_memory_equal(room, "forty-two", 9);
}

static bool
say_nothing(void *job, int answer)
{
    (void)job;
    (void)answer;
    return true;
}

static void
an_empty_answer_is_an_answer(void **state)
{
    (void)state;
    obv_cell_answer a = obv_cell_run(say_nothing, NULL, room, sizeof(room));
    CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
    CHECK_NUMBER(a.len, 0);
}

static bool
change_the_job(void *job, int answer)
{
    strcpy(job, "changed");
    return answer_the_job(job, answer);
}

static void
what_the_child_does_to_the_job_the_parent_never_sees(void **state)
{
    (void)state;
    char job[] = "as it was";
    CHECK_NUMBER(end_of(change_the_job, job), OBV_CELL_ANSWERED);
    CHECK_TEXT(job, "as it was");
}

static bool
write_a_number_of_bytes(void *job, int answer)
{
    static const uint8_t bytes[PIPE_AND_MORE];
    return obv_cell_write(answer, bytes, *(size_t *)job);
}

static void
an_answer_may_fill_the_room_but_not_a_byte_more(void **state)
{
    (void)state;
    static const struct {
        size_t wrote;
        obv_cell_end end;
        size_t len;
    } cases[] = {
        {ROOM - 1, OBV_CELL_ANSWERED, ROOM - 1},
        {ROOM, OBV_CELL_ANSWERED, ROOM},
        {ROOM + 1, OBV_CELL_TOO_MUCH, 0},
        {PIPE_AND_MORE, OBV_CELL_TOO_MUCH, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t wrote = cases[i].wrote;
        obv_cell_answer a =
            obv_cell_run(write_a_number_of_bytes, &wrote, room, ROOM);
        CHECK_NUMBER(a.end, cases[i].end);
        CHECK_NUMBER(a.len, cases[i].len);
    }
}

static void
an_answer_may_be_larger_than_a_pipe(void **state)
{
    (void)state;
    static uint8_t large[PIPE_AND_MORE];
    size_t wrote = PIPE_AND_MORE;
    obv_cell_answer a =
        obv_cell_run(write_a_number_of_bytes, &wrote, large, sizeof(large));
    CHECK_NUMBER(a.end, OBV_CELL_ANSWERED);
    CHECK_NUMBER(a.len, PIPE_AND_MORE);
}

/* ---- Half answers -------------------------------------------------------- */

static bool
write_half_and_return_false(void *job, int answer)
{
    (void)job;
    (void)obv_cell_write(answer, "half", 4);
    return false;
}

static bool
write_half_and_die(void *job, int answer)
{
    (void)job;
    (void)obv_cell_write(answer, "half", 4);
    int *volatile nowhere = (int *)(uintptr_t)8; /* nothing is mapped there */
    *nowhere = 1;
    return true;
}

static bool
write_half_and_abort(void *job, int answer)
{
    (void)job;
    (void)obv_cell_write(answer, "half", 4);
    abort();
}

static bool
write_half_and_leave(void *job, int answer)
{
    (void)job;
    (void)obv_cell_write(answer, "half", 4);
    _exit(3);
}

static void
half_an_answer_is_none(void **state)
{
    (void)state;
    static const obv_cell_work works[] = {
        write_half_and_return_false,
        write_half_and_die,
        write_half_and_abort,
        write_half_and_leave,
    };
    for (size_t i = 0; i < COUNT(works); i++) {
        memset(room, 0, sizeof(room));
        obv_cell_answer a = obv_cell_run(works[i], NULL, room, sizeof(room));
        CHECK_NUMBER(a.end, OBV_CELL_DIED);
        CHECK_NUMBER(a.len, 0);
        assert_memory_equal(room, "\0\0\0\0", 4);
    }
}

/* ---- What kills ---------------------------------------------------------- */

/* Seen by both sides: how far the child came. */
typedef struct traces {
    bool before, after;
} traces;

typedef struct attempt {
    const char *name;
    void (*act)(void);
    traces *traces;
} attempt;

static bool
attempt_it(void *job, int answer)
{
    attempt *a = job;
    a->traces->before = true;
    a->act();
    a->traces->after = true;
    return obv_cell_write(answer, "alive", 5);
}

static void
open_a_file(void)
{
    (void)!open("/etc/passwd", O_RDONLY);
}

static void
open_standard_output_again(void)
{
    (void)!open("/dev/tty", O_WRONLY);
}

static void
open_a_socket(void)
{
    (void)!socket(AF_INET, SOCK_STREAM, 0);
}

static void
open_a_local_socket(void)
{
    (void)!socket(AF_UNIX, SOCK_STREAM, 0);
}

static void
run_a_program(void)
{
    char *none[] = {NULL};
    (void)!execve("/bin/true", none, none);
}

static void
fork_off(void)
{
    if (fork() == 0) {
        _exit(0);
    }
}

static void
signal_the_parent(void)
{
    (void)!kill(getppid(), 0);
}

static void
signal_by_number(void)
{
    (void)!syscall(SYS_kill, 1, 0);
}

static void
trace_somebody(void)
{
    (void)!ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static void
read_the_parent_memory(void)
{
    (void)!syscall(SYS_process_vm_readv, 1, NULL, 0UL, NULL, 0UL, 0UL);
}

static void
write_to_standard_error(void)
{
    (void)!write(STDERR_FILENO, "", 0);
}

static void
read_something(void)
{
    char byte;
    (void)!read(STDIN_FILENO, &byte, 1);
}

static void
make_code(void)
{
    (void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
turn_data_into_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void)!mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static void
map_a_file(void)
{
    (void)!mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 0, 0);
}

static void
sleep_a_little(void)
{
    (void)!nanosleep(&(struct timespec){0, 1000}, NULL);
}

static void
raise_a_limit(void)
{
    struct rlimit most = {RLIM_INFINITY, RLIM_INFINITY};
    (void)!setrlimit(RLIMIT_AS, &most);
}

static void
start_a_ring(void)
{
    (void)!syscall(SYS_io_uring_setup, 1, NULL);
}

/* The administrator may take pages of memory out of use for good. */
static void
poison_the_memory(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void)!syscall(SYS_madvise, page, 1, MADV_HWPOISON); /* not aligned */
}

/* Futexes that inherit priority had the gravest faults of their kind. */
static void
lock_with_priority(void)
{
    static uint32_t lock;
    (void)!syscall(SYS_futex, &lock, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0);
}

static void
wake_on_condition(void)
{
    static uint32_t lock;
    (void)!syscall(SYS_futex, &lock, FUTEX_CMP_REQUEUE, 0, NULL, NULL, 0);
}

static void
call_by_another_number(void)
{
    (void)!syscall(0x40000000 + SYS_getpid); /* the x32 interface */
}

static void
call_by_the_old_gate(void)
{
#if defined(__x86_64__)
    long number = 20; /* getpid of the 32-bit interface; prlimit64 of ours */
    __asm__ volatile("int $0x80" : "+a"(number) : : "memory");
#else
    raise(SIGSYS);
#endif
}

static void
lock_again_more_widely(void)
{
    (void)!obv_cell_lock(0, 1, OBV_CELL_STRICT);
}

/* clang-format off */
static const struct {
    const char *name;
    void (*act)(void);
    bool of_files; /* only refused, where a library looks for files */
} forbidden[] = {
    {"open",              open_a_file,                 true},
    {"open the terminal", open_standard_output_again,  true},
    {"socket",            open_a_socket,               false},
    {"local socket",      open_a_local_socket,         false},
    {"execve",            run_a_program,               false},
    {"fork",              fork_off,                    false},
    {"kill the parent",   signal_the_parent,           false},
    {"kill",              signal_by_number,            false},
    {"ptrace",            trace_somebody,              false},
    {"process_vm_readv",  read_the_parent_memory,      false},
    {"write elsewhere",   write_to_standard_error,     true},
    {"read",              read_something,              false},
    {"mmap of code",      make_code,                   false},
    {"mprotect to code",  turn_data_into_code,         false},
    {"mmap of a file",    map_a_file,                  false},
    {"nanosleep",         sleep_a_little,              false},
    {"setrlimit",         raise_a_limit,               false},
    {"io_uring",          start_a_ring,                false},
    {"poisoned memory",   poison_the_memory,           false},
    {"priority futex",    lock_with_priority,          false},
    {"requeue futex",     wake_on_condition,           false},
    {"x32",               call_by_another_number,      false},
    {"int 0x80",          call_by_the_old_gate,        false},
    {"a second lock",     lock_again_more_widely,      false},
};
/* clang-format on */

static void
whatever_is_not_computing_kills_on_the_spot(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    traces *seen = mmap(NULL, sizeof(*seen), PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(seen != MAP_FAILED);
    for (size_t i = 0; i < COUNT(forbidden); i++) {
        *seen = (traces){false, false};
        attempt a = {forbidden[i].name, forbidden[i].act, seen};
        obv_cell_end end = end_of(attempt_it, &a);
        CHECK_CASE(end == OBV_CELL_DIED, a.name);
        CHECK_CASE(seen->before && !seen->after, a.name);
    }
    munmap(seen, sizeof(*seen));
}

/* ---- Threads, where they are asked for ----------------------------------- */

/* How a child ended that made this attempt behind a lock that leaves so much;
   only in a build that locks. */
static int
end_of_attempt(unsigned leave, void (*act)(void))
{
    int ends[2], status = -1;
    CHECK(pipe(ends) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        bool locked = obv_cell_lock(-1, ends[1], leave);
        if (locked) {
            act();
        }
        _exit(locked ? 0 : 3);
    }
    close(ends[0]);
    close(ends[1]);
    CHECK(waitpid(pid, &status, 0) == pid);
    return status;
}

static void *
count_up(void *number)
{
    ++*(int *)number;
    return number;
}

static void
work_in_threads(void)
{
    int number = 0;
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, count_up, &number) != 0 ||
            pthread_join(thread, NULL) != 0) {
            _exit(4);
        }
    }
    if (number != 3) {
        _exit(5);
    }
}

static void
threads_start_only_where_they_are_asked_for(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    CHECK_NUMBER(end_of_attempt(OBV_CELL_THREADS, work_in_threads), 0);
    int status = end_of_attempt(OBV_CELL_STRICT, work_in_threads);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
}

/* What shares less than all with the process is another process. */
static void
start_half_a_thread(void)
{
    (void)!syscall(SYS_clone, CLONE_VM | CLONE_FS | CLONE_FILES, NULL, NULL,
                   NULL, NULL);
}

static void
start_by_vfork(void)
{
    (void)!syscall(SYS_vfork);
}

static void
handle_a_signal(void)
{
    (void)signal(SIGSEGV, SIG_IGN);
}

static void
a_cell_with_threads_may_do_nothing_else_besides(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    static void (*const more[])(void) = {start_half_a_thread, start_by_vfork,
                                         handle_a_signal};
    for (size_t i = 0; i < COUNT(forbidden); i++) {
        int status = end_of_attempt(OBV_CELL_THREADS, forbidden[i].act);
        CHECK_CASE(WIFSIGNALED(status), forbidden[i].name);
    }
    for (size_t i = 0; i < COUNT(more); i++) {
        int status = end_of_attempt(OBV_CELL_THREADS, more[i]);
        CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
    }
}

/* The newer call would start a process whose kind the filter cannot see. */
static void
try_clone3(void)
{
    if (syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS) {
        _exit(6);
    }
}

static void
clone3_is_not_there(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    CHECK_NUMBER(end_of_attempt(OBV_CELL_THREADS, try_clone3), 0);
}

/* ---- Files, where a library looks for them ---------------------------------
 */

static void
look_for_files(void)
{
    static const char path[] = "/etc/passwd";
    char text[64];
    struct stat about;
    bool none = open(path, O_RDONLY) < 0 && errno == ENOENT &&
                stat(path, &about) != 0 && errno == ENOENT &&
                lstat(path, &about) != 0 && errno == ENOENT &&
                access(path, R_OK) != 0 && errno == ENOENT &&
                faccessat(0, path, R_OK, AT_EACCESS) != 0 && errno == ENOENT &&
                readlink(path, text, sizeof(text)) < 0 && errno == ENOENT &&
                syscall(SYS_open, path, O_RDONLY) < 0 && errno == ENOENT &&
                syscall(SYS_stat, path, &about) < 0 && errno == ENOENT &&
                write(STDERR_FILENO, "x", 1) < 0 && errno == EBADF;
    if (!none) {
        _exit(7);
    }
}

static void
a_cell_may_look_for_files_and_there_are_none(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    CHECK_NUMBER(end_of_attempt(OBV_CELL_NO_FILES, look_for_files), 0);
    int status = end_of_attempt(OBV_CELL_STRICT, look_for_files);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
}

static void
make_a_file(void)
{
    (void)!syscall(SYS_creat, "/tmp/obv", 0600);
}

static void
read_a_folder(void)
{
    char entries[256];
    (void)!syscall(SYS_getdents64, 0, entries, sizeof(entries));
}

static void
move_a_file(void)
{
    (void)!syscall(SYS_rename, "/tmp/obv", "/tmp/obv2");
}

static void
a_cell_that_looks_for_files_may_do_nothing_else_besides(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    static void (*const more[])(void) = {make_a_file, read_a_folder,
                                         move_a_file};
    for (size_t i = 0; i < COUNT(forbidden); i++) {
        int status = end_of_attempt(OBV_CELL_NO_FILES, forbidden[i].act);
        bool deadly = !forbidden[i].of_files;
        CHECK_CASE(WIFSIGNALED(status) == deadly, forbidden[i].name);
    }
    for (size_t i = 0; i < COUNT(more); i++) {
        int status = end_of_attempt(OBV_CELL_NO_FILES, more[i]);
        CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
    }
}

static void
only_a_sanitizer_leaves_the_lock_out(void **state)
{
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    CHECK(!obv_cell_locks());
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    CHECK(!obv_cell_locks());
#else
    CHECK(obv_cell_locks());
#endif
#else
    CHECK(obv_cell_locks());
#endif
}

/* ---- What computing needs ------------------------------------------------ */

static int
by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void
sort_a_lot(void)
{
    size_t count = 100000; /* qsort of glibc asks for sysinfo */
    int *numbers = calloc(count, sizeof(*numbers));
    for (size_t i = 0; i < count && numbers != NULL; i++) {
        numbers[i] = (int)((i * 7919) % count);
    }
    if (numbers != NULL) {
        qsort(numbers, count, sizeof(*numbers), by_number);
    }
    free(numbers);
}

static void
grow_and_shrink(void)
{
    char *block = NULL;
    for (size_t size = 1000; size < 64 * 1024 * 1024; size *= 3) {
        char *larger = realloc(block, size);
        if (larger == NULL) {
            break;
        }
        block = larger;
        memset(block, 1, size);
    }
    free(block);
}

static void
give_pages_back(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    (void)madvise(page, 4096, MADV_DONTNEED);
    (void)madvise(page, 4096, MADV_HUGEPAGE); /* as a tuned malloc does */
}

static void
wait_and_wake(void)
{
    static uint32_t lock;
    syscall(SYS_futex, &lock, FUTEX_WAIT, 1, NULL, NULL, 0);
    syscall(SYS_futex, &lock, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0);
    syscall(SYS_futex, &lock, FUTEX_WAKE, 1, NULL, NULL, 0);
    syscall(SYS_futex, &lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void
tell_the_time(void)
{
    struct timespec t;
    struct timeval v;
    (void)syscall(SYS_clock_gettime, CLOCK_REALTIME, &t);
    (void)syscall(SYS_gettimeofday, &v, NULL);
}

static void
throw_dice(void)
{
    uint8_t dice[16];
    (void)!syscall(SYS_getrandom, dice, sizeof(dice), 0);
}

static void
computing_is_left(void **state)
{
    (void)state;
    void (*const acts[])(void) = {sort_a_lot,      grow_and_shrink,
                                  give_pages_back, wait_and_wake,
                                  tell_the_time,   throw_dice};
    traces seen;
    for (size_t i = 0; i < COUNT(acts); i++) {
        attempt a = {"computing", acts[i], &seen};
        CHECK_NUMBER(end_of(attempt_it, &a), OBV_CELL_ANSWERED);
    }
}

/* ---- Limits -------------------------------------------------------------- */

/* Answers "y" where it gets that much memory, "n" where it does not. */
static bool
take_memory(void *job, int answer)
{
    void *block = malloc(*(size_t *)job);
    bool got = block != NULL;
    if (got) {
        ((volatile char *)block)[0] = 1;
    }
    free(block);
    return obv_cell_write(answer, got ? "y" : "n", 1);
}

static void
memory_has_an_end(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip();
    }
    static const struct {
        size_t size;
        char answer;
    } cases[] = {
        {OBV_CELL_MEMORY / 10 * 9, 'y'},
        {OBV_CELL_MEMORY / 10 * 11, 'n'},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size = cases[i].size;
        CHECK_NUMBER(end_of(take_memory, &size), OBV_CELL_ANSWERED);
        CHECK_NUMBER(room[0], cases[i].answer);
    }
}

static volatile bool for_ever = true;

static bool
loop_for_ever(void *job, int answer)
{
    (void)job;
    (void)answer;
    while (for_ever) {
    }
    return true;
}

static int64_t
seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec;
}

static void
a_loop_ends_with_its_processor_time(void **state)
{
    (void)state;
    obv_cell_end end = end_of(loop_for_ever, NULL);
    CHECK(end == OBV_CELL_DIED || end == OBV_CELL_LATE);
}

static bool
wait_for_ever(void *job, int answer)
{
    bool half = obv_cell_write(answer, "half", 4);
    while (for_ever) {
        syscall(SYS_futex, job, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    }
    return half;
}

/* Signals come all the time, and none of them makes the wait longer. */
static void
on_alarm(int number)
{
    (void)number;
}

static void
waiting_ends_with_the_clock_on_the_wall(void **state)
{
    (void)state;
    struct sigaction old;
    sigaction(SIGALRM, &(struct sigaction){.sa_handler = on_alarm}, &old);
    struct itimerval often = {{0, 20000}, {0, 20000}};
    setitimer(ITIMER_REAL, &often, NULL);

    uint32_t zero = 0;
    int64_t start = seconds();
    obv_cell_answer a = obv_cell_run(wait_for_ever, &zero, room, sizeof(room));
    int64_t took = seconds() - start;

    setitimer(ITIMER_REAL, &(struct itimerval){{0, 0}, {0, 0}}, NULL);
    sigaction(SIGALRM, &old, NULL);
    CHECK_NUMBER(a.end, OBV_CELL_LATE);
    CHECK_NUMBER(a.len, 0);
    CHECK(took >= OBV_CELL_WALL_MS / 1000 - 1);
    CHECK(took <= OBV_CELL_WALL_MS / 1000 + 10);
}

/* ---- What is left behind ------------------------------------------------- */

static void
nothing_is_left_behind(void **state)
{
    (void)state;
    size_t before = open_descriptors();
    for (int i = 0; i < 20; i++) {
        char job[] = "x";
        size_t wrote = PIPE_AND_MORE;
        CHECK_NUMBER(end_of(answer_the_job, job), OBV_CELL_ANSWERED);
        CHECK_NUMBER(end_of(write_half_and_leave, NULL), OBV_CELL_DIED);
        CHECK_NUMBER(end_of(write_a_number_of_bytes, &wrote),
                     OBV_CELL_TOO_MUCH);
    }
    CHECK_NUMBER(open_descriptors(), before);
    CHECK(no_child_is_left());
}

static obv_cell_end
end_with_room_for(rlim_t more)
{
    struct rlimit old;
    int next = dup(0);
    close(next);
    getrlimit(RLIMIT_NOFILE, &old);
    struct rlimit few = {(rlim_t)next + more, old.rlim_max};
    setrlimit(RLIMIT_NOFILE, &few);
    char job[] = "x";
    obv_cell_end end = end_of(answer_the_job, job);
    setrlimit(RLIMIT_NOFILE, &old);
    return end;
}

static void
without_descriptors_there_is_no_cell(void **state)
{
    (void)state;
    size_t before = open_descriptors();
    for (rlim_t more = 0; more < 4; more++) {
        /* a pipe has two ends */
        CHECK_NUMBER(end_with_room_for(more),
                     more < 2 ? OBV_CELL_FAILED : OBV_CELL_ANSWERED);
    }
    CHECK_NUMBER(open_descriptors(), before);
    CHECK(no_child_is_left());
}

static void
an_ignored_sigchld_from_who_started_us_hides_no_death(void **state)
{
    (void)state;
    struct sigaction old, now;
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = SIG_IGN}, &old);
    char job[] = "x";
    obv_cell_end good = end_of(answer_the_job, job);
    obv_cell_end bad = end_of(write_half_and_leave, NULL);
    sigaction(SIGCHLD, &old, &now);
    CHECK_NUMBER(good, OBV_CELL_ANSWERED);
    CHECK_NUMBER(bad, OBV_CELL_DIED);
    CHECK(now.sa_handler == SIG_IGN); /* as it was found */
}

/* In a process of its own: cmocka needs its standard descriptors. */
static void
closed_standard_descriptors_do_no_harm(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        close_range(0, 2, 0);
        char job[] = "x";
        bool good =
            end_of(answer_the_job, job) == OBV_CELL_ANSWERED && room[0] == 'x';
        _exit(good ? 0 : 1);
    }
    int status = -1;
    CHECK(waitpid(pid, &status, 0) == pid);
    CHECK_NUMBER(status, 0);
}

static void
answer_in_the_name_of_the_child(int number)
{
    (void)number;
    _exit(0); /* which would read as an answer */
}

static void
a_signal_handler_of_the_parent_does_not_run_in_the_child(void **state)
{
    (void)state;
    struct sigaction old;
    sigaction(
        SIGSEGV,
        &(struct sigaction){.sa_handler = answer_in_the_name_of_the_child},
        &old);
    obv_cell_end end = end_of(write_half_and_die, NULL);
    sigaction(SIGSEGV, &old, NULL);
    CHECK_NUMBER(end, OBV_CELL_DIED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_that_answers_is_heard),
        cmocka_unit_test(an_empty_answer_is_an_answer),
        cmocka_unit_test(what_the_child_does_to_the_job_the_parent_never_sees),
        cmocka_unit_test(an_answer_may_fill_the_room_but_not_a_byte_more),
        cmocka_unit_test(an_answer_may_be_larger_than_a_pipe),
        cmocka_unit_test(half_an_answer_is_none),
        cmocka_unit_test(whatever_is_not_computing_kills_on_the_spot),
        cmocka_unit_test(threads_start_only_where_they_are_asked_for),
        cmocka_unit_test(a_cell_with_threads_may_do_nothing_else_besides),
        cmocka_unit_test(clone3_is_not_there),
        cmocka_unit_test(a_cell_may_look_for_files_and_there_are_none),
        cmocka_unit_test(
            a_cell_that_looks_for_files_may_do_nothing_else_besides),
        cmocka_unit_test(only_a_sanitizer_leaves_the_lock_out),
        cmocka_unit_test(computing_is_left),
        cmocka_unit_test(memory_has_an_end),
        cmocka_unit_test(a_loop_ends_with_its_processor_time),
        cmocka_unit_test(waiting_ends_with_the_clock_on_the_wall),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(without_descriptors_there_is_no_cell),
        cmocka_unit_test(an_ignored_sigchld_from_who_started_us_hides_no_death),
        cmocka_unit_test(
            a_signal_handler_of_the_parent_does_not_run_in_the_child),
        cmocka_unit_test(closed_standard_descriptors_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
