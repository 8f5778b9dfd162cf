/* SPDX-License-Identifier: Apache-2.0 */
/* What a picture may cost is counted: where it is spent, nothing is looked at
   any more. */
#include "arenas.h"

#include "qr/inside.h"

#define SIDE 60

static uint8_t pixels[SIDE * SIDE];
static const obv_grey picture = {pixels, SIDE, SIDE, SIDE};

/* A finder of four pixels a module, in the middle of the picture. */
static void
draw_finder(void)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        int x = (i % SIDE + 2) / 4 - 8, y = (i / SIDE + 2) / 4 - 8;
        x = x < 0 ? -x : x;
        y = y < 0 ? -y : y;
        int ring = x > y ? x : y;
        pixels[i] = ring == 2 || ring > 3 ? 230 : 20;
    }
}

static float
seek(int64_t *effort)
{
    const obv_axes axes = {{4, 0}, {0, 4}};
    obv_ink ink;
    obv_quad quad;
    draw_finder();
    obv_arena_empty(arena);
    CHECK(obv_ink_of(&picture, OBV_CUT_HALFWAY, arena, &ink) == OBV_OK);
    ink.effort = effort;
    return obv_qr_seek(&ink, (obv_point){30, 30}, &axes, 2, &quad);
}

static void
a_finder_is_sought_while_there_is_effort(void **state)
{
    (void)state;
    int64_t effort = 1000 * 1000;
    CHECK(seek(&effort) > 0.8f);
    CHECK(effort > 0 && effort < 1000 * 1000);
    CHECK(seek(NULL) > 0.8f);
}

static void
nothing_is_sought_without_effort(void **state)
{
    (void)state;
    int64_t effort = 0, little = 100;
    CHECK(seek(&effort) <= 0);
    CHECK(seek(&little) <= 0);
    CHECK(little <= 0);
}

/* ---- Pictures that would take for ever ------------------------------------
 */

#define LARGE 2400

/* Finders are of eight pixels a side at the least, with their margin: a million
   of them is a picture of 64 million, of the 256 that are opened. */
#define MILLION (1000 * 8)

static uint8_t large[MILLION * MILLION];

static uint8_t
grain(uint32_t x, uint32_t y)
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

/* Of one pixel, two, three ... further down. */
static uint8_t
checks(uint32_t x, uint32_t y)
{
    uint32_t side = 1 + y / 200;
    return (x / side + y / side) % 2 == 0 ? 0 : 255;
}

/* A finder with its margin wherever there is room. */
static uint8_t
finders(uint32_t x, uint32_t y)
{
    int column = (int)(x % 8) - 3, row = (int)(y % 8) - 3;
    column = column < 0 ? -column : column;
    row = row < 0 ? -row : row;
    int ring = column > row ? column : row;
    return ring == 2 || ring == 4 ? 255 : 0;
}

static uint8_t
large_finders(uint32_t x, uint32_t y)
{
    return finders(x / 3, y / 3);
}

static const struct bomb {
    const char *name;
    uint8_t (*pixel)(uint32_t x, uint32_t y);
    uint32_t width, height;
} bombs[] = {
    {"one row", grain, LARGE, 1},
    {"one column", grain, 1, LARGE},
    {"black", black, LARGE, LARGE},
    {"noise", grain, LARGE, LARGE},
    {"checkerboards", checks, LARGE, LARGE},
    {"finders", finders, LARGE, LARGE},
    {"large finders", large_finders, LARGE, LARGE},
};

static obv_grey
draw_bomb(const struct bomb *b)
{
    for (uint32_t y = 0; y < b->height; y++) {
        for (uint32_t x = 0; x < b->width; x++) {
            large[(size_t)y * b->width + x] = b->pixel(x, y);
        }
    }
    return (obv_grey){large, b->width, b->height, b->width};
}

/* Bytes for each pixel, and beside them. */
#define MEMORY 3
#define BESIDE (3u * 1024 * 1024)

static int64_t
read_bomb(const obv_grey *bomb, bool hard, int64_t most)
{
    static obv_symbols symbols;
    int64_t left = most;
    size_t bytes = (size_t)bomb->width * bomb->height * MEMORY + BESIDE;
    obv_arena *room = obv_arena_new(bytes);
    symbols.count = 0;
    obv_status status = obv_qr_read(bomb, hard, &left, room, &symbols);
    CHECK(status == OBV_OK || (status == OBV_LIMIT && left == 0));
    CHECK_NUMBER(symbols.count, 0);
    CHECK(left >= 0 && left <= most);
    obv_arena_free(room);
    return most - left;
}

static void
check_costs(const struct bomb *of)
{
    obv_grey bomb = draw_bomb(of);
    int64_t once = (int64_t)bomb.width * bomb.height * OBV_PIXEL_EFFORT;
    int64_t easy = read_bomb(&bomb, false, INT64_MAX);
    CHECK_CASE(easy > 0, of->name);
    CHECK_CASE(easy <= once + OBV_EASY_EFFORT, of->name);
    int64_t hard = read_bomb(&bomb, true, INT64_MAX);
    CHECK_CASE(hard > easy, of->name);
    CHECK_CASE(hard <= 4 * once + OBV_EASY_EFFORT + OBV_HARD_EFFORT * 7 / 2,
               of->name);
}

static void
no_picture_costs_more_than_the_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bombs); i++) {
        check_costs(&bombs[i]);
    }
}

static void
a_million_finders_cost_no_more_than_their_pixels(void **state)
{
    (void)state;
    check_costs(&(struct bomb){"a million", finders, MILLION, MILLION});
}

/* Side by side: no three of them are the corners of a square. */
#define IN_A_ROW 100

static int64_t
cost_of_finding(const obv_grey *of, size_t counts[static 2])
{
    static obv_finders found[2];
    obv_pyramid pyramid;
    int64_t left = INT64_MAX;
    obv_arena_empty(arena);
    CHECK(obv_qr_pyramid(of, arena, &pyramid) == OBV_OK);
    for (size_t i = 0; i < pyramid.count; i++) {
        pyramid.levels[i].effort = &left;
    }
    found[0].count = found[1].count = 0;
    obv_qr_find(&pyramid, &found[0], &found[1]);
    counts[0] = found[0].count;
    counts[1] = found[1].count;
    return INT64_MAX - left;
}

static void
cutting_finding_and_grouping_are_each_charged(void **state)
{
    (void)state;
    obv_grey row =
        draw_bomb(&(struct bomb){"row", finders, IN_A_ROW * 8 + 8, 9});
    size_t counts[2];
    int64_t finding = cost_of_finding(&row, counts);
    CHECK(finding >= (int64_t)row.width * row.height);
    CHECK(counts[0] >= IN_A_ROW);
    uint64_t grouping =
        obv_grouping_effort(counts[0]) + obv_grouping_effort(counts[1]);
    uint64_t cutting = 2 * (uint64_t)row.width * row.height;
    CHECK_NUMBER(read_bomb(&row, false, INT64_MAX),
                 cutting + (uint64_t)finding + grouping);
}

static void
a_caller_sets_lower_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bombs); i++) {
        obv_grey bomb = draw_bomb(&bombs[i]);
        int64_t all = read_bomb(&bomb, true, INT64_MAX);
        CHECK_CASE(read_bomb(&bomb, true, all) == all, bombs[i].name);
        CHECK_CASE(read_bomb(&bomb, true, all / 2) <= all / 2, bombs[i].name);
        CHECK_CASE(read_bomb(&bomb, true, 1) == 1, bombs[i].name);
    }
}

static void
effort_is_taken_to_the_last_point(void **state)
{
    (void)state;
    int64_t effort = 10;
    CHECK(obv_qr_take_effort(&effort, 4) && effort == 6);
    CHECK(obv_qr_take_effort(&effort, 6) && effort == 0);
    CHECK(!obv_qr_take_effort(&effort, 1) && effort == 0);
    effort = 5;
    CHECK(!obv_qr_take_effort(&effort, 6) && effort == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finder_is_sought_while_there_is_effort),
        cmocka_unit_test(nothing_is_sought_without_effort),
        cmocka_unit_test(no_picture_costs_more_than_the_limits),
        cmocka_unit_test(a_million_finders_cost_no_more_than_their_pixels),
        cmocka_unit_test(cutting_finding_and_grouping_are_each_charged),
        cmocka_unit_test(a_caller_sets_lower_limits),
        cmocka_unit_test(effort_is_taken_to_the_last_point),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
