/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bits to bytes: ISO/IEC 18004, 7.4.
 *
 * stream ::= append? segment* (terminator padding)?
 *
 * Bytes come as they are written: Kanji as Shift JIS, and no character set is
 * applied.  With FNC1, % in alphanumeric text stands for the separator GS.
 */
#include "qr/decode.h"

enum {
    MODE_END = 0,
    MODE_NUMERIC = 1,
    MODE_ALPHANUMERIC = 2,
    MODE_APPEND = 3,
    MODE_BYTES = 4,
    MODE_FNC1_FIRST = 5,
    MODE_ECI = 7,
    MODE_KANJI = 8,
    MODE_FNC1_SECOND = 9
};

#define GS 0x1D

typedef struct stream {
    obv_slice data;
    size_t at; /* bits */
    uint8_t *out;
    size_t len, room;
    unsigned size_class; /* of versions 1 to 9, to 26, to 40 */
    bool separators;     /* FNC1 was met */
    obv_symbol *symbol;
} stream;

static size_t
left(const stream *s)
{
    return s->data.len * 8 - s->at;
}

static bool
take(stream *s, unsigned bits, unsigned *ret)
{
    if (bits > left(s)) {
        return false;
    }
    unsigned value = 0;
    for (unsigned i = 0; i < bits; i++, s->at++) {
        value = value << 1 | (s->data.ptr[s->at / 8] >> (7 - s->at % 8) & 1u);
    }
    *ret = value;
    return true;
}

static bool
put(stream *s, unsigned byte)
{
    if (s->len == s->room) {
        return false;
    }
    s->out[s->len++] = (uint8_t)byte;
    return true;
}

/* ---- Segments ---------------------------------------------------------------
 */

/* `digits` digits in `bits` bits. */
static bool
take_digits(stream *s, unsigned digits, unsigned bits, unsigned above)
{
    unsigned value;
    if (!take(s, bits, &value) || value >= above) {
        return false;
    }
    for (unsigned unit = above / 10; digits > 0; digits--, unit /= 10) {
        if (!put(s, '0' + value / unit % 10)) {
            return false;
        }
    }
    return true;
}

static bool
take_numeric(stream *s, unsigned count)
{
    for (; count >= 3; count -= 3) {
        if (!take_digits(s, 3, 10, 1000)) {
            return false;
        }
    }
    return count == 0 ||
           (count == 1 ? take_digits(s, 1, 4, 10) : take_digits(s, 2, 7, 100));
}

/* Of what was put since `from`, %% to %, and % to GS. */
static void
undo_separators(stream *s, size_t from)
{
    size_t to = from;
    for (size_t i = from; i < s->len; i++, to++) {
        bool percent = s->out[i] == '%';
        bool twice = percent && i + 1 < s->len && s->out[i + 1] == '%';
        s->out[to] = percent && !twice ? GS : s->out[i];
        i += twice;
    }
    s->len = to;
}

static bool
take_alphanumeric(stream *s, unsigned count)
{
    static const char letters[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    size_t from = s->len;
    unsigned value;
    for (; count >= 2; count -= 2) {
        if (!take(s, 11, &value) || value >= 45 * 45 ||
            !put(s, (uint8_t)letters[value / 45]) ||
            !put(s, (uint8_t)letters[value % 45])) {
            return false;
        }
    }
    if (count == 1 && (!take(s, 6, &value) || value >= 45 ||
                       !put(s, (uint8_t)letters[value]))) {
        return false;
    }
    if (s->separators) {
        undo_separators(s, from);
    }
    return true;
}

static bool
take_bytes(stream *s, unsigned count)
{
    unsigned value;
    for (; count > 0; count--) {
        if (!take(s, 8, &value) || !put(s, value)) {
            return false;
        }
    }
    return true;
}

static bool
take_kanji(stream *s, unsigned count)
{
    unsigned value;
    for (; count > 0; count--) {
        if (!take(s, 13, &value)) {
            return false;
        }
        value = (value / 0xC0) << 8 | value % 0xC0;
        value += value < 0x1F00 ? 0x8140 : 0xC140;
        if (!put(s, value >> 8) || !put(s, value & 0xFF)) {
            return false;
        }
    }
    return true;
}

/* designator ::= 0 value:7 | 10 value:14 | 110 value:21 */
static bool
take_eci(stream *s)
{
    unsigned first, more;
    if (!take(s, 8, &first) || first >= 0xE0) {
        return false;
    }
    unsigned bits = first < 0x80 ? 0 : first < 0xC0 ? 8 : 16;
    unsigned high = first < 0x80 ? first : first & (first < 0xC0 ? 0x3F : 0x1F);
    if (!take(s, bits, &more)) {
        return false;
    }
    unsigned value = high << bits | more;
    s->symbol->eci = s->symbol->eci == 0 ? value : s->symbol->eci;
    return value <= 999999;
}

/* append ::= part:4 last:4 parity:8 */
static bool
take_append(stream *s)
{
    unsigned value;
    if (!take(s, 16, &value) || s->symbol->parts != 0) {
        return false;
    }
    s->symbol->part = (uint8_t)(value >> 12);
    s->symbol->parts = (uint8_t)((value >> 8 & 15) + 1);
    s->symbol->parity = (uint8_t)value;
    return s->symbol->part < s->symbol->parts;
}

/* The application: two digits, or a letter and 100. */
static bool
take_application(stream *s)
{
    unsigned value;
    s->separators = true;
    if (!take(s, 8, &value)) {
        return false;
    }
    if (value < 100) {
        return put(s, '0' + value / 10) && put(s, '0' + value % 10);
    }
    value -= 100;
    bool letter =
        (value >= 'A' && value <= 'Z') || (value >= 'a' && value <= 'z');
    return letter && put(s, value);
}

/* clang-format off */
static const struct segment {
    unsigned mode;
    uint8_t counts[3]; /* bits of the count, by size class */
    bool (*take)(stream *s, unsigned count);
} segments[] = {
    {MODE_NUMERIC,      {10, 12, 14}, take_numeric},
    {MODE_ALPHANUMERIC, { 9, 11, 13}, take_alphanumeric},
    {MODE_BYTES,        { 8, 16, 16}, take_bytes},
    {MODE_KANJI,        { 8, 10, 12}, take_kanji},
};
/* clang-format on */

static bool
take_segment(stream *s, unsigned mode)
{
    for (size_t i = 0; i < COUNT(segments); i++) {
        unsigned count;
        if (segments[i].mode == mode) {
            return take(s, segments[i].counts[s->size_class], &count) &&
                   segments[i].take(s, count);
        }
    }
    return false;
}

static bool
take_mode(stream *s, unsigned mode)
{
    switch (mode) {
    case MODE_APPEND:
        return take_append(s);
    case MODE_ECI:
        return take_eci(s);
    case MODE_FNC1_FIRST:
        s->separators = true;
        return true;
    case MODE_FNC1_SECOND:
        return take_application(s);
    default:
        return take_segment(s, mode);
    }
}

obv_status
obv_qr_stream(obv_slice data, unsigned version, obv_arena *arena,
              obv_symbol *ret)
{
    /* Digits are the densest: 10 bits for 3. */
    size_t room = data.len * 12 / 5 + 4;
    stream s = {.data = data,
                .out = obv_arena_alloc(arena, room, 1),
                .room = room,
                .size_class = version <= 9    ? 0
                              : version <= 26 ? 1
                                              : 2,
                .symbol = ret};
    if (s.out == NULL) {
        return OBV_NO_MEMORY;
    }
    unsigned mode;
    while (take(&s, 4, &mode) && mode != MODE_END) {
        if (!take_mode(&s, mode)) {
            return OBV_MALFORMED;
        }
    }
    ret->bytes = (obv_slice){s.out, s.len};
    return OBV_OK;
}
