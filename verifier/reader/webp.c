/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WebP -> grey: the Y plane of what libwebp makes.  Its other planes are a
 * price that we pay: there is no asking for one alone.
 *
 * libwebp does not look at the EXIF data, which stands in a chunk of its own,
 * behind the picture; nor does it read moving pictures here.
 */
#include "reader/canvas.h"

#include <webp/decode.h>

/* clang-format off */
static const struct trouble {
    VP8StatusCode code;
    obv_status status;
} troubles[] = {
    {VP8_STATUS_OK,                  OBV_OK},
    {VP8_STATUS_OUT_OF_MEMORY,       OBV_NO_MEMORY},
    {VP8_STATUS_UNSUPPORTED_FEATURE, OBV_UNSUPPORTED},
};
/* clang-format on */

static obv_status
status_of(VP8StatusCode code)
{
    for (size_t i = 0; i < COUNT(troubles); i++) {
        if (troubles[i].code == code) {
            return troubles[i].status;
        }
    }
    return OBV_MALFORMED;
}

static uint32_t
u32le(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

/*
 * webp  ::= "RIFF" length:u32le "WEBP" chunk*
 * chunk ::= type:byte[4] length:u32le data:byte[length] pad:byte?
 *
 * A chunk of odd length has the pad.
 */
static obv_slice
find_exif(obv_slice file)
{
    obv_slice head, data, pad;
    if (!obv_take(&file, 12, &head)) {
        return file;
    }
    while (obv_take(&file, 8, &head)) {
        size_t len = u32le(head.ptr + 4);
        if (!obv_take(&file, len, &data)) {
            break;
        }
        if (obv_slice_starts(head, "EXIF")) {
            return data;
        }
        (void)(len % 2 == 0 || obv_take(&file, 1, &pad));
    }
    return (obv_slice){file.ptr, 0};
}

/* Y is from 16 to 235 (BT.601), and black and white are to be both ends. */
static uint8_t
stretched(uint8_t y)
{
    unsigned above = y <= 16 ? 0 : y - 16u;
    return (uint8_t)(above >= 219 ? 255 : above * 255 / 219);
}

static void
fill(obv_canvas *canvas, const WebPYUVABuffer *planes, uint8_t *row)
{
    for (uint32_t y = 0; y < canvas->height; y++) {
        const uint8_t *grey = planes->y + (ptrdiff_t)y * planes->y_stride;
        const uint8_t *alpha =
            planes->a == NULL ? NULL
                              : planes->a + (ptrdiff_t)y * planes->a_stride;
        for (uint32_t x = 0; x < canvas->width; x++) {
            uint8_t pixel[2] = {stretched(grey[x]), 255};
            if (alpha != NULL) {
                pixel[1] = alpha[x];
            }
            obv_grey_row(pixel, 2, 1, row + x);
        }
        obv_canvas_row(canvas, y, row);
    }
}

/* Without loss, the whole picture is unpacked in colours, four bytes a pixel,
   before any of it is halved: what that is too large for is refused. */
static obv_status
prepare(WebPDecoderConfig *config, uint32_t *times)
{
    const int lossless = 2;
    uint32_t width = (uint32_t)config->input.width;
    uint32_t height = (uint32_t)config->input.height;
    TRY(obv_canvas_fits(width, height));
    *times = obv_canvas_times(width, height);
    if (config->input.format == lossless && *times > 1) {
        return OBV_LIMIT;
    }
    if (config->input.has_animation) {
        return OBV_UNSUPPORTED;
    }
    config->output.colorspace = config->input.has_alpha ? MODE_YUVA : MODE_YUV;
    config->options.use_scaling = *times > 1;
    config->options.scaled_width = (int)((width + *times - 1) / *times);
    config->options.scaled_height = (int)((height + *times - 1) / *times);
    return OBV_OK;
}

static obv_status
open_canvas(obv_slice file, const WebPDecBuffer *output, obv_arena *arena,
            obv_canvas *canvas)
{
    uint8_t *row = obv_arena_alloc(arena, (size_t)output->width, 1);
    TRY(obv_canvas_open(canvas, (uint32_t)output->width,
                        (uint32_t)output->height,
                        obv_exif_orientation(find_exif(file)), arena));
    if (row == NULL) {
        return OBV_NO_MEMORY;
    }
    fill(canvas, &output->u.YUVA, row);
    return OBV_OK;
}

obv_status
obv_picture_webp(obv_slice file, uint32_t index, obv_arena *arena,
                 obv_sheet *ret)
{
    WebPDecoderConfig config;
    obv_canvas canvas;
    uint32_t times;
    if (index > 0) {
        return OBV_NOT_FOUND;
    }
    if (!WebPInitDecoderConfig(&config)) {
        return OBV_UNSUPPORTED; /* a library of another version */
    }
    TRY(status_of(WebPGetFeatures(file.ptr, file.len, &config.input)));
    TRY(prepare(&config, &times));
    obv_status status = status_of(WebPDecode(file.ptr, file.len, &config));
    if (status == OBV_OK) {
        status = open_canvas(file, &config.output, arena, &canvas);
    }
    WebPFreeDecBuffer(&config.output);
    TRY(status);
    obv_canvas_show(&canvas, 0, ret);
    return OBV_OK;
}
