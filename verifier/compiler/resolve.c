/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sections as they are written -> contexts as they are meant.
 *
 * What JSON-LD lets hang on order and surroundings is said outright in our
 * notation, so nothing of its algorithms is needed: an IRI is written out, is
 * short by a `let`, or is borrowed (~) from whatever contexts lie around.
 */
#include "compiler/compiler.h"

/* Blocks within blocks: a block that holds itself ends here. */
#define MAX_BLOCKS 8

typedef struct resolver {
    section *sections;
    context *contexts;
    unsigned blocks;
} resolver;

static object *resolve_object(resolver *r, entry *entries, object *around);

/* ---- IRIs ---------------------------------------------------------------- */

static bool
holds(obv_slice text, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= text.len; i++) {
        if (memcmp(text.ptr + i, part, len) == 0) {
            return true;
        }
    }
    return false;
}

static obv_slice
join(obv_slice a, obv_slice b)
{
    uint8_t *text = make(a.len + b.len + 1);
    memcpy(text, a.ptr, a.len);
    if (b.len > 0) {
        memcpy(text + a.len, b.ptr, b.len);
    }
    return (obv_slice){text, a.len + b.len};
}

static bool
is_keyword(obv_slice text)
{
    static const char *const keywords[] = {"@id",   "@type", "@vocab",
                                           "@json", "@none", "@nest"};
    for (size_t i = 0; i < COUNT(keywords); i++) {
        if (obv_slice_is(text, keywords[i])) {
            return true;
        }
    }
    return false;
}

static const let *
need_let(place at, obv_slice name, const char *remedy)
{
    for (let *l = at.source->lets; l != NULL; l = l->next) {
        if (obv_slice_equal(l->name, name)) {
            l->used = true;
            return l;
        }
    }
    wrong(at, "no let of this file", name, remedy);
}

/* Without the brackets of "<...>", or whole where it has none. */
static bool
unwrap(obv_slice text, obv_slice *ret)
{
    *ret = text;
    if (text.len < 3 || text.ptr[0] != '<' || text.ptr[text.len - 1] != '>') {
        return holds(text, "://");
    }
    *ret = (obv_slice){text.ptr + 1, text.len - 2};
    return true;
}

/* iri ::= "<" any ">" | any "://" any | let ":" any | let ":" (and `name`) */
static obv_slice
write_out(place at, obv_slice text, obv_slice name)
{
    obv_slice prefix, rest, iri;
    if (unwrap(text, &iri)) {
        return iri;
    }
    if (!obv_slice_cut(text, ':', &prefix, &rest)) {
        wrong(at, "no IRI", text,
              "begin it with a let of this file and a colon");
    }
    const let *l =
        need_let(at, prefix, "add it, write the IRI out, or put it in <>");
    return join(l->iri, rest.len > 0 ? rest : name);
}

static bool
ends_as_prefix(obv_slice iri)
{
    uint8_t last = iri.len > 0 ? iri.ptr[iri.len - 1] : 0;
    return last != 0 && strchr(":/?#[]@", last) != NULL;
}

/* ---- Loans --------------------------------------------------------------- */

static const term *
find_term(const object *o, obv_slice name)
{
    for (const term *t = o->terms; t != NULL; t = t->next) {
        if (obv_slice_equal(t->meaning.name, name)) {
            return t;
        }
    }
    return NULL;
}

/* What the contexts around `o` lend it where it stands in the table. */
static obv_slice
lend(const object *o, obv_slice prefix)
{
    const object *below = o->before != NULL ? o->before : o->around;
    for (; below != NULL;
         below = below->before != NULL ? below->before : below->around) {
        const term *t = find_term(below, prefix);
        if (t != NULL) {
            return t->meaning.prefix ? t->meaning.iri : (obv_slice){0};
        }
    }
    return (obv_slice){0};
}

static void
note_loan(object *o, obv_slice prefix, obv_slice iri)
{
    for (uint32_t i = 0; i < o->loan_count; i++) {
        if (obv_slice_equal(o->loans[i].prefix, prefix)) {
            return;
        }
    }
    obv_loan *loans = make((o->loan_count + 1) * sizeof(*loans));
    if (o->loan_count > 0) {
        memcpy(loans, o->loans, o->loan_count * sizeof(*loans));
    }
    loans[o->loan_count++] = (obv_loan){prefix, iri};
    o->loans = loans;
}

/* loan ::= "~" prefix ":" any; *written is what JSON-LD would have there. */
static obv_slice
borrow(object *o, place at, obv_slice text, obv_slice name, obv_slice *written)
{
    obv_slice prefix, rest;
    (void)obv_take(&text, 1, &(obv_slice){0});
    if (!obv_slice_cut(text, ':', &prefix, &rest) || prefix.len == 0) {
        wrong(at, "no loan", text, "write ~PREFIX:NAME");
    }
    rest = rest.len > 0 ? rest : name;
    obv_slice iri = lend(o, prefix);
    note_loan(o, prefix, iri);
    *written = join(join(prefix, obv_slice_of(":")), rest);
    return iri.len > 0 ? join(iri, rest) : *written;
}

static obv_slice
resolve_iri(object *o, place at, obv_slice text, obv_slice name,
            obv_slice *written)
{
    if (obv_slice_is(text, "@")) {
        text = join(text, name);
    }
    if (obv_slice_starts(text, "@")) {
        if (!is_keyword(text)) {
            wrong(at, "no keyword", text, "@id, @type, @vocab, @json or @none");
        }
        return text;
    }
    return obv_slice_starts(text, "~") ? borrow(o, at, text, name, written)
                                       : write_out(at, text, name);
}

/* ---- Terms --------------------------------------------------------------- */

/* A line of the object itself counts more than one of a block. */
static void
put_term(const resolver *r, object *o, term *made)
{
    term **slot = &o->terms;
    while (*slot != NULL &&
           !obv_slice_equal((*slot)->meaning.name, made->meaning.name)) {
        slot = &(*slot)->next;
    }
    made->from_block = r->blocks > 0;
    if (*slot == NULL) {
        *slot = made;
        o->count++;
        return;
    }
    if ((*slot)->from_block == made->from_block) {
        wrong(made->at, "a second meaning of", made->meaning.name,
              "drop one of them");
    }
    if (!made->from_block) {
        made->next = (*slot)->next;
        *slot = made;
    }
}

static void
resolve_term(resolver *r, object *o, const entry *e)
{
    if (obv_slice_starts(e->name, "@")) {
        wrong(e->at, "a keyword is no term", e->name, "name a term");
    }
    term *made = make(sizeof(*made));
    obv_term *t = &made->meaning;
    made->at = e->at;
    t->name = e->name;
    t->container = e->container;
    t->reverse = e->reverse;
    t->has_scope = e->has_scope;
    t->iri = resolve_iri(o, e->at, e->iri, e->name, &t->iri_written);
    if (e->link) {
        t->type = obv_slice_of("@id");
    } else if (e->type.len > 0) {
        t->type =
            resolve_iri(o, e->at, e->type, (obv_slice){0}, &t->type_written);
    }
    if (e->has_scope) {
        unsigned blocks = r->blocks;
        r->blocks = 0;
        made->scope = resolve_object(r, e->scope, o);
        r->blocks = blocks;
    }
    put_term(r, o, made);
}

/* A simple term whose IRI ends as a prefix does (JSON-LD 1.1, 4.2.2, 14.2.5).
 */
static void
resolve_prefix(const resolver *r, object *o, const entry *e)
{
    term *made = make(sizeof(*made));
    made->at = e->at;
    made->meaning.name = e->name;
    made->meaning.prefix = true;
    if (e->iri.len > 0) {
        made->meaning.iri = write_out(e->at, e->iri, e->name);
    } else {
        const let *l =
            need_let(e->at, e->name, "say what the prefix stands for");
        made->meaning.iri = l->iri;
    }
    if (!ends_as_prefix(made->meaning.iri)) {
        wrong(e->at, "no prefix", made->meaning.iri,
              "one ends in : / ? # [ ] or @");
    }
    put_term(r, o, made);
}

/* ---- Objects ------------------------------------------------------------- */

static const object *
find_after(const resolver *r, const entry *e)
{
    for (const context *c = r->contexts; c != NULL; c = c->next) {
        if (obv_slice_equal(c->address, e->name)) {
            return c->object;
        }
    }
    wrong(e->at, "no context", e->name, "put it in this file, before this one");
}

static section *
find_block(const resolver *r, const entry *e)
{
    for (section *s = r->sections; s != NULL; s = s->next) {
        if (!s->is_context && obv_slice_equal(s->name, e->name)) {
            s->used = true;
            return s;
        }
    }
    wrong(e->at, "no block", e->name, "name a block of these files");
}

static void resolve_entries(resolver *r, entry *entries, object *o);

static void
resolve_use(resolver *r, object *o, const entry *e)
{
    if (++r->blocks > MAX_BLOCKS) {
        wrong(e->at, "holds itself, or too many others", e->name,
              "write out what it should hold");
    }
    resolve_entries(r, find_block(r, e)->entries, o);
    r->blocks--;
}

static void
resolve_entry(resolver *r, object *o, const entry *e)
{
    switch (e->kind) {
    case IS_TERM:
        resolve_term(r, o, e);
        break;
    case IS_PREFIX:
        resolve_prefix(r, o, e);
        break;
    case IS_USE:
        resolve_use(r, o, e);
        break;
    case IS_PROTECTED:
        o->guards = true;
        break;
    case IS_NULL:
        o->is_null = true;
        break;
    case IS_VOCAB:
        o->has_vocab = true;
        o->vocab = write_out(e->at, e->name, (obv_slice){0});
        o->vocab_at = e->at;
        break;
    case IS_AFTER:
    case IS_ALSO:
        if (o->around != NULL || r->blocks > 0) {
            wrong(e->at, "only of a whole context", e->name,
                  "put it in the context itself");
        }
        break;
    }
}

/* What lies below must be there before anything is borrowed from it. */
static void
resolve_after(const resolver *r, object *o, const entry *entries)
{
    for (const entry *e = entries; e != NULL; e = e->next) {
        if (e->kind != IS_AFTER) {
            continue;
        }
        if (o->before != NULL) {
            wrong(e->at, "a second after", e->name, "one context comes before");
        }
        o->before = find_after(r, e);
    }
}

/* Prefixes first: what they lend may stand above them. */
static void
resolve_entries(resolver *r, entry *entries, object *o)
{
    for (int prefixes = 1; prefixes >= 0; prefixes--) {
        for (const entry *e = entries; e != NULL; e = e->next) {
            if ((e->kind == IS_PREFIX) == (prefixes == 1)) {
                resolve_entry(r, o, e);
            }
        }
    }
}

/* ~ says that nobody lends it here; `protected` goes for all terms. */
static void
finish_object(object *o, place at)
{
    for (uint32_t i = 0; i < o->loan_count; i++) {
        if (find_term(o, o->loans[i].prefix) != NULL) {
            wrong(at, "borrowed, and defined here as well", o->loans[i].prefix,
                  "drop the ~ and write the IRI out");
        }
    }
    for (term *t = o->terms; t != NULL; t = t->next) {
        t->meaning.guarded = o->guards;
        t->meaning.hash = obv_term_hash(t->meaning.name);
    }
    if (o->is_null && (o->count > 0 || o->guards || o->has_vocab)) {
        wrong(at, "more than", obv_slice_of("null"), "leave it alone");
    }
    if (o->count > UINT16_MAX / 4) {
        wrong(at, "too many terms", (obv_slice){0}, "cut the context up");
    }
}

static object *
resolve_object(resolver *r, entry *entries, object *around)
{
    object *o = make(sizeof(*o));
    o->around = around;
    resolve_after(r, o, around == NULL ? entries : NULL);
    resolve_entries(r, entries, o);
    if (entries != NULL) {
        finish_object(o, entries->at);
    }
    return o;
}

/* ---- Contexts ------------------------------------------------------------ */

static int
order(const context *a, const context *b)
{
    size_t len =
        a->address.len < b->address.len ? a->address.len : b->address.len;
    int first = memcmp(a->address.ptr, b->address.ptr, len);
    if (first != 0) {
        return first;
    }
    if (a->address.len != b->address.len) {
        return a->address.len < b->address.len ? -1 : 1;
    }
    return (a->meaning > b->meaning) - (a->meaning < b->meaning);
}

static void
put_context(resolver *r, const section *s, obv_slice address, object *o)
{
    context *made = make(sizeof(*made));
    *made = (context){NULL, s->at, address, s->meaning, 1, o};
    if (!holds(address, "://")) {
        wrong(s->at, "no address", address, "write it out");
    }
    context **slot = &r->contexts;
    while (*slot != NULL && order(*slot, made) < 0) {
        slot = &(*slot)->next;
    }
    if (*slot != NULL && order(*slot, made) == 0) {
        wrong(s->at, "a second context of", address, "number their meanings");
    }
    made->next = *slot;
    *slot = made;
}

/* Meanings of an address run from 0 without a gap. */
static void
count_meanings(context *contexts)
{
    for (context *c = contexts; c != NULL;) {
        unsigned count = 0;
        context *end = c;
        while (end != NULL && obv_slice_equal(end->address, c->address)) {
            if (end->meaning != count++) {
                wrong(end->at, "its meanings do not run from 0", end->address,
                      "number them without a gap");
            }
            end = end->next;
        }
        for (; c != end; c = c->next) {
            c->meanings = count;
        }
    }
}

/* ---- Several meanings ---------------------------------------------------- */

static bool same_object(const object *a, const object *b);

static bool
same_term(const term *a, const term *b)
{
    const obv_term *x = &a->meaning, *y = &b->meaning;
    return x->container == y->container && x->prefix == y->prefix &&
           x->reverse == y->reverse && x->guarded == y->guarded &&
           obv_slice_equal(x->iri, y->iri) &&
           obv_slice_equal(x->type, y->type) &&
           obv_slice_equal(x->iri_written, y->iri_written) &&
           obv_slice_equal(x->type_written, y->type_written) &&
           (a->scope == NULL) == (b->scope == NULL) &&
           (a->scope == NULL || same_object(a->scope, b->scope));
}

static bool
same_object(const object *a, const object *b)
{
    for (const term *t = a->terms; t != NULL; t = t->next) {
        const term *other = find_term(b, t->meaning.name);
        if (other == NULL || !same_term(t, other)) {
            return false;
        }
    }
    return a->count == b->count && a->is_null == b->is_null;
}

/*
 * Who reads a document by one meaning must know whether the other could make a
 * difference: where it uses a term that differs.  A term that the first meaning
 * lacks could not be seen.
 */
static void
note_disputes(const object *one, const object *other, bool newest, place at)
{
    for (term *t = one->terms; t != NULL; t = t->next) {
        const term *same = find_term(other, t->meaning.name);
        if (same == NULL && !newest) {
            wrong(at, "a term that meaning 0 lacks", t->meaning.name,
                  "number the meanings the other way round");
        }
        if (same == NULL || !same_term(t, same)) {
            t->meaning.disputed = true;
            t->meaning.alone = same == NULL;
        }
    }
}

/* Each meaning beside the newest of its address. */
static void
find_disputes(const context *contexts)
{
    const context *newest = contexts;
    for (const context *c = contexts; c != NULL; c = c->next) {
        if (c->meaning == 0) {
            newest = c;
            continue;
        }
        if (c->object->before != NULL || newest->object->before != NULL ||
            c->object->has_vocab || newest->object->has_vocab ||
            c->object->guards != newest->object->guards) {
            wrong(c->at, "meanings that differ in more than terms", c->address,
                  "let both be protected or not, alone, without a vocabulary");
        }
        note_disputes(newest->object, c->object, true, c->at);
        note_disputes(c->object, newest->object, false, c->at);
    }
}

/* ---- What nothing may do ------------------------------------------------- */

static void
check_iri(const context *all, place at, obv_slice iri)
{
    for (const context *c = all; c != NULL; c = c->next) {
        obv_slice vocab = c->object->vocab;
        if (c->object->has_vocab && iri.len >= vocab.len &&
            memcmp(iri.ptr, vocab.ptr, vocab.len) == 0) {
            wrong(at, "any member can become this by a catch-all vocabulary",
                  iri, "one of the two must go");
        }
    }
}

/*
 * A context with a vocabulary gives a meaning to any name at all.  So no term
 * may mean what such a name does, or a badge could say it in words that no
 * standard has.
 */
static void
check_terms(const context *all, const object *o, place at)
{
    if (o->has_vocab && (o->around != NULL || o->count > 0)) {
        wrong(o->vocab_at, "a catch-all vocabulary beside terms", o->vocab,
              "such a context defines nothing else");
    }
    for (const term *t = o->terms; t != NULL; t = t->next) {
        check_iri(all, t->at, t->meaning.iri);
        check_iri(all, t->at, t->meaning.type);
        if (t->scope != NULL) {
            check_terms(all, t->scope, at);
        }
    }
}

static void
check_used(const section *sections)
{
    for (const section *s = sections; s != NULL; s = s->next) {
        if (!s->is_context && !s->used) {
            wrong(s->at, "a block that nothing uses", s->name, "drop it");
        }
        for (const let *l = s->at.source->lets; l != NULL; l = l->next) {
            if (!l->used) {
                wrong(l->at, "a let that nothing uses", l->name, "drop it");
            }
        }
    }
}

context *
resolve(section *sections)
{
    resolver r = {.sections = sections};
    for (section *s = sections; s != NULL; s = s->next) {
        for (const section *t = sections; t != s; t = t->next) {
            if (!s->is_context && !t->is_context &&
                obv_slice_equal(s->name, t->name)) {
                wrong(s->at, "a second block", s->name, "give it another name");
            }
        }
        if (!s->is_context) {
            continue;
        }
        object *o = resolve_object(&r, s->entries, NULL);
        put_context(&r, s, s->name, o);
        for (const entry *e = s->entries; e != NULL; e = e->next) {
            if (e->kind == IS_ALSO) {
                put_context(&r, s, e->name, o);
            }
        }
    }
    count_meanings(r.contexts);
    find_disputes(r.contexts);
    for (const context *c = r.contexts; c != NULL; c = c->next) {
        check_terms(r.contexts, c->object, c->at);
    }
    check_used(sections);
    return r.contexts;
}
