#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs what has been built and counts:  tests/run.sh BUILD [KIND...]
#
# KIND is one of house, unit, cli, fuzz, suites; without one, all.  One line a
# program, of a suite each of its counts; the whole output of one that fails; at
# the end one line `N passed, N failed`, with `, N skipped` where something was.
set -u
cd "$(dirname "$0")/.." || exit 1

BUILD=$1
export BUILD
shift
LOGS=$BUILD/logs
LIMIT=${TEST_SECONDS:-1800}

# ---- One program: its output to NAME.log, its counts to NAME.count ---------

# sum PATTERN FILE: adds up the first number of each line that matches.
sum() {
    sed -n "s/^$1.*/\1/p" "$2" | awk '{n += $1} END {print n + 0}'
}

# cmocka prints its closing lines on standard error, the others not.
count_unit() {
    ran=$(sum '\[==========\] \([0-9]*\) test(s) run' "$2")
    passed=$(sum '\[  PASSED  \] \([0-9]*\) test' "$2")
    skipped=$(sum '\[  SKIPPED \] \([0-9]*\) test' "$2")
    failed=$((ran - passed - skipped))
    # One that died has not said how many it ran.
    if [ "$failed" -le 0 ] && { [ "$1" -ne 0 ] || [ "$ran" -eq 0 ]; }; then
        failed=1
    fi
}

count_cli() {
    skipped=$(grep -c '^ok .*# SKIP' "$2")
    passed=$(($(grep -c '^ok ' "$2") - skipped))
    failed=$(grep -c '^not ok ' "$2")
    planned=$(sum '1\.\.\([0-9]*\)' "$2")
    if [ "$planned" -ne $((passed + failed + skipped)) ] ||
        { [ "$failed" -eq 0 ] && [ "$1" -ne 0 ]; }; then
        failed=$((failed + 1)) # it ended before its end
    fi
}

count_whole() {
    passed=0 failed=0 skipped=0
    case $1 in
    0) passed=1 ;;
    77) skipped=1 ;;
    *) failed=1 ;;
    esac
}

run_one() {
    kind=${1%%:*}
    program=${1#*:}
    name=${program##*/}
    log=$LOGS/$kind.$name.log
    case $kind in
    house | cli) set -- sh "$program" ;;
    fuzz)
        set -- "$program"
        corpus=tests/fuzz/corpus/${name#fuzz_}
        [ ! -d "$corpus" ] || set -- "$@" "$corpus"
        [ ! -d sample-badges ] || set -- "$@" sample-badges
        ;;
    *) set -- "$program" ;;
    esac
    timeout -k 10 "$LIMIT" "$@" >"$log" 2>&1 </dev/null
    status=$?
    case $kind in
    unit) count_unit "$status" "$log" ;;
    house | cli) count_cli "$status" "$log" ;;
    *) count_whole "$status" ;;
    esac
    echo "$passed $failed $skipped" >"$LOGS/$kind.$name.count"
    say_one
}

# In one printf, so that two of these never mix.
say_one() {
    if [ "$failed" -gt 0 ]; then
        printf 'FAILED %s %s (exit status %s)\n%s\n' "$kind" "$name" \
            "$status" "$(sed 's/^/    /' "$log")"
    elif [ "$kind" = suites ]; then
        printf '%s\n' "$(grep -E '^[a-z0-9-]+ [0-9]+/[0-9]+$' "$log" ||
            tail -n 1 "$log")"
    else
        printf 'ok %s %s: %s%s\n' "$kind" "$name" "$passed" \
            "$([ "$skipped" -eq 0 ] || echo ", $skipped skipped")"
    fi
}

if [ "${1:-}" = --one ]; then
    run_one "$2"
    exit 0
fi

# ---- All of them ------------------------------------------------------------

[ $# -gt 0 ] || set -- house unit cli fuzz suites
rm -rf "$LOGS"
mkdir -p "$LOGS"

# From the sources, so that one that was not built is missed.
programs() {
    for kind in "$@"; do
        case $kind in
        house) files=tests/house.sh ;;
        unit) files=$(ls tests/unit/test_*.c) ;;
        cli) files=$(ls tests/cli/*.sh) ;;
        fuzz) files=$(ls tests/fuzz/fuzz_*.c) ;;
        suites) files=$(ls tests/suites/suite_*.c) ;;
        esac 2>/dev/null
        for file in $files; do
            case $file in
            tests/cli/lib.sh | tests/cli/world.sh) ;; # read by the others
            *.sh) echo "$kind:$file" ;;
            *) echo "$kind:$BUILD/${file%.c}" ;;
            esac
        done
    done
}

programs "$@" | xargs -P "$(nproc)" -I '{}' sh "$0" "$BUILD" --one '{}'

# A program without counts has not run: it has failed.
programs "$@" | sed 's/:.*\//./' | while read -r name; do
    cat "$LOGS/$name.count" 2>/dev/null || echo 0 1 0
done | awk '
    { passed += $1; failed += $2; skipped += $3 }
    END {
        line = (passed + 0) " passed, " (failed + 0) " failed"
        if (skipped > 0) {
            line = line ", " skipped " skipped"
        }
        print line
        exit passed == 0 || failed > 0
    }'
