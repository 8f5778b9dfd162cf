/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each side of the limits that belong to no one floor: columns of a report,
 * bytes of a shown value, working memory, time in a cell.  All other limits
 * stand with what they limit; grep finds them by name.
 */
#include "check.h"

#include "cell/cell.h"
#include "front/front.h"
#include "report/say.h"
#include "verdicts.h"

#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* ---- Columns ------------------------------------------------------------- */

/* A badge whose description is one line of any page. */
static const char *
report_of_width(unsigned width)
{
    static char text[2 * OBV_MAX_WIDTH + 1];
    for (size_t i = 0; i + 1 < sizeof(text); i++) {
        text[i] = i % 2 == 0 ? 'a' : ' ';
    }
    made_start();
    obv_badge *b = made_badge(OBV_PLACE_TOP, -1);
    made_claims(OBV_ORIGIN_SIGNED);
    made_claim(OBV_CLAIM_CRITERIA_BLOCK, OBV_ORIGIN_SIGNED, text);
    made_close(b);
    made.page.width = width;
    const char *report = made_report("text");
    CHECK(report != NULL);
    return report;
}

static bool
are_set_alike(unsigned one, unsigned other)
{
    char *first = strdup(report_of_width(one));
    assert_non_null(first);
    bool same = strcmp(first, report_of_width(other)) == 0;
    free(first);
    return same;
}

static void
a_report_has_a_smallest_width(void **state)
{
    (void)state;
    CHECK(are_set_alike(OBV_MIN_WIDTH - 1, OBV_MIN_WIDTH));
    CHECK(are_set_alike(1, OBV_MIN_WIDTH));
    CHECK(!are_set_alike(OBV_MIN_WIDTH, OBV_MIN_WIDTH + 2));
}

static void
a_report_has_a_largest_width(void **state)
{
    (void)state;
    CHECK(are_set_alike(OBV_MAX_WIDTH + 1, OBV_MAX_WIDTH));
    CHECK(are_set_alike(4294967295u, OBV_MAX_WIDTH));
    CHECK(!are_set_alike(OBV_MAX_WIDTH, OBV_MAX_WIDTH - 2));
}

static unsigned
width_of_terminal(unsigned columns)
{
    char text[16];
    snprintf(text, sizeof(text), "%u", columns);
    setenv("COLUMNS", text, 1);
    unsigned width = obv_terminal_width();
    unsetenv("COLUMNS");
    return width;
}

/* Neither side makes a page of more than a person can read. */
static void
columns_that_are_no_terminal_are_not_believed(void **state)
{
    (void)state;
    unsigned unknown = obv_terminal_width();
    CHECK_NUMBER(width_of_terminal(OBV_MIN_WIDTH), OBV_MIN_WIDTH);
    unsigned widest = width_of_terminal(OBV_MAX_WIDTH);
    CHECK(widest <= OBV_MAX_WIDTH);
    CHECK_NUMBER(width_of_terminal(OBV_MAX_WIDTH - 1), widest);
    CHECK_NUMBER(width_of_terminal(OBV_MAX_WIDTH + 1), unknown);
}

/* ---- A value in a sentence ----------------------------------------------- */

static size_t
length_spoken(size_t len)
{
    static char name[OBV_MAX_SHOWN + 2];
    memset(name, 'n', len);
    name[len] = '\0';
    made_start();
    obv_voice voice = {&made.page, made.arena, false};
    obv_slice with =
        SAY_WITH(&voice, CLAIMED_TITLE, {"name", obv_slice_of(name)});
    obv_slice without =
        SAY_WITH(&voice, CLAIMED_TITLE, {"name", obv_slice_of("")});
    CHECK(!voice.failed);
    return with.len - without.len;
}

/* What is cut ends in "…", which has three bytes. */
static void
a_value_in_a_sentence_has_a_longest_length(void **state)
{
    (void)state;
    CHECK_NUMBER(length_spoken(OBV_MAX_SHOWN), OBV_MAX_SHOWN);
    CHECK(length_spoken(OBV_MAX_SHOWN + 1) <= OBV_MAX_SHOWN + 3);
}

/* ---- Working memory ------------------------------------------------------ */

static void
a_check_has_so_much_memory_and_no_more(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    assert_non_null(arena);
    CHECK(obv_arena_alloc(arena, OBV_ARENA + 1, 1) == NULL);
    CHECK(obv_arena_alloc(arena, OBV_ARENA, 1) != NULL);
    CHECK(obv_arena_alloc(arena, 1, 1) == NULL);
    obv_arena_free(arena);
}

/* ---- Time in a cell ------------------------------------------------------ */

static int64_t
milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

typedef struct task {
    clockid_t clock;    /* that counts how long it is busy */
    int64_t busy, idle; /* milliseconds, one after the other */
    uint32_t nobody;    /* wakes this */
} task;

static bool
work_and_wait(void *job, int answer)
{
    task *t = job;
    int64_t start = milliseconds(t->clock);
    while (milliseconds(t->clock) - start < t->busy) {
        for (volatile int i = 0; i < 1000000; i++) { /* no call, just work */
        }
    }
    struct timespec idle = {(time_t)(t->idle / 1000), 0};
    if (t->idle > 0) {
        syscall(SYS_futex, &t->nobody, FUTEX_WAIT_PRIVATE, 0, &idle, NULL, 0);
    }
    return obv_cell_write(answer, "y", 1);
}

static obv_cell_answer
answer_to(task t, int64_t *took)
{
    uint8_t room[16];
    int64_t start = milliseconds(CLOCK_MONOTONIC);
    obv_cell_answer a = obv_cell_run(work_and_wait, &t, room, sizeof(room));
    *took = milliseconds(CLOCK_MONOTONIC) - start;
    return a;
}

#define CPU_MS (OBV_CELL_CPU_SECONDS * 1000)

/* Nearly all of the processor's time, and then of the clock's on the wall. */
static void
a_slow_check_answers_before_its_time_is_up(void **state)
{
    (void)state;
    int64_t took;
    task t = {CLOCK_MONOTONIC, CPU_MS - 1500, OBV_CELL_WALL_MS - CPU_MS - 1000,
              0};
    CHECK_NUMBER(answer_to(t, &took).end, OBV_CELL_ANSWERED);
    CHECK(took >= t.busy + t.idle);
}

/* It would answer, and where the machine has time, before the clock on the
   wall stops it; where many share the machine, that one comes first. */
static void
one_that_computes_for_longer_is_stopped(void **state)
{
    (void)state;
    if (!obv_cell_locks()) {
        skip(); /* a sanitizer's build has no bounds */
    }
    int64_t took;
    task t = {CLOCK_PROCESS_CPUTIME_ID, CPU_MS + 1500, 0, 0};
    obv_cell_answer a = answer_to(t, &took);
    CHECK(a.end == OBV_CELL_DIED || took >= OBV_CELL_WALL_MS - 100);
    CHECK(a.end == OBV_CELL_DIED || a.end == OBV_CELL_LATE);
    CHECK_NUMBER(a.len, 0);
    CHECK(took >= CPU_MS - 1000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_has_a_smallest_width),
        cmocka_unit_test(a_report_has_a_largest_width),
        cmocka_unit_test(columns_that_are_no_terminal_are_not_believed),
        cmocka_unit_test(a_value_in_a_sentence_has_a_longest_length),
        cmocka_unit_test(a_check_has_so_much_memory_and_no_more),
        cmocka_unit_test(a_slow_check_answers_before_its_time_is_up),
        cmocka_unit_test(one_that_computes_for_longer_is_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
