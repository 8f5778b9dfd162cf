/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of libsodium: hashes and Ed25519.
 *
 * crypto_sign_verify_detached refuses keys of small order, and S that is not
 * reduced; that a key is on the curve at all is asked when the key is made.
 */
#include "base/key.h"

#include <sodium.h>

bool
obv_sodium_start(void)
{
    return sodium_init() >= 0;
}

size_t
obv_digest(obv_hash hash, obv_slice bytes, uint8_t digest[OBV_MAX_HASH])
{
    switch (hash) {
    case OBV_SHA256:
        return obv_sha256(bytes, digest); /* libcrypto's, five times faster */
    case OBV_SHA384:
        return obv_sha384(bytes, digest);
    case OBV_SHA512:
        crypto_hash_sha512(digest, bytes.ptr, bytes.len);
        return crypto_hash_sha512_BYTES;
    case OBV_BLAKE2B_512:
        crypto_generichash(digest, OBV_MAX_HASH, bytes.ptr, bytes.len, NULL, 0);
        return OBV_MAX_HASH;
    }
    return 0;
}

bool
obv_ed25519_is_point(const uint8_t bytes[OBV_ED25519_LEN])
{
    return crypto_core_ed25519_is_valid_point(bytes) == 1;
}

obv_status
obv_ed25519_verify(const obv_key *key, obv_slice message, obv_slice signature)
{
    if (key->kind != OBV_KEY_ED25519 ||
        key->first.len != crypto_sign_PUBLICKEYBYTES) {
        return OBV_WRONG_KEY;
    }
    if (signature.len != crypto_sign_BYTES ||
        crypto_sign_verify_detached(signature.ptr, message.ptr, message.len,
                                    key->first.ptr) != 0) {
        return OBV_BAD_SIGNATURE;
    }
    return OBV_OK;
}
