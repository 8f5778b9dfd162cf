/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which @context stands for which standard.
 *
 * Only the addresses are looked at: what a context maps is the business of
 * linked data.  A list of addresses, because a context that we do not know may
 * give every name another meaning.
 */
#include "form/parts.h"

typedef enum standard {
    VC_1,
    VC_2,
    OB_3,
    OB_BETA,
    CLR_2,
    OB_1,
    OB_2,
    OB_2_1
} standard;

/* `tail` is NULL for an exact address; else digits, dots and hyphens may stand
   between the two: a version. */
typedef struct context {
    standard of;
    const char *address, *tail;
} context;

/* clang-format off */
static const context contexts[] = {
    {VC_1,    "https://www.w3.org/2018/credentials/v1", NULL},
    {VC_2,    "https://www.w3.org/ns/credentials/v2", NULL},
    {OB_3,    "https://purl.imsglobal.org/spec/ob/v3p0/context", ".json"},
    /* While the standard was made, it was published at these. */
    {OB_3,    "https://imsglobal.github.io/openbadges-specification/context.json", NULL},
    {OB_3,    "https://1edtech.github.io/openbadges-specification/context.json", NULL},
    {OB_3,    "https://w3id.org/openbadges/v3", NULL},
    {OB_BETA, "https://w3c-ccg.github.io/vc-ed/plugfest-1-2022/jff-vc-edu-plugfest-1-context.json", NULL},
    {CLR_2,   "https://purl.imsglobal.org/spec/clr/v2p0/context", ".json"},
    {CLR_2,   "https://dc.imsglobal.org/draft/clr/v2p0/context", NULL},
    {OB_1,    "https://w3id.org/openbadges/v1", NULL},
    {OB_1,    "https://openbadgespec.org/v1/context.json", NULL},
    {OB_2,    "https://w3id.org/openbadges/v2", NULL},
    {OB_2,    "https://openbadgespec.org/v2/context.json", NULL},
    {OB_2_1,  "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld", NULL},
};
/* clang-format on */

static bool
is_version(obv_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("-.0123456789", text.ptr[i]) == NULL ||
            text.ptr[i] == '\0') {
            return false;
        }
    }
    return true;
}

static bool
is_context(const context *known, obv_slice address)
{
    if (known->tail == NULL) {
        return obv_slice_is(address, known->address);
    }
    size_t head = strlen(known->address), tail = strlen(known->tail);
    if (!obv_slice_starts(address, known->address) ||
        address.len < head + tail) {
        return false;
    }
    size_t middle = address.len - head - tail;
    return is_version((obv_slice){address.ptr + head, middle}) &&
           obv_slice_is((obv_slice){address.ptr + head + middle, tail},
                        known->tail);
}

/* Whether entry `index` of @context is of this standard. */
static bool
entry_is(const obv_json *given, size_t index, standard of)
{
    obv_slice address;
    if (!obv_json_text(obv_json_item(given, index), &address)) {
        return false;
    }
    for (size_t i = 0; i < COUNT(contexts); i++) {
        if (contexts[i].of == of && is_context(&contexts[i], address)) {
            return true;
        }
    }
    return false;
}

static bool
names(const obv_json *given, standard of)
{
    for (size_t i = 0; i < obv_json_count(given); i++) {
        if (entry_is(given, i, of)) {
            return true;
        }
    }
    return false;
}

/* Without a context that tells, by the member that only one of them has. */
static obv_era
guess_era(const obv_json *object)
{
    return obv_json_get(object, "issuanceDate") != NULL &&
                   obv_json_get(object, "validFrom") == NULL
               ? OBV_ERA_VC1
               : OBV_ERA_VC2;
}

/*
 * OB 3.0 and CLR 2.0, @context: an ordered set, first the one of verifiable
 * credentials, then those of the standard.  Others may stand among them.
 */
obv_era
obv_context_read(obv_reader *reader, obv_credential *c,
                 const obv_source *source)
{
    const obv_json *given = obv_json_get(source->object, "@context");
    bool vc1 = entry_is(given, 0, VC_1), vc2 = entry_is(given, 0, VC_2);
    bool beta = vc1 && names(given, OB_BETA);
    bool all = (vc1 || vc2) && (beta || names(given, OB_3)) &&
               (c->kind != OBV_KIND_CLR || names(given, CLR_2));
    if (!all && c->kind != OBV_KIND_OTHER) {
        obv_fault_add(reader, c, OBV_CHECK_CONTEXT,
                      given == NULL ? OBV_REASON_MISSING_MEMBER
                                    : OBV_REASON_BAD_CONTEXT,
                      source->at, "@context");
    }
    if (beta) {
        return OBV_ERA_BETA;
    }
    if (vc1 || vc2) {
        return vc1 ? OBV_ERA_VC1 : OBV_ERA_VC2;
    }
    return guess_era(source->object);
}

obv_era
obv_old_context_read(obv_reader *reader, obv_credential *c,
                     const obv_source *source)
{
    const obv_json *given = obv_json_get(source->object, "@context");
    if (names(given, OB_2) || names(given, OB_2_1)) {
        return OBV_ERA_OB2;
    }
    if (given != NULL && !names(given, OB_1)) {
        obv_fault_add(reader, c, OBV_CHECK_CONTEXT, OBV_REASON_BAD_CONTEXT,
                      source->at, "@context");
        return OBV_ERA_OB2;
    }
    return OBV_ERA_OB1;
}

/* The context of 2.1 has what is new in it, and nothing of a badge. */
bool
obv_context_is_old(const obv_json *object)
{
    return names(obv_json_get(object, "@context"), OB_2);
}
