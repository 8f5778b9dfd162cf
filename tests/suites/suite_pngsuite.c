/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PngSuite, and pictures that broke libpng: which are whole, and which are
 * not.  None of them holds a badge.  A picture whose pixels alone are bad may
 * be either: nobody looks at its pixels.
 */
#include "pngsuite.h"

#include "container/container.h"

static obv_found found;

static const char *
answer(obv_slice file, obv_arena *arena)
{
    if (obv_container_open(file, arena, &found) != OBV_OK ||
        !obv_found_is_sound(&found)) {
        return "no answer";
    }
    switch (found.reason) {
    case OBV_REASON_NO_BADGE_PICTURE:
        return "accept";
    case OBV_REASON_DAMAGED_FILE:
    case OBV_REASON_UNKNOWN_FILE: /* the signature is what is broken */
        return "reject";
    default:
        return "another reason";
    }
}

int
main(void)
{
    return pngsuite_run("pngsuite", answer, OBV_ARENA);
}
