/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names on the CVs of a pile, from a spreadsheet: a line a file, the file's
 * reference and the name, with `;`, `,` or a tab between.
 *
 *     cv/martin.pdf;Camille Martin
 *
 * A reference is the path as the results have it or, where no two files share
 * it, its last part.  A name that would go to the wrong file is worse than
 * none: what is not plain is refused, with its line.
 */
#include "front/batch.h"

#include <stdio.h>
#include <stdlib.h>

/* A file of the pile under one of its names. */
typedef struct entry {
    const char *key;
    size_t index;
} entry;

typedef struct reading {
    obv_pile *pile;
    const obv_words *words;
    const char *file;
    entry *paths, *ends; /* in the order of their keys */
    char *rest;
    char separator;
    size_t line;
    size_t unknown, unknown_line; /* how many, and the first */
    const char *unknown_key;
} reading;

/* ---- What is wrong ------------------------------------------------------- */

static bool
refuse(const reading *r, obv_message what, const char *text, obv_message hint)
{
    char line[24];
    snprintf(line, sizeof(line), "%zu", r->line);
    obv_complain(r->words, what,
                 VALUES({"file", obv_slice_of(r->file)},
                        {"line", obv_slice_of(line)},
                        {"text", obv_slice_of(text)}));
    obv_hint(r->words, hint, NULL);
    return false;
}

/* ---- Which file ---------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->key, ((const entry *)b)->key);
}

static const char *
end_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool
index_pile(reading *r)
{
    size_t count = r->pile->count;
    r->pile->holders = calloc(count + 1, sizeof(*r->pile->holders));
    r->paths = calloc(count + 1, sizeof(entry));
    r->ends = calloc(count + 1, sizeof(entry));
    if (r->pile->holders == NULL || r->paths == NULL || r->ends == NULL) {
        obv_complain(r->words, OBV_MSG_NO_MEMORY, NULL);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *path = obv_pile_name(r->pile, i);
        r->paths[i] = (entry){path, i};
        r->ends[i] = (entry){end_of(path), i};
    }
    qsort(r->paths, count, sizeof(entry), compare);
    qsort(r->ends, count, sizeof(entry), compare);
    return true;
}

/* The first of those that are called so; *count: how many there are. */
static const entry *
find(const reading *r, const entry *sorted, const char *key, size_t *count)
{
    size_t low = 0, high = r->pile->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(sorted[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < r->pile->count &&
           strcmp(sorted[low + *count].key, key) == 0) {
        ++*count;
    }
    return &sorted[low];
}

/* The same path may stand in a pile several times. */
static bool
are_one_file(const reading *r, const entry *found, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (strcmp(obv_pile_name(r->pile, found[0].index),
                   obv_pile_name(r->pile, found[i].index)) != 0) {
            return false;
        }
    }
    return true;
}

static int
digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Results write \\ for a backslash, and \xNN for what cannot be shown.  False:
   it is not written so. */
static bool
unescape(const char *key, char *ret)
{
    for (; *key != '\0'; key++) {
        if (key[0] == '\\' && key[1] == '\\') {
            key++;
        } else if (key[0] == '\\') {
            bool good = key[1] == 'x' && digit(key[2]) >= 0 &&
                        digit(key[3]) >= 0 && key[2] + key[3] != 2 * '0';
            if (!good) {
                return false;
            }
            *ret++ = (char)(digit(key[2]) * 16 + digit(key[3]));
            key += 3;
            continue;
        }
        *ret++ = *key;
    }
    *ret = '\0';
    return true;
}

static const entry *
find_file(const reading *r, const char *key, size_t *count)
{
    const entry *found = find(r, r->paths, key, count);
    return *count > 0 ? found : find(r, r->ends, key, count);
}

/* As it stands there, as results spell out what cannot be shown, and without
   the apostrophe that they put before what a spreadsheet would compute. */
static const entry *
look_up(const reading *r, const char *key, size_t *count)
{
    const entry *found = find_file(r, key, count);
    if (*count == 0 && strchr(key, '\\') != NULL) {
        char *room = malloc(strlen(key) + 1);
        if (room != NULL && unescape(key, room)) {
            found = find_file(r, room, count);
        }
        free(room);
    }
    if (*count == 0 && *key == '\'') {
        found = find_file(r, key + 1, count);
    }
    return found;
}

static bool
give(reading *r, const char *key, const char *name)
{
    size_t count;
    const entry *found = look_up(r, key, &count);
    if (count == 0) {
        if (r->unknown++ == 0) {
            r->unknown_line = r->line;
            r->unknown_key = key;
        }
        return true;
    }
    if (!are_one_file(r, found, count)) {
        return refuse(r, OBV_MSG_NAMES_SEVERAL, key, OBV_MSG_HINT_SEVERAL);
    }
    for (size_t i = 0; i < count; i++) {
        const char **holder = &r->pile->holders[found[i].index];
        if (*holder != NULL) {
            return refuse(r, OBV_MSG_NAMES_TWICE, key, OBV_MSG_HINT_TWICE);
        }
        *holder = name;
    }
    return true;
}

/* ---- Lines and cells ----------------------------------------------------- */

/* NULL: there is none. */
static char *
take_line(reading *r)
{
    char *line = r->rest;
    if (line == NULL || *line == '\0') {
        return NULL;
    }
    char *end = strchr(line, '\n');
    r->rest = end != NULL ? end + 1 : NULL;
    if (end != NULL) {
        *end = '\0';
    }
    size_t len = strlen(line);
    if (len > 0 && line[len - 1] == '\r') {
        line[len - 1] = '\0';
    }
    r->line++;
    return line;
}

static char *
trim(char *text)
{
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t')) {
        text[--len] = '\0';
    }
    return text;
}

/* cell ::= '"' ([^"] | '""')* '"' | [^separator]*; in place.  NULL: a quote is
   not closed, or something stands behind it.  *last: so does no other cell. */
static char *
take_cell(char **line, char separator, bool *last)
{
    char *at = *line, *cell = at, *to = at;
    bool quoted = *at == '"';
    at += quoted;
    while (*at != '\0' && (quoted || *at != separator)) {
        if (quoted && *at == '"' && *++at != '"') {
            quoted = false;
            if (*at != '\0' && *at != separator) {
                return NULL;
            }
            break;
        }
        *to++ = *at++;
    }
    if (quoted) {
        return NULL;
    }
    *last = *at == '\0';
    *line = *last ? at : at + 1;
    *to = '\0';
    return trim(cell);
}

/* A tab before a semicolon before a comma: names hold the later ones. */
static char
separator_of(const char *text)
{
    static const char marks[] = "\t;";
    size_t len = strcspn(text, "\n");
    for (const char *mark = marks; *mark != '\0'; mark++) {
        if (memchr(text, *mark, len) != NULL) {
            return *mark;
        }
    }
    return ',';
}

/* "reference;name", in our languages, over the columns. */
static bool
is_head(const reading *r, const char *key)
{
    size_t count;
    const char *ours = r->words->sentences[OBV_SAY_HEAD_REFERENCE];
    if (r->line != 1 ||
        (strcmp(key, ours) != 0 && strcmp(key, "reference") != 0)) {
        return false;
    }
    (void)look_up(r, key, &count);
    return count == 0;
}

static bool
read_line(reading *r, char *line)
{
    bool last;
    if (line[strspn(line, " \t")] == '\0') {
        return true;
    }
    char *key = take_cell(&line, r->separator, &last);
    char *name =
        key != NULL && !last ? take_cell(&line, r->separator, &last) : NULL;
    if (name == NULL || line[strspn(line, ";,\t ")] != '\0' || *key == '\0') {
        return refuse(r, OBV_MSG_NAMES_LINE, "", OBV_MSG_HINT_NAMES_LINE);
    }
    return is_head(r, key) || *name == '\0' || give(r, key, name);
}

static bool
read_lines(reading *r)
{
    char *line;
    while ((line = take_line(r)) != NULL) {
        if (!obv_is_utf8(obv_slice_of(line))) {
            return refuse(r, OBV_MSG_NAMES_UTF8, "", OBV_MSG_HINT_NAMES_UTF8);
        }
        if (!read_line(r, line)) {
            return false;
        }
    }
    return true;
}

/* ---- The whole ----------------------------------------------------------- */

static void
tell(reading *r)
{
    char count[24];
    size_t without = 0;
    if (r->unknown > 0) {
        snprintf(count, sizeof(count), "%zu", r->unknown);
        char line[24];
        snprintf(line, sizeof(line), "%zu", r->unknown_line);
        obv_complain(r->words, OBV_MSG_NAMES_UNKNOWN,
                     VALUES({"file", obv_slice_of(r->file)},
                            {"count", obv_slice_of(count)},
                            {"line", obv_slice_of(line)},
                            {"text", obv_slice_of(r->unknown_key)}));
    }
    for (size_t i = 0; i < r->pile->count; i++) {
        without += r->pile->holders[i] == NULL;
    }
    if (without > 0) {
        snprintf(count, sizeof(count), "%zu", without);
        obv_complain(r->words, OBV_MSG_NAMES_WITHOUT,
                     VALUES({"file", obv_slice_of(r->file)},
                            {"count", obv_slice_of(count)}));
    }
}

/* With a NUL behind.  A text that holds one is no UTF-8 as people mean it. */
static bool
open_list(reading *r)
{
    static const char mark[] = "\xEF\xBB\xBF";
    uint8_t *bytes;
    size_t len;
    obv_message why = OBV_MSG_WHY_MEMORY;
    obv_slurp_end end =
        obv_slurp(r->file, OBV_MAX_NAMES_FILE, &bytes, &len, &why);
    char *text = end == OBV_SLURP_OK ? realloc(bytes, len + 1) : NULL;
    if (text == NULL) {
        obv_complain(r->words, OBV_MSG_CANNOT_READ,
                     VALUES({"file", obv_slice_of(r->file)},
                            {"why", obv_slice_of(r->words->messages[why])}));
        return false;
    }
    text[len] = '\0';
    r->pile->list = text;
    if (strlen(text) < len) {
        r->line = 1;
        return refuse(r, OBV_MSG_NAMES_UTF8, "", OBV_MSG_HINT_NAMES_UTF8);
    }
    r->rest = text + (strncmp(text, mark, 3) == 0 ? 3 : 0);
    r->separator = separator_of(r->rest);
    return true;
}

bool
obv_pile_names(obv_pile *pile, const obv_words *words, const char *file)
{
    reading r = {.pile = pile, .words = words, .file = file};
    bool good = open_list(&r) && index_pile(&r) && read_lines(&r);
    if (good) {
        tell(&r);
    }
    free(r.paths);
    free(r.ends);
    return good;
}
