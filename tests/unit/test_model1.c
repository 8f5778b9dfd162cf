/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Symbols of Model 1.  No library makes them, so that they are made here: what
 * stands fixed is painted first, and blocks are put where there is room, by the
 * picture and not by the decoder's arithmetic; sizes are those of the standard
 * (ISO/IEC 18004:2000, tables M.2 and M.4).
 */
#include "check.h"

#include "codes.h"
#include "qr/decode.h"

#include <stdio.h>

#define SIDE OBV_MAX_MODULES

static obv_arena *arena;
static code made;
static uint8_t painted[SIDE * SIDE], sure[SIDE * SIDE];

/* Where each codeword has its first module, and how broad it is. */
static struct place {
    unsigned x, y, across;
} places[700];
static unsigned count;

static const char letters[] = "MLHQ"; /* in the order of obv_level */

/* clang-format off */
static const struct size {
    unsigned codewords; /* that there is room for */
    struct { uint8_t blocks, data; } levels[4]; /* M, L, H, Q */
} sizes[] = {
    { 26, {{1,  16}, {1,  19}, {1,  9}, {1, 13}}},
    { 46, {{1,  30}, {1,  36}, {1, 16}, {1, 24}}},
    { 72, {{1,  44}, {1,  57}, {1, 24}, {1, 36}}},
    {100, {{1,  60}, {1,  80}, {1, 34}, {1, 50}}},
    {134, {{1,  82}, {1, 108}, {2, 23}, {1, 68}}},
    {170, {{2,  53}, {1, 136}, {2, 29}, {2, 43}}},
    {212, {{2,  66}, {1, 170}, {3, 24}, {2, 54}}},
    {256, {{2,  80}, {2, 104}, {3, 29}, {2, 64}}},
    {306, {{2,  93}, {2, 123}, {3, 34}, {3, 52}}},
    {358, {{2, 111}, {2, 145}, {4, 31}, {3, 61}}},
    {416, {{4,  64}, {2, 168}, {5, 29}, {4, 52}}},
    {476, {{4,  73}, {2, 192}, {5, 33}, {4, 61}}},
    {542, {{4,  83}, {3, 144}, {6, 32}, {4, 69}}},
    {610, {{4,  92}, {3, 163}, {6, 35}, {5, 62}}},
};
/* clang-format on */

/* ---- What stands fixed ------------------------------------------------------
 */

static void
paint(unsigned x, unsigned y, bool dark)
{
    painted[y * made.size + x] = 1;
    made.modules[y * made.size + x] = dark;
}

static void
paint_finder(int cx, int cy)
{
    for (int y = cy - 4; y <= cy + 4; y++) {
        for (int x = cx - 4; x <= cx + 4; x++) {
            int dx = x > cx ? x - cx : cx - x, dy = y > cy ? y - cy : cy - y;
            int ring = dx > dy ? dx : dy;
            if (x >= 0 && y >= 0 && x < (int)made.size && y < (int)made.size) {
                paint((unsigned)x, (unsigned)y, ring != 2 && ring != 4);
            }
        }
    }
}

/* Extension patterns: what they look like does not matter to a reader. */
static void
paint_extensions(void)
{
    unsigned last = made.size - 1;
    for (unsigned at = last - 8; at > 12; at -= 8) {
        for (unsigned i = 0; i < 8; i++) {
            paint(last - i % 2, at - i / 2, i % 3 == 0);
            paint(at - i / 2, last - i % 2, i % 3 == 0);
        }
    }
}

static void
paint_fixed(unsigned format)
{
    unsigned n = made.size;
    memset(painted, 0, sizeof(painted));
    memset(made.modules, 0, sizeof(made.modules));
    paint_extensions();
    for (unsigned i = 0; i < n; i++) {
        paint(6, i, i % 2 == 0);
        paint(i, 6, i % 2 == 0);
    }
    paint_finder(3, 3);
    paint_finder((int)n - 4, 3);
    paint_finder(3, (int)n - 4);
    for (unsigned i = 0; i < 15; i++) {
        bool one = format >> i & 1;
        unsigned first = i < 6 ? i : i + 1, then = i == 8 ? 7 : 14 - i;
        paint(i < 8 ? 8 : then, i < 8 ? first : 8, one);
        paint(i < 8 ? n - 1 - i : 8, i < 8 ? 8 : n - 15 + i, one);
    }
    paint(8, n - 8, true);
}

static unsigned
format_of(unsigned level, unsigned mask)
{
    unsigned data = level << 3 | mask, rest = data << 10;
    for (unsigned bit = 14; bit >= 10; bit--) {
        rest ^= (rest >> bit & 1) != 0 ? 0x537u << (bit - 10) : 0;
    }
    return (data << 10 | rest) ^ 0x2825;
}

/* ---- Codewords --------------------------------------------------------------
 */

static bool
is_free(unsigned x, unsigned y, unsigned across)
{
    for (unsigned i = 0; i < 8; i++) {
        unsigned column = x - i % across, row = y - i / across;
        if (painted[row * made.size + column]) {
            return false;
        }
    }
    return true;
}

/* Upwards, wherever there is room. */
static void
find_places(unsigned x, unsigned across)
{
    unsigned high = 8 / across, y = made.size - 1;
    while (y < made.size && y + 1 >= high) {
        bool room = is_free(x, y, across);
        if (room) {
            places[count++] = (struct place){x, y, across};
        }
        y -= room ? high : 1;
    }
}

static void
find_all_places(void)
{
    unsigned last = made.size - 1;
    count = 0;
    find_places(last, 2);
    find_places(last - 2, 2);
    unsigned x = last - 4;
    for (; x > 8; x -= 4) {
        find_places(x, 4);
    }
    for (x = 8; x < made.size; x -= x == 8 ? 3 : 2) {
        find_places(x, 2);
    }
}

static bool
turns(unsigned mask, unsigned x, unsigned y)
{
    unsigned p = x * y;
    const bool all[] = {(x + y) % 2 == 0,
                        y % 2 == 0,
                        x % 3 == 0,
                        (x + y) % 3 == 0,
                        (x / 3 + y / 2) % 2 == 0,
                        p % 6 == 0,
                        p % 6 < 3,
                        (x + y + p % 3) % 2 == 0};
    return all[mask];
}

static void
put_codeword(unsigned index, unsigned value, unsigned mask)
{
    struct place at = places[index];
    for (unsigned i = 0; i < 8; i++) {
        unsigned x = at.x - i % at.across, y = at.y - i / at.across;
        made.modules[y * made.size + x] =
            (value >> (7 - i) & 1) != turns(mask, x, y);
    }
}

/* In GF(256), bit by bit. */
static unsigned
times(unsigned a, unsigned b)
{
    unsigned product = 0;
    for (; b != 0; b >>= 1) {
        product ^= (b & 1) != 0 ? a : 0;
        a = a << 1 ^ (a > 127 ? 0x11D : 0);
    }
    return product;
}

static void
put_checks(const uint8_t *data, unsigned len, uint8_t *checks, unsigned parity)
{
    uint8_t generator[80] = {1}, rest[256] = {0};
    for (unsigned i = 0, root = 1; i < parity; i++, root = times(root, 2)) {
        for (unsigned k = i + 1; k > 0; k--) {
            generator[k] ^= (uint8_t)times(generator[k - 1], root);
        }
    }
    memcpy(rest, data, len);
    for (unsigned i = 0; i < len; i++) {
        unsigned first = rest[i];
        for (unsigned k = 0; k <= parity; k++) {
            rest[i + k] ^= (uint8_t)times(first, generator[k]);
        }
    }
    memcpy(checks, rest + len, parity);
}

/* Bytes: corner, mode 4, a count of 8 or of 16 bits. */
static void
put_text(const char *text, unsigned version, uint8_t *data)
{
    size_t len = strlen(text);
    *data++ = 4;
    if (version > 9) {
        *data++ = 0;
    }
    *data++ = (uint8_t)len;
    memcpy(data, text, len);
}

static struct {
    unsigned mask, blocks, data, parity;
    char text[16];
    uint8_t bytes[700];
} now;

static void
draw_all(void)
{
    for (unsigned i = 0; i < now.blocks * (now.data + now.parity); i++) {
        put_codeword(i, now.bytes[i], now.mask);
    }
    memset(sure, 255, sizeof(sure));
}

/* `corner`: what its four modules say. */
static void
make(unsigned version, unsigned level, unsigned corner)
{
    const struct size *size = &sizes[version - 1];
    memset(&now, 0, sizeof(now));
    now.mask = (version + level) % 8;
    now.blocks = size->levels[level].blocks;
    now.data = size->levels[level].data;
    now.parity = size->codewords / now.blocks - now.data;
    made.version = version;
    made.size = 17 + 4 * version;
    snprintf(now.text, sizeof(now.text), "%u%c", version, letters[level]);
    paint_fixed(format_of(level, now.mask));
    find_all_places();
    CHECK_NUMBER(count, size->codewords);
    put_text(now.text, version, now.bytes);
    now.bytes[0] |= (uint8_t)(corner << 4);
    uint8_t *checks = now.bytes + now.blocks * now.data;
    for (unsigned b = 0; b < now.blocks; b++) {
        put_checks(now.bytes + b * now.data, now.data, checks + b * now.parity,
                   now.parity);
    }
    draw_all();
}

static obv_status
decode(obv_symbol *ret)
{
    obv_modules seen = {.dark = made.modules, .sure = sure, .side = made.size};
    obv_arena_empty(arena);
    return obv_qr_decode_modules(&seen, arena, ret);
}

static bool
reads(void)
{
    obv_symbol s;
    return decode(&s) == OBV_OK && s.version == made.version &&
           obv_slice_is(s.bytes, now.text);
}

static bool
refuses(void)
{
    obv_symbol s;
    return decode(&s) == OBV_MALFORMED;
}

/* In each block, from its second codeword on. */
static void
hurt(unsigned errors, uint8_t how_sure)
{
    for (unsigned b = 0; b < now.blocks; b++) {
        for (unsigned i = 0; i < errors; i++) {
            unsigned in = 1 + i;
            unsigned at = in < now.data ? b * now.data + in
                                        : now.blocks * now.data +
                                              b * now.parity + in - now.data;
            now.bytes[at] ^= (uint8_t)(17 + 13 * i) | 1;
            sure[places[at].y * made.size + places[at].x] = how_sure;
            put_codeword(at, now.bytes[at], now.mask);
        }
    }
}

/* ---- What is read, and what is not ------------------------------------------
 */

static void
for_all(void (*run)(const char *name))
{
    for (unsigned version = 1; version <= 14; version++) {
        for (unsigned level = 0; level < 4; level++) {
            make(version, level, 0);
            run(now.text);
        }
    }
}

static void
try_clean(const char *name)
{
    CHECK_CASE(reads(), name);
}

static unsigned
most_errors(void)
{
    char level = now.text[strlen(now.text) - 1];
    unsigned kept = made.version == 1   ? level == 'L'   ? 3
                                          : level == 'M' ? 2
                                                         : 1
                    : made.version == 2 ? level == 'L' ? 2 : 0
                    : made.version == 3 ? level == 'L'
                                        : 0;
    return (now.parity - kept) / 2;
}

static void
try_errors(const char *name)
{
    hurt(most_errors(), 255);
    CHECK_CASE(reads(), name);
}

static void
try_one_too_many(const char *name)
{
    hurt(most_errors() + 1, 255);
    CHECK_CASE(refuses(), name);
}

/* Of symbols of today, so many could be erased. */
static void
try_doubts(const char *name)
{
    hurt(most_errors() + 1, 0);
    CHECK_CASE(refuses(), name);
}

static void
every_version_at_every_level_is_read(void **state)
{
    (void)state;
    for_all(try_clean);
}

static void
errors_are_corrected_up_to_the_limit_and_no_further(void **state)
{
    (void)state;
    for_all(try_errors);
    for_all(try_one_too_many);
}

static void
nothing_is_erased(void **state)
{
    (void)state;
    for_all(try_doubts);
}

static void
a_corner_that_says_something_is_refused(void **state)
{
    (void)state;
    make(4, OBV_LEVEL_M, 5);
    CHECK(refuses());
    make(4, OBV_LEVEL_M, 0);
    put_codeword(0, now.bytes[0] | 0x50, now.mask);
    hurt(most_errors(), 255);
    CHECK(reads()); /* what only its picture says costs nothing */
}

static void
hurt_format(unsigned errors)
{
    for (unsigned y = 0; y < errors; y++) {
        made.modules[y * made.size + 8] ^= 1;
    }
}

static void
both_copies_of_the_format_must_be_near(void **state)
{
    (void)state;
    make(5, OBV_LEVEL_Q, 0);
    hurt_format(3);
    CHECK(reads());
    make(5, OBV_LEVEL_Q, 0);
    hurt_format(4);
    CHECK(refuses());
}

static void
pictures_of_them_are_read(void **state)
{
    (void)state;
    for (unsigned version = 1; version <= 14; version++) {
        static obv_symbols symbols;
        make(version, OBV_LEVEL_M, 0);
        paper p = paper_new(600, 600);
        paper_draw(&p, &made, 300, 300, 5, 7);
        obv_grey grey = paper_grey(&p);
        obv_arena_empty(arena);
        symbols.count = 0;
        CHECK_NUMBER(
            obv_qr_read(&grey, true, &(int64_t){INT64_MAX}, arena, &symbols),
            OBV_OK);
        paper_free(&p);
        CHECK_CASE(symbols.count == 1, now.text);
        CHECK_CASE(obv_slice_is(symbols.items[0].bytes, now.text), now.text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_at_every_level_is_read),
        cmocka_unit_test(errors_are_corrected_up_to_the_limit_and_no_further),
        cmocka_unit_test(nothing_is_erased),
        cmocka_unit_test(a_corner_that_says_something_is_refused),
        cmocka_unit_test(both_copies_of_the_format_must_be_near),
        cmocka_unit_test(pictures_of_them_are_read),
    };
    arena = obv_arena_new(24u * 1024 * 1024);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
