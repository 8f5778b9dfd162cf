/* SPDX-License-Identifier: Apache-2.0 */
/* Values as JSON-LD has them, and dates as each edition writes them. */
#include "form/parts.h"
#include "forms.h"

static obv_arena *arena;

static const obv_json *
parse(const char *text)
{
    const obv_json *value = NULL;
    assert_int_equal(
        obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, arena, &value, NULL),
        OBV_OK);
    return value;
}

static void
one_is_the_thing_or_the_array_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *object, *text; /* NULL: none */
    } cases[] = {
        {"{\"a\":\"x\"}", "x"},
        {"{\"a\":[\"x\"]}", "x"},
        {"{\"a\":[]}", NULL},
        {"{\"a\":[\"x\",\"y\"]}", NULL},
        {"{\"a\":null}", NULL},
        {"{\"a\":[null]}", NULL},
        {"{}", NULL},
        {"{\"a\":7}", NULL},
        {"{\"a\":[[\"x\"]]}", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice text = obv_member(parse(cases[i].object), "a");
        CHECK_TEXT(forms_text(text), cases[i].text ? cases[i].text : "");
        CHECK(text.ptr != NULL);
    }
    CHECK(obv_one(NULL, "a") == NULL);
    CHECK(obv_one(parse("[]"), "a") == NULL);
    CHECK(obv_one(parse("{\"a\":7}"), "a") != NULL);
}

static void
many_are_counted_and_null_is_none(void **state)
{
    (void)state;
    const obv_json *items;
    CHECK_NUMBER(obv_many(parse("{\"a\":[1,2]}"), "a", &items), 2);
    CHECK_NUMBER(obv_many(parse("{\"a\":{}}"), "a", &items), 1);
    CHECK_NUMBER(obv_many(parse("{\"a\":null}"), "a", &items), 0);
    CHECK_NUMBER(obv_many(parse("{}"), "a", &items), 0);
    CHECK_NUMBER(obv_many(NULL, "a", &items), 0);
}

static void
a_thing_is_named_by_a_text_or_by_its_id(void **state)
{
    (void)state;
    CHECK_TEXT(forms_text(obv_id_of(parse("[\"urn:a\"]"))), "");
    CHECK_TEXT(forms_text(obv_id_of(parse("{\"id\":\"urn:a\"}"))), "urn:a");
    CHECK_TEXT(forms_text(obv_id_of(parse("{\"@id\":\"urn:a\"}"))), "");
    CHECK_TEXT(forms_text(obv_id_of(NULL)), "");
}

static void
a_type_is_one_of_the_texts_and_no_part_of_one(void **state)
{
    (void)state;
    CHECK(obv_has_type(parse("{\"type\":\"A\"}"), "A"));
    CHECK(obv_has_type(parse("{\"type\":[\"B\",\"A\"]}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":\"AB\"}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":\"A \"}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":\"a\"}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":[[\"A\"]]}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":{\"A\":\"A\"}}"), "A"));
    CHECK(!obv_has_type(parse("{\"@type\":\"A\"}"), "A"));
    CHECK(!obv_has_type(parse("{\"type\":\"A\\u0000\"}"), "A"));
    CHECK(!obv_has_type(parse("[\"A\"]"), "A"));
}

static void
an_iri_has_a_scheme_and_something_behind_it(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool right;
    } cases[] = {
        {"https://a.example/1", true},
        {"did:key:z6Mk", true},
        {"urn:uuid:1", true},
        {"a+b-c.d2:x", true},
        {"_:b0", true},
        {"data:image/svg+xml,<svg xmlns='x'/>", true},
        {"https://a.example/\xC3\xA9", true},
        {"", false},
        {":", false},
        {":x", false},
        {"a:", false},
        {"a.example", false},
        {"1a:x", false},
        {"-a:x", false},
        {"a b:x", false},
        {"\xC3\xA9:x", false},
        {"a:x\ny", false},
        {"a:\x7f", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_is_iri(obv_slice_of(cases[i].text)) == cases[i].right,
                   cases[i].text);
    }
}

/* -1: refused.  1772496000 is 2026-03-03T00:00:00Z. */
static const struct {
    const char *value;
    int64_t zoned, time, ob2, ob1;
} dates[] = {
    {"\"2026-03-03T00:00:00Z\"", 1772496000, 1772496000, 1772496000,
     1772496000},
    {"\"2026-03-03T00:00:00.5Z\"", 1772496000, 1772496000, 1772496000,
     1772496000},
    {"\"2026-03-03T01:00:00+01:00\"", 1772496000, 1772496000, 1772496000,
     1772496000},
    {"\"2026-03-03T01:00:00+0100\"", -1, 1772496000, 1772496000, 1772496000},
    {"\"2026-03-03T01:00:00+01\"", -1, 1772496000, 1772496000, 1772496000},
    {"\"2026-03-03T00:00Z\"", -1, 1772496000, 1772496000, 1772496000},
    {"\"2026-03-03T00:00:00\"", -1, 1772496000, -1, 1772496000},
    {"\"2026-03-03T00:00\"", -1, 1772496000, -1, 1772496000},
    {"\"2026-03-03\"", -1, -1, -1, 1772496000},
    {"1772496000", -1, -1, -1, 1772496000},
    {"0", -1, -1, -1, 0},
    {"-1", -1, -1, -1, -1},
    {"253402300799", -1, -1, -1, 253402300799},
    {"253402300800", -1, -1, -1, -1},
    {"\"1772496000\"", -1, -1, -1, -1},
    {"\"\"", -1, -1, -1, -1},
    {"null", -1, -1, -1, -1},
    {"[]", -1, -1, -1, -1},
    {"\"2026-03-03T\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00+\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00+1\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00+01:\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00+01:000\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00+25:00\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00ZZ\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00\\u0000Z\"", -1, -1, -1, -1},
    {"\"2026-03-03T00:00:00.00000000000000000000000000000000Z\"", 1772496000,
     1772496000, 1772496000, 1772496000},
};

static void
each_edition_writes_dates_in_its_own_way(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        const int64_t want[] = {dates[i].zoned, dates[i].time, dates[i].ob2,
                                dates[i].ob1};
        for (size_t rule = 0; rule < COUNT(want); rule++) {
            int64_t time = -2;
            bool right = obv_read_date(parse(dates[i].value),
                                       (obv_date_rule)rule, &time);
            CHECK_CASE(right == (want[rule] >= 0), dates[i].value);
            CHECK_CASE(!right || time == want[rule], dates[i].value);
        }
    }
}

/* Where it was written, so that a day is said as its writer said it. */
static void
a_moment_keeps_the_zone_of_its_writer(void **state)
{
    (void)state;
    static const struct {
        const char *object;
        int32_t zone;
    } cases[] = {
        {"{\"a\":\"2026-03-03T00:00:00Z\"}", 0},
        {"{\"a\":\"2026-03-03T00:00:00+01:00\"}", 60},
        {"{\"a\":\"2026-03-03T23:59:59.9-05:30\"}", -330},
        {"{\"a\":\"2026-03-03T00:00+0200\"}", 120},
        {"{\"a\":\"2026-03-03T00:00:59+14:00\"}", 840},
        {"{\"a\":\"2026-03-03T00:00:00\"}", 0},
        {"{\"a\":\"2026-03-03\"}", 0},
        {"{\"a\":1772496000}", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_moment moment =
            obv_moment_of(parse(cases[i].object), "a", OBV_DATE_OB1);
        CHECK_CASE(moment.given, cases[i].object);
        CHECK_CASE(moment.zone == cases[i].zone, cases[i].object);
    }
    CHECK(!obv_moment_of(parse("{\"a\":\"hier\"}"), "a", OBV_DATE_OB1).given);
}

static void
the_latest_start_and_the_earliest_end_count(void **state)
{
    (void)state;
    obv_credential c = {0};
    obv_moment none = {.given = false, .time = 1};
    obv_moment early = {true, 10, 0}, late = {true, 20, 0};
    obv_later_start(&c, none);
    obv_earlier_end(&c, none);
    CHECK(!c.valid_from.given && !c.valid_until.given);
    obv_later_start(&c, early);
    obv_earlier_end(&c, late);
    CHECK(c.valid_from.time == 10 && c.valid_until.time == 20);
    obv_later_start(&c, late);
    obv_earlier_end(&c, early);
    CHECK(c.valid_from.time == 20 && c.valid_until.time == 10);
    obv_later_start(&c, early);
    obv_earlier_end(&c, late);
    CHECK(c.valid_from.time == 20 && c.valid_until.time == 10);
}

/* So that a report can say the day that the issuer wrote. */
static void
a_moment_keeps_the_zone_it_was_written_in(void **state)
{
    (void)state;
    static const struct {
        const char *object;
        obv_date_rule rule;
        int32_t zone;
    } cases[] = {
        {"{\"a\":\"2026-03-03T00:00:00Z\"}", OBV_DATE_ZONED, 0},
        {"{\"a\":\"2026-03-03T00:00:00+01:00\"}", OBV_DATE_ZONED, 60},
        {"{\"a\":\"2026-03-03T00:00:59+01:00\"}", OBV_DATE_ZONED, 60},
        {"{\"a\":\"2026-03-03T23:59:59.9-05:00\"}", OBV_DATE_ZONED, -300},
        {"{\"a\":\"2026-03-03T23:59:59Z\"}", OBV_DATE_ZONED, 0},
        {"{\"a\":\"2026-03-03T10:00:30+05:45\"}", OBV_DATE_ZONED, 345},
        {"{\"a\":\"2026-03-03T10:00+0100\"}", OBV_DATE_OB2, 60},
        {"{\"a\":\"2026-03-03T10:00\"}", OBV_DATE_TIME, 0},
        {"{\"a\":\"2026-03-03\"}", OBV_DATE_OB1, 0},
        {"{\"a\":1772496000}", OBV_DATE_OB1, 0},
        {"{\"a\":\"2026-03-03T00:00:00+23:59\"}", OBV_DATE_ZONED, 1439},
        {"{\"a\":\"2026-03-03T00:00:59-23:59\"}", OBV_DATE_ZONED, -1439},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_moment m =
            obv_moment_of(parse(cases[i].object), "a", cases[i].rule);
        CHECK_CASE(m.given, cases[i].object);
        CHECK_NUMBER(m.zone, cases[i].zone);
    }
    obv_moment none =
        obv_moment_of(parse("{\"a\":\"x\"}"), "a", OBV_DATE_ZONED);
    CHECK(!none.given && none.zone == 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_is_the_thing_or_the_array_of_it),
        cmocka_unit_test(many_are_counted_and_null_is_none),
        cmocka_unit_test(a_thing_is_named_by_a_text_or_by_its_id),
        cmocka_unit_test(a_type_is_one_of_the_texts_and_no_part_of_one),
        cmocka_unit_test(an_iri_has_a_scheme_and_something_behind_it),
        cmocka_unit_test(each_edition_writes_dates_in_its_own_way),
        cmocka_unit_test(a_moment_keeps_the_zone_of_its_writer),
        cmocka_unit_test(the_latest_start_and_the_earliest_end_count),
        cmocka_unit_test(a_moment_keeps_the_zone_it_was_written_in),
    };
    arena = obv_arena_new(1024 * 1024);
    if (arena == NULL || !obv_sodium_start()) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
