/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two names compare, as people write them: « DUPONT-LÉGER Marie » is
 * « Marie Dupont Leger »; « Marie Dupond » is close, and a question to ask.
 */
#include "verdict/verdict.h"

#define MAX_WORDS 16

/* Words that come and go with forms and marriages. */
static bool
is_particle(obv_slice word)
{
    static const char *const particles[] = {
        "d",   "da", "das", "de",     "dei", "del",      "della", "der",
        "des", "di", "dos", "du",     "e",   "el",       "la",    "le",
        "les", "l",  "m",   "madame", "mme", "monsieur", "mlle",  "mr",
        "mrs", "ms", "van", "von",    "y",   "zu",
    };
    for (size_t i = 0; i < COUNT(particles); i++) {
        if (obv_slice_is(word, particles[i])) {
            return true;
        }
    }
    return false;
}

static int
compare_words(obv_slice a, obv_slice b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter > 0 ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

typedef struct name_words {
    obv_slice word[MAX_WORDS];
    size_t count;
} name_words;

/* Sorted, so that order does not count.  False where there are too many. */
static bool
add_word(name_words *words, obv_slice word)
{
    if (words->count == MAX_WORDS) {
        return false;
    }
    size_t at = words->count++;
    while (at > 0 && compare_words(word, words->word[at - 1]) < 0) {
        words->word[at] = words->word[at - 1];
        at--;
    }
    words->word[at] = word;
    return true;
}

static obv_status
collect_words(obv_slice folded, bool with_particles, name_words *ret)
{
    obv_slice word;
    ret->count = 0;
    while (folded.len > 0) {
        if (!obv_slice_cut(folded, ' ', &word, &folded)) {
            word = folded;
            folded.len = 0;
        }
        if (word.len > 0 && (with_particles || !is_particle(word)) &&
            !add_word(ret, word)) {
            return OBV_LIMIT;
        }
    }
    return OBV_OK;
}

static obv_status
split_name(obv_slice name, obv_arena *arena, name_words *ret)
{
    obv_slice folded;
    TRY(obv_fold_name(name, arena, &folded));
    TRY(collect_words(folded, false, ret));
    /* « Le » and « Van » are family names too. */
    return ret->count > 0 ? OBV_OK : collect_words(folded, true, ret);
}

/* At most one letter more, less, other or swapped with its neighbour. */
static bool
is_slip(obv_slice a, obv_slice b)
{
    if (a.len > b.len) {
        obv_slice swap = a;
        a = b;
        b = swap;
    }
    if (b.len - a.len > 1 || a.len < 3) {
        return false;
    }
    size_t i = 0;
    while (i < a.len && a.ptr[i] == b.ptr[i]) {
        i++;
    }
    size_t left = a.len - i;
    const uint8_t *pa = a.ptr + i, *pb = b.ptr + i;
    if (a.len < b.len) {
        return memcmp(pa, pb + 1, left) == 0;
    }
    if (left == 0 || memcmp(pa + 1, pb + 1, left - 1) == 0) {
        return true;
    }
    return pa[0] == pb[1] && pa[1] == pb[0] &&
           memcmp(pa + 2, pb + 2, left - 2) == 0;
}

/* How many words of `few` stand in `many`, as they are or with a slip. */
static void
match_words(const name_words *few, const name_words *many, size_t *same,
            size_t *slips)
{
    bool met[MAX_WORDS] = {false}, taken[MAX_WORDS] = {false};
    *same = *slips = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < few->count; i++) {
            for (size_t j = 0; j < many->count; j++) {
                bool fits = pass == 0
                                ? obv_slice_equal(few->word[i], many->word[j])
                                : is_slip(few->word[i], many->word[j]);
                if (fits && !met[i] && !taken[j]) {
                    met[i] = taken[j] = true;
                    *(pass == 0 ? same : slips) += 1;
                    break;
                }
            }
        }
    }
}

static obv_likeness
weigh_words(const name_words *a, const name_words *b)
{
    const name_words *few = a->count <= b->count ? a : b;
    const name_words *many = few == a ? b : a;
    size_t same, slips;
    if (few->count == 0) {
        return OBV_NAMES_UNKNOWN;
    }
    match_words(few, many, &same, &slips);
    if (same == few->count && few->count == many->count) {
        return OBV_NAMES_IDENTICAL;
    }
    size_t met = same + slips;
    /* A second first name, a married name beside the own one, one slip: every
       word of the shorter name is met, one of them exactly.  A single word is
       too little to stand for a long name. */
    if (met >= few->count && (same >= 1 || many->count == 1) &&
        (few->count > 1 || many->count < 3)) {
        return OBV_NAMES_CLOSE;
    }
    return OBV_NAMES_DIFFERENT;
}

obv_status
obv_compare_names(obv_slice a, obv_slice b, obv_arena *arena, obv_likeness *ret)
{
    name_words wa, wb;
    *ret = OBV_NAMES_UNKNOWN;
    TRY(split_name(a, arena, &wa));
    TRY(split_name(b, arena, &wb));
    *ret = weigh_words(&wa, &wb);
    return OBV_OK;
}
