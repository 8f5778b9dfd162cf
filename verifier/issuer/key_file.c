/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secret keys as text files, read:
 *
 *     badge-issuer secret key 1
 *     kind: Ed25519
 *     id: https://atelier.example/keys#1
 *     keyid: 6B1C3F2A90D84E57          (Ed25519: minisign's name of the key)
 *     public: {"kty":"OKP","crv":"Ed25519","x":"..."}
 *     lock: argon2id 3 268435456 SALT NONCE          (or: lock: none)
 *     secret: BASE64
 *
 * All that stands above the secret is sealed along with it, so a locked file
 * cannot be given another name or public part.  Lines come in this order, once
 * each; anything else is refused.
 */
#include "issuer/issuer.h"

/* ---- Reading ------------------------------------------------------------- */

/* line ::= name ": " value LF */
static bool
take_line(obv_slice *in, const char *name, obv_slice *value)
{
    obv_slice line, rest, before;
    size_t len = strlen(name);
    if (!obv_slice_cut(*in, '\n', &line, &rest) ||
        !obv_slice_starts(line, name) || !obv_take(&line, len, &before) ||
        !obv_slice_starts(line, ": ") || !obv_take(&line, 2, &before)) {
        return false;
    }
    *value = line;
    *in = rest;
    return true;
}

static bool
take_magic(obv_slice *in)
{
    obv_slice line, rest;
    if (!obv_slice_cut(*in, '\n', &line, &rest) ||
        !obv_slice_is(line, OBV_KEY_MAGIC)) {
        return false;
    }
    *in = rest;
    return true;
}

static bool
take_keyid(obv_call *call, obv_slice *in, obv_key_file *key)
{
    obv_slice text, bytes;
    if (!take_line(in, "keyid", &text) ||
        obv_hex(text, call->arena, &bytes) != OBV_OK ||
        bytes.len != sizeof(key->minisign.id)) {
        return false;
    }
    for (size_t i = 0; i < bytes.len; i++) { /* a little-endian number */
        key->minisign.id[i] = bytes.ptr[bytes.len - 1 - i];
    }
    return true;
}

/* The public part must be of the kind that is said. */
static bool
take_public(obv_call *call, obv_slice *in, obv_slice kind, obv_key_file *key)
{
    obv_slice text;
    const obv_json *jwk;
    if (!take_line(in, "public", &text) ||
        obv_json_parse(text, OBV_JSON_SIGNED, call->arena, &jwk, NULL) !=
            OBV_OK ||
        obv_key_from_jwk(jwk, call->arena, &key->public) != OBV_OK) {
        return false;
    }
    if (key->public.kind == OBV_KEY_ED25519) {
        memcpy(key->minisign.bytes, key->public.first.ptr,
               sizeof(key->minisign.bytes));
    }
    key->signer = obv_signer_of(key->public.kind);
    return key->signer != NULL &&
           obv_slice_is(kind, obv_key_kind_name(key->public.kind));
}

/* A decimal without leading zeros, within bounds. */
static bool
number_in(obv_slice text, uint64_t least, uint64_t most, uint64_t *ret)
{
    uint64_t number = 0;
    if (text.len == 0 || text.len > 12 || text.ptr[0] == '0') {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    *ret = number;
    return number >= least && number <= most;
}

static bool
base64_of(obv_call *call, obv_slice text, size_t len, uint8_t *ret)
{
    obv_slice bytes;
    if (obv_base64(text, call->arena, &bytes) != OBV_OK || bytes.len != len) {
        return false;
    }
    memcpy(ret, bytes.ptr, len);
    return true;
}

/* lock ::= "none" | "argon2id" SP ops SP mem SP salt SP nonce */
static bool
take_lock(obv_call *call, obv_slice *in, obv_key_file *key)
{
    obv_slice text, word, ops, mem, salt;
    if (!take_line(in, "lock", &text)) {
        return false;
    }
    if (obv_slice_is(text, "none")) {
        return true;
    }
    key->locked = true;
    return obv_slice_cut(text, ' ', &word, &text) &&
           obv_slice_is(word, "argon2id") &&
           obv_slice_cut(text, ' ', &ops, &text) &&
           obv_slice_cut(text, ' ', &mem, &text) &&
           obv_slice_cut(text, ' ', &salt, &text) &&
           number_in(ops, OBV_MIN_OPS, OBV_MAX_OPS, &key->lock.ops) &&
           number_in(mem, OBV_MIN_MEM, OBV_MAX_MEM, &key->lock.mem) &&
           base64_of(call, salt, OBV_SALT, key->lock.salt) &&
           base64_of(call, text, OBV_NONCE, key->lock.nonce);
}

/* file ::= magic kind id keyid? public lock secret; *secret is the last value,
 *said all that stands above its line. */
static bool
take_file(obv_call *call, obv_slice in, obv_key_file *key, obv_slice *said,
          obv_slice *secret)
{
    const uint8_t *start = in.ptr;
    obv_slice kind;
    *key = (obv_key_file){0};
    if (!take_magic(&in) || !take_line(&in, "kind", &kind) ||
        !take_line(&in, "id", &key->id) || !obv_is_utf8(key->id) ||
        !obv_is_clean(key->id)) {
        return false;
    }
    if (obv_slice_is(kind, "Ed25519") && !take_keyid(call, &in, key)) {
        return false;
    }
    if (!take_public(call, &in, kind, key) || !take_lock(call, &in, key)) {
        return false;
    }
    *said = (obv_slice){start, (size_t)(in.ptr - start)};
    return take_line(&in, "secret", secret) && in.len == 0;
}

static bool
read_file(obv_call *call, const char *path, obv_locked *file, obv_key_file *key,
          obv_slice *said, obv_slice *secret)
{
    if (!obv_secret_read(call, path, OBV_MAX_KEY_FILE, file)) {
        return false;
    }
    if (!take_file(call, (obv_slice){file->ptr, file->len}, key, said,
                   secret)) {
        obv_locked_free(file);
        return obv_refuse(call, "'%s' is not a secret key file, or is damaged",
                          obv_shown(call, obv_slice_of(path)));
    }
    char *id = obv_arena_text(call->arena, key->id);
    if (id == NULL) {
        obv_locked_free(file);
        return obv_no_memory(call);
    }
    key->id = obv_slice_of(id); /* the file goes, the name stays */
    return true;
}

bool
obv_key_read(obv_call *call, const char *path, obv_key_file *ret)
{
    obv_locked file;
    obv_slice said, secret;
    if (!read_file(call, path, &file, ret, &said, &secret)) {
        return false;
    }
    obv_locked_free(&file);
    return true;
}

static bool
open_locked(obv_call *call, obv_slice said, obv_slice secret, obv_key_file *key)
{
    obv_slice sealed;
    obv_locked phrase;
    if (obv_base64(secret, call->arena, &sealed) != OBV_OK) {
        return obv_refuse(call, "the secret in the key file is cut short");
    }
    if (!obv_passphrase(call, false, &phrase)) {
        return false;
    }
    bool done =
        obv_unseal(call, &key->lock, &phrase, said, sealed, &key->secret);
    obv_locked_free(&phrase);
    return done;
}

/* Signing with the public part of another key would give the secret away. */
static bool
halves_fit(obv_call *call, obv_key_file *key)
{
    obv_key public;
    if (!obv_key_public(call, key, &public)) {
        return false;
    }
    return obv_key_equal(&public, &key->public) ||
           obv_refuse(call, "the public part of the key file is not the one "
                            "of its secret");
}

bool
obv_key_open(obv_call *call, const char *path, obv_key_file *ret)
{
    obv_locked file;
    obv_slice said, secret;
    if (!read_file(call, path, &file, ret, &said, &secret)) {
        return false;
    }
    bool done = ret->locked
                    ? open_locked(call, said, secret, ret)
                    : obv_locked_from_base64(call, secret, &ret->secret);
    obv_locked_free(&file);
    if (done && !halves_fit(call, ret)) {
        obv_key_close(ret);
        done = false;
    }
    if (!done) {
        obv_hint("the key file is '%s'", obv_shown(call, obv_slice_of(path)));
    }
    return done;
}

void
obv_key_close(obv_key_file *key)
{
    obv_locked_free(&key->secret);
}

bool
obv_key_sign(obv_call *call, const obv_key_file *key, obv_slice message,
             obv_slice *ret)
{
    assert(key->secret.ptr != NULL);
    return key->signer->sign(call, key->public.kind, &key->secret, message,
                             ret);
}
