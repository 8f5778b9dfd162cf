/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JPEG -> grey, by libjpeg-turbo: its own grey where it makes one, which
 * leaves the colours packed.  What is too large is halved by the transform
 * itself, which skips most of the work.
 *
 * libjpeg's own error handler would end the process: ours jumps back.  It goes
 * on, with a warning, where data is hurt or breaks off, and fills with grey:
 * what is there is given, and marked as damaged.  It does not check how much
 * memory a picture in several scans takes, nor how many scans there are: a
 * small file of thousands of empty scans would keep it busy for hours.
 */
#include "reader/canvas.h"

#include <setjmp.h>
#include <stdio.h> /* which jpeglib.h needs */

#include <jpeglib.h>

#include <jerror.h>

#define CM_PER_INCH 2.54

typedef struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf jump;
    obv_arena *arena;
    obv_canvas canvas;
    uint8_t *row;
    uint32_t times; /* halved by the transform */
    bool hurt;
    obv_status status; /* why reading stopped */
} reader;

/* ---- What libjpeg calls -------------------------------------------------- */

/* What is not in this table is damage. */
/* clang-format off */
static const struct trouble {
    int code;
    obv_status status;
} troubles[] = {
    {JERR_NO_BACKING_STORE,  OBV_LIMIT}, /* over max_memory_to_use */
    {JERR_IMAGE_TOO_BIG,     OBV_LIMIT},
    {JERR_OUT_OF_MEMORY,     OBV_NO_MEMORY},
    {JERR_BAD_PRECISION,     OBV_UNSUPPORTED}, /* 12 bits: medicine */
    {JERR_SOF_UNSUPPORTED,   OBV_UNSUPPORTED}, /* without loss, in layers */
    {JERR_CONVERSION_NOTIMPL, OBV_UNSUPPORTED},
    {JERR_ARITH_NOTIMPL,     OBV_UNSUPPORTED},
    {JERR_NOT_COMPILED,      OBV_UNSUPPORTED},
};
/* clang-format on */

static _Noreturn void
stop(reader *r, obv_status status)
{
    r->status = status;
    longjmp(r->jump, 1);
}

static _Noreturn void
on_error(j_common_ptr jpeg)
{
    reader *r = jpeg->client_data;
    obv_status status = OBV_MALFORMED;
    for (size_t i = 0; i < COUNT(troubles); i++) {
        if (troubles[i].code == jpeg->err->msg_code) {
            status = troubles[i].status;
        }
    }
    stop(r, status);
}

/* Cameras leave stray bytes between segments, and odd marks of Adobe. */
static void
on_message(j_common_ptr jpeg, int level)
{
    reader *r = jpeg->client_data;
    int code = jpeg->err->msg_code;
    if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM &&
        code != JWRN_JFIF_MAJOR) {
        r->hurt = true;
    }
}

static void
say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void
count_scans(j_common_ptr jpeg)
{
    reader *r = jpeg->client_data;
    if (r->jpeg.input_scan_number > OBV_MAX_SCANS) {
        stop(r, OBV_LIMIT);
    }
}

/* ---- Before the pixels --------------------------------------------------- */

/*
 * segment ::= FF marker:byte length:u16be data:byte[length - 2]
 *
 * The first APP1 that is EXIF; all that comes before the picture has a length.
 */
static obv_slice
find_exif(obv_slice file)
{
    const obv_slice none = {file.ptr, 0};
    obv_slice head, data;
    if (!obv_take(&file, 2, &head)) { /* SOI */
        return none;
    }
    while (obv_take(&file, 4, &head) && head.ptr[0] == 0xFF) {
        uint8_t marker = head.ptr[1];
        size_t len = (size_t)head.ptr[2] << 8 | head.ptr[3];
        if (marker == 0xDA || len < 2 || !obv_take(&file, len - 2, &data)) {
            return none;
        }
        if (marker == 0xE1 && obv_slice_starts(data, "Exif")) {
            return data;
        }
    }
    return none;
}

static void
need(reader *r, obv_status status)
{
    if (status != OBV_OK) {
        stop(r, status);
    }
}

static bool
is_cmyk(const struct jpeg_decompress_struct *jpeg)
{
    return jpeg->jpeg_color_space == JCS_CMYK ||
           jpeg->jpeg_color_space == JCS_YCCK;
}

static void
begin(reader *r, obv_slice file)
{
    struct jpeg_decompress_struct *jpeg = &r->jpeg;
    need(r, obv_canvas_fits(jpeg->image_width, jpeg->image_height));
    r->times = obv_canvas_times(jpeg->image_width, jpeg->image_height);
    jpeg->scale_num = 1;
    jpeg->scale_denom = r->times;
    jpeg->out_color_space = is_cmyk(jpeg) ? JCS_CMYK : JCS_GRAYSCALE;
    jpeg->mem->max_memory_to_use = OBV_MAX_COEFFICIENTS;
    jpeg_start_decompress(jpeg);

    unsigned orientation = obv_exif_orientation(find_exif(file));
    need(r, obv_canvas_open(&r->canvas, jpeg->output_width, jpeg->output_height,
                            orientation, r->arena));
    r->row = obv_arena_alloc(r->arena, jpeg->output_width,
                             (size_t)jpeg->output_components);
    need(r, r->row == NULL ? OBV_NO_MEMORY : OBV_OK);
}

/* ---- Pixels -------------------------------------------------------------- */

/* Ink to light; Adobe, who alone writes these, stores how much is left. */
static void
cmyk_to_grey(const reader *r, uint8_t *row)
{
    unsigned flip = r->jpeg.saw_Adobe_marker ? 0 : 255;
    for (uint32_t x = 0; x < r->canvas.width; x++) {
        const uint8_t *ink = row + 4 * (size_t)x;
        uint8_t rgb[3];
        for (size_t i = 0; i < 3; i++) {
            rgb[i] = (uint8_t)((ink[i] ^ flip) * (ink[3] ^ flip) / 255);
        }
        obv_grey_row(rgb, 3, 1, row + x);
    }
}

static void
read_rows(reader *r)
{
    for (uint32_t y = 0; y < r->canvas.height; y++) {
        JSAMPROW row = r->row;
        (void)jpeg_read_scanlines(&r->jpeg, &row, 1); /* a row, or a jump */
        if (r->jpeg.out_color_space == JCS_CMYK) {
            cmyk_to_grey(r, r->row);
        }
        obv_canvas_row(&r->canvas, y, r->row);
    }
}

/* The one place that libjpeg jumps back to.  Nothing local lives across it. */
static void
walk(reader *r, obv_slice file)
{
    if (setjmp(r->jump) != 0) {
        return;
    }
    jpeg_create_decompress(&r->jpeg);
    r->jpeg.progress = &r->progress;
    jpeg_mem_src(&r->jpeg, file.ptr, file.len);
    (void)jpeg_read_header(&r->jpeg, TRUE);
    begin(r, file);
    read_rows(r);
    r->status = OBV_OK;
}

static double
dpi(const reader *r)
{
    double unit = r->jpeg.density_unit == 1   ? 1
                  : r->jpeg.density_unit == 2 ? CM_PER_INCH
                                              : 0;
    return unit * r->jpeg.X_density / r->times;
}

obv_status
obv_picture_jpeg(obv_slice file, uint32_t index, obv_arena *arena,
                 obv_sheet *ret)
{
    if (index > 0) {
        return OBV_NOT_FOUND;
    }
    reader r = {.arena = arena, .status = OBV_MALFORMED};
    r.progress.progress_monitor = count_scans;
    r.jpeg.client_data = &r;
    r.jpeg.err = jpeg_std_error(&r.errors);
    r.errors.error_exit = on_error;
    r.errors.emit_message = on_message;
    r.errors.output_message = say_nothing;
    walk(&r, file);
    if (r.status == OBV_OK) {
        obv_canvas_show(&r.canvas, dpi(&r), ret);
        ret->damaged = r.hurt;
    }
    jpeg_destroy_decompress(&r.jpeg); /* fine, too, where it never was made */
    return r.status;
}
