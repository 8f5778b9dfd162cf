/* SPDX-License-Identifier: Apache-2.0 */
/* Catalogue entries by the name that codes on paper have for them. */
#include "trust/inside.h"

#include "canon/canon.h"

/* One that has no canonical form, or too long a one, is named by no code. */
static bool
is_named(const obv_catalogue_entry *entry, const uint8_t id[8],
         obv_arena *arena, obv_slice *ret)
{
    uint8_t digest[OBV_MAX_HASH];
    if (obv_jcs_value(entry->document, arena, ret) != OBV_OK) {
        return false;
    }
    obv_digest(OBV_SHA256, *ret, digest);
    return memcmp(digest, id, 8) == 0;
}

/* Made when asked: few files hold a code, and opening a list is to stay cheap.
   Each entry has the same room, so that thousands need no more than one. */
obv_status
obv_trust_dictionary(const obv_trust *trust, const uint8_t id[8],
                     obv_arena *arena, obv_slice *ret)
{
    obv_arena *scratch = obv_arena_new(OBV_LIST_ARENA);
    obv_status status = scratch == NULL ? OBV_NO_MEMORY : OBV_NOT_FOUND;
    for (size_t i = 0; scratch != NULL && i < trust->catalogue_count; i++) {
        obv_slice found;
        obv_arena_empty(scratch);
        if (is_named(&trust->catalogue[i], id, scratch, &found)) {
            const char *text = obv_arena_text(arena, found);
            *ret = (obv_slice){(const uint8_t *)text, found.len};
            status = text == NULL ? OBV_NO_MEMORY : OBV_OK;
            break;
        }
    }
    obv_arena_free(scratch);
    return status;
}
