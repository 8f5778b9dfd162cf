/* SPDX-License-Identifier: Apache-2.0 */
/* A key in PEM has one shape, to the bit. */
#include "keys.h"

static const struct {
    const char *pem;
    obv_status status;
} pems[] = {
    /* what is around it does not count */
    {"\n\n" ED_PEM "\n \t", OBV_OK},
    {"\xEF\xBB\xBF" ED_PEM, OBV_OK},
    {RSA_PEM_PKCS1, OBV_OK},
    {P256_PEM_COMPRESSED, OBV_OK},
    {"-----BEGIN PUBLIC KEY-----\r\nMCowBQYDK2VwAyEAvOk2yykeokp98wkP\r\n"
     "sQQWdj3VFm1b/cVHC0rEEjUV4sQ=\r\n-----END PUBLIC KEY-----\r\n",
     OBV_OK},
    {"-----BEGIN PUBLIC KEY-----MCowBQYDK2VwAyEAvOk2yykeokp98wkP"
     "sQQWdj3VFm1b/cVHC0rEEjUV4sQ=-----END PUBLIC KEY-----",
     OBV_OK},
    /* other kinds of key */
    {P521_PEM, OBV_UNSUPPORTED},
    {SECP256K1_PEM, OBV_UNSUPPORTED},
    {X25519_PEM, OBV_UNSUPPORTED},
    {RSA_PSS_PEM, OBV_UNSUPPORTED},
    {P256_PEM_EXPLICIT, OBV_UNSUPPORTED}, /* a curve of the forger's own */
    /* a point that may be read in two ways */
    {P256_PEM_HYBRID, OBV_MALFORMED},
    /* no PEM, or more than one */
    {"", OBV_MALFORMED},
    {"-", OBV_MALFORMED},
    {"-----BEGIN PUBLIC KEY-----", OBV_MALFORMED},
    {"-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----", OBV_MALFORMED},
    {ED_PEM ED_PEM, OBV_MALFORMED},
    {"Here: " ED_PEM, OBV_MALFORMED},
    {ED_PEM "x", OBV_MALFORMED},
    /* the wrong label, or two */
    {"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sQ=\n-----END RSA PUBLIC KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN RSA PUBLIC KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQW"
     "dj3VFm1b/cVHC0rEEjUV4sQ=\n-----END RSA PUBLIC KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN PRIVATE KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sQ=\n-----END PRIVATE KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN CERTIFICATE-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sQ=\n-----END CERTIFICATE-----\n",
     OBV_MALFORMED},
    {"-----BEGIN public key-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sQ=\n-----END public key-----\n",
     OBV_MALFORMED},
    /* base64 that is none */
    {"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sQ\n-----END PUBLIC KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b/cVHC0rEEjUV4sR=\n-----END PUBLIC KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAvOk2yykeokp98wkPsQQWdj3V"
     "Fm1b_cVHC0rEEjUV4sQ=\n-----END PUBLIC KEY-----\n",
     OBV_MALFORMED},
    {"-----BEGIN PUBLIC KEY-----\nComment: x\n\nMCowBQYDK2VwAyEAvOk2yykeokp"
     "98wkPsQQWdj3VFm1b/cVHC0rEEjUV4sQ=\n-----END PUBLIC KEY-----\n",
     OBV_MALFORMED},
};

static void
pem_is_one_key_between_two_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(pems); i++) {
        obv_key key = {0};
        obv_status status = pem_in(pems[i].pem, &key);
        if (status != pems[i].status) {
            fail_msg("%s: %s", pems[i].pem, obv_status_name(status));
        }
        CHECK_CASE((key.kind != OBV_KEY_NONE) == (status == OBV_OK),
                   pems[i].pem);
    }
}

static void
a_compressed_point_and_pkcs1_are_the_same_key(void **state)
{
    (void)state;
    obv_key a, b;
    CHECK(pem_in(P256_PEM, &a) == OBV_OK);
    CHECK(pem_in(P256_PEM_COMPRESSED, &b) == OBV_OK);
    CHECK(obv_key_equal(&a, &b));
    CHECK(pem_in(RSA_PEM, &a) == OBV_OK);
    CHECK(pem_in(RSA_PEM_PKCS1, &b) == OBV_OK);
    CHECK(obv_key_equal(&a, &b));
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {ED_PEM, P256_PEM, RSA_PEM};
    for (size_t i = 0; i < COUNT(texts); i++) {
        for (size_t len = 0; len < strlen(texts[i]) - 1; len++) {
            obv_key key;
            obv_slice cut = {(const uint8_t *)texts[i], len};
            CHECK_CASE(obv_key_from_pem(cut, arena, &key) == OBV_MALFORMED,
                       texts[i]);
        }
        obv_arena_empty(arena);
    }
}

/* ---- DER ----------------------------------------------------------------- */

static obv_status
der_in(const char *label, obv_slice der, obv_key *ret)
{
    obv_buffer pem = obv_buffer_in(arena);
    obv_put_text(&pem, "-----BEGIN ");
    obv_put_text(&pem, label);
    obv_put_text(&pem, "-----\n");
    obv_put_text(&pem, obv_to_base64(der, arena));
    obv_put_text(&pem, "\n-----END ");
    obv_put_text(&pem, label);
    obv_put_text(&pem, "-----\n");
    return obv_key_from_pem(obv_buffer_slice(&pem), arena, ret);
}

#define SPKI "302a300506032b6570032100"

static const struct {
    const char *der;
    obv_status status;
} ders[] = {
    {SPKI ED_HEX, OBV_OK},
    /* lengths in a longer form than needed, or in none */
    {"30812a300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"3082002a300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302b30810506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302b300506032b657003812100" ED_HEX, OBV_MALFORMED},
    {"3080300506032b6570032100" ED_HEX "0000", OBV_MALFORMED},
    {"3083000000", OBV_MALFORMED},
    {"30840000002a300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"30ff300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"30", OBV_MALFORMED},
    {"3081", OBV_MALFORMED},
    {"308201", OBV_MALFORMED},
    /* lengths that do not hold */
    {"3029300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302b300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302a300606032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302a300506032b6570032200" ED_HEX, OBV_MALFORMED},
    {"302a300506032b6570032000" ED_HEX, OBV_MALFORMED},
    /* something hides behind */
    {SPKI ED_HEX "00", OBV_MALFORMED},
    {"302c300506032b6570032100" ED_HEX "0500", OBV_MALFORMED},
    {"302b300506032b6570032200" ED_HEX "00", OBV_MALFORMED},
    /* a bit string with bits that do not count */
    {"302a300506032b6570032101" ED_HEX, OBV_MALFORMED},
    {"302a300506032b65700321ff" ED_HEX, OBV_MALFORMED},
    {"300a300506032b65700301"
     "00",
     OBV_MALFORMED},
    {"3009300506032b65700300", OBV_MALFORMED},
    /* another tag where one is wanted */
    {"312a300506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302a310506032b6570032100" ED_HEX, OBV_MALFORMED},
    {"302a300506032b6570042100" ED_HEX, OBV_MALFORMED},
    /* parameters where none are, none where they are, another name */
    {"302c300706032b65700500032100" ED_HEX, OBV_UNSUPPORTED},
    {"302a300506032b6571032100" ED_HEX, OBV_UNSUPPORTED},
    {"302a300506032b656e032100" ED_HEX, OBV_UNSUPPORTED},
    {"3025300006032b6570032100" ED_HEX, OBV_MALFORMED},
    {"30253000032100" ED_HEX, OBV_UNSUPPORTED},
    {"302e300906072a8648ce3d0201032100" ED_HEX, OBV_UNSUPPORTED},
};

static void
an_spki_has_exactly_its_shape(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ders); i++) {
        obv_key key;
        obv_status status = der_in("PUBLIC KEY", hex(ders[i].der), &key);
        if (status != ders[i].status) {
            fail_msg("%s: %s", ders[i].der, obv_status_name(status));
        }
    }
}

static void
no_bit_of_the_frame_may_change(void **state)
{
    (void)state;
    static const struct {
        const char *frame, *rest;
    } keys[] = {
        {SPKI, ED_HEX},
        {"3059301306072a8648ce3d020106082a8648ce3d030107034200", P256_HEX},
        {"3076301006072a8648ce3d020106052b81040022036200", P384_HEX},
    };
    for (size_t i = 0; i < COUNT(keys); i++) {
        obv_buffer b = obv_buffer_in(arena);
        obv_key key;
        size_t frame = strlen(keys[i].frame) / 2;
        obv_put(&b, hex(keys[i].frame));
        obv_put(&b, hex(keys[i].rest));
        CHECK(der_in("PUBLIC KEY", obv_buffer_slice(&b), &key) == OBV_OK);
        for (size_t bit = 0; bit < frame * 8; bit++) {
            b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
            CHECK_CASE(der_in("PUBLIC KEY", obv_buffer_slice(&b), &key) !=
                           OBV_OK,
                       keys[i].frame);
            b.ptr[bit / 8] = (char)(b.ptr[bit / 8] ^ (1 << bit % 8));
        }
        obv_arena_empty(arena);
    }
}

static void
every_prefix_of_the_der_is_refused(void **state)
{
    (void)state;
    obv_key key;
    obv_slice der = hex(SPKI ED_HEX);
    for (size_t len = 0; len < der.len; len++) {
        CHECK(der_in("PUBLIC KEY", (obv_slice){der.ptr, len}, &key) ==
              OBV_MALFORMED);
    }
}

static void
put_value(obv_buffer *to, int tag, obv_slice content)
{
    obv_put_char(to, (char)tag);
    if (content.len >= 256) {
        obv_put_char(to, (char)0x82);
        obv_put_char(to, (char)(content.len >> 8));
    } else if (content.len >= 128) {
        obv_put_char(to, (char)0x81);
    }
    obv_put_char(to, (char)content.len);
    obv_put(to, content);
}

/* SEQUENCE { n INTEGER, e INTEGER, more } behind, with n as of the known key
   after `sign` and without its first `cut` bytes. */
static obv_status
rsa_der_in(const char *sign, size_t cut, const char *exponent, const char *more,
           const char *behind, obv_key *ret)
{
    obv_slice known;
    CHECK(obv_base64url(obv_slice_of(RSA_N), arena, &known) == OBV_OK);
    obv_buffer n = obv_buffer_in(arena), in = obv_buffer_in(arena);
    obv_buffer out = obv_buffer_in(arena);
    obv_put(&n, hex(sign));
    obv_put(&n, (obv_slice){known.ptr + cut, known.len - cut});
    put_value(&in, 0x02, obv_buffer_slice(&n));
    obv_put(&in, hex(exponent));
    obv_put(&in, hex(more));
    put_value(&out, 0x30, obv_buffer_slice(&in));
    obv_put(&out, hex(behind));
    return der_in("RSA PUBLIC KEY", obv_buffer_slice(&out), ret);
}

static void
rsa_numbers_are_natural_and_as_short_as_can_be(void **state)
{
    (void)state;
    static const struct {
        const char *sign;
        size_t cut;
        const char *exponent, *more;
        obv_status status;
    } cases[] = {
        {"00", 0, "0203010001", "", OBV_OK},
        {"", 0, "0203010001", "", OBV_MALFORMED}, /* negative */
        {"0000", 0, "0203010001", "", OBV_MALFORMED},
        {"", 256, "0203010001", "", OBV_MALFORMED}, /* empty */
        {"00", 0, "020400010001", "", OBV_MALFORMED},
        {"00", 0, "02020101", "", OBV_WRONG_KEY},
        {"00", 0, "020103", "", OBV_WRONG_KEY},
        {"00", 0, "020100", "", OBV_MALFORMED},
        {"00", 0, "0200", "", OBV_MALFORMED},
        {"00", 0, "0203ff0001", "", OBV_MALFORMED},
        {"00", 0, "0203010001", "020103", OBV_MALFORMED},
        {"00", 0, "0203010001", "00", OBV_MALFORMED},
        {"00", 0, "", "", OBV_MALFORMED},
        {"00", 0, "0303010001", "", OBV_MALFORMED},
        {"00", 0, "02030100", "", OBV_MALFORMED},
        {"00", 0, "02040100", "", OBV_MALFORMED},
        {"01", 1, "0203010001", "", OBV_WRONG_KEY}, /* 2,041 bits */
        {"7f", 1, "0203010001", "", OBV_WRONG_KEY}, /* 2,047 bits */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_key key;
        obv_status status =
            rsa_der_in(cases[i].sign, cases[i].cut, cases[i].exponent,
                       cases[i].more, "", &key);
        if (status != cases[i].status) {
            fail_msg("%zu: %s", i, obv_status_name(status));
        }
    }
    obv_key key;
    CHECK(rsa_der_in("00", 0, "0203010001", "", "00", &key) == OBV_MALFORMED);
}

static void
a_small_arena_is_said(void **state)
{
    (void)state;
    static const char *const texts[] = {ED_PEM, P384_PEM, RSA_PEM};
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_key key;
        obv_slice pem = obv_slice_of(texts[i]);
        CHECK_EACH_ARENA(obv_key_from_pem(pem, small, &key));
    }
}

int
main(void)
{
    if (!obv_sodium_start()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pem_is_one_key_between_two_labels),
        cmocka_unit_test(a_compressed_point_and_pkcs1_are_the_same_key),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(an_spki_has_exactly_its_shape),
        cmocka_unit_test(no_bit_of_the_frame_may_change),
        cmocka_unit_test(every_prefix_of_the_der_is_refused),
        cmocka_unit_test(rsa_numbers_are_natural_and_as_short_as_can_be),
        cmocka_unit_test(a_small_arena_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
