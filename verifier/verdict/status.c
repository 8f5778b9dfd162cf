/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the issuer's own lists take a badge back: each entry of the badge,
 * and what comes of all of them.
 *
 * A list is found by the address that the badge names, among those that the
 * trust list carries.
 */
#include "verdict/status.h"

/* ---- One entry ----------------------------------------------------------- */

/* A list has room of its own, given back at once: a record of many badges may
   ask for as many lists.  One that needs more is not known. */
static obv_status
ask_in_room(obv_inquiry *q)
{
    q->room =
        obv_arena_new(OBV_LIST_ARENA + OBV_LIST_TIMES * q->document->text.len);
    if (q->room == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_status status = q->kind->ask(q);
    obv_arena_free(q->room);
    return status == OBV_OK ? status : obv_doubt(q, OBV_REASON_LIMIT);
}

static obv_status
ask(obv_inquiry *q)
{
    q->message = obv_slice_of("");
    q->kind = obv_list_kind_of(q->c->credential->edition, q->entry->type);
    if (q->kind == NULL) {
        return obv_doubt(q, OBV_REASON_STATUS_KIND);
    }
    q->document = obv_trust_status(q->c->trust, q->entry->list);
    if (q->document == NULL) {
        return obv_doubt(q, OBV_REASON_STATUS_MISSING);
    }
    q->result.as_of = q->document->fetched;
    if (!q->c->question->clock_trusted) {
        return obv_doubt(q, OBV_REASON_CLOCK);
    }
    return ask_in_room(q);
}

/* ---- All of them --------------------------------------------------------- */

/* One list that takes the badge back is enough; one that cannot be used leaves
   a doubt beside any number that do not. */
static int
weight(const obv_result *r)
{
    if (r->outcome == OBV_NO) {
        return r->reason == OBV_REASON_WITHDRAWN ? 3 : 2;
    }
    return r->outcome == OBV_YES ? 0 : 1;
}

/* Of two lists that let it stand, the older one is what is known for sure. */
static void
add_result(obv_case *c, const obv_inquiry *q)
{
    const obv_result *more = &q->result;
    obv_result *all = &c->status;
    if (weight(more) > weight(all)) {
        *all = *more;
        c->status_address = q->entry->list;
    } else if (all->outcome == OBV_YES && more->outcome == OBV_YES) {
        all->as_of = more->as_of < all->as_of ? more->as_of : all->as_of;
        all->reason = more->reason > all->reason ? more->reason : all->reason;
    }
}

static obv_status
add_entry(obv_case *c, const obv_status_entry *entry)
{
    obv_inquiry q = {.c = c, .entry = entry};
    TRY(ask(&q));
    add_result(c, &q);
    if (q.message.len > 0) {
        c->messages[c->message_count++] = q.message;
    }
    return OBV_OK;
}

/* A Profile of the issuer of an OB 2.0 badge, under whichever of its ids, may
   keep a list of what it revoked, whatever the badge's own copy of it says. */
static obv_status
add_profiles(obv_case *c)
{
    for (size_t i = 0; i < c->issuer->id_count; i++) {
        const obv_catalogue_entry *profile =
            obv_trust_entry(c->trust, c->issuer->ids[i]);
        const obv_json *list =
            profile == NULL ? NULL
                            : obv_json_get(profile->document, "revocationList");
        if (list != NULL) {
            obv_status_entry entry = {.type = obv_slice_of("RevocationList"),
                                      .list = obv_name_in(list)};
            TRY(add_entry(c, &entry));
        }
    }
    return OBV_OK;
}

obv_status
obv_case_ask_lists(obv_case *c)
{
    const obv_credential *credential = c->credential;
    if (!obv_case_proven(c)) {
        c->status = obv_unchecked(OBV_REASON_NOT_PROVEN);
        return OBV_OK;
    }
    if (credential->revoked) { /* OB 2.0: it says so itself */
        c->status = obv_no(OBV_REASON_WITHDRAWN);
        return OBV_OK;
    }
    if (credential->status_count > OBV_MAX_STATUS_ENTRIES) {
        c->status = obv_unchecked(OBV_REASON_LIMIT);
        return OBV_OK;
    }
    /* An entry may have been left out: then no list says that it stands. */
    c->status = obv_case_is_selective(c)
                    ? obv_unchecked(OBV_REASON_WITHHELD)
                    : (obv_result){OBV_YES, OBV_REASON_NONE, c->list->issued};
    for (size_t i = 0; i < credential->status_count; i++) {
        TRY(add_entry(c, &credential->statuses[i]));
    }
    return credential->edition < OBV_OB3 ? add_profiles(c) : OBV_OK;
}

obv_result
obv_check_status(const obv_case *c)
{
    return c->status;
}
