/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The codes of one file, put together: packed badges are unpacked, badges in
 * several codes are joined, and what is left over is named.
 *
 *     found texts -> badge texts, as they were signed
 *                 -> other codes, each with what is wrong or what it is
 */
#include "paper/paper.h"

typedef struct opening {
    const obv_catalogue *catalogue;
    obv_arena *arena;
    obv_paper *paper;
    /* Parts that wait for the others of their set. */
    obv_ob1 *parts;
    uint32_t *from;
    size_t part_count;
} opening;

static void
add_text(opening *o, obv_slice text, uint32_t from)
{
    o->paper->texts[o->paper->text_count++] = (obv_unpacked){text, from};
}

static void
add_other(opening *o, obv_code_left left)
{
    o->paper->others[o->paper->other_count++] = left;
}

static obv_status
unpack(opening *o, obv_slice frame, uint32_t from)
{
    obv_slice text;
    obv_reason why = OBV_REASON_CODE_MALFORMED;
    obv_status status =
        obv_ob1_unpack(frame, o->catalogue, o->arena, &text, &why);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (status == OBV_OK) {
        add_text(o, text, from);
    } else {
        add_other(o, (obv_code_left){
                         .kind = OBV_CODE_KIND_OB1,
                         .reason = status == OBV_LIMIT ? OBV_REASON_LIMIT : why,
                         .from = from});
    }
    return OBV_OK;
}

/* People begin texts as they like; of a code of ours that was hurt, more is
   left than these few characters. */
static bool
is_mere_text(obv_slice text)
{
    size_t len = 0;
    while (len < text.len && obv_is_of_base41(text.ptr[len])) {
        len++;
    }
    return len < OBV_MIN_GARBLED;
}

static obv_status
open_packed(opening *o, obv_slice text, uint32_t from)
{
    obv_ob1 code;
    obv_reason why = OBV_REASON_CODE_DAMAGED;
    obv_status status = obv_ob1_read(text, o->arena, &code, &why);
    if (status == OBV_NO_MEMORY) {
        return status;
    }
    if (why == OBV_REASON_CODE_DAMAGED && is_mere_text(text)) {
        obv_code_kind kind =
            obv_is_utf8(text) ? OBV_CODE_KIND_TEXT : OBV_CODE_KIND_BINARY;
        add_other(o, (obv_code_left){.kind = kind, .from = from});
        return OBV_OK;
    }
    if (status != OBV_OK) {
        add_other(o, (obv_code_left){
                         .kind = OBV_CODE_KIND_OB1,
                         .reason = status == OBV_LIMIT ? OBV_REASON_LIMIT : why,
                         .from = from});
        return OBV_OK;
    }
    if (code.count == 1) {
        return unpack(o, code.bytes, from);
    }
    o->parts[o->part_count] = code;
    o->from[o->part_count++] = from;
    return OBV_OK;
}

/* ---- Badges in several codes ----------------------------------------------
 */

/* The parts of the set of the first one, to the front. */
static size_t
gather(opening *o)
{
    size_t count = 0;
    for (size_t i = 0; i < o->part_count; i++) {
        if (o->parts[i].set == o->parts[0].set) {
            obv_ob1 part = o->parts[count];
            uint32_t from = o->from[count];
            o->parts[count] = o->parts[i];
            o->from[count++] = o->from[i];
            o->parts[i] = part;
            o->from[i] = from;
        }
    }
    return count;
}

static void
leave_set(opening *o, size_t count, obv_reason why)
{
    for (size_t i = 0; i < count; i++) {
        add_other(o, (obv_code_left){.kind = OBV_CODE_KIND_OB1,
                                     .reason = why,
                                     .from = o->from[i],
                                     .part = o->parts[i].index + 1,
                                     .parts = o->parts[i].count});
    }
}

static obv_status
join_set(opening *o, size_t count)
{
    obv_slice frame;
    obv_reason why = OBV_REASON_PARTS_CONFLICT;
    obv_status status = obv_ob1_join(o->parts, count, o->arena, &frame, &why);
    switch (status) {
    case OBV_OK:
        return unpack(o, frame, o->from[0]);
    case OBV_NO_MEMORY:
        return status;
    case OBV_NOT_FOUND:
        leave_set(o, count, OBV_REASON_PART_MISSING);
        return OBV_OK;
    default:
        leave_set(o, count, status == OBV_LIMIT ? OBV_REASON_LIMIT : why);
        return OBV_OK;
    }
}

static obv_status
join_parts(opening *o)
{
    while (o->part_count > 0) {
        size_t count = gather(o);
        TRY(join_set(o, count));
        o->parts += count;
        o->from += count;
        o->part_count -= count;
    }
    return OBV_OK;
}

/* ---- The whole ------------------------------------------------------------
 */

static obv_status
open_text(opening *o, const obv_found_text *t, obv_slice text, uint32_t from)
{
    if (obv_is_ob1(obv_slice_trim(text))) {
        return open_packed(o, obv_slice_trim(text), from);
    }
    if ((t->notes & OBV_NOTE_CODE) == 0) {
        add_text(o, text, from);
        return OBV_OK;
    }
    obv_code_kind kind = obv_code_kind_of(text);
    if (kind == OBV_CODE_KIND_BADGE) {
        add_text(o, obv_slice_trim(text), from);
    } else {
        add_other(o, (obv_code_left){.kind = kind, .from = from});
    }
    return OBV_OK;
}

obv_status
obv_paper_open(const obv_found *found, const obv_catalogue *catalogue,
               obv_arena *arena, obv_paper *ret)
{
    opening o = {.catalogue = catalogue, .arena = arena, .paper = ret};
    size_t room = found->count + 1;
    ret->texts = obv_arena_alloc(arena, room, sizeof(*ret->texts));
    ret->others = obv_arena_alloc(arena, room, sizeof(*ret->others));
    o.parts = obv_arena_alloc(arena, room, sizeof(*o.parts));
    o.from = obv_arena_alloc(arena, room, sizeof(*o.from));
    ret->text_count = ret->other_count = 0;
    if (ret->texts == NULL || ret->others == NULL || o.parts == NULL ||
        o.from == NULL) {
        return OBV_NO_MEMORY;
    }
    for (uint32_t i = 0; i < found->count; i++) {
        const obv_found_text *t = &found->texts[i];
        obv_slice text = {found->bytes + t->at, t->len};
        TRY(open_text(&o, t, text, i));
    }
    return join_parts(&o);
}
