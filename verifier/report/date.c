/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and lengths of time in words.  A date of a badge is said in the zone in
   which it was written, any other in UTC: a report says the same on every
   machine. */
#include "report/say.h"

#define SECONDS_A_DAY 86400

obv_slice
obv_say_date(obv_voice *voice, int64_t time)
{
    obv_civil c = obv_civil_from(time);
    obv_sentence month = (obv_sentence)((int)OBV_SAY_MONTH_1 + c.month - 1);
    const obv_value values[] = {
        {"day", obv_say_number(voice, c.day)},
        {"month", obv_speak(voice, month, NULL)},
        {"year", obv_say_number(voice, c.year)},
        {NULL, {NULL, 0}},
    };
    return obv_speak(voice, c.day == 1 ? OBV_SAY_DATE_FIRST : OBV_SAY_DATE,
                     values);
}

int64_t
obv_written(const obv_claim *claim)
{
    return claim->time + (int64_t)claim->zone * 60;
}

obv_slice
obv_say_claim_date(obv_voice *voice, const obv_claim *claim)
{
    return obv_say_date(voice, obv_written(claim));
}

obv_slice
obv_say_moment(obv_voice *voice, int64_t time)
{
    char text[OBV_TIME_TEXT];
    obv_time_print(time, text);
    obv_slice clock = obv_slice_of("");
    obv_slice date, tail;
    if (obv_slice_cut(obv_slice_of(text), 'T', &date, &tail) && tail.len >= 5) {
        clock = (obv_slice){tail.ptr, 5};
    }
    return SAY_WITH(voice, MOMENT, {"date", obv_say_date(voice, time)},
                    {"time", clock});
}

/* A unit of time: what it is called once, and more than once. */
typedef struct unit {
    char letter; /* in ISO 8601 */
    bool of_day; /* stands behind the T */
    obv_sentence one, many;
} unit;

static const unit units[] = {
    {'Y', false, OBV_SAY_YEARS_ONE, OBV_SAY_YEARS},
    {'M', false, OBV_SAY_MONTHS_ONE, OBV_SAY_MONTHS},
    {'W', false, OBV_SAY_WEEKS_ONE, OBV_SAY_WEEKS},
    {'D', false, OBV_SAY_DAYS_ONE, OBV_SAY_DAYS},
    {'H', true, OBV_SAY_HOURS_ONE, OBV_SAY_HOURS},
};
enum { YEARS, MONTHS, WEEKS, DAYS, HOURS };

static obv_slice
say_unit(obv_voice *voice, const unit *u, int64_t n)
{
    const obv_value values[] = {{"n", obv_say_number(voice, n)},
                                {NULL, {NULL, 0}}};
    return obv_speak(voice, n == 1 ? u->one : u->many, values);
}

/* Days since 1970-01-01 of a date; the day may overflow its month. */
static int64_t
days_of(int year, int month, int day)
{
    /* Years begin in March, so that the day of a leap year comes last. */
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;
    int64_t leap_days = y / 4 - y / 100 + y / 400;
    return y * 365 + leap_days + (m * 153 + 2) / 5 + day - 1 - 719468;
}

/* The same day of the month, `months` later. */
static int64_t
days_after_months(const obv_civil *from, int months)
{
    int month = from->month - 1 + months;
    return days_of(from->year + month / 12, month % 12 + 1, from->day);
}

obv_slice
obv_say_length(obv_voice *voice, int64_t from, int64_t to)
{
    obv_civil first = obv_civil_from(from);
    obv_civil end = obv_civil_from(to + SECONDS_A_DAY); /* the day after */
    int64_t end_day = days_of(end.year, end.month, end.day);
    int months = (end.year - first.year) * 12 + end.month - first.month;
    while (months > 0 && days_after_months(&first, months) > end_day) {
        months--;
    }
    if (months <= 0) {
        int64_t days = end_day - days_of(first.year, first.month, first.day);
        return say_unit(voice, &units[DAYS], days > 0 ? days : 0);
    }
    obv_slice length = months >= 24 && months % 12 == 0
                           ? say_unit(voice, &units[YEARS], months / 12)
                           : say_unit(voice, &units[MONTHS], months);
    int64_t rest = end_day - days_after_months(&first, months);
    if (rest <= 0) {
        return length;
    }
    return SAY_WITH(voice, LENGTH_AND, {"a", length},
                    {"b", say_unit(voice, &units[DAYS], rest)});
}

static const unit *
find_unit(char letter, bool of_day)
{
    for (size_t i = 0; i < COUNT(units); i++) {
        if (units[i].letter == letter && units[i].of_day == of_day) {
            return &units[i];
        }
    }
    return NULL;
}

/* number ::= [0-9]{1,4} */
static bool
take_number(obv_slice *in, int64_t *ret)
{
    size_t digits = 0;
    *ret = 0;
    while (digits < in->len && in->ptr[digits] >= '0' &&
           in->ptr[digits] <= '9' && digits < 4) {
        *ret = *ret * 10 + (in->ptr[digits] - '0');
        digits++;
    }
    *in = (obv_slice){in->ptr + digits, in->len - digits};
    return digits > 0;
}

/* duration ::= "P" (number [YMWD])* ("T" (number "H")*)? */
static bool
read_duration(obv_voice *voice, obv_slice in, obv_slice *ret)
{
    obv_slice letter;
    bool of_day = false;
    size_t parts = 0;
    *ret = obv_slice_of("");
    if (!obv_take(&in, 1, &letter) || !obv_slice_is(letter, "P")) {
        return false;
    }
    while (in.len > 0) {
        int64_t n;
        if (!of_day && obv_slice_starts(in, "T")) {
            of_day = obv_take(&in, 1, &letter);
            continue;
        }
        if (!take_number(&in, &n) || !obv_take(&in, 1, &letter)) {
            return false;
        }
        const unit *u = find_unit((char)letter.ptr[0], of_day);
        if (u == NULL || ++parts > COUNT(units)) {
            return false;
        }
        obv_slice part = say_unit(voice, u, n);
        *ret = parts == 1
                   ? part
                   : SAY_WITH(voice, LENGTH_AND, {"a", *ret}, {"b", part});
    }
    return parts > 0;
}

obv_slice
obv_say_duration(obv_voice *voice, obv_slice duration)
{
    obv_slice said;
    return read_duration(voice, duration, &said)
               ? said
               : obv_say_shown(voice, duration, OBV_MAX_SHOWN);
}
