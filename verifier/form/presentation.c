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
read_presented(obv_reader *reader, const obv_json *entry, obv_slot *inside)
{
    obv_credential *c;
    obv_fault why;
    bool found;
    TRY(obv_read_entry(reader, entry, inside, &found, &why));
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
        TRY(read_presented(reader, obv_json_item(given, i), slot));
    }
    slot->depth--;
    return OBV_OK;
}

/* VC 2.0, 4.13: id ::= "data:" media-type "," JWS.  Nothing but the text
   behind the comma counts; other media types are not of badges. */
obv_status
obv_envelope_read(obv_reader *reader, const obv_source *source, obv_slot *slot,
                  obv_fault *why)
{
    static const char *const prefixes[] = {
        "data:application/vc+jwt,", "data:application/vp+jwt,",
        "data:application/vc+ld+jwt,", "data:application/jwt,"};
    obv_slice id = obv_member(source->object, "id");
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        if (obv_slice_starts(id, prefixes[i])) {
            size_t skip = strlen(prefixes[i]);
            obv_slice text = {id.ptr + skip, id.len - skip};
            if (slot->depth >= OBV_MAX_NESTING) {
                return OBV_LIMIT;
            }
            slot->depth++;
            obv_status status = obv_read_jws(reader, text, slot, why);
            slot->depth--;
            return status;
        }
    }
    obv_fault_set(why, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS,
                  obv_slice_of("/id"));
    return OBV_OK;
}
