/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form/form.h - text -> credential.
 *
 * A credential is read into one model, whatever its edition, and the floors
 * above see nothing but this model: a check that looked into JSON by name
 * could read what no signature covers.  To add an edition, add a file and a
 * row to forms[] in form.c.
 */
#ifndef OBV_FORM_H
#define OBV_FORM_H

#include "base/base.h"
#include "proof/proof.h"

/*
 * What is wrong with the form of a credential, and where: a JSON pointer into
 * the JSON that holds it, such as /credentialSubject/achievement (the payload
 * of a JWS: /vc/issuer); "header/crit" in the header of a JWS; "header",
 * "payload" or "signature" for a part that cannot be read; LINE:COLUMN in JSON
 * that does not parse.
 */
typedef struct obv_fault {
    obv_check_id check; /* one of the READABLE checks */
    obv_reason reason;
    obv_slice where;
    obv_slice what; /* the name, type or address that it is about; or empty */
} obv_fault;

/* A way in which the holder is named (OB 2.0 recipient, OB 3.0 identifier). */
typedef struct obv_identity {
    obv_slice type;  /* "email", "emailAddress", "name", "did", ... */
    obv_slice value; /* plain, or ALGORITHM$HEX where hashed */
    obv_slice salt;
    bool hashed;
} obv_identity;

typedef struct obv_evidence {
    obv_slice id, name, description, narrative, genre;
} obv_evidence;

typedef struct obv_alignment {
    obv_slice name, framework, code, url;
} obv_alignment;

typedef struct obv_outcome_shown { /* a `result`, with its description's name */
    obv_slice name, value, status, description_id;
} obv_outcome_shown;

/* What is awarded: Achievement (OB 3.0) or BadgeClass (OB 2.0). */
typedef struct obv_achievement {
    obv_slice id, name, description, type, language;
    obv_slice criteria_id, criteria_narrative;
    obv_slice image;   /* address or data: URL */
    obv_slice creator; /* id of who made it; OB 3.0 */
} obv_achievement;

/* What a value of a status list of several bits stands for. */
typedef struct obv_status_message {
    obv_slice status; /* "0x2" */
    obv_slice message;
} obv_status_message;

/* An entry of credentialStatus, or the revocationList of OB 2.0. */
typedef struct obv_status_entry {
    obv_slice type; /* the one that names a kind of list, else the first */
    obv_slice list; /* its address */
    obv_slice purpose;
    obv_slice index; /* digits; OB 2.0: the id of the badge */
    obv_slice id;
    obv_slice size; /* statusSize, digits; empty: one bit */
    const obv_status_message *messages;
    size_t message_count;
} obv_status_entry;

/*
 * A credential that is a status list (BitstringStatusListCredential,
 * StatusList2021Credential), of kind OBV_KIND_OTHER.  Its issuer, dates and
 * proofs are those of its credential.
 */
typedef struct obv_status_list {
    obv_slice type;            /* of the credential, as the standards name it */
    obv_slice subject_type;    /* BitstringStatusList, StatusList2021 */
    const obv_slice *purposes; /* statusPurpose: one or several */
    size_t purpose_count;
    obv_slice encoded; /* encodedList, as it stands; empty: none, or no text */
    bool has_ttl;
    bool bad_ttl; /* there is one, and it is no whole number */
    int64_t ttl;  /* milliseconds */
} obv_status_list;

typedef struct obv_credential {
    obv_kind kind;
    obv_edition edition;
    obv_slice id;

    obv_slice issuer_id, issuer_name;
    /* OB 2.0: what was only an address and must come from the catalogue.  The
       achievement has it as its id; the rest of it is empty where the
       catalogue has no such entry. */
    obv_slice class_address, issuer_address;

    obv_slice subject_id, subject_name;
    obv_identity *identities;
    size_t identity_count;

    obv_achievement achievement;
    obv_alignment *alignments;
    size_t alignment_count;
    obv_evidence *evidence;
    size_t evidence_count;
    obv_outcome_shown *results;
    size_t result_count;
    obv_slice comment; /* endorsementComment */

    /* valid_from is the later of nbf, validFrom and issuanceDate, valid_until
       the earlier of exp, validUntil, expirationDate and expires. */
    obv_moment valid_from, valid_until, issued_on, awarded;
    obv_moment observed_from, observed_to;
    /* Every date of the signed content that says when it was signed: iat, nbf,
       validFrom, issuanceDate, issuedOn.  Held against the dates of the key,
       as is `created` of the proof that it signed. */
    int64_t *signed_at;
    size_t signed_at_count;

    obv_status_entry *statuses; /* credentialStatus, revocationList */
    size_t status_count;
    bool revoked; /* OB 2.0: the Assertion itself says so */
    const obv_status_list *status_list; /* NULL: it is none */

    obv_proof *proofs;
    /* In the order in which they were met.  When there are more, each check
       keeps its first before any has a second. */
    obv_fault faults[OBV_MAX_FAULTS];
    size_t fault_count;

    /* 16 bytes of SHA-256 over the signed content without its signature: how a
       trust list names one badge.  All zero where the proof is not a JWS. */
    uint8_t digest[16];
    bool has_digest;

    obv_place place;
    struct obv_credential *parent; /* contains or is endorsed by this one */
    struct obv_credential *inside; /* first contained or endorsing one */
    struct obv_credential *next;   /* its next sibling */
    size_t found_text; /* index of the text of obv_found it came from */

    /* The same text under the other meaning of a context that had two in its
       time; NULL: there is none.  The one whose signature holds is the one
       that the issuer signed. */
    struct obv_credential *other;
    bool older_meaning; /* this is the other */
} obv_credential;

/*
 * Documents of published badge classes and issuers by their address: how OB
 * 2.0 refers to them.  Comes from the trust list; `find` gives NULL for what it
 * has not, and may itself be NULL, as may the whole.
 */
typedef const obv_json *(*obv_lookup)(const void *catalogue, obv_slice address);

typedef struct obv_library {
    const void *catalogue;
    obv_lookup find;
} obv_library;

/*
 * Reads one badge text (JSON, compact JWS or a bare address) into credentials:
 * *ret is a list by `next` (a presentation holds several).  What breaks a
 * standard is a fault in a credential, not a status.  When the text is no
 * credential at all, *ret is NULL and *why says what it is: check PRESENT for
 * what is something else, FORMAT for what began as a badge and cannot be read.
 * OBV_NO_MEMORY and OBV_LIMIT are the only failures.
 *
 * NOT checked here: any signature, any key, who may sign, and what time it is.
 */
obv_status obv_form_read(obv_slice text, const obv_library *library,
                         obv_arena *arena, obv_credential **ret,
                         obv_fault *why);

#endif
