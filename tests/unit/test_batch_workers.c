/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many hands: what waits for an earlier line, how large one may be, and when a
 * worker is given up.  The files are numbers, looked at by this very test; the
 * clock is its own.
 */
#include "check.h"

#include "front/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- A pile of numbers --------------------------------------------------- */

#define HANDS 2 /* one of them waits with the first file */

/* What the processes tell each other. */
typedef struct shared {
    size_t begun;   /* files but the first */
    size_t ticks;   /* of the parent */
    size_t len;     /* of a line */
    size_t waiting; /* files that have begun while the first was not done */
    size_t wanted;  /* how many of those the first waits for */
} shared;

static volatile shared *all;

/* Ticks without another file: too many are still to come, or none will. */
#define MANY_TICKS 300
#define ENOUGH_TICKS 5

/* The first file waits until more have begun than are wanted, or nothing
   happens any more. */
static void
wait_for_the_others(void)
{
    size_t seen = all->begun, since = all->ticks, most = MANY_TICKS;
    while (seen <= all->wanted && all->ticks < since + most) {
        usleep(1000);
        if (all->begun != seen) {
            seen = all->begun;
            since = all->ticks;
            most = seen < all->wanted ? MANY_TICKS : ENOUGH_TICKS;
        }
    }
    all->waiting = seen;
}

static bool
tell(size_t len, int32_t trouble, obv_told *ret)
{
    *ret = (obv_told){.head.trouble = trouble, .texts = calloc(len + 1, 1)};
    ret->head.len[OBV_TEXT_CSV] = (uint32_t)len;
    return ret->texts != NULL;
}

bool
obv_told_of_file(const obv_plan *plan, const char *name, obv_told *ret)
{
    (void)plan;
    if (strcmp(name, "for ever") == 0) {
        for (;;) {
            pause();
        }
    }
    if (strcmp(name, "0") != 0) {
        all->begun++;
    } else if (all->wanted > 0) {
        wait_for_the_others();
    }
    return tell(all->len, 0, ret);
}

bool
obv_told_of_trouble(const obv_plan *plan, const char *name, obv_message why,
                    obv_told *ret)
{
    (void)plan;
    (void)name;
    CHECK_NUMBER(why, OBV_MSG_WHY_DIED);
    return tell(1, 1, ret);
}

#define MOST (OBV_MAX_EARLY + 10)

typedef struct numbers {
    char names[MOST * 8];
    size_t at[MOST];
    obv_pile pile;
    obv_plan plan;
    int64_t clock, step; /* forward at each tick */
    int64_t taken_at;    /* the last line */
    size_t taken, troubles;
} numbers;

static numbers n;

static void
start(size_t count, size_t len)
{
    n = (numbers){.taken = 0};
    *all = (shared){.len = len};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        n.at[i] = used;
        used += 1 + (size_t)snprintf(n.names + used, sizeof(n.names) - used,
                                     "%zu", i);
    }
    n.pile = (obv_pile){.names = n.names, .at = n.at, .count = count};
}

static bool
take(void *to, size_t index, const obv_told *line)
{
    (void)to;
    CHECK_NUMBER(index, n.taken);
    n.taken++;
    n.taken_at = n.clock;
    n.troubles += line->head.trouble == 1;
    return true;
}

static void
tick(void *to)
{
    (void)to;
    all->ticks++;
    n.clock += n.step;
}

static int64_t
now(void *to)
{
    (void)to;
    return n.clock;
}

static void
deal(void)
{
    const obv_deal d = {.plan = &n.plan,
                        .pile = &n.pile,
                        .jobs = HANDS,
                        .take = take,
                        .tick = tick,
                        .now = now};
    CHECK_NUMBER(obv_deal_out(&d), OBV_DEAL_DONE);
    CHECK_NUMBER(n.taken, n.pile.count);
}

/* ---- Tests ----------------------------------------------------------------
 */

static void
so_many_lines_wait_for_the_first_and_no_more(void **state)
{
    (void)state;
    start(OBV_MAX_EARLY + 3, 1);
    all->wanted = OBV_MAX_EARLY - 1;
    deal();
    CHECK_NUMBER(all->waiting, OBV_MAX_EARLY - 1);
    CHECK_NUMBER(n.troubles, 0);
}

/* The next is dealt while there is room for a byte. */
static void
so_many_bytes_wait_for_the_first_and_no_more(void **state)
{
    (void)state;
    const size_t each = 1024 * 1024;
    start(OBV_MAX_EARLY_BYTES / each + 3, each);
    all->wanted = OBV_MAX_EARLY_BYTES / each;
    deal();
    CHECK_NUMBER(all->waiting, OBV_MAX_EARLY_BYTES / each);
    start(OBV_MAX_EARLY_BYTES / each + 3, each - 1);
    all->wanted = OBV_MAX_EARLY_BYTES / each + 1;
    deal();
    CHECK_NUMBER(all->waiting, OBV_MAX_EARLY_BYTES / each + 1);
}

/* Who says more than that is not believed, and its file has a line of trouble.
 */
static void
a_line_has_a_largest_size(void **state)
{
    (void)state;
    start(3, OBV_MAX_LINE);
    deal();
    CHECK_NUMBER(n.troubles, 0);
    start(3, OBV_MAX_LINE + 1);
    deal();
    CHECK_NUMBER(n.troubles, 3);
}

static int64_t
given_up_at(int64_t step)
{
    start(1, 1);
    strcpy(n.names, "for ever");
    n.step = step;
    deal();
    CHECK_NUMBER(n.troubles, 1);
    return n.taken_at;
}

static void
a_worker_has_so_much_time_and_no_more(void **state)
{
    (void)state;
    const int64_t all_of_it = OBV_BATCH_WALL_MS;
    CHECK_NUMBER(given_up_at(all_of_it + 1), all_of_it + 1);
    CHECK_NUMBER(given_up_at(all_of_it), 2 * all_of_it);
}

int
main(void)
{
    all = mmap(NULL, sizeof(*all), PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(so_many_lines_wait_for_the_first_and_no_more),
        cmocka_unit_test(so_many_bytes_wait_for_the_first_and_no_more),
        cmocka_unit_test(a_line_has_a_largest_size),
        cmocka_unit_test(a_worker_has_so_much_time_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
