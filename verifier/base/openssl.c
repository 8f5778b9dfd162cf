/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter of libcrypto: points of curves, ECDSA and RSA.
 *
 * It takes RSA keys of any size and exponent, so key.c judges them before.  It
 * is started without its configuration file, which could bring in code and
 * change what is accepted.  Nothing here can sign.
 */
/* SHA256_Init and its like are the only hashes that need no provider, no memory
   and no start; from 3.0 on they are called deprecated. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "base/key.h"

#include <openssl/bnerr.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#define MAX_COORDINATE 48
#define MAX_POINT (1 + 2 * MAX_COORDINATE)

/* clang-format off */
static const struct {
    const char *group;
    int curve;
} curves[] = {
    [OBV_KEY_P256] = {"P-256", NID_X9_62_prime256v1},
    [OBV_KEY_P384] = {"P-384", NID_secp384r1},
};
/* clang-format on */

size_t
obv_sha256(obv_slice bytes, uint8_t digest[OBV_MAX_HASH])
{
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, bytes.ptr, bytes.len);
    SHA256_Final(digest, &context);
    return SHA256_DIGEST_LENGTH;
}

size_t
obv_sha384(obv_slice bytes, uint8_t digest[OBV_MAX_HASH])
{
    SHA512_CTX context;
    SHA384_Init(&context);
    SHA384_Update(&context, bytes.ptr, bytes.len);
    SHA384_Final(digest, &context);
    return SHA384_DIGEST_LENGTH;
}

static bool
start(void)
{
    return OPENSSL_init_crypto(
               OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL) == 1;
}

static bool
is(unsigned long error, int lib, int reason)
{
    return ERR_GET_LIB(error) == lib && ERR_GET_REASON(error) == reason;
}

/*
 * What a refusal means.  libcrypto answers "no" for a bad signature and for
 * lack of memory alike; its list of errors tells them apart (and is emptied
 * before each call).  A failure without any reason is lack of memory too, but
 * for one: a forger can make a sum of points that is no point.
 */
static obv_status
reported(bool failed, obv_status bad)
{
    obv_status status = failed ? OBV_NO_MEMORY : bad;
    unsigned long error;
    while ((error = ERR_get_error()) != 0) {
        if (ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE ||
            is(error, ERR_LIB_BN, BN_R_TOO_MANY_TEMPORARY_VARIABLES)) {
            status = OBV_NO_MEMORY;
            break;
        }
        if (is(error, ERR_LIB_EC, EC_R_POINT_AT_INFINITY)) {
            status = bad;
        }
    }
    ERR_clear_error();
    return status;
}

/* ---- Points ------------------------------------------------------------- */

static bool
is_point_form(obv_slice octets, size_t coordinate)
{
    if (octets.len == 1 + coordinate) {
        return octets.ptr[0] == 2 || octets.ptr[0] == 3;
    }
    return octets.len == 1 + 2 * coordinate && octets.ptr[0] == 4;
}

/* oct2point asks whether the point is on the curve, and whether both
   coordinates are below its prime. */
static obv_status
uncompress(const EC_GROUP *group, obv_slice octets, uint8_t *to, size_t len)
{
    EC_POINT *point = EC_POINT_new(group);
    bool good =
        point != NULL &&
        EC_POINT_oct2point(group, point, octets.ptr, octets.len, NULL) == 1 &&
        EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, to, len,
                           NULL) == len;
    EC_POINT_free(point);
    return good ? OBV_OK : reported(false, OBV_MALFORMED);
}

obv_status
obv_ec_point(obv_key_kind kind, obv_slice octets, obv_arena *arena,
             obv_slice *ret)
{
    size_t coordinate = obv_key_coordinate(kind);
    size_t len = 1 + 2 * coordinate;
    assert(coordinate > 0);
    if (!is_point_form(octets, coordinate)) {
        return OBV_MALFORMED;
    }
    uint8_t *to = obv_arena_alloc(arena, 1, len);
    if (to == NULL || !start()) {
        return OBV_NO_MEMORY;
    }
    ERR_clear_error();
    EC_GROUP *group = EC_GROUP_new_by_curve_name(curves[kind].curve);
    obv_status status =
        group != NULL ? uncompress(group, octets, to, len) : OBV_NO_MEMORY;
    EC_GROUP_free(group);
    ERR_clear_error();
    if (status == OBV_OK) {
        *ret = (obv_slice){to, len};
    }
    return status;
}

/* ---- Keys made ready ---------------------------------------------------- */

static EVP_PKEY *
key_from_params(const char *type, OSSL_PARAM *params)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (context != NULL && EVP_PKEY_fromdata_init(context) == 1 &&
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) != 1) {
        key = NULL;
    }
    EVP_PKEY_CTX_free(context);
    return key;
}

static EVP_PKEY *
ec_key(const obv_key *key)
{
    char group[8];
    uint8_t point[MAX_POINT];
    memcpy(group, curves[key->kind].group, sizeof("P-256"));
    memcpy(point, key->first.ptr, key->first.len);
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point,
                                          key->first.len),
        OSSL_PARAM_construct_end(),
    };
    return key_from_params("EC", params);
}

static EVP_PKEY *
rsa_key(const obv_key *key)
{
    EVP_PKEY *made = NULL;
    OSSL_PARAM *params = NULL;
    BIGNUM *n = BN_bin2bn(key->first.ptr, (int)key->first.len, NULL);
    BIGNUM *e = BN_bin2bn(key->second.ptr, (int)key->second.len, NULL);
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (n != NULL && e != NULL && builder != NULL &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1 &&
        (params = OSSL_PARAM_BLD_to_param(builder)) != NULL) {
        made = key_from_params("RSA", params);
    }
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(builder);
    BN_free(e);
    BN_free(n);
    return made;
}

/* Ready to verify a hash of the suite's kind; NULL for lack of memory. */
static EVP_PKEY_CTX *
open_verify(const obv_key *key, const EVP_MD *hash)
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key->handle, NULL);
    if (context != NULL &&
        (EVP_PKEY_verify_init(context) != 1 ||
         EVP_PKEY_CTX_set_signature_md(context, hash) != 1 ||
         (key->kind == OBV_KEY_RSA &&
          EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) != 1))) {
        EVP_PKEY_CTX_free(context);
        context = NULL;
    }
    return context;
}

/* In two steps, because EVP_DigestVerify turns every answer into yes or no:
   EVP_PKEY_verify is negative for a failure. */
static obv_status
verify(const obv_key *key, obv_slice message, obv_slice signature)
{
    bool large = key->kind == OBV_KEY_P384;
    uint8_t digest[OBV_MAX_HASH];
    size_t len =
        large ? obv_sha384(message, digest) : obv_sha256(message, digest);
    obv_status status = OBV_NO_MEMORY;
    ERR_clear_error();
    EVP_PKEY_CTX *context =
        open_verify(key, large ? EVP_sha384() : EVP_sha256());
    if (context != NULL) {
        int answer =
            EVP_PKEY_verify(context, signature.ptr, signature.len, digest, len);
        status = answer == 1 ? OBV_OK : reported(answer < 0, OBV_BAD_SIGNATURE);
    }
    EVP_PKEY_CTX_free(context);
    ERR_clear_error();
    return status;
}

/* The first use of a key makes libcrypto look up its methods: better now than
   in a cell that is already locked. */
static void
warm_up(const obv_key *key)
{
    static const uint8_t nothing[1];
    (void)verify(key, (obv_slice){nothing, 1}, (obv_slice){nothing, 1});
}

obv_status
obv_key_ready(obv_key *key)
{
    if (key->kind == OBV_KEY_ED25519 || key->handle != NULL) {
        return OBV_OK;
    }
    if (key->kind == OBV_KEY_NONE) {
        return OBV_WRONG_KEY;
    }
    if (!start()) {
        return OBV_NO_MEMORY;
    }
    key->handle = key->kind == OBV_KEY_RSA ? rsa_key(key) : ec_key(key);
    ERR_clear_error();
    if (key->handle == NULL) {
        return OBV_NO_MEMORY; /* key.c has judged what it is made of */
    }
    warm_up(key);
    return OBV_OK;
}

void
obv_key_release(obv_key *key)
{
    EVP_PKEY_free(key->handle);
    key->handle = NULL;
}

/* ---- Signatures --------------------------------------------------------- */

/* INTEGER of DER: no zeros in front, but one where the first bit is set. */
static size_t
put_integer(uint8_t *to, obv_slice number)
{
    while (number.len > 1 && number.ptr[0] == 0) {
        number = (obv_slice){number.ptr + 1, number.len - 1};
    }
    size_t sign = number.ptr[0] >> 7;
    to[0] = 0x02;
    to[1] = (uint8_t)(number.len + sign);
    to[2] = 0;
    memcpy(to + 2 + sign, number.ptr, number.len);
    return 2 + sign + number.len;
}

/* libcrypto wants SEQUENCE { r INTEGER, s INTEGER }; it refuses 0 and numbers
   above the order of the curve. */
obv_status
obv_ecdsa_verify(const obv_key *key, obv_slice message, obv_slice signature)
{
    uint8_t der[2 + 2 * (3 + MAX_COORDINATE)]; /* its length fits one byte */
    if ((key->kind != OBV_KEY_P256 && key->kind != OBV_KEY_P384) ||
        key->handle == NULL) {
        return OBV_WRONG_KEY;
    }
    size_t half = obv_key_coordinate(key->kind);
    if (signature.len != 2 * half) {
        return OBV_BAD_SIGNATURE;
    }
    size_t len = put_integer(der + 2, (obv_slice){signature.ptr, half});
    len += put_integer(der + 2 + len, (obv_slice){signature.ptr + half, half});
    der[0] = 0x30;
    der[1] = (uint8_t)len;
    return verify(key, message, (obv_slice){der, 2 + len});
}

obv_status
obv_rs256_verify(const obv_key *key, obv_slice message, obv_slice signature)
{
    if (key->kind != OBV_KEY_RSA || key->handle == NULL) {
        return OBV_WRONG_KEY;
    }
    return verify(key, message, signature); /* and its length */
}
