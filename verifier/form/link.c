/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document whose names count for nothing: its signature covers statements,
 * so it is read by statements.
 *
 *     document less its proofs  ->  node map  ->  view  ->  the readers
 *     each of its proofs        ->  node map  ->  view  ->  proofs.c
 *
 * Where that cannot be (a context that we do not have), the document is read by
 * name, and each proof that signs linked data says why it is not checked.
 */
#include "form/parts.h"

#define PROOF_IRI "https://w3id.org/security#proof"

static const char *const no_proof[] = {"proof", NULL};

/* ---- Which documents ----------------------------------------------------- */

static obv_spelling
spelling_of(const obv_json *proof)
{
    return obv_proof_spelling(obv_member(proof, "type"),
                              obv_member(proof, "cryptosuite"));
}

static bool
signs_linked_data(const obv_json *object)
{
    const obv_json *proofs = obv_json_get(object, "proof");
    for (size_t i = 0; i < obv_json_count(proofs); i++) {
        if (spelling_of(obv_json_item(proofs, i)) == OBV_SPELLING_RDFC) {
            return true;
        }
    }
    return false;
}

/* What JCS signs is the text itself, names and all; what a suite that we do not
   know signs is not known, and nothing of it is believed.  Inside a view names
   count for nothing, whoever signs them once more. */
static bool
is_linked(const obv_source *source)
{
    return signs_linked_data(source->object) ||
           (source->by_iri && obv_json_get(source->object, "proof") != NULL);
}

bool
obv_link_is(const obv_source *source)
{
    return !source->viewed &&
           (is_linked(source) || obv_context_is_old(source->object));
}

/* ---- What is wrong ------------------------------------------------------- */

/* Where the name of a class is dropped, or that of a member. */
static obv_check_id
check_of(const obv_ld_fault *fault)
{
    static const char *const types[] = {"/type", "/@type"};
    obv_slice where = fault->where;
    size_t end = where.len;
    if (fault->reason != OBV_REASON_UNSIGNED_MEMBER) {
        return OBV_CHECK_CONTEXT;
    }
    while (end > 0 && where.ptr[end - 1] >= '0' && where.ptr[end - 1] <= '9') {
        end--; /* an item of an array */
    }
    if (end > 0 && end < where.len && where.ptr[end - 1] == '/') {
        where.len = end - 1;
    }
    for (size_t i = 0; i < COUNT(types); i++) {
        size_t len = strlen(types[i]);
        if (where.len >= len &&
            memcmp(where.ptr + where.len - len, types[i], len) == 0) {
            return OBV_CHECK_TYPE;
        }
    }
    return OBV_CHECK_MEMBERS;
}

static void
add_fault(obv_link *link, obv_check_id check, obv_reason reason,
          obv_slice where, obv_slice what)
{
    if (link->fault_count < COUNT(link->faults)) {
        link->faults[link->fault_count++] =
            (obv_fault){check, reason, where, what};
    }
}

/* The place in the whole document: `at`, then where it is from there. */
static obv_status
note_fault(obv_reader *reader, obv_link *link, const obv_at *at,
           const obv_ld_fault *fault)
{
    obv_buffer where = obv_buffer_in(reader->arena);
    obv_put_at(&where, at);
    obv_put(&where, fault->where);
    add_fault(link, check_of(fault), fault->reason, obv_buffer_slice(&where),
              fault->what);
    return where.failed ? OBV_NO_MEMORY : OBV_OK;
}

/* ---- Reading ------------------------------------------------------------- */

/* Linked data of a document, or what stands in the way of it. */
typedef struct reading {
    obv_linked *linked; /* NULL: trouble */
    obv_reason trouble;
    obv_slice about;
    obv_ld_fault fault; /* with trouble; reason NONE: it breaks no rule */
} reading;

static obv_status
read_as(obv_reader *reader, const obv_document *document, bool refusing,
        unsigned meaning, reading *ret)
{
    obv_ld_options options = {
        .refusing = refusing,
        .i18n = true,
        .base = obv_slice_of(""),
        .meaning = meaning,
    };
    *ret = (reading){.about = obv_slice_of("")};
    obv_linked *linked = obv_arena_alloc(reader->arena, 1, sizeof(*linked));
    obv_spelled *spelled = obv_arena_alloc(reader->arena, 1, sizeof(*spelled));
    if (linked == NULL || spelled == NULL) {
        return OBV_NO_MEMORY;
    }
    obv_ld_fault fault = {0};
    obv_status status =
        obv_linked_read(document, &options, reader->arena, linked, &fault);
    if (status == OBV_OK) {
        linked->spelled = spelled;
        ret->linked = linked;
        return OBV_OK;
    }
    if (status != OBV_MALFORMED && status != OBV_NOT_FOUND) {
        return status;
    }
    TRY(obv_ld_about(&fault, reader->arena, &fault.what));
    ret->trouble = fault.reason;
    ret->about = fault.what;
    ret->fault = status == OBV_MALFORMED ? fault : (obv_ld_fault){0};
    return OBV_OK;
}

/* What a proof says of itself.  Its own contexts count, else those of the
   document. */
static obv_status
read_options(obv_reader *reader, obv_link *link, obv_link_proof *proof,
             const obv_at *at)
{
    reading options;
    obv_proof opened = {.kind = OBV_PROOF_LINKED};
    obv_status status =
        obv_proof_open(link->object, proof->given, reader->arena, &opened);
    if (status != OBV_OK && status != OBV_NOT_FOUND) {
        return status;
    }
    TRY(read_as(reader, &opened.options, true, link->meaning, &options));
    proof->trouble = options.trouble;
    proof->about = options.about;
    if (options.fault.reason != OBV_REASON_NONE) {
        return note_fault(reader, link, at, &options.fault);
    }
    if (options.linked == NULL) {
        return OBV_OK;
    }
    proof->options = options.linked;
    if (options.linked->top == NULL) {
        proof->trouble = OBV_REASON_BAD_LINKED_DATA;
        return OBV_OK;
    }
    obv_json *shown;
    TRY(obv_view_make(reader, NULL, options.linked->top, OBV_FAMILY_PROOF,
                      &shown));
    proof->shown = shown;
    return obv_proof_complete(reader, proof->given, shown);
}

static obv_status
read_proofs(obv_reader *reader, obv_link *link, const obv_at *up)
{
    const obv_json *given = obv_json_get(link->object, "proof");
    obv_at list = {up, "proof", 0};
    bool many = obv_json_kind_of(given) == OBV_JSON_ARRAY;
    for (size_t i = 0; i < obv_json_count(given); i++) {
        const obv_json *object = obv_json_item(given, i);
        obv_at at = {&list, NULL, i};
        if (obv_json_kind_of(object) != OBV_JSON_OBJECT) {
            continue;
        }
        if (link->proof_count >= COUNT(link->proofs)) {
            return OBV_LIMIT;
        }
        obv_link_proof *proof = &link->proofs[link->proof_count++];
        *proof = (obv_link_proof){.given = object,
                                  .shown = object,
                                  .spelling = spelling_of(object),
                                  .about = obv_slice_of("")};
        if (proof->spelling == OBV_SPELLING_RDFC) {
            TRY(read_options(reader, link, proof, many ? &at : &list));
        }
    }
    return OBV_OK;
}

/*
 * Where nothing may be dropped and something is, the rest is read all the
 * same: what is not signed is not shown, and the fault is told.
 */
static obv_status
read_document(obv_reader *reader, const obv_source *source, unsigned meaning,
              obv_link **ret)
{
    obv_link *link = *ret = obv_arena_alloc(reader->arena, 1, sizeof(*link));
    if (link == NULL) {
        return OBV_NO_MEMORY;
    }
    link->object = source->object;
    link->meaning = meaning;
    obv_document document = {.object = link->object, .without = no_proof};
    bool refusing = signs_linked_data(link->object);
    reading read;
    TRY(read_as(reader, &document, refusing, link->meaning, &read));
    link->linked = link->said = read.linked;
    link->trouble = read.trouble;
    link->about = read.about;
    if (refusing && read.fault.reason != OBV_REASON_NONE) {
        TRY(note_fault(reader, link, source->at, &read.fault));
        TRY(read_as(reader, &document, false, link->meaning, &read));
        link->said = read.linked;
    }
    return OBV_OK;
}

/* The document with the proofs before this one. */
obv_status
obv_link_read_chained(obv_reader *reader, const obv_link *link,
                      obv_proof *proof)
{
    reading read;
    TRY(read_as(reader, &proof->secured, true, link->meaning, &read));
    proof->linked = read.linked;
    proof->trouble = read.trouble;
    proof->about = read.about;
    return OBV_OK;
}

/* ---- The view ------------------------------------------------------------ */

static obv_family
family_of(const obv_node *top)
{
    static const char *const old[] = {
        "https://w3id.org/openbadges#Assertion",
        "https://w3id.org/openbadges#BadgeClass",
        "https://w3id.org/openbadges#Issuer",
        "https://w3id.org/openbadges#Profile",
        "https://w3id.org/credentials#Credential",
    };
    for (size_t i = 0; i < COUNT(old); i++) {
        if (obv_node_is(top, old[i])) {
            return OBV_FAMILY_OLD;
        }
    }
    return OBV_FAMILY_VC;
}

/* The proofs stand in the view as each of them is to be read. */
static bool
show_proofs(obv_reader *reader, const obv_link *link, obv_json *view)
{
    const obv_json *given = obv_json_get(link->object, "proof");
    size_t next = 0;
    if (obv_json_kind_of(given) != OBV_JSON_ARRAY) {
        return given == NULL ||
               obv_json_set(view, "proof",
                            link->proof_count > 0 ? link->proofs[0].shown
                                                  : given);
    }
    obv_json *array = obv_json_new_array(reader->arena);
    for (size_t i = 0; i < obv_json_count(given); i++) {
        const obv_json *item = obv_json_item(given, i);
        bool is_proof = obv_json_kind_of(item) == OBV_JSON_OBJECT;
        if (!obv_json_append(array,
                             is_proof ? link->proofs[next++].shown : item)) {
            return false;
        }
    }
    return obv_json_set(view, "proof", array);
}

/* A proof under another name is no proof to any verifier, and what it says
   would count as said by the issuer. */
static void
check_hidden_proof(obv_link *link, const obv_node *top)
{
    if (obv_node_get(top, PROOF_IRI) != NULL) {
        add_fault(link, OBV_CHECK_PROOF, OBV_REASON_BAD_MEMBER,
                  obv_slice_of(""), obv_slice_of(PROOF_IRI));
    }
}

static bool
holds(const obv_item *items, const obv_node *node)
{
    for (const obv_item *i = items; i != NULL; i = i->next) {
        if (i->kind == OBV_ITEM_LIST ? holds(i->list, node) : i->node == node) {
            return true;
        }
    }
    return false;
}

/* What has the document as one of its credentials; NULL: nothing. */
static const obv_node *
find_container(const obv_linked *linked)
{
    static const char end[] = "#verifiableCredential";
    size_t len = strlen(end);
    for (const obv_node *n = linked->graph.nodes; n != NULL; n = n->next) {
        for (const obv_property *p = n->properties; p != NULL; p = p->next) {
            if (p->iri.len >= len &&
                memcmp(p->iri.ptr + p->iri.len - len, end, len) == 0 &&
                holds(p->items, linked->top)) {
                return n;
            }
        }
    }
    return NULL;
}

/* A part of what somebody signed is not what he signed. */
static void
check_whole(obv_link *link, const obv_linked *linked)
{
    if (!signs_linked_data(link->object)) {
        return;
    }
    const obv_node *beside =
        linked->loose != NULL ? linked->loose : find_container(linked);
    if (beside != NULL) {
        bool named = !obv_slice_starts(beside->id, "_:");
        add_fault(link, OBV_CHECK_FORMAT, OBV_REASON_BAD_LINKED_DATA,
                  obv_slice_of(""), named ? beside->id : obv_slice_of(""));
    }
}

/* Nothing of it is a statement: without a @context, for one. */
static void
say_nothing(obv_link *link)
{
    if (!signs_linked_data(link->object)) {
        return;
    }
    link->linked = NULL;
    if (link->trouble == OBV_REASON_NONE) {
        link->trouble = OBV_REASON_BAD_LINKED_DATA;
    }
    if (link->fault_count == 0) {
        add_fault(link, OBV_CHECK_FORMAT, OBV_REASON_BAD_LINKED_DATA,
                  obv_slice_of(""), obv_slice_of(""));
    }
}

/* *ret is NULL where it can only be read by name. */
static obv_status
show(obv_reader *reader, const obv_source *source, obv_link *link,
     obv_json **ret)
{
    *ret = NULL;
    TRY(read_proofs(reader, link, source->at));
    if (link->said == NULL) {
        return OBV_OK;
    }
    const obv_node *top = link->said->top;
    if (top == NULL) {
        say_nothing(link);
        return OBV_OK;
    }
    reader->scattered = NULL;
    check_hidden_proof(link, top);
    check_whole(link, link->said);
    TRY(obv_view_make(reader, link->object, top, family_of(top), ret));
    if (reader->scattered != NULL) {
        add_fault(link, OBV_CHECK_FORMAT, OBV_REASON_BAD_LINKED_DATA,
                  obv_slice_of(""), reader->scattered->id);
    }
    return show_proofs(reader, link, *ret) ? OBV_OK : OBV_NO_MEMORY;
}

/* ---- Into the slot ------------------------------------------------------- */

/* Something is wrong with what its names call a badge, and its statements none:
   then the names say what is malformed. */
static const obv_json *
choose(const obv_link *link, const obv_json *view)
{
    bool wrong = link->fault_count > 0 || link->trouble != OBV_REASON_NONE;
    if (view == NULL ||
        (wrong && obv_ob3_is_badge(link->object) && !obv_ob3_is_badge(view))) {
        return link->object;
    }
    return view;
}

static obv_status
read_view(obv_reader *reader, const obv_source *source, const obv_link *link,
          const obv_json *view, obv_slot *slot, obv_fault *why)
{
    obv_credential **end = slot->end;
    obv_source viewed = *source;
    viewed.object = choose(link, view);
    viewed.viewed = true;
    viewed.by_iri = viewed.object == view;
    viewed.link = link;
    TRY(obv_read_object(reader, &viewed, slot, why));
    for (size_t i = 0; *end != NULL && i < link->fault_count; i++) {
        obv_fault_keep(*end, &link->faults[i]);
    }
    return OBV_OK;
}

static bool
same_term(const obv_rdf_term *a, const obv_rdf_term *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->kind == b->kind && a->blank == b->blank &&
           (a->kind == OBV_RDF_BLANK ||
            (obv_slice_equal(a->text, b->text) &&
             obv_slice_equal(a->datatype, b->datatype) &&
             obv_slice_equal(a->language, b->language)));
}

/* Both come from one document, so equal ones are in one order. */
static bool
same_dataset(const obv_linked *a, const obv_linked *b)
{
    if (a == NULL || b == NULL || a->dataset.count != b->dataset.count) {
        return a == b;
    }
    for (size_t i = 0; i < a->dataset.count; i++) {
        const obv_quad *p = &a->dataset.quads[i], *q = &b->dataset.quads[i];
        if (!same_term(p->subject, q->subject) ||
            !same_term(p->predicate, q->predicate) ||
            !same_term(p->object, q->object) ||
            !same_term(p->graph, q->graph)) {
            return false;
        }
    }
    return true;
}

/* A context was published with two meanings, and what it says here depends on
   which it is. */
static obv_status
read_older(obv_reader *reader, const obv_source *source, const obv_link *newer,
           const obv_slot *slot, obv_credential *c)
{
    obv_link *link;
    obv_slot beside = *slot;
    obv_json *view;
    obv_fault why;
    TRY(read_document(reader, source, 1, &link));
    if (link->linked == NULL || same_dataset(newer->linked, link->linked)) {
        return OBV_OK; /* nobody can have signed it so, or it is no other */
    }
    TRY(show(reader, source, link, &view));
    beside.end = &c->other;
    TRY(read_view(reader, source, link, view, &beside, &why));
    if (c->other != NULL) {
        c->other->older_meaning = true;
    }
    return OBV_OK;
}

obv_status
obv_link_read(obv_reader *reader, const obv_source *source, obv_slot *slot,
              obv_fault *why)
{
    obv_credential **end = slot->end;
    obv_json *view;
    obv_link *link;
    TRY(read_document(reader, source, 0, &link));
    TRY(show(reader, source, link, &view));
    TRY(read_view(reader, source, link, view, slot, why));
    if (*end == NULL || link->said == NULL || !link->said->ambiguous ||
        !signs_linked_data(source->object)) {
        return OBV_OK;
    }
    return read_older(reader, source, link, slot, *end);
}

/* ---- Where names are signed ---------------------------------------------- */

static bool
has_inline_context(const obv_json *object)
{
    const obv_json *given = obv_json_get(object, "@context");
    for (size_t i = 0; i < obv_json_count(given); i++) {
        if (obv_json_kind_of(obv_json_item(given, i)) == OBV_JSON_OBJECT) {
            return true;
        }
    }
    return false;
}

/* A JWS or JCS signs the names; but where the contexts give a name of the
   standard another meaning, those who read by meaning see another badge. */
obv_status
obv_link_check_terms(obv_reader *reader, obv_credential *c,
                     const obv_source *source)
{
    obv_document document = {.object = source->object, .without = no_proof};
    reading read;
    if (source->viewed || !has_inline_context(source->object)) {
        return OBV_OK;
    }
    TRY(read_as(reader, &document, true, 0, &read));
    if (read.fault.reason == OBV_REASON_REDEFINED_TERM) {
        obv_link only = {.object = source->object};
        TRY(note_fault(reader, &only, source->at, &read.fault));
        obv_fault_keep(c, &only.faults[0]);
    }
    return OBV_OK;
}

/* ---- Documents of the catalogue ------------------------------------------ */

obv_status
obv_link_old_view(obv_reader *reader, const obv_json *document,
                  const obv_json **ret)
{
    obv_document whole = {.object = document};
    reading read;
    *ret = document;
    if (!obv_context_is_old(document)) {
        return OBV_OK;
    }
    TRY(read_as(reader, &whole, false, 0, &read));
    if (read.linked == NULL || read.linked->top == NULL) {
        return OBV_OK;
    }
    obv_json *view;
    TRY(obv_view_make(reader, NULL, read.linked->top, OBV_FAMILY_OLD, &view));
    *ret = view;
    return OBV_OK;
}
