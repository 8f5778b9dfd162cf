/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What matches of a frame reach back to: the lines of dictionary.txt, each
 * coded as a badge of its own, then the catalogue entry.
 */
#include "paper/inside.h"

/* dictionary.txt, as the build wrote it (Makefile). */
extern const char *const obv_ob1_lines[];
extern const size_t obv_ob1_line_count;

#define WINDOW 32768 /* of DEFLATE */

static obv_status
put_general(obv_ob1_items *items, obv_arena *arena, obv_buffer *coded)
{
    for (size_t i = 0; i < obv_ob1_line_count; i++) {
        obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
        *items = (obv_ob1_items){0};
        TRY(obv_ob1_lift(obv_slice_of(obv_ob1_lines[i]), items, arena, coded,
                         &bits));
    }
    *items = (obv_ob1_items){0};
    return OBV_OK;
}

obv_status
obv_ob1_dictionary(obv_slice entry, obv_ob1_items *items, obv_arena *arena,
                   obv_slice *ret)
{
    obv_buffer coded = obv_buffer_in(arena);
    TRY(put_general(items, arena, &coded));
    if (entry.len > 0) {
        obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
        items->of_entry = true;
        TRY(obv_ob1_lift(entry, items, arena, &coded, &bits));
        items->of_entry = false;
    }
    *ret = obv_buffer_slice(&coded);
    if (ret->len > WINDOW) {
        *ret = (obv_slice){ret->ptr + (ret->len - WINDOW), WINDOW};
    }
    return OBV_OK;
}
