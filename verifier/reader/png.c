/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PNG -> grey.  libpng inflates and undoes filters, row by row; colours are
 * ours.  Its memory comes from the arena.
 *
 * An interlaced picture comes in seven passes, each a picture with gaps:
 * libpng would need the whole of it at once, so we put the dots in their
 * places.  One that is halved is complete before the last pass.
 */
#include "reader/canvas.h"

#include <png.h>
#include <setjmp.h>

#define INCH_PER_METRE 0.0254

typedef struct reader {
    png_structp png;
    png_infop info;
    obv_arena *arena;
    obv_slice rest;
    obv_canvas canvas;
    unsigned samples;
    uint8_t *row;
    obv_status status; /* why reading stopped */
} reader;

static void *
take_memory(png_structp png, png_alloc_size_t size)
{
    reader *r = png_get_mem_ptr(png);
    void *room = obv_arena_alloc(r->arena, 1, size);
    if (room == NULL) {
        r->status = OBV_NO_MEMORY;
    }
    return room;
}

static void
keep_memory(png_structp png, void *room)
{
    (void)png;
    (void)room; /* the arena takes all back at once */
}

static _Noreturn void
on_error(png_structp png, const char *message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void
on_warning(png_structp png, const char *message)
{
    (void)png;
    (void)message; /* what libpng can live with, so can we */
}

static _Noreturn void
stop(reader *r, obv_status status)
{
    r->status = status;
    png_error(r->png, "");
}

static void
need(reader *r, obv_status status)
{
    if (status != OBV_OK) {
        stop(r, status);
    }
}

static void
give_bytes(png_structp png, png_bytep to, size_t len)
{
    reader *r = png_get_io_ptr(png);
    obv_slice bytes;
    if (!obv_take(&r->rest, len, &bytes)) {
        stop(r, OBV_MALFORMED);
    }
    memcpy(to, bytes.ptr, len);
}

/* ---- Before the pixels --------------------------------------------------- */

/* Of what may be left out, only what we use. */
static void
ask_for_pixels_only(png_structp png)
{
    static const png_byte used[] = "pHYs\0eXIf";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, used, 2);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    /* Our own limits are asked when the header has been read: nothing is
       allocated by its sizes before. */
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
}

static unsigned
orientation(reader *r)
{
    png_bytep exif = NULL;
    png_uint_32 len = 0;
    return png_get_eXIf_1(r->png, r->info, &len, &exif) == 0
               ? 1
               : obv_exif_orientation((obv_slice){exif, len});
}

/* 8 bits a sample: grey or colours, with alpha where there is any. */
static void
begin(reader *r)
{
    uint32_t width = png_get_image_width(r->png, r->info);
    uint32_t height = png_get_image_height(r->png, r->info);
    uint64_t stored = png_get_rowbytes(r->png, r->info);
    need(r, obv_canvas_fits(width, height));
    if (stored * height > OBV_MAX_PIXEL_BYTES) {
        stop(r, OBV_LIMIT);
    }
    png_set_expand(r->png);
    png_set_strip_16(r->png);
    png_read_update_info(r->png, r->info);
    r->samples = png_get_channels(r->png, r->info);
    r->row =
        obv_arena_alloc(r->arena, png_get_rowbytes(r->png, r->info) + 1, 1);
    need(r, r->row == NULL ? OBV_NO_MEMORY : OBV_OK);
    need(r,
         obv_canvas_open(&r->canvas, width, height, orientation(r), r->arena));
}

/* ---- Pixels -------------------------------------------------------------- */

static void
read_row(reader *r, uint32_t width)
{
    png_read_row(r->png, r->row, NULL);
    obv_grey_row(r->row, r->samples, width, r->row);
}

static void
read_rows(reader *r)
{
    for (uint32_t y = 0; y < r->canvas.height; y++) {
        read_row(r, r->canvas.width);
        obv_canvas_row(&r->canvas, y, r->row);
    }
}

/* A pass without columns has no rows in the file. */
static void
read_pass(reader *r, int pass)
{
    uint32_t rows = (uint32_t)PNG_PASS_ROWS((int)r->canvas.height, pass);
    uint32_t columns = (uint32_t)PNG_PASS_COLS((int)r->canvas.width, pass);
    for (uint32_t y = 0; y < rows && columns > 0; y++) {
        read_row(r, columns);
        for (uint32_t x = 0; x < columns; x++) {
            obv_canvas_dot(&r->canvas, PNG_COL_FROM_PASS_COL(x, pass),
                           PNG_ROW_FROM_PASS_ROW(y, pass), r->row[x]);
        }
    }
}

/* The one place that libpng jumps back to.  Nothing local lives across it. */
static void
walk(reader *r)
{
    if (setjmp(png_jmpbuf(r->png)) != 0) {
        return;
    }
    r->info = png_create_info_struct(r->png);
    if (r->info == NULL) {
        return;
    }
    png_set_read_fn(r->png, r, give_bytes);
    ask_for_pixels_only(r->png);
    png_read_info(r->png, r->info);
    begin(r);
    if (png_get_interlace_type(r->png, r->info) == PNG_INTERLACE_NONE) {
        read_rows(r);
    } else {
        for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++) {
            read_pass(r, pass);
        }
    }
    png_read_end(r->png, NULL);
    r->status = OBV_OK;
}

static double
dpi(const reader *r)
{
    png_uint_32 x = 0, y = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;
    png_get_pHYs(r->png, r->info, &x, &y, &unit);
    return unit == PNG_RESOLUTION_METER ? x * INCH_PER_METRE : 0;
}

obv_status
obv_picture_png(obv_slice file, uint32_t index, obv_arena *arena,
                obv_sheet *ret)
{
    if (index > 0) {
        return OBV_NOT_FOUND;
    }
    reader r = {.arena = arena, .rest = file, .status = OBV_MALFORMED};
    r.png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &r, on_error,
                                     on_warning, &r, take_memory, keep_memory);
    if (r.png != NULL) {
        walk(&r); /* never destroyed: all of it lies in the arena */
    }
    if (r.status == OBV_OK) {
        obv_canvas_show(&r.canvas, dpi(&r), ret);
    }
    return r.status;
}
