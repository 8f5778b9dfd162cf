/* SPDX-License-Identifier: Apache-2.0 */
/* cmocka with its includes in the order it needs, and one short word for it. */
#ifndef CHECK_H
#define CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

#define CHECK(x) assert_true(x)
/* Both say what was there instead. */
#define CHECK_TEXT(got, want) assert_string_equal(got, want)
#define CHECK_NUMBER(got, want) assert_int_equal(got, want)
/* For a table of cases: names the case that fails. */
#define CHECK_CASE(x, name)                                                    \
    do {                                                                       \
        if (!(x)) {                                                            \
            fail_msg("%s: not so: %s", (name), #x);                            \
        }                                                                      \
    } while (0)

#endif
