#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs each fuzzer in turn:  tests/fuzz.sh BUILD SECONDS
#
# It starts from the committed corpus and the samples, and keeps what it finds
# in BUILD/corpus.  Ends with one line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 1

build=$1
seconds=$2
passed=0
failed=0
for source in tests/fuzz/fuzz_*.c; do
    name=${source##*/fuzz_}
    name=${name%.c}
    mkdir -p "$build/corpus/$name" "$build/found"
    set -- "$build/corpus/$name"
    for seeds in "tests/fuzz/corpus/$name" sample-badges; do
        [ ! -d "$seeds" ] || set -- "$@" "$seeds"
    done
    if "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 \
        -rss_limit_mb=2048 -print_final_stats=0 -verbosity=0 \
        -artifact_prefix="$build/found/$name-" "$@" \
        >"$build/$name.log" 2>&1; then
        echo "ok fuzz $name: $seconds s, $(find "$build/corpus/$name" -type f | wc -l) inputs"
        passed=$((passed + 1))
    else
        echo "FAILED fuzz $name"
        tail -n 60 "$build/$name.log"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
