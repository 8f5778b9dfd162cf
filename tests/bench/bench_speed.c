/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A warm check of a signed badge, beside what cannot be left out of it: the
 * bare signature check of libsodium or libcrypto, and jansson reading the same
 * payload.  One sample badge for each kind of signature; they take turns.
 */
#include "demo.h"

#include "form/form.h"
#include "trust/trust.h"

#include <jansson.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sodium.h>
#include <time.h>

#define ROUNDS 21
#define ROUND_SECONDS 0.05

typedef struct subject {
    char path[512];
    obv_verifier *verifier;
    const obv_trust *trust;
    obv_found found;
    obv_slice message, signature, payload;
    obv_key key;
    EVP_PKEY *bare;
} subject;

/* ---- The three contestants ----------------------------------------------- */

static bool
whole(subject *s)
{
    static obv_verdict verdict;
    obv_question question = {.now = DEMO_NOW, .clock_trusted = true};
    return obv_judge(s->verifier, s->trust, &s->found, &question, &verdict) ==
               OBV_OK &&
           verdict.word == OBV_WORD_RECOGNISED;
}

static bool
bare_signature(subject *s)
{
    if (s->key.kind == OBV_KEY_ED25519) {
        return crypto_sign_verify_detached(s->signature.ptr, s->message.ptr,
                                           s->message.len,
                                           s->key.first.ptr) == 0;
    }
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good =
        EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, s->bare) == 1 &&
        EVP_DigestVerify(context, s->signature.ptr, s->signature.len,
                         s->message.ptr, s->message.len) == 1;
    EVP_MD_CTX_free(context);
    return good;
}

static bool
bare_json(subject *s)
{
    json_t *root = json_loadb((const char *)s->payload.ptr, s->payload.len,
                              JSON_REJECT_DUPLICATES, NULL);
    bool good = root != NULL;
    json_decref(root);
    return good;
}

/* ---- Getting them ready -------------------------------------------------- */

/* libcrypto wants an ECDSA signature as DER: made once, outside the race. */
static obv_slice
as_der(obv_slice raw, obv_arena *arena)
{
    int half = (int)raw.len / 2;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    ECDSA_SIG_set0(pair, BN_bin2bn(raw.ptr, half, NULL),
                   BN_bin2bn(raw.ptr + half, half, NULL));
    uint8_t *der = NULL;
    int len = i2d_ECDSA_SIG(pair, &der);
    obv_slice copy = {
        (const uint8_t *)obv_arena_text(arena, (obv_slice){der, (size_t)len}),
        (size_t)len};
    OPENSSL_free(der);
    ECDSA_SIG_free(pair);
    return copy;
}

/* From a sample to its pieces; false where it is not a recognised JWS. */
static bool
take_apart(subject *s, obv_arena *arena)
{
    obv_credential *credential = NULL;
    obv_fault why;
    if (s->found.count != 1) {
        return false;
    }
    obv_slice text = {s->found.bytes + s->found.texts[0].at,
                      s->found.texts[0].len};
    if (obv_form_read(text, NULL, arena, &credential, &why) != OBV_OK ||
        credential == NULL || credential->proofs == NULL ||
        credential->proofs->kind != OBV_PROOF_JWS) {
        return false;
    }
    const obv_proof *proof = credential->proofs;
    const obv_listed_issuer *issuer =
        obv_trust_issuer(s->trust, credential->issuer_id);
    obv_key_hint hint = {.id = proof->key_id};
    const obv_listed_key *key;
    size_t from = 0;
    obv_slice head, body;
    if (issuer == NULL ||
        obv_trust_key(issuer, &hint, arena, &from, &key) != OBV_OK ||
        !obv_slice_cut(proof->message, '.', &head, &body) ||
        obv_base64url(body, arena, &s->payload) != OBV_OK) {
        return false;
    }
    s->key = key->key;
    s->bare = key->key.handle;
    s->message = proof->message;
    s->signature = key->key.kind == OBV_KEY_P256
                       ? as_der(proof->signature, arena)
                       : proof->signature;
    return bare_signature(s) && bare_json(s) && whole(s);
}

/* The first sample of that kind of key. */
static bool
find_subject(subject *s, obv_key_kind kind, obv_arena *arena)
{
    DIR *folder = opendir("sample-badges");
    const struct dirent *entry;
    bool got = false;
    while (folder != NULL && !got && (entry = readdir(folder)) != NULL) {
        snprintf(s->path, sizeof(s->path), "sample-badges/%s", entry->d_name);
        obv_slice file = file_read(s->path);
        got = file.ptr != NULL &&
              obv_read(s->verifier, file.ptr, file.len, &s->found) == OBV_OK &&
              take_apart(s, arena) && s->key.kind == kind;
        file_free(file);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return got;
}

/* ---- The race ------------------------------------------------------------ */

static double
seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Microseconds a call. */
static double
time_of(bool (*contestant)(subject *), subject *s)
{
    double start = seconds(), took;
    size_t count = 0;
    do {
        for (int i = 0; i < 16; i++) {
            count += contestant(s) ? 1 : 0;
        }
        took = seconds() - start;
    } while (took < ROUND_SECONDS);
    return took * 1e6 / (double)count;
}

static int
by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void
race(subject *s)
{
    bool (*const contestants[])(subject *) = {whole, bare_signature, bare_json};
    double times[COUNT(contestants)][ROUNDS];
    for (size_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < COUNT(contestants); i++) {
            times[i][round] = time_of(contestants[i], s);
        }
    }
    double middle[COUNT(contestants)] = {0};
    for (size_t i = 0; i < COUNT(contestants); i++) {
        qsort(times[i], ROUNDS, sizeof(double), by_size);
        middle[i] = times[i][ROUNDS / 2];
    }
    printf("%-8s %10.0f %12.1f %12.1f %10.1f %8.2f   %s\n",
           obv_key_kind_name(s->key.kind), 1e6 / middle[0], middle[0],
           middle[1], middle[2], middle[0] / (middle[1] + middle[2]), s->path);
}

int
main(void)
{
    static const obv_key_kind kinds[] = {OBV_KEY_ED25519, OBV_KEY_RSA,
                                         OBV_KEY_P256};
    static subject s;
    s.verifier = obv_new();
    s.trust = demo_trust();
    if (s.verifier == NULL || s.trust == NULL) {
        return 3;
    }
    printf("%-8s %10s %12s %12s %10s %8s   %s\n", "", "checks/s", "check us",
           "signature us", "json us", "ratio", "sample");
    for (size_t i = 0; i < COUNT(kinds); i++) {
        obv_arena *arena = obv_arena_new(OBV_ARENA);
        if (find_subject(&s, kinds[i], arena)) {
            race(&s);
        } else {
            printf("%-8s no sample\n", obv_key_kind_name(kinds[i]));
        }
        obv_arena_free(arena);
    }
    puts("ratio: a whole check to signature and json together; aim 1.5");
    obv_free(s.verifier);
    return 0;
}
