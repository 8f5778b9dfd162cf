/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Create Term Definition (JSON-LD 1.1 API 4.2.2), whose steps the numbers in
 * comments are.
 */
#include "canon/define.h"

#define NO_SLICE ((obv_slice){NULL, 0})

/* A term and what is said of it. */
typedef struct saying {
    obv_definer *d;
    obv_term *term;
    const obv_json *map; /* NULL: just an IRI, or null */
    const obv_json *id;  /* NULL: nothing said */
    bool simple;         /* just a string */
    bool abandoned;      /* says something that may mean something one day */
} saying;

static const obv_json *
said(const saying *s, const char *keyword)
{
    return obv_json_get(s->map, keyword);
}

static obv_status
expand(const saying *s, obv_slice name, obv_slice *ret)
{
    obv_names names = {s->d->active, s->d};
    return obv_name_expand(s->d->ld, &names, name, OBV_NAME_VOCAB, ret);
}

static bool
is_iri(obv_slice text)
{
    return text.ptr != NULL && obv_iri_has_scheme(text);
}

/* A colon or slash that is neither first nor last of a name that is not in the
   plain form of a term. */
static bool
looks_like_iri(obv_slice name)
{
    if (memchr(name.ptr, '/', name.len) != NULL) {
        return true;
    }
    return name.len > 2 && memchr(name.ptr + 1, ':', name.len - 2) != NULL;
}

static bool
is_undivided(obv_slice name)
{
    return memchr(name.ptr, ':', name.len) == NULL &&
           memchr(name.ptr, '/', name.len) == NULL;
}

/* 12 */
static obv_status
define_type(saying *s)
{
    const obv_json *value = said(s, "@type");
    if (value == NULL) {
        return OBV_OK;
    }
    obv_slice text;
    if (!obv_json_text(value, &text)) {
        return obv_definer_broken(s->d, "invalid type mapping", s->term->name);
    }
    TRY(expand(s, text, &s->term->type));
    obv_slice type = s->term->type;
    obv_keyword k = obv_keyword_of(type);
    if (k != OBV_AT_ID && k != OBV_AT_VOCAB && k != OBV_AT_JSON &&
        k != OBV_AT_NONE && !is_iri(type)) {
        return obv_definer_broken(s->d, "invalid type mapping", s->term->name);
    }
    return OBV_OK;
}

static obv_status
reverse_container(saying *s)
{
    const obv_json *value = said(s, "@container");
    obv_slice text = NO_SLICE;
    if (value == NULL || obv_json_is_null(value)) {
        return OBV_OK;
    }
    obv_json_text(value, &text);
    s->term->container = obv_slice_is(text, "@set")     ? OBV_HOLDS_SET
                         : obv_slice_is(text, "@index") ? OBV_HOLDS_INDEX
                                                        : 0;
    return s->term->container != 0
               ? OBV_OK
               : obv_definer_broken(s->d, "invalid reverse property",
                                    s->term->name);
}

/* 13 */
static obv_status
define_reverse(saying *s)
{
    obv_slice text;
    if (said(s, "@id") != NULL || said(s, "@nest") != NULL) {
        return obv_definer_broken(s->d, "invalid reverse property",
                                  s->term->name);
    }
    if (!obv_json_text(said(s, "@reverse"), &text)) {
        return obv_definer_broken(s->d, "invalid IRI mapping", s->term->name);
    }
    if (obv_keyword_like(text)) {
        s->abandoned = true;
        return OBV_OK;
    }
    TRY(expand(s, text, &s->term->iri));
    if (!is_iri(s->term->iri) &&
        !(s->term->iri.ptr && obv_is_blank(s->term->iri))) {
        return obv_definer_broken(s->d, "invalid IRI mapping", s->term->name);
    }
    s->term->reverse = true;
    return reverse_container(s);
}

/* 14.2.4: a term that looks like an IRI must be that IRI. */
static obv_status
check_own_form(saying *s)
{
    obv_slice own;
    s->d->states[s->term - s->d->terms] = OBV_DONE;
    /* Its own definition is not asked: that is what is being made. */
    obv_term kept = *s->term;
    s->term->gone = true;
    obv_status status = expand(s, s->term->name, &own);
    *s->term = kept;
    s->d->states[s->term - s->d->terms] = OBV_DOING;
    TRY(status);
    if (own.ptr == NULL || !obv_slice_equal(own, s->term->iri)) {
        return obv_definer_broken(s->d, "invalid IRI mapping", s->term->name);
    }
    return OBV_OK;
}

static bool
ends_a_namespace(obv_slice iri)
{
    return obv_is_blank(iri) ||
           (iri.len > 0 && strchr(":/?#[]@", iri.ptr[iri.len - 1]) != NULL);
}

/* 14.2 */
static obv_status
define_id(saying *s, obv_slice id)
{
    obv_term *term = s->term;
    if (obv_keyword_of(id) == 0 && obv_keyword_like(id)) {
        s->abandoned = true;
        return OBV_OK;
    }
    TRY(expand(s, id, &term->iri));
    obv_keyword keyword = obv_keyword_of(term->iri);
    if (keyword == OBV_AT_CONTEXT) {
        return obv_definer_broken(s->d, "invalid keyword alias", term->name);
    }
    if (keyword == 0 && !is_iri(term->iri) &&
        !(term->iri.ptr != NULL && obv_is_blank(term->iri))) {
        return obv_definer_broken(s->d, "invalid IRI mapping", term->name);
    }
    if (looks_like_iri(term->name)) {
        TRY(check_own_form(s));
    }
    term->prefix =
        is_undivided(term->name) && s->simple && ends_a_namespace(term->iri);
    return OBV_OK;
}

/* 15: a prefix that is a term, here without the flag; else it is an IRI. */
static obv_status
define_compact(saying *s, size_t colon)
{
    obv_term *term = s->term;
    obv_slice prefix = {term->name.ptr, colon};
    obv_slice suffix = {term->name.ptr + colon + 1, term->name.len - colon - 1};
    term->iri = term->name;
    if (obv_slice_is(prefix, "_") || obv_slice_starts(suffix, "//")) {
        return OBV_OK;
    }
    uint32_t hash = obv_term_hash(prefix);
    TRY(obv_definer_need(s->d, prefix, hash));
    const obv_term *found = obv_definer_find(s->d, prefix, hash);
    if (found == NULL || found->iri.len == 0) {
        return OBV_OK;
    }
    return obv_join(found->iri, suffix, s->d->ld->arena, &term->iri)
               ? OBV_OK
               : OBV_NO_MEMORY;
}

/* 15 to 18: nothing is said, so the name says it. */
static obv_status
define_by_name(saying *s)
{
    obv_term *term = s->term;
    const uint8_t *colon = memchr(term->name.ptr + 1, ':', term->name.len - 1);
    if (colon != NULL) {
        return define_compact(s, (size_t)(colon - term->name.ptr));
    }
    if (obv_slice_is(term->name, "@type")) {
        term->iri = term->name;
        return OBV_OK;
    }
    obv_slice vocab = s->d->active->vocab;
    if (vocab.len == 0) {
        return obv_definer_broken(s->d, "invalid IRI mapping", term->name);
    }
    return obv_join(vocab, term->name, s->d->ld->arena, &term->iri)
               ? OBV_OK
               : OBV_NO_MEMORY;
}

static obv_status
define_iri(saying *s)
{
    obv_slice id;
    if (said(s, "@reverse") != NULL) {
        return define_reverse(s);
    }
    if (s->id == NULL) {
        return define_by_name(s);
    }
    if (obv_json_is_null(s->id)) {
        return OBV_OK; /* kept, so that it can be seen that it is taken */
    }
    if (!obv_json_text(s->id, &id)) {
        return obv_definer_broken(s->d, "invalid IRI mapping", s->term->name);
    }
    return obv_slice_equal(id, s->term->name) ? define_by_name(s)
                                              : define_id(s, id);
}

static uint8_t
container_bit(const obv_json *value)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } holders[] = {
        {"@list", OBV_HOLDS_LIST},   {"@set", OBV_HOLDS_SET},
        {"@index", OBV_HOLDS_INDEX}, {"@language", OBV_HOLDS_LANGUAGE},
        {"@graph", OBV_HOLDS_GRAPH}, {"@id", OBV_HOLDS_ID},
        {"@type", OBV_HOLDS_TYPE},
    };
    obv_slice text = NO_SLICE;
    obv_json_text(value, &text);
    for (size_t i = 0; i < COUNT(holders); i++) {
        if (obv_slice_is(text, holders[i].name)) {
            return holders[i].bit;
        }
    }
    return 0;
}

/* One of them, or @graph with @id or @index; with @set where it is no list. */
static bool
is_good_container(uint8_t container)
{
    uint8_t main = container & (uint8_t)~OBV_HOLDS_SET;
    return container == OBV_HOLDS_LIST ||
           main == (OBV_HOLDS_GRAPH | OBV_HOLDS_ID) ||
           main == (OBV_HOLDS_GRAPH | OBV_HOLDS_INDEX) ||
           (container != 0 && main != OBV_HOLDS_LIST &&
            (main & (main - 1)) == 0);
}

/* 19 */
static obv_status
define_container(saying *s)
{
    const obv_json *value = said(s, "@container");
    obv_term *term = s->term;
    if (value == NULL || term->reverse) {
        return OBV_OK;
    }
    bool good = true;
    for (size_t i = 0; i < obv_json_count(value); i++) {
        uint8_t bit = container_bit(obv_json_item(value, i));
        good = good && bit != 0;
        term->container |= bit;
    }
    if (!good || !is_good_container(term->container)) {
        return obv_definer_broken(s->d, "invalid container mapping",
                                  term->name);
    }
    if (!(term->container & OBV_HOLDS_TYPE)) {
        return OBV_OK;
    }
    if (term->type.len == 0) {
        term->type = obv_slice_of("@id");
    }
    obv_keyword k = obv_keyword_of(term->type);
    return k == OBV_AT_ID || k == OBV_AT_VOCAB
               ? OBV_OK
               : obv_definer_broken(s->d, "invalid type mapping", term->name);
}

/* 20 */
static obv_status
define_index(saying *s)
{
    const obv_json *value = said(s, "@index");
    if (value == NULL) {
        return OBV_OK;
    }
    obv_slice text, iri = NO_SLICE;
    bool good =
        obv_json_text(value, &text) && (s->term->container & OBV_HOLDS_INDEX);
    if (good) {
        TRY(expand(s, text, &iri));
    }
    if (!is_iri(iri)) {
        return obv_definer_broken(s->d, "invalid term definition",
                                  s->term->name);
    }
    s->term->index = text;
    return OBV_OK;
}

/* 21; whether it is good is asked when all terms are there. */
static void
define_scope(saying *s)
{
    obv_term *term = s->term;
    term->scope_json = said(s, "@context");
    term->has_scope = term->scope_json != NULL;
    term->scope_base = s->d->way->base;
    term->published = (s->d->way->how & OBV_CONTEXT_PUBLISHED) != 0;
}

/* 22, 23 */
static obv_status
define_language(saying *s)
{
    const obv_json *language = said(s, "@language");
    if (said(s, "@type") != NULL) {
        return OBV_OK;
    }
    s->term->has_language = language != NULL;
    if (language != NULL) {
        TRY(obv_definer_language(s->d, language, "invalid language mapping",
                                 &s->term->language));
    }
    return obv_definer_direction(s->d, said(s, "@direction"),
                                 &s->term->direction);
}

/* 24 */
static obv_status
define_nest(saying *s)
{
    const obv_json *value = said(s, "@nest");
    if (value == NULL) {
        return OBV_OK;
    }
    if (!obv_json_text(value, &s->term->nest)) {
        return obv_definer_broken(s->d, "invalid @nest value", s->term->name);
    }
    obv_keyword keyword = obv_keyword_of(s->term->nest);
    return keyword == 0 || keyword == OBV_AT_NEST
               ? OBV_OK
               : obv_definer_broken(s->d, "invalid @nest value", s->term->name);
}

/* 25 */
static obv_status
define_prefix(saying *s)
{
    const obv_json *value = said(s, "@prefix");
    if (value == NULL) {
        return OBV_OK;
    }
    if (!is_undivided(s->term->name)) {
        return obv_definer_broken(s->d, "invalid term definition",
                                  s->term->name);
    }
    TRY(obv_definer_flag(s->d, value, "invalid @prefix value",
                         &s->term->prefix));
    return s->term->prefix && obv_keyword_of(s->term->iri) != 0
               ? obv_definer_broken(s->d, "invalid term definition",
                                    s->term->name)
               : OBV_OK;
}

/* 26 */
static obv_status
check_members(saying *s)
{
    static const char *const known[] = {
        "@id",        "@reverse",   "@container", "@context",
        "@direction", "@index",     "@language",  "@nest",
        "@prefix",    "@protected", "@type",
    };
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    while (s->map != NULL && obv_json_next(s->map, &at, &name, &value)) {
        size_t i = 0;
        while (i < COUNT(known) && !obv_slice_is(name, known[i])) {
            i++;
        }
        if (i == COUNT(known)) {
            return obv_definer_broken(s->d, "invalid term definition",
                                      s->term->name);
        }
    }
    return OBV_OK;
}

/* 4: of @type only that it is a set, and protected, may be said. */
static obv_status
check_type_term(saying *s)
{
    const void *at = NULL;
    obv_slice name;
    const obv_json *value;
    bool good = s->map != NULL;
    size_t count = 0;
    while (good && obv_json_next(s->map, &at, &name, &value)) {
        good = obv_slice_is(name, "@protected") ||
               (obv_slice_is(name, "@container") &&
                container_bit(value) == OBV_HOLDS_SET &&
                obv_json_kind_of(value) == OBV_JSON_STRING);
        count++;
    }
    return good && count > 0 ? OBV_OK
                             : obv_definer_broken(s->d, "keyword redefinition",
                                                  s->term->name);
}

/* 7 to 9 */
static obv_status
read_saying(saying *s, const obv_json *value)
{
    switch (obv_json_kind_of(value)) {
    case OBV_JSON_OBJECT:
        s->map = value;
        s->id = obv_json_get(value, "@id");
        break;
    case OBV_JSON_STRING:
        s->simple = true;
        s->id = value;
        break;
    case OBV_JSON_NULL:
        s->id = value;
        break;
    default:
        return obv_definer_broken(s->d, "invalid term definition",
                                  s->term->name);
    }
    return obv_slice_is(s->term->name, "@type") ? check_type_term(s) : OBV_OK;
}

/* 13 to 26, in the order of the standard. */
static obv_status
define_all(saying *s)
{
    TRY(obv_definer_flag(s->d, said(s, "@protected"),
                         "invalid @protected value", &s->term->guarded));
    TRY(define_type(s));
    TRY(define_iri(s));
    if (s->abandoned) {
        return OBV_OK;
    }
    TRY(define_container(s));
    TRY(define_index(s));
    define_scope(s);
    TRY(define_language(s));
    TRY(define_nest(s));
    TRY(define_prefix(s));
    return check_members(s);
}

obv_status
obv_definer_term(obv_definer *d, size_t i)
{
    obv_term *term = &d->terms[i];
    saying s = {.d = d, .term = term};
    if (d->depth >= OBV_MAX_DEPTH) {
        return obv_ld_wrong(d->ld, OBV_LIMIT, OBV_REASON_LIMIT, "", term->name);
    }
    d->states[i] = OBV_DOING;
    d->depth++;
    term->guarded = d->guarding;
    TRY(read_saying(&s, d->values[i]));
    TRY(define_all(&s));
    if (s.abandoned) {
        *term =
            (obv_term){.name = term->name, .hash = term->hash, .gone = true};
    }
    if (!(d->way->how & OBV_CONTEXT_OVERRIDES)) {
        TRY(obv_active_guard(d->ld, d->below, term));
    }
    d->layer->guards = d->layer->guards || term->guarded;
    d->layer->values = d->layer->values || obv_slice_is(term->iri, "@value");
    d->states[i] = OBV_DONE;
    d->depth--;
    return OBV_OK;
}
