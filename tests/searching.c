/* SPDX-License-Identifier: Apache-2.0 */
#include "searching.h"

#define NO_HURRY 600000

static const struct opener {
    obv_container kind;
    obv_picture_open *open;
} openers[] = {
    {OBV_CONTAINER_PNG, obv_picture_png},
#ifndef OBV_WITHOUT_JPEG
    {OBV_CONTAINER_JPEG, obv_picture_jpeg},
#endif
#ifndef OBV_WITHOUT_WEBP
    {OBV_CONTAINER_WEBP, obv_picture_webp},
#endif
};

bool
search_picture(obv_slice file, obv_arena *arena, obv_found *found)
{
    obv_sheet sheet;
    obv_container kind = obv_recognise(file.ptr, file.len);
    obv_arena_empty(arena);
    obv_found_clear(found, kind);
    for (size_t i = 0; i < COUNT(openers); i++) {
        if (openers[i].kind == kind &&
            openers[i].open(file, 0, arena, &sheet) == OBV_OK) {
            sheet.page = 1;
            found->pages = 1;
            return obv_search(&sheet, obv_milliseconds() + NO_HURRY, arena,
                              found) == OBV_OK;
        }
    }
    return false;
}

obv_slice
found_text(const obv_found *found, size_t i)
{
    return (obv_slice){found->bytes + found->texts[i].at, found->texts[i].len};
}
