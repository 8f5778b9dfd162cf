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

/* ---- Marks that are not whole ----------------------------------------------
 */

static void
fill(paper *p, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
     uint8_t grey)
{
    for (uint32_t row = y; row < y + height; row++) {
        memset(p->pixels + (size_t)row * p->width + x, grey, width);
    }
}

/* The middle three modules of each side of the three rings are gone. */
static void
break_rings(code *c)
{
    unsigned far = c->size - 7;
    const unsigned marks[3][2] = {{0, 0}, {far, 0}, {0, far}};
    for (unsigned i = 0; i < 3; i++) {
        for (unsigned k = 2; k < 5; k++) {
            unsigned x = marks[i][0], y = marks[i][1];
            c->modules[y * c->size + x + k] = 0;
            c->modules[(y + 6) * c->size + x + k] = 0;
            c->modules[(y + k) * c->size + x] = 0;
            c->modules[(y + k) * c->size + x + 6] = 0;
        }
    }
}

static void
marks_with_broken_rings_are_read(void **state)
{
    (void)state;
    for (unsigned degrees = 0; degrees < 360; degrees += 5) {
        drawn = (code){.version = 3, .level = 'H'};
        assert_true(code_make(&drawn, obv_slice_of("broken")));
        break_rings(&drawn);
        paper p = paper_new(420, 420);
        paper_draw(&p, &drawn, 210, 210, 7.5, degrees);
        CHECK(!reads(&p, false, "broken"));
        char name[16];
        snprintf(name, sizeof(name), "%u degrees", degrees);
        CHECK_CASE(reads(&p, true, "broken"), name);
        paper_free(&p);
    }
}

/* Only what stands inside of the code, on any ground. */
static paper
without_margin(double degrees, uint8_t ground)
{
    paper p = paper_new(330, 330), all = paper_new(330, 330);
    drawn = (code){.version = 3, .level = 'M'};
    assert_true(code_make(&drawn, obv_slice_of("bare")));
    paper_draw(&all, &drawn, 165, 165, 7.5, degrees);
    double turn = degrees * 3.14159265358979 / 180;
    double half = drawn.size * 7.5 / 2;
    for (uint32_t i = 0; i < 330 * 330; i++) {
        double x = i % 330 + 0.5 - 165, y = i / 330 + 0.5 - 165;
        bool inside = fabs(x * cos(turn) + y * sin(turn)) < half &&
                      fabs(y * cos(turn) - x * sin(turn)) < half;
        p.pixels[i] = inside ? all.pixels[i] : ground;
    }
    paper_free(&all);
    return p;
}

static void
codes_without_a_margin_are_read_at_any_angle(void **state)
{
    (void)state;
    static const uint8_t grounds[] = {255, 200, 128, 0};
    for (unsigned i = 0; i < 72 * COUNT(grounds); i++) {
        paper p = without_margin(i / COUNT(grounds) * 5.0,
                                 grounds[i % COUNT(grounds)]);
        char name[32];
        snprintf(name, sizeof(name), "%zu degrees on %u",
                 i / COUNT(grounds) * 5, grounds[i % COUNT(grounds)]);
        CHECK_CASE(reads(&p, true, "bare"), name);
        paper_free(&p);
    }
}

static void
a_code_with_a_bar_along_a_side_is_read(void **state)
{
    (void)state;
    for (unsigned side = 0; side < 4; side++) {
        paper p = draw(3, 'M', "bar", 8);
        uint32_t most = p.width, wide = 32;
        fill(&p, side == 1 ? most - wide : 0, side == 2 ? most - wide : 0,
             side % 2 == 1 || side == 3 ? wide : most,
             side % 2 == 0 ? wide : most, 0);
        CHECK_CASE(reads(&p, true, "bar"), "bar");
        paper_free(&p);
    }
}

#define SIDE 240

/* What is left of a mark. */
typedef struct remains {
    float module;
    float ring, outside; /* parts of the way around that are as they should */
    float high;          /* how much higher than wide */
    bool round;
} remains;

static bool
is_ink_of(const remains *m, float x, float y)
{
    float far = m->round ? hypotf(x, y) : fmaxf(fabsf(x), fabsf(y));
    float turn = (atan2f(y, x) + 3.14159265f) / 6.2831853f;
    return far < 1.5f || (far >= 2.5f && far < 3.5f && turn < m->ring) ||
           (far >= 3.5f && turn >= m->outside);
}

static size_t
count_eyes(const remains *m)
{
    static obv_finders found[2];
    paper p = paper_new(SIDE, SIDE);
    for (uint32_t i = 0; i < SIDE * SIDE; i++) {
        float x = ((float)(i % SIDE) - SIDE / 2.0f + 0.5f) / m->module;
        float y = ((float)(i / SIDE) - SIDE / 2.0f + 0.5f) / m->module;
        p.pixels[i] = is_ink_of(m, x, y / m->high) ? 20 : 230;
    }
    obv_pyramid pyramid;
    obv_grey grey = paper_grey(&p);
    obv_arena_empty(arena);
    CHECK(obv_qr_pyramid(&grey, arena, &pyramid) == OBV_OK);
    found[0].count = found[1].count = 0;
    obv_qr_find_eyes(&pyramid, &found[0], &found[1]);
    paper_free(&p);
    for (size_t i = 0; i < found[0].count; i++) {
        const obv_finder *f = &found[0].items[i];
        CHECK(fabsf(f->centre.x - SIDE / 2) < 2);
        CHECK(fabsf(f->centre.y - SIDE / 2) < 2);
    }
    return found[0].count;
}

static void
an_eye_with_enough_around_it_is_a_mark(void **state)
{
    (void)state;
    static const struct {
        remains of;
        size_t count;
    } cases[] = {
        {{8, 1, 1, 1, false}, 1},    {{8, 1, 1, 1, true}, 1},
        {{8, 0.4f, 1, 1, false}, 1}, {{8, 0.25f, 1, 1, false}, 0},
        {{8, 0.4f, 1, 1, true}, 1},  {{8, 0.25f, 1, 1, true}, 0},
        {{8, 0.33f, 1, 1, true}, 0}, {{8, 1, 0.5f, 1, false}, 1},
        {{8, 1, 0.2f, 1, false}, 0}, {{8, 1, 1, 1.8f, true}, 1},
        {{8, 1, 1, 3.2f, true}, 0},  {{2, 1, 1, 1, false}, 1},
        {{0.9f, 1, 1, 1, false}, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char name[32];
        snprintf(name, sizeof(name), "remains %zu", i);
        CHECK_CASE(count_eyes(&cases[i].of) == cases[i].count, name);
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

/* The corner without a finder is drawn in by so many pixels, and less what is
   nearer to the finders. */
static paper
bend(const paper *from, double pixels)
{
    paper p = paper_new(from->width, from->height);
    for (uint32_t y = 0; y < p.height; y++) {
        for (uint32_t x = 0; x < p.width; x++) {
            double u = (double)x / p.width, v = (double)y / p.height;
            double off = pixels * u * u * v * v;
            uint32_t column = (uint32_t)(x + off), row = (uint32_t)(y + off);
            if (column < p.width && row < p.height) {
                p.pixels[(size_t)y * p.width + x] =
                    from->pixels[(size_t)row * p.width + column];
            }
        }
    }
    return p;
}

/* It has no alignment pattern that would tell. */
static void
a_bent_version_1_is_read(void **state)
{
    (void)state;
    paper flat = draw(1, 'H', "H15-03", 12);
    for (unsigned pixels = 0; pixels <= 90; pixels += 5) {
        char name[16];
        snprintf(name, sizeof(name), "by %u", pixels);
        paper p = bend(&flat, pixels);
        CHECK_CASE(reads(&p, true, "H15-03"), name);
        paper_free(&p);
    }
    paper_free(&flat);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_of_whole_pixels_are_read),
        cmocka_unit_test(a_sheet_seen_nearly_along_its_plane_is_read),
        cmocka_unit_test(marks_with_broken_rings_are_read),
        cmocka_unit_test(codes_without_a_margin_are_read_at_any_angle),
        cmocka_unit_test(a_code_with_a_bar_along_a_side_is_read),
        cmocka_unit_test(an_eye_with_enough_around_it_is_a_mark),
        cmocka_unit_test(a_bent_version_1_is_read),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
