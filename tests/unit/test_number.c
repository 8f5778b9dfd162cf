/* SPDX-License-Identifier: Apache-2.0 */
/* Doubles have one text, and it reads back as the same double. */
#include "arenas.h"

#include "canon/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *
es6(double number)
{
    static char text[OBV_NUMBER_ROOM + 1];
    text[obv_number_es6(number, text)] = '\0';
    return text;
}

static const char *
xsd(double number)
{
    static char text[OBV_NUMBER_ROOM + 1];
    text[obv_number_xsd(number, text)] = '\0';
    return text;
}

static double
double_of(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

/* RFC 8785, appendix B, and the edges of ECMA-262 6.1.6.1.20. */
static void
ecmascript_prints_the_fewest_digits_that_read_back(void **state)
{
    (void)state;
    static const struct {
        uint64_t bits;
        const char *text;
    } cases[] = {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        {0x0010000000000000, "2.2250738585072014e-308"},
        {0x000fffffffffffff, "2.225073858507201e-308"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(es6(double_of(cases[i].bits)), cases[i].text);
    }
}

static void
what_people_write_comes_out_as_they_wrote_it(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "1",     "4.5",      "0.1",   "0.3",   "100",       "-17.25",
        "0.002", "1e-27",    "1e+30", "56",    "123456789", "0.00001",
        "1e-7",  "1.005",    "3.14",  "19.99", "0.000012",  "99.999",
        "1e+21", "99999999", "2.5",   "12.5",  "1e+22",     "123.456789012345",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_TEXT(es6(strtod(texts[i], NULL)), texts[i]);
    }
}

/* A generator of our own: the same cases on every machine. */
static uint64_t
next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static size_t
digits_in(const char *text)
{
    size_t count = 0, last = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text >= (count == 0 ? '1' : '0') && *text <= '9') {
            count++;
            last = *text != '0' ? count : last;
        }
    }
    return last;
}

static void
any_double_reads_back_and_no_shorter_text_does(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        double number = double_of(next_random(&random));
        number = i % 3 == 0 ? (double)(random % 100000) / 1000 : number;
        if (!isfinite(number)) {
            continue;
        }
        const char *text = es6(number);
        CHECK_CASE(strtod(text, NULL) == number, text);
        char rounded[64];
        snprintf(rounded, sizeof(rounded), "%.*e", (int)digits_in(text) - 1,
                 number);
        if (digits_in(text) > 0) {
            /* Of the texts of that length, the nearest. */
            CHECK_CASE(strtod(rounded, NULL) == strtod(text, NULL), text);
        }
        if (digits_in(text) > 1) {
            snprintf(rounded, sizeof(rounded), "%.*e", (int)digits_in(text) - 2,
                     number);
            CHECK_CASE(strtod(rounded, NULL) != number, text);
        }
    }
}

static void
a_double_of_xml_schema_has_sixteen_digits_at_most(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *text;
    } cases[] = {
        {0, "0.0E0"},
        {-0.0, "-0.0E0"},
        {1, "1.0E0"},
        {1.5, "1.5E0"},
        {-5.3, "-5.3E0"},
        {0.1, "1.0E-1"},
        {1.0 / 3, "3.333333333333333E-1"},
        {2.0 / 3, "6.666666666666666E-1"},
        {1e21, "1.0E21"},
        {1e100, "1.0E100"},
        {5e-324, "4.940656458412465E-324"},
        {1.7976931348623157e308, "1.797693134862316E308"},
        {9.9999999999999982, "9.999999999999998E0"},
        {99999999999999995.0, "1.0E17"},
        {0.99999999999999989, "9.999999999999999E-1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(xsd(cases[i].number), cases[i].text);
    }
}

static void
xml_schema_digits_are_those_of_the_exact_value(void **state)
{
    (void)state;
    uint64_t random = 362436069362436069u;
    for (int i = 0; i < 20000; i++) {
        double number = double_of(next_random(&random));
        if (!isfinite(number)) {
            continue;
        }
        char wanted[64], got[64];
        /* The C library rounds the exact value, and writes all the zeros. */
        snprintf(wanted, sizeof(wanted), "%.15e", number);
        snprintf(got, sizeof(got), "%.15e", strtod(xsd(number), NULL));
        CHECK_TEXT(got, wanted);
    }
}

static void
what_is_no_number_has_no_text(void **state)
{
    (void)state;
    char text[OBV_NUMBER_ROOM];
    const double none[] = {(double)INFINITY, (double)-INFINITY, (double)NAN};
    for (size_t i = 0; i < COUNT(none); i++) {
        CHECK(obv_number_es6(none[i], text) == 0);
        CHECK(obv_number_xsd(none[i], text) == 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ecmascript_prints_the_fewest_digits_that_read_back),
        cmocka_unit_test(what_people_write_comes_out_as_they_wrote_it),
        cmocka_unit_test(any_double_reads_back_and_no_shorter_text_does),
        cmocka_unit_test(a_double_of_xml_schema_has_sixteen_digits_at_most),
        cmocka_unit_test(xml_schema_digits_are_those_of_the_exact_value),
        cmocka_unit_test(what_is_no_number_has_no_text),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
