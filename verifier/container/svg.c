/* SPDX-License-Identifier: Apache-2.0 */
/* SVG: the badge is an element of the drawing. */
#include "container/container.h"

bool
obv_is_svg(obv_slice file)
{
    return obv_xml_root_is(file, "svg");
}

obv_status
obv_svg_open(obv_slice file, obv_arena *arena, obv_found *found)
{
    TRY(obv_xml_badges(file, arena, found));
    if (found->reason == OBV_REASON_NO_BADGE) {
        found->reason = OBV_REASON_NO_BADGE_PICTURE;
    }
    return OBV_OK;
}
