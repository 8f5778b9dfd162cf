/* SPDX-License-Identifier: Apache-2.0 */
/* base/quick.h - what json.c asks before it asks jansson to read. */
#ifndef OBV_BASE_QUICK_H
#define OBV_BASE_QUICK_H

#include "base/base.h"

#include <jansson.h>

/* The value of a text that holds no NUL and is no deeper than OBV_MAX_DEPTH,
   as jansson would read it; the caller's reference.  NULL: jansson is to. */
json_t *obv_quick_json(obv_slice text, obv_arena *arena);

#endif
