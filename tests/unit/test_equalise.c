/* SPDX-License-Identifier: Apache-2.0 */
/* Modules that show what stands beside them are told apart by what the symbol
   itself teaches. */
#include "check.h"

#include "codes.h"
#include "qr/inside.h"

#define MOST (OBV_MAX_MODULES * OBV_MAX_MODULES)

static code drawn;
static float values[MOST];
static float work[(OBV_MAX_MODULES + 1) * (OBV_MAX_MODULES + 1) * 6];
static uint8_t layout[MOST], dark[MOST], sure[MOST];

/* A picture between its places: each module is seen with what is right of it
   and below it, and a little of all around. */
static void
see_between(void)
{
    static const float shares[9] = {.06f, .10f, .08f, .10f, 1,
                                    .62f, .08f, .62f, .34f};
    unsigned side = drawn.size, noise = 1;
    for (unsigned i = 0; i < side * side; i++) {
        values[i] = 40;
        for (unsigned k = 0; k < 9; k++) {
            unsigned x = i % side + k % 3 - 1, y = i / side + k / 3 - 1;
            bool ink = x < side && y < side && drawn.modules[y * side + x];
            values[i] += ink ? 50 * shares[k] : 0;
        }
        noise = noise * 1664525u + 1013904223u;
        values[i] += (float)(noise >> 28);
    }
}

static unsigned
wrong(void)
{
    unsigned count = 0;
    for (unsigned i = 0; i < drawn.size * drawn.size; i++) {
        count += dark[i] != drawn.modules[i];
    }
    return count;
}

static void
a_blurred_symbol_teaches_what_its_modules_are(void **state)
{
    (void)state;
    for (unsigned version = 2; version <= 40; version += 6) {
        drawn = (code){.version = version, .level = 'M'};
        assert_true(code_make(&drawn, obv_slice_of("lessons")));
        see_between();
        obv_qr_layout(version, layout);
        CHECK(obv_qr_judge(values, layout, drawn.size, 0.45f, work, dark,
                           sure) > 0.6f);
        unsigned before = wrong();
        CHECK(before > drawn.size * drawn.size / 50);
        for (unsigned i = 0; i < 3; i++) {
            CHECK(
                obv_qr_equalise(values, layout, drawn.size, work, dark, sure));
        }
        CHECK(wrong() < before / 4);
    }
}

static void
what_is_all_in_doubt_teaches_nothing(void **state)
{
    (void)state;
    memset(layout, OBV_MODULE_DATA, sizeof(layout));
    memset(sure, 0, sizeof(sure));
    memset(dark, 1, sizeof(dark));
    CHECK(!obv_qr_equalise(values, layout, 57, work, dark, sure));
    CHECK(dark[0] == 1 && sure[0] == 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_blurred_symbol_teaches_what_its_modules_are),
        cmocka_unit_test(what_is_all_in_doubt_teaches_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
