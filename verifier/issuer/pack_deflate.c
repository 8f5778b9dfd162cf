/* SPDX-License-Identifier: Apache-2.0 */
/* Raw DEFLATE behind a dictionary: every way that zlib knows. */
#define ZLIB_CONST
#include "issuer/issuer.h"

#include <zlib.h>

static bool
deflate_as(obv_call *call, obv_slice dictionary, obv_slice text, int strategy,
           int memory, obv_slice *ret)
{
    z_stream stream = {.next_in = text.ptr, .avail_in = (unsigned)text.len};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, memory, strategy) !=
        Z_OK) {
        return obv_no_memory(call);
    }
    deflateSetDictionary(&stream, dictionary.ptr, (unsigned)dictionary.len);
    uLong most = deflateBound(&stream, (uLong)text.len);
    uint8_t *room = obv_arena_alloc(call->arena, 1, most);
    stream.next_out = room;
    stream.avail_out = room == NULL ? 0 : (unsigned)most;
    bool done = room != NULL && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *ret = (obv_slice){room, (size_t)stream.total_out};
    deflateEnd(&stream);
    return done || obv_no_memory(call);
}

bool
obv_pack_deflate(obv_call *call, obv_slice dictionary, obv_slice text,
                 unsigned table, obv_slice *ret)
{
    static const int strategies[] = {Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED};
    (void)table;
    ret->len = SIZE_MAX;
    for (size_t i = 0; i < COUNT(strategies); i++) {
        for (int memory = 1; memory <= 9; memory++) {
            obv_slice tried;
            if (!deflate_as(call, dictionary, text, strategies[i], memory,
                            &tried)) {
                return false;
            }
            if (tried.len < ret->len) {
                *ret = tried;
            }
        }
    }
    return true;
}
