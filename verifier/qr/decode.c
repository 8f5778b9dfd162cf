/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From modules to bytes.
 *
 * A wrong text is worse than none.  Check codewords that the standard keeps
 * from correcting are kept.  Places in doubt are erased, which costs half of
 * what an error costs; but what is erased proves nothing any more, so that with
 * each of them fewer errors are corrected than the arithmetic would allow: a
 * block of chance shall pass once in sixteen million times.
 */
#include "qr/decode.h"

/* Check codewords that erasures leave, in blocks that have few, and others. */
#define FEW_CHECKS 16
#define LEFT_OF_FEW 6
#define LEFT_OF_MANY 4

#define CHANCE (1.0 / (1u << 24))

/* What is surer than that is not erased. */
#define DOUBT 128

/* Shares of what may be erased that are tried, in quarters. */
#define SHARES 4

/* What a module costs to become a bit of a codeword. */
#define MODULE 4

static bool
may_spend(const obv_modules *m, uint64_t points)
{
    return m->effort == NULL || obv_qr_take_effort(m->effort, points);
}

/* The places in a block, the least sure first, as far as they may be erased. */
static unsigned
find_doubts(const obv_rs_block *block, uint8_t ret[static OBV_MAX_PARITY])
{
    unsigned most = block->parity <= FEW_CHECKS ? LEFT_OF_FEW : LEFT_OF_MANY;
    most = block->parity - most;
    unsigned count = 0;
    for (unsigned place = 0; place < block->len; place++) {
        if (block->sure[place] >= DOUBT) {
            continue;
        }
        unsigned at = count < most ? count++ : most;
        while (at > 0 && block->sure[ret[at - 1]] > block->sure[place]) {
            if (at < most) {
                ret[at] = ret[at - 1];
            }
            at--;
        }
        if (at < most) {
            ret[at] = (uint8_t)place;
        }
    }
    return count;
}

/*
 * How many errors may be corrected beside so many erasures: what chance gives
 * can be mended so in C(places, errors) * 255^errors ways of 256^checks.
 */
static unsigned
most_errors(const obv_rs_block *block, unsigned erased, unsigned most)
{
    double chance = 1;
    for (unsigned i = erased; i < block->parity; i++) {
        chance /= 256;
    }
    unsigned errors = 0;
    while (erased + 2 * (errors + 1) <= most) {
        chance *= 255.0 * (block->len - erased - errors) / (errors + 1);
        if (chance > CHANCE) {
            break;
        }
        errors++;
    }
    return errors;
}

/* What a block costs: a step for each of its codewords and each of its check
   codewords, to know that there are errors; as much again to find them, and to
   see that none is left. */
static bool
may_try(const obv_modules *m, const obv_rs_block *block, unsigned rounds)
{
    return may_spend(m, (uint64_t)rounds * block->len * block->parity);
}

/* First as it is, then with more and more of what is in doubt erased, where
   that is allowed. */
static bool
correct(const obv_field *field, const obv_modules *m, const obv_plan *plan,
        obv_rs_block *block)
{
    uint8_t doubts[OBV_MAX_PARITY];
    unsigned most = block->parity - plan->protect, before = 0;
    if (!may_try(m, block, 1)) {
        return false;
    }
    if (obv_solomon_correct(field, block, doubts, 0, most)) {
        return true;
    }
    unsigned count = plan->model1 ? 0 : find_doubts(block, doubts);
    for (unsigned share = 1; share <= SHARES; share++) {
        unsigned erased = count * share / SHARES;
        erased = erased < most ? erased : most;
        unsigned errors = most_errors(block, erased, most);
        if (erased > before && may_try(m, block, 3) &&
            obv_solomon_correct(field, block, doubts, erased,
                                erased + 2 * errors)) {
            return true;
        }
        before = erased;
    }
    return false;
}

/* The data of all blocks, corrected; false where one cannot be. */
static bool
correct_all(const obv_modules *m, const obv_plan *plan, const uint8_t *bytes,
            const uint8_t *sure, uint8_t *data)
{
    obv_field field;
    obv_field_make(&field);
    for (unsigned i = 0; i < plan->blocks; i++) {
        obv_rs_block block;
        if (plan->model1) {
            obv_model1_gather(plan, i, bytes, sure, &block);
        } else {
            obv_qr_gather(plan, i, bytes, sure, &block);
        }
        if (!correct(&field, m, plan, &block)) {
            return false;
        }
        memcpy(data, block.bytes, block.len - block.parity);
        data += block.len - block.parity;
    }
    return true;
}

/* Bytes and how sure they are of, and the data that they hold. */
typedef struct codewords {
    uint8_t bytes[OBV_MAX_CODEWORDS], sure[OBV_MAX_CODEWORDS];
    uint8_t data[OBV_MAX_CODEWORDS];
} codewords;

static obv_status
decode_model2(const obv_modules *m, codewords *c, obv_arena *arena,
              obv_symbol *ret)
{
    obv_level level = OBV_LEVEL_M;
    unsigned mask = 0;
    if (!obv_qr_format(m, &level, &mask) || !obv_qr_version_fits(m)) {
        return OBV_MALFORMED;
    }
    if (!may_spend(m, (uint64_t)m->side * m->side * MODULE)) {
        return OBV_LIMIT;
    }
    obv_plan plan = obv_qr_plan(m->version, level);
    obv_qr_codewords(m, mask, c->bytes, c->sure);
    if (!correct_all(m, &plan, c->bytes, c->sure, c->data)) {
        return OBV_MALFORMED;
    }
    return obv_qr_stream((obv_slice){c->data, plan.data}, m->version, arena,
                         ret);
}

/*
 * What is no symbol of today.  It adds next to nothing to what chance may read:
 * with nothing erased, a block of chance passes once in 3 * 10^9 times (version
 * 1-L), both copies of its format have to be near, which happens once in 100
 * times, and its corner is empty.
 */
static obv_status
decode_model1(const obv_modules *m, codewords *c, obv_arena *arena,
              obv_symbol *ret)
{
    obv_level level = OBV_LEVEL_M;
    unsigned mask = 0;
    if (m->version > OBV_MODEL1_VERSIONS ||
        !obv_model1_format(m, &level, &mask)) {
        return OBV_MALFORMED;
    }
    if (!may_spend(m, (uint64_t)m->side * m->side * MODULE)) {
        return OBV_LIMIT;
    }
    unsigned count = obv_model1_codewords(m, mask, c->bytes, c->sure);
    obv_plan plan = obv_model1_plan(m->version, level, count);
    c->bytes[0] &= 0x0F;
    if (!correct_all(m, &plan, c->bytes, c->sure, c->data) ||
        c->data[0] >> 4 != 0) {
        return OBV_MALFORMED;
    }
    obv_model1_drop_corner(c->data, plan.data);
    return obv_qr_stream((obv_slice){c->data, plan.data}, m->version, arena,
                         ret);
}

bool
obv_qr_is_model1(const obv_modules *seen)
{
    obv_modules m = *seen;
    obv_level level;
    unsigned mask;
    m.version = (m.side - 17) / 4;
    return m.version <= OBV_MODEL1_VERSIONS &&
           obv_model1_format(&m, &level, &mask);
}

obv_status
obv_qr_decode_modules(const obv_modules *seen, obv_arena *arena,
                      obv_symbol *ret)
{
    assert(seen->side >= 21 && seen->side <= OBV_MAX_MODULES &&
           seen->side % 4 == 1);

    obv_modules m = *seen;
    m.version = (m.side - 17) / 4;
    const obv_symbol blank = {.version = (uint8_t)m.version, .reader = "own"};
    codewords c;
    *ret = blank;
    obv_status status = decode_model2(&m, &c, arena, ret);
    if (status == OBV_MALFORMED) {
        *ret = blank;
        status = decode_model1(&m, &c, arena, ret);
    }
    return status;
}
