/* SPDX-License-Identifier: Apache-2.0 */
/* CLR 2.0: a record, and the credentials inside it. */
#include "forms.h"

#include <stdio.h>

#define VC2 "\"https://www.w3.org/ns/credentials/v2\""
#define OB3 "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\""
#define CLR "\"https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json\""

static const char badge[] =
    "{\"@context\":[" VC2 "," OB3 "],\"id\":\"urn:uuid:2\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":\"https://b.example\",\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://b.example/a\","
    "\"type\":[\"Achievement\"],\"name\":\"n\",\"description\":\"d\","
    "\"criteria\":{\"narrative\":\"c\"}}}}";

static const char record[] =
    "{\"@context\":[" VC2 "," CLR "," OB3 "],\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"ClrCredential\"],"
    "\"name\":\"Livret\",\"partial\":false,"
    "\"issuer\":{\"id\":\"https://a.example\",\"type\":[\"Profile\"],"
    "\"name\":\"Les Jardins\"},\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"ClrSubject\"],\"verifiableCredential\":[{}],"
    "\"achievement\":[{\"id\":\"urn:a:1\",\"type\":[\"Achievement\"],"
    "\"name\":\"n\",\"description\":\"d\",\"criteria\":{\"narrative\":\"c\"}}],"
    "\"association\":[{\"type\":\"Association\","
    "\"associationType\":\"isParentOf\",\"sourceId\":\"urn:a:1\","
    "\"targetId\":\"urn:a:2\"}]},"
    "\"proof\":{\"type\":\"X\",\"verificationMethod\":\"urn:a:k\"}}";

#define INSIDE "/credentialSubject/verifiableCredential"

static const char *
record_of(forms *f, const char *place, const char *value)
{
    const char *text = forms_edit(f, record, INSIDE "/0", badge);
    return place != NULL ? forms_edit(f, text, place, value) : text;
}

static void
what_a_record_holds_hangs_below_it(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws = forms_jws(&f, "{\"alg\":\"EdDSA\",\"kid\":\"k\"}", badge);
    forms_read(&f, record_of(&f, INSIDE "/1", forms_quoted(&f, jws)));
    const obv_credential *c = f.first;
    assert_non_null(c);
    forms_print_faults(c, "record");
    CHECK_NUMBER(c->fault_count, 0);
    CHECK(c->kind == OBV_KIND_CLR && c->edition == OBV_CLR2);
    CHECK(c->place == OBV_PLACE_TOP && c->next == NULL);
    CHECK_TEXT(forms_text(c->issuer_id), "https://a.example");
    CHECK_TEXT(forms_text(c->achievement.name), "Livret");
    CHECK_TEXT(forms_text(c->subject_id), "did:example:marie");

    const obv_credential *first = c->inside, *second = first->next;
    CHECK(first->kind == OBV_KIND_BADGE && first->edition == OBV_OB3);
    CHECK(first->place == OBV_PLACE_INSIDE && first->parent == c);
    CHECK_TEXT(forms_text(first->issuer_id), "https://b.example");
    /* Without a proof of its own it is what the record says, and no fault. */
    CHECK(first->proofs == NULL && first->fault_count == 0);
    CHECK(second->proofs->kind == OBV_PROOF_JWS && second->has_digest);
    CHECK(second->parent == c && second->next == NULL);
    CHECK(second->fault_count == 0);
    forms_close(&f);
}

static void
a_record_may_be_a_jws_itself(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = record_of(&f, "/proof", NULL);
    forms_read(&f, forms_jws(&f, "{\"alg\":\"EdDSA\",\"kid\":\"k\"}", text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->proofs->kind == OBV_PROOF_JWS);
    CHECK(f.first->inside != NULL && f.first->inside->proofs == NULL);
    forms_close(&f);
}

static void
a_record_inside_a_record_is_looked_into(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f,
               forms_edit(&f, record, INSIDE "/0", record_of(&f, NULL, NULL)));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->inside->kind == OBV_KIND_CLR);
    CHECK(f.first->inside->inside->kind == OBV_KIND_BADGE);
    CHECK(f.first->inside->inside->parent == f.first->inside);
    forms_close(&f);
}

static void
endorsements_of_a_record_stand_beside_its_badges(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *endorsement =
        forms_edit(&f, badge, "/type",
                   "[\"VerifiableCredential\",\"EndorsementCredential\"]");
    endorsement = forms_edit(&f, endorsement, "/credentialSubject",
                             "{\"id\":\"urn:a:a\","
                             "\"type\":\"EndorsementSubject\"}");
    forms_read(&f, record_of(&f, "/issuer/endorsement", endorsement));
    const obv_credential *c = f.first;
    CHECK_NUMBER(c->fault_count, 0);
    CHECK(c->inside->place == OBV_PLACE_INSIDE);
    CHECK(c->inside->next->place == OBV_PLACE_ENDORSING);
    CHECK_NUMBER(c->inside->next->fault_count, 0);
    forms_close(&f);
}

static void
a_badge_inside_has_faults_of_its_own(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, record_of(&f, INSIDE "/0/issuer", NULL));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(forms_has_fault(f.first->inside, OBV_CHECK_MEMBERS,
                          OBV_REASON_MISSING_MEMBER, "/issuer"));
    forms_close(&f);
}

static void
a_credential_inside_that_is_no_badge_is_kept_as_such(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, record_of(&f, INSIDE "/0/type", "\"VerifiableCredential\""));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->inside->kind == OBV_KIND_OTHER);
    CHECK_NUMBER(f.first->inside->fault_count, 0);
    forms_close(&f);
}

/* ---- What is wrong ------------------------------------------------------ */

static void
each_part_of_a_record_must_be_right(void **state)
{
    (void)state;
#define SUBJECT "/credentialSubject"
#define MISSING(where, check)                                                  \
    {                                                                          \
        where, NULL, OBV_CHECK_##check, OBV_REASON_MISSING_MEMBER, where       \
    }
    static const forms_case cases[] = {
        MISSING("/id", MEMBERS),
        MISSING("/issuer", MEMBERS),
        MISSING("/validFrom", DATES),
        MISSING(SUBJECT "/type", TYPE),
        MISSING(INSIDE, MEMBERS),
        MISSING(SUBJECT "/association/0/type", TYPE),
        MISSING(SUBJECT "/association/0/associationType", MEMBERS),
        MISSING(SUBJECT "/association/0/sourceId", MEMBERS),
        MISSING(SUBJECT "/association/0/targetId", MEMBERS),
        MISSING(SUBJECT "/achievement/0/name", MEMBERS),
        {SUBJECT, NULL, OBV_CHECK_SUBJECT, OBV_REASON_MISSING_MEMBER, SUBJECT},
        {INSIDE, "[]", OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER, INSIDE},
        {"/partial", "\"no\"", OBV_CHECK_MEMBERS, OBV_REASON_BAD_MEMBER,
         "/partial"},
        {"/proof", NULL, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED, "/proof"},
        {"/@context", "[" VC2 "," OB3 "]", OBV_CHECK_CONTEXT,
         OBV_REASON_BAD_CONTEXT, "/@context"},
        {"/@context", "[" VC2 "," CLR "]", OBV_CHECK_CONTEXT,
         OBV_REASON_BAD_CONTEXT, "/@context"},
        {"/@context", "[" VC2 "," OB3 "," CLR "]", 0, OBV_REASON_NONE, ""},
        {"/@context/1", "\"https://dc.imsglobal.org/draft/clr/v2p0/context\"",
         0, OBV_REASON_NONE, ""},
        {SUBJECT "/type", "\"AchievementSubject\"", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, SUBJECT "/type"},
    };
    forms f;
    forms_open(&f);
    const char *whole = record_of(&f, NULL, NULL);
    forms_check(NULL, whole, cases, COUNT(cases), NULL, 0);
    forms_close(&f);
}

static void
no_member_of_the_standard_may_be_of_another_kind(void **state)
{
    (void)state;
    static const char *const free[] = {"/name", "/type", "/proof", INSIDE};
    forms f;
    forms_open(&f);
    const char *text = record_of(&f, "/credentialSubject/identifier",
                                 "[{\"type\":\"IdentityObject\","
                                 "\"hashed\":false,\"identityHash\":\"a\","
                                 "\"identityType\":\"name\"}]");
    forms_check_kinds(text, free, COUNT(free));
    forms_close(&f);
}

static void
what_is_no_credential_breaks_the_record_that_holds_it(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        obv_check_id check;
        obv_reason reason;
    } cases[] = {
        {"\"eyJh.e30.AAAA\"", OBV_CHECK_FORMAT, OBV_REASON_NOT_JSON},
        {"\"e30.e30.A\"", OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"\"https://a.example/1\"", OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS},
        {"{\"type\":\"BadgeClass\"}", OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, record_of(&f, INSIDE "/1", cases[i].value));
        CHECK_CASE(forms_has_fault(f.first, cases[i].check, cases[i].reason,
                                   INSIDE "/1"),
                   cases[i].value);
        CHECK(f.first->inside != NULL && f.first->inside->next == NULL);
        forms_close(&f);
    }
}

/* ---- Limits ------------------------------------------------------------- */

static void
more_badges_than_a_verdict_holds_are_a_limit(void **state)
{
    (void)state;
    static const char tiny[] = "{\"type\":\"VerifiableCredential\"}";
    for (size_t count = OBV_MAX_BADGES - 1; count <= OBV_MAX_BADGES; count++) {
        forms f;
        forms_open(&f);
        obv_buffer list = obv_buffer_in(f.arena);
        for (size_t i = 0; i < count; i++) {
            obv_put_text(&list, i > 0 ? "," : "[");
            obv_put_text(&list, tiny);
        }
        obv_put_text(&list, "]");
        const char *text =
            forms_edit(&f, record, INSIDE,
                       obv_arena_text(f.arena, obv_buffer_slice(&list)));
        forms_read(&f, text);
        CHECK(f.status == (count < OBV_MAX_BADGES ? OBV_OK : OBV_LIMIT));
        forms_close(&f);
    }
}

static void
records_in_records_end_at_a_limit(void **state)
{
    (void)state;
    for (unsigned depth = 1; depth <= OBV_MAX_NESTING + 1; depth++) {
        forms f;
        forms_open(&f);
        const char *text = badge;
        for (unsigned i = 0; i < depth; i++) {
            text = forms_edit(&f, record, INSIDE "/0", text);
        }
        forms_read(&f, text);
        CHECK(f.status == (depth <= OBV_MAX_NESTING ? OBV_OK : OBV_LIMIT));
        forms_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_record_holds_hangs_below_it),
        cmocka_unit_test(a_record_may_be_a_jws_itself),
        cmocka_unit_test(a_record_inside_a_record_is_looked_into),
        cmocka_unit_test(endorsements_of_a_record_stand_beside_its_badges),
        cmocka_unit_test(a_badge_inside_has_faults_of_its_own),
        cmocka_unit_test(a_credential_inside_that_is_no_badge_is_kept_as_such),
        cmocka_unit_test(each_part_of_a_record_must_be_right),
        cmocka_unit_test(no_member_of_the_standard_may_be_of_another_kind),
        cmocka_unit_test(what_is_no_credential_breaks_the_record_that_holds_it),
        cmocka_unit_test(more_badges_than_a_verdict_holds_are_a_limit),
        cmocka_unit_test(records_in_records_end_at_a_limit),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
