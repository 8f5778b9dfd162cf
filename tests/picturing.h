/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures for tests, made on the spot by the libraries that others use: each
 * is packed from the same pixels.
 */
#ifndef PICTURING_H
#define PICTURING_H

#include "making.h"
#include "reader/reader.h"

/* Pixels of 8 bits a sample: 1 grey, 3 colours, 4 colours and alpha (of a JPEG,
   four inks). */
typedef struct picture {
    uint32_t width, height;
    unsigned samples;
    uint8_t *pixels; /* from malloc */
} picture;

/* Four quarters of grey: 0 and 80 above, 160 and 240 below. */
picture picture_of_quarters(uint32_t width, uint32_t height, unsigned samples);
picture picture_of_one_grey(uint32_t width, uint32_t height, uint8_t grey);
void picture_clear(picture *p);

/* What the quarters of a sheet are, read at their centres, by rows, as letters:
   "abcd" is how they are made; '?' is another grey. */
void picture_read_quarters(const obv_sheet *sheet, char letters[5]);
/* ... and are when the picture is turned the right way up. */
extern const char *const picture_quarters_turned[9];

/* The greatest difference of a pixel of the sheet to that of the picture. */
unsigned picture_difference(const obv_sheet *sheet, const picture *p);

/* ---- Packing ----------------------------------------------------------------
 */

/* EXIF data that states an orientation, from "II*" on. */
#define PICTURE_EXIF 26
void picture_exif(unsigned orientation, uint8_t exif[PICTURE_EXIF]);

/* Zeroed: plainly, without an orientation or a resolution. */
typedef struct packing {
    unsigned orientation;
    unsigned dpi;
    bool in_passes; /* PNG: interlaced; JPEG: progressive; WebP: lossless */
    unsigned scans; /* JPEG: so many, most of them of nothing new */
    /* TIFF: as libtiff names them; 0: the usual */
    uint16_t compression, light, bits, tile, rows;
    unsigned lines; /* TIFF: per inch, where other than dpi */
} packing;

void picture_png(making *m, const picture *p, const packing *how);
void picture_jpeg(making *m, const picture *p, const packing *how);
void picture_webp(making *m, const picture *p, const packing *how);
/* Appends a picture to those that the file holds already. */
void picture_tiff(making *m, const picture *p, const packing *how);
/* False where libheif has no encoder: then there is nothing to be tested. */
bool picture_heic(making *m, const picture *p, const packing *how);

#endif
