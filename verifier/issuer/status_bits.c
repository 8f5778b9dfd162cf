/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bits of a status list, whole: out of an encodedList and into one
 * (Bitstring Status List 1.0, 3.3 and 3.4).
 *
 * zlib packs here; unpacking is the verifier's own, with its limits.
 */
#define ZLIB_CONST
#include "issuer/issuer.h"

#include "container/container.h"

#include <zlib.h>

static bool
put_piece(void *to, obv_slice piece)
{
    obv_buffer *buffer = to;
    obv_put(buffer, piece);
    return !buffer->failed;
}

bool
obv_status_unpack(obv_call *call, obv_slice encoded, obv_slice *ret)
{
    obv_slice prefix, packed = obv_slice_of("");
    obv_buffer bits = obv_buffer_in(call->arena);
    obv_status status = OBV_MALFORMED;
    if (obv_take(&encoded, 1, &prefix) && obv_slice_is(prefix, "u")) {
        status = obv_base64url(encoded, call->arena, &packed);
    }
    if (status == OBV_OK) {
        status = obv_gunzip(packed, OBV_MAX_STATUS_BYTES, call->arena,
                            put_piece, &bits);
    }
    *ret = obv_buffer_slice(&bits);
    return status == OBV_OK || obv_refuse(call,
                                          "the list's bits cannot be "
                                          "read: %s",
                                          obv_status_name(status));
}

/* gzip with an empty head: the same bits give the same text. */
static bool
gzip(obv_call *call, obv_slice bytes, obv_slice *ret)
{
    z_stream stream = {.next_in = bytes.ptr, .avail_in = (unsigned)bytes.len};
    if (deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return obv_no_memory(call);
    }
    uLong most = deflateBound(&stream, (uLong)bytes.len);
    uint8_t *room = obv_arena_alloc(call->arena, 1, most);
    stream.next_out = room;
    stream.avail_out = room == NULL ? 0 : (unsigned)most;
    bool done = room != NULL && deflate(&stream, Z_FINISH) == Z_STREAM_END;
    *ret = (obv_slice){room, (size_t)stream.total_out};
    deflateEnd(&stream);
    return done || obv_no_memory(call);
}

bool
obv_status_pack(obv_call *call, obv_slice bits, obv_slice *ret)
{
    obv_slice packed;
    obv_buffer text = obv_buffer_in(call->arena);
    if (!gzip(call, bits, &packed)) {
        return false;
    }
    const char *digits = obv_to_base64url(packed, call->arena);
    obv_put_char(&text, 'u');
    obv_put_text(&text, digits == NULL ? "" : digits);
    *ret = obv_buffer_slice(&text);
    return (digits != NULL && !text.failed) || obv_no_memory(call);
}
