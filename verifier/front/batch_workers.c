/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many hands: forks of this program, each with a pipe in and a pipe out.
 *
 * One name at a time goes to each worker, so one that dies takes one file with
 * it, and another takes its place.  Lines come in as they are ready and leave
 * in the order of the pile; those that are early wait in a window, which is
 * bounded in number and in bytes.
 */
#include "cell/cell.h"
#include "front/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct worker {
    pid_t pid; /* 0: there is none */
    int to, from;
    bool busy;
    size_t file;
    int64_t deadline;
    obv_told_head head;
    char *texts;
    size_t got; /* of head and texts */
} worker;

typedef struct early {
    bool there;
    obv_told line;
} early;

typedef struct table {
    const obv_deal *deal;
    worker workers[OBV_MAX_JOBS];
    early window[OBV_MAX_EARLY];
    size_t next;    /* to be dealt */
    size_t written; /* lines that have left */
    size_t bytes;   /* in the window */
    obv_deal_end end;
} table;

/* The one thing that a signal can tell us. */
static volatile sig_atomic_t stopped;

static void
stop(int number)
{
    (void)number;
    stopped = 1;
}

static int64_t
milliseconds(const obv_deal *deal)
{
    struct timespec t;
    if (deal->now != NULL) {
        return deal->now(deal->to);
    }
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned
obv_cores(void)
{
    cpu_set_t set;
    int count =
        sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
    return count < 1              ? 1
           : count > OBV_MAX_JOBS ? OBV_MAX_JOBS
                                  : (unsigned)count;
}

/* ---- A worker ----------------------------------------------------------- */

static bool
read_all(int file, void *bytes, size_t len)
{
    char *at = bytes;
    while (len > 0) {
        ssize_t got = read(file, at, len);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        at += got > 0 ? got : 0;
        len -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool
send_line(const obv_told *line, int out)
{
    return obv_cell_write(out, &line->head, sizeof(line->head)) &&
           obv_cell_write(out, line->texts, obv_told_len(&line->head));
}

/* Until nobody deals any more. */
static int
work(const obv_deal *deal, int in, int out)
{
    size_t index;
    while (read_all(in, &index, sizeof(index))) {
        obv_told line;
        if (deal->pile->holders != NULL) {
            deal->plan->run->question.name = deal->pile->holders[index];
        }
        if (!obv_told_of_file(deal->plan, obv_pile_name(deal->pile, index),
                              &line)) {
            return 1;
        }
        bool sent = send_line(&line, out);
        free(line.texts);
        if (!sent) {
            return 1;
        }
    }
    return 0;
}

/* Keeps the two pipes and standard error: results that we hold open would be
   locked for as long as we live. */
static bool
let_go(int *in, int *out)
{
    enum { IN = STDERR_FILENO + 1, OUT, FREE };
    int nothing = open("/dev/null", O_RDWR);
    *in = fcntl(*in, F_DUPFD, FREE); /* out of each other's way */
    *out = fcntl(*out, F_DUPFD, FREE);
    bool good = nothing >= 0 && *in >= 0 && *out >= 0 &&
                dup2(nothing, STDIN_FILENO) >= 0 &&
                dup2(nothing, STDOUT_FILENO) >= 0 && dup2(*in, IN) >= 0 &&
                dup2(*out, OUT) >= 0;
    closefrom(FREE);
    *in = IN;
    *out = OUT;
    return good;
}

/*
 * In a session of its own: a key on the terminal that stops the parent must
 * not reach the cells of the file at hand.  It ends with its parent.
 */
_Noreturn static void
be_worker(const obv_deal *deal, pid_t parent, int in, int out)
{
    static const int ours[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (size_t i = 0; i < COUNT(ours); i++) {
        signal(ours[i], SIG_DFL);
    }
    bool good = getppid() == parent && let_go(&in, &out);
    _exit(good ? work(deal, in, out) : 1);
}

static bool
hire(const table *t, worker *w)
{
    int in[2], out[2];
    if (pipe2(in, O_CLOEXEC) != 0) {
        return false;
    }
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        be_worker(t->deal, parent, in[0], out[1]);
    }
    close(in[0]);
    close(out[1]);
    if (pid < 0) {
        close(in[1]);
        close(out[0]);
        return false;
    }
    *w = (worker){.pid = pid, .to = in[1], .from = out[0]};
    return fcntl(w->from, F_SETFL, O_NONBLOCK) == 0;
}

static void
bury(worker *w)
{
    if (w->pid > 0) {
        close(w->to);
        close(w->from);
        kill(w->pid, SIGKILL);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    free(w->texts);
    *w = (worker){0};
}

/* ---- Lines that come in ------------------------------------------------- */

static void
keep_line(table *t, size_t index, const obv_told *line)
{
    early *e = &t->window[index % OBV_MAX_EARLY];
    *e = (early){true, *line};
    t->bytes += obv_told_len(&line->head);
}

/* The file goes with its worker; the next gets another. */
static void
lose(table *t, worker *w)
{
    obv_told line;
    size_t file = w->file;
    bool busy = w->busy;
    bury(w);
    if (!busy) {
        return;
    }
    if (obv_told_of_trouble(t->deal->plan, obv_pile_name(t->deal->pile, file),
                            OBV_MSG_WHY_DIED, &line)) {
        keep_line(t, file, &line);
    } else {
        t->end = OBV_DEAL_FAILED;
    }
}

/* Where the next byte of it belongs, and how many there may be. */
static size_t
room_of(worker *w, char **at)
{
    if (w->got < sizeof(w->head)) {
        *at = (char *)&w->head + w->got;
        return sizeof(w->head) - w->got;
    }
    size_t len = obv_told_len(&w->head), done = w->got - sizeof(w->head);
    *at = w->texts == NULL ? NULL : w->texts + done;
    return len - done;
}

static bool
make_room(worker *w)
{
    if (w->got != sizeof(w->head) || w->texts != NULL) {
        return true;
    }
    if (!obv_told_is_sound(&w->head)) {
        return false;
    }
    w->texts = malloc(obv_told_len(&w->head) + 1);
    return w->texts != NULL;
}

static void
hear(table *t, worker *w)
{
    char *at;
    size_t room;
    while (w->busy && (room = room_of(w, &at)) > 0) {
        ssize_t got = read(w->from, at, room);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        w->got += got > 0 ? (size_t)got : 0;
        if (got <= 0 || !make_room(w)) {
            lose(t, w);
            return;
        }
    }
    if (!w->busy) { /* it says what nobody asked, or its pipe is closed */
        lose(t, w);
        return;
    }
    keep_line(t, w->file, &(obv_told){w->head, w->texts});
    w->texts = NULL;
    w->got = 0;
    w->busy = false;
}

/* ---- Dealing ------------------------------------------------------------ */

static bool
may_deal(const table *t)
{
    return !stopped && t->end == OBV_DEAL_DONE &&
           t->next < t->deal->pile->count &&
           t->next - t->written < OBV_MAX_EARLY &&
           t->bytes < OBV_MAX_EARLY_BYTES;
}

static void
deal_one(table *t, worker *w)
{
    if (w->pid == 0 && !hire(t, w)) {
        bury(w);
        return;
    }
    w->busy = true;
    w->file = t->next++;
    w->deadline = milliseconds(t->deal) + OBV_BATCH_WALL_MS;
    if (!obv_cell_write(w->to, &w->file, sizeof(w->file))) {
        lose(t, w);
    }
}

static unsigned
deal(table *t)
{
    unsigned busy = 0;
    for (unsigned i = 0; i < t->deal->jobs; i++) {
        worker *w = &t->workers[i];
        if (!w->busy && may_deal(t)) {
            deal_one(t, w);
        }
        busy += w->busy;
    }
    return busy;
}

static void
watch(table *t)
{
    struct pollfd polls[OBV_MAX_JOBS];
    for (unsigned i = 0; i < t->deal->jobs; i++) {
        const worker *w = &t->workers[i];
        polls[i] =
            (struct pollfd){.fd = w->pid > 0 ? w->from : -1, .events = POLLIN};
    }
    if (poll(polls, t->deal->jobs, OBV_BATCH_TICK_MS) < 0) {
        return; /* a signal: seen to by the caller */
    }
    int64_t now = milliseconds(t->deal);
    for (unsigned i = 0; i < t->deal->jobs; i++) {
        worker *w = &t->workers[i];
        if (polls[i].fd >= 0 && polls[i].revents != 0) {
            hear(t, w);
        } else if (w->busy && now > w->deadline) {
            lose(t, w);
        }
    }
}

static void
write_lines(table *t)
{
    while (t->written < t->next) {
        early *e = &t->window[t->written % OBV_MAX_EARLY];
        if (!e->there || t->end == OBV_DEAL_REFUSED) {
            return;
        }
        if (!t->deal->take(t->deal->to, t->written, &e->line)) {
            t->end = OBV_DEAL_REFUSED;
        }
        t->bytes -= obv_told_len(&e->line.head);
        free(e->line.texts);
        *e = (early){0};
        t->written++;
    }
}

/* Nobody is at work, and something is still to be done: no child could be
   started, or all is to end. */
static void
run(table *t)
{
    while (t->written < t->deal->pile->count) {
        unsigned busy = deal(t);
        if (busy > 0) {
            watch(t);
        }
        write_lines(t);
        if (t->deal->tick != NULL) {
            t->deal->tick(t->deal->to);
        }
        bool over = stopped || t->end != OBV_DEAL_DONE;
        if (busy == 0 && t->written == t->next && (over || !deal(t))) {
            break;
        }
        if (t->end == OBV_DEAL_REFUSED || t->end == OBV_DEAL_FAILED) {
            break;
        }
    }
    if (t->written < t->deal->pile->count && t->end == OBV_DEAL_DONE) {
        t->end = stopped ? OBV_DEAL_STOPPED : OBV_DEAL_FAILED;
    }
}

obv_deal_end
obv_deal_out(const obv_deal *deal)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    static table t;
    t = (table){.deal = deal, .next = deal->first, .written = deal->first};
    stopped = 0;
    signal(SIGPIPE, SIG_IGN); /* a worker that died, a reader that left */
    for (size_t i = 0; i < COUNT(signals); i++) {
        /* The second time, at once. */
        sigaction(signals[i],
                  &(struct sigaction){.sa_handler = stop,
                                      .sa_flags = (int)SA_RESETHAND},
                  NULL);
    }
    run(&t);
    for (size_t i = 0; i < OBV_MAX_JOBS; i++) {
        bury(&t.workers[i]);
    }
    for (size_t i = 0; i < OBV_MAX_EARLY; i++) {
        free(t.window[i].line.texts);
    }
    return t.end;
}
