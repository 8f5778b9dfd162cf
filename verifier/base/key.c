/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public keys from Multikey and JWK, in one form.
 *
 * What may be a key is decided here, before any library sees it: the libraries
 * take RSA exponents of 1 and moduli that were broken long ago.
 */
#include "base/key.h"

#define MIN_EXPONENT 65537
#define MAX_EXPONENT_LEN 8 /* above, a way to burn our time */

/* clang-format off */
static const struct {
    const char *name;
    size_t coordinate;
    const char *kty, *crv;
    const char *algs[2];  /* of JWK, where it names one */
    uint8_t multicodec[2];
} kinds[] = {
    [OBV_KEY_NONE]    = {"none", 0, NULL, NULL, {NULL, NULL}, {0, 0}},
    [OBV_KEY_ED25519] = {"Ed25519", 0, "OKP", "Ed25519", {"EdDSA", "Ed25519"}, {0xED, 0x01}},
    [OBV_KEY_P256]    = {"P-256", 32, "EC", "P-256", {"ES256", NULL}, {0x80, 0x24}},
    [OBV_KEY_P384]    = {"P-384", 48, "EC", "P-384", {"ES384", NULL}, {0x81, 0x24}},
    [OBV_KEY_RSA]     = {"RSA", 0, "RSA", NULL, {"RS256", NULL}, {0x85, 0x24}},
};
/* clang-format on */

const char *
obv_key_kind_name(obv_key_kind kind)
{
    return (size_t)kind < COUNT(kinds) ? kinds[kind].name : "none";
}

size_t
obv_key_coordinate(obv_key_kind kind)
{
    return kinds[kind].coordinate;
}

bool
obv_key_equal(const obv_key *a, const obv_key *b)
{
    return a->kind != OBV_KEY_NONE && a->kind == b->kind &&
           obv_slice_equal(a->first, b->first) &&
           obv_slice_equal(a->second, b->second);
}

/* ---- Material ----------------------------------------------------------- */

static obv_status
copy(obv_slice bytes, obv_arena *arena, obv_slice *ret)
{
    uint8_t *room = obv_arena_alloc(arena, 1, bytes.len);
    if (room == NULL) {
        return OBV_NO_MEMORY;
    }
    if (bytes.len > 0) {
        memcpy(room, bytes.ptr, bytes.len);
    }
    *ret = (obv_slice){room, bytes.len};
    return OBV_OK;
}

obv_status
obv_key_of_ed25519(obv_slice bytes, obv_arena *arena, obv_key *ret)
{
    if (bytes.len != OBV_ED25519_LEN || !obv_ed25519_is_point(bytes.ptr)) {
        return OBV_MALFORMED;
    }
    obv_key key = {.kind = OBV_KEY_ED25519};
    TRY(copy(bytes, arena, &key.first));
    *ret = key;
    return OBV_OK;
}

obv_status
obv_key_of_point(obv_key_kind kind, obv_slice octets, obv_arena *arena,
                 obv_key *ret)
{
    obv_key key = {.kind = kind};
    TRY(obv_ec_point(kind, octets, arena, &key.first));
    *ret = key;
    return OBV_OK;
}

static obv_slice
without_zeros(obv_slice number)
{
    while (number.len > 0 && number.ptr[0] == 0) {
        number = (obv_slice){number.ptr + 1, number.len - 1};
    }
    return number;
}

static size_t
bits_of(obv_slice number)
{
    size_t bits = number.len * 8;
    for (uint8_t top = number.ptr[0]; top < 0x80; top = (uint8_t)(top << 1)) {
        bits--;
    }
    return bits;
}

static bool
is_fit_exponent(obv_slice exponent)
{
    uint64_t value = 0;
    if (exponent.len > MAX_EXPONENT_LEN) {
        return false;
    }
    for (size_t i = 0; i < exponent.len; i++) {
        value = value << 8 | exponent.ptr[i];
    }
    return value >= MIN_EXPONENT && value % 2 == 1;
}

/*
 * Keys of one maker's smart cards can be factored (CVE-2017-15361, "ROCA"):
 * their primes are powers of 65537 modulo many small primes, so the modulus
 * is.  Another key looks so by chance once in 2^27.
 */
static bool
is_power_of_65537(unsigned number, unsigned prime)
{
    unsigned power = 1;
    do {
        if (power == number) {
            return true;
        }
        power = power * (65537 % prime) % prime;
    } while (power != 1);
    return false;
}

static bool
is_of_faulty_card(obv_slice modulus)
{
    static const uint8_t primes[] = {
        3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
        47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
        107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};
    for (size_t i = 0; i < COUNT(primes); i++) {
        unsigned rest = 0;
        for (size_t j = 0; j < modulus.len; j++) {
            rest = (rest << 8 | modulus.ptr[j]) % primes[i];
        }
        if (!is_power_of_65537(rest, primes[i])) {
            return false;
        }
    }
    return true;
}

obv_status
obv_key_of_rsa(obv_slice modulus, obv_slice exponent, obv_arena *arena,
               obv_key *ret)
{
    modulus = without_zeros(modulus);
    exponent = without_zeros(exponent);
    if (modulus.len == 0 || exponent.len == 0 ||
        modulus.ptr[modulus.len - 1] % 2 == 0) {
        return OBV_MALFORMED; /* no product of two odd primes */
    }
    size_t bits = bits_of(modulus);
    if (bits < OBV_MIN_RSA_BITS || bits > OBV_MAX_RSA_BITS ||
        !is_fit_exponent(exponent) || is_of_faulty_card(modulus)) {
        return OBV_WRONG_KEY;
    }
    obv_key key = {.kind = OBV_KEY_RSA};
    TRY(copy(modulus, arena, &key.first));
    TRY(copy(exponent, arena, &key.second));
    *ret = key;
    return OBV_OK;
}

/* ---- Multikey ----------------------------------------------------------- */

static obv_key_kind
kind_of_multicodec(obv_slice code)
{
    for (size_t i = OBV_KEY_ED25519; i < COUNT(kinds); i++) {
        if (memcmp(code.ptr, kinds[i].multicodec, 2) == 0) {
            return (obv_key_kind)i;
        }
    }
    return OBV_KEY_NONE;
}

/* key ::= multicodec:byte[2] material */
static obv_status
key_from_multicodec(obv_slice bytes, obv_arena *arena, obv_key *ret)
{
    obv_slice code;
    if (!obv_take(&bytes, 2, &code)) {
        return OBV_MALFORMED;
    }
    obv_key_kind kind = kind_of_multicodec(code);
    switch (kind) {
    case OBV_KEY_ED25519:
        return obv_key_of_ed25519(bytes, arena, ret);
    case OBV_KEY_P256:
    case OBV_KEY_P384:
        /* Multikey knows the compressed form only. */
        return bytes.len == 1 + obv_key_coordinate(kind)
                   ? obv_key_of_point(kind, bytes, arena, ret)
                   : OBV_MALFORMED;
    case OBV_KEY_RSA:
        return obv_key_from_rsa_der(bytes, arena, ret);
    case OBV_KEY_NONE:
        break;
    }
    return OBV_UNSUPPORTED;
}

/* multikey ::= "z" base58(key) */
static obv_status
read_multikey(obv_slice multibase, obv_arena *arena, obv_slice *bytes)
{
    obv_slice prefix;
    if (!obv_take(&multibase, 1, &prefix) || !obv_slice_is(prefix, "z")) {
        return OBV_MALFORMED;
    }
    return obv_base58(multibase, arena, bytes);
}

obv_status
obv_key_from_multikey(obv_slice multibase, obv_arena *arena, obv_key *ret)
{
    obv_slice bytes;
    TRY(read_multikey(multibase, arena, &bytes));
    return key_from_multicodec(bytes, arena, ret);
}

obv_status
obv_key_from_listed(obv_slice multibase, obv_arena *arena, obv_key *ret)
{
    obv_slice bytes, code;
    TRY(read_multikey(multibase, arena, &bytes));
    obv_slice rest = bytes;
    if (obv_take(&rest, 2, &code) && rest.len == OBV_ED25519_LEN &&
        kind_of_multicodec(code) == OBV_KEY_ED25519) {
        *ret = (obv_key){.kind = OBV_KEY_ED25519, .first = rest};
        return OBV_OK;
    }
    return key_from_multicodec(bytes, arena, ret);
}

char *
obv_key_to_multikey(const obv_key *key, obv_arena *arena)
{
    uint8_t bytes[2 + 1 + 48];
    size_t len = 2;
    size_t coordinate = obv_key_coordinate(key->kind);
    memcpy(bytes, kinds[key->kind].multicodec, 2);
    if (key->kind == OBV_KEY_ED25519) {
        memcpy(bytes + len, key->first.ptr, OBV_ED25519_LEN);
        len += OBV_ED25519_LEN;
    } else if (coordinate > 0) {
        /* 04 x y becomes 02 x or 03 x, by the last bit of y */
        bytes[len++] = 2 | (key->first.ptr[key->first.len - 1] & 1);
        memcpy(bytes + len, key->first.ptr + 1, coordinate);
        len += coordinate;
    } else {
        return NULL;
    }
    char *digits = obv_to_base58((obv_slice){bytes, len}, arena);
    if (digits == NULL) {
        return NULL;
    }
    obv_buffer text = obv_buffer_in(arena);
    obv_put_char(&text, 'z');
    obv_put_text(&text, digits);
    return text.failed ? NULL : obv_arena_text(arena, obv_buffer_slice(&text));
}

/* ---- JWK (RFC 7517, 7518, 8037) ----------------------------------------- */

static bool
is_text(const obv_json *value, const char *text)
{
    obv_slice s;
    return text != NULL && obv_json_text(value, &s) && obv_slice_is(s, text);
}

/* A private key that is shown to all is nobody's key any more. */
static bool
holds_a_secret(const obv_json *jwk)
{
    static const char *const secrets[] = {"d",  "p",  "q",   "dp",
                                          "dq", "qi", "oth", "k"};
    for (size_t i = 0; i < COUNT(secrets); i++) {
        if (obv_json_get(jwk, secrets[i]) != NULL) {
            return true;
        }
    }
    return false;
}

/* RFC 7517 4.2 to 4.4: a key may say what it is for. */
static bool
is_for_us(const obv_json *jwk, obv_key_kind kind)
{
    const obv_json *use = obv_json_get(jwk, "use");
    const obv_json *alg = obv_json_get(jwk, "alg");
    const obv_json *ops = obv_json_get(jwk, "key_ops");
    bool verifies = ops == NULL;
    for (size_t i = 0; i < obv_json_count(ops); i++) {
        verifies = verifies || is_text(obv_json_item(ops, i), "verify");
    }
    return verifies && (use == NULL || is_text(use, "sig")) &&
           (alg == NULL || is_text(alg, kinds[kind].algs[0]) ||
            is_text(alg, kinds[kind].algs[1]));
}

static obv_status
bytes_of_member(const obv_json *jwk, const char *name, obv_arena *arena,
                obv_slice *ret)
{
    obv_slice text;
    if (!obv_json_text(obv_json_get(jwk, name), &text)) {
        return OBV_MALFORMED;
    }
    return obv_base64url(text, arena, ret);
}

static obv_status
key_from_okp(const obv_json *jwk, obv_arena *arena, obv_key *ret)
{
    obv_slice x;
    TRY(bytes_of_member(jwk, "x", arena, &x));
    return obv_key_of_ed25519(x, arena, ret);
}

/* Coordinates have their full length, zeros and all (RFC 7518 6.2.1.2). */
static obv_status
key_from_ec(const obv_json *jwk, obv_key_kind kind, obv_arena *arena,
            obv_key *ret)
{
    uint8_t point[1 + 2 * 48];
    size_t len = obv_key_coordinate(kind);
    obv_slice x, y;
    TRY(bytes_of_member(jwk, "x", arena, &x));
    TRY(bytes_of_member(jwk, "y", arena, &y));
    if (x.len != len || y.len != len) {
        return OBV_MALFORMED;
    }
    point[0] = 4;
    memcpy(point + 1, x.ptr, len);
    memcpy(point + 1 + len, y.ptr, len);
    return obv_key_of_point(kind, (obv_slice){point, 1 + 2 * len}, arena, ret);
}

static obv_status
key_from_rsa(const obv_json *jwk, obv_arena *arena, obv_key *ret)
{
    obv_slice n, e;
    TRY(bytes_of_member(jwk, "n", arena, &n));
    TRY(bytes_of_member(jwk, "e", arena, &e));
    return obv_key_of_rsa(n, e, arena, ret);
}

static obv_key_kind
kind_of_jwk(const obv_json *jwk)
{
    for (size_t i = OBV_KEY_ED25519; i < COUNT(kinds); i++) {
        if (is_text(obv_json_get(jwk, "kty"), kinds[i].kty) &&
            (kinds[i].crv == NULL ||
             is_text(obv_json_get(jwk, "crv"), kinds[i].crv))) {
            return (obv_key_kind)i;
        }
    }
    return OBV_KEY_NONE;
}

obv_status
obv_key_from_jwk(const obv_json *jwk, obv_arena *arena, obv_key *ret)
{
    obv_slice kty;
    if (!obv_json_text(obv_json_get(jwk, "kty"), &kty)) {
        return OBV_MALFORMED;
    }
    obv_key_kind kind = kind_of_jwk(jwk);
    if (kind == OBV_KEY_NONE) {
        return OBV_UNSUPPORTED;
    }
    if (holds_a_secret(jwk)) {
        return OBV_MALFORMED;
    }
    if (!is_for_us(jwk, kind)) {
        return OBV_UNSUPPORTED;
    }
    if (kind == OBV_KEY_ED25519) {
        return key_from_okp(jwk, arena, ret);
    }
    if (kind == OBV_KEY_RSA) {
        return key_from_rsa(jwk, arena, ret);
    }
    return key_from_ec(jwk, kind, arena, ret);
}
