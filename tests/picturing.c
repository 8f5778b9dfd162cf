/* SPDX-License-Identifier: Apache-2.0 */
#include "picturing.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <libheif/heif.h>
#include <tiffio.h>
#include <webp/encode.h>

/* ---- Pixels -----------------------------------------------------------------
 */

static picture
blank(uint32_t width, uint32_t height, unsigned samples)
{
    picture p = {width, height, samples, NULL};
    p.pixels = malloc((size_t)width * height * samples);
    if (p.pixels == NULL) {
        abort();
    }
    return p;
}

picture
picture_of_quarters(uint32_t width, uint32_t height, unsigned samples)
{
    picture p = blank(width, height, samples);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            int quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
            uint8_t *pixel = p.pixels + ((size_t)y * width + x) * samples;
            memset(pixel, quarter * 80, samples);
            if (samples == 4) {
                pixel[3] = 255;
            }
        }
    }
    return p;
}

picture
picture_of_one_grey(uint32_t width, uint32_t height, uint8_t grey)
{
    picture p = blank(width, height, 1);
    memset(p.pixels, grey, (size_t)width * height);
    return p;
}

void
picture_clear(picture *p)
{
    free(p->pixels);
    *p = (picture){0, 0, 0, NULL};
}

const char *const picture_quarters_turned[9] = {
    "abcd", "abcd", "badc", "dcba", "cdab", "acbd", "cadb", "dbca", "bdac"};

void
picture_read_quarters(const obv_sheet *sheet, char letters[5])
{
    const obv_grey *g = &sheet->grey;
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t x = g->width * (1 + i % 2 * 2) / 4;
        uint32_t y = g->height * (1 + i / 2 * 2) / 4;
        unsigned grey = g->pixels[(size_t)y * g->stride + x];
        unsigned quarter = (grey + 20) / 80;
        bool near = grey + 20 - quarter * 80 <= 40 && quarter < 4;
        letters[i] = near ? (char)('a' + quarter) : '?';
    }
    letters[4] = '\0';
}

unsigned
picture_difference(const obv_sheet *sheet, const picture *p)
{
    const obv_grey *g = &sheet->grey;
    int most = 0;
    if (g->width != p->width || g->height != p->height || p->samples != 1) {
        return 256;
    }
    for (uint32_t y = 0; y < p->height; y++) {
        for (uint32_t x = 0; x < p->width; x++) {
            int d = g->pixels[(size_t)y * g->stride + x] -
                    p->pixels[(size_t)y * p->width + x];
            most = abs(d) > most ? abs(d) : most;
        }
    }
    return (unsigned)most;
}

/* ---- PNG --------------------------------------------------------------------
 */

void
picture_exif(unsigned orientation, uint8_t exif[PICTURE_EXIF])
{
    memcpy(exif, "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\0\0\0\0\0\0\0\0",
           PICTURE_EXIF);
    exif[18] = (uint8_t)orientation;
}

static void
put_u32be(making *m, uint32_t n)
{
    uint8_t bytes[4] = {(uint8_t)(n >> 24), (uint8_t)(n >> 16),
                        (uint8_t)(n >> 8), (uint8_t)n};
    making_put(m, bytes, sizeof(bytes));
}

/* Every `dx`th pixel from `x` of every `dy`th row from `y`: a pass. */
static void
put_pass(making *rows, const picture *p, uint32_t x, uint32_t y, uint32_t dx,
         uint32_t dy)
{
    for (uint32_t j = y; j < p->height && x < p->width; j += dy) {
        making_put(rows, "", 1); /* no filter */
        for (uint32_t i = x; i < p->width; i += dx) {
            making_put(rows,
                       p->pixels + ((size_t)j * p->width + i) * p->samples,
                       p->samples);
        }
    }
}

void
picture_png(making *m, const picture *p, const packing *how)
{
    static const uint8_t colours[] = {0, 0, 4, 2, 6}; /* by samples */
    static const uint32_t passes[7][4] = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
        {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    making rows = {NULL, 0, 0}, packed = {NULL, 0, 0}, header = {NULL, 0, 0};
    making_put(m, "\x89PNG\r\n\x1A\n", 8);
    put_u32be(&header, p->width);
    put_u32be(&header, p->height);
    uint8_t rest[5] = {8, colours[p->samples], 0, 0, how->in_passes ? 1 : 0};
    making_put(&header, rest, sizeof(rest));
    making_chunk(m, "IHDR", header.ptr, header.len);

    making density = {NULL, 0, 0};
    put_u32be(&density, (uint32_t)(how->dpi / 0.0254 + 0.5));
    put_u32be(&density, (uint32_t)(how->dpi / 0.0254 + 0.5));
    making_put(&density, "\1", 1);
    if (how->dpi != 0) {
        making_chunk(m, "pHYs", density.ptr, density.len);
    }
    if (how->orientation != 0) {
        uint8_t exif[PICTURE_EXIF];
        picture_exif(how->orientation, exif);
        making_chunk(m, "eXIf", exif, sizeof(exif));
    }
    for (size_t i = 0; i < 7 && how->in_passes; i++) {
        put_pass(&rows, p, passes[i][0], passes[i][1], passes[i][2],
                 passes[i][3]);
    }
    if (!how->in_passes) {
        put_pass(&rows, p, 0, 0, 1, 1);
    }
    making_deflated(&packed, rows.ptr, rows.len);
    making_chunk(m, "IDAT", packed.ptr, packed.len);
    making_end(m);
    making_clear(&rows);
    making_clear(&packed);
    making_clear(&header);
    making_clear(&density);
}

/* ---- JPEG -------------------------------------------------------------------
 */

#define MOST_SCANS 1000

/* One scan of the greatest of the coefficients, as often as is asked for. */
static void
script_scans(struct jpeg_compress_struct *jpeg, jpeg_scan_info *scans,
             unsigned count)
{
    scans[0] = (jpeg_scan_info){.comps_in_scan = 1, .component_index = {0}};
    for (unsigned i = 1; i < count && i < MOST_SCANS; i++) {
        scans[i] = (jpeg_scan_info){.comps_in_scan = 1,
                                    .component_index = {0},
                                    .Ss = (int)(i - 1) % 63 + 1,
                                    .Se = (int)(i - 1) % 63 + 1};
    }
    jpeg->scan_info = scans;
    jpeg->num_scans = (int)(count < 64 ? count : 64);
}

/* libjpeg writes each coefficient once, in 64 scans at the most: the last of
   them is repeated as it stands. */
static void
repeat_last_scan(making *m, unsigned times)
{
    size_t end = m->len - 2; /* EOI */
    size_t at = end;
    while (at > 0 && (m->ptr[at] != 0xFF || m->ptr[at + 1] != 0xDA)) {
        at--;
    }
    making scan = {NULL, 0, 0};
    making_put(&scan, m->ptr + at, end - at);
    m->len = end;
    for (unsigned i = 0; i < times; i++) {
        making_put(m, scan.ptr, scan.len);
    }
    making_put(m, "\xFF\xD9", 2);
    making_clear(&scan);
}

void
picture_jpeg(making *m, const picture *p, const packing *how)
{
    static const J_COLOR_SPACE spaces[] = {JCS_UNKNOWN, JCS_GRAYSCALE,
                                           JCS_UNKNOWN, JCS_RGB, JCS_CMYK};
    static jpeg_scan_info scans[MOST_SCANS];
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *bytes = NULL;
    unsigned long len = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &bytes, &len);
    jpeg.image_width = p->width;
    jpeg.image_height = p->height;
    jpeg.input_components = (int)p->samples;
    jpeg.in_color_space = spaces[p->samples];
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 95, TRUE);
    if (p->samples == 4) {
        jpeg_set_colorspace(&jpeg, JCS_YCCK);
    }
    if (how->in_passes) {
        jpeg_simple_progression(&jpeg);
    }
    if (how->scans > 0) {
        script_scans(&jpeg, scans, how->scans);
    }
    jpeg.density_unit = how->dpi != 0 ? 1 : 0;
    jpeg.X_density = (UINT16)(how->dpi != 0 ? how->dpi : 1);
    jpeg.Y_density = jpeg.X_density;
    jpeg_start_compress(&jpeg, TRUE);
    if (how->orientation != 0) {
        uint8_t exif[6 + PICTURE_EXIF] = "Exif\0";
        picture_exif(how->orientation, exif + 6);
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif, sizeof(exif));
    }
    for (uint32_t y = 0; y < p->height; y++) {
        JSAMPROW row = p->pixels + (size_t)y * p->width * p->samples;
        (void)jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    making_put(m, bytes, len);
    jpeg_destroy_compress(&jpeg);
    free(bytes);
    if (how->scans > 64) {
        repeat_last_scan(m, how->scans - 63);
    }
}

/* ---- WebP -------------------------------------------------------------------
 */

static uint8_t *
colours_of(const picture *p)
{
    size_t count = (size_t)p->width * p->height;
    uint8_t *rgba = malloc(count * 4);
    for (size_t i = 0; i < count && rgba != NULL; i++) {
        const uint8_t *pixel = p->pixels + i * p->samples;
        for (size_t c = 0; c < 3; c++) {
            rgba[4 * i + c] = pixel[p->samples == 1 ? 0 : c];
        }
        rgba[4 * i + 3] = p->samples == 4 ? pixel[3] : 255;
    }
    return rgba;
}

static void
put_u32le(making *m, uint32_t n)
{
    uint8_t bytes[4] = {(uint8_t)n, (uint8_t)(n >> 8), (uint8_t)(n >> 16),
                        (uint8_t)(n >> 24)};
    making_put(m, bytes, sizeof(bytes));
}

void
picture_webp(making *m, const picture *p, const packing *how)
{
    uint8_t *rgba = colours_of(p), *bytes = NULL;
    int width = (int)p->width, height = (int)p->height;
    size_t len =
        how->in_passes
            ? WebPEncodeLosslessRGBA(rgba, width, height, 4 * width, &bytes)
            : WebPEncodeRGBA(rgba, width, height, 4 * width, 90, &bytes);
    making body = {NULL, 0, 0};
    if (how->orientation != 0) { /* "RIFF" length "WEBP" stay behind */
        uint8_t head[14] = "VP8X\x0A\0\0\0\x08";
        uint32_t sides[2] = {p->width - 1, p->height - 1};
        making_put(&body, head, 12);
        making_put(&body, &sides[0], 3);
        making_put(&body, &sides[1], 3);
    }
    making_put(&body, bytes + 12, len - 12);
    if (how->orientation != 0) {
        uint8_t exif[PICTURE_EXIF];
        picture_exif(how->orientation, exif);
        making_text(&body, "EXIF");
        put_u32le(&body, sizeof(exif));
        making_put(&body, exif, sizeof(exif));
    }
    making_text(m, "RIFF");
    put_u32le(m, (uint32_t)(4 + body.len));
    making_text(m, "WEBP");
    making_put(m, body.ptr, body.len);
    making_clear(&body);
    WebPFree(bytes);
    free(rgba);
}

/* ---- TIFF -------------------------------------------------------------------
 */

typedef struct tape {
    making *m;
    size_t at;
} tape;

static tmsize_t
tape_read(thandle_t of, void *to, tmsize_t len)
{
    tape *t = of;
    size_t left = t->at < t->m->len ? t->m->len - t->at : 0;
    size_t got = (size_t)len < left ? (size_t)len : left;
    memcpy(to, t->m->ptr + t->at, got);
    t->at += got;
    return (tmsize_t)got;
}

static tmsize_t
tape_write(thandle_t of, void *from, tmsize_t len)
{
    tape *t = of;
    while (t->m->len < t->at + (size_t)len) {
        making_put(t->m, "", 1);
    }
    memcpy(t->m->ptr + t->at, from, (size_t)len);
    t->at += (size_t)len;
    return len;
}

static toff_t
tape_seek(thandle_t of, toff_t offset, int from)
{
    tape *t = of;
    t->at = from == SEEK_CUR   ? t->at + offset
            : from == SEEK_END ? t->m->len + offset
                               : offset;
    return t->at;
}

static int
tape_close(thandle_t of)
{
    (void)of;
    return 0;
}

static toff_t
tape_size(thandle_t of)
{
    tape *t = of;
    return t->m->len;
}

static void
set_tags(TIFF *tiff, const picture *p, const packing *how)
{
    uint16_t light = p->samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    uint16_t alpha = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, p->width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, p->height);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, p->samples);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, how->bits ? how->bits : 8);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 how->light ? how->light - 1 : light);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION,
                 how->compression ? how->compression : COMPRESSION_NONE);
    if (p->samples == 4) {
        TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &alpha);
    }
    if (how->orientation != 0) {
        TIFFSetField(tiff, TIFFTAG_ORIENTATION, how->orientation);
    }
    if (how->dpi != 0) {
        TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
        TIFFSetField(tiff, TIFFTAG_XRESOLUTION, (double)how->dpi);
        TIFFSetField(tiff, TIFFTAG_YRESOLUTION,
                     (double)(how->lines != 0 ? how->lines : how->dpi));
    }
    if (how->tile != 0) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, how->tile);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, how->tile);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP,
                     how->rows != 0 ? how->rows : p->height);
    }
}

/* The samples of one pixel in as many bits as are asked for: the upper. */
static void
put_bits(uint8_t *row, size_t index, uint8_t sample, unsigned bits)
{
    if (bits == 16) {
        uint16_t wide = (uint16_t)(sample * 257u);
        memcpy(row + 2 * index, &wide, sizeof(wide));
        return;
    }
    size_t bit = index * bits;
    unsigned value = (unsigned)sample >> (8 - bits);
    row[bit / 8] |= (uint8_t)(value << (8 - bits - bit % 8));
}

static void
write_rows(TIFF *tiff, const picture *p, unsigned bits)
{
    size_t len = (size_t)TIFFScanlineSize(tiff);
    uint8_t *row = malloc(len);
    for (uint32_t y = 0; y < p->height && row != NULL; y++) {
        memset(row, 0, len);
        size_t count = (size_t)p->width * p->samples;
        for (size_t i = 0; i < count; i++) {
            put_bits(row, i, p->pixels[y * count + i], bits);
        }
        TIFFWriteScanline(tiff, row, y, 0);
    }
    free(row);
}

static void
write_tiles(TIFF *tiff, const picture *p, uint32_t side)
{
    size_t len = (size_t)TIFFTileSize(tiff);
    uint8_t *tile = calloc(1, len);
    for (uint32_t y = 0; y < p->height && tile != NULL; y += side) {
        for (uint32_t x = 0; x < p->width; x += side) {
            for (uint32_t j = 0; j < side && y + j < p->height; j++) {
                size_t columns = p->width - x < side ? p->width - x : side;
                memcpy(tile + (size_t)j * side * p->samples,
                       p->pixels +
                           ((size_t)(y + j) * p->width + x) * p->samples,
                       columns * p->samples);
            }
            TIFFWriteTile(tiff, tile, x, y, 0, 0);
        }
    }
    free(tile);
}

void
picture_tiff(making *m, const picture *p, const packing *how)
{
    tape t = {m, 0};
    TIFF *tiff = TIFFClientOpen("made", m->len > 0 ? "a" : "w", &t, tape_read,
                                tape_write, tape_seek, tape_close, tape_size,
                                NULL, NULL);
    if (tiff == NULL) {
        abort();
    }
    set_tags(tiff, p, how);
    if (how->tile != 0) {
        write_tiles(tiff, p, how->tile);
    } else {
        write_rows(tiff, p, how->bits ? how->bits : 8);
    }
    TIFFWriteDirectory(tiff);
    TIFFClose(tiff);
}

/* ---- HEIC -------------------------------------------------------------------
 */

/* A build under sanitizers asks: x265 forgets some of what it took. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libx265";
}

static struct heif_error
put_heic(struct heif_context *context, const void *bytes, size_t len, void *to)
{
    static const struct heif_error fine = {heif_error_Ok,
                                           heif_suberror_Unspecified, "fine"};
    (void)context;
    making_put(to, bytes, len);
    return fine;
}

bool
picture_heic(making *m, const picture *p, const packing *how)
{
    (void)how;
    static struct heif_writer writer = {1, put_heic};
    struct heif_context *context = heif_context_alloc();
    struct heif_encoder *encoder = NULL;
    struct heif_image *image = NULL;
    struct heif_image_handle *handle = NULL;
    enum heif_chroma chroma =
        p->samples == 4 ? heif_chroma_interleaved_RGBA : heif_chroma_monochrome;
    enum heif_channel channel =
        p->samples == 4 ? heif_channel_interleaved : heif_channel_Y;
    bool good =
        heif_context_get_encoder_for_format(context, heif_compression_HEVC,
                                            &encoder)
                .code == heif_error_Ok &&
        heif_image_create((int)p->width, (int)p->height,
                          p->samples == 4 ? heif_colorspace_RGB
                                          : heif_colorspace_monochrome,
                          chroma, &image)
                .code == heif_error_Ok &&
        heif_image_add_plane(image, channel, (int)p->width, (int)p->height, 8)
                .code == heif_error_Ok;
    if (good) {
        int stride = 0;
        uint8_t *plane = heif_image_get_plane(image, channel, &stride);
        for (uint32_t y = 0; y < p->height; y++) {
            memcpy(plane + (ptrdiff_t)y * stride,
                   p->pixels + (size_t)y * p->width * p->samples,
                   (size_t)p->width * p->samples);
        }
        heif_encoder_set_lossy_quality(encoder, 90);
        good = heif_context_encode_image(context, image, encoder, NULL, &handle)
                       .code == heif_error_Ok &&
               heif_context_write(context, &writer, m).code == heif_error_Ok;
    }
    heif_image_handle_release(handle);
    heif_image_release(image);
    if (encoder != NULL) {
        heif_encoder_release(encoder);
    }
    heif_context_free(context);
    return good;
}
