/* SPDX-License-Identifier: Apache-2.0 */
/* reader/explain.h - a picture that shows what was seen in a file, and what
   was not. */
#ifndef OBV_EXPLAIN_H
#define OBV_EXPLAIN_H

#include "reader/reader.h"

/*
 * Draws the first sheet of the file on which there is a code, read or not;
 * else the first of all.  The answer is an obv_explained, then the PNG: `room`
 * holds OBV_MAX_EXPLAINED bytes, *len is set to those of both.  OBV_MALFORMED,
 * OBV_UNSUPPORTED: no picture; OBV_LIMIT, OBV_NO_MEMORY: too large a one.
 */
obv_status obv_explain(obv_slice file, obv_arena *arena, obv_found *found,
                       uint8_t *room, size_t *len);

#endif
