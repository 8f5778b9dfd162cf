/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Photographs of QR codes that others took: how many are read, and that none
 * is read wrongly.  Where the source ships no texts, codes are counted.
 */
#include "files.h"
#include "searching.h"

#include <iconv.h>

#define FOLDER "suites/qr"

/* A folder, what is there, and what was read of it when this was written. */
static struct folder {
    const char *name;
    size_t floor;
    size_t read, total, wrong;
} folders[] = {
    {.name = "boofcv", .floor = 185},    {.name = "jsqr", .floor = 44},
    {.name = "zbar", .floor = 3},        {.name = "zxing/", .floor = 88},
    {.name = "zxing-cpp/", .floor = 13},
};

/* A code that stands on a picture and that its source does not speak of: one
   stands around another. */
static const struct other {
    const char *file;
    const char *hex;
} others[] = {
    {"jsqr/170.png", "5b8a4f91a451528352815b83685d0d0a200d0a2ac0deccded951522a"
                     "0d0a687474703a2f2f642d71722e6e65742f65782f"},
};

static obv_found found;

/* ---- Texts ----------------------------------------------------------------
 */

/* Without white space at the ends, and with plain line feeds. */
static obv_slice
plain(obv_slice text, obv_arena *arena)
{
    obv_buffer b = obv_buffer_in(arena);
    text = obv_slice_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '\r') {
            obv_put_char(&b, (char)text.ptr[i]);
        }
    }
    return obv_buffer_slice(&b);
}

/* The same text in UTF-8, where `set` is what it was written in. */
static bool
says(obv_slice bytes, const char *set, obv_slice want, obv_arena *arena)
{
    size_t left = bytes.len, room = bytes.len * 4 + 1, free = room;
    char *in = obv_arena_text(arena, bytes);
    char *out = obv_arena_alloc(arena, room, 1);
    iconv_t change = iconv_open("UTF-8", set);
    if (in == NULL || out == NULL || change == (iconv_t)-1) {
        return false;
    }
    char *end = out;
    bool good = iconv(change, &in, &left, &end, &free) != (size_t)-1;
    iconv_close(change);
    obv_slice text = {(const uint8_t *)out, room - free};
    return good && obv_slice_equal(plain(text, arena), want);
}

static bool
is_text(obv_slice got, obv_slice want, obv_arena *arena)
{
    static const char *const sets[] = {"UTF-8", "ISO-8859-1", "SHIFT-JIS",
                                       "GB18030", "BIG5"};
    want = plain(want, arena);
    for (size_t i = 0; i < COUNT(sets); i++) {
        if (says(got, sets[i], want, arena)) {
            return true;
        }
    }
    return obv_slice_equal(plain(got, arena), want);
}

/* ---- Pictures -------------------------------------------------------------
 */

typedef struct row {
    obv_slice file, codes, how, payloads;
} row;

static bool
is_expected(const row *r, obv_slice got, obv_arena *arena)
{
    obv_slice rest = r->payloads, one = rest, bytes;
    bool more = true;
    while (more) {
        more = obv_slice_cut(rest, ',', &one, &rest);
        if (!more) {
            one = rest;
        }
        if (obv_hex(one, arena, &bytes) == OBV_OK &&
            (obv_slice_equal(bytes, got) ||
             (obv_slice_is(r->how, "text") && is_text(got, bytes, arena)))) {
            return true;
        }
    }
    return false;
}

static bool
is_other(const row *r, obv_slice got, obv_arena *arena)
{
    const char *hex = obv_to_hex(got, arena);
    for (size_t i = 0; i < COUNT(others); i++) {
        if (obv_slice_is(r->file, others[i].file) && hex != NULL &&
            strcmp(hex, others[i].hex) == 0) {
            return true;
        }
    }
    return false;
}

static void
count_row(struct folder *f, const row *r, obv_arena *arena)
{
    size_t codes = (size_t)strtoul((const char *)r->codes.ptr, NULL, 10);
    bool agreed = obv_slice_is(r->how, "agreed");
    size_t good = 0;
    for (size_t i = 0; i < found.count; i++) {
        obv_slice got = found_text(&found, i);
        if (agreed || is_expected(r, got, arena)) {
            good++;
        } else if (!is_other(r, got, arena)) {
            f->wrong++;
            printf("qr: %.*s: wrong: %s\n", (int)r->file.len,
                   (const char *)r->file.ptr, obv_to_hex(got, arena));
        }
    }
    f->total += codes;
    f->read += good < codes ? good : codes;
}

static struct folder *
folder_of(obv_slice file)
{
    for (size_t i = 0; i < COUNT(folders); i++) {
        if (obv_slice_starts(file, folders[i].name)) {
            return &folders[i];
        }
    }
    return NULL;
}

static void
run_row(const row *r, obv_arena *arena)
{
    struct folder *f = folder_of(r->file);
    char path[512];
    snprintf(path, sizeof(path), FOLDER "/%.*s", (int)r->file.len,
             (const char *)r->file.ptr);
    const char *there = f != NULL ? shared_path(path) : NULL;
    if (there == NULL) {
        return;
    }
    obv_slice file = file_read(there);
    if (!search_picture(file, arena, &found)) {
        printf("qr: %s: no answer\n", path);
    }
    count_row(f, r, arena);
    file_free(file);
}

static void
run_all(obv_slice table, obv_arena *arena)
{
    obv_slice line, rest = table;
    obv_slice_cut(rest, '\n', &line, &rest); /* what the columns are called */
    while (obv_slice_cut(rest, '\n', &line, &rest)) {
        row r;
        obv_slice tail;
        if (obv_slice_cut(line, '\t', &r.file, &tail) &&
            obv_slice_cut(tail, '\t', &r.codes, &tail) &&
            obv_slice_cut(tail, '\t', &r.how, &tail) &&
            obv_slice_cut(tail, '\t', &r.payloads, &tail)) {
            run_row(&r, arena);
        }
    }
}

int
main(void)
{
    const char *there = shared_path(FOLDER "/expected.tsv");
    if (there == NULL) {
        return SUITE_SKIPPED;
    }
    obv_slice table = file_read(there);
    obv_arena *arena = obv_arena_new(OBV_PICTURE_ARENA);
    if (arena == NULL) {
        return 1;
    }
    run_all(table, arena);
    bool good = true;
    size_t read = 0, total = 0;
    for (size_t i = 0; i < COUNT(folders); i++) {
        const struct folder *f = &folders[i];
        printf("qr: %s %zu of %zu codes, at least %zu, %zu wrong\n", f->name,
               f->read, f->total, f->floor, f->wrong);
        good = good && f->read >= f->floor && f->wrong == 0;
        read += f->read;
        total += f->total;
    }
    printf("qr %zu/%zu\n", read, total);
    obv_arena_free(arena);
    file_free(table);
    return good ? 0 : 1;
}
