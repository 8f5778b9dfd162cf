/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/verdict.h - findings -> answer.
 *
 * One table of checks (verdict.c), one row a check; a finding is what its
 * checks give, the word is what the findings give (word.c).
 */
#ifndef OBV_VERDICT_H
#define OBV_VERDICT_H

#include "form/form.h"
#include "proof/proof.h"
#include "trust/trust.h"

/* Judges one credential and all that it contains; adds badges and claims. */
obv_status obv_verdict_add(const obv_credential *credential,
                           const obv_trust *trust,
                           const obv_question *question, obv_arena *arena,
                           obv_verdict *verdict);

/* Sets the word of the file from its badges. */
void obv_verdict_close(obv_verdict *verdict);

/* The word that these checks give, and which check decided: no other place
   knows the order. */
obv_word obv_weigh(const obv_badge *badge, obv_check_id *decided_by);

/* How two names compare, as people write them. */
typedef enum obv_likeness {
    OBV_NAMES_UNKNOWN, /* one of them is empty */
    OBV_NAMES_DIFFERENT,
    OBV_NAMES_CLOSE,
    OBV_NAMES_IDENTICAL
} obv_likeness;
obv_status obv_compare_names(obv_slice a, obv_slice b, obv_arena *arena,
                             obv_likeness *ret);

#endif
