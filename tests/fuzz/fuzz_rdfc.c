/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: N-Quads into their canonical form.  What comes out must be
 * sorted lines that read back, and spell themselves; and it must be the same
 * when all quads come in the other order and all blank nodes are numbered from
 * the end.
 */
#include "needing.h"
#include "nquads.h"

#define SOME_CALLS 2000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static bool
is_before(obv_slice a, obv_slice b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order < 0 : a.len < b.len;
}

static void
check_lines(const obv_canonical *c)
{
    size_t len = 0;
    for (size_t i = 0; i < c->line_count; i++) {
        need(c->lines[i].ptr == c->text.ptr + len && c->lines[i].len > 0);
        need(c->lines[i].ptr[c->lines[i].len - 1] == '\n');
        need(i == 0 || is_before(c->lines[i - 1], c->lines[i]));
        len += c->lines[i].len;
    }
    need(len == c->text.len);
}

static const obv_rdf_term *
renumbered(const obv_rdf_term *term, size_t blanks, obv_arena *arena)
{
    if (term == NULL || term->kind != OBV_RDF_BLANK) {
        return term;
    }
    obv_rdf_term *copy = obv_arena_alloc(arena, 1, sizeof(*copy));
    need(copy != NULL);
    *copy = *term;
    copy->blank = (uint32_t)(blanks - 1) - term->blank;
    return copy;
}

/*
 * RDFC-1.0 4.7: the hash of a related node has its position, but not which
 * graph goes with which object.  Where graphs are blank nodes, two nodes that
 * differ may so look the same, and the first one met goes first.
 */
static bool
has_blank_graph(const obv_dataset *dataset)
{
    for (size_t i = 0; i < dataset->count; i++) {
        const obv_rdf_term *graph = dataset->quads[i].graph;
        if (graph != NULL && graph->kind == OBV_RDF_BLANK) {
            return true;
        }
    }
    return false;
}

static void
check_turned(const obv_dataset *dataset, const obv_canonical *wanted,
             obv_arena *arena)
{
    obv_quad *quads = obv_arena_alloc(arena, dataset->count, sizeof(*quads));
    need(quads != NULL);
    for (size_t i = 0; i < dataset->count; i++) {
        const obv_quad *quad = &dataset->quads[dataset->count - 1 - i];
        quads[i] = (obv_quad){
            renumbered(quad->subject, dataset->blanks, arena),
            quad->predicate,
            renumbered(quad->object, dataset->blanks, arena),
            renumbered(quad->graph, dataset->blanks, arena),
        };
    }
    obv_dataset turned = {quads, dataset->count, dataset->blanks};
    obv_canonical c;
    /* Of two nodes that look the same the other is walked from first, which
       may take more calls. */
    obv_status status = obv_rdfc(&turned, OBV_SHA256, arena, &c);
    need(status == OBV_OK || status == OBV_LIMIT);
    need(status != OBV_OK || obv_slice_equal(c.text, wanted->text));
}

static void
check_again(const obv_canonical *first, obv_arena *arena)
{
    nquads input;
    obv_canonical c;
    need(nquads_read(first->text, arena, &input) == OBV_OK);
    need(input.dataset.count == first->line_count);
    need(obv_rdfc(&input.dataset, OBV_SHA256, arena, &c) == OBV_OK);
    need(obv_slice_equal(c.text, first->text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    nquads input;
    obv_canonical c, larger;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA * 4);
    }
    need(arena != NULL);
    obv_arena_empty(arena);
    if (len > 64u * 1024 ||
        nquads_read((obv_slice){bytes, len}, arena, &input) != OBV_OK) {
        return 0;
    }
    obv_status status = obv_rdfc(&input.dataset, OBV_SHA256, arena, &c);
    need(status == OBV_OK || status == OBV_LIMIT || status == OBV_MALFORMED);
    if (status == OBV_OK) {
        check_lines(&c);
    }
    if (status != OBV_OK || c.calls > SOME_CALLS) {
        return 0; /* once is enough of what takes long */
    }
    if (!has_blank_graph(&input.dataset)) {
        check_turned(&input.dataset, &c, arena);
        check_again(&c, arena);
    }
    if (obv_rdfc(&input.dataset, OBV_SHA384, arena, &larger) == OBV_OK) {
        check_lines(&larger);
    }
    return 0;
}
