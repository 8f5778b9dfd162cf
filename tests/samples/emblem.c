/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Draws the art of the sample badges:  emblem NAME OUT.svg|OUT.png [PIXELS]
 *
 * One description serves both kinds of file.  A PNG is filled by whole numbers
 * alone, so that it has the same bytes wherever it is made.
 */
#include <math.h>
#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define SIZE 512  /* of the drawing, and the most pixels */
#define UNIT 256  /* of a coordinate, to a pixel */
#define SUB 8     /* lines to a pixel */
#define SHADES 16 /* of an edge: more cannot be seen, and do not pack well */
/* Off the middle, where the last digit of a sine would decide. */
#define NUDGE 0.001
#define PI 3.14159265358979323846
#define MAX_POINTS 20000

/* ---- A path: outlines, filled where they wind ---------------------------- */

typedef struct point {
    int32_t x, y; /* in UNIT */
} point;

/* `kind` M, L or C; a curve takes three points. */
typedef struct path {
    char kind[MAX_POINTS];
    point at[MAX_POINTS];
    size_t count;
} path;

static path p; /* the one under the pencil */

static point
pt(double x, double y)
{
    return (point){(int32_t)lround(x * UNIT + NUDGE),
                   (int32_t)lround(y * UNIT + NUDGE)};
}

static void
add(char kind, double x, double y)
{
    if (p.count == MAX_POINTS) {
        fputs("emblem: too many points\n", stderr);
        exit(1);
    }
    p.kind[p.count] = kind;
    p.at[p.count++] = pt(x, y);
}

static void
move(double x, double y)
{
    add('M', x, y);
}

static void
line(double x, double y)
{
    add('L', x, y);
}

static void
curve(double ax, double ay, double bx, double by, double x, double y)
{
    add('C', ax, ay);
    add('c', bx, by);
    add('c', x, y);
}

/* From angle a to b (degrees, clockwise from the right), in quarters at most.
 */
static void
arc(double x, double y, double r, double a, double b)
{
    int pieces = (int)ceil(fabs(b - a) / 90.0);
    double step = (b - a) / pieces * PI / 180.0;
    double k = 4.0 / 3.0 * tan(step / 4.0) * r;
    for (int i = 0; i < pieces; i++) {
        double from = a * PI / 180.0 + i * step, to = from + step;
        curve(x + r * cos(from) - k * sin(from),
              y + r * sin(from) + k * cos(from), x + r * cos(to) + k * sin(to),
              y + r * sin(to) - k * cos(to), x + r * cos(to), y + r * sin(to));
    }
}

static void
circle(double x, double y, double r)
{
    move(x + r, y);
    arc(x, y, r, 0, 360);
}

/* Winds the other way: cut out of what is there. */
static void
hole(double x, double y, double r)
{
    move(x + r, y);
    arc(x, y, r, 360, 0);
}

static void
ellipse_leaf(double x, double y, double length, double width, double angle)
{
    double c = cos(angle * PI / 180), s = sin(angle * PI / 180);
    double l = length, w = width;
#define AT(u, v) x + (u)*c - (v)*s, y + (u)*s + (v)*c
    move(AT(0, 0));
    curve(AT(l * .2, -w), AT(l * .7, -w), AT(l, 0));
    curve(AT(l * .7, w), AT(l * .2, w), AT(0, 0));
#undef AT
}

static void
box(double x, double y, double w, double h)
{
    move(x, y);
    line(x + w, y);
    line(x + w, y + h);
    line(x, y + h);
}

/* A thick line with round ends. */
static void
stroke(double ax, double ay, double bx, double by, double width)
{
    double r = width / 2;
    double a = atan2(by - ay, bx - ax) * 180 / PI;
    move(ax + r * cos((a + 90) * PI / 180), ay + r * sin((a + 90) * PI / 180));
    arc(ax, ay, r, a + 90, a + 270);
    line(bx + r * cos((a - 90) * PI / 180), by + r * sin((a - 90) * PI / 180));
    arc(bx, by, r, a - 90, a + 90);
}

static void
band(double x, double y, double r, double width, double a, double b)
{
    double in = r - width / 2, out = r + width / 2;
    move(x + out * cos(a * PI / 180), y + out * sin(a * PI / 180));
    arc(x, y, out, a, b);
    line(x + in * cos(b * PI / 180), y + in * sin(b * PI / 180));
    arc(x, y, in, b, a);
}

/* n corners, each rounded off `cut` before and behind it. */
static void
rounded(const double corners[][2], int n, double cut)
{
    for (int i = 0; i < n; i++) {
        const double *before = corners[(i + n - 1) % n], *at = corners[i];
        const double *after = corners[(i + 1) % n];
        double bl = hypot(before[0] - at[0], before[1] - at[1]);
        double al = hypot(after[0] - at[0], after[1] - at[1]);
        double fx = at[0] + (before[0] - at[0]) / bl * cut;
        double fy = at[1] + (before[1] - at[1]) / bl * cut;
        double tx = at[0] + (after[0] - at[0]) / al * cut;
        double ty = at[1] + (after[1] - at[1]) / al * cut;
        i == 0 ? move(fx, fy) : line(fx, fy);
        curve(fx + (at[0] - fx) * .6, fy + (at[1] - fy) * .6,
              tx + (at[0] - tx) * .6, ty + (at[1] - ty) * .6, tx, ty);
    }
}

static void
polygon(double x, double y, double r, int n, double turn, double cut)
{
    double corners[32][2];
    for (int i = 0; i < n; i++) {
        double a = (turn + 360.0 * i / n) * PI / 180;
        corners[i][0] = x + r * cos(a);
        corners[i][1] = y + r * sin(a);
    }
    rounded((const double(*)[2])corners, n, cut);
}

/* ---- Two kinds of paper -------------------------------------------------- */

typedef struct paint {
    uint32_t top, bottom; /* RRGGBB; a blend from y = from to y = to */
    int from, to;
} paint;

typedef struct pixel {
    uint32_t r, g, b, a; /* 0 to 65535, times a */
} pixel;

static FILE *svg; /* NULL: pixels */
static int size = SIZE;
static unsigned gradients;
static pixel *pixels;

static void
print_number(int32_t v)
{
    /* two places are a fiftieth of what can be seen */
    long hundredths = lround(v * 100.0 / UNIT);
    char text[32];
    snprintf(text, sizeof(text), "%ld.%02ld", labs(hundredths) / 100,
             labs(hundredths) % 100);
    size_t len = strlen(text);
    while (text[len - 1] == '0') {
        text[--len] = '\0';
    }
    if (text[len - 1] == '.') {
        text[len - 1] = '\0';
    }
    fprintf(svg, "%s%s", hundredths < 0 ? "-" : "", text);
}

static void
print_path(const paint *c)
{
    bool flat = c->top == c->bottom;
    if (!flat) {
        fprintf(
            svg,
            "<linearGradient id=\"g%u\" gradientUnits=\"userSpaceOnUse\" "
            "x1=\"0\" x2=\"0\" y1=\"%d\" y2=\"%d\"><stop stop-color=\"#%06x\"/>"
            "<stop offset=\"1\" stop-color=\"#%06x\"/></linearGradient>\n",
            gradients, c->from, c->to, c->top, c->bottom);
        fprintf(svg, "<path fill=\"url(#g%u)\" d=\"", gradients++);
    } else {
        fprintf(svg, "<path fill=\"#%06x\" d=\"", c->top);
    }
    for (size_t i = 0; i < p.count; i++) {
        if (p.kind[i] != 'c') {
            fprintf(svg, "%s%c", p.kind[i] == 'M' && i > 0 ? "Z" : "",
                    p.kind[i]);
        } else {
            fputc(' ', svg);
        }
        print_number(p.at[i].x);
        fputc(' ', svg);
        print_number(p.at[i].y);
    }
    fputs("Z\"/>\n", svg);
}

/* One edge, downwards or upwards; in UNIT. */
typedef struct edge {
    point from, to;
} edge;

static edge edges[MAX_POINTS * 16];
static size_t edge_count;

static point
scaled(point a)
{
    return (point){a.x * size / SIZE, a.y * size / SIZE};
}

static void
add_edge(point a, point b)
{
    a = scaled(a);
    b = scaled(b);
    if (a.y != b.y) {
        edges[edge_count++] = (edge){a, b};
    }
}

/* 16 pieces a curve, by whole numbers. */
static point
on_curve(const point q[4], int64_t i)
{
    int64_t u = 16 - i;
    int64_t w[4] = {u * u * u, 3 * u * u * i, 3 * u * i * i, i * i * i};
    int64_t x = 0, y = 0;
    for (int k = 0; k < 4; k++) {
        x += w[k] * q[k].x;
        y += w[k] * q[k].y;
    }
    return (point){(int32_t)(x >> 12), (int32_t)(y >> 12)};
}

static void
flatten(void)
{
    point start = {0, 0}, here = {0, 0};
    edge_count = 0;
    for (size_t i = 0; i < p.count; i++) {
        if (p.kind[i] == 'M') {
            add_edge(here, start);
            start = here = p.at[i];
        } else if (p.kind[i] == 'L') {
            add_edge(here, p.at[i]);
            here = p.at[i];
        } else {
            point q[4] = {here, p.at[i], p.at[i + 1], p.at[i + 2]};
            for (int64_t k = 1; k <= 16; k++) {
                point next = on_curve(q, k);
                add_edge(here, next);
                here = next;
            }
            i += 2;
        }
    }
    add_edge(here, start);
}

typedef struct crossing {
    int32_t x;
    int wind;
} crossing;

static int
by_x(const void *a, const void *b)
{
    const crossing *c = a, *d = b;
    return c->x != d->x ? (c->x > d->x) - (c->x < d->x)
                        : (c->wind > d->wind) - (c->wind < d->wind);
}

static size_t
find_crossings(int32_t y, crossing *out)
{
    size_t count = 0;
    for (size_t i = 0; i < edge_count; i++) {
        point a = edges[i].from, b = edges[i].to;
        int wind = a.y < b.y ? 1 : -1;
        if (wind < 0) {
            point swap = a;
            a = b;
            b = swap;
        }
        if (y >= a.y && y < b.y) {
            int64_t dx = (int64_t)(b.x - a.x) * (y - a.y) / (b.y - a.y);
            out[count++] = (crossing){a.x + (int32_t)dx, wind};
        }
    }
    qsort(out, count, sizeof(*out), by_x);
    return count;
}

/* Adds the part of each pixel that lies between a and b. */
static void
cover(uint32_t *row, int32_t a, int32_t b)
{
    a = a < 0 ? 0 : a;
    b = b > size * UNIT ? size * UNIT : b;
    for (int32_t x = a / UNIT; x * UNIT < b && x < size; x++) {
        int32_t from = a > x * UNIT ? a : x * UNIT;
        int32_t to = b < (x + 1) * UNIT ? b : (x + 1) * UNIT;
        row[x] += (uint32_t)(to - from);
    }
}

static uint32_t
blend(uint32_t top, uint32_t bottom, int shift, const paint *c, int y)
{
    int64_t a = (top >> shift) & 255, b = (bottom >> shift) & 255;
    int64_t t = y < c->from ? 0 : y > c->to ? c->to - c->from : y - c->from;
    int64_t span = c->to > c->from ? c->to - c->from : 1;
    return (uint32_t)((a * (span - t) + b * t) * 257 / span);
}

static void
fill_row(int y, const uint32_t *row, const paint *c)
{
    const uint32_t most = SUB * UNIT, full = SHADES;
    int drawn = y * SIZE / size;
    uint32_t r = blend(c->top, c->bottom, 16, c, drawn);
    uint32_t g = blend(c->top, c->bottom, 8, c, drawn);
    uint32_t b = blend(c->top, c->bottom, 0, c, drawn);
    for (int x = 0; x < size; x++) {
        uint64_t on = (row[x] > most ? most : row[x]) * full / most;
        uint64_t off = full - on;
        pixel *q = &pixels[y * size + x];
        q->r = (uint32_t)((r * on + q->r * off) / full);
        q->g = (uint32_t)((g * on + q->g * off) / full);
        q->b = (uint32_t)((b * on + q->b * off) / full);
        q->a = (uint32_t)((65535 * on + q->a * off) / full);
    }
}

static void
fill_path(const paint *c)
{
    static crossing found[MAX_POINTS * 16];
    flatten();
    for (int y = 0; y < size; y++) {
        uint32_t row[SIZE] = {0};
        for (int s = 0; s < SUB; s++) {
            int32_t at = y * UNIT + s * (UNIT / SUB) + UNIT / SUB / 2;
            size_t count = find_crossings(at, found);
            int wind = 0;
            for (size_t i = 0; i + 1 < count; i++) {
                wind += found[i].wind;
                if (wind != 0) {
                    cover(row, found[i].x, found[i + 1].x);
                }
            }
        }
        fill_row(y, row, c);
    }
}

static void
fill2(uint32_t top, uint32_t bottom, int from, int to)
{
    paint c = {top, bottom, from, to};
    svg != NULL ? print_path(&c) : fill_path(&c);
    p.count = 0;
}

static void
fill(uint32_t colour)
{
    fill2(colour, colour, 0, 1);
}

/* ---- Frames -------------------------------------------------------------- */

typedef struct look {
    uint32_t rim, rim_low, ring, sky, sky_low, ribbon, ribbon_dark;
} look;

#define CX 256.0
#define CY 214.0

static void
ribbon(const look *l)
{
    const double left[][2] = {
        {150, 300}, {94, 462}, {150, 446}, {186, 492}, {262, 330}};
    const double right[][2] = {
        {362, 300}, {418, 462}, {362, 446}, {326, 492}, {250, 330}};
    rounded(left, 5, 8);
    fill(l->ribbon_dark);
    rounded(right, 5, 8);
    fill(l->ribbon);
    move(150, 300);
    line(138, 336);
    curve(200, 420, 312, 420, 374, 336);
    line(362, 300);
    fill(l->ribbon_dark);
}

/* The disc in which a motif stands, with its thin ring. */
static void
disc(const look *l, double y)
{
    circle(CX, y, 164);
    fill(l->ring);
    circle(CX, y, 154);
    fill2(l->sky, l->sky_low, (int)y - 154, (int)y + 154);
}

static void
scalloped(const look *l, int bumps)
{
    ribbon(l);
    for (int i = 0; i < bumps; i++) {
        double a = 2 * PI * i / bumps;
        circle(CX + 172 * cos(a), CY + 172 * sin(a), 4 + 600.0 / bumps);
    }
    circle(CX, CY, 182);
    fill2(l->rim, l->rim_low, 20, 410);
    disc(l, CY);
}

static void
plain(const look *l)
{
    ribbon(l);
    circle(CX, CY, 198);
    fill2(l->rim, l->rim_low, 20, 410);
    band(CX, CY, 181, 4, 0, 360);
    fill(l->ring);
    disc(l, CY);
}

static void
many_sided(const look *l, int n, double turn)
{
    polygon(CX, 256, 250, n, turn, 46);
    fill2(l->rim, l->rim_low, 16, 496);
    polygon(CX, 256, 228, n, turn, 42);
    fill(l->ring);
    polygon(CX, 256, 217, n, turn, 40);
    fill2(l->sky, l->sky_low, 40, 470);
}

static void
toothed(const look *l, int teeth)
{
    for (int i = 0; i < teeth; i++) {
        double a = 360.0 * i / teeth;
        double w = 360.0 / teeth;
        move(CX + 212 * cos((a - w * .28) * PI / 180),
             256 + 212 * sin((a - w * .28) * PI / 180));
        line(CX + 246 * cos((a - w * .17) * PI / 180),
             256 + 246 * sin((a - w * .17) * PI / 180));
        line(CX + 246 * cos((a + w * .17) * PI / 180),
             256 + 246 * sin((a + w * .17) * PI / 180));
        line(CX + 212 * cos((a + w * .28) * PI / 180),
             256 + 212 * sin((a + w * .28) * PI / 180));
    }
    circle(CX, 256, 220);
    fill2(l->rim, l->rim_low, 10, 500);
    circle(CX, 256, 190);
    fill(l->ring);
    circle(CX, 256, 179);
    fill2(l->sky, l->sky_low, 77, 435);
}

static void
shield_path(double inset)
{
    double t = 26 + inset, l = 62 + inset, r = 450 - inset,
           b = 494 - inset * 1.3;
    move(CX, t);
    curve(CX + 60, t + 34, r - 60, t + 44, r, t + 40);
    curve(r + 4, 250, r - 10, 400 - inset, CX, b);
    curve(l + 10, 400 - inset, l - 4, 250, l, t + 40);
    curve(l + 60, t + 44, CX - 60, t + 34, CX, t);
}

static void
shield(const look *l)
{
    shield_path(0);
    fill2(l->rim, l->rim_low, 20, 490);
    shield_path(20);
    fill(l->ring);
    shield_path(30);
    fill2(l->sky, l->sky_low, 50, 460);
}

/* ---- Motifs -------------------------------------------------------------- */

/* The floor of the disc: a hill from rim to rim. */
static void
hill(double y, double r, double left, double right, double bend)
{
    double lx = r * cos(left * PI / 180), ly = r * sin(left * PI / 180);
    double rx = r * cos(right * PI / 180), ry = r * sin(right * PI / 180);
    move(CX + lx, y + ly);
    curve(CX + lx * .4, y + ly - bend, CX + rx * .4, y + ry - bend, CX + rx,
          y + ry);
    arc(CX, y, r, right, left);
}

static void
check_mark(double x, double y, double s, double width)
{
    const double at[3][2] = {{-58, 2}, {-16, 44}, {62, -44}};
    for (int i = 0; i < 2; i++) {
        stroke(x + s * at[i][0], y + s * at[i][1], x + s * at[i + 1][0],
               y + s * at[i + 1][1], width);
    }
}

/* A sun that rises, and what was to be shown is shown. */
static void
draw_sunrise(const look *l)
{
    scalloped(l, 24);
    for (int i = 0; i < 13; i++) {
        double a = (180.0 + i * 15.0) * PI / 180.0;
        double far = i % 2 == 0 ? 136 : 122;
        stroke(CX + 100 * cos(a), 238 + 100 * sin(a), CX + far * cos(a),
               238 + far * sin(a), 10);
    }
    fill(0xffe9a8);
    circle(CX, 238, 84);
    fill2(0xffdf6e, 0xffb02e, 154, 322);
    hill(CY, 154, 158, 22, 16);
    fill2(0x3c9d6b, 0x2b7d57, 250, 370);
    hill(CY, 154, 142, 30, -26);
    fill2(0x24704c, 0x185239, 290, 370);
    check_mark(CX, 226, .86, 40);
    fill(0xffffff);
    check_mark(CX, 226, .86, 23);
    fill(0x123f6d);
}

static void
draw_sprout(const look *l)
{
    many_sided(l, 6, 30);
    for (int i = 0; i < 3; i++) {
        stroke(128 + 16 * i, 352 + 26 * i, 384 - 16 * i, 352 + 26 * i, 14);
    }
    fill2(0x8a5a33, 0x5f3b20, 345, 412);
    move(247, 350);
    curve(249, 290, 246, 250, 252, 196);
    line(262, 196);
    curve(260, 250, 264, 290, 265, 350);
    fill(0x2f7d4f);
    ellipse_leaf(256, 250, 128, 46, -28);
    fill2(0x7ccf6b, 0x4aa457, 150, 260);
    ellipse_leaf(256, 282, 122, 44, 205);
    fill2(0x63bd62, 0x3b9150, 180, 290);
    ellipse_leaf(257, 204, 96, 36, -82);
    fill2(0xa2e07f, 0x5fb862, 108, 204);
}

static void
draw_spool(const look *l)
{
    scalloped(l, 16);
    box(206, 136, 100, 156);
    fill2(0xe26d8c, 0xb93f66, 136, 292);
    for (int i = 0; i < 7; i++) {
        stroke(208, 152 + 21 * i, 304, 142 + 21 * i, 5);
    }
    fill(0xf7a9bd);
    const double top[][2] = {{184, 108}, {328, 108}, {318, 142}, {194, 142}};
    rounded(top, 4, 9);
    fill2(0xe9c79a, 0xc99a62, 108, 142);
    const double low[][2] = {{194, 286}, {318, 286}, {328, 320}, {184, 320}};
    rounded(low, 4, 9);
    fill2(0xe9c79a, 0xb98850, 286, 320);
    band(318, 268, 42, 6, -60, 110);
    fill(0xf7a9bd);
    stroke(330, 118, 372, 246, 9);
    fill2(0xffffff, 0xc6ccd8, 110, 250);
    stroke(333, 128, 336, 138, 3);
    fill(0x5b2a52);
    stroke(304, 310, 168, 326, 6);
    stroke(168, 326, 152, 300, 6);
    fill(0xf7a9bd);
}

/* Two arrows that follow each other round. */
static void
draw_loop(const look *l)
{
    toothed(l, 14);
    for (int i = 0; i < 2; i++) {
        double turn = 180.0 * i;
        band(CX, 256, 102, 40, turn - 62, turn + 78);
        double a = (turn + 78) * PI / 180, x = CX + 102 * cos(a);
        double y = 256 + 102 * sin(a);
        double head[3][2];
        for (int k = 0; k < 3; k++) {
            double b = a + PI / 2 + 2 * PI * k / 3;
            head[k][0] = x + 52 * cos(b);
            head[k][1] = y + 52 * sin(b);
        }
        rounded((const double(*)[2])head, 3, 8);
    }
    fill2(0xffffff, 0xdff3ee, 140, 380);
    ellipse_leaf(222, 292, 96, 34, -46);
    fill2(0xc9f27c, 0x7fc24a, 220, 300);
}

/* Three locks, one after the other, and water that keeps its level. */
static void
draw_locks(const look *l)
{
    shield(l);
    for (int i = 0; i < 3; i++) {
        double y = 118 + 58 * i, w = 108 - 8 * i;
        stroke(CX - w, y, CX, y + 40, 20);
        stroke(CX + w, y, CX, y + 40, 20);
    }
    fill2(0xffffff, 0xcfe6f7, 110, 300);
    for (int i = 0; i < 3; i++) {
        double y = 330 + 34 * i, w = 104 - 34 * i;
        move(CX - w, y);
        curve(CX - w * .66, y - 18, CX - w * .33, y - 18, CX, y);
        curve(CX + w * .33, y + 18, CX + w * .66, y + 18, CX + w, y);
        line(CX + w, y + 14);
        curve(CX + w * .66, y + 32, CX + w * .33, y + 32, CX, y + 14);
        curve(CX - w * .33, y - 4, CX - w * .66, y - 4, CX - w, y + 14);
    }
    fill2(0x8fd3ff, 0x58aef0, 320, 430);
}

static void
bubble(double x, double y, double w, double h, double tail)
{
    const double corners[][2] = {
        {x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
    double cut = 26;
    rounded(corners, 4, cut);
    /* the tail winds as the box does, so that both are filled */
    double foot = tail > 0 ? x + w - 66 : x + 66;
    if (tail > 0) {
        move(foot, y + h - 12);
        line(foot + 34, y + h - 12);
        line(foot + 40, y + h + 36);
    } else {
        move(foot - 34, y + h - 12);
        line(foot, y + h - 12);
        line(foot - 40, y + h + 36);
    }
}

static void
draw_talk(const look *l)
{
    plain(l);
    bubble(212, 116, 148, 100, 1);
    fill2(0xffe3b0, 0xffc76b, 110, 220);
    bubble(146, 186, 160, 108, -1);
    fill(0x7a2f1d);
    bubble(152, 186, 148, 102, -1);
    fill2(0xffffff, 0xf5ece4, 180, 300);
    for (int i = 0; i < 3; i++) {
        circle(190 + 36 * i, 237, 11);
    }
    fill(0xc4573a);
}

static void
wheel(double x, double y)
{
    circle(x, y, 54);
    hole(x, y, 40);
    circle(x, y, 10);
    for (int i = 0; i < 3; i++) {
        double a = (20 + 60 * i) * PI / 180;
        stroke(x - 42 * cos(a), y - 42 * sin(a), x + 42 * cos(a),
               y + 42 * sin(a), 4);
    }
}

static void
draw_cargo_bike(const look *l)
{
    many_sided(l, 8, 22.5);
    stroke(94, 374, 418, 374, 10);
    fill(0x1c2f4a);
    wheel(158, 320);
    wheel(366, 320);
    fill(0x142238);
    stroke(158, 320, 206, 232, 12);
    stroke(206, 232, 250, 320, 12);
    stroke(158, 320, 250, 320, 12);
    stroke(250, 320, 366, 320, 12);
    stroke(222, 262, 244, 212, 12);
    stroke(250, 320, 252, 188, 12);
    stroke(222, 180, 258, 186, 12);
    stroke(182, 226, 226, 226, 14);
    fill(0xd93f3f);
    const double crate[][2] = {{272, 206}, {416, 206}, {400, 296}, {284, 296}};
    rounded(crate, 4, 12);
    fill2(0xffd27a, 0xe89b3c, 206, 296);
    stroke(290, 236, 398, 236, 6);
    stroke(292, 264, 394, 264, 6);
    fill(0xb8701f);
}

static void
draw_parcel(const look *l)
{
    plain(l);
    move(CX, 120);
    line(356, 166);
    line(CX, 212);
    line(156, 166);
    fill2(0xf3d2a2, 0xe3b777, 120, 212);
    move(156, 166);
    line(CX, 212);
    line(CX, 322);
    line(156, 272);
    fill2(0xd49a55, 0xb97d3a, 166, 322);
    move(356, 166);
    line(356, 272);
    line(CX, 322);
    line(CX, 212);
    fill2(0xc0863f, 0x98622a, 166, 322);
    move(206, 143);
    line(306, 189);
    line(306, 222);
    line(290, 214);
    line(290, 197);
    line(190, 150);
    fill(0xfff4df);
    check_mark(206, 246, .34, 13);
    fill(0xfff4df);
}

static void
draw_sail(const look *l)
{
    plain(l);
    move(262, 96);
    curve(330, 150, 348, 210, 346, 268);
    line(262, 268);
    fill2(0xffffff, 0xdfe6f2, 96, 268);
    move(250, 122);
    curve(206, 168, 186, 220, 180, 268);
    line(250, 268);
    fill2(0xf2f5fb, 0xc6d2e6, 122, 268);
    move(160, 282);
    line(362, 282);
    curve(350, 312, 330, 326, 306, 326);
    line(212, 326);
    curve(188, 326, 170, 308, 160, 282);
    fill(0x23314f);
}

/* ---- The table ----------------------------------------------------------- */

/* clang-format off */
static const struct {
    const char *name, *title;
    void (*draw)(const look *);
    look look;
} emblems[] = {
    /*                                                  rim       low       ring      sky       low       ribbon    dark */
    {"indispensable", "Soleil levant",     draw_sunrise,    {0xffd45e, 0xd98a1c, 0xfff6dc, 0x1d5a94, 0x9ad0f0, 0x2f6fae, 0x1d4a7c}},
    {"coup-de-main",  "Jeune pousse",      draw_sprout,     {0x8bc34a, 0x4b8b2f, 0xf4fbe6, 0xe8f6cf, 0xc3e39a, 0, 0}},
    {"couture",       "Bobine et aiguille", draw_spool,     {0xd9a7e0, 0x8a4f9e, 0xfdf2ff, 0x6b3470, 0x9a5a9c, 0xb0568f, 0x7d3366}},
    {"tri",           "Deuxième ronde",    draw_loop,       {0x3fb6a0, 0x15695f, 0xe9fbf6, 0x1f8b7c, 0x0f5d57, 0, 0}},
    {"berges",        "Trois écluses",     draw_locks,      {0x7fa9d6, 0x23507f, 0xeaf4ff, 0x2a6fb5, 0x163f70, 0, 0}},
    {"accueil",       "Parole",            draw_talk,       {0xf0a27a, 0xb0492c, 0xfff1e6, 0xd9714e, 0xa8452c, 0xd05f3e, 0x96391f}},
    {"velo-cargo",    "Vélo-cargo",        draw_cargo_bike, {0x5b7fb8, 0x24406f, 0xf2f7ff, 0xbfe3ff, 0xeef8ff, 0, 0}},
    {"commandes",     "Colis",             draw_parcel,     {0x8ea2b8, 0x4d6178, 0xf4f7fa, 0x3b5268, 0x6c86a0, 0x5a7088, 0x3b4d62}},
    {"inconnu",       "Voile",             draw_sail,       {0xb8bcc8, 0x6d7386, 0xf5f6fa, 0x3d6fb0, 0x9cc4ea, 0x7b8296, 0x565d70}},
};
/* clang-format on */

static bool
write_svg(const char *file, size_t i)
{
    svg = fopen(file, "wb");
    if (svg == NULL) {
        return false;
    }
    fprintf(svg,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
            "height=\"%d\" viewBox=\"0 0 %d %d\">\n<title>%s</title>\n",
            SIZE, SIZE, SIZE, SIZE, emblems[i].title);
    emblems[i].draw(&emblems[i].look);
    fputs("</svg>\n", svg);
    return fclose(svg) == 0;
}

/* Straight alpha, as PNG has it. */
static void
to_row(int y, uint8_t *row)
{
    for (int x = 0; x < size; x++) {
        const pixel *q = &pixels[y * size + x];
        uint64_t a = q->a == 0 ? 1 : q->a;
        row[4 * x] = (uint8_t)(q->r * 255ull / a);
        row[4 * x + 1] = (uint8_t)(q->g * 255ull / a);
        row[4 * x + 2] = (uint8_t)(q->b * 255ull / a);
        row[4 * x + 3] = (uint8_t)(q->a * 255ull / 65535);
    }
}

static void
write_rows(png_structp png, png_infop info, FILE *file)
{
    static uint8_t row[SIZE * 4];
    png_init_io(png, file);
    png_set_compression_level(png, 9);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_IHDR(png, info, (unsigned)size, (unsigned)size, 8,
                 PNG_COLOR_TYPE_RGB_ALPHA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (int y = 0; y < size; y++) {
        to_row(y, row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
}

static bool
write_png(const char *name, size_t i)
{
    FILE *file = fopen(name, "wb");
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    pixels = calloc((size_t)size * (size_t)size, sizeof(*pixels));
    if (file == NULL || info == NULL || pixels == NULL ||
        setjmp(png_jmpbuf(png)) != 0) {
        fputs("emblem: cannot draw\n", stderr);
        exit(1);
    }
    emblems[i].draw(&emblems[i].look);
    write_rows(png, info, file);
    png_destroy_write_struct(&png, &info);
    free(pixels);
    return fclose(file) == 0;
}

static bool
size_given(const char *text)
{
    long given = strtol(text, NULL, 10);
    size = (int)given;
    return given >= 16 && given <= SIZE;
}

int
main(int argc, char **argv)
{
    bool sized = argc == 4 && size_given(argv[3]);
    for (size_t i = 0; (argc == 3 || sized) && i < COUNT(emblems); i++) {
        if (strcmp(argv[1], emblems[i].name) == 0) {
            size_t len = strlen(argv[2]);
            bool is_svg = len > 4 && strcmp(argv[2] + len - 4, ".svg") == 0;
            bool done = is_svg ? write_svg(argv[2], i) : write_png(argv[2], i);
            return done ? 0 : 1;
        }
    }
    fputs("usage: emblem NAME OUT.svg|OUT.png [PIXELS]\n", stderr);
    return 1;
}
