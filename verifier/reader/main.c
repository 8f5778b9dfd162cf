/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-reader: a file on standard input, what was found in it on standard
 * output.  Started by badge-verifier; of no use to a person.
 */
#include "cell/cell.h"
#include "reader/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
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

static bool
answer(uint8_t *room, obv_arena *arena, obv_found *found)
{
    size_t len = 0;
    if (!read_all(room, OBV_MAX_FILE, &len)) {
        return false;
    }
    if (open_document((obv_slice){room, len}, arena, found) != OBV_OK) {
        obv_found_refuse(found, OBV_REASON_LIMIT); /* the only cause left */
    }
    return obv_cell_write(STDOUT_FILENO, found,
                          offsetof(obv_found, bytes) + found->bytes_len);
}

int
main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        fputs("badge-reader: reads one file on standard input, for "
              "badge-verifier\n",
              stderr);
        return 3;
    }
    static uint8_t room[OBV_MAX_FILE + 1]; /* mapped as far as it is used */
    static obv_found found;
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    if (arena == NULL) {
        return 3;
    }
    warm_up(arena, &found);
    if (!obv_cell_lock(STDIN_FILENO, STDOUT_FILENO)) {
        return 3;
    }
    /* Libraries that tidy up at a normal end would need more than a cell has.
     */
    _exit(answer(room, arena, &found) ? 0 : 3);
}
