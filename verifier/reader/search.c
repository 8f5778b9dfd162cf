/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search for codes on a page or a picture, from cheap to dear: each way of
 * looking is tried on every region that is not read yet, before the next way.
 *
 *     sheet -> regions (qr/) -> crop, scaled, retouched -> readers -> places
 *
 * A page on which nothing looks like a code costs the look for regions and one
 * look at a small copy of it.
 */
#include "reader/spots.h"

#include <math.h>
#include <time.h>

/* Of the crops of one attempt, and of what a reader makes of one. */
#define SCRATCH (64u * 1024 * 1024)

/* Pixels of a crop after scaling: version 40 at six to the module, twice. */
#define MAX_CROP (4u * 1024 * 1024)

/* Pixels of the small copy: zbar takes 10 ms for so many. */
#define MAX_SMALL (800u * 1024)

/* Pixels a module of the sheet from which one reading is enough: below, those
   who guess at blurred modules have been seen to agree with nobody. */
#define CLEAR_MODULE 3.0f

/* A document is drawn anew around a code whose modules are smaller. */
#define FINE_MODULE 4.0f

/* Likeness of what may be a code, and of what is certainly one: codes that are
   read have 0.86 and more, a page of text once in a hundred 0.5. */
#define LIKELY 0.5f
#define CERTAIN 0.85f

/* Ways in which what does not look like a code is tried all the same. */
#define FIRST_WAYS 3

/* How many times longer a search may last than it computes. */
#define PATIENCE 3

/* A scale that is nearly 1 is left out: it would only blur. */
#define NEARLY 0.15f

/* Of what our own reader leaves. */
/* clang-format off */
static const obv_code_reader readers[] = {
    {"zbar", obv_zbar_read},
};

/* Ways of looking at a region. What each reads first, of 242 pages and
   photographs: 141, 11, 7, 1, 1. */
static const struct attempt {
    float module; /* pixels that a module is brought to; 0: as it is */
    obv_retouch *retouch;
    bool hard;
} attempts[] = {
    {4, obv_retouch_otsu,   false},
    {4, obv_retouch_box,    false},
    {6, obv_retouch_box,    false},
    {0, NULL,               false},
    {4, obv_retouch_blur,   true},
    {5, obv_retouch_box,    true},
    {8, obv_retouch_box,    true},
    {5, obv_retouch_median, true},
};
/* clang-format on */

typedef struct search {
    const obv_sheet *sheet;
    int64_t work_end;   /* on the clock of what we compute */
    int64_t deadline;   /* on that of the world */
    obv_arena *arena;   /* what is kept */
    obv_arena *scratch; /* what one attempt needs */
    obv_spots spots;
    obv_symbols symbols; /* of one attempt */
} search;

/* A picture of part of the sheet, and how it lies there. */
typedef struct view {
    obv_grey grey;
    float x, y;     /* of its corner, in pixels of the sheet */
    float scale[2]; /* pixels of the sheet for one of its own */
    float module;   /* its pixels of one module; 0: not known */
} view;

static int64_t
milliseconds_of(clockid_t clock)
{
    struct timespec now = {0};
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
obv_milliseconds(void)
{
    return milliseconds_of(CLOCK_MONOTONIC);
}

/* Time that others take on a busy machine is not ours: else a pile of files
   would be read worse than each of them alone. */
static void
start_clock(search *s, int64_t deadline)
{
    int64_t budget = deadline - obv_milliseconds();
    s->work_end = milliseconds_of(CLOCK_PROCESS_CPUTIME_ID) + budget;
    s->deadline = deadline + (budget > 0 ? (PATIENCE - 1) * budget : 0);
}

static bool
is_late(const search *s)
{
    return milliseconds_of(CLOCK_PROCESS_CPUTIME_ID) >= s->work_end ||
           obv_milliseconds() >= s->deadline;
}

/* ---- Looking once ---------------------------------------------------------
 */

static void
to_sheet(obv_symbol *symbol, const view *v)
{
    for (size_t i = 0; i < COUNT(symbol->corners); i++) {
        symbol->corners[i].x = v->x + symbol->corners[i].x * v->scale[0];
        symbol->corners[i].y = v->y + symbol->corners[i].y * v->scale[1];
    }
}

static obv_status
note_all(search *s, const view *v, bool clear)
{
    for (size_t i = 0; i < s->symbols.count; i++) {
        obv_symbol *symbol = &s->symbols.items[i];
        to_sheet(symbol, v);
        TRY(obv_spots_note(&s->spots, symbol, clear ? OBV_VOTES_NEEDED : 1,
                           s->arena));
    }
    return OBV_OK;
}

/* What one reader cannot do, because of its memory or its age, is no reason to
   end the search. */
static obv_status
look(search *s, const view *v, bool clear, bool hard)
{
    for (size_t i = 0; i < COUNT(readers); i++) {
        s->symbols.count = 0;
        (void)readers[i].read(&v->grey, hard, s->scratch, &s->symbols);
        TRY(note_all(s, v, clear));
        if (s->symbols.count > 0) {
            break;
        }
    }
    return OBV_OK;
}

static obv_status
scale_view(search *s, const view *from, float module, view *ret)
{
    *ret = *from;
    float scale = module / from->module;
    if (module <= 0 || from->module <= 0 || fabsf(scale - 1) < NEARLY) {
        return OBV_OK;
    }
    float width = fmaxf(1, roundf((float)from->grey.width * scale));
    float height = fmaxf(1, roundf((float)from->grey.height * scale));
    if (width * height > MAX_CROP) {
        return OBV_LIMIT;
    }
    TRY(obv_grey_scale(&from->grey, (uint32_t)width, (uint32_t)height,
                       s->scratch, &ret->grey));
    ret->scale[0] *= (float)from->grey.width / width;
    ret->scale[1] *= (float)from->grey.height / height;
    ret->module = module;
    return OBV_OK;
}

/* An attempt that cannot be made is over. */
static obv_status
look_at(search *s, const view *from, const struct attempt *how, bool clear)
{
    view v;
    if (scale_view(s, from, how->module, &v) != OBV_OK) {
        return OBV_OK;
    }
    if (how->retouch != NULL) {
        obv_grey before = v.grey;
        if (how->retouch(&before, s->scratch, &v.grey) != OBV_OK) {
            return OBV_OK;
        }
    }
    return look(s, &v, clear, how->hard);
}

static obv_status
try_attempt(search *s, const view *from, const struct attempt *how)
{
    obv_arena_empty(s->scratch);
    return look_at(s, from, how, from->module >= CLEAR_MODULE);
}

/* ---- Regions --------------------------------------------------------------
 */

typedef struct candidate {
    const obv_region *region;
    float likeness;
    bool drawn;
    view view;
} candidate;

static view
crop_view(const search *s, const obv_region *region)
{
    view v = {.grey = obv_grey_crop(&s->sheet->grey, region->x, region->y,
                                    region->width, region->height),
              .x = (float)region->x,
              .y = (float)region->y,
              .scale = {1, 1},
              .module = region->module};
    return v;
}

/* More pixels of the document are better than larger ones. */
static view
finest_view(search *s, const obv_region *region)
{
    view v = crop_view(s, region);
    unsigned times = region->module < FINE_MODULE / 2 ? 4 : 2;
    obv_grey fine;
    if (s->sheet->finer == NULL || region->module >= FINE_MODULE ||
        (uint64_t)region->width * region->height * times * times > MAX_CROP ||
        s->sheet->finer(s->sheet->of, region, times, s->arena, &fine) !=
            OBV_OK) {
        return v;
    }
    v.grey = fine;
    v.scale[0] = (float)region->width / (float)fine.width;
    v.scale[1] = (float)region->height / (float)fine.height;
    v.module /= v.scale[0];
    return v;
}

/* What is no code costs time: three finders that have no pattern between them,
   and two alone, are tried in the first ways only, and in none once there is a
   code on the sheet. */
static bool
is_worth_it(const search *s, const candidate *c, size_t way)
{
    return c->likeness >= LIKELY || (way < FIRST_WAYS && s->spots.count == 0);
}

static obv_status
try_candidates(search *s, candidate *all, size_t count)
{
    for (size_t way = 0; way < COUNT(attempts); way++) {
        for (size_t i = 0; i < count; i++) {
            candidate *c = &all[i];
            if (!is_worth_it(s, c, way) ||
                obv_spots_explain(&s->spots, c->region)) {
                continue;
            }
            if (is_late(s)) {
                return OBV_LIMIT;
            }
            if (!c->drawn) {
                c->view = finest_view(s, c->region);
                c->drawn = true;
            }
            TRY(try_attempt(s, &c->view, &attempts[way]));
        }
    }
    return OBV_OK;
}

/* What looks like a code, and gave no reading at all. */
static void
count_unread(const search *s, const candidate *all, size_t count,
             obv_found *found)
{
    for (size_t i = 0; i < count; i++) {
        found->unread += all[i].likeness >= CERTAIN &&
                         !obv_spots_touch(&s->spots, all[i].region);
    }
}

/* ---- The whole sheet ------------------------------------------------------
 */

static bool
is_settled(const search *s)
{
    bool settled = true;
    for (size_t i = 0; i < s->spots.count; i++) {
        settled = settled && obv_spot_is_settled(&s->spots.items[i]);
    }
    return settled;
}

/* The sheet, halved until it is small; false where there is no memory. */
static bool
small_view(search *s, view *ret)
{
    *ret = (view){.grey = s->sheet->grey, .scale = {1, 1}};
    obv_arena_empty(s->scratch);
    while ((uint64_t)ret->grey.width * ret->grey.height > MAX_SMALL) {
        obv_grey before = ret->grey;
        if (obv_grey_half(&before, s->scratch, &ret->grey) != OBV_OK) {
            return false;
        }
    }
    ret->scale[0] = (float)s->sheet->grey.width / (float)ret->grey.width;
    ret->scale[1] = (float)s->sheet->grey.height / (float)ret->grey.height;
    return true;
}

/* Codes whose corners nobody saw, because they are large, or hurt there.  What
   is seen is looked at again, until two looks agree. */
static obv_status
try_small_copy(search *s)
{
    static const struct attempt looks[] = {
        {0, NULL, false},
        {0, obv_retouch_box, false},
        {0, obv_retouch_blur, false},
        {0, obv_retouch_otsu, false},
    };
    view v;
    for (size_t i = 0; i < COUNT(looks); i++) {
        if (is_late(s)) {
            return OBV_LIMIT;
        }
        if (!small_view(s, &v)) {
            return OBV_OK;
        }
        TRY(look_at(s, &v, &looks[i], false));
        if (is_settled(s)) {
            return OBV_OK;
        }
    }
    return OBV_OK;
}

/* Parts that zbar did not see together, it cannot join. */
static obv_status
try_parts_together(search *s, const obv_region *any)
{
    view v = {.grey = s->sheet->grey, .scale = {1, 1}, .module = any->module};
    return try_attempt(s, &v, &(struct attempt){4, obv_retouch_box, false});
}

/* ---- All of it ------------------------------------------------------------
 */

/* Our own reader looks at the sheet itself; what it gives has passed the limits
   of the standard and the fixed patterns of the symbol. */
static obv_status
read_sheet(search *s)
{
    view whole = {.grey = s->sheet->grey, .scale = {1, 1}};
    s->symbols.count = 0;
    obv_arena_empty(s->scratch);
    (void)obv_qr_read(&whole.grey, false, s->scratch, &s->symbols);
    return note_all(s, &whole, true);
}

static obv_status
find_all(search *s, obv_found *found)
{
    if (is_late(s)) {
        return OBV_LIMIT;
    }
    TRY(read_sheet(s));
    obv_region *regions;
    size_t count;
    TRY(obv_qr_regions(&s->sheet->grey, s->arena, &regions, &count));
    candidate *all = obv_arena_alloc(s->arena, count + 1, sizeof(*all));
    if (all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        all[i].region = &regions[i];
        all[i].likeness = obv_qr_likeness(&s->sheet->grey, &regions[i]);
    }
    obv_status status = try_candidates(s, all, count);
    if (status == OBV_OK && s->spots.count == 0) {
        status = try_small_copy(s);
    }
    if (status == OBV_OK && count > 0 && obv_spots_loose_parts(&s->spots) > 1) {
        status = try_parts_together(s, &regions[0]);
    }
    count_unread(s, all, count, found);
    return status;
}

obv_status
obv_search(const obv_sheet *sheet, int64_t deadline, obv_arena *arena,
           obv_found *found)
{
    search *s = obv_arena_alloc(arena, 1, sizeof(*s));
    obv_arena *scratch = s != NULL ? obv_arena_new(SCRATCH) : NULL;
    if (scratch == NULL) {
        return OBV_NO_MEMORY;
    }
    s->sheet = sheet;
    start_clock(s, deadline);
    s->arena = arena;
    s->scratch = scratch;
    obv_status searched = find_all(s, found);
    obv_status told = obv_spots_tell(&s->spots, sheet, arena, found);
    obv_arena_free(scratch);
    return searched != OBV_OK ? searched : told;
}
