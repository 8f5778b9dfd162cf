/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all changes of a list have in common: they are made on a copy, held
 * against the verifier's own rules, and only then written.
 */
#include "issuer/list.h"

#include "container/container.h"
#include "form/form.h"

/* ---- A change ------------------------------------------------------------ */

bool
obv_list_change(obv_call *call, obv_list_changer what)
{
    obv_folder folder;
    obv_json *list;
    return obv_folder_read(call, obv_list_dir(call), &folder) &&
           obv_folder_draft(call, &folder, &list) && what(call, list) &&
           obv_list_set_dates(call, list) &&
           obv_folder_write(call, &folder, list);
}

bool
obv_list_holds(const obv_json *texts, const char *text)
{
    for (size_t i = 0; i < obv_json_count(texts); i++) {
        obv_slice item;
        if (obv_json_text(obv_json_item(texts, i), &item) &&
            obv_slice_is(item, text)) {
            return true;
        }
    }
    return false;
}

/* The issuer of --issuer, as a copy to change, and where it stands. */
bool
obv_list_find_issuer(obv_call *call, const obv_json *list, size_t *at,
                     obv_json **ret)
{
    const char *id = obv_given(call, "--issuer");
    const obv_json *issuers = obv_json_get(list, "issuers");
    for (size_t i = 0; i < obv_json_count(issuers); i++) {
        const obv_json *issuer = obv_json_item(issuers, i);
        if (obv_list_holds(obv_json_get(issuer, "ids"), id)) {
            *at = i;
            *ret = obv_json_copy(call->arena, issuer);
            return *ret != NULL || obv_no_memory(call);
        }
    }
    return obv_refuse(call, "no issuer '%s' on the list",
                      obv_shown(call, obv_slice_of(id)));
}

bool
obv_list_set_texts(obv_call *call, obv_json *object, const char *name,
                   const char *option)
{
    const char *text;
    size_t at = 0, count = 0;
    while ((text = obv_given_next(call, option, &at)) != NULL) {
        obv_json *item = obv_json_new_text(call->arena, obv_slice_of(text));
        if (item == NULL) {
            return obv_no_memory(call);
        }
        if (!obv_list_put_item(call, object, name, count++, item)) {
            return false;
        }
    }
    return true;
}

/* ---- Digests of badges --------------------------------------------------- */

static bool
is_digest(obv_call *call, const char *text)
{
    obv_slice bytes;
    return strlen(text) == 32 &&
           obv_hex(obv_slice_of(text), call->arena, &bytes) == OBV_OK;
}

/* That of the first proof which has one.  Who takes that proof away leaves a
   badge that another digest names. */
static bool
digest_of(obv_call *call, const obv_credential *read, uint8_t ret[16])
{
    uint8_t more[16] = {0};
    bool found = false;
    for (const obv_proof *p = read->proofs; p != NULL; p = p->next) {
        if (obv_proof_digest(p, call->arena, found ? more : ret) != OBV_OK) {
            continue;
        }
        if (found && memcmp(more, ret, sizeof(more)) != 0) {
            obv_warn("this badge is signed in two ways, and one digest names "
                     "one of them: name it by its id, too");
            return true;
        }
        found = true;
    }
    return found;
}

static bool
digest_of_file(obv_call *call, const char *path, const char **ret)
{
    obv_slice file;
    obv_credential *read = NULL;
    obv_fault why;
    uint8_t digest[16];
    obv_found *found = obv_arena_alloc(call->arena, 1, sizeof(*found));
    if (found == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read(call, path, OBV_MAX_FILE, &file)) {
        return false;
    }
    if (obv_container_open(file, call->arena, found) != OBV_OK ||
        found->count != 1) {
        return obv_refuse(call, "'%s' does not hold just one badge",
                          obv_shown(call, obv_slice_of(path)));
    }
    obv_slice text = {found->bytes + found->texts[0].at, found->texts[0].len};
    if (obv_form_read(text, NULL, call->arena, &read, &why) != OBV_OK ||
        read == NULL || read->next != NULL || !digest_of(call, read, digest)) {
        return obv_refuse(call,
                          "'%s' does not hold a badge with a signature "
                          "that a digest can name",
                          obv_shown(call, obv_slice_of(path)));
    }
    *ret = obv_to_hex((obv_slice){digest, sizeof(digest)}, call->arena);
    return *ret != NULL || obv_no_memory(call);
}

bool
obv_list_digest(obv_call *call, const char *given, const char **ret)
{
    *ret = given;
    return is_digest(call, given) || digest_of_file(call, given, ret);
}
