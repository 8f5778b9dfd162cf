/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values as JSON-LD has them: one thing or an array of one is the same, null
 * is absent, and a thing is named by a string or by an object with an id.
 */
#include "form/parts.h"

/* Longest date that can be right: 35 characters and nine decimals. */
#define MAX_DATE 48

const obv_json *
obv_one(const obv_json *object, const char *member)
{
    const obv_json *value = obv_json_get(object, member);
    if (obv_json_kind_of(value) == OBV_JSON_ARRAY) {
        value = obv_json_count(value) == 1 ? obv_json_item(value, 0) : NULL;
    }
    return obv_json_kind_of(value) == OBV_JSON_NULL ? NULL : value;
}

size_t
obv_many(const obv_json *object, const char *member, const obv_json **ret)
{
    *ret = obv_json_get(object, member);
    return obv_json_kind_of(*ret) == OBV_JSON_NULL ? 0 : obv_json_count(*ret);
}

obv_slice
obv_member(const obv_json *object, const char *member)
{
    obv_slice text;
    return obv_json_text(obv_one(object, member), &text) ? text
                                                         : obv_slice_of("");
}

obv_slice
obv_id_of(const obv_json *value)
{
    obv_slice text;
    return obv_json_text(value, &text) ? text : obv_member(value, "id");
}

bool
obv_holds(const obv_json *value, const char *text)
{
    for (size_t i = 0; i < obv_json_count(value); i++) {
        obv_slice item;
        if (obv_json_text(obv_json_item(value, i), &item) &&
            obv_slice_is(item, text)) {
            return true;
        }
    }
    return false;
}

bool
obv_has_type(const obv_json *object, const char *type)
{
    return obv_holds(obv_json_get(object, "type"), type);
}

static bool
is_alpha(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* RFC 3987: scheme ":" rest.  The rest is not looked at more closely: ids are
   compared byte by byte and never opened, and addresses with a space in them
   stand in real badges. */
bool
obv_is_iri(obv_slice text)
{
    obv_slice scheme, rest;
    if (!obv_slice_cut(text, ':', &scheme, &rest) || rest.len == 0) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < ' ' || text.ptr[i] == 0x7f) {
            return false;
        }
    }
    if (obv_slice_is(scheme, "_")) {
        return true; /* a blank node of JSON-LD */
    }
    for (size_t i = 0; i < scheme.len; i++) {
        uint8_t c = scheme.ptr[i];
        bool later = is_digit(c) || c == '+' || c == '-' || c == '.';
        if (!is_alpha(c) && !(i > 0 && later)) {
            return false;
        }
    }
    return scheme.len > 0;
}

/* ---- Dates -------------------------------------------------------------- */

typedef struct date_text {
    char text[MAX_DATE];
    size_t len;
} date_text;

static void
put(date_text *d, const void *bytes, size_t len)
{
    assert(len <= MAX_DATE - d->len);
    memcpy(d->text + d->len, bytes, len);
    d->len += len;
}

/* zone ::= "Z" | ("+" | "-") hh [":"] [mm] */
static bool
put_zone(date_text *d, obv_slice zone)
{
    if (obv_slice_is(zone, "Z")) {
        put(d, "Z", 1);
        return true;
    }
    if (zone.len < 3 || (zone.ptr[0] != '+' && zone.ptr[0] != '-')) {
        return false;
    }
    obv_slice minutes = {zone.ptr + 3, zone.len - 3};
    if (minutes.len == 3 && minutes.ptr[0] == ':') {
        minutes = (obv_slice){minutes.ptr + 1, 2};
    }
    if (minutes.len != 0 && minutes.len != 2) {
        return false;
    }
    put(d, zone.ptr, 3);
    put(d, ":", 1);
    put(d, minutes.len == 2 ? (const char *)minutes.ptr : "00", 2);
    return true;
}

/* How many bytes of ":" ss ["." digits] stand in front. */
static size_t
count_seconds(obv_slice text)
{
    size_t count = 0;
    while (count < text.len &&
           (is_digit(text.ptr[count]) || text.ptr[count] == ':' ||
            text.ptr[count] == '.')) {
        count++;
    }
    return count;
}

/*
 * iso ::= YYYY-MM-DDThh:mm [":" ss ["." digits]] [zone]
 *
 * What ISO 8601 lets a writer leave out is put back, so that the one strict
 * parser can judge the rest.
 */
static bool
read_iso(obv_slice text, bool needs_zone, int64_t *ret)
{
    static const size_t to_minutes = sizeof("YYYY-MM-DDThh:mm") - 1;
    date_text d = {.len = 0};
    obv_slice head;
    if (obv_time_parse(text, ret) == OBV_OK) {
        return true;
    }
    if (text.len > MAX_DATE - sizeof(":00Z") ||
        !obv_take(&text, to_minutes, &head)) {
        return false;
    }
    size_t seconds = count_seconds(text);
    obv_slice zone = {text.ptr + seconds, text.len - seconds};
    if (zone.len == 0 && !needs_zone) {
        zone = obv_slice_of("Z");
    }
    put(&d, head.ptr, head.len);
    put(&d, seconds > 0 ? (const char *)text.ptr : ":00",
        seconds > 0 ? seconds : 3);
    return put_zone(&d, zone) &&
           obv_time_parse((obv_slice){(const uint8_t *)d.text, d.len}, ret) ==
               OBV_OK;
}

bool
obv_read_date(const obv_json *value, obv_date_rule rule, int64_t *ret)
{
    obv_slice text;
    if (!obv_json_text(value, &text)) {
        return rule == OBV_DATE_OB1 && obv_json_integer(value, ret) &&
               *ret >= 0 && *ret <= INT64_C(253402300799); /* year 9999 */
    }
    switch (rule) {
    case OBV_DATE_ZONED:
        return obv_time_parse(text, ret) == OBV_OK;
    case OBV_DATE_TIME:
        return read_iso(text, false, ret);
    case OBV_DATE_OB2:
        return read_iso(text, true, ret);
    case OBV_DATE_OB1:
        return obv_date_parse(text, ret) == OBV_OK ||
               read_iso(text, false, ret);
    }
    return false;
}

/*
 * The zone is what lies between the date as it is written and the moment that
 * it means.  "2026-03-03T00:00:00+01:00" is the 2nd of March in UTC, and no
 * reader of the badge would call it so.
 */
static int32_t
zone_of(obv_slice text, int64_t time)
{
    static const size_t to_minutes = sizeof("YYYY-MM-DDThh:mm") - 1;
    date_text d = {.len = 0};
    obv_slice head;
    int64_t written;
    if (!obv_take(&text, to_minutes, &head)) {
        return 0; /* a date alone, or a number */
    }
    put(&d, head.ptr, head.len);
    put(&d, ":00Z", 4);
    if (obv_time_parse((obv_slice){(const uint8_t *)d.text, d.len}, &written) !=
        OBV_OK) {
        return 0;
    }
    int64_t seconds = written - time;
    int64_t minutes = (seconds + (seconds > 0 ? 59 : 0)) / 60;
    return minutes > -OBV_MAX_ZONE && minutes < OBV_MAX_ZONE ? (int32_t)minutes
                                                             : 0;
}

obv_moment
obv_moment_of(const obv_json *object, const char *member, obv_date_rule rule)
{
    const obv_json *value = obv_one(object, member);
    obv_moment moment = {.given = false};
    obv_slice text;
    moment.given = obv_read_date(value, rule, &moment.time);
    if (moment.given && obv_json_text(value, &text)) {
        moment.zone = zone_of(text, moment.time);
    }
    return moment;
}

/* ---- Room --------------------------------------------------------------- */

obv_status
obv_items(obv_reader *reader, size_t count, size_t size, void **ret)
{
    if (count > OBV_MAX_ITEMS) {
        return OBV_LIMIT;
    }
    *ret = obv_arena_alloc(reader->arena, count > 0 ? count : 1, size);
    return *ret != NULL ? OBV_OK : OBV_NO_MEMORY;
}

obv_status
obv_signed_at(obv_reader *reader, obv_credential *c, obv_moment moment)
{
    if (!moment.given) {
        return OBV_OK;
    }
    if (c->signed_at == NULL) {
        void *room;
        TRY(obv_items(reader, OBV_MAX_DATES, sizeof(*c->signed_at), &room));
        c->signed_at = room;
    }
    assert(c->signed_at_count < OBV_MAX_DATES);
    c->signed_at[c->signed_at_count++] = moment.time;
    return OBV_OK;
}

void
obv_later_start(obv_credential *c, obv_moment moment)
{
    if (moment.given &&
        (!c->valid_from.given || moment.time > c->valid_from.time)) {
        c->valid_from = moment;
    }
}

void
obv_earlier_end(obv_credential *c, obv_moment moment)
{
    if (moment.given &&
        (!c->valid_until.given || moment.time < c->valid_until.time)) {
        c->valid_until = moment;
    }
}
