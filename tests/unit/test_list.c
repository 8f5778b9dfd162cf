/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trust-list.json, read to the letter: one good list, and what changing one
 * place of it gives.  Signatures are in test_open.c.
 */
#include "check.h"
#include "failing.h"
#include "trust/inside.h"

#include <stdio.h>
#include <stdlib.h>

#define K1 "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
#define K1_X "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik"
#define K2 "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"
#define K2_BASE58 "6ASf5EcmmEHTgDJ4X4ZT5vT6iHVJBXPg5AN5YoTCpGWt"
#define K3 "z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf"
#define P256 "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv"
#define RSA_N                                                                  \
    "3Ji7_ze4Kuf_ojXPUfvp4Kji8hWm8pg97K-_zgIWAa-Y87qm22KVM6GfhOTzJUbWu-FAdts"  \
    "oB71Hzc6Vg0IVT33LAO93vNqxFsqhodjqy-FPfga188beB7IYpDIarI8tIf-9MGt-5i_Suu"  \
    "6MrvSNG_Q3SKenBUMVNRyhJWBo9v2CA8y48vUcUO10uLiuS_69sLuWkdqrqM-f_mtsyDclp"  \
    "Qk7qa9GgkYBgmDJwDfxKexs59TzM1laFbZ6LMH_i3aLIqBLBgALk-Utk3dbMOo-4QBrSx10"  \
    "N0QeBBIiMdCtSezeZ0xFlRvBCb-u4vS_kKZqq3dO5tQlNPGCTNw6xtxnYQ"
#define RSA_PEM                                                                \
    "-----BEGIN PUBLIC KEY-----\\n"                                            \
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA3Ji7/ze4Kuf/ojXPUfvp\\n"      \
    "4Kji8hWm8pg97K+/zgIWAa+Y87qm22KVM6GfhOTzJUbWu+FAdtsoB71Hzc6Vg0IV\\n"      \
    "T33LAO93vNqxFsqhodjqy+FPfga188beB7IYpDIarI8tIf+9MGt+5i/Suu6MrvSN\\n"      \
    "G/Q3SKenBUMVNRyhJWBo9v2CA8y48vUcUO10uLiuS/69sLuWkdqrqM+f/mtsyDcl\\n"      \
    "pQk7qa9GgkYBgmDJwDfxKexs59TzM1laFbZ6LMH/i3aLIqBLBgALk+Utk3dbMOo+\\n"      \
    "4QBrSx10N0QeBBIiMdCtSezeZ0xFlRvBCb+u4vS/kKZqq3dO5tQlNPGCTNw6xtxn\\n"      \
    "YQIDAQAB\\n-----END PUBLIC KEY-----\\n"
#define RSA_1024                                                               \
    "5wZBqihdgPJRkuWU2MC1w2BYViV_WFGYm724e9q5RiYbKkh5GXQ5-msWu1QXr69sKHSnb-r"  \
    "WKGsGuGgOh6520HdioGHPy734SD04rZ0hMwOpRKprnr3xGzY54J4xCskGGuviurJELYfxOY"  \
    "HuBDcieGely3KO3Ra9SIS6pTghJQM"

#define FIRST_KEY                                                              \
    "{'id':'https://a.example/#" K1 "','kind':'Ed25519',"                      \
    "'publicKeyMultibase':'" K1 "','notBefore':'2024-01-01T00:00:00Z',"        \
    "'notAfter':'2028-01-01T00:00:00Z',"                                       \
    "'compromisedFrom':'2026-02-01T00:00:00Z',"                                \
    "'vouched':['000102030405060708090a0b0c0d0e0f']}"
#define RSA_KEY                                                                \
    "{'id':'rsa','kind':'RSA','publicKeyJwk':"                                 \
    "{'kty':'RSA','n':'" RSA_N "','e':'AQAB'}}"
#define EC_KEY "{'id':'key-1','kind':'P-256','publicKeyMultibase':'" P256 "'}"
#define SECOND_ISSUER                                                          \
    "{'ids':['https://b.example/'],'name':'Bravo','keys':["                    \
    "{'id':'key-1','kind':'Ed25519','publicKeyMultibase':'" K2 "'}],"          \
    "'mayAward':['urn:award:1'],'statusSigners':['did:web:a.example']}"
#define GONE_ISSUER                                                            \
    "{'ids':['https://c.example/'],'name':'Charlie','removed':true,'keys':[]}"

#define DOCUMENT_STATUS                                                        \
    "{'address':'https://a.example/status/2','fetched':"                       \
    "'2026-02-28T12:00:00Z','document':{'b':[1,null],'a':'é'}}"
#define JWS_STATUS                                                             \
    "{'address':'https://a.example/status/1','fetched':"                       \
    "'2026-03-01T00:00:00Z','jws':'e30.e30.AA'}"

/* ' stands for the quotation mark of JSON. */
static const char good[] =
    "{'format':1,'name':'Liste d\xC3\xA9mo','keeper':'The keepers',"
    "'region':'demo','seq':7,'issued':'2026-03-01T00:00:00Z',"
    "'freshUntil':'2026-06-01T00:00:00Z',"
    "'usableUntil':'2026-12-01T00:00:00Z',"
    "'previous':'00112233445566778899aabbccddeeff"
    "00112233445566778899aabbccddeeff',"
    "'issuers':["
    "{'ids':['https://a.example/','did:web:a.example'],'name':'Alpha',"
    "'town':'Marseille','siret':'12345678901234','telephone':'+33 4 00',"
    "'keys':[" FIRST_KEY "," RSA_KEY "," EC_KEY "]}," SECOND_ISSUER
    "," GONE_ISSUER "],"
    "'catalogue':[{'id':'https://a.example/class','published':"
    "'2025-01-01T00:00:00Z','document':{'name':'Class','any':[1,null]},"
    "'plannedPeriod':'P6M','optional':['attitude']}],"
    "'withdrawn':["
    "{'issuer':'did:web:a.example','credential':'urn:c:1',"
    "'since':'2026-01-01T00:00:00Z'},"
    "{'issuer':'https://b.example/','digest':"
    "'ffffffffffffffffffffffffffffffff','since':'2026-01-02T00:00:00Z',"
    "'suspended':true}],"
    "'status':[" DOCUMENT_STATUS "," JWS_STATUS "],'snapshots':[5]}";

static obv_trouble trouble;

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

static obv_status
parse(const char *text, obv_trust **trust)
{
    static const obv_trust_facts facts = {.region = "demo",
                                          .root = "Root",
                                          .root_id = "0123456789abcdef",
                                          .test = true};
    char *json = json_of(text);
    trouble = (obv_trouble){0};
    obv_status status =
        obv_list_parse(obv_slice_of(json), &facts, trust, &trouble);
    free(json);
    return status;
}

/* The good list with one place changed. */
static obv_status
parse_with(const char *place, const char *instead, obv_trust **trust)
{
    const char *at = strstr(good, place);
    if (at == NULL) {
        fail_msg("not in the list: %s", place);
    }
    size_t room = strlen(good) + strlen(instead) + 1;
    char *text = malloc(room);
    assert_non_null(text);
    snprintf(text, room, "%.*s%s%s", (int)(at - good), good, instead,
             at + strlen(place));
    obv_status status = parse(text, trust);
    free(text);
    return status;
}

static void
a_good_list_is_read_whole(void **state)
{
    (void)state;
    obv_trust *trust;
    obv_status status = parse(good, &trust);
    CHECK_TEXT(trouble.what, "");
    CHECK(status == OBV_OK);
    const obv_trust_facts *facts = obv_trust_about(trust);
    CHECK_TEXT(facts->name, "Liste d\xC3\xA9mo");
    CHECK_TEXT(facts->keeper, "The keepers");
    CHECK_TEXT(facts->region, "demo");
    CHECK_TEXT(facts->root, "Root");
    CHECK_TEXT(facts->root_id, "0123456789abcdef");
    CHECK(facts->test && !facts->root_built_in && facts->seq == 7);
    CHECK(facts->issued == 1772323200);
    CHECK(facts->fresh_until == 1780272000);
    CHECK(facts->usable_until == 1796083200);
    size_t count;
    CHECK(obv_trust_issuers(trust, &count) != NULL && count == 3);
    obv_trust_close(trust);
}

static void
an_issuer_is_read_whole(void **state)
{
    (void)state;
    static const uint8_t digest[16] = {0, 1, 2,  3,  4,  5,  6,  7,
                                       8, 9, 10, 11, 12, 13, 14, 15};
    obv_trust *trust;
    CHECK(parse(good, &trust) == OBV_OK);
    size_t count;
    const obv_listed_issuer *alpha = obv_trust_issuers(trust, &count);
    CHECK(alpha->id_count == 2 && alpha->key_count == 3);
    CHECK(obv_slice_is(alpha->ids[1], "did:web:a.example"));
    CHECK(obv_slice_is(alpha->name, "Alpha"));
    CHECK(obv_slice_is(alpha->town, "Marseille"));
    CHECK(obv_slice_is(alpha->siret, "12345678901234"));
    CHECK(obv_slice_is(alpha->telephone, "+33 4 00"));
    CHECK(!alpha->removed && alpha->may_award == NULL);
    const obv_listed_key *key = alpha->keys;
    CHECK(key->key.kind == OBV_KEY_ED25519 && key->compromised);
    CHECK(key->not_before == 1704067200 && key->not_after == 1830297600);
    CHECK(key->compromised_from == 1769904000 && key->vouched_count == 1);
    CHECK(memcmp(key->vouched[0], digest, 16) == 0);
    CHECK(key[1].key.kind == OBV_KEY_RSA && key[1].key.handle != NULL);
    CHECK(key[2].key.kind == OBV_KEY_P256 && key[2].key.handle != NULL);
    CHECK(!key[2].compromised && key[2].vouched_count == 0);
    CHECK(key[2].not_before == INT64_MIN && key[2].not_after == INT64_MAX);
    CHECK(alpha[1].may_award_count == 1 && alpha[1].status_signer_count == 1);
    CHECK(alpha[1].town.ptr != NULL && alpha[1].town.len == 0);
    CHECK(alpha[2].removed && alpha[2].key_count == 0);
    obv_trust_close(trust);
}

static void
an_empty_list_of_awards_is_not_any_award(void **state)
{
    (void)state;
    obv_trust *trust;
    size_t count;
    CHECK(parse_with("['urn:award:1']", "[]", &trust) == OBV_OK);
    const obv_listed_issuer *issuers = obv_trust_issuers(trust, &count);
    CHECK(issuers[1].may_award != NULL && issuers[1].may_award_count == 0);
    CHECK(issuers[0].may_award == NULL);
    obv_trust_close(trust);
}

static void
what_may_be_absent_or_otherwise_is_accepted(void **state)
{
    (void)state;
    static const struct {
        const char *place, *instead;
    } cases[] = {
        {",'snapshots':[5]", ""},
        {"," JWS_STATUS, ""},
        {DOCUMENT_STATUS "," JWS_STATUS, ""},
        {"'town':'Marseille',", ""},
        {"'siret':'12345678901234',", ""},
        {"'compromisedFrom':'2026-02-01T00:00:00Z',", ""},
        {",'vouched':['000102030405060708090a0b0c0d0e0f']", ""},
        {"'notBefore':'2024-01-01T00:00:00Z',", ""},
        {"'notAfter':'2028-01-01T00:00:00Z',", ""},
        {"'notAfter':'2028-", "'notAfter':'2024-"}, /* one second long */
        {"'freshUntil':'2026-06-", "'freshUntil':'2026-03-"},
        {"'usableUntil':'2026-12-", "'usableUntil':'2026-06-"},
        {"'plannedPeriod':'P6M',", ""},
        {"'P6M'", "'P1Y6M2W3D'"},
        {"'P6M'", "'P2W'"},
        {"'optional':['attitude']", "'optional':[]"},
        {"'suspended':true", "'suspended':false"},
        {"'suspended':true", "'restored':'2026-01-02T00:00:00Z'"},
        {"'removed':true", "'removed':true,'town':'x'"},
        {"'id':'key-1','kind':'P-256'", "'id':'#z','kind':'P-256'"},
        {"https://a.example/#" K1, "did:key:" K1},
        {"https://a.example/#" K1, "did:key:" K1 "#" K1},
        {"https://a.example/#" K1, K1},
        {"'id':'key-1','kind':'P-256'",
         "'id':'did:web:x#" P256 "','kind':'P-256'"},
        {"'publicKeyJwk':{'kty':'RSA','n':'" RSA_N "','e':'AQAB'}",
         "'publicKeyPem':'" RSA_PEM "'"},
        {"{'id':'key-1','kind':'Ed25519','publicKeyMultibase':'" K2 "'}",
         "{'id':'x#" K2 "','kind':'Ed25519','publicKeyJwk':{'kty':'OKP',"
         "'crv':'Ed25519','x':'TLWr9q15-_WrvMr8wmnYXNJlHtS4hbWGnyQa7fCluik'}"
         "}"},
        {"'publicKeyMultibase':'" K2 "'", "'publicKeyBase58':'" K2_BASE58 "'"},
        {"'publicKeyMultibase':'" K2 "'",
         "'publicKeyJwk':{'kty':'OKP','crv':'Ed25519','x':'TLWr9q15-_Wrv"
         "Mr8wmnYXNJlHtS4hbWGnyQa7fCluik'}"},
        {"'issuers':[", " \n 'issuers' : [ "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_trust *trust = NULL;
        obv_status status =
            parse_with(cases[i].place, cases[i].instead, &trust);
        if (status != OBV_OK) {
            fail_msg("%s: %s", cases[i].instead, trouble.what);
        }
        obv_trust_close(trust);
    }
}

/* place, what stands there instead, and what the message must say. */
typedef struct refusal {
    const char *place, *instead, *says;
} refusal;

static void
refuse_all(const refusal *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        obv_trust *trust = NULL;
        obv_status status =
            parse_with(cases[i].place, cases[i].instead, &trust);
        if (status != OBV_MALFORMED || trust != NULL) {
            fail_msg("accepted: %s", cases[i].instead);
        }
        CHECK_TEXT(trouble.file, "trust-list.json");
        if (strstr(trouble.what, cases[i].says) == NULL) {
            fail_msg("%s: says \"%s\", not \"%s\"", cases[i].instead,
                     trouble.what, cases[i].says);
        }
    }
}

static void
the_head_of_a_list_is_held_to_its_rules(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {"'format':1", "'format':2", "another format"},
        {"'format':1", "'format':'1'", "format: must be a whole number"},
        {"'format':1,", "", "'format' is missing"},
        {"'name':'Liste d\xC3\xA9mo'", "'name':''", "name: must be a text"},
        {"'name':'Liste d\xC3\xA9mo'", "'name':null", "name: must be a text"},
        {"Liste d\xC3\xA9mo", "a\\nb", "name: holds a line break"},
        {"Liste d\xC3\xA9mo", "a\\u202Eb", "name: holds"},
        {"Liste d\xC3\xA9mo", "a\\u0000b", "name: must be a text"},
        {"Liste d\xC3\xA9mo",
         "0123456789012345678901234567890123456789012345678901234567890123"
         "0123456789012345678901234567890123456789012345678901234567890123",
         "name: has over 127 bytes"},
        {"'keeper':'The keepers',", "", "'keeper' is missing"},
        {"'region':'demo'", "'region':'other'",
         "region 'other', the root is for 'demo'"},
        {"'region':'demo'", "'region':'Demo'", "region"},
        {"'region':'demo',", "", "'region' is missing"},
        {"'seq':7", "'seq':0", "seq: must be a whole number from 1"},
        {"'seq':7", "'seq':-7", "seq"},
        {"'seq':7", "'seq':7.5", "seq"},
        {"'seq':7", "'seq':99999999999999999999", "seq"},
        {"'seq':7", "'seq':'7'", "seq"},
        {"'seq':7", "'seq':7,'seq':8", "line 1: a member stands twice"},
        {"'issued':'2026-03-01T00:00:00Z'", "'issued':'2026-03-01'",
         "issued: must be a date"},
        {"'issued':'2026-03-01T00:00:00Z'",
         "'issued':'2026-03-01T01:00:00+01:00'", "issued"},
        {"'issued':'2026-03-01T00:00:00Z'", "'issued':'2026-03-01T00:00:00.0Z'",
         "issued"},
        {"'issued':'2026-03-01T00:00:00Z'", "'issued':'2026-02-30T00:00:00Z'",
         "issued"},
        {"'issued':'2026-03-01T00:00:00Z'", "'issued':1772323200", "issued"},
        {"'issued':'2026-", "'issued':'2027-", "must follow each other"},
        {"'freshUntil':'2026-", "'freshUntil':'2027-", "follow each other"},
        {"'usableUntil':'2026-12-", "'usableUntil':'2026-05-",
         "follow each other"},
        {"'usableUntil':'2026-12-01T00:00:00Z',", "",
         "'usableUntil' is missing"},
        {"'previous':'00", "'previous':'", "previous must be"},
        {"'previous':'00", "'previous':'0G", "previous must be"},
        {"'previous':'00112233445566778899aabb",
         "'previous':'00112233445566778899AABB", "previous must be"},
        {"'status':", "'stati':", "'stati', which this program"},
        {"'status':[" DOCUMENT_STATUS "," JWS_STATUS "]", "'status':{}",
         "status: must be"},
        {"'issuers':[", "'issuers2':[],'issuers':[", "'issuers2'"},
        {"'issuers':[", "'\\u001b[31m':[],'issuers':[", "(unprintable)"},
        {"'snapshots':[5]}", "'snapshots':[5]} x", "line 1"},
        {"'snapshots':[5]}", "'snapshots':[5]", "line 1"},
    };
    refuse_all(cases, COUNT(cases));
}

static void
status_lists_are_found_by_their_address(void **state)
{
    (void)state;
    obv_trust *trust;
    CHECK(parse(good, &trust) == OBV_OK);
    const obv_status_document *one =
        obv_trust_status(trust, obv_slice_of("https://a.example/status/1"));
    const obv_status_document *two =
        obv_trust_status(trust, obv_slice_of("https://a.example/status/2"));
    CHECK(one != NULL && obv_slice_is(one->text, "e30.e30.AA"));
    CHECK(one->fetched == 1772323200);
    CHECK(two != NULL);
    CHECK(obv_slice_is(two->text, "{\"b\":[1,null],\"a\":\"é\"}"));
    CHECK(two->fetched == 1772280000);
    static const char *const others[] = {
        "",
        "https://a.example/status/",
        "https://a.example/status/3",
        "https://a.example/status/1/",
        "https://a.example/status/1#94567",
        "HTTPS://a.example/status/1",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK(obv_trust_status(trust, obv_slice_of(others[i])) == NULL);
    }
    obv_trust_close(trust);
}

static void
status_lists_are_held_to_their_rules(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {DOCUMENT_STATUS, "7", "status[0]: must be an object"},
        {"'address':'https://a.example/status/2',", "",
         "status[0]: 'address' is missing"},
        {"'address':'https://a.example/status/2'", "'address':''",
         "status[0].address: must be a text"},
        {"/status/2'", "/status/2\\n'", "address: holds a line break"},
        {"/status/2'", "/status/1'",
         "status: 'https://a.example/status/1' stands twice"},
        {"'fetched':'2026-02-28T12:00:00Z',", "", "'fetched' is missing"},
        {"'fetched':'2026-02-28T12:00:00Z'", "'fetched':'2026-02-28'",
         "fetched: must be a date"},
        {"'fetched':'2026-03-01T00:00:00Z'", "'fetched':'2026-03-01T00:00:01Z'",
         "status[1]: was fetched after the list was issued"},
        {",'document':{'b':[1,null],'a':'é'}", "",
         "must hold either document or jws"},
        {"'jws':'e30.e30.AA'", "'jws':'e30.e30.AA','document':{}",
         "must hold either document or jws"},
        {"{'b':[1,null],'a':'é'}", "'e30.e30.AA'",
         "status[0].document: must be an object"},
        {"'jws':'e30.e30.AA'", "'jws':{}", "status[1].jws: must be a text"},
        {"'jws':'e30.e30.AA'", "'jws':''", "status[1].jws: must be a text"},
        {"'jws':'e30.e30.AA'", "'jws':'e30.e30.AA','sha256':'00'",
         "'sha256', which this program"},
    };
    refuse_all(cases, COUNT(cases));
}

/* A text of more than two megabytes would not be read when it is needed. */
static void
a_status_list_has_a_largest_size(void **state)
{
    (void)state;
    static const char start[] = "{'address':'x','fetched':"
                                "'2026-03-01T00:00:00Z','jws':'";
    size_t most = OBV_MAX_BADGE_TEXT;
    char *text = malloc(sizeof(start) + most + 8);
    assert_non_null(text);
    for (size_t more = 0; more < 2; more++) {
        obv_trust *trust = NULL;
        size_t len = sizeof(start) - 1;
        memcpy(text, start, len);
        memset(text + len, 'A', most + more);
        strcpy(text + len + most + more, "'}");
        obv_status status = parse_with(JWS_STATUS, text, &trust);
        CHECK_NUMBER(status, more == 0 ? OBV_OK : OBV_MALFORMED);
        CHECK_TEXT(trouble.what,
                   more == 0 ? "" : "status[1]: is larger than 2 MiB");
        obv_trust_close(trust);
    }
    free(text);
}

static void
issuers_are_held_to_their_rules(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {"[{'ids':['https://a.example/','did:web:a.example']", "[7,{'ids':[]",
         "issuers[0]: must be an object"},
        {"['https://a.example/','did:web:a.example']", "[]",
         "issuers[0].ids: must hold at least one"},
        {"['https://a.example/','did:web:a.example']", "'https://a.example/'",
         "issuers[0].ids: must be a list"},
        {"'did:web:a.example'],'name'", "''],'name'",
         "issuers[0].ids[1]: must be a text"},
        {"'did:web:a.example'],'name'", "'did:web:a\\u200b'],'name'",
         "issuers[0].ids[1]: holds"},
        {"'did:web:a.example'],'name'", "'https://b.example/'],'name'",
         "issuer id 'https://b.example/' stands twice"},
        {"'did:web:a.example'],'name'", "'https://c.example/'],'name'",
         "stands twice"}, /* a removed one keeps its ids */
        {"'did:web:a.example'],'name'", "'https://a.example/'],'name'",
         "stands twice"},
        {"'name':'Alpha',", "", "issuers[0]: 'name' is missing"},
        {"'name':'Alpha'", "'name':'A\\tB'", "issuers[0].name: holds"},
        {"'12345678901234'", "'1234567890123'", "siret must be 14 digits"},
        {"'12345678901234'", "'123 456 789 01234'", "siret must be"},
        {"'12345678901234'", "'1234567890123A'", "siret must be"},
        {"'12345678901234'", "12345678901234", "siret: must be a text"},
        {"'name':'Alpha'", "'name':'Alpha','restrictedTo':['x']",
         "'restrictedTo', which this program"},
        {"'removed':true", "'removed':false", "the issuer has no key"},
        {"'removed':true", "'removed':'yes'", "removed: must be true"},
        {"'removed':true,'keys':[]", "'removed':true", "'keys' is missing"},
        {"'mayAward':['urn:award:1']", "'mayAward':'urn:award:1'",
         "issuers[1].mayAward: must be a list"},
        {"'mayAward':['urn:award:1']", "'mayAward':[1]",
         "issuers[1].mayAward[0]"},
        {"'mayAward':['urn:award:1']", "'mayAward':null", "mayAward"},
        {"'statusSigners':['did:web:a.example']",
         "'statusSigners':['did:web:x.example']",
         "'did:web:x.example' of 'Bravo' is no issuer"},
    };
    refuse_all(cases, COUNT(cases));
}

static void
keys_are_held_to_their_rules(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {"'publicKeyMultibase':'" K2 "'", "'publicKeyMultibase':'" K1 "'",
         "one key stands twice: under '"},
        {"'publicKeyMultibase':'" K2 "'",
         "'publicKeyJwk':{'kty':'OKP','crv':'Ed25519','x':'" K1_X "'}",
         "one key stands twice"},
        {EC_KEY, EC_KEY "," EC_KEY, "'key-1' stands twice under 'Alpha'"},
        {EC_KEY,
         "{'id':'key-2','kind':'P-256','publicKeyMultibase':'" P256
         "'}," EC_KEY,
         "one key stands twice"},
        {EC_KEY,
         EC_KEY ",{'id':'key-1','kind':'Ed25519','publicKeyMulti"
                "base':'" K3 "'}",
         "'key-1' stands twice"},
        {"'id':'rsa'", "'id':''", "issuers[0].keys[1].id: must be a text"},
        {"'id':'rsa',", "", "issuers[0].keys[1]: 'id' is missing"},
        {"'kind':'RSA',", "", "'kind' is missing"},
        {"'kind':'RSA'", "'kind':'RS256'", "'RS256', but the key is of kind"},
        {"'kind':'P-256'", "'kind':'P-384'", "of kind P-256"},
        {"'kind':'Ed25519'", "'kind':'ed25519'", "of kind Ed25519"},
        {",'publicKeyMultibase':'" P256 "'", "", "must hold one of"},
        {"'publicKeyMultibase':'" P256 "'",
         "'publicKeyMultibase':'" P256 "','publicKeyPem':'" RSA_PEM "'",
         "must hold one of"},
        {"'publicKeyMultibase':'" P256 "'", "'publicKeyMultibase':'zzz'",
         "the key cannot be read"},
        {"'publicKeyMultibase':'" P256 "'",
         "'publicKeyMultibase':'z6LSfg76x3LLQjPg3AmMPWo7kdWPHeXbnDLDEbYPBESj"
         "bxWC'",
         "the key cannot be read"},
        {"'n':'" RSA_N "'", "'n':'" RSA_1024 "'", "too weak"},
        {"'e':'AQAB'", "'e':'Aw'", "too weak"},
        {"'e':'AQAB'", "'e':'AQAB','d':'AQAB'", "publicKeyJwk may hold"},
        {"'e':'AQAB'", "'e':'AQAB','use':'enc'", "publicKeyJwk may hold"},
        {"'e':'AQAB'", "'e':'AQAB','key_ops':['sign']", "may hold"},
        {"'e':'AQAB'}}", "'e':'AQAB'},'use':'badges'}", "'use', which"},
        {"'notAfter':'2028-", "'notAfter':'2023-", "lies before notBefore"},
        {"'notAfter':'2028-01-01T00:00:00Z'", "'notAfter':'2028-01-01'",
         "issuers[0].keys[0].notAfter: must be a date"},
        {"'compromisedFrom':'2026-02-01T00:00:00Z'", "'compromisedFrom':true",
         "compromisedFrom: must be a date"},
        {"0c0d0e0f", "0c0d0e0", "issuers[0].keys[0].vouched[0]: must be 32"},
        {"0c0d0e0f", "0C0D0E0F", "vouched[0]: must be 32"},
        {"0c0d0e0f", "0c0d0e0g", "vouched[0]: must be 32"},
        {"0c0d0e0f", "0c0d0e0f10", "vouched[0]: must be 32"},
        {"'000102030405060708090a0b0c0d0e0f'", "5", "vouched[0]: must be 32"},
        {"'000102030405060708090a0b0c0d0e0f'",
         "'00000000000000000000000000000000'", "not all zero"},
        {"['000102030405060708090a0b0c0d0e0f']",
         "'000102030405060708090a0b0c0d0e0f'", "vouched: must be a list"},
        {"https://a.example/#" K1, "https://a.example/#" K2,
         "keys[0]: its id spells out another key"},
        {"https://a.example/#" K1, "did:key:" K2, "spells out another key"},
        {"https://a.example/#" K1, "did:key:" K1 "#" K2, "another key"},
        {"https://a.example/#" K1, "did:key:" K2 "#" K1, "another key"},
        {"https://a.example/#" K1, "did:key:" K1 "#key-1", "another key"},
        {"https://a.example/#" K1, "did:key:zzz", "another key"},
    };
    refuse_all(cases, COUNT(cases));
}

static void
catalogue_and_withdrawals_are_held_to_their_rules(void **state)
{
    (void)state;
#define ENTRY                                                                  \
    "{'id':'https://a.example/class','published':'2026-01-01T00:00:00Z',"      \
    "'document':{}}"
    static const refusal cases[] = {
        {"'catalogue':[", "'catalogue':[" ENTRY ",",
         "catalogue: 'https://a.example/class' stands twice"},
        {"{'name':'Class','any':[1,null]}", "[]",
         "catalogue[0].document: must be an object"},
        {"'document':{'name':'Class','any':[1,null]},", "", "'document' is"},
        {"'published':'2025-", "'published':'x2025-", "published: must be"},
        {"'P6M'", "'6 months'", "plannedPeriod must be"},
        {"'P6M'", "'P'", "plannedPeriod must be"},
        {"'P6M'", "'P6'", "plannedPeriod must be"},
        {"'P6M'", "'PM'", "plannedPeriod must be"},
        {"'P6M'", "'P6D1M'", "plannedPeriod must be"},
        {"'P6M'", "'P1M1M'", "plannedPeriod must be"},
        {"'P6M'", "'P1MD'", "plannedPeriod must be"},
        {"'P6M'", "'PT6H'", "plannedPeriod must be"},
        {"'P6M'", "'P-6M'", "plannedPeriod must be"},
        {"'P6M'", "'P12345M'", "plannedPeriod must be"},
        {"'optional':['attitude']", "'optional':[true]",
         "catalogue[0].optional[0]: must be a text"},
        {"'optional':['attitude']", "'required':[]", "'required', which"},
        {"'credential':'urn:c:1',", "", "must hold either"},
        {"'credential':'urn:c:1'",
         "'credential':'urn:c:1','digest':'ffffffffffffffffffffffffffffffff'",
         "must hold either"},
        {"'credential':'urn:c:1'", "'credential':''", "must be a text"},
        {"'since':'2026-01-01T00:00:00Z'", "'reason':'x'", "'reason', which"},
        {",'since':'2026-01-01T00:00:00Z'", "", "'since' is missing"},
        {"{'issuer':'did:web:a.example',", "{", "'issuer' is missing"},
        {"{'issuer':'did:web:a.example'", "{'issuer':'did:web:a.exampel'",
         "withdrawn[0]: 'did:web:a.exampel' is no issuer of this list"},
        {"'suspended':true", "'suspended':1", "suspended: must be true"},
        {"'suspended':true", "'restored':'2026-01-01T00:00:00Z'",
         "withdrawn[1]: restored lies before since"},
        {"'ffffffffffffffffffffffffffffffff'",
         "'fffffffffffffffffffffffffffffff'", "withdrawn[1].digest: must be"},
        {"'ffffffffffffffffffffffffffffffff'",
         "'00000000000000000000000000000000'", "not all zero"},
    };
#undef ENTRY
    refuse_all(cases, COUNT(cases));
}

static void
what_is_no_list_at_all_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",      " ",     "{}",
        "[]",    "null",  "5",
        "{{",    "\"x\"", "\xEF\xBB\xBF{}",
        "{} {}", "\xFF",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        obv_trust *trust;
        CHECK_CASE(parse(cases[i], &trust) == OBV_MALFORMED, cases[i]);
        CHECK(trust == NULL && trouble.what[0] != '\0');
    }
}

static void
trouble_may_be_left_out(void **state)
{
    (void)state;
    obv_trust_facts facts = {.region = "demo"};
    obv_trust *trust;
    CHECK(obv_list_parse(obv_slice_of("{}"), &facts, &trust, NULL) ==
          OBV_MALFORMED);
    CHECK(obv_list_parse(obv_slice_of("{"), &facts, &trust, NULL) ==
          OBV_MALFORMED);
}

static void
every_prefix_is_refused(void **state)
{
    (void)state;
    char *json = json_of(good);
    obv_trust_facts facts = {.region = "demo"};
    for (size_t len = 0; len < strlen(json); len++) {
        obv_trust *trust;
        obv_slice cut = {(const uint8_t *)json, len};
        CHECK(obv_list_parse(cut, &facts, &trust, NULL) == OBV_MALFORMED);
        CHECK(trust == NULL);
    }
    free(json);
}

static void
a_list_has_a_limit(void **state)
{
    (void)state;
    obv_trust_facts facts = {.region = "demo"};
    obv_trust *trust;
    char *json = json_of(good);
    size_t size = (size_t)OBV_MAX_TRUST_FILE + 1, len = strlen(json);
    uint8_t *large = malloc(size);
    assert_non_null(large);
    memset(large, ' ', size);
    memcpy(large, json, len);
    CHECK(obv_list_parse((obv_slice){large, size}, &facts, &trust, &trouble) ==
          OBV_LIMIT);
    CHECK(trust == NULL);
    CHECK(obv_list_parse((obv_slice){large, size - 1}, &facts, &trust,
                         &trouble) == OBV_OK);
    obv_trust_close(trust);
    free(large);
    free(json);
}

/* Every size of arena, up to the one that suffices. */
static void
a_full_arena_is_said_and_leaks_nothing(void **state)
{
    (void)state;
    obv_trust_facts facts = {.region = "demo"};
    char *json = json_of(good);
    obv_arena *tree = obv_arena_new(65536);
    const obv_json *object;
    assert_non_null(tree);
    CHECK(obv_json_parse(obv_slice_of(json), OBV_JSON_SIGNED, tree, &object,
                         NULL) == OBV_OK);
    obv_status status = OBV_NO_MEMORY;
    for (size_t size = 0; status == OBV_NO_MEMORY; size += 16) {
        obv_trust *trust;
        obv_reading r = {"x", obv_arena_new(size), NULL};
        assert_non_null(r.arena);
        status = obv_list_build(&r, object, &facts, &trust);
        CHECK(status == OBV_OK || status == OBV_NO_MEMORY);
        obv_arena_free(r.arena);
    }
    obv_arena_free(tree);
    free(json);
}

static obv_status
parse_and_close(obv_slice json)
{
    obv_trust_facts facts = {.region = "demo"};
    obv_trust *trust;
    obv_status status = obv_list_parse(json, &facts, &trust, NULL);
    CHECK((trust != NULL) == (status == OBV_OK));
    obv_trust_close(trust);
    return status;
}

/* Keys of libcrypto among them: none of its failures reads as a bad key. */
static void
a_failed_allocation_is_said_and_leaks_nothing(void **state)
{
    (void)state;
    char *json = json_of(good);
    CHECK_EACH_FAILURE(parse_and_close(obv_slice_of(json)), OBV_OK);
    free(json);
}

/* Short values take more room than their text: the room grows. */
static void
a_list_of_very_short_values_still_fits(void **state)
{
    (void)state;
    size_t room = 1024 * 1024, at = 0;
    char *text = malloc(room);
    assert_non_null(text);
    at += (size_t)snprintf(
        text, room,
        "{'format':1,'name':'x','keeper':'x','region':'demo','seq':1,"
        "'issued':'2026-03-01T00:00:00Z','freshUntil':'2026-06-01T00:00:00Z',"
        "'usableUntil':'2026-12-01T00:00:00Z','issuers':["
        "{'ids':['a'],'name':'x','keys':[],'removed':true,'mayAward':['b'");
    for (size_t i = 0; i < 100000; i++) {
        at += (size_t)snprintf(text + at, room - at, ",'b'");
    }
    snprintf(text + at, room - at, "]}]}");
    obv_trust *trust;
    CHECK(parse(text, &trust) == OBV_OK);
    obv_trust_close(trust);
    free(text);
}

/* Whether a listed key is a point of the curve is not asked when a list is
   opened: such a key must verify nothing, as one of small order must. */
static void
a_listed_key_that_is_no_point_verifies_nothing(void **state)
{
    (void)state;
    uint8_t bytes[2 + 32] = {0xED, 0x01}, signature[64] = {1};
    obv_arena *arena = obv_arena_new(1024 * 1024);
    size_t refused = 0;
    assert_non_null(arena);
    for (unsigned first = 0; first < 256; first++) {
        bytes[2] = (uint8_t)first;
        char text[64];
        obv_key key;
        snprintf(text, sizeof(text), "z%s",
                 obv_to_base58((obv_slice){bytes, sizeof(bytes)}, arena));
        if (obv_key_from_multikey(obv_slice_of(text), arena, &key) == OBV_OK) {
            continue;
        }
        refused++;
        CHECK(obv_key_from_listed(obv_slice_of(text), arena, &key) == OBV_OK);
        CHECK(obv_ed25519_verify(&key, obv_slice_of("x"),
                                 (obv_slice){signature, 64}) ==
              OBV_BAD_SIGNATURE);
    }
    CHECK(refused > 100); /* half of all are off the curve */
    obv_arena_free(arena);
}

static void
the_comment_of_a_list_says_what_the_list_says(void **state)
{
    (void)state;
    obv_trust *trust;
    obv_slice comment;
    obv_arena *arena = obv_arena_new(65536);
    assert_non_null(arena);
    CHECK(parse(good, &trust) == OBV_OK);
    CHECK(obv_list_comment(obv_trust_about(trust), obv_slice_of("abc"), arena,
                           &comment) == OBV_OK);
    CHECK(obv_slice_is(
        comment,
        "badge-verifier list region=demo seq=7 issued=2026-03-01T00:00:00Z "
        "freshUntil=2026-06-01T00:00:00Z usableUntil=2026-12-01T00:00:00Z "
        "sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f2"
        "0015ad"));
    obv_trust_close(trust);
    obv_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_list_is_read_whole),
        cmocka_unit_test(an_issuer_is_read_whole),
        cmocka_unit_test(an_empty_list_of_awards_is_not_any_award),
        cmocka_unit_test(what_may_be_absent_or_otherwise_is_accepted),
        cmocka_unit_test(the_head_of_a_list_is_held_to_its_rules),
        cmocka_unit_test(status_lists_are_found_by_their_address),
        cmocka_unit_test(status_lists_are_held_to_their_rules),
        cmocka_unit_test(a_status_list_has_a_largest_size),
        cmocka_unit_test(issuers_are_held_to_their_rules),
        cmocka_unit_test(keys_are_held_to_their_rules),
        cmocka_unit_test(catalogue_and_withdrawals_are_held_to_their_rules),
        cmocka_unit_test(what_is_no_list_at_all_is_refused),
        cmocka_unit_test(trouble_may_be_left_out),
        cmocka_unit_test(every_prefix_is_refused),
        cmocka_unit_test(a_list_has_a_limit),
        cmocka_unit_test(a_full_arena_is_said_and_leaks_nothing),
        cmocka_unit_test(a_failed_allocation_is_said_and_leaks_nothing),
        cmocka_unit_test(a_list_of_very_short_values_still_fits),
        cmocka_unit_test(a_listed_key_that_is_no_point_verifies_nothing),
        cmocka_unit_test(the_comment_of_a_list_says_what_the_list_says),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
