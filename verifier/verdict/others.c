/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes beside the badges: named, and of their texts no more is shown than a
 * person needs to know which one is meant.
 */
#include "verdict/case.h"

obv_mark
obv_verdict_mark(const obv_verdict *verdict)
{
    return (obv_mark){verdict->badge_count, verdict->claim_count,
                      verdict->text_len, verdict->cut};
}

/* One that was too complex stays: the next is not to cost as much again. */
bool
obv_verdict_take_back(obv_verdict *verdict, const obv_mark *mark)
{
    for (uint32_t i = mark->badges; i < verdict->badge_count; i++) {
        const obv_badge *badge = &verdict->badges[i];
        if (badge->word != OBV_WORD_NO_BADGE || obv_is_poisoned(badge)) {
            return false;
        }
    }
    verdict->badge_count = mark->badges;
    verdict->claim_count = mark->claims;
    verdict->text_len = mark->text;
    verdict->cut = mark->cut;
    return true;
}

/* A link and a line of text are shown; cards, networks, payments and secrets
   are somebody's own. */
static bool
may_be_shown(const obv_code_left *left)
{
    return left->kind == OBV_CODE_KIND_LINK || left->kind == OBV_CODE_KIND_TEXT;
}

obv_status
obv_verdict_other(const obv_code_left *left, obv_slice text, obv_arena *arena,
                  obv_verdict *verdict)
{
    obv_slice shown = obv_slice_of("");
    if (verdict->other_count == OBV_MAX_OTHERS) {
        return OBV_LIMIT;
    }
    if (may_be_shown(left)) {
        TRY(obv_clean(obv_cut(text, OBV_MAX_SHOWN), arena, &shown));
        shown = obv_cut(shown, OBV_MAX_SHOWN);
    }
    if (shown.len > OBV_MAX_CLAIM_TEXT - verdict->text_len) {
        shown.len = 0;
        verdict->cut = true;
    }
    verdict->others[verdict->other_count++] = (obv_other){
        .kind = left->kind,
        .reason = left->reason,
        .text = left->from,
        .part = left->part,
        .parts = left->parts,
        .at = verdict->text_len,
        .len = (uint32_t)shown.len,
    };
    if (shown.len > 0) {
        memcpy(verdict->text + verdict->text_len, shown.ptr, shown.len);
    }
    verdict->text_len += (uint32_t)shown.len;
    return OBV_OK;
}
