/* SPDX-License-Identifier: Apache-2.0 */
/* Slices never reach past what they were given. */
#include "check.h"

static const uint8_t four[] = {0xDE, 0xAD, 0xBE, 0xEF};

static void
a_text_is_itself_and_no_other(void **state)
{
    (void)state;
    CHECK(obv_slice_is(obv_slice_of("badge"), "badge"));
    CHECK(obv_slice_is(obv_slice_of(""), ""));
    CHECK(!obv_slice_is(obv_slice_of("badge"), "badges"));
    CHECK(!obv_slice_is(obv_slice_of("badge"), "badg"));
    CHECK(!obv_slice_is(obv_slice_of("badge"), "Badge"));
    CHECK(!obv_slice_is(obv_slice_of("badge"), ""));
    CHECK(!obv_slice_is((obv_slice){(const uint8_t *)"a\0b", 3}, "a"));
}

static void
empty_slices_are_equal_wherever_they_point(void **state)
{
    (void)state;
    CHECK(obv_slice_equal((obv_slice){four, 0}, obv_slice_of("")));
    CHECK(obv_slice_equal((obv_slice){NULL, 0}, (obv_slice){four, 0}));
    CHECK(!obv_slice_equal((obv_slice){four, 1}, (obv_slice){four, 0}));
    CHECK(!obv_slice_equal((obv_slice){four, 1}, (obv_slice){four + 1, 1}));
}

static void
a_slice_starts_with_what_it_is_long_enough_for(void **state)
{
    (void)state;
    CHECK(obv_slice_starts(obv_slice_of("did:key:z6"), "did:key:"));
    CHECK(obv_slice_starts(obv_slice_of("did"), "did"));
    CHECK(obv_slice_starts(obv_slice_of("did"), ""));
    CHECK(!obv_slice_starts(obv_slice_of("did"), "did:"));
    CHECK(!obv_slice_starts(obv_slice_of(""), "d"));
    CHECK(!obv_slice_starts((obv_slice){(const uint8_t *)"did:", 3}, "did:"));
}

static void
a_cut_is_at_the_first_of_its_kind(void **state)
{
    (void)state;
    obv_slice head, tail;
    CHECK(obv_slice_cut(obv_slice_of("a.b.c"), '.', &head, &tail));
    CHECK(obv_slice_is(head, "a") && obv_slice_is(tail, "b.c"));
    CHECK(obv_slice_cut(obv_slice_of("."), '.', &head, &tail));
    CHECK(head.len == 0 && tail.len == 0);
    CHECK(obv_slice_cut(obv_slice_of("a."), '.', &head, &tail));
    CHECK(obv_slice_is(head, "a") && tail.len == 0);
}

static void
without_a_place_to_cut_nothing_is_touched(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a", "a,b", "\xC2\xB7"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_slice head = {four, 1}, tail = {four, 2};
        CHECK(!obv_slice_cut(obv_slice_of(texts[i]), '.', &head, &tail));
        CHECK(head.ptr == four && head.len == 1);
        CHECK(tail.ptr == four && tail.len == 2);
    }
    obv_slice behind = {(const uint8_t *)"ab.", 2}, head, tail;
    CHECK(!obv_slice_cut(behind, '.', &head, &tail));
}

static void
white_space_and_a_mark_are_trimmed_at_the_ends_only(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } cases[] = {
        {"", ""},
        {" ", ""},
        {" \t\r\n\v\f", ""},
        {" a b ", "a b"},
        {"\xEF\xBB\xBF{}", "{}"},
        {"\xEF\xBB\xBF {} \n", "{}"},
        {"\xEF\xBB\xBF", ""},
        /* one mark, at the very start */
        {" \xEF\xBB\xBF{}", "\xEF\xBB\xBF{}"},
        {"\xEF\xBB\xBF\xEF\xBB\xBF{}", "\xEF\xBB\xBF{}"},
        {"\xEF\xBB", "\xEF\xBB"},
        /* no white space of ASCII */
        {"\xC2\xA0", "\xC2\xA0"},
        {"\x08", "\x08"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice trimmed = obv_slice_trim(obv_slice_of(cases[i].text));
        CHECK_CASE(obv_slice_is(trimmed, cases[i].trimmed), cases[i].text);
    }
}

static void
taking_moves_forward(void **state)
{
    (void)state;
    obv_slice in = {four, 4}, out;
    CHECK(obv_take(&in, 1, &out) && out.ptr == four && out.len == 1);
    CHECK(obv_take(&in, 0, &out) && out.len == 0 && in.len == 3);
    CHECK(obv_take(&in, 3, &out) && out.ptr == four + 1 && in.len == 0);
    CHECK(obv_take(&in, 0, &out));
}

static void
taking_too_much_touches_nothing(void **state)
{
    (void)state;
    static const size_t sizes[] = {5, 6, 1000, SIZE_MAX - 1, SIZE_MAX};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        obv_slice in = {four, 4}, out = {four + 2, 1};
        CHECK(!obv_take(&in, sizes[i], &out));
        CHECK(in.ptr == four && in.len == 4);
        CHECK(out.ptr == four + 2 && out.len == 1);
    }
}

static void
numbers_are_big_endian_and_whole(void **state)
{
    (void)state;
    uint32_t number = 7;
    obv_slice in = {four, 4};
    CHECK(obv_take_u32be(&in, &number) && number == 0xDEADBEEF);
    CHECK(in.len == 0);
    for (size_t len = 0; len < 4; len++) {
        in = (obv_slice){four, len};
        number = 7;
        CHECK(!obv_take_u32be(&in, &number));
        CHECK(number == 7 && in.ptr == four && in.len == len);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_itself_and_no_other),
        cmocka_unit_test(empty_slices_are_equal_wherever_they_point),
        cmocka_unit_test(a_slice_starts_with_what_it_is_long_enough_for),
        cmocka_unit_test(a_cut_is_at_the_first_of_its_kind),
        cmocka_unit_test(without_a_place_to_cut_nothing_is_touched),
        cmocka_unit_test(white_space_and_a_mark_are_trimmed_at_the_ends_only),
        cmocka_unit_test(taking_moves_forward),
        cmocka_unit_test(taking_too_much_touches_nothing),
        cmocka_unit_test(numbers_are_big_endian_and_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
