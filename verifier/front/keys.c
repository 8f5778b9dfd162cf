/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a trust folder.  Where it lies is no matter of trust: the library
 * verifies every byte of it against one root, which is compiled in, unless the
 * user names a folder and with it another root.
 */
#include "front/front.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The first folder that is there, and no other: a broken list beside a good
   one must be seen. */
static const char *const places[] = {
    "/etc/badge-verifier/keys",
    "@/keys",                         /* copied together, as on a USB stick */
    "@/../keys",                      /* built in the repository */
    "@/../../keys",                   /* ... under build/san */
    "@/../share/badge-verifier/keys", /* installed */
};

typedef struct folder {
    const obv_words *words;
    const char *path;
    obv_file files[OBV_MAX_TRUST_FILES];
    size_t count;
} folder;

static void
drop_files(folder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        free((void *)(uintptr_t)f->files[i].name);
        free((void *)(uintptr_t)f->files[i].bytes);
    }
    f->count = 0;
}

/* root.1.json, trust-list.json and their signatures, and how long each may be:
   hundreds of files as long as a list would take all memory. */
/* clang-format off */
static const struct kind {
    const char *start, *end;
    size_t most;
} kinds[] = {
    {"root.",            ".json",    OBV_MAX_ROOT_FILE},
    {"root.",            ".minisig", OBV_MAX_SIGNATURE_FILE},
    {"trust-list.json.", ".minisig", OBV_MAX_SIGNATURE_FILE},
};
/* clang-format on */

/* 0 for what else lies there, a README or a folder, which is not looked at. */
static size_t
longest(const char *name)
{
    if (strcmp(name, "trust-list.json") == 0) {
        return OBV_MAX_TRUST_FILE;
    }
    size_t len = strlen(name);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        size_t start = strlen(kinds[i].start), end = strlen(kinds[i].end);
        if (len >= start + end && strncmp(name, kinds[i].start, start) == 0 &&
            strcmp(name + len - end, kinds[i].end) == 0) {
            return kinds[i].most;
        }
    }
    return 0;
}

static void
complain_file(const folder *f, const char *path, obv_message why)
{
    obv_complain(f->words, OBV_MSG_CANNOT_READ,
                 VALUES({"file", obv_slice_of(path)},
                        {"why", obv_slice_of(f->words->messages[why])}));
}

static bool
add_file(folder *f, const char *name)
{
    char path[8192];
    uint8_t *bytes = NULL;
    size_t len = 0;
    obv_message why = OBV_MSG_WHY_LARGE;
    snprintf(path, sizeof(path), "%s/%s", f->path, name);
    if (obv_slurp(path, longest(name), &bytes, &len, &why) != OBV_SLURP_OK) {
        complain_file(f, path, why);
        return false;
    }
    obv_file *file = &f->files[f->count++];
    *file = (obv_file){strdup(name), bytes, len};
    if (file->name == NULL) {
        complain_file(f, path, OBV_MSG_WHY_MEMORY);
    }
    return file->name != NULL;
}

static bool
read_folder(folder *f, DIR *stream)
{
    const struct dirent *entry;
    while ((entry = readdir(stream)) != NULL) {
        if (longest(entry->d_name) == 0) {
            continue;
        }
        if (f->count == COUNT(f->files)) {
            complain_file(f, f->path, OBV_MSG_WHY_MANY);
            return false;
        }
        if (!add_file(f, entry->d_name)) {
            return false;
        }
    }
    return true;
}

/* ---- Choosing ----------------------------------------------------------- */

static DIR *
open_first(const char *home, char *path, size_t size)
{
    for (size_t i = 0; i < COUNT(places); i++) {
        bool inside = places[i][0] == '@';
        snprintf(path, size, "%s%s", inside ? home : "",
                 places[i] + (inside ? 1 : 0));
        DIR *stream = opendir(path);
        if (stream != NULL || (errno != ENOENT && errno != ENOTDIR)) {
            return stream;
        }
    }
    path[0] = '\0';
    return NULL;
}

static void
complain_none(const obv_words *words, const char *home)
{
    char list[COUNT(places) * 4200];
    size_t used = 0;
    for (size_t i = 0; i < COUNT(places); i++) {
        bool inside = places[i][0] == '@';
        int wrote = snprintf(list + used, sizeof(list) - used, "%s%s%s",
                             i > 0 ? ", " : "", inside ? home : "",
                             places[i] + (inside ? 1 : 0));
        used += wrote > 0 ? (size_t)wrote : 0;
    }
    obv_complain(words, OBV_MSG_NO_KEYS, NULL);
    obv_hint(words, OBV_MSG_HINT_KEYS, VALUES({"folders", obv_slice_of(list)}));
}

static void
complain_folder(const obv_words *words, const char *path, int error)
{
    obv_message why = error == ENOENT    ? OBV_MSG_WHY_MISSING
                      : error == EACCES  ? OBV_MSG_WHY_FORBIDDEN
                      : error == ENOTDIR ? OBV_MSG_WHY_NOT_FOLDER
                      : error == ENOMEM  ? OBV_MSG_WHY_MEMORY
                                         : OBV_MSG_WHY_ERROR;
    obv_complain(words, OBV_MSG_BAD_KEYS,
                 VALUES({"folder", obv_slice_of(path)},
                        {"what", obv_slice_of(words->messages[why])}));
    if (error == ENOENT) {
        obv_hint(words, OBV_MSG_HINT_FILE, NULL);
    }
}

/* ---- Opening ------------------------------------------------------------ */

/* What each kind of trouble is called, what to do about it, and whether the
   library's own English says where in the file it is. */
/* clang-format off */
#define SAID(kind, what, hint, detail) \
    [OBV_TROUBLE_##kind] = {OBV_MSG_##what, OBV_MSG_##hint, detail}
static const struct said {
    obv_message what, hint;
    bool detail;
} said[] = {
    SAID(NONE,           WHY_ERROR,         HINT_BAD_KEYS, false),
    SAID(MISSING,        TROUBLE_MISSING,   HINT_WHOLE,    false),
    SAID(TWICE,          TROUBLE_TWICE,     HINT_BAD_KEYS, false),
    SAID(TOO_LARGE,      TROUBLE_LARGE,     HINT_BAD_KEYS, false),
    SAID(TOO_MANY,       WHY_MANY,          HINT_BAD_KEYS, false),
    SAID(OTHER_ROOT,     TROUBLE_ROOT,      HINT_ROOT,     false),
    SAID(FEW_SIGNATURES, TROUBLE_FEW,       HINT_BAD_KEYS, false),
    SAID(BAD_SIGNATURE,  TROUBLE_CHANGED,   HINT_BAD_KEYS, false),
    SAID(ODD_SIGNATURE,  TROUBLE_ODD,       HINT_BAD_KEYS, false),
    SAID(DISAGREES,      TROUBLE_DISAGREES, HINT_BAD_KEYS, false),
    SAID(BAD_STEP,       TROUBLE_STEP,      HINT_BAD_KEYS, true),
    SAID(GAP,            TROUBLE_GAP,       HINT_BAD_KEYS, false),
    SAID(MALFORMED,      TROUBLE_MALFORMED, HINT_BAD_KEYS, true),
    SAID(NEWER,          TROUBLE_NEWER,     HINT_NEWER,    true),
    SAID(NO_MEMORY,      WHY_MEMORY,        HINT_MEMORY,   false),
};
#undef SAID
/* clang-format on */
_Static_assert(COUNT(said) == OBV_TROUBLE_COUNT, "one row a kind");

static void
complain_list(const folder *f, const obv_trouble *trouble)
{
    const struct said *s = &said[trouble->kind];
    obv_complain(f->words,
                 trouble->file[0] != '\0' ? OBV_MSG_BAD_KEYS_FILE
                                          : OBV_MSG_BAD_KEYS,
                 VALUES({"folder", obv_slice_of(f->path)},
                        {"file", obv_slice_of(trouble->file)},
                        {"what", obv_slice_of(f->words->messages[s->what])}));
    obv_hint(f->words, s->hint, NULL);
    if (s->detail) {
        obv_complain(f->words, OBV_MSG_DETAIL,
                     VALUES({"text", obv_slice_of(trouble->what)}));
    }
}

static bool
open_list(const folder *f, bool pinned, obv_trust **ret)
{
    obv_trouble trouble = {0};
    obv_status status = obv_trust_open(
        f->files, f->count, pinned ? obv_built_in_root() : NULL, ret, &trouble);
    if (status != OBV_OK) {
        complain_list(f, &trouble);
    }
    return status == OBV_OK;
}

bool
obv_keys_open(const obv_words *words, const char *home, const char *given,
              obv_trust **ret)
{
    char path[8192] = "";
    DIR *stream =
        given != NULL ? opendir(given) : open_first(home, path, sizeof(path));
    if (given != NULL) {
        snprintf(path, sizeof(path), "%s", given);
    }
    if (stream == NULL) {
        if (given == NULL && path[0] == '\0') {
            complain_none(words, home);
        } else {
            complain_folder(words, path, errno);
        }
        return false;
    }
    folder *f = calloc(1, sizeof(*f));
    bool opened = false;
    if (f != NULL) {
        *f = (folder){.words = words, .path = path};
        opened = read_folder(f, stream) && open_list(f, given == NULL, ret);
        drop_files(f);
    } else {
        obv_complain(words, OBV_MSG_NO_MEMORY, NULL);
    }
    free(f);
    closedir(stream);
    return opened;
}
