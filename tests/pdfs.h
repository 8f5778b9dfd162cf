/* SPDX-License-Identifier: Apache-2.0 */
/* PDF documents for tests, made object by object. */
#ifndef PDFS_H
#define PDFS_H

#include "codes.h"
#include "making.h"

#define PDF_OBJECTS 20000

/* Objects are numbered from 1 in the order in which they are put: the first is
   the catalogue.  Zeroed it is empty. */
typedef struct pdf {
    making m;
    unsigned count;
    size_t at[PDF_OBJECTS];
} pdf;

void pdf_start(pdf *p);
void pdf_object(pdf *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void pdf_raw(pdf *p, const void *bytes, size_t len);
/* `entries` stand in its dictionary besides the length. */
void pdf_stream(pdf *p, const char *entries, const void *bytes, size_t len);
void pdf_packed(pdf *p, const char *entries, const void *bytes, size_t len);
/* Table and trailer; `entries` besides size and root. */
void pdf_end(pdf *p, const char *entries);
/* Where an object stands is no longer where the table says. */
void pdf_end_wrongly(pdf *p);
void pdf_clear(pdf *p);

/* Catalogue and tree of `pages` pages; objects 3, 4 ... are their
   dictionaries, to be put next. */
void pdf_tree(pdf *p, unsigned pages);
/* One page of that size in points, whose content is the object `content`. */
void pdf_page(pdf *p, double width, double height, unsigned content,
              const char *entries);

/* The operators that draw a code: its lower left corner at (x, y), a module of
   so many points; in the colour that is set. */
void pdf_code(making *content, const char *text, double x, double y,
              double module);

/* A whole document: A4, a code on each page of which there is a text. */
void pdf_with_codes(pdf *p, const char *const *texts, unsigned pages);
/* The same on pages of another size, which take less time. */
void pdf_with_codes_on(pdf *p, const char *const *texts, unsigned pages,
                       double width, double height, double module);

#endif
