/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One file: read in a cell, judged in another, reported here.
 *
 *     bytes -> [reader] -> badge texts -> [judge] -> verdict -> report
 *
 * What comes out of a cell is looked at before it is used; a cell that dies,
 * is late or says nonsense leaves the file undecided, and the next file gets
 * fresh ones.
 */
#include "cell/cell.h"
#include "front/front.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- The reader --------------------------------------------------------- */

typedef struct read_job {
    obv_verifier *verifier;
    obv_slice file;
    obv_found *found;
} read_job;

/* A document that the library does not open is answered too: its kind alone,
   and the parent starts the program for it. */
static bool
read_work(void *job, int answer)
{
    read_job *j = job;
    obv_status status =
        obv_read(j->verifier, j->file.ptr, j->file.len, j->found);
    if (status != OBV_OK && status != OBV_UNSUPPORTED) {
        return false;
    }
    return obv_cell_write(answer, j->found,
                          offsetof(obv_found, bytes) + j->found->bytes_len);
}

/* Not a byte more or less than it says itself. */
static bool
found_is_whole(const obv_found *found, size_t len)
{
    const size_t head = offsetof(obv_found, bytes);
    return len >= head && found->bytes_len <= OBV_MAX_FOUND_BYTES &&
           len == head + found->bytes_len && obv_found_is_sound(found);
}

const char *
obv_reader_path(const char *home, char *path, size_t size)
{
    static const char *const places[] = {
        "badge-reader", "../libexec/badge-reader",
        "../libexec/badge-verifier/badge-reader"};
    for (size_t i = 0; i < COUNT(places); i++) {
        snprintf(path, size, "%s/%s", home, places[i]);
        if (access(path, X_OK) == 0) {
            return path;
        }
    }
    return NULL;
}

typedef enum step_end {
    STEP_OK,
    STEP_DIED,   /* no answer, or one that cannot be used */
    STEP_TROUBLE /* of our own: run->what */
} step_end;

static step_end
trouble(obv_run *run, obv_message what)
{
    run->what = what;
    return STEP_TROUBLE;
}

/* Started for the first file that needs it, and kept for the next. */
static bool
has_reader(obv_run *run)
{
    char program[4200];
    if (run->reader == NULL &&
        obv_reader_path(run->home, program, sizeof(program)) != NULL) {
        run->reader = obv_cell_server_new(program);
    }
    return run->reader != NULL;
}

static step_end
read_document(obv_run *run, obv_slice file)
{
    if (!has_reader(run)) {
        return trouble(run, OBV_MSG_NO_READER);
    }
    obv_cell_answer answer =
        obv_cell_ask(run->reader, file, run->found, sizeof(*run->found));
    if (answer.end == OBV_CELL_FAILED) {
        return trouble(run, OBV_MSG_NO_CELL);
    }
    return answer.end == OBV_CELL_ANSWERED &&
                   found_is_whole(run->found, answer.len)
               ? STEP_OK
               : STEP_DIED;
}

/* What the library leaves to badge-reader: documents, photographs, and the
   codes on a picture with no badge in it. */
static bool
is_for_reader(const obv_found *found)
{
    if (found->count > 0) {
        return false;
    }
    switch (found->container) {
    case OBV_CONTAINER_PNG:
        return found->reason == OBV_REASON_NO_BADGE_PICTURE ||
               found->reason == OBV_REASON_DAMAGED_FILE;
    case OBV_CONTAINER_PDF:
    case OBV_CONTAINER_JPEG:
    case OBV_CONTAINER_WEBP:
    case OBV_CONTAINER_TIFF:
    case OBV_CONTAINER_HEIC:
        return true;
    case OBV_CONTAINER_UNKNOWN:
    case OBV_CONTAINER_SVG:
    case OBV_CONTAINER_PLAIN:
    case OBV_CONTAINER_COUNT:
        break;
    }
    return false;
}

static step_end
read_file(obv_run *run, obv_slice file)
{
    read_job job = {run->verifier, file, run->found};
    obv_cell_answer answer =
        obv_cell_run(read_work, &job, run->found, sizeof(*run->found));
    if (answer.end == OBV_CELL_FAILED) {
        return trouble(run, OBV_MSG_NO_CELL);
    }
    if (answer.end != OBV_CELL_ANSWERED ||
        !found_is_whole(run->found, answer.len)) {
        return STEP_DIED;
    }
    if (!is_for_reader(run->found)) {
        return STEP_OK;
    }
    run->unsearched =
        run->found->container == OBV_CONTAINER_PNG && !has_reader(run);
    return run->unsearched ? STEP_OK : read_document(run, file);
}

/* ---- The judge ---------------------------------------------------------- */

/* Whatever the status, the verdict says no more than is known. */
static bool
judge_work(void *job, int answer)
{
    obv_run *run = job;
    (void)obv_judge(run->verifier, run->trust, run->found, &run->question,
                    run->verdict);
    return obv_cell_write(answer, run->verdict,
                          offsetof(obv_verdict, text) + run->verdict->text_len);
}

static bool
verdict_is_whole(const obv_run *run, size_t len)
{
    const obv_verdict *v = run->verdict;
    const size_t head = offsetof(obv_verdict, text);
    return len >= head && v->text_len <= OBV_MAX_CLAIM_TEXT &&
           len == head + v->text_len && obv_verdict_is_sound(v) &&
           v->test == obv_trust_about(run->trust)->test;
}

static step_end
judge_found(obv_run *run)
{
    obv_cell_answer answer =
        obv_cell_run(judge_work, run, run->verdict, sizeof(*run->verdict));
    if (answer.end == OBV_CELL_FAILED) {
        return trouble(run, OBV_MSG_NO_CELL);
    }
    return answer.end == OBV_CELL_ANSWERED && verdict_is_whole(run, answer.len)
               ? STEP_OK
               : STEP_DIED;
}

/* What is said of a file of which nothing is known. */
void
obv_run_undecided(obv_run *run, obv_reason reason)
{
    memset(run->verdict, 0, offsetof(obv_verdict, badges));
    run->verdict->badge = -1;
    run->verdict->reason = reason;
    run->verdict->test = obv_trust_about(run->trust)->test;
}

bool
obv_run_judge(obv_run *run)
{
    run->opened = true;
    step_end end = judge_found(run);
    if (end == STEP_DIED) {
        obv_run_undecided(run, OBV_REASON_CELL_DIED);
    }
    return end != STEP_TROUBLE;
}

/* ---- One file ----------------------------------------------------------- */

static bool
look_at_bytes(obv_run *run, obv_slice file)
{
    step_end end = read_file(run, file);
    if (end == STEP_OK) {
        return obv_run_judge(run);
    }
    if (end == STEP_DIED) {
        obv_run_undecided(run, OBV_REASON_CELL_DIED);
    }
    return end != STEP_TROUBLE;
}

bool
obv_run_look(obv_run *run, const char *path)
{
    uint8_t *bytes = NULL;
    size_t len = 0;
    run->opened = false;
    run->unsearched = false;
    run->what = OBV_MSG_CANNOT_READ;
    run->why = OBV_MSG_WHY_MISSING;
    switch (obv_slurp(path, OBV_MAX_FILE, &bytes, &len, &run->why)) {
    case OBV_SLURP_FAILED:
        return false;
    case OBV_SLURP_LARGE:
        obv_run_undecided(run, OBV_REASON_LIMIT);
        return true;
    case OBV_SLURP_OK:
        break;
    }
    bool seen = look_at_bytes(run, (obv_slice){bytes, len});
    free(bytes);
    return seen;
}

/* ---- The report --------------------------------------------------------- */

static bool
write_out(void *to, const char *text, size_t len)
{
    return fwrite(text, 1, len, to) == len;
}

static const char *
shown(const obv_run *run, const char *path)
{
    return strcmp(path, "-") == 0 ? run->words->messages[OBV_MSG_STDIN] : path;
}

obv_page
obv_run_page(const obv_run *run, const char *path)
{
    return (obv_page){
        .file = shown(run, path),
        .typed = run->typed,
        .verdict = run->verdict,
        .found = run->opened ? run->found : NULL,
        .trust = obv_trust_about(run->trust),
        .question = &run->question,
        .clock = run->clock,
        .sentences = &run->words->report,
        .width = run->width,
        .colour = run->colour,
    };
}

int
obv_run_report(obv_run *run, const char *path)
{
    obv_page page = obv_run_page(run, path);
    obv_status status =
        obv_report(run->verifier, run->format, &page, write_out, stdout);
    /* Flushed before the next fork, and before trouble is told. */
    if (status == OBV_NO_MEMORY) {
        obv_complain(run->words, OBV_MSG_NO_MEMORY, NULL);
        return OBV_EXIT_TROUBLE;
    }
    if (status != OBV_OK || fflush(stdout) != 0) {
        obv_complain(
            run->words, OBV_MSG_CANNOT_WRITE,
            VALUES({"why",
                    obv_slice_of(run->words->messages[OBV_MSG_WHY_OUTPUT])}));
        return OBV_EXIT_TROUBLE;
    }
    return obv_word_exit(run->verdict->word,
                         run->verdict->test && !run->allow_test);
}

int
obv_run_complain(const obv_run *run, const char *path)
{
    obv_slice file = obv_slice_of(shown(run, path));
    obv_complain(run->words, run->what,
                 VALUES({"file", file},
                        {"why", obv_slice_of(run->words->messages[run->why])}));
    if (run->what == OBV_MSG_NO_READER) {
        obv_hint(run->words, OBV_MSG_HINT_READER, NULL);
    } else if (run->what != OBV_MSG_CANNOT_READ) {
        return OBV_EXIT_TROUBLE;
    } else if (run->why == OBV_MSG_WHY_FOLDER && strcmp(path, "-") != 0) {
        obv_hint(run->words, OBV_MSG_HINT_FOLDER, VALUES({"file", file}));
    } else if (run->why == OBV_MSG_WHY_MISSING) {
        obv_hint(run->words, OBV_MSG_HINT_FILE, NULL);
    }
    return OBV_EXIT_TROUBLE;
}

/* The answer stands: there is no badge in it, and nobody looked on it. */
static void
say_unsearched(const obv_run *run, const char *path)
{
    obv_complain(run->words, OBV_MSG_NO_SEARCH,
                 VALUES({"file", obv_slice_of(shown(run, path))}));
    obv_hint(run->words, OBV_MSG_HINT_READER, NULL);
}

int
obv_run_file(obv_run *run, const char *path)
{
    if (!obv_run_look(run, path)) {
        return obv_run_complain(run, path);
    }
    int code = obv_run_report(run, path);
    if (run->unsearched) {
        say_unsearched(run, path);
    }
    return code;
}

int
obv_worse_exit(int a, int b)
{
    static const int worst_first[] = {OBV_EXIT_TROUBLE, 1, 2};
    for (size_t i = 0; i < COUNT(worst_first); i++) {
        if (a == worst_first[i] || b == worst_first[i]) {
            return worst_first[i];
        }
    }
    return 0;
}
