/* SPDX-License-Identifier: Apache-2.0 */
/*
 * credential -> credential with an embedded proof (VC Data Integrity 1.0).
 *
 * The proof is put there unsigned and the whole is read as the verifier will
 * read it: what is signed are the bytes that the verifier will rebuild, and
 * what no context maps is refused by its name.
 */
#include "issuer/issuer.h"

#include <time.h>

/* clang-format off */
static const struct {
    const char *name;
    bool jcs;
    obv_key_kind kinds[2]; /* OBV_KEY_NONE: one only */
} suites[] = {
    {"eddsa-rdfc-2022", false, {OBV_KEY_ED25519, OBV_KEY_NONE}},
    {"eddsa-jcs-2022",  true,  {OBV_KEY_ED25519, OBV_KEY_NONE}},
    {"ecdsa-rdfc-2019", false, {OBV_KEY_P256, OBV_KEY_P384}},
    {"ecdsa-jcs-2019",  true,  {OBV_KEY_P256, OBV_KEY_P384}},
};

/* Where a data model does not know what a proof is, a context has to say so. */
static const char vc2[] = "https://www.w3.org/ns/credentials/v2";
static const char vc1[] = "https://www.w3.org/2018/credentials/v1";
static const char *const integrity[] = {
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/data-integrity/v1",
};
/* clang-format on */

typedef struct embed {
    obv_call *call;
    const obv_key_file *key;
    const char *name; /* of the file, fit to be shown */
    const obv_proof_wish *wish;
    size_t suite; /* row of suites[] */
    obv_json *credential;
    obv_json *proof; /* without a proofValue */
} embed;

static bool
find_suite(embed *e)
{
    obv_key_kind kind = e->key->public.kind;
    for (size_t i = 0; i < COUNT(suites); i++) {
        if (strcmp(suites[i].name, e->wish->suite) != 0) {
            continue;
        }
        e->suite = i;
        return kind == suites[i].kinds[0] || kind == suites[i].kinds[1] ||
               obv_refuse(e->call, "a key of kind %s does not sign with %s",
                          obv_key_kind_name(kind), suites[i].name);
    }
    return obv_fail(e->call, "--suite is eddsa-rdfc-2022, eddsa-jcs-2022, "
                             "ecdsa-rdfc-2019 or ecdsa-jcs-2019");
}

static bool
has_context(const embed *e, const char *address)
{
    const obv_json *context = obv_json_get(e->credential, "@context");
    for (size_t i = 0; i < obv_json_count(context); i++) {
        obv_slice text;
        if (obv_json_text(obv_json_item(context, i), &text) &&
            obv_slice_is(text, address)) {
            return true;
        }
    }
    return false;
}

static bool
knows_proofs(const embed *e)
{
    if (has_context(e, vc2)) {
        return true;
    }
    if (!has_context(e, vc1)) {
        return obv_refuse(e->call,
                          "'%s' is not a credential of VC 1.1 or 2.0: its "
                          "@context says otherwise",
                          e->name);
    }
    for (size_t i = 0; i < COUNT(integrity); i++) {
        if (has_context(e, integrity[i])) {
            return true;
        }
    }
    return obv_refuse(e->call,
                      "the @context of '%s' does not say what a proof is: "
                      "add '%s'",
                      e->name, integrity[0]);
}

/* ---- The proof, but for its value ---------------------------------------- */

static bool
put_text(embed *e, const char *name, const char *text)
{
    obv_arena *arena = e->call->arena;
    return text == NULL ||
           obv_json_set(e->proof, name,
                        obv_json_new_text(arena, obv_slice_of(text))) ||
           obv_no_memory(e->call);
}

static bool
put_date(embed *e, const char *name, const char *option, const char *given)
{
    char words[OBV_TIME_TEXT];
    int64_t time = 0;
    if (given == NULL) {
        return true;
    }
    if (!obv_moment_of_option(option, given, &time)) {
        return obv_fail(e->call,
                        "%s is no date such as 2026-03-31 or "
                        "2026-03-31T12:00:00Z",
                        option);
    }
    obv_time_print(time, words);
    return put_text(e, name, words);
}

static bool
put_previous(embed *e)
{
    const obv_proof_wish *w = e->wish;
    obv_arena *arena = e->call->arena;
    if (w->after_count == 0) {
        return true;
    }
    obv_json *ids = obv_json_new_array(arena);
    for (size_t i = 0; i < w->after_count; i++) {
        if (!obv_json_append(
                ids, obv_json_new_text(arena, obv_slice_of(w->after[i])))) {
            return obv_no_memory(e->call);
        }
    }
    return obv_json_set(e->proof, "previousProof", ids) ||
           obv_no_memory(e->call);
}

/* eddsa-jcs-2022 and ecdsa-jcs-2019: the proof repeats the @context. */
static bool
put_context(embed *e)
{
    const obv_json *context = obv_json_get(e->credential, "@context");
    return !suites[e->suite].jcs || context == NULL ||
           obv_json_set(e->proof, "@context",
                        obv_json_copy(e->call->arena, context)) ||
           obv_no_memory(e->call);
}

static bool
make_proof(embed *e)
{
    const obv_proof_wish *w = e->wish;
    char now[OBV_TIME_TEXT];
    obv_time_print((int64_t)time(NULL), now);
    e->proof = obv_json_new_object(e->call->arena);
    return put_context(e) && put_text(e, "id", w->id) &&
           put_text(e, "type", "DataIntegrityProof") &&
           put_text(e, "cryptosuite", suites[e->suite].name) &&
           put_date(e, "created", "--created",
                    w->created != NULL ? w->created : now) &&
           put_date(e, "expires", "--expires", w->expires) &&
           put_text(e, "verificationMethod", w->method) &&
           put_text(e, "proofPurpose", "assertionMethod") && put_previous(e);
}

/* ---- The badge ----------------------------------------------------------- */

/* One proof stands alone, several in an array, each behind those before. */
static bool
with_value(embed *e, obv_slice signature, obv_slice *ret)
{
    obv_arena *arena = e->call->arena;
    obv_json *whole = obv_json_copy(arena, e->credential);
    obv_json *proof = obv_json_copy(arena, e->proof);
    const obv_json *old = obv_json_get(e->credential, "proof");
    obv_json *all = proof;
    obv_buffer value = obv_buffer_in(arena);
    char *base58 = obv_to_base58(signature, arena);
    obv_put_char(&value, 'z');
    obv_put_text(&value, base58 == NULL ? "" : base58);
    bool done =
        base58 != NULL && !value.failed &&
        obv_json_set(proof, "proofValue",
                     obv_json_new_text(arena, obv_buffer_slice(&value)));
    if (obv_json_count(old) > 0) {
        all = obv_json_new_array(arena);
        for (size_t i = 0; i < obv_json_count(old); i++) {
            done = done &&
                   obv_json_append(all,
                                   obv_json_copy(arena, obv_json_item(old, i)));
        }
        done = done && obv_json_append(all, proof);
    }
    done = done && obv_json_set(whole, "proof", all) &&
           obv_json_print(whole, OBV_JSON_LINE, arena, ret) == OBV_OK;
    return done || obv_no_memory(e->call);
}

static bool
say_unsigned(embed *e, const obv_ld_fault *why)
{
    obv_slice about;
    const char *where =
        why->where.len == 0 ? "/" : obv_shown(e->call, why->where);
    if (obv_ld_about(why, e->call->arena, &about) != OBV_OK) {
        return obv_no_memory(e->call);
    }
    return obv_refuse(e->call, "'%s': %s at '%s': '%s'", e->name,
                      obv_reason_text(why->reason), where,
                      obv_shown(e->call, about));
}

/* The last of its proofs, made ready as the verifier makes it. */
static bool
read_proof(embed *e, obv_slice badge, obv_proof *ret)
{
    obv_arena *arena = e->call->arena;
    const obv_json *whole;
    obv_ld_fault why = {.where = obv_slice_of(""), .what = obv_slice_of("")};
    *ret = (obv_proof){0};
    if (obv_json_parse(badge, OBV_JSON_SIGNED, arena, &whole, NULL) != OBV_OK) {
        return obv_no_memory(e->call);
    }
    const obv_json *all = obv_json_get(whole, "proof");
    const obv_json *last = obv_json_item(all, obv_json_count(all) - 1);
    switch (obv_proof_open(whole, last, arena, ret)) {
    case OBV_OK:
        break;
    case OBV_NOT_FOUND:
        return obv_refuse(e->call,
                          "'%s' has no proof, or more than one, with "
                          "the id of --after",
                          e->name);
    default:
        return obv_no_memory(e->call);
    }
    switch (obv_proof_link(ret, 0, arena, &why)) {
    case OBV_OK:
        return true;
    case OBV_NO_MEMORY:
        return obv_no_memory(e->call);
    default:
        return say_unsigned(e, &why);
    }
}

/* No badge leaves that the verifier would not take. */
static bool
is_good(embed *e, obv_slice badge)
{
    obv_proof proof;
    obv_key key = e->key->public;
    if (!read_proof(e, badge, &proof)) {
        return false;
    }
    if (obv_key_ready(&key) != OBV_OK) {
        return obv_no_memory(e->call);
    }
    obv_status status = obv_proof_check(&proof, &key, e->call->arena);
    obv_key_release(&key);
    return status == OBV_OK ||
           obv_fail(e->call, "the signature of '%s' does not hold", e->name);
}

static bool
sign(embed *e, obv_slice *ret)
{
    obv_slice draft, message, signature;
    const obv_credential *read;
    obv_proof proof;
    size_t len = e->key->signer->signature;
    uint8_t *zeros = obv_arena_alloc(e->call->arena, 1, len);
    if (zeros == NULL) {
        return obv_no_memory(e->call);
    }
    if (!with_value(e, (obv_slice){zeros, len}, &draft) ||
        !read_proof(e, draft, &proof) ||
        !obv_would_be_read(e->call, e->name, draft, &read)) {
        return false;
    }
    obv_status status = obv_proof_message(&proof, e->key->public.kind,
                                          e->call->arena, &message);
    if (status != OBV_OK) {
        return obv_refuse(e->call, "'%s' cannot be signed: %s", e->name,
                          obv_status_name(status));
    }
    return obv_key_sign(e->call, e->key, message, &signature) &&
           with_value(e, signature, ret) && is_good(e, *ret);
}

bool
obv_embed_sign(obv_call *call, const obv_key_file *key, const char *name,
               obv_slice credential, const obv_proof_wish *wish, obv_slice *ret)
{
    embed e = {.call = call, .key = key, .wish = wish};
    const obv_json *json;
    obv_json_error why;
    e.name = obv_shown(call, obv_slice_of(name));
    if (obv_json_parse(credential, OBV_JSON_SIGNED, call->arena, &json, &why) !=
        OBV_OK) {
        return obv_refuse(call, "'%s', line %zu, column %zu: %s (%s)", e.name,
                          why.line, why.column, obv_reason_text(why.reason),
                          obv_shown(call, obv_slice_of(why.what)));
    }
    e.credential = obv_json_copy(call->arena, json);
    if (e.credential == NULL) {
        return obv_no_memory(call);
    }
    if (wish->method == NULL) {
        return obv_fail(call, "--kid is needed: a badge must name the key that "
                              "signs it");
    }
    return find_suite(&e) && knows_proofs(&e) && make_proof(&e) &&
           sign(&e, ret);
}
