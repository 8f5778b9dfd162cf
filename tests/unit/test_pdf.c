/* SPDX-License-Identifier: Apache-2.0 */
/* PDF -> badge text, by the reader that badge-reader runs in its cell. */
#include "check.h"

#include "making.h"
#include "reader/reader.h"

#include <stdlib.h>

static obv_arena *arena;
static obv_found found;

#define ADDRESS "https://badges.example/1"
#define CATALOG "<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>"
#define PAGES "<< /Type /Pages /Kids [] /Count 0 >>"
#define INFO "/Info 4 0 R"
#define XMP(inside)                                                            \
    "<?xpacket begin='\xEF\xBB\xBF' id='W5M0MpCehiHzreSzNTczkc9d'?>"           \
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "                            \
    "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"                 \
    "<rdf:Description rdf:about='' "                                           \
    "xmlns:openbadges='http://openbadges.org'>" inside                         \
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
#define XMP_BADGE XMP("<openbadges:assertion verify='" ADDRESS "'/>")

/* A document of these objects, numbered from 1; a NULL entry leaves a gap. */
typedef struct document {
    making objects[6];
    const char *trailer;
} document;

static void
make_pdf(making *m, const document *d)
{
    size_t offsets[COUNT(d->objects)];
    making_text(m, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    for (size_t i = 0; i < COUNT(d->objects); i++) {
        offsets[i] = m->len;
        making_printf(m, "%zu 0 obj\n", i + 1);
        making_put(m,
                   d->objects[i].len > 0 ? d->objects[i].ptr
                                         : (const uint8_t *)"null",
                   d->objects[i].len > 0 ? d->objects[i].len : 4);
        making_text(m, "\nendobj\n");
    }
    size_t table = m->len;
    making_printf(m, "xref\n0 %zu\n0000000000 65535 f \n",
                  COUNT(d->objects) + 1);
    for (size_t i = 0; i < COUNT(d->objects); i++) {
        making_printf(m, "%010zu 00000 n \n", offsets[i]);
    }
    making_printf(m, "trailer\n<< /Size %zu /Root 1 0 R %s >>\n",
                  COUNT(d->objects) + 1, d->trailer);
    making_printf(m, "startxref\n%zu\n%%%%EOF\n", table);
}

static void
put_stream(making *object, const char *dictionary, const void *bytes,
           size_t len)
{
    making_printf(object, "<< /Length %zu %s >>\nstream\n", len, dictionary);
    making_put(object, bytes, len);
    making_text(object, "\nendstream");
}

static obv_reason
reason_of(obv_slice file)
{
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_PDF);
    CHECK(obv_is_pdf(file));
    CHECK_NUMBER(obv_pdf_open(file, arena, &found), OBV_OK);
    CHECK(obv_found_is_sound(&found));
    return found.reason;
}

static obv_reason
reason_and_clear(document *d)
{
    making m = {NULL, 0, 0};
    make_pdf(&m, d);
    for (size_t i = 0; i < COUNT(d->objects); i++) {
        making_clear(&d->objects[i]);
    }
    obv_reason reason = reason_of(making_slice(&m));
    making_clear(&m);
    return reason;
}

/* With that XMP and that document information; either may be NULL. */
static obv_reason
reason_with(const char *xmp, const char *information)
{
    document d = {.trailer = information == NULL ? "" : INFO};
    making_text(&d.objects[0], CATALOG);
    making_text(&d.objects[1], PAGES);
    if (xmp != NULL) {
        put_stream(&d.objects[2], "/Type /Metadata /Subtype /XML", xmp,
                   strlen(xmp));
    }
    if (information != NULL) {
        making_text(&d.objects[3], information);
    }
    return reason_and_clear(&d);
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
the_document_information_holds_a_badge(void **state)
{
    (void)state;
    static const struct {
        const char *information, *text;
    } cases[] = {
        {"<< /openbadges (" ADDRESS ") >>", ADDRESS},
        {"<< /Title (CV) /openbadges ( {\"a\":\\(1\\)}\\n ) >>", "{\"a\":(1)}"},
        {"<< /openbadges <7B7D> >>", "{}"},
        {"<< /openbadges <FEFF007B00E9007D> >>", "{\xC3\xA9}"}, /* UTF-16 */
        {"<< /openbadges (\xEF\xBB\xBF{\xC3\xA9}) >>", "{\xC3\xA9}"},
        {"<< /openbadges ({\xE9}) >>", "{\xC3\xA9}"}, /* PDFDocEncoding */
        {"<< /openbadges 5 0 R >>", ADDRESS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        document d = {.trailer = INFO};
        making_text(&d.objects[0], CATALOG);
        making_text(&d.objects[1], PAGES);
        making_text(&d.objects[3], cases[i].information);
        making_text(&d.objects[4], "(" ADDRESS ")");
        CHECK_NUMBER(reason_and_clear(&d), OBV_REASON_NONE);
        CHECK_NUMBER(found.count, 1);
        CHECK_CASE(found_is(0, "information openbadges", cases[i].text),
                   cases[i].information);
    }
}

static void
the_xmp_holds_a_badge(void **state)
{
    (void)state;
    static const struct {
        const char *xmp, *where, *text;
    } cases[] = {
        {XMP_BADGE, "openbadges:assertion", ADDRESS},
        {XMP("<openbadges:assertion openbadges:verify='" ADDRESS "'/>"),
         "openbadges:assertion", ADDRESS},
        {XMP("<openbadges:credential>{\"a\":1}</openbadges:credential>"),
         "openbadges:credential", "{\"a\":1}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(reason_with(cases[i].xmp, NULL), OBV_REASON_NONE);
        CHECK_NUMBER(found.count, 1);
        CHECK_CASE(found_is(0, cases[i].where, cases[i].text), cases[i].xmp);
    }
}

static obv_reason
reason_packed(const char *filter, const void *xmp, size_t len)
{
    document d = {.trailer = ""};
    making packed = {NULL, 0, 0};
    making_deflated(&packed, xmp, len);
    making_text(&d.objects[0], CATALOG);
    making_text(&d.objects[1], PAGES);
    put_stream(&d.objects[2], filter, packed.ptr, packed.len);
    making_clear(&packed);
    return reason_and_clear(&d);
}

static void
deflated_xmp_is_read(void **state)
{
    (void)state;
    static const char *const filters[] = {
        "/Filter /FlateDecode", "/Filter [/FlateDecode]", "/Filter [ 5 0 R ]"};
    for (size_t i = 0; i < COUNT(filters); i++) {
        obv_reason reason =
            reason_packed(filters[i], XMP_BADGE, strlen(XMP_BADGE));
        CHECK_CASE(reason == (i < 2 ? OBV_REASON_NONE : OBV_REASON_NO_BADGE),
                   filters[i]);
    }
}

static void
the_same_in_both_places_is_one_badge(void **state)
{
    (void)state;
    CHECK_NUMBER(reason_with(XMP_BADGE, "<< /openbadges (" ADDRESS "\\n) >>"),
                 OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 1);
    CHECK_NUMBER(reason_with(XMP_BADGE, "<< /openbadges (" ADDRESS "2) >>"),
                 OBV_REASON_NONE);
    CHECK_NUMBER(found.count, 2);
    CHECK(found_is(0, "openbadges:assertion", ADDRESS));
    CHECK(found_is(1, "information openbadges", ADDRESS "2"));
}

/* ---- What holds none ----------------------------------------------------- */

static void
other_documents_hold_no_badge(void **state)
{
    (void)state;
    static const struct {
        const char *xmp, *information;
    } cases[] = {
        {NULL, NULL},
        {NULL, "<< /Title (CV) >>"},
        {NULL, "<< /OpenBadges (" ADDRESS ") >>"},
        {NULL, "<< /openbadges () >>"},
        {NULL, "<< /openbadges /"
               "name >>"},
        {NULL, "<< /openbadges [ (" ADDRESS ") ] >>"},
        {NULL, "<< /openbadges 9 0 R >>"},
        {NULL, "[ /openbadges (" ADDRESS ") ]"},
        {XMP(""), NULL},
        {XMP("<openbadges:other verify='a'/>"), NULL},
        {"this is no XML, but speaks of nothing either", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(reason_with(cases[i].xmp, cases[i].information),
                     OBV_REASON_NO_BADGE);
        CHECK_NUMBER(found.count, 0);
        CHECK_NUMBER(found.container, OBV_CONTAINER_PDF);
    }
}

static void
xmp_in_a_packing_that_nobody_uses_is_not_read(void **state)
{
    (void)state;
    static const char *const filters[] = {
        "/Filter /LZWDecode", "/Filter /Crypt",
        "/Filter [/ASCIIHexDecode /FlateDecode]"};
    for (size_t i = 0; i < COUNT(filters); i++) {
        CHECK_NUMBER(reason_packed(filters[i], XMP_BADGE, strlen(XMP_BADGE)),
                     OBV_REASON_NO_BADGE);
    }
}

/* ---- What is refused ----------------------------------------------------- */

static void
xmp_that_is_refused_refuses_the_document(void **state)
{
    (void)state;
    static const struct {
        const char *xmp;
        obv_reason reason;
    } cases[] = {
        {XMP("<openbadges:assertion verify='a'/>"
             "<openbadges:assertion verify='b'/>"),
         OBV_REASON_TWO_BADGES},
        {XMP("<openbadges:assertion verify='a'>"), OBV_REASON_DAMAGED_FILE},
        {"<!DOCTYPE x [<!ENTITY a 'b'>]>" XMP_BADGE, OBV_REASON_LIMIT},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(
            reason_with(cases[i].xmp, "<< /openbadges (" ADDRESS ") >>"),
            cases[i].reason);
        CHECK_NUMBER(found.count, 0);
    }
}

static void
xmp_that_does_not_unpack_is_refused(void **state)
{
    (void)state;
    document d = {.trailer = ""};
    making_text(&d.objects[0], CATALOG);
    making_text(&d.objects[1], PAGES);
    put_stream(&d.objects[2], "/Filter /FlateDecode", "no zlib", 7);
    CHECK_NUMBER(reason_and_clear(&d), OBV_REASON_DAMAGED_FILE);
}

static void
an_encrypted_document_is_said_to_be(void **state)
{
    (void)state;
    static const char *const trailers[] = {
        INFO " /ID [ (1234567890123456) (1234567890123456) ] /Encrypt "
             "<< /Filter /Standard /V 1 /R 2 /P -4 "
             "/O (12345678901234567890123456789012) "
             "/U (12345678901234567890123456789012) >>",
        INFO " /Encrypt << /Filter /Adobe.PubSec /V 4 >>",
    };
    for (size_t i = 0; i < COUNT(trailers); i++) {
        document d = {.trailer = trailers[i]};
        making_text(&d.objects[0], CATALOG);
        making_text(&d.objects[1], PAGES);
        making_text(&d.objects[3], "<< /openbadges (" ADDRESS ") >>");
        CHECK_NUMBER(reason_and_clear(&d), OBV_REASON_ENCRYPTED_FILE);
        CHECK_NUMBER(found.count, 0);
    }
}

/* No guessing: what was cut is damaged, until nothing but the end mark is
   missing. */
static void
every_prefix_is_refused_or_whole(void **state)
{
    (void)state;
    document d = {.trailer = INFO};
    making m = {NULL, 0, 0};
    making_text(&d.objects[0], CATALOG);
    making_text(&d.objects[1], PAGES);
    making_text(&d.objects[3], "<< /openbadges (" ADDRESS ") >>");
    make_pdf(&m, &d);
    size_t whole = m.len - strlen("\n%%EOF\n");
    for (size_t len = strlen("%PDF-"); len < m.len; len++) {
        uint8_t *cut = malloc(len);
        memcpy(cut, m.ptr, len);
        CHECK_NUMBER(reason_of((obv_slice){cut, len}),
                     len < whole ? OBV_REASON_DAMAGED_FILE : OBV_REASON_NONE);
        free(cut);
    }
    for (size_t i = 0; i < COUNT(d.objects); i++) {
        making_clear(&d.objects[i]);
    }
    making_clear(&m);
}

static void
a_document_that_is_broken_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "%PDF-1.7\n",
        "%PDF-1.7\nstartxref\n0\n%%EOF\n",
        "%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF\n",
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\n"
        "startxref\n9\n%%EOF\n", /* no root */
        "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 "
        "/Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n", /* a ring */
        "%PDF-1.7\nxref\n0 4294967295\n",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_reason reason = reason_of(obv_slice_of(texts[i]));
        CHECK_CASE(reason == OBV_REASON_DAMAGED_FILE, texts[i]);
        CHECK_NUMBER(found.count, 0);
    }
}

/* ---- Limits -------------------------------------------------------------- */

#define MAX_XMP (2 * OBV_MAX_BADGE_TEXT) /* as in reader/pdf.c */

static void
xmp_has_a_longest_length(void **state)
{
    (void)state;
    for (int packed = 0; packed < 2; packed++) {
        for (size_t extra = 0; extra < 2; extra++) {
            making m = {NULL, 0, 0};
            making_text(&m, XMP_BADGE);
            making_fill(&m, ' ', MAX_XMP - m.len + extra);
            making_put(&m, "", 1);
            obv_reason reason =
                packed ? reason_packed("/Filter /FlateDecode", m.ptr, m.len - 1)
                       : reason_with((const char *)m.ptr, NULL);
            CHECK_NUMBER(reason,
                         extra == 0 ? OBV_REASON_NONE : OBV_REASON_LIMIT);
            making_clear(&m);
        }
    }
}

static void
a_bomb_stops_early(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_fill(&m, ' ', 64u * 1024 * 1024);
    CHECK_NUMBER(reason_packed("/Filter /FlateDecode", m.ptr, m.len),
                 OBV_REASON_LIMIT);
    making_clear(&m);
}

static void
a_badge_text_has_a_longest_length(void **state)
{
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        making m = {NULL, 0, 0};
        making_text(&m, "<< /openbadges (");
        making_fill(&m, 'x', OBV_MAX_BADGE_TEXT + extra);
        making_text(&m, ") >>");
        making_put(&m, "", 1);
        CHECK_NUMBER(reason_with(NULL, (const char *)m.ptr),
                     extra == 0 ? OBV_REASON_NONE : OBV_REASON_LIMIT);
        CHECK_NUMBER(found.count, extra == 0 ? 1 : 0);
        making_clear(&m);
    }
}

/* qpdf counts its own depth: no stack of ours runs out. */
static void
a_document_that_nests_deeply_is_refused(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    making_fill(&m, '[', 1000000);
    making_put(&m, "", 1);
    CHECK(reason_with(NULL, (const char *)m.ptr) != OBV_REASON_NONE);
    making_clear(&m);
}

static void
every_size_of_arena(void **state)
{
    (void)state;
    document d = {.trailer = INFO};
    making m = {NULL, 0, 0};
    making_text(&d.objects[0], CATALOG);
    making_text(&d.objects[1], PAGES);
    put_stream(&d.objects[2], "", XMP_BADGE, strlen(XMP_BADGE));
    making_text(&d.objects[3], "<< /openbadges ({}) >>");
    make_pdf(&m, &d);
    bool enough = false;
    for (size_t size = 0; !enough; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_found_clear(&found, OBV_CONTAINER_PDF);
        obv_status status = obv_pdf_open(making_slice(&m), small, &found);
        enough = status == OBV_OK;
        CHECK(enough || status == OBV_NO_MEMORY);
        obv_arena_free(small);
    }
    CHECK_NUMBER(found.count, 2);
    for (size_t i = 0; i < COUNT(d.objects); i++) {
        making_clear(&d.objects[i]);
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
        cmocka_unit_test(the_document_information_holds_a_badge),
        cmocka_unit_test(the_xmp_holds_a_badge),
        cmocka_unit_test(deflated_xmp_is_read),
        cmocka_unit_test(the_same_in_both_places_is_one_badge),
        cmocka_unit_test(other_documents_hold_no_badge),
        cmocka_unit_test(xmp_in_a_packing_that_nobody_uses_is_not_read),
        cmocka_unit_test(xmp_that_is_refused_refuses_the_document),
        cmocka_unit_test(xmp_that_does_not_unpack_is_refused),
        cmocka_unit_test(an_encrypted_document_is_said_to_be),
        cmocka_unit_test(every_prefix_is_refused_or_whole),
        cmocka_unit_test(a_document_that_is_broken_is_refused),
        cmocka_unit_test(xmp_has_a_longest_length),
        cmocka_unit_test(a_bomb_stops_early),
        cmocka_unit_test(a_badge_text_has_a_longest_length),
        cmocka_unit_test(a_document_that_nests_deeply_is_refused),
        cmocka_unit_test(every_size_of_arena),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
