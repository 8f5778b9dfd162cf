/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bakes as badge-issuer does not, but others do:
 *
 *     odd KIND PICTURE.png TEXT OUT.png
 *
 * KIND is a row of kinds[].  The chunk goes before the first IDAT.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define MAX (4u << 20)

/* clang-format off */
static const struct {
    const char *name, *type, *keyword;
    bool squeezed;
    int times;
} kinds[] = {
    {"compressed", "iTXt", "openbadgecredential", true,  1}, /* against the standard */
    {"address",    "tEXt", "openbadges",          false, 1}, /* Open Badges 1.0 */
    {"squeezed",   "zTXt", "openbadges",          true,  1}, /* the same, smaller */
    {"foreign",    "iTXt", "openbadge",           false, 1}, /* of one platform */
    {"twice",      "iTXt", "openbadgecredential", false, 2},
};
/* clang-format on */

typedef struct bytes {
    uint8_t *ptr;
    size_t len;
} bytes;

static void
give_up(const char *what)
{
    fprintf(stderr, "odd: %s\n", what);
    exit(1);
}

static bytes
read_file(const char *name)
{
    bytes b = {malloc(MAX), 0};
    FILE *file = fopen(name, "rb");
    if (b.ptr == NULL || file == NULL) {
        give_up("cannot read a file");
    }
    b.len = fread(b.ptr, 1, MAX, file);
    fclose(file);
    return b;
}

static void
put(bytes *b, const void *more, size_t len)
{
    if (len > MAX - b->len) {
        give_up("too large");
    }
    memcpy(b->ptr + b->len, more, len);
    b->len += len;
}

static void
put_u32be(bytes *b, uint32_t n)
{
    const uint8_t four[4] = {(uint8_t)(n >> 24), (uint8_t)(n >> 16),
                             (uint8_t)(n >> 8), (uint8_t)n};
    put(b, four, 4);
}

static void
put_text(bytes *b, bytes text, bool squeezed)
{
    uLongf room = compressBound(text.len);
    uint8_t *small = malloc(room);
    if (!squeezed) {
        put(b, text.ptr, text.len);
    } else if (small == NULL ||
               compress2(small, &room, text.ptr, text.len, 9) != Z_OK) {
        give_up("cannot compress");
    } else {
        put(b, small, room);
    }
    free(small);
}

/* iTXt ::= keyword NUL flag method language NUL translated NUL text
   tEXt ::= keyword NUL text              zTXt ::= keyword NUL method text */
static void
put_chunk(bytes *out, size_t kind, bytes text)
{
    bytes body = {malloc(MAX), 0};
    const uint8_t itxt[5] = {0, kinds[kind].squeezed, 0, 0, 0};
    if (body.ptr == NULL) {
        give_up("no memory");
    }
    put(&body, kinds[kind].type, 4);
    put(&body, kinds[kind].keyword, strlen(kinds[kind].keyword));
    if (strcmp(kinds[kind].type, "iTXt") == 0) {
        put(&body, itxt, sizeof(itxt));
    } else {
        put(&body, itxt, kinds[kind].squeezed ? 1 : 0);
        put(&body, "", 1);
    }
    put_text(&body, text, kinds[kind].squeezed);
    put_u32be(out, (uint32_t)(body.len - 4));
    put(out, body.ptr, body.len);
    put_u32be(out, (uint32_t)crc32(0, body.ptr, (uInt)body.len));
    free(body.ptr);
}

/* The first IDAT follows a whole chunk, so its length is right before it. */
static size_t
place_in(bytes picture)
{
    for (size_t i = 8; i + 8 <= picture.len; i++) {
        if (memcmp(picture.ptr + i + 4, "IDAT", 4) == 0) {
            return i;
        }
    }
    give_up("no picture");
    return 0;
}

int
main(int argc, char **argv)
{
    for (size_t kind = 0; argc == 5 && kind < COUNT(kinds); kind++) {
        if (strcmp(argv[1], kinds[kind].name) != 0) {
            continue;
        }
        bytes picture = read_file(argv[2]), text = read_file(argv[3]);
        bytes out = {malloc(MAX), 0};
        size_t at = place_in(picture);
        while (text.len > 0 && text.ptr[text.len - 1] == '\n') {
            text.len--;
        }
        put(&out, picture.ptr, at);
        for (int i = 0; i < kinds[kind].times; i++) {
            put_chunk(&out, kind, text);
        }
        put(&out, picture.ptr + at, picture.len - at);
        FILE *file = fopen(argv[4], "wb");
        if (file == NULL || fwrite(out.ptr, 1, out.len, file) != out.len ||
            fclose(file) != 0) {
            give_up("cannot write");
        }
        free(picture.ptr);
        free(text.ptr);
        free(out.ptr);
        return 0;
    }
    give_up("usage: odd KIND PICTURE.png TEXT OUT.png");
}
