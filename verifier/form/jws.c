/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A compact JWS taken apart, and what its header may say (RFC 7515).
 *
 * The header is the forger's to write.  It may name a key, never an address to
 * fetch one from; it may name an algorithm, never choose one: the kind of the
 * listed key does.
 */
#include "form/parts.h"

/* Tells a JWS from other text, be it whole or cut short, by what the start of
   a JSON object gives in base64url.  Whether it is one, obv_jws_open says. */
bool
obv_jws_is(obv_slice text)
{
    obv_slice header, payload, rest;
    if (obv_slice_starts(text, "eyJ")) {
        return true;
    }
    return (obv_slice_starts(text, "ey") || obv_slice_starts(text, "ew") ||
            obv_slice_starts(text, "e3")) &&
           obv_slice_cut(text, '.', &header, &rest) &&
           obv_slice_cut(rest, '.', &payload, &rest);
}

/* part ::= base64url(JSON object) */
static obv_status
open_part(obv_reader *reader, obv_slice part, const char *name,
          const obv_json **ret, obv_fault *why)
{
    obv_slice text;
    obv_status status = obv_base64url(part, reader->arena, &text);
    if (status != OBV_OK) {
        obv_fault_set(why, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS,
                      obv_slice_of(name));
        return status;
    }
    obv_json_error error;
    status = obv_json_parse(text, OBV_JSON_SIGNED, reader->arena, ret, &error);
    if (status == OBV_MALFORMED) {
        obv_fault_set(why, OBV_CHECK_FORMAT, error.reason, obv_slice_of(name));
    }
    return status;
}

/* jws ::= header "." payload "." signature */
obv_status
obv_jws_open(obv_reader *reader, obv_slice text, obv_jws *ret, obv_fault *why)
{
    obv_slice header, payload, signature, rest;
    obv_fault_set(why, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS, obv_slice_of(""));
    if (!obv_slice_cut(text, '.', &header, &rest) ||
        !obv_slice_cut(rest, '.', &payload, &signature)) {
        return OBV_MALFORMED;
    }
    TRY(open_part(reader, header, "header", &ret->header, why));
    TRY(open_part(reader, payload, "payload", &ret->payload, why));
    obv_status status =
        obv_base64url(signature, reader->arena, &ret->signature);
    if (status != OBV_OK) {
        obv_fault_set(why, OBV_CHECK_FORMAT, OBV_REASON_NOT_JWS,
                      obv_slice_of("signature"));
        return status;
    }
    ret->message = (obv_slice){text.ptr, header.len + 1 + payload.len};
    return OBV_OK;
}

/* ---- The header --------------------------------------------------------- */

static void
fault(obv_credential *c, obv_reason reason, const char *where)
{
    obv_fault_note(c, OBV_CHECK_PROOF, reason, obv_slice_of(where));
}

/* Without case, as RFC 7515 4.1.9 has media types. */
static bool
is_word(obv_slice text, const char *word)
{
    if (text.len != strlen(word)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word[i]) {
            return false;
        }
    }
    return true;
}

/* A presentation's signature awards nothing: its type is none of a credential.
   (What is of no kind yet may be either.) */
static void
check_typ(obv_credential *c, const obv_json *header)
{
    static const struct {
        const char *name;
        bool presents;
    } known[] = {
        {"jwt", false},
        {"jose", false},
        {"vc+jwt", false},
        {"vc+ld+jwt", false},
        {"vp+jwt", true},
        {"application/jwt", false},
        {"application/jose", false},
        {"application/vc+jwt", false},
        {"application/vc+ld+jwt", false},
        {"application/vp+jwt", true},
    };
    const obv_json *typ = obv_json_get(header, "typ");
    obv_slice text;
    if (typ == NULL) {
        return;
    }
    for (size_t i = 0; i < COUNT(known); i++) {
        if (obv_json_text(typ, &text) && is_word(text, known[i].name) &&
            (!known[i].presents || c->kind == OBV_KIND_UNKNOWN)) {
            return;
        }
    }
    fault(c, OBV_REASON_BAD_HEADER, "header/typ");
}

/* What may not be there: a rule to follow that we do not know (RFC 7515
   4.1.11), and a payload that is not encoded (RFC 7797). */
static void
check_rules(obv_credential *c, const obv_json *header)
{
    const obv_json *b64 = obv_json_get(header, "b64");
    if (obv_json_get(header, "crit") != NULL) {
        fault(c, OBV_REASON_BAD_HEADER, "header/crit");
    }
    if (b64 != NULL && !obv_json_true(b64)) {
        fault(c, OBV_REASON_BAD_HEADER, "header/b64");
    }
}

static void
check_alg(obv_credential *c, const obv_json *header, obv_proof *proof)
{
    if (!obv_json_text(obv_json_get(header, "alg"), &proof->suite)) {
        proof->suite = obv_slice_of("");
        fault(c, OBV_REASON_BAD_HEADER, "header/alg");
    } else if (is_word(proof->suite, "none") ||
               obv_slice_starts(proof->suite, "HS")) {
        fault(c, OBV_REASON_FORBIDDEN_ALG, "header/alg");
    }
}

/* RFC 7518 6: what only the secret half of a key has. */
static bool
is_secret(const obv_json *jwk)
{
    static const char *const secret[] = {"d",  "p",  "q",   "dp",
                                         "dq", "qi", "oth", "k"};
    for (size_t i = 0; i < COUNT(secret); i++) {
        if (obv_json_get(jwk, secret[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static obv_status
check_jwk(obv_reader *reader, obv_credential *c, const obv_json *jwk,
          obv_proof *proof)
{
    if (obv_json_kind_of(jwk) != OBV_JSON_OBJECT || is_secret(jwk)) {
        fault(c, OBV_REASON_BAD_HEADER, "header/jwk");
        return OBV_OK;
    }
    obv_status status = obv_key_from_jwk(jwk, reader->arena, &proof->key_shown);
    if (status == OBV_OK || status == OBV_NO_MEMORY) {
        return status;
    }
    proof->key_shown = (obv_key){.kind = OBV_KEY_NONE};
    if (status == OBV_WRONG_KEY) {
        fault(c, OBV_REASON_WEAK_KEY, "header/jwk");
    } else if (status != OBV_UNSUPPORTED) { /* that is no fault: doubt */
        fault(c, OBV_REASON_BAD_HEADER, "header/jwk");
    }
    return OBV_OK;
}

/* OB 3.0, JOSE Header: "If you do not include a kid ... you MUST include the
   public key in the jwk".  OB 2.0 names the key in the payload, or not. */
static obv_status
check_key(obv_reader *reader, obv_credential *c, const obv_json *header,
          obv_proof *proof)
{
    const obv_json *kid = obv_json_get(header, "kid");
    const obv_json *jwk = obv_json_get(header, "jwk");
    if (kid != NULL && !obv_json_text(kid, &proof->key_id)) {
        fault(c, OBV_REASON_BAD_HEADER, "header/kid");
    }
    if (kid == NULL && jwk == NULL && c->edition >= OBV_OB3) {
        fault(c, OBV_REASON_NO_KEY_NAMED, "header");
    }
    return jwk != NULL ? check_jwk(reader, c, jwk, proof) : OBV_OK;
}

obv_status
obv_jws_add(obv_reader *reader, const obv_jws *jws, obv_credential *c)
{
    obv_proof *proof;
    TRY(obv_proof_append(reader, c, OBV_PROOF_JWS, &proof));
    proof->message = jws->message;
    proof->signature = jws->signature;
    check_rules(c, jws->header);
    check_typ(c, jws->header);
    check_alg(c, jws->header, proof);
    TRY(check_key(reader, c, jws->header, proof));

    uint8_t digest[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, jws->message, digest);
    memcpy(c->digest, digest, sizeof(c->digest));
    c->has_digest = true;
    return OBV_OK;
}
