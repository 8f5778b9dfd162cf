/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libsodium, as far as secrets go: chance, locked memory, a passphrase over a
 * key, Ed25519 signatures.
 *
 * It does not check that a passphrase is worth anything, nor bound the costs
 * that a key file asks for: key_file.c does.
 */
#include "issuer/issuer.h"

#include <sodium.h>

bool
obv_locked_new(obv_call *call, size_t len, obv_locked *ret)
{
    ret->ptr = sodium_malloc(len > 0 ? len : 1);
    ret->len = ret->ptr == NULL ? 0 : len;
    return ret->ptr != NULL || obv_no_memory(call);
}

void
obv_locked_free(obv_locked *secret)
{
    sodium_free(secret->ptr); /* wipes first; NULL is fine */
    *secret = (obv_locked){NULL, 0};
}

void
obv_wipe(void *memory, size_t len)
{
    sodium_memzero(memory, len);
}

void
obv_random(void *memory, size_t len)
{
    randombytes_buf(memory, len);
}

/* ---- A passphrase over a key --------------------------------------------- */

_Static_assert(OBV_SALT == crypto_pwhash_SALTBYTES, "salt");
_Static_assert(OBV_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
               "nonce");
_Static_assert(OBV_SEAL_EXTRA == crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "tag");

void
obv_lock_new(obv_lock *ret)
{
    ret->ops = crypto_pwhash_OPSLIMIT_MODERATE;
    ret->mem = crypto_pwhash_MEMLIMIT_MODERATE;
    randombytes_buf(ret->salt, sizeof(ret->salt));
    randombytes_buf(ret->nonce, sizeof(ret->nonce));
}

static bool
stretch(obv_call *call, const obv_lock *lock, const obv_locked *phrase,
        obv_locked *ret)
{
    if (!obv_locked_new(call, crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
                        ret)) {
        return false;
    }
    if (crypto_pwhash(ret->ptr, ret->len, (const char *)phrase->ptr,
                      phrase->len, lock->salt, lock->ops, (size_t)lock->mem,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        obv_locked_free(ret);
        return obv_fail(call,
                        "not enough memory for the passphrase: "
                        "%llu MB are needed",
                        (unsigned long long)lock->mem / (1024 * 1024));
    }
    return true;
}

bool
obv_seal(obv_call *call, const obv_lock *lock, const obv_locked *phrase,
         obv_slice said, const obv_locked *plain, obv_slice *ret)
{
    obv_locked key;
    uint8_t *sealed =
        obv_arena_alloc(call->arena, 1, plain->len + OBV_SEAL_EXTRA);
    if (sealed == NULL) {
        return obv_no_memory(call);
    }
    if (!stretch(call, lock, phrase, &key)) {
        return false;
    }
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed, NULL, plain->ptr,
                                               plain->len, said.ptr, said.len,
                                               NULL, lock->nonce, key.ptr);
    obv_locked_free(&key);
    *ret = (obv_slice){sealed, plain->len + OBV_SEAL_EXTRA};
    return true;
}

bool
obv_unseal(obv_call *call, const obv_lock *lock, const obv_locked *phrase,
           obv_slice said, obv_slice sealed, obv_locked *ret)
{
    obv_locked key;
    if (sealed.len <= OBV_SEAL_EXTRA) {
        return obv_refuse(call, "the secret in the key file is cut short");
    }
    if (!obv_locked_new(call, sealed.len - OBV_SEAL_EXTRA, ret)) {
        return false;
    }
    if (!stretch(call, lock, phrase, &key)) {
        obv_locked_free(ret);
        return false;
    }
    int bad = crypto_aead_xchacha20poly1305_ietf_decrypt(
        ret->ptr, NULL, NULL, sealed.ptr, sealed.len, said.ptr, said.len,
        lock->nonce, key.ptr);
    obv_locked_free(&key);
    if (bad != 0) {
        obv_locked_free(ret);
        return obv_refuse(call, "wrong passphrase, or a key file that was "
                                "changed");
    }
    return true;
}

/* ---- base64 of secrets --------------------------------------------------- */

bool
obv_locked_to_base64(obv_call *call, const obv_locked *bytes, obv_locked *ret)
{
    size_t room =
        sodium_base64_ENCODED_LEN(bytes->len, sodium_base64_VARIANT_ORIGINAL);
    if (!obv_locked_new(call, room, ret)) {
        return false;
    }
    sodium_bin2base64((char *)ret->ptr, room, bytes->ptr, bytes->len,
                      sodium_base64_VARIANT_ORIGINAL);
    ret->len = room - 1; /* without the NUL */
    return true;
}

bool
obv_locked_from_base64(obv_call *call, obv_slice text, obv_locked *ret)
{
    size_t len = 0;
    if (!obv_locked_new(call, text.len, ret)) {
        return false;
    }
    if (text.len == 0 ||
        sodium_base642bin(ret->ptr, ret->len, (const char *)text.ptr, text.len,
                          NULL, &len, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        obv_locked_free(ret);
        return obv_refuse(call, "the secret in the key file is cut short");
    }
    ret->len = len;
    return true;
}

/* ---- Ed25519: the secret is the seed ------------------------------------- */

bool
obv_ed25519_make(obv_call *call, unsigned bits, obv_locked *ret)
{
    (void)bits;
    if (!obv_locked_new(call, crypto_sign_SEEDBYTES, ret)) {
        return false;
    }
    randombytes_buf(ret->ptr, ret->len);
    return true;
}

static bool
spread(obv_call *call, const obv_locked *seed,
       uint8_t public[crypto_sign_PUBLICKEYBYTES], obv_locked *ret)
{
    if (seed->len != crypto_sign_SEEDBYTES) {
        return obv_refuse(call, "the secret is not one of Ed25519");
    }
    if (!obv_locked_new(call, crypto_sign_SECRETKEYBYTES, ret)) {
        return false;
    }
    crypto_sign_seed_keypair(public, ret->ptr, seed->ptr);
    return true;
}

bool
obv_ed25519_public(obv_call *call, const obv_locked *seed, obv_key *ret)
{
    obv_locked secret;
    uint8_t *public =
        obv_arena_alloc(call->arena, 1, crypto_sign_PUBLICKEYBYTES);
    if (public == NULL) {
        return obv_no_memory(call);
    }
    if (!spread(call, seed, public, &secret)) {
        return false;
    }
    obv_locked_free(&secret);
    *ret = (obv_key){.kind = OBV_KEY_ED25519,
                     .first = {public, crypto_sign_PUBLICKEYBYTES}};
    return true;
}

bool
obv_ed25519_sign(obv_call *call, obv_key_kind kind, const obv_locked *seed,
                 obv_slice message, obv_slice *ret)
{
    (void)kind;
    obv_locked secret;
    uint8_t public[crypto_sign_PUBLICKEYBYTES];
    uint8_t *signature = obv_arena_alloc(call->arena, 1, crypto_sign_BYTES);
    if (signature == NULL) {
        return obv_no_memory(call);
    }
    if (!spread(call, seed, public, &secret)) {
        return false;
    }
    crypto_sign_detached(signature, NULL, message.ptr, message.len, secret.ptr);
    obv_locked_free(&secret);
    *ret = (obv_slice){signature, crypto_sign_BYTES};
    return true;
}
