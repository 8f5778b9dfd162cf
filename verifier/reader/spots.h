/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader/spots.h - what was read where on a sheet, and what of it counts.
 *
 * A code is read again and again, at other sizes and by other readers.  What
 * proves itself (a CRC, the shape of a badge) counts at once; any other text
 * only when it was read from plain pixels, or twice alike.  Two texts at one
 * place, both of them proven or neither, are none.
 */
#ifndef OBV_SPOTS_H
#define OBV_SPOTS_H

#include "reader/reader.h"

typedef struct obv_spot {
    obv_symbol symbol; /* in pixels of the sheet */
    unsigned votes;
    bool proven;
    bool disputed; /* another text stands here as well */
} obv_spot;

typedef struct obv_spots {
    size_t count;
    obv_spot items[OBV_MAX_SYMBOLS];
} obv_spots;

#define OBV_VOTES_NEEDED 2

/* Takes a symbol, with `votes` for it; its bytes are copied to the arena where
   they are new.  OBV_LIMIT: no more places. */
obv_status obv_spots_note(obv_spots *spots, const obv_symbol *symbol,
                          unsigned votes, obv_arena *arena);

/* Nothing is left to be found out about this place. */
bool obv_spot_is_settled(const obv_spot *place);

/* Whether one of the finders of a region belongs to a code that is settled:
   then it is no corner of another. */
bool obv_spots_explain(const obv_spots *spots, const obv_region *region);
/* Whether anything at all was read where a region is. */
bool obv_spots_touch(const obv_spots *spots, const obv_region *region);

/* Parts that their reader cannot number. */
size_t obv_spots_loose_parts(const obv_spots *spots);

/* Adds what counts to `found`, and to its `unread` what does not.  OBV_LIMIT:
   `found` is full. */
obv_status obv_spots_tell(const obv_spots *spots, const obv_sheet *sheet,
                          obv_arena *arena, obv_found *found);

#endif
