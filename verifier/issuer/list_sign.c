/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list sign, check. */
#include "issuer/list.h"

/* ---- sign ---------------------------------------------------------------- */

/* A root or a list that is about to be signed. */
typedef struct paper {
    obv_call *call;
    const char *path;
    obv_slice bytes;
    obv_slice comment; /* what its signatures say */
    bool is_root;
    obv_folder folder;
    obv_root root; /* itself, or the newest beside the list */
} paper;

static bool
holds_key(const obv_role *role, const obv_minisig_key *key)
{
    for (size_t i = 0; i < role->count; i++) {
        if (memcmp(role->keys[i].bytes, key->bytes, sizeof(key->bytes)) == 0 &&
            memcmp(role->keys[i].id, key->id, sizeof(key->id)) == 0) {
            return true;
        }
    }
    return false;
}

/* The root before the one that is signed: its keepers sign the new one too. */
static bool
is_keeper_before(paper *p, const obv_minisig_key *key, bool *ret)
{
    obv_slice bytes, comment;
    obv_root before;
    bool there;
    *ret = false;
    if (p->root.version < 2) {
        return true;
    }
    const char *name = obv_root_name(p->call, p->root.version - 1);
    const char *path =
        name == NULL ? NULL : obv_path(p->call, p->folder.dir, name);
    if (path == NULL) {
        return obv_no_memory(p->call);
    }
    if (!obv_file_read_if(p->call, path, OBV_MAX_TRUST_FILE, &there, &bytes)) {
        return false;
    }
    if (there && !obv_root_is_sound(p->call, bytes, name, &before, &comment)) {
        return false;
    }
    *ret = there && holds_key(&before.root, key);
    return true;
}

static bool
may_sign(paper *p, const obv_minisig_key *key)
{
    bool before = false;
    if (!p->is_root) {
        return holds_key(&p->root.list, key) ||
               obv_refuse(p->call, "this key is not one of those that sign "
                                   "lists of this root");
    }
    return is_keeper_before(p, key, &before) &&
           (before || holds_key(&p->root.root, key) ||
            obv_refuse(p->call, "this key is not one of those that sign this "
                                "root"));
}

/* What a hand wrote, nobody can make again: only what the tool writes. */
static bool
is_as_written(paper *p)
{
    obv_slice again;
    const obv_json *json;
    if (obv_json_parse(p->bytes, OBV_JSON_SIGNED, p->call->arena, &json,
                       NULL) != OBV_OK ||
        obv_json_print(json, OBV_JSON_SORTED, p->call->arena, &again) !=
            OBV_OK ||
        !obv_slice_equal(p->bytes, again)) {
        return obv_refuse(p->call,
                          "'%s' was changed by another hand than "
                          "badge-issuer",
                          obv_shown(p->call, obv_slice_of(p->path)));
    }
    return true;
}

static bool
is_sound(paper *p)
{
    if (p->is_root) {
        return obv_root_is_sound(p->call, p->bytes, obv_path_name(p->path),
                                 &p->root, &p->comment);
    }
    if (!p->folder.has_root) {
        return obv_refuse(p->call, "no root beside the list");
    }
    p->root = p->folder.root;
    return obv_list_is_sound(p->call, p->bytes, &p->root, &p->comment);
}

static bool
take_paper(paper *p)
{
    const char *name = obv_path_name(p->path);
    const char *dir = obv_path_dir(p->call, p->path);
    p->is_root = strncmp(name, "root.", 5) == 0;
    if (!p->is_root && strcmp(name, OBV_LIST_NAME) != 0) {
        return obv_fail(p->call,
                        "'%s' is called neither root.N.json nor " OBV_LIST_NAME,
                        obv_shown(p->call, obv_slice_of(p->path)));
    }
    if (dir == NULL) {
        return obv_no_memory(p->call);
    }
    return obv_folder_read(p->call, dir, &p->folder) &&
           obv_file_read(p->call, p->path, OBV_MAX_TRUST_FILE, &p->bytes) &&
           is_as_written(p) && is_sound(p);
}

static bool
write_signature(paper *p, const obv_key_file *key)
{
    char id[OBV_MINISIG_ID_TEXT];
    obv_slice signature;
    obv_buffer path = obv_buffer_in(p->call->arena);
    obv_minisig_id(&key->minisign, id);
    obv_put_text(&path, p->path);
    obv_put_char(&path, '.');
    obv_put_text(&path, id);
    obv_put_text(&path, ".minisig");
    obv_put_char(&path, '\0');
    if (path.failed) {
        return obv_no_memory(p->call);
    }
    return obv_minisign_sign(p->call, key, p->bytes, p->comment, &signature) &&
           obv_file_write(p->call, path.ptr, signature);
}

static bool
sign_all(obv_call *call, const obv_key_file *key)
{
    for (int i = 0; i < call->operand_count; i++) {
        paper p = {.call = call, .path = call->operands[i]};
        if (!take_paper(&p) || !may_sign(&p, &key->minisign) ||
            !write_signature(&p, key)) {
            return false;
        }
    }
    return true;
}

bool
obv_list_sign(obv_call *call)
{
    obv_key_file key;
    if (!obv_key_open(call, obv_given(call, "--key"), &key)) {
        return false;
    }
    bool done = key.public.kind == OBV_KEY_ED25519
                    ? sign_all(call, &key)
                    : obv_refuse(call, "roots and lists are signed with "
                                       "Ed25519 keys");
    obv_key_close(&key);
    return done;
}

/* ---- check --------------------------------------------------------------- */

static void
print_facts(obv_call *call, const obv_trust_facts *facts)
{
    char issued[OBV_TIME_TEXT], fresh[OBV_TIME_TEXT], usable[OBV_TIME_TEXT];
    obv_time_print(facts->issued, issued);
    obv_time_print(facts->fresh_until, fresh);
    obv_time_print(facts->usable_until, usable);
    fprintf(call->out, "list        %s\n",
            obv_shown(call, obv_slice_of(facts->name)));
    fprintf(call->out, "keeper      %s\n",
            obv_shown(call, obv_slice_of(facts->keeper)));
    fprintf(call->out, "region      %s\n",
            obv_shown(call, obv_slice_of(facts->region)));
    fprintf(call->out, "number      %llu\n", (unsigned long long)facts->seq);
    fprintf(call->out, "issued      %.10s\n", issued);
    fprintf(call->out, "fresh       until %.10s\n", fresh);
    fprintf(call->out, "usable      until %.10s\n", usable);
    fprintf(call->out, "root        %s%s%s\n", facts->root_id,
            facts->test ? " (test)" : "",
            facts->root_built_in ? " (built in)" : "");
}

bool
obv_list_check(obv_call *call)
{
    obv_file *files;
    size_t count;
    obv_trust *trust = NULL;
    obv_trouble why = {0};
    const char *dir = obv_list_dir(call);
    if (!obv_folder_files(call, dir, &files, &count)) {
        return false;
    }
    obv_status status =
        obv_trust_open(files, count, obv_given(call, "--root"), &trust, &why);
    if (status != OBV_OK) {
        return obv_refuse(
            call, "%s: %s (%s)", obv_shown(call, obv_slice_of(why.file)),
            obv_shown(call, obv_slice_of(why.what)), obv_status_name(status));
    }
    print_facts(call, obv_trust_about(trust));
    bool done = obv_list_warn_status(call, trust);
    obv_trust_close(trust);
    return done;
}
