/* SPDX-License-Identifier: Apache-2.0 */
/* The table of pictures, and the search of every one in a file. */
#include "reader/canvas.h"

typedef struct kind {
    obv_container id;
    obv_picture_open *open;
    uint32_t (*count)(obv_slice file); /* NULL: always one */
    void (*warm_up)(void);             /* NULL: nothing to do */
} kind;

/* clang-format off */
static const kind kinds[] = {
    {OBV_CONTAINER_PNG,  obv_picture_png,  NULL,           NULL},
#ifndef OBV_WITHOUT_JPEG
    {OBV_CONTAINER_JPEG, obv_picture_jpeg, NULL,           NULL},
#endif
#ifndef OBV_WITHOUT_WEBP
    {OBV_CONTAINER_WEBP, obv_picture_webp, NULL,           NULL},
#endif
#ifndef OBV_WITHOUT_TIFF
    {OBV_CONTAINER_TIFF, obv_picture_tiff, obv_tiff_count, NULL},
#endif
#ifndef OBV_WITHOUT_HEIC
    {OBV_CONTAINER_HEIC, obv_picture_heic, NULL,           obv_heic_warm_up},
#endif
};

/* Why there is no text in a file of which a picture could not be opened. */
static const struct failure {
    obv_status status;
    obv_reason reason;
} failures[] = {
    {OBV_MALFORMED,   OBV_REASON_DAMAGED_FILE},
    {OBV_UNSUPPORTED, OBV_REASON_UNKNOWN_FILE},
    {OBV_LIMIT,       OBV_REASON_LIMIT},
};
/* clang-format on */

static obv_reason
reason_of(obv_status status)
{
    for (size_t i = 0; i < COUNT(failures); i++) {
        if (failures[i].status == status) {
            return failures[i].reason;
        }
    }
    return OBV_REASON_LIMIT;
}

/* What keeps us from saying that there is no code: the first of all. */
static void
have_doubt(obv_reason *doubt, obv_reason reason)
{
    if (*doubt == OBV_REASON_NONE) {
        *doubt = reason;
    }
}

static int64_t
sooner(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* One picture; OBV_NO_MEMORY is the only trouble that ends the file. */
static obv_status
search_one(const kind *k, obv_slice file, uint32_t index, int64_t deadline,
           obv_arena *arena, obv_found *found, obv_reason *doubt)
{
    obv_sheet sheet;
    obv_arena_empty(arena);
    obv_status status = k->open(file, index, arena, &sheet);
    if (status == OBV_OK) {
        sheet.page = index + 1;
        if (sheet.damaged) {
            have_doubt(doubt, OBV_REASON_DAMAGED_FILE);
        }
        status = obv_search(
            &sheet, sooner(deadline, obv_milliseconds() + OBV_PICTURE_MS),
            arena, found);
    }
    if (status != OBV_OK && status != OBV_NO_MEMORY) {
        have_doubt(doubt, reason_of(status));
        return OBV_OK;
    }
    return status;
}

static obv_status
search_all(const kind *k, obv_slice file, obv_arena *arena, obv_found *found,
           obv_reason *doubt)
{
    int64_t deadline = obv_milliseconds() + OBV_PAGES_MS;
    uint32_t count = k->count == NULL ? 1 : k->count(file);
    found->pages = count;
    found->pages_read = 0;
    while (found->pages_read < count && found->pages_read < OBV_MAX_PAGES &&
           (found->pages_read == 0 || obv_milliseconds() < deadline)) {
        TRY(search_one(k, file, found->pages_read, deadline, arena, found,
                       doubt));
        found->pages_read++;
    }
    if (count == 0) {
        have_doubt(doubt, OBV_REASON_DAMAGED_FILE);
    } else if (found->pages_read < count) {
        have_doubt(doubt, OBV_REASON_MANY_PAGES);
    }
    return OBV_OK;
}

static const kind *
find_kind(obv_container id)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].id == id) {
            return &kinds[i];
        }
    }
    return NULL;
}

/* The search may have a reason of its own; else a code that was seen weighs
   more than a file that could not be seen whole. */
static void
say_why(obv_found *found, obv_reason doubt)
{
    if (found->count > 0 || found->reason != OBV_REASON_NO_BADGE_PICTURE) {
        return;
    }
    if (found->unread > 0) {
        found->reason = OBV_REASON_CODE_UNREAD;
    } else if (doubt != OBV_REASON_NONE) {
        found->reason = doubt;
    }
}

obv_status
obv_picture_search(obv_container id, obv_slice file, obv_arena *arena,
                   obv_found *found)
{
    const kind *k = find_kind(id);
    if (k == NULL) {
        obv_found_refuse(found, OBV_REASON_NOT_BUILT_IN);
        return OBV_UNSUPPORTED;
    }
    obv_reason doubt = OBV_REASON_NONE;
    if (found->count == 0) {
        found->reason = OBV_REASON_NO_BADGE_PICTURE;
    }
    TRY(search_all(k, file, arena, found, &doubt));
    say_why(found, doubt);
    return OBV_OK;
}

obv_status
obv_picture_visit(obv_container id, obv_slice file, obv_visit *visit, void *job,
                  obv_arena *arena)
{
    const kind *k = find_kind(id);
    if (k == NULL) {
        return OBV_UNSUPPORTED;
    }
    uint32_t count = k->count == NULL ? 1 : k->count(file);
    for (uint32_t i = 0; i < count && i < OBV_MAX_PAGES; i++) {
        obv_sheet sheet;
        obv_arena_empty(arena);
        TRY(k->open(file, i, arena, &sheet));
        sheet.page = i + 1;
        TRY(visit(job, &sheet, arena));
    }
    return OBV_OK;
}

void
obv_picture_warm_up(void)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].warm_up != NULL) {
            kinds[i].warm_up();
        }
    }
}
