/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fuzzers of whole verdicts share: prints the page in both formats
 * and looks at what comes out.
 */
#ifndef PAGING_H
#define PAGING_H

#include "report/report.h"

#include <stdlib.h>

#define PAGING_ROOM (8u * 1024 * 1024)

typedef struct paged {
    char text[PAGING_ROOM];
    size_t len;
} paged;

static inline bool
paging_write(void *to, const char *text, size_t len)
{
    paged *p = to;
    if (len > sizeof(p->text) - p->len) {
        return false;
    }
    memcpy(p->text + p->len, text, len);
    p->len += len;
    return true;
}

static inline void
paging_ask(bool so)
{
    if (!so) {
        abort();
    }
}

/* Nothing raw is ever printed: no control character but the line feed. */
static inline bool
paging_is_plain(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] < ' ' && text.ptr[i] != '\n') || text.ptr[i] == 127) {
            return false;
        }
    }
    return obv_is_utf8(text);
}

/* Text is plain, and JSON is JSON on one line. */
static inline void
paging_report(obv_verifier *v, const obv_page *page)
{
    static paged out;
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA);
    }
    paging_ask(arena != NULL);

    out.len = 0;
    paging_ask(obv_report(v, "text", page, paging_write, &out) == OBV_OK);
    obv_slice text = {(const uint8_t *)out.text, out.len};
    paging_ask(paging_is_plain(text));

    out.len = 0;
    paging_ask(obv_report(v, "json", page, paging_write, &out) == OBV_OK);
    obv_slice json = {(const uint8_t *)out.text, out.len};
    const obv_json *object;
    paging_ask(paging_is_plain(json));
    paging_ask(obv_json_parse(json, OBV_JSON_SIGNED, arena, &object, NULL) ==
               OBV_OK);
    obv_arena_empty(arena);
}

#endif
