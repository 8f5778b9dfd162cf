/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of GNU libunistring: what may be shown, how wide it is, and when
 * two texts are the same to a person.
 *
 * libunistring judges code points, not intent: look-alike letters of another
 * script pass.  Nothing here depends on a locale.
 */
#include "base/base.h"

#include <stdlib.h>

#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER 0x200D

/* Marks on one letter: Vietnamese and Hebrew have three, scholars five; a
   hundred paint over the lines above. */
#define MAX_MARKS 8

/* Bytes that a break is looked for in: more than any line or cluster has. */
#define WINDOW 2048

static bool
is_ascii(obv_slice text)
{
    uint8_t all = 0;
    for (size_t i = 0; i < text.len; i++) {
        all |= text.ptr[i];
    }
    return all < 0x80;
}

bool
obv_is_utf8(obv_slice text)
{
    if (text.len == 0) {
        return true;
    }
    return memchr(text.ptr, 0, text.len) == NULL &&
           (is_ascii(text) || u8_check(text.ptr, text.len) == NULL);
}

/* Takes a code point off the front; false at the end and at what is none. */
static bool
take_point(obv_slice *in, ucs4_t *ret)
{
    int n = in->len > 0 ? u8_mbtoucr(ret, in->ptr, in->len) : 0;
    if (n <= 0) {
        return false;
    }
    *in = (obv_slice){in->ptr + n, in->len - (size_t)n};
    return true;
}

static bool
is_of(ucs4_t c, uint32_t categories)
{
    return uc_is_general_category_withtable(c, categories);
}

/* ---- What may be shown -------------------------------------------------- */

/* Bytes at the front that are clean whatever follows: printable ASCII, Latin
   letters and signs but for the soft hyphen, and common punctuation. */
static size_t
plain_len(obv_slice s)
{
    size_t i = 0;
    while (i < s.len) {
        uint8_t c = s.ptr[i];
        uint8_t next = i + 1 < s.len ? s.ptr[i + 1] : 0;
        if (c >= 0x20 && c < 0x7F) {
            i += 1;
        } else if (c == 0xC2 && next >= 0xA0 && next <= 0xBF && next != 0xAD) {
            i += 2;
        } else if (c >= 0xC3 && c <= 0xC9 && next >= 0x80 && next <= 0xBF) {
            i += 2;
        } else if (c == 0xE2 && next == 0x80 && i + 2 < s.len &&
                   s.ptr[i + 2] >= 0x90 && s.ptr[i + 2] <= 0xA7) {
            i += 3; /* U+2010 to U+2027: dashes, quotes, dots */
        } else {
            break;
        }
    }
    return i;
}

static bool
is_break(ucs4_t c)
{
    return (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool
is_variation(ucs4_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool
is_invisible(ucs4_t c)
{
    return is_of(c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf) ||
           uc_is_property_default_ignorable_code_point(c) ||
           uc_is_property_not_a_character(c);
}

/* Letters, marks and emoji are what a joiner can join. */
static bool
can_join(ucs4_t c)
{
    return is_of(c,
                 UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_S);
}

/* Writes to `out`, or compares with `text` where there is none.  What comes
   out is never longer than what went in. */
typedef struct cleaner {
    obv_slice text;
    uint8_t *out;
    size_t len;
    bool differs;
    ucs4_t before; /* what came out last; 0 at first */
    ucs4_t joiner; /* held back until it is seen what follows; 0 for none */
    unsigned marks;
} cleaner;

static void
emit(cleaner *c, ucs4_t point)
{
    uint8_t bytes[6];
    int n = u8_uctomb(bytes, point, sizeof(bytes));
    assert(n > 0 && c->len + (size_t)n <= c->text.len);
    if (c->out != NULL) {
        memcpy(c->out + c->len, bytes, (size_t)n);
    } else if (memcmp(c->text.ptr + c->len, bytes, (size_t)n) != 0) {
        c->differs = true;
    }
    c->len += (size_t)n;
    c->before = point;
}

/* Whether a mark or a variation selector may come out here. */
static bool
admits_mark(cleaner *c, ucs4_t point)
{
    if (c->before == 0) {
        return false; /* it would paint on what stands before this text */
    }
    if (is_variation(point) && (c->marks > 0 || c->before == ' ')) {
        return false;
    }
    return c->marks++ < MAX_MARKS;
}

static void
clean_point(cleaner *c, ucs4_t point)
{
    if (is_break(point)) {
        point = ' ';
    }
    if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
        c->joiner = c->before != 0 && can_join(c->before) ? point : 0;
        return;
    }
    if (is_variation(point) || is_of(point, UC_CATEGORY_MASK_M)) {
        if ((is_invisible(point) && !is_variation(point)) ||
            !admits_mark(c, point)) {
            return;
        }
    } else if (is_invisible(point)) {
        return;
    } else {
        c->marks = 0;
    }
    if (c->joiner != 0 && can_join(point)) {
        emit(c, c->joiner);
    }
    c->joiner = 0;
    emit(c, point);
}

/* False where the text is not UTF-8. */
static bool
clean_all(cleaner *c)
{
    obv_slice left = c->text;
    ucs4_t point;
    while (take_point(&left, &point)) {
        clean_point(c, point);
    }
    return left.len == 0;
}

obv_status
obv_clean(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    if (plain_len(text) == text.len) {
        *ret = text;
        return OBV_OK;
    }
    cleaner c = {.text = text};
    c.out = obv_arena_alloc(arena, 1, text.len);
    if (c.out == NULL) {
        return OBV_NO_MEMORY;
    }
    if (!clean_all(&c)) {
        return OBV_MALFORMED;
    }
    *ret = (obv_slice){c.out, c.len};
    return OBV_OK;
}

bool
obv_is_clean(obv_slice text)
{
    if (plain_len(text) == text.len) {
        return true;
    }
    cleaner c = {.text = text};
    return clean_all(&c) && !c.differs && c.len == text.len;
}

/* White space, and the one letter of Braille that has no dot. */
static bool
is_blank(ucs4_t point)
{
    return uc_is_property_white_space(point) || point == 0x2800;
}

obv_status
obv_squeeze(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    uint8_t *out = obv_arena_alloc(arena, 1, text.len);
    obv_slice left = text, at = text;
    size_t len = 0, blank = 0; /* bytes of the blank that came out last */
    ucs4_t point;
    if (out == NULL) {
        return OBV_NO_MEMORY;
    }
    for (; take_point(&left, &point); at = left) {
        size_t n = at.len - left.len;
        if (is_blank(point) && blank > 0) {
            len -= blank;
            out[len++] = ' ';
            blank = 1;
            continue;
        }
        memcpy(out + len, at.ptr, n);
        len += n;
        blank = is_blank(point) ? n : 0;
    }
    *ret = (obv_slice){out, len};
    return left.len == 0 ? OBV_OK : OBV_MALFORMED;
}

/* ---- Where it may be cut ------------------------------------------------ */

/* The start of the code point that `at` stands in. */
static size_t
point_start(obv_slice text, size_t at)
{
    while (at > 0 && at < text.len && (text.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return at;
}

static bool
is_printable_ascii(uint8_t c)
{
    return c >= 0x20 && c < 0x7F;
}

obv_slice
obv_cut(obv_slice text, size_t max)
{
    if (text.len <= max) {
        return text;
    }
    if (max > 0 && is_printable_ascii(text.ptr[max - 1]) &&
        is_printable_ascii(text.ptr[max])) {
        return (obv_slice){text.ptr, max};
    }
    /* Far enough back to see where a cluster starts, and a little beyond. */
    char breaks[WINDOW];
    size_t from = point_start(text, max > WINDOW / 2 ? max - WINDOW / 2 : 0);
    size_t to = max + 8 < text.len ? point_start(text, max + 8) : text.len;
    u8_grapheme_breaks(text.ptr + from, to - from, breaks);
    size_t at = max - from;
    while (at > 0 && !breaks[at]) {
        at--;
    }
    return (obv_slice){text.ptr, from + at};
}

size_t
obv_columns(obv_slice text)
{
    int columns = u8_width(text.ptr, text.len, "UTF-8");
    return columns > 0 ? (size_t)columns : 0;
}

/* Terminals do not agree on signs, on what is younger than our tables, and on
   what VARIATION SELECTOR-16 makes an emoji: the widest counts, since a line
   that is too long goes on at the left edge. */
static bool
may_be_wide(ucs4_t point)
{
    return point >= 0x2600 &&
           is_of(point, UC_CATEGORY_MASK_So | UC_CATEGORY_MASK_Cn);
}

static size_t
columns_of(ucs4_t point)
{
    int columns = uc_width(point, "UTF-8");
    if (point == 0xFE0F || (columns == 1 && may_be_wide(point))) {
        columns++;
    }
    return columns > 0 ? (size_t)columns : 0;
}

/* The bytes before the last break that fit; 0 where no break does.  Spaces
   that end a line take no room. */
static size_t
fit(obv_slice window, const char *breaks, size_t width)
{
    size_t best = 0, columns = 0, ink = 0;
    obv_slice left = window;
    for (;;) {
        size_t at = window.len - left.len;
        ucs4_t point;
        if (ink > width) {
            return best;
        }
        if (at > 0 && (at == window.len || breaks[at] == UC_BREAK_POSSIBLE ||
                       breaks[at] == UC_BREAK_MANDATORY)) {
            best = at;
        }
        if (!take_point(&left, &point)) {
            return best;
        }
        columns += columns_of(point);
        ink = point == ' ' ? ink : columns;
    }
}

/* A word wider than the line: clusters that fit, but at least one. */
static size_t
fit_clusters(obv_slice window, size_t width)
{
    char breaks[WINDOW];
    u8_grapheme_breaks(window.ptr, window.len, breaks);
    size_t best = 0, columns = 0;
    obv_slice left = window;
    ucs4_t point;
    while (take_point(&left, &point)) {
        columns += columns_of(point);
        size_t at = window.len - left.len;
        if (at < window.len && !breaks[at]) {
            continue;
        }
        if (columns > width && best > 0) {
            break;
        }
        best = at;
    }
    return best > 0 ? best : window.len;
}

obv_slice
obv_line(obv_slice text, size_t width, obv_slice *rest)
{
    *rest = (obv_slice){text.ptr + text.len, 0};
    if (text.len <= width) {
        return text; /* no code point has fewer bytes than columns */
    }
    char breaks[WINDOW];
    obv_slice window = text;
    window.len = text.len > WINDOW ? point_start(text, WINDOW) : text.len;
    u8_possible_linebreaks(window.ptr, window.len, "UTF-8", breaks);
    size_t at = fit(window, breaks, width);
    if (at == 0) {
        at = fit_clusters(window, width);
    }
    obv_slice line = {text.ptr, at};
    while (line.len > 0 && line.ptr[line.len - 1] == ' ') {
        line.len--;
    }
    while (at < text.len && text.ptr[at] == ' ') {
        at++;
    }
    *rest = (obv_slice){text.ptr + at, text.len - at};
    return line;
}

/* ---- When two texts are the same ---------------------------------------- */

/* Copies what libunistring made, and frees it; NULL is its lack of memory,
   because all that comes here is UTF-8. */
static obv_status
adopt(uint8_t *made, size_t len, obv_arena *arena, obv_slice *ret)
{
    uint8_t *copy = made != NULL ? obv_arena_alloc(arena, 1, len) : NULL;
    if (copy != NULL) {
        memcpy(copy, made, len);
        *ret = (obv_slice){copy, len};
    }
    free(made);
    return copy != NULL ? OBV_OK : OBV_NO_MEMORY;
}

static obv_status
normalise(obv_slice text, uninorm_t form, obv_arena *arena, obv_slice *ret)
{
    if (!obv_is_utf8(text)) {
        return OBV_MALFORMED;
    }
    if (is_ascii(text)) {
        *ret = text;
        return OBV_OK;
    }
    size_t len = 0;
    uint8_t *made = u8_normalize(form, text.ptr, text.len, NULL, &len);
    return adopt(made, len, arena, ret);
}

static obv_status
fold_case(obv_slice text, uninorm_t form, obv_arena *arena, obv_slice *ret)
{
    if (!obv_is_utf8(text)) {
        return OBV_MALFORMED;
    }
    if (text.len == 0) {
        *ret = text;
        return OBV_OK;
    }
    size_t len = 0;
    uint8_t *made = u8_casefold(text.ptr, text.len, NULL, form, NULL, &len);
    return adopt(made, len, arena, ret);
}

/* Writes code points with single spaces, none at the ends. */
typedef struct folder {
    uint8_t *out;
    size_t len;
    bool space;
} folder;

static void
fold_in(folder *f, ucs4_t point)
{
    if (point == ' ') {
        f->space = f->len > 0;
        return;
    }
    if (f->space) {
        f->out[f->len++] = ' ';
        f->space = false;
    }
    f->len += (size_t)u8_uctomb(f->out + f->len, point, 6);
}

/* Accents and points, which people leave out.  Marks that are letters of
   their own script (vowels of Devanagari, voicing of kana) stay: those have
   the combining classes 0 and 6 to 9. */
static bool
is_accent(ucs4_t point)
{
    int class = uc_combining_class(point);
    return class == 1 || class > 9;
}

static bool
is_name_space(ucs4_t point)
{
    static const ucs4_t apostrophes[] = {'\'',   '`',    0x2018, 0x2019, 0x201B,
                                         0x02BB, 0x02BC, 0x02B9, 0x2032};
    for (size_t i = 0; i < COUNT(apostrophes); i++) {
        if (point == apostrophes[i]) {
            return true;
        }
    }
    return uc_is_property_white_space(point) || point == 0x2212 ||
           is_of(point, UC_CATEGORY_MASK_Pd);
}

static void
fold_name_point(folder *f, ucs4_t point)
{
    if (is_name_space(point)) {
        fold_in(f, ' ');
    } else if (point == 0xE6 || point == 0x153) {
        /* French types « Lecœur » both ways; Unicode does not decompose it. */
        fold_in(f, point == 0xE6 ? 'a' : 'o');
        fold_in(f, 'e');
    } else if (!is_accent(point) && !is_invisible(point)) {
        fold_in(f, point);
    }
}

obv_status
obv_fold_name(obv_slice name, obv_arena *arena, obv_slice *ret)
{
    TRY(normalise(name, UNINORM_NFKD, arena, &name));
    TRY(fold_case(name, UNINORM_NFKD, arena, &name));
    folder f = {.out = obv_arena_alloc(arena, 1, name.len + 6)};
    if (f.out == NULL) {
        return OBV_NO_MEMORY;
    }
    ucs4_t point;
    while (take_point(&name, &point)) {
        fold_name_point(&f, point);
    }
    *ret = (obv_slice){f.out, f.len};
    return OBV_OK;
}

obv_status
obv_fold_email(obv_slice address, obv_arena *arena, obv_slice *ret)
{
    return fold_case(obv_slice_trim(address), UNINORM_NFC, arena, ret);
}

obv_status
obv_fold_prose(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    TRY(normalise(text, UNINORM_NFC, arena, &text));
    folder f = {.out = obv_arena_alloc(arena, 1, text.len + 6)};
    if (f.out == NULL) {
        return OBV_NO_MEMORY;
    }
    ucs4_t point;
    while (take_point(&text, &point)) {
        fold_in(&f, uc_is_property_white_space(point) ? ' ' : point);
    }
    *ret = (obv_slice){f.out, f.len};
    return OBV_OK;
}
