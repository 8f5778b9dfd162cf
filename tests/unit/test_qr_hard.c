/* SPDX-License-Identifier: Apache-2.0 */
/* What our own reader reads when it takes its time: codes that are seen aslant,
   cut, or bent. */
#include "check.h"

#include "codes.h"
#include "qr/inside.h"

#include <math.h>
#include <stdio.h>

static obv_arena *arena;
static obv_symbols symbols;
static code drawn;

#define ARENA (24u * 1024 * 1024)

static bool
reads(const paper *p, bool hard, const char *text)
{
    obv_grey grey = paper_grey(p);
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK_NUMBER(
        obv_qr_read(&grey, hard, &(int64_t){INT64_MAX}, arena, &symbols),
        OBV_OK);
    return symbols.count == 1 &&
           obv_slice_equal(symbols.items[0].bytes, obv_slice_of(text));
}

static paper
draw(unsigned version, char level, const char *text, unsigned module)
{
    drawn = (code){.version = version, .level = level};
    assert_true(code_make(&drawn, obv_slice_of(text)));
    uint32_t side = (drawn.size + 8) * module;
    paper p = paper_new(side, side);
    paper_draw(&p, &drawn, side / 2.0, side / 2.0, module, 0);
    return p;
}

/* ---- Sharp pictures ---------------------------------------------------------
 */

/* As a program draws them: where a mark stands is the same for half a module.
 */
static void
pictures_of_whole_pixels_are_read(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 8; version++) {
        for (unsigned module = 1; module <= 12; module++) {
            char text[32];
            snprintf(text, sizeof(text), "%u of %u", version, module);
            paper p = draw(version, 'L', text, module);
            CHECK_CASE(reads(&p, false, text), text);
            paper_free(&p);
        }
    }
}

/* ---- Seen aslant ------------------------------------------------------------
 */

/* The sheet as a camera sees it: its corners, from the first on clockwise. */
static paper
seen(const paper *sheet, const obv_point corners[static 4], uint32_t side)
{
    float w = (float)sheet->width, h = (float)sheet->height;
    const obv_point flat[4] = {{0, 0}, {w, 0}, {w, h}, {0, h}};
    obv_pair pairs[4];
    obv_plane plane;
    for (size_t i = 0; i < 4; i++) {
        pairs[i] = (obv_pair){corners[i], flat[i], 1};
    }
    assert_true(obv_plane_fit(pairs, 4, &plane));
    obv_grey grey = paper_grey(sheet);
    paper p = paper_new(side, side);
    for (uint32_t i = 0; i < side * side; i++) {
        float sum = 0;
        for (unsigned k = 0; k < 16; k++) {
            float x = (float)(i % side) + (float)(k % 4) / 4 + 0.125f;
            float y = (float)(i / side) + (float)(k / 4) / 4 + 0.125f;
            obv_point at = obv_plane_at(&plane, x, y);
            bool on = at.x >= 0 && at.y >= 0 && at.x < w && at.y < h;
            sum += on ? obv_grey_at(&grey, at) : 200;
        }
        p.pixels[i] = (uint8_t)(sum / 16);
    }
    return p;
}

static void
a_sheet_seen_nearly_along_its_plane_is_read(void **state)
{
    (void)state;
    static const obv_point views[][4] = {
        /* a finder in front more than twice as large as one behind */
        {{150, 40}, {235, 60}, {345, 345}, {5, 220}},
        /* the angle between two sides, 140 degrees */
        {{78, 54}, {346, 2}, {210, 200}, {4, 346}},
    };
    for (size_t i = 0; i < COUNT(views); i++) {
        paper flat = draw(2, 'M', "from aside", 12);
        paper p = seen(&flat, views[i], 350);
        CHECK(!reads(&p, false, "from aside"));
        CHECK(reads(&p, true, "from aside"));
        paper_free(&p);
        paper_free(&flat);
    }
}

static int
open_arena(void **state)
{
    (void)state;
    arena = obv_arena_new(ARENA);
    return arena != NULL ? 0 : -1;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_of_whole_pixels_are_read),
        cmocka_unit_test(a_sheet_seen_nearly_along_its_plane_is_read),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
