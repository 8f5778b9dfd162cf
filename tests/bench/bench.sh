#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Figures, side by side in one run:  tests/bench/bench.sh BUILD
# They inform; time never decides a test.
set -eu
cd "$(dirname "$0")/../.."

build=$1
for badge in sample-badges/*.png; do
    # The first that is recognised: the longest way to go.
    ! grep -q '^word: *recognised' "$badge.expected" || break
done

echo "Cold start to verdict, whole process, 50 rounds in turns: $badge"
echo "(aims: under 15 ms, under 24 MB)"
set -- 50 "badge-verifier" "$build/badge-verifier" check --keys keys "$badge"
set -- "$@" -- "an empty program" /bin/true
if command -v node >/dev/null; then
    set -- "$@" -- "node -e 0" node -e 0
fi
"$build/tests/bench/bench_start" "$@"

echo
echo "A warm check beside its bare parts, one core, medians in turns"
"$build/tests/bench/bench_speed"

echo
tests/bench/linked.sh "$build"
