/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and lengths of time in words. */
#include "check.h"

#include "report/say.h"

static obv_arena *arena;
static obv_page page;
static obv_voice voice;

static const char *
text(obv_slice said)
{
    return obv_arena_text(arena, said);
}

static int64_t
day(const char *date)
{
    int64_t time = 0;
    CHECK(obv_date_parse(obv_slice_of(date), &time) == OBV_OK);
    return time;
}

static void
a_date_is_written_out(void **state)
{
    (void)state;
    static const struct {
        const char *date, *want;
    } cases[] = {
        {"2026-03-03", "3 March 2026"},
        {"2026-03-01", "1 March 2026"},
        {"2026-12-31", "31 December 2026"},
        {"2024-02-29", "29 February 2024"},
        {"1970-01-01", "1 January 1970"},
        {"2098-08-10", "10 August 2098"},
        {"2026-03-03T23:59:59Z", "3 March 2026"},
        {"2026-03-04T00:30:00+01:00", "3 March 2026"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(text(obv_say_date(&voice, day(cases[i].date))),
                   cases[i].want);
    }
}

static void
a_moment_has_its_hour(void **state)
{
    (void)state;
    CHECK_TEXT(text(obv_say_moment(&voice, day("2026-03-03T07:05:59Z"))),
               "3 March 2026, 07:05 UTC");
}

/* Both days are counted: from the 1st to the 28th of February is a month. */
static void
a_length_counts_both_days(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *want;
    } cases[] = {
        {"2026-03-03", "2026-03-03", "1 day"},
        {"2026-03-03", "2026-03-04", "2 days"},
        {"2026-03-03", "2026-03-30", "28 days"},
        {"2026-02-01", "2026-02-28", "1 month"},
        {"2026-02-01", "2026-03-01", "1 month and 1 day"},
        {"2025-09-01", "2026-02-28", "6 months"},
        {"2025-09-01", "2026-02-27", "5 months and 27 days"},
        {"2025-09-15", "2026-03-14", "6 months"},
        {"2025-09-15", "2026-03-20", "6 months and 6 days"},
        {"2025-12-15", "2026-01-14", "1 month"},
        {"2024-01-31", "2024-02-29", "30 days"},
        {"2025-01-01", "2025-12-31", "12 months"},
        {"2024-01-01", "2025-12-31", "2 years"},
        {"2024-01-01", "2026-01-31", "25 months"},
        {"2024-02-29", "2024-02-29", "1 day"},
        {"2023-03-01", "2024-02-29", "12 months"},
        {"2026-03-03", "2026-01-01", "0 days"},
        {"2025-09-01T22:00:00Z", "2026-02-28T23:59:59Z", "6 months"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice said =
            obv_say_length(&voice, day(cases[i].from), day(cases[i].to));
        CHECK_TEXT(text(said), cases[i].want);
    }
}

/* For each day of eight years: never more than 31 days beside the months, and
   never shorter for ending later. */
static void
lengths_grow_with_the_day(void **state)
{
    (void)state;
    int64_t from = day("2023-11-29");
    int last_months = 0;
    for (int i = 0; i < 8 * 366; i++) {
        obv_arena_empty(arena);
        const char *said =
            text(obv_say_length(&voice, from, from + i * (int64_t)86400));
        int months = 0, days = 0;
        if (strstr(said, "year") != NULL) {
            months = (said[0] - '0') * 12;
        } else if (strstr(said, "month") != NULL) {
            for (const char *c = said; *c >= '0' && *c <= '9'; c++) {
                months = months * 10 + *c - '0';
            }
        }
        const char *rest = strstr(said, "and ");
        rest = rest != NULL ? rest + 4 : months > 0 ? "" : said;
        for (const char *c = rest; *c >= '0' && *c <= '9'; c++) {
            days = days * 10 + *c - '0';
        }
        CHECK_CASE(days <= 31, said);
        CHECK_CASE(months >= last_months, said);
        last_months = months;
    }
    CHECK_NUMBER(last_months, 96);
}

static void
an_iso_duration_is_written_out(void **state)
{
    (void)state;
    static const struct {
        const char *iso, *want;
    } cases[] = {
        {"P6M", "6 months"}, {"P1M", "1 month"},
        {"P1Y", "1 year"},   {"P2Y6M", "2 years and 6 months"},
        {"P3W", "3 weeks"},  {"P1W", "1 week"},
        {"P10D", "10 days"}, {"PT35H", "35 hours"},
        {"PT1H", "1 hour"},  {"P1DT12H", "1 day and 12 hours"},
        {"P0D", "0 days"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(text(obv_say_duration(&voice, obv_slice_of(cases[i].iso))),
                   cases[i].want);
    }
}

/* What cannot be read is shown as it stands, cleaned. */
static void
another_duration_is_shown_as_it_is(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "P",
        "PT",
        "6M",
        "P6",
        "PM",
        "P-6M",
        "P6.5M",
        "P6m",
        "six mois",
        "PT35M",
        "P1H",
        "P12345M",
        "P6M ",
        " P6M",
        "P6MX",
        "PTT1H",
        "p6m",
        "P1Y1M1W1D1D1D",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(text(obv_say_duration(&voice, obv_slice_of(cases[i]))),
                   cases[i]);
    }
    CHECK_TEXT(text(obv_say_duration(&voice, obv_slice_of("a\033[2J"))),
               "a[2J");
}

static void
kinds_of_achievement_have_words(void **state)
{
    (void)state;
    static const struct {
        const char *type, *want;
        bool taking_part;
    } cases[] = {
        {"Competency", "competency", false},
        {"Course", "course", true},
        {"Membership", "membership", true},
        {"Diploma", "diploma", false},
        {"Fieldwork", "work placement", true},
        {"ext:Parcours", "ext:Parcours", false},
        {"competency", "competency", false},
        {"", "", false},
        {"Course\033[1m", "Course[1m", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice type = obv_slice_of(cases[i].type);
        CHECK_TEXT(text(obv_say_type(&voice, type)), cases[i].want);
        CHECK(obv_is_taking_part(type) == cases[i].taking_part);
    }
}

static void
a_full_arena_is_noticed(void **state)
{
    (void)state;
    bool ever_done = false;
    for (size_t size = 0; size < 16384; size += 64) {
        obv_arena *small = obv_arena_new(size);
        obv_voice v = {&page, small, false};
        obv_say_length(&v, day("2025-09-15"), day("2026-03-20"));
        ever_done |= !v.failed;
        CHECK(size > 0 || v.failed);
        obv_arena_free(small);
    }
    CHECK(ever_done);
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new((size_t)4 * 1024 * 1024);
    voice = (obv_voice){&page, arena, false};
    return arena == NULL ? -1 : 0;
}

static int
end(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_written_out),
        cmocka_unit_test(a_moment_has_its_hour),
        cmocka_unit_test(a_length_counts_both_days),
        cmocka_unit_test(lengths_grow_with_the_day),
        cmocka_unit_test(an_iso_duration_is_written_out),
        cmocka_unit_test(another_duration_is_shown_as_it_is),
        cmocka_unit_test(kinds_of_achievement_have_words),
        cmocka_unit_test(a_full_arena_is_noticed),
    };
    return cmocka_run_group_tests(tests, start, end);
}
