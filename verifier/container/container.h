/* SPDX-License-Identifier: Apache-2.0 */
/*
 * container/container.h - file -> badge texts.
 *
 * One row a container in container.c.  A container whose library is large or
 * of another licence (PDF) has a row without an opener: the program
 * badge-reader (reader/) opens it.
 */
#ifndef OBV_CONTAINER_H
#define OBV_CONTAINER_H

#include "base/base.h"

/* Adds one text; OBV_LIMIT when there are too many or they are too large. */
obv_status obv_found_add(obv_found *found, const char *where, uint32_t notes,
                         obv_slice text);

/* Resets without touching the bytes. */
void obv_found_clear(obv_found *found, obv_container container);

/* Each opener fills `found`; what is wrong with the file is found->reason. */
obv_status obv_png_open(obv_slice file, obv_arena *arena, obv_found *found);
obv_status obv_svg_open(obv_slice file, obv_arena *arena, obv_found *found);
obv_status obv_plain_open(obv_slice file, obv_arena *arena, obv_found *found);

bool obv_is_png(obv_slice file);
bool obv_is_svg(obv_slice file);
bool obv_is_pdf(obv_slice file);

/* The table itself: recognises and opens. */
obv_status obv_container_open(obv_slice file, obv_arena *arena,
                              obv_found *found);

#endif
