/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader/reader.h - badge-reader: files whose libraries are too large, or of
 * too strict a licence, to stand in the library.
 *
 * A program of its own, so that nobody pays for qpdf who has no PDF.  It reads
 * a file on standard input and writes an obv_found, cut behind its bytes, to
 * standard output; before it reads, it has given up all but that.
 */
#ifndef OBV_READER_H
#define OBV_READER_H

#include "container/container.h"

/* As the openers of container.h. */
obv_status obv_pdf_open(obv_slice file, obv_arena *arena, obv_found *found);

#endif
