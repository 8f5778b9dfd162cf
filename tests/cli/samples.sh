# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# Every sample badge, through the programs and their cells: the word, the exit
# status and what else the file beside it says.
. tests/cli/lib.sh

# The day of the samples, where none is named: none of them dies of age.
TODAY=2026-11-23

expected() { # KEY FILE
    sed -n "s/^$1: *//p" "$2" | head -n 1
}

# Where tests count: what the word itself exits with.
exit_of() {
    case $1 in
    recognised) echo 0 ;;
    no-badge | malformed | unknown-issuer | to-confirm | undecided) echo 2 ;;
    *) echo 1 ;;
    esac
}

for notes in sample-badges/*.expected; do
    badge=${notes%.expected}
    set -- check --format json --keys keys
    at=$(expected at "$notes")
    set -- "$@" --at "${at:-$TODAY}"
    for option in name email; do
        value=$(expected "$option" "$notes")
        [ -z "$value" ] || set -- "$@" "--$option" "$value"
    done
    run "$VERIFIER" "$@" "$badge"
    word=$(expected word "$notes")
    code=$(expected exit "$notes")
    got=$(sed -n 's/^[^[]*"verdict": "\([a-z-]*\)".*/\1/p' "$T/out" | head -n 1)
    if [ "$got" = "$word" ] && [ "$status" = "$code" ]; then
        ok "$badge is $word"
    else
        not_ok "$badge is $word" "it is $got, exit status $status not $code"
    fi
    run "$VERIFIER" "$@" --allow-test "$badge"
    expect_exit "$(exit_of "$word")" "$badge exits as $word where tests count"
done
finish
