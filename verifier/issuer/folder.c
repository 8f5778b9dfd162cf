/* SPDX-License-Identifier: Apache-2.0 */
/* The folder of a trust list's keepers: what is in it, and what is a draft. */
#include "issuer/issuer.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

/* ---- What the verifier would say ----------------------------------------- */

static bool
would_be_refused(obv_call *call, const obv_trouble *why, obv_status status)
{
    return obv_refuse(call, "%s: %s", obv_shown(call, obv_slice_of(why->file)),
                      status == OBV_NO_MEMORY
                          ? "not enough memory"
                          : obv_shown(call, obv_slice_of(why->what)));
}

bool
obv_root_is_sound(obv_call *call, obv_slice bytes, const char *name,
                  obv_root *ret, obv_slice *ret_comment)
{
    obv_trouble why = {0};
    obv_status status = obv_root_parse(bytes, name, call->arena, ret, &why);
    if (status == OBV_OK) {
        status = obv_root_comment(ret, bytes, call->arena, ret_comment);
    }
    return status == OBV_OK || would_be_refused(call, &why, status);
}

bool
obv_list_is_sound(obv_call *call, obv_slice bytes, const obv_root *root,
                  obv_slice *ret_comment)
{
    obv_trust_facts facts = {.test = root->test};
    obv_trouble why = {0};
    obv_trust *trust = NULL;
    memcpy(facts.region, root->region.ptr, root->region.len);
    obv_status status = obv_list_parse(bytes, &facts, &trust, &why);
    if (status == OBV_OK) {
        status = obv_list_comment(obv_trust_about(trust), bytes, call->arena,
                                  ret_comment);
    }
    obv_trust_close(trust);
    return status == OBV_OK || would_be_refused(call, &why, status);
}

/* ---- Reading ------------------------------------------------------------- */

const char *
obv_root_name(obv_call *call, int64_t version)
{
    obv_buffer name = obv_buffer_in(call->arena);
    obv_put_text(&name, "root.");
    obv_put_number(&name, version);
    obv_put_text(&name, ".json");
    obv_put_char(&name, '\0');
    return name.failed ? NULL : name.ptr;
}

static bool
read_json(obv_call *call, const char *dir, const char *name, obv_slice *bytes,
          const obv_json **ret)
{
    obv_json_error why;
    bool there;
    *ret = NULL;
    const char *path = name == NULL ? NULL : obv_path(call, dir, name);
    if (path == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read_if(call, path, OBV_MAX_TRUST_FILE, &there, bytes)) {
        return false;
    }
    if (there && obv_json_parse(*bytes, OBV_JSON_SIGNED, call->arena, ret,
                                &why) != OBV_OK) {
        return obv_refuse(call, "'%s', line %zu, column %zu: %s",
                          obv_shown(call, obv_slice_of(path)), why.line,
                          why.column, obv_reason_text(why.reason));
    }
    return true;
}

/* The newest root: they are numbered without a gap. */
static bool
read_roots(obv_call *call, obv_folder *folder)
{
    for (int64_t n = 1; n <= OBV_MAX_ROOTS; n++) {
        obv_slice bytes, comment;
        const obv_json *json;
        const char *name = obv_root_name(call, n);
        if (!read_json(call, folder->dir, name, &bytes, &json)) {
            return false;
        }
        if (json == NULL) {
            break;
        }
        if (!obv_root_is_sound(call, bytes, name, &folder->root, &comment)) {
            return false;
        }
        folder->has_root = true;
        folder->root_json = json;
    }
    return true;
}

bool
obv_folder_read(obv_call *call, const char *dir, obv_folder *ret)
{
    *ret = (obv_folder){.dir = dir};
    if (!read_roots(call, ret) ||
        !read_json(call, dir, OBV_LIST_NAME, &ret->list_bytes, &ret->list)) {
        return false;
    }
    ret->has_list = ret->list != NULL;
    return true;
}

/* ---- All files, as the verifier reads them ------------------------------- */

static bool
ends_in(const char *name, const char *end)
{
    size_t len = strlen(name), tail = strlen(end);
    return len >= tail && strcmp(name + len - tail, end) == 0;
}

static int
is_trust_file(const struct dirent *entry)
{
    bool ours =
        strncmp(entry->d_name, "root.", 5) == 0 ||
        strncmp(entry->d_name, OBV_LIST_NAME, sizeof(OBV_LIST_NAME) - 1) == 0;
    return ours && (ends_in(entry->d_name, ".json") ||
                    ends_in(entry->d_name, ".minisig"));
}

static bool
read_one(obv_call *call, const char *dir, const char *name, obv_file *ret)
{
    obv_slice bytes;
    const char *path = obv_path(call, dir, name);
    ret->name = obv_arena_text(call->arena, obv_slice_of(name));
    if (path == NULL || ret->name == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read(call, path, OBV_MAX_TRUST_FILE, &bytes)) {
        return false;
    }
    ret->bytes = bytes.ptr;
    ret->len = bytes.len;
    return true;
}

bool
obv_folder_files(obv_call *call, const char *dir, obv_file **ret,
                 size_t *ret_count)
{
    struct dirent **entries;
    int count = scandir(dir, &entries, is_trust_file, alphasort);
    if (count < 0) {
        return obv_fail(call, "cannot read folder '%s': %s",
                        obv_shown(call, obv_slice_of(dir)), strerror(errno));
    }
    *ret = obv_arena_alloc(call->arena, (size_t)count + 1, sizeof(**ret));
    bool done = *ret != NULL || obv_no_memory(call);
    for (int i = 0; i < count; i++) {
        done = done && read_one(call, dir, entries[i]->d_name, &(*ret)[i]);
        free(entries[i]);
    }
    free(entries);
    *ret_count = (size_t)count;
    return done;
}

/* ---- Drafts -------------------------------------------------------------- */

/* Whether a keeper has signed the list as it stands. */
static bool
has_signed(obv_call *call, const obv_folder *folder, const obv_minisig_key *key,
           bool *ret)
{
    char id[OBV_MINISIG_ID_TEXT];
    obv_slice signature, comment;
    bool there;
    obv_minisig_id(key, id);
    obv_buffer name = obv_buffer_in(call->arena);
    obv_put_text(&name, OBV_LIST_NAME ".");
    obv_put_text(&name, id);
    obv_put_text(&name, ".minisig");
    obv_put_char(&name, '\0');
    const char *path =
        name.failed ? NULL : obv_path(call, folder->dir, name.ptr);
    if (path == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read_if(call, path, OBV_MAX_TRUST_FILE, &there, &signature)) {
        return false;
    }
    *ret = there && obv_minisig_verify(folder->list_bytes, signature, key,
                                       call->arena, &comment) == OBV_OK;
    return true;
}

static bool
is_signed(obv_call *call, const obv_folder *folder, bool *ret)
{
    const obv_role *role = &folder->root.list;
    *ret = false;
    for (size_t i = 0; i < role->count && !*ret; i++) {
        if (!has_signed(call, folder, &role->keys[i], ret)) {
            return false;
        }
    }
    return true;
}

static bool
next_number(obv_call *call, const obv_folder *folder, obv_json *list)
{
    uint8_t digest[OBV_MAX_HASH];
    int64_t seq;
    if (!obv_json_integer(obv_json_get(list, "seq"), &seq)) {
        return obv_refuse(call, "the list has no number");
    }
    size_t len = obv_digest(OBV_SHA256, folder->list_bytes, digest);
    char *hex = obv_to_hex((obv_slice){digest, len}, call->arena);
    return (hex != NULL &&
            obv_json_set(list, "seq",
                         obv_json_new_integer(call->arena, seq + 1)) &&
            obv_json_set(list, "previous",
                         obv_json_new_text(call->arena, obv_slice_of(hex)))) ||
           obv_no_memory(call);
}

bool
obv_folder_draft(obv_call *call, const obv_folder *folder, obv_json **ret)
{
    bool published;
    if (!folder->has_root || !folder->has_list) {
        obv_say_refused(call, "no trust list in '%s'",
                        obv_shown(call, obv_slice_of(folder->dir)));
        obv_hint("badge-issuer list init makes one; --dir names its folder");
        return false;
    }
    *ret = obv_json_copy(call->arena, folder->list);
    if (*ret == NULL) {
        return obv_no_memory(call);
    }
    return is_signed(call, folder, &published) &&
           (!published || next_number(call, folder, *ret));
}

/* ---- Writing ------------------------------------------------------------- */

/* Old signatures would only say that the new list is forged. */
static bool
remove_signatures(obv_call *call, const obv_folder *folder)
{
    struct dirent **entries;
    int count = scandir(folder->dir, &entries, is_trust_file, alphasort);
    bool done = count >= 0 ||
                obv_fail(call, "cannot read the folder: %s", strerror(errno));
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (strncmp(name, OBV_LIST_NAME ".", sizeof(OBV_LIST_NAME)) == 0) {
            const char *path = obv_path(call, folder->dir, name);
            done = done && path != NULL && obv_file_remove(call, path);
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
    return done;
}

bool
obv_folder_write(obv_call *call, const obv_folder *folder, const obv_json *list)
{
    obv_slice bytes, comment;
    const char *path = obv_path(call, folder->dir, OBV_LIST_NAME);
    if (path == NULL ||
        obv_json_print(list, OBV_JSON_SORTED, call->arena, &bytes) != OBV_OK) {
        return obv_no_memory(call);
    }
    return obv_list_is_sound(call, bytes, &folder->root, &comment) &&
           obv_file_write(call, path, bytes) && remove_signatures(call, folder);
}
