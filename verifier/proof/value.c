/* SPDX-License-Identifier: Apache-2.0 */
/*
 * proofValue: the raw signature as base58-btc multibase, which is the one
 * spelling of these suites (vc-di-eddsa 3.2.1, vc-di-ecdsa 3.2.1).
 */
#include "proof/parts.h"

/* value ::= "z" base58 */
static obv_status
read_value(obv_slice text, size_t len, obv_arena *arena, obv_slice *ret)
{
    obv_slice prefix;
    if (!obv_take(&text, 1, &prefix) || prefix.ptr[0] != 'z' ||
        text.len > 2 * len) {
        return OBV_MALFORMED;
    }
    TRY(obv_base58(text, arena, ret));
    return ret->len == len ? OBV_OK : OBV_MALFORMED;
}

obv_status
obv_check_value(const obv_suite *suite, const obv_proof *proof,
                const obv_key *key, obv_arena *arena)
{
    obv_slice signature;
    obv_hashes hashes;
    size_t len = suite->needs == OBV_KEY_P384 ? 96 : 64;
    TRY(read_value(proof->value, len, arena, &signature));
    TRY(obv_hash_both(suite, proof, arena, &hashes));
    return suite->verify(key, (obv_slice){hashes.bytes, hashes.len}, signature);
}
