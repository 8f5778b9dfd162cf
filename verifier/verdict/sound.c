/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a verdict that came out of a cell can be used.
 *
 * A judge that was broken into can still lie about what a badge says; it
 * cannot make the parent read outside its own memory, print what is not text,
 * or show a word that its own findings do not give.
 */
#include "verdict/verdict.h"

/* No date of a badge lies beyond what a number of JSON can say; with one that
   does, the sums of the report would overflow. */
#define LAST_TIME (INT64_C(1) << 53)

static bool
time_is_sound(int64_t time)
{
    return time >= -LAST_TIME && time <= LAST_TIME;
}

static bool
result_is_sound(const obv_result *r)
{
    return (unsigned)r->outcome <= OBV_YES && time_is_sound(r->as_of) &&
           strcmp(obv_reason_name(r->reason), "unknown") != 0;
}

/* Any other byte in a bool is not for C to read. */
static bool
is_bool(const bool *flag)
{
    unsigned char byte;
    memcpy(&byte, flag, 1);
    return byte <= 1;
}

bool
obv_is_suite_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.' ||
           c == '?';
}

static bool
suite_is_sound(const obv_proof_finding *f)
{
    size_t i = 0;
    while (i < sizeof(f->suite) && obv_is_suite_letter(f->suite[i])) {
        i++;
    }
    return i < sizeof(f->suite) && f->suite[i] == '\0';
}

static bool
proof_is_sound(const obv_proof_finding *f)
{
    return suite_is_sound(f) && (unsigned)f->outcome <= OBV_YES &&
           strcmp(obv_reason_name(f->reason), "unknown") != 0 &&
           is_bool(&f->chained) && time_is_sound(f->created) &&
           time_is_sound(f->expires);
}

/* Nobody is recognised without a proof that counts, nor beside a bad one. */
static bool
proofs_are_sound(const obv_badge *b)
{
    bool good = false, bad = false;
    if (b->proof_count > OBV_MAX_PROOFS) {
        return false;
    }
    for (uint32_t i = 0; i < b->proof_count; i++) {
        const obv_proof_finding *f = &b->proofs[i];
        if (!proof_is_sound(f)) {
            return false;
        }
        good = good || f->outcome == OBV_YES;
        bad = bad || f->reason == OBV_REASON_BAD_SIGNATURE ||
              f->reason == OBV_REASON_ODD_SIGNATURE;
    }
    return b->word != OBV_WORD_RECOGNISED || (good && !bad);
}

/* The word and the findings, worked out again from the checks. */
static bool
badge_follows(const obv_badge *badge)
{
    obv_badge again = *badge;
    obv_badge_close(&again);
    return again.word == badge->word && again.decided_by == badge->decided_by &&
           strcmp(again.code, badge->code) == 0 &&
           memcmp(again.findings, badge->findings, sizeof(again.findings)) == 0;
}

/* Claims follow each other, badge by badge, and texts claim by claim: one that
   stood for many would make a report without end.  *claims is moved on. */
static bool
badge_is_sound(const obv_verdict *v, uint32_t index, uint32_t *claims)
{
    const obv_badge *b = &v->badges[index];
    if ((unsigned)b->kind > OBV_KIND_OTHER || (unsigned)b->edition > OBV_CLR2 ||
        (unsigned)b->place > OBV_PLACE_ENDORSING || b->parent < -1 ||
        b->parent >= (int32_t)index || b->text >= OBV_MAX_FOUND ||
        b->first_claim != *claims ||
        b->claim_count > v->claim_count - *claims ||
        memchr(b->code, '\0', sizeof(b->code)) == NULL) {
        return false;
    }
    *claims += b->claim_count;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        if (!result_is_sound(&b->checks[i])) {
            return false;
        }
    }
    return (b->place == OBV_PLACE_TOP) == (b->parent == -1) &&
           proofs_are_sound(b) && badge_follows(b);
}

/* Whether it holds a text or not, at the end of the one before. */
static bool
text_is_sound(const obv_verdict *v, const obv_claim *c, uint32_t *end)
{
    if (c->len == 0) {
        return c->at <= v->text_len;
    }
    if (c->at != *end || c->len > OBV_MAX_CLAIM ||
        c->len > v->text_len - *end) {
        return false;
    }
    *end += c->len;
    return obv_is_clean((obv_slice){(const uint8_t *)v->text + c->at, c->len});
}

static bool
claim_is_sound(const obv_verdict *v, const obv_claim *c, uint32_t *end)
{
    return (unsigned)c->kind < OBV_CLAIM_COUNT &&
           (unsigned)c->origin <= OBV_ORIGIN_LIST &&
           (unsigned)c->block < OBV_BLOCK_COUNT &&
           (unsigned)c->criterion <= OBV_CRITERION_OPTIONAL_MET &&
           c->zone >= -OBV_MAX_ZONE && c->zone <= OBV_MAX_ZONE &&
           time_is_sound(c->time) && text_is_sound(v, c, end);
}

static bool
other_is_sound(const obv_verdict *v, const obv_other *o, uint32_t *end)
{
    const obv_claim shown = {.at = o->at, .len = o->len};
    return (unsigned)o->kind < OBV_CODE_KIND_COUNT &&
           strcmp(obv_reason_name(o->reason), "unknown") != 0 &&
           o->text < OBV_MAX_FOUND && o->part <= o->parts &&
           o->parts <= OBV_MAX_PARTS && o->len <= OBV_MAX_SHOWN &&
           text_is_sound(v, &shown, end);
}

/* The file's word is the one that its badges and codes give.  Only a file
   without any badge has one of its own, and that speaks of the file alone. */
static bool
word_follows(const obv_verdict *v)
{
    if (v->badge_count == 0) {
        return v->badge == -1 &&
               (v->word == OBV_WORD_UNDECIDED || v->word == OBV_WORD_NO_BADGE ||
                v->word == OBV_WORD_MALFORMED);
    }
    obv_word word;
    obv_reason reason;
    return obv_file_word(v, &word, &reason) == v->badge && word == v->word &&
           reason == v->reason;
}

static bool
counts_are_sound(const obv_verdict *v)
{
    return (unsigned)v->word < OBV_WORD_COUNT && is_bool(&v->test) &&
           is_bool(&v->cut) && v->badge_count <= OBV_MAX_BADGES &&
           v->claim_count <= OBV_MAX_CLAIMS &&
           v->text_len <= OBV_MAX_CLAIM_TEXT &&
           v->other_count <= OBV_MAX_OTHERS &&
           strcmp(obv_reason_name(v->reason), "unknown") != 0;
}

bool
obv_verdict_is_sound(const obv_verdict *v)
{
    if (!counts_are_sound(v)) {
        return false;
    }
    uint32_t claims = 0, end = 0;
    for (uint32_t i = 0; i < v->badge_count; i++) {
        if (!badge_is_sound(v, i, &claims)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < v->claim_count; i++) {
        if (!claim_is_sound(v, &v->claims[i], &end)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < v->other_count; i++) {
        if (!other_is_sound(v, &v->others[i], &end)) {
            return false;
        }
    }
    return claims == v->claim_count && end == v->text_len && word_follows(v);
}
