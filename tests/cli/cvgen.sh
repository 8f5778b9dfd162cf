#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pages of CVs that a program makes which was written without a look at ours:
# what of them is read, and that nothing is read where no code is.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

TOOL=$SHARED/tools/cvgen.py
SUITE=$BUILD/tests/suites/suite_cv
# The distribution's own: another may lack what the tool needs.
PYTHON=/usr/bin/python3
export PYTHONDONTWRITEBYTECODE=1

if [ ! -e "$TOOL" ] || ! "$PYTHON" "$TOOL" --help >/dev/null 2>&1; then
    skip "pages of CVs are read" "no cvgen.py, or not what it needs"
    finish
fi

"$PYTHON" "$TOOL" --suite quick --out "$T/cv" >"$T/made" 2>&1 || {
    run cat "$T/made"
    not_ok "cvgen.py makes its pages"
    finish
}
export OBV_CV="$T/cv" OBV_CV_FLOOR=35
expect "at least 35 of 39 pages are read, and none wrongly" "$SUITE"

mkdir "$T/blank"
"$PYTHON" - "$(dirname "$TOOL")" "$T/blank" <<'PYTHON' || exit 1
import sys
tools, to = sys.argv[1:]
sys.path.insert(0, tools)
import cv2
import cvgen
import numpy

with open(to + "/truth.tsv", "w") as truth:
    for layout in range(4):
        page = cvgen.cv_page(layout)
        for dpi in (100, 150, 300):
            rng = numpy.random.default_rng(layout * 1000 + dpi)
            scan = cvgen.flat_scan(cvgen.ink(page, rng), dpi, rng.uniform(-2, 2))
            name = "blank_%d_%d.jpg" % (layout, dpi)
            cv2.imwrite(to + "/" + name, cvgen.noise(scan, rng, 4.0),
                        [cv2.IMWRITE_JPEG_QUALITY, 60])
            truth.write(name + "\tblank" + "\t" * 8 + "\n")
PYTHON
export OBV_CV="$T/blank" OBV_CV_FLOOR=12
expect "on pages without a code nothing is read, and nothing seen" "$SUITE"

run "$VERIFIER" check --lang en --format json --allow-test \
    "$T/blank/blank_0_150.jpg"
out_has '"otherCodes": []' "badge-verifier says so, too"
out_has '"unreadCodes": 0' "and that no code is left"
finish
