/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/sheet.h - a report on a terminal: lines, margins, colours.
 *
 * Inside this floor only.  Nothing here knows what a badge is.
 */
#ifndef OBV_SHEET_H
#define OBV_SHEET_H

#include "report/say.h"

typedef enum obv_style {
    OBV_PLAIN,
    OBV_BOLD,
    OBV_DIM,
    OBV_GREEN,
    OBV_RED,
    OBV_BLUE,
    OBV_ORANGE,
    OBV_GREY,
    OBV_VIOLET,
    OBV_STYLE_COUNT
} obv_style;

typedef struct obv_sheet {
    obv_voice voice;
    obv_buffer *out;
    size_t width;
    bool colour;
    bool claimed; /* a dashed bar runs down the margin: nobody answers for it */
} obv_sheet;

/* What stands before the words of a badge: nothing of ours begins so. */
#define OBV_BAR "  │"

/* How a paragraph hangs: `lead` stands before its first line; the others stand
   below its text, behind the bar again where the lead began with it. */
typedef struct obv_hang {
    const char *lead;
    obv_style lead_style;
    obv_style style;
    bool again;
} obv_hang;

void obv_sheet_blank(obv_sheet *s);
void obv_sheet_wrap(obv_sheet *s, const obv_hang *hang, obv_slice text);
/* A paragraph of the body, two columns in. */
void obv_sheet_body(obv_sheet *s, obv_style style, obv_slice text);
/* A heading with a rule behind it; behind the dashed bar, a bold line. */
void obv_sheet_section(obv_sheet *s, obv_slice title);
/* A label and what it stands before. */
void obv_sheet_pair(obv_sheet *s, obv_slice label, obv_style style,
                    obv_slice value);
/* One line with a pattern on both sides of it, as wide as the sheet. */
void obv_sheet_banner(obv_sheet *s, obv_style style, const char *pattern,
                      obv_slice text);
/* `lead` made `columns` wide with spaces; lives in the arena. */
const char *obv_sheet_pad(obv_sheet *s, obv_slice lead, size_t columns);

/* Paragraphs to the right of a drawing of three lines. */
typedef struct obv_beside {
    const char *const *drawing;
    obv_style style;
    size_t row;
} obv_beside;
void obv_sheet_beside(obv_sheet *s, obv_beside *beside, const obv_hang *hang,
                      obv_slice text);
void obv_sheet_beside_end(obv_sheet *s, obv_beside *beside);

#endif
