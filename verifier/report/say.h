/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/say.h - what a report says, before anybody decides how it looks.
 *
 * Inside this floor only.  Every function returns a text that lives in the
 * arena; where that is full, an empty one, and voice->failed says so at the
 * end.
 */
#ifndef OBV_SAY_H
#define OBV_SAY_H

#include "report/report.h"

typedef struct obv_voice {
    const obv_page *page;
    obv_arena *arena;
    bool failed;
} obv_voice;

/* ---- Sentences (say.c) -------------------------------------------------- */

obv_slice obv_speak(obv_voice *voice, obv_sentence id, const obv_value *values);
/* The same with values as long as claims are: for texts, not for names. */
obv_slice obv_speak_whole(obv_voice *voice, obv_sentence id,
                          const obv_value *values);

#define SAY(voice, id) obv_speak(voice, OBV_SAY_##id, NULL)
#define SAY_WITH(voice, id, ...)                                               \
    obv_speak(voice, OBV_SAY_##id,                                             \
              (const obv_value[]){__VA_ARGS__, {NULL, {NULL, 0}}})

obv_slice obv_say_number(obv_voice *voice, int64_t number);
/* How many there are: with what stands between thousands. */
obv_slice obv_say_count(obv_voice *voice, uint64_t count);
/* Any text of a badge, clean and at most `max` bytes. */
obv_slice obv_say_shown(obv_voice *voice, obv_slice text, size_t max);
obv_slice obv_say_finding(obv_voice *voice, obv_finding_id finding);
obv_slice obv_say_check(obv_voice *voice, obv_check_id check);
obv_sentence obv_reason_sentence(obv_reason reason);
obv_slice obv_say_reason(obv_voice *voice, obv_reason reason);

/* Of a code that could not be read (doubts.c): why, in a sentence about the
   file; the same after a sentence about the code, where there is any; what to
   do about it. */
typedef struct obv_doubt_words {
    obv_sentence reason, because, advice;
} obv_doubt_words;

/* Those of what was found in the file. */
const obv_doubt_words *obv_doubt_sentences(const obv_voice *voice);
obv_slice obv_say_word(obv_voice *voice, obv_word word);
obv_slice obv_say_outcome(obv_voice *voice, obv_outcome outcome);
/* A value of `achievementType`; one that the standard does not list, as it
   is. */
obv_slice obv_say_type(obv_voice *voice, obv_slice type);
bool obv_is_taking_part(obv_slice type);

/* ---- Dates (date.c) ----------------------------------------------------- */

obv_slice obv_say_date(obv_voice *voice, int64_t time);
/* The date that the issuer wrote, whatever its zone. */
obv_slice obv_say_claim_date(obv_voice *voice, const obv_claim *claim);
int64_t obv_written(const obv_claim *claim);
obv_slice obv_say_moment(obv_voice *voice, int64_t time);
/* From the first day to the last, both counted: "6 months". */
obv_slice obv_say_length(obv_voice *voice, int64_t from, int64_t to);
/* An ISO 8601 duration such as P6M; as it is where it cannot be read. */
obv_slice obv_say_duration(obv_voice *voice, obv_slice duration);

/* ---- Claims (claim.c) --------------------------------------------------- */

/* The first claim of that kind of the badge; NULL where there is none. */
const obv_claim *obv_find_claim(const obv_voice *voice, const obv_badge *badge,
                                obv_claim_kind kind);
obv_slice obv_claim_words(const obv_voice *voice, const obv_claim *claim);
/* The text of the first claim of that kind; empty where there is none. */
obv_slice obv_find_words(const obv_voice *voice, const obv_badge *badge,
                         obv_claim_kind kind);
/* A listed issuer's good signature stands behind the badge as a whole. */
bool obv_is_supported(const obv_badge *badge);
/* May be shown as a fact that somebody answers for; else as a claim. */
bool obv_is_fact(const obv_badge *badge, const obv_claim *claim);
/* The claims that the report shows at all: a forged badge shows its title. */
bool obv_is_shown(const obv_badge *badge, const obv_claim *claim);
/* The name of the issuer, however it is known. */
obv_slice obv_issuer_words(obv_voice *voice, const obv_badge *badge);
/* Whether all findings but `but` and the person's say yes. */
bool obv_only_lacks(const obv_badge *badge, obv_finding_id but);

/* ---- Answers (answer.c) ------------------------------------------------- */

/* One badge, or a file without any (badge NULL: the verdict's own word). */
typedef struct obv_subject {
    const obv_badge *badge;
    obv_word word;
    obv_reason reason;
} obv_subject;

obv_subject obv_subject_of(const obv_voice *voice, const obv_badge *badge);
obv_slice obv_say_headline(obv_voice *voice, const obv_subject *subject);
obv_slice obv_say_advice(obv_voice *voice, const obv_subject *subject);

/* What is said beside the word about the person: at most two lines. */
typedef struct obv_person_lines {
    size_t count;
    obv_check_id check[2]; /* NAME or EMAIL */
    obv_outcome outcome[2];
    obv_slice text[2];
} obv_person_lines;
obv_person_lines obv_say_person(obv_voice *voice, const obv_badge *badge);

#endif
