/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of a PDF as grey pictures, for the search for codes: poppler draws
 * them with cairo.
 *
 * poppler mends what is broken and goes on where qpdf stops.  It bounds neither
 * its memory nor its time: the cell does.  No font of the system is ever used:
 * a code is no letter, and a file could name any.
 */
#include "reader/reader.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <poppler.h>

#define POINTS 72.0 /* to the inch: the unit of a PDF */
#define DPI 150.0

typedef struct drawing {
    PopplerPage *page;
    double scale; /* pixels of the page to the point */
} drawing;

/* ---- Drawing --------------------------------------------------------------
 */

/* Eye and camera see colours so, in 256ths: 77 red, 150 green, 29 blue.  Red
   and blue stand so far apart that one product adds them up. */
static uint8_t
grey_of(uint32_t colour)
{
    uint32_t red_and_blue = (colour & 0xFF00FF) * (29u << 16 | 77) >> 16;
    return (uint8_t)((red_and_blue + 150 * (colour >> 8 & 255)) >> 8);
}

static void
make_grey(const uint8_t *colours, size_t stride, const obv_grey *grey,
          uint8_t *pixels)
{
    for (size_t y = 0; y < grey->height; y++) {
        const uint32_t *from = (const void *)(colours + y * stride);
        uint8_t *to = pixels + y * grey->stride;
        for (size_t x = 0; x < grey->width; x++) {
            to[x] = grey_of(from[x]);
        }
    }
}

/* The part of a page, at `times` its pixels, on white. */
static cairo_surface_t *
draw(const drawing *of, const obv_region *part, unsigned times)
{
    double scale = of->scale * times;
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, (int)(part->width * times),
        (int)(part->height * times));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_translate(cairo, -(double)part->x * times, -(double)part->y * times);
    cairo_scale(cairo, scale, scale);
    poppler_page_render_for_printing(of->page, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

static obv_status
draw_grey(const drawing *of, const obv_region *part, unsigned times,
          obv_arena *arena, obv_grey *ret)
{
    size_t width = (size_t)part->width * times;
    size_t height = (size_t)part->height * times;
    if (width > OBV_MAX_SIDE || height > OBV_MAX_SIDE ||
        width * height > OBV_MAX_DRAWN) {
        return OBV_LIMIT;
    }
    uint8_t *pixels = obv_arena_alloc(arena, height, width);
    if (pixels == NULL) {
        return OBV_NO_MEMORY;
    }
    *ret = (obv_grey){pixels, (uint32_t)width, (uint32_t)height, width};
    cairo_surface_t *surface = draw(of, part, times);
    const uint8_t *colours = cairo_image_surface_get_data(surface);
    bool drawn = colours != NULL;
    if (drawn) {
        make_grey(colours, (size_t)cairo_image_surface_get_stride(surface), ret,
                  pixels);
    }
    cairo_surface_destroy(surface);
    return drawn ? OBV_OK : OBV_NO_MEMORY;
}

static obv_status
draw_finer(void *of, const obv_region *part, unsigned times, obv_arena *arena,
           obv_grey *ret)
{
    return draw_grey(of, part, times, arena, ret);
}

/* ---- Pages ----------------------------------------------------------------
 */

/* The pixels of a side that has so many points. */
static uint32_t
pixels_of(double points, double scale)
{
    double pixels = ceil(points * scale);
    return pixels < 1 ? 1 : (uint32_t)pixels;
}

/* As large as the limits let it be, and no larger than at DPI.  False: no size
   that a page can have. */
static bool
lay_out(drawing *of, obv_region *all)
{
    double width = 0, height = 0;
    poppler_page_get_size(of->page, &width, &height);
    if (!(width > 0 && width < 1e6 && height > 0 && height < 1e6)) {
        return false;
    }
    double longer = width > height ? width : height;
    /* Sides are rounded up: by a row and a column in all. */
    double fits = sqrt((OBV_MAX_DRAWN - 2 * OBV_MAX_SIDE) / (width * height));
    of->scale = DPI / POINTS;
    of->scale = fmin(of->scale, fits);
    of->scale = fmin(of->scale, (OBV_MAX_SIDE - 1) / longer);
    *all = (obv_region){.width = pixels_of(width, of->scale),
                        .height = pixels_of(height, of->scale)};
    return true;
}

/* The page as a sheet; `of` is used for as long as that is. */
static obv_status
open_page(drawing *of, uint32_t number, obv_arena *arena, obv_sheet *ret)
{
    obv_region all;
    *ret = (obv_sheet){.page = number, .finer = draw_finer, .of = of};
    if (!lay_out(of, &all)) {
        return OBV_MALFORMED;
    }
    ret->dpi = (float)(of->scale * POINTS);
    return draw_grey(of, &all, 1, arena, &ret->grey);
}

static obv_status
search_page(PopplerPage *page, uint32_t number, int64_t deadline,
            obv_arena *arena, obv_found *found)
{
    drawing of = {.page = page};
    obv_sheet sheet;
    TRY(open_page(&of, number, arena, &sheet));
    return obv_search(&sheet, deadline, arena, found);
}

/* False: it cannot be drawn, or its time was over. */
static bool
search_number(PopplerDocument *document, uint32_t index, int64_t deadline,
              obv_arena *arena, obv_found *found)
{
    obv_arena_empty(arena);
    PopplerPage *page = poppler_document_get_page(document, (int)index);
    if (page == NULL) {
        return false;
    }
    obv_status status = search_page(page, index + 1, deadline, arena, found);
    g_object_unref(page);
    return status == OBV_OK;
}

/* A page that cannot be read is no reason not to look at the next. */
static void
search_pages(PopplerDocument *document, obv_arena *arena, obv_found *found)
{
    int64_t end = obv_milliseconds() + OBV_PAGES_MS;
    int count = poppler_document_get_n_pages(document);
    found->pages = count > 0 ? (uint32_t)count : 0;
    for (uint32_t i = 0; i < found->pages && i < OBV_MAX_PAGES; i++) {
        int64_t now = obv_milliseconds();
        if (now >= end) {
            return;
        }
        int64_t deadline = now + OBV_PICTURE_MS;
        if (search_number(document, i, deadline < end ? deadline : end, arena,
                          found)) {
            found->pages_read++;
        }
    }
}

/* A code that was seen weighs more than a page that was not. */
static void
say_why(obv_found *found)
{
    if (found->count > 0 || found->reason != OBV_REASON_NO_BADGE) {
        return;
    }
    if (found->unread > 0) {
        found->reason = OBV_REASON_CODE_UNREAD;
    } else if (found->pages_read < found->pages) {
        found->reason = OBV_REASON_MANY_PAGES;
    }
}

obv_status
obv_pages_search(obv_slice file, obv_arena *arena, obv_found *found)
{
    GBytes *bytes = g_bytes_new_static(file.ptr, file.len);
    PopplerDocument *document =
        poppler_document_new_from_bytes(bytes, NULL, NULL);
    obv_status status = OBV_MALFORMED;
    if (document != NULL) {
        search_pages(document, arena, found);
        say_why(found);
        /* Every document has a page, but where its tree leads nowhere. */
        status = found->pages > 0 ? OBV_OK : OBV_MALFORMED;
        g_object_unref(document);
    }
    g_bytes_unref(bytes);
    return status;
}

static obv_status
visit_number(PopplerDocument *document, uint32_t index, obv_visit *visit,
             void *job, obv_arena *arena)
{
    obv_arena_empty(arena);
    PopplerPage *page = poppler_document_get_page(document, (int)index);
    if (page == NULL) {
        return OBV_MALFORMED;
    }
    drawing of = {.page = page};
    obv_sheet sheet;
    obv_status status = open_page(&of, index + 1, arena, &sheet);
    if (status == OBV_OK) {
        status = visit(job, &sheet, arena);
    }
    g_object_unref(page);
    return status;
}

obv_status
obv_pages_visit(obv_slice file, obv_visit *visit, void *job, obv_arena *arena)
{
    GBytes *bytes = g_bytes_new_static(file.ptr, file.len);
    PopplerDocument *document =
        poppler_document_new_from_bytes(bytes, NULL, NULL);
    obv_status status = document != NULL ? OBV_OK : OBV_MALFORMED;
    int count = document != NULL ? poppler_document_get_n_pages(document) : 0;
    for (int i = 0; i < count && i < OBV_MAX_PAGES && status == OBV_OK; i++) {
        status = visit_number(document, (uint32_t)i, visit, job, arena);
    }
    if (document != NULL) {
        g_object_unref(document);
    }
    g_bytes_unref(bytes);
    return status;
}

/* ---- Before the lock ------------------------------------------------------
 */

/* A page with what most pages have: a colour, a shape. */
static const char sample[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
    ">>endobj\n"
    "4 0 obj<</Length 20>>stream\n"
    "1 0 0 rg 1 1 3 3 re f\n"
    "endstream endobj\n"
    "trailer<</Root 1 0 R/Size 5>>\n";

static void
say_nothing(const char *domain, GLogLevelFlags level, const char *text,
            void *data)
{
    (void)domain;
    (void)level;
    (void)text;
    (void)data;
}

static void
draw_once(PopplerDocument *document)
{
    PopplerPage *page = poppler_document_get_page(document, 0);
    if (page != NULL) {
        const drawing of = {page, 1};
        const obv_region all = {.width = 9, .height = 9};
        cairo_surface_destroy(draw(&of, &all, 1));
        g_object_unref(page);
    }
}

void
obv_pages_warm_up(void)
{
    (void)g_log_set_default_handler(say_nothing, NULL);
    FcConfig *no_fonts = FcConfigCreate();
    if (no_fonts != NULL) {
        (void)FcConfigSetCurrent(no_fonts);
        FcConfigDestroy(no_fonts); /* it is held where it is needed */
    }
    /* Never let go: with its last document, poppler forgets what it has read
       of the system, and would ask for it again behind the lock. */
    static PopplerDocument *kept;
    GBytes *bytes = g_bytes_new_static(sample, sizeof(sample) - 1);
    if (kept == NULL) {
        kept = poppler_document_new_from_bytes(bytes, NULL, NULL);
    }
    if (kept != NULL) {
        draw_once(kept);
    }
    g_bytes_unref(bytes);
}
