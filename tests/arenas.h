/* SPDX-License-Identifier: Apache-2.0 */
/* Arenas for tests: one that is large, and all that are too small. */
#ifndef ARENAS_H
#define ARENAS_H

#include "check.h"

/* A group's one arena, emptied by the tests that fill it. */
static obv_arena *arena;

static int
arena_open(void **state)
{
    (void)state;
    arena = obv_arena_new(OBV_ARENA);
    return arena != NULL ? 0 : -1;
}

static int
arena_close(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

/*
 * Makes `call`, which uses the variable `small`, in arenas that grow until one
 * suffices: in all the others it must say OBV_NO_MEMORY and nothing else.
 */
#define CHECK_EACH_ARENA(call)                                                 \
    do {                                                                       \
        obv_status status_ = OBV_NO_MEMORY;                                    \
        for (size_t size_ = 0; status_ != OBV_OK; size_ += 16) {               \
            CHECK(size_ < 1u << 20);                                           \
            obv_arena *small = obv_arena_new(size_);                           \
            CHECK(small != NULL);                                              \
            status_ = (call);                                                  \
            CHECK(status_ == OBV_OK || status_ == OBV_NO_MEMORY);              \
            obv_arena_free(small);                                             \
        }                                                                      \
    } while (0)

/* The same for a call that gives a pointer. */
#define CHECK_EACH_ARENA_GIVES(call)                                           \
    CHECK_EACH_ARENA((call) != NULL ? OBV_OK : OBV_NO_MEMORY)

#endif
