/* SPDX-License-Identifier: Apache-2.0 */
/* A signature holds over its own bytes, by its own key, in its own spelling. */
#include "arenas.h"
#include "making.h"
#include "proving.h"

#include <stdio.h>

#define DOCUMENT                                                               \
    "<urn:b> <urn:name> \"a badge\" .\n"                                       \
    "<urn:b> <urn:subject> _:s .\n"                                            \
    "_:s <urn:has> _:t .\n"                                                    \
    "_:t <urn:name> \"an achievement\" .\n"
#define OPTIONS                                                                \
    "_:p <urn:type> <urn:proof> .\n"                                           \
    "_:p <urn:created> \"2026-03-03T12:00:00Z\" .\n"

static const struct {
    const char *suite;
    obv_key_kind kind;
    const char *alg; /* of a detached JWS */
} linked_suites[] = {
    {"eddsa-rdfc-2022", OBV_KEY_ED25519, NULL},
    {"eddsa-2022", OBV_KEY_ED25519, NULL},
    {"ecdsa-rdfc-2019", OBV_KEY_P256, NULL},
    {"ecdsa-rdfc-2019", OBV_KEY_P384, NULL},
    {"Ed25519Signature2020", OBV_KEY_ED25519, NULL},
    {"Ed25519Signature2018", OBV_KEY_ED25519, "EdDSA"},
    {"JsonWebSignature2020", OBV_KEY_ED25519, "EdDSA"},
    {"JsonWebSignature2020", OBV_KEY_P256, "ES256"},
    {"JsonWebSignature2020", OBV_KEY_P384, "ES384"},
};

static const obv_key_kind kinds[] = {OBV_KEY_ED25519, OBV_KEY_P256,
                                     OBV_KEY_P384};

/* ---- Making -------------------------------------------------------------- */

static obv_proof
unsigned_proof(const char *suite)
{
    static const obv_json *object;
    CHECK(obv_json_parse(obv_slice_of("{}"), OBV_JSON_ANY, arena, &object,
                         NULL) == OBV_OK);
    return (obv_proof){
        .kind = OBV_PROOF_LINKED,
        .suite = obv_slice_of(suite),
        .value = obv_slice_of(""),
        .secured = {.object = object},
        .options = {.object = object},
        .linked = proving_linked(DOCUMENT, arena),
        .linked_options = proving_linked(OPTIONS, arena),
    };
}

/* Both hashes, as the standards have them: made here by another way. */
static obv_slice
hashes_of(const obv_proof *proof, obv_hash hash)
{
    obv_canonical options, document;
    uint8_t digest[OBV_MAX_HASH];
    CHECK(obv_rdfc(&proof->linked_options->dataset, hash, arena, &options) ==
          OBV_OK);
    CHECK(obv_rdfc(&proof->linked->dataset, hash, arena, &document) == OBV_OK);
    obv_buffer b = obv_buffer_in(arena);
    obv_put(&b, (obv_slice){digest, obv_digest(hash, options.text, digest)});
    obv_put(&b, (obv_slice){digest, obv_digest(hash, document.text, digest)});
    return obv_buffer_slice(&b);
}

static obv_slice
jws_of(const char *header, obv_slice hashes, obv_key_kind kind)
{
    obv_buffer message = obv_buffer_in(arena), jws = obv_buffer_in(arena);
    obv_slice encoded =
        obv_slice_of(obv_to_base64url(obv_slice_of(header), arena));
    obv_put(&message, encoded);
    obv_put_char(&message, '.');
    obv_put(&message, hashes);
    obv_slice signature =
        proving_sign(kind, 0, obv_buffer_slice(&message), arena);
    obv_put(&jws, encoded);
    obv_put_text(&jws, "..");
    obv_put_text(&jws, obv_to_base64url(signature, arena));
    return obv_buffer_slice(&jws);
}

static obv_proof
proof_of(const char *suite, obv_key_kind kind, const char *alg)
{
    char header[128];
    obv_proof proof = unsigned_proof(suite);
    bool larger = kind == OBV_KEY_P384 && alg == NULL;
    obv_slice hashes = hashes_of(&proof, larger ? OBV_SHA384 : OBV_SHA256);
    if (alg == NULL) {
        proof.value =
            proving_base58(proving_sign(kind, 0, hashes, arena), arena);
        return proof;
    }
    snprintf(header, sizeof(header),
             "{\"alg\":\"%s\",\"b64\":false,\"crit\":[\"b64\"]}", alg);
    proof.value = jws_of(header, hashes, kind);
    return proof;
}

static obv_status
check(const obv_proof *proof, obv_key_kind kind)
{
    return obv_proof_check(proof, proving_key(kind, 0), arena);
}

/* ---- Each suite ---------------------------------------------------------- */

static void
each_suite_accepts_what_its_key_signed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        obv_proof proof =
            proof_of(linked_suites[i].suite, kind, linked_suites[i].alg);
        CHECK_CASE(check(&proof, kind) == OBV_OK, linked_suites[i].suite);
        /* The second time from what was remembered. */
        CHECK_CASE(check(&proof, kind) == OBV_OK, linked_suites[i].suite);
        CHECK(obv_proof_check(&proof, proving_key(kind, 1), arena) ==
              OBV_BAD_SIGNATURE);
        obv_arena_empty(arena);
    }
}

static bool
takes(const char *suite, obv_key_kind kind)
{
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        if (strcmp(linked_suites[i].suite, suite) == 0 &&
            linked_suites[i].kind == kind) {
            return true;
        }
    }
    return false;
}

static void
a_key_of_another_kind_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        const char *suite = linked_suites[i].suite;
        obv_proof proof =
            proof_of(suite, linked_suites[i].kind, linked_suites[i].alg);
        for (size_t k = 0; k < COUNT(kinds); k++) {
            if (kinds[k] == linked_suites[i].kind) {
                continue;
            }
            obv_status status = check(&proof, kinds[k]);
            CHECK_CASE(status == OBV_WRONG_KEY ||
                           (takes(suite, kinds[k]) && status == OBV_MALFORMED),
                       suite);
        }
        obv_key none = {.kind = OBV_KEY_NONE};
        CHECK(obv_proof_check(&proof, &none, arena) == OBV_WRONG_KEY);
        obv_key rsa = {.kind = OBV_KEY_RSA};
        CHECK(obv_proof_check(&proof, &rsa, arena) == OBV_WRONG_KEY);
        obv_arena_empty(arena);
    }
}

static void
another_document_or_other_options_were_not_signed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        const char *suite = linked_suites[i].suite;
        obv_proof proof = proof_of(suite, kind, linked_suites[i].alg);
        obv_proof other = proof;
        other.linked =
            proving_linked(DOCUMENT "<urn:b> <urn:x> \"\" .\n", arena);
        CHECK_CASE(check(&other, kind) == OBV_BAD_SIGNATURE, suite);
        other = proof;
        other.linked_options = proof.linked;
        CHECK_CASE(check(&other, kind) == OBV_BAD_SIGNATURE, suite);
        other = proof;
        other.linked = proof.linked_options;
        other.linked_options = proof.linked;
        CHECK_CASE(check(&other, kind) == OBV_BAD_SIGNATURE, suite);
        obv_arena_empty(arena);
    }
}

static void
no_bit_of_a_signature_can_be_changed(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        if (linked_suites[i].alg != NULL) {
            continue;
        }
        obv_proof proof = unsigned_proof(linked_suites[i].suite);
        obv_hash hash = kind == OBV_KEY_P384 ? OBV_SHA384 : OBV_SHA256;
        obv_slice bytes = proving_sign(kind, 0, hashes_of(&proof, hash), arena);
        for (size_t bit = 0; bit < bytes.len * 8; bit += 13) {
            uint8_t changed[96];
            memcpy(changed, bytes.ptr, bytes.len);
            changed[bit / 8] ^= (uint8_t)(1u << bit % 8);
            proof.value =
                proving_base58((obv_slice){changed, bytes.len}, arena);
            CHECK_CASE(check(&proof, kind) == OBV_BAD_SIGNATURE,
                       linked_suites[i].suite);
        }
        obv_arena_empty(arena);
    }
}

static void
a_proof_without_its_bytes_is_unsupported(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        obv_proof good =
            proof_of(linked_suites[i].suite, kind, linked_suites[i].alg);
        obv_proof proof = good;
        proof.trouble = OBV_REASON_UNKNOWN_CONTEXT;
        CHECK(check(&proof, kind) == OBV_UNSUPPORTED);
        proof = good;
        proof.linked = NULL;
        CHECK(check(&proof, kind) == OBV_UNSUPPORTED);
        proof = good;
        proof.linked_options = NULL;
        CHECK(check(&proof, kind) == OBV_UNSUPPORTED);
        obv_arena_empty(arena);
    }
}

static void
what_has_no_row_is_unsupported(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",
        "none",
        "HS256",
        "EdDSA",
        "eddsa-rdf-2022",
        "EDDSA-RDFC-2022",
        "eddsa-rdfc-2022 ",
        "ecdsa-xi-2023",
        "bbs-2023",
        "RsaSignature2018",
        "DataIntegrityProof",
    };
    obv_proof proof = proof_of("eddsa-rdfc-2022", OBV_KEY_ED25519, NULL);
    for (size_t i = 0; i < COUNT(names); i++) {
        proof.suite = obv_slice_of(names[i]);
        CHECK_CASE(check(&proof, OBV_KEY_ED25519) == OBV_UNSUPPORTED, names[i]);
        CHECK(obv_proof_needs(&proof) == OBV_KEY_NONE);
    }
    proof.suite = obv_slice_of("eddsa-rdfc-2022");
    proof.kind = OBV_PROOF_JWS; /* a row of the other kind */
    CHECK(check(&proof, OBV_KEY_ED25519) == OBV_UNSUPPORTED);
    obv_arena_empty(arena);
}

static void
names_count_only_in_their_own_member(void **state)
{
    (void)state;
    static const struct {
        const char *type, *cryptosuite;
        obv_spelling spelling;
    } cases[] = {
        {"DataIntegrityProof", "eddsa-rdfc-2022", OBV_SPELLING_RDFC},
        {"DataIntegrityProof", "eddsa-2022", OBV_SPELLING_RDFC},
        {"DataIntegrityProof", "eddsa-jcs-2022", OBV_SPELLING_JCS},
        {"DataIntegrityProof", "ecdsa-jcs-2019", OBV_SPELLING_JCS},
        {"DataIntegrityProof", "ecdsa-sd-2023", OBV_SPELLING_RDFC},
        {"Ed25519Signature2020", "", OBV_SPELLING_RDFC},
        {"Ed25519Signature2020", "eddsa-jcs-2022", OBV_SPELLING_RDFC},
        {"JsonWebSignature2020", "", OBV_SPELLING_RDFC},
        {"DataIntegrityProof", "", OBV_SPELLING_UNKNOWN},
        {"DataIntegrityProof", "Ed25519Signature2020", OBV_SPELLING_UNKNOWN},
        {"eddsa-rdfc-2022", "", OBV_SPELLING_UNKNOWN},
        {"eddsa-rdfc-2022", "eddsa-rdfc-2022", OBV_SPELLING_UNKNOWN},
        {"SomeProof", "eddsa-rdfc-2022", OBV_SPELLING_UNKNOWN},
        {"", "eddsa-rdfc-2022", OBV_SPELLING_UNKNOWN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(obv_proof_spelling(obv_slice_of(cases[i].type),
                                      obv_slice_of(cases[i].cryptosuite)) ==
                       cases[i].spelling,
                   cases[i].type);
    }
}

/* ---- proofValue ---------------------------------------------------------- */

static void
a_proof_value_has_one_spelling(void **state)
{
    (void)state;
    obv_proof proof = unsigned_proof("eddsa-rdfc-2022");
    obv_slice good =
        proving_sign(OBV_KEY_ED25519, 0, hashes_of(&proof, OBV_SHA256), arena);
    uint8_t longer[65] = {0}, zero_first[65] = {0};
    memcpy(longer, good.ptr, 64);
    memcpy(zero_first + 1, good.ptr, 64);
    obv_slice base58 = proving_base58(good, arena);
    making spaced = {0}, twice = {0}, huge = {0};
    making_put(&spaced, base58.ptr, base58.len);
    making_text(&spaced, " ");
    making_put(&twice, "z", 1);
    making_put(&twice, base58.ptr, base58.len);
    making_fill(&huge, 'z', 5000);
    const struct {
        const char *what;
        obv_slice value;
        obv_status status;
    } cases[] = {
        {"as it should be", base58, OBV_OK},
        {"empty", obv_slice_of(""), OBV_MALFORMED},
        {"only its prefix", obv_slice_of("z"), OBV_MALFORMED},
        {"base64url", proving_base64url(good, arena), OBV_MALFORMED},
        {"without prefix", {base58.ptr + 1, base58.len - 1}, OBV_MALFORMED},
        {"one byte less", proving_base58((obv_slice){good.ptr, 63}, arena),
         OBV_MALFORMED},
        {"one byte more", proving_base58((obv_slice){longer, 65}, arena),
         OBV_MALFORMED},
        {"a zero before it", proving_base58((obv_slice){zero_first, 65}, arena),
         OBV_MALFORMED},
        {"a space behind it", making_slice(&spaced), OBV_MALFORMED},
        {"two prefixes", making_slice(&twice), OBV_MALFORMED},
        {"very long", making_slice(&huge), OBV_MALFORMED},
        {"no digit", obv_slice_of("z0OIl"), OBV_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        proof.value = cases[i].value;
        CHECK_CASE(check(&proof, OBV_KEY_ED25519) == cases[i].status,
                   cases[i].what);
    }
    making_clear(&spaced);
    making_clear(&twice);
    making_clear(&huge);
    obv_arena_empty(arena);
}

/* S + L signs the same for a careless reader: RFC 8032 5.1.7. */
static void
s_of_ed25519_is_reduced(void **state)
{
    (void)state;
    static const uint8_t order[32] = {
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7,
        0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
    obv_proof proof = unsigned_proof("eddsa-rdfc-2022");
    obv_slice good =
        proving_sign(OBV_KEY_ED25519, 0, hashes_of(&proof, OBV_SHA256), arena);
    uint8_t other[64];
    memcpy(other, good.ptr, 64);
    unsigned carry = 0;
    for (size_t i = 0; i < 32; i++) {
        carry += other[32 + i] + order[i];
        other[32 + i] = (uint8_t)carry;
        carry >>= 8;
    }
    proof.value = proving_base58((obv_slice){other, 64}, arena);
    CHECK(check(&proof, OBV_KEY_ED25519) == OBV_BAD_SIGNATURE);
    obv_arena_empty(arena);
}

static void
an_ecdsa_signature_is_two_numbers_and_no_der(void **state)
{
    (void)state;
    static const uint8_t zeros[96];
    for (size_t k = 1; k < COUNT(kinds); k++) {
        obv_proof proof = unsigned_proof("ecdsa-rdfc-2019");
        obv_hash hash = kinds[k] == OBV_KEY_P384 ? OBV_SHA384 : OBV_SHA256;
        size_t len = kinds[k] == OBV_KEY_P384 ? 96 : 64;
        proof.value = proving_base58(
            proving_sign_der(kinds[k], 0, hashes_of(&proof, hash), arena),
            arena);
        CHECK(check(&proof, kinds[k]) == OBV_MALFORMED);
        proof.value = proving_base58((obv_slice){zeros, len}, arena);
        CHECK(check(&proof, kinds[k]) == OBV_BAD_SIGNATURE);
    }
    obv_arena_empty(arena);
}

/* vc-di-ecdsa: a key of P-384 hashes all with SHA-384. */
static void
the_larger_curve_asks_for_the_larger_hash(void **state)
{
    (void)state;
    obv_proof proof = unsigned_proof("ecdsa-rdfc-2019");
    proof.value = proving_base58(
        proving_sign(OBV_KEY_P384, 0, hashes_of(&proof, OBV_SHA256), arena),
        arena);
    CHECK(check(&proof, OBV_KEY_P384) == OBV_BAD_SIGNATURE);
    obv_arena_empty(arena);
}

/* ---- Detached JWS -------------------------------------------------------- */

static void
the_header_of_a_detached_jws_says_what_is_so(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        obv_status status;
    } cases[] = {
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}", OBV_OK},
        {"{\"crit\":[\"b64\"],\"b64\":false,\"alg\":\"EdDSA\",\"kid\":\"k\"}",
         OBV_OK},
        {"{\"alg\":\"ES256\",\"b64\":false,\"crit\":[\"b64\"]}", OBV_WRONG_KEY},
        {"{\"alg\":\"none\",\"b64\":false,\"crit\":[\"b64\"]}", OBV_WRONG_KEY},
        {"{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}", OBV_WRONG_KEY},
        {"{\"alg\":[\"EdDSA\"],\"b64\":false,\"crit\":[\"b64\"]}",
         OBV_MALFORMED},
        {"{\"b64\":false,\"crit\":[\"b64\"]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":true,\"crit\":[\"b64\"]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":null,\"crit\":[\"b64\"]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":\"false\",\"crit\":[\"b64\"]}",
         OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"crit\":[\"b64\"]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":\"b64\"}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"exp\"]}", OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\",\"exp\"]}",
         OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\",\"b64\"]}",
         OBV_MALFORMED},
        {"{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"b64\":false,"
         "\"crit\":[\"b64\"]}",
         OBV_MALFORMED},
        {"[\"EdDSA\"]", OBV_MALFORMED},
        {"", OBV_MALFORMED},
    };
    obv_proof proof = unsigned_proof("Ed25519Signature2018");
    obv_slice hashes = hashes_of(&proof, OBV_SHA256);
    for (size_t i = 0; i < COUNT(cases); i++) {
        proof.value = jws_of(cases[i].header, hashes, OBV_KEY_ED25519);
        CHECK_CASE(check(&proof, OBV_KEY_ED25519) == cases[i].status,
                   cases[i].header);
    }
    obv_arena_empty(arena);
}

static void
a_detached_jws_has_no_payload_and_three_parts(void **state)
{
    (void)state;
    static const char header[] =
        "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]}";
    obv_proof proof = unsigned_proof("Ed25519Signature2018");
    obv_slice good =
        jws_of(header, hashes_of(&proof, OBV_SHA256), OBV_KEY_ED25519);
    const char *jws = obv_arena_text(arena, good);
    size_t dot = (size_t)(strchr(jws, '.') - jws);
    const struct {
        const char *what;
        size_t cut;         /* of the start */
        const char *middle; /* instead of the two dots */
        size_t end;         /* left out of the end */
        obv_status status;
    } cases[] = {
        {"good", 0, "..", 0, OBV_OK},
        {"a payload", 0, ".AA.", 0, OBV_MALFORMED},
        {"one dot", 0, ".", 0, OBV_MALFORMED},
        {"three dots", 0, "...", 0, OBV_MALFORMED},
        {"no header", dot, "..", 0, OBV_MALFORMED},
        {"short", 0, "..", 2, OBV_MALFORMED},
        {"shorter", 0, "..", 4, OBV_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {0};
        making_put(&m, jws + cases[i].cut, dot - cases[i].cut);
        making_text(&m, cases[i].middle);
        making_put(&m, jws + dot + 2, good.len - dot - 2 - cases[i].end);
        proof.value = making_slice(&m);
        CHECK_CASE(check(&proof, OBV_KEY_ED25519) == cases[i].status,
                   cases[i].what);
        making_clear(&m);
    }
    obv_arena_empty(arena);
}

static obv_status
check_padded(size_t len)
{
    making m = {0};
    making_text(&m, "{\"alg\":\"EdDSA\",\"b64\":false,\"crit\":[\"b64\"]");
    /* The JWS has 4 / 3 of the header, two dots and 86 letters. */
    while (m.len * 4 / 3 + 92 < len) {
        making_text(&m, " ");
    }
    making_text(&m, "}");
    making_put(&m, "", 1);
    obv_proof proof = unsigned_proof("Ed25519Signature2018");
    proof.value = jws_of((const char *)m.ptr, hashes_of(&proof, OBV_SHA256),
                         OBV_KEY_ED25519);
    making_clear(&m);
    return check(&proof, OBV_KEY_ED25519);
}

static void
a_detached_jws_has_a_limit(void **state)
{
    (void)state;
    CHECK(check_padded(OBV_MAX_DETACHED_JWS - 4) == OBV_OK);
    CHECK(check_padded(OBV_MAX_DETACHED_JWS + 8) == OBV_MALFORMED);
    obv_arena_empty(arena);
}

/* ---- JCS and opening ----------------------------------------------------- */

static const obv_json *
json(const char *text)
{
    const obv_json *value = NULL;
    CHECK_CASE(obv_json_parse(obv_slice_of(text), OBV_JSON_ANY, arena, &value,
                              NULL) == OBV_OK,
               text);
    return value;
}

#define JCS_PROOF(context)                                                     \
    "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-"            \
    "2022\"," context "\"created\":\"2026-03-03T12:00:00Z\"}"

static obv_proof
opened(const obv_json *credential, const obv_json *object)
{
    obv_proof proof = {.kind = OBV_PROOF_NONE};
    CHECK(obv_proof_open(credential, object, arena, &proof) == OBV_OK);
    return proof;
}

/* Signs the one, and checks that over the other. */
static obv_status
sign_then_check(const char *credential, const char *object, const char *other,
                const char *other_object)
{
    obv_slice message;
    obv_proof proof = opened(json(credential), json(object));
    CHECK(obv_proof_message(&proof, OBV_KEY_ED25519, arena, &message) ==
          OBV_OK);
    CHECK(message.len == 64);
    obv_slice value =
        proving_base58(proving_sign(OBV_KEY_ED25519, 0, message, arena), arena);
    obv_proof second = opened(json(other), json(other_object));
    second.value = value;
    obv_status status = check(&second, OBV_KEY_ED25519);
    obv_arena_empty(arena);
    return status;
}

static void
jcs_signs_the_json_itself(void **state)
{
    (void)state;
    static const char plain[] = JCS_PROOF("");
    static const char context[] = JCS_PROOF("\"@context\":[\"a\",\"b\"],");
    static const char alone[] = JCS_PROOF("\"@context\":\"a\",");
    static const struct {
        const char *what, *credential, *object, *other, *other_object;
        obv_status status;
    } cases[] = {
        {"the same", "{\"a\":[1,2]}", plain, "{\"a\":[1,2]}", plain, OBV_OK},
        {"another order", "{\"a\":1,\"b\":2}", plain, "{\"b\":2,\"a\":1}",
         plain, OBV_OK},
        {"another number", "{\"a\":100}", plain, "{\"a\":1E2}", plain, OBV_OK},
        {"a proof inside is none", "{\"a\":1,\"proof\":{\"x\":1}}", plain,
         "{\"a\":1}", plain, OBV_OK},
        {"an array", "{\"a\":1}", plain, "{\"a\":[1]}", plain,
         OBV_BAD_SIGNATURE},
        {"a new member", "{\"a\":1}", plain, "{\"a\":1,\"b\":null}", plain,
         OBV_BAD_SIGNATURE},
        {"its context", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"@context\":[\"a\",\"b\"],\"c\":1}", context, OBV_OK},
        {"a context behind it", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"@context\":[\"a\",\"b\",\"c\"],\"c\":1}", context, OBV_OK},
        {"a text for its context", "{\"@context\":\"a\",\"c\":1}", alone,
         "{\"@context\":[\"a\",{}],\"c\":1}", alone, OBV_OK},
        {"a context before it", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"@context\":[\"x\",\"a\",\"b\"],\"c\":1}", context,
         OBV_BAD_SIGNATURE},
        {"contexts swapped", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"@context\":[\"b\",\"a\"],\"c\":1}", context, OBV_BAD_SIGNATURE},
        {"a context fewer", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"@context\":[\"a\"],\"c\":1}", context, OBV_BAD_SIGNATURE},
        {"no context", "{\"@context\":[\"a\",\"b\"],\"c\":1}", context,
         "{\"c\":1}", context, OBV_BAD_SIGNATURE},
        {"the proof's context gone", "{\"@context\":[\"a\",\"b\"],\"c\":1}",
         context, "{\"@context\":[\"a\",\"b\"],\"c\":1}", plain,
         OBV_BAD_SIGNATURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_CASE(sign_then_check(cases[i].credential, cases[i].object,
                                   cases[i].other,
                                   cases[i].other_object) == cases[i].status,
                   cases[i].what);
    }
}

static void
a_proof_is_opened_as_its_suite_has_it(void **state)
{
    (void)state;
    const obv_json *credential = json("{\"@context\":\"a\",\"proof\":{}}");
    obv_proof proof = opened(
        credential, json("{\"type\":[\"DataIntegrityProof\"],\"id\":\"urn:1\","
                         "\"cryptosuite\":\"eddsa-rdfc-2022\","
                         "\"proofValue\":\"zV\",\"jws\":\"J\"}"));
    CHECK(obv_slice_is(proof.suite, "eddsa-rdfc-2022"));
    CHECK(obv_slice_is(proof.value, "zV") && obv_slice_is(proof.id, "urn:1"));
    CHECK(proof.options.context == obv_json_get(credential, "@context"));
    CHECK(strcmp(proof.options.without[0], "proofValue") == 0);
    CHECK(strcmp(proof.secured.without[0], "proof") == 0);
    CHECK(proof.secured.context == NULL && proof.secured.proofs == NULL);
    CHECK(!proof.selective && proof.previous_count == 0);
    proof = opened(credential,
                   json("{\"type\":\"JsonWebSignature2020\",\"jws\":\"J\","
                        "\"proofValue\":\"zV\",\"@context\":\"p\"}"));
    CHECK(obv_slice_is(proof.value, "J"));
    CHECK(proof.options.context == NULL); /* its own */
    CHECK(strcmp(proof.options.without[0], "jws") == 0);
    proof = opened(credential, json("{\"type\":\"DataIntegrityProof\","
                                    "\"cryptosuite\":\"ecdsa-sd-2023\"}"));
    CHECK(proof.selective && proof.value.len == 0);
    proof = opened(credential, json("{\"type\":{},\"proofValue\":[1],"
                                    "\"cryptosuite\":[\"a\",\"b\"]}"));
    CHECK(proof.suite.len == 0 && proof.value.len == 0);
    obv_arena_empty(arena);
}

#define CHAIN(previous)                                                        \
    "{\"a\":1,\"proof\":[{\"id\":\"p1\",\"x\":1},{\"id\":\"p2\"},"             \
    "{\"id\":\"p2\"},{\"x\":2},{\"id\":\"p3\",\"y\":1}," JCS_PROOF(            \
        "\"previousProof\":" previous ",") "]}"

static void
a_chained_proof_signs_the_ones_before_it(void **state)
{
    (void)state;
    static const struct {
        const char *credential, *proofs; /* NULL: not to be found */
    } cases[] = {
        {CHAIN("\"p1\""), "[{\"id\":\"p1\",\"x\":1}]"},
        {CHAIN("[\"p1\"]"), "[{\"id\":\"p1\",\"x\":1}]"},
        {CHAIN("[\"p3\",\"p1\"]"),
         "[{\"id\":\"p1\",\"x\":1},{\"id\":\"p3\",\"y\":1}]"},
        {CHAIN("\"p2\""), NULL}, /* two of that name */
        {CHAIN("\"p4\""), NULL},
        {CHAIN("[\"p1\",\"p4\"]"), NULL},
        {CHAIN("\"\""), NULL},
        {CHAIN("[1]"), NULL},
        {CHAIN("[{}]"), NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const obv_json *credential = json(cases[i].credential);
        const obv_json *object =
            obv_json_item(obv_json_get(credential, "proof"), 5);
        obv_proof proof = {.kind = OBV_PROOF_NONE};
        obv_status status = obv_proof_open(credential, object, arena, &proof);
        CHECK_CASE(status == (cases[i].proofs == NULL ? OBV_NOT_FOUND : OBV_OK),
                   cases[i].credential);
        CHECK_CASE(
            cases[i].proofs == NULL ||
                obv_json_equal(proof.secured.proofs, json(cases[i].proofs)),
            cases[i].credential);
        CHECK(proof.previous_count > 0);
    }
    obv_arena_empty(arena);
}

static void
what_a_chain_names_has_a_limit(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        making m = {0};
        making_text(&m, "{\"previousProof\":[\"p\"");
        for (size_t i = 1; i < OBV_MAX_PROOFS + over; i++) {
            making_text(&m, ",\"p\"");
        }
        making_text(&m, "]}");
        making_put(&m, "", 1);
        obv_proof proof = {.kind = OBV_PROOF_NONE};
        CHECK(obv_proof_open(json("{\"proof\":{\"id\":\"p\"}}"),
                             json((const char *)m.ptr), arena,
                             &proof) == (over == 0 ? OBV_OK : OBV_LIMIT));
        making_clear(&m);
    }
    obv_arena_empty(arena);
}

/* ---- What an issuer signs, digests, limits ------------------------------- */

static void
an_issuer_signs_what_is_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_slice message;
        obv_key_kind kind = linked_suites[i].kind;
        obv_proof proof = unsigned_proof(linked_suites[i].suite);
        obv_status status = obv_proof_message(&proof, kind, arena, &message);
        if (linked_suites[i].alg != NULL) {
            CHECK(status == OBV_UNSUPPORTED);
            continue;
        }
        CHECK(status == OBV_OK);
        obv_hash hash = kind == OBV_KEY_P384 ? OBV_SHA384 : OBV_SHA256;
        CHECK(obv_slice_equal(message, hashes_of(&proof, hash)));
        CHECK(obv_proof_message(&proof, OBV_KEY_RSA, arena, &message) ==
              OBV_UNSUPPORTED);
        CHECK(obv_proof_message(&proof, OBV_KEY_NONE, arena, &message) ==
              OBV_UNSUPPORTED);
        obv_arena_empty(arena);
    }
}

static void
a_digest_is_of_the_document_and_not_of_its_proof(void **state)
{
    (void)state;
    uint8_t digest[16], other[16], hash[OBV_MAX_HASH];
    obv_canonical canonical;
    obv_slice text;
    obv_proof proof = unsigned_proof("ecdsa-rdfc-2019");
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_OK);
    CHECK(obv_rdfc(&proof.linked->dataset, OBV_SHA256, arena, &canonical) ==
          OBV_OK);
    obv_digest(OBV_SHA256, canonical.text, hash);
    CHECK(memcmp(digest, hash, 16) == 0);
    proof.linked_options = proof.linked;
    CHECK(obv_proof_digest(&proof, arena, other) == OBV_OK);
    CHECK(memcmp(digest, other, 16) == 0);

    proof = opened(json("{\"b\":1,\"a\":2,\"proof\":{}}"), json(JCS_PROOF("")));
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_OK);
    CHECK(obv_jcs_value(json("{\"a\":2,\"b\":1}"), arena, &text) == OBV_OK);
    obv_digest(OBV_SHA256, text, hash);
    CHECK(memcmp(digest, hash, 16) == 0);

    proof = (obv_proof){.kind = OBV_PROOF_JWS,
                        .suite = obv_slice_of("EdDSA"),
                        .message = obv_slice_of("a.b")};
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_OK);
    obv_digest(OBV_SHA256, obv_slice_of("a.b"), hash);
    CHECK(memcmp(digest, hash, 16) == 0);
    obv_arena_empty(arena);
}

static void
what_cannot_be_spelled_has_no_digest(void **state)
{
    (void)state;
    uint8_t digest[16];
    obv_proof proof = unsigned_proof("eddsa-rdfc-2022");
    proof.trouble = OBV_REASON_UNKNOWN_CONTEXT;
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_UNSUPPORTED);
    proof.trouble = OBV_REASON_NONE;
    proof.linked = NULL;
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_UNSUPPORTED);
    proof = unsigned_proof("SomeProof");
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_UNSUPPORTED);
    proof.kind = OBV_PROOF_HOSTED;
    CHECK(obv_proof_digest(&proof, arena, digest) == OBV_UNSUPPORTED);
    obv_arena_empty(arena);
}

/* Two hubs of ten leaves that nobody can tell apart. */
static void
a_poisoned_graph_is_a_limit_and_no_forgery(void **state)
{
    (void)state;
    uint8_t digest[16];
    making m = {0};
    for (int i = 0; i < 20; i++) {
        making_printf(&m, "_:h%d <p:> _:l%d .\n", i / 10, i);
    }
    making_put(&m, "", 1);
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        obv_proof proof =
            proof_of(linked_suites[i].suite, kind, linked_suites[i].alg);
        proof.linked = proving_linked((const char *)m.ptr, arena);
        CHECK(check(&proof, kind) == OBV_LIMIT);
        CHECK(check(&proof, kind) == OBV_LIMIT);
        CHECK(obv_proof_digest(&proof, arena, digest) == OBV_LIMIT);
        obv_arena_empty(arena);
    }
    making_clear(&m);
}

static void
little_memory_is_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(linked_suites); i++) {
        obv_key_kind kind = linked_suites[i].kind;
        obv_proof proof =
            proof_of(linked_suites[i].suite, kind, linked_suites[i].alg);
        proof.linked->spelled->known = false;
        CHECK_EACH_ARENA(
            (proof.linked->spelled->known = false,
             obv_proof_check(&proof, proving_key(kind, 0), small)));
        obv_arena_empty(arena);
    }
    const obv_json *credential = json(CHAIN("[\"p3\",\"p1\"]"));
    const obv_json *object =
        obv_json_item(obv_json_get(credential, "proof"), 5);
    obv_proof proof = {.kind = OBV_PROOF_NONE};
    CHECK_EACH_ARENA(obv_proof_open(credential, object, small, &proof));
    obv_arena_empty(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_suite_accepts_what_its_key_signed),
        cmocka_unit_test(a_key_of_another_kind_is_refused),
        cmocka_unit_test(another_document_or_other_options_were_not_signed),
        cmocka_unit_test(no_bit_of_a_signature_can_be_changed),
        cmocka_unit_test(a_proof_without_its_bytes_is_unsupported),
        cmocka_unit_test(what_has_no_row_is_unsupported),
        cmocka_unit_test(names_count_only_in_their_own_member),
        cmocka_unit_test(a_proof_value_has_one_spelling),
        cmocka_unit_test(s_of_ed25519_is_reduced),
        cmocka_unit_test(an_ecdsa_signature_is_two_numbers_and_no_der),
        cmocka_unit_test(the_larger_curve_asks_for_the_larger_hash),
        cmocka_unit_test(the_header_of_a_detached_jws_says_what_is_so),
        cmocka_unit_test(a_detached_jws_has_no_payload_and_three_parts),
        cmocka_unit_test(a_detached_jws_has_a_limit),
        cmocka_unit_test(jcs_signs_the_json_itself),
        cmocka_unit_test(a_proof_is_opened_as_its_suite_has_it),
        cmocka_unit_test(a_chained_proof_signs_the_ones_before_it),
        cmocka_unit_test(what_a_chain_names_has_a_limit),
        cmocka_unit_test(an_issuer_signs_what_is_checked),
        cmocka_unit_test(a_digest_is_of_the_document_and_not_of_its_proof),
        cmocka_unit_test(what_cannot_be_spelled_has_no_digest),
        cmocka_unit_test(a_poisoned_graph_is_a_limit_and_no_forgery),
        cmocka_unit_test(little_memory_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
