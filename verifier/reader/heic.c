/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HEIC -> grey: the Y plane of the first picture of the file, by libheif.  It
 * turns the picture itself, as the file says; what EXIF says besides is not to
 * be heeded (ISO/IEC 23008-12, A.2.1).
 *
 * libheif starts a thread of libde265 whatever it is told, so the cell that
 * runs this must let it.  It does not check that the picture in the stream is
 * as large as the file says: the cell's memory ends that.
 */
#include "reader/canvas.h"

#include <libheif/heif.h>

typedef struct reader {
    struct heif_context *file;
    struct heif_image_handle *handle;
    struct heif_image *picture;
    obv_arena *arena;
    obv_canvas canvas;
} reader;

/* clang-format off */
static const struct trouble {
    enum heif_error_code code;
    obv_status status;
} troubles[] = {
    {heif_error_Ok,                        OBV_OK},
    {heif_error_Memory_allocation_error,   OBV_LIMIT}, /* also: its own limits */
    {heif_error_Unsupported_filetype,      OBV_UNSUPPORTED},
    {heif_error_Unsupported_feature,       OBV_UNSUPPORTED},
    {heif_error_Color_profile_does_not_exist, OBV_UNSUPPORTED},
};
/* clang-format on */

static obv_status
status_of(struct heif_error error)
{
    for (size_t i = 0; i < COUNT(troubles); i++) {
        if (troubles[i].code == error.code) {
            return troubles[i].status;
        }
    }
    return OBV_MALFORMED;
}

/* AVIF comes in the same box, and some of it says no more than that.  Its
   decoder is another, which wants more of the system than a cell has. */
static bool
is_avif(obv_slice file)
{
    return heif_has_compatible_brand(file.ptr, (int)file.len, "avif") == 1 ||
           heif_has_compatible_brand(file.ptr, (int)file.len, "avis") == 1;
}

static obv_status
find_picture(reader *r, obv_slice file)
{
    if (file.len > OBV_MAX_FILE) {
        return OBV_LIMIT;
    }
    if (is_avif(file)) {
        return OBV_UNSUPPORTED;
    }
    r->file = heif_context_alloc();
    if (r->file == NULL) {
        return OBV_NO_MEMORY;
    }
    heif_context_set_max_decoding_threads(r->file, 0);
    heif_context_set_maximum_image_size_limit(r->file, OBV_MAX_SIDE);
    TRY(status_of(heif_context_read_from_memory_without_copy(r->file, file.ptr,
                                                             file.len, NULL)));
    TRY(status_of(heif_context_get_primary_image_handle(r->file, &r->handle)));

    int width = heif_image_handle_get_width(r->handle);
    int height = heif_image_handle_get_height(r->handle);
    if (width < 0 || height < 0) {
        return OBV_MALFORMED;
    }
    TRY(obv_canvas_fits((uint32_t)width, (uint32_t)height));
    /* It is unpacked whole. */
    return obv_canvas_times((uint32_t)width, (uint32_t)height) == 1 ? OBV_OK
                                                                    : OBV_LIMIT;
}

/* As it is stored, where it has a plane of grey: nothing is converted. */
static obv_status
decode(reader *r)
{
    struct heif_decoding_options *options = heif_decoding_options_alloc();
    if (options == NULL) {
        return OBV_NO_MEMORY;
    }
    options->convert_hdr_to_8bit = 1;
    struct heif_error error =
        heif_decode_image(r->handle, &r->picture, heif_colorspace_undefined,
                          heif_chroma_undefined, options);
    if (error.code == heif_error_Ok &&
        !heif_image_has_channel(r->picture, heif_channel_Y)) {
        heif_image_release(r->picture);
        r->picture = NULL;
        error = heif_decode_image(r->handle, &r->picture, heif_colorspace_RGB,
                                  heif_chroma_interleaved_RGBA, options);
    }
    heif_decoding_options_free(options);
    return status_of(error);
}

/* A plane of 8 bits, or wider ones, of which the upper are taken. */
typedef struct plane {
    const uint8_t *pixels; /* NULL: there is none */
    int stride, bits;
} plane;

static plane
plane_of(const reader *r, enum heif_channel channel)
{
    plane p = {.pixels = NULL};
    if (heif_image_has_channel(r->picture, channel)) {
        p.pixels =
            heif_image_get_plane_readonly(r->picture, channel, &p.stride);
        p.bits = heif_image_get_bits_per_pixel_range(r->picture, channel);
    }
    return p;
}

static uint8_t
sample(const plane *p, uint32_t x, uint32_t y)
{
    const uint8_t *row = p->pixels + (ptrdiff_t)y * p->stride;
    if (p->bits <= 8) {
        return row[x];
    }
    uint16_t wide;
    memcpy(&wide, row + 2 * (size_t)x, sizeof(wide));
    return (uint8_t)(wide >> (p->bits - 8));
}

static void
fill_from_planes(reader *r, const plane *grey, const plane *alpha, uint8_t *row)
{
    for (uint32_t y = 0; y < r->canvas.height; y++) {
        for (uint32_t x = 0; x < r->canvas.width; x++) {
            uint8_t pixel[2] = {sample(grey, x, y), 255};
            if (alpha->pixels != NULL) {
                pixel[1] = sample(alpha, x, y);
            }
            obv_grey_row(pixel, 2, 1, row + x);
        }
        obv_canvas_row(&r->canvas, y, row);
    }
}

static void
fill_from_colours(reader *r, const plane *colours, uint8_t *row)
{
    for (uint32_t y = 0; y < r->canvas.height; y++) {
        obv_grey_row(colours->pixels + (ptrdiff_t)y * colours->stride, 4,
                     r->canvas.width, row);
        obv_canvas_row(&r->canvas, y, row);
    }
}

/* The sizes are those of the planes, whatever the file said. */
static obv_status
fill(reader *r)
{
    plane grey = plane_of(r, heif_channel_Y);
    plane alpha = plane_of(r, heif_channel_Alpha);
    plane colours = plane_of(r, heif_channel_interleaved);
    enum heif_channel main =
        grey.pixels != NULL ? heif_channel_Y : heif_channel_interleaved;
    int width = heif_image_get_width(r->picture, main);
    int height = heif_image_get_height(r->picture, main);
    if ((grey.pixels == NULL && colours.pixels == NULL) || width <= 0 ||
        height <= 0 ||
        (alpha.pixels != NULL &&
         (heif_image_get_width(r->picture, heif_channel_Alpha) != width ||
          heif_image_get_height(r->picture, heif_channel_Alpha) != height))) {
        return OBV_MALFORMED;
    }
    TRY(obv_canvas_open(&r->canvas, (uint32_t)width, (uint32_t)height, 1,
                        r->arena));
    uint8_t *row = obv_arena_alloc(r->arena, (size_t)width, 1);
    if (row == NULL) {
        return OBV_NO_MEMORY;
    }
    if (grey.pixels != NULL) {
        fill_from_planes(r, &grey, &alpha, row);
    } else {
        fill_from_colours(r, &colours, row);
    }
    return OBV_OK;
}

static obv_status
walk(reader *r, obv_slice file)
{
    TRY(find_picture(r, file));
    TRY(decode(r));
    return fill(r);
}

void
obv_heic_warm_up(void)
{
    (void)heif_init(NULL); /* looks for its decoders, once */
}

obv_status
obv_picture_heic(obv_slice file, uint32_t index, obv_arena *arena,
                 obv_sheet *ret)
{
    if (index > 0) {
        return OBV_NOT_FOUND;
    }
    reader r = {.arena = arena};
    obv_status status = walk(&r, file);
    /* Each of them may be NULL. */
    heif_image_release(r.picture);
    heif_image_handle_release(r.handle);
    heif_context_free(r.file);
    TRY(status);
    obv_canvas_show(&r.canvas, 0, ret);
    return OBV_OK;
}
