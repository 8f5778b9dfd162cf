/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A scanner that types believes in one keyboard layout, the computer in
 * another: the text of a code arrives garbled, and is turned back here.
 *
 *     code -> [scanner: which key?] -> [computer: which character?] -> typed
 *
 * For each pair of layouts, and Caps Lock, it is known what each of the 41
 * characters of an OB1 text becomes.  Read backwards, only the true pair gives
 * a text whose CRC-32 holds; what is tried stays so few that chance gives none
 * (OBV_MAX_KEYBOARD_TRIES in 2^32).
 */
#include "paper/layouts.h"
#include "paper/paper.h"

#define PREFIX "OB1:"
#define PREFIX_LEN 4

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:";
#define ALPHABET 41

/* ---- What was typed ----------------------------------------------------- */

/* On a character: Alt was down, which terminals tell by an ESC before it. */
#define ALT 0x80000000u
#define ESC 0x1B

/* A character of what was typed, and where it stands. */
typedef struct unit {
    uint32_t c;
    size_t at;
} unit;

typedef struct units {
    unit *ptr; /* one more than `len`: the end */
    size_t len;
} units;

/* What Windows has where Latin-1 has control characters. */
static const uint_least16_t windows[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
    0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
};

/* A character of UTF-8 of two or three bytes; 0 where none stands. */
static uint32_t
take_utf8(obv_slice *in)
{
    const uint8_t *p = in->ptr;
    if (in->len >= 2 && (p[0] & 0xE0) == 0xC0 && (p[1] & 0xC0) == 0x80) {
        *in = (obv_slice){p + 2, in->len - 2};
        return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
    }
    if (in->len >= 3 && (p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 &&
        (p[2] & 0xC0) == 0x80) {
        *in = (obv_slice){p + 3, in->len - 3};
        return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    return 0;
}

static uint32_t
take_character(obv_slice *in)
{
    uint32_t c = take_utf8(in);
    if (c != 0) {
        return c;
    }
    c = in->ptr[0];
    *in = (obv_slice){in->ptr + 1, in->len - 1};
    return c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c;
}

static obv_status
read_units(obv_slice typed, obv_arena *arena, units *ret)
{
    obv_slice in = typed;
    ret->len = 0;
    ret->ptr = obv_arena_alloc(arena, typed.len + 1, sizeof(unit));
    if (ret->ptr == NULL) {
        return OBV_NO_MEMORY;
    }
    while (in.len > 0) {
        unit *u = &ret->ptr[ret->len++];
        u->at = typed.len - in.len;
        u->c = take_character(&in);
        if (u->c == ESC && in.len > 0) {
            u->c = ALT | take_character(&in);
        }
    }
    ret->ptr[ret->len] = (unit){0, typed.len};
    return OBV_OK;
}

/* ---- What a pair of layouts makes of the 41 characters ------------------ */

/* Where a scanner finds a character. */
typedef struct spot {
    size_t level, key;
    bool found;
} spot;

/* Some systems know Caps Lock as a Shift that stays, digits and all. */
typedef enum shift_lock {
    LOCK_OFF,
    LOCK_CAPS,
    LOCK_SHIFT,
    LOCK_COUNT
} shift_lock;

/* typed[i]: what alphabet[i] becomes; 0: nothing. */
typedef struct pair {
    const obv_layout *scanner, *computer;
    shift_lock lock;
    uint32_t typed[ALPHABET];
    uint32_t prefix[PREFIX_LEN]; /* what the start of a code becomes */
} pair;

/* Plain before Shift before AltGr, as scanners do. */
static spot
find_spot(const obv_layout *layout, char c)
{
    spot s = {0, 0, false};
    for (s.level = 0; s.level < OBV_LEVELS; s.level++) {
        for (s.key = 0; s.key < OBV_KEYS; s.key++) {
            if (layout->keys[0][s.level][s.key] == (uint8_t)c) {
                s.found = true;
                return s;
            }
        }
    }
    return s;
}

static uint32_t
character_at(const obv_layout *layout, shift_lock lock, spot s)
{
    if (!s.found) {
        return 0;
    }
    bool caps = lock == LOCK_CAPS;
    bool alt = s.level == 2 && layout->keys[caps][2][0] == 0;
    size_t level = alt ? 0 : s.level;
    if (lock == LOCK_SHIFT && level < 2 && !alt) {
        level = 1 - level;
    }
    uint32_t c = layout->keys[caps][level][s.key];
    return c == ' ' ? 0 : c | (alt ? ALT : 0);
}

static void
fill_pair(const obv_layout *scanner, const spot spots[ALPHABET],
          const obv_layout *computer, shift_lock lock, pair *ret)
{
    *ret = (pair){.scanner = scanner, .computer = computer, .lock = lock};
    for (size_t i = 0; i < ALPHABET; i++) {
        ret->typed[i] = character_at(computer, lock, spots[i]);
        const char *place = memchr(PREFIX, alphabet[i], PREFIX_LEN);
        if (place != NULL) {
            ret->prefix[place - PREFIX] = ret->typed[i];
        }
    }
}

/* ---- What a typed character may mean ------------------------------------ */

/* Ways to read one unit: mostly one.  Two characters: the second was typed
   behind a dead key, and both came as one. */
#define MAX_WAYS 4

typedef struct ways {
    char text[MAX_WAYS][2]; /* the second is 0 where it means one */
    size_t count;
} ways;

static void
add_way(ways *w, char first, char second)
{
    if (w->count < MAX_WAYS) {
        w->text[w->count][0] = first;
        w->text[w->count][1] = second;
        w->count++;
    }
}

/* The first of the alphabet that becomes `c`; 0: none. */
static char
meaning_of(const pair *p, uint32_t c)
{
    for (size_t i = 0; i < ALPHABET; i++) {
        if (p->typed[i] == c) {
            return alphabet[i];
        }
    }
    return 0;
}

static void
add_composed(const pair *p, uint32_t c, ways *w)
{
    for (const obv_composition *k = obv_compositions; k->whole != 0; k++) {
        if (k->whole != c) {
            continue;
        }
        char dead = meaning_of(p, k->mark);
        char next = meaning_of(p, k->base); /* no character is a space */
        if (dead != 0 && (k->base == ' ' || next != 0)) {
            add_way(w, dead, next);
        }
    }
}

static ways
ways_of(const pair *p, uint32_t c)
{
    ways w = {.count = 0};
    for (size_t i = 0; i < ALPHABET && c != 0; i++) {
        if (p->typed[i] == c) {
            add_way(&w, alphabet[i], 0);
        }
    }
    if (c >= 0x80 || c == '^' || c == '`' || c == '~') {
        add_composed(p, c, &w);
    }
    return w;
}

/* ---- Trying ------------------------------------------------------------- */

typedef struct search {
    units units;
    obv_arena *arena;
    spot spots[OBV_LAYOUT_COUNT][ALPHABET];
    size_t from; /* the unit where the code begins that is tried */
    ways *ways;  /* of the units from there */
    size_t ways_len;
    size_t doubtful[OBV_MAX_KEYBOARD_DOUBTS];
    size_t doubts;
    char *text;     /* the reading that is tried */
    size_t *source; /* of each of its characters, the unit */
    obv_tried tried;
    bool looks_garbled, looks_whole;
    obv_ob1 code;
} search;

static bool
came_as_it_should(const pair *p)
{
    return p->scanner == p->computer && p->lock == LOCK_OFF;
}

/* Whether the CRC of a text holds, whatever else is wrong with it: OBV_OK,
   OBV_NOT_FOUND or a lack of memory. */
static obv_status
try_text(search *s, size_t len)
{
    obv_slice text = {(const uint8_t *)s->text, len};
    /* 4 + 3n or 4 + 3n + 2 characters */
    if (len % 3 == 2 || len > OBV_MAX_CODE_TEXT ||
        !obv_tried_add(&s->tried, text)) {
        return OBV_NOT_FOUND;
    }
    obv_reason why = OBV_REASON_NONE;
    obv_status status = obv_ob1_read(text, s->arena, &s->code, &why);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    return status == OBV_OK || why == OBV_REASON_CODE_MALFORMED ||
                   why == OBV_REASON_CODE_NEWER
               ? OBV_OK
               : OBV_NOT_FOUND;
}

/* A reading ends where its characters end, or where the next code begins; the
   first one also a few characters before, which the scanner was told to put
   behind. */
static obv_status
try_ends(search *s, size_t most, size_t *len)
{
    size_t ends[2] = {*len, 0};
    for (size_t i = PREFIX_LEN; i + PREFIX_LEN <= *len && ends[1] == 0; i++) {
        ends[1] = memcmp(s->text + i, PREFIX, PREFIX_LEN) == 0 ? i : 0;
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        for (size_t less = 0; less <= most; less++) {
            if (ends[i] < PREFIX_LEN + less + 3) {
                break;
            }
            obv_status status = try_text(s, ends[i] - less);
            if (status != OBV_NOT_FOUND) {
                *len = ends[i] - less;
                return status;
            }
        }
    }
    return OBV_NOT_FOUND;
}

/* Of each unit from `from` the ways to read it, as far as there are any; of
   those that have two, the first few are kept. */
static void
read_ways(search *s, const pair *p, size_t from)
{
    s->from = from;
    s->ways_len = s->doubts = 0;
    for (size_t i = from; i < s->units.len; i++) {
        ways w = ways_of(p, s->units.ptr[i].c);
        if (w.count == 0) {
            break;
        }
        if (w.count > 1 && s->doubts < COUNT(s->doubtful)) {
            s->doubtful[s->doubts++] = s->ways_len;
        }
        s->ways[s->ways_len++] = w;
    }
}

#define NO_DOUBT SIZE_MAX

/* All in the first way, but `a` and `b` in the second. */
static size_t
write_reading(search *s, size_t a, size_t b)
{
    size_t len = 0;
    for (size_t i = 0; i < s->ways_len; i++) {
        const char *text = s->ways[i].text[i == a || i == b];
        for (size_t k = 0; k < 2 && text[k] != 0; k++) {
            s->source[len] = s->from + i;
            s->text[len++] = text[k];
        }
    }
    return len;
}

static bool
starts_here(const search *s, const pair *p, size_t at)
{
    for (size_t i = 0; i < PREFIX_LEN; i++) {
        if (p->prefix[i] == 0 || s->units.ptr[at + i].c != p->prefix[i]) {
            return false;
        }
    }
    return true;
}

static void
keep(const search *s, const pair *p, size_t len, obv_slice typed,
     obv_repair *ret)
{
    size_t end = s->units.ptr[s->source[len - 1] + 1].at;
    *ret = (obv_repair){
        .text = {(const uint8_t *)s->text, len},
        .code = s->code,
        .rest = {typed.ptr + end, typed.len - end},
        .scanner = p->scanner->name,
        .computer = p->computer->name,
        .caps_lock = p->lock != LOCK_OFF,
        .repaired = !came_as_it_should(p),
    };
}

static obv_status
try_reading(search *s, const pair *p, size_t a, size_t b, obv_slice typed,
            obv_repair *ret)
{
    size_t len = write_reading(s, a, b);
    obv_status status =
        try_ends(s, a == NO_DOUBT ? OBV_MAX_KEYBOARD_SUFFIX : 0, &len);
    if (status == OBV_OK) {
        keep(s, p, len, typed, ret);
    }
    return status;
}

/* First nothing is read in its second way, then one character, then two. */
static obv_status
try_start(search *s, const pair *p, size_t from, obv_slice typed,
          obv_repair *ret)
{
    read_ways(s, p, from);
    obv_status status = try_reading(s, p, NO_DOUBT, NO_DOUBT, typed, ret);
    for (size_t i = 0; i < s->doubts && status == OBV_NOT_FOUND; i++) {
        status = try_reading(s, p, s->doubtful[i], NO_DOUBT, typed, ret);
    }
    for (size_t i = 0; i < s->doubts; i++) {
        for (size_t k = i + 1; k < s->doubts && status == OBV_NOT_FOUND; k++) {
            status =
                try_reading(s, p, s->doubtful[i], s->doubtful[k], typed, ret);
        }
    }
    bool whole = from + s->ways_len == s->units.len;
    bool enough = s->ways_len >= OBV_MIN_GARBLED; /* else it is mere text */
    s->looks_whole |= enough && whole && came_as_it_should(p);
    s->looks_garbled |= enough && (!whole || !came_as_it_should(p));
    return status;
}

static obv_status
try_pair(search *s, const pair *p, obv_slice typed, obv_repair *ret)
{
    size_t starts = 0;
    for (size_t i = 0;
         i + PREFIX_LEN <= s->units.len && starts < OBV_MAX_KEYBOARD_STARTS;
         i++) {
        if (starts_here(s, p, i)) {
            obv_status status = try_start(s, p, i, typed, ret);
            if (status != OBV_NOT_FOUND) {
                return status;
            }
            starts++;
        }
    }
    return OBV_NOT_FOUND;
}

static void
find_spots(search *s)
{
    for (size_t i = 0; i < OBV_LAYOUT_COUNT; i++) {
        for (size_t k = 0; k < ALPHABET; k++) {
            s->spots[i][k] = find_spot(&obv_layouts[i], alphabet[k]);
        }
    }
}

/* The locks are few, and off is the most likely: they change last. */
static obv_status
try_all(search *s, obv_slice typed, obv_repair *ret)
{
    const size_t pairs = (size_t)OBV_LAYOUT_COUNT * OBV_LAYOUT_COUNT;
    for (size_t i = 0; i < pairs * LOCK_COUNT; i++) {
        size_t scanner = i % pairs / OBV_LAYOUT_COUNT;
        pair p;
        fill_pair(&obv_layouts[scanner], s->spots[scanner],
                  &obv_layouts[i % OBV_LAYOUT_COUNT], (shift_lock)(i / pairs),
                  &p);
        obv_status status = try_pair(s, &p, typed, ret);
        if (status != OBV_NOT_FOUND) {
            return status;
        }
    }
    return OBV_NOT_FOUND;
}

/* Nobody types so long a word; a code that is garbled beyond all telling does
   not even begin as one. */
static bool
is_one_long_word(const search *s)
{
    for (size_t i = 0; i < s->units.len; i++) {
        if (s->units.ptr[i].c <= ' ') {
            return false;
        }
    }
    return s->units.len >= OBV_MIN_GARBLED;
}

static obv_reason
reason_of(const search *s, obv_slice typed)
{
    if (s->looks_whole) {
        return OBV_REASON_CODE_DAMAGED;
    }
    bool garbled =
        s->looks_garbled ||
        (is_one_long_word(s) && obv_code_kind_of(typed) == OBV_CODE_KIND_TEXT);
    return garbled ? OBV_REASON_KEYBOARD : OBV_REASON_OTHER_CODE;
}

obv_status
obv_keyboard_repair(obv_slice typed, obv_arena *arena, obv_repair *ret,
                    obv_reason *why)
{
    *why = OBV_REASON_LIMIT;
    if (typed.len > OBV_MAX_TYPED) {
        return OBV_LIMIT;
    }
    *why = OBV_REASON_NONE;
    typed = obv_slice_trim(typed);
    search *s = obv_arena_alloc(arena, 1, sizeof(*s));
    if (s == NULL) {
        return OBV_NO_MEMORY;
    }
    s->arena = arena;
    find_spots(s);
    s->text = obv_arena_alloc(arena, 2 * typed.len + 1, 1);
    s->source = obv_arena_alloc(arena, 2 * typed.len + 1, sizeof(size_t));
    s->ways = obv_arena_alloc(arena, typed.len, sizeof(ways));
    if (s->text == NULL || s->source == NULL || s->ways == NULL) {
        return OBV_NO_MEMORY;
    }
    TRY(read_units(typed, arena, &s->units));
    obv_status status = try_all(s, typed, ret);
    if (status == OBV_NOT_FOUND) {
        *why = reason_of(s, typed);
    }
    return status;
}
