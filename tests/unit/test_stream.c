/* SPDX-License-Identifier: Apache-2.0 */
/* From bits to bytes: what ISO/IEC 18004 shows, and what it forbids. */
#include "arenas.h"

#include "qr/decode.h"

/* "0100 00000001 ..." -> bytes; what is left of the last is zero. */
static obv_slice
bits(const char *text, uint8_t room[static 64])
{
    size_t count = 0;
    memset(room, 0, 64);
    for (; *text != '\0'; text++) {
        if (*text != ' ') {
            room[count / 8] |= (uint8_t)((*text - '0') << (7 - count % 8));
            count++;
        }
    }
    return (obv_slice){room, (count + 7) / 8};
}

static obv_status
stream(const char *text, unsigned version, obv_symbol *symbol)
{
    uint8_t room[64];
    obv_arena_empty(arena);
    *symbol = (obv_symbol){.version = (uint8_t)version};
    return obv_qr_stream(bits(text, room), version, arena, symbol);
}

/* The first two stand in ISO/IEC 18004, 7.4.3 and 7.4.4; the fourth in
   7.4.6. */
static void
segments_are_read_as_the_standard_shows_them(void **state)
{
    (void)state;
    static const struct {
        const char *bits;
        unsigned version;
        const char *text;
    } cases[] = {
        {"0001 0000001000 0000001100 0101011001 1000011 0000", 1, "01234567"},
        {"0010 000000101 00111001110 11100111001 000010 0000", 1, "AC-42"},
        {"0100 00000010 01101111 01101011 0000", 9, "ok"},
        {"1000 00000010 0110110011111 1101010101010 0000", 1,
         "\x93\x5F\xE4\xAA"},
        {"0100 0000000000000001 01101111 0000", 10, "o"},
        {"0001 000000000001 0111 0000", 26, "7"},
        {"0001 00000000000010 1100011 0000", 27, "99"},
        {"0010 000000001 000001 0100 00000001 01101111 0000", 1, "1o"},
        {"0000", 1, ""},
        {"0100 00000001 01101111", 1, "o"}, /* full: no terminator */
        {"1001 00100101 0100 00000001 01101111 0000", 1, "37o"},
        {"1001 11000101 0100 00000001 01101111 0000", 1, "ao"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_symbol symbol;
        CHECK_CASE(stream(cases[i].bits, cases[i].version, &symbol) == OBV_OK,
                   cases[i].bits);
        CHECK_CASE(obv_slice_is(symbol.bytes, cases[i].text), cases[i].bits);
    }
}

static void
headers_say_character_set_and_part(void **state)
{
    (void)state;
    static const struct {
        const char *bits;
        uint32_t eci;
    } cases[] = {
        {"0111 00011010 0100 00000001 01101111 0000", 26},
        {"0111 10000000 11111111 0100 00000001 01101111 0000", 255},
        {"0111 11001111 01000010 00111111 0100 00000001 01101111 0000", 999999},
        {"0111 00000011 0111 00011010 0100 00000001 01101111 0000", 3},
    };
    obv_symbol symbol;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(stream(cases[i].bits, 1, &symbol) == OBV_OK, cases[i].bits);
        CHECK_NUMBER(symbol.eci, cases[i].eci);
        CHECK(obv_slice_is(symbol.bytes, "o"));
    }
    CHECK(stream("0011 0010 0011 10100101 0100 00000001 01101111 0000", 1,
                 &symbol) == OBV_OK);
    CHECK_NUMBER(symbol.part, 2);
    CHECK_NUMBER(symbol.parts, 4);
    CHECK_NUMBER(symbol.parity, 0xA5);
}

static void
what_is_no_stream_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "0001 0000000011 1111101000",      /* 1000 in three digits */
        "0001 0000000010 1100100",         /* 100 in two */
        "0001 0000000001 1010",            /* 10 in one */
        "0001 0000000110 0000",            /* cut */
        "0010 000000010 11111101001",      /* beyond :: */
        "0010 000000001 101101",           /* beyond : */
        "0010 000000100 0000",             /* cut */
        "0100 00000010 01101111",          /* cut */
        "1000 00000001 01101100",          /* cut */
        "0111 11100000 00000000 00000000", /* no designator */
        "0111 11011111 11111111 11111111", /* beyond 999999 */
        "0111 10000000",                   /* cut */
        "0011 0100 0011 10100101 0100",    /* part 4 of 4, from 0 */
        "0011 0000 0001 00000000 0011 0000 0001 00000000", /* twice */
        "1001 01100100", /* application 100: none */
        "0110 0000",
        "1010 0000",
        "1111 0000",                        /* modes that are none */
        "1101 0001 00000001 0000000000000", /* Hanzi is of another one */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_symbol symbol;
        CHECK_CASE(stream(cases[i], 1, &symbol) == OBV_MALFORMED, cases[i]);
    }
}

static void
percent_signs_are_separators_after_fnc1_alone(void **state)
{
    (void)state;
    obv_symbol symbol;
    /* "%A", then "%%": 38 * 45 + 10, 38 * 45 + 38 */
    const char *with = "0101 0010 000000100 11010111000 11011010100 0000";
    const char *without = "0010 000000100 11010111000 11011010100 0000";
    CHECK(stream(with, 1, &symbol) == OBV_OK);
    CHECK(obv_slice_is(symbol.bytes, "\x1D"
                                     "A%"));
    CHECK(stream(without, 1, &symbol) == OBV_OK);
    CHECK(obv_slice_is(symbol.bytes, "%A%%"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(segments_are_read_as_the_standard_shows_them),
        cmocka_unit_test(headers_say_character_set_and_part),
        cmocka_unit_test(what_is_no_stream_is_refused),
        cmocka_unit_test(percent_signs_are_separators_after_fnc1_alone),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
