/* SPDX-License-Identifier: Apache-2.0 */
/* A badge that is to be printed: read, packed, measured, placed. */
#include "container/container.h"
#include "issuer/print.h"

#include <math.h>
#include <stdlib.h>

/* What is worth a second try where a code cannot be read. */
#define LARGER 1.25
/* Characters of a part besides its share of the whole: no more than that, and
   not many fewer. */
#define PART_HEAD 22
#define PART_TRIES 8

/* ---- The badge --------------------------------------------------------------
 */

static bool
only_text(obv_call *call, const char *path, const char *name, obv_slice *ret)
{
    obv_slice file;
    obv_found *found = obv_arena_alloc(call->arena, 1, sizeof(*found));
    if (found == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_file_read(call, path, OBV_MAX_FILE, &file)) {
        return false;
    }
    obv_status status = obv_container_open(file, call->arena, found);
    if (status != OBV_OK || found->count == 0) {
        return obv_refuse(call, "no badge in '%s': %s", name,
                          status != OBV_OK ? obv_status_name(status)
                                           : obv_reason_text(found->reason));
    }
    if (found->count > 1) {
        obv_say_refused(call, "'%s' holds %u badges", name, found->count);
        obv_hint("badge-issuer badge extract takes them out");
        return false;
    }
    *ret = (obv_slice){found->bytes + found->texts[0].at, found->texts[0].len};
    return true;
}

static bool
is_hosted(const obv_credential *c)
{
    const obv_proof *p = c->proofs;
    while (p != NULL && p->kind == OBV_PROOF_HOSTED) {
        p = p->next;
    }
    return c->fault_count == 0 && p == NULL;
}

static bool
read_credential(obv_call *call, const char *name, obv_slice text,
                const obv_credential **ret)
{
    obv_credential *read = NULL;
    obv_fault why = {0};
    obv_status status = obv_form_read(text, NULL, call->arena, &read, &why);
    *ret = read;
    if (status != OBV_OK) {
        return obv_refuse(call, "'%s': %s", name, obv_status_name(status));
    }
    if (read == NULL ? why.reason == OBV_REASON_HOSTED : is_hosted(read)) {
        obv_say_refused(call, "'%s' is a hosted badge: nothing signs it", name);
        obv_hint("any program makes a code of its address");
        return false;
    }
    if (read == NULL) {
        return obv_refuse(call, "'%s' is no badge: %s", name,
                          obv_reason_text(why.reason));
    }
    if (read->fault_count > 0) {
        return obv_refuse(call, "'%s' is malformed: %s at '%s'", name,
                          obv_reason_text(read->faults[0].reason),
                          obv_shown(call, read->faults[0].where));
    }
    return true;
}

static obv_slice
holder_of(const obv_credential *c)
{
    if (c->subject_name.len > 0) {
        return c->subject_name;
    }
    for (size_t i = 0; i < c->identity_count; i++) {
        const obv_identity *identity = &c->identities[i];
        if (!identity->hashed && obv_slice_is(identity->type, "name")) {
            return identity->value;
        }
    }
    return obv_slice_of("");
}

/* What a stranger wrote, on one line. */
static bool
set_words(obv_call *call, obv_slice text, obv_slice *ret)
{
    obv_slice clean;
    if (!obv_is_utf8(text)) {
        *ret = obv_slice_of("");
        return true;
    }
    if (obv_clean(text, call->arena, &clean) != OBV_OK ||
        obv_squeeze(clean, call->arena, ret) != OBV_OK) {
        return obv_no_memory(call);
    }
    *ret = obv_cut(*ret, OBV_MAX_SHOWN);
    return true;
}

/* The digest by which a trust list names the badge, as far as people read it
   out; of its text where there is no such digest. */
static void
set_number(obv_call *call, const obv_credential *c, obv_slice text,
           char number[OBV_NUMBER_TEXT])
{
    uint8_t digest[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, text, digest);
    for (const obv_proof *p = c->proofs; p != NULL; p = p->next) {
        if (obv_proof_digest(p, call->arena, digest) == OBV_OK) {
            break;
        }
    }
    snprintf(number, OBV_NUMBER_TEXT, "%02X%02X %02X%02X", digest[0], digest[1],
             digest[2], digest[3]);
}

/* ---- Its codes --------------------------------------------------------------
 */

static void
close_trust(void *trust)
{
    obv_trust_close(trust);
}

static bool
open_catalogue(obv_call *call, const char *dir, const obv_trust **ret)
{
    obv_file *files;
    size_t count;
    obv_trouble why = {0};
    obv_trust *trust = NULL;
    if (!obv_folder_files(call, dir, &files, &count)) {
        return false;
    }
    if (obv_trust_open(files, count, NULL, &trust, &why) != OBV_OK) {
        return obv_refuse(call, "%s: %s",
                          obv_shown(call, obv_slice_of(why.file)),
                          obv_shown(call, obv_slice_of(why.what)));
    }
    *ret = trust;
    return obv_arena_later(call->arena, close_trust, trust) ||
           obv_no_memory(call);
}

static bool
find_entry(obv_call *call, const obv_credential *c, bool must,
           const obv_catalogue_entry **ret)
{
    const char *dir = obv_given(call, "--catalogue");
    const obv_trust *trust;
    *ret = NULL;
    if (dir == NULL) {
        return true;
    }
    if (!open_catalogue(call, dir, &trust)) {
        return false;
    }
    *ret = obv_trust_entry(trust, c->achievement.id);
    if (*ret == NULL && must) {
        obv_say_refused(call, "no entry of the catalogue of '%s' is about '%s'",
                        obv_shown(call, obv_slice_of(dir)),
                        obv_shown(call, c->achievement.id));
        obv_hint("without --catalogue, or: badge-issuer list add-catalogue");
        return false;
    }
    return true;
}

static bool
count_codes(obv_call *call, size_t *ret)
{
    const char *given = obv_given(call, "--codes");
    char *end;
    *ret = 1;
    if (given == NULL) {
        return true;
    }
    unsigned long count = strtoul(given, &end, 10);
    if (*end != '\0' || given[0] < '0' || given[0] > '9' || count < 1 ||
        count > OBV_MAX_PARTS) {
        return obv_fail(call, "--codes is 1 to %d", OBV_MAX_PARTS);
    }
    *ret = count;
    return true;
}

/* What would help where a code is too small; `module`: that is not. */
static bool
hint(obv_call *call, const obv_printed *badge, double module)
{
    if (badge->size > 0) {
        obv_hint("--width %.0f would be wide enough",
                 ceil(badge->size * module));
    }
    if (badge->count < OBV_MAX_PARTS) {
        obv_hint("--codes %zu: more codes, and smaller ones", badge->count + 1);
    }
    if (obv_given(call, "--catalogue") == NULL) {
        obv_hint("--catalogue FOLDER leaves out what a trust list says");
    }
    obv_hint("a badge with shorter evidence makes a smaller code");
    return false;
}

bool
obv_print_unreadable(obv_call *call, const obv_printed *badge)
{
    return call->status == OBV_EXIT_REFUSED &&
           hint(call, badge, badge->module * LARGER);
}

/* Into just so many codes: what a part needs besides its share of the whole is
   known to pack.c, so its length is tried, from a little too long on. */
static bool
split(obv_call *call, obv_slice text, obv_pack_wish *wish, obv_printed *badge,
      obv_packed *packed)
{
    wish->most = packed->frame * 3 / 2 / badge->count + PART_HEAD;
    for (int tries = 0; packed->count < badge->count && tries < PART_TRIES;
         tries++) {
        if (!obv_pack(call, text, wish, packed)) {
            return false;
        }
        wish->most--;
    }
    return packed->count == badge->count ||
           obv_refuse(call, "'%s' does not fill %zu codes", badge->name,
                      badge->count);
}

static bool
pack(obv_call *call, obv_slice text, const obv_catalogue_entry *entry,
     obv_printed *badge)
{
    obv_pack_wish wish = {
        .entry = entry == NULL ? NULL : entry->document,
        .most = OBV_LARGEST_CODE,
    };
    obv_packed *packed = obv_arena_alloc(call->arena, 1, sizeof(*packed));
    if (packed == NULL) {
        return obv_no_memory(call);
    }
    if (!obv_pack(call, text, &wish, packed)) {
        return false;
    }
    if (packed->count > badge->count) {
        obv_say_refused(call, "'%s' is too large for %zu %s", badge->name,
                        badge->count, badge->count == 1 ? "code" : "codes");
        return hint(call, badge, 0);
    }
    if (packed->count < badge->count &&
        !split(call, text, &wish, badge, packed)) {
        return false;
    }
    memcpy(badge->texts, packed->texts, sizeof(badge->texts));
    return true;
}

static bool
encode(obv_call *call, obv_printed *badge)
{
    for (size_t i = 0; i < badge->count; i++) {
        obv_status status =
            obv_qr_encode(badge->texts[i], call->arena, &badge->codes[i]);
        if (status != OBV_OK) {
            return status == OBV_NO_MEMORY
                       ? obv_no_memory(call)
                       : obv_fail(call, "what was packed fits no code: a fault "
                                        "of this program");
        }
        if (badge->codes[i].size > badge->size) {
            badge->size = badge->codes[i].size;
        }
    }
    return true;
}

/* ---- How large --------------------------------------------------------------
 */

static bool
millimetres(obv_call *call, const char *option, double *ret)
{
    const char *given = obv_given(call, option);
    char *end;
    *ret = 0;
    if (given == NULL) {
        return true;
    }
    *ret = strtod(given, &end);
    if (end == given || *end != '\0' || !(*ret > 0) || *ret > OBV_MAX_WIDE) {
        return obv_fail(call, "%s is a number of millimetres up to %d", option,
                        OBV_MAX_WIDE);
    }
    return true;
}

/* Half a millimetre a module, and 30 to 40 mm in all. */
static double
usual_module(unsigned size)
{
    return fmin(fmax(0.5, 30.0 / size), 40.0 / size);
}

static bool
set_module(obv_call *call, obv_printed *badge)
{
    double module, width;
    if (!millimetres(call, "--module", &module) ||
        !millimetres(call, "--width", &width)) {
        return false;
    }
    if (module > 0 && width > 0) {
        return obv_fail(call, "--module goes without --width");
    }
    badge->module = module > 0  ? module
                    : width > 0 ? width / badge->size
                                : usual_module(badge->size);
    if (badge->module < OBV_MIN_MODULE) {
        obv_say_refused(call,
                        "'%s': a code of %u modules in %.1f mm: %.2f mm each, "
                        "and under %.2f a scanner does not read them",
                        badge->name, badge->size, badge->module * badge->size,
                        badge->module, OBV_MIN_MODULE);
        return hint(call, badge, OBV_MIN_MODULE);
    }
    if (badge->module * badge->size > OBV_MAX_WIDE) {
        return obv_fail(call, "a code of more than %d mm", OBV_MAX_WIDE);
    }
    return true;
}

bool
obv_print_badge(obv_call *call, const char *path, bool must, obv_printed *ret)
{
    obv_slice text;
    const obv_credential *c;
    const obv_catalogue_entry *entry;
    *ret = (obv_printed){.name = obv_shown(call, obv_slice_of(path))};
    if (!only_text(call, path, ret->name, &text) ||
        !read_credential(call, ret->name, text, &c) ||
        !set_words(call, holder_of(c), &ret->holder) ||
        !set_words(call, c->achievement.name, &ret->title) ||
        !find_entry(call, c, must, &entry) || !count_codes(call, &ret->count)) {
        return false;
    }
    set_number(call, c, text, ret->number);
    return pack(call, text, entry, ret) && encode(call, ret) &&
           set_module(call, ret);
}
