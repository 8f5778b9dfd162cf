/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a text is, and what a JSON object is: two tables, and the walk from one
 * to the other.
 *
 *     text  ->  JWS      ->  its payload  ->  JSON object  ->  credential
 *           ->  JSON     ->                   JSON object  ->  credential
 *           ->  address  ->                                    credential
 */
#include "form/parts.h"

/*
 * The kinds of JSON object.  The first row that fits reads it: a presentation
 * is looked into before it could be taken for what it holds.
 */
typedef struct form {
    bool (*is)(const obv_json *object);
    obv_status (*read)(obv_reader *reader, const obv_source *source,
                       obv_slot *slot, obv_fault *why);
} form;

static const form forms[] = {
    {obv_presentation_is, obv_presentation_read},
    {obv_envelope_is, obv_envelope_read},
    {obv_ob3_is, obv_ob3_read},
    {obv_ob2_is, obv_ob2_read},
};

/* What holds others signs none of them: its own proof is nobody's business. */
static bool
is_wrapping(const obv_json *object)
{
    return obv_presentation_is(object) || obv_envelope_is(object);
}

obv_status
obv_read_object(obv_reader *reader, const obv_source *source, obv_slot *slot,
                obv_fault *why)
{
    if (!is_wrapping(source->object) && obv_link_is(source)) {
        return obv_link_read(reader, source, slot, why);
    }
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (forms[i].is(source->object)) {
            return forms[i].read(reader, source, slot, why);
        }
    }
    obv_fault_set(why, OBV_CHECK_PRESENT, OBV_REASON_NOT_A_BADGE,
                  obv_slice_of(""));
    return OBV_OK;
}

/* ---- Credentials and where they go -------------------------------------- */

/* Every text of the model is empty, never NULL. */
static void
clear_texts(obv_credential *c)
{
    obv_slice *texts[] = {
        &c->id,
        &c->issuer_id,
        &c->issuer_name,
        &c->class_address,
        &c->issuer_address,
        &c->subject_id,
        &c->subject_name,
        &c->comment,
        &c->achievement.id,
        &c->achievement.name,
        &c->achievement.description,
        &c->achievement.type,
        &c->achievement.language,
        &c->achievement.criteria_id,
        &c->achievement.criteria_narrative,
        &c->achievement.image,
        &c->achievement.creator,
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        *texts[i] = obv_slice_of("");
    }
}

obv_status
obv_credential_new(obv_reader *reader, obv_slot *slot, obv_credential **ret)
{
    if (reader->credentials >= OBV_MAX_BADGES) {
        return OBV_LIMIT;
    }
    obv_credential *c = obv_arena_alloc(reader->arena, 1, sizeof(*c));
    if (c == NULL) {
        return OBV_NO_MEMORY;
    }
    reader->credentials++;
    clear_texts(c);
    c->place = slot->place;
    c->parent = slot->parent;
    *slot->end = c;
    slot->end = &c->next;
    *ret = c;
    return OBV_OK;
}

obv_status
obv_slot_inside(const obv_slot *slot, obv_credential *parent, obv_place place,
                obv_slot *ret)
{
    if (slot->depth >= OBV_MAX_NESTING) {
        return OBV_LIMIT;
    }
    obv_credential **end = &parent->inside;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *ret = (obv_slot){parent, place, slot->depth + 1, end};
    return OBV_OK;
}

/* ---- Texts -------------------------------------------------------------- */

/* VC 1.1 wraps what is signed in a claim of its own; VC 2.0 and OB 2.0 sign it
   as it is.  `vp` is signed by who presents: no award can stand there. */
static const struct {
    const char *claim;
    bool (*is)(const obv_json *object); /* NULL: anything may stand there */
} wrappers[] = {
    {"vc", NULL},
    {"vp", obv_presentation_is},
};

obv_status
obv_read_jws(obv_reader *reader, obv_slice text, obv_slot *slot, obv_fault *why)
{
    obv_jws jws;
    obv_status status = obv_jws_open(reader, text, &jws, why);
    if (status != OBV_OK) {
        return status == OBV_MALFORMED ? OBV_OK : status;
    }
    for (size_t i = 0; i < COUNT(wrappers); i++) {
        const obv_json *inner = obv_json_get(jws.payload, wrappers[i].claim);
        if (obv_json_kind_of(inner) == OBV_JSON_OBJECT &&
            (wrappers[i].is == NULL || wrappers[i].is(inner))) {
            obv_at at = {NULL, wrappers[i].claim, 0};
            obv_source source = {.object = inner, .at = &at, .jws = &jws};
            return obv_read_object(reader, &source, slot, why);
        }
    }
    obv_source source = {.object = jws.payload, .jws = &jws};
    return obv_read_object(reader, &source, slot, why);
}

static obv_status
note_json_error(obv_reader *reader, const obv_json_error *error, obv_fault *why)
{
    obv_buffer where = obv_buffer_in(reader->arena);
    obv_put_number(&where, (int64_t)error->line);
    obv_put_char(&where, ':');
    obv_put_number(&where, (int64_t)error->column);
    obv_fault_set(why, OBV_CHECK_FORMAT, error->reason,
                  obv_buffer_slice(&where));
    return where.failed ? OBV_NO_MEMORY : OBV_OK;
}

static obv_status
read_json(obv_reader *reader, obv_slice text, obv_slot *slot, obv_fault *why)
{
    const obv_json *object;
    obv_json_error error;
    obv_status status =
        obv_json_parse(text, OBV_JSON_SIGNED, reader->arena, &object, &error);
    if (status == OBV_MALFORMED) {
        return note_json_error(reader, &error, why);
    }
    TRY(status);
    obv_source source = {.object = object};
    return obv_read_object(reader, &source, slot, why);
}

/* OB 1.0 bakes no more than the address at which the badge is hosted. */
static obv_status
read_address(obv_reader *reader, obv_slice text, obv_slot *slot, obv_fault *why)
{
    obv_credential *c;
    obv_proof *proof;
    (void)why;
    TRY(obv_credential_new(reader, slot, &c));
    c->kind = OBV_KIND_BADGE;
    c->id = text;
    return obv_proof_append(reader, c, OBV_PROOF_HOSTED, &proof);
}

static bool
is_json(obv_slice text)
{
    return obv_slice_starts(text, "{");
}

static bool
is_address(obv_slice text)
{
    static const char *const schemes[] = {"https://", "http://"};
    bool has_host = false;
    for (size_t i = 0; i < COUNT(schemes); i++) {
        has_host = has_host || (obv_slice_starts(text, schemes[i]) &&
                                text.len > strlen(schemes[i]));
    }
    return has_host && memchr(text.ptr, ' ', text.len) == NULL &&
           obv_is_iri(text) && obv_is_utf8(text);
}

static const struct {
    bool (*is)(obv_slice text);
    obv_status (*read)(obv_reader *reader, obv_slice text, obv_slot *slot,
                       obv_fault *why);
} texts[] = {
    {is_json, read_json},
    {obv_jws_is, obv_read_jws},
    {is_address, read_address},
};

static obv_status
read_text(obv_reader *reader, obv_slice text, obv_slot *slot, obv_fault *why)
{
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (texts[i].is(text)) {
            return texts[i].read(reader, text, slot, why);
        }
    }
    return OBV_OK;
}

/* In a view, what has a proof of its own stands as it is in the document. */
obv_status
obv_read_entry(obv_reader *reader, const obv_source *around,
               const obv_json *entry, obv_slot *slot, bool *found,
               obv_fault *why)
{
    obv_credential **end = slot->end;
    obv_slice text;
    obv_fault_set(why, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE, obv_slice_of(""));
    if (obv_json_text(entry, &text)) {
        TRY(obv_read_jws(reader, text, slot, why));
    } else if (obv_json_kind_of(entry) == OBV_JSON_OBJECT) {
        obv_source source = {
            .object = entry,
            .viewed = around->viewed && obv_json_get(entry, "proof") == NULL,
            .by_iri = around->by_iri,
        };
        TRY(obv_read_object(reader, &source, slot, why));
    }
    *found = slot->end != end;
    return OBV_OK;
}

obv_status
obv_read_inside(obv_reader *reader, const obv_source *around,
                const obv_json *entry, obv_slot *slot, bool *found,
                obv_fault *why)
{
    TRY(obv_read_entry(reader, around, entry, slot, found, why));
    if (!*found && why->check == OBV_CHECK_PRESENT) {
        obv_fault_set(why, OBV_CHECK_TYPE, OBV_REASON_BAD_TYPE, why->where);
    }
    return OBV_OK;
}

obv_status
obv_form_read(obv_slice text, const obv_library *library, obv_arena *arena,
              obv_credential **ret, obv_fault *why)
{
    obv_reader reader = {.arena = arena, .library = library};
    obv_slot slot = {.place = OBV_PLACE_TOP, .end = ret};
    *ret = NULL;
    text = obv_slice_trim(text);
    obv_fault_set(why, OBV_CHECK_PRESENT, OBV_REASON_NO_BADGE,
                  obv_slice_of(""));
    if (text.len > OBV_MAX_BADGE_TEXT) {
        return OBV_LIMIT;
    }
    obv_status status = read_text(&reader, text, &slot, why);
    if (status == OBV_OK && reader.failed) {
        status = OBV_NO_MEMORY; /* a fault that is not told is no fault */
    }
    if (status != OBV_OK) {
        *ret = NULL;
    }
    return status;
}
