/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hash N-Degree Quads (RDFC-1.0 4.8): telling blank nodes apart by a walk
 * through their neighbours, in every order of those that look the same.
 *
 * The standard copies the issuer for each order.  Here there is one, which is
 * taken back to where it was; of the best order so far, what it named is kept.
 */
#include "canon/rdfc.h"

#include <stdalign.h>

/* What a neighbour may add to a path: its name, its name again, and its hash
   in angle brackets. */
static size_t
step_of(const obv_rdfc_run *run)
{
    return 2 * strlen("_:c14n16384") + strlen("<>") + 2 * run->hash_len;
}

/* ---- Memory that is given back ------------------------------------------- */

#define BLOCK ((size_t)32 * 1024)

typedef struct obv_scratch_block {
    struct obv_scratch_block *before, *after;
    size_t room, used;
    uint8_t *bytes;
} block;

static block *
next_block(obv_rdfc_run *run, size_t size)
{
    block *last = run->scratch.block;
    block *next = last != NULL ? last->after : NULL;
    if (next != NULL && next->room >= size) {
        return next;
    }
    size_t twice = next != NULL ? 2 * next->room : BLOCK;
    size = size > twice ? size : twice;
    next = obv_arena_alloc(run->arena, 1, sizeof(*next));
    uint8_t *bytes = obv_arena_alloc(run->arena, 1, size);
    if (next == NULL || bytes == NULL) {
        return NULL;
    }
    *next = (block){.before = last, .room = size, .bytes = bytes};
    if (last != NULL) {
        last->after = next;
    }
    return next;
}

static void *
borrow(obv_rdfc_run *run, size_t count, size_t size)
{
    size_t want = count * size;
    want += (alignof(max_align_t) - want % alignof(max_align_t)) %
            alignof(max_align_t);
    block *b = run->scratch.block;
    if (b == NULL || b->room - b->used < want) {
        b = next_block(run, want);
        if (b == NULL) {
            return NULL;
        }
        b->used = 0;
        run->scratch.block = b;
    }
    void *room = b->bytes + b->used;
    b->used += want;
    return room;
}

typedef struct mark {
    block *block;
    size_t used;
} mark;

static mark
mark_here(const obv_rdfc_run *run)
{
    block *b = run->scratch.block;
    return (mark){b, b != NULL ? b->used : 0};
}

static void
give_back(obv_rdfc_run *run, mark to)
{
    if (to.block != NULL) {
        to.block->used = to.used;
        run->scratch.block = to.block;
    } else if (run->scratch.block != NULL) {
        while (run->scratch.block->before != NULL) {
            run->scratch.block = run->scratch.block->before;
        }
        run->scratch.block->used = 0;
    }
}

/* ---- Paths --------------------------------------------------------------- */

typedef struct path {
    char *text;
    size_t len;
} path;

static void
put(path *p, const char *text, size_t len)
{
    memcpy(p->text + p->len, text, len);
    p->len += len;
}

static void
put_hash(path *p, const obv_rdfc_run *run, const uint8_t *hash)
{
    p->len += obv_rdfc_hex(run, hash, p->text + p->len);
}

/* In the order of their texts. */
static int
compare(const path *a, const path *b)
{
    int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);
    return order != 0 ? order : (a->len > b->len) - (a->len < b->len);
}

/* Nothing that follows can make it the least (4.8.3, step 5.4.4.3). */
static bool
is_worse(const path *p, const path *best)
{
    return best->len > 0 && p->len >= best->len && compare(p, best) > 0;
}

/* The name of a node that has one. */
static void
put_name(path *p, const obv_rdfc_run *run, uint32_t blank)
{
    uint32_t id = run->canonical.ids[blank];
    p->len += id > 0 ? obv_label(p->text + p->len, "_:c14n", id - 1)
                     : obv_label(p->text + p->len, "_:b",
                                 run->temporary.ids[blank] - 1);
}

/* ---- Neighbours (4.7, and 4.8.3 up to step 3) ---------------------------- */

typedef struct neighbour {
    uint8_t hash[OBV_RDFC_HASH];
    uint32_t blank;
} neighbour;

size_t
obv_rdfc_message_room(const obv_quad_lines *lines)
{
    size_t most = 0;
    for (size_t i = 0; i < lines->count; i++) {
        size_t len = lines->all[i]->predicate.len;
        most = len > most ? len : most;
    }
    return most + strlen("s<>") + OBV_LABEL_ROOM + 2 * OBV_RDFC_HASH;
}

static obv_status
hash_related(obv_rdfc_run *run, const obv_quad_line *line, const obv_spot *spot,
             neighbour *ret)
{
    path message = {(char *)run->message, 0};
    put(&message, &spot->position, 1);
    if (spot->position != 'g') {
        put(&message, "<", 1);
        put(&message, (const char *)line->predicate.ptr, line->predicate.len);
        put(&message, ">", 1);
    }
    if (run->canonical.ids[spot->blank] > 0 ||
        run->temporary.ids[spot->blank] > 0) {
        put_name(&message, run, spot->blank);
    } else {
        put_hash(&message, run, run->first[spot->blank]);
    }
    ret->blank = spot->blank;
    return obv_rdfc_hash(run, (obv_slice){run->message, message.len},
                         ret->hash);
}

/* Sorted by hash, then by number. */
static obv_status
sort_neighbours(obv_rdfc_run *run, neighbour **list, size_t count)
{
    neighbour *sorted = borrow(run, count, sizeof(*sorted));
    obv_sortable *items = borrow(run, 2 * count, sizeof(*items));
    if (sorted == NULL || items == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        items[i] = obv_sortable_of((*list)[i].hash, run->hash_len, i);
    }
    obv_sort(items, items + count, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (*list)[items[i].which];
    }
    *list = sorted;
    return OBV_OK;
}

static obv_status
find_neighbours(obv_rdfc_run *run, uint32_t blank, neighbour **ret,
                size_t *ret_count)
{
    size_t start = run->starts[blank], lines = run->starts[blank + 1] - start;
    size_t count = 0;
    for (size_t i = 0; i < lines; i++) {
        count += run->lines.all[run->mentions[start + i]]->spot_count;
    }
    neighbour *list = borrow(run, count, sizeof(*list));
    if (list == NULL) {
        return OBV_NO_MEMORY;
    }
    count = 0;
    for (size_t i = 0; i < lines; i++) {
        const obv_quad_line *line = run->lines.all[run->mentions[start + i]];
        for (size_t k = 0; k < line->spot_count; k++) {
            if (line->spots[k].blank != blank) {
                TRY(hash_related(run, line, &line->spots[k], &list[count]));
                count++;
            }
        }
    }
    *ret = list;
    *ret_count = count;
    return count > 1 ? sort_neighbours(run, ret, count) : OBV_OK;
}

/* ---- The least path through a group of neighbours (step 5) --------------- */

/* The next order of the numbers, by the alphabet; false after the last.  Equal
   ones keep their places: swapping them changes nothing. */
static bool
next_order(uint32_t *nodes, size_t count)
{
    size_t i = count - 1, k = count - 1;
    while (i > 0 && nodes[i - 1] >= nodes[i]) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    while (nodes[k] <= nodes[i - 1]) {
        k--;
    }
    uint32_t swapped = nodes[i - 1];
    nodes[i - 1] = nodes[k];
    nodes[k] = swapped;
    for (k = count - 1; i < k; i++, k--) {
        swapped = nodes[i];
        nodes[i] = nodes[k];
        nodes[k] = swapped;
    }
    return true;
}

static void
sort_nodes(uint32_t *nodes, size_t count)
{
    while (count > 1) {
        /* Most groups have two or three; a large one is poison anyway, and is
           sorted in the time of a few of its orders. */
        size_t largest = 0;
        for (size_t i = 1; i < count; i++) {
            largest = nodes[i] > nodes[largest] ? i : largest;
        }
        uint32_t swapped = nodes[--count];
        nodes[count] = nodes[largest];
        nodes[largest] = swapped;
    }
}

/* Steps 5.4.4 and 5.4.5, for one order; *worse: it cannot be the least. */
static obv_status
walk_order(obv_rdfc_run *run, const uint32_t *nodes, size_t count,
           unsigned depth, path *p, const path *best, bool *worse)
{
    uint8_t hash[OBV_RDFC_HASH];
    mark here = mark_here(run);
    uint32_t *deeper = borrow(run, count, sizeof(*deeper));
    size_t deep = 0;
    if (deeper == NULL) {
        return OBV_NO_MEMORY;
    }
    *worse = false;
    for (size_t i = 0; i < count && !*worse; i++) {
        bool named = run->canonical.ids[nodes[i]] > 0;
        if (!named && run->temporary.ids[nodes[i]] == 0) {
            obv_issue(&run->temporary, nodes[i]);
            deeper[deep++] = nodes[i];
        }
        put_name(p, run, nodes[i]);
        *worse = is_worse(p, best);
    }
    for (size_t i = 0; i < deep && !*worse; i++) {
        TRY(obv_rdfc_n_degree(run, deeper[i], depth + 1, hash));
        put_name(p, run, deeper[i]);
        put(p, "<", 1);
        put_hash(p, run, hash);
        put(p, ">", 1);
        *worse = is_worse(p, best);
    }
    give_back(run, here);
    return OBV_OK;
}

static void
keep_best(obv_rdfc_run *run, const path *p, size_t before, path *best,
          uint32_t *named, size_t *named_count)
{
    memcpy(best->text, p->text, p->len);
    best->len = p->len;
    *named_count = run->temporary.count - before;
    memcpy(named, run->temporary.order + before, *named_count * sizeof(*named));
}

/* Steps 5.1 to 5.6, for several neighbours that look the same. */
static obv_status
walk_orders(obv_rdfc_run *run, uint32_t *nodes, size_t count, unsigned depth,
            path *best)
{
    size_t before = run->temporary.count, named_count = 0;
    path p = {borrow(run, count, step_of(run)), 0};
    uint32_t *named = borrow(run, run->blanks - before, sizeof(*named));
    if (p.text == NULL || named == NULL) {
        return OBV_NO_MEMORY;
    }
    do {
        bool worse;
        if (++run->permutations > OBV_MAX_RDFC_PERMUTATIONS) {
            return OBV_LIMIT;
        }
        p.len = 0;
        TRY(walk_order(run, nodes, count, depth, &p, best, &worse));
        if (!worse && (best->len == 0 || compare(&p, best) < 0)) {
            keep_best(run, &p, before, best, named, &named_count);
        }
        obv_issue_back(&run->temporary, before);
    } while (next_order(nodes, count));
    for (size_t i = 0; i < named_count; i++) {
        obv_issue(&run->temporary, named[i]);
    }
    return OBV_OK;
}

/* Adds the least path through these neighbours to `data`. */
static obv_status
add_path(obv_rdfc_run *run, const neighbour *group, size_t count,
         unsigned depth, path *data)
{
    mark here = mark_here(run);
    uint32_t *nodes = borrow(run, count, sizeof(*nodes));
    if (nodes == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        nodes[i] = group[i].blank;
    }
    path best = {data->text + data->len, 0};
    if (count == 1) {
        const path none = {NULL, 0};
        bool worse;
        TRY(walk_order(run, nodes, 1, depth, &best, &none, &worse));
    } else {
        sort_nodes(nodes, count);
        TRY(walk_orders(run, nodes, count, depth, &best));
    }
    data->len += best.len;
    give_back(run, here);
    return OBV_OK;
}

static size_t
group_len(const obv_rdfc_run *run, const neighbour *list, size_t left)
{
    size_t len = 1;
    while (len < left &&
           memcmp(list[0].hash, list[len].hash, run->hash_len) == 0) {
        len++;
    }
    return len;
}

obv_status
obv_rdfc_n_degree(obv_rdfc_run *run, uint32_t blank, unsigned depth,
                  uint8_t ret[OBV_RDFC_HASH])
{
    if (++run->calls > OBV_MAX_RDFC_CALLS || depth > OBV_MAX_RDFC_DEPTH) {
        return OBV_LIMIT;
    }
    mark here = mark_here(run);
    neighbour *list;
    size_t count, len;
    TRY(find_neighbours(run, blank, &list, &count));
    path data = {borrow(run, count, step_of(run) + 2 * run->hash_len), 0};
    if (data.text == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i += len) {
        len = group_len(run, list + i, count - i);
        put_hash(&data, run, list[i].hash);
        TRY(add_path(run, list + i, len, depth, &data));
    }
    obv_status status = obv_rdfc_hash(
        run, (obv_slice){(const uint8_t *)data.text, data.len}, ret);
    give_back(run, here);
    return status;
}
