/* SPDX-License-Identifier: Apache-2.0 */
/* badge-verifier check: files in, one report each. */
#include "front/front.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/*
 * No clock was right before this program was written: 2026-11-23T00:00:00Z,
 * raised with each version.  A clock that stands before it, or before the list
 * was issued, is not believed.  By hand: a date that the build took from its
 * surroundings would make another program of the same source.
 */
#define WRITTEN 1795392000

typedef struct request {
    const char *lang, *format, *at, *keys, *name, *email;
    bool allow_test, help;
    int64_t at_time;
} request;

/* ---- Options ------------------------------------------------------------ */

/* An option has a value that goes to a text, or it sets a flag. */
typedef struct option_row {
    const char *name;
    size_t at;
    bool flag;
    const char *value; /* as it is in every language; NULL: `value_word` */
    obv_message value_word;
    obv_message help;
} option_row;

#define NO_WORD OBV_MESSAGE_COUNT
#define TEXT(member) offsetof(request, member), false
#define FLAG(member) offsetof(request, member), true

/* clang-format off */
static const option_row rows[] = {
    {"lang",       TEXT(lang),       "fr|en",     NO_WORD,               OBV_MSG_OPTION_LANG},
    {"format",     TEXT(format),     "text|json", NO_WORD,               OBV_MSG_OPTION_FORMAT},
    {"at",         TEXT(at),         NULL,        OBV_MSG_VALUE_DATE,    OBV_MSG_OPTION_AT},
    {"keys",       TEXT(keys),       NULL,        OBV_MSG_VALUE_FOLDER,  OBV_MSG_OPTION_KEYS},
    {"name",       TEXT(name),       NULL,        OBV_MSG_VALUE_NAME,    OBV_MSG_OPTION_NAME},
    {"email",      TEXT(email),      NULL,        OBV_MSG_VALUE_ADDRESS, OBV_MSG_OPTION_EMAIL},
    {"allow-test", FLAG(allow_test), NULL,        NO_WORD,               OBV_MSG_OPTION_ALLOW_TEST},
    {"help",       FLAG(help),       NULL,        NO_WORD,               OBV_MSG_OPTION_HELP},
};
/* clang-format on */

static bool
refuse(const obv_words *words, obv_message id, const char *option)
{
    obv_complain(words, id, VALUES({"option", obv_slice_of(option)}));
    obv_hint(words, OBV_MSG_HINT_HELP,
             VALUES({"command", obv_slice_of("check")}));
    return false;
}

/* What getopt_long gives back for a row: above every character. */
#define FIRST_ROW 1000

static void
set_option(request *r, const option_row *row, const char *value)
{
    char *field = (char *)r + row->at;
    if (row->flag) {
        *(bool *)(void *)field = true;
    } else {
        *(const char **)(void *)field = value;
    }
}

static bool
read_options(const obv_words *words, int argc, char **argv, request *r)
{
    struct option options[COUNT(rows) + 1] = {{0}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        options[i] = (struct option){
            rows[i].name, rows[i].flag ? no_argument : required_argument, NULL,
            FIRST_ROW + (int)i};
    }
    opterr = 0; /* its messages are not ours, nor in our languages */
    optind = 1;
    int got;
    while ((got = getopt_long(argc, argv, ":", options, NULL)) >= FIRST_ROW) {
        set_option(r, &rows[got - FIRST_ROW], optarg);
    }
    if (got == -1) {
        return true;
    }
    if (got == ':') {
        return refuse(words, OBV_MSG_OPTION_VALUE, argv[optind - 1]);
    }
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > 0 && optopt < FIRST_ROW;
    return refuse(words,
                  optopt < FIRST_ROW ? OBV_MSG_UNKNOWN_OPTION
                                     : OBV_MSG_OPTION_NO_VALUE,
                  is_letter ? letter : argv[optind - 1]);
}

static bool
refuse_value(const obv_words *words, obv_message id, const char *text,
             obv_message hint)
{
    obv_complain(words, id, VALUES({"text", obv_slice_of(text)}));
    obv_hint(words, hint,
             VALUES({"languages", obv_slice_of(obv_words_languages())}));
    return false;
}

/* The two that are compared with texts of a badge. */
static bool
is_text(const obv_words *words, const char *option, const char *value)
{
    if (value == NULL || obv_is_utf8(obv_slice_of(value))) {
        return true;
    }
    obv_complain(words, OBV_MSG_BAD_TEXT,
                 VALUES({"option", obv_slice_of(option)}));
    return false;
}

static bool
look_at_values(obv_front *front, request *r)
{
    obv_words *words = &front->words;
    if (r->lang != NULL && !obv_words_choose(words, front->home, r->lang)) {
        return refuse_value(words, OBV_MSG_BAD_LANGUAGE, r->lang,
                            obv_words_knows(r->lang) ? OBV_MSG_HINT_CATALOGUES
                                                     : OBV_MSG_HINT_LANGUAGE);
    }
    if (strcmp(r->format, "text") != 0 && strcmp(r->format, "json") != 0) {
        return refuse_value(words, OBV_MSG_BAD_FORMAT, r->format,
                            OBV_MSG_HINT_FORMAT);
    }
    if (r->at != NULL &&
        obv_date_parse(obv_slice_of(r->at), &r->at_time) != OBV_OK) {
        return refuse_value(words, OBV_MSG_BAD_DATE, r->at, OBV_MSG_HINT_DATE);
    }
    return is_text(words, "--name", r->name) &&
           is_text(words, "--email", r->email);
}

static int
print_help(const obv_words *words)
{
    obv_print(words, "", OBV_MSG_CHECK_USAGE, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_CHECK_FILES, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_OPTIONS, NULL);
    for (size_t i = 0; i < COUNT(rows); i++) {
        char lead[64];
        const char *value = rows[i].flag ? ""
                            : rows[i].value != NULL
                                ? rows[i].value
                                : words->messages[rows[i].value_word];
        snprintf(lead, sizeof(lead), "  --%s %s", rows[i].name, value);
        size_t used = strlen(lead); /* a translator may be long-winded */
        size_t columns = obv_columns(obv_slice_of(lead));
        snprintf(lead + used, sizeof(lead) - used, "%*s",
                 columns < 24 ? (int)(24 - columns) : 1, "");
        obv_print(words, lead, rows[i].help,
                  VALUES({"languages", obv_slice_of(obv_words_languages())}));
    }
    printf("\n");
    obv_print(words, "", OBV_MSG_EXIT_STATUS, NULL);
    return 0;
}

/* ---- Checking ----------------------------------------------------------- */

static void
set_clock(obv_run *run, const request *r)
{
    int64_t floor = obv_trust_about(run->trust)->issued;
    floor = floor > WRITTEN ? floor : WRITTEN;
    run->clock = (int64_t)time(NULL);
    run->question.now = r->at != NULL ? r->at_time : run->clock;
    run->question.clock_trusted = r->at != NULL || run->clock >= floor;
}

static const char *
unless_empty(const char *text)
{
    return text != NULL && *text != '\0' ? text : NULL;
}

/* All that a cell needs is there before the first one starts. */
static bool
prepare(obv_front *front, const request *r, obv_trust **trust, obv_run *run)
{
    *run = (obv_run){
        .words = &front->words,
        .home = front->home,
        .format = r->format,
        .width = obv_terminal_width(),
        .colour = obv_terminal_colour(),
        .allow_test = r->allow_test,
        .verifier = obv_new(),
        .found = calloc(1, sizeof(obv_found)),
        .verdict = calloc(1, sizeof(obv_verdict)),
    };
    if (run->verifier == NULL || run->found == NULL || run->verdict == NULL) {
        obv_complain(run->words, OBV_MSG_NO_MEMORY, NULL);
        return false;
    }
    if (!obv_keys_open(run->words, front->home, r->keys, trust)) {
        return false;
    }
    run->trust = *trust;
    run->question.name = unless_empty(r->name);
    run->question.email = unless_empty(r->email);
    set_clock(run, r);
    return true;
}

static int
check_files(obv_front *front, const request *r, char **files, int count)
{
    obv_run run;
    obv_trust *trust = NULL;
    int code = OBV_EXIT_TROUBLE;
    if (prepare(front, r, &trust, &run)) {
        code = 0;
        for (int i = 0; i < count; i++) {
            code = obv_worse_exit(code, obv_run_file(&run, files[i]));
        }
    }
    obv_trust_close(trust);
    obv_free(run.verifier);
    free(run.found);
    free(run.verdict);
    return code;
}

int
obv_check_command(obv_front *front, int argc, char **argv)
{
    request r = {.format = "text"};
    if (!read_options(&front->words, argc, argv, &r) ||
        !look_at_values(front, &r)) {
        return OBV_EXIT_TROUBLE;
    }
    if (r.help) {
        return print_help(&front->words);
    }
    if (optind == argc) {
        obv_complain(&front->words, OBV_MSG_NO_FILE, NULL);
        obv_hint(&front->words, OBV_MSG_HINT_HELP,
                 VALUES({"command", obv_slice_of("check")}));
        return OBV_EXIT_TROUBLE;
    }
    return check_files(front, &r, argv + optind, argc - optind);
}
