/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs any bytes, which badge-issuer refuses to do for what is no badge:
 *
 *     raw_sign KIND SECRET <BYTES >SIGNATURE
 *
 * KIND is that of a key file, Ed25519 or RSA; SECRET is a file with its secret
 * as it comes out of base64.  Both give the same signature each time.
 */
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX (1u << 20)

static void
give_up(const char *what)
{
    fprintf(stderr, "raw_sign: %s\n", what);
    exit(1);
}

static size_t
read_all(FILE *file, unsigned char *room)
{
    size_t len = file == NULL ? 0 : fread(room, 1, MAX, file);
    if (len == 0 || len == MAX) {
        give_up("nothing to read, or too much");
    }
    return len;
}

/* An Ed25519 secret is its 32 bytes, one of RSA is PKCS #8. */
static EVP_PKEY *
key_of(const char *kind, const unsigned char *secret, size_t len)
{
    EVP_PKEY *key =
        strcmp(kind, "Ed25519") == 0
            ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret, len)
        : strcmp(kind, "RSA") == 0
            ? d2i_AutoPrivateKey(NULL, &secret, (long)len)
            : NULL;
    if (key == NULL) {
        give_up("no such key");
    }
    return key;
}

int
main(int argc, char **argv)
{
    static unsigned char secret[MAX], text[MAX], signature[1024];
    if (argc != 3) {
        give_up("usage: raw_sign KIND SECRET <BYTES >SIGNATURE");
    }
    FILE *file = fopen(argv[2], "rb");
    EVP_PKEY *key = key_of(argv[1], secret, read_all(file, secret));
    fclose(file);

    size_t text_len = read_all(stdin, text), len = sizeof(signature);
    const EVP_MD *digest = EVP_PKEY_is_a(key, "RSA") ? EVP_sha256() : NULL;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (context == NULL ||
        EVP_DigestSignInit(context, NULL, digest, NULL, key) != 1 ||
        EVP_DigestSign(context, signature, &len, text, text_len) != 1 ||
        fwrite(signature, 1, len, stdout) != len || fflush(stdout) != 0) {
        give_up("cannot sign");
    }
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return 0;
}
