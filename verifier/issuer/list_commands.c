/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list: the table, and the small steps its commands share. */
#include "issuer/list.h"

#include <time.h>

/* ---- Small steps --------------------------------------------------------- */

const char *
obv_list_dir(const obv_call *call)
{
    const char *dir = obv_given(call, "--dir");
    return dir == NULL ? "." : dir;
}

bool
obv_list_set(obv_call *call, obv_json *object, const char *name,
             obv_json *value)
{
    return obv_json_set(object, name, value) || obv_no_memory(call);
}

bool
obv_list_set_text(obv_call *call, obv_json *object, const char *name,
                  const char *text)
{
    if (text == NULL) {
        return true;
    }
    if (!obv_is_utf8(obv_slice_of(text)) || !obv_is_clean(obv_slice_of(text))) {
        return obv_refuse(call, "%s holds characters that cannot be shown",
                          name);
    }
    return obv_list_set(call, object, name,
                        obv_json_new_text(call->arena, obv_slice_of(text)));
}

bool
obv_list_put_item(obv_call *call, obv_json *object, const char *name, size_t i,
                  const obv_json *item)
{
    const obv_json *old = obv_json_get(object, name);
    obv_json *new = obv_json_new_array(call->arena);
    size_t count = obv_json_count(old);
    for (size_t n = 0; n < count || n == i; n++) {
        const obv_json *value = n == i ? item : obv_json_item(old, n);
        if (!obv_json_append(new, obv_json_copy(call->arena, value))) {
            return obv_no_memory(call);
        }
    }
    return obv_list_set(call, object, name, new);
}

/* ---- Dates --------------------------------------------------------------- */

#define DAY (24 * 60 * 60)

static char *
print_time(obv_call *call, int64_t time)
{
    char text[OBV_TIME_TEXT];
    obv_time_print(time, text);
    return obv_arena_text(call->arena, obv_slice_of(text));
}

bool
obv_list_date(obv_call *call, const char *option, obv_slice *ret)
{
    const char *given = obv_given(call, option);
    int64_t moment = (int64_t)time(NULL);
    if (given != NULL && !obv_moment_of_option(option, given, &moment)) {
        return obv_refuse(call,
                          "%s is no date such as 2026-03-31 or "
                          "2026-03-31T12:00:00Z",
                          option);
    }
    char *text = print_time(call, moment);
    *ret = obv_slice_of(text == NULL ? "" : text);
    return text != NULL || obv_no_memory(call);
}

static bool
date_in(const obv_json *list, const char *name, int64_t *ret)
{
    obv_slice text;
    return obv_json_text(obv_json_get(list, name), &text) &&
           obv_date_parse(text, ret) == OBV_OK;
}

/* As given, else as far from `issued` as it was before. */
static bool
set_end(obv_call *call, obv_json *list, const char *option, const char *name,
        int64_t days)
{
    obv_slice text;
    int64_t issued, length = days * DAY, before, end;
    if (obv_given(call, option) != NULL) {
        return obv_list_date(call, option, &text) &&
               obv_list_set(call, list, name,
                            obv_json_new_text(call->arena, text));
    }
    if (date_in(list, "issued", &before) && date_in(list, name, &end)) {
        length = end - before;
    }
    if (!obv_list_date(call, "--issued", &text) ||
        obv_date_parse(text, &issued) != OBV_OK) {
        return false;
    }
    char *shown = print_time(call, issued + length);
    return shown == NULL ? obv_no_memory(call)
                         : obv_list_set_text(call, list, name, shown);
}

bool
obv_list_set_dates(obv_call *call, obv_json *list)
{
    obv_slice issued;
    return set_end(call, list, "--fresh-until", "freshUntil", 31) &&
           set_end(call, list, "--usable-until", "usableUntil", 184) &&
           obv_list_date(call, "--issued", &issued) &&
           obv_list_set(call, list, "issued",
                        obv_json_new_text(call->arena, issued));
}

/* ---- The table ----------------------------------------------------------- */

/* clang-format off */
#define DIR   {"--dir", "DIR", "the folder of the list, instead of this one", false, false}
#define DATES \
    {"--issued", "DATE", "the list's own date, instead of today", false, false}, \
    {"--fresh-until", "DATE", "after it, the list is to be renewed", false, false}, \
    {"--usable-until", "DATE", "after it, the list proves nothing", false, false}
#define KEY \
    {"--key-id", "ID", "the kid of its badges; else the id in the key file", false, false}, \
    {"--key", "FILE", "a key file: its public part is taken", false, false}, \
    {"--multikey", "Z", "a Multikey, z6Mk...", false, false}, \
    {"--jwk", "FILE", "a public JSON Web Key", false, false}, \
    {"--pem", "FILE", "a public key in PEM", false, false}, \
    {"--did-document", "FILE", "a DID document: all its assertion keys", false, false}, \
    {"--not-before", "DATE", "first moment at which it may sign", false, false}, \
    {"--not-after", "DATE", "last moment at which it may sign", false, false}
#define ROLES \
    {"--root-key", "KEY", "a minisign line, a .pub file or a key file", true, true}, \
    {"--root-threshold", "N", "how many of them must sign a root (2)", false, false}, \
    {"--list-key", "KEY", "the same, for those who sign lists", true, true}, \
    {"--list-threshold", "N", "how many of them must sign a list (2)", false, false}
#define END   {NULL, NULL, NULL, false, false}

static const obv_option init_options[] = {
    DIR,
    {"--region", "WORD", "a-z, 0-9 and -: lists of another region are refused", false, true},
    {"--name", "TEXT",   "what the list is called, in words that people read", false, true},
    {"--keeper", "TEXT", "who keeps it", false, true},
    {"--root-name", "TEXT", "what the root is called, instead of --name", false, false},
    {"--test", NULL,     "nothing under this root has any value", false, false},
    ROLES, DATES, END,
};
static const obv_option next_root_options[] = {
    DIR, ROLES,
    {"--issued", "DATE", "the root's date, instead of today", false, false},
    END,
};
static const obv_option add_issuer_options[] = {
    DIR,
    {"--id", "ID",       "address or did, as its badges have it", true, true},
    {"--name", "TEXT",   "as a report shows it", false, true},
    {"--town", "TEXT",   "where it is", false, false},
    {"--siret", "DIGITS", "its French registration number", false, false},
    {"--telephone", "NUMBER", "for questions about a badge", false, false},
    {"--may-award", "ID", "an achievement it may award; none: any", true, false},
    {"--status-signer", "ID", "who else may sign its status lists", true, false},
    KEY, DATES, END,
};
static const obv_option issuer_options[] = {
    DIR,
    {"--issuer", "ID", "one of the issuer's ids", false, true},
    DATES, END,
};
static const obv_option add_key_options[] = {
    DIR,
    {"--issuer", "ID",   "one of the issuer's ids", false, true},
    KEY,
    DATES, END,
};
static const obv_option add_signer_options[] = {
    DIR,
    {"--issuer", "ID", "one of the issuer's ids", false, true},
    {"--status-signer", "ID", "an id of this list, whose keys may sign its status lists", true, true},
    DATES, END,
};
static const obv_option end_key_options[] = {
    DIR,
    {"--issuer", "ID", "one of the issuer's ids", false, true},
    {"--key-id", "ID", "the key's id", false, true},
    {"--not-after", "DATE", "last moment at which it may sign", false, true},
    DATES, END,
};
static const obv_option compromise_options[] = {
    DIR,
    {"--issuer", "ID", "one of the issuer's ids", false, true},
    {"--key-id", "ID", "the key's id", false, true},
    {"--from", "DATE", "since when others may have it, instead of today", false, false},
    {"--vouch", "BADGE", "a badge file, or its digest, that stands all the same", true, false},
    DATES, END,
};
static const obv_option withdraw_options[] = {
    DIR,
    {"--issuer", "ID",     "one of the issuer's ids", false, true},
    {"--credential", "ID", "the id in the badge", false, false},
    {"--badge", "FILE",    "the badge itself, or its digest", false, false},
    {"--suspended", NULL,  "only for a time", false, false},
    {"--since", "DATE",    "instead of today", false, false},
    DATES, END,
};
static const obv_option restore_options[] = {
    DIR,
    {"--issuer", "ID",     "one of the issuer's ids", false, true},
    {"--credential", "ID", "the id in the badge", false, false},
    {"--badge", "FILE",    "the badge itself, or its digest", false, false},
    {"--since", "DATE",    "instead of today", false, false},
    DATES, END,
};
static const obv_option add_catalogue_options[] = {
    DIR,
    {"--document", "FILE", "the achievement, badge class or profile, as published", false, true},
    {"--id", "ID",         "what badges name it by; else the document's own id", false, false},
    {"--published", "DATE", "instead of today", false, false},
    {"--planned-period", "P", "ISO 8601 duration, such as P6M", false, false},
    {"--optional", "LINE", "a line of the criteria that is optional", true, false},
    DATES, END,
};
static const obv_option add_status_options[] = {
    DIR,
    {"--address", "ADDRESS", "where it is published, as badges name it", false, true},
    {"--document", "FILE", "what lay there: JSON, or a compact JWS", false, true},
    {"--fetched", "DATE",  "when it lay there, instead of now", false, false},
    DATES, END,
};
static const obv_option renew_options[] = {DIR, DATES, END};
static const obv_option sign_options[] = {
    {"--key", "FILE", "the secret key of a keeper", false, true},
    {"--passphrase-fd", "N", "read the passphrase from this descriptor", false, false},
    END,
};
static const obv_option check_options[] = {
    DIR,
    {"--root", "ID", "the 16 hex digits of the root that must be the first", false, false},
    END,
};

const obv_command obv_list_commands[] = {
    {"list", "init",          "", "begin a root and an empty list",
     init_options, 0, 0, obv_list_init},
    {"list", "add-issuer",    "", "add an organisation and its first key",
     add_issuer_options, 0, 0, obv_list_add_issuer},
    {"list", "remove-issuer", "", "mark an organisation as no longer listed",
     issuer_options, 0, 0, obv_list_remove_issuer},
    {"list", "add-key",       "", "add a public key to an organisation",
     add_key_options, 0, 0, obv_list_add_key},
    {"list", "add-signer",    "", "let another organisation sign its status lists",
     add_signer_options, 0, 0, obv_list_add_signer},
    {"list", "end-key",       "", "give a key its last moment",
     end_key_options, 0, 0, obv_list_end_key},
    {"list", "compromise",    "", "a key is in other hands: its badges are to be confirmed",
     compromise_options, 0, 0, obv_list_compromise},
    {"list", "withdraw",      "", "withdraw or suspend one badge",
     withdraw_options, 0, 0, obv_list_withdraw},
    {"list", "restore",       "", "undo a withdrawal",
     restore_options, 0, 0, obv_list_restore},
    {"list", "add-catalogue", "", "add a published achievement, badge class or profile",
     add_catalogue_options, 0, 0, obv_list_add_catalogue},
    {"list", "add-status",    "", "add a status list, or a newer copy of it",
     add_status_options, 0, 0, obv_list_add_status},
    {"list", "renew",         "", "the same list, with new dates",
     renew_options, 0, 0, obv_list_renew},
    {"list", "next-root",     "", "prepare the next root, with other keys",
     next_root_options, 0, 0, obv_list_next_root},
    {"list", "sign",          "FILE...", "sign a root or a list: writes FILE.KEYID.minisig",
     sign_options, 1, 16, obv_list_sign},
    {"list", "check",         "", "verify the folder as the verifier does",
     check_options, 0, 0, obv_list_check},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, NULL},
};
/* clang-format on */
