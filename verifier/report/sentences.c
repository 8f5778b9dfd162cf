/* SPDX-License-Identifier: Apache-2.0 */
/* The English of every sentence, in the order of sentences.h. */
#include "report/report.h"

static const char *const english[OBV_SENTENCE_COUNT] = {
#define X(id, text) text,
    OBV_SENTENCES(X)
#undef X
};

const obv_sentences *
obv_english(void)
{
    static const obv_sentences all = {"en", english, OBV_SENTENCE_COUNT};
    return &all;
}
