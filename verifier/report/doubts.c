/* SPDX-License-Identifier: Apache-2.0 */
/* Why a code could not be read: for whoever can take another picture. */
#include "report/say.h"

/* What says nothing has no sentence of its own. */
#define NOTHING OBV_SENTENCE_COUNT

/* clang-format off */
static const obv_doubt_words words[OBV_DOUBT_COUNT] = {
    [OBV_DOUBT_NONE]    = {OBV_SAY_REASON_CODE_UNREAD,  NOTHING,                OBV_SAY_NEXT_CODE},
    [OBV_DOUBT_SMALL]   = {OBV_SAY_DOUBT_REASON_SMALL,  OBV_SAY_UNREAD_SMALL,   OBV_SAY_NEXT_CODE_SMALL},
    [OBV_DOUBT_BLURRED] = {OBV_SAY_DOUBT_REASON_BLURRED, OBV_SAY_UNREAD_BLURRED, OBV_SAY_NEXT_CODE_BLURRED},
    [OBV_DOUBT_CUT_OFF] = {OBV_SAY_DOUBT_REASON_CUT_OFF, OBV_SAY_UNREAD_CUT_OFF, OBV_SAY_NEXT_CODE_CUT_OFF},
    [OBV_DOUBT_GLARE]   = {OBV_SAY_DOUBT_REASON_GLARE,  OBV_SAY_UNREAD_GLARE,   OBV_SAY_NEXT_CODE_GLARE},
    [OBV_DOUBT_DARK]    = {OBV_SAY_DOUBT_REASON_DARK,   OBV_SAY_UNREAD_DARK,    OBV_SAY_NEXT_CODE_DARK},
};
/* clang-format on */

const obv_doubt_words *
obv_doubt_sentences(const obv_voice *voice)
{
    const obv_found *found = voice->page->found;
    return &words[found != NULL ? found->doubt : OBV_DOUBT_NONE];
}
