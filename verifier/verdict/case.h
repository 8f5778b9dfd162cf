/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/case.h - one credential and all that is known about it.
 *
 * Gathered once (case.c), read by every check and every claim: no check looks
 * for an issuer or tries a key by itself.
 */
#ifndef OBV_CASE_H
#define OBV_CASE_H

#include "verdict/verdict.h"

/* What came of a proof, or of all of them taken together. */
typedef enum obv_proof_word {
    OBV_PROOFS_UNCHECKED, /* reason says why */
    OBV_PROOFS_BAD,       /* one by a listed key does not hold */
    OBV_PROOFS_GOOD       /* one by a listed key holds, none is bad */
} obv_proof_word;

/* One proof, tried by itself. */
typedef struct obv_tried {
    const obv_proof *proof;
    obv_proof_word word;
    obv_reason reason;
    const obv_listed_key *key; /* that was named; NULL: none of the issuer */
    obv_outcome key_outcome;   /* is it the issuer's? */
    obv_reason key_reason;
    bool holds;        /* its signature does, whatever else keeps it back */
    obv_result counts; /* what the report says of it */
} obv_tried;

typedef struct obv_case {
    const obv_credential *credential;
    const obv_badge *around; /* what it stands in, judged; NULL at the top */
    const obv_trust *trust;
    const obv_trust_facts *list;
    const obv_question *question;
    obv_arena *arena;

    const obv_listed_issuer *issuer;  /* NULL: not on the list */
    const obv_catalogue_entry *entry; /* of the achievement; NULL: none */

    /* One graph of this file was too complex: no other of it is tried, as each
       would cost as much. */
    bool poisoned;
    obv_tried tried[OBV_MAX_PROOFS];
    size_t tried_count;
    /* What the heaviest of them says (obv_tried). */
    const obv_proof *proof; /* NULL: there is none */
    obv_proof_word proofs;
    obv_reason proofs_reason;
    const obv_listed_key *key; /* that signed, else that was named; NULL */
    obv_outcome key_outcome;   /* is a key of the issuer behind it? */
    obv_reason key_reason;

    /* By the issuer's own lists (obv_case_ask_lists), and what they tell. */
    obv_result status;
    obv_slice status_address; /* of the list that this comes from */
    obv_slice messages[OBV_MAX_STATUS_ENTRIES];
    size_t message_count;
} obv_case;

/* ret->poisoned is the caller's to set before, ret->around after. */
obv_status obv_case_gather(const obv_credential *credential,
                           const obv_trust *trust, const obv_question *question,
                           obv_arena *arena, obv_case *ret);

/* Asks the status lists that the badge names (status.c).  A list has none of
   its own: it is gathered, and not asked for. */
obv_status obv_case_ask_lists(obv_case *c);
/* Tries every proof, and lets the heaviest speak (proofs.c). */
obv_status obv_case_try_proofs(obv_case *c);
/* Adds what came of each to the badge. */
void obv_case_tell_proofs(const obv_case *c, obv_badge *badge);

/* The holder made this copy and may have left out what he liked: what is not
   in it says nothing. */
bool obv_case_is_selective(const obv_case *c);

/* 16 bytes by which a list names what the proof signs; false: there are
   none. */
bool obv_case_digest(const obv_case *c, const obv_proof *proof,
                     uint8_t ret[16]);

/* What keeps back a proof that holds, one question each (trusted.c, dated.c).
 */
obv_result obv_key_is_in_dates(const obv_case *c, const obv_listed_key *key,
                               const obv_proof *proof);
obv_result obv_key_is_safe(const obv_case *c, const obv_tried *tried);
obv_result obv_proof_has_started(const obv_case *c, const obv_proof *proof);
obv_result obv_proof_has_not_ended(const obv_case *c, const obv_proof *proof);

/* A listed key of the named issuer signed this very content. */
bool obv_case_proven(const obv_case *c);

/* Signed by nothing of its own, inside something that may be signed. */
bool obv_case_is_statement(const obv_case *c);

/* What it stands in is whole, signed, and by a listed issuer: only then does
   it say anything about what stands in it. */
bool obv_case_around_is_genuine(const obv_case *c);

/* The person (person.c): hashed and plain, every identityType. */
obv_result obv_check_email(const obv_case *c);
obv_result obv_check_name_given(const obv_case *c);

/* Whether an endorsement is of what it stands in (inside.c). */
obv_result obv_check_endorsed(const obv_case *c);

/* The checks that need the list (trusted.c) or the clock (dated.c). */
obv_result obv_check_signature(const obv_case *c);
obv_result obv_check_listed(const obv_case *c);
obv_result obv_check_key(const obv_case *c);
obv_result obv_check_key_dates(const obv_case *c);
obv_result obv_check_key_safe(const obv_case *c);
obv_result obv_check_may_award(const obv_case *c);
obv_result obv_check_published(const obv_case *c);
obv_result obv_check_list_usable(const obv_case *c);
obv_result obv_check_started(const obv_case *c);
obv_result obv_check_not_ended(const obv_case *c);
obv_result obv_check_not_listed(const obv_case *c);
obv_result obv_check_status(const obv_case *c);

/* Results in one word each. */
obv_result obv_yes(void);
obv_result obv_no(obv_reason reason);
obv_result obv_unchecked(obv_reason reason);

/* What the badge says, as lines of the verdict (claims.c). */
obv_status obv_claims_add(const obv_case *c, obv_badge *badge,
                          obv_verdict *verdict);

/* The text of a line; cut between characters at OBV_MAX_CLAIM.  Sets
   verdict->cut where there is no room. */
void obv_claim_text(obv_verdict *verdict, obv_claim claim, obv_slice text);

#endif
