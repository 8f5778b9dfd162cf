/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text file that is the badge: JSON, a compact JWS or an address.
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

/* clang-format off */
static const struct shape {
    const char *name;
    bool (*fits)(obv_slice text);
} shapes[] = {
    {"JSON",    looks_like_json},
    {"JWS",     obv_looks_like_jws},
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
            if (obv_found_add(found, shapes[i].name, 0, text) != OBV_OK) {
                obv_found_refuse(found, OBV_REASON_LIMIT);
            }
            break;
        }
    }
    return OBV_OK;
}
