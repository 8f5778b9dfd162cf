/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signature files and public keys of minisign, read to the letter.
 *
 *     untrusted comment: ANYTHING                              \n
 *     base64( "ED" | key id: 8 | Ed25519 of BLAKE2b-512: 64 )  \n
 *     trusted comment: SIGNED TOO                              \n
 *     base64( Ed25519 of ( the 64 above | trusted comment ) )  \n
 *
 * A public key is base64( "Ed" | key id: 8 | key: 32 ).  Only prehashed
 * signatures ("ED") are taken: the legacy form ("Ed") signs the bare file, so
 * that it could be mistaken for a signature over something else.
 */
#include "trust/inside.h"

#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "

enum { ID = 8, PUBLIC = 32, SIGNATURE = 64 };

typedef struct minisig {
    obv_slice algorithm, key_id, signature, comment, global;
} minisig;

/* line ::= prefix text LF */
static bool
take_line(obv_slice *in, const char *prefix, obv_slice *text)
{
    obv_slice line, rest;
    if (!obv_slice_starts(*in, prefix) ||
        !obv_slice_cut(*in, '\n', &line, &rest)) {
        return false;
    }
    size_t skip = strlen(prefix);
    *text = (obv_slice){line.ptr + skip, line.len - skip};
    *in = rest;
    return true;
}

/* line ::= base64(byte[size]) LF */
static obv_status
take_bytes(obv_slice *in, size_t size, obv_arena *arena, obv_slice *bytes)
{
    obv_slice line;
    if (!take_line(in, "", &line)) {
        return OBV_MALFORMED;
    }
    TRY(obv_base64(line, arena, bytes));
    return bytes->len == size ? OBV_OK : OBV_MALFORMED;
}

/* What minisign would not print: a comment is one line of readable text. */
static bool
is_comment(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < ' ' || text.ptr[i] == 0x7F) {
            return false;
        }
    }
    return obv_is_utf8(text);
}

/* file ::= untrusted-line signature-line trusted-line global-line */
static obv_status
take_minisig(obv_slice in, obv_arena *arena, minisig *ret)
{
    obv_slice untrusted, first;
    if (in.len > OBV_MAX_SIGNATURE_FILE) {
        return OBV_LIMIT;
    }
    if (!take_line(&in, UNTRUSTED, &untrusted)) {
        return OBV_MALFORMED;
    }
    TRY(take_bytes(&in, 2 + ID + SIGNATURE, arena, &first));
    if (!take_line(&in, TRUSTED, &ret->comment) || !is_comment(ret->comment)) {
        return OBV_MALFORMED;
    }
    TRY(take_bytes(&in, SIGNATURE, arena, &ret->global));
    if (!obv_take(&first, 2, &ret->algorithm) ||
        !obv_take(&first, ID, &ret->key_id) || in.len > 0) {
        return OBV_MALFORMED; /* something hides behind the end */
    }
    ret->signature = first;
    return OBV_OK;
}

obv_status
obv_minisig_key_parse(obv_slice line, obv_arena *arena, obv_minisig_key *ret)
{
    obv_slice bytes, algorithm, id;
    TRY(obv_base64(line, arena, &bytes));
    if (bytes.len != 2 + ID + PUBLIC || !obv_take(&bytes, 2, &algorithm) ||
        !obv_take(&bytes, ID, &id) || !obv_slice_is(algorithm, "Ed")) {
        return OBV_MALFORMED;
    }
    memcpy(ret->id, id.ptr, ID);
    memcpy(ret->bytes, bytes.ptr, PUBLIC);
    return OBV_OK;
}

/* The id is a little-endian number, printed as one. */
void
obv_minisig_id(const obv_minisig_key *key, char text[OBV_MINISIG_ID_TEXT])
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < ID; i++) {
        text[2 * i] = digits[key->id[ID - 1 - i] >> 4];
        text[2 * i + 1] = digits[key->id[ID - 1 - i] & 15];
    }
    text[(size_t)2 * ID] = '\0';
}

static bool
holds(const obv_minisig_key *key, obv_slice message, obv_slice signature)
{
    obv_key k = {.kind = OBV_KEY_ED25519, .first = {key->bytes, PUBLIC}};
    return obv_ed25519_verify(&k, message, signature) == OBV_OK;
}

obv_status
obv_minisig_verify(obv_slice file, obv_slice signature,
                   const obv_minisig_key *key, obv_arena *arena,
                   obv_slice *comment)
{
    minisig s;
    TRY(take_minisig(signature, arena, &s));
    if (!obv_slice_is(s.algorithm, "ED")) {
        return OBV_UNSUPPORTED;
    }
    if (!obv_slice_equal(s.key_id, (obv_slice){key->id, ID})) {
        return OBV_WRONG_KEY;
    }
    uint8_t digest[OBV_MAX_HASH];
    size_t size = obv_digest(OBV_BLAKE2B_512, file, digest);
    obv_buffer both = obv_buffer_in(arena);
    obv_put(&both, s.signature);
    obv_put(&both, s.comment);
    if (both.failed) {
        return OBV_NO_MEMORY;
    }
    if (!holds(key, (obv_slice){digest, size}, s.signature) ||
        !holds(key, obv_buffer_slice(&both), s.global)) {
        return OBV_BAD_SIGNATURE;
    }
    *comment = s.comment;
    return OBV_OK;
}

obv_status
obv_minisig_check(obv_slice file, obv_slice signature, obv_slice key,
                  obv_arena *arena, obv_slice *comment)
{
    obv_minisig_key k;
    TRY(obv_minisig_key_parse(key, arena, &k));
    return obv_minisig_verify(file, signature, &k, arena, comment);
}
