/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text -> what is deflated, and the bits that are lifted out of it.
 *
 * A text has one coding.  Words (letters, digits, "-", "_") that spell bytes
 * give way to a mark, and come back by number where they were there before;
 * base64 that holds text gives way to that text; frequent characters beyond
 * ASCII are one byte each, and so are the most frequent phrases.
 */
#include "paper/inside.h"

typedef struct lift {
    obv_ob1_items items;
    obv_slice entry;
    obv_arena *arena;
    obv_buffer *coded;
    obv_bit_buffer *bits;
} lift;

static bool
is_alnum(uint8_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static bool
is_word(uint8_t c)
{
    return is_alnum(c) || c == '-' || c == '_';
}

static bool
is_base64(uint8_t c)
{
    return is_alnum(c) || c == '+' || c == '/' || c == '=';
}

static size_t
span(obv_slice text, bool (*is)(uint8_t))
{
    size_t n = 0;
    while (n < text.len && is(text.ptr[n])) {
        n++;
    }
    return n;
}

/* ---- Items that were there before -----------------------------------------
 */

void
obv_keep_item(obv_ob1_items *items, obv_ob1_class class, obv_slice text,
              int64_t time)
{
    uint8_t *count = &items->count[class];
    if (*count < OBV_OB1_ITEMS) {
        items->item[class][(*count)++] = (obv_ob1_item){text, time};
    }
}

static uint8_t
number_of(unsigned class, unsigned index)
{
    return (uint8_t)(OBV_FIRST_ITEM + class * OBV_OB1_ITEMS + index);
}

const obv_ob1_item *
obv_item_of(const obv_ob1_items *items, uint8_t number)
{
    unsigned rest = (unsigned)number - OBV_FIRST_ITEM;
    if (rest >= OBV_OB1_CLASS_COUNT * OBV_OB1_ITEMS) {
        return NULL;
    }
    unsigned class = rest / OBV_OB1_ITEMS, index = rest % OBV_OB1_ITEMS;
    return index < items->count[class] ? &items->item[class][index] : NULL;
}

static void
put_mark(lift *l, uint8_t mark)
{
    obv_put_char(l->coded, (char)mark);
}

static bool
put_again(lift *l, obv_ob1_class class, obv_slice text)
{
    for (unsigned i = 0; i < l->items.count[class]; i++) {
        if (obv_slice_equal(l->items.item[class][i].text, text)) {
            put_mark(l, OBV_MARK_AGAIN);
            put_mark(l, number_of(class, i));
            return true;
        }
    }
    return false;
}

/* INT64_MIN for what is no number without a leading zero: a date's second may
   lie before 1970, by its zone. */
static int64_t
number_in(obv_slice word)
{
    int64_t number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] < '0' + (i == 0) || word.ptr[i] > '9') {
            return INT64_MIN;
        }
        number = number * 10 + word.ptr[i] - '0';
    }
    return number;
}

/* The claims of a JWT say in seconds what the credential says as a date. */
static bool
put_epoch(lift *l, obv_slice word)
{
    int64_t time = number_in(word);
    for (unsigned i = 0; i < l->items.count[OBV_OB1_DATE]; i++) {
        if (l->items.item[OBV_OB1_DATE][i].time == time) {
            put_mark(l, OBV_MARK_EPOCH);
            put_mark(l, number_of(OBV_OB1_DATE, i));
            return true;
        }
    }
    return false;
}

/* ---- Words ----------------------------------------------------------------
 */

static void put_text(lift *l, obv_slice text, unsigned depth);

/* The start of a JSON object in base64url. */
static bool
put_url_text(lift *l, obv_slice word, unsigned depth)
{
    obv_slice inside;
    if (word.len < 16 || depth >= OBV_MAX_LIFT_DEPTH ||
        !obv_slice_starts(word, "eyJ") ||
        obv_base64url(word, l->arena, &inside) != OBV_OK ||
        !obv_is_utf8(inside)) {
        return false;
    }
    put_mark(l, OBV_MARK_URL_TEXT);
    put_text(l, inside, depth + 1);
    put_mark(l, OBV_MARK_END);
    return true;
}

/* What the entry says is matched there, with what stands around it. */
static bool
is_in_entry(const lift *l, obv_slice item)
{
    for (size_t at = 0; at + item.len <= l->entry.len; at++) {
        if (memcmp(l->entry.ptr + at, item.ptr, item.len) == 0) {
            return true;
        }
    }
    return false;
}

/* The bytes of `text` that gave way; 0: none. */
static size_t
put_item(lift *l, obv_slice text, size_t word)
{
    if (word <= 10 && put_epoch(l, (obv_slice){text.ptr, word})) {
        return word;
    }
    for (size_t i = 0; i < obv_lift_kind_count; i++) {
        const obv_lift_kind *kind = &obv_lift_kinds[i];
        obv_lifted item = {0};
        if (word < kind->least || !kind->find(text, word, l->arena, &item)) {
            continue;
        }
        if (is_in_entry(l, item.text)) {
            return 0;
        }
        if (!put_again(l, kind->class, item.text)) {
            put_mark(l, kind->mark);
            kind->put(&item, l->bits);
            obv_keep_item(&l->items, kind->class, item.text, item.time);
        }
        return item.text.len;
    }
    return 0;
}

/* What a word gives way to, whole or its start; 0: nothing. */
static size_t
put_word(lift *l, obv_slice text, size_t word, unsigned depth)
{
    if (put_url_text(l, (obv_slice){text.ptr, word}, depth)) {
        return word;
    }
    return word >= 9 ? put_item(l, text, word) : 0;
}

/* ---- base64 ---------------------------------------------------------------
 */

#define LEAST_BASE64 20

/* What stands behind "base64,": a picture, often one in XML. */
static size_t
put_base64(lift *l, obv_slice text, unsigned depth)
{
    obv_lifted item = {.text = {text.ptr, span(text, is_base64)}};
    if (item.text.len < LEAST_BASE64 ||
        obv_base64(item.text, l->arena, &item.bytes) != OBV_OK ||
        item.bytes.len > 0xFFFF) {
        return 0;
    }
    if (depth < OBV_MAX_LIFT_DEPTH && obv_slice_starts(item.bytes, "<") &&
        obv_is_utf8(item.bytes)) {
        put_mark(l, OBV_MARK_PLAIN_TEXT);
        put_text(l, item.bytes, depth + 1);
        put_mark(l, OBV_MARK_END);
    } else {
        put_mark(l, OBV_MARK_BASE64);
        obv_put_long(&item, l->bits);
    }
    return item.text.len;
}

/* ---- Text -----------------------------------------------------------------
 */

static void
put_text(lift *l, obv_slice text, unsigned depth)
{
    static const char before[] = "base64,";
    size_t at = 0, plain = 0, head = strlen(before);
    while (at < text.len) {
        obv_slice rest = {text.ptr + at, text.len - at};
        size_t word = at < plain ? 0 : span(rest, is_word);
        size_t lifted = word == 0 ? 0 : put_word(l, rest, word, depth);
        if (lifted == 0 && word > 0) {
            plain = at + word; /* no item starts inside */
        }
        at += lifted > 0 ? lifted : obv_put_plain(l->coded, rest);
        if (at >= head && memcmp(text.ptr + at - head, before, head) == 0) {
            at +=
                put_base64(l, (obv_slice){text.ptr + at, text.len - at}, depth);
        }
    }
}

obv_status
obv_ob1_lift(obv_slice text, obv_slice entry, obv_arena *arena,
             obv_buffer *coded, obv_bit_buffer *bits)
{
    lift l = {.entry = entry, .arena = arena, .coded = coded, .bits = bits};
    put_text(&l, text, 0);
    return coded->failed || bits->bytes.failed ? OBV_NO_MEMORY : OBV_OK;
}
