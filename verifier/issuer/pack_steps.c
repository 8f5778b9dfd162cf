/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cheapest way through a text: as many bytes as they stand, as many matches
 * with what was before, as cost the fewest bits with the codes given.
 */
#include "issuer/pack.h"

#define WINDOW 32768
#define CHAINS 32768
/* Places that are looked at: all of them in a badge; in 64 KiB of one letter,
   enough. */
#define MOST_PLACES 2048

typedef struct search {
    obv_slice all;   /* dictionary and text */
    int32_t *last;   /* by hash: the last place with it */
    int32_t *before; /* by place: the one before it */
    uint32_t *cost;  /* by place, of the text: bits to come there */
    obv_step *step;  /* ... and the last step to it */
    uint32_t of_length[OBV_MOST_MATCH + 1], of_distance[OBV_DISTANCES];
} search;

/* The longest match of each distance symbol: within one, all cost the same. */
typedef struct matches {
    uint16_t length[OBV_DISTANCES];
    uint16_t distance[OBV_DISTANCES];
} matches;

static unsigned
hash_at(const search *s, size_t at)
{
    const uint8_t *p = s->all.ptr + at;
    return (p[0] * 2654435761u ^ p[1] * 40503u * 67u ^ p[2] * 2246822519u) >>
               7 &
           (CHAINS - 1);
}

static void
add_place(search *s, size_t at)
{
    if (at + OBV_LEAST_MATCH <= s->all.len) {
        unsigned hash = hash_at(s, at);
        s->before[at] = s->last[hash];
        s->last[hash] = (int32_t)at;
    }
}

static unsigned
match_length(const search *s, size_t a, size_t b)
{
    unsigned n = 0;
    while (n < OBV_MOST_MATCH && b + n < s->all.len &&
           s->all.ptr[a + n] == s->all.ptr[b + n]) {
        n++;
    }
    return n;
}

static void
find_matches(const search *s, size_t at, matches *ret)
{
    *ret = (matches){{0}, {0}};
    if (at + OBV_LEAST_MATCH > s->all.len) {
        return;
    }
    unsigned places = 0;
    for (int32_t p = s->last[hash_at(s, at)];
         p >= 0 && at - (size_t)p < WINDOW && places < MOST_PLACES;
         p = s->before[p], places++) {
        unsigned length = match_length(s, (size_t)p, at);
        unsigned distance = (unsigned)(at - (size_t)p);
        unsigned symbol = obv_said_distance(distance).symbol;
        if (length >= OBV_LEAST_MATCH && length > ret->length[symbol]) {
            ret->length[symbol] = (uint16_t)length;
            ret->distance[symbol] = (uint16_t)distance;
        }
        if (length == OBV_MOST_MATCH) {
            return; /* one from further back is no longer, and rarely cheaper */
        }
    }
}

static void
offer(search *s, size_t to, uint32_t cost, unsigned length, unsigned distance)
{
    if (cost < s->cost[to]) {
        s->cost[to] = cost;
        s->step[to] = (obv_step){(uint16_t)length, (uint16_t)distance};
    }
}

static void
step_from(search *s, size_t start, size_t at, const obv_code_lengths *lengths)
{
    uint32_t here = s->cost[at];
    matches found;
    offer(s, at + 1, here + lengths->literal[s->all.ptr[start + at]], 1, 0);
    find_matches(s, start + at, &found);
    for (unsigned i = 0; i < OBV_DISTANCES; i++) {
        for (unsigned n = OBV_LEAST_MATCH; n <= found.length[i]; n++) {
            offer(s, at + n, here + s->of_length[n] + s->of_distance[i], n,
                  found.distance[i]);
        }
    }
}

static bool
prepare(search *s, obv_call *call, obv_slice dictionary, obv_slice text,
        const obv_code_lengths *lengths)
{
    obv_buffer all = obv_buffer_in(call->arena);
    obv_put(&all, dictionary);
    obv_put(&all, text);
    s->all = obv_buffer_slice(&all);
    s->last = obv_arena_alloc(call->arena, CHAINS, sizeof(*s->last));
    s->before = obv_arena_alloc(call->arena, s->all.len, sizeof(*s->before));
    s->cost = obv_arena_alloc(call->arena, text.len + 1, sizeof(*s->cost));
    s->step = obv_arena_alloc(call->arena, text.len + 1, sizeof(*s->step));
    if (all.failed || s->last == NULL || s->before == NULL || s->cost == NULL ||
        s->step == NULL) {
        return obv_no_memory(call);
    }
    memset(s->last, -1, CHAINS * sizeof(*s->last));
    memset(s->cost + 1, -1, text.len * sizeof(*s->cost));
    for (unsigned n = OBV_LEAST_MATCH; n <= OBV_MOST_MATCH; n++) {
        obv_said length = obv_said_length(n);
        s->of_length[n] = lengths->literal[length.symbol] + length.extra;
    }
    for (unsigned distance = 1, i = 0; i < OBV_DISTANCES; i++) {
        obv_said said = obv_said_distance(distance);
        s->of_distance[i] = (uint32_t)lengths->distance[i] + said.extra;
        distance += 1u << said.extra;
    }
    return true;
}

bool
obv_pack_steps(obv_call *call, obv_slice dictionary, obv_slice text,
               const obv_code_lengths *lengths, obv_step **ret,
               size_t *ret_count)
{
    search *s = obv_arena_alloc(call->arena, 1, sizeof(*s));
    if (s == NULL || !prepare(s, call, dictionary, text, lengths)) {
        return s != NULL || obv_no_memory(call);
    }
    for (size_t at = 0; at < dictionary.len; at++) {
        add_place(s, at);
    }
    for (size_t at = 0; at < text.len; at++) {
        step_from(s, dictionary.len, at, lengths);
        add_place(s, dictionary.len + at);
    }
    obv_step *steps = obv_arena_alloc(call->arena, text.len, sizeof(*steps));
    if (steps == NULL) {
        return obv_no_memory(call);
    }
    size_t first = text.len;
    for (size_t at = text.len; at > 0; at -= s->step[at].length) {
        steps[--first] = s->step[at];
    }
    *ret = steps + first;
    *ret_count = text.len - first;
    return true;
}
