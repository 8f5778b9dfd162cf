/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ids that spell out a key: did:key and did:jwk.  Such an id proves only
 * that its maker knows a key, never whose it is: match.c takes the key only
 * where the list gives it to the issuer.
 */
#include "trust/inside.h"

/* did ::= method value ( "#" fragment )?, the method being known already */
static bool
take_value(obv_slice did, const char *method, obv_slice *value,
           obv_slice *fragment)
{
    obv_slice head;
    size_t skip = strlen(method);
    assert(obv_slice_starts(did, method));
    *value = (obv_slice){did.ptr + skip, did.len - skip};
    *fragment = (obv_slice){did.ptr, 0};
    if (obv_slice_cut(*value, '#', &head, fragment)) {
        *value = head;
        return fragment->len > 0; /* "#" alone names nothing */
    }
    return true;
}

/* The did:key method: base58-btc only, no version, and the fragment repeats
   the key (another one would name a key that the DID does not have). */
static obv_status
read_did_key(obv_slice did, obv_arena *arena, obv_key *ret)
{
    obv_slice value, fragment;
    if (!take_value(did, "did:key:", &value, &fragment) ||
        (fragment.len > 0 && !obv_slice_equal(fragment, value))) {
        return OBV_MALFORMED;
    }
    return obv_key_from_multikey(value, arena, ret);
}

/* The did:jwk method: its one key is "#0". */
static obv_status
read_did_jwk(obv_slice did, obv_arena *arena, obv_key *ret)
{
    obv_slice value, fragment, text;
    const obv_json *jwk;
    if (!take_value(did, "did:jwk:", &value, &fragment) ||
        (fragment.len > 0 && !obv_slice_is(fragment, "0"))) {
        return OBV_MALFORMED;
    }
    TRY(obv_base64url(value, arena, &text));
    TRY(obv_json_parse(text, OBV_JSON_SIGNED, arena, &jwk, NULL));
    return obv_key_from_jwk(jwk, arena, ret);
}

obv_status
obv_did_key(obv_slice did, obv_arena *arena, obv_key *ret)
{
    if (obv_slice_starts(did, "did:key:")) {
        return read_did_key(did, arena, ret);
    }
    if (obv_slice_starts(did, "did:jwk:")) {
        return read_did_jwk(did, arena, ret);
    }
    return OBV_UNSUPPORTED;
}
