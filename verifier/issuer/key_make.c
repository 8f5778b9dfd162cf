/* SPDX-License-Identifier: Apache-2.0 */
/* Secret keys: the kinds that there are, made and written.  key_file.c has the
   format. */
#include "issuer/issuer.h"

/* clang-format off */
static const obv_signer signers[] = {
    {OBV_KEY_ED25519, "ed25519", "EdDSA", 64, obv_ed25519_make, obv_ed25519_sign},
    {OBV_KEY_P256,    "p256",    "ES256", 64, obv_p256_make,    obv_pkcs8_sign},
    {OBV_KEY_P384,    "p384",    "ES384", 96, obv_p384_make,    obv_pkcs8_sign},
    {OBV_KEY_RSA,     "rsa",     "RS256",  0, obv_rsa_make,     obv_pkcs8_sign},
};
/* clang-format on */

const obv_signer *
obv_signer_of(obv_key_kind kind)
{
    for (size_t i = 0; i < COUNT(signers); i++) {
        if (signers[i].kind == kind) {
            return &signers[i];
        }
    }
    return NULL;
}

const obv_signer *
obv_signer_named(const char *word)
{
    for (size_t i = 0; i < COUNT(signers); i++) {
        if (strcmp(signers[i].word, word) == 0) {
            return &signers[i];
        }
    }
    return NULL;
}

bool
obv_key_public(obv_call *call, const obv_key_file *key, obv_key *ret)
{
    return key->signer->kind == OBV_KEY_ED25519
               ? obv_ed25519_public(call, &key->secret, ret)
               : obv_pkcs8_public(call, &key->secret, ret);
}

/* ---- Making -------------------------------------------------------------- */

bool
obv_key_make(obv_call *call, const obv_signer *signer, unsigned bits,
             const char *id, obv_key_file *ret)
{
    *ret = (obv_key_file){.signer = signer,
                          .id = obv_slice_of(id == NULL ? "" : id)};
    if (!obv_is_utf8(ret->id) || !obv_is_clean(ret->id)) {
        return obv_refuse(call, "--id holds characters that cannot be shown");
    }
    if (!signer->make(call, bits, &ret->secret)) {
        return false;
    }
    if (!obv_key_public(call, ret, &ret->public)) {
        obv_key_close(ret);
        return false;
    }
    if (signer->kind == OBV_KEY_ED25519) {
        obv_random(ret->minisign.id, sizeof(ret->minisign.id));
        memcpy(ret->minisign.bytes, ret->public.first.ptr,
               sizeof(ret->minisign.bytes));
    }
    return true;
}

/* ---- Writing ------------------------------------------------------------- */

static void
put_line(obv_buffer *b, const char *name, obv_slice value)
{
    obv_put_text(b, name);
    obv_put_text(b, ": ");
    obv_put(b, value);
    obv_put_char(b, '\n');
}

static void
put_base64(obv_buffer *b, const uint8_t *bytes, size_t len)
{
    char *text = obv_to_base64((obv_slice){bytes, len}, b->arena);
    if (text == NULL) {
        b->failed = true;
        return;
    }
    obv_put_char(b, ' ');
    obv_put_text(b, text);
}

static void
put_lock(obv_buffer *b, const obv_key_file *key)
{
    if (!key->locked) {
        obv_put_text(b, "lock: none\n");
        return;
    }
    obv_put_text(b, "lock: argon2id ");
    obv_put_number(b, (int64_t)key->lock.ops);
    obv_put_char(b, ' ');
    obv_put_number(b, (int64_t)key->lock.mem);
    put_base64(b, key->lock.salt, sizeof(key->lock.salt));
    put_base64(b, key->lock.nonce, sizeof(key->lock.nonce));
    obv_put_char(b, '\n');
}

/* Everything above the secret. */
static bool
head_of(obv_call *call, const obv_key_file *key, obv_slice *ret)
{
    obv_slice jwk;
    obv_json *public = obv_key_to_jwk(&key->public, call->arena);
    if (obv_json_print(public, OBV_JSON_COMPACT, call->arena, &jwk) != OBV_OK) {
        return obv_no_memory(call);
    }
    obv_buffer head = obv_buffer_in(call->arena);
    obv_put_text(&head, OBV_KEY_MAGIC "\n");
    put_line(&head, "kind", obv_slice_of(obv_key_kind_name(key->public.kind)));
    put_line(&head, "id", key->id);
    if (key->public.kind == OBV_KEY_ED25519) {
        char text[OBV_MINISIG_ID_TEXT];
        obv_minisig_id(&key->minisign, text);
        put_line(&head, "keyid", obv_slice_of(text));
    }
    put_line(&head, "public", jwk);
    put_lock(&head, key);
    *ret = obv_buffer_slice(&head);
    return !head.failed || obv_no_memory(call);
}

/* The secret line in the clear: only locked memory sees it. */
static bool
write_clear(obv_call *call, const char *path, const obv_key_file *key,
            obv_slice head)
{
    obv_locked text;
    if (!obv_locked_to_base64(call, &key->secret, &text)) {
        return false;
    }
    bool done =
        obv_secret_write(call, path, head, (obv_slice){text.ptr, text.len});
    obv_locked_free(&text);
    return done;
}

static bool
write_locked(obv_call *call, const char *path, const obv_key_file *key,
             const obv_locked *phrase, obv_slice said, obv_slice head)
{
    obv_slice sealed;
    if (!obv_seal(call, &key->lock, phrase, said, &key->secret, &sealed)) {
        return false;
    }
    char *text = obv_to_base64(sealed, call->arena);
    return text == NULL
               ? obv_no_memory(call)
               : obv_secret_write(call, path, head, obv_slice_of(text));
}

bool
obv_key_write(obv_call *call, const char *path, obv_key_file *key,
              const obv_locked *phrase)
{
    obv_slice said;
    key->locked = phrase != NULL;
    if (key->locked) {
        obv_lock_new(&key->lock);
    }
    if (!head_of(call, key, &said)) {
        return false;
    }
    obv_buffer head = obv_buffer_in(call->arena);
    obv_put(&head, said);
    obv_put_text(&head, "secret: ");
    if (head.failed) {
        return obv_no_memory(call);
    }
    return key->locked ? write_locked(call, path, key, phrase, said,
                                      obv_buffer_slice(&head))
                       : write_clear(call, path, key, obv_buffer_slice(&head));
}
