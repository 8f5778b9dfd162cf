/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The claims of a JWT and the credential in it must say the same (OB 3.0,
 * JSON Web Token Proof Format).
 *
 * The standard asks for all of them.  Genuine badges leave some out, and what
 * is not said cannot disagree; what is said twice must agree, or two readers
 * of one signature see two badges.
 */
#include "form/parts.h"

/* Beyond these a double no longer holds every second. */
#define MAX_NUMERIC_DATE 9007199254740992.0

/* A claim that repeats a text of the credential. */
typedef struct text_claim {
    const char *name;
    size_t field;  /* of obv_credential */
    bool required; /* in the credential */
} text_claim;

static const text_claim text_claims[] = {
    {"iss", offsetof(obv_credential, issuer_id), true},
    {"jti", offsetof(obv_credential, id), true},
    {"sub", offsetof(obv_credential, subject_id), false},
};

/* A claim that repeats a date: one of the members, by the edition. */
typedef struct date_claim {
    const char *name;
    const char *member, *old_member;
    bool required;
    void (*limit)(obv_credential *c, obv_moment moment);
} date_claim;

static const date_claim date_claims[] = {
    {"nbf", "validFrom", "issuanceDate", true, obv_later_start},
    {"exp", "validUntil", "expirationDate", false, obv_earlier_end},
};

/* OB 2.0 says nothing of claims: those that a library added are held against
   what the badge says of the same. */
static const date_claim old_date_claims[] = {
    {"nbf", NULL, NULL, true, obv_later_start},
    {"exp", "expires", NULL, false, obv_earlier_end},
};

static void
fault(obv_reader *reader, obv_credential *c, obv_reason reason,
      const char *claim)
{
    obv_fault_add(reader, c, OBV_CHECK_CLAIMS, reason, NULL, claim);
}

static void
check_text(obv_reader *reader, obv_credential *c, const obv_json *payload,
           const text_claim *claim)
{
    const obv_json *value = obv_json_get(payload, claim->name);
    const obv_slice *field =
        (const obv_slice *)(const void *)((const char *)c + claim->field);
    obv_slice text;
    if (value == NULL) {
        return;
    }
    if (!obv_json_text(value, &text)) {
        fault(reader, c, OBV_REASON_BAD_MEMBER, claim->name);
    } else if (!obv_slice_equal(text, *field) &&
               (claim->required || field->len > 0)) {
        fault(reader, c, OBV_REASON_CLAIMS_DISAGREE, claim->name);
    }
}

/* NumericDate ::= seconds since 1970, perhaps with a fraction (RFC 7519 2). */
static bool
read_numeric_date(const obv_json *value, int64_t *ret)
{
    double number;
    if (!obv_json_number(value, &number) || !(number > -MAX_NUMERIC_DATE) ||
        !(number < MAX_NUMERIC_DATE)) {
        return false;
    }
    *ret = (int64_t)number;
    *ret -= number < (double)*ret; /* towards the past, as dates are read */
    return true;
}

/* Whether the claim is one of the dates that the credential gives. */
static bool
agrees(const obv_json *object, const date_claim *claim, obv_date_rule rule,
       int64_t time)
{
    if (claim->member == NULL) {
        return true; /* nothing of it says the same */
    }
    obv_moment now = obv_moment_of(object, claim->member, rule);
    obv_moment old = {.given = false};
    if (claim->old_member != NULL) {
        old = obv_moment_of(object, claim->old_member, rule);
    }
    if (!now.given && !old.given) {
        return !claim->required;
    }
    return (now.given && now.time == time) || (old.given && old.time == time);
}

static obv_status
check_date(obv_reader *reader, obv_credential *c, const obv_source *source,
           const date_claim *claim)
{
    const obv_json *value = obv_json_get(source->jws->payload, claim->name);
    obv_moment moment = {.given = true};
    obv_date_rule rule = c->edition >= OBV_OB3   ? OBV_DATE_ZONED
                         : c->edition == OBV_OB2 ? OBV_DATE_OB2
                                                 : OBV_DATE_OB1;
    if (value == NULL) {
        return OBV_OK;
    }
    if (!read_numeric_date(value, &moment.time)) {
        fault(reader, c, OBV_REASON_BAD_MEMBER, claim->name);
        return OBV_OK;
    }
    if (!agrees(source->object, claim, rule, moment.time)) {
        fault(reader, c, OBV_REASON_CLAIMS_DISAGREE, claim->name);
    }
    claim->limit(c, moment);
    return claim->required ? obv_signed_at(reader, c, moment) : OBV_OK;
}

/* RFC 7519 4.1.6 asks for a number.  The vectors of the W3C hold a dateTime,
   and so do badges that follow them: the moment is as clear. */
static bool
read_date_time(const obv_json *value, int64_t *ret)
{
    obv_slice text;
    return obv_json_text(value, &text) && obv_time_parse(text, ret) == OBV_OK;
}

static obv_status
note_iat(obv_reader *reader, obv_credential *c, const obv_json *payload)
{
    const obv_json *value = obv_json_get(payload, "iat");
    obv_moment moment = {.given = true};
    if (value == NULL) {
        return OBV_OK;
    }
    if (!read_numeric_date(value, &moment.time) &&
        !read_date_time(value, &moment.time)) {
        fault(reader, c, OBV_REASON_BAD_MEMBER, "iat");
        return OBV_OK;
    }
    return obv_signed_at(reader, c, moment);
}

static obv_status
check_dates(obv_reader *reader, obv_credential *c, const obv_source *source,
            const date_claim *claims, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        TRY(check_date(reader, c, source, &claims[i]));
    }
    return note_iat(reader, c, source->jws->payload);
}

obv_status
obv_claims_check(obv_reader *reader, obv_credential *c,
                 const obv_source *source)
{
    for (size_t i = 0; i < COUNT(text_claims); i++) {
        check_text(reader, c, source->jws->payload, &text_claims[i]);
    }
    return check_dates(reader, c, source, date_claims, COUNT(date_claims));
}

obv_status
obv_old_claims_check(obv_reader *reader, obv_credential *c,
                     const obv_source *source)
{
    return check_dates(reader, c, source, old_date_claims,
                       COUNT(old_date_claims));
}
