/* SPDX-License-Identifier: Apache-2.0 */
/* Lines and letters: all that a picture with explanations needs. */
#include "reader/paint.h"

#include <math.h>

obv_status
obv_paint_start(const obv_grey *from, obv_arena *arena, obv_painting *ret)
{
    size_t size = (size_t)from->width * from->height;
    *ret = (obv_painting){obv_arena_alloc(arena, size, 3), from->width,
                          from->height};
    if (ret->pixels == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < size; i++) {
        size_t x = i % from->width, y = i / from->width;
        unsigned grey = from->pixels[y * from->stride + x];
        memset(ret->pixels + 3 * i, (int)(64 + grey * 3 / 4), 3);
    }
    return OBV_OK;
}

static uint8_t
blend(uint8_t under, uint8_t over, float much)
{
    return (uint8_t)((float)under + much * ((float)over - (float)under) + 0.5f);
}

static void
dot(obv_painting *p, uint32_t x, uint32_t y, obv_colour c, float much)
{
    uint8_t *at = p->pixels + 3 * ((size_t)y * p->width + x);
    at[0] = blend(at[0], c.red, much);
    at[1] = blend(at[1], c.green, much);
    at[2] = blend(at[2], c.blue, much);
}

static float
distance(float x, float y, obv_point a, obv_point b)
{
    float dx = b.x - a.x, dy = b.y - a.y;
    float square = dx * dx + dy * dy;
    float t = square > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / square : 0;
    t = fminf(1, fmaxf(0, t));
    return hypotf(x - a.x - t * dx, y - a.y - t * dy);
}

/* A pixel that may be outside, moved to the nearest that is not. */
static uint32_t
inside(float at, uint32_t count)
{
    return at <= 0 ? 0 : at >= (float)count ? count : (uint32_t)at;
}

void
obv_paint_line(obv_painting *p, obv_point from, obv_point to, float width,
               obv_colour colour)
{
    float reach = width / 2 + 1;
    uint32_t top = inside(fminf(from.y, to.y) - reach, p->height);
    uint32_t bottom = inside(fmaxf(from.y, to.y) + reach + 1, p->height);
    uint32_t left = inside(fminf(from.x, to.x) - reach, p->width);
    uint32_t right = inside(fmaxf(from.x, to.x) + reach + 1, p->width);
    for (uint32_t y = top; y < bottom; y++) {
        for (uint32_t x = left; x < right; x++) {
            float off = distance((float)x + 0.5f, (float)y + 0.5f, from, to);
            float much = fminf(1, width / 2 + 0.5f - off);
            if (much > 0) {
                dot(p, x, y, colour, much * fminf(1, width));
            }
        }
    }
}

void
obv_paint_box(obv_painting *p, const obv_point corners[static 4], float width,
              obv_colour colour)
{
    for (unsigned i = 0; i < 4; i++) {
        obv_paint_line(p, corners[i], corners[(i + 1) % 4], width, colour);
    }
}

/* ---- Letters --------------------------------------------------------------
 */

/* Five columns and seven rows, one row after the other. */
#define COLUMNS 5
#define DOTS 35

/* clang-format off */
static const struct letter {
    const char *c; /* UTF-8 */
    const char *dots;
} letters[] = {
    {"0", ".###.#...##..###.#.###..##...#.###."},
    {"1", "..#...##....#....#....#....#...###."},
    {"2", ".###.#...#....#...#...#...#...#####"},
    {"3", ".###.#...#....#..##.....##...#.###."},
    {"4", "...#...##..#.#.#..#.#####...#....#."},
    {"5", "######....####.....#....##...#.###."},
    {"6", "..##..#...#....####.#...##...#.###."},
    {"7", "#####....#...#...#...#....#....#..."},
    {"8", ".###.#...##...#.###.#...##...#.###."},
    {"9", ".###.#...##...#.####....#...#..##.."},
    {"a", "...........###.....#.#####...#.####"},
    {"b", "#....#....#.##.##..##...##...#####."},
    {"c", "...........###.#....#....#...#.###."},
    {"d", "....#....#.##.##..###...##...#.####"},
    {"e", "...........###.#...#######.....###."},
    {"f", "..##..#..#.#...###...#....#....#..."},
    {"g", "...........#####...#.####....#.###."},
    {"h", "#....#....#.##.##..##...##...##...#"},
    {"i", "..#.........##....#....#....#...###"},
    {"j", "...#..........##....#....##...#.##."},
    {"k", "#....#....#..#.#.#..##...#.#..#..#."},
    {"l", ".##....#....#....#....#....#...###."},
    {"m", "..........##.#.#.#.##.#.##...##...#"},
    {"n", "..........#.##.##..##...##...##...#"},
    {"o", "...........###.#...##...##...#.###."},
    {"p", "..........####.#...#####.#....#...."},
    {"q", "...........#####...#.####....#....#"},
    {"r", "..........#.##.##..##....#....#...."},
    {"s", "...........###.#.....###.....#####."},
    {"t", ".#....#...###...#....#....#..#..##."},
    {"u", "..........#...##...##...##..##.##.#"},
    {"v", "..........#...##...##...#.#.#...#.."},
    {"w", "..........#...##...##.#.##.#.#.#.#."},
    {"x", "..........#...#.#.#...#...#.#.#...#"},
    {"y", "..........#...##...#.####....#.###."},
    {"z", "..........#####...#...#...#...#####"},
    {"ç", "......###.#....#...#.###....#..##.."},
    {"-", "...............#####..............."},
    {" ", "..................................."},
};

/* The two rows above a small letter. */
#define GRAVE      ".#....#..."
#define ACUTE      "...#...#.."
#define CIRCUMFLEX "..#...#.#."
#define DIAERESIS  "......#.#."
#define TILDE      ".##.##.##."

/* Of an i, in place of its dot. */
static const struct accent {
    const char *c, *under, *above;
} accents[] = {
    {"à", "a", GRAVE},
    {"á", "a", ACUTE},
    {"â", "a", CIRCUMFLEX},
    {"ä", "a", DIAERESIS},
    {"è", "e", GRAVE},
    {"é", "e", ACUTE},
    {"ê", "e", CIRCUMFLEX},
    {"ë", "e", DIAERESIS},
    {"í", "i", ACUTE},
    {"î", "i", CIRCUMFLEX},
    {"ï", "i", DIAERESIS},
    {"ñ", "n", TILDE},
    {"ó", "o", ACUTE},
    {"ô", "o", CIRCUMFLEX},
    {"ö", "o", DIAERESIS},
    {"ù", "u", GRAVE},
    {"ú", "u", ACUTE},
    {"û", "u", CIRCUMFLEX},
    {"ü", "u", DIAERESIS},
};
/* clang-format on */

/* The dots of the character that `text` begins with, and what is behind it;
   false: it has no drawing. */
static bool
take_letter(obv_slice *text, char ret[static DOTS])
{
    obv_slice at = *text;
    do { /* a character, or a byte that is part of none */
        *text = (obv_slice){text->ptr + 1, text->len - 1};
    } while (text->len > 0 && (*text->ptr & 0xC0) == 0x80);
    at.len -= text->len;
    const char *above = "", *base = NULL;
    for (size_t i = 0; i < COUNT(accents); i++) {
        if (obv_slice_is(at, accents[i].c)) {
            above = accents[i].above;
            base = accents[i].under;
        }
    }
    for (size_t i = 0; i < COUNT(letters); i++) {
        if (obv_slice_is(base != NULL ? obv_slice_of(base) : at,
                         letters[i].c)) {
            memcpy(ret, letters[i].dots, DOTS);
            memcpy(ret, above, strlen(above));
            return true;
        }
    }
    memset(ret, '.', DOTS);
    return false;
}

bool
obv_can_paint(obv_slice text)
{
    char dots[DOTS];
    bool can = true;
    while (text.len > 0) {
        can = take_letter(&text, dots) && can;
    }
    return can;
}

static void
fill(obv_painting *p, uint32_t x, uint32_t y, uint32_t width, uint32_t height,
     obv_colour colour)
{
    for (uint32_t row = y; row < y + height && row < p->height; row++) {
        for (uint32_t i = x; i < x + width && i < p->width; i++) {
            dot(p, i, row, colour, 1);
        }
    }
}

#define ADVANCE (COLUMNS + 1) /* a letter and the gap behind it */
#define HEIGHT (DOTS / COLUMNS)
#define EDGE 2

/* On a board that is there already. */
static void
write_text(obv_painting *p, uint32_t x, uint32_t y, unsigned scale,
           obv_slice text)
{
    const obv_colour white = {255, 255, 255};
    char dots[DOTS];
    for (; text.len > 0 && x < p->width; x += ADVANCE * scale) {
        (void)take_letter(&text, dots);
        for (unsigned k = 0; k < DOTS; k++) {
            if (dots[k] == '#') {
                fill(p, x + k % COLUMNS * scale, y + k / COLUMNS * scale, scale,
                     scale, white);
            }
        }
    }
}

void
obv_paint_text(obv_painting *p, obv_point at, unsigned scale, obv_slice text,
               obv_colour colour)
{
    uint32_t width =
        (uint32_t)(obv_columns(text) * ADVANCE - 1 + 2 * EDGE) * scale;
    uint32_t height = (HEIGHT + 2 * EDGE) * scale;
    uint32_t x = inside(at.x, p->width > width ? p->width - width : 0);
    uint32_t y = inside(at.y, p->height > height ? p->height - height : 0);
    fill(p, x, y, width, height, colour);
    write_text(p, x + EDGE * scale, y + EDGE * scale, scale, text);
}
