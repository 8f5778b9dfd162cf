/* SPDX-License-Identifier: Apache-2.0 */
/* A badge's text -> OB1 codes; verifier/paper/OB1.md is the format. */
#include "issuer/issuer.h"

#include "canon/canon.h"
#include "paper/paper.h"

#define CRC 4

typedef struct packing {
    obv_call *call;
    obv_slice badge, entry; /* entry: its RFC 8785 bytes, or none */
    uint8_t id[OBV_OB1_ID];
    obv_ob1_jws jws;
    bool is_jws;
    obv_slice dictionary, coded, bits;
    obv_slice frame;
} packing;

static void
put_u32be(obv_buffer *b, uint32_t value)
{
    for (unsigned shift = 32; shift > 0; shift -= 8) {
        obv_put_char(b, (char)(value >> (shift - 8)));
    }
}

static void
put_length(obv_buffer *b, size_t len)
{
    for (; len >= 0x80; len >>= 7) {
        obv_put_char(b, (char)(0x80 | (len & 0x7F)));
    }
    obv_put_char(b, (char)len);
}

/* ---- The frame ----------------------------------------------------------- */

static bool
read_entry(packing *p, const obv_json *entry)
{
    uint8_t digest[OBV_MAX_HASH];
    p->entry = obv_slice_of("");
    if (entry == NULL) {
        return true;
    }
    if (obv_jcs_value(entry, p->call->arena, &p->entry) != OBV_OK) {
        return obv_refuse(p->call, "the catalogue entry has no canonical form");
    }
    obv_digest(OBV_SHA256, p->entry, digest);
    memcpy(p->id, digest, sizeof(p->id));
    return true;
}

/* Header and payload as one text, or the whole of what is no JWS. */
static bool
lift(packing *p)
{
    obv_arena *arena = p->call->arena;
    obv_buffer text = obv_buffer_in(arena), coded = obv_buffer_in(arena);
    obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
    p->is_jws = obv_ob1_split(p->badge, arena, &p->jws);
    if (p->is_jws) {
        obv_put(&text, p->jws.header);
        obv_put(&text, p->jws.payload);
    } else {
        obv_put(&text, p->badge);
    }
    if (text.failed ||
        obv_ob1_dictionary(p->entry, arena, &p->dictionary) != OBV_OK ||
        obv_ob1_lift(obv_buffer_slice(&text), p->entry, arena, &coded, &bits) !=
            OBV_OK) {
        return obv_no_memory(p->call);
    }
    p->bits = obv_ob1_bits(&bits);
    p->coded = obv_buffer_slice(&coded);
    return true;
}

static bool
make_frame(packing *p, unsigned table, obv_slice *ret)
{
    obv_slice packed;
    obv_buffer b = obv_buffer_in(p->call->arena);
    unsigned codec = p->entry.len > 0;
    if (!obv_pack_deflate(p->call, p->dictionary, p->coded, table, &packed)) {
        return false;
    }
    obv_put_char(&b, (char)(OBV_OB1_VERSION << 5 | codec << 2 | table));
    if (codec == 1) {
        obv_put(&b, (obv_slice){p->id, sizeof(p->id)});
    }
    put_length(&b, p->is_jws ? p->jws.header.len : 0);
    put_length(&b, p->is_jws ? p->jws.payload.len : p->badge.len);
    obv_put(&b, packed);
    obv_put(&b, p->bits);
    if (p->is_jws) {
        obv_put(&b, p->jws.signature);
    }
    put_u32be(&b, obv_crc32(obv_buffer_slice(&b)));
    *ret = obv_buffer_slice(&b);
    return !b.failed || obv_no_memory(p->call);
}

static bool
make_smallest(packing *p)
{
    p->frame.len = SIZE_MAX;
    for (unsigned table = 0; table < OBV_OB1_TABLES; table++) {
        obv_slice frame;
        if (table > 0 && obv_ob1_head(table).len == 0) {
            continue;
        }
        if (!make_frame(p, table, &frame)) {
            return false;
        }
        if (frame.len < p->frame.len) {
            p->frame = frame;
        }
    }
    return true;
}

/* ---- Codes --------------------------------------------------------------- */

static bool
put_code(packing *p, obv_slice bytes, obv_packed *ret)
{
    obv_buffer b = obv_buffer_in(p->call->arena);
    const char *digits = obv_to_base41(bytes, p->call->arena);
    obv_put_text(&b, "OB1:");
    obv_put_text(&b, digits == NULL ? "" : digits);
    if (b.failed || digits == NULL) {
        return obv_no_memory(p->call);
    }
    ret->texts[ret->count++] = obv_buffer_slice(&b);
    return true;
}

static bool
put_part(packing *p, size_t index, size_t count, obv_slice piece,
         obv_packed *ret)
{
    obv_buffer b = obv_buffer_in(p->call->arena);
    obv_put_char(&b, (char)(OBV_OB1_VERSION << 5 | OBV_OB1_PART));
    obv_put_char(&b, (char)(index << 4 | (count - 1)));
    obv_put(&b, (obv_slice){p->frame.ptr + p->frame.len - CRC, CRC});
    obv_put(&b, piece);
    put_u32be(&b, obv_crc32(obv_buffer_slice(&b)));
    return put_code(p, obv_buffer_slice(&b), ret);
}

/* Bytes that so many characters hold. */
static size_t
room_of(size_t characters)
{
    size_t digits = characters > 4 ? characters - 4 : 0;
    return digits / 3 * 2 + (digits % 3 == 2);
}

#define PART_EXTRA (1 + 1 + OBV_OB1_SET + CRC)

static bool
refuse_one(const packing *p)
{
    obv_say_refused(p->call,
                    "the badge is too large for one code: %zu bytes, and the "
                    "longest text of a code holds %zu",
                    p->frame.len, room_of(OBV_MAX_CODE_TEXT));
    obv_hint("more codes, shorter evidence, or the catalogue of a trust list "
             "would help");
    return false;
}

/* All parts about as long as each other: the same QR version. */
static bool
make_codes(packing *p, size_t most, obv_packed *ret)
{
    size_t room = most == 0 ? SIZE_MAX : room_of(most);
    ret->count = 0;
    ret->frame = p->frame.len;
    if (most == 0 && p->frame.len > room_of(OBV_MAX_CODE_TEXT)) {
        return refuse_one(p);
    }
    if (p->frame.len <= room) {
        return put_code(p, p->frame, ret);
    }
    obv_slice rest = {p->frame.ptr, p->frame.len - OBV_OB1_SET};
    size_t each = room > PART_EXTRA ? room - PART_EXTRA : 0;
    if (each == 0 || each * OBV_MAX_PARTS < rest.len) {
        return obv_refuse(p->call,
                          "the badge is too large: %zu bytes, and %d codes of "
                          "%zu characters hold fewer",
                          p->frame.len, OBV_MAX_PARTS, most);
    }
    size_t count = (rest.len + each - 1) / each;
    for (size_t i = 0; i < count; i++) {
        obv_slice piece;
        size_t len = (rest.len + (count - i) - 1) / (count - i);
        if (!obv_take(&rest, len, &piece) ||
            !put_part(p, i, count, piece, ret)) {
            return false;
        }
    }
    return true;
}

/* ---- Trying it ------------------------------------------------------------
 */

static obv_status
own_entry(const void *list, const uint8_t id[8], obv_arena *arena,
          obv_slice *ret)
{
    (void)arena;
    const packing *p = list;
    *ret = p->entry;
    return memcmp(id, p->id, sizeof(p->id)) == 0 ? OBV_OK : OBV_NOT_FOUND;
}

static bool
comes_back(packing *p, const obv_packed *packed)
{
    obv_arena *arena = p->call->arena;
    obv_catalogue catalogue = {p, own_entry};
    obv_ob1 parts[OBV_MAX_PARTS];
    obv_slice frame, text;
    obv_reason why;
    assert(packed->count > 0);
    for (size_t i = 0; i < packed->count; i++) {
        if (obv_ob1_read(packed->texts[i], arena, &parts[i], &why) != OBV_OK) {
            return false;
        }
    }
    frame = parts[0].bytes;
    if (packed->count > 1 &&
        obv_ob1_join(parts, packed->count, arena, &frame, &why) != OBV_OK) {
        return false;
    }
    return obv_ob1_unpack(frame, &catalogue, arena, &text, &why) == OBV_OK &&
           obv_slice_equal(text, p->badge);
}

bool
obv_pack(obv_call *call, obv_slice badge, const obv_pack_wish *wish,
         obv_packed *ret)
{
    packing p = {.call = call, .badge = badge};
    if (badge.len == 0 || badge.len > OBV_MAX_UNPACKED || !obv_is_utf8(badge)) {
        return obv_refuse(call,
                          "only text of 1 to %u bytes can be put into codes",
                          OBV_MAX_UNPACKED);
    }
    if (!read_entry(&p, wish->entry) || !lift(&p) || !make_smallest(&p) ||
        !make_codes(&p, wish->most, ret)) {
        return false;
    }
    return comes_back(&p, ret) ||
           obv_fail(call, "what was packed does not come back: a fault of "
                          "this program");
}
