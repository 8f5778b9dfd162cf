/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A presentation, and the envelopes of VC 2.0.
 *
 * A presentation's own proof vouches for nothing but who presents, so it is
 * dropped: each credential inside stands at the top, on its own proof.
 */
#include "form/parts.h"

bool
obv_presentation_is(const obv_json *object)
{
    return obv_has_type(object, "VerifiablePresentation");
}

bool
obv_envelope_is(const obv_json *object)
{
    return obv_has_type(object, "EnvelopedVerifiableCredential") ||
           obv_has_type(object, "EnvelopedVerifiablePresentation");
}

/* What cannot be read is still there, with its fault. */
static obv_status
read_presented(obv_reader *reader, const obv_source *source,
               const obv_json *entry, obv_slot *inside)
{
    obv_credential *c;
    obv_fault why;
    bool found;
    TRY(obv_read_entry(reader, source, entry, inside, &found, &why));
    if (!found) {
        TRY(obv_credential_new(reader, inside, &c));
        obv_fault_note(c, why.check, why.reason, why.where);
    }
    return OBV_OK;
}

obv_status
obv_presentation_read(obv_reader *reader, const obv_source *source,
                      obv_slot *slot, obv_fault *why)
{
    const obv_json *given;
    size_t count = obv_many(source->object, "verifiableCredential", &given);
    if (slot->depth >= OBV_MAX_NESTING) {
        return OBV_LIMIT;
    }
    obv_fault_set(why, OBV_CHECK_PRESENT, OBV_REASON_NO_BADGE,
                  obv_slice_of(""));
    slot->depth++;
    for (size_t i = 0; i < count; i++) {
        TRY(read_presented(reader, source, obv_json_item(given, i), slot));
    }
    slot->depth--;
    return OBV_OK;
}

/* An envelope of a kind that we do not open, such as vc+sd-jwt: something is
   there, and nothing can be said of it. */
static obv_status
note_unknown(obv_reader *reader, obv_slot *slot, obv_slice media_type)
{
    obv_credential *c;
    obv_proof *proof;
    TRY(obv_credential_new(reader, slot, &c));
    c->kind = OBV_KIND_BADGE;
    TRY(obv_proof_append(reader, c, OBV_PROOF_JWS, &proof));
    proof->suite = media_type;
    return OBV_OK;
}

static obv_status
open_envelope(obv_reader *reader, obv_slice media_type, obv_slice content,
              obv_slot *slot, obv_fault *why)
{
    static const char *const known[] = {
        "application/vc+jwt", "application/vp+jwt", "application/vc+ld+jwt",
        "application/jwt"};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (obv_slice_is(media_type, known[i])) {
            return obv_read_jws(reader, content, slot, why);
        }
    }
    return note_unknown(reader, slot, media_type);
}

/* VC 2.0, 4.13: id ::= "data:" media-type "," content */
obv_status
obv_envelope_read(obv_reader *reader, const obv_source *source, obv_slot *slot,
                  obv_fault *why)
{
    obv_slice id = obv_member(source->object, "id"), media_type, content;
    if (!obv_slice_starts(id, "data:") ||
        !obv_slice_cut((obv_slice){id.ptr + 5, id.len - 5}, ',', &media_type,
                       &content)) {
        obv_fault_set(why, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS,
                      obv_slice_of("/id"));
        return OBV_OK;
    }
    if (slot->depth >= OBV_MAX_NESTING) {
        return OBV_LIMIT;
    }
    slot->depth++;
    obv_status status = open_envelope(reader, media_type, content, slot, why);
    slot->depth--;
    return status;
}
