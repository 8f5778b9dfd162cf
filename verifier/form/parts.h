/* SPDX-License-Identifier: Apache-2.0 */
/*
 * form/parts.h - what the files of this floor share; no other floor sees it.
 *
 * Reading has two halves that do not mix: shape.c says what is wrong, by one
 * table for all editions; the readers (ob3.c, ob2.c ...) fill the model from
 * what is there and say nothing.  What a reader cannot use stays empty.
 */
#ifndef OBV_FORM_PARTS_H
#define OBV_FORM_PARTS_H

#include "form/form.h"

/* ---- Where we are ------------------------------------------------------- */

/* A place in a JSON document, from the inside out; NULL is its top.  Becomes
   text only when a fault needs it. */
typedef struct obv_at {
    const struct obv_at *up;
    const char *member; /* NULL: an item of an array */
    size_t index;
} obv_at;

/* One run of obv_form_read. */
typedef struct obv_reader {
    obv_arena *arena;
    const obv_library *library; /* NULL: none */
    size_t credentials;         /* read so far, of OBV_MAX_BADGES */
    bool failed;                /* no memory for a fault: said at the end */
    const obv_json **disputed;  /* of OBV_MAX_ITEMS; NULL: none yet */
    size_t disputed_count;
    /* Has a proof of its own, and stands in several places; NULL: none does. */
    const obv_node *scattered;
} obv_reader;

/* Where a credential goes: at the top, or inside another. */
typedef struct obv_slot {
    obv_credential *parent;
    obv_place place;
    unsigned depth;       /* of OBV_MAX_NESTING */
    obv_credential **end; /* of the list to which it is added */
} obv_slot;

/* ---- A JWS, taken apart (jws.c) ----------------------------------------- */

typedef struct obv_jws {
    obv_slice message;   /* header.payload as they stand in the text */
    obv_slice signature; /* raw bytes */
    const obv_json *header, *payload;
} obv_jws;

/* Three parts of base64url, whatever they hold. */
bool obv_jws_is(obv_slice text);
/* OBV_MALFORMED: *why says so; nothing of it is a credential. */
obv_status obv_jws_open(obv_reader *reader, obv_slice text, obv_jws *ret,
                        obv_fault *why);
/* Adds the proof and the digest, and the faults of the header. */
obv_status obv_jws_add(obv_reader *reader, const obv_jws *jws,
                       obv_credential *c);

/* ---- What a document is (form.c) ---------------------------------------- */

struct obv_link;

/* A JSON object that may hold a credential, and the JWS around it. */
typedef struct obv_source {
    const obv_json *object;
    const obv_at *at;   /* where it stands in its document */
    const obv_jws *jws; /* NULL: bare JSON */
    /* The object is a view of linked data (view.c), or stands in one. */
    bool viewed;
    bool by_iri;                 /* around it, names are not signed */
    const struct obv_link *link; /* of what the view is; NULL: none */
} obv_source;

/* Adds what stands there to the slot: nothing where it is no credential. */
obv_status obv_read_object(obv_reader *reader, const obv_source *source,
                           obv_slot *slot, obv_fault *why);
obv_status obv_read_jws(obv_reader *reader, obv_slice text, obv_slot *slot,
                        obv_fault *why);

obv_status obv_ob3_read(obv_reader *reader, const obv_source *source,
                        obv_slot *slot, obv_fault *why);
obv_status obv_ob2_read(obv_reader *reader, const obv_source *source,
                        obv_slot *slot, obv_fault *why);
obv_status obv_presentation_read(obv_reader *reader, const obv_source *source,
                                 obv_slot *slot, obv_fault *why);
obv_status obv_envelope_read(obv_reader *reader, const obv_source *source,
                             obv_slot *slot, obv_fault *why);
bool obv_ob3_is(const obv_json *object);
bool obv_ob3_is_badge(const obv_json *object); /* CLR or endorsement, too */
bool obv_ob2_is(const obv_json *object);
bool obv_presentation_is(const obv_json *object);
bool obv_envelope_is(const obv_json *object);

/* One entry of a list of credentials in `around`: an object, a JWS, an
   envelope.  False in *found, and *why, where it is none of these. */
obv_status obv_read_entry(obv_reader *reader, const obv_source *around,
                          const obv_json *entry, obv_slot *slot, bool *found,
                          obv_fault *why);
/* The same where something must stand: what is no credential at all is of the
   wrong type there. */
obv_status obv_read_inside(obv_reader *reader, const obv_source *around,
                           const obv_json *entry, obv_slot *slot, bool *found,
                           obv_fault *why);

/* A new credential at the end of the slot's list. */
obv_status obv_credential_new(obv_reader *reader, obv_slot *slot,
                              obv_credential **ret);
/* The slot for what `parent` contains or is endorsed by. */
obv_status obv_slot_inside(const obv_slot *slot, obv_credential *parent,
                           obv_place place, obv_slot *ret);

/* ---- Faults (fault.c) --------------------------------------------------- */

/* A fault at `member` of the object at `at`; NULL for the object itself.  What
   it is about may be set in what is returned; NULL: it is not kept. */
obv_fault *obv_fault_add(obv_reader *reader, obv_credential *c,
                         obv_check_id check, obv_reason reason,
                         const obv_at *at, const char *member);
/* The place as a JSON pointer, at the end of the text. */
void obv_put_at(obv_buffer *b, const obv_at *at);
void obv_fault_keep(obv_credential *c, const obv_fault *fault);
/* The same with a place that is no JSON pointer. */
void obv_fault_note(obv_credential *c, obv_check_id check, obv_reason reason,
                    obv_slice where);
/* The same for a text that is no credential. */
void obv_fault_set(obv_fault *why, obv_check_id check, obv_reason reason,
                   obv_slice where);

/* ---- Shapes (shape.c) --------------------------------------------------- */

/* What was the rule when a document was made: bits, so that one row of the
   table can ask for a member in some of them. */
typedef enum obv_era {
    OBV_ERA_OB1 = 1,  /* 1.0, 1.1 */
    OBV_ERA_OB2 = 2,  /* 2.0, 2.1 */
    OBV_ERA_BETA = 4, /* OB 3.0 before it was final */
    OBV_ERA_VC1 = 8,  /* OB 3.0 over VC 1.1 */
    OBV_ERA_VC2 = 16  /* OB 3.0 over VC 2.0 */
} obv_era;

typedef enum obv_class {
    OBV_CLASS_NONE,
    OBV_CLASS_CREDENTIAL, /* no badge; a status list, for one */
    /* OB 3.0, CLR 2.0 */
    OBV_CLASS_ACHIEVEMENT_CREDENTIAL,
    OBV_CLASS_ENDORSEMENT_CREDENTIAL,
    OBV_CLASS_CLR_CREDENTIAL,
    OBV_CLASS_ACHIEVEMENT_SUBJECT,
    OBV_CLASS_ENDORSEMENT_SUBJECT,
    OBV_CLASS_CLR_SUBJECT,
    OBV_CLASS_ASSOCIATION,
    OBV_CLASS_ACHIEVEMENT,
    OBV_CLASS_CRITERIA,
    OBV_CLASS_PROFILE,
    OBV_CLASS_ADDRESS,
    OBV_CLASS_GEO,
    OBV_CLASS_IMAGE,
    OBV_CLASS_IDENTITY,
    OBV_CLASS_IDENTIFIER,
    OBV_CLASS_EVIDENCE,
    OBV_CLASS_ALIGNMENT,
    OBV_CLASS_RELATED,
    OBV_CLASS_RESULT,
    OBV_CLASS_RESULT_DESCRIPTION,
    OBV_CLASS_RUBRIC_LEVEL,
    OBV_CLASS_STATUS,
    OBV_CLASS_SERVICE, /* schema, refresh: id and type */
    OBV_CLASS_TERMS,
    OBV_CLASS_PROOF,
    OBV_CLASS_KEY,
    /* OB 1 and 2 */
    OBV_CLASS_ASSERTION,
    OBV_CLASS_RECIPIENT,
    OBV_CLASS_VERIFICATION,
    OBV_CLASS_BADGE_CLASS,
    OBV_CLASS_ISSUER,
    OBV_CLASS_OLD_CRITERIA,
    OBV_CLASS_OLD_IMAGE,
    OBV_CLASS_OLD_EVIDENCE,
    OBV_CLASS_OLD_ALIGNMENT,
    OBV_CLASS_OLD_ENDORSEMENT,
    OBV_CLASS_OLD_CLAIM,
    OBV_CLASS_COUNT
} obv_class;

/* Adds a fault for all that breaks the class, however deep. */
void obv_shape_check(obv_reader *reader, obv_credential *c,
                     const obv_source *source, obv_class class_, obv_era era);

/* ---- Names of linked data (names.c) ------------------------------------- */

/* Which standards name the things of a document. */
typedef enum obv_family {
    OBV_FAMILY_VC,   /* verifiable credentials: OB 3.0, CLR 2.0, status lists */
    OBV_FAMILY_OLD,  /* OB 1 and 2 */
    OBV_FAMILY_PROOF /* the options of a proof */
} obv_family;

/* The values that a standard allows for a member, by their datatype. */
typedef enum obv_value_kind {
    OBV_VALUE_TEXT = 1, /* xsd:string, with or without a language */
    OBV_VALUE_ADDRESS = 2,
    OBV_VALUE_TIME = 4,
    OBV_VALUE_DATE = 8,
    OBV_VALUE_TRUTH = 16,
    OBV_VALUE_INTEGER = 32,
    OBV_VALUE_REAL = 64,
    OBV_VALUE_NUMBER = OBV_VALUE_INTEGER | OBV_VALUE_REAL,
    OBV_VALUE_COUNTED = 128 | OBV_VALUE_INTEGER, /* shown as digits */
    OBV_VALUE_JSON = 256,
    OBV_VALUE_OTHER = 512, /* a datatype of the standard's own */
    OBV_VALUE_LIST = 1024  /* not a datatype: an ordered list may stand there */
} obv_value_kind;

/* How a thing that is named there is shown. */
typedef enum obv_node_style {
    OBV_NODE_EMBED,  /* as an object */
    OBV_NODE_EITHER, /* as its id where nothing else is said of it */
    OBV_NODE_LINK    /* as its id */
} obv_node_style;

/* A member or type of a standard. */
typedef struct obv_usual {
    const char *local; /* the end of its IRI */
    const char *name;  /* NULL: the same */
    unsigned values;   /* of obv_value_kind */
    obv_node_style nodes;
} obv_usual;

/* NULL: no standard of the family has it. */
const obv_usual *obv_usual_property(obv_slice iri, obv_family family);
const obv_usual *obv_usual_type(obv_slice iri, obv_family family);
const char *obv_usual_name(const obv_usual *usual);

/* ---- Linked data as JSON (view.c) ---------------------------------------- */

/*
 * The node and all that hangs on it, as the JSON that the readers know.  A
 * node inside that has a proof of its own is the object of the document that
 * it came from.  `document` is NULL where there can be none.  OBV_LIMIT: more
 * than OBV_MAX_VIEW values, or too deep.
 */
obv_status obv_view_make(obv_reader *reader, const obv_json *document,
                         const obv_node *top, obv_family family,
                         obv_json **ret);
/* Values on which the parts of a document do not agree, each with a proof of
   its own: nobody's fault, and nothing to show. */
bool obv_view_is_disputed(const obv_reader *reader, const obv_json *values);

/* ---- Reading by linked data (link.c) ------------------------------------- */

/* One entry of `proof`. */
typedef struct obv_link_proof {
    const obv_json *given; /* as it stands */
    const obv_json *shown; /* by IRI where its suite signs linked data */
    obv_spelling spelling;
    const obv_linked *options; /* NULL: none, or trouble */
    obv_reason trouble;
    obv_slice about;
} obv_link_proof;

/* A document that has embedded proofs, as linked data. */
typedef struct obv_link {
    const obv_json *object;   /* as it stands */
    const obv_linked *linked; /* NULL: `trouble`, or nothing signs it */
    /* What can be read of it, be it signed or not; NULL: nothing. */
    const obv_linked *said;
    unsigned meaning;
    obv_reason trouble;
    obv_slice about;
    obv_fault faults[OBV_MAX_PROOFS + 4];
    size_t fault_count;
    obv_link_proof proofs[OBV_MAX_PROOFS];
    size_t proof_count;
} obv_link;

/* Has an embedded proof, or is of OB 2.0: to be read by IRI. */
bool obv_link_is(const obv_source *source);
obv_status obv_link_read(obv_reader *reader, const obv_source *source,
                         obv_slot *slot, obv_fault *why);
/* A fault where a document that is read by name redefines a term. */
obv_status obv_link_check_terms(obv_reader *reader, obv_credential *c,
                                const obv_source *source);
/* What a chained proof is over: proof->secured, with the proofs before it. */
obv_status obv_link_read_chained(obv_reader *reader, const obv_link *link,
                                 obv_proof *proof);
/* A document of OB 2.0 by IRI; itself where it cannot be read so. */
obv_status obv_link_old_view(obv_reader *reader, const obv_json *document,
                             const obv_json **ret);

/* ---- Contexts (context.c) ----------------------------------------------- */

/* The era of an OB 3.0 or CLR document, by its @context; a fault where that is
   not what the kind of credential asks for. */
obv_era obv_context_read(obv_reader *reader, obv_credential *c,
                         const obv_source *source);
/* The same for OB 1 and 2, where 1.0 has no @context at all. */
obv_era obv_old_context_read(obv_reader *reader, obv_credential *c,
                             const obv_source *source);
/* Whether its @context has the terms of OB 2.0. */
bool obv_context_is_old(const obv_json *object);

/* ---- Values of JSON, as JSON-LD has them (value.c) ---------------------- */

/* The member, out of an array of one; NULL where it is absent, null, or more
   than one. */
const obv_json *obv_one(const obv_json *object, const char *member);
/* How many there are, and they themselves: none where it is null. */
size_t obv_many(const obv_json *object, const char *member,
                const obv_json **ret);
/* The one string; else empty. */
obv_slice obv_member(const obv_json *object, const char *member);
/* A string, or the `id` of an object: how things are named. */
obv_slice obv_id_of(const obv_json *value);
/* Whether `type` (one or many) holds this. */
bool obv_has_type(const obv_json *object, const char *type);
/* Whether one of the strings of value (one or many) is this. */
bool obv_holds(const obv_json *value, const char *text);
/* scheme:something, no control characters; "_:b0" too. */
bool obv_is_iri(obv_slice text);

typedef enum obv_date_rule {
    OBV_DATE_ZONED, /* DateTimeZ of OB 3.0: RFC 3339 */
    OBV_DATE_TIME,  /* DateTime of OB 3.0: without a zone it is UTC */
    OBV_DATE_OB2, /* ISO 8601 with a zone: seconds and colon may be left out */
    OBV_DATE_OB1  /* or a date, or seconds since 1970 */
} obv_date_rule;

/* More than the proofs and the claims of one credential can name. */
#define OBV_MAX_DATES (OBV_MAX_PROOFS + 8)

bool obv_read_date(const obv_json *value, obv_date_rule rule, int64_t *ret);
obv_moment obv_moment_of(const obv_json *object, const char *member,
                         obv_date_rule rule);
/* Notes a date of the signed content. */
obv_status obv_signed_at(obv_reader *reader, obv_credential *c,
                         obv_moment moment);

/* Room for the items of a member: OBV_LIMIT above OBV_MAX_ITEMS. */
obv_status obv_items(obv_reader *reader, size_t count, size_t size, void **ret);

/* ---- Parts that several editions have ----------------------------------- */

/* Alignments and evidence of an object (fill.c). */
obv_status obv_alignments_read(obv_reader *reader, obv_credential *c,
                               const obv_json *object);
obv_status obv_evidence_read(obv_reader *reader, obv_credential *c,
                             const obv_json *object, obv_slice narrative);
/* The `proof` member (proofs.c). */
obv_status obv_proofs_read(obv_reader *reader, obv_credential *c,
                           const obv_source *source);
obv_status obv_proof_append(obv_reader *reader, obv_credential *c,
                            obv_proof_kind kind, obv_proof **ret);
/* Adds to the view of a proof what is not part of what it signs. */
obv_status obv_proof_complete(obv_reader *reader, const obv_json *given,
                              obv_json *shown);
/* The claims of a JWT against its credential (jwt.c). */
obv_status obv_claims_check(obv_reader *reader, obv_credential *c,
                            const obv_source *source);
/* The dates among them, which is all that OB 1 and 2 have. */
obv_status obv_old_claims_check(obv_reader *reader, obv_credential *c,
                                const obv_source *source);
/* The `credentialStatus` member, and a credential that is a list of such
   (status.c). */
obv_status obv_statuses_read(obv_reader *reader, obv_credential *c,
                             const obv_json *object);
obv_status obv_status_list_read(obv_reader *reader, obv_credential *c,
                                const obv_json *object);
/* The credentials inside a CLR (clr.c). */
obv_status obv_clr_read(obv_reader *reader, obv_credential *c,
                        const obv_source *source, const obv_slot *slot);
/* The latest start and the earliest end of what is known. */
void obv_later_start(obv_credential *c, obv_moment moment);
void obv_earlier_end(obv_credential *c, obv_moment moment);

#endif
