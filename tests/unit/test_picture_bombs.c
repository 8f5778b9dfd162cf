/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures that promise much: each is refused before it costs anything, with a
 * status of its own.  A limit on what is unpacked has a test on each side.
 */
#include "check.h"

#include "picture_arena.h"
#include "picturing.h"
#include "reader/canvas.h"

#include <tiffio.h>

static obv_sheet sheet;

/* Opens and lets go of the file. */
static obv_status
status_of(obv_picture_open *open, making *m)
{
    obv_arena_empty(arena);
    memset(&sheet, 0, sizeof(sheet));
    obv_status status = open(making_slice(m), 0, arena, &sheet);
    making_clear(m);
    return status;
}

/* ---- PNG ----------------------------------------------------------------- */

/* A header, and pixels that are all the same, far fewer than it says. */
static obv_status
status_of_png(uint32_t width, uint32_t height, uint8_t depth, uint8_t colour)
{
    making m = {NULL, 0, 0}, packed = {NULL, 0, 0};
    static const uint8_t zeros[4096];
    making_png_header(&m, width, height, depth, colour);
    making_deflated(&packed, zeros, sizeof(zeros));
    making_chunk(&m, "IDAT", packed.ptr, packed.len);
    making_end(&m);
    making_clear(&packed);
    return status_of(obv_picture_png, &m);
}

static void
a_png_of_too_many_pixels_is_refused_by_its_header(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_png(50000, 50000, 8, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(30000, 30000, 1, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(OBV_MAX_SIDE + 1, 1, 8, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(1, OBV_MAX_SIDE + 1, 8, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(0x7FFFFFFF, 0x7FFFFFFF, 8, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(0xFFFFFFFF, 1, 8, 0), OBV_MALFORMED);
    CHECK_NUMBER(status_of_png(0, 1, 8, 0), OBV_MALFORMED);
    /* on this side of the limit, there are only too few pixels */
    CHECK_NUMBER(status_of_png(16384, 16384, 1, 0), OBV_MALFORMED);
    CHECK_NUMBER(status_of_png(OBV_MAX_SIDE, 1, 8, 6), OBV_MALFORMED);
}

/* As many pixels as may be, but of more than a byte and a half. */
static void
a_png_of_too_many_bytes_is_refused_by_its_header(void **state)
{
    (void)state;
    const uint32_t rows = OBV_MAX_PIXEL_BYTES / (3 * 16384);
    CHECK_NUMBER(status_of_png(16384, rows, 8, 2), OBV_MALFORMED);
    CHECK_NUMBER(status_of_png(16384, rows + 1, 8, 2), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(16384, 16384, 8, 0), OBV_MALFORMED);
    CHECK_NUMBER(status_of_png(16384, 16384, 16, 0), OBV_LIMIT);
    CHECK_NUMBER(status_of_png(16384, 16384, 16, 6), OBV_LIMIT);
}

/* Every chunk of it is whole, and there is nothing in its pixels but zeros,
   packed a thousand to one. */
static void
a_png_that_unpacks_to_much_comes_out_halved(void **state)
{
    (void)state;
    making m = {NULL, 0, 0}, packed = {NULL, 0, 0}, rows = {NULL, 0, 0};
    making_fill(&rows, 0, (size_t)(1 + 9000) * 9000);
    making_png_header(&m, 9000, 9000, 8, 0);
    making_deflated(&packed, rows.ptr, rows.len);
    CHECK(packed.len * 500 < rows.len);
    making_chunk(&m, "IDAT", packed.ptr, packed.len);
    making_end(&m);
    making_clear(&packed);
    making_clear(&rows);
    CHECK_NUMBER(status_of(obv_picture_png, &m), OBV_OK);
    CHECK_NUMBER(sheet.grey.width, 4500);
    CHECK_NUMBER(sheet.grey.height, 4500);
    CHECK_NUMBER(sheet.grey.pixels[4500 * 4500 - 1], 0);
}

/* ---- JPEG ---------------------------------------------------------------- */

/* Says in its header that it is of another size. */
static void
lie(making *m, uint16_t width, uint16_t height)
{
    for (size_t at = 2; at + 9 < m->len; at++) {
        if (m->ptr[at] == 0xFF &&
            (m->ptr[at + 1] == 0xC0 || m->ptr[at + 1] == 0xC2)) {
            m->ptr[at + 5] = (uint8_t)(height >> 8);
            m->ptr[at + 6] = (uint8_t)height;
            m->ptr[at + 7] = (uint8_t)(width >> 8);
            m->ptr[at + 8] = (uint8_t)width;
            return;
        }
    }
}

static obv_status
status_of_liar(uint16_t width, uint16_t height, bool in_passes)
{
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(48, 32, 1);
    picture_jpeg(&m, &p, &(packing){.in_passes = in_passes});
    lie(&m, width, height);
    picture_clear(&p);
    return status_of(obv_picture_jpeg, &m);
}

static void
a_jpeg_that_lies_about_its_size_is_refused_or_damaged(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_liar(65500, 65500, false), OBV_LIMIT);
    CHECK_NUMBER(status_of_liar(50000, 50000, false), OBV_LIMIT);
    CHECK_NUMBER(status_of_liar(OBV_MAX_SIDE + 1, 1, false), OBV_LIMIT);
    CHECK_NUMBER(status_of_liar(65535, 1, false), OBV_LIMIT);
    CHECK_NUMBER(status_of_liar(0, 32, false), OBV_MALFORMED);
    CHECK_NUMBER(status_of_liar(48, 0, false), OBV_MALFORMED);

    CHECK_NUMBER(status_of_liar(48, 320, false), OBV_OK);
    CHECK(sheet.damaged);
    CHECK_NUMBER(sheet.grey.height, 320);
    CHECK_NUMBER(status_of_liar(16384, 16384, false), OBV_OK);
    CHECK(sheet.damaged);
    CHECK_NUMBER(sheet.grey.height, 4096);
}

/* All of its coefficients are kept until the last scan. */
static void
a_jpeg_in_passes_may_not_take_more_memory_than_it_is_given(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_liar(16384, 16384, true), OBV_LIMIT);
    CHECK_NUMBER(
        status_of_liar(16384, OBV_MAX_COEFFICIENTS / 2 / 16384 + 8, true),
        OBV_LIMIT);
    CHECK_NUMBER(status_of_liar(8192, 8192, true), OBV_OK);
    CHECK(sheet.damaged);
}

static obv_status
status_of_scans(unsigned scans)
{
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(48, 32, 1);
    picture_jpeg(&m, &p, &(packing){.scans = scans});
    picture_clear(&p);
    return status_of(obv_picture_jpeg, &m);
}

static void
a_jpeg_of_thousands_of_scans_is_refused(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_scans(OBV_MAX_SCANS - 1), OBV_OK);
    CHECK_NUMBER(status_of_scans(OBV_MAX_SCANS), OBV_OK);
    CHECK_NUMBER(status_of_scans(OBV_MAX_SCANS + 1), OBV_LIMIT);
    CHECK_NUMBER(status_of_scans(5000), OBV_LIMIT);
}

/* ---- WebP ---------------------------------------------------------------- */

static void
a_webp_of_too_many_pixels_is_refused_by_its_header(void **state)
{
    (void)state;
    /* 14 bits less one a side; a picture without loss is unpacked whole */
    making m = {NULL, 0, 0};
    making_put(&m, "RIFF\x2A\0\0\0WEBPVP8L\x1E\0\0\0\x2F\xFE\xBF\xFF\x0F", 25);
    making_fill(&m, 0, 25);
    CHECK_NUMBER(status_of(obv_picture_webp, &m), OBV_LIMIT);
    /* 24 bits a side, of the canvas of a moving picture */
    making_put(&m,
               "RIFF\x2A\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0"
               "\xFF\xFF\0\xFF\xFF\0",
               30);
    making_fill(&m, 0, 20);
    obv_status status = status_of(obv_picture_webp, &m);
    CHECK(status == OBV_LIMIT || status == OBV_MALFORMED);
}

/* The frame's own header says more than there is. */
static void
a_webp_that_lies_about_its_size_is_damaged(void **state)
{
    (void)state;
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(48, 32, 1);
    picture_webp(&m, &p, &(packing){.orientation = 0});
    picture_clear(&p);
    CHECK(m.len > 30 && m.ptr[26] == 48 && m.ptr[28] == 32);
    memcpy(m.ptr + 26, "\xFF\x3F\xFF\x3F", 4);
    CHECK_NUMBER(status_of(obv_picture_webp, &m), OBV_MALFORMED);
}

/* ---- TIFF ---------------------------------------------------------------- */

static void
put_u16(making *m, unsigned n)
{
    uint8_t bytes[2] = {(uint8_t)n, (uint8_t)(n >> 8)};
    making_put(m, bytes, 2);
}

static void
put_u32(making *m, uint32_t n)
{
    put_u16(m, n & 0xFFFF);
    put_u16(m, n >> 16);
}

static void
put_entry(making *m, unsigned tag, unsigned type, uint32_t value)
{
    put_u16(m, tag);
    put_u16(m, type);
    put_u32(m, 1);
    put_u32(m, value);
}

/* A directory of grey, uncompressed unless it is said, in one strip that says
   it lies at the start of the file. */
static void
put_directory(making *m, uint32_t width, uint32_t height, unsigned bits,
              unsigned compression, uint32_t next)
{
    put_u16(m, 9);
    put_entry(m, TIFFTAG_IMAGEWIDTH, 4, width);
    put_entry(m, TIFFTAG_IMAGELENGTH, 4, height);
    put_entry(m, TIFFTAG_BITSPERSAMPLE, 3, bits);
    put_entry(m, TIFFTAG_COMPRESSION, 3, compression);
    put_entry(m, TIFFTAG_PHOTOMETRIC, 3, PHOTOMETRIC_MINISBLACK);
    put_entry(m, TIFFTAG_STRIPOFFSETS, 4, 8);
    put_entry(m, TIFFTAG_SAMPLESPERPIXEL, 3, 1);
    put_entry(m, TIFFTAG_ROWSPERSTRIP, 4, height);
    put_entry(m, TIFFTAG_STRIPBYTECOUNTS, 4, 100);
    put_u32(m, next);
}

#define DIRECTORY (2 + 9 * 12 + 4)

static obv_status
status_of_tiff(uint32_t width, uint32_t height, unsigned bits,
               unsigned compression)
{
    making m = {NULL, 0, 0};
    making_put(&m, "II*\0\x08\0\0\0", 8);
    put_directory(&m, width, height, bits, compression, 0);
    return status_of(obv_picture_tiff, &m);
}

static void
a_tiff_of_too_much_is_refused_by_its_directory(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_tiff(8, 8, 8, COMPRESSION_NONE), OBV_OK);
    CHECK_NUMBER(status_of_tiff(50000, 50000, 8, COMPRESSION_NONE), OBV_LIMIT);
    CHECK(status_of_tiff(UINT32_MAX, UINT32_MAX, 8, COMPRESSION_NONE) !=
          OBV_OK);
    CHECK_NUMBER(status_of_tiff(OBV_MAX_SIDE + 1, 1, 1, COMPRESSION_NONE),
                 OBV_LIMIT);
    CHECK_NUMBER(status_of_tiff(16384, 16384, 64, COMPRESSION_NONE), OBV_LIMIT);
    CHECK_NUMBER(status_of_tiff(0, 8, 8, COMPRESSION_NONE), OBV_MALFORMED);
    CHECK_NUMBER(status_of_tiff(1000, 1000, 8, COMPRESSION_NONE),
                 OBV_MALFORMED);
    CHECK_NUMBER(status_of_tiff(1000, 1000, 8, COMPRESSION_LZW), OBV_MALFORMED);
}

static void
only_packings_of_paper_are_let_in(void **state)
{
    (void)state;
    static const unsigned others[] = {
        COMPRESSION_OJPEG,     COMPRESSION_NEXT,     COMPRESSION_THUNDERSCAN,
        COMPRESSION_PIXARFILM, COMPRESSION_JBIG,     COMPRESSION_SGILOG,
        COMPRESSION_LZMA,      COMPRESSION_ZSTD,     COMPRESSION_WEBP,
        COMPRESSION_JXL,       COMPRESSION_LERC,     COMPRESSION_DCS,
        COMPRESSION_PIXARLOG,  COMPRESSION_IT8CTPAD, 12345};
    for (size_t i = 0; i < COUNT(others); i++) {
        CHECK_NUMBER(status_of_tiff(8, 8, 8, others[i]), OBV_UNSUPPORTED);
    }
}

/* Of `count` directories, the last leads to that of number `to`. */
static void
make_loop(making *m, uint32_t count, uint32_t to)
{
    making_put(m, "II*\0\x08\0\0\0", 8);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t next = i + 1 < count ? i + 1 : to;
        put_directory(m, 8, 8, 8, COMPRESSION_NONE, 8 + next * DIRECTORY);
    }
}

static void
directories_that_lead_in_a_circle_come_to_an_end(void **state)
{
    (void)state;
    for (uint32_t count = 1; count < 20; count++) {
        for (uint32_t to = 0; to < count; to++) {
            making m = {NULL, 0, 0};
            make_loop(&m, count, to);
            obv_slice file = making_slice(&m);
            uint32_t pages = obv_tiff_count(file);
            /* Each at least once, and hardly one three times. */
            CHECK(pages >= count && pages <= 3 * count);
            obv_arena_empty(arena);
            CHECK_NUMBER(obv_picture_tiff(file, count - 1, arena, &sheet),
                         OBV_OK);
            CHECK_NUMBER(obv_picture_tiff(file, 1000000, arena, &sheet),
                         OBV_MALFORMED);
            making_clear(&m);
        }
    }
}

static void
pictures_of_a_tiff_are_counted_however_many_they_are(void **state)
{
    (void)state;
    static const uint32_t counts[] = {1, 2, OBV_MAX_PAGES + 1, 100000};
    for (size_t i = 0; i < COUNT(counts); i++) {
        making m = {NULL, 0, 0};
        making_put(&m, "II*\0\x08\0\0\0", 8);
        for (uint32_t d = 1; d <= counts[i]; d++) {
            put_u16(&m, 0);
            put_u32(&m, d == counts[i] ? 0 : 8 + d * 6);
        }
        CHECK_NUMBER(obv_tiff_count(making_slice(&m)), counts[i]);
        making_clear(&m);
    }
}

static void
a_tiff_without_a_directory_has_no_picture(void **state)
{
    (void)state;
    static const char *const files[] = {"II*\0", "II*\0\0\0\0\0",
                                        "II*\0\xFF\xFF\xFF\xFF", "II*\0\x08"};
    static const size_t lens[] = {4, 8, 8, 5};
    for (size_t i = 0; i < COUNT(files); i++) {
        making m = {NULL, 0, 0};
        making_put(&m, files[i], lens[i]);
        obv_status status = status_of(obv_picture_tiff, &m);
        CHECK(status == OBV_NOT_FOUND || status == OBV_MALFORMED);
    }
}

/* ---- HEIC ---------------------------------------------------------------- */

/* ispe ::= length:u32be "ispe" flags:u32 width:u32be height:u32be */
static obv_status
status_of_heic(uint32_t width, uint32_t height)
{
    making m = {NULL, 0, 0};
    picture p = picture_of_quarters(64, 64, 1);
    CHECK(picture_heic(&m, &p, NULL));
    picture_clear(&p);
    for (size_t at = 0; at + 16 <= m.len; at++) {
        for (size_t i = 0; i < 4 && memcmp(m.ptr + at, "ispe", 4) == 0; i++) {
            m.ptr[at + 8 + i] = (uint8_t)(width >> (24 - 8 * i));
            m.ptr[at + 12 + i] = (uint8_t)(height >> (24 - 8 * i));
        }
    }
    return status_of(obv_picture_heic, &m);
}

static void
a_heic_of_too_many_pixels_is_refused_by_its_header(void **state)
{
    (void)state;
    CHECK_NUMBER(status_of_heic(64, 64), OBV_OK);
    CHECK_NUMBER(status_of_heic(60000, 60000), OBV_LIMIT);
    CHECK_NUMBER(status_of_heic(OBV_MAX_SIDE + 1, 64), OBV_LIMIT);
    CHECK_NUMBER(status_of_heic(8192, 8192), OBV_LIMIT); /* unpacked whole */
    CHECK(status_of_heic(0xFFFFFFFF, 0xFFFFFFFF) != OBV_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_png_of_too_many_pixels_is_refused_by_its_header),
        cmocka_unit_test(a_png_of_too_many_bytes_is_refused_by_its_header),
        cmocka_unit_test(a_png_that_unpacks_to_much_comes_out_halved),
        cmocka_unit_test(a_jpeg_that_lies_about_its_size_is_refused_or_damaged),
        cmocka_unit_test(
            a_jpeg_in_passes_may_not_take_more_memory_than_it_is_given),
        cmocka_unit_test(a_jpeg_of_thousands_of_scans_is_refused),
        cmocka_unit_test(a_webp_of_too_many_pixels_is_refused_by_its_header),
        cmocka_unit_test(a_webp_that_lies_about_its_size_is_damaged),
        cmocka_unit_test(a_tiff_of_too_much_is_refused_by_its_directory),
        cmocka_unit_test(only_packings_of_paper_are_let_in),
        cmocka_unit_test(directories_that_lead_in_a_circle_come_to_an_end),
        cmocka_unit_test(pictures_of_a_tiff_are_counted_however_many_they_are),
        cmocka_unit_test(a_tiff_without_a_directory_has_no_picture),
        cmocka_unit_test(a_heic_of_too_many_pixels_is_refused_by_its_header),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
