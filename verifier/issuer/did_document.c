/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A DID document (did:web), or any controlled identifier document: the keys
 * with which its subject asserts things.  Who may have published it, the
 * keepers must know: it proves nothing by itself.
 */
#include "issuer/list.h"

typedef struct document {
    obv_call *call;
    const char *path;
    const obv_json *json;
    obv_slice id;
    obv_json *keys; /* made so far, as a trust list has them */
} document;

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    (void)obv_json_text(obv_json_get(object, name), &text);
    return text;
}

/* "#key-1" stands for the whole address. */
static bool
whole_id(document *d, obv_slice id, obv_slice *ret)
{
    *ret = id;
    if (!obv_slice_starts(id, "#")) {
        return true;
    }
    obv_buffer whole = obv_buffer_in(d->call->arena);
    obv_put(&whole, d->id);
    obv_put(&whole, id);
    *ret = obv_buffer_slice(&whole);
    return !whole.failed || obv_no_memory(d->call);
}

/* A method is named here and written out there, or stands here itself. */
static bool
find_method(document *d, const obv_json *given, const obv_json **ret)
{
    const obv_json *methods = obv_json_get(d->json, "verificationMethod");
    obv_slice wanted, id;
    *ret = given;
    if (!obv_json_text(given, &wanted)) {
        return true;
    }
    if (!whole_id(d, wanted, &wanted)) {
        return false;
    }
    for (size_t i = 0; i < obv_json_count(methods); i++) {
        *ret = obv_json_item(methods, i);
        if (!whole_id(d, text_of(*ret, "id"), &id)) {
            return false;
        }
        if (obv_slice_equal(id, wanted)) {
            return true;
        }
    }
    return obv_refuse(d->call, "'%s' names the key '%s' and does not hold it",
                      obv_shown(d->call, obv_slice_of(d->path)),
                      obv_shown(d->call, wanted));
}

/* A list holds no key twice: two ids of one key are one entry. */
static bool
is_there(document *d, const obv_key *key, obv_slice id)
{
    for (size_t i = 0; i < obv_json_count(d->keys); i++) {
        const obv_json *entry = obv_json_item(d->keys, i);
        obv_key other;
        obv_status status =
            obv_json_get(entry, "publicKeyJwk") != NULL
                ? obv_key_from_jwk(obv_json_get(entry, "publicKeyJwk"),
                                   d->call->arena, &other)
                : obv_key_from_multikey(text_of(entry, "publicKeyMultibase"),
                                        d->call->arena, &other);
        if (status == OBV_OK && obv_key_equal(key, &other)) {
            obv_warn("'%s' is the same key as '%s', and is left out",
                     obv_shown(d->call, id),
                     obv_shown(d->call, text_of(entry, "id")));
            return true;
        }
    }
    return false;
}

/* Controlled Identifiers 1.0, 2.2: from `expires` on, it verifies nothing. */
static bool
set_end(document *d, const obv_json *method, obv_json *entry)
{
    obv_slice expires;
    int64_t end;
    char text[OBV_TIME_TEXT];
    if (!obv_json_text(obv_json_get(method, "expires"), &expires)) {
        return true;
    }
    if (obv_time_parse(expires, &end) != OBV_OK) {
        return obv_refuse(d->call, "'%s' has a key with a date that is none",
                          obv_shown(d->call, obv_slice_of(d->path)));
    }
    obv_time_print(end - 1, text);
    return obv_list_set_text(d->call, entry, "notAfter", text);
}

static bool
add_key(document *d, const obv_json *method, const obv_key *key, obv_slice id)
{
    obv_json *entry = obv_json_new_object(d->call->arena);
    if (is_there(d, key, id)) {
        return true;
    }
    return obv_list_set(d->call, entry, "id",
                        obv_json_new_text(d->call->arena, id)) &&
           obv_list_set_key(d->call, entry, key) && set_end(d, method, entry) &&
           (obv_json_append(d->keys, entry) || obv_no_memory(d->call));
}

static bool
take_method(document *d, const obv_json *given)
{
    const obv_json *method;
    obv_slice id;
    obv_key key;
    if (!find_method(d, given, &method) ||
        !whole_id(d, text_of(method, "id"), &id)) {
        return false;
    }
    obv_slice controller = text_of(method, "controller");
    if (id.len == 0 ||
        (controller.len > 0 && !obv_slice_equal(controller, d->id))) {
        return obv_refuse(d->call, "'%s' holds a key of somebody else",
                          obv_shown(d->call, obv_slice_of(d->path)));
    }
    obv_status status = obv_key_from_method(method, d->call->arena, &key);
    if (status == OBV_UNSUPPORTED || status == OBV_STALE) {
        obv_warn("'%s' is left out: %s", obv_shown(d->call, id),
                 status == OBV_STALE ? "it was revoked"
                                     : "a kind of key that is not read");
        return true;
    }
    if (status != OBV_OK) {
        return obv_refuse(d->call, "the key '%s' cannot be used: %s",
                          obv_shown(d->call, id), obv_status_name(status));
    }
    return add_key(d, method, &key, id);
}

bool
obv_did_document_keys(obv_call *call, const char *path, const obv_json *ids,
                      obv_json **ret)
{
    document d = {.call = call, .path = path};
    obv_slice file;
    if (!obv_file_read(call, path, OBV_MAX_BADGE_TEXT, &file)) {
        return false;
    }
    if (obv_json_parse(file, OBV_JSON_SIGNED, call->arena, &d.json, NULL) !=
        OBV_OK) {
        return obv_refuse(call, "'%s' is not a DID document",
                          obv_shown(call, obv_slice_of(path)));
    }
    d.id = text_of(d.json, "id");
    const char *id = obv_arena_text(call->arena, d.id);
    if (id == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_list_holds(ids, id)) {
        return obv_refuse(call,
                          "'%s' is of '%s', which is no id of this "
                          "issuer",
                          obv_shown(call, obv_slice_of(path)),
                          obv_shown(call, d.id));
    }
    d.keys = *ret = obv_json_new_array(call->arena);
    const obv_json *methods = obv_json_get(d.json, "assertionMethod");
    for (size_t i = 0; i < obv_json_count(methods); i++) {
        if (!take_method(&d, obv_json_item(methods, i))) {
            return false;
        }
    }
    return obv_json_count(d.keys) > 0 ||
           obv_refuse(call,
                      "'%s' holds no key under assertionMethod that "
                      "can be used",
                      obv_shown(call, obv_slice_of(path)));
}
