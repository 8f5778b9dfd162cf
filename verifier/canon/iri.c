/* SPDX-License-Identifier: Apache-2.0 */
/* IRIs: RFC 3986 for their parts and how one is resolved against another, RFC
   3987 for what may stand in them. */
#include "canon/inside.h"

/* ---- Parts --------------------------------------------------------------- */

/* Each part with its mark: "http:", "//host", "/path", "?query", "#fragment";
   one that is absent is empty. */
typedef struct parts {
    obv_slice scheme, authority, path, query, fragment;
} parts;

static bool
is_letter(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* scheme ::= letter (letter | digit | "+" | "-" | ".")*; with its colon, 0 for
   none. */
static size_t
scheme_length(obv_slice text)
{
    if (text.len == 0 || !is_letter(text.ptr[0])) {
        return 0;
    }
    size_t i = 1;
    while (i < text.len &&
           (is_letter(text.ptr[i]) || is_digit(text.ptr[i]) ||
            text.ptr[i] == '+' || text.ptr[i] == '-' || text.ptr[i] == '.')) {
        i++;
    }
    return i < text.len && text.ptr[i] == ':' ? i + 1 : 0;
}

/* What comes before the first of these marks, three at most. */
static obv_slice
take_until(obv_slice *text, const char marks[3])
{
    size_t i = 0;
    while (i < text->len && (char)text->ptr[i] != marks[0] &&
           (char)text->ptr[i] != marks[1] && (char)text->ptr[i] != marks[2]) {
        i++;
    }
    obv_slice taken = {text->ptr, i};
    *text = (obv_slice){text->ptr + i, text->len - i};
    return taken;
}

/* iri-reference ::= [scheme ":"] ["//" authority] path ["?" query]
   ["#" fragment] (RFC 3986 appendix B) */
static parts
split(obv_slice text)
{
    parts p = {.scheme = {text.ptr, scheme_length(text)}};
    text = (obv_slice){text.ptr + p.scheme.len, text.len - p.scheme.len};
    p.authority = (obv_slice){text.ptr, 0};
    if (obv_slice_starts(text, "//")) {
        obv_slice rest = {text.ptr + 2, text.len - 2};
        p.authority.len = 2 + take_until(&rest, "/?#").len;
        text = rest;
    }
    p.path = take_until(&text, "?##");
    p.query = take_until(&text, "###");
    p.fragment = text;
    return p;
}

/* ---- Resolving ----------------------------------------------------------- */

/* A text that is written into room that is large enough. */
typedef struct pen {
    uint8_t *ptr;
    size_t len;
} pen;

static void
put(pen *p, obv_slice text)
{
    if (text.len > 0) {
        memcpy(p->ptr + p->len, text.ptr, text.len);
        p->len += text.len;
    }
}

/* Without its last segment and the slash before it. */
static void
step_back(pen *p, size_t start)
{
    while (p->len > start && p->ptr[p->len - 1] != '/') {
        p->len--;
    }
    if (p->len > start) {
        p->len--;
    }
}

static bool
drop(obv_slice *path, const char *prefix, size_t count)
{
    if (!obv_slice_starts(*path, prefix)) {
        return false;
    }
    *path = (obv_slice){path->ptr + count, path->len - count};
    return true;
}

/* Remove Dot Segments (RFC 3986 5.2.4), letter by letter as written there;
   what is put is never longer than what is taken. */
static void
put_without_dots(pen *p, obv_slice path)
{
    size_t start = p->len;
    while (path.len > 0) {
        if (drop(&path, "../", 3) || drop(&path, "./", 2) ||
            drop(&path, "/./", 2)) {
            continue;
        }
        if (obv_slice_is(path, "/.")) {
            path.len = 1;
        } else if (drop(&path, "/../", 3)) {
            step_back(p, start);
        } else if (obv_slice_is(path, "/..")) {
            path.len = 1;
            step_back(p, start);
        } else if (obv_slice_is(path, ".") || obv_slice_is(path, "..")) {
            path.len = 0;
        } else {
            obv_slice slash = {path.ptr, path.ptr[0] == '/'};
            drop(&path, "/", 1);
            put(p, slash);
            put(p, take_until(&path, "///"));
        }
    }
}

/* Merge Paths (RFC 3986 5.2.3); written behind the path that comes of it. */
static obv_slice
merge(const parts *base, obv_slice path, pen *p)
{
    obv_slice head = base->path;
    while (head.len > 0 && head.ptr[head.len - 1] != '/') {
        head.len--;
    }
    if (base->path.len == 0 && base->authority.len > 0) {
        head = obv_slice_of("/");
    }
    pen merged = {p->ptr + p->len, 0};
    put(&merged, head);
    put(&merged, path);
    return (obv_slice){merged.ptr, merged.len};
}

/* The path and query (RFC 3986 5.2.2, the part without a scheme). */
static void
put_relative(pen *p, pen *spare, const parts *base, const parts *r)
{
    put(p, r->authority.len > 0 ? r->authority : base->authority);
    if (r->authority.len > 0 || obv_slice_starts(r->path, "/")) {
        put_without_dots(p, r->path);
    } else if (r->path.len > 0) {
        put_without_dots(p, merge(base, r->path, spare));
    } else {
        put(p, base->path);
    }
    bool inherits = r->authority.len == 0 && r->path.len == 0;
    put(p, inherits && r->query.len == 0 ? base->query : r->query);
}

bool
obv_iri_resolve(obv_slice base, obv_slice reference, obv_arena *arena,
                obv_slice *ret)
{
    if (base.len == 0) {
        *ret = reference;
        return true;
    }
    size_t room = base.len + reference.len + 1;
    pen p = {obv_arena_alloc(arena, 2, room), 0};
    if (p.ptr == NULL) {
        return false;
    }
    pen spare = {p.ptr + room, 0};
    parts b = split(base);
    parts r = split(reference);
    if (r.scheme.len > 0) {
        put(&p, r.scheme);
        put(&p, r.authority);
        put_without_dots(&p, r.path);
        put(&p, r.query);
    } else {
        put(&p, b.scheme);
        put_relative(&p, &spare, &b, &r);
    }
    put(&p, r.fragment);
    *ret = (obv_slice){p.ptr, p.len};
    return true;
}

/* ---- Judging ------------------------------------------------------------- */

bool
obv_is_blank(obv_slice text)
{
    return text.len >= 2 && text.ptr[0] == '_' && text.ptr[1] == ':';
}

bool
obv_iri_has_scheme(obv_slice text)
{
    size_t i = scheme_length(text);
    if (i == 0) {
        return false;
    }
    while (i < text.len && text.ptr[i] > ' ') {
        i++;
    }
    return i == text.len;
}

/* What does not stand in an IRIREF of N-Quads (8), besides spaces and
   controls. */
static const bool unwritten[256] = {
    ['<'] = true, ['>'] = true, ['"'] = true, ['{'] = true,  ['}'] = true,
    ['|'] = true, ['^'] = true, ['`'] = true, ['\\'] = true,
};

/* Unescaped, as it is in a dataset. */
bool
obv_iri_is_written(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (c <= ' ' || unwritten[c]) {
            return false;
        }
    }
    return scheme_length(text) > 0;
}

typedef enum letter {
    BARRED, /* stands in no IRI */
    PLAIN,
    PERCENT,
    BRACKET,
    QUESTION,
    HASH,
    WIDE /* the first byte of more */
} letter;

/* clang-format off */
static const uint8_t letters[256] = {
    ['!'] = PLAIN, ['#'] = HASH, ['$'] = PLAIN, ['%'] = PERCENT,
    ['&'] = PLAIN, ['\''] = PLAIN, ['('] = PLAIN, [')'] = PLAIN,
    ['*'] = PLAIN, ['+'] = PLAIN, [','] = PLAIN, ['-'] = PLAIN,
    ['.'] = PLAIN, ['/'] = PLAIN, [':'] = PLAIN, [';'] = PLAIN,
    ['='] = PLAIN, ['?'] = QUESTION, ['@'] = PLAIN, ['['] = BRACKET,
    [']'] = BRACKET, ['_'] = PLAIN, ['~'] = PLAIN,
#define FOUR(c) [c] = PLAIN, [(c) + 1] = PLAIN, [(c) + 2] = PLAIN, [(c) + 3] = PLAIN
    FOUR('0'), FOUR('4'), ['8'] = PLAIN, ['9'] = PLAIN,
    FOUR('A'), FOUR('E'), FOUR('I'), FOUR('M'), FOUR('Q'), FOUR('U'),
    ['Y'] = PLAIN, ['Z'] = PLAIN,
    FOUR('a'), FOUR('e'), FOUR('i'), FOUR('m'), FOUR('q'), FOUR('u'),
    ['y'] = PLAIN, ['z'] = PLAIN,
#undef FOUR
#define FOUR(c) [c] = WIDE, [(c) + 1] = WIDE, [(c) + 2] = WIDE, [(c) + 3] = WIDE
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
    SIXTEEN(0xC0), SIXTEEN(0xD0), SIXTEEN(0xE0), FOUR(0xF0), [0xF4] = WIDE,
#undef SIXTEEN
#undef FOUR
};
/* clang-format on */

static bool
is_hex(uint8_t c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* pct-encoded ::= "%" hex hex; its bytes, 0 for something else. */
static size_t
percent_length(obv_slice text)
{
    return text.len > 2 && is_hex(text.ptr[1]) && is_hex(text.ptr[2]) ? 3 : 0;
}

/* ucschar or (in a query) iprivate, RFC 3987 2.2.  `text` is UTF-8 from its
   parser; 0 for a character that may not stand here, else its bytes. */
static size_t
wide_length(obv_slice text, bool in_query)
{
    uint8_t lead = text.ptr[0];
    size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (len > text.len) {
        return 0;
    }
    uint32_t c = lead & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        c = c << 6 | (text.ptr[i] & 0x3FU);
    }
    bool private = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    bool barred = c < 0xA0 || (c >= 0xFDD0 && c <= 0xFDEF) ||
                  (c >= 0xFFF0 && c <= 0xFFFF) || (c & 0xFFFE) == 0xFFFE ||
                  (c >= 0xE0000 && c <= 0xE0FFF);
    return barred || (private && !in_query) ? 0 : len;
}

static bool
has_bracket(obv_slice text)
{
    return text.len > 0 && (memchr(text.ptr, '[', text.len) != NULL ||
                            memchr(text.ptr, ']', text.len) != NULL);
}

/* "//" authority with brackets: they stand around a whole host, [::1], and
   nowhere else. */
static bool
is_bracketed(obv_slice authority)
{
    obv_slice before, rest, host, behind;
    return obv_slice_cut(authority, '[', &before, &rest) &&
           obv_slice_cut(rest, ']', &host, &behind) &&
           (before.len == 2 || before.ptr[before.len - 1] == '@') &&
           (behind.len == 0 || behind.ptr[0] == ':') && !has_bracket(before) &&
           !has_bracket(host) && !has_bracket(behind);
}

/* Where the authority ends, if there is one. */
static size_t
authority_end(obv_slice text, size_t start)
{
    obv_slice rest = {text.ptr + start, text.len - start};
    if (!obv_slice_starts(rest, "//")) {
        return start;
    }
    rest = (obv_slice){rest.ptr + 2, rest.len - 2};
    return start + 2 + take_until(&rest, "/?#").len;
}

bool
obv_iri_is_good(obv_slice text)
{
    size_t i = scheme_length(text);
    size_t end = authority_end(text, i);
    bool in_query = false, in_fragment = false;
    obv_slice authority = {text.ptr + i, end - i};
    if (i == 0) {
        return false;
    }
    for (;;) {
        while (i < text.len && letters[text.ptr[i]] == PLAIN) {
            i++;
        }
        if (i == text.len) {
            return true;
        }
        letter kind = (letter)letters[text.ptr[i]];
        obv_slice rest = {text.ptr + i, text.len - i};
        size_t step = 1;
        switch (kind) {
        case PLAIN:
            break;
        case BARRED:
            return false;
        case PERCENT:
            step = percent_length(rest);
            break;
        case WIDE:
            step = wide_length(rest, in_query);
            break;
        case BRACKET:
            step = i < end && is_bracketed(authority);
            break;
        case QUESTION:
            in_query = !in_fragment;
            break;
        case HASH:
            step = !in_fragment;
            in_fragment = true;
            in_query = false;
            break;
        }
        if (step == 0) {
            return false;
        }
        i += step;
    }
}

/* langtag ::= letter{1,8} ("-" (letter | digit){1,8})*, which is what N-Quads
   can hold and more than BCP 47 has ever registered. */
bool
obv_is_language(obv_slice tag)
{
    size_t run = 0;
    bool first = true;
    for (size_t i = 0; i < tag.len; i++) {
        uint8_t c = tag.ptr[i];
        if (c == '-') {
            if (run == 0) {
                return false;
            }
            run = 0;
            first = false;
        } else if (!is_letter(c) && (first || !is_digit(c))) {
            return false;
        } else if (++run > 8) {
            return false;
        }
    }
    return run > 0;
}
