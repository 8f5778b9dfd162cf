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
            obv_put_shown(out, v->text, max);
            rest = after;
        } else {
            obv_put_char(out, '{');
            rest = tail;
        }
    }
    obv_put(out, rest);
}
