/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every sample gives its word; cut short or with a flipped bit, none is
 * recognised as anything but what its issuer signed.
 *
 * The loops are the longest tests: a stride shortens them under sanitizers.
 */
#include "check.h"
#include "container/container.h"
#include "demo.h"

#if defined(__SANITIZE_ADDRESS__)
#define STRIDE 29
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define STRIDE 29
#endif
#endif
#ifndef STRIDE
#define STRIDE 1
#endif

static obv_trust *trust;
static obv_verifier *verifier;
static obv_verdict first, again;
static obv_found found;

typedef struct sample {
    char path[512];
    obv_slice file, expected;
    obv_question question;
    char name[256], email[256];
} sample;

static int
open_all(void **state)
{
    (void)state;
    trust = demo_trust();
    verifier = obv_new();
    return trust != NULL && verifier != NULL ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    obv_trust_close(trust);
    obv_free(verifier);
    return 0;
}

/* A sample is a file with a file of what is expected beside it. */
static bool
open_sample(const char *name, sample *s)
{
    static const char ending[] = ".expected";
    size_t len = strlen(name), tail = sizeof(ending) - 1;
    memset(s, 0, sizeof(*s));
    if (len <= tail || strcmp(name + len - tail, ending) != 0) {
        return false;
    }
    snprintf(s->path, sizeof(s->path), "sample-badges/%s", name);
    s->expected = file_read(s->path);
    s->path[strlen(s->path) - tail] = '\0';
    s->file = file_read(s->path);
    char at[256];
    s->question = (obv_question){.now = DEMO_NOW, .clock_trusted = true};
    if (demo_expected(s->expected, "at", at)) {
        CHECK_CASE(demo_time(at, &s->question.now), s->path);
    }
    if (demo_expected(s->expected, "name", s->name)) {
        s->question.name = s->name;
    }
    if (demo_expected(s->expected, "email", s->email)) {
        s->question.email = s->email;
    }
    return true;
}

static void
close_sample(sample *s)
{
    file_free(s->file);
    file_free(s->expected);
}

static size_t
for_each_sample(void (*test)(const sample *))
{
    size_t count = 0;
    DIR *folder = opendir("sample-badges");
    CHECK(folder != NULL);
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        sample s;
        if (open_sample(entry->d_name, &s)) {
            CHECK_CASE(s.file.ptr != NULL, s.path);
            test(&s);
            close_sample(&s);
            count++;
        }
    }
    closedir(folder);
    return count;
}

/* A PDF, and a code, are for badge-reader: tests/cli runs those. */
static bool
is_ours(const sample *s)
{
    char code[256];
    return obv_recognise(s->file.ptr, s->file.len) != OBV_CONTAINER_PDF &&
           !demo_expected(s->expected, "code", code);
}

static void
check_word(const sample *s)
{
    char word[256];
    CHECK_CASE(demo_expected(s->expected, "word", word), s->path);
    if (is_ours(s)) {
        CHECK_CASE(obv_check(verifier, trust, s->file.ptr, s->file.len,
                             &s->question, &first) == OBV_OK,
                   s->path);
        CHECK_CASE(obv_verdict_is_sound(&first), s->path);
        CHECK_CASE(first.test, s->path);
        if (strcmp(word, obv_word_name(first.word)) != 0) {
            fail_msg("%s: %s, not %s", s->path, obv_word_name(first.word),
                     word);
        }
    }
}

static void
every_sample_gives_its_word(void **state)
{
    (void)state;
    CHECK(for_each_sample(check_word) > 10);
}

static bool
is_same_claim(const obv_verdict *a, const obv_claim *x, const obv_verdict *b,
              const obv_claim *y)
{
    return x->kind == y->kind && x->origin == y->origin &&
           x->block == y->block && x->criterion == y->criterion &&
           x->time == y->time && x->len == y->len &&
           memcmp(a->text + x->at, b->text + y->at, x->len) == 0;
}

/* What a person is shown of a badge: the same lines, from the same hands. */
static bool
shows_the_same(const obv_verdict *a, const obv_badge *x, const obv_verdict *b,
               const obv_badge *y)
{
    bool same = x->word == y->word && x->claim_count == y->claim_count;
    for (uint32_t i = 0; same && i < x->claim_count; i++) {
        same = is_same_claim(a, &a->claims[x->first_claim + i], b,
                             &b->claims[y->first_claim + i]);
    }
    return same;
}

static bool
is_in_first(const obv_badge *badge)
{
    for (uint32_t i = 0; i < first.badge_count; i++) {
        if (shows_the_same(&first, &first.badges[i], &again, badge)) {
            return true;
        }
    }
    return false;
}

/* Recognised only what the whole sample, which is in `first`, has as well.  Of
   several badges in a file one may be lost: nobody signs that they are
   together. */
static bool
says_no_more(void)
{
    if (again.word == OBV_WORD_RECOGNISED &&
        first.word != OBV_WORD_RECOGNISED) {
        return false;
    }
    for (uint32_t i = 0; i < again.badge_count; i++) {
        if (again.badges[i].word == OBV_WORD_RECOGNISED &&
            !is_in_first(&again.badges[i])) {
            return false;
        }
    }
    return true;
}

static void
check_prefixes(const sample *s)
{
    if (!is_ours(s)) {
        return;
    }
    obv_check(verifier, trust, s->file.ptr, s->file.len, &s->question, &first);
    size_t step = STRIDE * (s->file.len > 20000 ? s->file.len / 5000 : 1);
    for (size_t len = 0; len < s->file.len; len += step) {
        /* A copy of the exact size: reading past it is seen. */
        uint8_t *copy = malloc(len + 1);
        memcpy(copy, s->file.ptr, len);
        obv_check(verifier, trust, copy, len, &s->question, &again);
        free(copy);
        CHECK_CASE(obv_verdict_is_sound(&again), s->path);
        CHECK_CASE(says_no_more(), s->path);
    }
}

static void
no_prefix_says_more_than_the_whole(void **state)
{
    (void)state;
    for_each_sample(check_prefixes);
}

/* The same text stands in many containers; what was flipped once is enough. */
static bool
is_new(obv_slice text)
{
    static uint8_t seen[256][OBV_MAX_HASH];
    static size_t count;
    uint8_t digest[OBV_MAX_HASH] = {0};
    obv_digest(OBV_SHA256, text, digest);
    for (size_t i = 0; i < count; i++) {
        if (memcmp(seen[i], digest, sizeof(digest)) == 0) {
            return false;
        }
    }
    CHECK(count < COUNT(seen));
    memcpy(seen[count++], digest, sizeof(digest));
    return true;
}

static void
flip_text(const sample *s, size_t index)
{
    obv_found_text *t = &found.texts[index];
    for (size_t bit = 0; bit < (size_t)t->len * 8; bit += STRIDE) {
        found.bytes[t->at + bit / 8] ^= (uint8_t)(1u << bit % 8);
        obv_judge(verifier, trust, &found, &s->question, &again);
        found.bytes[t->at + bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (!says_no_more()) {
            fail_msg("%s: bit %zu is not signed", s->path, bit);
        }
    }
}

static void
check_flips(const sample *s)
{
    if (!is_ours(s) ||
        obv_read(verifier, s->file.ptr, s->file.len, &found) != OBV_OK) {
        return;
    }
    obv_judge(verifier, trust, &found, &s->question, &first);
    if (first.word != OBV_WORD_RECOGNISED) {
        return;
    }
    for (size_t i = 0; i < found.count; i++) {
        const obv_found_text *t = &found.texts[i];
        if (is_new((obv_slice){found.bytes + t->at, t->len})) {
            flip_text(s, i);
        }
    }
}

static void
no_flipped_bit_is_recognised_as_something_else(void **state)
{
    (void)state;
    for_each_sample(check_flips);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sample_gives_its_word),
        cmocka_unit_test(no_prefix_says_more_than_the_whole),
        cmocka_unit_test(no_flipped_bit_is_recognised_as_something_else),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
