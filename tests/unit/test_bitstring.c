/* SPDX-License-Identifier: Apache-2.0 */
/* One entry of a bitstring: which bits it is, and each way in which a list or
   an index is none. */
#include "check.h"
#include "making.h"
#include "trust/trust.h"

#include <stdlib.h>

#define FULL 16384 /* bytes of the shortest list that the standard knows */

static obv_arena *arena;

/* The list as its encodedList: a prefix, then base64url of its gzip. */
static obv_slice
encoded(const char *prefix, const uint8_t *bytes, size_t len)
{
    making packed = {NULL, 0, 0};
    obv_buffer text = obv_buffer_in(arena);
    making_gzipped(&packed, bytes, len);
    obv_put_text(&text, prefix);
    obv_put_text(&text, obv_to_base64url(making_slice(&packed), arena));
    making_clear(&packed);
    CHECK(!text.failed);
    return obv_buffer_slice(&text);
}

static obv_status
entry_of(obv_slice list, int64_t size, const char *index, obv_bits *ret)
{
    obv_bitstring wanted = {.encoded = list,
                            .multibase = true,
                            .size = size,
                            .index = obv_slice_of(index)};
    return obv_bitstring_read(&wanted, arena, ret);
}

static bool
fails(obv_slice list, int64_t size, const char *index, obv_status status,
      const char *error)
{
    obv_bits bits;
    return entry_of(list, size, index, &bits) == status &&
           (error == NULL
                ? bits.error == NULL
                : bits.error != NULL && strcmp(bits.error, error) == 0);
}

#define MALFORMED "MALFORMED_VALUE_ERROR"
#define RANGE "RANGE_ERROR"
#define SHORT "STATUS_LIST_LENGTH_ERROR"

static void
the_first_entry_is_the_leftmost_bit(void **state)
{
    (void)state;
    static uint8_t bytes[FULL * 8];
    bytes[0] = 0x80;
    bytes[1] = 0x01;
    bytes[8192] = 0xFF; /* where a piece of output begins */
    bytes[sizeof(bytes) - 1] = 0x01;
    static const struct {
        int64_t size;
        const char *index;
        uint64_t value;
    } cases[] = {
        {1, "0", 1},       {1, "1", 0},     {1, "14", 0},      {1, "15", 1},
        {1, "65535", 0},   {1, "65536", 1}, {1, "65543", 1},   {1, "65544", 0},
        {1, "1048575", 1}, {2, "0", 2},     {2, "7", 1},       {3, "0", 4},
        {3, "5", 4},     /* bits 15 to 17 */
        {3, "21845", 3}, /* bits 65535 to 65537: across two pieces */
        {4, "0", 8},       {8, "0", 0x80},  {8, "8192", 0xFF},
    };
    obv_slice list = encoded("u", bytes, sizeof(bytes));
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_bits bits;
        CHECK_CASE(entry_of(list, cases[i].size, cases[i].index, &bits) ==
                       OBV_OK,
                   cases[i].index);
        CHECK_CASE(bits.value == cases[i].value, cases[i].index);
        CHECK_CASE(bits.error == NULL, cases[i].index);
    }
}

static void
an_entry_may_have_up_to_64_bits(void **state)
{
    (void)state;
    size_t len = (size_t)FULL * OBV_MAX_STATUS_SIZE;
    uint8_t *bytes = calloc(1, len);
    CHECK(bytes != NULL);
    bytes[8] = 0x80;
    bytes[15] = 0x01;
    obv_slice list = encoded("u", bytes, len);
    obv_bits bits;
    CHECK(entry_of(list, 64, "1", &bits) == OBV_OK);
    CHECK(bits.value == UINT64_C(0x8000000000000001));
    CHECK(bits.entries == 131072 && bits.error == NULL);
    CHECK(fails(list, 65, "1", OBV_MALFORMED, MALFORMED));
    CHECK(fails(list, 0, "1", OBV_MALFORMED, MALFORMED));
    CHECK(fails(list, -1, "1", OBV_MALFORMED, MALFORMED));
    CHECK(fails(list, INT64_MAX, "1", OBV_MALFORMED, MALFORMED));
    CHECK(fails(list, INT64_MIN, "1", OBV_MALFORMED, MALFORMED));
    free(bytes);
}

static void
an_index_has_one_spelling(void **state)
{
    (void)state;
    static uint8_t bytes[FULL];
    obv_slice list = encoded("u", bytes, sizeof(bytes));
    static const char *const none[] = {
        "",    "00",  "01",  "+1",  "-1",   "-0",  " 1",       "1 ",
        "1\n", "1.0", "1e3", "0x1", "1_0",  "1,0", "\xD9\xA1", "a",
        "/",   ":",   "1a",  "NaN", "null", "0 ",  "131071\t",
    };
    for (size_t i = 0; i < COUNT(none); i++) {
        CHECK_CASE(fails(list, 1, none[i], OBV_MALFORMED, MALFORMED), none[i]);
    }
    static const char *const beyond[] = {
        "131072",
        "4294967296", /* 2^32 */
        "18446744073709551615",
        "18446744073709551616", /* 2^64: 0 where it wraps */
        "18446744073709551617",
        "340282366920938463463374607431768211456",
        "2305843009213693952", /* 2^61: times 8 it wraps */
    };
    for (size_t i = 0; i < COUNT(beyond); i++) {
        CHECK_CASE(fails(list, 1, beyond[i], OBV_NOT_FOUND, RANGE), beyond[i]);
        CHECK_CASE(entry_of(list, 8, beyond[i], &(obv_bits){0}) ==
                       OBV_NOT_FOUND,
                   beyond[i]);
    }
    obv_bits bits;
    CHECK(entry_of(list, 1, "0", &bits) == OBV_OK);
    CHECK(entry_of(list, 1, "131071", &bits) == OBV_OK);
}

/* It is said, and the entry is given all the same: whoever asks decides. */
static void
a_short_list_is_the_standards_error_and_has_entries(void **state)
{
    (void)state;
    static uint8_t bytes[FULL];
    obv_bits bits;
    bytes[0] = 0x40;
    obv_slice list = encoded("u", bytes, FULL - 1);
    CHECK(entry_of(list, 1, "1", &bits) == OBV_OK);
    CHECK_TEXT(bits.error, SHORT);
    CHECK(bits.value == 1 && bits.entries == 131064);
    CHECK(fails(list, 1, "131064", OBV_NOT_FOUND, SHORT));
    list = encoded("u", bytes, FULL);
    CHECK(entry_of(list, 1, "1", &bits) == OBV_OK && bits.error == NULL);
    CHECK(entry_of(list, 2, "0", &bits) == OBV_OK);
    CHECK_TEXT(bits.error, SHORT);
    CHECK(bits.value == 1 && bits.entries == 65536);
    CHECK(fails(list, 2, "65536", OBV_NOT_FOUND, SHORT));
    /* What is left of the last entry is none. */
    CHECK(entry_of(list, 3, "43689", &bits) == OBV_OK);
    CHECK(fails(list, 3, "43690", OBV_NOT_FOUND, SHORT));
    list = encoded("u", bytes, 0);
    CHECK(fails(list, 1, "0", OBV_NOT_FOUND, SHORT));
}

static void
what_is_not_encoded_so_is_malformed(void **state)
{
    (void)state;
    static uint8_t bytes[FULL];
    char text[4096];
    obv_slice good = encoded("u", bytes, sizeof(bytes));
    CHECK(good.len + 8 < sizeof(text));
    memcpy(text, good.ptr, good.len);
    for (size_t len = 0; len < good.len; len++) {
        obv_slice cut = {(const uint8_t *)text, len};
        CHECK(fails(cut, 1, "0", OBV_MALFORMED, MALFORMED));
    }
    static const char *const tails[] = {"=", "==", " ", "\n", "A", "AAAA", "."};
    for (size_t i = 0; i < COUNT(tails); i++) {
        strcpy(text + good.len, tails[i]);
        obv_slice longer = {(const uint8_t *)text, good.len + strlen(tails[i])};
        CHECK_CASE(fails(longer, 1, "0", OBV_MALFORMED, MALFORMED), tails[i]);
    }
    static const char *const prefixes[] = {"", "z", "U", "m", "uu", " u"};
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        CHECK_CASE(fails(encoded(prefixes[i], bytes, sizeof(bytes)), 1, "0",
                         OBV_MALFORMED, MALFORMED),
                   prefixes[i]);
    }
}

/* A second member, or zeros, would be a list of another length to others. */
static void
nothing_stands_behind_the_gzip(void **state)
{
    (void)state;
    static uint8_t bytes[FULL];
    making packed = {NULL, 0, 0};
    making_gzipped(&packed, bytes, sizeof(bytes));
    size_t one = packed.len;
    making_gzipped(&packed, bytes, sizeof(bytes));
    for (size_t len = one; len <= packed.len; len++) {
        obv_buffer text = obv_buffer_in(arena);
        obv_put_char(&text, 'u');
        obv_put_text(&text,
                     obv_to_base64url((obv_slice){packed.ptr, len}, arena));
        obv_bits bits;
        obv_status status = entry_of(obv_buffer_slice(&text), 1, "0", &bits);
        CHECK(status == (len == one ? OBV_OK : OBV_MALFORMED));
    }
    making_clear(&packed);
}

/* StatusList2021: no prefix, and either alphabet of base64. */
static void
a_list_of_2021_has_either_alphabet(void **state)
{
    (void)state;
    static uint8_t bytes[FULL + 64];
    size_t padded = 0, plus = 0;
    for (size_t i = 0; i < 64; i++) {
        bytes[i] = (uint8_t)(i * 37);
        making packed = {NULL, 0, 0};
        making_gzipped(&packed, bytes, FULL + i);
        const char *url = obv_to_base64url(making_slice(&packed), arena);
        const char *plain = obv_to_base64(making_slice(&packed), arena);
        obv_buffer both = obv_buffer_in(arena);
        obv_put_text(&both, url);
        while (both.len % 4 != 0) {
            obv_put_char(&both, '=');
        }
        const obv_slice texts[] = {obv_slice_of(url), obv_slice_of(plain),
                                   obv_buffer_slice(&both)};
        for (size_t k = 0; k < COUNT(texts); k++) {
            obv_bitstring wanted = {texts[k], false, 1, obv_slice_of("10")};
            obv_bits bits;
            CHECK(obv_bitstring_read(&wanted, arena, &bits) == OBV_OK);
            CHECK(bits.value == (bytes[1] >> 5 & 1));
            wanted.multibase = true;
            CHECK(obv_bitstring_read(&wanted, arena, &bits) == OBV_MALFORMED);
        }
        padded += strchr(plain, '=') != NULL;
        plus += strpbrk(plain, "+/") != NULL;
        obv_bitstring worse = {obv_slice_of("H4sI==="), false, 1,
                               obv_slice_of("0")};
        CHECK(obv_bitstring_read(&worse, arena, &(obv_bits){0}) ==
              OBV_MALFORMED);
        making_clear(&packed);
    }
    CHECK(padded > 0 && plus > 0);
}

static void
a_list_has_a_largest_size(void **state)
{
    (void)state;
    size_t most = OBV_MAX_STATUS_BYTES;
    uint8_t *bytes = calloc(1, most + 1);
    CHECK(bytes != NULL);
    bytes[most - 1] = 1;
    obv_bits bits;
    obv_slice list = encoded("u", bytes, most);
    CHECK(entry_of(list, 1, "134217727", &bits) == OBV_OK && bits.value == 1);
    CHECK(fails(list, 1, "134217728", OBV_NOT_FOUND, RANGE));
    list = encoded("u", bytes, most + 1);
    CHECK(fails(list, 1, "0", OBV_LIMIT, NULL));
    free(bytes);
    char *text = malloc(OBV_MAX_BADGE_TEXT + 1);
    CHECK(text != NULL);
    memset(text, 'A', OBV_MAX_BADGE_TEXT + 1);
    text[0] = 'u';
    obv_slice large = {(const uint8_t *)text, OBV_MAX_BADGE_TEXT};
    CHECK(fails(large, 1, "0", OBV_MALFORMED, MALFORMED));
    large.len++;
    CHECK(fails(large, 1, "0", OBV_LIMIT, NULL));
    free(text);
}

/* 16 MiB stream by: a small arena is enough for them. */
static void
a_large_list_needs_no_memory(void **state)
{
    (void)state;
    uint8_t *bytes = calloc(1, OBV_MAX_STATUS_BYTES);
    CHECK(bytes != NULL);
    obv_slice list = encoded("u", bytes, OBV_MAX_STATUS_BYTES);
    obv_bitstring wanted = {list, true, 1, obv_slice_of("1")};
    bool done = false;
    for (size_t size = 1024; size <= 256 * 1024; size *= 2) {
        obv_arena *small = obv_arena_new(size);
        obv_bits bits;
        obv_status status = obv_bitstring_read(&wanted, small, &bits);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        CHECK(!done || status == OBV_OK);
        done = status == OBV_OK;
        obv_arena_free(small);
    }
    CHECK(done);
    free(bytes);
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new(64 * 1024 * 1024);
    return arena == NULL;
}

static int
stop(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

static int
empty(void **state)
{
    (void)state;
    obv_arena_empty(arena);
    return 0;
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, empty)
    const struct CMUnitTest tests[] = {
        TEST(the_first_entry_is_the_leftmost_bit),
        TEST(an_entry_may_have_up_to_64_bits),
        TEST(an_index_has_one_spelling),
        TEST(a_short_list_is_the_standards_error_and_has_entries),
        TEST(what_is_not_encoded_so_is_malformed),
        TEST(nothing_stands_behind_the_gzip),
        TEST(a_list_of_2021_has_either_alphabet),
        TEST(a_list_has_a_largest_size),
        TEST(a_large_list_needs_no_memory),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
