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
obv_status obv_report_json(const obv_page *page, obv_buffer *out);

#endif
