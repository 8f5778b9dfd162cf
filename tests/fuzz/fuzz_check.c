/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: the whole way, from a file to its report, under the
 * demonstration's trust list.  No fuzzer makes a signature: what comes out
 * recognised holds a text of the samples, unchanged.
 */
#include "demo.h"
#include "paging.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define MAX_ORIGINALS 256

static obv_verifier *verifier;
static obv_trust *trust;
static obv_found found;
static obv_verdict verdict;
static obv_slice originals[MAX_ORIGINALS];
static size_t original_count;

static bool
is_of_jws(uint8_t c)
{
    return c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') ||
           (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Takes the next run of letters that a JWS may be off the text. */
static obv_slice
take_run(obv_slice *text)
{
    size_t start = 0, end;
    while (start < text->len && !is_of_jws(text->ptr[start])) {
        start++;
    }
    for (end = start; end < text->len && is_of_jws(text->ptr[end]);) {
        end++;
    }
    obv_slice run = {text->ptr + start, end - start};
    *text = (obv_slice){text->ptr + end, text->len - end};
    return run;
}

/* Calls `each` with all that is signed in a text, however deep it stands in
   other payloads; stops when it says true.  What is signed of a JWS is all but
   the signature, which may be written in two ways (ECDSA takes s and -s). */
static bool
any_signed(obv_slice text, int depth, obv_arena *arena, bool (*each)(obv_slice))
{
    while (text.len > 0 && depth < 4) {
        obv_slice run = take_run(&text), head, body, rest, payload;
        if (!obv_slice_cut(run, '.', &head, &rest) ||
            !obv_slice_cut(rest, '.', &body, &rest) ||
            obv_base64url(body, arena, &payload) != OBV_OK) {
            continue;
        }
        obv_slice part = {run.ptr, head.len + 1 + body.len};
        if (each(part) || any_signed(payload, depth + 1, arena, each)) {
            return true;
        }
    }
    return false;
}

static bool
keep_original(obv_slice part)
{
    uint8_t *copy = malloc(part.len + 1);
    paging_ask(copy != NULL && original_count < MAX_ORIGINALS);
    memcpy(copy, part.ptr, part.len);
    originals[original_count++] = (obv_slice){copy, part.len};
    /* cppcheck-suppress memleak ; kept as long as the fuzzer runs */
    return false;
}

static bool
is_original(obv_slice part)
{
    for (size_t i = 0; i < original_count; i++) {
        if (obv_slice_equal(part, originals[i])) {
            return true;
        }
    }
    return false;
}

/* In the texts that were found. */
static bool
any_found(bool (*each)(obv_slice))
{
    static obv_arena *arena;
    arena = arena != NULL ? arena : obv_arena_new(OBV_ARENA);
    paging_ask(arena != NULL);
    bool any = false;
    for (uint32_t i = 0; i < found.count && !any; i++) {
        obv_slice text = {found.bytes + found.texts[i].at, found.texts[i].len};
        any = any_signed(text, 0, arena, each);
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
