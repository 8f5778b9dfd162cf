/* SPDX-License-Identifier: Apache-2.0 */
/*
 * obv.c - the staircase: one page from file to verdict.
 */
#include "obv.h"

#include "container/container.h"
#include "form/form.h"
#include "paper/paper.h"
#include "report/report.h"
#include "verdict/verdict.h"

#include <stdlib.h>

struct obv_verifier {
    obv_arena *arena;
    obv_found *found; /* for obv_check; made when it is first asked for */
};

obv_verifier *
obv_new(void)
{
    obv_verifier *v = calloc(1, sizeof(*v));
    if (v == NULL || !obv_sodium_start()) {
        free(v);
        return NULL;
    }
    obv_json_start();
    v->arena = obv_arena_new(OBV_ARENA);
    if (v->arena == NULL) {
        free(v);
        return NULL;
    }
    return v;
}

void
obv_free(obv_verifier *v)
{
    if (v != NULL) {
        obv_arena_free(v->arena);
        free(v->found);
        free(v);
    }
}

obv_status
obv_read(obv_verifier *v, const void *file, size_t len, obv_found *found)
{
    obv_arena_empty(v->arena);
    obv_found_clear(found, OBV_CONTAINER_UNKNOWN);
    if (len > OBV_MAX_FILE) {
        found->reason = OBV_REASON_LIMIT;
        return OBV_OK;
    }
    return obv_container_open((obv_slice){file, len}, v->arena, found);
}

/* A photograph is no badge, so a damaged one is no malformed badge. */
static bool
is_photograph(obv_container container)
{
    return container == OBV_CONTAINER_JPEG || container == OBV_CONTAINER_WEBP ||
           container == OBV_CONTAINER_TIFF || container == OBV_CONTAINER_HEIC;
}

/* Where the file holds no badge text, the reader's reason is the answer. */
static obv_word
word_without_badge(obv_container container, obv_reason reason)
{
    switch (reason) {
    case OBV_REASON_EMPTY_FILE:
    case OBV_REASON_NO_BADGE:
    case OBV_REASON_NO_BADGE_PICTURE:
    case OBV_REASON_UNKNOWN_FILE:
    case OBV_REASON_OTHER_CODE:
        return OBV_WORD_NO_BADGE;
    case OBV_REASON_DAMAGED_FILE:
        return is_photograph(container) ? OBV_WORD_UNDECIDED
                                        : OBV_WORD_MALFORMED;
    case OBV_REASON_TWO_BADGES:
    case OBV_REASON_NOT_UTF8:
        return OBV_WORD_MALFORMED;
    default:
        return OBV_WORD_UNDECIDED;
    }
}

/* Texts and badges are zeroed when they are used: a verdict is large. */
static void
clear_verdict(obv_verdict *verdict, const obv_trust *trust)
{
    verdict->word = OBV_WORD_UNDECIDED;
    verdict->badge = -1;
    verdict->reason = OBV_REASON_NONE;
    verdict->test = obv_trust_about(trust)->test;
    verdict->cut = false;
    verdict->badge_count = verdict->claim_count = verdict->text_len = 0;
    verdict->other_count = 0;
}

/* How a form finds what OB 2.0 names by address alone. */
static const obv_json *
find_document(const void *catalogue, obv_slice address)
{
    const obv_catalogue_entry *entry = obv_trust_entry(catalogue, address);
    return entry == NULL ? NULL : entry->document;
}

static obv_status
judge_text(obv_verifier *v, const obv_trust *trust, obv_slice text,
           size_t index, const obv_question *question, obv_verdict *verdict)
{
    obv_library library = {trust, find_document};
    obv_credential *credential;
    obv_fault why = {.where = obv_slice_of("")};
    TRY(obv_form_read(text, &library, v->arena, &credential, &why));
    if (credential == NULL) {
        return obv_verdict_fault(&why, index, v->arena, verdict);
    }
    for (; credential != NULL; credential = credential->next) {
        credential->found_text = index;
        TRY(obv_verdict_add(credential, -1, trust, question, v->arena,
                            verdict));
    }
    return OBV_OK;
}

/* At a limit nothing is known: half an answer must not read as one. */
static obv_status
give_up(obv_verdict *verdict, const obv_trust *trust, obv_status status)
{
    clear_verdict(verdict, trust);
    verdict->reason = OBV_REASON_LIMIT;
    return status == OBV_LIMIT ? OBV_OK : status;
}

static obv_status
find_dictionary(const void *trust, const uint8_t id[8], obv_arena *arena,
                obv_slice *ret)
{
    return obv_trust_dictionary(trust, id, arena, ret);
}

/* A text of a code that is no badge is one of the other codes: it changes
   nothing. */
static obv_status
judge_unpacked(obv_verifier *v, const obv_trust *trust, const obv_found *found,
               const obv_unpacked *t, const obv_question *question,
               obv_paper *paper, obv_verdict *verdict)
{
    obv_mark mark = obv_verdict_mark(verdict);
    TRY(judge_text(v, trust, t->text, t->from, question, verdict));
    if ((found->texts[t->from].notes & OBV_NOTE_CODE) != 0 &&
        obv_verdict_take_back(verdict, &mark)) {
        paper->others[paper->other_count++] = (obv_code_left){
            .kind = obv_code_kind_of_no_badge(t->text), .from = t->from};
    }
    return OBV_OK;
}

/* What stands in the file, badges first: their claims come before the texts of
   the other codes. */
static obv_status
judge_found(obv_verifier *v, const obv_trust *trust, const obv_found *found,
            const obv_question *question, obv_verdict *verdict)
{
    obv_catalogue catalogue = {trust, find_dictionary};
    obv_paper paper;
    TRY(obv_paper_open(found, &catalogue, v->arena, &paper));
    for (size_t i = 0; i < paper.text_count; i++) {
        TRY(judge_unpacked(v, trust, found, &paper.texts[i], question, &paper,
                           verdict));
    }
    for (size_t i = 0; i < paper.other_count; i++) {
        const obv_found_text *t = &found->texts[paper.others[i].from];
        obv_slice text = {found->bytes + t->at, t->len};
        TRY(obv_verdict_other(&paper.others[i], text, v->arena, verdict));
    }
    verdict->badge = obv_file_word(verdict, &verdict->word, &verdict->reason);
    return OBV_OK;
}

/* Where nothing but other codes was found, one that nobody could read, or a
   page that nobody saw, may hold the badge. */
static obv_reason
reason_without_badge(const obv_found *found)
{
    if (found->unread > 0) {
        return OBV_REASON_CODE_UNREAD;
    }
    return found->pages_read < found->pages ? OBV_REASON_MANY_PAGES
                                            : OBV_REASON_OTHER_CODE;
}

obv_status
obv_judge(obv_verifier *v, const obv_trust *trust, const obv_found *found,
          const obv_question *question, obv_verdict *verdict)
{
    obv_arena_empty(v->arena);
    clear_verdict(verdict, trust);
    if (found->count == 0) {
        verdict->reason = found->reason;
        verdict->word = word_without_badge(found->container, found->reason);
        return OBV_OK;
    }
    obv_status status = judge_found(v, trust, found, question, verdict);
    if (status != OBV_OK) {
        return give_up(verdict, trust, status);
    }
    if (verdict->badge_count == 0 && verdict->reason == OBV_REASON_OTHER_CODE) {
        verdict->reason = reason_without_badge(found);
        verdict->word = word_without_badge(found->container, verdict->reason);
    }
    return OBV_OK;
}

obv_status
obv_check(obv_verifier *v, const obv_trust *trust, const void *file, size_t len,
          const obv_question *question, obv_verdict *verdict)
{
    clear_verdict(verdict, trust);
    if (v->found == NULL) {
        v->found = calloc(1, sizeof(*v->found));
    }
    if (v->found == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_read(v, file, len, v->found));
    return obv_judge(v, trust, v->found, question, verdict);
}

obv_status
obv_report(obv_verifier *v, const char *format, const obv_page *page,
           obv_write write, void *to)
{
    obv_arena_empty(v->arena);
    obv_slice text;
    TRY(obv_report_make(format, page, v->arena, &text));
    return write(to, (const char *)text.ptr, text.len) ? OBV_OK : OBV_LIMIT;
}

const char *
obv_status_name(obv_status status)
{
    static const char *const names[OBV_STATUS_COUNT] = {
        [OBV_OK] = "ok",
        [OBV_MALFORMED] = "malformed",
        [OBV_UNSUPPORTED] = "unsupported",
        [OBV_NOT_FOUND] = "not found",
        [OBV_BAD_SIGNATURE] = "bad signature",
        [OBV_WRONG_KEY] = "wrong kind of key",
        [OBV_STALE] = "too old",
        [OBV_LIMIT] = "over a limit",
        [OBV_NO_MEMORY] = "out of memory",
    };
    return (unsigned)status < OBV_STATUS_COUNT ? names[status] : "unknown";
}
