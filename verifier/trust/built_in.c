/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one root that is compiled in.  By default the demonstration root of
 * keys/, a test root, since its secret keys are public; a region gives its own
 * with `make ROOT=ID`.
 */
#include "trust/inside.h"

#ifndef OBV_ROOT
#define OBV_ROOT "0742985dd3aaca64" /* of the SHA-256 of keys/root.1.json */
#endif

/* A shorter one could be met by trying; a longer one is none. */
_Static_assert(sizeof(OBV_ROOT) > OBV_ROOT_ID && sizeof(OBV_ROOT) <= 2 * 32 + 1,
               "ROOT is 16 to 64 hex digits");

const char *
obv_built_in_root(void)
{
    return OBV_ROOT;
}
