/* SPDX-License-Identifier: Apache-2.0 */
/* Every scanner on every computer: what can be undone is undone, and never to
   another text. */
#include "arenas.h"

#include "making.h"
#include "paper/layouts.h"
#include "paper/paper.h"

#include <stdio.h>
#include <stdlib.h>

#define ALPHABET "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:"

/* ---- A code ------------------------------------------------------------- */

#define CODE_BYTES 4096
#define CODE_HEAD                                                              \
    {                                                                          \
        OBV_OB1_VERSION << 5 | OBV_OB1_PART, 1                                 \
    }

/* Behind `len` bytes there is room for the CRC. */
static void
put_frame(making *m, uint8_t bytes[CODE_BYTES], size_t len)
{
    assert(len + 4 <= CODE_BYTES);
    uint32_t crc = obv_crc32((obv_slice){bytes, len});
    for (size_t i = 0; i < 4; i++) {
        bytes[len + i] = (uint8_t)(crc >> (24 - 8 * i));
    }
    obv_arena *room = obv_arena_new((size_t)3 * CODE_BYTES);
    CHECK(room != NULL);
    making_printf(m, "OB1:%s",
                  obv_to_base41((obv_slice){bytes, len + 4}, room));
    making_put(m, "", 1); /* a NUL, which is none of it */
    m->len--;
    obv_arena_free(room);
}

/* A part of a set holds any bytes; 200 of them have all 41 characters. */
static void
put_code(making *m, unsigned seed, size_t len)
{
    uint8_t bytes[CODE_BYTES] = CODE_HEAD;
    for (size_t i = 2; i < len; i++) {
        seed = seed * 1103515245u + 12345u;
        bytes[i] = (uint8_t)(seed >> 16);
    }
    put_frame(m, bytes, len);
}

/* ---- A keyboard --------------------------------------------------------- */

/* What becomes of a dead key before something that takes no mark. */
typedef enum dead { DEAD_SHOWS, DEAD_SWALLOWS } dead;

static void
put_utf8(making *m, unsigned c)
{
    if (c < 0x80) {
        making_printf(m, "%c", (int)c);
    } else if (c < 0x800) {
        making_printf(m, "%c%c", (int)(0xC0 | c >> 6), (int)(0x80 | (c & 63)));
    } else {
        making_printf(m, "%c%c%c", (int)(0xE0 | c >> 12),
                      (int)(0x80 | (c >> 6 & 63)), (int)(0x80 | (c & 63)));
    }
}

static unsigned
composed(unsigned mark, unsigned base)
{
    for (const obv_composition *k = obv_compositions; k->whole != 0; k++) {
        if (k->mark == mark && k->base == base) {
            return k->whole;
        }
    }
    return 0;
}

static bool
is_mark(unsigned c)
{
    return composed(c, ' ') != 0;
}

/* The key of a character; false where the scanner's layout has none. */
static bool
find_key(const obv_layout *layout, char c, size_t *level, size_t *key)
{
    for (*level = 0; *level < OBV_LEVELS; ++*level) {
        for (*key = 0; *key < OBV_KEYS; ++*key) {
            if (layout->keys[0][*level][*key] == (unsigned char)c) {
                return true;
            }
        }
    }
    return false;
}

/* Windows has layouts where Caps Lock is a Shift that stays. */
typedef enum held { HELD_NONE, HELD_CAPS, HELD_SHIFT } held;

/* What the computer makes of one key; 0: nothing.  *alt: an ESC before it. */
static unsigned
press(const obv_layout *computer, held lock, size_t level, size_t key,
      bool *alt)
{
    bool caps = lock == HELD_CAPS;
    *alt = level == 2 && computer->keys[caps][2][0] == 0;
    if (lock == HELD_SHIFT && level < 2) {
        level = 1 - level;
    }
    unsigned c = computer->keys[caps][*alt ? 0 : level][key];
    return c == ' ' ? 0 : c;
}

static void
type(making *m, const char *text, size_t scanner, size_t computer, held lock,
     dead manner)
{
    unsigned waits = 0;
    for (; *text != '\0'; text++) {
        size_t level, key;
        bool alt;
        if (!find_key(&obv_layouts[scanner], *text, &level, &key)) {
            continue;
        }
        unsigned c = press(&obv_layouts[computer], lock, level, key, &alt);
        if (c == 0) {
            continue;
        }
        if (waits != 0) {
            unsigned whole = is_mark(c) ? 0 : composed(waits, c);
            unsigned mark = waits;
            waits = 0;
            if (whole != 0) {
                put_utf8(m, whole);
                continue;
            }
            if (manner == DEAD_SWALLOWS) {
                continue;
            }
            put_utf8(m, composed(mark, ' '));
        }
        if (is_mark(c)) {
            waits = c;
            continue;
        }
        making_printf(m, "%s", alt ? "\x1B" : "");
        put_utf8(m, c);
    }
    if (waits != 0 && manner == DEAD_SHOWS) {
        put_utf8(m, composed(waits, ' '));
    }
}

/* Whether a dead key and a letter make what another key makes. */
static bool
collides(const unsigned seen[sizeof(ALPHABET) - 1])
{
    for (size_t i = 0; i < sizeof(ALPHABET) - 1; i++) {
        for (size_t k = 0; k < sizeof(ALPHABET) - 1; k++) {
            unsigned whole = is_mark(seen[i]) ? composed(seen[i], seen[k]) : 0;
            for (size_t j = 0; j < sizeof(ALPHABET) - 1 && whole != 0; j++) {
                if (seen[j] == whole) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Whether each of the 41 becomes something, and no two the same. */
static bool
can_be_undone(size_t scanner, size_t computer, held lock, dead manner)
{
    unsigned seen[sizeof(ALPHABET) - 1];
    for (size_t i = 0; i < COUNT(seen); i++) {
        size_t level, key;
        bool alt = false;
        seen[i] = !find_key(&obv_layouts[scanner], ALPHABET[i], &level, &key)
                      ? 0
                      : press(&obv_layouts[computer], lock, level, key, &alt);
        seen[i] |= alt ? 0x80000000u : 0;
        if (seen[i] == 0 || (manner == DEAD_SWALLOWS && is_mark(seen[i]))) {
            return false;
        }
        for (size_t k = 0; k < i; k++) {
            if (seen[k] == seen[i]) {
                return false;
            }
        }
    }
    return manner == DEAD_SWALLOWS || !collides(seen);
}

static obv_status
repair(obv_slice typed, obv_repair *ret, obv_reason *why)
{
    obv_arena_empty(arena);
    return obv_keyboard_repair(typed, arena, ret, why);
}

/* ---- Tests -------------------------------------------------------------- */

typedef struct tally {
    size_t undone, undone_wrong, told;
} tally;

static size_t
layout_of(const char *name)
{
    size_t i = 0;
    while (i < OBV_LAYOUT_COUNT && strcmp(obv_layouts[i].name, name) != 0) {
        i++;
    }
    CHECK_CASE(i < OBV_LAYOUT_COUNT, name);
    return i;
}

static void
try_pair(const char *code, size_t scanner, size_t computer, held lock,
         dead manner, tally *t)
{
    char name[100];
    snprintf(name, sizeof(name), "%s on %s%s", obv_layouts[scanner].name,
             obv_layouts[computer].name,
             lock != HELD_NONE ? " with Caps Lock" : "");
    making m = {NULL, 0, 0};
    type(&m, code, scanner, computer, lock, manner);
    obv_repair r;
    obv_reason why;
    obv_status status = repair(making_slice(&m), &r, &why);
    if (status == OBV_OK) {
        CHECK_CASE(obv_slice_is(r.text, code), name);
        CHECK_CASE(r.rest.len == 0, name);
        CHECK_CASE(r.repaired == !obv_slice_is(making_slice(&m), code), name);
        t->undone++;
        t->undone_wrong += scanner != computer;
    } else {
        CHECK_CASE(status == OBV_NOT_FOUND, name);
        CHECK_CASE(why == OBV_REASON_KEYBOARD, name);
        CHECK_CASE(!can_be_undone(scanner, computer, lock, manner), name);
        t->told++;
    }
    making_clear(&m);
}

static tally
try_pairs(const char *const *names, size_t count, held lock, dead manner)
{
    making code = {NULL, 0, 0};
    put_code(&code, 1, 495);
    tally t = {0, 0, 0};
    for (size_t s = 0; s < count; s++) {
        for (size_t c = 0; c < count; c++) {
            try_pair((const char *)code.ptr, layout_of(names[s]),
                     layout_of(names[c]), lock, manner, &t);
        }
    }
    making_clear(&code);
    CHECK_NUMBER(t.undone + t.told, count * count);
    return t;
}

/* Those of the design, and those that came to them. */
static const char *const names[OBV_LAYOUT_COUNT] = {
    "QWERTY US", "QWERTY UK",      "AZERTY FR",         "AZERTY BE",
    "QWERTZ DE", "QWERTZ CH (fr)", "QWERTZ CH (de)",    "QWERTY ES",
    "QWERTY IT", "QWERTY PT",      "QWERTY CA (fr)",    "QWERTY SE",
    "QWERTY DK", "QWERTY NO",      "AZERTY FR (AFNOR)", "BÉPO FR",
    "QWERTY CA", "QWERTY LATAM",
};
#define DESIGNED 13

static void
every_pair_that_can_be_undone_is_undone_and_the_rest_are_told(void **state)
{
    (void)state;
    static const struct {
        size_t layouts;
        held lock;
        dead manner;
        size_t undone; /* of pairs of two different layouts */
    } cases[] = {
        {DESIGNED, HELD_NONE, DEAD_SWALLOWS, 133}, /* of 156 */
        {DESIGNED, HELD_NONE, DEAD_SHOWS, 146},
        {DESIGNED, HELD_CAPS, DEAD_SWALLOWS, 131},
        {DESIGNED, HELD_CAPS, DEAD_SHOWS, 144},
        {DESIGNED, HELD_SHIFT, DEAD_SHOWS, 146},
        {OBV_LAYOUT_COUNT, HELD_NONE, DEAD_SWALLOWS, 259}, /* of 306 */
        {OBV_LAYOUT_COUNT, HELD_NONE, DEAD_SHOWS, 293},
        {OBV_LAYOUT_COUNT, HELD_CAPS, DEAD_SWALLOWS, 257},
        {OBV_LAYOUT_COUNT, HELD_CAPS, DEAD_SHOWS, 291},
        {OBV_LAYOUT_COUNT, HELD_SHIFT, DEAD_SHOWS, 290},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        tally t =
            try_pairs(names, cases[i].layouts, cases[i].lock, cases[i].manner);
        CHECK_NUMBER(t.undone_wrong, cases[i].undone);
    }
}

/* The factory setting of scanners. */
static void
a_scanner_of_the_factory_is_undone_everywhere(void **state)
{
    (void)state;
    making code = {NULL, 0, 0};
    put_code(&code, 2, 330);
    for (size_t c = 1; c < OBV_LAYOUT_COUNT; c++) {
        for (int lock = HELD_NONE; lock <= HELD_SHIFT; lock++) {
            making m = {NULL, 0, 0};
            type(&m, (const char *)code.ptr, 0, c, (held)lock,
                 lock == HELD_SHIFT ? DEAD_SHOWS : DEAD_SWALLOWS);
            obv_repair r;
            obv_reason why;
            CHECK_CASE(repair(making_slice(&m), &r, &why) == OBV_OK,
                       obv_layouts[c].name);
            CHECK_CASE(obv_slice_equal(r.text, making_slice(&code)),
                       obv_layouts[c].name);
            making_clear(&m);
        }
    }
    making_clear(&code);
}

static void
it_is_said_which_keyboards_met(void **state)
{
    (void)state;
    making code = {NULL, 0, 0}, m = {NULL, 0, 0};
    obv_repair r;
    obv_reason why;
    put_code(&code, 3, 100);
    CHECK_NUMBER(repair(making_slice(&code), &r, &why), OBV_OK);
    CHECK(!r.repaired && !r.caps_lock);
    type(&m, (const char *)code.ptr, layout_of("QWERTY US"),
         layout_of("AZERTY FR"), HELD_NONE, DEAD_SHOWS);
    CHECK_NUMBER(repair(making_slice(&m), &r, &why), OBV_OK);
    CHECK(r.repaired && !r.caps_lock);
    CHECK_TEXT(r.scanner, "QWERTY US");
    CHECK_TEXT(r.computer, "AZERTY FR");
    making_clear(&m);
    type(&m, (const char *)code.ptr, layout_of("AZERTY BE"),
         layout_of("AZERTY BE"), HELD_CAPS, DEAD_SHOWS);
    CHECK_NUMBER(repair(making_slice(&m), &r, &why), OBV_OK);
    CHECK(r.repaired && r.caps_lock);
    CHECK_TEXT(r.scanner, r.computer);
    making_clear(&m);
    making_clear(&code);
}

/* ---- Around the code ---------------------------------------------------- */

/* `text` typed by a US scanner on a French computer. */
static void
type_french(making *m, const char *text)
{
    type(m, text, layout_of("QWERTY US"), layout_of("AZERTY FR"), HELD_NONE,
         DEAD_SHOWS);
}

static void
what_stands_around_the_code_is_none_of_it(void **state)
{
    (void)state;
    static const struct {
        const char *before, *behind;
    } cases[] = {
        {"]Q1", ""},     {"", "\r"},
        {"]Q3", "\r\n"}, {"", "#"},
        {"QR>", "<QR"},  {"A", "Z"},
        {"", "EOT"},     {"", "-END"},
        {"OB", ""},      {"OB1:", ""},
        {"OB1OB1:", ""}, {"\t ", " \t"},
        {"12345", ""},   {"%!OB1:OB1:OB1:", "1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making code = {NULL, 0, 0}, whole = {NULL, 0, 0}, m = {NULL, 0, 0};
        put_code(&code, 4 + (unsigned)i, 60);
        making_printf(&whole, "%s%s%s", cases[i].before, (const char *)code.ptr,
                      cases[i].behind);
        making_put(&whole, "", 1);
        type_french(&m, (const char *)whole.ptr);
        obv_repair r;
        obv_reason why;
        CHECK_CASE(repair(making_slice(&m), &r, &why) == OBV_OK,
                   cases[i].before);
        CHECK_CASE(obv_slice_equal(r.text, making_slice(&code)),
                   cases[i].before);
        CHECK_CASE(repair((obv_slice){whole.ptr, whole.len - 1}, &r, &why) ==
                       OBV_OK,
                   cases[i].before);
        CHECK_CASE(obv_slice_equal(r.text, making_slice(&code)),
                   cases[i].before);
        making_clear(&code);
        making_clear(&whole);
        making_clear(&m);
    }
}

static void
too_much_around_it_is_too_much(void **state)
{
    (void)state;
    static const struct {
        size_t before, behind;
        obv_status status;
    } cases[] = {
        {0, OBV_MAX_KEYBOARD_SUFFIX, OBV_OK},
        {0, OBV_MAX_KEYBOARD_SUFFIX + 1, OBV_NOT_FOUND},
        {OBV_MAX_KEYBOARD_STARTS - 1, 0, OBV_OK},
        {OBV_MAX_KEYBOARD_STARTS, 0, OBV_NOT_FOUND},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        making m = {NULL, 0, 0};
        for (size_t k = 0; k < cases[i].before; k++) {
            making_printf(&m, "OB1:+");
        }
        put_code(&m, 20, 60);
        making_fill(&m, 'A', cases[i].behind);
        obv_repair r;
        obv_reason why;
        CHECK_NUMBER(repair(making_slice(&m), &r, &why), cases[i].status);
        making_clear(&m);
    }
}

static void
codes_in_one_go_are_read_one_by_one(void **state)
{
    (void)state;
    static const char *const between[] = {"", "]Q1", "XY", " "};
    for (size_t i = 0; i < COUNT(between); i++) {
        making a = {NULL, 0, 0}, b = {NULL, 0, 0}, m = {NULL, 0, 0};
        put_code(&a, 31, 61);
        put_code(&b, 32, 90);
        type_french(&m, (const char *)a.ptr);
        type_french(&m, between[i]);
        type_french(&m, (const char *)b.ptr);
        obv_repair r;
        obv_reason why;
        CHECK_NUMBER(repair(making_slice(&m), &r, &why), OBV_OK);
        CHECK(obv_slice_equal(r.text, making_slice(&a)));
        CHECK_NUMBER(repair(r.rest, &r, &why), OBV_OK);
        CHECK(obv_slice_equal(r.text, making_slice(&b)));
        CHECK_NUMBER(r.rest.len, 0);
        making_clear(&a);
        making_clear(&b);
        making_clear(&m);
    }
}

/* Old terminals and serial lines know no UTF-8. */
static void
single_bytes_are_read_as_windows_has_them(void **state)
{
    (void)state;
    making code = {NULL, 0, 0}, m = {NULL, 0, 0}, bytes = {NULL, 0, 0};
    put_code(&code, 40, 200);
    type_french(&m, (const char *)code.ptr);
    making_put(&m, "", 1);
    for (size_t i = 0; i + 1 < m.len; i++) {
        bool two = (m.ptr[i] & 0xE0) == 0xC0;
        unsigned both = (m.ptr[i] & 3u) << 6 | (m.ptr[i + 1] & 0x3Fu);
        uint8_t c = two ? (uint8_t)both : m.ptr[i];
        making_put(&bytes, &c, 1);
        i += two;
    }
    CHECK(bytes.len < m.len);
    obv_repair r;
    obv_reason why;
    CHECK_NUMBER(repair(making_slice(&bytes), &r, &why), OBV_OK);
    CHECK(obv_slice_equal(r.text, making_slice(&code)));
    making_clear(&code);
    making_clear(&m);
    making_clear(&bytes);
}

/* ---- Characters that may mean two things -------------------------------- */

/* In base41, 39 is "/00" and 40 is ":00". */
static void
put_doubts(making *m, size_t before)
{
    size_t tail;
    for (uint8_t seed = 0; seed < 255; seed++) {
        uint8_t bytes[CODE_BYTES] = CODE_HEAD;
        size_t len = 2;
        for (size_t i = 0; i <= before; i++, len += 2) {
            bytes[len + 1] = i < before ? 39 : 40;
        }
        bytes[len + 1] = seed;
        m->len = 0;
        put_frame(m, bytes, len + 2);
        tail = 4 + 3 * (2 + before);
        if (memchr(m->ptr + tail, '/', m->len - tail) == NULL &&
            memchr(m->ptr + tail, ':', m->len - tail) == NULL) {
            return;
        }
    }
    fail();
}

/* A French scanner on such a computer types "/" and ":" alike, and the first
   is what it is taken for: twice it is not, in "OB1:" and in the last. */
static obv_status
repair_doubts(size_t doubts)
{
    making code = {NULL, 0, 0}, m = {NULL, 0, 0};
    put_doubts(&code, doubts - 2);
    type(&m, (const char *)code.ptr, layout_of("AZERTY FR"),
         layout_of("QWERTY CA (fr)"), HELD_NONE, DEAD_SHOWS);
    obv_repair r;
    obv_reason why;
    obv_status status = repair(making_slice(&m), &r, &why);
    CHECK(status != OBV_OK || obv_slice_equal(r.text, making_slice(&code)));
    making_clear(&code);
    making_clear(&m);
    return status;
}

static void
so_many_doubts_are_followed_and_no_more(void **state)
{
    (void)state;
    CHECK_NUMBER(repair_doubts(2), OBV_OK);
    CHECK_NUMBER(repair_doubts(OBV_MAX_KEYBOARD_DOUBTS), OBV_OK);
    CHECK_NUMBER(repair_doubts(OBV_MAX_KEYBOARD_DOUBTS + 1), OBV_NOT_FOUND);
}

static bool
try_number(obv_tried *tried, size_t number)
{
    char text[24];
    snprintf(text, sizeof(text), "OB1:%zu", number);
    return obv_tried_add(tried, obv_slice_of(text));
}

static void
so_many_texts_are_tried_and_no_more(void **state)
{
    (void)state;
    static obv_tried tried;
    for (size_t i = 0; i < OBV_MAX_KEYBOARD_TRIES; i++) {
        CHECK(try_number(&tried, i));
        CHECK(!try_number(&tried, i / 2)); /* what was before is none */
    }
    CHECK(!try_number(&tried, OBV_MAX_KEYBOARD_TRIES));
    CHECK_NUMBER(tried.count, OBV_MAX_KEYBOARD_TRIES);
}

/* ---- What cannot be undone ---------------------------------------------- */

/* A character lost, doubled or another: never another text. */
static void
a_damaged_code_is_never_another_one(void **state)
{
    (void)state;
    making code = {NULL, 0, 0};
    put_code(&code, 50, 60);
    for (size_t i = 0; i < code.len; i++) {
        making text = {NULL, 0, 0}, m = {NULL, 0, 0};
        making_put(&text, code.ptr, i);
        making_put(&text, code.ptr[i] == 'X' ? "Y" : "X", 1);
        making_put(&text, code.ptr + i + 1, code.len - i); /* and its NUL */
        obv_repair r;
        obv_reason why;
        CHECK_NUMBER(repair((obv_slice){text.ptr, text.len - 1}, &r, &why),
                     OBV_NOT_FOUND);
        CHECK_NUMBER(why,
                     i < 4 ? OBV_REASON_KEYBOARD : OBV_REASON_CODE_DAMAGED);
        type_french(&m, (const char *)text.ptr);
        CHECK_NUMBER(repair(making_slice(&m), &r, &why), OBV_NOT_FOUND);
        CHECK_NUMBER(why, OBV_REASON_KEYBOARD);
        CHECK_NUMBER(repair((obv_slice){code.ptr, i}, &r, &why), OBV_NOT_FOUND);
        making_clear(&text);
        making_clear(&m);
    }
    making_clear(&code);
}

static void
what_is_no_code_is_not_called_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "bonjour",
        "OB",
        "OB1",
        "OB1: the first of three",
        "OB1:ABC",
        "ob&M les deux autres, je crois, sont au dos de cette feuille-ci",
        "\x1B",
        "\x1B[A",
        "caf\xC3\xA9",
        "\xC3",
        "une phrase, tap\xE9"
        "e \xE0 la main, qui est plus longue que bien "
        "des codes",
        ("eyJhbGciOiJFZERTQSJ9.eyJhbGciOiJFZERTQSJ9eyJhbGciOiJFZERTQSJ9."
         "c2lnYW5k"),
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        obv_repair r;
        obv_reason why;
        CHECK_CASE(repair(obv_slice_of(texts[i]), &r, &why) == OBV_NOT_FOUND,
                   texts[i]);
        CHECK_CASE(why == OBV_REASON_OTHER_CODE, texts[i]);
    }
}

static void
a_long_word_of_no_kind_is_a_garbled_code(void **state)
{
    (void)state;
    for (size_t len = OBV_MIN_GARBLED - 1; len <= OBV_MIN_GARBLED; len++) {
        making m = {NULL, 0, 0};
        making_fill(&m, 'z', len);
        obv_repair r;
        obv_reason why;
        CHECK_NUMBER(repair(making_slice(&m), &r, &why), OBV_NOT_FOUND);
        CHECK_NUMBER(why, len < OBV_MIN_GARBLED ? OBV_REASON_OTHER_CODE
                                                : OBV_REASON_KEYBOARD);
        making_clear(&m);
    }
}

/* The worst that somebody can make a scanner type. */
static void
a_text_at_the_limit_is_read_and_no_longer_one(void **state)
{
    (void)state;
    static const char *const fillings[] = {"OB1:", "A", "\xC3\xA9", "\x1B"};
    for (size_t i = 0; i < COUNT(fillings); i++) {
        making m = {NULL, 0, 0};
        making_text(&m, "OB1:");
        while (m.len < OBV_MAX_TYPED) {
            making_text(&m, fillings[i]);
        }
        obv_repair r;
        obv_reason why;
        CHECK_NUMBER(repair((obv_slice){m.ptr, OBV_MAX_TYPED}, &r, &why),
                     OBV_NOT_FOUND);
        making_text(&m, "A");
        CHECK_NUMBER(repair((obv_slice){m.ptr, OBV_MAX_TYPED + 1}, &r, &why),
                     OBV_LIMIT);
        CHECK_NUMBER(why, OBV_REASON_LIMIT);
        making_clear(&m);
    }
}

static void
each_size_of_arena_is_too_small_or_enough(void **state)
{
    (void)state;
    making code = {NULL, 0, 0}, m = {NULL, 0, 0};
    put_code(&code, 60, 20);
    type_french(&m, (const char *)code.ptr);
    obv_repair r;
    obv_reason why;
    CHECK_EACH_ARENA(obv_keyboard_repair(making_slice(&m), small, &r, &why));
    making_clear(&code);
    making_clear(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            every_pair_that_can_be_undone_is_undone_and_the_rest_are_told),
        cmocka_unit_test(a_scanner_of_the_factory_is_undone_everywhere),
        cmocka_unit_test(it_is_said_which_keyboards_met),
        cmocka_unit_test(what_stands_around_the_code_is_none_of_it),
        cmocka_unit_test(too_much_around_it_is_too_much),
        cmocka_unit_test(codes_in_one_go_are_read_one_by_one),
        cmocka_unit_test(single_bytes_are_read_as_windows_has_them),
        cmocka_unit_test(so_many_doubts_are_followed_and_no_more),
        cmocka_unit_test(so_many_texts_are_tried_and_no_more),
        cmocka_unit_test(a_damaged_code_is_never_another_one),
        cmocka_unit_test(what_is_no_code_is_not_called_one),
        cmocka_unit_test(a_long_word_of_no_kind_is_a_garbled_code),
        cmocka_unit_test(a_text_at_the_limit_is_read_and_no_longer_one),
        cmocka_unit_test(each_size_of_arena_is_too_small_or_enough),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
