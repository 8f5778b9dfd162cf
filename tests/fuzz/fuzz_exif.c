/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: EXIF data. */
#include "reader/canvas.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    unsigned orientation = obv_exif_orientation((obv_slice){bytes, len});
    if (orientation < 1 || orientation > 8) {
        abort();
    }
    return 0;
}
