/* SPDX-License-Identifier: Apache-2.0 */
/* What is baked is what a reader finds, and the picture stays as it was. */
#include "container/container.h"
#include "issuing.h"

static obv_slice png, svg;
static obv_found found;

#define JWS "eyJhbGciOiJFZERTQSJ9.eyJhIjoiw6kifQ.c2ln"
static const char json[] = "{\"id\":\"urn:x\",\"name\":\"Équipe ]]> & <fin>\"}";

static int
start(void **state)
{
    png = file_read("sample-badges/no-badge.png");
    svg = file_read("sample-badges/no-badge.svg");
    return png.ptr != NULL && svg.ptr != NULL ? issuing_start(state) : -1;
}

static int
stop(void **state)
{
    file_free(png);
    file_free(svg);
    return issuing_stop(state);
}

static obv_baking
baking(const char *badge, bool ob3)
{
    return (obv_baking){.badge = obv_slice_of(badge),
                        .ob3 = ob3,
                        .jws = badge[0] == 'e',
                        .verify = obv_slice_of("")};
}

/* The one text that a reader finds, and where. */
static obv_slice
text_in(obv_slice file, const char *where)
{
    CHECK(obv_container_open(file, issuing.arena, &found) == OBV_OK);
    CHECK_NUMBER(found.count, 1);
    CHECK_TEXT(found.texts[0].where, where);
    CHECK_NUMBER(found.texts[0].notes, 0);
    return (obv_slice){found.bytes + found.texts[0].at, found.texts[0].len};
}

/* ---- PNG ----------------------------------------------------------------- */

static void
a_baked_png_gives_its_badge_back_to_the_byte(void **state)
{
    (void)state;
    static const struct {
        const char *badge;
        bool ob3;
        const char *where;
    } cases[] = {
        {JWS, true, "iTXt openbadgecredential"},
        {json, true, "iTXt openbadgecredential"},
        {JWS, false, "iTXt openbadges"},
        {json, false, "iTXt openbadges"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_baking b = baking(cases[i].badge, cases[i].ob3);
        obv_slice baked;
        CHECK(obv_bake_png(&issuing, &b, png, &baked));
        CHECK(obv_slice_is(text_in(baked, cases[i].where), cases[i].badge));
    }
}

/* Without its one new chunk, the picture is the one that went in. */
static void
every_other_chunk_stays_as_it_was(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    obv_slice baked;
    CHECK(obv_bake_png(&issuing, &b, png, &baked));
    size_t chunk = 12 + strlen("openbadgecredential") + 5 + strlen(JWS);
    CHECK_NUMBER(baked.len, png.len + chunk);
    const uint8_t *at = memmem(baked.ptr, baked.len, "iTXt", 4);
    CHECK(at != NULL);
    size_t before = (size_t)(at - baked.ptr) - 4;
    CHECK(memcmp(baked.ptr, png.ptr, before) == 0);
    CHECK(memcmp(baked.ptr + before + chunk, png.ptr + before,
                 png.len - before) == 0);
}

static void
a_second_badge_of_an_edition_takes_the_place_only_when_asked(void **state)
{
    (void)state;
    obv_baking first = baking(JWS, true), second = baking(json, true);
    obv_slice once, twice;
    CHECK(obv_bake_png(&issuing, &first, png, &once));
    CHECK(!obv_bake_png(&issuing, &second, once, &twice));
    CHECK_NUMBER(issuing.status, OBV_EXIT_REFUSED);
    second.replace = true;
    CHECK(obv_bake_png(&issuing, &second, once, &twice));
    CHECK(obv_slice_is(text_in(twice, "iTXt openbadgecredential"), json));
}

static void
a_picture_takes_one_badge_of_each_edition(void **state)
{
    (void)state;
    obv_baking first = baking(JWS, true), second = baking(json, false);
    obv_slice once, twice;
    CHECK(obv_bake_png(&issuing, &first, png, &once));
    CHECK(obv_bake_png(&issuing, &second, once, &twice));
    CHECK(obv_container_open(twice, issuing.arena, &found) == OBV_OK);
    CHECK_NUMBER(found.count, 2);
}

static void
no_prefix_of_a_png_is_baked(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    for (size_t len = 0; len < png.len; len += len < 200 ? 1 : 97) {
        obv_slice baked;
        obv_arena_empty(issuing.arena);
        CHECK(!obv_bake_png(&issuing, &b, (obv_slice){png.ptr, len}, &baked));
    }
}

static void
bytes_behind_the_end_of_a_png_are_refused(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    obv_buffer longer = obv_buffer_in(issuing.arena);
    obv_slice baked;
    obv_put(&longer, png);
    obv_put_char(&longer, '\0');
    CHECK(!obv_bake_png(&issuing, &b, obv_buffer_slice(&longer), &baked));
}

static void
a_png_without_pixels_is_refused(void **state)
{
    (void)state;
    static const uint8_t bare[] = {0x89, 'P', 'N',  'G',  13,   10,  26,
                                   10,   0,   0,    0,    0,    'I', 'E',
                                   'N',  'D', 0xae, 0x42, 0x60, 0x82};
    obv_baking b = baking(JWS, true);
    obv_slice baked;
    CHECK(!obv_bake_png(&issuing, &b, (obv_slice){bare, sizeof(bare)}, &baked));
}

/* ---- SVG ----------------------------------------------------------------- */

static void
a_baked_svg_gives_its_badge_back(void **state)
{
    (void)state;
    static const struct {
        const char *badge;
        bool ob3;
        const char *where;
    } cases[] = {
        {JWS, true, "openbadges:credential"},
        {JWS, false, "openbadges:assertion"},
        {"https://a.example/b?c=1&d=<2>", false, "openbadges:assertion"},
        {"{\"id\":\"urn:x\",\"name\":\"Équipe & <fin>\"}", true,
         "openbadges:credential"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_baking b = baking(cases[i].badge, cases[i].ob3);
        obv_slice baked;
        CHECK(obv_bake_svg(&issuing, &b, svg, &baked));
        CHECK(obv_slice_is(text_in(baked, cases[i].where), cases[i].badge));
    }
}

/* The end of a section cannot stand in it; what means the same can. */
static void
the_end_of_a_section_is_escaped_in_json(void **state)
{
    (void)state;
    obv_baking b = baking(json, true);
    const obv_json *before, *after;
    obv_slice baked;
    CHECK(obv_bake_svg(&issuing, &b, svg, &baked));
    obv_slice text = text_in(baked, "openbadges:credential");
    CHECK(!obv_slice_is(text, json));
    CHECK(obv_json_parse(obv_slice_of(json), OBV_JSON_SIGNED, issuing.arena,
                         &before, NULL) == OBV_OK);
    CHECK(obv_json_parse(text, OBV_JSON_SIGNED, issuing.arena, &after, NULL) ==
          OBV_OK);
    CHECK(obv_json_equal(before, after));
}

static void
a_hosted_assertion_has_its_address_in_verify(void **state)
{
    (void)state;
    obv_baking b = baking("{\"id\":\"https://a.example/\\\"1\"}", false);
    obv_slice baked;
    b.verify = obv_slice_of("https://a.example/\"1");
    CHECK(obv_bake_svg(&issuing, &b, svg, &baked));
    static const char start[] =
        "verify=\"https://a.example/&quot;1\"><![CDATA[{";
    CHECK(memmem(baked.ptr, baked.len, start, strlen(start)) != NULL);
}

static void
a_second_badge_of_an_svg_takes_the_place_only_when_asked(void **state)
{
    (void)state;
    obv_baking first = baking(json, true), second = baking(JWS, true);
    obv_baking other = baking(JWS, false);
    obv_slice once, twice, both;
    CHECK(obv_bake_svg(&issuing, &first, svg, &once));
    CHECK(!obv_bake_svg(&issuing, &second, once, &twice));
    second.replace = true;
    CHECK(obv_bake_svg(&issuing, &second, once, &twice));
    CHECK(obv_slice_is(text_in(twice, "openbadges:credential"), JWS));
    CHECK(obv_bake_svg(&issuing, &other, once, &both));
    CHECK(obv_container_open(both, issuing.arena, &found) == OBV_OK);
    CHECK_NUMBER(found.count, 2);
}

/* The element declares its own namespace: a prefix of the picture's cannot
   turn it into something else. */
static void
a_prefix_that_means_something_else_is_left_alone(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    obv_slice baked;
    obv_slice odd =
        issuing_with(svg, "<svg ", "<svg xmlns:openbadges=\"urn:other\" ");
    CHECK(obv_bake_svg(&issuing, &b, odd, &baked));
    CHECK(obv_slice_is(text_in(baked, "openbadges:credential"), JWS));
}

static void
what_is_no_svg_that_can_be_baked_is_refused(void **state)
{
    (void)state;
#define NS "xmlns=\"http://www.w3.org/2000/svg\""
    static const char *const cases[] = {
        "",
        "<svg/>",
        "<svg></svg>", /* no namespace */
        "<svg " NS "/>",
        "<svg " NS ">",
        "<svg " NS "></svg><svg/>",
        "<html " NS "></html>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><svg " NS "></svg>",
        "<?xml version='1.0' encoding='UTF-16'?><svg " NS "></svg>",
        "<svg " NS "><title>\xe9</title></svg>",
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg " NS "></svg>",
        "{\"svg\":1}",
    };
#undef NS
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_baking b = baking(JWS, true);
        obv_slice baked;
        CHECK_CASE(!obv_bake_svg(&issuing, &b, obv_slice_of(cases[i]), &baked),
                   cases[i]);
    }
}

static void
depth_of_an_svg_is_bounded(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    obv_slice baked;
    for (int depth = OBV_MAX_XML_DEPTH; depth <= OBV_MAX_XML_DEPTH + 1;
         depth++) {
        obv_buffer deep = obv_buffer_in(issuing.arena);
        obv_put_text(&deep, "<svg xmlns=\"http://www.w3.org/2000/svg\">");
        for (int i = 1; i < depth; i++) {
            obv_put_text(&deep, "<g>");
        }
        for (int i = 1; i < depth; i++) {
            obv_put_text(&deep, "</g>");
        }
        obv_put_text(&deep, "</svg>");
        CHECK(obv_bake_svg(&issuing, &b, obv_buffer_slice(&deep), &baked) ==
              (depth <= OBV_MAX_XML_DEPTH));
    }
}

static void
no_prefix_of_an_svg_is_baked(void **state)
{
    (void)state;
    obv_baking b = baking(JWS, true);
    obv_slice whole = obv_slice_trim(svg);
    for (size_t len = 0; len < whole.len; len++) {
        obv_slice baked;
        obv_arena_empty(issuing.arena);
        CHECK(!obv_bake_svg(&issuing, &b, (obv_slice){whole.ptr, len}, &baked));
    }
}

/* ---- Both: a full arena is an answer, not a crash ------------------------ */

static void
lack_of_memory_is_said(void **state)
{
    (void)state;
    obv_arena *whole = issuing.arena;
    obv_baking b = baking(JWS, true);
    bool done_png = false, done_svg = false;
    for (size_t room = 0; room < 400000 && !(done_png && done_svg);
         room += room < 4096 ? 64 : 8192) {
        obv_slice baked;
        issuing.arena = obv_arena_new(room);
        CHECK(issuing.arena != NULL);
        done_png = obv_bake_png(&issuing, &b, png, &baked);
        obv_arena_empty(issuing.arena);
        done_svg = obv_bake_svg(&issuing, &b, svg, &baked);
        obv_arena_free(issuing.arena);
    }
    issuing.arena = whole;
    CHECK(done_png && done_svg);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
    const struct CMUnitTest tests[] = {
        TEST(a_baked_png_gives_its_badge_back_to_the_byte),
        TEST(every_other_chunk_stays_as_it_was),
        TEST(a_second_badge_of_an_edition_takes_the_place_only_when_asked),
        TEST(a_picture_takes_one_badge_of_each_edition),
        TEST(no_prefix_of_a_png_is_baked),
        TEST(bytes_behind_the_end_of_a_png_are_refused),
        TEST(a_png_without_pixels_is_refused),
        TEST(a_baked_svg_gives_its_badge_back),
        TEST(the_end_of_a_section_is_escaped_in_json),
        TEST(a_hosted_assertion_has_its_address_in_verify),
        TEST(a_second_badge_of_an_svg_takes_the_place_only_when_asked),
        TEST(a_prefix_that_means_something_else_is_left_alone),
        TEST(what_is_no_svg_that_can_be_baked_is_refused),
        TEST(depth_of_an_svg_is_bounded),
        TEST(no_prefix_of_an_svg_is_baked),
        TEST(lack_of_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
