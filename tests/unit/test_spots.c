/* SPDX-License-Identifier: Apache-2.0 */
/* What counts where a code was read in more than one way: reader/spots.h. */
#include "check.h"

#include "reader/spots.h"

static obv_arena *arena;
static obv_found found;
static obv_spots spots;

/* Two codes whose CRC holds (paper/OB1.md), and what proves nothing. */
static const char one[] = "OB1:XZ41/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1$QO/91";
static const char two[] = "OB1:HR5JCW6/GGV85D-6.LD7UOLJZB88$JK82R:ZRB2C60YI0FV"
                          "0E31NFID5";
static const char plain[] = "https://one.example/";
static const char other[] = "https://two.example/";

typedef struct reading {
    const char *text;
    unsigned votes;
    float x; /* of its left side: a code is 100 wide */
} reading;

static obv_status
note(const reading *r)
{
    obv_symbol symbol = {
        .bytes = obv_slice_of(r->text),
        .corners = {{r->x, 0}, {r->x + 100, 0}, {r->x + 100, 100}, {r->x, 100}},
        .reader = "test"};
    return obv_spots_note(&spots, &symbol, r->votes, arena);
}

static void
tell(const reading *readings)
{
    static const uint8_t pixel;
    obv_sheet sheet = {.grey = {&pixel, 1, 1, 1}, .page = 1};
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    found.reason = OBV_REASON_NO_BADGE_PICTURE;
    spots.count = 0;
    for (; readings->text != NULL; readings++) {
        CHECK_NUMBER(note(readings), OBV_OK);
    }
    CHECK_NUMBER(obv_spots_tell(&spots, &sheet, arena, &found), OBV_OK);
}

static bool
says(size_t i, const char *text)
{
    return i < found.count &&
           obv_slice_is(
               (obv_slice){found.bytes + found.texts[i].at, found.texts[i].len},
               text);
}

static void
what_is_read_in_two_ways_is_none(void **state)
{
    (void)state;
    static const reading cases[][4] = {
        {{plain, 1, 0}, {other, 1, 0}},
        {{plain, 2, 0}, {other, 2, 0}},
        {{plain, 2, 0}, {other, 1, 10}, {plain, 2, 0}},
        {{one, 2, 0}, {two, 2, 0}}, /* each is whole, and they differ */
        {{two, 1, 0}, {one, 1, 5}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        tell(cases[i]);
        CHECK_NUMBER(found.count, 0);
        CHECK_NUMBER(found.unread, 1);
        CHECK_NUMBER(found.reason, OBV_REASON_CODE_AMBIGUOUS);
    }
}

static void
what_proves_itself_wins(void **state)
{
    (void)state;
    static const reading cases[][4] = {
        {{one, 1, 0}, {plain, 2, 0}},
        {{plain, 2, 0}, {one, 1, 0}},
        {{plain, 1, 0}, {other, 1, 0}, {one, 1, 0}},
        {{one, 1, 0}, {one, 1, 3}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        tell(cases[i]);
        CHECK_NUMBER(found.count, 1);
        CHECK(says(0, one));
        CHECK_NUMBER(found.unread, 0);
    }
}

static void
what_is_read_once_is_not_enough(void **state)
{
    (void)state;
    tell((reading[]){{plain, 1, 0}, {NULL, 0, 0}});
    CHECK(found.count == 0 && found.unread == 1);
    CHECK_NUMBER(found.reason, OBV_REASON_NO_BADGE_PICTURE);
    tell((reading[]){{plain, 1, 0}, {plain, 1, 2}, {NULL, 0, 0}});
    CHECK(found.count == 1 && found.unread == 0 && says(0, plain));
}

static void
codes_beside_each_other_are_two(void **state)
{
    (void)state;
    tell((reading[]){{one, 1, 0}, {two, 1, 120}, {NULL, 0, 0}});
    CHECK(found.count == 2 && says(0, one) && says(1, two));
    /* One that is read in two ways leaves the other as it is. */
    tell(
        (reading[]){{plain, 1, 0}, {other, 1, 0}, {one, 1, 120}, {NULL, 0, 0}});
    CHECK(found.count == 1 && says(0, one) && found.unread == 1);
}

int
main(void)
{
    arena = obv_arena_new(1u * 1024 * 1024);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_in_two_ways_is_none),
        cmocka_unit_test(what_proves_itself_wins),
        cmocka_unit_test(what_is_read_once_is_not_enough),
        cmocka_unit_test(codes_beside_each_other_are_two),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
