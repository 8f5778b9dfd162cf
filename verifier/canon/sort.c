/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Byte strings in order, eight bytes at a time.
 *
 * Lines of N-Quads share long beginnings, so whole comparisons would read the
 * same bytes over and over.  Each eight bytes are read once: all strings are
 * sorted by the first eight, then each run of equal ones by the next.  Merging
 * keeps the cost at n log n, whatever a forger writes.
 */
#include "canon/rdfc.h"

#define FEW 12 /* sorted by insertion, and compared as a whole */

/* Big-endian, so that numbers compare as bytes do; zeros behind the end. */
static uint64_t
key_at(const obv_sortable *item, size_t depth)
{
    uint64_t key = 0;
    if (item->len >= depth + 8) {
        const uint8_t *p = item->ptr + depth;
        return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 |
               (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32 |
               (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
               (uint64_t)p[6] << 8 | p[7];
    }
    for (size_t i = 0; i < 8; i++) {
        key = key << 8 | (depth + i < item->len ? item->ptr[depth + i] : 0);
    }
    return key;
}

static bool
is_after(const obv_sortable *a, const obv_sortable *b, size_t depth)
{
    size_t len = a->len < b->len ? a->len : b->len;
    int order = memcmp(a->ptr + depth, b->ptr + depth, len - depth);
    return order != 0 ? order > 0 : a->len > b->len;
}

static void
sort_few(obv_sortable *items, size_t count, size_t depth)
{
    for (size_t i = 1; i < count; i++) {
        obv_sortable item = items[i];
        size_t at = i;
        for (; at > 0 && is_after(&items[at - 1], &item, depth); at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

static void
sort_few_keys(obv_sortable *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        obv_sortable item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1].key > item.key; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

static void
merge(obv_sortable *items, obv_sortable *spare, size_t half, size_t count)
{
    memcpy(spare, items, half * sizeof(*items));
    size_t left = 0, right = half, to = 0;
    while (left < half) {
        bool from_right = right < count && items[right].key < spare[left].key;
        items[to++] = from_right ? items[right++] : spare[left++];
    }
}

static void
sort_keys(obv_sortable *items, obv_sortable *spare, size_t count)
{
    if (count <= FEW) {
        sort_few_keys(items, count);
        return;
    }
    size_t half = count / 2;
    sort_keys(items, spare, half);
    sort_keys(items + half, spare, count - half);
    if (items[half - 1].key > items[half].key) {
        merge(items, spare, half, count);
    }
}

static bool
read_keys(obv_sortable *items, size_t count, size_t depth)
{
    bool sorted = true;
    for (size_t i = 0; i < count; i++) {
        items[i].key = key_at(&items[i], depth);
        sorted = sorted && (i == 0 || items[i - 1].key <= items[i].key);
    }
    return sorted;
}

/* Each level of recursion has more bytes in common, and fewer strings: to go n
   deep takes n * n * 4 bytes of them. */
static void
sort_from(obv_sortable *items, obv_sortable *spare, size_t count, size_t depth)
{
    while (count > FEW && depth < items[0].len) {
        if (!read_keys(items, count, depth)) {
            sort_keys(items, spare, count);
        }
        depth += 8;
        if (items[0].key == items[count - 1].key) {
            continue; /* all are equal so far */
        }
        size_t run = 0;
        for (size_t end = 1; end <= count; end++) {
            if (end == count || items[end].key != items[run].key) {
                sort_from(items + run, spare, end - run, depth);
                run = end;
            }
        }
        return;
    }
    if (depth < items[0].len) {
        sort_few(items, count, depth);
    }
}

obv_sortable
obv_sortable_of(const uint8_t *ptr, size_t len, size_t which)
{
    assert(len <= UINT32_MAX && which <= UINT32_MAX);
    return (obv_sortable){ptr, 0, (uint32_t)len, (uint32_t)which};
}

void
obv_sort(obv_sortable *items, obv_sortable *spare, size_t count)
{
    if (count > 1) {
        sort_from(items, spare, count, 0);
    }
}
