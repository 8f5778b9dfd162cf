/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proof/proof.h - signed bytes + key -> yes or no.
 *
 * One table of suites (proof.c).  What has no row cannot be asked for: "none"
 * and HMAC have none.  The key decides which suite is allowed, never the
 * badge.
 */
#ifndef OBV_PROOF_H
#define OBV_PROOF_H

#include "form/form.h"

/* The kind of key that a suite needs; OBV_KEY_NONE for one without a row. */
obv_key_kind obv_proof_needs(const obv_proof *proof);

/*
 * OBV_OK: the signature of `key` is over these bytes.  OBV_BAD_SIGNATURE: it
 * is not.  OBV_WRONG_KEY: the key is of another kind.  OBV_UNSUPPORTED: no row
 * for the suite, or a proof that cannot be checked here.  OBV_NO_MEMORY: nobody
 * knows.
 */
obv_status obv_proof_check(const obv_proof *proof, const obv_key *key);

#endif
