/* SPDX-License-Identifier: Apache-2.0 */
/* The way back: marks give way to what they stand for. */
#include "paper/inside.h"

typedef struct unlift {
    obv_slice in;
    obv_bit_reader bits;
    obv_ob1_items items;
    size_t max;
    obv_buffer out;
} unlift;

static bool
put(unlift *u, obv_slice text)
{
    if (text.len > u->max - u->out.len) {
        return false;
    }
    obv_put(&u->out, text);
    return !u->out.failed;
}

/* character ::= 0x09-0x7E | letter:0x80-0xBF | phrase */
static bool
take_plain(unlift *u, uint8_t c)
{
    size_t phrase = obv_phrase_of(c);
    if (phrase < OBV_PHRASES) {
        return put(u, obv_slice_of(obv_ob1_lines[phrase]));
    }
    return put(u, c >= 0x80 ? obv_slice_of(obv_letters[c - 0x80])
                            : (obv_slice){u->in.ptr - 1, 1});
}

/* spelled ::= a character of UTF-8; whether it is one, and whether it had to be
   spelled, frame.c asks. */
static bool
take_spelled(unlift *u)
{
    obv_slice c = u->in, all;
    if (c.len == 0) {
        return false;
    }
    size_t len = c.ptr[0] < 0x80   ? 1
                 : c.ptr[0] < 0xE0 ? 2
                 : c.ptr[0] < 0xF0 ? 3
                                   : 4;
    return obv_take(&u->in, len, &all) && put(u, all);
}

static bool
take_again(unlift *u, bool as_epoch)
{
    obv_slice number;
    const obv_ob1_item *item = NULL;
    obv_buffer b = obv_buffer_in(u->out.arena);
    if (obv_take(&u->in, 1, &number)) {
        item = obv_item_of(&u->items, number.ptr[0]);
    }
    if (item == NULL) {
        return false;
    }
    obv_put_number(&b, item->time);
    return put(u, as_epoch ? obv_buffer_slice(&b) : item->text);
}

static bool
take_item(unlift *u, uint8_t mark)
{
    for (size_t i = 0; i < obv_lift_kind_count; i++) {
        const obv_lift_kind *kind = &obv_lift_kinds[i];
        obv_lifted item = {0};
        if (kind->mark != mark) {
            continue;
        }
        if (!kind->get(&u->bits, u->out.arena, &item) || u->bits.failed) {
            return false;
        }
        obv_keep_item(&u->items, kind->class, item.text, item.time);
        return put(u, item.text);
    }
    return false;
}

static bool
take_base64(unlift *u)
{
    obv_slice bytes;
    if (!obv_get_long(&u->bits, u->out.arena, &bytes)) {
        return false;
    }
    const char *text = obv_to_base64(bytes, u->out.arena);
    return text != NULL && put(u, obv_slice_of(text));
}

static bool take_text(unlift *u, unsigned depth);

/* inside ::= text end; what came out of it stands there as base64. */
static bool
take_inside(unlift *u, uint8_t mark, unsigned depth)
{
    size_t start = u->out.len;
    if (depth == OBV_MAX_LIFT_DEPTH || !take_text(u, depth + 1)) {
        return false;
    }
    obv_slice all = obv_buffer_slice(&u->out);
    obv_slice inside = {all.ptr + start, all.len - start};
    const char *text = mark == OBV_MARK_URL_TEXT
                           ? obv_to_base64url(inside, u->out.arena)
                           : obv_to_base64(inside, u->out.arena);
    u->out.len = start;
    return text != NULL && put(u, obv_slice_of(text));
}

static bool
take_mark(unlift *u, uint8_t mark, unsigned depth)
{
    switch (mark) {
    case OBV_MARK_BASE64:
        return take_base64(u);
    case OBV_MARK_URL_TEXT:
    case OBV_MARK_PLAIN_TEXT:
        return take_inside(u, mark, depth);
    case OBV_MARK_AGAIN:
    case OBV_MARK_EPOCH:
        return take_again(u, mark == OBV_MARK_EPOCH);
    case OBV_MARK_SPELLED:
        return take_spelled(u);
    default:
        return take_item(u, mark);
    }
}

/* Up to the end mark inside, up to the end outside. */
static bool
take_text(unlift *u, unsigned depth)
{
    obv_slice c;
    while (obv_take(&u->in, 1, &c)) {
        uint8_t b = c.ptr[0];
        if (b == OBV_MARK_END) {
            return depth > 0;
        }
        bool is_mark = b == 0xC0 || b == 0xC1 || b > 0xF4;
        if (!(is_mark ? take_mark(u, b, depth) : take_plain(u, b))) {
            return false;
        }
    }
    return depth == 0;
}

obv_status
obv_ob1_unlift(obv_slice coded, obv_slice *bits, size_t max, obv_arena *arena,
               obv_slice *ret)
{
    unlift u = {.in = coded,
                .bits = {.rest = *bits},
                .max = max,
                .out = obv_buffer_in(arena)};
    if (!take_text(&u, 0)) {
        return u.out.failed ? OBV_NO_MEMORY : OBV_MALFORMED;
    }
    *bits = u.bits.rest;
    *ret = obv_buffer_slice(&u.out);
    return OBV_OK;
}
