/* SPDX-License-Identifier: Apache-2.0 */
#include "codes.h"

#include <math.h>
#include <qrencode.h>
#include <stdlib.h>

#define MARGIN 4

static QRecLevel
level_of(char letter)
{
    switch (letter) {
    case 'L':
        return QR_ECLEVEL_L;
    case 'Q':
        return QR_ECLEVEL_Q;
    case 'H':
        return QR_ECLEVEL_H;
    default:
        return QR_ECLEVEL_M;
    }
}

static QRencodeMode
mode_of(char letter)
{
    switch (letter) {
    case 'N':
        return QR_MODE_NUM;
    case 'A':
        return QR_MODE_AN;
    case 'K':
        return QR_MODE_KANJI;
    default:
        return QR_MODE_8;
    }
}

static void
take_modules(code *c, const QRcode *made)
{
    c->size = (unsigned)made->width;
    for (unsigned i = 0; i < c->size * c->size; i++) {
        c->modules[i] = made->data[i] & 1;
    }
}

/* What stands before the text. */
static bool
declare(QRinput *input, const code *c)
{
    return (c->eci == 0 || QRinput_appendECIheader(input, c->eci) == 0) &&
           (c->application == 0 ||
            QRinput_setFNC1Second(input, c->application) == 0);
}

bool
code_make(code *c, obv_slice bytes)
{
    QRinput *input = QRinput_new2((int)c->version, level_of(c->level));
    QRcode *made = NULL;
    if (input != NULL && declare(input, c) &&
        (bytes.len == 0 || QRinput_append(input, mode_of(c->mode),
                                          (int)bytes.len, bytes.ptr) == 0)) {
        made = QRcode_encodeInput(input);
    }
    QRinput_free(input);
    if (made == NULL) {
        return false;
    }
    take_modules(c, made);
    c->version = (unsigned)made->version;
    QRcode_free(made);
    return true;
}

size_t
code_split(code *ret, size_t room, unsigned version, char level,
           obv_slice bytes)
{
    QRcode_List *all = QRcode_encodeDataStructured(
        (int)bytes.len, bytes.ptr, (int)version, level_of(level));
    size_t count = 0;
    for (const QRcode_List *one = all; one != NULL; one = one->next, count++) {
        if (count < room) {
            ret[count] = (code){.version = version, .level = level};
            take_modules(&ret[count], one->code);
        }
    }
    QRcode_List_free(all);
    return count <= room ? count : 0;
}

/* ---- Paper ----------------------------------------------------------------
 */

paper
paper_new(uint32_t width, uint32_t height)
{
    paper p = {malloc((size_t)width * height), width, height};
    if (p.pixels != NULL) {
        memset(p.pixels, 255, (size_t)width * height);
    }
    return p;
}

void
paper_free(paper *p)
{
    free(p->pixels);
    p->pixels = NULL;
}

obv_grey
paper_grey(const paper *p)
{
    return (obv_grey){p->pixels, p->width, p->height, p->width};
}

/* What stands at a place in modules from the corner of the code: 1 ink, 0
   none, -1 outside of the margin. */
static int
ink_at(const code *c, double x, double y)
{
    double size = c->size;
    if (x < -MARGIN || y < -MARGIN || x >= size + MARGIN ||
        y >= size + MARGIN) {
        return -1;
    }
    bool inside = x >= 0 && y >= 0 && x < size && y < size;
    unsigned column = inside ? (unsigned)x : 0;
    unsigned row = inside ? (unsigned)y : 0;
    bool dark = inside && c->modules[c->mirrored ? column * c->size + row
                                                 : row * c->size + column] != 0;
    return dark != c->inverted;
}

static uint8_t
pixel_of(const code *c, const double u[2], double half, const uint8_t *under,
         const double at[2])
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 16; i++) {
        double dx = at[0] + (i % 4 + 0.5) / 4;
        double dy = at[1] + (i / 4 + 0.5) / 4;
        int ink = ink_at(c, dx * u[0] + dy * u[1] + half,
                         dy * u[0] - dx * u[1] + half);
        sum += ink < 0 ? *under : ink ? 0 : 255;
    }
    return (uint8_t)(sum / 16);
}

void
paper_draw(paper *p, const code *c, double x, double y, double module,
           double degrees)
{
    double half = c->size / 2.0;
    double reach = (half + MARGIN) * module * 1.5;
    double turn = degrees * 3.14159265358979 / 180;
    double u[2] = {cos(turn) / module, sin(turn) / module};
    for (uint32_t row = 0; row < p->height; row++) {
        for (uint32_t column = 0; column < p->width; column++) {
            double at[2] = {column - x, row - y};
            if (fabs(at[0]) < reach && fabs(at[1]) < reach) {
                uint8_t *pixel = &p->pixels[(size_t)row * p->width + column];
                *pixel = pixel_of(c, u, half, pixel, at);
            }
        }
    }
}

void
paper_noise(paper *p, unsigned amount, uint32_t seed)
{
    for (size_t i = 0; i < (size_t)p->width * p->height; i++) {
        seed = seed * 1664525u + 1013904223u;
        int grey = p->pixels[i] + (int)(seed >> 16) % (int)(2 * amount + 1) -
                   (int)amount;
        p->pixels[i] = (uint8_t)(grey < 0 ? 0 : grey > 255 ? 255 : grey);
    }
}
