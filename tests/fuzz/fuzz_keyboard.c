/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: what a scanner typed.  What comes back is a code whose CRC
   holds, made of what was typed and no more. */
#include "paper/paper.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
must(bool so)
{
    if (!so) {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA);
    }
    must(arena != NULL);
    obv_repair r;
    obv_reason why;
    obv_status status =
        obv_keyboard_repair((obv_slice){bytes, len}, arena, &r, &why);
    if (status == OBV_OK) {
        obv_ob1 code;
        obv_status again = obv_ob1_read(r.text, arena, &code, &why);
        must(again == OBV_OK || why == OBV_REASON_CODE_MALFORMED ||
             why == OBV_REASON_CODE_NEWER);
        must(r.scanner != NULL && r.computer != NULL);
        must(r.rest.ptr >= bytes && r.rest.ptr + r.rest.len <= bytes + len);
        must(r.rest.len < len);
    } else {
        must(status == (len > OBV_MAX_TYPED ? OBV_LIMIT : OBV_NOT_FOUND));
        must(why != OBV_REASON_NONE);
    }
    obv_arena_empty(arena);
    return 0;
}
