/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-reader: files in, what was found in each of them out.  A cell server
 * (cell/cell.h): started by badge-verifier; of no use to a person.
 */
#include "cell/cell.h"
#include "reader/reader.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

/* Kinds that only this program opens; the others are the library's. */
/* clang-format off */
static const struct document {
    obv_container id;
    obv_status (*open)(obv_slice file, obv_arena *arena, obv_found *found);
} documents[] = {
    {OBV_CONTAINER_PDF, obv_pdf_open},
};
/* clang-format on */

/* All that a child works with, made once: what it does to it, no other sees.
 */
typedef struct desk {
    uint8_t *room; /* for a file */
    obv_arena *arena;
    obv_found *found;
} desk;

static obv_status
open_document(obv_slice file, obv_arena *arena, obv_found *found)
{
    obv_status status = obv_container_open(file, arena, found);
    for (size_t i = 0; i < COUNT(documents) && status == OBV_UNSUPPORTED; i++) {
        if (documents[i].id == found->container) {
            status = documents[i].open(file, arena, found);
        }
    }
    return status;
}

/* What libraries do once, they do now: on a document that holds nothing. */
static void
warm_up(obv_arena *arena, obv_found *found)
{
    obv_found_clear(found, OBV_CONTAINER_PDF);
    (void)obv_pdf_open(obv_slice_of("%PDF-1.4\n"), arena, found);
    obv_arena_empty(arena);
}

/* At most one byte more than is allowed: then it is too long. */
static bool
read_all(uint8_t *room, size_t max, size_t *len)
{
    while (*len <= max) {
        ssize_t got = read(STDIN_FILENO, room + *len, max + 1 - *len);
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EINTR) {
            return false;
        }
        *len += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* In a locked child. */
static bool
answer(void *job, int to)
{
    desk *d = job;
    size_t len = 0;
    if (!read_all(d->room, OBV_MAX_FILE, &len)) {
        return false;
    }
    if (open_document((obv_slice){d->room, len}, d->arena, d->found) !=
        OBV_OK) {
        obv_found_refuse(d->found, OBV_REASON_LIMIT); /* the only cause left */
    }
    return obv_cell_write(to, d->found,
                          offsetof(obv_found, bytes) + d->found->bytes_len);
}

/* Whatever libheif is told, it starts a thread. */
static unsigned
leaves(obv_slice head)
{
    return OBV_CELL_NO_FILES | (obv_is_heic(head) ? OBV_CELL_THREADS : 0u);
}

int
main(int argc, char **argv)
{
    (void)argv;
    static uint8_t room[OBV_MAX_FILE + 1]; /* mapped as far as it is used */
    static obv_found found;
    desk d = {room, obv_arena_new(OBV_ARENA), &found};
    int status = 3;
    if (argc == 1 && d.arena != NULL) {
        warm_up(d.arena, &found);
        status = obv_cell_serve(answer, &d, leaves);
    }
    if (status != 0) {
        fputs("badge-reader: reads files for badge-verifier, which starts it\n",
              stderr);
    }
    obv_arena_free(d.arena);
    return status;
}
