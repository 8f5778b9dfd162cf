/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libFuzzer target: JSON into its canonical form, which must be JSON that means
 * the same and spells itself; and eight bytes into the text of a double, which
 * must read back.
 */
#include "canon/canon.h"
#include "canon/number.h"
#include "needing.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void
check_number(const uint8_t *bytes)
{
    char text[OBV_NUMBER_ROOM + 1];
    double number;
    memcpy(&number, bytes, sizeof(number));
    size_t len = obv_number_es6(number, text);
    need(len < sizeof(text));
    text[len] = '\0';
    need(len == 0 || strtod(text, NULL) == number);
    len = obv_number_xsd(number, text);
    need(len < sizeof(text));
    text[len] = '\0';
    double near = len > 0 ? strtod(text, NULL) / number : 1;
    /* Below the normal doubles, and above the largest, one text is not the
       other. */
    need(number == 0 || len == 0 || number != number ||
         (near > 0.999999 && near < 1.000001) ||
         (number < 1e-300 && number > -1e-300) || number > 1e300 ||
         number < -1e300);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static obv_arena *arena;
    const obv_json *value, *again;
    obv_slice first, second;
    if (arena == NULL) {
        arena = obv_arena_new(OBV_ARENA);
    }
    need(arena != NULL);
    obv_arena_empty(arena);
    if (len >= 8) {
        check_number(bytes);
    }
    if (len > 64u * 1024 ||
        obv_json_parse((obv_slice){bytes, len}, OBV_JSON_ANY, arena, &value,
                       NULL) != OBV_OK) {
        return 0;
    }
    need(obv_jcs_value(value, arena, &first) == OBV_OK);
    need(obv_json_parse(first, OBV_JSON_ANY, arena, &again, NULL) == OBV_OK);
    need(obv_jcs_value(again, arena, &second) == OBV_OK);
    need(obv_slice_equal(first, second));
    return 0;
}
