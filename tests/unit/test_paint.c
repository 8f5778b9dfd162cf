/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures with explanations: their words can be drawn in every language, and
   they have a largest size, in pixels and in bytes. */
#include "picture_arena.h"

#include "check.h"
#include "codes.h"
#include "container/container.h"
#include "files.h"
#include "front/front.h"
#include "reader/explain.h"
#include "reader/paint.h"

#include <stdlib.h>

#define LARGEST OBV_MAX_EXPLAINED

static const obv_colour black = {0, 0, 0};
static uint8_t answer[LARGEST], png[LARGEST];
static obv_found found;

/* ---- Words ----------------------------------------------------------------
 */

static obv_painting
board(void)
{
    static uint8_t pixels[100 * 20 * 3];
    memset(pixels, 100, sizeof(pixels));
    return (obv_painting){pixels, 100, 20};
}

/* How many of its pixels are letters. */
static size_t
painted(const char *text)
{
    obv_painting p = board();
    size_t white = 0;
    obv_paint_text(&p, (obv_point){0, 0}, 1, obv_slice_of(text), black);
    for (size_t i = 0; i < (size_t)p.width * p.height; i++) {
        white += p.pixels[3 * i] == 255;
    }
    return white;
}

static void
every_label_of_every_language_can_be_drawn(void **state)
{
    (void)state;
    static obv_words words;
    const char *build = getenv("BUILD");
    obv_slice languages = obv_slice_of(obv_words_languages());
    for (obv_slice one; languages.len > 0;) {
        if (!obv_slice_cut(languages, ',', &one, &languages)) {
            one = languages;
            languages = obv_slice_of("");
        }
        const char *name = obv_arena_text(arena, obv_slice_trim(one));
        CHECK(obv_words_choose(&words, build != NULL ? build : "build", name));
        for (int i = OBV_MSG_LABEL_NOTHING; i <= OBV_MSG_LABEL_DARK; i++) {
            CHECK_CASE(obv_can_paint(obv_slice_of(words.messages[i])),
                       words.messages[i]);
        }
        obv_slice before, after;
        CHECK(obv_slice_cut(obv_slice_of(words.messages[OBV_MSG_SCAN_CODE]),
                            '{', &before, &after));
        CHECK(obv_can_paint(before) && obv_slice_is(after, "n}"));
    }
}

static void
an_accent_is_drawn_above_its_letter(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"e", "é"}, {"e", "è"}, {"a", "à"}, {"a", "â"}, {"u", "û"}, {"c", "ç"},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        CHECK_CASE(painted(pairs[i][1]) > painted(pairs[i][0]), pairs[i][1]);
    }
    CHECK(painted("é") != painted("ê"));
    CHECK_NUMBER(painted("coupé"), painted("coup") + painted("é"));
}

static void
what_has_no_drawing_is_a_gap(void **state)
{
    (void)state;
    static const char *const texts[] = {"字", "\xC3", "\xFF\x80", "E", "\n"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        CHECK_CASE(!obv_can_paint(obv_slice_of(texts[i])), texts[i]);
        CHECK_NUMBER(painted(texts[i]), 0);
    }
    CHECK(obv_can_paint(obv_slice_of("")));
    CHECK_NUMBER(painted(""), 0);
}

static void
a_text_wider_than_the_picture_ends_with_it(void **state)
{
    (void)state;
    char wide[1000] = "";
    memset(wide, 'm', sizeof(wide) - 1);
    CHECK(painted(wide) > 0);
    CHECK(painted(wide) < 20 * painted("m"));
}

/* Two lines too few, one too few, all of them, one too many. */
static void
labels_are_as_many_as_they_must_be(void **state)
{
    (void)state;
    static char argument[200];
    obv_labels labels;
    CHECK(!obv_labels_read("", &labels));
    strcpy(argument, OBV_EXPLAIN_ARGUMENT);
    for (int i = 0; i <= OBV_LABEL_COUNT + 1; i++) {
        CHECK(obv_labels_read(argument, &labels) == (i == OBV_LABEL_COUNT));
        size_t used = strlen(argument);
        argument[used] = '\n';
        argument[used + 1] = (char)('a' + i);
    }
    CHECK(!obv_labels_read("--explained\na\nb\nc\nd\ne\nf\ng\nh", &labels));
    CHECK(obv_labels_read("--explain\na\nb\nc\nd\ne\nf\ng\nh", &labels));
    CHECK(obv_slice_is(labels.texts[OBV_LABEL_NOTHING], "a"));
    CHECK(obv_slice_is(labels.texts[OBV_LABEL_COUNT - 1], "h"));
}

/* ---- Sizes ----------------------------------------------------------------
 */

static size_t
written(const obv_painting *p, size_t max)
{
    size_t len = 0;
    return obv_png_write(p, png, max, &len) == OBV_OK ? len : 0;
}

static uint32_t
width_of(const uint8_t *file)
{
    return (uint32_t)file[16] << 24 | (uint32_t)file[17] << 16 |
           (uint32_t)file[18] << 8 | file[19];
}

/* The width of the explanation of a white picture of that size. */
static uint32_t
explained_width(uint32_t width, uint32_t height)
{
    obv_labels labels;
    obv_explanation said = {answer, 0};
    size_t size = (size_t)width * height * 3;
    obv_painting white = {malloc(size), width, height};
    CHECK(white.pixels != NULL);
    memset(white.pixels, 255, size);
    size_t len = written(&white, sizeof(png));
    free(white.pixels);
    obv_arena_empty(arena);
    CHECK(obv_labels_read("--explain\na\nb\nc\nd\ne\nf\ng\nh", &labels));
    CHECK(len > 0 && obv_explain((obv_slice){png, len}, &labels, arena, &found,
                                 &said) == OBV_OK);
    return width_of(answer + sizeof(obv_explained));
}

static void
a_larger_picture_is_explained_as_its_half(void **state)
{
    (void)state;
    CHECK_NUMBER(explained_width(2048, OBV_MAX_PAINTED / 2048), 2048);
    CHECK_NUMBER(explained_width(2050, OBV_MAX_PAINTED / 2048), 1025);
}

/* Noise, which nothing packs. */
static void
spoil(uint8_t *bytes, size_t count)
{
    uint32_t seed = 1;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(seed >> 24);
    }
}

static void
the_noisiest_sheet_fits(void **state)
{
    (void)state;
    obv_painting p;
    paper noise = paper_new(2048, OBV_MAX_PAINTED / 2048);
    obv_arena_empty(arena);
    CHECK(noise.pixels != NULL);
    spoil(noise.pixels, OBV_MAX_PAINTED);
    obv_grey grey = paper_grey(&noise);
    CHECK(obv_paint_start(&grey, arena, &p) == OBV_OK);
    paper_free(&noise);
    CHECK(written(&p, LARGEST - sizeof(obv_explained)) > 0);
    /* ... even if all of it were painted in all colours. */
    spoil(p.pixels, (size_t)3 * OBV_MAX_PAINTED);
    CHECK(written(&p, LARGEST - sizeof(obv_explained)) > 0);
}

static void
a_picture_of_a_byte_more_than_there_is_room_is_none(void **state)
{
    (void)state;
    uint8_t pixels[64 * 64 * 3];
    spoil(pixels, sizeof(pixels));
    const obv_painting p = {pixels, 64, 64};
    size_t len = written(&p, LARGEST);
    CHECK(len > sizeof(pixels));
    CHECK_NUMBER(written(&p, len), len);
    CHECK_NUMBER(written(&p, len - 1), 0);
    CHECK_NUMBER(written(&p, 0), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_label_of_every_language_can_be_drawn),
        cmocka_unit_test(an_accent_is_drawn_above_its_letter),
        cmocka_unit_test(what_has_no_drawing_is_a_gap),
        cmocka_unit_test(a_text_wider_than_the_picture_ends_with_it),
        cmocka_unit_test(labels_are_as_many_as_they_must_be),
        cmocka_unit_test(a_larger_picture_is_explained_as_its_half),
        cmocka_unit_test(the_noisiest_sheet_fits),
        cmocka_unit_test(a_picture_of_a_byte_more_than_there_is_room_is_none),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
