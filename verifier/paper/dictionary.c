/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What matches of a frame reach back to: the lines of dictionary.txt, each
 * coded as a badge of its own, then the catalogue entry.
 */
#include "paper/inside.h"

/* dictionary.txt, as the build wrote it (Makefile). */
extern const char *const obv_ob1_lines[];
extern const size_t obv_ob1_line_count;

#define WINDOW 32768 /* of DEFLATE */

static obv_status
put_general(obv_ob1_items *items, obv_arena *arena, obv_buffer *coded)
{
    for (size_t i = 0; i < obv_ob1_line_count; i++) {
        obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
        *items = (obv_ob1_items){0};
        TRY(obv_ob1_lift(obv_slice_of(obv_ob1_lines[i]), items, arena, coded,
                         &bits));
    }
    *items = (obv_ob1_items){0};
    return OBV_OK;
}

/* ---- The entry ------------------------------------------------------------
 */

/* Members in the order in which badges have them; others behind. */
static const char *const usual[] = {"@context",        "id",      "type",
                                    "achievementType", "name",    "description",
                                    "inLanguage",      "criteria"};

#define MOST_MEMBERS 64

/* Up to the next "," or the "}" of the object that `in` is inside of. */
static obv_slice
take_member(obv_slice *in)
{
    size_t at = 0, depth = 0;
    bool quoted = false;
    for (; at < in->len; at++) {
        uint8_t c = in->ptr[at];
        if (c == '\\') {
            at++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && depth == 0 && (c == ',' || c == '}')) {
            break;
        } else if (!quoted) {
            depth += c == '{' || c == '[';
            depth -= c == '}' || c == ']';
        }
    }
    at = at < in->len ? at : in->len;
    obv_slice member = {in->ptr, at};
    *in = (obv_slice){in->ptr + at, in->len - at};
    return member;
}

static bool
is_named(obv_slice member, const char *name)
{
    size_t len = strlen(name);
    return member.len > len + 2 && member.ptr[len + 1] == '"' &&
           memcmp(member.ptr + 1, name, len) == 0;
}

static void
put_member(obv_slice *member, obv_buffer *b)
{
    obv_put_char(b, b->len == 0 ? '{' : ',');
    obv_put(b, *member);
    member->len = 0;
}

/* An object in canonical form, its own members in the usual order; anything
   else as it is. */
static void
put_usual(obv_slice entry, obv_buffer *b)
{
    obv_slice members[MOST_MEMBERS], rest = entry, c;
    size_t count = 0;
    while (count < MOST_MEMBERS && obv_take(&rest, 1, &c) &&
           (c.ptr[0] == '{' || c.ptr[0] == ',')) {
        members[count++] = take_member(&rest);
    }
    if (!obv_slice_is(rest, "") || count == 0 || members[0].len == 0 ||
        c.ptr[0] != '}') {
        obv_put(b, entry);
        return;
    }
    for (size_t i = 0; i < COUNT(usual); i++) {
        for (size_t k = 0; k < count; k++) {
            if (is_named(members[k], usual[i])) {
                put_member(&members[k], b);
            }
        }
    }
    for (size_t k = 0; k < count; k++) {
        if (members[k].len > 0) {
            put_member(&members[k], b);
        }
    }
    obv_put_char(b, '}');
}

obv_status
obv_ob1_dictionary(obv_slice entry, obv_ob1_items *items, obv_arena *arena,
                   obv_slice *ret)
{
    obv_buffer coded = obv_buffer_in(arena);
    TRY(put_general(items, arena, &coded));
    if (entry.len > 0) {
        obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
        obv_buffer text = obv_buffer_in(arena);
        put_usual(entry, &text);
        if (text.failed) {
            return OBV_NO_MEMORY;
        }
        items->of_entry = true;
        TRY(obv_ob1_lift(obv_buffer_slice(&text), items, arena, &coded, &bits));
        items->of_entry = false;
    }
    *ret = obv_buffer_slice(&coded);
    if (ret->len > WINDOW) {
        *ret = (obv_slice){ret->ptr + (ret->len - WINDOW), WINDOW};
    }
    return OBV_OK;
}
