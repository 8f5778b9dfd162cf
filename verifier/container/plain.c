/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text file that is the badge: JSON, a compact JWS, an address, or what codes
 * hold ("OB1:"), one a line.
 *
 * Only the shape is looked at, and generously: a badge that is a little wrong
 * must reach the form floor, which says what is wrong with it.
 */
#include "container/container.h"

static bool
is_word_of_base64url(uint8_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool
looks_like_json(obv_slice text)
{
    return obv_slice_starts(text, "{") || obv_slice_starts(text, "[");
}

/* A header is a JSON object, so its base64url begins with "ey" for {" and with
   "ew" for a brace and a line break; {"alg":""} has 14 characters. */
bool
obv_looks_like_jws(obv_slice text)
{
    size_t header = 0;
    while (header < text.len && is_word_of_base64url(text.ptr[header])) {
        header++;
    }
    return header >= 14 && header < text.len && text.ptr[header] == '.' &&
           (obv_slice_starts(text, "ey") || obv_slice_starts(text, "ew"));
}

/* One word with a scheme in front.  A "data:" address carries a badge. */
static bool
looks_like_address(obv_slice text)
{
    static const char *const schemes[] = {"https://", "http://", "data:"};
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] <= ' ') {
            return false;
        }
    }
    for (size_t i = 0; i < COUNT(schemes); i++) {
        if (obv_slice_starts(text, schemes[i])) {
            return true;
        }
    }
    return false;
}

static bool
looks_like_code(obv_slice text)
{
    return obv_slice_starts(text, "OB1:");
}

/* Each line is a code of its own: a badge may take several. */
static obv_status
add_codes(obv_slice text, obv_found *found)
{
    while (text.len > 0) {
        obv_slice line = text, rest = {text.ptr, 0};
        (void)obv_slice_cut(text, '\n', &line, &rest);
        TRY(obv_found_add(found, "OB1", OBV_NOTE_CODE, line));
        text = rest;
    }
    return OBV_OK;
}

static obv_status
add_whole(obv_slice text, const char *name, obv_found *found)
{
    return looks_like_code(text) ? add_codes(text, found)
                                 : obv_found_add(found, name, 0, text);
}

/* clang-format off */
static const struct shape {
    const char *name;
    bool (*fits)(obv_slice text);
} shapes[] = {
    {"JSON",    looks_like_json},
    {"JWS",     obv_looks_like_jws},
    {"OB1",     looks_like_code},
    {"address", looks_like_address},
};
/* clang-format on */

bool
obv_is_plain(obv_slice file)
{
    obv_slice text = obv_slice_trim(file);
    return looks_like_json(text) || obv_is_utf8(text);
}

obv_status
obv_plain_open(obv_slice file, obv_arena *arena, obv_found *found)
{
    (void)arena;
    obv_slice text = obv_slice_trim(file);
    found->reason = text.len == 0 ? OBV_REASON_EMPTY_FILE : OBV_REASON_NO_BADGE;
    for (size_t i = 0; i < COUNT(shapes); i++) {
        if (shapes[i].fits(text)) {
            if (add_whole(text, shapes[i].name, found) != OBV_OK) {
                obv_found_refuse(found, OBV_REASON_LIMIT);
            }
            break;
        }
    }
    return OBV_OK;
}
