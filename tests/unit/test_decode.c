/* SPDX-License-Identifier: Apache-2.0 */
/* From modules to bytes: what libqrencode makes, hurt up to what the standard
   allows and beyond. */
#include "check.h"

#include "codes.h"
#include "qr/decode.h"

#include <stdio.h>

static obv_arena *arena;
static code made;
static uint8_t sure[OBV_MAX_MODULES * OBV_MAX_MODULES];
static uint32_t seed;

static unsigned
lot(unsigned below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static const char letters[] = "MLHQ"; /* in the order of obv_level */

static void
make(unsigned version, unsigned level, obv_slice bytes)
{
    made = (code){.version = version, .level = letters[level]};
    assert_true(code_make(&made, bytes));
    assert_int_equal(made.version, version);
    memset(sure, 255, sizeof(sure));
}

static obv_status
decode(const code *c, obv_arena *room, obv_symbol *ret)
{
    obv_modules seen = {.dark = c->modules, .sure = sure, .side = c->size};
    return obv_qr_decode_modules(&seen, room, ret);
}

static bool
reads(obv_slice bytes)
{
    obv_symbol symbol;
    obv_arena_empty(arena);
    return decode(&made, arena, &symbol) == OBV_OK &&
           symbol.version == made.version &&
           obv_slice_equal(symbol.bytes, bytes);
}

/* Something, but not these bytes. */
static bool
misreads(obv_slice bytes)
{
    obv_symbol symbol;
    obv_arena_empty(arena);
    return decode(&made, arena, &symbol) == OBV_OK &&
           !obv_slice_equal(symbol.bytes, bytes);
}

/* ---- Hurting one codeword ---------------------------------------------------
 */

/* Where the modules of data stand, in their order: eight a codeword. */
static uint16_t order[OBV_MAX_CODEWORDS * 8 + 8];

static void
find_order(void)
{
    static uint8_t layout[OBV_MAX_MODULES * OBV_MAX_MODULES];
    obv_qr_layout(made.version, layout);
    size_t count = 0;
    int side = (int)made.size, way = -1;
    for (int right = side - 1; right > 0; right -= 2, way = -way) {
        right -= right == 6;
        for (int i = 0; i < side; i++) {
            int y = way < 0 ? side - 1 - i : i;
            for (int x = right; x > right - 2; x--) {
                if (layout[y * side + x] == OBV_MODULE_DATA) {
                    order[count++] = (uint16_t)(y * side + x);
                }
            }
        }
    }
}

static void
hurt_codeword(unsigned index, bool doubtful)
{
    unsigned change = 1 + lot(255);
    for (unsigned bit = 0; bit < 8; bit++) {
        unsigned at = order[index * 8 + bit];
        made.modules[at] ^= change >> bit & 1;
        sure[at] = doubtful ? 0 : 255;
    }
}

/* Hurts so many codewords of each block, the first of them doubtful. */
static void
hurt_blocks(const obv_plan *plan, unsigned count, unsigned doubtful)
{
    static uint8_t low[OBV_MAX_CODEWORDS], high[OBV_MAX_CODEWORDS];
    for (unsigned i = 0; i < plan->codewords; i++) {
        low[i] = (uint8_t)i;
        high[i] = (uint8_t)(i >> 8);
    }
    for (unsigned b = 0; b < plan->blocks; b++) {
        obv_rs_block where;
        obv_qr_gather(plan, b, low, high, &where);
        unsigned from = lot(where.len), step = 1 + lot(2) * (where.len > 60);
        for (unsigned i = 0; i < count; i++) {
            unsigned place = (from + i * step) % where.len;
            hurt_codeword(where.sure[place] * 256u + where.bytes[place],
                          i < doubtful);
        }
    }
}

static unsigned
most_doubts(const obv_plan *plan)
{
    unsigned kept = plan->parity <= 16 ? 6 : 4;
    unsigned most = plan->parity - plan->protect;
    unsigned doubts = plan->parity - kept;
    return doubts < most ? doubts : most;
}

static unsigned plan_level;

typedef void trial(const obv_plan *plan, obv_slice text, const char *name);

static void
for_all(trial *run)
{
    char text[40], name[40];
    for (unsigned version = 1; version <= 40; version++) {
        for (unsigned level = 0; level < 4; level++) {
            snprintf(name, sizeof(name), "version %u-%c", version,
                     letters[level]);
            snprintf(text, sizeof(text), "%u%c", version, letters[level]);
            make(version, level, obv_slice_of(text));
            find_order();
            plan_level = level;
            obv_plan plan = obv_qr_plan(version, (obv_level)level);
            seed = version * 4 + level;
            run(&plan, obv_slice_of(text), name);
        }
    }
}

static void
try_clean(const obv_plan *plan, obv_slice text, const char *name)
{
    (void)plan;
    CHECK_CASE(reads(text), name);
}

static void
try_errors(const obv_plan *plan, obv_slice text, const char *name)
{
    hurt_blocks(plan, (plan->parity - plan->protect) / 2, 0);
    CHECK_CASE(reads(text), name);
}

static void
try_one_too_many(const obv_plan *plan, obv_slice text, const char *name)
{
    hurt_blocks(plan, (plan->parity - plan->protect) / 2 + 1, 0);
    CHECK_CASE(!reads(text), name);
    CHECK_CASE(!misreads(text), name);
}

static void
try_erasures(const obv_plan *plan, obv_slice text, const char *name)
{
    unsigned doubts = most_doubts(plan);
    hurt_blocks(plan, doubts, doubts);
    CHECK_CASE(reads(text), name);
    make(made.version, plan_level, text);
    doubts /= 2;
    unsigned errors = (plan->parity - plan->protect - doubts) / 2;
    errors -= errors > 0;
    hurt_blocks(plan, doubts + errors, doubts);
    CHECK_CASE(reads(text), name);
}

static void
try_too_many_erasures(const obv_plan *plan, obv_slice text, const char *name)
{
    unsigned doubts = plan->parity - 1;
    hurt_blocks(plan, doubts, doubts);
    CHECK_CASE(!reads(text), name);
    CHECK_CASE(!misreads(text), name);
}

static void
every_version_at_every_level_is_read(void **state)
{
    (void)state;
    for_all(try_clean);
}

static void
errors_are_corrected_up_to_the_limit_of_the_standard(void **state)
{
    (void)state;
    for_all(try_errors);
}

static void
one_error_more_is_refused(void **state)
{
    (void)state;
    for_all(try_one_too_many);
}

static void
what_is_in_doubt_costs_half_of_an_error(void **state)
{
    (void)state;
    for_all(try_erasures);
}

static void
not_all_check_codewords_may_be_spent_on_doubts(void **state)
{
    (void)state;
    for_all(try_too_many_erasures);
}

static void
full_codes_are_read_to_the_last_byte(void **state)
{
    (void)state;
    static uint8_t bytes[2953];
    static const struct {
        unsigned version, level;
        size_t len;
    } cases[] = {{1, 1, 17},    {1, 2, 7},     {9, 1, 230},   {10, 1, 271},
                 {26, 0, 1059}, {27, 1, 1465}, {40, 1, 2953}, {40, 2, 1273}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        seed = (uint32_t)i;
        for (size_t k = 0; k < cases[i].len; k++) {
            bytes[k] = (uint8_t)lot(256);
        }
        make(cases[i].version, cases[i].level,
             (obv_slice){bytes, cases[i].len});
        CHECK(reads((obv_slice){bytes, cases[i].len}));
    }
}

static void
noise_is_no_code(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 20000; i++) {
        seed = i;
        made.version = 1 + i % (i % 10 == 0 ? 10 : 2);
        made.size = obv_side_of(made.version);
        for (unsigned k = 0; k < made.size * made.size; k++) {
            made.modules[k] = (uint8_t)lot(2);
            sure[k] = (uint8_t)lot(256);
        }
        obv_symbol symbol;
        obv_arena_empty(arena);
        CHECK(decode(&made, arena, &symbol) != OBV_OK);
    }
}

/* ---- Format and version -----------------------------------------------------
 */

static void
flip(unsigned x, unsigned y)
{
    made.modules[y * made.size + x] ^= 1;
}

static void
a_format_survives_a_lost_copy_and_three_errors_in_the_other(void **state)
{
    (void)state;
    for (unsigned level = 0; level < 4; level++) {
        make(4, level, obv_slice_of("format"));
        for (unsigned i = 0; i < 8; i++) { /* all of the copy at the ends */
            made.modules[8 * made.size + made.size - 1 - i] = 1;
            made.modules[(made.size - 1 - i) * made.size + 8] = 1;
            sure[8 * made.size + made.size - 1 - i] = 0;
            sure[(made.size - 1 - i) * made.size + 8] = 0;
        }
        flip(8, 0);
        flip(8, 5);
        flip(2, 8);
        CHECK(reads(obv_slice_of("format")));
        flip(3, 8);
        flip(4, 8);
        CHECK(!misreads(obv_slice_of("format")));
    }
}

static void
a_symbol_that_says_it_is_of_another_version_is_refused(void **state)
{
    (void)state;
    make(8, 0, obv_slice_of("version"));
    static code other;
    other = (code){.version = 9, .level = 'M'};
    CHECK(code_make(&other, obv_slice_of("version")));
    for (unsigned i = 0; i < 18; i++) {
        unsigned beside = i / 3, along = i % 3;
        unsigned from = other.size - 11 + along, to = made.size - 11 + along;
        made.modules[to * made.size + beside] =
            other.modules[from * other.size + beside];
        made.modules[beside * made.size + to] =
            other.modules[beside * other.size + from];
    }
    CHECK(!reads(obv_slice_of("version")));
    for (unsigned i = 0; i < 18; i++) { /* torn off is no other */
        unsigned along = made.size - 11 + i % 3;
        made.modules[along * made.size + i / 3] = 1;
        made.modules[i / 3 * made.size + along] = 1;
    }
    CHECK(reads(obv_slice_of("version")));
}

/* ---- What it says -----------------------------------------------------------
 */

static void
modes_of_the_encoder_are_read(void **state)
{
    (void)state;
    static const struct {
        char mode;
        const char *text;
    } cases[] = {{'N', "31415926535897932384626433832795028841971"},
                 {'A', "OB1:$-./ABC XYZ 0129"},
                 {'K', "\x93\x5F\xE4\xAA\x88\x9F\xEA\xA4"}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (unsigned version = 5; version <= 40; version += 12) {
            made =
                (code){.version = version, .level = 'M', .mode = cases[i].mode};
            CHECK(code_make(&made, obv_slice_of(cases[i].text)));
            memset(sure, 255, sizeof(sure));
            CHECK_CASE(reads(obv_slice_of(cases[i].text)), cases[i].text);
        }
    }
}

static void
parts_of_a_set_say_which_they_are(void **state)
{
    (void)state;
    static code parts[8];
    static const char text[] = "one text that is spread over several codes, "
                               "each of which holds a part of it";
    size_t count = code_split(parts, COUNT(parts), 2, 'M', obv_slice_of(text));
    uint8_t parity = 0;
    for (const char *c = text; *c != '\0'; c++) {
        parity ^= (uint8_t)*c;
    }
    CHECK(count >= 3);
    for (size_t i = 0; i < count; i++) {
        obv_symbol symbol;
        obv_arena_empty(arena);
        memset(sure, 255, sizeof(sure));
        CHECK(decode(&parts[i], arena, &symbol) == OBV_OK);
        CHECK_NUMBER(symbol.part, i);
        CHECK_NUMBER(symbol.parts, count);
        CHECK_NUMBER(symbol.parity, parity);
    }
}

static void
a_full_arena_is_told(void **state)
{
    (void)state;
    obv_arena *tiny = obv_arena_new(16);
    make(1, 0, obv_slice_of("text"));
    obv_symbol symbol;
    CHECK(decode(&made, tiny, &symbol) == OBV_NO_MEMORY);
    obv_arena_free(tiny);
}

int
main(void)
{
    arena = obv_arena_new(64 * 1024);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_at_every_level_is_read),
        cmocka_unit_test(errors_are_corrected_up_to_the_limit_of_the_standard),
        cmocka_unit_test(one_error_more_is_refused),
        cmocka_unit_test(what_is_in_doubt_costs_half_of_an_error),
        cmocka_unit_test(not_all_check_codewords_may_be_spent_on_doubts),
        cmocka_unit_test(full_codes_are_read_to_the_last_byte),
        cmocka_unit_test(noise_is_no_code),
        cmocka_unit_test(
            a_format_survives_a_lost_copy_and_three_errors_in_the_other),
        cmocka_unit_test(
            a_symbol_that_says_it_is_of_another_version_is_refused),
        cmocka_unit_test(modes_of_the_encoder_are_read),
        cmocka_unit_test(parts_of_a_set_say_which_they_are),
        cmocka_unit_test(a_full_arena_is_told),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
