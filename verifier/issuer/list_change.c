/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-issuer list: everything that changes a list.  A change is made on a
 * copy, held against the verifier's own rules, and only then written.
 */
#include "issuer/list.h"

#include "container/container.h"
#include "form/form.h"

/* ---- A change
 * --------------------------------------------------------------------- */

typedef bool (*change)(obv_call *call, obv_json *list);

static bool
make_change(obv_call *call, change what)
{
    obv_folder folder;
    obv_json *list;
    return obv_folder_read(call, obv_list_dir(call), &folder) &&
           obv_folder_draft(call, &folder, &list) && what(call, list) &&
           obv_list_set_dates(call, list) &&
           obv_folder_write(call, &folder, list);
}

static bool
holds(const obv_json *texts, const char *text)
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
static bool
find_issuer(obv_call *call, const obv_json *list, size_t *at, obv_json **ret)
{
    const char *id = obv_given(call, "--issuer");
    const obv_json *issuers = obv_json_get(list, "issuers");
    for (size_t i = 0; i < obv_json_count(issuers); i++) {
        const obv_json *issuer = obv_json_item(issuers, i);
        if (holds(obv_json_get(issuer, "ids"), id)) {
            *at = i;
            *ret = obv_json_copy(call->arena, issuer);
            return *ret != NULL || obv_no_memory(call);
        }
    }
    return obv_refuse(call, "no issuer '%s' on the list",
                      obv_shown(call, obv_slice_of(id)));
}

static bool
find_key(obv_call *call, const obv_json *issuer, size_t *at, obv_json **ret)
{
    const char *id = obv_given(call, "--key-id");
    const obv_json *keys = obv_json_get(issuer, "keys");
    for (size_t i = 0; i < obv_json_count(keys); i++) {
        const obv_json *key = obv_json_item(keys, i);
        if (holds(obv_json_get(key, "id"), id)) {
            *at = i;
            *ret = obv_json_copy(call->arena, key);
            return *ret != NULL || obv_no_memory(call);
        }
    }
    return obv_refuse(call, "this issuer has no key '%s'",
                      obv_shown(call, obv_slice_of(id)));
}

/* ---- Issuers
 * ------------------------------------------------------------------------ */

static bool
set_texts(obv_call *call, obv_json *object, const char *name,
          const char *option)
{
    const char *text;
    size_t at = 0, count = 0;
    while ((text = obv_given_next(call, option, &at)) != NULL) {
        obv_json *item = obv_json_new_text(call->arena, obv_slice_of(text));
        if (item == NULL ||
            !obv_list_put_item(call, object, name, count++, item)) {
            return item != NULL || obv_no_memory(call);
        }
    }
    return true;
}

static bool
remove_issuer(obv_call *call, obv_json *list)
{
    size_t at;
    obv_json *issuer;
    return find_issuer(call, list, &at, &issuer) &&
           obv_list_set(call, issuer, "removed",
                        obv_json_new_bool(call->arena, true)) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_remove_issuer(obv_call *call)
{
    return make_change(call, remove_issuer);
}

/* ---- Keys
 * -----------------------------------------------------------------------------
 */

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
        return obv_fail(call, "one of --key, --multikey, --jwk, --pem is "
                              "needed");
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

static bool
set_material(obv_call *call, obv_json *entry, const obv_key *key)
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
           set_material(call, *ret, &key) &&
           set_date(call, *ret, "notBefore", "--not-before") &&
           set_date(call, *ret, "notAfter", "--not-after");
}

/* An issuer comes with its first key: without one, each of its badges would
   read as forged. */
static bool
add_issuer(obv_call *call, obv_json *list)
{
    obv_json *issuer = obv_json_new_object(call->arena), *key;
    size_t count = obv_json_count(obv_json_get(list, "issuers"));
    return set_texts(call, issuer, "ids", "--id") &&
           obv_list_set_text(call, issuer, "name", obv_given(call, "--name")) &&
           obv_list_set_text(call, issuer, "town", obv_given(call, "--town")) &&
           obv_list_set_text(call, issuer, "siret",
                             obv_given(call, "--siret")) &&
           obv_list_set_text(call, issuer, "telephone",
                             obv_given(call, "--telephone")) &&
           set_texts(call, issuer, "mayAward", "--may-award") &&
           make_key(call, &key) &&
           obv_list_put_item(call, issuer, "keys", 0, key) &&
           obv_list_put_item(call, list, "issuers", count, issuer);
}

bool
obv_list_add_issuer(obv_call *call)
{
    return make_change(call, add_issuer);
}

static bool
add_key(obv_call *call, obv_json *list)
{
    size_t at;
    obv_json *issuer, *key;
    return find_issuer(call, list, &at, &issuer) && make_key(call, &key) &&
           obv_list_put_item(call, issuer, "keys",
                             obv_json_count(obv_json_get(issuer, "keys")),
                             key) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_add_key(obv_call *call)
{
    return make_change(call, add_key);
}

static bool
end_key(obv_call *call, obv_json *list)
{
    size_t at, key_at;
    obv_json *issuer, *key;
    return find_issuer(call, list, &at, &issuer) &&
           find_key(call, issuer, &key_at, &key) &&
           set_date(call, key, "notAfter", "--not-after") &&
           obv_list_put_item(call, issuer, "keys", key_at, key) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_end_key(obv_call *call)
{
    return make_change(call, end_key);
}

/* ---- Digests of badges
 * ------------------------------------------------------------------ */

static const obv_json *
find_nothing(const void *catalogue, obv_slice address)
{
    (void)catalogue;
    (void)address;
    return NULL;
}

static bool
is_digest(obv_call *call, const char *text)
{
    obv_slice bytes;
    return strlen(text) == 32 &&
           obv_hex(obv_slice_of(text), call->arena, &bytes) == OBV_OK;
}

/* The file's badges that a digest can name; one of them is meant. */
static bool
digest_of_file(obv_call *call, const char *path, const char **ret)
{
    const obv_library library = {NULL, find_nothing};
    obv_slice file;
    obv_credential *read = NULL;
    obv_fault why;
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
    if (obv_form_read(text, &library, call->arena, &read, &why) != OBV_OK ||
        read == NULL || read->next != NULL || !read->has_digest) {
        return obv_refuse(call, "'%s' does not hold a badge signed as JWS",
                          obv_shown(call, obv_slice_of(path)));
    }
    *ret = obv_to_hex((obv_slice){read->digest, sizeof(read->digest)},
                      call->arena);
    return *ret != NULL || obv_no_memory(call);
}

static bool
digest_given(obv_call *call, const char *given, const char **ret)
{
    *ret = given;
    return is_digest(call, given) || digest_of_file(call, given, ret);
}

/* ---- Compromise
 * ----------------------------------------------------------------------- */

static bool
vouch(obv_call *call, obv_json *key)
{
    const char *given, *digest;
    size_t at = 0;
    while ((given = obv_given_next(call, "--vouch", &at)) != NULL) {
        if (!digest_given(call, given, &digest)) {
            return false;
        }
        const obv_json *vouched = obv_json_get(key, "vouched");
        obv_json *item = obv_json_new_text(call->arena, obv_slice_of(digest));
        if (!holds(vouched, digest) &&
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
    return find_issuer(call, list, &at, &issuer) &&
           find_key(call, issuer, &key_at, &key) &&
           set_compromised(call, key) && vouch(call, key) &&
           obv_list_put_item(call, issuer, "keys", key_at, key) &&
           obv_list_put_item(call, list, "issuers", at, issuer);
}

bool
obv_list_compromise(obv_call *call)
{
    return make_change(call, compromise);
}

/* ---- Withdrawals
 * ------------------------------------------------------------------------- */

/* What names the badge: member and value. */
static bool
badge_given(obv_call *call, const char **member, const char **value)
{
    const char *credential = obv_given(call, "--credential");
    const char *badge = obv_given(call, "--badge");
    if ((credential == NULL) == (badge == NULL)) {
        return obv_fail(call, "one of --credential, --badge is needed");
    }
    *member = credential != NULL ? "credential" : "digest";
    *value = credential;
    return credential != NULL || digest_given(call, badge, value);
}

/* The entry in force for this badge; where there is none, *at is the end. */
static const obv_json *
find_withdrawal(obv_call *call, const obv_json *list, const char *member,
                const char *value, size_t *at)
{
    const char *issuer = obv_given(call, "--issuer");
    const obv_json *entries = obv_json_get(list, "withdrawn");
    size_t count = obv_json_count(entries);
    for (*at = 0; *at < count; (*at)++) {
        const obv_json *entry = obv_json_item(entries, *at);
        if (holds(obv_json_get(entry, "issuer"), issuer) &&
            holds(obv_json_get(entry, member), value) &&
            obv_json_get(entry, "restored") == NULL) {
            return entry;
        }
    }
    return NULL;
}

static bool
set_since(obv_call *call, obv_json *entry, const char *member)
{
    obv_slice since;
    return obv_list_date(call, "--since", &since) &&
           obv_list_set(call, entry, member,
                        obv_json_new_text(call->arena, since));
}

static bool
withdraw(obv_call *call, obv_json *list)
{
    const char *member, *value;
    size_t at;
    obv_json *issuer;
    if (!find_issuer(call, list, &at, &issuer) ||
        !badge_given(call, &member, &value)) {
        return false;
    }
    if (find_withdrawal(call, list, member, value, &at) != NULL) {
        return obv_refuse(call, "this badge is withdrawn already");
    }
    obv_json *entry = obv_json_new_object(call->arena);
    if (obv_given(call, "--suspended") != NULL &&
        !obv_list_set(call, entry, "suspended",
                      obv_json_new_bool(call->arena, true))) {
        return false;
    }
    return obv_list_set_text(call, entry, "issuer",
                             obv_given(call, "--issuer")) &&
           obv_list_set_text(call, entry, member, value) &&
           set_since(call, entry, "since") &&
           obv_list_put_item(call, list, "withdrawn", at, entry);
}

bool
obv_list_withdraw(obv_call *call)
{
    return make_change(call, withdraw);
}

static bool
restore(obv_call *call, obv_json *list)
{
    const char *member, *value;
    size_t at;
    if (!badge_given(call, &member, &value)) {
        return false;
    }
    const obv_json *old = find_withdrawal(call, list, member, value, &at);
    if (old == NULL) {
        return obv_refuse(call, "this badge is not withdrawn");
    }
    obv_json *entry = obv_json_copy(call->arena, old);
    return set_since(call, entry, "restored") &&
           obv_list_put_item(call, list, "withdrawn", at, entry);
}

bool
obv_list_restore(obv_call *call)
{
    return make_change(call, restore);
}

/* ---- Catalogue
 * ------------------------------------------------------------------------------
 */

static bool
read_document(obv_call *call, const obv_json **ret)
{
    const char *path = obv_given(call, "--document");
    obv_slice file;
    obv_json_error why;
    if (!obv_file_read(call, path, OBV_MAX_BADGE_TEXT, &file)) {
        return false;
    }
    return obv_json_parse(file, OBV_JSON_SIGNED, call->arena, ret, &why) ==
               OBV_OK ||
           obv_refuse(call, "'%s', line %zu, column %zu: %s",
                      obv_shown(call, obv_slice_of(path)), why.line, why.column,
                      obv_reason_text(why.reason));
}

static bool
set_entry_id(obv_call *call, obv_json *entry, const obv_json *document)
{
    obv_slice id;
    if (obv_given(call, "--id") != NULL) {
        return obv_list_set_text(call, entry, "id", obv_given(call, "--id"));
    }
    if (!obv_json_text(obv_json_get(document, "id"), &id)) {
        return obv_fail(call, "--id is needed: the document has none");
    }
    return obv_list_set(call, entry, "id", obv_json_new_text(call->arena, id));
}

static bool
add_catalogue(obv_call *call, obv_json *list)
{
    const obv_json *document;
    obv_slice published;
    obv_json *entry = obv_json_new_object(call->arena);
    size_t count = obv_json_count(obv_json_get(list, "catalogue"));
    return read_document(call, &document) &&
           set_entry_id(call, entry, document) &&
           obv_list_set(call, entry, "document",
                        obv_json_copy(call->arena, document)) &&
           obv_list_date(call, "--published", &published) &&
           obv_list_set(call, entry, "published",
                        obv_json_new_text(call->arena, published)) &&
           obv_list_set_text(call, entry, "plannedPeriod",
                             obv_given(call, "--planned-period")) &&
           set_texts(call, entry, "optional", "--optional") &&
           obv_list_put_item(call, list, "catalogue", count, entry);
}

bool
obv_list_add_catalogue(obv_call *call)
{
    return make_change(call, add_catalogue);
}

/* ---- Dates alone
 * ------------------------------------------------------------------------------
 */

static bool
change_nothing(obv_call *call, obv_json *list)
{
    (void)call;
    (void)list;
    return true;
}

bool
obv_list_renew(obv_call *call)
{
    return make_change(call, change_nothing);
}
