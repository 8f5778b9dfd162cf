/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trust folders for tests: keys, files and minisign signatures made on the
 * spot.  Nothing of this is in the library, which cannot sign.
 *
 * Keys are named by a number: the same number is the same key, always.
 */
#ifndef SIGNING_H
#define SIGNING_H

#include "base/base.h"

typedef struct signing_key {
    uint8_t secret[64], bytes[32], id[8];
    char line[64];    /* "RW...", as in minisign.pub */
    char id_text[17]; /* as minisign prints it */
} signing_key;

signing_key signing_key_of(unsigned number);

/* The text of a .minisig file; the caller's to free. */
char *signing_minisig(const signing_key *key, const void *bytes, size_t len,
                      const char *comment);

/* `start`, and " sha256=HEX" of the text behind it; the caller's to free. */
char *signing_comment(const char *start, const char *text);

/* A trust folder; zeroed it is empty.  It owns what it holds. */
#define SIGNING_MAX_FILES 600
typedef struct signing_folder {
    obv_file files[SIGNING_MAX_FILES];
    size_t count;
} signing_folder;

void signing_add(signing_folder *f, const char *name, const char *text);
/* Adds NAME.KEYID.minisig of the file as it stands in the folder. */
void signing_sign(signing_folder *f, const char *name, unsigned key,
                  const char *comment);
obv_file *signing_find(signing_folder *f, const char *name);
void signing_drop(signing_folder *f, const char *name);
/* The name of that signature, in one static room. */
const char *signing_name(const char *name, unsigned key);
void signing_clear(signing_folder *f);

#endif
