/* SPDX-License-Identifier: Apache-2.0 */
/* What is shown is seen, what is cut is cut between characters, and texts that
   people hold for the same compare as the same. */
#include "arenas.h"
#include "failing.h"

static obv_slice
s(const char *text)
{
    return obv_slice_of(text);
}

/* ---- UTF-8 --------------------------------------------------------------- */

static void
utf8_is_strict_and_holds_no_nul(void **state)
{
    (void)state;
    static const char *const good[] = {
        "",
        "a",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
        "caf\xC3\xA9 \xE2\x82\xAC",
    };
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC3",
        "\xC3(",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xE2\x82",
        "\xE2(\xA1",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xF0\x9F\x98",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "caf\xE9",
        "\xFFz",
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        CHECK_CASE(obv_is_utf8(s(good[i])), good[i]);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        CHECK_CASE(!obv_is_utf8(s(bad[i])), bad[i]);
    }
    CHECK(!obv_is_utf8((obv_slice){(const uint8_t *)"a\0b", 3}));
    CHECK(!obv_is_utf8((obv_slice){(const uint8_t *)"", 1}));
    CHECK(obv_is_utf8((obv_slice){NULL, 0}));
}

/* ---- What may be shown --------------------------------------------------- */

#define ACUTE "\u0301"
#define EIGHT ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE

static const struct {
    const char *text, *clean;
} cleaned[] = {
    /* what stays */
    {"", ""},
    {"plain", "plain"},
    {"« L’Indispensable » : 5 €… œuvre — n° 1",
     "« L’Indispensable » : 5 €… œuvre — n° 1"},
    {"e\u0301", "e\u0301"},
    {"a\u00A0b\u202Fc\u3000d", "a\u00A0b\u202Fc\u3000d"},
    {"日本語 한국어 العربية עברית ไทย", "日本語 한국어 العربية עברית ไทย"},
    {"👩🏽\u200D🚒 ❤\uFE0F 1\uFE0F\u20E3 🇫🇷",
     "👩🏽\u200D🚒 ❤\uFE0F 1\uFE0F\u20E3 🇫🇷"},
    {"نمی\u200Cخواهم", "نمی\u200Cخواهم"},
    {"र\u200D\u094Dय", "र\u200D\u094Dय"},
    {"a" EIGHT "b" EIGHT, "a" EIGHT "b" EIGHT},
    /* white space that moves the line */
    {"a\tb", "a b"},
    {"a\nb\r\nc", "a b  c"},
    {"a\vb\fc", "a b c"},
    {"a\xC2\x85"
     "b\u2028c\u2029d",
     "a b c d"},
    /* controls */
    {"\x1b[31mred\x1b[0m", "[31mred[0m"},
    {"a\x07"
     "b\x7F"
     "c\x08",
     "abc"},
    {"a\xC2\x80"
     "b\xC2\x9B"
     "c",
     "abc"},
    /* direction controls: a text that reads otherwise than it is */
    {"a\u202Eb\u202Cc", "abc"},
    {"\u202A\u202B\u202D\u2066\u2067\u2068\u2069\u200E\u200F\u061C", ""},
    /* nothing to see */
    {"pay\u200Bpal", "paypal"},
    {"pay\u00ADpal", "paypal"},
    {"\uFEFFa\u2060b\u2061c\u2064", "abc"},
    {"a\u180Eb\u034Fc\u3164d\uFFA0e\u115Ff\u1160g", "abcdefg"},
    {"a\U000E0041\U000E007Fb", "ab"},
    {"a\uFFF9b\uFFFAc\uFFFBd", "abcd"},
    {"a\uFFFE\uFFFF\uFDD0\U0010FFFFb", "ab"},
    {"a\U0001D173b", "ab"},
    /* joiners that join nothing */
    {"\u200Da", "a"},
    {"a\u200D", "a"},
    {"a\u200D b", "a b"},
    {"a \u200Db", "a b"},
    {"a\u200C.", "a."},
    {"a\u200D\u200Db", "a\u200Db"},
    {"a\u200D\u202Eb", "a\u200Db"},
    {"1\u200D2", "12"},
    /* marks with nothing to stand on, and too many on one */
    {"\u0301a", "a"},
    {"\u0338\u20E0x", "x"},
    {"\u202E\u0301a", "a"},
    {"a" EIGHT ACUTE ACUTE "b", "a" EIGHT "b"},
    {"a" EIGHT "\u200D" ACUTE "b", "a" EIGHT "\u200Db"},
    {"a" EIGHT "\u200D" ACUTE " b", "a" EIGHT " b"},
    /* variation selectors with nothing to vary */
    {"\uFE0Fa", "a"},
    {"a \uFE0Fb", "a b"},
    {"a\uFE0F\uFE0Fb", "a\uFE0Fb"},
    {"a\u0301\uFE0Fb", "a\u0301b"},
    {"\u180Ba", "a"},
};

static void
only_what_can_be_seen_is_left(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cleaned); i++) {
        obv_slice once, twice;
        bool same = strcmp(cleaned[i].text, cleaned[i].clean) == 0;
        CHECK(obv_clean(s(cleaned[i].text), arena, &once) == OBV_OK);
        CHECK_CASE(obv_slice_is(once, cleaned[i].clean), cleaned[i].text);
        CHECK_CASE(obv_is_clean(s(cleaned[i].text)) == same, cleaned[i].text);
        CHECK_CASE(obv_is_clean(once), cleaned[i].text);
        CHECK(obv_clean(once, arena, &twice) == OBV_OK);
        CHECK_CASE(obv_slice_equal(once, twice), cleaned[i].text);
    }
}

static void
clean_text_is_not_copied(void **state)
{
    (void)state;
    obv_slice text = s("« Déjà propre » — 100 %"), clean;
    obv_arena *none = obv_arena_new(0);
    CHECK(obv_clean(text, none, &clean) == OBV_OK);
    CHECK(clean.ptr == text.ptr && clean.len == text.len);
    obv_arena_free(none);
}

static void
what_is_not_utf8_is_neither_clean_nor_cleaned(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\xE9",     "caf\xE9",  "a\xC3",        "\xE2\x80", "a\xED\xA0\x80",
        "\xC2\x1F", "\xC3\xC3", "\xE2\x80\xC0", "\xC0\xAF",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_slice clean;
        CHECK_CASE(!obv_is_clean(s(texts[i])), texts[i]);
        CHECK_CASE(obv_clean(s(texts[i]), arena, &clean) == OBV_MALFORMED,
                   texts[i]);
    }
    CHECK(!obv_is_clean((obv_slice){(const uint8_t *)"a\0b", 3}));
}

/* Each code point by itself behind a letter, against the same judged slowly:
   the quick way round must not let anything through. */
static void
the_quick_way_judges_as_the_slow_one(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x3100; c++) {
        if (c >= 0x0300 && c < 0x2000) {
            continue;
        }
        uint8_t text[12] = "a";
        size_t len = 1;
        if (c < 0x80) {
            text[len++] = (uint8_t)c;
        } else if (c < 0x800) {
            text[len++] = (uint8_t)(0xC0 | c >> 6);
            text[len++] = (uint8_t)(0x80 | (c & 0x3F));
        } else {
            text[len++] = (uint8_t)(0xE0 | c >> 12);
            text[len++] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
            text[len++] = (uint8_t)(0x80 | (c & 0x3F));
        }
        bool quick = obv_is_clean((obv_slice){text, len});
        memcpy(text + len, "\xE6\x97\xA5", 3); /* sends it the slow way */
        CHECK(obv_is_clean((obv_slice){text, len + 3}) == quick ||
              c == 0x200C || c == 0x200D);
    }
}

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *const pieces[] = {
    "a",        "Z",      " ",          "é",      "\t",     "\n",     "\u0301",
    "\u0300",   "\u200D", "\u200C",     "\uFE0F", "\uFE0E", "\u202E", "\u00AD",
    "👩",        "🏽",   "🚒",          "日",     "ह",      "\u094D", "\u20E3",
    "1",        "-",      "\U000E0041", "\u3164", "\u00A0", "🇫",      "🇷",
    "\xC2\x85", "ى",      "\u1160",     "가",     "\u202F", "’",
};

static obv_slice
random_text(uint32_t *seed, char *room, size_t most)
{
    size_t len = 0, count = next_random(seed) % most;
    for (size_t i = 0; i < count; i++) {
        const char *piece = pieces[next_random(seed) % COUNT(pieces)];
        size_t more = strlen(piece);
        memcpy(room + len, piece, more);
        len += more;
    }
    return (obv_slice){(const uint8_t *)room, len};
}

static void
cleaning_twice_changes_nothing_more(void **state)
{
    (void)state;
    uint32_t seed = 1;
    char room[400];
    for (int i = 0; i < 20000; i++) {
        obv_slice text = random_text(&seed, room, 24), once, twice;
        CHECK(obv_clean(text, arena, &once) == OBV_OK);
        CHECK(once.len <= text.len && obv_is_clean(once));
        CHECK(obv_is_clean(text) == obv_slice_equal(text, once));
        CHECK(obv_clean(once, arena, &twice) == OBV_OK);
        CHECK(obv_slice_equal(once, twice));
        obv_arena_empty(arena);
    }
}

/* ---- Where it may be cut ------------------------------------------------- */

static const struct {
    const char *text;
    size_t max, len;
} cuts[] = {
    {"", 0, 0},
    {"abc", 3, 3},
    {"abc", 2, 2},
    {"abc", 0, 0},
    {"é", 1, 0},
    {"aé", 2, 1},
    {"aé", 3, 3},
    {"ae\u0301b", 2, 1},
    {"ae\u0301b", 3, 1},
    {"ae\u0301b", 4, 4},
    {"👩🏽\u200D🚒x", 14, 0},
    {"👩🏽\u200D🚒x", 15, 15},
    {"x🇫🇷🇩🇪", 8, 1},
    {"x🇫🇷🇩🇪", 9, 9},
    {"x🇫🇷🇩🇪", 16, 9},
    {"日本", 5, 3},
};

static void
a_cut_is_between_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cuts); i++) {
        obv_slice cut = obv_cut(s(cuts[i].text), cuts[i].max);
        if (cut.len != cuts[i].len) {
            fail_msg("%s at %zu: %zu", cuts[i].text, cuts[i].max, cut.len);
        }
    }
}

static void
a_cut_of_anything_is_short_enough_and_utf8(void **state)
{
    (void)state;
    uint32_t seed = 7;
    char room[400];
    for (int i = 0; i < 2000; i++) {
        obv_slice text = random_text(&seed, room, 24);
        for (size_t max = 0; max <= text.len; max++) {
            obv_slice cut = obv_cut(text, max);
            CHECK(cut.len <= max && cut.ptr == text.ptr);
            CHECK(obv_is_utf8(cut));
        }
    }
}

static void
a_long_text_is_cut_near_its_limit(void **state)
{
    (void)state;
    static uint8_t text[20000];
    for (size_t i = 0; i + 3 <= sizeof(text); i += 3) {
        memcpy(text + i, "\xE6\x97\xA5", 3);
    }
    for (size_t max = 8180; max < 8200; max++) {
        obv_slice cut = obv_cut((obv_slice){text, 19998}, max);
        CHECK(cut.len == max / 3 * 3);
    }
}

static void
columns_are_those_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } widths[] = {
        {"", 0},     {"abc", 3},    {"é", 1},      {"e\u0301", 1},
        {"日本", 4}, {"\u00A0", 1}, {"\u200B", 0}, {"« »", 3},
        {"\t", 0},   {"한", 2},     {"😀", 2},      {"ﾊ", 1},
    };
    for (size_t i = 0; i < COUNT(widths); i++) {
        CHECK_CASE(obv_columns(s(widths[i].text)) == widths[i].columns,
                   widths[i].text);
    }
}

static void
check_lines(const char *text, size_t width, const char *const *lines)
{
    obv_slice rest = s(text);
    for (size_t i = 0; lines[i] != NULL; i++) {
        obv_slice line = obv_line(rest, width, &rest);
        CHECK_CASE(obv_slice_is(line, lines[i]), lines[i]);
    }
    CHECK_CASE(rest.len == 0, text);
}

static void
lines_break_where_a_reader_would(void **state)
{
    (void)state;
    check_lines("", 10, (const char *[]){"", NULL});
    check_lines("one two three", 13, (const char *[]){"one two three", NULL});
    check_lines("one two three", 12,
                (const char *[]){"one two", "three", NULL});
    check_lines("one two three", 7, (const char *[]){"one two", "three", NULL});
    check_lines("one two three", 6,
                (const char *[]){"one", "two", "three", NULL});
    check_lines("one   two", 5, (const char *[]){"one", "two", NULL});
    check_lines("abcdefgh ij", 4, (const char *[]){"abcd", "efgh", "ij", NULL});
    check_lines("en vigueur\u00A0: oui", 11,
                (const char *[]){"en", "vigueur\u00A0:", "oui", NULL});
    check_lines("日本語日本語", 5,
                (const char *[]){"日本", "語日", "本語", NULL});
    check_lines("peut-être bien", 6,
                (const char *[]){"peut-", "être", "bien", NULL});
    check_lines("e\u0301e\u0301e\u0301e\u0301", 2,
                (const char *[]){"e\u0301e\u0301", "e\u0301e\u0301", NULL});
    /* what is wider than the line has one to itself */
    check_lines("日a", 1, (const char *[]){"日", "a", NULL});
    check_lines("ab", 0, (const char *[]){"a", "b", NULL});
    check_lines("a  ", 1, (const char *[]){"a", NULL});
}

static void
lines_lose_nothing_but_spaces_and_always_end(void **state)
{
    (void)state;
    uint32_t seed = 3;
    char room[400], back[400];
    for (int i = 0; i < 3000; i++) {
        obv_slice text;
        CHECK(obv_clean(random_text(&seed, room, 24), arena, &text) == OBV_OK);
        size_t width = next_random(&seed) % 12, len = 0, put = 0;
        obv_slice rest = text;
        for (int lines = 0; rest.len > 0; lines++) {
            obv_slice line = obv_line(rest, width, &rest);
            CHECK(lines < 200);
            for (size_t at = 0; at < line.len; at++) {
                len += line.ptr[at] != ' ';
                back[put] = (char)line.ptr[at];
                put += line.ptr[at] != ' ';
            }
        }
        for (size_t at = 0, from = 0; at < text.len; at++) {
            if (text.ptr[at] != ' ') {
                CHECK((uint8_t)back[from++] == text.ptr[at]);
                len--;
            }
        }
        CHECK(len == 0);
        obv_arena_empty(arena);
    }
}

static void
a_line_of_marks_alone_comes_to_an_end(void **state)
{
    (void)state;
    static uint8_t text[10001];
    text[0] = 'a';
    for (size_t i = 1; i + 2 <= sizeof(text); i += 2) {
        memcpy(text + i, "\xCC\x81", 2);
    }
    obv_slice rest = {text, sizeof(text)};
    int lines = 0;
    while (rest.len > 0) {
        obv_slice line = obv_line(rest, 80, &rest);
        CHECK(line.len > 0 && lines++ < 10);
    }
}

/* ---- When two texts are the same ----------------------------------------- */

static void
names_are_the_same_to_a_person(void **state)
{
    (void)state;
    static const struct {
        const char *name, *folded;
    } names[] = {
        {"", ""},
        {"   ", ""},
        {"Marie Curie", "marie curie"},
        {"  MARIE\u00A0\tCURIE ", "marie curie"},
        {"Élodie Lefèvre-d’Arc", "elodie lefevre d arc"},
        {"E\u0301lodie Lefe\u0300vre d'Arc", "elodie lefevre d arc"},
        {"LECŒUR Ægidius", "lecoeur aegidius"},
        {"Straße", "strasse"},
        {"Nguyễn Thị Ánh", "nguyen thi anh"},
        {"Ｍａｒｉｅ", "marie"},
        {"ﬁlippo", "filippo"},
        {"Jean\u2010Luc\u2011O\u2013B\u2014C", "jean luc o b c"},
        {"Ma\u00ADrie\u200B", "marie"},
        {"ΣΊΣΥΦΟΣ", "σισυφοσ"},
        {"Σίσυφος", "σισυφοσ"},
        {"شَمْس", "شمس"},
    };
    for (size_t i = 0; i < COUNT(names); i++) {
        obv_slice folded;
        CHECK(obv_fold_name(s(names[i].name), arena, &folded) == OBV_OK);
        if (!obv_slice_is(folded, names[i].folded)) {
            fail_msg("%s: %.*s", names[i].name, (int)folded.len,
                     (const char *)folded.ptr);
        }
    }
}

static void
names_that_differ_stay_different(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
    } pairs[] = {
        {"Marie", "Maria"},    {"Jean Luc", "JeanLuc"},
        {"\u0430nna", "anna"},                   /* Cyrillic a */
        {"राम", "रम"},                           /* a vowel is no accent */
        {"रामु", "राम"},        {"がん", "かん"}, /* nor is a voiced sound */
        {"Øre", "Ore"},        {"I", "ı"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        obv_slice a, b;
        CHECK(obv_fold_name(s(pairs[i].a), arena, &a) == OBV_OK);
        CHECK(obv_fold_name(s(pairs[i].b), arena, &b) == OBV_OK);
        CHECK_CASE(!obv_slice_equal(a, b), pairs[i].a);
    }
}

static void
addresses_fold_case_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *address, *folded;
    } addresses[] = {
        {" Marie.Curie@Example.ORG\n", "marie.curie@example.org"},
        {"E\u0301@x.fr", "é@x.fr"},
        {"a+b@x.fr", "a+b@x.fr"},
        {"a b@x.fr", "a b@x.fr"},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(addresses); i++) {
        obv_slice folded;
        CHECK(obv_fold_email(s(addresses[i].address), arena, &folded) ==
              OBV_OK);
        CHECK_CASE(obv_slice_is(folded, addresses[i].folded),
                   addresses[i].address);
    }
    obv_slice a, b;
    CHECK(obv_fold_email(s("rene@x.fr"), arena, &a) == OBV_OK);
    CHECK(obv_fold_email(s("rené@x.fr"), arena, &b) == OBV_OK);
    CHECK(!obv_slice_equal(a, b));
}

static void
prose_keeps_all_but_its_white_space(void **state)
{
    (void)state;
    static const struct {
        const char *text, *folded;
    } texts[] = {
        {"", ""},
        {" \n ", ""},
        {"a\r\n\r\n\tb  c ", "a b c"},
        {"« mot\u202F»\u00A0!", "« mot » !"},
        {"re\u0301gularite\u0301", "régularité"},
        {"Ponctualité, ASSIDUITÉ", "Ponctualité, ASSIDUITÉ"},
        {"a\u2003b\u2029c", "a b c"},
        {"ﬁ²", "ﬁ²"}, /* no compatibility: a square is no two */
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_slice folded;
        CHECK(obv_fold_prose(s(texts[i].text), arena, &folded) == OBV_OK);
        CHECK_CASE(obv_slice_is(folded, texts[i].folded), texts[i].text);
    }
}

static void
what_is_not_utf8_does_not_fold(void **state)
{
    (void)state;
    obv_slice folded;
    CHECK(obv_fold_name(s("Ren\xE9"), arena, &folded) == OBV_MALFORMED);
    CHECK(obv_fold_email(s("\xFF@x"), arena, &folded) == OBV_MALFORMED);
    CHECK(obv_fold_prose(s("\xC3"), arena, &folded) == OBV_MALFORMED);
    obv_slice nul = {(const uint8_t *)"a\0b", 3};
    CHECK(obv_fold_name(nul, arena, &folded) == OBV_MALFORMED);
}

/* ---- Memory -------------------------------------------------------------- */

static obv_status
all_of_it(obv_arena *in)
{
    obv_slice out;
    TRY(obv_clean(s("a\u202E日"), in, &out));
    TRY(obv_fold_name(s("Élodie\u00A0Œ"), in, &out));
    TRY(obv_fold_email(s("É@x.fr"), in, &out));
    return obv_fold_prose(s("re\u0301gularite\u0301"), in, &out);
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    CHECK_EACH_ARENA(all_of_it(small));
}

static void
a_failed_allocation_is_said(void **state)
{
    (void)state;
    CHECK_EACH_FAILURE(all_of_it(arena), OBV_OK);
}

/* A line that a terminal draws wider than we think goes on at the left edge,
   where only our own lines begin. */
static void
signs_that_some_terminals_draw_wide_are_counted_so(void **state)
{
    (void)state;
    static const char *const signs[] = {
        "\u2630",       /* one column until Unicode 16 */
        "\u4DC0",       /* the same */
        "\U0001F1EB",   /* half of a flag */
        "\U0001FAE8",   /* younger than our tables */
        "\u263A\uFE0F", /* drawn as an emoji */
    };
    for (size_t i = 0; i < COUNT(signs); i++) {
        obv_buffer text = obv_buffer_in(arena);
        for (int k = 0; k < 40; k++) {
            obv_put_text(&text, signs[i]);
        }
        obv_slice rest, line = obv_line(obv_buffer_slice(&text), 40, &rest);
        CHECK_CASE(line.len <= 20 * strlen(signs[i]), signs[i]);
        CHECK_CASE(line.len >= 13 * strlen(signs[i]), signs[i]);
    }
    static const char common[] = "◌ ── │ °©®";
    obv_slice rest;
    CHECK(obv_line(obv_slice_of(common), 10, &rest).len == strlen(common));
}

static void
blanks_are_squeezed_to_one_space(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"a b", "a b"},
        {"a  b", "a b"},
        {"  a   b  ", " a b "},
        {"a\u00A0b", "a\u00A0b"}, /* one blank stays what it is */
        {"a\u00A0 b", "a b"},
        {"a \u2003\u3000\u2800\tb", "a b"},
        {"é\u202F\u202Fè", "é è"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice got;
        CHECK(obv_squeeze(obv_slice_of(cases[i].text), arena, &got) == OBV_OK);
        CHECK_CASE(obv_slice_is(got, cases[i].want), cases[i].text);
    }
    obv_slice got;
    CHECK(obv_squeeze(obv_slice_of("a\xFF"), arena, &got) == OBV_MALFORMED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_that_some_terminals_draw_wide_are_counted_so),
        cmocka_unit_test(blanks_are_squeezed_to_one_space),
        cmocka_unit_test(utf8_is_strict_and_holds_no_nul),
        cmocka_unit_test(only_what_can_be_seen_is_left),
        cmocka_unit_test(clean_text_is_not_copied),
        cmocka_unit_test(what_is_not_utf8_is_neither_clean_nor_cleaned),
        cmocka_unit_test(the_quick_way_judges_as_the_slow_one),
        cmocka_unit_test(cleaning_twice_changes_nothing_more),
        cmocka_unit_test(a_cut_is_between_characters),
        cmocka_unit_test(a_cut_of_anything_is_short_enough_and_utf8),
        cmocka_unit_test(a_long_text_is_cut_near_its_limit),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(lines_break_where_a_reader_would),
        cmocka_unit_test(lines_lose_nothing_but_spaces_and_always_end),
        cmocka_unit_test(a_line_of_marks_alone_comes_to_an_end),
        cmocka_unit_test(names_are_the_same_to_a_person),
        cmocka_unit_test(names_that_differ_stay_different),
        cmocka_unit_test(addresses_fold_case_and_nothing_else),
        cmocka_unit_test(prose_keeps_all_but_its_white_space),
        cmocka_unit_test(what_is_not_utf8_does_not_fold),
        cmocka_unit_test(a_small_arena_is_said),
        cmocka_unit_test(a_failed_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
