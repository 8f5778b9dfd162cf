/* SPDX-License-Identifier: Apache-2.0 */
/* What the program says itself: trouble to standard error, help to standard
   output.  Names come from strangers and are cleaned on the way. */
#include "front/front.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define PROGRAM "badge-verifier: "
/* A message with a path of 4,096 bytes, a few times over. */
#define ROOM ((size_t)256 * 1024)
#define LONGEST_NAME 4096
/* Lines longer than this are hard to read. */
#define WIDEST 100

typedef void (*print_line)(const char *lead, obv_slice line);

static void
to_stderr(const char *lead, obv_slice text)
{
    fprintf(stderr, PROGRAM "%s%.*s\n", lead, (int)text.len,
            (const char *)text.ptr);
}

static void
to_stdout(const char *lead, obv_slice text)
{
    unsigned width = obv_terminal_width();
    size_t taken = obv_columns(obv_slice_of(lead));
    bool first = true;
    do {
        obv_slice rest;
        obv_slice line =
            obv_line(text, width > taken + 20 ? width - taken : 20, &rest);
        printf("%s", first ? lead : "");
        printf("%*s%.*s\n", first ? 0 : (int)taken, "", (int)line.len,
               (const char *)line.ptr);
        first = false;
        text = rest;
    } while (text.len > 0);
}

static void
say(const obv_words *words, const char *lead, obv_message id,
    const obv_value *values, print_line print)
{
    obv_arena *arena = obv_arena_new(ROOM);
    obv_buffer text = obv_buffer_in(arena);
    if (arena != NULL) {
        obv_put_phrase(&text, words->messages[id], values, LONGEST_NAME);
    }
    if (arena == NULL || text.failed) {
        print("", obv_slice_of(words->messages[OBV_MSG_NO_MEMORY]));
    } else {
        print(lead, obv_buffer_slice(&text));
    }
    obv_arena_free(arena);
}

void
obv_complain(const obv_words *words, obv_message id, const obv_value *values)
{
    say(words, "", id, values, to_stderr);
}

void
obv_hint(const obv_words *words, obv_message id, const obv_value *values)
{
    obv_arena *arena = obv_arena_new(ROOM);
    obv_buffer text = obv_buffer_in(arena);
    if (arena != NULL) {
        obv_put_phrase(&text, words->messages[id], values, LONGEST_NAME);
        obv_complain(words, OBV_MSG_HINT,
                     VALUES({"text", obv_buffer_slice(&text)}));
    }
    obv_arena_free(arena);
}

void
obv_print(const obv_words *words, const char *lead, obv_message id,
          const obv_value *values)
{
    say(words, lead, id, values, to_stdout);
}

void
obv_phrase(const obv_words *words, obv_message id, const obv_value *values,
           char *room, size_t size)
{
    obv_arena *arena = obv_arena_new(ROOM);
    obv_buffer text = obv_buffer_in(arena);
    room[0] = '\0';
    if (arena != NULL) {
        obv_put_phrase(&text, words->messages[id], values, LONGEST_NAME);
        obv_slice shown = obv_cut(obv_buffer_slice(&text), size - 1);
        memcpy(room, shown.ptr, shown.len);
        room[shown.len] = '\0';
    }
    obv_arena_free(arena);
}

obv_slice
obv_count(const obv_words *words, size_t count,
          char room[static OBV_COUNT_ROOM])
{
    obv_arena *arena = obv_arena_new(1024);
    obv_buffer text = obv_buffer_in(arena);
    obv_slice ret = {(const uint8_t *)room, 0};
    if (arena != NULL) {
        obv_put_count(&text, count, words->sentences[OBV_SAY_THOUSANDS]);
        obv_slice all = obv_cut(obv_buffer_slice(&text), OBV_COUNT_ROOM);
        memcpy(room, all.ptr, all.len);
        ret.len = all.len;
    }
    obv_arena_free(arena);
    return ret;
}

/* A whole number between the limits; 0 for anything else. */
static unsigned
read_columns(const char *text)
{
    unsigned columns = 0;
    for (; text != NULL && *text >= '0' && *text <= '9'; text++) {
        columns = columns * 10 + (unsigned)(*text - '0');
        if (columns > OBV_MAX_WIDTH) {
            return 0;
        }
    }
    return text != NULL && *text == '\0' ? columns : 0;
}

unsigned
obv_terminal_width(void)
{
    unsigned width = read_columns(getenv("COLUMNS"));
    struct winsize size;
    if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    if (width == 0) {
        width = 80;
    }
    return width < WIDEST ? width : WIDEST;
}

/* no-color.org: set and not empty, whatever it says. */
bool
obv_terminal_colour(void)
{
    const char *none = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && (none == NULL || *none == '\0') &&
           (term == NULL || strcmp(term, "dumb") != 0);
}
