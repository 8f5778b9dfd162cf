/* SPDX-License-Identifier: Apache-2.0 */
/* Text that grows in an arena; a failure sticks until somebody looks. */
#include "base/base.h"

obv_buffer
obv_buffer_in(obv_arena *arena)
{
    return (obv_buffer){.arena = arena};
}

/* Doubles: the old room stays in the arena, so all rooms together take at most
   twice the last. */
static bool
make_room(obv_buffer *b, size_t more)
{
    if (b->failed) {
        return false;
    }
    if (more <= b->room - b->len) {
        return true;
    }
    size_t room = b->room == 0 ? 256 : b->room;
    while (room - b->len < more && room <= SIZE_MAX / 4) {
        room *= 2;
    }
    char *ptr = obv_arena_alloc(b->arena, 1, room);
    if (ptr == NULL || room - b->len < more) {
        b->failed = true;
        return false;
    }
    if (b->len > 0) {
        memcpy(ptr, b->ptr, b->len);
    }
    b->ptr = ptr;
    b->room = room;
    return true;
}

void
obv_put(obv_buffer *b, obv_slice text)
{
    if (text.len > 0 && make_room(b, text.len)) {
        memcpy(b->ptr + b->len, text.ptr, text.len);
        b->len += text.len;
    }
}

void
obv_put_text(obv_buffer *b, const char *text)
{
    obv_put(b, obv_slice_of(text));
}

void
obv_put_char(obv_buffer *b, char c)
{
    obv_put(b, (obv_slice){(const uint8_t *)&c, 1});
}

void
obv_put_number(obv_buffer *b, int64_t number)
{
    char digits[24];
    size_t at = sizeof(digits);
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    obv_put(b, (obv_slice){(const uint8_t *)digits + at, sizeof(digits) - at});
}

void
obv_put_count(obv_buffer *b, uint64_t count, const char *gap)
{
    uint64_t unit = 1;
    unsigned behind = 0; /* digits behind that of the unit */
    for (; count / unit >= 10; behind++) {
        unit *= 10;
    }
    for (; unit > 0; unit /= 10, behind--) {
        obv_put_char(b, (char)('0' + count / unit % 10));
        if (behind > 0 && behind % 3 == 0) {
            obv_put_text(b, gap);
        }
    }
}

obv_slice
obv_buffer_slice(const obv_buffer *b)
{
    static const uint8_t nothing[1];
    return b->len > 0 ? (obv_slice){(const uint8_t *)b->ptr, b->len}
                      : (obv_slice){nothing, 0};
}
