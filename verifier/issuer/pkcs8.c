/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcrypto, as far as secrets go: P-256, P-384 and RSA keys as PKCS #8, and
 * signatures in the raw form of JOSE.
 *
 * It takes RSA keys of 512 bits and odd exponents, so sizes are held against
 * ours before and after.
 */
#include "issuer/issuer.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

static bool
failed(obv_call *call, const char *what)
{
    ERR_clear_error();
    return obv_fail(call, "libcrypto cannot %s", what);
}

/* Never its configuration file: that could load anything. */
static void
start(void)
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

/* ---- Keys ---------------------------------------------------------------- */

static bool
to_der(obv_call *call, EVP_PKEY *key, obv_locked *ret)
{
    unsigned char *der = NULL;
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    int len = info == NULL ? -1 : i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    PKCS8_PRIV_KEY_INFO_free(info);
    if (len <= 0) {
        return failed(call, "write the key");
    }
    bool done = obv_locked_new(call, (size_t)len, ret);
    if (done) {
        memcpy(ret->ptr, der, (size_t)len);
    }
    OPENSSL_clear_free(der, (size_t)len);
    return done;
}

static bool
keep_made(obv_call *call, EVP_PKEY *key, obv_locked *ret)
{
    if (key == NULL) {
        return failed(call, "make a key");
    }
    bool done = to_der(call, key, ret);
    EVP_PKEY_free(key);
    return done;
}

bool
obv_p256_make(obv_call *call, unsigned bits, obv_locked *ret)
{
    (void)bits;
    start();
    return keep_made(call, EVP_EC_gen("P-256"), ret);
}

bool
obv_p384_make(obv_call *call, unsigned bits, obv_locked *ret)
{
    (void)bits;
    start();
    return keep_made(call, EVP_EC_gen("P-384"), ret);
}

bool
obv_rsa_make(obv_call *call, unsigned bits, obv_locked *ret)
{
    start();
    return keep_made(call, EVP_RSA_gen(bits), ret);
}

static EVP_PKEY *
from_der(const obv_locked *secret)
{
    start();
    const unsigned char *at = secret->ptr;
    PKCS8_PRIV_KEY_INFO *info =
        d2i_PKCS8_PRIV_KEY_INFO(NULL, &at, (long)secret->len);
    EVP_PKEY *key = NULL;
    if (info != NULL && at == secret->ptr + secret->len) {
        key = EVP_PKCS82PKEY(info);
    }
    PKCS8_PRIV_KEY_INFO_free(info);
    return key;
}

/* ---- The public part ----------------------------------------------------- */

/* A number of a key, big-endian; `width` 0: as short as it goes. */
static bool
number_of(obv_call *call, const EVP_PKEY *key, const char *name, size_t width,
          obv_slice *ret)
{
    BIGNUM *number = NULL;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1) {
        return failed(call, "read the key");
    }
    size_t len = width > 0 ? width : (size_t)BN_num_bytes(number);
    uint8_t *bytes = obv_arena_alloc(call->arena, 1, len);
    bool done = bytes != NULL && BN_bn2binpad(number, bytes, (int)len) >= 0;
    BN_free(number);
    *ret = (obv_slice){bytes, len};
    return done || failed(call, "read the key");
}

static bool
rsa_public(obv_call *call, const EVP_PKEY *key, obv_key *ret)
{
    int bits = EVP_PKEY_get_bits(key);
    if (bits < OBV_MIN_RSA_BITS || bits > OBV_MAX_RSA_BITS) {
        return obv_refuse(call, "an RSA key has %d to %d bits, not %d",
                          OBV_MIN_RSA_BITS, OBV_MAX_RSA_BITS, bits);
    }
    *ret = (obv_key){.kind = OBV_KEY_RSA};
    return number_of(call, key, OSSL_PKEY_PARAM_RSA_N, 0, &ret->first) &&
           number_of(call, key, OSSL_PKEY_PARAM_RSA_E, 0, &ret->second);
}

/* point ::= 04 x y */
static bool
ec_public(obv_call *call, const EVP_PKEY *key, obv_key *ret)
{
    size_t width = EVP_PKEY_get_bits(key) == 256 ? 32 : 48;
    *ret = (obv_key){.kind = width == 32 ? OBV_KEY_P256 : OBV_KEY_P384};
    obv_slice x, y;
    if (!number_of(call, key, OSSL_PKEY_PARAM_EC_PUB_X, width, &x) ||
        !number_of(call, key, OSSL_PKEY_PARAM_EC_PUB_Y, width, &y)) {
        return false;
    }
    obv_buffer point = obv_buffer_in(call->arena);
    obv_put_char(&point, 4);
    obv_put(&point, x);
    obv_put(&point, y);
    ret->first = obv_buffer_slice(&point);
    return !point.failed || obv_no_memory(call);
}

bool
obv_pkcs8_public(obv_call *call, const obv_locked *secret, obv_key *ret)
{
    EVP_PKEY *key = from_der(secret);
    bool done;
    if (key == NULL) {
        ERR_clear_error();
        return obv_refuse(call, "the secret in the key file is no key");
    }
    if (EVP_PKEY_is_a(key, "RSA")) {
        done = rsa_public(call, key, ret);
    } else if (EVP_PKEY_is_a(key, "EC")) {
        done = ec_public(call, key, ret);
    } else {
        done = obv_refuse(call, "the secret is of a kind that is not used "
                                "here");
    }
    EVP_PKEY_free(key);
    return done;
}

/* ---- Signatures ---------------------------------------------------------- */

/* libcrypto's own form: PKCS #1 for RSA, DER for EC. */
static bool
sign_raw(EVP_PKEY *key, obv_key_kind kind, obv_slice message, uint8_t *room,
         size_t *len)
{
    const EVP_MD *hash = kind == OBV_KEY_P384 ? EVP_sha384() : EVP_sha256();
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done =
        context != NULL &&
        EVP_DigestSignInit(context, NULL, hash, NULL, key) == 1 &&
        EVP_DigestSign(context, room, len, message.ptr, message.len) == 1;
    EVP_MD_CTX_free(context);
    return done;
}

/* DER to r and s, each as wide as the field. */
static bool
split(const uint8_t *der, size_t len, size_t width, uint8_t *room)
{
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);
    bool done =
        pair != NULL &&
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), room, (int)width) >= 0 &&
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), room + width, (int)width) >= 0;
    ECDSA_SIG_free(pair);
    return done;
}

static bool
sign_with(obv_call *call, EVP_PKEY *key, obv_key_kind kind, obv_slice message,
          obv_slice *ret)
{
    size_t len = (size_t)EVP_PKEY_get_size(key);
    uint8_t *room = obv_arena_alloc(call->arena, 1, len);
    if (room == NULL) {
        return obv_no_memory(call);
    }
    if (!sign_raw(key, kind, message, room, &len)) {
        return failed(call, "sign");
    }
    *ret = (obv_slice){room, len};
    if (kind == OBV_KEY_RSA) {
        return true;
    }
    size_t width = kind == OBV_KEY_P256 ? 32 : 48;
    uint8_t *raw = obv_arena_alloc(call->arena, 2, width);
    if (raw == NULL || !split(room, len, width, raw)) {
        return failed(call, "sign");
    }
    *ret = (obv_slice){raw, 2 * width};
    return true;
}

bool
obv_pkcs8_sign(obv_call *call, obv_key_kind kind, const obv_locked *secret,
               obv_slice message, obv_slice *ret)
{
    EVP_PKEY *key = from_der(secret);
    if (key == NULL) {
        return failed(call, "read the key");
    }
    bool done = sign_with(call, key, kind, message, ret);
    EVP_PKEY_free(key);
    return done;
}
