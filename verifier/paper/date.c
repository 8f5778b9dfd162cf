/* SPDX-License-Identifier: Apache-2.0 */
/* Dates and moments, lifted: form, day, and as much of the hour as there is. */
#include "paper/inside.h"

#define DAY 86400
#define DAYS 65536

/* How the end of a moment is written.  The number is the row. */
/* clang-format off */
static const struct {
    const char *zone;
    int digits;  /* of a second */
    int32_t east; /* seconds */
} forms[] = {
    {"Z",      0, 0},
    {"+01:00", 0, 3600},
    {"+02:00", 0, 7200},
    {"+00:00", 0, 0},
    {"Z",      3, 0},
    {"",       0, 0}, /* a day alone: no time */
    {"+00:00", 6, 0},
    {"Z",      6, 0},
    {"+00:00", 3, 0},
    {"+01:00", 3, 3600},
    {"+02:00", 3, 7200},
    {"+01:00", 6, 3600},
    {"+02:00", 6, 7200},
};
/* clang-format on */
#define FORM_DAY 5
#define FORM_BITS 4

/* What the second of a day is written with: the first row that fits. */
static const struct {
    int32_t step, at; /* step 0: this second alone */
    unsigned bits;
} steps[] = {{0, 0, 0}, {0, DAY - 1, 0}, {900, 0, 7}, {60, 0, 11}, {1, 0, 17}};
#define STEP_BITS 3

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* fraction ::= "." digit{digits}, or nothing where there are none */
static bool
take_fraction(obv_slice *in, int digits, uint32_t *ret)
{
    *ret = 0;
    if (digits == 0) {
        return true;
    }
    if (in->len < (size_t)digits + 1 || in->ptr[0] != '.') {
        return false;
    }
    for (int i = 1; i <= digits; i++) {
        if (!is_digit(in->ptr[i])) {
            return false;
        }
        *ret = *ret * 10 + in->ptr[i] - '0';
    }
    *in = (obv_slice){in->ptr + digits + 1, in->len - (size_t)digits - 1};
    return true;
}

/* The second since 1970 of 19 characters, written in no other way. */
static bool
read_second(const uint8_t *at, int64_t *ret)
{
    char text[OBV_TIME_TEXT], again[OBV_TIME_TEXT];
    memcpy(text, at, 19);
    memcpy(text + 19, "Z", 2);
    if (obv_time_parse(obv_slice_of(text), ret) != OBV_OK || *ret < 0 ||
        *ret >= (int64_t)DAYS * DAY) {
        return false;
    }
    obv_time_print(*ret, again);
    return strcmp(text, again) == 0;
}

static bool
find_day(obv_slice text, obv_lifted *ret)
{
    char moment[] = "0000-00-00T00:00:00";
    memcpy(moment, text.ptr, 10);
    ret->text = (obv_slice){text.ptr, 10};
    ret->form = FORM_DAY;
    ret->fraction = 0;
    return read_second((const uint8_t *)moment, &ret->time);
}

bool
obv_find_date(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    (void)arena;
    if (word == 10) {
        return find_day(text, ret);
    }
    if (word != 13 || text.len < 19 || !read_second(text.ptr, &ret->time)) {
        return false;
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        obv_slice rest = {text.ptr + 19, text.len - 19};
        if (i != FORM_DAY &&
            take_fraction(&rest, forms[i].digits, &ret->fraction) &&
            obv_slice_starts(rest, forms[i].zone)) {
            size_t end = (size_t)(rest.ptr - text.ptr) + strlen(forms[i].zone);
            ret->text = (obv_slice){text.ptr, end};
            ret->form = (uint32_t)i;
            ret->time -= forms[i].east;
            return true;
        }
    }
    return false;
}

void
obv_put_date(const obv_lifted *item, obv_bit_buffer *bits)
{
    int64_t local = item->time + forms[item->form].east;
    int32_t second = (int32_t)(local % DAY);
    obv_put_bits(bits, item->form, FORM_BITS);
    obv_put_bits(bits, (uint32_t)(local / DAY), 16);
    if (item->form == FORM_DAY) {
        return;
    }
    uint32_t i = 0;
    while (steps[i].step == 0 ? second != steps[i].at
                              : second % steps[i].step != 0) {
        i++;
    }
    obv_put_bits(bits, i, STEP_BITS);
    if (steps[i].step != 0) {
        obv_put_bits(bits, (uint32_t)(second / steps[i].step), steps[i].bits);
    }
    int digits = forms[item->form].digits;
    obv_put_bits(bits, item->fraction, digits == 0 ? 0 : digits == 3 ? 10 : 20);
}

static bool
get_second(obv_bit_reader *bits, int32_t *ret)
{
    uint32_t i = obv_take_bits(bits, STEP_BITS);
    if (i >= COUNT(steps)) {
        return false;
    }
    *ret = steps[i].at;
    if (steps[i].step != 0) {
        *ret = (int32_t)obv_take_bits(bits, steps[i].bits) * steps[i].step;
    }
    return *ret < DAY;
}

/* The fraction too large for its digits: cut, so that coding it again gives
   something else. */
static void
put_fraction(obv_buffer *b, uint32_t fraction, int digits)
{
    char text[8] = ".000000";
    if (digits == 0) {
        return;
    }
    for (int i = digits; i > 0; i--, fraction /= 10) {
        text[i] = (char)('0' + fraction % 10);
    }
    obv_put(b, (obv_slice){(const uint8_t *)text, (size_t)digits + 1});
}

bool
obv_get_date(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    char text[OBV_TIME_TEXT];
    obv_buffer b = obv_buffer_in(arena);
    int32_t second = 0;
    uint32_t form = obv_take_bits(bits, FORM_BITS);
    int64_t day = obv_take_bits(bits, 16);
    if (form >= COUNT(forms) ||
        (form != FORM_DAY && !get_second(bits, &second))) {
        return false;
    }
    int digits = forms[form].digits;
    uint32_t fraction = obv_take_bits(bits, digits == 0   ? 0
                                            : digits == 3 ? 10
                                                          : 20);
    obv_time_print(day * DAY + second, text);
    obv_put(&b, (obv_slice){(const uint8_t *)text, form == FORM_DAY ? 10 : 19});
    put_fraction(&b, fraction, digits);
    obv_put_text(&b, forms[form].zone);
    ret->text = obv_buffer_slice(&b);
    ret->time = day * DAY + second - forms[form].east;
    return !b.failed;
}
