/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Term tables, as they are written.  contexts/README.md shows the notation;
 * a line of its grammar stands above each function.
 */
#include "compiler/compiler.h"

/* Scopes within scopes: published contexts have three. */
#define MAX_DEPTH 8

typedef struct reader {
    obv_slice rest;
    place at;
    obv_slice token; /* empty: the end of the file; "\n": of a line */
    unsigned depth;
} reader;

/* ---- Words --------------------------------------------------------------- */

static bool
is_mark(uint8_t c)
{
    return c == '{' || c == '}' || c == ',' || c == '\n';
}

static bool
is_blank(uint8_t c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void
skip_blanks(reader *r)
{
    bool comment = false;
    while (r->rest.len > 0) {
        uint8_t c = r->rest.ptr[0];
        comment = c != '\n' && (comment || c == '#');
        if (!comment && !is_blank(c)) {
            return;
        }
        r->rest = (obv_slice){r->rest.ptr + 1, r->rest.len - 1};
    }
}

/* token ::= "{" | "}" | "," | line-feed | (any other)+ */
static void
step(reader *r)
{
    r->at.line += obv_slice_is(r->token, "\n");
    skip_blanks(r);
    size_t len = 0;
    if (r->rest.len > 0 && is_mark(r->rest.ptr[0])) {
        len = 1;
    }
    while (len < r->rest.len && (len != 1 || !is_mark(r->rest.ptr[0])) &&
           !is_blank(r->rest.ptr[len]) && !is_mark(r->rest.ptr[len])) {
        len++;
    }
    (void)obv_take(&r->rest, len, &r->token);
}

static bool
is(const reader *r, const char *token)
{
    return obv_slice_is(r->token, token);
}

static bool
is_word(const reader *r)
{
    return r->token.len > 0 && !is_mark(r->token.ptr[0]);
}

static obv_slice
word(reader *r, const char *what, const char *remedy)
{
    if (!is_word(r)) {
        wrong(r->at, what, r->token, remedy);
    }
    obv_slice text = r->token;
    step(r);
    return text;
}

static void
expect(reader *r, const char *token, const char *remedy)
{
    if (!is(r, token)) {
        wrong(r->at, "out of place", r->token, remedy);
    }
    step(r);
}

static void
skip_lines(reader *r)
{
    while (is(r, "\n")) {
        step(r);
    }
}

static void
end_line(reader *r)
{
    if (r->token.len > 0 && !is(r, "\n") && !is(r, "}")) {
        wrong(r->at, "too much on one line", r->token, "begin a new line");
    }
    skip_lines(r);
}

/* ---- Entries ------------------------------------------------------------- */

static entry *read_body(reader *r);

static entry *
add(entry ***end, place at, kind which, obv_slice name)
{
    entry *e = make(sizeof(*e));
    *e = (entry){.at = at, .kind = which, .name = name};
    **end = e;
    *end = &e->next;
    return e;
}

static bool
is_sign(const reader *r)
{
    return is(r, "=") || is(r, "->") || is(r, "<-");
}

static uint8_t
read_container(reader *r)
{
    static const struct {
        const char *name;
        uint8_t bit;
    } holders[] = {
        {"list", OBV_HOLDS_LIST},
        {"set", OBV_HOLDS_SET},
        {"graph", OBV_HOLDS_GRAPH},
    };
    for (size_t i = 0; i < COUNT(holders); i++) {
        if (is(r, holders[i].name)) {
            step(r);
            return holders[i].bit;
        }
    }
    wrong(r->at, "no container", r->token, "say set, list or graph");
}

/* meaning ::= ("=" | "->" | "<-") iri ["of" type] ["as" container] [body] */
static void
read_meaning(reader *r, entry *e)
{
    e->link = is(r, "->");
    e->reverse = is(r, "<-");
    step(r);
    skip_lines(r);
    e->iri = word(r, "an IRI is missing", "say what the term means");
    if (is(r, "of")) {
        step(r);
        e->type = word(r, "a type is missing", "say of what type");
        if (e->link || e->reverse) {
            wrong(e->at, "a link has no other type", e->name, "use = for it");
        }
    }
    if (is(r, "as")) {
        step(r);
        e->container = read_container(r);
    }
    if (is(r, "{")) {
        e->has_scope = true;
        e->scope = read_body(r);
    }
}

/* terms ::= name ("," name)* meaning */
static void
read_terms_of_line(reader *r, obv_slice name, entry ***end)
{
    entry *first = add(end, r->at, IS_TERM, name);
    while (is(r, ",")) {
        step(r);
        skip_lines(r);
        name = word(r, "a name is missing", "name a term behind the comma");
        add(end, r->at, IS_TERM, name);
    }
    if (!is_sign(r)) {
        wrong(r->at, "a term without a meaning", name,
              "go on with =, -> or <-");
    }
    entry meaning = {.at = first->at, .name = first->name};
    read_meaning(r, &meaning);
    for (entry *e = first; e != NULL; e = e->next) {
        entry filled = meaning;
        filled.at = e->at;
        filled.name = e->name;
        filled.next = e->next;
        filled.kind = IS_TERM;
        *e = filled;
    }
}

/* prefixes ::= "prefix" name ("=" iri | ("," name)*) */
static void
read_prefixes(reader *r, entry ***end)
{
    const char *remedy = "name what is a prefix";
    place at = r->at;
    entry *e = add(end, at, IS_PREFIX, word(r, "a name is missing", remedy));
    if (is(r, "=")) {
        step(r);
        e->iri = word(r, "an IRI is missing", "say what the prefix stands for");
        return;
    }
    while (is(r, ",")) {
        step(r);
        skip_lines(r);
        at = r->at;
        add(end, at, IS_PREFIX, word(r, "a name is missing", remedy));
    }
}

/* entry ::= "+" block | setting | prefixes | terms */
static void
read_entry(reader *r, entry ***end)
{
    static const struct {
        const char *name;
        kind kind;
        bool named;
    } settings[] = {
        {"protected", IS_PROTECTED, false},
        {"null", IS_NULL, false},
        {"also", IS_ALSO, true},
        {"after", IS_AFTER, true},
        {"vocab", IS_VOCAB, true},
    };
    place at = r->at;
    obv_slice name = word(r, "out of place", "begin a line with a name");
    bool is_term = is_sign(r) || is(r, ",");
    for (size_t i = 0; i < COUNT(settings) && !is_term; i++) {
        if (obv_slice_is(name, settings[i].name)) {
            entry *e = add(end, at, settings[i].kind, name);
            if (settings[i].named) {
                e->name = word(r, "an IRI is missing", "say which");
            }
            return;
        }
    }
    if (!is_term && obv_slice_starts(name, "+")) {
        (void)obv_take(&name, 1, &(obv_slice){0});
        add(end, at, IS_USE, name);
    } else if (!is_term && obv_slice_is(name, "prefix")) {
        read_prefixes(r, end);
    } else {
        read_terms_of_line(r, name, end);
    }
}

/* body ::= "{" entry* "}" */
static entry *
read_body(reader *r)
{
    place start = r->at;
    entry *first = NULL;
    entry **end = &first;
    expect(r, "{", "open it with {");
    skip_lines(r);
    if (++r->depth > MAX_DEPTH) {
        wrong(start, "too many scopes within scopes", r->token, "name a block");
    }
    while (!is(r, "}")) {
        if (r->token.len == 0) {
            wrong(start, "open", obv_slice_of("{"), "close it with }");
        }
        read_entry(r, &end);
        end_line(r);
    }
    r->depth--;
    step(r);
    return first;
}

/* ---- Sections ------------------------------------------------------------ */

/* let ::= "let" name "=" iri */
static void
read_let(reader *r, source *of)
{
    let *made = make(sizeof(*made));
    made->at = r->at;
    made->name = word(r, "a name is missing", "write: let NAME = IRI");
    expect(r, "=", "write: let NAME = IRI");
    made->iri = word(r, "an IRI is missing", "write: let NAME = IRI");
    for (let *l = of->lets; l != NULL; l = l->next) {
        if (obv_slice_equal(l->name, made->name)) {
            wrong(made->at, "a second let", made->name, "drop one of them");
        }
    }
    made->next = of->lets;
    of->lets = made;
}

/* section ::= "block" name body | "context" address ["meaning" digit] body */
static section *
read_section(reader *r, bool is_context)
{
    section *made = make(sizeof(*made));
    made->at = r->at;
    made->is_context = is_context;
    made->name = word(r, "a name is missing", "name the block or context");
    if (is_context && is(r, "meaning")) {
        step(r);
        obv_slice digit = word(r, "a digit is missing", "number the meaning");
        if (digit.len != 1 || digit.ptr[0] < '0' || digit.ptr[0] > '9') {
            wrong(made->at, "no digit", digit, "number meanings from 0");
        }
        made->meaning = (unsigned)(digit.ptr[0] - '0');
    }
    made->entries = read_body(r);
    return made;
}

/* file ::= (let | section)* */
void
read_terms(source *of, obv_slice text, section **sections)
{
    reader r = {.rest = text, .at = {of, 1}};
    while (*sections != NULL) {
        sections = &(*sections)->next;
    }
    step(&r);
    for (skip_lines(&r); r.token.len > 0; end_line(&r)) {
        if (is(&r, "let")) {
            step(&r);
            read_let(&r, of);
        } else if (is(&r, "block") || is(&r, "context")) {
            bool is_context = is(&r, "context");
            step(&r);
            *sections = read_section(&r, is_context);
            sections = &(*sections)->next;
        } else {
            wrong(r.at, "out of place", r.token,
                  "begin with let, block or context");
        }
    }
}
