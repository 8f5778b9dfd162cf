/* SPDX-License-Identifier: Apache-2.0 */
/* Linked data for tests: documents written with ' for ", and their quads. */
#ifndef LINKING_H
#define LINKING_H

#include "arenas.h"
#include "canon/inside.h"
#include "nquads.h"

#define VC2 "'https://www.w3.org/ns/credentials/v2'"
#define OB3 "'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'"

static inline const obv_json *
json(const char *text)
{
    char *copy = obv_arena_text(arena, obv_slice_of(text));
    const obv_json *value = NULL;
    for (char *c = copy; *c != '\0'; c++) {
        *c = *c == '\'' ? '"' : *c;
    }
    if (obv_json_parse(obv_slice_of(copy), OBV_JSON_ANY, arena, &value, NULL) !=
        OBV_OK) {
        fail_msg("%s: no JSON", text);
    }
    return value;
}

/* Contexts by their addresses, as members of one object. */
static inline const obv_json *
load_member(void *loader, obv_slice address)
{
    return obv_json_get(loader, obv_arena_text(arena, address));
}

typedef struct reading {
    obv_linked linked;
    obv_ld_fault why;
    obv_status status;
} reading;

/* `contexts` may be NULL. */
static inline reading
read_with(const char *document, obv_ld_options options, const char *contexts)
{
    reading r = {.why = {.code = ""}};
    obv_document d = {.object = json(document)};
    options.load = contexts != NULL ? load_member : NULL;
    options.loader = contexts != NULL ? (void *)json(contexts) : NULL;
    r.status = obv_linked_read(&d, &options, arena, &r.linked, &r.why);
    return r;
}

static inline reading
read_plain(const char *document)
{
    return read_with(document, (obv_ld_options){0}, NULL);
}

static inline reading
read_strict(const char *document)
{
    return read_with(document, (obv_ld_options){.refusing = true, .i18n = true},
                     NULL);
}

/* The canonical quads of what was read. */
static inline const char *
quads_of(const reading *r)
{
    obv_canonical canonical;
    CHECK(r->status == OBV_OK);
    CHECK(obv_rdfc(&r->linked.dataset, OBV_SHA256, arena, &canonical) ==
          OBV_OK);
    return obv_arena_text(arena, canonical.text);
}

/* The same of N-Quads, whatever their labels. */
static inline const char *
canonical_of(const char *text)
{
    nquads n;
    obv_canonical canonical;
    CHECK(nquads_read(obv_slice_of(text), arena, &n) == OBV_OK);
    CHECK(obv_rdfc(&n.dataset, OBV_SHA256, arena, &canonical) == OBV_OK);
    return obv_arena_text(arena, canonical.text);
}

static inline const char *
text_of(obv_slice slice)
{
    return obv_arena_text(arena, slice);
}

#endif
