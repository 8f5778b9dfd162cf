/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer key: new, show. */
#include "issuer/issuer.h"

#include <stdlib.h>

/* ---- show ---------------------------------------------------------------- */

typedef struct facts {
    const char *kind, *id, *multikey, *did, *minisign, *keyid, *thumbprint;
    const char *lock, *jwk;
} facts;

static const char *
thumbprint_of(obv_call *call, obv_slice jwk)
{
    uint8_t digest[OBV_MAX_HASH];
    size_t len = obv_digest(OBV_SHA256, jwk, digest);
    return obv_to_base64url((obv_slice){digest, len}, call->arena);
}

static const char *
did_of(obv_call *call, const char *multikey)
{
    obv_buffer did = obv_buffer_in(call->arena);
    obv_put_text(&did, "did:key:");
    obv_put_text(&did, multikey);
    obv_put_char(&did, '\0');
    return did.failed ? NULL : did.ptr;
}

/* Members that a kind of key has not stay NULL and are not shown. */
static bool
find_facts(obv_call *call, const obv_key_file *key, facts *ret)
{
    obv_slice jwk;
    obv_json *public = obv_key_to_jwk(&key->public, call->arena);
    if (obv_json_print(public, OBV_JSON_COMPACT, call->arena, &jwk) != OBV_OK) {
        return obv_no_memory(call);
    }
    *ret = (facts){
        .kind = obv_key_kind_name(key->public.kind),
        .id = key->id.len > 0 ? obv_shown(call, key->id) : NULL,
        .multikey = obv_key_to_multikey(&key->public, call->arena),
        .thumbprint = thumbprint_of(call, jwk),
        .lock = key->locked ? "passphrase" : "none",
        .jwk = obv_arena_text(call->arena, jwk),
    };
    ret->did = ret->multikey == NULL ? NULL : did_of(call, ret->multikey);
    if (key->public.kind == OBV_KEY_ED25519) {
        static char keyid[OBV_MINISIG_ID_TEXT];
        obv_minisig_id(&key->minisign, keyid);
        ret->keyid = keyid;
        ret->minisign = obv_minisign_line(key, call->arena);
    }
    return ret->jwk != NULL || obv_no_memory(call);
}

static bool
show(obv_call *call, const obv_key_file *key, const char *only)
{
    facts f;
    if (!find_facts(call, key, &f)) {
        return false;
    }
    const struct {
        const char *name, *value;
    } lines[] = {
        {"kind", f.kind},         {"id", f.id},
        {"multikey", f.multikey}, {"did", f.did},
        {"jwk", f.jwk},           {"minisign", f.minisign},
        {"keyid", f.keyid},       {"thumbprint", f.thumbprint},
        {"lock", f.lock},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        if (only != NULL && strcmp(only, lines[i].name) == 0) {
            return lines[i].value == NULL
                       ? obv_refuse(call, "this key has no %s", only)
                       : fprintf(call->out, "%s\n", lines[i].value) > 0;
        }
        if (only == NULL && lines[i].value != NULL) {
            fprintf(call->out, "%-11s %s\n", lines[i].name, lines[i].value);
        }
    }
    return only == NULL || obv_fail(call, "no line is called '%s'",
                                    obv_shown(call, obv_slice_of(only)));
}

static bool
key_show(obv_call *call)
{
    obv_key_file key;
    return obv_key_read(call, call->operands[0], &key) &&
           show(call, &key, obv_given(call, "--only"));
}

/* ---- new ----------------------------------------------------------------- */

static bool
bits_given(obv_call *call, const obv_signer *signer, unsigned *ret)
{
    const char *text = obv_given(call, "--bits");
    *ret = 3072; /* what NIST SP 800-57 asks for beyond 2030 */
    if (text == NULL) {
        return true;
    }
    char *end;
    unsigned long bits = strtoul(text, &end, 10);
    if (signer->kind != OBV_KEY_RSA) {
        return obv_fail(call, "--bits is for RSA keys");
    }
    if (*end != '\0' || text[0] < '1' || text[0] > '9' ||
        bits < OBV_MIN_RSA_BITS || bits > OBV_MAX_RSA_BITS) {
        return obv_refuse(call, "an RSA key has %d to %d bits",
                          OBV_MIN_RSA_BITS, OBV_MAX_RSA_BITS);
    }
    *ret = (unsigned)bits;
    return true;
}

static bool
write_new(obv_call *call, obv_key_file *key)
{
    obv_locked phrase = {NULL, 0};
    const char *path = call->operands[0];
    if (obv_given(call, "--no-passphrase") != NULL) {
        return obv_key_write(call, path, key, NULL);
    }
    if (!obv_passphrase(call, true, &phrase)) {
        return false;
    }
    bool done = obv_key_write(call, path, key, &phrase);
    obv_locked_free(&phrase);
    return done;
}

static bool
key_new(obv_call *call)
{
    const char *word = obv_given(call, "--kind");
    const obv_signer *signer =
        obv_signer_named(word == NULL ? "ed25519" : word);
    unsigned bits;
    obv_key_file key;
    if (signer == NULL) {
        return obv_fail(call, "--kind is ed25519, p256, p384 or rsa");
    }
    if (!bits_given(call, signer, &bits) ||
        !obv_key_make(call, signer, bits, obv_given(call, "--id"), &key)) {
        return false;
    }
    bool done = write_new(call, &key);
    obv_key_close(&key);
    return done && show(call, &key, NULL);
}

/* ---- The table ----------------------------------------------------------- */

/* clang-format off */
static const obv_option new_options[] = {
    {"--kind", "KIND", "ed25519 (the default), p256, p384 or rsa", false, false},
    {"--bits", "N",    "of an RSA key: 2048 to 8192, 3072 by default", false, false},
    {"--id", "ID",     "the key's id, an address or did: the kid of its badges", false, false},
    {"--no-passphrase", NULL, "leave the secret in the clear", false, false},
    {"--passphrase-fd", "N", "read the passphrase from this descriptor", false, false},
    {NULL, NULL, NULL, false, false},
};
static const obv_option show_options[] = {
    {"--only", "LINE", "this line alone: multikey, jwk, minisign ...", false, false},
    {NULL, NULL, NULL, false, false},
};

const obv_command obv_key_commands[] = {
    {"key", "new",  "FILE", "make a secret key, and show its public part",
     new_options, 1, 1, key_new},
    {"key", "show", "FILE", "show the public part of a key",
     show_options, 1, 1, key_show},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, NULL},
};
/* clang-format on */
