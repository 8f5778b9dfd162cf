/* SPDX-License-Identifier: Apache-2.0 */
/* Codes on a picture in a file, as badge-reader looks for them. */
#ifndef SEARCHING_H
#define SEARCHING_H

#include "reader/reader.h"

/* The first picture of a PNG, JPEG or WebP, without hurry: time never decides.
   False: the file cannot be read. */
bool search_picture(obv_slice file, obv_arena *arena, obv_found *found);

obv_slice found_text(const obv_found *found, size_t i);

#endif
