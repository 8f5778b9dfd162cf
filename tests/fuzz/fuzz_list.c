/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: the parser of trust lists, and that of roots, without the
 * signatures that stand before both.  What is accepted must be usable, and
 * what is refused must come with a reason that can be shown.
 */
#include "trust/trust.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check_trouble(obv_status status, const obv_trouble *trouble)
{
    obv_slice what = obv_slice_of(trouble->what);
    if (status != OBV_OK && status != OBV_NO_MEMORY &&
        (what.len == 0 || !obv_is_utf8(what) || !obv_is_clean(what))) {
        abort();
    }
}

/* Each id leads to its issuer, each key id to its key, and to no other. */
static void
check_issuer(const obv_trust *trust, const obv_listed_issuer *issuer,
             obv_arena *arena)
{
    for (size_t i = 0; i < issuer->id_count; i++) {
        const obv_listed_issuer *found =
            obv_trust_issuer(trust, issuer->ids[i]);
        if (found != (issuer->removed ? NULL : issuer)) {
            abort();
        }
    }
    for (size_t i = 0; i < issuer->key_count; i++) {
        obv_key_hint by_id = {.id = issuer->keys[i].id};
        obv_key_hint by_key = {.id = {by_id.id.ptr, 0},
                               .shown = &issuer->keys[i].key};
        const obv_listed_key *found;
        if (obv_trust_key(issuer, &by_id, arena, NULL, &found) != OBV_OK ||
            found != &issuer->keys[i] ||
            obv_trust_key(issuer, &by_key, arena, NULL, &found) != OBV_OK ||
            found != &issuer->keys[i]) {
            abort();
        }
    }
}

static void
check_list(const obv_trust *trust, obv_arena *arena)
{
    static const uint8_t zeros[16];
    const obv_trust_facts *facts = obv_trust_about(trust);
    size_t count;
    const obv_listed_issuer *issuers = obv_trust_issuers(trust, &count);
    if (facts->issued > facts->fresh_until ||
        facts->fresh_until > facts->usable_until || facts->seq == 0 ||
        obv_trust_withdrawal(trust, NULL, obv_slice_of(""), zeros) != NULL) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        check_issuer(trust, &issuers[i], arena);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static const obv_trust_facts facts = {.region = "demo"};
    static obv_arena *arena;
    if (arena == NULL) {
        arena = obv_arena_new((size_t)4 * 1024 * 1024);
    }
    if (arena == NULL || !obv_sodium_start()) {
        abort();
    }
    obv_slice body = {bytes, len};
    obv_trouble trouble = {0};
    obv_trust *trust;
    obv_root root;
    obv_status status = obv_list_parse(body, &facts, &trust, &trouble);
    check_trouble(status, &trouble);
    if (trust != NULL) {
        check_list(trust, arena);
    }
    obv_trust_close(trust);
    trouble = (obv_trouble){0};
    status = obv_root_parse(body, "root.1.json", arena, &root, &trouble);
    check_trouble(status, &trouble);
    if (status == OBV_OK && (root.list.threshold > root.list.count ||
                             root.root.threshold > root.root.count)) {
        abort();
    }
    obv_arena_empty(arena);
    return 0;
}
