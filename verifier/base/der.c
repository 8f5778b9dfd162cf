/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public keys from PEM: the few shapes of DER that a key has, strictly.
 *
 * Ours rather than libcrypto's, whose decoders load every provider, guess the
 * format and take what is not DER.
 */
#include "base/key.h"

enum { INTEGER = 0x02, BIT_STRING = 0x03, SEQUENCE = 0x30 };

/* clang-format off */
/* What stands in AlgorithmIdentifier, byte for byte (RFC 8410, 5480, 3279). */
static const struct {
    obv_key_kind kind;
    size_t len;
    const char *bytes;
} algorithms[] = {
    {OBV_KEY_ED25519, 5, "\x06\x03\x2B\x65\x70"},
    {OBV_KEY_P256, 19, "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01"
                       "\x06\x08\x2A\x86\x48\xCE\x3D\x03\x01\x07"},
    {OBV_KEY_P384, 16, "\x06\x07\x2A\x86\x48\xCE\x3D\x02\x01"
                       "\x06\x05\x2B\x81\x04\x00\x22"},
    {OBV_KEY_RSA, 13, "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01\x05\x00"},
};
/* clang-format on */

/* length ::= less-than-128 | 81 byte | 82 byte byte, the shortest that does */
static bool
take_length(obv_slice *in, size_t *ret)
{
    obv_slice first, more;
    if (!obv_take(in, 1, &first)) {
        return false;
    }
    size_t length = first.ptr[0];
    if (length == 0x81 && obv_take(in, 1, &more)) {
        *ret = more.ptr[0];
        return *ret >= 0x80;
    }
    if (length == 0x82 && obv_take(in, 2, &more)) {
        *ret = (size_t)more.ptr[0] << 8 | more.ptr[1];
        return *ret >= 0x100;
    }
    *ret = length;
    return length < 0x80;
}

/* value ::= tag length content */
static bool
take_value(obv_slice *in, uint8_t tag, obv_slice *ret)
{
    obv_slice first;
    size_t length;
    return obv_take(in, 1, &first) && first.ptr[0] == tag &&
           take_length(in, &length) && obv_take(in, length, ret);
}

/* A natural number: not negative, no zero in front but for the sign. */
static bool
take_natural(obv_slice *in, obv_slice *ret)
{
    if (!take_value(in, INTEGER, ret) || ret->len == 0 || ret->ptr[0] >= 0x80) {
        return false;
    }
    return ret->len == 1 || ret->ptr[0] != 0 || ret->ptr[1] >= 0x80;
}

obv_status
obv_key_from_rsa_der(obv_slice der, obv_arena *arena, obv_key *ret)
{
    obv_slice sequence, modulus, exponent;
    if (!take_value(&der, SEQUENCE, &sequence) || der.len > 0 ||
        !take_natural(&sequence, &modulus) ||
        !take_natural(&sequence, &exponent) || sequence.len > 0) {
        return OBV_MALFORMED;
    }
    return obv_key_of_rsa(modulus, exponent, arena, ret);
}

static obv_key_kind
kind_of_algorithm(obv_slice algorithm)
{
    for (size_t i = 0; i < COUNT(algorithms); i++) {
        obv_slice row = {(const uint8_t *)algorithms[i].bytes,
                         algorithms[i].len};
        if (obv_slice_equal(algorithm, row)) {
            return algorithms[i].kind;
        }
    }
    return OBV_KEY_NONE;
}

/* spki ::= SEQUENCE { SEQUENCE { algorithm }, BIT STRING { 00 key } } */
static obv_status
key_from_spki(obv_slice der, obv_arena *arena, obv_key *ret)
{
    obv_slice spki, algorithm, key, unused;
    if (!take_value(&der, SEQUENCE, &spki) || der.len > 0 ||
        !take_value(&spki, SEQUENCE, &algorithm) ||
        !take_value(&spki, BIT_STRING, &key) || spki.len > 0 ||
        !obv_take(&key, 1, &unused) || unused.ptr[0] != 0) {
        return OBV_MALFORMED;
    }
    obv_key_kind kind = kind_of_algorithm(algorithm);
    switch (kind) {
    case OBV_KEY_ED25519:
        return obv_key_of_ed25519(key, arena, ret);
    case OBV_KEY_P256:
    case OBV_KEY_P384:
        return obv_key_of_point(kind, key, arena, ret);
    case OBV_KEY_RSA:
        return obv_key_from_rsa_der(key, arena, ret);
    case OBV_KEY_NONE:
        break;
    }
    return OBV_UNSUPPORTED;
}

/* ---- PEM (RFC 7468) ----------------------------------------------------- */

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"

static const struct {
    const char *label;
    obv_status (*read)(obv_slice der, obv_arena *arena, obv_key *ret);
} labels[] = {
    {"PUBLIC KEY", key_from_spki},
    {"RSA PUBLIC KEY", obv_key_from_rsa_der},
};

/* Takes `text` off the front. */
static bool
take_text(obv_slice *in, const char *text)
{
    obv_slice taken;
    return obv_slice_starts(*in, text) && obv_take(in, strlen(text), &taken);
}

/* pem ::= begin base64 end, with the same label at both ends */
static bool
take_pem(obv_slice pem, const char *label, obv_slice *ret_body)
{
    if (!take_text(&pem, BEGIN) || !take_text(&pem, label) ||
        !take_text(&pem, DASHES)) {
        return false;
    }
    const uint8_t *dash = pem.len > 0 ? memchr(pem.ptr, '-', pem.len) : NULL;
    size_t len = dash == NULL ? pem.len : (size_t)(dash - pem.ptr);
    return obv_take(&pem, len, ret_body) && take_text(&pem, END) &&
           take_text(&pem, label) && take_text(&pem, DASHES) && pem.len == 0;
}

static bool
is_white(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static obv_status
decode_lines(obv_slice lines, obv_arena *arena, obv_slice *ret)
{
    uint8_t *text = obv_arena_alloc(arena, 1, lines.len);
    size_t len = 0;
    if (text == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < lines.len; i++) {
        if (!is_white(lines.ptr[i])) {
            text[len++] = lines.ptr[i];
        }
    }
    return obv_base64((obv_slice){text, len}, arena, ret);
}

obv_status
obv_key_from_pem(obv_slice pem, obv_arena *arena, obv_key *ret)
{
    pem = obv_slice_trim(pem);
    for (size_t i = 0; i < COUNT(labels); i++) {
        obv_slice body, der;
        if (take_pem(pem, labels[i].label, &body)) {
            TRY(decode_lines(body, arena, &der));
            return labels[i].read(der, arena, ret);
        }
    }
    return OBV_MALFORMED;
}
