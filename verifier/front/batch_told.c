/* SPDX-License-Identifier: Apache-2.0 */
/* What a worker says of a file, and whether to believe it. */
#include "front/batch.h"

size_t
obv_told_len(const obv_told_head *head)
{
    size_t len = 0;
    for (size_t i = 0; i < OBV_TEXT_COUNT; i++) {
        len += head->len[i];
    }
    return len;
}

bool
obv_told_is_sound(const obv_told_head *head)
{
    for (size_t i = 0; i < OBV_TEXT_COUNT; i++) {
        if (head->len[i] > OBV_MAX_LINE) {
            return false;
        }
    }
    return head->code >= 0 && head->code <= OBV_EXIT_TROUBLE &&
           head->word >= 0 && head->word < OBV_WORD_COUNT &&
           (head->trouble == 0 || head->trouble == 1);
}
