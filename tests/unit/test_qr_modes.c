/* SPDX-License-Identifier: Apache-2.0 */
/* What a code declares, read from a picture of it: its bytes as they were
   written, and beside them the character set and which part it is. */
#include "check.h"

#include "codes.h"

#include <stdio.h>

static obv_arena *arena;
static obv_symbols symbols;
static code drawn;

#define ARENA (8u * 1024 * 1024)

static void
read_paper(const paper *p)
{
    obv_grey grey = paper_grey(p);
    obv_arena_empty(arena);
    symbols.count = 0;
    CHECK_NUMBER(
        obv_qr_read(&grey, false, &(int64_t){INT64_MAX}, arena, &symbols),
        OBV_OK);
}

typedef struct declared {
    const char *name;
    code code;
    const char *written;
    const char *read; /* NULL: as it is written */
} declared;

/* The separator of FNC1. */
#define GS "\x1D"

/* libqrencode 4.1.1 writes a set of three bytes wrong and FNC1 in the first
   position not at all: test_stream has them. */
static const declared cases[] = {
    {"digits", {.mode = 'N'}, "0123456789012", NULL},
    {"letters", {.mode = 'A'}, "OB1:ABC $%*+-./:%%", NULL},
    {"bytes", {0}, "bytes \x01\xff", NULL},
    {"Kanji", {.mode = 'K'}, "\x93\x5f\xe4\xaa\x88\x9f\xea\xa4", NULL},
    {"UTF-8", {.eci = 26}, "Zo\xC3\xAB M\xC3\xBCller", NULL},
    {"Latin 9", {.eci = 17}, "\xA4 15", NULL},
    {"set of two bytes", {.eci = 128}, "set", NULL},
    {"the last of two bytes", {.eci = 16383}, "set", NULL},
    {"set and Kanji", {.eci = 20, .mode = 'K'}, "\x93\x5f\xe4\xaa", NULL},
    {"application 37", {.application = 37, .mode = 'A'}, "A%", "37A" GS},
    {"application a", {.application = 'a' + 100}, "bytes", "abytes"},
};

static void
check_declared(const declared *d, unsigned version, double degrees)
{
    drawn = d->code;
    drawn.version = version;
    drawn.level = 'M';
    CHECK_CASE(code_make(&drawn, obv_slice_of(d->written)), d->name);
    double side = (drawn.size + 8) * 4 * 1.4;
    paper p = paper_new((uint32_t)side, (uint32_t)side);
    paper_draw(&p, &drawn, side / 2, side / 2, 4, degrees);
    read_paper(&p);
    paper_free(&p);
    CHECK_CASE(symbols.count == 1, d->name);
    const char *read = d->read != NULL ? d->read : d->written;
    CHECK_CASE(obv_slice_equal(symbols.items[0].bytes, obv_slice_of(read)),
               d->name);
    CHECK_CASE(symbols.items[0].eci == d->code.eci, d->name);
    CHECK_CASE(symbols.items[0].parts == 0, d->name);
}

/* A count has other bits in versions from 10 and from 27 on. */
static void
what_a_code_declares_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        check_declared(&cases[i], 3, (double)i * 23);
        check_declared(&cases[i], 11, (double)i * 31);
        check_declared(&cases[i], 27, (double)i * 47);
    }
}

/* In any order on the sheet. */
static void
parts_of_a_set_on_one_sheet_say_which_they_are(void **state)
{
    (void)state;
    static code parts[4];
    static const char text[] = "a text that is too long for a single one, "
                               "and stands on several";
    size_t count = code_split(parts, COUNT(parts), 3, 'M', obv_slice_of(text));
    uint8_t parity = 0;
    for (const char *c = text; *c != '\0'; c++) {
        parity ^= (uint8_t)*c;
    }
    CHECK(count > 1);
    paper p = paper_new((uint32_t)(count * 180), 180);
    for (size_t i = 0; i < count; i++) {
        paper_draw(&p, &parts[count - 1 - i], (double)i * 180 + 90, 90, 4, 0);
    }
    read_paper(&p);
    paper_free(&p);
    CHECK_NUMBER(symbols.count, count);
    char whole[sizeof(text)] = "";
    size_t len = 0;
    for (unsigned part = 0; part < count; part++) {
        for (size_t i = 0; i < symbols.count; i++) {
            const obv_symbol *s = &symbols.items[i];
            CHECK_NUMBER(s->parts, count);
            CHECK_NUMBER(s->parity, parity);
            if (s->part == part && len + s->bytes.len < sizeof(whole)) {
                memcpy(whole + len, s->bytes.ptr, s->bytes.len);
                len += s->bytes.len;
            }
        }
    }
    CHECK_TEXT(whole, text);
}

static int
open_arena(void **state)
{
    (void)state;
    arena = obv_arena_new(ARENA);
    return arena != NULL ? 0 : -1;
}

static int
close_arena(void **state)
{
    (void)state;
    obv_arena_free(arena);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_code_declares_is_read),
        cmocka_unit_test(parts_of_a_set_on_one_sheet_say_which_they_are),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
