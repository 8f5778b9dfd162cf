/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reed-Solomon over GF(256), errors and erasures: the locator by Berlekamp and
 * Massey, started with the erasures; its roots by trying all; values by Forney.
 */
#include "qr/decode.h"

#define POLYNOMIAL 0x11Du
#define TERMS (OBV_MAX_PARITY + 1)

void
obv_field_make(obv_field *field)
{
    unsigned value = 1;
    for (unsigned i = 0; i < 255; i++) {
        field->power[i] = field->power[i + 255] = (uint8_t)value;
        field->log[value] = (uint8_t)i;
        value <<= 1;
        value ^= value > 255 ? POLYNOMIAL : 0;
    }
    field->power[510] = field->power[511] = 1;
    field->log[0] = 0;
}

static uint8_t
times(const obv_field *f, uint8_t a, uint8_t b)
{
    return a == 0 || b == 0 ? 0 : f->power[f->log[a] + f->log[b]];
}

static uint8_t
over(const obv_field *f, uint8_t a, uint8_t b)
{
    return a == 0 ? 0 : f->power[f->log[a] + 255 - f->log[b]];
}

/* The polynomial of `count` terms, the lowest first, at a power of alpha. */
static uint8_t
value_at(const obv_field *f, const uint8_t *terms, unsigned count,
         unsigned power)
{
    uint8_t sum = 0;
    for (unsigned i = count; i-- > 0;) {
        sum = (uint8_t)(times(f, sum, f->power[power]) ^ terms[i]);
    }
    return sum;
}

/* False: there is nothing to correct. */
static bool
find_syndromes(const obv_field *f, const obv_rs_block *block,
               uint8_t ret[static OBV_MAX_PARITY])
{
    bool any = false;
    for (unsigned i = 0; i < block->parity; i++) {
        uint8_t sum = 0;
        for (unsigned k = 0; k < block->len; k++) {
            sum = (uint8_t)(times(f, sum, f->power[i]) ^ block->bytes[k]);
        }
        ret[i] = sum;
        any = any || sum != 0;
    }
    return any;
}

/* The power of alpha that stands for a place. */
static unsigned
power_of(const obv_rs_block *block, unsigned place)
{
    return block->len - 1 - place;
}

/* terms *= 1 - x * alpha^power */
static void
put_root(const obv_field *f, uint8_t terms[static TERMS], unsigned parity,
         unsigned power)
{
    for (unsigned i = parity; i > 0; i--) {
        terms[i] ^= times(f, terms[i - 1], f->power[power]);
    }
}

typedef struct locator {
    uint8_t terms[TERMS];
    unsigned degree;
} locator;

static void
shift(uint8_t terms[static TERMS])
{
    memmove(terms + 1, terms, TERMS - 1);
    terms[0] = 0;
}

/* `ret` holds the locator of the erasures, and gets that of all. */
static void
find_locator(const obv_field *f, const uint8_t *syndromes, unsigned parity,
             unsigned erasures, locator *ret)
{
    uint8_t last[TERMS];
    unsigned length = erasures;
    memcpy(last, ret->terms, TERMS);
    for (unsigned r = erasures + 1; r <= parity; r++) {
        uint8_t differ = 0;
        for (unsigned i = 0; i < r; i++) {
            differ ^= times(f, ret->terms[i], syndromes[r - 1 - i]);
        }
        shift(last);
        if (differ == 0) {
            continue;
        }
        uint8_t next[TERMS];
        for (unsigned i = 0; i <= parity; i++) {
            next[i] = (uint8_t)(ret->terms[i] ^ times(f, differ, last[i]));
        }
        if (2 * length <= r + erasures - 1) {
            length = r + erasures - length;
            for (unsigned i = 0; i <= parity; i++) {
                last[i] = over(f, ret->terms[i], differ);
            }
        }
        memcpy(ret->terms, next, TERMS);
    }
    ret->degree = 0;
    for (unsigned i = 1; i <= parity; i++) {
        ret->degree = ret->terms[i] != 0 ? i : ret->degree;
    }
}

/* Puts right the place of one root of the locator. */
static bool
correct_place(const obv_field *f, const locator *l, const uint8_t *evaluator,
              unsigned place, obv_rs_block *block)
{
    unsigned power = power_of(block, place), inverse = (255 - power) % 255;
    uint8_t slope = 0; /* of the locator: its odd terms */
    for (unsigned i = 1; i <= l->degree; i += 2) {
        slope ^= times(f, l->terms[i], f->power[(i - 1) * inverse % 255]);
    }
    if (slope == 0) {
        return false;
    }
    uint8_t value = value_at(f, evaluator, block->parity, inverse);
    value = times(f, over(f, value, slope), f->power[power]);
    block->bytes[place] ^= value;
    return true;
}

static bool
correct_all(const obv_field *f, const locator *l, const uint8_t *syndromes,
            obv_rs_block *block)
{
    uint8_t evaluator[OBV_MAX_PARITY] = {0};
    for (unsigned i = 0; i < block->parity; i++) {
        for (unsigned k = 0; k <= i && k <= l->degree; k++) {
            evaluator[i] ^= times(f, l->terms[k], syndromes[i - k]);
        }
    }
    unsigned roots = 0;
    for (unsigned place = 0; place < block->len; place++) {
        unsigned inverse = (255 - power_of(block, place)) % 255;
        if (value_at(f, l->terms, l->degree + 1, inverse) == 0) {
            roots++;
            if (!correct_place(f, l, evaluator, place, block)) {
                return false;
            }
        }
    }
    return roots == l->degree;
}

bool
obv_solomon_correct(const obv_field *field, obv_rs_block *block,
                    const uint8_t *erased, unsigned count, unsigned most)
{
    assert(count <= block->parity && block->parity <= OBV_MAX_PARITY);

    uint8_t syndromes[OBV_MAX_PARITY];
    if (!find_syndromes(field, block, syndromes)) {
        return true;
    }
    locator l = {.terms = {1}};
    for (unsigned i = 0; i < count; i++) {
        put_root(field, l.terms, block->parity, power_of(block, erased[i]));
    }
    find_locator(field, syndromes, block->parity, count, &l);
    if (l.degree < count || 2 * l.degree - count > most) {
        return false;
    }
    obv_rs_block before = *block;
    if (correct_all(field, &l, syndromes, block) &&
        !find_syndromes(field, block, syndromes)) {
        return true;
    }
    *block = before;
    return false;
}
