/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer list add-status: a status list as it was found published, with
   what a verifier would think of it. */
#include "issuer/list.h"

#include "verdict/verdict.h"

#include <time.h>

/* The text as an entry holds it: JSON, or a compact JWS. */
static bool
read_entry(obv_call *call, obv_json **ret)
{
    const char *path = obv_given(call, "--document");
    obv_slice text;
    const obv_json *document;
    *ret = obv_json_new_object(call->arena);
    if (!obv_file_read(call, path, OBV_MAX_BADGE_TEXT, &text)) {
        return false;
    }
    text = obv_slice_trim(text);
    if (!obv_slice_starts(text, "{")) {
        return (obv_is_utf8(text) && obv_is_clean(text) && text.len > 0 &&
                obv_list_set(call, *ret, "jws",
                             obv_json_new_text(call->arena, text))) ||
               obv_refuse(call, "'%s' is neither JSON nor a compact JWS",
                          obv_shown(call, obv_slice_of(path)));
    }
    if (obv_json_parse(text, OBV_JSON_SIGNED, call->arena, &document, NULL) !=
        OBV_OK) {
        return obv_refuse(call, "'%s' is not JSON that can be signed",
                          obv_shown(call, obv_slice_of(path)));
    }
    return obv_list_set(call, *ret, "document",
                        obv_json_copy(call->arena, document));
}

/* ---- What a verifier would think ----------------------------------------- */

/* The draft with its new entry, as the verifier reads it. */
static bool
open_draft(obv_call *call, const obv_json *list, obv_trust **ret)
{
    obv_slice text, region = obv_slice_of("");
    obv_trust_facts facts = {.test = false};
    obv_trouble why = {0};
    (void)obv_json_text(obv_json_get(list, "region"), &region);
    region = obv_cut(region, sizeof(facts.region) - 1);
    memcpy(facts.region, region.ptr, region.len);
    if (obv_json_print(list, OBV_JSON_SORTED, call->arena, &text) != OBV_OK) {
        return obv_no_memory(call);
    }
    obv_status status = obv_list_parse(text, &facts, ret, &why);
    return status == OBV_OK ||
           obv_refuse(call, "%s: %s", obv_shown(call, obv_slice_of(why.file)),
                      obv_shown(call, obv_slice_of(why.what)));
}

static const struct {
    obv_reason reason;
    const char *text;
} warnings[] = {
    {OBV_REASON_STATUS_NOT_SIGNED,
     "it is not signed by a key of this trust list"},
    {OBV_REASON_STATUS_STALE, "it is too old already"},
    {OBV_REASON_STATUS_TOO_EARLY, "it is not valid yet"},
    {OBV_REASON_STATUS_UNREADABLE, "it cannot be read"},
    {OBV_REASON_LIMIT, "it is too large to be read"},
};

static void
warn_of(obv_call *call, const obv_status_document *document, obv_reason reason)
{
    const char *address = obv_shown(call, document->address);
    const char *text = obv_reason_text(reason);
    if (reason == OBV_REASON_STATUS_SHORT) {
        obv_warn("'%s' is shorter than its standard asks; it is read all the "
                 "same, and reports say so",
                 address);
        return;
    }
    for (size_t i = 0; i < COUNT(warnings); i++) {
        text = warnings[i].reason == reason ? warnings[i].text : text;
    }
    obv_warn("badges that name '%s' will read as not checked: %s", address,
             text);
}

/* What a verifier would make of it now. */
static bool
standing_of(obv_call *call, const obv_trust *trust,
            const obv_status_document *document, obv_reason *ret)
{
    obv_question question = {.now = (int64_t)time(NULL), .clock_trusted = true};
    return obv_status_standing(document, trust, &question, call->arena, ret) ==
               OBV_OK ||
           obv_no_memory(call);
}

bool
obv_list_warn_status(obv_call *call, const obv_trust *trust)
{
    size_t count;
    const obv_status_document *all = obv_trust_statuses(trust, &count);
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        obv_reason reason;
        done = standing_of(call, trust, &all[i], &reason);
        if (done && reason != OBV_REASON_NONE) {
            warn_of(call, &all[i], reason);
        }
    }
    return done;
}

/* What can never be read is not carried; what cannot be used now may be once
   its signer is on the list. */
static bool
accept(obv_call *call, const obv_status_document *document, obv_reason reason)
{
    if (reason == OBV_REASON_STATUS_UNREADABLE || reason == OBV_REASON_LIMIT) {
        return obv_refuse(
            call, "'%s' is no status list that can be read",
            obv_shown(call, obv_slice_of(obv_given(call, "--document"))));
    }
    if (reason != OBV_REASON_NONE) {
        warn_of(call, document, reason);
    }
    return true;
}

static bool
weigh(obv_call *call, const obv_json *list)
{
    obv_trust *trust;
    obv_reason reason;
    if (!open_draft(call, list, &trust)) {
        return false;
    }
    const obv_status_document *document =
        obv_trust_status(trust, obv_slice_of(obv_given(call, "--address")));
    bool done = document != NULL &&
                standing_of(call, trust, document, &reason) &&
                accept(call, document, reason);
    obv_trust_close(trust);
    return done;
}

/* ---- The command --------------------------------------------------------- */

/* A newer copy takes the place of the one before. */
static size_t
place_of(const obv_json *list, const char *address)
{
    const obv_json *entries = obv_json_get(list, "status");
    size_t count = obv_json_count(entries), i = 0;
    while (i < count &&
           !obv_list_holds(obv_json_get(obv_json_item(entries, i), "address"),
                           address)) {
        i++;
    }
    return i;
}

static bool
add_status(obv_call *call, obv_json *list)
{
    const char *address = obv_given(call, "--address");
    obv_slice fetched;
    obv_json *entry;
    if (strchr(address, ':') == NULL) {
        return obv_fail(call, "--address is one such as "
                              "https://atelier.example/status/1");
    }
    return read_entry(call, &entry) &&
           obv_list_set_text(call, entry, "address", address) &&
           obv_list_date(call, "--fetched", &fetched) &&
           obv_list_set(call, entry, "fetched",
                        obv_json_new_text(call->arena, fetched)) &&
           obv_list_put_item(call, list, "status", place_of(list, address),
                             entry) &&
           obv_list_set_dates(call, list) && weigh(call, list);
}

bool
obv_list_add_status(obv_call *call)
{
    return obv_list_change(call, add_status);
}
