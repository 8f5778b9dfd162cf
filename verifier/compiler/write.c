/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contexts -> C: one constant table for each thing that is said, however often
 * it is said.  Scopes come before what they are scopes in.
 */
#include "compiler/compiler.h"

/* Something that is written, and the number that it got. */
typedef struct written {
    struct written *next;
    obv_slice text;
    unsigned number;
} written;

typedef struct writer {
    obv_buffer out;
    written *layers, *scopes;
    unsigned layer_count, scope_count;
} writer;

/* ---- Pieces -------------------------------------------------------------- */

static void
put_quoted(obv_buffer *b, obv_slice text)
{
    obv_put_text(b, "S(\"");
    for (size_t i = 0; i < text.len; i++) {
        char c = (char)text.ptr[i];
        if (c == '"' || c == '\\') {
            obv_put_char(b, '\\');
        }
        obv_put_char(b, c);
    }
    obv_put_text(b, "\")");
}

static void
put_slice(obv_buffer *b, const char *name, obv_slice text)
{
    if (text.len > 0) {
        obv_put_text(b, ", .");
        obv_put_text(b, name);
        obv_put_text(b, " = ");
        put_quoted(b, text);
    }
}

static void
put_flag(obv_buffer *b, const char *name, bool yes)
{
    if (yes) {
        obv_put_text(b, ", .");
        obv_put_text(b, name);
        obv_put_text(b, " = true");
    }
}

static void
put_count(obv_buffer *b, const char *before, int64_t number, const char *after)
{
    obv_put_text(b, before);
    obv_put_number(b, number);
    obv_put_text(b, after);
}

/* The number of that text; *fresh where it has not been written yet. */
static unsigned
number_of(written **list, unsigned *count, obv_slice text, bool *fresh)
{
    for (const written *w = *list; w != NULL; w = w->next) {
        if (obv_slice_equal(w->text, text)) {
            *fresh = false;
            return w->number;
        }
    }
    written *made = make(sizeof(*made));
    *made = (written){*list, text, (*count)++};
    *list = made;
    *fresh = true;
    return made->number;
}

/* ---- A layer ------------------------------------------------------------- */

static unsigned write_scope(writer *w, const object *o);

static void
put_term(writer *w, obv_buffer *b, const term *t)
{
    const obv_term *m = &t->meaning;
    unsigned scope = t->scope != NULL ? write_scope(w, t->scope) : 0;
    obv_put_text(b, "    {.name = ");
    put_quoted(b, m->name);
    put_count(b, ", .hash = ", m->hash, "U");
    put_slice(b, "iri", m->iri);
    put_slice(b, "type", m->type);
    if (m->container != 0) {
        put_count(b, ", .container = ", m->container, "");
    }
    put_flag(b, "prefix", m->prefix);
    put_flag(b, "reverse", m->reverse);
    put_flag(b, "guarded", m->guarded);
    put_flag(b, "disputed", m->disputed);
    put_flag(b, "alone", m->alone);
    put_slice(b, "iri_written", m->iri_written);
    put_slice(b, "type_written", m->type_written);
    put_flag(b, "has_scope", m->has_scope);
    if (t->scope != NULL) {
        put_count(b, ", .scope = &scope_", scope, "");
    }
    obv_put_text(b, "},\n");
}

/* The smallest power of two of which at most half is taken. */
static uint32_t
slot_count(uint32_t terms)
{
    uint32_t slots = 2;
    while (slots < 2 * terms) {
        slots *= 2;
    }
    return slots;
}

/* "0, 2271150081, ...": see obv_layer. */
static void
put_slots(obv_buffer *b, const object *o, uint32_t slots)
{
    uint32_t *taken = make(slots * sizeof(*taken));
    uint32_t index = 0;
    for (const term *t = o->terms; t != NULL; t = t->next) {
        uint32_t at = t->meaning.hash & (slots - 1);
        while (taken[at] != 0) {
            at = (at + 1) & (slots - 1);
        }
        taken[at] = obv_slot_of(index++, t->meaning.hash);
    }
    for (uint32_t i = 0; i < slots; i++) {
        put_count(b, i == 0 ? "" : ", ", taken[i], "U");
    }
}

static void
put_loans(obv_buffer *b, const object *o)
{
    for (uint32_t i = 0; i < o->loan_count; i++) {
        obv_put_text(b, "    {.prefix = ");
        put_quoted(b, o->loans[i].prefix);
        put_slice(b, "iri", o->loans[i].iri);
        obv_put_text(b, "},\n");
    }
}

static bool
has_value_alias(const object *o)
{
    const term *t = o->terms;
    while (t != NULL && !obv_slice_is(t->meaning.iri, "@value")) {
        t = t->next;
    }
    return t != NULL;
}

static obv_slice
layer_settings(const object *o)
{
    obv_buffer b = obv_buffer_in(memory);
    put_count(&b, ".count = ", o->count, "");
    put_count(&b, ", .mask = ", slot_count(o->count) - 1, "");
    put_count(&b, ", .loan_count = ", o->loan_count, "");
    put_flag(&b, "guards", o->guards && o->count > 0);
    put_flag(&b, "values", has_value_alias(o));
    put_flag(&b, "has_vocab", o->has_vocab);
    put_slice(&b, "vocab", o->vocab);
    return obv_buffer_slice(&b);
}

static void
put_table(obv_buffer *out, const char *type, const char *name, unsigned number,
          obv_slice rows)
{
    obv_put_text(out, "static const ");
    obv_put_text(out, type);
    put_count(out, name, number, "[] = {\n");
    obv_put(out, rows);
    obv_put_text(out, "};\n");
}

static unsigned
write_layer(writer *w, const object *o)
{
    obv_buffer terms = obv_buffer_in(memory);
    obv_buffer loans = obv_buffer_in(memory);
    obv_buffer slots = obv_buffer_in(memory);
    for (const term *t = o->terms; t != NULL; t = t->next) {
        put_term(w, &terms, t);
    }
    put_loans(&loans, o);
    put_slots(&slots, o, slot_count(o->count));
    obv_slice settings = layer_settings(o);
    obv_buffer all = obv_buffer_in(memory);
    obv_put(&all, obv_buffer_slice(&terms));
    obv_put(&all, obv_buffer_slice(&loans));
    obv_put(&all, settings);

    bool fresh;
    unsigned n =
        number_of(&w->layers, &w->layer_count, obv_buffer_slice(&all), &fresh);
    if (!fresh) {
        return n;
    }
    if (o->count > 0) {
        put_table(&w->out, "obv_term", " terms_", n, obv_buffer_slice(&terms));
    }
    if (o->loan_count > 0) {
        put_table(&w->out, "obv_loan", " loans_", n, obv_buffer_slice(&loans));
    }
    put_table(&w->out, "uint32_t", " slots_", n, obv_buffer_slice(&slots));
    put_count(&w->out, "static const obv_layer layer_", n, " = {");
    if (o->count > 0) {
        put_count(&w->out, ".terms = terms_", n, ", ");
    }
    if (o->loan_count > 0) {
        put_count(&w->out, ".loans = loans_", n, ", ");
    }
    put_count(&w->out, ".slots = slots_", n, ", ");
    obv_put(&w->out, settings);
    obv_put_text(&w->out, "};\n\n");
    return n;
}

/* ---- Scopes and contexts ------------------------------------------------- */

/* "&layer_1, &layer_2": the lowest first. */
static unsigned
put_layers(writer *w, obv_buffer *b, const object *o)
{
    unsigned count = 1;
    if (o->before != NULL) {
        count += put_layers(w, b, o->before);
        obv_put_text(b, ", ");
    }
    if (o->is_null) {
        obv_put_text(b, "NULL");
    } else {
        put_count(b, "&layer_", write_layer(w, o), "");
    }
    return count;
}

static unsigned
write_scope(writer *w, const object *o)
{
    obv_buffer layers = obv_buffer_in(memory);
    (void)put_layers(w, &layers, o);
    bool fresh;
    obv_slice text = obv_buffer_slice(&layers);
    unsigned n = number_of(&w->scopes, &w->scope_count, text, &fresh);
    if (fresh) {
        put_count(&w->out, "static const obv_layer *const below_", n, "[] = {");
        obv_put(&w->out, text);
        put_count(&w->out, "};\nstatic const obv_frozen scope_", n, " = {");
        put_count(&w->out, ".meanings = 1, .count = 1, .layers = below_", n,
                  "};\n\n");
    }
    return n;
}

static void
write_context(writer *w, const context *c, unsigned number)
{
    obv_buffer layers = obv_buffer_in(memory);
    unsigned count = put_layers(w, &layers, c->object);
    put_count(&w->out, "static const obv_layer *const layers_", number,
              "[] = {");
    obv_put(&w->out, obv_buffer_slice(&layers));
    put_count(&w->out, "};\nstatic const obv_frozen context_", number,
              " = {.address = ");
    put_quoted(&w->out, c->address);
    put_count(&w->out, ", .meaning = ", c->meaning, "");
    put_count(&w->out, ", .meanings = ", c->meanings, "");
    put_count(&w->out, ", .count = ", count, "");
    put_count(&w->out, ", .layers = layers_", number, "};\n\n");
}

obv_slice
write_tables(const context *contexts)
{
    writer w = {.out = obv_buffer_in(memory)};
    obv_put_text(&w.out,
                 "/* Made from verifier/canon/contexts by verifier/compiler: "
                 "change those. */\n"
                 "#include \"canon/terms.h\"\n\n"
                 "#define S(text) {(const uint8_t *)(text), sizeof(text) - 1}"
                 "\n\n");
    unsigned count = 0;
    for (const context *c = contexts; c != NULL; c = c->next) {
        write_context(&w, c, count++);
    }
    obv_put_text(&w.out, "const obv_frozen *const obv_frozen_contexts[] = {\n");
    for (unsigned i = 0; i < count; i++) {
        put_count(&w.out, "    &context_", i, ",\n");
    }
    put_count(&w.out, "};\nconst size_t obv_frozen_count = ", count, ";\n");
    obv_slice none = {0};
    return w.out.failed ? none : obv_buffer_slice(&w.out);
}
