/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of keys need: bytes from hexadecimal, keys from text. */
#ifndef KEYS_H
#define KEYS_H

#include "arenas.h"
#include "known_keys.h"

static inline obv_slice
hex(const char *digits)
{
    obv_slice bytes;
    CHECK_CASE(obv_hex(obv_slice_of(digits), arena, &bytes) == OBV_OK, digits);
    return bytes;
}

static inline obv_status
pem_in(const char *text, obv_key *ret)
{
    return obv_key_from_pem(obv_slice_of(text), arena, ret);
}

static inline obv_status
multikey_in(const char *text, obv_key *ret)
{
    return obv_key_from_multikey(obv_slice_of(text), arena, ret);
}

static inline obv_status
jwk_in(const char *text, obv_key *ret)
{
    const obv_json *jwk;
    CHECK_CASE(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, arena, &jwk,
                              NULL) == OBV_OK,
               text);
    return obv_key_from_jwk(jwk, arena, ret);
}

/* A known key, ready to verify. */
static inline obv_key
ready_key(const char *pem)
{
    obv_key key = {0};
    CHECK_CASE(pem_in(pem, &key) == OBV_OK, pem);
    CHECK_CASE(obv_key_ready(&key) == OBV_OK, pem);
    return key;
}

/* For a test that changes single bytes. */
static inline uint8_t *
writable(obv_slice bytes)
{
    return (uint8_t *)(uintptr_t)bytes.ptr;
}

#endif
