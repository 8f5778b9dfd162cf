/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Embedded proofs for tests: keys of each kind, what they sign, and how it is
 * written.  Nothing of this is in the library, which cannot sign.
 */
#ifndef PROVING_H
#define PROVING_H

#include "proof/proof.h"

/* A key of a kind, made anew in each run; NULL where it cannot be made.  It
   lasts as long as the program. */
const obv_key *proving_key(obv_key_kind kind, unsigned number);

/* Its raw signature of a message, with the hash of its kind. */
obv_slice proving_sign(obv_key_kind kind, unsigned number, obv_slice message,
                       obv_arena *arena);
/* The same of an EC key, as DER. */
obv_slice proving_sign_der(obv_key_kind kind, unsigned number,
                           obv_slice message, obv_arena *arena);

/* "z" and base58; "u" and base64url. */
obv_slice proving_base58(obv_slice bytes, obv_arena *arena);
obv_slice proving_base64url(obv_slice bytes, obv_arena *arena);

/* Linked data that N-Quads say; NULL when they are none. */
const obv_linked *proving_linked(const char *nquads, obv_arena *arena);

#endif
