/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawings -> PDF, SVG or grey pixels, by pango and cairo.
 *
 * One function paints, whatever it paints on.  The same drawing gives the same
 * bytes: the letters are those of DejaVu Sans, placed without regard to pixels,
 * and documents bear a fixed date.
 */
#include "issuer/print.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <pango/pangocairo.h>

#define LETTERS "DejaVu Sans"
#define FIXED_DATE "2026-01-01T00:00:00Z"
#define MM_PER_INCH 25.4
#define POINTS_PER_INCH 72.0
/* Pango counts in 1/1024 of a unit: a unit is a hundredth of a millimetre. */
#define UNITS_PER_MM 100.0

bool
obv_draw_add(obv_call *call, obv_drawing *drawing, const obv_mark *mark)
{
    if (drawing->count == OBV_MAX_MARKS) {
        return obv_fail(call, "too much on one page");
    }
    drawing->marks[drawing->count++] = *mark;
    return true;
}

/* ---- Letters ---------------------------------------------------------------
 */

static PangoContext *
new_context(void)
{
    PangoFontMap *map = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(map);
    g_object_unref(map); /* the context holds it */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, POINTS_PER_INCH);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    return context;
}

static void
set_letters(PangoLayout *layout, const obv_mark *text)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, LETTERS);
    pango_font_description_set_weight(font, text->bold ? PANGO_WEIGHT_BOLD
                                                       : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, text->size * UNITS_PER_MM *
                                                       PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);

    if (text->apart > 0) {
        PangoAttrList *list = pango_attr_list_new();
        pango_attr_list_insert(
            list, pango_attr_letter_spacing_new(
                      (int)lround(text->apart * UNITS_PER_MM * PANGO_SCALE)));
        pango_layout_set_attributes(layout, list);
        pango_attr_list_unref(list);
    }
}

static PangoLayout *
new_layout(PangoContext *context, const obv_mark *text)
{
    static const PangoAlignment aligned[] = {
        [OBV_ALIGN_LEFT] = PANGO_ALIGN_LEFT,
        [OBV_ALIGN_CENTRE] = PANGO_ALIGN_CENTER,
        [OBV_ALIGN_RIGHT] = PANGO_ALIGN_RIGHT,
    };
    PangoLayout *layout = pango_layout_new(context);
    set_letters(layout, text);
    pango_layout_set_width(
        layout, (int)lround(text->width * UNITS_PER_MM * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, aligned[text->align]);
    pango_layout_set_line_spacing(layout, 1.15F);
    if (text->lines > 0) {
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        pango_layout_set_height(layout, -text->lines);
    }
    pango_layout_set_text(layout, (const char *)text->text.ptr,
                          (int)text->text.len);
    return layout;
}

double
obv_draw_height(const obv_mark *text)
{
    PangoContext *context = new_context();
    PangoLayout *layout = new_layout(context, text);
    int height;
    pango_layout_get_size(layout, NULL, &height);
    g_object_unref(layout);
    g_object_unref(context);
    return height / (UNITS_PER_MM * PANGO_SCALE);
}

/* ---- Painting ---------------------------------------------------------------
 */

static void
paint_text(cairo_t *cr, PangoContext *context, const obv_mark *text)
{
    PangoLayout *layout = new_layout(context, text);
    cairo_save(cr);
    cairo_translate(cr, text->x, text->y);
    cairo_scale(cr, 1 / UNITS_PER_MM, 1 / UNITS_PER_MM);
    pango_cairo_show_layout(cr, layout);
    cairo_restore(cr);
    g_object_unref(layout);
}

/* Runs of dark modules as one path: filled piece by piece, the seams between
   them would show. */
static void
paint_code(cairo_t *cr, const obv_mark *mark)
{
    const obv_modules *code = mark->code;
    cairo_save(cr);
    cairo_translate(cr, mark->x, mark->y);
    cairo_scale(cr, mark->width / code->size, mark->width / code->size);
    for (unsigned y = 0; y < code->size; y++) {
        const uint8_t *row = code->dark + (size_t)y * code->size;
        for (unsigned x = 0, end; x < code->size; x = end + 1) {
            for (end = x; end < code->size && row[end] != 0; end++) {
            }
            if (end > x) {
                cairo_rectangle(cr, x, y, end - x, 1);
            }
        }
    }
    cairo_fill(cr);
    cairo_restore(cr);
}

static void
paint_mark(cairo_t *cr, PangoContext *context, const obv_mark *mark)
{
    cairo_set_source_rgb(cr, (mark->colour >> 16 & 0xff) / 255.0,
                         (mark->colour >> 8 & 0xff) / 255.0,
                         (mark->colour & 0xff) / 255.0);
    switch (mark->kind) {
    case OBV_MARK_BOX:
        cairo_rectangle(cr, mark->x, mark->y, mark->width, mark->height);
        cairo_fill(cr);
        break;
    case OBV_MARK_CODE:
        paint_code(cr, mark);
        break;
    case OBV_MARK_TEXT:
        paint_text(cr, context, mark);
        break;
    }
}

/* On `surface`, which it ends; the matrix takes millimetres there. */
static bool
paint(obv_call *call, cairo_surface_t *surface, const cairo_matrix_t *matrix,
      const obv_drawing *drawing)
{
    cairo_t *cr = cairo_create(surface);
    PangoContext *context = new_context();
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_matrix(cr, matrix);
    for (size_t i = 0; i < drawing->count; i++) {
        paint_mark(cr, context, &drawing->marks[i]);
    }
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    g_object_unref(context);
    cairo_destroy(cr);
    return status == CAIRO_STATUS_SUCCESS ||
           obv_fail(call, "cannot draw: %s", cairo_status_to_string(status));
}

/* ---- Documents --------------------------------------------------------------
 */

static cairo_status_t
take(void *to, const unsigned char *bytes, unsigned len)
{
    obv_buffer *buffer = to;
    obv_put(buffer, (obv_slice){bytes, len});
    return buffer->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* What is written last is written when the surface is finished. */
static bool
paint_document(obv_call *call, cairo_surface_t *surface,
               const obv_drawing *drawing, obv_buffer *bytes, obv_slice *ret)
{
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, POINTS_PER_INCH / MM_PER_INCH,
                            POINTS_PER_INCH / MM_PER_INCH);
    bool done = paint(call, surface, &matrix, drawing);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    *ret = obv_buffer_slice(bytes);
    return done && (!bytes->failed || obv_no_memory(call));
}

bool
obv_draw_svg(obv_call *call, const obv_drawing *drawing, obv_slice *ret)
{
    const double scale = POINTS_PER_INCH / MM_PER_INCH;
    obv_buffer bytes = obv_buffer_in(call->arena);
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(
        take, &bytes, drawing->width * scale, drawing->height * scale);
    return paint_document(call, surface, drawing, &bytes, ret);
}

bool
obv_draw_pdf(obv_call *call, const obv_drawing *drawing, obv_slice *ret)
{
    const double scale = POINTS_PER_INCH / MM_PER_INCH;
    obv_buffer bytes = obv_buffer_in(call->arena);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        take, &bytes, drawing->width * scale, drawing->height * scale);
    const struct {
        cairo_pdf_metadata_t what;
        const char *value;
    } facts[] = {
        {CAIRO_PDF_METADATA_TITLE, drawing->title},
        {CAIRO_PDF_METADATA_CREATOR, "badge-issuer " OBV_VERSION},
        {CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE},
        {CAIRO_PDF_METADATA_MOD_DATE, FIXED_DATE},
    };
    for (size_t i = 0; i < COUNT(facts); i++) {
        cairo_pdf_surface_set_metadata(surface, facts[i].what, facts[i].value);
    }
    return paint_document(call, surface, drawing, &bytes, ret);
}

/* ---- Pixels -----------------------------------------------------------------
 */

/* Our paints are as grey as they look: the weights of ITU-R BT.601. */
static uint8_t
grey_of(uint32_t rgb)
{
    return (uint8_t)((299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) +
                      114 * (rgb & 0xff) + 500) /
                     1000);
}

static bool
keep_grey(obv_call *call, cairo_surface_t *surface, obv_grey *ret)
{
    uint32_t width = (uint32_t)cairo_image_surface_get_width(surface);
    uint32_t height = (uint32_t)cairo_image_surface_get_height(surface);
    size_t stride = (size_t)cairo_image_surface_get_stride(surface);
    const uint8_t *from = cairo_image_surface_get_data(surface);
    uint8_t *to = obv_arena_alloc(call->arena, height, width);
    if (to == NULL || from == NULL) {
        return obv_no_memory(call);
    }
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            uint32_t rgb;
            memcpy(&rgb, from + y * stride + (size_t)4 * x, sizeof(rgb));
            to[(size_t)y * width + x] = grey_of(rgb);
        }
    }
    *ret = (obv_grey){to, width, height, width};
    return true;
}

bool
obv_draw_grey(obv_call *call, const obv_drawing *drawing, const obv_raster *how,
              obv_grey *ret)
{
    double width = ceil(drawing->width * how->per_mm - 0.01);
    double height = ceil(drawing->height * how->per_mm - 0.01);
    if (width < 1 || height < 1 || width > OBV_MAX_SIDE ||
        height > OBV_MAX_SIDE) {
        return obv_refuse(call, "a picture of %.0f x %.0f pixels", width,
                          height);
    }
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_matrix_t matrix;
    cairo_matrix_init_translate(&matrix, width / 2 + how->right,
                                height / 2 + how->down);
    cairo_matrix_rotate(&matrix, how->turn);
    cairo_matrix_translate(&matrix, -width / 2, -height / 2);
    cairo_matrix_scale(&matrix, how->per_mm, how->per_mm);
    bool done = paint(call, surface, &matrix, drawing);
    cairo_surface_flush(surface);
    done = done && keep_grey(call, surface, ret);
    cairo_surface_destroy(surface);
    return done;
}
