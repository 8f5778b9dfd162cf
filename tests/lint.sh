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
    find verifier tests -name '*.[ch]' \
        -exec clang-format --dry-run --Werror '{}' +
}

analysis() {
    cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
        -j "$(nproc)" --enable=warning,performance,portability \
        -D_GNU_SOURCE -Iverifier -Itests verifier tests
}

tidy() {
    # As the Makefile asks for them: they do not stand where compilers look.
    headers=$(pkg-config --cflags poppler-glib pangocairo)
    # shellcheck disable=SC2086 # words
    find verifier -name '*.c' -print0 | xargs -0 -P "$(nproc)" -I '{}' \
        clang-tidy --quiet --warnings-as-errors='*' '{}' \
        -- -std=c11 -D_GNU_SOURCE -Iverifier $headers 2>"$build/tidy.err" || { cat "$build/tidy.err"; return 1; }
}

# SC1112: the apostrophes of French text are wanted.
scripts() {
    find .ci tests \( -name '*.sh' -o -path tests/setup -o -path .ci/run \) \
        -exec shellcheck -x -S warning -e SC1112 '{}' +
}

step "layout (clang-format)" layout
step "house rules" env BUILD="$build" tests/house.sh
step "analysis (cppcheck)" analysis
step "analysis (clang-tidy)" tidy
step "scripts (shellcheck)" scripts
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
