/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/look.h - the parts of a report in text, and how words look.
 *
 * Inside this floor only.  text.c has the order of the parts.
 */
#ifndef OBV_LOOK_H
#define OBV_LOOK_H

#include "report/sheet.h"

/* A word has a shape and a colour, and never the colour alone. */
typedef struct obv_look {
    const char *drawing[3]; /* seven columns each */
    const char *mark;       /* one column, where there is room for no more */
    obv_style style;
} obv_look;
const obv_look *obv_look_of(obv_word word);
const char *obv_outcome_mark(obv_outcome outcome);
obv_style obv_outcome_style(obv_outcome outcome);

/* Whether a check says more than its finding. */
bool obv_is_worth_a_line(const obv_result *result);
/* The seven findings, with the checks that are not simply yes (checks.c). */
void obv_tell_findings(obv_sheet *s, const obv_badge *badge);
/* The list and the clock (checks.c). */
void obv_tell_basis(obv_sheet *s);
/* The same, and what nobody checked. */
void obv_tell_ground(obv_sheet *s);

/* All that a badge says: first the facts, then the claims (badge.c). */
void obv_tell_badge(obv_sheet *s, const obv_badge *badge);
/* Other codes, and what was not read (codes.c). */
void obv_tell_codes(obv_sheet *s);
/* Ids, standard, where in the file (technical.c). */
void obv_tell_technical(obv_sheet *s, const obv_badge *badge);
/* The title as a fact or as a claim; empty where there is none. */
obv_slice obv_say_title(obv_voice *voice, const obv_badge *badge);
/* Blocks of Markdown, already plain (badge.c). */
void obv_tell_block(obv_sheet *s, const obv_claim *claim, const char *lead);

#endif
