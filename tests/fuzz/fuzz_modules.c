/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bit decoder: modules of a symbol, or the bits that its blocks hold.
 *
 * input ::= kind:byte version:byte bytes
 *   kind odd:  bytes are the stream of bits
 *   kind even: bytes are modules, a bit each, row by row; a byte that is not
 *              there is 0.  Every seventh module is in doubt, and with kind 2
 *              each that a bit behind the modules names.
 */
#include "qr/decode.h"

#include <stdlib.h>

/* Of version 40 at level L, which hold 7,089 digits. */
#define MAX_DATA 2956

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static unsigned
bit_at(obv_slice bytes, size_t i)
{
    return i / 8 < bytes.len ? bytes.ptr[i / 8] >> (7 - i % 8) & 1u : 0;
}

static void
check(const obv_symbol *symbol)
{
    size_t sum = 0;
    for (size_t i = 0; i < symbol->bytes.len; i++) {
        sum += symbol->bytes.ptr[i];
    }
    if (symbol->bytes.len > OBV_MAX_CODE_TEXT || sum > 255u * 7089 ||
        (symbol->parts != 0 && symbol->part >= symbol->parts)) {
        abort();
    }
}

static void
decode(unsigned kind, unsigned version, obv_slice bits, obv_arena *arena)
{
    static uint8_t dark[OBV_MAX_MODULES * OBV_MAX_MODULES];
    static uint8_t sure[OBV_MAX_MODULES * OBV_MAX_MODULES];
    unsigned side = obv_side_of(version);
    size_t count = (size_t)side * side;
    obv_symbol symbol;
    for (size_t i = 0; i < count; i++) {
        bool doubt =
            (kind & 2) != 0 ? bit_at(bits, count + i) != 0 : i % 7 == 0;
        dark[i] = (uint8_t)bit_at(bits, i);
        sure[i] = doubt ? 20 : 200;
    }
    obv_modules seen = {.dark = dark, .sure = sure, .side = side};
    if (obv_qr_decode_modules(&seen, arena, &symbol) == OBV_OK) {
        check(&symbol);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    arena = arena != NULL ? arena : obv_arena_new(64 * 1024);
    if (len < 2 || arena == NULL) {
        return 0;
    }
    obv_arena_empty(arena);
    unsigned version = bytes[1] % 40 + 1;
    obv_slice rest = {bytes + 2, len - 2};
    obv_symbol symbol = {0};
    if ((bytes[0] & 1) == 0) {
        decode(bytes[0], version, rest, arena);
    } else if (rest.len <= MAX_DATA &&
               obv_qr_stream(rest, version, arena, &symbol) == OBV_OK) {
        check(&symbol);
    }
    return 0;
}
