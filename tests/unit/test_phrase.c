/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences with {words}: what a badge or a translator may put into them. */
#include "check.h"

#include "report/report.h"

static obv_arena *arena;

static const char *
filled(const char *sentence, const obv_value *values, size_t max)
{
    obv_buffer out = obv_buffer_in(arena);
    obv_put_phrase(&out, sentence, values, max);
    CHECK(!out.failed);
    return obv_arena_text(arena, obv_buffer_slice(&out));
}

static const char *
shown(const char *bytes, size_t len, size_t max)
{
    obv_buffer out = obv_buffer_in(arena);
    obv_put_shown(&out, (obv_slice){(const uint8_t *)bytes, len}, max);
    CHECK(!out.failed);
    return obv_arena_text(arena, obv_buffer_slice(&out));
}

#define END                                                                    \
    {                                                                          \
        NULL,                                                                  \
        {                                                                      \
            NULL, 0                                                            \
        }                                                                      \
    }

static void
words_are_filled_in_wherever_they_stand(void **state)
{
    (void)state;
    const obv_value values[] = {
        {"a", obv_slice_of("one")}, {"b", obv_slice_of("two")}, END};
    static const struct {
        const char *sentence, *want;
    } cases[] = {
        {"", ""},
        {"nothing", "nothing"},
        {"{a}", "one"},
        {"{a}{b}", "onetwo"},
        {"{b}, then {a}.", "two, then one."},
        {"{a} {a} {a}", "one one one"},
        {"« {a} » : {b}", "« one » : two"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(filled(cases[i].sentence, values, 100), cases[i].want);
    }
}

static void
a_word_without_a_value_stays_as_it_is(void **state)
{
    (void)state;
    const obv_value values[] = {{"a", obv_slice_of("one")}, END};
    static const struct {
        const char *sentence, *want;
    } cases[] = {
        {"{issuer}", "{issuer}"},
        {"{A}", "{A}"},
        {"{", "{"},
        {"}", "}"},
        {"{a", "{a"},
        {"a}", "a}"},
        {"{}", "{}"},
        {"{{a}}", "{one}"},
        {"{ a }", "{ a }"},
        {"%s %n {a}", "%s %n one"},
        {"{b} and {a}", "{b} and one"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_TEXT(filled(cases[i].sentence, values, 100), cases[i].want);
    }
}

static void
a_sentence_needs_no_values(void **state)
{
    (void)state;
    CHECK_TEXT(filled("{a} stays", NULL, 100), "{a} stays");
}

/* An issuer that calls itself "{holder}" gets no look at the holder. */
static void
a_value_is_never_read_for_words(void **state)
{
    (void)state;
    const obv_value values[] = {{"issuer", obv_slice_of("{holder}")},
                                {"holder", obv_slice_of("Camille")},
                                END};
    CHECK_TEXT(filled("{issuer} / {holder}", values, 100),
               "{holder} / Camille");
    CHECK_TEXT(filled("{{issuer}}", values, 100), "{{holder}}");
}

static void
a_value_is_cleaned(void **state)
{
    (void)state;
    static const struct {
        const char *value, *want;
    } cases[] = {
        {"a\033[2Jb", "a[2Jb"},
        {"a\nb", "a b"},
        {"a\tb", "a b"},
        {"\xE2\x80\xAE"
         "evil\xE2\x80\xAC",
         "evil"},                             /* right-to-left override */
        {"a\xE2\x81\xA6z\xE2\x81\xA9", "az"}, /* isolates */
        {"a\xC2\x9B"
         "31mb",
         "a31mb"},                /* C1 control */
        {"a\xEF\xBB\xBFz", "az"}, /* byte order mark inside */
        {"a\x7Fz", "az"},
        {"a\bz", "az"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const obv_value values[] = {{"v", obv_slice_of(cases[i].value)}, END};
        const char *got = filled("<{v}>", values, 100);
        char want[64] = "<";
        memcpy(want + 1, cases[i].want, strlen(cases[i].want));
        want[1 + strlen(cases[i].want)] = '>';
        CHECK_TEXT(got, want);
    }
}

/* Spaces that end a line where a forger wants it would let a name draw lines
   of its own; a quote in a name would end the one that it stands in. */
static void
a_value_stays_in_its_line_and_in_its_quotes(void **state)
{
    (void)state;
    static const struct {
        const char *sentence, *value, *want;
    } cases[] = {
        {"<{v}>", "a    b", "<a b>"},
        {"<{v}>", "a \t\n b", "<a b>"},
        {"<{v}>", "a\u00A0\u2003\u3000b", "<a b>"},
        {"<{v}>", "a\u2800\u2800b", "<a b>"},
        {"<{v}>", "a\u202F: b", "<a\u202F: b>"},
        {"<{v}>", "  a ", "< a >"},
        {"<{v}>", "l’« a » “b” \"c\"", "<l’« a » “b” \"c\">"},
        {"“{v}”", "a”. Genuine. “b", "“a’. Genuine. ‘b”"},
        {"“{v}”", "l’« a » \"b\"", "“l’‹ a › 'b'”"},
        {"« {v} »", "a ». Genuine. « b", "« a ›. Genuine. ‹ b »"},
        {"«\u202F{v}\u202F»", "a„»", "«\u202Fa‚›\u202F»"},
        {"«\u00A0{v}\u00A0»", "“", "«\u00A0‘\u00A0»"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const obv_value values[] = {{"v", obv_slice_of(cases[i].value)}, END};
        CHECK_TEXT(filled(cases[i].sentence, values, 100), cases[i].want);
    }
}

static void
bytes_that_are_no_utf8_show_question_marks(void **state)
{
    (void)state;
    CHECK_TEXT(shown("caf\xE9.png", 8, 100), "caf?.png");
    CHECK_TEXT(shown("a\0b", 3, 100), "a?b");
    CHECK_TEXT(shown("\xFF\xFE", 2, 100), "??");
    CHECK_TEXT(shown("caf\xC3\xA9", 5, 100), "café");
    CHECK_TEXT(shown("", 0, 100), "");
}

static void
a_long_value_is_cut_and_says_so(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'x', sizeof(text));
    CHECK_NUMBER(strlen(shown(text, sizeof(text), 1000)), 1000);
    const char *cut = shown(text, sizeof(text), 999);
    CHECK_NUMBER(strlen(cut), 999 + strlen("…"));
    CHECK(strcmp(cut + 999, "…") == 0);
    const obv_value values[] = {{"v", {(const uint8_t *)text, 1000}}, END};
    CHECK_NUMBER(strlen(filled("{v}{v}", values, 10)), 2 * (10 + strlen("…")));
}

/* Never in the middle of a character. */
static void
a_cut_value_is_still_utf8(void **state)
{
    (void)state;
    const char *text = "ééééééé👨‍👩‍👧éé";
    for (size_t max = 0; max <= strlen(text); max++) {
        const char *cut = shown(text, strlen(text), max);
        CHECK(obv_is_utf8(obv_slice_of(cut)));
        CHECK(strlen(cut) <= max + strlen("…"));
    }
}

static void
a_full_arena_is_noticed(void **state)
{
    (void)state;
    const obv_value values[] = {{"v", obv_slice_of("value")}, END};
    bool ever_failed = false, ever_done = false;
    for (size_t size = 0; size < 4096; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_buffer out = obv_buffer_in(small);
        obv_put_phrase(&out, "a {v} \xC3\xA9 {v}", values, 100);
        obv_put_shown(&out, obv_slice_of("\xE9"), 100);
        ever_failed |= out.failed;
        ever_done |= !out.failed;
        obv_arena_free(small);
    }
    CHECK(ever_failed);
    CHECK(ever_done);
}

static int
start(void **state)
{
    (void)state;
    arena = obv_arena_new(1024 * 1024);
    return arena == NULL ? -1 : 0;
}

static int
end(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_filled_in_wherever_they_stand),
        cmocka_unit_test(a_word_without_a_value_stays_as_it_is),
        cmocka_unit_test(a_sentence_needs_no_values),
        cmocka_unit_test(a_value_is_never_read_for_words),
        cmocka_unit_test(a_value_is_cleaned),
        cmocka_unit_test(a_value_stays_in_its_line_and_in_its_quotes),
        cmocka_unit_test(bytes_that_are_no_utf8_show_question_marks),
        cmocka_unit_test(a_long_value_is_cut_and_says_so),
        cmocka_unit_test(a_cut_value_is_still_utf8),
        cmocka_unit_test(a_full_arena_is_noticed),
    };
    return cmocka_run_group_tests(tests, start, end);
}
