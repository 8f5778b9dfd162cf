/* SPDX-License-Identifier: Apache-2.0 */
/*
 * issuer/list.h - what the files of the list commands share.
 */
#ifndef OBV_ISSUER_LIST_H
#define OBV_ISSUER_LIST_H

#include "issuer/issuer.h"

/* The commands: list_init.c, list_issuers.c, list_badges.c, list_sign.c. */
bool obv_list_init(obv_call *call);
bool obv_list_next_root(obv_call *call);
bool obv_list_add_issuer(obv_call *call);
bool obv_list_remove_issuer(obv_call *call);
bool obv_list_add_key(obv_call *call);
bool obv_list_add_signer(obv_call *call);
bool obv_list_end_key(obv_call *call);
bool obv_list_compromise(obv_call *call);
bool obv_list_withdraw(obv_call *call);
bool obv_list_restore(obv_call *call);
bool obv_list_add_catalogue(obv_call *call);
bool obv_list_add_status(obv_call *call);
bool obv_list_renew(obv_call *call);
bool obv_list_sign(obv_call *call);
bool obv_list_check(obv_call *call);

/* ---- Changes (list_change.c) --------------------------------------------- */

typedef bool (*obv_list_changer)(obv_call *call, obv_json *list);
/* Reads the folder, changes a copy of its list, dates it, and writes it. */
bool obv_list_change(obv_call *call, obv_list_changer what);
/* Whether `text` is this text or one of these. */
bool obv_list_holds(const obv_json *texts, const char *text);
/* The issuer of --issuer, as a copy to change, and where it stands. */
bool obv_list_find_issuer(obv_call *call, const obv_json *list, size_t *at,
                          obv_json **ret);
/* All values of an option as an array; none: no member. */
bool obv_list_set_texts(obv_call *call, obv_json *object, const char *name,
                        const char *option);
/* 32 hex digits as they are, or those of the one badge of a file. */
bool obv_list_digest(obv_call *call, const char *given, const char **ret);

/* kind and key of an entry of keys[] (list_issuers.c). */
bool obv_list_set_key(obv_call *call, obv_json *entry, const obv_key *key);
/* Entries of keys[] for the assertion methods of a DID document, which must be
   that of one of these ids (did_document.c). */
bool obv_did_document_keys(obv_call *call, const char *path,
                           const obv_json *ids, obv_json **ret);

/* Warns of each status list that is of no use now (list_status.c). */
bool obv_list_warn_status(obv_call *call, const obv_trust *trust);

/* ---- Small steps (list_commands.c) --------------------------------------- */

/* --dir, or the folder we are in. */
const char *obv_list_dir(const obv_call *call);
/* The moment that was given, or now, written out; a bare day is its first
   moment, or its last where the option is an end. */
bool obv_list_date(obv_call *call, const char *option, obv_slice *ret);
/* issued, freshUntil, usableUntil: as given, else from today on for as long as
   before, else for a month and for six. */
bool obv_list_set_dates(obv_call *call, obv_json *list);
/* False, and said, when the arena is full.  A NULL text sets nothing. */
bool obv_list_set(obv_call *call, obv_json *object, const char *name,
                  obv_json *value);
bool obv_list_set_text(obv_call *call, obv_json *object, const char *name,
                       const char *text);
/* object[name] with its i-th item replaced; i = its length adds one. */
bool obv_list_put_item(obv_call *call, obv_json *object, const char *name,
                       size_t i, const obv_json *item);

#endif
