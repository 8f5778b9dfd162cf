/* SPDX-License-Identifier: Apache-2.0 */
/* The codes beside the badges, and what of the file was not looked at. */
#include "report/look.h"

static obv_sentence
kind_sentence(obv_code_kind kind)
{
    static const obv_sentence kinds[OBV_CODE_KIND_COUNT] = {
#define X(id, name) OBV_SAY_CODE_##id,
        OBV_CODE_KINDS(X)
#undef X
    };
    return kinds[kind];
}

/* A code that should be a badge: which part of it, and why not.  That others
   are missing is said once, above. */
static obv_slice
say_closed(obv_voice *v, const obv_other *o)
{
    obv_slice reason = obv_say_reason(v, o->reason);
    if (o->parts == 0) {
        return SAY_WITH(v, CODE_CLOSED, {"reason", reason});
    }
    if (o->reason == OBV_REASON_PART_MISSING) {
        return SAY_WITH(v, CODE_PART, {"n", obv_say_number(v, o->part)},
                        {"m", obv_say_number(v, o->parts)});
    }
    return SAY_WITH(v, CODE_CLOSED_PART, {"n", obv_say_number(v, o->part)},
                    {"m", obv_say_number(v, o->parts)}, {"reason", reason});
}

static obv_slice
say_other(obv_voice *v, const obv_other *o)
{
    const obv_verdict *verdict = v->page->verdict;
    obv_slice text = {(const uint8_t *)verdict->text + o->at, o->len};
    const obv_value values[] = {{"text", text}, {NULL, {NULL, 0}}};
    return o->reason != OBV_REASON_NONE
               ? say_closed(v, o)
               : obv_speak(v, kind_sentence(o->kind), values);
}

/* "Page 2: ", where there are pages. */
static obv_slice
say_place(obv_voice *v, const obv_other *o, obv_slice what)
{
    const obv_found *found = v->page->found;
    uint32_t page = found != NULL && o->text < found->count
                        ? found->texts[o->text].page
                        : 0;
    if (page == 0 || found->pages < 2) {
        return what;
    }
    return SAY_WITH(v, CODE_ON_PAGE, {"n", obv_say_count(v, page)},
                    {"code", what});
}

static void
tell_unread(obv_sheet *s, const obv_found *found)
{
    obv_voice *v = &s->voice;
    obv_sentence because = obv_doubt_sentences(v)->because;
    if (found->unread == 1) {
        obv_sheet_body(s, OBV_PLAIN, SAY(v, UNREAD_ONE));
    } else if (found->unread > 1) {
        obv_sheet_body(
            s, OBV_PLAIN,
            SAY_WITH(v, UNREAD, {"n", obv_say_count(v, found->unread)}));
    }
    if (found->unread == 1 && because != OBV_SENTENCE_COUNT) {
        obv_sheet_body(s, OBV_PLAIN, obv_speak(v, because, NULL));
    }
    if (found->pages_read < found->pages) {
        obv_sheet_body(s, OBV_ORANGE,
                       SAY_WITH(v, PAGES_READ,
                                {"n", obv_say_count(v, found->pages_read)},
                                {"m", obv_say_count(v, found->pages)}));
    }
}

void
obv_tell_codes(obv_sheet *s)
{
    obv_voice *v = &s->voice;
    const obv_verdict *verdict = v->page->verdict;
    const obv_found *found = v->page->found;
    bool unread = found != NULL &&
                  (found->unread > 0 || found->pages_read < found->pages);
    if (verdict->other_count == 0 && !unread) {
        return;
    }
    obv_sheet_section(s, SAY(v, SECTION_CODES));
    for (uint32_t i = 0; i < verdict->other_count; i++) {
        const obv_other *o = &verdict->others[i];
        obv_sheet_wrap(s, &(obv_hang){"  ▦ ", OBV_DIM, OBV_PLAIN, false},
                       say_place(v, o, say_other(v, o)));
    }
    if (unread) {
        tell_unread(s, found);
    }
}
