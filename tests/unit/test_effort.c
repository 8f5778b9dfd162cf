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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finder_is_sought_while_there_is_effort),
        cmocka_unit_test(nothing_is_sought_without_effort),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
