/* SPDX-License-Identifier: Apache-2.0 */
/* One block of memory for one check, emptied at once. */
#include "base/base.h"

#include <stdalign.h>
#include <stdlib.h>

#define ALIGNMENT alignof(max_align_t)

typedef struct later {
    struct later *next;
    void (*release)(void *);
    void *thing;
} later;

/* [ taken ............ | free .......................... ]
   ^ block              ^ block + used                     ^ block + size */
struct obv_arena {
    uint8_t *block;
    size_t size, used;
    later *put_off; /* newest first: things go in the reverse order */
};

obv_arena *
obv_arena_new(size_t size)
{
    obv_arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL) {
        return NULL;
    }
    arena->size = size;
    arena->block = malloc(size > 0 ? size : 1);
    if (arena->block == NULL) {
        free(arena);
        return NULL;
    }
    return arena;
}

void
obv_arena_free(obv_arena *arena)
{
    if (arena == NULL) {
        return;
    }
    obv_arena_empty(arena);
    free(arena->block);
    free(arena);
}

void *
obv_arena_alloc(obv_arena *arena, size_t count, size_t size)
{
    assert(arena->used <= arena->size);

    if (size != 0 && count > (SIZE_MAX - ALIGNMENT) / size) {
        return NULL;
    }
    size_t want = (count * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (want > arena->size - arena->used) {
        return NULL;
    }
    void *room = arena->block + arena->used;
    arena->used += want;
    return memset(room, 0, want);
}

bool
obv_arena_later(obv_arena *arena, void (*release)(void *), void *thing)
{
    later *entry = obv_arena_alloc(arena, 1, sizeof(*entry));
    if (entry == NULL) {
        release(thing);
        return false;
    }
    *entry = (later){arena->put_off, release, thing};
    arena->put_off = entry;
    return true;
}

void
obv_arena_empty(obv_arena *arena)
{
    for (later *entry = arena->put_off; entry != NULL; entry = entry->next) {
        entry->release(entry->thing);
    }
    arena->put_off = NULL;
    arena->used = 0;
}

char *
obv_arena_text(obv_arena *arena, obv_slice text)
{
    char *copy = obv_arena_alloc(arena, 1, text.len + 1);
    if (copy != NULL && text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return copy;
}
