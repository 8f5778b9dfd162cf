/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzzers of containers share: opens, and asks for a sound record. */
#ifndef OPENING_H
#define OPENING_H

#include "container/container.h"

#include <stdlib.h>

static inline int
fuzz_opener(obv_status (*open)(obv_slice, obv_arena *, obv_found *),
            const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    static obv_found found;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA);
    }
    if (arena == NULL) {
        abort();
    }
    obv_found_clear(&found, OBV_CONTAINER_UNKNOWN);
    obv_status status = open((obv_slice){bytes, len}, arena, &found);
    if (status == OBV_OK ? !obv_found_is_sound(&found)
                         : status != OBV_NO_MEMORY) {
        abort();
    }
    obv_arena_empty(arena);
    return 0;
}

#endif
