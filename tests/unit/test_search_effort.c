/* SPDX-License-Identifier: Apache-2.0 */
/* What a whole search costs is counted, and comes out of one budget: our own
   reader, zbar, pictures that are made smaller, and the look from afar. */
#include "check.h"

#include "codes.h"
#include "reader/reader.h"

static obv_arena *arena;
static obv_found found;

/* Time never decides a test. */
#define NO_HURRY 600000

static obv_status
search(const obv_sheet *sheet, int64_t *effort)
{
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    found.reason = OBV_REASON_NO_BADGE_PICTURE;
    found.pages = 1;
    obv_status status = obv_search_within(sheet, obv_milliseconds() + NO_HURRY,
                                          effort, arena, &found);
    CHECK(status == OBV_OK || status == OBV_LIMIT);
    CHECK(obv_found_is_sound(&found));
    return status;
}

static int64_t
cost_of(const paper *p, int64_t most)
{
    obv_sheet sheet = {.grey = paper_grey(p), .page = 1};
    int64_t left = most;
    (void)search(&sheet, &left);
    CHECK(left >= 0 && left <= most);
    return most - left;
}

/* ---- Pictures that would take for ever ------------------------------------
 */

static uint8_t
noise(uint32_t x, uint32_t y)
{
    return (uint8_t)((x * 2654435761u ^ y * 2246822519u) * 3266489917u >> 24);
}

static uint8_t
black(uint32_t x, uint32_t y)
{
    (void)x;
    (void)y;
    return 0;
}

static uint8_t
finders(uint32_t x, uint32_t y)
{
    int column = (int)(x % 8) - 3, row = (int)(y % 8) - 3;
    column = column < 0 ? -column : column;
    row = row < 0 ? -row : row;
    int ring = column > row ? column : row;
    return ring == 2 || ring == 4 ? 255 : 0;
}

/* What looks like a small code from afar, wherever there is room. */
static uint8_t
patches(uint32_t x, uint32_t y)
{
    uint32_t column = x % 32 / 3, row = y % 32 / 3;
    bool ink = column < 8 && row < 8 && noise(x / 3, y / 3) % 2 == 0;
    return ink ? 60 : 255;
}

static const struct bomb {
    const char *name;
    uint8_t (*pixel)(uint32_t x, uint32_t y);
    uint32_t width, height;
} bombs[] = {
    {"one row", noise, 30000, 1},       {"one column", noise, 1, 30000},
    {"black", black, 2000, 1500},       {"noise", noise, 600, 500},
    {"finders", finders, 2000, 2000},   {"patches", patches, 2000, 2000},
    {"a million", finders, 8000, 8000},
};

static paper
draw_bomb(const struct bomb *b)
{
    paper p = paper_new(b->width, b->height);
    CHECK(p.pixels != NULL);
    for (uint32_t y = 0; y < b->height; y++) {
        for (uint32_t x = 0; x < b->width; x++) {
            p.pixels[(size_t)y * b->width + x] = b->pixel(x, y);
        }
    }
    return p;
}

static void
no_search_costs_more_than_the_limit(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bombs); i++) {
        paper p = draw_bomb(&bombs[i]);
        int64_t cost = cost_of(&p, INT64_MAX);
        CHECK_CASE(cost > 0, bombs[i].name);
        CHECK_CASE(cost <= OBV_SEARCH_EFFORT, bombs[i].name);
        CHECK_CASE(found.count == 0, bombs[i].name);
        paper_free(&p);
    }
}

static void
a_caller_sets_lower_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i + 1 < COUNT(bombs); i++) {
        paper p = draw_bomb(&bombs[i]);
        for (int64_t most = 1; most < 50 * 1000 * 1000; most *= 1000) {
            CHECK_CASE(cost_of(&p, most) <= most, bombs[i].name);
        }
        paper_free(&p);
    }
}

/* ---- What is charged -------------------------------------------------------
 */

static int64_t
cost_of_reading(const paper *p)
{
    static obv_symbols symbols;
    obv_grey grey = paper_grey(p);
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK(obv_qr_read(&grey, false, &left, arena, &symbols) == OBV_OK);
    symbols.count = 0;
    CHECK(obv_qr_read(&grey, true, &left, arena, &symbols) == OBV_OK);
    return INT64_MAX - left;
}

static int64_t
cost_of_patch(const paper *p)
{
    obv_region region;
    obv_grey grey = paper_grey(p);
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    CHECK(obv_qr_patch(&grey, &left, arena, &region) == OBV_NOT_FOUND);
    return INT64_MAX - left;
}

static int64_t
cost_of_zbar(const paper *p)
{
    static obv_symbols symbols;
    obv_grey grey = paper_grey(p);
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK(obv_zbar_read(&grey, false, &left, arena, &symbols) == OBV_OK);
    return INT64_MAX - left;
}

/* Bare paper of fewer pixels than are made smaller: all looks are at it. */
static void
zbar_and_the_look_from_afar_are_charged(void **state)
{
    (void)state;
    paper p = paper_new(600, 500);
    int64_t pixels = 600 * 500;
    CHECK(cost_of_zbar(&p) >= pixels && cost_of_patch(&p) >= pixels);
    int64_t least = cost_of_reading(&p) + cost_of_patch(&p) + cost_of_zbar(&p);
    int64_t cost = cost_of(&p, INT64_MAX);
    CHECK(cost == least);
    paper_free(&p);
}

/* Once for the readers that see less of it, which cost less. */
static void
making_a_picture_smaller_is_charged(void **state)
{
    (void)state;
    paper p = paper_new(1200, 1000), half = paper_new(600, 500);
    CHECK_NUMBER(cost_of(&p, INT64_MAX), cost_of_reading(&p) +
                                             cost_of_patch(&p) +
                                             cost_of_zbar(&half) + 1200 * 1000);
    paper_free(&half);
    paper_free(&p);
}

static void
the_look_from_afar_ends_with_its_effort(void **state)
{
    (void)state;
    paper p = draw_bomb(&(struct bomb){"patches", patches, 1000, 1000});
    obv_region region;
    obv_grey grey = paper_grey(&p);
    int64_t all = cost_of_patch(&p), less = all / 2, least = 1000 * 1000;
    CHECK(all > 8 * 1000 * 1000); /* most of it is for what is looked at */
    obv_arena_empty(arena);
    CHECK(obv_qr_patch(&grey, &less, arena, &region) == OBV_NOT_FOUND);
    CHECK_NUMBER(less, 0);
    CHECK(obv_qr_patch(&grey, &least, arena, &region) == OBV_LIMIT);
    CHECK_NUMBER(least, 0);
    paper_free(&p);
}

/* zbar compares what looks like a finder with all else that does: a second for
   some thousands, whatever is charged. */
static void
a_crowd_of_finders_is_not_for_zbar(void **state)
{
    (void)state;
    paper p = draw_bomb(&(struct bomb){"finders", finders, 800, 800});
    static obv_symbols symbols;
    obv_regions unread;
    obv_grey grey = paper_grey(&p);
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK(obv_qr_read_sheet(&grey, &left, arena, &symbols, &unread) == OBV_OK);
    CHECK(unread.crowded);
    paper_free(&p);
    p = draw_bomb(&(struct bomb){"few", finders, 80, 80});
    grey = paper_grey(&p);
    CHECK(obv_qr_read_sheet(&grey, &left, arena, &symbols, &unread) == OBV_OK);
    CHECK(!unread.crowded && unread.count > 0);
    paper_free(&p);
}

/* All that is spent on reading leaves enough to say that there is a code. */
static void
some_is_kept_for_saying_why(void **state)
{
    (void)state;
    static code torn;
    paper p = paper_new(400, 400);
    torn = (code){.version = 6, .level = 'L'};
    CHECK(code_make(&torn, obv_slice_of("torn")));
    for (unsigned y = 9; y < torn.size - 9; y++) {
        for (unsigned x = 9; x < torn.size - 9; x++) {
            torn.modules[y * torn.size + x] = noise(x, y) % 2;
        }
    }
    paper_draw(&p, &torn, 200, 200, 5, 0);
    int64_t all = cost_of(&p, INT64_MAX);
    CHECK_NUMBER(found.unread, 1);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
    int64_t half = all / 2;
    CHECK_NUMBER(search(&sheet, &half), OBV_LIMIT);
    CHECK_NUMBER(found.unread, 1);
    paper_free(&p);
}

static void
a_search_that_is_late_costs_nothing(void **state)
{
    (void)state;
    paper p = paper_new(100, 100);
    obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    CHECK_NUMBER(
        obv_search_within(&sheet, obv_milliseconds() - 1, &left, arena, &found),
        OBV_LIMIT);
    CHECK(left == INT64_MAX);
    paper_free(&p);
}

int
main(void)
{
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_search_costs_more_than_the_limit),
        cmocka_unit_test(a_caller_sets_lower_limits),
        cmocka_unit_test(zbar_and_the_look_from_afar_are_charged),
        cmocka_unit_test(making_a_picture_smaller_is_charged),
        cmocka_unit_test(the_look_from_afar_ends_with_its_effort),
        cmocka_unit_test(a_crowd_of_finders_is_not_for_zbar),
        cmocka_unit_test(a_search_that_is_late_costs_nothing),
        cmocka_unit_test(some_is_kept_for_saying_why),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
