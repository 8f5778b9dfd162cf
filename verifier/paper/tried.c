/* SPDX-License-Identifier: Apache-2.0 */
/* What was tried to undo a wrong keyboard: different pairs of layouts say the
   same of most texts, and with each new one chance has one more to hit. */
#include "paper/layouts.h"
#include "paper/paper.h"

bool
obv_tried_add(obv_tried *tried, obv_slice text)
{
    uint32_t crc = obv_crc32(text);
    for (size_t i = 0; i < tried->count; i++) {
        if (tried->seen[i] == crc) {
            return false;
        }
    }
    if (tried->count == COUNT(tried->seen)) {
        return false;
    }
    tried->seen[tried->count++] = crc;
    return true;
}
