/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list init, next-root: the files of keys that all hangs on. */
#include "issuer/list.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* ---- Keys ---------------------------------------------------------------- */

/* file ::= untrusted-comment LF line LF?, as minisign writes its .pub */
static bool
line_of_public_file(obv_slice file, obv_slice *ret)
{
    obv_slice comment;
    if (!obv_slice_starts(file, "untrusted comment:") ||
        !obv_slice_cut(file, '\n', &comment, ret)) {
        return false;
    }
    *ret = obv_slice_trim(*ret);
    return true;
}

static bool
line_of_key_file(obv_call *call, const char *path, obv_slice *ret)
{
    obv_key_file key;
    if (!obv_key_read(call, path, &key)) {
        return false;
    }
    if (key.public.kind != OBV_KEY_ED25519) {
        return obv_refuse(call, "roots and lists are signed with Ed25519 keys");
    }
    char *line = obv_minisign_line(&key, call->arena);
    *ret = obv_slice_of(line == NULL ? "" : line);
    return line != NULL || obv_no_memory(call);
}

/* A line as it is, a .pub file of minisign, or a key file of ours. */
static bool
key_line(obv_call *call, const char *given, obv_slice *ret)
{
    obv_minisig_key key;
    obv_slice file;
    *ret = obv_slice_of(given);
    if (obv_minisig_key_parse(*ret, call->arena, &key) == OBV_OK) {
        return true;
    }
    if (!obv_file_read(call, given, OBV_MAX_KEY_FILE, &file)) {
        return false;
    }
    return line_of_public_file(file, ret) || line_of_key_file(call, given, ret);
}

static bool
threshold_given(obv_call *call, const char *option, int64_t *ret)
{
    const char *text = obv_given(call, option);
    *ret = 2;
    if (text == NULL) {
        return true;
    }
    char *end;
    errno = 0;
    long number = strtol(text, &end, 10);
    *ret = number;
    return (errno == 0 && *text != '\0' && *end == '\0' && number > 0) ||
           obv_fail(call, "%s takes a number from 1", option);
}

typedef struct role_options {
    const char *key, *threshold;
} role_options;

static bool
make_role(obv_call *call, const role_options *options, obv_json **ret)
{
    obv_json *keys = obv_json_new_array(call->arena);
    const char *given;
    int64_t threshold;
    size_t at = 0;
    while ((given = obv_given_next(call, options->key, &at)) != NULL) {
        obv_slice line;
        if (!key_line(call, given, &line)) {
            return false;
        }
        if (!obv_json_append(keys, obv_json_new_text(call->arena, line))) {
            return obv_no_memory(call);
        }
    }
    if (!threshold_given(call, options->threshold, &threshold)) {
        return false;
    }
    *ret = obv_json_new_object(call->arena);
    return (obv_json_set(*ret, "keys", keys) &&
            obv_json_set(*ret, "threshold",
                         obv_json_new_integer(call->arena, threshold))) ||
           obv_no_memory(call);
}

static bool
set_roles(obv_call *call, obv_json *root)
{
    static const role_options roots = {"--root-key", "--root-threshold"};
    static const role_options lists = {"--list-key", "--list-threshold"};
    obv_json *role;
    return make_role(call, &roots, &role) &&
           obv_list_set(call, root, "root", role) &&
           make_role(call, &lists, &role) &&
           obv_list_set(call, root, "list", role);
}

/* ---- A root -------------------------------------------------------------- */

/* The bytes of a root, in *ret as the verifier reads them. */
static bool
write_root(obv_call *call, const char *dir, int64_t version,
           const obv_json *json, obv_root *ret)
{
    obv_slice bytes, comment;
    const char *name = obv_root_name(call, version);
    const char *path = name == NULL ? NULL : obv_path(call, dir, name);
    if (path == NULL ||
        obv_json_print(json, OBV_JSON_SORTED, call->arena, &bytes) != OBV_OK) {
        return obv_no_memory(call);
    }
    return obv_root_is_sound(call, bytes, name, ret, &comment) &&
           obv_file_write(call, path, bytes);
}

static bool
make_first_root(obv_call *call, obv_json **ret)
{
    obv_slice issued;
    const char *name = obv_given(call, "--root-name");
    bool test = obv_given(call, "--test") != NULL;
    *ret = obv_json_new_object(call->arena);
    if (name == NULL) {
        name = obv_given(call, "--name");
    }
    return obv_list_date(call, "--issued", &issued) &&
           obv_list_set(call, *ret, "format",
                        obv_json_new_integer(call->arena, 1)) &&
           obv_list_set_text(call, *ret, "region",
                             obv_given(call, "--region")) &&
           obv_list_set_text(call, *ret, "name", name) &&
           obv_list_set(call, *ret, "test",
                        obv_json_new_bool(call->arena, test)) &&
           obv_list_set(call, *ret, "version",
                        obv_json_new_integer(call->arena, 1)) &&
           obv_list_set(call, *ret, "issued",
                        obv_json_new_text(call->arena, issued)) &&
           set_roles(call, *ret);
}

/* ---- An empty list ------------------------------------------------------- */

static bool
make_first_list(obv_call *call, obv_json **ret)
{
    obv_arena *arena = call->arena;
    *ret = obv_json_new_object(arena);
    return obv_list_set(call, *ret, "format", obv_json_new_integer(arena, 1)) &&
           obv_list_set(call, *ret, "seq", obv_json_new_integer(arena, 1)) &&
           obv_list_set_text(call, *ret, "name", obv_given(call, "--name")) &&
           obv_list_set_text(call, *ret, "keeper",
                             obv_given(call, "--keeper")) &&
           obv_list_set_text(call, *ret, "region",
                             obv_given(call, "--region")) &&
           obv_list_set(call, *ret, "issuers", obv_json_new_array(arena)) &&
           obv_list_set(call, *ret, "catalogue", obv_json_new_array(arena)) &&
           obv_list_set(call, *ret, "withdrawn", obv_json_new_array(arena)) &&
           obv_list_set_dates(call, *ret);
}

static bool
make_folder(obv_call *call, const char *dir)
{
    return mkdir(dir, 0777) == 0 || errno == EEXIST ||
           obv_fail(call, "cannot make folder '%s': %s",
                    obv_shown(call, obv_slice_of(dir)), strerror(errno));
}

bool
obv_list_init(obv_call *call)
{
    obv_json *root, *list;
    obv_folder folder;
    const char *dir = obv_list_dir(call);
    if (!make_folder(call, dir) || !obv_folder_read(call, dir, &folder)) {
        return false;
    }
    if (folder.has_root || folder.has_list) {
        return obv_refuse(call, "'%s' holds a trust list already",
                          obv_shown(call, obv_slice_of(dir)));
    }
    if (!make_first_root(call, &root) || !make_first_list(call, &list) ||
        !write_root(call, dir, 1, root, &folder.root)) {
        return false;
    }
    return obv_folder_write(call, &folder, list);
}

/* ---- The next root ------------------------------------------------------- */

bool
obv_list_next_root(obv_call *call)
{
    obv_folder folder;
    obv_slice issued;
    const char *dir = obv_list_dir(call);
    if (!obv_folder_read(call, dir, &folder)) {
        return false;
    }
    if (!folder.has_root) {
        return obv_refuse(call, "no root in '%s'",
                          obv_shown(call, obv_slice_of(dir)));
    }
    obv_json *root = obv_json_copy(call->arena, folder.root_json);
    int64_t version = folder.root.version + 1;
    return obv_list_date(call, "--issued", &issued) &&
           obv_list_set(call, root, "issued",
                        obv_json_new_text(call->arena, issued)) &&
           obv_list_set(call, root, "version",
                        obv_json_new_integer(call->arena, version)) &&
           set_roles(call, root) &&
           write_root(call, dir, version, root, &folder.root);
}
