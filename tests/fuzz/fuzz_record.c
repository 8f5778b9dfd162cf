/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: a cell that was broken into.  A record of a real check is
 * changed in a few places; what is sound all the same can be judged and
 * printed.
 */
#include "demo.h"
#include "paging.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Few, so that a byte of the input chooses well; of all kinds. */
static const char *const samples[] = {
    "sample-badges/indispensable.png", "sample-badges/clr.jws",
    "sample-badges/withdrawn.png",     "sample-badges/no-badge.png",
    "sample-badges/endorsed.jws",
};

typedef struct world {
    obv_verifier *verifier;
    obv_trust *trust;
    obv_found founds[COUNT(samples)], found;
    obv_verdict verdicts[COUNT(samples)], verdict;
} world;

static const obv_question question = {.now = DEMO_NOW, .clock_trusted = true};

static world *
make_world(void)
{
    world *w = calloc(1, sizeof(*w));
    paging_ask(w != NULL);
    w->verifier = obv_new();
    w->trust = demo_trust();
    paging_ask(w->verifier != NULL && w->trust != NULL);
    for (size_t i = 0; i < COUNT(samples); i++) {
        obv_slice file = file_read(samples[i]);
        paging_ask(file.ptr != NULL &&
                   obv_read(w->verifier, file.ptr, file.len, &w->founds[i]) ==
                       OBV_OK &&
                   obv_judge(w->verifier, w->trust, &w->founds[i], &question,
                             &w->verdicts[i]) == OBV_OK);
        file_free(file);
    }
    return w;
}

/* The parts of a record that are in use: where a change can matter. */
typedef struct part {
    uint8_t *at;
    size_t len;
} part;

static part
part_of(world *w, unsigned which)
{
    obv_verdict *v = &w->verdict;
    obv_found *f = &w->found;
    const part parts[] = {
        {(uint8_t *)v, offsetof(obv_verdict, badges)},
        {(uint8_t *)v->badges, (v->badge_count % 4 + 1) * sizeof(obv_badge)},
        {(uint8_t *)v->claims, (v->claim_count % 64 + 1) * sizeof(obv_claim)},
        {(uint8_t *)v->text, v->text_len % 8192 + 1},
        {(uint8_t *)f, offsetof(obv_found, bytes)},
        {f->bytes, f->bytes_len % 8192 + 1},
    };
    return parts[which % COUNT(parts)];
}

/* input ::= sample:byte change* ; change ::= part:byte offset:u16 value:byte */
static void
change(world *w, const uint8_t *bytes, size_t len)
{
    for (; len >= 4; bytes += 4, len -= 4) {
        part p = part_of(w, bytes[0]);
        p.at[(bytes[1] * 256u + bytes[2]) % p.len] = bytes[3];
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static world *w;
    if (w == NULL) {
        w = make_world();
    }
    if (len == 0) {
        return 0;
    }
    w->found = w->founds[bytes[0] % COUNT(samples)];
    w->verdict = w->verdicts[bytes[0] % COUNT(samples)];
    change(w, bytes + 1, len - 1);

    if (!obv_found_is_sound(&w->found)) {
        return 0;
    }
    obv_page page = {.file = "fuzz",
                     .verdict = &w->verdict,
                     .found = &w->found,
                     .trust = obv_trust_about(w->trust),
                     .question = &question,
                     .clock = DEMO_NOW,
                     .sentences = obv_english()};
    if (obv_verdict_is_sound(&w->verdict)) {
        paging_report(w->verifier, &page);
    }
    (void)obv_judge(w->verifier, w->trust, &w->found, &question, &w->verdict);
    paging_ask(obv_verdict_is_sound(&w->verdict));
    paging_report(w->verifier, &page);
    return 0;
}
