/* SPDX-License-Identifier: Apache-2.0 */
/* Digests are the published ones; an Ed25519 signature is over all or none. */
#include "keys.h"

static const struct {
    obv_hash hash;
    size_t len;
    const char *text, *digest;
} digests[] = {
    /* FIPS 180-4, RFC 7693 A */
    {OBV_SHA256, 32, "abc",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {OBV_SHA256, 32, "",
     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {OBV_SHA512, 64, "abc",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {OBV_BLAKE2B_512, 64, "abc",
     "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
     "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"},
    {OBV_BLAKE2B_512, 64, "",
     "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
     "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce"},
};

static void
digests_are_the_published_ones(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(digests); i++) {
        uint8_t digest[OBV_MAX_HASH];
        size_t len =
            obv_digest(digests[i].hash, obv_slice_of(digests[i].text), digest);
        CHECK_NUMBER(len, digests[i].len);
        CHECK_CASE(
            obv_slice_equal((obv_slice){digest, len}, hex(digests[i].digest)),
            digests[i].digest);
    }
    uint8_t digest[OBV_MAX_HASH];
    CHECK(obv_digest((obv_hash)99, obv_slice_of(""), digest) == 0);
}

static obv_slice
message(void)
{
    return obv_slice_of(KNOWN_MESSAGE);
}

static void
a_good_signature_holds(void **state)
{
    (void)state;
    obv_key key = ready_key(ED_PEM);
    CHECK(key.handle == NULL); /* nothing to make ready */
    CHECK(obv_ed25519_verify(&key, message(), hex(ED_SIGNATURE)) == OBV_OK);
}

static void
every_flipped_bit_breaks_it(void **state)
{
    (void)state;
    obv_key key = ready_key(ED_PEM);
    obv_slice signature = hex(ED_SIGNATURE);
    for (size_t bit = 0; bit < signature.len * 8; bit++) {
        writable(signature)[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(obv_ed25519_verify(&key, message(), signature) ==
              OBV_BAD_SIGNATURE);
        writable(signature)[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    uint8_t text[] = KNOWN_MESSAGE;
    obv_slice changed = {text, sizeof(text) - 1};
    for (size_t bit = 0; bit < changed.len * 8; bit++) {
        text[bit / 8] ^= (uint8_t)(1 << bit % 8);
        CHECK(obv_ed25519_verify(&key, changed, signature) ==
              OBV_BAD_SIGNATURE);
        text[bit / 8] ^= (uint8_t)(1 << bit % 8);
    }
    CHECK(obv_ed25519_verify(&key, changed, signature) == OBV_OK);
}

static void
a_signature_has_its_length_and_its_message_too(void **state)
{
    (void)state;
    obv_key key = ready_key(ED_PEM);
    obv_slice longer = hex(ED_SIGNATURE "00");
    for (size_t len = 0; len <= longer.len; len++) {
        CHECK(
            obv_ed25519_verify(&key, message(), (obv_slice){longer.ptr, len}) ==
            (len == 64 ? OBV_OK : OBV_BAD_SIGNATURE));
    }
    longer.len = 64;
    for (size_t len = 0; len < message().len; len++) {
        CHECK(obv_ed25519_verify(&key, (obv_slice){message().ptr, len},
                                 longer) == OBV_BAD_SIGNATURE);
    }
}

/* S and S + L make the same equation true; only the smaller is a signature. */
static void
a_signature_cannot_be_written_in_a_second_way(void **state)
{
    (void)state;
    obv_key key = ready_key(ED_PEM);
    obv_slice signature = hex(ED_SIGNATURE);
    obv_slice order = hex("edd3f55c1a631258d69cf7a2def9de14"
                          "00000000000000000000000000000010");
    unsigned carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += (unsigned)signature.ptr[32 + i] + order.ptr[i];
        writable(signature)[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    CHECK(carry == 0);
    CHECK(obv_ed25519_verify(&key, message(), signature) == OBV_BAD_SIGNATURE);
}

/* key.c gives no such key; were one to come all the same, nothing holds. */
static void
under_a_key_of_small_order_nothing_holds(void **state)
{
    (void)state;
    static const uint8_t identity[32] = {1};
    uint8_t signature[64] = {1}; /* R the identity, S zero */
    obv_key key = {.kind = OBV_KEY_ED25519, .first = {identity, 32}};
    CHECK(obv_ed25519_verify(&key, message(), (obv_slice){signature, 64}) ==
          OBV_BAD_SIGNATURE);
}

static void
a_key_of_another_kind_is_said(void **state)
{
    (void)state;
    static const char *const pems[] = {P256_PEM, P384_PEM, RSA_PEM};
    obv_key none = {0};
    CHECK(obv_ed25519_verify(&none, message(), hex(ED_SIGNATURE)) ==
          OBV_WRONG_KEY);
    for (size_t i = 0; i < COUNT(pems); i++) {
        obv_key key = ready_key(pems[i]);
        CHECK(obv_ed25519_verify(&key, message(), hex(ED_SIGNATURE)) ==
              OBV_WRONG_KEY);
        obv_key_release(&key);
    }
    obv_key other = ready_key(ED_PEM); /* its bytes under another name */
    other.kind = OBV_KEY_P256;
    CHECK(obv_ed25519_verify(&other, message(), hex(ED_SIGNATURE)) ==
          OBV_WRONG_KEY);
    obv_key cut = ready_key(ED_PEM);
    cut.first.len = 31;
    CHECK(obv_ed25519_verify(&cut, message(), hex(ED_SIGNATURE)) ==
          OBV_WRONG_KEY);
}

int
main(void)
{
    if (!obv_sodium_start() || !obv_sodium_start()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_the_published_ones),
        cmocka_unit_test(a_good_signature_holds),
        cmocka_unit_test(every_flipped_bit_breaks_it),
        cmocka_unit_test(a_signature_has_its_length_and_its_message_too),
        cmocka_unit_test(a_signature_cannot_be_written_in_a_second_way),
        cmocka_unit_test(under_a_key_of_small_order_nothing_holds),
        cmocka_unit_test(a_key_of_another_kind_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
