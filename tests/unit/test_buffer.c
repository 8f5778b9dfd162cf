/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer holds what was put, in order, or says that it failed. */
#include "arenas.h"

static void
what_is_put_comes_out_in_order(void **state)
{
    (void)state;
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "badge");
    obv_put_char(&b, ' ');
    obv_put(&b, (obv_slice){(const uint8_t *)"a\0b", 3});
    obv_put_number(&b, -42);
    CHECK(!b.failed);
    obv_slice want = {(const uint8_t *)"badge a\0b-42", 12};
    CHECK(obv_slice_equal(obv_buffer_slice(&b), want));
}

static void
numbers_are_written_to_their_ends(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        const char *text;
    } cases[] = {
        {0, "0"},
        {7, "7"},
        {-1, "-1"},
        {10, "10"},
        {1772539200, "1772539200"},
        {INT64_MAX, "9223372036854775807"},
        {INT64_MIN, "-9223372036854775808"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_buffer b = obv_buffer_in(arena);
        obv_put_number(&b, cases[i].number);
        CHECK_CASE(obv_slice_is(obv_buffer_slice(&b), cases[i].text),
                   cases[i].text);
    }
}

static void
counts_are_written_in_thousands(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        const char *text;
    } cases[] = {
        {0, "0"},
        {9, "9"},
        {10, "10"},
        {999, "999"},
        {1000, "1,000"},
        {10000, "10,000"},
        {999999, "999,999"},
        {1000000, "1,000,000"},
        {5000007, "5,000,007"},
        {UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_buffer b = obv_buffer_in(arena);
        obv_put_count(&b, cases[i].count, ",");
        CHECK_CASE(obv_slice_is(obv_buffer_slice(&b), cases[i].text),
                   cases[i].text);
    }
}

static void
nothing_put_is_an_empty_slice_that_points_somewhere(void **state)
{
    (void)state;
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "");
    obv_put(&b, (obv_slice){NULL, 0});
    CHECK(!b.failed);
    CHECK(obv_buffer_slice(&b).len == 0 && obv_buffer_slice(&b).ptr != NULL);
}

static void
growth_keeps_every_byte(void **state)
{
    (void)state;
    obv_buffer b = obv_buffer_in(arena);
    for (size_t i = 0; i < 100000; i++) {
        obv_put_char(&b, (char)('a' + i % 26));
    }
    CHECK(!b.failed && b.len == 100000);
    for (size_t i = 0; i < b.len; i++) {
        CHECK(b.ptr[i] == (char)('a' + i % 26));
    }
    obv_arena_empty(arena);
}

static void
one_large_piece_fits_at_once(void **state)
{
    (void)state;
    static uint8_t large[70000];
    memset(large, 'x', sizeof(large));
    obv_buffer b = obv_buffer_in(arena);
    obv_put_char(&b, 'a');
    obv_put(&b, (obv_slice){large, sizeof(large)});
    CHECK(!b.failed && b.len == 70001);
    CHECK(b.ptr[0] == 'a' && b.ptr[70000] == 'x');
    obv_arena_empty(arena);
}

/* A text with a hole in it must not pass for the whole. */
static void
a_failure_sticks(void **state)
{
    (void)state;
    static uint8_t large[2000];
    obv_arena *small = obv_arena_new(512);
    obv_buffer b = obv_buffer_in(small);
    obv_put_text(&b, "before");
    obv_put(&b, (obv_slice){large, sizeof(large)});
    CHECK(b.failed);
    obv_put_text(&b, "behind");
    CHECK(b.failed && obv_slice_is(obv_buffer_slice(&b), "before"));
    obv_arena_free(small);
}

static void
lengths_that_overflow_fail(void **state)
{
    (void)state;
    obv_buffer b = obv_buffer_in(arena);
    obv_put_char(&b, 'a');
    obv_put(&b, (obv_slice){(const uint8_t *)"", SIZE_MAX});
    CHECK(b.failed && b.len == 1);
}

static obv_status
fill(obv_arena *in)
{
    obv_buffer b = obv_buffer_in(in);
    for (int i = 0; i < 1000; i++) {
        obv_put_number(&b, i);
    }
    CHECK(b.failed || b.len == 2890);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    CHECK_EACH_ARENA(fill(small));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_comes_out_in_order),
        cmocka_unit_test(numbers_are_written_to_their_ends),
        cmocka_unit_test(counts_are_written_in_thousands),
        cmocka_unit_test(nothing_put_is_an_empty_slice_that_points_somewhere),
        cmocka_unit_test(growth_keeps_every_byte),
        cmocka_unit_test(one_large_piece_fits_at_once),
        cmocka_unit_test(a_failure_sticks),
        cmocka_unit_test(lengths_that_overflow_fail),
        cmocka_unit_test(a_small_arena_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
