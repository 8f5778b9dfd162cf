/* SPDX-License-Identifier: Apache-2.0 */
/* The results of a pile on a terminal, cut to its width. */
#include "front/batch.h"

#include <stdio.h>

#define MOST_COLUMNS 8
#define GAP "  "
/* A column that is cut still says something. */
#define NARROWEST 6
#define RESULT 1 /* of OBV_TEXT_CELLS */

typedef struct shape {
    size_t width[MOST_COLUMNS];
    size_t count;
} shape;

static bool
next_cell(obv_slice *line, obv_slice *cell)
{
    if (line->ptr == NULL) {
        return false;
    }
    if (!obv_slice_cut(*line, '\t', cell, line)) {
        *cell = *line;
        *line = (obv_slice){NULL, 0};
    }
    return true;
}

static void
measure(obv_slice lines, shape *s)
{
    obv_slice line, cell;
    *s = (shape){0};
    while (obv_slice_cut(lines, '\n', &line, &lines)) {
        for (size_t i = 0; i < MOST_COLUMNS && next_cell(&line, &cell); i++) {
            size_t columns = obv_columns(cell);
            s->width[i] = columns > s->width[i] ? columns : s->width[i];
            s->count = i + 1 > s->count ? i + 1 : s->count;
        }
    }
}

/* The result and the code are what it is about: names give way before them. */
static bool
gives_way(const shape *s, size_t column, bool all)
{
    return s->width[column] > NARROWEST &&
           (all || (column != RESULT && column != s->count - 1));
}

/* The widest first; false where nothing can give way. */
static bool
narrow(shape *s, bool all)
{
    size_t widest = MOST_COLUMNS;
    for (size_t i = 0; i < s->count; i++) {
        if (gives_way(s, i, all) &&
            (widest == MOST_COLUMNS || s->width[i] > s->width[widest])) {
            widest = i;
        }
    }
    if (widest == MOST_COLUMNS) {
        return false;
    }
    s->width[widest]--;
    return true;
}

static void
fit(shape *s, size_t width)
{
    size_t sum = 0;
    for (size_t i = 0; i < s->count; i++) {
        sum += s->width[i] + (i > 0 ? strlen(GAP) : 0);
    }
    while (sum > width && (narrow(s, false) || narrow(s, true))) {
        sum--;
    }
}

static bool
begins_character(uint8_t byte)
{
    return (byte & 0xC0) != 0x80;
}

/* Of the first column, which is a path, the end says more than the beginning.
 */
static void
print_cut(obv_slice cell, size_t width, bool keep_end)
{
    if (obv_columns(cell) <= width) {
        printf("%.*s", (int)cell.len, (const char *)cell.ptr);
        return;
    }
    while (cell.len > 0 && obv_columns(cell) > width - 1) {
        do {
            cell.ptr += keep_end ? 1 : 0;
            cell.len--;
        } while (cell.len > 0 &&
                 !begins_character(cell.ptr[keep_end ? 0 : cell.len]));
    }
    printf("%s%.*s%s", keep_end ? "…" : "", (int)cell.len,
           (const char *)cell.ptr, keep_end ? "" : "…");
}

static void
print_line(obv_slice line, const shape *s)
{
    obv_slice cell;
    for (size_t i = 0; i < s->count && next_cell(&line, &cell); i++) {
        size_t columns = obv_columns(cell);
        size_t rest = columns < s->width[i] ? s->width[i] - columns : 0;
        print_cut(cell, s->width[i], i == 0);
        if (i + 1 < s->count) {
            printf("%*s", (int)(rest + strlen(GAP)), "");
        }
    }
    printf("\n");
}

void
obv_table_print(obv_slice lines, unsigned width)
{
    shape s;
    measure(lines, &s);
    fit(&s, width);
    obv_slice line;
    while (obv_slice_cut(lines, '\n', &line, &lines)) {
        print_line(line, &s);
    }
}
