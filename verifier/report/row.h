/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/row.h - a file as lines of a table: what a pile of files is told in.
 *
 * A line is a badge of the file (one inside a record is a line, an endorsement
 * is none), or a code that holds a badge which could not be got.  A file
 * without either is one line, so that no file is missing.
 *
 * What no good signature and no list answers for leaves its cell empty.
 */
#ifndef OBV_ROW_H
#define OBV_ROW_H

#include "report/say.h"

/* One line; both NULL: the file itself. */
typedef struct obv_row {
    const obv_badge *badge;
    const obv_other *other;
} obv_row;

/* Calls with *at 0 first; false behind the last line. */
bool obv_row_next(const obv_page *page, size_t *at, obv_row *row);

obv_word obv_row_word(const obv_page *page, const obv_row *row);
/* For the telephone: "V-3b-41". */
void obv_row_code(const obv_page *page, const obv_row *row,
                  char code[OBV_CODE_SIZE]);

typedef enum obv_field {
    OBV_FIELD_REFERENCE,
    OBV_FIELD_HOLDER,
    OBV_FIELD_BADGE,
    OBV_FIELD_RESULT,
    OBV_FIELD_ISSUER,
    OBV_FIELD_AWARDED,
    OBV_FIELD_OBSERVED_FROM,
    OBV_FIELD_OBSERVED_TO,
    OBV_FIELD_VALID_UNTIL,
    OBV_FIELD_CRITERIA,
    OBV_FIELD_COMPARED,
    OBV_FIELD_LIST_OF,
    OBV_FIELD_CHECKED_AT,
    OBV_FIELD_CODE,
    OBV_FIELD_EVIDENCE,
    OBV_FIELD_REASON,
    OBV_FIELD_EMAIL,
    OBV_FIELD_COUNT
} obv_field;

/* Whether the field is one of the page; what is personal is asked for. */
bool obv_field_is_asked(const obv_page *page, obv_field field);
obv_slice obv_field_head(obv_voice *voice, obv_field field);
/* Clean, on one line; empty where nothing can be said. */
obv_slice obv_field_cell(obv_voice *voice, const obv_row *row, obv_field field);

/* Reads a table again (csv.c): a cell, as it was before it was written; false
   where no cell would be written so. */
bool obv_csv_take(obv_slice *line, obv_arena *arena, obv_slice *ret);
bool obv_csv_skip(obv_slice *line, const char *text);

#endif
