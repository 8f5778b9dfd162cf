/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The worked cases of Data Integrity, each step by its bytes; proof sets and
 * chains; and edits of signed documents, of which the index says whether the
 * proof still holds.
 */
#include "files.h"

#include "proof/parts.h"

#define FOLDER "suites/vc-di/"

/* What a run holds: `keep` for manifests and contexts, `arena` for a case. */
typedef struct run {
    obv_arena *keep, *arena;
    const obv_json *manifest, *contexts;
} run;

/* ---- Files --------------------------------------------------------------- */

static obv_slice
read_shared(const char *folder, obv_slice name, const char *end)
{
    char path[512];
    snprintf(path, sizeof(path), "%s%.*s%s", folder, (int)name.len,
             (const char *)name.ptr, end);
    const char *there = shared_path(path);
    return there == NULL ? (obv_slice){NULL, 0} : file_read(there);
}

static const obv_json *
read_json(const char *folder, obv_slice name, const char *end, obv_arena *arena)
{
    obv_slice file = read_shared(folder, name, end);
    const obv_json *value = NULL;
    if (file.ptr != NULL) {
        (void)obv_json_parse(file, OBV_JSON_ANY, arena, &value, NULL);
        file_free(file);
    }
    return value;
}

static obv_slice
text_of(const obv_json *object, const char *name)
{
    obv_slice text = obv_slice_of("");
    obv_json_text(obv_json_get(object, name), &text);
    return text;
}

/* A context that the vectors need, where the compiled ones have it not. */
static const obv_json *
load_context(void *loader, obv_slice address)
{
    run *r = loader;
    char name[512];
    snprintf(name, sizeof(name), "%.*s", (int)address.len,
             (const char *)address.ptr);
    obv_slice file = text_of(obv_json_get(r->contexts, name), "file");
    return file.len > 0 ? read_json("suites/contexts/", file, "", r->keep)
                        : NULL;
}

/* ---- Steps --------------------------------------------------------------- */

static const obv_linked *
link_one(run *r, const obv_document *document)
{
    const obv_ld_options options = {
        .refusing = true,
        .i18n = true,
        .base = obv_slice_of(""),
        .load = load_context,
        .loader = r,
    };
    obv_linked *linked = obv_arena_alloc(r->arena, 1, sizeof(*linked));
    obv_ld_fault why;
    if (linked == NULL ||
        obv_linked_read(document, &options, r->arena, linked, &why) != OBV_OK) {
        return NULL;
    }
    return linked;
}

/* As the program does, but for the contexts of examples. */
static bool
open_proof(run *r, const obv_json *credential, const obv_json *object,
           obv_proof *ret)
{
    *ret = (obv_proof){.kind = OBV_PROOF_NONE};
    if (obv_proof_open(credential, object, r->arena, ret) != OBV_OK) {
        return false;
    }
    const obv_suite *s = obv_suite_find(ret, OBV_KEY_NONE);
    if (s != NULL && s->spelling == OBV_SPELLING_RDFC) {
        ret->linked = link_one(r, &ret->secured);
        ret->linked_options = link_one(r, &ret->options);
        return ret->linked != NULL && ret->linked_options != NULL;
    }
    return s != NULL;
}

static bool
verifies(run *r, const obv_json *credential, const obv_json *object,
         obv_slice multikey)
{
    obv_key key;
    obv_proof proof;
    if (!open_proof(r, credential, object, &proof) ||
        obv_key_from_multikey(multikey, r->arena, &key) != OBV_OK ||
        obv_key_ready(&key) != OBV_OK) {
        return false;
    }
    bool good = obv_proof_check(&proof, &key, r->arena) == OBV_OK;
    obv_key_release(&key);
    return good;
}

static obv_slice
spelling_of(run *r, const obv_document *document, const obv_linked *linked,
            obv_hash hash)
{
    obv_slice text = {NULL, 0};
    obv_canonical canonical;
    if (linked == NULL) {
        return obv_jcs(document, r->arena, &text) == OBV_OK
                   ? text
                   : (obv_slice){NULL, 0};
    }
    return obv_rdfc(&linked->dataset, hash, r->arena, &canonical) == OBV_OK
               ? canonical.text
               : text;
}

/* ---- Worked cases -------------------------------------------------------- */

static bool
is_hash(const obv_json *entry, const char *name, const uint8_t *bytes,
        size_t len, obv_arena *arena)
{
    obv_slice got = {bytes, len}, wanted;
    return obv_hex(text_of(entry, name), arena, &wanted) == OBV_OK &&
           obv_slice_equal(got, wanted);
}

static bool
is_file(const char *folder, const char *name, obv_slice end, obv_slice text)
{
    char ending[32];
    snprintf(ending, sizeof(ending), "%s.%.*s", name, (int)end.len,
             (const char *)end.ptr);
    obv_slice file = read_shared(folder, obv_slice_of(""), ending);
    bool same =
        file.ptr != NULL && text.ptr != NULL && obv_slice_equal(file, text);
    file_free(file);
    return same;
}

/* Both documents in their spelling, both hashes, and what is signed. */
static bool
are_steps(run *r, const obv_json *entry, const obv_proof *proof,
          obv_key_kind kind, const char *folder)
{
    obv_slice end = text_of(entry, "canonExt"), message;
    obv_hash hash = obv_slice_is(text_of(entry, "hash"), "SHA-384")
                        ? OBV_SHA384
                        : OBV_SHA256;
    obv_slice document = spelling_of(r, &proof->secured, proof->linked, hash);
    obv_slice options =
        spelling_of(r, &proof->options, proof->linked_options, hash);
    if (obv_proof_message(proof, kind, r->arena, &message) != OBV_OK) {
        return false;
    }
    size_t half = message.len / 2;
    return is_file(folder, "canonDoc", end, document) &&
           is_file(folder, "canonProof", end, options) &&
           is_hash(entry, "proofHash", message.ptr, half, r->arena) &&
           is_hash(entry, "docHash", message.ptr + half, half, r->arena);
}

static bool
is_signature(const obv_json *entry, const obv_proof *proof, obv_arena *arena)
{
    obv_slice bytes, value = proof->value;
    return obv_slice_starts(value, "z") &&
           obv_base58((obv_slice){value.ptr + 1, value.len - 1}, arena,
                      &bytes) == OBV_OK &&
           is_hash(entry, "signatureHex", bytes.ptr, bytes.len, arena);
}

static bool
run_case(run *r, const obv_json *entry)
{
    char folder[256];
    obv_slice id = text_of(entry, "id"), none = obv_slice_of("");
    obv_slice multikey = text_of(entry, "publicKeyMultibase");
    snprintf(folder, sizeof(folder), FOLDER "%.*s/", (int)id.len,
             (const char *)id.ptr);
    const obv_json *with = read_json(folder, none, "signed.json", r->arena);
    const obv_json *without =
        read_json(folder, none, "unsigned.json", r->arena);
    const obv_json *config =
        read_json(folder, none, "proofConfig.json", r->arena);
    const obv_json *object = obv_json_item(obv_json_get(with, "proof"), 0);
    obv_proof proof, planned;
    obv_key key;
    return with != NULL && without != NULL && config != NULL &&
           obv_key_from_multikey(multikey, r->arena, &key) == OBV_OK &&
           open_proof(r, with, object, &proof) &&
           are_steps(r, entry, &proof, key.kind, folder) &&
           open_proof(r, without, config, &planned) &&
           are_steps(r, entry, &planned, key.kind, folder) &&
           is_signature(entry, &proof, r->arena) &&
           verifies(r, with, object, multikey);
}

/* ---- Sets and chains ----------------------------------------------------- */

/* did:key:KEY#KEY */
static obv_slice
key_named(const obv_json *proof)
{
    obv_slice head, key = obv_slice_of("");
    (void)obv_slice_cut(text_of(proof, "verificationMethod"), '#', &head, &key);
    return key;
}

/* Every proof of the file, though the index might name fewer. */
static bool
run_set(run *r, const obv_json *entry)
{
    const obv_json *document =
        read_json(FOLDER, text_of(entry, "file"), "", r->arena);
    const obv_json *proofs = obv_json_get(document, "proof");
    size_t count = obv_json_count(proofs), good = 0;
    for (size_t i = 0; i < count; i++) {
        const obv_json *proof = obv_json_item(proofs, i);
        good += verifies(r, document, proof, key_named(proof));
    }
    return good == count && count > 0 &&
           count == obv_json_count(obv_json_get(entry, "proofs"));
}

/* ---- Mutations ----------------------------------------------------------- */

static obv_slice
key_of_base(const run *r, obv_slice base)
{
    const obv_json *cases = obv_json_get(r->manifest, "cases");
    for (size_t i = 0; i < obv_json_count(cases); i++) {
        const obv_json *entry = obv_json_item(cases, i);
        if (obv_slice_equal(text_of(entry, "id"), base)) {
            return text_of(entry, "publicKeyMultibase");
        }
    }
    return obv_slice_of("");
}

static bool
run_mutation(run *r, const obv_json *entry)
{
    const obv_json *document =
        read_json(FOLDER "mutations/", text_of(entry, "file"), "", r->arena);
    const obv_json *object = obv_json_item(obv_json_get(document, "proof"), 0);
    bool wanted = obv_json_true(obv_json_get(entry, "expectProofValid"));
    bool good =
        object != NULL &&
        verifies(r, document, object, key_of_base(r, text_of(entry, "base")));
    return document != NULL && good == wanted;
}

/* -------------------------------------------------------------------------- */

static bool
run_all(run *r, const char *name, const obv_json *entries, const char *label,
        bool (*one)(run *, const obv_json *))
{
    size_t total = obv_json_count(entries), passed = 0;
    for (size_t i = 0; i < total; i++) {
        const obv_json *entry = obv_json_item(entries, i);
        obv_slice id = text_of(entry, label);
        bool good = one(r, entry);
        if (!good) {
            printf("%s: %.*s\n", name, (int)id.len, (const char *)id.ptr);
        }
        passed += good;
        obv_arena_empty(r->arena);
    }
    printf("%s %zu/%zu\n", name, passed, total);
    return passed == total && total > 0;
}

static bool
run_suites(run *r)
{
    obv_slice none = obv_slice_of("");
    r->manifest = read_json(FOLDER, none, "manifest.json", r->keep);
    r->contexts = read_json("suites/contexts/", none, "index.json", r->keep);
    const obv_json *mutations =
        read_json(FOLDER "mutations/", none, "index.json", r->keep);
    bool good =
        run_all(r, "vc-di", obv_json_get(r->manifest, "cases"), "id", run_case);
    good = run_all(r, "vc-di-sets", obv_json_get(r->manifest, "sets"), "file",
                   run_set) &&
           good;
    return run_all(r, "vc-di-mutations", mutations, "file", run_mutation) &&
           good;
}

int
main(void)
{
    if (shared_path(FOLDER "manifest.json") == NULL) {
        printf("vc-di skipped: no shared folder\n");
        return SUITE_SKIPPED;
    }
    run r = {.keep = obv_arena_new(OBV_ARENA),
             .arena = obv_arena_new(OBV_ARENA)};
    bool good = r.keep != NULL && r.arena != NULL && obv_sodium_start() &&
                run_suites(&r);
    obv_arena_free(r.arena);
    obv_arena_free(r.keep);
    return good ? 0 : 1;
}
