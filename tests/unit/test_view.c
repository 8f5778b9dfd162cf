/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A badge whose signature covers statements, read by statements: what its
 * issuer meant is found under any spelling, and what a forger may still choose
 * (names, order, which of two objects of one id says what) changes nothing, or
 * is refused.
 */
#include "forms.h"

#include <stdio.h>
#include <stdlib.h>

#define VC2 "\"https://www.w3.org/ns/credentials/v2\""
#define OB3 "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\""
#define PROOF_OF(suite)                                                        \
    "\"proof\":{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"" suite      \
    "\",\"created\":\"2026-03-04T10:00:00Z\","                                 \
    "\"proofPurpose\":\"assertionMethod\","                                    \
    "\"verificationMethod\":\"https://a.example/issuer#key\","                 \
    "\"proofValue\":\"z1\"}"

#define BADGE(contexts, suite)                                                 \
    "{\"@context\":[" contexts "],"                                            \
    "\"id\":\"urn:uuid:1\","                                                   \
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"             \
    "\"issuer\":{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"  \
    "\"name\":\"Les Jardins\"},"                                               \
    "\"validFrom\":\"2026-03-03T00:00:00Z\","                                  \
    "\"validUntil\":\"2027-03-03T00:00:00Z\","                                 \
    "\"credentialSubject\":{\"id\":\"did:example:marie\","                     \
    "\"type\":[\"AchievementSubject\"],"                                       \
    "\"identifier\":[{\"type\":\"IdentityObject\",\"hashed\":true,"            \
    "\"identityHash\":\"sha256$00\",\"identityType\":\"emailAddress\","        \
    "\"salt\":\"s\"}],"                                                        \
    "\"result\":[{\"type\":[\"Result\"],\"resultDescription\":\"urn:r:1\","    \
    "\"value\":\"A\"}],"                                                       \
    "\"achievement\":{\"id\":\"https://a.example/achievement\","               \
    "\"type\":[\"Achievement\"],\"name\":\"Entraide\","                        \
    "\"description\":\"Ponctuelle\",\"achievementType\":\"Competency\","       \
    "\"criteria\":{\"narrative\":\"- Aide\"},"                                 \
    "\"alignment\":[{\"type\":[\"Alignment\"],\"targetName\":\"ROME\","        \
    "\"targetUrl\":\"https://t.example/A1\"}],"                                \
    "\"resultDescription\":[{\"id\":\"urn:r:1\","                              \
    "\"type\":[\"ResultDescription\"],\"name\":\"Note\","                      \
    "\"resultType\":\"LetterGrade\",\"allowedValue\":[\"A\",\"B\"]}]}},"       \
    "\"evidence\":[{\"id\":\"https://a.example/e1\",\"type\":[\"Evidence\"],"  \
    "\"name\":\"Photo\",\"narrative\":\"Un jour\"},"                           \
    "{\"id\":\"https://a.example/e2\",\"type\":[\"Evidence\"],"                \
    "\"name\":\"Lettre\"}],"                                                   \
    "\"credentialStatus\":{\"id\":\"https://a.example/s#7\","                  \
    "\"type\":\"BitstringStatusListEntry\",\"statusPurpose\":\"revocation\","  \
    "\"statusListIndex\":\"7\","                                               \
    "\"statusListCredential\":\"https://a.example/s\"}," PROOF_OF(suite) "}"

static const char badge[] = BADGE(VC2 "," OB3, "eddsa-rdfc-2022");

/* ---- What a badge says, as one text -------------------------------------- */

static void
put(obv_buffer *b, const char *label, obv_slice text)
{
    obv_put_text(b, label);
    obv_put_char(b, '=');
    obv_put(b, text);
    obv_put_char(b, '\n');
}

static void
put_moment(obv_buffer *b, const char *label, obv_moment moment)
{
    char text[OBV_TIME_TEXT] = "-";
    if (moment.given) {
        obv_time_print(moment.time, text);
    }
    put(b, label, obv_slice_of(text));
}

static int
compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What may stand in any order is put in one. */
static const char *
say(forms *f, const obv_credential *c)
{
    const char *lines[64] = {NULL};
    size_t count = 0;
    obv_buffer b = obv_buffer_in(f->arena);
    put(&b, "id", c->id);
    put(&b, "issuer", c->issuer_id);
    put(&b, "issuer name", c->issuer_name);
    put(&b, "subject", c->subject_id);
    put(&b, "achievement", c->achievement.id);
    put(&b, "name", c->achievement.name);
    put(&b, "description", c->achievement.description);
    put(&b, "type", c->achievement.type);
    put(&b, "criteria", c->achievement.criteria_narrative);
    put_moment(&b, "from", c->valid_from);
    put_moment(&b, "until", c->valid_until);
    for (size_t i = 0; i < c->identity_count; i++) {
        put(&b, c->identities[i].hashed ? "hashed" : "plain",
            c->identities[i].value);
    }
    for (size_t i = 0; i < c->alignment_count; i++) {
        put(&b, "alignment", c->alignments[i].name);
        put(&b, "at", c->alignments[i].url);
    }
    for (size_t i = 0; i < c->evidence_count; i++) {
        put(&b, "evidence", c->evidence[i].id);
        put(&b, "evidence name", c->evidence[i].name);
    }
    for (size_t i = 0; i < c->result_count; i++) {
        put(&b, "result", c->results[i].name);
        put(&b, "value", c->results[i].value);
    }
    for (size_t i = 0; i < c->status_count; i++) {
        put(&b, "status", c->statuses[i].list);
        put(&b, "index", c->statuses[i].index);
    }
    obv_slice rest = obv_buffer_slice(&b), line;
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        assert_true(count < COUNT(lines));
        lines[count++] = obv_arena_text(f->arena, line);
    }
    qsort(lines, count, sizeof(lines[0]), compare);
    b = obv_buffer_in(f->arena);
    for (size_t i = 0; i < count; i++) {
        obv_put_text(&b, lines[i]);
        obv_put_char(&b, '\n');
    }
    return obv_arena_text(f->arena, obv_buffer_slice(&b));
}

static const char *
said_by(forms *f, const char *text)
{
    forms_read(f, text);
    CHECK_NUMBER(f->status, OBV_OK);
    if (f->first == NULL) {
        return "nothing";
    }
    if (f->first->fault_count > 0) {
        forms_print_faults(f->first, text);
    }
    CHECK_NUMBER(f->first->fault_count, 0);
    return say(f, f->first);
}

/* ---- Spellings ----------------------------------------------------------- */

/* Two edits of the badge at most. */
typedef struct edit {
    const char *name;
    const char *pointer, *value, *pointer_2, *value_2;
} edit;

static const char *
edited(forms *f, const char *text, const edit *e)
{
    text = forms_edit(f, text, e->pointer, e->value);
    return e->pointer_2 == NULL ? text
                                : forms_edit(f, text, e->pointer_2, e->value_2);
}

#define CONTEXTS(inline) "[" VC2 "," OB3 "," inline "]"
#define ACHIEVEMENT "/credentialSubject/achievement"

static void
any_spelling_of_the_same_statements_is_the_same_badge(void **state)
{
    static const edit same[] = {
        {"an alias of a member", "/@context",
         CONTEXTS("{\"titre\":\"https://schema.org/name\"}"), ACHIEVEMENT,
         "{\"id\":\"https://a.example/achievement\",\"type\":\"Achievement\","
         "\"titre\":\"Entraide\",\"description\":\"Ponctuelle\","
         "\"achievementType\":\"Competency\","
         "\"criteria\":{\"narrative\":\"- Aide\"},"
         "\"alignment\":{\"type\":\"Alignment\",\"targetName\":\"ROME\","
         "\"targetUrl\":\"https://t.example/A1\"},"
         "\"resultDescription\":{\"id\":\"urn:r:1\","
         "\"type\":\"ResultDescription\",\"name\":\"Note\","
         "\"resultType\":\"LetterGrade\",\"allowedValue\":[\"A\",\"B\"]}}"},
        {"the IRI itself", "/issuer",
         "{\"id\":\"https://a.example/issuer\",\"type\":\"Profile\","
         "\"https://schema.org/name\":\"Les Jardins\"}",
         NULL, NULL},
        {"by term and by IRI", ACHIEVEMENT "/https:~1~1schema.org~1name", NULL,
         NULL, NULL},
        {"keywords for their aliases", "/issuer",
         "{\"@id\":\"https://a.example/issuer\",\"@type\":\"Profile\","
         "\"name\":\"Les Jardins\"}",
         NULL, NULL},
        {"a value object", ACHIEVEMENT "/name", "{\"@value\":\"Entraide\"}",
         NULL, NULL},
        {"its type spelt out", ACHIEVEMENT "/name",
         "{\"@value\":\"Entraide\",\"@type\":\"http://www.w3.org/2001/"
         "XMLSchema#string\"}",
         NULL, NULL},
        {"a set", ACHIEVEMENT "/name", "{\"@set\":[\"Entraide\"]}", NULL, NULL},
        {"an array of one", ACHIEVEMENT "/name", "[\"Entraide\"]", NULL, NULL},
        {"the same twice", ACHIEVEMENT "/name", "[\"Entraide\",\"Entraide\"]",
         NULL, NULL},
        {"true as a text", "/credentialSubject/identifier/0/hashed", "\"true\"",
         NULL, NULL},
        {"an issuer that is described elsewhere", "/issuer",
         "\"https://a.example/issuer\"", ACHIEVEMENT "/creator",
         "{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
         "\"name\":\"Les Jardins\"}"},
        {"one that is described at the foot", "/issuer",
         "\"https://a.example/issuer\"", "/@included",
         "[{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
         "\"name\":\"Les Jardins\"}]"},
        {"a member in a nest", "/@context", CONTEXTS("{\"boite\":\"@nest\"}"),
         "/issuer",
         "{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
         "\"boite\":{\"name\":\"Les Jardins\"}}"},
        {"said from the other end", "/issuer", NULL, "/@included",
         "[{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
         "\"name\":\"Les Jardins\",\"@reverse\":{"
         "\"https://www.w3.org/2018/credentials#issuer\":"
         "{\"id\":\"urn:uuid:1\"}}}]"},
    };
    (void)state;
    forms f;
    forms_open(&f);
    const char *want = said_by(&f, badge);
    CHECK(strstr(want, "name=Entraide") != NULL);
    CHECK(strstr(want, "value=A") != NULL);
    CHECK(strstr(want, "result=Note") != NULL);
    CHECK(strstr(want, "hashed=sha256$00") != NULL);
    for (size_t i = 0; i < COUNT(same); i++) {
        const char *text = edited(&f, badge, &same[i]);
        if (strcmp(said_by(&f, text), want) != 0) {
            fail_msg("%s: %s", same[i].name, say(&f, f.first));
        }
        CHECK_CASE(f.first->proofs->linked != NULL, same[i].name);
    }
    forms_close(&f);
}

/* ---- What is refused ----------------------------------------------------- */

typedef struct refusal {
    edit edit;
    obv_check_id check;
    obv_reason reason;
    const char *where, *what;
} refusal;

#define XSD "http://www.w3.org/2001/XMLSchema#"

static const refusal refusals[] = {
    /* Not signed at all. */
    {{"a member that nothing defines", "/credentialSubject/grade", "\"A+\"",
      NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_UNSIGNED_MEMBER,
     "/credentialSubject/grade",
     "grade"},
    {{"a type that nothing defines", "/type",
      "[\"VerifiableCredential\",\"OpenBadgeCredential\",\"Honours\"]", NULL,
      NULL},
     OBV_CHECK_TYPE,
     OBV_REASON_UNSIGNED_MEMBER,
     "/type/2",
     "Honours"},
    {{"a member of a proof", "/proof/seal", "\"A+\"", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_UNSIGNED_MEMBER,
     "/proof/seal",
     "seal"},
    {{"a member set to nothing", "/@context", CONTEXTS("{\"grade\":null}"),
      "/credentialSubject/grade", "\"A+\""},
     OBV_CHECK_MEMBERS,
     OBV_REASON_UNSIGNED_MEMBER,
     "/credentialSubject/grade",
     "grade"},

    /* Two where the standard allows one. */
    {{"two names", ACHIEVEMENT "/name", "[\"Entraide\",\"Maître\"]", NULL,
      NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     "Entraide / Maître"},
    {{"a second name by IRI", "/issuer",
      "{\"id\":\"https://a.example/issuer\",\"type\":\"Profile\","
      "\"name\":\"Les Jardins\",\"https://schema.org/name\":\"Autre\"}",
      NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     "/issuer/name",
     "Les Jardins / Autre"},
    {{"a second name in another object of the id", ACHIEVEMENT "/creator",
      "{\"id\":\"https://a.example/issuer\",\"type\":[\"Profile\"],"
      "\"name\":\"Autre\"}",
      NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     "/issuer/name",
     NULL},
    {{"a second end", "/https:~1~1www.w3.org~12018~1credentials#validUntil",
      "{\"@value\":\"2040-01-01T00:00:00Z\",\"@type\":\"" XSD "dateTime\"}",
      NULL, NULL},
     OBV_CHECK_DATES,
     OBV_REASON_BAD_MEMBER,
     "/validUntil",
     NULL},
    {{"two subjects", "/credentialSubject",
      "[{\"id\":\"did:example:marie\"},{\"id\":\"did:example:paul\"}]", NULL,
      NULL},
     OBV_CHECK_SUBJECT,
     OBV_REASON_BAD_MEMBER,
     "/credentialSubject",
     ""},
    {{"an issuer by the other end", "/@included",
      "[{\"id\":\"https://b.example/issuer\",\"type\":[\"Profile\"],"
      "\"@reverse\":{\"https://www.w3.org/2018/credentials#issuer\":"
      "{\"id\":\"urn:uuid:1\"}}}]",
      NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     "/issuer",
     ""},

    /* Values of another kind. */
    {{"a date that is a text", "/validUntil",
      "{\"@value\":\"2027-03-03T00:00:00Z\",\"@type\":\"" XSD "string\"}", NULL,
      NULL},
     OBV_CHECK_DATES,
     OBV_REASON_BAD_DATE,
     "/validUntil",
     ""},
    {{"a name that is a number", ACHIEVEMENT "/name", "7", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     ""},
    {{"a name of another type", ACHIEVEMENT "/name",
      "{\"@value\":\"Entraide\",\"@type\":\"" XSD "date\"}", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     ""},
    {{"a name that is a thing", ACHIEVEMENT "/name",
      "{\"id\":\"https://a.example/n\"}", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     ""},
    {{"a list of one", ACHIEVEMENT "/name", "{\"@list\":[\"Entraide\"]}", NULL,
      NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     ""},
    {{"JSON as it stands", ACHIEVEMENT "/name",
      "{\"@value\":\"Entraide\",\"@type\":\"@json\"}", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     ACHIEVEMENT "/name",
     ""},
    {{"hashed, or not", "/credentialSubject/identifier/0/hashed", "\"oui\"",
      NULL, NULL},
     OBV_CHECK_SUBJECT,
     OBV_REASON_BAD_MEMBER,
     "/credentialSubject/identifier/0/hashed",
     ""},
    {{"an issuer that is a text", "/issuer",
      "{\"@value\":\"https://a.example/issuer\"}", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_BAD_MEMBER,
     "/issuer",
     ""},

    /* Terms. */
    {{"a term with another meaning", "/@context",
      CONTEXTS("{\"achievementType\":\"https://schema.org/description\"}"),
      NULL, NULL},
     OBV_CHECK_CONTEXT,
     OBV_REASON_REDEFINED_TERM,
     NULL,
     NULL},
    {{"a protected one", "/@context",
      CONTEXTS("{\"validUntil\":\"https://a.example/until\"}"), NULL, NULL},
     OBV_CHECK_CONTEXT,
     OBV_REASON_REDEFINED_TERM,
     NULL,
     NULL},

    /* Not linked data: the rule is named. */
    {{"a context that takes all others back", "/@context", CONTEXTS("null"),
      NULL, NULL},
     OBV_CHECK_CONTEXT,
     OBV_REASON_BAD_LINKED_DATA,
     "/@context",
     "invalid context nullification"},
    {{"two ids of one object", ACHIEVEMENT "/id",
      "[\"urn:uuid:1\",\"urn:uuid:2\"]", NULL, NULL},
     OBV_CHECK_CONTEXT,
     OBV_REASON_BAD_LINKED_DATA,
     ACHIEVEMENT "/id",
     "invalid @id value: id"},
    {{"a day that is no moment", "/validFrom", "\"2026-03-03\"", NULL, NULL},
     OBV_CHECK_DATES,
     OBV_REASON_BAD_DATE,
     "/validFrom",
     "2026-03-03"},

    /* A part of what was signed, with the rest beside it. */
    {{"what hangs on nothing", "/@included",
      "[{\"id\":\"urn:uuid:2\",\"name\":\"Autre\"}]", NULL, NULL},
     OBV_CHECK_FORMAT,
     OBV_REASON_BAD_LINKED_DATA,
     "",
     "urn:uuid:2"},
    {{"a record around it", "/@reverse",
      "{\"https://purl.imsglobal.org/spec/vc/clr/vocab.html"
      "#verifiableCredential\":{\"validUntil\":\"2026-03-04T00:00:00Z\"}}",
      NULL, NULL},
     OBV_CHECK_FORMAT,
     OBV_REASON_BAD_LINKED_DATA,
     "",
     ""},

    {{"a record inside it that holds it", "/evidence/0",
      "{\"id\":\"urn:uuid:3\",\"type\":[\"Evidence\"],"
      "\"https://purl.imsglobal.org/spec/vc/clr/vocab.html"
      "#verifiableCredential\":[{\"id\":\"urn:uuid:1\"}]}",
      NULL, NULL},
     OBV_CHECK_FORMAT,
     OBV_REASON_BAD_LINKED_DATA,
     "",
     "urn:uuid:3"},

    {{"a record around it that it names", "/@reverse",
      "{\"https://purl.imsglobal.org/spec/vc/clr/vocab.html"
      "#verifiableCredential\":{\"id\":\"urn:uuid:clr\","
      "\"validUntil\":\"2026-03-04T00:00:00Z\"}}",
      "/https:~1~1x.example~1part-of", "{\"id\":\"urn:uuid:clr\"}"},
     OBV_CHECK_FORMAT,
     OBV_REASON_BAD_LINKED_DATA,
     "",
     "urn:uuid:clr"},

    /* Proofs. */
    {{"a proof under another name", "/@context",
      CONTEXTS("{\"sceau\":{\"@id\":\"https://w3id.org/security#proof\","
               "\"@type\":\"@id\",\"@container\":\"@graph\"}}"),
      "/sceau",
      "{\"type\":\"DataIntegrityProof\",\"cryptosuite\":\"eddsa-rdfc-2022\","
      "\"proofPurpose\":\"assertionMethod\"}"},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "",
     "https://w3id.org/security#proof"},
    {{"a second purpose", "/proof/https:~1~1w3id.org~1security#proofPurpose",
      "{\"id\":\"https://w3id.org/security#authenticationMethod\"}", NULL,
      NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "/proof/proofPurpose",
     ""},
    {{"a type by another keyword", "/proof/@type", "\"Achievement\"", NULL,
      NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_TYPE,
     "/proof/type",
     ""},
    {{"a suite by IRI alone", "/proof/cryptosuite", NULL,
      "/proof/https:~1~1w3id.org~1security#cryptosuite",
      "{\"@value\":\"eddsa-rdfc-2022\",\"@type\":"
      "\"https://w3id.org/security#cryptosuiteString\"}"},
     OBV_CHECK_PROOF,
     OBV_REASON_MISSING_MEMBER,
     "/proof/cryptosuite",
     ""},
    {{"a second date", "/proof/http:~1~1purl.org~1dc~1terms~1created",
      "{\"@value\":\"2020-01-01T00:00:00Z\",\"@type\":\"" XSD "dateTime\"}",
      NULL, NULL},
     OBV_CHECK_DATES,
     OBV_REASON_BAD_MEMBER,
     "/proof/created",
     NULL},
    {{"a second suite", "/proof/https:~1~1w3id.org~1security#cryptosuite",
      "{\"@value\":\"eddsa-jcs-2022\",\"@type\":"
      "\"https://w3id.org/security#cryptosuiteString\"}",
      NULL, NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "/proof/cryptosuite",
     ""},
    {{"a second key", "/proof/verificationMethod",
      "[\"https://a.example/issuer#key\",\"https://b.example/issuer#key\"]",
      NULL, NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "/proof/verificationMethod",
     NULL},
    {{"another purpose", "/proof/proofPurpose", "\"authentication\"", NULL,
      NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "/proof/proofPurpose",
     ""},
    {{"no signature", "/proof/proofValue", NULL, NULL, NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_MISSING_MEMBER,
     "/proof/proofValue",
     ""},
    {{"two signatures", "/proof/jws", "\"a..b\"", NULL, NULL},
     OBV_CHECK_MEMBERS,
     OBV_REASON_UNSIGNED_MEMBER,
     "/proof/jws",
     "jws"},
    {{"a signature that is no text", "/proof/proofValue", "[\"z1\"]", NULL,
      NULL},
     OBV_CHECK_PROOF,
     OBV_REASON_BAD_MEMBER,
     "/proof/proofValue",
     ""},
};

static bool
has(const obv_credential *c, const refusal *r)
{
    for (size_t i = 0; i < c->fault_count; i++) {
        const obv_fault *fault = &c->faults[i];
        if (fault->check == r->check && fault->reason == r->reason &&
            (r->where == NULL || obv_slice_is(fault->where, r->where)) &&
            (r->what == NULL || obv_slice_is(fault->what, r->what))) {
            return true;
        }
    }
    return false;
}

static void
what_says_more_or_other_than_the_standard_is_refused_by_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        forms f;
        forms_open(&f);
        forms_read(&f, edited(&f, badge, &refusals[i].edit));
        CHECK_CASE(f.status == OBV_OK && f.first != NULL,
                   refusals[i].edit.name);
        if (!has(f.first, &refusals[i])) {
            forms_print_faults(f.first, refusals[i].edit.name);
            fail_msg("%s", refusals[i].edit.name);
        }
        forms_close(&f);
    }
}

/* Without it no name has a meaning; of all that follows, that is what to mend.
 */
static void
a_missing_context_is_told_as_such(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/@context", NULL));
    CHECK(f.first != NULL && f.first->fault_count > 0);
    for (size_t i = 0; i < f.first->fault_count; i++) {
        CHECK(f.first->faults[i].check != OBV_CHECK_FORMAT);
    }
    CHECK(has(f.first, &(refusal){.check = OBV_CHECK_CONTEXT,
                                  .reason = OBV_REASON_MISSING_MEMBER,
                                  .where = "/@context"}));
    CHECK(f.first->proofs->linked == NULL);
    CHECK(f.first->proofs->trouble != OBV_REASON_NONE);
    forms_close(&f);
}

/* What is not signed is not shown, whatever else is wrong. */
static void
nothing_unsigned_is_shown(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, ACHIEVEMENT "/tags", "[\"or\"]"));
    CHECK_NUMBER(f.first->fault_count, 1);
    CHECK(f.first->proofs->linked == NULL);
    CHECK_NUMBER(f.first->proofs->trouble, OBV_REASON_UNSIGNED_MEMBER);
    CHECK_TEXT(forms_text(f.first->achievement.name), "Entraide");
    /* Here the name itself is dropped: its term means nothing. */
    forms_read(&f,
               forms_edit(&f,
                          forms_edit(&f, badge, "/@context",
                                     CONTEXTS("{\"titre\":null}")),
                          ACHIEVEMENT,
                          "{\"id\":\"https://a.example/achievement\",\"type\":"
                          "\"Achievement\",\"titre\":\"Entraide\"}"));
    CHECK(f.first->fault_count > 0);
    CHECK_NUMBER(f.first->achievement.name.len, 0);
    forms_close(&f);
}

/* ---- Contexts that we do not have ---------------------------------------- */

static void
an_unknown_context_leaves_its_address_and_no_fault(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/@context",
                              CONTEXTS("\"https://x.example/context\"")));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK(f.first->proofs->linked == NULL);
    CHECK_NUMBER(f.first->proofs->trouble, OBV_REASON_UNKNOWN_CONTEXT);
    CHECK_TEXT(forms_text(f.first->proofs->about), "https://x.example/context");
    CHECK_TEXT(forms_text(f.first->achievement.name), "Entraide");
    /* One that only a proof names is trouble of that proof. */
    forms_read(&f, forms_edit(&f, badge, "/proof/@context",
                              "[" VC2 ",\"https://x.example/context\"]"));
    CHECK_NUMBER(f.first->proofs->trouble, OBV_REASON_UNKNOWN_CONTEXT);
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

/* ---- What the text itself signs ------------------------------------------ */

static void
where_names_are_signed_they_are_read(void **state)
{
    static const char jcs[] = BADGE(VC2 "," OB3, "eddsa-jcs-2022");
    forms f;
    (void)state;
    forms_open(&f);
    const char *want = said_by(&f, badge);
    CHECK_TEXT(said_by(&f, jcs), want);
    CHECK(f.first->proofs->linked == NULL);
    CHECK(f.first->proofs->secured.object != NULL);
    CHECK_NUMBER(f.first->proofs->trouble, OBV_REASON_NONE);
    /* A member that no context knows is signed all the same. */
    forms_read(&f, forms_edit(&f, jcs, "/credentialSubject/grade", "\"A\""));
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

/* ... but not where the contexts say that they mean something else. */
static void
a_name_with_another_meaning_is_refused_whatever_signs_it(void **state)
{
    static const char jcs[] = BADGE(VC2 "," OB3, "eddsa-jcs-2022");
    static const char other[] =
        CONTEXTS("{\"achievementType\":\"https://x.example/a\"}");
    static const char more[] = CONTEXTS("{\"grade\":\"https://x.example/g\"}");
    forms f;
    (void)state;
    forms_open(&f);
    const char *texts[] = {
        forms_edit(&f, jcs, "/@context", other),
        forms_jws(&f, "{\"alg\":\"EdDSA\",\"kid\":\"k\"}",
                  forms_edit(&f, forms_edit(&f, jcs, "/proof", NULL),
                             "/@context", other)),
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        forms_read(&f, texts[i]);
        CHECK_NUMBER(f.first->fault_count, 1);
        CHECK_NUMBER(f.first->faults[0].reason, OBV_REASON_REDEFINED_TERM);
        CHECK_TEXT(forms_text(f.first->faults[0].what), "achievementType");
    }
    forms_read(&f, forms_edit(&f, jcs, "/@context", more));
    CHECK_NUMBER(f.first->fault_count, 0);
    forms_close(&f);
}

/* Its types are what makes it a badge: where they are not signed, the names say
   what is malformed. */
static void
a_badge_by_its_name_only_is_malformed(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/@context", "[" VC2 "]"));
    CHECK(f.first != NULL && f.first->kind == OBV_KIND_BADGE);
    CHECK(f.first->fault_count > 0);
    CHECK(f.first->proofs->linked == NULL);
    forms_close(&f);
}

/* ---- Documents without a top --------------------------------------------- */

static void
several_things_at_the_top_are_no_badge(void **state)
{
    static const char text[] =
        "{\"@context\":[" VC2 "," OB3 "],\"@graph\":["
        "{\"id\":\"urn:uuid:1\","
        "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"]},"
        "{\"id\":\"urn:uuid:2\","
        "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"]}]"
        "," PROOF_OF("eddsa-rdfc-2022") "}";
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, text);
    CHECK(f.first == NULL);
    forms_read(&f, forms_edit(&f, badge, "/@graph",
                              "[{\"id\":\"urn:uuid:1\",\"type\":"
                              "\"OpenBadgeCredential\"}]"));
    CHECK(f.first == NULL || f.first->fault_count > 0 ||
          f.first->kind == OBV_KIND_BADGE);
    forms_close(&f);
}

/* ---- A node with a proof of its own -------------------------------------- */

#define ENDORSEMENT                                                            \
    "{\"@context\":[" VC2 "," OB3 "],\"id\":\"urn:uuid:e\","                   \
    "\"type\":[\"VerifiableCredential\",\"EndorsementCredential\"],"           \
    "\"issuer\":{\"id\":\"https://c.example\",\"type\":\"Profile\"},"          \
    "\"validFrom\":\"2026-03-03T00:00:00Z\","                                  \
    "\"credentialSubject\":{\"id\":\"https://a.example/issuer\","              \
    "\"type\":\"EndorsementSubject\",\"endorsementComment\":\"Bien\"}"

static void
what_stands_in_a_badge_is_judged_by_its_own_proof(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/issuer/endorsement",
                              "[" ENDORSEMENT
                              "," PROOF_OF("eddsa-rdfc-2022") "}]"));
    CHECK_NUMBER(f.first->fault_count, 0);
    const obv_credential *inside = f.first->inside;
    assert_non_null(inside);
    CHECK(inside->next == NULL);
    CHECK_NUMBER(inside->kind, OBV_KIND_ENDORSEMENT);
    CHECK_NUMBER(inside->fault_count, 0);
    CHECK_TEXT(forms_text(inside->comment), "Bien");
    CHECK(inside->proofs != NULL && inside->proofs->linked != NULL);
    CHECK(inside->proofs->linked != f.first->proofs->linked);
    /* Without a proof of its own it is what the outer one says. */
    forms_read(
        &f, forms_edit(&f, badge, "/issuer/endorsement", "[" ENDORSEMENT "}]"));
    CHECK_NUMBER(f.first->fault_count, 0);
    inside = f.first->inside;
    assert_non_null(inside);
    CHECK(inside->proofs == NULL);
    CHECK_TEXT(forms_text(inside->comment), "Bien");
    CHECK_NUMBER(inside->fault_count, 0);
    forms_close(&f);
}

/* Inside a view names count for nothing, whoever signs them once more: where
   that signature fails, it is the outer one that says it. */
static void
a_proof_of_names_inside_is_read_by_meaning_too(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    const char *text =
        forms_edit(&f, badge, "/issuer/endorsement",
                   "[" ENDORSEMENT "," PROOF_OF("eddsa-jcs-2022") "}]");
    const char *subject = "/issuer/endorsement/0/credentialSubject";
    forms_read(&f, forms_edit(&f, text, subject,
                              "{\"id\":\"https://a.example/issuer\","
                              "\"type\":\"EndorsementSubject\","
                              "\"https://purl.imsglobal.org/spec/vc/ob/"
                              "vocab.html#endorsementComment\":\"Bien\"}"));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_TEXT(forms_text(f.first->inside->comment), "Bien");
    CHECK_NUMBER(f.first->inside->fault_count, 0);
    forms_close(&f);
}

/* What is said of it elsewhere is signed by the outer proof, and by its own
   not. */
static void
what_has_a_proof_of_its_own_stands_in_one_place(void **state)
{
    static const char proven[] =
        "[" ENDORSEMENT "," PROOF_OF("eddsa-rdfc-2022") "}]";
    static const struct {
        const char *elsewhere;
        bool right;
    } cases[] = {
        {"[{\"id\":\"urn:uuid:e\",\"name\":\"Autre\"}]", false},
        {"{\"id\":\"urn:uuid:e\"}", true},
        {proven, true},
        /* Another that has a proof says something of it. */
        {"[{\"id\":\"urn:uuid:f\",\"type\":\"VerifiableCredential\","
         "\"https://x.example/about\":"
         "{\"id\":\"urn:uuid:e\",\"name\":\"Autre\"}," PROOF_OF(
             "eddsa-rdfc-2022") "}]",
         true},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text = forms_edit(&f, badge, "/issuer/endorsement", proven);
        forms_read(&f, forms_edit(&f, text, "/https:~1~1x.example~1beside",
                                  cases[i].elsewhere));
        CHECK_CASE((f.first->fault_count == 0) == cases[i].right,
                   cases[i].elsewhere);
        CHECK_CASE(
            cases[i].right ||
                (f.first->faults[0].reason == OBV_REASON_BAD_LINKED_DATA &&
                 obv_slice_is(f.first->faults[0].what, "urn:uuid:e")),
            cases[i].elsewhere);
        CHECK_TEXT(forms_text(f.first->inside->comment), "Bien");
        forms_close(&f);
    }
}

/* Whoever has his own words put into a badge cannot say whose badge it is. */
static void
others_do_not_say_who_the_holder_is(void **state)
{
#define NAMED                                                                  \
    "\"https://x.example/of\":{\"id\":\"did:example:marie\","                  \
    "\"https://schema.org/name\":\"Autre\","                                   \
    "\"https://purl.imsglobal.org/spec/vc/ob/vocab.html#identifier\":{"        \
    "\"https://purl.imsglobal.org/spec/vc/ob/vocab.html#identityHash\":"       \
    "\"Autre\",\"type\":\"https://purl.imsglobal.org/spec/vc/ob/vocab.html"    \
    "#IdentityObject\"}}"
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/issuer/endorsement",
                              "[" ENDORSEMENT "," NAMED
                              "," PROOF_OF("eddsa-rdfc-2022") "}]"));
    CHECK_NUMBER(f.first->identity_count, 1);
    CHECK_TEXT(forms_text(f.first->identities[0].value), "sha256$00");
    CHECK_NUMBER(f.first->subject_name.len, 0);
    /* Nor where the badge says nothing of it. */
    const char *nameless =
        forms_edit(&f, badge, "/credentialSubject/identifier", NULL);
    forms_read(&f, forms_edit(&f, nameless, "/issuer/endorsement",
                              "[" ENDORSEMENT "," NAMED
                              "," PROOF_OF("eddsa-rdfc-2022") "}]"));
    CHECK_NUMBER(f.first->identity_count, 0);
    /* What has no proof of its own are the issuer's words. */
    forms_read(&f, forms_edit(&f, nameless, "/issuer/endorsement",
                              "[" ENDORSEMENT "," NAMED "}]"));
    CHECK_NUMBER(f.first->identity_count, 1);
    CHECK_TEXT(forms_text(f.first->subject_name), "Autre");
    /* Two who say the same are no two. */
    forms_read(&f, forms_edit(&f,
                              forms_edit(&f, badge, "/credentialSubject/name",
                                         "[{\"@value\":\"Autre\"}]"),
                              "/issuer/endorsement",
                              "[" ENDORSEMENT "," NAMED
                              "," PROOF_OF("eddsa-rdfc-2022") "}]"));
    CHECK_TEXT(forms_text(f.first->subject_name), "Autre");
#undef NAMED
    forms_close(&f);
}

/* One that is endorsed is not one that endorses. */
static void
what_is_said_of_the_holder_by_others_is_not_the_badge_s_word(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    const char *text =
        forms_edit(&f, badge, "/issuer/endorsement",
                   "[" ENDORSEMENT "," PROOF_OF("eddsa-rdfc-2022") "}]");
    forms_read(&f, forms_edit(&f, text,
                              "/issuer/endorsement/0/credentialSubject/id",
                              "\"did:example:marie\""));
    CHECK_NUMBER(f.first->fault_count, 0);
    CHECK_NUMBER(f.first->comment.len, 0);
    CHECK_TEXT(forms_text(f.first->inside->comment), "Bien");
    forms_close(&f);
}

/* Two who speak of one thing, each under a proof of his own, and do not agree:
   nobody's fault, and nothing to show.  Of the badge itself and its holder
   there is one word. */
static void
what_two_proofs_say_otherwise_is_not_shown(void **state)
{
    static const char endorsement[] =
        "[" ENDORSEMENT "," PROOF_OF("eddsa-rdfc-2022") "}]";
    static const struct {
        const char *said;
        bool right;
    } cases[] = {
        {"{\"id\":\"https://a.example/issuer\",\"type\":\"Profile\","
         "\"name\":\"Autre\"}",
         true},
        {"{\"id\":\"https://a.example/issuer\",\"type\":\"Profile\","
         "\"name\":\"Les Jardins\"}",
         true},
        {"{\"id\":\"urn:uuid:1\",\"type\":\"VerifiableCredential\","
         "\"validUntil\":\"2040-01-01T00:00:00Z\"}",
         false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        forms f;
        forms_open(&f);
        const char *text =
            forms_edit(&f, badge, "/issuer/endorsement", endorsement);
        text = forms_edit(&f, text,
                          "/issuer/endorsement/0/https:~1~1x.example~1about",
                          cases[i].said);
        forms_read(&f, text);
        CHECK_CASE((f.first->fault_count == 0) == cases[i].right,
                   cases[i].said);
        CHECK_CASE(f.first->issuer_name.len == (i == 0 ? 0 : 11),
                   cases[i].said);
        forms_close(&f);
    }
    /* Without a proof of its own, it is the badge that contradicts itself. */
    forms f;
    forms_open(&f);
    forms_read(&f, forms_edit(&f, badge, "/https:~1~1x.example~1about",
                              cases[0].said));
    CHECK(forms_has_fault(f.first, OBV_CHECK_MEMBERS, OBV_REASON_BAD_MEMBER,
                          "/issuer/name"));
    forms_close(&f);
}

/* ---- Two meanings -------------------------------------------------------- */

#define JWTS "[\"eyJhbGciOiJFZERTQSJ9.e30.AA\"]"

/* The published context had no endorsementJwt for a time. */
static void
a_context_of_two_meanings_gives_two_credentials(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f, badge);
    CHECK(f.first->other == NULL); /* both say the same here */
    forms_read(&f, forms_edit(&f, badge, "/issuer/endorsementJwt", JWTS));
    CHECK(f.first->proofs->linked != NULL);
    CHECK(f.first->other == NULL); /* dropped there: nobody signs that */
    /* Unless another context has a word for what the older meaning lacks. */
    forms_read(&f, forms_edit(&f,
                              BADGE(VC2 "," OB3 ",\"https://www.w3.org/ns/"
                                        "credentials/examples/v2\"",
                                    "eddsa-rdfc-2022"),
                              "/issuer/endorsementJwt", JWTS));
    const obv_credential *other = f.first->other;
    assert_non_null(other);
    CHECK(other->older_meaning && !f.first->older_meaning);
    CHECK(other->next == NULL && f.first->next == NULL);
    CHECK(f.first->proofs->linked != NULL && other->proofs->linked != NULL);
    forms_close(&f);
}

/* ---- Limits -------------------------------------------------------------- */

/* A ring of things that name each other ends, and so does one thing in many
   places. */
static void
a_ring_is_shown_once(void **state)
{
    forms f;
    (void)state;
    forms_open(&f);
    forms_read(&f,
               forms_edit(&f, badge, "/issuer/parentOrg",
                          "{\"id\":\"https://b.example\",\"type\":\"Profile\","
                          "\"parentOrg\":{\"id\":\"https://a.example/issuer\","
                          "\"type\":\"Profile\"}}"));
    CHECK_NUMBER(f.status, OBV_OK);
    CHECK(f.first != NULL);
    CHECK_TEXT(forms_text(f.first->issuer_name), "Les Jardins");
    forms_close(&f);
}

static obv_status
status_with_values(size_t count)
{
    forms f = {.arena = obv_arena_new(4 * OBV_ARENA)};
    obv_buffer b = obv_buffer_in(f.arena);
    obv_put_char(&b, '[');
    for (size_t i = 0; i < count; i++) {
        obv_put_text(&b, i > 0 ? "," : "");
        obv_put_number(&b, (int64_t)i);
    }
    obv_put_char(&b, ']');
    const char *values = obv_arena_text(f.arena, obv_buffer_slice(&b));
    forms_read(&f, forms_edit(&f, badge, "/https:~1~1x.example~1a", values));
    obv_status status = f.status;
    forms_close(&f);
    return status;
}

/* The badge itself has fewer than a hundred. */
static void
so_many_values_and_no_more(void **state)
{
    (void)state;
    CHECK_NUMBER(status_with_values(OBV_MAX_VIEW - 100), OBV_OK);
    CHECK_NUMBER(status_with_values(OBV_MAX_VIEW), OBV_LIMIT);
}

/* Each thing is twice in the one before: 2^n of them to show. */
static void
a_tower_of_references_meets_the_limit(void **state)
{
    forms f = {.arena = obv_arena_new(OBV_ARENA)};
    (void)state;
    obv_buffer b = obv_buffer_in(f.arena);
    obv_put_text(&b, "[");
    for (int i = 0; i < 40; i++) {
        obv_put_text(&b, i > 0 ? ",{\"id\":\"urn:n:" : "{\"id\":\"urn:n:");
        obv_put_number(&b, i);
        obv_put_text(&b, "\",\"https://x.example/a\":{\"id\":\"urn:n:");
        obv_put_number(&b, i + 1);
        obv_put_text(&b, "\"},\"https://x.example/b\":{\"id\":\"urn:n:");
        obv_put_number(&b, i + 1);
        obv_put_text(&b, "\"}}");
    }
    obv_put_text(&b, "]");
    const char *tower = obv_arena_text(f.arena, obv_buffer_slice(&b));
    const char *text = forms_edit(&f, badge, "/@included", tower);
    forms_read(&f, text);
    CHECK_NUMBER(f.status, OBV_OK); /* nothing of it hangs on the badge */
    forms_read(&f, forms_edit(&f, text, "/https:~1~1x.example~1a",
                              "{\"id\":\"urn:n:0\"}"));
    CHECK_NUMBER(f.status, OBV_LIMIT);
    forms_close(&f);
}

/* ---- Order --------------------------------------------------------------- */

static unsigned
chance(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static obv_json *shuffled(forms *f, const obv_json *value, const char *name,
                          unsigned *seed);

static obv_json *
shuffle_object(forms *f, const obv_json *value, unsigned *seed)
{
    obv_slice names[64];
    const obv_json *values[64];
    size_t count = 0;
    const void *at = NULL;
    while (count < COUNT(names) &&
           obv_json_next(value, &at, &names[count], &values[count])) {
        count++;
    }
    obv_json *object = obv_json_new_object(f->arena);
    for (; count > 0; count--) {
        size_t i = chance(seed) % count;
        const char *name = obv_arena_text(f->arena, names[i]);
        obv_json_set(object, name, shuffled(f, values[i], name, seed));
        names[i] = names[count - 1];
        values[i] = values[count - 1];
    }
    return object;
}

static obv_json *
shuffle_array(forms *f, const obv_json *value, const char *name, unsigned *seed)
{
    size_t left[64], count = obv_json_count(value);
    bool ordered =
        strcmp(name, "@context") == 0 || strcmp(name, "allowedValue") == 0;
    obv_json *array = obv_json_new_array(f->arena);
    for (size_t i = 0; i < count; i++) {
        left[i] = i;
    }
    for (size_t n = count; n > 0; n--) {
        size_t i = ordered ? count - n : chance(seed) % n;
        obv_json_append(array,
                        shuffled(f, obv_json_item(value, left[i]), "", seed));
        left[i] = ordered ? left[i] : left[n - 1];
    }
    return array;
}

static obv_json *
shuffled(forms *f, const obv_json *value, const char *name, unsigned *seed)
{
    switch (obv_json_kind_of(value)) {
    case OBV_JSON_OBJECT:
        return shuffle_object(f, value, seed);
    case OBV_JSON_ARRAY:
        return shuffle_array(f, value, name, seed);
    default:
        return obv_json_copy(f->arena, value);
    }
}

static void
order_changes_nothing(void **state)
{
    (void)state;
    unsigned seed = 3;
    for (int i = 0; i < 50; i++) {
        forms f;
        const obv_json *value;
        obv_slice text;
        forms_open(&f);
        const char *want = said_by(&f, badge);
        CHECK(obv_json_parse(obv_slice_of(badge), OBV_JSON_SIGNED, f.arena,
                             &value, NULL) == OBV_OK);
        CHECK(obv_json_print(shuffled(&f, value, "", &seed), OBV_JSON_COMPACT,
                             f.arena, &text) == OBV_OK);
        CHECK_TEXT(said_by(&f, obv_arena_text(f.arena, text)), want);
        forms_close(&f);
    }
}

int
main(void)
{
    obv_json_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_spelling_of_the_same_statements_is_the_same_badge),
        cmocka_unit_test(
            what_says_more_or_other_than_the_standard_is_refused_by_its_place),
        cmocka_unit_test(a_missing_context_is_told_as_such),
        cmocka_unit_test(nothing_unsigned_is_shown),
        cmocka_unit_test(an_unknown_context_leaves_its_address_and_no_fault),
        cmocka_unit_test(where_names_are_signed_they_are_read),
        cmocka_unit_test(
            a_name_with_another_meaning_is_refused_whatever_signs_it),
        cmocka_unit_test(a_badge_by_its_name_only_is_malformed),
        cmocka_unit_test(several_things_at_the_top_are_no_badge),
        cmocka_unit_test(a_proof_of_names_inside_is_read_by_meaning_too),
        cmocka_unit_test(what_stands_in_a_badge_is_judged_by_its_own_proof),
        cmocka_unit_test(what_has_a_proof_of_its_own_stands_in_one_place),
        cmocka_unit_test(others_do_not_say_who_the_holder_is),
        cmocka_unit_test(
            what_is_said_of_the_holder_by_others_is_not_the_badge_s_word),
        cmocka_unit_test(what_two_proofs_say_otherwise_is_not_shown),
        cmocka_unit_test(a_context_of_two_meanings_gives_two_credentials),
        cmocka_unit_test(a_ring_is_shown_once),
        cmocka_unit_test(so_many_values_and_no_more),
        cmocka_unit_test(a_tower_of_references_meets_the_limit),
        cmocka_unit_test(order_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
