/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes that an embedded proof signs: the hash of its options, then that
 * of the document, each in the one spelling that its suite asks for
 * (vc-di-eddsa 3.2.4 and 3.3.4, vc-di-ecdsa 3.2.4 and 3.3.4).
 */
#include "proof/parts.h"

/* ---- Linked data --------------------------------------------------------- */

static obv_status
hash_canonical(const obv_linked *linked, obv_hash hash, obv_arena *arena,
               uint8_t ret[OBV_MAX_HASH])
{
    obv_canonical canonical;
    TRY(obv_rdfc(&linked->dataset, hash, arena, &canonical));
    (void)obv_digest(hash, canonical.text, ret);
    return OBV_OK;
}

obv_status
obv_hash_linked(const obv_linked *linked, obv_hash hash, obv_arena *arena,
                uint8_t ret[OBV_MAX_HASH])
{
    obv_spelled *spelled = linked->spelled;
    if (hash != OBV_SHA256 || spelled == NULL) {
        return hash_canonical(linked, hash, arena, ret);
    }
    if (!spelled->known) {
        spelled->status = hash_canonical(linked, hash, arena, ret);
        spelled->known = spelled->status != OBV_NO_MEMORY;
        memcpy(spelled->sha256, ret, sizeof(spelled->sha256));
    }
    memcpy(ret, spelled->sha256, sizeof(spelled->sha256));
    return spelled->status;
}

static obv_status
hash_both_linked(obv_hash hash, const obv_proof *proof, obv_arena *arena,
                 uint8_t options[OBV_MAX_HASH], uint8_t secured[OBV_MAX_HASH])
{
    if (proof->linked == NULL || proof->linked_options == NULL) {
        return OBV_UNSUPPORTED;
    }
    TRY(obv_hash_linked(proof->linked_options, hash, arena, options));
    return obv_hash_linked(proof->linked, hash, arena, secured);
}

/* ---- JSON ---------------------------------------------------------------- */

static obv_status
hash_json(const obv_document *document, obv_hash hash, obv_arena *arena,
          uint8_t ret[OBV_MAX_HASH])
{
    obv_slice text;
    TRY(obv_jcs(document, arena, &text));
    (void)obv_digest(hash, text, ret);
    return OBV_OK;
}

/* The document was signed with the contexts that its proof names, and others
   may have been added behind them (vc-di-eddsa 3.3.2). */
static bool
starts_with_context(const obv_document *document)
{
    const obv_json *own = obv_json_get(document->object, "@context");
    size_t count = obv_json_count(document->context);
    if (document->context == NULL) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!obv_json_equal(obv_json_item(own, i),
                            obv_json_item(document->context, i))) {
            return false;
        }
    }
    return true;
}

static obv_status
hash_both_json(obv_hash hash, const obv_proof *proof, obv_arena *arena,
               uint8_t options[OBV_MAX_HASH], uint8_t secured[OBV_MAX_HASH])
{
    if (!starts_with_context(&proof->secured)) {
        return OBV_BAD_SIGNATURE; /* it is over another document */
    }
    TRY(hash_json(&proof->options, hash, arena, options));
    return hash_json(&proof->secured, hash, arena, secured);
}

/* -------------------------------------------------------------------------- */

obv_status
obv_hash_both(const obv_suite *suite, const obv_proof *proof, obv_arena *arena,
              obv_hashes *ret)
{
    uint8_t options[OBV_MAX_HASH] = {0}, secured[OBV_MAX_HASH] = {0};
    if (proof->trouble != OBV_REASON_NONE || proof->secured.object == NULL) {
        return OBV_UNSUPPORTED;
    }
    obv_status status =
        suite->spelling == OBV_SPELLING_RDFC
            ? hash_both_linked(suite->hash, proof, arena, options, secured)
            : hash_both_json(suite->hash, proof, arena, options, secured);
    size_t half = suite->hash == OBV_SHA384 ? 48 : 32;
    memcpy(ret->bytes, options, half);
    memcpy(ret->bytes + half, secured, half);
    ret->len = 2 * half;
    return status;
}

obv_status
obv_proof_message(const obv_proof *proof, obv_key_kind kind, obv_arena *arena,
                  obv_slice *ret)
{
    const obv_suite *s =
        kind == OBV_KEY_NONE ? NULL : obv_suite_find(proof, kind);
    if (s == NULL || s->check != obv_check_value) {
        return OBV_UNSUPPORTED;
    }
    obv_hashes *hashes = obv_arena_alloc(arena, 1, sizeof(*hashes));
    if (hashes == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_hash_both(s, proof, arena, hashes));
    *ret = (obv_slice){hashes->bytes, hashes->len};
    return OBV_OK;
}

/* A derived proof shows a part of what was signed, which is another document
   each time: its digest names just that part. */
obv_status
obv_proof_digest(const obv_proof *proof, obv_arena *arena, uint8_t ret[16])
{
    uint8_t hash[OBV_MAX_HASH];
    const obv_suite *s = obv_suite_find(proof, OBV_KEY_NONE);
    if (s == NULL || proof->trouble != OBV_REASON_NONE) {
        return OBV_UNSUPPORTED;
    }
    if (proof->kind == OBV_PROOF_JWS) {
        (void)obv_digest(OBV_SHA256, proof->message, hash);
    } else if (s->spelling == OBV_SPELLING_JCS) {
        TRY(hash_json(&proof->secured, OBV_SHA256, arena, hash));
    } else if (proof->linked != NULL) {
        TRY(obv_hash_linked(proof->linked, OBV_SHA256, arena, hash));
    } else {
        return OBV_UNSUPPORTED;
    }
    memcpy(ret, hash, 16);
    return OBV_OK;
}
