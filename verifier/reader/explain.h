/* SPDX-License-Identifier: Apache-2.0 */
/* reader/explain.h - a picture that shows what was seen in a file, and what
   was not. */
#ifndef OBV_EXPLAIN_H
#define OBV_EXPLAIN_H

#include "reader/reader.h"

typedef struct obv_labels {
    obv_slice texts[OBV_LABEL_COUNT];
} obv_labels;

/* argument ::= "--explain" ("\n" label){OBV_LABEL_COUNT}; false for another. */
bool obv_labels_read(const char *argument, obv_labels *ret);

/* An obv_explained, then the PNG: `room` holds OBV_MAX_EXPLAINED bytes. */
typedef struct obv_explanation {
    uint8_t *room;
    size_t len;
} obv_explanation;

/*
 * Draws the first sheet of the file on which there is a code, read or not;
 * else the first of all.  OBV_MALFORMED, OBV_UNSUPPORTED: no picture;
 * OBV_LIMIT, OBV_NO_MEMORY: too large a one.
 */
obv_status obv_explain(obv_slice file, const obv_labels *labels,
                       obv_arena *arena, obv_found *found,
                       obv_explanation *ret);

#endif
