/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds of file, and the flat record in which badge texts travel. */
#include "check.h"

#include "container/container.h"
#include "making.h"

static obv_arena *arena;
static obv_found found;

/* ---- Which kind? --------------------------------------------------------- */

#define CASE(bytes, container, reason)                                         \
    {                                                                          \
        bytes, sizeof(bytes) - 1, container, reason                            \
    }

static void
files_are_told_by_their_content(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        obv_container container;
        obv_reason reason;
    } cases[] = {
        CASE("\x89PNG\r\n\x1A\n", OBV_CONTAINER_PNG, OBV_REASON_DAMAGED_FILE),
        CASE("\x89PNG\n\x1A\n", OBV_CONTAINER_PNG, OBV_REASON_DAMAGED_FILE),
        CASE("<svg/>", OBV_CONTAINER_SVG, OBV_REASON_NO_BADGE_PICTURE),
        CASE("{}", OBV_CONTAINER_PLAIN, OBV_REASON_NONE),
        CASE("hello", OBV_CONTAINER_PLAIN, OBV_REASON_NO_BADGE),
        CASE("PNG", OBV_CONTAINER_PLAIN, OBV_REASON_NO_BADGE),
        CASE("BMW and MM are letters", OBV_CONTAINER_PLAIN,
             OBV_REASON_NO_BADGE),
        /* pictures that we read no badge from */
        CASE("GIF89a\1\0\1\0\x80", OBV_CONTAINER_UNKNOWN,
             OBV_REASON_NO_BADGE_PICTURE),
        CASE("BM\x46\0\0\0", OBV_CONTAINER_UNKNOWN,
             OBV_REASON_NO_BADGE_PICTURE),
        CASE("\0\0\0\x1C"
             "ftypavif\0\0\0\0",
             OBV_CONTAINER_UNKNOWN, OBV_REASON_NO_BADGE_PICTURE),
        CASE("\xFF\x0A\xFA", OBV_CONTAINER_UNKNOWN,
             OBV_REASON_NO_BADGE_PICTURE),
        CASE("\0\0\1\0\1\0", OBV_CONTAINER_UNKNOWN,
             OBV_REASON_NO_BADGE_PICTURE),
        /* text, but not as the standards have it */
        CASE("\xFF\xFE{\0}\0", OBV_CONTAINER_UNKNOWN, OBV_REASON_NOT_UTF8),
        CASE("\xFE\xFF\0{\0}", OBV_CONTAINER_UNKNOWN, OBV_REASON_NOT_UTF8),
        /* anything else */
        CASE("PK\3\4\x14\0", OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
        CASE("\x7F"
             "ELF\2\1\1\0",
             OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
        CASE("\0\0\0\x18"
             "ftypmp42",
             OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
        CASE("\0", OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
        CASE("caf\xE9", OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
        CASE("\x1F\x8B\x08\0", OBV_CONTAINER_UNKNOWN, OBV_REASON_UNKNOWN_FILE),
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice file = {(const uint8_t *)cases[i].bytes, cases[i].len};
        CHECK_NUMBER(obv_recognise(file.ptr, file.len), cases[i].container);
        obv_arena_empty(arena);
        CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_OK);
        CHECK(obv_found_is_sound(&found));
        CHECK_CASE(found.container == cases[i].container, cases[i].bytes);
        CHECK_CASE(found.reason == cases[i].reason, cases[i].bytes);
    }
}

#undef CASE

static void
a_pdf_is_left_to_another_reader(void **state)
{
    (void)state;
    static const char *const texts[] = {"%PDF-1.7\n", "\xEF\xBB\xBF%PDF-1.4",
                                        "\n%PDF-2.0"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_slice file = obv_slice_of(texts[i]);
        CHECK_NUMBER(obv_recognise(file.ptr, file.len), OBV_CONTAINER_PDF);
        CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_UNSUPPORTED);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PDF);
        CHECK(obv_found_is_sound(&found));
        CHECK_NUMBER(found.count, 0);
    }
    CHECK_NUMBER(obv_recognise("see %PDF-1.7", 12), OBV_CONTAINER_PLAIN);
}

static void
photographs_are_left_to_another_reader(void **state)
{
    (void)state;
#define FILE_OF(bytes, kind)                                                   \
    {                                                                          \
        {(const uint8_t *)(bytes), sizeof(bytes) - 1}, kind                    \
    }
    static const struct {
        obv_slice file;
        obv_container kind;
    } cases[] = {
        FILE_OF("\xFF\xD8\xFF\xE0\0\x10JFIF", OBV_CONTAINER_JPEG),
        FILE_OF("RIFF\x24\0\0\0WEBPVP8 ", OBV_CONTAINER_WEBP),
        FILE_OF("II*\0\x08\0\0\0", OBV_CONTAINER_TIFF),
        FILE_OF("MM\0*\0\0\0\x08", OBV_CONTAINER_TIFF),
        FILE_OF("\0\0\0\x18"
                "ftypheic\0\0\0\0",
                OBV_CONTAINER_HEIC),
        FILE_OF("\0\0\0\x18"
                "ftypmif1\0\0\0\0",
                OBV_CONTAINER_HEIC),
    };
#undef FILE_OF
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice file = cases[i].file;
        CHECK_NUMBER(obv_recognise(file.ptr, file.len), cases[i].kind);
        CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_UNSUPPORTED);
        CHECK_NUMBER(found.container, cases[i].kind);
        CHECK(obv_found_is_sound(&found));
        CHECK_NUMBER(found.count, 0);
    }
}

static void
every_kind_has_a_name(void **state)
{
    (void)state;
    CHECK_TEXT(obv_container_name(OBV_CONTAINER_UNKNOWN), "unknown");
    CHECK_TEXT(obv_container_name(OBV_CONTAINER_PNG), "png");
    CHECK_TEXT(obv_container_name(OBV_CONTAINER_SVG), "svg");
    CHECK_TEXT(obv_container_name(OBV_CONTAINER_PDF), "pdf");
    CHECK_TEXT(obv_container_name(OBV_CONTAINER_PLAIN), "plain");
    CHECK_TEXT(obv_container_name((obv_container)99), "unknown");
}

static void
a_file_has_a_longest_length(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_text(&m, "{}");
    making_fill(&m, ' ', OBV_MAX_FILE - 2);
    CHECK_NUMBER(obv_container_open(making_slice(&m), arena, &found), OBV_OK);
    CHECK_NUMBER(found.reason, OBV_REASON_NONE);
    making_text(&m, " ");
    CHECK_NUMBER(obv_container_open(making_slice(&m), arena, &found), OBV_OK);
    CHECK_NUMBER(found.reason, OBV_REASON_LIMIT);
    CHECK_NUMBER(found.count, 0);
    memcpy(m.ptr, "<svg>", 5); /* told all the same */
    CHECK_NUMBER(obv_recognise(m.ptr, m.len), OBV_CONTAINER_SVG);
    making_clear(&m);
}

/* ---- The record ---------------------------------------------------------- */

static void
until_somebody_has_looked_there_is_doubt(void **state)
{
    (void)state;
    memset(&found, 0xAA, sizeof(found));
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    CHECK_NUMBER(found.reason, OBV_REASON_LIMIT);
    CHECK(obv_found_is_sound(&found));
    memset(&found, 0, sizeof(found));
    CHECK(!obv_found_is_sound(&found)); /* zeroed: nobody has */
}

static void
texts_follow_each_other(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PLAIN);
    CHECK_NUMBER(obv_found_add(&found, "one", 0, obv_slice_of(" a\n")), OBV_OK);
    CHECK_NUMBER(obv_found_add(&found, "none", 0, obv_slice_of(" \n")), OBV_OK);
    CHECK_NUMBER(obv_found_add(&found, "two", 5, obv_slice_of("bc")), OBV_OK);
    CHECK_NUMBER(found.reason, OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK_NUMBER(found.bytes_len, 3);
    CHECK(memcmp(found.bytes, "abc", 3) == 0);
    CHECK_NUMBER(found.texts[1].at, 1);
    CHECK_NUMBER(found.texts[1].notes, 5);
    CHECK_TEXT(found.texts[1].where, "two");
    CHECK(obv_found_is_sound(&found));
    obv_found_refuse(&found, OBV_REASON_TWO_BADGES);
    CHECK_NUMBER(found.count, 0);
    CHECK_NUMBER(found.container, OBV_CONTAINER_PLAIN);
    CHECK(obv_found_is_sound(&found));
}

static void
a_record_has_a_largest_number_of_texts(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PLAIN);
    for (size_t i = 0; i < OBV_MAX_FOUND; i++) {
        CHECK_NUMBER(obv_found_add(&found, "x", 0, obv_slice_of("a")), OBV_OK);
    }
    CHECK_NUMBER(obv_found_add(&found, "x", 0, obv_slice_of("a")), OBV_LIMIT);
    CHECK_NUMBER(found.count, OBV_MAX_FOUND);
    CHECK(obv_found_is_sound(&found));
}

static void
a_record_has_a_largest_number_of_bytes(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_fill(&m, 'x', OBV_MAX_BADGE_TEXT);
    obv_found_clear(&found, OBV_CONTAINER_PLAIN);
    size_t room = OBV_MAX_FOUND_BYTES;
    for (; room >= m.len; room -= m.len) {
        CHECK_NUMBER(obv_found_add(&found, "x", 0, making_slice(&m)), OBV_OK);
    }
    obv_slice rest = {m.ptr, room + 1};
    CHECK_NUMBER(obv_found_add(&found, "x", 0, rest), OBV_LIMIT);
    rest.len = room;
    CHECK_NUMBER(obv_found_add(&found, "x", 0, rest), OBV_OK);
    CHECK_NUMBER(found.bytes_len, OBV_MAX_FOUND_BYTES);
    CHECK(obv_found_is_sound(&found));
    making_clear(&m);
}

/* A sound record of two texts, "a" and "bc". */
static void
make_sound(void)
{
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    CHECK_NUMBER(obv_found_add(&found, "one", 0, obv_slice_of("a")), OBV_OK);
    CHECK_NUMBER(obv_found_add(&found, "two", 0, obv_slice_of("bc")), OBV_OK);
    CHECK(obv_found_is_sound(&found));
}

/* What a reader that was broken into might hand over. */
static void
a_record_out_of_range_is_unsound(void **state)
{
    (void)state;
#define BREAK(change)                                                          \
    do {                                                                       \
        make_sound();                                                          \
        change;                                                                \
        CHECK_CASE(!obv_found_is_sound(&found), #change);                      \
    } while (0)
    BREAK(found.container = OBV_CONTAINER_COUNT);
    BREAK(found.container = (obv_container)-1);
    BREAK(found.reason = OBV_REASON_NO_BADGE); /* with texts */
    BREAK(found.count = 0);                    /* without a reason */
    BREAK(found.count = 1);                    /* bytes of nobody */
    BREAK(found.count = 3);
    BREAK(found.count = OBV_MAX_FOUND + 1);
    BREAK(found.count = UINT32_MAX);
    BREAK(found.bytes_len = 2);
    BREAK(found.bytes_len = 4);
    BREAK(found.bytes_len = OBV_MAX_FOUND_BYTES + 1);
    BREAK(found.bytes_len = UINT32_MAX);
    BREAK(found.texts[0].at = 1);
    BREAK(found.texts[1].at = 0);
    BREAK(found.texts[1].at = UINT32_MAX);
    BREAK(found.texts[1].len = 1);
    BREAK(found.texts[1].len = 3);
    BREAK(found.texts[1].len = UINT32_MAX);
    BREAK(found.texts[0].len = 0);
    BREAK((found.texts[1].len = 0, found.bytes_len = 1));
    BREAK(found.texts[0].notes = OBV_NOTE_ALL + 1);
    BREAK(found.pages_read = 1);
    BREAK(found.texts[0].page = 1);
    BREAK(found.texts[1].corners[3][1] = INT32_MAX);
    BREAK(found.texts[0].corners[0][0] = INT32_MIN);
    BREAK(found.texts[0].where[0] = '\0');
    BREAK(found.texts[0].where[1] = '\033');
    BREAK(found.texts[0].where[1] = (char)0xE9);
    BREAK(memset(found.texts[0].where, 'x', sizeof(found.texts[0].where)));
    BREAK(obv_found_refuse(&found, OBV_REASON_NONE));
    BREAK(obv_found_refuse(&found, OBV_REASON_BAD_SIGNATURE));
    BREAK(obv_found_refuse(&found, (obv_reason)9));
    BREAK(obv_found_refuse(&found, (obv_reason)-1));
    BREAK((obv_found_refuse(&found, OBV_REASON_NO_BADGE), found.bytes_len = 1));
#undef BREAK
}

/* A seventeenth text, written where the bytes begin. */
static void
a_text_outside_of_its_table_is_unsound(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    for (size_t i = 0; i < OBV_MAX_FOUND; i++) {
        CHECK_NUMBER(obv_found_add(&found, "x", 0, obv_slice_of("a")), OBV_OK);
    }
    obv_found_text extra = found.texts[0];
    extra.at = found.bytes_len;
    extra.len = sizeof(extra);
    memcpy(found.bytes, &extra, sizeof(extra));
    found.bytes_len += extra.len;
    found.count++;
    CHECK(!obv_found_is_sound(&found));
}

static void
bytes_outside_of_their_room_are_unsound(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    for (size_t i = 0; i < 3; i++) {
        CHECK_NUMBER(obv_found_add(&found, "x", 0, obv_slice_of("a")), OBV_OK);
        found.texts[i].at = (uint32_t)i * OBV_MAX_BADGE_TEXT;
        found.texts[i].len = OBV_MAX_BADGE_TEXT;
    }
    found.bytes_len = 3 * OBV_MAX_BADGE_TEXT;
    CHECK(!obv_found_is_sound(&found));
}

static void
one_text_has_a_longest_length_in_a_sound_record(void **state)
{
    (void)state;
    obv_found_clear(&found, OBV_CONTAINER_PNG);
    CHECK_NUMBER(obv_found_add(&found, "one", 0, obv_slice_of("a")), OBV_OK);
    found.texts[0].len = found.bytes_len = OBV_MAX_BADGE_TEXT;
    CHECK(obv_found_is_sound(&found));
    found.texts[0].len = found.bytes_len = OBV_MAX_BADGE_TEXT + 1;
    CHECK(!obv_found_is_sound(&found));
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new(OBV_ARENA);
    return arena == NULL;
}

static int
stop(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_told_by_their_content),
        cmocka_unit_test(a_pdf_is_left_to_another_reader),
        cmocka_unit_test(photographs_are_left_to_another_reader),
        cmocka_unit_test(every_kind_has_a_name),
        cmocka_unit_test(a_file_has_a_longest_length),
        cmocka_unit_test(until_somebody_has_looked_there_is_doubt),
        cmocka_unit_test(texts_follow_each_other),
        cmocka_unit_test(a_record_has_a_largest_number_of_texts),
        cmocka_unit_test(a_record_has_a_largest_number_of_bytes),
        cmocka_unit_test(a_record_out_of_range_is_unsound),
        cmocka_unit_test(a_text_outside_of_its_table_is_unsound),
        cmocka_unit_test(bytes_outside_of_their_room_are_unsound),
        cmocka_unit_test(one_text_has_a_longest_length_in_a_sound_record),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
