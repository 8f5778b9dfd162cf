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
#include "paper/paper.h"
#include "proof/proof.h"
#include "trust/trust.h"

/*
 * Judges one credential and all that it contains; adds badges and claims.
 * `parent` is the index of the badge it stands in, -1 at the top.  OBV_LIMIT
 * when there are more than OBV_MAX_BADGES.
 */
obv_status obv_verdict_add(const obv_credential *credential, int32_t parent,
                           const obv_trust *trust, const obv_question *question,
                           obv_arena *arena, obv_verdict *verdict);

/* The same for a text that is no credential at all. */
obv_status obv_verdict_fault(const obv_fault *why, size_t text,
                             obv_arena *arena, obv_verdict *verdict);

/* A zeroed badge; NULL when there are too many.  Findings, word and code of a
   badge follow from its checks. */
obv_badge *obv_badge_new(obv_verdict *verdict, size_t text);
void obv_badge_close(obv_badge *badge);

/* Whether a proof of it cost more than it may. */
bool obv_is_poisoned(const obv_badge *badge);

/* How far a verdict has come. */
typedef struct obv_mark {
    uint32_t badges, claims, text;
    bool cut;
} obv_mark;

obv_mark obv_verdict_mark(const obv_verdict *verdict);
/* Where all that has come since is no badge, takes it back: true. */
bool obv_verdict_take_back(obv_verdict *verdict, const obv_mark *mark);

/* Adds a code that gave no badge, and of its text what may be shown.  After the
   last badge: OBV_LIMIT when there are more than OBV_MAX_OTHERS. */
obv_status obv_verdict_other(const obv_code_left *left, obv_slice text,
                             obv_arena *arena, obv_verdict *verdict);

/*
 * The word of the file, from its badges and codes, and which badge it comes
 * from: -1 where it comes from none, and then *reason says why.  A code that
 * should be a badge and cannot be opened is a doubt about the file.
 */
int32_t obv_file_word(const obv_verdict *verdict, obv_word *word,
                      obv_reason *reason);

/* A reason that only follows from another, such as "not proven": where a check
   beside it says why, that one is told. */
bool obv_reason_follows(obv_reason reason);

/* The word that these checks give, and which check decided. */
obv_word obv_weigh(const obv_badge *badge, obv_check_id *decided_by);

/*
 * What a status list is worth for the badges of whoever signed it, or of
 * anybody, for a kind that nobody signs: OBV_REASON_NONE, STATUS_SHORT with a
 * yes, else why it will leave a doubt.
 */
obv_status obv_status_standing(const obv_status_document *document,
                               const obv_trust *trust,
                               const obv_question *question, obv_arena *arena,
                               obv_reason *ret);

/* What a finding shows of the name of a suite; all else is a "?". */
bool obv_is_suite_letter(char c);

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
