/* SPDX-License-Identifier: Apache-2.0 */
/* The fast lane of JSON reads what jansson reads, or leaves it to jansson. */
#include "arenas.h"
#include "files.h"

#include "base/quick.h"

static json_t *
by_jansson(obv_slice text)
{
    return json_loadb((const char *)text.ptr, text.len,
                      JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES,
                      NULL);
}

/* Whether the fast lane took it; what it takes must be what jansson has. */
static bool
is_taken(obv_slice text)
{
    json_t *quick = obv_quick_json(text, arena);
    if (quick == NULL) {
        return false;
    }
    json_t *slow = by_jansson(text);
    bool same = json_equal(quick, slow);
    json_decref(quick);
    json_decref(slow);
    CHECK(same);
    return true;
}

static void
what_is_plain_is_taken(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{}",
        "[]",
        " [ ] ",
        "{\"a\":1}",
        "{ \"a\" : { \"b\" : [ 1 , \"c\" , { } ] } , \"\" : null }\n",
        "\"\"",
        "\"a b\"",
        "\"d\xC3\xA9j\xC3\xA0 \xE2\x98\x83 \xF0\x9F\x8E\x93\"",
        "\"\x7F\"",
        "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
        "\"a\\nd\xC3\xA9j\xC3\xA0\\n\"",
        "[\"\\n\",\"\",\"\\n\\n\",\"a\"]",
        "0",
        "-1",
        "10",
        "[0,1,-1,999999999999999999,-999999999999999999]",
        "[true,false,null]",
        "\t\r\n [true]",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_CASE(is_taken(obv_slice_of(texts[i])), texts[i]);
    }
}

static void
what_is_odd_or_wrong_is_left_to_jansson(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        "{",
        "[",
        "}",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"\\n\":1}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{\"a\":1]",
        "1 2",
        "{} {}",
        "\"",
        "\"a",
        "\"a\\",
        "\"a\\\"",
        "\"\\u0041\"",
        "\"\\uD83C\\uDF93\"",
        "\"\\x\"",
        "\"\n\"",
        "\"\t\"",
        "\"\x1F\"",
        "\"\xFF\"",
        "\"\xC0\x80\"",
        "\"\xED\xA0\x80\"",
        "\"\xC3\"",
        "\"\\n\xC3\"",
        "{\"\xFF\":1}",
        "-",
        "-0",
        "00",
        "01",
        "-01",
        "+1",
        "1.0",
        "1e3",
        "1E3",
        "0.5",
        "1000000000000000000",
        "99999999999999999999",
        "True",
        "tru",
        "nul",
        "nulll",
        "truefalse",
        "NaN",
        "\xEF\xBB\xBF{}",
        "//\n1",
        "'a'",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_CASE(!is_taken(obv_slice_of(texts[i])), texts[i]);
    }
}

#define SAMPLE "tests/samples/source/indispensable.json"

static void
a_badge_is_taken_whole_and_no_prefix_of_it(void **state)
{
    (void)state;
    obv_slice file = file_read(SAMPLE);
    obv_slice text = obv_slice_trim(file);
    CHECK(text.len > 1000);
    CHECK(is_taken(text));
    for (size_t len = 0; len < text.len; len++) {
        CHECK(!is_taken((obv_slice){text.ptr, len}));
    }
    file_free(file);
}

static void
of_a_badge_with_any_other_byte_jansson_has_the_same(void **state)
{
    (void)state;
    static const char others[] = "\"\\{}[]:,0-. \n\x01\x80\xC3u";
    obv_slice file = file_read(SAMPLE);
    uint8_t *bytes = (uint8_t *)(uintptr_t)file.ptr;
    size_t taken = 0;
    for (size_t at = 0; at < file.len; at++) {
        uint8_t before = bytes[at];
        for (size_t i = 0; others[i] != '\0'; i += 3) {
            bytes[at] = (uint8_t)others[(i + at) % (sizeof(others) - 1)];
            taken += is_taken(file);
        }
        bytes[at] = before;
        obv_arena_empty(arena);
    }
    CHECK(taken > 100);
    file_free(file);
}

static void
a_long_string_is_taken_but_not_with_escapes(void **state)
{
    (void)state;
    enum { LENGTH = 200000 };
    char *text = malloc(LENGTH);
    CHECK(text != NULL);
    memset(text, 'a', LENGTH);
    text[0] = text[LENGTH - 1] = '"';
    obv_slice slice = {(const uint8_t *)text, LENGTH};
    CHECK(is_taken(slice));
    memcpy(text + 60000, "\\n", 2);
    CHECK(is_taken(slice));
    memcpy(text + 70000, "\\n", 2);
    CHECK(!is_taken(slice)); /* its room would stay in the arena */
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_plain_is_taken),
        cmocka_unit_test(what_is_odd_or_wrong_is_left_to_jansson),
        cmocka_unit_test(a_badge_is_taken_whole_and_no_prefix_of_it),
        cmocka_unit_test(of_a_badge_with_any_other_byte_jansson_has_the_same),
        cmocka_unit_test(a_long_string_is_taken_but_not_with_escapes),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
