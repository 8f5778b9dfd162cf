/* SPDX-License-Identifier: Apache-2.0 */
/* paper/layouts.h - what the keys of a keyboard type, and what was made of it;
   only keyboard.c asks. */
#ifndef OBV_LAYOUTS_H
#define OBV_LAYOUTS_H

#include "base/base.h"

/* The keys that print, row by row: 13, 12, 12 and 11 of them. */
#define OBV_KEYS 48
#define OBV_LEVELS 3 /* plain, Shift, AltGr */

/*
 * One character a key, a space where it types none.  A dead key is the
 * combining mark that it puts on what follows.  Where AltGr is a plain Alt, its
 * level is empty.
 */
typedef struct obv_layout {
    const char *name; /* as people call it, in any language */
    uint_least16_t keys[2][OBV_LEVELS][OBV_KEYS + 1]; /* [1]: Caps Lock */
} obv_layout;

#define OBV_LAYOUT_COUNT 18
extern const obv_layout obv_layouts[OBV_LAYOUT_COUNT];

/* What a dead key and the next one make; ' ' is for the mark alone.  Ends with
   a row of zeros. */
typedef struct obv_composition {
    uint_least16_t whole, base, mark;
} obv_composition;

extern const obv_composition obv_compositions[];

/* Texts that were tried (tried.c), by their CRC-32. */
typedef struct obv_tried {
    uint32_t seen[OBV_MAX_KEYBOARD_TRIES];
    size_t count;
} obv_tried;

/* False: it was tried before, or there were enough. */
bool obv_tried_add(obv_tried *tried, obv_slice text);

#endif
