/* SPDX-License-Identifier: Apache-2.0 */
/* SVG -> badge text; what holds of its XML holds of XMP in a PDF too. */
#include "check.h"

#include "container/container.h"
#include "making.h"

#include <stdlib.h>

static obv_arena *arena;
static obv_found found;

#define OB2 "http://openbadges.org"
#define OB3 "https://purl.imsglobal.org/ob/v3p0"
#define JWS "eyJhbGciOiJFZERTQSJ9.e30.c2ln"

static obv_reason
reason_of(obv_slice file)
{
    obv_arena_empty(arena);
    CHECK_NUMBER(obv_container_open(file, arena, &found), OBV_OK);
    CHECK(obv_found_is_sound(&found));
    return found.reason;
}

/* Of a drawing with that inside, where `x` stands for the 3.0 namespace and
   `y` for the 2.0 one. */
static obv_reason
reason_inside(const char *inside)
{
    making m = {NULL, 0, 0};
    making_text(&m, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"" OB3
                    "\" xmlns:y=\"" OB2 "\">");
    making_text(&m, inside);
    making_text(&m, "<path d=\"M0 0\"/></svg>\n");
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

static bool
found_is(size_t index, const char *where, const char *text)
{
    const obv_found_text *t = &found.texts[index];
    return index < found.count && strcmp(t->where, where) == 0 &&
           t->notes == 0 &&
           obv_slice_is((obv_slice){found.bytes + t->at, t->len}, text);
}

/* ---- What is found ------------------------------------------------------- */

static void
attribute_and_body(void **state)
{
    (void)state;
    static const struct {
        const char *inside, *where, *text;
    } cases[] = {
        {"<x:credential verify=\"" JWS "\"/>", "openbadges:credential", JWS},
        {"<x:credential verify=\" " JWS "\n\"></x:credential>",
         "openbadges:credential", JWS},
        {"<x:credential>\n<![CDATA[\n{\"a\":\"<&\xC3\xA9\"}\n]]></"
         "x:credential>",
         "openbadges:credential", "{\"a\":\"<&\xC3\xA9\"}"},
        {"<x:credential>{&quot;a&quot;:1}</x:credential>",
         "openbadges:credential", "{\"a\":1}"},
        {"<x:credential>{<![CDATA[\"a\"]]><!-- no -->:<?no no?>1}"
         "</x:credential>",
         "openbadges:credential", "{\"a\":1}"},
        {"<y:assertion verify=\"https://a.example/1\"/>",
         "openbadges:assertion", "https://a.example/1"},
        {"<y:assertion y:verify=\"https://a.example/1\"/>",
         "openbadges:assertion", "https://a.example/1"},
        {"<y:assertion verify=\"https://a.example/1\">{}</y:assertion>",
         "openbadges:assertion", "{}"}, /* the body before an address */
        {"<y:assertion verify=\"" JWS "\">{}</y:assertion>",
         "openbadges:assertion", JWS}, /* what is signed before what is not */
        {"<y:assertion verify=\"https://a.example/1\"> \n </y:assertion>",
         "openbadges:assertion", "https://a.example/1"},
        {"<g><metadata><y:assertion verify=\"b\"/></metadata></g>",
         "openbadges:assertion", "b"},
        {"<y:credential verify=\"c\"/>", "openbadges:credential", "c"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_reason reason = reason_inside(cases[i].inside);
        CHECK_CASE(reason == OBV_REASON_NONE, cases[i].inside);
        CHECK_NUMBER(found.container, OBV_CONTAINER_SVG);
        CHECK_NUMBER(found.count, 1);
        CHECK_CASE(found_is(0, cases[i].where, cases[i].text), cases[i].inside);
    }
}

/* Whatever the prefix is called; and as namespaces are seen to be written. */
static void
the_namespace_decides(void **state)
{
    (void)state;
    static const struct {
        const char *space;
        bool is;
    } cases[] = {
        {"http://openbadges.org", true},
        {"http://openbadges.org/", true},
        {"https://openbadges.org", true},
        {"https://purl.imsglobal.org/ob/v3p0", true},
        {"https://purl.imsglobal.org/ob/v3p0/", true},
        {"https://purl.imsglobal.org/spec/ob/v3p0", true},
        {"https://w3id.org/openbadges#", true},
        {"http://openbadges.orgy", false},
        {"http://openbadges.org.example", false},
        {"http://example.org/openbadges", false},
        {"http://www.w3.org/2000/svg", false},
        {"openbadges", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        making_printf(&m,
                      "<s:svg xmlns:s='http://www.w3.org/2000/svg'>"
                      "<anything:credential xmlns:anything='%s' verify='b'/>"
                      "</s:svg>",
                      cases[i].space);
        obv_reason reason = reason_of(making_slice(&m));
        making_clear(&m);
        CHECK_CASE(reason == (cases[i].is ? OBV_REASON_NONE
                                          : OBV_REASON_NO_BADGE_PICTURE),
                   cases[i].space);
    }
}

static void
one_badge_of_each_kind_is_found(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_inside("<y:assertion verify='a'/>"
                               "<x:credential>b</x:credential>"),
                 OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK(found_is(0, "openbadges:assertion", "a"));
    CHECK(found_is(1, "openbadges:credential", "b"));
}

/* Many drawings have one that names a file on the web: nobody fetches it. */
static void
a_document_type_that_declares_nothing_is_passed_over(void **state)
{
    (void)state;
    static const char *const starts[] = {
        "",
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n",
        "<?xml version='1.0' standalone='no'?>\n"
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
        "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n",
        "<!DOCTYPE svg>\n<!-- a comment -->\n",
        "<!DOCTYPE svg SYSTEM \"file:///etc/passwd\">\n",
        "\n\n<!-- Created with a program -->\n",
    };
    for (size_t i = 0; i < COUNT(starts); i++) {
        making m = {NULL, 0, 0};
        making_printf(&m,
                      "%s<svg xmlns:o='" OB2 "'><o:assertion verify='b'/>"
                      "</svg>",
                      starts[i]);
        obv_reason reason = reason_of(making_slice(&m));
        making_clear(&m);
        CHECK_CASE(reason == OBV_REASON_NONE, starts[i]);
        CHECK(found_is(0, "openbadges:assertion", "b"));
    }
}

/* UTF-8 comes out, whatever goes in. */
static void
other_encodings_are_read(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_text(&m,
                "<?xml version='1.0' encoding='ISO-8859-1'?><svg xmlns:o='" OB3
                "'><o:credential>caf\xE9</o:credential></svg>");
    CHECK_NUMBER(reason_of(making_slice(&m)), OBV_REASON_NONE);
    CHECK(found_is(0, "openbadges:credential", "caf\xC3\xA9"));
    making wide = {NULL, 0, 0};
    making_put(&wide, "\xFF\xFE", 2);
    const char *narrow = "<svg xmlns:o='" OB3 "'><o:credential>caf\xE9"
                         "</o:credential></svg>";
    for (size_t i = 0; narrow[i] != '\0'; i++) {
        making_put(&wide, &narrow[i], 1);
        making_put(&wide, "", 1);
    }
    CHECK_NUMBER(reason_of(making_slice(&wide)), OBV_REASON_NONE);
    CHECK(found_is(0, "openbadges:credential", "caf\xC3\xA9"));
    making_clear(&m);
    making_clear(&wide);
}

/* ---- What holds none ----------------------------------------------------- */

static void
other_elements_are_no_badge(void **state)
{
    (void)state;
    static const char *const inside[] = {
        "",
        "<credential verify='a'/>", /* of the drawing's namespace */
        "<x:Credential verify='a'/>",
        "<x:verify>a</x:verify>",
        "<x:credentials verify='a'/>",
        "<x:credential/>",
        "<x:credential verify=''> </x:credential>",
        "<x:credential VERIFY='a'/>",
        "<x:credential xmlns:z='http://a.example' z:verify='a'/>",
        "<!-- <x:credential verify='a'/> -->",
        "<text><![CDATA[<x:credential verify='a'/>]]></text>",
    };
    for (size_t i = 0; i < COUNT(inside); i++) {
        obv_reason reason = reason_inside(inside[i]);
        CHECK_CASE(reason == OBV_REASON_NO_BADGE_PICTURE, inside[i]);
        CHECK_NUMBER(found.count, 0);
    }
}

/* It is XML, but no drawing. */
static void
another_root_is_no_svg(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "<html xmlns:o='" OB2 "'><o:assertion verify='a'/></html>",
        "<!DOCTYPE html><svg",
        "<!DOCTYPE html [<!ENTITY a 'b'>]><svg/>",
        "<x><svg/></x>",
        "<http://example.org/a> <http://example.org/b> \"svg\" .",
        "svg",
        "<svg",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_reason reason = reason_of(obv_slice_of(texts[i]));
        CHECK_CASE(found.container == OBV_CONTAINER_PLAIN, texts[i]);
        CHECK_CASE(reason == OBV_REASON_NO_BADGE, texts[i]);
    }
}

/* ---- What is refused ----------------------------------------------------- */

static void
two_badges_of_one_kind_are_refused(void **state)
{
    (void)state;
    static const char *const inside[] = {
        "<x:credential verify='a'/><x:credential verify='b'/>",
        "<x:credential verify='a'/><g><x:credential verify='a'/></g>",
        "<x:credential verify='a'/><y:credential>b</y:credential>",
        "<x:credential/><x:credential verify='b'/>",
        "<y:assertion verify='a'/><x:credential/><y:assertion verify='b'/>",
        "<x:credential verify='a' x:verify='b'/>",
    };
    for (size_t i = 0; i < COUNT(inside); i++) {
        obv_reason reason = reason_inside(inside[i]);
        CHECK_CASE(reason == OBV_REASON_TWO_BADGES, inside[i]);
        CHECK_NUMBER(found.count, 0);
    }
}

static void
xml_that_is_not_well_formed_is_refused(void **state)
{
    (void)state;
    static const char *const inside[] = {
        "<x:credential verify='a'>",
        "<x:credential verify='a' verify='b'/>",
        "<x:credential verify='a'></x:assertion>",
        "<x:credential verify=a/>",
        "<x:credential>a & b</x:credential>",
        "<x:credential>&unknown;</x:credential>",
        "<x:credential>a</x:credential><z:credential/>",
        "<x:credential>\xE9</x:credential>",
        "<x:credential>\xED\xA0\x80</x:credential>",
        "<x:credential>&#0;</x:credential>",
        "<x:credential>]]></x:credential>",
        "<x:credential><b>a</b></x:credential>",
        "<y:assertion><x:credential>a</x:credential></y:assertion>",
        "</svg><svg>",
    };
    for (size_t i = 0; i < COUNT(inside); i++) {
        obv_reason reason = reason_inside(inside[i]);
        CHECK_CASE(reason == OBV_REASON_DAMAGED_FILE, inside[i]);
        CHECK_NUMBER(found.count, 0);
    }
}

/* Before its first declaration: no entity is ever made, nor fetched. */
static void
a_document_type_that_declares_is_refused(void **state)
{
    (void)state;
    static const char *const types[] = {
        "<!DOCTYPE svg []>",
        "<!DOCTYPE svg [<!ENTITY a \"b\">]>",
        "<!DOCTYPE svg SYSTEM \"svg.dtd\" [<!ENTITY a \"b\">]>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE svg [<!ENTITY % a SYSTEM \"http://a.example/\"> %a;]>",
        "<!DOCTYPE svg [<!ATTLIST x:credential verify CDATA \"forged\">]>",
        "<!DOCTYPE svg [<!ENTITY a \"0123456789\">"
        "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
        "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
        "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>",
    };
    for (size_t i = 0; i < COUNT(types); i++) {
        making m = {NULL, 0, 0};
        making_printf(&m,
                      "%s<svg xmlns:x='" OB3 "'><x:credential>&a;"
                      "</x:credential></svg>",
                      types[i]);
        obv_reason reason = reason_of(making_slice(&m));
        CHECK_CASE(found.container == OBV_CONTAINER_SVG, types[i]);
        CHECK_CASE(reason == OBV_REASON_LIMIT, types[i]);
        making_clear(&m);
    }
}

/* With a type that we do not read, an unknown entity is no error of XML: what
   stands for it must not vanish from a badge. */
static void
an_entity_of_an_unread_type_is_refused_in_a_badge(void **state)
{
    (void)state;
#define TYPE "<!DOCTYPE svg SYSTEM 'svg.dtd'><svg xmlns:x='" OB3 "'>"
    CHECK_NUMBER(reason_of(obv_slice_of(
                     TYPE "<x:credential>a&b;c</x:credential></svg>")),
                 OBV_REASON_DAMAGED_FILE);
    CHECK_NUMBER(
        reason_of(obv_slice_of(TYPE "<text>&nbsp;</text>"
                                    "<x:credential>ac</x:credential></svg>")),
        OBV_REASON_NONE);
#undef TYPE
}

/* expat would let a namespace end where we cut it off the name. */
static void
a_line_break_in_a_namespace_is_refused(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_of(obv_slice_of("<svg xmlns:x='" OB3 "&#10;x'>"
                                        "<x:credential verify='a'/></svg>")),
                 OBV_REASON_NO_BADGE); /* not even told to be an SVG */
    CHECK_NUMBER(reason_inside("<g xmlns:z='" OB3 "&#10;credential'>"
                               "<z:credential verify='a'/></g>"),
                 OBV_REASON_DAMAGED_FILE);
}

static const char whole[] =
    "<svg xmlns:x='" OB3 "'><x:credential verify='" JWS "'/>"
    "<path d='M0 0'/></svg>";

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    size_t root = strcspn(whole, ">"); /* before, nothing says that it is SVG */
    for (size_t len = 0; len < sizeof(whole) - 1; len++) {
        uint8_t *cut = malloc(len > 0 ? len : 1);
        memcpy(cut, whole, len);
        CHECK_NUMBER(reason_of((obv_slice){cut, len}),
                     len == 0      ? OBV_REASON_EMPTY_FILE
                     : len <= root ? OBV_REASON_NO_BADGE
                                   : OBV_REASON_DAMAGED_FILE);
        free(cut);
    }
    CHECK_NUMBER(reason_of(obv_slice_of(whole)), OBV_REASON_NONE);
}

/* ---- Limits -------------------------------------------------------------- */

/* A drawing whose badge has `len` letters, in its body or its attribute. */
static obv_reason
reason_of_length(bool in_body, size_t len)
{
    making m = {NULL, 0, 0};
    making_text(&m, "<svg xmlns:x='" OB3 "'><x:credential verify='");
    making_text(&m, in_body ? "'>" : "");
    making_fill(&m, 'x', len);
    making_text(&m, in_body ? "</x:credential></svg>" : "'/></svg>");
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

static void
a_badge_text_has_a_longest_length(void **state)
{
    (void)state;
    for (int in_body = 0; in_body < 2; in_body++) {
        CHECK_NUMBER(reason_of_length(in_body, OBV_MAX_BADGE_TEXT),
                     OBV_REASON_NONE);
        CHECK_NUMBER(found.texts[0].len, OBV_MAX_BADGE_TEXT);
        CHECK_NUMBER(reason_of_length(in_body, OBV_MAX_BADGE_TEXT + 1),
                     OBV_REASON_LIMIT);
        /* not even kept: there would be no room */
        CHECK_NUMBER(reason_of_length(in_body, OBV_ARENA + 1),
                     OBV_REASON_LIMIT);
    }
}

/* `depth` elements in each other, the badge innermost. */
static obv_reason
reason_of_depth(size_t depth)
{
    making m = {NULL, 0, 0};
    making_text(&m, "<svg xmlns:x='" OB3 "'>");
    for (size_t i = 2; i < depth; i++) {
        making_text(&m, "<g>");
    }
    making_text(&m, "<x:credential verify='a'/>");
    for (size_t i = 2; i < depth; i++) {
        making_text(&m, "</g>");
    }
    making_text(&m, "</svg>");
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

static void
elements_have_a_greatest_depth(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_of_depth(OBV_MAX_XML_DEPTH), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_depth(OBV_MAX_XML_DEPTH + 1), OBV_REASON_LIMIT);
    CHECK_NUMBER(reason_of_depth(1000000), OBV_REASON_LIMIT);
}

static obv_reason
reason_of_namespace(size_t len, const char *declaration)
{
    making m = {NULL, 0, 0};
    making_text(&m, "<svg xmlns:x='" OB3 "'><x:credential verify='a'/><g ");
    making_text(&m, declaration);
    making_text(&m, "='");
    for (size_t i = 0; i < len; i++) {
        making_text(&m, "n");
    }
    making_text(&m, "'/></svg>");
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

static void
namespaces_have_a_greatest_length(void **state)
{
    (void)state;
    static const char *const declarations[] = {"xmlns", "xmlns:n"};
    for (size_t i = 0; i < COUNT(declarations); i++) {
        const char *name = declarations[i];
        CHECK_NUMBER(reason_of_namespace(OBV_MAX_XML_NAMESPACE, name),
                     OBV_REASON_NONE);
        CHECK_NUMBER(reason_of_namespace(OBV_MAX_XML_NAMESPACE + 1, name),
                     OBV_REASON_LIMIT);
    }
    /* Nothing is taken for a namespace that is none. */
    CHECK_NUMBER(reason_of_namespace(OBV_MAX_XML_NAMESPACE + 1, "d"),
                 OBV_REASON_NONE);
    CHECK_NUMBER(reason_inside("<g xmlns=''/><x:credential verify='a'/>"),
                 OBV_REASON_NONE);
}

static obv_reason
reason_of_elements(size_t count)
{
    making m = {NULL, 0, 0};
    making_text(&m, "<svg xmlns:x='" OB3 "'><x:credential verify='a'/>");
    for (size_t i = 2; i < count; i++) {
        making_text(&m, "<g/>");
    }
    making_text(&m, "</svg>");
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

static void
elements_have_a_largest_number(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_of_elements(OBV_MAX_XML_ELEMENTS), OBV_REASON_NONE);
    CHECK_NUMBER(reason_of_elements(OBV_MAX_XML_ELEMENTS + 1),
                 OBV_REASON_LIMIT);
}

static void
every_size_of_arena(void **state)
{
    (void)state;
    bool enough = false;
    for (size_t size = 0; !enough; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_status status =
            obv_container_open(obv_slice_of(whole), small, &found);
        CHECK(obv_found_is_sound(&found));
        enough = status == OBV_OK;
        CHECK(enough || status == OBV_NO_MEMORY);
        CHECK_NUMBER(found.count, enough ? 1 : 0);
        obv_arena_free(small);
    }
}

static void
every_size_of_arena_with_a_body(void **state)
{
    (void)state;
    static const char text[] = "<svg xmlns:x='" OB3 "'><x:credential>"
                               "<![CDATA[{}]]></x:credential></svg>";
    bool enough = false;
    for (size_t size = 0; !enough; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_status status =
            obv_container_open(obv_slice_of(text), small, &found);
        enough = status == OBV_OK;
        CHECK(enough || status == OBV_NO_MEMORY);
        CHECK_NUMBER(found.count, enough ? 1 : 0);
        obv_arena_free(small);
    }
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
        cmocka_unit_test(attribute_and_body),
        cmocka_unit_test(the_namespace_decides),
        cmocka_unit_test(one_badge_of_each_kind_is_found),
        cmocka_unit_test(a_document_type_that_declares_nothing_is_passed_over),
        cmocka_unit_test(other_encodings_are_read),
        cmocka_unit_test(other_elements_are_no_badge),
        cmocka_unit_test(another_root_is_no_svg),
        cmocka_unit_test(two_badges_of_one_kind_are_refused),
        cmocka_unit_test(xml_that_is_not_well_formed_is_refused),
        cmocka_unit_test(a_document_type_that_declares_is_refused),
        cmocka_unit_test(an_entity_of_an_unread_type_is_refused_in_a_badge),
        cmocka_unit_test(a_line_break_in_a_namespace_is_refused),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(a_badge_text_has_a_longest_length),
        cmocka_unit_test(elements_have_a_greatest_depth),
        cmocka_unit_test(namespaces_have_a_greatest_length),
        cmocka_unit_test(elements_have_a_largest_number),
        cmocka_unit_test(every_size_of_arena),
        cmocka_unit_test(every_size_of_arena_with_a_body),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
