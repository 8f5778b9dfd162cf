/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of things by the hash of what they say.
 *
 * Whoever writes a badge can choose texts whose hashes meet, and so make each
 * search as long as the table.  No secret is at hand here, so the steps of all
 * searches are counted instead: honest ones take two each.
 */
#include "canon/inside.h"

typedef struct obv_slot {
    uint64_t hash;
    void *thing;
} obv_slot;

#define FIRST_SLOTS 64

/* Steps that are allowed for each search, and to begin with. */
#define STEPS_EACH 16
#define STEPS_FREE 65536

uint64_t
obv_table_hash(uint64_t seed, obv_slice text)
{
    uint64_t hash = seed ^ (text.len * 0x9E3779B97F4A7C15U);
    while (text.len >= 8) {
        uint64_t eight;
        memcpy(&eight, text.ptr, 8);
        hash = (hash ^ eight) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
        text = (obv_slice){text.ptr + 8, text.len - 8};
    }
    uint64_t rest = 0;
    for (size_t i = 0; i < text.len; i++) {
        rest = rest << 8 | text.ptr[i];
    }
    hash = (hash ^ rest) * 0xBF58476D1CE4E5B9U;
    return hash ^ hash >> 32;
}

static void
move(obv_table *table, const obv_slot *slot)
{
    size_t at = slot->hash & table->mask;
    while (table->slots[at].thing != NULL) {
        at = (at + 1) & table->mask;
    }
    table->slots[at] = *slot;
}

/* At most half of it is taken. */
static bool
make_room(obv_table *table)
{
    size_t size = table->slots == NULL ? 0 : table->mask + 1;
    if (table->count * 2 < size) {
        return true;
    }
    const obv_slot *old = table->slots;
    size_t room = size == 0 ? FIRST_SLOTS : size * 4;
    table->slots = obv_arena_alloc(table->arena, room, sizeof(*old));
    if (table->slots == NULL) {
        return false;
    }
    table->mask = room - 1;
    for (size_t i = 0; i < size; i++) {
        if (old[i].thing != NULL) {
            move(table, &old[i]);
        }
    }
    return true;
}

obv_status
obv_table_find(obv_table *table, uint64_t hash, obv_same same,
               const void *sought, void ***ret)
{
    if (!make_room(table)) {
        return OBV_NO_MEMORY;
    }
    table->asked++;
    size_t at = hash & table->mask;
    while (table->slots[at].thing != NULL) {
        obv_slot *slot = &table->slots[at];
        if (slot->hash == hash && same(slot->thing, sought)) {
            *ret = &slot->thing;
            return OBV_OK;
        }
        at = (at + 1) & table->mask;
        if (++table->steps > STEPS_FREE + STEPS_EACH * table->asked) {
            return OBV_LIMIT;
        }
    }
    table->slots[at].hash = hash;
    table->count++; /* the caller puts it there, or there is no more memory */
    *ret = &table->slots[at].thing;
    return OBV_OK;
}
