/* SPDX-License-Identifier: Apache-2.0 */
/*
 * obv.h - say whether an Open Badge is genuine, without a network.
 *
 * This is the whole public interface.  The library has no clock, no files, no
 * locale, no globals and no network: what it needs, the caller hands over, and
 * what it finds comes back as flat values that own nothing.
 *
 *     obv_trust *trust;                        // once
 *     obv_trust_open(files, count, NULL, &trust, &trouble);
 *     obv_verifier *v = obv_new();
 *     obv_check(v, trust, bytes, len, &question, &verdict);   // per file
 *
 * Units: every time is in seconds since 1970-01-01T00:00:00Z, every length in
 * bytes, every text UTF-8.  A text in a struct is NUL-terminated unless a
 * length stands beside it.
 *
 * Ownership: what is passed in stays the caller's and may be released as soon
 * as the call returns; what comes back in a struct is a copy.  Only obv_new
 * and obv_trust_open give something to release.
 *
 * Threads: one obv_verifier serves one thread at a time; an obv_trust may be
 * shared by any number of threads once it is open.
 *
 * NOT checked, and never claimed: who the person in front of you is; whether
 * the facts that an issuer states are true; what lies behind a link (none is
 * opened); what was withdrawn after the date of the trust list; the picture
 * that carries a badge (nobody signs it).
 */
#ifndef OBV_H
#define OBV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OBV_VERSION "0.1.0"

/* How a piece of work ended.  A bad badge is an answer (OBV_OK and a verdict),
   not one of these. */
typedef enum obv_status {
    OBV_OK,
    OBV_MALFORMED,     /* the bytes do not follow their own format */
    OBV_UNSUPPORTED,   /* a kind of file, key or proof that we do not know */
    OBV_NOT_FOUND,     /* nothing of that name or kind is there */
    OBV_BAD_SIGNATURE, /* a signature is not over these bytes by this key */
    OBV_WRONG_KEY,     /* the key is not of the kind that is needed */
    OBV_STALE,         /* too old to be used */
    OBV_LIMIT,         /* larger, deeper or more than we accept */
    OBV_NO_MEMORY,     /* the working memory is used up */
    OBV_STATUS_COUNT
} obv_status;

/* A constant English name of a status, for a log; never NULL. */
const char *obv_status_name(obv_status status);

/* ---- What is said ------------------------------------------------------- */

/* Zeroed memory says "unchecked", never "yes". */
typedef enum obv_outcome { OBV_UNCHECKED, OBV_NO, OBV_YES } obv_outcome;

/* The seven questions.  The first six decide about the badge; the seventh is
   about the person and has a line of its own. */
typedef enum obv_finding_id {
    OBV_READABLE,      /* there is a badge, whole and well made */
    OBV_INTACT,        /* the signature of a listed key is over this content */
    OBV_ISSUER,        /* that key is the named issuer's, and in its dates */
    OBV_ENTITLED,      /* the list lets this issuer award this */
    OBV_IN_DATE,       /* validFrom has come, validUntil has not */
    OBV_NOT_WITHDRAWN, /* neither the list nor a status list takes it back */
    OBV_PERSON,        /* the name or e-mail given is the holder's */
    OBV_FINDING_COUNT
} obv_finding_id;

/* The word for a badge or a file.  0 is doubt. */
typedef enum obv_word {
    OBV_WORD_UNDECIDED,
    OBV_WORD_NO_BADGE,
    OBV_WORD_MALFORMED,
    OBV_WORD_ALTERED,
    OBV_WORD_WRONG_KEY,
    OBV_WORD_UNKNOWN_ISSUER,
    OBV_WORD_TO_CONFIRM,
    OBV_WORD_WITHDRAWN,
    OBV_WORD_SUSPENDED,
    OBV_WORD_NOT_ENTITLED,
    OBV_WORD_OTHER_PERSON,
    OBV_WORD_EXPIRED,
    OBV_WORD_NOT_YET_VALID,
    OBV_WORD_RECOGNISED,
    OBV_WORD_COUNT
} obv_word;

/* The stable machine word, such as "not-yet-valid"; never NULL. */
const char *obv_word_name(obv_word word);

/*
 * The exit status that stands for a word: 0 recognised, 1 refused, 2 cannot
 * tell.  Under a test root a recognised badge is a test: 2.
 */
int obv_word_exit(obv_word word, bool test);

/*
 * The single checks, one line each: finding, letter, name, machine name.
 * Finding and letter make the code that is read out on the telephone.  Letters
 * are never given to another check.
 */
/* clang-format off */
#define OBV_CHECKS(X)                                                          \
    X(READABLE,      'a', PRESENT,     "present")       /* a badge is there */ \
    X(READABLE,      'b', FORMAT,      "format")        /* JSON, JWS, UTF-8 */ \
    X(READABLE,      'c', CONTEXT,     "context")       /* @context, order */  \
    X(READABLE,      'd', TYPE,        "type")          /* type, everywhere */ \
    X(READABLE,      'e', MEMBERS,     "members")       /* required members */ \
    X(READABLE,      'f', SUBJECT,     "subject")       /* holder is named */  \
    X(READABLE,      'g', CRITERIA,    "criteria")      /* id or narrative */  \
    X(READABLE,      'h', DATES,       "dates")         /* date-times, zone */ \
    X(READABLE,      'i', CLAIMS,      "claims")        /* JWT agrees */       \
    X(READABLE,      'j', PROOF,       "proof")         /* signed at all */    \
    X(INTACT,        'a', SIGNATURE,   "signature")                            \
    X(ISSUER,        'a', LISTED,      "listed")        /* issuer on list */   \
    X(ISSUER,        'b', KEY,         "key")           /* key is its own */   \
    X(ISSUER,        'c', KEY_DATES,   "key-dates")                            \
    X(ISSUER,        'd', KEY_SAFE,    "key-safe")      /* not compromised */  \
    X(ISSUER,        'e', LIST_USABLE, "list-usable")   /* usableUntil */      \
    X(ENTITLED,      'a', MAY_AWARD,   "may-award")                            \
    X(ENTITLED,      'b', PUBLISHED,   "published")     /* catalogue; weighs nothing */ \
    X(IN_DATE,       'a', STARTED,     "started")                              \
    X(IN_DATE,       'b', NOT_ENDED,   "not-ended")                            \
    X(NOT_WITHDRAWN, 'a', NOT_LISTED,  "not-withdrawn") /* withdrawn[] */      \
    X(NOT_WITHDRAWN, 'b', STATUS,      "status")        /* status lists */     \
    X(PERSON,        'a', EMAIL,       "email")                                \
    X(PERSON,        'b', NAME,        "name")
/* clang-format on */

typedef enum obv_check_id {
#define X(finding, letter, id, name) OBV_CHECK_##id,
    OBV_CHECKS(X)
#undef X
        OBV_CHECK_COUNT
} obv_check_id;

/*
 * Why a check came out as it did: number (part of the telephone code, never
 * used twice), identifier, machine word.  OBV_REASON_NONE goes with a yes or
 * with a check that has not run.
 */
/* clang-format off */
#define OBV_REASONS(X)                                                         \
    X(0,  NONE,               "none")                                          \
    /* readable */                                                             \
    X(1,  EMPTY_FILE,         "empty-file")                                    \
    X(2,  NO_BADGE,           "no-badge")            /* readable, none in it */ \
    X(3,  NO_BADGE_PICTURE,   "no-badge-picture")    /* a picture, none in it */ \
    X(4,  NOT_A_BADGE,        "not-a-badge")         /* signed, but no badge */ \
    X(5,  UNKNOWN_FILE,       "unknown-file")        /* a kind we do not read */ \
    X(6,  DAMAGED_FILE,       "damaged-file")        /* breaks its own format */ \
    X(7,  TWO_BADGES,         "two-badges")          /* one keyword twice */   \
    X(8,  ENCRYPTED_FILE,     "encrypted-file")                                \
    X(9,  UNSIGNED_MEMBER,    "unsigned-member")     /* no context maps it */  \
    X(10, NOT_UTF8,           "not-utf8")                                      \
    X(11, NOT_JSON,           "not-json")                                      \
    X(12, DUPLICATE_MEMBER,   "duplicate-member")                              \
    X(13, NOT_JWS,            "not-jws")             /* base64url, parts */    \
    X(14, BAD_HEADER,         "bad-header")          /* crit, b64, typ, d */   \
    X(15, FORBIDDEN_ALG,      "forbidden-alg")       /* none, HMAC */          \
    X(16, WEAK_KEY,           "weak-key")                                      \
    X(17, KEYS_DISAGREE,      "keys-disagree")       /* kid against jwk */     \
    X(18, NO_KEY_NAMED,       "no-key-named")                                  \
    X(19, BAD_LINKED_DATA,    "bad-linked-data")     /* breaks JSON-LD */      \
    X(20, BAD_CONTEXT,        "bad-context")                                   \
    X(21, BAD_TYPE,           "bad-type")                                      \
    X(22, MISSING_MEMBER,     "missing-member")                                \
    X(23, BAD_MEMBER,         "bad-member")          /* wrong kind of value */ \
    X(24, BAD_DATE,           "bad-date")                                      \
    X(25, CLAIMS_DISAGREE,    "claims-disagree")                               \
    X(26, NOT_SIGNED,         "not-signed")                                    \
    X(27, DATES_CROSSED,      "dates-crossed")       /* ends before it starts */ \
    X(28, BAD_RESULT,         "bad-result")          /* result without description */ \
    X(29, OTHER_SUBJECT,      "other-subject")       /* endorses something else */ \
    /* intact */                                                               \
    X(53, REDEFINED_TERM,     "redefined-term")      /* by an inline context */ \
    X(54, OTHER_PURPOSE,      "other-purpose")       /* of a proof */          \
    X(55, OTHER_AUDIENCE,     "other-audience")      /* domain, challenge */   \
    X(56, ODD_SIGNATURE,      "odd-signature")       /* not as its suite asks */ \
    X(30, BAD_SIGNATURE,      "bad-signature")                                 \
    X(31, HOSTED,             "hosted")              /* proof is a web page */ \
    /* 32 was "linked-data", before there was a check; never given again */   \
    X(33, UNKNOWN_SUITE,      "unknown-suite")                                 \
    X(34, NO_KEY,             "no-key")              /* none to check with */  \
    X(35, STATEMENT,          "statement")           /* only the outer signs */ \
    X(36, UNKNOWN_CONTEXT,    "unknown-context")     /* one that we have not */ \
    X(37, TOO_COMPLEX,        "too-complex")         /* a poisoned graph */    \
    X(38, CHAIN_BROKEN,       "chain-broken")        /* a proof before it */   \
    /* issuer */                                                               \
    X(39, NAMESAKE,           "namesake")            /* of one on the list */  \
    X(40, NOT_ON_LIST,        "not-on-list")                                   \
    X(41, NOT_ITS_KEY,        "not-its-key")                                   \
    X(42, WRONG_KEY_KIND,     "wrong-key-kind")                                \
    X(43, KEY_NOT_IN_DATES,   "key-not-in-dates")                              \
    X(44, KEY_COMPROMISED,    "key-compromised")                               \
    X(45, KEY_VOUCHED,        "key-vouched")         /* yes, by the list */    \
    X(46, LIST_STALE,         "list-stale")                                    \
    X(47, CLASS_NOT_KNOWN,    "class-not-known")     /* only an address */     \
    X(48, LIST_TO_REFRESH,    "list-to-refresh")     /* yes, but renew it */   \
    X(49, NO_DATE,            "no-date")             /* none to hold a key to */ \
    /* entitled */                                                             \
    X(50, NOT_ENTITLED,       "not-entitled")                                  \
    X(51, CRITERIA_DIFFER,    "criteria-differ")                               \
    X(52, NOT_IN_CATALOGUE,   "not-in-catalogue")                              \
    /* in date */                                                              \
    X(60, NOT_YET_VALID,      "not-yet-valid")                                 \
    X(61, EXPIRED,            "expired")                                       \
    X(62, CLOCK,              "clock")                                         \
    X(63, PROOF_EXPIRED,      "proof-expired")                                 \
    X(64, PROOF_TOO_EARLY,    "proof-too-early")     /* created after now */   \
    X(65, WITHHELD,           "withheld")            /* by the holder, maybe */ \
    /* not withdrawn */                                                        \
    X(70, WITHDRAWN,          "withdrawn")                                     \
    X(71, SUSPENDED,          "suspended")                                     \
    X(72, STATUS_NOT_CHECKED, "status-not-checked")                            \
    X(73, STATUS_MISSING,     "status-missing")      /* list not in bundle */  \
    X(74, STATUS_STALE,       "status-stale")                                  \
    X(75, STATUS_UNREADABLE,  "status-unreadable")                             \
    X(76, STATUS_NOT_SIGNED,  "status-not-signed")   /* by who may sign it */  \
    X(77, STATUS_INDEX,       "status-index")        /* beyond the list */     \
    X(78, STATUS_SHORT,       "status-short")        /* yes, but short */      \
    X(79, STATUS_KIND,        "status-kind")         /* a kind we have not */  \
    X(66, STATUS_PURPOSE,     "status-purpose")      /* not what the list is of */ \
    X(67, STATUS_TOO_EARLY,   "status-too-early")    /* list not yet valid */  \
    /* person */                                                               \
    X(80, OTHER_PERSON,       "other-person")                                  \
    X(81, NOT_COMPARED,       "not-compared")                                  \
    X(82, NO_NAME,            "no-name")             /* the badge holds none */ \
    X(83, CLOSE_NAME,         "close-name")                                    \
    /* ours */                                                                 \
    X(90, LIMIT,              "limit")                                         \
    X(91, CELL_DIED,          "cell-died")                                     \
    X(92, NOT_PROVEN,         "not-proven")          /* signature did not hold */ \
    /* on paper: never the badge's fault */                                    \
    X(100, CODE_DAMAGED,      "code-damaged")        /* its CRC does not hold */ \
    X(101, CODE_MALFORMED,    "code-malformed")      /* it holds, the rest not */ \
    X(102, CODE_NEWER,        "code-newer")          /* a version, a codec */  \
    X(103, NO_CATALOGUE,      "no-catalogue")        /* a dictionary we lack */ \
    X(104, PART_MISSING,      "part-missing")        /* a badge in several codes */ \
    X(105, PARTS_CONFLICT,    "parts-conflict")      /* two under one number */ \
    X(106, CODE_UNREAD,       "code-unread")         /* seen, not read */      \
    X(107, CODE_AMBIGUOUS,    "code-ambiguous")      /* read in two ways */    \
    X(108, OTHER_CODE,        "other-code")          /* no badge in the codes */ \
    X(109, KEYBOARD,          "keyboard")            /* scanner set wrongly */ \
    X(110, NOT_BUILT_IN,      "not-built-in")        /* a kind left out of this build */ \
    X(111, MANY_PAGES,        "many-pages")          /* not all were looked at */
/* clang-format on */

typedef enum obv_reason {
#define X(number, id, name) OBV_REASON_##id = number,
    OBV_REASONS(X)
#undef X
} obv_reason;

/* The machine word of a reason; "unknown" for a number that is none. */
const char *obv_reason_name(obv_reason reason);

/* What a check is called, whose finding it is part of, and whether it weighs:
   one that does not is shown and never changes the word. */
const char *obv_check_name(obv_check_id check);
obv_finding_id obv_check_finding(obv_check_id check);
bool obv_check_weighs(obv_check_id check);
const char *obv_finding_name(obv_finding_id finding);

#define OBV_CODE_SIZE 16

/* The code for the telephone, such as "V-3b-41". */
void obv_code(obv_check_id check, obv_reason reason, char code[OBV_CODE_SIZE]);

typedef struct obv_result {
    obv_outcome outcome;
    obv_reason reason;
    int64_t as_of; /* date of the knowledge behind it; 0 where there is none */
} obv_result;

typedef enum obv_kind {
    OBV_KIND_UNKNOWN,
    OBV_KIND_BADGE,       /* Assertion, AchievementCredential */
    OBV_KIND_CLR,         /* ClrCredential */
    OBV_KIND_ENDORSEMENT, /* EndorsementCredential */
    OBV_KIND_OTHER        /* a credential, but neither of these */
} obv_kind;

typedef enum obv_edition {
    OBV_EDITION_UNKNOWN,
    OBV_OB1, /* Open Badges 1.0, 1.1 */
    OBV_OB2, /* Open Badges 2.0, 2.1 */
    OBV_OB3, /* Open Badges 3.0 */
    OBV_CLR2 /* Comprehensive Learner Record 2.0 */
} obv_edition;

/* Where a badge stands in its file. */
typedef enum obv_place {
    OBV_PLACE_TOP,      /* a badge of the file */
    OBV_PLACE_INSIDE,   /* contained in a CLR */
    OBV_PLACE_ENDORSING /* an endorsement: it never changes the word */
} obv_place;

/* Who answers for a claim.  0: nobody. */
typedef enum obv_origin {
    OBV_ORIGIN_UNPROVEN, /* stands in the file, no good signature over it */
    OBV_ORIGIN_SIGNED,   /* covered by a good signature of a listed key */
    OBV_ORIGIN_LIST      /* from the trust list or its catalogue */
} obv_origin;

/*
 * What a badge says, as typed lines in the order of the report.  `time` kinds
 * carry a time, all others a text.  A text of kind *_BLOCK is one block of a
 * Markdown text (`block` tells which), already plain.
 *
 * An *_ITEM line opens one evidence, alignment or result; the lines of its
 * group follow it.
 */
/* clang-format off */
#define OBV_CLAIMS(X)                                                          \
    X(CREDENTIAL_ID,     "id")                                                 \
    X(ACHIEVEMENT_ID,    "achievementId")                                      \
    X(ACHIEVEMENT_NAME,  "name")                                               \
    X(ACHIEVEMENT_TYPE,  "achievementType")                                    \
    X(DESCRIPTION_BLOCK, "description")                                        \
    X(LANGUAGE,          "inLanguage")                                         \
    X(ISSUER_ID,         "issuerId")                                           \
    X(ISSUER_NAME,       "issuerName")       /* the list's, where listed */    \
    X(ISSUER_OWN_NAME,   "issuerOwnName")    /* the badge's, where it differs */ \
    X(ISSUER_TOWN,       "issuerTown")                                         \
    X(ISSUER_PHONE,      "issuerTelephone")                                    \
    X(SELF_AWARDED,      "selfAwarded")      /* issuer and holder are one */   \
    X(HOLDER_ID,         "holderId")                                           \
    X(HOLDER_NAME,       "holderName")                                         \
    X(AWARDED,           "awarded")          /* time */                        \
    X(VALID_FROM,        "validFrom")        /* time */                        \
    X(VALID_UNTIL,       "validUntil")       /* time */                        \
    X(OBSERVED_FROM,     "observedFrom")     /* time */                        \
    X(OBSERVED_TO,       "observedTo")       /* time */                        \
    X(PLANNED_PERIOD,    "plannedPeriod")    /* ISO 8601 duration */           \
    X(INCIDENT,          "incident")         /* time: compromisedFrom */       \
    X(CRITERIA_ID,       "criteriaId")                                         \
    X(CRITERIA_BLOCK,    "criteria")                                           \
    X(PUBLISHED,         "criteriaPublished") /* time: catalogue's version */  \
    X(EVIDENCE_ITEM,     "evidence")                                           \
    X(EVIDENCE_GENRE,    "genre")                                              \
    X(EVIDENCE_LINK,     "link")                                               \
    X(EVIDENCE_BLOCK,    "narrative")                                          \
    X(RESULT_ITEM,       "result")                                             \
    X(RESULT_VALUE,      "value")                                              \
    X(ALIGNMENT_ITEM,    "alignment")                                          \
    X(ALIGNMENT_FRAMEWORK, "framework")                                        \
    X(ALIGNMENT_CODE,    "code")                                               \
    X(ENDORSEMENT_BLOCK, "endorsementComment")                                 \
    X(PICTURE,           "picture")          /* "data" (signed), "address" */  \
    X(STATUS_MESSAGE,    "statusMessage")    /* of the issuer's own list */    \
    X(MEANING,           "contextMeaning")   /* "newest", "older" */           \
    X(FAULT_AT,          "faultAt")          /* where a badge is malformed */  \
    X(DETAIL,            "detail")           /* suite, address, alg met */
/* clang-format on */

typedef enum obv_claim_kind {
#define X(id, name) OBV_CLAIM_##id,
    OBV_CLAIMS(X)
#undef X
        OBV_CLAIM_COUNT
} obv_claim_kind;

const char *obv_claim_name(obv_claim_kind kind);

/* Whether a claim of this kind carries `time` and no text. */
bool obv_claim_is_time(obv_claim_kind kind);

typedef enum obv_block {
    OBV_BLOCK_PARAGRAPH,
    OBV_BLOCK_HEADING,
    OBV_BLOCK_ITEM, /* of a list, however numbered */
    OBV_BLOCK_QUOTE,
    OBV_BLOCK_CODE,
    OBV_BLOCK_COUNT
} obv_block;

/* On an ITEM of the criteria. */
typedef enum obv_criterion {
    OBV_CRITERION_PLAIN,
    OBV_CRITERION_OPTIONAL,    /* the catalogue marks it; not said to be met */
    OBV_CRITERION_OPTIONAL_MET /* ... and a signed result says it was met */
} obv_criterion;

typedef struct obv_claim {
    obv_claim_kind kind;
    obv_origin origin;
    obv_block block;
    obv_criterion criterion;
    uint32_t at, len; /* in obv_verdict.text; clean UTF-8, no controls */
    int64_t time;
    /* Minutes east of UTC in which `time` was written: the date that the
       issuer wrote is the one of time + 60 * zone. */
    int32_t zone;
} obv_claim;

#define OBV_MAX_ZONE 1440

/* Proofs of one credential: sets of two are seen, chains of four imaginable. */
#define OBV_MAX_PROOFS 8

/*
 * One proof of a badge, as it was judged by itself.  YES: it holds by a listed
 * key of the issuer and counts; NO, UNCHECKED: `reason` says why it does not.
 */
typedef struct obv_proof_finding {
    char suite[40]; /* as the badge names it, one word; "EdDSA" */
    obv_outcome outcome;
    obv_reason reason;
    bool chained;             /* it signs the proofs before it as well */
    int64_t created, expires; /* 0: not given */
} obv_proof_finding;

typedef struct obv_badge {
    obv_word word;
    obv_check_id decided_by; /* the check behind the word */
    obv_kind kind;
    obv_edition edition;
    obv_place place;
    int32_t parent; /* index of the badge it stands in; -1 at the top */
    uint32_t text;  /* index of the text of obv_found that it came from */
    uint32_t first_claim, claim_count;
    char code[OBV_CODE_SIZE]; /* such as "V-3b-41" */
    obv_result findings[OBV_FINDING_COUNT];
    obv_result checks[OBV_CHECK_COUNT];
    uint32_t proof_count;
    obv_proof_finding proofs[OBV_MAX_PROOFS]; /* in the order of the badge */
} obv_badge;

/* What the code beside a badge is: of another system, and no worse for it. */
/* clang-format off */
#define OBV_CODE_KINDS(X)                                                      \
    X(TEXT,         "text")                                                    \
    X(OB1,          "ob1")           /* a packed badge */                      \
    X(BADGE,        "badge")         /* JWS, JSON, address of a hosted badge */ \
    X(LINK,         "link")          /* any other address */                   \
    X(EU_COVID,     "eu-covid")      /* HC1: */                                \
    X(SMART_HEALTH, "smart-health")  /* shc:/ */                               \
    X(DOC_2D,       "2d-doc")        /* DC01 to DC04, ANTS */                  \
    X(VCARD,        "vcard")         /* vCard, MECARD */                       \
    X(WIFI,         "wifi")                                                    \
    X(CONTACT,      "contact")       /* mailto:, tel:, sms: */                 \
    X(EVENT,        "event")         /* iCalendar */                           \
    X(PLACE,        "place")         /* geo: */                                \
    X(PAYMENT,      "payment")       /* EPC, Swiss QR-bill */                  \
    X(SECRET,       "secret")        /* to sign in, to join: never shown */     \
    X(DOCUMENT,     "document")      /* a signed one that is no badge */         \
    X(BINARY,       "binary")        /* no text */
/* clang-format on */

typedef enum obv_code_kind {
#define X(id, name) OBV_CODE_KIND_##id,
    OBV_CODE_KINDS(X)
#undef X
        OBV_CODE_KIND_COUNT
} obv_code_kind;

const char *obv_code_kind_name(obv_code_kind kind);

/* Why a code that was seen could not be read, as far as its picture tells. */
/* clang-format off */
#define OBV_DOUBTS(X)                                                          \
    X(NONE,    "none")                                                         \
    X(SMALL,   "too-small")      /* too few pixels a module */                 \
    X(BLURRED, "blurred")        /* out of focus, or moved */                  \
    X(CUT_OFF, "cut-off")        /* part of it is not in the picture */        \
    X(GLARE,   "glare")          /* a reflection, or a stain, covers it */     \
    X(DARK,    "too-dark")       /* or too little between ink and paper */
/* clang-format on */

typedef enum obv_doubt_id {
#define X(id, name) OBV_DOUBT_##id,
    OBV_DOUBTS(X)
#undef X
        OBV_DOUBT_COUNT
} obv_doubt_id;

/* "none" for a number that is none. */
const char *obv_doubt_name(obv_doubt_id doubt);

/* A code that holds no badge, or from which none could be got: `reason` says
   why, OBV_REASON_NONE where it is simply something else. */
typedef struct obv_other {
    obv_code_kind kind;
    obv_reason reason;
    uint32_t text;        /* index of the text of obv_found */
    uint32_t part, parts; /* a part of a badge, from 1; 0: none */
    uint32_t at, len;     /* what may be shown of it, in obv_verdict.text */
} obv_other;

#define OBV_MAX_OTHERS 64 /* as many as OBV_MAX_FOUND */

#define OBV_MAX_BADGES 64
#define OBV_MAX_CLAIMS 2048
#define OBV_MAX_CLAIM_TEXT (256 * 1024)

/*
 * The answer for one file.  Flat: copy it, send it down a pipe, forget it.
 * Only the first badge_count, claim_count and text_len entries hold anything.
 * About 420 kB: keep it off a small stack.
 */
typedef struct obv_verdict {
    obv_word word; /* of the file: that of the badge below */
    int32_t badge; /* which badge the word comes from; -1 where there is none */
    obv_reason reason; /* why, where there is no badge to say it */
    bool test; /* judged under a test root: no value, whatever the word */
    bool cut;  /* claims were left out at a limit; the word stands */
    uint32_t badge_count;
    uint32_t claim_count;
    uint32_t text_len;
    uint32_t other_count;
    obv_other others[OBV_MAX_OTHERS]; /* codes beside the badges */
    obv_badge badges[OBV_MAX_BADGES];
    obv_claim claims[OBV_MAX_CLAIMS];
    char text[OBV_MAX_CLAIM_TEXT];
} obv_verdict;

/*
 * Whether a record that came from elsewhere (a child process, a socket) can be
 * used: every count, index, enum and offset in range, every text clean, every
 * word the one that its findings give.
 */
bool obv_verdict_is_sound(const obv_verdict *verdict);

/* ---- Finding the badge in a file --------------------------------------- */

typedef enum obv_container {
    OBV_CONTAINER_UNKNOWN,
    OBV_CONTAINER_PNG,
    OBV_CONTAINER_SVG,
    OBV_CONTAINER_PDF,   /* needs another reader: obv_read says UNSUPPORTED */
    OBV_CONTAINER_PLAIN, /* JSON, compact JWS, address, OB1: as text */
    OBV_CONTAINER_JPEG,  /* this and the next: as PDF */
    OBV_CONTAINER_WEBP,
    OBV_CONTAINER_TIFF,
    OBV_CONTAINER_HEIC,
    OBV_CONTAINER_COUNT
} obv_container;

/* Tells by content, never by name. */
obv_container obv_recognise(const void *file, size_t len);
const char *obv_container_name(obv_container container);

/* A CV of two pages with two badges, each in three codes, and some links; a
   sheet of stickers has 40. */
#define OBV_MAX_FOUND 64
#define OBV_MAX_FOUND_BYTES (4 * 1024 * 1024)

typedef enum obv_note {
    OBV_NOTE_COMPRESSED = 1, /* compressed iTXt, against the standard */
    OBV_NOTE_LEGACY = 2,     /* a tEXt or zTXt chunk of Open Badges 1.0 */
    OBV_NOTE_FOREIGN = 4,    /* the "openbadge" keyword of one platform */
    OBV_NOTE_CODE = 8,       /* read from a code, on paper or on a screen */
    OBV_NOTE_REPAIRED = 16,  /* typed by a scanner in another layout */
    OBV_NOTE_ALL = 31
} obv_note;

/* One badge text and where in the file it stood. */
typedef struct obv_found_text {
    char where[32]; /* such as "iTXt openbadgecredential" */
    uint32_t notes; /* of obv_note */
    uint32_t at, len;
    /* A code: the page it stands on, from 1, and its corners there, in pixels
       of the picture; of a PDF, at 150 to the inch. */
    uint32_t page;
    int32_t corners[4][2];
} obv_found_text;

/* What a reader found.  Flat; `bytes` of it are used up to bytes_len. */
typedef struct obv_found {
    obv_container container;
    obv_reason reason; /* why count is 0; OBV_REASON_NONE when it is not */
    uint32_t count;
    uint32_t bytes_len;
    uint32_t pages;      /* that were to be looked at for codes; 0: none */
    uint32_t pages_read; /* fewer where a limit was met */
    uint32_t unread;     /* codes that were seen and could not be read */
    obv_doubt_id doubt;  /* why: of the first of them of which that is known */
    obv_found_text texts[OBV_MAX_FOUND];
    uint8_t bytes[OBV_MAX_FOUND_BYTES];
} obv_found;

bool obv_found_is_sound(const obv_found *found);

/* ---- What is believed --------------------------------------------------- */

/* One file of a trust folder, by its bare name. */
typedef struct obv_file {
    const char *name;
    const void *bytes;
    size_t len;
} obv_file;

/* A verified trust list. */
typedef struct obv_trust obv_trust;

/* Why a trust folder cannot be used. */
/* clang-format off */
#define OBV_TROUBLES(X)                                                        \
    X(NONE,           "none")                                                  \
    X(MISSING,        "missing")         /* a file that there must be */       \
    X(TWICE,          "twice")           /* two files of one name */           \
    X(TOO_LARGE,      "too-large")       /* a file */                          \
    X(TOO_MANY,       "too-many")        /* files */                           \
    X(OTHER_ROOT,     "other-root")      /* than the one that was pinned */    \
    X(FEW_SIGNATURES, "few-signatures")  /* some are not there */              \
    X(BAD_SIGNATURE,  "bad-signature")   /* one is of other bytes */           \
    X(ODD_SIGNATURE,  "odd-signature")   /* none, legacy, of another key */    \
    X(DISAGREES,      "disagrees")       /* file and signed comments */        \
    X(BAD_STEP,       "bad-step")        /* from root to root */               \
    X(GAP,            "gap")             /* in the row of roots */             \
    X(MALFORMED,      "malformed")       /* `what` starts with the place */    \
    X(NEWER,          "newer")           /* holds what only a newer one reads */ \
    X(NO_MEMORY,      "no-memory")
/* clang-format on */

typedef enum obv_trouble_kind {
#define X(id, name) OBV_TROUBLE_##id,
    OBV_TROUBLES(X)
#undef X
        OBV_TROUBLE_COUNT
} obv_trouble_kind;

/* The stable machine word of a kind; never NULL. */
const char *obv_trouble_name(obv_trouble_kind kind);

/* `file` and `what` are English for a log; a program that speaks to people has
   words of its own for `kind`. */
typedef struct obv_trouble {
    char file[128];
    char what[256];
    obv_trouble_kind kind;
} obv_trouble;

/* What a report says about the list it used. */
typedef struct obv_trust_facts {
    char name[128]; /* « liste régionale ... », as its keeper calls it */
    char keeper[128];
    char region[64];
    char root[128];   /* what the root calls itself */
    char root_id[17]; /* 16 hex digits of the SHA-256 of root.1.json */
    bool root_built_in;
    bool test; /* a property of the root: nothing under it has any value */
    uint64_t seq;
    int64_t issued, fresh_until, usable_until;
} obv_trust_facts;

/*
 * Reads a trust folder: root.N.json, trust-list.json and their signatures
 * (FILE.KEYID.minisig).  Roots are verified one step at a time, then the list's
 * bytes, before any of them is parsed.  `root_id` pins the first root (16 to 64
 * lower-case hex digits, as its SHA-256 starts); NULL accepts the first root as
 * it stands: then the caller must say whose it is.  On failure *ret is NULL and
 * *trouble says why.  The bytes must not change during the call: read the
 * files, do not map them.
 */
obv_status obv_trust_open(const obv_file *files, size_t count,
                          const char *root_id, obv_trust **ret,
                          obv_trouble *trouble);
void obv_trust_close(obv_trust *trust); /* NULL is fine */
const obv_trust_facts *obv_trust_about(const obv_trust *trust);

/* The id of the root that is compiled in: that of the demonstration, a test
   root, unless the program was built with `make ROOT=ID`. */
const char *obv_built_in_root(void);

/* ---- Judging ------------------------------------------------------------ */

/* What the caller knows and the badge does not. */
typedef struct obv_question {
    int64_t now;
    bool clock_trusted; /* false: findings that need a date stay unchecked */
    const char *name;   /* as on the CV; NULL: not compared */
    const char *email;  /* NULL: not compared */
} obv_question;

/* Working memory, reused from file to file. */
typedef struct obv_verifier obv_verifier;

obv_verifier *obv_new(void);    /* NULL when there is no memory */
void obv_free(obv_verifier *v); /* NULL is fine */

/*
 * file -> badge texts.  OBV_OK also when there is none (found->reason says
 * why); OBV_UNSUPPORTED for a container that another reader must open.
 */
obv_status obv_read(obv_verifier *v, const void *file, size_t len,
                    obv_found *found);

/*
 * badge texts -> verdict.  OBV_OK whenever *verdict holds an answer, good or
 * bad; after any other status it says OBV_WORD_UNDECIDED.
 */
obv_status obv_judge(obv_verifier *v, const obv_trust *trust,
                     const obv_found *found, const obv_question *question,
                     obv_verdict *verdict);

/* Both, for a caller that needs no wall between the two. */
obv_status obv_check(obv_verifier *v, const obv_trust *trust, const void *file,
                     size_t len, const obv_question *question,
                     obv_verdict *verdict);

/* ---- Saying it ---------------------------------------------------------- */

/* The sentences of a report, in the order of verifier/report/sentences.h. */
typedef struct obv_sentences {
    const char *language; /* BCP 47: "fr", "en" */
    const char *const *text;
    size_t count;
} obv_sentences;

/* The English ones, which stand in the code. */
const obv_sentences *obv_english(void);

/* What lines about a pile of files say only where somebody asks for it. */
typedef enum obv_with {
    OBV_WITH_EVIDENCE = 1,
    OBV_WITH_REASONS = 2,
    OBV_WITH_EMAIL = 4 /* the holder's id, which may be an address */
} obv_with;

typedef struct obv_page {
    const char *file; /* as the person named it; cleaned before it is shown */
    uint32_t typed;   /* 0; or the number of a code that came from no file */
    const obv_verdict *verdict;
    const obv_found *found; /* NULL where the file was never opened */
    const obv_trust_facts *trust;
    const obv_question *question;
    int64_t clock; /* the machine's own; differs from now where --at is given */
    const obv_sentences *sentences;
    unsigned width; /* columns; 0 means 80 */
    bool colour;    /* terminal escapes; the words say all without them */
    /* Of a file in a pile ("csv", "line", "cells"): */
    const char *trouble; /* why it was not looked at; NULL where it was */
    uint32_t with;       /* of obv_with */
} obv_page;

typedef bool (*obv_write)(void *to, const char *text, size_t len);

/*
 * Writes one report; `format` is "text", "brief" (the
 * head of it) or "json".  For a pile of files: "csv"
 * (a line a badge, for a spreadsheet) behind one "csv-head", "line" (a small
 * JSON object), "cells" (what a terminal has room for, tabs between).
 * OBV_NOT_FOUND for another format, OBV_LIMIT when `write` answers false.
 */
obv_status obv_report(obv_verifier *v, const char *format, const obv_page *page,
                      obv_write write, void *to);

#ifdef __cplusplus
}
#endif
#endif
