/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zlib: checksums, and inflating within a limit.
 *
 * zlib does not check what comes behind its data, nor how much comes out of
 * it: we do.  It does check the checksum and the length at the end of a gzip
 * member, and the flags of its head.
 */
#define ZLIB_CONST
#include "container/container.h"

#include <zlib.h>

uint32_t
obv_crc32(obv_slice bytes)
{
    return (uint32_t)crc32_z(0, bytes.ptr, bytes.len);
}

static void *
take_memory(void *arena, unsigned count, unsigned size)
{
    return obv_arena_alloc(arena, count, size);
}

/* The arena takes all back at once. */
static void
keep_memory(void *arena, void *room)
{
    (void)arena;
    (void)room;
}

/* One room of output after the other, until zlib has seen its end. */
static obv_status
inflate_all(z_stream *stream, size_t max, obv_outlet take, void *to)
{
    uint8_t room[8192];
    size_t sum = 0;
    int state = Z_OK;
    while (state != Z_STREAM_END) {
        stream->next_out = room;
        stream->avail_out = sizeof(room);
        state = inflate(stream, Z_NO_FLUSH);
        size_t got = sizeof(room) - stream->avail_out;
        if (state == Z_MEM_ERROR) {
            return OBV_NO_MEMORY;
        }
        if (state != Z_OK && state != Z_STREAM_END) {
            return OBV_MALFORMED; /* Z_BUF_ERROR, too: cut short */
        }
        if (got > max - sum) {
            return OBV_LIMIT;
        }
        sum += got;
        if (!take(to, (obv_slice){room, got})) {
            return OBV_NO_MEMORY;
        }
    }
    return stream->avail_in > 0 ? OBV_MALFORMED : OBV_OK;
}

/* `window` as inflateInit2 has it: 15 for zlib, 16 more for gzip alone. */
static obv_status
inflate_as(int window, obv_slice packed, size_t max, obv_arena *arena,
           obv_outlet take, void *to)
{
    assert(packed.len <= OBV_MAX_FILE);

    z_stream stream = {.zalloc = take_memory,
                       .zfree = keep_memory,
                       .opaque = arena,
                       .next_in = packed.ptr,
                       .avail_in = (unsigned)packed.len};
    if (inflateInit2(&stream, window) != Z_OK) {
        return OBV_NO_MEMORY;
    }
    return inflate_all(&stream, max, take, to);
}

static bool
put_piece(void *to, obv_slice piece)
{
    obv_buffer *buffer = to;
    obv_put(buffer, piece);
    return !buffer->failed;
}

obv_status
obv_inflate(obv_slice packed, size_t max, obv_arena *arena, obv_slice *ret)
{
    obv_buffer to = obv_buffer_in(arena);
    TRY(inflate_as(MAX_WBITS, packed, max, arena, put_piece, &to));
    *ret = obv_buffer_slice(&to);
    return OBV_OK;
}

obv_status
obv_gunzip(obv_slice packed, size_t max, obv_arena *arena, obv_outlet take,
           void *to)
{
    return inflate_as(MAX_WBITS + 16, packed, max, arena, take, to);
}
