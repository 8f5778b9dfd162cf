/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof/proof.h - signed bytes + key -> yes or no.
 *
 * One table of suites (proof.c).  What has no row cannot be asked for: "none"
 * and HMAC have none.  The key decides which suite is allowed, never the
 * badge.
 *
 * A proof is two things: which bytes were signed (rebuilt by the floor canon,
 * for an embedded proof, only when a key is there to check with), and a
 * signature over them.  The form reads proofs into obv_proof; nothing of them
 * is believed.
 */
#ifndef OBV_PROOF_H
#define OBV_PROOF_H

#include "canon/canon.h"

typedef enum obv_proof_kind {
    OBV_PROOF_NONE,
    OBV_PROOF_JWS,    /* compact JWS around the whole credential */
    OBV_PROOF_LINKED, /* embedded */
    OBV_PROOF_HOSTED  /* a web page: cannot be checked here */
} obv_proof_kind;

/* One proof of a credential, as found; nothing of it is believed. */
typedef struct obv_proof {
    struct obv_proof *next;
    obv_proof_kind kind;
    obv_slice suite;     /* JWS `alg`; `cryptosuite`, else the proof's `type` */
    obv_slice key_id;    /* kid, verificationMethod, creator; empty: none */
    obv_key key_shown;   /* `jwk` of a JWS header; kind OBV_KEY_NONE: none */
    obv_slice message;   /* JWS signing input: the bytes that were signed */
    obv_slice signature; /* raw bytes of a JWS */

    /* ---- An embedded proof.  By IRI, where its suite signs linked data --- */

    obv_document secured; /* what it signs: the document less its proofs */
    obv_document options; /* ... and the proof less its signature */
    /* The same as linked data; NULL: the suite signs none, or `trouble`. */
    const obv_linked *linked, *linked_options;
    /* Why the signed bytes cannot be rebuilt; OBV_REASON_NONE: they can. */
    obv_reason trouble;
    obv_slice about; /* trouble: the address of a context, a name; or empty */
    obv_slice value; /* proofValue or jws, as it stands */
    obv_slice id, purpose, domain, challenge; /* empty: none */
    obv_moment created, expires;
    const obv_slice *previous; /* ids of the proofs that it signs as well */
    size_t previous_count;
    /* Derived by the holder, who may have left out what he liked: what is
       absent says nothing. */
    bool selective;
} obv_proof;

/* How an embedded suite spells what it signs. */
typedef enum obv_spelling {
    OBV_SPELLING_UNKNOWN, /* no row for this suite */
    OBV_SPELLING_RDFC,
    OBV_SPELLING_JCS
} obv_spelling;

/* `type` of a proof and its `cryptosuite` (empty: none). */
obv_spelling obv_proof_spelling(obv_slice type, obv_slice cryptosuite);

/* A kind of key that a suite takes; OBV_KEY_NONE for one without a row. */
obv_key_kind obv_proof_needs(const obv_proof *proof);

/* ---- An embedded proof, made ready (open.c) ------------------------------ */

/*
 * Sets what a proof object of a credential says of the bytes that were signed:
 * kind, suite, value, secured, options, selective and, by the names of its
 * members, id and previous; the rest is untouched.  `credential` holds the
 * proof, and those before it in a chain; an issuer that is about to sign hands
 * in a proof object without a proofValue.
 *
 * OBV_NOT_FOUND: no proof, or more than one, has an id of previousProof, so
 * nobody knows what was signed: all else is set.  OBV_LIMIT: too many of them.
 * OBV_NO_MEMORY.
 */
obv_status obv_proof_open(const obv_json *credential, const obv_json *object,
                          obv_arena *arena, obv_proof *ret);

/*
 * Reads `linked` and `linked_options` where the suite signs linked data and
 * they are not there yet.  Data Integrity's options are used, with this
 * `meaning` of contexts.  Fails as obv_linked_read does.
 */
obv_status obv_proof_link(obv_proof *proof, unsigned meaning, obv_arena *arena,
                          obv_ld_fault *why);

/*
 * The bytes that a key of this kind signs for an opened and linked proof: what
 * an issuer hands to its key.  OBV_UNSUPPORTED: no row for this suite and kind,
 * or one that is not signed like this (a derived proof; a detached JWS, whose
 * header is signed too).  Else as obv_proof_check.
 */
obv_status obv_proof_message(const obv_proof *proof, obv_key_kind kind,
                             obv_arena *arena, obv_slice *ret);

/*
 * OBV_OK: the signature of `key` is over these bytes.  OBV_BAD_SIGNATURE: it
 * is not.  OBV_WRONG_KEY: the key is of another kind.  OBV_UNSUPPORTED: no row
 * for the suite, or a proof that cannot be checked here (`trouble`, or a base
 * proof of ecdsa-sd-2023, which is for its holder only).  OBV_MALFORMED: its
 * signature is not written as the suite asks.  OBV_LIMIT: a poisoned graph.
 * OBV_NO_MEMORY: nobody knows.
 */
obv_status obv_proof_check(const obv_proof *proof, const obv_key *key,
                           obv_arena *arena);

/*
 * 16 bytes of SHA-256 over the signed content without its signature, by which
 * a trust list names one badge: the JWS signing input, the canonical N-Quads
 * or the JCS of the secured document.  OBV_UNSUPPORTED: it has none.
 */
obv_status obv_proof_digest(const obv_proof *proof, obv_arena *arena,
                            uint8_t ret[16]);
#endif
