/* SPDX-License-Identifier: Apache-2.0 */
/* The options of all commands: one row each, and a command names its own. */
#include "front/scan.h"

#include <getopt.h>
#include <stdio.h>

/* Whether a value will do; what else follows from it is set in `ret`. */
typedef bool look_at(obv_front *front, const char *value, obv_options *ret);

static look_at look_at_lang, look_at_format, look_at_date, look_at_name,
    look_at_email, look_at_with, look_at_keep, look_at_jobs, look_at_pause,
    look_at_baud;

/* An option takes a value, which has a word in the help; else it is a flag. */
typedef struct option_row {
    const char *name;
    const char *value; /* as it is in every language; NULL: `value_word` */
    obv_message value_word;
    obv_message help;
    const char *otherwise; /* the value where none is given */
    look_at *look;         /* NULL: any value will do */
    char letter;           /* that stands for it, too; 0: none */
} option_row;

#define NO_WORD OBV_MESSAGE_COUNT
#define FLAG NULL, NO_WORD

/* clang-format off */
static const option_row rows[OBV_OPTION_COUNT] = {
    [OBV_OPTION_LANG]       = {"lang",       "fr|en", NO_WORD,            OBV_MSG_OPTION_LANG,       NULL,   look_at_lang, 0},
    [OBV_OPTION_FORMAT]     = {"format",     "text|json", NO_WORD,        OBV_MSG_OPTION_FORMAT,     "text", look_at_format, 0},
    [OBV_OPTION_FULL]       = {"full",       FLAG,                        OBV_MSG_OPTION_FULL,       NULL,   NULL, 0},
    [OBV_OPTION_AT]         = {"at",         NULL, OBV_MSG_VALUE_DATE,    OBV_MSG_OPTION_AT,         NULL,   look_at_date, 0},
    [OBV_OPTION_KEYS]       = {"keys",       NULL, OBV_MSG_VALUE_FOLDER,  OBV_MSG_OPTION_KEYS,       NULL,   NULL, 0},
    [OBV_OPTION_NAME]       = {"name",       NULL, OBV_MSG_VALUE_NAME,    OBV_MSG_OPTION_NAME,       NULL,   look_at_name, 0},
    [OBV_OPTION_EMAIL]      = {"email",      NULL, OBV_MSG_VALUE_ADDRESS, OBV_MSG_OPTION_EMAIL,      NULL,   look_at_email, 0},
    [OBV_OPTION_PAUSE]      = {"pause",      "MS", NO_WORD,               OBV_MSG_OPTION_PAUSE,      "500",  look_at_pause, 0},
    [OBV_OPTION_BAUD]       = {"baud",       "9600", NO_WORD,             OBV_MSG_OPTION_BAUD,       "9600", look_at_baud, 0},
    [OBV_OPTION_EXPLAIN]    = {"explain",    NULL, OBV_MSG_VALUE_IMAGE,   OBV_MSG_OPTION_EXPLAIN,    NULL,   NULL, 0},
    [OBV_OPTION_ALLOW_TEST] = {"allow-test", FLAG,                        OBV_MSG_OPTION_ALLOW_TEST, NULL,   NULL, 0},
    [OBV_OPTION_CSV]        = {"csv",        NULL, OBV_MSG_VALUE_FILE,    OBV_MSG_OPTION_CSV,        NULL,   NULL, 0},
    [OBV_OPTION_JSONL]      = {"jsonl",      NULL, OBV_MSG_VALUE_FILE,    OBV_MSG_OPTION_JSONL,      NULL,   NULL, 0},
    [OBV_OPTION_WITH]       = {"with",       "...", NO_WORD,              OBV_MSG_OPTION_WITH,       NULL,   look_at_with, 0},
    [OBV_OPTION_NAMES]      = {"names",      NULL, OBV_MSG_VALUE_FILE,    OBV_MSG_OPTION_NAMES,      NULL,   NULL, 0},
    [OBV_OPTION_RESUME]     = {"resume",     FLAG,                        OBV_MSG_OPTION_RESUME,     NULL,   NULL, 0},
    [OBV_OPTION_REPLACE]    = {"replace",    FLAG,                        OBV_MSG_OPTION_REPLACE,    NULL,   NULL, 0},
    [OBV_OPTION_KEEP]       = {"keep",       NULL, OBV_MSG_VALUE_COUNT,   OBV_MSG_OPTION_KEEP,       "30",   look_at_keep, 0},
    [OBV_OPTION_JOBS]       = {"jobs",       NULL, OBV_MSG_VALUE_COUNT,   OBV_MSG_OPTION_JOBS,       NULL,   look_at_jobs, 0},
    [OBV_OPTION_NULL]       = {"null",       FLAG,                        OBV_MSG_OPTION_NULL,       NULL,   NULL, '0'},
    [OBV_OPTION_HELP]       = {"help",       FLAG,                        OBV_MSG_OPTION_HELP,       NULL,   NULL, 0},
};
/* clang-format on */

static bool
is_flag(const option_row *row)
{
    return row->value == NULL && row->value_word == NO_WORD;
}

/* ---- Reading them ------------------------------------------------------- */

static bool
refuse(const obv_words *words, const obv_syntax *syntax, obv_message id,
       const char *option)
{
    obv_complain(words, id, VALUES({"option", obv_slice_of(option)}));
    obv_hint(words, OBV_MSG_HINT_HELP,
             VALUES({"command", obv_slice_of(syntax->command)}));
    return false;
}

/* What getopt_long gives back for a row: above every character. */
#define FIRST_ROW 1000

/* What getopt_long gives back: a row or the letter of one; NULL: neither. */
static const option_row *
row_of(const obv_syntax *syntax, int got)
{
    for (size_t i = 0; i < syntax->count; i++) {
        const option_row *row = &rows[syntax->takes[i]];
        if (got == FIRST_ROW + (int)syntax->takes[i] ||
            (row->letter != 0 && got == row->letter)) {
            return row;
        }
    }
    return NULL;
}

static bool
read_line(const obv_words *words, const obv_syntax *syntax, int argc,
          char **argv, obv_options *ret)
{
    struct option options[OBV_OPTION_COUNT + 1] = {{0}};
    char letters[OBV_OPTION_COUNT + 2] = ":";
    for (size_t i = 0; i < syntax->count; i++) {
        const option_row *row = &rows[syntax->takes[i]];
        options[i] = (struct option){
            row->name, is_flag(row) ? no_argument : required_argument, NULL,
            FIRST_ROW + (int)syntax->takes[i]};
        ret->given[syntax->takes[i]] = row->otherwise;
        letters[strlen(letters)] = row->letter; /* 0 leaves it as it is */
    }
    opterr = 0; /* its messages are not ours, nor in our languages */
    optind = 1;
    int got;
    const option_row *row;
    while ((got = getopt_long(argc, argv, letters, options, NULL)) != -1 &&
           (row = row_of(syntax, got)) != NULL) {
        ret->given[row - rows] = is_flag(row) ? row->name : optarg;
    }
    if (got == -1) {
        ret->files = argv + optind;
        ret->file_count = (size_t)(argc - optind);
        return true;
    }
    if (got == ':') {
        return refuse(words, syntax, OBV_MSG_OPTION_VALUE, argv[optind - 1]);
    }
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_letter = optopt > 0 && optopt < FIRST_ROW;
    return refuse(words, syntax,
                  optopt < FIRST_ROW ? OBV_MSG_UNKNOWN_OPTION
                                     : OBV_MSG_OPTION_NO_VALUE,
                  is_letter ? letter : argv[optind - 1]);
}

/* ---- Their values ------------------------------------------------------- */

static bool
refuse_value(const obv_words *words, obv_message id, const char *text,
             obv_message hint)
{
    obv_complain(words, id, VALUES({"text", obv_slice_of(text)}));
    obv_hint(words, hint,
             VALUES({"languages", obv_slice_of(obv_words_languages())}));
    return false;
}

static bool
look_at_lang(obv_front *front, const char *value, obv_options *ret)
{
    (void)ret;
    return obv_words_choose(&front->words, front->home, value) ||
           refuse_value(&front->words, OBV_MSG_BAD_LANGUAGE, value,
                        obv_words_knows(value) ? OBV_MSG_HINT_CATALOGUES
                                               : OBV_MSG_HINT_LANGUAGE);
}

static bool
look_at_format(obv_front *front, const char *value, obv_options *ret)
{
    (void)ret;
    return strcmp(value, "text") == 0 || strcmp(value, "json") == 0 ||
           refuse_value(&front->words, OBV_MSG_BAD_FORMAT, value,
                        OBV_MSG_HINT_FORMAT);
}

static bool
look_at_date(obv_front *front, const char *value, obv_options *ret)
{
    return obv_date_parse(obv_slice_of(value), &ret->at) == OBV_OK ||
           refuse_value(&front->words, OBV_MSG_BAD_DATE, value,
                        OBV_MSG_HINT_DATE);
}

/* The two that are compared with texts of a badge. */
static bool
is_text(const obv_words *words, const char *option, const char *value)
{
    if (obv_is_utf8(obv_slice_of(value))) {
        return true;
    }
    obv_complain(words, OBV_MSG_BAD_TEXT,
                 VALUES({"option", obv_slice_of(option)}));
    return false;
}

static bool
look_at_name(obv_front *front, const char *value, obv_options *ret)
{
    (void)ret;
    return is_text(&front->words, "--name", value);
}

static bool
look_at_email(obv_front *front, const char *value, obv_options *ret)
{
    (void)ret;
    return is_text(&front->words, "--email", value);
}

/* A whole number from 1 to `most`. */
static bool
look_at_number(const obv_front *front, const char *value, unsigned most,
               unsigned *ret)
{
    unsigned number = 0;
    const char *c = value;
    for (; *c >= '0' && *c <= '9' && number <= most; c++) {
        number = number * 10 + (unsigned)(*c - '0');
    }
    *ret = number;
    return (*c == '\0' && number >= 1 && number <= most) ||
           refuse_value(&front->words, OBV_MSG_BAD_NUMBER, value,
                        OBV_MSG_HINT_NUMBER);
}

static bool
look_at_keep(obv_front *front, const char *value, obv_options *ret)
{
    return look_at_number(front, value, OBV_MAX_KEEP_DAYS, &ret->keep);
}

static bool
look_at_jobs(obv_front *front, const char *value, obv_options *ret)
{
    return look_at_number(front, value, OBV_MAX_JOBS, &ret->jobs);
}

/* with ::= word ("," word)* */
static bool
look_at_with(obv_front *front, const char *value, obv_options *ret)
{
    static const struct {
        const char *word;
        obv_with with;
    } words[] = {{"evidence", OBV_WITH_EVIDENCE},
                 {"reasons", OBV_WITH_REASONS},
                 {"email", OBV_WITH_EMAIL}};
    obv_slice rest = obv_slice_of(value), word;
    do {
        bool more = obv_slice_cut(rest, ',', &word, &rest);
        word = more ? word : rest;
        size_t i = 0;
        while (i < COUNT(words) && !obv_slice_is(word, words[i].word)) {
            i++;
        }
        if (i == COUNT(words)) {
            return refuse_value(&front->words, OBV_MSG_BAD_WITH, value,
                                OBV_MSG_HINT_WITH);
        }
        ret->with |= (uint32_t)words[i].with;
        rest = more ? rest : obv_slice_of("");
    } while (rest.len > 0);
    return true;
}

static bool
look_at_pause(obv_front *front, const char *value, obv_options *ret)
{
    return look_at_number(front, value, OBV_MAX_PAUSE, &ret->pause);
}

static bool
look_at_baud(obv_front *front, const char *value, obv_options *ret)
{
    (void)ret;
    return obv_typing_knows_speed(value) ||
           refuse_value(&front->words, OBV_MSG_BAD_BAUD, value,
                        OBV_MSG_HINT_BAUD);
}

/* In the order of the table: the language first, so that what is wrong with
   the others is told in it. */
static bool
look_at_values(obv_front *front, obv_options *ret)
{
    for (size_t i = 0; i < OBV_OPTION_COUNT; i++) {
        if (ret->given[i] != NULL && rows[i].look != NULL &&
            !rows[i].look(front, ret->given[i], ret)) {
            return false;
        }
    }
    return true;
}

/* ---- Help --------------------------------------------------------------- */

static void
print_row(const obv_words *words, const option_row *row)
{
    char lead[64];
    const char *value = is_flag(row)         ? ""
                        : row->value != NULL ? row->value
                                             : words->messages[row->value_word];
    snprintf(lead, sizeof(lead), "  --%s %s", row->name, value);
    size_t used = strlen(lead); /* a translator may be long-winded */
    size_t columns = obv_columns(obv_slice_of(lead));
    snprintf(lead + used, sizeof(lead) - used, "%*s",
             columns < 24 ? (int)(24 - columns) : 1, "");
    obv_print(words, lead, row->help,
              VALUES({"languages", obv_slice_of(obv_words_languages())}));
}

static void
print_help(const obv_words *words, const obv_syntax *syntax)
{
    obv_print(words, "", syntax->usage, NULL);
    printf("\n");
    obv_print(words, "", syntax->files, NULL);
    printf("\n");
    obv_print(words, "", OBV_MSG_OPTIONS, NULL);
    for (size_t i = 0; i < syntax->count; i++) {
        print_row(words, &rows[syntax->takes[i]]);
    }
    printf("\n");
    obv_print(words, "", OBV_MSG_EXIT_STATUS, NULL);
}

bool
obv_options_read(obv_front *front, const obv_syntax *syntax, int argc,
                 char **argv, obv_options *ret, int *code)
{
    *ret = (obv_options){.files = argv + argc};
    *code = OBV_EXIT_TROUBLE;
    if (!read_line(&front->words, syntax, argc, argv, ret) ||
        !look_at_values(front, ret)) {
        return false;
    }
    if (ret->given[OBV_OPTION_HELP] != NULL) {
        print_help(&front->words, syntax);
        *code = 0;
        return false;
    }
    return true;
}
