/* SPDX-License-Identifier: Apache-2.0 */
/*
 * badge-issuer status: the list that an issuer keeps of its own badges, one
 * entry a badge, and what it says of each.
 */
#include "issuer/list.h"

#include <time.h>

#define LEAST_ENTRIES 131072 /* Bitstring Status List 1.0, 3.2 */

/* ---- Numbers on the command line ----------------------------------------- */

/* digits ::= [0-9]+, at most `most`; `otherwise` where it is not given. */
static bool
number_given(obv_call *call, const char *option, uint64_t otherwise,
             uint64_t most, uint64_t *ret)
{
    const char *text = obv_given(call, option);
    *ret = otherwise;
    if (text == NULL) {
        return true;
    }
    uint64_t number = 0;
    bool good = *text != '\0';
    for (; *text != '\0' && good; text++) {
        good = *text >= '0' && *text <= '9';
        number = number * 10 + (good ? (uint64_t)(*text - '0') : 0);
        good = good && number <= most;
    }
    *ret = number;
    return good || obv_fail(call, "%s is a number up to %llu", option,
                            (unsigned long long)most);
}

/* ---- Signing ------------------------------------------------------------- */

/* As a JWS, or (`suite`) with an embedded proof of the date of the list. */
static bool
sign_list(obv_call *call, const obv_key_file *key, const char *path,
          const char *suite, obv_slice list, obv_slice *ret)
{
    const char *kid = obv_given(call, "--kid");
    if (kid == NULL && key->id.len > 0) {
        kid = obv_arena_text(call->arena, key->id);
    }
    if (suite == NULL) {
        obv_jwt_wish wish = {.kid = kid};
        return obv_jwt_sign(call, key, path, list, &wish, ret);
    }
    obv_slice created;
    if (!obv_list_date(call, "--valid-from", &created)) {
        return false;
    }
    obv_proof_wish wish = {
        .suite = suite,
        .method = kid,
        .created = obv_arena_text(call->arena, created),
    };
    return obv_embed_sign(call, key, path, list, &wish, ret);
}

static bool
sign_and_write(obv_call *call, const obv_key_file *key, const obv_json *list,
               const char *suite, const char *path)
{
    obv_slice text, done;
    if (obv_json_print(list, OBV_JSON_COMPACT, call->arena, &text) != OBV_OK) {
        return obv_no_memory(call);
    }
    if (!sign_list(call, key, path, suite, text, &done)) {
        return false;
    }
    obv_buffer line = obv_buffer_in(call->arena);
    obv_put(&line, done);
    obv_put_char(&line, '\n');
    return line.failed ? obv_no_memory(call)
                       : obv_file_write(call, path, obv_buffer_slice(&line));
}

/* The key is opened last, when all that it shall sign is known. */
static bool
sign_with_key(obv_call *call, const obv_json *list, const char *suite,
              const char *path)
{
    obv_key_file key;
    if (!obv_key_open(call, obv_given(call, "--key"), &key)) {
        return false;
    }
    bool done = sign_and_write(call, &key, list, suite, path);
    obv_key_close(&key);
    return done;
}

/* ---- new ----------------------------------------------------------------- */

static bool
put_date(obv_call *call, obv_json *list, const char *name, const char *option)
{
    obv_slice date;
    return obv_list_date(call, option, &date) &&
           obv_list_set(call, list, name, obv_json_new_text(call->arena, date));
}

static bool
put_dates(obv_call *call, obv_json *list)
{
    return put_date(call, list, "validFrom", "--valid-from") &&
           (obv_given(call, "--valid-until") == NULL ||
            put_date(call, list, "validUntil", "--valid-until"));
}

static bool
put_texts(obv_call *call, obv_json *list, const char *name,
          const char *const *texts)
{
    obv_json *array = obv_json_new_array(call->arena);
    for (; *texts != NULL; texts++) {
        if (!obv_json_append(
                array, obv_json_new_text(call->arena, obv_slice_of(*texts)))) {
            return obv_no_memory(call);
        }
    }
    return obv_list_set(call, list, name, array);
}

static bool
put_bits(obv_call *call, obv_json *subject, obv_slice bits)
{
    obv_slice text;
    return obv_status_pack(call, bits, &text) &&
           obv_list_set(call, subject, "encodedList",
                        obv_json_new_text(call->arena, text));
}

/* All entries 0: every badge stands. */
static bool
make_bits(obv_call *call, obv_slice *ret)
{
    uint64_t entries, size;
    if (!number_given(call, "--entries", LEAST_ENTRIES,
                      (uint64_t)OBV_MAX_STATUS_BYTES * 8, &entries) ||
        !number_given(call, "--size", 1, OBV_MAX_STATUS_SIZE, &size)) {
        return false;
    }
    uint64_t bytes = (entries * size + 7) / 8;
    if (size == 0 || entries < LEAST_ENTRIES || bytes > OBV_MAX_STATUS_BYTES) {
        return obv_refuse(call,
                          "a list has %d entries at least, and 16 MiB "
                          "at most",
                          LEAST_ENTRIES);
    }
    uint8_t *zeros = obv_arena_alloc(call->arena, 1, (size_t)bytes);
    *ret = (obv_slice){zeros, (size_t)bytes};
    return zeros != NULL || obv_no_memory(call);
}

/* What takes a badge back, or tells of it: nothing else changes a verdict. */
static bool
read_purpose(obv_call *call, const char **ret)
{
    static const char *const purposes[] = {"revocation", "suspension",
                                           "message"};
    const char *given = obv_given(call, "--purpose");
    *ret = given == NULL ? purposes[0] : given;
    for (size_t i = 0; i < COUNT(purposes); i++) {
        if (strcmp(*ret, purposes[i]) == 0) {
            return true;
        }
    }
    return obv_fail(call, "--purpose is revocation, suspension or message");
}

static bool
make_subject(obv_call *call, obv_json **ret)
{
    const char *purpose;
    obv_slice bits;
    if (!read_purpose(call, &purpose)) {
        return false;
    }
    obv_buffer id = obv_buffer_in(call->arena);
    obv_put_text(&id, obv_given(call, "--id"));
    obv_put_text(&id, "#list");
    obv_put_char(&id, '\0');
    *ret = obv_json_new_object(call->arena);
    if (id.failed) {
        return obv_no_memory(call);
    }
    return obv_list_set_text(call, *ret, "id", id.ptr) &&
           obv_list_set_text(call, *ret, "type", "BitstringStatusList") &&
           obv_list_set_text(call, *ret, "statusPurpose", purpose) &&
           make_bits(call, &bits) && put_bits(call, *ret, bits);
}

static bool
status_new(obv_call *call)
{
    static const char *const context[] = {
        "https://www.w3.org/ns/credentials/v2", NULL};
    static const char *const type[] = {"VerifiableCredential",
                                       "BitstringStatusListCredential", NULL};
    const char *path = obv_given(call, "--out");
    obv_json *list = obv_json_new_object(call->arena), *subject;
    return put_texts(call, list, "@context", context) &&
           obv_list_set_text(call, list, "id", obv_given(call, "--id")) &&
           put_texts(call, list, "type", type) &&
           obv_list_set_text(call, list, "issuer",
                             obv_given(call, "--issuer")) &&
           put_dates(call, list) && make_subject(call, &subject) &&
           obv_list_set(call, list, "credentialSubject", subject) &&
           sign_with_key(call, list, obv_given(call, "--suite"),
                         path == NULL ? "-" : path);
}

/* ---- set ----------------------------------------------------------------- */

/* A list that is there: what it says, and how it was signed. */
typedef struct kept_list {
    const obv_json *json; /* with what its signing added */
    const char *suite;    /* of its embedded proof; NULL: it is a JWS */
} kept_list;

/* Whoever signs a list anew vouches for all of it: it must be ours already. */
static bool
is_ours(obv_call *call, const obv_credential *list, const char *path)
{
    const char *old = obv_given(call, "--old-key");
    bool ours = false;
    obv_key_file key;
    if (!obv_key_read(call, old != NULL ? old : obv_given(call, "--key"),
                      &key)) {
        return false;
    }
    bool ready = obv_key_ready(&key.public) == OBV_OK;
    for (const obv_proof *p = list->proofs; p != NULL && ready; p = p->next) {
        ours = ours || obv_proof_check(p, &key.public, call->arena) == OBV_OK;
    }
    obv_key_release(&key.public);
    if (!ours) {
        obv_say_refused(call, "'%s' is not signed by this key",
                        obv_shown(call, obv_slice_of(path)));
        obv_hint("--old-key names the key that signed it, where that is "
                 "another");
    }
    return ours;
}

/* The payload of a JWS, or the whole of a JSON text. */
static bool
parse_list(obv_call *call, const char *path, obv_slice text,
           const obv_json **ret)
{
    obv_slice head, payload, rest;
    obv_status status = OBV_OK;
    if (!obv_slice_starts(text, "{")) {
        status = obv_slice_cut(text, '.', &head, &rest) &&
                         obv_slice_cut(rest, '.', &payload, &rest)
                     ? obv_base64url(payload, call->arena, &text)
                     : OBV_MALFORMED;
    }
    if (status == OBV_OK) {
        status = obv_json_parse(text, OBV_JSON_SIGNED, call->arena, ret, NULL);
    }
    return (status == OBV_OK && obv_json_get(*ret, "vc") == NULL) ||
           obv_refuse(call, "'%s' is not a list that this program made",
                      obv_shown(call, obv_slice_of(path)));
}

static bool
read_list(obv_call *call, const char *path, kept_list *ret)
{
    obv_slice text;
    obv_credential *list = NULL;
    obv_fault why = {.where = obv_slice_of("")};
    if (!obv_file_read(call, path, OBV_MAX_BADGE_TEXT, &text)) {
        return false;
    }
    text = obv_slice_trim(text);
    if (obv_form_read(text, NULL, call->arena, &list, &why) != OBV_OK ||
        list == NULL || list->fault_count > 0 || list->status_list == NULL) {
        return obv_refuse(call, "'%s' is no status list",
                          obv_shown(call, obv_slice_of(path)));
    }
    ret->suite = obv_given(call, "--suite");
    if (ret->suite == NULL && list->proofs->kind == OBV_PROOF_LINKED) {
        ret->suite = obv_arena_text(call->arena, list->proofs->suite);
    }
    return parse_list(call, path, text, &ret->json) &&
           is_ours(call, list, path);
}

/* Claims of a JWS and proofs are made again from the credential. */
static bool
take_credential(obv_call *call, const obv_json *signed_list, obv_json **ret)
{
    static const char *const added[] = {"iss", "sub", "jti",  "nbf",
                                        "exp", "iat", "proof"};
    *ret = obv_json_copy(call->arena, signed_list);
    for (size_t i = 0; i < COUNT(added); i++) {
        if (obv_json_get(*ret, added[i]) != NULL) {
            obv_json_remove(*ret, added[i]);
        }
    }
    return *ret != NULL || obv_no_memory(call);
}

/* Entry `index` of `size` bits, from the left. */
static bool
change_bits(obv_call *call, obv_slice bits)
{
    uint64_t index, size, value;
    if (!number_given(call, "--index", 0, UINT32_MAX, &index) ||
        !number_given(call, "--size", 1, OBV_MAX_STATUS_SIZE, &size) ||
        !number_given(call, "--value", 1, UINT32_MAX, &value)) {
        return false;
    }
    if (obv_given(call, "--clear") != NULL) {
        value = 0;
    }
    if (size == 0 || (size < 64 && value >> size != 0)) {
        return obv_refuse(call, "the value does not fit into %llu bits",
                          (unsigned long long)size);
    }
    if (index >= (uint64_t)bits.len * 8 / size) {
        return obv_refuse(call, "the list has %llu entries only",
                          (unsigned long long)((uint64_t)bits.len * 8 / size));
    }
    uint8_t *bytes = (uint8_t *)(uintptr_t)bits.ptr; /* our own, in the arena */
    for (uint64_t i = 0; i < size; i++) {
        uint64_t at = index * size + i;
        unsigned mask = 0x80u >> (at % 8);
        bool set = (value >> (size - 1 - i) & 1) != 0;
        bytes[at / 8] =
            (uint8_t)(set ? bytes[at / 8] | mask : bytes[at / 8] & ~mask);
    }
    return true;
}

static bool
change_subject(obv_call *call, obv_json *list)
{
    obv_slice encoded = obv_slice_of(""), bits;
    obv_json *subject =
        obv_json_copy(call->arena, obv_json_get(list, "credentialSubject"));
    (void)obv_json_text(obv_json_get(subject, "encodedList"), &encoded);
    return obv_status_unpack(call, encoded, &bits) && change_bits(call, bits) &&
           put_bits(call, subject, bits) &&
           obv_list_set(call, list, "credentialSubject", subject);
}

/* An end that was given once stays: it may have come meanwhile. */
static bool
is_in_date(obv_call *call, const obv_json *list)
{
    obv_slice end;
    int64_t moment;
    if (!obv_json_text(obv_json_get(list, "validUntil"), &end) ||
        obv_time_parse(end, &moment) != OBV_OK ||
        moment > (int64_t)time(NULL) ||
        obv_given(call, "--valid-from") != NULL) {
        return true;
    }
    obv_say_refused(call, "the list ended on %s",
                    obv_shown(call, obv_cut(end, 10)));
    obv_hint("--valid-until gives it another end");
    return false;
}

static bool
status_set(obv_call *call)
{
    const char *path = call->operands[0], *out = obv_given(call, "--out");
    kept_list kept;
    obv_json *list;
    return read_list(call, path, &kept) &&
           take_credential(call, kept.json, &list) &&
           change_subject(call, list) && put_dates(call, list) &&
           is_in_date(call, list) &&
           sign_with_key(call, list, kept.suite, out == NULL ? path : out);
}

/* ---- The table ----------------------------------------------------------- */

/* clang-format off */
#define SIGNING                                                                \
    {"--key", "FILE", "the secret key", false, true},                          \
    {"--kid", "ID", "the key's id, as the trust list has it; else that in the key file", false, false}, \
    {"--suite", "SUITE", "sign with an embedded proof, as badge sign does", false, false}, \
    {"--valid-from", "DATE", "instead of now", false, false},                  \
    {"--valid-until", "DATE", "when it is too old to be used", false, false},  \
    {"--passphrase-fd", "N", "read the passphrase from this descriptor", false, false}
#define END {NULL, NULL, NULL, false, false}

static const obv_option new_options[] = {
    {"--id", "ADDRESS",   "where it will be published, as badges name it", false, true},
    {"--issuer", "ID",    "who keeps it: an id of the trust list", false, true},
    {"--purpose", "WORD", "revocation (the default), suspension or message", false, false},
    {"--entries", "N",    "for how many badges; 131072 at least", false, false},
    {"--size", "BITS",    "of one entry; more than one is for messages", false, false},
    {"--out", "FILE",     "instead of standard output", false, false},
    SIGNING, END,
};
static const obv_option set_options[] = {
    {"--index", "N",      "the entry, as the badge has it", false, true},
    {"--clear", NULL,     "let the badge stand again", false, false},
    {"--size", "BITS",    "of one entry, as the badge has it", false, false},
    {"--value", "N",      "what the entry shall hold, instead of 1", false, false},
    {"--old-key", "FILE", "the key that signed it, where that is another", false, false},
    {"--out", "FILE",     "instead of the list itself", false, false},
    SIGNING, END,
};

const obv_command obv_status_commands[] = {
    {"status", "new", "", "begin a status list, on which every badge stands",
     new_options, 0, 0, status_new},
    {"status", "set", "LIST", "take one badge back, or let it stand again",
     set_options, 1, 1, status_set},
    {NULL, NULL, NULL, NULL, NULL, 0, 0, NULL},
};
/* clang-format on */
