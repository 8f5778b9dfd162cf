/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One code on a drawing, with its margin and its caption:
 *
 *     +-----------+
 *     |  modules  |
 *     +-----------+
 *     Maëlle Le Goff-Traoré
 *     7F3A 90C2        1/2
 *
 * All is counted in modules, so that codes side by side, and their pixels,
 * stand in one grid.
 */
#include "issuer/print.h"

#include <math.h>

#define CAPTION_BLACK 0x000000
#define CAPTION_GREY 0x404040
#define HOLDER_SIZE 2.5
#define NUMBER_SIZE 2.2
#define CAPTION_GAP 0.6
#define CAPTION_END 1.0
#define IN_A_ROW 3

static obv_mark
holder_mark(const obv_printed *badge)
{
    return (obv_mark){
        .kind = OBV_MARK_TEXT,
        .width = badge->module * badge->size,
        .colour = CAPTION_BLACK,
        .text = badge->holder,
        .size = HOLDER_SIZE,
        .bold = true,
        .lines = 2,
    };
}

static obv_mark
number_mark(const obv_printed *badge)
{
    return (obv_mark){
        .kind = OBV_MARK_TEXT,
        .width = badge->module * badge->size,
        .colour = CAPTION_GREY,
        .text = obv_slice_of(badge->number),
        .size = NUMBER_SIZE,
        .apart = 0.1,
        .lines = 1,
    };
}

static double
holder_height(const obv_printed *badge)
{
    obv_mark holder = holder_mark(badge);
    return badge->holder.len == 0 ? 0 : obv_draw_height(&holder) + CAPTION_GAP;
}

double
obv_code_width(const obv_printed *badge)
{
    return badge->module * (badge->size + 2 * OBV_QUIET_ZONE);
}

double
obv_code_height(const obv_printed *badge)
{
    obv_mark number = number_mark(badge);
    double caption =
        holder_height(badge) + obv_draw_height(&number) + CAPTION_END;
    return obv_code_width(badge) +
           badge->module * ceil(caption / badge->module);
}

bool
obv_code_add(obv_call *call, obv_drawing *drawing, const obv_printed *badge,
             size_t index, double x, double y)
{
    const obv_modules *code = &badge->codes[index];
    double side = badge->module * code->size;
    double left = x + badge->module * OBV_QUIET_ZONE;
    double below = y + obv_code_width(badge);
    obv_mark paper = {
        .kind = OBV_MARK_BOX,
        .x = x,
        .y = y,
        .width = obv_code_width(badge),
        .height = obv_code_height(badge),
        .colour = 0xffffff,
    };
    obv_mark modules = {
        .kind = OBV_MARK_CODE,
        .x = left,
        .y = y + badge->module * OBV_QUIET_ZONE,
        .width = side,
        .height = side,
        .code = code,
    };
    obv_mark holder = holder_mark(badge), number = number_mark(badge);
    holder.x = number.x = left;
    holder.y = below;
    number.y = below + holder_height(badge);
    obv_mark part = number;
    obv_buffer words = obv_buffer_in(call->arena);
    obv_put_number(&words, (int64_t)index + 1);
    obv_put_char(&words, '/');
    obv_put_number(&words, (int64_t)badge->count);
    part.text = obv_buffer_slice(&words);
    part.align = OBV_ALIGN_RIGHT;
    part.bold = true;
    part.colour = CAPTION_BLACK;
    return (!words.failed || obv_no_memory(call)) &&
           obv_draw_add(call, drawing, &paper) &&
           obv_draw_add(call, drawing, &modules) &&
           (badge->holder.len == 0 || obv_draw_add(call, drawing, &holder)) &&
           obv_draw_add(call, drawing, &number) &&
           (badge->count == 1 || obv_draw_add(call, drawing, &part));
}

bool
obv_code_arrange(obv_call *call, const obv_printed *badge, obv_drawing *drawing)
{
    double width = obv_code_width(badge), height = obv_code_height(badge);
    size_t across = badge->count < IN_A_ROW ? badge->count : IN_A_ROW;
    size_t rows = (badge->count + across - 1) / across;
    drawing->title = "Open Badge";
    drawing->width = width * (double)across;
    drawing->height = height * (double)rows;
    for (size_t i = 0; i < badge->count; i++) {
        size_t column = i % across, row = i / across;
        if (!obv_code_add(call, drawing, badge, i, width * (double)column,
                          height * (double)row)) {
            return false;
        }
    }
    return true;
}
