/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes have one text, and only that text is read back. */
#include "arenas.h"

typedef obv_status decoder(obv_slice text, obv_arena *in, obv_slice *ret);
typedef char *encoder(obv_slice bytes, obv_arena *in);

static const struct {
    const char *name;
    decoder *decode;
    encoder *encode;
} pairs[] = {
    {"base64url", obv_base64url, obv_to_base64url},
    {"base64", obv_base64, obv_to_base64},
    {"base58", obv_base58, obv_to_base58},
    {"hex", obv_hex, obv_to_hex},
};

static const struct {
    encoder *encode;
    decoder *decode;
    const char *bytes, *text;
} cases[] = {
    /* RFC 4648 10 */
    {obv_to_base64, obv_base64, "", ""},
    {obv_to_base64, obv_base64, "f", "Zg=="},
    {obv_to_base64, obv_base64, "fo", "Zm8="},
    {obv_to_base64, obv_base64, "foo", "Zm9v"},
    {obv_to_base64, obv_base64, "foob", "Zm9vYg=="},
    {obv_to_base64, obv_base64, "fooba", "Zm9vYmE="},
    {obv_to_base64, obv_base64, "foobar", "Zm9vYmFy"},
    {obv_to_base64url, obv_base64url, "", ""},
    {obv_to_base64url, obv_base64url, "f", "Zg"},
    {obv_to_base64url, obv_base64url, "fo", "Zm8"},
    {obv_to_base64url, obv_base64url, "foo", "Zm9v"},
    {obv_to_base64url, obv_base64url, "fooba", "Zm9vYmE"},
    {obv_to_base64url, obv_base64url, "\xFB\xEF\xFF\xFE", "--___g"},
    {obv_to_base64, obv_base64, "\xFB\xEF\xFF\xFE", "++///g=="},
    {obv_to_hex, obv_hex, "", ""},
    {obv_to_hex, obv_hex, "foobar", "666f6f626172"},
    {obv_to_hex, obv_hex, "\xFF\x80\x7F", "ff807f"},
    /* draft-msporny-base58 */
    {obv_to_base58, obv_base58, "", ""},
    {obv_to_base58, obv_base58, "Hello World!", "2NEpo7TZRRrLZSi2U"},
    {obv_to_base58, obv_base58, "The quick brown fox jumps over the lazy dog.",
     "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"},
};

static void
published_examples_come_out_right_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice bytes;
        CHECK_TEXT(cases[i].encode(obv_slice_of(cases[i].bytes), arena),
                   cases[i].text);
        CHECK(cases[i].decode(obv_slice_of(cases[i].text), arena, &bytes) ==
              OBV_OK);
        CHECK_CASE(obv_slice_is(bytes, cases[i].bytes), cases[i].text);
    }
}

static void
every_length_and_every_byte_comes_back(void **state)
{
    (void)state;
    uint8_t bytes[300];
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (uint8_t)(i * 151 + 7); /* meets all 256 */
    }
    for (size_t p = 0; p < COUNT(pairs); p++) {
        for (size_t len = 0; len <= sizeof(bytes); len++) {
            obv_slice in = {bytes, len}, out;
            char *text = pairs[p].encode(in, arena);
            CHECK(text != NULL);
            CHECK(pairs[p].decode(obv_slice_of(text), arena, &out) == OBV_OK);
            CHECK_CASE(obv_slice_equal(in, out), pairs[p].name);
        }
        obv_arena_empty(arena);
    }
}

static void
zero_bytes_are_leading_ones_of_base58(void **state)
{
    (void)state;
    static const uint8_t zeros[64];
    obv_slice out;
    for (size_t len = 0; len <= sizeof(zeros); len++) {
        char *text = obv_to_base58((obv_slice){zeros, len}, arena);
        CHECK(strlen(text) == len && strspn(text, "1") == len);
        CHECK(obv_base58(obv_slice_of(text), arena, &out) == OBV_OK);
        CHECK(obv_slice_equal(out, (obv_slice){zeros, len}));
    }
    CHECK_TEXT(obv_to_base58((obv_slice){(const uint8_t *)"\0\0\x28\x7F\xB4"
                                                          "\xCD",
                                         6},
                             arena),
               "11233QC4");
}

static const struct {
    decoder *decode;
    const char *text;
} refused[] = {
    /* a length that no bytes have */
    {obv_base64url, "A"},
    {obv_base64url, "AAAAA"},
    {obv_base64, "A"},
    {obv_base64, "AA"},
    {obv_base64, "AAA"},
    {obv_base64, "AAAAA"},
    /* bits that say nothing, but are not zero */
    {obv_base64url, "Zh"},
    {obv_base64url, "Z_"},
    {obv_base64url, "Zm9"},
    {obv_base64url, "Zm-"},
    {obv_base64, "Zh=="},
    {obv_base64, "Zm9="},
    /* padding where none is, none where it is, too much */
    {obv_base64url, "Zg=="},
    {obv_base64url, "Zm8="},
    {obv_base64url, "Zm9v="},
    {obv_base64url, "="},
    {obv_base64, "Zg"},
    {obv_base64, "Zg="},
    {obv_base64, "Zg==="},
    {obv_base64, "===="},
    {obv_base64, "A==="},
    {obv_base64, "Zm9v===="},
    {obv_base64, "Z=g="},
    {obv_base64, "=Zg="},
    {obv_base64, "Zg==Zg=="},
    /* the other alphabet */
    {obv_base64url, "++//"},
    {obv_base64, "--__"},
    /* white space and other bytes */
    {obv_base64url, "Zm9v\n"},
    {obv_base64url, " Zm9v"},
    {obv_base64url, "Zm 9v"},
    {obv_base64url, "Zm9v\r\nZm9v"},
    {obv_base64url, "Zm9v.Zm9v"},
    {obv_base64url, "Zm9\xC3\xA9"},
    {obv_base64url, "Zm9\xFF"},
    {obv_base64, "Zm9v\nZm9v"},
    /* look-alikes that base58 leaves out */
    {obv_base58, "0"},
    {obv_base58, "O"},
    {obv_base58, "I"},
    {obv_base58, "l"},
    {obv_base58, "2NEpo7TZRRrLZSi2U "},
    {obv_base58, "2NEpo7TZRRrLZSi2+"},
    {obv_base58, "\xC3\xA9"},
    /* half a byte, and what is no digit */
    {obv_hex, "0"},
    {obv_hex, "000"},
    {obv_hex, "0g"},
    {obv_hex, "g0"},
    {obv_hex, "0x"},
    {obv_hex, "00 00 "},
    {obv_hex, "/0"},
    {obv_hex, ":0"},
    {obv_hex, "@0"},
    {obv_hex, "G0"},
    {obv_hex, "`0"},
    {obv_hex, "\xC3\xA9"},
};

static void
what_is_not_the_one_text_is_malformed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        obv_slice out;
        CHECK_CASE(refused[i].decode(obv_slice_of(refused[i].text), arena,
                                     &out) == OBV_MALFORMED,
                   refused[i].text);
    }
}

/* Each byte in each place of a group: only the 64 digits pass. */
static void
each_byte_but_the_digits_is_refused_everywhere(void **state)
{
    (void)state;
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (size_t place = 0; place < 8; place++) {
        for (unsigned c = 0; c < 256; c++) {
            uint8_t text[8] = "AAAAAAAA";
            obv_slice out;
            text[place] = (uint8_t)c;
            bool digit = c != 0 && strchr(digits, (int)c) != NULL;
            obv_status status =
                obv_base64url((obv_slice){text, 8}, arena, &out);
            CHECK(status == (digit ? OBV_OK : OBV_MALFORMED));
        }
        obv_arena_empty(arena);
    }
}

/* Even where a good digit follows it in memory. */
static void
a_digit_alone_is_no_byte(void **state)
{
    (void)state;
    static const uint8_t digits[] = "AAAAAAAA";
    obv_slice out;
    CHECK(obv_base64url((obv_slice){digits, 1}, arena, &out) == OBV_MALFORMED);
    CHECK(obv_base64url((obv_slice){digits, 5}, arena, &out) == OBV_MALFORMED);
    CHECK(obv_base64((obv_slice){digits, 7}, arena, &out) == OBV_MALFORMED);
}

/* Were two last digits to mean the same bytes, a badge could be changed and
   keep its signature. */
static void
no_two_texts_mean_the_same_bytes(void **state)
{
    (void)state;
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (size_t len = 2; len <= 3; len++) {
        size_t good = 0;
        for (size_t i = 0; i < 64; i++) {
            uint8_t text[3] = "AA";
            obv_slice out;
            text[len - 1] = (uint8_t)digits[i];
            if (len == 3) {
                text[1] = 'A';
            }
            good +=
                obv_base64url((obv_slice){text, len}, arena, &out) == OBV_OK;
        }
        CHECK_NUMBER(good, len == 2 ? 4 : 16);
    }
}

static void
hexadecimal_is_read_in_either_case(void **state)
{
    (void)state;
    obv_slice out;
    CHECK(obv_hex(obv_slice_of("DEADbeef"), arena, &out) == OBV_OK);
    CHECK(out.len == 4 && memcmp(out.ptr, "\xDE\xAD\xBE\xEF", 4) == 0);
}

static void
base58_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    static uint8_t text[OBV_MAX_BASE58 + 1];
    static const uint8_t bytes[OBV_MAX_BASE58 / 2 + 1] = {1};
    obv_slice out;
    memset(text, 'z', sizeof(text));
    CHECK(obv_base58((obv_slice){text, OBV_MAX_BASE58}, arena, &out) == OBV_OK);
    CHECK(obv_base58((obv_slice){text, OBV_MAX_BASE58 + 1}, arena, &out) ==
          OBV_LIMIT);
    CHECK(obv_to_base58((obv_slice){bytes, OBV_MAX_BASE58 / 2}, arena) != NULL);
    CHECK(obv_to_base58((obv_slice){bytes, sizeof(bytes)}, arena) == NULL);
}

static void
lengths_that_overflow_give_nothing(void **state)
{
    (void)state;
    obv_slice huge = {(const uint8_t *)"", SIZE_MAX - 2};
    CHECK(obv_to_base64url(huge, arena) == NULL);
    CHECK(obv_to_base64(huge, arena) == NULL);
    CHECK(obv_to_base58(huge, arena) == NULL);
    CHECK(obv_to_hex(huge, arena) == NULL);
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    static const uint8_t bytes[50] = {1};
    for (size_t i = 0; i < COUNT(pairs); i++) {
        obv_slice in = {bytes, 50}, out;
        obv_slice text = obv_slice_of(pairs[i].encode(in, arena));
        CHECK_EACH_ARENA_GIVES(pairs[i].encode(in, small));
        CHECK_EACH_ARENA(pairs[i].decode(text, small, &out));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_come_out_right_both_ways),
        cmocka_unit_test(every_length_and_every_byte_comes_back),
        cmocka_unit_test(zero_bytes_are_leading_ones_of_base58),
        cmocka_unit_test(what_is_not_the_one_text_is_malformed),
        cmocka_unit_test(each_byte_but_the_digits_is_refused_everywhere),
        cmocka_unit_test(a_digit_alone_is_no_byte),
        cmocka_unit_test(no_two_texts_mean_the_same_bytes),
        cmocka_unit_test(hexadecimal_is_read_in_either_case),
        cmocka_unit_test(base58_has_a_limit_on_both_sides),
        cmocka_unit_test(lengths_that_overflow_give_nothing),
        cmocka_unit_test(a_small_arena_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
