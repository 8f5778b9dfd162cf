#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Layout, house rules and analysis:  tests/lint.sh BUILD
# Ends with one line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 1

build=$1
passed=0
failed=0

# step NAME COMMAND...
step() {
    name=$1
    shift
    if "$@"; then
        echo "ok $name"
        passed=$((passed + 1))
    else
        echo "FAILED $name"
        failed=$((failed + 1))
    fi
}

layout() {
    git ls-files '*.[ch]' | xargs clang-format --dry-run --Werror
}

# Each library, room and test by itself, as it is compiled.
analysis() {
    cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
        -j "$(nproc)" --enable=warning,performance,portability \
        --suppressions-list=tests/cppcheck.txt \
        -D_GNU_SOURCE -Iverifier -Itests verifier tests
}

tidy() {
    git ls-files 'verifier/*.c' |
        xargs -P "$(nproc)" -n 4 clang-tidy --quiet --warnings-as-errors='*' \
            -- -std=c11 -D_GNU_SOURCE -Iverifier 2>/dev/null
}

scripts() {
    git ls-files '*.sh' tests/setup .ci/run | xargs shellcheck
}

step "layout (clang-format)" layout
step "house rules" tests/house.sh "$build"
step "analysis (cppcheck)" analysis
step "analysis (clang-tidy)" tidy
step "scripts (shellcheck)" scripts
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
