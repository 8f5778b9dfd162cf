/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What linked data calls a thing, and what the standards of badges call it.
 *
 * An issuer may write any name for an IRI, and a forger may write another one
 * later: the signature does not notice.  So what is read by linked data is
 * read by IRI, and this table says which member of the standard that is, and
 * how its value is written there.  An IRI without a row keeps its IRI.
 *
 * Rows of a vocabulary are in the order of bytes: they are searched by halves.
 */
#include "form/parts.h"

#define TEXT OBV_VALUE_TEXT
#define ADDRESS OBV_VALUE_ADDRESS
#define MOMENT OBV_VALUE_TIME
#define DATE OBV_VALUE_DATE
#define TRUTH OBV_VALUE_TRUTH
#define NUMBER OBV_VALUE_NUMBER
#define COUNTED OBV_VALUE_COUNTED
#define OTHER OBV_VALUE_OTHER
#define JSON OBV_VALUE_JSON
#define LIST OBV_VALUE_LIST

#define EMBED OBV_NODE_EMBED
#define EITHER OBV_NODE_EITHER
#define LINK OBV_NODE_LINK

/* clang-format off */

/* Open Badges 3.0: the final vocabulary and that of its drafts, whose contexts
   name some members by their class. */
static const obv_usual badges[] = {
    {"Achievement",         "achievement",        0,              EMBED},
    {"Address",             "address",            0,              EMBED},
    {"Alignment",           "alignment",          0,              EMBED},
    {"AssociationType",     "associationType",    TEXT,           EMBED},
    {"CountryCode",         "addressCountryCode", TEXT,           EMBED},
    {"Criteria",            "criteria",           0,              EMBED},
    {"GeoCoordinates",      "geo",                0,              EMBED},
    {"Identifier",          "identifier",         TEXT,           EMBED},
    {"Image",               "image",              0,              EITHER},
    {"PhoneNumber",         "phone",              TEXT,           EMBED},
    {"Profile",             "creator",            0,              EITHER},
    {"Result",              "result",             0,              EMBED},
    {"RubricCriterionLevel", "rubricCriterionLevel", LIST,        EMBED},
    {"achievedLevel",       NULL,                 ADDRESS,        EMBED},
    {"achievement",         NULL,                 0,              EMBED},
    {"achievement-0",       "achievement",        0,              EMBED},
    {"achievementType",     NULL,                 TEXT,           EMBED},
    {"activityEndDate",     NULL,                 DATE | MOMENT,  EMBED},
    {"activityStartDate",   NULL,                 DATE | MOMENT,  EMBED},
    {"address",             NULL,                 0,              EMBED},
    {"alignment",           NULL,                 0,              EMBED},
    {"allowedValue",        NULL,                 TEXT | LIST,    EMBED},
    {"association",         NULL,                 0,              EMBED},
    {"awardedDate",         NULL,                 MOMENT,         EMBED},
    {"creator",             NULL,                 0,              EITHER},
    {"creditsAvailable",    NULL,                 NUMBER,         EMBED},
    {"creditsEarned",       NULL,                 NUMBER,         EMBED},
    {"criteria",            NULL,                 0,              EMBED},
    {"dateOfBirth",         NULL,                 DATE,           EMBED},
    {"endorsement",         NULL,                 0,              EMBED},
    {"endorsementComment",  NULL,                 TEXT,           EMBED},
    {"endorsementJwt",      NULL,                 TEXT,           EMBED},
    {"familyNamePrefix",    NULL,                 TEXT,           EMBED},
    {"fieldOfStudy",        NULL,                 TEXT,           EMBED},
    {"hashed",              NULL,                 TRUTH,          EMBED},
    {"humanCode",           NULL,                 TEXT,           EMBED},
    {"identifier",          NULL,                 TEXT,           EMBED},
    {"identifier-1",        "identifier",         TEXT,           EMBED},
    {"identifierType",      NULL,                 TEXT,           EMBED},
    {"identityHash",        NULL,                 TEXT,           EMBED},
    {"identityType",        NULL,                 TEXT,           EMBED},
    {"image",               NULL,                 0,              EITHER},
    {"level",               NULL,                 TEXT,           EMBED},
    {"licenseNumber",       NULL,                 TEXT,           EMBED},
    {"narrative",           NULL,                 TEXT,           EMBED},
    {"official",            NULL,                 TEXT,           EMBED},
    {"otherIdentifier",     NULL,                 0,              EMBED},
    {"parentOrg",           NULL,                 TEXT,           EMBED},
    {"partial",             NULL,                 TRUTH,          EMBED},
    {"patronymicName",      NULL,                 TEXT,           EMBED},
    {"phone",               NULL,                 TEXT,           EMBED},
    {"points",              NULL,                 TEXT,           EMBED},
    {"related",             NULL,                 0,              EMBED},
    {"requiredLevel",       NULL,                 ADDRESS,        EMBED},
    {"requiredValue",       NULL,                 TEXT,           EMBED},
    {"result",              NULL,                 0,              EMBED},
    {"resultDescription",   NULL,                 ADDRESS,        EMBED},
    {"resultType",          NULL,                 TEXT,           EMBED},
    {"role",                NULL,                 TEXT,           EMBED},
    {"rubricCriterionLevel", NULL,                LIST,           EMBED},
    {"salt",                NULL,                 TEXT,           EMBED},
    {"source",              NULL,                 0,              EMBED},
    {"sourceId",            NULL,                 ADDRESS,        EMBED},
    {"specialization",      NULL,                 TEXT,           EMBED},
    {"status",              NULL,                 TEXT,           EMBED},
    {"targetCode",          NULL,                 TEXT,           EMBED},
    {"targetId",            NULL,                 ADDRESS,        EMBED},
    {"targetType",          NULL,                 TEXT,           EMBED},
    {"term",                NULL,                 TEXT,           EMBED},
    {"valueMax",            NULL,                 TEXT,           EMBED},
    {"valueMin",            NULL,                 TEXT,           EMBED},
    /* A JWS may stand here; the context gives it a type of its own. */
    {"verifiableCredential", NULL,                TEXT | OTHER,   EMBED},
    {"version",             NULL,                 TEXT,           EMBED},
};

static const obv_usual badge_types[] = {
    {"Achievement",           NULL, 0, EMBED},
    {"AchievementSubject",    NULL, 0, EMBED},
    {"Address",               NULL, 0, EMBED},
    {"Association",           NULL, 0, EMBED},
    {"ClrCredential",         NULL, 0, EMBED},
    {"ClrSubject",            NULL, 0, EMBED},
    {"Criteria",              NULL, 0, EMBED},
    {"EndorsementCredential", NULL, 0, EMBED},
    {"EndorsementSubject",    NULL, 0, EMBED},
    {"Evidence",              NULL, 0, EMBED},
    {"GeoCoordinates",        NULL, 0, EMBED},
    {"IdentifierEntry",       NULL, 0, EMBED},
    {"IdentityImage",         "Image", 0, EMBED},
    {"IdentityObject",        NULL, 0, EMBED},
    {"Image",                 NULL, 0, EMBED},
    {"OpenBadgeCredential",   NULL, 0, EMBED},
    {"Profile",               NULL, 0, EMBED},
    {"Related",               NULL, 0, EMBED},
    {"Result",                NULL, 0, EMBED},
    {"ResultDescription",     NULL, 0, EMBED},
    {"RubricCriterionLevel",  NULL, 0, EMBED},
};

/* schema.org, as Open Badges 3.0 and VC 2.0 use it. */
static const obv_usual schema[] = {
    {"addresLocality",      "addressLocality",    TEXT,           EMBED},
    {"addressCountry",      NULL,                 TEXT,           EMBED},
    {"addressLocality",     NULL,                 TEXT,           EMBED},
    {"addressRegion",       NULL,                 TEXT,           EMBED},
    {"audience",            NULL,                 TEXT,           EMBED},
    {"caption",             NULL,                 TEXT,           EMBED},
    {"description",         NULL,                 TEXT,           EMBED},
    {"email",               NULL,                 TEXT,           EMBED},
    {"familyName",          NULL,                 TEXT,           EMBED},
    {"genre",               NULL,                 TEXT,           EMBED},
    {"givenName",           NULL,                 TEXT,           EMBED},
    {"inLanguage",          NULL,                 TEXT,           EMBED},
    {"keywords",            "tag",                TEXT,           EMBED},
    /* Drafts typed these as text. */
    {"latitude",            NULL,                 NUMBER | TEXT,  EMBED},
    {"longitude",           NULL,                 NUMBER | TEXT,  EMBED},
    {"name",                NULL,                 TEXT,           EMBED},
    {"postOfficeBoxNumber", NULL,                 TEXT,           EMBED},
    {"postalCode",          NULL,                 TEXT,           EMBED},
    {"streetAddress",       NULL,                 TEXT,           EMBED},
    {"targetDescription",   NULL,                 TEXT,           EMBED},
    {"targetFramework",     NULL,                 TEXT,           EMBED},
    {"targetName",          NULL,                 TEXT,           EMBED},
    {"targetUrl",           NULL,                 ADDRESS,        EMBED},
    {"url",                 NULL,                 ADDRESS,        EMBED},
    {"value",               NULL,                 TEXT,           EMBED},
};

static const obv_usual schema_types[] = {
    {"Alignment",           NULL,                 0,              EMBED},
    {"AlignmentObject",     "Alignment",          0,              EMBED},
};

/* Verifiable credentials 1.1 and 2.0. */
static const obv_usual credentials[] = {
    {"credentialSchema",    NULL,                 0,              EMBED},
    {"credentialStatus",    NULL,                 0,              EMBED},
    {"credentialSubject",   NULL,                 0,              EMBED},
    {"evidence",            NULL,                 0,              EMBED},
    {"expirationDate",      NULL,                 MOMENT,         EMBED},
    {"issuanceDate",        NULL,                 MOMENT,         EMBED},
    {"issuer",              NULL,                 0,              EITHER},
    {"refreshService",      NULL,                 0,              EMBED},
    {"termsOfUse",          NULL,                 0,              EMBED},
    {"validFrom",           NULL,                 MOMENT,         EMBED},
    {"validUntil",          NULL,                 MOMENT,         EMBED},
    {"verifiableCredential", NULL,                TEXT,           EMBED},
};

static const obv_usual credential_types[] = {
    {"EnvelopedVerifiableCredential",   NULL,     0,              EMBED},
    {"EnvelopedVerifiablePresentation", NULL,     0,              EMBED},
    {"VerifiableCredential",            NULL,     0,              EMBED},
    {"VerifiablePresentation",          NULL,     0,              EMBED},
};

/* Bitstring status lists and StatusList2021. */
static const obv_usual statuses[] = {
    {"encodedList",         NULL,                 TEXT | OTHER,   EMBED},
    {"message",             NULL,                 TEXT,           EMBED},
    {"status",              NULL,                 TEXT,           EMBED},
    {"statusListCredential", NULL,                TEXT,           LINK},
    {"statusListIndex",     NULL,                 TEXT | COUNTED, EMBED},
    {"statusMessage",       NULL,                 0,              EMBED},
    {"statusPurpose",       NULL,                 TEXT,           EMBED},
    {"statusReference",     NULL,                 TEXT,           LINK},
    {"statusSize",          NULL,                 NUMBER,         EMBED},
    {"ttl",                 NULL,                 NUMBER,         EMBED},
};

static const obv_usual status_types[] = {
    {"BitstringStatusList",           NULL,       0,              EMBED},
    {"BitstringStatusListCredential", NULL,       0,              EMBED},
    {"BitstringStatusListEntry",      NULL,       0,              EMBED},
    {"StatusList2021",                NULL,       0,              EMBED},
    {"StatusList2021Credential",      NULL,       0,              EMBED},
    {"StatusList2021Entry",           NULL,       0,              EMBED},
};

/* Each of them has a context, and so a vocabulary, of its own. */
static const obv_usual service_types[] = {
    {"1EdTechCredentialRefresh",        NULL,     0,              EMBED},
    {"1EdTechJsonSchemaValidator2019",  NULL,     0,              EMBED},
    {"1EdTechRevocationList",           NULL,     0,              EMBED},
};

/* Open Badges 1.1, 2.0 and 2.1. */
static const obv_usual old_badges[] = {
    {"alignment",           NULL,                 TEXT,           EMBED},
    {"badge",               NULL,                 TEXT,           EITHER},
    {"criteria",            NULL,                 0,              EITHER},
    {"endorsementComment",  NULL,                 TEXT,           EMBED},
    {"evidence",            NULL,                 0,              EITHER},
    {"hashed",              NULL,                 TRUTH,          EMBED},
    {"identityHash",        "identity",           TEXT,           EMBED},
    {"issueDate",           "issuedOn",           MOMENT,         EMBED},
    {"issuer",              NULL,                 0,              EITHER},
    {"narrative",           NULL,                 TEXT,           EMBED},
    {"recipient",           NULL,                 0,              EMBED},
    {"revocationList",      NULL,                 0,              EITHER},
    {"revoked",             NULL,                 TRUTH,          EMBED},
    {"salt",                NULL,                 TEXT,           EMBED},
    {"targetCode",          NULL,                 TEXT,           EMBED},
    {"uid",                 NULL,                 TEXT,           EMBED},
    {"verify",              "verification",       0,              EMBED},
};

static const obv_usual old_badge_types[] = {
    {"Assertion",           NULL,                 0,              EMBED},
    {"BadgeClass",          NULL,                 0,              EMBED},
    {"HostedBadge",         NULL,                 0,              EMBED},
    {"Issuer",              NULL,                 0,              EMBED},
    {"Profile",             NULL,                 0,              EMBED},
    {"RevocationList",      NULL,                 0,              EMBED},
    {"SignedBadge",         NULL,                 0,              EMBED},
};

static const obv_usual old_schema[] = {
    {"caption",             NULL,                 TEXT,           EMBED},
    {"description",         NULL,                 TEXT,           EMBED},
    {"educationalFramework", "targetFramework",   TEXT,           EMBED},
    {"email",               NULL,                 TEXT,           EMBED},
    {"genre",               NULL,                 TEXT,           EMBED},
    {"image",               NULL,                 0,              EITHER},
    {"keywords",            "tags",               TEXT,           EMBED},
    {"name",                NULL,                 TEXT,           EMBED},
    {"targetDescription",   NULL,                 TEXT,           EMBED},
    {"targetFramework",     NULL,                 TEXT,           EMBED},
    {"targetName",          NULL,                 TEXT,           EMBED},
    {"targetUrl",           NULL,                 TEXT,           LINK},
    {"telephone",           NULL,                 TEXT,           EMBED},
    {"url",                 NULL,                 TEXT,           LINK},
};

/* What `type` of a recipient says. */
static const obv_usual old_schema_types[] = {
    {"email",               NULL,                 0,              EMBED},
    {"name",                NULL,                 0,              EMBED},
    {"telephone",           NULL,                 0,              EMBED},
    {"url",                 NULL,                 0,              EMBED},
};

static const obv_usual old_claims[] = {
    {"claim",               NULL,                 0,              EMBED},
    {"credential",          "endorsement",        0,              EITHER},
};

static const obv_usual old_claim_types[] = {
    {"Credential",          "Endorsement",        0,              EMBED},
};

static const obv_usual old_dublin_core[] = {
    {"creator",             NULL,                 0,              EITHER},
};

static const obv_usual old_security[] = {
    {"expiration",          "expires",            MOMENT,         EMBED},
};

static const obv_usual old_extensions[] = {
    {"recipientProfile", "extensions:recipientProfile", 0,        EMBED},
};

/* What the options of a proof, and a key that stands in it, say. */
static const obv_usual proofs[] = {
    {"challenge",           NULL,                 TEXT,           EMBED},
    {"controller",          NULL,                 TEXT,           LINK},
    {"cryptosuite",         NULL,                 TEXT | OTHER,   EMBED},
    {"domain",              NULL,                 TEXT,           EMBED},
    {"expiration",          "expires",            MOMENT,         EMBED},
    {"nonce",               NULL,                 TEXT,           EMBED},
    {"previousProof",       NULL,                 0,              LINK},
    {"proofPurpose",        NULL,                 0,              LINK},
    {"publicKeyBase58",     NULL,                 TEXT,           EMBED},
    {"publicKeyJwk",        NULL,                 JSON,           EMBED},
    {"publicKeyMultibase",  NULL,                 TEXT | OTHER,   EMBED},
    {"publicKeyPem",        NULL,                 TEXT,           EMBED},
    {"verificationMethod",  NULL,                 0,              EITHER},
};

static const obv_usual proof_types[] = {
    {"DataIntegrityProof",          NULL,         0,              EMBED},
    {"EcdsaSecp256k1Signature2019", NULL,         0,              EMBED},
    {"EcdsaSecp256r1Signature2019", NULL,         0,              EMBED},
    {"Ed25519Signature2018",        NULL,         0,              EMBED},
    {"Ed25519Signature2020",        NULL,         0,              EMBED},
    {"Ed25519VerificationKey2018",  NULL,         0,              EMBED},
    {"Ed25519VerificationKey2020",  NULL,         0,              EMBED},
    {"JsonWebKey",                  NULL,         0,              EMBED},
    {"JsonWebKey2020",              NULL,         0,              EMBED},
    {"JsonWebSignature2020",        NULL,         0,              EMBED},
    {"Multikey",                    NULL,         0,              EMBED},
    {"RsaSignature2018",            NULL,         0,              EMBED},
};

static const obv_usual proof_dublin_core[] = {
    {"created",             NULL,                 MOMENT,         EMBED},
};

#define WORDS(words) words, COUNT(words)
#define NONE NULL, 0

static const struct {
    const char *start;
    obv_family family;
    const obv_usual *properties;
    size_t property_count;
    const obv_usual *types;
    size_t type_count;
} vocabularies[] = {
    {"https://purl.imsglobal.org/spec/vc/ob/vocab.html#", OBV_FAMILY_VC, WORDS(badges), WORDS(badge_types)},
    {"https://schema.org/", OBV_FAMILY_VC, WORDS(schema), WORDS(schema_types)},
    {"https://www.w3.org/2018/credentials#", OBV_FAMILY_VC, WORDS(credentials), WORDS(credential_types)},
    {"https://purl.imsglobal.org/spec/vc/clr/vocab.html#", OBV_FAMILY_VC, WORDS(badges), WORDS(badge_types)},
    {"https://imsglobal.github.io/openbadges-specification/ob_v3p0.html#", OBV_FAMILY_VC, WORDS(badges), WORDS(badge_types)},
    {"https://www.w3.org/ns/credentials/status#", OBV_FAMILY_VC, WORDS(statuses), WORDS(status_types)},
    {"https://w3id.org/vc/status-list#", OBV_FAMILY_VC, WORDS(statuses), WORDS(status_types)},
    {"https://purl.imsglobal.org/spec/vccr/v1p0/context.json#", OBV_FAMILY_VC, NONE, WORDS(service_types)},
    {"https://purl.imsglobal.org/spec/vccs/v1p0/context.json#", OBV_FAMILY_VC, NONE, WORDS(service_types)},
    {"https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#", OBV_FAMILY_VC, NONE, WORDS(service_types)},
    {"https://w3id.org/openbadges#", OBV_FAMILY_OLD, WORDS(old_badges), WORDS(old_badge_types)},
    {"http://schema.org/", OBV_FAMILY_OLD, WORDS(old_schema), WORDS(old_schema_types)},
    {"https://w3id.org/credentials#", OBV_FAMILY_OLD, WORDS(old_claims), WORDS(old_claim_types)},
    {"http://purl.org/dc/terms/", OBV_FAMILY_OLD, WORDS(old_dublin_core), NONE},
    {"https://w3id.org/security#", OBV_FAMILY_OLD, WORDS(old_security), NONE},
    {"https://w3id.org/security#", OBV_FAMILY_PROOF, WORDS(proofs), WORDS(proof_types)},
    {"http://purl.org/dc/terms/", OBV_FAMILY_PROOF, WORDS(proof_dublin_core), NONE},
    {"https://w3id.org/openbadges/extensions#", OBV_FAMILY_OLD, WORDS(old_extensions), NONE},
};
/* clang-format on */

/* By bytes, a shorter one first. */
static int
compare(obv_slice text, const char *local)
{
    size_t len = strlen(local);
    int order = memcmp(text.ptr, local, text.len < len ? text.len : len);
    return order != 0 ? order : (text.len > len) - (text.len < len);
}

static const obv_usual *
find(const obv_usual *words, size_t count, obv_slice local)
{
    size_t from = 0, to = count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(local, words[middle].local);
        if (order == 0) {
            return &words[middle];
        }
        if (order > 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return NULL;
}

static const obv_usual *
look_up(obv_slice iri, obv_family family, bool is_type)
{
    for (size_t i = 0; i < COUNT(vocabularies); i++) {
        if (vocabularies[i].family != family ||
            !obv_slice_starts(iri, vocabularies[i].start)) {
            continue;
        }
        size_t start = strlen(vocabularies[i].start);
        obv_slice local = {iri.ptr + start, iri.len - start};
        return is_type ? find(vocabularies[i].types, vocabularies[i].type_count,
                              local)
                       : find(vocabularies[i].properties,
                              vocabularies[i].property_count, local);
    }
    return NULL;
}

const obv_usual *
obv_usual_property(obv_slice iri, obv_family family)
{
    return look_up(iri, family, false);
}

const obv_usual *
obv_usual_type(obv_slice iri, obv_family family)
{
    return look_up(iri, family, true);
}

const char *
obv_usual_name(const obv_usual *usual)
{
    return usual->name != NULL ? usual->name : usual->local;
}
