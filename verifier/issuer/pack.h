/* SPDX-License-Identifier: Apache-2.0 */
/* issuer/pack.h - DEFLATE (RFC 1951), step by step, between pack_*.c. */
#ifndef OBV_ISSUER_PACK_H
#define OBV_ISSUER_PACK_H

#include "issuer/issuer.h"

#define OBV_LITERALS 286 /* symbols: bytes, the end, lengths */
#define OBV_DISTANCES 30
#define OBV_BLOCK_END 256
#define OBV_LEAST_MATCH 3
#define OBV_MOST_MATCH 258

/* Bits of the code of each symbol; 0: it has none. */
typedef struct obv_code_lengths {
    uint8_t literal[OBV_LITERALS], distance[OBV_DISTANCES];
} obv_code_lengths;

typedef struct obv_step {
    uint16_t length; /* 1: the byte as it stands */
    uint16_t distance;
} obv_step;

/* How a value is said: a symbol, and bits behind it. */
typedef struct obv_said {
    uint16_t symbol, extra, bits;
} obv_said;
obv_said obv_said_length(unsigned length);     /* from 3 (pack_symbols.c) */
obv_said obv_said_distance(unsigned distance); /* from 1 */

/* The cheapest steps through `text` for these codes (pack_steps.c). */
bool obv_pack_steps(obv_call *call, obv_slice dictionary, obv_slice text,
                    const obv_code_lengths *lengths, obv_step **ret,
                    size_t *ret_count);

/* The codes that the head of a block sets up (pack_symbols.c).  The head is
   ours: what is wrong with it is a fault of this program. */
void obv_read_head(obv_slice head, obv_code_lengths *ret);

/* The code of each symbol, its first bit lowest. */
void obv_make_codes(const uint8_t *lengths, size_t count, uint16_t *codes);

#endif
