/* SPDX-License-Identifier: Apache-2.0 */
/*
 * issuer/issuer.h - badge-issuer: keys, signing, baking and trust lists.
 *
 * Beside the stairs: it may use every floor of the library, the system and
 * standard output, and nothing of the verifier may use it.  Each foreign
 * library that signs is included by one file: libsodium by seal.c, libcrypto by
 * pkcs8.c.
 *
 * Functions that return bool have said what is wrong, on standard error, by
 * the time they return false (obv_refuse, obv_fail).
 */
#ifndef OBV_ISSUER_H
#define OBV_ISSUER_H

#include "base/base.h"
#include "form/form.h"
#include "paper/paper.h"
#include "trust/trust.h"

#include <stdio.h>

/* ---- Limits -------------------------------------------------------------- */

/* A secret key file: an RSA key of 8,192 bits has 7 kB. */
#define OBV_MAX_KEY_FILE (16u * 1024)
/* A passphrase; a terminal in line mode cuts at 4,095. */
#define OBV_MAX_PASSPHRASE 1024
/* What a key file may make us spend: Argon2id passes and bytes.  The lower
   ends keep a swapped file from weakening the next one. */
#define OBV_MIN_OPS 1u
#define OBV_MAX_OPS 16u
#define OBV_MIN_MEM (8u * 1024 * 1024)
#define OBV_MAX_MEM (1024u * 1024 * 1024)
/* Working memory of one command: a list of the largest size, a few times. */
#define OBV_ISSUER_ARENA (256u * 1024 * 1024)
#define OBV_MAX_GIVEN 256 /* options on one command line */

/* ---- A call of the program (main.c, call.c) ------------------------------ */

/* Exit status: 0 done, OBV_EXIT_REFUSED what was given is not accepted,
   OBV_EXIT_TROUBLE the command, a file or this machine. */
enum { OBV_EXIT_REFUSED = 1, OBV_EXIT_TROUBLE = 3 };

typedef struct obv_option {
    const char *name; /* with its dashes; NULL ends a table */
    const char
        *value; /* what stands behind it, as in the help; NULL: nothing */
    const char *help;
    bool many; /* may be given more than once */
    bool must;
} obv_option;

typedef struct obv_call obv_call;

/* A command is a group and a verb, or one word: then its verb is "". */
typedef struct obv_command {
    const char *group, *verb, *operands, *help;
    const obv_option *options;
    int least, most; /* operands */
    bool (*run)(obv_call *call);
} obv_command;

/* Its words as a person types them: three arguments for "%s%s%s". */
#define OBV_COMMAND_WORDS(command)                                             \
    (command)->group, (command)->verb[0] == '\0' ? "" : " ", (command)->verb

struct obv_call {
    const obv_command *command;
    obv_arena *arena;
    FILE *out;
    char **operands;
    int operand_count;
    struct {
        const obv_option *option;
        const char *value;
    } given[OBV_MAX_GIVEN];
    size_t given_count;
    int status;
};

/* Command groups: one file each, one row a command, ended by a NULL group. */
extern const obv_command obv_key_commands[];
extern const obv_command obv_badge_commands[];
extern const obv_command obv_list_commands[];
extern const obv_command obv_status_commands[];
extern const obv_command obv_print_commands[];

/* Fills the options and operands of a call; false after saying why not. */
bool obv_call_read(obv_call *call, int argc, char **argv);
/* The value of an option ("" for one without), NULL where it is not given. */
const char *obv_given(const obv_call *call, const char *name);
/* The next value of an option that may come often; *at starts as 0. */
const char *obv_given_next(const obv_call *call, const char *name, size_t *at);

/* The moment that an option was given: of a bare day the first, or the last
   where something ends with it. */
bool obv_moment_of_option(const char *option, const char *given, int64_t *ret);

/* The message is one line, lower case, without full stop. */
__attribute__((format(printf, 2, 3))) void
obv_say_refused(obv_call *call, const char *format, ...);
__attribute__((format(printf, 2, 3))) void
obv_say_failed(obv_call *call, const char *format, ...);
/* False, so that a function can end with them; macros, so that the compiler
   sees it. */
#define obv_refuse(...) (obv_say_refused(__VA_ARGS__), false)
#define obv_fail(...) (obv_say_failed(__VA_ARGS__), false)
#define obv_no_memory(call) obv_fail(call, "not enough memory")
__attribute__((format(printf, 1, 2))) void obv_hint(const char *format, ...);
__attribute__((format(printf, 1, 2))) void obv_warn(const char *format, ...);
/* What a reason of the verifier means to whoever wrote the file; else its
   machine word. */
const char *obv_reason_text(obv_reason reason);
/* Text of a stranger made fit for a terminal; never NULL. */
const char *obv_shown(obv_call *call, obv_slice text);

/* Memory that is locked, guarded, and wiped when released.  ptr NULL: none. */
typedef struct obv_locked {
    uint8_t *ptr;
    size_t len;
} obv_locked;

/* ---- Files (file.c) ------------------------------------------------------ */

/* The whole of a file ("-": standard input), in the arena. */
bool obv_file_read(obv_call *call, const char *path, size_t max,
                   obv_slice *ret);
/* As above; *ret_there is false, and nothing said, where there is none. */
bool obv_file_read_if(obv_call *call, const char *path, size_t max,
                      bool *ret_there, obv_slice *ret);
/*
 * Whole or not at all: a temporary file beside it, fsync, rename, fsync of the
 * folder.  "-" is standard output.  Never over a secret key.
 */
bool obv_file_write(obv_call *call, const char *path, obv_slice bytes);
bool obv_file_remove(obv_call *call, const char *path);
/* Refuses where a file is there already. */
bool obv_file_is_new(obv_call *call, const char *path);
/* Refuses where both names are those of one file. */
bool obv_file_differs(obv_call *call, const char *a, const char *b);
/* DIR/NAME in the arena; NULL when it is full. */
const char *obv_path(obv_call *call, const char *dir, const char *name);
/* The folder of a path and its bare name, in the arena. */
const char *obv_path_dir(obv_call *call, const char *path);
const char *obv_path_name(const char *path);
/* A new file that only its owner can read, mode 0600 whatever the umask;
   refuses to touch one that exists. */
bool obv_secret_write(obv_call *call, const char *path, obv_slice head,
                      obv_slice secret);
/* A whole file into locked memory; warns where others could read it. */
bool obv_secret_read(obv_call *call, const char *path, size_t max,
                     obv_locked *ret);

/* ---- Chance, sealing, Ed25519 (seal.c, libsodium) ------------------------ */

bool obv_locked_new(obv_call *call, size_t len, obv_locked *ret);
void obv_locked_free(obv_locked *secret);
void obv_wipe(void *memory, size_t len);
void obv_random(void *memory, size_t len);

/* How a passphrase becomes a key; all of it stands in the file. */
#define OBV_SALT 16
#define OBV_NONCE 24
#define OBV_SEAL_EXTRA 16
typedef struct obv_lock {
    uint64_t ops, mem;
    uint8_t salt[OBV_SALT];
    uint8_t nonce[OBV_NONCE];
} obv_lock;

/* Moderate costs, fresh salt and nonce. */
void obv_lock_new(obv_lock *ret);
/* Argon2id, then XChaCha20-Poly1305; `said` is signed along with it. */
bool obv_seal(obv_call *call, const obv_lock *lock, const obv_locked *phrase,
              obv_slice said, const obv_locked *plain, obv_slice *ret);
/* False, and says so, for a wrong passphrase or a file that was changed. */
bool obv_unseal(obv_call *call, const obv_lock *lock, const obv_locked *phrase,
                obv_slice said, obv_slice sealed, obv_locked *ret);

/* base64 that leaves no copy outside locked memory. */
bool obv_locked_to_base64(obv_call *call, const obv_locked *bytes,
                          obv_locked *ret);
bool obv_locked_from_base64(obv_call *call, obv_slice text, obv_locked *ret);

#define OBV_ED25519_SIGNATURE 64
bool obv_ed25519_make(obv_call *call, unsigned bits, obv_locked *ret);
bool obv_ed25519_public(obv_call *call, const obv_locked *seed, obv_key *ret);
bool obv_ed25519_sign(obv_call *call, obv_key_kind kind, const obv_locked *seed,
                      obv_slice message, obv_slice *ret);

/* ---- P-256, P-384, RSA (pkcs8.c, libcrypto) ------------------------------ */

/* Secrets are PKCS #8 in DER.  Signatures are raw: r and s for EC. */
bool obv_p256_make(obv_call *call, unsigned bits, obv_locked *ret);
bool obv_p384_make(obv_call *call, unsigned bits, obv_locked *ret);
bool obv_rsa_make(obv_call *call, unsigned bits, obv_locked *ret);
bool obv_pkcs8_public(obv_call *call, const obv_locked *secret, obv_key *ret);
bool obv_pkcs8_sign(obv_call *call, obv_key_kind kind, const obv_locked *secret,
                    obv_slice message, obv_slice *ret);

/* ---- Secret keys (key_make.c, key_file.c, passphrase.c) ------------------ */

/* One kind of key: how it is made, what it signs with. */
typedef struct obv_signer {
    obv_key_kind kind;
    const char *word; /* on the command line */
    const char *alg;  /* in a JWS */
    size_t signature; /* bytes; 0: as many as the modulus */
    bool (*make)(obv_call *call, unsigned bits, obv_locked *ret);
    bool (*sign)(obv_call *call, obv_key_kind kind, const obv_locked *secret,
                 obv_slice message, obv_slice *ret);
} obv_signer;

const obv_signer *obv_signer_of(obv_key_kind kind);
const obv_signer *obv_signer_named(const char *word);

/* A key file.  What is public can be read without the passphrase. */
typedef struct obv_key_file {
    const obv_signer *signer;
    obv_slice id; /* empty: none given */
    obv_key public;
    obv_minisig_key minisign; /* Ed25519 only: the key with a short name */
    bool locked;
    obv_lock lock;
    obv_locked secret; /* ptr NULL until it is opened */
} obv_key_file;

#define OBV_KEY_MAGIC "badge-issuer secret key 1" /* the first line */

/* A new key, made and ready to sign. */
bool obv_key_make(obv_call *call, const obv_signer *signer, unsigned bits,
                  const char *id, obv_key_file *ret);
/* Writes it; `phrase` NULL leaves the secret in the clear. */
bool obv_key_write(obv_call *call, const char *path, obv_key_file *key,
                   const obv_locked *phrase);
/* The public part alone. */
bool obv_key_read(obv_call *call, const char *path, obv_key_file *ret);
/* All of it; asks for the passphrase where there is one, and refuses a public
   part that is not the secret's. */
bool obv_key_open(obv_call *call, const char *path, obv_key_file *ret);
void obv_key_close(obv_key_file *key);
/* The public part, from the secret. */
bool obv_key_public(obv_call *call, const obv_key_file *key, obv_key *ret);
bool obv_key_sign(obv_call *call, const obv_key_file *key, obv_slice message,
                  obv_slice *ret);
/* The public key as JWK; NULL when the arena is full. */
obv_json *obv_key_to_jwk(const obv_key *key, obv_arena *arena);

/* From --passphrase-fd, else from the terminal with the echo off; twice where
   it is new. */
bool obv_passphrase(obv_call *call, bool is_new, obv_locked *ret);

/* ---- minisign (minisign.c) ----------------------------------------------- */

/* The base64 line of a public key; NULL when the arena is full. */
char *obv_minisign_line(const obv_key_file *key, obv_arena *arena);
/* A whole signature file, prehashed, over `file`. */
bool obv_minisign_sign(obv_call *call, const obv_key_file *key, obv_slice file,
                       obv_slice comment, obv_slice *ret);

/* ---- Badges (jwt.c, bake_png.c, bake_svg.c) ------------------------------ */

typedef struct obv_jwt_wish {
    const char *kid; /* NULL: none */
    const char *alg; /* NULL: what the key signs with */
    const char *vc;  /* NULL: what the @context says */
    bool show_key;   /* put the public key into the header */
} obv_jwt_wish;

/* Signs a credential that the verifier would find well made. */
bool obv_jwt_sign(obv_call *call, const obv_key_file *key, const char *name,
                  obv_slice credential, const obv_jwt_wish *wish,
                  obv_slice *ret);

/* Whether the verifier would find a signed badge well made, whatever its
   signature says; names each fault where not.  `name`: fit to be shown. */
bool obv_would_be_read(obv_call *call, const char *name, obv_slice badge,
                       const obv_credential **ret);

/* An embedded proof (embed.c). */
typedef struct obv_proof_wish {
    const char *suite;
    const char *method;       /* verificationMethod */
    const char *created;      /* NULL: now */
    const char *expires;      /* NULL: never */
    const char *id;           /* NULL: none */
    const char *const *after; /* ids of the proofs that it signs as well */
    size_t after_count;
} obv_proof_wish;

/* Adds a proof to a credential, beside those that it has. */
bool obv_embed_sign(obv_call *call, const obv_key_file *key, const char *name,
                    obv_slice credential, const obv_proof_wish *wish,
                    obv_slice *ret);

typedef struct obv_baking {
    obv_slice badge;
    bool ob3; /* openbadgecredential, else openbadges */
    bool jws; /* compact JWS, else JSON or an address */
    bool replace;
    obv_slice verify; /* SVG: the address of a hosted assertion; empty: none */
} obv_baking;

bool obv_bake_png(obv_call *call, const obv_baking *baking, obv_slice picture,
                  obv_slice *ret);
bool obv_bake_svg(obv_call *call, const obv_baking *baking, obv_slice picture,
                  obv_slice *ret);

/* ---- Badges on paper (pack.c, pack_deflate.c, pack_parse.c) ---------------
 */

typedef struct obv_pack_wish {
    const obv_json *entry; /* the document of a catalogue entry that every
                              verifier is to have; NULL: none */
    size_t most; /* characters of one code; 0: one code, however long */
} obv_pack_wish;

typedef struct obv_packed {
    size_t frame;                   /* its bytes */
    obv_slice texts[OBV_MAX_PARTS]; /* "OB1:...", one a code */
    size_t count;
} obv_packed;

/*
 * Any text that is a badge, signed or not: that is for the caller to ask.  What
 * is given comes back byte for byte: it was tried.  Refuses what is no text, is
 * larger than OBV_MAX_UNPACKED, or needs more than OBV_MAX_PARTS codes.
 */
bool obv_pack(obv_call *call, obv_slice badge, const obv_pack_wish *wish,
              obv_packed *ret);

/* Raw DEFLATE of `text` behind a dictionary, in the block whose head stands
   before it (table 1 and up), or with blocks of its own: the smallest of what
   was tried. */
bool obv_pack_deflate(obv_call *call, obv_slice dictionary, obv_slice text,
                      unsigned table, obv_slice *ret);

/* ---- Status lists (status_bits.c, zlib) ---------------------------------- */

/* The bits of an encodedList, in the arena and ours to change; and back. */
bool obv_status_unpack(obv_call *call, obv_slice encoded, obv_slice *ret);
bool obv_status_pack(obv_call *call, obv_slice bits, obv_slice *ret);

/* ---- Trust lists (folder.c) ---------------------------------------------- */

#define OBV_LIST_NAME "trust-list.json"

/* A folder of keepers: its newest root and its list. */
typedef struct obv_folder {
    const char *dir;
    bool has_root, has_list;
    obv_root root;             /* as the verifier reads it */
    const obv_json *root_json; /* the same, to make the next one of */
    const obv_json *list;
    obv_slice list_bytes;
} obv_folder;

bool obv_folder_read(obv_call *call, const char *dir, obv_folder *ret);
/*
 * A copy of the list to change.  A list that bears a good signature is out in
 * the world: then the copy has the next number and names the one before.
 */
bool obv_folder_draft(obv_call *call, const obv_folder *folder, obv_json **ret);
/* Holds the changed list against the verifier's rules, writes it, and takes
   away the signatures of the one before. */
bool obv_folder_write(obv_call *call, const obv_folder *folder,
                      const obv_json *list);
/* Every file of a folder that the verifier would read. */
bool obv_folder_files(obv_call *call, const char *dir, obv_file **ret,
                      size_t *ret_count);
/* Whether the verifier would take these bytes, were they signed; what their
   signatures must say. */
bool obv_root_is_sound(obv_call *call, obv_slice bytes, const char *name,
                       obv_root *ret, obv_slice *ret_comment);
bool obv_list_is_sound(obv_call *call, obv_slice bytes, const obv_root *root,
                       obv_slice *ret_comment);
/* "root.N.json" in the arena; NULL when it is full. */
const char *obv_root_name(obv_call *call, int64_t version);

#endif
