/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: any sound record, printed in both formats.  The input is
 * read as a recipe, so that records are sound that no judge would write: badges
 * in badges, groups without a head, texts of all scripts, times beyond every
 * calendar.
 */
#include "paging.h"
#include "verdict/verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static obv_verdict verdict;
static obv_found found;
static obv_arena *arena;

/* Zeros behind the end. */
static uint64_t
take(obv_slice *recipe, size_t bytes)
{
    uint64_t number = 0;
    obv_slice one;
    for (size_t i = 0; i < bytes; i++) {
        number = number << 8;
        number |= obv_take(recipe, 1, &one) ? one.ptr[0] : 0;
    }
    return number;
}

static unsigned
choose(obv_slice *recipe, unsigned count)
{
    return (unsigned)take(recipe, 1) % count;
}

static obv_reason
choose_reason(obv_slice *recipe)
{
    static const obv_reason reasons[] = {
#define X(number, id, name) OBV_REASON_##id,
        OBV_REASONS(X)
#undef X
    };
    return reasons[choose(recipe, COUNT(reasons))];
}

/* Small ones are dates, as they often are; large ones are at the limits. */
static int64_t
choose_time(obv_slice *recipe)
{
    const int64_t last = INT64_C(1) << 53;
    uint64_t number = take(recipe, 5);
    switch (choose(recipe, 4)) {
    case 0:
        return last - (int64_t)number;
    case 1:
        return -last + (int64_t)number;
    default:
        return (int64_t)number - (INT64_C(1) << 38);
    }
}

/* The next bytes as a text, where they are one. */
static void
add_text(obv_slice *recipe, obv_claim *claim)
{
    size_t len = (size_t)take(recipe, 1) * (choose(recipe, 8) == 0 ? 32 : 1);
    obv_slice text, clean;
    if (!obv_take(recipe, len < recipe->len ? len : recipe->len, &text) ||
        !obv_is_utf8(text) || obv_clean(text, arena, &clean) != OBV_OK) {
        return;
    }
    clean = obv_cut(clean, OBV_MAX_CLAIM);
    if (clean.len == 0 || clean.len > OBV_MAX_CLAIM_TEXT - verdict.text_len ||
        !obv_is_clean(clean)) {
        return; /* cut, a text may begin to end in a joiner */
    }
    claim->at = verdict.text_len;
    claim->len = (uint32_t)clean.len;
    memcpy(verdict.text + claim->at, clean.ptr, clean.len);
    verdict.text_len += claim->len;
}

static void
add_claim(obv_slice *recipe)
{
    obv_claim claim = {
        .kind = (obv_claim_kind)choose(recipe, OBV_CLAIM_COUNT),
        .origin = (obv_origin)choose(recipe, 3),
        .block = (obv_block)choose(recipe, OBV_BLOCK_COUNT),
        .criterion = (obv_criterion)choose(recipe, 3),
    };
    if (obv_claim_is_time(claim.kind)) {
        claim.time = choose_time(recipe);
        claim.zone = (int32_t)choose(recipe, 49) * 60 - OBV_MAX_ZONE;
    } else {
        add_text(recipe, &claim);
    }
    if (verdict.claim_count < OBV_MAX_CLAIMS) {
        verdict.claims[verdict.claim_count++] = claim;
    }
}

static void
choose_checks(obv_slice *recipe, obv_badge *badge)
{
    bool all_yes = choose(recipe, 2) == 0;
    for (size_t i = 0; i < OBV_CHECK_COUNT; i++) {
        badge->checks[i].outcome = OBV_YES;
        if (!all_yes) {
            badge->checks[i].outcome = (obv_outcome)choose(recipe, 3);
            badge->checks[i].reason = choose_reason(recipe);
        }
    }
    badge->checks[choose(recipe, OBV_CHECK_COUNT)].as_of = choose_time(recipe);
}

static void
choose_suite(obv_slice *recipe, obv_proof_finding *f)
{
    size_t len = choose(recipe, sizeof(f->suite));
    for (size_t i = 0; i < len; i++) {
        char c = (char)take(recipe, 1);
        f->suite[i] = obv_is_suite_letter(c) ? c : '?';
    }
}

/* Nobody is recognised without a good one, nor beside a bad one. */
static void
choose_proofs(obv_slice *recipe, obv_badge *badge)
{
    badge->proof_count = choose(recipe, OBV_MAX_PROOFS + 1);
    for (uint32_t i = 0; i < badge->proof_count; i++) {
        obv_proof_finding *f = &badge->proofs[i];
        choose_suite(recipe, f);
        f->outcome = (obv_outcome)choose(recipe, 3);
        f->reason = choose_reason(recipe);
        f->chained = choose(recipe, 2) == 0;
        f->created = choose_time(recipe);
        f->expires = choose_time(recipe);
    }
    if (badge->word == OBV_WORD_RECOGNISED) {
        badge->proof_count = 1;
        badge->proofs[0].outcome = OBV_YES;
        badge->proofs[0].reason = OBV_REASON_NONE;
    }
}

static void
add_badge(obv_slice *recipe)
{
    uint32_t index = verdict.badge_count;
    obv_badge *badge = obv_badge_new(&verdict, choose(recipe, OBV_MAX_FOUND));
    if (badge == NULL) {
        return;
    }
    badge->kind = (obv_kind)choose(recipe, OBV_KIND_OTHER + 1);
    badge->edition = (obv_edition)choose(recipe, OBV_CLR2 + 1);
    if (index > 0 && choose(recipe, 4) > 0) {
        badge->parent = (int32_t)choose(recipe, index);
        badge->place =
            choose(recipe, 2) == 0 ? OBV_PLACE_INSIDE : OBV_PLACE_ENDORSING;
    }
    choose_checks(recipe, badge);
    obv_badge_close(badge);
    choose_proofs(recipe, badge);
    for (unsigned n = choose(recipe, 64); n > 0; n--) {
        add_claim(recipe);
    }
    badge->claim_count = verdict.claim_count - badge->first_claim;
}

static void
make_verdict(obv_slice *recipe)
{
    verdict.badge_count = verdict.claim_count = verdict.text_len = 0;
    verdict.word = (obv_word)choose(recipe, OBV_WORD_MALFORMED + 1);
    verdict.badge = -1;
    verdict.reason = choose_reason(recipe);
    verdict.test = choose(recipe, 2) == 0;
    verdict.cut = choose(recipe, 2) == 0;
    while (recipe->len > 0 && verdict.badge_count < OBV_MAX_BADGES) {
        add_badge(recipe);
    }
    int32_t deciding = obv_file_word(&verdict, &verdict.word, &verdict.reason);
    verdict.badge = deciding;
    paging_ask(obv_verdict_is_sound(&verdict));
}

static void
make_found(obv_slice *recipe)
{
    memset(&found, 0, offsetof(obv_found, bytes));
    found.container = (obv_container)choose(recipe, OBV_CONTAINER_COUNT);
    found.count = choose(recipe, OBV_MAX_FOUND + 1);
    found.reason =
        found.count > 0 ? OBV_REASON_NONE : OBV_REASON_NO_BADGE_PICTURE;
    for (uint32_t i = 0; i < found.count; i++) {
        memcpy(found.texts[i].where, "JWS", sizeof("JWS"));
        found.texts[i].notes = choose(recipe, 8);
        found.texts[i].at = i;
        found.texts[i].len = 1;
    }
    found.bytes_len = found.count;
    paging_ask(obv_found_is_sound(&found));
}

/* Escapes are ours alone: with them taken out, the page is plain. */
static void
check_colours(obv_verifier *verifier, const obv_page *page)
{
    static paged out;
    size_t kept = 0;
    out.len = 0;
    paging_ask(obv_report(verifier, "text", page, paging_write, &out) ==
               OBV_OK);
    for (size_t i = 0; i < out.len; i++) {
        if (out.text[i] == '\033' && i + 1 < out.len &&
            out.text[i + 1] == '[') {
            while (i < out.len && out.text[i] != 'm') {
                i++;
            }
        } else {
            out.text[kept++] = out.text[i];
        }
    }
    paging_ask(paging_is_plain((obv_slice){(const uint8_t *)out.text, kept}));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const unsigned widths[] = {0, 1, 32, 49, 80, 1000, UINT32_MAX};
    static obv_verifier *verifier;
    if (verifier == NULL) {
        verifier = obv_new();
        arena = obv_arena_new(OBV_ARENA);
    }
    paging_ask(verifier != NULL && arena != NULL);
    obv_slice recipe = {bytes, len};
    obv_trust_facts list = {.name = "L", .keeper = "K", .root = "R", .seq = 1};
    obv_question question = {.now = choose_time(&recipe), .name = "Z"};
    obv_page page = {.file = "fuzz\033[31m\n",
                     .verdict = &verdict,
                     .trust = &list,
                     .question = &question,
                     .sentences = obv_english()};
    list.issued = choose_time(&recipe);
    list.fresh_until = list.usable_until = choose_time(&recipe);
    page.clock = choose_time(&recipe);
    page.width = widths[choose(&recipe, COUNT(widths))];
    page.found = choose(&recipe, 8) == 0 ? NULL : &found;
    make_found(&recipe);
    make_verdict(&recipe);

    paging_report(verifier, &page);
    page.colour = true;
    check_colours(verifier, &page);
    obv_arena_empty(arena);
    return 0;
}
