/* SPDX-License-Identifier: Apache-2.0 */
/* What was typed is hostile: a cell says which code stands in it. */
#include "cell/cell.h"
#include "front/scan.h"

#include <stdio.h>

/* Room for the text, what each of its characters may mean, and all that is
   tried. */
#define ROOM (24u * 1024 * 1024)

typedef struct job {
    obv_slice typed;
    obv_typed *ret;
    obv_arena *arena;
} job;

static void
keep_text(obv_typed *t, obv_slice text)
{
    t->len = (uint32_t)text.len;
    memcpy(t->text, text.ptr, text.len);
}

static void
keep_repair(obv_typed *t, const obv_repair *r, obv_slice typed)
{
    t->kind = OBV_CODE_KIND_OB1;
    t->repaired = r->repaired;
    t->caps_lock = r->caps_lock;
    snprintf(t->scanner, sizeof(t->scanner), "%s", r->scanner);
    snprintf(t->computer, sizeof(t->computer), "%s", r->computer);
    t->set = r->code.set;
    t->index = r->code.index;
    t->count = r->code.count;
    t->rest = (uint32_t)(typed.len - r->rest.len);
    keep_text(t, r->text);
}

/* Another code came as it should, or nobody can tell. */
static void
keep_other(obv_typed *t, obv_reason why, obv_slice typed)
{
    t->kind = obv_code_kind_of(obv_slice_trim(typed));
    t->why = why;
    t->rest = (uint32_t)typed.len;
    t->count = 1;
    keep_text(t, obv_slice_trim(typed));
}

static bool
read_work(void *of, int answer)
{
    job *j = of;
    obv_typed *t = j->ret;
    obv_repair repair;
    obv_reason why = OBV_REASON_NONE;
    memset(t, 0, offsetof(obv_typed, text));
    switch (obv_keyboard_repair(j->typed, j->arena, &repair, &why)) {
    case OBV_OK:
        keep_repair(t, &repair, j->typed);
        break;
    case OBV_NOT_FOUND:
        keep_other(t, why, j->typed);
        break;
    default:
        return false;
    }
    return obv_cell_write(answer, t, offsetof(obv_typed, text) + t->len);
}

static bool
is_whole(const obv_typed *t, size_t len, size_t typed)
{
    const size_t head = offsetof(obv_typed, text);
    return len >= head && t->len <= sizeof(t->text) && len == head + t->len &&
           (unsigned)t->kind < OBV_CODE_KIND_COUNT && t->rest <= typed &&
           (t->why != OBV_REASON_NONE || t->rest > 0) && t->count > 0 &&
           t->count <= OBV_MAX_PARTS && t->index < t->count &&
           memchr(t->scanner, '\0', sizeof(t->scanner)) != NULL &&
           memchr(t->computer, '\0', sizeof(t->computer)) != NULL;
}

bool
obv_typed_read(obv_run *run, obv_slice typed, obv_typed *ret)
{
    job j = {typed, ret, obv_arena_new(ROOM)};
    run->what = OBV_MSG_NO_MEMORY;
    if (j.arena == NULL) {
        return false;
    }
    obv_cell_answer answer = obv_cell_run(read_work, &j, ret, sizeof(*ret));
    obv_arena_free(j.arena);
    run->what = OBV_MSG_NO_CELL;
    if (answer.end == OBV_CELL_FAILED) {
        return false;
    }
    if (answer.end != OBV_CELL_ANSWERED ||
        !is_whole(ret, answer.len, typed.len)) {
        memset(ret, 0, offsetof(obv_typed, text));
        ret->why = OBV_REASON_CELL_DIED;
        ret->rest = (uint32_t)typed.len;
    }
    return true;
}
