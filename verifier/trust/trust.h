/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trust/trust.h - who may sign, as far as the signed list says.
 *
 * The list's bytes are verified (minisig.c, root.c) before they are parsed
 * (list.c); issuers and keys are found by match.c.  keys/README.md is the
 * format.
 */
#ifndef OBV_TRUST_H
#define OBV_TRUST_H

#include "base/base.h"

typedef struct obv_listed_key {
    obv_slice id;
    obv_key key;
    int64_t not_before, not_after; /* inclusive; INT64_MIN and MAX: open */
    bool compromised;
    int64_t compromised_from;
    const uint8_t (
        *vouched)[16]; /* digests of badges that stand all the same */
    size_t vouched_count;
} obv_listed_key;

typedef struct obv_listed_issuer {
    obv_slice *ids;
    size_t id_count;
    obv_slice name, town, siret, telephone;
    obv_listed_key *keys;
    size_t key_count;
    obv_slice *may_award; /* NULL: anything */
    size_t may_award_count;
    obv_slice *status_signers;
    size_t status_signer_count;
    bool removed; /* once listed, no longer: obv_trust_issuer passes it over */
} obv_listed_issuer;

/* A published achievement, badge class or profile. */
typedef struct obv_catalogue_entry {
    obv_slice id;             /* the address or id that badges name it by */
    const obv_json *document; /* as published */
    int64_t published;
    obv_slice planned_period; /* ISO 8601 duration; empty: none */
    obv_slice *optional;      /* criteria lines that are optional */
    size_t optional_count;
} obv_catalogue_entry;

/* What lay at an address that badges name for their status. */
typedef struct obv_status_document {
    obv_slice address;
    obv_slice text;  /* JSON, or a compact JWS; proves nothing by itself */
    int64_t fetched; /* when a keeper of the list found it there */
} obv_status_document;

/* By issuer id and credential id, or by digest. */
typedef struct obv_withdrawal {
    obv_slice issuer, credential;
    uint8_t digest[16];
    bool by_digest, suspended;
    int64_t since; /* when the list was told */
} obv_withdrawal;

/* By one of its ids, code point by code point.  NULL: not listed, or no longer
   (a removed issuer is not listed). */
const obv_listed_issuer *obv_trust_issuer(const obv_trust *trust, obv_slice id);
const obv_catalogue_entry *obv_trust_entry(const obv_trust *trust,
                                           obv_slice id);
/*
 * The RFC 8785 bytes of the entry's document whose SHA-256 starts with `id`,
 * copied to the arena (dictionary.c).  OBV_NOT_FOUND: no entry; OBV_NO_MEMORY.
 */
obv_status obv_trust_dictionary(const obv_trust *trust, const uint8_t id[8],
                                obv_arena *arena, obv_slice *ret);
/* All of them, in the order of their addresses. */
const obv_status_document *obv_trust_statuses(const obv_trust *trust,
                                              size_t *count);
/* By its address, code point by code point.  NULL: not in the list. */
const obv_status_document *obv_trust_status(const obv_trust *trust,
                                            obv_slice address);
/*
 * What takes a badge back: an entry for this issuer and credential id, or for
 * this digest (NULL or all zero: none), whoever issued it.  NULL: nothing.
 * Where several do, a withdrawal goes before a suspension, then the oldest.
 */
const obv_withdrawal *obv_trust_withdrawal(const obv_trust *trust,
                                           const obv_listed_issuer *issuer,
                                           obv_slice credential,
                                           const uint8_t digest[16]);

/* Whether any entry names a badge by its digest, which costs to make. */
bool obv_trust_names_digests(const obv_trust *trust);

/* What a badge says of its key. */
typedef struct obv_key_hint {
    obv_slice id;         /* kid, verificationMethod, creator; may be empty */
    const obv_key *shown; /* jwk in the badge; NULL: none */
    bool any;             /* OB 2.0: with no hint, any key of the issuer */
} obv_key_hint;

/*
 * The key of `issuer` that the hint names: by id, else by equal material
 * (jwk, did:key, did:jwk or a Multikey in the fragment; whom the rest of the
 * id names does not matter, since the key is this issuer's own or none).
 * OBV_NOT_FOUND: none of its keys, or no hint; OBV_MALFORMED: two hints that
 * disagree, or a did:key or did:jwk that is none.  With `any`, and no hint,
 * *ret is the first key from *from on, and *from moves behind it; `from` may
 * be NULL otherwise.
 */
obv_status obv_trust_key(const obv_listed_issuer *issuer,
                         const obv_key_hint *hint, obv_arena *arena,
                         size_t *from, const obv_listed_key **ret);

/*
 * did:key and did:jwk (did.c).  A fragment must be the one that the method
 * gives: the Multikey again, or "0".  OBV_UNSUPPORTED for another method;
 * otherwise as obv_key_from_multikey and obv_key_from_jwk.
 */
obv_status obv_did_key(obv_slice did, obv_arena *arena, obv_key *ret);

/* ---- Bitstrings (bitstring.c) -------------------------------------------- */

/* A status list, and the entry that is asked for. */
typedef struct obv_bitstring {
    obv_slice encoded; /* encodedList */
    bool multibase;    /* starts with "u"; false: StatusList2021 */
    int64_t size;      /* statusSize: bits of one entry */
    obv_slice index;   /* statusListIndex */
} obv_bitstring;

typedef struct obv_bits {
    uint64_t value;
    uint64_t entries;
    /* The code that Bitstring Status List 1.0 gives to what is wrong; NULL:
       nothing is. */
    const char *error;
} obv_bits;

/*
 * OBV_OK: ret->value is the entry; with STATUS_LIST_LENGTH_ERROR where the
 * list is shorter than the standard asks for.  OBV_MALFORMED: it is not
 * encoded as it must be, or the index or size is no number of such.
 * OBV_NOT_FOUND: no such entry.  OBV_LIMIT: inflates to more than
 * OBV_MAX_STATUS_BYTES.
 */
obv_status obv_bitstring_read(const obv_bitstring *list, obv_arena *arena,
                              obv_bits *ret);

/* ---- minisign (minisig.c) ------------------------------------------------ */

typedef struct obv_minisig_key {
    uint8_t id[8]; /* names the key in signatures; proves nothing */
    uint8_t bytes[32];
} obv_minisig_key;

/* The base64 line of a public key file ("RW..."), without its line feed. */
obv_status obv_minisig_key_parse(obv_slice line, obv_arena *arena,
                                 obv_minisig_key *ret);

/* The id as minisign prints it, with leading zeros: part of a file name. */
#define OBV_MINISIG_ID_TEXT 17
void obv_minisig_id(const obv_minisig_key *key, char text[OBV_MINISIG_ID_TEXT]);

/*
 * Whether `signature`, a whole .minisig file, is of `key` over `file`.
 * *comment is the trusted comment, signed with it.  OBV_MALFORMED: not four
 * such lines; OBV_UNSUPPORTED: the legacy form that signs the bare file;
 * OBV_WRONG_KEY: made by another key; OBV_BAD_SIGNATURE: it does not hold,
 * over the file or over the comment.
 */
obv_status obv_minisig_verify(obv_slice file, obv_slice signature,
                              const obv_minisig_key *key, obv_arena *arena,
                              obv_slice *comment);

/* The same with the key as its base64 line. */
obv_status obv_minisig_check(obv_slice file, obv_slice signature, obv_slice key,
                             obv_arena *arena, obv_slice *comment);

/* ---- Roots (root.c) ------------------------------------------------------ */

/* Who signs: `threshold` of these keys, all different. */
typedef struct obv_role {
    size_t threshold;
    obv_minisig_key *keys;
    size_t count;
} obv_role;

typedef struct obv_root {
    obv_slice region, name;
    bool test;
    int64_t version, issued;
    obv_role root, list;
} obv_root;

/* Reads one root; proves nothing.  `file` names it in *trouble. */
obv_status obv_root_parse(obv_slice body, const char *file, obv_arena *arena,
                          obv_root *ret, obv_trouble *trouble);

/* The trusted comment that every signature of this body must carry. */
obv_status obv_root_comment(const obv_root *root, obv_slice body,
                            obv_arena *arena, obv_slice *ret);

/* ---- The list (list.c) --------------------------------------------------- */

/*
 * Parses a list whose bytes were verified; proves nothing.  `facts` says what
 * is known of its root: root, root_id, root_built_in, test, and the region,
 * which must be the list's own.  For tests and the issuer's tool too.
 */
obv_status obv_list_parse(obv_slice body, const obv_trust_facts *facts,
                          obv_trust **ret, obv_trouble *trouble);

/* The trusted comment that every signature of this body must carry. */
obv_status obv_list_comment(const obv_trust_facts *facts, obv_slice body,
                            obv_arena *arena, obv_slice *ret);

/* All issuers, removed ones too, in the order of the list. */
const obv_listed_issuer *obv_trust_issuers(const obv_trust *trust,
                                           size_t *count);

#endif
