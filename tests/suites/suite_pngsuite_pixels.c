/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PngSuite again, and pictures that broke libpng: their pixels this time.  What
 * is whole has the size that its header says and what is not is refused; where
 * the pixels alone are bad ("any"), nothing crashes.
 */
#include "pngsuite.h"

#include "reader/reader.h"

/* IHDR stands first: behind the signature, its length and its name. */
static bool
has_its_size(obv_slice file, const obv_grey *grey)
{
    obv_slice head;
    uint32_t width, height;
    return obv_take(&file, 16, &head) && obv_take_u32be(&file, &width) &&
           obv_take_u32be(&file, &height) && grey->width == width &&
           grey->height == height && grey->stride >= width;
}

static const char *
answer(obv_slice file, obv_arena *arena)
{
    obv_sheet sheet;
    switch (obv_picture_png(file, 0, arena, &sheet)) {
    case OBV_OK:
        return has_its_size(file, &sheet.grey) ? "accept" : "another size";
    case OBV_MALFORMED:
        return "reject";
    case OBV_LIMIT:
        return "limit";
    default:
        return "another status";
    }
}

int
main(void)
{
    return pngsuite_run("pngsuite-pixels", answer, OBV_PICTURE_ARENA);
}
