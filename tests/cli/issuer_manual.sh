#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manual page of badge-issuer names every command, and its examples run.
# shellcheck source=tests/cli/lib.sh
. tests/cli/lib.sh

PAGE=verifier/issuer/badge-issuer.1
sed 's/[\]//g' "$PAGE" >"$T/page" # "--" is written "\-\-"

"$ISSUER" --help | sed -n 's/^  \([a-z][a-z]*\)  *\([a-z-]*\) .*/\1 \2/p' >"$T/commands"
expect "the program lists its commands" test "$(wc -l <"$T/commands")" -eq 18
while read -r command; do
    has "$T/page" "$command" "the page has: $command"
    # shellcheck disable=SC2086 # two words
    "$ISSUER" $command --help | grep -o '^  --[a-z-]*' >>"$T/options"
done <"$T/commands"
grep -o -e '--[a-z][a-z-]*' "$T/page" | sort -u >"$T/named"
while read -r option; do
    case $option in
    --name | --help) ;;
    *) has "$T/options" "$option" "the page's $option is an option" ;;
    esac
done <"$T/named"

# The examples, in a folder that has what they speak of.
sed -n '/^\.EX/,/^\.EE/p' "$T/page" | grep '^badge-issuer' >"$T/examples"
sed "s|^badge-issuer|'$PWD/$ISSUER'|; s|key new|& --no-passphrase|" \
    "$T/examples" >"$T/run"
case $ISSUER in
/*) sed -i "s|'$PWD/$ISSUER'|'$ISSUER'|" "$T/run" ;;
esac
cp tests/samples/source/coup-de-main.json "$T/badge.json"
cp sample-badges/no-badge.png "$T/medal.png"
run env -C "$T" sh -eu "$T/run"
expect_exit 0 "the examples run"
expect "and leave a baked badge" test -s "$T/baked.png"

if command -v man >/dev/null && command -v groff >/dev/null; then
    run env MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 "$PAGE"
    same /dev/null "$T/err" "the page is laid out without a warning"
else
    skip "the page is laid out without a warning" "no man or groff"
fi

finish
