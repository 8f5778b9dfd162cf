/* SPDX-License-Identifier: Apache-2.0 */
/* An arena gives zeroed, aligned room until it is full, and then none. */
#include "check.h"

#include <stdalign.h>

static void
room_is_zeroed_even_when_it_was_used_before(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(256);
    for (int round = 0; round < 3; round++) {
        uint8_t *room = obv_arena_alloc(arena, 16, 16);
        CHECK(room != NULL);
        for (size_t i = 0; i < 256; i++) {
            CHECK(room[i] == 0);
            room[i] = 0xFF;
        }
        obv_arena_empty(arena);
    }
    obv_arena_free(arena);
}

static void
room_is_aligned_for_anything(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(4096);
    for (size_t size = 0; size < 40; size++) {
        uintptr_t room = (uintptr_t)obv_arena_alloc(arena, 1, size);
        CHECK(room != 0 && room % alignof(max_align_t) == 0);
    }
    obv_arena_free(arena);
}

static void
rooms_do_not_overlap(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(4096);
    uint8_t *first = obv_arena_alloc(arena, 1, 17);
    uint8_t *second = obv_arena_alloc(arena, 3, 5);
    memset(first, 1, 17);
    memset(second, 2, 15);
    CHECK(first[16] == 1 && second >= first + 17);
    obv_arena_free(arena);
}

static void
a_full_arena_gives_nothing_and_stays_usable(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(64);
    CHECK(obv_arena_alloc(arena, 1, 65) == NULL);
    CHECK(obv_arena_alloc(arena, 1, 64) != NULL);
    CHECK(obv_arena_alloc(arena, 1, 1) == NULL);
    CHECK(obv_arena_text(arena, obv_slice_of("")) == NULL);
    obv_arena_empty(arena);
    CHECK(obv_arena_alloc(arena, 1, 1) != NULL);
    obv_arena_free(arena);
}

/* The product of the two would wrap round to something small. */
static void
sizes_that_overflow_are_refused(void **state)
{
    (void)state;
    static const struct {
        size_t count, size;
    } cases[] = {
        {SIZE_MAX, 1},         {1, SIZE_MAX},
        {SIZE_MAX, SIZE_MAX},  {SIZE_MAX / 2 + 1, 2},
        {2, SIZE_MAX / 2 + 1}, {SIZE_MAX / 16 + 1, 16},
        {SIZE_MAX - 14, 1},    {(size_t)1 << 32, (size_t)1 << 32},
    };
    obv_arena *arena = obv_arena_new(1024);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK(obv_arena_alloc(arena, cases[i].count, cases[i].size) == NULL);
    }
    CHECK(obv_arena_alloc(arena, SIZE_MAX, 0) != NULL);
    CHECK(obv_arena_alloc(arena, 0, SIZE_MAX) != NULL);
    obv_arena_free(arena);
}

static char order[8];
static size_t ended;

static void
note(void *thing)
{
    order[ended++] = *(const char *)thing;
}

static void
what_was_put_off_runs_once_newest_first(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(1024);
    ended = 0;
    CHECK(obv_arena_later(arena, note, "a"));
    CHECK(obv_arena_later(arena, note, "b"));
    CHECK(obv_arena_later(arena, note, "c"));
    CHECK(ended == 0);
    obv_arena_empty(arena);
    CHECK(ended == 3 && memcmp(order, "cba", 3) == 0);
    obv_arena_empty(arena);
    obv_arena_free(arena);
    CHECK(ended == 3);
}

static void
freeing_runs_what_was_put_off(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(1024);
    ended = 0;
    CHECK(obv_arena_later(arena, note, "x"));
    obv_arena_free(arena);
    CHECK(ended == 1);
    obv_arena_free(NULL);
}

/* Else it would never be released. */
static void
without_room_what_was_put_off_runs_at_once(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(8);
    ended = 0;
    CHECK(!obv_arena_later(arena, note, "x"));
    CHECK(ended == 1 && order[0] == 'x');
    obv_arena_free(arena);
    CHECK(ended == 1);
}

static void
a_text_is_copied_with_a_nul_behind_it(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(1024);
    char from[] = "badge?";
    char *text = obv_arena_text(arena, (obv_slice){(uint8_t *)from, 5});
    from[0] = 'x';
    CHECK_TEXT(text, "badge");
    CHECK_TEXT(obv_arena_text(arena, (obv_slice){NULL, 0}), "");
    obv_arena_free(arena);
}

static void
an_arena_of_nothing_holds_nothing(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(0);
    CHECK(arena != NULL);
    CHECK(obv_arena_alloc(arena, 1, 1) == NULL);
    CHECK(obv_arena_alloc(arena, 1, 0) != NULL);
    obv_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_is_zeroed_even_when_it_was_used_before),
        cmocka_unit_test(room_is_aligned_for_anything),
        cmocka_unit_test(rooms_do_not_overlap),
        cmocka_unit_test(a_full_arena_gives_nothing_and_stays_usable),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(what_was_put_off_runs_once_newest_first),
        cmocka_unit_test(freeing_runs_what_was_put_off),
        cmocka_unit_test(without_room_what_was_put_off_runs_at_once),
        cmocka_unit_test(a_text_is_copied_with_a_nul_behind_it),
        cmocka_unit_test(an_arena_of_nothing_holds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
