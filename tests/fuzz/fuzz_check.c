/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: the whole way, from a file to its report, under the
 * demonstration's trust list.  No fuzzer makes a signature: what comes out
 * recognised holds what was signed for a sample, unchanged.
 */
#include "demo.h"
#include "form/form.h"
#include "paging.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define MAX_ORIGINALS 512
#define DIGEST 16

static obv_verifier *verifier;
static obv_trust *trust;
static obv_found found;
static obv_verdict verdict;
static uint8_t originals[MAX_ORIGINALS][DIGEST];
static size_t original_count;

static bool
keep_original(const uint8_t digest[DIGEST])
{
    paging_ask(original_count < MAX_ORIGINALS);
    memcpy(originals[original_count++], digest, DIGEST);
    return false;
}

static bool
is_original(const uint8_t digest[DIGEST])
{
    for (size_t i = 0; i < original_count; i++) {
        if (memcmp(originals[i], digest, DIGEST) == 0) {
            return true;
        }
    }
    return false;
}

typedef bool (*judge_digest)(const uint8_t digest[DIGEST]);

static bool
any_proof(const obv_credential *c, obv_arena *arena, judge_digest each)
{
    uint8_t digest[DIGEST];
    for (const obv_proof *p = c->proofs; p != NULL; p = p->next) {
        if (obv_proof_digest(p, arena, digest) == OBV_OK && each(digest)) {
            return true;
        }
    }
    return false;
}

/* Calls `each` for all that is signed in a list of credentials, however deep
   and in whatever meaning; stops when it says true. */
static bool
any_signed(const obv_credential *c, obv_arena *arena, judge_digest each)
{
    bool any = false;
    for (; c != NULL && !any; c = c->next) {
        any = any_proof(c, arena, each) || any_signed(c->inside, arena, each) ||
              any_signed(c->other, arena, each);
    }
    return any;
}

/* In the texts that were found. */
static bool
any_found(judge_digest each)
{
    static obv_arena *arena;
    arena = arena != NULL ? arena : obv_arena_new(OBV_ARENA);
    paging_ask(arena != NULL);
    bool any = false;
    for (uint32_t i = 0; i < found.count && !any; i++) {
        obv_slice text = {found.bytes + found.texts[i].at, found.texts[i].len};
        obv_credential *c;
        obv_fault why;
        any = obv_form_read(text, NULL, arena, &c, &why) == OBV_OK &&
              any_signed(c, arena, each);
    }
    obv_arena_empty(arena);
    return any;
}

static void
start(void)
{
    DIR *folder = opendir("sample-badges");
    const struct dirent *entry;
    verifier = obv_new();
    trust = demo_trust();
    paging_ask(folder != NULL && verifier != NULL && trust != NULL);
    while ((entry = readdir(folder)) != NULL) {
        char path[512];
        snprintf(path, sizeof(path), "sample-badges/%s", entry->d_name);
        obv_slice file = file_read(path);
        if (file.ptr != NULL &&
            obv_read(verifier, file.ptr, file.len, &found) == OBV_OK) {
            any_found(keep_original);
        }
        file_free(file);
    }
    closedir(folder);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (verifier == NULL) {
        start();
    }
    obv_question question = {.now = DEMO_NOW, .clock_trusted = true};
    question.name = len % 2 == 1 ? "Camille Rousseau" : NULL;
    obv_status status = obv_read(verifier, bytes, len, &found);
    if (status == OBV_OK) {
        paging_ask(obv_found_is_sound(&found));
        status = obv_judge(verifier, trust, &found, &question, &verdict);
    }
    if (status != OBV_OK) {
        paging_ask(status == OBV_UNSUPPORTED || status == OBV_NO_MEMORY);
        return 0;
    }
    paging_ask(obv_verdict_is_sound(&verdict) && verdict.test);
    for (uint32_t i = 0; i < verdict.badge_count; i++) {
        paging_ask(verdict.badges[i].word != OBV_WORD_RECOGNISED ||
                   any_found(is_original));
    }
    obv_page page = {.file = "fuzz",
                     .verdict = &verdict,
                     .found = &found,
                     .trust = obv_trust_about(trust),
                     .question = &question,
                     .clock = DEMO_NOW,
                     .sentences = obv_english()};
    paging_report(verifier, &page);
    return 0;
}
