/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: the SVG (and XMP) reader. */
#include "opening.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    (void)obv_recognise(bytes, len);
    return fuzz_opener(obv_svg_open, bytes, len);
}
