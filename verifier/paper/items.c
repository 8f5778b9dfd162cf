/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that spell bytes or numbers, as bits: each kind is found, put and got
 * back.  Whether a word was lifted as it must be, frame.c asks by coding again.
 */
#include "paper/inside.h"

static bool
whole_word(obv_slice text, size_t word, obv_lifted *ret)
{
    ret->text = (obv_slice){text.ptr, word};
    return true;
}

/* "" where there is no memory, which is then seen at the next step. */
static bool
text_of(const char *text, obv_lifted *ret)
{
    ret->text = obv_slice_of(text != NULL ? text : "");
    return text != NULL;
}

static size_t
count_in(obv_slice s, char from, char to)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        n += s.ptr[i] >= (uint8_t)from && s.ptr[i] <= (uint8_t)to;
    }
    return n;
}

/* ---- UUID: version in two bits, then 122 ----------------------------------
 */

static const char versions[] = "4571";

static bool
is_hex(obv_slice s)
{
    return count_in(s, '0', '9') + count_in(s, 'a', 'f') == s.len;
}

static bool
find_uuid(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    char digits[33] = "";
    size_t at = 0;
    if (word != 36) {
        return false;
    }
    for (size_t i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if ((text.ptr[i] == '-') != dash) {
            return false;
        }
        if (!dash) {
            digits[at++] = (char)text.ptr[i];
        }
    }
    return is_hex(obv_slice_of(digits)) && strchr(versions, digits[12]) &&
           strchr("89ab", digits[16]) != NULL &&
           obv_hex(obv_slice_of(digits), arena, &ret->bytes) == OBV_OK &&
           whole_word(text, word, ret);
}

static void
put_uuid(const obv_lifted *item, obv_bit_buffer *bits)
{
    const uint8_t *u = item->bytes.ptr;
    char version = (char)('0' + (u[6] >> 4));
    obv_put_bits(bits, (uint32_t)(strchr(versions, version) - versions), 2);
    obv_put_bytes(bits, (obv_slice){u, 6});
    obv_put_bits(bits, u[6] & 0x0Fu, 4);
    obv_put_bits(bits, u[7], 8);
    obv_put_bits(bits, u[8] & 0x3Fu, 6);
    obv_put_bytes(bits, (obv_slice){u + 9, 7});
}

static bool
get_uuid(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    uint32_t version = (uint32_t)(versions[obv_take_bits(bits, 2)] - '0');
    uint8_t u[16];
    for (size_t i = 0; i < sizeof(u); i++) {
        u[i] = (uint8_t)(i == 6   ? version << 4 | obv_take_bits(bits, 4)
                         : i == 8 ? 0x80 | obv_take_bits(bits, 6)
                                  : obv_take_bits(bits, 8));
    }
    const char *digits = obv_to_hex((obv_slice){u, sizeof(u)}, arena);
    char *text = obv_arena_alloc(arena, 1, 37);
    if (digits == NULL || text == NULL) {
        return false;
    }
    for (size_t i = 0; i < 36; i++) {
        text[i] = '-';
        if (i != 8 && i != 13 && i != 18 && i != 23) {
            text[i] = *digits++;
        }
    }
    return text_of(text, ret);
}

/* ---- Decimal: its number of bits less one, and those below the first ------
 */

#define LONGEST_DECIMAL 19 /* always under 2^64 */

static bool
find_decimal(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    (void)arena;
    obv_slice s = {text.ptr, word};
    if (word > LONGEST_DECIMAL || s.ptr[0] == '0' ||
        count_in(s, '0', '9') != word) {
        return false;
    }
    ret->number = 0;
    for (size_t i = 0; i < word; i++) {
        ret->number = ret->number * 10 + s.ptr[i] - '0';
    }
    return whole_word(text, word, ret);
}

static void
put_decimal(const obv_lifted *item, obv_bit_buffer *bits)
{
    unsigned below = 0;
    while (item->number >> below > 1) {
        below++;
    }
    obv_put_bits(bits, below, 6);
    for (; below > 0; below--) {
        obv_put_bits(bits, item->number >> (below - 1) & 1u, 1);
    }
}

static bool
get_decimal(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    uint64_t number = 1;
    for (unsigned below = obv_take_bits(bits, 6); below > 0; below--) {
        number = number << 1 | obv_take_bits(bits, 1);
    }
    obv_buffer b = obv_buffer_in(arena);
    if (number > INT64_MAX) {
        return false;
    }
    obv_put_number(&b, (int64_t)number);
    ret->text = obv_buffer_slice(&b);
    return !b.failed;
}

/* ---- Bytes of some length: "1", a frequent one; "01", another; "00", any --
 */

typedef struct lengths {
    size_t first, second;
    unsigned bits; /* of any other */
} lengths;

static bool
fits(obv_slice bytes, const lengths *l)
{
    return bytes.len >> l->bits == 0;
}

static void
put_sized(obv_slice bytes, const lengths *l, obv_bit_buffer *bits)
{
    if (bytes.len == l->first) {
        obv_put_bits(bits, 1, 1);
    } else if (bytes.len == l->second) {
        obv_put_bits(bits, 1, 2);
    } else {
        obv_put_bits(bits, 0, 2);
        obv_put_bits(bits, (uint32_t)bytes.len, l->bits);
    }
    obv_put_bytes(bits, bytes);
}

static bool
get_sized(obv_bit_reader *bits, const lengths *l, obv_arena *arena,
          obv_slice *ret)
{
    size_t len = obv_take_bits(bits, 1)   ? l->first
                 : obv_take_bits(bits, 1) ? l->second
                                          : obv_take_bits(bits, l->bits);
    *ret = (obv_slice){obv_take_bytes(bits, len, arena), len};
    return ret->ptr != NULL;
}

/* ---- Hexadecimal, lower case ----------------------------------------------
 */

static const lengths of_hex = {32, 16, 8};

static bool
find_hex(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    obv_slice s = {text.ptr, word};
    return is_hex(s) && obv_hex(s, arena, &ret->bytes) == OBV_OK &&
           fits(ret->bytes, &of_hex) && whole_word(text, word, ret);
}

static void
put_hex(const obv_lifted *item, obv_bit_buffer *bits)
{
    put_sized(item->bytes, &of_hex, bits);
}

static bool
get_hex(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    return get_sized(bits, &of_hex, arena, &ret->bytes) &&
           text_of(obv_to_hex(ret->bytes, arena), ret);
}

/* ---- Multibase base58: keys of did:key, proofs ----------------------------
 */

/* A Multikey of Ed25519 is 34 bytes, a signature 64. */
static const lengths of_base58 = {34, 64, 8};

#define LONGEST_BASE58 160

static bool
find_base58(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    obv_slice digits = {text.ptr + 1, word - 1};
    return text.ptr[0] == 'z' && word <= LONGEST_BASE58 &&
           obv_base58(digits, arena, &ret->bytes) == OBV_OK &&
           fits(ret->bytes, &of_base58) && whole_word(text, word, ret);
}

static void
put_base58(const obv_lifted *item, obv_bit_buffer *bits)
{
    put_sized(item->bytes, &of_base58, bits);
}

static bool
get_base58(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    if (!get_sized(bits, &of_base58, arena, &ret->bytes)) {
        return false;
    }
    const char *digits = obv_to_base58(ret->bytes, arena);
    obv_put_char(&b, 'z');
    obv_put_text(&b, digits == NULL ? "" : digits);
    ret->text = obv_buffer_slice(&b);
    return digits != NULL && !b.failed;
}

/* ---- base64url: coordinates of keys, signatures, random ids ---------------
 */

static const lengths of_base64url = {32, 64, 16};

/* A third or more of capitals and digits, and of each kind one: no words. */
static bool
looks_random(obv_slice s)
{
    size_t upper = count_in(s, 'A', 'Z'), digits = count_in(s, '0', '9');
    return upper > 0 && digits > 0 && count_in(s, 'a', 'z') > 0 &&
           3 * (upper + digits) >= s.len;
}

static bool
find_base64url(obv_slice text, size_t word, obv_arena *arena, obv_lifted *ret)
{
    obv_slice s = {text.ptr, word};
    return looks_random(s) && obv_base64url(s, arena, &ret->bytes) == OBV_OK &&
           fits(ret->bytes, &of_base64url) && whole_word(text, word, ret);
}

static void
put_base64url(const obv_lifted *item, obv_bit_buffer *bits)
{
    put_sized(item->bytes, &of_base64url, bits);
}

static bool
get_base64url(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret)
{
    return get_sized(bits, &of_base64url, arena, &ret->bytes) &&
           text_of(obv_to_base64url(ret->bytes, arena), ret);
}

/* ---- base64: a picture ----------------------------------------------------
 */

void
obv_put_long(const obv_lifted *item, obv_bit_buffer *bits)
{
    put_sized(item->bytes, &of_base64url, bits);
}

bool
obv_get_long(obv_bit_reader *bits, obv_arena *arena, obv_slice *ret)
{
    return get_sized(bits, &of_base64url, arena, ret);
}

/* ---- The table ------------------------------------------------------------
 */

/* clang-format off */
const obv_lift_kind obv_lift_kinds[] = {
    {0xC0, OBV_OB1_DATE,  10, obv_find_date,  obv_put_date,  obv_get_date},
    {0xC1, OBV_OB1_UUID,  36, find_uuid,      put_uuid,      get_uuid},
    {0xF5, OBV_OB1_OTHER, 10, find_decimal,   put_decimal,   get_decimal},
    {0xF6, OBV_OB1_OTHER, 16, find_hex,       put_hex,       get_hex},
    {0xF7, OBV_OB1_OTHER, 40, find_base58,    put_base58,    get_base58},
    {0xF8, OBV_OB1_OTHER, 20, find_base64url, put_base64url, get_base64url},
};
/* clang-format on */
const size_t obv_lift_kind_count = COUNT(obv_lift_kinds);
