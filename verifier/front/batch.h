/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front/batch.h - a pile of files: names in, a line each out.
 *
 *     names -> [worker] [worker] ... -> lines, in the order of the names
 *
 * A worker is a fork of this program that looks at one file at a time, with
 * cells of its own.  The parent deals names, gathers lines and writes them: it
 * never opens a file of the pile.
 */
#ifndef OBV_BATCH_H
#define OBV_BATCH_H

#include "front/front.h"

#include <sys/types.h>

/* ---- What is to be looked at (batch_walk.c) ----------------------------- */

typedef struct obv_pile {
    char *names; /* one behind the other, each with a NUL behind it */
    size_t used, room;
    size_t *at; /* where each begins */
    size_t count, places;
    const char **holders; /* of each, the name on it; NULL: nobody gave one */
    char *list;           /* where they stand */
} obv_pile;

const char *obv_pile_name(const obv_pile *pile, size_t index);
void obv_pile_free(obv_pile *pile);

/* Where results go: none of them is part of the pile. */
typedef struct obv_own_file {
    dev_t device;
    ino_t inode;
} obv_own_file;

/*
 * A file is itself.  A folder is all files in it and below, in the order of
 * the bytes of their paths; what begins with a dot is left out, and no link to
 * a folder is followed, so that no way leads in a circle.  False: no memory.
 */
bool obv_pile_add(obv_pile *pile, const char *name, const obv_own_file *own,
                  size_t own_count);
/* Names on standard input with `end` behind each.  False, and all is said,
   where they cannot be read. */
bool obv_pile_read(obv_pile *pile, const obv_words *words, char end,
                   const obv_own_file *own, size_t own_count);

/* The names that are to be compared, from a list of references and names
   (batch_names.c), when all of the pile is there.  False, and all is said. */
bool obv_pile_names(obv_pile *pile, const obv_words *words, const char *file);

/* ---- One file (batch_line.c) -------------------------------------------- */

/* What is made of each file, as far as somebody wants it. */
typedef enum obv_text_kind {
    OBV_TEXT_CSV,
    OBV_TEXT_JSONL,
    OBV_TEXT_CELLS,
    OBV_TEXT_COUNT
} obv_text_kind;

/* What a worker says of a file; its texts follow, one behind the other. */
typedef struct obv_told_head {
    int32_t code;    /* the exit status that it stands for */
    int32_t word;    /* of obv_word */
    int32_t trouble; /* 1: not looked at */
    uint32_t len[OBV_TEXT_COUNT];
} obv_told_head;

typedef struct obv_told {
    obv_told_head head;
    char *texts; /* NULL where there are none; the owner's to free */
} obv_told;

typedef struct obv_plan {
    obv_run *run;
    bool wanted[OBV_TEXT_COUNT];
    uint32_t with; /* of obv_with */
} obv_plan;

size_t obv_told_len(const obv_told_head *head);
bool obv_told_is_sound(const obv_told_head *head); /* batch_told.c */

/* False: no memory. */
bool obv_told_of_file(const obv_plan *plan, const char *name, obv_told *ret);
/* Of a file whose worker died, or of one that has not been looked at. */
bool obv_told_of_trouble(const obv_plan *plan, const char *name,
                         obv_message why, obv_told *ret);

/* ---- Many hands (batch_workers.c) --------------------------------------- */

typedef struct obv_deal {
    const obv_plan *plan;
    const obv_pile *pile;
    size_t first; /* of the pile that is still to be done */
    unsigned jobs;
    /* Takes the lines in the order of the pile; false ends the work. */
    bool (*take)(void *to, size_t index, const obv_told *line);
    void *to;
    void (*tick)(void *to);   /* now and then; NULL: never */
    int64_t (*now)(void *to); /* milliseconds; NULL: those of the machine */
} obv_deal;

typedef enum obv_deal_end {
    OBV_DEAL_DONE,
    OBV_DEAL_STOPPED, /* by a signal: what was begun is finished */
    OBV_DEAL_REFUSED, /* take() said no more */
    OBV_DEAL_FAILED   /* no child, no memory */
} obv_deal_end;

obv_deal_end obv_deal_out(const obv_deal *deal);
/* As many as the machine has for us. */
unsigned obv_cores(void);

/* ---- Results (batch_results.c, batch_resume.c) -------------------------- */

/* A file of results, or standard output. */
typedef struct obv_results {
    const char *path; /* NULL: not wanted */
    obv_text_kind kind;
    int file;
    bool stream;  /* nothing can be taken back: a pipe, a terminal */
    off_t whole;  /* so far it consists of whole lines */
    int64_t when; /* it was last written to, when it was opened */
    size_t odd;   /* its first line that no run of ours wrote; 0: none */
} obv_results;

/* Creates it for us alone, or opens it to go on.  False, and all is said,
   where that cannot be. */
bool obv_results_open(obv_results *results, const obv_words *words, bool resume,
                      bool replace);
/* Whole, or not at all; false, and all is said, where there is no room. */
bool obv_results_write(obv_results *results, const obv_words *words,
                       const char *text, size_t len);
/* What stands there from `whole` on goes. */
bool obv_results_cut(obv_results *results, off_t whole);
void obv_results_close(obv_results *results);

/*
 * How many files of the pile a former run finished, at most `limit`;
 * results->whole is then where the next belongs, and results->odd the line, if
 * any, for which nothing behind it counts.  False, and all is said, where
 * what stands there are no results, or those of other files.
 */
bool obv_resume(obv_results *results, const obv_plan *plan,
                const obv_pile *pile, size_t limit, size_t *done);

/* ---- For the eye (batch_progress.c, batch_table.c) ---------------------- */

typedef struct obv_progress {
    const obv_words *words;
    size_t first, done, count;
    int64_t began, shown; /* milliseconds */
    bool on;
} obv_progress;

/* Silent where standard error is no terminal. */
void obv_progress_start(obv_progress *progress, const obv_words *words,
                        size_t first, size_t count);
void obv_progress_show(obv_progress *progress);
void obv_progress_end(obv_progress *progress);

/* Lines of cells with tabs between, as OBV_TEXT_CELLS has them. */
void obv_table_print(obv_slice lines, unsigned width);

#endif
