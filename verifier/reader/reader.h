/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader/reader.h - badge-reader: files whose libraries are too large, or of
 * too strict a licence, to stand in the library.
 *
 * A program of its own, so that nobody pays for them who has a baked PNG.  It
 * is a cell server (cell/cell.h): for each file a child that has given up all
 * but reading it and answering an obv_found, cut behind its bytes.
 *
 *     file -> pdf.c     baked texts                    \
 *          -> pages.c   each page as a grey picture     > obv_found
 *          -> picture.c a picture as grey -> search.c  /
 *
 * A kind of picture, a reader of codes: one file and one row each.  What a
 * build leaves out (make WITHOUT="heic tiff") has no row.
 */
#ifndef OBV_READER_H
#define OBV_READER_H

#include "container/container.h"
#include "qr/qr.h"

/* As the openers of container.h. */
obv_status obv_pdf_open(obv_slice file, obv_arena *arena, obv_found *found);

/* ---- The search for codes (search.c) --------------------------------------
 */

/* A page or a picture.  `finer` draws a part of it anew at `times` as many
   pixels a side (a PDF); NULL: there are no more pixels than these. */
typedef struct obv_sheet {
    obv_grey grey;
    uint32_t page; /* from 1 */
    float dpi;     /* pixels an inch; 0: not known */
    bool damaged;  /* the file breaks off, or is hurt: this is what is there */
    obv_status (*finer)(void *of, const obv_region *part, unsigned times,
                        obv_arena *arena, obv_grey *ret);
    void *of;
} obv_sheet;

/*
 * Looks for codes, from cheap to dear, until nothing that looks like one is
 * left unread or `deadline` (milliseconds of the monotonic clock) has come, and
 * adds what it reads to `found`, each code once.  On a busy machine, the time
 * until then is what may be computed, and may last three times as long.
 * OBV_LIMIT: the deadline came, or `found` is full; what was found stands.
 */
obv_status obv_search(const obv_sheet *sheet, int64_t deadline,
                      obv_arena *arena, obv_found *found);
/* The same, which takes off *effort the points that it costs
   (OBV_SEARCH_EFFORT), and ends where there are none left. */
obv_status obv_search_within(const obv_sheet *sheet, int64_t deadline,
                             int64_t *effort, obv_arena *arena,
                             obv_found *found);

int64_t obv_milliseconds(void);

/* One reader of codes.  Adds to `symbols` what it reads; what it cannot read is
   no error.  `hard`: the cheap way has failed, take your time. */
typedef struct obv_code_reader {
    const char *name;
    obv_status (*read)(const obv_grey *picture, bool hard, int64_t *effort,
                       obv_arena *arena, obv_symbols *symbols);
} obv_code_reader;

obv_status obv_zbar_read(const obv_grey *picture, bool hard, int64_t *effort,
                         obv_arena *arena, obv_symbols *symbols);
void obv_zbar_warm_up(void);

/* A picture made easier to read, of the same size (retouch.c). */
typedef obv_status obv_retouch(const obv_grey *from, obv_arena *arena,
                               obv_grey *ret);

obv_retouch obv_retouch_blur, obv_retouch_box, obv_retouch_otsu,
    obv_retouch_median;

/* ---- Pictures (picture.c; png.c, jpeg.c, webp.c, tiff.c, heic.c) --------- */

/*
 * A picture as grey, the right way up (EXIF), on white where it is
 * transparent; halved until it has no more than OBV_MAX_GREY pixels.
 * OBV_MALFORMED: damaged (of a JPEG that breaks off, what is there is given);
 * OBV_LIMIT: too large; OBV_UNSUPPORTED: a variety that we do not read;
 * OBV_NOT_FOUND: no `index`th picture (only a TIFF has more than one, from 0).
 */
typedef obv_status obv_picture_open(obv_slice file, uint32_t index,
                                    obv_arena *arena, obv_sheet *ret);

obv_picture_open obv_picture_png, obv_picture_jpeg, obv_picture_webp,
    obv_picture_tiff, obv_picture_heic;

/*
 * The table: searches every picture of the file, and empties the arena before
 * each.  `found` was cleared for this kind of file; its reason afterwards says
 * why there is no text, as after an opener.  OBV_UNSUPPORTED: no row, and the
 * reason is NOT_BUILT_IN; OBV_NO_MEMORY.
 */
obv_status obv_picture_search(obv_container kind, obv_slice file,
                              obv_arena *arena, obv_found *found);
/* Each sheet of a file, in order, until one has trouble; the arena is emptied
   before each. */
typedef obv_status obv_visit(void *job, const obv_sheet *sheet,
                             obv_arena *arena);
obv_status obv_picture_visit(obv_container kind, obv_slice file,
                             obv_visit *visit, void *job, obv_arena *arena);
/* Before the lock: what libraries of pictures do once. */
void obv_picture_warm_up(void);

/* ---- Pages (pages.c, poppler) ----------------------------------------------
 */

/*
 * Searches every page of a PDF, on top of what is found in it already, and
 * empties the arena before each.  Where the reason was NO_BADGE and there is
 * still no text, it says afterwards what keeps us from being sure.
 * OBV_MALFORMED: it cannot be opened, or no page of it be found.
 */
obv_status obv_pages_search(obv_slice file, obv_arena *arena, obv_found *found);

obv_status obv_pages_visit(obv_slice file, obv_visit *visit, void *job,
                           obv_arena *arena);

/* Before the lock, as above. */
void obv_pages_warm_up(void);

#endif
