/* SPDX-License-Identifier: Apache-2.0 */
/* The one arena of a group of tests that open pictures. */
#ifndef PICTURE_ARENA_H
#define PICTURE_ARENA_H

#include "reader/reader.h"

static obv_arena *arena;

static int
open_arena(void **state)
{
    (void)state;
    obv_picture_warm_up();
    arena = obv_arena_new(OBV_PICTURE_ARENA);
    return arena != NULL ? 0 : -1;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

#endif
