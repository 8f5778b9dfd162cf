#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Checks each sample badge and prints its report:  tests/demo.sh BUILD [fr|en]
#
# Refused badges are part of the demonstration.  It fails only where a badge
# does not end as the file beside it (X.png.expected for X.png) says.
set -u
cd "$(dirname "$0")/.." || exit 1

verifier=$1/badge-verifier
language=${2:-}
# The day of the samples, where none is named: none of them dies of age.
TODAY=2026-11-23

# expected KEY FILE: the value of `KEY: value`, or nothing.
expected() {
    sed -n "s/^$1: *//p" "$2" | head -n 1
}

# Each word as a shell would take it again.
words() {
    for word in "$@"; do
        case $word in
        '' | *[!A-Za-z0-9_.:/@=,+-]*)
            printf " '%s'" "$(printf %s "$word" | sed "s/'/'\\\\''/g")" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
}

surprises=0
count=0
for notes in sample-badges/*.expected; do
    badge=${notes%.expected}
    set -- check --keys keys
    [ -z "$language" ] || set -- "$@" --lang "$language"
    [ -n "$(expected at "$notes")" ] || set -- "$@" --at "$TODAY"
    for option in at name email; do
        value=$(expected "$option" "$notes")
        [ -z "$value" ] || set -- "$@" "--$option" "$value"
    done
    printf '\n$%s\n\n' "$(words "$verifier" "$@" "$badge")"
    status=0
    "$verifier" "$@" "$badge" || status=$?
    count=$((count + 1))
    if [ "$status" != "$(expected exit "$notes")" ]; then
        echo "demo: $badge: exit status $status is not the expected one" >&2
        surprises=$((surprises + 1))
    fi
done

printf '\n%s badges checked, %s surprises\n' "$count" "$surprises"
[ "$count" -gt 0 ] && [ "$surprises" -eq 0 ]
