/* SPDX-License-Identifier: Apache-2.0 */
/* PNG -> badge text: what is found, what is refused, and where limits lie. */
#include "check.h"

#include "container/container.h"
#include "making.h"

#include <stdlib.h>

static obv_arena *arena;
static obv_found found;

#define TEXT "{\"name\":\"caf\xC3\xA9 \xF0\x9F\x8F\x85\"}"

/* Opens, and asks in passing whether the record is one that may be used. */
static obv_reason
reason_of(obv_slice file)
{
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_OK);
    CHECK(obv_found_is_sound(&found));
    return found.reason;
}

/* The same, and releases the file. */
static obv_reason
reason_and_clear(making *m)
{
    obv_reason reason = reason_of(making_slice(m));
    making_clear(m);
    return reason;
}

static bool
found_is(size_t index, const char *where, const char *text)
{
    const obv_found_text *t = &found.texts[index];
    return index < found.count && strcmp(t->where, where) == 0 &&
           obv_slice_is((obv_slice){found.bytes + t->at, t->len}, text);
}

/* ---- What is found ------------------------------------------------------- */

static void
every_keyword_in_every_kind_of_chunk(void **state)
{
    (void)state;
    static const struct {
        const char *type, *keyword, *where;
        uint32_t notes;
    } cases[] = {
        {"iTXt", "openbadgecredential", "iTXt openbadgecredential", 0},
        {"iTXt", "openbadges", "iTXt openbadges", 0},
        {"iTXt", "openbadge", "iTXt openbadge", OBV_NOTE_FOREIGN},
        {"iTXz", "openbadgecredential", "iTXt openbadgecredential",
         OBV_NOTE_COMPRESSED},
        {"iTXz", "openbadges", "iTXt openbadges", OBV_NOTE_COMPRESSED},
        {"tEXt", "openbadges", "tEXt openbadges", OBV_NOTE_LEGACY},
        {"zTXt", "openbadges", "zTXt openbadges", OBV_NOTE_LEGACY},
        {"tEXt", "openbadge", "tEXt openbadge",
         OBV_NOTE_LEGACY | OBV_NOTE_FOREIGN},
        {"tEXt", "openbadgecredential", "tEXt openbadgecredential",
         OBV_NOTE_LEGACY},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        making_baked(&m, cases[i].type, cases[i].keyword, TEXT);
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PNG);
        CHECK_NUMBER(found.count, 1);
        CHECK_CASE(found_is(0, cases[i].where, TEXT), cases[i].where);
        CHECK_NUMBER(found.texts[0].notes, cases[i].notes);
    }
}

static void
a_badge_behind_the_pixels_is_found(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_pixels(&m);
    making_pixels(&m);
    making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
    making_end(&m);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "iTXt openbadges", TEXT));
}

static void
one_badge_of_each_keyword_is_found(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_png_text(&m, "tEXt", "openbadge", "a", 1);
    making_png_text(&m, "iTXt", "openbadges", "b", 1);
    making_pixels(&m);
    making_png_text(&m, "iTXt", "openbadgecredential", "c", 1);
    making_end(&m);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 3);
    CHECK(found_is(0, "iTXt openbadgecredential", "c"));
    CHECK(found_is(1, "iTXt openbadges", "b"));
    CHECK(found_is(2, "tEXt openbadge", "a"));
}

static void
bytes_come_through_as_they_are(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_baked(&m, "tEXt", "openbadges", "caf\xE9 \xFF\x80");
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "tEXt openbadges", "caf\xE9 \xFF\x80"));
}

static void
white_space_around_a_badge_is_none_of_it(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_baked(&m, "iTXt", "openbadges", "\xEF\xBB\xBF \r\n\tx y\n ");
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "iTXt openbadges", "x y"));
}

static void
language_and_translated_keyword_are_passed_over(void **state)
{
    (void)state;
    static const char data[] = "openbadges\0\0\0fr-FR\0insigne\0text";
    making m = {NULL, 0, 0};
    making_png(&m);
    making_chunk(&m, "iTXt", data, sizeof(data) - 1);
    making_pixels(&m);
    making_end(&m);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "iTXt openbadges", "text"));
}

static void
bytes_behind_the_end_are_let_be_and_not_read(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_baked(&m, "iTXt", "openbadges", "first");
    making_baked(&m, "iTXt", "openbadges", "second");
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 1);
    CHECK(found_is(0, "iTXt openbadges", "first"));
}

static void
no_pixel_is_inflated(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png_header(&m, 0x7FFFFFFF, 0x7FFFFFFF, 8, 0);
    making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
    making_chunk(&m, "IDAT", "no zlib", 7);
    making_chunk(&m, "IDAT", "", 0);
    making_end(&m);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "iTXt openbadges", TEXT));
}

/* ---- What holds none ----------------------------------------------------- */

static void
other_keywords_are_no_badge(void **state)
{
    (void)state;
    static const char *const keywords[] = {
        "Comment",     "OpenBadges",           "openbadges ",
        " openbadges", "openbadgecredentials", "openbadg",
    };
    for (size_t i = 0; i < COUNT(keywords); i++) {
        making m = {NULL, 0, 0};
        making_baked(&m, "iTXt", keywords[i], TEXT);
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NO_BADGE_PICTURE);
        CHECK_NUMBER(found.count, 0);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PNG);
    }
}

static void
an_empty_badge_is_none(void **state)
{
    (void)state;
    static const char *const kinds[] = {"iTXt", "iTXz", "tEXt", "zTXt"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        making m = {NULL, 0, 0};
        making_baked(&m, kinds[i], "openbadges", i % 2 == 0 ? "" : " \n");
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NO_BADGE_PICTURE);
    }
}

/* ---- What is refused ----------------------------------------------------- */

static void
two_badges_of_one_keyword_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *text;
    } cases[] = {
        {"iTXt", "iTXt", "another"}, {"iTXt", "iTXt", TEXT},
        {"iTXt", "tEXt", "another"}, {"tEXt", "zTXt", "another"},
        {"iTXt", "iTXz", "another"}, {"iTXt", "iTXt", ""},
    };
    for (size_t i = 0; i < 2 * COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        making_png(&m);
        making_png_text(&m, "iTXt", "openbadgecredential", TEXT, strlen(TEXT));
        making_png_text(&m, cases[i / 2].first, "openbadges", TEXT,
                        strlen(TEXT));
        if (i % 2 == 0) {
            making_pixels(&m);
        }
        making_png_text(&m, cases[i / 2].second, "openbadges",
                        cases[i / 2].text, strlen(cases[i / 2].text));
        if (i % 2 == 1) {
            making_pixels(&m);
        }
        making_end(&m);
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_TWO_BADGES);
        CHECK_NUMBER(found.count, 0);
        CHECK_NUMBER(found.bytes_len, 0);
    }
}

static void
a_good_badge_of_another_keyword_does_not_help(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
    making_png_text(&m, "iTXt", "openbadgecredential", TEXT, strlen(TEXT));
    making_png_text(&m, "iTXt", "openbadgecredential", TEXT, strlen(TEXT));
    making_pixels(&m);
    making_end(&m);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_TWO_BADGES);
    CHECK_NUMBER(found.count, 0);
}

/* Cut anywhere, the file is refused: nothing is read past its end. */
static void
every_prefix_is_refused(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_baked(&m, "iTXz", "openbadges", TEXT);
    for (size_t len = 0; len < m.len; len++) {
        uint8_t *cut = malloc(len > 0 ? len : 1); /* exact: for the sanitizer */
        memcpy(cut, m.ptr, len);
        obv_reason reason = reason_of((obv_slice){cut, len});
        CHECK_NUMBER(reason, len == 0  ? OBV_REASON_EMPTY_FILE
                             : len < 4 ? OBV_REASON_UNKNOWN_FILE
                                       : OBV_REASON_DAMAGED_FILE);
        free(cut);
    }
    making_clear(&m);
}

/* Every bit stands under a checksum, or is one. */
static void
every_flipped_bit_is_refused(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_chunk(&m, "prVt", "of a program's own", 18);
    making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
    making_pixels(&m);
    making_chunk(&m, "prVt", "", 0);
    making_end(&m);
    for (size_t bit = 0; bit < 8 * m.len; bit++) {
        m.ptr[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(reason_of(making_slice(&m)) != OBV_REASON_NONE);
        CHECK_NUMBER(found.count, 0);
        m.ptr[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
}

/* A PNG in which `put` comes before the pixels, or behind them. */
static obv_reason
reason_with(const char *type, const char *data, size_t len, bool behind)
{
    making m = {NULL, 0, 0};
    making_png(&m);
    if (behind) {
        making_pixels(&m);
    }
    making_chunk(&m, type, data, len);
    if (!behind) {
        making_pixels(&m);
    }
    making_end(&m);
    return reason_and_clear(&m);
}

/* libpng would pass over each of these with a warning: there may be a badge in
   it that somebody else reads. */
static void
a_text_that_cannot_be_read_is_refused(void **state)
{
    (void)state;
#define CASE(name, type, data)                                                 \
    {                                                                          \
        name, type, data, sizeof(data) - 1                                     \
    }
    static const struct {
        const char *name, *type, *data;
        size_t len;
    } cases[] = {
        CASE("empty iTXt", "iTXt", ""),
        CASE("no keyword", "iTXt", "\0\0\0\0\0text"),
        CASE("keyword alone", "iTXt", "openbadges"),
        CASE("no language", "iTXt", "openbadges\0\0\0"),
        CASE("no end of language", "iTXt", "openbadges\0\0\0fr"),
        CASE("no end of keyword", "iTXt", "openbadges\0\0\0fr\0x"),
        CASE("flag 2", "iTXt", "openbadges\0\2\0\0\0text"),
        CASE("method 1", "iTXt", "openbadges\0\1\1\0\0text"),
        CASE("no zlib", "iTXt", "openbadges\0\1\0\0\0text"),
        CASE("nothing packed", "iTXt", "openbadges\0\1\0\0\0"),
        CASE("no zlib", "zTXt", "openbadges\0\0text"),
        CASE("method 1", "zTXt", "openbadges\0\1text"),
        CASE("keyword alone", "zTXt", "openbadges"),
        CASE("zlib cut short", "zTXt",
             "openbadges\0\0\x78\xDA\x4B\x4C\x4A\x06\x00\x02\x4D"),
        CASE("more behind the zlib", "zTXt",
             "openbadges\0\0\x78\xDA\x4B\x4C\x4A\x06\x00\x02\x4D\x01\x27!"),
        CASE("80 letters", "iTXt",
             "openbadgesopenbadgesopenbadgesopenbadgesopenbadgesopenbadges"
             "openbadgesopenbadges\0\0\0\0\0text"),
    };
#undef CASE
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (int behind = 0; behind < 2; behind++) {
            obv_reason reason = reason_with(cases[i].type, cases[i].data,
                                            cases[i].len, behind == 1);
            CHECK_CASE(reason == OBV_REASON_DAMAGED_FILE, cases[i].name);
        }
    }
}

/* Puts chunks by their letters and gives the reason. */
static obv_reason
reason_of_order(const char *order)
{
    making m = {NULL, 0, 0};
    for (; *order != '\0'; order++) {
        switch (*order) {
        case 'H':
            making_png(&m); /* signature and IHDR */
            break;
        case 'h':
            making_chunk(&m, "IHDR", "\0\0\0\1\0\0\0\1\10\0\0\0\0", 13);
            break;
        case 'P':
            making_png_header(&m, 1, 1, 8, 3); /* with a palette to come */
            break;
        case 'p':
            making_chunk(&m, "PLTE", "\0\0\0", 3);
            break;
        case 'D':
            making_pixels(&m);
            break;
        case 'T':
            making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
            break;
        case 'C':
            making_chunk(&m, "CgBI", "", 0); /* must be understood */
            break;
        case 'a':
            making_chunk(&m, "prVt", "of a program's own", 18);
            break;
        case 'i':
            making_chunk(&m, "iCCP", "junk", 4); /* passed over unread */
            break;
        case '1':
            making_chunk(&m, "1234", "", 0);
            break;
        default:
            making_end(&m);
        }
    }
    return reason_and_clear(&m);
}

static void
the_order_of_chunks(void **state)
{
    (void)state;
    static const struct {
        const char *order;
        obv_reason reason;
    } cases[] = {
        {"HTDE", OBV_REASON_NONE},
        {"HaTiDaE", OBV_REASON_NONE},
        {"HDDDTE", OBV_REASON_NONE},
        {"PpTDE", OBV_REASON_NONE},
        {"HDE", OBV_REASON_NO_BADGE_PICTURE},
        {"HTE", OBV_REASON_DAMAGED_FILE},   /* no pixels */
        {"HTD", OBV_REASON_DAMAGED_FILE},   /* no end */
        {"HDTDE", OBV_REASON_DAMAGED_FILE}, /* pixels in two places */
        {"HhTDE", OBV_REASON_DAMAGED_FILE},
        {"HTDhE", OBV_REASON_DAMAGED_FILE},
        {"PTDE", OBV_REASON_DAMAGED_FILE}, /* no palette */
        {"HCTDE", OBV_REASON_DAMAGED_FILE},
        {"HTDCE", OBV_REASON_DAMAGED_FILE},
        {"H1TDE", OBV_REASON_DAMAGED_FILE},
        {"HETD", OBV_REASON_DAMAGED_FILE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(reason_of_order(cases[i].order) == cases[i].reason,
                   cases[i].order);
    }
}

static void
a_header_that_breaks_the_standard_is_refused(void **state)
{
    (void)state;
    static const struct {
        uint32_t width, height;
        uint8_t depth, colour;
    } cases[] = {
        {0, 1, 8, 0},          {1, 0, 8, 0},  {1, 1, 3, 0},
        {1, 1, 8, 1},          {1, 1, 16, 3}, {0x80000000, 1, 8, 0},
        {1, 0x80000000, 8, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        making_png_header(&m, cases[i].width, cases[i].height, cases[i].depth,
                          cases[i].colour);
        making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
        making_pixels(&m);
        making_end(&m);
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_DAMAGED_FILE);
    }
}

/* A chunk that says it has more than the file. */
static void
a_length_beyond_the_end_is_refused(void **state)
{
    (void)state;
    static const char *const types[] = {"iTXt", "tEXt", "zTXt", "IDAT", "junk"};
    static const uint8_t lengths[] = {0x00, 0x01, 0x7F, 0xFF};
    for (size_t i = 0; i < COUNT(types) * COUNT(lengths); i++) {
        making m = {NULL, 0, 0};
        making_png(&m);
        if (i % 3 == 0) {
            making_pixels(&m);
        }
        making_put(&m, (uint8_t[]){lengths[i % 4], 0xFF, 0xFF, 0xFF}, 4);
        making_text(&m, types[i / 4]);
        making_text(&m, "openbadges");
        CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_DAMAGED_FILE);
    }
}

/* ---- Limits -------------------------------------------------------------- */

/* A badge text of `len` letters, in a chunk of that kind. */
static obv_reason
reason_of_length(const char *type, size_t len)
{
    making text = {NULL, 0, 0}, m = {NULL, 0, 0};
    making_fill(&text, 'x', len);
    making_png(&m);
    making_png_text(&m, type, "openbadges", text.ptr, text.len);
    making_pixels(&m);
    making_end(&m);
    making_clear(&text);
    return reason_and_clear(&m);
}

static void
a_badge_text_has_a_longest_length(void **state)
{
    (void)state;
    static const char *const kinds[] = {"iTXt", "iTXz", "tEXt", "zTXt"};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        CHECK_NUMBER(reason_of_length(kinds[i], OBV_MAX_BADGE_TEXT),
                     OBV_REASON_NONE);
        CHECK_NUMBER(found.texts[0].len, OBV_MAX_BADGE_TEXT);
        CHECK_NUMBER(reason_of_length(kinds[i], OBV_MAX_BADGE_TEXT + 1),
                     OBV_REASON_LIMIT);
        CHECK_NUMBER(found.count, 0);
        CHECK_NUMBER(reason_of_length(kinds[i], OBV_MAX_BADGE_TEXT + 4096),
                     OBV_REASON_LIMIT);
    }
}

static void
a_bomb_stops_early(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_of_length("iTXz", 64u * 1024 * 1024), OBV_REASON_LIMIT);
    CHECK_NUMBER(reason_of_length("zTXt", 64u * 1024 * 1024), OBV_REASON_LIMIT);
}

static void
a_bomb_of_another_keyword_stops_early_too(void **state)
{
    (void)state;
    making text = {NULL, 0, 0}, m = {NULL, 0, 0};
    making_fill(&text, 'x', OBV_MAX_INFLATED + 4096);
    making_png(&m);
    making_png_text(&m, "zTXt", "Comment", text.ptr, text.len);
    making_pixels(&m);
    making_end(&m);
    making_clear(&text);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_LIMIT);
}

/* libpng would keep these: more of them than there is memory. */
static void
what_is_no_text_is_not_even_kept(void **state)
{
    (void)state;
    making palette = {NULL, 0, 0}, m = {NULL, 0, 0};
    making_png(&m);
    making_png_text(&m, "iTXt", "openbadges", TEXT, strlen(TEXT));
    for (size_t i = 0; i < 24; i++) {
        palette.len = 0;
        making_printf(&palette, "palette %zu", i);
        making_put(&palette, "\0\10", 2);
        making_fill(&palette, 'x', 6 * 170000);
        making_chunk(&m, "sPLT", palette.ptr, palette.len);
    }
    making_pixels(&m);
    making_end(&m);
    making_clear(&palette);
    CHECK_NUMBER(reason_and_clear(&m), OBV_REASON_NONE);
    CHECK(found_is(0, "iTXt openbadges", TEXT));
}

/* What is inflated for other keywords is bounded by the working memory. */
static void
many_bombs_use_up_the_working_memory(void **state)
{
    (void)state;
    making text = {NULL, 0, 0}, m = {NULL, 0, 0};
    making_fill(&text, 'x', OBV_MAX_INFLATED);
    making_png(&m);
    for (size_t i = 0; i < 40; i++) {
        making_png_text(&m, "zTXt", "Comment", text.ptr, text.len);
    }
    making_pixels(&m);
    making_end(&m);
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_container_open(making_slice(&m), arena, &found),
                 OBV_NO_MEMORY);
    CHECK(obv_found_is_sound(&found));
    CHECK_NUMBER(found.count, 0);
    making_clear(&text);
    making_clear(&m);
}

/* A PNG of `before` and `behind` chunks around the pixels, and four more. */
static obv_reason
reason_of_chunks(const char *type, size_t before, size_t behind)
{
    static const char data[] = "Comment\0\0\0\0\0";
    size_t len = type[0] == 'I' ? 0 : sizeof(data) - 1;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_png_text(&m, "iTXt", "openbadges", "x", 1);
    for (size_t i = 0; i < before; i++) {
        making_chunk(&m, type, data, len);
    }
    making_pixels(&m);
    for (size_t i = 0; i < behind; i++) {
        making_chunk(&m, type, data, len);
    }
    making_end(&m);
    return reason_and_clear(&m);
}

static void
a_file_has_a_largest_number_of_chunks(void **state)
{
    (void)state;
    const size_t most = OBV_MAX_CHUNKS - 4; /* IHDR, iTXt, IDAT, IEND */
    CHECK_NUMBER(reason_of_chunks("junk", most, 0), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_chunks("junk", most + 1, 0), OBV_REASON_LIMIT);
    CHECK_NUMBER(reason_of_chunks("junk", 0, most), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_chunks("junk", 0, most + 1), OBV_REASON_LIMIT);
    CHECK_NUMBER(reason_of_chunks("IDAT", 0, most), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_chunks("IDAT", 0, most + 1), OBV_REASON_LIMIT);
}

static void
a_file_has_a_largest_number_of_texts(void **state)
{
    (void)state;
    const size_t most = OBV_MAX_TEXT_CHUNKS - 1;
    CHECK_NUMBER(reason_of_chunks("iTXt", most, 0), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_chunks("iTXt", most + 1, 0), OBV_REASON_LIMIT);
    CHECK_NUMBER(reason_of_chunks("tEXt", 0, most), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_chunks("tEXt", 0, most + 1), OBV_REASON_LIMIT);
}

/* Whatever memory there is: the same answer, or none. */
static void
every_size_of_arena(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_png(&m);
    making_png_text(&m, "iTXz", "openbadges", TEXT, strlen(TEXT));
    making_png_text(&m, "tEXt", "openbadge", "x", 1);
    making_pixels(&m);
    making_end(&m);
    bool enough = false;
    for (size_t size = 0; !enough; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_status status = obv_container_open(making_slice(&m), small, &found);
        CHECK(obv_found_is_sound(&found));
        enough = status == OBV_OK;
        CHECK(enough || status == OBV_NO_MEMORY);
        CHECK_NUMBER(found.count, enough ? 2 : 0);
        obv_arena_free(small);
    }
    making_clear(&m);
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
        cmocka_unit_test(every_keyword_in_every_kind_of_chunk),
        cmocka_unit_test(a_badge_behind_the_pixels_is_found),
        cmocka_unit_test(one_badge_of_each_keyword_is_found),
        cmocka_unit_test(bytes_come_through_as_they_are),
        cmocka_unit_test(white_space_around_a_badge_is_none_of_it),
        cmocka_unit_test(language_and_translated_keyword_are_passed_over),
        cmocka_unit_test(bytes_behind_the_end_are_let_be_and_not_read),
        cmocka_unit_test(no_pixel_is_inflated),
        cmocka_unit_test(other_keywords_are_no_badge),
        cmocka_unit_test(an_empty_badge_is_none),
        cmocka_unit_test(two_badges_of_one_keyword_are_refused),
        cmocka_unit_test(a_good_badge_of_another_keyword_does_not_help),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(every_flipped_bit_is_refused),
        cmocka_unit_test(a_text_that_cannot_be_read_is_refused),
        cmocka_unit_test(the_order_of_chunks),
        cmocka_unit_test(a_header_that_breaks_the_standard_is_refused),
        cmocka_unit_test(a_length_beyond_the_end_is_refused),
        cmocka_unit_test(a_badge_text_has_a_longest_length),
        cmocka_unit_test(a_bomb_stops_early),
        cmocka_unit_test(a_bomb_of_another_keyword_stops_early_too),
        cmocka_unit_test(what_is_no_text_is_not_even_kept),
        cmocka_unit_test(many_bombs_use_up_the_working_memory),
        cmocka_unit_test(a_file_has_a_largest_number_of_chunks),
        cmocka_unit_test(a_file_has_a_largest_number_of_texts),
        cmocka_unit_test(every_size_of_arena),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
