/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A badge that is about to be signed, as the verifier will read it.
 *
 * An issuer learns of a fault here, not at a recruiter's stand.
 */
#include "issuer/issuer.h"

static void
say_fault(obv_call *call, const char *name, const obv_fault *f)
{
    const char *where = f->where.len == 0 ? "/" : obv_shown(call, f->where);
    if (f->what.len == 0) {
        obv_say_refused(call, "'%s': %s at '%s'", name,
                        obv_reason_text(f->reason), where);
    } else {
        obv_say_refused(call, "'%s': %s at '%s': '%s'", name,
                        obv_reason_text(f->reason), where,
                        obv_shown(call, f->what));
    }
}

/* What stands inside may lean on the outer signature; the rest may not. */
static bool
is_well_made(obv_call *call, const char *name, const obv_credential *c,
             bool inside)
{
    bool good = true;
    for (; c != NULL; c = c->next) {
        for (size_t i = 0; i < c->fault_count; i++) {
            if (!inside || c->faults[i].check != OBV_CHECK_PROOF) {
                say_fault(call, name, &c->faults[i]);
                good = false;
            }
        }
        good = is_well_made(call, name, c->inside, true) && good;
    }
    return good;
}

/* A badge whose entry leads nowhere would be in doubt for ever. */
static bool
names_its_lists(obv_call *call, const char *name, const obv_credential *c)
{
    for (size_t i = 0; i < c->status_count; i++) {
        const obv_status_entry *e = &c->statuses[i];
        bool known = obv_slice_is(e->type, "BitstringStatusListEntry") ||
                     obv_slice_is(e->type, "StatusList2021Entry");
        if (known &&
            (e->purpose.len == 0 || e->index.len == 0 || e->list.len == 0)) {
            return obv_refuse(call,
                              "'%s': a status entry says statusPurpose, "
                              "statusListIndex and statusListCredential at "
                              "'/credentialStatus'",
                              name);
        }
    }
    return true;
}

bool
obv_would_be_read(obv_call *call, const char *name, obv_slice badge,
                  const obv_credential **ret)
{
    obv_credential *read = NULL;
    obv_fault why = {0};
    obv_status status = obv_form_read(badge, NULL, call->arena, &read, &why);
    *ret = read;
    if (status != OBV_OK) {
        obv_say_refused(call, "'%s': %s", name, obv_status_name(status));
        if (status == OBV_LIMIT) {
            obv_hint("a verifier reads %d things of one kind at most, %d "
                     "signatures, %d badges in each other",
                     OBV_MAX_ITEMS, OBV_MAX_PROOFS, OBV_MAX_NESTING);
        }
        return false;
    }
    if (read == NULL) {
        return obv_refuse(call, "'%s' is not a credential: %s", name,
                          obv_reason_text(why.reason));
    }
    if (read->kind == OBV_KIND_OTHER && read->status_list == NULL) {
        return obv_refuse(call,
                          "'%s' is neither a badge nor an endorsement, nor a "
                          "status list",
                          name);
    }
    if (!is_well_made(call, name, read, false) ||
        !names_its_lists(call, name, read)) {
        obv_hint("nothing was signed");
        return false;
    }
    return true;
}
