/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/base.h - bytes, and what all floors need to handle them safely.
 *
 * Each foreign library of this floor is included by one file: jansson by
 * json.c, libsodium by sodium.c, libcrypto by openssl.c, libunistring by
 * unicode.c, md4c by markdown.c.
 */
#ifndef OBV_BASE_H
#define OBV_BASE_H

#include "base/limits.h"
#include "obv.h"

#include <assert.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Returns any status but OBV_OK to the caller.  Safe because nothing needs to
   be cleaned up: what is built lives in the arena. */
#define TRY(call)                                                              \
    do {                                                                       \
        obv_status try_status_ = (call);                                       \
        if (try_status_ != OBV_OK) {                                           \
            return try_status_;                                                \
        }                                                                      \
    } while (0)

/* ---- Slices (slice.c) --------------------------------------------------- */

/* A read-only view of bytes that someone else owns.  Never NUL-terminated;
   ptr is never NULL in a slice made by these functions, even when empty. */
typedef struct obv_slice {
    const uint8_t *ptr;
    size_t len;
} obv_slice;

/* In line: of the texts of a program, compilers know the length. */
static inline obv_slice
obv_slice_of(const char *text)
{
    return (obv_slice){(const uint8_t *)text, strlen(text)};
}

static inline bool
obv_slice_equal(obv_slice a, obv_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool
obv_slice_is(obv_slice s, const char *text)
{
    return obv_slice_equal(s, obv_slice_of(text));
}

static inline bool
obv_slice_starts(obv_slice s, const char *prefix)
{
    size_t len = strlen(prefix);
    return s.len >= len && memcmp(s.ptr, prefix, len) == 0;
}

/* The part behind the first `c`; the whole before it in *head.  False (and
   nothing touched) where there is no such byte. */
bool obv_slice_cut(obv_slice s, char c, obv_slice *head, obv_slice *tail);
/* Without ASCII white space (and one UTF-8 mark) at the ends. */
obv_slice obv_slice_trim(obv_slice s);
/* Takes n bytes off the front.  On failure *in and *out are untouched. */
bool obv_take(obv_slice *in, size_t n, obv_slice *out);
bool obv_take_u32be(obv_slice *in, uint32_t *out);

/* ---- Arena (arena.c) ---------------------------------------------------- */

/* All that is built for one check; emptied at once.  The block is one
   allocation: a full arena is the memory limit. */
typedef struct obv_arena obv_arena;

obv_arena *obv_arena_new(size_t size); /* NULL when there is no memory */
void obv_arena_free(obv_arena *arena); /* NULL is fine; runs what was put off */
/* Zeroed room for count things of size bytes, aligned for any; NULL when the
   arena is full. */
void *obv_arena_alloc(obv_arena *arena, size_t count, size_t size);
/* Runs `release(thing)` when the arena is emptied: for what a foreign library
   allocated.  False when there is no room: then it has been run already. */
bool obv_arena_later(obv_arena *arena, void (*release)(void *), void *thing);
void obv_arena_empty(obv_arena *arena);
/* A copy with a NUL behind it; NULL when the arena is full. */
char *obv_arena_text(obv_arena *arena, obv_slice text);

/* ---- Text that grows (buffer.c) ----------------------------------------- */

/* Grows in an arena.  A failure sticks: check `failed` once, at the end. */
typedef struct obv_buffer {
    obv_arena *arena;
    char *ptr;
    size_t len, room;
    bool failed;
} obv_buffer;

obv_buffer obv_buffer_in(obv_arena *arena);
void obv_put(obv_buffer *b, obv_slice text);
void obv_put_text(obv_buffer *b, const char *text);
void obv_put_char(obv_buffer *b, char c);
void obv_put_number(obv_buffer *b, int64_t number);
/* How many there are, for people: `gap` stands between thousands. */
void obv_put_count(obv_buffer *b, uint64_t count, const char *gap);
obv_slice obv_buffer_slice(const obv_buffer *b);

/* ---- Encodings (encode.c) ----------------------------------------------- */

/* Strict: no white space, no padding for base64url, padding where due for
   base64, zero trailing bits; anything else is OBV_MALFORMED. */
obv_status obv_base64url(obv_slice text, obv_arena *arena, obv_slice *ret);
obv_status obv_base64(obv_slice text, obv_arena *arena, obv_slice *ret);
/* The alphabet of Bitcoin; at most OBV_MAX_BASE58 characters (its cost is
   quadratic). */
obv_status obv_base58(obv_slice text, obv_arena *arena, obv_slice *ret);
/* Lower or upper case, an even number of digits. */
obv_status obv_hex(obv_slice text, obv_arena *arena, obv_slice *ret);
/* The other way; NULL-terminated in the arena; NULL when it is full. */
char *obv_to_base64url(obv_slice bytes, obv_arena *arena);
char *obv_to_base64(obv_slice bytes, obv_arena *arena);
char *obv_to_base58(obv_slice bytes, obv_arena *arena); /* NULL: over 512 */
char *obv_to_hex(obv_slice bytes, obv_arena *arena);

/* ---- Time (time.c) ------------------------------------------------------ */

/*
 * An RFC 3339 / XML Schema dateTime with a zone, years 1 to 9999; fractions
 * are read and dropped; a leap second counts as the second before.
 * OBV_MALFORMED for anything else, above all for a missing zone.
 */
obv_status obv_time_parse(obv_slice text, int64_t *ret);
/* A full date, "2026-03-03", as its first second in UTC; else as above. */
obv_status obv_date_parse(obv_slice text, int64_t *ret);
typedef struct obv_civil {
    int year, month, day, hour, minute, second; /* month and day from 1 */
} obv_civil;
obv_civil obv_civil_from(int64_t time); /* the nearest within those years */
/* A moment named by a document. */
typedef struct obv_moment {
    bool given;
    int64_t time;
    int32_t zone; /* minutes east of UTC in which it was written */
} obv_moment;
#define OBV_TIME_TEXT 24
/* "2026-03-03T12:00:00Z" */
void obv_time_print(int64_t time, char text[OBV_TIME_TEXT]);

/* ---- Unicode (unicode.c, libunistring) ---------------------------------- */

bool obv_is_utf8(obv_slice text); /* and holds no NUL */
/*
 * What may be shown: control characters, direction controls and other
 * invisible format characters out (zero width joiners inside words stay), line
 * breaks and tabs to spaces, runs of more than eight combining marks cut.
 * `text` is UTF-8, else OBV_MALFORMED; *ret may be `text` itself.
 */
obv_status obv_clean(obv_slice text, obv_arena *arena, obv_slice *ret);
/* obv_clean would change nothing; false for what is not UTF-8. */
bool obv_is_clean(obv_slice text);
/* Two blanks or more become one space: no text can choose where its lines end.
   `text` is UTF-8, else OBV_MALFORMED; *ret may be `text` itself. */
obv_status obv_squeeze(obv_slice text, obv_arena *arena, obv_slice *ret);
/* Cut to at most `max` bytes between grapheme clusters. */
obv_slice obv_cut(obv_slice text, size_t max);
/* Columns on a terminal. */
size_t obv_columns(obv_slice text);
/* The part of clean text that fits `width` columns, cut where UAX #14 allows
   (anywhere, where a word is wider); *rest is what follows, spaces skipped. */
obv_slice obv_line(obv_slice text, size_t width, obv_slice *rest);
/* For comparing names: compatibility decomposition, no marks, case folded,
   hyphens and apostrophes to spaces, single spaces. */
obv_status obv_fold_name(obv_slice name, obv_arena *arena, obv_slice *ret);
/* For comparing e-mail addresses: trimmed, case folded, NFC. */
obv_status obv_fold_email(obv_slice address, obv_arena *arena, obv_slice *ret);
/* Collapses white space to single spaces, NFC: for comparing criteria. */
obv_status obv_fold_prose(obv_slice text, obv_arena *arena, obv_slice *ret);

/* ---- Markdown (markdown.c, md4c) ---------------------------------------- */

typedef struct obv_md_block {
    obv_block block;
    unsigned depth; /* of list or heading, from 1; 0 elsewhere */
    obv_slice text; /* plain and clean; links as "text (address)" */
} obv_md_block;

/*
 * CommonMark without raw HTML.  Each line of code is a block of its own, a
 * block has at most OBV_MAX_CLAIM bytes.  OBV_LIMIT where there are more than
 * OBV_MAX_BLOCKS blocks or OBV_MAX_MARKDOWN bytes: the first of them are given
 * all the same; and where the text would take too long (OBV_MAX_LINK_WORK):
 * then none are.
 */
obv_status obv_markdown(obv_slice text, obv_arena *arena,
                        obv_md_block **ret_blocks, size_t *ret_count);

/* ---- JSON (json.c, jansson) --------------------------------------------- */

typedef struct obv_json obv_json; /* a value of a tree that somebody owns */

typedef enum obv_json_kind {
    OBV_JSON_ABSENT, /* what a NULL value is */
    OBV_JSON_NULL,
    OBV_JSON_BOOL,
    OBV_JSON_INTEGER,
    OBV_JSON_REAL,
    OBV_JSON_STRING,
    OBV_JSON_ARRAY,
    OBV_JSON_OBJECT
} obv_json_kind;

typedef struct obv_json_error {
    obv_reason reason; /* NOT_UTF8, NOT_JSON, DUPLICATE_MEMBER, LIMIT */
    size_t line, column;
    char what[96];
} obv_json_error;

typedef enum obv_json_rule {
    OBV_JSON_ANY,   /* RFC 8259, duplicate members and all */
    OBV_JSON_SIGNED /* an object, no duplicate members: what is signed */
} obv_json_rule;

/* Once, before any other of these and before a cell is locked: it takes the
   seed of jansson's hashes from the system. */
void obv_json_start(void);

/*
 * Parses the whole of `text`.  The tree lives as long as the arena.  A NUL
 * byte outside a string and a NUL in a member name are refused; an integer
 * beyond 64 bits becomes a real.  *why may be NULL.
 */
obv_status obv_json_parse(obv_slice text, obv_json_rule rule, obv_arena *arena,
                          const obv_json **ret, obv_json_error *why);

/* All of these take NULL for the value: absent, empty, false. */
obv_json_kind obv_json_kind_of(const obv_json *value);
const obv_json *obv_json_get(const obv_json *object, const char *name);
bool obv_json_text(const obv_json *value, obv_slice *ret);  /* strings only */
bool obv_json_integer(const obv_json *value, int64_t *ret); /* or 1e3, 2.0 */
bool obv_json_number(const obv_json *value, double *ret);   /* or integer */
bool obv_json_true(const obv_json *value); /* true only when it is true */
/* A value or an array of values, as JSON-LD has it: 0 for absent, the length
   of an array, 1 for any other value. */
size_t obv_json_count(const obv_json *value);
const obv_json *obv_json_item(const obv_json *value, size_t index);
/* Members in the order of the text: call with NULL *at first; false at the
   end.  The name points into the tree. */
bool obv_json_next(const obv_json *object, const void **at, obv_slice *name,
                   const obv_json **value);
bool obv_json_equal(const obv_json *a, const obv_json *b);

/* ---- Building JSON, for the issuer and the report ----------------------- */

/* Values live as long as the arena; NULL when it is full, and NULL handed to
   any of these gives NULL or false, so a failure can be looked at once. */
obv_json *obv_json_new_object(obv_arena *arena);
obv_json *obv_json_new_array(obv_arena *arena);
obv_json *obv_json_new_text(obv_arena *arena, obv_slice text);
obv_json *obv_json_new_integer(obv_arena *arena, int64_t number);
obv_json *obv_json_new_bool(obv_arena *arena, bool yes);
obv_json *obv_json_new_null(obv_arena *arena);
obv_json *obv_json_copy(obv_arena *arena, const obv_json *value); /* deep */
/* The value may stand in another tree as well: neither is to be changed then.
 */
bool obv_json_set(obv_json *object, const char *name, const obv_json *value);
bool obv_json_remove(obv_json *object, const char *name);
bool obv_json_append(obv_json *array, const obv_json *value);
typedef enum obv_json_style {
    OBV_JSON_COMPACT, /* members in order of insertion, no white space */
    OBV_JSON_SORTED,  /* members sorted by code point, one value a line, and a
                         line feed at the end: what git diffs well */
    OBV_JSON_LINE     /* in order, spaces after : and , */
} obv_json_style;
obv_status obv_json_print(const obv_json *value, obv_json_style style,
                          obv_arena *arena, obv_slice *ret);

/* ---- Hashes and Ed25519 (sodium.c, libsodium) ---------------------------- */

/* Once, before any other of these and before a cell is locked: it opens the
   system's source of chance.  False when libsodium cannot start. */
bool obv_sodium_start(void);

typedef enum obv_hash {
    OBV_SHA256,
    OBV_SHA384,
    OBV_SHA512,
    OBV_BLAKE2B_512 /* unkeyed, 64 bytes: what minisign signs */
} obv_hash;
#define OBV_MAX_HASH 64
/* The number of bytes written to `digest`. */
size_t obv_digest(obv_hash hash, obv_slice bytes, uint8_t digest[OBV_MAX_HASH]);

/* ---- Keys and signatures (key.c, sodium.c, openssl.c) -------------------- */

typedef enum obv_key_kind {
    OBV_KEY_NONE,
    OBV_KEY_ED25519,
    OBV_KEY_P256,
    OBV_KEY_P384,
    OBV_KEY_RSA
} obv_key_kind;

/*
 * A public key.  Equal material is equal bytes: 32 bytes for Ed25519, an
 * uncompressed point (04 x y) for an EC key, modulus and exponent without
 * leading zeros for RSA (first and second).
 */
typedef struct obv_key {
    obv_key_kind kind;
    obv_slice first, second;
    void *handle; /* made ready for libcrypto; NULL until obv_key_ready */
} obv_key;

const char *obv_key_kind_name(obv_key_kind kind); /* "Ed25519", "P-256" ... */
bool obv_key_equal(const obv_key *a, const obv_key *b);

/*
 * From the forms that the standards know.  The bytes are copied to the arena.
 * OBV_MALFORMED: not the format, a point off the curve, a private `d`, an
 * Ed25519 point of small order; OBV_WRONG_KEY: RSA under 2,048 or over 8,192
 * bits, an exponent that is even, under 65,537 or over 64 bits, a modulus of
 * a faulty smart card; OBV_UNSUPPORTED: another kind of key (secp256k1, P-521,
 * X25519, HMAC ...), or a JWK that says it is for something else.
 */
obv_status obv_key_from_multikey(obv_slice multibase, obv_arena *arena,
                                 obv_key *ret); /* z6Mk..., zDna..., z4MX... */
/* The same for a list of thousands of keys: whether an Ed25519 key is a point
   of the curve is not asked, which takes ten times as long as the rest.  No
   signature verifies under one that is none. */
obv_status obv_key_from_listed(obv_slice multibase, obv_arena *arena,
                               obv_key *ret);
obv_status obv_key_from_jwk(const obv_json *jwk, obv_arena *arena,
                            obv_key *ret);
obv_status obv_key_from_pem(obv_slice pem, obv_arena *arena, obv_key *ret);
/* 32 bytes of an Ed25519 key, as Ed25519VerificationKey2018 has them. */
obv_status obv_key_from_base58(obv_slice text, obv_arena *arena, obv_key *ret);
/*
 * A verification method as JSON: Multikey, JsonWebKey, JsonWebKey2020,
 * Ed25519VerificationKey2020 and 2018, and what has a publicKeyPem.  As above
 * (method.c); OBV_MALFORMED also where it holds two keys, or a secret;
 * OBV_STALE: it says that it was revoked.
 */
obv_status obv_key_from_method(const obv_json *method, obv_arena *arena,
                               obv_key *ret);
/* Multikey of a key ("z..."); NULL when the arena is full.  RSA has none
   here: OBV_KEY_RSA gives NULL. */
char *obv_key_to_multikey(const obv_key *key, obv_arena *arena);

/*
 * Starts libcrypto without its configuration file and readies a key for
 * verification: once a key, before a cell is locked.  Does nothing for
 * Ed25519.
 */
obv_status obv_key_ready(obv_key *key);
void obv_key_release(obv_key *key); /* what obv_key_ready made */

/*
 * OBV_OK: the signature of `key` is over `message`.  OBV_BAD_SIGNATURE: it is
 * not.  OBV_WRONG_KEY: a key of another kind, or not ready.  OBV_NO_MEMORY:
 * nobody knows, which is no ground to speak of a forgery.
 */
obv_status obv_ed25519_verify(const obv_key *key, obv_slice message,
                              obv_slice signature);
/* SHA-256 with P-256, SHA-384 with P-384; r and s as raw bytes (P1363). */
obv_status obv_ecdsa_verify(const obv_key *key, obv_slice message,
                            obv_slice signature);
/* RSASSA-PKCS1-v1_5 with SHA-256. */
obv_status obv_rs256_verify(const obv_key *key, obv_slice message,
                            obv_slice signature);

#endif
