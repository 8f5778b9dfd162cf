/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a status list says of one badge.
 *
 * A list counts when its own proof is by a key of the badge's issuer, or of one
 * of that issuer's status signers, and is not too old; one of a kind that
 * nobody signs counts because the keepers carry it.  Whatever else comes out is
 * a doubt: a list that cannot be used says nothing, neither yes nor no.
 */
#include "verdict/status.h"

static obv_status ask_bits(obv_inquiry *q);
static obv_status ask_names(obv_inquiry *q);

/* clang-format off */
static const obv_list_kind kinds[] = {
    {"BitstringStatusListEntry", false, "BitstringStatusListCredential",
     "BitstringStatusList", true, NULL, ask_bits},
    {"StatusList2021Entry", false, "StatusList2021Credential",
     "StatusList2021", false, NULL, ask_bits},
    {"1EdTechRevocationList", false, NULL, NULL, false,
     "revokedCredential", ask_names},
    {"RevocationList", true, NULL, NULL, false,
     "revokedAssertions", ask_names},
};

/* What a bit that is set does; what has no row, this program does not know. */
static const struct {
    const char *purpose;
    obv_reason reason; /* OBV_REASON_NONE: it takes nothing back */
    bool tells;        /* the message that goes with the value */
} purposes[] = {
    {"revocation", OBV_REASON_WITHDRAWN, false},
    {"suspension", OBV_REASON_SUSPENDED, false},
    {"message",    OBV_REASON_NONE,      true},
    {"refresh",    OBV_REASON_NONE,      false},
};
/* clang-format on */

obv_status
obv_doubt(obv_inquiry *q, obv_reason reason)
{
    q->result.outcome = OBV_UNCHECKED;
    q->result.reason = reason;
    return OBV_OK;
}

/* ---- Who may sign a list ------------------------------------------------- */

static bool
is_signer(const obv_case *c, const obv_listed_issuer *by)
{
    const obv_listed_issuer *issuer = c->issuer;
    if (by == NULL) {
        return false; /* a signer may have been removed from the list */
    }
    for (size_t i = 0; i < issuer->status_signer_count; i++) {
        if (obv_trust_issuer(c->trust, issuer->status_signers[i]) == by) {
            return true;
        }
    }
    return by == issuer;
}

/* A key that is in other hands, or was not in use at the dates of the list,
   signs nothing. */
static bool
is_signed(const obv_case *list)
{
    return obv_case_proven(list) &&
           obv_check_key_dates(list).outcome == OBV_YES &&
           obv_check_key_safe(list).outcome == OBV_YES;
}

/* ---- How old a list may be ----------------------------------------------- */

/* Past its own end, or the time after which it asks to be fetched again; past
   the freshness of the trust list where it says neither. */
static obv_reason
age(const obv_inquiry *q, const obv_case *list)
{
    const obv_credential *credential = list->credential;
    const obv_status_list *status = credential->status_list;
    int64_t now = q->c->question->now, fetched = q->document->fetched;
    if (obv_check_started(list).outcome != OBV_YES) {
        return OBV_REASON_STATUS_TOO_EARLY;
    }
    if (obv_check_not_ended(list).outcome != OBV_YES ||
        (status->has_ttl && now - fetched > status->ttl / 1000)) {
        return OBV_REASON_STATUS_STALE;
    }
    bool has_end = credential->valid_until.given || status->has_ttl;
    return !has_end && now > q->c->list->fresh_until ? OBV_REASON_STATUS_STALE
                                                     : OBV_REASON_NONE;
}

/* ---- Lists of bits ------------------------------------------------------- */

/* Reads the list, and says why it cannot be used, whoever it is for. */
static obv_status
open_list(obv_inquiry *q, obv_case *list, obv_reason *why_not)
{
    obv_credential *credential;
    obv_fault why = {.where = obv_slice_of("")};
    *list = (obv_case){.credential = NULL};
    *why_not = OBV_REASON_STATUS_UNREADABLE;
    obv_status status =
        obv_form_read(q->document->text, NULL, q->room, &credential, &why);
    if (status != OBV_OK) {
        return status == OBV_NO_MEMORY ? status : OBV_OK;
    }
    if (credential == NULL || credential->next != NULL) {
        return OBV_OK;
    }
    list->poisoned = q->c->poisoned;
    TRY(obv_case_gather(credential, q->c->trust, q->c->question, q->room,
                        list));
    const obv_status_list *said = list->credential->status_list;
    if (said == NULL) {
        return OBV_OK;
    }
    if (!is_signed(list)) {
        *why_not = OBV_REASON_STATUS_NOT_SIGNED;
    } else if (list->credential->fault_count == 0 && !said->bad_ttl) {
        *why_not = age(q, list);
    }
    return OBV_OK;
}

static bool
has_purpose(const obv_status_list *list, obv_slice purpose)
{
    for (size_t i = 0; i < list->purpose_count; i++) {
        if (obv_slice_equal(list->purposes[i], purpose)) {
            return true;
        }
    }
    return false;
}

static bool
is_of_kind(const obv_inquiry *q, const obv_status_list *list)
{
    return obv_slice_is(list->type, q->kind->list) &&
           obv_slice_is(list->subject_type, q->kind->subject) &&
           list->encoded.len > 0;
}

/* size ::= [1-9] [0-9]*, or nothing: one bit.  0: not such. */
static int64_t
size_of(obv_slice text)
{
    int64_t size = 0;
    if (text.len == 0) {
        return 1;
    }
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (c < '0' || c > '9' || (i == 0 && c == '0') ||
            size > OBV_MAX_STATUS_SIZE) {
            return 0;
        }
        size = size * 10 + (c - '0');
    }
    return size;
}

/* "0x" and hex digits, as statusMessage has it. */
static obv_status
put_value(uint64_t value, obv_arena *arena, obv_slice *ret)
{
    static const char digits[] = "0123456789abcdef";
    obv_buffer text = obv_buffer_in(arena);
    obv_put_text(&text, "0x");
    unsigned shift = 60;
    while (shift > 0 && value >> shift == 0) {
        shift -= 4;
    }
    for (;; shift -= 4) {
        obv_put_char(&text, digits[value >> shift & 15]);
        if (shift == 0) {
            break;
        }
    }
    *ret = obv_buffer_slice(&text);
    return text.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* What the issuer wrote for this value; else the value, where it is one. */
static obv_status
find_message(obv_inquiry *q, uint64_t value)
{
    obv_slice wanted;
    TRY(put_value(value, q->c->arena, &wanted));
    for (size_t i = 0; i < q->entry->message_count; i++) {
        if (obv_slice_equal(q->entry->messages[i].status, wanted)) {
            q->message = q->entry->messages[i].message;
            return OBV_OK;
        }
    }
    q->message = value != 0 ? wanted : q->message;
    return OBV_OK;
}

static obv_status
read_value(obv_inquiry *q, const obv_bits *bits)
{
    for (size_t i = 0; i < COUNT(purposes); i++) {
        if (!obv_slice_is(q->entry->purpose, purposes[i].purpose)) {
            continue;
        }
        bool takes = bits->value != 0 && purposes[i].reason != OBV_REASON_NONE;
        q->result.outcome = takes ? OBV_NO : OBV_YES;
        q->result.reason = takes                 ? purposes[i].reason
                           : bits->error != NULL ? OBV_REASON_STATUS_SHORT
                                                 : OBV_REASON_NONE;
        return purposes[i].tells ? find_message(q, bits->value) : OBV_OK;
    }
    return obv_doubt(q, OBV_REASON_STATUS_PURPOSE);
}

static obv_status
ask_bits(obv_inquiry *q)
{
    obv_case opened;
    obv_reason why_not;
    obv_bits bits;
    TRY(open_list(q, &opened, &why_not));
    if (why_not != OBV_REASON_NONE) {
        return obv_doubt(q, why_not);
    }
    if (!is_signer(q->c, opened.issuer)) {
        return obv_doubt(q, OBV_REASON_STATUS_NOT_SIGNED);
    }
    const obv_status_list *list = opened.credential->status_list;
    if (!is_of_kind(q, list)) {
        return obv_doubt(q, OBV_REASON_STATUS_UNREADABLE);
    }
    if (!has_purpose(list, q->entry->purpose)) {
        return obv_doubt(q, OBV_REASON_STATUS_PURPOSE);
    }
    obv_bitstring wanted = {list->encoded, q->kind->multibase,
                            size_of(q->entry->size), q->entry->index};
    switch (obv_bitstring_read(&wanted, q->room, &bits)) {
    case OBV_OK:
        return read_value(q, &bits);
    case OBV_NO_MEMORY:
        return OBV_NO_MEMORY;
    case OBV_NOT_FOUND:
        return obv_doubt(q, OBV_REASON_STATUS_INDEX);
    case OBV_LIMIT:
        return obv_doubt(q, OBV_REASON_LIMIT);
    default:
        return obv_doubt(q, OBV_REASON_STATUS_UNREADABLE);
    }
}

/* ---- Lists of names ------------------------------------------------------ */

static obv_slice
text_of(const obv_json *value)
{
    obv_slice text = obv_slice_of("");
    (void)obv_json_text(value, &text);
    return text;
}

/* A text, or an object with an id; `uid` in lists of Open Badges 1.0. */
obv_slice
obv_name_in(const obv_json *item)
{
    static const char *const members[] = {"id", "@id", "uid"};
    obv_slice name = text_of(item);
    for (size_t i = 0; name.len == 0 && i < COUNT(members); i++) {
        name = text_of(obv_json_get(item, members[i]));
    }
    return name;
}

/* A list may say whose it is; then it must be the issuer's. */
static bool
is_theirs(const obv_case *c, const obv_json *list)
{
    const obv_json *issuer = obv_json_get(list, "issuer");
    return issuer == NULL ||
           is_signer(c, obv_trust_issuer(c->trust, obv_name_in(issuer)));
}

/* 1EdTech: an item may say that it is revoked no more. */
static bool
is_revoked(const obv_json *item)
{
    const obv_json *revoked = obv_json_get(item, "revoked");
    return revoked == NULL || obv_json_kind_of(revoked) != OBV_JSON_BOOL ||
           obv_json_true(revoked);
}

/* One item that cannot be read may be this very badge. */
static obv_status
look_for_badge(obv_inquiry *q, const obv_json *revoked)
{
    bool found = false;
    for (size_t i = 0; i < obv_json_count(revoked); i++) {
        const obv_json *item = obv_json_item(revoked, i);
        obv_slice name = obv_name_in(item);
        if (name.len == 0) {
            return obv_doubt(q, OBV_REASON_STATUS_UNREADABLE);
        }
        found = found || (obv_slice_equal(name, q->c->credential->id) &&
                          is_revoked(item));
    }
    q->result.outcome = found ? OBV_NO : OBV_YES;
    q->result.reason = found ? OBV_REASON_WITHDRAWN : OBV_REASON_NONE;
    return OBV_OK;
}

/* Nobody signs such a list: the keepers do, who carry it. */
static obv_status
ask_names(obv_inquiry *q)
{
    const obv_case *c = q->c;
    const obv_json *list;
    obv_status status = obv_json_parse(q->document->text, OBV_JSON_SIGNED,
                                       q->room, &list, NULL);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status != OBV_OK || obv_json_get(list, q->kind->revoked) == NULL) {
        return obv_doubt(q, OBV_REASON_STATUS_UNREADABLE);
    }
    if (!is_theirs(c, list)) {
        return obv_doubt(q, OBV_REASON_STATUS_NOT_SIGNED);
    }
    if (c->question->now > c->list->fresh_until) {
        return obv_doubt(q, OBV_REASON_STATUS_STALE);
    }
    if (c->credential->id.len == 0) { /* no list can name it */
        return obv_doubt(q, OBV_REASON_STATUS_INDEX);
    }
    return look_for_badge(q, obv_json_get(list, q->kind->revoked));
}

/* ---- A list by itself ---------------------------------------------------- */

/* By its kind, whatever entry would lead to it. */
static obv_status
weigh_bits(obv_inquiry *q, const obv_status_list *list, obv_reason *ret)
{
    obv_bits bits;
    size_t i = 0;
    while (i < COUNT(kinds) && (kinds[i].list == NULL ||
                                !obv_slice_is(list->type, kinds[i].list))) {
        i++;
    }
    *ret = OBV_REASON_STATUS_UNREADABLE;
    if (i == COUNT(kinds)) {
        return OBV_OK;
    }
    q->kind = &kinds[i];
    obv_bitstring first = {list->encoded, q->kind->multibase, 1,
                           obv_slice_of("0")};
    obv_status status = obv_bitstring_read(&first, q->room, &bits);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status == OBV_OK && is_of_kind(q, list) && list->purpose_count > 0) {
        *ret = bits.error != NULL ? OBV_REASON_STATUS_SHORT : OBV_REASON_NONE;
    }
    return OBV_OK;
}

/* A list of names, of either kind; false: it is none. */
static obv_status
weigh_names(obv_inquiry *q, bool *is_one)
{
    const obv_json *list;
    *is_one = false;
    obv_status status = obv_json_parse(q->document->text, OBV_JSON_SIGNED,
                                       q->room, &list, NULL);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    for (size_t i = 0; status == OBV_OK && i < COUNT(kinds); i++) {
        const obv_json *revoked = kinds[i].revoked == NULL
                                      ? NULL
                                      : obv_json_get(list, kinds[i].revoked);
        if (revoked != NULL) {
            *is_one = true;
            return look_for_badge(q, revoked);
        }
    }
    return OBV_OK;
}

obv_status
obv_status_standing(const obv_status_document *document, const obv_trust *trust,
                    const obv_question *question, obv_arena *arena,
                    obv_reason *ret)
{
    obv_credential nobody = {.id = obv_slice_of("")};
    obv_case c = {.credential = &nobody,
                  .trust = trust,
                  .list = obv_trust_about(trust),
                  .question = question,
                  .arena = arena};
    obv_inquiry q = {.c = &c, .document = document, .room = arena};
    obv_case list;
    bool names;
    TRY(weigh_names(&q, &names));
    if (names) {
        *ret = q.result.reason;
        return OBV_OK;
    }
    TRY(open_list(&q, &list, ret));
    const obv_status_list *said =
        list.credential == NULL ? NULL : list.credential->status_list;
    if (said == NULL) {
        return OBV_OK;
    }
    obv_reason bits;
    TRY(weigh_bits(&q, said, &bits));
    bool unreadable = bits == OBV_REASON_STATUS_UNREADABLE;
    *ret = *ret == OBV_REASON_NONE || unreadable ? bits : *ret;
    return OBV_OK;
}

/* ---- By the type of an entry --------------------------------------------- */

const obv_list_kind *
obv_list_kind_of(obv_edition edition, obv_slice type)
{
    bool old = edition < OBV_OB3;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].old == old && obv_slice_is(type, kinds[i].entry)) {
            return &kinds[i];
        }
    }
    return NULL;
}
