/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The proofs of a credential: what each of them says, and which bytes it is
 * over.  Nothing of it is believed here.
 *
 * Where a suite signs linked data, what the proof says is read by IRI, and has
 * to agree with the names by which its suite was chosen: no alias and no second
 * value can make two readers see two proofs.
 */
#include "form/parts.h"

#define SECURITY "https://w3id.org/security#"

/* Where a signature may stand. */
static const char *const signatures[] = {"proofValue", "jws"};

obv_status
obv_proof_append(obv_reader *reader, obv_credential *c, obv_proof_kind kind,
                 obv_proof **ret)
{
    size_t count = 0;
    obv_proof **end = &c->proofs;
    for (; *end != NULL; end = &(*end)->next) {
        count++;
    }
    if (count >= OBV_MAX_PROOFS) {
        return OBV_LIMIT;
    }
    obv_proof *proof = obv_arena_alloc(reader->arena, 1, sizeof(*proof));
    if (proof == NULL) {
        return OBV_NO_MEMORY;
    }
    proof->kind = kind;
    obv_slice *texts[] = {
        &proof->suite,  &proof->key_id,    &proof->message, &proof->signature,
        &proof->about,  &proof->value,     &proof->id,      &proof->purpose,
        &proof->domain, &proof->challenge,
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        *texts[i] = obv_slice_of("");
    }
    *end = *ret = proof;
    return OBV_OK;
}

/* ---- What is signed ------------------------------------------------------ */

/* vc-di-eddsa 3.3.2, vc-di-ecdsa 3.3.2, of JCS: "Check that the
   securedDocument.@context starts with all values contained in the
   proofOptions.@context in the same order." */
static bool
starts_with(const obv_json *contexts, const obv_json *first)
{
    if (obv_json_count(first) > obv_json_count(contexts)) {
        return false;
    }
    for (size_t i = 0; i < obv_json_count(first); i++) {
        if (!obv_json_equal(obv_json_item(contexts, i),
                            obv_json_item(first, i))) {
            return false;
        }
    }
    return true;
}

/* ---- The view of a proof ------------------------------------------------- */

/* "assertionMethod", which the contexts spell out. */
static bool
shorten_purpose(obv_reader *reader, obv_json *shown)
{
    obv_slice purpose = obv_member(shown, "proofPurpose");
    size_t start = strlen(SECURITY);
    if (!obv_slice_starts(purpose, SECURITY)) {
        return true;
    }
    obv_slice end = {purpose.ptr + start, purpose.len - start};
    return obv_json_set(shown, "proofPurpose",
                        obv_json_new_text(reader->arena, end));
}

obv_status
obv_proof_complete(obv_reader *reader, const obv_json *given, obv_json *shown)
{
    bool set = shorten_purpose(reader, shown);
    for (size_t i = 0; i < COUNT(signatures); i++) {
        const obv_json *value = obv_json_get(given, signatures[i]);
        set =
            set && (value == NULL || obv_json_set(shown, signatures[i], value));
    }
    return set ? OBV_OK : OBV_NO_MEMORY;
}

/* ---- One proof ----------------------------------------------------------- */

typedef struct proof_place {
    obv_reader *reader;
    obv_credential *c;
    const obv_at *at;
} proof_place;

static void
fault(const proof_place *place, obv_reason reason, const char *member)
{
    obv_fault_add(place->reader, place->c, OBV_CHECK_PROOF, reason, place->at,
                  member);
}

/* By name and by IRI it is one suite. */
static void
check_agreement(const proof_place *place, const obv_link_proof *entry)
{
    static const struct {
        const char *member;
        obv_reason reason;
    } members[] = {{"type", OBV_REASON_BAD_TYPE},
                   {"cryptosuite", OBV_REASON_BAD_MEMBER}};
    if (entry->shown == entry->given) {
        return;
    }
    for (size_t i = 0; i < COUNT(members); i++) {
        obv_slice name = obv_member(entry->given, members[i].member);
        obv_slice iri = obv_member(entry->shown, members[i].member);
        if (!obv_slice_equal(name, iri)) {
            fault(place, members[i].reason, members[i].member);
        }
    }
}

/* Data Integrity 2.1: "If the proof type is DataIntegrityProof, cryptosuite
   MUST be specified". */
static void
check_suite(const proof_place *place, const obv_link_proof *entry)
{
    if (obv_slice_is(obv_member(entry->given, "type"), "DataIntegrityProof") &&
        obv_json_get(entry->given, "cryptosuite") == NULL) {
        fault(place, OBV_REASON_MISSING_MEMBER, "cryptosuite");
    }
}

/* The signature is a text, in the place that its suite gives it. */
static void
check_value(const proof_place *place, const obv_link_proof *entry)
{
    bool any = false;
    for (size_t i = 0; i < COUNT(signatures); i++) {
        const obv_json *value = obv_json_get(entry->given, signatures[i]);
        any = any || value != NULL;
        if (obv_json_kind_of(value) == OBV_JSON_ARRAY) {
            /* One of one is no text here; the rest shape.c says. */
            fault(place, OBV_REASON_BAD_MEMBER, signatures[i]);
        }
    }
    if (!any && entry->spelling != OBV_SPELLING_UNKNOWN) {
        fault(place, OBV_REASON_MISSING_MEMBER, signatures[0]);
    }
}

/* A key that stands in the proof proves nothing by itself: it is held against
   the list like that of a JWS header. */
static obv_status
read_key(obv_reader *reader, const obv_json *method, obv_proof *proof)
{
    obv_slice multikey = obv_member(method, "publicKeyMultibase");
    obv_slice base58 = obv_member(method, "publicKeyBase58");
    obv_slice pem = obv_member(method, "publicKeyPem");
    const obv_json *jwk = obv_one(method, "publicKeyJwk");
    obv_status status = OBV_UNSUPPORTED;
    proof->key_id = obv_id_of(method);
    if (multikey.len > 0) {
        status =
            obv_key_from_multikey(multikey, reader->arena, &proof->key_shown);
    } else if (jwk != NULL) {
        status = obv_key_from_jwk(jwk, reader->arena, &proof->key_shown);
    } else if (base58.len > 0) {
        status = obv_key_from_base58(base58, reader->arena, &proof->key_shown);
    } else if (pem.len > 0) {
        status = obv_key_from_pem(pem, reader->arena, &proof->key_shown);
    }
    if (status != OBV_OK) {
        proof->key_shown = (obv_key){.kind = OBV_KEY_NONE};
    }
    return status == OBV_NO_MEMORY ? status : OBV_OK;
}

/* Domains may be several: that there is one is what counts. */
static obv_slice
first_text(const obv_json *object, const char *member)
{
    obv_slice text;
    const obv_json *first = obv_json_item(obv_json_get(object, member), 0);
    return obv_json_text(first, &text) ? text : obv_slice_of("");
}

static obv_status
fill_proof(obv_reader *reader, const obv_json *shown, obv_proof *proof)
{
    proof->purpose = obv_member(shown, "proofPurpose");
    proof->domain = first_text(shown, "domain");
    proof->challenge = obv_member(shown, "challenge");
    proof->created = obv_moment_of(shown, "created", OBV_DATE_TIME);
    proof->expires = obv_moment_of(shown, "expires", OBV_DATE_TIME);
    return read_key(reader, obv_one(shown, "verificationMethod"), proof);
}

/* ---- What it is over ----------------------------------------------------- */

/* JCS signs the contexts that stand in the proof: whoever adds another to the
   document could give its names a meaning that nobody signed. */
static bool
has_other_contexts(const obv_link *link, const obv_link_proof *entry)
{
    const obv_json *own = obv_json_get(entry->given, "@context");
    return entry->spelling == OBV_SPELLING_JCS && own != NULL &&
           !obv_json_equal(own, obv_json_get(link->object, "@context"));
}

/* Trouble of the document is trouble of each proof that signs linked data. */
static void
fill_linked(const obv_link *link, const obv_link_proof *entry, obv_proof *proof)
{
    if (has_other_contexts(link, entry)) {
        proof->trouble = OBV_REASON_UNSIGNED_MEMBER;
        proof->about = obv_slice_of("@context");
    }
    if (entry->spelling != OBV_SPELLING_RDFC) {
        return;
    }
    proof->linked = link->linked;
    proof->linked_options = entry->options;
    proof->trouble =
        link->trouble != OBV_REASON_NONE ? link->trouble : entry->trouble;
    proof->about =
        link->trouble != OBV_REASON_NONE ? link->about : entry->about;
    if (proof->trouble != OBV_REASON_NONE) {
        proof->linked = proof->linked_options = NULL;
    }
}

/* Data Integrity 4.6: what was proven before stands in the document that is
   proven now. */
static obv_status
chain(obv_reader *reader, const obv_link *link, obv_status opened,
      obv_proof *proof)
{
    if (opened == OBV_NOT_FOUND && proof->trouble == OBV_REASON_NONE) {
        proof->trouble = OBV_REASON_CHAIN_BROKEN;
    }
    if (proof->trouble != OBV_REASON_NONE) {
        proof->linked = proof->linked_options = NULL;
        return OBV_OK;
    }
    return proof->linked != NULL && proof->secured.proofs != NULL
               ? obv_link_read_chained(reader, link, proof)
               : OBV_OK;
}

static obv_status
read_one(const proof_place *place, const obv_json *document,
         const obv_link *link, const obv_link_proof *entry)
{
    obv_proof *proof;
    obv_reader *reader = place->reader;
    TRY(obv_proof_append(reader, place->c, OBV_PROOF_LINKED, &proof));
    obv_status opened =
        obv_proof_open(document, entry->given, reader->arena, proof);
    if (opened != OBV_OK && opened != OBV_NOT_FOUND) {
        return opened;
    }
    TRY(fill_proof(reader, entry->shown, proof));
    if (link != NULL) {
        fill_linked(link, entry, proof);
    }
    TRY(chain(reader, link, opened, proof));
    check_suite(place, entry);
    check_agreement(place, entry);
    check_value(place, entry);
    if (entry->spelling == OBV_SPELLING_JCS &&
        !starts_with(obv_json_get(document, "@context"),
                     obv_json_get(entry->given, "@context"))) {
        fault(place, OBV_REASON_BAD_MEMBER, "@context");
    }
    return OBV_OK;
}

/* ---- All of them --------------------------------------------------------- */

/* OB 3.0, Proof: proofPurpose "MUST be 'assertionMethod'".  Another purpose
   beside it, such as a holder's authentication, is nobody's fault. */
static bool
is_for_assertion(const obv_proof *proof, const obv_json *shown)
{
    return obv_slice_is(proof->purpose, "assertionMethod") ||
           obv_json_get(shown, "proofPurpose") == NULL;
}

/* Data Integrity 2.1: verificationMethod is required.  What another suite asks
   for, we do not know. */
static bool
names_key(const obv_proof *proof, const obv_link_proof *entry)
{
    return proof->key_id.len > 0 || proof->key_shown.kind != OBV_KEY_NONE ||
           entry->spelling == OBV_SPELLING_UNKNOWN;
}

/* The proofs of a document that is read by name. */
static obv_status
list_proofs(const obv_json *object, obv_link_proof *entries, size_t *count)
{
    const obv_json *given = obv_json_get(object, "proof");
    *count = 0;
    for (size_t i = 0; i < obv_json_count(given); i++) {
        const obv_json *item = obv_json_item(given, i);
        if (obv_json_kind_of(item) != OBV_JSON_OBJECT) {
            continue;
        }
        if (*count >= OBV_MAX_PROOFS) {
            return OBV_LIMIT;
        }
        entries[(*count)++] = (obv_link_proof){
            .given = item,
            .shown = item,
            .spelling = obv_proof_spelling(obv_member(item, "type"),
                                           obv_member(item, "cryptosuite")),
            .about = obv_slice_of(""),
        };
    }
    return OBV_OK;
}

static obv_status
read_all(obv_reader *reader, obv_credential *c, const obv_source *source,
         const obv_link_proof *entries, size_t count)
{
    const obv_json *document =
        source->link != NULL ? source->link->object : source->object;
    const obv_json *given = obv_json_get(document, "proof");
    obv_at list = {source->at, "proof", 0};
    bool many = obv_json_kind_of(given) == OBV_JSON_ARRAY;
    for (size_t i = 0, next = 0; next < count; i++) {
        obv_at item = {&list, NULL, i};
        proof_place place = {reader, c, many ? &item : &list};
        if (obv_json_item(given, i) == entries[next].given) {
            TRY(read_one(&place, document, source->link, &entries[next]));
            next++;
        }
    }
    return OBV_OK;
}

/* The shape of the member is checked by shape.c. */
obv_status
obv_proofs_read(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    obv_link_proof named[OBV_MAX_PROOFS];
    const obv_link_proof *entries = named;
    size_t count, next = 0;
    bool asserts = false, names = false;
    obv_proof **end = &c->proofs;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    if (source->link != NULL) {
        entries = source->link->proofs;
        count = source->link->proof_count;
    } else {
        TRY(list_proofs(source->object, named, &count));
    }
    TRY(read_all(reader, c, source, entries, count));
    for (const obv_proof *p = *end; p != NULL; p = p->next, next++) {
        asserts = asserts || is_for_assertion(p, entries[next].shown);
        names = names || names_key(p, &entries[next]);
    }
    obv_at at = {source->at, "proof", 0};
    if (count > 0 && !asserts) {
        obv_fault_add(reader, c, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER, &at,
                      "proofPurpose");
    }
    if (count > 0 && !names && c->edition >= OBV_OB3) {
        obv_fault_add(reader, c, OBV_CHECK_PROOF, OBV_REASON_NO_KEY_NAMED, &at,
                      "verificationMethod");
    }
    return OBV_OK;
}
