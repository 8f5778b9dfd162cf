/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the search saw, drawn on the sheet: codes that were read in a green
 * frame with their number and version, those that were not in a crossed orange
 * one with the reason, corner marks as blue diamonds, and a red cross on each
 * module that is neither ink nor paper.
 */
#include "reader/explain.h"

#include "reader/paint.h"

#include <math.h>

static const obv_colour green = {0, 132, 60};
static const obv_colour orange = {222, 94, 0};
static const obv_colour blue = {0, 96, 208};
static const obv_colour red = {208, 0, 56};

/* Grey that is no more ink than paper: hundredths to each side of the middle.
 */
#define DOUBTFUL 12

typedef struct scene {
    const obv_sheet *sheet;
    obv_grey grey; /* the sheet, as small as it is drawn */
    float scale;   /* its pixels for one of the sheet */
    obv_arena *arena;
    const obv_found *found;
    const obv_labels *labels;
    obv_painting painting;
    float pen;
    unsigned text;
} scene;

/* ---- Modules --------------------------------------------------------------
 */

/* A symbol by its four corners and its modules a side. */
typedef struct symbol {
    obv_point corners[4];
    unsigned side;
} symbol;

static obv_point
place_in(const symbol *s, float u, float v)
{
    const obv_point *c = s->corners;
    return (obv_point){(1 - v) * ((1 - u) * c[0].x + u * c[1].x) +
                           v * ((1 - u) * c[3].x + u * c[2].x),
                       (1 - v) * ((1 - u) * c[0].y + u * c[1].y) +
                           v * ((1 - u) * c[3].y + u * c[2].y)};
}

static int
grey_at(const scene *s, obv_point at)
{
    const obv_grey *g = &s->grey;
    float right = (float)g->width - 1, bottom = (float)g->height - 1;
    size_t x = (size_t)fminf(right, fmaxf(0, at.x));
    size_t y = (size_t)fminf(bottom, fmaxf(0, at.y));
    return g->pixels[y * g->stride + x];
}

/* The middle of a module, counted in the order of rows. */
static obv_point
middle_of(const symbol *of, unsigned module)
{
    unsigned column = module % of->side, row = module / of->side;
    return place_in(of, ((float)column + 0.5f) / (float)of->side,
                    ((float)row + 0.5f) / (float)of->side);
}

static void
find_ends(const scene *s, const symbol *of, int *dark, int *light)
{
    *dark = 255;
    *light = 0;
    for (unsigned i = 0; i < of->side * of->side; i++) {
        int grey = grey_at(s, middle_of(of, i));
        *dark = grey < *dark ? grey : *dark;
        *light = grey > *light ? grey : *light;
    }
}

static void
cross(scene *s, obv_point at, float half, float width, obv_colour colour)
{
    obv_paint_line(&s->painting, (obv_point){at.x - half, at.y - half},
                   (obv_point){at.x + half, at.y + half}, width, colour);
    obv_paint_line(&s->painting, (obv_point){at.x - half, at.y + half},
                   (obv_point){at.x + half, at.y - half}, width, colour);
}

static void
mark_doubtful(scene *s, const symbol *of)
{
    int dark, light;
    find_ends(s, of, &dark, &light);
    float side = (float)of->side;
    float module = hypotf(of->corners[1].x - of->corners[0].x,
                          of->corners[1].y - of->corners[0].y) /
                   side;
    for (unsigned i = 0; i < of->side * of->side; i++) {
        obv_point at = middle_of(of, i);
        int off = grey_at(s, at) - (dark + light) / 2;
        if ((off < 0 ? -off : off) * 100 <= (light - dark) * DOUBTFUL) {
            cross(s, at, fmaxf(1, module / 3), s->pen / 3, red);
        }
    }
}

static void
draw_grid(scene *s, const symbol *of, obv_colour colour)
{
    for (unsigned i = 1; i < of->side; i++) {
        float t = (float)i / (float)of->side;
        obv_paint_line(&s->painting, place_in(of, t, 0), place_in(of, t, 1),
                       0.3f, colour);
        obv_paint_line(&s->painting, place_in(of, 0, t), place_in(of, 1, t),
                       0.3f, colour);
    }
}

static void
diamond(scene *s, obv_point at, float half)
{
    const obv_point corners[4] = {{at.x, at.y - half},
                                  {at.x + half, at.y},
                                  {at.x, at.y + half},
                                  {at.x - half, at.y}};
    obv_paint_box(&s->painting, corners, s->pen * 0.7f, blue);
}

/* Its three corner marks. */
static void
draw_marks(scene *s, const symbol *of)
{
    float near = 3.5f / (float)of->side, far = 1 - near;
    float module = hypotf(of->corners[1].x - of->corners[0].x,
                          of->corners[1].y - of->corners[0].y) /
                   (float)of->side;
    diamond(s, place_in(of, near, near), 6 * module);
    diamond(s, place_in(of, far, near), 6 * module);
    diamond(s, place_in(of, near, far), 6 * module);
}

/* ---- Codes ----------------------------------------------------------------
 */

static obv_point
highest(const symbol *of, float up)
{
    obv_point p = of->corners[0];
    for (unsigned i = 1; i < 4; i++) {
        p.x = fminf(p.x, of->corners[i].x);
        p.y = fminf(p.y, of->corners[i].y);
    }
    return (obv_point){p.x, p.y - up};
}

static void
draw_symbol(scene *s, const symbol *of, obv_colour colour, obv_slice label)
{
    if (of->side > 0) {
        draw_grid(s, of, colour);
        mark_doubtful(s, of);
        draw_marks(s, of);
    }
    obv_paint_box(&s->painting, of->corners, s->pen, colour);
    obv_paint_text(&s->painting, highest(of, 13.0f * (float)s->text), s->text,
                   label, colour);
}

static obv_point
to_painting(const scene *s, obv_point p)
{
    return (obv_point){p.x * s->scale, p.y * s->scale};
}

/* The modules of the symbol that our own reader read there; 0: another did. */
static unsigned
side_at(const obv_symbols *read, const obv_found_text *text)
{
    for (size_t i = 0; i < read->count; i++) {
        float off = 0;
        for (unsigned k = 0; k < 4; k++) {
            off +=
                fabsf(read->items[i].corners[k].x -
                      (float)text->corners[k][0]) +
                fabsf(read->items[i].corners[k].y - (float)text->corners[k][1]);
        }
        if (off < 32 && read->items[i].version > 0) {
            return 17 + 4u * read->items[i].version;
        }
    }
    return 0;
}

/* "code 2 v18"; empty where there is no memory. */
static obv_slice
name_of(const scene *s, size_t number, unsigned side)
{
    obv_buffer name = obv_buffer_in(s->arena);
    obv_slice before, after = obv_slice_of("");
    obv_slice words = s->labels->texts[OBV_LABEL_CODE];
    if (obv_slice_cut(words, '{', &before, &after)) {
        obv_put(&name, before);
        obv_put_number(&name, (int64_t)number);
        (void)obv_slice_cut(after, '}', &before, &after);
        obv_put(&name, after);
    }
    if (side > 0) {
        obv_put_text(&name, " v");
        obv_put_number(&name, (side - 17) / 4);
    }
    return name.failed ? obv_slice_of("") : obv_buffer_slice(&name);
}

static void
draw_read(scene *s)
{
    obv_symbols *read = obv_arena_alloc(s->arena, 1, sizeof(*read));
    int64_t effort = INT64_MAX;
    if (read == NULL || obv_qr_read(&s->sheet->grey, false, &effort, s->arena,
                                    read) != OBV_OK) {
        return;
    }
    for (size_t i = 0; i < s->found->count; i++) {
        const obv_found_text *t = &s->found->texts[i];
        if (t->page != s->sheet->page) {
            continue;
        }
        symbol one = {.side = side_at(read, t)};
        for (unsigned k = 0; k < 4; k++) {
            one.corners[k] =
                to_painting(s, (obv_point){(float)t->corners[k][0],
                                           (float)t->corners[k][1]});
        }
        draw_symbol(s, &one, green, name_of(s, i + 1, one.side));
    }
}

static bool
is_in_read(const scene *s, obv_point at)
{
    for (size_t i = 0; i < s->found->count; i++) {
        const obv_found_text *t = &s->found->texts[i];
        unsigned left = 0, right = 0;
        for (unsigned k = 0; k < 4 && t->page == s->sheet->page; k++) {
            const int32_t *a = t->corners[k], *b = t->corners[(k + 1) % 4];
            float side = (float)(b[0] - a[0]) * (at.y - (float)a[1]) -
                         (float)(b[1] - a[1]) * (at.x - (float)a[0]);
            left += side > 0;
            right += side < 0;
        }
        if (left == 4 || right == 4) {
            return true;
        }
    }
    return false;
}

/* The corners of what three marks make, or of a rectangle. */
static symbol
outline_of(const scene *s, const obv_region *r)
{
    float x = (float)r->x, y = (float)r->y;
    float right = x + (float)r->width, bottom = y + (float)r->height;
    symbol one = {{{x, y}, {right, y}, {right, bottom}, {x, bottom}}, 0};
    if (r->mark_count == 3) {
        obv_point o = r->marks[0], a = r->marks[1], b = r->marks[2];
        float across = hypotf(a.x - o.x, a.y - o.y);
        float out = 3.5f * r->module / across; /* of the way between marks */
        obv_point u = {(a.x - o.x) * out, (a.y - o.y) * out};
        obv_point v = {(b.x - o.x) * out, (b.y - o.y) * out};
        one.corners[0] = (obv_point){o.x - u.x - v.x, o.y - u.y - v.y};
        one.corners[1] = (obv_point){a.x + u.x - v.x, a.y + u.y - v.y};
        one.corners[2] = (obv_point){a.x + b.x - o.x + u.x + v.x,
                                     a.y + b.y - o.y + u.y + v.y};
        one.corners[3] = (obv_point){b.x - u.x + v.x, b.y - u.y + v.y};
        float version = roundf((across / r->module + 7 - 17) / 4);
        one.side =
            version >= 1 && version <= 40 ? 17 + 4 * (unsigned)version : 0;
    }
    for (unsigned k = 0; k < 4; k++) {
        one.corners[k] = to_painting(s, one.corners[k]);
    }
    return one;
}

static void
draw_unread(scene *s, const obv_region *r)
{
    symbol one = outline_of(s, r);
    obv_doubt_id doubt = obv_qr_doubt(&s->sheet->grey, r);
    draw_symbol(s, &one, orange,
                s->labels->texts[OBV_LABEL_DOUBTS + (int)doubt]);
    obv_paint_line(&s->painting, one.corners[0], one.corners[2], s->pen / 2,
                   orange);
    obv_paint_line(&s->painting, one.corners[1], one.corners[3], s->pen / 2,
                   orange);
}

static void
draw_rest(scene *s)
{
    obv_region *all, one, patch;
    size_t count;
    int64_t effort = OBV_SEARCH_EFFORT;
    bool any = s->found->count > 0;
    if (obv_qr_regions(&s->sheet->grey, s->arena, &all, &count) != OBV_OK) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_in_read(s, all[i].marks[0]) &&
            obv_qr_is_code(&s->sheet->grey, &all[i], &one)) {
            draw_unread(s, &one);
            any = true;
        }
    }
    if (!any &&
        obv_qr_patch(&s->sheet->grey, &effort, s->arena, &patch) == OBV_OK) {
        draw_unread(s, &patch);
        any = true;
    }
    if (!any) {
        obv_paint_text(&s->painting, (obv_point){8, 8}, s->text,
                       s->labels->texts[OBV_LABEL_NOTHING], blue);
    }
}

/* ---- Words ----------------------------------------------------------------
 */

bool
obv_labels_read(const char *argument, obv_labels *ret)
{
    obv_slice first, rest = obv_slice_of(argument);
    if (!obv_slice_cut(rest, '\n', &first, &rest) ||
        !obv_slice_is(first, OBV_EXPLAIN_ARGUMENT)) {
        return false;
    }
    for (size_t i = 0; i + 1 < OBV_LABEL_COUNT; i++) {
        if (!obv_slice_cut(rest, '\n', &ret->texts[i], &rest)) {
            return false;
        }
    }
    ret->texts[OBV_LABEL_COUNT - 1] = rest;
    return memchr(rest.ptr, '\n', rest.len) == NULL;
}

/* ---- The sheet ------------------------------------------------------------
 */

static obv_status
draw_sheet(scene *s)
{
    s->grey = s->sheet->grey;
    s->scale = 1;
    while ((uint64_t)s->grey.width * s->grey.height > OBV_MAX_PAINTED) {
        obv_grey before = s->grey;
        TRY(obv_grey_half(&before, s->arena, &s->grey));
        s->scale /= 2;
    }
    TRY(obv_paint_start(&s->grey, s->arena, &s->painting));
    uint32_t shorter =
        s->grey.width < s->grey.height ? s->grey.width : s->grey.height;
    s->text = shorter < 600 ? 2 : 3;
    s->pen = shorter < 600 ? 3 : 5;
    draw_read(s);
    draw_rest(s);
    return OBV_OK;
}

typedef struct explaining {
    const obv_labels *labels;
    obv_found *found;
    obv_explanation *ret;
    bool anything; /* draw it, whatever is on it */
    bool done;
} explaining;

static obv_status
explain_sheet(void *job, const obv_sheet *sheet, obv_arena *arena)
{
    explaining *e = job;
    obv_found *found = e->found;
    obv_found_clear(found, OBV_CONTAINER_PNG);
    found->pages = sheet->page;
    (void)obv_search(sheet, obv_milliseconds() + OBV_PICTURE_MS, arena, found);
    if (e->done || (!e->anything && found->count + found->unread == 0)) {
        return OBV_OK;
    }
    scene s = {
        .sheet = sheet, .arena = arena, .found = found, .labels = e->labels};
    TRY(draw_sheet(&s));
    const obv_explained about = {found->count, found->unread, sheet->page,
                                 found->doubt};
    size_t len = 0;
    TRY(obv_png_write(&s.painting, e->ret->room + sizeof(about),
                      OBV_MAX_EXPLAINED - sizeof(about), &len));
    memcpy(e->ret->room, &about, sizeof(about));
    e->ret->len = sizeof(about) + len;
    e->done = true;
    return OBV_OK;
}

static obv_status
explain_all(obv_container kind, obv_slice file, obv_arena *arena, explaining *e)
{
    if (kind == OBV_CONTAINER_PDF) {
#ifdef OBV_WITHOUT_PAGES
        return OBV_UNSUPPORTED;
#else
        return obv_pages_visit(file, explain_sheet, e, arena);
#endif
    }
    return obv_picture_visit(kind, file, explain_sheet, e, arena);
}

obv_status
obv_explain(obv_slice file, const obv_labels *labels, obv_arena *arena,
            obv_found *found, obv_explanation *ret)
{
    obv_container kind = obv_recognise(file.ptr, file.len);
    explaining e = {labels, found, ret, false, false};
    for (int again = 0; again < 2 && !e.done; again++) {
        e.anything = again > 0;
        TRY(explain_all(kind, file, arena, &e));
    }
    return e.done ? OBV_OK : OBV_MALFORMED;
}
