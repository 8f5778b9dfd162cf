/* SPDX-License-Identifier: Apache-2.0 */
/* IRIs and language tags: resolved, and told from what is none. */
#include "arenas.h"
#include "canon/inside.h"

#include <stdlib.h>

static const char *
resolve(const char *base, const char *reference)
{
    obv_slice iri;
    CHECK(obv_iri_resolve(obv_slice_of(base), obv_slice_of(reference), arena,
                          &iri));
    return obv_arena_text(arena, iri);
}

/* RFC 3986 5.4.1 and 5.4.2, strict. */
static void
references_are_resolved_as_the_standard_shows(void **state)
{
    static const char *const cases[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(resolve("http://a/b/c/d;p?q", cases[i][0]), cases[i][1]);
    }
}

static void
odd_bases_are_no_trap(void **state)
{
    (void)state;
    CHECK_TEXT(resolve("", "g"), "g");
    CHECK_TEXT(resolve("http://a", "g"), "http://a/g");
    CHECK_TEXT(resolve("http://a?q", "g"), "http://a/g");
    CHECK_TEXT(resolve("http://a#f", ""), "http://a");
    CHECK_TEXT(resolve("urn:x:y", "g"), "urn:g");
    CHECK_TEXT(resolve("urn:x:y", "#g"), "urn:x:y#g");
    CHECK_TEXT(resolve("did:key:z6Mk", "#z6Mk"), "did:key:z6Mk#z6Mk");
    CHECK_TEXT(resolve("http://a/b", "//c/../d"), "http://c/d");
}

static void
an_iri_is_told_from_what_is_none(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"https://example.org/", true},
        {"urn:uuid:1", true},
        {"did:web:a.example%3A80#key-1", true},
        {"mailto:a@b.example", true},
        {"a:", true},
        {"tag:x+y-z.1:q", true},
        {"http://[::1]:80/", true},
        {"http://me@[::1]", true},
        {"https://\xC3\xA9.example/\xE2\x82\xAC?\xEE\x80\x80", true},
        {"https://example.org/a?b?c/d#e?f", true},
        {"", false},
        {"no", false},
        {"/a", false},
        {":a", false},
        {"1a:b", false},
        {"a b:c", false},
        {"http://a/b c", false},
        {"http://a/<b>", false},
        {"http://a/\"", false},
        {"http://a/{b}", false},
        {"http://a/|", false},
        {"http://a/\\", false},
        {"http://a/^", false},
        {"http://a/`", false},
        {"http://a/\x7F", false},
        {"http://a/\n", false},
        {"http://a/%", false},
        {"http://a/%4", false},
        {"http://a/%4G", false},
        {"http://a/#b#c", false},
        {"http://a/[b]", false},
        {"http://a[b]/", false},
        {"http://[::1]x/", false},
        {"http://[::1", false},
        {"http://a/?[", false},
        {"urn:[", false},
        {"https://a/\xEE\x80\x80", false},     /* private use in a path */
        {"https://a/\xC2\x85", false},         /* a control character */
        {"https://a/\xEF\xB7\x90", false},     /* no character */
        {"https://a/\xF3\xA0\x80\x81", false}, /* a tag */
        {"_:b0", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_iri_is_good(obv_slice_of(cases[i].text)) ==
                       cases[i].good,
                   cases[i].text);
    }
}

/* The last byte of what is cut is not looked behind. */
static void
nothing_is_read_behind_the_end(void **state)
{
    static const char *const cases[] = {"http://a/%41", "http://[::1]/",
                                        "https://a/\xE2\x82\xAC"};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice whole = obv_slice_of(cases[i]);
        for (size_t len = 0; len < whole.len; len++) {
            uint8_t *copy = malloc(len > 0 ? len : 1);
            CHECK(copy != NULL);
            memcpy(copy, whole.ptr, len);
            (void)obv_iri_is_good((obv_slice){copy, len});
            (void)obv_iri_has_scheme((obv_slice){copy, len});
            free(copy);
        }
    }
}

static void
a_language_tag_is_told_from_what_is_none(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"fr", true},         {"en-US", true},
        {"zh-Hant-TW", true}, {"sl-1994", true},
        {"x-private", true},  {"abcdefgh", true},
        {"", false},          {"-", false},
        {"fr-", false},       {"-fr", false},
        {"fr--be", false},    {"f1", false},
        {"fr_BE", false},     {"a b", false},
        {"abcdefghi", false}, {"fr-123456789", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_is_language(obv_slice_of(cases[i].text)) ==
                       cases[i].good,
                   cases[i].text);
    }
}

static void
keywords_are_these_and_no_others(void **state)
{
    static const struct {
        const char *text;
        bool keyword, like;
    } cases[] = {
        {"@id", true, true},       {"@included", true, true},
        {"@foo", false, true},     {"@Id", false, true},
        {"@", false, false},       {"@foo.bar", false, false},
        {"id", false, false},      {"", false, false},
        {"@id@", false, false},    {"@ids", false, true},
        {"@vocab1", false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_slice text = obv_slice_of(cases[i].text);
        CHECK_CASE((obv_keyword_of(text) != OBV_KEYWORD_NONE) ==
                       cases[i].keyword,
                   cases[i].text);
        CHECK_CASE(obv_keyword_like(text) == cases[i].like, cases[i].text);
    }
}

static void
a_small_arena_is_no_memory(void **state)
{
    obv_slice iri;
    (void)state;
    CHECK_EACH_ARENA_GIVES(obv_iri_resolve(obv_slice_of("http://a/b"),
                                           obv_slice_of("../c"), small, &iri)
                               ? small
                               : NULL);
    CHECK_EACH_ARENA_GIVES(obv_lower(obv_slice_of("EN"), small, &iri) ? small
                                                                      : NULL);
    CHECK_EACH_ARENA_GIVES(
        obv_join(obv_slice_of("a"), obv_slice_of("b"), small, &iri) ? small
                                                                    : NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_resolved_as_the_standard_shows),
        cmocka_unit_test(odd_bases_are_no_trap),
        cmocka_unit_test(an_iri_is_told_from_what_is_none),
        cmocka_unit_test(nothing_is_read_behind_the_end),
        cmocka_unit_test(a_language_tag_is_told_from_what_is_none),
        cmocka_unit_test(keywords_are_these_and_no_others),
        cmocka_unit_test(a_small_arena_is_no_memory),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
