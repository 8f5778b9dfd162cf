/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text -> QR code, by libqrencode.
 *
 * It chooses the smallest version and the mask.  It is given the mode: by
 * itself it would mix modes, and a reader has to undo that.
 */
#include "issuer/print.h"

#include <errno.h>
#include <limits.h>
#include <qrencode.h>

static bool
is_alphanumeric(obv_slice text)
{
    static const char set[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    for (size_t i = 0; i < text.len; i++) {
        if (memchr(set, text.ptr[i], sizeof(set) - 1) == NULL) {
            return false;
        }
    }
    return text.len > 0;
}

/* The lowest bit of what libqrencode says of a module is its colour. */
static obv_status
keep(const QRcode *code, obv_arena *arena, obv_modules *ret)
{
    size_t count = (size_t)code->width * (size_t)code->width;
    uint8_t *dark = obv_arena_alloc(arena, count, 1);
    if (dark == NULL) {
        return OBV_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        dark[i] = code->data[i] & 1u;
    }
    *ret = (obv_modules){(unsigned)code->width, dark};
    return OBV_OK;
}

obv_status
obv_qr_encode(obv_slice text, obv_arena *arena, obv_modules *ret)
{
    if (!is_alphanumeric(text)) {
        return OBV_MALFORMED;
    }
    if (text.len > OBV_MAX_CODE_TEXT) {
        return OBV_LIMIT;
    }
    QRinput *input = QRinput_new2(0, QR_ECLEVEL_M);
    QRcode *code = NULL;
    errno = ENOMEM;
    if (input != NULL &&
        QRinput_append(input, QR_MODE_AN, (int)text.len, text.ptr) == 0) {
        code = QRcode_encodeInput(input);
    }
    obv_status status = code != NULL      ? keep(code, arena, ret)
                        : errno == ERANGE ? OBV_LIMIT
                                          : OBV_NO_MEMORY;
    QRcode_free(code);
    QRinput_free(input);
    return status;
}
