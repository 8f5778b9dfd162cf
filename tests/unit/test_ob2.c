/* SPDX-License-Identifier: Apache-2.0 */
/* OB 1.0 to 2.1: assertions signed and hosted, with their class and issuer
   inlined or named by address. */
#include "forms.h"

/* ---- Texts -------------------------------------------------------------- */

#define CONTEXT "\"@context\":\"https://w3id.org/openbadges/v2\""
#define RECIPIENT                                                              \
    "\"recipient\":{\"type\":\"email\",\"hashed\":true,\"salt\":\"deadsea\","  \
    "\"identity\":\"sha256$00\"}"

static const char hosted[] =
    "{" CONTEXT
    ",\"type\":\"Assertion\",\"id\":\"https://a.example/1\"," RECIPIENT
    ",\"issuedOn\":\"2026-03-03T00:00:00+00:00\","
    "\"badge\":\"https://a.example/class\","
    "\"verification\":{\"type\":\"hosted\"}}";

static const char signed_one[] =
    "{" CONTEXT ",\"type\":\"Assertion\",\"id\":\"urn:uuid:1\"," RECIPIENT ","
    "\"issuedOn\":\"2026-03-03T00:00:00Z\","
    "\"expires\":\"2027-03-03T00:00:00Z\","
    "\"badge\":\"https://a.example/class\","
    "\"verification\":{\"type\":\"SignedBadge\","
    "\"creator\":\"https://a.example/key\"}}";

#define CLASS                                                                  \
    "{\"type\":\"BadgeClass\",\"id\":\"https://a.example/class\","             \
    "\"name\":\"L'Indispensable\",\"description\":\"Ponctuelle\","             \
    "\"image\":\"https://a.example/i.png\",\"@language\":\"fr\","              \
    "\"criteria\":{\"id\":\"https://a.example/c\",\"narrative\":\"- a\"},"     \
    "\"alignment\":[{\"targetName\":\"Maraîchage\","                          \
    "\"targetUrl\":\"https://t.example\",\"targetFramework\":\"ROME\","        \
    "\"targetCode\":\"A1405\"}],\"tags\":[\"a\"],"                             \
    "\"issuer\":" ISSUER "}"
#define ISSUER                                                                 \
    "{\"type\":\"Issuer\",\"id\":\"https://a.example\","                       \
    "\"name\":\"Les Jardins\",\"url\":\"https://a.example\","                  \
    "\"email\":\"a@a.example\"}"

static const char inlined[] =
    "{" CONTEXT
    ",\"type\":[\"Assertion\"],\"id\":\"https://a.example/1\"," RECIPIENT
    ",\"issuedOn\":\"2026-03-03T00:00:00Z\",\"badge\":" CLASS ","
    "\"image\":{\"id\":\"https://a.example/1.png\",\"caption\":\"c\"},"
    "\"narrative\":\"Six mois\",\"evidence\":[\"https://a.example/e\","
    "{\"id\":\"_:b1\",\"name\":\"Décision\",\"narrative\":\"n\","
    "\"description\":\"d\",\"genre\":\"g\"}],"
    "\"extensions:recipientProfile\":{\"type\":[\"Extension\"],"
    "\"name\":\"Marie Dupont\"},"
    "\"verification\":{\"type\":\"HostedBadge\"}}";

static const forms_document catalogue[] = {
    {"https://a.example/class",
     "{\"type\":\"BadgeClass\",\"id\":\"https://a.example/class\","
     "\"name\":\"Du catalogue\",\"description\":\"d\","
     "\"criteria\":\"https://a.example/criteria\","
     "\"issuer\":\"https://a.example/issuer\"}"},
    {"https://a.example/issuer",
     "{\"type\":\"Profile\",\"id\":\"https://other.example\","
     "\"name\":\"Les Jardins\","
     "\"revocationList\":\"https://a.example/revoked\"}"},
};

static const char header[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

/* ---- The model ---------------------------------------------------------- */

static void
an_inlined_badge_is_read_into_the_model(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, inlined);
    const obv_credential *c = f.first;
    assert_non_null(c);
    forms_print_faults(c, "inlined");
    CHECK_NUMBER(c->fault_count, 0);
    CHECK(c->kind == OBV_KIND_BADGE && c->edition == OBV_OB2);
    CHECK_TEXT(forms_text(c->id), "https://a.example/1");
    CHECK_TEXT(forms_text(c->issuer_id), "https://a.example");
    CHECK_TEXT(forms_text(c->issuer_name), "Les Jardins");
    CHECK_NUMBER(c->class_address.len + c->issuer_address.len, 0);
    CHECK_TEXT(forms_text(c->subject_name), "Marie Dupont");
    CHECK(c->issued_on.given && c->issued_on.time == 1772496000);
    CHECK(!c->valid_from.given && !c->valid_until.given);
    CHECK(c->signed_at_count == 1 && c->signed_at[0] == 1772496000);

    const obv_achievement *a = &c->achievement;
    CHECK_TEXT(forms_text(a->id), "https://a.example/class");
    CHECK_TEXT(forms_text(a->name), "L'Indispensable");
    CHECK_TEXT(forms_text(a->description), "Ponctuelle");
    CHECK_TEXT(forms_text(a->language), "fr");
    CHECK_TEXT(forms_text(a->criteria_id), "https://a.example/c");
    CHECK_TEXT(forms_text(a->criteria_narrative), "- a");
    CHECK_TEXT(forms_text(a->image), "https://a.example/i.png");
    CHECK_NUMBER(c->alignment_count, 1);
    CHECK_TEXT(forms_text(c->alignments[0].name), "Maraîchage");
    CHECK_TEXT(forms_text(c->alignments[0].framework), "ROME");
    CHECK_TEXT(forms_text(c->alignments[0].code), "A1405");
    CHECK_TEXT(forms_text(c->alignments[0].url), "https://t.example");

    CHECK_NUMBER(c->evidence_count, 3);
    CHECK_TEXT(forms_text(c->evidence[0].narrative), "Six mois");
    CHECK_TEXT(forms_text(c->evidence[1].id), "https://a.example/e");
    CHECK_TEXT(forms_text(c->evidence[2].name), "Décision");
    CHECK(c->proofs->kind == OBV_PROOF_HOSTED && c->proofs->next == NULL);
    CHECK(!c->has_digest && c->status_count == 0);
    forms_close(&f);
}

static void
what_is_not_there_is_not_listed(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, hosted, "/recipient/identity", NULL));
    CHECK_NUMBER(f.first->identity_count + f.first->evidence_count +
                     f.first->alignment_count + f.first->status_count,
                 0);
    forms_read(&f, forms_edit(&f, hosted, "/evidence", "\"urn:a:e\""));
    CHECK_NUMBER(f.first->evidence_count, 1);
    CHECK_TEXT(forms_text(f.first->evidence[0].id), "urn:a:e");
    forms_close(&f);
}

static void
recipients_are_plain_or_hashed(void **state)
{
    (void)state;
    static const struct {
        const char *recipient, *value;
        bool hashed;
    } cases[] = {
        {"{\"type\":\"email\",\"hashed\":true,\"identity\":\"sha256$0\"}",
         "sha256$0", true},
        {"{\"type\":\"email\",\"hashed\":false,\"identity\":\"a@b.example\"}",
         "a@b.example", false},
        {"{\"type\":\"email\",\"identity\":\"a@b.example\"}", "a@b.example",
         false},
        {"{\"type\":\"email\",\"identity\":\"sha256$0\"}", "sha256$0", true},
        {"{\"type\":\"url\",\"identity\":\"md5$0\"}", "md5$0", true},
        {"{\"type\":\"name\",\"hashed\":false,\"identity\":\"sha256$0\"}",
         "sha256$0", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f,
                   forms_edit(&f, hosted, "/recipient", cases[i].recipient));
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_NUMBER(f.first->identity_count, 1);
        CHECK(f.first->identities[0].hashed == cases[i].hashed);
        CHECK_TEXT(forms_text(f.first->identities[0].value), cases[i].value);
        forms_close(&f);
    }
}

/* ---- By address --------------------------------------------------------- */

static void
class_and_issuer_come_from_the_catalogue(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    f.catalogue = catalogue;
    f.documents = COUNT(catalogue);
    forms_read(&f, forms_jws(&f, header, signed_one));
    const obv_credential *c = f.first;
    CHECK_NUMBER(c->fault_count, 0);
    CHECK_TEXT(forms_text(c->class_address), "https://a.example/class");
    CHECK_TEXT(forms_text(c->issuer_address), "https://a.example/issuer");
    /* Its address names an issuer, not what the document says of itself. */
    CHECK_TEXT(forms_text(c->issuer_id), "https://a.example/issuer");
    CHECK_TEXT(forms_text(c->issuer_name), "Les Jardins");
    CHECK_TEXT(forms_text(c->achievement.id), "https://a.example/class");
    CHECK_TEXT(forms_text(c->achievement.name), "Du catalogue");
    CHECK_TEXT(forms_text(c->achievement.criteria_id),
               "https://a.example/criteria");
    CHECK_NUMBER(c->status_count, 1);
    CHECK_TEXT(forms_text(c->statuses[0].type), "RevocationList");
    CHECK_TEXT(forms_text(c->statuses[0].list), "https://a.example/revoked");
    CHECK_TEXT(forms_text(c->statuses[0].index), "urn:uuid:1");
    forms_close(&f);
}

static void
what_the_catalogue_lacks_stays_an_address(void **state)
{
    (void)state;
    for (size_t documents = 0; documents < COUNT(catalogue); documents++) {
        forms f;
        forms_open(&f);
        f.catalogue = catalogue;
        f.documents = documents;
        forms_read(&f, forms_jws(&f, header, signed_one));
        const obv_credential *c = f.first;
        CHECK_NUMBER(c->fault_count, 0);
        CHECK_TEXT(forms_text(c->achievement.id), "https://a.example/class");
        CHECK_TEXT(forms_text(c->class_address), "https://a.example/class");
        CHECK_TEXT(forms_text(c->achievement.name),
                   documents > 0 ? "Du catalogue" : "");
        CHECK_TEXT(forms_text(c->issuer_id),
                   documents > 0 ? "https://a.example/issuer" : "");
        CHECK_NUMBER(c->issuer_name.len + c->status_count, 0);
        forms_close(&f);
    }
}

/* An issuer by address inside a class that stands in the badge. */
static void
an_inlined_class_may_name_its_issuer_by_address(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, inlined, "/badge/issuer",
                              "\"https://a.example/issuer\""));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_NUMBER(f.first->class_address.len, 0);
    CHECK_TEXT(forms_text(f.first->issuer_address), "https://a.example/issuer");
    CHECK_TEXT(forms_text(f.first->issuer_id), "https://a.example/issuer");
    forms_close(&f);
}

/* A revocation list is for what is signed: a hosted badge says it itself. */
static void
a_hosted_badge_has_no_revocation_list(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    f.catalogue = catalogue;
    f.documents = COUNT(catalogue);
    forms_read(&f, hosted);
    CHECK_TEXT(forms_text(f.first->issuer_name), "Les Jardins");
    CHECK_NUMBER(f.first->status_count, 0);
    forms_close(&f);
}

/* However it is written: what is there and cannot be read is not nothing. */
static void
a_revocation_list_is_seen_however_it_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        size_t count;
        bool fault;
    } cases[] = {
        {"\"https://a.example/r\"", 1, false},
        {"[\"https://a.example/r\"]", 1, false},
        {"{\"id\":\"https://a.example/r\"}", 1, false},
        {"{}", 1, false},
        {"[\"https://a.example/r\",\"https://a.example/s\"]", 1, true},
        {"7", 1, true},
        {"\"r\"", 1, true},
        {"null", 0, false},
        {"[]", 0, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, signed_one, "/badge", CLASS);
        forms_read(
            &f, forms_jws(&f, "{\"alg\":\"RS256\"}",
                          forms_edit(&f, text, "/badge/issuer/revocationList",
                                     cases[i].value)));
        CHECK_CASE(f.first->status_count == cases[i].count, cases[i].value);
        CHECK_CASE((f.first->fault_count > 0) == cases[i].fault,
                   cases[i].value);
        forms_close(&f);
    }
}

/* ---- Through its context ------------------------------------------------- */

#define INLINE(terms) "[\"https://w3id.org/openbadges/v2\"," terms "]"

static void
aliases_and_arrays_make_no_difference(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *value, *pointer_2, *value_2;
    } same[] = {
        {"/type", NULL, "/@type", "[\"Assertion\"]"},
        {"/id", NULL, "/@id", "\"https://a.example/1\""},
        {"/type", "\"https://w3id.org/openbadges#Assertion\"", NULL, NULL},
        {"/type", "\"obi:Assertion\"", NULL, NULL},
        {"/verification", NULL, "/verify", "{\"type\":\"hosted\"}"},
        {"/verification", NULL, "/obi:verify", "{\"@type\":\"HostedBadge\"}"},
        {"/verification", NULL, "/verify",
         "[{\"@type\":[\"obi:HostedBadge\"]}]"},
        {"/badge/name", NULL, "/badge/schema:name",
         "[{\"@value\":\"L'Indispensable\"}]"},
        {"/badge/name", NULL, "/badge/http:~1~1schema.org~1name",
         "\"L'Indispensable\""},
        {"/recipient/type", NULL, "/recipient/@type", "\"schema:email\""},
        {"/@context", INLINE("{\"nom\":\"schema:name\"}"), "/badge",
         "{\"type\":\"BadgeClass\",\"id\":\"https://a.example/class\","
         "\"nom\":\"L'Indispensable\",\"description\":\"Ponctuelle\","
         "\"image\":{\"id\":\"https://a.example/i.png\"},"
         "\"criteria\":[{\"narrative\":\"- a\"}],\"issuer\":" ISSUER "}"},
        {"/issuedOn",
         "{\"@value\":\"2026-03-03T00:00:00Z\",\"@type\":"
         "\"xsd:dateTime\"}",
         NULL, NULL},
        {"/badge/issuer", "\"https://a.example\"", "/@included",
         "[" ISSUER "]"},
    };
    for (size_t i = 0; i < COUNT(same); i++) {
        forms f;
        forms_open(&f);
        const char *text =
            forms_edit(&f, inlined, same[i].pointer, same[i].value);
        if (same[i].pointer_2 != NULL) {
            text = forms_edit(&f, text, same[i].pointer_2, same[i].value_2);
        }
        forms_read(&f, text);
        const obv_credential *c = f.first;
        CHECK_CASE(c != NULL, text);
        forms_print_faults(c, text);
        CHECK_CASE(c->fault_count == 0, text);
        CHECK_CASE(c->kind == OBV_KIND_BADGE && c->edition == OBV_OB2, text);
        CHECK_TEXT(forms_text(c->id), "https://a.example/1");
        CHECK_TEXT(forms_text(c->achievement.name), "L'Indispensable");
        CHECK_TEXT(forms_text(c->issuer_id), "https://a.example");
        CHECK_TEXT(forms_text(c->issuer_name), "Les Jardins");
        CHECK_TEXT(forms_text(c->identities[0].type), "email");
        CHECK(c->identities[0].hashed);
        CHECK_NUMBER(c->issued_on.time, 1772496000);
        CHECK(c->proofs->kind == OBV_PROOF_HOSTED);
        forms_close(&f);
    }
}

/* A JWS signs the text: the same text is the same badge in it. */
static void
a_signed_badge_is_read_through_its_context_too(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, signed_one, "/type", NULL);
    text = forms_edit(&f, text, "/@type", "[\"Assertion\"]");
    text = forms_edit(&f, text, "/verification", NULL);
    text = forms_edit(&f, text, "/verify",
                      "{\"type\":\"signed\",\"dc:creator\":"
                      "{\"@id\":\"https://a.example/key\"}}");
    forms_read(&f, forms_jws(&f, header, text));
    forms_print_faults(f.first, text);
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->proofs->key_id), "https://a.example/key");
    CHECK(f.first->proofs->kind == OBV_PROOF_JWS && f.first->has_digest);
    CHECK(f.first->other == NULL);
    /* A context that we do not have leaves the names as they stand. */
    forms_read(&f, forms_jws(&f, header,
                             forms_edit(&f, signed_one, "/@context",
                                        INLINE("\"https://x.example/c\""))));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->id), "urn:uuid:1");
    forms_close(&f);
}

/* So are the documents to which its addresses lead. */
static void
a_document_of_the_catalogue_is_read_through_its_context(void **state)
{
    (void)state;
    static const forms_document aliased[] = {
        {"https://a.example/class",
         "{" CONTEXT ",\"@type\":\"BadgeClass\","
         "\"@id\":\"https://a.example/class\","
         "\"schema:name\":\"Du catalogue\",\"description\":\"d\","
         "\"criteria\":\"https://a.example/criteria\","
         "\"obi:issuer\":{\"@id\":\"https://a.example/issuer\"}}"},
        {"https://a.example/issuer",
         "{" CONTEXT ",\"type\":\"Profile\","
         "\"schema:name\":\"Les Jardins\","
         "\"obi:revocationList\":{\"@id\":\"https://a.example/revoked\"}}"},
    };
    forms f;
    forms_open(&f);
    f.catalogue = aliased;
    f.documents = COUNT(aliased);
    forms_read(&f, forms_jws(&f, header, signed_one));
    CHECK_TEXT(forms_text(f.first->achievement.name), "Du catalogue");
    CHECK_TEXT(forms_text(f.first->issuer_id), "https://a.example/issuer");
    CHECK_TEXT(forms_text(f.first->issuer_name), "Les Jardins");
    CHECK_NUMBER(f.first->status_count, 1);
    CHECK_TEXT(forms_text(f.first->statuses[0].list),
               "https://a.example/revoked");
    forms_close(&f);
}

/* ---- Proof -------------------------------------------------------------- */

static void
a_signed_badge_names_its_key_in_several_ways(void **state)
{
    (void)state;
    static const struct {
        const char *context, *header, *verification, *key;
    } cases[] = {
        {"v2", "{\"alg\":\"RS256\"}",
         "{\"type\":\"signed\",\"creator\":\"urn:a:k\"}", "urn:a:k"},
        {"v2", "{\"alg\":\"RS256\"}",
         "{\"type\":\"SignedBadge\",\"creator\":{\"id\":\"urn:a:k\"}}",
         "urn:a:k"},
        {"v2", "{\"alg\":\"RS256\",\"kid\":\"urn:a:k\"}",
         "{\"type\":\"signed\",\"creator\":\"urn:a:k\"}", "urn:a:k"},
        {"v2", "{\"alg\":\"RS256\",\"kid\":\"h\"}", "{\"type\":\"signed\"}",
         "h"},
        {"v2", "{\"alg\":\"RS256\"}", "{\"type\":\"signed\"}", ""},
        {"v1", "{\"alg\":\"RS256\"}",
         "{\"type\":\"signed\",\"url\":\"https://a.example/key\"}",
         "https://a.example/key"},
        {"v1", "{\"alg\":\"RS256\"}",
         "{\"type\":\"signed\",\"creator\":\"urn:a:k\","
         "\"url\":\"https://a.example/key\"}",
         "urn:a:k"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text =
            forms_edit(&f, signed_one, "/verification", cases[i].verification);
        text = forms_edit(&f, text, "/@context",
                          strcmp(cases[i].context, "v1") == 0
                              ? "\"https://w3id.org/openbadges/v1\""
                              : "\"https://w3id.org/openbadges/v2\"");
        forms_read(&f, forms_jws(&f, cases[i].header, text));
        forms_print_faults(f.first, cases[i].verification);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK(f.first->proofs->kind == OBV_PROOF_JWS);
        CHECK(f.first->proofs->next == NULL && f.first->has_digest);
        CHECK_TEXT(forms_text(f.first->proofs->key_id), cases[i].key);
        forms_close(&f);
    }
}

static void
two_names_of_a_key_must_be_one(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_jws(&f, "{\"alg\":\"RS256\",\"kid\":\"h\"}",
                             forms_edit(&f, signed_one, "/verification",
                                        "{\"type\":\"signed\","
                                        "\"creator\":\"urn:a:k\"}")));
    CHECK_NUMBER(f.first->fault_count, 1);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_KEYS_DISAGREE,
                          "header/kid"));
    forms_close(&f);
}

/* Libraries add the claims of a JWT to whatever they sign. */
static void
the_claims_of_a_jwt_count_in_a_signed_badge_too(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, signed_one, "/iat", "1000");
    text = forms_edit(&f, text, "/exp", "1800000000");
    text = forms_edit(&f, text, "/expires", "\"2030-01-01T00:00:00Z\"");
    forms_read(&f, forms_jws(&f, "{\"alg\":\"RS256\"}", text));
    CHECK(forms_has_fault(f.first, OBV_CHECK_CLAIMS, OBV_REASON_CLAIMS_DISAGREE,
                          "/exp"));
    CHECK_NUMBER(f.first->valid_until.time, 1800000000); /* the earlier */
    text = forms_edit(&f, text, "/expires", NULL);
    forms_read(&f, forms_jws(&f, "{\"alg\":\"RS256\"}", text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_NUMBER(f.first->valid_until.time, 1800000000);
    CHECK_NUMBER(f.first->signed_at_count, 2); /* issuedOn and iat */
    CHECK_NUMBER(f.first->signed_at[1], 1000);
    text = forms_edit(&f, text, "/exp", "\"tomorrow\"");
    forms_read(&f, forms_jws(&f, "{\"alg\":\"RS256\"}", text));
    CHECK(forms_has_fault(f.first, OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER,
                          "/exp"));
    forms_close(&f);
}

static void
a_signed_badge_without_its_signature_is_signed_by_nothing(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, signed_one);
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED,
                          "/verification/type"));
    CHECK(f.first->proofs == NULL);
    forms_close(&f);
}

static void
a_method_that_is_none_or_another_is_refused(void **state)
{
    (void)state;
    static const forms_case bare[] = {
        {"/verification/type", "\"VerificationObject\"", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, "/verification/type"},
        {"/verification/type", "\"Hosted\"", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, "/verification/type"},
        {"/verification/type", NULL, OBV_CHECK_TYPE, OBV_REASON_MISSING_MEMBER,
         "/verification/type"},
        {"/verification", NULL, OBV_CHECK_PROOF, OBV_REASON_MISSING_MEMBER,
         "/verification"},
        {"/verification", "\"hosted\"", OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER,
         "/verification"},
        /* Two under two names; the same twice does no harm. */
        {"/verify", "{\"type\":\"hosted\"}", 0, OBV_REASON_NONE, ""},
        {"/verify", "{\"type\":\"signed\"}", OBV_CHECK_PROOF,
         OBV_REASON_BAD_MEMBER, "/verification"},
    };
    static const forms_case in_jws[] = {
        {"/verification/type", "\"hosted\"", OBV_CHECK_TYPE,
         OBV_REASON_BAD_TYPE, "/verification/type"},
        {"/verification/type", "\"X\"", OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE,
         "/verification/type"},
    };
    forms_check(NULL, hosted, bare, COUNT(bare), NULL, 0);
    forms_check(header, signed_one, in_jws, COUNT(in_jws), NULL, 0);
}

static void
the_header_of_a_signed_assertion_has_the_same_rules(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_jws(&f, "{\"alg\":\"none\"}", signed_one));
    CHECK(forms_has_fault(f.first, OBV_CHECK_PROOF, OBV_REASON_FORBIDDEN_ALG,
                          "header/alg"));
    forms_close(&f);
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

static void
each_member_that_must_be_there_is_missed(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        MISSING("/id", MEMBERS),
        MISSING("/recipient", SUBJECT),
        MISSING("/recipient/identity", SUBJECT),
        MISSING("/recipient/type", SUBJECT),
        MISSING("/badge", MEMBERS),
        MISSING("/badge/id", MEMBERS),
        MISSING("/badge/type", TYPE),
        MISSING("/badge/name", MEMBERS),
        MISSING("/badge/description", MEMBERS),
        MISSING("/badge/image", MEMBERS),
        MISSING("/badge/criteria", CRITERIA),
        MISSING("/badge/issuer", MEMBERS),
        MISSING("/badge/issuer/id", MEMBERS),
        MISSING("/badge/issuer/type", TYPE),
        MISSING("/badge/issuer/name", MEMBERS),
        MISSING("/badge/alignment/0/targetName", MEMBERS),
        MISSING("/badge/alignment/0/targetUrl", MEMBERS),
        MISSING("/image/id", MEMBERS),
        MISSING("/issuedOn", DATES),
        MISSING("/verification", PROOF),
        {"/badge/criteria", "{}", OBV_CHECK_CRITERIA, OBV_REASON_MISSING_MEMBER,
         "/badge/criteria/id"},
    };
    forms_check(NULL, inlined, cases, COUNT(cases), NULL, 0);
}

static void
each_value_must_be_of_its_kind(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        BAD("/id", "\"one\"", MEMBERS, BAD_MEMBER),
        BAD("/recipient", "\"a@b.example\"", SUBJECT, BAD_MEMBER),
        BAD("/recipient/hashed", "\"oui\"", SUBJECT, BAD_MEMBER),
        BAD("/recipient/identity", "7", SUBJECT, BAD_MEMBER),
        BAD("/badge", "\"the class\"", MEMBERS, BAD_MEMBER),
        BAD("/badge", "7", MEMBERS, BAD_MEMBER),
        BAD("/badge/name", "{}", MEMBERS, BAD_MEMBER),
        BAD("/badge/type", "\"Assertion\"", TYPE, BAD_TYPE),
        BAD("/badge/criteria", "\"criteria\"", CRITERIA, BAD_MEMBER),
        BAD("/badge/tags/0", "1", MEMBERS, BAD_MEMBER),
        BAD("/badge/issuer", "\"Les Jardins\"", MEMBERS, BAD_MEMBER),
        BAD("/badge/issuer/type", "\"BadgeClass\"", TYPE, BAD_TYPE),
        BAD("/evidence/0", "\"work\"", MEMBERS, BAD_MEMBER),
        BAD("/evidence/1/name", "1", MEMBERS, BAD_MEMBER),
        BAD("/narrative", "1", MEMBERS, BAD_MEMBER),
        BAD("/issuedOn", "\"2026-03-03T00:00:00\"", DATES, BAD_DATE),
        BAD("/issuedOn", "\"2026-03-03\"", DATES, BAD_DATE),
        BAD("/issuedOn", "1772496000", DATES, BAD_DATE),
        BAD("/issuedOn", "\"2026-03-03T00:00:00+1:00\"", DATES, BAD_DATE),
        BAD("/issuedOn", "\"2026-03-03T24:01Z\"", DATES, BAD_DATE),
        BAD("/issuedOn", "\"2026-03-03T00:00Zulu\"", DATES, BAD_DATE),
        BAD("/issuedOn", "\"2026-03-03T0000Z\"", DATES, BAD_DATE),
        BAD("/expires", "\"demain\"", DATES, BAD_DATE),
        BAD("/expires", "\"2026-03-02T00:00:00Z\"", DATES, DATES_CROSSED),
        BAD("/@context", "\"https://w3id.org/openbadges/evil\"", CONTEXT,
            BAD_CONTEXT),
        BAD("/@context", "[{}]", CONTEXT, BAD_CONTEXT),
        BAD("/badge",
            "[\"https://a.example/class\",\"https://b.example/class\"]",
            MEMBERS, BAD_MEMBER),
    };
    forms_check(NULL, inlined, cases, COUNT(cases), NULL, 0);
}

static void
no_member_of_the_standard_may_be_of_another_kind(void **state)
{
    (void)state;
    static const char *const free[] = {
        "/@context",
        "/type",
        "/badge/@language",
        "/extensions:recipientProfile",
    };
    forms_check_kinds(inlined, free, COUNT(free));
}

static void
dates_of_iso_8601_may_leave_things_out(void **state)
{
    (void)state;
    static const char *const dates[] = {
        "\"2026-03-03T01:00:00+01:00\"",   "\"2026-03-03T01:00:00+0100\"",
        "\"2026-03-03T01:00:00+01\"",      "\"2026-03-03T00:00Z\"",
        "\"2026-03-03T00:00:00.123456Z\"", "\"2026-03-02T19:00-05:00\"",
    };
    for (size_t i = 0; i < COUNT(dates); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_edit(&f, hosted, "/issuedOn", dates[i]));
        CHECK_CASE(f.first->fault_count == 0, dates[i]);
        CHECK_CASE(f.first->issued_on.time == 1772496000, dates[i]);
        forms_close(&f);
    }
}

static void
what_the_standard_allows_is_no_fault(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        {"/@context", "[\"https://w3id.org/openbadges/v2\",{\"a\":\"b:c\"}]", 0,
         0, ""},
        {"/@context",
         "\"https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld\"", 0, 0,
         ""},
        {"/badge/issuer/type", "[\"Profile\",\"extensions:Mine\"]", 0, 0, ""},
        {"/badge/criteria", "\"https://a.example/c\"", 0, 0, ""},
        {"/badge/image", "{\"id\":\"data:image/png;base64,AA\"}", 0, 0, ""},
        {"/badge/issuer/url", NULL, 0, 0, ""},
        {"/expires", "null", 0, 0, ""},
        {"/expires", "\"2026-03-03T00:00:00Z\"", 0, 0, ""},
        {"/evidence", "\"https://a.example/e\"", 0, 0, ""},
        {"/revoked", "false", 0, 0, ""},
        {"/uid", "\"1\"", 0, 0, ""},
        {"/badge/alignment",
         "{\"name\":\"Maraîchage\",\"url\":\"https://t.example\"}", 0, 0, ""},
    };
    forms_check(NULL, inlined, cases, COUNT(cases), NULL, 0);
}

/* ---- Older editions ----------------------------------------------------- */

static const char oldest[] =
    "{\"uid\":\"1\",\"recipient\":{\"identity\":\"a@b.example\","
    "\"hashed\":false,\"type\":\"email\"},\"badge\":\"https://a.example/"
    "class\","
    "\"issuedOn\":\"2026-03-03\","
    "\"verify\":{\"type\":\"hosted\",\"url\":\"https://a.example/1\"}}";

static void
ob_1_0_has_no_context_no_type_and_dates_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        int64_t time;
    } dates[] = {
        {"\"2026-03-03\"", 1772496000},
        {"1772496000", 1772496000},
        {"\"2026-03-03T00:00:01Z\"", 1772496001},
        {"\"2026-03-03T00:00:01\"", 1772496001},
    };
    for (size_t i = 0; i < COUNT(dates); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_edit(&f, oldest, "/issuedOn", dates[i].date));
        assert_non_null(f.first);
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK(f.first->edition == OBV_OB1);
        CHECK(f.first->kind == OBV_KIND_BADGE);
        CHECK_NUMBER(f.first->issued_on.time, dates[i].time);
        CHECK_TEXT(forms_text(f.first->id), "https://a.example/1");
        CHECK(f.first->proofs->kind == OBV_PROOF_HOSTED);
        forms_close(&f);
    }
}

static void
each_context_tells_its_edition(void **state)
{
    (void)state;
    static const struct {
        const char *context;
        obv_edition edition;
    } cases[] = {
        {"\"https://w3id.org/openbadges/v1\"", OBV_OB1},
        {"\"https://openbadgespec.org/v1/context.json\"", OBV_OB1},
        {"\"https://w3id.org/openbadges/v2\"", OBV_OB2},
        {"\"https://openbadgespec.org/v2/context.json\"", OBV_OB2},
        {"[\"https://w3id.org/openbadges/v1\","
         "\"https://w3id.org/openbadges/v2\"]",
         OBV_OB2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_edit(&f, hosted, "/@context", cases[i].context));
        CHECK_CASE(f.first->fault_count == 0, cases[i].context);
        CHECK_CASE(f.first->edition == cases[i].edition, cases[i].context);
        forms_close(&f);
    }
}

static void
ob_1_0_breaks_as_well(void **state)
{
    (void)state;
    static const forms_case cases[] = {
        MISSING("/recipient", SUBJECT),
        MISSING("/badge", MEMBERS),
        MISSING("/issuedOn", DATES),
        BAD("/recipient", "\"a@b.example\"", SUBJECT, BAD_MEMBER),
        BAD("/issuedOn", "\"hier\"", DATES, BAD_DATE),
        BAD("/issuedOn", "-1", DATES, BAD_DATE),
        BAD("/issuedOn", "1.5", DATES, BAD_DATE),
        {"/verify", NULL, OBV_CHECK_PROOF, OBV_REASON_MISSING_MEMBER,
         "/verification"},
    };
    forms_check(NULL, oldest, cases, COUNT(cases), NULL, 0);
}

static void
an_id_of_ob_1_0_is_its_address_or_its_uid(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    const char *text = forms_edit(&f, oldest, "/verify/type", "\"signed\"");
    forms_read(&f, forms_jws(&f, header, text));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->id), "1"); /* the url is that of the key */
    CHECK_TEXT(forms_text(f.first->proofs->key_id), "https://a.example/1");
    forms_close(&f);
}

/* ---- Revoked ------------------------------------------------------------ */

static void
an_assertion_that_says_it_is_revoked_needs_nothing_else(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, "{" CONTEXT ",\"type\":\"Assertion\","
                   "\"id\":\"https://a.example/1\",\"revoked\":true}");
    assert_non_null(f.first);
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->revoked);
    forms_read(&f, "{" CONTEXT ",\"type\":\"Assertion\","
                   "\"id\":\"https://a.example/1\",\"revoked\":false}");
    CHECK(f.first->fault_count > 0 && !f.first->revoked);
    forms_close(&f);
}

/* ---- Endorsements ------------------------------------------------------- */

static const char endorsement[] =
    "{\"type\":\"Endorsement\",\"id\":\"https://e.example/1\","
    "\"issuer\":{\"type\":\"Profile\",\"id\":\"https://e.example\","
    "\"name\":\"E\",\"description\":\"d\","
    "\"image\":\"https://e.example/"
    "i.png\"},\"issuedOn\":\"2026-03-03T00:00:00Z\","
    "\"claim\":{\"id\":\"https://a.example\","
    "\"endorsementComment\":\"Sérieux\"},"
    "\"verification\":{\"type\":\"hosted\"}}";

static void
endorsements_that_stand_in_a_badge_are_read(void **state)
{
    (void)state;
    static const char *const places[] = {"/endorsement", "/badge/endorsement",
                                         "/badge/issuer/endorsement"};
    for (size_t i = 0; i < COUNT(places); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, forms_edit(&f, inlined, places[i], endorsement));
        CHECK_NUMBER(f.first->fault_count, 0);
        const obv_credential *e = f.first->inside;
        CHECK_CASE(e != NULL && e->next == NULL, places[i]);
        forms_print_faults(e, places[i]);
        CHECK(e->kind == OBV_KIND_ENDORSEMENT && e->fault_count == 0);
        CHECK(e->place == OBV_PLACE_ENDORSING && e->parent == f.first);
        CHECK(e->proofs->kind == OBV_PROOF_HOSTED);
        CHECK_TEXT(forms_text(e->issuer_name), "E");
        CHECK_TEXT(forms_text(e->comment), "Sérieux");
        CHECK_TEXT(forms_text(e->subject_id), "https://a.example");
        forms_close(&f);
    }
}

static void
an_endorsement_by_address_is_left_alone(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, inlined, "/endorsement",
                              "[\"https://e.example/1\",{\"type\":\"X\"},7]"));
    CHECK(f.first->fault_count == 0 && f.first->inside == NULL);
    forms_close(&f);
}

static void
an_endorsement_alone_is_no_badge(void **state)
{
    (void)state;
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, endorsement, "/@context",
                              "\"https://w3id.org/openbadges/v2\""));
    CHECK(f.first->kind == OBV_KIND_ENDORSEMENT);
    CHECK(f.first->fault_count == 0 && f.first->place == OBV_PLACE_TOP);
    forms_close(&f);
}

static void
no_member_of_an_endorsement_may_be_of_another_kind(void **state)
{
    (void)state;
    static const char *const free[] = {"/@context", "/type"};
    forms f;
    forms_open(&f);
    forms_check_kinds(forms_edit(&f, endorsement, "/@context",
                                 "\"https://w3id.org/openbadges/v2\""),
                      free, COUNT(free));
    forms_close(&f);
}

static void
an_endorsement_has_faults_of_its_own(void **state)
{
    (void)state;
    static const char *const members[] = {
        "/id", "/issuer", "/issuedOn", "/claim", "/claim/id", "/verification"};
    for (size_t i = 0; i < COUNT(members); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f,
                   forms_edit(&f, inlined, "/endorsement",
                              forms_edit(&f, endorsement, members[i], NULL)));
        CHECK_NUMBER(f.first->fault_count, 0);
        CHECK_CASE(f.first->inside->fault_count == 1, members[i]);
        CHECK_TEXT(forms_text(f.first->inside->faults[0].where), members[i]);
        forms_close(&f);
    }
}

/* ---- What is none ------------------------------------------------------- */

static void
other_documents_of_open_badges_are_no_badges(void **state)
{
    (void)state;
    static const char *const texts[] = {
        CLASS,
        ISSUER,
        "{" CONTEXT ",\"type\":\"RevocationList\",\"revokedAssertions\":[]}",
        "{" CONTEXT ",\"type\":\"CryptographicKey\",\"publicKeyPem\":\"\"}",
        "{" CONTEXT ",\"type\":\"OtherAssertion\",\"badge\":\"urn:a:a\"}",
        "{" CONTEXT ",\"type\":null,\"badge\":\"urn:a:a\"}",
        "{\"name\":\"n\",\"url\":\"https://a.example\"}",
        "{\"@context\":{}}",
        "{}",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, texts[i]);
        CHECK_CASE(f.status == OBV_OK && f.first == NULL, texts[i]);
        CHECK(f.why.check == OBV_CHECK_PRESENT &&
              f.why.reason == OBV_REASON_NOT_A_BADGE);
        forms_close(&f);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_inlined_badge_is_read_into_the_model),
        cmocka_unit_test(what_is_not_there_is_not_listed),
        cmocka_unit_test(recipients_are_plain_or_hashed),
        cmocka_unit_test(class_and_issuer_come_from_the_catalogue),
        cmocka_unit_test(what_the_catalogue_lacks_stays_an_address),
        cmocka_unit_test(an_inlined_class_may_name_its_issuer_by_address),
        cmocka_unit_test(a_hosted_badge_has_no_revocation_list),
        cmocka_unit_test(a_revocation_list_is_seen_however_it_is_written),
        cmocka_unit_test(a_signed_badge_names_its_key_in_several_ways),
        cmocka_unit_test(aliases_and_arrays_make_no_difference),
        cmocka_unit_test(a_signed_badge_is_read_through_its_context_too),
        cmocka_unit_test(
            a_document_of_the_catalogue_is_read_through_its_context),
        cmocka_unit_test(two_names_of_a_key_must_be_one),
        cmocka_unit_test(the_claims_of_a_jwt_count_in_a_signed_badge_too),
        cmocka_unit_test(
            a_signed_badge_without_its_signature_is_signed_by_nothing),
        cmocka_unit_test(a_method_that_is_none_or_another_is_refused),
        cmocka_unit_test(the_header_of_a_signed_assertion_has_the_same_rules),
        cmocka_unit_test(each_member_that_must_be_there_is_missed),
        cmocka_unit_test(each_value_must_be_of_its_kind),
        cmocka_unit_test(no_member_of_the_standard_may_be_of_another_kind),
        cmocka_unit_test(dates_of_iso_8601_may_leave_things_out),
        cmocka_unit_test(what_the_standard_allows_is_no_fault),
        cmocka_unit_test(ob_1_0_has_no_context_no_type_and_dates_of_its_own),
        cmocka_unit_test(each_context_tells_its_edition),
        cmocka_unit_test(ob_1_0_breaks_as_well),
        cmocka_unit_test(an_id_of_ob_1_0_is_its_address_or_its_uid),
        cmocka_unit_test(
            an_assertion_that_says_it_is_revoked_needs_nothing_else),
        cmocka_unit_test(endorsements_that_stand_in_a_badge_are_read),
        cmocka_unit_test(an_endorsement_by_address_is_left_alone),
        cmocka_unit_test(an_endorsement_alone_is_no_badge),
        cmocka_unit_test(no_member_of_an_endorsement_may_be_of_another_kind),
        cmocka_unit_test(an_endorsement_has_faults_of_its_own),
        cmocka_unit_test(other_documents_of_open_badges_are_no_badges),
    };
    return obv_sodium_start() ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
