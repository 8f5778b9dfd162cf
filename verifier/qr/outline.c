/* SPDX-License-Identifier: Apache-2.0 */
/* The outline of a finder: where rays leave it, and the four lines in these. */
#include "qr/inside.h"

#include <math.h>

#define TURN 6.28318531f

/* Farthest corner of a finder that is seen aslant, in modules. */
#define MAX_REACH 8.5f

/* Steps of a ray that finds nothing: what each may cost. */
#define RAY 52

/* Rays that pass so near to a corner belong to no side. */
#define NEAR_CORNER 0.82f

/* Height above the threshold: what is positive is ink. */
static float
height(const obv_ink *ink, obv_point p)
{
    float right = (float)(ink->grey.width - 1);
    float bottom = (float)(ink->grey.height - 1);
    float x = p.x > 0 ? p.x < right ? p.x : right : 0;
    float y = p.y > 0 ? p.y < bottom ? p.y : bottom : 0;
    float cut = (float)obv_cut_at(ink, (uint32_t)x, (uint32_t)y) - 0.5f;
    float over = cut - obv_grey_at(&ink->grey, p);
    return ink->inverted ? -over : over;
}

static obv_point
along(obv_point from, obv_point way, float length)
{
    return (obv_point){from.x + way.x * length, from.y + way.y * length};
}

/* The third edge on the way out; 0 where there is none. */
static float
cast(const obv_ink *ink, obv_point from, obv_point way, float module)
{
    float step = module < 3 ? 0.5f : module / 6;
    float before = height(ink, from);
    unsigned edges = 0;
    for (unsigned i = 1; (float)i * step < MAX_REACH * module; i++) {
        float at = (float)i * step;
        float here = height(ink, along(from, way, at));
        if ((here > 0) != (edges % 2 == 0)) {
            edges++;
        }
        if (edges == 3) {
            return at - step * here / (here - before);
        }
        before = here;
    }
    return 0;
}

static obv_point
way_of(unsigned ray)
{
    float angle = (float)ray * (TURN / OBV_RAYS);
    return (obv_point){cosf(angle), sinf(angle)};
}

void
obv_qr_outline(const obv_ink *ink, obv_point centre, float module,
               obv_outline *ret)
{
    ret->centre = centre;
    ret->module = module;
    for (unsigned i = 0; i < OBV_RAYS; i++) {
        float reach =
            obv_spend(ink, RAY) ? cast(ink, centre, way_of(i), module) : 0;
        ret->reach[i] = reach > 1.8f * module ? reach : 0;
    }
}

/* Points p with normal . p = offset. */
typedef struct line {
    obv_point normal;
    float offset;
} line;

static bool
fit_line(const obv_point *points, size_t count, line *ret)
{
    if (count < 3) {
        return false;
    }
    float n = (float)count, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (size_t i = 0; i < count; i++) {
        x += points[i].x / n;
        y += points[i].y / n;
    }
    for (size_t i = 0; i < count; i++) {
        float dx = points[i].x - x, dy = points[i].y - y;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    float angle = 0.5f * atan2f(2 * xy, xx - yy); /* of the line */
    ret->normal = (obv_point){-sinf(angle), cosf(angle)};
    ret->offset = ret->normal.x * x + ret->normal.y * y;
    return true;
}

/* Once more without those that lie far off. */
static bool
fit_most(obv_point *points, size_t count, float module, line *ret)
{
    if (!fit_line(points, count, ret)) {
        return false;
    }
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += fabsf(ret->normal.x * points[i].x + ret->normal.y * points[i].y -
                     ret->offset);
    }
    float limit = fmaxf(1.6f * sum / (float)count, 0.08f * module);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        float off = fabsf(ret->normal.x * points[i].x +
                          ret->normal.y * points[i].y - ret->offset);
        if (off <= limit) {
            points[kept++] = points[i];
        }
    }
    line again;
    if (kept >= 4 && fit_line(points, kept, &again)) {
        *ret = again;
    }
    return true;
}

static bool
cross(const line *a, const line *b, obv_point *ret)
{
    float det = a->normal.x * b->normal.y - a->normal.y * b->normal.x;
    if (fabsf(det) < 0.2f) {
        return false;
    }
    ret->x = (a->offset * b->normal.y - b->offset * a->normal.y) / det;
    ret->y = (b->offset * a->normal.x - a->offset * b->normal.x) / det;
    return true;
}

/* How far rays reach on the way `way` and back, on the whole. */
static float
reach_along(const obv_outline *o, obv_point way)
{
    float sum = 0, weights = 1e-6f;
    float length = hypotf(way.x, way.y);
    for (unsigned i = 0; i < OBV_RAYS; i++) {
        obv_point ray = way_of(i);
        float cosine = fabsf(ray.x * way.x + ray.y * way.y) / length;
        if (cosine > 0.97f && o->reach[i] > 0) {
            sum += o->reach[i] * cosine;
            weights += 1;
        }
    }
    return sum > 0 ? sum / weights : 3.5f * o->module;
}

/* Points of each side: right, bottom, left, top. */
typedef struct sides {
    obv_point points[4][OBV_RAYS];
    size_t counts[4];
} sides;

static void
sort_points(const obv_outline *o, obv_point u, obv_point v, sides *ret)
{
    float det = u.x * v.y - u.y * v.x;
    memset(ret->counts, 0, sizeof(ret->counts));
    for (unsigned i = 0; i < OBV_RAYS; i++) {
        if (o->reach[i] <= 0) {
            continue;
        }
        obv_point way = way_of(i);
        float x = way.x * o->reach[i], y = way.y * o->reach[i];
        float a = (x * v.y - y * v.x) / det, b = (u.x * y - u.y * x) / det;
        float wide = fmaxf(fabsf(a), fabsf(b));
        if (fminf(fabsf(a), fabsf(b)) > NEAR_CORNER * wide || wide > 1.6f ||
            wide < 0.6f) {
            continue;
        }
        unsigned side = fabsf(a) > fabsf(b) ? (a > 0 ? 0 : 2) : b > 0 ? 1 : 3;
        ret->points[side][ret->counts[side]++] =
            along(o->centre, way, o->reach[i]);
    }
}

/* Where a side could not be seen: what its middle and its size say. */
static line
guess_side(const obv_outline *o, obv_point u, obv_point v, unsigned side)
{
    obv_point to = side % 2 == 0 ? u : v, beside = side % 2 == 0 ? v : u;
    obv_point at = along(o->centre, to, side < 2 ? 1 : -1);
    float length = hypotf(beside.x, beside.y);
    obv_point normal = {-beside.y / length, beside.x / length};
    return (line){normal, normal.x * at.x + normal.y * at.y};
}

void
obv_qr_quad(const obv_outline *o, obv_point right, obv_point down,
            obv_quad *ret)
{
    float across = reach_along(o, right) / hypotf(right.x, right.y);
    float along_down = reach_along(o, down) / hypotf(down.x, down.y);
    obv_point u = {right.x * across, right.y * across};
    obv_point v = {down.x * along_down, down.y * along_down};
    sides s;
    line lines[4];
    sort_points(o, u, v, &s);
    for (unsigned i = 0; i < 4; i++) {
        if (!fit_most(s.points[i], s.counts[i], o->module, &lines[i])) {
            lines[i] = guess_side(o, u, v, i);
        }
    }
    static const signed char signs[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    static const unsigned char meets[4][2] = {{2, 3}, {0, 3}, {0, 1}, {2, 1}};
    for (unsigned i = 0; i < 4; i++) {
        obv_point plain =
            along(along(o->centre, u, signs[i][0]), v, signs[i][1]);
        obv_point p;
        bool meet = cross(&lines[meets[i][0]], &lines[meets[i][1]], &p) &&
                    hypotf(p.x - plain.x, p.y - plain.y) < 2.5f * o->module;
        ret->corners[i] = meet ? p : plain;
    }
    line a, b;
    const obv_point *c = ret->corners;
    obv_point one[] = {c[0], c[2], c[0]}, two[] = {c[1], c[3], c[1]};
    ret->centre = o->centre;
    if (fit_line(one, 3, &a) && fit_line(two, 3, &b)) {
        (void)cross(&a, &b, &ret->centre);
    }
}
