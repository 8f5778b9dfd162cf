/* SPDX-License-Identifier: Apache-2.0 */
/* All that a cell needs is there before the first one starts. */
#include "front/front.h"

#include <stdlib.h>
#include <time.h>

/*
 * No clock was right before this program was written: 2026-11-23T00:00:00Z,
 * raised with each version.  A clock that stands before it, or before the list
 * was issued, is not believed.  By hand: a date that the build took from its
 * surroundings would make another program of the same source.
 */
#define WRITTEN 1795392000

static void
set_clock(obv_run *run, const obv_options *options)
{
    bool given = options->given[OBV_OPTION_AT] != NULL;
    int64_t floor = obv_trust_about(run->trust)->issued;
    floor = floor > WRITTEN ? floor : WRITTEN;
    run->clock = (int64_t)time(NULL);
    run->question.now = given ? options->at : run->clock;
    run->question.clock_trusted = given || run->clock >= floor;
}

static const char *
unless_empty(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

bool
obv_run_start(obv_front *front, const obv_options *options, obv_run *run)
{
    *run = (obv_run){
        .words = &front->words,
        .home = front->home,
        .format = options->given[OBV_OPTION_FORMAT],
        .width = obv_terminal_width(),
        .colour = obv_terminal_colour(),
        .allow_test = options->given[OBV_OPTION_ALLOW_TEST] != NULL,
        .verifier = obv_new(),
        .found = calloc(1, sizeof(obv_found)),
        .verdict = calloc(1, sizeof(obv_verdict)),
    };
    if (run->verifier == NULL || run->found == NULL || run->verdict == NULL) {
        obv_complain(run->words, OBV_MSG_NO_MEMORY, NULL);
        return false;
    }
    if (!obv_keys_open(run->words, front->home, options->given[OBV_OPTION_KEYS],
                       &run->trust)) {
        return false;
    }
    run->question.name = unless_empty(options->given[OBV_OPTION_NAME]);
    run->question.email = unless_empty(options->given[OBV_OPTION_EMAIL]);
    set_clock(run, options);
    return true;
}

void
obv_run_end(obv_run *run)
{
    obv_cell_server_free(run->reader);
    obv_trust_close(run->trust);
    obv_free(run->verifier);
    free(run->found);
    free(run->verdict);
    *run = (obv_run){0};
}
