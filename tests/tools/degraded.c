/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same badge code as paper, scanners and telephones leave it, side by side
 * as a PNG; each is read by our reader, else there is no picture:
 *
 *   degraded CODE-TEXT OUT.png
 */
#include "files.h"
#include "picturing.h"
#include "spoiling.h"

#include <stdio.h>
#include <stdlib.h>

#define TILE 220 /* pixels a side */
#define ACROSS 4

static const struct tile {
    double module, degrees; /* pixels, clockwise */
    double across, down;    /* blurred by so much */
    double stain;           /* radius of a cup */
    double blot;            /* radius of one */
    unsigned darkest, range, noise;
} tiles[] = {
    {.module = 2.5},
    {.module = 1.5, .degrees = 3},
    {.module = 2.2, .degrees = 23},
    {.module = 2.5, .across = 1.2, .down = 1.2},
    {.module = 2.5, .across = 1.7, .down = 0.3},
    {.module = 2.5, .stain = 80},
    {.module = 2.5, .blot = 10},
    {.module = 2.5, .darkest = 40, .range = 45, .noise = 8},
};

static bool
is_read(const obv_grey *grey, obv_slice text, obv_arena *arena)
{
    static obv_symbols symbols;
    symbols.count = 0;
    int64_t effort = INT64_MAX;
    return obv_qr_read(grey, true, &effort, arena, &symbols) == OBV_OK &&
           symbols.count == 1 && obv_slice_equal(symbols.items[0].bytes, text);
}

static paper
draw(const code *c, const struct tile *t)
{
    paper p = paper_new(TILE, TILE);
    paper_draw(&p, c, TILE / 2.0, TILE / 2.0, t->module, t->degrees);
    if (t->across > 0) {
        paper_blur(&p, t->across, t->down);
    }
    if (t->stain > 0) {
        paper_stain(&p, TILE * 0.55, TILE * 0.55, t->stain, 6);
    }
    if (t->blot > 0) {
        paper_cover(&p, TILE * 0.6, TILE * 0.55, t->blot, 30);
    }
    if (t->range > 0) {
        paper_dim(&p, t->darkest, t->range);
    }
    paper_noise(&p, t->noise, 1);
    return p;
}

static bool
draw_all(const code *c, obv_slice text, obv_arena *arena, picture *sheet)
{
    bool all_read = true;
    for (size_t i = 0; i < COUNT(tiles); i++) {
        paper p = draw(c, &tiles[i]);
        obv_grey grey = paper_grey(&p);
        obv_arena_empty(arena);
        if (!is_read(&grey, text, arena)) {
            fprintf(stderr, "degraded: picture %zu is not read\n", i + 1);
            all_read = false;
        }
        uint8_t *corner = sheet->pixels + i / ACROSS * TILE * sheet->width +
                          i % ACROSS * TILE;
        for (size_t y = 0; y < TILE; y++) {
            memcpy(corner + y * sheet->width, p.pixels + y * TILE, TILE);
        }
        paper_free(&p);
    }
    return all_read;
}

int
main(int argc, char **argv)
{
    static code c;
    c = (code){.level = 'M', .mode = 'A'};
    if (argc != 3 || !code_make(&c, obv_slice_of(argv[1]))) {
        fprintf(stderr, "degraded: CODE-TEXT OUT.png\n");
        return 3;
    }
    making png = {0};
    packing how = {0};
    obv_arena *arena = obv_arena_new(64u * 1024 * 1024);
    picture sheet =
        picture_of_one_grey(ACROSS * TILE, COUNT(tiles) / ACROSS * TILE, 255);
    bool done =
        arena != NULL && draw_all(&c, obv_slice_of(argv[1]), arena, &sheet);
    if (done) {
        picture_png(&png, &sheet, &how);
        FILE *out = fopen(argv[2], "wb");
        done = out != NULL && fwrite(png.ptr, 1, png.len, out) == png.len;
        done = out != NULL && fclose(out) == 0 && done;
    }
    making_clear(&png);
    picture_clear(&sheet);
    obv_arena_free(arena);
    return done ? 0 : 3;
}
