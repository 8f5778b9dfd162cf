/* SPDX-License-Identifier: Apache-2.0 */
/*
 * credential -> compact JWS.
 *
 * What is signed is first read by the form floor, as the verifier will read
 * it: an issuer learns of a fault here, not at a recruiter's stand.
 */
#include "issuer/issuer.h"

#include "form/form.h"

/* How an edition goes into a JWS: OB 3.0, JSON Web Token Proof Format; VC Data
   Model 1.1, 6.3.1; OB 2.0, Signed Badges. */
typedef enum shape { SHAPE_VC2, SHAPE_VC1, SHAPE_PLAIN } shape;

/* clang-format off */
static const struct {
    const char *context; /* NULL: anything else */
    shape shape;
    const char *vc, *typ;
} shapes[] = {
    {"https://www.w3.org/ns/credentials/v2",   SHAPE_VC2,   "2.0", "vc+jwt"},
    {"https://www.w3.org/2018/credentials/v1", SHAPE_VC1,   "1.1", "JWT"},
    {NULL,                                     SHAPE_PLAIN, NULL,  NULL},
};
/* clang-format on */

typedef struct jwt {
    obv_call *call;
    const obv_key_file *key;
    const char *name; /* of the file, fit to be shown */
    const obv_jwt_wish *wish;
    const obv_json *credential;
    size_t shape; /* row of shapes[] */
} jwt;

static bool
find_shape(jwt *t)
{
    obv_slice context = {(const uint8_t *)"", 0};
    obv_json_text(obv_json_item(obv_json_get(t->credential, "@context"), 0),
                  &context);
    size_t i = 0;
    while (shapes[i].context != NULL &&
           !obv_slice_is(context, shapes[i].context)) {
        i++;
    }
    t->shape = i;
    if (t->wish->vc == NULL) {
        return true;
    }
    return (shapes[i].vc != NULL && strcmp(shapes[i].vc, t->wish->vc) == 0) ||
           obv_refuse(t->call,
                      "'%s' is not a credential of VC %s: its first "
                      "@context says otherwise",
                      t->name, obv_shown(t->call, obv_slice_of(t->wish->vc)));
}

/* ---- Claims -------------------------------------------------------------- */

static const obv_json *
id_of(const obv_json *value)
{
    return obv_json_kind_of(value) == OBV_JSON_OBJECT
               ? obv_json_get(value, "id")
               : value;
}

static bool
put_claim(jwt *t, obv_json *payload, const char *name, obv_json *value)
{
    if (obv_json_get(payload, name) != NULL) {
        return obv_refuse(t->call,
                          "'%s' holds '%s' already: it is set from "
                          "the credential",
                          t->name, name);
    }
    return obv_json_set(payload, name, value) || obv_no_memory(t->call);
}

/* The form floor says what is missing; here a claim just follows. */
static bool
put_text_claim(jwt *t, obv_json *payload, const char *name,
               const obv_json *value)
{
    obv_slice text;
    return !obv_json_text(value, &text) ||
           put_claim(t, payload, name, obv_json_new_text(t->call->arena, text));
}

static bool
put_time_claim(jwt *t, obv_json *payload, const char *claim, const char *name,
               const char *old_name)
{
    obv_slice text;
    int64_t time;
    const obv_json *value = obv_json_get(t->credential, name);
    if (!obv_json_text(value != NULL ? value
                                     : obv_json_get(t->credential, old_name),
                       &text) ||
        obv_time_parse(text, &time) != OBV_OK) {
        return true;
    }
    return put_claim(t, payload, claim,
                     obv_json_new_integer(t->call->arena, time));
}

static bool
put_claims(jwt *t, obv_json *payload)
{
    const obv_json *c = t->credential;
    const obv_json *subject = obv_json_get(c, "credentialSubject");
    if (obv_json_count(subject) == 1) {
        subject = obv_json_item(subject, 0);
    }
    return put_text_claim(t, payload, "iss",
                          id_of(obv_json_get(c, "issuer"))) &&
           put_text_claim(t, payload, "sub", obv_json_get(subject, "id")) &&
           put_text_claim(t, payload, "jti", obv_json_get(c, "id")) &&
           put_time_claim(t, payload, "nbf", "validFrom", "issuanceDate") &&
           put_time_claim(t, payload, "exp", "validUntil", "expirationDate");
}

static bool
make_payload(jwt *t, obv_json **ret)
{
    obv_arena *arena = t->call->arena;
    obv_json *copy = obv_json_copy(arena, t->credential);
    switch (shapes[t->shape].shape) {
    case SHAPE_PLAIN:
        *ret = copy;
        return copy != NULL || obv_no_memory(t->call);
    case SHAPE_VC2:
        *ret = copy;
        return put_claims(t, copy);
    case SHAPE_VC1:
        *ret = obv_json_new_object(arena);
        return put_claims(t, *ret) && put_claim(t, *ret, "vc", copy);
    }
    return false;
}

/* ---- Header -------------------------------------------------------------- */

/* RFC 9864 calls EdDSA with Ed25519 "Ed25519"; both are in use. */
static const char *
alg_of(jwt *t)
{
    const char *alg = t->key->signer->alg, *wish = t->wish->alg;
    if (wish == NULL || strcmp(wish, "auto") == 0 || strcmp(wish, alg) == 0) {
        return alg;
    }
    if (t->key->public.kind == OBV_KEY_ED25519 &&
        strcmp(wish, "Ed25519") == 0) {
        return "Ed25519";
    }
    obv_say_refused(t->call, "a key of kind %s signs with %s, not '%s'",
                    obv_key_kind_name(t->key->public.kind), alg,
                    obv_shown(t->call, obv_slice_of(wish)));
    return NULL;
}

static bool
put_text(obv_json *object, const char *name, const char *text, obv_arena *arena)
{
    return text == NULL ||
           obv_json_set(object, name,
                        obv_json_new_text(arena, obv_slice_of(text)));
}

static bool
make_header(jwt *t, obv_json **ret)
{
    obv_arena *arena = t->call->arena;
    const char *alg = alg_of(t);
    if (alg == NULL) {
        return false;
    }
    bool plain = shapes[t->shape].shape == SHAPE_PLAIN;
    if (!plain && t->wish->kid == NULL && !t->wish->show_key) {
        return obv_fail(t->call, "--kid is needed: a badge must name the "
                                 "key that signs it");
    }
    *ret = obv_json_new_object(arena);
    bool done = put_text(*ret, "alg", alg, arena) &&
                put_text(*ret, "kid", t->wish->kid, arena) &&
                put_text(*ret, "typ", shapes[t->shape].typ, arena);
    if (done && t->wish->show_key) {
        done =
            obv_json_set(*ret, "jwk", obv_key_to_jwk(&t->key->public, arena));
    }
    return done || obv_no_memory(t->call);
}

/* ---- JWS ----------------------------------------------------------------- */

static bool
put_part(jwt *t, const obv_json *value, obv_buffer *b)
{
    obv_slice text;
    if (obv_json_print(value, OBV_JSON_COMPACT, t->call->arena, &text) !=
        OBV_OK) {
        return obv_no_memory(t->call);
    }
    char *part = obv_to_base64url(text, t->call->arena);
    obv_put_text(b, part == NULL ? "" : part);
    return part != NULL || obv_no_memory(t->call);
}

static bool
with_signature(jwt *t, obv_slice message, obv_slice signature, obv_slice *ret)
{
    obv_buffer b = obv_buffer_in(t->call->arena);
    char *part = obv_to_base64url(signature, t->call->arena);
    obv_put(&b, message);
    obv_put_char(&b, '.');
    obv_put_text(&b, part == NULL ? "" : part);
    *ret = obv_buffer_slice(&b);
    return (part != NULL && !b.failed) || obv_no_memory(t->call);
}

/* Reads it as the verifier will, with a signature of zeros in its place. */
static bool
would_be_read(jwt *t, obv_slice message)
{
    size_t len = t->key->signer->signature > 0 ? t->key->signer->signature
                                               : t->key->public.first.len;
    uint8_t *zeros = obv_arena_alloc(t->call->arena, 1, len);
    const obv_credential *read;
    obv_slice text;
    if (zeros == NULL) {
        return obv_no_memory(t->call);
    }
    if (!with_signature(t, message, (obv_slice){zeros, len}, &text)) {
        return false;
    }
    return obv_would_be_read(t->call, t->name, text, &read);
}

static bool
sign(jwt *t, obv_slice *ret)
{
    obv_json *header, *payload;
    obv_buffer message = obv_buffer_in(t->call->arena);
    obv_slice signature;
    if (!make_header(t, &header) || !make_payload(t, &payload) ||
        !put_part(t, header, &message)) {
        return false;
    }
    obv_put_char(&message, '.');
    if (!put_part(t, payload, &message)) {
        return false;
    }
    if (message.failed) {
        return obv_no_memory(t->call);
    }
    obv_slice bytes = obv_buffer_slice(&message);
    return would_be_read(t, bytes) &&
           obv_key_sign(t->call, t->key, bytes, &signature) &&
           with_signature(t, bytes, signature, ret);
}

bool
obv_jwt_sign(obv_call *call, const obv_key_file *key, const char *name,
             obv_slice credential, const obv_jwt_wish *wish, obv_slice *ret)
{
    jwt t = {.call = call, .key = key, .wish = wish};
    obv_json_error why;
    t.name = obv_shown(call, obv_slice_of(name));
    if (obv_json_parse(credential, OBV_JSON_SIGNED, call->arena, &t.credential,
                       &why) != OBV_OK) {
        return obv_refuse(call, "'%s', line %zu, column %zu: %s (%s)", t.name,
                          why.line, why.column, obv_reason_text(why.reason),
                          obv_shown(call, obv_slice_of(why.what)));
    }
    return find_shape(&t) && sign(&t, ret);
}
