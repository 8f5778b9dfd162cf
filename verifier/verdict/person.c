/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the name or the e-mail that was given is the holder's.
 *
 * A hashed identity can only be compared with what was typed, letter by
 * letter, so the few ways in which people write the same address are tried.
 */
#include "verdict/case.h"

typedef enum likeness { UNLIKE, ALIKE, NEARLY, CANNOT_COMPARE } likeness;

static bool
is_one_of(obv_slice type, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (obv_slice_is(type, names[i])) {
            return true;
        }
    }
    return false;
}

/* "sha256$" hex of identity followed by salt (OB 2.0 IdentityHash). */
static likeness
compare_hash(const obv_identity *identity, obv_slice given, obv_arena *arena)
{
    obv_slice algorithm, hex, digest;
    if (!obv_slice_cut(identity->value, '$', &algorithm, &hex) ||
        !obv_slice_is(algorithm, "sha256") ||
        obv_hex(hex, arena, &digest) != OBV_OK || digest.len != 32) {
        return CANNOT_COMPARE;
    }
    obv_buffer salted = obv_buffer_in(arena);
    obv_put(&salted, given);
    obv_put(&salted, identity->salt);
    if (salted.failed) {
        return CANNOT_COMPARE;
    }
    uint8_t ours[OBV_MAX_HASH];
    obv_digest(OBV_SHA256, obv_buffer_slice(&salted), ours);
    return memcmp(ours, digest.ptr, 32) == 0 ? ALIKE : UNLIKE;
}

static likeness
compare_email(const obv_identity *identity, obv_slice given, obv_arena *arena)
{
    obv_slice folded, theirs;
    if (obv_fold_email(given, arena, &folded) != OBV_OK) {
        return CANNOT_COMPARE;
    }
    if (!identity->hashed) {
        if (obv_fold_email(identity->value, arena, &theirs) != OBV_OK) {
            return CANNOT_COMPARE;
        }
        return obv_slice_equal(folded, theirs) ? ALIKE : UNLIKE;
    }
    likeness as_typed = compare_hash(identity, obv_slice_trim(given), arena);
    return as_typed == UNLIKE ? compare_hash(identity, folded, arena)
                              : as_typed;
}

static likeness
compare_name(obv_slice held, obv_slice given, obv_arena *arena)
{
    obv_likeness result;
    if (obv_compare_names(held, given, arena, &result) != OBV_OK) {
        return CANNOT_COMPARE;
    }
    switch (result) {
    case OBV_NAMES_IDENTICAL:
        return ALIKE;
    case OBV_NAMES_CLOSE:
        return NEARLY;
    case OBV_NAMES_DIFFERENT:
        return UNLIKE;
    case OBV_NAMES_UNKNOWN:
        break;
    }
    return CANNOT_COMPARE;
}

/* Any identity that agrees is enough; "another" needs one that was compared. */
typedef struct tally {
    bool alike, nearly, unlike;
} tally;

static void
count_in(tally *t, likeness l)
{
    t->alike |= l == ALIKE;
    t->nearly |= l == NEARLY;
    t->unlike |= l == UNLIKE;
}

static obv_result
conclude(const tally *t)
{
    if (t->alike) {
        return obv_yes();
    }
    if (t->nearly) {
        return obv_unchecked(OBV_REASON_CLOSE_NAME);
    }
    return t->unlike ? obv_no(OBV_REASON_OTHER_PERSON)
                     : obv_unchecked(OBV_REASON_NO_NAME);
}

obv_result
obv_check_email(const obv_case *c)
{
    static const char *const types[] = {"email", "emailAddress"};
    if (c->question->email == NULL) {
        return obv_unchecked(OBV_REASON_NOT_COMPARED);
    }
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    tally t = {false, false, false};
    for (size_t i = 0; i < c->credential->identity_count; i++) {
        const obv_identity *identity = &c->credential->identities[i];
        if (is_one_of(identity->type, types, COUNT(types))) {
            count_in(&t,
                     compare_email(identity, obv_slice_of(c->question->email),
                                   c->arena));
        }
    }
    return conclude(&t);
}

obv_result
obv_check_name_given(const obv_case *c)
{
    static const char *const types[] = {"name"};
    if (c->question->name == NULL) {
        return obv_unchecked(OBV_REASON_NOT_COMPARED);
    }
    if (!obv_case_proven(c)) {
        return obv_unchecked(OBV_REASON_NOT_PROVEN);
    }
    obv_slice given = obv_slice_of(c->question->name);
    tally t = {false, false, false};
    if (c->credential->subject_name.len > 0) {
        count_in(&t,
                 compare_name(c->credential->subject_name, given, c->arena));
    }
    for (size_t i = 0; i < c->credential->identity_count; i++) {
        const obv_identity *identity = &c->credential->identities[i];
        if (is_one_of(identity->type, types, COUNT(types))) {
            count_in(&t, identity->hashed
                             ? compare_hash(identity, obv_slice_trim(given),
                                            c->arena)
                             : compare_name(identity->value, given, c->arena));
        }
    }
    return conclude(&t);
}
