/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes as text and back: base64url, base64, base58, hexadecimal.
 *
 * Strict both ways: a byte string has exactly one text.  Where two texts meant
 * the same bytes, a forger could change a badge and keep its signature.
 */
#include "base/base.h"

/* clang-format off */
#define NO 0xFF /* not a digit */

static const char digits_url[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char digits_64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char digits_58[] =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char digits_16[] = "0123456789abcdef";

#define NO_16 NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO
#define NO_128 NO_16, NO_16, NO_16, NO_16, NO_16, NO_16, NO_16, NO_16

/* The value of each byte as a digit; `plus`, `minus`, `slash` and `low` stand
   for what the two alphabets of base64 write differently. */
#define VALUES_64(plus, minus, slash, low)                                     \
    NO_16, NO_16,                                                              \
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, plus, NO, minus, NO, slash,    \
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO, NO, NO, NO, NO, NO,            \
    NO,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,            \
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO, NO, NO, NO, low,           \
    NO, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,            \
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO, NO, NO, NO, NO,            \
    NO_128

static const uint8_t values_url[256] = {VALUES_64(NO, 62, NO, 63)};
static const uint8_t values_64[256] = {VALUES_64(62, NO, 63, NO)};
/* clang-format on */

/*
 * text ::= (digit{4})* (digit{2} | digit{3})?
 * Four digits at a time; the faults of all are gathered, not branched on,
 * because this stands in the path of every check.
 */
static obv_status
decode_64(obv_slice text, const uint8_t values[256], obv_arena *arena,
          obv_slice *ret)
{
    size_t rest = text.len % 4;
    if (rest == 1) {
        return OBV_MALFORMED;
    }
    size_t len = text.len / 4 * 3 + (rest > 0 ? rest - 1 : 0);
    uint8_t *to = obv_arena_alloc(arena, 1, len);
    if (to == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (obv_slice){to, len};
    const uint8_t *from = text.ptr;
    const uint8_t *whole = from + (text.len - rest);
    uint8_t fault = 0;
    for (; from < whole; from += 4, to += 3) {
        uint8_t a = values[from[0]], b = values[from[1]];
        uint8_t c = values[from[2]], d = values[from[3]];
        fault |= a | b | c | d;
        to[0] = (uint8_t)(a << 2 | b >> 4);
        to[1] = (uint8_t)(b << 4 | c >> 2);
        to[2] = (uint8_t)(c << 6 | d);
    }
    if (rest > 0) {
        uint8_t a = values[from[0]], b = values[from[1]];
        uint8_t c = rest == 3 ? values[from[2]] : 0;
        uint8_t unused = rest == 3 ? c & 0x03 : b & 0x0F;
        fault |= a | b | c | (unused != 0 ? NO : 0);
        to[0] = (uint8_t)(a << 2 | b >> 4);
        if (rest == 3) {
            to[1] = (uint8_t)(b << 4 | c >> 2);
        }
    }
    return fault < 64 ? OBV_OK : OBV_MALFORMED;
}

obv_status
obv_base64url(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    return decode_64(text, values_url, arena, ret);
}

/* padded ::= text "="{0,2}, a multiple of four in all */
obv_status
obv_base64(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    if (text.len % 4 != 0) {
        return OBV_MALFORMED;
    }
    for (int i = 0; i < 2 && text.len > 0; i++) {
        text.len -= text.ptr[text.len - 1] == '=';
    }
    return decode_64(text, values_64, arena, ret);
}

static char *
encode_64(obv_slice bytes, const char *digits, bool padded, obv_arena *arena)
{
    if (bytes.len > SIZE_MAX / 2) {
        return NULL;
    }
    char *text = obv_arena_alloc(arena, 1, (bytes.len + 2) / 3 * 4 + 1);
    if (text == NULL) {
        return NULL;
    }
    char *to = text;
    const uint8_t *from = bytes.ptr;
    size_t left = bytes.len;
    for (; left >= 3; left -= 3, from += 3) {
        *to++ = digits[from[0] >> 2];
        *to++ = digits[(from[0] & 0x03) << 4 | from[1] >> 4];
        *to++ = digits[(from[1] & 0x0F) << 2 | from[2] >> 6];
        *to++ = digits[from[2] & 0x3F];
    }
    if (left > 0) {
        uint8_t second = left == 2 ? from[1] : 0;
        *to++ = digits[from[0] >> 2];
        *to++ = digits[(from[0] & 0x03) << 4 | second >> 4];
        if (left == 2) {
            *to++ = digits[(second & 0x0F) << 2];
        }
        for (size_t i = left; padded && i < 3; i++) {
            *to++ = '=';
        }
    }
    return text; /* the arena's zero ends it */
}

char *
obv_to_base64url(obv_slice bytes, obv_arena *arena)
{
    return encode_64(bytes, digits_url, false, arena);
}

char *
obv_to_base64(obv_slice bytes, obv_arena *arena)
{
    return encode_64(bytes, digits_64, true, arena);
}

static size_t
leading(obv_slice s, uint8_t c)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] == c) {
        n++;
    }
    return n;
}

/* number = number * 58 + digit, in `len` words, which it fits; the highest
   stands first. */
static void
times_58_plus(uint32_t *number, size_t len, unsigned digit)
{
    uint64_t carry = digit;
    for (size_t i = len; i-- > 0;) {
        carry += number[i] * (uint64_t)58;
        number[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert(carry == 0);
}

/* Each leading "1" is a zero byte; the rest is one number in base 58. */
obv_status
obv_base58(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    if (text.len > OBV_MAX_BASE58) {
        return OBV_LIMIT;
    }
    uint32_t number[OBV_MAX_BASE58 / 4] = {0};
    size_t words = (text.len + 3) / 4; /* a digit is less than a byte */
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = memchr(digits_58, text.ptr[i], 58);
        if (digit == NULL) {
            return OBV_MALFORMED;
        }
        times_58_plus(number, words, (unsigned)(digit - digits_58));
    }
    uint8_t bytes[OBV_MAX_BASE58];
    for (size_t i = 0; i < 4 * words; i++) {
        bytes[i] = (uint8_t)(number[i / 4] >> (24 - i % 4 * 8));
    }
    obv_slice value = {bytes, 4 * words};
    size_t zeros = leading(text, '1'), skip = leading(value, 0);
    size_t len = zeros + value.len - skip;
    uint8_t *room = obv_arena_alloc(arena, 1, len);
    if (room == NULL) {
        return OBV_NO_MEMORY;
    }
    memcpy(room + zeros, bytes + skip, value.len - skip);
    *ret = (obv_slice){room, len};
    return OBV_OK;
}

/* Divides by 58 in place and gives the remainder. */
static unsigned
divide_58(uint8_t *number, size_t len)
{
    unsigned rest = 0;
    for (size_t i = 0; i < len; i++) {
        rest = rest << 8 | number[i];
        number[i] = (uint8_t)(rest / 58);
        rest %= 58;
    }
    return rest;
}

char *
obv_to_base58(obv_slice bytes, obv_arena *arena)
{
    uint8_t number[OBV_MAX_BASE58];
    char digits[OBV_MAX_BASE58];
    if (bytes.len > OBV_MAX_BASE58 / 2) {
        return NULL; /* log 256 / log 58 is 1.37 digits a byte */
    }
    size_t zeros = leading(bytes, 0);
    size_t left = bytes.len - zeros;
    memcpy(number, bytes.ptr + zeros, left);
    size_t at = sizeof(digits);
    for (size_t skip = 0; skip < left;) {
        digits[--at] = digits_58[divide_58(number + skip, left - skip)];
        skip += number[skip] == 0;
    }
    size_t len = sizeof(digits) - at;
    char *text = obv_arena_alloc(arena, 1, zeros + len + 1);
    if (text != NULL) {
        memset(text, '1', zeros);
        memcpy(text + zeros, digits + at, len);
    }
    return text;
}

static bool
hex_value(uint8_t c, uint8_t *ret)
{
    if (c >= '0' && c <= '9') {
        *ret = (uint8_t)(c - '0');
    } else if (c >= 'a' && c <= 'f') {
        *ret = (uint8_t)(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
        *ret = (uint8_t)(c - 'A' + 10);
    } else {
        return false;
    }
    return true;
}

obv_status
obv_hex(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    if (text.len % 2 != 0) {
        return OBV_MALFORMED;
    }
    uint8_t *bytes = obv_arena_alloc(arena, 1, text.len / 2);
    if (bytes == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < text.len / 2; i++) {
        uint8_t high, low;
        if (!hex_value(text.ptr[2 * i], &high) ||
            !hex_value(text.ptr[2 * i + 1], &low)) {
            return OBV_MALFORMED;
        }
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    *ret = (obv_slice){bytes, text.len / 2};
    return OBV_OK;
}

char *
obv_to_hex(obv_slice bytes, obv_arena *arena)
{
    if (bytes.len > SIZE_MAX / 2 - 1) {
        return NULL;
    }
    char *text = obv_arena_alloc(arena, 1, bytes.len * 2 + 1);
    for (size_t i = 0; text != NULL && i < bytes.len; i++) {
        text[2 * i] = digits_16[bytes.ptr[i] >> 4];
        text[2 * i + 1] = digits_16[bytes.ptr[i] & 0x0F];
    }
    return text;
}
