/* SPDX-License-Identifier: Apache-2.0 */
/* Views of bytes: every parser of the library moves along one of these. */
#include "base/base.h"

bool
obv_slice_cut(obv_slice s, char c, obv_slice *head, obv_slice *tail)
{
    const uint8_t *at = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;
    if (at == NULL) {
        return false;
    }
    size_t before = (size_t)(at - s.ptr);
    *head = (obv_slice){s.ptr, before};
    *tail = (obv_slice){at + 1, s.len - before - 1};
    return true;
}

static bool
is_space(uint8_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

obv_slice
obv_slice_trim(obv_slice s)
{
    if (obv_slice_starts(s, "\xEF\xBB\xBF")) {
        s = (obv_slice){s.ptr + 3, s.len - 3};
    }
    while (s.len > 0 && is_space(s.ptr[0])) {
        s = (obv_slice){s.ptr + 1, s.len - 1};
    }
    while (s.len > 0 && is_space(s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

bool
obv_take(obv_slice *in, size_t n, obv_slice *out)
{
    if (n > in->len) {
        return false;
    }
    *out = (obv_slice){in->ptr, n};
    *in = (obv_slice){in->ptr + n, in->len - n};
    return true;
}

bool
obv_take_u32be(obv_slice *in, uint32_t *out)
{
    obv_slice four;
    if (!obv_take(in, 4, &four)) {
        return false;
    }
    *out = (uint32_t)four.ptr[0] << 24 | (uint32_t)four.ptr[1] << 16 |
           (uint32_t)four.ptr[2] << 8 | four.ptr[3];
    return true;
}
