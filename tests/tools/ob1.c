/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Badges as OB1 codes, for tests and figures:
 *
 *   ob1 pack LIST MOST FILE...   packs each with the entry of LIST ("-": none)
 *                                that makes it smallest
 *   ob1 make COUNT               packs badges that it makes up
 *   ob1 words                    the general dictionary, coded
 *
 * One line a badge: its name, the bytes of its frame, its text in hexadecimal,
 * the entry in hexadecimal or "-", and its codes, each after a tab.
 */
#include "base/base.h"
#include "canon/canon.h"
#include "issuer/issuer.h"
#include "paper/paper.h"

#include <stdio.h>
#include <stdlib.h>

static obv_call call;

static int
trouble(const char *what, const char *name)
{
    fprintf(stderr, "ob1: %s: %s\n", what, name);
    return 3;
}

static void
print_hex(obv_slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        printf("%02x", bytes.ptr[i]);
    }
}

static void
print_badge(const char *name, obv_slice text, const obv_json *entry,
            const obv_packed *packed)
{
    obv_slice document;
    printf("%s\t%zu\t", name, packed->frame);
    print_hex(text);
    printf("\t");
    if (entry != NULL &&
        obv_jcs_value(entry, call.arena, &document) == OBV_OK) {
        print_hex(document);
    } else {
        printf("-");
    }
    for (size_t i = 0; i < packed->count; i++) {
        printf("\t%.*s", (int)packed->texts[i].len, packed->texts[i].ptr);
    }
    printf("\n");
}

/* ---- Files --------------------------------------------------------------- */

static bool
read_whole(const char *path, obv_arena *arena, obv_slice *ret)
{
    FILE *file = fopen(path, "rb");
    size_t max = 8u * 1024 * 1024;
    uint8_t *room = obv_arena_alloc(arena, 1, max);
    if (file == NULL || room == NULL) {
        return false;
    }
    *ret = (obv_slice){room, fread(room, 1, max, file)};
    return fclose(file) == 0;
}

/* Each of a list's entries and none: the smallest. */
static bool
pack_best(obv_slice text, const obv_json *catalogue, size_t most,
          obv_packed *best, const obv_json **entry)
{
    obv_pack_wish wish = {.most = most};
    *entry = NULL;
    if (!obv_pack(&call, text, &wish, best)) {
        return false;
    }
    for (size_t i = 0; i < obv_json_count(catalogue); i++) {
        obv_packed packed;
        wish.entry = obv_json_get(obv_json_item(catalogue, i), "document");
        if (!obv_pack(&call, text, &wish, &packed)) {
            return false;
        }
        if (packed.frame < best->frame) {
            *best = packed;
            *entry = wish.entry;
        }
    }
    return true;
}

static int
pack_files(int count, char **given)
{
    obv_arena *lists = obv_arena_new(64u * 1024 * 1024);
    obv_slice list;
    const obv_json *tree = NULL;
    if (strcmp(given[0], "-") != 0 &&
        (!read_whole(given[0], lists, &list) ||
         obv_json_parse(list, OBV_JSON_ANY, lists, &tree, NULL) != OBV_OK)) {
        return trouble("cannot read", given[0]);
    }
    size_t most = strtoul(given[1], NULL, 10);
    for (int i = 2; i < count; i++) {
        obv_slice text;
        obv_packed packed;
        const obv_json *entry;
        obv_arena_empty(call.arena);
        if (!read_whole(given[i], call.arena, &text) ||
            !pack_best(obv_slice_trim(text), obv_json_get(tree, "catalogue"),
                       most, &packed, &entry)) {
            return trouble("cannot pack", given[i]);
        }
        print_badge(given[i], obv_slice_trim(text), entry, &packed);
    }
    obv_arena_free(lists);
    return 0;
}

/* ---- Badges that nobody awarded ------------------------------------------ */

static uint64_t chance = 1;

static unsigned
below(unsigned n)
{
    chance = chance * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(chance >> 33) % n;
}

static void
put_digits(obv_buffer *b, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        obv_put_char(b, digits[below((unsigned)strlen(digits))]);
    }
}

static void
put_uuid(obv_buffer *b)
{
    static const char hex[] = "0123456789abcdef";
    put_digits(b, hex, 8);
    obv_put_char(b, '-');
    put_digits(b, hex, 4);
    obv_put_char(b, '-');
    put_digits(b, "4444571230", 1);
    put_digits(b, hex, 3);
    obv_put_char(b, '-');
    put_digits(b, "89ab", 1);
    put_digits(b, hex, 3);
    obv_put_char(b, '-');
    put_digits(b, hex, 12);
}

static void
put_two(obv_buffer *b, unsigned least, unsigned n)
{
    unsigned value = least + below(n);
    obv_put_char(b, (char)('0' + value / 10));
    obv_put_char(b, (char)('0' + value % 10));
}

/* Days that there are not, too. */
static void
put_date(obv_buffer *b)
{
    static const char *const ends[] = {
        "Z",        "+01:00", "+02:00", "+00:00",     ".120Z", ".123456+00:00",
        ".000001Z", "-05:00", ".5Z",    ".999+02:00", "",      "+05:30"};
    obv_put_text(b, below(20) > 0 ? "20" : "21");
    put_two(b, 15, 80);
    obv_put_char(b, '-');
    put_two(b, 1, 12);
    obv_put_char(b, '-');
    put_two(b, 1, below(9) > 0 ? 28 : 32);
    if (below(6) == 0) {
        return;
    }
    obv_put_char(b, 'T');
    put_two(b, 0, 24);
    obv_put_char(b, ':');
    put_two(b, 0, below(3) > 0 ? 1 : 60);
    obv_put_char(b, ':');
    put_two(b, 0, below(3) > 0 ? 1 : 61);
    obv_put_text(b, ends[below(COUNT(ends))]);
}

static void
put_random(obv_buffer *b)
{
    uint8_t bytes[80];
    size_t len = 1 + below(sizeof(bytes));
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (uint8_t)below(256);
    }
    obv_slice all = {bytes, len};
    const char *text;
    switch (below(4)) {
    case 0:
        text = obv_to_hex(all, b->arena);
        break;
    case 1:
        obv_put_char(b, 'z');
        text = obv_to_base58(all, b->arena);
        break;
    case 2:
        obv_put_text(b, "data:image/png;base64,");
        text = obv_to_base64(all, b->arena);
        break;
    default:
        text = obv_to_base64url(all, b->arena);
    }
    obv_put_text(b, text);
}

static void
put_prose(obv_buffer *b)
{
    static const char *const words[] = {"la personne",
                                        "l’équipe",
                                        "respect des consignes",
                                        "assiduité",
                                        "Ponctualité",
                                        "team work",
                                        "safety",
                                        "\\n\\n- ",
                                        "pendant",
                                        "six mois",
                                        "évaluation",
                                        "«\u202Ffait\u202F»",
                                        "ou",
                                        "日本語",
                                        "😀",
                                        "naïve",
                                        "Ł ą",
                                        "\\u00e9",
                                        "12345678901",
                                        "0123456789",
                                        "\t",
                                        "¿",
                                        "z"};
    for (unsigned n = below(40); n > 0; n--) {
        obv_put_text(b, words[below(COUNT(words))]);
        obv_put_char(b, ' ');
    }
}

static void
put_kept(obv_buffer *b, obv_slice kept[3])
{
    obv_put(b, kept[below(3)]);
}

static obv_slice
made_of(void (*put)(obv_buffer *), obv_arena *arena)
{
    obv_buffer b = obv_buffer_in(arena);
    put(&b);
    return obv_buffer_slice(&b);
}

/* What looks like a credential, with parts that come again. */
static obv_slice make_text(obv_arena *arena, unsigned depth);

static void
put_jws(obv_buffer *b, obv_slice payload)
{
    static const char *const headers[] = {
        "{\"alg\":\"EdDSA\",\"kid\":\"did:key:z6Mk\",\"typ\":\"vc+jwt\"}",
        "{\"typ\":\"JWT\",\"alg\":\"RS256\"}", "{\"alg\":\"ES256\"}", "{}"};
    uint8_t signature[96];
    for (size_t i = 0; i < sizeof(signature); i++) {
        signature[i] = (uint8_t)below(256);
    }
    obv_slice header = obv_slice_of(headers[below(COUNT(headers))]);
    obv_put_text(b, obv_to_base64url(header, b->arena));
    obv_put_char(b, '.');
    obv_put_text(b, obv_to_base64url(payload, b->arena));
    obv_put_char(b, '.');
    obv_put_text(b,
                 obv_to_base64url((obv_slice){signature, below(97)}, b->arena));
}

static obv_slice
make_text(obv_arena *arena, unsigned depth)
{
    obv_buffer b = obv_buffer_in(arena);
    obv_slice kept[3] = {made_of(put_uuid, arena), made_of(put_date, arena),
                         made_of(put_random, arena)};
    obv_put_text(&b, "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]"
                     ",\"id\":\"urn:uuid:");
    obv_put(&b, kept[0]);
    for (unsigned n = 1 + below(8); n > 0; n--) {
        static void (*const puts[])(obv_buffer *) = {
            put_uuid, put_date, put_random, put_prose, put_prose};
        obv_put_text(&b, below(2) ? "\",\"narrative\":\"" : "\", \"a\": \"");
        if (below(3) == 0) {
            put_kept(&b, kept);
        } else {
            puts[below(COUNT(puts))](&b);
        }
    }
    if (depth < 6 && below(4) == 0) {
        obv_put_text(&b, "\",\"vc\":\"");
        put_jws(&b, make_text(arena, depth + 1));
    }
    if (below(8) == 0) {
        obv_put_text(&b, "\",\"image\":\"data:image/svg+xml;base64,");
        obv_put_text(
            &b, obv_to_base64(obv_slice_of("<svg xmlns=\"x\" id=\"é\"></svg>"),
                              arena));
    }
    int64_t time;
    obv_put_text(&b, "\"}");
    if (obv_time_parse(kept[1], &time) == OBV_OK) {
        b.len--;
        obv_put_text(&b, ",\"nbf\":");
        obv_put_number(&b, time);
        obv_put_char(&b, '}');
    }
    return obv_buffer_slice(&b);
}

static int
make_badges(unsigned long count)
{
    static const char document[] =
        "{\"id\":\"urn:uuid:6f067731-58e3-4d91-858e-f3771bbc3552\",\"narrative"
        "\":\"Respect des consignes de sécurité\",\"at\":\"2026-01-05\"}";
    obv_arena *lists = obv_arena_new(1u * 1024 * 1024);
    const obv_json *entry;
    if (obv_json_parse(obv_slice_of(document), OBV_JSON_ANY, lists, &entry,
                       NULL) != OBV_OK) {
        return trouble("no memory", "make");
    }
    for (unsigned long i = 0; i < count; i++) {
        obv_arena_empty(call.arena);
        obv_slice text = make_text(call.arena, 0);
        obv_buffer b = obv_buffer_in(call.arena);
        obv_packed packed;
        obv_pack_wish wish = {below(2) ? entry : NULL, below(3) == 0 ? 500 : 0};
        if (below(4) > 0) {
            put_jws(&b, text);
            text = obv_buffer_slice(&b);
        }
        if (!obv_pack(&call, text, &wish, &packed)) {
            return trouble("cannot pack", (const char *)text.ptr);
        }
        print_badge("made", text, wish.entry, &packed);
    }
    obv_arena_free(lists);
    return 0;
}

/* ---- The dictionary -------------------------------------------------------
 */

static int
print_words(void)
{
    obv_slice words;
    if (obv_ob1_dictionary(obv_slice_of(""), call.arena, &words) != OBV_OK) {
        return trouble("no memory", "words");
    }
    return fwrite(words.ptr, 1, words.len, stdout) == words.len ? 0 : 3;
}

int
main(int argc, char **argv)
{
    call =
        (obv_call){.arena = obv_arena_new(256u * 1024 * 1024), .out = stdout};
    int status = 3;
    if (call.arena == NULL || !obv_sodium_start()) {
        return trouble("no memory", "start");
    }
    obv_json_start();
    if (argc > 4 && strcmp(argv[1], "pack") == 0) {
        status = pack_files(argc - 2, argv + 2);
    } else if (argc == 3 && strcmp(argv[1], "make") == 0) {
        status = make_badges(strtoul(argv[2], NULL, 10));
    } else if (argc == 2 && strcmp(argv[1], "words") == 0) {
        status = print_words();
    } else {
        trouble("pack LIST MOST FILE..., make COUNT, or words", "usage");
    }
    obv_arena_free(call.arena);
    return status;
}
