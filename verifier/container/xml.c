/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML: the badge is an element, of a drawing (SVG) or of a document's
 * description of itself (XMP).  expat reads.
 *
 *   <svg xmlns:x="https://purl.imsglobal.org/ob/v3p0">
 *     <x:credential verify="JWS">  or  <x:credential><![CDATA[ JSON ]]>
 *
 * Nothing outside the text is ever fetched: expat opens no file by itself, and
 * we give it no handler that would.  A document type that only names itself,
 * as many drawings do, is passed over; one that declares something (entities,
 * and bombs of them) is refused before its first declaration.
 *
 * expat does not check how deep or how many elements are, nor how long their
 * namespace is: we do.
 */
#include "container/container.h"

#include <expat.h>

/* Between namespace and name.  expat refuses it in a namespace. */
#define SEPARATOR '\n'

/* clang-format off */
static const struct element {
    const char *name;
    const char *where;
} badge_elements[] = {
    {"credential", "openbadges:credential"}, /* Open Badges 3.0 */
    {"assertion",  "openbadges:assertion"},  /* ... before */
};

/* As the standards have them, and as is seen. */
static const char *const namespaces[] = {
    "https://purl.imsglobal.org/ob/v3p0",      /* 3.0, Baked Badge */
    "https://purl.imsglobal.org/spec/ob/v3p0",
    "http://purl.imsglobal.org/ob/v3p0",
    "http://openbadges.org",                   /* 1.0 to 2.1, Baking */
    "https://openbadges.org",
    "https://w3id.org/openbadges",
};
/* clang-format on */

typedef struct walk {
    XML_Parser parser;
    obv_arena *arena;
    obv_found *found;
    size_t elements, depth;
    bool seen[COUNT(badge_elements)];
    const struct element *inside; /* the badge element that is open, or NULL */
    obv_slice verify;             /* its attribute */
    obv_buffer body;
    obv_reason refused; /* why the walk was ended early */
    bool no_memory;
} walk;

/* ---- Ends of a walk ----------------------------------------------------- */

/* What is found after this is thrown away. */
static void
refuse(walk *w, obv_reason reason)
{
    if (w->refused == OBV_REASON_NONE) {
        w->refused = reason;
        XML_StopParser(w->parser, XML_FALSE);
    }
}

static void
run_out(walk *w)
{
    w->no_memory = true;
    refuse(w, OBV_REASON_LIMIT);
}

/* ---- Names -------------------------------------------------------------- */

/* name ::= (namespace SEPARATOR)? local */
static obv_slice
local_name(const char *name, obv_slice *space)
{
    const char *cut = strrchr(name, SEPARATOR);
    *space = (obv_slice){(const uint8_t *)name,
                         cut == NULL ? 0 : (size_t)(cut - name)};
    return obv_slice_of(cut == NULL ? name : cut + 1);
}

/* With or without a slash, or a version behind it. */
static bool
is_of_open_badges(obv_slice space)
{
    for (size_t i = 0; i < COUNT(namespaces); i++) {
        size_t len = strlen(namespaces[i]);
        if (obv_slice_starts(space, namespaces[i]) &&
            (space.len == len || space.ptr[len] == '/' ||
             space.ptr[len] == '#')) {
            return true;
        }
    }
    return false;
}

/* Its index in badge_elements; their number where it is none. */
static size_t
badge_element(const char *name)
{
    obv_slice space;
    obv_slice local = local_name(name, &space);
    size_t i = 0;
    while (i < COUNT(badge_elements) &&
           !(obv_slice_is(local, badge_elements[i].name) &&
             is_of_open_badges(space))) {
        i++;
    }
    return i;
}

/* ---- Handlers ----------------------------------------------------------- */

/* `verify`, or as XMP would have it, `openbadges:verify`. */
static bool
is_verify(const char *attribute)
{
    obv_slice space;
    obv_slice local = local_name(attribute, &space);
    return obv_slice_is(local, "verify") &&
           (space.len == 0 || is_of_open_badges(space));
}

static void
keep_verify(walk *w, obv_slice value)
{
    if (value.len > OBV_MAX_BADGE_TEXT) {
        refuse(w, OBV_REASON_LIMIT);
        return;
    }
    if (w->verify.len > 0) {
        refuse(w, OBV_REASON_TWO_BADGES);
        return;
    }
    w->verify.ptr = (uint8_t *)obv_arena_text(w->arena, value);
    w->verify.len = value.len;
    if (w->verify.ptr == NULL) {
        run_out(w);
    }
}

static void
open_badge(walk *w, size_t which, const char **attributes)
{
    if (w->seen[which]) {
        refuse(w, OBV_REASON_TWO_BADGES);
        return;
    }
    w->seen[which] = true;
    w->inside = &badge_elements[which];
    w->verify = obv_slice_of("");
    w->body = obv_buffer_in(w->arena);
    for (size_t i = 0; attributes[i] != NULL; i += 2) {
        if (is_verify(attributes[i])) {
            keep_verify(w, obv_slice_of(attributes[i + 1]));
        }
    }
}

static void
on_start(void *data, const char *name, const char **attributes)
{
    walk *w = data;
    if (++w->elements > OBV_MAX_XML_ELEMENTS ||
        ++w->depth > OBV_MAX_XML_DEPTH) {
        refuse(w, OBV_REASON_LIMIT);
        return;
    }
    if (w->inside != NULL) {
        refuse(w, OBV_REASON_DAMAGED_FILE); /* a badge holds text alone */
        return;
    }
    size_t which = badge_element(name);
    if (which < COUNT(badge_elements)) {
        open_badge(w, which, attributes);
    }
}

/*
 * The body, or the attribute where there is none.  But where both stand and
 * the attribute is signed, the body is the same badge for those who cannot
 * read signatures.
 */
static obv_slice
text_of_badge(const walk *w)
{
    obv_slice body = obv_slice_trim(obv_buffer_slice(&w->body));
    obv_slice verify = obv_slice_trim(w->verify);
    return body.len == 0 || obv_looks_like_jws(verify) ? verify : body;
}

/* Each element gets its namespace in front of its name: with one of megabytes,
   half a million elements would take hours to look at. */
static void
on_namespace(void *data, const char *prefix, const char *space)
{
    (void)prefix;
    if (space != NULL && strlen(space) > OBV_MAX_XML_NAMESPACE) {
        refuse(data, OBV_REASON_LIMIT);
    }
}

static void
on_end(void *data, const char *name)
{
    walk *w = data;
    (void)name; /* expat has matched it */
    if (w->refused != OBV_REASON_NONE) {
        return; /* expat ends even what it was stopped at */
    }
    w->depth--;
    if (w->inside == NULL) {
        return;
    }
    const char *where = w->inside->where;
    w->inside = NULL;
    if (w->body.failed) {
        run_out(w);
    } else if (obv_found_add(w->found, where, 0, text_of_badge(w)) != OBV_OK) {
        refuse(w, OBV_REASON_LIMIT);
    }
}

static void
on_text(void *data, const char *text, int len)
{
    walk *w = data;
    obv_slice more = {(const uint8_t *)text, (size_t)len};
    if (w->inside == NULL) {
        return;
    }
    if (more.len > OBV_MAX_BADGE_TEXT - w->body.len) {
        refuse(w, OBV_REASON_LIMIT);
        return;
    }
    obv_put(&w->body, more);
}

/* An entity that the document type, which we do not read, might declare. */
static void
on_unknown_entity(void *data, const char *name, int is_parameter)
{
    walk *w = data;
    (void)name;
    (void)is_parameter;
    if (w->inside != NULL) {
        refuse(w, OBV_REASON_DAMAGED_FILE);
    }
}

static void
on_doctype(void *data, const char *name, const char *system, const char *public,
           int declares)
{
    (void)name;
    (void)system;
    (void)public;
    if (declares) {
        refuse(data, OBV_REASON_LIMIT);
    }
}

/* ---- The walk ----------------------------------------------------------- */

static void
free_parser(void *parser)
{
    XML_ParserFree(parser);
}

static obv_reason
run(walk *w, obv_slice xml)
{
    XML_SetUserData(w->parser, w);
    XML_SetElementHandler(w->parser, on_start, on_end);
    XML_SetCharacterDataHandler(w->parser, on_text);
    XML_SetStartNamespaceDeclHandler(w->parser, on_namespace);
    XML_SetSkippedEntityHandler(w->parser, on_unknown_entity);
    XML_SetStartDoctypeDeclHandler(w->parser, on_doctype);
    if (XML_Parse(w->parser, (const char *)xml.ptr, (int)xml.len, XML_TRUE) ==
        XML_STATUS_OK) {
        return OBV_REASON_NONE;
    }
    if (XML_GetErrorCode(w->parser) == XML_ERROR_NO_MEMORY) {
        w->no_memory = true;
    }
    return w->refused != OBV_REASON_NONE ? w->refused : OBV_REASON_DAMAGED_FILE;
}

obv_status
obv_xml_badges(obv_slice xml, obv_arena *arena, obv_found *found)
{
    assert(xml.len <= OBV_MAX_FILE);

    walk w = {.parser = XML_ParserCreateNS(NULL, SEPARATOR),
              .arena = arena,
              .found = found};
    if (w.parser == NULL || !obv_arena_later(arena, free_parser, w.parser)) {
        return OBV_NO_MEMORY;
    }
    found->reason = OBV_REASON_NO_BADGE;
    obv_reason reason = run(&w, xml);
    if (reason != OBV_REASON_NONE) {
        obv_found_refuse(found, reason);
    }
    return w.no_memory ? OBV_NO_MEMORY : OBV_OK;
}

/* ---- Telling an XML by its root ----------------------------------------- */

typedef struct root {
    XML_Parser parser;
    const char *wanted;
    bool is;
} root;

static void
on_root(void *data, const char *name, const char **attributes)
{
    root *r = data;
    obv_slice space;
    (void)attributes;
    r->is = obv_slice_is(local_name(name, &space), r->wanted);
    XML_StopParser(r->parser, XML_FALSE);
}

/* A type that declares something names the root at least. */
static void
on_root_doctype(void *data, const char *name, const char *system,
                const char *public, int declares)
{
    root *r = data;
    (void)system;
    (void)public;
    if (declares) {
        r->is = strcmp(name, r->wanted) == 0;
        XML_StopParser(r->parser, XML_FALSE);
    }
}

/* Where there is no memory to tell, it may be: then the opener, which needs
   more, says so.  "No" would be an answer. */
bool
obv_xml_root_is(obv_slice xml, const char *name)
{
    obv_slice start = obv_slice_trim(xml);
    if (!obv_slice_starts(start, "<") && !obv_slice_starts(xml, "\xFF\xFE") &&
        !obv_slice_starts(xml, "\xFE\xFF")) {
        return false; /* neither UTF-8 nor UTF-16 */
    }
    int len = (int)(xml.len < OBV_MAX_FILE ? xml.len : OBV_MAX_FILE);
    root r = {.parser = XML_ParserCreateNS(NULL, SEPARATOR), .wanted = name};
    if (r.parser == NULL) {
        return true;
    }
    XML_SetUserData(r.parser, &r);
    XML_SetStartElementHandler(r.parser, on_root);
    XML_SetStartDoctypeDeclHandler(r.parser, on_root_doctype);
    bool failed = XML_Parse(r.parser, (const char *)xml.ptr, len, XML_FALSE) ==
                  XML_STATUS_ERROR;
    bool no_memory =
        failed && XML_GetErrorCode(r.parser) == XML_ERROR_NO_MEMORY;
    XML_ParserFree(r.parser);
    return r.is || no_memory;
}
