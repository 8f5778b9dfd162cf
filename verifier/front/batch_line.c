/* SPDX-License-Identifier: Apache-2.0 */
/* One file of a pile: looked at, and told in the lines that are wanted. */
#include "front/batch.h"

#include <stdlib.h>
#include <sys/stat.h>

static const char *const formats[OBV_TEXT_COUNT] = {
    [OBV_TEXT_CSV] = "csv",
    [OBV_TEXT_JSONL] = "line",
    [OBV_TEXT_CELLS] = "cells",
};

typedef struct growing {
    obv_told *line;
    size_t used;
} growing;

static bool
add_text(void *to, const char *text, size_t len)
{
    growing *g = to;
    if (len > OBV_MAX_LINE || g->used > OBV_TEXT_COUNT * OBV_MAX_LINE) {
        return false;
    }
    char *more = realloc(g->line->texts, g->used + len + 1);
    if (more == NULL) {
        return false;
    }
    memcpy(more + g->used, text, len);
    g->line->texts = more;
    g->used += len;
    return true;
}

/* Where a text is too much for the room there is, the line says so instead. */
static bool
tell(const obv_plan *plan, const obv_page *page, obv_told *ret)
{
    growing g = {ret, 0};
    for (size_t i = 0; i < OBV_TEXT_COUNT; i++) {
        size_t before = g.used;
        if (plan->wanted[i] && obv_report(plan->run->verifier, formats[i], page,
                                          add_text, &g) != OBV_OK) {
            return false;
        }
        ret->head.len[i] = (uint32_t)(g.used - before);
    }
    return obv_told_is_sound(&ret->head);
}

static void
forget(obv_told *line)
{
    free(line->texts);
    line->texts = NULL;
    line->head = (obv_told_head){0};
}

bool
obv_told_of_trouble(const obv_plan *plan, const char *name, obv_message why,
                    obv_told *ret)
{
    const obv_run *run = plan->run;
    obv_arena *arena = obv_arena_new(OBV_MAX_CELL * 2);
    obv_buffer text = obv_buffer_in(arena);
    ret->head = (obv_told_head){.code = OBV_EXIT_TROUBLE, .trouble = 1};
    ret->texts = NULL;
    if (arena == NULL) {
        return false;
    }
    obv_put_phrase(&text, run->words->messages[OBV_MSG_BATCH_NOT_CHECKED],
                   VALUES({"why", obv_slice_of(run->words->messages[why])}),
                   OBV_MAX_SHOWN);
    obv_page page = obv_run_page(run, name);
    page.with = plan->with;
    page.trouble = obv_arena_text(arena, obv_buffer_slice(&text));
    bool good = page.trouble != NULL && tell(plan, &page, ret);
    obv_arena_free(arena);
    if (!good) {
        forget(ret);
    }
    return good;
}

/* A device, or a pipe that nobody writes to, would never end. */
static bool
is_file(const char *name, obv_message *why)
{
    struct stat about;
    if (stat(name, &about) != 0 || S_ISREG(about.st_mode)) {
        return true;
    }
    *why = S_ISDIR(about.st_mode) ? OBV_MSG_WHY_FOLDER : OBV_MSG_WHY_DEVICE;
    return false;
}

static obv_message
what_failed(const obv_run *run)
{
    switch ((int)run->what) {
    case OBV_MSG_NO_READER:
        return OBV_MSG_WHY_NO_READER;
    case OBV_MSG_NO_CELL:
        return OBV_MSG_WHY_NO_CELL;
    default:
        return run->why;
    }
}

bool
obv_told_of_file(const obv_plan *plan, const char *name, obv_told *ret)
{
    obv_run *run = plan->run;
    obv_message why;
    if (!is_file(name, &why)) {
        return obv_told_of_trouble(plan, name, why, ret);
    }
    if (!obv_run_look(run, name)) {
        return obv_told_of_trouble(plan, name, what_failed(run), ret);
    }
    const obv_verdict *v = run->verdict;
    obv_page page = obv_run_page(run, name);
    page.with = plan->with;
    *ret =
        (obv_told){{.code = obv_word_exit(v->word, v->test && !run->allow_test),
                    .word = (int32_t)v->word},
                   NULL};
    if (tell(plan, &page, ret)) {
        return true;
    }
    forget(ret);
    return obv_told_of_trouble(plan, name, OBV_MSG_WHY_MEMORY, ret);
}
