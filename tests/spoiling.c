/* SPDX-License-Identifier: Apache-2.0 */
#include "spoiling.h"

#include <math.h>
#include <stdlib.h>

static double
blurred_at(const uint8_t *line, size_t step, int at, int count, double sigma)
{
    int reach = (int)(3 * sigma) + 1;
    double sum = 0, all = 0;
    for (int k = -reach; k <= reach; k++) {
        int i = at + k < 0 ? 0 : at + k >= count ? count - 1 : at + k;
        double weight = exp(-k * k / (2 * sigma * sigma));
        sum += weight * line[(size_t)i * step];
        all += weight;
    }
    return sum / all;
}

static void
blur_lines(paper *p, bool down, double sigma)
{
    size_t size = (size_t)p->width * p->height;
    uint8_t *before = malloc(size);
    if (before == NULL || sigma <= 0) {
        free(before);
        return;
    }
    memcpy(before, p->pixels, size);
    for (size_t i = 0; i < size; i++) {
        uint32_t x = (uint32_t)(i % p->width), y = (uint32_t)(i / p->width);
        p->pixels[i] =
            (uint8_t)round(down ? blurred_at(before + x, p->width, (int)y,
                                             (int)p->height, sigma)
                                : blurred_at(before + (size_t)y * p->width, 1,
                                             (int)x, (int)p->width, sigma));
    }
    free(before);
}

void
paper_blur(paper *p, double across, double down)
{
    blur_lines(p, false, across);
    blur_lines(p, true, down);
}

void
paper_cover(paper *p, double x, double y, double radius, uint8_t grey)
{
    for (uint32_t row = 0; row < p->height; row++) {
        for (uint32_t column = 0; column < p->width; column++) {
            if (hypot(column - x, row - y) < radius) {
                p->pixels[(size_t)row * p->width + column] = grey;
            }
        }
    }
}

void
paper_dim(paper *p, unsigned darkest, unsigned range)
{
    for (size_t i = 0; i < (size_t)p->width * p->height; i++) {
        p->pixels[i] = (uint8_t)(darkest + p->pixels[i] * range / 255);
    }
}

void
paper_stain(paper *p, double x, double y, double radius, double width)
{
    for (uint32_t i = 0; i < p->width * p->height; i++) {
        double off = hypot(i % p->width - x, i / p->width - y) - radius;
        double rim = fmin(1, fmax(0, (width + 2 - fabs(off)) / 4));
        double share = (off < 0 ? 0.85 : 1) - 0.45 * rim;
        p->pixels[i] = (uint8_t)((25 + p->pixels[i] * 0.87) * share);
    }
}
