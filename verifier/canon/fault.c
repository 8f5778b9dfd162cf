/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a document, and where; and what would not be signed. */
#include "canon/inside.h"

/* One part of a JSON pointer (RFC 6901 4). */
static void
put_part(obv_buffer *b, const obv_step *step)
{
    obv_put_char(b, '/');
    if (step->name.ptr == NULL) {
        obv_put_number(b, (int64_t)step->index);
        return;
    }
    for (size_t i = 0; i < step->name.len; i++) {
        char c = (char)step->name.ptr[i];
        if (c == '~' || c == '/') {
            obv_put_text(b, c == '~' ? "~0" : "~1");
        } else {
            obv_put_char(b, c);
        }
    }
}

/* The way there, the outermost step first; as deep as the document. */
static void
put_way(obv_buffer *b, const obv_step *step)
{
    if (step != NULL) {
        put_way(b, step->up);
        put_part(b, step);
    }
}

obv_status
obv_ld_wrong(obv_ld *ld, obv_status status, obv_reason reason, const char *code,
             obv_slice what)
{
    obv_buffer where = obv_buffer_in(ld->arena);
    put_way(&where, ld->at);
    if (where.failed) {
        return OBV_NO_MEMORY;
    }
    if (what.ptr == NULL) {
        what = obv_slice_of("");
    }
    *ld->why = (obv_ld_fault){code, reason, obv_buffer_slice(&where), what};
    return status;
}

obv_status
obv_ld_broken(obv_ld *ld, const char *code, obv_slice what)
{
    return obv_ld_wrong(ld, OBV_MALFORMED, OBV_REASON_BAD_LINKED_DATA, code,
                        what);
}

obv_status
obv_ld_about(const obv_ld_fault *why, obv_arena *arena, obv_slice *ret)
{
    *ret = why->what;
    if (why->reason != OBV_REASON_BAD_LINKED_DATA || why->code[0] == '\0') {
        return OBV_OK; /* the reason says the rule */
    }
    obv_buffer b = obv_buffer_in(arena);
    obv_put_text(&b, why->code);
    if (why->what.len > 0) {
        obv_put_text(&b, ": ");
        obv_put(&b, why->what);
    }
    *ret = obv_buffer_slice(&b);
    return b.failed ? OBV_NO_MEMORY : OBV_OK;
}

obv_status
obv_ld_dropped(obv_ld *ld, obv_slice what)
{
    if (!ld->options->refusing) {
        return OBV_OK;
    }
    return obv_ld_wrong(ld, OBV_MALFORMED, OBV_REASON_UNSIGNED_MEMBER, "",
                        what);
}

obv_status
obv_ld_check_iri(obv_ld *ld, obv_slice iri, obv_slice written)
{
    if (!ld->options->refusing ||
        (iri.ptr != NULL && (obv_is_blank(iri) || obv_iri_is_written(iri)))) {
        return OBV_OK;
    }
    return obv_ld_dropped(ld, written);
}

obv_status
obv_ld_check_property(obv_ld *ld, obv_slice iri, obv_slice name)
{
    return !ld->options->refusing || obv_iri_is_written(iri)
               ? OBV_OK
               : obv_ld_dropped(ld, name);
}

obv_status
obv_ld_check_tongue(obv_ld *ld, const obv_thing *value)
{
    if (value->language.len > 0 && !obv_is_language(value->language)) {
        return obv_ld_dropped(ld, value->language);
    }
    bool aimed = value->direction == OBV_DIRECTION_LTR ||
                 value->direction == OBV_DIRECTION_RTL;
    return aimed && !ld->options->i18n
               ? obv_ld_dropped(ld, obv_slice_of("@direction"))
               : OBV_OK;
}
