/* SPDX-License-Identifier: Apache-2.0 */
/* The grey picture that the readers of pictures fill. */
#include "reader/canvas.h"

/* Scanners and faxes; what screens and cameras state says nothing of paper. */
#define LEAST_DPI 60
#define MOST_DPI 1300

obv_status
obv_canvas_fits(uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0) {
        return OBV_MALFORMED;
    }
    return width > OBV_MAX_SIDE || height > OBV_MAX_SIDE ||
                   (uint64_t)width * height > OBV_MAX_PIXELS
               ? OBV_LIMIT
               : OBV_OK;
}

static uint32_t
divided(uint32_t length, uint32_t times)
{
    return (length + times - 1) / times;
}

uint32_t
obv_canvas_times(uint32_t width, uint32_t height)
{
    uint32_t times = 1;
    while ((uint64_t)divided(width, times) * divided(height, times) >
           OBV_MAX_GREY) {
        times *= 2;
    }
    return times;
}

/* ---- The right way up ---------------------------------------------------- */

/* EXIF 2.32, 4.6.4: which sides the first row and the first column are. */
/* clang-format off */
static const struct way {
    bool turned;
    bool from_right, from_bottom; /* the corner of the first pixel */
} ways[] = {
    {false, false, false}, /* 1, and what is none */
    {false, false, false},
    {false, true,  false},
    {false, true,  true},
    {false, false, true},
    {true,  false, false}, /* 5: the first row is the left side */
    {true,  true,  false},
    {true,  true,  true},
    {true,  false, true},
};
/* clang-format on */

static void
set_way(obv_canvas *c, unsigned orientation)
{
    const struct way *way = &ways[orientation < COUNT(ways) ? orientation : 0];
    ptrdiff_t across = way->turned ? c->rows : c->kept; /* of what comes out */
    ptrdiff_t along = way->turned ? c->kept : c->rows;
    ptrdiff_t x = way->from_right ? -1 : 1;
    ptrdiff_t y = way->from_bottom ? -across : across;

    c->turned = way->turned;
    c->first = (way->from_right ? across - 1 : 0) +
               (way->from_bottom ? (along - 1) * across : 0);
    c->right = way->turned ? y : x;
    c->down = way->turned ? x : y;
}

obv_status
obv_canvas_open(obv_canvas *canvas, uint32_t width, uint32_t height,
                unsigned orientation, obv_arena *arena)
{
    TRY(obv_canvas_fits(width, height));
    *canvas = (obv_canvas){.width = width, .height = height};
    canvas->times = obv_canvas_times(width, height);
    canvas->kept = divided(width, canvas->times);
    canvas->rows = divided(height, canvas->times);
    set_way(canvas, orientation);

    size_t size = (size_t)canvas->kept * canvas->rows;
    canvas->pixels = obv_arena_alloc(arena, size, 1);
    canvas->sums = obv_arena_alloc(arena, canvas->kept, sizeof(uint32_t));
    if (canvas->pixels == NULL || canvas->sums == NULL) {
        return OBV_NO_MEMORY;
    }
    memset(canvas->pixels, 255, size);
    return OBV_OK;
}

/* ---- Filling ------------------------------------------------------------- */

static uint8_t *
place(const obv_canvas *c, uint32_t x, uint32_t y)
{
    return c->pixels + c->first + (ptrdiff_t)x * c->right +
           (ptrdiff_t)y * c->down;
}

static void
put_row(obv_canvas *c, uint32_t y, const uint8_t *row)
{
    uint8_t *to = place(c, 0, y);
    if (c->right == 1) {
        memcpy(to, row, c->kept);
        return;
    }
    for (uint32_t x = 0; x < c->kept; x++) {
        to[(ptrdiff_t)x * c->right] = row[x];
    }
}

/* At the right and at the bottom, fewer pixels may become one. */
static void
put_sums(obv_canvas *c, uint32_t y, uint32_t rows)
{
    uint8_t *to = place(c, 0, y);
    for (uint32_t x = 0; x < c->kept; x++) {
        uint32_t left = c->width - x * c->times;
        assert(left > 0);
        uint32_t count = rows * (left < c->times ? left : c->times);
        to[(ptrdiff_t)x * c->right] = (uint8_t)(c->sums[x] / count);
    }
    memset(c->sums, 0, c->kept * sizeof(*c->sums));
}

void
obv_canvas_row(obv_canvas *canvas, uint32_t y, const uint8_t *row)
{
    assert(y < canvas->height);
    uint32_t times = canvas->times;
    if (times == 1) {
        put_row(canvas, y, row);
        return;
    }
    for (uint32_t x = 0, at = 0; x < canvas->width; at++) {
        uint32_t left = canvas->width - x;
        uint32_t end = x + (left < times ? left : times);
        uint32_t sum = 0;
        for (; x < end; x++) {
            sum += row[x];
        }
        canvas->sums[at] += sum;
    }
    if (y % times == times - 1 || y == canvas->height - 1) {
        put_sums(canvas, y / times, y % times + 1);
    }
}

void
obv_canvas_dot(obv_canvas *canvas, uint32_t x, uint32_t y, uint8_t grey)
{
    assert(x < canvas->width && y < canvas->height);
    if (x % canvas->times == 0 && y % canvas->times == 0) {
        *place(canvas, x / canvas->times, y / canvas->times) = grey;
    }
}

void
obv_canvas_show(const obv_canvas *canvas, double dpi, obv_sheet *ret)
{
    *ret = (obv_sheet){.page = 1};
    ret->grey.pixels = canvas->pixels;
    ret->grey.width = canvas->turned ? canvas->rows : canvas->kept;
    ret->grey.height = canvas->turned ? canvas->kept : canvas->rows;
    ret->grey.stride = ret->grey.width;
    if (dpi >= LEAST_DPI && dpi <= MOST_DPI) {
        ret->dpi = (float)dpi / (float)canvas->times;
    }
}

/* ---- Colours ------------------------------------------------------------- */

/* ITU-R BT.601, in 1/256. */
static uint8_t
luma(const uint8_t *rgb)
{
    return (uint8_t)((77u * rgb[0] + 150u * rgb[1] + 29u * rgb[2] + 128) >> 8);
}

static uint8_t
on_white(unsigned grey, unsigned alpha)
{
    return (uint8_t)((grey * alpha + 255 * (255 - alpha) + 127) / 255);
}

void
obv_grey_row(const uint8_t *from, unsigned samples, size_t count, uint8_t *ret)
{
    assert(samples >= 1 && samples <= 4);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pixel = from + i * samples;
        uint8_t grey = samples < 3 ? pixel[0] : luma(pixel);
        ret[i] = samples % 2 == 0 ? on_white(grey, pixel[samples - 1]) : grey;
    }
}
