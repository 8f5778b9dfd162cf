/* SPDX-License-Identifier: Apache-2.0 */
/* paper/inside.h - what lifting and its way back share. */
#ifndef OBV_PAPER_INSIDE_H
#define OBV_PAPER_INSIDE_H

#include "paper/paper.h"

/* ---- Bits (bits.c) --------------------------------------------------------
 */

/* `count` is at most 32. */
void obv_put_bits(obv_bit_buffer *b, uint32_t value, unsigned count);
void obv_put_bytes(obv_bit_buffer *b, obv_slice bytes);

/* Beyond the end all is zero, and `failed` stays. */
typedef struct obv_bit_reader {
    obv_slice rest; /* bytes not yet begun */
    unsigned last, left;
    bool failed;
} obv_bit_reader;
uint32_t obv_take_bits(obv_bit_reader *r, unsigned count);
/* NULL: not so many, or no memory. */
uint8_t *obv_take_bytes(obv_bit_reader *r, size_t len, obv_arena *arena);

/* ---- Kinds of items (items.c, date.c) -------------------------------------
 */

/* What was lifted from a text, and may come again. */
#define OBV_OB1_ITEMS 32
typedef enum obv_ob1_class {
    OBV_OB1_UUID,
    OBV_OB1_DATE,
    OBV_OB1_OTHER,
    OBV_OB1_CLASS_COUNT
} obv_ob1_class;
typedef struct obv_ob1_item {
    obv_slice text;
    int64_t time; /* a date: since 1970 */
} obv_ob1_item;
typedef struct obv_ob1_items {
    obv_ob1_item item[OBV_OB1_CLASS_COUNT][OBV_OB1_ITEMS];
    uint8_t count[OBV_OB1_CLASS_COUNT];
} obv_ob1_items;

typedef struct obv_lifted {
    obv_slice text;  /* as it stands in the badge */
    obv_slice bytes; /* what it spells */
    int64_t time;    /* of a date: since 1970 */
    uint64_t number;
    uint32_t form, fraction; /* of a date */
} obv_lifted;

/* One row a kind of item; the first that fits is the one. */
typedef struct obv_lift_kind {
    uint8_t mark; /* no byte of UTF-8 */
    obv_ob1_class class;
    size_t least; /* bytes of the word */
    /* `text` starts with a word of that length. */
    bool (*find)(obv_slice text, size_t word, obv_arena *arena,
                 obv_lifted *ret);
    void (*put)(const obv_lifted *item, obv_bit_buffer *bits);
    /* False: nobody can have put that, or no memory. */
    bool (*get)(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret);
} obv_lift_kind;

extern const obv_lift_kind obv_lift_kinds[];
extern const size_t obv_lift_kind_count;

bool obv_find_date(obv_slice text, size_t word, obv_arena *arena,
                   obv_lifted *ret);
void obv_put_date(const obv_lifted *item, obv_bit_buffer *bits);
bool obv_get_date(obv_bit_reader *bits, obv_arena *arena, obv_lifted *ret);

/* base64 with padding, behind "base64,": no word, so no row of the table. */
void obv_put_long(const obv_lifted *item, obv_bit_buffer *bits);
bool obv_get_long(obv_bit_reader *bits, obv_arena *arena, obv_slice *ret);

/* ---- Marks (all but those of the table) -----------------------------------
 */

#define OBV_MARK_BASE64 0xF9     /* bytes as base64 */
#define OBV_MARK_URL_TEXT 0xFA   /* text as base64url, up to the end mark */
#define OBV_MARK_PLAIN_TEXT 0xFB /* text as base64 */
#define OBV_MARK_END 0xFC
#define OBV_MARK_AGAIN 0xFD   /* an item that was there: its number follows */
#define OBV_MARK_EPOCH 0xFE   /* the seconds since 1970 of a date */
#define OBV_MARK_SPELLED 0xFF /* a character that no byte stands for */

#define OBV_MAX_LIFT_DEPTH                                                     \
    4 /* texts within texts: a badge in a presentation                         \
         in a presentation has three */

/* The number of the first item of the first class. */
#define OBV_FIRST_ITEM 0x20

/* Remembers an item, unless there are too many. */
void obv_keep_item(obv_ob1_items *items, obv_ob1_class class, obv_slice text,
                   int64_t time);
/* By its number; NULL: there is none. */
const obv_ob1_item *obv_item_of(const obv_ob1_items *items, uint8_t number);

/* Phrases that are one byte: dictionary.txt starts with them, the longest of
   those that start alike first. */
#define OBV_PHRASES 80
extern const char *const obv_ob1_lines[]; /* as the build wrote it (Makefile) */
extern const size_t obv_ob1_line_count;

/* The byte of a phrase and back; OBV_PHRASES: it is none's. */
uint8_t obv_phrase_byte(size_t phrase);
size_t obv_phrase_of(uint8_t byte);

/* Characters that are one byte: 0x80 stands for the first (letters.c). */
#define OBV_LETTERS 64
extern const char obv_letters[OBV_LETTERS][4];

/* Codes what `text`, which is UTF-8 and not empty, starts with: a phrase or a
   character.  How many bytes of it that was. */
size_t obv_put_plain(obv_buffer *coded, obv_slice text);

#endif
