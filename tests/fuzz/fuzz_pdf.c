/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: the PDF reader. */
#include "opening.h"
#include "reader/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    return fuzz_opener(obv_pdf_open, bytes, len);
}
