/* SPDX-License-Identifier: Apache-2.0 */
/* ECDSA and RSA signatures hold for their key, hash and message alone. */
#include "failing.h"
#include "keys.h"

#include <pthread.h>

typedef obv_status verifier(const obv_key *key, obv_slice message,
                            obv_slice signature);

static const struct {
    const char *name, *pem;
    verifier *verify, *other;
    const char *signature;
    size_t len;
} known[] = {
    {"P-256", P256_PEM, obv_ecdsa_verify, obv_rs256_verify, P256_SIGNATURE, 64},
    {"P-384", P384_PEM, obv_ecdsa_verify, obv_rs256_verify, P384_SIGNATURE, 96},
    {"RSA", RSA_PEM, obv_rs256_verify, obv_ecdsa_verify, RSA_SIGNATURE, 256},
};

static obv_slice
message(void)
{
    return obv_slice_of(KNOWN_MESSAGE);
}

static void
a_good_signature_holds_again_and_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key key = ready_key(known[i].pem);
        for (int round = 0; round < 3; round++) {
            CHECK_CASE(known[i].verify(&key, message(),
                                       hex(known[i].signature)) == OBV_OK,
                       known[i].name);
        }
        obv_key_release(&key);
    }
}

static void
every_flipped_bit_breaks_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key key = ready_key(known[i].pem);
        obv_slice signature = hex(known[i].signature);
        for (size_t bit = 0; bit < signature.len * 8; bit++) {
            writable(signature)[bit / 8] ^= (uint8_t)(1 << bit % 8);
            CHECK_CASE(known[i].verify(&key, message(), signature) ==
                           OBV_BAD_SIGNATURE,
                       known[i].name);
            writable(signature)[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        uint8_t text[] = KNOWN_MESSAGE;
        for (size_t bit = 0; bit < message().len * 8; bit++) {
            text[bit / 8] ^= (uint8_t)(1 << bit % 8);
            CHECK_CASE(known[i].verify(&key,
                                       (obv_slice){text, sizeof(text) - 1},
                                       signature) == OBV_BAD_SIGNATURE,
                       known[i].name);
            text[bit / 8] ^= (uint8_t)(1 << bit % 8);
        }
        obv_key_release(&key);
    }
}

static void
a_signature_has_exactly_its_length(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key key = ready_key(known[i].pem);
        obv_buffer longer = obv_buffer_in(arena);
        obv_put(&longer, hex(known[i].signature));
        obv_put(&longer, hex("0000"));
        for (size_t len = 0; len <= known[i].len + 2; len++) {
            obv_slice cut = {(const uint8_t *)longer.ptr, len};
            CHECK_CASE(known[i].verify(&key, message(), cut) ==
                           (len == known[i].len ? OBV_OK : OBV_BAD_SIGNATURE),
                       known[i].name);
        }
        /* a zero before it makes no second signature either */
        obv_buffer before = obv_buffer_in(arena);
        obv_put(&before, hex("00"));
        obv_put(&before, hex(known[i].signature));
        CHECK_CASE(
            known[i].verify(&key, message(), obv_buffer_slice(&before)) ==
                OBV_BAD_SIGNATURE,
            known[i].name);
        obv_key_release(&key);
    }
}

/* The order of P-256, and one more and one less. */
#define N "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc6325"
#define ZERO "0000000000000000000000000000000000000000000000000000000000000000"
#define ONE "0000000000000000000000000000000000000000000000000000000000000001"
#define ALL "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

static void
numbers_outside_the_order_are_no_signature(void **state)
{
    (void)state;
    static const char *const signatures[] = {
        ZERO ZERO,  ZERO ONE,      ONE ZERO,      ONE ONE,       N "51" ONE,
        ONE N "51", N "51" N "51", N "52" N "52", N "50" N "50", N "51" ZERO,
        ALL ALL,    ALL ONE,       ONE ALL,       ZERO N "51",
    };
    obv_key key = ready_key(P256_PEM);
    for (size_t i = 0; i < COUNT(signatures); i++) {
        CHECK_CASE(obv_ecdsa_verify(&key, message(), hex(signatures[i])) ==
                       OBV_BAD_SIGNATURE,
                   signatures[i]);
    }
    obv_key_release(&key);
}

/* What libcrypto itself reads. */
static void
a_der_signature_is_none(void **state)
{
    (void)state;
    obv_key key = ready_key(P256_PEM);
    obv_slice der = hex("304502203486ad15eb92beb2f6055c072c0ca0084222c32047e37f"
                        "e4ca4d5fc199669838"
                        "022100804311f3bd2392964f5eab172131ca5596c78a8a5f10684b"
                        "e34651181feb6a36");
    CHECK(obv_ecdsa_verify(&key, message(), der) == OBV_BAD_SIGNATURE);
    obv_key_release(&key);
}

static void
a_signature_over_another_hash_is_none(void **state)
{
    (void)state;
    obv_key key = ready_key(RSA_PEM);
    CHECK(obv_rs256_verify(&key, message(), hex(RSA_SIGNATURE_512)) ==
          OBV_BAD_SIGNATURE);
    obv_key_release(&key);
}

/* The same number modulo n, written larger. */
static void
an_rsa_signature_is_less_than_its_modulus(void **state)
{
    (void)state;
    obv_key key = ready_key(RSA_PEM);
    obv_slice sum = hex(RSA_SIGNATURE);
    unsigned carry = 0;
    for (size_t i = 256; i-- > 0;) {
        carry += (unsigned)sum.ptr[i] + key.first.ptr[i];
        writable(sum)[i] = (uint8_t)carry;
        carry >>= 8;
    }
    obv_buffer longer = obv_buffer_in(arena);
    obv_put_char(&longer, (char)carry);
    obv_put(&longer, sum);
    CHECK(obv_rs256_verify(&key, message(), sum) == OBV_BAD_SIGNATURE);
    CHECK(obv_rs256_verify(&key, message(), obv_buffer_slice(&longer)) ==
          OBV_BAD_SIGNATURE);
    CHECK(obv_rs256_verify(&key, message(), key.first) == OBV_BAD_SIGNATURE);
    obv_key_release(&key);
}

static void
a_key_of_another_kind_or_not_ready_is_said(void **state)
{
    (void)state;
    obv_key ed = ready_key(ED_PEM), none = {0};
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_slice signature = hex(known[i].signature);
        obv_key key = ready_key(known[i].pem);
        CHECK_CASE(known[i].other(&key, message(), signature) == OBV_WRONG_KEY,
                   known[i].name);
        CHECK_CASE(known[i].verify(&ed, message(), signature) == OBV_WRONG_KEY,
                   known[i].name);
        CHECK_CASE(known[i].verify(&none, message(), signature) ==
                       OBV_WRONG_KEY,
                   known[i].name);
        obv_key_release(&key);
        CHECK(key.handle == NULL);
        CHECK_CASE(known[i].verify(&key, message(), signature) == OBV_WRONG_KEY,
                   known[i].name);
    }
}

static void
a_key_is_made_ready_once_and_may_be_again(void **state)
{
    (void)state;
    obv_key key = ready_key(P256_PEM), none = {0};
    void *handle = key.handle;
    CHECK(handle != NULL);
    CHECK(obv_key_ready(&key) == OBV_OK && key.handle == handle);
    obv_key_release(&key);
    obv_key_release(&key);
    CHECK(obv_key_ready(&key) == OBV_OK && key.handle != NULL);
    obv_key_release(&key);
    CHECK(obv_key_ready(&none) == OBV_WRONG_KEY);
}

static void
another_key_does_not_do(void **state)
{
    (void)state;
    obv_key key = {0};
    CHECK(multikey_in("zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
                      &key) == OBV_OK);
    CHECK(obv_key_ready(&key) == OBV_OK);
    CHECK(obv_ecdsa_verify(&key, message(), hex(P256_SIGNATURE)) ==
          OBV_BAD_SIGNATURE);
    obv_key_release(&key);
}

/* libcrypto answers "no" to both: only one of them accuses somebody. */
static void
lack_of_memory_is_no_bad_signature(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key key = ready_key(known[i].pem);
        obv_slice good = hex(known[i].signature);
        CHECK_EACH_FAILURE(known[i].verify(&key, message(), good), OBV_OK);
        CHECK_EACH_FAILURE(known[i].verify(&key, obv_slice_of("another"), good),
                           OBV_BAD_SIGNATURE);
        obv_key_release(&key);
    }
}

typedef struct errand {
    const obv_key *key;
    obv_slice signature;
    long failure;
    obv_status status;
    bool failed;
} errand;

static void *
run_errand(void *data)
{
    errand *e = data;
    fails_for_good = true;
    until_failure = e->failure;
    e->status = obv_rs256_verify(e->key, message(), e->signature);
    e->failed = until_failure == 0;
    until_failure = -1;
    fails_for_good = false;
    return NULL;
}

/* A thread has a list of errors of its own, whose room may be missing too. */
static void
lack_of_memory_is_none_in_a_new_thread_either(void **state)
{
    (void)state;
    obv_key key = ready_key(RSA_PEM);
    errand e = {.key = &key, .signature = hex(RSA_SIGNATURE), .failed = true};
    for (; e.failed; e.failure++) {
        pthread_t thread;
        CHECK(pthread_create(&thread, NULL, run_errand, &e) == 0);
        CHECK(pthread_join(thread, NULL) == 0);
        CHECK(e.status == OBV_NO_MEMORY || e.status == OBV_OK);
    }
#ifndef SANITIZED
    CHECK(e.failure > 10);
#endif
    CHECK(e.status == OBV_OK);
    obv_key_release(&key);
}

static obv_status
make_ready(const obv_key *key)
{
    obv_key copy = *key;
    obv_status status = obv_key_ready(&copy);
    CHECK((status == OBV_OK) == (copy.handle != NULL));
    obv_key_release(&copy);
    return status;
}

static void
a_failed_allocation_makes_no_key_ready(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(known); i++) {
        obv_key key = ready_key(known[i].pem);
        obv_key_release(&key);
        CHECK_EACH_FAILURE(make_ready(&key), OBV_OK);
    }
}

int
main(void)
{
    if (!obv_sodium_start()) {
        return 1;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_signature_holds_again_and_again),
        cmocka_unit_test(every_flipped_bit_breaks_it),
        cmocka_unit_test(a_signature_has_exactly_its_length),
        cmocka_unit_test(numbers_outside_the_order_are_no_signature),
        cmocka_unit_test(a_der_signature_is_none),
        cmocka_unit_test(a_signature_over_another_hash_is_none),
        cmocka_unit_test(an_rsa_signature_is_less_than_its_modulus),
        cmocka_unit_test(a_key_of_another_kind_or_not_ready_is_said),
        cmocka_unit_test(a_key_is_made_ready_once_and_may_be_again),
        cmocka_unit_test(another_key_does_not_do),
        cmocka_unit_test(lack_of_memory_is_no_bad_signature),
        cmocka_unit_test(lack_of_memory_is_none_in_a_new_thread_either),
        cmocka_unit_test(a_failed_allocation_makes_no_key_ready),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
