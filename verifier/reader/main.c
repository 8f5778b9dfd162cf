/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-reader: files in, what was found in each of them out.  A cell server
 * (cell/cell.h): started by badge-verifier; of no use to a person.
 */
#include "cell/cell.h"
#include "reader/explain.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* All that a child works with, made once: what it does to it, no other sees.
 */
typedef struct desk {
    uint8_t *room; /* for a file */
    obv_arena *texts, *pictures;
    obv_found *found;
    obv_labels labels; /* of a picture with explanations */
} desk;

/* ---- Codes --------------------------------------------------------------- */

/* A baked badge is the answer: nobody prints a code into its picture.  A file
   that cannot tell which of two it holds is not overruled by a code. */
static obv_status
search_picture(obv_slice file, obv_arena *arena, obv_found *found)
{
    bool damaged = found->reason == OBV_REASON_DAMAGED_FILE;
    if (found->container == OBV_CONTAINER_PNG && !damaged &&
        found->reason != OBV_REASON_NO_BADGE_PICTURE) {
        return OBV_OK;
    }
    obv_status status =
        obv_picture_search(found->container, file, arena, found);
    if (damaged && found->count == 0) {
        found->reason = OBV_REASON_DAMAGED_FILE;
    }
    return status == OBV_UNSUPPORTED ? OBV_OK : status;
}

/* poppler draws what qpdf calls damaged: a code on it counts all the same. */
static obv_status
search_pages(obv_slice file, obv_arena *arena, obv_found *found)
{
#ifdef OBV_WITHOUT_PAGES
    (void)file;
    (void)arena;
    if (found->reason == OBV_REASON_NO_BADGE) {
        found->reason = OBV_REASON_NOT_BUILT_IN;
    }
#else
    if (found->reason != OBV_REASON_TWO_BADGES &&
        obv_pages_search(file, arena, found) == OBV_MALFORMED &&
        found->reason == OBV_REASON_NO_BADGE) {
        found->reason = OBV_REASON_DAMAGED_FILE;
    }
#endif
    return OBV_OK;
}

/* ---- Kinds of file ------------------------------------------------------- */

typedef obv_status reading(obv_slice file, obv_arena *arena, obv_found *found);

/* What this program does with a file that the library does not open, or in
   which it finds no badge. */
/* clang-format off */
static const struct document {
    obv_container id;
    reading *open;   /* the texts that stand in it; NULL: there are none */
    reading *search; /* the codes that are drawn on it */
} documents[] = {
    {OBV_CONTAINER_PDF,  obv_pdf_open, search_pages},
    {OBV_CONTAINER_PNG,  NULL,         search_picture},
    {OBV_CONTAINER_JPEG, NULL,         search_picture},
    {OBV_CONTAINER_WEBP, NULL,         search_picture},
    {OBV_CONTAINER_TIFF, NULL,         search_picture},
    {OBV_CONTAINER_HEIC, NULL,         search_picture},
};
/* clang-format on */

static const struct document *
find_document(obv_container id)
{
    for (size_t i = 0; i < COUNT(documents); i++) {
        if (documents[i].id == id) {
            return &documents[i];
        }
    }
    return NULL;
}

static obv_status
read_file(const desk *d, obv_slice file)
{
    obv_status status = obv_container_open(file, d->texts, d->found);
    const struct document *kind = find_document(d->found->container);
    if (kind == NULL || (status != OBV_OK && status != OBV_UNSUPPORTED)) {
        return status;
    }
    if (kind->open != NULL) {
        TRY(kind->open(file, d->texts, d->found));
    }
    return kind->search(file, d->pictures, d->found);
}

/* ---- The server ---------------------------------------------------------- */

/* What libraries do once, they do now: on documents that hold nothing. */
static void
warm_up(const desk *d)
{
    obv_found_clear(d->found, OBV_CONTAINER_PDF);
    (void)obv_pdf_open(obv_slice_of("%PDF-1.4\n"), d->texts, d->found);
    obv_arena_empty(d->texts);
#ifndef OBV_WITHOUT_PAGES
    obv_pages_warm_up();
#endif
    obv_picture_warm_up();
    obv_zbar_warm_up();
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
say(int to, const obv_found *found)
{
    /* A signal may bring us here: it calls nothing but write. */
    /* NOLINTNEXTLINE(bugprone-signal-handler) */
    return obv_cell_write(to, found,
                          offsetof(obv_found, bytes) + found->bytes_len);
}

/* What answer_at_once must know. */
static obv_found found;
static int answer_to;

/* In a locked child. */
static bool
answer(void *job, int to)
{
    const desk *d = job;
    size_t len = 0;
    answer_to = to;
    if (!read_all(d->room, OBV_MAX_FILE, &len)) {
        return false;
    }
    if (read_file(d, (obv_slice){d->room, len}) != OBV_OK &&
        d->found->count == 0) {
        obv_found_refuse(d->found, OBV_REASON_LIMIT); /* the only cause left */
    }
    return say(to, d->found);
}

/* The same of a picture with explanations. */
static bool
answer_explained(void *job, int to)
{
    static uint8_t answer_room[OBV_MAX_EXPLAINED];
    const desk *d = job;
    size_t len = 0;
    obv_explanation said = {answer_room, 0};
    return read_all(d->room, OBV_MAX_FILE, &len) && len <= OBV_MAX_FILE &&
           obv_explain((obv_slice){d->room, len}, &d->labels, d->pictures,
                       d->found, &said) == OBV_OK &&
           obv_cell_write(to, said.room, said.len);
}

/* Behind the lock, its time is over, by one clock or the other: what was found
   before is the answer.  Half a text in it, and nobody will believe it. */
static void
answer_at_once(int number)
{
    (void)number;
    if (found.count == 0) {
        obv_reason why =
            found.unread > 0 ? OBV_REASON_CODE_UNREAD : OBV_REASON_MANY_PAGES;
        found.reason = found.pages > 0 ? why : OBV_REASON_LIMIT;
    }
    _exit(say(answer_to, &found) ? 0 : 1);
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
    static uint8_t room[OBV_MAX_FILE + 1]; /* mapped as far as it is used */
    desk d = {.room = room,
              .texts = obv_arena_new(OBV_ARENA),
              .pictures = obv_arena_new(OBV_PICTURE_ARENA),
              .found = &found};
    int status = 3;
    bool explain = argc == 2 && obv_labels_read(argv[1], &d.labels);
    if ((argc == 1 || explain) && d.texts != NULL && d.pictures != NULL) {
        warm_up(&d);
        if (!explain) { /* half a picture explains nothing */
            (void)signal(SIGXCPU, answer_at_once);
            (void)signal(SIGALRM, answer_at_once);
        }
        status =
            obv_cell_serve(explain ? answer_explained : answer, &d, leaves);
    }
    if (status != 0) {
        fputs("badge-reader: reads files for badge-verifier, which starts it\n",
              stderr);
    }
    obv_arena_free(d.texts);
    obv_arena_free(d.pictures);
    return status;
}
