/* SPDX-License-Identifier: Apache-2.0 */
/* Trust folders for tests, signed with libsodium. */
#include "signing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

static char *
base64(const uint8_t *bytes, size_t len, char *text, size_t room)
{
    return sodium_bin2base64(text, room, bytes, len,
                             sodium_base64_VARIANT_ORIGINAL);
}

signing_key
signing_key_of(unsigned number)
{
    signing_key key = {0};
    uint8_t seed[32] = {0};
    uint8_t bytes[2 + 8 + 32] = "Ed";
    memcpy(seed, &number, sizeof(number));
    (void)crypto_sign_seed_keypair(key.bytes, key.secret, seed);
    memcpy(key.id, key.bytes + 8, sizeof(key.id));
    memcpy(bytes + 2, key.id, sizeof(key.id));
    memcpy(bytes + 10, key.bytes, sizeof(key.bytes));
    base64(bytes, sizeof(bytes), key.line, sizeof(key.line));
    for (size_t i = 0; i < sizeof(key.id); i++) {
        snprintf(key.id_text + 2 * i, 3, "%02X", key.id[7 - i]);
    }
    return key;
}

char *
signing_minisig(const signing_key *key, const void *bytes, size_t len,
                const char *comment)
{
    uint8_t digest[64], first[2 + 8 + 64] = "ED", global[64];
    char first_text[128], global_text[128];
    size_t said = strlen(comment), room = said + 512;
    uint8_t *both = malloc(64 + said + 1);
    char *text = malloc(room);
    if (both == NULL || text == NULL) {
        abort();
    }
    crypto_generichash(digest, sizeof(digest), bytes, len, NULL, 0);
    memcpy(first + 2, key->id, sizeof(key->id));
    crypto_sign_detached(first + 10, NULL, digest, sizeof(digest), key->secret);
    memcpy(both, first + 10, 64);
    memcpy(both + 64, comment, said);
    crypto_sign_detached(global, NULL, both, 64 + said, key->secret);
    snprintf(text, room,
             "untrusted comment: made by a test\n%s\n"
             "trusted comment: %s\n%s\n",
             base64(first, sizeof(first), first_text, sizeof(first_text)),
             comment,
             base64(global, sizeof(global), global_text, sizeof(global_text)));
    free(both);
    return text;
}

char *
signing_comment(const char *start, const char *text)
{
    uint8_t digest[32];
    char hex[65];
    size_t room = strlen(start) + 128;
    char *comment = malloc(room);
    if (comment == NULL) {
        abort();
    }
    crypto_hash_sha256(digest, (const uint8_t *)text, strlen(text));
    sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
    snprintf(comment, room, "%s sha256=%s", start, hex);
    return comment;
}

void
signing_add(signing_folder *f, const char *name, const char *text)
{
    char *own_name = strdup(name), *own_text = strdup(text);
    if (f->count == SIGNING_MAX_FILES || own_name == NULL || own_text == NULL) {
        abort();
    }
    f->files[f->count++] = (obv_file){own_name, own_text, strlen(text)};
    /* cppcheck-suppress memleak ; signing_clear frees both */
}

const char *
signing_name(const char *name, unsigned key)
{
    static char text[256];
    signing_key k = signing_key_of(key);
    snprintf(text, sizeof(text), "%s.%s.minisig", name, k.id_text);
    return text;
}

void
signing_sign(signing_folder *f, const char *name, unsigned key,
             const char *comment)
{
    const obv_file *file = signing_find(f, name);
    signing_key k = signing_key_of(key);
    if (file == NULL) {
        abort();
    }
    char *text = signing_minisig(&k, file->bytes, file->len, comment);
    signing_add(f, signing_name(name, key), text);
    free(text);
}

obv_file *
signing_find(signing_folder *f, const char *name)
{
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(f->files[i].name, name) == 0) {
            return &f->files[i];
        }
    }
    return NULL;
}

static void
release(obv_file *file)
{
    free((void *)(uintptr_t)file->name);
    free((void *)(uintptr_t)file->bytes);
}

void
signing_drop(signing_folder *f, const char *name)
{
    obv_file *file = signing_find(f, name);
    if (file == NULL) {
        abort();
    }
    release(file);
    *file = f->files[--f->count];
}

void
signing_clear(signing_folder *f)
{
    for (size_t i = 0; i < f->count; i++) {
        release(&f->files[i]);
    }
    f->count = 0;
}
