# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What the scripts of tests/cli share: each reads this first, says one line
# `ok SENTENCE` or `not ok SENTENCE` a test, and ends with `finish`.
#
#   . tests/cli/lib.sh
#   run "$VERIFIER" check "$T/no-such-file"
#   expect_exit 3 "a file that is not there is trouble of our own"
#   err_has "cannot read" "and the message says so"
#   finish
#
# $T is a folder of the script's own, removed at the end.  $BUILD is where the
# programs are; the scripts run from the top of the repository.
set -u

BUILD=${BUILD:-build}
VERIFIER=$BUILD/badge-verifier
READER=$BUILD/badge-reader
ISSUER=$BUILD/badge-issuer
SHARED=${OBV_SHARED:-../shared}
# shellcheck disable=SC2034 # read by the scripts
readonly BUILD VERIFIER READER ISSUER SHARED

# The language of the machine never decides a test.
unset LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE NO_COLOR COLUMNS
export LANG=C.UTF-8

T=$(mktemp -d) || exit 1
count=0
bad=0
status=0
trap 'rm -rf "$T"' EXIT
trap 'exit 1' HUP INT TERM

# run COMMAND...: leaves $status, $T/out and $T/err.
run() {
    status=0
    "$@" >"$T/out" 2>"$T/err" || status=$?
}

# run_in FILE COMMAND...: the same with FILE as standard input.
run_in() {
    input=$1
    shift
    status=0
    "$@" <"$input" >"$T/out" 2>"$T/err" || status=$?
}

# Whether this machine can make a pseudo-terminal: some containers cannot.
has_terminal() {
    command -v script >/dev/null &&
        script -qec true /dev/null >/dev/null 2>&1 </dev/null
}

ok() {
    count=$((count + 1))
    printf 'ok %s\n' "$1"
}

# not_ok SENTENCE [WHY]: shows what the last `run` left, too.
not_ok() {
    count=$((count + 1))
    bad=$((bad + 1))
    printf 'not ok %s\n' "$1"
    [ $# -lt 2 ] || printf '# %s\n' "$2"
    for stream in out err; do
        [ ! -s "$T/$stream" ] || head -n 20 "$T/$stream" | cut -c1-160 |
            sed "s/^/# $stream: /"
    done
}

skip() {
    count=$((count + 1))
    printf 'ok %s # SKIP %s\n' "$1" "$2"
}

# expect SENTENCE COMMAND...: the command succeeds.
expect() {
    sentence=$1
    shift
    run "$@"
    if [ "$status" -eq 0 ]; then
        ok "$sentence"
    else
        not_ok "$sentence" "exit status $status of: $*"
    fi
}

# expect_exit CODE SENTENCE: of the last `run`.
expect_exit() {
    if [ "$status" -eq "$1" ]; then
        ok "$2"
    else
        not_ok "$2" "exit status $status, not $1"
    fi
}

# FILE has (or lacks) the fixed TEXT; the text is looked for line by line.
has() {
    if grep -qF -e "$2" "$1"; then
        ok "$3"
    else
        not_ok "$3" "not there: $2"
    fi
}

lacks() {
    if grep -qF -e "$2" "$1"; then
        not_ok "$3" "there: $2"
    else
        ok "$3"
    fi
}

out_has() { has "$T/out" "$1" "$2"; }
err_has() { has "$T/err" "$1" "$2"; }
out_lacks() { lacks "$T/out" "$1" "$2"; }
err_lacks() { lacks "$T/err" "$1" "$2"; }

# same FILE FILE SENTENCE: byte for byte.
same() {
    if cmp -s "$1" "$2"; then
        ok "$3"
    else
        not_ok "$3" "differ: $1 $2"
    fi
}

# The plan, last: a script that ends without it has failed.
finish() {
    printf '1..%d\n' "$count"
    [ "$bad" -eq 0 ]
    exit
}
