/* SPDX-License-Identifier: Apache-2.0 */
/* A document of linked data: expanded, put together, and as quads. */
#include "canon/inside.h"

/* The node that the outermost object is, where it is one. */
static const obv_node *
top_of(const obv_document *document, const obv_things *things,
       const obv_graph *graph)
{
    const obv_thing *first = things->first;
    if (first == NULL || first->next != NULL ||
        first->origin != document->object) {
        return NULL;
    }
    return graph->nodes;
}

obv_status
obv_linked_read(const obv_document *document, const obv_ld_options *options,
                obv_arena *arena, obv_linked *ret, obv_ld_fault *why)
{
    obv_ld_fault ignored = {0};
    obv_ld ld = {.arena = arena, .options = options};
    ld.why = why != NULL ? why : &ignored;
    *ld.why = (obv_ld_fault){"", OBV_REASON_BAD_LINKED_DATA, obv_slice_of(""),
                             obv_slice_of("")};
    obv_things things;
    obv_map map;
    TRY(obv_expand_document(&ld, document, &things));
    TRY(obv_map_things(&ld, &things, &map));
    *ret = (obv_linked){
        .graph = map.main.shown,
        .ambiguous = ld.ambiguous && !ld.newest,
        .spelled = obv_arena_alloc(arena, 1, sizeof(*ret->spelled)),
    };
    if (ret->spelled == NULL) {
        return OBV_NO_MEMORY;
    }
    ret->top = top_of(document, &things, &ret->graph);
    ret->loose = ret->top != NULL ? obv_map_find_loose(&map, ret->top) : NULL;
    return obv_map_dataset(&map, &ret->dataset);
}
