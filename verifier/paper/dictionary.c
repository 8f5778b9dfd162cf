/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What matches of a frame reach back to: the lines of dictionary.txt behind
 * its phrases, in which ~ and two digits are a byte that stands for no text,
 * then the catalogue entry; all coded as plain text.
 */
#include "paper/inside.h"

#define WINDOW 32768 /* of DEFLATE */

#define ESCAPE '~'

static unsigned
hex_digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'A' + 10);
}

/* line ::= (plain | "~" hex hex)*, which is ours: what is wrong with it is a
   fault of this program. */
static void
put_line(const char *line, obv_buffer *coded)
{
    while (*line != '\0') {
        if (*line == ESCAPE) {
            obv_put_char(coded,
                         (char)(hex_digit(line[1]) << 4 | hex_digit(line[2])));
            line += 3;
        } else {
            line += obv_put_plain(coded, obv_slice_of(line));
        }
    }
}

/* ---- The entry ------------------------------------------------------------
 */

/* Members in the order in which badges have them; others behind. */
static const char *const usual[] = {
    "@context",    "id",         "type",     "achievementType",   "name",
    "description", "inLanguage", "criteria", "resultDescription", "alignment"};

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

static void
put_entry(obv_slice entry, obv_buffer *coded)
{
    obv_buffer text = obv_buffer_in(coded->arena);
    put_usual(entry, &text);
    obv_slice rest = obv_buffer_slice(&text), done;
    coded->failed = coded->failed || text.failed;
    while (rest.len > 0 && obv_take(&rest, obv_put_plain(coded, rest), &done)) {
    }
}

obv_status
obv_ob1_dictionary(obv_slice entry, obv_arena *arena, obv_slice *ret)
{
    obv_buffer coded = obv_buffer_in(arena);
    for (size_t i = OBV_PHRASES; i < obv_ob1_line_count; i++) {
        put_line(obv_ob1_lines[i], &coded);
    }
    if (entry.len > 0) {
        put_entry(entry, &coded);
    }
    *ret = obv_buffer_slice(&coded);
    if (ret->len > WINDOW) {
        *ret = (obv_slice){ret->ptr + (ret->len - WINDOW), WINDOW};
    }
    return coded.failed ? OBV_NO_MEMORY : OBV_OK;
}
