/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: the PNG reader.  No fuzzer guesses a checksum, so each
 * input is read twice: as it is, and with its checksums made right.
 */
#include "opening.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* png ::= signature:byte[8] (length:u32be type:byte[4] data crc:u32be)* */
static void
mend(uint8_t *png, size_t len)
{
    obv_slice in = {png, len}, signature;
    if (!obv_take(&in, 8, &signature)) {
        return;
    }
    for (;;) {
        obv_slice covered;
        uint32_t length, crc;
        if (!obv_take_u32be(&in, &length) ||
            !obv_take(&in, 4 + (size_t)length, &covered)) {
            return;
        }
        uint8_t *at = png + (in.ptr - png);
        if (!obv_take_u32be(&in, &crc)) {
            return;
        }
        crc = obv_crc32(covered);
        for (int i = 0; i < 4; i++) {
            at[i] = (uint8_t)(crc >> (24 - 8 * i));
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    (void)obv_recognise(bytes, len);
    (void)fuzz_opener(obv_png_open, bytes, len);
    uint8_t *mended = malloc(len > 0 ? len : 1);
    if (mended != NULL && len > 0) {
        memcpy(mended, bytes, len);
        mend(mended, len);
        (void)fuzz_opener(obv_png_open, mended, len);
    }
    free(mended);
    return 0;
}
