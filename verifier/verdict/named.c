/* SPDX-License-Identifier: Apache-2.0 */
/* The names of words, findings, checks, reasons and claims: one table each,
   made from the lists of obv.h. */
#include "verdict/verdict.h"

static const char *const word_names[OBV_WORD_COUNT] = {
    [OBV_WORD_UNDECIDED] = "undecided",
    [OBV_WORD_NO_BADGE] = "no-badge",
    [OBV_WORD_MALFORMED] = "malformed",
    [OBV_WORD_ALTERED] = "altered",
    [OBV_WORD_WRONG_KEY] = "wrong-key",
    [OBV_WORD_UNKNOWN_ISSUER] = "unknown-issuer",
    [OBV_WORD_TO_CONFIRM] = "to-confirm",
    [OBV_WORD_WITHDRAWN] = "withdrawn",
    [OBV_WORD_SUSPENDED] = "suspended",
    [OBV_WORD_NOT_ENTITLED] = "not-entitled",
    [OBV_WORD_OTHER_PERSON] = "other-person",
    [OBV_WORD_EXPIRED] = "expired",
    [OBV_WORD_NOT_YET_VALID] = "not-yet-valid",
    [OBV_WORD_RECOGNISED] = "recognised",
};

const char *
obv_word_name(obv_word word)
{
    return (unsigned)word < OBV_WORD_COUNT ? word_names[word] : "undecided";
}

int
obv_word_exit(obv_word word, bool test)
{
    switch (word) {
    case OBV_WORD_RECOGNISED:
        return test ? 2 : 0;
    case OBV_WORD_ALTERED:
    case OBV_WORD_WRONG_KEY:
    case OBV_WORD_WITHDRAWN:
    case OBV_WORD_SUSPENDED:
    case OBV_WORD_NOT_ENTITLED:
    case OBV_WORD_OTHER_PERSON:
    case OBV_WORD_EXPIRED:
    case OBV_WORD_NOT_YET_VALID:
        return test ? 2 : 1;
    case OBV_WORD_UNDECIDED:
    case OBV_WORD_NO_BADGE:
    case OBV_WORD_MALFORMED:
    case OBV_WORD_UNKNOWN_ISSUER:
    case OBV_WORD_TO_CONFIRM:
    case OBV_WORD_COUNT:
        break;
    }
    return 2;
}

typedef struct check_name {
    obv_finding_id finding;
    char letter;
    const char *name;
} check_name;

static const check_name check_names[OBV_CHECK_COUNT] = {
#define X(finding, letter, id, name) {OBV_##finding, letter, name},
    OBV_CHECKS(X)
#undef X
};

const char *
obv_check_name(obv_check_id check)
{
    return (unsigned)check < OBV_CHECK_COUNT ? check_names[check].name
                                             : "unknown";
}

obv_finding_id
obv_check_finding(obv_check_id check)
{
    return (unsigned)check < OBV_CHECK_COUNT ? check_names[check].finding
                                             : OBV_FINDING_COUNT;
}

const char *
obv_finding_name(obv_finding_id finding)
{
    static const char *const names[OBV_FINDING_COUNT] = {
        [OBV_READABLE] = "readable", [OBV_INTACT] = "intact",
        [OBV_ISSUER] = "issuer",     [OBV_ENTITLED] = "entitled",
        [OBV_IN_DATE] = "in-date",   [OBV_NOT_WITHDRAWN] = "not-withdrawn",
        [OBV_PERSON] = "person",
    };
    return (unsigned)finding < OBV_FINDING_COUNT ? names[finding] : "unknown";
}

const char *
obv_reason_name(obv_reason reason)
{
    switch (reason) {
#define X(number, id, name)                                                    \
    case OBV_REASON_##id:                                                      \
        return name;
        OBV_REASONS(X)
#undef X
    }
    return "unknown";
}

const char *
obv_claim_name(obv_claim_kind kind)
{
    static const char *const names[OBV_CLAIM_COUNT] = {
#define X(id, name) name,
        OBV_CLAIMS(X)
#undef X
    };
    return (unsigned)kind < OBV_CLAIM_COUNT ? names[kind] : "unknown";
}

bool
obv_claim_is_time(obv_claim_kind kind)
{
    switch (kind) {
    case OBV_CLAIM_AWARDED:
    case OBV_CLAIM_VALID_FROM:
    case OBV_CLAIM_VALID_UNTIL:
    case OBV_CLAIM_OBSERVED_FROM:
    case OBV_CLAIM_OBSERVED_TO:
    case OBV_CLAIM_INCIDENT:
    case OBV_CLAIM_PUBLISHED:
        return true;
    default:
        return false;
    }
}

/* "V-" finding letter "-" reason: at most "V-7b-92". */
void
obv_code(obv_check_id check, obv_reason reason, char code[OBV_CODE_SIZE])
{
    unsigned number = (unsigned)reason % 1000;
    unsigned c = (unsigned)check < OBV_CHECK_COUNT ? (unsigned)check : 0;
    char *at = code;
    *at++ = 'V';
    *at++ = '-';
    *at++ = (char)('1' + (int)check_names[c].finding);
    *at++ = check_names[c].letter;
    *at++ = '-';
    if (number >= 100) {
        *at++ = (char)('0' + (int)(number / 100));
    }
    if (number >= 10) {
        *at++ = (char)('0' + (int)(number / 10 % 10));
    }
    *at++ = (char)('0' + (int)(number % 10));
    *at = '\0';
}
