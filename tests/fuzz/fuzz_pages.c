/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: a page of a PDF, drawn and searched.  The input stands in
 * the dictionary of the page: its boxes, how it is turned, its resources.
 * Whole documents are poppler's matter, and the cell's.
 */
#include "pdfs.h"
#include "reader/reader.h"

#include <stdlib.h>

#define MOST 512

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
make_document(pdf *p, const uint8_t *bytes, size_t len)
{
    making page = {NULL, 0, 0}, content = {NULL, 0, 0};
    making_text(&page, "<</Type/Page/Parent 2 0 R/Contents 4 0 R\n");
    making_put(&page, bytes, len);
    making_text(&page, "\n/MediaBox[0 0 200 200]>>");
    pdf_code(&content, "OB1:FUZZ", 60, 60, 3);
    pdf_start(p);
    pdf_tree(p, 1);
    pdf_raw(p, page.ptr, page.len);
    pdf_stream(p, "", content.ptr, content.len);
    pdf_end(p, "");
    making_clear(&page);
    making_clear(&content);
}

/* What is on the page, or nothing: never anything else. */
static bool
is_right(const obv_found *found)
{
    if (!obv_found_is_sound(found) || found->pages_read > found->pages) {
        return false;
    }
    for (size_t i = 0; i < found->count; i++) {
        const obv_found_text *t = &found->texts[i];
        if (!obv_slice_is((obv_slice){found->bytes + t->at, t->len},
                          "OB1:FUZZ")) {
            return false;
        }
    }
    return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    static obv_found found;
    static pdf p;
    if (arena == NULL) {
        obv_pages_warm_up();
        arena = obv_arena_new(OBV_PICTURE_ARENA);
    }
    if (arena == NULL) {
        abort();
    }
    make_document(&p, bytes, len < MOST ? len : MOST);
    obv_found_clear(&found, OBV_CONTAINER_PDF);
    found.reason = OBV_REASON_NO_BADGE;
    obv_status status = obv_pages_search(making_slice(&p.m), arena, &found);
    if ((status != OBV_OK && status != OBV_MALFORMED) || !is_right(&found)) {
        abort();
    }
    obv_arena_empty(arena);
    return 0;
}
