/* SPDX-License-Identifier: Apache-2.0 */
/* A date is a point in time, or it is refused. */
#include "check.h"

static const struct {
    const char *text;
    int64_t time;
} times[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"1969-12-31T23:59:59Z", -1},
    {"2026-03-03T12:00:00Z", 1772539200},
    {"0001-01-01T00:00:00Z", INT64_C(-62135596800)},
    {"9999-12-31T23:59:59Z", INT64_C(253402300799)},
    {"2000-02-29T00:00:00Z", 951782400},
    {"2024-02-29T23:59:59Z", 1709251199},
    {"2038-01-19T03:14:08Z", INT64_C(2147483648)},
    /* zones */
    {"2026-03-03T14:00:00+02:00", 1772539200},
    {"2026-03-03T06:30:00-05:30", 1772539200},
    {"2026-03-04T02:00:00+14:00", 1772539200},
    {"2026-03-03T12:00:00+00:00", 1772539200},
    {"2026-03-03T12:00:00-00:00", 1772539200},
    {"2025-12-31T23:00:00-02:00", 1767229200},
    {"0001-01-01T02:00:00+02:00", INT64_C(-62135596800)},
    /* fractions are dropped, however long */
    {"2026-03-03T12:00:00.5Z", 1772539200},
    {"2026-03-03T12:00:00.999999999999999999999Z", 1772539200},
    {"2026-03-03T12:00:00.000+00:00", 1772539200},
    /* small letters, by the note of RFC 3339 5.6 */
    {"2026-03-03t12:00:00z", 1772539200},
    /* leap seconds, RFC 3339 5.8 */
    {"1990-12-31T23:59:60Z", 662687999},
    {"1990-12-31T15:59:60-08:00", 662687999},
    {"2016-12-31T23:59:60.7Z", 1483228799},
};

static void
times_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(times); i++) {
        int64_t time = 7;
        CHECK_CASE(obv_time_parse(obv_slice_of(times[i].text), &time) == OBV_OK,
                   times[i].text);
        CHECK_CASE(time == times[i].time, times[i].text);
    }
}

static const char *const refused[] = {
    "",
    "now",
    /* no zone: no point in time */
    "2026-03-03T12:00:00",
    "2026-03-03T12:00:00.5",
    "2026-03-03",
    /* no such day or hour */
    "2026-00-03T12:00:00Z",
    "2026-13-03T12:00:00Z",
    "2026-03-00T12:00:00Z",
    "2026-03-32T12:00:00Z",
    "2026-04-31T12:00:00Z",
    "2026-02-29T12:00:00Z",
    "1900-02-29T12:00:00Z",
    "2100-02-29T12:00:00Z",
    "2024-02-30T12:00:00Z",
    "2026-03-03T24:00:00Z",
    "2026-03-03T25:00:00Z",
    "2026-03-03T12:60:00Z",
    "2026-03-03T12:00:61Z",
    "2026-03-03T12:00:99Z",
    /* a leap second in the middle of a day of UTC */
    "2026-03-03T12:00:60Z",
    "2026-03-03T23:58:60Z",
    "2026-03-03T23:59:60+01:00",
    /* years */
    "0000-01-01T00:00:00Z",
    "-001-01-01T00:00:00Z",
    "-2026-03-03T12:00:00Z",
    "+2026-03-03T12:00:00Z",
    "12026-03-03T12:00:00Z",
    "226-03-03T12:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    /* shape */
    "2026-3-3T12:00:00Z",
    "2026-03-03 12:00:00Z",
    "2026-03-03_12:00:00Z",
    "20260303T120000Z",
    "2026/03/03T12:00:00Z",
    "2026-03-03T12:00Z",
    "2026-03-03T12Z",
    "2026-W10-2T12:00:00Z",
    "2026-062T12:00:00Z",
    "2026-03-03T12:00:00,5Z",
    "2026-03-03T12:00:00.Z",
    "2026-03-03T12:00:00.5.5Z",
    "2026-03-03T12:00:00.-5Z",
    " 2026-03-03T12:00:00Z",
    "2026-03-03T12:00:00Z ",
    "2026-03-03T12:00:00Z\n",
    "2026-03-03T12:00:00ZZ",
    "2026-03-03T1 :00:00Z",
    "2026-03-03T+2:00:00Z",
    "2026-03-03T12:00:-1Z",
    "\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA6-03-03T12:00:00Z",
    /* zones */
    "2026-03-03T12:00:00+0200",
    "2026-03-03T12:00:00+02",
    "2026-03-03T12:00:00+2:00",
    "2026-03-03T12:00:00+02:0",
    "2026-03-03T12:00:00+24:00",
    "2026-03-03T12:00:00+02:60",
    "2026-03-03T12:00:00 +02:00",
    "2026-03-03T12:00:00UTC",
    "2026-03-03T12:00:00+-2:00",
    "2026-03-03T12:00:00-+2:00",
    "2026-03-03T12:00:00Z+02:00",
    ("2026-03-03T12:00:00\xE2\x88\x92"
     "02:00"),
    /* other ways to write a date */
    "Tue, 03 Mar 2026 12:00:00 +0000",
    "1772539200",
    "03/03/2026",
};

static void
what_is_no_point_in_time_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        int64_t time = 7;
        CHECK_CASE(obv_time_parse(obv_slice_of(refused[i]), &time) ==
                       OBV_MALFORMED,
                   refused[i]);
        CHECK_CASE(time == 7, refused[i]);
    }
}

static void
a_nul_ends_nothing(void **state)
{
    (void)state;
    static const uint8_t text[] = "2026-03-03T12:00:00Z\0";
    int64_t time;
    CHECK(obv_time_parse((obv_slice){text, 20}, &time) == OBV_OK);
    CHECK(obv_time_parse((obv_slice){text, 21}, &time) == OBV_MALFORMED);
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    static const char text[] = "2026-03-03T12:00:00.25+02:00";
    int64_t time;
    for (size_t len = 0; len < strlen(text); len++) {
        obv_slice cut = {(const uint8_t *)text, len};
        CHECK(obv_time_parse(cut, &time) == OBV_MALFORMED);
        CHECK((obv_date_parse(cut, &time) == OBV_OK) == (len == 10));
    }
}

static void
a_date_is_its_first_second_and_a_time_is_itself(void **state)
{
    (void)state;
    int64_t time;
    CHECK(obv_date_parse(obv_slice_of("2026-03-03"), &time) == OBV_OK);
    CHECK(time == 1772496000);
    CHECK(obv_date_parse(obv_slice_of("2026-03-03T12:00:00Z"), &time) ==
          OBV_OK);
    CHECK(time == 1772539200);
    static const char *const bad[] = {
        "2026-02-29", "2026-03",  "2026-03-03Z", "2026-03-03 ",
        "0000-01-01", "2026-3-3", "2026-03-03T", "2026-03-03T12:00:00",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK_CASE(obv_date_parse(obv_slice_of(bad[i]), &time) == OBV_MALFORMED,
                   bad[i]);
    }
}

/* A step that meets every month, weekday and hour, over all years. */
static void
times_come_back_as_they_were(void **state)
{
    (void)state;
    char text[OBV_TIME_TEXT];
    for (int64_t time = INT64_C(-62135596800); time <= INT64_C(253402300799);
         time += 86400 * 11 + 3607) {
        int64_t back;
        obv_time_print(time, text);
        CHECK(obv_time_parse(obv_slice_of(text), &back) == OBV_OK);
        CHECK(back == time);
    }
}

static void
each_day_of_four_centuries_follows_the_one_before(void **state)
{
    (void)state;
    obv_civil before = obv_civil_from(INT64_C(-11676182400)); /* 1599-12-31 */
    CHECK(before.year == 1599 && before.month == 12 && before.day == 31);
    for (int64_t day = 0; day < 146097 + 1; day++) {
        obv_civil c =
            obv_civil_from(INT64_C(-11676096000) + day * 86400 + 86399);
        bool next_day = c.day == before.day + 1 && c.month == before.month &&
                        c.year == before.year;
        bool next_month = c.day == 1 && c.month == before.month + 1 &&
                          c.year == before.year && before.day >= 28;
        bool next_year = c.day == 1 && c.month == 1 && before.month == 12 &&
                         c.year == before.year + 1 && before.day == 31;
        CHECK(next_day || next_month || next_year);
        CHECK(c.hour == 23 && c.minute == 59 && c.second == 59);
        before = c;
    }
    CHECK(before.year == 2000 && before.month == 1 && before.day == 1);
}

/* A record from elsewhere may hold any number. */
static void
times_beyond_the_calendar_print_as_its_ends(void **state)
{
    (void)state;
    static const struct {
        int64_t time;
        const char *text;
    } ends[] = {
        {INT64_MIN, "0001-01-01T00:00:00Z"},
        {INT64_C(-62135596801), "0001-01-01T00:00:00Z"},
        {INT64_C(253402300800), "9999-12-31T23:59:59Z"},
        {INT64_MAX, "9999-12-31T23:59:59Z"},
    };
    for (size_t i = 0; i < COUNT(ends); i++) {
        char text[OBV_TIME_TEXT];
        obv_time_print(ends[i].time, text);
        CHECK_TEXT(text, ends[i].text);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(what_is_no_point_in_time_is_refused),
        cmocka_unit_test(a_nul_ends_nothing),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(a_date_is_its_first_second_and_a_time_is_itself),
        cmocka_unit_test(times_come_back_as_they_were),
        cmocka_unit_test(each_day_of_four_centuries_follows_the_one_before),
        cmocka_unit_test(times_beyond_the_calendar_print_as_its_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
