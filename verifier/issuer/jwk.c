/* SPDX-License-Identifier: Apache-2.0 */
/* A public key as JSON Web Key (RFC 7517, 7518, 8037): members in the order of
   RFC 7638, so that the compact print is what a thumbprint hashes. */
#include "issuer/issuer.h"

static bool
set_text(obv_json *jwk, const char *name, const char *text, obv_arena *arena)
{
    return obv_json_set(jwk, name,
                        obv_json_new_text(arena, obv_slice_of(text)));
}

static bool
set_bytes(obv_json *jwk, const char *name, obv_slice bytes, obv_arena *arena)
{
    char *text = obv_to_base64url(bytes, arena);
    return text != NULL && set_text(jwk, name, text, arena);
}

static bool
put_ed25519(obv_json *jwk, const obv_key *key, obv_arena *arena)
{
    return set_text(jwk, "crv", "Ed25519", arena) &&
           set_text(jwk, "kty", "OKP", arena) &&
           set_bytes(jwk, "x", key->first, arena);
}

/* The point is 04 x y. */
static bool
put_ec(obv_json *jwk, const obv_key *key, obv_arena *arena)
{
    size_t width = (key->first.len - 1) / 2;
    obv_slice x = {key->first.ptr + 1, width};
    obv_slice y = {key->first.ptr + 1 + width, width};
    return set_text(jwk, "crv", obv_key_kind_name(key->kind), arena) &&
           set_text(jwk, "kty", "EC", arena) && set_bytes(jwk, "x", x, arena) &&
           set_bytes(jwk, "y", y, arena);
}

static bool
put_rsa(obv_json *jwk, const obv_key *key, obv_arena *arena)
{
    return set_bytes(jwk, "e", key->second, arena) &&
           set_text(jwk, "kty", "RSA", arena) &&
           set_bytes(jwk, "n", key->first, arena);
}

obv_json *
obv_key_to_jwk(const obv_key *key, obv_arena *arena)
{
    obv_json *jwk = obv_json_new_object(arena);
    bool done = key->kind == OBV_KEY_ED25519 ? put_ed25519(jwk, key, arena)
                : key->kind == OBV_KEY_RSA   ? put_rsa(jwk, key, arena)
                                             : put_ec(jwk, key, arena);
    return done ? jwk : NULL;
}
