/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TIFF -> grey: what scanners and fax machines write.  libtiff unpacks; rows
 * of grey, palette and colours are turned into grey here, and what is stored
 * in another way (tiles, planes, inks) goes through libtiff's own conversion,
 * strip by strip.
 *
 * libtiff is given bytes and no file.  It does not bound what a picture
 * unpacks to, so that is asked here, first; only the ways of packing that are
 * met on paper are let in, of the two dozen that it knows; and it is led to
 * the directory that is wanted, since how it finds one among many that lead in
 * a circle differs from version to version.
 */
#include "reader/canvas.h"

#include <stdlib.h>
#include <tiffio.h>

#define CM_PER_INCH 2.54

/* A fax of coarse resolution has 204 dots by 98 lines to the inch. */
#define OBLONG 1.6

typedef struct reader {
    obv_slice file;
    uint64_t at;
    TIFF *tiff;
    obv_arena *arena;
    obv_canvas canvas;
    uint32_t width, height;
    uint32_t twice; /* each row goes in so often: 1 or 2 */
    uint16_t bits, samples, light;
    uint16_t alpha; /* of EXTRASAMPLE_..., 0: none */
    uint8_t *grey;  /* a row */
} reader;

/* ---- Directories --------------------------------------------------------- */

static uint32_t
number(obv_slice file, size_t at, size_t len)
{
    bool big = file.len > 0 && file.ptr[0] == 'M';
    uint32_t n = 0;
    for (size_t i = 0; i < len && at + len <= file.len; i++) {
        n = n << 8 | file.ptr[at + (big ? i : len - 1 - i)];
    }
    return n;
}

/* On the way from one directory to the next. */
typedef struct step {
    uint32_t at;     /* 0: there is none */
    uint32_t number; /* of the directory there, from 0 */
    uint32_t mark;   /* where we were at steps 1, 2, 4, 8 ... */
    bool circle;     /* ... and have come back to: then `at` is 0 */
} step;

/*
 * tiff      ::= ("II*" 0 | "MM" 0 "*") offset:u32 ... directory*
 * directory ::= count:u16 entry:byte[12][count] next:u32
 */
static step
first_step(obv_slice file)
{
    return (step){.at = number(file, 4, 4)};
}

static void
next_step(obv_slice file, step *s)
{
    if ((s->number & (s->number - 1)) == 0) {
        s->mark = s->at;
    }
    s->number++;
    s->at = number(file,
                   (size_t)s->at + 2 + 12 * (size_t)number(file, s->at, 2), 4);
    if (s->at == s->mark && s->at != 0) {
        s->circle = true;
        s->at = 0;
    }
}

/* OBV_NOT_FOUND behind the last; OBV_MALFORMED where they lead in a circle. */
static obv_status
find_directory(obv_slice file, uint32_t index, uint32_t *ret)
{
    step s = first_step(file);
    while (s.at != 0 && s.number < index) {
        next_step(file, &s);
    }
    *ret = s.at;
    return s.at != 0 ? OBV_OK : s.circle ? OBV_MALFORMED : OBV_NOT_FOUND;
}

uint32_t
obv_tiff_count(obv_slice file)
{
    step s = first_step(file);
    while (s.at != 0) {
        next_step(file, &s);
    }
    return s.number;
}

/* ---- What libtiff calls -------------------------------------------------- */

static tmsize_t
give_bytes(thandle_t of, void *to, tmsize_t len)
{
    reader *r = of;
    uint64_t left = r->at < r->file.len ? r->file.len - r->at : 0;
    size_t got = len < 0 ? 0 : (size_t)len < left ? (size_t)len : (size_t)left;
    if (got > 0) {
        memcpy(to, r->file.ptr + r->at, got);
    }
    r->at += got;
    return (tmsize_t)got;
}

static tmsize_t
take_bytes(thandle_t of, void *from, tmsize_t len)
{
    (void)of;
    (void)from;
    (void)len;
    return -1;
}

static toff_t
seek(thandle_t of, toff_t offset, int from)
{
    reader *r = of;
    r->at = from == SEEK_CUR   ? r->at + offset
            : from == SEEK_END ? r->file.len + offset
                               : offset;
    return r->at;
}

static int
leave(thandle_t of)
{
    (void)of;
    return 0;
}

static toff_t
size(thandle_t of)
{
    const reader *r = of;
    return r->file.len;
}

/* Where the bytes stand: libtiff reads them there, and writes to no file that
   is opened for reading.  (What it copies first, Debian's takes for damaged
   where a tile is plain and small.) */
static int
map(thandle_t of, void **base, toff_t *len)
{
    const reader *r = of;
    *base = (void *)(uintptr_t)r->file.ptr;
    *len = r->file.len;
    return 1;
}

static void
unmap(thandle_t of, void *base, toff_t len)
{
    (void)of;
    (void)base;
    (void)len;
}

/* 1: there is no more to be said. */
static int
say_nothing(TIFF *tiff, void *of, const char *module, const char *format,
            va_list values)
{
    (void)tiff;
    (void)of;
    (void)module;
    (void)format;
    (void)values;
    return 1;
}

static TIFF *
open_tiff(reader *r)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (options == NULL) {
        return NULL;
    }
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, 2 * (tmsize_t)OBV_MAX_GREY);
    TIFFOpenOptionsSetErrorHandlerExtR(options, say_nothing, NULL);
    TIFFOpenOptionsSetWarningHandlerExtR(options, say_nothing, NULL);
    /* h: the directories are ours to choose. */
    TIFF *tiff = TIFFClientOpenExt("", "rh", r, give_bytes, take_bytes, seek,
                                   leave, size, map, unmap, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

/* ---- What stands in a directory ------------------------------------------ */

static bool
is_packing_of_paper(uint16_t packing)
{
    static const uint16_t known[] = {
        COMPRESSION_NONE,          COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
        COMPRESSION_CCITTFAX4,     COMPRESSION_LZW,      COMPRESSION_JPEG,
        COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,  COMPRESSION_PACKBITS,
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        if (known[i] == packing) {
            return true;
        }
    }
    return false;
}

static uint16_t
short_of(const reader *r, uint32_t tag)
{
    uint16_t value = 0;
    return TIFFGetFieldDefaulted(r->tiff, tag, &value) == 1 ? value : 0;
}

/* Each way of packing goes through its own limits only after ours. */
static obv_status
take_header(reader *r)
{
    if (TIFFGetField(r->tiff, TIFFTAG_IMAGEWIDTH, &r->width) != 1 ||
        TIFFGetField(r->tiff, TIFFTAG_IMAGELENGTH, &r->height) != 1) {
        return OBV_MALFORMED;
    }
    r->bits = short_of(r, TIFFTAG_BITSPERSAMPLE);
    r->samples = short_of(r, TIFFTAG_SAMPLESPERPIXEL);
    r->light = short_of(r, TIFFTAG_PHOTOMETRIC);
    TRY(obv_canvas_fits(r->width, r->height));
    uint64_t stored =
        ((uint64_t)r->width * r->bits * r->samples + 7) / 8 * r->height;
    if (stored > OBV_MAX_PIXEL_BYTES) {
        return OBV_LIMIT;
    }
    return is_packing_of_paper(short_of(r, TIFFTAG_COMPRESSION))
               ? OBV_OK
               : OBV_UNSUPPORTED;
}

static double
per_inch(const reader *r, uint32_t tag)
{
    float value = 0;
    double unit = short_of(r, TIFFTAG_RESOLUTIONUNIT) == RESUNIT_CENTIMETER
                      ? CM_PER_INCH
                      : 1;
    return TIFFGetField(r->tiff, tag, &value) == 1 ? value * unit : 0;
}

static obv_status
open_canvas(reader *r)
{
    double x = per_inch(r, TIFFTAG_XRESOLUTION);
    double y = per_inch(r, TIFFTAG_YRESOLUTION);
    r->twice =
        y > 0 && x >= OBLONG * y && 2 * r->height <= OBV_MAX_SIDE ? 2 : 1;
    r->grey = obv_arena_alloc(r->arena, r->width, 1);
    TRY(obv_canvas_open(&r->canvas, r->width, r->height * r->twice,
                        short_of(r, TIFFTAG_ORIENTATION), r->arena));
    return r->grey == NULL ? OBV_NO_MEMORY : OBV_OK;
}

static void
put_row(reader *r, uint32_t y, const uint8_t *grey)
{
    for (uint32_t i = 0; i < r->twice; i++) {
        obv_canvas_row(&r->canvas, y * r->twice + i, grey);
    }
}

/* ---- Rows as they are stored --------------------------------------------- */

/* Grey for each value of a sample of at most 8 bits. */
static obv_status
fill_scale(const reader *r, uint8_t scale[256])
{
    uint16_t *colours[3];
    unsigned most = (1u << r->bits) - 1;
    bool palette = r->light == PHOTOMETRIC_PALETTE;
    if (palette && TIFFGetField(r->tiff, TIFFTAG_COLORMAP, &colours[0],
                                &colours[1], &colours[2]) != 1) {
        return OBV_MALFORMED;
    }
    for (unsigned i = 0; i <= most; i++) {
        scale[i] = (uint8_t)(i * 255 / most);
        if (r->light == PHOTOMETRIC_MINISWHITE) {
            scale[i] = (uint8_t)(255 - scale[i]);
        }
        if (palette) {
            uint8_t rgb[3];
            for (size_t c = 0; c < 3; c++) {
                rgb[c] = (uint8_t)(colours[c][i] >> 8);
            }
            obv_grey_row(rgb, 3, 1, &scale[i]);
        }
    }
    return OBV_OK;
}

static void
spread(const reader *r, const uint8_t *row, const uint8_t scale[256])
{
    unsigned mask = (1u << r->bits) - 1;
    for (uint32_t x = 0; x < r->width; x++) {
        size_t bit = (size_t)x * r->bits;
        unsigned value = (unsigned)row[bit / 8] >> (8 - r->bits - bit % 8);
        r->grey[x] = scale[value & mask];
    }
}

/* Of 16 bits, the upper 8, in the order of this machine. */
static void
narrow(const reader *r, uint8_t *row)
{
    size_t count = (size_t)r->width * r->samples;
    for (size_t i = 0; i < count && r->bits == 16; i++) {
        uint16_t wide;
        memcpy(&wide, row + 2 * i, sizeof(wide));
        row[i] = (uint8_t)(wide >> 8);
    }
}

/* Colours that were laid on black already (associated alpha) become those on
   white by adding what is missing. */
static void
whiten(const reader *r, uint8_t *row)
{
    unsigned samples = r->samples;
    for (uint32_t x = 0; x < r->width && r->alpha == EXTRASAMPLE_ASSOCALPHA;
         x++) {
        uint8_t *pixel = row + (size_t)x * samples;
        unsigned missing = 255u - pixel[samples - 1];
        for (size_t i = 0; i < samples; i++) {
            unsigned sum = pixel[i] + missing;
            pixel[i] = (uint8_t)(sum > 255 ? 255 : sum);
        }
    }
}

static void
whole_bytes(const reader *r, uint8_t *row)
{
    narrow(r, row);
    if (r->light == PHOTOMETRIC_MINISWHITE) {
        for (size_t i = 0; i < r->width; i++) {
            row[i] = (uint8_t)~row[i];
        }
    }
    whiten(r, row);
    obv_grey_row(row, r->samples, r->width, r->grey);
}

static obv_status
read_rows(reader *r)
{
    uint8_t scale[256];
    tmsize_t len = TIFFScanlineSize(r->tiff);
    uint64_t least = ((uint64_t)r->width * r->bits * r->samples + 7) / 8;
    bool scaled = r->samples == 1 && r->bits <= 8;
    if (len <= 0 || (uint64_t)len < least) {
        return OBV_MALFORMED;
    }
    uint8_t *row = obv_arena_alloc(r->arena, (size_t)len, 1);
    if (row == NULL) {
        return OBV_NO_MEMORY;
    }
    if (scaled) {
        TRY(fill_scale(r, scale));
    }
    for (uint32_t y = 0; y < r->height; y++) {
        if (TIFFReadScanline(r->tiff, row, y, 0) != 1) {
            return OBV_MALFORMED;
        }
        if (scaled) {
            spread(r, row, scale);
        } else {
            whole_bytes(r, row);
        }
        put_row(r, y, r->grey);
    }
    return OBV_OK;
}

static bool
has_alpha(const reader *r, uint16_t *kind)
{
    uint16_t count = 0, *kinds = NULL;
    bool one = TIFFGetFieldDefaulted(r->tiff, TIFFTAG_EXTRASAMPLES, &count,
                                     &kinds) == 1 &&
               count == 1 && kinds[0] != EXTRASAMPLE_UNSPECIFIED;
    *kind = one ? kinds[0] : 0;
    return one;
}

/* Grey or palette of 1 to 8 bits; grey or colours of 8 or 16, with or without
   alpha. */
static bool
is_plain(reader *r)
{
    bool alpha = has_alpha(r, &r->alpha);
    unsigned bare = r->samples - (alpha ? 1u : 0u);
    bool small = r->bits == 1 || r->bits == 2 || r->bits == 4;
    bool grey = r->light == PHOTOMETRIC_MINISBLACK ||
                (r->light == PHOTOMETRIC_MINISWHITE && !alpha);
    if (TIFFIsTiled(r->tiff) ||
        short_of(r, TIFFTAG_SAMPLEFORMAT) != SAMPLEFORMAT_UINT ||
        (r->samples > 1 &&
         short_of(r, TIFFTAG_PLANARCONFIG) != PLANARCONFIG_CONTIG)) {
        return false;
    }
    if (r->light == PHOTOMETRIC_PALETTE) {
        return r->samples == 1 && (small || r->bits == 8);
    }
    if (r->bits != 8 && r->bits != 16) {
        return grey && r->samples == 1 && small;
    }
    return grey ? bare == 1 : r->light == PHOTOMETRIC_RGB && bare == 3;
}

/* ---- All else, by libtiff's own conversion --------------------------------
 */

/* Strips go from their own top; rows of a part come from its bottom. */
typedef struct parts {
    uint32_t width, height; /* of a tile, or of a strip */
    uint32_t *rgba;         /* of one */
    uint8_t *band;          /* grey rows, as high as a part */
} parts;

static bool
read_part(reader *r, const parts *p, uint32_t x, uint32_t y)
{
    return TIFFIsTiled(r->tiff) ? TIFFReadRGBATile(r->tiff, x, y, p->rgba) == 1
                                : TIFFReadRGBAStrip(r->tiff, y, p->rgba) == 1;
}

/* libtiff lays colours on black. */
static void
put_part(const reader *r, const parts *p, uint32_t x, uint32_t rows)
{
    uint32_t columns = r->width - x < p->width ? r->width - x : p->width;
    /* A tile is given whole, a last strip only as far as it goes. */
    uint32_t bottom = TIFFIsTiled(r->tiff) ? p->height : rows;
    for (uint32_t y = 0; y < rows; y++) {
        const uint32_t *from = p->rgba + (size_t)(bottom - 1 - y) * p->width;
        uint8_t *to = p->band + (size_t)y * r->width + x;
        for (uint32_t i = 0; i < columns; i++) {
            uint8_t rgb[3] = {(uint8_t)TIFFGetR(from[i]),
                              (uint8_t)TIFFGetG(from[i]),
                              (uint8_t)TIFFGetB(from[i])};
            uint8_t grey;
            obv_grey_row(rgb, 3, 1, &grey);
            unsigned sum = grey + 255u - TIFFGetA(from[i]);
            to[i] = (uint8_t)(sum > 255 ? 255 : sum);
        }
    }
}

static obv_status
read_bands(reader *r, const parts *p)
{
    for (uint32_t y = 0; y < r->height; y += p->height) {
        uint32_t rows = r->height - y < p->height ? r->height - y : p->height;
        for (uint32_t x = 0; x < r->width; x += p->width) {
            if (!read_part(r, p, x, y)) {
                return OBV_MALFORMED;
            }
            put_part(r, p, x, rows);
        }
        for (uint32_t i = 0; i < rows; i++) {
            put_row(r, y + i, p->band + (size_t)i * r->width);
        }
    }
    return OBV_OK;
}

static obv_status
read_parts(reader *r)
{
    char why[1024];
    parts p = {.width = r->width};
    if (TIFFRGBAImageOK(r->tiff, why) != 1) {
        return OBV_UNSUPPORTED;
    }
    if (TIFFIsTiled(r->tiff)) {
        (void)TIFFGetField(r->tiff, TIFFTAG_TILEWIDTH, &p.width);
        (void)TIFFGetField(r->tiff, TIFFTAG_TILELENGTH, &p.height);
    } else {
        (void)TIFFGetFieldDefaulted(r->tiff, TIFFTAG_ROWSPERSTRIP, &p.height);
        p.height = p.height < r->height ? p.height : r->height;
    }
    TRY(obv_canvas_fits(p.width, p.height));
    uint64_t colours = (uint64_t)p.width * p.height * sizeof(*p.rgba);
    uint64_t band = (uint64_t)r->width * p.height;
    if (colours > 2 * (uint64_t)OBV_MAX_GREY || band > OBV_MAX_GREY) {
        return OBV_LIMIT;
    }
    p.band = obv_arena_alloc(r->arena, (size_t)band, 1);
    p.rgba = malloc((size_t)colours);
    obv_status status =
        p.band == NULL || p.rgba == NULL ? OBV_NO_MEMORY : read_bands(r, &p);
    free(p.rgba);
    return status;
}

/* ---- One picture --------------------------------------------------------- */

static obv_status
walk(reader *r, uint32_t directory)
{
    if (TIFFSetSubDirectory(r->tiff, directory) != 1) {
        return OBV_MALFORMED;
    }
    TRY(take_header(r));
    if (short_of(r, TIFFTAG_COMPRESSION) == COMPRESSION_JPEG &&
        r->light == PHOTOMETRIC_YCBCR) {
        (void)TIFFSetField(r->tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        r->light = PHOTOMETRIC_RGB; /* as it comes out */
    }
    TRY(open_canvas(r));
    return is_plain(r) ? read_rows(r) : read_parts(r);
}

obv_status
obv_picture_tiff(obv_slice file, uint32_t index, obv_arena *arena,
                 obv_sheet *ret)
{
    uint32_t directory;
    TRY(find_directory(file, index, &directory));
    reader r = {.file = file, .arena = arena};
    r.tiff = open_tiff(&r);
    if (r.tiff == NULL) {
        return OBV_MALFORMED;
    }
    obv_status status = walk(&r, directory);
    double dpi = per_inch(&r, TIFFTAG_XRESOLUTION);
    TIFFClose(r.tiff);
    TRY(status);
    obv_canvas_show(&r.canvas, dpi, ret);
    return OBV_OK;
}
