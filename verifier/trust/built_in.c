/* SPDX-License-Identifier: Apache-2.0 */
/* The one root that is compiled in: the demonstration root of keys/, a test
   root, since its secret keys are public. */
#include "trust/inside.h"

const char *
obv_built_in_root(void)
{
    return "0742985dd3aaca64"; /* of the SHA-256 of keys/root.1.json */
}
