/* SPDX-License-Identifier: Apache-2.0 */
/* The look over a text before jansson counts no less than there is. */
#include "base/survey.h"
#include "check.h"

#include <stdlib.h>

static const struct {
    const char *text;
    size_t values, longest;
} cases[] = {
    {"", 1, 0},
    {"1", 1, 1},
    {"\"\"", 1, 2},
    {"\"abc\"", 1, 5},
    {"[]", 3, 1},
    {"{\"a\": [1, 2], \"bcd\": {}}", 9, 5},
    {"[1234567890123456789, true]", 4, 19},
    /* what stands in a string counts for its length only */
    {"\"[[,,{{\"", 1, 8},
    {"\"a\\\"[,\"", 1, 7},
    {"[\"\\\\\",\"b\"]", 4, 4},
    /* what is no JSON is looked at all the same */
    {"\"abc", 1, 4},
    {"\"abc\\", 1, 5},
    {"]}]}", 1, 1},
    {"truefalse nul", 1, 9},
    {"\xFF\xFE\xFD", 1, 3},
};

static void
values_and_lengths_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_survey s = obv_json_survey(obv_slice_of(cases[i].text));
        CHECK_CASE(s.values == cases[i].values, cases[i].text);
        CHECK_CASE(s.longest == cases[i].longest, cases[i].text);
        CHECK_CASE(!s.deep, cases[i].text);
    }
}

static void
depth_is_told_with_its_place(void **state)
{
    (void)state;
    char text[2 * OBV_MAX_DEPTH + 8];
    memset(text, '[', sizeof(text));
    obv_slice s = {(const uint8_t *)text, OBV_MAX_DEPTH};
    CHECK(!obv_json_survey(s).deep);
    s.len++;
    CHECK(obv_json_survey(s).deep);
    CHECK_NUMBER(obv_json_survey(s).deep_at, OBV_MAX_DEPTH);
    /* each closed one makes room for another */
    memset(text + 3, ']', 3);
    s.len = OBV_MAX_DEPTH + 6;
    CHECK(!obv_json_survey(s).deep);
    s.len++;
    CHECK(obv_json_survey(s).deep);
    /* and one that was never opened makes none */
    memset(text, ']', 6);
    s.len = OBV_MAX_DEPTH + 6;
    CHECK(!obv_json_survey(s).deep);
    s.len++;
    CHECK(obv_json_survey(s).deep);
}

/* An escape or a quote at the very end must not lead past it. */
static void
nothing_is_read_past_the_end(void **state)
{
    (void)state;
    static const char text[] = "{\"a\\\\b\\\"c\": [\"\\u00e9\", -1.5e3]}";
    for (size_t len = 0; len <= strlen(text); len++) {
        uint8_t *copy = malloc(len > 0 ? len : 1); /* watched by sanitizers */
        memcpy(copy, text, len);
        obv_survey s = obv_json_survey((obv_slice){copy, len});
        CHECK(s.longest <= len && s.values <= len * 2 + 1);
        free(copy);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_lengths_are_counted),
        cmocka_unit_test(depth_is_told_with_its_place),
        cmocka_unit_test(nothing_is_read_past_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
