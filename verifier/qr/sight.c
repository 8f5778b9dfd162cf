/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is a code for certain, though nobody could read it: by its timing
 * patterns, or by what is left of them and by what stands around.
 */
#include "qr/inside.h"

#include <math.h>

/* Likeness that is enough: codes that are read have 0.86 and more, a page of
   text once in a hundred 0.5. */
#define CERTAIN 0.85f

/* ... that is enough where there is what looks like modules, too: glare hides
   part of the patterns. */
#define LIKELY 0.5f

/* ... and of one pattern alone, between two marks. */
#define LIKELY_SIDE 0.85f

/* Pixels a module from which these weaker signs count: noise has them below. */
#define LEAST_MODULE 2.5f

/* The third, where two stand at the ends of a side; false: they do not. */
static bool
complete(const obv_grey *picture, obv_region *region)
{
    obv_point a = region->marks[0], b = region->marks[1];
    obv_point turned = {a.y - b.y, b.x - a.x};
    float best = 0;
    for (int side = -1; side <= 1; side += 2) {
        obv_point c = {a.x + (float)side * turned.x,
                       a.y + (float)side * turned.y};
        float one = obv_qr_side_likeness(picture, a, b, c, region->module);
        if (one > best) {
            best = one;
            region->marks[2] = c;
        }
    }
    region->mark_count = 3;
    return best >= LIKELY_SIDE;
}

bool
obv_qr_is_code(const obv_grey *picture, const obv_region *region,
               obv_region *ret)
{
    *ret = *region;
    float likeness = obv_qr_likeness(picture, region);
    if (likeness >= CERTAIN) {
        return true;
    }
    /* By an edge, the third mark may be none of its own. */
    bool likely =
        region->mark_count == 3
            ? likeness >= LIKELY && !obv_qr_is_by_edge(picture, region)
            : complete(picture, ret);
    return likely && region->module >= LEAST_MODULE &&
           obv_qr_is_textured(picture, ret);
}
