/* SPDX-License-Identifier: Apache-2.0 */
/* Presentations and envelopes: each credential inside stands on its own. */
#include "forms.h"

#include <stdio.h>

static const char header[] = "{\"alg\":\"EdDSA\",\"kid\":\"k\"}";
static const char badge[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:2\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":\"https://b.example\",\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://b.example/a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}},"
    "\"proof\":{\"type\":\"X\",\"verificationMethod\":\"urn:a:k\"}}";

#define PRESENTATION                                                           \
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"                \
    "\"type\":[\"VerifiablePresentation\"],\"holder\":\"did:example:marie\","  \
    "\"proof\":{\"type\":\"Y\"}}"

static const char *
presenting(forms *f, const char *entries)
{
    return forms_edit(f, PRESENTATION, "/verifiableCredential", entries);
}

/* An entry that holds the JWS as a data: address of this media type. */
static const char *
envelope(forms *f, const char *type, const char *media, const char *jws)
{
    char text[4096];
    snprintf(text, sizeof(text), "{\"type\":\"%s\",\"id\":\"data:%s,%s\"}",
             type, media, jws);
    return obv_arena_text(f->arena, obv_slice_of(text));
}

static void
the_credentials_of_a_presentation_stand_at_the_top(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws =
        forms_jws(&f, header, forms_edit(&f, badge, "/proof", NULL));
    const char *text = presenting(&f, "[]");
    text = forms_edit(&f, text, "/verifiableCredential/0", badge);
    text =
        forms_edit(&f, text, "/verifiableCredential/1", forms_quoted(&f, jws));
    text = forms_edit(&f, text, "/verifiableCredential/2",
                      envelope(&f, "EnvelopedVerifiableCredential",
                               "application/vc+jwt", jws));
    static const obv_proof_kind kinds[] = {OBV_PROOF_LINKED, OBV_PROOF_JWS,
                                           OBV_PROOF_JWS};
    const char *forms_of_it[] = {
        text, forms_jws(&f, "{\"alg\":\"none\"}", text), /* whoever presents */
        forms_jws(&f, header, forms_edit(&f, "{\"iss\":\"a\"}", "/vp", text))};
    for (size_t i = 0; i < COUNT(forms_of_it); i++) {
        forms_read(&f, forms_of_it[i]);
        const obv_credential *c = f.first;
        for (size_t n = 0; n < COUNT(kinds); n++, c = c->next) {
            assert_non_null(c);
            forms_print_faults(c, "presented");
            CHECK(c->kind == OBV_KIND_BADGE && c->fault_count == 0);
            CHECK(c->place == OBV_PLACE_TOP && c->parent == NULL);
            CHECK(c->proofs->kind == kinds[n] && c->proofs->next == NULL);
        }
        CHECK(c == NULL);
    }
    forms_close(&f);
}

/* The proof of who presents signs no badge. */
static void
a_presentation_signs_nothing_of_what_it_holds(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = presenting(&f, forms_edit(&f, badge, "/proof", NULL));
    forms_read(&f, text);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED,
                          "/proof"));
    forms_read(&f, forms_jws(&f, header, text));
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED,
                          "/proof"));
    CHECK(f.first->proofs == NULL && !f.first->has_digest);
    forms_close(&f);
}

static void
an_entry_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *entry;
        obv_check_id check;
        obv_reason reason;
    } cases[] = {
        {"\"nothing\"", OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"\"e30.e30.A\"", OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"\"e30.e30.AAAA\"", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE},
        {"{}", OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE},
        {"7", OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE},
        {"[]", OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE},
        {"{\"type\":\"EnvelopedVerifiableCredential\"}", OBV_CHECK_FORMAT,
         OBV_REASON_NOT_JWS},
        {"{\"type\":\"EnvelopedVerifiableCredential\","
         "\"id\":\"data:application/vc+jwt,x\"}",
         OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"{\"type\":\"EnvelopedVerifiableCredential\","
         "\"id\":\"https://a.example/1\"}",
         OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"{\"type\":\"EnvelopedVerifiableCredential\","
         "\"id\":\"data:application/vc+jwt\"}",
         OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = presenting(&f, "[]");
        text = forms_edit(&f, text, "/verifiableCredential/0", badge);
        text = forms_edit(&f, text, "/verifiableCredential/1", cases[i].entry);
        forms_read(&f, text);
        CHECK(f.first->fault_count == 0); /* its neighbour is none the worse */
        const obv_credential *c = f.first->next;
        CHECK_CASE(c != NULL && c->kind == OBV_KIND_UNKNOWN, cases[i].entry);
        CHECK_CASE(c->fault_count == 1 &&
                       c->faults[0].check == cases[i].check &&
                       c->faults[0].reason == cases[i].reason,
                   cases[i].entry);
        CHECK(c->next == NULL);
        forms_close(&f);
    }
}

static void
an_envelope_may_stand_alone_and_hold_a_presentation(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws =
        forms_jws(&f, header, forms_edit(&f, badge, "/proof", NULL));
    forms_read(&f, envelope(&f, "EnvelopedVerifiableCredential",
                            "application/vc+jwt", jws));
    CHECK(f.first->kind == OBV_KIND_BADGE && f.first->fault_count == 0);

    jws = forms_jws(&f, header, presenting(&f, forms_quoted(&f, jws)));
    forms_read(&f, envelope(&f, "EnvelopedVerifiablePresentation",
                            "application/vp+jwt", jws));
    CHECK(f.first->kind == OBV_KIND_BADGE && f.first->fault_count == 0);
    CHECK(f.first->place == OBV_PLACE_TOP && f.first->next == NULL);
    forms_close(&f);
}

/* Who presents vouches for nothing, however the badge is wrapped. */
static void
what_is_signed_as_a_presentation_is_no_award(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    obv_buffer payload = obv_buffer_in(f.arena);
    obv_put_text(&payload, "{\"vp\":");
    obv_put_text(&payload, forms_edit(&f, badge, "/proof", NULL));
    obv_put_text(&payload, "}");
    forms_read(&f,
               forms_jws(&f, header,
                         obv_arena_text(f.arena, obv_buffer_slice(&payload))));
    CHECK(f.first == NULL);
    CHECK(f.why.check == OBV_CHECK_PRESENT &&
          f.why.reason == OBV_REASON_NOT_A_BADGE);
    forms_close(&f);
}

/* Another envelope holds something, and nothing can be said of it. */
static void
an_envelope_of_another_kind_is_doubt(void **state)
{
    (void)state;
    static const char *const media[] = {"application/vc+sd-jwt",
                                        "application/vc+jwt;base64",
                                        "application/vc+cose", ""};
    for (size_t i = 0; i < COUNT(media); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, envelope(&f, "EnvelopedVerifiableCredential", media[i],
                                forms_jws(&f, header, badge)));
        CHECK_CASE(f.first != NULL && f.first->next == NULL, media[i]);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_NUMBER(f.first->issuer_id.len, 0); /* nothing of it is read */
        CHECK_TEXT(forms_text(f.first->proofs->suite), media[i]);
        CHECK_NUMBER(f.first->proofs->message.len, 0);
        forms_close(&f);
    }
}

static void
an_empty_presentation_holds_no_badge(void **state)
{
    (void)state;
    static const char *const entries[] = {NULL, "null", "[]"};
    for (size_t i = 0; i < COUNT(entries); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, presenting(&f, entries[i]));
        CHECK(f.status == OBV_OK && f.first == NULL);
        CHECK(f.why.check == OBV_CHECK_PRESENT &&
              f.why.reason == OBV_REASON_NO_BADGE);
        forms_close(&f);
    }
}

static void
presentations_in_presentations_end_at_a_limit(void **state)
{
    (void)state;
    for (unsigned depth = 1; depth <= OBV_MAX_NESTING + 1; depth++) {
        forms f;
        forms_open(&f);
        const char *text = badge;
        for (unsigned i = 0; i < depth; i++) {
            text = presenting(&f, text);
        }
        forms_read(&f, text);
        CHECK(f.status == (depth <= OBV_MAX_NESTING ? OBV_OK : OBV_LIMIT));
        CHECK((f.first != NULL) == (depth <= OBV_MAX_NESTING));
        forms_close(&f);
    }
}

/* Each layer grows the text by a third, and each is counted. */
static void
envelopes_in_envelopes_end_at_a_limit(void **state)
{
    (void)state;
    static char text[64 * 1024];
    for (unsigned depth = 1; depth <= OBV_MAX_NESTING + 1; depth++) {
        forms f;
        forms_open(&f);
        snprintf(text, sizeof(text), "%s", badge);
        for (unsigned i = 0; i < depth; i++) {
            const char *jws = forms_jws(&f, header, text);
            snprintf(text, sizeof(text),
                     "{\"type\":\"EnvelopedVerifiableCredential\","
                     "\"id\":\"data:application/vc+jwt,%s\"}",
                     jws);
        }
        forms_read(&f, text);
        CHECK(f.status == (depth <= OBV_MAX_NESTING ? OBV_OK : OBV_LIMIT));
        CHECK((f.first != NULL) == (depth <= OBV_MAX_NESTING));
        forms_close(&f);
    }
}

static void
more_entries_than_a_verdict_holds_are_a_limit(void **state)
{
    (void)state;
    for (size_t count = OBV_MAX_BADGES; count <= OBV_MAX_BADGES + 1; count++) {
        forms f;
        forms_open(&f);
        obv_buffer list = obv_buffer_in(f.arena);
        for (size_t i = 0; i < count; i++) {
            obv_put_text(&list, i > 0 ? ",{}" : "[{}");
        }
        obv_put_text(&list, "]");
        forms_read(&f, presenting(&f, obv_arena_text(f.arena,
                                                     obv_buffer_slice(&list))));
        CHECK(f.status == (count <= OBV_MAX_BADGES ? OBV_OK : OBV_LIMIT));
        forms_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_credentials_of_a_presentation_stand_at_the_top),
        cmocka_unit_test(a_presentation_signs_nothing_of_what_it_holds),
        cmocka_unit_test(an_entry_that_cannot_be_read_is_told),
        cmocka_unit_test(an_envelope_may_stand_alone_and_hold_a_presentation),
        cmocka_unit_test(what_is_signed_as_a_presentation_is_no_award),
        cmocka_unit_test(an_envelope_of_another_kind_is_doubt),
        cmocka_unit_test(an_empty_presentation_holds_no_badge),
        cmocka_unit_test(presentations_in_presentations_end_at_a_limit),
        cmocka_unit_test(envelopes_in_envelopes_end_at_a_limit),
        cmocka_unit_test(more_entries_than_a_verdict_holds_are_a_limit),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
