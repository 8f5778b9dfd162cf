/* SPDX-License-Identifier: Apache-2.0 */
/* A key is the same key in every form, and what should be none is refused. */
#include "failing.h"
#include "files.h"
#include "keys.h"

#define ED_JWK "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\""
#define EC_JWK(crv, x, y)                                                      \
    "{\"kty\":\"EC\",\"crv\":\"" crv "\",\"x\":\"" x "\",\"y\":\"" y "\""
#define P256_JWK EC_JWK("P-256", P256_X, P256_Y)
#define RSA_JWK "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAB\""

static const struct {
    obv_key_kind kind;
    const char *name, *pem, *jwk, *multikey, *hex;
} known[] = {
    {OBV_KEY_ED25519, "Ed25519", ED_PEM, ED_JWK "}", ED_MULTIKEY, ED_HEX},
    {OBV_KEY_P256, "P-256", P256_PEM, P256_JWK "}", P256_MULTIKEY, P256_HEX},
    {OBV_KEY_P384, "P-384", P384_PEM, EC_JWK("P-384", P384_X, P384_Y) "}",
     P384_MULTIKEY, P384_HEX},
    {OBV_KEY_RSA, "RSA", RSA_PEM, RSA_JWK "}", RSA_MULTIKEY, NULL},
};

static void
a_key_is_the_same_in_each_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key pem = {0}, jwk = {0}, multikey = {0};
        CHECK_CASE(pem_in(known[i].pem, &pem) == OBV_OK, known[i].name);
        CHECK_CASE(jwk_in(known[i].jwk, &jwk) == OBV_OK, known[i].name);
        CHECK_CASE(multikey_in(known[i].multikey, &multikey) == OBV_OK,
                   known[i].name);
        CHECK_CASE(pem.kind == known[i].kind, known[i].name);
        CHECK_CASE(obv_key_equal(&pem, &jwk), known[i].name);
        CHECK_CASE(obv_key_equal(&multikey, &jwk), known[i].name);
        CHECK_CASE(pem.handle == NULL, known[i].name);
        CHECK_TEXT(obv_key_kind_name(pem.kind), known[i].name);
    }
}

static void
material_is_as_the_header_says(void **state)
{
    (void)state;
    obv_key key;
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK(pem_in(known[i].pem, &key) == OBV_OK);
        if (known[i].hex != NULL) {
            CHECK_CASE(obv_slice_equal(key.first, hex(known[i].hex)),
                       known[i].name);
            CHECK_CASE(key.second.len == 0, known[i].name);
        }
    }
    CHECK(key.kind == OBV_KEY_RSA && key.first.len == 256);
    CHECK(key.first.ptr[0] == 0xC4);
    CHECK(obv_slice_equal(key.second, hex("010001")));
}

static void
a_multikey_comes_back_as_it_was(void **state)
{
    (void)state;
    obv_key key = {0};
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK(multikey_in(known[i].multikey, &key) == OBV_OK);
        char *text = obv_key_to_multikey(&key, arena);
        if (known[i].kind == OBV_KEY_RSA) {
            CHECK(text == NULL);
        } else {
            CHECK_TEXT(text, known[i].multikey);
        }
    }
    key = (obv_key){0};
    CHECK(obv_key_to_multikey(&key, arena) == NULL);
}

static void
keys_are_equal_in_kind_and_every_byte(void **state)
{
    (void)state;
    obv_key keys[COUNT(known)], none = {0};
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK(pem_in(known[i].pem, &keys[i]) == OBV_OK);
    }
    for (size_t i = 0; i < COUNT(known); i++) {
        for (size_t j = 0; j < COUNT(known); j++) {
            CHECK(obv_key_equal(&keys[i], &keys[j]) == (i == j));
        }
        CHECK(!obv_key_equal(&keys[i], &none));
    }
    CHECK(!obv_key_equal(&none, &none));
    obv_key other = keys[3];
    other.second = hex("010003");
    CHECK(!obv_key_equal(&other, &keys[3]));
    other = keys[0];
    other.kind = OBV_KEY_P256;
    CHECK(!obv_key_equal(&other, &keys[0]));
    CHECK_TEXT(obv_key_kind_name(OBV_KEY_NONE), "none");
    CHECK_TEXT(obv_key_kind_name((obv_key_kind)99), "none");
}

/* ---- JWK ----------------------------------------------------------------- */

static const struct {
    const char *jwk;
    obv_status status;
} jwks[] = {
    /* what a key may say about itself */
    {ED_JWK ",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\"1\"}", OBV_OK},
    {ED_JWK ",\"alg\":\"Ed25519\",\"key_ops\":[\"verify\"]}", OBV_OK},
    {ED_JWK ",\"key_ops\":[\"sign\",\"verify\"]}", OBV_OK},
    {P256_JWK ",\"alg\":\"ES256\"}", OBV_OK},
    {RSA_JWK ",\"alg\":\"RS256\"}", OBV_OK},
    /* leading zeros of a modulus are no other number */
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AAEAAQ\"}", OBV_OK},
    /* that it is for something else */
    {ED_JWK ",\"use\":\"enc\"}", OBV_UNSUPPORTED},
    {ED_JWK ",\"use\":1}", OBV_UNSUPPORTED},
    {ED_JWK ",\"use\":null}", OBV_UNSUPPORTED},
    {ED_JWK ",\"alg\":\"ES256\"}", OBV_UNSUPPORTED},
    {ED_JWK ",\"alg\":\"HS256\"}", OBV_UNSUPPORTED},
    {ED_JWK ",\"alg\":\"none\"}", OBV_UNSUPPORTED},
    {ED_JWK ",\"alg\":\"\"}", OBV_UNSUPPORTED},
    {P256_JWK ",\"alg\":\"ES384\"}", OBV_UNSUPPORTED},
    {RSA_JWK ",\"alg\":\"PS256\"}", OBV_UNSUPPORTED},
    {RSA_JWK ",\"alg\":\"RS512\"}", OBV_UNSUPPORTED},
    {RSA_JWK ",\"alg\":\"RSA-OAEP\"}", OBV_UNSUPPORTED},
    {ED_JWK ",\"key_ops\":[\"sign\"]}", OBV_UNSUPPORTED},
    {ED_JWK ",\"key_ops\":[]}", OBV_UNSUPPORTED},
    {ED_JWK ",\"key_ops\":[\"deriveKey\"]}", OBV_UNSUPPORTED},
    /* a secret that everybody has */
    {ED_JWK ",\"d\":\"AAAA\"}", OBV_MALFORMED},
    {ED_JWK ",\"d\":null}", OBV_MALFORMED},
    {P256_JWK ",\"d\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"d\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"p\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"q\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"dp\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"dq\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"qi\":\"AAAA\"}", OBV_MALFORMED},
    {RSA_JWK ",\"oth\":[]}", OBV_MALFORMED},
    {RSA_JWK ",\"k\":\"AAAA\"}", OBV_MALFORMED},
    /* other kinds */
    {"{\"kty\":\"oct\",\"k\":\"AAAA\"}", OBV_UNSUPPORTED},
    {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" ED_X "\"}",
     OBV_UNSUPPORTED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed448\",\"x\":\"" ED_X "\"}", OBV_UNSUPPORTED},
    {EC_JWK("secp256k1", P256_X, P256_Y) "}", OBV_UNSUPPORTED},
    {EC_JWK("P-521", P256_X, P256_Y) "}", OBV_UNSUPPORTED},
    {EC_JWK("p-256", P256_X, P256_Y) "}", OBV_UNSUPPORTED},
    {EC_JWK("Ed25519", P256_X, P256_Y) "}", OBV_UNSUPPORTED},
    {"{\"kty\":\"OKP\",\"x\":\"" ED_X "\"}", OBV_UNSUPPORTED},
    {"{\"kty\":\"ec\"}", OBV_UNSUPPORTED},
    {"{\"kty\":\"\"}", OBV_UNSUPPORTED},
    /* no key */
    {"{}", OBV_MALFORMED},
    {"[]", OBV_MALFORMED},
    {"null", OBV_MALFORMED},
    {"\"" ED_X "\"", OBV_MALFORMED},
    {"{\"kty\":1}", OBV_MALFORMED},
    {"{\"kty\":[\"OKP\"]}", OBV_MALFORMED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}", OBV_MALFORMED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":1}", OBV_MALFORMED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"\"}", OBV_MALFORMED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "=\"}",
     OBV_MALFORMED},
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "AA\"}",
     OBV_MALFORMED},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" P256_X "\"}", OBV_MALFORMED},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"y\":\"" P256_Y "\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"e\":\"AQAB\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"AQAB\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AA\"}", OBV_MALFORMED},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":65537}", OBV_MALFORMED},
    /* coordinates that are too long or too short */
    {EC_JWK("P-256", P256_X "A", P256_Y) "}", OBV_MALFORMED},
    {EC_JWK("P-256", P256_X, P256_Y "A") "}", OBV_MALFORMED},
    {EC_JWK("P-256", "AA", P256_Y) "}", OBV_MALFORMED},
    {EC_JWK("P-256", P256_X, "") "}", OBV_MALFORMED},
    /* points that are none */
    {EC_JWK("P-256", P256_Y, P256_X) "}", OBV_MALFORMED},
    {EC_JWK("P-256", P256_X, P256_X) "}", OBV_MALFORMED},
    {EC_JWK("P-384", P256_X, P256_Y) "}", OBV_MALFORMED},
    {EC_JWK("P-256", P384_X, P384_Y) "}", OBV_MALFORMED},
    {EC_JWK("P-256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") "}",
     OBV_MALFORMED},
    {EC_JWK("P-256", "__________________________________________8", P256_Y) "}",
     OBV_MALFORMED},
    /* RSA that is too easy */
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"Aw\"}", OBV_WRONG_KEY},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQ\"}", OBV_WRONG_KEY},
    {"{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAA\"}", OBV_WRONG_KEY},
    {"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", OBV_WRONG_KEY},
};

static void
a_jwk_is_taken_at_its_word_or_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(jwks); i++) {
        obv_key key = {0};
        obv_status status = jwk_in(jwks[i].jwk, &key);
        if (status != jwks[i].status) {
            fail_msg("%s: %s", jwks[i].jwk, obv_status_name(status));
        }
        CHECK_CASE((key.kind != OBV_KEY_NONE) == (status == OBV_OK),
                   jwks[i].jwk);
    }
    obv_key key = {0};
    CHECK(obv_key_from_jwk(NULL, arena, &key) == OBV_MALFORMED);
}

/* ---- Multikey ------------------------------------------------------------ */

static const struct {
    const char *text;
    obv_status status;
} multikeys[] = {
    {"", OBV_MALFORMED},
    {"z", OBV_MALFORMED},
    {"z1", OBV_MALFORMED},
    {"z6Mk", OBV_UNSUPPORTED},
    {"6MksAgwxTK5HeiVCs43qaFyaPcAqZj2evNXuRqWQKqA9rqq", OBV_MALFORMED},
    {"Z6MksAgwxTK5HeiVCs43qaFyaPcAqZj2evNXuRqWQKqA9rqq", OBV_MALFORMED},
    {"u7QG86TbLKR6iSn3zCQ-xBBZ2PdUWbVv9xUcLSsQSNRXixA", OBV_MALFORMED},
    {" " ED_MULTIKEY, OBV_MALFORMED},
    {ED_MULTIKEY " ", OBV_MALFORMED},
    {ED_MULTIKEY "\n", OBV_MALFORMED},
    {"z0" ED_MULTIKEY, OBV_MALFORMED},
    {"zz" ED_MULTIKEY, OBV_UNSUPPORTED},
    {"z1" ED_MULTIKEY, OBV_UNSUPPORTED},
    {"did:key:" ED_MULTIKEY, OBV_MALFORMED},
    {SECP256K1_MULTIKEY, OBV_UNSUPPORTED},
    {P521_MULTIKEY, OBV_UNSUPPORTED},
    {X25519_MULTIKEY, OBV_UNSUPPORTED},
};

static void
what_is_no_multikey_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(multikeys); i++) {
        obv_key key = {0};
        obv_status status = multikey_in(multikeys[i].text, &key);
        if (status != multikeys[i].status) {
            fail_msg("%s: %s", multikeys[i].text, obv_status_name(status));
        }
    }
}

/* multicodec and material in hexadecimal, to a multikey, and that to a key */
static obv_status
coded_in(const char *code, obv_slice material, obv_key *ret)
{
    obv_buffer bytes = obv_buffer_in(arena);
    obv_put(&bytes, hex(code));
    obv_put(&bytes, material);
    obv_buffer text = obv_buffer_in(arena);
    obv_put_char(&text, 'z');
    obv_put_text(&text, obv_to_base58(obv_buffer_slice(&bytes), arena));
    return obv_key_from_multikey(obv_buffer_slice(&text), arena, ret);
}

static void
material_has_exactly_its_length(void **state)
{
    (void)state;
    obv_key key;
    obv_slice ed = hex(ED_HEX "00"), point = hex(P256_HEX);
    obv_slice packed = hex("02" P256_HEX);
    writable(packed)[1] = 2; /* 02, 02, x ... */
    packed = (obv_slice){packed.ptr + 1, 33};
    CHECK(coded_in("ed01", (obv_slice){ed.ptr, 31}, &key) == OBV_MALFORMED);
    CHECK(coded_in("ed01", (obv_slice){ed.ptr, 32}, &key) == OBV_OK);
    CHECK(coded_in("ed01", (obv_slice){ed.ptr, 33}, &key) == OBV_MALFORMED);
    CHECK(coded_in("8024", packed, &key) == OBV_OK);
    packed.len--;
    CHECK(coded_in("8024", packed, &key) == OBV_MALFORMED);
    CHECK(coded_in("8024", point, &key) == OBV_MALFORMED);  /* uncompressed */
    CHECK(coded_in("8124", packed, &key) == OBV_MALFORMED); /* P-384's code */
    CHECK(coded_in("ed", ed, &key) == OBV_UNSUPPORTED);
    CHECK(coded_in("8524", ed, &key) == OBV_MALFORMED); /* RSA wants DER */
}

static void
a_compressed_point_has_a_sign_and_is_on_its_curve(void **state)
{
    (void)state;
    obv_key key, other;
    obv_slice packed = hex(P256_HEX);
    packed.len = 33;
    for (unsigned sign = 0; sign < 256; sign++) {
        writable(packed)[0] = (uint8_t)sign;
        CHECK(coded_in("8024", packed, &key) ==
              (sign == 2 || sign == 3 ? OBV_OK : OBV_MALFORMED));
    }
    writable(packed)[0] = 2;
    CHECK(coded_in("8024", packed, &key) == OBV_OK);
    writable(packed)[0] = 3;
    CHECK(coded_in("8024", packed, &other) == OBV_OK);
    CHECK(!obv_key_equal(&key, &other));
    size_t on_curve = 0;
    for (unsigned x = 0; x < 256; x++) {
        writable(packed)[32] = (uint8_t)x;
        on_curve += coded_in("8024", packed, &key) == OBV_OK;
    }
    CHECK(on_curve > 80 && on_curve < 176); /* half of all are */
}

/* Under these a signature can hold for many messages, or for all. */
static const char *const weak_points[] = {
    /* of order 1, 2, 4 and 8 */
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    /* the same, written in another way than the one */
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    /* numbers above the prime that are no other way to write a good one */
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    /* off the curve */
    "0200000000000000000000000000000000000000000000000000000000000000",
    "0700000000000000000000000000000000000000000000000000000000000000",
    /* the known key with a point of order 2 added: of mixed order */
    "3116c934d6e15db5820cf6f04efbe989c22ae992a4023ab8f4b53bedcaea1d3b",
};

static void
weak_points_are_no_keys_in_any_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(weak_points); i++) {
        obv_key key = {0};
        obv_slice point = hex(weak_points[i]);
        obv_buffer jwk = obv_buffer_in(arena);
        obv_put_text(&jwk, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"");
        obv_put_text(&jwk, obv_to_base64url(point, arena));
        obv_put_text(&jwk, "\"}");
        obv_put_char(&jwk, '\0');
        CHECK_CASE(coded_in("ed01", point, &key) == OBV_MALFORMED,
                   weak_points[i]);
        CHECK_CASE(jwk_in(jwk.ptr, &key) == OBV_MALFORMED, weak_points[i]);
    }
}

/* ---- RSA limits ---------------------------------------------------------- */

static obv_status
rsa_in(obv_slice modulus, const char *exponent, obv_key *ret)
{
    obv_buffer jwk = obv_buffer_in(arena);
    obv_put_text(&jwk, "{\"kty\":\"RSA\",\"n\":\"");
    obv_put_text(&jwk, obv_to_base64url(modulus, arena));
    obv_put_text(&jwk, "\",\"e\":\"");
    obv_put_text(&jwk, obv_to_base64url(hex(exponent), arena));
    obv_put_text(&jwk, "\"}");
    obv_put_char(&jwk, '\0');
    return jwk_in(jwk.ptr, ret);
}

/* A key with a modulus of so many bits, all ones: what is asked of it here is
   its size. */
static obv_status
rsa_of(size_t bits, const char *exponent, obv_key *ret)
{
    size_t len = (bits + 7) / 8;
    uint8_t *modulus = obv_arena_alloc(arena, 1, len);
    memset(modulus, 0xFF, len);
    modulus[0] = (uint8_t)(0xFF >> (len * 8 - bits));
    return rsa_in((obv_slice){modulus, len}, exponent, ret);
}

static void
an_rsa_modulus_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    obv_key key;
    CHECK(rsa_of(512, "010001", &key) == OBV_WRONG_KEY);
    CHECK(rsa_of(1024, "010001", &key) == OBV_WRONG_KEY);
    CHECK(rsa_of(OBV_MIN_RSA_BITS - 1, "010001", &key) == OBV_WRONG_KEY);
    CHECK(rsa_of(OBV_MIN_RSA_BITS, "010001", &key) == OBV_OK);
    CHECK(rsa_of(OBV_MAX_RSA_BITS, "010001", &key) == OBV_OK);
    CHECK(rsa_of(OBV_MAX_RSA_BITS + 1, "010001", &key) == OBV_WRONG_KEY);
    CHECK(rsa_of(65536, "010001", &key) == OBV_WRONG_KEY);
}

static void
an_rsa_exponent_has_a_limit_on_both_sides(void **state)
{
    (void)state;
    static const struct {
        const char *exponent;
        obv_status status;
    } exponents[] = {
        {"01", OBV_WRONG_KEY},
        {"02", OBV_WRONG_KEY},
        {"03", OBV_WRONG_KEY},
        {"11", OBV_WRONG_KEY},
        {"ffff", OBV_WRONG_KEY},
        {"010000", OBV_WRONG_KEY},
        {"010001", OBV_OK},
        {"010002", OBV_WRONG_KEY},
        {"010003", OBV_OK},
        {"00010001", OBV_OK},
        {"ffffffffffffffff", OBV_OK},
        {"fffffffffffffffe", OBV_WRONG_KEY},
        {"010000000000000001", OBV_WRONG_KEY},
        {"010000000000010001", OBV_WRONG_KEY},
        {"0000000000000000000003", OBV_WRONG_KEY},
        {"00", OBV_MALFORMED},
        {"", OBV_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(exponents); i++) {
        obv_key key;
        CHECK_CASE(rsa_of(2048, exponents[i].exponent, &key) ==
                       exponents[i].status,
                   exponents[i].exponent);
    }
}

/* 2^2047 and an end that makes it a power of 65537 modulo each of the 38
   primes; with the other end, modulo all but 157. */
static void
a_modulus_of_the_faulty_cards_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *end;
        obv_status status;
    } ends[] = {
        {"04a18960a4631b890410a2919dd3c1db0cc4f0973014f9691a438c03",
         OBV_WRONG_KEY},
        {"0e2b790a15782f8b7c93dd89b86699d3141caaa4ce492a099de827", OBV_OK},
    };
    for (size_t i = 0; i < COUNT(ends); i++) {
        uint8_t modulus[256] = {0x80};
        obv_slice end = hex(ends[i].end);
        memcpy(modulus + sizeof(modulus) - end.len, end.ptr, end.len);
        obv_key key;
        CHECK_CASE(rsa_in((obv_slice){modulus, 256}, "010001", &key) ==
                       ends[i].status,
                   ends[i].end);
    }
}

static void
an_even_modulus_is_no_key(void **state)
{
    (void)state;
    obv_key key;
    CHECK(jwk_in("{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAB\"}",
                 &key) == OBV_OK);
    writable(key.first)[255] &= 0xFE;
    CHECK(rsa_in(key.first, "010001", &key) == OBV_MALFORMED);
}

/* ---- Vectors of others --------------------------------------------------- */

/* The key set whose key a token of Wycheproof names: none of them may be used,
   for HMAC, for its size, for its exponent or for its maker. */
static void
no_jwk_of_wycheproof_is_a_key_of_ours(void **state)
{
    (void)state;
    const char *path = shared_path("suites/wycheproof/json_web_key_test.json");
    if (path == NULL) {
        skip();
    }
    obv_slice text = file_read(path);
    const obv_json *root;
    CHECK(obv_json_parse(text, OBV_JSON_ANY, arena, &root, NULL) == OBV_OK);
    const obv_json *groups = obv_json_get(root, "testGroups");
    size_t seen = 0;
    for (size_t i = 0; i < obv_json_count(groups); i++) {
        const obv_json *group = obv_json_item(groups, i);
        const obv_json *set = obv_json_get(group, "public");
        set = set != NULL ? set : obv_json_get(group, "private");
        const obv_json *jwk = obv_json_item(obv_json_get(set, "keys"), 0);
        obv_key key;
        CHECK(jwk != NULL && obv_key_from_jwk(jwk, arena, &key) != OBV_OK);
        seen++;
    }
    CHECK_NUMBER(seen, 16);
    file_free(text);
}

/* ---- Memory -------------------------------------------------------------- */

static obv_status
jwk_of(const char *text, obv_arena *in)
{
    const obv_json *jwk;
    obv_key key;
    TRY(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, in, &jwk, NULL));
    return obv_key_from_jwk(jwk, in, &key);
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    obv_key key;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_slice multikey = obv_slice_of(known[i].multikey);
        CHECK_EACH_ARENA(obv_key_from_multikey(multikey, small, &key));
        CHECK_EACH_ARENA(jwk_of(known[i].jwk, small));
    }
    CHECK(multikey_in(P384_MULTIKEY, &key) == OBV_OK);
    CHECK_EACH_ARENA_GIVES(obv_key_to_multikey(&key, small));
}

static void
a_failed_allocation_is_said(void **state)
{
    (void)state;
    obv_key key;
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK_EACH_FAILURE(multikey_in(known[i].multikey, &key), OBV_OK);
    }
    for (size_t i = 0; i < COUNT(known); i++) {
        CHECK_EACH_FAILURE(jwk_of(known[i].jwk, arena), OBV_OK);
    }
    CHECK_EACH_FAILURE(jwk_of(EC_JWK("P-256", P256_Y, P256_X) "}", arena),
                       OBV_MALFORMED);
}

int
main(void)
{
    if (!obv_sodium_start()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_the_same_in_each_form),
        cmocka_unit_test(material_is_as_the_header_says),
        cmocka_unit_test(a_multikey_comes_back_as_it_was),
        cmocka_unit_test(keys_are_equal_in_kind_and_every_byte),
        cmocka_unit_test(a_jwk_is_taken_at_its_word_or_refused),
        cmocka_unit_test(what_is_no_multikey_is_refused),
        cmocka_unit_test(material_has_exactly_its_length),
        cmocka_unit_test(a_compressed_point_has_a_sign_and_is_on_its_curve),
        cmocka_unit_test(weak_points_are_no_keys_in_any_form),
        cmocka_unit_test(an_rsa_modulus_has_a_limit_on_both_sides),
        cmocka_unit_test(an_rsa_exponent_has_a_limit_on_both_sides),
        cmocka_unit_test(a_modulus_of_the_faulty_cards_is_refused),
        cmocka_unit_test(an_even_modulus_is_no_key),
        cmocka_unit_test(no_jwk_of_wycheproof_is_a_key_of_ours),
        cmocka_unit_test(a_small_arena_is_said),
        cmocka_unit_test(a_failed_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
