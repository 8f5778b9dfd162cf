/* SPDX-License-Identifier: Apache-2.0 */
/* What is in the pile: names, and folders walked in a fixed order. */
#include "front/batch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

const char *
obv_pile_name(const obv_pile *pile, size_t index)
{
    return pile->names + pile->at[index];
}

void
obv_pile_free(obv_pile *pile)
{
    free(pile->names);
    free(pile->at);
    free(pile->holders);
    free(pile->list);
    *pile = (obv_pile){0};
}

static bool
add_name(obv_pile *pile, const char *name)
{
    size_t len = strlen(name) + 1;
    if (pile->room - pile->used < len) {
        size_t room = (pile->room + len) * 2;
        char *names = realloc(pile->names, room);
        if (names == NULL) {
            return false;
        }
        pile->names = names;
        pile->room = room;
    }
    if (pile->count == pile->places) {
        size_t places = pile->places * 2 + 64;
        size_t *at = realloc(pile->at, places * sizeof(*at));
        if (at == NULL) {
            return false;
        }
        pile->at = at;
        pile->places = places;
    }
    memcpy(pile->names + pile->used, name, len);
    pile->at[pile->count++] = pile->used;
    pile->used += len;
    return true;
}

/* ---- Folders ------------------------------------------------------------ */

typedef struct walk {
    obv_pile *pile;
    const obv_own_file *own;
    size_t own_count;
    char path[OBV_MAX_PATH + 1];
} walk;

/* A folder counts as if a slash stood behind it: then the order is that of
   whole paths. */
typedef struct entry {
    char *name;
    bool folder;
} entry;

typedef struct entries {
    entry *all;
    size_t count, room;
} entries;

static int
compare(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    const char *s = x->name, *t = y->name;
    for (; *s != '\0' && *s == *t; s++) {
        t++;
    }
    int c = *s == '\0' && x->folder ? '/' : (unsigned char)*s;
    int d = *t == '\0' && y->folder ? '/' : (unsigned char)*t;
    return c - d;
}

static void
free_entries(entries *e)
{
    for (size_t i = 0; i < e->count; i++) {
        free(e->all[i].name);
    }
    free(e->all);
}

static bool
is_folder(DIR *folder, const struct dirent *d)
{
    struct stat about;
    if (d->d_type != DT_UNKNOWN) {
        return d->d_type == DT_DIR;
    }
    return fstatat(dirfd(folder), d->d_name, &about, AT_SYMLINK_NOFOLLOW) ==
               0 &&
           S_ISDIR(about.st_mode);
}

static bool
is_own(const walk *w, DIR *folder, const char *name)
{
    struct stat about;
    if (w->own_count == 0 || fstatat(dirfd(folder), name, &about, 0) != 0) {
        return false;
    }
    for (size_t i = 0; i < w->own_count; i++) {
        if (about.st_dev == w->own[i].device &&
            about.st_ino == w->own[i].inode) {
            return true;
        }
    }
    return false;
}

static bool
keep(entries *e, const char *name, bool folder)
{
    if (e->count == e->room) {
        size_t room = e->room * 2 + 64;
        entry *all = realloc(e->all, room * sizeof(*all));
        if (all == NULL) {
            return false;
        }
        e->all = all;
        e->room = room;
    }
    e->all[e->count] = (entry){strdup(name), folder};
    return e->all[e->count].name != NULL && ++e->count > 0;
}

static bool
list(walk *w, DIR *folder, entries *e)
{
    const struct dirent *d;
    while ((d = readdir(folder)) != NULL) {
        if (d->d_name[0] != '.' && !is_own(w, folder, d->d_name) &&
            !keep(e, d->d_name, is_folder(folder, d))) {
            return false;
        }
    }
    if (e->count > 1) {
        qsort(e->all, e->count, sizeof(*e->all), compare);
    }
    return true;
}

static bool walk_folder(walk *w, size_t len, unsigned deep);

/* A path that is too long, and a folder that lies too deep or cannot be
   listed, is named as it is: whoever looks at it says why it cannot be read. */
static bool
walk_entries(walk *w, size_t len, unsigned deep, const entries *e)
{
    for (size_t i = 0; i < e->count; i++) {
        const char *slash = len > 0 && w->path[len - 1] == '/' ? "" : "/";
        int more = snprintf(w->path + len, sizeof(w->path) - len, "%s%s", slash,
                            e->all[i].name);
        size_t whole = len + (size_t)more;
        bool fits = whole < sizeof(w->path);
        bool good = fits && e->all[i].folder ? walk_folder(w, whole, deep + 1)
                                             : add_name(w->pile, w->path);
        w->path[len] = '\0';
        if (!good) {
            return false;
        }
    }
    return true;
}

static bool
walk_folder(walk *w, size_t len, unsigned deep)
{
    DIR *folder = deep < OBV_MAX_FOLDERS_DEEP ? opendir(w->path) : NULL;
    if (folder == NULL) {
        return add_name(w->pile, w->path);
    }
    entries e = {0};
    bool good = list(w, folder, &e);
    closedir(folder); /* before the next: a deep tree needs no more of them */
    good = good && walk_entries(w, len, deep, &e);
    free_entries(&e);
    return good;
}

bool
obv_pile_add(obv_pile *pile, const char *name, const obv_own_file *own,
             size_t own_count)
{
    struct stat about;
    size_t len = strlen(name);
    if (len > OBV_MAX_PATH || stat(name, &about) != 0 ||
        !S_ISDIR(about.st_mode)) {
        return add_name(pile, name);
    }
    walk w = {.pile = pile, .own = own, .own_count = own_count};
    memcpy(w.path, name, len + 1);
    return walk_folder(&w, len, 0);
}

/* ---- Names on standard input -------------------------------------------- */

typedef enum line_end { LINE, NO_MORE, TOO_LONG, HOLDS_NUL } line_end;

static line_end
read_name(char *name, size_t size, int end)
{
    size_t len = 0;
    int c;
    while ((c = getchar_unlocked()) != EOF && c != end) {
        if (c == '\0') {
            return HOLDS_NUL;
        }
        if (len + 1 == size) {
            return TOO_LONG;
        }
        name[len++] = (char)c;
    }
    name[len] = '\0';
    return c == EOF && len == 0 ? NO_MORE : LINE;
}

static bool
refuse(const obv_words *words, obv_message id)
{
    obv_complain(words, id, NULL);
    return false;
}

bool
obv_pile_read(obv_pile *pile, const obv_words *words, char end,
              const obv_own_file *own, size_t own_count)
{
    /* "-" in a list is a file of that name, not the list itself. */
    char room[OBV_MAX_PATH + 3] = "./";
    char *name = room + 2;
    for (;;) {
        switch (read_name(name, OBV_MAX_PATH + 1, end)) {
        case LINE:
            break;
        case NO_MORE:
            return ferror(stdin) == 0 || refuse(words, OBV_MSG_BATCH_NO_LIST);
        case TOO_LONG:
            return refuse(words, OBV_MSG_BATCH_LONG_NAME);
        case HOLDS_NUL:
            refuse(words, OBV_MSG_BATCH_NUL);
            obv_hint(words, OBV_MSG_HINT_NUL, NULL);
            return false;
        }
        if (*name != '\0' &&
            !obv_pile_add(pile, strcmp(name, "-") == 0 ? room : name, own,
                          own_count)) {
            return refuse(words, OBV_MSG_NO_MEMORY);
        }
    }
}
