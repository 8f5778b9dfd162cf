/* SPDX-License-Identifier: Apache-2.0 */
/* A JSON value has one spelling, by RFC 8785. */
#include "arenas.h"

#include "canon/canon.h"

static const obv_json *
read(const char *text, obv_arena *in)
{
    const obv_json *value = NULL;
    CHECK(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, in, &value, NULL) ==
          OBV_OK);
    return value;
}

static void
check_spelling(const obv_document *document, const char *wanted)
{
    obv_slice text;
    CHECK(obv_jcs(document, arena, &text) == OBV_OK);
    CHECK_CASE(obv_slice_is(text, wanted), wanted);
}

static void
values_are_spelled_in_one_way(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {" [ ] ", "[]"},
        {"{ }", "{}"},
        {"null", "null"},
        {"[true , false]", "[true,false]"},
        {"\"\\u20ac\\/\"", "\"\xE2\x82\xAC/\""},
        {"\"\\b\\t\\n\\f\\r\\\"\\\\\"", "\"\\b\\t\\n\\f\\r\\\"\\\\\""},
        {"\"\\u000B\\u001F\\u007f\"", "\"\\u000b\\u001f\x7F\""},
        {"\"<\\u2028>\"", "\"<\xE2\x80\xA8>\""},
        {"[1.0, 1e2, -0, 0.0, 1E-7]", "[1,100,0,0,1e-7]"},
        {"{\"b\":1,\"a\":{\"d\":[],\"c\":2}}",
         "{\"a\":{\"c\":2,\"d\":[]},\"b\":1}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice text;
        CHECK(obv_jcs_value(read(cases[i].text, arena), arena, &text) ==
              OBV_OK);
        CHECK_CASE(obv_slice_is(text, cases[i].wanted), cases[i].text);
    }
    obv_arena_empty(arena);
}

/* Numbers are doubles, however large they were written. */
static void
big_integers_are_rounded_to_doubles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"9007199254740991", "9007199254740991"},
        {"9007199254740993", "9007199254740992"},
        {"9223372036854775807", "9223372036854776000"},
        {"9223372036854775808", "9223372036854776000"},
        {"-9223372036854775809", "-9223372036854776000"},
        {"123456789012345678901234567890", "1.2345678901234568e+29"},
        {"[18446744073709551616, 7]", "[18446744073709552000,7]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice text;
        CHECK(obv_jcs_value(read(cases[i].text, arena), arena, &text) ==
              OBV_OK);
        CHECK_CASE(obv_slice_is(text, cases[i].wanted), cases[i].text);
    }
    obv_arena_empty(arena);
}

/* Above U+FFFF, UTF-16 order is not that of code points. */
static void
members_stand_in_the_order_of_utf_16(void **state)
{
    (void)state;
    obv_document document = {
        .object = read("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x82\":2,\"z\":3,"
                       "\"\xC3\xB6\":4,\"\":5,\"aa\":6,\"a\":7,"
                       "\"\xF0\x9F\x98\x83\":8,\"abcd\":9,\"abcde\":10}",
                       arena)};
    check_spelling(&document, "{\"\":5,\"a\":7,\"aa\":6,\"abcd\":9,"
                              "\"abcde\":10,\"z\":3,\"\xC3\xB6\":4,"
                              "\"\xF0\x9F\x98\x82\":2,\"\xF0\x9F\x98\x83\":8,"
                              "\"\xEF\xAC\xB3\":1}");
    obv_arena_empty(arena);
}

static void
a_document_is_spelled_as_it_was_signed(void **state)
{
    (void)state;
    static const char *const without[] = {"proof", NULL};
    const char *text = "{\"@context\":\"a\",\"id\":1,\"proof\":{\"proof\":2}}";
    obv_document document = {.object = read(text, arena)};
    check_spelling(&document, text);
    document.without = without;
    check_spelling(&document, "{\"@context\":\"a\",\"id\":1}");
    document.context = read("[\"b\"]", arena);
    check_spelling(&document, "{\"@context\":[\"b\"],\"id\":1}");
    document.proofs = read("[{\"id\":\"p\"}]", arena);
    check_spelling(&document, "{\"@context\":[\"b\"],\"id\":1,"
                              "\"proof\":[{\"id\":\"p\"}]}");
    document.without = NULL; /* replaced all the same, and once */
    check_spelling(&document, "{\"@context\":[\"b\"],\"id\":1,"
                              "\"proof\":[{\"id\":\"p\"}]}");
    obv_arena_empty(arena);
}

/* Only the outermost object is a document. */
static void
what_is_left_out_stays_inside_other_members(void **state)
{
    (void)state;
    static const char *const without[] = {"proof", "id", NULL};
    obv_document document = {
        .object = read("{\"id\":1,\"a\":{\"id\":2,\"proof\":3}}", arena),
        .without = without};
    check_spelling(&document, "{\"a\":{\"id\":2,\"proof\":3}}");
    obv_arena_empty(arena);
}

static void
little_memory_is_said(void **state)
{
    (void)state;
    obv_document document = {
        .object = read("{\"b\":[1,2.5,\"text\"],\"a\":{\"c\":null}}", arena)};
    obv_slice text;
    CHECK_EACH_ARENA(obv_jcs(&document, small, &text));
    obv_arena_empty(arena);
}

static void
nothing_is_no_value(void **state)
{
    (void)state;
    obv_slice text;
    CHECK(obv_jcs_value(NULL, arena, &text) == OBV_MALFORMED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_spelled_in_one_way),
        cmocka_unit_test(big_integers_are_rounded_to_doubles),
        cmocka_unit_test(members_stand_in_the_order_of_utf_16),
        cmocka_unit_test(a_document_is_spelled_as_it_was_signed),
        cmocka_unit_test(what_is_left_out_stays_inside_other_members),
        cmocka_unit_test(little_memory_is_said),
        cmocka_unit_test(nothing_is_no_value),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
