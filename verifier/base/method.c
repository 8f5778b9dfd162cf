/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public keys as verification methods: an object that says of which type it
 * is, and holds a key in the member which that type has for it.
 *
 * A method proves nothing about whose key it is.
 */
#include "base/key.h"

/* ---- The forms of a key -------------------------------------------------- */

static obv_status
text_of(const obv_json *value, obv_slice *ret)
{
    return obv_json_text(value, ret) ? OBV_OK : OBV_MALFORMED;
}

static obv_status
from_multibase(const obv_json *value, obv_arena *arena, obv_key *ret)
{
    obv_slice text;
    TRY(text_of(value, &text));
    return obv_key_from_multikey(text, arena, ret);
}

static obv_status
from_base58(const obv_json *value, obv_arena *arena, obv_key *ret)
{
    obv_slice text;
    TRY(text_of(value, &text));
    return obv_key_from_base58(text, arena, ret);
}

static obv_status
from_pem(const obv_json *value, obv_arena *arena, obv_key *ret)
{
    obv_slice text;
    TRY(text_of(value, &text));
    return obv_key_from_pem(text, arena, ret);
}

obv_status
obv_key_from_base58(obv_slice text, obv_arena *arena, obv_key *ret)
{
    obv_slice bytes;
    TRY(obv_base58(text, arena, &bytes));
    return obv_key_of_ed25519(bytes, arena, ret);
}

/* ---- Types --------------------------------------------------------------- */

typedef obv_status (*form)(const obv_json *value, obv_arena *arena,
                           obv_key *ret);

/* OBV_KEY_NONE: the key may be of any kind. */
/* clang-format off */
static const struct {
    const char *type, *member;
    form read;
    obv_key_kind kind;
} methods[] = {
    {"Multikey",                   "publicKeyMultibase", from_multibase,   OBV_KEY_NONE},
    {"JsonWebKey",                 "publicKeyJwk",       obv_key_from_jwk, OBV_KEY_NONE},
    {"JsonWebKey2020",             "publicKeyJwk",       obv_key_from_jwk, OBV_KEY_NONE},
    {"Ed25519VerificationKey2020", "publicKeyMultibase", from_multibase,   OBV_KEY_ED25519},
    {"Ed25519VerificationKey2018", "publicKeyBase58",    from_base58,      OBV_KEY_ED25519},
    {"RsaVerificationKey2018",     "publicKeyPem",       from_pem,         OBV_KEY_RSA},
    {"CryptographicKey",           "publicKeyPem",       from_pem,         OBV_KEY_NONE}, /* OB 2.0 */
    {"Key",                        "publicKeyPem",       from_pem,         OBV_KEY_NONE}, /* the same, expanded */
};

/* Of these a method has the one of its type, and no other: a reader of another
   program must not find another key. */
static const char *const materials[] = {
    "publicKeyMultibase", "publicKeyJwk", "publicKeyBase58", "publicKeyPem",
    "publicKeyHex", "publicKeyBase64", "publicKeyGpg", "publicKeyUint8Array",
    "ethereumAddress", "blockchainAccountId",
};
static const char *const secrets[] = {
    "secretKeyMultibase", "secretKeyJwk", "privateKeyMultibase",
    "privateKeyJwk", "privateKeyBase58", "privateKeyPem", "privateKeyHex",
};
/* clang-format on */

static size_t
count_members(const obv_json *method, const char *const *names, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += obv_json_get(method, names[i]) != NULL;
    }
    return found;
}

obv_status
obv_key_from_method(const obv_json *method, obv_arena *arena, obv_key *ret)
{
    obv_slice type;
    if (!obv_json_text(obv_json_get(method, "type"), &type)) {
        return OBV_MALFORMED;
    }
    if (count_members(method, secrets, COUNT(secrets)) > 0) {
        return OBV_MALFORMED; /* nobody's key any more */
    }
    for (size_t i = 0; i < COUNT(methods); i++) {
        const obv_json *value = obv_json_get(method, methods[i].member);
        if (!obv_slice_is(type, methods[i].type)) {
            continue;
        }
        if (value == NULL ||
            count_members(method, materials, COUNT(materials)) != 1) {
            return OBV_MALFORMED;
        }
        obv_key key;
        TRY(methods[i].read(value, arena, &key));
        if (methods[i].kind != OBV_KEY_NONE && methods[i].kind != key.kind) {
            return OBV_MALFORMED;
        }
        /* Controlled Identifiers 1.0, 2.2: from then on it verifies nothing,
           and a date of its own choosing proves nothing. */
        if (obv_json_get(method, "revoked") != NULL) {
            return OBV_STALE;
        }
        *ret = key;
        return OBV_OK;
    }
    return OBV_UNSUPPORTED;
}
