/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A frame -> the exact badge text.
 *
 *   frame ::= first id:byte[8]? header:varint payload:varint
 *             deflate bits signature crc32:u32be
 *
 * A badge has one coding of its text (lift.c), so what came out is coded again
 * and must be what went in.
 */
#include "paper/paper.h"

#define CRC 4
#define SPELLED 2 /* bytes at most that code one of the text */

typedef struct frame {
    unsigned codec, table;
    obv_slice id;
    size_t header, payload; /* bytes; header 0: no JWS */
    obv_slice rest;         /* deflate bits signature */
} frame;

static obv_status
refuse(obv_status status, obv_reason reason, obv_reason *why)
{
    *why = reason;
    return status;
}

/* varint ::= (128 + low seven bits)* last:1..127, or 0 alone */
static bool
take_length(obv_slice *in, size_t *ret)
{
    obv_slice c;
    *ret = 0;
    for (unsigned shift = 0; shift <= 14; shift += 7) {
        if (!obv_take(in, 1, &c)) {
            return false;
        }
        *ret |= (size_t)(c.ptr[0] & 0x7F) << shift;
        if (c.ptr[0] < 0x80) {
            return c.ptr[0] != 0 || shift == 0;
        }
    }
    return false;
}

static obv_status
read_head(obv_slice bytes, frame *f, obv_reason *why)
{
    obv_slice first;
    if (bytes.len <= CRC ||
        obv_crc32((obv_slice){bytes.ptr, bytes.len - CRC}) !=
            ((uint32_t)bytes.ptr[bytes.len - 4] << 24 |
             (uint32_t)bytes.ptr[bytes.len - 3] << 16 |
             (uint32_t)bytes.ptr[bytes.len - 2] << 8 |
             bytes.ptr[bytes.len - 1])) {
        return refuse(OBV_MALFORMED, OBV_REASON_CODE_DAMAGED, why);
    }
    bytes.len -= CRC;
    obv_take(&bytes, 1, &first);
    f->codec = first.ptr[0] >> 2 & 3u;
    f->table = first.ptr[0] & 3u;
    if (first.ptr[0] >> 5 != OBV_OB1_VERSION || f->codec >= OBV_OB1_CODECS ||
        f->table >= OBV_OB1_TABLES) {
        return refuse(OBV_MALFORMED, OBV_REASON_CODE_NEWER, why);
    }
    f->id.len = 0;
    if ((first.ptr[0] & OBV_OB1_PART) != 0 ||
        (f->codec == 1 && !obv_take(&bytes, OBV_OB1_ID, &f->id)) ||
        !take_length(&bytes, &f->header) || !take_length(&bytes, &f->payload) ||
        f->payload == 0) {
        return refuse(OBV_MALFORMED, OBV_REASON_CODE_MALFORMED, why);
    }
    if (f->header + f->payload > OBV_MAX_UNPACKED) {
        return refuse(OBV_LIMIT, OBV_REASON_LIMIT, why);
    }
    f->rest = bytes;
    return OBV_OK;
}

static obv_status
find_entry(const frame *f, const obv_catalogue *catalogue, obv_arena *arena,
           obv_slice *ret, obv_reason *why)
{
    *ret = obv_slice_of("");
    if (f->codec == 0) {
        return OBV_OK;
    }
    obv_status status = OBV_NOT_FOUND;
    if (catalogue != NULL && catalogue->entry != NULL) {
        status = catalogue->entry(catalogue->list, f->id.ptr, arena, ret);
    }
    return status == OBV_NO_MEMORY
               ? refuse(status, OBV_REASON_LIMIT, why)
               : refuse(status,
                        status == OBV_OK ? OBV_REASON_NONE
                                         : OBV_REASON_NO_CATALOGUE,
                        why);
}

/* Header and payload as one text; what is left of f->rest is the signature. */
static obv_status
unfold(frame *f, obv_slice entry, obv_arena *arena, obv_slice *ret)
{
    obv_preset preset = {.head = obv_ob1_head(f->table)};
    size_t len = f->header + f->payload;
    obv_slice coded;
    TRY(obv_ob1_dictionary(entry, arena, &preset.dictionary));
    TRY(obv_inflate_raw(&f->rest, &preset, SPELLED * len, arena, &coded));
    obv_slice lifted = f->rest;
    TRY(obv_ob1_unlift(coded, &f->rest, len, arena, ret));
    lifted.len -= f->rest.len;
    if (ret->len != len || !obv_is_utf8(*ret)) {
        return OBV_MALFORMED;
    }
    obv_buffer again = obv_buffer_in(arena);
    obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
    TRY(obv_ob1_lift(*ret, entry, arena, &again, &bits));
    return obv_slice_equal(obv_buffer_slice(&again), coded) &&
                   obv_slice_equal(obv_ob1_bits(&bits), lifted)
               ? OBV_OK
               : OBV_MALFORMED;
}

static void
put_base64url(obv_buffer *b, obv_slice bytes)
{
    const char *digits = obv_to_base64url(bytes, b->arena);
    b->failed = b->failed || digits == NULL;
    obv_put_text(b, digits == NULL ? "" : digits);
}

/* A JWS is never carried as text, nor text as a JWS. */
static obv_status
rebuild(const frame *f, obv_slice text, obv_arena *arena, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_ob1_jws jws;
    if (f->header > 0) {
        put_base64url(&b, (obv_slice){text.ptr, f->header});
        obv_put_char(&b, '.');
        put_base64url(&b, (obv_slice){text.ptr + f->header, f->payload});
        obv_put_char(&b, '.');
        put_base64url(&b, f->rest);
    } else {
        obv_put(&b, text);
    }
    if (b.failed) {
        return OBV_NO_MEMORY;
    }
    *ret = obv_buffer_slice(&b);
    if (ret->len > OBV_MAX_UNPACKED) {
        return OBV_LIMIT;
    }
    bool is_jws = obv_ob1_split(*ret, arena, &jws);
    return is_jws == (f->header > 0) && (is_jws || f->rest.len == 0)
               ? OBV_OK
               : OBV_MALFORMED;
}

/* Words for which there was no memory look like words that are no items.  No
   step asks for so much at once: what can still be had was never lacking. */
static bool
had_memory(obv_arena *arena)
{
    return obv_arena_alloc(arena, 4 * SPELLED, OBV_MAX_UNPACKED) != NULL;
}

obv_status
obv_ob1_unpack(obv_slice bytes, const obv_catalogue *catalogue,
               obv_arena *arena, obv_slice *ret, obv_reason *why)
{
    frame f = {0};
    obv_slice entry, text;
    *why = OBV_REASON_NONE;
    TRY(read_head(bytes, &f, why));
    TRY(find_entry(&f, catalogue, arena, &entry, why));
    obv_status status = unfold(&f, entry, arena, &text);
    if (status == OBV_LIMIT) {
        status = OBV_MALFORMED; /* more comes out than the lengths say */
    }
    if (status == OBV_OK) {
        status = rebuild(&f, text, arena, ret);
    }
    if (status == OBV_MALFORMED && !had_memory(arena)) {
        status = OBV_NO_MEMORY;
    }
    *why = status == OBV_OK          ? OBV_REASON_NONE
           : status == OBV_MALFORMED ? OBV_REASON_CODE_MALFORMED
                                     : OBV_REASON_LIMIT;
    return status;
}

bool
obv_ob1_split(obv_slice text, obv_arena *arena, obv_ob1_jws *ret)
{
    obv_slice header, payload, rest;
    return obv_slice_cut(text, '.', &header, &rest) &&
           obv_slice_cut(rest, '.', &payload, &rest) && header.len > 0 &&
           payload.len > 0 &&
           obv_base64url(header, arena, &ret->header) == OBV_OK &&
           obv_base64url(payload, arena, &ret->payload) == OBV_OK &&
           obv_base64url(rest, arena, &ret->signature) == OBV_OK &&
           obv_is_utf8(ret->header) && obv_is_utf8(ret->payload);
}
