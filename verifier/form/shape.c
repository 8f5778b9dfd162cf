/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape of every object of every edition, as one table.
 *
 * A row is a member that its standard names: when it must be there, whether
 * there may be several, and what its value is.  Members without a row are
 * extensions, and none of our business.  The rows follow the JSON schemas of
 * OB 3.0 and CLR 2.0 and the tables of OB 1.1 and 2.0; where real badges of
 * good standing go beyond them, a comment says so.
 */
#include "form/parts.h"

#define OB1 OBV_ERA_OB1
#define OB2 OBV_ERA_OB2
#define VC1 OBV_ERA_VC1
#define VC2 OBV_ERA_VC2
#define FINAL (VC1 | VC2)
#define ALL3 (FINAL | OBV_ERA_BETA)
#define OLD (OB1 | OB2)

/* At least one of the rows of the class that have this must be there. */
#define EITHER 32u
#define EITHER_2 64u /* and one of these */

typedef enum value_kind {
    TEXT,
    IRI,
    ZONED,    /* DateTimeZ */
    DATETIME, /* a zone is not asked for */
    DATE,
    OLD_DATE, /* by the rule of the era */
    BOOLEAN,
    NUMBER,
    OBJECT,     /* of the class named */
    REFERENCE,  /* or the id of one */
    CREDENTIAL, /* an object that is read on its own */
    JWS,
    CREDENTIAL_OR_JWS,
    ANYTHING
} value_kind;

typedef struct row {
    obv_class of;
    const char *member;
    unsigned must; /* eras in which it is required, EITHER */
    enum { ONE, MANY } many;
    value_kind value;
    obv_class inner;
    obv_check_id check; /* to which its absence belongs */
} row;

#define ROW(of, member, must, many, value, inner, check)                       \
    {                                                                          \
        OBV_CLASS_##of, member, must, many, value, OBV_CLASS_##inner,          \
            OBV_CHECK_##check                                                  \
    }

/* What is the same in the three kinds of credential. */
#define CREDENTIAL_ROWS(of)                                                    \
    ROW(of, "id", FINAL, ONE, IRI, NONE, MEMBERS),                             \
        ROW(of, "issuer", ALL3, ONE, REFERENCE, PROFILE, MEMBERS),             \
        ROW(of, "validFrom", VC2, ONE, ZONED, NONE, DATES),                    \
        ROW(of, "issuanceDate", VC1, ONE, ZONED, NONE, DATES),                 \
        ROW(of, "validUntil", 0, ONE, ZONED, NONE, DATES),                     \
        ROW(of, "expirationDate", 0, ONE, ZONED, NONE, DATES),                 \
        ROW(of, "awardedDate", 0, ONE, ZONED, NONE, DATES),                    \
        ROW(of, "image", 0, ONE, REFERENCE, IMAGE, MEMBERS),                   \
        ROW(of, "endorsement", 0, MANY, CREDENTIAL, NONE, MEMBERS),            \
        ROW(of, "endorsementJwt", 0, MANY, JWS, NONE, MEMBERS),                \
        ROW(of, "credentialStatus", 0, MANY, OBJECT, STATUS, MEMBERS),         \
        ROW(of, "credentialSchema", 0, MANY, OBJECT, SERVICE, MEMBERS),        \
        ROW(of, "refreshService", 0, MANY, OBJECT, SERVICE, MEMBERS),          \
        ROW(of, "termsOfUse", 0, MANY, OBJECT, TERMS, MEMBERS),                \
        ROW(of, "proof", 0, MANY, OBJECT, PROOF, PROOF)

/* clang-format off */
static const row rows[] = {
    /* No badge: who says it, until when, and by which proofs. */
    ROW(CREDENTIAL,  "id",                      0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(CREDENTIAL,  "issuer",                  ALL3,   ONE,  REFERENCE, NONE,        MEMBERS),
    ROW(CREDENTIAL,  "validFrom",               0,      ONE,  ZONED,     NONE,        DATES),
    ROW(CREDENTIAL,  "issuanceDate",            0,      ONE,  ZONED,     NONE,        DATES),
    ROW(CREDENTIAL,  "validUntil",              0,      ONE,  ZONED,     NONE,        DATES),
    ROW(CREDENTIAL,  "expirationDate",          0,      ONE,  ZONED,     NONE,        DATES),
    ROW(CREDENTIAL,  "proof",                   0,      MANY, OBJECT,    PROOF,       PROOF),

    CREDENTIAL_ROWS(ACHIEVEMENT_CREDENTIAL),
    ROW(ACHIEVEMENT_CREDENTIAL, "credentialSubject", ALL3, ONE, OBJECT, ACHIEVEMENT_SUBJECT, SUBJECT),
    ROW(ACHIEVEMENT_CREDENTIAL, "evidence",     0,      MANY, OBJECT,    EVIDENCE,    MEMBERS),

    CREDENTIAL_ROWS(ENDORSEMENT_CREDENTIAL),
    ROW(ENDORSEMENT_CREDENTIAL, "credentialSubject", ALL3, ONE, OBJECT, ENDORSEMENT_SUBJECT, SUBJECT),

    CREDENTIAL_ROWS(CLR_CREDENTIAL),
    ROW(CLR_CREDENTIAL, "credentialSubject",    ALL3,   ONE,  OBJECT,    CLR_SUBJECT, SUBJECT),
    ROW(CLR_CREDENTIAL, "partial",              0,      ONE,  BOOLEAN,   NONE,        MEMBERS),

    /* The holder may be named in several ways: see check_holder in ob3.c. */
    ROW(ACHIEVEMENT_SUBJECT, "id",              0,      ONE,  IRI,       NONE,        SUBJECT),
    ROW(ACHIEVEMENT_SUBJECT, "identifier",      0,      MANY, OBJECT,    IDENTITY,    SUBJECT),
    ROW(ACHIEVEMENT_SUBJECT, "achievement",     ALL3,   ONE,  OBJECT,    ACHIEVEMENT, MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "activityStartDate", 0,    ONE,  DATETIME,  NONE,        DATES),
    ROW(ACHIEVEMENT_SUBJECT, "activityEndDate", 0,      ONE,  DATETIME,  NONE,        DATES),
    ROW(ACHIEVEMENT_SUBJECT, "creditsEarned",   0,      ONE,  NUMBER,    NONE,        MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "image",           0,      ONE,  REFERENCE, IMAGE,       MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "licenseNumber",   0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "narrative",       0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "result",          0,      MANY, OBJECT,    RESULT,      MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "role",            0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "source",          0,      ONE,  OBJECT,    PROFILE,     MEMBERS),
    ROW(ACHIEVEMENT_SUBJECT, "term",            0,      ONE,  TEXT,      NONE,        MEMBERS),

    ROW(ENDORSEMENT_SUBJECT, "id",              ALL3,   ONE,  IRI,       NONE,        SUBJECT),
    ROW(ENDORSEMENT_SUBJECT, "endorsementComment", 0,   ONE,  TEXT,      NONE,        MEMBERS),

    ROW(CLR_SUBJECT, "id",                      0,      ONE,  IRI,       NONE,        SUBJECT),
    ROW(CLR_SUBJECT, "identifier",              0,      MANY, OBJECT,    IDENTITY,    SUBJECT),
    ROW(CLR_SUBJECT, "verifiableCredential",    ALL3,   MANY, CREDENTIAL_OR_JWS, NONE, MEMBERS),
    ROW(CLR_SUBJECT, "achievement",             0,      MANY, OBJECT,    ACHIEVEMENT, MEMBERS),
    ROW(CLR_SUBJECT, "association",             0,      MANY, OBJECT,    ASSOCIATION, MEMBERS),
    ROW(ASSOCIATION, "associationType",         ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ASSOCIATION, "sourceId",                ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(ASSOCIATION, "targetId",                ALL3,   ONE,  IRI,       NONE,        MEMBERS),

    ROW(ACHIEVEMENT, "id",                      FINAL,  ONE,  IRI,       NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "name",                    ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "description",             ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "criteria",                ALL3,   ONE,  OBJECT,    CRITERIA,    CRITERIA),
    ROW(ACHIEVEMENT, "achievementType",         0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "alignment",               0,      MANY, OBJECT,    ALIGNMENT,   MEMBERS),
    ROW(ACHIEVEMENT, "creator",                 0,      ONE,  REFERENCE, PROFILE,     MEMBERS),
    ROW(ACHIEVEMENT, "creditsAvailable",        0,      ONE,  NUMBER,    NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "endorsement",             0,      MANY, CREDENTIAL, NONE,       MEMBERS),
    ROW(ACHIEVEMENT, "endorsementJwt",          0,      MANY, JWS,       NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "fieldOfStudy",            0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "humanCode",               0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "image",                   0,      ONE,  REFERENCE, IMAGE,       MEMBERS),
    ROW(ACHIEVEMENT, "inLanguage",              0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "otherIdentifier",         0,      MANY, OBJECT,    IDENTIFIER,  MEMBERS),
    ROW(ACHIEVEMENT, "related",                 0,      MANY, OBJECT,    RELATED,     MEMBERS),
    ROW(ACHIEVEMENT, "resultDescription",       0,      MANY, OBJECT,    RESULT_DESCRIPTION, MEMBERS),
    ROW(ACHIEVEMENT, "specialization",          0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "tag",                     0,      MANY, TEXT,      NONE,        MEMBERS),
    ROW(ACHIEVEMENT, "version",                 0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(CRITERIA,    "id",                      EITHER, ONE,  IRI,       NONE,        CRITERIA),
    ROW(CRITERIA,    "narrative",               EITHER, ONE,  TEXT,      NONE,        CRITERIA),
    ROW(RELATED,     "id",                      ALL3,   ONE,  IRI,       NONE,        MEMBERS),

    ROW(PROFILE, "id",                          ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(PROFILE, "name",                        0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "url",                         0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(PROFILE, "phone",                       0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "email",                       0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "description",                 0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "endorsement",                 0,      MANY, CREDENTIAL, NONE,       MEMBERS),
    ROW(PROFILE, "endorsementJwt",              0,      MANY, JWS,       NONE,        MEMBERS),
    ROW(PROFILE, "image",                       0,      ONE,  REFERENCE, IMAGE,       MEMBERS),
    ROW(PROFILE, "address",                     0,      ONE,  OBJECT,    ADDRESS,     MEMBERS),
    ROW(PROFILE, "otherIdentifier",             0,      MANY, OBJECT,    IDENTIFIER,  MEMBERS),
    ROW(PROFILE, "official",                    0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "parentOrg",                   0,      ONE,  OBJECT,    PROFILE,     MEMBERS),
    ROW(PROFILE, "familyName",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "givenName",                   0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(PROFILE, "dateOfBirth",                 0,      ONE,  DATE,      NONE,        DATES),

    ROW(ADDRESS, "addressCountry",              0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "addressCountryCode",          0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "addressRegion",               0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "addressLocality",             0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "streetAddress",               0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "postOfficeBoxNumber",         0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "postalCode",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ADDRESS, "geo",                         0,      ONE,  OBJECT,    GEO,         MEMBERS),
    ROW(GEO,     "latitude",                    ALL3,   ONE,  NUMBER,    NONE,        MEMBERS),
    ROW(GEO,     "longitude",                   ALL3,   ONE,  NUMBER,    NONE,        MEMBERS),

    ROW(IMAGE,      "id",                       ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(IMAGE,      "caption",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(IDENTITY,   "hashed",                   ALL3,   ONE,  BOOLEAN,   NONE,        SUBJECT),
    ROW(IDENTITY,   "identityHash",             ALL3,   ONE,  TEXT,      NONE,        SUBJECT),
    ROW(IDENTITY,   "identityType",             ALL3,   ONE,  TEXT,      NONE,        SUBJECT),
    ROW(IDENTITY,   "salt",                     0,      ONE,  TEXT,      NONE,        SUBJECT),
    ROW(IDENTIFIER, "identifier",               ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(IDENTIFIER, "identifierType",           ALL3,   ONE,  TEXT,      NONE,        MEMBERS),

    ROW(EVIDENCE,   "id",                       0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(EVIDENCE,   "narrative",                0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(EVIDENCE,   "name",                     0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(EVIDENCE,   "description",              0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(EVIDENCE,   "genre",                    0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(EVIDENCE,   "audience",                 0,      ONE,  TEXT,      NONE,        MEMBERS),

    ROW(ALIGNMENT,  "targetName",               ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ALIGNMENT,  "targetUrl",                ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(ALIGNMENT,  "targetCode",               0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ALIGNMENT,  "targetDescription",        0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ALIGNMENT,  "targetFramework",          0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ALIGNMENT,  "targetType",               0,      ONE,  TEXT,      NONE,        MEMBERS),

    ROW(RESULT,     "achievedLevel",            0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(RESULT,     "alignment",                0,      MANY, OBJECT,    ALIGNMENT,   MEMBERS),
    ROW(RESULT,     "resultDescription",        0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(RESULT,     "status",                   0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT,     "value",                    0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "id",               ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "name",             ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "resultType",       ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "alignment",        0,      MANY, OBJECT,    ALIGNMENT,   MEMBERS),
    ROW(RESULT_DESCRIPTION, "allowedValue",     0,      MANY, TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "requiredLevel",    0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "requiredValue",    0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "rubricCriterionLevel", 0,  MANY, OBJECT,    RUBRIC_LEVEL, MEMBERS),
    ROW(RESULT_DESCRIPTION, "valueMax",         0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RESULT_DESCRIPTION, "valueMin",         0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RUBRIC_LEVEL, "id",                     ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(RUBRIC_LEVEL, "name",                   ALL3,   ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RUBRIC_LEVEL, "alignment",              0,      MANY, OBJECT,    ALIGNMENT,   MEMBERS),
    ROW(RUBRIC_LEVEL, "description",            0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RUBRIC_LEVEL, "level",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(RUBRIC_LEVEL, "points",                 0,      ONE,  TEXT,      NONE,        MEMBERS),

    /* VC 2.0 gives a status no id; OB 3.0 does, and says so only there. */
    ROW(STATUS,     "id",                       0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(SERVICE,    "id",                       ALL3,   ONE,  IRI,       NONE,        MEMBERS),
    ROW(PROOF,      "id",                       0,      ONE,  IRI,       NONE,        PROOF),
    ROW(PROOF,      "challenge",                0,      ONE,  TEXT,      NONE,        PROOF),
    ROW(PROOF,      "domain",                   0,      MANY, TEXT,      NONE,        PROOF),
    ROW(PROOF,      "expires",                  0,      ONE,  DATETIME,  NONE,        DATES),
    ROW(PROOF,      "previousProof",            0,      MANY, IRI,       NONE,        PROOF),
    ROW(PROOF,      "created",                  0,      ONE,  DATETIME,  NONE,        DATES),
    ROW(PROOF,      "cryptosuite",              0,      ONE,  TEXT,      NONE,        PROOF),
    ROW(PROOF,      "jws",                      0,      ONE,  TEXT,      NONE,        PROOF),
    ROW(PROOF,      "proofPurpose",             0,      ONE,  TEXT,      NONE,        PROOF),
    ROW(PROOF,      "proofValue",               0,      ONE,  TEXT,      NONE,        PROOF),
    ROW(PROOF,      "verificationMethod",       0,      ONE,  REFERENCE, KEY,         PROOF),
    ROW(KEY,        "id",                       0,      ONE,  IRI,       NONE,        PROOF),

    ROW(ASSERTION,  "id",                       OB2,    ONE,  IRI,       NONE,        MEMBERS),
    ROW(ASSERTION,  "recipient",                OLD,    ONE,  OBJECT,    RECIPIENT,   SUBJECT),
    ROW(ASSERTION,  "badge",                    OLD,    ONE,  REFERENCE, BADGE_CLASS, MEMBERS),
    ROW(ASSERTION,  "verification",             EITHER, ONE,  OBJECT,    VERIFICATION, PROOF),
    ROW(ASSERTION,  "verify",                   EITHER, ONE,  OBJECT,    VERIFICATION, PROOF),
    ROW(ASSERTION,  "issuedOn",                 OLD,    ONE,  OLD_DATE,  NONE,        DATES),
    ROW(ASSERTION,  "expires",                  0,      ONE,  OLD_DATE,  NONE,        DATES),
    ROW(ASSERTION,  "image",                    0,      ONE,  REFERENCE, OLD_IMAGE,   MEMBERS),
    ROW(ASSERTION,  "evidence",                 0,      MANY, REFERENCE, OLD_EVIDENCE, MEMBERS),
    ROW(ASSERTION,  "narrative",                0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ASSERTION,  "revoked",                  0,      ONE,  BOOLEAN,   NONE,        MEMBERS),
    /* The standard asks for `hashed`, and its own first example has none. */
    ROW(RECIPIENT,  "identity",                 OLD,    ONE,  TEXT,      NONE,        SUBJECT),
    /* 1.1 asks for it, and platforms of its time left it out. */
    ROW(RECIPIENT,  "type",                     OB2,    ONE,  TEXT,      NONE,        SUBJECT),
    ROW(RECIPIENT,  "hashed",                   0,      ONE,  BOOLEAN,   NONE,        SUBJECT),
    ROW(RECIPIENT,  "salt",                     0,      ONE,  TEXT,      NONE,        SUBJECT),
    ROW(VERIFICATION, "url",                    0,      ONE,  IRI,       NONE,        PROOF),
    ROW(VERIFICATION, "creator",                0,      ONE,  REFERENCE, KEY,         PROOF),

    ROW(BADGE_CLASS, "id",                      OB2,    ONE,  IRI,       NONE,        MEMBERS),
    ROW(BADGE_CLASS, "name",                    OLD,    ONE,  TEXT,      NONE,        MEMBERS),
    ROW(BADGE_CLASS, "description",             OLD,    ONE,  TEXT,      NONE,        MEMBERS),
    ROW(BADGE_CLASS, "image",                   OB2,    ONE,  REFERENCE, OLD_IMAGE,   MEMBERS),
    ROW(BADGE_CLASS, "criteria",                OLD,    ONE,  REFERENCE, OLD_CRITERIA, CRITERIA),
    ROW(BADGE_CLASS, "issuer",                  OLD,    ONE,  REFERENCE, ISSUER,      MEMBERS),
    ROW(BADGE_CLASS, "alignment",               0,      MANY, OBJECT,    OLD_ALIGNMENT, MEMBERS),
    ROW(BADGE_CLASS, "tags",                    0,      MANY, TEXT,      NONE,        MEMBERS),
    ROW(OLD_CRITERIA, "id",                     EITHER, ONE,  IRI,       NONE,        CRITERIA),
    ROW(OLD_CRITERIA, "narrative",              EITHER, ONE,  TEXT,      NONE,        CRITERIA),
    ROW(OLD_IMAGE,  "id",                       OLD,    ONE,  IRI,       NONE,        MEMBERS),
    ROW(OLD_IMAGE,  "caption",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_EVIDENCE, "id",                     0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(OLD_EVIDENCE, "narrative",              0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_EVIDENCE, "name",                   0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_EVIDENCE, "description",            0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_EVIDENCE, "genre",                  0,      ONE,  TEXT,      NONE,        MEMBERS),
    /* 1.1 said name and url; its context made them the same. */
    ROW(OLD_ALIGNMENT, "targetName",            EITHER, ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_ALIGNMENT, "name",                  EITHER, ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_ALIGNMENT, "targetUrl",             EITHER_2, ONE, IRI,      NONE,        MEMBERS),
    ROW(OLD_ALIGNMENT, "url",                   EITHER_2, ONE, IRI,      NONE,        MEMBERS),
    ROW(OLD_ALIGNMENT, "targetCode",            0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(OLD_ALIGNMENT, "targetFramework",       0,      ONE,  TEXT,      NONE,        MEMBERS),

    ROW(OLD_ENDORSEMENT, "id",                  OB2,    ONE,  IRI,       NONE,        MEMBERS),
    ROW(OLD_ENDORSEMENT, "claim",               OLD,    ONE,  OBJECT,    OLD_CLAIM,   SUBJECT),
    ROW(OLD_ENDORSEMENT, "issuer",              OLD,    ONE,  REFERENCE, ISSUER,      MEMBERS),
    ROW(OLD_ENDORSEMENT, "issuedOn",            OLD,    ONE,  OLD_DATE,  NONE,        DATES),
    ROW(OLD_ENDORSEMENT, "verification",        EITHER, ONE,  OBJECT,    VERIFICATION, PROOF),
    ROW(OLD_ENDORSEMENT, "verify",              EITHER, ONE,  OBJECT,    VERIFICATION, PROOF),
    ROW(OLD_CLAIM,  "id",                       OLD,    ONE,  IRI,       NONE,        SUBJECT),
    ROW(OLD_CLAIM,  "endorsementComment",       0,      ONE,  TEXT,      NONE,        MEMBERS),

    /* An issuer of OB 2.0 must have url and email as well.  Badges of two
       large platforms lack one of them, and neither is shown or compared. */
    ROW(ISSUER,     "id",                       OB2,    ONE,  IRI,       NONE,        MEMBERS),
    ROW(ISSUER,     "name",                     OLD,    ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ISSUER,     "url",                      0,      ONE,  IRI,       NONE,        MEMBERS),
    ROW(ISSUER,     "email",                    0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ISSUER,     "description",              0,      ONE,  TEXT,      NONE,        MEMBERS),
    ROW(ISSUER,     "image",                    0,      ONE,  REFERENCE, OLD_IMAGE,   MEMBERS),
    ROW(ISSUER,     "revocationList",           0,      ONE,  REFERENCE, NONE,        MEMBERS),
};

/* What `type` must hold, and when it must be there. */
static const struct {
    obv_class of;
    const char *name, *or_name;
    unsigned must;
} types[] = {
    {OBV_CLASS_ACHIEVEMENT_SUBJECT, "AchievementSubject", NULL, ALL3},
    {OBV_CLASS_ENDORSEMENT_SUBJECT, "EndorsementSubject", NULL, ALL3},
    {OBV_CLASS_CLR_SUBJECT,         "ClrSubject",         NULL, ALL3},
    {OBV_CLASS_ASSOCIATION,         "Association",        NULL, ALL3},
    {OBV_CLASS_ACHIEVEMENT,         "Achievement",        NULL, ALL3},
    {OBV_CLASS_PROFILE,             "Profile",            NULL, ALL3},
    {OBV_CLASS_ADDRESS,             "Address",            NULL, ALL3},
    {OBV_CLASS_GEO,                 "GeoCoordinates",     NULL, ALL3},
    {OBV_CLASS_IMAGE,               "Image",              NULL, ALL3},
    {OBV_CLASS_IDENTITY,            "IdentityObject",     NULL, ALL3},
    {OBV_CLASS_IDENTIFIER,          "IdentifierEntry",    NULL, ALL3},
    {OBV_CLASS_EVIDENCE,            "Evidence",           NULL, ALL3},
    {OBV_CLASS_ALIGNMENT,           "Alignment",          NULL, ALL3},
    {OBV_CLASS_RELATED,             "Related",            NULL, ALL3},
    {OBV_CLASS_RESULT,              "Result",             NULL, ALL3},
    {OBV_CLASS_RESULT_DESCRIPTION,  "ResultDescription",  NULL, ALL3},
    {OBV_CLASS_RUBRIC_LEVEL,        "RubricCriterionLevel", NULL, ALL3},
    {OBV_CLASS_STATUS,              NULL,                 NULL, ALL3},
    {OBV_CLASS_SERVICE,             NULL,                 NULL, ALL3},
    {OBV_CLASS_TERMS,               NULL,                 NULL, ALL3},
    {OBV_CLASS_PROOF,               NULL,                 NULL, ALL3},
    {OBV_CLASS_BADGE_CLASS,         "BadgeClass",         NULL, OB2},
    {OBV_CLASS_ISSUER,              "Issuer",        "Profile", OB2},
    {OBV_CLASS_VERIFICATION,        NULL,                 NULL, OLD},
};
/* clang-format on */

/* One walk over one credential. */
typedef struct walk {
    obv_reader *reader;
    obv_credential *c;
    obv_era era;
} walk;

static void check_object(walk *w, const obv_json *object, obv_class class_,
                         const obv_at *at);

static void
fault(walk *w, obv_check_id check, obv_reason reason, const obv_at *at,
      const char *member)
{
    obv_fault_add(w->reader, w->c, check, reason, at, member);
}

/* A text as it stands, and the first two of several: none of them is seen in
   the document where two objects with one id say one each. */
static obv_slice
words_of(walk *w, const obv_json *value)
{
    obv_slice first, second;
    if (!obv_json_text(obv_json_item(value, 0), &first)) {
        return obv_slice_of("");
    }
    if (!obv_json_text(obv_json_item(value, 1), &second)) {
        return first;
    }
    if (first.len > OBV_MAX_SHOWN || second.len > OBV_MAX_SHOWN) {
        return obv_slice_of("");
    }
    obv_buffer b = obv_buffer_in(w->reader->arena);
    obv_put(&b, first);
    obv_put_text(&b, " / ");
    obv_put(&b, second);
    w->reader->failed = w->reader->failed || b.failed;
    return obv_buffer_slice(&b);
}

/* The value is not one that may stand there. */
static void
fault_value(walk *w, const row *r, obv_reason reason, const obv_at *at,
            const obv_json *value)
{
    obv_check_id check =
        reason == OBV_REASON_BAD_DATE ? OBV_CHECK_DATES : r->check;
    obv_fault *fault = obv_fault_add(w->reader, w->c, check, reason, at, NULL);
    if (fault != NULL) {
        fault->what = words_of(w, value);
    }
}

static bool
is_absent(const obv_json *value)
{
    obv_json_kind kind = obv_json_kind_of(value);
    return kind == OBV_JSON_ABSENT || kind == OBV_JSON_NULL ||
           (kind == OBV_JSON_ARRAY && obv_json_count(value) == 0);
}

/* ---- Type --------------------------------------------------------------- */

static bool
all_texts(const obv_json *value)
{
    obv_slice text;
    for (size_t i = 0; i < obv_json_count(value); i++) {
        if (!obv_json_text(obv_json_item(value, i), &text)) {
            return false;
        }
    }
    return true;
}

static void
check_type(walk *w, const obv_json *object, obv_class class_, const obv_at *at)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (types[i].of != class_) {
            continue;
        }
        const obv_json *type = obv_json_get(object, "type");
        if (is_absent(type)) {
            if ((types[i].must & w->era) != 0) {
                fault(w, OBV_CHECK_TYPE, OBV_REASON_MISSING_MEMBER, at, "type");
            }
            return;
        }
        bool right =
            types[i].name == NULL || obv_holds(type, types[i].name) ||
            (types[i].or_name != NULL && obv_holds(type, types[i].or_name));
        if (!right || !all_texts(type)) {
            fault(w, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE, at, "type");
        }
        return;
    }
}

/* ---- Values ------------------------------------------------------------- */

static obv_date_rule
rule_of(const walk *w, value_kind kind)
{
    switch (kind) {
    case ZONED:
        return OBV_DATE_ZONED;
    case OLD_DATE:
        return w->era == OBV_ERA_OB1 ? OBV_DATE_OB1 : OBV_DATE_OB2;
    default:
        return OBV_DATE_TIME;
    }
}

static bool
is_date(const walk *w, value_kind kind, const obv_json *value)
{
    int64_t time;
    obv_slice text;
    if (kind == DATE) {
        return obv_json_text(value, &text) &&
               obv_date_parse(text, &time) == OBV_OK;
    }
    return obv_read_date(value, rule_of(w, kind), &time);
}

/* An object, but for a value or list of JSON-LD that is spelt out: where one
   may stand, it was read as what it is. */
static bool
is_thing(const obv_json *value)
{
    return obv_json_kind_of(value) == OBV_JSON_OBJECT &&
           obv_json_get(value, "@value") == NULL &&
           obv_json_get(value, "@list") == NULL;
}

/* Whether the value is of its kind; objects are looked into by the caller. */
static bool
is_kind(value_kind kind, const obv_json *value)
{
    obv_slice text;
    double number;
    bool is_text = obv_json_text(value, &text);
    bool is_object = is_thing(value);
    switch (kind) {
    case TEXT:
        return is_text;
    case IRI:
        return is_text && obv_is_iri(text);
    case BOOLEAN:
        return obv_json_kind_of(value) == OBV_JSON_BOOL;
    case NUMBER:
        return obv_json_number(value, &number);
    case OBJECT:
    case CREDENTIAL:
        return is_object;
    case REFERENCE:
        return is_object || (is_text && obv_is_iri(text));
    case JWS:
        return is_text;
    case CREDENTIAL_OR_JWS:
        return is_object || is_text;
    default:
        return true;
    }
}

static void
check_value(walk *w, const row *r, const obv_json *value, const obv_at *at)
{
    switch (r->value) {
    case ZONED:
    case DATETIME:
    case DATE:
    case OLD_DATE:
        if (!is_date(w, r->value, value)) {
            fault_value(w, r, OBV_REASON_BAD_DATE, at, value);
        }
        return;
    default:
        if (!is_kind(r->value, value)) {
            fault_value(w, r, OBV_REASON_BAD_MEMBER, at, value);
        } else if (r->inner != OBV_CLASS_NONE &&
                   obv_json_kind_of(value) == OBV_JSON_OBJECT) {
            check_object(w, value, r->inner, at);
        }
    }
}

static void
check_member(walk *w, const row *r, const obv_json *value, const obv_at *up)
{
    obv_at at = {up, r->member, 0};
    size_t count = obv_json_count(value);
    if (r->many == ONE && count > 1 && obv_view_is_disputed(w->reader, value)) {
        return;
    }
    if (r->many == ONE && count > 1) {
        fault_value(w, r, OBV_REASON_BAD_MEMBER, &at, value);
        return;
    }
    bool is_array = obv_json_kind_of(value) == OBV_JSON_ARRAY;
    for (size_t i = 0; i < count; i++) {
        obv_at item = {&at, NULL, i};
        check_value(w, r, obv_json_item(value, i), is_array ? &item : &at);
    }
}

/* ---- Objects ------------------------------------------------------------ */

/* From the first row of a class to behind its last. */
typedef struct row_range {
    const row *first, *end;
} row_range;

static row_range
rows_of(obv_class class_)
{
    const row *first = rows, *end = rows + COUNT(rows);
    while (first < end && first->of != class_) {
        first++;
    }
    while (first < end && end[-1].of != class_) {
        end--;
    }
    return (row_range){first, end};
}

/* The first row that belongs to a group none of whose members is there; NULL
   where the group is satisfied or does not exist. */
static const row *
find_lacking(const obv_json *object, const row_range *range, unsigned group)
{
    const row *lacking = NULL;
    for (const row *r = range->first; r < range->end; r++) {
        if (r->of != range->first->of || (r->must & group) == 0) {
            continue;
        }
        if (!is_absent(obv_json_get(object, r->member))) {
            return NULL;
        }
        lacking = lacking == NULL ? r : lacking;
    }
    return lacking;
}

/* Recursion follows the document, whose depth the JSON parser has bounded. */
static void
check_object(walk *w, const obv_json *object, obv_class class_,
             const obv_at *at)
{
    const row_range range = rows_of(class_);
    check_type(w, object, class_, at);
    for (const row *r = range.first; r < range.end; r++) {
        if (r->of != class_) {
            continue;
        }
        const obv_json *value = obv_json_get(object, r->member);
        if (!is_absent(value)) {
            check_member(w, r, value, at);
        } else if ((r->must & w->era) != 0) {
            fault(w, r->check, OBV_REASON_MISSING_MEMBER, at, r->member);
        }
    }
    static const unsigned groups[] = {EITHER, EITHER_2};
    for (size_t i = 0; i < COUNT(groups); i++) {
        const row *lacking = find_lacking(object, &range, groups[i]);
        if (lacking != NULL) {
            fault(w, lacking->check, OBV_REASON_MISSING_MEMBER, at,
                  lacking->member);
        }
    }
}

void
obv_shape_check(obv_reader *reader, obv_credential *c, const obv_source *source,
                obv_class class_, obv_era era)
{
    walk w = {reader, c, era};
    check_object(&w, source->object, class_, source->at);
}
