/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signatures that stock minisign verifies: prehashed (BLAKE2b), Ed25519.
 *
 *     untrusted comment: ...
 *     base64( "ED" keyid[8] signature[64] )        over BLAKE2b-512 of the file
 *     trusted comment: ...
 *     base64( signature[64] )           over the first signature and the
 * comment
 */
#include "issuer/issuer.h"

char *
obv_minisign_line(const obv_key_file *key, obv_arena *arena)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, "Ed");
    obv_put(&b, (obv_slice){key->minisign.id, sizeof(key->minisign.id)});
    obv_put(&b, key->public.first);
    return b.failed ? NULL : obv_to_base64(obv_buffer_slice(&b), arena);
}

static void
put_base64_line(obv_buffer *b, obv_slice bytes)
{
    char *text = obv_to_base64(bytes, b->arena);
    if (text == NULL) {
        b->failed = true;
        return;
    }
    obv_put_text(b, text);
    obv_put_char(b, '\n');
}

static bool
write_out(obv_call *call, const obv_key_file *key, obv_slice signature,
          obv_slice comment, obv_slice global, obv_slice *ret)
{
    char id[OBV_MINISIG_ID_TEXT];
    obv_minisig_id(&key->minisign, id);
    obv_buffer blob = obv_buffer_in(call->arena);
    obv_put_text(&blob, "ED");
    obv_put(&blob, (obv_slice){key->minisign.id, sizeof(key->minisign.id)});
    obv_put(&blob, signature);

    obv_buffer b = obv_buffer_in(call->arena);
    obv_put_text(&b, "untrusted comment: signature by key ");
    obv_put_text(&b, id);
    obv_put_char(&b, '\n');
    put_base64_line(&b, obv_buffer_slice(&blob));
    obv_put_text(&b, "trusted comment: ");
    obv_put(&b, comment);
    obv_put_char(&b, '\n');
    put_base64_line(&b, global);
    *ret = obv_buffer_slice(&b);
    return (!b.failed && !blob.failed) || obv_no_memory(call);
}

bool
obv_minisign_sign(obv_call *call, const obv_key_file *key, obv_slice file,
                  obv_slice comment, obv_slice *ret)
{
    uint8_t digest[OBV_MAX_HASH];
    obv_slice signature, global;
    if (key->public.kind != OBV_KEY_ED25519) {
        return obv_refuse(call, "roots and lists are signed with Ed25519 keys");
    }
    size_t len = obv_digest(OBV_BLAKE2B_512, file, digest);
    if (!obv_key_sign(call, key, (obv_slice){digest, len}, &signature)) {
        return false;
    }
    obv_buffer both = obv_buffer_in(call->arena);
    obv_put(&both, signature);
    obv_put(&both, comment);
    if (both.failed) {
        return obv_no_memory(call);
    }
    return obv_key_sign(call, key, obv_buffer_slice(&both), &global) &&
           write_out(call, key, signature, comment, global, ret);
}
