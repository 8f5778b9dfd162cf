/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/report.h - answer -> page.
 *
 * One row a format in report.c.  Every word that a person reads comes from the
 * sentences that the caller hands over (sentences.h); every text of a badge is
 * cleaned again here, whoever cleaned it before.
 */
#ifndef OBV_REPORT_H
#define OBV_REPORT_H

#include "base/base.h"
#include "report/sentences.h"

/* Makes one page; obv_report (obv.c) hands it to the caller.  OBV_NOT_FOUND for
   a format without a row. */
obv_status obv_report_make(const char *format, const obv_page *page,
                           obv_arena *arena, obv_slice *ret);

obv_status obv_report_text(const obv_page *page, obv_buffer *out);
obv_status obv_report_brief(const obv_page *page, obv_buffer *out);
obv_status obv_report_json(const obv_page *page, obv_buffer *out);
obv_status obv_report_csv(const obv_page *page, obv_buffer *out);
obv_status obv_report_csv_head(const obv_page *page, obv_buffer *out);
obv_status obv_report_line(const obv_page *page, obv_buffer *out);
obv_status obv_report_cells(const obv_page *page, obv_buffer *out);

/* Whether "csv" or "line" may have written this line, line feed and all, on
   such a page; what does not fit the arena has not been (again.c). */
bool obv_report_wrote(const char *format, const obv_page *page, obv_slice line,
                      obv_arena *arena);

/* What a word is called. */
obv_sentence obv_word_sentence(obv_word word);

/* ---- Filling a sentence (phrase.c) -------------------------------------- */

/* What stands for {name}.  A list of these ends with a NULL name. */
typedef struct obv_value {
    const char *name;
    obv_slice text;
} obv_value;

/*
 * Puts the sentence with its {words} filled in.  Values are cleaned, cut at
 * `max` bytes each and never read for placeholders of their own; a {word}
 * without a value stays as it is.  `values` may be NULL.
 */
void obv_put_phrase(obv_buffer *out, const char *sentence,
                    const obv_value *values, size_t max);

/* Puts any bytes as they may be shown: clean, and at most `max` bytes with an
   ellipsis behind them.  What is not UTF-8 shows a ? for each odd byte. */
void obv_put_shown(obv_buffer *out, obv_slice bytes, size_t max);

#endif
