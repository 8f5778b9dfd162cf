/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: HEIC pictures as grey. */
#include "looking.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    return fuzz_picture(obv_picture_heic, bytes, len);
}
