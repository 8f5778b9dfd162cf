/* SPDX-License-Identifier: Apache-2.0 */
/* OB 3.0 as VC 1.1 and VC 2.0: what the model holds, and each member that a
   badge may get wrong. */
#include "forms.h"
#include "known_keys.h"

#include <stdio.h>

/* A badge with little more than it must have. */
static const char plain[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"issuer\":{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
    "\"name\":\"Les Jardins\"},"
    "\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],"
    "\"achievement\":{\"id\":\"https://a.example/achievement\","
    "\"type\":[\"Achievement\"],\"name\":\"L'Indispensable\","
    "\"description\":\"Ponctuelle\",\"criteria\":{\"narrative\":\"- "
    "Ponctualité\"}"
    "}},"
    "\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-jcs-"
    "2022\","
    "\"created\":\"2026-03-04T10:00:00Z\",\"proofPurpose\":\"assertionMethod\","
    "\"verificationMethod\":\"https://a.example/issuer#key\","
    "\"proofValue\":\"z1\"}}";

#define ALIGNMENT                                                              \
    "{\"type\":[\"Alignment\"],\"targetName\":\"n\","                          \
    "\"targetUrl\":\"https://t.example\"}"

/* Every class and nearly every member of the standard. */
static const char full[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:1\","
    "\"type\":[\"VerifiableCredential\",\"AchievementCredential\"],"
    "\"name\":\"Badge\",\"awardedDate\":\"2026-03-05T00:00:00+01:00\","
    "\"image\":{\"id\":\"https://a.example/i.png\",\"type\":\"Image\"},"
    "\"issuer\":{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
    "\"name\":\"Les Jardins\",\"url\":\"https://a.example\",\"phone\":\"01\","
    "\"email\":\"a@a.example\",\"description\":\"d\","
    "\"image\":{\"id\":\"data:image/png;base64,AA\",\"type\":\"Image\","
    "\"caption\":\"c\"},"
    "\"official\":\"o\",\"address\":{\"type\":[\"Address\"],"
    "\"addressCountry\":\"c\",\"addressCountryCode\":\"FR\","
    "\"addressRegion\":\"r\",\"addressLocality\":\"Paris\","
    "\"streetAddress\":\"s\",\"postOfficeBoxNumber\":\"1\","
    "\"postalCode\":\"75000\","
    "\"geo\":{\"type\":\"GeoCoordinates\",\"latitude\":48.8,\"longitude\":2}},"
    "\"otherIdentifier\":[{\"type\":\"IdentifierEntry\",\"identifier\":\"123\","
    "\"identifierType\":\"ext:siret\"}],"
    "\"parentOrg\":{\"id\":\"https://b.example\",\"type\":[\"Profile\"]}},"
    "\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"validUntil\":\"2027-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"did:example:marie\","
    "\"type\":[\"AchievementSubject\"],\"name\":\"Marie Dupont\","
    "\"activityStartDate\":\"2025-09-01T00:00:00Z\","
    "\"activityEndDate\":\"2026-02-28T00:00:00\",\"creditsEarned\":1.5,"
    "\"narrative\":\"Six mois\",\"role\":\"r\",\"term\":\"t\","
    "\"licenseNumber\":\"l\","
    "\"source\":{\"id\":\"https://c.example\",\"type\":[\"Profile\"],"
    "\"familyName\":\"D\",\"givenName\":\"J\","
    "\"dateOfBirth\":\"1980-01-31\"},"
    "\"image\":{\"id\":\"https://a.example/s.png\",\"type\":\"Image\"},"
    "\"identifier\":[{\"type\":\"IdentityObject\",\"hashed\":true,"
    "\"identityHash\":\"sha256$00\",\"identityType\":\"emailAddress\","
    "\"salt\":\"s\"},{\"type\":\"IdentityObject\",\"hashed\":false,"
    "\"identityHash\":\"Marie Dupont\",\"identityType\":\"name\"}],"
    "\"result\":[{\"type\":[\"Result\"],\"resultDescription\":\"urn:r:1\","
    "\"value\":\"A\",\"alignment\":[{\"type\":[\"Alignment\"],"
    "\"targetName\":\"n\",\"targetUrl\":\"https://t.example\"}]},"
    "{\"type\":[\"Result\"],\"resultDescription\":\"urn:r:2\","
    "\"achievedLevel\":\"urn:l:1\",\"status\":\"Completed\"}],"
    "\"achievement\":{\"id\":\"https://a.example/achievement\","
    "\"type\":[\"Achievement\"],\"name\":\"L'Indispensable\","
    "\"description\":\"Ponctuelle\",\"achievementType\":\"Competency\","
    "\"inLanguage\":\"fr\",\"creditsAvailable\":2,\"fieldOfStudy\":\"f\","
    "\"humanCode\":\"h\",\"specialization\":\"s\",\"version\":\"1\","
    "\"tag\":[\"a\",\"b\"],"
    "\"image\":{\"id\":\"data:image/png;base64,AA\",\"type\":\"Image\"},"
    "\"criteria\":{\"id\":\"https://a.example/criteria\","
    "\"narrative\":\"- Ponctualité\"},"
    "\"creator\":{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"]},"
    "\"related\":[{\"id\":\"https://a.example/en\",\"type\":[\"Related\"]}],"
    "\"otherIdentifier\":[{\"type\":\"IdentifierEntry\",\"identifier\":\"1\","
    "\"identifierType\":\"identifier\"}],"
    "\"alignment\":[{\"type\":[\"Alignment\"],\"targetName\":\"Maraîchage\","
    "\"targetFramework\":\"ROME\",\"targetCode\":\"A1405\","
    "\"targetUrl\":\"https://t.example/A1405\",\"targetType\":\"CFItem\","
    "\"targetDescription\":\"d\"}],"
    "\"resultDescription\":[{\"id\":\"urn:r:1\","
    "\"type\":[\"ResultDescription\"],\"name\":\"Note\","
    "\"resultType\":\"LetterGrade\",\"allowedValue\":[\"A\",\"B\"],"
    "\"requiredValue\":\"B\",\"valueMin\":\"B\",\"valueMax\":\"A\","
    "\"alignment\":[" ALIGNMENT "]},"
    "{\"id\":\"urn:r:2\",\"type\":[\"ResultDescription\"],"
    "\"name\":\"Entraide\",\"resultType\":\"Status\","
    "\"requiredLevel\":\"urn:l:1\","
    "\"rubricCriterionLevel\":[{\"id\":\"urn:l:1\","
    "\"type\":[\"RubricCriterionLevel\"],\"name\":\"Acquis\",\"level\":\"1\","
    "\"points\":\"1\",\"description\":\"d\","
    "\"alignment\":[" ALIGNMENT "]}]}]}},"
    "\"evidence\":[{\"id\":\"https://a.example/e\",\"type\":[\"Evidence\"],"
    "\"name\":\"Décision\",\"description\":\"collégiale\","
    "\"narrative\":\"n\",\"genre\":\"g\",\"audience\":\"u\"}],"
    "\"credentialSchema\":[{\"id\":\"https://s.example\","
    "\"type\":\"1EdTechJsonSchemaValidator2019\"}],"
    "\"credentialStatus\":[{\"id\":\"https://a.example/s#7\","
    "\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\","
    "\"statusListIndex\":\"7\",\"statusListCredential\":\"https://a.example/"
    "s\"}],"
    "\"refreshService\":[{\"id\":\"https://a.example/r\",\"type\":\"R\"}],"
    "\"termsOfUse\":[{\"type\":\"T\"}],"
    "\"proof\":[{\"type\":\"DataIntegrityProof\","
    "\"cryptosuite\":\"eddsa-jcs-2022\","
    "\"created\":\"2026-03-04T10:00:00Z\","
    "\"verificationMethod\":{\"id\":\"https://a.example/issuer#key\"},"
    "\"proofPurpose\":\"assertionMethod\",\"proofValue\":\"z1\"}]}";

#define EXTENSIONS "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

/* The same, signed by what it says: each of its words has to mean something. */
static const char *
by_meaning(forms *f)
{
    static const char *const edits[][2] = {
        {"/@context/2", "\"" EXTENSIONS "\""},
        {"/refreshService/0/type", "\"1EdTechCredentialRefresh\""},
        {"/termsOfUse/0/type", "\"https://x.example/T\""},
        {"/proof/0/cryptosuite", "\"eddsa-rdfc-2022\""},
    };
    const char *text = full;
    for (size_t i = 0; i < COUNT(edits); i++) {
        text = forms_edit(f, text, edits[i][0], edits[i][1]);
    }
    return text;
}

/* How the full badge is read. */
static enum { BY_NAME, BY_MEANING } way;

static const char *
the_full_badge(forms *f)
{
    return way == BY_NAME ? full : by_meaning(f);
}

/* ---- The model ---------------------------------------------------------- */

static void
a_badge_is_read_into_the_model(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, the_full_badge(&f));
    obv_credential *c = f.first;
    assert_non_null(c);
    forms_print_faults(c, "full");
    CHECK_NUMBER(c->fault_count, 0);
    CHECK(c->next == NULL && c->inside == NULL && c->parent == NULL);
    CHECK(c->kind == OBV_KIND_BADGE && c->edition == OBV_OB3);
    CHECK(c->place == OBV_PLACE_TOP);
    CHECK_TEXT(forms_text(c->id), "urn:uuid:1");
    CHECK_TEXT(forms_text(c->issuer_id), "https://a.example/issuer");
    CHECK_TEXT(forms_text(c->issuer_name), "Les Jardins");
    CHECK_TEXT(forms_text(c->subject_id), "did:example:marie");
    CHECK_TEXT(forms_text(c->subject_name), "Marie Dupont");
    CHECK_NUMBER(c->class_address.len + c->issuer_address.len, 0);
    CHECK(c->awarded.given && c->awarded.time == 1772665200);
    CHECK(c->valid_from.given && c->valid_from.time == 1772496000);
    CHECK(c->valid_until.given && c->valid_until.time == 1804032000);
    CHECK(!c->issued_on.given);
    CHECK(c->observed_from.given && c->observed_from.time == 1756684800);
    CHECK(c->observed_to.given && c->observed_to.time == 1772236800);
    CHECK_NUMBER(c->signed_at_count, 1); /* that of the proof is its own */
    CHECK(c->signed_at[0] == 1772496000);
    CHECK(c->proofs->created.given && c->proofs->created.time == 1772618400);
    CHECK(!c->has_digest && !c->revoked);
    forms_close(&f);
}

static void
what_is_achieved_is_read_into_the_model(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, the_full_badge(&f));
    const obv_achievement *a = &f.first->achievement;
    CHECK_TEXT(forms_text(a->id), "https://a.example/achievement");
    CHECK_TEXT(forms_text(a->name), "L'Indispensable");
    CHECK_TEXT(forms_text(a->description), "Ponctuelle");
    CHECK_TEXT(forms_text(a->type), "Competency");
    CHECK_TEXT(forms_text(a->language), "fr");
    CHECK_TEXT(forms_text(a->criteria_id), "https://a.example/criteria");
    CHECK_TEXT(forms_text(a->criteria_narrative), "- Ponctualité");
    CHECK_TEXT(forms_text(a->image), "data:image/png;base64,AA");
    CHECK_TEXT(forms_text(a->creator), "https://a.example/issuer");

    CHECK_NUMBER(f.first->alignment_count, 1);
    CHECK_TEXT(forms_text(f.first->alignments[0].name), "Maraîchage");
    CHECK_TEXT(forms_text(f.first->alignments[0].framework), "ROME");
    CHECK_TEXT(forms_text(f.first->alignments[0].code), "A1405");
    CHECK_TEXT(forms_text(f.first->alignments[0].url),
               "https://t.example/A1405");
    forms_close(&f);
}

static void
identities_evidence_and_results_are_read_in_their_order(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, the_full_badge(&f));
    const obv_credential *c = f.first;
    CHECK_NUMBER(c->identity_count, 2);
    CHECK(c->identities[0].hashed && !c->identities[1].hashed);
    CHECK_TEXT(forms_text(c->identities[0].type), "emailAddress");
    CHECK_TEXT(forms_text(c->identities[0].value), "sha256$00");
    CHECK_TEXT(forms_text(c->identities[0].salt), "s");
    CHECK_TEXT(forms_text(c->identities[1].value), "Marie Dupont");
    CHECK_NUMBER(c->identities[1].salt.len, 0);

    /* The narrative that holds the evidence together goes before it. */
    CHECK_NUMBER(c->evidence_count, 2);
    CHECK_TEXT(forms_text(c->evidence[0].narrative), "Six mois");
    CHECK_NUMBER(c->evidence[0].name.len, 0);
    CHECK_TEXT(forms_text(c->evidence[1].id), "https://a.example/e");
    CHECK_TEXT(forms_text(c->evidence[1].name), "Décision");
    CHECK_TEXT(forms_text(c->evidence[1].genre), "g");

    CHECK_NUMBER(c->result_count, 2);
    CHECK_TEXT(forms_text(c->results[0].name), "Note");
    CHECK_TEXT(forms_text(c->results[0].value), "A");
    CHECK_TEXT(forms_text(c->results[1].name), "Entraide");
    CHECK_TEXT(forms_text(c->results[1].value), "Acquis");
    CHECK_TEXT(forms_text(c->results[1].status), "Completed");
    CHECK_TEXT(forms_text(c->results[1].description_id), "urn:r:2");
    forms_close(&f);
}

/* Every member of the standard has its row in the table of names. */
static void
by_name_and_by_meaning_it_is_one_badge(void **state)
{
    way = BY_MEANING;
    a_badge_is_read_into_the_model(state);
    what_is_achieved_is_read_into_the_model(state);
    identities_evidence_and_results_are_read_in_their_order(state);
    way = BY_NAME;
}

static void
what_is_not_there_is_not_listed(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, plain);
    CHECK_NUMBER(f.first->identity_count + f.first->evidence_count +
                     f.first->alignment_count + f.first->result_count +
                     f.first->status_count,
                 0);
    forms_read(&f, forms_edit(&f, plain, "/evidence",
                              "{\"type\":\"Evidence\",\"name\":\"one\"}"));
    CHECK_NUMBER(f.first->evidence_count, 1);
    CHECK_TEXT(forms_text(f.first->evidence[0].name), "one");
    /* An identity without a value cannot be compared with anything. */
    forms_read(&f, forms_edit(&f, full,
                              "/credentialSubject/identifier/0/identityHash",
                              NULL));
    CHECK_NUMBER(f.first->identity_count, 1);
    CHECK_TEXT(forms_text(f.first->identities[0].value), "Marie Dupont");
    forms_close(&f);
}

static void
status_and_proof_are_noted_and_not_believed(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, full);
    const obv_credential *c = f.first;
    CHECK_NUMBER(c->status_count, 1);
    CHECK_TEXT(forms_text(c->statuses[0].type), "BitstringStatusListEntry");
    CHECK_TEXT(forms_text(c->statuses[0].list), "https://a.example/s");
    CHECK_TEXT(forms_text(c->statuses[0].purpose), "revocation");
    CHECK_TEXT(forms_text(c->statuses[0].index), "7");

    assert_non_null(c->proofs);
    CHECK(c->proofs->kind == OBV_PROOF_LINKED && c->proofs->next == NULL);
    CHECK_TEXT(forms_text(c->proofs->suite), "eddsa-jcs-2022");
    CHECK_TEXT(forms_text(c->proofs->key_id), "https://a.example/issuer#key");
    CHECK(c->proofs->key_shown.kind == OBV_KEY_NONE);
    CHECK_NUMBER(c->proofs->message.len + c->proofs->signature.len, 0);
    forms_close(&f);
}

/* A proof may hold its key: a hint, in each form that a key has. */
static void
a_key_in_a_proof_is_read_in_each_form(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        obv_key_kind kind;
    } cases[] = {
        {"\"type\":\"Multikey\",\"publicKeyMultibase\":\"" ED_MULTIKEY "\"",
         OBV_KEY_ED25519},
        {"\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":"
         "\"DiRuND4dx7E26NDMA1J8jJ4B1zTBF38BDQvaa3s9Ee4T\"",
         OBV_KEY_ED25519},
        {"\"type\":\"JsonWebKey\",\"publicKeyJwk\":{\"kty\":\"OKP\","
         "\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"}",
         OBV_KEY_ED25519},
        {"\"type\":\"Multikey\",\"publicKeyMultibase\":\"zNone\"",
         OBV_KEY_NONE},
        {"\"type\":\"Ed25519VerificationKey2018\",\"publicKeyBase58\":"
         "\"0OIl\"",
         OBV_KEY_NONE},
    };
    forms f;
    forms_open(&f);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char method[512];
        snprintf(method, sizeof(method), "{\"id\":\"urn:key\",%s}",
                 cases[i].key);
        forms_read(&f,
                   forms_edit(&f, full, "/proof/0/verificationMethod", method));
        CHECK_CASE(f.first->proofs->key_shown.kind == cases[i].kind,
                   cases[i].key);
        CHECK_TEXT(forms_text(f.first->proofs->key_id), "urn:key");
    }
    forms_close(&f);
}

static void
a_status_of_another_kind_is_its_id(void **state)
{
    (void)state;
    static const struct {
        const char *status, *list, *index;
        size_t count;
    } cases[] = {
        {"{\"id\":\"https://r.example\",\"type\":\"1EdTechRevocationList\"}",
         "https://r.example", "", 1},
        {"{\"id\":\"https://"
         "r.example#1\",\"type\":\"RevocationList2020Status\","
         "\"revocationListCredential\":\"https://r.example\","
         "\"revocationListIndex\":\"5\"}",
         "https://r.example", "5", 1},
        /* A number where the standard has a string: real issuers do it. */
        {"[{\"id\":\"https://"
         "r.example#1\",\"type\":\"BitstringStatusListEntry\","
         "\"statusListCredential\":\"https://r.example\","
         "\"statusListIndex\":23},{\"type\":\"X\"}]",
         "https://r.example", "23", 2},
        /* The same number, by other digits, under the same signature. */
        {"{\"type\":\"BitstringStatusListEntry\","
         "\"statusListCredential\":\"https://r.example\","
         "\"statusListIndex\":2.3e1}",
         "https://r.example", "23", 1},
        {"null", "", "", 0},
        {"[]", "", "", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f,
                   forms_edit(&f, plain, "/credentialStatus", cases[i].status));
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_NUMBER(f.first->status_count, cases[i].count);
        if (cases[i].count > 0) {
            CHECK_TEXT(forms_text(f.first->statuses[0].list), cases[i].list);
            CHECK_TEXT(forms_text(f.first->statuses[0].index), cases[i].index);
        }
        forms_close(&f);
    }
}

static void
the_type_decides_the_kind(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        obv_kind kind;
    } cases[] = {
        {"[\"VerifiableCredential\",\"OpenBadgeCredential\"]", OBV_KIND_BADGE},
        {"[\"AchievementCredential\",\"VerifiableCredential\"]",
         OBV_KIND_BADGE},
        {"[\"VerifiableCredential\",\"ext:Mine\",\"OpenBadgeCredential\"]",
         OBV_KIND_BADGE},
        {"[\"VerifiableCredential\",\"ClrCredential\"]", OBV_KIND_CLR},
        {"[\"VerifiableCredential\",\"EndorsementCredential\"]",
         OBV_KIND_ENDORSEMENT},
        {"\"VerifiableCredential\"", OBV_KIND_OTHER},
        {"[\"VerifiableCredential\",\"BitstringStatusListCredential\"]",
         OBV_KIND_OTHER},
        {"[\"VerifiableCredential\",\"openbadgecredential\"]", OBV_KIND_OTHER},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_edit(&f, plain, "/type", cases[i].type));
        assert_non_null(f.first);
        CHECK_CASE(f.first->kind == cases[i].kind, cases[i].type);
        CHECK_TEXT(forms_text(f.first->issuer_id), "https://a.example/issuer");
        forms_close(&f);
    }
}

static void
a_credential_that_is_no_badge_has_no_faults_of_a_badge(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, "{\"type\":[\"VerifiableCredential\"],"
                   "\"issuer\":\"https://a.example\",\"proof\":{\"type\":\"T\","
                   "\"proofPurpose\":\"assertionMethod\"}}");
    CHECK(f.first->kind == OBV_KIND_OTHER);
    CHECK_TEXT(forms_text(f.first->issuer_id), "https://a.example");
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

/* ---- What is right ------------------------------------------------------ */

static void
what_the_standards_allow_is_no_fault(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/issuer", "\"https://a.example/issuer\"", 0, 0, ""},
        {"/credentialSubject/type", "\"AchievementSubject\"", 0, 0, ""},
        {"/credentialSubject/type", "[\"ext:My\",\"AchievementSubject\"]", 0, 0,
         ""},
        {"/credentialSubject/achievement/criteria",
         "{\"id\":\"https://a.example\"}", 0, 0, ""},
        {"/credentialSubject/achievement/criteria/type", "\"Criteria\"", 0, 0,
         ""},
        {"/credentialSubject/achievement/image", "\"https://a.example/i\"", 0,
         0, ""},
        {"/credentialSubject/achievement/image", "null", 0, 0, ""},
        {"/credentialSubject/achievement/mine", "{\"any\":[1,null]}", 0, 0, ""},
        {"/validUntil", "\"2026-03-03T00:00:00Z\"", 0, 0, ""},
        {"/validFrom", "\"2026-03-03T00:00:00.123+02:00\"", 0, 0, ""},
        {"/evidence", "[]", 0, 0, ""},
        {"/evidence",
         "{\"type\":\"Evidence\",\"id\":\"https://a.example/a b\"}", 0, 0, ""},
        {"/evidence", "{\"type\":\"Evidence\"}", 0, 0, ""},
        {"/proof", "[{\"type\":\"X\"},{\"type\":\"Y\"}]", 0, 0, ""},
        {"/description", "{\"@value\":\"d\",\"@language\":\"fr\"}", 0, 0, ""},
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

/* One or an array of one: JSON-LD says that they are the same. */
static void
one_and_an_array_of_one_are_the_same(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(
        &f, plain, "/credentialSubject",
        "[{\"id\":[\"did:example:a\"],\"type\":\"AchievementSubject\","
        "\"achievement\":[{\"id\":\"https://a.example/a\",\"name\":[\"n\"],"
        "\"type\":\"Achievement\",\"description\":\"d\","
        "\"criteria\":[{\"narrative\":\"c\"}]}]}]");
    forms_read(&f, forms_edit(&f, text, "/issuer", "[\"https://a.example\"]"));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->subject_id), "did:example:a");
    CHECK_TEXT(forms_text(f.first->achievement.name), "n");
    CHECK_TEXT(forms_text(f.first->achievement.criteria_narrative), "c");
    CHECK_TEXT(forms_text(f.first->issuer_id), "https://a.example");
    forms_close(&f);
}

static void
the_holder_may_be_named_in_several_ways(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *value;
    } ways[] = {
        {"/credentialSubject/id", "\"did:example:a\""},
        {"/credentialSubject/identifier",
         "[{\"type\":\"IdentityObject\",\"hashed\":false,"
         "\"identityHash\":\"a@b.example\",\"identityType\":\"emailAddress\"}"
         "]"},
        {"/credentialSubject/name", "\"Marie\""},
        {"/name", "\"Marie\""},
    };
    for (size_t i = 0; i < COUNT(ways); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, plain, "/credentialSubject/id", NULL);
        forms_read(&f, text);
        CHECK(forms_has_fault(f.first, OBV_CHECK_SUBJECT,
                              OBV_REASON_MISSING_MEMBER,
                              "/credentialSubject/id"));
        forms_read(&f, forms_edit(&f, text, ways[i].pointer, ways[i].value));
        CHECK_CASE(f.first->fault_count == 0, ways[i].pointer);
        forms_close(&f);
    }
}

/* ---- What is wrong ------------------------------------------------------ */

#define MISSING(where, check)                                                  \
    {                                                                          \
        where, NULL, OBV_CHECK_##check, OBV_REASON_MISSING_MEMBER, where       \
    }
#define BAD(where, value, check, reason)                                       \
    {                                                                          \
        where, value, OBV_CHECK_##check, OBV_REASON_##reason, where            \
    }

#define SUBJECT "/credentialSubject"
#define ACHIEVEMENT SUBJECT "/achievement"

static const forms_case missing_cases[] = {
    MISSING("/@context", CONTEXT),
    MISSING("/id", MEMBERS),
    MISSING("/issuer", MEMBERS),
    MISSING("/issuer/id", MEMBERS),
    MISSING("/issuer/type", TYPE),
    MISSING("/issuer/address/type", TYPE),
    MISSING("/issuer/address/geo/type", TYPE),
    MISSING("/issuer/address/geo/latitude", MEMBERS),
    MISSING("/issuer/address/geo/longitude", MEMBERS),
    MISSING("/issuer/otherIdentifier/0/type", TYPE),
    MISSING("/issuer/otherIdentifier/0/identifier", MEMBERS),
    MISSING("/issuer/otherIdentifier/0/identifierType", MEMBERS),
    MISSING("/issuer/parentOrg/id", MEMBERS),
    MISSING("/issuer/parentOrg/type", TYPE),
    MISSING("/issuer/image/id", MEMBERS),
    MISSING("/issuer/image/type", TYPE),
    MISSING("/validFrom", DATES),
    MISSING(SUBJECT "/type", TYPE),
    MISSING(SUBJECT "/source/id", MEMBERS),
    MISSING(SUBJECT "/identifier/0/type", TYPE),
    MISSING(SUBJECT "/identifier/0/hashed", SUBJECT),
    MISSING(SUBJECT "/identifier/0/identityHash", SUBJECT),
    MISSING(SUBJECT "/identifier/1/identityType", SUBJECT),
    MISSING(SUBJECT "/result/0/type", TYPE),
    MISSING(ACHIEVEMENT "/id", MEMBERS),
    MISSING(ACHIEVEMENT "/type", TYPE),
    MISSING(ACHIEVEMENT "/name", MEMBERS),
    MISSING(ACHIEVEMENT "/description", MEMBERS),
    MISSING(ACHIEVEMENT "/criteria", CRITERIA),
    MISSING(ACHIEVEMENT "/alignment/0/type", TYPE),
    MISSING(ACHIEVEMENT "/alignment/0/targetName", MEMBERS),
    MISSING(ACHIEVEMENT "/alignment/0/targetUrl", MEMBERS),
    MISSING(ACHIEVEMENT "/related/0/id", MEMBERS),
    MISSING(ACHIEVEMENT "/related/0/type", TYPE),
    MISSING(ACHIEVEMENT "/otherIdentifier/0/identifier", MEMBERS),
    MISSING(ACHIEVEMENT "/resultDescription/0/type", TYPE),
    MISSING(ACHIEVEMENT "/resultDescription/0/name", MEMBERS),
    MISSING(ACHIEVEMENT "/resultDescription/0/alignment/0/type", TYPE),
    MISSING(ACHIEVEMENT "/resultDescription/1/resultType", MEMBERS),
    MISSING(ACHIEVEMENT "/resultDescription/1/rubricCriterionLevel/0/type",
            TYPE),
    MISSING(ACHIEVEMENT "/resultDescription/1/rubricCriterionLevel/0/name",
            MEMBERS),
    MISSING("/evidence/0/type", TYPE),
    MISSING("/credentialSchema/0/id", MEMBERS),
    MISSING("/credentialSchema/0/type", TYPE),
    MISSING("/credentialStatus/0/type", TYPE),
    MISSING("/refreshService/0/id", MEMBERS),
    MISSING("/refreshService/0/type", TYPE),
    MISSING("/termsOfUse/0/type", TYPE),
    MISSING("/proof/0/type", TYPE),
    {ACHIEVEMENT "/criteria", "{}", OBV_CHECK_CRITERIA,
     OBV_REASON_MISSING_MEMBER, ACHIEVEMENT "/criteria/id"},
    {ACHIEVEMENT "/criteria", "{\"narrative\":null}", OBV_CHECK_CRITERIA,
     OBV_REASON_MISSING_MEMBER, ACHIEVEMENT "/criteria/id"},
    {"/issuer/id", "null", OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER,
     "/issuer/id"},
    {"/issuer", "[]", OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER, "/issuer"},
    {"/proof", NULL, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED, "/proof"},
    {"/proof", "[]", OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED, "/proof"},
};

static void
each_member_that_must_be_there_is_missed(void **state)
{
    (void)state;
    forms_check(NULL, full, missing_cases, COUNT(missing_cases), NULL, 0);
}

/* What other parts of a badge lean on: in one that has no other parts. */
static void
a_badge_without_what_it_is_about_is_refused(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        MISSING(SUBJECT, SUBJECT),
        MISSING(ACHIEVEMENT, MEMBERS),
        {ACHIEVEMENT "/resultDescription",
         "{\"type\":\"ResultDescription\",\"name\":\"n\","
         "\"resultType\":\"r\"}",
         OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER,
         ACHIEVEMENT "/resultDescription/id"},
        {ACHIEVEMENT "/resultDescription",
         "{\"id\":\"urn:a:r\",\"type\":\"ResultDescription\","
         "\"name\":\"n\",\"resultType\":\"r\",\"rubricCriterionLevel\":"
         "{\"type\":\"RubricCriterionLevel\",\"name\":\"n\"}}",
         OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER,
         ACHIEVEMENT "/resultDescription/rubricCriterionLevel/id"},
        {SUBJECT "/result", "{\"type\":\"Result\",\"status\":7}",
         OBV_CHECK_MEMBERS, OBV_REASON_BAD_MEMBER, SUBJECT "/result/status"},
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

static void
each_value_must_be_of_its_kind(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD("/id", "7", MEMBERS, BAD_MEMBER),
        BAD("/id", "\"not an iri\"", MEMBERS, BAD_MEMBER),
        BAD("/id", "\"urn:a:\\n\"", MEMBERS, BAD_MEMBER),
        BAD("/id", "\"urn a:b\"", MEMBERS, BAD_MEMBER),
        BAD("/id", "\":nothing\"", MEMBERS, BAD_MEMBER),
        BAD("/id", "\"scheme:\"", MEMBERS, BAD_MEMBER),
        BAD("/id", "\"1urn:x\"", MEMBERS, BAD_MEMBER),
        BAD("/issuer", "true", MEMBERS, BAD_MEMBER),
        BAD("/issuer", "\"Les Jardins\"", MEMBERS, BAD_MEMBER),
        BAD("/issuer/name", "{}", MEMBERS, BAD_MEMBER),
        BAD("/issuer/address", "\"Paris\"", MEMBERS, BAD_MEMBER),
        BAD("/issuer/address/geo/latitude", "\"48\"", MEMBERS, BAD_MEMBER),
        BAD("/issuer/parentOrg/url", "1", MEMBERS, BAD_MEMBER),
        BAD("/issuer/image/caption", "{}", MEMBERS, BAD_MEMBER),
        BAD("/image", "1", MEMBERS, BAD_MEMBER),
        BAD(SUBJECT "/creditsEarned", "\"1\"", MEMBERS, BAD_MEMBER),
        BAD(SUBJECT "/role", "1", MEMBERS, BAD_MEMBER),
        BAD(SUBJECT "/identifier/0/hashed", "\"true\"", SUBJECT, BAD_MEMBER),
        BAD(SUBJECT "/identifier/0/salt", "1", SUBJECT, BAD_MEMBER),
        BAD(SUBJECT "/identifier/1", "\"Marie\"", SUBJECT, BAD_MEMBER),
        BAD(SUBJECT "/result/0/value", "1", MEMBERS, BAD_MEMBER),
        BAD(ACHIEVEMENT "/name", "1", MEMBERS, BAD_MEMBER),
        BAD(ACHIEVEMENT "/criteria", "\"https://a.example\"", CRITERIA,
            BAD_MEMBER),
        BAD(ACHIEVEMENT "/criteria/narrative", "1", CRITERIA, BAD_MEMBER),
        BAD(ACHIEVEMENT "/tag/1", "1", MEMBERS, BAD_MEMBER),
        BAD(ACHIEVEMENT "/alignment/0", "\"x\"", MEMBERS, BAD_MEMBER),
        BAD(ACHIEVEMENT "/alignment/0/targetUrl", "\"x\"", MEMBERS, BAD_MEMBER),
        BAD(ACHIEVEMENT "/creator", "\"x\"", MEMBERS, BAD_MEMBER),
        BAD("/evidence/0", "\"https://a.example\"", MEMBERS, BAD_MEMBER),
        BAD("/evidence/0/name", "{\"fr\":\"x\"}", MEMBERS, BAD_MEMBER),
        BAD("/endorsement", "\"https://e.example\"", MEMBERS, BAD_MEMBER),
        BAD("/endorsementJwt", "{}", MEMBERS, BAD_MEMBER),
        BAD("/proof/0/proofValue", "1", PROOF, BAD_MEMBER),
        BAD("/proof/0/verificationMethod", "\"key-1\"", PROOF, BAD_MEMBER),
        BAD("/credentialStatus", "\"https://a.example\"", MEMBERS, BAD_MEMBER),
    };
    forms_check(NULL, full, cases, COUNT(cases), NULL, 0);
}

static void
no_member_of_the_standard_may_be_of_another_kind(void **state)
{
    (void)state;
    /* What other standards define, or only what others read. */
    static const char *const free[] = {
        "/name", /* of VC 2.0: may have a language */
        "/type", /* no badge at all without it */
        "/credentialSubject/name",
        "/credentialStatus/0/statusPurpose",
        "/credentialStatus/0/statusListIndex",
        "/credentialStatus/0/statusListCredential",
    };
    forms_check_kinds(full, free, COUNT(free));
}

static void
nor_may_it_where_meaning_is_signed(void **state)
{
    (void)state;
    static const char *const free[] = {
        "/@context",
        "/name",
        "/type",
        "/credentialSubject/name",
        "/credentialStatus/0/statusPurpose",
        "/credentialStatus/0/statusListIndex",
        "/credentialStatus/0/statusListCredential",
    };
    forms f;
    forms_open(&f);
    forms_check_kinds(by_meaning(&f), free, COUNT(free));
    forms_close(&f);
}

static void
two_where_one_is_allowed_are_refused(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD("/id", "[\"urn:a:1\",\"urn:a:2\"]", MEMBERS, BAD_MEMBER),
        BAD("/issuer", "[\"https://a.example\",\"https://b.example\"]", MEMBERS,
            BAD_MEMBER),
        BAD(ACHIEVEMENT "/name", "[\"a\",\"b\"]", MEMBERS, BAD_MEMBER),
        BAD("/validUntil",
            "[\"2026-03-03T00:00:00Z\",\"2027-03-03T00:00:00Z\"]", DATES,
            BAD_MEMBER),
        BAD(ACHIEVEMENT "/criteria",
            "[{\"narrative\":\"a\"},{\"narrative\":\"b\"}]", CRITERIA,
            BAD_MEMBER),
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);

    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, plain, SUBJECT,
                              "[{\"id\":\"urn:a:1\"},{\"id\":\"urn:a:2\"}]"));
    CHECK_NUMBER(f.first->fault_count, 1);
    CHECK(f.first->faults[0].check == OBV_CHECK_SUBJECT);
    CHECK_NUMBER(f.first->subject_id.len, 0); /* neither of them */
    forms_close(&f);
}

static void
each_type_must_be_that_of_its_place(void **state)
{
    (void)state;
    static const char *const places[] = {
        "/issuer",
        "/issuer/address",
        "/issuer/address/geo",
        "/issuer/image",
        "/issuer/otherIdentifier/0",
        "/issuer/parentOrg",
        SUBJECT,
        SUBJECT "/source",
        SUBJECT "/identifier/1",
        SUBJECT "/result/1",
        SUBJECT "/result/0/alignment/0",
        ACHIEVEMENT,
        ACHIEVEMENT "/alignment/0",
        ACHIEVEMENT "/creator",
        ACHIEVEMENT "/related/0",
        ACHIEVEMENT "/resultDescription/0",
        ACHIEVEMENT "/resultDescription/1/rubricCriterionLevel/0",
        "/evidence/0",
    };
    static const char *const wrong[] = {"\"Other\"", "[\"Other\"]", "7",
                                        "{\"id\":\"Profile\"}"};
    char where[128];
    for (size_t i = 0; i < COUNT(places); i++) {
        snprintf(where, sizeof(where), "%s/type", places[i]);
        for (size_t w = 0; w < COUNT(wrong); w++) {
            forms_case one = {where, wrong[w], OBV_CHECK_TYPE,
                              OBV_REASON_BAD_TYPE, where};
            forms_check(NULL, full, &one, 1, NULL, 0);
        }
    }
}

static void
the_types_of_the_credential_are_texts_and_one_is_the_general_one(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD("/type", "\"OpenBadgeCredential\"", TYPE, BAD_TYPE),
        BAD("/type", "[\"OpenBadgeCredential\"]", TYPE, BAD_TYPE),
        BAD("/type", "[\"VerifiableCredential\",\"OpenBadgeCredential\",7]",
            TYPE, BAD_TYPE),
        BAD("/type", "[\"VerifiableCredential\",\"OpenBadgeCredential\",null]",
            TYPE, BAD_TYPE),
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

static void
a_date_has_a_zone_and_an_end_comes_after_its_start(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD("/validFrom", "\"2026-03-03T00:00:00\"", DATES, BAD_DATE),
        BAD("/validFrom", "\"2026-03-03\"", DATES, BAD_DATE),
        BAD("/validFrom", "\"2026-02-30T00:00:00Z\"", DATES, BAD_DATE),
        BAD("/validFrom", "1772496000", DATES, BAD_DATE),
        BAD("/validFrom", "\"\"", DATES, BAD_DATE),
        BAD("/validUntil", "\"2026-13-03T00:00:00Z\"", DATES, BAD_DATE),
        BAD("/awardedDate", "\"3 mars\"", DATES, BAD_DATE),
        BAD("/proof/created", "\"hier\"", DATES, BAD_DATE),
        BAD("/issuer/dateOfBirth", "\"hier\"", DATES, BAD_DATE),
        BAD("/issuer/dateOfBirth", "\"1980-02-30\"", DATES, BAD_DATE),
        BAD(SUBJECT "/activityStartDate", "\"2025\"", DATES, BAD_DATE),
        BAD(SUBJECT "/activityEndDate", "\"2025-09-01T25:00:00Z\"", DATES,
            BAD_DATE),
        BAD("/validUntil", "\"2026-03-02T23:59:59Z\"", DATES, DATES_CROSSED),
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

static void
a_result_names_what_the_achievement_describes(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD(SUBJECT "/result/0/resultDescription", "\"urn:r:9\"", MEMBERS,
            BAD_RESULT),
        BAD(SUBJECT "/result/1/achievedLevel", "\"urn:l:9\"", MEMBERS,
            BAD_RESULT),
        {SUBJECT "/result/1/status", NULL, OBV_CHECK_MEMBERS,
         OBV_REASON_BAD_RESULT, SUBJECT "/result/1/status"},
        {SUBJECT "/result/0/resultDescription", NULL, 0, OBV_REASON_NONE, ""},
    };
    forms_check(NULL, full, cases, COUNT(cases), NULL, 0);
}

static void
contexts_are_of_the_standard_and_in_its_order(void **state)
{
    (void)state;
#define VC2 "\"https://www.w3.org/ns/credentials/v2\""
#define OB3 "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\""
    static const forms_case cases[] = {
        BAD("/@context", VC2, CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[" VC2 "]", CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[" OB3 "]", CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[" OB3 "," VC2 "]", CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[{}," VC2 "," OB3 "]", CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[" VC2 ",\"https://example.org/ob.json\"]", CONTEXT,
            BAD_CONTEXT),
        BAD("/@context",
            "[" VC2 ",\"https://purl.imsglobal.org/spec/ob/v3p0/"
            "context-evil.json\"]",
            CONTEXT, BAD_CONTEXT),
        BAD("/@context",
            "[" VC2
            ",\"https://purl.imsglobal.org/spec/ob/v3p0/context.json.evil\"]",
            CONTEXT, BAD_CONTEXT),
        BAD("/@context", "7", CONTEXT, BAD_CONTEXT),
        BAD("/@context", "[]", CONTEXT, BAD_CONTEXT),
        {"/@context", "[" VC2 ",\"https://other.example\"," OB3 "]", 0,
         OBV_REASON_NONE, ""},
        {"/@context",
         "[" VC2 ",\"https://purl.imsglobal.org/spec/ob/v3p0/context.json\"]",
         0, OBV_REASON_NONE, ""},
        {"/@context", "[" VC2 ",\"https://w3id.org/openbadges/v3\",{}]", 0,
         OBV_REASON_NONE, ""},
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

/* Where the standard was published while it was made, and is now. */
static void
each_context_of_the_standard_is_known(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.9.json",
        "https://imsglobal.github.io/openbadges-specification/context.json",
        "https://1edtech.github.io/openbadges-specification/context.json",
        "https://w3id.org/openbadges/v3",
    };
    char list[256];
    for (size_t i = 0; i < COUNT(addresses); i++) {
        snprintf(list, sizeof(list), "[" VC2 ",\"%s\"]", addresses[i]);
        forms_case one = {"/@context", list, 0, OBV_REASON_NONE, ""};
        forms_check(NULL, plain, &one, 1, NULL, 0);
    }
}

/* Without a context that tells, the dates do: one fault, not two. */
static void
a_badge_without_its_first_context_is_judged_by_its_dates(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, plain, "/@context", "[" OB3 "]");
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 1);
    text = forms_edit(&f, text, "/validFrom", NULL);
    text = forms_edit(&f, text, "/issuanceDate", "\"2026-03-03T00:00:00Z\"");
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 1);
    text = forms_edit(&f, text, "/issuanceDate", NULL);
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 2);
    CHECK_TEXT(forms_text(f.first->faults[1].where), "/validFrom");
    forms_close(&f);
}

static void
over_vc_1_1_the_dates_have_other_names(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, plain, "/@context/0",
                                  "\"https://www.w3.org/2018/credentials/v1\"");
    forms_read(&f, text);
    CHECK(forms_has_fault(f.first, OBV_CHECK_DATES, OBV_REASON_MISSING_MEMBER,
                          "/issuanceDate"));
    text = forms_edit(&f, text, "/issuanceDate", "\"2026-03-04T00:00:00Z\"");
    text = forms_edit(&f, text, "/expirationDate", "\"2026-03-05T00:00:00Z\"");
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_NUMBER(f.first->valid_from.time, 1772582400); /* the later one */
    CHECK_NUMBER(f.first->valid_until.time, 1772668800);
    CHECK_NUMBER(f.first->signed_at_count, 2);

    forms_read(&f, forms_edit(&f, text, "/expirationDate",
                              "\"2026-03-03T00:00:00Z\""));
    CHECK(forms_has_fault(f.first, OBV_CHECK_DATES, OBV_REASON_DATES_CROSSED,
                          "/validUntil"));
    forms_close(&f);
}

/* The vocabulary of the first plugfest asked for fewer ids. */
static void
the_draft_of_the_standard_asks_for_less(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text =
        forms_edit(&f, plain, "/@context",
                   "[\"https://www.w3.org/2018/credentials/v1\","
                   "\"https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/"
                   "jff-vc-edu-plugfest-1-context.json\"]");
    text = forms_edit(&f, text, "/id", NULL);
    text = forms_edit(&f, text, ACHIEVEMENT "/id", NULL);
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_read(&f, forms_edit(&f, text, ACHIEVEMENT "/name", NULL));
    CHECK_NUMBER(f.first->fault_count, 1);
    forms_close(&f);
}

/* ---- Proofs ------------------------------------------------------------- */

static void
every_proof_of_a_set_is_noted(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f,
               forms_edit(&f, plain, "/proof",
                          "[{\"type\":\"A\",\"verificationMethod\":\"urn:k\"},"
                          "{\"type\":\"DataIntegrityProof\","
                          "\"cryptosuite\":\"b\","
                          "\"proofPurpose\":\"authentication\"}]"));
    CHECK_NUMBER(f.first->fault_count, 0);
    const obv_proof *p = f.first->proofs;
    CHECK_TEXT(forms_text(p->suite), "A");
    CHECK_TEXT(forms_text(p->key_id), "urn:k");
    CHECK_TEXT(forms_text(p->next->suite), "b");
    CHECK_NUMBER(p->next->key_id.len, 0);
    CHECK(p->next->next == NULL);
    forms_close(&f);
}

static void
proofs_for_another_purpose_sign_nothing(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/proof/proofPurpose", "\"authentication\"", OBV_CHECK_PROOF,
         OBV_REASON_BAD_MEMBER, "/proof/proofPurpose"},
        {"/proof/proofPurpose", NULL, 0, OBV_REASON_NONE, ""},
    };
    forms_check(NULL, plain, cases, COUNT(cases), NULL, 0);
}

static void
more_proofs_than_we_look_at_are_a_limit(void **state)
{
    (void)state;
    for (size_t i = 0; i <= OBV_MAX_PROOFS; i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, plain, "/proof", "[]");
        for (size_t n = 0; n <= i; n++) {
            char place[16];
            snprintf(place, sizeof(place), "/proof/%zu", n);
            text = forms_edit(&f, text, place, "{\"type\":\"A\"}");
        }
        forms_read(&f, text);
        CHECK(f.status == (i < OBV_MAX_PROOFS ? OBV_OK : OBV_LIMIT));
        CHECK((f.first != NULL) == (i < OBV_MAX_PROOFS));
        forms_close(&f);
    }
}

/* ---- Endorsements ------------------------------------------------------- */

static const char endorsement[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"urn:uuid:2\","
    "\"type\":[\"VerifiableCredential\",\"EndorsementCredential\"],"
    "\"issuer\":\"https://e.example\",\"validFrom\":\"2026-03-03T00:00:00Z\","
    "\"credentialSubject\":{\"id\":\"https://a.example/issuer\","
    "\"type\":[\"EndorsementSubject\"],\"endorsementComment\":\"Sérieux\"}}";

static void
endorsements_are_found_wherever_they_stand(void **state)
{
    (void)state;
    static const char *const places[] = {
        "/endorsement/0",
        "/issuer/endorsement/0",
        ACHIEVEMENT "/endorsement",
        ACHIEVEMENT "/creator/endorsement/0",
    };
    for (size_t i = 0; i < COUNT(places); i++) {
        forms f;
        forms_open(&f);
        char list[128];
        snprintf(list, sizeof(list), "%.*s",
                 (int)(strstr(places[i], "endorsement") - places[i] + 11),
                 places[i]);
        const char *text = forms_edit(&f, full, list, "[]");
        forms_read(&f, forms_edit(&f, text, places[i], endorsement));
        CHECK_NUMBER(f.first->fault_count, 0);
        const obv_credential *e = f.first->inside;
        assert_non_null(e);
        forms_print_faults(e, places[i]);
        CHECK(e->kind == OBV_KIND_ENDORSEMENT && e->next == NULL);
        CHECK(e->place == OBV_PLACE_ENDORSING && e->parent == f.first);
        CHECK_TEXT(forms_text(e->issuer_id), "https://e.example");
        CHECK_TEXT(forms_text(e->comment), "Sérieux");
        CHECK(e->proofs == NULL && e->fault_count == 0); /* a statement */
        forms_close(&f);
    }
}

static void
endorsements_are_objects_or_jws_and_may_be_many(void **state)
{
    (void)state;
    static const char *const owners[] = {"", "/issuer", ACHIEVEMENT,
                                         ACHIEVEMENT "/creator"};
    char place[128];
    for (size_t i = 0; i < COUNT(owners); i++) {
        forms f;
        forms_open(&f);
        snprintf(place, sizeof(place), "%s/endorsement", owners[i]);
        forms_case wrong = {place, "7", OBV_CHECK_MEMBERS,
                            OBV_REASON_BAD_MEMBER, place};
        forms_check(NULL, full, &wrong, 1, NULL, 0);
        const char *text = forms_edit(&f, full, place, "[{},{}]");
        forms_read(&f, text);
        CHECK_CASE(f.first->fault_count == 0, place);

        snprintf(place, sizeof(place), "%s/endorsementJwt", owners[i]);
        forms_check(NULL, full, &wrong, 1, NULL, 0);
        forms_read(&f, forms_edit(&f, full, place, "[\"a\",\"b\"]"));
        CHECK_CASE(f.first->fault_count == 0, place);
        CHECK(f.first->inside != NULL && f.first->inside->next != NULL);
        forms_close(&f);
    }
}

static void
an_endorsement_as_jws_is_found_too(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *jws =
        forms_jws(&f, "{\"alg\":\"EdDSA\",\"kid\":\"urn:k\"}", endorsement);
    const char *text = forms_edit(&f, plain, "/endorsementJwt", "[]");
    text = forms_edit(&f, text, "/endorsementJwt/0", forms_quoted(&f, jws));
    text = forms_edit(&f, text, "/endorsementJwt/1", "\"no jws\"");
    forms_read(&f, text);
    CHECK_NUMBER(f.first->fault_count, 0); /* the badge is not worse for it */
    const obv_credential *e = f.first->inside;
    CHECK(e->proofs->kind == OBV_PROOF_JWS && e->has_digest);
    CHECK_NUMBER(e->fault_count, 0);
    CHECK(e->next->kind == OBV_KIND_ENDORSEMENT);
    CHECK(forms_has_fault(e->next, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS, ""));
    CHECK(e->next->next == NULL);
    forms_close(&f);
}

static void
an_endorsement_has_faults_of_its_own(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/credentialSubject/id", NULL, OBV_CHECK_SUBJECT,
         OBV_REASON_MISSING_MEMBER, "/credentialSubject/id"},
        {"/credentialSubject", NULL, OBV_CHECK_SUBJECT,
         OBV_REASON_MISSING_MEMBER, "/credentialSubject"},
        {"/credentialSubject",
         "[{\"id\":\"urn:a:a\",\"type\":\"EndorsementSubject\"},"
         "{\"id\":\"urn:a:b\",\"type\":\"EndorsementSubject\"}]",
         OBV_CHECK_SUBJECT, OBV_REASON_BAD_MEMBER, "/credentialSubject"},
        {"/credentialSubject/type", "\"X\"", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, "/credentialSubject/type"},
        {"/credentialSubject/endorsementComment", "1", OBV_CHECK_MEMBERS,
         OBV_REASON_BAD_MEMBER, "/credentialSubject/endorsementComment"},
        {"/issuer", NULL, OBV_CHECK_MEMBERS, OBV_REASON_MISSING_MEMBER,
         "/issuer"},
        {"/@context", NULL, OBV_CHECK_CONTEXT, OBV_REASON_MISSING_MEMBER,
         "/@context"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(
            &f, plain, "/endorsement",
            forms_edit(&f, endorsement, cases[i].pointer, cases[i].value));
        forms_read(&f, text);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_CASE(forms_has_fault(f.first->inside, cases[i].check,
                                   cases[i].reason, cases[i].where),
                   cases[i].pointer);
        forms_close(&f);
    }
}

/* Another badge in the place of an endorsement is none. */
static void
no_member_of_an_endorsement_may_be_of_another_kind(void **state)
{
    (void)state;
    static const char *const free[] = {"/type", "/proof"};
    forms f;
    forms_open(&f);
    forms_check_kinds(
        forms_edit(&f, endorsement, "/proof", "[{\"type\":\"X\"}]"), free,
        COUNT(free));
    forms_close(&f);
}

static void
only_an_endorsement_endorses(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, plain, "/endorsement", plain));
    CHECK(f.first->inside->kind == OBV_KIND_ENDORSEMENT);
    CHECK(forms_has_fault(f.first->inside, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE,
                          "/type"));
    /* Nor does a record bring its badges in, as if this one contained them. */
    forms_read(&f, forms_edit(&f, plain, "/endorsement",
                              "{\"type\":\"ClrCredential\","
                              "\"credentialSubject\":{"
                              "\"verifiableCredential\":[{"
                              "\"type\":\"OpenBadgeCredential\"}]}}"));
    CHECK(f.first->inside->kind == OBV_KIND_ENDORSEMENT);
    CHECK(f.first->inside->fault_count > 0);
    CHECK(f.first->inside->inside == NULL);
    forms_read(&f, forms_edit(&f, plain, "/endorsement", "{\"a\":1}"));
    CHECK(forms_has_fault(f.first->inside, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE,
                          ""));
    forms_close(&f);
}

static void
endorsements_of_endorsements_end_at_a_limit(void **state)
{
    (void)state;
    for (unsigned depth = 0; depth <= OBV_MAX_NESTING + 1; depth++) {
        forms f;
        forms_open(&f);
        const char *text = endorsement;
        for (unsigned i = 1; i < depth; i++) {
            text = forms_edit(&f, endorsement, "/endorsement", text);
        }
        text = depth > 0 ? forms_edit(&f, plain, "/endorsement", text) : plain;
        forms_read(&f, text);
        CHECK(f.status == (depth <= OBV_MAX_NESTING ? OBV_OK : OBV_LIMIT));
        forms_close(&f);
    }
}

/* ---- Limits ------------------------------------------------------------- */

static void
more_things_of_a_kind_than_we_keep_are_a_limit(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *item;
        size_t more; /* that fit beside them */
    } cases[] = {
        {"/credentialSubject/identifier",
         "{\"type\":\"IdentityObject\",\"hashed\":false,"
         "\"identityHash\":\"a\",\"identityType\":\"name\"}",
         0},
        {ACHIEVEMENT "/alignment",
         "{\"type\":\"Alignment\",\"targetName\":\"a\","
         "\"targetUrl\":\"urn:a:a\"}",
         0},
        {"/evidence", "{\"type\":\"Evidence\"}", 1},
        {"/credentialSubject/result", "{\"type\":\"Result\"}", 0},
        {ACHIEVEMENT "/resultDescription",
         "{\"id\":\"urn:a:a\",\"type\":\"ResultDescription\","
         "\"name\":\"a\",\"resultType\":\"a\"}",
         0},
        {"/credentialStatus", "{\"type\":\"A\"}", 0},
    };
    static char list[OBV_MAX_ITEMS * 160];
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t len = 0, fit = OBV_MAX_ITEMS - cases[i].more;
        for (size_t n = 1; n <= fit + 1; n++) {
            len += (size_t)snprintf(list + len, sizeof(list) - len, "%c%s",
                                    n > 1 ? ',' : '[', cases[i].item);
            if (n < fit) {
                continue;
            }
            forms f;
            forms_open(&f);
            snprintf(list + len, sizeof(list) - len, "]");
            forms_read(&f, forms_edit(&f, plain, cases[i].pointer, list));
            CHECK_CASE(f.status == (n == fit ? OBV_OK : OBV_LIMIT),
                       cases[i].pointer);
            forms_close(&f);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_badge_is_read_into_the_model),
        cmocka_unit_test(what_is_achieved_is_read_into_the_model),
        cmocka_unit_test(
            identities_evidence_and_results_are_read_in_their_order),
        cmocka_unit_test(by_name_and_by_meaning_it_is_one_badge),
        cmocka_unit_test(what_is_not_there_is_not_listed),
        cmocka_unit_test(status_and_proof_are_noted_and_not_believed),
        cmocka_unit_test(a_key_in_a_proof_is_read_in_each_form),
        cmocka_unit_test(a_status_of_another_kind_is_its_id),
        cmocka_unit_test(the_type_decides_the_kind),
        cmocka_unit_test(
            a_credential_that_is_no_badge_has_no_faults_of_a_badge),
        cmocka_unit_test(what_the_standards_allow_is_no_fault),
        cmocka_unit_test(one_and_an_array_of_one_are_the_same),
        cmocka_unit_test(the_holder_may_be_named_in_several_ways),
        cmocka_unit_test(each_member_that_must_be_there_is_missed),
        cmocka_unit_test(a_badge_without_what_it_is_about_is_refused),
        cmocka_unit_test(each_value_must_be_of_its_kind),
        cmocka_unit_test(no_member_of_the_standard_may_be_of_another_kind),
        cmocka_unit_test(nor_may_it_where_meaning_is_signed),
        cmocka_unit_test(two_where_one_is_allowed_are_refused),
        cmocka_unit_test(each_type_must_be_that_of_its_place),
        cmocka_unit_test(
            the_types_of_the_credential_are_texts_and_one_is_the_general_one),
        cmocka_unit_test(a_date_has_a_zone_and_an_end_comes_after_its_start),
        cmocka_unit_test(a_result_names_what_the_achievement_describes),
        cmocka_unit_test(contexts_are_of_the_standard_and_in_its_order),
        cmocka_unit_test(each_context_of_the_standard_is_known),
        cmocka_unit_test(
            a_badge_without_its_first_context_is_judged_by_its_dates),
        cmocka_unit_test(over_vc_1_1_the_dates_have_other_names),
        cmocka_unit_test(the_draft_of_the_standard_asks_for_less),
        cmocka_unit_test(every_proof_of_a_set_is_noted),
        cmocka_unit_test(proofs_for_another_purpose_sign_nothing),
        cmocka_unit_test(more_proofs_than_we_look_at_are_a_limit),
        cmocka_unit_test(endorsements_are_found_wherever_they_stand),
        cmocka_unit_test(endorsements_are_objects_or_jws_and_may_be_many),
        cmocka_unit_test(an_endorsement_as_jws_is_found_too),
        cmocka_unit_test(an_endorsement_has_faults_of_its_own),
        cmocka_unit_test(no_member_of_an_endorsement_may_be_of_another_kind),
        cmocka_unit_test(only_an_endorsement_endorses),
        cmocka_unit_test(endorsements_of_endorsements_end_at_a_limit),
        cmocka_unit_test(more_things_of_a_kind_than_we_keep_are_a_limit),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
