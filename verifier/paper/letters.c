/* SPDX-License-Identifier: Apache-2.0 */
/* What one byte stands for: the characters beyond ASCII, those of French first,
   then of its neighbours; and phrases.  Frozen, as the dictionary is. */
#include "paper/inside.h"

const char obv_letters[OBV_LETTERS][4] = {
    "é", "è", "à", "ê", "’", "ç", "ô", "î", "û",      "ù",      "â", "ë", "ï",
    "œ", "É", "È", "À", "Ê", "Ç", "Ô", "Î", "«",      "»",      "–", "—", "…",
    "“", "”", "‘", "•", "·", "€", "°", "ü", "ö",      "ä",      "ß", "Ü", "Ö",
    "Ä", "á", "í", "ó", "ú", "ñ", "ã", "õ", "ò",      "ì",      "å", "ø", "æ",
    "Œ", "ÿ", "š", "č", "ž", "ł", "ą", "ę", "\u00A0", "\u202F", "½", "×",
};

/* Bytes that no coded character has: 01 to 1F but tab, line feed and return;
   7F; C2 to F4. */
static const struct {
    uint8_t first, count;
} free_bytes[] = {{0x01, 8}, {0x0B, 2}, {0x0E, 18}, {0x7F, 1}, {0xC2, 51}};

uint8_t
obv_phrase_byte(size_t phrase)
{
    size_t i = 0;
    assert(phrase < OBV_PHRASES);
    while (phrase >= free_bytes[i].count) {
        phrase -= free_bytes[i++].count;
    }
    return (uint8_t)(free_bytes[i].first + phrase);
}

size_t
obv_phrase_of(uint8_t byte)
{
    size_t before = 0;
    for (size_t i = 0; i < COUNT(free_bytes); i++) {
        unsigned at = (unsigned)byte - free_bytes[i].first;
        if (at < free_bytes[i].count) {
            return before + at;
        }
        before += free_bytes[i].count;
    }
    return OBV_PHRASES;
}

/* ---- Plain text -----------------------------------------------------------
 */

static size_t
length_of_character(uint8_t c)
{
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static size_t
put_character(obv_buffer *coded, obv_slice text)
{
    size_t len = length_of_character(text.ptr[0]);
    obv_slice c = {text.ptr, len};
    for (unsigned i = 0; len > 1 && i < OBV_LETTERS; i++) {
        if (obv_slice_is(c, obv_letters[i])) {
            obv_put_char(coded, (char)(0x80 + i));
            return len;
        }
    }
    if (len > 1 || obv_phrase_of(text.ptr[0]) < OBV_PHRASES) {
        obv_put_char(coded, (char)OBV_MARK_SPELLED);
    }
    obv_put(coded, c);
    return len;
}

size_t
obv_put_plain(obv_buffer *coded, obv_slice text)
{
    for (size_t i = 0; i < OBV_PHRASES; i++) {
        const char *phrase = obv_ob1_lines[i];
        if ((uint8_t)phrase[0] == text.ptr[0] &&
            obv_slice_starts(text, phrase)) {
            obv_put_char(coded, (char)obv_phrase_byte(i));
            return strlen(phrase);
        }
    }
    return put_character(coded, text);
}
