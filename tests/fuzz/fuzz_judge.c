/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: badge texts judged under a list of its own.  Each text is
 * judged as it is, which nobody signed, and as the payload of a JWS that the
 * listed issuer signed on the spot: so the fuzzer gets behind the signature,
 * where an issuer who means harm stands.
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

/* One issuer, two badge classes that it published, one withdrawal; %s is its
   key. */
static const char list_form[] =
    "{\"format\":1,\"name\":\"liste\",\"keeper\":\"la garde\","
    "\"region\":\"fuzz\",\"seq\":1,\"issued\":\"2026-01-01T00:00:00Z\","
    "\"freshUntil\":\"2099-01-01T00:00:00Z\","
    "\"usableUntil\":\"2099-12-31T00:00:00Z\","
    "\"issuers\":[{\"ids\":[\"" ISSUER "\"],\"name\":\"Atelier Soleil\","
    "\"town\":\"Lens\",\"telephone\":\"+33 1 23 45 67 89\","
    "\"keys\":[{\"id\":\"" KEY_ID "\",\"kind\":\"Ed25519\","
    "\"publicKeyMultibase\":\"%s\"}]}],"
    "\"catalogue\":[{\"id\":\"" ISSUER "/badge\","
    "\"published\":\"2026-01-02T00:00:00Z\",\"plannedPeriod\":\"P6M\","
    "\"document\":{\"criteria\":{\"narrative\":\"- Ponctualité\\n- Calme\"}},"
    "\"optional\":[\"Calme\"]},{\"id\":\"" ISSUER "/class\","
    "\"published\":\"2026-01-02T00:00:00Z\","
    "\"document\":{\"type\":\"BadgeClass\",\"id\":\"" ISSUER "/class\","
    "\"name\":\"L’Indispensable\",\"description\":\"d\","
    "\"image\":\"" ISSUER "/i\",\"criteria\":\"" ISSUER "/c\","
    "\"issuer\":{\"type\":\"Issuer\",\"id\":\"" ISSUER "\",\"name\":\"A\"}}}],"
    "\"withdrawn\":[{\"issuer\":\"" ISSUER "\",\"credential\":\"urn:taken\","
    "\"since\":\"2026-02-01T00:00:00Z\"}]}";

static obv_verifier *verifier;
static obv_trust *trust;
static obv_arena *arena;
static uint8_t secret[crypto_sign_SECRETKEYBYTES];
static obv_found found;
static obv_verdict verdict;

static void
start(void)
{
    static const uint8_t seed[crypto_sign_SEEDBYTES] = {1};
    uint8_t point[crypto_sign_PUBLICKEYBYTES];
    char text[sizeof(list_form) + 128];
    verifier = obv_new();
    arena = obv_arena_new(OBV_ARENA);
    paging_ask(verifier != NULL && arena != NULL &&
               crypto_sign_seed_keypair(point, secret, seed) == 0);
    obv_key key = {.kind = OBV_KEY_ED25519, .first = {point, sizeof(point)}};
    snprintf(text, sizeof(text), list_form, obv_key_to_multikey(&key, arena));
    obv_trust_facts facts = {.region = "fuzz"};
    obv_trouble trouble = {0};
    if (obv_list_parse(obv_slice_of(text), &facts, &trust, &trouble) !=
        OBV_OK) {
        fprintf(stderr, "%s: %s\n", trouble.file, trouble.what);
        abort();
    }
}

/* What stands in a recognised badge is the issuer's word or the list's. */
static void
check_claims(const obv_badge *badge)
{
    for (uint32_t i = 0; i < badge->claim_count; i++) {
        const obv_claim *claim = &verdict.claims[badge->first_claim + i];
        paging_ask(claim->origin != OBV_ORIGIN_UNPROVEN);
    }
}

static void
check_verdict(bool is_signed)
{
    paging_ask(obv_verdict_is_sound(&verdict) && !verdict.test);
    for (uint32_t i = 0; i < verdict.badge_count; i++) {
        if (verdict.badges[i].word == OBV_WORD_RECOGNISED) {
            paging_ask(is_signed);
            check_claims(&verdict.badges[i]);
        }
    }
}

static void
judge(obv_slice text, bool is_signed)
{
    obv_question question = {.now = DEMO_NOW, .clock_trusted = true};
    question.name = text.len % 2 == 0 ? "Camille Rousseau" : NULL;
    question.email = text.len % 3 == 0 ? "camille@example.org" : NULL;
    obv_found_clear(&found, OBV_CONTAINER_PLAIN);
    if (obv_found_add(&found, "JWS", 0, text) != OBV_OK || found.count == 0) {
        return;
    }
    obv_status status = obv_judge(verifier, trust, &found, &question, &verdict);
    paging_ask(status == OBV_OK || status == OBV_NO_MEMORY);
    check_verdict(is_signed);
    if (status == OBV_OK) {
        obv_page page = {.file = "fuzz",
                         .verdict = &verdict,
                         .found = &found,
                         .trust = obv_trust_about(trust),
                         .question = &question,
                         .clock = DEMO_NOW,
                         .sentences = obv_english()};
        paging_report(verifier, &page);
    }
}

static void
judge_signed(obv_slice payload)
{
    static const char header[] = "{\"alg\":\"EdDSA\",\"kid\":\"" KEY_ID "\"}";
    judge(sign_now(header, payload, secret, arena), true);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (verifier == NULL) {
        start();
    }
    judge((obv_slice){bytes, len}, false);
    if (len > 0 && bytes[0] == '{' && len <= OBV_MAX_BADGE_TEXT / 2) {
        judge_signed((obv_slice){bytes, len});
    }
    obv_arena_empty(arena);
    return 0;
}
