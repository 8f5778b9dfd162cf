/* SPDX-License-Identifier: Apache-2.0 */
/* A JWS made on the spot: fuzzers of what an issuer could mean harm with. */
#ifndef SIGN_NOW_H
#define SIGN_NOW_H

#include "paging.h"

#include <sodium.h>

/* header "." payload "." signature; all of it in the arena. */
static inline obv_slice
sign_now(const char *header, obv_slice payload, const uint8_t *secret,
         obv_arena *into)
{
    uint8_t signature[crypto_sign_BYTES];
    obv_buffer jws = obv_buffer_in(into);
    obv_put_text(&jws, obv_to_base64url(obv_slice_of(header), into));
    obv_put_char(&jws, '.');
    obv_put_text(&jws, obv_to_base64url(payload, into));
    obv_slice message = obv_buffer_slice(&jws);
    crypto_sign_detached(signature, NULL, message.ptr, message.len, secret);
    obv_put_char(&jws, '.');
    obv_put_text(&jws, obv_to_base64url(
                           (obv_slice){signature, sizeof(signature)}, into));
    paging_ask(!jws.failed);
    return obv_buffer_slice(&jws);
}

#endif
