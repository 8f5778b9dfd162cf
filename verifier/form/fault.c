/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong, where, and which of many faults are kept. */
#include "form/parts.h"

/* RFC 6901: "~" and "/" in a name are escaped.  Names come from our tables,
   none of which has one but those of extensions. */
static void
put_name(obv_buffer *b, const char *name)
{
    for (; *name != '\0'; name++) {
        if (*name == '~') {
            obv_put_text(b, "~0");
        } else if (*name == '/') {
            obv_put_text(b, "~1");
        } else {
            obv_put_char(b, *name);
        }
    }
}

/* Depth is that of our tables, times that of nesting: small. */
void
obv_put_at(obv_buffer *b, const obv_at *at)
{
    if (at == NULL) {
        return;
    }
    obv_put_at(b, at->up);
    obv_put_char(b, '/');
    if (at->member != NULL) {
        put_name(b, at->member);
    } else {
        obv_put_number(b, (int64_t)at->index);
    }
}

static size_t
count_of_check(const obv_credential *c, obv_check_id check)
{
    size_t count = 0;
    for (size_t i = 0; i < c->fault_count; i++) {
        count += c->faults[i].check == check;
    }
    return count;
}

/* A place for one more: at the end, else that of the last fault whose check
   has others.  NULL: what is kept says more. */
static obv_fault *
place_for(obv_credential *c, obv_check_id check)
{
    if (c->fault_count < OBV_MAX_FAULTS) {
        return &c->faults[c->fault_count++];
    }
    if (count_of_check(c, check) > 0) {
        return NULL;
    }
    for (size_t i = OBV_MAX_FAULTS; i-- > 0;) {
        if (count_of_check(c, c->faults[i].check) > 1) {
            memmove(&c->faults[i], &c->faults[i + 1],
                    (OBV_MAX_FAULTS - i - 1) * sizeof(c->faults[0]));
            return &c->faults[OBV_MAX_FAULTS - 1];
        }
    }
    return NULL;
}

void
obv_fault_keep(obv_credential *c, const obv_fault *fault)
{
    obv_fault *place = place_for(c, fault->check);
    if (place != NULL) {
        *place = *fault;
    }
}

void
obv_fault_note(obv_credential *c, obv_check_id check, obv_reason reason,
               obv_slice where)
{
    obv_fault fault = {check, reason, where, obv_slice_of("")};
    obv_fault_keep(c, &fault);
}

/* The pointer is made only for a fault that is kept: a badge can have more
   faults than memory for their places. */
obv_fault *
obv_fault_add(obv_reader *reader, obv_credential *c, obv_check_id check,
              obv_reason reason, const obv_at *at, const char *member)
{
    obv_fault *fault = place_for(c, check);
    if (fault == NULL) {
        return NULL;
    }
    obv_at inner = {at, member, 0};
    obv_buffer b = obv_buffer_in(reader->arena);
    obv_put_at(&b, member != NULL ? &inner : at);
    reader->failed = reader->failed || b.failed;
    *fault = (obv_fault){check, reason, obv_buffer_slice(&b), obv_slice_of("")};
    return fault;
}

void
obv_fault_set(obv_fault *why, obv_check_id check, obv_reason reason,
              obv_slice where)
{
    *why = (obv_fault){check, reason, where, obv_slice_of("")};
}
