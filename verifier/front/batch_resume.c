/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Going on where a former run ended: its results are all that is left of it.
 *
 * They stand in the order of the pile, so what is done is its beginning.  A
 * line is known by its first cell (of JSON, its first member), which is the
 * name of a file.  A file may have several lines of a table, and nobody knows
 * whether the last one has all of its own: it is done again.  So is, with all
 * behind it, a file with a line that was not written by this program.
 */
#include "front/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct text {
    char *ptr;
    size_t len;
} text;

static bool
add_text(void *to, const char *bytes, size_t len)
{
    text *t = to;
    char *more = realloc(t->ptr, t->len + len + 1);
    if (more == NULL) {
        return false;
    }
    memcpy(more + t->len, bytes, len);
    t->ptr = more;
    t->len += len;
    return true;
}

/* ---- What names the file of a line -------------------------------------- */

/* cell ::= '"' ([^"] | '""')* '"' | [^;]* */
static obv_slice
first_cell(obv_slice line)
{
    size_t end = 0;
    if (line.len > 0 && line.ptr[0] == '"') {
        end = 1;
        while (end < line.len &&
               (line.ptr[end] != '"' ||
                (end + 1 < line.len && line.ptr[end + 1] == '"'))) {
            end += line.ptr[end] == '"' ? 2 : 1;
        }
    }
    while (end < line.len && line.ptr[end] != ';') {
        end++;
    }
    return (obv_slice){line.ptr, end < line.len ? end : line.len};
}

/* No text of JSON holds a quote that is not escaped. */
static obv_slice
first_member(obv_slice line)
{
    static const char next[] = "\", \"verdict\": ";
    const uint8_t *at = memmem(line.ptr, line.len, next, sizeof(next) - 1);
    return (obv_slice){line.ptr, at != NULL ? (size_t)(at - line.ptr) : 0};
}

static obv_slice
key_of(obv_text_kind kind, obv_slice line)
{
    return kind == OBV_TEXT_CSV ? first_cell(line) : first_member(line);
}

/* ---- Reading ------------------------------------------------------------ */

typedef struct scan {
    const obv_results *results;
    const obv_plan *plan;
    const obv_pile *pile;
    FILE *file;
    char *line;
    size_t room;
    size_t half;      /* bytes of a last line that does not end */
    off_t offset;     /* of the line behind */
    size_t lines;     /* that were read */
    obv_arena *arena; /* for one line */
    size_t next;      /* of the pile: what comes behind the file of this line */
    text key;         /* of that file */
    size_t done;
    size_t odd;  /* the line, from 1, that is not ours; 0: none */
    off_t whole; /* up to the first line of what is not done */
} scan;

static bool
is_key_of(scan *s, obv_slice key, size_t index)
{
    obv_told line;
    if (!obv_told_of_trouble(s->plan, obv_pile_name(s->pile, index),
                             OBV_MSG_WHY_ERROR, &line)) {
        return false;
    }
    size_t at = 0;
    for (int i = 0; i < (int)s->results->kind; i++) {
        at += line.head.len[i];
    }
    obv_slice whole = {(const uint8_t *)line.texts + at,
                       line.head.len[s->results->kind]};
    bool same = obv_slice_equal(key, key_of(s->results->kind, whole));
    free(line.texts);
    return same;
}

static obv_slice
as_slice(const text *t)
{
    return (obv_slice){(const uint8_t *)t->ptr, t->len};
}

/* The next of the pile that has another name: it may hold one several times in
   a row. */
static size_t
next_other(scan *s)
{
    size_t index = s->next;
    while (index < s->pile->count && s->key.ptr != NULL &&
           is_key_of(s, as_slice(&s->key), index)) {
        index++;
    }
    return index;
}

static bool
start_file(scan *s, obv_slice key, size_t index)
{
    if (index == s->pile->count || !is_key_of(s, key, index)) {
        return false;
    }
    free(s->key.ptr);
    s->key = (text){0};
    s->next = index + 1;
    s->done = index;
    return add_text(&s->key, (const char *)key.ptr, key.len);
}

/* False at the end, and before a half line. */
static bool
next_line(scan *s, obv_slice *ret)
{
    ssize_t len = getline(&s->line, &s->room, s->file);
    if (len <= 0 || s->line[len - 1] != '\n') {
        s->half = len > 0 ? (size_t)len : 0;
        return false;
    }
    s->offset += len;
    s->lines++;
    *ret = (obv_slice){(const uint8_t *)s->line, (size_t)len};
    return true;
}

/* Where no line says whose the file is, its half line must: it will be cut. */
static bool
is_half_object(const scan *s)
{
    static const char start[] = "{\"file\": \"";
    size_t len = s->half < sizeof(start) - 1 ? s->half : sizeof(start) - 1;
    return len == 0 || memcmp(s->line, start, len) == 0;
}

/* Its first cell or member is that of a file; this is about the rest. */
static bool
is_ours(scan *s, obv_slice line)
{
    bool csv = s->results->kind == OBV_TEXT_CSV;
    obv_page page = obv_run_page(s->plan->run, "");
    page.with = s->plan->with;
    obv_arena_empty(s->arena);
    if (line.len <= OBV_MAX_LINE &&
        obv_report_wrote(csv ? "csv" : "line", &page, line, s->arena)) {
        return true;
    }
    s->odd = s->lines;
    return false;
}

/* One line a file. */
static bool
read_objects(scan *s, size_t limit)
{
    obv_slice line;
    while (s->done < limit && next_line(s, &line)) {
        if (s->done == s->pile->count ||
            !is_key_of(s, first_member(line), s->done)) {
            return false;
        }
        if (!is_ours(s, line)) {
            return true;
        }
        s->done++;
        s->whole = s->offset;
    }
    return s->done > 0 || is_half_object(s);
}

static bool
read_rows(scan *s, size_t limit)
{
    obv_slice line;
    off_t start = s->offset;
    while (next_line(s, &line)) {
        obv_slice key = first_cell(line);
        if (s->key.ptr == NULL || !obv_slice_equal(key, as_slice(&s->key))) {
            size_t index = next_other(s);
            if (index > limit) {
                return true;
            }
            if (!start_file(s, key, index)) {
                return false;
            }
            s->whole = start;
        }
        if (!is_ours(s, line)) {
            return true;
        }
        start = s->offset;
    }
    return true;
}

/* The head of a table, as this very run would write it.  A file that ends
   within it holds nothing yet. */
static bool
read_head(scan *s, bool *ret_empty)
{
    text head = {0};
    obv_page page = obv_run_page(s->plan->run, "");
    page.with = s->plan->with;
    bool good = s->results->kind != OBV_TEXT_CSV ||
                obv_report(s->plan->run->verifier, "csv-head", &page, add_text,
                           &head) == OBV_OK;
    char *there = malloc(head.len + 1);
    size_t got = there != NULL ? fread(there, 1, head.len, s->file) : 0;
    *ret_empty = got < head.len;
    good = good && there != NULL &&
           (got == 0 || memcmp(there, head.ptr, got) == 0);
    s->offset = s->whole = *ret_empty ? 0 : (off_t)head.len;
    s->lines = head.len > 0;
    free(there);
    free(head.ptr);
    return good;
}

static bool
refuse(const scan *s, const obv_words *words)
{
    obv_complain(words, OBV_MSG_BATCH_OTHER_RESULTS,
                 VALUES({"file", obv_slice_of(s->results->path)}));
    obv_hint(words, OBV_MSG_HINT_OTHER_RESULTS, NULL);
    return false;
}

bool
obv_resume(obv_results *results, const obv_plan *plan, const obv_pile *pile,
           size_t limit, size_t *done)
{
    scan s = {.results = results, .plan = plan, .pile = pile};
    int copy = dup(results->file);
    s.file = copy >= 0 ? fdopen(copy, "r") : NULL;
    s.arena = obv_arena_new(OBV_ARENA);
    if (s.file == NULL || s.arena == NULL) {
        obv_complain(plan->run->words, OBV_MSG_NO_MEMORY, NULL);
        return false;
    }
    rewind(s.file);
    bool empty;
    bool good = read_head(&s, &empty);
    if (good && !empty) {
        good = results->kind == OBV_TEXT_CSV ? read_rows(&s, limit)
                                             : read_objects(&s, limit);
    }
    *done = s.done;
    results->whole = s.whole;
    results->odd = s.odd > 0 ? s.odd : results->odd; /* it is asked twice */
    obv_arena_free(s.arena);
    fclose(s.file);
    free(s.line);
    free(s.key.ptr);
    return good || refuse(&s, plan->run->words);
}
