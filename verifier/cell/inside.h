/* SPDX-License-Identifier: Apache-2.0 */
/* cell/inside.h - what both kinds of cell need of the system. */
#ifndef OBV_CELL_INSIDE_H
#define OBV_CELL_INSIDE_H

#include "cell/cell.h"

/* The descriptors of a server, besides standard error. */
#define OBV_CELL_INPUT 0
#define OBV_CELL_OUTPUT 1
#define OBV_CELL_ASK 3
#define OBV_CELL_END 4

/* What it says of a child that is gone. */
#define OBV_CELL_IN_ORDER 'y'
#define OBV_CELL_IN_DISORDER 'n'

int64_t obv_cell_milliseconds(void);

/* Off the numbers up to `last`, on which a child's own will stand; -1 on
   failure, and then it is closed. */
int obv_cell_lift(int descriptor, int last);
/* Two lifted ends, from [1] to [0]; false: none is open. */
bool obv_cell_pipe(int ends[2], int last);
void obv_cell_close(int *descriptor); /* -1 afterwards; -1 is fine */

#endif
