/* SPDX-License-Identifier: Apache-2.0 */
/*
 * paper/paper.h - what a code on paper holds: the exact badge text, packed.
 *
 * OB1.md beside this file is the format: enough to write another reader from.
 * Nothing here proves anything: the CRC-32 tells a damaged code from a whole
 * one, and any forger can make it right.
 */
#ifndef OBV_PAPER_H
#define OBV_PAPER_H

#include "container/container.h"

/* ---- OB1 (base41.c, frame.c, lift.c, parts.c, dictionary.c) ---------------
 */

/* Whether a text says that it is one: "OB1:". */
bool obv_is_ob1(obv_slice text);

/* One code: a whole frame, or a part of one. */
typedef struct obv_ob1 {
    obv_slice bytes;       /* of the frame, or of the part */
    uint32_t set;          /* a part: names the frame that it belongs to */
    uint32_t index, count; /* a part: from 0; count 1: the whole */
} obv_ob1;

/*
 * Reads the text of one code; its CRC has held.  OBV_MALFORMED with *why:
 * CODE_DAMAGED (a character or the CRC), CODE_MALFORMED (the CRC holds, the
 * rest is not as the format says), CODE_NEWER (a version that we do not know).
 */
obv_status obv_ob1_read(obv_slice text, obv_arena *arena, obv_ob1 *ret,
                        obv_reason *why);

/*
 * The frame of parts of one set, in any order, the same part as often as one
 * likes.  OBV_NOT_FOUND: some are missing; OBV_MALFORMED with *why:
 * PARTS_CONFLICT (two that differ under one number, or the whole is not what
 * the set's name says).
 */
obv_status obv_ob1_join(const obv_ob1 *parts, size_t count, obv_arena *arena,
                        obv_slice *frame, obv_reason *why);

/* Where codec 1 finds the catalogue entry: its RFC 8785 bytes, of which `id`
   are the first eight of the SHA-256.  OBV_NOT_FOUND: no such entry. */
typedef struct obv_catalogue {
    const void *list;
    obv_status (*entry)(const void *list, const uint8_t id[8], obv_arena *arena,
                        obv_slice *ret);
} obv_catalogue;

/*
 * The exact badge text of a frame: a compact JWS or JSON.  OBV_MALFORMED with
 * *why: CODE_MALFORMED, CODE_NEWER (a codec); OBV_NOT_FOUND with NO_CATALOGUE;
 * OBV_LIMIT above OBV_MAX_UNPACKED.
 */
obv_status obv_ob1_unpack(obv_slice frame, const obv_catalogue *catalogue,
                          obv_arena *arena, obv_slice *ret, obv_reason *why);

/* ---- Inside OB1, for whoever packs ----------------------------------------
 */

#define OBV_OB1_VERSION 1 /* the upper three bits of the first byte */
#define OBV_OB1_PART 0x10 /* this one: a part */
#define OBV_OB1_CODECS 2  /* the next two: the general dictionary; and entry */
#define OBV_OB1_TABLES 3  /* the last two: DEFLATE as it is; two presets */
#define OBV_OB1_SET 4     /* bytes of a set's name, the CRC of its frame */
#define OBV_OB1_ID 8

/* Two bytes are three characters, as in RFC 9285; OBV_MALFORMED: a character,
   a length or a value that no bytes have. */
bool obv_is_of_base41(uint8_t c);
obv_status obv_base41(obv_slice text, obv_arena *arena, obv_slice *ret);
char *obv_to_base41(obv_slice bytes, obv_arena *arena); /* NULL: full */

/* Bits, the highest of a byte first. */
typedef struct obv_bit_buffer {
    obv_buffer bytes;
    unsigned last; /* the byte that is being filled */
    unsigned fill; /* how many bits of it there are: 0 to 7 */
} obv_bit_buffer;

/* The one coding of a text that is UTF-8, beside an entry (lift.c), and back
   (unlift.c), which gives `max` bytes at most and, unlike the former, may be
   called with anything. */
obv_status obv_ob1_lift(obv_slice text, obv_slice entry, obv_arena *arena,
                        obv_buffer *coded, obv_bit_buffer *bits);
obv_status obv_ob1_unlift(obv_slice coded, obv_slice *bits, size_t max,
                          obv_arena *arena, obv_slice *ret);
/* What fills the last byte is zero. */
obv_slice obv_ob1_bits(obv_bit_buffer *bits);

/* The dictionary of a codec; an entry without bytes: codec 0. */
obv_status obv_ob1_dictionary(obv_slice entry, obv_arena *arena,
                              obv_slice *ret);
/* What stands before the DEFLATE of a frame (heads.c); table 0: nothing. */
obv_slice obv_ob1_head(unsigned table);

/* A compact JWS that is rebuilt exactly from its decoded parts. */
typedef struct obv_ob1_jws {
    obv_slice header, payload, signature;
} obv_ob1_jws;
bool obv_ob1_split(obv_slice text, obv_arena *arena, obv_ob1_jws *ret);

/* ---- Other codes (kinds.c) ------------------------------------------------
 */

/* What the text of a code is.  BADGE is a JWS, JSON or the address of a hosted
   badge on a platform that is known for them. */
obv_code_kind obv_code_kind_of(obv_slice text);

/* ---- The codes of one file (paper.c) ------------------------------------ */

/* A badge text as it was signed; `from` is the index of its text of obv_found,
   of the first of its parts. */
typedef struct obv_unpacked {
    obv_slice text;
    uint32_t from;
} obv_unpacked;

/* A code that gave no badge text. */
typedef struct obv_code_left {
    obv_code_kind kind;
    obv_reason reason; /* OBV_REASON_NONE: it is simply something else */
    uint32_t from;
    uint32_t part, parts; /* of a badge in several codes, from 1; 0: none */
} obv_code_left;

/* Of a text that was taken for a badge, and is none. */
obv_code_kind obv_code_kind_of_no_badge(obv_slice text);

typedef struct obv_paper {
    obv_unpacked *texts;
    size_t text_count;
    obv_code_left *others;
    size_t other_count;
} obv_paper;

/* Texts that did not come from a code go through as they are.  Whatever is
   wrong with a code stands in `others`; the only other status is
   OBV_NO_MEMORY. */
obv_status obv_paper_open(const obv_found *found,
                          const obv_catalogue *catalogue, obv_arena *arena,
                          obv_paper *ret);

/* ---- Scanners that type (keyboard.c) ------------------------------------ */

/* What a scanner meant by what it typed. */
typedef struct obv_repair {
    obv_slice text;       /* as the code says it */
    obv_ob1 code;         /* ... and what that is */
    obv_slice rest;       /* what was typed behind it: nothing, or more codes */
    const char *scanner;  /* "QWERTY US": what the scanner is set to */
    const char *computer; /* "AZERTY FR": what the computer is set to */
    bool caps_lock;
    bool repaired; /* false: it came as it should */
} obv_repair;

/*
 * What a scanner typed -> what the first code in it says, without what stands
 * around it.  Tries, for each pair of layouts and for Caps Lock, what would
 * have been typed; takes the one whose CRC-32 holds.  OBV_NOT_FOUND: none does
 * (*why: KEYBOARD where it looks garbled by a layout, CODE_DAMAGED where it
 * came ungarbled, OTHER_CODE where it is no code of ours); OBV_LIMIT above
 * OBV_MAX_TYPED.
 */
obv_status obv_keyboard_repair(obv_slice typed, obv_arena *arena,
                               obv_repair *ret, obv_reason *why);

#endif
