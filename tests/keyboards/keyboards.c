/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What keyboards type, from the tables of the system (xkb-data, by
 * libxkbcommon).
 *
 *     cc tests/keyboards/keyboards.c -o keyboards -lxkbcommon -lunistring
 *     keyboards table > verifier/paper/layouts.c
 *     keyboards type SCANNER COMPUTER [caps] < text
 *
 * The second writes what a computer set to COMPUTER gets of the text of a code
 * from a scanner set to SCANNER (as X names layouts: us, fr(bepo)), Caps Lock
 * on or off, through the table of compositions of the system.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uninorm.h>
#include <xkbcommon/xkbcommon-compose.h>
#include <xkbcommon/xkbcommon.h>

static const struct layout {
    const char *name, *symbols, *variant;
} layouts[] = {
    {"QWERTY US", "us", ""},      {"QWERTY UK", "gb", ""},
    {"AZERTY FR", "fr", ""},      {"AZERTY FR (AFNOR)", "fr", "afnor"},
    {"BÉPO FR", "fr", "bepo"},    {"AZERTY BE", "be", ""},
    {"QWERTZ DE", "de", ""},      {"QWERTZ CH (fr)", "ch", "fr"},
    {"QWERTZ CH (de)", "ch", ""}, {"QWERTY ES", "es", ""},
    {"QWERTY IT", "it", ""},      {"QWERTY PT", "pt", ""},
    {"QWERTY CA (fr)", "ca", ""}, {"QWERTY CA", "ca", "multix"},
    {"QWERTY SE", "se", ""},      {"QWERTY DK", "dk", ""},
    {"QWERTY NO", "no", ""},      {"QWERTY LATAM", "latam", ""},
};

/* The keys that print: four rows from left to right, top to bottom. */
static const xkb_keycode_t keys[] = {
    49, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, /* ` 1 ... = */
    24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,     /* Q ... ] */
    38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 51,     /* A ... ' \ */
    94, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61,         /* < Z ... / */
};

enum { LEFT_SHIFT = 50, CAPS_LOCK = 66, RIGHT_ALT = 108 };

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define KEYS COUNT(keys)
#define LEVELS 3 /* plain, Shift, AltGr */

/* What each key gives: a character, or a dead key. */
typedef struct board {
    xkb_keysym_t symbol[2][LEVELS][KEYS];
    bool alt_types; /* its right Alt is a third level, not a plain Alt */
} board;

static xkb_keysym_t
press(struct xkb_keymap *map, bool caps, int level, xkb_keycode_t key)
{
    struct xkb_state *state = xkb_state_new(map);
    if (caps) {
        xkb_state_update_key(state, CAPS_LOCK, XKB_KEY_DOWN);
        xkb_state_update_key(state, CAPS_LOCK, XKB_KEY_UP);
    }
    if (level > 0) {
        xkb_state_update_key(state, level == 1 ? LEFT_SHIFT : RIGHT_ALT,
                             XKB_KEY_DOWN);
    }
    xkb_keysym_t symbol = xkb_state_key_get_one_sym(state, key);
    xkb_state_unref(state);
    return symbol;
}

static bool
right_alt_is_alt(struct xkb_keymap *map)
{
    struct xkb_state *state = xkb_state_new(map);
    xkb_state_update_key(state, RIGHT_ALT, XKB_KEY_DOWN);
    bool is = xkb_state_mod_name_is_active(state, XKB_MOD_NAME_ALT,
                                           XKB_STATE_MODS_EFFECTIVE) > 0;
    xkb_state_unref(state);
    return is;
}

static board
open_board(const char *symbols, const char *variant)
{
    struct xkb_context *context =
        xkb_context_new(XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
    struct xkb_rule_names names = {"evdev", "pc105", symbols, variant, ""};
    struct xkb_keymap *map =
        context == NULL ? NULL
                        : xkb_keymap_new_from_names(
                              context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
    if (map == NULL) {
        fprintf(stderr, "keyboards: no layout %s(%s)\n", symbols, variant);
        exit(1);
    }
    board b = {.alt_types = !right_alt_is_alt(map)};
    for (int caps = 0; caps < 2; caps++) {
        for (int level = 0; level < LEVELS; level++) {
            for (size_t k = 0; k < KEYS; k++) {
                b.symbol[caps][level][k] =
                    press(map, caps != 0, level, keys[k]);
            }
        }
    }
    xkb_keymap_unref(map);
    xkb_context_unref(context);
    return b;
}

/* ---- The table ----------------------------------------------------------- */

/* A dead key is the mark that it puts on the next letter; and how that mark
   looks alone. */
static const struct mark {
    xkb_keysym_t dead;
    ucs4_t mark, alone;
} marks[] = {
    {XKB_KEY_dead_grave, 0x300, '`'},
    {XKB_KEY_dead_acute, 0x301, 0xB4},
    {XKB_KEY_dead_circumflex, 0x302, '^'},
    {XKB_KEY_dead_tilde, 0x303, '~'},
    {XKB_KEY_dead_diaeresis, 0x308, 0xA8},
    {XKB_KEY_dead_abovering, 0x30A, 0xB0},
    {XKB_KEY_dead_caron, 0x30C, 0x2C7},
    {XKB_KEY_dead_cedilla, 0x327, 0xB8},
};

static ucs4_t
mark_of(xkb_keysym_t symbol)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        if (marks[i].dead == symbol) {
            return marks[i].mark;
        }
    }
    return 0;
}

/* Nothing is a space: no key of these types one that a code holds.  Marks and
   what does not show are spelled out. */
static void
print_symbol(xkb_keysym_t symbol)
{
    ucs4_t mark = mark_of(symbol);
    ucs4_t c = mark != 0 ? mark : xkb_keysym_to_utf32(symbol);
    char text[8] = " ";
    if (c == '"' || c == '\\') {
        snprintf(text, sizeof(text), "\\%c", (char)c);
    } else if (c >= 0x2000 ? c < 0xFFFF : mark != 0 || c == 0xA0) {
        snprintf(text, sizeof(text), "\\u%04X", (unsigned)c);
    } else if (c > ' ' && c < 0x2000 && c != 0x7F) {
        xkb_keysym_to_utf8(symbol, text, sizeof(text));
    }
    printf("%s", text);
}

static void
print_level(const board *b, int caps, int level)
{
    printf("         u\"");
    for (size_t k = 0; k < KEYS && (level < 2 || b->alt_types); k++) {
        print_symbol(b->symbol[caps][level][k]);
    }
    printf("\"%s\n", level == LEVELS - 1 ? "}," : ",");
}

static void
print_layout(const struct layout *l)
{
    board b = open_board(l->symbols, l->variant);
    printf("    {\"%s\",\n", l->name);
    for (int caps = 0; caps < 2; caps++) {
        printf("        %s\n", caps == 0 ? "{{" : " {");
        for (int level = 0; level < LEVELS; level++) {
            print_level(&b, caps, level);
        }
    }
    printf("        }},\n");
}

static void
print_compositions(void)
{
    for (size_t i = 0; i < COUNT(marks); i++) {
        printf("    {0x%04X, ' ', 0x%04X},\n", (unsigned)marks[i].alone,
               (unsigned)marks[i].mark);
        for (ucs4_t c = 'A'; c <= 'z'; c++) {
            ucs4_t whole = uc_composition(c, marks[i].mark);
            if (whole != 0 && (c <= 'Z' || c >= 'a')) {
                printf("    {0x%04X, '%c', 0x%04X},\n", (unsigned)whole,
                       (char)c, (unsigned)marks[i].mark);
            }
        }
    }
}

static int
print_table(void)
{
    printf("/* SPDX-License-Identifier: Apache-2.0 */\n"
           "/*\n"
           " * Made by tests/keyboards/keyboards.c from the keyboard tables of"
           " the system;\n"
           " * not changed by hand.\n"
           " */\n"
           "#include \"paper/layouts.h\"\n\n"
           "/* clang-format off */\n"
           "const obv_layout obv_layouts[OBV_LAYOUT_COUNT] = {\n");
    for (size_t i = 0; i < COUNT(layouts); i++) {
        print_layout(&layouts[i]);
    }
    printf("};\n\nconst obv_composition obv_compositions[] = {\n");
    print_compositions();
    printf("    {0, 0, 0},\n};\n/* clang-format on */\n");
    return 0;
}

/* ---- Typing -------------------------------------------------------------- */

/* `us`, `fr(bepo)` */
static board
named_board(const char *name)
{
    char text[64];
    snprintf(text, sizeof(text), "%s", name);
    char *variant = strchr(text, '(');
    if (variant == NULL) {
        return open_board(text, "");
    }
    *variant++ = '\0';
    variant[strcspn(variant, ")")] = '\0';
    return open_board(text, variant);
}

static bool
find_key(const board *b, char c, int *level, size_t *key)
{
    for (*level = 0; *level < LEVELS; ++*level) {
        for (*key = 0; *key < KEYS; ++*key) {
            if (xkb_keysym_to_utf32(b->symbol[0][*level][*key]) ==
                (uint32_t)c) {
                return true;
            }
        }
    }
    return false;
}

/* A dead key waits for the next one; what no table composes is lost. */
static void
type_symbol(struct xkb_compose_state *compose, xkb_keysym_t symbol)
{
    char text[64] = "";
    xkb_keysym_to_utf8(symbol, text, sizeof(text));
    if (compose != NULL) {
        xkb_compose_state_feed(compose, symbol);
        switch (xkb_compose_state_get_status(compose)) {
        case XKB_COMPOSE_NOTHING:
            break;
        case XKB_COMPOSE_COMPOSED:
            xkb_compose_state_get_utf8(compose, text, sizeof(text));
            xkb_compose_state_reset(compose);
            break;
        case XKB_COMPOSE_COMPOSING:
            return;
        case XKB_COMPOSE_CANCELLED:
            xkb_compose_state_reset(compose);
            return;
        }
    }
    printf("%s", text);
}

static int
type(const char *scanner_name, const char *computer_name, bool caps)
{
    board scanner = named_board(scanner_name);
    board computer = named_board(computer_name);
    struct xkb_context *context = xkb_context_new(XKB_CONTEXT_NO_FLAGS);
    struct xkb_compose_table *table = xkb_compose_table_new_from_locale(
        context, "en_US.UTF-8", XKB_COMPOSE_COMPILE_NO_FLAGS);
    struct xkb_compose_state *compose =
        table == NULL
            ? NULL
            : xkb_compose_state_new(table, XKB_COMPOSE_STATE_NO_FLAGS);
    int level;
    size_t key;
    for (int c; (c = getchar()) != EOF;) {
        if (!find_key(&scanner, (char)c, &level, &key)) {
            putchar(c); /* Enter, Tab */
            continue;
        }
        bool alt = level == 2 && !computer.alt_types;
        printf("%s", alt ? "\x1B" : ""); /* what terminals make of Alt */
        type_symbol(compose, computer.symbol[caps][alt ? 0 : level][key]);
    }
    xkb_compose_state_unref(compose);
    xkb_compose_table_unref(table);
    xkb_context_unref(context);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "table") == 0) {
        return print_table();
    }
    if (argc >= 4 && strcmp(argv[1], "type") == 0) {
        return type(argv[2], argv[3], argc > 4 && strcmp(argv[4], "caps") == 0);
    }
    fprintf(stderr, "usage: keyboards table | type SCANNER COMPUTER [caps]\n");
    return 3;
}
