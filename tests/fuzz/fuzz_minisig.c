/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: a signature file of minisign, over a fixed body, by a
 * fixed key.  Nobody has the secret of that key any more: apart from the
 * signatures of the corpus none may hold.
 */
#include "trust/trust.h"

#include <stdlib.h>

/* As in tests/unit/test_minisig.c. */
#define BODY "A list to sign.\n"
#define KEY "RWQpIG3puu1xgPNEYDbkTH8OITGFyqE8+faFGRvW/2wZ+YD8IiqBeqUt"
#define SAYS "badge-verifier list region=demo seq="

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new((size_t)1024 * 1024);
    }
    if (arena == NULL || !obv_sodium_start()) {
        abort();
    }
    obv_slice input = {bytes, len}, comment;
    obv_minisig_key key;
    (void)obv_minisig_key_parse(input, arena, &key);
    obv_status status = obv_minisig_check(obv_slice_of(BODY), input,
                                          obv_slice_of(KEY), arena, &comment);
    if (status == OBV_OK &&
        (!obv_slice_starts(comment, SAYS) || comment.len != strlen(SAYS) + 1)) {
        abort(); /* a forgery */
    }
    obv_arena_empty(arena);
    return 0;
}
