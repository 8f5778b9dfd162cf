/* SPDX-License-Identifier: Apache-2.0 */
/* What must be so of what a floor gives: the fuzzers of floors share it. */
#ifndef NEEDING_H
#define NEEDING_H

#include "base/base.h"

#include <stdlib.h>

static inline void
need(bool so)
{
    if (!so) {
        abort();
    }
}

/* Every byte of it can be read. */
static inline void
touch(obv_slice text)
{
    volatile uint8_t sum = 0;
    need(text.ptr != NULL);
    for (size_t i = 0; i < text.len; i++) {
        sum = (uint8_t)(sum + text.ptr[i]);
    }
}

#endif
