/* SPDX-License-Identifier: Apache-2.0 */
/* badge-issuer badge: sign, bake, extract. */
#include "issuer/issuer.h"

#include "container/container.h"
#include "form/form.h"

/* ---- sign ---------------------------------------------------------------- */

static const char *
out_path(const obv_call *call)
{
    const char *path = obv_given(call, "--out");
    return path == NULL ? "-" : path;
}

static bool
write_line(obv_call *call, obv_slice text)
{
    obv_buffer line = obv_buffer_in(call->arena);
    obv_put(&line, text);
    obv_put_char(&line, '\n');
    return line.failed
               ? obv_no_memory(call)
               : obv_file_write(call, out_path(call), obv_buffer_slice(&line));
}

/* Each belongs to one of the two ways of signing. */
static bool
fits_together(obv_call *call)
{
    static const char *const of_jws[] = {"--jwk", "--alg", "--vc"};
    static const char *const of_proof[] = {"--created", "--expires",
                                           "--proof-id", "--after"};
    bool embedded = obv_given(call, "--suite") != NULL;
    const char *const *others = embedded ? of_jws : of_proof;
    size_t count = embedded ? COUNT(of_jws) : COUNT(of_proof);
    for (size_t i = 0; i < count; i++) {
        if (obv_given(call, others[i]) != NULL) {
            return obv_fail(call, "%s goes %s --suite", others[i],
                            embedded ? "without" : "with");
        }
    }
    return true;
}

static bool
sign_embedded(obv_call *call, const obv_key_file *key, const char *kid,
              obv_slice credential, obv_slice *ret)
{
    const char *after[OBV_MAX_PROOFS];
    obv_proof_wish wish = {
        .suite = obv_given(call, "--suite"),
        .method = kid,
        .created = obv_given(call, "--created"),
        .expires = obv_given(call, "--expires"),
        .id = obv_given(call, "--proof-id"),
        .after = after,
    };
    size_t at = 0;
    const char *id;
    while ((id = obv_given_next(call, "--after", &at)) != NULL) {
        if (wish.after_count == COUNT(after)) {
            return obv_fail(call, "too many --after");
        }
        after[wish.after_count++] = id;
    }
    return obv_embed_sign(call, key, call->operands[0], credential, &wish, ret);
}

static bool
badge_sign(obv_call *call)
{
    obv_key_file key;
    obv_slice credential, badge;
    obv_jwt_wish wish = {
        .kid = obv_given(call, "--kid"),
        .alg = obv_given(call, "--alg"),
        .vc = obv_given(call, "--vc"),
        .show_key = obv_given(call, "--jwk") != NULL,
    };
    if (!fits_together(call) ||
        !obv_file_read(call, call->operands[0], OBV_MAX_BADGE_TEXT,
                       &credential) ||
        !obv_key_open(call, obv_given(call, "--key"), &key)) {
        return false;
    }
    if (wish.kid == NULL && !wish.show_key && key.id.len > 0) {
        wish.kid = obv_arena_text(call->arena, key.id);
    }
    bool done = obv_given(call, "--suite") != NULL
                    ? sign_embedded(call, &key, wish.kid, credential, &badge)
                    : obv_jwt_sign(call, &key, call->operands[0], credential,
                                   &wish, &badge);
    obv_key_close(&key);
    return done && write_line(call, badge);
}

/* ---- bake ---------------------------------------------------------------- */

static bool
edition_given(obv_call *call, const char *text, obv_baking *baking)
{
    baking->ob3 = strcmp(text, "3.0") == 0;
    return baking->ob3 || strcmp(text, "2.0") == 0 ||
           obv_fail(call, "--edition is 2.0 or 3.0");
}

/* Open Badges 2.0 and before have a chunk and an element of their own. */
static bool
edition_found(obv_call *call, obv_baking *baking)
{
    obv_credential *read = NULL;
    obv_fault why = {0};
    obv_status status =
        obv_form_read(baking->badge, NULL, call->arena, &read, &why);
    if (status != OBV_OK) {
        return obv_refuse(call, "the badge cannot be read: %s",
                          obv_status_name(status));
    }
    if (read != NULL && read->fault_count > 0) {
        return obv_refuse(call, "the badge is malformed: %s at '%s'",
                          obv_reason_text(read->faults[0].reason),
                          obv_shown(call, read->faults[0].where));
    }
    if (read == NULL && why.reason != OBV_REASON_HOSTED) {
        return obv_refuse(call, "this is no badge: %s",
                          obv_reason_text(why.reason));
    }
    baking->ob3 =
        read != NULL && (read->edition == OBV_OB3 || read->edition == OBV_CLR2);
    return true;
}

/* The id of a hosted assertion is the address that vouches for it. */
static void
find_verify(obv_call *call, obv_baking *baking)
{
    const obv_json *json;
    if (!baking->ob3 && obv_json_parse(baking->badge, OBV_JSON_ANY, call->arena,
                                       &json, NULL) == OBV_OK) {
        obv_json_text(obv_json_get(json, "id"), &baking->verify);
    }
}

static bool
read_badge(obv_call *call, obv_baking *baking)
{
    const char *edition = obv_given(call, "--edition");
    if (!obv_file_read(call, call->operands[0], OBV_MAX_BADGE_TEXT,
                       &baking->badge)) {
        return false;
    }
    baking->badge = obv_slice_trim(baking->badge);
    baking->verify = obv_slice_of("");
    if (!obv_is_utf8(baking->badge)) {
        return obv_refuse(call, "the badge is not UTF-8");
    }
    bool json = obv_slice_starts(baking->badge, "{");
    baking->jws =
        !json && memchr(baking->badge.ptr, ':', baking->badge.len) == NULL;
    if (edition != NULL ? !edition_given(call, edition, baking)
                        : !edition_found(call, baking)) {
        return false;
    }
    if (json) {
        find_verify(call, baking);
    }
    return true;
}

/* What we wrote must be what a reader finds. */
static bool
is_there(obv_call *call, const obv_baking *baking, obv_slice file)
{
    obv_found *found = obv_arena_alloc(call->arena, 1, sizeof(*found));
    if (found == NULL) {
        return obv_no_memory(call);
    }
    if (obv_container_open(file, call->arena, found) != OBV_OK) {
        return obv_refuse(call, "the baked picture cannot be read again");
    }
    for (uint32_t i = 0; i < found->count; i++) {
        obv_slice text = {found->bytes + found->texts[i].at,
                          found->texts[i].len};
        if (obv_slice_equal(obv_slice_trim(text), baking->badge)) {
            return true;
        }
    }
    return obv_refuse(call, "the baked picture does not hold the badge: %s",
                      obv_reason_text(found->reason));
}

static bool
badge_bake(obv_call *call)
{
    obv_slice picture, baked;
    obv_baking baking = {.replace = obv_given(call, "--replace") != NULL};
    if (!obv_file_read(call, obv_given(call, "--picture"), OBV_MAX_FILE,
                       &picture) ||
        !read_badge(call, &baking)) {
        return false;
    }
    bool done =
        obv_is_png(picture)   ? obv_bake_png(call, &baking, picture, &baked)
        : obv_is_svg(picture) ? obv_bake_svg(call, &baking, picture, &baked)
                              : obv_refuse(call, "the picture is "
                                                 "neither PNG nor SVG");
    return done && is_there(call, &baking, baked) &&
           obv_file_write(call, call->operands[1], baked);
}

/* ---- extract ------------------------------------------------------------- */

static bool
badge_extract(obv_call *call)
{
    obv_slice file;
    obv_found *found = obv_arena_alloc(call->arena, 1, sizeof(*found));
    if (found == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read(call, call->operands[0], OBV_MAX_FILE, &file)) {
        return false;
    }
    obv_status status = obv_container_open(file, call->arena, found);
    if (status != OBV_OK || found->count == 0) {
        return obv_refuse(call, "no badge in '%s': %s",
                          obv_shown(call, obv_slice_of(call->operands[0])),
                          status != OBV_OK ? obv_status_name(status)
                                           : obv_reason_text(found->reason));
    }
    obv_buffer all = obv_buffer_in(call->arena);
    for (uint32_t i = 0; i < found->count; i++) {
        obv_put(&all, (obv_slice){found->bytes + found->texts[i].at,
                                  found->texts[i].len});
        obv_put_char(&all, '\n');
    }
    return all.failed
               ? obv_no_memory(call)
               : obv_file_write(call, out_path(call), obv_buffer_slice(&all));
}

/* ---- The table ----------------------------------------------------------- */

/* clang-format off */
static const obv_option sign_options[] = {
    {"--key", "FILE", "the secret key", false, true},
    {"--kid", "ID", "the key's id, as the trust list has it; else that in the key file", false, false},
    {"--jwk", NULL,   "put the public key into the badge", false, false},
    {"--alg", "ALG",  "auto (the default), EdDSA, Ed25519, ES256, ES384, RS256", false, false},
    {"--vc", "1.1|2.0", "refuse a credential of the other data model", false, false},
    {"--suite", "SUITE", "an embedded proof instead: eddsa-rdfc-2022, eddsa-jcs-2022, ecdsa-rdfc-2019, ecdsa-jcs-2019", false, false},
    {"--created", "DATE", "of the proof, instead of now", false, false},
    {"--expires", "DATE", "of the proof", false, false},
    {"--proof-id", "ID", "of the proof, so that another can sign it as well", false, false},
    {"--after", "ID", "a proof that is there and is signed as well", true, false},
    {"--out", "FILE", "instead of standard output", false, false},
    {"--passphrase-fd", "N", "read the passphrase from this descriptor", false, false},
    {NULL, NULL, NULL, false, false},
};
static const obv_option bake_options[] = {
    {"--picture", "FILE", "the picture, PNG or SVG", false, true},
    {"--replace", NULL,   "take the place of a badge that is there", false, false},
    {"--edition", "2.0|3.0", "of a badge that cannot be read: which place it gets", false, false},
    {NULL, NULL, NULL, false, false},
};
static const obv_option extract_options[] = {
    {"--out", "FILE", "instead of standard output", false, false},
    {NULL, NULL, NULL, false, false},
};

const obv_command obv_badge_commands[] = {
    {"badge", "sign",    "CREDENTIAL.json", "sign a credential: JSON in, compact JWS (or JSON) out",
     sign_options, 1, 1, badge_sign},
    {"badge", "bake",    "BADGE OUT", "put a badge into a picture",
     bake_options, 2, 2, badge_bake},
    {"badge", "extract", "FILE", "take the badges out of a file",
     extract_options, 1, 1, badge_extract},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, NULL},
};
/* clang-format on */
