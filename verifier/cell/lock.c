/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lock of a cell: limits first, then one table of the system calls that
 * are left.  What has no row kills the process on the spot.
 *
 * The filter sees numbers, not what pointers point to: it cannot tell what is
 * written, only where to.
 */
#include "cell/cell.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/*
 * A sanitizer asks the system for what no cell may have: terabytes of address
 * space, its own maps, threads.  Such a build leaves the lock out, and says so
 * by obv_cell_locks; nothing else can, whatever the environment says.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOCKS false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||     \
    __has_feature(thread_sanitizer)
#define LOCKS false
#endif
#endif
#ifndef LOCKS
#define LOCKS true
#endif

typedef enum condition {
    ALWAYS,
    ON_INPUT,   /* first argument: the descriptor that is read */
    ON_ANSWER,  /* first argument: the descriptor that is written */
    ELSEWHERE,  /* the same: any other descriptor */
    NO_CODE,    /* third argument: memory that cannot be run */
    NO_FILE,    /* the same, and fourth: nothing but fresh memory */
    OWN_PAGES,  /* third: no advice that takes pages from the whole machine */
    PLAIN_LOCK, /* second: to wait and to wake, none of the rarer arts */
    /* of a thread: */
    TIMED_LOCK, /* second: to wait, by whichever clock */
    NO_PROCESS, /* first argument: all that makes a thread, and no more */
    OWN_SIGNAL  /* first: the one by which threads agree on who they are */
} condition;

typedef struct call {
    int number;
    condition when;
    unsigned leave; /* only in a cell that is left this; 0: in any */
    uint16_t error; /* what it hears instead of having its way; 0: it has */
} call;

/* clang-format off */
static const call calls[] = {
    {SCMP_SYS(read),            ON_INPUT,   0,                 0},
    {SCMP_SYS(write),           ON_ANSWER,  0,                 0},
    {SCMP_SYS(exit_group),      ALWAYS,     0,                 0},
    {SCMP_SYS(exit),            ALWAYS,     0,                 0},
    /* memory: what malloc and free ask for */
    {SCMP_SYS(brk),             ALWAYS,     0,                 0},
    {SCMP_SYS(mmap),            NO_FILE,    0,                 0},
    {SCMP_SYS(mprotect),        NO_CODE,    0,                 0},
    {SCMP_SYS(mremap),          ALWAYS,     0,                 0},
    {SCMP_SYS(munmap),          ALWAYS,     0,                 0},
    {SCMP_SYS(madvise),         OWN_PAGES,  0,                 0},
    /* computing: qsort of glibc asks how much memory there is, pthread_once
       wakes nobody, expat salts its hashes; libcrypto blinds what it computes
       on P-384, for which it draws lots, after asking whether it was forked */
    {SCMP_SYS(sysinfo),         ALWAYS,     0,                 0},
    {SCMP_SYS(futex),           PLAIN_LOCK, 0,                 0},
    {SCMP_SYS(getrandom),       ALWAYS,     0,                 0},
    {SCMP_SYS(getpid),          ALWAYS,     0,                 0},
    {SCMP_SYS(clock_gettime),   ALWAYS,     0,                 0},
    {SCMP_SYS(gettimeofday),    ALWAYS,     0,                 0},
    /* files: none is there, and nobody listens elsewhere (poppler looks for
       fonts, glib has things to say) */
    {SCMP_SYS(open),            ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(openat),          ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(stat),            ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(lstat),           ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(newfstatat),      ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(access),          ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(faccessat2),      ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(readlink),        ALWAYS,     OBV_CELL_NO_FILES, ENOENT},
    {SCMP_SYS(write),           ELSEWHERE,  OBV_CELL_NO_FILES, EBADF},
    /* threads: what a library asks for that starts one whether it is told to
       or not (libde265, behind libheif).  What clone3 is asked for stands in
       memory, which the filter cannot see; without it, glibc asks by clone, of
       which it can. */
    {SCMP_SYS(clone3),          ALWAYS,     OBV_CELL_THREADS,  ENOSYS},
    {SCMP_SYS(clone),           NO_PROCESS, OBV_CELL_THREADS,  0},
    {SCMP_SYS(futex),           TIMED_LOCK, OBV_CELL_THREADS,  0},
    {SCMP_SYS(rseq),            ALWAYS,     OBV_CELL_THREADS,  0},
    {SCMP_SYS(set_robust_list), ALWAYS,     OBV_CELL_THREADS,  0},
    {SCMP_SYS(rt_sigprocmask),  ALWAYS,     OBV_CELL_THREADS,  0},
    {SCMP_SYS(rt_sigaction),    OWN_SIGNAL, OBV_CELL_THREADS,  0},
};
/* clang-format on */

/* As pthread_create asks for it: a thread shares all. */
#define THREAD                                                                 \
    (CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |        \
     CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID |                      \
     CLONE_CHILD_CLEARTID)
#define SETXID_SIGNAL 33 /* of glibc, below those it gives to programs */

/* What must be so of a call: the number of conditions, two at the most. */
static unsigned
conditions(condition when, int read_from, int write_to,
           struct scmp_arg_cmp ret[2])
{
    const scmp_datum_t plain = FUTEX_PRIVATE_FLAG | FUTEX_WAKE;
    const scmp_datum_t timed = FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME;

    switch (when) {
    case ALWAYS:
        return 0;
    case ON_INPUT:
        ret[0] = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)read_from, 0);
        return 1;
    case ON_ANSWER:
        ret[0] = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)write_to, 0);
        return 1;
    case ELSEWHERE:
        ret[0] = SCMP_A0(SCMP_CMP_NE, (scmp_datum_t)write_to, 0);
        return 1;
    case NO_CODE:
        ret[0] = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
        return 1;
    case NO_FILE:
        ret[0] = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
        ret[1] = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
        return 2;
    case OWN_PAGES:
        ret[0] = SCMP_A2(SCMP_CMP_LT, MADV_HWPOISON, 0);
        return 1;
    case PLAIN_LOCK:
        ret[0] = SCMP_A1(SCMP_CMP_MASKED_EQ, ~plain, FUTEX_WAIT);
        return 1;
    case TIMED_LOCK:
        ret[0] = SCMP_A1(SCMP_CMP_MASKED_EQ, ~timed, FUTEX_WAIT_BITSET);
        return 1;
    case NO_PROCESS:
        ret[0] = SCMP_A0(SCMP_CMP_EQ, THREAD, 0);
        return 1;
    case OWN_SIGNAL:
        ret[0] = SCMP_A0(SCMP_CMP_EQ, SETXID_SIGNAL, 0);
        return 1;
    }
    return 0;
}

static bool
allow(scmp_filter_ctx filter, const call *c, int read_from, int write_to)
{
    struct scmp_arg_cmp must[2];
    unsigned count = conditions(c->when, read_from, write_to, must);
    uint32_t action =
        c->error == 0 ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO((uint32_t)c->error);
    if (c->when == ON_INPUT && read_from < 0) {
        return true; /* then it has no row */
    }
    return seccomp_rule_add_array(filter, action, c->number, count, must) == 0;
}

static bool
filter_calls(int read_from, int write_to, unsigned leave)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool good = filter != NULL;
    for (size_t i = 0; i < COUNT(calls) && good; i++) {
        if ((calls[i].leave & ~leave) == 0) {
            good = allow(filter, &calls[i], read_from, write_to);
        }
    }
    good = good && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return good;
}

/* Bytes that are mapped now; 0 where /proc is not there, which only makes the
   limit stricter. */
static rlim_t
mapped_now(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file != NULL) {
        if (fscanf(file, "%lu", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* Never raises a limit that somebody set lower. */
static bool
limit_twice(__rlimit_resource_t resource, rlim_t warning, rlim_t most)
{
    struct rlimit old;
    if (getrlimit(resource, &old) != 0) {
        return false;
    }
    rlim_t hard = old.rlim_max < most ? old.rlim_max : most;
    rlim_t soft = old.rlim_cur < warning ? old.rlim_cur : warning;
    soft = soft < hard ? soft : hard;
    return setrlimit(resource, &(struct rlimit){soft, hard}) == 0;
}

static bool
limit(__rlimit_resource_t resource, rlim_t most)
{
    return limit_twice(resource, most, most);
}

/* The processor's time ends with a warning, SIGXCPU, which kills who does not
   listen.  The limit of processes counts those of the whole user, so that none
   of it can be left for one thread: then the filter alone keeps new ones out.
 */
static bool
take_limits(bool threads)
{
    return limit(RLIMIT_AS, mapped_now() + OBV_CELL_MEMORY) &&
           limit_twice(RLIMIT_CPU, OBV_CELL_CPU_SECONDS,
                       OBV_CELL_CPU_SECONDS + 1) &&
           limit(RLIMIT_FSIZE, 0) && (threads || limit(RLIMIT_NPROC, 0)) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 0);
}

/* Closes from first to last, both included; an empty range is fine. */
static bool
close_between(int first, int last)
{
    return first > last || close_range((unsigned)first, (unsigned)last, 0) == 0;
}

static bool
close_others(int a, int b)
{
    int low = a < b ? a : b;
    int high = a < b ? b : a;
    return close_between(0, low - 1) && close_between(low + 1, high - 1) &&
           close_between(high + 1, INT32_MAX);
}

bool
obv_cell_locks(void)
{
    return LOCKS;
}

bool
obv_cell_lock(int read_from, int write_to, unsigned leave)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
        return false; /* nobody would be left to stop it */
    }
    if (!LOCKS) {
        return true;
    }
    return close_others(read_from, write_to) &&
           prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           take_limits((leave & OBV_CELL_THREADS) != 0) &&
           filter_calls(read_from, write_to, leave);
}
