/* SPDX-License-Identifier: Apache-2.0 */
/* What an embedded proof says, and what it is over: by IRI where its suite
   signs linked data, by name where it signs the text. */
#include "forms.h"

#include <stdio.h>

#define VC2 "\"https://www.w3.org/ns/credentials/v2\""
#define OB3 "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\""
#define MULTIKEY "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

#define PROOF(id, suite, more)                                                 \
    "{\"id\":\"" id                                                            \
    "\",\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"" suite              \
    "\",\"created\":\"2026-03-04T10:00:00Z\","                                 \
    "\"proofPurpose\":\"assertionMethod\","                                    \
    "\"verificationMethod\":\"https://a.example/issuer#key\"" more             \
    ",\"proofValue\":\"z1\"}"

static const char badge[] =
    "{\"@context\":[" VC2 "," OB3 "],\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":\"https://a.example/issuer\","
    "\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://a.example/achievement\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}}}";

static const obv_proof *
read(forms *f, const char *proof)
{
    forms_read(f, forms_edit(f, badge, "/proof", proof));
    CHECK_NUMBER(f->status, OBV_OK);
    assert_non_null(f->first);
    return f->first->proofs;
}

static const char *const suites[] = {"eddsa-rdfc-2022", "eddsa-jcs-2022"};

/* Both kinds of suite. */
static const char *
of_suite(forms *f, const char *proof, const char *suite)
{
    char value[64];
    snprintf(value, sizeof(value), "\"%s\"", suite);
    return forms_edit(f, proof, "/cryptosuite", value);
}

static void
a_proof_says_when_by_what_and_for_whom(void **state)
{
    static const char proof[] =
        PROOF("urn:p:1", "X",
              ",\"expires\":\"2027-03-04T10:00:00Z\","
              "\"domain\":[\"b.example\",\"c.example\"],"
              "\"challenge\":\"42\"");
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++) {
        forms f;
        forms_open(&f);
        const obv_proof *p = read(&f, of_suite(&f, proof, suites[i]));
        forms_print_faults(f.first, suites[i]);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK(p->kind == OBV_PROOF_LINKED && p->next == NULL);
        CHECK_TEXT(forms_text(p->suite), suites[i]);
        CHECK_TEXT(forms_text(p->id), "urn:p:1");
        CHECK_TEXT(forms_text(p->purpose), "assertionMethod");
        CHECK_TEXT(forms_text(p->key_id), "https://a.example/issuer#key");
        CHECK_TEXT(forms_text(p->challenge), "42");
        CHECK_TEXT(forms_text(p->domain), "b.example");
        CHECK_TEXT(forms_text(p->value), "z1");
        CHECK_NUMBER(p->created.time, 1772618400);
        CHECK_NUMBER(p->expires.time, 1804154400);
        CHECK_NUMBER(f.first->signed_at_count,
                     1); /* validFrom; each proof is held
                             against its own date */
        CHECK(!p->selective && p->key_shown.kind == OBV_KEY_NONE);
        CHECK((p->linked != NULL) == (i == 0));
        CHECK((p->linked_options != NULL) == (i == 0));
        forms_close(&f);
    }
}

static void
a_key_that_stands_in_a_proof_is_shown(void **state)
{
    static const struct {
        const char *method, *id;
        obv_key_kind kind;
    } cases[] = {
        {"{\"id\":\"urn:k\",\"type\":\"Multikey\","
         "\"controller\":\"https://a.example/issuer\","
         "\"publicKeyMultibase\":\"" MULTIKEY "\"}",
         "urn:k", OBV_KEY_ED25519},
        {"{\"id\":\"urn:k\",\"type\":\"JsonWebKey\","
         "\"publicKeyJwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
         "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}}",
         "urn:k", OBV_KEY_ED25519},
        {"{\"id\":\"urn:k\"}", "urn:k", OBV_KEY_NONE},
        {"{\"id\":\"urn:k\",\"type\":\"Multikey\","
         "\"publicKeyMultibase\":\"z1\"}",
         "urn:k", OBV_KEY_NONE},
        {"{\"type\":\"Multikey\",\"publicKeyMultibase\":\"" MULTIKEY "\"}", "",
         OBV_KEY_ED25519},
    };
    static const char contexts[] =
        "[" VC2 "," OB3 ",\"https://w3id.org/security/multikey/v1\","
        "\"https://w3id.org/security/jwk/v1\"]";
    (void)state;
    for (size_t s = 0; s < COUNT(suites); s++) {
        for (size_t i = 0; i < COUNT(cases); i++) {
            forms f;
            forms_open(&f);
            const char *proof =
                of_suite(&f, PROOF("urn:p:1", "X", ""), suites[s]);
            const char *text = forms_edit(
                &f, badge, "/proof",
                forms_edit(&f, proof, "/verificationMethod", cases[i].method));
            forms_read(&f, forms_edit(&f, text, "/@context", contexts));
            forms_print_faults(f.first, cases[i].method);
            CHECK_NUMBER(f.first->fault_count, 0);
            const obv_proof *p = f.first->proofs;
            CHECK_TEXT(forms_text(p->key_id), cases[i].id);
            CHECK_CASE(p->key_shown.kind == cases[i].kind, cases[i].method);
            forms_close(&f);
        }
    }
}

/* ---- Sets and chains ----------------------------------------------------- */

static void
proofs_of_a_set_share_what_they_sign(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    const obv_proof *p =
        read(&f, "[" PROOF("urn:p:1", "eddsa-rdfc-2022", "") "," PROOF(
                     "urn:p:2", "ecdsa-rdfc-2019",
                     "") "," PROOF("urn:p:3", "ecdsa-jcs-2019", "") ",7]");
    CHECK(p->linked != NULL && p->linked == p->next->linked);
    CHECK(p->linked_options != p->next->linked_options);
    CHECK(p->next->next->linked == NULL && p->next->next->next == NULL);
    CHECK(p->secured.proofs == NULL);
    /* What is no proof is told by its own place. */
    CHECK_NUMBER(f.first->fault_count, 1);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER,
                          "/proof/3"));
    forms_close(&f);
}

static void
a_chained_proof_signs_those_before_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suites); i++) {
        forms f;
        forms_open(&f);
        char text[2048];
        snprintf(
            text, sizeof(text), "[%s,%s,%s]",
            of_suite(&f, PROOF("urn:p:1", "X", ""), suites[i]),
            of_suite(&f,
                     PROOF("urn:p:2", "X", ",\"previousProof\":\"urn:p:1\""),
                     suites[i]),
            of_suite(&f,
                     PROOF("urn:p:3", "X",
                           ",\"previousProof\":[\"urn:p:1\","
                           "\"urn:p:2\"]"),
                     suites[i]));
        const obv_proof *p = read(&f, text);
        forms_print_faults(f.first, suites[i]);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_NUMBER(p->previous_count, 0);
        const obv_proof *second = p->next, *third = p->next->next;
        CHECK_NUMBER(second->previous_count, 1);
        CHECK_TEXT(forms_text(second->previous[0]), "urn:p:1");
        CHECK_NUMBER(obv_json_count(second->secured.proofs), 1);
        CHECK_NUMBER(obv_json_count(third->secured.proofs), 2);
        CHECK_NUMBER(third->trouble, OBV_REASON_NONE);
        if (i == 0) {
            CHECK(second->linked->dataset.count > p->linked->dataset.count);
            CHECK(third->linked->dataset.count > second->linked->dataset.count);
        }
        forms_close(&f);
    }
}

static void
a_chain_without_its_start_is_told(void **state)
{
    static const char *const broken[] = {
        "[" PROOF("urn:p:1", "eddsa-rdfc-2022",
                  ",\"previousProof\":\"urn:p:9\"") "]",
        "[" PROOF("urn:p:1", "eddsa-jcs-2022",
                  ",\"previousProof\":\"urn:p:9\"") "]",
        /* Two of one id. */
        "[" PROOF(
            "urn:p:1", "eddsa-rdfc-2022",
            ",\"previousProof\":\"urn:p:2\"") "," PROOF("urn:p:2",
                                                        "eddsa-rdfc-2022",
                                                        "") "," PROOF("urn:p:2",
                                                                      "eddsa-"
                                                                      "rdfc-"
                                                                      "2022",
                                                                      "") "]",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++) {
        forms f;
        forms_open(&f);
        const obv_proof *p = read(&f, broken[i]);
        CHECK_CASE(p->trouble == OBV_REASON_CHAIN_BROKEN, broken[i]);
        CHECK_CASE(p->linked == NULL, broken[i]);
        forms_close(&f);
    }
}

static void
so_many_proofs_and_no_more(void **state)
{
    (void)state;
    for (size_t count = OBV_MAX_PROOFS; count <= OBV_MAX_PROOFS + 1; count++) {
        for (size_t s = 0; s < COUNT(suites); s++) {
            forms f;
            forms_open(&f);
            obv_buffer b = obv_buffer_in(f.arena);
            for (size_t i = 0; i < count; i++) {
                obv_put_char(&b, i > 0 ? ',' : '[');
                obv_put_text(
                    &b, of_suite(&f, PROOF("urn:p:1", "X", ""), suites[s]));
            }
            obv_put_char(&b, ']');
            forms_read(
                &f, forms_edit(&f, badge, "/proof",
                               obv_arena_text(f.arena, obv_buffer_slice(&b))));
            CHECK_NUMBER(f.status,
                         count == OBV_MAX_PROOFS ? OBV_OK : OBV_LIMIT);
            forms_close(&f);
        }
    }
}

/* ---- Which proof it is --------------------------------------------------- */

static void
derived_proofs_say_that_parts_may_be_missing(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    CHECK(read(&f, PROOF("urn:p:1", "ecdsa-sd-2023", ""))->selective);
    CHECK(!read(&f, PROOF("urn:p:1", "ecdsa-rdfc-2019", ""))->selective);
    forms_close(&f);
}

static void
a_suite_that_we_do_not_know_is_read_by_name(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    const obv_proof *p = read(&f, PROOF("urn:p:1", "falcon-1", ""));
    CHECK_TEXT(forms_text(p->suite), "falcon-1");
    CHECK_TEXT(forms_text(p->key_id), "https://a.example/issuer#key");
    CHECK(p->linked == NULL);
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

static void
one_proof_at_least_is_for_an_award(void **state)
{
    static const char presents[] =
        "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\","
        "\"verificationMethod\":\"urn:k\","
        "\"proofPurpose\":\"authentication\",\"proofValue\":\"z1\"}";
    forms f;
    char both[2048];
    (void)state;
    forms_open(&f);
    read(&f, presents);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER,
                          "/proof/proofPurpose"));
    snprintf(both, sizeof(both), "[%s,%s]", presents,
             PROOF("urn:p:1", "eddsa-jcs-2022", ""));
    const obv_proof *p = read(&f, both);
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(p->purpose), "authentication");
    CHECK_TEXT(forms_text(p->next->purpose), "assertionMethod");
    forms_close(&f);
}

/* As in a JWS: a badge has to say whose signature it bears. */
static void
one_proof_at_least_names_its_key(void **state)
{
    static const char nameless[] =
        "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-2022\","
        "\"proofPurpose\":\"assertionMethod\",\"proofValue\":\"z1\"}";
    forms f;
    char both[2048];
    (void)state;
    forms_open(&f);
    read(&f, nameless);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_NO_KEY_NAMED,
                          "/proof/verificationMethod"));
    snprintf(both, sizeof(both), "[%s,%s]", nameless, nameless);
    read(&f, both);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_NO_KEY_NAMED,
                          "/proof/verificationMethod"));
    snprintf(both, sizeof(both), "[%s,%s]", nameless,
             PROOF("urn:p:1", "eddsa-jcs-2022", ""));
    read(&f, both);
    CHECK_NUMBER(f.first->fault_count, 0);
    read(&f, "{\"type\":\"Guess2026\",\"proofPurpose\":\"assertionMethod\"}");
    CHECK_NUMBER(f.first->fault_count, 0); /* what it asks for, who knows */
    forms_close(&f);
}

/* ---- Contexts of a proof ------------------------------------------------- */

/* JCS signs the contexts of the proof in the place of the document's. */
static void
the_contexts_of_a_text_proof_start_those_of_the_document(void **state)
{
    static const struct {
        const char *contexts;
        bool right;
    } cases[] = {
        {"[" VC2 "," OB3 "]", true},
        {"[" VC2 "]", true},
        {VC2, true},
        {"[]", true},
        {"[" OB3 "]", false},
        {"[" VC2 "," OB3 "," VC2 "]", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        read(&f, forms_edit(&f, PROOF("urn:p:1", "eddsa-jcs-2022", ""),
                            "/@context", cases[i].contexts));
        CHECK_CASE((f.first->fault_count == 0) == cases[i].right,
                   cases[i].contexts);
        CHECK_CASE(cases[i].right || forms_has_fault(f.first, OBV_CHECK_PROOF,
                                                     OBV_REASON_BAD_MEMBER,
                                                     "/proof/@context"),
                   cases[i].contexts);
        forms_close(&f);
    }
}

/* Beside a proof that signs linked data the document is read by IRI; then a
   context that JCS did not sign could change what its names mean. */
static void
a_text_proof_vouches_for_no_context_but_its_own(void **state)
{
    static const char both[] =
        "[" PROOF("urn:p:1", "eddsa-rdfc-2022",
                  "") "," PROOF("urn:p:2", "eddsa-jcs-2022", "") "]";
    forms f;
    (void)state;
    forms_open(&f);
    CHECK_NUMBER(read(&f, both)->next->trouble, OBV_REASON_NONE);
    const char *same = forms_edit(&f, both, "/1/@context", "[" VC2 "," OB3 "]");
    CHECK_NUMBER(read(&f, same)->next->trouble, OBV_REASON_NONE);
    const char *less = forms_edit(&f, both, "/1/@context", "[" VC2 "]");
    CHECK_NUMBER(read(&f, less)->next->trouble, OBV_REASON_UNSIGNED_MEMBER);
    forms_close(&f);
}

/* ---- What stands around -------------------------------------------------- */

/* A badge in a JWS that has a proof as well: both are there. */
static void
a_proof_in_a_jws_is_one_of_two(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    const char *text = forms_edit(&f, badge, "/proof",
                                  PROOF("urn:p:1", "eddsa-rdfc-2022", ""));
    forms_read(&f, forms_jws(&f, "{\"alg\":\"EdDSA\",\"kid\":\"k\"}", text));
    CHECK_NUMBER(f.first->fault_count, 0);
    const obv_proof *p = f.first->proofs;
    CHECK(p->kind == OBV_PROOF_JWS && p->next->kind == OBV_PROOF_LINKED);
    CHECK(p->next->linked != NULL && p->next->next == NULL);
    forms_close(&f);
}

int
main(void)
{
    obv_json_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proof_says_when_by_what_and_for_whom),
        cmocka_unit_test(a_key_that_stands_in_a_proof_is_shown),
        cmocka_unit_test(proofs_of_a_set_share_what_they_sign),
        cmocka_unit_test(a_chained_proof_signs_those_before_it),
        cmocka_unit_test(a_chain_without_its_start_is_told),
        cmocka_unit_test(so_many_proofs_and_no_more),
        cmocka_unit_test(derived_proofs_say_that_parts_may_be_missing),
        cmocka_unit_test(a_suite_that_we_do_not_know_is_read_by_name),
        cmocka_unit_test(one_proof_at_least_is_for_an_award),
        cmocka_unit_test(one_proof_at_least_names_its_key),
        cmocka_unit_test(
            the_contexts_of_a_text_proof_start_those_of_the_document),
        cmocka_unit_test(a_text_proof_vouches_for_no_context_but_its_own),
        cmocka_unit_test(a_proof_in_a_jws_is_one_of_two),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
