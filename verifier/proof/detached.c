/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A detached JWS (RFC 7515, appendix F) over bytes that are not encoded (RFC
 * 7797), as the suites before Data Integrity have it.
 */
#include "proof/parts.h"

/* crit ::= [ "b64" ]: that one extension, which we do understand. */
static bool
is_critical(const obv_json *crit)
{
    obv_slice name;
    return obv_json_kind_of(crit) == OBV_JSON_ARRAY &&
           obv_json_count(crit) == 1 &&
           obv_json_text(obv_json_item(crit, 0), &name) &&
           obv_slice_is(name, "b64");
}

/* The header names the one algorithm of this key; b64 is false, and said to be
   critical, or another reader would verify other bytes. */
static obv_status
check_header(obv_slice header, const char *alg, obv_arena *arena)
{
    obv_slice bytes, name;
    const obv_json *object, *b64;
    TRY(obv_base64url(header, arena, &bytes));
    TRY(obv_json_parse(bytes, OBV_JSON_SIGNED, arena, &object, NULL));
    b64 = obv_json_get(object, "b64");
    if (obv_json_kind_of(b64) != OBV_JSON_BOOL || obv_json_true(b64) ||
        !is_critical(obv_json_get(object, "crit")) ||
        !obv_json_text(obv_json_get(object, "alg"), &name)) {
        return OBV_MALFORMED;
    }
    return obv_slice_is(name, alg) ? OBV_OK : OBV_WRONG_KEY;
}

/* header "." bytes */
static obv_status
join(obv_slice header, const obv_hashes *hashes, obv_arena *arena,
     obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_put(&b, header);
    obv_put_char(&b, '.');
    obv_put(&b, (obv_slice){hashes->bytes, hashes->len});
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* jws ::= header "." "." signature */
obv_status
obv_check_detached(const obv_suite *suite, const obv_proof *proof,
                   const obv_key *key, obv_arena *arena)
{
    obv_slice header, payload, rest, signature, message;
    obv_hashes hashes;
    if (proof->value.len > OBV_MAX_DETACHED_JWS ||
        !obv_slice_cut(proof->value, '.', &header, &rest) ||
        !obv_slice_cut(rest, '.', &payload, &rest) || payload.len > 0) {
        return OBV_MALFORMED;
    }
    TRY(obv_base64url(rest, arena, &signature));
    if (signature.len != (suite->needs == OBV_KEY_P384 ? 96 : 64)) {
        return OBV_MALFORMED;
    }
    TRY(check_header(header, suite->alg, arena));
    TRY(obv_hash_both(suite, proof, arena, &hashes));
    TRY(join(header, &hashes, arena, &message));
    return suite->verify(key, message, signature);
}
