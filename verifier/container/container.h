/* SPDX-License-Identifier: Apache-2.0 */
/*
 * container/container.h - file -> badge texts.
 *
 * One row a container in container.c.  A container whose library is large or
 * of another licence (PDF) has a row without an opener: the program
 * badge-reader (reader/) opens it.
 *
 * Each foreign library of this floor is included by one file: libpng by
 * png.c, expat by xml.c, zlib by deflate.c.
 */
#ifndef OBV_CONTAINER_H
#define OBV_CONTAINER_H

#include "base/base.h"

/* ---- What was found (found.c) ------------------------------------------- */

/* Empties without touching the bytes.  Until somebody has looked, the reason
   is a doubt (OBV_REASON_LIMIT). */
void obv_found_clear(obv_found *found, obv_container container);

/*
 * Adds one text, without the white space around it; of white space alone,
 * nothing.  `where` is short printable ASCII.  OBV_LIMIT when there are too
 * many or they are too large: then nothing is added.
 */
obv_status obv_found_add(obv_found *found, const char *where, uint32_t notes,
                         obv_slice text);

/*
 * Adds what a code says, each byte as it is, as text "code N": corners in
 * pixels of the picture, in the order of its rows.  OBV_LIMIT as above.
 */
obv_status obv_found_add_code(obv_found *found, uint32_t page,
                              int32_t corners[4][2], obv_slice bytes);

/* Takes back what was added: a file that is refused gives no text. */
void obv_found_refuse(obv_found *found, obv_reason reason);

/* What stands before a picture with explanations, when badge-reader hands one
   over; `doubt` of the codes that were not read. */
typedef struct obv_explained {
    uint32_t read, unread, page;
    obv_doubt_id doubt;
} obv_explained;

/* What is written into that picture, in the language of whoever asked: behind
   this argument of badge-reader, a line each, in this order. */
#define OBV_EXPLAIN_ARGUMENT "--explain"

enum obv_label {
    OBV_LABEL_NOTHING, /* there is no code */
    OBV_LABEL_CODE,    /* one that was read; {n} is its number */
    OBV_LABEL_DOUBTS,  /* one that was not: a label for each obv_doubt_id */
    OBV_LABEL_COUNT = OBV_LABEL_DOUBTS + (int)OBV_DOUBT_COUNT
};

/* ---- Openers ------------------------------------------------------------ */

/* Each opener fills a cleared `found`.  What is wrong with the file is
   found->reason and OBV_OK; the only other status is OBV_NO_MEMORY. */
obv_status obv_png_open(obv_slice file, obv_arena *arena, obv_found *found);
obv_status obv_svg_open(obv_slice file, obv_arena *arena, obv_found *found);
obv_status obv_plain_open(obv_slice file, obv_arena *arena, obv_found *found);

bool obv_is_png(obv_slice file);
bool obv_is_svg(obv_slice file);
bool obv_is_pdf(obv_slice file);
bool obv_is_jpeg(obv_slice file);
bool obv_is_webp(obv_slice file);
bool obv_is_tiff(obv_slice file);
bool obv_is_heic(obv_slice file);
bool obv_is_plain(obv_slice file); /* text, or meant to be JSON */

/* The table itself: recognises and opens.  OBV_UNSUPPORTED for a container
   without an opener here: found->container says which. */
obv_status obv_container_open(obv_slice file, obv_arena *arena,
                              obv_found *found);

/* ---- For more than one container ---------------------------------------- */

/* Whether a text has the shape of a compact JWS: whether it is one, the form
   floor says. */
bool obv_looks_like_jws(obv_slice text);

/* Whether the outermost element has that name, in whatever namespace; true,
   too, where there is no memory to tell. */
bool obv_xml_root_is(obv_slice xml, const char *name);

/*
 * Adds the badges of an XML text (an SVG, the XMP of a PDF).  found->reason
 * afterwards: OBV_REASON_NONE with a badge, NO_BADGE without one, else why
 * there is no telling.
 */
obv_status obv_xml_badges(obv_slice xml, obv_arena *arena, obv_found *found);

uint32_t obv_crc32(obv_slice bytes);
/* zlib data, whole and with nothing behind it; OBV_MALFORMED else, OBV_LIMIT
   above `max` bytes. */
obv_status obv_inflate(obv_slice packed, size_t max, obv_arena *arena,
                       obv_slice *ret);
/* What raw DEFLATE (RFC 1951) starts from: text that its matches reach back to,
   and bytes that stand before it (whole: the head of a block). */
typedef struct obv_preset {
    obv_slice dictionary; /* at most 32 KiB; empty: none */
    obv_slice head;       /* empty: none */
} obv_preset;
/* Raw DEFLATE at the front of *packed, which moves behind it; zeros must fill
   its last byte.  Otherwise as above. */
obv_status obv_inflate_raw(obv_slice *packed, const obv_preset *preset,
                           size_t max, obv_arena *arena, obv_slice *ret);
/* Takes one piece of what comes out; false: it has no room. */
typedef bool (*obv_outlet)(void *to, obv_slice piece);
/* The same for gzip (RFC 1952), one member and no other kind; handed on piece
   by piece, so that its length needs no memory. */
obv_status obv_gunzip(obv_slice packed, size_t max, obv_arena *arena,
                      obv_outlet take, void *to);

#endif
