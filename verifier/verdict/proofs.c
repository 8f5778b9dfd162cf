/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proofs of a credential, each by itself and then together.
 *
 * One good proof by a listed key of the issuer is enough, one bad one is too
 * much.  A forger can add any proof that others made, name any listed key, and
 * leave out what he does not like; none of that may make a badge better.
 */
#include "verdict/case.h"

/* ---- The signature ------------------------------------------------------- */

/* OB 2.0 may name no key at all: then each key of the issuer is tried. */
static obv_status
try_any_key(const obv_case *c, obv_tried *ret)
{
    obv_key_hint hint = {.id = obv_slice_of(""), .any = true};
    size_t from = 0;
    const obv_listed_key *key;
    while (obv_trust_key(c->issuer, &hint, c->arena, &from, &key) == OBV_OK) {
        obv_status status = obv_proof_check(ret->proof, &key->key, c->arena);
        if (status == OBV_NO_MEMORY) {
            return status;
        }
        if (status == OBV_OK) {
            ret->word = OBV_PROOFS_GOOD;
            ret->reason = OBV_REASON_NONE;
            ret->key = key;
            ret->key_outcome = OBV_YES;
            return OBV_OK;
        }
    }
    ret->reason = OBV_REASON_NO_KEY;
    ret->key_outcome = OBV_NO;
    ret->key_reason = OBV_REASON_NOT_ITS_KEY;
    return OBV_OK;
}

/* What obv_proof_check says, in the words of a verdict; unchecked where there
   is no row. */
static const struct {
    obv_status status;
    obv_proof_word word;
    obv_reason reason;
} answers[] = {
    {OBV_OK, OBV_PROOFS_GOOD, OBV_REASON_NONE},
    {OBV_BAD_SIGNATURE, OBV_PROOFS_BAD, OBV_REASON_BAD_SIGNATURE},
    {OBV_MALFORMED, OBV_PROOFS_BAD, OBV_REASON_ODD_SIGNATURE},
    {OBV_WRONG_KEY, OBV_PROOFS_UNCHECKED, OBV_REASON_NO_KEY},
    {OBV_LIMIT, OBV_PROOFS_UNCHECKED, OBV_REASON_TOO_COMPLEX},
    {OBV_NO_MEMORY, OBV_PROOFS_UNCHECKED, OBV_REASON_LIMIT},
};

/* The named key is the issuer's: what does the signature say? */
static void
try_key(obv_case *c, const obv_listed_key *key, obv_tried *ret)
{
    const obv_proof *proof = ret->proof;
    ret->key = key;
    ret->key_outcome = OBV_YES;
    ret->key_reason = OBV_REASON_NONE;
    ret->reason = OBV_REASON_UNKNOWN_SUITE;
    if (proof->trouble != OBV_REASON_NONE) {
        ret->reason = proof->trouble;
        return;
    }
    if (proof->linked != NULL && c->poisoned) {
        ret->reason = OBV_REASON_TOO_COMPLEX;
        return;
    }
    obv_status status = obv_proof_check(proof, &key->key, c->arena);
    for (size_t i = 0; i < COUNT(answers); i++) {
        if (answers[i].status == status) {
            ret->word = answers[i].word;
            ret->reason = answers[i].reason;
        }
    }
    c->poisoned = c->poisoned || status == OBV_LIMIT;
    if (status == OBV_WRONG_KEY) {
        ret->key_outcome = OBV_NO;
        ret->key_reason = OBV_REASON_WRONG_KEY_KIND;
    }
}

/* Data Integrity 4.6: each proof before it has to be there.  Two of one id
   could be told apart by nobody. */
static const obv_proof *
proof_before(const obv_case *c, obv_slice id)
{
    const obv_proof *found = NULL;
    for (const obv_proof *p = c->credential->proofs; p != NULL; p = p->next) {
        if (id.len > 0 && obv_slice_equal(p->id, id)) {
            if (found != NULL) {
                return NULL;
            }
            found = p;
        }
    }
    return found;
}

static bool
lacks_one_before(const obv_case *c, const obv_proof *proof)
{
    for (size_t i = 0; i < proof->previous_count; i++) {
        if (proof_before(c, proof->previous[i]) == NULL) {
            return true;
        }
    }
    return false;
}

/* The key that it names, among those of the issuer. */
static obv_status
find_key(const obv_case *c, obv_tried *ret, const obv_listed_key **key)
{
    const obv_proof *proof = ret->proof;
    obv_key_hint hint = {
        .id = proof->key_id,
        .shown =
            proof->key_shown.kind != OBV_KEY_NONE ? &proof->key_shown : NULL,
    };
    size_t from = 0;
    if (hint.id.len == 0 && hint.shown == NULL) {
        if (ret->reason == OBV_REASON_NO_KEY) {
            ret->reason = OBV_REASON_NO_KEY_NAMED;
        }
        ret->key_reason = OBV_REASON_NO_KEY_NAMED;
        return OBV_NOT_FOUND;
    }
    obv_status status = obv_trust_key(c->issuer, &hint, c->arena, &from, key);
    if (status != OBV_OK && status != OBV_NO_MEMORY) {
        ret->key_outcome = OBV_NO;
        ret->key_reason = status == OBV_MALFORMED ? OBV_REASON_KEYS_DISAGREE
                                                  : OBV_REASON_NOT_ITS_KEY;
    }
    return status;
}

static obv_status
try_proof(obv_case *c, obv_tried *ret)
{
    const obv_proof *proof = ret->proof;
    const obv_listed_key *key = NULL;
    ret->reason = OBV_REASON_NO_KEY;
    if (proof->kind == OBV_PROOF_HOSTED) {
        ret->reason = ret->key_reason = OBV_REASON_HOSTED;
        return OBV_OK;
    }
    if (obv_proof_needs(proof) == OBV_KEY_NONE) {
        ret->reason = OBV_REASON_UNKNOWN_SUITE; /* whoever signed */
    }
    if (c->issuer == NULL) {
        return OBV_OK;
    }
    if (proof->kind == OBV_PROOF_JWS && proof->key_id.len == 0 &&
        proof->key_shown.kind == OBV_KEY_NONE &&
        c->credential->edition < OBV_OB3) {
        return try_any_key(c, ret);
    }
    obv_status status = find_key(c, ret, &key);
    if (status != OBV_OK) {
        return status == OBV_NO_MEMORY ? status : OBV_OK;
    }
    if (lacks_one_before(c, proof)) {
        ret->key = key;
        ret->key_outcome = OBV_YES;
        ret->reason = OBV_REASON_CHAIN_BROKEN;
        return OBV_OK;
    }
    try_key(c, key, ret);
    return OBV_OK;
}

/* ---- What keeps back one that holds -------------------------------------- */

static const obv_tried *
tried_before(const obv_case *c, obv_slice id)
{
    const obv_proof *proof = proof_before(c, id);
    for (size_t i = 0; i < c->tried_count; i++) {
        if (c->tried[i].proof == proof) {
            return &c->tried[i];
        }
    }
    return NULL;
}

static bool
all_before_hold(const obv_case *c, const obv_proof *proof)
{
    for (size_t i = 0; i < proof->previous_count; i++) {
        const obv_tried *before = tried_before(c, proof->previous[i]);
        if (before == NULL || !before->holds) {
            return false;
        }
    }
    return true;
}

/* From those that lean on nothing, one link a round: what is never reached
   leans on one that does not hold, or on itself. */
static void
settle_chains(obv_case *c)
{
    for (size_t round = 0; round < c->tried_count; round++) {
        for (size_t i = 0; i < c->tried_count; i++) {
            obv_tried *t = &c->tried[i];
            t->holds =
                t->word == OBV_PROOFS_GOOD && all_before_hold(c, t->proof);
        }
    }
}

/* A JWS has no purpose but this; a proof may write it as a term or an IRI. */
static bool
is_assertion(const obv_proof *proof)
{
    return proof->purpose.len == 0
               ? proof->kind == OBV_PROOF_JWS
               : obv_slice_is(proof->purpose, "assertionMethod") ||
                     obv_slice_is(proof->purpose, "https://w3id.org/"
                                                  "security#assertionMethod");
}

/* Data Integrity 2.1: who meets a proof for a domain that is not his own, or
   in answer to a question that he did not ask, meets a copy. */
static bool
is_for_somebody(const obv_proof *proof)
{
    return proof->domain.len > 0 || proof->challenge.len > 0;
}

static void
hold_back(obv_tried *t)
{
    obv_reason reason = OBV_REASON_NONE;
    if (!t->holds) {
        reason = OBV_REASON_CHAIN_BROKEN;
    } else if (!is_assertion(t->proof)) {
        reason = OBV_REASON_OTHER_PURPOSE;
    } else if (is_for_somebody(t->proof)) {
        reason = OBV_REASON_OTHER_AUDIENCE;
    }
    if (reason != OBV_REASON_NONE) {
        t->word = OBV_PROOFS_UNCHECKED;
        t->reason = reason;
    }
}

/* Good, and good for something: by a key that may be believed, today. */
static obv_result
weigh_good(const obv_case *c, const obv_tried *t)
{
    obv_result results[] = {
        obv_key_is_in_dates(c, t->key, t->proof),
        obv_key_is_safe(c, t),
        obv_proof_has_not_ended(c, t->proof),
        obv_proof_has_started(c, t->proof),
    };
    for (size_t i = 0; i < COUNT(results); i++) {
        if (results[i].outcome != OBV_YES) {
            return results[i];
        }
    }
    return (obv_result){
        OBV_YES, t->proof->selective ? OBV_REASON_WITHHELD : OBV_REASON_NONE,
        0};
}

static obv_result
weigh(const obv_case *c, const obv_tried *t)
{
    switch (t->word) {
    case OBV_PROOFS_BAD:
        return obv_no(t->reason);
    case OBV_PROOFS_GOOD:
        return weigh_good(c, t);
    case OBV_PROOFS_UNCHECKED:
        break;
    }
    if (t->key_outcome == OBV_NO) {
        return obv_no(t->key_reason);
    }
    return t->reason == OBV_REASON_OTHER_PURPOSE ? obv_no(t->reason)
                                                 : obv_unchecked(t->reason);
}

/* ---- Together ------------------------------------------------------------ */

/* A good proof beside a bad one by a listed key must not cover for it; beside
   one that we cannot check, it is enough.  Of two good ones, the better. */
static int
weight(const obv_tried *t)
{
    if (t->word == OBV_PROOFS_BAD) {
        return 6;
    }
    if (t->word == OBV_PROOFS_GOOD) {
        return t->counts.outcome != OBV_YES ? 3 : t->proof->selective ? 4 : 5;
    }
    switch (t->key_outcome) {
    case OBV_YES:
        return 2; /* unchecked, but by a key of the issuer */
    case OBV_NO:
        return 1;
    case OBV_UNCHECKED:
        break;
    }
    return 0;
}

static void
let_speak(obv_case *c, const obv_tried *t)
{
    c->proof = t->proof;
    c->proofs = t->word;
    c->proofs_reason = t->reason;
    c->key = t->key;
    c->key_outcome = t->key_outcome;
    c->key_reason = t->key_reason;
}

obv_status
obv_case_try_proofs(obv_case *c)
{
    c->proofs_reason = OBV_REASON_NOT_SIGNED;
    for (const obv_proof *p = c->credential->proofs; p != NULL; p = p->next) {
        if (c->tried_count == COUNT(c->tried)) {
            return OBV_LIMIT;
        }
        obv_tried t = {.proof = p};
        TRY(try_proof(c, &t));
        c->tried[c->tried_count++] = t;
    }
    settle_chains(c);
    const obv_tried *heaviest = NULL;
    for (size_t i = 0; i < c->tried_count; i++) {
        obv_tried *t = &c->tried[i];
        if (t->word == OBV_PROOFS_GOOD) {
            hold_back(t);
        }
        t->counts = weigh(c, t);
        if (heaviest == NULL || weight(t) > weight(heaviest)) {
            heaviest = t;
        }
    }
    if (heaviest != NULL) {
        let_speak(c, heaviest);
    }
    return OBV_OK;
}

/* ---- What the report says of each ---------------------------------------- */

/* Names of suites are words; what else stands there could read as an answer
   of ours. */
static void
put_suite(const obv_proof *proof, obv_proof_finding *ret)
{
    size_t len = sizeof(ret->suite) - 1;
    len = proof->suite.len < len ? proof->suite.len : len;
    for (size_t i = 0; i < len; i++) {
        char c = (char)proof->suite.ptr[i];
        ret->suite[i] = (char)(obv_is_suite_letter(c) ? c : '?');
    }
}

void
obv_case_tell_proofs(const obv_case *c, obv_badge *badge)
{
    for (size_t i = 0; i < c->tried_count; i++) {
        const obv_tried *t = &c->tried[i];
        if (t->proof->kind == OBV_PROOF_NONE) {
            continue;
        }
        obv_proof_finding *f = &badge->proofs[badge->proof_count++];
        f->outcome = t->counts.outcome;
        f->reason = t->counts.reason;
        f->chained = t->proof->previous_count > 0;
        f->created = t->proof->created.given ? t->proof->created.time : 0;
        f->expires = t->proof->expires.given ? t->proof->expires.time : 0;
        put_suite(t->proof, f);
    }
}
