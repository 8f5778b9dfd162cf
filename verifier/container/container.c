/* SPDX-License-Identifier: Apache-2.0 */
/* Which kind of file is it?  Told by content: a name proves nothing. */
#include "container/container.h"

typedef struct container {
    obv_container id;
    const char *name;
    bool (*is)(obv_slice file);
    obv_status (*open)(obv_slice file, obv_arena *arena, obv_found *found);
} container;

/* The first that fits: an SVG is a text too. */
/* clang-format off */
static const container containers[] = {
    {OBV_CONTAINER_PNG,   "png",   obv_is_png,   obv_png_open},
    {OBV_CONTAINER_PDF,   "pdf",   obv_is_pdf,   NULL}, /* reader/pdf.c */
    {OBV_CONTAINER_JPEG,  "jpeg",  obv_is_jpeg,  NULL}, /* from here on: */
    {OBV_CONTAINER_WEBP,  "webp",  obv_is_webp,  NULL}, /* reader/picture.c */
    {OBV_CONTAINER_TIFF,  "tiff",  obv_is_tiff,  NULL},
    {OBV_CONTAINER_HEIC,  "heic",  obv_is_heic,  NULL},
    {OBV_CONTAINER_SVG,   "svg",   obv_is_svg,   obv_svg_open},
    {OBV_CONTAINER_PLAIN, "plain", obv_is_plain, obv_plain_open},
};

/* Files that we know and do not read.  A picture that was sent through a
   messenger comes out as one of these: the reason says what to ask for. */
static const struct known {
    size_t at;
    const char *magic;
    size_t len;
    obv_reason reason;
} known[] = {
    {0, "GIF8",                 4, OBV_REASON_NO_BADGE_PICTURE},
    {0, "BM",                   2, OBV_REASON_NO_BADGE_PICTURE}, /* BMP */
    {4, "ftypavi",              7, OBV_REASON_NO_BADGE_PICTURE}, /* AVIF */
    {0, "\xFF\x0A",             2, OBV_REASON_NO_BADGE_PICTURE}, /* JPEG XL */
    {0, "\0\0\0\x0CJXL ",       8, OBV_REASON_NO_BADGE_PICTURE},
    {0, "\0\0\0\x0CjP  ",       8, OBV_REASON_NO_BADGE_PICTURE}, /* JPEG 2000 */
    {0, "\0\0\1\0",             4, OBV_REASON_NO_BADGE_PICTURE}, /* icon */
    {0, "8BPS",                 4, OBV_REASON_NO_BADGE_PICTURE}, /* Photoshop */
    {0, "\xFF\xFE",             2, OBV_REASON_NOT_UTF8},  /* UTF-16 */
    {0, "\xFE\xFF",             2, OBV_REASON_NOT_UTF8},
};
/* clang-format on */

/* Whether these bytes stand at that place. */
static bool
has_at(obv_slice file, size_t at, const char *magic, size_t len)
{
    return file.len >= at + len && memcmp(file.ptr + at, magic, len) == 0;
}

static const container *
recognise(obv_slice file)
{
    for (size_t i = 0; i < COUNT(containers); i++) {
        if (containers[i].is(file)) {
            return &containers[i];
        }
    }
    return NULL;
}

static obv_reason
reason_of_unknown(obv_slice file)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        if (has_at(file, known[i].at, known[i].magic, known[i].len)) {
            return known[i].reason;
        }
    }
    return OBV_REASON_UNKNOWN_FILE;
}

obv_container
obv_recognise(const void *file, size_t len)
{
    const container *kind = recognise((obv_slice){file, len});
    return kind == NULL ? OBV_CONTAINER_UNKNOWN : kind->id;
}

const char *
obv_container_name(obv_container id)
{
    for (size_t i = 0; i < COUNT(containers); i++) {
        if (containers[i].id == id) {
            return containers[i].name;
        }
    }
    return "unknown";
}

obv_status
obv_container_open(obv_slice file, obv_arena *arena, obv_found *found)
{
    obv_found_clear(found, OBV_CONTAINER_UNKNOWN);
    if (file.len > OBV_MAX_FILE) {
        return OBV_OK;
    }
    const container *kind = recognise(file);
    if (kind == NULL) {
        obv_found_refuse(found, reason_of_unknown(file));
        return OBV_OK;
    }
    obv_found_clear(found, kind->id);
    obv_status status =
        kind->open == NULL ? OBV_UNSUPPORTED : kind->open(file, arena, found);
    if (status != OBV_OK) {
        obv_found_clear(found, kind->id); /* half of a find is none */
    }
    return status;
}

bool
obv_is_jpeg(obv_slice file)
{
    return has_at(file, 0, "\xFF\xD8\xFF", 3);
}

bool
obv_is_webp(obv_slice file)
{
    return has_at(file, 0, "RIFF", 4) && has_at(file, 8, "WEBP", 4);
}

bool
obv_is_tiff(obv_slice file)
{
    return has_at(file, 0, "II*\0", 4) || has_at(file, 0, "MM\0*", 4);
}

/* The brands that telephones write, and the neutral ones. */
bool
obv_is_heic(obv_slice file)
{
    return has_at(file, 4, "ftyphei", 7) || has_at(file, 4, "ftyphev", 7) ||
           has_at(file, 4, "ftypmif1", 8) || has_at(file, 4, "ftypmsf1", 8);
}

bool
obv_is_pdf(obv_slice file)
{
    return obv_slice_starts(obv_slice_trim(file), "%PDF-");
}
