/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and signatures for tests of embedded proofs. */
#include "proving.h"

#include "nquads.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#define NUMBERS 2

typedef struct pair {
    EVP_PKEY *secret; /* NULL for Ed25519 */
    uint8_t seed[64];
    obv_key key;
} pair;

static pair pairs[OBV_KEY_RSA][NUMBERS];
static obv_arena *keys;

static bool
make_ec(obv_key_kind kind, pair *p)
{
    p->secret = EVP_EC_gen(kind == OBV_KEY_P256 ? "P-256" : "P-384");
    BIO *bio = BIO_new(BIO_s_mem());
    char *text = NULL;
    bool good = p->secret != NULL && bio != NULL &&
                PEM_write_bio_PUBKEY(bio, p->secret) == 1;
    long len = good ? BIO_get_mem_data(bio, &text) : 0;
    obv_slice pem = {(const uint8_t *)text, (size_t)len};
    good = good && obv_key_from_pem(pem, keys, &p->key) == OBV_OK &&
           obv_key_ready(&p->key) == OBV_OK;
    BIO_free(bio);
    return good;
}

static bool
make_ed25519(unsigned number, pair *p)
{
    uint8_t *bytes = obv_arena_alloc(keys, 1, 32);
    const uint8_t seed[32] = {(uint8_t)(number + 1)};
    if (bytes == NULL || crypto_sign_seed_keypair(bytes, p->seed, seed) != 0) {
        return false;
    }
    p->key = (obv_key){.kind = OBV_KEY_ED25519, .first = {bytes, 32}};
    return true;
}

const obv_key *
proving_key(obv_key_kind kind, unsigned number)
{
    pair *p = &pairs[kind][number % NUMBERS];
    if (keys == NULL) {
        keys = obv_arena_new(64u * 1024);
    }
    if (keys == NULL || !obv_sodium_start()) {
        return NULL;
    }
    if (p->key.kind == OBV_KEY_NONE) {
        bool made = kind == OBV_KEY_ED25519 ? make_ed25519(number, p)
                                            : make_ec(kind, p);
        if (!made) {
            return NULL;
        }
    }
    return &p->key;
}

static obv_slice
sign_der(const pair *p, obv_key_kind kind, obv_slice message, uint8_t der[256])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const EVP_MD *hash = kind == OBV_KEY_P256 ? EVP_sha256() : EVP_sha384();
    size_t len = 256;
    bool good =
        context != NULL &&
        EVP_DigestSignInit(context, NULL, hash, NULL, p->secret) == 1 &&
        EVP_DigestSign(context, der, &len, message.ptr, message.len) == 1;
    EVP_MD_CTX_free(context);
    return (obv_slice){der, good ? len : 0};
}

static obv_slice
keep(const uint8_t *bytes, size_t len, obv_arena *arena)
{
    obv_slice text = {bytes, len};
    return (obv_slice){(const uint8_t *)obv_arena_text(arena, text), len};
}

obv_slice
proving_sign_der(obv_key_kind kind, unsigned number, obv_slice message,
                 obv_arena *arena)
{
    uint8_t der[256];
    (void)proving_key(kind, number);
    obv_slice got =
        sign_der(&pairs[kind][number % NUMBERS], kind, message, der);
    return keep(got.ptr, got.len, arena);
}

obv_slice
proving_sign(obv_key_kind kind, unsigned number, obv_slice message,
             obv_arena *arena)
{
    uint8_t der[256], raw[96] = {0};
    (void)proving_key(kind, number);
    const pair *p = &pairs[kind][number % NUMBERS];
    if (kind == OBV_KEY_ED25519) {
        crypto_sign_detached(raw, NULL, message.ptr, message.len, p->seed);
        return keep(raw, 64, arena);
    }
    int half = kind == OBV_KEY_P256 ? 32 : 48;
    obv_slice got = sign_der(p, kind, message, der);
    const unsigned char *at = got.ptr;
    ECDSA_SIG *pair_of = d2i_ECDSA_SIG(NULL, &at, (long)got.len);
    if (pair_of != NULL) {
        BN_bn2binpad(ECDSA_SIG_get0_r(pair_of), raw, half);
        BN_bn2binpad(ECDSA_SIG_get0_s(pair_of), raw + half, half);
    }
    ECDSA_SIG_free(pair_of);
    return keep(raw, (size_t)half * 2, arena);
}

static obv_slice
prefixed(char prefix, const char *text, obv_arena *arena)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_char(&b, prefix);
    obv_put_text(&b, text != NULL ? text : "");
    return obv_buffer_slice(&b);
}

obv_slice
proving_base58(obv_slice bytes, obv_arena *arena)
{
    return prefixed('z', obv_to_base58(bytes, arena), arena);
}

obv_slice
proving_base64url(obv_slice bytes, obv_arena *arena)
{
    return prefixed('u', obv_to_base64url(bytes, arena), arena);
}

const obv_linked *
proving_linked(const char *text, obv_arena *arena)
{
    nquads input;
    obv_linked *linked = obv_arena_alloc(arena, 1, sizeof(*linked));
    if (linked == NULL ||
        nquads_read(obv_slice_of(text), arena, &input) != OBV_OK) {
        return NULL;
    }
    linked->dataset = input.dataset;
    linked->spelled = obv_arena_alloc(arena, 1, sizeof(*linked->spelled));
    return linked;
}
