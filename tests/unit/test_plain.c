/* SPDX-License-Identifier: Apache-2.0 */
/* A text that is a badge: told by its shape, and generously. */
#include "check.h"

#include "container/container.h"
#include "making.h"

#include <stdlib.h>

static obv_arena *arena;
static obv_found found;

static obv_reason
reason_of(obv_slice file)
{
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_OK);
    CHECK(obv_found_is_sound(&found));
    return found.reason;
}

#define JWS "eyJhbGciOiJFZERTQSJ9.e30.c2ln"

/* What is wrong with some of these, the form floor says. */
static void
json_jws_and_addresses_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where;
    } cases[] = {
        {"{}", "JSON"},
        {"[{}]", "JSON"},
        {"{\"name\":\"caf\xC3\xA9\"}", "JSON"},
        {"{\"name\":\"caf\xE9\"}", "JSON"}, /* not UTF-8 */
        {"{ this is no JSON", "JSON"},
        {JWS, "JWS"},
        {"eyJhbGciOiJFZERTQSJ9..c2ln", "JWS"},
        {"eyJhbGciOiJFZERTQSJ9.e30\n.c2ln", "JWS"},     /* white space inside */
        {"eyJhbGciOiJFZERTQSJ9.e30.c2l=", "JWS"},       /* padding */
        {"ewogImFsZyI6ICJFZERTQSIKfQ.e30.c2ln", "JWS"}, /* {, line break */
        {"https://badges.example/1", "address"},
        {"http://badges.example/1", "address"},
        {"data:application/vc+jwt," JWS, "address"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(reason_of(obv_slice_of(cases[i].text)), OBV_REASON_NONE);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PLAIN);
        CHECK_NUMBER(found.count, 1);
        CHECK_TEXT(found.texts[0].where, cases[i].where);
        CHECK_NUMBER(found.texts[0].len, strlen(cases[i].text));
        CHECK(memcmp(found.bytes, cases[i].text, found.texts[0].len) == 0);
    }
}

/* A badge may take several codes: each line is one. */
static void
each_line_that_a_code_said_is_a_text(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_of(obv_slice_of("OB1:AB\r\n\nOB1:CD")),
                 OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK_TEXT(found.texts[0].where, "OB1");
    CHECK_NUMBER(found.texts[1].notes, OBV_NOTE_CODE);
    CHECK(memcmp(found.bytes, "OB1:ABOB1:CD", found.bytes_len) == 0);

    static char lines[(OBV_MAX_FOUND + 1) * 5 + 1];
    for (size_t i = 0; i < sizeof(lines) - 1; i++) {
        lines[i] = "OB1:\n"[i % 5];
    }
    CHECK_NUMBER(reason_of(obv_slice_of(lines)), OBV_REASON_LIMIT);
    lines[OBV_MAX_FOUND * 5] = '\0';
    CHECK_NUMBER(reason_of(obv_slice_of(lines)), OBV_REASON_NONE);
}

static void
white_space_and_a_mark_around_are_none_of_it(void **state)
{
    (void)state;
    static const char *const starts[] = {"", "\xEF\xBB\xBF", "\r\n\t ",
                                         "\xEF\xBB\xBF \n"};
    static const char *const ends[] = {"", "\n", "\r\n\r\n", " \t"};
    for (size_t i = 0; i < COUNT(starts) * COUNT(ends); i++) {
        making m = {NULL, 0, 0};
        making_printf(&m, "%s%s%s", starts[i % 4], JWS, ends[i / 4]);
        CHECK_NUMBER(reason_of(making_slice(&m)), OBV_REASON_NONE);
        CHECK(obv_slice_is((obv_slice){found.bytes, found.bytes_len}, JWS));
        making_clear(&m);
    }
}

static void
other_texts_hold_no_badge(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Not an image",
        "See https://badges.example/1",
        "https://badges.example/1 is mine",
        "https://badges.example/1\nhttps://badges.example/2",
        "HTTPS",
        "ftp://badges.example/1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "eyebrow.pencil",
        "eyewitnesses-of-the-accident",
        "a.b.c",
        "<html></html>",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n",
        "\"" JWS "\"",
        "x",
        "\xC3\xA9",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_reason reason = reason_of(obv_slice_of(texts[i]));
        CHECK_CASE(reason == OBV_REASON_NO_BADGE, texts[i]);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PLAIN);
        CHECK_NUMBER(found.count, 0);
    }
}

static void
an_empty_file_is_said_to_be_empty(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " ", "\r\n", "\xEF\xBB\xBF",
                                        "\xEF\xBB\xBF\n\n\t"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_NUMBER(reason_of(obv_slice_of(texts[i])), OBV_REASON_EMPTY_FILE);
        CHECK_NUMBER(found.count, 0);
    }
}

static void
the_shape_of_a_jws(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {JWS, true},
        {"eyJhbGciOiIifQ.", true}, /* the shortest header: {"alg":""} */
        {"eyJhbGciOiIif.", false},
        {"eyJhbGciOiIifQ", false}, /* no dot */
        {"fyJhbGciOiIifQ.e30.", false},
        {"eyJhbGciOiI fQ.e30.", false},
        {"eyJhbGciOiI+fQ.e30.", false},
        {" " JWS, false}, /* the caller has trimmed */
        {"", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_looks_like_jws(obv_slice_of(cases[i].text)) ==
                       cases[i].is,
                   cases[i].text);
    }
}

static void
every_prefix_is_read_without_a_step_too_far(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF data:application/vc+jwt," JWS "\n";
    for (size_t len = 0; len < sizeof(text); len++) {
        uint8_t *cut = malloc(len > 0 ? len : 1);
        memcpy(cut, text, len);
        (void)reason_of((obv_slice){cut, len});
        free(cut);
    }
}

static void
a_badge_text_has_a_longest_length(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_text(&m, " {");
    making_fill(&m, 'x', OBV_MAX_BADGE_TEXT - 1);
    CHECK_NUMBER(reason_of(making_slice(&m)), OBV_REASON_NONE);
    making_text(&m, "x");
    CHECK_NUMBER(reason_of(making_slice(&m)), OBV_REASON_LIMIT);
    CHECK_NUMBER(found.count, 0);
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
        cmocka_unit_test(json_jws_and_addresses_are_found),
        cmocka_unit_test(each_line_that_a_code_said_is_a_text),
        cmocka_unit_test(white_space_and_a_mark_around_are_none_of_it),
        cmocka_unit_test(other_texts_hold_no_badge),
        cmocka_unit_test(an_empty_file_is_said_to_be_empty),
        cmocka_unit_test(the_shape_of_a_jws),
        cmocka_unit_test(every_prefix_is_read_without_a_step_too_far),
        cmocka_unit_test(a_badge_text_has_a_longest_length),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
