/* SPDX-License-Identifier: Apache-2.0 */
/*
 * EXIF: how the camera was held.  The only thing that is read of it, and the
 * only place that it may stand in: the first directory.
 *
 *   exif ::= ("Exif" 0 0)? tiff
 */
#include "reader/canvas.h"

#define ORIENTATION 0x0112
#define SHORT 3

/* Bytes in the order that the data states. */
typedef struct bytes {
    obv_slice all;
    bool big; /* the first byte is the greatest */
} bytes;

/* 0 behind the end: no tag, no count and no offset that is of use. */
static uint32_t
number(const bytes *b, size_t at, size_t len)
{
    uint32_t n = 0;
    if (at > b->all.len || len > b->all.len - at) {
        return 0;
    }
    for (size_t i = 0; i < len; i++) {
        n = n << 8 | b->all.ptr[at + (b->big ? i : len - 1 - i)];
    }
    return n;
}

/*
 * entry ::= tag:u16 type:u16 count:u32 value:byte[4]
 *
 * A number of two bytes stands in the first two of the value.
 */
static unsigned
orientation_at(const bytes *b, size_t entry)
{
    bool is_one = number(b, entry, 2) == ORIENTATION &&
                  number(b, entry + 2, 2) == SHORT &&
                  number(b, entry + 4, 4) == 1;
    unsigned value = is_one ? number(b, entry + 8, 2) : 0;
    return value <= 8 ? value : 0;
}

/*
 * tiff      ::= ("II*" 0 | "MM" 0 "*") offset:u32 ... directory
 * directory ::= count:u16 entry[count]
 */
unsigned
obv_exif_orientation(obv_slice exif)
{
    static const char prefix[] = "Exif\0";
    obv_slice name;
    bytes b = {exif, false};
    if (exif.len > sizeof(prefix) &&
        memcmp(exif.ptr, prefix, sizeof(prefix)) == 0) {
        (void)obv_take(&b.all, sizeof(prefix), &name);
    }
    b.big = obv_slice_starts(b.all, "MM");
    if ((!b.big && !obv_slice_starts(b.all, "II")) || number(&b, 2, 2) != 42) {
        return 1;
    }
    size_t directory = number(&b, 4, 4);
    size_t count = number(&b, directory, 2);
    unsigned found = 0;
    for (size_t i = 0; i < count && found == 0; i++) {
        found = orientation_at(&b, directory + 2 + 12 * i);
    }
    return found == 0 ? 1 : found;
}
