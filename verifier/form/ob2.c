/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OB 1.0, 1.1, 2.0 and 2.1: an Assertion, the class of badge that it awards and
 * the issuer of that class, each of them inlined or named by its address; and
 * the Endorsement, which is made the same way.
 *
 * What is named by address comes from the catalogue of the trust list; nothing
 * is fetched.
 */
#include "form/parts.h"

static bool
is_endorsement(const obv_json *object)
{
    return obv_has_type(object, "Endorsement");
}

/* 1.0 has no types: what it calls an assertion is known by these members. */
bool
obv_ob2_is(const obv_json *object)
{
    if (obv_json_get(object, "type") != NULL) {
        return obv_has_type(object, "Assertion") || is_endorsement(object);
    }
    return obv_json_get(object, "verify") != NULL ||
           obv_json_get(object, "badge") != NULL;
}

static const obv_json *
look_up(const obv_reader *reader, obv_slice address)
{
    const obv_library *library = reader->library;
    return library != NULL && library->find != NULL && address.len > 0
               ? library->find(library->catalogue, address)
               : NULL;
}

/* An object as it stands, or the catalogue's document of that address, read
   through its context; NULL where there is none, and *address is empty for an
   object. */
static obv_status
follow(obv_reader *reader, const obv_json *value, obv_slice *address,
       const obv_json **ret)
{
    *ret = value;
    if (!obv_json_text(value, address)) {
        *address = obv_slice_of("");
        return OBV_OK;
    }
    const obv_json *document = look_up(reader, *address);
    *ret = NULL;
    return document != NULL ? obv_link_old_view(reader, document, ret) : OBV_OK;
}

/* ---- Class and issuer --------------------------------------------------- */

/* The id of an issuer that is named by address is that address, whatever its
   document calls itself. */
static obv_status
fill_issuer(obv_reader *reader, obv_credential *c, const obv_json *value,
            const obv_json **ret)
{
    TRY(follow(reader, value, &c->issuer_address, ret));
    c->issuer_id =
        c->issuer_address.len > 0 ? c->issuer_address : obv_member(*ret, "id");
    c->issuer_name = obv_member(*ret, "name");
    return OBV_OK;
}

static void
fill_class(obv_credential *c, const obv_json *badge)
{
    const obv_json *criteria = obv_one(badge, "criteria");
    c->achievement = (obv_achievement){
        .id = c->class_address.len > 0 ? c->class_address
                                       : obv_member(badge, "id"),
        .name = obv_member(badge, "name"),
        .description = obv_member(badge, "description"),
        .type = obv_slice_of(""),
        .language = obv_member(badge, "@language"),
        .criteria_id = obv_id_of(criteria),
        .criteria_narrative = obv_member(criteria, "narrative"),
        .image = obv_id_of(obv_one(badge, "image")),
        .creator = obv_slice_of(""),
    };
}

/* A list of what was revoked belongs to the issuer, and to signed badges.  One
   whose address cannot be read is a list all the same. */
static obv_status
fill_status(obv_reader *reader, obv_credential *c, const obv_json *issuer)
{
    const obv_json *given;
    void *room;
    if (obv_many(issuer, "revocationList", &given) == 0) {
        return OBV_OK;
    }
    TRY(obv_items(reader, 1, sizeof(*c->statuses), &room));
    c->statuses = room;
    c->status_count = 1;
    c->statuses[0] = (obv_status_entry){
        .type = obv_slice_of("RevocationList"),
        .list = obv_id_of(obv_one(issuer, "revocationList")),
        .purpose = obv_slice_of("revocation"),
        .index = c->id,
        .id = obv_slice_of(""),
        .size = obv_slice_of(""),
    };
    return OBV_OK;
}

/* ---- Recipient and evidence --------------------------------------------- */

static bool
looks_hashed(obv_slice value)
{
    return obv_slice_starts(value, "sha256$") ||
           obv_slice_starts(value, "md5$") || obv_slice_starts(value, "sha1$");
}

/* An extension that platforms use puts the name of the holder beside it. */
static obv_status
fill_recipient(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    const obv_json *recipient = obv_one(object, "recipient");
    const obv_json *profile = obv_one(object, "extensions:recipientProfile");
    const obv_json *hashed = obv_one(recipient, "hashed");
    void *room;
    c->subject_name = obv_member(profile, "name");
    TRY(obv_items(reader, 1, sizeof(*c->identities), &room));
    c->identities = room;
    c->identities[0] = (obv_identity){
        .type = obv_member(recipient, "type"),
        .value = obv_member(recipient, "identity"),
        .salt = obv_member(recipient, "salt"),
    };
    c->identities[0].hashed = hashed != NULL
                                  ? obv_json_true(hashed)
                                  : looks_hashed(c->identities[0].value);
    c->identity_count = c->identities[0].value.len > 0;
    return OBV_OK;
}

/* ---- Proof -------------------------------------------------------------- */

typedef enum method { METHOD_UNKNOWN, METHOD_HOSTED, METHOD_SIGNED } method;

static method
method_of(const obv_json *verification)
{
    if (obv_has_type(verification, "hosted") ||
        obv_has_type(verification, "HostedBadge")) {
        return METHOD_HOSTED;
    }
    if (obv_has_type(verification, "signed") ||
        obv_has_type(verification, "SignedBadge")) {
        return METHOD_SIGNED;
    }
    return METHOD_UNKNOWN;
}

/* `verify` is the older name, and the context makes it the same. */
static const char *
verification_member(const obv_json *object)
{
    return obv_json_get(object, "verification") != NULL ? "verification"
                                                        : "verify";
}

static void
fault_of_method(obv_reader *reader, obv_credential *c, const obv_source *source,
                obv_check_id check, obv_reason reason)
{
    obv_at at = {source->at, verification_member(source->object), 0};
    obv_fault_add(reader, c, check, reason, &at, "type");
}

/* In 2.0 `creator` names the key, in 1.x `url`; so does a kid in the header,
   which must not name another. */
static obv_status
read_signed(obv_reader *reader, obv_credential *c, const obv_source *source,
            const obv_json *verification)
{
    obv_slice key = obv_id_of(obv_one(verification, "creator"));
    TRY(obv_jws_add(reader, source->jws, c));
    if (key.len == 0 && c->edition == OBV_OB1) {
        key = obv_member(verification, "url");
    }
    if (key.len > 0 && c->proofs->key_id.len > 0 &&
        !obv_slice_equal(key, c->proofs->key_id)) {
        obv_fault_note(c, OBV_CHECK_PROOF, OBV_REASON_KEYS_DISAGREE,
                       obv_slice_of("header/kid"));
    }
    if (key.len > 0) {
        c->proofs->key_id = key;
    }
    TRY(obv_old_claims_check(reader, c, source));
    if (method_of(verification) != METHOD_SIGNED &&
        obv_json_get(verification, "type") != NULL) {
        fault_of_method(reader, c, source, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE);
    }
    return OBV_OK;
}

static obv_status
read_proof(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    const obv_json *object = source->object;
    const obv_json *verification = obv_one(object, verification_member(object));
    const obv_json *older = obv_one(object, "verify");
    obv_proof *proof;
    if (older != NULL && verification != NULL &&
        !obv_json_equal(older, verification)) {
        obv_fault_add(reader, c, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER,
                      source->at, "verify");
    }
    if (source->jws != NULL) {
        return read_signed(reader, c, source, verification);
    }
    switch (method_of(verification)) {
    case METHOD_SIGNED:
        fault_of_method(reader, c, source, OBV_CHECK_PROOF,
                        OBV_REASON_NOT_SIGNED);
        return OBV_OK;
    case METHOD_UNKNOWN:
        if (obv_json_get(verification, "type") != NULL) {
            fault_of_method(reader, c, source, OBV_CHECK_TYPE,
                            OBV_REASON_BAD_TYPE);
        }
        break;
    case METHOD_HOSTED:
        break;
    }
    return obv_proof_append(reader, c, OBV_PROOF_HOSTED, &proof);
}

/* ---- Endorsements ------------------------------------------------------- */

/* Most are named by an address, which nobody opens; those that stand here are
   read. */
static obv_status
read_endorsements(obv_reader *reader, obv_credential *c, const obv_json *object,
                  const obv_slot *slot)
{
    const obv_json *given;
    size_t count = obv_many(object, "endorsement", &given);
    for (size_t i = 0; i < count; i++) {
        const obv_json *entry = obv_json_item(given, i);
        if (obv_json_kind_of(entry) == OBV_JSON_OBJECT &&
            is_endorsement(entry)) {
            obv_slot inside;
            obv_source source = {.object = entry, .viewed = true};
            obv_fault why;
            TRY(obv_slot_inside(slot, c, OBV_PLACE_ENDORSING, &inside));
            TRY(obv_ob2_read(reader, &source, &inside, &why));
        }
    }
    return OBV_OK;
}

/* ---- The whole ---------------------------------------------------------- */

/* Hosted assertions of 1.0 have no id but their address. */
static obv_slice
id_of(const obv_json *object)
{
    const obv_json *verification = obv_one(object, verification_member(object));
    obv_slice id = obv_member(object, "id");
    if (id.len == 0 && method_of(verification) == METHOD_HOSTED) {
        id = obv_member(verification, "url");
    }
    return id.len > 0 ? id : obv_member(object, "uid");
}

static obv_status
fill_award(obv_reader *reader, obv_credential *c, const obv_source *source,
           const obv_slot *slot)
{
    const obv_json *object = source->object;
    TRY(fill_recipient(reader, c, object));
    TRY(obv_evidence_read(reader, c, object, obv_member(object, "narrative")));
    const obv_json *badge, *issuer;
    TRY(follow(reader, obv_one(object, "badge"), &c->class_address, &badge));
    fill_class(c, badge);
    TRY(obv_alignments_read(reader, c, badge));
    TRY(fill_issuer(reader, c, obv_one(badge, "issuer"), &issuer));
    if (source->jws != NULL) {
        TRY(fill_status(reader, c, issuer));
    }
    TRY(read_endorsements(reader, c, object, slot));
    TRY(read_endorsements(reader, c, badge, slot));
    return read_endorsements(reader, c, issuer, slot);
}

static obv_status
fill_endorsement(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    const obv_json *claim = obv_one(object, "claim"), *issuer;
    c->subject_id = obv_member(claim, "id");
    c->comment = obv_member(claim, "endorsementComment");
    return fill_issuer(reader, c, obv_one(object, "issuer"), &issuer);
}

static obv_status
fill(obv_reader *reader, obv_credential *c, const obv_source *source,
     const obv_slot *slot)
{
    const obv_json *object = source->object;
    obv_date_rule rule = c->edition == OBV_OB1 ? OBV_DATE_OB1 : OBV_DATE_OB2;
    c->id = id_of(object);
    c->revoked = obv_json_true(obv_one(object, "revoked"));
    c->issued_on = obv_moment_of(object, "issuedOn", rule);
    c->valid_until = obv_moment_of(object, "expires", rule);
    TRY(obv_signed_at(reader, c, c->issued_on));
    if (c->kind == OBV_KIND_BADGE) {
        return fill_award(reader, c, source, slot);
    }
    return fill_endorsement(reader, c, object);
}

static void
check(obv_reader *reader, obv_credential *c, const obv_source *source,
      obv_era era)
{
    /* "If revoked is true, only revoked and id are required." */
    if (!c->revoked) {
        obv_shape_check(reader, c, source,
                        c->kind == OBV_KIND_BADGE ? OBV_CLASS_ASSERTION
                                                  : OBV_CLASS_OLD_ENDORSEMENT,
                        era);
    }
    if (c->issued_on.given && c->valid_until.given &&
        c->valid_until.time < c->issued_on.time) {
        obv_fault_add(reader, c, OBV_CHECK_DATES, OBV_REASON_DATES_CROSSED,
                      source->at, "expires");
    }
}

/* An endorsement that stands in a badge needs no @context of its own. */
obv_status
obv_ob2_read(obv_reader *reader, const obv_source *source, obv_slot *slot,
             obv_fault *why)
{
    obv_era era = OBV_ERA_OB2;
    obv_credential *c;
    (void)why;
    TRY(obv_credential_new(reader, slot, &c));
    c->kind =
        is_endorsement(source->object) ? OBV_KIND_ENDORSEMENT : OBV_KIND_BADGE;
    if (c->place == OBV_PLACE_TOP) {
        era = obv_old_context_read(reader, c, source);
    }
    c->edition = era == OBV_ERA_OB1 ? OBV_OB1 : OBV_OB2;
    TRY(fill(reader, c, source, slot));
    check(reader, c, source, era);
    return read_proof(reader, c, source);
}
