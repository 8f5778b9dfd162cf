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
        {"no UTF-8",
         {0x20, BYTES("\0\2"), BYTES("\xC3x"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
        {"a character cut short",
         {0x20, BYTES("\0\2"), BYTES("a\xC3"), BYTES("")},
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
        {"a letter spelled out",
         {0x20, BYTES("\0\2"), BYTES("\xC3\xA9"), BYTES("")},
         OBV_MALFORMED,
         OBV_REASON_CODE_MALFORMED},
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
        {"OB1:215O$37J8VFTF0C-B97FFMWM:7AR9TXQ37-Z/Z6M4X", OBV_REASON_NONE},
        {"", OBV_REASON_CODE_DAMAGED},
        {"OB1:", OBV_REASON_CODE_DAMAGED},
        {"OB1:0", OBV_REASON_CODE_DAMAGED},
        {"OB1:00", OBV_REASON_CODE_DAMAGED},
        {"OB1:000000", OBV_REASON_CODE_DAMAGED},
        {"ob1:215O$37J8VFTF0C-B97FFMWM:7AR9TXQ37-Z/Z6M4X",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:215O$37J8VFTF0C-B97FFMWM:7AR9TXQ37-Z/Z6M4x",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:::::::", OBV_REASON_CODE_DAMAGED}, /* over 65535 */
        {"OB1:215O$37J8VFTF0C-B97FFMWM:7AR9TXQ37-Z/Z6M4X0",
         OBV_REASON_CODE_DAMAGED},
        {"OB1:PU9O$37J8VFTF0C-B97FFMWM:7AR9TXQ37-ZJRH34S",
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
