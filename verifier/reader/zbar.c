/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zbar: its image scanner alone, QR codes alone.
 *
 * What zbar does not do, and what we keep away from:
 *  - It guesses a character set and changes the bytes; ZBAR_CFG_BINARY leaves
 *    them as they are.  Only where a code declares one (ECI), it still turns
 *    the bytes to UTF-8, and does not say so.
 *  - It corrects as many errors as Reed-Solomon can, not as few as ISO/IEC
 *    18004 allows: in a small and bad code the text may be one that nobody
 *    wrote.  Who calls asks for a second opinion.
 *  - Parts of a structured append come joined, or as parts without a number;
 *    their parity is not looked at.
 *  - With its cache on, it aborts on such a part.
 *  - Its processor tells all programs of the machine what it read (D-Bus).
 */
#include "reader/reader.h"

#include <iconv.h>
#include <stdlib.h>
#include <zbar.h>

#define Y800 ((unsigned long)'Y' | '8' << 8 | '0' << 16 | '0' << 24)

/* CVE-2023-40889, a write beyond the heap while it looks for corners, is mended
   in 0.23.93 and, under the number of the one before, by distributions. */
#define OLDEST_MINOR 23
#define OLDEST_PATCH 92

/* What a pixel costs: zbar looks at it in rows and in columns, and once more
   turned over. */
#define PIXEL_EFFORT 6

static bool
is_new_enough(void)
{
    unsigned major = 0;
    unsigned minor = 0;
    unsigned patch = 0;
    return zbar_version(&major, &minor, &patch) == 0 &&
           (major > 0 || minor > OLDEST_MINOR ||
            (minor == OLDEST_MINOR && patch >= OLDEST_PATCH));
}

static bool
set_up(zbar_image_scanner_t *scanner)
{
    zbar_set_verbosity(0);
    zbar_image_scanner_enable_cache(scanner, 0);
    (void)zbar_image_scanner_request_dbus(scanner, 0);
    /* clang-format off */
    static const struct setting {
        zbar_symbol_type_t symbol;
        zbar_config_t what;
        int value;
    } settings[] = {
        {ZBAR_NONE,   ZBAR_CFG_ENABLE,        0}, /* all others first */
        {ZBAR_QRCODE, ZBAR_CFG_ENABLE,        1},
        {ZBAR_QRCODE, ZBAR_CFG_BINARY,        1},
        {ZBAR_NONE,   ZBAR_CFG_TEST_INVERTED, 1},
        {ZBAR_NONE,   ZBAR_CFG_X_DENSITY,     1},
        {ZBAR_NONE,   ZBAR_CFG_Y_DENSITY,     1},
    };
    /* clang-format on */
    bool good = true;
    for (size_t i = 0; i < COUNT(settings); i++) {
        const struct setting *s = &settings[i];
        good = zbar_image_scanner_set_config(scanner, s->symbol, s->what,
                                             s->value) == 0 &&
               good;
    }
    return good;
}

/* ---- A picture of ours as one of zbar's -----------------------------------
 */

/* The same bytes where the rows follow each other without a gap; else a copy
   that zbar releases with its picture. */
static bool
hand_over(const obv_grey *picture, zbar_image_t *image)
{
    size_t width = picture->width;
    size_t size = width * picture->height;
    zbar_image_set_format(image, Y800);
    zbar_image_set_size(image, picture->width, picture->height);
    if (picture->stride == width) {
        zbar_image_set_data(image, picture->pixels, size, NULL);
        return true;
    }
    uint8_t *copy = malloc(size);
    if (copy == NULL) {
        return false;
    }
    for (size_t y = 0; y < picture->height; y++) {
        memcpy(copy + y * width, picture->pixels + y * picture->stride, width);
    }
    zbar_image_set_data(image, copy, size, zbar_image_free_data);
    return true;
}

/* ---- A symbol of zbar's as one of ours ------------------------------------
 */

/* zbar goes round the other way, and counts from the middle of a pixel. */
static void
take_corners(const zbar_symbol_t *from, obv_symbol *ret)
{
    if (zbar_symbol_get_loc_size(from) != COUNT(ret->corners)) {
        return;
    }
    for (unsigned i = 0; i < COUNT(ret->corners); i++) {
        unsigned at = (4 - i) % 4;
        ret->corners[i].x = (float)zbar_symbol_get_loc_x(from, at) + 0.5f;
        ret->corners[i].y = (float)zbar_symbol_get_loc_y(from, at) + 0.5f;
    }
}

static obv_status
take_symbol(const zbar_symbol_t *from, uint8_t parts, obv_arena *arena,
            obv_symbols *symbols)
{
    if (symbols->count == OBV_MAX_SYMBOLS) {
        return OBV_LIMIT;
    }
    size_t len = zbar_symbol_get_data_length(from);
    uint8_t *bytes = obv_arena_alloc(arena, len + 1, 1);
    if (bytes == NULL) {
        return OBV_NO_MEMORY;
    }
    if (len > 0) {
        memcpy(bytes, zbar_symbol_get_data(from), len);
    }
    obv_symbol *symbol = &symbols->items[symbols->count++];
    *symbol =
        (obv_symbol){.bytes = {bytes, len}, .parts = parts, .reader = "zbar"};
    take_corners(from, symbol);
    return OBV_OK;
}

/* What a structured append lacks stands as ZBAR_PARTIAL between its parts, and
   makes the whole one. */
static obv_status
take_parts(const zbar_symbol_t *whole, obv_arena *arena, obv_symbols *symbols)
{
    const zbar_symbol_t *part = zbar_symbol_first_component(whole);
    for (; part != NULL; part = zbar_symbol_next(part)) {
        if (zbar_symbol_get_type(part) == ZBAR_QRCODE) {
            TRY(take_symbol(part, OBV_PARTS_UNKNOWN, arena, symbols));
        }
    }
    return OBV_OK;
}

static obv_status
take_all(const zbar_image_t *image, obv_arena *arena, obv_symbols *symbols)
{
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol != NULL; symbol = zbar_symbol_next(symbol)) {
        if (zbar_symbol_get_type(symbol) == ZBAR_QRCODE) {
            TRY(take_symbol(symbol, 0, arena, symbols));
        } else if (zbar_symbol_get_type(symbol) == ZBAR_PARTIAL) {
            TRY(take_parts(symbol, arena, symbols));
        }
    }
    return OBV_OK;
}

obv_status
obv_zbar_read(const obv_grey *picture, bool hard, int64_t *effort,
              obv_arena *arena, obv_symbols *symbols)
{
    (void)hard; /* zbar knows one way only */
    uint64_t pixels = (uint64_t)picture->width * picture->height;
    if (!obv_qr_take_effort(effort, pixels * PIXEL_EFFORT)) {
        return OBV_LIMIT;
    }
    if (!is_new_enough()) {
        return OBV_UNSUPPORTED;
    }
    obv_status status = OBV_NO_MEMORY;
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    if (scanner == NULL || image == NULL || !hand_over(picture, image)) {
        goto out;
    }
    status = OBV_UNSUPPORTED;
    if (set_up(scanner) && zbar_scan_image(scanner, image) >= 0) {
        status = take_all(image, arena, symbols);
    }
out:
    if (image != NULL) {
        zbar_image_destroy(image);
    }
    if (scanner != NULL) {
        zbar_image_scanner_destroy(scanner);
    }
    return status;
}

/*
 * Once, before the lock: zbar asks iconv for these as it reads a code, and
 * iconv loads the file of a character set when it is first asked for, and drops
 * it when nobody holds it.  So they are held, for good.
 */
void
obv_zbar_warm_up(void)
{
    static const char *const sets[] = {
        "SJIS",       "BIG-5",      "CP437",      "ISO8859-1",  "ISO8859-2",
        "ISO8859-3",  "ISO8859-4",  "ISO8859-5",  "ISO8859-6",  "ISO8859-7",
        "ISO8859-8",  "ISO8859-9",  "ISO8859-10", "ISO8859-11", "ISO8859-12",
        "ISO8859-13", "ISO8859-14", "ISO8859-15", "ISO8859-16", "UTF-8",
    };
    for (size_t i = 0; i < COUNT(sets); i++) {
        (void)iconv_open("UTF-8", sets[i]); /* one that is not there: no loss */
    }
}
