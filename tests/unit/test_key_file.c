/* SPDX-License-Identifier: Apache-2.0 */
/* Secret keys: made, kept, read again, and refused when anything is amiss. */
#include "issuing.h"

static const obv_key_kind kinds[] = {OBV_KEY_ED25519, OBV_KEY_P256,
                                     OBV_KEY_P384, OBV_KEY_RSA};

static const char message[] = "Ponctualité, régularité, assiduité";

static obv_key_file
make(obv_key_kind kind)
{
    obv_key_file key;
    CHECK(obv_key_make(&issuing, obv_signer_of(kind), 2048,
                       "https://a.example/keys#1", &key));
    return key;
}

/* A key file in the clear, and its bytes. */
static obv_slice
make_file(obv_key_kind kind, const char *name)
{
    obv_slice bytes;
    obv_key_file key = make(kind);
    CHECK(obv_key_write(&issuing, issuing_path(name), &key, NULL));
    obv_key_close(&key);
    CHECK(
        obv_file_read(&issuing, issuing_path(name), OBV_MAX_KEY_FILE, &bytes));
    return bytes;
}

static bool
opens(obv_slice bytes)
{
    obv_key_file key;
    issuing_write("tried.key", bytes);
    bool opened = obv_key_open(&issuing, issuing_path("tried.key"), &key);
    if (opened) {
        obv_key_close(&key);
    }
    unlink(issuing_path("tried.key"));
    return opened;
}

static bool
verifies(obv_key *key, obv_slice text, obv_slice signature)
{
    CHECK(obv_key_ready(key) == OBV_OK);
    bool good = obv_ed25519_verify(key, text, signature) == OBV_OK ||
                obv_ecdsa_verify(key, text, signature) == OBV_OK ||
                obv_rs256_verify(key, text, signature) == OBV_OK;
    obv_key_release(key);
    return good;
}

/* ---- What works ---------------------------------------------------------- */

static void
a_key_of_each_kind_is_kept_and_signs_as_before(void **state)
{
    (void)state;
    obv_slice text = obv_slice_of(message), other = obv_slice_of("autre");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        obv_key_file made = make(kinds[i]), opened;
        obv_slice signature;
        const char *path = issuing_path(made.signer->word);
        CHECK(obv_key_write(&issuing, path, &made, NULL));
        CHECK(obv_key_open(&issuing, path, &opened));
        CHECK(obv_key_equal(&made.public, &opened.public));
        CHECK(obv_slice_is(opened.id, "https://a.example/keys#1"));
        CHECK(memcmp(&made.minisign, &opened.minisign, sizeof(made.minisign)) ==
              0);
        CHECK(obv_key_sign(&issuing, &opened, text, &signature));
        CHECK(made.signer->signature == 0 ||
              signature.len == made.signer->signature);
        CHECK(verifies(&made.public, text, signature));
        CHECK(!verifies(&made.public, other, signature));
        obv_key_close(&made);
        obv_key_close(&opened);
        CHECK(opened.secret.ptr == NULL);
    }
}

static void
the_public_part_is_read_without_the_secret(void **state)
{
    (void)state;
    obv_key_file key;
    make_file(OBV_KEY_P256, "a.key");
    CHECK(obv_key_read(&issuing, issuing_path("a.key"), &key));
    CHECK(key.public.kind == OBV_KEY_P256);
    CHECK(key.secret.ptr == NULL);
    CHECK(!key.locked);
}

static void
a_public_key_of_each_kind_survives_being_a_jwk(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        obv_key_file key = make(kinds[i]);
        obv_key again;
        const obv_json *jwk = obv_key_to_jwk(&key.public, issuing.arena);
        CHECK(obv_key_from_jwk(jwk, issuing.arena, &again) == OBV_OK);
        CHECK(obv_key_equal(&key.public, &again));
        obv_key_close(&key);
    }
}

static void
a_key_file_belongs_to_its_owner_whatever_the_umask(void **state)
{
    (void)state;
    static const mode_t masks[] = {0, 022, 0777};
    mode_t before = umask(0);
    for (size_t i = 0; i < COUNT(masks); i++) {
        struct stat about;
        umask(masks[i]);
        make_file(OBV_KEY_ED25519, "a.key");
        CHECK(stat(issuing_path("a.key"), &about) == 0);
        CHECK_NUMBER(about.st_mode & 07777, 0600);
        unlink(issuing_path("a.key"));
    }
    umask(before);
}

/* ---- Passphrases --------------------------------------------------------- */

static const obv_option fd_option = {"--passphrase-fd", "N", "", false, false};

/* Types a line, for the next obv_passphrase. */
static void
type(const char *line)
{
    static char number[16];
    int ends[2];
    CHECK(pipe(ends) == 0);
    CHECK(write(ends[1], line, strlen(line)) == (ssize_t)strlen(line));
    close(ends[1]);
    snprintf(number, sizeof(number), "%d", ends[0]);
    issuing.given_count = 0;
    issuing_give(&fd_option, number);
}

static obv_slice
make_locked(const char *name, const char *phrase)
{
    obv_slice bytes;
    obv_locked typed;
    obv_key_file key = make(OBV_KEY_ED25519);
    type(phrase);
    CHECK(obv_passphrase(&issuing, true, &typed));
    CHECK(obv_key_write(&issuing, issuing_path(name), &key, &typed));
    obv_locked_free(&typed);
    obv_key_close(&key);
    CHECK(
        obv_file_read(&issuing, issuing_path(name), OBV_MAX_KEY_FILE, &bytes));
    return bytes;
}

static void
a_locked_key_opens_with_its_passphrase_and_no_other(void **state)
{
    (void)state;
    static const char *const wrong[] = {"été 1936 \n", "été 193\n",
                                        "ete 1936\n"};
    obv_slice bytes = make_locked("a.key", "été 1936\n");
    type("été 1936\nwhat follows is not ours");
    CHECK(opens(bytes));
    for (size_t i = 0; i < COUNT(wrong); i++) {
        type(wrong[i]);
        CHECK_CASE(!opens(bytes), wrong[i]);
        CHECK_NUMBER(issuing.status, OBV_EXIT_REFUSED);
    }
}

static void
what_a_locked_file_says_is_sealed_with_its_secret(void **state)
{
    (void)state;
    obv_slice bytes = make_locked("a.key", "secret\n");
    type("secret\n");
    CHECK(!opens(issuing_with(bytes, "keys#1", "keys#2")));
    type("secret\n");
    CHECK(!opens(issuing_with(bytes, "argon2id 3 ", "argon2id 2 ")));
}

static void
a_locked_file_does_not_hold_the_seed(void **state)
{
    (void)state;
    obv_locked typed;
    obv_slice bytes;
    obv_key_file key = make(OBV_KEY_ED25519);
    type("secret\n");
    CHECK(obv_passphrase(&issuing, true, &typed));
    CHECK(obv_key_write(&issuing, issuing_path("a.key"), &key, &typed));
    CHECK(obv_file_read(&issuing, issuing_path("a.key"), OBV_MAX_KEY_FILE,
                        &bytes));
    char *seed = obv_to_base64((obv_slice){key.secret.ptr, key.secret.len},
                               issuing.arena);
    CHECK(memmem(bytes.ptr, bytes.len, seed, strlen(seed) - 4) == NULL);
    CHECK(memmem(bytes.ptr, bytes.len, "lock: argon2id 3 268435456 ", 27) !=
          NULL);
    obv_locked_free(&typed);
    obv_key_close(&key);
}

static void
an_empty_or_endless_passphrase_is_refused(void **state)
{
    (void)state;
    char endless[OBV_MAX_PASSPHRASE + 2];
    obv_locked typed;
    memset(endless, 'x', sizeof(endless));
    endless[sizeof(endless) - 1] = '\0';
    type("\n");
    CHECK(!obv_passphrase(&issuing, true, &typed));
    type("");
    CHECK(!obv_passphrase(&issuing, true, &typed));
    type(endless);
    CHECK(!obv_passphrase(&issuing, true, &typed));
    endless[OBV_MAX_PASSPHRASE] = '\0';
    type(endless);
    CHECK(obv_passphrase(&issuing, true, &typed));
    CHECK(typed.len == OBV_MAX_PASSPHRASE);
    obv_locked_free(&typed);
}

static void
a_descriptor_is_a_number(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "x", "3x", "-1", "99999999999999999999", "1000000"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        obv_locked typed;
        issuing.given_count = 0;
        issuing_give(&fd_option, wrong[i]);
        CHECK_CASE(!obv_passphrase(&issuing, false, &typed), wrong[i]);
        CHECK(typed.ptr == NULL);
    }
}

/* ---- Refusals ------------------------------------------------------------ */

static void
no_prefix_of_a_key_file_opens(void **state)
{
    (void)state;
    obv_slice bytes = make_file(OBV_KEY_ED25519, "a.key");
    for (size_t len = 0; len < bytes.len; len++) {
        if (opens((obv_slice){bytes.ptr, len})) {
            fail_msg("opened with %zu of %zu bytes", len, bytes.len);
        }
    }
    CHECK(opens(bytes));
}

/* Only the id, which is not secret and which a clear file cannot protect, may
   change; no flip gives a file that signs as another. */
static void
no_flipped_bit_gives_another_key(void **state)
{
    (void)state;
    obv_slice bytes = make_file(OBV_KEY_ED25519, "a.key");
    obv_key_file whole, flipped;
    CHECK(obv_key_read(&issuing, issuing_path("a.key"), &whole));
    uint8_t *copy = (uint8_t *)obv_arena_text(issuing.arena, bytes);
    for (size_t bit = 0; bit < bytes.len * 8; bit++) {
        copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
        issuing_write("flipped.key", (obv_slice){copy, bytes.len});
        if (obv_key_open(&issuing, issuing_path("flipped.key"), &flipped)) {
            CHECK(obv_key_equal(&whole.public, &flipped.public));
            obv_key_close(&flipped);
        }
        copy[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void
each_line_stands_where_it_must_and_once(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new;
    } cases[] = {
        {"badge-issuer secret key 1", "badge-issuer secret key 2"},
        {"kind: Ed25519\n", ""},
        {"kind: Ed25519\n", "kind: Ed25519\nkind: Ed25519\n"},
        {"kind: Ed25519\n", "kind: RSA\n"},
        {"kind: Ed25519\n", "kind: P-256\n"},
        {"id: ", "note: something\nid: "},
        {"id: ", "id:"},
        {"keyid: ", "keyid: 0"},
        {"keyid: ", "keyid: zz"},
        {"\"crv\"", "\"d\":\"AAAA\",\"crv\""},
        {"\"crv\"", "\"crv\":\"Ed25519\",\"crv\""},
        {"Ed25519\",\"kty", "X25519\",\"kty"},
        {"lock: none", "lock: nothing"},
        {"lock: none", "lock: none "},
        {"lock: none\n", ""},
        {"secret: ", "secret: ="},
        {"secret: ", "secret:  "},
        {"=\n", "=\n\n"},
        {"=\n", "=\nmore: 1\n"},
        {"=\n", "\n"},
    };
    obv_slice bytes = make_file(OBV_KEY_ED25519, "a.key");
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(!opens(issuing_with(bytes, cases[i].old, cases[i].new)),
                   cases[i].new);
    }
}

/* A swapped file must not make us spend a day, nor make the lock a sham. */
static void
the_costs_in_a_file_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *lock;
        bool good;
    } cases[] = {
        {"argon2id 1 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         true},
        {"argon2id 16 1073741824 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         true},
        {"argon2id 0 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 17 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 1 8388607 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 1 1073741825 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 18446744073709551617 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 01 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id -1 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2i 1 8388608 AAAAAAAAAAAAAAAAAAAAAA== "
         "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
         false},
        {"argon2id 1 8388608 AAAAAAAAAAAAAAAAAAAAAA==", false},
        {"argon2id 1 8388608 AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", false},
        {"argon2id 1 8388608 AAAAAAAAAAAAAAAAAAAAAA== AAAA", false},
    };
    obv_slice bytes = make_file(OBV_KEY_ED25519, "a.key");
    for (size_t i = 0; i < COUNT(cases); i++) {
        char lock[160];
        obv_key_file key;
        snprintf(lock, sizeof(lock), "lock: %s", cases[i].lock);
        issuing_write("tried.key", issuing_with(bytes, "lock: none", lock));
        CHECK_CASE(obv_key_read(&issuing, issuing_path("tried.key"), &key) ==
                       cases[i].good,
                   cases[i].lock);
    }
}

/* With another public part, an Ed25519 signature gives the secret away. */
static void
halves_of_two_keys_do_not_make_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        obv_slice one = make_file(kinds[i], "one.key");
        obv_slice two = make_file(kinds[i], "two.key");
        const uint8_t *cut = memmem(one.ptr, one.len, "lock: ", 6);
        const uint8_t *rest = memmem(two.ptr, two.len, "lock: ", 6);
        obv_buffer both = obv_buffer_in(issuing.arena);
        obv_put(&both, (obv_slice){one.ptr, (size_t)(cut - one.ptr)});
        obv_put(&both, (obv_slice){rest, (size_t)(two.ptr + two.len - rest)});
        CHECK(!opens(obv_buffer_slice(&both)));
        CHECK(opens(one));
        unlink(issuing_path("one.key"));
        unlink(issuing_path("two.key"));
    }
}

static void
a_secret_of_another_kind_is_refused(void **state)
{
    (void)state;
    obv_slice one = make_file(OBV_KEY_P256, "one.key");
    obv_slice two = make_file(OBV_KEY_ED25519, "two.key");
    const uint8_t *cut = memmem(one.ptr, one.len, "lock: ", 6);
    const uint8_t *rest = memmem(two.ptr, two.len, "lock: ", 6);
    obv_buffer both = obv_buffer_in(issuing.arena);
    obv_put(&both, (obv_slice){one.ptr, (size_t)(cut - one.ptr)});
    obv_put(&both, (obv_slice){rest, (size_t)(two.ptr + two.len - rest)});
    CHECK(!opens(obv_buffer_slice(&both)));
}

static void
a_weak_rsa_key_is_never_made(void **state)
{
    (void)state;
    obv_key_file key;
    CHECK(
        !obv_key_make(&issuing, obv_signer_of(OBV_KEY_RSA), 1024, NULL, &key));
    CHECK(
        !obv_key_make(&issuing, obv_signer_of(OBV_KEY_RSA), 2040, NULL, &key));
}

static void
an_id_that_cannot_be_shown_is_refused(void **state)
{
    (void)state;
    static const char *const ids[] = {"a\nkind: RSA", "a\x1b[2J", "\xff",
                                      "\xe2\x80\xae"};
    for (size_t i = 0; i < COUNT(ids); i++) {
        obv_key_file key;
        CHECK(!obv_key_make(&issuing, obv_signer_of(OBV_KEY_ED25519), 0, ids[i],
                            &key));
    }
}

static void
a_key_is_never_written_over(void **state)
{
    (void)state;
    obv_slice before = make_file(OBV_KEY_ED25519, "a.key"), after;
    obv_key_file key = make(OBV_KEY_ED25519);
    const char *path = issuing_path("a.key");
    CHECK(!obv_key_write(&issuing, path, &key, NULL));
    CHECK_NUMBER(issuing.status, OBV_EXIT_REFUSED);
    CHECK(!obv_file_write(&issuing, path, obv_slice_of("a picture")));
    CHECK(obv_file_read(&issuing, path, OBV_MAX_KEY_FILE, &after));
    CHECK(obv_slice_equal(before, after));

    /* nor through a link, wherever it leads */
    CHECK(symlink("nowhere", issuing_path("link")) == 0);
    CHECK(!obv_key_write(&issuing, issuing_path("link"), &key, NULL));
    CHECK(access(issuing_path("nowhere"), F_OK) != 0);
    obv_key_close(&key);
}

static void
what_is_no_key_file_is_refused(void **state)
{
    (void)state;
    obv_key_file key;
    char *large = obv_arena_alloc(issuing.arena, 1, OBV_MAX_KEY_FILE + 1);
    memset(large, 'x', OBV_MAX_KEY_FILE + 1);
    issuing_write("empty", obv_slice_of(""));
    issuing_write("large", (obv_slice){(uint8_t *)large, OBV_MAX_KEY_FILE + 1});
    issuing_write("text", obv_slice_of("Bonjour\n"));
    static const char *const names[] = {"empty", "large", "text", "absent",
                                        "."};
    for (size_t i = 0; i < COUNT(names); i++) {
        CHECK_CASE(!obv_key_read(&issuing, issuing_path(names[i]), &key),
                   names[i]);
    }
}

int
main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, issuing_start, issuing_stop)
    const struct CMUnitTest tests[] = {
        TEST(a_key_of_each_kind_is_kept_and_signs_as_before),
        TEST(the_public_part_is_read_without_the_secret),
        TEST(a_public_key_of_each_kind_survives_being_a_jwk),
        TEST(a_key_file_belongs_to_its_owner_whatever_the_umask),
        TEST(a_locked_key_opens_with_its_passphrase_and_no_other),
        TEST(what_a_locked_file_says_is_sealed_with_its_secret),
        TEST(a_locked_file_does_not_hold_the_seed),
        TEST(an_empty_or_endless_passphrase_is_refused),
        TEST(a_descriptor_is_a_number),
        TEST(no_prefix_of_a_key_file_opens),
        TEST(no_flipped_bit_gives_another_key),
        TEST(each_line_stands_where_it_must_and_once),
        TEST(the_costs_in_a_file_are_bounded),
        TEST(halves_of_two_keys_do_not_make_one),
        TEST(a_secret_of_another_kind_is_refused),
        TEST(a_weak_rsa_key_is_never_made),
        TEST(an_id_that_cannot_be_shown_is_refused),
        TEST(a_key_is_never_written_over),
        TEST(what_is_no_key_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
