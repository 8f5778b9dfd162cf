/* SPDX-License-Identifier: Apache-2.0 */
/* badge-reader, started once for a group of tests, and the PDF they make. */
#ifndef READING_H
#define READING_H

#include "cell/cell.h"
#include "pdfs.h"

#include <stdio.h>
#include <stdlib.h>

static obv_cell_server *server; /* one for all of them, as a command has */
static pdf p;

static int
start_reader(void **state)
{
    (void)state;
    char program[4096];
    const char *build = getenv("BUILD");
    snprintf(program, sizeof(program), "%s/badge-reader",
             build != NULL ? build : "build");
    server = obv_cell_server_new(program);
    return server != NULL ? 0 : -1;
}

static int
stop_reader(void **state)
{
    (void)state;
    obv_cell_server_free(server);
    pdf_clear(&p);
    return 0;
}

#endif
