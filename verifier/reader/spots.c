/* SPDX-License-Identifier: Apache-2.0 */
/* What was read where on a sheet: reader/spots.h. */
#include "reader/spots.h"

#include "paper/paper.h"

#include <math.h>
#include <stdlib.h>

/* Pages of documents are told in pixels of so many an inch. */
#define PAGE_DPI 150.0f

/* A compact JWS of a badge has 700 characters, JSON as many: what is shorter
   than that is nothing that we would miss, and no proof of anything. */
#define MIN_SHAPE 128

/* ---- What proves itself ---------------------------------------------------
 */

/* Braces around printable text: no misread code looks like that. */
static bool
looks_like_json(obv_slice text)
{
    text = obv_slice_trim(text);
    return text.len >= MIN_SHAPE && text.ptr[0] == '{' &&
           text.ptr[text.len - 1] == '}' && obv_is_utf8(text);
}

static bool
is_proven(obv_slice text, obv_arena *arena)
{
    obv_ob1 code;
    obv_reason why;
    if (obv_is_ob1(text)) {
        return obv_ob1_read(text, arena, &code, &why) == OBV_OK;
    }
    return looks_like_json(text) ||
           (text.len >= MIN_SHAPE && obv_looks_like_jws(text));
}

/* ---- Where ----------------------------------------------------------------
 */

static obv_point
middle_of(const obv_symbol *symbol)
{
    obv_point sum = {0, 0};
    for (size_t i = 0; i < COUNT(symbol->corners); i++) {
        sum.x += symbol->corners[i].x / 4;
        sum.y += symbol->corners[i].y / 4;
    }
    return sum;
}

static float
between(obv_point a, obv_point b)
{
    return hypotf(a.x - b.x, a.y - b.y);
}

/* From its middle to its corners, the nearest of them. */
static float
reach_of(const obv_symbol *symbol)
{
    obv_point middle = middle_of(symbol);
    float reach = between(middle, symbol->corners[0]);
    for (size_t i = 1; i < COUNT(symbol->corners); i++) {
        reach = fminf(reach, between(middle, symbol->corners[i]));
    }
    return reach;
}

/* Corners go round: inside, all sides have the point on the same hand. */
static bool
is_inside(obv_point p, const obv_symbol *symbol)
{
    bool left = false, right = false;
    for (size_t i = 0; i < COUNT(symbol->corners); i++) {
        obv_point a = symbol->corners[i], b = symbol->corners[(i + 1) % 4];
        float side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        left = left || side > 0;
        right = right || side < 0;
    }
    return !(left && right);
}

/* About one middle and of one size: a code may stand inside another. */
static bool
is_same_place(const obv_symbol *a, const obv_symbol *b)
{
    float small = fminf(reach_of(a), reach_of(b));
    float large = fmaxf(reach_of(a), reach_of(b));
    return large <= 1.5f * small &&
           between(middle_of(a), middle_of(b)) < small / 2;
}

static bool
holds_mark(const obv_spot *spot, const obv_region *region)
{
    for (size_t i = 0; i < region->mark_count; i++) {
        if (is_inside(region->marks[i], &spot->symbol)) {
            return true;
        }
    }
    return false;
}

bool
obv_spots_explain(const obv_spots *spots, const obv_region *region)
{
    for (size_t i = 0; i < spots->count; i++) {
        if (obv_spot_is_settled(&spots->items[i]) &&
            holds_mark(&spots->items[i], region)) {
            return true;
        }
    }
    return false;
}

bool
obv_spots_touch(const obv_spots *spots, const obv_region *region)
{
    for (size_t i = 0; i < spots->count; i++) {
        if (holds_mark(&spots->items[i], region)) {
            return true;
        }
    }
    return false;
}

/* ---- What -----------------------------------------------------------------
 */

bool
obv_spot_is_settled(const obv_spot *place)
{
    return !place->disputed &&
           (place->proven || place->votes >= OBV_VOTES_NEEDED);
}

static bool
is_loose(const obv_symbol *symbol)
{
    return symbol->parts == OBV_PARTS_UNKNOWN;
}

size_t
obv_spots_loose_parts(const obv_spots *spots)
{
    size_t count = 0;
    for (size_t i = 0; i < spots->count; i++) {
        count += is_loose(&spots->items[i].symbol);
    }
    return count;
}

static bool
is_same_text(const obv_symbol *a, const obv_symbol *b)
{
    return obv_slice_equal(a->bytes, b->bytes) && a->part == b->part &&
           a->parts == b->parts && a->parity == b->parity;
}

static obv_status
replace(obv_spot *place, const obv_symbol *symbol, unsigned votes, bool proven,
        obv_arena *arena)
{
    uint8_t *bytes = obv_arena_alloc(arena, symbol->bytes.len + 1, 1);
    if (bytes == NULL) {
        return OBV_NO_MEMORY;
    }
    if (symbol->bytes.len > 0) {
        memcpy(bytes, symbol->bytes.ptr, symbol->bytes.len);
    }
    *place = (obv_spot){*symbol, votes, proven, false};
    place->symbol.bytes.ptr = bytes;
    return OBV_OK;
}

/* Another text at the same place. */
static obv_status
weigh(obv_spot *place, const obv_symbol *symbol, unsigned votes,
      obv_arena *arena)
{
    bool proven = is_proven(symbol->bytes, arena);
    bool better = (proven && !place->proven) ||
                  (is_loose(&place->symbol) && !is_loose(symbol));
    if (better) {
        return replace(place, symbol, votes, proven, arena);
    }
    bool worse = (place->proven && !proven) || is_loose(symbol);
    place->disputed = place->disputed || !worse;
    return OBV_OK;
}

obv_status
obv_spots_note(obv_spots *spots, const obv_symbol *symbol, unsigned votes,
               obv_arena *arena)
{
    for (size_t i = 0; i < spots->count; i++) {
        obv_spot *place = &spots->items[i];
        if (!is_same_place(&place->symbol, symbol)) {
            continue;
        }
        if (is_same_text(&place->symbol, symbol)) {
            place->votes += votes;
            return OBV_OK;
        }
        return weigh(place, symbol, votes, arena);
    }
    if (spots->count == COUNT(spots->items)) {
        return OBV_LIMIT;
    }
    return replace(&spots->items[spots->count++], symbol, votes,
                   is_proven(symbol->bytes, arena), arena);
}

/* ---- Structured append ----------------------------------------------------
 */

static bool
is_of_set(const obv_spot *place, const obv_symbol *first)
{
    return obv_spot_is_settled(place) && place->symbol.parts == first->parts &&
           place->symbol.parity == first->parity;
}

static const obv_spot *
find_part(const obv_spots *spots, const obv_symbol *first, unsigned part)
{
    for (size_t i = 0; i < spots->count; i++) {
        if (spots->items[i].symbol.part == part &&
            is_of_set(&spots->items[i], first)) {
            return &spots->items[i];
        }
    }
    return NULL;
}

/* The text of all parts, of which `first` is the first; false where one is
   missing, or where they are not of one text. */
static bool
join(const obv_spots *spots, const obv_symbol *first, obv_arena *arena,
     obv_slice *ret)
{
    obv_buffer text = obv_buffer_in(arena);
    for (unsigned part = 0; part < first->parts; part++) {
        const obv_spot *place = find_part(spots, first, part);
        if (place == NULL) {
            return false;
        }
        obv_put(&text, place->symbol.bytes);
    }
    *ret = obv_buffer_slice(&text);
    uint8_t parity = 0;
    for (size_t i = 0; i < ret->len; i++) {
        parity ^= ret->ptr[i];
    }
    return !text.failed && parity == first->parity;
}

/* ---- Telling --------------------------------------------------------------
 */

typedef struct telling {
    const obv_spots *spots;
    const obv_sheet *sheet;
    obv_arena *arena;
    obv_found *found;
    bool disputed;
} telling;

/* A corner may lie outside of the picture, but not anywhere. */
static int32_t
to_whole(float at)
{
    const float far = 4.0f * OBV_MAX_SIDE;
    return (int32_t)lrintf(fmaxf(-far, fminf(at, far)));
}

static obv_status
tell(telling *t, const obv_symbol *symbol, obv_slice text)
{
    if (text.len == 0) {
        return OBV_OK; /* an empty code says nothing */
    }
    int32_t corners[4][2];
    bool page = t->sheet->finer != NULL && t->sheet->dpi > 0;
    float scale = page ? PAGE_DPI / t->sheet->dpi : 1;
    for (size_t i = 0; i < COUNT(corners); i++) {
        corners[i][0] = to_whole(symbol->corners[i].x * scale);
        corners[i][1] = to_whole(symbol->corners[i].y * scale);
    }
    return obv_found_add_code(t->found, t->sheet->page, corners, text);
}

/* A part that zbar could not place, inside what zbar has joined. */
static bool
is_covered(const telling *t, const obv_spot *place)
{
    obv_point middle = middle_of(&place->symbol);
    for (size_t i = 0; i < t->spots->count; i++) {
        const obv_spot *other = &t->spots->items[i];
        if (other != place && other->symbol.parts == 0 &&
            obv_spot_is_settled(other) && is_inside(middle, &other->symbol)) {
            return true;
        }
    }
    return false;
}

static obv_status
tell_part(telling *t, const obv_spot *place)
{
    const obv_symbol *symbol = &place->symbol;
    obv_slice text;
    if (is_loose(symbol)) {
        t->found->unread += !is_covered(t, place);
        return OBV_OK;
    }
    if (!join(t->spots, symbol, t->arena, &text)) {
        t->found->unread++;
        return OBV_OK;
    }
    return find_part(t->spots, symbol, 0) == place ? tell(t, symbol, text)
                                                   : OBV_OK;
}

static obv_status
tell_place(telling *t, const obv_spot *place)
{
    if (place->symbol.parts > 0) {
        return tell_part(t, place);
    }
    if (obv_spot_is_settled(place)) {
        return tell(t, &place->symbol, place->symbol.bytes);
    }
    t->disputed = t->disputed || place->disputed;
    t->found->unread++;
    return OBV_OK;
}

obv_status
obv_spots_tell(const obv_spots *spots, const obv_sheet *sheet, obv_arena *arena,
               obv_found *found)
{
    telling t = {spots, sheet, arena, found, false};
    for (size_t i = 0; i < spots->count; i++) {
        TRY(tell_place(&t, &spots->items[i]));
    }
    if (t.disputed && found->count == 0) {
        found->reason = OBV_REASON_CODE_AMBIGUOUS;
    }
    return OBV_OK;
}
