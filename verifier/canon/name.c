/* SPDX-License-Identifier: Apache-2.0 */
/* Names of a document: keywords, and what a term, compact IRI or relative
   reference stands for (JSON-LD 1.1 API 5.2). */
#include "canon/inside.h"

/* ---- Keywords ------------------------------------------------------------ */

#define TEXT(literal)                                                          \
    {                                                                          \
        (const uint8_t *)(literal), sizeof(literal) - 1                        \
    }

/* clang-format off */
static const obv_slice keywords[OBV_KEYWORD_COUNT] = {
    [OBV_AT_BASE] = TEXT("@base"), [OBV_AT_CONTAINER] = TEXT("@container"),
    [OBV_AT_CONTEXT] = TEXT("@context"), [OBV_AT_DIRECTION] = TEXT("@direction"),
    [OBV_AT_GRAPH] = TEXT("@graph"), [OBV_AT_ID] = TEXT("@id"),
    [OBV_AT_IMPORT] = TEXT("@import"), [OBV_AT_INCLUDED] = TEXT("@included"),
    [OBV_AT_INDEX] = TEXT("@index"), [OBV_AT_JSON] = TEXT("@json"),
    [OBV_AT_LANGUAGE] = TEXT("@language"), [OBV_AT_LIST] = TEXT("@list"),
    [OBV_AT_NEST] = TEXT("@nest"), [OBV_AT_NONE] = TEXT("@none"),
    [OBV_AT_PREFIX] = TEXT("@prefix"), [OBV_AT_PROPAGATE] = TEXT("@propagate"),
    [OBV_AT_PROTECTED] = TEXT("@protected"), [OBV_AT_REVERSE] = TEXT("@reverse"),
    [OBV_AT_SET] = TEXT("@set"), [OBV_AT_TYPE] = TEXT("@type"),
    [OBV_AT_VALUE] = TEXT("@value"), [OBV_AT_VERSION] = TEXT("@version"),
    [OBV_AT_VOCAB] = TEXT("@vocab"),
};

/* The first with that letter: they are in order. */
static const uint8_t first_of[26] = {
    ['b' - 'a'] = OBV_AT_BASE, ['c' - 'a'] = OBV_AT_CONTAINER,
    ['d' - 'a'] = OBV_AT_DIRECTION, ['g' - 'a'] = OBV_AT_GRAPH,
    ['i' - 'a'] = OBV_AT_ID, ['j' - 'a'] = OBV_AT_JSON,
    ['l' - 'a'] = OBV_AT_LANGUAGE, ['n' - 'a'] = OBV_AT_NEST,
    ['p' - 'a'] = OBV_AT_PREFIX, ['r' - 'a'] = OBV_AT_REVERSE,
    ['s' - 'a'] = OBV_AT_SET, ['t' - 'a'] = OBV_AT_TYPE,
    ['v' - 'a'] = OBV_AT_VALUE,
};
/* clang-format on */

obv_keyword
obv_keyword_of(obv_slice name)
{
    if (name.len < 3 || name.ptr[0] != '@') {
        return OBV_KEYWORD_NONE;
    }
    uint8_t letter = name.ptr[1];
    int k = letter >= 'a' && letter <= 'z' ? first_of[letter - 'a'] : 0;
    while (k > 0 && k < OBV_KEYWORD_COUNT && keywords[k].ptr[1] == letter) {
        if (obv_slice_equal(keywords[k], name)) {
            return (obv_keyword)k;
        }
        k++;
    }
    return OBV_KEYWORD_NONE;
}

bool
obv_keyword_like(obv_slice name)
{
    for (size_t i = 1; i < name.len; i++) {
        uint8_t c = name.ptr[i] | 0x20;
        if (c < 'a' || c > 'z') {
            return false;
        }
    }
    return name.len > 1 && name.ptr[0] == '@';
}

/* ---- Texts --------------------------------------------------------------- */

bool
obv_join(obv_slice a, obv_slice b, obv_arena *arena, obv_slice *ret)
{
    uint8_t *both = obv_arena_alloc(arena, 1, a.len + b.len + 1);
    if (both == NULL) {
        return false;
    }
    memcpy(both, a.ptr, a.len);
    memcpy(both + a.len, b.ptr, b.len);
    *ret = (obv_slice){both, a.len + b.len};
    return true;
}

bool
obv_lower(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    *ret = text;
    size_t i = 0;
    while (i < text.len && (text.ptr[i] < 'A' || text.ptr[i] > 'Z')) {
        i++;
    }
    if (i == text.len) {
        return true;
    }
    uint8_t *low = (uint8_t *)obv_arena_text(arena, text);
    if (low == NULL) {
        return false;
    }
    for (; i < text.len; i++) {
        low[i] = low[i] >= 'A' && low[i] <= 'Z' ? low[i] | 0x20 : low[i];
    }
    *ret = (obv_slice){low, text.len};
    return true;
}

bool
obv_tag(obv_slice text, obv_arena *arena, obv_slice *ret)
{
    /* An empty tag is a bad one; without a letter it would be none. */
    return obv_lower(text.ptr != NULL && text.len == 0 ? obv_slice_of("-")
                                                       : text,
                     arena, ret);
}

/* ---- Expanding ----------------------------------------------------------- */

static const obv_slice null_name = {NULL, 0};

/* The definition of a name; one in the making is made first. */
static obv_status
look_up(const obv_names *names, obv_slice name, const obv_term **ret)
{
    uint32_t hash = obv_term_hash(name);
    if (names->definer == NULL) {
        *ret = obv_active_find(names->active, name, hash);
        return OBV_OK;
    }
    TRY(obv_definer_need(names->definer, name, hash));
    *ret = obv_definer_find(names->definer, name, hash);
    return OBV_OK;
}

/* prefix ":" suffix, split at the first colon but one at the very start. */
static bool
split_compact(obv_slice name, obv_slice *prefix, obv_slice *suffix)
{
    const uint8_t *colon =
        name.len > 1 ? memchr(name.ptr + 1, ':', name.len - 1) : NULL;
    if (colon == NULL) {
        return false;
    }
    *prefix = (obv_slice){name.ptr, (size_t)(colon - name.ptr)};
    *suffix = (obv_slice){colon + 1, name.len - prefix->len - 1};
    return true;
}

/* 5.2.2 6: a compact IRI, an IRI or a blank node; *done where it is one. */
static obv_status
expand_compact(obv_ld *ld, const obv_names *names, obv_slice name, bool *done,
               obv_slice *ret)
{
    obv_slice prefix, suffix;
    *done = false;
    if (!split_compact(name, &prefix, &suffix)) {
        return OBV_OK;
    }
    *ret = name;
    *done = true;
    if (obv_slice_is(prefix, "_") || obv_slice_starts(suffix, "//")) {
        return OBV_OK;
    }
    const obv_term *term;
    TRY(look_up(names, prefix, &term));
    if (term != NULL && term->prefix && term->iri.len > 0) {
        return obv_join(term->iri, suffix, ld->arena, ret) ? OBV_OK
                                                           : OBV_NO_MEMORY;
    }
    *done = obv_iri_has_scheme(name);
    return OBV_OK;
}

/* "https://": no term with a colon in it is an alias of a keyword (4.2.2
   14.2.4), and no prefix is followed by slashes (5.2.2 6.2). */
static bool
has_authority(obv_slice name)
{
    obv_slice prefix, suffix;
    return split_compact(name, &prefix, &suffix) && suffix.len >= 2 &&
           suffix.ptr[0] == '/' && suffix.ptr[1] == '/';
}

obv_status
obv_name_expand(obv_ld *ld, const obv_names *names, obv_slice name,
                unsigned how, obv_slice *ret)
{
    *ret = name;
    if (obv_keyword_of(name) != OBV_KEYWORD_NONE) {
        return OBV_OK;
    }
    if (obv_keyword_like(name)) {
        *ret = null_name;
        return OBV_OK;
    }
    if (!(how & OBV_NAME_VOCAB) && has_authority(name)) {
        return OBV_OK;
    }
    const obv_term *term;
    TRY(look_up(names, name, &term));
    if (term != NULL &&
        ((how & OBV_NAME_VOCAB) || obv_keyword_of(term->iri) != 0)) {
        *ret = term->iri.len > 0 ? term->iri : null_name;
        return OBV_OK;
    }
    bool done;
    TRY(expand_compact(ld, names, name, &done, ret));
    if (done) {
        return OBV_OK;
    }
    bool room = true;
    const obv_active *active = names->active;
    if ((how & OBV_NAME_VOCAB) && active->vocab.len > 0) {
        room = obv_join(active->vocab, name, ld->arena, ret);
    } else if (how & OBV_NAME_DOCUMENT) {
        room = obv_iri_resolve(active->base, name, ld->arena, ret);
    }
    return room ? OBV_OK : OBV_NO_MEMORY;
}
