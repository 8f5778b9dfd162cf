/* SPDX-License-Identifier: Apache-2.0 */
/* Names compare as people write them. */
#include "check.h"
#include "verdict/verdict.h"

static const struct {
    const char *a, *b;
    obv_likeness likeness;
} cases[] = {
    {"Marie Dupont", "Marie Dupont", OBV_NAMES_IDENTICAL},
    {"Marie Dupont", "DUPONT Marie", OBV_NAMES_IDENTICAL},
    {"Marie Dupont", "  marie   dupont ", OBV_NAMES_IDENTICAL},
    {"Mme Marie DUPONT", "Marie Dupont", OBV_NAMES_IDENTICAL},
    {"Hélène Lefèvre", "HELENE LEFEVRE", OBV_NAMES_IDENTICAL},
    {"Jean-Pierre L'Hôte", "Jean Pierre L’Hote", OBV_NAMES_IDENTICAL},
    {"Karim Ben Ali", "BEN ALI Karim", OBV_NAMES_IDENTICAL},
    {"Charles de Gaulle", "GAULLE Charles", OBV_NAMES_IDENTICAL},
    {"Zoë Müller", "Zoe Muller", OBV_NAMES_IDENTICAL},
    {"Thi Van Le", "Le Van Thi", OBV_NAMES_IDENTICAL},
    {"Œuvre Anne", "OEUVRE Anne", OBV_NAMES_IDENTICAL},
    /* a slip of the pen */
    {"Marie Dupont", "Marie Dupond", OBV_NAMES_CLOSE},
    {"Mohamed Slimani", "Mohammed Slimani", OBV_NAMES_CLOSE},
    {"Marie Dupont", "Marie Duponte", OBV_NAMES_CLOSE},
    {"Marie Dupont", "Maire Dupont", OBV_NAMES_CLOSE},
    /* a second first name, a double family name */
    {"Marie Dupont", "Marie Claire Dupont", OBV_NAMES_CLOSE},
    {"Marie Dupont-Martin", "Marie Dupont", OBV_NAMES_CLOSE},
    {"Dupond", "Dupont", OBV_NAMES_CLOSE},
    {"Dupont", "Marie Dupont", OBV_NAMES_CLOSE},
    /* somebody else */
    {"Marie Dupont", "Marie Martin", OBV_NAMES_DIFFERENT},
    {"Marie Dupont", "Jeanne Dupont", OBV_NAMES_DIFFERENT},
    {"Marie Dupont", "Paul Martin", OBV_NAMES_DIFFERENT},
    {"Marie", "Marie Claire Dupont", OBV_NAMES_DIFFERENT},
    {"Ali", "Ila", OBV_NAMES_DIFFERENT},
    {"Marie Marie", "Marie Dupont", OBV_NAMES_DIFFERENT},
    {"Marie Dupont", "Marie Dnptou", OBV_NAMES_DIFFERENT},
    /* nothing to compare */
    {"", "Marie Dupont", OBV_NAMES_UNKNOWN},
    {"Marie Dupont", "  ", OBV_NAMES_UNKNOWN},
};

static void
names_compare_as_people_write_them(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(1 << 20);
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_likeness there, back;
        obv_slice a = obv_slice_of(cases[i].a), b = obv_slice_of(cases[i].b);
        CHECK(obv_compare_names(a, b, arena, &there) == OBV_OK);
        CHECK(obv_compare_names(b, a, arena, &back) == OBV_OK);
        if (there != cases[i].likeness || back != there) {
            fail_msg("%s / %s: %d, %d", cases[i].a, cases[i].b, there, back);
        }
        obv_arena_empty(arena);
    }
    obv_arena_free(arena);
}

static void
a_name_of_too_many_words_is_not_compared(void **state)
{
    (void)state;
    obv_arena *arena = obv_arena_new(1 << 20);
    obv_likeness likeness;
    obv_slice many = obv_slice_of("aa bb cc dd ee ff gg hh ii jj kk ll mm nn "
                                  "oo pp");
    CHECK(obv_compare_names(many, many, arena, &likeness) == OBV_OK);
    CHECK(likeness == OBV_NAMES_IDENTICAL);
    many = obv_slice_of("aa bb cc dd ee ff gg hh ii jj kk ll mm nn oo pp qq");
    CHECK(obv_compare_names(many, many, arena, &likeness) == OBV_LIMIT);
    CHECK(likeness == OBV_NAMES_UNKNOWN);
    obv_arena_free(arena);
}

static void
without_memory_nothing_is_said(void **state)
{
    (void)state;
    for (size_t size = 0;; size += 16) {
        obv_arena *arena = obv_arena_new(size);
        obv_likeness likeness = OBV_NAMES_IDENTICAL;
        obv_status status =
            obv_compare_names(obv_slice_of("Hélène Lefèvre"),
                              obv_slice_of("Paul"), arena, &likeness);
        obv_arena_free(arena);
        if (status == OBV_OK) {
            CHECK(likeness == OBV_NAMES_DIFFERENT);
            break;
        }
        CHECK(status == OBV_NO_MEMORY && likeness == OBV_NAMES_UNKNOWN);
        CHECK(size < 1 << 20);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_compare_as_people_write_them),
        cmocka_unit_test(a_name_of_too_many_words_is_not_compared),
        cmocka_unit_test(without_memory_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
