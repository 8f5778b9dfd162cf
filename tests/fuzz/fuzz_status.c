/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: status lists.  Each text is an encodedList; and a list that
 * a trust list carries, once as it is, which nobody signed, and once as the
 * payload of a JWS by the issuer of the badges that name it.  A list that
 * nobody signed decides nothing, but for those that name badges.
 */
#include "container/container.h"
#include "demo.h"
#include "paging.h"
#include "sign_now.h"
#include "trust/trust.h"

#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define ISSUER "https://issuer.example"
#define KEY_ID ISSUER "#key"
#define LIST ISSUER "/status"

/* %s is the issuer's key. */
static const char list_form[] =
    "{\"format\":1,\"name\":\"liste\",\"keeper\":\"la garde\","
    "\"region\":\"fuzz\",\"seq\":1,\"issued\":\"2026-01-01T00:00:00Z\","
    "\"freshUntil\":\"2099-01-01T00:00:00Z\","
    "\"usableUntil\":\"2099-12-31T00:00:00Z\","
    "\"issuers\":[{\"ids\":[\"" ISSUER "\"],\"name\":\"Atelier Soleil\","
    "\"keys\":[{\"id\":\"" KEY_ID "\",\"kind\":\"Ed25519\","
    "\"publicKeyMultibase\":\"%s\"}]}]}";

static const char badge_form[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:badge\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":{\"id\":\"" ISSUER "\",\"type\":[\"Profile\"],"
    "\"name\":\"A\"},\"validFrom\":\"2026-01-02T00:00:00Z\","
    "\"credentialStatus\":{\"id\":\"" LIST "\",%s},"
    "\"credentialSubject\":{\"id\":\"urn:holder\","
    "\"type\":[\"AchievementSubject\"],\"achievement\":{\"id\":\"urn:a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}}}";

/* What a badge may name; the last is of names. */
static const char *const entries[] = {
    "\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\","
    "\"statusListIndex\":\"3\",\"statusListCredential\":\"" LIST "\"",
    "\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"message\","
    "\"statusListIndex\":\"70000\",\"statusSize\":2,\"statusMessage\":["
    "{\"status\":\"0x1\",\"message\":\"m\"}],"
    "\"statusListCredential\":\"" LIST "\"",
    "\"type\":\"StatusList2021Entry\",\"statusPurpose\":\"suspension\","
    "\"statusListIndex\":\"0\",\"statusListCredential\":\"" LIST "\"",
    "\"type\":\"1EdTechRevocationList\"",
};
#define NAMES (COUNT(entries) - 1)

static obv_verifier *verifier;
static obv_arena *arena;
static uint8_t secret[crypto_sign_SECRETKEYBYTES];
static char list_text[sizeof(list_form) + 128];
static obv_slice badges[COUNT(entries)];
static obv_found found;
static obv_verdict verdict;

static obv_slice
sign(obv_slice payload, obv_arena *into)
{
    static const char header[] = "{\"alg\":\"EdDSA\",\"kid\":\"" KEY_ID "\"}";
    return sign_now(header, payload, secret, into);
}

static void
start(void)
{
    static const uint8_t seed[crypto_sign_SEEDBYTES] = {1};
    static obv_arena *kept;
    uint8_t point[crypto_sign_PUBLICKEYBYTES];
    char badge[sizeof(badge_form) + 512];
    verifier = obv_new();
    arena = obv_arena_new(OBV_ARENA);
    kept = obv_arena_new((size_t)1024 * 1024);
    paging_ask(verifier != NULL && arena != NULL && kept != NULL &&
               crypto_sign_seed_keypair(point, secret, seed) == 0);
    obv_key key = {.kind = OBV_KEY_ED25519, .first = {point, sizeof(point)}};
    snprintf(list_text, sizeof(list_text), list_form,
             obv_key_to_multikey(&key, kept));
    for (size_t i = 0; i < COUNT(entries); i++) {
        snprintf(badge, sizeof(badge), badge_form, entries[i]);
        badges[i] = sign(obv_slice_of(badge), kept);
    }
}

/* The list with one status list, under this member; NULL: not accepted. */
static obv_trust *
open_trust(const char *member, obv_json *value)
{
    const obv_json *read;
    obv_slice text;
    obv_trust *trust = NULL;
    obv_trust_facts facts = {.region = "fuzz"};
    obv_trouble trouble = {0};
    paging_ask(obv_json_parse(obv_slice_of(list_text), OBV_JSON_SIGNED, arena,
                              &read, NULL) == OBV_OK);
    obv_json *list = obv_json_copy(arena, read);
    obv_json *status = obv_json_new_array(arena);
    obv_json *entry = obv_json_new_object(arena);
    bool made =
        value != NULL && obv_json_set(entry, member, value) &&
        obv_json_set(entry, "address",
                     obv_json_new_text(arena, obv_slice_of(LIST))) &&
        obv_json_set(
            entry, "fetched",
            obv_json_new_text(arena, obv_slice_of("2026-01-01T00:00:00Z"))) &&
        obv_json_append(status, entry) && obv_json_set(list, "status", status);
    if (made &&
        obv_json_print(list, OBV_JSON_COMPACT, arena, &text) == OBV_OK) {
        (void)obv_list_parse(text, &facts, &trust, &trouble);
    }
    return trust;
}

static void
judge(const obv_trust *trust, size_t i, bool is_signed)
{
    obv_question question = {.now = DEMO_NOW, .clock_trusted = true};
    obv_found_clear(&found, OBV_CONTAINER_PLAIN);
    paging_ask(obv_found_add(&found, "JWS", 0, badges[i]) == OBV_OK);
    obv_status status = obv_judge(verifier, trust, &found, &question, &verdict);
    paging_ask(status == OBV_OK || status == OBV_NO_MEMORY);
    paging_ask(obv_verdict_is_sound(&verdict));
    if (status == OBV_OK && verdict.badge_count == 1) {
        obv_outcome said = verdict.badges[0].checks[OBV_CHECK_STATUS].outcome;
        /* A list of bits decides only signed, one of names only as it is. */
        paging_ask(is_signed != (i == NAMES) || said == OBV_UNCHECKED);
    }
}

static void
judge_all(const char *member, obv_json *value, bool is_signed)
{
    obv_trust *trust = open_trust(member, value);
    for (size_t i = 0; trust != NULL && i < COUNT(entries); i++) {
        judge(trust, i, is_signed);
    }
    obv_trust_close(trust);
}

static void
read_bits(obv_slice text)
{
    static const int64_t sizes[] = {1, 2, 3, 8, 64};
    for (size_t i = 0; i < 2 * COUNT(sizes); i++) {
        obv_bitstring list = {text, i % 2 == 0, sizes[i / 2],
                              obv_slice_of("70000")};
        obv_bits bits;
        if (obv_bitstring_read(&list, arena, &bits) == OBV_OK) {
            paging_ask(bits.entries > 70000);
            paging_ask(list.size == 64 || bits.value >> list.size == 0);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    obv_slice text = {bytes, len};
    const obv_json *document;
    if (verifier == NULL) {
        start();
    }
    read_bits(text);
    if (len > 0 && bytes[0] == '{' && len <= OBV_MAX_BADGE_TEXT / 2 &&
        obv_json_parse(text, OBV_JSON_SIGNED, arena, &document, NULL) ==
            OBV_OK) {
        judge_all("document", obv_json_copy(arena, document), false);
        judge_all("jws", obv_json_new_text(arena, sign(text, arena)), true);
    }
    obv_arena_empty(arena);
    return 0;
}
