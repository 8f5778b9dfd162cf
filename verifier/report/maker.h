/* SPDX-License-Identifier: Apache-2.0 */
/*
 * report/maker.h - what the reports in JSON are put together with.
 *
 * Inside this floor only.  A failure sticks: it is asked for once, at the end.
 */
#ifndef OBV_MAKER_H
#define OBV_MAKER_H

#include "report/say.h"

typedef struct obv_maker {
    obv_voice voice;
    obv_arena *arena;
    bool failed;
} obv_maker;

void obv_set(obv_maker *m, obv_json *object, const char *name, obv_json *value);
/* RFC 3339, in UTC. */
obv_json *obv_make_moment(obv_maker *m, int64_t time);

#endif
