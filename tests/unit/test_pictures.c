/* SPDX-License-Identifier: Apache-2.0 */
/* Each kind of picture as grey; what all kinds have in common is asked of all.
 */
#include "check.h"

#include "picture_arena.h"
#include "picturing.h"
#include "reader/canvas.h"

#include <tiffio.h>

static obv_sheet sheet;

static bool
pack_png(making *m, const picture *p, const packing *how)
{
    picture_png(m, p, how);
    return true;
}

static bool
pack_jpeg(making *m, const picture *p, const packing *how)
{
    picture_jpeg(m, p, how);
    return true;
}

static bool
pack_webp(making *m, const picture *p, const packing *how)
{
    picture_webp(m, p, how);
    return true;
}

static bool
pack_tiff(making *m, const picture *p, const packing *how)
{
    picture_tiff(m, p, how);
    return true;
}

/* clang-format off */
static const struct kind {
    const char *name;
    obv_container id;
    obv_picture_open *open;
    bool (*pack)(making *m, const picture *p, const packing *how);
    unsigned colours; /* samples */
    bool turns;     /* states an orientation that we heed */
    bool has_dpi;
    bool has_alpha;
    bool goes_on;   /* where it breaks off, what is there is given */
} kinds[] = {
    {"png",  OBV_CONTAINER_PNG,  obv_picture_png,  pack_png, 3,
     true,  true,  true,  false},
    {"jpeg", OBV_CONTAINER_JPEG, obv_picture_jpeg, pack_jpeg, 3,
     true,  true,  false, true},
    {"webp", OBV_CONTAINER_WEBP, obv_picture_webp, pack_webp, 3,
     true,  false, true,  false},
    {"tiff", OBV_CONTAINER_TIFF, obv_picture_tiff, pack_tiff, 3,
     true,  true,  true,  false},
    {"heic", OBV_CONTAINER_HEIC, obv_picture_heic, picture_heic, 4,
     false, false, true,  false},
};
/* clang-format on */

static obv_status
open_one(const struct kind *k, const making *m, uint32_t index)
{
    obv_arena_empty(arena);
    memset(&sheet, 0, sizeof(sheet));
    return k->open(making_slice(m), index, arena, &sheet);
}

/* Packs, opens and lets go of the file; the sheet stays. */
static obv_status
status_of(const struct kind *k, const picture *p, const packing *how)
{
    making m = {NULL, 0, 0};
    CHECK_CASE(k->pack(&m, p, how), k->name);
    CHECK_CASE(obv_recognise(m.ptr, m.len) == k->id, k->name);
    obv_status status = open_one(k, &m, 0);
    making_clear(&m);
    return status;
}

static const struct kind *
named(const char *name)
{
    size_t i = 0;
    while (strcmp(kinds[i].name, name) != 0) {
        i++;
        CHECK(i < COUNT(kinds));
    }
    return &kinds[i];
}

/* ---- What all have in common --------------------------------------------- */

static void
a_picture_comes_out_as_it_went_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (unsigned passes = 0; passes < 2; passes++) {
            packing how = {.in_passes = passes == 1};
            picture p = picture_of_quarters(48, 32, 1);
            CHECK_CASE(status_of(&kinds[i], &p, &how) == OBV_OK, kinds[i].name);
            CHECK_CASE(picture_difference(&sheet, &p) <= 40, kinds[i].name);
            char letters[5];
            picture_read_quarters(&sheet, letters);
            CHECK_TEXT(letters, "abcd");
            CHECK_CASE(!sheet.damaged, kinds[i].name);
            CHECK_CASE(sheet.dpi == 0, kinds[i].name);
            CHECK_CASE(sheet.page == 1, kinds[i].name);
            picture_clear(&p);
        }
    }
}

static void
every_size_comes_out_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        /* What packs in squares of 64 by 64 pixels has a least size. */
        uint32_t least = kinds[i].id == OBV_CONTAINER_HEIC ? 16 : 1;
        for (uint32_t more = 0; more < 20; more++) {
            picture p =
                picture_of_one_grey(least + more, least + 19 - more, 120);
            packing how = {.in_passes = more % 2 == 1};
            CHECK_CASE(status_of(&kinds[i], &p, &how) == OBV_OK, kinds[i].name);
            CHECK_CASE(picture_difference(&sheet, &p) <= 3, kinds[i].name);
            picture_clear(&p);
        }
    }
}

static void
a_picture_is_turned_as_its_camera_was(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (unsigned o = 1; o <= 8 && kinds[i].turns; o++) {
            picture p = picture_of_quarters(48, 32, 1);
            packing how = {.orientation = o};
            char letters[5];
            CHECK_CASE(status_of(&kinds[i], &p, &how) == OBV_OK, kinds[i].name);
            picture_read_quarters(&sheet, letters);
            CHECK_TEXT(letters, picture_quarters_turned[o]);
            CHECK_NUMBER(sheet.grey.width, o < 5 ? 48 : 32);
            picture_clear(&p);
        }
    }
}

static void
colours_come_out_as_grey(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        picture p = picture_of_quarters(48, 32, kinds[i].colours);
        char letters[5];
        CHECK_CASE(status_of(&kinds[i], &p, &(packing){.orientation = 0}) ==
                       OBV_OK,
                   kinds[i].name);
        picture_read_quarters(&sheet, letters);
        CHECK_TEXT(letters, "abcd");
        picture_clear(&p);
    }
}

static void
what_is_transparent_stands_on_white(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        picture p = picture_of_quarters(64, 64, 4);
        if (!kinds[i].has_alpha) {
            picture_clear(&p);
            continue;
        }
        for (size_t x = 0; x < 64 * 64; x++) {
            p.pixels[4 * x + 3] = x % 64 < 32 ? 0 : 255;
        }
        CHECK_CASE(status_of(&kinds[i], &p, &(packing){.orientation = 0}) ==
                       OBV_OK,
                   kinds[i].name);
        const uint8_t *middle = sheet.grey.pixels + 16 * sheet.grey.stride;
        CHECK_CASE(middle[16] >= 250, kinds[i].name);
        CHECK_CASE(middle[48] >= 70 && middle[48] <= 90, kinds[i].name);
        picture_clear(&p);
    }
}

static void
the_resolution_is_that_of_the_file(void **state)
{
    (void)state;
    static const unsigned stated[] = {72, 150, 300, 1200, 2400};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (size_t j = 0; j < COUNT(stated) && kinds[i].has_dpi; j++) {
            picture p = picture_of_quarters(8, 8, 1);
            packing how = {.dpi = stated[j]};
            float want = stated[j] > 1300 ? 0 : (float)stated[j];
            CHECK_CASE(status_of(&kinds[i], &p, &how) == OBV_OK, kinds[i].name);
            CHECK_CASE(sheet.dpi > want - 0.1F && sheet.dpi < want + 0.1F,
                       kinds[i].name);
            picture_clear(&p);
        }
    }
}

static void
there_is_one_picture_in_a_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        making m = {NULL, 0, 0};
        picture p = picture_of_quarters(48, 32, 1);
        CHECK(kinds[i].pack(&m, &p, &(packing){.orientation = 0}));
        CHECK_NUMBER(open_one(&kinds[i], &m, 1), OBV_NOT_FOUND);
        CHECK_NUMBER(open_one(&kinds[i], &m, UINT32_MAX), OBV_NOT_FOUND);
        making_clear(&m);
        picture_clear(&p);
    }
}

static void
where_the_arena_is_too_small_there_is_no_picture(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        making m = {NULL, 0, 0};
        picture p = picture_of_quarters(48, 32, kinds[i].colours);
        CHECK(kinds[i].pack(&m, &p, &(packing){.in_passes = true}));
        obv_status status = OBV_NO_MEMORY;
        for (size_t size = 0; status != OBV_OK; size += 96) {
            CHECK(size < 1u << 20);
            obv_arena *small = obv_arena_new(size);
            CHECK(small != NULL);
            status = kinds[i].open(making_slice(&m), 0, small, &sheet);
            CHECK_CASE(status == OBV_OK || status == OBV_NO_MEMORY,
                       kinds[i].name);
            obv_arena_free(small);
        }
        making_clear(&m);
        picture_clear(&p);
    }
}

/* ---- What breaks off, and what is hurt ------------------------------------
 */

/* At every fiftieth; of what goes on, more and more is there. */
static void
a_picture_that_breaks_off_is_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        making m = {NULL, 0, 0};
        picture p = picture_of_quarters(480, 320, 1);
        size_t given = 0;
        CHECK(kinds[i].pack(&m, &p, &(packing){.orientation = 0}));
        for (size_t part = 0; part < 50; part++) {
            obv_arena_empty(arena);
            obv_slice cut = {m.ptr, m.len * part / 50};
            obv_status status = kinds[i].open(cut, 0, arena, &sheet);
            CHECK_CASE(status == OBV_MALFORMED || status == OBV_NOT_FOUND ||
                           (status == OBV_OK && kinds[i].goes_on),
                       kinds[i].name);
            CHECK_CASE(status != OBV_OK || sheet.damaged, kinds[i].name);
            given += status == OBV_OK ? 1 : 0;
        }
        CHECK_CASE((given > 10) == kinds[i].goes_on, kinds[i].name);
        making_clear(&m);
        picture_clear(&p);
    }
}

static void
a_jpeg_that_breaks_off_shows_what_is_there(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(480, 320, 1);
    picture_jpeg(&m, &p, &(packing){.orientation = 0});
    m.len = m.len - m.len / 4;
    char letters[5];
    CHECK_NUMBER(open_one(named("jpeg"), &m, 0), OBV_OK);
    picture_read_quarters(&sheet, letters);
    letters[2] = '\0';
    CHECK_TEXT(letters, "ab");
    CHECK(sheet.damaged);
    making_clear(&m);
    picture_clear(&p);
}

/* Whatever comes of it, it comes: nothing hangs, and nothing is read beyond
   the end (which a build under sanitizers sees). */
static void
a_flipped_byte_anywhere_does_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        making m = {NULL, 0, 0};
        picture p = picture_of_quarters(48, 32, 1);
        CHECK(kinds[i].pack(&m, &p, &(packing){.orientation = 6, .dpi = 300}));
        for (size_t at = 0; at < m.len; at += 1 + m.len / 400) {
            m.ptr[at] ^= 0xFF;
            obv_status status = open_one(&kinds[i], &m, 0);
            CHECK_CASE(status < OBV_STATUS_COUNT, kinds[i].name);
            m.ptr[at] ^= 0xFF;
        }
        CHECK_NUMBER(open_one(&kinds[i], &m, 0), OBV_OK);
        making_clear(&m);
        picture_clear(&p);
    }
}

/* ---- JPEG ---------------------------------------------------------------- */

static void
inks_become_grey(void **state)
{
    (void)state;
    /* Adobe stores how much is left: 255 is none. */
    static const struct {
        uint8_t ink[4], grey;
    } cases[] = {
        {{255, 255, 255, 255}, 255}, {{255, 255, 255, 0}, 0},
        {{0, 0, 0, 255}, 0},         {{128, 128, 128, 255}, 128},
        {{255, 255, 255, 128}, 128}, {{255, 0, 0, 255}, 77},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        picture p = picture_of_quarters(16, 16, 4);
        for (size_t at = 0; at < sizeof(cases[i].ink) * 256; at++) {
            p.pixels[at] = cases[i].ink[at % 4];
        }
        CHECK_NUMBER(status_of(named("jpeg"), &p, &(packing){.orientation = 0}),
                     OBV_OK);
        int off = sheet.grey.pixels[0] - cases[i].grey;
        CHECK(off >= -3 && off <= 3);
        picture_clear(&p);
    }
}

/* Cameras write other APP1 segments before it (XMP), and after it. */
static void
exif_is_found_behind_other_segments(void **state)
{
    (void)state;
    making plain = {NULL, 0, 0}, m = {NULL, 0, 0};
    picture p = picture_of_quarters(48, 32, 1);
    picture_jpeg(&plain, &p, &(packing){.orientation = 8});
    making_put(&m, plain.ptr, 2);
    making_put(&m, "\xFF\xE1\0\x0Chttp://ns\0\xFF\xE2\0\x04ICC", 18);
    m.len = 2 + 14; /* the second is cut off again: one is enough here */
    making_put(&m, plain.ptr + 2, plain.len - 2);
    char letters[5];
    CHECK_NUMBER(open_one(named("jpeg"), &m, 0), OBV_OK);
    picture_read_quarters(&sheet, letters);
    CHECK_TEXT(letters, picture_quarters_turned[8]);
    making_clear(&m);
    making_clear(&plain);
    picture_clear(&p);
}

static void
a_jpeg_of_twelve_bits_is_not_read(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(48, 32, 1);
    picture_jpeg(&m, &p, &(packing){.orientation = 0});
    for (size_t at = 2; at + 4 < m.len; at++) {
        if (m.ptr[at] == 0xFF && m.ptr[at + 1] == 0xC0) {
            m.ptr[at + 4] = 12;
        }
    }
    CHECK_NUMBER(open_one(named("jpeg"), &m, 0), OBV_UNSUPPORTED);
    making_clear(&m);
    picture_clear(&p);
}

/* ---- TIFF ---------------------------------------------------------------- */

/* How scanners and fax machines store a page, with the grey that two values
   become: those of `light` 1 (white is 0) are turned about. */
static void
pages_of_paper_are_read_however_they_are_stored(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        unsigned samples;
        packing how;
        bool negative;
    } cases[] = {
        {"plain", 1, {.compression = COMPRESSION_NONE}, false},
        {"lzw", 1, {.compression = COMPRESSION_LZW}, false},
        {"deflate", 3, {.compression = COMPRESSION_ADOBE_DEFLATE}, false},
        {"packbits", 1, {.compression = COMPRESSION_PACKBITS}, false},
        {"jpeg", 3, {.compression = COMPRESSION_JPEG}, false},
        {"strips", 3, {.rows = 7}, false},
        {"tiles", 1, {.tile = 16}, false},
        {"tiles of colours", 3, {.tile = 32}, false},
        {"sixteen bits", 1, {.bits = 16}, false},
        {"sixteen bits of colours", 3, {.bits = 16}, false},
        {"with alpha", 4, {.bits = 8}, false},
        {"sixteen bits with alpha", 4, {.bits = 16}, false},
        {"four bits", 1, {.bits = 4}, false},
        {"white is 0", 1, {.light = PHOTOMETRIC_MINISWHITE + 1}, true},
        {"four bits, white is 0",
         1,
         {.light = PHOTOMETRIC_MINISWHITE + 1, .bits = 4},
         true},
        {"sixteen bits, white is 0",
         1,
         {.light = PHOTOMETRIC_MINISWHITE + 1, .bits = 16},
         true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        picture p = picture_of_quarters(48, 32, cases[i].samples);
        for (size_t at = 0; at < (size_t)48 * 32 && cases[i].negative; at++) {
            p.pixels[at] = (uint8_t)~p.pixels[at];
        }
        CHECK_CASE(status_of(named("tiff"), &p, &cases[i].how) == OBV_OK,
                   cases[i].name);
        char letters[5];
        picture_read_quarters(&sheet, letters);
        CHECK_CASE(strcmp(letters, "abcd") == 0, cases[i].name);
        picture_clear(&p);
    }
}

static void
faxes_are_read_in_every_packing(void **state)
{
    (void)state;
    static const uint16_t packings[] = {
        COMPRESSION_NONE,      COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
        COMPRESSION_CCITTFAX4, COMPRESSION_LZW,      COMPRESSION_PACKBITS};
    static const uint16_t lights[] = {PHOTOMETRIC_MINISBLACK,
                                      PHOTOMETRIC_MINISWHITE};
    for (size_t i = 0; i < COUNT(packings) * COUNT(lights); i++) {
        uint16_t light = lights[i / COUNT(packings)];
        packing how = {.compression = packings[i % COUNT(packings)],
                       .light = light + 1u,
                       .bits = 1};
        picture p = picture_of_quarters(50, 32, 1); /* a, b black; c, d white */
        CHECK_NUMBER(status_of(named("tiff"), &p, &how), OBV_OK);
        uint8_t above = light == PHOTOMETRIC_MINISBLACK ? 0 : 255;
        for (size_t at = 0; at < (size_t)50 * 32; at++) {
            CHECK_NUMBER(sheet.grey.pixels[at],
                         at < (size_t)50 * 16 ? above : 255 - above);
        }
        picture_clear(&p);
    }
}

static void
a_fax_of_coarse_lines_gets_its_height_back(void **state)
{
    (void)state;
    static const struct {
        unsigned dpi, lines;
        uint32_t height;
    } cases[] = {{204, 98, 64}, {204, 196, 32}, {204, 391, 32}, {98, 204, 32}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        picture p = picture_of_quarters(48, 32, 1);
        packing how = {.dpi = cases[i].dpi, .lines = cases[i].lines};
        char letters[5];
        CHECK_NUMBER(status_of(named("tiff"), &p, &how), OBV_OK);
        CHECK_NUMBER(sheet.grey.height, cases[i].height);
        picture_read_quarters(&sheet, letters);
        CHECK_TEXT(letters, "abcd");
        picture_clear(&p);
    }
}

static void
each_picture_of_a_tiff_has_its_number(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    for (uint32_t i = 0; i < 5; i++) {
        picture p = picture_of_quarters(40 + i, 30, 1);
        picture_tiff(&m, &p, &(packing){.orientation = 1 + i});
        picture_clear(&p);
    }
    CHECK_NUMBER(obv_tiff_count(making_slice(&m)), 5);
    for (uint32_t i = 0; i < 5; i++) {
        char letters[5];
        CHECK_NUMBER(open_one(named("tiff"), &m, i), OBV_OK);
        picture_read_quarters(&sheet, letters);
        CHECK_TEXT(letters, picture_quarters_turned[1 + i]);
        CHECK_NUMBER(i < 4 ? sheet.grey.width : sheet.grey.height, 40 + i);
    }
    CHECK_NUMBER(open_one(named("tiff"), &m, 5), OBV_NOT_FOUND);
    making_clear(&m);
}

/* ---- HEIC ---------------------------------------------------------------- */

static void
an_avif_that_calls_itself_by_the_neutral_name_is_not_read(void **state)
{
    (void)state;
    static const char head[] = "\0\0\0\x18"
                               "ftypmif1\0\0\0\0mif1avif";
    making m = {NULL, 0, 0};
    making_put(&m, head, sizeof(head) - 1);
    CHECK(obv_is_heic(making_slice(&m)));
    CHECK_NUMBER(open_one(named("heic"), &m, 0), OBV_UNSUPPORTED);
    making_clear(&m);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_comes_out_as_it_went_in),
        cmocka_unit_test(every_size_comes_out_whole),
        cmocka_unit_test(a_picture_is_turned_as_its_camera_was),
        cmocka_unit_test(colours_come_out_as_grey),
        cmocka_unit_test(what_is_transparent_stands_on_white),
        cmocka_unit_test(the_resolution_is_that_of_the_file),
        cmocka_unit_test(there_is_one_picture_in_a_file),
        cmocka_unit_test(where_the_arena_is_too_small_there_is_no_picture),
        cmocka_unit_test(a_picture_that_breaks_off_is_damaged),
        cmocka_unit_test(a_jpeg_that_breaks_off_shows_what_is_there),
        cmocka_unit_test(a_flipped_byte_anywhere_does_no_harm),
        cmocka_unit_test(inks_become_grey),
        cmocka_unit_test(exif_is_found_behind_other_segments),
        cmocka_unit_test(a_jpeg_of_twelve_bits_is_not_read),
        cmocka_unit_test(pages_of_paper_are_read_however_they_are_stored),
        cmocka_unit_test(faxes_are_read_in_every_packing),
        cmocka_unit_test(a_fax_of_coarse_lines_gets_its_height_back),
        cmocka_unit_test(each_picture_of_a_tiff_has_its_number),
        cmocka_unit_test(
            an_avif_that_calls_itself_by_the_neutral_name_is_not_read),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
