/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof/parts.h - what the files of this floor share; no other floor sees it.
 *
 * A suite is one row of the table in proof.c; how its signature is written and
 * what it is over is one of a few ways, each a file.
 */
#ifndef OBV_PROOF_PARTS_H
#define OBV_PROOF_PARTS_H

#include "proof/proof.h"

struct obv_suite;

/* How a signature is written, and over which bytes. */
typedef obv_status obv_proof_way(const struct obv_suite *suite,
                                 const obv_proof *proof, const obv_key *key,
                                 obv_arena *arena);
typedef obv_status obv_verify(const obv_key *key, obv_slice message,
                              obv_slice signature);

typedef struct obv_suite {
    obv_proof_kind kind;
    const char *name;
    obv_key_kind needs;
    obv_proof_way *check;
    obv_verify *verify;
    obv_hash hash;
    obv_spelling spelling;
    const char *alg; /* of the header of a detached JWS; else NULL */
    bool typed;      /* its name is the type of a proof, not a cryptosuite */
} obv_suite;

obv_proof_way obv_check_compact;  /* JWS around the whole credential */
obv_proof_way obv_check_value;    /* proofValue over two hashes (value.c) */
obv_proof_way obv_check_detached; /* jws over two hashes (detached.c) */
obv_proof_way obv_check_derived;  /* ecdsa-sd-2023 (derived.c) */

/* NULL: none.  With OBV_KEY_NONE, the first of that name. */
const obv_suite *obv_suite_find(const obv_proof *proof, obv_key_kind needs);
/* Which name of a proof counts: its cryptosuite only where its type is
   DataIntegrityProof.  What is named crosswise has no row. */
obv_slice obv_suite_name(obv_slice type, obv_slice cryptosuite);

/* ---- What was signed (message.c) ----------------------------------------- */

/* The hash of the options, then that of the document: OBV_MAX_HASH bytes for
   each at most.  OBV_UNSUPPORTED: `trouble`, or not linked. */
typedef struct obv_hashes {
    uint8_t bytes[2 * OBV_MAX_HASH];
    size_t len;
} obv_hashes;

obv_status obv_hash_both(const obv_suite *suite, const obv_proof *proof,
                         obv_arena *arena, obv_hashes *ret);
/* The hash of one linked document's canonical text; SHA-256 is remembered. */
obv_status obv_hash_linked(const obv_linked *linked, obv_hash hash,
                           obv_arena *arena, uint8_t ret[OBV_MAX_HASH]);

/* ---- CBOR (cbor.c, libcbor) ---------------------------------------------- */

typedef enum obv_cbor_kind {
    OBV_CBOR_NUMBER, /* not negative */
    OBV_CBOR_BYTES,
    OBV_CBOR_ARRAY, /* that many items follow */
    OBV_CBOR_MAP    /* that many pairs of items follow */
} obv_cbor_kind;

typedef struct obv_cbor {
    obv_cbor_kind kind;
    uint64_t number; /* or how many */
    obv_slice bytes;
} obv_cbor;

/* Takes one item off the front.  False for any other kind, for one without a
   length of its own, and for the end. */
bool obv_cbor_take(obv_slice *in, obv_cbor *ret);

#endif
