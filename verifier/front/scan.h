/* SPDX-License-Identifier: Apache-2.0 */
/* front/scan.h - between the files of `badge-verifier scan`. */
#ifndef OBV_SCAN_H
#define OBV_SCAN_H

#include "front/front.h"
#include "paper/paper.h"

#include <signal.h>
#include <termios.h>

/* ---- Where a scanner types (typing.c) ----------------------------------- */

#define OBV_TYPING_SIGNALS 5

typedef struct obv_typing {
    int file;
    const char *baud;
    bool terminal; /* or a serial line */
    bool keyboard; /* ... the one that we were started from */
    struct termios before;
    struct sigaction actions[OBV_TYPING_SIGNALS];
    sigset_t mask;
} obv_typing;

bool obv_typing_knows_speed(const char *baud);

/* Opens a device, a pipe or a file ("-": standard input).  False: *why. */
bool obv_typing_start(const char *device, const char *baud, obv_typing *ret,
                      obv_message *why);
void obv_typing_end(obv_typing *t);

typedef enum obv_typing_event {
    OBV_TYPING_BYTES,   /* some came */
    OBV_TYPING_PAUSE,   /* none came for so long */
    OBV_TYPING_STOPPED, /* we were asked to end */
    OBV_TYPING_OVER     /* none will come any more */
} obv_typing_event;

/* Waits so many milliseconds, -1 for ever, and gives what has come.  `within`:
   it belongs to a text that was begun just now; else the keys that end or
   suspend a program do so, where they come alone. */
obv_typing_event obv_typing_listen(obv_typing *t, int milliseconds, bool within,
                                   uint8_t *room, size_t size, size_t *len);

/* ---- What was typed (typed.c) ------------------------------------------- */

/* The first code in what was typed, as a cell found it. */
typedef struct obv_typed {
    obv_reason why; /* NONE: `text` is what the code says */
    obv_code_kind kind;
    bool repaired, caps_lock;
    char scanner[40], computer[40];
    uint32_t set, index, count; /* of a badge in several codes; else count 1 */
    uint32_t rest;              /* where in the typed text it ends */
    uint32_t len;
    uint8_t text[OBV_MAX_TYPED];
} obv_typed;

/* Looks at it in a cell.  False: trouble of our own, run->what. */
bool obv_typed_read(obv_run *run, obv_slice typed, obv_typed *ret);

/* ---- Badges in several codes (sets.c) ----------------------------------- */

typedef struct obv_part {
    uint32_t set, index, count;
    uint32_t len;
    uint8_t *text;
} obv_part;

/* Codes that wait for others of their set, oldest first.  Zeroed: none. */
typedef struct obv_sets {
    obv_part parts[OBV_MAX_FOUND];
    size_t count;
} obv_sets;

/* Keeps a part; how many different ones of its set are there.  0: no memory. */
size_t obv_sets_add(obv_sets *sets, const obv_typed *part);
/* Takes out all parts of a set, into `found`. */
void obv_sets_take(obv_sets *sets, uint32_t set, obv_found *found);
void obv_sets_clear(obv_sets *sets);

#endif
