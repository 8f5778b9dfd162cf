/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What looks like a code from afar: a square, half ink and half paper
 * everywhere, on paper.  Text has far less ink, a photograph is lighter here
 * and darker there.  It tells that there is a code, where blur or size leave
 * nothing of its corner marks.
 */
#include "qr/inside.h"

#include <math.h>

/* Cells a side of a code on the level on which it is seen: the next level has
   half as many. */
#define LEAST_CELLS 5
#define MOST_CELLS 12

/* Pixels of a cell: below, there is too little in it to be judged. */
#define FIRST_LEVEL 2 /* of four */

/* Cells to each side in which the lightest is paper, the darkest ink. */
#define AROUND 8

/* Grey between them: less is what no printer means. */
#define LEAST_CONTRAST 8

/* Ink of a cell and of all of them, in hundredths. */
#define LEAST_INK 22
#define MOST_INK 85
/* ... at a second look: text that touches a code falls off. */
#define LEAST_DENSE_INK 36
#define LEAST_MEAN 35
#define MOST_MEAN 72

/* What cells differ by among each other, of what pixels do. */
#define UNEVEN 0.22f

/* A square that blur has left uneven is sharper in its outline: it has more
   cells, of which so many hundredths fill it. */
#define MOST_SOLID_CELLS 32
#define SOLID 80

/* What a pixel of the picture costs: its halves, and what is around its cell on
   every level. */
#define PIXEL_EFFORT 4

/* What pixels differ by, of what ink and paper do. */
#define LEAST_LIFE 0.09f

typedef struct patches {
    obv_grey levels[OBV_MAX_LEVELS]; /* each the half of the one before */
    size_t level;
    const obv_grey *cells; /* that level: each pixel a cell */
    uint8_t *light, *dark; /* around each cell */
    uint8_t *busy;         /* 1: half ink; 2: taken */
    uint32_t *stack;
    int64_t *effort;
    obv_region best;
    bool found;
} patches;

/* ---- Ink and paper around each cell ---------------------------------------
 */

static uint8_t
outermost(const uint8_t *from, size_t step, uint32_t at, uint32_t count,
          bool lightest)
{
    uint32_t low = at > AROUND ? at - AROUND : 0;
    uint32_t high = at + AROUND < count ? at + AROUND + 1 : count;
    uint8_t best = from[low * step];
    for (uint32_t i = low + 1; i < high; i++) {
        uint8_t v = from[i * step];
        best = (v > best) == lightest ? v : best;
    }
    return best;
}

/* `map` becomes the lightest or the darkest of the square around each. */
static void
spread(uint8_t *map, uint8_t *work, uint32_t width, uint32_t height,
       bool lightest)
{
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            work[(size_t)y * width + x] =
                outermost(map + (size_t)y * width, 1, x, width, lightest);
        }
    }
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            map[(size_t)y * width + x] =
                outermost(work + x, width, y, height, lightest);
        }
    }
}

/* The darkest of what a cell holds, two levels further down: without noise. */
static uint8_t
darkest_in(const obv_grey *fine, uint32_t x, uint32_t y)
{
    uint8_t best = 255;
    for (uint32_t dy = 0; dy < 4; dy++) {
        for (uint32_t dx = 0; dx < 4; dx++) {
            uint32_t fx = 4 * x + dx, fy = 4 * y + dy;
            if (fx < fine->width && fy < fine->height) {
                uint8_t v = fine->pixels[(size_t)fy * fine->stride + fx];
                best = v < best ? v : best;
            }
        }
    }
    return best;
}

static void
measure_cells(patches *p)
{
    const obv_grey *g = p->cells;
    const obv_grey *fine = &p->levels[p->level - 2];
    for (uint32_t y = 0; y < g->height; y++) {
        for (uint32_t x = 0; x < g->width; x++) {
            size_t i = (size_t)y * g->width + x;
            p->light[i] = g->pixels[(size_t)y * g->stride + x];
            p->dark[i] = darkest_in(fine, x, y);
        }
    }
    spread(p->light, p->busy, g->width, g->height, true);
    spread(p->dark, p->busy, g->width, g->height, false);
}

static void
mark_busy(patches *p, int least_ink)
{
    const obv_grey *g = p->cells;
    for (uint32_t y = 0; y < g->height; y++) {
        for (uint32_t x = 0; x < g->width; x++) {
            size_t i = (size_t)y * g->width + x;
            int contrast = p->light[i] - p->dark[i];
            int ink = p->light[i] - g->pixels[(size_t)y * g->stride + x];
            p->busy[i] = contrast >= LEAST_CONTRAST &&
                         ink * 100 >= contrast * least_ink &&
                         ink * 100 <= contrast * MOST_INK;
        }
    }
}

/* ---- Cells that hang together ---------------------------------------------
 */

typedef struct blob {
    uint32_t left, top, right, bottom; /* both are part of it */
    uint32_t count;
} blob;

static bool
take(patches *p, uint32_t x, uint32_t y, uint32_t *top)
{
    size_t i = (size_t)y * p->cells->width + x;
    if (x >= p->cells->width || y >= p->cells->height || p->busy[i] != 1) {
        return false;
    }
    p->busy[i] = 2;
    p->stack[(*top)++] = (uint32_t)i;
    return true;
}

static blob
gather(patches *p, uint32_t x, uint32_t y)
{
    blob b = {x, y, x, y, 0};
    uint32_t top = 0, width = p->cells->width;
    take(p, x, y, &top);
    while (top > 0) {
        uint32_t i = p->stack[--top];
        uint32_t column = i % width, row = i / width;
        b.count++;
        b.left = column < b.left ? column : b.left;
        b.right = column > b.right ? column : b.right;
        b.bottom = row > b.bottom ? row : b.bottom;
        b.top = row < b.top ? row : b.top;
        take(p, column + 1, row, &top);
        take(p, column - 1, row, &top); /* below 0 is beyond the width */
        take(p, column, row + 1, &top);
        take(p, column, row - 1, &top);
    }
    return b;
}

static bool
touches_edge(const patches *p, const blob *b)
{
    return b->left == 0 || b->top == 0 || b->right + 2 >= p->cells->width ||
           b->bottom + 2 >= p->cells->height;
}

/* A square, turned or not; by an edge, what is left of one. */
static bool
is_square(const patches *p, const blob *b)
{
    uint32_t width = b->right - b->left + 1, height = b->bottom - b->top + 1;
    uint32_t small = width < height ? width : height;
    uint32_t large = width < height ? height : width;
    uint32_t of_ten = touches_edge(p, b) ? 4 : 7;
    return large >= LEAST_CELLS && large <= MOST_CELLS && small >= 4 &&
           small * 10 >= large * of_ten && b->count * 2 >= width * height;
}

/* One that stands upright, and alone on paper. */
static bool
is_solid(const blob *b)
{
    uint32_t width = b->right - b->left + 1, height = b->bottom - b->top + 1;
    uint32_t small = width < height ? width : height;
    uint32_t large = width < height ? height : width;
    return small >= LEAST_CELLS && large <= MOST_SOLID_CELLS &&
           small * 100 >= large * 85 &&
           b->count * 100 >= width * height * SOLID;
}

/* ---- Whether it is one ------------------------------------------------------
 */

typedef struct sums {
    double count, sum, squares;
} sums;

static void
add(sums *s, double v)
{
    s->count++;
    s->sum += v;
    s->squares += v * v;
}

static double
variance(const sums *s)
{
    double mean = s->sum / s->count;
    return s->squares / s->count - mean * mean;
}

/* With all that it touches in the same blob: no paper in it. */
static bool
is_inner(const patches *p, uint32_t x, uint32_t y)
{
    const obv_grey *g = p->cells;
    if (x == 0 || y == 0 || x + 1 >= g->width || y + 1 >= g->height) {
        return false;
    }
    const uint8_t *at = p->busy + (size_t)y * g->width + x;
    return at[0] == 2 && at[1] == 2 && at[-1] == 2 && at[g->width] == 2 &&
           *(at - g->width) == 2;
}

static void
add_pixels(const patches *p, uint32_t x, uint32_t y, sums *ret)
{
    size_t down = p->level < 3 ? p->level : 3;
    const obv_grey *fine = &p->levels[p->level - down];
    uint32_t side = 1u << down;
    for (uint32_t fy = y * side; fy < (y + 1) * side; fy++) {
        for (uint32_t fx = x * side; fx < (x + 1) * side; fx++) {
            if (fx < fine->width && fy < fine->height) {
                add(ret, obv_pixel(fine, fx, fy));
            }
        }
    }
}

/* How sure what is seen of its inner makes us. */
typedef enum texture { NO_CODE, HALF_INK, EVEN } texture;

static texture
texture_of(const patches *p, const blob *b)
{
    sums cells = {0}, pixels = {0};
    for (uint32_t y = b->top; y <= b->bottom; y++) {
        for (uint32_t x = b->left; x <= b->right; x++) {
            if (is_inner(p, x, y)) {
                add(&cells, obv_pixel(p->cells, x, y));
                add_pixels(p, x, y, &pixels);
            }
        }
    }
    if (cells.count < 4) {
        return NO_CODE;
    }
    size_t middle = (size_t)((b->top + b->bottom) / 2) * p->cells->width +
                    (b->left + b->right) / 2;
    double contrast = p->light[middle] - p->dark[middle];
    double ink = 100 * (p->light[middle] - cells.sum / cells.count) / contrast;
    if (ink < LEAST_MEAN || ink > MOST_MEAN ||
        sqrt(variance(&pixels)) < LEAST_LIFE * contrast) {
        return NO_CODE;
    }
    return variance(&cells) <= UNEVEN * variance(&pixels) ? EVEN : HALF_INK;
}

/* Without the paper that its outer cells hold. */
static void
tighten(const obv_grey *g, int cut, obv_region *r)
{
    for (int side = 0; side < 4; side++) {
        bool upright = side < 2; /* left and right, then top and bottom */
        uint32_t limit = (upright ? r->width : r->height) / 5;
        for (uint32_t i = 0; i < limit; i++) {
            uint32_t x = side == 1 ? r->x + r->width - 1 : r->x;
            uint32_t y = side == 3 ? r->y + r->height - 1 : r->y;
            uint32_t count = upright ? r->height : r->width, ink = 0;
            for (uint32_t k = 0; k < count; k++) {
                ink += obv_pixel(g, upright ? x : x + k, upright ? y + k : y) <
                       cut;
            }
            if (ink * 20 >= count) {
                break;
            }
            r->x += side == 0;
            r->y += side == 2;
            r->width -= upright;
            r->height -= !upright;
        }
    }
}

static obv_region
region_of(const patches *p, const blob *b)
{
    uint32_t side = 1u << p->level;
    const obv_grey *g = &p->levels[0], *c = p->cells;
    bool last_column = b->right + 1 == c->width;
    bool last_row = b->bottom + 1 == c->height;
    uint32_t right = last_column ? g->width : (b->right + 1) * side;
    uint32_t bottom = last_row ? g->height : (b->bottom + 1) * side;
    size_t middle = (size_t)((b->top + b->bottom) / 2) * c->width +
                    (b->left + b->right) / 2;
    obv_region r = {.x = b->left * side, .y = b->top * side};
    r.width = right - r.x;
    r.height = bottom - r.y;
    tighten(g, p->light[middle] - (p->light[middle] - p->dark[middle]) / 3, &r);
    return r;
}

/* Bare paper or plain ink in it is seen in text and drawings, and a code that
   nothing hinders would have shown its marks.  What is left must have corners
   of a code: fewer where some are missing, or drowned in noise. */
static bool
is_code(const obv_grey *g, const obv_region *r, texture seen)
{
    static const struct need {
        uint32_t side;
        unsigned corners; /* 5: there are not so many */
    } needs[OBV_DOUBT_COUNT] = {
        [OBV_DOUBT_NONE] = {0, 5},     [OBV_DOUBT_GLARE] = {0, 5},
        [OBV_DOUBT_SMALL] = {24, 3},   [OBV_DOUBT_BLURRED] = {24, 3},
        [OBV_DOUBT_CUT_OFF] = {64, 1}, [OBV_DOUBT_DARK] = {64, 2},
    };
    const struct need *n = &needs[obv_qr_doubt(g, r)];
    if (seen != EVEN && n->corners < 3) {
        return false;
    }
    uint32_t small = r->width < r->height ? r->width : r->height;
    uint32_t large = r->width < r->height ? r->height : r->width;
    return n->corners < 5 && small * 2 >= n->side && large >= n->side &&
           large < g->width && large < g->height &&
           obv_qr_has_corners(g, r, n->corners);
}

/* The largest of all is the likeliest. */
static void
keep(patches *p, const blob *b, texture seen)
{
    obv_region r = region_of(p, b);
    if ((uint64_t)r.width * r.height >
            (uint64_t)p->best.width * p->best.height &&
        obv_qr_take_effort(p->effort, obv_qr_doubt_effort(&r)) &&
        is_code(&p->levels[0], &r, seen)) {
        p->best = r;
        p->found = true;
    }
}

static void
look_at_blobs(patches *p, bool dense)
{
    for (uint32_t y = 0; y < p->cells->height; y++) {
        for (uint32_t x = 0; x < p->cells->width; x++) {
            if (p->busy[(size_t)y * p->cells->width + x] != 1) {
                continue;
            }
            blob b = gather(p, x, y);
            bool solid = is_solid(&b), square = is_square(p, &b);
            texture seen = solid || square ? texture_of(p, &b) : NO_CODE;
            if (seen == EVEN ? square : seen == HALF_INK && solid) {
                keep(p, &b, dense ? HALF_INK : seen);
            }
        }
    }
}

static void
search_level(patches *p)
{
    measure_cells(p);
    mark_busy(p, LEAST_INK);
    look_at_blobs(p, false);
    mark_busy(p, LEAST_DENSE_INK);
    look_at_blobs(p, true);
}

static bool
make_room(patches *p, obv_arena *arena)
{
    const obv_grey *g = &p->levels[0];
    size_t room = (size_t)(g->width / 4 + 1) * (g->height / 4 + 1);
    p->light = obv_arena_alloc(arena, room, 1);
    p->dark = obv_arena_alloc(arena, room, 1);
    p->busy = obv_arena_alloc(arena, room, 1);
    p->stack = obv_arena_alloc(arena, room, sizeof(*p->stack));
    return p->light != NULL && p->dark != NULL && p->busy != NULL &&
           p->stack != NULL;
}

obv_status
obv_qr_patch(const obv_grey *picture, int64_t *effort, obv_arena *arena,
             obv_region *ret)
{
    patches p = {.levels = {*picture}, .effort = effort};
    uint64_t pixels = (uint64_t)picture->width * picture->height;
    if (!obv_qr_take_effort(effort, pixels * PIXEL_EFFORT)) {
        return OBV_LIMIT;
    }
    if (!make_room(&p, arena)) {
        return OBV_NO_MEMORY;
    }
    for (p.level = 1; p.level < OBV_MAX_LEVELS; p.level++) {
        const obv_grey *last = &p.levels[p.level - 1];
        p.cells = &p.levels[p.level];
        if (last->width < 2 * LEAST_CELLS || last->height < 2 * LEAST_CELLS) {
            break;
        }
        TRY(obv_grey_half(last, arena, &p.levels[p.level]));
        if (p.level >= FIRST_LEVEL) {
            search_level(&p);
        }
    }
    *ret = p.best;
    return p.found ? OBV_OK : OBV_NOT_FOUND;
}
