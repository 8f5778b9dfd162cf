/* SPDX-License-Identifier: Apache-2.0 */
/* The catalogue of a list: achievements, badge classes and profiles as they
   were published. */
#include "trust/inside.h"

#include <stdlib.h>

typedef struct raw_entry {
    const obv_json *document, *optional;
    obv_catalogue_entry entry;
} raw_entry;

/* clang-format off */
#define AT(member) offsetof(raw_entry, member)
static const obv_member members[] = {
    {"id",            OBV_SORT_TEXT,   true,  AT(entry.id)},
    {"published",     OBV_SORT_DATE,   true,  AT(entry.published)},
    {"document",      OBV_SORT_OBJECT, true,  AT(document)},
    {"plannedPeriod", OBV_SORT_TEXT,   false, AT(entry.planned_period)},
    {"optional",      OBV_SORT_LIST,   false, AT(optional)},
};
#undef AT
/* clang-format on */

/* period ::= "P" ( digits+ "Y" )? ( digits+ "M" )? ( digits+ "W" )?
              ( digits+ "D" )?, at least one of them: a period of work has no
   hours. */
static bool
is_period(obv_slice text)
{
    static const char units[] = "YMWD";
    size_t unit = 0, digits = 0;
    if (!obv_slice_starts(text, "P") || text.len < 3) {
        return false;
    }
    for (size_t i = 1; i < text.len; i++) {
        uint8_t c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            digits++;
            continue;
        }
        while (units[unit] != '\0' && units[unit] != (char)c) {
            unit++;
        }
        if (units[unit] == '\0' || digits == 0 || digits > 4) {
            return false;
        }
        unit++;
        digits = 0;
    }
    return digits == 0;
}

static obv_status
read_entry(const obv_reading *r, const obv_spot *at, const obv_json *object,
           obv_catalogue_entry *ret)
{
    static const uint8_t nothing[1];
    raw_entry raw = {.entry.planned_period = {nothing, 0}};
    TRY(obv_read_members(r, at, object, members, COUNT(members), &raw));
    *ret = raw.entry;
    if (ret->planned_period.len > 0 && !is_period(ret->planned_period)) {
        return REFUSE(r, at,
                      "plannedPeriod must be a length such as P6M or "
                      "P2W");
    }
    obv_spot optional = {at, "optional", 0};
    TRY(obv_read_texts(r, &optional, raw.optional, OBV_SORT_TEXT,
                       &ret->optional, &ret->optional_count));
    ret->document = obv_json_copy(r->arena, raw.document);
    return ret->document != NULL ? OBV_OK : OBV_NO_MEMORY;
}

obv_status
obv_read_catalogue(const obv_reading *r, const obv_json *array,
                   obv_trust *trust)
{
    obv_spot here = {NULL, "catalogue", 0};
    size_t count = obv_json_count(array);
    obv_catalogue_entry *entries =
        obv_arena_alloc(r->arena, count + 1, sizeof(*entries));
    if (entries == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        obv_spot item = {&here, NULL, i};
        TRY(read_entry(r, &item, obv_json_item(array, i), &entries[i]));
    }
    qsort(entries, count, sizeof(*entries), obv_order_entries);
    const obv_catalogue_entry *twice =
        obv_twin(entries, count, sizeof(*entries), obv_order_entries);
    if (twice != NULL) {
        return REFUSE(r, &here, "'", obv_text_of(twice->id),
                      "' stands twice: a correction is a new entry with an id "
                      "of its own");
    }
    trust->catalogue = entries;
    trust->catalogue_count = count;
    return OBV_OK;
}
