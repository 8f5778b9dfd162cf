/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Derived proofs of ecdsa-sd-2023: what the holder shows was signed, statement
 * by statement, and what may not be left out is there.
 */
#include "arenas.h"
#include "making.h"
#include "proving.h"

#define DOCUMENT                                                               \
    "<urn:b> <urn:name> \"a badge\" .\n"                                       \
    "<urn:b> <urn:subject> _:s .\n"                                            \
    "_:s <urn:has> _:t .\n"                                                    \
    "_:t <urn:name> \"an achievement\" .\n"                                    \
    "_:t <urn:says> \"yes\" .\n"
#define PARTS(name)                                                            \
    "<urn:b> <urn:name> \"" name "\" .\n<urn:b> <urn:subject> _:s .\n"         \
    "_:s <urn:has> _:t .\n_:t <urn:name> \"an achievement\" .\n"
#define SAYS(word) "_:t <urn:says> \"" word "\" .\n"
#define OPTIONS "_:p <urn:type> <urn:proof> .\n"
#define LINES 5
#define KIND OBV_KEY_P256

/* ---- Making -------------------------------------------------------------- */

/* What a proof is made of; each test changes one thing of a good one. */
typedef struct recipe {
    uint8_t header[3];
    size_t parts;       /* of the outermost array */
    size_t base_bytes;  /* of the issuer's signature that stand there */
    size_t key_bytes;   /* of the other key */
    int key_change;     /* added to its first byte */
    size_t signatures;  /* that stand there */
    size_t wrong;       /* which signature has a bit changed; LINES: none */
    uint64_t labels[3]; /* numbers of the label map */
    uint8_t names[3];   /* what each label is filled with */
    size_t label_count, label_bytes;
    size_t mandatory[3], mandatory_count;
    size_t rest;  /* bytes behind it all */
    bool wrapped; /* the array stands in a tag */
} recipe;

static recipe
good_recipe(void)
{
    return (recipe){
        .header = {0xD9, 0x5D, 0x01},
        .parts = 5,
        .base_bytes = 64,
        .key_bytes = 35,
        .signatures = 3,
        .wrong = LINES,
        .labels = {0, 1},
        .names = {7, 3},
        .label_count = 2,
        .label_bytes = 32,
        .mandatory = {0, 2},
        .mandatory_count = 2,
    };
}

/* RFC 8949 3: a kind and a number. */
static void
put_head(making *m, unsigned kind, uint64_t number)
{
    uint8_t bytes[9] = {(uint8_t)(kind << 5 | 27)};
    if (number < 24) {
        bytes[0] = (uint8_t)(kind << 5 | number);
        making_put(m, bytes, 1);
        return;
    }
    for (size_t i = 0; i < 8; i++) {
        bytes[1 + i] = (uint8_t)(number >> (56 - 8 * i));
    }
    making_put(m, bytes, 9);
}

static void
put_bytes(making *m, const uint8_t *bytes, size_t len)
{
    put_head(m, 2, len);
    making_put(m, bytes, len);
}

/* The document by the names of the recipe, as its issuer had it. */
static obv_canonical
named_lines(const recipe *r, const obv_linked *linked)
{
    obv_canonical canonical, named;
    CHECK(obv_rdfc(&linked->dataset, OBV_SHA256, arena, &canonical) == OBV_OK);
    obv_slice *labels = obv_arena_alloc(arena, 2, sizeof(*labels));
    for (size_t i = 0; i < 2; i++) {
        size_t n = canonical.labels[i].ptr[4] - (size_t)'0';
        uint8_t name[32];
        memset(name, r->names[n], sizeof(name));
        labels[i] = proving_base64url((obv_slice){name, 32}, arena);
    }
    CHECK(obv_rdfc_relabel(&linked->dataset, labels, arena, &named) == OBV_OK);
    CHECK(named.line_count == LINES);
    return named;
}

static bool
is_mandatory(const recipe *r, size_t line)
{
    for (size_t i = 0; i < r->mandatory_count; i++) {
        if (r->mandatory[i] == line) {
            return true;
        }
    }
    return false;
}

/* The other key as a Multikey has it. */
static obv_slice
other_key(const recipe *r)
{
    const char *text = obv_key_to_multikey(proving_key(KIND, 1), arena);
    obv_slice bytes;
    CHECK(obv_base58(obv_slice_of(text + 1), arena, &bytes) == OBV_OK);
    uint8_t *key = obv_arena_alloc(arena, 1, 40);
    CHECK(key != NULL && bytes.len == 35);
    memcpy(key, bytes.ptr, 35);
    key[0] = (uint8_t)(key[0] + r->key_change);
    return (obv_slice){key, 35};
}

static obv_slice
base_signature(const recipe *r, const obv_canonical *named,
               const obv_linked *options, obv_slice key)
{
    making mandatory = {0}, message = {0};
    obv_canonical canonical;
    uint8_t digest[OBV_MAX_HASH];
    for (size_t i = 0; i < named->line_count; i++) {
        if (is_mandatory(r, i)) {
            making_put(&mandatory, named->lines[i].ptr, named->lines[i].len);
        }
    }
    CHECK(obv_rdfc(&options->dataset, OBV_SHA256, arena, &canonical) == OBV_OK);
    making_put(&message, digest,
               obv_digest(OBV_SHA256, canonical.text, digest));
    making_put(&message, key.ptr, key.len);
    making_put(&message, digest,
               obv_digest(OBV_SHA256, making_slice(&mandatory), digest));
    obv_slice signature = proving_sign(KIND, 0, making_slice(&message), arena);
    making_clear(&mandatory);
    making_clear(&message);
    return signature;
}

static void
put_signatures(making *m, const recipe *r, const obv_canonical *named)
{
    size_t put = 0;
    put_head(m, 4, r->signatures);
    for (size_t i = 0; i < named->line_count && put < r->signatures; i++) {
        if (is_mandatory(r, i)) {
            continue;
        }
        uint8_t bytes[64];
        memcpy(bytes, proving_sign(KIND, 1, named->lines[i], arena).ptr, 64);
        bytes[20] ^= put == r->wrong;
        put_bytes(m, bytes, 64);
        put++;
    }
    for (; put < r->signatures; put++) {
        const uint8_t bytes[64] = {1};
        put_bytes(m, bytes, 64);
    }
}

static void
put_lists(making *m, const recipe *r)
{
    put_head(m, 5, r->label_count);
    for (size_t i = 0; i < r->label_count; i++) {
        uint8_t name[64];
        memset(name, r->names[i], sizeof(name));
        put_head(m, 0, r->labels[i]);
        put_bytes(m, name, r->label_bytes);
    }
    put_head(m, 4, r->mandatory_count);
    for (size_t i = 0; i < r->mandatory_count; i++) {
        put_head(m, 0, r->mandatory[i]);
    }
    making_fill(m, '\0', r->rest);
}

static obv_proof
cook(const recipe *r)
{
    static const obv_json *object;
    CHECK(obv_json_parse(obv_slice_of("{}"), OBV_JSON_ANY, arena, &object,
                         NULL) == OBV_OK);
    obv_proof proof = {
        .kind = OBV_PROOF_LINKED,
        .suite = obv_slice_of("ecdsa-sd-2023"),
        .secured = {.object = object},
        .options = {.object = object},
        .linked = proving_linked(DOCUMENT, arena),
        .linked_options = proving_linked(OPTIONS, arena),
    };
    making m = {0};
    obv_canonical named = named_lines(r, proof.linked);
    obv_slice key = other_key(r);
    obv_slice base = base_signature(r, &named, proof.linked_options, key);
    making_put(&m, r->header, 3);
    if (r->wrapped) {
        put_head(&m, 6, 1);
    }
    put_head(&m, 4, r->parts);
    put_bytes(&m, base.ptr, r->base_bytes);
    put_bytes(&m, key.ptr, r->key_bytes);
    put_signatures(&m, r, &named);
    put_lists(&m, r);
    proof.value = proving_base64url(making_slice(&m), arena);
    making_clear(&m);
    return proof;
}

static obv_status
check(const obv_proof *proof)
{
    return obv_proof_check(proof, proving_key(KIND, 0), arena);
}

/* ---- Tests --------------------------------------------------------------- */

static void
a_derived_proof_holds(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    CHECK(check(&proof) == OBV_OK);
    r.mandatory_count = 0; /* all of it is the holder's to show */
    r.signatures = LINES;
    proof = cook(&r);
    CHECK(check(&proof) == OBV_OK);
    r.names[0] = 1; /* the other order of names, and so of lines */
    r.names[1] = 9;
    proof = cook(&r);
    CHECK(check(&proof) == OBV_OK);
    obv_arena_empty(arena);
}

static void
only_the_issuers_key_of_its_kind_makes_it_hold(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    CHECK(obv_proof_check(&proof, proving_key(KIND, 1), arena) ==
          OBV_BAD_SIGNATURE);
    CHECK(obv_proof_check(&proof, proving_key(OBV_KEY_P384, 0), arena) ==
          OBV_WRONG_KEY);
    CHECK(obv_proof_check(&proof, proving_key(OBV_KEY_ED25519, 0), arena) ==
          OBV_WRONG_KEY);
    obv_arena_empty(arena);
}

static void
no_statement_can_be_changed_added_or_taken(void **state)
{
    (void)state;
    static const char *const others[] = {
        DOCUMENT "<urn:b> <urn:x> \"more\" .\n",
        PARTS("another badge") SAYS("yes"),
        PARTS("a badge") SAYS("no"),
        PARTS("a badge"),
    };
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    for (size_t i = 0; i < COUNT(others); i++) {
        proof.linked = proving_linked(others[i], arena);
        CHECK_CASE(check(&proof) == OBV_BAD_SIGNATURE, others[i]);
    }
    proof = cook(&r);
    proof.linked_options = proving_linked("_:p <urn:type> <urn:x> .\n", arena);
    CHECK(check(&proof) == OBV_BAD_SIGNATURE);
    obv_arena_empty(arena);
}

/* What a test does to a good recipe. */
static void
no_change(recipe *r)
{
    (void)r;
}
static void
base_proof(recipe *r)
{
    r->header[2] = 0;
}
static void
other_version(recipe *r)
{
    r->header[2] = 2;
}
static void
no_header(recipe *r)
{
    r->header[0] = 0xD8;
}
static void
four_parts(recipe *r)
{
    r->parts = 4;
}
static void
six_parts(recipe *r)
{
    r->parts = 6;
}
static void
tagged(recipe *r)
{
    r->wrapped = true;
}
static void
short_base(recipe *r)
{
    r->base_bytes = 63;
}
static void
short_key(recipe *r)
{
    r->key_bytes = 34;
}
static void
other_curve(recipe *r)
{
    r->key_change = 1;
}
static void
one_less(recipe *r)
{
    r->signatures = 2;
}
static void
one_more(recipe *r)
{
    r->signatures = 4;
}
static void
first_wrong(recipe *r)
{
    r->wrong = 0;
}
static void
last_wrong(recipe *r)
{
    r->wrong = 2;
}
static void
one_label(recipe *r)
{
    r->label_count = 1;
}
static void
three_labels(recipe *r)
{
    r->label_count = 3, r->labels[2] = 2;
}
static void
label_twice(recipe *r)
{
    r->labels[1] = 0;
}
static void
label_far(recipe *r)
{
    r->labels[1] = 2;
}
static void
long_label(recipe *r)
{
    r->label_bytes = 33;
}
static void
rest_behind(recipe *r)
{
    r->rest = 1;
}
static void
mandatory_turned(recipe *r)
{
    r->mandatory[0] = 2;
    r->mandatory[1] = 0;
}
static void
mandatory_twice(recipe *r)
{
    r->mandatory[1] = 0;
    r->signatures = 4;
}
static void
mandatory_far(recipe *r)
{
    r->mandatory[1] = (size_t)1 << 40;
}

static void
its_value_is_written_as_the_standard_has_it(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        void (*change)(recipe *);
        obv_status status;
    } cases[] = {
        {"good", no_change, OBV_OK},
        {"a base proof", base_proof, OBV_UNSUPPORTED},
        {"another version", other_version, OBV_MALFORMED},
        {"another header", no_header, OBV_MALFORMED},
        {"four parts", four_parts, OBV_MALFORMED},
        {"six parts", six_parts, OBV_MALFORMED},
        {"in a tag", tagged, OBV_MALFORMED},
        {"a short signature", short_base, OBV_MALFORMED},
        {"a short key", short_key, OBV_MALFORMED},
        {"a key of another curve", other_curve, OBV_MALFORMED},
        {"a signature less", one_less, OBV_BAD_SIGNATURE},
        {"a signature more", one_more, OBV_BAD_SIGNATURE},
        {"the first signature wrong", first_wrong, OBV_BAD_SIGNATURE},
        {"the last signature wrong", last_wrong, OBV_BAD_SIGNATURE},
        {"a label less", one_label, OBV_MALFORMED},
        {"a label more", three_labels, OBV_MALFORMED},
        {"a label for one node twice", label_twice, OBV_MALFORMED},
        {"a label for no node", label_far, OBV_MALFORMED},
        {"a long label", long_label, OBV_MALFORMED},
        {"something behind it", rest_behind, OBV_MALFORMED},
        {"mandatory lines in another order", mandatory_turned, OBV_OK},
        {"a mandatory line twice", mandatory_twice, OBV_OK},
        {"a mandatory line that is not there", mandatory_far,
         OBV_BAD_SIGNATURE},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        recipe r = good_recipe();
        cases[i].change(&r);
        obv_proof proof = cook(&r);
        CHECK_CASE(check(&proof) == cases[i].status, cases[i].what);
        obv_arena_empty(arena);
    }
}

/* Two nodes under one name would be one to whoever signed. */
static void
no_two_nodes_share_a_name(void **state)
{
    (void)state;
    recipe r = good_recipe();
    r.names[0] = r.names[1] = 5;
    obv_proof proof = cook(&r);
    CHECK(check(&proof) == OBV_MALFORMED);
    obv_arena_empty(arena);
}

static void
its_value_is_base64url_and_whole(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    obv_slice good = proof.value;
    for (size_t len = 0; len < good.len; len += 3) {
        proof.value.len = len;
        CHECK(check(&proof) == OBV_MALFORMED);
    }
    obv_slice bytes;
    CHECK(obv_base64url((obv_slice){good.ptr + 1, good.len - 1}, arena,
                        &bytes) == OBV_OK);
    bytes.len = 300;
    proof.value = proving_base58(bytes, arena);
    CHECK(check(&proof) == OBV_MALFORMED);
    obv_arena_empty(arena);
}

static void
a_proof_without_its_bytes_is_unsupported(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    proof.trouble = OBV_REASON_UNKNOWN_CONTEXT;
    CHECK(check(&proof) == OBV_UNSUPPORTED);
    proof = cook(&r);
    proof.linked = NULL;
    CHECK(check(&proof) == OBV_UNSUPPORTED);
    proof = cook(&r);
    proof.linked_options = NULL;
    CHECK(check(&proof) == OBV_UNSUPPORTED);
    obv_arena_empty(arena);
}

/* Counts that promise more than there is take no memory. */
static void
large_counts_are_not_believed(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    for (unsigned kind = 2; kind <= 5; kind++) {
        for (size_t before = 0; before < 3; before++) {
            making m = {0};
            const uint8_t bytes[64] = {1};
            making_put(&m, r.header, 3);
            put_head(&m, 4, before > 0 ? 5 : 1u << 30);
            if (before > 0) {
                put_bytes(&m, bytes, 64);
            }
            if (before > 1) {
                put_bytes(&m, bytes, 35);
            }
            put_head(&m, kind, UINT64_MAX / 2);
            proof.value = proving_base64url(making_slice(&m), arena);
            CHECK(check(&proof) == OBV_MALFORMED);
            making_clear(&m);
        }
    }
    obv_arena_empty(arena);
}

static obv_status
check_many(size_t signatures)
{
    recipe r = good_recipe();
    r.signatures = signatures;
    obv_proof proof = cook(&r);
    obv_status status = check(&proof);
    obv_arena_empty(arena);
    return status;
}

static void
statements_have_a_limit(void **state)
{
    (void)state;
    CHECK(check_many(OBV_MAX_DERIVED) == OBV_BAD_SIGNATURE);
    CHECK(check_many(OBV_MAX_DERIVED + 1) == OBV_LIMIT);
}

/* A value that is good up to there, with so many of the rest. */
static obv_status
check_counts(uint64_t labels, uint64_t mandatory)
{
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    making m = {0};
    const uint8_t bytes[64] = {1};
    making_put(&m, r.header, 3);
    put_head(&m, 4, 5);
    put_bytes(&m, bytes, 64);
    put_bytes(&m, bytes, 35);
    put_head(&m, 4, 0);
    put_head(&m, 5, labels);
    for (uint64_t i = 0; i < labels; i++) {
        put_head(&m, 0, i);
        put_bytes(&m, bytes, 32);
    }
    put_head(&m, 4, mandatory);
    for (uint64_t i = 0; i < mandatory; i++) {
        put_head(&m, 0, 0);
    }
    proof.value = proving_base64url(making_slice(&m), arena);
    making_clear(&m);
    obv_status status = check(&proof);
    obv_arena_empty(arena);
    return status;
}

static void
names_and_mandatory_lines_have_a_limit(void **state)
{
    (void)state;
    CHECK(check_counts(OBV_MAX_DERIVED, 0) == OBV_MALFORMED); /* too many */
    CHECK(check_counts(OBV_MAX_DERIVED + 1, 0) == OBV_LIMIT);
    CHECK(check_counts(0, OBV_MAX_DERIVED) == OBV_MALFORMED); /* no names */
    CHECK(check_counts(0, OBV_MAX_DERIVED + 1) == OBV_LIMIT);
}

static void
little_memory_is_said(void **state)
{
    (void)state;
    recipe r = good_recipe();
    obv_proof proof = cook(&r);
    CHECK_EACH_ARENA((proof.linked_options->spelled->known = false,
                      obv_proof_check(&proof, proving_key(KIND, 0), small)));
    obv_arena_empty(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_derived_proof_holds),
        cmocka_unit_test(only_the_issuers_key_of_its_kind_makes_it_hold),
        cmocka_unit_test(no_statement_can_be_changed_added_or_taken),
        cmocka_unit_test(its_value_is_written_as_the_standard_has_it),
        cmocka_unit_test(no_two_nodes_share_a_name),
        cmocka_unit_test(its_value_is_base64url_and_whole),
        cmocka_unit_test(a_proof_without_its_bytes_is_unsupported),
        cmocka_unit_test(large_counts_are_not_believed),
        cmocka_unit_test(statements_have_a_limit),
        cmocka_unit_test(names_and_mandatory_lines_have_a_limit),
        cmocka_unit_test(little_memory_is_said),
    };
    return cmocka_run_group_tests(tests, arena_open, arena_close);
}
