/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon/number.h - a double as text, the same on every machine; no other floor
 * sees it.
 */
#ifndef OBV_NUMBER_H
#define OBV_NUMBER_H

#include "base/base.h"

#define OBV_NUMBER_ROOM 32

/*
 * As ECMAScript prints it (ECMA-262 Number::toString): the fewest digits that
 * read back as this double, and of those the nearest.  Gives the length; 0 for
 * one that is not finite.
 */
size_t obv_number_es6(double number, char text[OBV_NUMBER_ROOM]);

/* As JSON-LD 1.1 API 8.2.2 writes an xsd:double: 16 digits, rightly rounded,
   then without the zeros behind, "1.5E0".  As above. */
size_t obv_number_xsd(double number, char text[OBV_NUMBER_ROOM]);

#endif
