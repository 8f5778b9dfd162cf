/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one proof of a credential signs: the credential without its proofs, or
 * with those before it in a chain, and the proof without its signature.
 *
 * Members are found by name here.  Where linked data is signed, another name
 * could stand for the same thing, but then the hash is over what it says, and
 * the signature does not hold: nothing that is read here is believed.
 */
#include "proof/parts.h"

static const char *const proof_member[] = {"proof", NULL};
static const char *const value_member[] = {"proofValue", NULL};
static const char *const jws_member[] = {"jws", NULL};

/* One text, alone or the only item of an array. */
static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    const obv_json *value = obv_json_get(object, name);
    if (obv_json_count(value) == 1) {
        obv_json_text(obv_json_item(value, 0), &text);
    }
    return text;
}

/* ---- Chains (Data Integrity 4.2, 4.6) ------------------------------------ */

static obv_status
read_previous(const obv_json *object, obv_arena *arena, obv_proof *ret)
{
    const obv_json *previous = obv_json_get(object, "previousProof");
    size_t count = obv_json_count(previous);
    if (count > OBV_MAX_PROOFS) {
        return OBV_LIMIT;
    }
    obv_slice *ids = obv_arena_alloc(arena, count, sizeof(*ids));
    if (ids == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        ids[i] = obv_slice_of(""); /* what is no text is found nowhere */
        obv_json_text(obv_json_item(previous, i), &ids[i]);
    }
    ret->previous = count > 0 ? ids : NULL;
    ret->previous_count = count;
    return OBV_OK;
}

static bool
is_previous(const obv_proof *proof, obv_slice id)
{
    for (size_t i = 0; i < proof->previous_count; i++) {
        if (id.len > 0 && obv_slice_equal(proof->previous[i], id)) {
            return true;
        }
    }
    return false;
}

/* How many proofs have this id. */
static size_t
count_named(const obv_json *proofs, obv_slice id)
{
    size_t count = 0;
    for (size_t i = 0; i < obv_json_count(proofs); i++) {
        obv_slice own = text_of(obv_json_item(proofs, i), "id");
        count += id.len > 0 && obv_slice_equal(own, id);
    }
    return count;
}

/* Those before it stand as `proof` of what it signs, in their order. */
static obv_status
keep_previous(const obv_json *proofs, obv_arena *arena, obv_proof *ret)
{
    obv_json *kept = obv_json_new_array(arena);
    for (size_t i = 0; i < ret->previous_count; i++) {
        if (count_named(proofs, ret->previous[i]) != 1) {
            return OBV_NOT_FOUND;
        }
    }
    for (size_t i = 0; i < obv_json_count(proofs); i++) {
        const obv_json *other = obv_json_item(proofs, i);
        if (is_previous(ret, text_of(other, "id")) &&
            !obv_json_append(kept, obv_json_copy(arena, other))) {
            return OBV_NO_MEMORY;
        }
    }
    ret->secured.proofs = kept;
    return kept != NULL ? OBV_OK : OBV_NO_MEMORY;
}

/* -------------------------------------------------------------------------- */

/* JCS signs the context of the proof instead of the document's; linked data
   reads the proof by its own context, else by the document's. */
static void
set_documents(const obv_json *credential, const obv_json *object,
              const obv_suite *suite, obv_proof *ret)
{
    const obv_json *own = obv_json_get(object, "@context");
    bool detached = suite != NULL && suite->check == obv_check_detached;
    ret->secured =
        (obv_document){.object = credential, .without = proof_member};
    ret->options = (obv_document){
        .object = object,
        .without = detached ? jws_member : value_member,
    };
    if (suite != NULL && suite->spelling == OBV_SPELLING_JCS) {
        ret->secured.context = own;
    } else if (own == NULL) {
        ret->options.context = obv_json_get(credential, "@context");
    }
}

obv_status
obv_proof_open(const obv_json *credential, const obv_json *object,
               obv_arena *arena, obv_proof *ret)
{
    ret->kind = OBV_PROOF_LINKED;
    ret->suite =
        obv_suite_name(text_of(object, "type"), text_of(object, "cryptosuite"));
    const obv_suite *suite = obv_suite_find(ret, OBV_KEY_NONE);
    bool detached = suite != NULL && suite->check == obv_check_detached;
    ret->value = text_of(object, detached ? "jws" : "proofValue");
    ret->id = text_of(object, "id");
    ret->selective = suite != NULL && suite->check == obv_check_derived;
    set_documents(credential, object, suite, ret);
    TRY(read_previous(object, arena, ret));
    return ret->previous_count == 0
               ? OBV_OK
               : keep_previous(obv_json_get(credential, "proof"), arena, ret);
}

static obv_status
link_one(const obv_document *document, unsigned meaning, obv_arena *arena,
         const obv_linked **ret, obv_ld_fault *why)
{
    const obv_ld_options options = {
        .refusing = true,
        .i18n = true,
        .base = obv_slice_of(""),
        .meaning = meaning,
    };
    if (*ret != NULL) {
        return OBV_OK;
    }
    obv_linked *linked = obv_arena_alloc(arena, 1, sizeof(*linked));
    if (linked == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(obv_linked_read(document, &options, arena, linked, why));
    *ret = linked;
    return OBV_OK;
}

obv_status
obv_proof_link(obv_proof *proof, unsigned meaning, obv_arena *arena,
               obv_ld_fault *why)
{
    const obv_suite *s = obv_suite_find(proof, OBV_KEY_NONE);
    if (s == NULL || s->spelling != OBV_SPELLING_RDFC) {
        return OBV_OK;
    }
    TRY(link_one(&proof->secured, meaning, arena, &proof->linked, why));
    return link_one(&proof->options, meaning, arena, &proof->linked_options,
                    why);
}
