/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What looks like a code from afar: a square, half ink and half paper
 * everywhere, on paper.  Text has far less ink, a photograph is lighter here
 * and darker there.  It tells that there is a code, where blur or size leave
 * nothing of its corner marks.
 */
#include "qr/cells.h"

#include <math.h>

/* Cells a side of a code on the level on which it is seen: the next level has
   half as many. */
#define LEAST_CELLS 5
#define MOST_CELLS 12

/* Ink of a cell and of all of them, in hundredths. */
#define LEAST_INK 22
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
    obv_cells cells;
    int64_t *effort;
    obv_region best;
    bool found;
} patches;

/* ---- What it looks like ----------------------------------------------------
 */

static bool
touches_edge(const obv_cells *c, const obv_blob *b)
{
    return b->left == 0 || b->top == 0 || b->right + 2 >= c->grey.width ||
           b->bottom + 2 >= c->grey.height;
}

/* A square, turned or not; by an edge, what is left of one. */
static bool
is_square(const obv_cells *c, const obv_blob *b)
{
    uint32_t width = b->right - b->left + 1, height = b->bottom - b->top + 1;
    uint32_t small = width < height ? width : height;
    uint32_t large = width < height ? height : width;
    uint32_t of_ten = touches_edge(c, b) ? 4 : 7;
    return large >= LEAST_CELLS && large <= MOST_CELLS && small >= 4 &&
           small * 10 >= large * of_ten && b->count * 2 >= width * height;
}

/* One that stands upright, and alone on paper. */
static bool
is_solid(const obv_blob *b)
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
is_inner(const obv_cells *c, uint32_t x, uint32_t y)
{
    const obv_grey *g = &c->grey;
    if (x == 0 || y == 0 || x + 1 >= g->width || y + 1 >= g->height) {
        return false;
    }
    const uint8_t *at = c->busy + (size_t)y * g->width + x;
    return at[0] == OBV_CELL_TAKEN && at[1] == OBV_CELL_TAKEN &&
           at[-1] == OBV_CELL_TAKEN && at[g->width] == OBV_CELL_TAKEN &&
           *(at - g->width) == OBV_CELL_TAKEN;
}

static void
add_pixels(const obv_cells *c, uint32_t x, uint32_t y, sums *ret)
{
    size_t down = c->level < 3 ? c->level : 3;
    const obv_grey *fine = &c->levels[c->level - down];
    uint32_t side = 1u << down;
    for (uint32_t fy = y * side; fy < (y + 1) * side; fy++) {
        for (uint32_t fx = x * side; fx < (x + 1) * side; fx++) {
            add(ret, obv_pixel(fine, fx, fy));
        }
    }
}

/* How sure what is seen of its inner makes us. */
typedef enum texture { NO_CODE, HALF_INK, EVEN } texture;

static texture
texture_of(const obv_cells *c, const obv_blob *b)
{
    sums cells = {0}, pixels = {0};
    for (uint32_t y = b->top; y <= b->bottom; y++) {
        for (uint32_t x = b->left; x <= b->right; x++) {
            if (is_inner(c, x, y)) {
                add(&cells, obv_pixel(&c->grey, x, y));
                add_pixels(c, x, y, &pixels);
            }
        }
    }
    if (cells.count < 4) {
        return NO_CODE;
    }
    size_t middle = (size_t)((b->top + b->bottom) / 2) * c->grey.width +
                    (b->left + b->right) / 2;
    double contrast = c->light[middle] - c->dark[middle];
    double ink = 100 * (c->light[middle] - cells.sum / cells.count) / contrast;
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
region_of(const obv_cells *c, const obv_blob *b)
{
    uint32_t side = 1u << c->level;
    const obv_grey *g = &c->levels[0], *cells = &c->grey;
    bool last_column = b->right + 1 == cells->width;
    bool last_row = b->bottom + 1 == cells->height;
    uint32_t right = last_column ? g->width : (b->right + 1) * side;
    uint32_t bottom = last_row ? g->height : (b->bottom + 1) * side;
    size_t middle = (size_t)((b->top + b->bottom) / 2) * cells->width +
                    (b->left + b->right) / 2;
    obv_region r = {.x = b->left * side, .y = b->top * side};
    r.width = right - r.x;
    r.height = bottom - r.y;
    tighten(g, c->light[middle] - (c->light[middle] - c->dark[middle]) / 3, &r);
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
keep(patches *p, const obv_blob *b, texture seen)
{
    obv_region r = region_of(&p->cells, b);
    if ((uint64_t)r.width * r.height >
            (uint64_t)p->best.width * p->best.height &&
        obv_qr_take_effort(p->effort, obv_qr_doubt_effort(&r)) &&
        is_code(&p->cells.levels[0], &r, seen)) {
        p->best = r;
        p->found = true;
    }
}

static void
look_at_blobs(patches *p, bool dense)
{
    obv_blob b;
    obv_cells_mark(&p->cells, dense ? LEAST_DENSE_INK : LEAST_INK);
    for (size_t at = 0; obv_cells_next(&p->cells, &at, &b);) {
        bool solid = is_solid(&b), square = is_square(&p->cells, &b);
        texture seen = solid || square ? texture_of(&p->cells, &b) : NO_CODE;
        if (seen == EVEN ? square : seen == HALF_INK && solid) {
            keep(p, &b, dense ? HALF_INK : seen);
        }
    }
}

obv_status
obv_qr_patch(const obv_grey *picture, int64_t *effort, obv_arena *arena,
             obv_region *ret)
{
    patches p = {.effort = effort};
    uint64_t pixels = (uint64_t)picture->width * picture->height;
    obv_status status;
    if (!obv_qr_take_effort(effort, pixels * PIXEL_EFFORT)) {
        return OBV_LIMIT;
    }
    TRY(obv_cells_open(picture, arena, &p.cells));
    while ((status = obv_cells_further(&p.cells, arena)) == OBV_OK) {
        look_at_blobs(&p, false);
        look_at_blobs(&p, true);
    }
    *ret = p.best;
    return p.found && status == OBV_NOT_FOUND ? OBV_OK : status;
}
