/* SPDX-License-Identifier: Apache-2.0 */
/* Pictures of QR codes, made by libqrencode: what readers must read. */
#ifndef CODES_H
#define CODES_H

#include "qr/qr.h"

typedef struct code {
    unsigned version; /* 0: the smallest that fits */
    char level;       /* 'L', 'M', 'Q', 'H' */
    char mode;        /* 'A' alphanumeric, 'N' numeric, 'K' kanji; else bytes */
    uint32_t eci;     /* the character set that it declares; 0: none */
    /* FNC1 in the second position: the application, as it is written there;
       0: none */
    uint8_t application;
    bool mirrored, inverted;
    unsigned size; /* modules a side, without margin: filled in by code_make */
    uint8_t modules[177 * 177]; /* 1: dark */
} code;

/* False: the bytes do not fit. */
bool code_make(code *c, obv_slice bytes);
/* Bytes over as many codes as they need (structured append), all of `version`
   and `level`; how many, 0 where they are more than `room`. */
size_t code_split(code *ret, size_t room, unsigned version, char level,
                  obv_slice bytes);

/* White paper. */
typedef struct paper {
    uint8_t *pixels;
    uint32_t width, height;
} paper;

paper paper_new(uint32_t width, uint32_t height);
void paper_free(paper *p);
obv_grey paper_grey(const paper *p);

/* Draws a code with its margin of four modules, its middle at (x, y), turned
   clockwise by `degrees`; each pixel is the mean of 16 points in it. */
void paper_draw(paper *p, const code *c, double x, double y, double module,
                double degrees);
/* Grey noise of the same seed each time: +-amount. */
void paper_noise(paper *p, unsigned amount, uint32_t seed);

#endif
