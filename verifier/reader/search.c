/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search for codes on a page or a picture, from cheap to dear: each way of
 * looking is tried on every region that is not read yet, before the next way.
 *
 *     sheet -> our own reader -> places
 *           -> what looks like a code and was not read
 *              -> crop, drawn anew, scaled, retouched -> readers -> places
 *
 * Our own reader sees all of the sheet at once, and most sheets end there.
 * zbar is the second opinion, on what is left; a page on which nothing looks
 * like a code costs one look, and one of zbar's at a small copy.
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

/* Likeness of what may be a code: a page of text has it once in a hundred. */
#define LIKELY 0.5f
#define CERTAIN 0.85f

/* Ways in which what does not look like a code is tried all the same. */
#define FIRST_WAYS 4

/* Above so many pixels, the half of a sheet is read first: a photograph that
   fills it has modules enough. */
#define MAX_FIRST (10u * 1024 * 1024)

/* How many times longer a search may last than it computes. */
#define PATIENCE 3

/* What a pixel costs that is halved, scaled, retouched or drawn anew. */
#define HALVING 1
#define SCALING 2
#define RETOUCHING 3
#define DRAWING 6

/* A scale that is nearly 1 is left out: it would only blur. */
#define NEARLY 0.15f

/* Of what our own reader leaves. */
/* clang-format off */
enum { OWN, ZBAR };
static const obv_code_reader readers[] = {
    [OWN]  = {"own",  obv_qr_read},
    [ZBAR] = {"zbar", obv_zbar_read},
};

/* Ways of looking at a region that the look at the sheet has left. */
static const struct attempt {
    unsigned reader;
    float module; /* pixels that a module is brought to; 0: as it is */
    obv_retouch *retouch;
    bool hard;
    bool fresh; /* only where a region was drawn anew */
} attempts[] = {
    {OWN,  0, NULL,               false, true},
    {ZBAR, 4, obv_retouch_otsu,   false, false},
    {ZBAR, 4, obv_retouch_box,    false, false},
    {ZBAR, 6, obv_retouch_box,    false, false},
    {OWN,  0, NULL,               true,  false},
    {ZBAR, 0, NULL,               false, false},
    {ZBAR, 4, obv_retouch_blur,   true,  false},
    {ZBAR, 5, obv_retouch_box,    true,  false},
    {ZBAR, 8, obv_retouch_box,    true,  false},
    {ZBAR, 5, obv_retouch_median, true,  false},
};
/* clang-format on */

typedef struct search {
    const obv_sheet *sheet;
    int64_t work_end;   /* on the clock of what we compute */
    int64_t deadline;   /* on that of the world */
    int64_t effort;     /* points that may still be spent */
    int64_t telling;    /* ... and, when all is read, on why */
    int64_t doubtful;   /* ... on what is not certainly a code */
    obv_arena *arena;   /* what is kept */
    obv_arena *scratch; /* what one attempt needs */
    obv_spots spots;
    obv_symbols symbols; /* of one attempt */
    bool crowded;        /* zbar would compare each finder with each */
    bool asked_patch;    /* what obv_qr_patch says is known: */
    bool has_patch;
    obv_region patch;
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
    return s->effort <= 0 ||
           milliseconds_of(CLOCK_PROCESS_CPUTIME_ID) >= s->work_end ||
           obv_milliseconds() >= s->deadline;
}

static uint64_t
pixels_of(const obv_grey *grey)
{
    return (uint64_t)grey->width * grey->height;
}

static bool
pay(search *s, uint64_t points)
{
    return obv_qr_take_effort(&s->effort, points);
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

/* What a reader cannot do, because of its memory or its age, is no reason to
   end the search. */
static obv_status
look(search *s, const view *v, unsigned reader, bool clear, bool hard)
{
    s->symbols.count = 0;
    if (reader == ZBAR && s->crowded) {
        return OBV_OK;
    }
    (void)readers[reader].read(&v->grey, hard, &s->effort, s->scratch,
                               &s->symbols);
    return note_all(s, v, clear);
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
    if (width * height > MAX_CROP ||
        !pay(s,
             (pixels_of(&from->grey) + (uint64_t)(width * height)) * SCALING)) {
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
        if (!pay(s, pixels_of(&before) * RETOUCHING) ||
            how->retouch(&before, s->scratch, &v.grey) != OBV_OK) {
            return OBV_OK;
        }
    }
    /* Our own has limits of its own for what it tells. */
    bool enough = clear || how->reader == OWN;
    return look(s, &v, how->reader, enough, how->hard);
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
    bool seen;  /* it has a view */
    bool fresh; /* ... which was drawn anew */
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
static void
see(search *s, candidate *c)
{
    const obv_region *region = c->region;
    view *v = &c->view;
    if (c->seen) {
        return;
    }
    c->seen = true;
    *v = crop_view(s, region);
    unsigned times = region->module < FINE_MODULE / 2 ? 4 : 2;
    uint64_t drawn = pixels_of(&v->grey) * times * times;
    obv_grey fine;
    if (s->sheet->finer == NULL || region->module >= FINE_MODULE ||
        drawn > MAX_CROP || !pay(s, drawn * DRAWING) ||
        s->sheet->finer(s->sheet->of, region, times, s->arena, &fine) !=
            OBV_OK) {
        return;
    }
    c->fresh = true;
    v->grey = fine;
    v->scale[0] = (float)region->width / (float)fine.width;
    v->scale[1] = (float)region->height / (float)fine.height;
    v->module /= v->scale[0];
}

/* What is no code costs time: three finders that have no pattern between them,
   and two alone, are tried in the first ways only, and in none once there is a
   code on the sheet.  What is not certainly one has its share of the effort. */
static bool
is_worth_it(const search *s, const candidate *c, size_t way)
{
    bool likely =
        c->likeness >= LIKELY || (way < FIRST_WAYS && s->spots.count == 0);
    return c->likeness >= CERTAIN || (likely && s->doubtful > 0);
}

static obv_status
try_candidate(search *s, candidate *c, const struct attempt *how)
{
    int64_t before = s->effort;
    see(s, c);
    if (c->fresh || !how->fresh) {
        TRY(try_attempt(s, &c->view, how));
    }
    s->doubtful -= c->likeness < CERTAIN ? before - s->effort : 0;
    return OBV_OK;
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
            TRY(try_candidate(s, c, &attempts[way]));
        }
    }
    return OBV_OK;
}

static void
note_unread(search *s, const obv_region *region, obv_found *found)
{
    found->unread++;
    if (found->doubt == OBV_DOUBT_NONE && pay(s, obv_qr_doubt_effort(region))) {
        found->doubt = obv_qr_doubt(&s->sheet->grey, region);
    }
}

/* Asked once: it looks at every pixel. */
static bool
has_patch(search *s)
{
    if (!s->asked_patch) {
        obv_arena_empty(s->scratch);
        s->asked_patch = true;
        s->has_patch = obv_qr_patch(&s->sheet->grey, &s->effort, s->scratch,
                                    &s->patch) == OBV_OK;
    }
    return s->has_patch;
}

/* What looks like a code, and gave no reading at all; where nothing did, what
   looks like one from afar. */
static void
count_unread(search *s, const candidate *all, size_t count, obv_found *found)
{
    uint32_t before = found->unread;
    obv_region code;
    s->effort += s->telling;
    s->telling = 0;
    for (size_t i = 0; i < count; i++) {
        if (!obv_spots_touch(&s->spots, all[i].region) &&
            pay(s, OBV_LIKENESS_EFFORT + obv_qr_doubt_effort(all[i].region)) &&
            obv_qr_is_code(&s->sheet->grey, all[i].region, &code)) {
            note_unread(s, &code, found);
        }
    }
    if (found->unread == before && found->count + s->spots.count == 0 &&
        has_patch(s)) {
        note_unread(s, &s->patch, found);
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

/* The sheet, halved until it has so few pixels; false where there is no
   memory. */
static bool
small_view(search *s, uint64_t most, view *ret)
{
    *ret = (view){.grey = s->sheet->grey, .scale = {1, 1}};
    obv_arena_empty(s->scratch);
    while ((uint64_t)ret->grey.width * ret->grey.height > most) {
        obv_grey before = ret->grey;
        if (!pay(s, pixels_of(&before) * HALVING) ||
            obv_grey_half(&before, s->scratch, &ret->grey) != OBV_OK) {
            return false;
        }
    }
    ret->scale[0] = (float)s->sheet->grey.width / (float)ret->grey.width;
    ret->scale[1] = (float)s->sheet->grey.height / (float)ret->grey.height;
    return true;
}

/* Most pages have no code, and what a document draws is clean: one without
   anything like a code is not looked at again.  A photograph is, unless it is
   so large that its modules are, too. */
static bool
may_hold(search *s, bool any_left)
{
    const obv_grey *grey = &s->sheet->grey;
    bool is_page = s->sheet->finer != NULL;
    return any_left ||
           (is_page ? has_patch(s)
                    : (uint64_t)grey->width * grey->height <= MAX_FIRST);
}

/* Codes whose corners nobody saw, because a stain lies across them: on all of
   the sheet, before parts of it.  A crop lacks what stands around it. */
static obv_status
try_whole(search *s, bool any_left)
{
    if ((s->spots.count > 0 && is_settled(s)) || !may_hold(s, any_left)) {
        return OBV_OK;
    }
    if (is_late(s)) {
        return OBV_LIMIT;
    }
    view v;
    return small_view(s, MAX_FIRST, &v) ? look(s, &v, OWN, true, true) : OBV_OK;
}

/* Codes whose corners nobody saw, because they are large, or hurt there.  What
   is seen is looked at again, until two looks agree. */
static obv_status
try_small_copy(search *s)
{
    static const struct attempt looks[] = {
        {.reader = ZBAR},
        {.reader = ZBAR, .retouch = obv_retouch_box},
        {.reader = ZBAR, .retouch = obv_retouch_blur},
        {.reader = ZBAR, .retouch = obv_retouch_otsu},
    };
    view v;
    for (size_t i = 0; i < COUNT(looks); i++) {
        if (is_late(s)) {
            return OBV_LIMIT;
        }
        if (!small_view(s, MAX_SMALL, &v)) {
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
    return try_attempt(s, &v,
                       &(struct attempt){.reader = ZBAR,
                                         .module = 4,
                                         .retouch = obv_retouch_box});
}

/* ---- All of it ------------------------------------------------------------
 */

static obv_region
on_sheet(const obv_region *seen, const view *v)
{
    obv_region ret = *seen;
    ret.x = (uint32_t)((float)seen->x * v->scale[0]);
    ret.y = (uint32_t)((float)seen->y * v->scale[1]);
    ret.width = (uint32_t)((float)seen->width * v->scale[0]);
    ret.height = (uint32_t)((float)seen->height * v->scale[1]);
    ret.module = seen->module * v->scale[0];
    for (size_t i = 0; i < COUNT(ret.marks); i++) {
        ret.marks[i].x *= v->scale[0];
        ret.marks[i].y *= v->scale[1];
    }
    return ret;
}

/* Our own reader looks at all of it at once. */
static obv_status
read_view(search *s, const view *v, obv_regions *ret)
{
    obv_regions unread;
    s->symbols.count = 0;
    TRY(obv_qr_read_sheet(&v->grey, &s->effort, s->scratch, &s->symbols,
                          &unread));
    TRY(note_all(s, v, true));
    s->crowded = s->crowded || unread.crowded;
    *ret = (obv_regions){
        obv_arena_alloc(s->arena, unread.count + 1, sizeof(*ret->items)),
        unread.count, unread.crowded};
    if (ret->items == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < unread.count; i++) {
        ret->items[i] = on_sheet(&unread.items[i], v);
    }
    return OBV_OK;
}

/* A large one is read as a half, and as a whole where that leaves anything. */
static obv_status
read_sheet(search *s, obv_regions *ret)
{
    view v = {.grey = s->sheet->grey, .scale = {1, 1}};
    if ((uint64_t)v.grey.width * v.grey.height > MAX_FIRST) {
        view half = {.scale = {2, 2}};
        obv_arena_empty(s->scratch);
        if (!pay(s, pixels_of(&v.grey) * HALVING)) {
            return OBV_LIMIT;
        }
        TRY(obv_grey_half(&v.grey, s->scratch, &half.grey));
        TRY(read_view(s, &half, ret));
        if (s->spots.count > 0 && ret->count == 0) {
            return OBV_OK;
        }
    }
    obv_arena_empty(s->scratch);
    return read_view(s, &v, ret);
}

static obv_status
find_all(search *s, obv_found *found)
{
    obv_regions left;
    if (is_late(s)) {
        return OBV_LIMIT;
    }
    TRY(read_sheet(s, &left));
    candidate *all = obv_arena_alloc(s->arena, left.count + 1, sizeof(*all));
    if (all == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < left.count; i++) {
        all[i].region = &left.items[i];
        all[i].likeness = pay(s, OBV_LIKENESS_EFFORT)
                              ? obv_qr_likeness(&s->sheet->grey, &left.items[i])
                              : 0;
    }
    obv_status status = try_whole(s, left.count > 0);
    if (status == OBV_OK) {
        status = try_candidates(s, all, left.count);
    }
    if (status == OBV_OK && s->spots.count == 0) {
        status = try_small_copy(s);
    }
    if (status == OBV_OK && left.count > 0 &&
        obv_spots_loose_parts(&s->spots) > 1) {
        status = try_parts_together(s, &left.items[0]);
    }
    count_unread(s, all, left.count, found);
    return status;
}

obv_status
obv_search_within(const obv_sheet *sheet, int64_t deadline, int64_t *effort,
                  obv_arena *arena, obv_found *found)
{
    search *s = obv_arena_alloc(arena, 1, sizeof(*s));
    obv_arena *scratch = s != NULL ? obv_arena_new(SCRATCH) : NULL;
    if (scratch == NULL) {
        return OBV_NO_MEMORY;
    }
    int64_t all = *effort < OBV_SEARCH_EFFORT ? *effort : OBV_SEARCH_EFFORT;
    s->sheet = sheet;
    s->telling = all < 2 * OBV_TELLING_EFFORT ? all / 2 : OBV_TELLING_EFFORT;
    s->effort = all - s->telling;
    s->doubtful = OBV_DOUBTFUL_EFFORT;
    start_clock(s, deadline);
    s->arena = arena;
    s->scratch = scratch;
    obv_status searched = find_all(s, found);
    obv_status told = obv_spots_tell(&s->spots, sheet, arena, found);
    *effort -= all - s->effort - s->telling;
    obv_arena_free(scratch);
    return searched != OBV_OK ? searched : told;
}

obv_status
obv_search(const obv_sheet *sheet, int64_t deadline, obv_arena *arena,
           obv_found *found)
{
    int64_t effort = OBV_SEARCH_EFFORT;
    return obv_search_within(sheet, deadline, &effort, arena, found);
}
