/* SPDX-License-Identifier: Apache-2.0 */
/* Signature files and keys of minisign.  The vectors were made with minisign
   0.11 of Debian 12; the forged ones are made here. */
#include "check.h"
#include "signing.h"
#include "trust/trust.h"

#include <stdio.h>
#include <stdlib.h>

#define BODY "A list to sign.\n"
#define KEY "RWQpIG3puu1xgPNEYDbkTH8OITGFyqE8+faFGRvW/2wZ+YD8IiqBeqUt"
#define STRANGER "RWS7CBYXUH2Dy2uvuc4a+8MyYZq0pY3kFYKzcq1OOF+RAlrCkjpQRX4m"
#define UNTRUSTED "untrusted comment: signature from minisign secret key\n"
#define FIRST                                                                  \
    "RUQpIG3puu1xgNHv1ZuZ6I0jjWUa/y2TPBfvdmuf3nRPSYk3tFHzSbEzY6yloGd/uBN1gPN+" \
    "NFDurJTQ89Dh5IdZL+/k0Ik4KwI=\n"
#define SAYS "badge-verifier list region=demo seq=1"
#define TRUSTED "trusted comment: " SAYS "\n"
#define GLOBAL                                                                 \
    "YOAg6w3APD1dO5MAtCzsglJ+1c2zB06RcutqCZRe1iMEYA6X932sF9s2AZHw4l8pJQV+"     \
    "Ir7mLbJUwANw66JqDw==\n"
#define GOOD UNTRUSTED FIRST TRUSTED GLOBAL
#define GLOBAL_OF_SEQ_2                                                        \
    "6wDOjpP8Nf7XC2Pzrm+c/4qJtrIiIVnmBRWnf8yFSkJSCo/B7Z4AaZ3gufcC27YVtuIp+"    \
    "uMELF3EeMgH8RFmDw==\n"
#define LEGACY                                                                 \
    UNTRUSTED                                                                  \
    "RWQpIG3puu1xgN1OiPkGtb095G2QMRLA9hLkEcxa1ZqXADJDSVbCL1juUlAA+CwR4aM0dJE"  \
    "Zb1CXKEaBH9QCeSiP0rfNw7hoKQE=\n" TRUSTED                                  \
    "dp6OHKxauDwteSGJ0RM5oI+YgousUU/iBX68WXySiN3NPnWTr31fyzPC9rTe68tEUEz1Koh"  \
    "dFx2fjOnquvBlAg==\n"
#define STRANGERS                                                              \
    UNTRUSTED                                                                  \
    "RUS7CBYXUH2Dy5aG6vxGVS951JVcBGhnky/tGTj89KBz+pxBSccQZ5V0oEy4VSoA8NpifVQ"  \
    "4VhJX0KE3kFVtaZLrsAEYWr2Y1QI=\n" TRUSTED                                  \
    "aCmjZ8mopJUWxblz2xsN2138jCx+pZVGrU9EFrU7nlTqkU3qTBZk7OPnv2y1US5FyKBR4qK"  \
    "2nhRCOxybdiRrBQ==\n"
#define OF_NOTHING                                                             \
    UNTRUSTED                                                                  \
    "RUQpIG3puu1xgHjNOWt8pk9ktFI1k4kRu7loiCrmWwQrKzg43+n3rcO805pkbGU/smD7K3r"  \
    "kntmGW2Tm3Nyw9lWgv5vvLYZ0HwE=\ntrusted comment: empty\n"                  \
    "B+cbOHF8a9Rn18UQfA+E8YlvsB/+UqKBT2LU1HMVO1RVFpdVQWgXOxdi52iibPRwmnh4pWv"  \
    "liZyp1mDNAjLiCw==\n"

static obv_arena *arena;

static obv_status
check(const char *body, obv_slice signature, const char *key)
{
    obv_slice comment;
    obv_arena_empty(arena);
    return obv_minisig_check(obv_slice_of(body), signature, obv_slice_of(key),
                             arena, &comment);
}

static void
a_signature_of_minisign_holds(void **state)
{
    (void)state;
    obv_slice comment;
    obv_arena_empty(arena);
    CHECK(obv_minisig_check(obv_slice_of(BODY), obv_slice_of(GOOD),
                            obv_slice_of(KEY), arena, &comment) == OBV_OK);
    CHECK(obv_slice_is(comment, SAYS));
    CHECK(obv_minisig_check(obv_slice_of(""), obv_slice_of(OF_NOTHING),
                            obv_slice_of(KEY), arena, &comment) == OBV_OK);
    CHECK(obv_slice_is(comment, "empty"));
}

static void
the_untrusted_comment_may_say_anything(void **state)
{
    (void)state;
    CHECK(check(BODY,
                obv_slice_of("untrusted comment: \n" FIRST TRUSTED GLOBAL),
                KEY) == OBV_OK);
}

/* Each of these differs from the good one in one place. */
static void
what_is_not_to_the_letter_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text;
        obv_status status;
    } cases[] = {
        {"empty", "", OBV_MALFORMED},
        {"no untrusted comment", FIRST TRUSTED GLOBAL, OBV_MALFORMED},
        {"another first word", "trusted comment: x\n" FIRST TRUSTED GLOBAL,
         OBV_MALFORMED},
        {"no signature", UNTRUSTED TRUSTED GLOBAL, OBV_MALFORMED},
        {"no trusted comment", UNTRUSTED FIRST GLOBAL, OBV_MALFORMED},
        {"no global signature", UNTRUSTED FIRST TRUSTED, OBV_MALFORMED},
        {"global signature twice", GOOD GLOBAL, OBV_MALFORMED},
        {"something behind the end", GOOD "x", OBV_MALFORMED},
        {"an empty line behind the end", GOOD "\n", OBV_MALFORMED},
        {"two comments", UNTRUSTED FIRST TRUSTED TRUSTED GLOBAL, OBV_MALFORMED},
        {"a space before the signature", UNTRUSTED " " FIRST TRUSTED GLOBAL,
         OBV_MALFORMED},
        {"the two signatures swapped", UNTRUSTED GLOBAL TRUSTED FIRST,
         OBV_MALFORMED},
        {"a tab in the trusted comment",
         UNTRUSTED FIRST "trusted comment: a\tb\n" GLOBAL, OBV_MALFORMED},
        {"a DEL in the trusted comment",
         UNTRUSTED FIRST "trusted comment: a\x7F\n" GLOBAL, OBV_MALFORMED},
        {"a trusted comment that is no UTF-8",
         UNTRUSTED FIRST "trusted comment: \xE9\n" GLOBAL, OBV_MALFORMED},
        {"line ends of Windows",
         "untrusted comment: x\r\n" FIRST "trusted comment: x\r\n" GLOBAL,
         OBV_MALFORMED},
        {"the comment of another signature",
         UNTRUSTED FIRST "trusted comment: badge-verifier list region=demo "
                         "seq=2\n" GLOBAL,
         OBV_BAD_SIGNATURE},
        {"the global signature of another comment",
         UNTRUSTED FIRST TRUSTED GLOBAL_OF_SEQ_2, OBV_BAD_SIGNATURE},
        {"legacy, over the bare file", LEGACY, OBV_UNSUPPORTED},
        {"another key", STRANGERS, OBV_WRONG_KEY},
        {"another file", OF_NOTHING, OBV_BAD_SIGNATURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(check(BODY, obv_slice_of(cases[i].text), KEY) ==
                       cases[i].status,
                   cases[i].what);
    }
}

static void
another_comment_with_its_own_signature_holds(void **state)
{
    (void)state;
    static const char other[] =
        UNTRUSTED FIRST "trusted comment: badge-verifier list region=demo "
                        "seq=2\n" GLOBAL_OF_SEQ_2;
    CHECK(check(BODY, obv_slice_of(other), KEY) == OBV_OK);
}

static void
a_strangers_key_is_refused_and_holds_for_his_own(void **state)
{
    (void)state;
    CHECK(check(BODY, obv_slice_of(GOOD), STRANGER) == OBV_WRONG_KEY);
    CHECK(check(BODY, obv_slice_of(STRANGERS), STRANGER) == OBV_OK);
}

/* The id of a key is not secret: a forger gives his own key that id. */
static void
the_id_of_a_key_proves_nothing(void **state)
{
    (void)state;
    signing_key forger = signing_key_of(7);
    obv_minisig_key ours;
    obv_slice comment;
    obv_arena_empty(arena);
    CHECK(obv_minisig_key_parse(obv_slice_of(KEY), arena, &ours) == OBV_OK);
    memcpy(forger.id, ours.id, sizeof(forger.id));
    char *forged = signing_minisig(&forger, BODY, strlen(BODY), SAYS);
    CHECK(obv_minisig_verify(obv_slice_of(BODY), obv_slice_of(forged), &ours,
                             arena, &comment) == OBV_BAD_SIGNATURE);
    free(forged);
}

/* A good first signature with a comment that the forger signed. */
static void
the_comment_must_be_signed_by_the_same_key(void **state)
{
    (void)state;
    signing_key forger = signing_key_of(7);
    static const char lie[] = "trusted comment: seq=9\n";
    char *forged = signing_minisig(&forger, BODY, strlen(BODY), "seq=9");
    const char *global = strstr(forged, lie);
    CHECK(global != NULL);
    char text[1024];
    snprintf(text, sizeof(text), "%s%s%s%s", UNTRUSTED, FIRST, lie,
             global + strlen(lie));
    CHECK(check(BODY, obv_slice_of(text), KEY) == OBV_BAD_SIGNATURE);
    free(forged);
}

static void
every_other_body_is_refused(void **state)
{
    (void)state;
    char body[] = BODY;
    for (size_t bit = 0; bit < 8 * strlen(BODY); bit++) {
        body[bit / 8] = (char)(body[bit / 8] ^ (1 << bit % 8));
        if (body[bit / 8] != '\0') {
            CHECK(check(body, obv_slice_of(GOOD), KEY) == OBV_BAD_SIGNATURE);
        }
        body[bit / 8] = (char)(body[bit / 8] ^ (1 << bit % 8));
    }
    CHECK(check(body, obv_slice_of(GOOD), KEY) == OBV_OK);
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    for (size_t len = 0; len < strlen(GOOD); len++) {
        obv_slice cut = {(const uint8_t *)GOOD, len};
        CHECK(check(BODY, cut, KEY) == OBV_MALFORMED);
    }
}

/* Only the untrusted comment is nobody's. */
static void
every_flipped_bit_behind_the_first_line_is_refused(void **state)
{
    (void)state;
    uint8_t text[] = GOOD;
    size_t len = strlen(GOOD);
    for (size_t bit = 8 * strlen(UNTRUSTED); bit < 8 * len; bit++) {
        text[bit / 8] = (uint8_t)(text[bit / 8] ^ (1 << bit % 8));
        CHECK(check(BODY, (obv_slice){text, len}, KEY) != OBV_OK);
        text[bit / 8] = (uint8_t)(text[bit / 8] ^ (1 << bit % 8));
    }
    CHECK(check(BODY, (obv_slice){text, len}, KEY) == OBV_OK);
}

static void
a_signature_file_has_a_limit(void **state)
{
    (void)state;
    static char text[OBV_MAX_SIGNATURE_FILE + 2];
    int fixed = snprintf(text, sizeof(text), "%s%s%s%s",
                         "untrusted comment: ", "\n" FIRST, TRUSTED, GLOBAL);
    size_t fill = OBV_MAX_SIGNATURE_FILE - (size_t)fixed;
    memset(text, 'x', sizeof(text) - 1);
    memcpy(text, "untrusted comment: ", 19);
    snprintf(text + 19 + fill, sizeof(text) - 19 - fill, "\n%s%s%s", FIRST,
             TRUSTED, GLOBAL);
    CHECK(strlen(text) == OBV_MAX_SIGNATURE_FILE);
    CHECK(check(BODY, obv_slice_of(text), KEY) == OBV_OK);
    obv_slice more = {(const uint8_t *)text, OBV_MAX_SIGNATURE_FILE + 1};
    CHECK(check(BODY, more, KEY) == OBV_LIMIT);
}

static void
a_public_key_is_one_line_of_42_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *what, *line;
    } refused[] = {
        {"empty", ""},
        {"cut", "RWQpIG3puu1xgPNEYDbkTH8OITGFyqE8+faFGRvW/2wZ+YD8IiqBeqU="},
        {"longer",
         "RWQpIG3puu1xgPNEYDbkTH8OITGFyqE8+faFGRvW/2wZ+YD8IiqBeqUtAAAA"},
        {"a line feed behind it", KEY "\n"},
        {"a space before it", " " KEY},
        {"base64url",
         "RWQpIG3puu1xgPNEYDbkTH8OITGFyqE8-faFGRvW_2wZ-YD8IiqBeqUt"},
        {"of another algorithm",
         "RUQpIG3puu1xgPNEYDbkTH8OITGFyqE8+faFGRvW/2wZ+YD8IiqBeqUt"},
        {"a whole file", "untrusted comment: x\n" KEY "\n"},
    };
    obv_minisig_key key;
    char id[OBV_MINISIG_ID_TEXT];
    obv_arena_empty(arena);
    CHECK(obv_minisig_key_parse(obv_slice_of(KEY), arena, &key) == OBV_OK);
    obv_minisig_id(&key, id);
    CHECK_TEXT(id, "8071EDBAE96D2029"); /* as minisign -G printed it */
    for (size_t i = 0; i < COUNT(refused); i++) {
        CHECK_CASE(obv_minisig_key_parse(obv_slice_of(refused[i].line), arena,
                                         &key) == OBV_MALFORMED,
                   refused[i].what);
    }
}

/* minisign itself prints such an id shorter; file names keep the zeros. */
static void
an_id_keeps_its_leading_zeros(void **state)
{
    (void)state;
    obv_minisig_key key = {.id = {0x0A, 0xB0, 0, 0, 0, 0, 0, 0}};
    char id[OBV_MINISIG_ID_TEXT];
    obv_minisig_id(&key, id);
    CHECK_TEXT(id, "000000000000B00A");
}

/* Such a key would verify signatures that nobody made. */
static void
a_key_of_small_order_verifies_nothing(void **state)
{
    (void)state;
    obv_minisig_key key = {0};
    obv_slice comment;
    key.bytes[0] = 1; /* the neutral point */
    signing_key forger = signing_key_of(7);
    memcpy(key.id, forger.id, sizeof(key.id));
    uint8_t first[2 + 8 + 64] = "ED", global[64] = {1};
    memcpy(first + 2, key.id, 8);
    first[10] = 1; /* R neutral, S zero: S*B = R + h*A for every h */
    obv_arena_empty(arena);
    char text[512];
    snprintf(text, sizeof(text),
             "untrusted comment: x\n%s\ntrusted comment: x\n%s\n",
             obv_to_base64((obv_slice){first, sizeof(first)}, arena),
             obv_to_base64((obv_slice){global, sizeof(global)}, arena));
    CHECK(obv_minisig_verify(obv_slice_of(BODY), obv_slice_of(text), &key,
                             arena, &comment) == OBV_BAD_SIGNATURE);
}

static void
a_full_arena_is_said(void **state)
{
    (void)state;
    obv_status status = OBV_NO_MEMORY;
    for (size_t size = 0; status == OBV_NO_MEMORY; size += 16) {
        obv_arena *small = obv_arena_new(size);
        obv_slice comment;
        assert_non_null(small);
        status = obv_minisig_check(obv_slice_of(BODY), obv_slice_of(GOOD),
                                   obv_slice_of(KEY), small, &comment);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        obv_arena_free(small);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signature_of_minisign_holds),
        cmocka_unit_test(the_untrusted_comment_may_say_anything),
        cmocka_unit_test(what_is_not_to_the_letter_is_refused),
        cmocka_unit_test(another_comment_with_its_own_signature_holds),
        cmocka_unit_test(a_strangers_key_is_refused_and_holds_for_his_own),
        cmocka_unit_test(the_id_of_a_key_proves_nothing),
        cmocka_unit_test(the_comment_must_be_signed_by_the_same_key),
        cmocka_unit_test(every_other_body_is_refused),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(every_flipped_bit_behind_the_first_line_is_refused),
        cmocka_unit_test(a_signature_file_has_a_limit),
        cmocka_unit_test(a_public_key_is_one_line_of_42_bytes),
        cmocka_unit_test(an_id_keeps_its_leading_zeros),
        cmocka_unit_test(a_key_of_small_order_verifies_nothing),
        cmocka_unit_test(a_full_arena_is_said),
    };
    arena = obv_arena_new(1024 * 1024);
    if (arena == NULL || !obv_sodium_start()) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_arena_free(arena);
    return failed;
}
