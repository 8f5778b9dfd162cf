/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Base41: what RFC 9285 does with 45 characters, with those 41 of a QR code's
 * alphanumeric mode that neither links nor keyboards mangle.
 */
#include "paper/paper.h"

static const char digits_41[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:";

#define BASE 41u

bool
obv_is_of_base41(uint8_t c)
{
    return memchr(digits_41, c, BASE) != NULL;
}

static bool
take_digit(obv_slice *in, unsigned *ret)
{
    obv_slice c;
    if (!obv_take(in, 1, &c)) {
        return false;
    }
    const char *digit = memchr(digits_41, c.ptr[0], BASE);
    *ret = digit == NULL ? 0 : (unsigned)(digit - digits_41);
    return digit != NULL;
}

/* group ::= digit digit digit? , the lowest first */
static bool
take_group(obv_slice *in, size_t digits, unsigned *ret)
{
    unsigned weight = 1;
    *ret = 0;
    for (size_t i = 0; i < digits; i++, weight *= BASE) {
        unsigned digit;
        if (!take_digit(in, &digit)) {
            return false;
        }
        *ret += digit * weight;
    }
    return true;
}

obv_status
obv_base41(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    size_t rest = text.len % 3;
    uint8_t *to = obv_arena_alloc(arena, 1, text.len / 3 * 2 + 1);
    if (to == NULL) {
        return OBV_NO_MEMORY;
    }
    size_t len = 0;
    unsigned value;
    while (text.len >= 3) {
        if (!take_group(&text, 3, &value) || value > 0xFFFF) {
            return OBV_MALFORMED;
        }
        to[len++] = (uint8_t)(value >> 8);
        to[len++] = (uint8_t)value;
    }
    if (rest == 1) {
        return OBV_MALFORMED;
    }
    if (rest == 2) {
        if (!take_group(&text, 2, &value) || value > 0xFF) {
            return OBV_MALFORMED;
        }
        to[len++] = (uint8_t)value;
    }
    *ret = (obv_slice){to, len};
    return OBV_OK;
}

static void
put_group(unsigned value, size_t digits, char **to)
{
    for (size_t i = 0; i < digits; i++, value /= BASE) {
        *(*to)++ = digits_41[value % BASE];
    }
}

char *
obv_to_base41(obv_slice bytes, obv_arena *arena)
{
    char *text = obv_arena_alloc(arena, 1, bytes.len / 2 * 3 + 3);
    char *to = text;
    if (text == NULL) {
        return NULL;
    }
    size_t i = 0;
    for (; i + 1 < bytes.len; i += 2) {
        put_group((unsigned)bytes.ptr[i] << 8 | bytes.ptr[i + 1], 3, &to);
    }
    if (i < bytes.len) {
        put_group(bytes.ptr[i], 2, &to);
    }
    return text; /* the arena's zero ends it */
}
