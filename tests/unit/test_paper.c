/* SPDX-License-Identifier: Apache-2.0 */
/* The codes of one file, put together; what is left over is named. */
#include "check.h"

#include "issuer/issuer.h"
#include "paper/paper.h"

#include <stdio.h>

static obv_arena *arena;
static obv_call call;
static obv_found found;
static obv_paper paper;

#define JWS "eyJhbGciOiJFZERTQSJ9.eyJuYW1lIjoiTGUgdGVzdCJ9.c2lnbmF0dXJl"

static void
start(void)
{
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_JPEG);
    found.pages = found.pages_read = 1;
}

static void
add(const char *text)
{
    CHECK_NUMBER(
        obv_found_add(&found, "code", OBV_NOTE_CODE, obv_slice_of(text)),
        OBV_OK);
}

static void
open_all(void)
{
    CHECK_NUMBER(obv_paper_open(&found, NULL, arena, &paper), OBV_OK);
}

/* `badge` as codes of at most `most` characters, in the arena. */
static obv_packed
pack(const char *badge, size_t most)
{
    obv_packed codes;
    const obv_pack_wish wish = {.most = most};
    CHECK(obv_pack(&call, obv_slice_of(badge), &wish, &codes));
    return codes;
}

/* A badge that does not pack well, another for each seed. */
static void
make_badge(char *badge, size_t size, uint32_t seed)
{
    size_t len = (size_t)snprintf(badge, size, "%s", JWS);
    for (; len < size - 1; len++) {
        seed = seed * 1664525 + 1013904223;
        badge[len] = "abcdefghijklmnopqrstuvwxyz0123456789"[(seed >> 24) % 36];
    }
    badge[len] = '\0';
}

static void
add_slice(obv_slice text)
{
    CHECK_NUMBER(obv_found_add(&found, "code", OBV_NOTE_CODE, text), OBV_OK);
}

static bool
is_left(size_t i, obv_reason reason, uint32_t from)
{
    return i < paper.other_count && paper.others[i].reason == reason &&
           paper.others[i].from == from;
}

static void
a_packed_badge_comes_out_as_it_was_signed(void **state)
{
    (void)state;
    start();
    add("https://example.org/cv");
    add_slice(pack(JWS, 0).texts[0]);
    open_all();
    CHECK_NUMBER(paper.text_count, 1);
    CHECK(obv_slice_is(paper.texts[0].text, JWS));
    CHECK_NUMBER(paper.texts[0].from, 1);
    CHECK_NUMBER(paper.other_count, 1);
    CHECK(is_left(0, OBV_REASON_NONE, 0));
    CHECK_NUMBER(paper.others[0].kind, OBV_CODE_KIND_LINK);
}

/* It is in no code: so it stands in the file, and goes to the judge as it is,
   even where it looks like something else. */
static void
what_came_from_no_code_goes_through(void **state)
{
    (void)state;
    start();
    CHECK_NUMBER(obv_found_add(&found, "iTXt openbadges", 0,
                               obv_slice_of("https://example.org/a")),
                 OBV_OK);
    open_all();
    CHECK_NUMBER(paper.text_count, 1);
    CHECK_NUMBER(paper.other_count, 0);
}

static void
a_code_that_is_damaged_is_said_to_be_just_that(void **state)
{
    (void)state;
    start();
    char badge[900];
    make_badge(badge, sizeof(badge), 1);
    obv_slice good = pack(badge, 0).texts[0];
    char *bad = obv_arena_text(arena, good);
    CHECK(good.len / 2 > OBV_MIN_GARBLED);
    bad[good.len / 2] = bad[good.len / 2] == 'A' ? 'B' : 'A';
    add(bad);
    bad[good.len / 2] = 'a';
    add(bad);
    bad[OBV_MIN_GARBLED] = 'a';
    add(bad);
    open_all();
    CHECK_NUMBER(paper.text_count, 0);
    CHECK_NUMBER(paper.other_count, 3);
    for (uint32_t i = 0; i < 3; i++) {
        CHECK(is_left(i, OBV_REASON_CODE_DAMAGED, i));
    }
}

/* Beside a good badge, a damaged code would make the file undecided. */
static void
a_text_that_only_starts_like_a_code_is_a_text(void **state)
{
    (void)state;
    start();
    char badge[900];
    make_badge(badge, sizeof(badge), 1);
    char *hurt = obv_arena_text(arena, pack(badge, 0).texts[0]);
    hurt[OBV_MIN_GARBLED - 1] = 'a';
    const char *const texts[] = {"OB1:", "OB1:abc", "OB1: the first of three",
                                 "OB1:ABC", hurt};
    for (size_t i = 0; i < COUNT(texts); i++) {
        add(texts[i]);
    }
    int32_t corners[4][2] = {{0}};
    CHECK_NUMBER(
        obv_found_add_code(&found, 0, corners, obv_slice_of("OB1:\xFF")),
        OBV_OK);
    open_all();
    CHECK_NUMBER(paper.text_count, 0);
    CHECK_NUMBER(paper.other_count, COUNT(texts) + 1);
    for (size_t i = 0; i < paper.other_count; i++) {
        CHECK_NUMBER(paper.others[i].reason, OBV_REASON_NONE);
        CHECK_NUMBER(paper.others[i].kind, i < COUNT(texts)
                                               ? OBV_CODE_KIND_TEXT
                                               : OBV_CODE_KIND_BINARY);
    }
}

static void
a_code_is_opened_whatever_space_stands_around_it(void **state)
{
    (void)state;
    start();
    char *text = obv_arena_text(arena, pack(JWS, 0).texts[0]);
    char around[2048];
    int32_t corners[4][2] = {{0}};
    snprintf(around, sizeof(around), " \n%s\r\n", text);
    CHECK_NUMBER(obv_found_add_code(&found, 0, corners, obv_slice_of(around)),
                 OBV_OK);
    open_all();
    CHECK_NUMBER(paper.text_count, 1);
    CHECK_NUMBER(paper.other_count, 0);
}

static void
parts_are_joined_in_any_order_and_a_missing_one_is_named(void **state)
{
    (void)state;
    start();
    char badge[900];
    make_badge(badge, sizeof(badge), 1);
    obv_packed codes = pack(badge, 400);
    CHECK(codes.count >= 3);
    for (size_t i = codes.count; i-- > 0;) {
        add_slice(codes.texts[i]);
    }
    add_slice(codes.texts[1]); /* on two pages */
    open_all();
    CHECK_NUMBER(paper.text_count, 1);
    CHECK(obv_slice_is(paper.texts[0].text, badge));
    CHECK_NUMBER(paper.other_count, 0);

    obv_found_clear(&found, OBV_CONTAINER_JPEG);
    add_slice(codes.texts[2]);
    add_slice(codes.texts[0]);
    open_all();
    CHECK_NUMBER(paper.text_count, 0);
    CHECK_NUMBER(paper.other_count, 2);
    CHECK(is_left(0, OBV_REASON_PART_MISSING, 0));
    CHECK_NUMBER(paper.others[0].part, 3);
    CHECK_NUMBER(paper.others[0].parts, codes.count);
    CHECK(is_left(1, OBV_REASON_PART_MISSING, 1));
}

/* Two sheets of two persons in one file. */
static void
parts_of_two_badges_find_each_other(void **state)
{
    (void)state;
    start();
    char badges[2][700];
    obv_packed codes[2];
    for (size_t b = 0; b < 2; b++) {
        make_badge(badges[b], sizeof(badges[b]), (uint32_t)b + 2);
        codes[b] = pack(badges[b], 400);
    }
    for (size_t i = 0; i < codes[0].count || i < codes[1].count; i++) {
        for (size_t b = 0; b < 2; b++) {
            if (i < codes[b].count) {
                add_slice(codes[b].texts[i]);
            }
        }
    }
    open_all();
    CHECK_NUMBER(paper.text_count, 2);
    CHECK(obv_slice_is(paper.texts[0].text, badges[0]));
    CHECK(obv_slice_is(paper.texts[1].text, badges[1]));
}

static void
a_full_arena_is_no_memory_and_nothing_else(void **state)
{
    (void)state;
    start();
    add_slice(pack(JWS, 0).texts[0]);
    for (size_t size = 64; size < 1024 * 1024; size += size / 8 + 64) {
        obv_arena *small = obv_arena_new(size);
        obv_status status = obv_paper_open(&found, NULL, small, &paper);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        CHECK(status != OBV_OK || paper.text_count == 1);
        obv_arena_free(small);
    }
}

int
main(void)
{
    arena = obv_arena_new(OBV_ARENA);
    call.arena = obv_arena_new(OBV_ISSUER_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_packed_badge_comes_out_as_it_was_signed),
        cmocka_unit_test(what_came_from_no_code_goes_through),
        cmocka_unit_test(a_code_that_is_damaged_is_said_to_be_just_that),
        cmocka_unit_test(a_text_that_only_starts_like_a_code_is_a_text),
        cmocka_unit_test(a_code_is_opened_whatever_space_stands_around_it),
        cmocka_unit_test(
            parts_are_joined_in_any_order_and_a_missing_one_is_named),
        cmocka_unit_test(parts_of_two_badges_find_each_other),
        cmocka_unit_test(a_full_arena_is_no_memory_and_nothing_else),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(call.arena);
    obv_arena_free(arena);
    return failed;
}
