/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list: withdrawn badges, published ones, and renewal. */
#include "issuer/list.h"

/* ---- Withdrawals --------------------------------------------------------- */

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
    return credential != NULL || obv_list_digest(call, badge, value);
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
        if (obv_list_holds(obv_json_get(entry, "issuer"), issuer) &&
            obv_list_holds(obv_json_get(entry, member), value) &&
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
    if (!obv_list_find_issuer(call, list, &at, &issuer) ||
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
    return obv_list_change(call, withdraw);
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
    return obv_list_change(call, restore);
}

/* ---- Catalogue ----------------------------------------------------------- */

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
           obv_list_set_texts(call, entry, "optional", "--optional") &&
           obv_list_put_item(call, list, "catalogue", count, entry);
}

bool
obv_list_add_catalogue(obv_call *call)
{
    return obv_list_change(call, add_catalogue);
}

/* ---- Dates alone --------------------------------------------------------- */

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
    return obv_list_change(call, change_nothing);
}
