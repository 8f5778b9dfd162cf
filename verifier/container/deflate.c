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

/* The block's head, before the first byte of it is there. */
static bool
begin_raw(z_stream *stream, const obv_preset *preset)
{
    obv_slice dictionary = preset->dictionary, head = preset->head;
    assert(dictionary.len <= 32768);
    if (dictionary.len > 0 &&
        inflateSetDictionary(stream, dictionary.ptr,
                             (unsigned)dictionary.len) != Z_OK) {
        return false;
    }
    uint8_t none;
    stream->next_in = head.ptr;
    stream->avail_in = (unsigned)head.len;
    /* cppcheck-suppress autoVariables ; it is taken away again below */
    stream->next_out = &none;
    stream->avail_out = 1;
    int state = head.len == 0 ? Z_OK : inflate(stream, Z_NO_FLUSH);
    stream->next_out = NULL;
    return (state == Z_OK || state == Z_BUF_ERROR) && stream->avail_in == 0 &&
           stream->avail_out == 1;
}

/* Block by block, since zlib forgets what filled the last byte once it has said
   that all is done; *ret_free: so many bits of it were not needed. */
static obv_status
inflate_blocks(z_stream *stream, size_t max, obv_buffer *to, unsigned *ret_free)
{
    uint8_t room[4096];
    for (;;) {
        stream->next_out = room;
        stream->avail_out = sizeof(room);
        int state = inflate(stream, Z_BLOCK);
        size_t got = sizeof(room) - stream->avail_out;
        if (state == Z_MEM_ERROR) {
            return OBV_NO_MEMORY;
        }
        if (state != Z_OK) {
            return OBV_MALFORMED; /* Z_BUF_ERROR, too: cut short */
        }
        if (got > max - to->len) {
            return OBV_LIMIT;
        }
        obv_put(to, (obv_slice){room, got});
        if (to->failed) {
            return OBV_NO_MEMORY;
        }
        if ((stream->data_type & 192) == 192) {
            *ret_free = (unsigned)stream->data_type & 63u;
            return OBV_OK;
        }
    }
}

obv_status
obv_inflate_raw(obv_slice *packed, const obv_preset *preset, size_t max,
                obv_arena *arena, obv_slice *ret)
{
    assert(packed->len <= OBV_MAX_FILE);

    z_stream stream = {
        .zalloc = take_memory, .zfree = keep_memory, .opaque = arena};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK ||
        !begin_raw(&stream, preset)) {
        return OBV_NO_MEMORY;
    }
    stream.next_in = packed->ptr;
    stream.avail_in = (unsigned)packed->len;
    obv_buffer to = obv_buffer_in(arena);
    unsigned unused = 0;
    TRY(inflate_blocks(&stream, max, &to, &unused));
    size_t used = packed->len - stream.avail_in;
    if (used == 0 || unused > 7 ||
        (packed->ptr[used - 1] >> (8 - unused)) != 0) {
        return OBV_MALFORMED;
    }
    *packed = (obv_slice){packed->ptr + used, packed->len - used};
    *ret = obv_buffer_slice(&to);
    return OBV_OK;
}
