/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list: organisations and their keys. */
#include "issuer/list.h"

/* ---- Issuers ------------------------------------------------------------- */

static bool
remove_issuer(obv_call *call, obv_json *list)
{
    size_t at;
    obv_json *issuer;
    return obv_list_find_issuer(call, list, &at, &issuer) &&
           obv_list_set(call, issuer, "removed",
                        obv_json_new_bool(call->arena, true)) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_remove_issuer(obv_call *call)
{
    return obv_list_change(call, remove_issuer);
}

/* ---- Keys ---------------------------------------------------------------- */

static bool
find_key(obv_call *call, const obv_json *issuer, size_t *at, obv_json **ret)
{
    const char *id = obv_given(call, "--key-id");
    const obv_json *keys = obv_json_get(issuer, "keys");
    for (size_t i = 0; i < obv_json_count(keys); i++) {
        const obv_json *key = obv_json_item(keys, i);
        if (obv_list_holds(obv_json_get(key, "id"), id)) {
            *at = i;
            *ret = obv_json_copy(call->arena, key);
            return *ret != NULL || obv_no_memory(call);
        }
    }
    return obv_refuse(call, "this issuer has no key '%s'",
                      obv_shown(call, obv_slice_of(id)));
}

static bool
read_public(obv_call *call, const char *path, obv_key *ret, bool pem)
{
    obv_slice file;
    const obv_json *jwk;
    if (!obv_file_read(call, path, OBV_MAX_KEY_FILE, &file)) {
        return false;
    }
    obv_status status = OBV_MALFORMED;
    if (pem) {
        status = obv_key_from_pem(file, call->arena, ret);
    } else if (obv_json_parse(file, OBV_JSON_SIGNED, call->arena, &jwk, NULL) ==
               OBV_OK) {
        status = obv_key_from_jwk(jwk, call->arena, ret);
    }
    return status == OBV_OK ||
           obv_refuse(call, "'%s' is no public key for this list: %s",
                      obv_shown(call, obv_slice_of(path)),
                      obv_status_name(status));
}

static bool
key_given(obv_call *call, obv_key *ret, obv_slice *id)
{
    const char *file = obv_given(call, "--key");
    const char *multikey = obv_given(call, "--multikey");
    const char *jwk = obv_given(call, "--jwk"), *pem = obv_given(call, "--pem");
    obv_key_file key;
    if ((file != NULL) + (multikey != NULL) + (jwk != NULL) + (pem != NULL) !=
        1) {
        return obv_fail(call, "one of --key, --multikey, --jwk, --pem, "
                              "--did-document is needed");
    }
    if (file != NULL) {
        if (!obv_key_read(call, file, &key)) {
            return false;
        }
        *id = key.id;
        *ret = key.public;
        return true;
    }
    if (multikey != NULL) {
        obv_status status =
            obv_key_from_multikey(obv_slice_of(multikey), call->arena, ret);
        return status == OBV_OK ||
               obv_refuse(call, "--multikey: %s", obv_status_name(status));
    }
    return read_public(call, jwk != NULL ? jwk : pem, ret, pem != NULL);
}

bool
obv_list_set_key(obv_call *call, obv_json *entry, const obv_key *key)
{
    const char *multikey = obv_key_to_multikey(key, call->arena);
    if (!obv_list_set_text(call, entry, "kind", obv_key_kind_name(key->kind))) {
        return false;
    }
    if (multikey != NULL) {
        return obv_list_set_text(call, entry, "publicKeyMultibase", multikey);
    }
    return obv_list_set(call, entry, "publicKeyJwk",
                        obv_key_to_jwk(key, call->arena));
}

static bool
set_date(obv_call *call, obv_json *object, const char *name, const char *option)
{
    obv_slice date;
    return obv_given(call, option) == NULL ||
           (obv_list_date(call, option, &date) &&
            obv_list_set(call, object, name,
                         obv_json_new_text(call->arena, date)));
}

static bool
make_key(obv_call *call, obv_json **ret)
{
    obv_key key;
    obv_slice id = obv_slice_of("");
    if (!key_given(call, &key, &id)) {
        return false;
    }
    if (obv_given(call, "--key-id") != NULL) {
        id = obv_slice_of(obv_given(call, "--key-id"));
    }
    if (id.len == 0) {
        return obv_fail(call, "--key-id is needed: the key file has no id");
    }
    *ret = obv_json_new_object(call->arena);
    return obv_list_set(call, *ret, "id", obv_json_new_text(call->arena, id)) &&
           obv_list_set_key(call, *ret, &key);
}

/* One key, or all those of a DID document. */
static bool
keys_given(obv_call *call, const obv_json *issuer, obv_json **ret)
{
    const char *path = obv_given(call, "--did-document");
    obv_json *key;
    if (path == NULL) {
        *ret = obv_json_new_array(call->arena);
        return make_key(call, &key) &&
               (obv_json_append(*ret, key) || obv_no_memory(call));
    }
    static const char *const others[] = {"--key", "--multikey", "--jwk",
                                         "--pem", "--key-id"};
    for (size_t i = 0; i < COUNT(others); i++) {
        if (obv_given(call, others[i]) != NULL) {
            return obv_fail(call, "--did-document and %s exclude each other",
                            others[i]);
        }
    }
    return obv_did_document_keys(call, path, obv_json_get(issuer, "ids"), ret);
}

static bool
put_keys(obv_call *call, obv_json *issuer)
{
    obv_json *keys;
    if (!keys_given(call, issuer, &keys)) {
        return false;
    }
    for (size_t i = 0; i < obv_json_count(keys); i++) {
        obv_json *key = obv_json_copy(call->arena, obv_json_item(keys, i));
        size_t count = obv_json_count(obv_json_get(issuer, "keys"));
        if (!set_date(call, key, "notBefore", "--not-before") ||
            !set_date(call, key, "notAfter", "--not-after") ||
            !obv_list_put_item(call, issuer, "keys", count, key)) {
            return false;
        }
    }
    return true;
}

/* An issuer comes with its first key: without one, each of its badges would
   read as forged. */
static bool
add_issuer(obv_call *call, obv_json *list)
{
    obv_json *issuer = obv_json_new_object(call->arena);
    size_t count = obv_json_count(obv_json_get(list, "issuers"));
    return obv_list_set_texts(call, issuer, "ids", "--id") &&
           obv_list_set_text(call, issuer, "name", obv_given(call, "--name")) &&
           obv_list_set_text(call, issuer, "town", obv_given(call, "--town")) &&
           obv_list_set_text(call, issuer, "siret",
                             obv_given(call, "--siret")) &&
           obv_list_set_text(call, issuer, "telephone",
                             obv_given(call, "--telephone")) &&
           obv_list_set_texts(call, issuer, "mayAward", "--may-award") &&
           obv_list_set_texts(call, issuer, "statusSigners",
                              "--status-signer") &&
           put_keys(call, issuer) &&
           obv_list_put_item(call, list, "issuers", count, issuer);
}

bool
obv_list_add_issuer(obv_call *call)
{
    return obv_list_change(call, add_issuer);
}

static bool
add_key(obv_call *call, obv_json *list)
{
    size_t at;
    obv_json *issuer;
    return obv_list_find_issuer(call, list, &at, &issuer) &&
           put_keys(call, issuer) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_add_key(obv_call *call)
{
    return obv_list_change(call, add_key);
}

static bool
end_key(obv_call *call, obv_json *list)
{
    size_t at, key_at;
    obv_json *issuer, *key;
    return obv_list_find_issuer(call, list, &at, &issuer) &&
           find_key(call, issuer, &key_at, &key) &&
           set_date(call, key, "notAfter", "--not-after") &&
           obv_list_put_item(call, issuer, "keys", key_at, key) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_end_key(obv_call *call)
{
    return obv_list_change(call, end_key);
}

/* ---- Compromise ---------------------------------------------------------- */

static bool
vouch(obv_call *call, obv_json *key)
{
    const char *given, *digest;
    size_t at = 0;
    while ((given = obv_given_next(call, "--vouch", &at)) != NULL) {
        if (!obv_list_digest(call, given, &digest)) {
            return false;
        }
        const obv_json *vouched = obv_json_get(key, "vouched");
        obv_json *item = obv_json_new_text(call->arena, obv_slice_of(digest));
        if (!obv_list_holds(vouched, digest) &&
            !obv_list_put_item(call, key, "vouched", obv_json_count(vouched),
                               item)) {
            return false;
        }
    }
    return true;
}

/* The first date stands: a later one would free badges of a thief. */
static bool
set_compromised(obv_call *call, obv_json *key)
{
    obv_slice from;
    if (obv_json_get(key, "compromisedFrom") != NULL) {
        return obv_given(call, "--from") == NULL ||
               obv_refuse(call, "the key is marked as compromised already");
    }
    return obv_list_date(call, "--from", &from) &&
           obv_list_set(call, key, "compromisedFrom",
                        obv_json_new_text(call->arena, from));
}

static bool
compromise(obv_call *call, obv_json *list)
{
    size_t at, key_at;
    obv_json *issuer, *key;
    return obv_list_find_issuer(call, list, &at, &issuer) &&
           find_key(call, issuer, &key_at, &key) &&
           set_compromised(call, key) && vouch(call, key) &&
           obv_list_put_item(call, issuer, "keys", key_at, key) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_compromise(obv_call *call)
{
    return obv_list_change(call, compromise);
}

/* ---- Status signers ------------------------------------------------------ */

/* Many platforms keep the lists of all their customers under one key. */
static bool
add_signers(obv_call *call, obv_json *list)
{
    size_t place, at = 0;
    obv_json *issuer;
    const char *id;
    if (!obv_list_find_issuer(call, list, &place, &issuer)) {
        return false;
    }
    while ((id = obv_given_next(call, "--status-signer", &at)) != NULL) {
        const obv_json *before = obv_json_get(issuer, "statusSigners");
        if (obv_list_holds(before, id)) {
            return obv_refuse(call, "'%s' is a status signer already",
                              obv_shown(call, obv_slice_of(id)));
        }
        obv_json *signer = obv_json_new_text(call->arena, obv_slice_of(id));
        if (!obv_list_put_item(call, issuer, "statusSigners",
                               obv_json_count(before), signer)) {
            return false;
        }
    }
    return obv_list_put_item(call, list, "issuers", place, issuer);
}

bool
obv_list_add_signer(obv_call *call)
{
    return obv_list_change(call, add_signers);
}
