/* SPDX-License-Identifier: Apache-2.0 */
/* Whose key is this?  The forger chooses every hint; the list alone answers. */
#include "check.h"
#include "signing.h"
#include "trust/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define K1 "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
#define K2 "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"
#define K3 "z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf"
#define K4 "z6MkvqoYXQfDDJRv8L4wKzxYeuKyVZBfi9Qo6Ro8MiLH3kDQ"
#define P256 "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
#define P521                                                                   \
    "z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq" \
    "7K68X4m32D8HgzG8wv3sY5j7"

/* Alpha has K1, K2 and a P-256 key; Bravo has K3 and calls it key-1 too. */
static const char list[] =
    "{'format':1,'name':'x','keeper':'x','region':'demo','seq':1,"
    "'issued':'2026-03-01T00:00:00Z','freshUntil':'2026-06-01T00:00:00Z',"
    "'usableUntil':'2026-12-01T00:00:00Z','issuers':["
    "{'ids':['https://a.example/','did:web:a.example','did:key:" K1 "'],"
    "'name':'Alpha','keys':["
    "{'id':'did:key:" K1 "#" K1 "','kind':'Ed25519',"
    "'publicKeyMultibase':'" K1 "'},"
    "{'id':'key-1','kind':'Ed25519','publicKeyMultibase':'" K2 "'},"
    "{'id':'https://a.example/key','kind':'P-256',"
    "'publicKeyMultibase':'" P256 "'}]},"
    "{'ids':['https://b.example/'],'name':'Bravo','keys':["
    "{'id':'key-1','kind':'Ed25519','publicKeyMultibase':'" K3 "'}]},"
    "{'ids':['https://c.example/'],'name':'Charlie','removed':true,'keys':["
    "{'id':'c','kind':'Ed25519','publicKeyMultibase':'" K4 "'}]}],"
    "'catalogue':["
    "{'id':'urn:b','published':'2026-01-01T00:00:00Z','document':{'n':2}},"
    "{'id':'urn:a','published':'2026-01-01T00:00:00Z','document':{'n':1}}],"
    "'withdrawn':["
    "{'issuer':'https://a.example/','credential':'urn:c:1',"
    "'since':'2026-01-01T00:00:00Z'},"
    "{'issuer':'did:web:a.example','credential':'urn:c:2',"
    "'since':'2026-01-05T00:00:00Z'},"
    "{'issuer':'https://a.example/','credential':'urn:c:2',"
    "'since':'2026-01-01T00:00:00Z','suspended':true},"
    "{'issuer':'https://a.example/','credential':'urn:c:2',"
    "'since':'2026-01-07T00:00:00Z'},"
    "{'issuer':'https://a.example/','credential':'urn:c:3',"
    "'since':'2026-01-01T00:00:00Z','restored':'2026-01-02T00:00:00Z'},"
    "{'issuer':'https://a.example/','credential':'urn:c:4',"
    "'since':'2026-01-01T00:00:00Z','restored':'2026-01-02T00:00:00Z'},"
    "{'issuer':'https://a.example/','credential':'urn:c:4',"
    "'since':'2026-01-03T00:00:00Z','suspended':true},"
    "{'issuer':'https://b.example/','digest':'"
    "11111111111111111111111111111111','since':'2026-01-01T00:00:00Z'},"
    "{'issuer':'https://b.example/','digest':'"
    "22222222222222222222222222222222','since':'2026-01-01T00:00:00Z',"
    "'restored':'2026-01-02T00:00:00Z'}]}";

static obv_trust *trust;
static obv_arena *arena;

static char *
json_of(const char *text)
{
    char *json = strdup(text);
    assert_non_null(json);
    for (char *at = json; *at != '\0'; at++) {
        *at = *at == '\'' ? '"' : *at;
    }
    return json;
}

static obv_trust *
open_list(const char *text)
{
    obv_trust_facts facts = {.region = "demo"};
    obv_trouble trouble = {0};
    obv_trust *opened;
    char *json = json_of(text);
    if (obv_list_parse(obv_slice_of(json), &facts, &opened, &trouble) !=
        OBV_OK) {
        fprintf(stderr, "%s\n", trouble.what);
    }
    free(json);
    return opened;
}

static const obv_listed_issuer *
issuer(const char *id)
{
    return obv_trust_issuer(trust, obv_slice_of(id));
}

/* ---- Issuers ------------------------------------------------------------- */

static void
an_issuer_is_found_by_each_of_its_ids(void **state)
{
    (void)state;
    const obv_listed_issuer *alpha = issuer("https://a.example/");
    CHECK(alpha != NULL && obv_slice_is(alpha->name, "Alpha"));
    CHECK(issuer("did:web:a.example") == alpha);
    CHECK(issuer("did:key:" K1) == alpha);
    CHECK(issuer("https://b.example/") != alpha);
    CHECK(obv_slice_is(issuer("https://b.example/")->name, "Bravo"));
}

static void
an_id_that_is_almost_the_same_is_another(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        "https://a.example",
        "https://a.example//",
        "https://A.example/",
        "HTTPS://a.example/",
        "http://a.example/",
        " https://a.example/",
        "https://a.example/ ",
        "https://a.example/#",
        "https://a.example/?",
        "https://\xD0\xB0.example/", /* Cyrillic a */
        "https://a.example/\xE2\x80\x8B",
        "did:web:a.example#" K1,
        "did:key:" K1 "#" K1,
        "did:key:" K2, /* its key, not one of its ids */
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK_CASE(issuer(others[i]) == NULL, others[i]);
    }
    obv_slice nul = {(const uint8_t *)"https://a.example/\0", 19};
    CHECK(obv_trust_issuer(trust, nul) == NULL);
}

static void
a_removed_issuer_is_not_listed(void **state)
{
    (void)state;
    size_t count;
    const obv_listed_issuer *all = obv_trust_issuers(trust, &count);
    CHECK(issuer("https://c.example/") == NULL);
    CHECK(count == 3 && all[2].removed);
}

static void
an_entry_of_the_catalogue_is_found_by_its_id(void **state)
{
    (void)state;
    const obv_catalogue_entry *a =
        obv_trust_entry(trust, obv_slice_of("urn:a"));
    int64_t n;
    CHECK(a != NULL && a->planned_period.len == 0 && a->optional_count == 0);
    CHECK(obv_json_integer(obv_json_get(a->document, "n"), &n) && n == 1);
    CHECK(obv_trust_entry(trust, obv_slice_of("urn:b")) != NULL);
    CHECK(obv_trust_entry(trust, obv_slice_of("urn:")) == NULL);
    CHECK(obv_trust_entry(trust, obv_slice_of("urn:c")) == NULL);
    CHECK(obv_trust_entry(trust, obv_slice_of("")) == NULL);
}

/* ---- Withdrawals --------------------------------------------------------- */

static const obv_withdrawal *
withdrawal(const char *by, const char *credential, uint8_t byte)
{
    uint8_t digest[16];
    memset(digest, byte, sizeof(digest));
    return obv_trust_withdrawal(trust, issuer(by), obv_slice_of(credential),
                                digest);
}

static void
a_withdrawal_is_found_by_issuer_and_credential(void **state)
{
    (void)state;
    const obv_withdrawal *w = withdrawal("did:key:" K1, "urn:c:1", 0);
    CHECK(w != NULL && !w->suspended && !w->by_digest);
    CHECK(w->since == 1767225600);
    CHECK(withdrawal("https://b.example/", "urn:c:1", 0) == NULL);
    CHECK(withdrawal("https://a.example/", "urn:c:", 0) == NULL);
    CHECK(withdrawal("https://a.example/", "urn:c:10", 0) == NULL);
    CHECK(withdrawal("https://a.example/", "", 0) == NULL);
}

static void
a_withdrawal_is_found_by_digest_whoever_is_named(void **state)
{
    (void)state;
    const obv_withdrawal *w = withdrawal("https://b.example/", "x", 0x11);
    CHECK(w != NULL && w->by_digest);
    CHECK(withdrawal("https://a.example/", "", 0x11) == w);
    CHECK(withdrawal("nobody", "", 0x11) == w);
    CHECK(withdrawal("https://b.example/", "x", 0x12) == NULL);
    CHECK(withdrawal("https://b.example/", "x", 0) == NULL);
    CHECK(obv_trust_withdrawal(trust, issuer("https://b.example/"),
                               obv_slice_of("x"), NULL) == NULL);
}

static void
a_withdrawal_outweighs_a_suspension_and_the_oldest_is_told(void **state)
{
    (void)state;
    const obv_withdrawal *w = withdrawal("https://a.example/", "urn:c:2", 0);
    CHECK(w != NULL && !w->suspended && w->since == 1767571200);
    /* suspended by name, withdrawn by digest */
    w = withdrawal("https://a.example/", "urn:c:4", 0x11);
    CHECK(w != NULL && !w->suspended);
    w = withdrawal("https://a.example/", "urn:c:1", 0x11);
    CHECK(w != NULL && !w->suspended);
}

static void
what_was_restored_stands_until_it_is_taken_back_again(void **state)
{
    (void)state;
    CHECK(withdrawal("https://a.example/", "urn:c:3", 0) == NULL);
    CHECK(withdrawal("https://b.example/", "", 0x22) == NULL);
    const obv_withdrawal *w = withdrawal("https://a.example/", "urn:c:4", 0);
    CHECK(w != NULL && w->suspended && w->since == 1767398400);
}

/* ---- Keys ---------------------------------------------------------------- */

/* The Multikey of the key that these hints give; a status where none. */
static obv_status
find_key(const char *by, const char *id, const char *shown, const char **ret)
{
    static char multikey[128];
    const obv_listed_key *key;
    obv_key jwk = {0};
    obv_key_hint hint = {.id = obv_slice_of(id), .shown = NULL};
    obv_arena_empty(arena);
    if (shown[0] != '\0') {
        CHECK(obv_key_from_multikey(obv_slice_of(shown), arena, &jwk) ==
              OBV_OK);
        hint.shown = &jwk;
    }
    obv_status status = obv_trust_key(issuer(by), &hint, arena, NULL, &key);
    CHECK((key != NULL) == (status == OBV_OK));
    *ret = "";
    if (key != NULL) {
        char *text = obv_key_to_multikey(&key->key, arena);
        assert_non_null(text);
        snprintf(multikey, sizeof(multikey), "%s", text);
        *ret = multikey;
    }
    return status;
}

static void
a_key_is_found_by_id_then_by_material(void **state)
{
    (void)state;
    static const struct {
        const char *issuer, *id, *shown, *found;
    } cases[] = {
        {"https://a.example/", "key-1", "", K2},
        {"https://b.example/", "key-1", "", K3}, /* each its own key-1 */
        {"https://a.example/", "https://a.example/key", "", P256},
        {"https://a.example/", "https://a.example/key", P256, P256},
        {"https://a.example/", "did:key:" K1 "#" K1, "", K1},
        {"https://a.example/", "did:key:" K1, "", K1},
        {"https://a.example/", "did:key:" K2 "#" K2, "", K2},
        {"https://a.example/", "did:web:a.example#" K2, "", K2},
        {"https://a.example/", "https://elsewhere.example/x#" K2, "", K2},
        {"https://a.example/", "#" K2, "", K2},
        {"https://a.example/", "https://a.example/#" P256, "", P256},
        {"https://a.example/", "", K1, K1},
        {"https://a.example/", "", P256, P256},
        {"https://a.example/", "key-1", K2, K2},
        {"https://a.example/", "did:key:" K1 "#" K1, K1, K1},
        {"https://a.example/", "#" K2, K2, K2},
        {"https://a.example/", "unknown", K2, K2},
        {"https://a.example/", "https://a.example/#zone", K2, K2},
        {"https://a.example/", "did:example:123#key-1", K2, K2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *found;
        CHECK_CASE(find_key(cases[i].issuer, cases[i].id, cases[i].shown,
                            &found) == OBV_OK,
                   cases[i].id);
        CHECK_TEXT(found, cases[i].found);
    }
}

static void
a_key_that_is_not_of_this_issuer_is_not_found(void **state)
{
    (void)state;
    static const struct {
        const char *issuer, *id, *shown;
    } cases[] = {
        {"https://a.example/", "", ""},
        {"https://a.example/", "key-2", ""},
        {"https://a.example/", "KEY-1", ""},
        {"https://a.example/", "key-1 ", ""},
        {"https://a.example/", "https://a.example/#key-1", ""},
        {"https://b.example/", "https://a.example/key", ""},
        /* keys of another issuer on the list */
        {"https://b.example/", "did:key:" K1 "#" K1, ""},
        {"https://b.example/", "https://b.example/#" K1, ""},
        {"https://b.example/", "", K1},
        {"https://b.example/", "unknown", K1},
        {"https://a.example/", "did:web:a.example#" K3, ""},
        {"https://a.example/", "", K3},
        /* keys of nobody, under the issuer's very name */
        {"https://a.example/", "https://a.example/#" K4, ""},
        {"https://a.example/", "did:key:" K4, ""},
        {"https://a.example/", "", K4},
        /* what only looks like a place for a key */
        {"https://a.example/", K1, ""},
        {"https://a.example/", "did:example:" K1, ""},
        {"https://a.example/", "xxx:" K1, ""},
        {"https://a.example/", "https://a.example/?key=" K1, ""},
        {"https://a.example/", "https://a.example/#x#" K1, ""},
        {"https://a.example/", "https://a.example/#" K1 "#x", ""},
        {"https://a.example/", "https://a.example/#" K1 "1", ""},
        {"https://a.example/", "https://a.example/# " K1, ""},
        {"https://a.example/", "https://a.example/#", ""},
        {"https://a.example/", "DID:key:" K1, ""},
        {"https://a.example/", "did:key:" P521, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *found;
        CHECK_CASE(find_key(cases[i].issuer, cases[i].id, cases[i].shown,
                            &found) == OBV_NOT_FOUND,
                   cases[i].id);
    }
}

static void
hints_that_disagree_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *issuer, *id, *shown;
    } cases[] = {
        {"https://a.example/", "key-1", K1},
        {"https://a.example/", "key-1", P256},
        {"https://a.example/", "key-1", K4},
        {"https://a.example/", "did:key:" K1 "#" K1, K2},
        {"https://a.example/", "did:key:" K2, K1},
        {"https://a.example/", "https://a.example/#" K1, K2},
        {"https://a.example/", "https://a.example/#" K4, K1},
        {"https://a.example/", "https://a.example/#" K1, K4},
        {"https://b.example/", "key-1", K2},
        /* within one did:key */
        {"https://a.example/", "did:key:" K1 "#" K2, ""},
        {"https://a.example/", "did:key:" K4 "#" K1, ""},
        {"https://a.example/", "did:key:" K1 "#key-1", ""},
        /* a did:key that is none */
        {"https://a.example/", "did:key:", ""},
        {"https://a.example/", "did:key:z", K1},
        {"https://a.example/", "did:jwk:e30=", K1},
        /* spells out a key that no list can hold */
        {"https://a.example/", "did:key:" P521, K1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *found;
        CHECK_CASE(find_key(cases[i].issuer, cases[i].id, cases[i].shown,
                            &found) == OBV_MALFORMED,
                   cases[i].id);
    }
}

static void
a_did_jwk_is_matched_by_its_material(void **state)
{
    (void)state;
    static const char jwk[] =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
        "\"x\":\"O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik\"}";
    obv_arena *own = obv_arena_new(65536);
    assert_non_null(own);
    char id[512];
    const char *found;
    snprintf(id, sizeof(id), "did:jwk:%s#0",
             obv_to_base64url(obv_slice_of(jwk), own));
    CHECK(find_key("https://a.example/", id, "", &found) == OBV_OK);
    CHECK_TEXT(found, K1);
    CHECK(find_key("https://b.example/", id, "", &found) == OBV_NOT_FOUND);
    CHECK(find_key("https://a.example/", id, K2, &found) == OBV_MALFORMED);
    obv_arena_free(own);
}

static void
with_no_hint_any_key_may_serve_where_that_is_asked(void **state)
{
    (void)state;
    obv_key_hint hint = {.id = obv_slice_of(""), .any = true};
    const obv_listed_issuer *alpha = issuer("https://a.example/");
    const obv_listed_key *key;
    size_t from = 0;
    for (size_t i = 0; i < 3; i++) {
        CHECK(obv_trust_key(alpha, &hint, arena, &from, &key) == OBV_OK);
        CHECK(key == &alpha->keys[i]);
    }
    CHECK(obv_trust_key(alpha, &hint, arena, &from, &key) == OBV_NOT_FOUND);
    CHECK(key == NULL);
}

/* A jwk of no kind is no hint; a hint that leads nowhere is not "no hint". */
static void
any_does_not_stand_in_for_a_hint(void **state)
{
    (void)state;
    obv_key none = {0};
    obv_key_hint hint = {
        .id = obv_slice_of("unknown"), .shown = &none, .any = true};
    const obv_listed_issuer *alpha = issuer("https://a.example/");
    const obv_listed_key *key;
    size_t from = 0;
    CHECK(obv_trust_key(alpha, &hint, arena, &from, &key) == OBV_NOT_FOUND);
    hint.id = obv_slice_of("key-1");
    CHECK(obv_trust_key(alpha, &hint, arena, &from, &key) == OBV_OK);
    CHECK(key == &alpha->keys[1] && from == 0);
    hint.id = obv_slice_of("");
    CHECK(obv_trust_key(alpha, &hint, arena, &from, &key) == OBV_OK);
    CHECK(key == &alpha->keys[0] && from == 1);
}

static void
a_full_arena_is_said_and_no_key_given(void **state)
{
    (void)state;
    obv_arena *small = obv_arena_new(16);
    assert_non_null(small);
    obv_key_hint hint = {.id = obv_slice_of("did:web:a.example#" K2)};
    const obv_listed_key *key;
    CHECK(obv_trust_key(issuer("https://a.example/"), &hint, small, NULL,
                        &key) == OBV_NO_MEMORY);
    CHECK(key == NULL);
    obv_arena_free(small);
}

/* ---- Many ---------------------------------------------------------------- */

#define MANY 10000

static size_t
put_issuer(char *to, size_t room, size_t i)
{
    signing_key made = signing_key_of((unsigned)i + 1);
    obv_key key = {.kind = OBV_KEY_ED25519,
                   .first = {made.bytes, sizeof(made.bytes)}};
    obv_arena_empty(arena);
    const char *multikey = obv_key_to_multikey(&key, arena);
    assert_non_null(multikey);
    return (size_t)snprintf(to, room,
                            "%s{'ids':['https://%zu.example/'],'name':'%zu',"
                            "'keys':[{'id':'did:key:%s#%s','kind':'Ed25519',"
                            "'publicKeyMultibase':'%s'}]}",
                            i > 0 ? "," : "", (i * 7919) % MANY, i, multikey,
                            multikey, multikey);
}

static char *
list_of_many(void)
{
    size_t room = (size_t)MANY * 400 + 1024, at = 0;
    char *text = malloc(room);
    assert_non_null(text);
    at += (size_t)snprintf(
        text, room,
        "{'format':1,'name':'x','keeper':'x','region':'demo','seq':1,"
        "'issued':'2026-03-01T00:00:00Z','freshUntil':'2026-06-01T00:00:00Z',"
        "'usableUntil':'2026-12-01T00:00:00Z','issuers':[");
    for (size_t i = 0; i < MANY; i++) {
        at += put_issuer(text + at, room - at, i);
    }
    snprintf(text + at, room - at, "]}");
    return text;
}

/* Through an index: a walk over all would take 50 million comparisons. */
static void
ten_thousand_issuers_are_found_at_once(void **state)
{
    (void)state;
    char *text = list_of_many();
    obv_trust *many = open_list(text);
    assert_non_null(many);
    clock_t start = clock();
    for (size_t i = 0; i < MANY; i++) {
        char id[64], name[32];
        snprintf(id, sizeof(id), "https://%zu.example/", (i * 7919) % MANY);
        snprintf(name, sizeof(name), "%zu", i);
        const obv_listed_issuer *found =
            obv_trust_issuer(many, obv_slice_of(id));
        CHECK(found != NULL && obv_slice_is(found->name, name));
    }
    CHECK(clock() - start < CLOCKS_PER_SEC);
    CHECK(obv_trust_issuer(many, obv_slice_of("https://10000.example/")) ==
          NULL);
    obv_trust_close(many);
    free(text);
}

static void
a_code_names_an_entry_by_the_hash_of_its_canonical_form(void **state)
{
    (void)state;
    static const char *const documents[] = {"{\"n\":1}", "{\"n\":2}"};
    obv_arena *room = obv_arena_new(4096), *small = obv_arena_new(1);
    uint8_t id[OBV_MAX_HASH];
    obv_slice ret;
    for (size_t i = 0; i < COUNT(documents); i++) {
        obv_digest(OBV_SHA256, obv_slice_of(documents[i]), id);
        CHECK_NUMBER(obv_trust_dictionary(trust, id, room, &ret), OBV_OK);
        CHECK(obv_slice_is(ret, documents[i]));
        CHECK_NUMBER(obv_trust_dictionary(trust, id, small, &ret),
                     OBV_NO_MEMORY);
        for (size_t bit = 0; bit < 64; bit++) {
            id[bit / 8] ^= (uint8_t)(1u << bit % 8);
            CHECK_NUMBER(obv_trust_dictionary(trust, id, room, &ret),
                         OBV_NOT_FOUND);
            id[bit / 8] ^= (uint8_t)(1u << bit % 8);
        }
        id[8] ^= 1; /* only eight bytes are its name */
        CHECK_NUMBER(obv_trust_dictionary(trust, id, room, &ret), OBV_OK);
    }
    obv_arena_free(room);
    obv_arena_free(small);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_code_names_an_entry_by_the_hash_of_its_canonical_form),
        cmocka_unit_test(an_issuer_is_found_by_each_of_its_ids),
        cmocka_unit_test(an_id_that_is_almost_the_same_is_another),
        cmocka_unit_test(a_removed_issuer_is_not_listed),
        cmocka_unit_test(an_entry_of_the_catalogue_is_found_by_its_id),
        cmocka_unit_test(a_withdrawal_is_found_by_issuer_and_credential),
        cmocka_unit_test(a_withdrawal_is_found_by_digest_whoever_is_named),
        cmocka_unit_test(
            a_withdrawal_outweighs_a_suspension_and_the_oldest_is_told),
        cmocka_unit_test(what_was_restored_stands_until_it_is_taken_back_again),
        cmocka_unit_test(a_key_is_found_by_id_then_by_material),
        cmocka_unit_test(a_key_that_is_not_of_this_issuer_is_not_found),
        cmocka_unit_test(hints_that_disagree_are_refused),
        cmocka_unit_test(a_did_jwk_is_matched_by_its_material),
        cmocka_unit_test(with_no_hint_any_key_may_serve_where_that_is_asked),
        cmocka_unit_test(any_does_not_stand_in_for_a_hint),
        cmocka_unit_test(a_full_arena_is_said_and_no_key_given),
        cmocka_unit_test(ten_thousand_issuers_are_found_at_once),
    };
    arena = obv_arena_new(1024 * 1024);
    if (arena == NULL || !obv_sodium_start() ||
        (trust = open_list(list)) == NULL) {
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    obv_trust_close(trust);
    obv_arena_free(arena);
    return failed;
}
