/* SPDX-License-Identifier: Apache-2.0 */
/*
 * qr/decode.h - from modules to bytes: what the files of the bit decoder share.
 *
 *     modules -> format.c    level and mask
 *             -> blocks.c    codewords, each where it belongs
 *                model1.c    ... in a symbol of Model 1
 *             -> solomon.c   corrected
 *             -> stream.c    bytes
 */
#ifndef OBV_QR_DECODE_H
#define OBV_QR_DECODE_H

#include "qr/inside.h"

/* As the format has them: two bits. */
typedef enum obv_level {
    OBV_LEVEL_M,
    OBV_LEVEL_L,
    OBV_LEVEL_H,
    OBV_LEVEL_Q
} obv_level;

/* ---- Format and version (format.c) -----------------------------------------
 */

/* What stands nearest to the format, of which there are two copies; false
   where neither is near to anything. */
bool obv_qr_format(const obv_modules *m, obv_level *level, unsigned *mask);

/* The same of Model 1, of which both copies must be near; false also where one
   of today stands as near. */
bool obv_model1_format(const obv_modules *m, obv_level *level, unsigned *mask);

/* False where the symbol says that it is of another version. */
bool obv_qr_version_fits(const obv_modules *m);

/* ---- Blocks (blocks.c) ------------------------------------------------------
 */

#define OBV_MAX_CODEWORDS 3706 /* version 40 */
#define OBV_MAX_BLOCK 238      /* version 12-L of Model 1; of today's, 153 */
#define OBV_MAX_PARITY                                                         \
    68 /* versions 9-H and 10-M of Model 1; of today's, 30                     \
        */

/* One block: its data, then its check codewords. */
typedef struct obv_rs_block {
    unsigned len, parity;
    uint8_t bytes[OBV_MAX_BLOCK + 1];
    uint8_t sure[OBV_MAX_BLOCK + 1];
} obv_rs_block;

typedef struct obv_plan {
    unsigned codewords; /* in all */
    unsigned blocks, parity;
    unsigned data;    /* codewords of all blocks that hold data */
    unsigned protect; /* check codewords that only tell */
    bool model1;      /* blocks stand apart, and nothing is erased */
} obv_plan;

obv_plan obv_qr_plan(unsigned version, obv_level level);
/* Check codewords that the standard keeps from correcting. */
unsigned obv_qr_protected(unsigned version, obv_level level);

/* Whether the mask turns a module over. */
bool obv_qr_is_turned(unsigned mask, unsigned x, unsigned y);

/* All codewords in the order in which they stand, unmasked; a codeword is as
   sure as the least sure of its modules. */
void obv_qr_codewords(const obv_modules *m, unsigned mask, uint8_t *bytes,
                      uint8_t *sure);

/* Gathers block `index` of what stands interleaved. */
void obv_qr_gather(const obv_plan *plan, unsigned index, const uint8_t *bytes,
                   const uint8_t *sure, obv_rs_block *ret);

/* ---- Model 1 (model1.c) -----------------------------------------------------
 */

#define OBV_MODEL1_VERSIONS 14

/* As obv_qr_codewords; how many. */
unsigned obv_model1_codewords(const obv_modules *m, unsigned mask,
                              uint8_t *bytes, uint8_t *sure);

/* Of so many codewords. */
obv_plan obv_model1_plan(unsigned version, obv_level level, unsigned codewords);

/* As obv_qr_gather. */
void obv_model1_gather(const obv_plan *plan, unsigned index,
                       const uint8_t *bytes, const uint8_t *sure,
                       obv_rs_block *ret);

/* Data without the four modules of the corner that it begins with. */
void obv_model1_drop_corner(uint8_t *data, unsigned count);

/* ---- Reed-Solomon (solomon.c)
 * ------------------------------------------------ */

/* GF(256) over x^8 + x^4 + x^3 + x^2 + 1: made for each symbol anew. */
typedef struct obv_field {
    uint8_t power[512], log[256];
} obv_field;

void obv_field_make(obv_field *field);

/*
 * Corrects a block; `erased` are places that say nothing, at most
 * OBV_MAX_PARITY.  Twice the errors and the erasures together may be no more
 * than `most`.  False: it is not to be corrected, and is as it was.
 */
bool obv_solomon_correct(const obv_field *field, obv_rs_block *block,
                         const uint8_t *erased, unsigned count, unsigned most);

/* ---- Bits (stream.c)
 * --------------------------------------------------------- */

/* OBV_MALFORMED: no such stream; fills in bytes, eci, part, parts, parity. */
obv_status obv_qr_stream(obv_slice data, unsigned version, obv_arena *arena,
                         obv_symbol *ret);

#endif
