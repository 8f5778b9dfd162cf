/* SPDX-License-Identifier: Apache-2.0 */
/* libFuzzer target: a frame whose CRC holds; what unpacks is text, and a frame
   with another codec never reaches beyond its entry. */
#include "needing.h"

#include "paper/paper.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static obv_status
one_entry(const void *list, const uint8_t id[8], obv_arena *arena,
          obv_slice *ret)
{
    (void)arena;
    *ret = obv_slice_of(list);
    return id[0] == 'e' ? OBV_OK : OBV_NOT_FOUND;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char entry[] =
        "{\"id\":\"urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301\"}";
    obv_catalogue catalogue = {entry, one_entry};
    obv_arena *arena = obv_arena_new(8u * 1024 * 1024);
    obv_buffer b = obv_buffer_in(arena);
    uint32_t crc = obv_crc32((obv_slice){bytes, len});
    obv_slice ret;
    obv_reason why;
    obv_put(&b, (obv_slice){bytes, len});
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        obv_put_char(&b, (char)(crc >> (shift - 8)));
    }
    obv_status status =
        obv_ob1_unpack(obv_buffer_slice(&b), &catalogue, arena, &ret, &why);
    need((status == OBV_OK) == (why == OBV_REASON_NONE));
    need(why != OBV_REASON_CODE_DAMAGED || len == 0);
    if (status == OBV_OK) {
        need(ret.len > 0 && ret.len <= OBV_MAX_UNPACKED && obv_is_utf8(ret));
        touch(ret);
    }
    obv_arena_free(arena);
    return 0;
}
