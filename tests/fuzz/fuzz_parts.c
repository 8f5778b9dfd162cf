/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: codes, one a line; those of a number of parts are joined as
   if they were of one set. */
#include "needing.h"

#include "paper/paper.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    obv_arena *arena = obv_arena_new(8u * 1024 * 1024);
    obv_slice rest = {bytes, len}, line, frame, ret;
    obv_ob1 parts[2 * OBV_MAX_PARTS];
    size_t count = 0;
    obv_reason why;
    while (count < COUNT(parts) && obv_slice_cut(rest, '\n', &line, &rest)) {
        obv_ob1 *part = &parts[count];
        if (obv_ob1_read(line, arena, part, &why) == OBV_OK) {
            touch(part->bytes);
            need(part->index < part->count && part->count <= OBV_MAX_PARTS);
            count += part->count > 1;
        }
    }
    if (count > 0 &&
        obv_ob1_join(parts, count, arena, &frame, &why) == OBV_OK) {
        obv_ob1_unpack(frame, NULL, arena, &ret, &why);
        need(why != OBV_REASON_CODE_DAMAGED);
    }
    obv_arena_free(arena);
    return 0;
}
