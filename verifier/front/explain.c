/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-verifier scan --explain IMAGE [OUT.png]: a picture of what was seen.
 *
 * badge-reader draws it, in its cell.  What comes back is walked through in
 * another, chunk by chunk, before it is written: it is a PNG that holds no
 * text, or it is nothing.
 */
#include "container/container.h"
#include "front/front.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct explaining {
    const obv_words *words;
    const char *home, *image;
    char out[OBV_MAX_PATH + 16];
    bool replace;
    uint8_t *room; /* obv_explained, then the PNG */
    size_t len;
    obv_explained about;
    obv_verifier *verifier; /* made before the lock */
    obv_found *found;
} explaining;

static bool
complain(const explaining *e, obv_message what, const char *file,
         obv_message why)
{
    obv_complain(e->words, what,
                 VALUES({"file", obv_slice_of(file)},
                        {"why", obv_slice_of(e->words->messages[why])}));
    return false;
}

/* ---- Drawing it -----------------------------------------------------------
 */

/* What badge-reader writes into it, and what it is started with. */
static char *
make_argument(const explaining *e)
{
    static const obv_message labels[OBV_LABEL_COUNT] = {
        [OBV_LABEL_NOTHING] = OBV_MSG_LABEL_NOTHING,
        [OBV_LABEL_CODE] = OBV_MSG_SCAN_CODE,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_NONE] = OBV_MSG_LABEL_UNREAD,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_SMALL] = OBV_MSG_LABEL_SMALL,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_BLURRED] = OBV_MSG_LABEL_BLURRED,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_CUT_OFF] = OBV_MSG_LABEL_CUT_OFF,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_GLARE] = OBV_MSG_LABEL_GLARE,
        [OBV_LABEL_DOUBTS + OBV_DOUBT_DARK] = OBV_MSG_LABEL_DARK,
    };
    const char *const *messages = e->words->messages;
    size_t len = sizeof(OBV_EXPLAIN_ARGUMENT);
    for (size_t i = 0; i < OBV_LABEL_COUNT; i++) {
        len += 1 + strlen(messages[labels[i]]);
    }
    char *ret = calloc(1, len);
    for (size_t i = 0; ret != NULL && i <= OBV_LABEL_COUNT; i++) {
        const char *line =
            i == 0 ? OBV_EXPLAIN_ARGUMENT : messages[labels[i - 1]];
        size_t used = strlen(ret);
        snprintf(ret + used, len - used, i == 0 ? "%s" : "\n%s", line);
    }
    return ret;
}

static obv_cell_answer
ask_reader(const explaining *e, const char *path, obv_slice file)
{
    obv_cell_answer answer = {OBV_CELL_FAILED, 0};
    char *argument = make_argument(e);
    obv_cell_server *reader =
        argument != NULL ? obv_cell_server_with(path, argument) : NULL;
    if (reader != NULL) {
        answer = obv_cell_ask(reader, file, e->room, OBV_MAX_EXPLAINED);
    }
    obv_cell_server_free(reader);
    free(argument);
    return answer;
}

static bool
ask(explaining *e, obv_slice file)
{
    char program[OBV_MAX_PATH + 64];
    const char *path = obv_reader_path(e->home, program, sizeof(program));
    if (path == NULL) {
        complain(e, OBV_MSG_NO_READER, e->image, OBV_MSG_WHY_NO_READER);
        obv_hint(e->words, OBV_MSG_HINT_READER, NULL);
        return false;
    }
    obv_cell_answer answer = ask_reader(e, path, file);
    e->len = answer.len;
    if (answer.end == OBV_CELL_FAILED) {
        return complain(e, OBV_MSG_NO_CELL, e->image, OBV_MSG_WHY_NO_CELL);
    }
    return answer.end == OBV_CELL_ANSWERED ||
           complain(e, OBV_MSG_EXPLAIN_NO_PICTURE, e->image, OBV_MSG_WHY_FULL);
}

static obv_slice
picture_of(const explaining *e)
{
    return (obv_slice){e->room + sizeof(e->about), e->len - sizeof(e->about)};
}

/* In a cell: whole to its end, and without a text that could be a badge. */
static bool
walk_work(void *job, int answer)
{
    const explaining *e = job;
    obv_slice png = picture_of(e);
    bool good = obv_read(e->verifier, png.ptr, png.len, e->found) == OBV_OK &&
                e->found->container == OBV_CONTAINER_PNG &&
                e->found->reason == OBV_REASON_NO_BADGE_PICTURE;
    return obv_cell_write(answer, good ? "y" : "n", 1);
}

static bool
is_sound(explaining *e)
{
    char said = 'n';
    if (e->len <= sizeof(e->about)) {
        return false;
    }
    memcpy(&e->about, e->room, sizeof(e->about));
    obv_cell_answer answer = obv_cell_run(walk_work, e, &said, 1);
    return (unsigned)e->about.doubt < OBV_DOUBT_COUNT &&
           answer.end == OBV_CELL_ANSWERED && answer.len == 1 && said == 'y';
}

static bool
draw(explaining *e)
{
    uint8_t *bytes = NULL;
    size_t len = 0;
    obv_message why = OBV_MSG_WHY_MISSING;
    obv_slurp_end end = obv_slurp(e->image, OBV_MAX_FILE, &bytes, &len, &why);
    if (end != OBV_SLURP_OK) {
        return end == OBV_SLURP_LARGE
                   ? complain(e, OBV_MSG_EXPLAIN_NO_PICTURE, e->image, why)
                   : complain(e, OBV_MSG_CANNOT_READ, e->image, why);
    }
    bool asked = ask(e, (obv_slice){bytes, len});
    free(bytes);
    return asked && (is_sound(e) || complain(e, OBV_MSG_EXPLAIN_NO_PICTURE,
                                             e->image, OBV_MSG_WHY_DIED));
}

/* ---- Writing it -----------------------------------------------------------
 */

static bool
write_all(int file, obv_slice bytes)
{
    while (bytes.len > 0) {
        ssize_t put = write(file, bytes.ptr, bytes.len);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes.ptr += put > 0 ? put : 0;
        bytes.len -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

/* For the eyes of whoever asked: it shows a page. */
static bool
keep(const explaining *e)
{
    bool to_stdout = strcmp(e->out, "-") == 0;
    if (!to_stdout && e->replace && unlink(e->out) != 0 && errno != ENOENT) {
        return complain(e, OBV_MSG_BATCH_CANNOT_WRITE, e->out, obv_why(errno));
    }
    int file =
        to_stdout ? STDOUT_FILENO
                  : open(e->out, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0 && errno == EEXIST) {
        complain(e, OBV_MSG_BATCH_EXISTS, e->out, OBV_MSG_WHY_FULL);
        obv_hint(e->words, OBV_MSG_HINT_EXPLAIN_EXISTS, NULL);
        return false;
    }
    bool good = file >= 0 && write_all(file, picture_of(e));
    int error = errno;
    if (file >= 0 && !to_stdout && close(file) != 0) {
        good = false;
    }
    if (!good && file >= 0 && !to_stdout) {
        (void)unlink(e->out); /* half a picture */
    }
    return good ||
           complain(e, OBV_MSG_BATCH_CANNOT_WRITE, e->out, obv_why(error));
}

/* ---- The command ----------------------------------------------------------
 */

static void
tell(const explaining *e)
{
    static const obv_message why[OBV_DOUBT_COUNT] = {
        [OBV_DOUBT_NONE] = OBV_MSG_EXPLAIN_UNREAD,
        [OBV_DOUBT_SMALL] = OBV_MSG_EXPLAIN_SMALL,
        [OBV_DOUBT_BLURRED] = OBV_MSG_EXPLAIN_BLURRED,
        [OBV_DOUBT_CUT_OFF] = OBV_MSG_EXPLAIN_CUT_OFF,
        [OBV_DOUBT_GLARE] = OBV_MSG_EXPLAIN_GLARE,
        [OBV_DOUBT_DARK] = OBV_MSG_EXPLAIN_DARK,
    };
    if (strcmp(e->out, "-") == 0) {
        return;
    }
    char read[OBV_COUNT_ROOM];
    if (e->about.read + e->about.unread == 0) {
        obv_print(e->words, "", OBV_MSG_EXPLAIN_NOTHING, NULL);
    }
    if (e->about.read > 0) {
        obv_print(e->words, "", OBV_MSG_EXPLAIN_READ,
                  VALUES({"n", obv_count(e->words, e->about.read, read)}));
    }
    if (e->about.unread > 0) {
        obv_print(e->words, "", why[e->about.doubt], NULL);
    }
    obv_print(e->words, "", OBV_MSG_EXPLAIN_WRITTEN,
              VALUES({"file", obv_slice_of(e->out)}));
}

/* Beside the image, unless another place is named. */
static bool
set_out(explaining *e, const obv_options *options)
{
    bool named = options->file_count > 0;
    int len = snprintf(e->out, sizeof(e->out), "%s%s",
                       named ? options->files[0] : e->image,
                       named ? "" : ".explain.png");
    bool nowhere = !named && strcmp(e->image, "-") == 0;
    if (nowhere || (strcmp(e->out, "-") == 0 && isatty(STDOUT_FILENO))) {
        obv_complain(e->words, OBV_MSG_EXPLAIN_NO_OUT, NULL);
        return false;
    }
    return (len > 0 && (size_t)len < sizeof(e->out)) ||
           complain(e, OBV_MSG_BATCH_CANNOT_WRITE, e->image,
                    OBV_MSG_WHY_OUTPUT);
}

int
obv_explain_command(obv_front *front, const obv_options *options)
{
    explaining *e = calloc(1, sizeof(*e));
    uint8_t *room = malloc(OBV_MAX_EXPLAINED);
    obv_verifier *verifier = obv_new();
    obv_found *found = calloc(1, sizeof(*found));
    bool good = e != NULL && room != NULL && verifier != NULL && found != NULL;
    if (!good) {
        obv_complain(&front->words, OBV_MSG_NO_MEMORY, NULL);
    } else {
        e->words = &front->words;
        e->home = front->home;
        e->image = options->given[OBV_OPTION_EXPLAIN];
        e->replace = options->given[OBV_OPTION_REPLACE] != NULL;
        e->room = room;
        e->verifier = verifier;
        e->found = found;
        good = set_out(e, options) && draw(e) && keep(e);
    }
    int code = OBV_EXIT_TROUBLE;
    if (good) {
        tell(e);
        code = e->about.read > 0 && e->about.unread == 0 ? 0 : 2;
    }
    obv_free(verifier);
    free(found);
    free(room);
    free(e);
    return code;
}
