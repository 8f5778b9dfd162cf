/* SPDX-License-Identifier: Apache-2.0 */
/*
 * front/front.h - badge-verifier: all that touches the world.
 *
 * A command is a row of commands[] in main.c and a file of its own.  To add
 * one (scan, batch, kiosk), add both; what they share is here.
 */
#ifndef OBV_FRONT_H
#define OBV_FRONT_H

#include "cell/cell.h"
#include "front/messages.h"
#include "report/report.h"

/* Trouble of our own: a command, a file, a trust list, the machine. */
#define OBV_EXIT_TROUBLE 3

/* ---- Words (words.c) ---------------------------------------------------- */

typedef struct obv_words {
    obv_sentences report;
    const char *sentences[OBV_SENTENCE_COUNT];
    const char *messages[OBV_MESSAGE_COUNT];
} obv_words;

/* In the language of the environment; never fails: English is in the code. */
void obv_words_start(obv_words *words, const char *home);
/* In the language `lang` ("fr", "en"); false where there is none such. */
bool obv_words_choose(obv_words *words, const char *home, const char *lang);
/* Whether it is one of ours, even where its catalogue is not to be found. */
bool obv_words_knows(const char *lang);
/* "en, fr": what obv_words_choose takes. */
const char *obv_words_languages(void);
/* The English of every message, in the order of messages.h. */
const char *const *obv_messages_english(void);

/* ---- Saying things (say.c) ---------------------------------------------- */

#define VALUES(...) ((const obv_value[]){__VA_ARGS__, {NULL, {NULL, 0}}})

/* To standard error, as "badge-verifier: ..." on one line. */
void obv_complain(const obv_words *words, obv_message id,
                  const obv_value *values);
void obv_hint(const obv_words *words, obv_message id, const obv_value *values);
/* To standard output, wrapped behind `lead` in the width of the terminal. */
void obv_print(const obv_words *words, const char *lead, obv_message id,
               const obv_value *values);
/* Into `room`, cut between characters. */
void obv_phrase(const obv_words *words, obv_message id, const obv_value *values,
                char *room, size_t size);
/* How many there are, as the language groups digits. */
#define OBV_COUNT_ROOM 64
obv_slice obv_count(const obv_words *words, size_t count,
                    char room[static OBV_COUNT_ROOM]);
/* The columns of standard output; 80 where it is none. */
unsigned obv_terminal_width(void);
bool obv_terminal_colour(void);

/* ---- Files (files.c) ---------------------------------------------------- */

typedef enum obv_slurp_end {
    OBV_SLURP_OK,
    OBV_SLURP_LARGE,  /* more than `max` bytes: none of them is given */
    OBV_SLURP_FAILED, /* *why says why */
} obv_slurp_end;

/* A whole file ("-": standard input) in fresh memory, the caller's to free;
   its size is looked at before it is read. */
obv_slurp_end obv_slurp(const char *path, size_t max, uint8_t **ret,
                        size_t *len, obv_message *why);
/* Why the system refused a file: of errno. */
obv_message obv_why(int error);
/* The folder of this very program, without a slash at its end. */
bool obv_home(char *room, size_t size);

/* ---- The trust list (keys.c) -------------------------------------------- */

/* Opens the folder `given`, or the first that is there of those that the
   program knows.  False, and all is said, where none can be used. */
bool obv_keys_open(const obv_words *words, const char *home, const char *given,
                   obv_trust **ret);

/* ---- Options (options.c) ------------------------------------------------ */

typedef struct obv_front {
    obv_words words;
    char home[4096];
} obv_front;

/* Of all commands; each has a row in options.c.  Values are looked at in this
   order. */
typedef enum obv_option {
    OBV_OPTION_LANG,
    OBV_OPTION_FORMAT,
    OBV_OPTION_FULL,
    OBV_OPTION_AT,
    OBV_OPTION_KEYS,
    OBV_OPTION_NAME,
    OBV_OPTION_EMAIL,
    OBV_OPTION_PAUSE,
    OBV_OPTION_BAUD,
    OBV_OPTION_EXPLAIN,
    OBV_OPTION_ALLOW_TEST,
    OBV_OPTION_CSV,
    OBV_OPTION_JSONL,
    OBV_OPTION_WITH,
    OBV_OPTION_NAMES,
    OBV_OPTION_RESUME,
    OBV_OPTION_REPLACE,
    OBV_OPTION_KEEP,
    OBV_OPTION_JOBS,
    OBV_OPTION_NULL,
    OBV_OPTION_HELP,
    OBV_OPTION_COUNT
} obv_option;

/* What a command takes, and how its help begins. */
typedef struct obv_syntax {
    const char *command;
    obv_message usage, files;
    const obv_option *takes; /* in the order of its help */
    size_t count;
} obv_syntax;

typedef struct obv_options {
    const char *given[OBV_OPTION_COUNT]; /* NULL: not given, and no default; of
                                            a flag, any text */
    int64_t at;                          /* of --at */
    unsigned jobs, keep;                 /* of --jobs, 0: none; of --keep */
    uint32_t with;                       /* of --with: of obv_with */
    unsigned pause;                      /* of --pause, in milliseconds */
    char **files;                        /* what is no option */
    size_t file_count;
} obv_options;

/* False: the command is over, with *code: all is said, or the help printed. */
bool obv_options_read(obv_front *front, const obv_syntax *syntax, int argc,
                      char **argv, obv_options *ret, int *code);

/* ---- Running the cells (start.c, run.c) --------------------------------- */

typedef struct obv_run {
    const obv_words *words;
    const char *home;
    obv_trust *trust;
    obv_question question;
    int64_t clock;
    const char *format;
    unsigned width;
    bool colour;
    bool allow_test;
    obv_verifier *verifier;
    obv_found *found;
    obv_verdict *verdict;
    obv_cell_server *reader; /* badge-reader; NULL until it is needed */
    bool opened;             /* `found` is that of the last file */
    bool unsearched;         /* for codes: badge-reader is not there */
    obv_message what, why;   /* of trouble of our own */
    uint32_t typed;          /* 0: a file; else the number of a typed code */
} obv_run;

/* Reads and judges one file, and says nothing: run->verdict holds the answer.
   False: trouble of our own, run->what says which (and of CANNOT_READ, run->why
   why). */
bool obv_run_look(obv_run *run, const char *path);
/* The same of texts that the caller has put into run->found. */
bool obv_run_judge(obv_run *run);
/* Makes the answer that nothing is known, for this reason. */
void obv_run_undecided(obv_run *run, obv_reason reason);
/* Prints the report of what was looked at last; the exit status. */
int obv_run_report(obv_run *run, const char *path);
/* Tells the trouble that there was; the exit status. */
int obv_run_complain(const obv_run *run, const char *path);
/* What a report needs of it. */
obv_page obv_run_page(const obv_run *run, const char *path);
/* Opens the trust list and makes room.  False, and all is said, where there is
   trouble; obv_run_end is called in any case. */
bool obv_run_start(obv_front *front, const obv_options *options, obv_run *run);
void obv_run_end(obv_run *run);

/* Where badge-reader is; NULL: nowhere. */
const char *obv_reader_path(const char *home, char *path, size_t size);

/* Checks one file and prints its report; the exit status that it stands for. */
int obv_run_file(obv_run *run, const char *path);
/* Of two exit statuses, the one that a command ends with. */
int obv_worse_exit(int a, int b);

/* ---- Commands ----------------------------------------------------------- */

int obv_check_command(obv_front *front, int argc, char **argv);
int obv_batch_command(obv_front *front, int argc, char **argv);
int obv_scan_command(obv_front *front, int argc, char **argv);
/* scan --explain. */
int obv_explain_command(obv_front *front, const obv_options *options);

#endif
