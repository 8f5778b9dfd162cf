/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: PNG pictures as grey (fuzz_png reads what is baked). */
#include "looking.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    return fuzz_picture(obv_picture_png, bytes, len);
}
