/* SPDX-License-Identifier: Apache-2.0 */
/*
 * issuer/print.h - what the files that put badges on paper share.
 *
 *     badge -> texts of codes -> modules -> drawing -> PNG, SVG, PDF
 *              (pack.c)     (qrencode.c)    |
 *                                           +-> a bad scan of it, read back
 *
 * Lengths are in millimetres, from the top left corner of the paper.
 */
#ifndef OBV_ISSUER_PRINT_H
#define OBV_ISSUER_PRINT_H

#include "issuer/issuer.h"
#include "qr/qr.h"

/* The commands: qr_command.c, cv_command.c; their table: print_commands.c. */
bool obv_qr_command(obv_call *call);
bool obv_cv_command(obv_call *call);
/* Where there is a file already, --replace is needed. */
bool obv_print_may_write(obv_call *call, const char *path);

/* ---- QR codes (qrencode.c, libqrencode) ---------------------------------- */

/* A code without its margin. */
typedef struct obv_modules {
    unsigned size;       /* of a side: 17 + 4 * version */
    const uint8_t *dark; /* 0 or 1, row by row */
} obv_modules;

/* ISO/IEC 18004, 9.1 asks for it: four modules on each side stay white. */
#define OBV_QUIET_ZONE 4

/* Characters of the largest code of level M, version 40 (table 7). */
#define OBV_LARGEST_CODE 3391

/*
 * The smallest code of level M that holds a text of the alphanumeric mode
 * (0-9 A-Z space $ % * + - . / :).  OBV_LIMIT: not even the largest does;
 * OBV_MALFORMED: another character.
 */
obv_status obv_qr_encode(obv_slice text, obv_arena *arena, obv_modules *ret);

/* ---- Drawings (draw.c, pango and cairo) ---------------------------------- */

typedef enum obv_mark_kind {
    OBV_MARK_BOX,  /* filled */
    OBV_MARK_CODE, /* the modules without their margin */
    OBV_MARK_TEXT
} obv_mark_kind;

typedef enum obv_align {
    OBV_ALIGN_LEFT,
    OBV_ALIGN_CENTRE,
    OBV_ALIGN_RIGHT
} obv_align;

typedef struct obv_mark {
    obv_mark_kind kind;
    double x, y, width, height; /* a text wraps at its width */
    uint32_t colour;            /* 0xRRGGBB */
    const obv_modules *code;
    obv_slice text; /* clean; line feeds are kept */
    double size;    /* of its letters */
    bool bold;
    obv_align align;
    int lines;    /* more than so many are cut, with an ellipsis; 0: no limit */
    double apart; /* of its letters, added */
} obv_mark;

#define OBV_MAX_MARKS 256

typedef struct obv_drawing {
    double width, height;
    const char *title; /* of the document */
    size_t count;
    obv_mark marks[OBV_MAX_MARKS];
} obv_drawing;

/* False, and said, where there are too many. */
bool obv_draw_add(obv_call *call, obv_drawing *drawing, const obv_mark *mark);
/* The height that a text takes at its width. */
double obv_draw_height(const obv_mark *text);

/* The same drawing gives the same bytes. */
bool obv_draw_svg(obv_call *call, const obv_drawing *drawing, obv_slice *ret);
bool obv_draw_pdf(obv_call *call, const obv_drawing *drawing, obv_slice *ret);

/* How a drawing becomes pixels: turned by `turn` (radians) around its middle,
   and moved by a part of a pixel. */
typedef struct obv_raster {
    double per_mm; /* pixels */
    double turn, right, down;
} obv_raster;

bool obv_draw_grey(obv_call *call, const obv_drawing *drawing,
                   const obv_raster *how, obv_grey *ret);

/* ---- Pictures (grey_png.c, zlib) ----------------------------------------- */

/* 8-bit grey; `per_metre` pixels a metre of paper. */
bool obv_png_of_grey(obv_call *call, const obv_grey *picture,
                     uint32_t per_metre, obv_slice *ret);

/* ---- Reading it back (scan.c, read_back.c) ------------------------------- */

/*
 * What a scanner of 150 dpi makes of it: paper that is not quite white, ink
 * that is not quite black, not quite straight, a little out of focus, a little
 * noise; the same each time.
 */
bool obv_scan(obv_call *call, const obv_drawing *drawing, obv_grey *ret);

/*
 * Whether badge-reader finds these texts, and no other, in a scan of the
 * drawing.  Refuses, and says why, where it does not.
 */
bool obv_read_back(obv_call *call, const obv_drawing *drawing,
                   const obv_slice *texts, size_t count);

/* ---- A badge that is to be printed (print_badge.c) ----------------------- */

/* Millimetres of a module: below, a scan of 150 dpi has two pixels for it. */
#define OBV_MIN_MODULE 0.35
/* ... and of a whole code: the width of a sheet of A4. */
#define OBV_MAX_WIDE 200

/* "7F3A 90C2" */
#define OBV_NUMBER_TEXT 10

typedef struct obv_printed {
    const char *name;             /* of the file, fit to be shown */
    obv_slice holder, title;      /* clean, on one line; may be empty */
    char number[OBV_NUMBER_TEXT]; /* how its digest starts */
    size_t count;                 /* of its codes */
    obv_slice texts[OBV_MAX_PARTS];
    obv_modules codes[OBV_MAX_PARTS];
    double module; /* of all of them, in millimetres */
    unsigned size; /* modules of a side of the largest */
} obv_printed;

/* Reads the badge of a file, packs it into --codes codes, with the entry of
   --catalogue where that is given, and finds how large to print them (--module,
   --width, or what is usual); refuses what nobody could read from paper.
   `must`: a catalogue without its entry is refused, too. */
bool obv_print_badge(obv_call *call, const char *path, bool must,
                     obv_printed *ret);
/* False, so that a function can end with it: what would help where
   obv_read_back has refused it. */
bool obv_print_unreadable(obv_call *call, const obv_printed *badge);

/* ---- Codes on a drawing (print_code.c) ----------------------------------- */

/* The place of one of its codes with its margin and its caption. */
double obv_code_width(const obv_printed *badge);
double obv_code_height(const obv_printed *badge);
/* There: the code, the holder, the number, and which part it is. */
bool obv_code_add(obv_call *call, obv_drawing *drawing,
                  const obv_printed *badge, size_t index, double x, double y);
/* All codes of a badge in rows, in the order of reading, on paper of their
   own: `drawing` is empty before. */
bool obv_code_arrange(obv_call *call, const obv_printed *badge,
                      obv_drawing *drawing);

#endif
