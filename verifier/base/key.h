/* SPDX-License-Identifier: Apache-2.0 */
/* base/key.h - what the files that make keys share; no floor above sees it. */
#ifndef OBV_BASE_KEY_H
#define OBV_BASE_KEY_H

#include "base/base.h"

#define OBV_ED25519_LEN 32

/* Bytes of one coordinate; 0 for a key that has none. */
size_t obv_key_coordinate(obv_key_kind kind);

/* A point of the curve that is written in the one way it has, and not of small
   order: under such a key one signature holds for many messages. (sodium.c) */
bool obv_ed25519_is_point(const uint8_t bytes[OBV_ED25519_LEN]);

/* An EC point, compressed (02 or 03, x) or not (04, x, y), as uncompressed.
   OBV_MALFORMED for one that is off the curve. (openssl.c) */
obv_status obv_ec_point(obv_key_kind kind, obv_slice octets, obv_arena *arena,
                        obv_slice *ret);

/* Write 32 and 48 bytes; need no start and take no memory. (openssl.c) */
size_t obv_sha256(obv_slice bytes, uint8_t digest[OBV_MAX_HASH]);
size_t obv_sha384(obv_slice bytes, uint8_t digest[OBV_MAX_HASH]);

/* Copies; the three below say what obv_key_from_* says. (key.c) */
obv_status obv_key_of_ed25519(obv_slice bytes, obv_arena *arena, obv_key *ret);
obv_status obv_key_of_point(obv_key_kind kind, obv_slice octets,
                            obv_arena *arena, obv_key *ret);
/* Modulus and exponent, big-endian; leading zeros are taken off. */
obv_status obv_key_of_rsa(obv_slice modulus, obv_slice exponent,
                          obv_arena *arena, obv_key *ret);

/* rsa ::= SEQUENCE { modulus INTEGER, exponent INTEGER } (der.c) */
obv_status obv_key_from_rsa_der(obv_slice der, obv_arena *arena, obv_key *ret);

#endif
