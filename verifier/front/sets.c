/* SPDX-License-Identifier: Apache-2.0 */
/* A badge in several codes: those that were scanned wait for the others. */
#include "front/scan.h"

#include <stdio.h>
#include <stdlib.h>

static void
drop(obv_sets *sets, size_t which)
{
    free(sets->parts[which].text);
    sets->count--;
    memmove(&sets->parts[which], &sets->parts[which + 1],
            (sets->count - which) * sizeof(obv_part));
}

static bool
is_same(const obv_part *part, const obv_typed *typed)
{
    return part->set == typed->set && part->index == typed->index &&
           part->len == typed->len &&
           memcmp(part->text, typed->text, part->len) == 0;
}

static size_t
count_different(const obv_sets *sets, uint32_t set)
{
    uint64_t seen = 0; /* one bit an index: there are OBV_MAX_PARTS at most */
    size_t count = 0;
    for (size_t i = 0; i < sets->count; i++) {
        const obv_part *part = &sets->parts[i];
        if (part->set == set && (seen >> part->index & 1) == 0) {
            seen |= (uint64_t)1 << part->index;
            count++;
        }
    }
    return count;
}

size_t
obv_sets_add(obv_sets *sets, const obv_typed *typed)
{
    for (size_t i = 0; i < sets->count; i++) {
        if (is_same(&sets->parts[i], typed)) {
            return count_different(sets, typed->set);
        }
    }
    uint8_t *text = malloc(typed->len);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, typed->text, typed->len);
    if (sets->count == OBV_MAX_FOUND) {
        drop(sets, 0); /* somebody else's, of this morning */
    }
    sets->parts[sets->count++] = (obv_part){
        typed->set, typed->index, typed->count, typed->len, text,
    };
    return count_different(sets, typed->set);
}

void
obv_sets_take(obv_sets *sets, uint32_t set, obv_found *found)
{
    obv_found_clear(found, OBV_CONTAINER_PLAIN);
    for (size_t i = 0; i < sets->count;) {
        const obv_part *part = &sets->parts[i];
        if (part->set != set) {
            i++;
            continue;
        }
        char where[32];
        snprintf(where, sizeof(where), "code %u", found->count + 1);
        (void)obv_found_add(found, where, OBV_NOTE_CODE,
                            (obv_slice){part->text, part->len});
        drop(sets, i);
    }
}

void
obv_sets_clear(obv_sets *sets)
{
    while (sets->count > 0) {
        drop(sets, sets->count - 1);
    }
}
