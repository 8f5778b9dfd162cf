/* SPDX-License-Identifier: Apache-2.0 */
#include "report/maker.h"

void
obv_set(obv_maker *m, obv_json *object, const char *name, obv_json *value)
{
    if (!obv_json_set(object, name, value)) {
        m->failed = true;
    }
}

obv_json *
obv_make_moment(obv_maker *m, int64_t time)
{
    char text[OBV_TIME_TEXT];
    obv_time_print(time, text);
    return obv_json_new_text(m->arena, obv_slice_of(text));
}
