/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trust/trust.h - who may sign, as far as the signed list says.
 *
 * The list's bytes are verified (minisig.c, root.c) before they are parsed
 * (list.c); issuers and keys are found by match.c.  keys/README.md is the
 * format.
 */
#ifndef OBV_TRUST_H
#define OBV_TRUST_H

#include "base/base.h"

typedef struct obv_listed_key {
    obv_slice id;
    obv_key key;
    int64_t not_before, not_after; /* inclusive; INT64_MIN and MAX: open */
    bool compromised;
    int64_t compromised_from;
    const uint8_t (*vouched)[16]; /* digests of badges that stand all the same */
    size_t vouched_count;
} obv_listed_key;

typedef struct obv_listed_issuer {
    obv_slice *ids;
    size_t id_count;
    obv_slice name, town, siret, telephone;
    obv_listed_key *keys;
    size_t key_count;
    obv_slice *may_award; /* NULL: anything */
    size_t may_award_count;
    obv_slice *status_signers;
    size_t status_signer_count;
    bool removed; /* once listed, no longer: reads as not listed */
} obv_listed_issuer;

/* A published achievement, badge class or profile. */
typedef struct obv_catalogue_entry {
    obv_slice id;             /* the address or id that badges name it by */
    const obv_json *document; /* as published */
    int64_t published;
    obv_slice planned_period; /* ISO 8601 duration; empty: none */
    obv_slice *optional;      /* criteria lines that are optional */
    size_t optional_count;
} obv_catalogue_entry;

/* By issuer id and credential id, or by digest. */
typedef struct obv_withdrawal {
    obv_slice issuer, credential;
    uint8_t digest[16];
    bool by_digest, suspended;
    int64_t since; /* when the list was told */
} obv_withdrawal;

const obv_listed_issuer *obv_trust_issuer(const obv_trust *trust,
                                          obv_slice id);
const obv_catalogue_entry *obv_trust_entry(const obv_trust *trust,
                                           obv_slice id);
const obv_withdrawal *obv_trust_withdrawal(const obv_trust *trust,
                                           const obv_listed_issuer *issuer,
                                           obv_slice credential,
                                           const uint8_t digest[16]);

/* What a badge says of its key. */
typedef struct obv_key_hint {
    obv_slice id;         /* kid, verificationMethod, creator; may be empty */
    const obv_key *shown; /* jwk in the badge; NULL: none */
    bool any;             /* OB 2.0: with no hint, any key of the issuer */
} obv_key_hint;

/*
 * The key of `issuer` that the hint names: by id, else by equal material
 * (jwk, did:key, did:jwk or a Multikey in the fragment).  OBV_NOT_FOUND: none
 * of its keys; OBV_MALFORMED: two hints that disagree.  With `any`, and no
 * hint, *ret is the first key from *from on, and *from moves behind it.
 */
obv_status obv_trust_key(const obv_listed_issuer *issuer,
                         const obv_key_hint *hint, obv_arena *arena,
                         size_t *from, const obv_listed_key **ret);

/* did:key (with or without fragment) and did:jwk (did.c). */
obv_status obv_did_key(obv_slice did, obv_arena *arena, obv_key *ret);

/*
 * minisign (minisig.c).  `key` is the base64 line of a minisign public key;
 * prehashed signatures only.  *comment is the trusted comment, signed.
 */
obv_status obv_minisig_check(obv_slice file, obv_slice signature,
                             obv_slice key, obv_arena *arena,
                             obv_slice *comment);

#endif
