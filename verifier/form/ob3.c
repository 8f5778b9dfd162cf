/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OB 3.0 and CLR 2.0: verifiable credentials, as VC 1.1 and as VC 2.0.
 */
#include "form/parts.h"

/* By the first of these that `type` holds.  What is a verifiable credential
   and none of them may be signed and genuine, and is no badge. */
static const struct {
    const char *type;
    obv_kind kind;
    obv_edition edition;
    obv_class class_;
} kinds[] = {
    {"OpenBadgeCredential", OBV_KIND_BADGE, OBV_OB3,
     OBV_CLASS_ACHIEVEMENT_CREDENTIAL},
    {"AchievementCredential", OBV_KIND_BADGE, OBV_OB3,
     OBV_CLASS_ACHIEVEMENT_CREDENTIAL},
    {"ClrCredential", OBV_KIND_CLR, OBV_CLR2, OBV_CLASS_CLR_CREDENTIAL},
    {"EndorsementCredential", OBV_KIND_ENDORSEMENT, OBV_OB3,
     OBV_CLASS_ENDORSEMENT_CREDENTIAL},
    {"VerifiableCredential", OBV_KIND_OTHER, OBV_EDITION_UNKNOWN,
     OBV_CLASS_NONE},
};

static size_t
kind_of(const obv_json *object)
{
    size_t i = 0;
    while (i < COUNT(kinds) && !obv_has_type(object, kinds[i].type)) {
        i++;
    }
    return i;
}

bool
obv_ob3_is(const obv_json *object)
{
    return kind_of(object) < COUNT(kinds);
}

bool
obv_ob3_is_badge(const obv_json *object)
{
    size_t kind = kind_of(object);
    return kind < COUNT(kinds) && kinds[kind].kind != OBV_KIND_OTHER;
}

/* ---- What it says ------------------------------------------------------- */

static void
fill_issuer(obv_credential *c, const obv_json *object)
{
    const obv_json *issuer = obv_one(object, "issuer");
    c->issuer_id = obv_id_of(issuer);
    c->issuer_name = obv_member(issuer, "name");
}

static obv_status
fill_dates(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    static const char *const starts[] = {"validFrom", "issuanceDate"};
    static const char *const ends[] = {"validUntil", "expirationDate"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        obv_moment m = obv_moment_of(object, starts[i], OBV_DATE_ZONED);
        TRY(obv_signed_at(reader, c, m));
        obv_later_start(c, m);
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        obv_earlier_end(c, obv_moment_of(object, ends[i], OBV_DATE_ZONED));
    }
    c->awarded = obv_moment_of(object, "awardedDate", OBV_DATE_ZONED);
    return OBV_OK;
}

static obv_status
fill_identities(obv_reader *reader, obv_credential *c, const obv_json *subject)
{
    const obv_json *given;
    size_t count = obv_many(subject, "identifier", &given);
    void *room;
    TRY(obv_items(reader, count, sizeof(*c->identities), &room));
    c->identities = room;
    for (size_t i = 0; i < count; i++) {
        const obv_json *item = obv_json_item(given, i);
        obv_identity *identity = &c->identities[c->identity_count];
        *identity = (obv_identity){
            .type = obv_member(item, "identityType"),
            .value = obv_member(item, "identityHash"),
            .salt = obv_member(item, "salt"),
            .hashed = obv_json_true(obv_one(item, "hashed")),
        };
        c->identity_count += identity->value.len > 0;
    }
    return OBV_OK;
}

/* credentialSubject.name is not of OB 3.0 but of VC 2.0, and real badges have
   it: what is signed may be shown. */
static obv_status
fill_subject(obv_reader *reader, obv_credential *c, const obv_json *subject)
{
    c->subject_id = obv_member(subject, "id");
    c->subject_name = obv_member(subject, "name");
    if (c->kind == OBV_KIND_ENDORSEMENT) { /* else it is of one inside */
        c->comment = obv_member(subject, "endorsementComment");
    }
    c->observed_from =
        obv_moment_of(subject, "activityStartDate", OBV_DATE_TIME);
    c->observed_to = obv_moment_of(subject, "activityEndDate", OBV_DATE_TIME);
    return fill_identities(reader, c, subject);
}

static void
fill_achievement(obv_credential *c, const obv_json *object)
{
    const obv_json *criteria = obv_one(object, "criteria");
    c->achievement = (obv_achievement){
        .id = obv_member(object, "id"),
        .name = obv_member(object, "name"),
        .description = obv_member(object, "description"),
        .type = obv_member(object, "achievementType"),
        .language = obv_member(object, "inLanguage"),
        .criteria_id = obv_member(criteria, "id"),
        .criteria_narrative = obv_member(criteria, "narrative"),
        .image = obv_id_of(obv_one(object, "image")),
        .creator = obv_id_of(obv_one(object, "creator")),
    };
}

/* ---- Results ------------------------------------------------------------ */

static const obv_json *
find_by_id(const obv_json *list, obv_slice id)
{
    for (size_t i = 0; id.len > 0 && i < obv_json_count(list); i++) {
        const obv_json *item = obv_json_item(list, i);
        if (obv_slice_equal(obv_member(item, "id"), id)) {
            return item;
        }
    }
    return NULL;
}

/* In any description: a genuine vector of the standard's own validator has a
   level of another than the one it links. */
static const obv_json *
find_level(const obv_json *descriptions, obv_slice id)
{
    const obv_json *level = NULL;
    for (size_t i = 0; level == NULL && i < obv_json_count(descriptions); i++) {
        const obv_json *item = obv_json_item(descriptions, i);
        level = find_by_id(obv_json_get(item, "rubricCriterionLevel"), id);
    }
    return level;
}

/* OB 3.0, Result: "The linked result description must be in the achievement
   that is being asserted"; `status` is "required if resultType of the linked
   ResultDescription is Status". */
static void
check_result(obv_reader *reader, obv_credential *c, const obv_json *result,
             const obv_json *descriptions, const obv_at *at)
{
    obv_slice linked = obv_member(result, "resultDescription");
    obv_slice level = obv_member(result, "achievedLevel");
    const obv_json *description = find_by_id(descriptions, linked);
    if (linked.len > 0 && description == NULL) {
        obv_fault_add(reader, c, OBV_CHECK_MEMBERS, OBV_REASON_BAD_RESULT, at,
                      "resultDescription");
    } else if (obv_holds(obv_json_get(description, "resultType"), "Status") &&
               obv_member(result, "status").len == 0) {
        obv_fault_add(reader, c, OBV_CHECK_MEMBERS, OBV_REASON_BAD_RESULT, at,
                      "status");
    }
    if (level.len > 0 && find_level(descriptions, level) == NULL) {
        obv_fault_add(reader, c, OBV_CHECK_MEMBERS, OBV_REASON_BAD_RESULT, at,
                      "achievedLevel");
    }
}

static obv_outcome_shown
show_result(const obv_json *result, const obv_json *descriptions)
{
    obv_slice linked = obv_member(result, "resultDescription");
    obv_slice value = obv_member(result, "value");
    if (value.len == 0) {
        obv_slice level = obv_member(result, "achievedLevel");
        value = obv_member(find_level(descriptions, level), "name");
    }
    return (obv_outcome_shown){
        .name = obv_member(find_by_id(descriptions, linked), "name"),
        .value = value,
        .status = obv_member(result, "status"),
        .description_id = linked,
    };
}

static obv_status
read_results(obv_reader *reader, obv_credential *c, const obv_json *subject,
             const obv_at *up)
{
    const obv_json *given, *descriptions;
    size_t count = obv_many(subject, "result", &given);
    obv_at list = {up, "result", 0};
    void *room;
    if (obv_many(obv_one(subject, "achievement"), "resultDescription",
                 &descriptions) > OBV_MAX_ITEMS) {
        return OBV_LIMIT; /* each result looks through all of them */
    }
    TRY(obv_items(reader, count, sizeof(*c->results), &room));
    c->results = room;
    for (size_t i = 0; i < count; i++) {
        const obv_json *result = obv_json_item(given, i);
        obv_at at = {&list, NULL, i};
        check_result(reader, c, result, descriptions, &at);
        c->results[c->result_count++] = show_result(result, descriptions);
    }
    return OBV_OK;
}

/* ---- Endorsements ------------------------------------------------------- */

/* What cannot be read is still there: an endorsement with a fault. */
static obv_status
read_endorsement(obv_reader *reader, const obv_source *source,
                 const obv_json *entry, obv_slot *inside)
{
    obv_credential **end = inside->end;
    obv_credential *c;
    obv_fault why;
    bool found;
    TRY(obv_read_inside(reader, source, entry, inside, &found, &why));
    if (!found) {
        TRY(obv_credential_new(reader, inside, &c));
        c->kind = OBV_KIND_ENDORSEMENT;
        obv_fault_note(c, why.check, why.reason, why.where);
        return OBV_OK;
    }
    for (c = *end; c != NULL; c = c->next) {
        if (c->kind != OBV_KIND_ENDORSEMENT) {
            obv_fault_add(reader, c, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE, NULL,
                          "type");
            c->kind = OBV_KIND_ENDORSEMENT;
            c->inside = NULL; /* nor does what it holds stand in this badge */
        }
    }
    return OBV_OK;
}

static obv_status
read_endorsements(obv_reader *reader, obv_credential *c,
                  const obv_source *source, const obv_json *object,
                  const obv_slot *slot)
{
    static const char *const members[] = {"endorsement", "endorsementJwt"};
    for (size_t m = 0; m < COUNT(members); m++) {
        const obv_json *given;
        size_t count = obv_many(object, members[m], &given);
        if (count == 0) {
            continue;
        }
        obv_slot inside;
        TRY(obv_slot_inside(slot, c, OBV_PLACE_ENDORSING, &inside));
        for (size_t i = 0; i < count; i++) {
            TRY(read_endorsement(reader, source, obv_json_item(given, i),
                                 &inside));
        }
    }
    return OBV_OK;
}

/* ---- The holder --------------------------------------------------------- */

/*
 * OB 3.0, AchievementSubject: "Either id or at least one identifier MUST be
 * supplied"; its JSON schema asks for neither.  Genuine badges of one large
 * implementer have a name there, or on the credential, and nothing else: that
 * says whose badge it is, to a person who reads it.
 */
static void
check_holder(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    const obv_json *subject = obv_one(source->object, "credentialSubject");
    if (c->kind != OBV_KIND_ENDORSEMENT && subject != NULL &&
        c->subject_id.len == 0 && c->identity_count == 0 &&
        c->subject_name.len == 0 &&
        obv_member(source->object, "name").len == 0) {
        obv_at at = {source->at, "credentialSubject", 0};
        obv_fault_add(reader, c, OBV_CHECK_SUBJECT, OBV_REASON_MISSING_MEMBER,
                      &at, "id");
    }
}

/* ---- The whole ---------------------------------------------------------- */

static void
check_types(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    const obv_json *type = obv_json_get(source->object, "type");
    bool all_texts = true;
    obv_slice text;
    for (size_t i = 0; i < obv_json_count(type); i++) {
        all_texts = all_texts && obv_json_text(obv_json_item(type, i), &text);
    }
    if (!all_texts || !obv_holds(type, "VerifiableCredential")) {
        obv_fault_add(reader, c, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE,
                      source->at, "type");
    }
}

static obv_status
fill(obv_reader *reader, obv_credential *c, const obv_json *object)
{
    const obv_json *subject = obv_one(object, "credentialSubject");
    const obv_json *achievement = obv_one(subject, "achievement");
    c->id = obv_member(object, "id");
    fill_issuer(c, object);
    TRY(fill_dates(reader, c, object));
    TRY(fill_subject(reader, c, subject));
    TRY(obv_statuses_read(reader, c, object));
    if (c->kind == OBV_KIND_CLR) {
        c->achievement.name = obv_member(object, "name");
        c->achievement.description = obv_member(object, "description");
    } else {
        fill_achievement(c, achievement);
        TRY(obv_alignments_read(reader, c, achievement));
    }
    return obv_evidence_read(reader, c, object,
                             obv_member(subject, "narrative"));
}

/* A JWS that wraps a credential in `vc` and looks like another beside it; or
   one that is a credential, and carries what VC-JOSE-COSE 1.1.2.1 forbids. */
static bool
is_two(const obv_source *source)
{
    if (source->jws == NULL) {
        return false;
    }
    const obv_json *payload = source->jws->payload;
    const obv_json *object =
        source->link != NULL ? source->link->object : source->object;
    return object != payload ? obv_json_get(payload, "type") != NULL
                             : obv_json_get(payload, "vc") != NULL ||
                                   obv_json_get(payload, "vp") != NULL;
}

static obv_status
read_proofs(obv_reader *reader, obv_credential *c, const obv_source *source)
{
    if (source->jws != NULL) {
        TRY(obv_jws_add(reader, source->jws, c));
        TRY(obv_claims_check(reader, c, source));
    }
    if (is_two(source)) {
        obv_fault_add(reader, c, OBV_CHECK_CLAIMS, OBV_REASON_BAD_MEMBER, NULL,
                      "type");
    }
    TRY(obv_proofs_read(reader, c, source));
    if (c->proofs == NULL && c->place == OBV_PLACE_TOP) {
        obv_fault_add(reader, c, OBV_CHECK_PROOF, OBV_REASON_NOT_SIGNED,
                      source->at, "proof");
    }
    if (c->valid_from.given && c->valid_until.given &&
        c->valid_until.time < c->valid_from.time) {
        obv_fault_add(reader, c, OBV_CHECK_DATES, OBV_REASON_DATES_CROSSED,
                      source->at, "validUntil");
    }
    return OBV_OK;
}

static obv_status
read_inside(obv_reader *reader, obv_credential *c, const obv_source *source,
            const obv_slot *slot)
{
    const obv_json *object = source->object;
    const obv_json *achievement =
        obv_one(obv_one(object, "credentialSubject"), "achievement");
    const obv_json *endorsed[] = {object, obv_one(object, "issuer"),
                                  achievement, obv_one(achievement, "creator")};
    if (c->kind == OBV_KIND_CLR) {
        TRY(obv_clr_read(reader, c, source, slot));
    }
    for (size_t i = 0; i < COUNT(endorsed); i++) {
        TRY(read_endorsements(reader, c, source, endorsed[i], slot));
    }
    return OBV_OK;
}

obv_status
obv_ob3_read(obv_reader *reader, const obv_source *source, obv_slot *slot,
             obv_fault *why)
{
    size_t kind = kind_of(source->object);
    obv_credential *c;
    (void)why;
    TRY(obv_credential_new(reader, slot, &c));
    c->kind = kinds[kind].kind;
    c->edition = kinds[kind].edition;
    if (c->kind == OBV_KIND_OTHER) {
        obv_shape_check(reader, c, source, OBV_CLASS_CREDENTIAL, OBV_ERA_VC2);
        TRY(fill(reader, c, source->object));
        TRY(obv_status_list_read(reader, c, source->object));
        return read_proofs(reader, c, source);
    }
    obv_era era = obv_context_read(reader, c, source);
    TRY(obv_link_check_terms(reader, c, source));
    check_types(reader, c, source);
    obv_shape_check(reader, c, source, kinds[kind].class_, era);
    TRY(fill(reader, c, source->object));
    check_holder(reader, c, source);
    if (c->kind == OBV_KIND_BADGE) {
        const obv_json *subject = obv_one(source->object, "credentialSubject");
        obv_at at = {source->at, "credentialSubject", 0};
        TRY(read_results(reader, c, subject, &at));
    }
    TRY(read_proofs(reader, c, source));
    return read_inside(reader, c, source, slot);
}
