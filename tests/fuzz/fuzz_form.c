/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: badge texts into credentials.  JSON is read as it is, as
 * the payload of a JWS and as its header, so that base64url is no wall.  What
 * comes out must be whole: no text without bytes, no list without its end.
 */
#include "form/form.h"
#include "needing.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check_fault(const obv_fault *fault)
{
    need(fault->check <= OBV_CHECK_PROOF);
    need(fault->reason != OBV_REASON_NONE);
    need(strcmp(obv_reason_name(fault->reason), "unknown") != 0);
    touch(fault->where);
}

static void
check_proofs(const obv_credential *c)
{
    size_t count = 0;
    for (const obv_proof *p = c->proofs; p != NULL; p = p->next) {
        need(++count <= OBV_MAX_PROOFS);
        need(p->kind != OBV_PROOF_NONE && p->kind <= OBV_PROOF_HOSTED);
        touch(p->suite);
        touch(p->key_id);
        touch(p->message);
        touch(p->signature);
    }
}

static void
check_texts(const obv_credential *c)
{
    const obv_slice texts[] = {c->id,
                               c->issuer_id,
                               c->issuer_name,
                               c->class_address,
                               c->issuer_address,
                               c->subject_id,
                               c->subject_name,
                               c->comment,
                               c->achievement.id,
                               c->achievement.name,
                               c->achievement.description,
                               c->achievement.type,
                               c->achievement.language,
                               c->achievement.criteria_id,
                               c->achievement.criteria_narrative,
                               c->achievement.image,
                               c->achievement.creator};
    for (size_t i = 0; i < COUNT(texts); i++) {
        touch(texts[i]);
    }
}

static void
check_lists(const obv_credential *c)
{
    for (size_t i = 0; i < c->identity_count; i++) {
        touch(c->identities[i].type);
        touch(c->identities[i].value);
        touch(c->identities[i].salt);
    }
    for (size_t i = 0; i < c->evidence_count; i++) {
        touch(c->evidence[i].id);
        touch(c->evidence[i].narrative);
        touch(c->evidence[i].genre);
    }
    for (size_t i = 0; i < c->alignment_count; i++) {
        touch(c->alignments[i].name);
        touch(c->alignments[i].url);
    }
    for (size_t i = 0; i < c->result_count; i++) {
        touch(c->results[i].name);
        touch(c->results[i].value);
    }
    for (size_t i = 0; i < c->status_count; i++) {
        touch(c->statuses[i].list);
        touch(c->statuses[i].index);
    }
}

static size_t
check_credentials(const obv_credential *c, const obv_credential *parent,
                  unsigned depth)
{
    size_t count = 0;
    need(depth <= OBV_MAX_NESTING);
    for (; c != NULL; c = c->next) {
        need(c->parent == parent);
        need((c->place == OBV_PLACE_TOP) == (parent == NULL));
        need(c->kind <= OBV_KIND_OTHER && c->edition <= OBV_CLR2);
        need(c->fault_count <= OBV_MAX_FAULTS);
        /* Nothing unsigned stands at the top without its fault. */
        need(c->proofs != NULL || c->fault_count > 0 || parent != NULL);
        for (size_t i = 0; i < c->fault_count; i++) {
            check_fault(&c->faults[i]);
        }
        check_proofs(c);
        check_texts(c);
        check_lists(c);
        count += 1 + check_credentials(c->inside, c, depth + 1);
        need(count <= OBV_MAX_BADGES);
    }
    return count;
}

static void
read_one(obv_slice text, obv_arena *arena)
{
    obv_credential *c = NULL;
    obv_fault why = {.where = {NULL, 0}};
    obv_status status = obv_form_read(text, NULL, arena, &c, &why);
    need(status == OBV_OK || status == OBV_LIMIT || status == OBV_NO_MEMORY);
    if (status != OBV_OK) {
        need(c == NULL);
    } else if (c == NULL) {
        need(why.check == OBV_CHECK_PRESENT || why.check == OBV_CHECK_FORMAT);
        check_fault(&why);
    } else {
        (void)check_credentials(c, NULL, 0);
    }
    obv_arena_empty(arena);
}

/* Bytes on the heap, so that a sanitizer sees each step beyond them. */
static void
read_jws(const char *header, const char *payload, obv_arena *arena)
{
    size_t len = strlen(header) + strlen(payload) + sizeof("..AAAA");
    char *text = malloc(len);
    need(text != NULL);
    size_t at = 0;
    const char *parts[] = {header, ".", payload, ".AAAA"};
    for (size_t i = 0; i < COUNT(parts); i++) {
        memcpy(text + at, parts[i], strlen(parts[i]));
        at += strlen(parts[i]);
    }
    obv_arena_empty(arena);
    read_one((obv_slice){(const uint8_t *)text, at}, arena);
    free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const char header[] = "{\"alg\":\"EdDSA\",\"kid\":\"k\"}";
    static const char payload[] =
        "{\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"]}";
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA);
    }
    need(arena != NULL);
    obv_slice text = {bytes, len};
    read_one(text, arena);
    if (len == 0 || bytes[0] != '{' || len > OBV_MAX_BADGE_TEXT / 2) {
        return 0;
    }
    const char *encoded = obv_to_base64url(text, arena);
    need(encoded != NULL);
    char *copy = strdup(encoded);
    need(copy != NULL);
    read_jws(obv_to_base64url(obv_slice_of(header), arena), copy, arena);
    read_jws(copy, obv_to_base64url(obv_slice_of(payload), arena), arena);
    free(copy);
    return 0;
}
