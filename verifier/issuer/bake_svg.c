/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts a badge into an SVG: one element, the first of the drawing.  expat
 * finds the places; the bytes around them stay as they are.
 *
 * The namespace is declared on the element itself, so that a picture that has
 * given the prefix another meaning cannot change ours.
 */
#include "issuer/issuer.h"

#include <expat.h>

#define NS_OB2 "http://openbadges.org"
#define NS_OB2_LATER "https://purl.imsglobal.org/ob/v2p0"
#define NS_OB3 "https://purl.imsglobal.org/ob/v3p0"

typedef struct place {
    size_t from, to;
} place;

typedef struct search {
    XML_Parser parser;
    const obv_baking *baking;
    obv_slice picture;
    size_t depth;
    bool is_svg, closes_itself, doctype, other_encoding;
    size_t inside; /* depth of the badge element being read; 0: none */
    place start;   /* of the root's start tag */
    place old[4];  /* badge elements of this edition */
    size_t old_count;
    bool too_many;
} search;

static place
here(const search *s)
{
    XML_Index at = XML_GetCurrentByteIndex(s->parser);
    int count = XML_GetCurrentByteCount(s->parser);
    return (place){(size_t)at, (size_t)at + (size_t)count};
}

static bool
is_badge_name(const search *s, const char *name)
{
    if (s->baking->ob3) {
        return strcmp(name, NS_OB3 " credential") == 0;
    }
    return strcmp(name, NS_OB2 " assertion") == 0 ||
           strcmp(name, NS_OB2_LATER " assertion") == 0;
}

static void XMLCALL
on_start(void *data, const char *name, const char **attributes)
{
    (void)attributes;
    search *s = data;
    if (s->depth++ == 0) {
        s->is_svg = strcmp(name, "http://www.w3.org/2000/svg svg") == 0;
        s->start = here(s);
        s->closes_itself = s->start.to >= 2 && s->start.to <= s->picture.len &&
                           s->picture.ptr[s->start.to - 2] == '/';
    } else if (s->inside == 0 && is_badge_name(s, name)) {
        s->inside = s->depth;
        s->too_many = s->too_many || s->old_count == COUNT(s->old);
        s->old[s->too_many ? 0 : s->old_count] = here(s);
    }
    if (s->depth > OBV_MAX_XML_DEPTH) {
        XML_StopParser(s->parser, XML_FALSE);
    }
}

static void XMLCALL
on_end(void *data, const char *name)
{
    (void)name;
    search *s = data;
    if (s->inside != 0 && s->inside == s->depth) {
        if (!s->too_many) {
            s->old[s->old_count++].to = here(s).to;
        }
        s->inside = 0;
    }
    s->depth--;
}

static void XMLCALL
on_doctype(void *data, const char *name, const char *system, const char *public,
           int internal)
{
    (void)name;
    (void)system;
    (void)public;
    ((search *)data)->doctype = internal != 0;
}

static void XMLCALL
on_declaration(void *data, const char *version, const char *encoding,
               int standalone)
{
    (void)version;
    (void)standalone;
    ((search *)data)->other_encoding = encoding != NULL &&
                                       strcmp(encoding, "UTF-8") != 0 &&
                                       strcmp(encoding, "utf-8") != 0;
}

static bool
look_through(obv_call *call, search *s)
{
    s->parser = XML_ParserCreateNS(NULL, ' ');
    if (s->parser == NULL) {
        return obv_no_memory(call);
    }
    XML_SetUserData(s->parser, s);
    XML_SetElementHandler(s->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(s->parser, on_doctype);
    XML_SetXmlDeclHandler(s->parser, on_declaration);
    enum XML_Status status = XML_Parse(s->parser, (const char *)s->picture.ptr,
                                       (int)s->picture.len, XML_TRUE);
    enum XML_Error error = XML_GetErrorCode(s->parser);
    XML_Size line = XML_GetCurrentLineNumber(s->parser);
    XML_ParserFree(s->parser);
    return status == XML_STATUS_OK ||
           obv_refuse(call, "the picture, line %lu: %s", (unsigned long)line,
                      XML_ErrorString(error));
}

static bool
can_be_baked(obv_call *call, const search *s)
{
    if (!s->is_svg || s->closes_itself) {
        return obv_refuse(call, "the picture is not an SVG drawing");
    }
    if (s->other_encoding || !obv_is_utf8(s->picture)) {
        return obv_refuse(call, "the picture is not in UTF-8");
    }
    if (s->doctype) {
        return obv_refuse(call, "the picture declares entities of its own, "
                                "which readers of badges refuse");
    }
    if (s->old_count > 0 && !s->baking->replace) {
        return obv_refuse(call, "the picture holds a badge of this edition "
                                "already (--replace puts this one in its "
                                "place)");
    }
    return !s->too_many ||
           obv_refuse(call, "the picture holds more badges than can be "
                            "replaced");
}

/* ---- The element --------------------------------------------------------- */

static void
put_attribute(obv_buffer *b, obv_slice text)
{
    obv_put_text(b, " verify=\"");
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '&':
            obv_put_text(b, "&amp;");
            break;
        case '<':
            obv_put_text(b, "&lt;");
            break;
        case '"':
            obv_put_text(b, "&quot;");
            break;
        default:
            obv_put_char(b, (char)text.ptr[i]);
        }
    }
    obv_put_char(b, '"');
}

/* "]]>" would end the section.  In JSON it can only stand in a string, where
   an escape means the same. */
static void
put_cdata(obv_buffer *b, obv_slice json)
{
    obv_put_text(b, "<![CDATA[");
    for (size_t i = 0; i < json.len; i++) {
        bool ends = json.ptr[i] == '>' && i >= 2 && json.ptr[i - 1] == ']' &&
                    json.ptr[i - 2] == ']';
        obv_put_text(b, ends ? "\\u003e" : "");
        if (!ends) {
            obv_put_char(b, (char)json.ptr[i]);
        }
    }
    obv_put_text(b, "]]>");
}

/* element ::= address or JWS in `verify`; JSON in the body */
static void
put_element(obv_buffer *b, const obv_baking *baking)
{
    const char *name = baking->ob3 ? "credential" : "assertion";
    bool in_body =
        !baking->jws && baking->badge.len > 0 && baking->badge.ptr[0] == '{';
    obv_put_text(b, "\n<openbadges:");
    obv_put_text(b, name);
    obv_put_text(b, " xmlns:openbadges=\"");
    obv_put_text(b, baking->ob3 ? NS_OB3 : NS_OB2);
    obv_put_char(b, '"');
    if (!in_body) {
        put_attribute(b, baking->badge);
        obv_put_text(b, "/>");
        return;
    }
    if (baking->verify.len > 0) {
        put_attribute(b, baking->verify);
    }
    obv_put_char(b, '>');
    put_cdata(b, baking->badge);
    obv_put_text(b, "</openbadges:");
    obv_put_text(b, name);
    obv_put_char(b, '>');
}

static void
put_between(obv_buffer *b, const search *s, size_t from, size_t to)
{
    obv_put(b, (obv_slice){s->picture.ptr + from, to - from});
}

bool
obv_bake_svg(obv_call *call, const obv_baking *baking, obv_slice picture,
             obv_slice *ret)
{
    search s = {.baking = baking, .picture = picture};
    if (!look_through(call, &s) || !can_be_baked(call, &s)) {
        return false;
    }
    obv_buffer b = obv_buffer_in(call->arena);
    size_t at = s.start.to;
    put_between(&b, &s, 0, at);
    put_element(&b, baking);
    for (size_t i = 0; i < s.old_count; i++) {
        put_between(&b, &s, at, s.old[i].from);
        at = s.old[i].to;
    }
    put_between(&b, &s, at, picture.len);
    *ret = obv_buffer_slice(&b);
    return !b.failed || obv_no_memory(call);
}
