/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Status: what a credential says of where its own is kept, and a credential
 * that is such a list.  What cannot be read is left empty or impossible, so
 * that whoever asks for it is told of a doubt.
 */
#include "form/parts.h"

/* ---- Entries (credentialStatus) ------------------------------------------ */

/* A credential may give its entry more types than the one that counts. */
static obv_slice
type_of_entry(const obv_json *item)
{
    static const char *const known[] = {"BitstringStatusListEntry",
                                        "StatusList2021Entry",
                                        "1EdTechRevocationList"};
    const obv_json *types = obv_json_get(item, "type");
    for (size_t i = 0; i < COUNT(known); i++) {
        if (obv_holds(types, known[i])) {
            return obv_slice_of(known[i]);
        }
    }
    obv_slice first = obv_slice_of("");
    (void)obv_json_text(obv_json_item(types, 0), &first);
    return first;
}

/* A whole number as its digits, however it is written: JCS signs 7 and 7.0 as
   one.  Anything else is empty. */
static obv_status
digits_of(obv_reader *reader, const obv_json *value, obv_slice *ret)
{
    int64_t number;
    *ret = obv_slice_of("");
    if (!obv_json_integer(value, &number)) {
        return OBV_OK;
    }
    obv_buffer digits = obv_buffer_in(reader->arena);
    obv_put_number(&digits, number);
    *ret = obv_buffer_slice(&digits);
    return digits.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* Bitstring Status List 1.0, 2.1: "an arbitrary size integer ... expressed as a
   string"; a plain number can mean nothing else. */
static obv_status
read_index(obv_reader *reader, const obv_json *item, obv_slice *ret)
{
    *ret = obv_member(item, "statusListIndex");
    if (ret->len == 0) {
        TRY(digits_of(reader, obv_one(item, "statusListIndex"), ret));
    }
    if (ret->len == 0) {
        *ret = obv_member(item, "revocationListIndex");
    }
    return OBV_OK;
}

/* No size is one bit; one that is no number is none that a list can have. */
static obv_status
read_size(obv_reader *reader, const obv_json *item, obv_slice *ret)
{
    const obv_json *size = obv_json_get(item, "statusSize");
    TRY(digits_of(reader, obv_one(item, "statusSize"), ret));
    if (size != NULL && ret->len == 0) {
        *ret = obv_slice_of("0");
    }
    return OBV_OK;
}

static obv_status
read_messages(obv_reader *reader, const obv_json *item, obv_status_entry *ret)
{
    const obv_json *given;
    void *room;
    size_t count = obv_many(item, "statusMessage", &given);
    TRY(obv_items(reader, count, sizeof(obv_status_message), &room));
    obv_status_message *messages = room;
    for (size_t i = 0; i < count; i++) {
        const obv_json *message = obv_json_item(given, i);
        messages[i] = (obv_status_message){
            .status = obv_member(message, "status"),
            .message = obv_member(message, "message"),
        };
    }
    ret->messages = messages;
    ret->message_count = count;
    return OBV_OK;
}

/* BitstringStatusListEntry and its forerunners; for any other kind the list is
   the id of the entry. */
static obv_status
read_entry(obv_reader *reader, const obv_json *item, obv_status_entry *ret)
{
    static const char *const lists[] = {"statusListCredential",
                                        "revocationListCredential", "id"};
    *ret = (obv_status_entry){
        .type = type_of_entry(item),
        .list = obv_slice_of(""),
        .purpose = obv_member(item, "statusPurpose"),
        .id = obv_member(item, "id"),
    };
    for (size_t i = 0; ret->list.len == 0 && i < COUNT(lists); i++) {
        ret->list = obv_member(item, lists[i]);
    }
    TRY(read_index(reader, item, &ret->index));
    TRY(read_size(reader, item, &ret->size));
    return read_messages(reader, item, ret);
}

obv_status
obv_statuses_read(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    const obv_json *given;
    size_t count = obv_many(object, "credentialStatus", &given);
    void *room;
    TRY(obv_items(reader, count, sizeof(*c->statuses), &room));
    c->statuses = room;
    for (size_t i = 0; i < count; i++) {
        TRY(read_entry(reader, obv_json_item(given, i),
                       &c->statuses[c->status_count++]));
    }
    return OBV_OK;
}

/* ---- Lists --------------------------------------------------------------- */

static obv_slice
type_of_list(const obv_json *object)
{
    static const char *const known[] = {"BitstringStatusListCredential",
                                        "StatusList2021Credential"};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (obv_has_type(object, known[i])) {
            return obv_slice_of(known[i]);
        }
    }
    return obv_slice_of("");
}

static obv_status
read_purposes(obv_reader *reader, const obv_json *subject, obv_status_list *ret)
{
    const obv_json *given;
    void *room;
    size_t count = obv_many(subject, "statusPurpose", &given);
    TRY(obv_items(reader, count, sizeof(obv_slice), &room));
    obv_slice *purposes = room;
    for (size_t i = 0; i < count; i++) {
        purposes[i] = obv_slice_of("");
        (void)obv_json_text(obv_json_item(given, i), &purposes[i]);
    }
    ret->purposes = purposes;
    ret->purpose_count = count;
    return OBV_OK;
}

obv_status
obv_status_list_read(obv_reader *reader, obv_credential *c,
                     const obv_json *object)
{
    obv_slice type = type_of_list(object);
    const obv_json *subject = obv_one(object, "credentialSubject");
    const obv_json *ttl = obv_json_get(subject, "ttl");
    if (type.len == 0) {
        return OBV_OK;
    }
    obv_status_list *list = obv_arena_alloc(reader->arena, 1, sizeof(*list));
    if (list == NULL) {
        return OBV_NO_MEMORY;
    }
    list->type = type;
    list->subject_type = obv_member(subject, "type");
    list->encoded = obv_member(subject, "encodedList");
    list->has_ttl = ttl != NULL;
    list->bad_ttl =
        ttl != NULL && !obv_json_integer(obv_one(subject, "ttl"), &list->ttl);
    TRY(read_purposes(reader, subject, list));
    c->status_list = list;
    return OBV_OK;
}
