/* SPDX-License-Identifier: Apache-2.0 */
/* The flat list of badge texts that a reader hands to the judge. */
#include "container/container.h"

void
obv_found_clear(obv_found *found, obv_container container)
{
    memset(found, 0, offsetof(obv_found, bytes));
    found->container = container;
    found->reason = OBV_REASON_LIMIT;
}

void
obv_found_refuse(obv_found *found, obv_reason reason)
{
    obv_found_clear(found, found->container);
    found->reason = reason;
}

static obv_status
add_exactly(obv_found *found, const char *where, uint32_t notes, obv_slice text)
{
    if (found->count == OBV_MAX_FOUND || text.len > OBV_MAX_BADGE_TEXT ||
        text.len > OBV_MAX_FOUND_BYTES - found->bytes_len) {
        return OBV_LIMIT;
    }
    obv_found_text *entry = &found->texts[found->count++];
    size_t name_len = strlen(where);
    assert(name_len < sizeof(entry->where));

    memcpy(entry->where, where, name_len);
    entry->notes = notes;
    entry->at = found->bytes_len;
    entry->len = (uint32_t)text.len;
    memcpy(found->bytes + found->bytes_len, text.ptr, text.len);
    found->bytes_len += entry->len;
    found->reason = OBV_REASON_NONE;
    return OBV_OK;
}

obv_status
obv_found_add(obv_found *found, const char *where, uint32_t notes,
              obv_slice text)
{
    text = obv_slice_trim(text);
    return text.len == 0 ? OBV_OK : add_exactly(found, where, notes, text);
}

static size_t
count_codes(const obv_found *found)
{
    size_t count = 0;
    for (size_t i = 0; i < found->count; i++) {
        count += (found->texts[i].notes & OBV_NOTE_CODE) != 0;
    }
    return count;
}

obv_status
obv_found_add_code(obv_found *found, uint32_t page, int32_t corners[4][2],
                   obv_slice bytes)
{
    char where[] = "code 00";
    size_t number = count_codes(found) + 1;
    if (number > OBV_MAX_FOUND || bytes.len == 0) {
        return number > OBV_MAX_FOUND ? OBV_LIMIT : OBV_OK;
    }
    where[5] = (char)('0' + number / 10);
    where[6] = (char)('0' + number % 10);
    if (number < 10) {
        memmove(where + 5, where + 6, 2);
    }
    TRY(add_exactly(found, where, OBV_NOTE_CODE, bytes));
    obv_found_text *entry = &found->texts[found->count - 1];
    entry->page = page;
    memcpy(entry->corners, corners, sizeof(entry->corners));
    return OBV_OK;
}

/* All that a reader may say.  A reader that says anything else was broken
   into. */
static bool
reader_may_say(obv_reason reason)
{
    static const obv_reason reasons[] = {
        OBV_REASON_NONE,         OBV_REASON_EMPTY_FILE,
        OBV_REASON_NO_BADGE,     OBV_REASON_NO_BADGE_PICTURE,
        OBV_REASON_UNKNOWN_FILE, OBV_REASON_DAMAGED_FILE,
        OBV_REASON_TWO_BADGES,   OBV_REASON_ENCRYPTED_FILE,
        OBV_REASON_NOT_UTF8,     OBV_REASON_LIMIT,
        OBV_REASON_CODE_UNREAD,  OBV_REASON_CODE_AMBIGUOUS,
        OBV_REASON_NOT_BUILT_IN, OBV_REASON_MANY_PAGES,
    };
    for (size_t i = 0; i < COUNT(reasons); i++) {
        if (reasons[i] == reason) {
            return true;
        }
    }
    return false;
}

/* Terminated, and nothing in it that a terminal would obey. */
static bool
where_is_sound(const char where[32])
{
    size_t len = 0;
    while (len < 32 && where[len] >= ' ' && where[len] <= '~') {
        len++;
    }
    return len > 0 && len < 32 && where[len] == '\0';
}

/* Of a picture of OBV_MAX_SIDE, and a margin: a code may be cut by an edge. */
#define FARTHEST (4 * OBV_MAX_SIDE)

static bool
corners_are_sound(const obv_found_text *text)
{
    for (size_t i = 0; i < COUNT(text->corners); i++) {
        for (size_t j = 0; j < 2; j++) {
            if (text->corners[i][j] < -FARTHEST ||
                text->corners[i][j] > FARTHEST) {
                return false;
            }
        }
    }
    return true;
}

bool
obv_found_is_sound(const obv_found *found)
{
    const uint32_t all_notes = OBV_NOTE_ALL;
    if ((unsigned)found->container >= OBV_CONTAINER_COUNT ||
        !reader_may_say(found->reason) || found->count > OBV_MAX_FOUND ||
        found->bytes_len > OBV_MAX_FOUND_BYTES ||
        found->pages_read > found->pages ||
        (unsigned)found->doubt >= OBV_DOUBT_COUNT ||
        (found->doubt != OBV_DOUBT_NONE && found->unread == 0) ||
        (found->count > 0) != (found->reason == OBV_REASON_NONE)) {
        return false;
    }
    uint32_t end = 0; /* texts follow each other without a gap */
    for (size_t i = 0; i < found->count; i++) {
        const obv_found_text *text = &found->texts[i];
        if (!where_is_sound(text->where) || (text->notes & ~all_notes) != 0 ||
            text->at != end || text->len == 0 || text->page > found->pages ||
            !corners_are_sound(text) || text->len > OBV_MAX_BADGE_TEXT) {
            return false;
        }
        end += text->len;
    }
    return end == found->bytes_len;
}
