/* SPDX-License-Identifier: Apache-2.0 */
/*
 * N-Quads (RDF 1.1) into a dataset: for suites, tests and fuzzers.  What we
 * verify never comes as N-Quads, so the library has no reader of them.
 */
#ifndef NQUADS_H
#define NQUADS_H

#include "canon/canon.h"

typedef struct nquads {
    obv_dataset dataset;
    const obv_slice *labels; /* of each blank node by its number, without _: */
} nquads;

/* All of it lives in the arena.  OBV_MALFORMED: not N-Quads. */
obv_status nquads_read(obv_slice text, obv_arena *arena, nquads *ret);

/* Writes a dataset as it stands, unsorted, blank nodes by their numbers: to see
   what a test has made.  Empty when the arena is full. */
obv_slice nquads_write(const obv_dataset *dataset, obv_arena *arena);

#endif
