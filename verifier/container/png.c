/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PNG: the badge is a text chunk.  libpng reads, and never a pixel.
 *
 *   signature IHDR ... text ... IDAT IDAT IDAT ... text ... IEND
 *   |---- png_read_info --------|-skip_pixels-|- png_read_end -|
 *
 * libpng does not check: that a keyword stands only once; that a text is
 * UTF-8 (it converts nothing: tEXt comes through as bytes, too); what follows
 * a NUL in a text (it ends the text there).  It passes over a text chunk that
 * it cannot read, with a warning: on_warning makes that an error.
 *
 * Bytes behind IEND are let be: nobody reads a badge there, and cameras and
 * messengers append such.
 */
#include "container/container.h"

#include <png.h>
#include <setjmp.h>

/* Keyword, language and translated keyword that come before a text. */
#define TEXT_PREFIX 1024

/* What deflate can make of one byte, at most. */
#define DEFLATE_RATIO 1032

typedef struct reader {
    png_structp png;
    png_infop info;
    obv_arena *arena;
    obv_slice rest;     /* what has not been read */
    obv_slice at_chunk; /* the same, when the last header was read */
    uint32_t chunk_len;
    bool in_text;
    size_t chunks, text_chunks;
    obv_reason refused; /* why reading stopped */
    bool no_memory;
} reader;

/* ---- What libpng calls -------------------------------------------------- */

static void *
take_memory(png_structp png, png_alloc_size_t size)
{
    reader *r = png_get_mem_ptr(png);
    void *room = obv_arena_alloc(r->arena, 1, size);
    r->no_memory = r->no_memory || room == NULL;
    return room;
}

/* The arena takes all back at once. */
static void
keep_memory(png_structp png, void *room)
{
    (void)png;
    (void)room;
}

static _Noreturn void
on_error(png_structp png, const char *message)
{
    (void)message; /* of libpng's making: no words for a person */
    png_longjmp(png, 1);
}

static _Noreturn void
refuse(reader *r, obv_reason reason)
{
    r->refused = reason;
    png_error(r->png, "");
}

/*
 * Where inflating ends at our limit, libpng says no more than where the data
 * is cut short.  What is too short to swell that much was cut.
 */
static void
on_warning(png_structp png, const char *message)
{
    reader *r = png_get_error_ptr(png);
    if (r->in_text) {
        bool swollen = strstr(message, "truncated") != NULL &&
                       r->chunk_len > OBV_MAX_INFLATED / DEFLATE_RATIO;
        refuse(r, swollen ? OBV_REASON_LIMIT : OBV_REASON_DAMAGED_FILE);
    }
}

static bool
is_text_chunk(obv_slice type)
{
    return obv_slice_is(type, "iTXt") || obv_slice_is(type, "tEXt") ||
           obv_slice_is(type, "zTXt");
}

/* header ::= length:u32be type:byte[4] */
static void
count_chunk(reader *r, obv_slice header)
{
    if (!obv_take_u32be(&header, &r->chunk_len) ||
        ++r->chunks > OBV_MAX_CHUNKS) {
        refuse(r, OBV_REASON_LIMIT);
    }
    if (r->chunk_len > r->rest.len) {
        refuse(r, OBV_REASON_DAMAGED_FILE); /* cut short, however long */
    }
    r->in_text = is_text_chunk(header);
    if (r->in_text && (++r->text_chunks > OBV_MAX_TEXT_CHUNKS ||
                       r->chunk_len > OBV_MAX_BADGE_TEXT + TEXT_PREFIX)) {
        refuse(r, OBV_REASON_LIMIT);
    }
}

static void
give_bytes(png_structp png, png_bytep to, size_t len)
{
    reader *r = png_get_io_ptr(png);
    obv_slice before = r->rest, bytes;
    if (!obv_take(&r->rest, len, &bytes)) {
        refuse(r, OBV_REASON_DAMAGED_FILE);
    }
    memcpy(to, bytes.ptr, len);
    if ((png_get_io_state(png) & PNG_IO_MASK_LOC) == PNG_IO_CHUNK_HDR) {
        r->at_chunk = before;
        count_chunk(r, bytes);
    }
}

/* ---- The walk ----------------------------------------------------------- */

/* Text, and what must be there; all the rest is skipped, checksum and all. */
static void
ask_for_text_only(png_structp png)
{
    static const png_byte text[] = "iTXt\0tEXt\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, text, 3);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    /* No pixel is inflated, so that no picture is too large. */
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(png, OBV_MAX_INFLATED + TEXT_PREFIX);
}

/*
 * idat ::= length:u32be "IDAT" data:byte[length] crc:u32be
 *
 * libpng would inflate these to get past them.  False at the first chunk that
 * is not one.
 */
static bool
skip_idat(reader *r)
{
    obv_slice in = r->rest, type, covered;
    uint32_t length, crc;
    if (!obv_take_u32be(&in, &length)) {
        return false;
    }
    obv_slice at_type = in;
    if (!obv_take(&in, 4, &type) || !obv_slice_is(type, "IDAT")) {
        return false;
    }
    if (!obv_take(&at_type, 4 + (size_t)length, &covered) ||
        !obv_take_u32be(&at_type, &crc) || crc != obv_crc32(covered)) {
        refuse(r, OBV_REASON_DAMAGED_FILE);
    }
    if (++r->chunks > OBV_MAX_CHUNKS) {
        refuse(r, OBV_REASON_LIMIT);
    }
    r->rest = at_type;
    return true;
}

/* An IDAT that comes later still is out of its place: an error. */
static void
skip_pixels(reader *r)
{
    static const png_byte idat[] = "IDAT";
    r->rest = r->at_chunk; /* whose header libpng has read, and we counted */
    r->chunks--;
    while (skip_idat(r)) {
    }
    png_set_keep_unknown_chunks(r->png, PNG_HANDLE_CHUNK_NEVER, idat, 1);
}

/* The one place that libpng jumps back to.  Nothing local lives across it. */
static bool
walk(reader *r)
{
    if (setjmp(png_jmpbuf(r->png)) != 0) {
        return false;
    }
    r->info = png_create_info_struct(r->png);
    if (r->info == NULL) {
        return false;
    }
    png_set_read_fn(r->png, r, give_bytes);
    ask_for_text_only(r->png);
    png_read_info(r->png, r->info); /* to the first IDAT; an error without */
    skip_pixels(r);
    png_read_end(r->png, r->info);
    return true;
}

/* ---- What was found ----------------------------------------------------- */

/* clang-format off */
static const struct keyword {
    const char *name;
    uint32_t notes;
} keywords[] = {
    {"openbadgecredential", 0},                /* Open Badges 3.0 */
    {"openbadges",          0},                /* ... before */
    {"openbadge",           OBV_NOTE_FOREIGN}, /* Open Badge Passport */
};

static const struct kind {
    int compression; /* as libpng calls it */
    const char *name;
    uint32_t notes;
} kinds[] = {
    {PNG_ITXT_COMPRESSION_NONE, "iTXt", 0},
    {PNG_ITXT_COMPRESSION_zTXt, "iTXt", OBV_NOTE_COMPRESSED},
    {PNG_TEXT_COMPRESSION_NONE, "tEXt", OBV_NOTE_LEGACY},
    {PNG_TEXT_COMPRESSION_zTXt, "zTXt", OBV_NOTE_LEGACY},
};
/* clang-format on */

static const struct kind *
kind_of(const png_text *text)
{
    size_t i = 0;
    while (kinds[i].compression != text->compression) {
        i++;
        assert(i < COUNT(kinds));
    }
    return &kinds[i];
}

static obv_status
add(const struct keyword *keyword, const png_text *text, reader *r,
    obv_found *found)
{
    const struct kind *kind = kind_of(text);
    size_t len = text->compression > 0 ? text->itxt_length : text->text_length;
    obv_buffer where = obv_buffer_in(r->arena);
    obv_put_text(&where, kind->name);
    obv_put_char(&where, ' ');
    obv_put_text(&where, keyword->name);
    obv_put_char(&where, '\0');
    if (where.failed) {
        return OBV_NO_MEMORY;
    }
    if (obv_found_add(found, where.ptr, kind->notes | keyword->notes,
                      (obv_slice){(const uint8_t *)text->text, len}) !=
        OBV_OK) {
        obv_found_refuse(found, OBV_REASON_LIMIT);
    }
    return OBV_OK;
}

/* The only text of a keyword; two are as bad as none that can be trusted. */
static obv_status
take_keyword(const struct keyword *keyword, reader *r, obv_found *found)
{
    png_text *texts = NULL;
    int count = 0;
    const png_text *mine = NULL;
    png_get_text(r->png, r->info, &texts, &count);
    for (int i = 0; i < count; i++) {
        if (strcmp(texts[i].key, keyword->name) == 0) {
            if (mine != NULL) {
                obv_found_refuse(found, OBV_REASON_TWO_BADGES);
                return OBV_OK;
            }
            mine = &texts[i];
        }
    }
    return mine == NULL ? OBV_OK : add(keyword, mine, r, found);
}

static obv_status
take_badges(reader *r, obv_found *found)
{
    found->reason = OBV_REASON_NO_BADGE_PICTURE;
    for (size_t i = 0; i < COUNT(keywords); i++) {
        TRY(take_keyword(&keywords[i], r, found));
        if (found->count == 0 && found->reason != OBV_REASON_NO_BADGE_PICTURE) {
            break; /* refused */
        }
    }
    return OBV_OK;
}

bool
obv_is_png(obv_slice file)
{
    return obv_slice_starts(file, "\x89PNG");
}

obv_status
obv_png_open(obv_slice file, obv_arena *arena, obv_found *found)
{
    reader r = {
        .arena = arena, .rest = file, .refused = OBV_REASON_DAMAGED_FILE};
    r.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &r, on_error,
                                     on_warning, &r, take_memory, keep_memory);
    /* Never destroyed: all of it lies in the arena. */
    bool whole = r.png != NULL && walk(&r);
    if (r.no_memory) {
        return OBV_NO_MEMORY;
    }
    if (!whole) {
        obv_found_refuse(found, r.refused);
        return OBV_OK;
    }
    return take_badges(&r, found);
}
