/* SPDX-License-Identifier: Apache-2.0 */
/* OB1 codes: what comes back, and all that must not. */
#include "check.h"
#include "issuing.h"

#include "paper/paper.h"

#include <zlib.h>

static obv_arena *arena;

static const char text_json[] =
    "{\"id\":\"urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301\",\"validFrom\":"
    "\"2026-03-02T09:00:00+01:00\",\"narrative\":\"Ponctualité, l’équipe\","
    "\"again\":\"urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301\",\"nbf\":"
    "1772438400}";

static obv_packed
packed_as(obv_slice text, const obv_json *entry, size_t most)
{
    obv_packed packed;
    obv_pack_wish wish = {entry, most};
    CHECK(obv_pack(&issuing, text, &wish, &packed));
    return packed;
}

static obv_slice
jws_of(const char *payload)
{
    obv_buffer b = obv_buffer_in(issuing.arena);
    obv_put_text(&b, "eyJhbGciOiJFZERTQSJ9.");
    obv_put_text(&b, obv_to_base64url(obv_slice_of(payload), issuing.arena));
    obv_put_text(&b, ".AAECAwQFBgc");
    return obv_buffer_slice(&b);
}

/* ---- Frames by hand ------------------------------------------------------ */

typedef struct by_hand {
    unsigned first;
    const char *lengths; /* as they stand */
    size_t lengths_len;
    const char *coded; /* before DEFLATE */
    size_t coded_len;
    const char *rest; /* items and signature */
    size_t rest_len;
} by_hand;

#define BYTES(text) text, sizeof(text) - 1

static void
put_crc(obv_buffer *b)
{
    uint32_t crc = obv_crc32(obv_buffer_slice(b));
    for (int shift = 24; shift >= 0; shift -= 8) {
        obv_put_char(b, (char)(crc >> shift));
    }
}

/* One stored block: what is wrong stands in the bytes that we see here. */
static obv_slice
frame_of(const by_hand *f)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_char(&b, (char)f->first);
    obv_put(&b, (obv_slice){(const uint8_t *)f->lengths, f->lengths_len});
    obv_put_char(&b, 1);
    obv_put_char(&b, (char)f->coded_len);
    obv_put_char(&b, (char)(f->coded_len >> 8));
    obv_put_char(&b, (char)~f->coded_len);
    obv_put_char(&b, (char)(~f->coded_len >> 8));
    obv_put(&b, (obv_slice){(const uint8_t *)f->coded, f->coded_len});
    obv_put(&b, (obv_slice){(const uint8_t *)f->rest, f->rest_len});
    put_crc(&b);
    return obv_buffer_slice(&b);
}

static obv_status
unpack(obv_slice bytes, obv_slice *ret, obv_reason *why)
{
    return obv_ob1_unpack(bytes, NULL, arena, ret, why);
}

static void
a_frame_that_breaks_a_rule_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        by_hand frame;
        obv_status status;
        obv_reason why;
    } cases[] = {
        {"a text", {0x20, BYTES("\0\2"), BYTES("ab"), BYTES("")}, OBV_OK, 0},
        {"version 2",
         {0x40, BYTES("\0\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_NEWER},
        {"codec 2",
         {0x28, BYTES("\0\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_NEWER},
        {"table 3",
         {0x23, BYTES("\0\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_NEWER},
        {"a part as a frame",
         {0x30, BYTES("\0\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a length that is not minimal",
         {0x20, BYTES("\x80\0\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a length of four bytes",
         {0x20, BYTES("\0\x82\x80\x80\1"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an id cut short",
         {0x24, BYTES("\0\2"), BYTES(""), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a length of four bytes of a header",
         {0x20, BYTES("\x82\x80\x80\1\2"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"more than the lengths say",
         {0x20, BYTES("\0\1"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"less than they say",
         {0x20, BYTES("\0\3"), BYTES("ab"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"lengths over 64 KiB",
         {0x20, BYTES("\0\x81\x80\4"), BYTES("ab"), BYTES("")},
         OBV_LIMIT,
         OBV_REASON_LIMIT},
        {"a signature of no JWS",
         {0x20, BYTES("\0\2"), BYTES("ab"), BYTES("x")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"nothing",
         {0x20, BYTES("\0\0"), BYTES(""), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an entry that nobody has",
         {0x24, BYTES("12345678\0\2"), BYTES("ab"), BYTES("")},
         OBV_NOT_FOUND,
         OBV_REASON_NO_CATALOGUE},
        {"a character that must be spelled",
         {0x20, BYTES("\0\3"), BYTES("\xFF\xE6\x97\xA5"), BYTES("")},
         OBV_OK,
         0},
        {"a control character that must be spelled",
         {0x20, BYTES("\0\2"), BYTES("\xFF\1\xFF\x7F"), BYTES("")},
         OBV_OK,
         0},
        {"a spelled letter that is one byte",
         {0x20, BYTES("\0\2"), BYTES("\xFF\xC3\xA9"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled character of ASCII",
         {0x20, BYTES("\0\1"),
          BYTES("\xFF"
                "a"),
          BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled tab",
         {0x20, BYTES("\0\1"), BYTES("\xFF\t"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled NUL",
         {0x20, BYTES("\0\1"), BYTES("\xFF\0"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a control character as it is",
         {0x20, BYTES("\0\1"), BYTES("\1"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled character that is missing",
         {0x20, BYTES("\0\1"), BYTES("a\xFF"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled character cut short",
         {0x20, BYTES("\0\3"), BYTES("a\xFF\xE6\x97"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled character of bad UTF-8",
         {0x20, BYTES("\0\2"), BYTES("\xFF\xC3x"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled character that is too long",
         {0x20, BYTES("\0\2"), BYTES("\xFF\xC1\x81"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled half of a pair",
         {0x20, BYTES("\0\3"), BYTES("\xFF\xED\xA0\x80"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a spelled end of a character",
         {0x20, BYTES("\0\2"), BYTES("\xFF\x80\x80"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a phrase",
         {0x20, BYTES("\0\3"), BYTES("\xF2"), BYTES("")},
         OBV_OK,
         0},
        {"a phrase written out",
         {0x20, BYTES("\0\3"), BYTES("\":\""), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a phrase where a longer one fits",
         {0x20, BYTES("\0\3"), BYTES("\xF4}"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"NUL",
         {0x20, BYTES("\0\2"), BYTES("a\0"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a letter that is one byte",
         {0x20, BYTES("\0\2"), BYTES("\x80"), BYTES("")},
         OBV_OK,
         0},
        {"a day",
         {0x20, BYTES("\0\12"), BYTES("\xC0"), BYTES("\x55\0\0")},
         0,
         0},
        {"a day spelled out",
         {0x20, BYTES("\0\12"), BYTES("2014-09-15"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a bit behind a day",
         {0x20, BYTES("\0\12"), BYTES("\xC0"), BYTES("\x55\0\1")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"bits cut short",
         {0x20, BYTES("\0\12"), BYTES("\xC0"), BYTES("\x55\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an item again that was not there",
         {0x20, BYTES("\0\12"), BYTES("\xFD\x40"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an item of no class",
         {0x20, BYTES("\0\12"), BYTES("\xFD\xFF"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a date of no form",
         {0x20, BYTES("\0\12"), BYTES("\xC0"), BYTES("\xD5\0\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a second of no kind",
         {0x20, BYTES("\0\24"), BYTES("\xC0"), BYTES("\0\0\x0A\0\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a quarter of an hour of tomorrow",
         {0x20, BYTES("\0\24"), BYTES("\xC0"), BYTES("\0\0\5\x80")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a quarter of an hour",
         {0x20, BYTES("\0\24"), BYTES("\xC0"), BYTES("\0\0\4\4")},
         OBV_OK,
         0},
        {"midnight as a quarter of an hour",
         {0x20, BYTES("\0\24"), BYTES("\xC0"), BYTES("\0\0\4\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a fraction too large",
         {0x20, BYTES("\0\30"), BYTES("\xC0"), BYTES("\x40\0\x01\xF4\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a number of 20 digits",
         {0x20, BYTES("\0\24"), BYTES("\xF5"),
          BYTES("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an item of a number beyond the classes",
         {0x20, BYTES("\0\12"), BYTES("\xFD\x80"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"an item whose number is missing",
         {0x20, BYTES("\0\12"), BYTES("\xC0\xFD"), BYTES("\x55\0\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"the second of what is no date",
         {0x20, BYTES("\0\47"), BYTES("\xC1\xFE\x20"),
          BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"base64 cut short",
         {0x20, BYTES("\0\23"), BYTES("base64,\xF9"), BYTES("\0\3\xC0")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"bytes of a length of their own",
         {0x20, BYTES("\0\20"), BYTES("\xF6"),
          BYTES("\2\x3f\x3f\x3f\x3f\x3f\x3f\x3f\x3f\0")},
         OBV_OK,
         0},
        {"an end without a start",
         {0x20, BYTES("\0\1"), BYTES("\xFC"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a start without an end",
         {0x20, BYTES("\0\4"), BYTES("\xFA{\"a"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"text that need not be inside",
         {0x20, BYTES("\0\4"),
          BYTES("\xFA"
                "abc\xFC"),
          BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a JWS as text",
         {0x20, BYTES("\0\5"), BYTES("e30.e"), BYTES("")},
         OBV_OK,
         0},
        {"a JWS whose header is no text",
         {0x20, BYTES("\1\1"), BYTES("\xFF"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a JWS with a character in two halves",
         {0x20, BYTES("\1\1"), BYTES("\x80"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a JWS whose payload is no text",
         {0x20, BYTES("\3\1"), BYTES("{}\x80"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"text with nothing for a header",
         {0x20, BYTES("\0\5"), BYTES(".e30."), BYTES("")},
         OBV_OK,
         0},
        {"text with nothing for a payload",
         {0x20, BYTES("\0\5"), BYTES("e30.."), BYTES("")},
         OBV_OK,
         0},
        {"text with two parts",
         {0x20, BYTES("\0\7"), BYTES("e30.e30"), BYTES("")},
         OBV_OK,
         0},
        {"text with no base64url for a header",
         {0x20, BYTES("\0\10"), BYTES("e3*.e30."), BYTES("")},
         OBV_OK,
         0},
        {"text with no base64url for a payload",
         {0x20, BYTES("\0\10"), BYTES("e30.e3*."), BYTES("")},
         OBV_OK,
         0},
        {"text with no base64url for a signature",
         {0x20, BYTES("\0\11"), BYTES("e30.e30.*"), BYTES("")},
         OBV_OK,
         0},
        {"text with a header that is no text",
         {0x20, BYTES("\0\7"), BYTES("_w.e30."), BYTES("")},
         OBV_OK,
         0},
        {"text with a payload that is no text",
         {0x20, BYTES("\0\7"), BYTES("e30._w."), BYTES("")},
         OBV_OK,
         0},
        {"text with a payload with NUL",
         {0x20, BYTES("\0\7"), BYTES("e30.AA."), BYTES("")},
         OBV_OK,
         0},
        {"a canonical JWS as text",
         {0x20, BYTES("\0\10"), BYTES("e30.e30."), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a JWS", {0x20, BYTES("\2\2"), BYTES("{}{}"), BYTES("x")}, OBV_OK, 0},
        {"a JWS without a payload",
         {0x20, BYTES("\4\0"), BYTES("{}{}"), BYTES("x")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice ret;
        obv_reason why;
        obv_arena_empty(arena);
        obv_status status = unpack(frame_of(&cases[i].frame), &ret, &why);
        if (status != cases[i].status || why != cases[i].why) {
            fail_msg("%s: %s, %s", cases[i].name, obv_status_name(status),
                     obv_reason_name(why));
        }
    }
}

/* With the CRC made right: nothing stands where a whole badge was. */
static obv_status
the_entry(const void *list, const uint8_t id[8], obv_arena *of, obv_slice *ret)
{
    (void)id;
    (void)of;
    *ret = obv_slice_of(list);
    return OBV_OK;
}

/* Else a text would have two codes: what stands in the entry is matched. */
static void
what_the_entry_says_is_no_item(void **state)
{
    (void)state;
    static const by_hand lifted = {0x24, BYTES("12345678\0\12"), BYTES("\xC0"),
                                   BYTES("\x55\0\0")};
    static const by_hand spelled = {0x24, BYTES("12345678\0\12"),
                                    BYTES("2026-01-27"), BYTES("")};
    static const struct {
        const char *entry;
        bool has_it;
    } cases[] = {
        {"{\"at\":\"2026-01-28\"}", false},
        {"2026-01-2", false},
        {"026-01-27", false},
        {"2026-01-27", true},
        {"{\"at\":\"2026-01-27\"}", true},
        {"1 2026-01-27", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_catalogue catalogue = {cases[i].entry, the_entry};
        obv_slice ret;
        obv_reason why;
        obv_arena_empty(arena);
        CHECK_CASE((obv_ob1_unpack(frame_of(&lifted), &catalogue, arena, &ret,
                                   &why) == OBV_OK) != cases[i].has_it,
                   cases[i].entry);
        CHECK_CASE((obv_ob1_unpack(frame_of(&spelled), &catalogue, arena, &ret,
                                   &why) == OBV_OK) == cases[i].has_it,
                   cases[i].entry);
    }
}

static void
a_frame_that_is_cut_is_refused(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    obv_packed packed = packed_as(obv_slice_of(text_json), NULL, 0);
    obv_slice bytes, ret;
    obv_reason why;
    CHECK_NUMBER(obv_base41((obv_slice){packed.texts[0].ptr + 4,
                                        packed.texts[0].len - 4},
                            issuing.arena, &bytes),
                 OBV_OK);
    for (size_t len = 0; len < bytes.len - 4; len++) {
        obv_arena_empty(arena);
        obv_buffer b = obv_buffer_in(arena);
        obv_put(&b, (obv_slice){bytes.ptr, len});
        put_crc(&b);
        CHECK_NUMBER(unpack(obv_buffer_slice(&b), &ret, &why), OBV_MALFORMED);
        CHECK_NUMBER(why, len == 0 ? OBV_REASON_CODE_DAMAGED
                                   : OBV_REASON_CODE_MALFORMED);
    }
}

static obv_status
unpack_many(const char *lengths, char c, size_t count)
{
    static char coded[65535];
    by_hand frame = {0x20, lengths, 4, coded, count, "", 0};
    obv_slice ret;
    obv_reason why;
    obv_arena_empty(arena);
    memset(coded, c, count);
    return unpack(frame_of(&frame), &ret, &why);
}

/* Each of these bytes asks for more: room, or another text inside. */
static void
many_marks_get_no_room(void **state)
{
    (void)state;
    CHECK_NUMBER(unpack_many("\0\xFF\xFF\3", 'a', 65535), OBV_OK);
    CHECK_NUMBER(unpack_many("\0\xFF\xFF\3", '\1', 65535), OBV_MALFORMED);
    CHECK_NUMBER(unpack_many("\0\xFF\xFF\3", '\xFA', 65535), OBV_MALFORMED);
    CHECK_NUMBER(unpack_many("\0\xFF\xFF\3", '\xFB', 65535), OBV_MALFORMED);
}

/* The same text as a JWS is a third longer. */
static void
a_jws_over_64_kib_is_refused(void **state)
{
    (void)state;
    CHECK_NUMBER(unpack_many("\3\x80\x80\3", ' ', 49155), OBV_LIMIT);
    CHECK_NUMBER(unpack_many("\3\xF4\xFF\2", ' ', 49143), OBV_OK);
}

/* One byte of text may be two of what is deflated. */
static void
what_takes_more_room_than_it_has_unpacks(void **state)
{
    (void)state;
    static const char *const texts[] = {"日本語", "\1\2\3\4\5\6\7", "\x7F",
                                        "😀😀😀😀"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_slice ret;
        obv_ob1 code;
        obv_reason why;
        obv_arena_empty(arena);
        obv_arena_empty(issuing.arena);
        obv_packed packed = packed_as(obv_slice_of(texts[i]), NULL, 0);
        CHECK_NUMBER(obv_ob1_read(packed.texts[0], arena, &code, &why), OBV_OK);
        CHECK_NUMBER(unpack(code.bytes, &ret, &why), OBV_OK);
        CHECK(obv_slice_is(ret, texts[i]));
    }
}

/* What an inflate bomb would need: lengths that let it out. */
static void
a_bomb_gets_no_room(void **state)
{
    (void)state;
    static uint8_t zeros[1024 * 1024], room[8192];
    memset(zeros, 'a', sizeof(zeros));
    z_stream stream = {.next_in = zeros,
                       .avail_in = sizeof(zeros),
                       .next_out = room,
                       .avail_out = sizeof(room)};
    CHECK_NUMBER(deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, 0), Z_OK);
    CHECK_NUMBER(deflate(&stream, Z_FINISH), Z_STREAM_END);
    obv_buffer b = obv_buffer_in(arena);
    obv_slice ret;
    obv_reason why;
    obv_put(&b, (obv_slice){(const uint8_t *)"\x20\0\x80\x80\4", 5});
    obv_put(&b, (obv_slice){room, stream.total_out});
    put_crc(&b);
    CHECK_NUMBER(unpack(obv_buffer_slice(&b), &ret, &why), OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_CODE_MALFORMED);
    deflateEnd(&stream);
}

static void
so_much_unpacks_and_no_more(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    char *text = obv_arena_alloc(issuing.arena, 1, OBV_MAX_UNPACKED + 2);
    memset(text, 'a', OBV_MAX_UNPACKED + 1);
    obv_slice ret, most = {(const uint8_t *)text, OBV_MAX_UNPACKED};
    obv_reason why;
    obv_ob1 code;
    obv_packed packed = packed_as(most, NULL, 0);
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_ob1_read(packed.texts[0], arena, &code, &why), OBV_OK);
    CHECK_NUMBER(unpack(code.bytes, &ret, &why), OBV_OK);
    CHECK(obv_slice_equal(ret, most));
    most.len++;
    obv_pack_wish wish = {NULL, 0};
    CHECK(!obv_pack(&issuing, most, &wish, &packed));
}

/* ---- Items ---------------------------------------------------------------
 */

static obv_slice
repeated(const char *start, char c, size_t len)
{
    char *text = obv_arena_alloc(arena, 1, len + 1);
    memset(text, c, len);
    memcpy(text, start, strlen(start));
    return (obv_slice){(const uint8_t *)text, len};
}

/* What a text is coded with, and that it comes back; 0: it stands for itself.
 */
static uint8_t
first_mark_of(obv_slice text)
{
    obv_buffer coded = obv_buffer_in(arena);
    obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
    CHECK_NUMBER(obv_ob1_lift(text, obv_slice_of(""), arena, &coded, &bits),
                 OBV_OK);
    obv_slice all = obv_buffer_slice(&coded), rest = obv_ob1_bits(&bits), ret;
    CHECK_NUMBER(obv_ob1_unlift(all, &rest, text.len, arena, &ret), OBV_OK);
    CHECK(obv_slice_equal(ret, text) && rest.len == 0);
    if (obv_slice_equal(all, text)) {
        return 0;
    }
    for (size_t i = 0; i < all.len; i++) {
        if (all.ptr[i] >= 0x80) {
            return all.ptr[i];
        }
    }
    return 1;
}

static void
what_is_no_item_stands_for_itself(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint8_t mark;
    } cases[] = {
        {"3f2504e0-4f89-41d3-9a0c-0305e82c3301", 0xC1},
        {"3f2504e0-4f89-51d3-aa0c-0305e82c3301", 0xC1},
        {"3f2504e0-4f89-71d3-ba0c-0305e82c3301", 0xC1},
        {"3f2504e0-4f89-11d3-8a0c-0305e82c3301", 0xC1},
        {"3f2504e0-4f89-31d3-9a0c-0305e82c3301", 0},
        {"3f2504e0-4f89-41d3-ca0c-0305e82c3301", 0},
        {"3f2504e0-4f89-41d3-7a0c-0305e82c3301", 0},
        {"3F2504E0-4F89-41D3-9A0C-0305E82C3301", 0},
        {"3f2504e04-f89-41d3-9a0c-0305e82c3301", 0},
        {"3f2504e0-4f89-41d3-9a0c-0305e82c330g", 0},
        {"3f2504e0-4f89-41d3-9a0c-0305e82c33012", 0},
        {"3f2504e0-4f89-41d3-9a0c-0305e82c330", 0},
        {"1234567890", 0xF5},
        {"9223372036854775807", 0xF5},
        {"9999999999999999999", 0xF5},
        {"123456789", 0},
        {"0123456789", 0},
        {"123456789a", 0},
        {"123456789012345678901", 0},
        {"12345678901234567890", 0xF6},
        {"0123456789abcdef", 0xF6},
        {"0123456789abcd", 0},
        {"0123456789abcdef0", 0},
        {"0123456789abcdeg", 0},
        {"0123456789ABCDEF", 0},
        {"zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0xF7},
        {"zaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0},
        {"yaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0},
        {"z0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0},
        {"Abc1Def2Ghi3Jkl4Mno5", 0xF8},
        {"AB1aaaaAB1aaaaABbaaaaaaa", 0xF8}, /* a third */
        {"AB1aaaaAB1aaaaAbbaaaaaaa", 0},
        {"Abc1Def2Ghi3Jkl4Mno", 0},
        {"Abc1Def2Ghi3Jkl4Mno5P", 0},
        {"Abc1Def2Ghi3Jkl4Mno5PQ", 0xF8},
        {"Abc1Def2Ghi3Jkl4Mno5PR", 0},
        {"abc1def2ghi3jkl4mno5678", 0},
        {"AbcADefBGhiCJklDMnoE", 0},
        {"ABC1DEF2GHI3JKL4MNO5", 0},
        {"eyJhYmNkZWZnIjoxfQ", 0xFA},
        {"eyJhYmNkZSI6MX0", 0},     /* 15 */
        {"eyJhYmNkZWYiOjF9", 0xFA}, /* 16 */
        {"eyJhYmNkZWZnIjoxfR", 0},  /* not canonical */
        {"eyJhYWFhYWFh____", 0},    /* no UTF-8 */
        {"eyJhYWFhYWFhAAAA", 0},    /* NUL */
        {"eyKhYmNkZWZnIjoxfQ", 0},
        {"base64,YWJjZGVmZ2hpamtsbW5v", 0xF9},
        {"base64,YWJjZGVmZ2hpamtsbW5vcA==", 0xF9},
        {"base64,mmmmmmmmmmmmmmmmmmmmmA=", 0},
        {"base64,mmmmmmmmmmmmmmmmmmmmmB==", 0},
        {"base64,mmmmmmmmmmmmmmmm", 0},
        {"base64:mmmmmmmmmmmmmmmmmmmm", 0},
        {"base64,PHN2Zz5hYmNkZWZnaGlqa2w=", 0xFB},
        {"base64,mm__mmmmmmmmmmmmmmmm", 0},
        {"base64,PP//Zz5hYmNkZWZnaGlqa2w=", 0xF9}, /* no UTF-8 */
        {"base64,PAA8Zz5hYmNkZWZnaGlqa2w=", 0xF9}, /* NUL */
        {"1970-01-01", 0xC0},
        {"1969-12-31", 0},
        {"2149-06-06", 0xC0},
        {"2149-06-07", 0},
        {"2026-02-30", 0},
        {"2026-2-03", 0},
        {"2026-02-03x", 0},
        {"2026-03-02T09:00:00Z", 0xC0},
        {"2026-03-02T09:00:00", 0},
        {"2026-03-02T09:00:00-05:00", 0},
        {"2026-03-02T09:00:00+03:00", 0},
        {"2026-03-02T09:00:00.5Z", 0},
        {"2026-03-02T09:00:00.123Z", 0xC0},
        {"2026-03-02T09:00:00.123456+02:00", 0xC0},
        {"2026-03-02T09:00:00.12345x+02:00", 0},
        {"2026-03-02T09:00:00.090Z", 0xC0},
        {"2026-03-02T09:00:00.009000Z", 0xC0},
        {"2026-03-02T09:00:00.12", 0},
        {"2026-03-02T09:00:00.123", 0},
        {"2026-03-02T09:00:00,123Z", 0},
        {"2026-03-02T09:00:00.12/Z", 0},
        {"2026-03-02T09:00:00.12:Z", 0},
        {"2026-03-02T09:00:00.1234567Z", 0},
        {"2026-03-02T09:00:00+00:00", 0xC0},
        {"2026-03-02T09:00:00+01:00", 0xC0},
        {"2026-03-02T09:00:00+02:00", 0xC0},
        {"2026-03-02T09:00:00.123+00:00", 0xC0},
        {"2026-03-02T09:00:00.123+01:00", 0xC0},
        {"2026-03-02T09:00:00.123+02:00", 0xC0},
        {"2026-03-02T09:00:00.123456+00:00", 0xC0},
        {"2026-03-02T09:00:00.123456+01:00", 0xC0},
        {"2026-03-02T23:59:59Z", 0xC0},
        {"2026-03-02T23:59:60Z", 0},
        {"2026-03-02T24:00:00Z", 0},
        {"2026-03-02t09:00:00Z", 0},
        {"1970-01-01T00:59:59+01:00 narrative number", 0xC0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        uint8_t mark = first_mark_of(obv_slice_of(cases[i].text));
        if (mark != cases[i].mark) {
            fail_msg("%s: %02X", cases[i].text, mark);
        }
    }
}

static void
long_items_end_somewhere(void **state)
{
    (void)state;
    obv_arena_empty(arena);
    CHECK_NUMBER(first_mark_of(repeated("", 'a', 510)), 0xF6);
    CHECK_NUMBER(first_mark_of(repeated("", 'a', 512)), 0);
    CHECK_NUMBER(first_mark_of(repeated("z", 'x', 160)), 0xF7);
    CHECK_NUMBER(first_mark_of(repeated("z", 'x', 161)), 0);
    CHECK_NUMBER(first_mark_of(repeated("z", '1', 160)), 0xF7);
}

/* Four deep, and no deeper. */
static void
text_stands_inside_text_so_deep_and_no_deeper(void **state)
{
    (void)state;
    obv_arena_empty(arena);
    const char *text = "{\"inside\":\"x\"}";
    for (unsigned depth = 0; depth < 6; depth++) {
        obv_buffer b = obv_buffer_in(arena);
        obv_buffer coded = obv_buffer_in(arena);
        obv_bit_buffer bits = {.bytes = obv_buffer_in(arena)};
        CHECK_NUMBER(obv_ob1_lift(obv_slice_of(text), obv_slice_of(""), arena,
                                  &coded, &bits),
                     OBV_OK);
        size_t marks = 0;
        for (size_t i = 0; i < coded.len; i++) {
            marks += (uint8_t)coded.ptr[i] == 0xFA;
        }
        CHECK_NUMBER(marks, depth < 4 ? depth : 4);
        obv_put_text(&b, "{\"a\":\"");
        obv_put_text(&b, obv_to_base64url(obv_slice_of(text), arena));
        obv_put_text(&b, "\"}");
        text = (const char *)obv_buffer_slice(&b).ptr;
    }
}

/* ---- Codes ----------------------------------------------------------------
 */

static obv_status
read_text(const char *text, obv_reason *why)
{
    obv_ob1 code;
    obv_arena_empty(arena);
    return obv_ob1_read(obv_slice_of(text), arena, &code, why);
}

static void
a_code_is_told_from_a_damaged_one(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        obv_reason why;
    } cases[] = {
        {"OB1:XZ41/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1$QO/91", OBV_REASON_NONE},
        {"", OBV_REASON_CODE_DAMAGED},
        {"OB1:", OBV_REASON_CODE_DAMAGED},
        {"OB1:0", OBV_REASON_CODE_DAMAGED},
        {"OB1:00", OBV_REASON_CODE_DAMAGED},
        {"OB1:000000", OBV_REASON_CODE_DAMAGED},
        {"ob1:XZ41/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1$QO/91",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:XZ41/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1$QO/9x",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:::::::", OBV_REASON_CODE_DAMAGED}, /* over 65535 */
        {"OB1:XZ41/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1$QO/910",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:PU91/3A6IJR0FWTKOMOAKDK49K3RB63..4WBIL1VVZ/2Y",
         OBV_REASON_CODE_NEWER},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_reason why;
        obv_status status = read_text(cases[i].text, &why);
        CHECK_CASE(why == cases[i].why, cases[i].text);
        CHECK_CASE((status == OBV_OK) == (why == OBV_REASON_NONE),
                   cases[i].text);
    }
}

static void
a_code_has_so_many_characters_and_no_more(void **state)
{
    (void)state;
    static char text[4 + OBV_MAX_CODE_TEXT + 2] = "OB1:";
    obv_reason why;
    memset(text + 4, '0', OBV_MAX_CODE_TEXT);
    CHECK_NUMBER(read_text(text, &why), OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_CODE_DAMAGED);
    text[4 + OBV_MAX_CODE_TEXT] = '0';
    CHECK_NUMBER(read_text(text, &why), OBV_LIMIT);
}

static void
base41_is_base45_with_fewer_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
        const char *bytes;
    } cases[] = {
        {"", 0, ""},        {"00", 1, "\0"},   {"96", 1, "\xFF"},
        {"000", 2, "\0\0"}, {"I:.", 0, NULL},  {"A6", 0, NULL},
        {"0", 0, NULL},     {"0000", 0, NULL}, {"+00", 0, NULL},
        {"00 ", 0, NULL},   {"aaa", 0, NULL},  {"H:.", 2, "\xFF\xFF"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice ret;
        obv_arena_empty(arena);
        obv_status status =
            obv_base41(obv_slice_of(cases[i].text), arena, &ret);
        CHECK_CASE((status == OBV_OK) == (cases[i].bytes != NULL),
                   cases[i].text);
        if (status == OBV_OK) {
            CHECK_CASE(ret.len == cases[i].len &&
                           memcmp(ret.ptr, cases[i].bytes, ret.len) == 0,
                       cases[i].text);
            CHECK_TEXT(obv_to_base41(ret, arena), cases[i].text);
        }
    }
}

static void
nothing_but_the_whole_frame_unpacks(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    obv_slice texts[] = {obv_slice_of(text_json), jws_of(text_json)};
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_packed packed = packed_as(texts[i], NULL, 0);
        obv_slice bytes, ret;
        obv_reason why;
        CHECK_NUMBER(obv_base41((obv_slice){packed.texts[0].ptr + 4,
                                            packed.texts[0].len - 4},
                                issuing.arena, &bytes),
                     OBV_OK);
        for (size_t len = 0; len < bytes.len; len++) {
            obv_arena_empty(arena);
            CHECK(unpack((obv_slice){bytes.ptr, len}, &ret, &why) != OBV_OK);
        }
        uint8_t *flipped = (uint8_t *)(uintptr_t)bytes.ptr;
        for (size_t bit = 0; bit < bytes.len * 8; bit++) {
            obv_arena_empty(arena);
            flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CHECK(unpack(bytes, &ret, &why) == OBV_MALFORMED);
            CHECK_NUMBER(why, OBV_REASON_CODE_DAMAGED);
            flipped[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
    }
}

/* A forger makes the CRC right: then it may be another text, never a crash, and
   never the same text from two frames with the same DEFLATE. */
static void
with_the_crc_made_right_no_bit_gives_the_same_text(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    obv_slice text = jws_of(text_json), bytes;
    obv_packed packed = packed_as(text, NULL, 0);
    CHECK_NUMBER(obv_base41((obv_slice){packed.texts[0].ptr + 4,
                                        packed.texts[0].len - 4},
                            issuing.arena, &bytes),
                 OBV_OK);
    for (size_t bit = 0; bit < (bytes.len - 4) * 8; bit++) {
        obv_slice ret;
        obv_reason why;
        obv_arena_empty(arena);
        obv_buffer b = obv_buffer_in(arena);
        obv_put(&b, (obv_slice){bytes.ptr, bytes.len - 4});
        b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ 1 << bit % 8);
        put_crc(&b);
        if (unpack(obv_buffer_slice(&b), &ret, &why) == OBV_OK) {
            CHECK(!obv_slice_equal(ret, text));
        }
    }
}

/* ---- Parts ----------------------------------------------------------------
 */

static void
parts_join_in_any_order(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    obv_arena_empty(arena);
    obv_slice text = jws_of(text_json), frame, ret;
    obv_packed packed = packed_as(text, NULL, 60);
    obv_ob1 parts[2 * OBV_MAX_PARTS];
    obv_reason why;
    size_t n = packed.count;
    CHECK(n > 2);
    for (size_t i = 0; i < n; i++) {
        CHECK(packed.texts[i].len <= 60);
        CHECK_NUMBER(
            obv_ob1_read(packed.texts[n - 1 - i], arena, &parts[i], &why),
            OBV_OK);
        CHECK_NUMBER(parts[i].index, n - 1 - i);
        CHECK_NUMBER(parts[i].count, n);
        parts[n + i] = parts[i];
    }
    CHECK_NUMBER(obv_ob1_join(parts, 2 * n, arena, &frame, &why), OBV_OK);
    CHECK_NUMBER(unpack(frame, &ret, &why), OBV_OK);
    CHECK(obv_slice_equal(ret, text));

    for (size_t i = 0; i < n; i++) { /* without one of them */
        obv_ob1 some[OBV_MAX_PARTS];
        memcpy(some, parts, n * sizeof(*some));
        some[i] = some[(i + 1) % n];
        CHECK_NUMBER(obv_ob1_join(some, n, arena, &frame, &why), OBV_NOT_FOUND);
        CHECK_NUMBER(why, OBV_REASON_PART_MISSING);
    }
    obv_ob1 other = parts[0];
    parts[n].bytes.len--; /* differs from parts[0] under its number */
    CHECK_NUMBER(obv_ob1_join(parts, 2 * n, arena, &frame, &why),
                 OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
    parts[n].bytes.len++;
    parts[0].bytes.len--; /* the same two, the wrong one first */
    CHECK_NUMBER(obv_ob1_join(parts, 2 * n, arena, &frame, &why),
                 OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
    parts[0] = other;
    parts[n].set++; /* behind a whole set, a part of another */
    CHECK_NUMBER(obv_ob1_join(parts, n + 1, arena, &frame, &why),
                 OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
    parts[n] = other;
    parts[n].count++;
    CHECK_NUMBER(obv_ob1_join(parts, n + 1, arena, &frame, &why),
                 OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
    parts[0].bytes.len--; /* alone under its number, and not the set's */
    CHECK_NUMBER(obv_ob1_join(parts, n, arena, &frame, &why), OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
    parts[0] = other;
    parts[0].set++;
    CHECK_NUMBER(obv_ob1_join(parts, n, arena, &frame, &why), OBV_MALFORMED);
    CHECK_NUMBER(why, OBV_REASON_PARTS_CONFLICT);
}

static void
a_part_that_breaks_a_rule_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t len;
        bool good;
    } cases[] = {
        {"a part", BYTES("\x30\x01SETSx"), true},
        {"no piece", BYTES("\x30\x01SETS"), false},
        {"no set", BYTES("\x30\x01SET"), false},
        {"one of one", BYTES("\x30\x00SETSx"), false},
        {"the third of two", BYTES("\x30\x21SETSx"), false},
        {"the last of sixteen", BYTES("\x30\xFFSETSx"), true},
        {"a part with a codec", BYTES("\x34\x01SETSx"), false},
        {"a part with a table", BYTES("\x31\x01SETSx"), false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_arena_empty(arena);
        obv_buffer b = obv_buffer_in(arena), text = obv_buffer_in(arena);
        obv_ob1 code;
        obv_reason why;
        obv_put(&b, (obv_slice){(const uint8_t *)cases[i].bytes, cases[i].len});
        put_crc(&b);
        obv_put_text(&text, "OB1:");
        obv_put_text(&text, obv_to_base41(obv_buffer_slice(&b), arena));
        obv_status status =
            obv_ob1_read(obv_buffer_slice(&text), arena, &code, &why);
        CHECK_CASE(why == (cases[i].good ? OBV_REASON_NONE
                                         : OBV_REASON_CODE_MALFORMED),
                   cases[i].name);
        CHECK_CASE((status == OBV_OK) == cases[i].good, cases[i].name);
    }
}

/* ---- Memory, packing ------------------------------------------------------
 */

static void
too_little_memory_is_said(void **state)
{
    (void)state;
    obv_arena_empty(issuing.arena);
    obv_slice text = jws_of(text_json), bytes, ret;
    obv_packed packed = packed_as(text, NULL, 0);
    obv_reason why;
    CHECK_NUMBER(obv_base41((obv_slice){packed.texts[0].ptr + 4,
                                        packed.texts[0].len - 4},
                            issuing.arena, &bytes),
                 OBV_OK);
    obv_status status = OBV_NO_MEMORY;
    size_t size = 0;
    for (; status == OBV_NO_MEMORY && size < 4000000; size += 1777) {
        obv_arena *small = obv_arena_new(size + 64);
        status = obv_ob1_unpack(bytes, NULL, small, &ret, &why);
        CHECK_NUMBER(why,
                     status == OBV_OK ? OBV_REASON_NONE : OBV_REASON_LIMIT);
        obv_arena_free(small);
    }
    CHECK_NUMBER(status, OBV_OK);
    CHECK(size > 20000);
}

static void
what_cannot_be_packed_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        size_t len, most;
    } cases[] = {
        {"nothing", BYTES(""), 0},
        {"no UTF-8", BYTES("a\xFF"), 0},
        {"NUL", BYTES("a\0b"), 0},
        {"codes of no room", BYTES("a badge"), 19},
        {"too many codes",
         BYTES("{\"a\":\"0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e"
               "2d3c4b5a6978z1b2c3d4e5f6g7h8i9j0\"}"),
         20},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_packed packed;
        obv_pack_wish wish = {NULL, cases[i].most};
        obv_arena_empty(issuing.arena);
        CHECK_CASE(
            !obv_pack(&issuing,
                      (obv_slice){(const uint8_t *)cases[i].text, cases[i].len},
                      &wish, &packed),
            cases[i].name);
    }
}

static int
start(void **state)
{
    arena = obv_arena_new(16u * 1024 * 1024);
    obv_json_start();
    return arena == NULL ? -1 : issuing_start(state);
}

static int
stop(void **state)
{
    obv_arena_free(arena);
    return issuing_stop(state);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_that_breaks_a_rule_is_refused),
        cmocka_unit_test(what_the_entry_says_is_no_item),
        cmocka_unit_test(a_frame_that_is_cut_is_refused),
        cmocka_unit_test(many_marks_get_no_room),
        cmocka_unit_test(a_jws_over_64_kib_is_refused),
        cmocka_unit_test(what_takes_more_room_than_it_has_unpacks),
        cmocka_unit_test(what_is_no_item_stands_for_itself),
        cmocka_unit_test(long_items_end_somewhere),
        cmocka_unit_test(text_stands_inside_text_so_deep_and_no_deeper),
        cmocka_unit_test(a_bomb_gets_no_room),
        cmocka_unit_test(so_much_unpacks_and_no_more),
        cmocka_unit_test(a_code_is_told_from_a_damaged_one),
        cmocka_unit_test(a_code_has_so_many_characters_and_no_more),
        cmocka_unit_test(base41_is_base45_with_fewer_digits),
        cmocka_unit_test(nothing_but_the_whole_frame_unpacks),
        cmocka_unit_test(with_the_crc_made_right_no_bit_gives_the_same_text),
        cmocka_unit_test(parts_join_in_any_order),
        cmocka_unit_test(a_part_that_breaks_a_rule_is_refused),
        cmocka_unit_test(too_little_memory_is_said),
        cmocka_unit_test(what_cannot_be_packed_is_refused),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
