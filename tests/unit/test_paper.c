/* SPDX-License-Identifier: Apache-2.0 */
/* The codes of one file, put together; what is left over is named. */
#include "check.h"

#include "issuer/issuer.h"
#include "paper/paper.h"

static obv_arena *arena;
static obv_call call;
static obv_found found;
static obv_paper paper;

#define JWS "eyJhbGciOiJFZERTQSJ9.eyJuYW1lIjoiTGUgdGVzdCJ9.c2lnbmF0dXJl"

static void
start(void)
{
    obv_arena_empty(arena);
    obv_found_clear(&found, OBV_CONTAINER_JPEG);
    found.pages = found.pages_read = 1;
}

static void
add(const char *text)
{
    CHECK_NUMBER(
        obv_found_add(&found, "code", OBV_NOTE_CODE, obv_slice_of(text)),
        OBV_OK);
}

static void
open_all(void)
{
    CHECK_NUMBER(obv_paper_open(&found, NULL, arena, &paper), OBV_OK);
}

/* `badge` as codes of at most `most` characters, in the arena. */
static obv_packed
pack(const char *badge, size_t most)
{
    obv_packed codes;
    const obv_pack_wish wish = {.max_text = most};
    CHECK(obv_pack(&call, obv_slice_of(badge), &wish, &codes));
    return codes;
}
