/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as text and as seconds since 1970, in the proleptic Gregorian calendar.
 *
 * No clock and no time zone of the machine comes in here: a date without a
 * zone is not a point in time, so it is refused.
 */
#include "base/base.h"

#define DAY 86400
#define FIRST_SECOND INT64_C(-62135596800) /* 0001-01-01T00:00:00Z */
#define LAST_SECOND INT64_C(253402300799)  /* 9999-12-31T23:59:59Z */

/* Days from 1970-01-01.  Years are counted from March, so that the leap day is
   the last of its year; 400 years have 146,097 days. */
static int64_t
days_from_civil(int year, int month, int day)
{
    int y = month > 2 ? year : year - 1;
    int era = y / 400; /* y is 0 or more: years begin at 1 */
    int year_of_era = y - era * 400;
    int month_from_march = (month + 9) % 12;
    int day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    int day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int64_t)era * 146097 + day_of_era - 719468;
}

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool
take_char(obv_slice *in, char c)
{
    obv_slice one;
    if (in->len == 0 || in->ptr[0] != (uint8_t)c) {
        return false;
    }
    return obv_take(in, 1, &one);
}

/* Exactly n decimal digits. */
static bool
take_digits(obv_slice *in, size_t n, int *ret)
{
    obv_slice digits;
    if (!obv_take(in, n, &digits)) {
        return false;
    }
    *ret = 0;
    for (size_t i = 0; i < n; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9') {
            return false;
        }
        *ret = *ret * 10 + (digits.ptr[i] - '0');
    }
    return true;
}

/* date ::= year{4} "-" month{2} "-" day{2} */
static bool
take_date(obv_slice *in, int64_t *ret_days)
{
    int year, month, day;
    if (!take_digits(in, 4, &year) || !take_char(in, '-') ||
        !take_digits(in, 2, &month) || !take_char(in, '-') ||
        !take_digits(in, 2, &day)) {
        return false;
    }
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month)) {
        return false;
    }
    *ret_days = days_from_civil(year, month, day);
    return true;
}

/* clock ::= hour{2} ":" minute{2} ":" second{2} ("." digit+)? */
static bool
take_clock(obv_slice *in, int *ret_seconds, bool *ret_leap)
{
    int hour, minute, second, fraction;
    if (!take_digits(in, 2, &hour) || !take_char(in, ':') ||
        !take_digits(in, 2, &minute) || !take_char(in, ':') ||
        !take_digits(in, 2, &second)) {
        return false;
    }
    if (hour > 23 || minute > 59 || second > 60) {
        return false;
    }
    if (take_char(in, '.')) {
        if (!take_digits(in, 1, &fraction)) {
            return false;
        }
        while (in->len > 0 && in->ptr[0] >= '0' && in->ptr[0] <= '9') {
            *in = (obv_slice){in->ptr + 1, in->len - 1};
        }
    }
    *ret_leap = second == 60;
    *ret_seconds = hour * 3600 + minute * 60 + second - *ret_leap;
    return true;
}

/* zone ::= "Z" | ("+" | "-") hour{2} ":" minute{2} */
static bool
take_zone(obv_slice *in, int *ret_seconds)
{
    *ret_seconds = 0;
    if (take_char(in, 'Z') || take_char(in, 'z')) {
        return true;
    }
    int hour, minute;
    bool west = take_char(in, '-');
    if ((!west && !take_char(in, '+')) || !take_digits(in, 2, &hour) ||
        !take_char(in, ':') || !take_digits(in, 2, &minute) || hour > 23 ||
        minute > 59) {
        return false;
    }
    *ret_seconds = (hour * 60 + minute) * (west ? -60 : 60);
    return true;
}

/* time ::= date "T" clock zone */
obv_status
obv_time_parse(obv_slice text, int64_t *ret)
{
    int64_t days;
    int seconds, zone;
    bool leap;
    if (!take_date(&text, &days) ||
        (!take_char(&text, 'T') && !take_char(&text, 't')) ||
        !take_clock(&text, &seconds, &leap) || !take_zone(&text, &zone) ||
        text.len > 0) {
        return OBV_MALFORMED;
    }
    int64_t time = days * DAY + seconds - zone;
    if (time < FIRST_SECOND || time > LAST_SECOND) {
        return OBV_MALFORMED;
    }
    /* A leap second ends a day of UTC (RFC 3339 5.7). */
    if (leap && (time - FIRST_SECOND) % DAY != DAY - 1) {
        return OBV_MALFORMED;
    }
    *ret = time;
    return OBV_OK;
}

obv_status
obv_date_parse(obv_slice text, int64_t *ret)
{
    obv_slice rest = text;
    int64_t days;
    if (!take_date(&rest, &days) || rest.len > 0) {
        return obv_time_parse(text, ret);
    }
    *ret = days * DAY;
    return OBV_OK;
}

/* The way back of days_from_civil. */
obv_civil
obv_civil_from(int64_t time)
{
    time = time < FIRST_SECOND ? FIRST_SECOND : time;
    time = time > LAST_SECOND ? LAST_SECOND : time;
    int64_t since = time - FIRST_SECOND;
    int second = (int)(since % DAY);
    int days = (int)(since / DAY) + 306; /* from 0000-03-01 */
    int era = days / 146097;
    int day_of_era = days % 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                       day_of_era / 146096) /
                      365;
    int day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month =
        month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (obv_civil){
        .year = era * 400 + year_of_era + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
        .hour = second / 3600,
        .minute = second / 60 % 60,
        .second = second % 60,
    };
}

static void
put_digits(char *to, size_t n, int number)
{
    for (size_t i = n; i-- > 0;) {
        to[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

void
obv_time_print(int64_t time, char text[OBV_TIME_TEXT])
{
    obv_civil civil = obv_civil_from(time);
    memcpy(text, "0000-00-00T00:00:00Z", 21);
    put_digits(text, 4, civil.year);
    put_digits(text + 5, 2, civil.month);
    put_digits(text + 8, 2, civil.day);
    put_digits(text + 11, 2, civil.hour);
    put_digits(text + 14, 2, civil.minute);
    put_digits(text + 17, 2, civil.second);
}
