/* SPDX-License-Identifier: Apache-2.0 */
/* One quick look over a JSON text: how deep, how many values, how long. */
#include "base/survey.h"

/* Whether the byte at i stands behind an odd number of backslashes. */
static bool
is_escaped(obv_slice text, size_t i)
{
    size_t first = i;
    while (first > 0 && text.ptr[first - 1] == '\\') {
        first--;
    }
    return (i - first) % 2 == 1;
}

/* Behind the string whose quote stands at text.ptr[i - 1].  Most of a badge is
   strings, so memchr looks for their ends. */
static size_t
skip_string(obv_slice text, size_t i)
{
    while (i < text.len) {
        const uint8_t *quote = memchr(text.ptr + i, '"', text.len - i);
        if (quote == NULL) {
            break;
        }
        i = (size_t)(quote - text.ptr) + 1;
        if (!is_escaped(text, i - 1)) {
            return i;
        }
    }
    return text.len;
}

/* Letters, digits and what else a number or a name has. */
static size_t
skip_word(obv_slice text, size_t i)
{
    while (i < text.len && text.ptr[i] > ' ' && text.ptr[i] != '"' &&
           text.ptr[i] != ',' && text.ptr[i] != ':' && text.ptr[i] != ']' &&
           text.ptr[i] != '}') {
        i++;
    }
    return i;
}

obv_survey
obv_json_survey(obv_slice text)
{
    obv_survey found = {.values = 1};
    size_t depth = 0;
    for (size_t i = 0, start = 0; i < text.len; start = i) {
        uint8_t c = text.ptr[i++];
        if (c == '"') {
            i = skip_string(text, i);
        } else if (c == '[' || c == '{') {
            found.values += 2;
            if (++depth > OBV_MAX_DEPTH && !found.deep) {
                found.deep = true;
                found.deep_at = start;
            }
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else if (c == ',') {
            found.values++;
        } else if (c > ' ' && c != ':') {
            i = skip_word(text, i);
        }
        found.longest = i - start > found.longest ? i - start : found.longest;
    }
    return found;
}
