#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The zbar of this machine: one whose search for corners is mended
# (CVE-2023-40889).  Distributions mended it under an old number, which the
# library itself cannot tell: the package can.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

package=$(dpkg-query -W -f='${Version}' libzbar0 2>/dev/null)
if [ -n "$package" ]; then
    expect "the package of zbar is one that is mended" \
        dpkg --compare-versions "$package" ge 0.23.92-7+deb12u1
else
    skip "the package of zbar is one that is mended" "no dpkg, or no package"
fi
finish
