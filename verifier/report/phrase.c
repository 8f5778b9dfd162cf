/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fills sentences.  A translator can misspell a {word}; neither he nor a badge
 * can make the program read what it should not, as a format of printf could.
 */
#include "report/report.h"

/* A copy in which every byte that is not ASCII is a question mark. */
static bool
as_ascii(obv_arena *arena, obv_slice bytes, obv_slice *ret)
{
    char *copy = obv_arena_text(arena, bytes);
    if (copy == NULL) {
        return false;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        if (bytes.ptr[i] >= 0x80 || bytes.ptr[i] == 0) {
            copy[i] = '?';
        }
    }
    *ret = (obv_slice){(const uint8_t *)copy, bytes.len};
    return true;
}

void
obv_put_shown(obv_buffer *out, obv_slice bytes, size_t max)
{
    obv_slice clean;
    if (!obv_is_utf8(bytes) && !as_ascii(out->arena, bytes, &bytes)) {
        out->failed = true;
        return;
    }
    if (obv_clean(bytes, out->arena, &clean) != OBV_OK) {
        out->failed = true;
        return;
    }
    obv_slice part = clean.len > max ? obv_cut(clean, max) : clean;
    obv_put(out, part);
    if (part.len < clean.len) {
        obv_put_text(out, "…");
    }
}

/* ---- Values -------------------------------------------------------------- */

/* What opens a quote in our languages, and may stand between it and a word. */
static bool
ends_in_quote(obv_slice text)
{
    static const char *const quotes[] = {"“", "«", "« ", "«\u00A0", "«\u202F"};
    for (size_t i = 0; i < COUNT(quotes); i++) {
        size_t len = strlen(quotes[i]);
        if (text.len >= len &&
            memcmp(text.ptr + text.len - len, quotes[i], len) == 0) {
            return true;
        }
    }
    return false;
}

/* A quote inside a quote is another, so that no name can end its own. */
static void
put_inner(obv_buffer *out, obv_slice text)
{
    static const struct {
        const char *outer, *inner;
    } quotes[] = {
        {"“", "‘"}, {"”", "’"}, {"„", "‚"}, {"«", "‹"}, {"»", "›"}, {"\"", "'"},
    };
    while (text.len > 0) {
        size_t i = 0;
        while (i < COUNT(quotes) && !obv_slice_starts(text, quotes[i].outer)) {
            i++;
        }
        size_t taken = i < COUNT(quotes) ? strlen(quotes[i].outer) : 1;
        if (i < COUNT(quotes)) {
            obv_put_text(out, quotes[i].inner);
        } else {
            obv_put_char(out, (char)text.ptr[0]);
        }
        text = (obv_slice){text.ptr + taken, text.len - taken};
    }
}

static void
put_value(obv_buffer *out, obv_slice before, obv_slice value, size_t max)
{
    obv_buffer shown = obv_buffer_in(out->arena);
    obv_slice text = obv_slice_of("");
    obv_put_shown(&shown, value, max);
    if (shown.failed ||
        obv_squeeze(obv_buffer_slice(&shown), out->arena, &text) != OBV_OK) {
        out->failed = true;
    } else if (ends_in_quote(before)) {
        put_inner(out, text);
    } else {
        obv_put(out, text);
    }
}

/* ---- Sentences ----------------------------------------------------------- */

static const obv_value *
find(const obv_value *values, obv_slice name)
{
    for (const obv_value *v = values; v != NULL && v->name != NULL; v++) {
        if (obv_slice_is(name, v->name)) {
            return v;
        }
    }
    return NULL;
}

/* sentence ::= (text | "{" name "}")* */
void
obv_put_phrase(obv_buffer *out, const char *sentence, const obv_value *values,
               size_t max)
{
    obv_slice rest = obv_slice_of(sentence);
    obv_slice text, tail, name, after;
    while (obv_slice_cut(rest, '{', &text, &tail)) {
        obv_put(out, text);
        const obv_value *v = NULL;
        if (obv_slice_cut(tail, '}', &name, &after)) {
            v = find(values, name);
        }
        if (v != NULL) {
            put_value(out, text, v->text, max);
            rest = after;
        } else {
            obv_put_char(out, '{');
            rest = tail;
        }
    }
    obv_put(out, rest);
}
