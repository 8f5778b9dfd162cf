/* SPDX-License-Identifier: Apache-2.0 */
/* Pages without a code, each drawn from its seed: nothing is ever read on one,
   however long is looked. */
#include "check.h"

#include "codes.h"
#include "reader/reader.h"
#include "spoiling.h"

#include <stdio.h>

static obv_arena *arena;
static uint32_t seed;

static uint32_t
lot(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void
fill(paper *p, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
     uint8_t grey)
{
    for (uint32_t row = y; row < y + height && row < p->height; row++) {
        for (uint32_t at = x; at < x + width && at < p->width; at++) {
            p->pixels[(size_t)row * p->width + at] = grey;
        }
    }
}

/* ---- What stands on pages ---------------------------------------------------
 */

/* Strokes of letters: upright, and some across. */
static void
draw_text(paper *p)
{
    uint32_t high = 5 + lot(12);
    for (uint32_t y = 8; y + high < p->height; y += high * 2) {
        for (uint32_t x = 8; x + high < p->width; x += 2 + lot(high)) {
            uint32_t thick = 1 + high / 8;
            fill(p, x, y, thick, high, 20);
            if (lot(2) == 0) {
                fill(p, x, y + lot(high), high / 2, thick, 20);
            }
        }
    }
}

static void
draw_table(paper *p)
{
    uint32_t wide = 10 + lot(50), high = 6 + lot(30), line = 1 + lot(3);
    for (uint32_t y = 0; y < p->height; y += high) {
        fill(p, 0, y, p->width, line, 0);
        for (uint32_t x = 0; x < p->width; x += wide) {
            fill(p, x, y, line, high, 0);
            fill(p, x + 4, y + high / 3, lot(wide), high / 3,
                 (uint8_t)lot(120));
        }
    }
}

static void
draw_lines(paper *p)
{
    for (uint32_t at = 0; at < p->width; at += 1 + lot(12)) {
        fill(p, at, 0, 1 + lot(6), p->height, (uint8_t)lot(100));
    }
    for (uint32_t at = 0; at < p->height && lot(8) != 0; at += 4 + lot(40)) {
        fill(p, 0, at, p->width, 1 + lot(4), 0);
    }
}

static void
draw_checkers(paper *p)
{
    uint32_t side = 1 + lot(9);
    for (uint32_t y = 0; y < p->height; y += side) {
        for (uint32_t x = y / side % 2 * side; x < p->width; x += 2 * side) {
            fill(p, x, y, side, side, 10);
        }
    }
}

/* Light and dark that come and go, and what a sensor adds. */
static void
draw_photograph(paper *p)
{
    for (unsigned i = 0; i < 40; i++) {
        fill(p, lot(p->width), lot(p->height), 5 + lot(p->width / 2),
             5 + lot(p->height / 2), (uint8_t)lot(256));
        paper_cover(p, lot(p->width), lot(p->height), 3 + lot(30),
                    (uint8_t)lot(256));
    }
    paper_blur(p, lot(3), lot(3));
    paper_noise(p, 4 + lot(40), seed);
}

static void
draw_noise(paper *p)
{
    memset(p->pixels, 128, (size_t)p->width * p->height);
    paper_noise(p, 20 + lot(108), seed);
    paper_blur(p, lot(3) * 0.6, lot(3) * 0.6);
}

/* Modules that any code is made of. */
static void
draw_modules(paper *p, uint32_t x, uint32_t y, uint32_t count, uint32_t module)
{
    for (uint32_t i = 0; i < count * count; i++) {
        fill(p, x + i % count * module, y + i / count * module, module, module,
             lot(2) == 0 ? 0 : 255);
    }
}

/* Two sides of ink, two that take turns. */
static void
draw_data_matrix(paper *p)
{
    uint32_t module = 2 + lot(5), count = 10 + 2 * lot(10);
    uint32_t x = lot(30), y = lot(30), side = count * module;
    draw_modules(p, x, y, count, module);
    fill(p, x, y, module, side, 0);
    fill(p, x, y + side - module, side, module, 0);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t grey = i % 2 == 0 ? 0 : 255;
        fill(p, x + i * module, y, module, module, grey);
        fill(p, x + side - module, y + side - (i + 1) * module, module, module,
             grey);
    }
}

/* Rings in the middle, each a module wide. */
static void
draw_rings(paper *p, uint32_t x, uint32_t y, uint32_t rings, uint32_t module)
{
    for (uint32_t i = rings; i-- > 0;) {
        uint32_t side = (2 * i + 1) * module;
        fill(p, x - i * module, y - i * module, side, side,
             i % 2 == 0 ? 0 : 255);
    }
}

static void
draw_aztec(paper *p)
{
    uint32_t module = 2 + lot(4), half = 7 + lot(9);
    uint32_t x = lot(20), y = lot(20);
    draw_modules(p, x, y, 2 * half + 1, module);
    draw_rings(p, x + half * module, y + half * module, 5 + 2 * lot(2), module);
}

/* The marks of a code, and what takes turns between them; no data. */
static void
draw_marks(paper *p)
{
    uint32_t module = 2 + lot(4), count = 21 + 4 * lot(4);
    uint32_t far = (count - 4) * module + module / 2,
             near = 3 * module + module / 2;
    draw_modules(p, 16, 16, count, module);
    for (uint32_t i = 8; i < count - 8; i++) {
        uint8_t grey = i % 2 == 0 ? 0 : 255;
        fill(p, 16 + i * module, 16 + 6 * module, module, module, grey);
        fill(p, 16 + 6 * module, 16 + i * module, module, module, grey);
    }
    const uint32_t at[3][2] = {{near, near}, {far, near}, {near, far}};
    for (unsigned i = 0; i < 3; i++) {
        uint32_t x = 16 + at[i][0], y = 16 + at[i][1];
        for (uint32_t side = 9; side >= 3; side -= 2) {
            uint32_t out = side * module / 2;
            fill(p, x - out, y - out, side * module, side * module,
                 side % 4 == 1 ? 255 : 0);
        }
    }
}

static const struct kind {
    const char *name;
    void (*draw)(paper *p);
} kinds[] = {
    {"text", draw_text},
    {"table", draw_table},
    {"lines", draw_lines},
    {"checkers", draw_checkers},
    {"photograph", draw_photograph},
    {"noise", draw_noise},
    {"Data Matrix", draw_data_matrix},
    {"Aztec", draw_aztec},
    {"marks", draw_marks},
};

static paper
draw_page(const struct kind *k, uint32_t number, uint32_t width,
          uint32_t height)
{
    paper p = paper_new(width, height);
    CHECK(p.pixels != NULL);
    seed = number * 2654435761u + 1;
    k->draw(&p);
    return p;
}

/* ---- Nothing is read ------------------------------------------------------
 */

#define PAGES 40

static void
our_own_reader_reads_nothing(void **state)
{
    (void)state;
    static obv_symbols symbols;
    for (uint32_t i = 0; i < COUNT(kinds) * PAGES; i++) {
        const struct kind *k = &kinds[i % COUNT(kinds)];
        paper p = draw_page(k, i, 150 + i % 70, 220 - i % 50);
        obv_grey grey = paper_grey(&p);
        obv_arena_empty(arena);
        symbols.count = 0;
        CHECK(obv_qr_read(&grey, true, &(int64_t){INT64_MAX}, arena,
                          &symbols) == OBV_OK);
        char name[48];
        snprintf(name, sizeof(name), "page %u, %s", i, k->name);
        CHECK_CASE(symbols.count == 0, name);
        paper_free(&p);
    }
}

/* With zbar, and all that is tried on pictures. */
static void
no_search_finds_anything(void **state)
{
    (void)state;
    static obv_found found;
    for (size_t i = 0; i < COUNT(kinds) * 3; i++) {
        const struct kind *k = &kinds[i % COUNT(kinds)];
        bool large = i < COUNT(kinds);
        paper p = draw_page(k, (uint32_t)i + 7000, large ? 620 : 200,
                            large ? 877 : 260);
        obv_sheet sheet = {.grey = paper_grey(&p), .page = 1};
        obv_arena_empty(arena);
        obv_found_clear(&found, OBV_CONTAINER_PNG);
        obv_status status =
            obv_search(&sheet, obv_milliseconds() + 600000, arena, &found);
        CHECK_CASE(status == OBV_OK || status == OBV_LIMIT, k->name);
        CHECK_CASE(found.count == 0, k->name);
        paper_free(&p);
    }
}

int
main(void)
{
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_own_reader_reads_nothing),
        cmocka_unit_test(no_search_finds_anything),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
