/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Badges with an embedded proof, from text to verdict:
 *     bench_linked compact FILE              the same JSON without white space
 *     bench_linked grow KB ISSUER            a credential of that size,
 * unsigned bench_linked rate KEYS ROOT SECONDS FILE... bench_linked memory KEYS
 * ROOT FILE...  one verification, in a new process
 *
 * `rate` prints microseconds of CPU from text to verdict, warm; the size; the
 * word; the file; and the microseconds for the proof alone, where its key
 * stands in the fragment of its name.  `memory` prints the kilobytes that it
 * took in place of the first.
 */
#include "demo.h"

#include "proof/proof.h"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- Making them --------------------------------------------------------- */

static int
compact(const char *path)
{
    obv_arena *arena = obv_arena_new(OBV_ARENA);
    obv_slice file = file_read(path), text;
    const obv_json *json;
    if (arena == NULL || file.ptr == NULL ||
        obv_json_parse(file, OBV_JSON_ANY, arena, &json, NULL) != OBV_OK ||
        obv_json_print(json, OBV_JSON_COMPACT, arena, &text) != OBV_OK) {
        return 3;
    }
    fwrite(text.ptr, 1, text.len, stdout);
    file_free(file);
    obv_arena_free(arena);
    return 0;
}

#define LEVELS 8
#define LEVEL_SIZE 240u
#define RESULT_SIZE 170u
#define REST_SIZE 740u

/* A description of a result, and its levels: two kilobytes, 68 quads and four
   blank nodes where there are eight. */
static void
print_result(unsigned number, unsigned levels)
{
    printf(",{\"id\":\"urn:uuid:%08x-0000-4000-8000-000000000000\",\"type\":"
           "[\"ResultDescription\"],\"name\":\"Result %u\",\"resultType\":"
           "\"RubricCriterionLevel\",\"rubricCriterionLevel\":[",
           number, number);
    for (unsigned i = 0; i < levels; i++) {
        printf("%s{\"id\":\"urn:uuid:%08x-0000-4000-8000-%012x\",\"type\":["
               "\"RubricCriterionLevel\"],\"name\":\"Level %u of %u\","
               "\"level\":\"%u\",\"points\":\"%u\",",
               i > 0 ? "," : "", number, i + 1, i, number, i, i + number);
        printf(
            i % 2 == 0
                ? "\"alignment\":[{\"type\":[\"Alignment\"],\"targetName\":"
                  "\"Skill %u\",\"targetUrl\":\"https://skills.example/%u/%u"
                  "\"}]}"
                : "\"description\":\"What somebody can do who has come as far "
                  "as this (%u, %u, %u).\"}",
            number, number, i);
    }
    printf("]}");
}

static int
grow(const char *size, const char *issuer)
{
    size_t left = strtoul(size, NULL, 10) * 1024;
    printf("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
           "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
           "\"id\":\"urn:uuid:2f9e4e7c-0a51-4b7e-9c0e-000000000001\","
           "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
           "\"issuer\":{\"id\":\"%s\",\"type\":[\"Profile\"],"
           "\"name\":\"Les Ateliers du Pont\"},"
           "\"validFrom\":\"2026-03-03T00:00:00Z\",\"credentialSubject\":"
           "{\"id\":\"urn:uuid:00000000-0000-4000-8000-000000000001\","
           "\"type\":[\"AchievementSubject\"],\"achievement\":{\"id\":"
           "\"https://ateliers.example/badges/1\",\"type\":[\"Achievement\"],"
           "\"name\":\"A badge\",\"description\":\"Of a size to be measured.\","
           "\"criteria\":{\"narrative\":\"Enough to be done.\"},"
           "\"resultDescription\":[{\"id\":\"urn:uuid:00000000-0000-4000-8000-"
           "000000000000\",\"type\":[\"ResultDescription\"],\"name\":"
           "\"Result\",\"resultType\":\"Status\"}",
           issuer);
    left -= left > REST_SIZE ? REST_SIZE : left;
    for (unsigned i = 1; left > RESULT_SIZE; i++) {
        size_t levels = (left - RESULT_SIZE) / LEVEL_SIZE;
        levels = levels < LEVELS ? levels : LEVELS;
        print_result(i, (unsigned)levels);
        size_t took = RESULT_SIZE + levels * LEVEL_SIZE;
        left -= took < left ? took : left;
    }
    puts("]}}}");
    return 0;
}

/* ---- Measuring them ------------------------------------------------------ */

typedef struct bench {
    obv_verifier *verifier;
    const obv_trust *trust;
    obv_arena *arena; /* of verify_proof */
    obv_slice file;
    obv_verdict verdict;
} bench;

static bool
verify(bench *b)
{
    obv_question question = {.now = DEMO_NOW + 30 * 86400,
                             .clock_trusted = true};
    return obv_check(b->verifier, b->trust, b->file.ptr, b->file.len, &question,
                     &b->verdict) == OBV_OK;
}

static obv_linked *
link_one(bench *b, const obv_document *document)
{
    obv_ld_options options = {.refusing = true, .i18n = true};
    obv_linked *linked = obv_arena_alloc(b->arena, 1, sizeof(*linked));
    obv_ld_fault why;
    return linked != NULL && obv_linked_read(document, &options, b->arena,
                                             linked, &why) == OBV_OK
               ? linked
               : NULL;
}

/* What others do: JSON, both graphs, their hashes, the signature. */
static bool
verify_proof(bench *b)
{
    const obv_json *credential;
    obv_slice method, id, fragment;
    obv_proof proof = {0};
    obv_key key;
    obv_arena_empty(b->arena);
    if (obv_json_parse(b->file, OBV_JSON_SIGNED, b->arena, &credential, NULL) !=
        OBV_OK) {
        return false;
    }
    const obv_json *object =
        obv_json_item(obv_json_get(credential, "proof"), 0);
    if (!obv_json_text(obv_json_get(object, "verificationMethod"), &method) ||
        !obv_slice_cut(method, '#', &id, &fragment) ||
        obv_key_from_listed(fragment, b->arena, &key) != OBV_OK ||
        obv_proof_open(credential, object, b->arena, &proof) != OBV_OK) {
        return false;
    }
    proof.linked = link_one(b, &proof.secured);
    proof.linked_options = link_one(b, &proof.options);
    return proof.linked != NULL && proof.linked_options != NULL &&
           obv_proof_check(&proof, &key, b->arena) == OBV_OK;
}

/* -1: it fails. */
static double
microseconds(bench *b, bool (*contestant)(bench *), double long_enough)
{
    double start = seconds(), took;
    size_t count = 0;
    do {
        if (!contestant(b)) {
            return -1;
        }
        count++;
        took = seconds() - start;
    } while (took < long_enough);
    return took * 1e6 / (double)count;
}

/* Kilobytes of this process that are there, and that were at most. */
static void
resident(long *now, long *most)
{
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    while (status != NULL && fgets(line, sizeof(line), status) != NULL) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            *now = strtol(line + 6, NULL, 10);
        } else if (strncmp(line, "VmHWM:", 6) == 0) {
            *most = strtol(line + 6, NULL, 10);
        }
    }
    if (status != NULL) {
        fclose(status);
    }
}

static double
kilobytes(bench *b)
{
    long before = 0, most = 0, after = 0;
    resident(&before, &most);
    (void)verify(b);
    resident(&after, &most);
    return (double)(most - before);
}

static void
say(const bench *b, double figure, const char *path, double proof)
{
    const obv_verdict *v = &b->verdict;
    printf("%.1f\t%zu\t%s\t%s\t%.1f\n", figure, b->file.len,
           obv_word_name(v->word), path, proof);
    fflush(stdout);
}

/* In a child: what one leaves behind is no help to the next. */
static void
measure(bench *b, bool memory, double long_enough, const char *path)
{
    pid_t child = fork();
    if (child != 0) {
        waitpid(child, NULL, 0);
        return;
    }
    b->file = file_read(path);
    double figure = 0, proof = 0;
    if (b->file.ptr != NULL && memory) {
        figure = kilobytes(b);
    } else if (b->file.ptr != NULL) {
        (void)microseconds(b, verify, long_enough / 4); /* warm */
        figure = microseconds(b, verify, long_enough);
        proof = microseconds(b, verify_proof, long_enough);
    }
    say(b, figure, path, proof);
    _exit(0);
}

static int
measure_all(char **arguments, bool memory)
{
    static bench b;
    b.trust = demo_trust_in(arguments[0], arguments[1]);
    b.verifier = obv_new();
    b.arena = obv_arena_new(OBV_ARENA);
    if (b.verifier == NULL || b.trust == NULL || b.arena == NULL) {
        return 3;
    }
    double long_enough = memory ? 0 : strtod(arguments[2], NULL);
    for (char **path = arguments + (memory ? 2 : 3); *path != NULL; path++) {
        measure(&b, memory, long_enough, *path);
    }
    obv_free(b.verifier);
    return 0;
}

int
main(int count, char **arguments)
{
    const char *mode = count > 2 ? arguments[1] : "";
    if (strcmp(mode, "compact") == 0) {
        return compact(arguments[2]);
    }
    if (strcmp(mode, "grow") == 0 && count > 3) {
        return grow(arguments[2], arguments[3]);
    }
    if (strcmp(mode, "rate") == 0 && count > 5) {
        return measure_all(arguments + 2, false);
    }
    if (strcmp(mode, "memory") == 0 && count > 4) {
        return measure_all(arguments + 2, true);
    }
    fputs("bench_linked compact|grow|rate|memory ...\n", stderr);
    return 3;
}
