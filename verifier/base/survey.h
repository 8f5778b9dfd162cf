/* SPDX-License-Identifier: Apache-2.0 */
/* base/survey.h - what is asked of a JSON text before jansson reads it. */
#ifndef OBV_BASE_SURVEY_H
#define OBV_BASE_SURVEY_H

#include "base/base.h"

typedef struct obv_survey {
    bool deep;      /* deeper than OBV_MAX_DEPTH ... */
    size_t deep_at; /* ... from this bracket on */
    size_t values;  /* at least as many as the text holds */
    size_t longest; /* bytes of the longest string, quotes and all */
} obv_survey;

/* Looks at brackets, commas and quotes only: whether it is JSON, and UTF-8,
   jansson says. */
obv_survey obv_json_survey(obv_slice text);

#endif
