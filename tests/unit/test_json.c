/* SPDX-License-Identifier: Apache-2.0 */
/* JSON is read whole or refused, and nothing raw comes back in an error. */
#include "arenas.h"
#include "failing.h"

#include <stdio.h>
#include <sys/resource.h>

static obv_status
parse(const char *text, obv_json_rule rule, const obv_json **ret)
{
    return obv_json_parse(obv_slice_of(text), rule, arena, ret, NULL);
}

static const obv_json *
tree(const char *text)
{
    const obv_json *value = NULL;
    if (parse(text, OBV_JSON_ANY, &value) != OBV_OK) {
        fail_msg("not read: %s", text);
    }
    return value;
}

/* ---- Refusals ------------------------------------------------------------ */

static const struct {
    const char *text;
    obv_json_rule rule;
    obv_status status;
    obv_reason reason;
    size_t line, column;
} refused[] = {
    {"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {" \n ", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 2, 2},
    {"{", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"{]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"{} x", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 4},
    {"{}{}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    {"{},", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 4},
    {"{\n\"a\": 1,\n}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 3, 1},
    /* what would close the brackets that the reader puts around it */
    {"1,2", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 4},
    {",1", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"1]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    {"1],[2", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    {"]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"{},{\"a\":1}", OBV_JSON_SIGNED, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1,
     11},
    {"[1,]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 4},
    {"{\"a\" 1}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 6},
    {"{a: 1}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"{'a': 1}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"// x\n{}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"NaN", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    {"01", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"+1", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"1.", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"\"a\nb\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"\"\\x\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    /* a quote where no string ends */
    {"[-\"]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"[1.\"a\"]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    {"[x\"]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 2},
    {"[\"a\" \"b\"]", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 8},
    {"{\"a\" \"b\"}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 8},
    {"{\"a\":1 \"b\"}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1,
     10},
    {"\"a\"\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 5},
    {"\"a\\\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 5},
    {"\"\\ud800\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 8},
    {"\"\\udc00\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 8},
    {"\xEF\xBB\xBF{}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 3},
    /* UTF-8 to the byte */
    {"\xE9", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1, 1},
    {"\xC3", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1, 1},
    {"\xFF\xFE{", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1, 1},
    {"\"\xE9\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1, 1},
    {"\"\xC0\xAF\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1, 1},
    {"\"\xED\xA0\x80\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8, 1,
     1},
    {"\"\xF4\x90\x80\x80\"", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_UTF8,
     1, 1},
    {"{\"a\": \"ok\",\n \"\xC3\": 1}", OBV_JSON_ANY, OBV_MALFORMED,
     OBV_REASON_NOT_UTF8, 2, 2},
    /* two of something that should be one */
    {"{\"a\": 1, \"a\": 1}", OBV_JSON_SIGNED, OBV_MALFORMED,
     OBV_REASON_DUPLICATE_MEMBER, 1, 12},
    {"{\"a\": 1, \"\\u0061\": 2}", OBV_JSON_SIGNED, OBV_MALFORMED,
     OBV_REASON_DUPLICATE_MEMBER, 1, 17},
    {"{\"x\": [{\"a\": 1,\n\"a\": 2}]}", OBV_JSON_SIGNED, OBV_MALFORMED,
     OBV_REASON_DUPLICATE_MEMBER, 2, 3},
    /* a NUL in a name, as a text would end there */
    {"{\"a\\u0000b\": 1}", OBV_JSON_ANY, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1,
     11},
    /* what is signed is an object */
    {"[]", OBV_JSON_SIGNED, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"\"a\"", OBV_JSON_SIGNED, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"1", OBV_JSON_SIGNED, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    {"null", OBV_JSON_SIGNED, OBV_MALFORMED, OBV_REASON_NOT_JSON, 1, 1},
    /* beyond what a real can hold */
    {"1e400", OBV_JSON_ANY, OBV_LIMIT, OBV_REASON_LIMIT, 1, 5},
    {"[-1e400]", OBV_JSON_ANY, OBV_LIMIT, OBV_REASON_LIMIT, 1, 7},
};

static void
what_is_not_json_is_refused_with_its_reason_and_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        const obv_json *value = (const obv_json *)refused;
        obv_json_error why;
        obv_status status =
            obv_json_parse(obv_slice_of(refused[i].text), refused[i].rule,
                           arena, &value, &why);
        CHECK_CASE(status == refused[i].status, refused[i].text);
        CHECK_CASE(why.reason == refused[i].reason, refused[i].text);
        CHECK_CASE(value == NULL && why.what[0] != '\0', refused[i].text);
        if (why.line != refused[i].line || why.column != refused[i].column) {
            fail_msg("%s: at %zu:%zu", refused[i].text, why.line, why.column);
        }
    }
}

static void
an_error_never_quotes_the_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"SECRET",
                                        "{\"a\": SECRET}",
                                        "{\"SECRET\": 1, \"SECRET\": 2}",
                                        "\"\\uSECRET\"",
                                        "{\"SECRET\\u0000\": 1}",
                                        "[1] SECRET"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        const obv_json *value;
        obv_json_error why;
        CHECK(obv_json_parse(obv_slice_of(texts[i]), OBV_JSON_SIGNED, arena,
                             &value, &why) == OBV_MALFORMED);
        CHECK_CASE(strstr(why.what, "SECRET") == NULL, texts[i]);
    }
}

static void
a_nul_byte_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":\n [1, \"b\"]} ";
    for (size_t at = 0; at <= sizeof(text) - 1; at++) {
        char with[sizeof(text)];
        memcpy(with, text, at);
        with[at] = '\0';
        memcpy(with + at + 1, text + at, sizeof(text) - 1 - at);
        const obv_json *value;
        obv_json_error why;
        obv_slice s = {(const uint8_t *)with, sizeof(with)};
        CHECK(obv_json_parse(s, OBV_JSON_ANY, arena, &value, &why) ==
              OBV_MALFORMED);
        CHECK(why.reason == OBV_REASON_NOT_JSON);
        CHECK(why.line == (at < 6 ? 1 : 2));
        CHECK(why.column == (at < 6 ? at + 1 : at - 5));
    }
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    static const char text[] =
        "{\"a\": [1, -2.5e3, true, null], \"b\": {\"c\": \"\\u00e9\xC3\xA9\"}}";
    const obv_json *value;
    for (size_t len = 0; len < strlen(text); len++) {
        obv_slice cut = {(const uint8_t *)text, len};
        CHECK(obv_json_parse(cut, OBV_JSON_SIGNED, arena, &value, NULL) ==
              OBV_MALFORMED);
    }
    CHECK(parse(text, OBV_JSON_SIGNED, &value) == OBV_OK);
}

static void
nested(char *text, size_t depth, char open, char close)
{
    size_t at = 0;
    for (size_t i = 0; i < depth; i++) {
        text[at++] = open;
        if (open == '{' && i + 1 < depth) {
            memcpy(text + at, "\"a\":", 4);
            at += 4;
        }
    }
    memset(text + at, close, depth);
    text[at + depth] = '\0';
}

static void
depth_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    static char text[6 * (OBV_MAX_DEPTH + 2)];
    static const char *const pairs[] = {"[]", "{}"};
    const obv_json *value;
    obv_json_error why;
    for (size_t i = 0; i < COUNT(pairs); i++) {
        nested(text, OBV_MAX_DEPTH, pairs[i][0], pairs[i][1]);
        CHECK(parse(text, OBV_JSON_ANY, &value) == OBV_OK);
        nested(text, OBV_MAX_DEPTH + 1, pairs[i][0], pairs[i][1]);
        CHECK(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, arena, &value,
                             &why) == OBV_LIMIT);
        CHECK(why.reason == OBV_REASON_LIMIT && why.line == 1);
    }
}

/* They say nothing about depth, and must not hide it either. */
static void
brackets_inside_strings_do_not_count(void **state)
{
    (void)state;
    static char text[400] = "\"";
    const obv_json *value;
    memset(text + 1, '[', 300);
    text[301] = '"';
    CHECK(parse(text, OBV_JSON_ANY, &value) == OBV_OK);
    memcpy(text, "[\"\\\"", 4); /* an escaped quote does not end it */
    memcpy(text + 300, "\"]", 3);
    CHECK(parse(text, OBV_JSON_ANY, &value) == OBV_OK);
    memcpy(text, "[\"\\\\\"", 5); /* an escaped backslash before it does */
    CHECK(parse(text, OBV_JSON_ANY, &value) == OBV_LIMIT);
}

static void
a_million_brackets_are_refused_at_once(void **state)
{
    (void)state;
    static uint8_t text[1000000];
    const obv_json *value;
    memset(text, '[', sizeof(text));
    CHECK(obv_json_parse((obv_slice){text, sizeof(text)}, OBV_JSON_ANY, arena,
                         &value, NULL) == OBV_LIMIT);
}

/* ---- Looking ------------------------------------------------------------- */

static void
duplicates_are_read_where_nothing_is_signed(void **state)
{
    (void)state;
    int64_t number;
    const obv_json *value = tree("{\"a\": 1, \"a\": 2}");
    CHECK(obv_json_integer(obv_json_get(value, "a"), &number) && number == 2);
}

static void
each_kind_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        obv_json_kind kind;
    } kinds[] = {
        {"null", OBV_JSON_NULL},   {"true", OBV_JSON_BOOL},
        {"false", OBV_JSON_BOOL},  {"0", OBV_JSON_INTEGER},
        {"-7", OBV_JSON_INTEGER},  {"0.0", OBV_JSON_REAL},
        {"1e2", OBV_JSON_REAL},    {"\"\"", OBV_JSON_STRING},
        {" [ ] ", OBV_JSON_ARRAY}, {"{}", OBV_JSON_OBJECT},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        CHECK_CASE(obv_json_kind_of(tree(kinds[i].text)) == kinds[i].kind,
                   kinds[i].text);
    }
    CHECK(obv_json_kind_of(NULL) == OBV_JSON_ABSENT);
}

static void
what_is_absent_is_empty_and_false(void **state)
{
    (void)state;
    obv_slice text;
    int64_t integer;
    double number;
    const void *at = NULL;
    const obv_json *value;
    CHECK(obv_json_get(NULL, "a") == NULL);
    CHECK(!obv_json_text(NULL, &text));
    CHECK(!obv_json_integer(NULL, &integer));
    CHECK(!obv_json_number(NULL, &number));
    CHECK(!obv_json_true(NULL));
    CHECK(obv_json_count(NULL) == 0);
    CHECK(obv_json_item(NULL, 0) == NULL);
    CHECK(!obv_json_next(NULL, &at, &text, &value));
    CHECK(!obv_json_equal(NULL, NULL));
    CHECK(!obv_json_equal(tree("null"), NULL));
}

static void
a_value_of_another_kind_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"null", "false", "[]", "{}", "[1]"};
    obv_slice text;
    int64_t integer;
    double number;
    for (size_t i = 0; i < COUNT(texts); i++) {
        const obv_json *value = tree(texts[i]);
        CHECK_CASE(!obv_json_text(value, &text), texts[i]);
        CHECK_CASE(!obv_json_integer(value, &integer), texts[i]);
        CHECK_CASE(!obv_json_number(value, &number), texts[i]);
        CHECK_CASE(!obv_json_true(value), texts[i]);
    }
    CHECK(!obv_json_text(tree("1"), &text));
    CHECK(!obv_json_integer(tree("\"1\""), &integer));
    CHECK(!obv_json_number(tree("\"1\""), &number));
    CHECK(!obv_json_true(tree("1")) && !obv_json_true(tree("\"true\"")));
    CHECK(obv_json_get(tree("[1]"), "0") == NULL);
    CHECK(obv_json_get(tree("\"abc\""), "a") == NULL);
}

static void
strings_keep_every_byte_and_their_length(void **state)
{
    (void)state;
    obv_slice text;
    CHECK(obv_json_text(tree("\"caf\xC3\xA9 \\u00e9 \\ud83d\\ude00\""), &text));
    CHECK(obv_slice_is(text, "caf\xC3\xA9 \xC3\xA9 \xF0\x9F\x98\x80"));
    CHECK(obv_json_text(tree("\"a\\u0000b\""), &text));
    CHECK(text.len == 3 && memcmp(text.ptr, "a\0b", 3) == 0);
    CHECK(obv_json_text(tree("\"\""), &text));
    CHECK(text.len == 0 && text.ptr != NULL);
}

static void
integers_are_exact_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool integer;
        int64_t number;
    } numbers[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"2.0", true, 2},
        {"1e3", true, 1000},
        {"-1.5e1", true, -15},
        {"9007199254740991.0", true, INT64_C(9007199254740991)},
        {"9007199254740992.0", false, 0},
        {"-9007199254740992.0", false, 0},
        {"1.5", false, 0},
        {"0.1", false, 0},
        {"1e300", false, 0},
        {"-1e300", false, 0},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
    };
    for (size_t i = 0; i < COUNT(numbers); i++) {
        int64_t number = 0;
        bool integer = obv_json_integer(tree(numbers[i].text), &number);
        CHECK_CASE(integer == numbers[i].integer, numbers[i].text);
        CHECK_CASE(number == numbers[i].number, numbers[i].text);
    }
}

/* jansson refuses the whole text; RFC 8259 allows the number. */
static void
an_integer_beyond_64_bits_becomes_a_real(void **state)
{
    (void)state;
    const obv_json *value =
        tree("{\"big\": 123456789012345678901234567890, \"exp\": 1772539200}");
    double number;
    int64_t integer;
    CHECK(obv_json_kind_of(obv_json_get(value, "big")) == OBV_JSON_REAL);
    CHECK(obv_json_number(obv_json_get(value, "big"), &number));
    CHECK(number > 1.2345e29 && number < 1.2346e29);
    CHECK(obv_json_integer(obv_json_get(value, "exp"), &integer));
    CHECK(integer == 1772539200);
    CHECK(obv_json_number(tree("3"), &number) && number > 2.9 && number < 3.1);
}

static void
a_value_counts_as_an_array_of_one(void **state)
{
    (void)state;
    const obv_json *one = tree("\"a\""), *two = tree("[\"a\", \"b\"]");
    CHECK(obv_json_count(one) == 1 && obv_json_item(one, 0) == one);
    CHECK(obv_json_item(one, 1) == NULL);
    CHECK(obv_json_count(two) == 2 && obv_json_item(two, 2) == NULL);
    CHECK(obv_json_item(two, SIZE_MAX) == NULL);
    obv_slice text;
    CHECK(obv_json_text(obv_json_item(two, 1), &text));
    CHECK(obv_slice_is(text, "b"));
    CHECK(obv_json_count(tree("[]")) == 0);
    CHECK(obv_json_count(tree("null")) == 1);
    CHECK(obv_json_count(tree("{}")) == 1);
}

static void
members_come_in_the_order_of_the_text(void **state)
{
    (void)state;
    static const char *const names[] = {"z", "a", "\xC3\xA9", "", "b"};
    const obv_json *object =
        tree("{\"z\": 0, \"a\": 1, \"\xC3\xA9\": 2, \"\": 3, \"b\": 4}");
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    size_t i = 0;
    while (obv_json_next(object, &at, &name, &value)) {
        int64_t number;
        CHECK(i < COUNT(names) && obv_slice_is(name, names[i]));
        CHECK(obv_json_integer(value, &number) && number == (int64_t)i);
        i++;
    }
    CHECK(i == COUNT(names));
    at = NULL;
    CHECK(!obv_json_next(tree("{}"), &at, &name, &value));
    CHECK(!obv_json_next(tree("[1]"), &at, &name, &value));
}

static void
equal_is_equal_in_every_order_of_members(void **state)
{
    (void)state;
    CHECK(obv_json_equal(tree("{\"a\": [1, \"x\"], \"b\": null}"),
                         tree("{\"b\": null, \"a\": [1, \"\\u0078\"]}")));
    CHECK(!obv_json_equal(tree("[1, 2]"), tree("[2, 1]")));
    CHECK(!obv_json_equal(tree("{\"a\": 1}"), tree("{\"a\": 1, \"b\": 1}")));
    CHECK(!obv_json_equal(tree("\"a\""), tree("\"a\\u0000\"")));
    CHECK(!obv_json_equal(tree("1"), tree("\"1\"")));
}

/* ---- Building and printing ----------------------------------------------- */

static obv_json *
build(obv_arena *in)
{
    obv_json *object = obv_json_new_object(in);
    obv_json *array = obv_json_new_array(in);
    bool good =
        obv_json_append(array, obv_json_new_integer(in, -7)) &&
        obv_json_append(array, obv_json_new_bool(in, true)) &&
        obv_json_set(object, "z", array) &&
        obv_json_set(object, "a",
                     obv_json_new_text(in, obv_slice_of("\xC3\xA9/\"\n"))) &&
        obv_json_set(object, "o", obv_json_new_object(in));
    return good ? object : NULL;
}

static const char *
printed(const obv_json *value, obv_json_style style)
{
    obv_slice text;
    CHECK(obv_json_print(value, style, arena, &text) == OBV_OK);
    return obv_arena_text(arena, text);
}

static void
each_style_prints_as_it_says(void **state)
{
    (void)state;
    const obv_json *object = build(arena);
    CHECK(object != NULL);
    CHECK_TEXT(printed(object, OBV_JSON_COMPACT),
               "{\"z\":[-7,true],\"a\":\"\xC3\xA9/\\\"\\n\",\"o\":{}}");
    CHECK_TEXT(printed(object, OBV_JSON_LINE),
               "{\"z\": [-7, true], \"a\": \"\xC3\xA9/\\\"\\n\", \"o\": {}}");
    CHECK_TEXT(printed(object, OBV_JSON_SORTED),
               "{\n  \"a\": \"\xC3\xA9/\\\"\\n\",\n  \"o\": {},\n"
               "  \"z\": [\n    -7,\n    true\n  ]\n}\n");
}

static void
sorting_is_by_code_point(void **state)
{
    (void)state;
    const obv_json *object =
        tree("{\"\xF0\x9F\x98\x80\": 1, \"\xEF\xBF\xBD\": "
             "2, \"b\": 3, \"ab\": 4, \"B\": 5, \"a\": 6}");
    CHECK_TEXT(printed(object, OBV_JSON_SORTED),
               "{\n  \"B\": 5,\n  \"a\": 6,\n  \"ab\": 4,\n  \"b\": 3,\n"
               "  \"\xEF\xBF\xBD\": 2,\n  \"\xF0\x9F\x98\x80\": 1\n}\n");
}

static void
what_is_printed_reads_back_equal(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"a\":[1,-2.5,1e+300,true,false,null,\"\\u0000\\u001f\\\\\"]}",
        "[]",
        "\"\xE2\x80\xA8\"",
        "-9223372036854775808",
        "0.1",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        const obv_json *value = tree(texts[i]);
        for (int style = OBV_JSON_COMPACT; style <= OBV_JSON_LINE; style++) {
            const char *text = printed(value, (obv_json_style)style);
            CHECK_CASE(obv_json_equal(value, tree(text)), text);
        }
    }
}

static void
a_copy_changes_without_the_original(void **state)
{
    (void)state;
    const obv_json *from = tree("{\"a\": {\"b\": 1}}");
    obv_json *copy = obv_json_copy(arena, from);
    obv_json *inner = (obv_json *)(uintptr_t)obv_json_get(copy, "a");
    CHECK(obv_json_set(inner, "b", obv_json_new_integer(arena, 2)));
    CHECK(obv_json_remove(copy, "a") && obv_json_get(copy, "a") == NULL);
    CHECK(!obv_json_remove(copy, "a"));
    CHECK_TEXT(printed(from, OBV_JSON_COMPACT), "{\"a\":{\"b\":1}}");
}

static void
null_goes_in_and_null_or_false_comes_out(void **state)
{
    (void)state;
    obv_json *object = obv_json_new_object(arena);
    obv_json *array = obv_json_new_array(arena);
    obv_slice text;
    CHECK(!obv_json_set(NULL, "a", object));
    CHECK(!obv_json_set(object, "a", NULL));
    CHECK(!obv_json_set(array, "a", object));
    CHECK(!obv_json_append(NULL, object) && !obv_json_append(array, NULL));
    CHECK(!obv_json_append(object, array));
    CHECK(!obv_json_remove(NULL, "a"));
    CHECK(obv_json_copy(arena, NULL) == NULL);
    CHECK(obv_json_print(NULL, OBV_JSON_LINE, arena, &text) != OBV_OK);
    CHECK(obv_json_count(array) == 0);
}

static void
text_that_is_not_utf8_is_not_built(void **state)
{
    (void)state;
    obv_json *object = obv_json_new_object(arena);
    CHECK(obv_json_new_text(arena, obv_slice_of("\xE9")) == NULL);
    CHECK(!obv_json_set(object, "\xE9", obv_json_new_bool(arena, true)));
}

/* ---- Memory -------------------------------------------------------------- */

static obv_status
read_and_print(obv_arena *in)
{
    static const char text[] =
        "{\"b\": [1, 2.5, \"x\", \"\\u00e9 longer than a near of jansson\"],"
        " \"a longer name than a near of jansson\": {\"c\": "
        "12345678901234567890"
        "}, \"d\": [[], {}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, true]}";
    const obv_json *value;
    obv_slice out;
    TRY(obv_json_parse(obv_slice_of(text), OBV_JSON_SIGNED, in, &value, NULL));
    TRY(obv_json_print(value, OBV_JSON_SORTED, in, &out));
    return obv_json_copy(in, value) != NULL && build(in) != NULL
               ? OBV_OK
               : OBV_NO_MEMORY;
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    CHECK_EACH_ARENA(read_and_print(small));
}

static void
a_failed_allocation_is_said(void **state)
{
    (void)state;
    CHECK_EACH_FAILURE(read_and_print(arena), OBV_OK);
}

/* jansson alone loses bytes of a string where its room cannot grow, or writes
   past the end of it. */
static void
a_string_is_whole_or_not_there(void **state)
{
    (void)state;
    static char text[300] = "[\"";
    const obv_json *value;
    for (size_t len = 0; len < 140; len++) {
        memset(text + 2, 'a', len);
        memcpy(text + 2 + len, "\",1234567890123456789012]", 26);
        const obv_json *whole = tree(text);
        for (until_failure = 0;; until_failure++) {
            long now = until_failure;
            obv_status status = parse(text, OBV_JSON_ANY, &value);
            bool failed = until_failure < 0;
            until_failure = now;
            CHECK(status == (failed ? OBV_NO_MEMORY : OBV_OK) ||
                  status == OBV_OK);
            CHECK(status != OBV_OK || obv_json_equal(value, whole));
            if (!failed) {
                break;
            }
        }
        until_failure = -1;
        obv_arena_empty(arena);
    }
}

#ifndef SANITIZED
static size_t
pages_in_use(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    CHECK(file != NULL && fscanf(file, "%lu", &pages) == 1);
    fclose(file);
    return pages;
}

/* jansson itself would come through with a third of it. */
static void
a_large_text_wants_all_its_room_and_some_to_spare(void **state)
{
    (void)state;
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "[1");
    for (size_t i = 0; i < 100000; i++) {
        obv_put_text(&b, ",1");
    }
    obv_put_text(&b, "]");
    const obv_json *value;
    obv_slice text = obv_buffer_slice(&b);
    struct rlimit before, tight;
    CHECK(getrlimit(RLIMIT_AS, &before) == 0);
    tight = before;
    tight.rlim_cur = (rlim_t)pages_in_use() * 4096 + (48u << 20);
    CHECK(setrlimit(RLIMIT_AS, &tight) == 0);
    obv_status status = obv_json_parse(text, OBV_JSON_ANY, arena, &value, NULL);
    CHECK(setrlimit(RLIMIT_AS, &before) == 0);
    CHECK(status == OBV_NO_MEMORY);
    CHECK(obv_json_parse(text, OBV_JSON_ANY, arena, &value, NULL) == OBV_OK);
    CHECK_NUMBER(obv_json_count(value), 100001);
}
#endif

int
main(void)
{
    obv_json_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_json_is_refused_with_its_reason_and_place),
        cmocka_unit_test(an_error_never_quotes_the_text),
        cmocka_unit_test(a_nul_byte_is_refused_wherever_it_stands),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(depth_has_a_limit_on_both_sides),
        cmocka_unit_test(brackets_inside_strings_do_not_count),
        cmocka_unit_test(a_million_brackets_are_refused_at_once),
        cmocka_unit_test(duplicates_are_read_where_nothing_is_signed),
        cmocka_unit_test(each_kind_is_told),
        cmocka_unit_test(what_is_absent_is_empty_and_false),
        cmocka_unit_test(a_value_of_another_kind_is_none),
        cmocka_unit_test(strings_keep_every_byte_and_their_length),
        cmocka_unit_test(integers_are_exact_or_none),
        cmocka_unit_test(an_integer_beyond_64_bits_becomes_a_real),
        cmocka_unit_test(a_value_counts_as_an_array_of_one),
        cmocka_unit_test(members_come_in_the_order_of_the_text),
        cmocka_unit_test(equal_is_equal_in_every_order_of_members),
        cmocka_unit_test(each_style_prints_as_it_says),
        cmocka_unit_test(sorting_is_by_code_point),
        cmocka_unit_test(what_is_printed_reads_back_equal),
        cmocka_unit_test(a_copy_changes_without_the_original),
        cmocka_unit_test(null_goes_in_and_null_or_false_comes_out),
        cmocka_unit_test(text_that_is_not_utf8_is_not_built),
        cmocka_unit_test(a_small_arena_is_said),
        cmocka_unit_test(a_failed_allocation_is_said),
        cmocka_unit_test(a_string_is_whole_or_not_there),
#ifndef SANITIZED
        cmocka_unit_test(a_large_text_wants_all_its_room_and_some_to_spare),
#endif
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
