/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer qr: a badge as a code, or several, on a picture of their own. */
#include "issuer/print.h"

#include <math.h>
#include <strings.h>

/* Dots of the printer that a picture is made for. */
#define PRINTER_PER_MM (600 / 25.4)

/* ---- What comes out ---------------------------------------------------------
 */

/* As many whole pixels a module as 600 dpi have, and the size in the file. */
static bool
make_png(obv_call *call, const obv_drawing *drawing, double module,
         obv_slice *ret)
{
    double pixels = fmax(1, round(module * PRINTER_PER_MM));
    obv_raster how = {.per_mm = pixels / module};
    obv_grey picture;
    return obv_draw_grey(call, drawing, &how, &picture) &&
           obv_png_of_grey(call, &picture, (uint32_t)lround(how.per_mm * 1000),
                           ret);
}

static bool
make_svg(obv_call *call, const obv_drawing *drawing, double module,
         obv_slice *ret)
{
    (void)module;
    return obv_draw_svg(call, drawing, ret);
}

static bool
make_pdf(obv_call *call, const obv_drawing *drawing, double module,
         obv_slice *ret)
{
    (void)module;
    return obv_draw_pdf(call, drawing, ret);
}

static const struct kind {
    const char *word;
    bool (*make)(obv_call *call, const obv_drawing *drawing, double module,
                 obv_slice *ret);
} kinds[] = {
    {"png", make_png},
    {"svg", make_svg},
    {"pdf", make_pdf},
};

static const struct kind *
kind_named(const char *word)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcasecmp(kinds[i].word, word) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

static bool
find_kind(obv_call *call, const char *out, const struct kind **ret)
{
    const char *word = obv_given(call, "--format");
    if (word == NULL) {
        word = strrchr(obv_path_name(out), '.');
        word = word == NULL ? "" : word + 1;
    }
    *ret = kind_named(word);
    if (*ret == NULL) {
        return obv_fail(call, "--format png, svg or pdf, or OUT with such an "
                              "ending");
    }
    return true;
}

/* ---- The picture ------------------------------------------------------------
 */

static bool
choose_name(obv_call *call, obv_printed *badge)
{
    const char *name = obv_given(call, "--name");
    if (obv_given(call, "--no-name") != NULL) {
        badge->holder = obv_slice_of("");
        return name == NULL || obv_fail(call, "--name goes without --no-name");
    }
    if (name != NULL) {
        badge->holder = obv_slice_of(obv_shown(call, obv_slice_of(name)));
    }
    return true;
}

bool
obv_qr_command(obv_call *call)
{
    const char *out = call->operand_count > 1 ? call->operands[1] : "-";
    const struct kind *kind;
    obv_slice bytes;
    obv_printed *badge = obv_arena_alloc(call->arena, 1, sizeof(*badge));
    obv_drawing *drawing = obv_arena_alloc(call->arena, 1, sizeof(*drawing));
    if (badge == NULL || drawing == NULL) {
        return obv_no_memory(call);
    }
    if (!find_kind(call, out, &kind) || !obv_print_may_write(call, out) ||
        !obv_file_differs(call, call->operands[0], out) ||
        !obv_print_badge(call, call->operands[0], true, badge) ||
        !choose_name(call, badge) || !obv_code_arrange(call, badge, drawing) ||
        !kind->make(call, drawing, badge->module, &bytes)) {
        return false;
    }
    if (!obv_read_back(call, drawing, badge->texts, badge->count)) {
        return obv_print_unreadable(call, badge);
    }
    return obv_file_write(call, out, bytes);
}
