/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-verifier batch: a pile of files in, a line each out.
 *
 * A filter without a memory of its own: the same list gives the same lines,
 * however many hands are at work, and in however many pieces it is dealt out.
 */
#include "front/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const obv_option takes[] = {
    OBV_OPTION_CSV,        OBV_OPTION_JSONL,  OBV_OPTION_WITH,
    OBV_OPTION_NAMES,      OBV_OPTION_RESUME, OBV_OPTION_REPLACE,
    OBV_OPTION_KEEP,       OBV_OPTION_JOBS,   OBV_OPTION_NULL,
    OBV_OPTION_LANG,       OBV_OPTION_AT,     OBV_OPTION_KEYS,
    OBV_OPTION_ALLOW_TEST, OBV_OPTION_HELP,
};

static const obv_syntax syntax = {
    "batch", OBV_MSG_BATCH_USAGE, OBV_MSG_BATCH_FILES, takes, COUNT(takes),
};

#define RESULTS 2

typedef struct batch {
    const obv_options *options;
    const obv_words *words;
    obv_run run;
    obv_plan plan;
    obv_pile pile;
    obv_results results[RESULTS];
    size_t results_count;
    obv_progress progress;
    char *cells; /* lines for the table at the end */
    size_t cells_len, cells_room;
    size_t counts[OBV_WORD_COUNT];
    size_t troubles, before;
    int code;
} batch;

static bool
is_given(const batch *b, obv_option option)
{
    return b->options->given[option] != NULL;
}

/* ---- Before the first file ---------------------------------------------- */

static void
want(batch *b, obv_option option, obv_text_kind kind)
{
    if (is_given(b, option)) {
        b->results[b->results_count++] = (obv_results){
            .path = b->options->given[option], .kind = kind, .file = -1};
        b->plan.wanted[kind] = true;
    }
}

static bool
is_stdout(const obv_results *r)
{
    return strcmp(r->path, "-") == 0;
}

static bool
stdout_is_taken(const batch *b)
{
    bool taken = false;
    for (size_t i = 0; i < b->results_count; i++) {
        taken = taken || is_stdout(&b->results[i]);
    }
    return taken;
}

static bool
refuse(const batch *b, obv_message what)
{
    obv_complain(b->words, what, NULL);
    obv_hint(b->words, OBV_MSG_HINT_HELP,
             VALUES({"command", obv_slice_of(syntax.command)}));
    return false;
}

static bool
plan_results(batch *b)
{
    want(b, OBV_OPTION_CSV, OBV_TEXT_CSV);
    want(b, OBV_OPTION_JSONL, OBV_TEXT_JSONL);
    b->plan.wanted[OBV_TEXT_CELLS] = b->results_count == 0;
    b->plan.with = b->options->with;
    b->plan.run = &b->run;
    if (is_given(b, OBV_OPTION_RESUME) && is_given(b, OBV_OPTION_REPLACE)) {
        return refuse(b, OBV_MSG_BATCH_BOTH);
    }
    if (is_given(b, OBV_OPTION_RESUME) && b->results_count == 0) {
        return refuse(b, OBV_MSG_BATCH_RESUME_WHAT);
    }
    return b->results_count < RESULTS || !is_stdout(&b->results[0]) ||
           !is_stdout(&b->results[1]) || refuse(b, OBV_MSG_BATCH_BOTH_STDOUT);
}

/* Results of a former run lie in the folder, more often than not. */
static size_t
find_own(const batch *b, obv_own_file own[RESULTS + 1])
{
    size_t count = 0;
    struct stat about;
    for (size_t i = 0; i < b->results_count; i++) {
        if (stat(b->results[i].path, &about) == 0) {
            own[count++] = (obv_own_file){about.st_dev, about.st_ino};
        }
    }
    if (is_given(b, OBV_OPTION_NAMES) &&
        stat(b->options->given[OBV_OPTION_NAMES], &about) == 0) {
        own[count++] = (obv_own_file){about.st_dev, about.st_ino};
    }
    return count;
}

static bool
gather(batch *b)
{
    obv_own_file own[RESULTS + 1];
    size_t own_count = find_own(b, own);
    char end = is_given(b, OBV_OPTION_NULL) ? '\0' : '\n';
    for (size_t i = 0; i < b->options->file_count; i++) {
        const char *name = b->options->files[i];
        bool is_list = strcmp(name, "-") == 0;
        if (is_list &&
            !obv_pile_read(&b->pile, b->words, end, own, own_count)) {
            return false;
        }
        if (!is_list && !obv_pile_add(&b->pile, name, own, own_count)) {
            obv_complain(b->words, OBV_MSG_NO_MEMORY, NULL);
            return false;
        }
    }
    return !is_given(b, OBV_OPTION_NAMES) ||
           obv_pile_names(&b->pile, b->words,
                          b->options->given[OBV_OPTION_NAMES]);
}

/* What changed since may deserve another word; the lines stay as they are. */
static void
look_for_changes(const batch *b)
{
    size_t changed = 0;
    struct stat about;
    for (size_t i = 0; i < b->before; i++) {
        changed += stat(obv_pile_name(&b->pile, i), &about) == 0 &&
                   about.st_mtime > b->results[0].when;
    }
    if (changed > 0) {
        char count[OBV_COUNT_ROOM];
        obv_complain(b->words, OBV_MSG_BATCH_CHANGED,
                     VALUES({"count", obv_count(b->words, changed, count)}));
        obv_hint(b->words, OBV_MSG_HINT_CHANGED, NULL);
    }
    const char *names = b->options->given[OBV_OPTION_NAMES];
    if (b->before > 0 && names != NULL && stat(names, &about) == 0 &&
        about.st_mtime > b->results[0].when) {
        obv_complain(b->words, OBV_MSG_NAMES_CHANGED,
                     VALUES({"file", obv_slice_of(names)}));
        obv_hint(b->words, OBV_MSG_HINT_CHANGED, NULL);
    }
}

static void
tell_odd(const batch *b)
{
    for (size_t i = 0; i < b->results_count; i++) {
        char line[24];
        snprintf(line, sizeof(line), "%zu", b->results[i].odd);
        if (b->results[i].odd > 0) {
            obv_complain(b->words, OBV_MSG_BATCH_ODD,
                         VALUES({"file", obv_slice_of(b->results[i].path)},
                                {"line", obv_slice_of(line)}));
            obv_hint(b->words, OBV_MSG_HINT_ODD, NULL);
        }
    }
}

/* The results that are furthest behind say where to go on; the others are cut
   to the same file.  A table may have to go back one more. */
static bool
resume(batch *b)
{
    size_t limit = b->pile.count;
    for (size_t round = 0; round < RESULTS; round++) {
        for (size_t i = 0; i < b->results_count; i++) {
            size_t done;
            if (!obv_resume(&b->results[i], &b->plan, &b->pile, limit, &done)) {
                return false;
            }
            limit = done < limit ? done : limit;
        }
    }
    b->before = limit;
    tell_odd(b);
    look_for_changes(b);
    return true;
}

static bool
write_part(void *to, const char *text, size_t len)
{
    void *const *both = to;
    return obv_results_write(both[0], both[1], text, len);
}

static bool
start_results(batch *b)
{
    for (size_t i = 0; i < b->results_count; i++) {
        obv_results *r = &b->results[i];
        if (!obv_results_cut(r, r->whole)) {
            obv_complain(b->words, OBV_MSG_NO_MEMORY, NULL);
            return false;
        }
        obv_page page = obv_run_page(&b->run, "");
        page.with = b->plan.with;
        void *to[] = {r, (void *)(uintptr_t)b->words};
        if (r->kind == OBV_TEXT_CSV && r->whole == 0 &&
            obv_report(b->run.verifier, "csv-head", &page, write_part, to) !=
                OBV_OK) {
            return false;
        }
    }
    return true;
}

static bool
open_results(batch *b)
{
    bool again = is_given(b, OBV_OPTION_RESUME);
    for (size_t i = 0; i < b->results_count; i++) {
        if (!obv_results_open(&b->results[i], b->words, again,
                              is_given(b, OBV_OPTION_REPLACE))) {
            return false;
        }
    }
    return (!again || resume(b)) && start_results(b);
}

/* ---- The lines ---------------------------------------------------------- */

static bool
keep_cells(batch *b, const char *text, size_t len)
{
    if (b->cells_room - b->cells_len < len) {
        size_t room = (b->cells_room + len) * 2;
        char *more = realloc(b->cells, room);
        if (more == NULL) {
            obv_complain(b->words, OBV_MSG_NO_MEMORY, NULL);
            return false;
        }
        b->cells = more;
        b->cells_room = room;
    }
    memcpy(b->cells + b->cells_len, text, len);
    b->cells_len += len;
    return true;
}

static obv_results *
results_of(batch *b, obv_text_kind kind)
{
    for (size_t i = 0; i < b->results_count; i++) {
        if (b->results[i].kind == kind) {
            return &b->results[i];
        }
    }
    return NULL;
}

static bool
take_line(void *to, size_t index, const obv_told *line)
{
    batch *b = to;
    const char *text = line->texts;
    for (int i = 0; i < OBV_TEXT_COUNT; i++) {
        size_t len = line->head.len[i];
        obv_results *r = results_of(b, (obv_text_kind)i);
        if (len > 0 && (r != NULL ? !obv_results_write(r, b->words, text, len)
                                  : !keep_cells(b, text, len))) {
            return false;
        }
        text += len;
    }
    if (line->head.trouble == 1) {
        b->troubles++;
    } else {
        b->counts[line->head.word]++;
    }
    b->code = obv_worse_exit(b->code, line->head.code);
    b->progress.done = index + 1;
    return true;
}

static void
tick(void *to)
{
    obv_progress_show(&((batch *)to)->progress);
}

static obv_deal_end
deal(batch *b)
{
    unsigned jobs = b->options->jobs > 0 ? b->options->jobs : obv_cores();
    obv_deal d = {.plan = &b->plan,
                  .pile = &b->pile,
                  .first = b->before,
                  .jobs = jobs,
                  .take = take_line,
                  .to = b,
                  .tick = tick};
    obv_progress_start(&b->progress, b->words, b->before, b->pile.count);
    obv_deal_end end = obv_deal_out(&d);
    obv_progress_end(&b->progress);
    return end;
}

/* ---- At the end --------------------------------------------------------- */

/* Columns of the counts: at least so many, else as the largest may need. */
#define COUNT_COLUMNS 7

static size_t
count_columns(const batch *b)
{
    char room[OBV_COUNT_ROOM];
    size_t columns = obv_columns(obv_count(b->words, b->pile.count, room));
    return columns > COUNT_COLUMNS ? columns : COUNT_COLUMNS;
}

static void
print_count(const batch *b, size_t count, obv_slice what)
{
    char room[OBV_COUNT_ROOM];
    obv_slice n = obv_count(b->words, count, room);
    if (count > 0) {
        printf("%*s%.*s  %.*s\n", (int)(count_columns(b) - obv_columns(n)), "",
               (int)n.len, (const char *)n.ptr, (int)what.len,
               (const char *)what.ptr);
    }
}

static void
print_counts(const batch *b)
{
    if (obv_trust_about(b->run.trust)->test) {
        puts(b->words->sentences[OBV_SAY_TEST_LIST]);
    }
    for (int i = OBV_WORD_COUNT - 1; i >= 0; i--) {
        obv_sentence word = obv_word_sentence((obv_word)i);
        print_count(b, b->counts[i], obv_slice_of(b->words->sentences[word]));
    }
    print_count(b, b->troubles,
                obv_slice_of(b->words->messages[OBV_MSG_BATCH_TROUBLES]));
    print_count(b, b->before,
                obv_slice_of(b->words->messages[OBV_MSG_BATCH_BEFORE]));
}

/* "3 March 2026", in the language of the report. */
static void
put_date(const batch *b, obv_buffer *out, int64_t time)
{
    obv_civil c = obv_civil_from(time);
    char day[24], year[24];
    snprintf(day, sizeof(day), "%d", c.day);
    snprintf(year, sizeof(year), "%d", c.year);
    const char *const *say = b->words->sentences;
    obv_put_phrase(
        out, say[c.day == 1 ? OBV_SAY_DATE_FIRST : OBV_SAY_DATE],
        VALUES({"day", obv_slice_of(day)},
               {"month", obv_slice_of(say[OBV_SAY_MONTH_1 + c.month - 1])},
               {"year", obv_slice_of(year)}),
        OBV_MAX_SHOWN);
}

#define DAY ((int64_t)24 * 60 * 60)

static void
tell_where(const batch *b, const obv_results *r)
{
    obv_arena *arena = obv_arena_new(OBV_MAX_CELL);
    if (arena == NULL) {
        return;
    }
    obv_buffer date = obv_buffer_in(arena);
    put_date(b, &date, b->run.clock + (int64_t)b->options->keep * DAY);
    const obv_value *values = VALUES({"file", obv_slice_of(r->path)},
                                     {"date", obv_buffer_slice(&date)});
    if (stdout_is_taken(b)) {
        obv_complain(b->words, OBV_MSG_BATCH_WRITTEN, values);
        obv_complain(b->words, OBV_MSG_BATCH_PERSONAL, values);
    } else {
        obv_print(b->words, "", OBV_MSG_BATCH_WRITTEN, values);
        obv_print(b->words, "", OBV_MSG_BATCH_PERSONAL, values);
    }
    obv_arena_free(arena);
}

static void
summarise(const batch *b)
{
    if (b->plan.wanted[OBV_TEXT_CELLS] && b->cells_len > 0) {
        obv_table_print((obv_slice){(const uint8_t *)b->cells, b->cells_len},
                        b->run.width);
        printf("\n");
    }
    if (!stdout_is_taken(b)) {
        print_counts(b);
    }
    for (size_t i = 0; i < b->results_count; i++) {
        if (!b->results[i].stream) {
            tell_where(b, &b->results[i]);
        }
    }
    fflush(stdout);
}

static void
tell_end(const batch *b, obv_deal_end end)
{
    char done[OBV_COUNT_ROOM], count[OBV_COUNT_ROOM];
    if (end == OBV_DEAL_FAILED) {
        obv_complain(b->words, OBV_MSG_BATCH_FAILED, NULL);
    }
    obv_complain(b->words, OBV_MSG_BATCH_STOPPED,
                 VALUES({"done", obv_count(b->words, b->progress.done, done)},
                        {"count", obv_count(b->words, b->pile.count, count)}));
    for (size_t i = 0; i < b->results_count; i++) {
        if (!b->results[i].stream) {
            obv_hint(b->words, OBV_MSG_HINT_RESUME, NULL);
            return;
        }
    }
}

/* Of no files at all, nothing is known. */
#define EXIT_NOTHING 2

static int
run(batch *b)
{
    if (!gather(b) || !open_results(b)) {
        return OBV_EXIT_TROUBLE;
    }
    if (b->pile.count == 0) {
        obv_complain(b->words, OBV_MSG_BATCH_EMPTY, NULL);
        return EXIT_NOTHING;
    }
    obv_deal_end end = deal(b);
    summarise(b);
    if (end != OBV_DEAL_DONE) {
        tell_end(b, end);
        return OBV_EXIT_TROUBLE;
    }
    return b->code;
}

int
obv_batch_command(obv_front *front, int argc, char **argv)
{
    obv_options options;
    int code;
    if (!obv_options_read(front, &syntax, argc, argv, &options, &code)) {
        return code;
    }
    batch b = {.options = &options, .words = &front->words};
    if (options.file_count == 0) {
        refuse(&b, OBV_MSG_NO_FILE);
        return OBV_EXIT_TROUBLE;
    }
    if (!plan_results(&b)) {
        return OBV_EXIT_TROUBLE;
    }
    code = obv_run_start(front, &options, &b.run) ? run(&b) : OBV_EXIT_TROUBLE;
    for (size_t i = 0; i < b.results_count; i++) {
        obv_results_close(&b.results[i]);
    }
    obv_run_end(&b.run);
    obv_pile_free(&b.pile);
    free(b.cells);
    return code;
}
