/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/define.h - a context in the making: shared by the two files that make
 * it.
 */
#ifndef OBV_DEFINE_H
#define OBV_DEFINE_H

#include "canon/inside.h"

typedef enum obv_progress { OBV_TO_DO, OBV_DOING, OBV_DONE } obv_progress;

/* A context in the making.  All its terms have their slots from the start. */
typedef struct obv_definer {
    obv_ld *ld;
    const obv_way *way;
    const obv_json *object;
    const obv_json *imported; /* what it does not say itself; NULL: nothing */
    const obv_active *below;
    obv_active *active;
    obv_layer *layer;
    obv_term *terms;
    uint32_t *slots;
    const obv_json **values; /* of the terms, by their index */
    obv_progress *states;
    unsigned depth; /* of terms that need terms */
    bool guarding;  /* @protected of the whole context */
} obv_definer;

/* Makes one of its terms (4.2.2; term.c). */
obv_status obv_definer_term(obv_definer *d, size_t index);

/* What contexts and terms both say.  `value` is never NULL in the first. */
obv_status obv_definer_language(obv_definer *d, const obv_json *value,
                                const char *code, obv_slice *ret);
obv_status obv_definer_direction(obv_definer *d, const obv_json *value,
                                 uint8_t *ret);
obv_status obv_definer_flag(obv_definer *d, const obv_json *value,
                            const char *code, bool *ret);

static inline obv_status
obv_definer_broken(const obv_definer *d, const char *code, obv_slice what)
{
    return obv_ld_broken(d->ld, code, what);
}

static inline bool
obv_json_is_null(const obv_json *value)
{
    return obv_json_kind_of(value) == OBV_JSON_NULL;
}

#endif
